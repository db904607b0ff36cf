//! A tab-separated table: the first line without `#` names the columns. In: source and expected columns. Out: rows that know their
//! offsets. Refuses unknown or missing columns and rows of another width, each as a finding.

use crate::Source;
use crate::diagnostic::Findings;

pub(crate) struct Table<'s> {
    source: &'s Source,
    columns: Vec<&'s str>,
    /// Offset and text of each line below the head.
    lines: Vec<(usize, &'s str)>,
}

/// One line of a table.
pub(crate) struct Row<'t> {
    source: &'t Source,
    columns: &'t [&'t str],
    cells: Vec<(usize, &'t str)>,
}

impl<'s> Table<'s> {
    pub fn new(source: &'s Source, expected: &[&str], findings: &mut Findings) -> Option<Table<'s>> {
        let mut at = 0;
        let mut lines = Vec::new();
        for line in source.text.split_inclusive('\n') {
            let text = line.trim_end_matches(['\n', '\r']);
            if !text.trim().is_empty() && !text.starts_with('#') {
                lines.push((at, text));
            }
            at += line.len();
        }
        if lines.is_empty() {
            findings.add(source, 0, "an empty table", format!("its first line is {}", expected.join("<tab>")));
            return None;
        }
        let (offset, head) = lines.remove(0);
        let columns: Vec<&str> = head.split('\t').collect();
        for wanted in expected {
            if !columns.contains(wanted) {
                findings.add(
                    source,
                    offset,
                    format!("no column is called `{wanted}`"),
                    format!("the columns are {}", expected.join("<tab>")),
                );
                return None;
            }
        }
        Some(Table { source, columns, lines })
    }

    pub fn rows(&self, findings: &mut Findings) -> Vec<Row<'_>> {
        let mut rows = Vec::with_capacity(self.lines.len());
        for &(start, line) in &self.lines {
            let mut at = start;
            let mut cells = Vec::with_capacity(self.columns.len());
            for cell in line.split('\t') {
                cells.push((at, cell.trim()));
                at += cell.len() + 1;
            }
            if cells.len() != self.columns.len() {
                let message = format!("{} values where the table has {} columns", cells.len(), self.columns.len());
                findings.add(self.source, start, message, "values are parted by one tab; an unknown one is left empty");
                continue;
            }
            rows.push(Row { source: self.source, columns: &self.columns, cells });
        }
        rows
    }
}

impl<'t> Row<'t> {
    fn cell(&self, column: &str) -> (usize, &'t str) {
        self.columns.iter().position(|c| *c == column).map_or((0, ""), |i| self.cells[i])
    }

    pub fn get(&self, column: &str) -> &'t str {
        self.cell(column).1
    }

    pub fn optional(&self, column: &str) -> Option<String> {
        let text = self.get(column);
        (!text.is_empty()).then(|| text.to_owned())
    }

    pub fn list(&self, column: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.get(column).split('|').map(str::trim).filter(|w| !w.is_empty())
    }

    /// The value, or a finding that it is missing.
    pub fn needed(&self, column: &str, findings: &mut Findings) -> Option<&'t str> {
        let text = self.get(column);
        if text.is_empty() {
            self.wrong(column, format!("`{column}` is empty"), "each row needs it", findings);
        }
        (!text.is_empty()).then_some(text)
    }

    /// A number, `None` if the cell is empty; anything else is a finding.
    pub fn number<T: std::str::FromStr>(&self, column: &str, findings: &mut Findings) -> Option<T> {
        let text = self.get(column);
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok();
        if number.is_none() {
            self.wrong(
                column,
                format!("`{text}` is no number for `{column}`"),
                "digits, and a full stop before decimals",
                findings,
            );
        }
        number
    }

    pub fn wrong(&self, column: &str, message: impl Into<String>, hint: &str, findings: &mut Findings) {
        findings.add(self.source, self.cell(column).0, message, hint);
    }
}
