//! `/gruppe/`: planning a session, going on with one, its record, taking it away.

use leptos::prelude::*;

use super::room::Room;
use crate::views::parts;

/// The controls of `/gruppe/`.
pub fn place(_room: Room) -> AnyView {
    parts::nothing()
}
