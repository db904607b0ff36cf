//! Tokens to vectors in context: hash tables of word features, mixed, then four residual layers that each see one neighbour a side.
//! Works in windows, so that a long text needs no more memory than a short one.

use super::hashing::four_hashes;
use super::matrix::Linear;
use crate::model::{MaxoutWeights, Tok2VecWeights};
use std::ops::Range;

/// Floats of a token's vector.
pub(crate) const WIDTH: usize = 96;
const PIECES: usize = 3;
const WIDE: usize = WIDTH * PIECES;
/// Zero rows at each end of a block: the layers run over them as over tokens, as in training. Also how far a vector sees.
const PAD: usize = 4;
/// Positions computed at once.
const WINDOW: usize = 512;
/// Marks a pad among positions.
const NO_TOKEN: u32 = u32::MAX;
/// Word rows that a cache keeps: 9 MB.
const MAX_ROWS: usize = 24_000;

struct Maxout {
    /// Piece-major: row `piece * WIDTH + output`, so that the maximum runs over three contiguous stretches.
    linear: Linear,
    gain: Vec<f32>,
    shift: Vec<f32>,
}

impl Maxout {
    fn new(data: &MaxoutWeights) -> Maxout {
        let from = Linear::new(&data.linear);
        let inputs = from.inputs;
        let mut linear = Linear { weights: vec![0.0; from.weights.len()], bias: vec![0.0; from.bias.len()], inputs };
        for output in 0..WIDTH {
            for piece in 0..PIECES {
                let (old, new) = (output * PIECES + piece, piece * WIDTH + output);
                linear.bias[new] = from.bias[old];
                linear.weights[new * inputs..(new + 1) * inputs].copy_from_slice(&from.weights[old * inputs..(old + 1) * inputs]);
            }
        }
        Maxout { linear, gain: data.gain.to_f32(), shift: data.shift.to_f32() }
    }

    /// The largest piece of each output, normalised.
    fn normed(&self, wide: &[f32]) -> [f32; WIDTH] {
        let mut best = [0f32; WIDTH];
        let (first, rest) = wide.split_at(WIDTH);
        let (second, third) = rest.split_at(WIDTH);
        for (index, value) in best.iter_mut().enumerate() {
            *value = first[index].max(second[index]).max(third[index]);
        }
        let mean = sum(&best) / WIDTH as f32;
        let mut squares = best;
        squares.iter_mut().for_each(|value| *value = (*value - mean) * (*value - mean));
        let scale = 1.0 / (sum(&squares) / WIDTH as f32 + 1e-8).sqrt();
        for (index, value) in best.iter_mut().enumerate() {
            *value = (*value - mean) * scale * self.gain[index] + self.shift[index];
        }
        best
    }
}

/// Sixteen partial sums, which the compiler keeps in vector registers.
fn sum(values: &[f32; WIDTH]) -> f32 {
    let mut lanes = [0f32; 16];
    for chunk in values.chunks_exact(16) {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += value;
        }
    }
    lanes.iter().sum()
}

struct HashTable {
    seed: u32,
    rows: u32,
    /// rows × WIDE: the table already multiplied with its part of the mixing weights.
    folded: Vec<f32>,
}

pub(crate) struct Tok2Vec {
    tables: Vec<HashTable>,
    mix: Maxout,
    layers: Vec<Maxout>,
}

/// The mixed rows of words already met, by lexeme and by whether a space follows.
#[derive(Default)]
pub(crate) struct MixedRows {
    slots: Vec<u32>,
    rows: Vec<f32>,
}

/// What the tables read of a token.
pub(crate) struct WordFeatures {
    /// Lexeme number times two, plus one if a space follows.
    pub key: usize,
    pub ids: [u64; 6],
}

impl Tok2Vec {
    pub fn new(data: &Tok2VecWeights) -> Tok2Vec {
        let mix = Maxout::new(&data.mix);
        let tables = data.tables.iter().enumerate().map(|(index, (seed, tensor))| {
            let rows = tensor.to_f32();
            let count = rows.len() / WIDTH;
            let part =
                mix.linear.weights.chunks_exact(mix.linear.inputs).flat_map(|row| &row[index * WIDTH..(index + 1) * WIDTH]);
            let part = Linear { weights: part.copied().collect(), bias: vec![0.0; WIDE], inputs: WIDTH };
            let mut folded = vec![0.0; count * WIDE];
            part.apply(&rows, WIDTH, count, &mut folded);
            HashTable { seed: *seed, rows: count as u32, folded }
        });
        Tok2Vec { tables: tables.collect(), mix, layers: data.layers.iter().map(Maxout::new).collect() }
    }

    /// Vectors of the tokens of `blocks` (ranges of tokens, none sees another). `sink` gets, window by window, the token number of
    /// each position (`None` for pads) and the vectors, WIDTH floats a position.
    pub fn run(
        &self,
        blocks: &[Range<usize>],
        features: impl Fn(usize) -> WordFeatures,
        cache: &mut MixedRows,
        mut sink: impl FnMut(&[Option<usize>], &[f32]),
    ) {
        let positions = lay_out(blocks);
        let mut vectors = vec![0f32; (WINDOW + 2 * PAD + 2) * WIDTH];
        let mut wide = vec![0f32; (WINDOW + 2 * PAD) * WIDE];
        let mut start = 0;
        while start < positions.len() {
            let end = (start + WINDOW).min(positions.len());
            let (from, to) = (start.saturating_sub(PAD), (end + PAD).min(positions.len()));
            let count = to - from;
            // One zero row before and one after stand for what lies beyond.
            let vectors = &mut vectors[..(count + 2) * WIDTH];
            vectors.fill(0.0);
            for (row, &position) in vectors[WIDTH..].chunks_exact_mut(WIDTH).zip(&positions[from..to]) {
                if position != NO_TOKEN {
                    self.mixed(&features(position as usize), cache, row);
                }
            }
            for layer in &self.layers {
                layer.linear.apply(vectors, WIDTH, count, &mut wide);
                for (row, wide) in vectors[WIDTH..].chunks_exact_mut(WIDTH).zip(wide.chunks_exact(WIDE)).take(count) {
                    row.iter_mut().zip(layer.normed(wide)).for_each(|(value, more)| *value += more);
                }
            }
            let tokens: Vec<Option<usize>> =
                positions[start..end].iter().map(|&position| (position != NO_TOKEN).then_some(position as usize)).collect();
            let skip = (start - from + 1) * WIDTH;
            sink(&tokens, &vectors[skip..skip + (end - start) * WIDTH]);
            start = end;
        }
    }

    fn mixed(&self, features: &WordFeatures, cache: &mut MixedRows, row: &mut [f32]) {
        if let Some(&slot) = cache.slots.get(features.key)
            && slot != NO_TOKEN
        {
            row.copy_from_slice(&cache.rows[slot as usize * WIDTH..][..WIDTH]);
            return;
        }
        let mut wide = [0f32; WIDE];
        wide.copy_from_slice(&self.mix.linear.bias);
        for (table, &id) in self.tables.iter().zip(&features.ids) {
            for hash in four_hashes(id, table.seed) {
                let folded = &table.folded[(hash % table.rows) as usize * WIDE..][..WIDE];
                wide.iter_mut().zip(folded).for_each(|(value, more)| *value += more);
            }
        }
        row.copy_from_slice(&self.mix.normed(&wide));
        let slot = cache.rows.len() / WIDTH;
        if slot < MAX_ROWS {
            if cache.slots.len() <= features.key {
                cache.slots.resize(features.key + 1, NO_TOKEN);
            }
            cache.slots[features.key] = slot as u32;
            cache.rows.extend_from_slice(row);
        }
    }
}

/// All blocks in one row of positions, pads before, between and after: four between two are enough, for no vector sees further.
fn lay_out(blocks: &[Range<usize>]) -> Vec<u32> {
    let pad = [NO_TOKEN; PAD];
    let mut positions = pad.to_vec();
    for block in blocks {
        positions.extend(block.clone().map(|token| token as u32));
        positions.extend(pad);
    }
    positions
}
