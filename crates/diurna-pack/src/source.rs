//! A knowledge file as text, with the path it is known by. Refuses what cannot be read or is not UTF-8.

use crate::{Diagnostic, Diagnostics};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// `path` is relative to the pack's folder, with `/` between its parts; it says what the file holds (`rules/assault.toml`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Source {
        Source { path: path.into(), text: text.into() }
    }

    /// Every `.toml` and `.tsv` file under `dir`, sorted by path.
    pub fn folder(dir: &Path) -> Result<Vec<Source>, Diagnostics> {
        let mut found = Vec::new();
        let mut wrong = Vec::new();
        collect(dir, "", &mut found, &mut wrong);
        found.sort();
        if found.is_empty() && wrong.is_empty() {
            wrong.push(plain(
                &dir.display().to_string(),
                "no knowledge files here",
                "a pack is a folder of .toml and .tsv files",
            ));
        }
        if wrong.is_empty() { Ok(found) } else { Err(Diagnostics(wrong)) }
    }
}

fn plain(file: &str, message: &str, hint: &str) -> Diagnostic {
    Diagnostic { file: file.to_owned(), line: 1, column: 1, message: message.to_owned(), hint: hint.to_owned() }
}

fn collect(dir: &Path, prefix: &str, found: &mut Vec<Source>, wrong: &mut Vec<Diagnostic>) {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) => return wrong.push(plain(&dir.display().to_string(), &format!("cannot be read: {error}"), "")),
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let known = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        if path.is_dir() {
            collect(&path, &known, found, wrong);
        } else if name.ends_with(".toml") || name.ends_with(".tsv") {
            match std::fs::read_to_string(&path) {
                Ok(text) => found.push(Source::new(known, text)),
                Err(error) => wrong.push(plain(&known, &format!("cannot be read: {error}"), "knowledge files are UTF-8 text")),
            }
        }
    }
}
