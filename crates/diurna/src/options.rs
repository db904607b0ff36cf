//! Every command and option of the program, once. In: the command line. Out: [`Options`]; a bad one ends the program with status 2.

use clap::{Args, Parser, Subcommand, ValueEnum};
use diurna_model::Published;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Reads news dispatches and keeps the situation they describe.
#[derive(Debug, Parser)]
#[command(name = "diurna", version)]
pub struct Options {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read reports: events, statements, holdings, ties, movements, agreements, each with the words it rests on
    Read(ReadOptions),
    /// Show what the language engine finds, as CoNLL-U: words, lemmas, tags, trees, named entities
    Analyze(AnalyzeOptions),
    /// Show why: each record with its sentence marked, the rule that made it, and each doubt
    Explain(ExplainOptions),
    /// List the places of each report: those found on the map and why these, and those that are not and why
    Places(ListOptions),
    /// List the actors of each report: those with a code and why, with their offices, and those in doubt and why
    Actors(ListOptions),
    /// Say who said what: speakers, their words, where they were said, and the loaded words in them
    WhoSaid(WhoSaidOptions),
    /// Say what a CAMEO code or an event type is: parents, class, Goldstein's value, PLOVER's type, ACLED's
    Codes {
        /// CAMEO codes ("190") or event types ("ASSAULT"); all of CAMEO without any
        #[arg(value_name = "CAMEO|TYPE")]
        of: Vec<String>,
        #[command(flatten)]
        pack: PackOption,
    },
    /// Print the JSON Schema of what `read --format jsonl` writes
    Schema,
    /// Work on knowledge of your own
    #[command(subcommand)]
    Pack(PackCommand),
}

#[derive(Debug, Subcommand)]
pub enum PackCommand {
    /// Check a folder of knowledge files, laid over those inside the program, and name every mistake
    Check { dir: PathBuf },
    /// Turn dictionaries of older coders (TABARI, PETRARCH: actors, agents, verbs) into a folder of knowledge files
    Import {
        /// Dictionaries; what each holds shows in its lines
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The folder to write
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Read the sentences that the rules carry, and name each one that is not read as it should be
    Test {
        /// Only rules whose name has this in it
        filter: Option<String>,
        #[command(flatten)]
        pack: PackOption,
    },
}

#[derive(Debug, Args)]
pub struct AnalyzeOptions {
    #[command(flatten)]
    pub input: InputOptions,
    #[command(flatten)]
    pub work: WorkOptions,
}

#[derive(Debug, Args)]
pub struct ExplainOptions {
    #[command(flatten)]
    pub input: InputOptions,
    #[command(flatten)]
    pub pack: PackOption,
    #[command(flatten)]
    pub gazetteer: GazetteerOption,
    #[command(flatten)]
    pub work: WorkOptions,
}

#[derive(Debug, Args)]
pub struct ListOptions {
    #[command(flatten)]
    pub input: InputOptions,
    /// What to write: a table for people, JSON lines, or one row for each that is listed
    #[arg(long, value_enum, default_value_t = Format::Brief)]
    pub format: Format,
    #[command(flatten)]
    pub pack: PackOption,
    #[command(flatten)]
    pub gazetteer: GazetteerOption,
    #[command(flatten)]
    pub work: WorkOptions,
}

#[derive(Debug, Args)]
pub struct WhoSaidOptions {
    /// Only speakers with these words in their name, whatever the capitals and accents ("lavrov")
    #[arg(long, value_name = "NAME", value_parser = speaker)]
    pub speaker: Option<String>,
    #[command(flatten)]
    pub list: ListOptions,
}

#[derive(Debug, Args)]
pub struct ReadOptions {
    #[command(flatten)]
    pub input: InputOptions,
    /// What to write: a summary for people, all records as JSON lines, or a table of events
    #[arg(long, value_enum, default_value_t = Format::Brief)]
    pub format: Format,
    #[command(flatten)]
    pub pack: PackOption,
    #[command(flatten)]
    pub gazetteer: GazetteerOption,
    #[command(flatten)]
    pub work: WorkOptions,
}

#[derive(Debug, Args)]
pub struct InputOptions {
    /// Files (texts, JSON, web pages, feeds, web archives, also packed), folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Publication date (ISO 8601) of reports that have none
    #[arg(long, value_name = "DATE", value_parser = published)]
    pub published: Option<Published>,
    /// Publisher of reports that name none
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Longest text to read, in characters
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    pub max_chars: usize,
}

#[derive(Debug, Args)]
pub struct PackOption {
    /// A folder of knowledge files of your own, laid over those inside the program
    #[arg(long = "pack", value_name = "DIR")]
    pub dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct GazetteerOption {
    /// Places of your own: CSV with the columns name, lat, lon, country, and perhaps admin1, kind, population
    #[arg(long = "gazetteer", value_name = "FILE")]
    pub file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct WorkOptions {
    /// Threads to read with (default: one a processor)
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Brief,
    Jsonl,
    Csv,
}

fn published(text: &str) -> Result<Published, String> {
    Published::parse(text).ok_or_else(|| "not an ISO 8601 date such as 2016-12-23".to_owned())
}

fn speaker(text: &str) -> Result<String, String> {
    let has_words = text.chars().any(char::is_alphanumeric);
    if has_words { Ok(text.to_owned()) } else { Err("not a name".to_owned()) }
}
