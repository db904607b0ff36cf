//! The nouns of Diurna, as plain data: what goes in (a [`Report`]), what is read (a [`Reading`]), what leaves the program
//! ([`record::ReadingRecord`]), and the [`Span`] that ties all of it to the words. Nothing here reads, guesses or prints.

pub mod mention;
pub mod reading;
pub mod record;
mod report;
mod span;

pub use reading::Reading;
pub use report::{Published, Report};
pub use span::Span;
