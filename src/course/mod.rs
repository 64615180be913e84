//! Text to model to findings, graph and HTML. Pure: no disk, no clock, no browser.

pub mod finding;
pub mod graph;
pub mod model;
