//! Bruker i sentrum: an engine for interactive courses written in Markdown.

pub mod course;
