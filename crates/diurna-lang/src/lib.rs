//! English text in, an [`Analysis`] out: tokens with tags, lemmas and a tree, sentences, entities. Any text gives one; nothing is refused.

mod analysis;
mod entities;
mod lemmatizer;
mod lexicon;
#[doc(hidden)]
pub mod model;
mod network;
mod parser;
mod pipeline;
mod projectivity;
mod ruler;
mod tokenizer;

pub use analysis::{Analysis, Dep, Entity, Pos, Token};

use pipeline::Pipeline;
use std::ops::Range;

/// The language engine: immutable, loaded once, shared by all threads.
pub struct English {
    pipeline: Pipeline,
}

/// The model inside the program cannot be read: it was built wrongly.
#[derive(Debug, thiserror::Error)]
#[error("the language model cannot be read: {0}")]
pub struct ModelError(String);

/// Written by `cargo xtask model`; see `model/PROVENANCE.md`.
static MODEL: &[u8] = include_bytes!("../model/en.model");

impl English {
    /// Loads the model that stands in the program.
    pub fn load() -> Result<English, ModelError> {
        let model: model::Model<'static> = postcard::from_bytes(MODEL).map_err(|error| ModelError(error.to_string()))?;
        Ok(English { pipeline: Pipeline::new(model)? })
    }

    /// Whether `lower`, in small letters, is a form of a word that the model's lemma tables know as this part of speech (nouns, verbs,
    /// adjectives and adverbs).
    pub fn knows(&self, lower: &str, pos: Pos) -> bool {
        self.pipeline.knows(lower, pos)
    }

    /// Analyses the whole of `text` at once.
    pub fn analyze(&self, text: &str) -> Analysis {
        self.analyze_blocks(text, std::slice::from_ref(&(0..text.len())))
    }

    /// Analyses each byte range of `text` on its own, so that no sentence crosses a border. Offsets are those of `text`. Ranges that are
    /// not on character borders are skipped.
    pub fn analyze_blocks(&self, text: &str, blocks: &[Range<usize>]) -> Analysis {
        self.pipeline.analyze(text, blocks)
    }
}
