//! What is said at a cue, where no quote settles it. In: page, cue. Out: the tokens of the content and the rule that took them.

mod governed;
mod parenthesis;

pub(super) use parenthesis::tag;

use super::cues::{self, Cue};
use super::{occasion, quotes, speakers};
use crate::mentions::{Kind, Mentions};
use crate::page::Page;
use diurna_lang::{Dep, Pos};
use diurna_pack::speech::{Speech, Takes};
use std::ops::Range;

/// The tokens said, and the mechanism that found them.
pub(super) struct Content {
    pub tokens: Range<usize>,
    pub rule: &'static str,
}

/// What `cue` governs, the surest mechanism first.
pub(super) fn of(page: &Page, mentions: &Mentions, speech: &Speech, cue: &Cue) -> Option<Content> {
    under_colon(page, speech, cue)
        .or_else(|| parenthesis::of(page, speech, cue))
        .or_else(|| clause_after(page, speech, cue))
        .or_else(|| governed::of(page, mentions, speech, cue))
        .or_else(|| headline(page, cue))
        .filter(|c| c.tokens.len() > 1 || (c.tokens.len() == 1 && matches!(c.rule, PHRASE | "statement.verb.passive")))
}

/// "Minister Lind said:" over paragraphs without marks, as releases put it: what stands below, up to the next that tells of speech.
fn under_colon(page: &Page, speech: &Speech, cue: &Cue) -> Option<Content> {
    let own = page.sentence_of(cue.verb);
    let last = sentence(page, cue.verb).rev().find(|&t| !page.word(t).trim().is_empty())?;
    let is_head = cue.takes(Takes::Quote) && cues::is_finite(page, cue.verb) && !cues::is_passive(page, cue.verb);
    if !is_head || page.word(last) != ":" || !page.report.text[page.token(last).span.end..].starts_with(['\n', '\r']) {
        return None;
    }
    let tells = |s: &Range<usize>| {
        s.clone().any(|t| {
            let subject = page.child(t, Dep::Nsubj).filter(|&n| !speech.own.contains(&page.word(n).to_lowercase()));
            says(page, speech, t) && cues::is_finite(page, t) && page.head(t).is_none() && subject.is_some()
        })
    };
    let below = page.analysis.sentences.iter().skip(own + 1).take_while(|s| !tells(s));
    let end = below.map(|s| s.end).last()?;
    let content = trim(page, last + 1..end);
    let quoted = page.word(content.start).starts_with(['“', '"', '«', '\'']) || quotes::closes(page.word(content.start));
    (!content.is_empty() && !quoted).then_some(Content { tokens: content, rule: "statement.verb.colon" })
}

/// "said the road was shut", "told reporters that …".
fn clause_after(page: &Page, speech: &Speech, cue: &Cue) -> Option<Content> {
    if !cue.takes(Takes::Clause) {
        return None;
    }
    let end = end_of_cue_clause(page, speech, cue);
    let behind = |c: &usize| *c >= cue.tokens.end;
    let clause = page.children_as(cue.verb, Dep::Ccomp).find(|c| behind(c) && is_clause(page, speech, *c));
    let hung = || page.children_as(cue.verb, Dep::Advcl).find(|c| behind(c) && is_hung_clause(page, speech, cue, *c));
    if let Some(clause) = clause.or_else(|| clause_on_told(page, cue)).or_else(hung) {
        let begin = begin_of_clause(page, speech, cue, clause);
        let whole = end.max(page.subtree(clause).end.min(sentence(page, cue.verb).end));
        let end = cue.until.map_or(whole, |until| end.max(clause + 1).min(until));
        return content(page, speech, begin..end, CLAUSE);
    }
    that_after(page, speech, cue, end)
        .or_else(|| lost_clause(page, speech, cue, end))
        .or_else(|| question_after(page, speech, cue, end))
}

/// Where a clause behind its cue begins: at its "that", which a broken tree may leave out; behind the day it was said.
fn begin_of_clause(page: &Page, speech: &Speech, cue: &Cue, clause: usize) -> usize {
    let start = page.subtree(clause).start.max(cue.tokens.end);
    // "denied the claim that …": the claim is what is denied.
    let named = page
        .children_as(cue.verb, Dep::Dobj)
        .find(|&d| d >= cue.tokens.end && d + 1 == start && speech.nouns.contains(page.lemma(d).to_lowercase().as_str()));
    if let Some(noun) = named {
        return page.subtree(noun).start.max(cue.tokens.end);
    }
    let is_that = |t: &usize| page.dep(*t) == Dep::Mark && speech.that.contains(&page.word(*t).to_lowercase());
    if let Some(that) = (cue.tokens.end..clause).take(16).find(is_that) {
        let clear = (cue.tokens.end..that).all(|t| page.token(t).pos != Pos::Verb || !cues::is_finite(page, t));
        return if clear { that } else { start };
    }
    if page.dep(clause) == Dep::Advcl {
        return page.child(clause, Dep::Nsubj).map_or(start, |s| page.subtree(s).start.max(start));
    }
    let day =
        (start == cue.tokens.end && page.token(start).pos == Pos::Adp && is_dated(page, start)).then(|| page.subtree(start).end);
    // "said Tuesday its boats had left"
    let bare = page.analysis.entities.iter().find(|e| e.tokens.start == start && start == cue.tokens.end && is_time(page, start));
    let bare = bare.map(|e| e.tokens.end).filter(|&end| end < clause && matches!(page.token(end).tag, "PRP" | "PRP$" | "DT"));
    day.or(bare)
        .filter(|&end| end < clause && matches!(page.token(end).pos, Pos::Pron | Pos::Det | Pos::Noun | Pos::Propn))
        .unwrap_or(start)
}

/// "marvelled at how …", "asked about whether …": the preposition is part of the content.
fn question_after(page: &Page, speech: &Speech, cue: &Cue, end: usize) -> Option<Content> {
    let preposition = page.children_as(cue.verb, Dep::Prep).find(|&p| p >= cue.tokens.end)?;
    let clause = page.child(preposition, Dep::Pcomp)?;
    if !page.children(clause).any(|c| speech.question.contains(&page.word(c).to_lowercase())) {
        return None;
    }
    content(page, speech, preposition..end, "statement.verb.question")
}

/// A complement that is a clause and no mere infinitive or name.
fn is_clause(page: &Page, speech: &Speech, token: usize) -> bool {
    let infinitive = page.has_to(token);
    let opened = page.children(token).any(|c| speech.question.contains(&page.word(c).to_lowercase()));
    // "said the boats “do nothing”": the bare form of a plural subject's verb.
    let quoted = token.checked_sub(1).is_some_and(|t| page.token(t).tag == "``");
    let bare = quoted && page.token(token).tag == "VB" && page.child(token, Dep::Nsubj).is_some();
    opened
        || (!infinitive && bare)
        || (!infinitive && (cues::is_finite(page, token) || page.children(token).any(|c| page.dep(c) == Dep::Mark)))
}

/// "told the crew he feared a storm": the tree takes what is told for a clause about the one told.
fn clause_on_told(page: &Page, cue: &Cue) -> Option<usize> {
    let told = page.children_as(cue.verb, Dep::Dobj).find(|&d| d >= cue.tokens.end && cue.takes(Takes::Told))?;
    let clause = page.child(told, Dep::Relcl)?;
    let subject = page.child(clause, Dep::Nsubj).or_else(|| page.child(clause, Dep::Nsubjpass))?;
    let bare = page.children(clause).all(|c| !matches!(page.token(c).tag, "WDT" | "WP" | "WRB" | "WP$"));
    let close = page.subtree(subject).start == told + 1 && page.token(subject).tag == "PRP";
    (bare && close && cues::is_finite(page, clause)).then_some(clause)
}

/// "said after the talks he would not go": what is said, hung on its cue as if it told when.
fn is_hung_clause(page: &Page, speech: &Speech, cue: &Cue, clause: usize) -> bool {
    let unmarked = page.children_as(clause, Dep::Mark).next().is_none()
        && page.children_as(clause, Dep::Advmod).all(|a| page.token(a).tag != "WRB");
    let subject = page.child(clause, Dep::Nsubj).is_some_and(|s| s < clause);
    let close = (cue.tokens.end..page.subtree(clause).start.max(cue.tokens.end)).all(|t| page.token(t).pos != Pos::Punct);
    let that = page.children_as(clause, Dep::Mark).any(|m| speech.that.contains(&page.word(m).to_lowercase()));
    cue.takes(Takes::Loose) && ((unmarked && close) || that) && subject && cues::is_finite(page, clause)
}

/// "said on Monday that …" where the tree hangs the clause elsewhere.
fn that_after(page: &Page, speech: &Speech, cue: &Cue, end: usize) -> Option<Content> {
    let near = cue.tokens.end..end.min(cue.tokens.end + 14);
    let that = near.clone().find(|&t| {
        speech.that.contains(&page.word(t).to_lowercase())
            && (page.dep(t) == Dep::Mark || (t == near.start && cue.takes(Takes::Loose)))
    })?;
    let clear = (cue.tokens.end..that).all(|t| page.token(t).pos != Pos::Verb && !matches!(page.word(t), "." | ":" | ";"));
    if !clear { None } else { content(page, speech, that + 1..end, "statement.verb.that") }
}

/// A verb of saying whose clause the tree has lost: a finite verb with a subject stands behind it.
fn lost_clause(page: &Page, speech: &Speech, cue: &Cue, end: usize) -> Option<Content> {
    if !cue.takes(Takes::Loose) || !cues::is_finite(page, cue.verb) {
        return None;
    }
    let next = cue.tokens.end;
    if next >= end || page.token(next).pos == Pos::Punct {
        return None;
    }
    let subject =
        (next..end).find(|&t| matches!(page.dep(t), Dep::Nsubj | Dep::Nsubjpass) && page.head(t).is_some_and(|h| h > t))?;
    let verb = page.head(subject)?;
    let plain = (next..page.subtree(subject).start).all(|t| !matches!(page.token(t).pos, Pos::Punct | Pos::Verb | Pos::Sconj));
    let relative = matches!(page.dep(verb), Dep::Relcl | Dep::Advcl | Dep::Acl) || verb == cue.verb;
    if !plain || relative || !cues::is_finite(page, verb) {
        return None;
    }
    content(page, speech, page.subtree(subject).start.max(next)..end, "statement.verb.lost-clause")
}

/// "Mayor says hall not for sale": a headline leaves out the verb of what is said.
fn headline(page: &Page, cue: &Cue) -> Option<Content> {
    let sentence = sentence(page, cue.verb);
    let line = page.report.text[page.token(cue.verb).span.end..].lines().next().unwrap_or("").trim_end();
    let open = !line.ends_with(['.', '?', '!', ':', ',', ';', '”', '"']) && page.word(sentence.end - 1) != ".";
    let says =
        cue.takes(Takes::Clause) && cue.takes(Takes::Loose) && page.token(cue.verb).tag == "VBZ" && page.head(cue.verb).is_none();
    let tokens = trim(page, cue.tokens.end..sentence.end);
    (open && says && tokens.len() >= 2).then_some(Content { tokens, rule: "statement.headline" })
}

/// Rules that others ask for; the content of the first holds its own tag.
pub(super) const AROUND: &str = "statement.verb.around";
pub(super) const TO: &str = "statement.verb.to";
pub(super) const OBJECT_TO: &str = "statement.verb.object-to";
pub(super) const PHRASE: &str = "statement.verb.phrase";
const ABOUT: &str = "statement.verb.about";
const FOR: &str = "statement.verb.for";
pub(super) const STANCE: &str = "statement.verb.stance";
pub(super) const BEFORE: &str = "statement.verb.before";
pub(super) const CLAUSE: &str = "statement.verb.clause";

/// Tokens of the sentence that `token` stands in.
pub(super) fn sentence(page: &Page, token: usize) -> Range<usize> {
    page.analysis.sentences.get(page.sentence_of(token)).cloned().unwrap_or(token..token + 1)
}

/// Where what the cue governs ends: at a further act of its subject, at a "saying …" of its own, or with its clause.
fn end_of_cue_clause(page: &Page, speech: &Speech, cue: &Cue) -> usize {
    let sentence = sentence(page, cue.verb);
    let main = page.head(cue.verb).is_none();
    let mut end = if main { sentence.end } else { page.subtree(cue.verb).end.min(sentence.end) };
    if let Some(until) = cue.until {
        end = end.min(before_conjunction(page, cue, until));
    }
    for child in page.children(cue.verb).filter(|&c| c >= cue.tokens.end) {
        let hangs = page.dep(child) == Dep::Conj
            || (page.dep(child) == Dep::Ccomp && page.token(child).tag == "VBD" && after_cc(page, child));
        let subject = page.children(child).find(|&c| matches!(page.dep(c), Dep::Nsubj | Dep::Nsubjpass | Dep::Expl));
        let further_act = hangs && subject.is_none();
        let is_cue = speech.verbs.contains_key(page.lemma(child));
        // "she says she hopes …, but she knows …" goes on with her own words.
        let joins = |t: &usize| page.token(*t).pos == Pos::Cconj;
        let quote_ends = subject.and_then(|s| s.checked_sub(2)).is_some_and(|t| joins(&(t + 1)) && quotes::closes(page.word(t)));
        let other_speaker =
            page.dep(child) == Dep::Conj && is_cue && subject.is_some_and(|s| quote_ends || page.token(s).pos != Pos::Pron);
        let saying = page.dep(child) == Dep::Advcl && page.token(child).tag == "VBG" && is_cue;
        if further_act || other_speaker || saying {
            end = end.min(before_conjunction(page, cue, page.subtree(child).start));
            break;
        }
    }
    end
}

fn after_cc(page: &Page, token: usize) -> bool {
    page.subtree(token).start.checked_sub(1).is_some_and(|t| page.token(t).pos == Pos::Cconj)
}

/// Steps back over "and" and commas.
fn before_conjunction(page: &Page, cue: &Cue, mut at: usize) -> usize {
    while at > cue.tokens.end
        && matches!(page.token(at - 1).pos, Pos::Cconj | Pos::Punct | Pos::Adv)
        && !quotes::closes(page.word(at - 1))
    {
        at -= 1;
    }
    at
}

fn content(page: &Page, speech: &Speech, tokens: Range<usize>, rule: &'static str) -> Option<Content> {
    let mut tokens = trim(page, tokens);
    tokens.end = quoted_end(page, tokens.clone());
    if matches!(rule, CLAUSE | "statement.verb.that") {
        tokens.end = before_concession(page, speech, tokens.clone());
        tokens.end = over_semicolons(page, speech, tokens.clone());
    }
    tokens.end = before_gloss(page, speech, tokens.clone(), rule);
    tokens.end = before_comment(page, speech, tokens.clone());
    while tokens.start < tokens.end
        && speech.that.contains(&page.word(tokens.start).to_lowercase())
        && !matches!(page.dep(tokens.start), Dep::Det | Dep::Nsubj | Dep::Nsubjpass)
    {
        tokens = trim(page, tokens.start + 1..tokens.end);
    }
    (tokens.start < tokens.end).then_some(Content { tokens, rule })
}

/// `called it “grave,” a word he seldom uses`, `called it “grave” at a rally`: behind the quote that ends what is said the writer goes on.
fn before_gloss(page: &Page, speech: &Speech, tokens: Range<usize>, rule: &str) -> usize {
    let Some(mark) = tokens.clone().rev().find(|&t| quotes::closes(page.word(t))).filter(|&t| t > tokens.start + 1) else {
        return tokens.end;
    };
    let rest = mark + 1..tokens.end;
    let first = if rest.clone().next().is_some_and(|t| sets_off(page.word(t))) { rest.start + 1 } else { rest.start };
    let apart = first > rest.start || page.word(mark - 1) == ",";
    let gloss = apart && first < rest.end && page.token(first).tag == "DT";
    let sets = |t: usize| is_time(page, t) || is_dated(page, t) || occasion::is_occasion(page, speech, t);
    let hung = !matches!(rule, CLAUSE | "statement.verb.that") && rest.len() > 1 && sets(rest.start);
    let told = rest.clone().any(|t| cues::is_finite(page, t) && !is_relative(page, t));
    if (gloss || hung) && !told { mark + 1 } else { tokens.end }
}

/// "said the road was open, a claim that drivers disputed": the writer calls what is said by name.
fn before_comment(page: &Page, speech: &Speech, tokens: Range<usize>) -> usize {
    let names = |comma: usize| {
        let noun = (comma + 2..tokens.end.min(comma + 5)).find(|&t| page.token(t).pos == Pos::Noun);
        page.token(comma + 1).tag == "DT"
            && noun.is_some_and(|n| {
                let last = page.subtree(n).end >= tokens.end && page.subtree(n).start == comma + 1;
                last && speech.nouns.contains(page.lemma(n).to_lowercase().as_str())
            })
    };
    (tokens.start + 2..tokens.end.saturating_sub(2)).find(|&t| sets_off(page.word(t)) && names(t)).unwrap_or(tokens.end)
}

pub(super) fn is_relative(page: &Page, verb: usize) -> bool {
    page.dep(verb) == Dep::Relcl || page.head(verb).is_some_and(|h| page.dep(h) == Dep::Relcl)
}

/// "said it was over, although nobody had seen …": what the writer concedes behind a comma is not said.
fn before_concession(page: &Page, speech: &Speech, tokens: Range<usize>) -> usize {
    let concedes = |t: usize| {
        let over = page.head(t).filter(|_| page.dep(t) == Dep::Mark);
        let clause = over.filter(|&v| page.dep(v) == Dep::Advcl && page.subtree(v).end + 1 >= tokens.end);
        page.word(t - 1) == "," && clause.is_some() && speech.conceding.contains(&page.word(t).to_lowercase())
    };
    (tokens.start + 2..tokens.end).find(|&t| concedes(t)).map_or(tokens.end, |t| t - 1)
}

/// A list that semicolons or a colon carry on is one sentence, though the model parts it.
fn over_semicolons(page: &Page, speech: &Speech, tokens: Range<usize>) -> usize {
    let mut end = tokens.end;
    if end + 1 < page.len() && page.word(end) == ";" && speech.that.contains(&page.word(end + 1).to_lowercase()) {
        end = trim(page, end..sentence(page, end).end).end;
    }
    for _ in 0..12 {
        let Some(last) = end.checked_sub(1) else { break };
        let sentence = sentence(page, last);
        let mark = sentence.end.checked_sub(1).filter(|&t| matches!(page.word(t), ";" | ":") && t <= end);
        let next = page.analysis.sentences.get(page.sentence_of(last) + 1).filter(|_| mark.is_some());
        let Some(next) =
            next.filter(|n| !page.report.text[page.token(last).span.end..page.token(n.start).span.begin].contains('\n'))
        else {
            break;
        };
        if page.word(next.start).starts_with(['“', '"', '«', '\'']) {
            break;
        }
        end = trim(page, next.clone()).end.max(end);
    }
    end
}

/// Where a quote ends a sentence that the tree lets run on: `was “grave.” The army …`.
fn quoted_end(page: &Page, tokens: Range<usize>) -> usize {
    let ends = |t: usize| {
        matches!(page.word(t - 1), "." | "?" | "!")
            && quotes::closes(page.word(t))
            && (t + 1..tokens.end)
                .find(|&n| !quotes::closes(page.word(n)))
                .is_some_and(|n| page.word(n).starts_with(char::is_uppercase))
    };
    (tokens.start + 1..tokens.end.saturating_sub(1)).find(|&t| ends(t)).unwrap_or(tokens.end)
}

/// Without punctuation at either end; ? and ! stay.
pub(super) fn trim(page: &Page, mut tokens: Range<usize>) -> Range<usize> {
    tokens.end = tokens.end.min(page.len());
    let joins = |t: usize| page.token(t).tag == "CC";
    let outer = |t: usize| page.token(t).pos == Pos::Punct && !matches!(page.word(t), "?" | "!" | ")" | "]" | "(" | "[" | "%");
    while tokens.start < tokens.end && outer(tokens.start) {
        tokens.start += 1;
    }
    while tokens.start < tokens.end && (outer(tokens.end - 1) || joins(tokens.end - 1)) {
        tokens.end -= 1;
    }
    tokens
}

/// Whether a word belongs to a date or a time of day; "Monday" speaks nowhere.
pub(super) fn is_time(page: &Page, token: usize) -> bool {
    page.analysis.entities.iter().any(|e| e.tokens.contains(&token) && matches!(e.label, "DATE" | "TIME"))
}

/// "on Monday", "since the debate last week"
fn is_dated(page: &Page, preposition: usize) -> bool {
    page.dep(preposition) == Dep::Prep && page.subtree(preposition).any(|t| is_time(page, t))
}

fn sets_off(word: &str) -> bool {
    matches!(word, "," | "—" | "–" | "-" | "--")
}

/// Whether a word is a sure verb of saying.
fn says(page: &Page, speech: &Speech, token: usize) -> bool {
    speech.verbs.get(page.lemma(token)).is_some_and(|list| list.iter().any(|v| v.takes(Takes::Loose)))
}

fn opens_relative(page: &Page, token: usize) -> bool {
    matches!(page.token(token).tag, "WDT" | "WP" | "WP$" | "WRB")
}
