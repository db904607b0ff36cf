//! The shapes that leave the program, key for key as the record reference gives them: a reading with its quotes and code-point offsets.
//! In: a `Report` and its `Reading` (bytes). Out: `ReadingRecord`. Keys keep their order; unknown is null, none is an empty list.

use crate::mention::{Actor, Entity, Naming, Party, Place, Time, one_line};
use crate::reading::{Agreement, Count, Doubt, Event, Framing, Holding, Movement, Reading, Statement, Tie};
use crate::{Report, Span};
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// One report as read: the object of a line of `--format jsonl`. All offsets are Unicode code points of `report.text`, half open.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ReadingRecord {
    pub report: ReportRecord,
    pub sentences: Vec<[usize; 2]>,
    pub entities: Vec<EntityRecord>,
    pub times: Vec<TimeRecord>,
    pub places: Vec<PlaceRecord>,
    pub events: Vec<EventRecord>,
    pub statements: Vec<StatementRecord>,
    pub holdings: Vec<HoldingRecord>,
    pub ties: Vec<TieRecord>,
    pub movements: Vec<MovementRecord>,
    pub agreements: Vec<AgreementRecord>,
    pub framing: Vec<FramingRecord>,
    pub doubts: Vec<DoubtRecord>,
    /// Hash of the knowledge pack that was used.
    pub pack: String,
    /// Version of the program.
    pub version: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ReportRecord {
    pub id: String,
    pub publisher: Option<String>,
    pub title: Option<String>,
    pub url: Option<String>,
    /// ISO 8601 date or date and time, as given.
    pub published: Option<String>,
    pub language: Option<String>,
    pub licence: Option<String>,
    /// SHA-256 of the text's UTF-8 bytes, hexadecimal.
    pub sha256: String,
    #[serde(skip_serializing_if = "serde_json::Map::is_empty")]
    pub extra: serde_json::Map<String, serde_json::Value>,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SpanRecord {
    pub begin: usize,
    pub end: usize,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EntityRecord {
    pub begin: usize,
    pub end: usize,
    pub text: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub name: Option<String>,
    pub code: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TimeRecord {
    pub begin: usize,
    pub end: usize,
    pub text: String,
    #[serde(rename = "type")]
    pub kind: String,
    /// TIMEX3 value.
    pub value: Option<String>,
    /// First day covered.
    pub start: Option<String>,
    /// First day no longer covered.
    pub until: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PlaceRecord {
    pub begin: usize,
    pub end: usize,
    pub text: String,
    pub name: Option<String>,
    pub country: Option<String>,
    pub admin1: Option<String>,
    /// Degrees, WGS 84.
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub geonames: Option<u32>,
    pub precision: Option<String>,
    pub kind: Option<String>,
}

/// `text` is the fullest name the report gives; `as` the words used here when they differ; `begin`, `end` are the words here.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PartyRecord {
    pub text: String,
    #[serde(rename = "as")]
    pub here: Option<String>,
    pub begin: usize,
    pub end: usize,
    pub name: Option<String>,
    pub code: Option<String>,
    pub country: Option<String>,
    pub sector: Option<String>,
    pub id: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CountRecord {
    pub what: String,
    pub n: Option<u64>,
    pub low: Option<u64>,
    pub high: Option<u64>,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EventRecord {
    /// Hash of the report, the type and the trigger's place: the same words give the same id.
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub mode: Option<String>,
    pub cameo: Option<String>,
    pub quad: Option<String>,
    /// occurred, ongoing, planned, possible, negated
    pub status: String,
    pub actors: Vec<PartyRecord>,
    pub recipients: Vec<PartyRecord>,
    pub place: Option<PlaceRecord>,
    pub time: Option<TimeRecord>,
    pub by: Vec<PartyRecord>,
    pub counts: Vec<CountRecord>,
    pub trigger: SpanRecord,
    pub sentence: usize,
    /// Sentences that tell the event, in order.
    pub mentions: Vec<usize>,
    pub rule: String,
    pub confidence: f64,
    pub doubts: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StatementRecord {
    pub speaker: Option<PartyRecord>,
    pub cue: SpanRecord,
    pub content: SpanRecord,
    /// direct, indirect, mixed
    pub kind: String,
    pub occasion: Option<SpanRecord>,
    pub sentence: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct HoldingRecord {
    pub place: Option<PlaceRecord>,
    pub holder: Option<PartyRecord>,
    pub lost_by: Option<PartyRecord>,
    pub since: Option<TimeRecord>,
    pub by: Vec<PartyRecord>,
    pub evidence: SpanRecord,
    pub sentence: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TieRecord {
    pub from: PartyRecord,
    pub to: PartyRecord,
    pub kind: String,
    pub since: Option<TimeRecord>,
    pub by: Vec<PartyRecord>,
    pub evidence: SpanRecord,
    pub sentence: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct MovementRecord {
    pub who: String,
    pub n: Option<u64>,
    pub low: Option<u64>,
    pub high: Option<u64>,
    pub approximate: bool,
    pub from: Option<PlaceRecord>,
    pub to: Option<PlaceRecord>,
    pub since: Option<TimeRecord>,
    pub status: String,
    pub by: Vec<PartyRecord>,
    pub evidence: SpanRecord,
    pub sentence: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AgreementRecord {
    pub what: String,
    pub kind: String,
    pub parties: Vec<PartyRecord>,
    /// proposed, near, agreed, in force, broken, ended
    pub status: String,
    pub place: Option<PlaceRecord>,
    pub by: Vec<PartyRecord>,
    pub evidence: SpanRecord,
    pub sentence: usize,
}

/// A loaded word for a party or its act, kept as a source's word; the codes of records do not follow it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FramingRecord {
    pub word: SpanRecord,
    /// Whom the word is about.
    pub towards: Option<PartyRecord>,
    /// Whose word it is, nearest first; the publisher's when empty.
    pub by: Vec<PartyRecord>,
    pub sentence: usize,
}

/// Why a field of a record is empty. `record` is null for the report itself, else the list and index ("holdings/0").
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DoubtRecord {
    pub record: Option<String>,
    pub field: String,
    pub reason: String,
}

impl ReadingRecord {
    /// `pack` is the hash of the knowledge used, `version` the program's.
    pub fn new(report: &Report, reading: &Reading, pack: &str, version: &str) -> ReadingRecord {
        Writer::new(report).record(reading, pack, version)
    }
}

/// Turns bytes into code points and spans into quotes.
struct Writer<'r> {
    report: &'r Report,
    sha256: String,
    /// Code points before each block of 64 bytes; empty for pure ASCII.
    blocks: Vec<usize>,
}

const BLOCK: usize = 64;

impl<'r> Writer<'r> {
    fn new(report: &'r Report) -> Writer<'r> {
        let text = report.text.as_bytes();
        let mut blocks = Vec::new();
        if !report.text.is_ascii() {
            let mut count = 0;
            for block in text.chunks(BLOCK) {
                blocks.push(count);
                count += block.iter().filter(|b| is_first_byte(**b)).count();
            }
        }
        Writer { report, sha256: hex(&Sha256::digest(text)), blocks }
    }

    fn chars(&self, byte: usize) -> usize {
        if self.blocks.is_empty() {
            return byte;
        }
        let text = self.report.text.as_bytes();
        let byte = byte.min(text.len());
        let Some(before) = self.blocks.get(byte / BLOCK) else {
            return self.report.text.chars().count();
        };
        let start = byte / BLOCK * BLOCK;
        before + text[start..byte].iter().filter(|b| is_first_byte(**b)).count()
    }

    fn quote(&self, span: Span) -> String {
        span.of(&self.report.text).to_owned()
    }

    fn span(&self, span: Span) -> SpanRecord {
        SpanRecord { begin: self.chars(span.begin), end: self.chars(span.end), text: self.quote(span) }
    }

    fn record(&self, reading: &Reading, pack: &str, version: &str) -> ReadingRecord {
        let report = self.report;
        ReadingRecord {
            report: ReportRecord {
                id: report.id.clone(),
                publisher: report.publisher.clone(),
                title: report.title.clone(),
                url: report.url.clone(),
                published: report.published.as_ref().map(|p| p.text.clone()),
                language: report.language.clone(),
                licence: report.licence.clone(),
                sha256: self.sha256.clone(),
                extra: report.extra.clone(),
                text: report.text.clone(),
            },
            sentences: reading.sentences.iter().map(|s| [self.chars(s.begin), self.chars(s.end)]).collect(),
            entities: reading.entities.iter().map(|e| self.entity(e)).collect(),
            times: reading.times.iter().map(|t| self.time(t)).collect(),
            places: reading.places.iter().map(|p| self.place(p)).collect(),
            events: reading.events.iter().map(|e| self.event(e)).collect(),
            statements: reading.statements.iter().map(|s| self.statement(s)).collect(),
            holdings: reading.holdings.iter().map(|h| self.holding(h)).collect(),
            ties: reading.ties.iter().map(|t| self.tie(t)).collect(),
            movements: reading.movements.iter().map(|m| self.movement(m)).collect(),
            agreements: reading.agreements.iter().map(|a| self.agreement(a)).collect(),
            framing: reading.framing.iter().map(|f| self.framing(f)).collect(),
            doubts: doubts(reading),
            pack: pack.to_owned(),
            version: version.to_owned(),
        }
    }

    fn entity(&self, entity: &Entity) -> EntityRecord {
        let SpanRecord { begin, end, text } = self.span(entity.span);
        let Actor { name, code, .. } = entity.actor.clone().unwrap_or_default();
        EntityRecord { begin, end, text, kind: entity.kind.clone(), name, code }
    }

    fn time(&self, time: &Time) -> TimeRecord {
        let SpanRecord { begin, end, text } = self.span(time.span);
        TimeRecord {
            begin,
            end,
            text,
            kind: time.kind.clone(),
            value: time.value.clone(),
            start: time.start.map(|d| d.to_string()),
            until: time.until.map(|d| d.to_string()),
        }
    }

    fn place(&self, place: &Place) -> PlaceRecord {
        let SpanRecord { begin, end, text } = self.span(place.named.unwrap_or(place.here));
        let site = place.site.as_ref();
        PlaceRecord {
            begin,
            end,
            text,
            name: site.map(|s| s.name.clone()),
            country: site.and_then(|s| s.country.clone()),
            admin1: site.and_then(|s| s.admin1.clone()),
            lat: site.and_then(|s| s.lat),
            lon: site.and_then(|s| s.lon),
            geonames: site.and_then(|s| s.geonames),
            precision: site.map(|s| s.precision.clone()),
            kind: site.map(|s| s.kind.clone()),
        }
    }

    fn party(&self, party: &Party) -> PartyRecord {
        let text = party.name_in(&self.report.text);
        let here = one_line(party.here.of(&self.report.text));
        let Actor { id, name, code, country, sector, .. } = party.actor.clone().unwrap_or_default();
        PartyRecord {
            here: (party.naming != Naming::Here && here != text).then_some(here),
            text,
            begin: self.chars(party.here.begin),
            end: self.chars(party.here.end),
            name,
            code,
            country,
            sector,
            id,
        }
    }

    fn parties(&self, parties: &[Party]) -> Vec<PartyRecord> {
        parties.iter().map(|p| self.party(p)).collect()
    }

    fn count(&self, count: &Count) -> CountRecord {
        CountRecord {
            what: count.what.clone(),
            n: count.n,
            low: count.low,
            high: count.high,
            text: one_line(count.span.of(&self.report.text)),
        }
    }

    fn event(&self, event: &Event) -> EventRecord {
        let mut mentions: Vec<usize> = event.mentions.iter().map(|m| m.sentence).chain([event.evidence.sentence]).collect();
        mentions.sort_unstable();
        mentions.dedup();
        EventRecord {
            id: self.id(&event.kind, event.evidence.span),
            kind: event.kind.clone(),
            mode: event.mode.clone(),
            cameo: event.cameo.clone(),
            quad: event.quad.clone(),
            status: event.status.as_str().to_owned(),
            actors: self.parties(&event.actors),
            recipients: self.parties(&event.recipients),
            place: event.place.as_ref().map(|p| self.place(p)),
            time: event.time.as_ref().map(|t| self.time(t)),
            by: self.parties(&event.by),
            counts: event.counts.iter().map(|c| self.count(c)).collect(),
            trigger: self.span(event.evidence.span),
            sentence: event.evidence.sentence,
            mentions,
            rule: event.evidence.rule.clone(),
            confidence: event.confidence,
            doubts: event.doubts.iter().map(|d| d.reason.to_owned()).collect(),
        }
    }

    fn id(&self, kind: &str, span: Span) -> String {
        let mut hash = Sha256::new();
        for part in [self.sha256.as_str(), &self.report.id, kind] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        hash.update((span.begin as u64).to_le_bytes());
        hash.update((span.end as u64).to_le_bytes());
        hex(&hash.finalize()[..8])
    }

    fn statement(&self, statement: &Statement) -> StatementRecord {
        StatementRecord {
            speaker: statement.speaker.as_ref().map(|p| self.party(p)),
            cue: self.span(statement.cue),
            content: self.span(statement.content),
            kind: statement.kind.as_str().to_owned(),
            occasion: statement.occasion.map(|s| self.span(s)),
            sentence: statement.evidence.sentence,
        }
    }

    fn holding(&self, holding: &Holding) -> HoldingRecord {
        HoldingRecord {
            place: holding.place.as_ref().map(|p| self.place(p)),
            holder: holding.holder.as_ref().map(|p| self.party(p)),
            lost_by: holding.lost_by.as_ref().map(|p| self.party(p)),
            since: holding.since.as_ref().map(|t| self.time(t)),
            by: self.parties(&holding.by),
            evidence: self.span(holding.evidence.span),
            sentence: holding.evidence.sentence,
        }
    }

    fn tie(&self, tie: &Tie) -> TieRecord {
        TieRecord {
            from: self.party(&tie.from),
            to: self.party(&tie.to),
            kind: tie.kind.clone(),
            since: tie.since.as_ref().map(|t| self.time(t)),
            by: self.parties(&tie.by),
            evidence: self.span(tie.evidence.span),
            sentence: tie.evidence.sentence,
        }
    }

    fn movement(&self, movement: &Movement) -> MovementRecord {
        let count = movement.count.as_ref();
        MovementRecord {
            who: movement.who.name_in(&self.report.text),
            n: count.and_then(|c| c.n),
            low: count.and_then(|c| c.low),
            high: count.and_then(|c| c.high),
            approximate: count.is_some_and(|c| c.approximate),
            from: movement.from.as_ref().map(|p| self.place(p)),
            to: movement.to.as_ref().map(|p| self.place(p)),
            since: movement.since.as_ref().map(|t| self.time(t)),
            status: movement.status.as_str().to_owned(),
            by: self.parties(&movement.by),
            evidence: self.span(movement.evidence.span),
            sentence: movement.evidence.sentence,
        }
    }

    fn agreement(&self, agreement: &Agreement) -> AgreementRecord {
        AgreementRecord {
            what: one_line(agreement.what.of(&self.report.text)),
            kind: agreement.kind.clone(),
            parties: self.parties(&agreement.parties),
            status: agreement.status.clone(),
            place: agreement.place.as_ref().map(|p| self.place(p)),
            by: self.parties(&agreement.by),
            evidence: self.span(agreement.evidence.span),
            sentence: agreement.evidence.sentence,
        }
    }

    fn framing(&self, framing: &Framing) -> FramingRecord {
        FramingRecord {
            word: self.span(framing.evidence.span),
            towards: framing.towards.as_ref().map(|p| self.party(p)),
            by: self.parties(&framing.by),
            sentence: framing.evidence.sentence,
        }
    }
}

/// The doubts of the report, then those of its records other than events (which carry their own).
fn doubts(reading: &Reading) -> Vec<DoubtRecord> {
    let mut out: Vec<DoubtRecord> = reading.doubts.iter().map(|d| doubt(None, d)).collect();
    let mut add = |list: &str, each: Vec<&[Doubt]>| {
        for (i, doubts) in each.into_iter().enumerate() {
            out.extend(doubts.iter().map(|d| doubt(Some(format!("{list}/{i}")), d)));
        }
    };
    let places: Vec<Vec<Doubt>> = reading.places.iter().map(|p| p.doubt().into_iter().collect()).collect();
    add("places", places.iter().map(Vec::as_slice).collect());
    add("statements", reading.statements.iter().map(|r| r.doubts.as_slice()).collect());
    add("holdings", reading.holdings.iter().map(|r| r.doubts.as_slice()).collect());
    add("ties", reading.ties.iter().map(|r| r.doubts.as_slice()).collect());
    add("movements", reading.movements.iter().map(|r| r.doubts.as_slice()).collect());
    add("agreements", reading.agreements.iter().map(|r| r.doubts.as_slice()).collect());
    add("framing", reading.framing.iter().map(|r| r.doubts.as_slice()).collect());
    out
}

fn doubt(record: Option<String>, doubt: &Doubt) -> DoubtRecord {
    DoubtRecord { record, field: doubt.field.to_owned(), reason: doubt.reason.to_owned() }
}

fn is_first_byte(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_code_points_across_blocks() {
        let text = "é“😀a ".repeat(60);
        let report = Report { text: text.clone(), ..Report::default() };
        let writer = Writer::new(&report);
        for (points, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(writer.chars(byte), points);
        }
        assert_eq!(writer.chars(text.len()), text.chars().count());
    }

    #[test]
    fn keys_keep_the_order_of_the_record_reference() {
        let report = Report { id: "r".into(), text: "Aleppo".into(), ..Report::default() };
        let record = ReadingRecord::new(&report, &Reading::default(), "p", "v");
        let json = serde_json::to_string(&record).expect("a record is JSON");
        let keys = [
            "report",
            "sentences",
            "entities",
            "times",
            "places",
            "events",
            "statements",
            "holdings",
            "ties",
            "movements",
            "agreements",
            "framing",
            "doubts",
            "pack",
            "version",
        ];
        let at: Vec<usize> = keys.iter().map(|k| json.find(&format!("\"{k}\":")).expect(k)).collect();
        assert!(at.is_sorted(), "{json}");
    }
}
