//! A report laid out for reading: its paragraphs, and the analysis of each. In: report. Out: [`Page`].
//! The analysis may look at a prepared copy of the text (line breaks inside a paragraph as spaces, teletype capitals recased);
//! the copy has the same length byte for byte, so every span holds for the report's own text.

use diurna_lang::{Analysis, English};
use diurna_model::{Report, Span};
use diurna_pack::Pack;
use std::ops::Range;

pub(crate) struct Page<'r> {
    pub report: &'r Report,
    pub analysis: Analysis,
    /// Byte ranges of the paragraphs, in order; no sentence crosses their borders.
    #[allow(dead_code)]
    pub blocks: Vec<Range<usize>>,
}

impl<'r> Page<'r> {
    pub fn new(english: &English, _pack: &Pack, report: &'r Report) -> Page<'r> {
        let blocks = vec![0..report.text.len()];
        let analysis = english.analyze_blocks(&report.text, &blocks);
        Page { report, analysis, blocks }
    }

    /// The report's own words under a token.
    pub fn word(&self, token: usize) -> &'r str {
        self.analysis.tokens[token].span.of(&self.report.text)
    }

    pub fn lemma(&self, token: usize) -> &str {
        &self.analysis.tokens[token].lemma
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
