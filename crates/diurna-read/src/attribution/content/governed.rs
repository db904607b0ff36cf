//! What a cue governs other than a clause: "accused X of …", "urged X to …", "called X Y", "condemned the raid", "was accused by Y of …".
//! In: page, cue. Out: [`Content`].

use super::*;

/// Objects with what is asked of them, said of them or called them; content starts right behind the cue.
pub(super) fn of(page: &Page, mentions: &Mentions, speech: &Speech, cue: &Cue) -> Option<Content> {
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
    let wanted = page.has_to(verb);
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
    let infinitive = page
        .children(cue.verb)
        .find(|&c| c > cue.verb && matches!(page.dep(c), Dep::Xcomp | Dep::Ccomp | Dep::Advcl) && page.has_to(c));
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
        let wanted = |c: usize| page.dep(c) == Dep::Xcomp && page.has_to(c);
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

/// Whether what speaks is a text or a record of something: a poll, a report, footage.
fn is_evidence(page: &Page, speech: &Speech, cue: &Cue) -> bool {
    page.child(cue.verb, Dep::Nsubj).is_some_and(|s| speech.is_text(page.lemma(s)))
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
