//! Quotes with the cue that tags them. In: page, quotes, verb cues. Out: for each quote the cue behind or before it, or the tagged
//! quote it goes on from; quotes without any of these are names, scare quotes, parts of clauses or speech without a tag.

use super::content;
use super::cues::{self, Cue};
use super::quotes::Quote;
use crate::page::Page;
use diurna_lang::{Dep, Pos};
use diurna_model::Span;
use diurna_pack::speech::{Speech, Takes};

/// How a quote is tied to a speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// "…," said X (index of the cue).
    Behind(usize),
    /// X said: "…"
    Before(usize),
    /// Goes on at once from the tagged quote of this index.
    GoesOn(usize),
    /// Whole sentences in a quote that nothing tags.
    Untagged,
    /// A name, a scare quote or a part of a clause.
    None,
}

/// The tie of each quote, in order.
pub(super) fn ties(page: &Page, speech: &Speech, quotes: &[Quote], cues: &[Cue]) -> Vec<Tie> {
    let mut ties: Vec<Tie> = Vec::with_capacity(quotes.len());
    for (i, quote) in quotes.iter().enumerate() {
        let behind = behind(page, quotes, quote, cues);
        let before = before(page, speech, quotes, quote, cues);
        let tie = match (behind, before) {
            (Some(cue), _) if !ties.contains(&Tie::Before(cue)) => Tie::Behind(cue),
            (_, Some(cue)) if !ties.contains(&Tie::Behind(cue)) => Tie::Before(cue),
            (_, cue) => match goes_on(page, quotes, cues, &ties, i) {
                Some(first) => Tie::GoesOn(first),
                None if cue.is_none() && speaks(page, quote) => Tie::Untagged,
                None => Tie::None,
            },
        };
        ties.push(tie);
    }
    ties
}

/// The cue of a tag right behind the quote: "…," the mayor told reporters.
fn behind(page: &Page, quotes: &[Quote], quote: &Quote, cues: &[Cue]) -> Option<usize> {
    let text = &page.report.text;
    let from = page.tokens_in(Span::new(quote.outer.end, text.len())).start;
    let last = quote.inner.of(text).trim_end_matches([' ', '\'', '’']);
    let comma_inside = last.ends_with([',', '?', '!', '—', '–', '-', '…']);
    let stop_inside = last.ends_with('.');
    let mut at = from;
    if at < page.len() && matches!(page.word(at), "," | "—" | "–" | "-" | "--") {
        at += 1;
    } else if !comma_inside && !stop_inside {
        return None;
    }
    let index = next_cue(page, quotes, cues, at, 25)?;
    let cue = cues.get(index)?;
    let between = at..cue.verb;
    // A quote that ends a clause of the writer's wants its tag at once.
    let before = page.child(cue.verb, Dep::Nsubj).is_some_and(|s| page.token(s).span.begin < quote.outer.begin);
    let names = (!before || between.is_empty())
        && between.clone().all(|t| !matches!(page.token(t).pos, Pos::Verb | Pos::Cconj | Pos::Sconj | Pos::Adp));
    let ends_clause = comma_inside && names && closes(page, cue) && content::sentence(page, cue.verb).contains(&at);
    if !starts_sentence(page, quote) && !ends_clause {
        return None;
    }
    let broken = between.clone().any(|t| matches!(page.word(t), "." | ":" | ";" | "?" | "!") || page.word(t).starts_with('\n'));
    let gap = Span::new(quote.outer.end, cue.span(page).begin);
    let paragraph_breaks = gap.of(text).contains("\n\n");
    // A full stop inside the marks mostly ends the matter: only a tag that cannot begin a sentence still belongs.
    let capital = page.word(from).starts_with(char::is_uppercase) && page.token(from).pos != Pos::Propn;
    let asked = last.ends_with(['?', '!']) && capital;
    let after_stop = asked || stop_inside && (capital || between.len() > 4 || cue_has_clause(page, cue));
    if broken || paragraph_breaks || after_stop || !cue.takes(Takes::Quote) {
        return None;
    }
    Some(index)
}

/// Whether a tag ends what it tags, or lets it go on behind a comma; "…, he suggested looking …" does neither.
fn closes(page: &Page, cue: &Cue) -> bool {
    let end = content::tag(page, cue).end;
    let opens = end < page.len() && page.dep(end) == Dep::Mark && page.head(end).is_some_and(|v| page.dep(v) == Dep::Advcl);
    end >= content::sentence(page, cue.verb).end || matches!(page.token(end).pos, Pos::Punct | Pos::Cconj) || opens
}

fn cue_has_clause(page: &Page, cue: &Cue) -> bool {
    content::sentence(page, cue.verb).end > content::tag(page, cue).end + 2
}

/// The first cue that may tag a quote, from token `at` on, outside quotes and relative clauses.
fn next_cue(page: &Page, quotes: &[Quote], cues: &[Cue], at: usize, reach: usize) -> Option<usize> {
    let first = cues.partition_point(|c| c.verb < at);
    cues.iter().enumerate().skip(first).take_while(|(_, c)| c.verb <= at + reach).find_map(|(i, c)| {
        let inside = quotes.iter().any(|q| q.inner.contains(c.span(page)));
        let tags = c.takes(Takes::Quote) && !cues::is_passive(page, c.verb) && page.dep(c.verb) != Dep::Relcl;
        (!inside
            && tags
            && (cues::is_finite(page, c.verb)
                || page.token(c.verb).tag == "VBN"
                || page.token(c.verb).tag == "VBG"
                || c.verb == at))
            .then_some(i)
    })
}

/// The cue right before the quote: the mayor said: "…".
fn before(page: &Page, speech: &Speech, quotes: &[Quote], quote: &Quote, cues: &[Cue]) -> Option<usize> {
    let open = page.tokens_in(Span::new(quote.outer.begin, page.report.text.len())).start;
    let last = open.checked_sub(1)?;
    let colon = page.word(last).ends_with(':');
    let comma = page.word(last) == ",";
    let that = speech.that.contains(&page.word(last).to_lowercase());
    let index = cues.iter().rposition(|c| c.verb < open && !quotes.iter().any(|q| q.inner.contains(c.span(page))))?;
    let cue = cues.get(index)?;
    if !cue.takes(Takes::Quote) || cues::is_passive(page, cue.verb) || open > cue.verb + 25 {
        return None;
    }
    let between = cue.tokens.end..last + 1;
    let plain = between.clone().all(|t| {
        !matches!(page.word(t), "." | ";" | "?" | "!")
            && (colon || !matches!(page.token(t).pos, Pos::Verb | Pos::Sconj) || that && t == last)
    });
    if !plain || quotes.iter().any(|q| q.outer.end <= quote.outer.begin && q.outer.begin >= cue.span(page).end) {
        return None;
    }
    if colon {
        return Some(index);
    }
    let touching = between.is_empty() || between.clone().all(|t| speech.that.contains(&page.word(t).to_lowercase()));
    let amid = comma && is_amid(page, cue);
    let upper = quote.inner.of(&page.report.text).trim_start().starts_with(char::is_uppercase);
    let sentence_like = ends_clause(page, quote) && speaks_lowercase(page, quote);
    ((comma && (upper || (sentence_like && !amid)))
        || ((touching || that) && sentence_like)
        || (touching && upper && (speaks(page, quote) || shouted(page, quote))))
    .then_some(index)
}

/// `The plan, the mayor said, “is dead”`: a tag between commas, amid what is said.
fn is_amid(page: &Page, cue: &Cue) -> bool {
    let tag = content::tag(page, cue).start;
    let start = content::sentence(page, cue.verb).start;
    let nominal = start < tag && page.child(cue.verb, Dep::Nsubj).is_some();
    nominal && page.word(tag - 1) == "," && (start..tag).any(|t| matches!(page.dep(t), Dep::Nsubj | Dep::Nsubjpass))
}

/// Where what is said begins: with the quote, or with the sentence that it ends: `Staying "is a mistake," she said`.
pub(super) fn begin(page: &Page, quote: &Quote) -> usize {
    let first = page.tokens_in(quote.outer).start;
    if first >= page.len() || starts_sentence(page, quote) {
        return quote.inner.begin;
    }
    page.token(content::sentence(page, first).start).span.begin.min(quote.inner.begin)
}

/// `chanted “What curfew?”`: a cry of its own.
fn shouted(page: &Page, quote: &Quote) -> bool {
    quote.inner.of(&page.report.text).trim_end().ends_with(['!', '?']) && ends_clause(page, quote)
}

/// Whether what follows the quote cannot belong to its clause.
fn ends_clause(page: &Page, quote: &Quote) -> bool {
    let text = &page.report.text;
    let rest = text.get(quote.outer.end..).unwrap_or("");
    let inside = quote.inner.of(text).trim_end();
    inside.ends_with(['.', '?', '!'])
        || rest.is_empty()
        || rest.trim_start_matches([' ', ')']).starts_with(['.', '\n', ';', '?', '!'])
}

/// Whether a quote stands right behind tagged quote `i - 1`'s tag.
fn goes_on(page: &Page, quotes: &[Quote], cues: &[Cue], ties: &[Tie], i: usize) -> Option<usize> {
    let previous = i.checked_sub(1)?;
    let (quote, last) = (quotes.get(i)?, quotes.get(previous)?);
    let text = &page.report.text;
    let first = match ties.get(previous)? {
        Tie::GoesOn(first) => *first,
        Tie::Behind(_) => previous,
        _ => return None,
    };
    let cue_end = match ties.get(first)? {
        Tie::Behind(cue) => cues.get(*cue)?.span(page).end,
        _ => return None,
    };
    if previous != first && !gap(text, last, quote).trim().is_empty() {
        return None;
    }
    let from = cue_end.max(last.outer.end);
    let between = text.get(from..quote.outer.begin)?;
    let tag_rest = page.tokens_in(Span::new(from, quote.outer.begin));
    let stops = tag_rest.clone().filter(|&t| matches!(page.word(t), "." | ":" | ";" | "?" | "!")).count();
    let same_clause = stops == 0 && !tag_rest.clone().any(|t| cues.iter().any(|c| c.verb == t));
    let last_stops = stops == 0 || (stops == 1 && tag_rest.end > 0 && matches!(page.word(tag_rest.end - 1), "." | ":" | ";"));
    let ends_well = between.trim_end().ends_with(['.', ',', ':', ';', '—', '–']) || between.trim().is_empty();
    let new_sentence = starts_with_capital(quote, text) || !between.trim_end().ends_with('.');
    (!between.contains("\n\n") && last_stops && (ends_well || same_clause) && new_sentence && tag_rest.len() <= 40)
        .then_some(first)
}

fn gap<'t>(text: &'t str, before: &Quote, after: &Quote) -> &'t str {
    text.get(before.outer.end..after.outer.begin).unwrap_or("x")
}

fn starts_with_capital(quote: &Quote, text: &str) -> bool {
    quote
        .inner
        .of(text)
        .trim_start()
        .trim_start_matches(['‘', '[', '.', '…'])
        .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Whether a quote opens a sentence: behind another's end, a colon, a line's start.
fn starts_sentence(page: &Page, quote: &Quote) -> bool {
    let before = page.report.text.get(..quote.outer.begin).unwrap_or("");
    let near = before.trim_end_matches([' ', '\u{a0}', '(', '[']);
    near.is_empty() || near.ends_with(['\n', '.', '?', '!', ':', '”', '"', '—', '–', '*', '>']) || near.ends_with("''")
}

/// Whole sentences: opens a sentence, begins with a capital, has a verb with a tense.
fn speaks(page: &Page, quote: &Quote) -> bool {
    starts_sentence(page, quote)
        && starts_with_capital(quote, &page.report.text)
        && speaks_lowercase(page, quote)
        && ends_clause(page, quote)
}

fn speaks_lowercase(page: &Page, quote: &Quote) -> bool {
    let tokens = page.tokens_in(quote.inner);
    tokens.len() >= 3 && tokens.into_iter().any(|t| cues::is_finite(page, t) || page.token(t).tag == "VB")
}
