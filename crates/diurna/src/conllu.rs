//! An analysis as CoNLL-U. In: a report and the analysis of its text. Out: the bytes of its sentences. The labels are the model's
//! own; a root has head 0 and label ROOT; offsets in MISC are code points of the report's text.

use diurna_lang::{Analysis, Token};
use diurna_model::mention::one_line;
use diurna_model::{Report, Span};
use std::fmt::Write;
use std::ops::Range;

/// All sentences of `report`, each followed by an empty line.
pub fn write(report: &Report, analysis: &Analysis) -> String {
    let mut out = String::new();
    let mut points = Points::new(&report.text);
    let entities = entities(analysis);
    let id = one_line(&report.id);
    for (number, sentence) in analysis.sentences.iter().enumerate().filter(|(_, s)| !s.is_empty()) {
        if out.is_empty() {
            put(&mut out, format_args!("# newdoc id = {id}\n"));
        }
        let tokens = &analysis.tokens[sentence.clone()];
        let words = Span::new(tokens[0].span.begin, tokens[tokens.len() - 1].span.end).of(&report.text);
        put(&mut out, format_args!("# sent_id = {id}-{}\n# text = {}\n", number + 1, one_line(words)));
        for at in sentence.clone() {
            row(&mut out, report, analysis, sentence, at, entities[at].as_deref(), &mut points);
        }
        out.push('\n');
    }
    out
}

fn row(
    out: &mut String,
    report: &Report,
    analysis: &Analysis,
    sentence: &Range<usize>,
    at: usize,
    entity: Option<&str>,
    points: &mut Points,
) {
    let token = &analysis.tokens[at];
    let head = match token.head {
        head if head == at || !sentence.contains(&head) => 0,
        head => head - sentence.start + 1,
    };
    let entity = entity.map(|e| format!("Entity={e}|")).unwrap_or_default();
    let glued = if is_glued(&analysis.tokens, at, sentence) { "|SpaceAfter=No" } else { "" };
    put(
        out,
        format_args!(
            "{}\t{}\t{}\t{}\t{}\t_\t{head}\t{}\t_\t{entity}Start={}|End={}{glued}\n",
            at - sentence.start + 1,
            cell(token.span.of(&report.text)),
            cell(&token.lemma),
            token.pos.as_str(),
            cell(token.tag),
            token.dep.as_str(),
            points.at(token.span.begin),
            points.at(token.span.end),
        ),
    );
}

/// The next token of the sentence follows without a space.
fn is_glued(tokens: &[Token], at: usize, sentence: &Range<usize>) -> bool {
    at + 1 < sentence.end && tokens[at + 1].span.begin == tokens[at].span.end
}

/// The BIO label of each token.
fn entities(analysis: &Analysis) -> Vec<Option<String>> {
    let mut labels = vec![None; analysis.tokens.len()];
    for entity in &analysis.entities {
        for at in entity.tokens.clone() {
            let mark = if at == entity.tokens.start { 'B' } else { 'I' };
            labels[at] = Some(format!("{mark}-{}", entity.label));
        }
    }
    labels
}

/// No cell may be empty or hold a tab or line break.
fn cell(words: &str) -> String {
    match one_line(words) {
        words if words.is_empty() => "_".to_owned(),
        words => words,
    }
}

fn put(out: &mut String, words: std::fmt::Arguments) {
    // Writing to a String cannot fail.
    let _ = out.write_fmt(words);
}

/// Byte offsets to code points; cheap when asked from left to right.
struct Points<'t> {
    text: &'t str,
    byte: usize,
    point: usize,
}

impl<'t> Points<'t> {
    fn new(text: &'t str) -> Points<'t> {
        Points { text, byte: 0, point: 0 }
    }

    fn at(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.point) = (0, 0);
        }
        self.point += Span::new(self.byte, byte).of(self.text).chars().count();
        self.byte = byte;
        self.point
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_lang::{Dep, Entity, Pos};

    fn token(span: (usize, usize), lemma: &str, pos: Pos, tag: &'static str, head: usize, dep: Dep) -> Token {
        Token { span: Span::new(span.0, span.1), lemma: lemma.into(), pos, tag, head, dep }
    }

    #[test]
    fn a_sentence_has_ten_columns_and_offsets_in_code_points() {
        let report = Report { id: "r".into(), text: "Übach fell.".into(), ..Report::default() };
        let analysis = Analysis {
            tokens: vec![
                token((0, 6), "Übach", Pos::Propn, "NNP", 1, Dep::Nsubj),
                token((7, 11), "fall", Pos::Verb, "VBD", 1, Dep::Root),
                token((11, 12), ".", Pos::Punct, ".", 1, Dep::Punct),
            ],
            sentences: std::iter::once(0..3).collect(),
            entities: vec![Entity { tokens: 0..1, label: "GPE" }],
        };
        let expected = "# newdoc id = r\n# sent_id = r-1\n# text = Übach fell.\n\
            1\tÜbach\tÜbach\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=B-GPE|Start=0|End=5\n\
            2\tfell\tfall\tVERB\tVBD\t_\t0\tROOT\t_\tStart=6|End=10|SpaceAfter=No\n\
            3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\tStart=10|End=11\n\n";
        assert_eq!(write(&report, &analysis), expected);
    }
}
