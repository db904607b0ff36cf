//! The command `codes`. In: CAMEO codes or names of event types. Out: what each is and is called elsewhere, for a person.
//! What is neither is named on `log`, and the answer is then `false`.

use crate::engine;
use crate::read::RunError;
use diurna_pack::Pack;
use diurna_pack::crosswalk::Code;
use diurna_pack::ontology::EventType;
use std::io::Write;
use std::path::Path;

/// True when each of `asked` is known. All codes when nothing is asked.
pub fn run(dir: Option<&Path>, asked: &[String], out: &mut dyn Write, log: &mut dyn Write) -> Result<bool, RunError> {
    let pack = engine::pack(dir)?;
    if asked.is_empty() {
        for code in pack.crosswalk.codes() {
            write(out, &pack, code)?;
        }
    }
    let mut all_known = true;
    for word in asked {
        if let Some(code) = pack.crosswalk.code(word) {
            write(out, &pack, code)?;
        } else if let Some(kind) = pack.ontology.get(&word.to_uppercase()) {
            write_type(out, &pack, kind)?;
        } else {
            all_known = false;
            let types: Vec<&str> = pack.ontology.types.iter().map(|t| t.name.as_str()).collect();
            writeln!(
                log,
                "diurna: no CAMEO code and no event type is called `{word}` (codes: two to four digits; types: {})",
                types.join(" ")
            )?;
        }
    }
    Ok(all_known)
}

fn write(out: &mut dyn Write, pack: &Pack, code: &Code) -> Result<(), RunError> {
    writeln!(out, "{}  {}", code.code, code.label)?;
    let mut above = pack.crosswalk.line(&code.code);
    above.pop();
    if !above.is_empty() {
        let above: Vec<String> = above.iter().map(|c| format!("{} {}", c.code, c.label)).collect();
        writeln!(out, "  under      {}", above.join(", "))?;
    }
    writeln!(out, "  class      {}", code.quad)?;
    writeln!(out, "  Goldstein  {}", code.goldstein.map_or("no published value".to_owned(), |g| g.to_string()))?;
    let mode = code.mode.as_ref().map(|m| format!(" ({m})")).unwrap_or_default();
    writeln!(out, "  type       {}{mode}", code.kind.as_deref().unwrap_or("none"))?;
    let acled = pack.crosswalk.acled_of(&code.code);
    for (name, when) in &acled {
        let when = if when.is_empty() { String::new() } else { format!(", if {when}") };
        writeln!(out, "  ACLED      {name}{when}")?;
    }
    if acled.is_empty() {
        writeln!(out, "  ACLED      not said by the record")?;
    }
    writeln!(out, "  source     {}", code.source)?;
    Ok(())
}

fn write_type(out: &mut dyn Write, pack: &Pack, kind: &EventType) -> Result<(), RunError> {
    writeln!(out, "{}  {}", kind.name, kind.about)?;
    writeln!(out, "  class      {}", if kind.quad.is_empty() { "none" } else { &kind.quad })?;
    writeln!(out, "  CAMEO      {}, when a rule gives no finer code", kind.cameo.as_deref().unwrap_or("none"))?;
    for code in pack.crosswalk.codes().filter(|c| c.kind.as_deref() == Some(&kind.name)) {
        let mode = code.mode.as_ref().map(|m| format!(" ({m})")).unwrap_or_default();
        writeln!(out, "  {:<4}  {}{mode}", code.code, code.label)?;
    }
    Ok(())
}
