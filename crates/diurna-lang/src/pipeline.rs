//! The stages in their order: tokens, vectors, tags, tree, attributes, entities, lemmas; blocks go through in batches. White space is a
//! token to the network and none to the reader: it is left out here, at the end.

use crate::analysis::{Analysis, Dep, Entity, Pos, Token};
use crate::entities::EntityFinder;
use crate::lemmatizer::Lemmatizer;
use crate::lexicon::Lexicon;
use crate::model::Model;
use crate::network::{Linear, MixedRows, Scorer, Tok2Vec, WordFeatures};
use crate::parser::Parser;
use crate::projectivity::{Tree, deprojectivize};
use crate::ruler::{Attributes, RuledToken, Ruler};
use crate::tokenizer::{RawToken, Tokenizer, Vocabulary};
use crate::{ModelError, network};
use diurna_model::Span;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// Tokens that go through the network together: enough for the matrices, few enough for the memory.
const BATCH: usize = 2048;

pub(crate) struct Pipeline {
    lexicon: Lexicon,
    tokenizer: Tokenizer,
    tok2vec: Tok2Vec,
    entity_tok2vec: Tok2Vec,
    tagger: Linear,
    tags: Vec<&'static str>,
    parser: Parser,
    entities: EntityFinder,
    ruler: Ruler,
    lemmatizer: Lemmatizer,
    /// Caches that wait for the next caller: as many as callers were ever at work at once.
    idle: Mutex<Vec<Caches>>,
}

/// What one thread remembers of the words it met.
#[derive(Default)]
struct Caches {
    vocabulary: Vocabulary,
    rows: MixedRows,
    entity_rows: MixedRows,
}

impl Pipeline {
    pub fn knows(&self, lower: &str, pos: Pos) -> bool {
        self.lemmatizer.knows(lower, pos)
    }

    pub fn new(mut model: Model<'static>) -> Result<Pipeline, ModelError> {
        Ok(Pipeline {
            tokenizer: Tokenizer::new(&model.tokenizer)?,
            tok2vec: Tok2Vec::new(&model.tok2vec),
            entity_tok2vec: Tok2Vec::new(&model.entity_tok2vec),
            tagger: Linear::new(&model.tagger),
            parser: Parser::new(&model)?,
            entities: EntityFinder::new(&model)?,
            ruler: Ruler::new(&model),
            lemmatizer: Lemmatizer::new(&model),
            lexicon: Lexicon::new(&mut model),
            tags: model.tags,
            idle: Mutex::new(Vec::new()),
        })
    }

    pub fn analyze(&self, text: &str, blocks: &[Range<usize>]) -> Analysis {
        let mut caches = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        let mut analysis = Analysis::default();
        let (mut tokens, mut ranges): (Vec<RawToken>, Vec<Range<usize>>) = (Vec::new(), Vec::new());
        for block in blocks.iter().filter(|block| text.get((*block).clone()).is_some()) {
            if tokens.is_empty() && caches.vocabulary.trim() {
                (caches.rows, caches.entity_rows) = Default::default();
            }
            let first = tokens.len();
            self.tokenizer.tokenize(&self.lexicon, &mut caches.vocabulary, text, block.clone(), &mut tokens);
            ranges.push(first..tokens.len());
            if tokens.len() >= BATCH {
                self.batch(text, &tokens, &ranges, &mut caches, &mut analysis);
                tokens.clear();
                ranges.clear();
            }
        }
        self.batch(text, &tokens, &ranges, &mut caches, &mut analysis);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(caches);
        analysis
    }

    fn batch(&self, text: &str, tokens: &[RawToken], blocks: &[Range<usize>], caches: &mut Caches, analysis: &mut Analysis) {
        if tokens.is_empty() {
            return;
        }
        let blocks: Vec<Range<usize>> = blocks.iter().filter(|block| !block.is_empty()).cloned().collect();
        let is_space = |token: usize| caches.vocabulary.lexemes[tokens[token].lexeme as usize].is_space;
        // The parser's floats are gone before the entities' are made: a long text holds one of the two.
        let (tags, reduced) = self.tags_and_parser_input(tokens, &blocks, &caches.vocabulary, &mut caches.rows);
        let trees = blocks.iter().map(|block| {
            let arcs = self.parser.parse(&reduced[block.start * Scorer::REDUCED..block.end * Scorer::REDUCED]);
            deprojectivize(&arcs, self.parser.labels(), |token| is_space(block.start + token))
        });
        let trees: Vec<Tree> = trees.collect();
        drop(reduced);
        let reduced = self.entity_input(tokens, &blocks, &caches.vocabulary, &mut caches.entity_rows);
        for (block, tree) in blocks.iter().zip(&trees) {
            let part = block.start * Scorer::REDUCED..block.end * Scorer::REDUCED;
            let found = self.entities.find(&reduced[part], |token| is_space(block.start + token), &tree.starts);
            let out = BlockOut { text, raw: &tokens[block.clone()], tags: &tags[block.clone()], tree, found: &found };
            self.write(&out, &caches.vocabulary, analysis);
        }
    }

    /// A tag number a token, and Scorer::REDUCED floats a token for the parser.
    fn tags_and_parser_input(
        &self,
        tokens: &[RawToken],
        blocks: &[Range<usize>],
        vocabulary: &Vocabulary,
        rows: &mut MixedRows,
    ) -> (Vec<u8>, Vec<f32>) {
        let mut tags = vec![0; tokens.len()];
        let mut reduced = vec![0.0; tokens.len() * Scorer::REDUCED];
        let (mut small, mut scores) = (Vec::new(), Vec::new());
        self.tok2vec.run(
            blocks,
            |token| features(&tokens[token], vocabulary),
            rows,
            |places, vectors| {
                scores.resize(places.len() * self.tags.len(), 0.0);
                self.tagger.apply(vectors, network::WIDTH, places.len(), &mut scores);
                self.parser.scorer().reduce(vectors, &mut small);
                scatter(places, &small, &mut reduced);
                for (place, scores) in places.iter().zip(scores.chunks_exact(self.tags.len())) {
                    if let Some(token) = place {
                        tags[*token] = first_best(scores);
                    }
                }
            },
        );
        (tags, reduced)
    }

    fn entity_input(
        &self,
        tokens: &[RawToken],
        blocks: &[Range<usize>],
        vocabulary: &Vocabulary,
        rows: &mut MixedRows,
    ) -> Vec<f32> {
        let mut reduced = vec![0.0; tokens.len() * Scorer::REDUCED];
        let mut small = Vec::new();
        self.entity_tok2vec.run(
            blocks,
            |token| features(&tokens[token], vocabulary),
            rows,
            |places, vectors| {
                self.entities.scorer().reduce(vectors, &mut small);
                scatter(places, &small, &mut reduced);
            },
        );
        reduced
    }

    /// Puts a block's findings into the analysis, without its white space.
    fn write(&self, block: &BlockOut, vocabulary: &Vocabulary, analysis: &mut Analysis) {
        let lexeme = |token: usize| &vocabulary.lexemes[block.raw[token].lexeme as usize];
        let dep = |token: usize| Dep::parse(block.tree.labels[token]).unwrap_or(Dep::Dep);
        let attributes = self.ruler_attributes(block, vocabulary);
        let offset = analysis.tokens.len();
        // Number of each token in the analysis: how many words stand before it.
        let mut numbers = Vec::with_capacity(block.raw.len() + 1);
        let mut next = offset;
        for token in 0..block.raw.len() {
            numbers.push(next);
            next += usize::from(!lexeme(token).is_space);
        }
        numbers.push(next);
        let heads = word_heads(&block.tree.heads, |token| lexeme(token).is_space);
        for (token, raw) in block.raw.iter().enumerate().filter(|&(token, _)| !lexeme(token).is_space) {
            let Attributes { pos, lemma, is_base } = attributes[token];
            let pos = pos.unwrap_or(Pos::X);
            let word = &block.text[raw.begin..raw.end];
            let lemma = match lemma {
                Some(lemma) => lemma.into(),
                None => self.lemmatizer.lemma(&self.lexicon, word, &lexeme(token).lower, pos, is_base),
            };
            analysis.tokens.push(Token {
                span: Span::new(raw.begin, raw.end),
                lemma,
                pos,
                tag: self.tags[block.tags[token] as usize],
                head: numbers[heads[token]],
                dep: if heads[token] == token { Dep::Root } else { dep(token) },
            });
        }
        let borders: Vec<usize> = (0..block.raw.len()).filter(|&token| token == 0 || block.tree.starts[token]).collect();
        for (at, &begin) in borders.iter().enumerate() {
            let end = borders.get(at + 1).copied().unwrap_or(block.raw.len());
            if numbers[begin] < numbers[end] {
                analysis.sentences.push(numbers[begin]..numbers[end]);
            }
        }
        for (range, label) in block.found {
            let tokens = numbers[range.start]..numbers[range.end];
            if !tokens.is_empty() {
                analysis.entities.push(Entity { tokens, label });
            }
        }
    }

    fn ruler_attributes(&self, block: &BlockOut, vocabulary: &Vocabulary) -> Vec<Attributes> {
        let tokens: Vec<RuledToken> = block
            .raw
            .iter()
            .enumerate()
            .map(|(token, raw)| RuledToken {
                tag: block.tags[token],
                lower: &vocabulary.lexemes[raw.lexeme as usize].lower,
                dep: Dep::parse(block.tree.labels[token]).unwrap_or(Dep::Dep),
            })
            .collect();
        self.ruler.apply(&tokens)
    }
}

/// A block with all that was found in it.
struct BlockOut<'b> {
    text: &'b str,
    raw: &'b [RawToken],
    tags: &'b [u8],
    tree: &'b Tree,
    found: &'b [(Range<usize>, &'static str)],
}

fn features(token: &RawToken, vocabulary: &Vocabulary) -> WordFeatures {
    let lexeme = &vocabulary.lexemes[token.lexeme as usize];
    let [norm, prefix, suffix, shape] = lexeme.features;
    WordFeatures {
        key: token.lexeme as usize * 2 + usize::from(token.spaced),
        ids: [norm, prefix, suffix, shape, u64::from(token.spaced), u64::from(lexeme.is_space)],
    }
}

fn scatter(places: &[Option<usize>], rows: &[f32], out: &mut [f32]) {
    for (place, row) in places.iter().zip(rows.chunks_exact(Scorer::REDUCED)) {
        if let Some(token) = place {
            out[token * Scorer::REDUCED..(token + 1) * Scorer::REDUCED].copy_from_slice(row);
        }
    }
}

fn first_best(scores: &[f32]) -> u8 {
    let mut best = 0;
    for (index, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = index;
        }
    }
    best as u8
}

/// Heads that are words: what hangs on white space goes up to the next word; where there is none it becomes a root.
fn word_heads(heads: &[usize], is_space: impl Fn(usize) -> bool) -> Vec<usize> {
    (0..heads.len())
        .map(|token| {
            let mut head = heads[token];
            for _ in 0..heads.len() {
                if !is_space(head) {
                    return head;
                }
                if heads[head] == head {
                    break;
                }
                head = heads[head];
            }
            token
        })
        .collect()
}
