//! What is said at a cue, where no quote settles it. In: page, cue. Out: the tokens of the content and the rule that took them.

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
        .or_else(|| parenthesis(page, speech, cue))
        .or_else(|| clause_after(page, speech, cue))
        .or_else(|| governed(page, mentions, speech, cue))
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
    let infinitive = page.children_as(token, Dep::Aux).any(|c| page.token(c).tag == "TO");
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

/// Objects with what is asked of them, said of them or called them; content starts right behind the cue.
fn governed(page: &Page, mentions: &Mentions, speech: &Speech, cue: &Cue) -> Option<Content> {
    if cues::is_passive(page, cue.verb) {
        return passive(page, speech, cue);
    }
    let Some((rule, last)) = governed_part(page, cue) else {
        return demanded(page, speech, cue)
            .or_else(|| named_twice(page, speech, cue))
            .or_else(|| thing_after(page, mentions, speech, cue));
    };
    let part = page.subtree(last).end.min(sentence(page, cue.verb).end);
    let whole = end_of_thing(page, speech, cue, part);
    // "accused A of B, with C going on": what commas set off behind the part is told by the writer.
    let end = (part..whole).find(|&t| sets_off(page.word(t))).unwrap_or(whole);
    // "threatened on Friday to leave": the day is that of the threat.
    // "asked the envoy about the raid": who is asked is no part of it.
    let begin = if rule == ABOUT {
        last + 1
    } else if rule == TO {
        begin_of_infinitive(page, cue, last)
    } else {
        cue.tokens.end
    };
    content(page, speech, begin..end, rule)
}

/// "called for the road to be opened": the tree may give "for" to the infinitive.
fn demanded(page: &Page, speech: &Speech, cue: &Cue) -> Option<Content> {
    let preposition = (cue.tokens.len() > 1 && cue.takes(Takes::Phrase)).then_some(cue.tokens.end - 1)?;
    let verb = page.head(preposition).filter(|&v| v > preposition && page.head(v) == Some(cue.verb))?;
    let wanted = page.children_as(verb, Dep::Aux).any(|a| page.token(a).tag == "TO");
    let end = page.subtree(verb).end.min(sentence(page, cue.verb).end);
    if wanted { content(page, speech, cue.tokens.end..end, PHRASE) } else { None }
}

/// "called the ferry and its captain a danger": the tree takes the name for a part of what is named.
fn named_twice(page: &Page, speech: &Speech, cue: &Cue) -> Option<Content> {
    let last = page.children_as(cue.verb, Dep::Dobj).rfind(|&c| c > cue.verb && cue.takes(Takes::Naming))?;
    let end = page.subtree(last).end.min(sentence(page, cue.verb).end);
    let opens = |t: usize| page.token(t).tag == "DT" || page.word(t).starts_with(['“', '"', '‘', '\'']) && page.space_before(t);
    let article = (cue.tokens.end + 1..end).find(|&t| opens(t))?;
    let named = matches!(page.token(article - 1).pos, Pos::Noun | Pos::Propn | Pos::Pron);
    if named { content(page, speech, cue.tokens.end..end, "statement.verb.naming") } else { None }
}

fn begin_of_infinitive(page: &Page, cue: &Cue, verb: usize) -> usize {
    let told = page.children(cue.verb).any(|c| matches!(page.dep(c), Dep::Dobj | Dep::Dative));
    if told || page.dep(verb) == Dep::Prep { cue.tokens.end } else { page.subtree(verb).start.max(cue.tokens.end) }
}

/// "was accused by the envoy of lying", "was called a ruin by the envoy": what is said of the subject; only where somebody is named who says it.
fn passive(page: &Page, speech: &Speech, cue: &Cue) -> Option<Content> {
    let agent = page.child(cue.verb, Dep::Agent)?;
    let pairs = [("of", Takes::Of), ("for", Takes::For), ("as", Takes::As)];
    let after = page.children_as(cue.verb, Dep::Prep).find(|&p| {
        p > cue.verb && pairs.iter().any(|(word, takes)| cue.takes(*takes) && page.word(p).eq_ignore_ascii_case(word))
    });
    let infinitive = page.children_as(cue.verb, Dep::Xcomp).find(|&c| c > cue.verb && cue.takes(Takes::ObjectTo));
    let name = page.children_as(cue.verb, Dep::Oprd).find(|&c| c > cue.verb && cue.takes(Takes::Naming));
    let start = after
        .map(|p| (p + 1, page.subtree(p).end))
        .or_else(|| infinitive.or(name).map(|c| (page.subtree(c).start.max(cue.tokens.end), page.subtree(c).end)));
    let (start, end) = start?;
    let end = if start < agent { end.min(agent) } else { end };
    content(page, speech, start..end.max(start), "statement.verb.passive")
}

fn governed_part(page: &Page, cue: &Cue) -> Option<(&'static str, usize)> {
    let right = |dep: Dep| page.children_as(cue.verb, dep).find(|&c| c >= cue.tokens.start && c > cue.verb);
    let infinitive = page.children(cue.verb).find(|&c| {
        c > cue.verb
            && matches!(page.dep(c), Dep::Xcomp | Dep::Ccomp | Dep::Advcl)
            && page.children(c).any(|a| page.token(a).tag == "TO")
    });
    let object = right(Dep::Dobj).or_else(|| right(Dep::Ccomp).and_then(|c| page.child(c, Dep::Nsubj)));
    let after_object = |word: &str| {
        let is_word = |p: &usize| *p >= cue.tokens.end && page.word(*p).eq_ignore_ascii_case(word);
        let mut preps = page.children(cue.verb).chain(object.into_iter().flat_map(|o| page.children(o)));
        let first = preps.find(|p| is_word(p) && page.dep(*p) == Dep::Prep)?;
        // "on the storm, on the press and on rain"
        let goes_on = |p: &usize| *p > first && is_word(p) && (page.word(p - 1) == "," || page.token(p - 1).pos == Pos::Cconj);
        Some((first + 1..page.subtree(cue.verb).end).rfind(goes_on).unwrap_or(first))
    };
    let with = |takes: Takes, part: Option<usize>, rule: &'static str| part.filter(|_| cue.takes(takes)).map(|p| (rule, p));
    // "asked anyone who saw it to call": the tree may give the infinitive to the clause about the one asked.
    let far = object.filter(|&o| {
        let about = page.child(o, Dep::Relcl);
        let wanted = |c: usize| page.dep(c) == Dep::Xcomp && page.children(c).any(|a| page.token(a).tag == "TO");
        infinitive.is_none() && about.is_some_and(|r| page.children(r).any(wanted))
    });
    with(Takes::ObjectTo, infinitive.or(far), OBJECT_TO)
        .or_else(|| with(Takes::As, after_object("as"), "statement.verb.as"))
        .or_else(|| with(Takes::About, object.and_then(|_| after_object("about")), ABOUT))
        .or_else(|| with(Takes::Of, after_object("of"), "statement.verb.of"))
        .or_else(|| with(Takes::For, object.and_then(|_| after_object("for")), FOR))
        .or_else(|| with(Takes::On, object.and_then(|_| after_object("on")), "statement.verb.on"))
        .or_else(|| with(Takes::To, infinitive, TO))
        .or_else(|| with(Takes::To, object.and_then(|_| after_object("to")), TO))
        .or_else(|| with(Takes::Naming, right(Dep::Oprd).or_else(|| right(Dep::Ccomp)), "statement.verb.naming"))
}

/// A bare noun phrase: what is condemned, called for, backed or shown, without what is told of it by the way.
fn thing_after(page: &Page, mentions: &Mentions, speech: &Speech, cue: &Cue) -> Option<Content> {
    let finite = cues::is_finite(page, cue.verb);
    if let Some(scene) = page.children_as(cue.verb, Dep::Ccomp).find(|&c| c > cue.verb && page.token(c).tag == "VBG") {
        let whole = page.subtree(scene).start.max(cue.tokens.end)..page.subtree(scene).end;
        let shows = cue.takes(Takes::Evidence) && finite && is_evidence(page, speech, cue);
        return if shows { content(page, speech, whole, "statement.verb.evidence") } else { None };
    }
    let head = phrase(page, cue)?;
    let shown = || cue.takes(Takes::Evidence) && finite && is_evidence(page, speech, cue);
    let stance =
        || cue.takes(Takes::Stance) && finite && !mentions.is(page, head, Kind::Party) && !mentions.is(page, head, Kind::Place);
    let rule = match cue.takes(Takes::Phrase) {
        true => PHRASE,
        false if stance() => STANCE,
        false if shown() => "statement.verb.evidence",
        false => return None,
    };
    let start = page.subtree(head).start.max(cue.tokens.end);
    let named = page.subtree(head).end;
    let aside = (start + 1..named).find(|&t| page.word(t) == "," && t + 1 < named && opens_relative(page, t + 1));
    let end = aside.unwrap_or_else(|| end_of_thing(page, speech, cue, named));
    content(page, speech, start..end, rule)
}

/// Where the clause about a thing ends: its phrase and what hangs on the cue behind it, but for time, occasion and further clauses.
fn end_of_thing(page: &Page, speech: &Speech, cue: &Cue, named: usize) -> usize {
    let limit = end_of_cue_clause(page, speech, cue).max(named);
    let sets = |t: usize| is_time(page, t) || occasion::is_occasion(page, speech, t) || is_dated(page, t);
    let stops = |&c: &usize| {
        c >= named
            && (sets(c) || matches!(page.dep(c), Dep::Advcl | Dep::Npadvmod | Dep::Punct | Dep::Conj | Dep::Cc | Dep::Mark))
    };
    page.children(cue.verb).find(stops).map_or(limit, |c| page.subtree(c).start.clamp(named, limit))
}

/// Whether a word belongs to a date or a time of day; "Monday" speaks nowhere.
pub(super) fn is_time(page: &Page, token: usize) -> bool {
    page.analysis.entities.iter().any(|e| e.tokens.contains(&token) && matches!(e.label, "DATE" | "TIME"))
}

/// "on Monday", "since the debate last week"
fn is_dated(page: &Page, preposition: usize) -> bool {
    page.dep(preposition) == Dep::Prep && page.subtree(preposition).any(|t| is_time(page, t))
}

fn opens_relative(page: &Page, token: usize) -> bool {
    matches!(page.token(token).tag, "WDT" | "WP" | "WP$" | "WRB")
}

/// Whether what speaks is a text or a record of something: a poll, a report, footage.
fn is_evidence(page: &Page, speech: &Speech, cue: &Cue) -> bool {
    let subject = page.child(cue.verb, Dep::Nsubj);
    subject.is_some_and(|s| {
        let lemma = page.lemma(s).to_lowercase();
        speech.documents.contains(lemma.as_str()) || speech.evidence.contains(lemma.as_str())
    })
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

/// The bare noun phrase of "condemned the attack", "called for calm".
fn phrase(page: &Page, cue: &Cue) -> Option<usize> {
    if cue.tokens.len() > 1 {
        let preposition = cue.tokens.end - 1;
        return page.children(preposition).find(|&c| matches!(page.dep(c), Dep::Pobj | Dep::Pcomp) && c > preposition);
    }
    let gerund = |c: usize| {
        let first = page.subtree(c).start;
        matches!(page.dep(c), Dep::Xcomp | Dep::Ccomp | Dep::Pcomp) && page.token(first).tag == "VBG" && first == cue.tokens.end
    };
    page.children(cue.verb).find(|&c| c > cue.verb && (page.dep(c) == Dep::Dobj || gerund(c)))
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

/// "The road is shut, the mayor said.", "The road, he said, is shut.": a tag that commas set off. What stands before it is said, and what
/// goes on behind it.
fn parenthesis(page: &Page, speech: &Speech, cue: &Cue) -> Option<Content> {
    let before = || page.children_as(cue.verb, Dep::Ccomp).any(|c| c < cue.verb);
    let hung = || page.dep(cue.verb) == Dep::Parataxis || is_bare_relative(page, cue);
    let sure = cue.takes(Takes::Loose) || (cue.takes(Takes::Clause) && (hung() || before()));
    let compares = page.child(cue.verb, Dep::Mark).is_some();
    if !sure || compares || !cues::is_finite(page, cue.verb) || cues::is_passive(page, cue.verb) {
        return None;
    }
    let sentence = sentence(page, cue.verb);
    let tag = tag(page, cue);
    let mark = tag.start.checked_sub(1).filter(|&t| t > sentence.start && parts_tag(page, t))?;
    let closes = tag.end >= sentence.end
        || matches!(page.word(tag.end), "." | "?" | "!" | ")" | ";")
        || quotes::closes(page.word(tag.end));
    let goes_on = !closes && sets_off(page.word(tag.end)) && goes_on(page, speech, cue, tag.end + 1..sentence.end);
    let before = sentence.start..mark;
    if !closes && !sets_off(page.word(tag.end)) || closes && page.children_as(cue.verb, Dep::Advcl).any(|c| c < mark) {
        return None;
    }
    let end = if goes_on { cue.until.unwrap_or(sentence.end) } else { mark };
    let circumstance = |t: usize| page.children_as(cue.verb, Dep::Prep).any(|p| p < mark && page.subtree(p).contains(&t));
    let told = before.clone().chain(if goes_on { tag.end..end } else { end..end });
    let clausal = told.filter(|&t| !circumstance(t)).any(|t| cues::is_finite(page, t));
    let rule = if goes_on { AROUND } else { BEFORE };
    let start = begin_of_told(page, speech, sentence.start..mark, goes_on);
    clausal.then(|| Content { tokens: trim(page, start..end), rule })
}

/// "The crew, the poll found, was tired": a clause about the crew to the tree, but no pronoun opens it and nothing follows its verb.
fn is_bare_relative(page: &Page, cue: &Cue) -> bool {
    let opened = page.children(cue.verb).any(|c| opens_relative(page, c));
    let close = page.child(cue.verb, Dep::Nsubj).is_some_and(|s| s + 1 == cue.tokens.start);
    page.dep(cue.verb) == Dep::Relcl && !opened && close && cue.tokens.end < page.len() && page.word(cue.tokens.end) == ","
}

/// Where what stands before a tag begins: behind a semicolon or colon where the tag stands inside it, or where another speaks before that.
fn begin_of_told(page: &Page, speech: &Speech, before: Range<usize>, inside: bool) -> usize {
    let Some(mark) = before.clone().rev().find(|&t| matches!(page.word(t), ";" | ":")) else { return before.start };
    let another = (before.start..mark).any(|t| says(page, speech, t) && page.child(t, Dep::Nsubj).is_some_and(|s| s < t));
    if inside || another { mark + 1 } else { before.start }
}

fn sets_off(word: &str) -> bool {
    matches!(word, "," | "—" | "–" | "-" | "--")
}

/// A comma or dash right before a tag, or the mark of a quote that ends in one.
fn parts_tag(page: &Page, token: usize) -> bool {
    let inside = token.checked_sub(1).is_some_and(|t| matches!(page.word(t), "," | "?" | "!"));
    sets_off(page.word(token)) || (quotes::closes(page.word(token)) && inside)
}

/// Whether what is said goes on in `rest`, behind a tag's comma: no account of the speaker, no further words of the writer's.
fn goes_on(page: &Page, speech: &Speech, cue: &Cue, rest: Range<usize>) -> bool {
    let Some(first) = rest.clone().find(|&t| page.token(t).pos != Pos::Punct) else { return false };
    // "Banks must report losses, officials said": the officials report nothing that goes on.
    let told = |h: usize| page.dep(cue.verb) == Dep::Ccomp && says(page, speech, h);
    let over = page.head(cue.verb).is_some_and(|h| h >= first && !told(h)) || is_bare_relative(page, cue);
    let under = page.children_as(cue.verb, Dep::Ccomp).any(|c| c >= first);
    let adds = page.token(first).tag == "VBG" && speech.verbs.contains_key(page.lemma(first));
    let describes = page.head(first).is_some_and(|h| h < first) && matches!(page.dep(first), Dep::Appos | Dep::Relcl | Dep::Acl);
    let finite = rest.clone().any(|t| cues::is_finite(page, t) && !matches!(page.dep(t), Dep::Relcl));
    let others = page.token(first).pos == Pos::Cconj
        && rest.clone().any(|t| cues::is_finite(page, t) && says(page, speech, t) && page.child(t, Dep::Nsubj).is_some());
    // "It is a mistake, Lind says, to wait", "It is shut, Lind says, because it rained": both hang on what stands before the tag.
    let infinitive = page.dep(first) == Dep::Aux && page.token(first).tag == "TO";
    let clause = page.head(first).filter(|_| page.dep(first) == Dep::Mark);
    let top = std::iter::successors(Some(first), |&t| page.head(t).filter(|h| rest.contains(h))).take(40).last().unwrap_or(first);
    let completes =
        matches!(page.dep(top), Dep::Attr | Dep::Acomp | Dep::Dobj) && page.head(top).is_some_and(|h| h < cue.tokens.start);
    let hangs = infinitive || completes || clause.and_then(|c| page.head(c)).is_some_and(|h| h < cue.tokens.start);
    over || under || hangs || (finite && !adds && !describes && !others && page.token(first).pos == Pos::Cconj)
}

/// Whether a word is a sure verb of saying.
fn says(page: &Page, speech: &Speech, token: usize) -> bool {
    speech.verbs.get(page.lemma(token)).is_some_and(|list| list.iter().any(|v| v.takes(Takes::Loose)))
}

/// The cue with its subject and helpers, without what is said.
pub(super) fn tag(page: &Page, cue: &Cue) -> Range<usize> {
    let near: Vec<usize> = page.children(cue.verb).filter(|&c| is_tag_part(page, c)).collect();
    let subject = page.child(cue.verb, Dep::Nsubj).or_else(|| cues::lost_subject(page, cue.verb));
    let starts = near.iter().map(|&c| page.subtree(c).start).filter(|&s| subject.is_none_or(|u| s >= page.subtree(u).start));
    let start = starts.min();
    let end = near.iter().map(|&c| page.subtree(c).end).max().unwrap_or(0).max(cue.tokens.end);
    let end = if page.word(end - 1) == "," { end - 1 } else { end };
    let start = start.or(subject.map(|s| page.subtree(s).start));
    let end = if subject.is_none() { speakers::set_off(page, cue).map_or(end, |name| name.end) } else { end };
    start.unwrap_or(cue.tokens.start).min(cue.tokens.start)..end
}

fn is_tag_part(page: &Page, child: usize) -> bool {
    let dep = page.dep(child);
    let helper = matches!(dep, Dep::Aux | Dep::Auxpass | Dep::Neg | Dep::Advmod | Dep::Npadvmod);
    helper || matches!(dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Prep | Dep::Dobj | Dep::Dative)
}

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
