//! Tags that commas set off before, in and behind what is said: "The road, he said, is shut". In: page, cue. Out: [`Content`], or the tag.

use super::*;

/// "The road is shut, the mayor said.", "The road, he said, is shut.": a tag that commas set off. What stands before it is said, and what
/// goes on behind it.
pub(super) fn of(page: &Page, speech: &Speech, cue: &Cue) -> Option<Content> {
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

/// The cue with its subject and helpers, without what is said.
pub(in crate::attribution) fn tag(page: &Page, cue: &Cue) -> Range<usize> {
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
