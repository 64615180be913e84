//! `/gruppe/lerret/`: what the room sees.

use leptos::prelude::*;

use super::room::Room;
use crate::views::parts;

/// The projector's controls, mounted in the page's slots.
pub fn place(_room: Room) -> AnyView {
    parts::nothing()
}
