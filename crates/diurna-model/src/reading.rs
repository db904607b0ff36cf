//! What Diurna read in one report: events, statements, facts, each with its evidence and its doubts.

use crate::Span;
use crate::mention::{Entity, Party, Place, Time};

/// The reading of one report. Offsets are bytes of its text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    pub sentences: Vec<Span>,
    pub entities: Vec<Entity>,
    pub times: Vec<Time>,
    pub places: Vec<Place>,
    pub events: Vec<Event>,
    pub statements: Vec<Statement>,
    pub holdings: Vec<Holding>,
    pub ties: Vec<Tie>,
    pub movements: Vec<Movement>,
    pub agreements: Vec<Agreement>,
    pub framing: Vec<Framing>,
    /// Doubts about the report as a whole.
    pub doubts: Vec<Doubt>,
}

impl Reading {
    /// What every record rests on, lists in the order of the fields.
    pub fn evidences(&self) -> impl Iterator<Item = &Evidence> {
        let facts = self.holdings.iter().map(|r| &r.evidence).chain(self.ties.iter().map(|r| &r.evidence));
        let more = self.movements.iter().map(|r| &r.evidence).chain(self.agreements.iter().map(|r| &r.evidence));
        let more = more.chain(self.framing.iter().map(|r| &r.evidence));
        self.events.iter().map(|r| &r.evidence).chain(self.statements.iter().map(|r| &r.evidence)).chain(facts).chain(more)
    }
}

/// Why a field is empty or weak: a short fixed reason ("no-recipient", "no-publication-date") and the field it is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doubt {
    pub field: &'static str,
    pub reason: &'static str,
}

/// The words a record rests on, and the rule that took them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    pub span: Span,
    pub sentence: usize,
    pub rule: String,
}

/// Whether something happened, as its source tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    Occurred,
    Ongoing,
    Planned,
    Possible,
    Negated,
}

impl Status {
    pub const ALL: [Status; 5] = [Status::Occurred, Status::Ongoing, Status::Planned, Status::Possible, Status::Negated];

    pub fn as_str(self) -> &'static str {
        match self {
            Status::Occurred => "occurred",
            Status::Ongoing => "ongoing",
            Status::Planned => "planned",
            Status::Possible => "possible",
            Status::Negated => "negated",
        }
    }

    pub fn parse(word: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|s| s.as_str() == word)
    }
}

/// Who did what to whom. `evidence.span` is the trigger.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// One of the ontology's types ("ASSAULT").
    pub kind: String,
    pub mode: Option<String>,
    pub cameo: Option<String>,
    pub quad: Option<String>,
    pub status: Status,
    pub actors: Vec<Party>,
    pub recipients: Vec<Party>,
    pub place: Option<Place>,
    pub time: Option<Time>,
    /// Who makes the claim, nearest first; the publisher when empty.
    pub by: Vec<Party>,
    pub counts: Vec<Count>,
    /// Other words of the report that tell this event again.
    pub mentions: Vec<Mention>,
    pub evidence: Evidence,
    pub confidence: f64,
    pub doubts: Vec<Doubt>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    pub span: Span,
    pub sentence: usize,
}

/// A number that an event or movement carries. `n` is what the words say; "at least" and "between" show in `low` and `high`.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// killed, wounded, captured, evacuated, troops, money …
    pub what: String,
    pub n: Option<u64>,
    pub low: Option<u64>,
    pub high: Option<u64>,
    pub approximate: bool,
    pub span: Span,
}

/// What a source says or thinks.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    pub speaker: Option<Party>,
    pub cue: Span,
    pub content: Span,
    pub kind: SpeechKind,
    /// "at a meeting with …", "told reporters"
    pub occasion: Option<Span>,
    pub evidence: Evidence,
    pub doubts: Vec<Doubt>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpeechKind {
    Direct,
    Indirect,
    Mixed,
}

impl SpeechKind {
    pub fn as_str(self) -> &'static str {
        match self {
            SpeechKind::Direct => "direct",
            SpeechKind::Indirect => "indirect",
            SpeechKind::Mixed => "mixed",
        }
    }
}

/// A place held: by whom, lost by whom, since when.
#[derive(Debug, Clone, PartialEq)]
pub struct Holding {
    pub place: Option<Place>,
    pub holder: Option<Party>,
    pub lost_by: Option<Party>,
    pub since: Option<Time>,
    pub by: Vec<Party>,
    pub evidence: Evidence,
    pub doubts: Vec<Doubt>,
}

/// A standing relation between two parties.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    pub from: Party,
    pub to: Party,
    /// military support, air campaign, advisory, alliance, hostility, membership, command, political support
    pub kind: String,
    pub since: Option<Time>,
    pub by: Vec<Party>,
    pub evidence: Evidence,
    pub doubts: Vec<Doubt>,
}

/// People moved: who, how many, from, to.
#[derive(Debug, Clone, PartialEq)]
pub struct Movement {
    pub who: Party,
    pub count: Option<Count>,
    pub from: Option<Place>,
    pub to: Option<Place>,
    pub since: Option<Time>,
    pub status: Status,
    pub by: Vec<Party>,
    pub evidence: Evidence,
    pub doubts: Vec<Doubt>,
}

/// Something proposed, near, agreed, in force, broken or ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// The words for it ("nationwide ceasefire").
    pub what: Span,
    /// ceasefire, evacuation, talks, treaty, deal …
    pub kind: String,
    pub parties: Vec<Party>,
    pub status: String,
    pub place: Option<Place>,
    pub by: Vec<Party>,
    pub evidence: Evidence,
    pub doubts: Vec<Doubt>,
}

/// A loaded word that a source uses for a party or its act ("terrorists", "liberation"). `evidence.span` is the word; its rule the family.
#[derive(Debug, Clone, PartialEq)]
pub struct Framing {
    /// Whom it is about.
    pub towards: Option<Party>,
    /// Whose word it is, nearest first; the publisher's when empty.
    pub by: Vec<Party>,
    pub evidence: Evidence,
    pub doubts: Vec<Doubt>,
}
