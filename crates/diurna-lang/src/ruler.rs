//! Tags, words and labels to parts of speech, morphology and fixed lemmas, by the model's attribute rules; of two that match the later
//! wins.

use crate::analysis::{Dep, Pos};
use crate::model::{Model, RulerRule, TokenPattern, ValueSet};
use rustc_hash::FxHashMap;

/// What a rule reads of a token.
pub(crate) struct RuledToken<'t> {
    pub tag: u8,
    pub lower: &'t str,
    pub dep: Dep,
}

/// What the rules say of a token.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Attributes {
    pub pos: Option<Pos>,
    pub lemma: Option<&'static str>,
    pub is_base: BaseForm,
}

/// What the morphology says of a base form: all that the lemmatizer reads of it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct BaseForm {
    /// Whatever the part of speech: an infinitive or a positive.
    pub always: bool,
    pub noun: bool,
    pub verb: bool,
}

struct Rule {
    index: usize,
    pos: Option<Pos>,
    base: Option<BaseForm>,
    lemma: Option<&'static str>,
}

/// Conditions as sets of bits; words stay words.
struct Condition {
    tags: u64,
    deps: u64,
    lower: Option<Vec<&'static str>>,
}

pub(crate) struct Ruler {
    rules: Vec<Rule>,
    /// Rule number and its conditions, token by token.
    patterns: Vec<(usize, Vec<Condition>)>,
    by_word: FxHashMap<&'static str, Vec<u16>>,
    by_tag: Vec<Vec<u16>>,
}

impl Ruler {
    pub fn new(model: &Model<'static>) -> Ruler {
        let mut ruler =
            Ruler { rules: Vec::new(), patterns: Vec::new(), by_word: FxHashMap::default(), by_tag: vec![Vec::new(); 64] };
        for (number, rule) in model.ruler.iter().enumerate() {
            ruler.rules.push(compile(rule));
            for pattern in &rule.patterns {
                // White space does not come here.
                if pattern.iter().any(|token| token.is_space == Some(true)) {
                    continue;
                }
                let conditions: Vec<Condition> = pattern.iter().map(|token| condition(token, &model.tags)).collect();
                ruler.enlist(number, conditions);
            }
        }
        ruler
    }

    fn enlist(&mut self, rule: usize, conditions: Vec<Condition>) {
        let Some(first) = conditions.first() else { return };
        let number = self.patterns.len() as u16;
        match &first.lower {
            Some(words) => words.iter().for_each(|word| self.by_word.entry(word).or_default().push(number)),
            None => {
                for (tag, list) in self.by_tag.iter_mut().enumerate().filter(|(tag, _)| first.tags >> tag & 1 == 1) {
                    debug_assert!(tag < 64);
                    list.push(number);
                }
            }
        }
        self.patterns.push((rule, conditions));
    }

    /// Attributes of each token.
    pub fn apply(&self, tokens: &[RuledToken]) -> Vec<Attributes> {
        let mut matches: Vec<(usize, usize)> = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let by_word = self.by_word.get(token.lower).into_iter().flatten();
            for &number in by_word.chain(&self.by_tag[token.tag as usize]) {
                let (rule, conditions) = &self.patterns[number as usize];
                let here = tokens.len() >= at + conditions.len()
                    && conditions.iter().zip(&tokens[at..]).all(|(condition, token)| condition.holds(token));
                if here {
                    matches.push((*rule, at + self.rules[*rule].index));
                }
            }
        }
        matches.sort_unstable();
        let mut attributes = vec![Attributes::default(); tokens.len()];
        for (rule, token) in matches {
            let rule = &self.rules[rule];
            let Some(attributes) = attributes.get_mut(token) else { continue };
            attributes.pos = rule.pos.or(attributes.pos);
            attributes.lemma = rule.lemma.or(attributes.lemma);
            attributes.is_base = rule.base.unwrap_or(attributes.is_base);
        }
        attributes
    }
}

impl Condition {
    fn holds(&self, token: &RuledToken) -> bool {
        self.tags >> token.tag & 1 == 1
            && self.deps >> (token.dep as u8) & 1 == 1
            && self.lower.as_ref().is_none_or(|words| words.contains(&token.lower))
    }
}

fn compile(rule: &RulerRule<'static>) -> Rule {
    let base = rule.morph.map(|morph| {
        let has = |feature: &str| morph.split('|').any(|known| known == feature);
        let names = |name: &str| morph.split('|').any(|known| known.split('=').next() == Some(name));
        BaseForm {
            always: has("VerbForm=Inf") || has("VerbForm=None") || has("Degree=Pos"),
            noun: has("Number=Sing"),
            verb: has("VerbForm=Fin") && has("Tense=Pres") && !names("Number"),
        }
    });
    Rule { index: rule.index, pos: rule.pos.and_then(Pos::parse), base, lemma: rule.lemma }
}

fn condition(token: &TokenPattern<'static>, tags: &[&str]) -> Condition {
    let tags = token.tag.as_ref().map_or(u64::MAX, |set| bits(set, |value| tags.iter().position(|tag| *tag == value)));
    let deps = token.dep.as_ref().map_or(u64::MAX, |set| bits(set, |value| Dep::parse(value).map(|dep| dep as usize)));
    Condition { tags, deps, lower: token.lower.as_ref().map(|set| set.values.clone()) }
}

fn bits(set: &ValueSet, number: impl Fn(&str) -> Option<usize>) -> u64 {
    let named = set.values.iter().filter_map(|value| number(value)).fold(0u64, |bits, bit| bits | 1 << bit);
    if set.negated { !named } else { named }
}
