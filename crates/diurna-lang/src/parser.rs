//! Reduced vectors of one block to a tree: greedy arc-eager moves, with a move that breaks the sentence. Every token gets a head or is a
//! root; labels may still be decorated ("dobj||xcomp"), see `projectivity`.

use crate::ModelError;
use crate::model::Model;
use crate::network::{FeatureRows, Scorer};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    Shift,
    Reduce,
    Left,
    Right,
    Break,
}

pub(crate) struct Parser {
    scorer: Scorer,
    /// Class to move and label number.
    moves: Vec<(Move, u16)>,
    labels: Vec<&'static str>,
}

/// Heads (`None` for a root) and label numbers, a token each.
pub(crate) struct Arcs {
    pub heads: Vec<Option<usize>>,
    pub labels: Vec<u16>,
}

impl Parser {
    pub fn new(model: &Model<'static>) -> Result<Parser, ModelError> {
        let mut labels: Vec<&'static str> = Vec::new();
        let mut moves = Vec::new();
        for &(number, label) in &model.parser_moves {
            let action = match number {
                0 => Move::Shift,
                1 => Move::Reduce,
                2 => Move::Left,
                3 => Move::Right,
                4 => Move::Break,
                _ => return Err(ModelError(format!("no parser move {number}"))),
            };
            let index = labels.iter().position(|known| *known == label).unwrap_or_else(|| {
                labels.push(label);
                labels.len() - 1
            });
            moves.push((action, index as u16));
        }
        let scorer = Scorer::new(&model.parser);
        if scorer.classes() != moves.len() {
            return Err(ModelError(format!("{} parser moves for {} classes", moves.len(), scorer.classes())));
        }
        Ok(Parser { scorer, moves, labels })
    }

    pub fn scorer(&self) -> &Scorer {
        &self.scorer
    }

    pub fn labels(&self) -> &[&'static str] {
        &self.labels
    }

    pub fn parse(&self, reduced: &[f32]) -> Arcs {
        let mut rows = FeatureRows::new(&self.scorer, reduced);
        let mut state = State::new(reduced.len() / Scorer::REDUCED);
        let mut scores = vec![0f32; self.moves.len()];
        while !state.is_final() {
            self.scorer.score(&mut rows, &state.features(), &mut scores);
            let Some((action, label)) = self.best(&state, &scores) else { break };
            state.apply(action, label);
        }
        Arcs { heads: state.heads, labels: state.labels }
    }

    /// The best move that is allowed; of equal ones the first.
    fn best(&self, state: &State, scores: &[f32]) -> Option<(Move, u16)> {
        let allowed = state.allowed();
        let mut best: Option<usize> = None;
        for (class, &(action, _)) in self.moves.iter().enumerate() {
            if allowed[action as usize] && best.is_none_or(|best| scores[class] > scores[best]) {
                best = Some(class);
            }
        }
        best.map(|class| self.moves[class])
    }
}

/// Children of a token on one side, linked by `Siblings::before`; only the one attached last is read.
#[derive(Clone, Copy, Default)]
struct Children {
    left: Option<u32>,
    right: Option<u32>,
}

struct State {
    count: usize,
    stack: Vec<usize>,
    /// Tokens that went back from the stack to the buffer, the next one last.
    returned: Vec<usize>,
    next: usize,
    heads: Vec<Option<usize>>,
    labels: Vec<u16>,
    children: Vec<Children>,
    sibling_before: Vec<Option<u32>>,
    unshiftable: Vec<bool>,
    starts: Vec<bool>,
}

impl State {
    fn new(count: usize) -> State {
        State {
            count,
            stack: Vec::new(),
            returned: Vec::new(),
            next: 0,
            heads: vec![None; count],
            labels: vec![0; count],
            children: vec![Children::default(); count],
            sibling_before: vec![None; count],
            unshiftable: vec![false; count],
            starts: vec![false; count],
        }
    }

    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffer_len() == 0
    }

    fn buffer_len(&self) -> usize {
        self.count - self.next + self.returned.len()
    }

    /// The token `depth` below the top of the stack.
    fn stacked(&self, depth: usize) -> Option<usize> {
        self.stack.len().checked_sub(depth + 1).map(|at| self.stack[at])
    }

    fn buffered(&self, ahead: usize) -> Option<usize> {
        match self.returned.len().checked_sub(ahead + 1) {
            Some(at) => Some(self.returned[at]),
            None => Some(self.next + ahead - self.returned.len()).filter(|&token| token < self.count),
        }
    }

    fn features(&self) -> [Option<usize>; 8] {
        let (front, top) = (self.buffered(0), self.stacked(0));
        let left = |token: Option<usize>| token.and_then(|token| self.children[token].left).map(|child| child as usize);
        let right = |token: Option<usize>| token.and_then(|token| self.children[token].right).map(|child| child as usize);
        [front, self.buffered(1), top, self.stacked(1), self.stacked(2), left(front), left(top), right(top)]
    }

    /// By move: shift, reduce, left, right, break.
    fn allowed(&self) -> [bool; 5] {
        let (stacked, buffered) = (!self.stack.is_empty(), self.buffer_len());
        let (front, second) = (self.buffered(0), self.buffered(1));
        let starts = |token: Option<usize>| token.is_some_and(|token| self.starts[token]);
        let stuck = buffered < 2 || starts(front) || front.is_some_and(|token| self.unshiftable[token]);
        let arc = stacked && buffered > 0 && !starts(front);
        let adjacent = matches!((front, second), (Some(front), Some(second)) if second == front + 1);
        [!stacked || !stuck, stacked, arc, arc, buffered >= 2 && adjacent && !starts(second)]
    }

    fn apply(&mut self, action: Move, label: u16) {
        let (front, top) = (self.buffered(0), self.stacked(0));
        match (action, front, top) {
            (Move::Shift, Some(front), _) => self.push(front),
            (Move::Reduce, _, Some(top)) => {
                self.stack.pop();
                if self.heads[top].is_none() && !self.stack.is_empty() {
                    self.unshiftable[top] = true;
                    self.returned.push(top);
                }
            }
            (Move::Left, Some(front), Some(top)) => {
                self.attach(top, front, label);
                self.unshiftable[front] = false;
                self.stack.pop();
            }
            (Move::Right, Some(front), Some(top)) => {
                self.attach(front, top, label);
                self.push(front);
            }
            (Move::Break, ..) => {
                if let Some(second) = self.buffered(1) {
                    self.starts[second] = true;
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, front: usize) {
        if self.returned.pop().is_none() {
            self.next += 1;
        }
        self.stack.push(front);
    }

    fn attach(&mut self, child: usize, head: usize, label: u16) {
        if let Some(old) = self.heads[child] {
            self.detach(child, old);
        }
        let last = if head > child { &mut self.children[head].left } else { &mut self.children[head].right };
        self.sibling_before[child] = last.replace(child as u32);
        self.heads[child] = Some(head);
        self.labels[child] = label;
    }

    fn detach(&mut self, child: usize, head: usize) {
        let before = self.sibling_before[child];
        let last = if head > child { &mut self.children[head].left } else { &mut self.children[head].right };
        if *last == Some(child as u32) {
            *last = before;
            return;
        }
        let mut sibling = *last;
        while let Some(current) = sibling {
            let previous = self.sibling_before[current as usize];
            if previous == Some(child as u32) {
                self.sibling_before[current as usize] = before;
                return;
            }
            sibling = previous;
        }
    }
}
