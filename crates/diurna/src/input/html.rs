//! A web page as a report: its article without menus and advertisements, and its metadata. In: bytes. Out: a report, or why there is none.
//! The character set is that of the byte order mark, of the server, of the page itself, else UTF-8, else Windows-1252, as browsers do.

use super::{Note, Reason};
use diurna_model::{Published, Report};
use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The page's article as a report known by `id`; `charset` is what the server said.
pub(super) fn report(id: String, bytes: &[u8], charset: Option<&str>) -> Result<(Report, Vec<Note>), Reason> {
    if bytes.trim_ascii().is_empty() {
        return Err(Reason::Empty);
    }
    let html = decoded(bytes, charset);
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let mut page = Readability::new(html, None, Some(config)).map_err(|_| Reason::NoArticle)?;
    let article = page.parse().map_err(|_| Reason::NoArticle)?;
    let text = article.text_content.trim().to_owned();
    if text.is_empty() {
        return Err(Reason::NoArticle);
    }
    let given = |text: String| Some(text).filter(|t| !t.trim().is_empty());
    let mut report = Report {
        id,
        text,
        title: given(article.title),
        publisher: article.site_name.and_then(given),
        url: article.url.and_then(given),
        language: article.lang.and_then(given),
        ..Report::default()
    };
    if let Some(author) = article.byline.and_then(given) {
        report.extra.insert("author".into(), author.into());
    }
    let mut notes = Vec::new();
    if let Some(day) = article.published_time.and_then(given) {
        report.published = Published::parse(&day);
        if report.published.is_none() {
            report.extra.insert("published".into(), day.clone().into());
            notes.push(Note::NoDate(day));
        }
    }
    Ok((report, notes))
}

/// The text of a piece of HTML, paragraphs parted by blank lines.
pub(super) fn text(html: &str) -> String {
    dom_query::Document::fragment(html).formatted_text().trim().to_owned()
}

fn decoded(bytes: &[u8], charset: Option<&str>) -> String {
    let named = |label: &str| Encoding::for_label(label.as_bytes());
    let encoding =
        Encoding::for_bom(bytes).map(|(e, _)| e).or_else(|| charset.and_then(named)).or_else(|| named(&declared(bytes)?));
    let fallback = if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 };
    encoding.unwrap_or(fallback).decode(bytes).0.into_owned()
}

/// `<meta charset="…">` or `content="text/html; charset=…"` in the page's first kilobyte.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let (_, behind) = head.split_once("charset=")?;
    let label = behind.trim_start_matches(['"', '\'', ' ']).split(['"', '\'', ' ', ';', '>', '/']).next()?;
    (!label.is_empty()).then(|| label.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_character_set_is_found_where_pages_say_it() {
        for (page, charset, wanted) in [
            (&b"\xef\xbb\xbf\xc3\xa9"[..], None, "é"),
            (b"<meta charset=windows-1252>\xe9", None, "é"),
            (b"<meta http-equiv=Content-Type content=\"text/html; charset=iso-8859-1\">\xe9", None, "é"),
            (b"\xe9", Some("latin1"), "é"),
            (b"\xc3\xa9", None, "é"),
            (b"\xe9t\xe9", None, "été"),
        ] {
            assert!(decoded(page, charset).ends_with(wanted), "{page:?}");
        }
    }

    #[test]
    fn paragraphs_of_a_piece_of_html_stay_apart() {
        assert_eq!(text("<p>One.</p><p>Two &amp; <b>three</b>.</p>"), "One.\n\nTwo & three.");
        assert_eq!(text("plain"), "plain");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn any_bytes_give_a_report_or_a_reason(tags in proptest::collection::vec("<?/?(p|div|table|article|li|a)?( [a-z]=\"?)?>?[ a-zé.]{0,12}", 0..60)) {
            let page = format!("<html><body>{}", tags.concat());
            let read = report("page".to_owned(), page.as_bytes(), None);
            prop_assert!(read.is_err() || read.is_ok_and(|(r, _)| !r.text.is_empty()));
        }
    }
}
