//! One JSON object as a report. In: the bytes of the object. Out: a report, with the keys that Diurna has no name for under
//! `extra`. Refuses what is not UTF-8, not JSON, not an object, or an object without a `text`.

use crate::input::{Note, Reason};
use diurna_model::{Published, Report};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// Most bytes of JSON that `extra` may hold.
const EXTRA: usize = 64 * 1024;

/// The report that `bytes` describe.
pub fn report(bytes: &[u8]) -> Result<(Report, Vec<Note>), Reason> {
    let text = std::str::from_utf8(bytes).map_err(|e| Reason::NotUtf8 { byte: e.valid_up_to() })?;
    let value: Value = serde_json::from_str(text).map_err(|e| Reason::NotJson(message(&e)))?;
    let Value::Object(mut keys) = value else {
        return Err(Reason::NotAnObject);
    };
    let mut notes = Vec::new();
    let text = words(&mut keys, "text")?.ok_or(Reason::NoText)?;
    let id = match keys.get("id") {
        Some(Value::Number(number)) => {
            let id = number.to_string();
            keys.shift_remove("id");
            Some(id)
        }
        _ => words(&mut keys, "id")?,
    };
    let mut report = Report {
        id: String::new(),
        publisher: words(&mut keys, "publisher")?,
        title: words(&mut keys, "title")?,
        url: words(&mut keys, "url")?,
        published: None,
        language: words(&mut keys, "language")?,
        licence: words(&mut keys, "licence")?,
        extra: Map::new(),
        text,
    };
    if let Some(given) = words(&mut keys, "published")? {
        report.published = Published::parse(&given);
        if report.published.is_none() {
            notes.push(Note::NoDate(given.clone()));
            keys.insert("published".into(), given.into());
        }
    }
    report.id = id.unwrap_or_else(|| content_id(&report));
    report.extra = extra(keys, &mut notes);
    Ok((report, notes))
}

/// Takes the string under `key`; null and "" are as good as nothing.
fn words(keys: &mut Map<String, Value>, key: &'static str) -> Result<Option<String>, Reason> {
    match keys.shift_remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(words)) if words.is_empty() && key != "text" => Ok(None),
        Some(Value::String(words)) => Ok(Some(words)),
        Some(_) => Err(Reason::NotAString(key)),
    }
}

/// What Diurna wrote itself has its unknown keys under `extra` already; they go back where they were.
fn extra(mut keys: Map<String, Value>, notes: &mut Vec<Note>) -> Map<String, Value> {
    if let Some(Value::Object(inner)) = keys.get("extra") {
        let inner = inner.clone();
        keys.shift_remove("extra");
        keys.extend(inner);
    }
    let size = serde_json::to_string(&keys).map_or(0, |json| json.len());
    if size > EXTRA {
        notes.push(Note::ExtraLeftOut { size });
        return Map::new();
    }
    keys
}

/// An id for a report that has none: the same report always gets the same.
fn content_id(report: &Report) -> String {
    let mut hash = Sha256::new();
    let day = report.published.as_ref().map(|p| p.text.as_str());
    for part in [report.publisher.as_deref(), report.url.as_deref(), day, Some(&report.text)] {
        hash.update(part.unwrap_or("").as_bytes());
        hash.update([0]);
    }
    hash.finalize()[..8].iter().map(|b| format!("{b:02x}")).collect()
}

/// The parser's message without its "at line 1": the line that counts is the file's.
fn message(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rsplit_once(" at line ") {
        Some((what, _)) => format!("{what} at column {}", error.column()),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_keys_are_kept_under_extra() {
        let (report, _) = report(br#"{"text": "A.", "section": "world", "id": 7}"#).expect("a report");
        assert_eq!(report.id, "7");
        assert_eq!(report.extra["section"], "world");
    }

    #[test]
    fn what_is_no_report_is_refused_with_its_reason() {
        assert!(matches!(report(b"{\"text\": 3}"), Err(Reason::NotAString("text"))));
        assert!(matches!(report(b"{\"title\": \"x\"}"), Err(Reason::NoText)));
        assert!(matches!(report(b"[1]"), Err(Reason::NotAnObject)));
        assert!(matches!(report(b"{\"text\": \"\xff\"}"), Err(Reason::NotUtf8 { byte: 10 })));
        assert!(matches!(report(b"{\"text\": "), Err(Reason::NotJson(_))));
    }

    #[test]
    fn reports_without_id_get_one_from_their_content() {
        let id = |json: &str| report(json.as_bytes()).expect("a report").0.id;
        assert_eq!(id(r#"{"text": "A."}"#), id(r#"{"text": "A.", "x": 1}"#));
        assert_ne!(id(r#"{"text": "A."}"#), id(r#"{"text": "B."}"#));
    }

    #[test]
    fn too_much_extra_is_left_out_with_a_note() {
        let json = serde_json::json!({"text": "A.", "blob": "x".repeat(EXTRA)}).to_string();
        let (report, notes) = report(json.as_bytes()).expect("a report");
        assert!(report.extra.is_empty());
        assert!(matches!(notes[..], [Note::ExtraLeftOut { .. }]));
    }
}
