//! Text to model to findings, graph and HTML. Pure: no disk, no clock, no browser.

pub mod check;
pub mod events;
pub mod finding;
pub mod graph;
#[cfg(any(not(target_arch = "wasm32"), feature = "group"))]
pub mod group;
pub mod html;
pub mod json;
pub mod layout;
pub mod model;
pub mod order;
pub mod pace;
pub mod page_data;
pub mod parse;
pub mod preview;
pub mod slug;
pub mod source;
pub mod walk;
pub mod words;
