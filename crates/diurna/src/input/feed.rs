//! RSS and Atom: one report an item. In: the feed's bytes. Out: its items in order, the feed's name as publisher.

use super::{Item, Reason, html};
use diurna_model::{Published, Report};
use feed_rs::model::Entry;

/// The items of the feed in the file known by `id`.
pub(super) fn items(id: &str, bytes: &[u8]) -> Result<Vec<Item>, Reason> {
    if bytes.trim_ascii().is_empty() {
        return Err(Reason::Empty);
    }
    let feed = feed_rs::parser::parse(bytes).map_err(|e| Reason::NotAFeed(e.to_string()))?;
    let (publisher, language) = (feed.title.map(|t| t.content), feed.language);
    let item = |(n, entry): (usize, Entry)| {
        let mut report = report(entry);
        if report.id.is_empty() {
            report.id = format!("{id}#{}", n + 1);
        }
        report.publisher.clone_from(&publisher);
        report.language.clone_from(&language);
        Item::Report(Box::new(report), Vec::new())
    };
    Ok(feed.entries.into_iter().enumerate().map(item).collect())
}

/// An item's fullest text: its content, else its summary, else its title.
fn report(entry: Entry) -> Report {
    let title = entry.title.map(|t| html::text(&t.content)).filter(|t| !t.is_empty());
    let bodies = [entry.content.and_then(|c| c.body), entry.summary.map(|s| s.content)];
    let body = bodies.into_iter().flatten().map(|b| html::text(&b)).find(|b| !b.is_empty());
    Report {
        id: entry.id,
        text: body.or_else(|| title.clone()).unwrap_or_default(),
        title,
        published: entry.published.or(entry.updated).and_then(|t| Published::parse(&t.format("%Y-%m-%dT%H:%M:%SZ").to_string())),
        url: entry.links.into_iter().next().map(|l| l.href),
        ..Report::default()
    }
}
