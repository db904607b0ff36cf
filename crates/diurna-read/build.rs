//! Compiles `knowledge/` into the pack that the reader embeds. A mistake in a knowledge file stops the build, with all mistakes listed.

use std::path::{Path, PathBuf};

fn main() {
    let knowledge = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge");
    println!("cargo::rerun-if-changed={}", knowledge.display());
    let pack = match diurna_pack::Source::folder(&knowledge).and_then(|sources| diurna_pack::compile(&sources)) {
        Ok(pack) => pack,
        Err(mistakes) => {
            for mistake in &mistakes.0 {
                println!("cargo::error=knowledge/{mistake}");
            }
            std::process::exit(1);
        }
    };
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default()).join("pack.bin");
    let written = pack.to_bytes().map_err(|e| e.to_string()).and_then(|b| std::fs::write(&out, b).map_err(|e| e.to_string()));
    if let Err(error) = written {
        println!("cargo::error={}: {error}", out.display());
        std::process::exit(1);
    }
}
