//! How far a long run is, on standard error. In: counts as they grow. Out: a line that is redrawn, only on a terminal, only when the
//! result goes elsewhere, and only once a second has passed.

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

pub struct Progress {
    wanted: bool,
    started: Instant,
    bytes: Arc<AtomicU64>,
    bar: Option<ProgressBar>,
}

impl Progress {
    pub fn new(bytes: Arc<AtomicU64>) -> Progress {
        let wanted = io::stderr().is_terminal() && !io::stdout().is_terminal();
        Progress { wanted, started: Instant::now(), bytes, bar: None }
    }

    /// So many reports are done.
    pub fn at(&mut self, reports: usize) {
        if !self.wanted || (self.bar.is_none() && self.started.elapsed() < Duration::from_secs(1)) {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let style = ProgressStyle::with_template("{spinner} {pos} reports ({per_sec}), {msg}, {elapsed}");
            ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
        });
        bar.set_position(reports as u64);
        bar.set_message(HumanBytes(self.bytes.load(Ordering::Relaxed)).to_string());
    }

    /// Does `work` with the line out of the way.
    pub fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(work),
            None => work(),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
