//! The sentences that rules and families of loaded words carry, read and compared. In: a reader and a filter. Out: one [`Outcome`] a sentence.
//! A `todo` sentence that reads well is a failure too: it is done and should become a `yes`.

use crate::{Reader, framing};
use diurna_model::mention::{Party, Place, Time, one_line};
use diurna_model::reading::{Count, Framing};
use diurna_model::{Published, Reading, Report};
use diurna_pack::framing::Loaded;
use diurna_pack::rules::{Makes, No, Rule, Yes};

/// What became of one sentence of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub rule: String,
    pub file: String,
    pub line: usize,
    pub text: String,
    /// Why it failed.
    pub result: Result<(), String>,
    pub todo: bool,
}

/// Reads every sentence of the rules and families whose name contains `filter`.
pub fn run(reader: &Reader, filter: Option<&str>) -> Vec<Outcome> {
    let mut out = Vec::new();
    for rule in reader.pack().rules.list.iter().filter(|r| filter.is_none_or(|f| r.name.contains(f))) {
        let outcome = |text: &str, result, todo| Outcome {
            rule: rule.name.clone(),
            file: rule.file.clone(),
            line: rule.line,
            text: text.to_owned(),
            result,
            todo,
        };
        out.extend(rule.yes.iter().map(|y| outcome(&y.text, yes(reader, rule, y), false)));
        out.extend(rule.no.iter().map(|n| outcome(&n.text, no(reader, &rule.name, n), false)));
        out.extend(rule.todo.iter().map(|y| {
            let done = yes(reader, rule, y).is_ok();
            let result = if done { Err("reads well now: make it a `yes`".to_owned()) } else { Ok(()) };
            outcome(&y.text, result, true)
        }));
    }
    out.extend(loaded(reader, filter));
    out
}

/// The sentences of the families of loaded words.
fn loaded(reader: &Reader, filter: Option<&str>) -> Vec<Outcome> {
    let mut out = Vec::new();
    for family in &reader.pack().framing.families {
        let rule = framing::rule(family);
        let outcome = |text: &str, result| {
            let (rule, file, line) = (rule.clone(), family.file.clone(), family.line);
            Outcome { rule, file, line, text: text.to_owned(), result, todo: false }
        };
        if filter.is_none_or(|f| rule.contains(f)) {
            out.extend(family.yes.iter().map(|y| outcome(&y.text, loaded_yes(reader, &rule, y))));
            out.extend(family.no.iter().map(|n| outcome(&n.text, no(reader, &rule, n))));
        }
    }
    out
}

fn loaded_yes(reader: &Reader, rule: &str, yes: &Loaded) -> Result<(), String> {
    let (report, reading) = read(reader, &yes.text, None);
    let text = &report.text;
    let is_word = |f: &&Framing| f.evidence.rule == rule && f.evidence.span.of(text) == yes.word;
    let found: Vec<&Framing> = reading.framing.iter().filter(is_word).collect();
    if found.is_empty() {
        return Err(format!("did not find {:?}", yes.word));
    }
    let towards: Vec<String> = found.iter().filter_map(|f| f.towards.as_ref()).map(|p| p.name_in(text)).collect();
    let by: Vec<String> = found.iter().flat_map(|f| &f.by).map(|p| p.name_in(text)).collect();
    let is_meant = yes.towards.as_ref().is_none_or(|want| towards.iter().any(|t| t.contains(want.as_str())));
    let same = |want: &Vec<String>| want.len() == by.len() && want.iter().zip(&by).all(|(w, b)| b.contains(w.as_str()));
    if is_meant && yes.by.as_ref().is_none_or(same) {
        return Ok(());
    }
    Err(format!("towards {towards:?} instead of {:?}, by {by:?} instead of {:?}", yes.towards, yes.by))
}

fn read(reader: &Reader, text: &str, published: Option<&str>) -> (Report, Reading) {
    let report = Report {
        id: "suite".to_owned(),
        text: text.to_owned(),
        published: published.and_then(Published::parse),
        ..Report::default()
    };
    let reading = reader.read(&report);
    (report, reading)
}

fn no(reader: &Reader, rule: &str, no: &No) -> Result<(), String> {
    let (report, reading) = read(reader, &no.text, None);
    match reading.evidences().find(|e| e.rule == rule) {
        Some(e) => Err(format!("made a record from {:?}, though: {}", e.span.of(&report.text), no.why)),
        None => Ok(()),
    }
}

fn yes(reader: &Reader, rule: &Rule, yes: &Yes) -> Result<(), String> {
    let (report, reading) = read(reader, &yes.text, yes.published.as_deref());
    let found = candidates(&reading, rule);
    if found.is_empty() {
        let others: Vec<String> = reading.events.iter().map(|e| format!("{} ({})", e.kind, e.evidence.rule)).collect();
        return Err(format!("made no record; events: [{}]", others.join(", ")));
    }
    let faults: Vec<String> = found.iter().map(|fields| fields.faults(&report.text, yes)).collect();
    if faults.iter().any(String::is_empty) { Ok(()) } else { Err(faults.join(" | ")) }
}

/// The fields of a record that sentences can name.
#[derive(Default)]
struct Fields<'r> {
    actors: Vec<&'r Party>,
    recipients: Vec<&'r Party>,
    by: Vec<&'r Party>,
    place: Option<&'r Place>,
    from: Option<&'r Place>,
    to: Option<&'r Place>,
    time: Option<&'r Time>,
    status: &'r str,
    counts: Vec<&'r Count>,
    holder: Option<&'r Party>,
    lost_by: Option<&'r Party>,
    what: Option<diurna_model::Span>,
}

fn candidates<'r>(reading: &'r Reading, rule: &Rule) -> Vec<Fields<'r>> {
    match rule.makes {
        Makes::Event => {
            let made = reading.events.iter().filter(|e| e.evidence.rule == rule.name);
            made.map(|e| Fields {
                actors: e.actors.iter().collect(),
                recipients: e.recipients.iter().collect(),
                by: e.by.iter().collect(),
                place: e.place.as_ref(),
                time: e.time.as_ref(),
                status: e.status.as_str(),
                counts: e.counts.iter().collect(),
                from: reading.movements.iter().find(|m| m.evidence == e.evidence).and_then(|m| m.from.as_ref()),
                to: reading.movements.iter().find(|m| m.evidence == e.evidence).and_then(|m| m.to.as_ref()),
                holder: reading.holdings.iter().find(|h| h.evidence == e.evidence).and_then(|h| h.holder.as_ref()),
                lost_by: reading.holdings.iter().find(|h| h.evidence == e.evidence).and_then(|h| h.lost_by.as_ref()),
                what: None,
            })
            .collect()
        }
        Makes::Tie => {
            // One record a pair; the sentence names all of them.
            let made: Vec<_> = reading.ties.iter().filter(|t| t.evidence.rule == rule.name).collect();
            if made.is_empty() {
                return Vec::new();
            }
            vec![Fields {
                actors: made.iter().map(|t| &t.from).collect(),
                recipients: made.iter().map(|t| &t.to).collect(),
                ..Fields::default()
            }]
        }
        Makes::Holding => {
            let made = reading.holdings.iter().filter(|h| h.evidence.rule == rule.name);
            made.map(|h| Fields {
                actors: h.holder.iter().collect(),
                recipients: h.lost_by.iter().collect(),
                place: h.place.as_ref(),
                holder: h.holder.as_ref(),
                lost_by: h.lost_by.as_ref(),
                by: h.by.iter().collect(),
                ..Fields::default()
            })
            .collect()
        }
        Makes::Movement => {
            let made = reading.movements.iter().filter(|m| m.evidence.rule == rule.name);
            made.map(|m| Fields {
                recipients: vec![&m.who],
                from: m.from.as_ref(),
                to: m.to.as_ref(),
                status: m.status.as_str(),
                counts: m.count.iter().collect(),
                ..Fields::default()
            })
            .collect()
        }
        Makes::Agreement => {
            let made = reading.agreements.iter().filter(|a| a.evidence.rule == rule.name);
            made.map(|a| Fields {
                actors: a.parties.iter().collect(),
                status: &a.status,
                what: Some(a.what),
                ..Fields::default()
            })
            .collect()
        }
    }
}

impl Fields<'_> {
    /// What differs from the sentence's fields; empty when nothing does.
    fn faults(&self, text: &str, yes: &Yes) -> String {
        let mut out = Vec::new();
        let names = |list: &[&Party]| list.iter().map(|p| p.name_in(text)).collect::<Vec<_>>();
        let place = |p: Option<&Place>| p.map(|p| one_line(p.named.unwrap_or(p.here).of(text)));
        let mut list = |field: &str, want: &Option<Vec<String>>, got: Vec<String>| {
            let Some(want) = want else { return };
            let all = want.len() == got.len() && want.iter().all(|w| got.iter().any(|g| g.contains(w.as_str())));
            if !all {
                out.push(format!("{field} {got:?} instead of {want:?}"));
            }
        };
        list("actors", &yes.actors, names(&self.actors));
        list("recipients", &yes.recipients, names(&self.recipients));
        list("by", &yes.by, names(&self.by));
        let mut one = |field: &str, want: &Option<String>, got: Option<String>| {
            let Some(want) = want else { return };
            if !got.as_ref().is_some_and(|g| g.contains(want.as_str())) {
                out.push(format!("{field} {got:?} instead of {want:?}"));
            }
        };
        one("place", &yes.place, place(self.place));
        one("from", &yes.from, place(self.from));
        one("to", &yes.to, place(self.to));
        one("time", &yes.time, self.time.map(|t| one_line(t.span.of(text))));
        one("status", &yes.status, Some(self.status.to_owned()));
        one("holder", &yes.holder, self.holder.map(|p| p.name_in(text)));
        one("lost_by", &yes.lost_by, self.lost_by.map(|p| p.name_in(text)));
        one("what", &yes.what, self.what.map(|s| one_line(s.of(text))));
        if yes.n.is_some() && !self.counts.iter().any(|c| c.n == yes.n) {
            out.push(format!("n {:?} instead of {:?}", self.counts.first().and_then(|c| c.n), yes.n));
        }
        out.join(", ")
    }
}
