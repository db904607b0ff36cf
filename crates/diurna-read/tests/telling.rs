//! How English tells acts, as claims over whole readings of our own sentences: promised, refused, claimed, judged, told again.

use diurna_lang::English;
use diurna_model::{Published, Report};
use diurna_read::{Reader, embedded_pack};
use std::sync::OnceLock;

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader::new(English::load().expect("the embedded model"), embedded_pack().expect("the embedded pack")))
}

/// Each event as "TYPE status: actors > recipients", in text order.
fn events(text: &str) -> Vec<String> {
    let report = Report { id: "claim".to_owned(), text: text.to_owned(), ..Report::default() };
    let reading = reader().read(&report);
    let names = |list: &[diurna_model::mention::Party]| list.iter().map(|p| p.name_in(text)).collect::<Vec<_>>().join(", ");
    let line = |e: &diurna_model::reading::Event| {
        format!("{} {}: {} > {}", e.kind, e.status.as_str(), names(&e.actors), names(&e.recipients))
    };
    reading.events.iter().map(line).collect()
}

#[test]
fn what_an_actor_says_it_will_do_is_a_promise_and_what_it_will_not_a_refusal() {
    assert_eq!(events("Norway said it would send food to Ghana."), ["AGREE occurred: Norway > Ghana"]);
    assert_eq!(events("Norway said on Monday that it will not send food to Ghana."), ["REJECT occurred: Norway > Ghana"]);
    assert_eq!(events("The rebels said they would attack the army."), ["THREATEN occurred: rebels > army"]);
}

#[test]
fn what_others_expect_of_an_actor_stays_the_act() {
    assert_eq!(events("Norway will send food to Ghana."), ["AID planned: Norway > Ghana"]);
    assert_eq!(events("A bishop said Norway would send food to Ghana."), ["AID possible: Norway > Ghana"]);
    assert_eq!(events("Norway said it would send food to Ghana if the rains failed."), ["AID possible: Norway > Ghana"]);
}

#[test]
fn an_act_below_a_refusal_or_threat_is_part_of_it() {
    assert_eq!(events("The rebels threatened to attack the army."), ["THREATEN occurred: rebels > army"]);
    assert_eq!(events("Norway refused to free the sailors."), ["REJECT occurred: Norway > sailors"]);
}

#[test]
fn who_suffers_a_deed_is_not_who_is_judged_for_it() {
    let told = events("Norway condemned Ghana's attack on the fishermen.");
    assert!(told.contains(&"ACCUSE occurred: Norway > Ghana".to_owned()), "{told:?}");
    let told = events("Norway called for the release of the fishermen.");
    assert!(told.contains(&"REQUEST occurred: Norway > ".to_owned()), "{told:?}");
}

#[test]
fn who_claims_an_attack_did_it() {
    for text in [
        "A bombing claimed by the rebels killed two policemen.",
        "The rebels claimed responsibility for the bombing of the policemen.",
    ] {
        let told = events(text);
        assert!(told.iter().any(|e| e.starts_with("ASSAULT occurred: rebels > ") && e.contains("policemen")), "{text} {told:?}");
    }
}

#[test]
fn who_died_in_a_clash_faced_the_other_side() {
    assert_eq!(events("Four rebels were killed in an alleged clash with the army."), ["ASSAULT occurred: army > Four rebels"]);
}

#[test]
fn a_verb_may_say_that_what_a_noun_names_happens() {
    assert_eq!(events("Clashes broke out between the rebels and the army."), ["ASSAULT occurred: rebels, army > "]);
    assert_eq!(events("A probe is underway."), ["ACCUSE ongoing:  > "]);
}

#[test]
fn blows_of_one_chain_are_one_event_and_acts_of_two_kinds_are_two() {
    assert_eq!(events("The rebels fired rockets at the village, wounding three farmers.").len(), 1);
    assert_eq!(events("The police seized two tons of cocaine and arrested four Colombians.").len(), 2);
}

#[test]
fn a_bound_before_a_number_is_kept_with_it() {
    let text = "Rebels have killed up to 16 soldiers.";
    let report = Report { id: "claim".to_owned(), text: text.to_owned(), ..Report::default() };
    let reading = reader().read(&report);
    let counts: Vec<_> = reading.events.iter().flat_map(|e| &e.counts).map(|c| (c.n, c.low, c.high)).collect();
    assert_eq!(counts, [(Some(16), None, Some(16))]);
}

#[test]
fn what_anybody_does_at_any_time_is_no_event() {
    assert!(events("\"People who attack a church have no soul,\" the bishop said.").is_empty());
}

#[test]
fn an_event_told_in_passing_says_so() {
    let doubts = |text: &str| {
        let report = Report { id: "claim".to_owned(), text: text.to_owned(), ..Report::default() };
        let reading = reader().read(&report);
        reading.events.iter().flat_map(|e| &e.doubts).filter(|d| d.field == "trigger").map(|d| d.reason).collect::<Vec<_>>()
    };
    assert!(doubts("The rebels attacked the army.").is_empty());
    assert!(doubts("The rebels, who had attacked the convoy, slept.").contains(&"told-beside"));
    assert_eq!(doubts("Ghana remembers the attack on the army by the rebels."), ["only-named"]);
}

#[test]
fn who_holds_a_place_is_whom_its_siege_is_against() {
    let text = "The Taliban have held Kandahar for two years. The Afghan army besieged Kandahar on Monday.";
    assert_eq!(events(text), ["COERCE occurred: Afghan army > Taliban"]);
    let text = "The Afghan army besieged Kandahar on Monday.";
    assert!(!events(text)[0].contains("Taliban"));
}

#[test]
fn a_call_that_is_rejected_is_no_act_of_its_own() {
    assert_eq!(events("Norway rejected calls by Ghana for more aid."), ["REJECT occurred: Norway > Ghana"]);
    assert_eq!(events("Norway heard calls by Ghana for more aid."), ["REQUEST occurred: Ghana > "]);
}

#[test]
fn what_is_only_supposed_is_no_act() {
    assert_eq!(events("Norway will leave the talks if Ghana attacks the fishermen."), ["SANCTION planned: Norway > "]);
    assert_eq!(events("Ghana attacked the fishermen."), ["ASSAULT occurred: Ghana > fishermen"]);
}

#[test]
fn who_begins_an_operation_does_what_it_is_for() {
    for text in [
        "The Syrian army began an operation to isolate Homs.",
        "The Syrian army started the last phase of the operation to isolate Homs.",
    ] {
        assert_eq!(events(text), ["COERCE ongoing: Syrian army > Homs"]);
    }
    assert!(events("Norway praised an operation to isolate Homs.").iter().all(|e| !e.starts_with("COERCE ongoing: Norway")));
}

#[test]
fn an_act_taken_up_by_its_noun_is_whose_it_was() {
    let told = events("The navy carried out four air strikes on the port. The strikes destroyed a depot.");
    assert!(told.iter().any(|e| e.starts_with("ASSAULT occurred: navy > ") && e.contains("depot")), "{told:?}");
    let told = events("Chad condemned the raid. The strikes destroyed a depot.");
    assert!(told.contains(&"ASSAULT occurred:  > depot".to_owned()), "{told:?}");
}

#[test]
fn what_is_hedged_suspected_or_only_rumoured_may_be_so() {
    for text in [
        "The army reportedly shelled Bresnik.",
        "The army is said to have shelled Bresnik.",
        "The army appears to have shelled Bresnik.",
        "It is thought that the army shelled Bresnik.",
        "The mayor said it was likely that the army had shelled Bresnik.",
        "The mayor suspects that the army shelled Bresnik.",
        "According to unconfirmed reports, the army shelled Bresnik.",
    ] {
        assert_eq!(events(text), ["ASSAULT possible: army > Bresnik"], "{text}");
    }
    for text in ["The mayor confirmed that the army had shelled Bresnik.", "According to the mayor, the army shelled Bresnik."] {
        assert_eq!(events(text), ["ASSAULT occurred: army > Bresnik"], "{text}");
    }
}

#[test]
fn a_claim_and_its_denial_are_both_kept() {
    let told = events("The rebels said the army shelled Bresnik on Sunday. The army denied that it had shelled the town.");
    assert_eq!(told.iter().filter(|e| e.starts_with("ASSAULT occurred: army")).count(), 1, "{told:?}");
    assert_eq!(told.iter().filter(|e| e.starts_with("ASSAULT negated: army")).count(), 1, "{told:?}");
    assert!(told.iter().any(|e| e.starts_with("REJECT occurred: army")), "{told:?}");
}

#[test]
fn an_accusation_in_the_passive_tells_the_act_too() {
    let told = events("The army was accused by the rebels of shelling Bresnik.");
    assert_eq!(told, ["ACCUSE occurred: rebels > army", "ASSAULT occurred: army > Bresnik"]);
}

/// Each event as "TYPE @ place, time", in text order.
fn scenes(text: &str) -> Vec<String> {
    let report = Report { id: "claim".to_owned(), text: text.to_owned(), ..Report::default() };
    let place = |e: &diurna_model::reading::Event| e.place.as_ref().map_or("", |p| p.named.unwrap_or(p.here).of(text)).to_owned();
    let time = |e: &diurna_model::reading::Event| e.time.as_ref().map_or("", |t| t.span.of(text)).to_owned();
    reader().read(&report).events.iter().map(|e| format!("{} @ {}, {}", e.kind, place(e), time(e))).collect()
}

#[test]
fn a_place_before_the_sentence_is_where_it_was_and_nobody_who_acts() {
    assert_eq!(events("Near Tikrit, three strikes engaged two tactical units."), ["ASSAULT occurred:  > two tactical units"]);
    assert_eq!(scenes("Near Tikrit, three strikes engaged two tactical units."), ["ASSAULT @ Tikrit, "]);
    assert_eq!(scenes("In March, rebels attacked a bunker."), ["ASSAULT @ , March"]);
}

#[test]
fn the_next_deed_of_the_same_parties_keeps_the_day_and_place_of_the_scene() {
    let first = "Chadian troops shelled the rebels in Mao on 3 May 2015.";
    let told = scenes(&format!("{first} The rebels captured four troops."));
    assert_eq!(told, ["ASSAULT @ Mao, 3 May 2015", "COERCE @ Mao, 3 May 2015"]);
    let told = scenes(&format!("{first} The rebels captured four troops near Bol in June."));
    assert_eq!(told, ["ASSAULT @ Mao, 3 May 2015", "COERCE @ Bol, June"]);
}

#[test]
fn an_operation_has_the_place_that_it_aims_at_and_no_ground_is_won_yet() {
    assert_eq!(scenes("Iraqi forces are fighting to retake Mosul."), ["ASSAULT @ Mosul, "]);
    assert_eq!(scenes("In support of the operation to free Mosul, jets bombed two tunnels."), ["ASSAULT @ Mosul, "]);
    assert_eq!(scenes("Iraqi forces have retaken Mosul."), ["CONTROL @ Mosul, "]);
}

#[test]
fn who_stands_for_people_in_a_place_and_not_for_the_place() {
    let told = events("Rebels in Benghazi, who had been besieged for two days, celebrated.");
    assert_eq!(told, ["COERCE occurred:  > Rebels"]);
}

#[test]
fn what_somebody_is_judged_for_is_his_own() {
    let told = events("Norway condemned Libya for its attack on Chad.");
    assert!(told.contains(&"ASSAULT occurred: Libya > Chad".to_owned()), "{told:?}");
    let told = events("Norway welcomed the liberation of Mosul by the Iraqi army.");
    assert!(told.contains(&"SUPPORT occurred: Norway > Iraqi army".to_owned()), "{told:?}");
}

#[test]
fn one_deed_told_by_a_definite_word_again_is_one_and_two_of_a_chain_are_two() {
    let text = "A man was stabbed in Leeds on Saturday. The victim was attacked by two men outside a bar.";
    assert_eq!(events(text).len(), 1, "{:?}", events(text));
    let text = "Police arrested two men in Accra and seized a pistol from them.";
    assert_eq!(events(text), ["COERCE occurred: Police > two men", "COERCE occurred: Police > two men"]);
    let text = "The minister hailed the recovery of the town and thanked Iran for its support.";
    assert_eq!(events(text).iter().filter(|e| e.starts_with("SUPPORT")).count(), 2, "{:?}", events(text));
}

#[test]
fn a_condemnation_in_the_present_leaves_yesterday_to_the_deed() {
    let published = Published::parse("2015-06-09");
    let text = "I condemn the attack on worshippers in Maiduguri yesterday.";
    let report = Report { id: "claim".to_owned(), text: text.to_owned(), published, ..Report::default() };
    let reading = reader().read(&report);
    let time = |kind: &str| reading.events.iter().find(|e| e.kind == kind).map(|e| e.time.is_some());
    assert_eq!((time("ACCUSE"), time("ASSAULT")), (Some(false), Some(true)));
}

#[test]
fn names_behind_titles_and_first_names_are_taken_up() {
    let text = "Foreign Ministry Spokesman Bahram Ghasemi rejected the claims. He thanked Chad.";
    assert!(
        events(text).contains(&"SUPPORT occurred: Foreign Ministry Spokesman Bahram Ghasemi > Chad".to_owned()),
        "{:?}",
        events(text)
    );
    let text = "Vice Premier Liu Yandong met the envoy. Liu praised Kenya.";
    assert!(events(text).contains(&"SUPPORT occurred: Vice Premier Liu Yandong > Kenya".to_owned()), "{:?}", events(text));
}

#[test]
fn further_victims_of_the_deed_just_told_are_its_own() {
    let text = "Gunmen killed a candidate in Accra. Two guards were wounded in the attack.";
    assert_eq!(events(text), ["ASSAULT occurred: Gunmen > candidate, Two guards"]);
    let text = "Gunmen killed a candidate in Accra. Two guards were wounded in a raid on a bank in Lagos.";
    assert_eq!(events(text).iter().filter(|e| e.starts_with("ASSAULT")).count(), 2, "{:?}", events(text));
}

#[test]
fn the_field_of_an_office_is_no_part_of_the_name_behind_it() {
    let text = "Minister for the Middle East Peter Holm condemned the attack. He thanked Chad.";
    let told = events(text);
    assert!(told.contains(&"SUPPORT occurred: Minister for the Middle East Peter Holm > Chad".to_owned()), "{told:?}");
}
