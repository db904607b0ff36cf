//! What the program does with what people type and feed it: bad input is a line and not a stop, and the exit status says so.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn diurna(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diurna"));
    command.args(args);
    command
}

fn run(args: &[&str]) -> Output {
    diurna(args).output().expect("the program runs")
}

fn read(path: &Path, more: &[&str]) -> Output {
    diurna(&["read", "--format", "jsonl"]).args(more).arg(path).output().expect("the program runs")
}

fn feed(args: &[&str], input: &[u8]) -> Output {
    let mut child =
        diurna(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(input).expect("the program listens");
    child.wait_with_output().expect("the program ends")
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn lines(output: &Output) -> Vec<serde_json::Value> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

#[test]
fn misspelt_option_ends_with_status_two_and_a_tip() {
    let output = run(&["read", "--formt", "csv", "x.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("--format"), "{}", errors(&output));
    assert!(output.stdout.is_empty());
}

#[test]
fn bad_values_of_options_end_with_status_two() {
    for args in [&["--format", "xml"], &["--published", "yesterday"], &["--threads", "0"], &["--max-chars", "many"]] {
        assert_eq!(run(&["read", args[0], args[1], "x.txt"]).status.code(), Some(2), "{args:?}");
    }
    assert_eq!(run(&["read"]).status.code(), Some(2), "no path");
}

#[test]
fn missing_empty_and_unknown_files_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content, reason) in
        [("empty.txt", "", "empty"), ("spaces.md", " \n\t\n", "empty"), ("page.pdf", "x", "not a kind of file")]
    {
        let path = folder.path().join(name);
        fs::write(&path, content).expect("a file");
        let output = read(&path, &[]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(errors(&output).contains(name) && errors(&output).contains(reason), "{}", errors(&output));
    }
    let output = read(&folder.path().join("none.txt"), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("none.txt: cannot be read"), "{}", errors(&output));
}

#[test]
fn text_that_is_not_utf8_is_named_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("latin.txt");
    fs::write(&path, b"First line.\nCaf\xe9 bombed.\n").expect("a file");
    let output = read(&path, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("latin.txt:2: not UTF-8"), "{}", errors(&output));
    assert!(output.stdout.is_empty());
}

#[test]
fn a_bad_line_of_json_is_named_and_the_others_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("reports.jsonl");
    let good = "{\"id\": \"a\", \"text\": \"Rebels attacked the town.\"}";
    fs::write(&path, format!("{good}\n\n{{\"text\": \n{{\"title\": \"no text\"}}\n{good}\n")).expect("a file");
    let output = read(&path, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(lines(&output).len(), 2);
    let errors = errors(&output);
    assert!(errors.contains("reports.jsonl:3: not JSON"), "{errors}");
    assert!(errors.contains("reports.jsonl:4: no \"text\""), "{errors}");
    assert!(errors.contains("2 read, 2 skipped"), "{errors}");
}

#[test]
fn a_text_longer_than_allowed_is_refused_and_not_cut() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.txt");
    fs::write(&path, "é".repeat(100)).expect("a file");
    assert_eq!(read(&path, &["--max-chars", "100"]).status.code(), Some(0));
    let output = read(&path, &["--max-chars", "99"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("longer than 99 characters"), "{}", errors(&output));
    fs::write(&path, "é".repeat(200_000)).expect("a file");
    assert!(errors(&read(&path, &["--max-chars", "99"])).contains("longer than 99 characters"));
}

#[test]
fn a_folder_is_walked_in_order_and_other_files_are_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("b")).expect("a folder");
    fs::write(at("c.txt"), "Publisher: Lakeside\nPublished: 2024-03-02\n\nThird.").expect("a file");
    fs::write(at("b/two.json"), "{\n  \"id\": \"two\",\n  \"text\": \"Second.\"\n}\n").expect("a file");
    fs::write(at("a.ndjson"), "{\"id\": \"one\", \"text\": \"First.\"}").expect("a file");
    fs::write(at("photo.jpg"), [0xff, 0xd8]).expect("a file");
    let output = read(folder.path(), &["--publisher", "Nobody"]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let reports = lines(&output);
    let of = |key: &str| -> Vec<String> { reports.iter().map(|r| r["report"][key].to_string()).collect() };
    assert_eq!(of("id"), ["\"one\"", "\"two\"", "\"c.txt\""]);
    assert_eq!(of("publisher"), ["\"Nobody\"", "\"Nobody\"", "\"Lakeside\""]);
    assert_eq!(of("published"), ["null", "null", "\"2024-03-02\""]);
    assert!(errors(&output).contains("1 files of other kinds"), "{}", errors(&output));
}

#[test]
fn an_array_of_reports_is_read_item_by_item() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("all.json");
    fs::write(&path, "[{\"text\": \"One.\"},\n {\"text\": 2}, {\"text\": \"Three.\"}]").expect("a file");
    let output = read(&path, &[]);
    assert_eq!(lines(&output).len(), 2);
    assert!(errors(&output).contains("(item):2: \"text\" is not a string"), "{}", errors(&output));
}

#[test]
fn standard_input_is_json_lines_or_one_text() {
    let args = ["read", "--format", "jsonl", "--published", "2024-03-02", "-"];
    let output = feed(&args, b" \n{\"id\": \"x\", \"text\": \"One.\"}\n{\"text\": \"Two.\"}\n");
    assert_eq!(lines(&output).len(), 2, "{}", errors(&output));
    let output = feed(&args, "Rebels attacked Übach on Friday.".as_bytes());
    assert_eq!(lines(&output)[0]["report"]["text"], "Rebels attacked Übach on Friday.");
    assert_eq!(lines(&output)[0]["report"]["published"], "2024-03-02");
    assert_eq!(feed(&args, b"").status.code(), Some(1));
}

#[test]
fn unknown_keys_are_kept_and_a_date_in_words_is_noted() {
    let output = feed(&["read", "--format", "jsonl", "-"], br#"{"text": "One.", "section": "world", "published": "2 March"}"#);
    assert_eq!(output.status.code(), Some(0));
    let report = &lines(&output)[0]["report"];
    assert_eq!(report["extra"]["section"], "world");
    assert_eq!(report["published"], serde_json::Value::Null);
    assert!(errors(&output).contains("no ISO 8601 date"), "{}", errors(&output));
}

#[test]
fn mistakes_of_a_pack_are_all_named() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("rules")).expect("a folder");
    fs::write(folder.path().join("rules/mine.toml"), "[[rule]]\nname = \"x\"\nframe = \"nonesuch\"\n").expect("a file");
    let output = diurna(&["pack", "check"]).arg(folder.path()).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("rules/mine.toml:"), "{}", errors(&output));
    let output = diurna(&["read", "--pack"]).arg(folder.path()).arg("x.txt").output().expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("rules/mine.toml:"), "{}", errors(&output));
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let reports = "{\"text\": \"Rebels attacked the town.\"}\n".repeat(5_000);
    let mut child = diurna(&["read", "--format", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    // The program may stop listening at any time: that is the point.
    let _ = child.stdin.take().expect("a pipe").write_all(reports.as_bytes());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(errors(&output), "");
}

#[test]
fn codes_say_what_they_are_and_unknown_ones_are_named() {
    let output = run(&["codes", "194", "retreat", "199"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    for part in ["under      19 ", "Goldstein  -10", "ACLED      Explosions/Remote violence", "RETREAT  ", "0871"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(errors(&output).contains("`199`"), "{}", errors(&output));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_table_ends_with_what_a_record_is_called_elsewhere() {
    let output = feed(&["read", "--format", "csv", "-"], b"Rebels shelled the town of Bresnik on Monday.");
    let mut table = csv::Reader::from_reader(&output.stdout[..]);
    let columns: Vec<String> = table.headers().expect("a header").iter().map(str::to_owned).collect();
    let row = table.records().next().expect("an event").expect("a row");
    let values: Vec<&str> = row.iter().skip(columns.len() - 5).collect();
    assert_eq!(columns[columns.len() - 5..], ["cameo_root", "cameo_base", "goldstein", "acled_event", "acled_sub_event"]);
    assert_eq!(values, ["19", "194", "-10", "Explosions/Remote violence", "Shelling/artillery/missile attack"]);
}

const PLACES: &str =
    "Gunmen attacked a church in Birmingham, Alabama. Shells fell on the village of Bresnik in Serbia. Police left Springfield.";

#[test]
fn places_are_listed_with_why_and_those_not_found_too() {
    let output = feed(&["places", "--format", "jsonl", "-"], PLACES.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let listed = &lines(&output)[0];
    let first = &listed["places"][0];
    assert_eq!((&first["words"], &first["country"]), (&"Birmingham".into(), &"USA".into()), "{listed}");
    assert_eq!(first["geonames"], 4_049_979);
    assert!(first["why"][0].as_str().is_some_and(|w| w.contains("beside it")), "{first}");
    let missing: Vec<&serde_json::Value> = listed["unresolved"].as_array().expect("a list").iter().map(|u| &u["words"]).collect();
    assert!(missing.contains(&&"Bresnik".into()), "{listed}");
    let table = String::from_utf8_lossy(&feed(&["places", "-"], PLACES.as_bytes()).stdout).into_owned();
    assert!(
        table.contains("Not found") && table.contains("Birmingham, Alabama, USA") && table.contains("ambiguous-place"),
        "{table}"
    );
    let rows = feed(&["places", "--format", "csv", "-"], PLACES.as_bytes()).stdout;
    let mut table = csv::Reader::from_reader(&rows[..]);
    assert!(table.records().all(|row| row.is_ok_and(|r| r.len() == 13)));
}

#[test]
fn a_users_gazetteer_adds_places_and_names_each_bad_row() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.csv");
    let rows = "Name, lat, lon, country, kind\nBresnik, 43.5, 21.0, Serbia, village\nNorthpole, 190, 0, SRB,\n, 1, 1, SRB,\nAtlantis, 1, 1, Nowhere,\nShort, 1\n";
    fs::write(&path, rows).expect("a file");
    let output = diurna(&["places", "--format", "jsonl", "--gazetteer"]).arg(&path).arg("-").stdin(Stdio::null()).output();
    assert_eq!(output.expect("the program runs").status.code(), Some(1));
    let path = path.to_str().expect("a path");
    for command in ["places", "read"] {
        let output = feed(&[command, "--format", "jsonl", "--gazetteer", path, "-"], PLACES.as_bytes());
        assert_eq!(output.status.code(), Some(1));
        let places = &lines(&output)[0]["places"];
        let found = places.as_array().expect("a list").iter().find(|p| p["lat"] == 43.5).expect("the user's place");
        assert_eq!((&found["country"], &found["kind"]), (&"SRB".into(), &"village".into()));
        let errors = errors(&output);
        for part in [
            "mine.csv:3: 190 is off the globe",
            "mine.csv:4: `name` is empty",
            "mine.csv:5: `Nowhere` is no country",
            "mine.csv:6: ",
            "4 rows",
        ] {
            assert!(errors.contains(part), "{part} in {errors}");
        }
    }
    assert_eq!(feed(&["explain", "--gazetteer", path, "-"], PLACES.as_bytes()).status.code(), Some(1));
}

#[test]
fn a_gazetteer_without_the_columns_is_refused_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.csv");
    fs::write(&path, "place,lat,lon\nX,1,1\n").expect("a file");
    let report = folder.path().join("report.txt");
    fs::write(&report, PLACES).expect("a file");
    let output = diurna(&["read", "--gazetteer"]).arg(&path).arg(&report).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("no column is called `name`"), "{}", errors(&output));
    let output = diurna(&["read", "--gazetteer", "nowhere.csv"]).arg(&report).output().expect("the program runs");
    assert!(output.status.code() == Some(1) && errors(&output).contains("nowhere.csv"), "{}", errors(&output));
}

const ACTORS: &str = r#"{"id":"r","text":"Russian Defense Minister Sergei Shoigu met Syrian soldiers. Gunmen fled. Ann Berg left.","published":"2016-12-23"}"#;

#[test]
fn actors_lists_codes_with_offices_and_doubts_with_why() {
    let output = feed(&["actors", "--format", "jsonl", "-"], ACTORS.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let report = &lines(&output)[0];
    let find = |list: &str, words: &str| {
        let all = report[list].as_array().expect("a list");
        all.iter().find(|a| a["words"] == words).unwrap_or_else(|| panic!("{words} in {list}: {report}")).clone()
    };
    let shoigu = find("actors", "Sergei Shoigu");
    assert_eq!((&shoigu["code"], &shoigu["office"]), (&"RUSGOVMIL".into(), &"defense minister".into()));
    assert_eq!((&shoigu["start"], &shoigu["end"]), (&"2012-11-06".into(), &"2024-05-12".into()));
    assert_eq!(find("actors", "Syrian soldiers")["code"], "SYRMIL");
    assert_eq!(find("unresolved", "Gunmen")["doubt"], "no-country");
    assert_eq!(find("unresolved", "Ann Berg")["doubt"], "unknown-actor");
}

#[test]
fn actors_writes_a_table_for_people_and_rows_for_programs() {
    let csv = feed(&["actors", "--format", "csv", "-"], ACTORS.as_bytes());
    let text = String::from_utf8_lossy(&csv.stdout).into_owned();
    assert!(text.starts_with("report,words,type,times,name,code,country,sector,office,start,end,doubt,why\n"), "{text}");
    let brief =
        String::from_utf8_lossy(&feed(&["actors", "-"], b"Sergei Shoigu met Syrian soldiers in Russia.").stdout).into_owned();
    assert!(brief.contains("In doubt") && brief.contains("no-publication-date"), "{brief}");
}

#[test]
fn actors_without_a_path_ends_with_status_two_and_a_missing_file_with_one() {
    assert_eq!(run(&["actors"]).status.code(), Some(2));
    assert_eq!(run(&["actors", "no-such-file.txt"]).status.code(), Some(1));
}

const SAYINGS: &str = r#"{"id":"r","publisher":"Samples","published":"2016-12-23","text":"\"The terrorists have fled,\" Foreign Minister Jörg Sæther said on Friday. The mayor said the road was open. The bridge is closed."}"#;

#[test]
fn who_said_tells_people_who_said_what_with_loaded_words() {
    let output = feed(&["who-said", "-"], SAYINGS.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    let expected = "r\n  Foreign Minister Jörg Sæther, said: “The terrorists have fled” (sentence 0)\n      loaded: “terrorists”\n  mayor, said: the road was open (sentence 1)\n\n";
    assert_eq!(table, expected);
}

#[test]
fn who_said_finds_a_speaker_whatever_the_capitals_and_accents() {
    for name in ["saether", "JORG Sæther", "foreign minister"] {
        let output = feed(&["who-said", "--speaker", name, "--format", "jsonl", "-"], SAYINGS.as_bytes());
        let found = lines(&output);
        assert_eq!(found.len(), 1, "{name}: {}", errors(&output));
        assert_eq!((&found[0]["report"], &found[0]["publisher"]), (&"r".into(), &"Samples".into()));
        assert_eq!((&found[0]["content"]["text"], &found[0]["kind"]), (&"The terrorists have fled".into(), &"direct".into()));
        assert_eq!(found[0]["framing"][0]["word"]["text"], "terrorists");
        assert!(found[0]["occasion"].is_null() || found[0]["occasion"]["text"].is_string());
    }
    for name in ["the road", "ther", "minister jorg foreign"] {
        let output = feed(&["who-said", "--speaker", name, "-"], SAYINGS.as_bytes());
        assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0), "{name}");
        let said = errors(&output);
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains(name) && said.contains("heard: Foreign Minister Jörg Sæther, mayor"), "{said}");
    }
    assert_eq!(feed(&["who-said", "--speaker", "?", "-"], SAYINGS.as_bytes()).status.code(), Some(2));
}

#[test]
fn who_said_writes_a_row_for_each_statement_with_offsets() {
    let output = feed(&["who-said", "--format", "csv", "-"], SAYINGS.as_bytes());
    let mut table = csv::Reader::from_reader(&output.stdout[..]);
    let head = table.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = table.records().map(|r| r.expect("a row")).collect();
    assert_eq!(rows.len(), 2);
    let cell = |name: &str| rows[1].get(head.iter().position(|h| h == name).expect("a column")).expect("a cell").to_owned();
    assert_eq!([cell("speaker"), cell("cue"), cell("content"), cell("sentence")], ["mayor", "said", "the road was open", "1"]);
    let text: Vec<char> = lines(&feed(&["read", "--format", "jsonl", "-"], SAYINGS.as_bytes()))[0]["report"]["text"]
        .as_str()
        .expect("a text")
        .chars()
        .collect();
    let at = |name: &str| cell(name).parse::<usize>().expect("an offset");
    let quote: String = text[at("content_begin")..at("content_end")].iter().collect();
    assert_eq!(quote, "the road was open");
}

#[test]
fn a_doubtful_speaker_is_said_to_be_so() {
    let table = String::from_utf8_lossy(&feed(&["who-said", "-"], b"He said that the road was open.").stdout).into_owned();
    assert!(table.contains("doubt: pronoun not followed"), "{table}");
}
