//! One dispatch with what is known about it. What it lacks stays `None`; its text is never changed.

use jiff::civil::Date;
use serde_json::{Map, Value};

/// A dispatch as it came in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    pub id: String,
    pub publisher: Option<String>,
    pub title: Option<String>,
    pub url: Option<String>,
    pub published: Option<Published>,
    pub language: Option<String>,
    pub licence: Option<String>,
    /// Keys of the input that Diurna has no name for, kept as they were.
    pub extra: Map<String, Value>,
    pub text: String,
}

/// When a report appeared: the words given, and the day they fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    pub text: String,
    pub date: Date,
}

impl Published {
    /// Takes an ISO 8601 date or date and time ("2016-12-23", "2016-12-23T10:00:00Z"); `None` for anything else.
    pub fn parse(text: &str) -> Option<Published> {
        let text = text.trim();
        let day = text.get(..10)?;
        let rest = &text[10..];
        let date: Date = day.parse().ok()?;
        let has_time = rest.starts_with(['T', 't', ' ']) && rest[1..].starts_with(|c: char| c.is_ascii_digit());
        (rest.is_empty() || has_time).then(|| Published { text: text.to_owned(), date })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_iso_dates_with_and_without_a_time() {
        assert_eq!(Published::parse("2016-12-23").map(|p| p.date.to_string()), Some("2016-12-23".into()));
        assert_eq!(Published::parse("2016-12-23T10:00:00Z").map(|p| p.date.day()), Some(23));
    }

    #[test]
    fn refuses_what_is_no_iso_date() {
        for text in ["", "23 December 2016", "2016-13-01", "2016-12-23x", "2016-12-23T", "december 1"] {
            assert_eq!(Published::parse(text), None, "{text:?}");
        }
    }
}
