//! Time expressions with their values. In: page, words of time. Out: times in text order.
//! Nothing is guessed: without a day of publication what is relative to it has no value.
//! A report's own date line gives that day where the metadata do not, and is no time that the report tells.

mod calendar;
mod clock;
mod dates;
mod lengths;
mod pieces;
mod relative;
mod scan;
mod tense;

use crate::page::Page;
use diurna_model::Span;
use diurna_model::mention::Time;
use diurna_pack::times::{Scale, Times};
use jiff::civil::Date;
use pieces::{Piece, pieces};
use scan::{Found, Scan, Told};

/// Over how many sentences "that day" looks back.
const LOOK_BACK: usize = 3;

pub(crate) fn times(page: &Page, words: &Times) -> Vec<Time> {
    let line = date_line(page, words);
    let published = page.report.published.as_ref().map(|p| p.date).or(line.as_ref().map(|(_, day)| *day));
    let mut times = Vec::new();
    let mut told: Option<(usize, Told)> = None;
    for (number, sentence) in page.analysis.sentences.iter().enumerate() {
        let pieces = pieces(&page.prepared, page.span(sentence.clone()), words);
        let mut at = 0;
        while at < pieces.len() {
            let near = told.filter(|(when, _)| number - when < LOOK_BACK).map(|(when, t)| Told { here: when == number, ..t });
            let scan = Scan { page, words, pieces: &pieces, published, told: near };
            match scan.at(at) {
                Some(Found::Time((end, reading))) => {
                    if let (Some(start), Some(scale), "DATE" | "TIME") = (reading.start, reading.scale(), reading.kind) {
                        told = Some((number, Told { start, scale, here: true }));
                    }
                    times.push(reading.into_time(covered(page, &pieces, at, end)));
                    at = end.max(at + 1);
                }
                Some(Found::NoTime(end)) => at = end.max(at + 1),
                None => at += 1,
            }
        }
    }
    if let Some((span, day)) = line.filter(|(_, day)| Some(*day) == published) {
        times.retain(|t| !(span.contains(t.span) && t.start == Some(day)));
    }
    times
}

/// The span of `pieces[at..end]`; the full stop of a short form that closes a sentence is the form's ("on 5 Dec.").
fn covered(page: &Page, pieces: &[Piece], at: usize, end: usize) -> Span {
    let (Some(first), Some(last)) = (pieces.get(at), pieces.get(end.wrapping_sub(1))) else { return Span::new(0, 0) };
    let tokens = &page.analysis.tokens;
    let token = tokens.get(tokens.partition_point(|t| t.span.end < last.span.end));
    let stop = token.is_some_and(|t| t.span.begin <= last.span.begin && t.span.end == last.span.end + 1);
    let end = if stop && page.prepared[last.span.end..].starts_with('.') { last.span.end + 1 } else { last.span.end };
    Span::new(first.span.begin, end)
}

/// How many lines from the top may be the date line: headline, by-line, date.
const TOP: usize = 4;

/// A line at the top that is nothing but a full date ("March 3, 2009"), and its day.
fn date_line(page: &Page, words: &Times) -> Option<(Span, Date)> {
    let text = &page.report.text;
    let mut begin = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        begin += line.len();
        Span::new(begin - line.len(), begin)
    });
    lines.filter(|line| !line.of(text).trim().is_empty()).take(TOP).find_map(|line| {
        let pieces = pieces(text, line, words);
        let scan = Scan { page, words, pieces: &pieces, published: None, told: None };
        let (end, reading) = scan.date(0).or_else(|| scan.weekday(0))?;
        (end == pieces.len() && reading.scale() == Some(Scale::Day)).then_some((line, reading.start?))
    })
}
