//! Lifts the decorated arcs of a parse ("dobj||xcomp": an object whose true head is the `xcomp` below the head it hangs on), then says
//! where sentences start (Nivre & Nilsson 2005, the HEAD scheme).

use crate::parser::Arcs;

const DELIMITER: &str = "||";

/// A block's tree with plain labels.
pub(crate) struct Tree {
    /// A root's own number for a root.
    pub heads: Vec<usize>,
    pub labels: Vec<&'static str>,
    /// True where a token is the first of its sentence.
    pub starts: Vec<bool>,
}

pub(crate) fn deprojectivize(arcs: &Arcs, names: &[&'static str], is_space: impl Fn(usize) -> bool) -> Tree {
    let count = arcs.heads.len();
    let mut heads: Vec<usize> = arcs.heads.iter().enumerate().map(|(token, head)| head.unwrap_or(token)).collect();
    let mut labels: Vec<&'static str> =
        (0..count).map(|token| if arcs.heads[token].is_none() { "ROOT" } else { names[arcs.labels[token] as usize] }).collect();
    let decorated: Vec<usize> = (0..count).filter(|&token| labels[token].contains(DELIMITER)).collect();
    if !decorated.is_empty() {
        // Children as they stood before any lift.
        let children = Children::new(&heads);
        for token in decorated {
            let Some((label, head_label)) = labels[token].split_once(DELIMITER) else { continue };
            heads[token] = find_head(token, heads[token], head_label, &children, &labels, &is_space);
            labels[token] = label;
        }
    }
    let starts = sentence_starts(&heads);
    Tree { heads, labels, starts }
}

/// Children of every token in text order, as one list with borders.
struct Children {
    borders: Vec<usize>,
    list: Vec<usize>,
}

impl Children {
    fn new(heads: &[usize]) -> Children {
        let mut borders = vec![0; heads.len() + 1];
        for (token, &head) in heads.iter().enumerate() {
            borders[head + 1] += usize::from(head != token);
        }
        for at in 1..borders.len() {
            borders[at] += borders[at - 1];
        }
        let mut next = borders.clone();
        let mut list = vec![0; borders[heads.len()]];
        for (token, &head) in heads.iter().enumerate().filter(|&(token, &head)| head != token) {
            list[next[head]] = token;
            next[head] += 1;
        }
        Children { borders, list }
    }

    fn of(&self, head: usize) -> &[usize] {
        &self.list[self.borders[head]..self.borders[head + 1]]
    }
}

/// Breadth first, left to right: the first descendant of `head` with the label; `head` itself if none has it.
fn find_head(
    token: usize,
    head: usize,
    label: &str,
    children: &Children,
    labels: &[&'static str],
    is_space: &impl Fn(usize) -> bool,
) -> usize {
    let mut queue = vec![head];
    let mut at = 0;
    while at < queue.len() && queue.len() <= labels.len() {
        for &child in children.of(queue[at]) {
            if child == token || is_space(child) {
                continue;
            }
            if labels[child] == label {
                return child;
            }
            queue.push(child);
        }
        at += 1;
    }
    head
}

/// A sentence starts at the leftmost descendant of its root.
fn sentence_starts(heads: &[usize]) -> Vec<bool> {
    let mut leftmost: Vec<usize> = (0..heads.len()).collect();
    // A tree with lifted arcs may need a second round; ten end any.
    for _ in 0..10 {
        let mut changed = false;
        for token in (0..heads.len()).chain((0..heads.len()).rev()) {
            if leftmost[token] < leftmost[heads[token]] {
                leftmost[heads[token]] = leftmost[token];
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    let mut starts = vec![false; heads.len()];
    for (token, &head) in heads.iter().enumerate() {
        if head == token {
            starts[leftmost[token]] = true;
        }
    }
    starts
}
