//! Text to tokens, white space included: words split at spaces, then affixes, special cases and infixes taken off by the model's patterns.
//! It refuses nothing; a pattern that gives up on a word leaves that word whole.

use crate::ModelError;
use crate::lexicon::{Lexeme, Lexicon};
use crate::model::TokenizerData;
use fancy_regex::Regex;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::ops::Range;

/// A token of the network's text: bytes, lexeme and whether one space follows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RawToken {
    pub begin: usize,
    pub end: usize,
    pub lexeme: u32,
    pub spaced: bool,
}

/// A part of a word: its bytes in the word, and the norm that an exception gives it.
#[derive(Debug, Clone, PartialEq)]
struct Piece {
    range: Range<usize>,
    norm: Option<&'static str>,
}

type Exception = Vec<(&'static str, Option<&'static str>)>;

pub(crate) struct Tokenizer {
    prefix: Regex,
    suffix: Regex,
    infix: Regex,
    url: Regex,
    exceptions: FxHashMap<&'static str, Exception>,
    /// Exceptions that affix patterns would cut (":*"), as they cut them; by first piece. They are joined again after.
    split_exceptions: FxHashMap<&'static str, Vec<(Vec<&'static str>, &'static str)>>,
}

/// Words met and their lexemes; bounded by [`Vocabulary::trim`].
#[derive(Default)]
pub(crate) struct Vocabulary {
    pub lexemes: Vec<Lexeme>,
    by_word: FxHashMap<(SmolStr, Option<&'static str>), u32>,
    words: FxHashMap<Box<str>, Box<[(u32, u32, u32)]>>,
}

/// More than the word types of a few thousand dispatches; about 15 MB with the network's rows.
const MAX_LEXEMES: usize = 12_000;
/// A longer word is not worth remembering, nor is one an exception.
const MAX_CACHED_WORD: usize = 64;
/// Bytes at either end of a word that affixes are looked for in.
const MAX_SEEN: usize = 256;

impl Vocabulary {
    /// Forgets all when too much is remembered; true if so. Lexeme numbers given before are void then.
    pub fn trim(&mut self) -> bool {
        let full = self.lexemes.len() > MAX_LEXEMES || self.words.len() > 2 * MAX_LEXEMES;
        if full {
            *self = Vocabulary::default();
        }
        full
    }

    fn lexeme(&mut self, lexicon: &Lexicon, word: &str, norm: Option<&'static str>) -> u32 {
        let key = (SmolStr::new(word), norm);
        if let Some(&number) = self.by_word.get(&key) {
            return number;
        }
        let number = self.lexemes.len() as u32;
        self.lexemes.push(lexicon.lexeme(word, norm));
        self.by_word.insert(key, number);
        number
    }
}

impl Tokenizer {
    pub fn new(data: &TokenizerData<'static>) -> Result<Tokenizer, ModelError> {
        let regex = |pattern: &str| Regex::new(pattern).map_err(|error| ModelError(error.to_string()));
        let mut tokenizer = Tokenizer {
            prefix: regex(data.prefix)?,
            suffix: regex(data.suffix)?,
            infix: regex(data.infix)?,
            url: regex(data.url)?,
            exceptions: data.exceptions.iter().cloned().collect(),
            split_exceptions: FxHashMap::default(),
        };
        for &(word, _) in &data.exceptions {
            let pieces: Vec<&'static str> = tokenizer.split(word, false).into_iter().map(|piece| &word[piece.range]).collect();
            if tokenizer.is_cut(word) && !pieces.is_empty() {
                tokenizer.split_exceptions.entry(pieces[0]).or_default().push((pieces, word));
            }
        }
        Ok(tokenizer)
    }

    /// Appends the tokens of `text[range]` to `tokens`, with offsets of `text`.
    pub fn tokenize(
        &self,
        lexicon: &Lexicon,
        vocabulary: &mut Vocabulary,
        text: &str,
        range: Range<usize>,
        tokens: &mut Vec<RawToken>,
    ) {
        let first = tokens.len();
        let (mut start, end) = (range.start, range.end);
        let text_of_block = &text[range];
        let Some(c) = text_of_block.chars().next() else { return };
        let mut in_space = lexicon.is_space(c);
        for (at, c) in text_of_block.char_indices().map(|(at, c)| (at + end - text_of_block.len(), c)) {
            if lexicon.is_space(c) == in_space {
                continue;
            }
            self.word(lexicon, vocabulary, text, start..at, tokens);
            start = at;
            if c == ' ' {
                if let Some(last) = tokens[first..].last_mut() {
                    last.spaced = true;
                }
                start += 1;
            }
            in_space = !in_space;
        }
        if start < end {
            self.word(lexicon, vocabulary, text, start..end, tokens);
        }
    }

    fn word(&self, lexicon: &Lexicon, vocabulary: &mut Vocabulary, text: &str, range: Range<usize>, tokens: &mut Vec<RawToken>) {
        let word = &text[range.clone()];
        if word.is_empty() {
            return;
        }
        let token = |&(begin, end, lexeme): &(u32, u32, u32)| RawToken {
            begin: range.start + begin as usize,
            end: range.start + end as usize,
            lexeme,
            spaced: false,
        };
        if let Some(known) = vocabulary.words.get(word) {
            tokens.extend(known.iter().map(token));
            return;
        }
        let pieces = self.rejoin(word, self.split(word, true));
        let known: Box<[(u32, u32, u32)]> = pieces
            .into_iter()
            .map(|piece| {
                let lexeme = vocabulary.lexeme(lexicon, &word[piece.range.clone()], piece.norm);
                (piece.range.start as u32, piece.range.end as u32, lexeme)
            })
            .collect();
        tokens.extend(known.iter().map(token));
        if word.len() <= MAX_CACHED_WORD {
            vocabulary.words.insert(word.into(), known);
        }
    }

    fn split(&self, word: &str, specials: bool) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if specials && self.push_exception(word, 0, &mut pieces) {
            return pieces;
        }
        let mut suffixes = Vec::new();
        let middle = self.strip_affixes(word, specials, &mut pieces, &mut suffixes);
        if !middle.is_empty() {
            let rest = &word[middle.clone()];
            if !(specials && self.push_exception(rest, middle.start, &mut pieces)) {
                if self.url.is_match(rest).unwrap_or(false) {
                    pieces.push(Piece { range: middle, norm: None });
                } else {
                    self.split_infixes(rest, middle.start, &mut pieces);
                }
            }
        }
        pieces.extend(suffixes.into_iter().rev());
        pieces
    }

    /// Takes prefixes and suffixes off in turn; what is left is returned.
    fn strip_affixes(&self, word: &str, specials: bool, prefixes: &mut Vec<Piece>, suffixes: &mut Vec<Piece>) -> Range<usize> {
        let is_special = |part: &str| specials && part.len() <= MAX_CACHED_WORD && self.exceptions.contains_key(part);
        let piece = |begin, end| Piece { range: begin..end, norm: None };
        let (mut begin, mut end) = (0, word.len());
        while begin < end {
            let rest = &word[begin..end];
            if is_special(rest) {
                break;
            }
            let before = match_length(&self.prefix, first_chars(rest));
            if before > 0 && is_special(&rest[before..]) {
                prefixes.push(piece(begin, begin + before));
                begin += before;
                break;
            }
            let after = match_length(&self.suffix, last_chars(&rest[before..]));
            if after > 0 && is_special(&rest[..rest.len() - after]) {
                suffixes.push(piece(end - after, end));
                end -= after;
                break;
            }
            if before == 0 && after == 0 {
                break;
            }
            if before > 0 {
                prefixes.push(piece(begin, begin + before));
                begin += before;
            }
            if after > 0 {
                suffixes.push(piece(end - after, end));
                end -= after;
            }
        }
        begin..end
    }

    fn split_infixes(&self, rest: &str, offset: usize, pieces: &mut Vec<Piece>) {
        let mut start = 0;
        let mut push = |begin: usize, end: usize| {
            if begin != end {
                pieces.push(Piece { range: offset + begin..offset + end, norm: None });
            }
        };
        for found in self.infix.find_iter(rest) {
            let Ok(found) = found else { break };
            if found.start() == 0 {
                continue;
            }
            push(start, found.start());
            push(found.start(), found.end());
            start = found.end();
        }
        push(start, rest.len());
    }

    fn push_exception(&self, word: &str, offset: usize, pieces: &mut Vec<Piece>) -> bool {
        let Some(exception) = self.exceptions.get(word) else { return false };
        let mut begin = offset;
        for (part, norm) in exception {
            pieces.push(Piece { range: begin..begin + part.len(), norm: *norm });
            begin += part.len();
        }
        true
    }

    fn is_cut(&self, word: &str) -> bool {
        [&self.prefix, &self.suffix, &self.infix].iter().any(|regex| match regex.find(word) {
            Ok(Some(found)) => !found.range().is_empty(),
            _ => false,
        })
    }

    /// The second pass: pieces that together are a special case become that special case ("(:*" gives "(" and ":*").
    fn rejoin(&self, word: &str, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut matches: Vec<(usize, usize)> = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            for (parts, _) in self.split_exceptions.get(&word[piece.range.clone()]).into_iter().flatten() {
                let same = pieces.len() >= at + parts.len()
                    && parts.iter().zip(&pieces[at..]).all(|(part, piece)| *part == &word[piece.range.clone()]);
                if same {
                    matches.push((at, at + parts.len()));
                }
            }
        }
        if matches.is_empty() {
            return pieces;
        }
        // The longest first; of equal ones the first.
        matches.sort_by_key(|&(begin, end)| (std::cmp::Reverse(end - begin), begin));
        let mut taken = vec![false; pieces.len()];
        let mut kept: Vec<(usize, usize)> = Vec::new();
        for (begin, end) in matches {
            if !taken[begin] && !taken[end - 1] {
                kept.push((begin, end));
            }
            taken[begin..end].fill(true);
        }
        let mut joined = Vec::with_capacity(pieces.len());
        kept.sort_unstable();
        let mut kept = kept.into_iter().peekable();
        let mut at = 0;
        while at < pieces.len() {
            let range = kept.next_if(|&(begin, _)| begin == at);
            let span = range.map(|(begin, end)| (end, pieces[begin].range.start..pieces[end - 1].range.end));
            match span {
                Some((end, bytes)) if self.push_exception(&word[bytes.clone()], bytes.start, &mut joined) => at = end,
                _ => {
                    joined.push(pieces[at].clone());
                    at += 1;
                }
            }
        }
        joined
    }
}

/// What the prefix patterns can see of a word; without a limit 50,000 exclamation marks would take 50,000 looks at all of them.
fn first_chars(word: &str) -> &str {
    if word.len() <= MAX_SEEN {
        return word;
    }
    let end = (0..=MAX_SEEN).rev().find(|&at| word.is_char_boundary(at)).unwrap_or(0);
    &word[..end]
}

fn last_chars(word: &str) -> &str {
    if word.len() <= MAX_SEEN {
        return word;
    }
    let begin = (word.len() - MAX_SEEN..word.len()).find(|&at| word.is_char_boundary(at)).unwrap_or(word.len());
    &word[begin..]
}

fn match_length(regex: &Regex, word: &str) -> usize {
    match regex.find(word) {
        Ok(Some(found)) => found.range().len(),
        _ => 0,
    }
}
