//! The commands that list something of each report (`actors`, `places`, `who-said`). In: reports, and what to list of one. Out: a table
//! for people, rows for a spreadsheet or JSON lines, in the order of the input.

use crate::engine;
use crate::options::{Format, ListOptions};
use crate::paint::Paint;
use crate::read::{RunError, Tally, over_input};
use diurna_model::Report;
use diurna_model::mention::one_line;
use diurna_read::Reader;
use serde::Serialize;
use std::io::Write;

/// What is listed of one report, in three shapes.
pub(crate) trait Listed {
    /// For people; empty when there is nothing to show.
    fn table(&self, report: &Report, paint: Paint) -> String;
    /// As many cells a row as the head has.
    fn rows(&self, report: &Report) -> Vec<Vec<String>>;
    fn json_lines(&self, report: &Report) -> Result<Vec<u8>, serde_json::Error>;
}

/// Lists every report of the input by `list`; `head` names the columns of the rows.
pub(crate) fn run<L: Listed>(
    options: &ListOptions,
    head: &[&str],
    list: impl Fn(&Report, &Reader) -> L + Sync,
    out: &mut dyn Write,
    log: &mut dyn Write,
) -> Result<Tally, RunError> {
    let (reader, unplaced) = engine::load_with(&options.pack, &options.gazetteer, log)?;
    let paint = Paint::for_stdout();
    if options.format == Format::Csv {
        out.write_all(&csv_rows(&[head.iter().map(|h| (*h).to_owned()).collect()])?)?;
    }
    let each = |report: &Report| {
        let listed = list(report, &reader);
        match options.format {
            Format::Brief => Ok(listed.table(report, paint).into_bytes()),
            Format::Csv => csv_rows(&listed.rows(report)),
            Format::Jsonl => Ok(listed.json_lines(report)?),
        }
    };
    Ok(Tally { unplaced, ..over_input(&options.input, &options.work, |arrival| each(&arrival.report), out, log)? })
}

/// The line over a report's table.
pub(crate) fn heading(report: &Report, paint: Paint) -> String {
    paint.wrap("", "", &paint.head(&one_line(report.title.as_deref().unwrap_or(&report.id))))
}

/// One object as a line.
pub(crate) fn json_line(object: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec(object)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// A cell that may be empty.
pub(crate) fn cell(words: Option<&str>) -> String {
    words.unwrap_or_default().to_owned()
}

fn csv_rows(rows: &[Vec<String>]) -> Result<Vec<u8>, RunError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    for row in rows {
        table.write_record(row)?;
    }
    Ok(table.into_inner().map_err(|error| csv::Error::from(error.into_error()))?)
}
