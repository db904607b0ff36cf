//! The commands on knowledge of one's own. In: a folder. Out: what it holds, or all its mistakes as an error.

use crate::engine;
use crate::read::RunError;
use std::io::Write;
use std::path::Path;

/// Compiles `dir` over the knowledge inside the program.
pub fn check(dir: &Path, out: &mut dyn Write) -> Result<(), RunError> {
    let pack = engine::pack(Some(dir))?;
    writeln!(
        out,
        "{}: no mistakes; {} rules with those inside the program, pack {}",
        dir.display(),
        pack.rules.list.len(),
        pack.hash
    )?;
    Ok(())
}
