//! Whose word a loaded word is, and towards whom, as claims over whole readings of our own sentences.

use diurna_lang::English;
use diurna_model::mention::Party;
use diurna_model::reading::Framing;
use diurna_model::{Reading, Report};
use diurna_read::{Reader, embedded_pack};
use std::sync::OnceLock;

fn read(text: &str) -> Reading {
    static READER: OnceLock<Reader> = OnceLock::new();
    let reader = READER
        .get_or_init(|| Reader::new(English::load().expect("the embedded model"), embedded_pack().expect("the embedded pack")));
    reader.read(&Report { id: "claim".to_owned(), text: text.to_owned(), ..Report::default() })
}

/// Each loaded word as "word > towards < by", in text order; "?" for a party that is not clear.
fn loaded(text: &str) -> Vec<String> {
    let name = |p: &Party| p.name_in(text);
    let line = |f: &Framing| {
        let by: Vec<String> = f.by.iter().map(name).collect();
        let towards = f.towards.as_ref().map_or("?".to_owned(), name);
        format!("{} > {towards} < {}", f.evidence.span.of(text), by.join(", ")).trim_end().to_owned()
    };
    read(text).framing.iter().map(line).collect()
}

#[test]
fn a_loaded_word_is_its_speakers_and_without_one_the_publishers() {
    assert_eq!(loaded("The army said that bandits had fled."), ["bandits > bandits < army"]);
    assert_eq!(loaded("Bandits fled from the army."), ["Bandits > Bandits <"]);
    assert_eq!(loaded("The army fought “bandits” near the river."), ["bandits > bandits <"]);
}

#[test]
fn whoever_is_called_so_is_meant() {
    for text in [
        "The rebels are bandits, the army said.",
        "The army described the rebels as bandits.",
        "The army said that the rebels were bandits.",
    ] {
        assert_eq!(loaded(text), ["bandits > rebels < army"], "{text}");
    }
    assert_eq!(
        loaded("Two officers met Hezbollah, which Israel calls a terrorist group."),
        ["terrorist group > Hezbollah < Israel"]
    );
}

#[test]
fn the_word_for_a_deed_is_about_who_does_it_and_martyrdom_about_who_dies() {
    assert_eq!(loaded("The army liberated the village."), ["liberated > army <"]);
    assert_eq!(loaded("The village was liberated by the army."), ["liberated > army <"]);
    assert_eq!(loaded("The envoy accused Turkey of aggression."), ["aggression > Turkey < envoy"]);
    assert_eq!(loaded("The envoy accused the guards of ethnic cleansing."), ["ethnic cleansing > guards < envoy"]);
    assert_eq!(loaded("Three fighters were martyred near the bridge."), ["martyred > Three fighters <"]);
}

#[test]
fn a_quality_is_about_its_noun_or_the_doer_of_its_deed() {
    assert_eq!(loaded("The bishop denounced the barbaric siege by the militia."), ["barbaric > militia < bishop"]);
    assert_eq!(loaded("The militia is carrying out a barbaric campaign."), ["barbaric > militia <"]);
    assert_eq!(loaded("The radio praised the people’s army."), ["people’s army > people’s army < radio"]);
    assert_eq!(loaded("The so-called republic held a vote."), ["so-called > so-called republic <"]);
}

#[test]
fn who_is_meant_stays_open_with_a_doubt_where_the_words_do_not_say() {
    let reading = read("The bishop denounced a barbaric bombing.");
    let framing = reading.framing.first().expect("a loaded word");
    assert!(framing.towards.is_none());
    assert_eq!(framing.doubts.iter().map(|d| (d.field, d.reason)).collect::<Vec<_>>(), [("towards", "no-party")]);
}

#[test]
fn official_names_and_innocent_senses_are_not_loaded() {
    for text in [
        "The Palestine Liberation Organization met in Algiers.",
        "Leaders of the Popular Front for the Liberation of Palestine met in Damascus.",
        "Parliament passed the Prevention of Terrorism Act.",
        "The counter-terrorism office opened.",
        "Crowds filled Martyrs' Square.",
        "He recited a heroic poem.",
        "The doctor prescribed an exercise regime.",
        "The priest taught liberation theology.",
        "Engineers purged the pipes.",
        "A brutal winter killed the crops.",
        "A gallant horse won.",
        "A criminal inquiry into the fire began.",
        "The abbot said that it is heroic to forgive.",
        "Students of criminal law sat the test.",
        "Police watched gangs in towns such as Leeds.",
        "The duty-free regime lasts until May.",
        "The new lock will eliminate draughts.",
    ] {
        assert!(loaded(text).is_empty(), "{text}: {:?}", loaded(text));
    }
}

#[test]
fn codes_do_not_follow_loaded_words() {
    let pairs = [
        ("The army liberated the village.", "The army captured the village."),
        ("The army neutralised two rebels.", "The army killed two rebels."),
        ("Two soldiers were martyred.", "Two soldiers were killed."),
        ("Terrorists shelled the town.", "Rebels shelled the town."),
    ];
    let coded = |text: &str| -> Vec<(String, Vec<Option<String>>)> {
        let codes = |parties: &[Party]| parties.iter().map(|p| p.actor.as_ref().and_then(|a| a.code.clone())).collect::<Vec<_>>();
        read(text).events.iter().map(|e| (e.kind.clone(), [codes(&e.actors), codes(&e.recipients)].concat())).collect()
    };
    for (loaded, plain) in pairs {
        assert!(!coded(plain).is_empty());
        assert_eq!(coded(loaded), coded(plain), "{loaded}");
    }
}

#[test]
fn any_words_are_read_without_a_fault() {
    for text in [
        "so-",
        "so-called",
        "-terrorist",
        "terrorists",
        "“terrorists",
        "martyred. so",
        "Zionist",
        "the the regime of of",
        "é so–called",
    ] {
        read(text);
    }
}
