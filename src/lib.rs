//! Bruker i sentrum: an engine for interactive courses written in Markdown.

#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod course;
pub mod journey;
pub mod place;
pub mod text;
#[cfg(not(target_arch = "wasm32"))]
pub mod tool;
#[cfg(target_arch = "wasm32")]
pub mod views;
