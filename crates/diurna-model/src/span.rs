//! A half-open byte range of a report's text. It refuses nothing: whoever makes one answers for its borders.

use serde::{Deserialize, Serialize};

/// Bytes `begin..end` of a text. Always on character borders when made by Diurna.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    pub begin: usize,
    pub end: usize,
}

impl Span {
    pub fn new(begin: usize, end: usize) -> Span {
        debug_assert!(begin <= end);
        Span { begin, end }
    }

    /// The words of `text` under this span.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.begin..self.end).unwrap_or("")
    }

    pub fn len(&self) -> usize {
        self.end - self.begin
    }

    pub fn is_empty(&self) -> bool {
        self.begin == self.end
    }

    pub fn contains(&self, other: Span) -> bool {
        self.begin <= other.begin && other.end <= self.end
    }

    pub fn overlaps(&self, other: Span) -> bool {
        self.begin < other.end && other.begin < self.end
    }

    /// The smallest span over both.
    pub fn cover(&self, other: Span) -> Span {
        Span::new(self.begin.min(other.begin), self.end.max(other.end))
    }
}
