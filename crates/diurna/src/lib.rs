//! What the command line does, as functions that return: input to reports, reports to readings, readings to text for people
//! and programs. Nothing here exits; only `main.rs` does.

pub mod actors;
pub mod brief;
pub mod codes;
pub mod conllu;
pub mod engine;
pub mod events_csv;
pub mod explain;
pub mod gazetteer;
pub mod header;
pub mod import;
pub mod input;
pub mod json;
pub mod line;
mod listing;
pub mod options;
pub mod pack;
pub mod paint;
pub mod places;
pub mod progress;
pub mod read;
pub mod who_said;
