//! The commands over reports. In: options and where to write. Out: what was asked for each report, in the order of the input, and a
//! [`Tally`] of what was read and what was not. Nothing that comes in stops the run; only a failing output does.

use crate::engine::{self, EngineError};
use crate::input::{Arrival, Input, Intake, Terms};
use crate::line;
use crate::options::{AnalyzeOptions, ExplainOptions, Format, InputOptions, ReadOptions, WorkOptions};
use crate::paint::Paint;
use crate::progress::Progress;
use crate::{brief, conllu, events_csv, explain};
use diurna_lang::English;
use diurna_model::Report;
use diurna_model::record::ReadingRecord;
use diurna_read::Reader;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::panic::{self, AssertUnwindSafe};
use std::thread;

#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
    #[error("{} is there already; choose another folder", .0.display())]
    There(std::path::PathBuf),
    #[error("cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("cannot be written as CSV: {0}")]
    Csv(#[from] csv::Error),
}

impl RunError {
    /// Whoever read our output has gone.
    pub fn is_broken_pipe(&self) -> bool {
        let kind = match self {
            RunError::Output(error) => Some(error.kind()),
            RunError::Json(error) => error.io_error_kind(),
            _ => None,
        };
        kind == Some(io::ErrorKind::BrokenPipe)
    }
}

/// What became of the input.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub read: usize,
    /// Could not be read; each had its line of explanation.
    pub skipped: usize,
    /// Files in folders, of other kinds.
    pub passed: usize,
    /// Rows of the user's gazetteer that could not be used; each had its line too.
    pub unplaced: usize,
}

/// Reads all input. `out` takes the result, `log` one line for each thing amiss.
pub fn run(options: &ReadOptions, out: &mut dyn Write, log: &mut dyn Write) -> Result<Tally, RunError> {
    let (reader, unplaced) = engine::load_with(&options.pack, &options.gazetteer, log)?;
    let format = options.format;
    let paint = Paint::for_stdout();
    if format == Format::Csv {
        out.write_all(&events_csv::header()?)?;
    }
    let tally = over_input(&options.input, &options.work, |arrival| render(&reader, &arrival.report, format, paint), out, log)?;
    Ok(Tally { unplaced, ..tally })
}

/// What `read` writes for one report.
pub fn render(reader: &Reader, report: &Report, format: Format, paint: Paint) -> Result<Vec<u8>, RunError> {
    let reading = reader.read(report);
    let record = ReadingRecord::new(report, &reading, &reader.pack().hash, env!("CARGO_PKG_VERSION"));
    match format {
        Format::Brief => Ok(brief::write(&record, paint).into_bytes()),
        Format::Csv => Ok(events_csv::rows(report, &reading, &record, &reader.pack().crosswalk)?),
        Format::Jsonl => {
            let mut bytes = serde_json::to_vec(&record)?;
            bytes.push(b'\n');
            Ok(bytes)
        }
    }
}

/// The command `analyze`: every report as CoNLL-U.
pub fn analyze(options: &AnalyzeOptions, out: &mut dyn Write, log: &mut dyn Write) -> Result<Tally, RunError> {
    let english = English::load().map_err(EngineError::from)?;
    let each = |arrival: &Arrival| {
        let report = &arrival.report;
        Ok(conllu::write(report, &english.analyze(&report.text)).into_bytes())
    };
    over_input(&options.input, &options.work, each, out, log)
}

/// The command `explain`: every record with the words and the rule behind it.
pub fn explain(options: &ExplainOptions, out: &mut dyn Write, log: &mut dyn Write) -> Result<Tally, RunError> {
    let (reader, unplaced) = engine::load_with(&options.pack, &options.gazetteer, log)?;
    let paint = Paint::for_stdout();
    let each = |arrival: &Arrival| {
        let report = &arrival.report;
        Ok((explain::write(report, &reader.read(report), &reader.pack().crosswalk, paint) + "\n").into_bytes())
    };
    Ok(Tally { unplaced, ..over_input(&options.input, &options.work, each, out, log)? })
}

/// The command `schema`.
pub fn schema(out: &mut dyn Write) -> Result<(), RunError> {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<ReadingRecord>();
    serde_json::to_writer_pretty(&mut *out, &schema)?;
    writeln!(out)?;
    Ok(())
}

/// Applies `each` to every report of the input, in parallel, and writes what it gives in the input's order.
pub fn over_input(
    input: &InputOptions,
    work: &WorkOptions,
    each: impl Fn(&Arrival) -> Result<Vec<u8>, RunError> + Sync,
    out: &mut dyn Write,
    log: &mut dyn Write,
) -> Result<Tally, RunError> {
    let terms = Terms { max_chars: input.max_chars, published: input.published.clone(), publisher: input.publisher.clone() };
    let threads = work.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let input = Input::new(&input.paths, terms);
    let mut progress = Progress::new(input.bytes_read());
    let mut tally = Tally::default();
    line::in_order(
        input,
        threads,
        |intake| outcome(intake, &each),
        |outcome| {
            for line in &outcome.log {
                progress.aside(|| writeln!(log, "diurna: {line}"))?;
            }
            tally.read += outcome.tally.read;
            tally.skipped += outcome.tally.skipped;
            tally.passed += outcome.tally.passed;
            progress.at(tally.read);
            out.write_all(&outcome.bytes?)?;
            Ok::<(), RunError>(())
        },
    )?;
    out.flush()?;
    Ok(tally)
}

/// What one intake comes to.
struct Outcome {
    bytes: Result<Vec<u8>, RunError>,
    log: Vec<String>,
    tally: Tally,
}

fn outcome(intake: Intake, each: &impl Fn(&Arrival) -> Result<Vec<u8>, RunError>) -> Outcome {
    let skipped = Tally { skipped: 1, ..Tally::default() };
    match intake {
        Intake::Passed(_) => Outcome { bytes: Ok(Vec::new()), log: Vec::new(), tally: Tally { passed: 1, ..Tally::default() } },
        Intake::Refused(refusal) => Outcome { bytes: Ok(Vec::new()), log: vec![refusal.to_string()], tally: skipped },
        Intake::Report(arrival) => {
            let mut log: Vec<String> = arrival.notes.iter().map(|note| format!("{}: {note}", arrival.at)).collect();
            // A fault of ours in one report of a hundred million must not lose the others.
            match panic::catch_unwind(AssertUnwindSafe(|| each(&arrival))) {
                Ok(bytes) => Outcome { bytes, log, tally: Tally { read: 1, ..Tally::default() } },
                Err(_) => {
                    log.push(format!("{}: reading it failed inside the program; please report this with the text", arrival.at));
                    Outcome { bytes: Ok(Vec::new()), log, tally: skipped }
                }
            }
        }
    }
}
