//! Noun phrases and what they name. In: page, names. Out: [`Mentions`], asked by the token that heads a phrase.

use crate::page::Page;
use diurna_model::Span;
use diurna_model::mention::{Entity, Party, Place};
use diurna_pack::Pack;

/// What the noun phrases of a report name.
pub(crate) struct Mentions {
    /// Entities in text order, names overruling the language engine's labels.
    pub entities: Vec<Entity>,
    /// Places in text order.
    pub places: Vec<Place>,
}

/// What a noun phrase can be taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Anyone who can act: a country, organisation, group, person, body of people.
    Party,
    Person,
    Country,
    Organisation,
    Group,
    /// Persons without a name: civilians, soldiers, protesters.
    People,
    Place,
}

impl Mentions {
    pub fn new(_page: &Page, _pack: &Pack) -> Mentions {
        Mentions { entities: Vec::new(), places: Vec::new() }
    }

    /// The words that name the phrase headed by `head`: without article, relative clause and trailing modifiers.
    pub fn phrase(&self, page: &Page, head: usize) -> Span {
        page.analysis.tokens[head].span
    }

    pub fn is(&self, _page: &Page, _head: usize, _kind: Kind) -> bool {
        false
    }

    /// The party at `head` (a noun, a pronoun, or an adjective or noun before a noun: "Iraqi", "militant-held"), with the fullest
    /// name the report gives. A phrase that names no party still gives its words; a pronoun nobody can follow gives `None`.
    pub fn party(&self, page: &Page, head: usize) -> Option<Party> {
        let _ = (page, head);
        None
    }

    /// The parties of a coordination headed by `head`, in order, each on its own; "the two sides" as those it stands for.
    pub fn parties(&self, page: &Page, head: usize) -> Vec<Party> {
        self.party(page, head).into_iter().collect()
    }

    /// The place at `head`, "the northwestern city" followed to its name.
    pub fn place(&self, page: &Page, head: usize) -> Option<Place> {
        let _ = (page, head);
        None
    }
}
