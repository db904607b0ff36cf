//! A mistake in a knowledge file: where it is, what it is, what to do. Collected, never thrown one by one.

use crate::Source;
use std::fmt;

/// One mistake. `line` and `column` count from 1; the column in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub message: String,
    pub hint: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)?;
        if !self.hint.is_empty() {
            write!(f, " ({})", self.hint)?;
        }
        Ok(())
    }
}

/// All mistakes of a compilation, in file and line order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(|d| d.to_string()).collect::<Vec<_>>().join("\n"))]
pub struct Diagnostics(pub Vec<Diagnostic>);

/// Where the sections put what they find wrong.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<Diagnostic>);

impl Findings {
    /// `at` is a byte offset into the source.
    pub fn add(&mut self, source: &Source, at: usize, message: impl Into<String>, hint: impl Into<String>) {
        let before = &source.text[..source.text.floor_char_boundary(at)];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        self.0.push(Diagnostic { file: source.path.clone(), line, column, message: message.into(), hint: hint.into() });
    }

    /// Reads TOML into `T`; a syntax or type mistake becomes a finding.
    pub fn toml<T: serde::de::DeserializeOwned>(&mut self, source: &Source) -> Option<T> {
        match toml::from_str(&source.text) {
            Ok(value) => Some(value),
            Err(error) => {
                let at = error.span().map_or(0, |s| s.start);
                self.add(source, at, error.message().trim().replace('\n', "; "), "");
                None
            }
        }
    }

    pub fn into_result<T>(mut self, value: T) -> Result<T, Diagnostics> {
        if self.0.is_empty() {
            return Ok(value);
        }
        self.0.sort();
        self.0.dedup();
        Err(Diagnostics(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_columns_from_one() {
        let source = Source::new("a.toml", "x = 1\n é = 2");
        let mut findings = Findings::default();
        findings.add(&source, source.text.find("= 2").expect("there"), "m", "h");
        let Err(Diagnostics(list)) = findings.into_result(()) else { panic!("a finding is an error") };
        assert_eq!((list[0].line, list[0].column), (2, 4));
        assert_eq!(list[0].to_string(), "a.toml:2:4: m (h)");
    }
}
