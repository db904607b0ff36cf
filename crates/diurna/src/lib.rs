//! What the command line does, as functions that return: input to reports, reports to readings, readings to text for people
//! and programs. Nothing here exits; only `main.rs` does.

pub mod engine;
pub mod header;
pub mod input;
pub mod json;
pub mod line;
pub mod options;
pub mod read;
