//! Whether the words over a time tell of what was or of what is to come. In: page, a token. Out: [`Tense`].

use super::calendar::Tense;
use crate::page::Page;
use diurna_lang::{Dep, Pos};
use diurna_pack::times::{Role, Times};

/// How far up a verb group is followed; longer chains are parse faults.
const FOLLOW: usize = 6;

pub(super) fn tense(page: &Page, words: &Times, token: usize) -> Tense {
    let over = |&t: &usize| matches!(page.token(t).pos, Pos::Verb | Pos::Aux);
    match std::iter::once(token).chain(page.ancestors(token)).take(2 * FOLLOW).find(over) {
        Some(verb) => of_verb(page, words, verb, FOLLOW),
        None => Tense::Open,
    }
}

fn of_verb(page: &Page, words: &Times, verb: usize, follow: usize) -> Tense {
    let plans = words.has_role(page.lemma(verb), Role::Planning);
    let auxiliaries = || page.children(verb).filter(|&c| matches!(page.dep(c), Dep::Aux | Dep::Auxpass));
    let has = |lemma: &str| auxiliaries().any(|a| page.lemma(a) == lemma);
    let to_come = auxiliaries().any(|a| words.has_role(&page.word(a).to_lowercase(), Role::Future));
    if to_come {
        // "would have met on Friday" is no meeting to come.
        return if has("have") { Tense::Past } else { Tense::Future };
    }
    let infinitive = auxiliaries().any(|a| page.token(a).tag == "TO");
    let past = auxiliaries().any(|a| page.token(a).tag == "VBD");
    let plans = (plans && page.token(verb).tag == "VBN" && !has("have")) || is_due(page, words, verb);
    if plans && page.dep(verb) != Dep::Amod {
        // "was scheduled for September 26" may be over, "was scheduled for Friday" hardly.
        return if past || page.token(verb).tag == "VBD" { Tense::Present } else { Tense::Future };
    }
    match page.token(verb).tag {
        "VBD" => Tense::Past,
        _ if has("have") || past => Tense::Past,
        // "is meeting on Friday"
        "VBG" if has("be") => Tense::Future,
        "VBZ" | "VBP" | "VBN" if auxiliaries().next().is_some() || page.token(verb).tag != "VBN" => Tense::Present,
        "VBN" if matches!(page.dep(verb), Dep::Acl | Dep::Advcl | Dep::Amod) => Tense::Past,
        // "to visit on Friday" alone is a headline's future.
        "VB" if infinitive && page.head(verb).is_none() => Tense::Future,
        _ if follow == 0 => Tense::Open,
        _ => above(page, words, verb, follow),
    }
}

/// "was due on Friday"
fn is_due(page: &Page, words: &Times, verb: usize) -> bool {
    page.children_as(verb, Dep::Acomp).any(|c| words.has_role(page.lemma(c), Role::Planning))
}

/// Infinitives, participles and later members of a series take the tense of the verb or the plan that they hang on.
fn above(page: &Page, words: &Times, verb: usize, follow: usize) -> Tense {
    let Some(head) = page.head(verb) else { return Tense::Open };
    if words.has_role(page.lemma(head), Role::Planning) {
        return Tense::Future;
    }
    match page.token(head).pos {
        Pos::Verb | Pos::Aux => of_verb(page, words, head, follow - 1),
        _ => tense_over(page, words, head, follow - 1),
    }
}

fn tense_over(page: &Page, words: &Times, noun: usize, follow: usize) -> Tense {
    let verb = page.ancestors(noun).take(FOLLOW).find(|&t| matches!(page.token(t).pos, Pos::Verb | Pos::Aux));
    verb.map_or(Tense::Open, |v| of_verb(page, words, v, follow))
}
