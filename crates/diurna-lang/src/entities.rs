//! Reduced vectors of one block to named entities: one move a token (begin, in, last, unit, out), never across a sentence's start.

use crate::ModelError;
use crate::model::Model;
use crate::network::{FeatureRows, Scorer};
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    Begin,
    In,
    Last,
    Unit,
    Out,
}

pub(crate) struct EntityFinder {
    scorer: Scorer,
    moves: Vec<(Move, &'static str)>,
}

impl EntityFinder {
    pub fn new(model: &Model<'static>) -> Result<EntityFinder, ModelError> {
        let mut moves = Vec::new();
        for &(number, label) in &model.entity_moves {
            let action = match number {
                1 => Move::Begin,
                2 => Move::In,
                3 => Move::Last,
                4 => Move::Unit,
                5 => Move::Out,
                _ => return Err(ModelError(format!("no entity move {number}"))),
            };
            moves.push((action, label));
        }
        let scorer = Scorer::new(&model.entities);
        if scorer.classes() != moves.len() {
            return Err(ModelError(format!("{} entity moves for {} classes", moves.len(), scorer.classes())));
        }
        Ok(EntityFinder { scorer, moves })
    }

    pub fn scorer(&self) -> &Scorer {
        &self.scorer
    }

    /// Entities as ranges of the block's tokens; `is_space` and `starts` say of each token whether it is white space or starts a sentence.
    pub fn find(&self, reduced: &[f32], is_space: impl Fn(usize) -> bool, starts: &[bool]) -> Vec<(Range<usize>, &'static str)> {
        let mut rows = FeatureRows::new(&self.scorer, reduced);
        let mut scores = vec![0f32; self.moves.len()];
        let mut open: Option<(usize, &'static str)> = None;
        let mut found = Vec::new();
        for token in 0..starts.len() {
            let begin = open.map(|(begin, _)| begin);
            let features = [Some(token), begin, begin.and(token.checked_sub(1))];
            self.scorer.score(&mut rows, &features, &mut scores);
            let ends = starts.get(token + 1).copied().unwrap_or(true);
            let Some((action, label)) = self.best(&scores, open.map(|(_, label)| label), ends, is_space(token)) else { break };
            match (action, open) {
                (Move::Begin, _) => open = Some((token, label)),
                (Move::Last, Some((begin, label))) => {
                    found.push((begin..token + 1, label));
                    open = None;
                }
                (Move::Unit, _) => found.push((token..token + 1, label)),
                _ => {}
            }
        }
        found
    }

    fn best(&self, scores: &[f32], open: Option<&str>, ends: bool, space: bool) -> Option<(Move, &'static str)> {
        let allowed = |action: Move, label: &str| match action {
            Move::Begin => open.is_none() && !ends && !space,
            Move::In => open == Some(label) && !ends,
            Move::Last => open == Some(label),
            // The unit without a label is a left-over of training.
            Move::Unit => open.is_none() && !space && !label.is_empty(),
            Move::Out => open.is_none(),
        };
        let mut best: Option<usize> = None;
        for (class, &(action, label)) in self.moves.iter().enumerate() {
            if allowed(action, label) && best.is_none_or(|best| scores[class] > scores[best]) {
                best = Some(class);
            }
        }
        best.map(|class| self.moves[class])
    }
}
