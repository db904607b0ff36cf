//! Paths and standard input as reports, one after another, without holding more than one file's text or one line of JSON.
//! Refused with file and line, never a stop: what cannot be opened, is not UTF-8, not JSON, empty or too long.
//! The modules below take what is packed, web pages, feeds and web archives.

mod feed;
mod html;
mod packed;
mod web_archive;

use crate::{header, json};
use diurna_model::{Published, Report};
use std::collections::VecDeque;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What the input gives next.
#[derive(Debug)]
pub enum Intake {
    Report(Box<Arrival>),
    Refused(Refusal),
    /// A file in a folder, of a kind that holds no reports.
    Passed(PathBuf),
}

/// A report, where it came from, and what could not be used of it.
#[derive(Debug)]
pub struct Arrival {
    pub report: Report,
    pub at: Place,
    pub notes: Vec<Note>,
}

/// A file, and the line in it where one is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub file: String,
    pub line: Option<usize>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// Something that is no report, and why.
#[derive(Debug, thiserror::Error)]
#[error("{at}: {reason}")]
pub struct Refusal {
    pub at: Place,
    pub reason: Reason,
}

#[derive(Debug, thiserror::Error)]
pub enum Reason {
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
    #[error("cannot be walked: {0}")]
    Walk(String),
    #[error("not UTF-8 text (byte {byte})")]
    NotUtf8 { byte: usize },
    #[error("not JSON: {0}")]
    NotJson(String),
    #[error("not a JSON object")]
    NotAnObject,
    #[error("no \"text\"")]
    NoText,
    #[error("\"{0}\" is not a string")]
    NotAString(&'static str),
    #[error("empty")]
    Empty,
    #[error("longer than {max} characters (--max-chars)")]
    TooLong { max: usize },
    #[error("no article found in the page")]
    NoArticle,
    #[error("neither RSS nor Atom: {0}")]
    NotAFeed(String),
    #[error("no record of a web archive: {0}")]
    NotARecord(String),
    #[error("HTTP status {0}")]
    Status(u16),
    #[error(
        "not a kind of file that is read (.txt .md .jsonl .ndjson .json .html .htm .xml .rss .atom .warc, also as .gz and .zst)"
    )]
    UnknownKind,
}

/// Metadata that was given and could not be used; the report is read all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Note {
    #[error("published {0:?} is no ISO 8601 date; read without one")]
    NoDate(String),
    #[error("extra keys take {size} bytes, more than 64 KiB; left out")]
    ExtraLeftOut { size: usize },
}

/// How to take what comes in.
#[derive(Debug, Clone)]
pub struct Terms {
    pub max_chars: usize,
    /// For reports without a date of their own.
    pub published: Option<Published>,
    /// For reports without a publisher of their own.
    pub publisher: Option<String>,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms { max_chars: 1_000_000, published: None, publisher: None }
    }
}

/// All reports under the given paths, in order.
pub struct Input {
    terms: Terms,
    paths: VecDeque<PathBuf>,
    walk: Option<(PathBuf, walkdir::IntoIter)>,
    lines: Option<Lines>,
    items: Option<Items>,
    bytes: Arc<AtomicU64>,
}

/// What one item of a feed or an archive gives.
enum Item {
    Report(Box<Report>, Vec<Note>),
    Refused(Reason),
    /// No report and nothing amiss: a picture, a request.
    Passed,
}

/// A feed or an archive in the middle of being read.
struct Items {
    name: String,
    number: usize,
    from: Box<dyn Iterator<Item = Item> + Send>,
}

/// A JSON Lines source in the middle of being read.
struct Lines {
    name: String,
    line: usize,
    from: Box<dyn BufRead + Send>,
}

impl Input {
    /// `-` among the paths is standard input.
    pub fn new(paths: &[PathBuf], terms: Terms) -> Input {
        Input { terms, paths: paths.iter().cloned().collect(), walk: None, lines: None, items: None, bytes: Arc::default() }
    }

    /// How many bytes of input have been read so far; it grows while the input is used.
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes)
    }

    fn open(&mut self, path: &Path, id: String, in_folder: bool) -> Option<Intake> {
        let name = path.display().to_string();
        let (packing, kind) = packed::kind(path);
        let from = || packed::open(path, packing);
        let opened = match kind.as_deref() {
            Some("txt" | "md") => from().and_then(|f| self.text(f)).map(|bytes| Some(self.one(&name, id, bytes))),
            Some("jsonl" | "ndjson") => from().map(|f| self.jsonl(&name, f)),
            Some("json") => from().and_then(|f| self.json(&name, f)),
            Some("html" | "htm" | "xhtml") => from().map(|f| self.page(&name, id, f)),
            Some("xml" | "rss" | "atom") => from().map(|f| self.feed(&name, &id, f)),
            Some("warc") => from().map(|f| self.many(&name, web_archive::items(f, self.most_of_page(), self.terms.max_chars))),
            _ if in_folder => return Some(Intake::Passed(path.to_owned())),
            _ if path.exists() => return Some(refused(&name, None, Reason::UnknownKind)),
            _ => File::open(path).map(|_| None),
        };
        opened.unwrap_or_else(|error| Some(refused(&name, None, error.into())))
    }

    fn page(&mut self, name: &str, id: String, from: impl Read) -> Option<Intake> {
        let at = Place { file: name.to_owned(), line: None };
        Some(match self.whole(from).and_then(|bytes| html::report(id, &bytes, None)) {
            Ok((report, notes)) => self.admit(at, report, notes),
            Err(reason) => Intake::Refused(Refusal { at, reason }),
        })
    }

    fn feed(&mut self, name: &str, id: &str, from: impl Read) -> Option<Intake> {
        match self.whole(from).and_then(|bytes| feed::items(id, &bytes)) {
            Ok(items) => self.many(name, items.into_iter()),
            Err(reason) => Some(refused(name, None, reason)),
        }
    }

    fn many(&mut self, name: &str, from: impl Iterator<Item = Item> + Send + 'static) -> Option<Intake> {
        self.items = Some(Items { name: name.to_owned(), number: 0, from: Box::new(from) });
        None
    }

    fn next_item(&mut self) -> Option<Intake> {
        let items = self.items.as_mut()?;
        let Some(item) = items.from.next() else {
            let nothing = items.number == 0;
            let name = self.items.take().map(|i| i.name).unwrap_or_default();
            return nothing.then(|| refused(&name, None, Reason::Empty));
        };
        items.number += 1;
        let file = format!("{} (item {})", items.name, items.number);
        Some(match item {
            Item::Report(report, notes) => {
                self.bytes.fetch_add(report.text.len() as u64, Ordering::Relaxed);
                self.admit(Place { file, line: None }, *report, notes)
            }
            Item::Refused(reason) => refused(&file, None, reason),
            Item::Passed => Intake::Passed(PathBuf::from(file)),
        })
    }

    /// The bytes of a page or a feed; one of more than [`Input::most_of_page`] is too long.
    fn whole(&self, from: impl Read) -> Result<Vec<u8>, Reason> {
        let bytes = packed::at_most(from, self.most_of_page())?.ok_or(Reason::TooLong { max: self.terms.max_chars })?;
        self.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Ok(bytes)
    }

    /// A page is mostly no article: sixteen times what a text may take.
    fn most_of_page(&self) -> u64 {
        self.most_bytes().saturating_mul(16)
    }

    /// The bytes of a text; of one that cannot be within the limit, just enough to show it.
    fn text(&self, from: impl Read) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        from.take(self.most_bytes().saturating_add(1)).read_to_end(&mut bytes)?;
        self.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Ok(bytes)
    }

    /// What the longest text permitted may take, with its block of metadata.
    fn most_bytes(&self) -> u64 {
        (self.terms.max_chars as u64).saturating_mul(4).saturating_add(64 * 1024)
    }

    fn one(&self, name: &str, id: String, bytes: Vec<u8>) -> Intake {
        if bytes.len() as u64 > self.most_bytes() {
            return refused(name, None, Reason::TooLong { max: self.terms.max_chars });
        }
        match String::from_utf8(bytes) {
            Ok(text) => {
                let (report, notes) = header::report(id, &text);
                self.admit(Place { file: name.to_owned(), line: None }, report, notes)
            }
            Err(error) => {
                let byte = error.utf8_error().valid_up_to();
                let line = error.as_bytes()[..byte].iter().filter(|b| **b == b'\n').count() + 1;
                refused(name, Some(line), Reason::NotUtf8 { byte })
            }
        }
    }

    fn jsonl(&mut self, name: &str, from: impl BufRead + Send + 'static) -> Option<Intake> {
        self.lines = Some(Lines { name: name.to_owned(), line: 0, from: Box::new(from) });
        None
    }

    /// A `.json` file is JSON Lines, one object over many lines, or an array of objects.
    fn json(&mut self, name: &str, mut file: impl Read) -> io::Result<Option<Intake>> {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let first = bytes.split(|b| *b == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or(b"");
        let is_lines = serde_json::from_slice::<serde::de::IgnoredAny>(first).is_ok();
        match serde_json::from_slice::<serde_json::Value>(&bytes) {
            Ok(serde_json::Value::Array(items)) => {
                let lines: Vec<u8> = items.iter().flat_map(|item| format!("{item}\n").into_bytes()).collect();
                Ok(self.jsonl(&format!("{name} (item)"), io::Cursor::new(lines)))
            }
            Ok(whole) => Ok(self.jsonl(name, io::Cursor::new(whole.to_string().into_bytes()))),
            Err(_) if is_lines => Ok(self.jsonl(name, io::Cursor::new(bytes))),
            Err(error) => {
                let at = Some(error.line());
                Ok(Some(refused(name, at, Reason::NotJson(error.to_string()))))
            }
        }
    }

    fn stdin(&mut self) -> Option<Intake> {
        let name = "<stdin>";
        let mut from = BufReader::new(io::stdin());
        let mut head = Vec::new();
        loop {
            match from.fill_buf() {
                Ok(bytes) => {
                    let spaces = bytes.iter().take_while(|b| b.is_ascii_whitespace()).count();
                    let (seen, len) = (bytes.get(spaces).copied(), bytes.len());
                    if let (Some(b'{'), _) = (seen, len) {
                        return self.jsonl(name, io::Cursor::new(head).chain(from));
                    }
                    if seen.is_some() || len == 0 {
                        break;
                    }
                    head.extend_from_slice(bytes);
                    from.consume(len);
                }
                Err(error) => return Some(refused(name, None, error.into())),
            }
        }
        match self.text(io::Cursor::new(head).chain(from)) {
            Ok(bytes) => Some(self.one(name, "stdin".into(), bytes)),
            Err(error) => Some(refused(name, None, error.into())),
        }
    }

    /// Fills what the report lacks; refuses one with too few or too many words.
    fn admit(&self, at: Place, mut report: Report, notes: Vec<Note>) -> Intake {
        let max = self.terms.max_chars;
        if report.text.trim().is_empty() {
            return Intake::Refused(Refusal { at, reason: Reason::Empty });
        }
        if report.text.len() > max && report.text.chars().count() > max {
            return Intake::Refused(Refusal { at, reason: Reason::TooLong { max } });
        }
        if report.published.is_none() {
            report.published.clone_from(&self.terms.published);
        }
        if report.publisher.is_none() {
            report.publisher.clone_from(&self.terms.publisher);
        }
        Intake::Report(Box::new(Arrival { report, at, notes }))
    }

    fn next_line(&mut self) -> Option<Intake> {
        // A character takes at most twelve bytes of JSON (two \u escapes); beside the text there is metadata.
        let most = self.terms.max_chars.saturating_mul(12).saturating_add(1 << 20);
        loop {
            let lines = self.lines.as_mut()?;
            let mut bytes = Vec::new();
            let whole = read_line(&mut lines.from, most, &mut bytes);
            lines.line += 1;
            self.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
            let at = Place { file: lines.name.clone(), line: Some(lines.line) };
            match whole {
                Err(error) => {
                    self.lines = None;
                    return Some(Intake::Refused(Refusal { at, reason: error.into() }));
                }
                Ok(Line::End) => {
                    let nothing = lines.line == 1;
                    self.lines = None;
                    return nothing.then(|| refused(&at.file, None, Reason::Empty));
                }
                Ok(Line::TooLong) => {
                    let max = self.terms.max_chars;
                    return Some(Intake::Refused(Refusal { at, reason: Reason::TooLong { max } }));
                }
                Ok(Line::Whole) => {}
            }
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii();
            if bytes.is_empty() {
                continue;
            }
            return Some(match json::report(bytes) {
                Ok((report, notes)) => self.admit(at, report, notes),
                Err(reason) => Intake::Refused(Refusal { at, reason }),
            });
        }
    }

    fn next_in_folder(&mut self) -> Option<Intake> {
        loop {
            let (root, walk) = self.walk.as_mut()?;
            let Some(entry) = walk.next() else {
                self.walk = None;
                return None;
            };
            let root = root.clone();
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    let id = id(entry.path().strip_prefix(&root).unwrap_or(entry.path()));
                    let intake = self.open(entry.path(), id, true);
                    if intake.is_some() || self.lines.is_some() || self.items.is_some() {
                        return intake;
                    }
                }
                Ok(_) => {}
                Err(error) => {
                    let at = error.path().unwrap_or(&root).display().to_string();
                    return Some(refused(&at, None, Reason::Walk(error.to_string())));
                }
            }
        }
    }
}

impl Iterator for Input {
    type Item = Intake;

    fn next(&mut self) -> Option<Intake> {
        loop {
            if let Some(intake) = self.next_line().or_else(|| self.next_item()) {
                return Some(intake);
            }
            if self.lines.is_some() || self.items.is_some() {
                continue;
            }
            if let Some(intake) = self.next_in_folder() {
                return Some(intake);
            }
            if self.lines.is_some() || self.items.is_some() || self.walk.is_some() {
                continue;
            }
            let path = self.paths.pop_front()?;
            let intake = if path.as_os_str() == "-" {
                self.stdin()
            } else if path.is_dir() {
                let walk = walkdir::WalkDir::new(&path).follow_links(true).sort_by_file_name().into_iter();
                self.walk = Some((path, walk));
                None
            } else {
                let id = path.file_name().map_or_else(String::new, |name| id(Path::new(name)));
                self.open(&path, id, false)
            };
            if intake.is_some() {
                return intake;
            }
        }
    }
}

enum Line {
    Whole,
    TooLong,
    End,
}

/// Reads up to the next line feed. Of a line longer than `most` bytes nothing is kept.
fn read_line(from: &mut dyn BufRead, most: usize, into: &mut Vec<u8>) -> io::Result<Line> {
    let mut seen = 0;
    loop {
        let bytes = match from.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let (used, ended) = match bytes.iter().position(|b| *b == b'\n') {
            Some(at) => (at + 1, true),
            None => (bytes.len(), bytes.is_empty()),
        };
        seen += used;
        if seen <= most {
            into.extend_from_slice(&bytes[..used]);
        } else {
            into.clear();
        }
        from.consume(used);
        if ended {
            return Ok(match seen {
                0 => Line::End,
                _ if seen > most => Line::TooLong,
                _ => Line::Whole,
            });
        }
    }
}

fn refused(file: &str, line: Option<usize>, reason: Reason) -> Intake {
    Intake::Refused(Refusal { at: Place { file: file.to_owned(), line }, reason })
}

/// A file's report is known by its path below the folder that was given.
fn id(path: &Path) -> String {
    path.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
