//! Whether the course is on this machine, as the service worker says; `offline.js` asks it and notes the answer on `<html>`.

use super::dom;

/// How much of the course is here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Here {
    /// Not all, and nothing is on its way.
    No,
    /// It is being fetched.
    Filling,
    /// All of it. Unit: bytes.
    Whole(f64),
}

/// As it was last said. [`TOLD`] is sent to the window when it changes.
pub fn here() -> Here {
    match dom::html().get_attribute("data-kept").as_deref() {
        Some("filling") => Here::Filling,
        kept => kept.and_then(|bytes| bytes.parse().ok()).map_or(Here::No, Here::Whole),
    }
}

/// The event.
pub const TOLD: &str = "kept";
