//! Why each record is as it is. In: a report, its reading, and what its codes are called elsewhere. Out: for a person, each record with its sentence, the words it took
//! marked in it, the rule that took them, and each doubt.

use crate::paint::Paint;
use diurna_model::mention::{Party, Place, Time, one_line};
use diurna_model::reading::{Doubt, Event, Evidence};
use diurna_model::{Reading, Report, Span};
use diurna_pack::crosswalk::Crosswalk;

/// All records of `reading`, kind by kind.
pub fn write(report: &Report, reading: &Reading, crosswalk: &Crosswalk, paint: Paint) -> String {
    let desk = Desk { report, reading, paint };
    let mut out = paint.head(report.title.as_deref().unwrap_or(&report.id)) + "\n";
    for exhibit in exhibits(reading, crosswalk) {
        out.push('\n');
        out.push_str(&desk.show(&exhibit));
    }
    for doubt in &reading.doubts {
        out.push_str(&desk.doubt("the report's ", doubt));
    }
    out
}

/// A record made ready to show: its title, the words it took, and what it rests on.
struct Exhibit<'r> {
    title: String,
    /// What the record is called elsewhere.
    codes: String,
    evidence: &'r Evidence,
    marks: Vec<Mark>,
    retold: Vec<usize>,
    doubts: &'r [Doubt],
}

struct Mark {
    span: Span,
    role: &'static str,
}

impl<'r> Exhibit<'r> {
    fn new(title: String, evidence: &'r Evidence, doubts: &'r [Doubt]) -> Exhibit<'r> {
        let marks = vec![Mark { span: evidence.span, role: "trigger" }];
        Exhibit { title, codes: String::new(), evidence, marks, retold: Vec::new(), doubts }
    }

    fn mark(mut self, role: &'static str, span: Option<Span>) -> Self {
        self.marks.extend(span.map(|span| Mark { span, role }));
        self
    }

    fn party<'p>(self, role: &'static str, parties: impl IntoIterator<Item = &'p Party>) -> Self {
        parties.into_iter().fold(self, |exhibit, party| exhibit.mark(role, Some(party.here)))
    }

    fn place(self, role: &'static str, place: Option<&Place>) -> Self {
        self.mark(role, place.map(|p| p.here))
    }

    fn time(self, role: &'static str, time: Option<&Time>) -> Self {
        self.mark(role, time.map(|t| t.span))
    }
}

fn exhibits<'r>(reading: &'r Reading, crosswalk: &Crosswalk) -> Vec<Exhibit<'r>> {
    let mut all = events(reading, crosswalk);
    all.extend(reading.statements.iter().map(|s| {
        Exhibit::new(format!("statement, {}", s.kind.as_str()), &s.evidence, &s.doubts)
            .party("speaker", &s.speaker)
            .mark("cue", Some(s.cue))
            .mark("content", Some(s.content))
            .mark("occasion", s.occasion)
    }));
    all.extend(reading.holdings.iter().map(|h| {
        let exhibit = Exhibit::new("holding".into(), &h.evidence, &h.doubts).place("place", h.place.as_ref());
        exhibit.party("holder", &h.holder).party("lost by", &h.lost_by).time("since", h.since.as_ref()).party("by", &h.by)
    }));
    all.extend(reading.ties.iter().map(|t| {
        let exhibit = Exhibit::new(format!("tie, {}", t.kind), &t.evidence, &t.doubts);
        exhibit.party("from", [&t.from]).party("to", [&t.to]).time("since", t.since.as_ref()).party("by", &t.by)
    }));
    all.extend(reading.movements.iter().map(|m| {
        Exhibit::new(format!("movement, {}", m.status.as_str()), &m.evidence, &m.doubts)
            .party("who", [&m.who])
            .mark("count", m.count.as_ref().map(|c| c.span))
            .place("from", m.from.as_ref())
            .place("to", m.to.as_ref())
            .time("since", m.since.as_ref())
            .party("by", &m.by)
    }));
    all.extend(reading.agreements.iter().map(|a| {
        Exhibit::new(format!("agreement, {}, {}", a.kind, a.status), &a.evidence, &a.doubts)
            .mark("what", Some(a.what))
            .party("party", &a.parties)
            .place("place", a.place.as_ref())
            .party("by", &a.by)
    }));
    all.extend(
        reading
            .framing
            .iter()
            .map(|f| Exhibit::new("loaded word".into(), &f.evidence, &f.doubts).party("towards", &f.towards).party("by", &f.by)),
    );
    all
}

fn events<'r>(reading: &'r Reading, crosswalk: &Crosswalk) -> Vec<Exhibit<'r>> {
    let exhibit = |e: &Event| {
        let mode = e.mode.as_ref().map(|m| format!(" ({m})")).unwrap_or_default();
        format!("event {}{mode}, {}, confidence {:.2}", e.kind, e.status.as_str(), e.confidence)
    };
    let made = reading.events.iter().map(|e| {
        let mut made = Exhibit::new(exhibit(e), &e.evidence, &e.doubts)
            .party("actor", &e.actors)
            .party("recipient", &e.recipients)
            .place("place", e.place.as_ref())
            .time("time", e.time.as_ref())
            .party("by", &e.by);
        made = e.counts.iter().fold(made, |made, count| made.mark("count", Some(count.span)));
        made.codes = codes(e, crosswalk);
        made.retold = e.mentions.iter().map(|m| m.sentence).filter(|s| *s != e.evidence.sentence).collect();
        made
    });
    made.collect()
}

/// "CAMEO 19 fight, 190 conventional force …; Goldstein -10; ACLED Battles: Armed clash"; empty for a record without a code.
fn codes(event: &Event, crosswalk: &Crosswalk) -> String {
    let Some(code) = &event.cameo else { return String::new() };
    let line: Vec<String> = crosswalk.line(code).iter().map(|c| format!("{} {}", c.code, c.label)).collect();
    let elsewhere = crosswalk.of(event);
    let mut facts = vec![format!("CAMEO {}", if line.is_empty() { code.clone() } else { line.join(", ") })];
    facts.extend(elsewhere.goldstein.map(|g| format!("Goldstein {g}")));
    facts.extend(
        elsewhere
            .acled_event
            .map(|e| [Some(e), elsewhere.acled_sub_event].into_iter().flatten().collect::<Vec<_>>().join(": "))
            .map(|e| format!("ACLED {e}")),
    );
    facts.join("; ")
}

/// What the exhibits are shown against.
struct Desk<'r> {
    report: &'r Report,
    reading: &'r Reading,
    paint: Paint,
}

impl Desk<'_> {
    fn show(&self, exhibit: &Exhibit) -> String {
        let Evidence { sentence, rule, .. } = exhibit.evidence;
        let mut out = self.paint.wrap("", "  ", &format!("{}  {}", self.paint.strong(&exhibit.title), self.paint.faint(rule)));
        if !exhibit.codes.is_empty() {
            out.push_str(&self.paint.wrap("       ", "         ", &self.paint.faint(&exhibit.codes)));
        }
        let (marked, elsewhere) = self.marked(*sentence, &exhibit.marks);
        out.push_str(&self.paint.wrap(&format!("  {sentence:>3}  "), "       ", &marked));
        for Mark { span, role } in elsewhere {
            let at = self.sentence_of(*span).map(|s| format!(" (sentence {s})")).unwrap_or_default();
            out.push_str(&self.paint.wrap(
                "       ",
                "         ",
                &format!("{role}: {}{at}", one_line(span.of(&self.report.text))),
            ));
        }
        for sentence in &exhibit.retold {
            let words = self.reading.sentences.get(*sentence).map(|s| one_line(s.of(&self.report.text))).unwrap_or_default();
            out.push_str(&self.paint.wrap(&format!("  {sentence:>3}  told again: "), "       ", &words));
        }
        for doubt in exhibit.doubts {
            out.push_str(&self.doubt("", doubt));
        }
        out
    }

    fn doubt(&self, whose: &str, doubt: &Doubt) -> String {
        let words = format!("doubt about {whose}{}: {}", doubt.field, doubt.reason.replace('-', " "));
        self.paint.wrap("       ", "         ", &self.paint.faint(&words))
    }

    fn sentence_of(&self, span: Span) -> Option<usize> {
        self.reading.sentences.iter().position(|s| s.contains(span))
    }

    /// The sentence with the marks that fit into it side by side, and the marks that do not.
    fn marked<'m>(&self, sentence: usize, marks: &'m [Mark]) -> (String, Vec<&'m Mark>) {
        let text = &self.report.text;
        let whole = self.reading.sentences.get(sentence).copied().unwrap_or(Span::new(0, 0));
        let (mut inside, mut elsewhere): (Vec<&Mark>, Vec<&Mark>) = (Vec::new(), Vec::new());
        for mark in marks.iter().filter(|m| !m.span.is_empty()) {
            let free = inside.iter().all(|other| !other.span.overlaps(mark.span));
            if free && whole.contains(mark.span) { inside.push(mark) } else { elsewhere.push(mark) }
        }
        elsewhere.retain(|m| inside.iter().all(|other| other.span != m.span));
        inside.sort_by_key(|m| m.span);
        let (mut out, mut at) = (String::new(), whole.begin);
        for mark in inside {
            out.push_str(Span::new(at, mark.span.begin).of(text));
            out.push_str(&self.paint.mark(&format!("[{}: {}]", mark.role, mark.span.of(text))));
            at = mark.span.end;
        }
        out.push_str(Span::new(at, whole.end.max(at)).of(text));
        (one_line(&out), elsewhere)
    }
}
