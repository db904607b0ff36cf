//! `rules/*.toml`: which words start which event, in which frame, under which conditions, each with its sentences.
//! Refused: unknown types, frames, classes, slots; a rule without a `yes` and a `no` that was not imported; two triggers of one name that say the same.

mod examples;
mod trigger;

pub use examples::{No, Yes};
pub use trigger::{PartOfSpeech, Trigger, Word};

use crate::classes::Classes;
use crate::crosswalk::Crosswalk;
use crate::diagnostic::Findings;
use crate::frames::{Frames, SLOTS};
use crate::hashed::Hashed;
use crate::ontology::Ontology;
use crate::{Source, kind_of};
use diurna_model::reading::Status;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All rules, and which triggers each lemma starts.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Rules {
    pub list: Vec<Rule>,
    pub triggers: Vec<Trigger>,
    #[serde(with = "crate::hashed")]
    by_lemma: Hashed<Vec<u32>>,
}

impl Rules {
    /// The triggers whose first word is `lemma`, the longest first.
    pub fn triggered_by(&self, lemma: &str) -> impl Iterator<Item = &Trigger> {
        self.by_lemma.get(lemma).into_iter().flatten().map(|&i| &self.triggers[i as usize])
    }
}

/// What a rule makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Makes {
    Event,
    Holding,
    Tie,
    Movement,
    Agreement,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rule {
    pub name: String,
    pub makes: Makes,
    /// Event type; for a tie its kind; for an agreement its kind.
    pub kind: String,
    pub mode: Option<String>,
    pub cameo: Option<String>,
    /// Index into the frames.
    pub frame: usize,
    /// Fixes the status of an event or agreement, whatever the clause says.
    pub status: Option<String>,
    /// The statuses that the clause must tell; empty for any.
    pub told: Vec<String>,
    /// Slot → what may fill it: each a `{class}` or a lemma. Every listed slot must be filled with one of them.
    pub when: Vec<(String, Vec<String>)>,
    /// Slot → what must not fill it.
    pub never: Vec<(String, Vec<String>)>,
    /// Role → classes its filler must be of (default: a party).
    pub accept: Vec<(String, Vec<String>)>,
    /// Role → values that never fill it, though they would fit: what is fired is not fired at.
    pub refuse: Vec<(String, Vec<String>)>,
    /// What the number on the recipients counts ("killed").
    pub count: Option<String>,
    /// Records an event gives besides itself: "holding", "movement", "tie:air campaign", "agreement:ceasefire".
    pub also: Vec<String>,
    /// The result of another act ("killing 12"): joined to the act of the same sentence that it belongs to.
    pub outcome: bool,
    /// Noun triggers count without any argument.
    pub bare: bool,
    /// An act that takes time: in the present it goes on ("is investigating").
    pub lasting: bool,
    pub confidence: f64,
    /// "FILE:LINE" of the dictionary that it was imported from; such a rule need not carry sentences.
    pub imported: Option<String>,
    pub yes: Vec<Yes>,
    pub no: Vec<No>,
    pub todo: Vec<Yes>,
    pub file: String,
    pub line: usize,
}

impl Rule {
    /// How much the rule asks for besides its trigger.
    pub fn conditions(&self) -> usize {
        self.when.len() + self.never.len() + 2 * usize::from(!self.told.is_empty())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: toml::Spanned<String>,
    #[serde(rename = "type")]
    kind: Option<toml::Spanned<String>>,
    tie: Option<String>,
    agreement: Option<String>,
    #[serde(default)]
    holding: bool,
    #[serde(default)]
    movement: bool,
    mode: Option<String>,
    cameo: Option<toml::Spanned<String>>,
    frame: toml::Spanned<String>,
    status: Option<String>,
    #[serde(default)]
    told: Vec<String>,
    #[serde(default)]
    verbs: Vec<toml::Spanned<String>>,
    #[serde(default)]
    nouns: Vec<toml::Spanned<String>>,
    #[serde(default)]
    adjectives: Vec<toml::Spanned<String>>,
    #[serde(default)]
    when: BTreeMap<toml::Spanned<String>, Vec<toml::Spanned<String>>>,
    #[serde(default)]
    never: BTreeMap<toml::Spanned<String>, Vec<toml::Spanned<String>>>,
    #[serde(default)]
    accept: BTreeMap<toml::Spanned<String>, Vec<toml::Spanned<String>>>,
    #[serde(default)]
    refuse: BTreeMap<toml::Spanned<String>, Vec<toml::Spanned<String>>>,
    count: Option<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    outcome: bool,
    #[serde(default)]
    bare: bool,
    #[serde(default)]
    lasting: bool,
    #[serde(default = "usual")]
    confidence: f64,
    imported: Option<String>,
    #[serde(default)]
    yes: Vec<Yes>,
    #[serde(default)]
    no: Vec<No>,
    #[serde(default)]
    todo: Vec<Yes>,
}

fn usual() -> f64 {
    0.8
}

type Conditions = BTreeMap<toml::Spanned<String>, Vec<toml::Spanned<String>>>;

pub(crate) fn read(
    sources: &[Source],
    ontology: &Ontology,
    crosswalk: &Crosswalk,
    frames: &Frames,
    classes: &Classes,
    findings: &mut Findings,
) -> Rules {
    let mut named: BTreeMap<String, (Rule, Vec<Trigger>)> = BTreeMap::new();
    for source in sources.iter().filter(|s| kind_of(s).starts_with("rules/")) {
        let Some(file) = findings.toml::<File>(source) else { continue };
        let mut here = std::collections::BTreeSet::new();
        for entry in file.rule {
            let at = entry.name.span().start;
            let name = entry.name.get_ref().clone();
            if !here.insert(name.clone()) {
                findings.add(source, at, format!("rule `{name}` stands twice in this file"), "rename one");
            }
            let mut checker = Checker { source, classes, frames, ontology, crosswalk, findings };
            if let Some(made) = checker.rule(entry) {
                let is_override = source.path.starts_with('+');
                if named.insert(name.clone(), made).is_some() && !is_override {
                    findings.add(source, at, format!("rule `{name}` stands in another file too"), "rename one");
                }
            }
        }
    }
    index(named)
}

fn index(named: BTreeMap<String, (Rule, Vec<Trigger>)>) -> Rules {
    let mut rules = Rules::default();
    for (number, (rule, triggers)) in named.into_values().enumerate() {
        rules.list.push(rule);
        for mut trigger in triggers {
            trigger.rule = number;
            rules.by_lemma.entry(trigger.lemma.clone()).or_default().push(rules.triggers.len() as u32);
            rules.triggers.push(trigger);
        }
    }
    let Rules { list, triggers, by_lemma } = &mut rules;
    for of in by_lemma.values_mut() {
        // The most demanding trigger is tried first; ties keep the order of rule names.
        of.sort_by_key(|&i| {
            let trigger = &triggers[i as usize];
            let rule = &list[trigger.rule];
            std::cmp::Reverse((trigger.rest.len(), rule.conditions()))
        });
    }
    rules
}

struct Checker<'c> {
    source: &'c Source,
    classes: &'c Classes,
    frames: &'c Frames,
    ontology: &'c Ontology,
    crosswalk: &'c Crosswalk,
    findings: &'c mut Findings,
}

impl Checker<'_> {
    fn rule(&mut self, entry: Entry) -> Option<(Rule, Vec<Trigger>)> {
        let at = entry.name.span().start;
        let name = entry.name.get_ref().clone();
        let (makes, kind) = self.makes(&entry, at)?;
        let Some(frame) = self.frames.index(entry.frame.get_ref()) else {
            let message = format!("no frame is called `{}`", entry.frame.get_ref());
            self.findings.add(self.source, entry.frame.span().start, message, "frames stand in frames.toml");
            return None;
        };
        if entry.imported.is_none() && (entry.yes.is_empty() || entry.no.is_empty()) {
            self.findings.add(
                self.source,
                at,
                format!("rule `{name}` lacks {}", if entry.yes.is_empty() { "a `yes` sentence" } else { "a `no` sentence" }),
                "every rule shows what it must and what it must not read",
            );
        }
        if let Some((code, hint)) = entry.cameo.as_ref().and_then(|c| Some((c, self.crosswalk.missing(c.get_ref())?))) {
            self.findings.add(self.source, code.span().start, format!("no CAMEO code is called `{}`", code.get_ref()), hint);
        }
        let mut triggers = Vec::new();
        for (list, part) in
            [(&entry.verbs, PartOfSpeech::Verb), (&entry.nouns, PartOfSpeech::Noun), (&entry.adjectives, PartOfSpeech::Adjective)]
        {
            for words in list {
                match trigger::parse(words.get_ref(), part, self.classes) {
                    Ok(more) => triggers.extend(more),
                    Err(message) => self.findings.add(self.source, words.span().start, message, ""),
                }
            }
        }
        if triggers.is_empty() {
            self.findings.add(self.source, at, format!("rule `{name}` has no trigger"), "give `verbs`, `nouns` or `adjectives`");
        }
        let line = self.source.text[..at].matches('\n').count() + 1;
        let rule = Rule {
            makes,
            kind,
            mode: entry.mode,
            cameo: entry.cameo.map(toml::Spanned::into_inner),
            frame,
            status: entry.status,
            told: self.statuses(entry.told, at),
            when: self.conditions(entry.when, &SLOTS),
            never: self.conditions(entry.never, &SLOTS),
            accept: self.conditions(entry.accept, &crate::frames::ROLES),
            refuse: self.conditions(entry.refuse, &crate::frames::ROLES),
            count: entry.count,
            also: entry.also,
            outcome: entry.outcome,
            bare: entry.bare,
            lasting: entry.lasting,
            confidence: entry.confidence,
            imported: entry.imported,
            yes: entry.yes,
            no: entry.no,
            todo: entry.todo,
            file: self.source.path.clone(),
            line,
            name,
        };
        Some((rule, triggers))
    }

    fn statuses(&mut self, told: Vec<String>, at: usize) -> Vec<String> {
        for status in told.iter().filter(|s| Status::parse(s).is_none()) {
            self.findings.add(self.source, at, format!("no status is called `{status}`"), "one of those that a record has");
        }
        told
    }

    fn makes(&mut self, entry: &Entry, at: usize) -> Option<(Makes, String)> {
        if let Some(kind) = &entry.kind {
            if self.ontology.get(kind.get_ref()).is_none() {
                let message = format!("no event type is called `{}`", kind.get_ref());
                self.findings.add(self.source, kind.span().start, message, "types stand in ontology.toml");
                return None;
            }
            return Some((Makes::Event, kind.get_ref().clone()));
        }
        if let Some(kind) = &entry.tie {
            return Some((Makes::Tie, kind.clone()));
        }
        if let Some(kind) = &entry.agreement {
            return Some((Makes::Agreement, kind.clone()));
        }
        if entry.holding {
            return Some((Makes::Holding, "holding".to_owned()));
        }
        if entry.movement {
            return Some((Makes::Movement, "movement".to_owned()));
        }
        let message = format!("rule `{}` does not say what it makes", entry.name.get_ref());
        self.findings.add(self.source, at, message, "give `type`, `tie`, `agreement`, `holding = true` or `movement = true`");
        None
    }

    fn conditions(&mut self, conditions: Conditions, keys: &[&str]) -> Vec<(String, Vec<String>)> {
        let mut out = Vec::new();
        for (key, values) in conditions {
            let slot = key.get_ref();
            let is_preposition = keys.contains(&"subject") && slot.chars().all(|c| c.is_ascii_lowercase());
            if !keys.contains(&slot.as_str()) && !is_preposition {
                self.findings.add(self.source, key.span().start, format!("`{slot}` is not known here"), keys.join(", "));
            }
            for value in &values {
                let class = value.get_ref().strip_prefix('{').and_then(|v| v.strip_suffix('}'));
                if class.is_some_and(|c| !self.classes.is_known(c)) {
                    let message = format!("no class is called `{}`", value.get_ref());
                    self.findings.add(self.source, value.span().start, message, "classes stand in classes.toml");
                }
            }
            out.push((key.into_inner(), values.into_iter().map(toml::Spanned::into_inner).collect()));
        }
        out
    }
}
