//! `acled.toml`: ACLED's names, sides by CAMEO sector, and rows that say which records are which. The first row that fits wins.
//! Refused: names and sides that the file does not list.

use crate::diagnostic::Findings;
use crate::{Source, kind_of};
use diurna_model::mention::Party;
use diurna_model::reading::Event;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Rows in the order they are asked; those of a user's own file first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Acled {
    statuses: Vec<String>,
    sides: BTreeMap<String, Vec<String>>,
    rows: Vec<AcledRow>,
}

/// One way to be an event of ACLED's.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct AcledRow {
    pub event: String,
    pub sub_event: Option<String>,
    /// The record's code begins with one of these.
    cameo: Vec<String>,
    /// Sides that every actor must be of; empty: no condition.
    actors: Vec<String>,
    recipients: Vec<String>,
}

/// A side without parties.
const NOBODY: &str = "none";
/// A state named without a sector, among the sectors of a side.
const STATE: &str = "{country}";

impl Acled {
    pub fn of(&self, event: &Event) -> Option<&AcledRow> {
        let cameo = event.cameo.as_deref()?;
        if !self.statuses.iter().any(|s| s == event.status.as_str()) {
            return None;
        }
        let fits = |row: &&AcledRow| {
            row.covers(cameo) && self.are(&row.actors, &event.actors) && self.are(&row.recipients, &event.recipients)
        };
        self.rows.iter().find(fits)
    }

    /// Every row that covers `code`, as its name and its conditions in words.
    pub fn of_code(&self, code: &str) -> Vec<(String, String)> {
        let rows = self.rows.iter().filter(|r| r.covers(code));
        rows.map(|row| {
            let name = row.sub_event.as_ref().map_or_else(|| row.event.clone(), |sub| format!("{}: {sub}", row.event));
            let mut when = Vec::new();
            for (what, sides) in [("actors", &row.actors), ("recipients", &row.recipients)] {
                if !sides.is_empty() {
                    when.push(format!("{what} {}", sides.join(" or ")));
                }
            }
            (name, when.join(", "))
        })
        .collect()
    }

    fn are(&self, sides: &[String], parties: &[Party]) -> bool {
        if sides.is_empty() {
            return true;
        }
        if parties.is_empty() {
            return sides.iter().any(|s| s == NOBODY);
        }
        parties.iter().all(|p| sides.iter().any(|s| self.is_of(s, p)))
    }

    fn is_of(&self, side: &str, party: &Party) -> bool {
        let Some(actor) = &party.actor else { return false };
        let is_state = actor.country.is_some() && actor.code == actor.country;
        let sector = match actor.sector.as_deref() {
            Some(sector) => sector,
            None if is_state => STATE,
            None => return false,
        };
        self.sides.get(side).is_some_and(|list| list.iter().any(|s| s == sector))
    }
}

impl AcledRow {
    fn covers(&self, code: &str) -> bool {
        self.cameo.iter().any(|c| code.starts_with(c.as_str()))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    statuses: Vec<String>,
    #[serde(default)]
    events: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    sides: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    acled: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    event: toml::Spanned<String>,
    sub_event: Option<toml::Spanned<String>>,
    cameo: Vec<String>,
    #[serde(default)]
    actors: Vec<toml::Spanned<String>>,
    #[serde(default)]
    recipients: Vec<toml::Spanned<String>>,
    /// What the row rests on.
    #[allow(dead_code)]
    why: String,
}

pub(super) fn read(sources: &[Source], findings: &mut Findings) -> Acled {
    let mut acled = Acled::default();
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources.iter().filter(|s| kind_of(s) == "acled.toml") {
        let Some(file) = findings.toml::<File>(source) else { continue };
        acled.sides.extend(file.sides);
        names.extend(file.events);
        if !file.statuses.is_empty() {
            acled.statuses = file.statuses;
        }
        let mut rows = Vec::new();
        for entry in file.acled {
            check(&entry, &names, &acled.sides, source, findings);
            let plain = |list: Vec<toml::Spanned<String>>| list.into_iter().map(toml::Spanned::into_inner).collect();
            rows.push(AcledRow {
                event: entry.event.into_inner(),
                sub_event: entry.sub_event.map(toml::Spanned::into_inner),
                cameo: entry.cameo,
                actors: plain(entry.actors),
                recipients: plain(entry.recipients),
            });
        }
        rows.append(&mut acled.rows);
        acled.rows = rows;
    }
    acled
}

type Lists = BTreeMap<String, Vec<String>>;

fn check(entry: &Entry, names: &Lists, sides: &Lists, source: &Source, findings: &mut Findings) {
    let event = entry.event.get_ref();
    match names.get(event) {
        None => {
            let known = names.keys().cloned().collect::<Vec<_>>().join(", ");
            findings.add(source, entry.event.span().start, format!("ACLED has no event type `{event}`"), known);
        }
        Some(subs) => {
            if let Some(sub) = entry.sub_event.as_ref().filter(|s| !subs.contains(s.get_ref())) {
                let message = format!("ACLED has no sub-event `{}` of {event}", sub.get_ref());
                findings.add(source, sub.span().start, message, subs.join(", "));
            }
        }
    }
    for side in entry.actors.iter().chain(&entry.recipients).filter(|s| s.get_ref() != NOBODY && !sides.contains_key(s.get_ref()))
    {
        findings.add(source, side.span().start, format!("no side is called `{}`", side.get_ref()), "sides stand under [sides]");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_model::Span;
    use diurna_model::mention::{Actor, Naming};
    use diurna_model::reading::{Evidence, Status};

    const FILE: &str = "statuses = ['occurred']\n[events]\nBattles = ['Armed clash']\nCivilians = ['Attack']\n[sides]\n\
        armed = ['MIL', 'REB', '{country}']\ncivilian = ['CVL']\n\
        [[acled]]\nevent = 'Battles'\nsub_event = 'Armed clash'\ncameo = ['190']\nactors = ['armed']\nrecipients = ['armed']\nwhy = 'x'\n\
        [[acled]]\nevent = 'Civilians'\ncameo = ['19']\nactors = ['armed', 'none']\nrecipients = ['civilian']\nwhy = 'x'\n";

    fn file() -> Acled {
        let mut findings = Findings::default();
        let acled = read(&[Source::new("acled.toml", FILE)], &mut findings);
        findings.into_result(acled).expect("sound")
    }

    fn party(sector: Option<&str>, country: Option<&str>) -> Party {
        let country = country.map(str::to_owned);
        let actor = Actor { sector: sector.map(str::to_owned), code: country.clone(), country, ..Actor::default() };
        Party { here: Span::new(0, 1), naming: Naming::Here, actor: Some(actor) }
    }

    fn event(actors: Vec<Party>, recipients: Vec<Party>, status: Status) -> Event {
        Event {
            kind: "ASSAULT".into(),
            mode: None,
            cameo: Some("190".into()),
            quad: None,
            status,
            actors,
            recipients,
            place: None,
            time: None,
            by: Vec::new(),
            counts: Vec::new(),
            mentions: Vec::new(),
            evidence: Evidence { span: Span::new(0, 1), sentence: 0, rule: String::new() },
            confidence: 1.0,
            doubts: Vec::new(),
        }
    }

    #[test]
    fn the_sides_decide_and_what_they_do_not_say_stays_empty() {
        let acled = file();
        let name = |actors, recipients, status| acled.of(&event(actors, recipients, status)).map(|r| r.event.clone());
        let (army, rebels, people) = (party(Some("MIL"), None), party(Some("REB"), None), party(Some("CVL"), None));
        let (state, someone) = (party(None, Some("XXA")), party(None, None));
        assert_eq!(name(vec![army.clone()], vec![rebels.clone()], Status::Occurred).as_deref(), Some("Battles"));
        assert_eq!(name(vec![state], vec![people.clone()], Status::Occurred).as_deref(), Some("Civilians"));
        assert_eq!(name(vec![], vec![people.clone()], Status::Occurred).as_deref(), Some("Civilians"));
        assert_eq!(name(vec![army.clone()], vec![someone], Status::Occurred), None, "a side that is not known");
        assert_eq!(name(vec![army.clone()], vec![rebels.clone(), people], Status::Occurred), None, "both kinds");
        assert_eq!(name(vec![army], vec![rebels], Status::Planned), None, "has not happened");
    }

    #[test]
    fn unknown_names_and_sides_are_told() {
        let text =
            FILE.replace("'Armed clash'\ncameo", "'Clash'\ncameo").replace("recipients = ['civilian']", "recipients = ['all']");
        let mut findings = Findings::default();
        read(&[Source::new("acled.toml", text)], &mut findings);
        let error = findings.into_result(()).expect_err("two mistakes");
        let told: Vec<&str> = error.0.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(told, ["ACLED has no sub-event `Clash` of Battles", "no side is called `all`"]);
    }
}
