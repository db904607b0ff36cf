//! Prints the analysis of standard input, a token a line.

use std::io::Read;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = std::time::Instant::now();
    let english = diurna_lang::English::load()?;
    eprintln!("loaded in {:?}", start.elapsed());
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let analysis = english.analyze(&text);
    for (index, token) in analysis.tokens.iter().enumerate() {
        println!(
            "{index}\t{}\t{}\t{}\t{}\t{}\t{}",
            token.span.of(&text),
            token.lemma,
            token.pos.as_str(),
            token.tag,
            token.head,
            token.dep.as_str()
        );
    }
    for entity in &analysis.entities {
        println!("{:?} {}", entity.tokens, entity.label);
    }
    println!("{:?}", analysis.sentences);
    Ok(())
}
