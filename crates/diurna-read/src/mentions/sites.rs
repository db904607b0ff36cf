//! Places of phrases. In: page, mentions. Out: the place a phrase names or describes, and all places of the report in text order.

use super::found::Found;
use super::places::{self, Choice};
use super::{Kind, Mentions};
use crate::page::Page;
use diurna_lang::Dep;
use diurna_model::Span;
use diurna_model::mention::{Place, Site};
use diurna_pack::names::{ActorKind, Names, WordKind, fold};
use std::collections::BTreeMap;

impl Mentions {
    pub(super) fn place_at(&self, page: &Page, head: usize) -> Option<Place> {
        let here = self.phrase(page, head);
        if let Some(name) = self.name(head).filter(|_| self.is(page, head, Kind::Place)) {
            return Some(Place { here, named: None, site: name.site.clone() });
        }
        self.word(head).filter(|w| w.kind == WordKind::Place)?;
        // "the Kazakh capital, Astana"; "the city of Aleppo"
        if let Some((span, site)) = self.name_beside(page, head) {
            return Some(Place { here, named: Some(span), site });
        }
        if let Some(place) = self.capital(page, head) {
            return Some(place);
        }
        let (span, site) = self.last_town(page, head).filter(|_| self.is_definite(page, head)).unzip();
        Some(Place { here, named: span, site: site.flatten() })
    }

    /// The state's capital, of a word that means one and no name beside it.
    pub fn capital(&self, page: &Page, head: usize) -> Option<Place> {
        let site = self.capitals.get(&head).filter(|_| page.child(head, Dep::Appos).is_none())?;
        Some(Place { here: self.phrase(page, head), named: None, site: Some(site.clone()) })
    }

    /// A place named in apposition, or as what the phrase is of.
    fn name_beside(&self, page: &Page, head: usize) -> Option<(Span, Option<Site>)> {
        let named = |t: usize| {
            self.name(t).filter(|_| self.is(page, t, Kind::Place)).map(|n| (page.span(n.tokens.clone()), n.site.clone()))
        };
        let beside = page.children_as(head, Dep::Appos).chain(page.children_as(head, Dep::Compound)).find_map(named);
        // "cities such as Aleppo"
        let example = || {
            let such =
                page.children_as(head, Dep::Prep).filter(|&p| self.place_words.such.contains(&page.word(p).to_lowercase()));
            such.filter_map(|p| page.child(p, Dep::Pobj)).find_map(named)
        };
        beside.or_else(example).or_else(|| {
            let mut of = page.children_as(head, Dep::Prep).filter(|&p| p == head + 1);
            of.find_map(|p| page.child(p, Dep::Pobj)).and_then(named)
        })
    }

    /// The town or city last named before `head`, no further back than two sentences.
    fn last_town(&self, page: &Page, head: usize) -> Option<(Span, Option<Site>)> {
        let sentence = page.sentence_of(head);
        let before = self.found.iter().filter(|f| f.tokens.end <= head && sentence - page.sentence_of(f.tokens.start) <= 2);
        let town = |s: &Site| s.precision == "city" || s.precision == "exact";
        let last = before.filter(|f| f.site.as_ref().is_some_and(town)).max_by_key(|f| f.tokens.start)?;
        Some((page.span(last.tokens.clone()), last.site.clone()))
    }

    /// A definite phrase for one town ("the city"), not "the areas".
    pub(super) fn is_definite(&self, page: &Page, head: usize) -> bool {
        let mut dets = page.children_as(head, Dep::Det);
        page.token(head).tag == "NN" && dets.any(|d| self.pronouns.definite.contains(&page.word(d).to_lowercase()))
    }

    /// "The Kazakh capital", "the capital of Chad": each such word with the place it means.
    pub(super) fn find_capitals(&self, page: &Page, names: &Names) -> BTreeMap<usize, Site> {
        let means = |t: &usize| self.place_words.capital.contains(page.lemma(*t));
        let state = |t: usize| self.name(t).filter(|n| n.kind == Some(ActorKind::State)).and_then(|n| n.country.clone());
        let site = |t: usize| {
            let before = page.children(t).filter(|&c| c < t).find_map(state);
            let of =
                || page.children_as(t, Dep::Prep).filter(|&p| p == t + 1).find_map(|p| page.child(p, Dep::Pobj)).and_then(state);
            let row = names.capital(&before.or_else(of)?)?;
            Some((t, places::site(&Choice::of_state(row))))
        };
        (0..page.len()).filter(means).filter_map(site).collect()
    }

    /// Places named for their own sake, and those that an adjective or a part of a longer name names ("Syrian", "Bank of Texas"): these
    /// with a kind that says so, as nothing happens there.
    pub(super) fn list_places(&self, page: &Page, names: &Names) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        for name in &self.found {
            let site = match name.label.as_str() {
                "GPE" | "LOC" | "FAC" => name.site.clone(),
                "" if self.is_of_person(name) => continue,
                "" => match &name.site {
                    Some(site) => Some(Site { kind: PART.to_owned(), ..site.clone() }),
                    None => continue,
                },
                "NORP" => match name.about.clone().or_else(|| adjective(page, names, name)) {
                    Some(site) => Some(Site { kind: ADJECTIVE.to_owned(), ..site }),
                    None => continue,
                },
                _ => continue,
            };
            places.push(Place { here: page.span(name.tokens.clone()), named: None, site });
        }
        places.sort_by_key(|p| p.here);
        places
    }

    /// A part of somebody's name: "Paris" of "Paris Hilton".
    fn is_of_person(&self, part: &Found) -> bool {
        let whole = self.found.iter().filter(|f| f.tokens.start <= part.tokens.start && part.tokens.end <= f.tokens.end);
        whole.filter(|f| f.tokens != part.tokens).any(|f| !matches!(f.label.as_str(), "ORG" | "FAC" | "LOC" | "GPE" | "EVENT"))
    }
}

/// Kinds of what names no place for its own sake.
const PART: &str = "part of a name";
const ADJECTIVE: &str = "adjective";

/// The part of the world that an adjective is of.
fn adjective(page: &Page, names: &Names, name: &Found) -> Option<Site> {
    let key = fold(page.span(name.tokens.clone()).of(&page.prepared));
    let place = names.place_words.adjectives.get(&key)?;
    names.places(&fold(place)).first().map(|row| places::site(&Choice::of_state(*row)))
}
