//! The commands on knowledge of one's own. In: a folder. Out: what it holds, or all its mistakes as an error;
//! or which of the rules' own sentences are not read as they should be.

use crate::engine;
use crate::read::RunError;
use diurna_read::suite;
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

/// Reads the sentences of the rules whose name contains `filter`. True when every one is read as its rule says; those that are not
/// go to `log`, the counts to `out`.
pub fn test(dir: Option<&Path>, filter: Option<&str>, out: &mut dyn Write, log: &mut dyn Write) -> Result<bool, RunError> {
    let outcomes = suite::run(&engine::load(dir)?, filter);
    let mut failed = 0;
    for outcome in &outcomes {
        if let Err(why) = &outcome.result {
            failed += 1;
            let todo = if outcome.todo { " (todo)" } else { "" };
            writeln!(log, "{}:{}: {}{todo}\n    {}\n    {why}", outcome.file, outcome.line, outcome.rule, outcome.text)?;
        }
    }
    let todo = outcomes.iter().filter(|o| o.todo).count();
    writeln!(
        out,
        "{} sentences: {} read as they should be, {failed} not; {todo} still to do",
        outcomes.len(),
        outcomes.len() - failed
    )?;
    Ok(failed == 0 && !outcomes.is_empty())
}
