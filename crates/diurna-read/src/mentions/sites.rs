//! Places of phrases. In: page, mentions. Out: the place a phrase names or describes, and all places of the report in text order.

use super::{Kind, Mentions};
use crate::page::Page;
use diurna_lang::Dep;
use diurna_model::Span;
use diurna_model::mention::{Place, Site};
use diurna_pack::names::WordKind;

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
        let (span, site) = self.last_town(page, head).filter(|_| self.is_definite(page, head)).unzip();
        Some(Place { here, named: span, site: site.flatten() })
    }

    /// A place named in apposition, or as what the phrase is of.
    fn name_beside(&self, page: &Page, head: usize) -> Option<(Span, Option<Site>)> {
        let named = |t: usize| {
            self.name(t).filter(|_| self.is(page, t, Kind::Place)).map(|n| (page.span(n.tokens.clone()), n.site.clone()))
        };
        let beside = page.children_as(head, Dep::Appos).chain(page.children_as(head, Dep::Compound)).find_map(named);
        beside.or_else(|| {
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

    pub(super) fn list_places(&self, page: &Page) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        for name in self.found.iter().filter(|f| matches!(f.label.as_str(), "GPE" | "LOC" | "FAC")) {
            places.push(Place { here: page.span(name.tokens.clone()), named: None, site: name.site.clone() });
        }
        places.sort_by_key(|p| p.here);
        places
    }
}
