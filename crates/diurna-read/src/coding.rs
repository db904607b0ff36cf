//! Rules to events.
use crate::clauses::Clauses;
use crate::mentions::Mentions;
use crate::page::Page;
use diurna_model::Reading;
use diurna_model::mention::Time;
use diurna_model::reading::Statement;
use diurna_pack::Pack;
pub(crate) fn reading(page: &Page, _pack: &Pack, mentions: &Mentions, times: Vec<Time>, _clauses: &Clauses, statements: Vec<Statement>) -> Reading {
    let sentences = page.analysis.sentences.iter().map(|s| page.span(s.clone())).collect();
    Reading { sentences, entities: mentions.entities.clone(), places: mentions.places.clone(), times, statements, ..Reading::default() }
}
