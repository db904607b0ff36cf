//! Kinds of input that people bring, each made here: pages, feeds, web archives, packed files; and the same cut off or wrong.

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Rebels leave Tolin</title>
<meta property="og:site_name" content="Lakeside News"><meta property="article:published_time" content="2024-03-02T10:00:00Z">
</head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Rebels leave Tolin</h1>
<p>Rebels withdrew from the town of Tolin on Friday, the army said, after a week of talks that had been held in Haven with help from Orland.</p>
<p>The army's spokesman told reporters in Sarna that its soldiers had entered the town hall, the market and the bridge without a fight.</p>
<p>Some two thousand people had fled the town since January, the Red Cross said, and most of them now wait in camps along the river.</p>
</article><footer>Imprint, contact, advertising</footer></body></html>"#;

struct Run {
    reports: Vec<Value>,
    said: String,
    status: i32,
}

fn read(path: &Path) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_diurna"))
        .args(["read", "--format", "jsonl"])
        .arg(path)
        .output()
        .expect("the program runs");
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    let parse = |line: &str| serde_json::from_str::<Value>(line).expect("JSON")["report"].clone();
    Run {
        reports: lines.lines().map(parse).collect(),
        said: String::from_utf8(output.stderr).expect("UTF-8"),
        status: output.status.code().expect("an exit status"),
    }
}

fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("a file in a new folder");
    path
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).expect("memory");
    out.finish().expect("memory")
}

#[test]
fn a_page_gives_its_article_with_title_date_and_publisher() {
    let folder = folder();
    let run = read(&file(&folder, "page.html", PAGE.as_bytes()));
    assert_eq!((run.status, run.reports.len()), (0, 1), "{}", run.said);
    let report = &run.reports[0];
    assert_eq!(report["publisher"], "Lakeside News");
    assert_eq!(report["title"], "Rebels leave Tolin");
    assert!(report["published"].as_str().is_some_and(|d| d.starts_with("2024-03-02")), "{report}");
    let text = report["text"].as_str().expect("a text");
    assert!(text.contains("Rebels withdrew from the town") && text.contains("\n\n"), "{text:?}");
    assert!(!text.contains("Sport") && !text.contains("Imprint"), "{text:?}");
}

#[test]
fn a_page_that_unpacks_to_any_size_is_refused_and_not_cut() {
    let folder = folder();
    let path = file(&folder, "bomb.html.gz", &gzip(PAGE.replace("advertising", &"x".repeat(4_000_000)).as_bytes()));
    let output = Command::new(env!("CARGO_BIN_EXE_diurna")).args(["read", "--max-chars", "1000"]).arg(path).output();
    let output = output.expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("bomb.html.gz: longer than 1000 characters"), "{said}");
}

#[test]
fn a_page_says_its_own_character_set() {
    let folder = folder();
    let page = PAGE.replace("utf-8", "windows-1252").replace("Haven", "Zürich");
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&page);
    let run = read(&file(&folder, "page.htm", &bytes));
    assert!(run.reports[0]["text"].as_str().is_some_and(|t| t.contains("in Zürich with")), "{}", run.said);
}

#[test]
fn packed_files_are_read_as_what_they_hold() {
    let folder = folder();
    let lines = "{\"id\":\"a\",\"text\":\"Rebels left Tolin.\"}\n{\"id\":\"b\",\"text\":\"The army entered Tolin.\"}\n";
    // Two parts, one behind the other, as tools that append write them.
    let (first, second) = lines.split_at(lines.find('\n').expect("two lines") + 1);
    let parts: Vec<u8> = [gzip(first.as_bytes()), gzip(second.as_bytes())].concat();
    let gz = read(&file(&folder, "news.jsonl.gz", &parts));
    assert_eq!(gz.reports.iter().map(|r| r["id"].as_str().unwrap_or("")).collect::<Vec<_>>(), ["a", "b"], "{}", gz.said);
    let zst = read(&file(&folder, "news.txt.zst", &zstd::encode_all("Rebels left Tolin.".as_bytes(), 3).expect("memory")));
    assert_eq!(zst.reports[0]["text"], "Rebels left Tolin.", "{}", zst.said);
    let page = read(&file(&folder, "page.html.gz", &gzip(PAGE.as_bytes())));
    assert_eq!(page.reports[0]["publisher"], "Lakeside News", "{}", page.said);
}

#[test]
fn a_feed_gives_a_report_an_item() {
    let folder = folder();
    let rss = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Lakeside News</title><language>en</language>
<item><title>Rebels leave</title><guid>n1</guid><link>https://news.example/1</link><pubDate>Sat, 02 Mar 2024 10:00:00 GMT</pubDate>
<description>&lt;p&gt;Rebels left Tolin.&lt;/p&gt;&lt;p&gt;The army entered.&lt;/p&gt;</description></item>
<item><title>Bridge opens</title><guid>n2</guid></item></channel></rss>"#;
    let run = read(&file(&folder, "feed.xml", rss.as_bytes()));
    assert_eq!((run.status, run.reports.len()), (0, 2), "{}", run.said);
    assert_eq!(run.reports[0]["id"], "n1");
    assert_eq!(run.reports[0]["url"], "https://news.example/1");
    assert_eq!(run.reports[0]["publisher"], "Lakeside News");
    assert!(run.reports[0]["published"].as_str().is_some_and(|d| d.starts_with("2024-03-02")), "{}", run.reports[0]);
    assert_eq!(run.reports[0]["text"], "Rebels left Tolin.\n\nThe army entered.");
    assert_eq!(run.reports[1]["text"], "Bridge opens");
    let atom = r#"<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Orland Wire</title><id>f</id><updated>2024-03-02T10:00:00Z</updated>
<entry><id>e1</id><title>Talks</title><updated>2024-03-02T09:00:00Z</updated><content type="html">The envoys met in Haven.</content></entry></feed>"#;
    let run = read(&file(&folder, "feed.atom", atom.as_bytes()));
    assert_eq!(run.reports[0]["text"], "The envoys met in Haven.", "{}", run.said);
}

fn record(kind: &str, url: &str, body: &str) -> String {
    let head = format!("WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n");
    let more = format!("WARC-Date: 2024-03-05T00:00:00Z\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http\r\n");
    format!("{head}{more}Content-Length: {}\r\n\r\n{body}\r\n\r\n", body.len())
}

fn archive() -> String {
    let answer = |status: &str, kind: &str, more: &str, body: &str| {
        format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n{body}")
    };
    let chunked = format!("{:x}\r\n{PAGE}\r\n0\r\n\r\n", PAGE.len());
    [
        record("request", "https://news.example/1", "GET /1 HTTP/1.1\r\n\r\n"),
        record("response", "https://news.example/1", &answer("200 OK", "text/html; charset=utf-8", "", PAGE)),
        record("response", "https://news.example/2", &answer("200 OK", "text/html", "Transfer-Encoding: chunked\r\n", &chunked)),
        record("response", "https://news.example/3", &answer("404 Not Found", "text/html", "", "gone")),
        record("response", "https://news.example/4.png", &answer("200 OK", "image/png", "", "PNG")),
        record("response", "https://news.example/5", &answer("200 OK", "text/plain", "", "The army entered Tolin.")),
    ]
    .concat()
}

#[test]
fn a_web_archive_gives_a_report_a_page_and_names_what_it_lacks() {
    let folder = folder();
    for (name, bytes) in [("crawl.warc", archive().into_bytes()), ("crawl.warc.gz", gzip(archive().as_bytes()))] {
        let run = read(&file(&folder, name, &bytes));
        let urls: Vec<&str> = run.reports.iter().filter_map(|r| r["url"].as_str()).collect();
        assert_eq!(urls, ["https://news.example/1", "https://news.example/2", "https://news.example/5"], "{}", run.said);
        assert!(run.said.contains("(item 4): HTTP status 404"), "{}", run.said);
        assert_eq!(run.status, 1);
    }
}

#[test]
fn what_is_cut_off_or_wrong_is_one_line_and_the_rest_goes_on() {
    let folder = folder();
    let whole = gzip("Rebels left Tolin. ".repeat(500).as_bytes());
    file(&folder, "a-cut.txt.gz", &whole[..whole.len() / 2]);
    file(&folder, "b-no-zstd.txt.zst", b"plain words");
    file(&folder, "c-empty.html", b"");
    file(&folder, "d-no-article.html", b"<html><body></body></html>");
    file(&folder, "e-no-feed.xml", b"<note>hello</note>");
    file(&folder, "f-no-archive.warc", b"no archive at all\r\n\r\n");
    file(&folder, "g-cut.warc", &archive().as_bytes()[..900]);
    file(&folder, "h-good.txt", b"Rebels left Tolin.");
    let run = read(folder.path());
    assert_eq!(run.status, 1);
    assert_eq!(run.reports.last().map(|r| r["id"].clone()), Some("h-good.txt".into()), "{}", run.said);
    for name in [
        "a-cut.txt.gz",
        "b-no-zstd.txt.zst",
        "c-empty.html",
        "d-no-article.html",
        "e-no-feed.xml",
        "f-no-archive.warc",
        "g-cut.warc",
    ] {
        assert_eq!(run.said.lines().filter(|l| l.contains(name)).count(), 1, "{name}: {}", run.said);
    }
}
