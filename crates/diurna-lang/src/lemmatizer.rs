//! A word, its part of speech and what the morphology says of it to a lemma: exceptions first, then suffix rules whose result is a known
//! base form, then any rule's result, then the word.

use crate::analysis::Pos;
use crate::lexicon::Lexicon;
use crate::model::{LemmaTable, Model};
use crate::ruler::BaseForm;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

struct Table {
    index: FxHashSet<&'static str>,
    exceptions: FxHashMap<&'static str, Vec<&'static str>>,
    rules: Vec<(&'static str, &'static str)>,
}

pub(crate) struct Lemmatizer {
    adjectives: Option<Table>,
    adverbs: Option<Table>,
    nouns: Option<Table>,
    verbs: Option<Table>,
    marks: Option<Table>,
}

impl Lemmatizer {
    pub fn new(model: &Model<'static>) -> Lemmatizer {
        let table = |pos: &str| model.lemmas.iter().find(|table| table.pos == pos).map(Table::new);
        Lemmatizer {
            adjectives: table("adj"),
            adverbs: table("adv"),
            nouns: table("noun"),
            verbs: table("verb"),
            marks: table("punct"),
        }
    }

    /// Whether `lower` is a form of a known word of the part of speech.
    pub fn knows(&self, lower: &str, pos: Pos) -> bool {
        let table = match pos {
            Pos::Adj => &self.adjectives,
            Pos::Adv => &self.adverbs,
            Pos::Noun => &self.nouns,
            Pos::Verb => &self.verbs,
            _ => return false,
        };
        table.as_ref().is_some_and(|t| t.knows(lower))
    }

    /// `lower` is `word` in lower case.
    pub fn lemma(&self, lexicon: &Lexicon, word: &str, lower: &SmolStr, pos: Pos, base: BaseForm) -> SmolStr {
        if base.always || (pos == Pos::Noun && base.noun) || (pos == Pos::Verb && base.verb) {
            return lower.clone();
        }
        let table = match pos {
            Pos::Adj => &self.adjectives,
            Pos::Adv => &self.adverbs,
            Pos::Noun => &self.nouns,
            Pos::Verb => &self.verbs,
            Pos::Punct => &self.marks,
            Pos::Propn => return SmolStr::new(word),
            _ => return lower.clone(),
        };
        match table {
            Some(table) => table.lemma(lexicon, word, lower),
            None => lower.clone(),
        }
    }
}

impl Table {
    fn new(data: &LemmaTable<'static>) -> Table {
        Table {
            index: data.index.lines().collect(),
            exceptions: data.exceptions.iter().map(|(word, forms)| (*word, forms.clone())).collect(),
            rules: data.rules.clone(),
        }
    }

    fn knows(&self, lower: &str) -> bool {
        let by_rule = |(old, new): &(&str, &str)| {
            lower.strip_suffix(old).is_some_and(|stem| !stem.is_empty() && self.index.contains(format!("{stem}{new}").as_str()))
        };
        self.index.contains(lower) || self.exceptions.contains_key(lower) || self.rules.iter().any(by_rule)
    }

    fn lemma(&self, lexicon: &Lexicon, word: &str, lower: &SmolStr) -> SmolStr {
        let (mut known, mut guess) = (Vec::new(), None);
        for (old, new) in &self.rules {
            let Some(stem) = lower.strip_suffix(old) else { continue };
            if stem.is_empty() && new.is_empty() {
                continue;
            }
            let form = SmolStr::from_iter([stem, new]);
            if self.index.contains(form.as_str()) || !form.chars().all(|c| lexicon.is_letter(c)) {
                known.push(form);
            } else {
                guess.get_or_insert(form);
            }
        }
        // Each exception goes in front, unless a rule found it already: "installed" has "instal" and "install", a rule finds "install",
        // so it becomes "instal". Odd, but what the model's other parts and its users know.
        let exceptions = self.exceptions.get(lower.as_str()).into_iter().flatten();
        if let Some(form) = exceptions.rev().find(|form| !known.iter().any(|known| known == **form)) {
            return SmolStr::new_static(form);
        }
        known.into_iter().next().or(guess).unwrap_or_else(|| SmolStr::new(word))
    }
}
