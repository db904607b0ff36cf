//! Paragraphs and the copy for analysis. In: a text. Out: paragraph ranges, and a copy of the same byte length in which line breaks
//! inside a paragraph are spaces and a text in capitals, or a headline of them, is written as people write. It refuses nothing.

use diurna_lang::{English, Pos};
use diurna_pack::names::{Names, fold};
use std::ops::Range;

/// The text between blank lines, without white space at the ends.
pub(super) fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if words.is_empty() {
            blocks.extend(open.take());
        } else {
            let start = at + (line.len() - line.trim_start().len());
            let end = start + words.len();
            open = Some(open.map_or(start, |b| b.start)..end);
        }
        at += line.len();
    }
    blocks.extend(open);
    if let Some(title) = blocks.first().and_then(|first| title(text, first.clone())) {
        let first = blocks.remove(0);
        let rest = first.end - text[title.end..first.end].trim_start().len();
        blocks.splice(0..0, [title, rest..first.end]);
    }
    let parted = blocks.into_iter().flat_map(|block| without_credits(text, block));
    parted.flat_map(|block| without_dateline(text, block)).collect()
}

/// "(Ana Lind/Courier) Gunmen fired": a picture's credit before a sentence is a block of its own, else it becomes the sentence's subject.
fn without_credits(text: &str, block: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = block.start;
    for (at, _) in text[block.clone()].match_indices('(') {
        let open = block.start + at;
        let Some(close) = credit_end(&text[open..block.end]).map(|len| open + len) else { continue };
        let before = text[start..open].trim_end();
        let opens = before.is_empty() || before.ends_with(['.', '!', '?', '”', '"']);
        if open < start || !opens {
            continue;
        }
        let rest = block.end - text[close..block.end].trim_start().len();
        out.extend([start..start + before.len(), open..close].into_iter().filter(|b| !b.is_empty()));
        start = rest;
    }
    out.push(start..block.end);
    out
}

/// How long a credit in brackets is that `text` begins with: "(Name/Agency)" before a new sentence.
fn credit_end(text: &str) -> Option<usize> {
    const LONG: usize = 60;
    let close = text.find(')').filter(|&at| at <= LONG)?;
    let inside = &text[1..close];
    let names = inside.split('/').filter(|n| n.trim_start().starts_with(char::is_uppercase)).count();
    let named = names >= 2 && inside.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '/' | '.' | '-' | '’' | '\''));
    let rest = text[close + 1..].trim_start();
    (named && rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'))).then_some(close + 1)
}

/// A first line without a closing mark over a long line that begins anew: a title, though no blank line follows it.
fn title(text: &str, block: Range<usize>) -> Option<Range<usize>> {
    const LONG: usize = 120;
    let mut lines = text[block.clone()].lines();
    let (first, second) = (lines.next()?.trim_end(), lines.next()?.trim());
    let closed = first.ends_with(['.', '?', '!', ':', ';', ',', '”', '"', '-', '—']);
    let anew = second.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"')) && second.len() > LONG;
    (!closed && anew && first.len() <= LONG).then_some(block.start..block.start + first.len())
}

/// "OLMSK, Varenia (Wire) — Thousands marched": the dateline is a block of its own, else its town becomes a party of the sentence.
fn without_dateline(text: &str, block: Range<usize>) -> Vec<Range<usize>> {
    const LONG: usize = 90;
    let words = &text[block.clone()];
    let dashes = [" — ", " – ", " - ", " -- ", "— "].iter().filter_map(|d| words.find(d).map(|at| (at, at + d.len())));
    let Some((end, start)) = dashes.min().filter(|(end, _)| *end > 0 && *end <= LONG) else { return vec![block] };
    let first = words.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let is_town = first.chars().count() >= 3 && first.chars().all(char::is_uppercase);
    let is_signed = words[..end].ends_with(')') && words.starts_with(char::is_uppercase);
    let rest = words[start..].trim_start();
    let sentence_follows = rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'));
    if !(is_town || is_signed) || is_teletype(words) || !sentence_follows {
        return vec![block];
    }
    vec![block.start..block.start + end, block.end - rest.len()..block.end]
}

pub(super) fn prepared(text: &str, blocks: &[Range<usize>], names: &Names, english: &English) -> String {
    let mut copy: String = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
    for block in blocks {
        if is_teletype(&copy[block.clone()]) {
            let recased = recase(&copy[block.clone()], names);
            if recased.len() == block.len() {
                copy.replace_range(block.clone(), &recased);
            }
        } else {
            for line in lines(text, block.clone()).filter(|l| is_headline(&text[l.clone()])) {
                let lowered = lowered(&text[line.clone()], names, english);
                copy.replace_range(line, &lowered);
            }
        }
    }
    copy
}

/// The lines of a block, without the white space around them.
fn lines(text: &str, block: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let start = block.start;
    text[block].split('\n').scan(start, |at, line| {
        let begin = *at + (line.len() - line.trim_start().len());
        *at += line.len() + 1;
        Some(begin..begin + line.trim().len())
    })
}

/// A line whose longer words nearly all begin with capitals: "Army Retakes Town From Rebels".
fn is_headline(line: &str) -> bool {
    const LONGEST: usize = 20;
    let words = words(line);
    let long: Vec<&str> = words.iter().map(|w| &line[w.clone()]).filter(|w| w.chars().count() >= 4).collect();
    let capitals = long.iter().filter(|w| w.starts_with(char::is_uppercase)).count();
    (4..=LONGEST).contains(&words.len()) && long.len() >= 3 && capitals * 20 >= long.len() * 17
}

/// A headline in the letters of a sentence: known words small, names and words that nobody knows as they are. A noun behind a word that
/// nobody knows may be a surname ("Jeff Sessions"); a verb there is a verb ("Jeff Calls").
fn lowered(line: &str, names: &Names, english: &English) -> String {
    // "for", "as": so short a word behind the first is hardly a name that the names do not have.
    const SHORT: usize = 3;
    let words = words(line);
    let keys: Vec<String> = words.iter().map(|w| fold(&line[w.clone()])).collect();
    let mut out = line.to_owned();
    let (mut at, mut unknown, mut tells) = (0, false, false);
    while at < words.len() {
        let (length, case) = name_at(names, &keys[at..]);
        let word = &line[words[at].clone()];
        let lower = word.to_lowercase();
        let plain = word.chars().filter(|c| c.is_uppercase()).count() == 1 && word.starts_with(char::is_uppercase);
        let knows = |pos: &[Pos]| pos.iter().any(|&p| english.knows(&lower, p));
        let is_surname = names.persons(&keys[at]).next().is_some();
        let is_name = case != Case::Small || !plain || is_surname;
        let verb = knows(&[Pos::Verb]);
        let small = &names.pronouns;
        let little = [
            &small.articles,
            &small.definite,
            &small.before_place,
            &small.owned_by,
            &small.member_of,
            &small.person,
            &small.several,
        ];
        let is_little = word.len() <= SHORT || little.iter().any(|set| set.contains(&lower));
        let known = verb || knows(&[Pos::Noun, Pos::Adj, Pos::Adv]) || is_little;
        if at > 0 && !is_name && known && (verb || !unknown) && lower.len() == word.len() {
            out.replace_range(words[at].clone(), &lower);
        }
        tells |= at > 0 && verb && !is_name && word.len() > SHORT;
        unknown = !is_name && !known;
        at += length;
    }
    // A list of names has no verb.
    if tells { out } else { line.to_owned() }
}

/// Ten words at least, and hardly a small letter.
fn is_teletype(block: &str) -> bool {
    let small = block.chars().filter(|c| c.is_lowercase()).count();
    let large = block.chars().filter(|c| c.is_uppercase()).count();
    large >= 40 && small * 20 < large
}

/// Small letters, with a capital for the first word of a sentence and for names.
fn recase(block: &str, names: &Names) -> String {
    let words = words(block);
    let keys: Vec<String> = words.iter().map(|w| fold(&block[w.clone()])).collect();
    let mut capital = vec![Case::Small; words.len()];
    let mut at = 0;
    while at < words.len() {
        let (length, case) = name_at(names, &keys[at..]);
        capital[at..at + length].fill(case);
        if at == 0 || block[words[at - 1].end..words[at].start].contains(['.', '!', '?', '"']) {
            capital[at] = capital[at].max(Case::First);
        }
        at += length;
    }
    let mut out = block.to_owned();
    for (word, case) in words.into_iter().zip(capital) {
        let text = &block[word.clone()];
        let recased = match case {
            Case::All => text.to_owned(),
            Case::Small => text.to_lowercase(),
            Case::First => {
                let first = text.chars().next().map_or(0, char::len_utf8);
                format!("{}{}", &text[..first], text[first..].to_lowercase())
            }
        };
        if recased.len() == word.len() {
            out.replace_range(word, &recased);
        }
    }
    out
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    Small,
    First,
    All,
}

/// How many of the words ahead are one name, and how it is written.
fn name_at(names: &Names, keys: &[String]) -> (usize, Case) {
    for length in (1..=keys.len().min(6)).rev() {
        let key = keys[..length].join(" ");
        // Short words of the language are names too ("us", "of"); in capitals only the longer ones are told apart.
        if key.len() < 4 {
            continue;
        }
        if let Some(form) = names.forms(&key).first() {
            return (length, if form.capitals { Case::All } else { Case::First });
        }
        if names.places(&key).first().is_some_and(|p| p.population >= 100_000 || length > 1) {
            return (length, Case::First);
        }
    }
    (1, Case::Small)
}

/// Ranges of letters and figures, with the full stops inside ("U.S").
fn words(block: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in block.char_indices() {
        if !c.is_alphanumeric() && c != '\'' && c != '’' {
            continue;
        }
        let end = at + c.len_utf8();
        match words.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => words.push(at..end),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_part_at_blank_lines_only() {
        let text = "One line\nand its end.\n \nTwo.  \n";
        let parts: Vec<&str> = blocks(text).into_iter().map(|b| &text[b]).collect();
        assert_eq!(parts, ["One line\nand its end.", "Two."]);
    }

    #[test]
    fn a_credit_and_a_title_are_blocks_of_their_own() {
        let parts = |text: &str| blocks(text).into_iter().map(|b: Range<usize>| text[b].to_owned()).collect::<Vec<String>>();
        let text = "A guard stands at the gate.\n(Ana Lind/Courier) Gunmen fired on it.";
        assert_eq!(parts(text), ["A guard stands at the gate.", "(Ana Lind/Courier)", "Gunmen fired on it."]);
        assert_eq!(parts("The road (Oru/Alma) is shut."), ["The road (Oru/Alma) is shut."]);
        assert_eq!(parts("(A/B)"), ["(A/B)"]);
        let long = "The council of Port Alma met on Friday to talk about the harbour, the road to Oru, the fish market and the price of bread \
                    in the old town.";
        assert_eq!(parts(&format!("Council meets on harbour\n{long}")), ["Council meets on harbour", long]);
        assert_eq!(parts("The army left\nThe town is quiet."), ["The army left\nThe town is quiet."]);
    }

    #[test]
    fn a_text_in_capitals_keeps_its_length_and_its_sentence_starts() {
        let text = "THE ARMY SHELLED THE TOWN ON FRIDAY. AN OFFICER SAID\nTHAT MANY PEOPLE HAD LEFT.";
        let english = English::load().expect("the embedded model");
        let copy = prepared(text, &blocks(text), &Names::default(), &english);
        assert_eq!(copy, "The army shelled the town on friday. An officer said that many people had left.");
        assert_eq!(copy.len(), text.len());
    }

    #[test]
    fn a_headline_is_read_as_a_sentence_and_keeps_its_names() {
        let english = English::load().expect("the embedded model");
        let pack = crate::embedded_pack().expect("the embedded pack");
        let shown = |text: &str| prepared(text, &blocks(text), &pack.names, &english);
        assert_eq!(shown("Kurdish Fighters Recapture Town From Rebels"), "Kurdish fighters recapture town from rebels");
        assert_eq!(shown("Oto Lindqvist Calls Harvest Law a Disgrace"), "Oto Lindqvist calls harvest law a disgrace");
        assert_eq!(shown("Trump Meets Putin in Helsinki After NATO Summit"), "Trump meets Putin in Helsinki after NATO summit");
        for text in ["The army left Aleppo on Friday.", "Oto Lind, Anna Berg"] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn a_dateline_is_a_block_of_its_own() {
        let text = "OLMSK, Varenia (Wire) — Thousands marched on Monday.";
        let parts: Vec<&str> = blocks(text).into_iter().map(|b| &text[b]).collect();
        assert_eq!(parts, ["OLMSK, Varenia (Wire)", "Thousands marched on Monday."]);
    }

    #[test]
    fn a_dash_inside_a_sentence_parts_nothing() {
        for text in ["The talks — the third this year — failed.", "NATO - an alliance - met.", "—", "ABC — "] {
            assert_eq!(blocks(text).len(), 1, "{text}");
        }
    }
}
