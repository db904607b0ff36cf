//! The numbers of the engine: word vectors in context and the scores of moves. Plain f32, one thread, no randomness.

mod hashing;
mod matrix;
mod scorer;
mod tok2vec;

pub(crate) use matrix::Linear;
pub(crate) use scorer::{FeatureRows, Scorer};
pub(crate) use tok2vec::{MixedRows, Tok2Vec, WIDTH, WordFeatures};
