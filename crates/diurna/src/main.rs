//! The program: options in, output and exit status out. 0: all read. 1: something was skipped or failed, and said so. 2: bad options.

use clap::Parser;
use diurna::options::{Command, Options, PackCommand, PackOption};
use diurna::read::{self, RunError, Tally};
use diurna::{actors, codes, import, pack, places, who_said};
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let options = Options::parse();
    let (mut out, mut log) = (io::stdout(), io::stderr());
    match run(&options.command, &mut out, &mut log) {
        Ok(code) => code,
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            complain(&mut log, &error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command, out: &mut dyn Write, log: &mut dyn Write) -> Result<ExitCode, RunError> {
    match command {
        Command::Read(options) => read::run(options, out, log).map(|tally| summary(tally, log)),
        Command::Analyze(options) => read::analyze(options, out, log).map(|tally| summary(tally, log)),
        Command::Explain(options) => read::explain(options, out, log).map(|tally| summary(tally, log)),
        Command::Places(options) => places::run(options, out, log).map(|tally| summary(tally, log)),
        Command::Actors(options) => actors::run(options, out, log).map(|tally| summary(tally, log)),
        Command::WhoSaid(options) => who_said::run(options, out, log).map(|tally| summary(tally, log)),
        Command::Codes { of, pack: PackOption { dir } } => {
            let all_known = codes::run(dir.as_deref(), of, out, log)?;
            Ok(if all_known { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Command::Schema => read::schema(out).map(|()| ExitCode::SUCCESS),
        Command::Pack(PackCommand::Test { filter, pack: PackOption { dir } }) => {
            let all_read = pack::test(dir.as_deref(), filter.as_deref(), out, log)?;
            Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Command::Pack(PackCommand::Import { files, out: to }) => {
            let all_taken = import::run(files, to, out, log)?;
            Ok(if all_taken { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Command::Pack(PackCommand::Check { dir }) => pack::check(dir, out).map(|()| ExitCode::SUCCESS),
    }
}

/// Says what was not read, if anything, and turns it into the exit status.
fn summary(tally: Tally, log: &mut dyn Write) -> ExitCode {
    let Tally { read, skipped, passed, unplaced } = tally;
    if skipped + passed > 0 {
        complain(log, &format!("{read} read, {skipped} skipped, {passed} files of other kinds not opened"));
    }
    if unplaced > 0 {
        complain(log, &format!("{unplaced} rows of the gazetteer not used"));
    }
    if skipped + unplaced > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// A line on standard error; when even that is closed there is nobody left to tell.
fn complain(log: &mut dyn Write, line: &str) {
    let _ = writeln!(log, "diurna: {line}");
}
