//! A trigger as people write it ("call for", "take|gain control of", "fire {weapon} at") to the words the reader looks for.
//! The first word starts it; each further word must hang on one of those before it in the tree.

use crate::classes::Classes;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartOfSpeech {
    Verb,
    Noun,
    Adjective,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trigger {
    pub lemma: String,
    pub part: PartOfSpeech,
    pub rest: Vec<Word>,
    /// Index into the rules.
    pub rule: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Word {
    Lemma(String),
    Class(String),
    /// A lemma that is the verb's subject ("^aid" in "support ^aid"): of a verb with an object no other word may be it.
    Subject(String),
}

/// One trigger for each first word of "take|gain control of".
pub(super) fn parse(words: &str, part: PartOfSpeech, classes: &Classes) -> Result<Vec<Trigger>, String> {
    let mut parts = words.split_whitespace();
    let first = parts.next().ok_or("an empty trigger")?;
    if first.starts_with('{') {
        return Err(format!("`{words}` starts with a class; a trigger's first word is a lemma"));
    }
    let mut tails: Vec<Vec<Word>> = vec![Vec::new()];
    for word in parts {
        let choices = word.split('|').map(|w| read_word(w, classes)).collect::<Result<Vec<_>, _>>()?;
        tails = tails
            .into_iter()
            .flat_map(|tail| {
                choices.iter().map(move |choice| {
                    let mut tail = tail.clone();
                    tail.push(choice.clone());
                    tail
                })
            })
            .collect();
    }
    let mut out = Vec::new();
    for lemma in first.split('|') {
        for rest in &tails {
            out.push(Trigger { lemma: lemma.to_owned(), part, rest: rest.clone(), rule: 0 });
        }
    }
    Ok(out)
}

fn read_word(word: &str, classes: &Classes) -> Result<Word, String> {
    match word.strip_prefix('{').and_then(|w| w.strip_suffix('}')) {
        Some(class) if classes.is_known(class) => Ok(Word::Class(class.to_owned())),
        Some(class) => Err(format!("no class is called `{class}`")),
        None => Ok(match word.strip_prefix('^') {
            Some(lemma) => Word::Subject(lemma.to_owned()),
            None => Word::Lemma(word.to_owned()),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_become_triggers_of_their_own() {
        let got = parse("take|gain control of|over", PartOfSpeech::Verb, &Classes::default()).expect("well formed");
        let shown: Vec<String> = got
            .iter()
            .map(|t| {
                format!("{} {:?}", t.lemma, t.rest.iter().map(|w| matches!(w, Word::Lemma(l) if l == "of")).collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(shown, ["take [false, true]", "take [false, false]", "gain [false, true]", "gain [false, false]"]);
    }

    #[test]
    fn an_unknown_class_is_refused() {
        assert!(parse("fire {gun}", PartOfSpeech::Verb, &Classes::default()).is_err());
    }
}
