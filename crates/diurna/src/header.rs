//! A text file's first block of `Key: value` lines, taken as the report's metadata. In: the file's text. Out: a report whose text
//! is what follows the block, unchanged; a text without such a block is all text.

use crate::input::Note;
use diurna_model::{Published, Report};

/// Reads `text` as one report known by `id`. The second value says what was given and could not be used.
pub fn report(id: String, text: &str) -> (Report, Vec<Note>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut report = Report { id, ..Report::default() };
    let mut notes = Vec::new();
    let Some((block, body)) = split(text) else {
        report.text = text.to_owned();
        return (report, notes);
    };
    for (key, value) in block {
        if !value.is_empty() {
            set(&mut report, key, value, &mut notes);
        }
    }
    report.text = body.to_owned();
    (report, notes)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Id,
    Publisher,
    Title,
    Published,
    Url,
    Language,
    Licence,
}

impl Key {
    fn parse(word: &str) -> Option<Key> {
        Some(match word.trim().to_ascii_lowercase().as_str() {
            "id" => Key::Id,
            "publisher" => Key::Publisher,
            "title" => Key::Title,
            "published" => Key::Published,
            "url" => Key::Url,
            "language" => Key::Language,
            "licence" | "license" => Key::Licence,
            _ => return None,
        })
    }
}

fn set(report: &mut Report, key: Key, value: &str, notes: &mut Vec<Note>) {
    let given = Some(value.to_owned());
    match key {
        Key::Id => report.id = value.to_owned(),
        Key::Publisher => report.publisher = given,
        Key::Title => report.title = given,
        Key::Url => report.url = given,
        Key::Language => report.language = given,
        Key::Licence => report.licence = given,
        Key::Published => {
            report.published = Published::parse(value);
            if report.published.is_none() {
                notes.push(Note::NoDate(value.to_owned()));
                report.extra.insert("published".into(), value.into());
            }
        }
    }
}

/// The block's pairs and the text after the blank line that ends it; `None` when the text does not start with one.
fn split(text: &str) -> Option<(Vec<(Key, &str)>, &str)> {
    let mut pairs = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.trim().is_empty() {
            break;
        }
        let (key, value) = line.split_once(':')?;
        pairs.push((Key::parse(key)?, value.trim()));
    }
    if pairs.is_empty() {
        return None;
    }
    let body = text[at..].trim_start_matches(['\r', '\n']);
    Some((pairs, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn block_becomes_metadata_and_leaves_the_text() {
        let (report, notes) = report("a".into(), "Publisher: Lakeside News\nPublished: 2024-03-02\r\n\nRebels left.\n");
        assert!(notes.is_empty());
        assert_eq!(report.publisher.as_deref(), Some("Lakeside News"));
        assert_eq!(report.published.map(|p| p.text), Some("2024-03-02".into()));
        assert_eq!(report.text, "Rebels left.\n");
    }

    #[test]
    fn first_sentence_with_a_colon_is_text() {
        let (report, _) = report("a".into(), "ANKARA: Turkey said so.\n\nMore.");
        assert_eq!(report.text, "ANKARA: Turkey said so.\n\nMore.");
    }

    #[test]
    fn date_in_words_is_noted_and_kept() {
        let (report, notes) = report("a".into(), "Published: last week\n\nText.");
        assert_eq!(report.published, None);
        assert_eq!(notes.len(), 1);
        assert_eq!(report.extra["published"], "last week");
    }
}
