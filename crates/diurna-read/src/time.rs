//! Time expressions with their values. In: page, words of time. Out: times in text order.
//! Nothing is guessed: without a publication date what is relative to it has no value.

mod calendar;
mod scan;

use crate::page::Page;
use diurna_model::mention::Time;
use diurna_pack::times::Times;
use scan::Scan;

pub(crate) fn times(page: &Page, words: &Times) -> Vec<Time> {
    let published = page.report.published.as_ref().map(|p| p.date);
    let lower: Vec<String> = (0..page.len()).map(|t| page.prepared_word(t).to_lowercase().replace('.', "")).collect();
    let mut times = Vec::new();
    for sentence in &page.analysis.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            let scan = Scan { page, words, lower: &lower, published, end: sentence.end };
            match scan.at(at) {
                Some((tokens, reading)) => {
                    at = tokens.end;
                    times.push(reading.into_time(page.span(tokens)));
                }
                None => at += 1,
            }
        }
    }
    times
}
