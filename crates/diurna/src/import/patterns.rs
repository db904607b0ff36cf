//! A pattern of a verb dictionary (`- $ * + (FOR &CRIME) [112]`) as the further words of a trigger. In: the pattern and the sets of
//! synonyms. Out: words and classes in an order in which each can hang on one before it. Refused, with why: what our triggers cannot
//! say, which is words before the verb, parties in other places than subject and object, and gaps.

use diurna_lang::{Analysis, English};
use std::collections::BTreeMap;

/// A set of synonyms: the class that it became, and a member to parse with.
#[derive(Debug, Clone)]
pub struct Set {
    pub class: String,
    pub member: String,
}

/// A further word as a trigger writes it, and as a sentence has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Further {
    written: String,
    said: String,
}

/// The further words of a trigger for `verb`, in order; empty for the bare verb.
pub fn words(pattern: &str, verb: &str, sets: &BTreeMap<String, Set>, english: &English) -> Result<Vec<String>, String> {
    let spaced: String = pattern.chars().flat_map(|c| if "(){}".contains(c) { vec![' '] } else { vec![c] }).collect();
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let at = tokens.iter().position(|t| *t == "*").ok_or("no * for the verb")?;
    for token in &tokens[..at] {
        match *token {
            "$" => {}
            "+" => return Err("who suffers it stands before the verb".to_owned()),
            "%" => return Err("% joins both parties".to_owned()),
            word => return Err(format!("`{word}` stands before the verb")),
        }
    }
    let mut said = Vec::new();
    for token in &tokens[at + 1..] {
        match *token {
            "+" => said.push(None),
            "$" => return Err("who does it stands after the verb".to_owned()),
            "%" => return Err("% joins both parties".to_owned()),
            "^" => return Err("^ skips a name".to_owned()),
            "*" => return Err("two verbs".to_owned()),
            set if set.starts_with('&') => said.push(Some(in_set(set, sets)?)),
            word => said.extend(plain(word)?.into_iter().map(Some)),
        }
    }
    Ok(in_order(&said, verb, english))
}

fn in_set(name: &str, sets: &BTreeMap<String, Set>) -> Result<Further, String> {
    let set = sets.get(name.trim_end_matches('_')).ok_or_else(|| format!("no set with words is called {name}"))?;
    Ok(Further { written: format!("{{{}}}", set.class), said: set.member.clone() })
}

fn plain(word: &str) -> Result<Vec<Further>, String> {
    let parts: Vec<String> = word.split('_').filter(|p| !p.is_empty()).map(str::to_lowercase).collect();
    if let Some(part) = parts.iter().find(|p| !is_word(p)) {
        return Err(format!("`{part}` is not understood"));
    }
    Ok(parts.into_iter().map(|part| Further { written: part.clone(), said: part }).collect())
}

/// Letters, with hyphens and apostrophes inside.
pub fn is_word(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && text.chars().all(|c| c.is_alphabetic() || "-'’".contains(c))
}

/// A dictionary gives words as they stand in a sentence, a trigger as they hang in its tree ("build weapon nuclear"): the sentence
/// with these words alone is parsed. Words that do not hang together stay as they are written.
fn in_order(said: &[Option<Further>], verb: &str, english: &English) -> Vec<String> {
    let mut text = format!("They {verb}");
    let mut starts = Vec::new();
    for further in said {
        text.push(' ');
        if further.is_some() {
            starts.push(text.len());
        }
        text.push_str(further.as_ref().map_or("them", |f| &f.said));
    }
    text.push('.');
    let words: Vec<&Further> = said.iter().flatten().collect();
    let written = || words.iter().map(|w| w.written.clone()).collect::<Vec<_>>();
    if words.len() < 2 {
        return written();
    }
    let analysis = english.analyze(&text);
    let token = |start: usize| analysis.tokens.iter().position(|t| t.span.begin == start);
    let Some(tokens) = starts.iter().map(|&s| token(s)).collect::<Option<Vec<usize>>>() else { return written() };
    let Some(verb) = token("They ".len()) else { return written() };
    hung(&analysis, verb, &tokens).map_or_else(written, |order| order.into_iter().map(|i| words[i].written.clone()).collect())
}

/// An order of `tokens` in which each hangs on `root` or on one before it.
fn hung(analysis: &Analysis, root: usize, tokens: &[usize]) -> Option<Vec<usize>> {
    let mut order: Vec<usize> = Vec::new();
    while order.len() < tokens.len() {
        let hangs = |i: &usize| {
            let head = analysis.tokens[tokens[*i]].head;
            head == root || order.iter().any(|&o| tokens[o] == head)
        };
        let next = (0..tokens.len()).filter(|i| !order.contains(i)).find(hangs)?;
        order.push(next);
    }
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pattern: &str, verb: &str) -> Result<Vec<String>, String> {
        let english = English::load().expect("the model");
        let sets = BTreeMap::from([("&FRUIT".to_owned(), Set { class: "imported-fruit".into(), member: "apple".into() })]);
        words(pattern, verb, &sets, &english)
    }

    #[test]
    fn words_after_the_verb_come_in_the_order_of_the_tree() {
        let list = |words: &[&str]| Ok(words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        assert_eq!(of("*", "build"), list(&[]));
        assert_eq!(of("$ * +", "build"), list(&[]));
        assert_eq!(of("* NUCLEAR_WEAPONS", "build"), list(&["weapons", "nuclear"]));
        assert_eq!(of("* + (FOR &FRUIT)", "blame"), list(&["for", "{imported-fruit}"]));
    }

    #[test]
    fn what_a_trigger_cannot_say_is_refused_with_why() {
        for (pattern, why) in [
            ("BUILD", "no *"),
            ("+ * $", "before the verb"),
            ("BREAD *", "`BREAD` stands before"),
            ("* % TALKS", "joins both"),
            ("* ^ BREAD", "skips"),
            ("* &NUTS", "no set"),
            ("* A|B", "not understood"),
        ] {
            let error = of(pattern, "eat").expect_err(pattern);
            assert!(error.contains(why), "{pattern}: {error}");
        }
    }
}
