//! `/gruppe/fasilitator/`: what the one who leads sees.

use leptos::prelude::*;

use super::room::Room;
use crate::views::parts;

/// The facilitator's controls, mounted in the page's slots.
pub fn place(_room: Room) -> AnyView {
    parts::nothing()
}
