//! A report laid out for reading: its paragraphs, and the analysis of each. In: report. Out: [`Page`].
//! The analysis may look at a prepared copy of the text (line breaks inside a paragraph as spaces, teletype capitals recased);
//! the copy has the same length byte for byte, so every span holds for the report's own text.

mod layout;
mod repairs;

use diurna_lang::{Analysis, Dep, English, Token};
use diurna_model::{Report, Span};
use diurna_pack::Pack;
use std::ops::Range;

pub(crate) struct Page<'r> {
    pub report: &'r Report,
    pub analysis: Analysis,
    /// Byte ranges of the paragraphs, in order; no sentence crosses their borders.
    #[allow(dead_code)]
    pub blocks: Vec<Range<usize>>,
    /// The copy that was analysed; as long as the report's text, byte for byte.
    pub prepared: String,
    tree: Tree,
}

impl<'r> Page<'r> {
    pub fn new(english: &English, pack: &Pack, report: &'r Report) -> Page<'r> {
        let blocks = layout::blocks(&report.text);
        let prepared = layout::prepared(&report.text, &blocks, &pack.names, english);
        let mut analysis = english.analyze_blocks(&prepared, &blocks);
        repairs::repair(&mut analysis, &pack.speech);
        Page::of(report, analysis, blocks, prepared)
    }

    pub fn of(report: &'r Report, analysis: Analysis, blocks: Vec<Range<usize>>, prepared: String) -> Page<'r> {
        let tree = Tree::new(&analysis);
        Page { report, analysis, blocks, prepared, tree }
    }

    pub fn token(&self, token: usize) -> &Token {
        &self.analysis.tokens[token]
    }

    pub fn len(&self) -> usize {
        self.analysis.tokens.len()
    }

    /// The report's own words under a token.
    pub fn word(&self, token: usize) -> &'r str {
        self.analysis.tokens[token].span.of(&self.report.text)
    }

    /// The word as the analysed copy has it: teletype capitals recased.
    pub fn prepared_word(&self, token: usize) -> &str {
        self.analysis.tokens[token].span.of(&self.prepared)
    }

    /// Whether white space, or a hyphen, parts a token from the word before it.
    pub fn space_before(&self, token: usize) -> bool {
        let before = self.prepared[..self.analysis.tokens[token].span.begin].chars().next_back();
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '-' | '–' | '/'))
    }

    /// Whether a hyphen joins a token to the next word.
    pub fn joins_next(&self, token: usize) -> bool {
        let end = self.analysis.tokens[token].span.end;
        self.prepared[end..].starts_with('-') && !self.prepared[end + 1..].starts_with(char::is_whitespace)
    }

    /// Whether a token stands between quotation marks of its paragraph.
    pub fn in_quotes(&self, token: usize) -> bool {
        let at = self.analysis.tokens[token].span.begin;
        let start = self.blocks.iter().find(|b| b.contains(&at)).map_or(0, |b| b.start);
        let mut open = false;
        for c in self.report.text[start..at].chars() {
            match c {
                '"' => open = !open,
                '“' | '«' | '„' => open = true,
                '”' | '»' => open = false,
                _ => {}
            }
        }
        open
    }

    pub fn lemma(&self, token: usize) -> &str {
        &self.analysis.tokens[token].lemma
    }

    pub fn dep(&self, token: usize) -> Dep {
        self.analysis.tokens[token].dep
    }

    /// "to [leave]": whether "to" stands with a verb.
    pub fn has_to(&self, verb: usize) -> bool {
        self.children_as(verb, Dep::Aux).any(|a| self.token(a).tag == "TO")
    }

    /// The head of a token; `None` for a root.
    pub fn head(&self, token: usize) -> Option<usize> {
        let head = self.analysis.tokens[token].head;
        (head != token).then_some(head)
    }

    /// Tokens that hang directly on `token`, in text order.
    pub fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.tree.children[self.tree.starts[token]..self.tree.starts[token + 1]].iter().copied()
    }

    pub fn children_as(&self, token: usize, dep: Dep) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children(token).filter(move |&c| self.dep(c) == dep)
    }

    pub fn child(&self, token: usize, dep: Dep) -> Option<usize> {
        self.children_as(token, dep).next()
    }

    /// From the leftmost to after the rightmost token below (and with) `token`.
    pub fn subtree(&self, token: usize) -> Range<usize> {
        self.tree.edges[token].clone()
    }

    /// Heads from `token`'s own up to the root.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(token), |&t| self.head(t))
    }

    /// Index of the sentence a token stands in.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.tree.sentence_of[token]
    }

    /// Tokens whose span lies in `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let tokens = &self.analysis.tokens;
        let start = tokens.partition_point(|t| t.span.begin < span.begin);
        let end = tokens.partition_point(|t| t.span.end <= span.end);
        start..end.max(start)
    }

    /// From the first character of `tokens.start` to the last of `tokens.end - 1`.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        let all = &self.analysis.tokens;
        match all.get(tokens.start..tokens.end) {
            Some([first, .., last]) => Span::new(first.span.begin, last.span.end),
            Some([only]) => only.span,
            _ => Span::new(0, 0),
        }
    }
}

/// Who hangs on whom, made once from the heads.
struct Tree {
    children: Vec<usize>,
    starts: Vec<usize>,
    edges: Vec<Range<usize>>,
    sentence_of: Vec<usize>,
}

impl Tree {
    fn new(analysis: &Analysis) -> Tree {
        let tokens = &analysis.tokens;
        let mut starts = vec![0; tokens.len() + 1];
        for (i, token) in tokens.iter().enumerate() {
            if token.head != i {
                starts[token.head + 1] += 1;
            }
        }
        for i in 0..tokens.len() {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut children = vec![0; starts[tokens.len()]];
        for (i, token) in tokens.iter().enumerate() {
            if token.head != i {
                children[next[token.head]] = i;
                next[token.head] += 1;
            }
        }
        let mut sentence_of = vec![0; tokens.len()];
        for (number, sentence) in analysis.sentences.iter().enumerate() {
            sentence_of[sentence.clone()].fill(number);
        }
        Tree { edges: edges(analysis), children, starts, sentence_of }
    }
}

/// Leftmost and rightmost descendant of each token; trees may cross, so each token widens all its ancestors.
fn edges(analysis: &Analysis) -> Vec<Range<usize>> {
    let tokens = &analysis.tokens;
    let mut edges: Vec<Range<usize>> = (0..tokens.len()).map(|i| i..i + 1).collect();
    for i in 0..tokens.len() {
        let mut at = i;
        // A tree deeper than this is no sentence a person wrote; the cap keeps a 50,000-character one linear.
        for _ in 0..200 {
            let head = tokens[at].head;
            if head == at {
                break;
            }
            at = head;
            let wide = edges[at].start <= i && i < edges[at].end;
            edges[at].start = edges[at].start.min(i);
            edges[at].end = edges[at].end.max(i + 1);
            if wide {
                break;
            }
        }
    }
    edges
}
