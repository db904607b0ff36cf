//! The command `who-said`. In: reports, and perhaps a speaker's name. Out: each statement with its speaker, the words, where they were said,
//! the loaded words among them, and its doubts. When nobody of that name speaks, a line says who does.

use crate::listing::{self, Listed, cell, json_line};
use crate::options::WhoSaidOptions;
use crate::paint::Paint;
use crate::read::{RunError, Tally};
use diurna_model::Report;
use diurna_model::mention::one_line;
use diurna_model::record::{FramingRecord, PartyRecord, ReadingRecord, SpanRecord, StatementRecord};
use diurna_pack::names::fold;
use diurna_read::Reader;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::Write;
use std::sync::{Mutex, PoisonError};

/// One statement, ready to show.
#[derive(Debug, Serialize)]
struct Saying {
    #[serde(flatten)]
    statement: StatementRecord,
    /// Loaded words of the speaker's own.
    framing: Vec<FramingRecord>,
    doubts: Vec<String>,
}

struct Sayings(Vec<Saying>);

#[derive(Serialize)]
struct ReportSaying<'r> {
    report: &'r str,
    publisher: Option<&'r str>,
    published: Option<&'r str>,
    #[serde(flatten)]
    saying: &'r Saying,
}

/// Who was heard while nobody of the wanted name was.
#[derive(Default)]
struct Hearing {
    found: bool,
    others: BTreeSet<String>,
}

pub fn run(options: &WhoSaidOptions, out: &mut dyn Write, log: &mut dyn Write) -> Result<Tally, RunError> {
    let wanted = options.speaker.as_deref().map(fold);
    let hearing = Mutex::new(Hearing::default());
    let list = |report: &Report, reader: &Reader| {
        let all = sayings(report, reader);
        let Some(wanted) = &wanted else { return Sayings(all) };
        let (found, others): (Vec<Saying>, Vec<Saying>) = all.into_iter().partition(|s| is_by(&s.statement, wanted));
        hearing.lock().unwrap_or_else(PoisonError::into_inner).take(&found, &others);
        Sayings(found)
    };
    let tally = listing::run(&options.list, &HEAD, list, out, log)?;
    let hearing = hearing.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(name) = options.speaker.as_ref().filter(|_| !hearing.found) {
        writeln!(log, "diurna: nobody called “{name}” says anything{}", hearing.instead())?;
    }
    Ok(tally)
}

impl Hearing {
    fn take(&mut self, found: &[Saying], others: &[Saying]) {
        self.found |= !found.is_empty();
        if self.found {
            self.others.clear();
        } else {
            self.others.extend(others.iter().filter_map(|s| s.statement.speaker.as_ref()).map(|p| one_line(&p.text)));
        }
    }

    /// "; heard are A, B and 3 more"
    fn instead(&self) -> String {
        const FEW: usize = 20;
        let names: Vec<&str> = self.others.iter().take(FEW).map(String::as_str).collect();
        let more = self.others.len().saturating_sub(FEW);
        match (names.is_empty(), more) {
            (true, _) => String::new(),
            (false, 0) => format!("; heard: {}", names.join(", ")),
            (false, more) => format!("; heard: {} and {more} more", names.join(", ")),
        }
    }
}

fn sayings(report: &Report, reader: &Reader) -> Vec<Saying> {
    let record = ReadingRecord::new(report, &reader.read(report), &reader.pack().hash, env!("CARGO_PKG_VERSION"));
    let ReadingRecord { statements, framing, doubts, .. } = record;
    let saying = |(i, statement): (usize, StatementRecord)| {
        let here = format!("statements/{i}");
        Saying {
            framing: framing.iter().filter(|f| is_own(f, &statement)).cloned().collect(),
            doubts: doubts.iter().filter(|d| d.record.as_ref() == Some(&here)).map(|d| d.reason.clone()).collect(),
            statement,
        }
    };
    statements.into_iter().enumerate().map(saying).collect()
}

/// A loaded word inside the statement, said by its speaker and by nobody whom he quotes.
fn is_own(framing: &FramingRecord, statement: &StatementRecord) -> bool {
    let (word, content) = (&framing.word, &statement.content);
    let speaker = statement.speaker.as_ref().map(|p| &p.text);
    content.begin <= word.begin && word.end <= content.end && framing.by.first().map(|p| &p.text) == speaker
}

/// Whether the words wanted stand side by side in what the speaker is called.
fn is_by(statement: &StatementRecord, wanted: &str) -> bool {
    let Some(PartyRecord { text, here, name, .. }) = &statement.speaker else { return false };
    let wanted: Vec<&str> = wanted.split(' ').collect();
    [Some(text), here.as_ref(), name.as_ref()].into_iter().flatten().any(|called| {
        let called = fold(called);
        let words: Vec<&str> = called.split(' ').collect();
        words.windows(wanted.len()).any(|w| w == wanted)
    })
}

impl Listed for Sayings {
    fn table(&self, report: &Report, paint: Paint) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let mut out = listing::heading(report, paint);
        for saying in &self.0 {
            out.push_str(&paint.wrap("  ", "      ", &line(&saying.statement, paint)));
            for aside in asides(saying) {
                out.push_str(&paint.wrap("      ", "      ", &paint.faint(&aside)));
            }
        }
        out.push('\n');
        out
    }

    fn rows(&self, report: &Report) -> Vec<Vec<String>> {
        self.0.iter().map(|saying| row(report, saying)).collect()
    }

    fn json_lines(&self, report: &Report) -> Result<Vec<u8>, serde_json::Error> {
        let (publisher, published) = (report.publisher.as_deref(), report.published.as_ref().map(|p| p.text.as_str()));
        let object = |saying| json_line(&ReportSaying { report: &report.id, publisher, published, saying });
        let lines: Vec<Vec<u8>> = self.0.iter().map(object).collect::<Result<_, _>>()?;
        Ok(lines.concat())
    }
}

/// "Foreign Minister Ann Berg (“She”), said, in an interview: “…” (sentence 4)". Only words that are quoted whole get marks.
fn line(statement: &StatementRecord, paint: Paint) -> String {
    let StatementRecord { speaker, cue, content, kind, occasion, sentence } = statement;
    let who = speaker.as_ref().map_or_else(|| "somebody not named".to_owned(), |p| one_line(&p.text));
    // "The mayor" tells no more than "mayor".
    let tells = |p: &&PartyRecord| p.here.as_ref().is_some_and(|h| h.split_once(' ').is_none_or(|(_, rest)| rest != p.text));
    let here = speaker.as_ref().filter(tells).and_then(|p| p.here.as_ref());
    let here = here.map(|h| format!(" (“{}”)", one_line(h))).unwrap_or_default();
    // The cue of a quote without a tag is its mark.
    let cue = Some(one_line(&cue.text)).filter(|c| c.chars().any(char::is_alphanumeric));
    let how = cue.into_iter().chain(occasion.as_ref().map(|o| one_line(&o.text))).map(|words| format!(", {words}"));
    let words = one_line(&content.text);
    let words = if kind == "direct" { format!("“{words}”") } else { words };
    format!("{}{here}{}: {words} {}", paint.strong(&who), how.collect::<String>(), paint.faint(&format!("(sentence {sentence})")))
}

/// The loaded words and the doubts, in words.
fn asides(saying: &Saying) -> Vec<String> {
    let loaded = saying.framing.iter().map(|f| {
        let word = one_line(&f.word.text);
        let whom = f.towards.as_ref().map(|p| one_line(&p.text)).filter(|t| !t.eq_ignore_ascii_case(&word));
        format!("loaded: “{word}”{}", whom.map(|t| format!(", of {t}")).unwrap_or_default())
    });
    loaded.chain(saying.doubts.iter().map(|d| format!("doubt: {}", d.replace('-', " ")))).collect()
}

const HEAD: [&str; 23] = [
    "report",
    "publisher",
    "published",
    "speaker",
    "as",
    "name",
    "code",
    "cue",
    "content",
    "kind",
    "occasion",
    "sentence",
    "speaker_begin",
    "speaker_end",
    "cue_begin",
    "cue_end",
    "content_begin",
    "content_end",
    "occasion_begin",
    "occasion_end",
    "framing",
    "framing_towards",
    "doubts",
];

fn row(report: &Report, saying: &Saying) -> Vec<String> {
    let StatementRecord { speaker, cue, content, kind, occasion, sentence } = &saying.statement;
    let party = |field: fn(&PartyRecord) -> Option<&String>| cell(speaker.as_ref().and_then(field).map(|s| s.as_str()));
    let span =
        |s: Option<&SpanRecord>| s.map_or_else(|| [String::new(), String::new()], |s| [s.begin.to_string(), s.end.to_string()]);
    let words = |s: &SpanRecord| one_line(&s.text);
    let towards = |f: &FramingRecord| f.towards.as_ref().map(|p| p.text.clone()).unwrap_or_default();
    let mut row = vec![
        report.id.clone(),
        cell(report.publisher.as_deref()),
        cell(report.published.as_ref().map(|p| p.text.as_str())),
        party(|p| Some(&p.text)),
        party(|p| p.here.as_ref()),
        party(|p| p.name.as_ref()),
        party(|p| p.code.as_ref()),
        words(cue),
        words(content),
        kind.clone(),
        occasion.as_ref().map(words).unwrap_or_default(),
        sentence.to_string(),
    ];
    row.extend(speaker.as_ref().map_or_else(|| span(None), |p| [p.begin.to_string(), p.end.to_string()]));
    row.extend([Some(cue), Some(content), occasion.as_ref()].into_iter().flat_map(span));
    row.push(saying.framing.iter().map(|f| words(&f.word)).collect::<Vec<_>>().join("; "));
    row.push(saying.framing.iter().map(towards).collect::<Vec<_>>().join("; "));
    row.push(saying.doubts.join("; "));
    row
}
