//! The command `read`. In: options and where to write. Out: the readings in the order of the input, and a [`Tally`] of what was read
//! and what was not. Nothing that comes in stops the run; only a failing output does.

use crate::engine::{self, EngineError};
use crate::input::{Arrival, Input, Intake, Terms};
use crate::line;
use crate::options::{Format, InputOptions, ReadOptions, WorkOptions};
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
    #[error("cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl RunError {
    /// Whoever read our output has gone.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, RunError::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
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
}

/// Reads all input. `out` takes the result, `log` one line for each thing amiss.
pub fn run(options: &ReadOptions, out: &mut dyn Write, log: &mut dyn Write) -> Result<Tally, RunError> {
    let reader = engine::load(options.pack.dir.as_deref())?;
    let each = |arrival: &Arrival| render(&reader, arrival, options.format);
    over_input(&options.input, &options.work, each, out, log)
}

fn render(reader: &Reader, arrival: &Arrival, format: Format) -> Result<Vec<u8>, RunError> {
    let report = &arrival.report;
    let record = ReadingRecord::new(report, &reader.read(report), &reader.pack().hash, env!("CARGO_PKG_VERSION"));
    match format {
        Format::Brief | Format::Csv | Format::Jsonl => {
            let mut bytes = serde_json::to_vec(&record)?;
            bytes.push(b'\n');
            Ok(bytes)
        }
    }
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
    let mut tally = Tally::default();
    let work = |intake| outcome(intake, &each);
    line::in_order(Input::new(&input.paths, terms), threads, work, |outcome| {
        for line in &outcome.log {
            writeln!(log, "diurna: {line}")?;
        }
        tally.read += outcome.tally.read;
        tally.skipped += outcome.tally.skipped;
        tally.passed += outcome.tally.passed;
        out.write_all(&outcome.bytes?)?;
        Ok::<(), RunError>(())
    })?;
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
