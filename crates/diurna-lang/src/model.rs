//! The shape of `model/en.model`: what `cargo xtask model` writes and [`crate::English::load`] reads. Strings and weights are borrowed
//! from the file's bytes; weights are f16, little endian.

use serde::{Deserialize, Serialize};

/// Everything the engine knows of English.
#[derive(Debug, Serialize, Deserialize)]
pub struct Model<'a> {
    /// Strings whose id is a fixed small number and not their hash.
    #[serde(borrow)]
    pub reserved: Vec<(&'a str, u64)>,
    pub classes: CharClasses,
    #[serde(borrow)]
    pub tokenizer: TokenizerData<'a>,
    /// String id of a word to its norm.
    #[serde(borrow)]
    pub norms: Vec<(u64, &'a str)>,
    /// Norms that count where `norms` has none.
    #[serde(borrow)]
    pub base_norms: Vec<(&'a str, &'a str)>,
    #[serde(borrow)]
    pub lemmas: Vec<LemmaTable<'a>>,
    #[serde(borrow)]
    pub ruler: Vec<RulerRule<'a>>,
    #[serde(borrow)]
    pub tags: Vec<&'a str>,
    /// Class of the parser to its move (0 shift, 1 reduce, 2 left, 3 right, 4 break) and label.
    #[serde(borrow)]
    pub parser_moves: Vec<(u8, &'a str)>,
    /// Class of the entity finder to its move (1 begin, 2 in, 3 last, 4 unit, 5 out) and label.
    #[serde(borrow)]
    pub entity_moves: Vec<(u8, &'a str)>,
    #[serde(borrow)]
    pub tok2vec: Tok2VecWeights<'a>,
    #[serde(borrow)]
    pub entity_tok2vec: Tok2VecWeights<'a>,
    #[serde(borrow)]
    pub tagger: LinearWeights<'a>,
    #[serde(borrow)]
    pub parser: ScorerWeights<'a>,
    #[serde(borrow)]
    pub entities: ScorerWeights<'a>,
}

/// Inclusive ranges of code points: Python's classes, which the weights were trained with, differ from Rust's in places.
#[derive(Debug, Serialize, Deserialize)]
pub struct CharClasses {
    pub letters: Vec<(u32, u32)>,
    pub capitals: Vec<(u32, u32)>,
    pub digits: Vec<(u32, u32)>,
    pub spaces: Vec<(u32, u32)>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct TokenizerData<'a> {
    pub prefix: &'a str,
    pub suffix: &'a str,
    pub infix: &'a str,
    pub url: &'a str,
    /// A word to its pieces, each with its norm if it has one of its own.
    #[serde(borrow)]
    pub exceptions: Vec<(&'a str, Vec<(&'a str, Option<&'a str>)>)>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct LemmaTable<'a> {
    /// Part of speech, lower case.
    pub pos: &'a str,
    /// Known base forms, one a line.
    pub index: &'a str,
    #[serde(borrow)]
    pub exceptions: Vec<(&'a str, Vec<&'a str>)>,
    #[serde(borrow)]
    pub rules: Vec<(&'a str, &'a str)>,
}

/// One rule of the attribute ruler: where a pattern matches, the token at `index` gets the attributes.
#[derive(Debug, Serialize, Deserialize)]
pub struct RulerRule<'a> {
    #[serde(borrow)]
    pub patterns: Vec<Vec<TokenPattern<'a>>>,
    pub index: usize,
    pub tag: Option<&'a str>,
    pub pos: Option<&'a str>,
    pub dep: Option<&'a str>,
    pub morph: Option<&'a str>,
    pub lemma: Option<&'a str>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub struct TokenPattern<'a> {
    #[serde(borrow)]
    pub tag: Option<ValueSet<'a>>,
    #[serde(borrow)]
    pub lower: Option<ValueSet<'a>>,
    #[serde(borrow)]
    pub dep: Option<ValueSet<'a>>,
    pub is_space: Option<bool>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct ValueSet<'a> {
    /// True when the values are those that must not stand there.
    pub negated: bool,
    #[serde(borrow)]
    pub values: Vec<&'a str>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Tensor<'a> {
    pub shape: Vec<usize>,
    pub data: &'a [u8],
}

impl Tensor<'_> {
    pub fn to_f32(&self) -> Vec<f32> {
        self.data.chunks_exact(2).map(|pair| half::f16::from_le_bytes([pair[0], pair[1]]).to_f32()).collect()
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub struct LinearWeights<'a> {
    #[serde(borrow)]
    pub weights: Tensor<'a>,
    #[serde(borrow)]
    pub bias: Tensor<'a>,
}

/// `weights` is outputs × pieces × inputs.
#[derive(Debug, Serialize, Deserialize)]
pub struct MaxoutWeights<'a> {
    #[serde(borrow)]
    pub linear: LinearWeights<'a>,
    #[serde(borrow)]
    pub gain: Tensor<'a>,
    #[serde(borrow)]
    pub shift: Tensor<'a>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Tok2VecWeights<'a> {
    /// Seed and rows of each hash table.
    #[serde(borrow)]
    pub tables: Vec<(u32, Tensor<'a>)>,
    #[serde(borrow)]
    pub mix: MaxoutWeights<'a>,
    #[serde(borrow)]
    pub layers: Vec<MaxoutWeights<'a>>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct ScorerWeights<'a> {
    #[serde(borrow)]
    pub reduce: LinearWeights<'a>,
    /// features × hidden × pieces × inputs.
    #[serde(borrow)]
    pub lower: LinearWeights<'a>,
    /// What an absent feature counts: features × hidden × pieces.
    #[serde(borrow)]
    pub absent: Tensor<'a>,
    #[serde(borrow)]
    pub upper: LinearWeights<'a>,
}
