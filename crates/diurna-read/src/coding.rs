//! Rules to records. In: page, pack, mentions, times, clauses, statements. Out: the [`Reading`], in text order, doubts included.

mod carried;
mod details;
mod facts;
mod intent;
mod matching;
mod merging;
mod roles;
mod scene;

use crate::clauses::{Clauses, Standing, Told};
use crate::mentions::Mentions;
use crate::page::Page;
use diurna_model::mention::{Party, Place, Time};
use diurna_model::reading::{Doubt, Event, Evidence, Statement, Status, Tie};
use diurna_model::{Reading, Span};
use diurna_pack::Pack;
use diurna_pack::rules::{Makes, Rule};
use matching::Match;

pub(crate) use details::{by, head_of};
pub(crate) use roles::parties;

/// Everything the layers before know, on one desk.
pub(crate) struct Desk<'p> {
    pub page: &'p Page<'p>,
    pub pack: &'p Pack,
    pub mentions: &'p Mentions,
    pub clauses: &'p Clauses<'p>,
    pub times: &'p [Time],
    pub statements: &'p [Statement],
}

/// An event in the making, with what only the coding needs to know of it.
pub(crate) struct Draft {
    pub event: Event,
    pub at: usize,
    /// All words of the trigger.
    pub words: Vec<usize>,
    pub rule: usize,
    pub from: Option<Place>,
    pub to: Option<Place>,
}

pub(crate) fn reading(
    page: &Page,
    pack: &Pack,
    mentions: &Mentions,
    times: Vec<Time>,
    clauses: &Clauses,
    statements: Vec<Statement>,
) -> Reading {
    let desk = Desk { page, pack, mentions, clauses, times: &times, statements: &statements };
    let mut reading = desk.records();
    reading.sentences = page.analysis.sentences.iter().map(|s| page.span(s.clone())).collect();
    reading.entities = mentions.entities.clone();
    reading.places = mentions.places.clone();
    reading.framing = crate::framing::framing(&desk, &reading.events);
    reading.statements = statements.clone();
    reading.times = times.clone();
    if page.report.published.is_none() {
        reading.doubts.push(Doubt { field: "published", reason: "no-publication-date" });
    }
    reading
}

impl Desk<'_> {
    fn records(&self) -> Reading {
        let mut reading = Reading::default();
        let mut drafts = Vec::new();
        // Acts asked for or feared: no records, but their parties are not those who are asked.
        let mut wished = Vec::new();
        for (found, roles) in matching::matches(self) {
            let rule = &self.pack.rules.list[found.rule];
            let Told::As(told) = self.clauses.told(found.at) else {
                if rule.makes == Makes::Event {
                    wished.push(self.draft(rule, &found, roles, Status::Possible));
                }
                continue;
            };
            let status = rule
                .status
                .as_deref()
                .and_then(Status::parse)
                .filter(|_| told != Status::Negated || !rule.told.is_empty())
                .unwrap_or(told);
            match rule.makes {
                Makes::Event if self.clauses.is_general(found.at) => {}
                Makes::Event => drafts.push(self.draft(rule, &found, roles, status)),
                Makes::Tie => reading.ties.extend(self.ties(&rule.kind, rule, &found, &roles)),
                Makes::Holding => reading.holdings.extend(facts::holding_of(self, rule, &found, &roles, status)),
                Makes::Movement => reading.movements.extend(facts::movement_of(self, rule, &found, &roles, status)),
                Makes::Agreement => reading.agreements.extend(facts::agreement_of(self, rule, &found, &roles)),
            }
        }
        let drafts = intent::of_deeds(self, intent::taken_over(self, intent::in_own_mouth(self, drafts)), &wished);
        let mut drafts = merging::join_outcomes(self, drafts);
        carried::actors(self, &mut drafts);
        facts::done_to_holders(self, &mut drafts, &reading);
        for draft in &drafts {
            facts::given_by(self, draft, &mut reading);
        }
        facts::agreements_in(self, &mut reading);
        let mut drafts = merging::told_once(self, drafts);
        scene::carry(self, &mut drafts);
        reading.events = drafts.into_iter().map(|d| self.weighed(doubted(d.event))).collect();
        facts::told_once(self.page, &mut reading);
        reading
    }

    fn draft(&self, rule: &Rule, found: &Match, roles: roles::Roles, status: Status) -> Draft {
        let kind = self.pack.ontology.get(&rule.kind);
        let (mut actors, mut recipients) = (roles.actors, roles.recipients);
        // "Talks with Chad", "a drill with Chad": both do it; nobody does it with whom a man is handed over to.
        let frame = &self.pack.frames.list[rule.frame];
        let together = frame.verb.iter().chain(&frame.noun).any(|r| r.role == "recipient" && r.slots.iter().any(|s| s == "with"));
        if kind.is_some_and(|k| k.joint) && together && actors.is_empty() {
            actors = std::mem::take(&mut recipients);
        }
        let text = &self.page.report.text;
        recipients.retain(|r| !actors.iter().any(|a| a.name_in(text) == r.name_in(text)));
        let status = match status {
            // A speech act is done with its words, unless told as repeated ("has been urging").
            Status::Ongoing if kind.is_some_and(|k| k.quad.starts_with("verbal")) && self.clauses.is_verb(found.at) => {
                if rule.lasting || self.clauses.is_perfect(found.at) { status } else { Status::Occurred }
            }
            // "The fund supports the villages": what is given in the simple present goes on.
            Status::Occurred if (rule.lasting || kind.is_some_and(|k| k.lasting)) && self.clauses.is_simple_present(found.at) => {
                Status::Ongoing
            }
            // "According to unconfirmed reports": it may be so.
            Status::Occurred if details::is_rumoured(self, found.span(self.page)) => Status::Possible,
            status => status,
        };
        let place = roles
            .place
            .or_else(|| details::place(self, found, kind.is_some_and(|k| k.spoken)))
            .or_else(|| roles.from.clone())
            .or_else(|| roles.to.clone());
        let event = Event {
            kind: rule.kind.clone(),
            mode: rule.mode.clone(),
            cameo: rule.cameo.clone().or_else(|| kind.and_then(|k| k.cameo.clone())),
            quad: kind.map(|k| k.quad.clone()).filter(|q| !q.is_empty()),
            status,
            counts: details::counts(self, rule, &roles.recipient_heads),
            actors,
            recipients,
            place,
            time: details::time(self, found),
            by: details::by(self, found.span(self.page)),
            mentions: Vec::new(),
            evidence: self.evidence(rule, found),
            confidence: rule.confidence,
            doubts: match self.clauses.standing(found.at) {
                Standing::Told => Vec::new(),
                Standing::Beside => vec![Doubt { field: "trigger", reason: "told-beside" }],
                Standing::InPassing => vec![Doubt { field: "trigger", reason: "told-in-passing" }],
                Standing::Named => vec![Doubt { field: "trigger", reason: "only-named" }],
            },
        };
        let words = found.words.iter().copied().chain([found.at]).collect();
        Draft { event, at: found.at, words, rule: found.rule, from: roles.from, to: roles.to }
    }

    /// The rule's confidence becomes the record's: how often such records were right.
    fn weighed(&self, mut event: Event) -> Event {
        event.confidence =
            self.pack.confidence.of(event.confidence, event.doubts.iter().map(|d| d.reason).chain([event.status.as_str()]));
        event
    }

    pub fn evidence(&self, rule: &Rule, found: &Match) -> Evidence {
        Evidence { span: found.span(self.page), sentence: self.page.sentence_of(found.at), rule: rule.name.clone() }
    }

    /// One tie for each pair of the parties.
    fn ties(&self, kind: &str, rule: &Rule, found: &Match, roles: &roles::Roles) -> Vec<Tie> {
        pairs(&roles.actors, &roles.recipients, |from, to| Tie {
            from: from.clone(),
            to: to.clone(),
            kind: kind.to_owned(),
            since: details::time(self, found),
            by: details::by(self, found.span(self.page)),
            evidence: self.evidence(rule, found),
            doubts: Vec::new(),
        })
    }

    /// Whether the text under both spans names the same: equal words, a shared row of the names, or one name within the other.
    pub fn same(&self, a: &Party, b: &Party) -> bool {
        let text = &self.page.report.text;
        if let (Some(x), Some(y)) = (&a.actor, &b.actor)
            && x.id.is_some()
            && x.id == y.id
        {
            return true;
        }
        let (x, y) = (a.name_in(text).to_lowercase(), b.name_in(text).to_lowercase());
        let within = |long: &str, short: &str| short.split(' ').all(|w| long.split(' ').any(|l| l == w));
        !x.is_empty() && !y.is_empty() && (within(&x, &y) || within(&y, &x))
    }
}

fn pairs(from: &[Party], to: &[Party], make: impl Fn(&Party, &Party) -> Tie) -> Vec<Tie> {
    from.iter().flat_map(|f| to.iter().map(move |t| (f, t))).map(|(f, t)| make(f, t)).collect()
}

/// What is empty gets its reason.
fn doubted(mut event: Event) -> Event {
    let mut doubt = |empty: bool, field, reason| {
        if empty {
            event.doubts.push(Doubt { field, reason });
        }
    };
    doubt(event.actors.is_empty(), "actors", "no-actor");
    doubt(event.recipients.is_empty(), "recipients", "no-recipient");
    doubt(event.place.is_none(), "place", "no-place");
    doubt(event.place.as_ref().is_some_and(|p| p.site.is_none()), "place", "place-not-in-gazetteer");
    doubt(event.place.as_ref().and_then(|p| p.site.as_ref()).is_some_and(|s| s.ambiguous), "place", "ambiguous-place");
    doubt(event.time.is_none(), "time", "no-time");
    doubt(event.time.as_ref().is_some_and(|t| t.value.is_none()), "time", "time-without-value");
    event
}

/// The smallest span over tokens that stand close together, else the first word alone.
fn close_span(page: &Page, at: usize, words: &[usize]) -> Span {
    const WIDE: usize = 5;
    let first = words.iter().copied().chain([at]).min().unwrap_or(at);
    let last = words.iter().copied().chain([at]).max().unwrap_or(at);
    if last - first <= WIDE { page.span(first..last + 1) } else { page.token(at).span }
}
