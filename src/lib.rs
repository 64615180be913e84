//! Bruker i sentrum: an engine for interactive courses written in Markdown.

// Not in the programs beside the app: what these modules give to JavaScript would be linked into it, unused.
#[cfg(all(target_arch = "wasm32", any(feature = "app", feature = "group")))]
pub mod browser;
pub mod course;
pub mod journey;
pub mod place;
pub mod text;
#[cfg(not(target_arch = "wasm32"))]
pub mod tool;
#[cfg(all(target_arch = "wasm32", any(feature = "app", feature = "group")))]
pub mod views;
