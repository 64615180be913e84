//! A group's session, as the facilitator's window uses it: an evening led, votes, timers, the clock, resuming, the record; and laws.
#![cfg(not(target_arch = "wasm32"))]

mod help;
mod laws;
mod onward;
mod record;
mod saved;
mod scenarios;
mod times;
