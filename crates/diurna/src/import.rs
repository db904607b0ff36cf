//! The command `pack import`. In: dictionaries of TABARI and PETRARCH (actors, agents, verbs). Out: a folder of knowledge files in our
//! formats, checked, and a list of every line that could not be taken, with why. It makes up nothing: no sentences, no senses.

mod actors;
mod agents;
mod codes;
mod dictionary;
mod patterns;
mod verbs;

use crate::engine;
use crate::read::RunError;
pub use dictionary::Dictionary;
use dictionary::Kind;
use diurna_lang::English;
use diurna_pack::Pack;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A line of a dictionary that was not taken, or not wholly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    pub file: String,
    pub line: usize,
    pub text: String,
    pub why: String,
}

/// What was made of the dictionaries: the text of our files by path, and what was left.
#[derive(Debug, Default)]
pub struct Imported {
    pub files: BTreeMap<&'static str, String>,
    pub counts: Vec<(&'static str, usize)>,
    pub left: Vec<Left>,
}

/// Imports `files` into the folder `to`. True when every line was taken.
pub fn run(files: &[PathBuf], to: &Path, out: &mut dyn Write, log: &mut dyn Write) -> Result<bool, RunError> {
    let (pack, english) = (engine::pack(None)?, English::load().map_err(engine::EngineError::from)?);
    let mut dictionaries = Vec::new();
    let mut left = Vec::new();
    for path in files {
        match fs::read(path) {
            Ok(bytes) => dictionaries.push(Dictionary::new(&name(path), &text(&bytes))),
            Err(error) => {
                left.push(Left { file: name(path), line: 0, text: String::new(), why: format!("cannot be read: {error}") })
            }
        }
    }
    let mut imported = import(&dictionaries, &pack, &english);
    left.append(&mut imported.left);
    for one in &left {
        writeln!(log, "diurna: {}", line(one))?;
    }
    write(&imported.files, &left, to)?;
    let counts: Vec<String> = imported.counts.iter().map(|(what, n)| format!("{n} {what}")).collect();
    let rest = if left.is_empty() {
        "every line was taken".to_owned()
    } else {
        format!("{} lines were not taken or not wholly, see {}", left.len(), to.join(LEFT).display())
    };
    writeln!(out, "{}: {}; {rest}", to.display(), counts.join(", "))?;
    if !imported.files.is_empty() {
        // What we write must compile; a mistake in it is ours, and is shown as one.
        engine::pack(Some(to))?;
    }
    Ok(left.is_empty())
}

/// The list of what was left, beside the knowledge files.
const LEFT: &str = "not-taken.txt";

/// Our files from `dictionaries`.
pub fn import(dictionaries: &[Dictionary], pack: &Pack, english: &English) -> Imported {
    let mut left = Vec::new();
    let of = |kind| dictionaries.iter().filter(move |d| d.kind == Some(kind));
    let mut files = BTreeMap::new();
    let mut counts = Vec::new();
    let actors = actors::read(of(Kind::Actors), pack, &mut left);
    let words = agents::read(of(Kind::Agents), pack, &mut left);
    let verbs = verbs::read(of(Kind::Verbs), pack, english, &mut left);
    for dictionary in dictionaries.iter().filter(|d| d.kind.is_none()) {
        left.push(Left { file: dictionary.file.clone(), line: 0, text: String::new(), why: dictionary::UNKNOWN.to_owned() });
    }
    for (path, text, what, n) in [actors.actors, actors.states, words, verbs.classes, verbs.rules] {
        counts.push((what, n));
        if n > 0 {
            files.insert(path, text);
        }
    }
    left.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    Imported { files, counts, left }
}

/// A file of ours: its path, its text, what it holds and how many.
type Made = (&'static str, String, &'static str, usize);

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}

/// UTF-8, or Latin-1, in which most of the old dictionaries are.
fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&b| char::from(b)).collect(),
    }
}

fn line(left: &Left) -> String {
    let Left { file, line, text, why } = left;
    match line {
        0 => format!("{file}: {why}"),
        _ => format!("{file}:{line}: {why}: {}", text.trim()),
    }
}

fn write(files: &BTreeMap<&'static str, String>, left: &[Left], to: &Path) -> Result<(), RunError> {
    let list: String = left.iter().map(|l| line(l) + "\n").collect();
    let all = files.iter().map(|(path, text)| (*path, text)).chain((!left.is_empty()).then_some((LEFT, &list)));
    let all: Vec<(PathBuf, &String)> = all.map(|(path, text)| (to.join(path), text)).collect();
    if let Some((there, _)) = all.iter().find(|(path, _)| path.exists()) {
        return Err(RunError::There(there.clone()));
    }
    for (path, text) in all {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}
