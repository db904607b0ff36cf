//! WARC: one report a response record that holds a page or a text. In: the archive, read as it goes. Out: an item a record.
//! Requests, pictures and other records are passed over; a page that the server did not give is refused with its status.

use super::{Item, Reason, html, packed};
use diurna_model::Report;
use std::io::{BufRead, Read};
use warc::{BufferedBody, Record, RecordType, WarcHeader, WarcReader};

/// Headers of a response beyond this many are no server's.
const MOST_HEADERS: usize = 256;

/// The archive's records; a page that unpacks to more than `most` bytes cannot be within `max` characters.
pub(super) fn items(from: impl BufRead + Send + 'static, most: u64, max: usize) -> impl Iterator<Item = Item> + Send {
    let mut broken = false;
    WarcReader::new(from).iter_records().map_while(move |record| {
        if broken {
            return None;
        }
        // Where one record ends wrongly, nobody knows where the next begins.
        broken = record.is_err();
        Some(record.map_or_else(|e| Item::Refused(Reason::NotARecord(e.to_string())), |r| item(&r, most, max)))
    })
}

fn item(record: &Record<BufferedBody>, most: u64, max: usize) -> Item {
    if *record.warc_type() != RecordType::Response {
        return Item::Passed;
    }
    let url = record.header(WarcHeader::TargetURI).map(|u| u.trim_matches(['<', '>']).to_owned());
    match page(record.body(), most, max) {
        Ok(Some(page)) => report(record, url, &page),
        Ok(None) => Item::Passed,
        Err(reason) => Item::Refused(reason),
    }
}

fn report(record: &Record<BufferedBody>, url: Option<String>, page: &Page) -> Item {
    let id = url.clone().unwrap_or_else(|| record.warc_id().to_owned());
    let read = if page.is_html {
        html::report(id, &page.bytes, page.charset.as_deref())
    } else {
        let text = String::from_utf8(page.bytes.clone()).map_err(|e| Reason::NotUtf8 { byte: e.utf8_error().valid_up_to() });
        text.map(|text| (Report { id, text, ..Report::default() }, Vec::new()))
    };
    match read {
        Ok((mut report, notes)) => {
            report.url = url.or(report.url);
            // When it was fetched says little of when it was published.
            report.extra.insert("fetched".into(), record.date().format("%Y-%m-%dT%H:%M:%SZ").to_string().into());
            Item::Report(Box::new(report), notes)
        }
        Err(reason) => Item::Refused(reason),
    }
}

struct Page {
    bytes: Vec<u8>,
    is_html: bool,
    charset: Option<String>,
}

/// The page or text of a response; `None` for pictures and the like.
fn page(body: &[u8], most: u64, max: usize) -> Result<Option<Page>, Reason> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut response = httparse::Response::new(&mut headers);
    let head = match response.parse(body) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Err(Reason::NotARecord("the response is cut off".into())),
        Err(error) => return Err(Reason::NotARecord(error.to_string())),
    };
    let value = |name: &str| {
        let header = response.headers.iter().find(|h| h.name.eq_ignore_ascii_case(name));
        header.map(|h| String::from_utf8_lossy(h.value).to_ascii_lowercase())
    };
    let kind = value("content-type").unwrap_or_default();
    let is_html = kind.starts_with("text/html") || kind.starts_with("application/xhtml");
    if !is_html && !kind.starts_with("text/plain") {
        return Ok(None);
    }
    if let Some(status) = response.code.filter(|c| *c != 200) {
        return Err(Reason::Status(status));
    }
    let chunked = value("transfer-encoding").is_some_and(|t| t.contains("chunked"));
    let sent = if chunked { joined(&body[head..]) } else { body[head..].to_vec() };
    let unpacked = |from: &mut dyn Read| packed::at_most(from, most)?.ok_or(Reason::TooLong { max });
    let bytes = match value("content-encoding").as_deref() {
        Some("gzip" | "x-gzip") => unpacked(&mut flate2::read::MultiGzDecoder::new(sent.as_slice()))?,
        Some("deflate") => unpacked(&mut flate2::read::ZlibDecoder::new(sent.as_slice()))?,
        _ => sent,
    };
    let charset = kind.split_once("charset=").map(|(_, c)| c.trim_matches(['"', ' ']).to_owned());
    Ok(Some(Page { bytes, is_html, charset }))
}

/// A body that was sent in chunks; one that says so and is not is taken as it is.
fn joined(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = body;
    loop {
        match httparse::parse_chunk_size(rest) {
            Ok(httparse::Status::Complete((_, 0))) => return out,
            Ok(httparse::Status::Complete((start, size))) => {
                let end = usize::try_from(size).ok().and_then(|s| start.checked_add(s));
                let Some(chunk) = end.and_then(|end| rest.get(start..end)) else { break };
                out.extend_from_slice(chunk);
                rest = rest.get(start + chunk.len()..).unwrap_or_default();
                rest = rest.strip_prefix(b"\r\n").unwrap_or(rest);
            }
            _ => break,
        }
    }
    if out.is_empty() { body.to_vec() } else { out }
}
