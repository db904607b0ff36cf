//! Dictionaries of verbs: `--- ROOT [code] ---`, `VERB {FORMS} [code]`, patterns `- * &SET WORD [code]`, sets `&SET` with `+WORD` below.
//! Out: rules, one for each root and code, with the line they come from instead of sentences; sets become classes. Verbs of a block
//! share its patterns. Codes without an event type, "no event" codes and codes for each direction are told and left.

use super::dictionary::Dictionary;
use super::patterns::{self, Set};
use super::{Left, Made, codes};
use diurna_lang::English;
use diurna_pack::Pack;
use std::collections::{BTreeMap, BTreeSet};

pub struct Verbs {
    pub rules: Made,
    pub classes: Made,
}

/// A rule in the making; its line is the first that gave it a trigger.
struct Draft {
    at: String,
    triggers: Vec<String>,
}

/// Rules by root and code.
type Drafts = BTreeMap<(String, String), Draft>;

pub fn read<'d>(
    dictionaries: impl Iterator<Item = &'d Dictionary>,
    pack: &Pack,
    english: &English,
    left: &mut Vec<Left>,
) -> Verbs {
    let dictionaries: Vec<&Dictionary> = dictionaries.collect();
    let mut members: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for dictionary in &dictionaries {
        sets(dictionary, english, &mut members, left);
    }
    members.retain(|_, words| !words.is_empty());
    let mut known = BTreeMap::new();
    let mut classes = String::new();
    for (name, words) in &members {
        let class = format!("imported-{}", name.trim_start_matches('&').to_lowercase());
        let list: Vec<String> = words.iter().map(|w| quoted(w)).collect();
        classes.push_str(&format!("[[class]]\nname = {}\nwords = [{}]\n\n", quoted(&class), list.join(", ")));
        known.insert(name.clone(), Set { class, member: words.first().cloned().unwrap_or_default() });
    }
    let mut drafts = Drafts::new();
    for dictionary in &dictionaries {
        Reader { dictionary, pack, english, sets: &known, drafts: &mut drafts, left, block: Block::default() }.read();
    }
    let rules = drafts.iter().map(|((root, code), draft)| rule(root, code, draft, pack)).collect::<String>();
    Verbs {
        rules: ("rules/imported.toml", rules, "rules", drafts.len()),
        classes: ("classes/imported.toml", classes, "sets of words", members.len()),
    }
}

fn rule(root: &str, code: &str, draft: &Draft, pack: &Pack) -> String {
    let row = pack.crosswalk.code(code);
    let kind = row.and_then(|r| r.kind.as_deref()).unwrap_or_default();
    let mode = row.and_then(|r| r.mode.as_ref()).map(|m| format!("mode = {}\n", quoted(m))).unwrap_or_default();
    let (frame, confidence) = (&pack.import.frame, pack.import.confidence);
    let triggers: Vec<String> = draft.triggers.iter().map(|t| quoted(t)).collect();
    format!(
        "[[rule]]\nname = {}\ntype = {}\n{mode}cameo = {}\nframe = {}\nconfidence = {confidence}\nimported = {}\nverbs = [{}]\n\n",
        quoted(&format!("imported.{root}.{code}")),
        quoted(kind),
        quoted(code),
        quoted(frame),
        quoted(&draft.at),
        triggers.join(", ")
    )
}

/// A string as TOML writes it, which is as JSON does.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The members of each set, and their lemmas as the engine makes them.
fn sets(dictionary: &Dictionary, english: &English, sets: &mut BTreeMap<String, BTreeSet<String>>, left: &mut Vec<Left>) {
    let mut current: Option<String> = None;
    for (line, text) in &dictionary.lines {
        if text.starts_with('&') {
            let name = text.split_whitespace().next().unwrap_or(text).trim_end_matches('_').to_owned();
            if !name[1..].chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c)) || name.len() < 2 {
                left.push(dictionary.left(*line, text, "a set's name has letters, digits, _ and -"));
                current = None;
                continue;
            }
            sets.entry(name.clone()).or_default();
            current = Some(name);
            continue;
        }
        let Some(name) = current.as_ref().filter(|_| text.starts_with('+')) else {
            current = None;
            continue;
        };
        let word = text.trim_start_matches('+').trim().trim_matches('_').to_lowercase();
        if !patterns::is_word(&word) {
            left.push(dictionary.left(*line, text, "a class holds single words"));
            continue;
        }
        let said = format!("They saw the {word}.");
        let lemma = english.analyze(&said).tokens.get(3).map(|t| t.lemma.to_lowercase());
        sets.entry(name.clone()).or_default().extend([word].into_iter().chain(lemma.filter(|l| patterns::is_word(l))));
    }
}

/// Verbs that share patterns: all of a `---` block, or one line of a dictionary without blocks.
#[derive(Default)]
struct Block {
    root: String,
    verbs: Vec<String>,
    /// The header's code.
    code: Option<String>,
    /// Whether a `---` line opened it; without, each verb is a block of its own.
    headed: bool,
    /// Whether its verbs stand on lines of their own, so that the header's word is only a title.
    listed: bool,
}

struct Reader<'r> {
    dictionary: &'r Dictionary,
    pack: &'r Pack,
    english: &'r English,
    sets: &'r BTreeMap<String, Set>,
    drafts: &'r mut Drafts,
    left: &'r mut Vec<Left>,
    block: Block,
}

impl Reader<'_> {
    fn read(mut self) {
        let dictionary = self.dictionary;
        let mut in_set = false;
        for (line, text) in &dictionary.lines {
            if text.starts_with('&') || in_set && text.starts_with('+') {
                in_set = true;
                continue;
            }
            in_set = false;
            let done = if text.starts_with("---") {
                self.header(*line, text)
            } else if let Some(pattern) = text.strip_prefix('-') {
                self.pattern(*line, pattern)
            } else if text.starts_with('~') {
                Err("rewrites codes that others gave".to_owned())
            } else if text.starts_with('+') {
                Err("a synonym outside a set".to_owned())
            } else {
                self.verb(*line, text)
            };
            if let Err(why) = done {
                self.left.push(dictionary.left(*line, text, why));
            }
        }
    }

    fn header(&mut self, line: usize, text: &str) -> Result<(), String> {
        self.block = Block { headed: true, ..Block::default() };
        let (words, inside) = codes::brackets(text.trim_matches('-').trim())?;
        let verb = verb(words)?;
        self.block.root = root(&verb);
        self.block.verbs = vec![verb.clone()];
        match inside[..] {
            [] => Ok(()),
            [code] => {
                let Some(code) = self.code(code)? else { return Ok(()) };
                self.block.code = Some(code.clone());
                self.add(line, &code, verb);
                Ok(())
            }
            _ => Err("several codes".to_owned()),
        }
    }

    fn verb(&mut self, line: usize, text: &str) -> Result<(), String> {
        let (words, inside) = codes::brackets(text)?;
        let words = match words.split_once('{') {
            None => words,
            Some((words, forms)) if forms.trim_end().ends_with('}') => words,
            Some(_) => return Err("a brace that does not close".to_owned()),
        };
        let verb = verb(words)?;
        if self.block.headed {
            if !self.block.listed {
                self.block.listed = true;
                self.block.verbs.clear();
            }
            self.block.verbs.push(verb.clone());
        } else {
            self.block = Block { root: root(&verb), verbs: vec![verb.clone()], ..Block::default() };
        }
        let code = match inside[..] {
            [] => self.block.code.clone(),
            [code] => self.code(code)?,
            _ => return Err("several codes".to_owned()),
        };
        if let Some(code) = code {
            self.add(line, &code, verb);
        }
        Ok(())
    }

    fn pattern(&mut self, line: usize, text: &str) -> Result<(), String> {
        if self.block.verbs.is_empty() {
            return Err("a pattern without a verb above it".to_owned());
        }
        let (pattern, inside) = codes::brackets(text)?;
        let [code] = inside[..] else { return Err(if inside.is_empty() { "no code" } else { "several codes" }.to_owned()) };
        let code = self.code(code)?.ok_or("says that there is no event; a rule's `no` or `never` does that")?;
        // The order of the words is that of their tree; one verb of the block stands for all.
        let rest = patterns::words(pattern, &self.block.verbs[0], self.sets, self.english)?;
        let (phrases, plain): (Vec<String>, Vec<String>) = self.block.verbs.iter().cloned().partition(|v| v.contains(' '));
        let alternatives = (!plain.is_empty()).then(|| plain.join("|"));
        for verb in alternatives.into_iter().chain(phrases) {
            self.add(line, &code, [vec![verb], rest.clone()].concat().join(" "));
        }
        Ok(())
    }

    /// A code that an event type stands behind; `None` for "no code here" (`---`).
    fn code(&self, code: &str) -> Result<Option<String>, String> {
        if code.is_empty() || code.bytes().all(|b| b == b'-') {
            return Ok(None);
        }
        if code.contains(':') {
            return Err("a code for each direction; a rule has one".to_owned());
        }
        let row = self.pack.crosswalk.code(code).ok_or_else(|| format!("no CAMEO code is called `{code}`"))?;
        if row.kind.is_none() {
            return Err(format!("CAMEO {code}, {}, is no event", row.label));
        }
        Ok(Some(code.to_owned()))
    }

    fn add(&mut self, line: usize, code: &str, trigger: String) {
        let at = format!("{}:{line}", self.dictionary.file);
        let key = (self.block.root.clone(), code.to_owned());
        let draft = self.drafts.entry(key).or_insert_with(|| Draft { at, triggers: Vec::new() });
        if !draft.triggers.contains(&trigger) {
            draft.triggers.push(trigger);
        }
    }
}

/// "CARRY_OUT" → "carry out"; the word with a plus sign is the verb itself and goes first.
fn verb(words: &str) -> Result<String, String> {
    let mut parts: Vec<&str> = words.split(['_', ' ']).filter(|p| !p.is_empty()).collect();
    if let Some(at) = parts.iter().position(|p| p.starts_with('+')) {
        let head = parts.remove(at);
        parts.insert(0, head);
    }
    let parts: Vec<String> = parts.iter().map(|p| p.trim_start_matches('+').to_lowercase()).collect();
    match parts.iter().find(|p| !patterns::is_word(p)) {
        Some(part) => Err(format!("`{part}` is not understood")),
        None if parts.is_empty() => Err("no verb".to_owned()),
        None => Ok(parts.join(" ")),
    }
}

fn root(verb: &str) -> String {
    verb.replace(' ', "-")
}
