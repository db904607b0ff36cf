//! Scores of the next move from a handful of token numbers: what each token adds is computed once a token and place, in bounded memory.

use super::matrix::Linear;
use super::tok2vec::WIDTH;
use crate::model::ScorerWeights;

const HIDDEN: usize = 64;
const PIECES: usize = 2;
const ROW: usize = HIDDEN * PIECES;
/// Tokens whose feature rows are kept, 4 MB with eight features; a power of two.
const SLOTS: usize = 1024;
/// Tokens computed at once when the front moves on.
const CHUNK: usize = 64;

pub(crate) struct Scorer {
    reduce: Linear,
    lower: Linear,
    lower_bias: Vec<f32>,
    absent: Vec<f32>,
    /// inputs × outputs: the product then runs along the outputs.
    upper: Vec<f32>,
    upper_bias: Vec<f32>,
}

impl Scorer {
    pub fn new(data: &ScorerWeights) -> Scorer {
        let absent = data.absent.to_f32();
        let weights = data.lower.weights.to_f32();
        let upper = Linear::new(&data.upper);
        let outputs = upper.outputs();
        let mut transposed = vec![0.0; upper.weights.len()];
        for output in 0..outputs {
            for input in 0..HIDDEN {
                transposed[input * outputs + output] = upper.weights[output * HIDDEN + input];
            }
        }
        Scorer {
            reduce: Linear::new(&data.reduce),
            lower: Linear { weights, bias: vec![0.0; absent.len()], inputs: HIDDEN },
            lower_bias: data.lower.bias.to_f32(),
            absent,
            upper: transposed,
            upper_bias: upper.bias,
        }
    }

    /// Classes that [`Scorer::score`] writes.
    pub fn classes(&self) -> usize {
        self.upper_bias.len()
    }

    fn features(&self) -> usize {
        self.absent.len() / ROW
    }

    /// Vectors of WIDTH floats to the HIDDEN floats a token that the scorer keeps.
    pub fn reduce(&self, vectors: &[f32], out: &mut Vec<f32>) {
        let count = vectors.len() / WIDTH;
        out.resize(count * HIDDEN, 0.0);
        self.reduce.apply(vectors, WIDTH, count, out);
    }

    pub const REDUCED: usize = HIDDEN;

    pub fn score(&self, rows: &mut FeatureRows, tokens: &[Option<usize>], scores: &mut [f32]) {
        let mut sums = [0f32; ROW];
        sums.copy_from_slice(&self.lower_bias);
        for (place, token) in tokens.iter().enumerate() {
            let row = match token {
                None => &self.absent[place * ROW..(place + 1) * ROW],
                Some(token) => &rows.row(self, *token)[place * ROW..(place + 1) * ROW],
            };
            sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
        scores.copy_from_slice(&self.upper_bias);
        for (pair, weights) in sums.chunks_exact(PIECES).zip(self.upper.chunks_exact(scores.len())) {
            let hidden = pair[0].max(pair[1]);
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += hidden * weight);
        }
    }
}

/// The feature rows of tokens near the front of one block.
pub(crate) struct FeatureRows<'r> {
    reduced: &'r [f32],
    owner: Vec<usize>,
    data: Vec<f32>,
    width: usize,
    front: usize,
    scratch: Vec<f32>,
}

impl<'r> FeatureRows<'r> {
    /// `reduced` are the block's tokens, HIDDEN floats each.
    pub fn new(scorer: &Scorer, reduced: &'r [f32]) -> FeatureRows<'r> {
        let width = scorer.features() * ROW;
        let slots = SLOTS.min((reduced.len() / HIDDEN).next_power_of_two());
        FeatureRows {
            reduced,
            owner: vec![usize::MAX; slots],
            data: vec![0.0; slots * width],
            width,
            front: 0,
            scratch: Vec::new(),
        }
    }

    fn row(&mut self, scorer: &Scorer, token: usize) -> &[f32] {
        let mask = self.owner.len() - 1;
        if self.owner[token & mask] != token {
            // At the front a chunk at once; an old token that was pushed out comes back alone.
            let chunk = if token >= self.front { CHUNK } else { 1 };
            self.fill(scorer, token, chunk);
        }
        &self.data[(token & mask) * self.width..][..self.width]
    }

    fn fill(&mut self, scorer: &Scorer, token: usize, chunk: usize) {
        let mask = self.owner.len() - 1;
        let count = chunk.min(self.reduced.len() / HIDDEN - token).min(self.owner.len());
        self.scratch.resize(count * self.width, 0.0);
        scorer.lower.apply(&self.reduced[token * HIDDEN..], HIDDEN, count, &mut self.scratch);
        for (row, token) in self.scratch.chunks_exact(self.width).zip(token..) {
            self.owner[token & mask] = token;
            self.data[(token & mask) * self.width..][..self.width].copy_from_slice(row);
        }
        self.front = self.front.max(token + count);
    }
}
