//! Words to lexemes: the string ids of norm, prefix, suffix and shape that the network reads. Any string has a lexeme.

use crate::model::{CharClasses, Model};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// What the network and the rules know of a word by its letters alone.
#[derive(Debug, Clone)]
pub(crate) struct Lexeme {
    /// Norm, prefix, suffix, shape.
    pub features: [u64; 4],
    pub lower: SmolStr,
    pub is_space: bool,
}

pub(crate) struct Lexicon {
    reserved: FxHashMap<&'static str, u64>,
    norms: FxHashMap<u64, &'static str>,
    base_norms: FxHashMap<&'static str, &'static str>,
    classes: CharClasses,
}

impl Lexicon {
    pub fn new(model: &mut Model<'static>) -> Lexicon {
        let empty = CharClasses { letters: Vec::new(), capitals: Vec::new(), digits: Vec::new(), spaces: Vec::new() };
        Lexicon {
            reserved: model.reserved.iter().copied().collect(),
            norms: model.norms.iter().copied().collect(),
            base_norms: model.base_norms.iter().copied().collect(),
            classes: std::mem::replace(&mut model.classes, empty),
        }
    }

    /// The lexeme of `word`; `norm` is the one an exception of the tokenizer sets.
    pub fn lexeme(&self, word: &str, norm: Option<&str>) -> Lexeme {
        let id = self.id(word);
        let lower = word.to_lowercase();
        let known = norm.or_else(|| self.norms.get(&id).copied()).or_else(|| self.base_norms.get(word).copied());
        let prefix = word.chars().next().map_or(0, char::len_utf8);
        let suffix = word.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        let features =
            [known.unwrap_or(&lower), &word[..prefix], &word[suffix..], &self.shape(word)].map(|feature| self.id(feature));
        Lexeme { features, lower: SmolStr::new(lower), is_space: !word.is_empty() && word.chars().all(|c| self.is_space(c)) }
    }

    pub fn is_space(&self, c: char) -> bool {
        if c.is_ascii() { matches!(c, ' ' | '\t'..='\r' | '\x1c'..='\x1f') } else { contains(&self.classes.spaces, c) }
    }

    pub fn is_letter(&self, c: char) -> bool {
        if c.is_ascii() { c.is_ascii_alphabetic() } else { contains(&self.classes.letters, c) }
    }

    /// "Xxxx-dd" of "Reuters-24": a run of one kind counts four at most.
    fn shape(&self, word: &str) -> String {
        if word.len() >= 100 && word.chars().count() >= 100 {
            return "LONG".to_string();
        }
        let mut shape = String::with_capacity(word.len());
        let (mut last, mut run) = ('\0', 0);
        let mut first = true;
        for c in word.chars() {
            let kind = self.kind(c);
            run = if kind == last && !first { run + 1 } else { 0 };
            (last, first) = (kind, false);
            if run < 4 {
                shape.push(kind);
            }
        }
        shape
    }

    fn kind(&self, c: char) -> char {
        let (letter, capital, digit) = if c.is_ascii() {
            (c.is_ascii_alphabetic(), c.is_ascii_uppercase(), c.is_ascii_digit())
        } else {
            (contains(&self.classes.letters, c), contains(&self.classes.capitals, c), contains(&self.classes.digits, c))
        };
        match (letter, capital, digit) {
            (true, true, _) => 'X',
            (true, false, _) => 'x',
            (_, _, true) => 'd',
            _ => c,
        }
    }

    /// The number that stands for a string in the weights.
    fn id(&self, string: &str) -> u64 {
        if string.is_empty() {
            return 0;
        }
        self.reserved.get(string).copied().unwrap_or_else(|| murmur64a(string.as_bytes()))
    }
}

fn contains(ranges: &[(u32, u32)], c: char) -> bool {
    let after = ranges.partition_point(|range| range.0 <= c as u32);
    after > 0 && ranges[after - 1].1 >= c as u32
}

/// MurmurHash64A (Austin Appleby, public domain) with seed 1.
fn murmur64a(bytes: &[u8]) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    let mut hash = 1 ^ (bytes.len() as u64).wrapping_mul(M);
    let chunks = bytes.chunks_exact(8);
    let tail = chunks.remainder();
    for chunk in chunks {
        let mut word = chunk.iter().rev().fold(0u64, |word, &byte| word << 8 | u64::from(byte)).wrapping_mul(M);
        word ^= word >> 47;
        hash = (hash ^ word.wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let word = tail.iter().rev().fold(0u64, |word, &byte| word << 8 | u64::from(byte));
        hash = (hash ^ word).wrapping_mul(M);
    }
    hash ^= hash >> 47;
    hash = hash.wrapping_mul(M);
    hash ^ hash >> 47
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_as_the_weights_expect() {
        assert_eq!(murmur64a(b"noun"), 16833663260455505849);
        assert_eq!(murmur64a(b"adv"), 10054248821341768113);
    }
}
