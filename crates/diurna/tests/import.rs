//! Dictionaries of older coders become knowledge that compiles and reads, and what cannot be taken is named line by line.

use diurna::{engine, import};
use diurna_lang::English;
use diurna_pack::{Pack, Source};
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;

const ACTORS: &str = "\
# actors of an invented dictionary
FREDONIA_ [FRD]                ; unknown state
FRENCH_REPUBLIC_ [FRA]
+REPUBLIQUE_
ALDO_BRENNER_
\t[FRAELI <020510]
\t[FRAGOV 20020510-070516]     # minister
\t[FRAELI >070516]
FREE_HILLS_FRONT_ [FRAREB]
+FHF_
NAMELESS_
BROKEN_ [FRAGOV
DATELESS_ [FRAGOV 021332]
NULL_ [---]
<!-- LEFT_ [FRA]
OUT_ [FRA] -->
";

const AGENTS: &str = "\
!SMITH! = TINSMITH, SILVERSMITH
HILL_SHEPHERD {HILL_SHEPHERDS} [~AGR]
!SMITH! [~BUS]
MOUNTAIN_SCOUT [~MILSPY]
!NOBODY! [~BUS]
CARTER [BUS]
";

const VERBS: &str = "\
&PARLEY
+PARLEY_
+SUMMIT
+ROUND_TABLE

--- LAMBAST [111] ---
LAMBAST {LAMBASTS LAMBASTED LAMBASTING}
EXCORIATE
- * + (OVER &PARLEY) [112]      # further words
- $ * + [111]
- + * $ [111]
- % * [040]
- * &GHOSTS [112]
- * WEATHER [---]
- * BREAD [999]
- * BREAD [010]
- * BREAD [111:112]
~ a (a b Q) = a b 112

--- CART_OFF [---] ---
CART_OFF {CARTS_OFF}
- * CROWN_JEWELS [1711]
LOOSE BRACE {A [111]
";

fn diurna(args: &[&str], more: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_diurna")).args(args).args(more).output().expect("the program runs")
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The three dictionaries, and the folder they are imported into.
fn imported(folder: &Path) -> (Output, std::path::PathBuf) {
    let files = [("old.actors.txt", ACTORS), ("old.agents.txt", AGENTS), ("old.verbs.txt", VERBS)].map(|(name, text)| {
        let path = folder.join(name);
        fs::write(&path, text).expect("a file");
        path
    });
    let to = folder.join("mine");
    let output = diurna(&["pack", "import", "--out"], &[&to, &files[0], &files[1], &files[2]]);
    (output, to)
}

#[test]
fn every_line_is_taken_or_named_with_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let (output, to) = imported(folder.path());
    assert_eq!(output.status.code(), Some(1), "something was left");
    let left = fs::read_to_string(to.join("not-taken.txt")).expect("the list");
    let expected = "\
old.actors.txt:11: a name without a code: NAMELESS_
old.actors.txt:12: a bracket that does not close: BROKEN_ [FRAGOV
old.actors.txt:13: `021332` is no range of days: DATELESS_ [FRAGOV 021332]
old.actors.txt:14: `---` is no actor code of capital letters: NULL_ [---]
old.agents.txt:4: taken as MIL: a word has one sector, `SPY` is lost: MOUNTAIN_SCOUT [~MILSPY]
old.agents.txt:5: no set is called !NOBODY!: !NOBODY! [~BUS]
old.agents.txt:6: an agent's code starts with ~: CARTER [BUS]
old.verbs.txt:4: a class holds single words: +ROUND_TABLE
old.verbs.txt:11: who suffers it stands before the verb: - + * $ [111]
old.verbs.txt:12: % joins both parties: - % * [040]
old.verbs.txt:13: no set with words is called &GHOSTS: - * &GHOSTS [112]
old.verbs.txt:14: says that there is no event; a rule's `no` or `never` does that: - * WEATHER [---]
old.verbs.txt:15: no CAMEO code is called `999`: - * BREAD [999]
old.verbs.txt:16: CAMEO 010, statement of no other kind, is no event: - * BREAD [010]
old.verbs.txt:17: a code for each direction; a rule has one: - * BREAD [111:112]
old.verbs.txt:18: rewrites codes that others gave: ~ a (a b Q) = a b 112
old.verbs.txt:23: a brace that does not close: LOOSE BRACE {A [111]
";
    assert_eq!(left, expected);
    assert_eq!(words(&output.stderr), left.lines().map(|l| format!("diurna: {l}\n")).collect::<String>());
    assert!(words(&output.stdout).contains("17 lines were not taken or not wholly"), "{}", words(&output.stdout));
}

#[test]
fn names_keep_their_days_and_codes_their_parts() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_, to) = imported(folder.path());
    let table = fs::read_to_string(to.join("names/imported.tsv")).expect("actors");
    let rows = [
        "Aldo Brenner\tperson\tFRAELI\tFRA\tELI\t\t\t2002-05-10\told.actors.txt:5",
        "Aldo Brenner\tperson\tFRAGOV\tFRA\tGOV\t\t2002-05-10\t2007-05-17\told.actors.txt:5",
        "Aldo Brenner\tperson\tFRAELI\tFRA\tELI\t\t2007-05-17\t\told.actors.txt:5",
        "Free Hills Front\tgroup\tFRAREB\tFRA\tREB\tFHF\t\t\told.actors.txt:9",
    ];
    for row in rows {
        assert!(table.lines().any(|l| l == row), "{row} in\n{table}");
    }
    assert!(!table.contains("Out"), "comments over lines are left out");
    let states = fs::read_to_string(to.join("names/states.tsv")).expect("states");
    assert!(states.contains("French Republic\tFRA\tRepublique\t"), "{states}");
    let sectors = fs::read_to_string(to.join("names/sectors.tsv")).expect("words");
    for word in ["hill shepherd\tperson\tAGR", "tinsmith\tperson\tBUS", "silversmith\tperson\tBUS", "mountain scout\tperson\tMIL"]
    {
        assert!(sectors.contains(word), "{word} in\n{sectors}");
    }
}

#[test]
fn the_pack_has_no_mistakes_and_reads() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_, to) = imported(folder.path());
    let check = diurna(&["pack", "check"], &[&to]);
    assert!(check.status.success(), "{}", words(&check.stderr));
    let test = diurna(&["pack", "test", "imported.", "--pack"], &[&to]);
    assert!(words(&test.stdout).starts_with("0 sentences"), "imported rules carry none: {}", words(&test.stdout));

    let report = folder.path().join("report.txt");
    fs::write(&report, "Published: 2005-03-01\n\nAldo Brenner excoriated Kenya over the summit.\n\nThe Free Hills Front carted off its crown jewels.\n")
        .expect("a report");
    let output = diurna(&["read", "--format", "jsonl", "--pack"], &[&to, &report]);
    let reading: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a reading");
    let event = |rule: &str| {
        let events = reading["events"].as_array().expect("events");
        events.iter().find(|e| e["rule"] == rule).unwrap_or_else(|| panic!("{rule} in {events:#?}"))
    };
    let blamed = event("imported.lambast.112");
    assert_eq!(blamed["actors"][0]["code"], "FRAGOV");
    assert_eq!(blamed["recipients"][0]["code"], "KEN");
    assert_eq!((&blamed["type"], &blamed["cameo"]), (&"ACCUSE".into(), &"112".into()));
    let carted = event("imported.cart-off.1711");
    assert_eq!((&carted["type"], &carted["actors"][0]["code"]), (&"COERCE".into(), &"FRAREB".into()));
}

#[test]
fn what_is_there_is_not_written_over_and_unknown_files_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_, to) = imported(folder.path());
    let again = diurna(&["pack", "import", "--out"], &[&to, &folder.path().join("old.agents.txt")]);
    assert_eq!(again.status.code(), Some(1));
    assert!(words(&again.stderr).contains("is there already"), "{}", words(&again.stderr));

    let odd = folder.path().join("odd.txt");
    fs::write(&odd, "nothing that is coded\n").expect("a file");
    let output = diurna(&["pack", "import", "--out"], &[&folder.path().join("new"), &odd, &folder.path().join("none.txt")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(words(&output.stderr).contains("odd.txt: neither actors"), "{}", words(&output.stderr));
    assert!(words(&output.stderr).contains("none.txt: cannot be read"), "{}", words(&output.stderr));
}

static PACK: LazyLock<Pack> = LazyLock::new(|| engine::pack(None).expect("the program holds what it needs"));
static ENGLISH: LazyLock<English> = LazyLock::new(|| English::load().expect("the program holds what it needs"));

const PIECES: [&str; 44] = [
    "\n",
    "\n",
    "\n",
    "\n",
    " ",
    " ",
    "\t",
    "NAME_",
    "OLD_TOWN",
    "RUN",
    "CARRY_OUT",
    "+",
    "+NAME_",
    "[FRA]",
    "[FRAGOV",
    "[~MIL]",
    "[~MILSPY]",
    "[",
    "]",
    "<020510]",
    "930120-010120]",
    ">",
    "[111]",
    "[112]",
    "[---]",
    "[9]",
    "---",
    "--- RUN [111] ---",
    "- * ",
    "- $ * + ",
    "&SET",
    "&SET\n+RAIN\n",
    "&",
    "{RUNS}",
    "{",
    "(FOR",
    ")",
    "!SET!",
    "!SET! = A, B",
    "~",
    "é\u{301}",
    "\"'|",
    "#",
    "<!--",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_compiles_whatever_the_dictionary_holds(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60)) {
        let text = pieces.concat();
        let dictionaries = [import::Dictionary::new("any \"file\".txt", &text)];
        let imported = import::import(&dictionaries, &PACK, &ENGLISH);
        let sources: Vec<Source> = imported.files.iter().map(|(path, text)| Source::new(*path, text.clone())).collect();
        let compiled = PACK.with(&sources).map(|_| ());
        prop_assert!(compiled.is_ok(), "{text}\n{:?}\n{:?}", imported.files, compiled);
    }
}
