//! Quotes that a name or a noun hands over, without a verb of saying: `“…” — Ana Lind`, `Lind made this comment: “…”`, `Said Lind: “…”`.
//! In: page, quotes, cue words. Out: [`Sourced`].

use super::content::sentence;
use super::cues;
use super::quotes::Quote;
use super::sources::Sourced;
use super::speakers;
use crate::mentions::{Kind, Mentions};
use crate::page::Page;
use diurna_lang::{Dep, Pos};
use diurna_model::Span;
use diurna_pack::speech::Speech;

pub(super) fn quotes<'q>(
    page: &Page,
    mentions: &Mentions,
    speech: &Speech,
    quotes: impl Iterator<Item = &'q Quote>,
) -> Vec<Sourced> {
    let one = |quote: &Quote| {
        let named = signature(page, quote).or_else(|| inverted(page, speech, quote)).or_else(|| noun(page, speech, quote));
        named.or_else(|| colon(page, mentions, quote))
    };
    quotes.filter_map(one).collect()
}

/// `“…” — Ana Lind`: a dash and a name behind the quote, up to the line's end.
fn signature(page: &Page, quote: &Quote) -> Option<Sourced> {
    let text = &page.report.text;
    let rest = text.get(quote.outer.end..)?;
    let line = rest.split(['\n', '“', '"', '”']).next()?;
    let dash = line.trim_start_matches(' ');
    let name = dash.trim_start_matches(['—', '–', '―', '-']);
    let begin = quote.outer.end + (line.len() - dash.len());
    let name_at = begin + (dash.len() - name.len());
    if name.len() == dash.len() || dash.trim_start_matches('-').len() + 1 == dash.len() && !name.starts_with(' ') {
        return None;
    }
    let words = page.tokens_in(Span::new(name_at, quote.outer.end + line.trim_end().len()));
    let first = words.clone().find(|&t| !page.word(t).trim().is_empty())?;
    let named = words.clone().skip_while(|&t| t < first).take_while(|&t| page.token(t).pos == Pos::Propn);
    let last = named.last()?;
    let closed = last + 1 >= words.end || matches!(page.word(last + 1), "," | "." | "(");
    let short = words.len() <= 12 && page.tokens_in(quote.inner).len() >= 3;
    let cue = Span::new(begin, begin + (dash.len() - name.len()));
    (closed && short).then_some(Sourced { cue, at: last, speaker: Some(last), content: quote.inner, rule: "statement.signature" })
}

fn colon_before(page: &Page, quote: &Quote) -> Option<usize> {
    page.tokens_in(Span::new(0, quote.outer.begin)).next_back().filter(|&t| page.word(t) == ":")
}

/// `Said Lind: “…”`: a verb of saying that opens the sentence, then who says it.
fn inverted(page: &Page, speech: &Speech, quote: &Quote) -> Option<Sourced> {
    let colon = colon_before(page, quote)?;
    let start = sentence(page, colon).start;
    let opens = speech.inverted.contains(&page.word(start).to_lowercase()) && page.word(start).starts_with(char::is_uppercase);
    let name = start + 1..colon;
    let nominal = |t: usize| matches!(page.token(t).pos, Pos::Propn | Pos::Noun | Pos::Pron);
    let head = name.clone().take_while(|&t| page.word(t) != ",").filter(|&t| nominal(t)).last()?;
    let plain = name.len() <= 20 && !name.clone().any(|t| page.token(t).pos == Pos::Verb && page.dep(t) != Dep::Relcl);
    let cue = page.token(start).span;
    (opens && plain).then_some(Sourced {
        cue,
        at: start,
        speaker: Some(head),
        content: quote.inner,
        rule: "statement.quote.inverted",
    })
}

/// `Lind made this comment: “…”`: a noun of saying before the colon; its owner, or who makes it, speaks.
fn noun(page: &Page, speech: &Speech, quote: &Quote) -> Option<Sourced> {
    let colon = colon_before(page, quote)?;
    let whole = sentence(page, colon).start..colon;
    let is_noun = |t: usize| page.token(t).pos == Pos::Noun && speech.nouns.contains(page.lemma(t).to_lowercase().as_str());
    let noun = whole.clone().rev().find(|&t| is_noun(t))?;
    let verb = page.head(noun).filter(|_| page.dep(noun) == Dep::Dobj);
    let speaker = page
        .child(noun, Dep::Poss)
        .or_else(|| verb.and_then(|v| speakers::by_tree(page, v)))
        .or_else(|| page.children_as(noun, Dep::Prep).find_map(|p| page.child(p, Dep::Pobj)))?;
    let cue = page.token(noun).span;
    Some(Sourced { cue, at: noun, speaker: Some(speaker), content: quote.inner, rule: "statement.noun.colon" })
}

/// `The captain shrugged: “They sank.”`: whatever somebody does before a colon hands over the words behind it.
fn colon(page: &Page, mentions: &Mentions, quote: &Quote) -> Option<Sourced> {
    let colon = colon_before(page, quote)?;
    let verb = sentence(page, colon).take_while(|&t| t < colon).find(|&t| page.head(t).is_none())?;
    let person = |s: &usize| mentions.is(page, *s, Kind::Person) || mentions.is(page, *s, Kind::People);
    let speaker = page.child(verb, Dep::Nsubj).filter(person).filter(|_| cues::is_finite(page, verb))?;
    let whole = quote.inner.of(&page.report.text).trim_start().starts_with(char::is_uppercase);
    let cue = page.token(verb).span;
    whole.then_some(Sourced { cue, at: verb, speaker: Some(speaker), content: quote.inner, rule: "statement.quote.colon" })
}
