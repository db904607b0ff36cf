//! Whether words that may be a place are one. In: page, what the language engine found, the place chosen. Out: yes or no. A word that
//! names people, bodies or things as well ("Conrad", "Central", "Amazon") needs more than its capital.

use super::{BESIDE, BEST_KNOWN, Choice, LARGE, ONLY, TOWN, WANTED_KIND};
use crate::mentions::found::{Found, Listed};
use crate::page::Page;
use diurna_lang::{Dep, Pos};
use diurna_model::mention::Site;
use diurna_pack::names::{ActorKind, ActorRow, Form, How, Names, PlaceRow, PlaceWords, WordKind, fold};
use std::collections::BTreeSet;
use std::ops::Range;

/// The places that words may be, and the one they are.
pub(in crate::mentions) struct Placed<'n> {
    rows: Vec<PlaceRow<'n>>,
    pub choice: Option<Choice<'n>>,
    /// Words that are a place elsewhere in the report.
    held: &'n BTreeSet<String>,
}

impl<'n> Placed<'n> {
    pub fn new(rows: Vec<PlaceRow<'n>>, choice: Option<Choice<'n>>, held: &'n BTreeSet<String>) -> Placed<'n> {
        Placed { rows, choice, held }
    }

    /// The state's own place for its name or its seat, else the one chosen.
    pub fn of(&self, state: Option<(&Form, &ActorRow)>) -> Option<Choice<'n>> {
        let Some((form, actor)) = state.filter(|(_, a)| a.kind == ActorKind::State) else { return self.choice.clone() };
        let kind = if form.how == How::Metonym { "capital" } else { "country" };
        let mut own = self.rows.iter().filter(|p| actor.country.is_some() && p.country == actor.country.as_deref());
        own.find(|p| p.kind == kind).map(|row| Choice::of_state(*row)).or_else(|| self.choice.clone())
    }

    /// Whether the words mean the place: the engine saw a place, or they stand where places stand.
    pub fn fits(&self, page: &Page, names: &Names, found: &[Found], tokens: &Range<usize>) -> bool {
        let Some(choice) = self.choice.as_ref() else { return false };
        let label = found.iter().find(|f| f.tokens.start < tokens.end && tokens.start < f.tokens.end).map(|f| f.label.as_str());
        let article = |t: &usize| page.token(*t).tag == "DT";
        let before = (0..tokens.start).rev().find(|t| !article(t)).map(|b| page.word(b).to_lowercase()).unwrap_or_default();
        let led = names.pronouns.before_place.contains(&before);
        let proper = tokens.clone().any(|t| page.token(t).pos == Pos::Propn);
        let written = page.span(tokens.clone()).of(&page.prepared);
        let key = fold(written);
        if choice.is_short(&key) {
            let initials = written.matches('.').count() > 1 && !before.ends_with(|c: char| c.is_ascii_digit());
            return (initials || matches!(before.as_str(), "," | "(")) && proper;
        }
        // "Republic" of "Republic of Armenia"
        let of = page.analysis.tokens.get(tokens.end).is_some() && page.word(tokens.end).eq_ignore_ascii_case("of");
        if of && found.iter().any(|f| f.tokens.contains(&tokens.start) && f.tokens.contains(&tokens.end)) {
            return false;
        }
        let comma = page.analysis.tokens.get(tokens.end).is_some_and(|t| t.tag == ",") && choice.is_strong();
        if !comma && is_titled(page, names, tokens.start) {
            return false;
        }
        if !led && is_surname(page, found, tokens, &key) || choice.is_direction(&names.place_words, &key) && !choice.is_told() {
            return false;
        }
        let held = self.held.contains(&key);
        let known = choice.is_known(tokens.len());
        match label {
            Some("GPE" | "LOC" | "FAC") => known || held || choice.is_strong() || tokens.start == 0,
            Some("PERSON" | "ORG") => {
                // "Ukraine … out of Kherson": a town of a state that the report names.
                let town = choice.is_told() && choice.row.population >= TOWN && choice.is_by_name(&key);
                let stands = is_led(page, names, tokens) && choice.is_told() || is_taken(page, names, tokens, choice);
                proper && (held || stands || (led && (known || town || choice.is_strong())))
            }
            Some("DATE" | "TIME" | "CARDINAL" | "MONEY") => false,
            _ if is_led(page, names, tokens) || is_taken(page, names, tokens, choice) => proper || label.is_some(),
            _ => (proper || label.is_some()) && (held || (known && (choice.is_by_name(&key) || choice.is_strong()))),
        }
    }
}

impl<'n> Choice<'n> {
    /// The place of a state, which is known by its name.
    pub fn of_state(row: PlaceRow<'n>) -> Choice<'n> {
        Choice { row, ambiguous: false, why: vec!["a state or its seat"] }
    }

    /// Known well enough to need no word before it.
    fn is_known(&self, words: usize) -> bool {
        let listed = self.row.geonames.is_none() && !matches!(self.row.kind, "admin1" | "admin2");
        let several = words > 1 && (self.row.population >= TOWN || self.row.kind != "city");
        self.row.population >= LARGE || self.row.own || listed || several || self.why.contains(&BESIDE)
    }

    /// Whether anything of the report speaks for it.
    fn is_told(&self) -> bool {
        !matches!(self.why.as_slice(), [ONLY] | [BEST_KNOWN])
    }

    /// Whether the words beside it make it a place.
    fn is_strong(&self) -> bool {
        self.why.contains(&BESIDE) || self.why.contains(&WANTED_KIND)
    }

    /// Called by its first name, not by one that may be a word of another language ("Federal").
    fn is_by_name(&self, key: &str) -> bool {
        key.contains(' ')
            || self.row.geonames.is_none()
            || fold(self.row.name) == key
            || !matches!(self.row.kind, "city" | "admin1")
    }

    /// "Pa.", "Ill.", "NJ": so short a name is one only where it says what a place lies in.
    fn is_short(&self, key: &str) -> bool {
        const SHORT: usize = 5;
        key.len() <= SHORT && self.row.kind == "admin1" && fold(self.row.name) != key
    }

    /// "Central", "North West": a word for where in something.
    fn is_direction(&self, words: &PlaceWords, key: &str) -> bool {
        key.split(' ').all(|word| words.directions.contains(word) || words.division.contains(word))
    }
}

/// Whether the words stand behind "in", "at", "near", alone or as one of several; not as somebody's ("in Noma's case").
pub(in crate::mentions) fn is_led(page: &Page, names: &Names, tokens: &Range<usize>) -> bool {
    let mut at = tokens.end - 1;
    while let Some(head) = page.head(at).filter(|&h| h < at && matches!(page.dep(at), Dep::Conj | Dep::Appos)) {
        at = head;
    }
    let behind = |t: usize| names.pronouns.at_home.contains(&page.word(t).to_lowercase());
    let owner = page.analysis.tokens.get(tokens.end).is_some_and(|t| t.tag == "POS");
    let before = [tokens.start, at].into_iter().filter_map(|t| t.checked_sub(1)).any(behind);
    !owner && (before || (page.dep(at) == Dep::Pobj && page.head(at).is_some_and(behind)))
}

/// "Left Palmyra", "bombed al-Bab": what is done to places, of a town in a country that the report is about.
fn is_taken(page: &Page, names: &Names, tokens: &Range<usize>, choice: &Choice) -> bool {
    let last = tokens.end - 1;
    let verb = page.head(last).filter(|_| page.dep(last) == Dep::Dobj);
    let takes = verb.is_some_and(|v| names.place_words.taking.contains(page.lemma(v)));
    takes && choice.is_told() && choice.row.population >= TOWN
}

/// "Mr. Paris", "Senator Lincoln": a person's name.
fn is_titled(page: &Page, names: &Names, start: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|&b| page.sentence_of(b) == page.sentence_of(start)) else { return false };
    let word = page.prepared_word(before);
    let lower = word.trim_end_matches('.').to_lowercase();
    let title = || names.word(&lower).is_some_and(|w| w.kind == WordKind::Person);
    word.starts_with(char::is_uppercase) && (names.place_words.honorifics.contains(&lower) || title())
}

/// The surname of somebody whom the report names in full.
fn is_surname(page: &Page, found: &[Found], tokens: &Range<usize>, key: &str) -> bool {
    let full = |f: &&Found| f.label == "PERSON" && f.tokens.len() > 1 && !f.tokens.contains(&tokens.start);
    tokens.len() == 1 && found.iter().filter(full).any(|f| fold(page.prepared_word(f.tokens.end - 1)) == key)
}

/// Words that the engine, or what stands beside them, makes a place somewhere in the report, and nowhere a person.
pub(in crate::mentions) fn held(
    page: &Page,
    names: &Names,
    found: &[Found],
    listed: &[Listed],
    choices: &[Option<Choice>],
) -> BTreeSet<String> {
    let mut held = BTreeSet::new();
    for ((tokens, ..), choice) in listed.iter().zip(choices) {
        let seen = found.iter().any(|f| f.tokens == *tokens && matches!(f.label.as_str(), "GPE" | "LOC"));
        let key = fold(page.span(tokens.clone()).of(&page.prepared));
        let large = |c: &Choice| c.row.population >= LARGE || (c.row.population >= TOWN && c.is_told() && c.is_by_name(&key));
        let stands = |c: &Choice| c.is_strong() || (seen && (large(c) || is_led(page, names, tokens)));
        if choice.as_ref().is_some_and(stands) && !is_surname(page, found, tokens, &key) {
            held.insert(key);
        }
    }
    held
}

/// "Southern California", "Far North Queensland": a place with words for a part of it is that place.
pub(in crate::mentions) fn widen(page: &Page, words: &PlaceWords, found: &mut [Found]) {
    let parts: Vec<(Range<usize>, Option<Site>)> =
        found.iter().filter(|f| f.site.is_some()).map(|f| (f.tokens.clone(), f.site.clone())).collect();
    for name in found.iter_mut().filter(|f| matches!(f.label.as_str(), "LOC" | "GPE") && f.site.is_none()) {
        let direction = |t: usize| words.directions.contains(&page.word(t).to_lowercase());
        let inner = parts.iter().find(|(tokens, _)| {
            let around = name.tokens.start < tokens.start && tokens.end == name.tokens.end;
            around && (name.tokens.start..tokens.start).all(direction)
        });
        if let Some((_, site)) = inner {
            name.site = site.clone();
        }
    }
}

/// "The village of Oltranje": a name behind such words is a place's, though nobody has it.
pub(in crate::mentions) fn add_unknown(page: &Page, words: &PlaceWords, found: &mut Vec<Found>) {
    let lower = |t: usize| page.word(t).to_lowercase();
    let proper = |t: &usize| page.token(*t).pos == Pos::Propn && page.prepared_word(*t).starts_with(char::is_uppercase);
    for of in (1..page.len()).filter(|&t| lower(t) == "of" && words.town.contains(&lower(t - 1))) {
        let length = (of + 1..page.len()).take_while(proper).count();
        let name = of + 1..of + 1 + length;
        let same = |f: &Found| f.tokens.start < name.end && name.start < f.tokens.end;
        match found.iter_mut().find(|f| same(f)) {
            Some(f) if f.tokens == name && f.kind.is_none() && f.site.is_none() => f.label = "GPE".to_owned(),
            None if length > 0 => found.push(Found::plain(name, "GPE")),
            _ => {}
        }
    }
}

/// The place of a state that an adjective is of.
pub(in crate::mentions) fn of_adjective(names: &Names, name: &str, country: Option<&str>) -> Option<Site> {
    let rows = names.places(&fold(name));
    let state = rows.into_iter().find(|row| row.kind == "country" && row.country == country);
    state.map(|row| super::site(&Choice::of_state(row)))
}
