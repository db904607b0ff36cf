//! Which of the places called so is meant. In: page, names and the words that the pack lists. Out: a [`Choice`] for each. Every candidate
//! is scored by what the report says, each reason with its weight; people alone never decide against a country or division named.

mod fitting;

pub(super) use fitting::{Placed, add_unknown, held, is_led, of_adjective, widen};

use super::found::Listed;
use crate::page::Page;
use diurna_model::mention::Site;
use diurna_pack::names::{ActorKind, How, Names, PlaceRow, PlaceWords, fold};
use std::collections::{BTreeMap, BTreeSet};

/// The place meant, and why that one.
#[derive(Debug, Clone)]
pub(super) struct Choice<'n> {
    pub row: PlaceRow<'n>,
    /// Another one fits about as well.
    pub ambiguous: bool,
    pub why: Vec<&'static str>,
}

const BESIDE: &str = "what it lies in is named beside it";
const WANTED_KIND: &str = "the word beside it says what kind of place it is";
const ONLY: &str = "the only one of that name";
const BEST_KNOWN: &str = "the best known of that name";

/// Something the report says of a mention itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wanted {
    Division,
    Town,
    Country,
}

/// A word of the report that may be one of several places.
struct Mention {
    key: String,
    /// The listed name that says where it lies: "Texas" of "Paris, Texas".
    container: Option<usize>,
    /// Whether it can lie nowhere else ("the village of X in Serbia"; a comma may only part two places).
    is_inside: bool,
    wanted: Option<Wanted>,
    /// Whether it is a part of the name of a body or a thing, which need not be where its name says ("Air Canada").
    is_part: bool,
}

/// What the report tells of where it plays.
#[derive(Default)]
struct Scene<'n> {
    /// How often each country is named, by each key.
    countries: BTreeMap<&'n str, BTreeMap<String, f64>>,
    /// Divisions that are named for certain.
    divisions: BTreeSet<(Option<&'n str>, &'n str)>,
    /// Country of the place that opens the report, and of its publisher.
    opening: BTreeSet<&'n str>,
    publisher: BTreeSet<&'n str>,
    /// Places that are certain, with their keys.
    sure: Vec<(String, PlaceRow<'n>)>,
}

/// What the reasons weigh, against people by the power of ten: a namesake a thousand times as large needs more than its country named.
const CONTAINER: f64 = 12.0;
const BESIDE_TOWN: f64 = 5.0;
const WANTED: f64 = 4.0;
const NAMED: f64 = 2.0;
const NAMED_MOST: f64 = 1.0;
/// Named so often a country counts in full.
const OFTEN: f64 = 3.0;
const DIVISION: f64 = 1.5;
const HOLDS: f64 = 3.0;
const OPENING: f64 = 1.0;
const PUBLISHER: f64 = 1.5;
const NEAR: f64 = 1.5;
const OWN: f64 = 4.0;
const BY_ALIAS: f64 = 1.0;
/// What states, and what regions, seas and rivers are worth, as people are for towns.
const COUNTRY: f64 = 10.5;
const DIVISIONS: f64 = 0.5;
const REGION: f64 = 5.5;
const WORLD: f64 = 8.0;
/// A lead that makes a choice certain, and one that leaves it in doubt.
const SURE: f64 = 1.5;
const DOUBTFUL: f64 = 0.6;

/// For each listed name the place it is, if it can be one.
pub(super) fn choose<'n>(page: &Page, names: &'n Names, listed: &[Listed<'n>]) -> Vec<Option<Choice<'n>>> {
    let mentions: Vec<Mention> = (0..listed.len()).map(|n| mention(page, &names.place_words, listed, n)).collect();
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, mention) in mentions.iter().enumerate().filter(|(n, _)| !listed[*n].2.is_empty()) {
        groups.entry(&mention.key).or_default().push(number);
    }
    let mut scene = Scene::new(page, names, listed, &mentions);
    let first: Vec<_> = groups.values().map(|members| best(&scene, listed, &mentions, members, None)).collect();
    let opening = opening(page, &names.place_words, listed);
    for (members, choice) in groups.values().zip(first) {
        let Some((choice, lead)) = choice else { continue };
        if opening.is_some_and(|n| members.contains(&n)) {
            scene.opening.extend(choice.row.country);
        }
        if lead >= SURE && members.iter().any(|&m| !mentions[m].is_part) {
            scene.settle(&mentions[members[0]].key, choice.row);
        }
    }
    let mut chosen = vec![None; listed.len()];
    for members in groups.values() {
        for &member in members {
            let only = mentions[member].container.map(|_| member);
            let choice = best(&scene, listed, &mentions, members, only).map(|(choice, _)| choice).filter(is_likely);
            chosen[member] = choice.filter(|c| !is_elsewhere(c, listed, &mentions[member]));
        }
    }
    chosen
}

impl<'n> Scene<'n> {
    fn new(page: &Page, names: &'n Names, listed: &[Listed<'n>], mentions: &[Mention]) -> Scene<'n> {
        let mut scene = Scene::default();
        for ((_, forms, _), mention) in listed.iter().zip(mentions).filter(|(_, m)| !m.is_part) {
            let state = |f: &&diurna_pack::names::Form| {
                f.how != How::Metonym && (forms.len() == 1 || names.actor(f).kind == ActorKind::State)
            };
            if let Some(code) = forms.iter().find(state).and_then(|f| names.actor(f).country.as_deref()) {
                *scene.countries.entry(code).or_default().entry(mention.key.clone()).or_default() += 1.0;
            }
        }
        let publisher = page.report.publisher.as_deref().unwrap_or_default();
        scene.publisher = countries_of(names, publisher);
        scene
    }

    fn settle(&mut self, key: &str, row: PlaceRow<'n>) {
        match row.kind {
            "country" | "continent" | "ocean" | "sea" => return,
            "admin1" => {
                self.divisions.insert((row.country, row.admin1.unwrap_or(row.name)));
            }
            _ => {}
        }
        if let Some(code) = row.country {
            *self.countries.entry(code).or_default().entry(key.to_owned()).or_default() += 1.0;
        }
        self.sure.push((key.to_owned(), row));
    }

    /// How often other words name a country, and how often the one named most.
    fn named(&self, code: &str, but: &str) -> (f64, f64) {
        let times = |by: &BTreeMap<String, f64>| by.iter().filter(|(key, _)| *key != but).map(|(_, n)| n).sum::<f64>();
        let most = self.countries.values().map(times).fold(0.0, f64::max);
        (self.countries.get(code).map_or(0.0, times), most)
    }
}

/// Countries that the words of a publisher's name belong to: "The Irish Times", "Calgary Herald".
fn countries_of<'n>(names: &'n Names, publisher: &str) -> BTreeSet<&'n str> {
    let mut found = BTreeSet::new();
    for word in publisher.split_whitespace().filter(|w| w.starts_with(char::is_uppercase)) {
        let key = fold(word);
        let state = names.forms(&key).iter().find(|f| names.actor(f).kind == ActorKind::State);
        let town = || names.places(&key).into_iter().find(|p| p.population >= LARGE);
        let code = state.and_then(|f| names.actor(f).country.as_deref()).or_else(|| town().and_then(|p| p.country));
        found.extend(code);
    }
    found
}

/// A city that everybody knows, and a town.
const LARGE: u32 = 200_000;
const TOWN: u32 = 15_000;

/// The place that opens the report: "ALEPPO, Syria (AP) -", "ANKARA -".
fn opening(page: &Page, words: &PlaceWords, listed: &[Listed]) -> Option<usize> {
    const FAR: usize = 6;
    let tokens = &listed.first()?.0;
    let mark = |t: usize| words.dateline.contains(page.word(t));
    let opens = tokens.start == 0 && (tokens.end..(tokens.end + FAR).min(page.len())).any(mark);
    (opens && !listed[0].2.is_empty()).then_some(0)
}

fn mention(page: &Page, words: &PlaceWords, listed: &[Listed], number: usize) -> Mention {
    let tokens = &listed[number].0;
    let lower = |t: usize| page.prepared_word(t).to_lowercase();
    let word = |t: Option<usize>| t.filter(|&t| t < page.len()).map(lower).unwrap_or_default();
    let (before, two_before) = (word(tokens.start.checked_sub(1)), word(tokens.start.checked_sub(2)));
    let after = word(Some(tokens.end));
    let of = before == "of";
    let wanted = match () {
        _ if words.division.contains(&after) || (of && words.division.contains(&two_before)) => Some(Wanted::Division),
        _ if of && words.governs.contains(&two_before) || words.governs.contains(&after) => Some(Wanted::Division),
        _ if of && words.town.contains(&two_before) || words.town.contains(&before) => Some(Wanted::Town),
        _ if of && words.country.contains(&two_before) => Some(Wanted::Country),
        _ => None,
    };
    let key = fold(page.span(tokens.clone()).of(&page.prepared));
    let named = |e: &diurna_lang::Entity| e.tokens.len() > tokens.len() && !matches!(e.label, "GPE" | "LOC" | "DATE");
    let is_part = page.analysis.entities.iter().any(|e| e.tokens.contains(&tokens.start) && named(e));
    let container = container(page, words, listed, number);
    let is_inside = container.is_some_and(|c| c < number || words.inside.contains(&after));
    Mention { key, container, is_inside, wanted, is_part }
}

/// "Texas" behind "Paris,", "Lebanon" behind "Tripoli in", "Syria" before "'s Aleppo".
fn container(page: &Page, words: &PlaceWords, listed: &[Listed], number: usize) -> Option<usize> {
    let tokens = &listed[number].0;
    let same = |t: usize| t < page.len() && page.sentence_of(t) == page.sentence_of(tokens.start);
    let next = listed.get(number + 1).filter(|n| same(n.0.start));
    if let Some(next) = next.filter(|n| n.0.start == tokens.end + 1) {
        let joint = page.prepared_word(tokens.end).to_lowercase();
        if matches!(joint.as_str(), "," | "(") || words.inside.contains(&joint) {
            return Some(number + 1).filter(|_| !next.2.is_empty());
        }
    }
    let owner = number.checked_sub(1).filter(|&n| listed[n].0.end + 1 == tokens.start && same(listed[n].0.start))?;
    (page.token(tokens.start - 1).tag == "POS" && names_area(&listed[owner])).then_some(owner)
}

/// Whether a name may be that of something places lie in.
fn names_area(listed: &Listed) -> bool {
    let area = |row: &PlaceRow| matches!(row.kind, "country" | "admin1" | "region" | "island" | "admin2");
    listed.2.iter().any(area)
}

/// The candidate with the best score, and its lead over the best one elsewhere; of one mention alone if `only` is given.
fn best<'n>(
    scene: &Scene<'n>,
    listed: &[Listed<'n>],
    mentions: &[Mention],
    members: &[usize],
    only: Option<usize>,
) -> Option<(Choice<'n>, f64)> {
    let rows = &listed[*members.first()?].2;
    let local: Vec<usize> = only.map_or_else(|| members.to_vec(), |one| vec![one]);
    let key = &mentions[members[0]].key;
    let mut scored: Vec<(f64, Choice<'n>)> = Vec::new();
    for row in rows {
        let mut sum = prior(row) - if is_aside(row, key) { BY_ALIAS } else { 0.0 };
        let mut why = Vec::new();
        let mut add = |weight: f64, reason: &'static str| {
            if weight != 0.0 {
                sum += weight;
                why.push(reason);
            }
        };
        if local.iter().any(|&m| mentions[m].container.is_some_and(|c| lies_in(row, &listed[c].2))) {
            add(CONTAINER, BESIDE);
        }
        if local.iter().any(|&m| mentions[m].container.is_some_and(|c| is_beside(row, &listed[c].2))) {
            add(BESIDE_TOWN, BESIDE);
        }
        if row.own {
            add(OWN, "your own gazetteer has it");
        }
        if let Some(wanted) = local.iter().find_map(|&m| mentions[m].wanted) {
            add(if is_wanted(row, wanted) { WANTED } else { 0.0 }, WANTED_KIND);
        }
        told(scene, row, rows, key, &mut add);
        scored.push((sum, Choice { row: *row, ambiguous: false, why }));
    }
    let (top, mut choice) = scored
        .iter()
        .fold(None, |best: Option<&(f64, Choice)>, each| match best {
            Some(b) if b.0 >= each.0 => Some(b),
            _ => Some(each),
        })
        .cloned()?;
    let others = scored.iter().filter(|(_, other)| !is_same(&choice.row, &other.row)).map(|(score, _)| *score);
    let lead = top - others.fold(f64::MIN, f64::max);
    choice.ambiguous = lead < DOUBTFUL;
    if choice.why.is_empty() {
        choice.why.push(if scored.len() == 1 { ONLY } else { BEST_KNOWN });
    }
    Some((choice, lead))
}

/// Whether more than its name speaks for a small town: of one that the report puts in no land it knows nothing.
fn is_likely(choice: &Choice) -> bool {
    let located = choice.why.iter().any(|w| !matches!(*w, ONLY | BEST_KNOWN | WANTED_KIND));
    located || choice.row.population >= TOWN || !matches!(choice.row.kind, "city" | "town")
}

/// Whether what the place is said to lie in is a country, and the one chosen lies in another: then it is one that nobody knows.
fn is_elsewhere(choice: &Choice, listed: &[Listed], mention: &Mention) -> bool {
    let area = mention.container.filter(|_| mention.is_inside).map(|c| &listed[c].2);
    let country = |row: &&PlaceRow| row.kind == "country" && row.country.is_some();
    let state = area.and_then(|rows| rows.iter().find(country));
    state.is_some_and(|s| choice.row.country.is_some() && choice.row.country != s.country)
}

/// What a place is worth when the report says nothing: people by the power of ten.
fn prior(row: &PlaceRow) -> f64 {
    let people = f64::from(row.population.max(1)).log10();
    let known = match row.kind {
        "country" => COUNTRY,
        "capital" => people + 1.0,
        "admin1" => people.clamp(4.0, 6.0) + DIVISIONS,
        "admin2" => people.clamp(3.0, 5.0),
        "city" | "town" => people,
        _ if row.country.is_none() => WORLD,
        _ => REGION,
    };
    if row.own { known.max(REGION) } else { known }
}

/// Whether a large place is only called so elsewhere or in other days ("Salem" for Jerusalem).
fn is_aside(row: &PlaceRow, key: &str) -> bool {
    row.geonames.is_some() && matches!(row.kind, "city" | "capital") && !fold(row.name).contains(key)
}

fn told(scene: &Scene, row: &PlaceRow, rows: &[PlaceRow], key: &str, add: &mut impl FnMut(f64, &'static str)) {
    if let Some(code) = row.country {
        let (times, most) = scene.named(code, key);
        if times > 0.0 {
            let often = (times / OFTEN).min(1.0);
            add(NAMED * (1.0 + often) / 2.0 + NAMED_MOST * times / most, "its country is named in the report");
        }
        if scene.opening.contains(code) {
            add(OPENING, "the report opens in its country");
        }
        if scene.publisher.contains(code) {
            add(PUBLISHER, "the publisher is of its country");
        }
    }
    if row.admin1.is_some_and(|d| scene.divisions.contains(&(row.country, d))) && row.kind != "admin1" {
        add(DIVISION, "its division is named in the report");
    }
    let inside = |sure: &PlaceRow| {
        sure.country == row.country && sure.kind != "country" && (sure.kind == "admin1" || in_division(sure, row))
    };
    // "Aleppo" alone is the town, though its division has its name.
    let of_town = rows.iter().any(|r| matches!(r.kind, "city" | "capital") && r.population >= TOWN && in_division(r, row));
    if row.kind == "admin1" && !of_town && scene.sure.iter().any(|(other, sure)| other != key && inside(sure)) {
        add(HOLDS, "places in it or other divisions of its country are named");
    }
    let others = scene.sure.iter().filter(|(other, _)| other != key);
    let nearest = others.map(|(_, sure)| kilometres(row, sure)).fold(f64::MAX, f64::min);
    match nearest {
        d if d <= 150.0 => add(NEAR, "other places of the report are near"),
        d if d <= 500.0 => add(NEAR / 2.0, "other places of the report are not far"),
        _ => {}
    }
}

fn is_wanted(row: &PlaceRow, wanted: Wanted) -> bool {
    match wanted {
        Wanted::Division => matches!(row.kind, "admin1" | "admin2" | "region"),
        Wanted::Town => matches!(row.kind, "city" | "capital" | "town" | "district"),
        Wanted::Country => row.kind == "country",
    }
}

/// Whether a place lies in one of the areas a name may mean.
fn lies_in(row: &PlaceRow, areas: &[PlaceRow]) -> bool {
    let inside = |area: &PlaceRow| match area.kind {
        "country" => row.country.is_some() && row.country == area.country && row.kind != "country",
        "admin1" => row.country == area.country && row.kind != "country" && row.kind != "admin1" && in_division(row, area),
        "region" | "island" | "admin2" => kilometres(row, area) <= 120.0 && row.name != area.name,
        _ => false,
    };
    areas.iter().any(inside)
}

/// Whether a place is one of a town that is named behind it: "Northumberland Park, Tottenham".
fn is_beside(row: &PlaceRow, towns: &[PlaceRow]) -> bool {
    let is_town = |t: &PlaceRow| matches!(t.kind, "city" | "capital" | "town" | "district") && t.name != row.name;
    row.kind != "country" && towns.iter().any(|t| is_town(t) && kilometres(row, t) <= 40.0)
}

fn in_division(row: &PlaceRow, area: &PlaceRow) -> bool {
    let named = row.admin1.is_some() && (row.admin1 == area.admin1 || row.admin1 == Some(area.name));
    named || (area.geonames.is_none() && kilometres(row, area) <= 60.0)
}

/// Two rows of about one place: near, or a division and a town in it.
fn is_same(one: &PlaceRow, other: &PlaceRow) -> bool {
    let holds = |area: &PlaceRow, row: &PlaceRow| match area.kind {
        "admin1" | "region" | "island" => row.country == area.country && in_division(row, area),
        "country" => row.country == area.country,
        _ => false,
    };
    one == other || kilometres(one, other) <= 60.0 || holds(one, other) || holds(other, one)
}

/// Along a great circle.
fn kilometres(one: &PlaceRow, other: &PlaceRow) -> f64 {
    let [a, b, c, d] = [one.lat, one.lon, other.lat, other.lon].map(f64::to_radians);
    let half = ((c - a) / 2.0).sin().powi(2) + a.cos() * c.cos() * ((d - b) / 2.0).sin().powi(2);
    12_742.0 * half.sqrt().min(1.0).asin()
}

pub(super) fn site(choice: &Choice) -> Site {
    let row = &choice.row;
    let precision = match row.kind {
        kind @ ("country" | "admin1") => kind,
        "city" | "capital" | "town" => "city",
        "base" | "district" | "site" | "camp" | "airport" => "exact",
        _ => "region",
    };
    Site {
        name: row.name.to_owned(),
        country: row.country.map(str::to_owned),
        admin1: row.admin1.map(str::to_owned),
        lat: Some(row.lat),
        lon: Some(row.lon),
        geonames: row.geonames,
        precision: precision.to_owned(),
        kind: row.kind.to_owned(),
        ambiguous: choice.ambiguous,
        why: choice.why.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: &'static str, country: &'static str, admin1: Option<&'static str>, population: u32) -> PlaceRow<'static> {
        let (lat, lon) = (40.0, 20.0);
        PlaceRow { name: "Here", country: Some(country), admin1, lat, lon, geonames: Some(1), population, kind, own: false }
    }

    #[test]
    fn a_state_is_worth_more_than_any_town_and_a_users_place_more_than_a_village() {
        assert!(prior(&row("country", "GEO", None, 0)) > prior(&row("city", "USA", None, 20_000_000)));
        assert!(prior(&PlaceRow { own: true, ..row("city", "SRB", None, 0) }) > prior(&row("city", "SRB", None, 1_000)));
    }

    #[test]
    fn a_place_lies_in_its_country_and_its_division_and_in_no_other() {
        let town = row("city", "USA", Some("Texas"), 25_000);
        let texas = PlaceRow { name: "Texas", geonames: Some(2), ..row("admin1", "USA", Some("Texas"), 0) };
        let idaho = PlaceRow { name: "Idaho", geonames: Some(3), ..row("admin1", "USA", Some("Idaho"), 0) };
        assert!(lies_in(&town, &[texas]) && !lies_in(&town, &[idaho]));
        assert!(lies_in(&town, &[row("country", "USA", None, 0)]) && !lies_in(&town, &[row("country", "FRA", None, 0)]));
    }

    #[test]
    fn a_country_named_often_adds_more_and_says_so() {
        let town = row("city", "USA", Some("Texas"), 25_000);
        let mut sums = Vec::new();
        for times in [1.0, 5.0] {
            let mut scene = Scene::default();
            scene.countries.entry("USA").or_default().insert("american".to_owned(), times);
            let (mut sum, mut why) = (0.0, Vec::new());
            told(&scene, &town, &[town], "paris", &mut |weight, reason| {
                sum += weight;
                why.push(reason);
            });
            assert_eq!(why, ["its country is named in the report"]);
            sums.push(sum);
        }
        assert!(sums[1] > sums[0] && sums[0] > 0.0);
    }

    #[test]
    fn distances_are_along_a_great_circle() {
        let at = |lat, lon| PlaceRow { lat, lon, ..row("city", "USA", None, 0) };
        assert!((kilometres(&at(0.0, 179.5), &at(0.0, -179.5)) - 111.2).abs() < 0.5);
    }
}
