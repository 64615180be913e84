//! Bruker i sentrum: an engine for interactive courses written in Markdown.

pub mod course;
pub mod journey;
pub mod place;
pub mod text;
#[cfg(not(target_arch = "wasm32"))]
pub mod tool;
