//! The journey layer as the places use it: scenarios, laws, saved forms and keys.

mod help;
mod keys;
mod laws;
mod map;
mod saved;
mod scenarios;
