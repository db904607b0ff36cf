//! Triggers found in the sentences. In: desk. Out: matches in text order; a token belongs to one match, the most demanding first.

use super::{Desk, close_span, roles};
use crate::mentions::Kind;
use crate::page::Page;
use diurna_lang::{Dep, Pos};
use diurna_model::Span;
use diurna_pack::rules::{Makes, PartOfSpeech, Trigger, Word};
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

/// A rule's trigger in the text: its first word and those that hang on it.
#[derive(Debug, Clone)]
pub(crate) struct Match {
    pub rule: usize,
    pub at: usize,
    pub words: Vec<usize>,
    /// Those of the words that the trigger names itself; words it gives by class may fill a role too.
    pub named: Vec<usize>,
}

impl Match {
    pub fn span(&self, page: &Page) -> Span {
        close_span(page, self.at, &self.words)
    }
}

/// The words and lemmas of each sentence, and of the word behind it: what a trigger names must be among them.
struct Said {
    sentences: Vec<HashSet<String>>,
}

impl Said {
    fn new(page: &Page) -> Said {
        let of = |tokens: &Range<usize>| {
            let tokens = tokens.start..(tokens.end + 1).min(page.len());
            tokens.flat_map(|t| [page.lemma(t).to_lowercase(), page.word(t).to_lowercase()]).collect()
        };
        Said { sentences: page.analysis.sentences.iter().map(of).collect() }
    }

    fn has_all(&self, sentence: usize, trigger: &Trigger) -> bool {
        let Some(said) = self.sentences.get(sentence) else { return true };
        trigger.rest.iter().all(|word| match word {
            Word::Lemma(lemma) | Word::Subject(lemma) => said.contains(lemma.as_str()),
            Word::Class(_) => true,
        })
    }
}

pub(crate) fn matches(desk: &Desk) -> Vec<(Match, roles::Roles)> {
    let page = desk.page;
    let mut found: Vec<Match> = Vec::new();
    let said = Said::new(page);
    for at in 0..page.len() {
        for trigger in desk.pack.rules.triggered_by(&page.lemma(at).to_lowercase()) {
            if !said.has_all(page.sentence_of(at), trigger) {
                continue;
            }
            if let Some(words) = fits(desk, trigger, at) {
                let is_named = |i: &usize| !matches!(trigger.rest[*i], Word::Class(_));
                let named = (0..words.len()).filter(is_named).map(|i| words[i]).collect();
                found.push(Match { rule: trigger.rule, at, words, named });
            }
        }
    }
    let rules = &desk.pack.rules.list;
    let asked = |m: &Match| rules[m.rule].conditions();
    found.sort_by_key(|m| (std::cmp::Reverse((m.words.len(), asked(m))), m.at));
    let mut taken = BTreeSet::new();
    let mut out = Vec::new();
    for one in found {
        let free = !taken.contains(&one.at) && one.words.iter().all(|w| !taken.contains(w) || is_small(page, *w));
        if !free || !roles::allowed(desk, &rules[one.rule], &one) {
            continue;
        }
        // A rule that finds nobody leaves its words to the next.
        let Some(roles) = roles::roles(desk, &rules[one.rule], &one) else { continue };
        taken.insert(one.at);
        // "welcomed the deal": what is judged is an act of its own.
        let of_deeds = desk.pack.frames.list[rules[one.rule].frame].of_deeds;
        // "prepared to lift the ban": so is the act that somebody is ready for.
        let of_acts = desk.pack.ontology.get(&rules[one.rule].kind).is_some_and(|k| k.of_acts);
        let words = if of_deeds { &one.named } else { &one.words };
        taken.extend(words.iter().copied().filter(|&w| !(of_acts && page.token(w).pos == Pos::Verb)));
        out.push((one, roles));
    }
    out.sort_by_key(|(m, _)| (m.at, m.rule));
    out
}

/// Prepositions and the like may serve two triggers.
fn is_small(page: &Page, token: usize) -> bool {
    matches!(page.token(token).pos, Pos::Adp | Pos::Part | Pos::Adv)
}

fn fits(desk: &Desk, trigger: &Trigger, at: usize) -> Option<Vec<usize>> {
    let page = desk.page;
    let token = page.token(at);
    let right = match trigger.part {
        PartOfSpeech::Verb => {
            // "Save the Children": a verb that opens a name does nothing.
            let in_name = desk.mentions.opens_name(at);
            (token.pos == Pos::Verb && !is_adjectival(page, at) && !in_name) || desk.clauses.under_modal(at).is_some()
        }
        PartOfSpeech::Noun => {
            let is_title =
                token.dep == Dep::Compound && is_name(desk, at) && desk.pack.rules.list[trigger.rule].makes == Makes::Tie;
            let is_modifier = matches!(token.dep, Dep::Compound | Dep::Amod | Dep::Npadvmod);
            matches!(token.pos, Pos::Noun | Pos::Propn) && (!is_modifier || is_title)
        }
        PartOfSpeech::Adjective => token.pos == Pos::Adj || (token.pos == Pos::Verb && is_adjectival(page, at)),
    };
    if !right {
        return None;
    }
    let mut words = Vec::new();
    rest(desk, at, &trigger.rest, &mut words).then_some(words)
}

/// Finds the further words, each hanging on one before it; tries another where the next cannot follow ("in addition, troops
/// participated in the drill").
fn rest(desk: &Desk, at: usize, wanted: &[Word], words: &mut Vec<usize>) -> bool {
    let Some((word, further)) = wanted.split_first() else { return true };
    let page = desk.page;
    let last = words.iter().copied().max().unwrap_or(at).max(at);
    // "shot dead three women": the parser gives a word right behind to the next phrase.
    // "The minister defended the army" is no "defend minister": of a verb with an object the words are not its subject.
    let has_object = page.children_as(at, Dep::Dobj).next().is_some();
    let acts = |w: usize| has_object && page.dep(w) == Dep::Nsubj && page.head(w) == Some(at);
    let is_over = |h: usize| h == at || words.contains(&h);
    // "cleared the minister [of] treason": a preposition that the trigger goes on after, which the parser gives to the object.
    let behind_object = |w: usize| {
        let of_object = |h: usize| matches!(page.dep(h), Dep::Dobj | Dep::Nsubjpass | Dep::Dative) && page.head(h) == Some(at);
        page.dep(w) == Dep::Prep && !further.is_empty() && w > at && page.head(w).is_some_and(of_object)
    };
    let hangs = |w: usize| {
        (page.head(w).is_some_and(is_over) && !(acts(w) && matches!(word, Word::Lemma(_))))
            || behind_object(w)
            || desk.clauses.second_object(w).is_some_and(is_over)
            || (w == last + 1 && matches!(word, Word::Lemma(_)))
            || counting(desk, w).is_some_and(|q| page.head(q).is_some_and(is_over))
            || opens(desk, w).is_some_and(is_over)
            || desk.clauses.raised(w).is_some_and(is_over)
    };
    let range = page.subtree(at);
    let range = range.start..range.end.max((last + 2).min(page.len()));
    // The cheaper question first: a lemma is looked at sooner than the tree, the tree sooner than a class.
    let fits = |w: usize| match word {
        Word::Class(_) => hangs(w) && is(desk, word, w),
        _ => is(desk, word, w) && hangs(w),
    };
    let mut choices: Vec<usize> = range.filter(|&w| w != at && !words.contains(&w) && fits(w)).collect();
    // "jets dropped bombs": whoever does it comes last for what it is done with.
    choices.sort_by_key(|&w| page.dep(w) == Dep::Nsubj && page.head(w) == Some(at) && matches!(word, Word::Class(_)));
    for choice in choices {
        words.push(choice);
        if rest(desk, at, further, words) {
            return true;
        }
        words.pop();
    }
    false
}

/// "withdrew [some] of its troops": the word that only counts those at `token`.
fn counting(desk: &Desk, token: usize) -> Option<usize> {
    let quantity = desk.page.head(token).and_then(|of| desk.page.head(of))?;
    (desk.mentions.counted(quantity) == Some(token)).then_some(quantity)
}

/// "called for the king [to] step down": the verb over the infinitive clause that the word at `token` opens.
fn opens(desk: &Desk, token: usize) -> Option<usize> {
    let clause = desk.page.head(token).filter(|_| desk.page.dep(token) == Dep::Mark)?;
    desk.clauses.is_bidden(clause).then(|| desk.page.head(clause)).flatten()
}

/// "[leader] Hassan Lind": a title before a person's name.
fn is_name(desk: &Desk, at: usize) -> bool {
    desk.page.head(at).is_some_and(|h| h > at && desk.mentions.is(desk.page, h, Kind::Person))
}

/// "a besieged town": a participle before its noun.
fn is_adjectival(page: &Page, at: usize) -> bool {
    page.dep(at) == Dep::Amod && page.head(at).is_some_and(|h| h > at)
}

fn is(desk: &Desk, word: &Word, token: usize) -> bool {
    match word {
        Word::Lemma(lemma) => {
            desk.page.lemma(token).eq_ignore_ascii_case(lemma) || desk.page.word(token).eq_ignore_ascii_case(lemma)
        }
        // "pledged to support": a class of things takes no verb.
        Word::Subject(lemma) => {
            matches!(desk.page.dep(token), Dep::Nsubj | Dep::Nsubjpass) && desk.page.lemma(token).eq_ignore_ascii_case(lemma)
        }
        Word::Class(class) => desk.page.token(token).pos != Pos::Verb && roles::is_of(desk, class, token),
    }
}
