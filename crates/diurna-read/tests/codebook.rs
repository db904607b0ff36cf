//! A sentence for nearly every code of CAMEO (`codebook.tsv`, ours): each must give its type, status and parties.

use diurna_lang::English;
use diurna_model::mention::Party;
use diurna_model::{Published, Report};
use diurna_read::{Reader, embedded_pack};

#[test]
fn each_code_is_read_from_its_sentence() {
    let reader = Reader::new(English::load().expect("the embedded model"), embedded_pack().expect("the embedded pack"));
    let rows = include_str!("codebook.tsv").lines().filter(|l| !l.starts_with('#')).skip(1);
    let mut wrong = Vec::new();
    for row in rows {
        let [_, kind, status, actors, recipients, text] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("six columns in `{row}`");
        };
        let published = Published::parse("2019-05-06");
        let report = Report { id: "codebook".to_owned(), text: text.to_owned(), published, ..Report::default() };
        let read: Vec<[String; 4]> = reader
            .read(&report)
            .events
            .iter()
            .map(|e| {
                let parties = [(&e.actors, actors), (&e.recipients, recipients)];
                let [doers, sufferers] = parties.map(|(list, wanted)| as_wanted(list, wanted, text));
                [e.kind.clone(), e.status.as_str().to_owned(), doers, sufferers]
            })
            .collect();
        if !read.iter().any(|r| r.iter().eq([kind, status, actors, recipients])) {
            wrong.push(format!("{text}\n  {kind} {status}: {actors} > {recipients}\n  read as {read:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} sentences:\n{}", wrong.len(), wrong.join("\n"));
}

/// The parties as the table writes them: with their country where it names one.
fn as_wanted(parties: &[Party], wanted: &str, text: &str) -> String {
    let wanted: Vec<&str> = wanted.split('|').collect();
    let one = |(i, party): (usize, &Party)| {
        let name = party.name_in(text);
        let country = party.actor.as_ref().and_then(|a| a.country.clone());
        match wanted.get(i).filter(|w| w.contains('/')) {
            Some(_) => format!("{name}/{}", country.unwrap_or_default()),
            None => name,
        }
    };
    parties.iter().enumerate().map(one).collect::<Vec<_>>().join("|")
}
