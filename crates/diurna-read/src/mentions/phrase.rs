//! The words of a noun phrase. In: page, head. Out: its tokens without article, relative clause and trailing modifiers.

use super::{Kind, Mentions};
use crate::page::Page;
use diurna_lang::Dep;
use diurna_pack::names::WordKind;
use std::ops::Range;

impl Mentions {
    /// The phrase with the body it is of, if that stands right behind: "members of the council", "the government of Sudan".
    pub(super) fn full_tokens(&self, page: &Page, head: usize) -> Range<usize> {
        let mut tokens = self.phrase_tokens(page, head);
        let is_actor = |t: usize| self.word(t).is_some_and(|w| !matches!(w.kind, WordKind::Place | WordKind::Thing));
        if self.whole(head).is_some() || !is_actor(head) {
            return tokens;
        }
        let of = page
            .children_as(head, Dep::Prep)
            .find(|&p| p == tokens.end && self.pronouns.owned_by.contains(&page.word(p).to_lowercase()));
        let Some(object) = of.and_then(|p| page.child(p, Dep::Pobj)) else { return tokens };
        if self.is(page, object, Kind::Party) || self.is(page, object, Kind::Place) {
            tokens.end = self.phrase_tokens(page, object).end.max(tokens.end);
        }
        tokens
    }

    pub(super) fn phrase_tokens(&self, page: &Page, head: usize) -> Range<usize> {
        let name = self.whole(head).map(|n| n.tokens.clone());
        let own = name.clone().unwrap_or(head..head + 1);
        if stands_before_noun(page, head) && name.is_none_or(|n| n.end <= page.head(head).unwrap_or(n.end)) {
            return own;
        }
        let mut start = own.start;
        // "the second city, harbour director Oto Lind": what commas part stands before no name.
        let apart = |c: usize| page.dep(c) == Dep::Nmod && (c + 1..own.start).any(|t| page.word(t) == ",");
        for child in page.children(head).filter(|&c| c < head && qualifies(page.dep(c)) && !apart(c)) {
            start = start.min(page.subtree(child).start);
        }
        // A name's first words can carry the title in a broken tree: "Interior Minister Oto Lind" headed by "Oto".
        for token in own.clone() {
            for child in page.children(token).filter(|&c| c < own.start && qualifies(page.dep(c)) && !apart(c)) {
                start = start.min(page.subtree(child).start);
            }
        }
        let sentence = page.analysis.sentences.get(page.sentence_of(head)).map_or(0, |s| s.start);
        let mut tokens = start.max(sentence)..own.end;
        let broken = (tokens.start..own.start)
            .rev()
            .find(|&t| page.token(t).tag == "," && page.dep(t) == Dep::Punct && own.start - t > 12);
        if let Some(comma) = broken {
            tokens.start = comma + 1;
        }
        // "[TEXT] ALLEGED MEMBERS": what a bracket closes is no part of it.
        let closed = (tokens.start..own.start).rev().find(|&t| matches!(page.word(t), "]" | ")"));
        if let Some(close) = closed.filter(|&c| !(tokens.start..c).any(|t| matches!(page.word(t), "[" | "("))) {
            tokens.start = close + 1;
        }
        if own.start < own.end && self.whole(head).is_some_and(|n| n.label == "PERSON") {
            tokens.start = self.office_before(page, tokens.start).unwrap_or(tokens.start);
        }
        while tokens.start < own.start && self.opens_only(page, tokens.start) {
            tokens.start += 1;
        }
        tokens
    }

    /// "[Minister for the] Middle East Oto Lind": the office before its field.
    fn office_before(&self, page: &Page, field: usize) -> Option<usize> {
        let article = |t: usize| self.pronouns.articles.contains(&page.word(t).to_lowercase());
        let before = field.checked_sub(1)?;
        let of = if article(before) { before.checked_sub(1)? } else { before };
        let office = of.checked_sub(1).filter(|_| page.word(of).eq_ignore_ascii_case("for"))?;
        let capital = page.prepared_word(office).starts_with(char::is_uppercase);
        self.word(office).filter(|w| capital && w.kind == WordKind::Person).map(|_| office)
    }

    /// Articles, punctuation and conjunctions at the front are no part of a name.
    fn opens_only(&self, page: &Page, token: usize) -> bool {
        let lower = page.word(token).to_lowercase();
        self.pronouns.articles.contains(&lower) || matches!(page.dep(token), Dep::Punct | Dep::Cc | Dep::Preconj)
    }
}

fn qualifies(dep: Dep) -> bool {
    matches!(dep, Dep::Amod | Dep::Compound | Dep::Nummod | Dep::Poss | Dep::Nmod | Dep::Quantmod | Dep::Det | Dep::Predet)
}

/// "Iraqi" of "Iraqi forces", "US" of "US-led": the phrase is the word alone.
fn stands_before_noun(page: &Page, token: usize) -> bool {
    matches!(page.dep(token), Dep::Amod | Dep::Compound | Dep::Npadvmod | Dep::Nmod)
        && page.head(token).is_some_and(|h| h > token)
}
