//! What the program asks of the browser: one thin file per ability, no rules of the course in any of them.

pub mod channel;
pub mod clock;
pub mod dom;
pub mod file;
pub mod focus;
pub mod history;
pub mod lock;
pub mod measure;
pub mod offline;
pub mod pages;
pub mod parser;
pub mod screens;
pub mod storage;
pub mod wake;
