//! Names in the text. In: page, names. Out: every [`Found`] in text order, and the word for an actor that ends at each token.
//! A name of the pack overrules the label of the language engine, unless it is only a part of a longer name.

use super::places::{self, Placed};
use crate::page::Page;
use diurna_lang::{Dep, Pos};
use diurna_model::mention::{Actor, Office, Site};
use diurna_pack::names::{ActorKind, ActorRow, Form, How, Names, PlaceRow, Word, WordKind, fold};
use std::collections::BTreeSet;
use std::ops::Range;

/// Words that name something.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub tokens: Range<usize>,
    /// OntoNotes label; empty for a part of a longer name.
    pub label: String,
    pub kind: Option<ActorKind>,
    /// The kind of the row, also for a part of a longer name.
    pub row: Option<ActorKind>,
    pub how: Option<How>,
    pub actor: Option<Actor>,
    pub country: Option<String>,
    pub site: Option<Site>,
    /// The place that an adjective is of ("Syrian").
    pub about: Option<Site>,
    pub is_country: bool,
}

const LONGEST: usize = 9;

pub(super) fn all(page: &Page, names: &Names, words: &[Option<(Word, usize)>]) -> Vec<Found> {
    let mut found = engine(page, names, words);
    behind_titles(page, words, &mut found);
    behind_fields(page, names, words, &mut found);
    let listed = in_pack(page, names);
    let countries = countries_named(page, names, &listed);
    let hinted = countries_hinted(page, names, &listed);
    let choices = places::choose(page, names, &listed);
    let lying = choices.iter().flatten().filter_map(|c| c.row.country.map(str::to_owned));
    let told: BTreeSet<String> = countries.iter().cloned().chain(lying).collect();
    let held = places::held(page, names, &found, &listed, &choices);
    for ((tokens, forms, rows), choice) in listed.into_iter().zip(choices) {
        let other = is_another_states(page, names, &tokens, forms, &hinted)
            || chosen(page, names, forms, &countries)
                .is_some_and(|f| is_someone_elses(page, names, &tokens, names.actor(f), forms, &told));
        let placed = Placed::new(rows, choice, &held);
        settle(page, names, &mut found, tokens, if other { &[] } else { forms }, &placed, &countries);
    }
    places::widen(page, &names.place_words, &mut found);
    places::add_unknown(page, &names.place_words, &mut found);
    surnames(page, &mut found);
    bare(page, names, &mut found, &hinted);
    titled(page, names, &mut found, &hinted);
    // A longer name stands before its parts, so that it is the one its tokens belong to.
    found.sort_by_key(|f| (f.label.is_empty(), f.tokens.start, std::cmp::Reverse(f.tokens.end)));
    let (mut named, parts): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|f| !f.label.is_empty());
    named.extend(parts);
    named
}

/// The language engine's own entities.
fn engine(page: &Page, names: &Names, words: &[Option<(Word, usize)>]) -> Vec<Found> {
    // "Pirates attacked a tanker": the capital is the sentence's.
    let first = |t: usize| page.analysis.sentences.get(page.sentence_of(t)).is_some_and(|s| s.start == t);
    let common = |e: &diurna_lang::Entity| {
        let t = e.tokens.start;
        let several = matches!(page.token(t).tag, "NNS" | "NNPS");
        e.tokens.len() == 1 && first(t) && several && names.word(&page.lemma(t).to_lowercase()).is_some()
    };
    let entities =
        page.analysis.entities.iter().filter(|e| !e.tokens.is_empty() && !common(e) && !is_office(page, names, words, e));
    entities.map(|e| Found::plain(trimmed(page, e.tokens.clone()), e.label)).filter(|f| !f.tokens.is_empty()).collect()
}

/// "UN Emergency Relief Coordinator" is no body, but who has the office; nor is "Defense" of "Defense Minister".
fn is_office(page: &Page, names: &Names, words: &[Option<(Word, usize)>], entity: &diurna_lang::Entity) -> bool {
    const LONGEST: usize = 4;
    let tokens = &entity.tokens;
    let named = |w: &Word| w.kind == WordKind::Person && (w.of || w.sector.as_deref() == Some(GOVERNMENT));
    let word = names.word(&page.lemma(tokens.end - 1).to_lowercase());
    let holder = word.is_some_and(named) && matches!(page.token(tokens.end - 1).tag, "NNP" | "NN");
    let behind = words.iter().enumerate().skip(tokens.end).take(LONGEST);
    let within =
        || behind.filter_map(|(_, word)| word.as_ref()).any(|(w, start)| w.kind == WordKind::Person && *start <= tokens.start);
    entity.label == "ORG" && (holder || within())
}

/// "Foreign Ministry Spokesman Oto Lind", which the engine takes for a body: the name behind the title is a person's.
fn behind_titles(page: &Page, words: &[Option<(Word, usize)>], found: &mut [Found]) {
    const LONGEST_NAME: usize = 4;
    let title = |t: usize| words.get(t).and_then(|w| w.as_ref()).is_some_and(|(w, _)| w.kind == WordKind::Person);
    let known = |t: usize| words.get(t).is_some_and(|w| w.is_some());
    for body in found.iter_mut().filter(|f| matches!(f.label.as_str(), "ORG" | "GPE") && f.tokens.len() > 2) {
        let Some(last) = (body.tokens.start + 1..body.tokens.end).rfind(|&t| title(t)) else { continue };
        let name = last + 1..body.tokens.end;
        let proper = |t: usize| page.token(t).pos == Pos::Propn && !known(t);
        if (2..=LONGEST_NAME).contains(&name.len()) && name.clone().all(proper) {
            *body = Found::plain(name, "PERSON");
        }
    }
}

/// "Minister for Africa Oto Lind": the part of the world is the office's field, the name behind it a person's.
fn behind_fields(page: &Page, names: &Names, words: &[Option<(Word, usize)>], found: &mut Vec<Found>) {
    let title = |t: usize| words.get(t).and_then(|w| w.as_ref()).is_some_and(|(w, _)| w.kind == WordKind::Person);
    let proper = |t: &usize| page.token(*t).pos == Pos::Propn && page.prepared_word(*t).starts_with(char::is_uppercase);
    for office in (0..page.len()).filter(|&t| title(t) && t + 1 < page.len() && page.word(t + 1).eq_ignore_ascii_case("for")) {
        let start = office + 2 + usize::from(office + 2 < page.len() && page.token(office + 2).tag == "DT");
        let end = (start..page.len()).take_while(proper).last().map_or(start, |t| t + 1);
        let field = |at: &usize| !names.places(&fold(page.span(start..*at).of(&page.prepared))).is_empty();
        // Of what is named a first name and a surname are left.
        let Some(name) = end.checked_sub(2).filter(|at| *at > start && *at <= start + 2 && field(at)) else { continue };
        found.retain(|f| f.tokens.end <= name || end <= f.tokens.start || f.tokens.start < start);
        found.push(Found::plain(name..end, "PERSON"));
    }
}

/// A surname alone is the person whose full name the report gives, whatever the engine took it for.
fn surnames(page: &Page, found: &mut Vec<Found>) {
    let full = found.iter().filter(|f| f.label == "PERSON" && f.tokens.len() > 1);
    let last: BTreeSet<String> = full.map(|f| fold(page.prepared_word(f.tokens.end - 1))).collect();
    for token in 0..page.len() {
        let proper = page.token(token).pos == Pos::Propn && page.prepared_word(token).starts_with(char::is_uppercase);
        if !proper || !last.contains(&fold(page.prepared_word(token))) {
            continue;
        }
        match found.iter_mut().find(|f| f.tokens.contains(&token)) {
            Some(f) if f.tokens.len() == 1 && f.kind.is_none() && f.site.is_none() => f.label = "PERSON".to_owned(),
            Some(_) => {}
            None => found.push(Found::plain(token..token + 1, "PERSON")),
        }
    }
}

/// A surname that the engine took for nothing: of one who holds office that day in a state that the report tells of.
fn bare(page: &Page, names: &Names, found: &mut Vec<Found>, hinted: &BTreeSet<String>) {
    let proper = |t: usize| t < page.len() && page.token(t).pos == Pos::Propn;
    let held = |key: &str| {
        names
            .persons(key)
            .any(|r| day(page).is_some() && holds(page, r) && r.country.as_ref().is_some_and(|c| hinted.contains(c)))
    };
    for token in (0..page.len()).filter(|&t| proper(t) && !proper(t + 1) && !t.checked_sub(1).is_some_and(proper)) {
        let capital = page.prepared_word(token).starts_with(char::is_uppercase) && page.token(token).tag == "NNP";
        if capital && !found.iter().any(|f| f.tokens.contains(&token)) && held(&fold(page.prepared_word(token))) {
            found.push(Found::plain(token..token + 1, "PERSON"));
        }
    }
}

/// A surname behind a title ("President Kaunda") is whoever of the table has it: on the report's day, or, of all days, of one state.
/// Without a title ("Brown met the envoy") it is who holds office that day (of a report without a day: the one with the name), if
/// the report tells of his state and of no namesake.
fn titled(page: &Page, names: &Names, found: &mut [Found], hinted: &BTreeSet<String>) {
    let full: BTreeSet<String> = found
        .iter()
        .filter(|f| f.label == "PERSON" && f.tokens.len() > 1)
        .map(|f| fold(page.prepared_word(f.tokens.end - 1)))
        .collect();
    let known: BTreeSet<String> = found.iter().filter(|f| f.row == Some(ActorKind::Person)).filter_map(row_name).collect();
    for name in found.iter_mut().filter(|f| f.label == "PERSON" && f.kind.is_none()) {
        let Some(key) = surname(page, names, &name.tokens) else {
            initialled(page, names, name);
            continue;
        };
        let named = |r: &&ActorRow| known.contains(&r.name);
        let rows: Vec<&ActorRow> = match names.persons(&key).filter(named).count() {
            0 => names.persons(&key).collect(),
            // "Kim" where the report names Kim Jong-un.
            _ => names.persons(&key).filter(named).collect(),
        };
        let again = rows.iter().any(named);
        let current: Vec<&ActorRow> = rows.iter().copied().filter(|r| holds(page, r)).collect();
        let fitting = match (has_title(page, names, &name.tokens), current.is_empty()) {
            (true, true) => rows,
            (true, false) => current,
            (false, _) if full.contains(&key) && !again => continue,
            (false, no_office) => {
                let mut those = if page.report.published.is_some() && !(again && no_office) { current } else { rows };
                those.retain(|r| again || r.country.as_ref().is_some_and(|c| hinted.contains(c)));
                those
            }
        };
        let Some(first) = fitting.first() else { continue };
        if fitting.iter().all(|r| is_same(r, first)) {
            let best = fitting.iter().min_by_key(|r| !holds(page, r)).unwrap_or(first);
            name.actor = Some(actor(page, names, best, How::Name));
        }
        if fitting.iter().all(|r| r.country == first.country) {
            name.country = first.country.clone();
            name.actor.get_or_insert_with(|| Actor { country: first.country.clone(), ..Actor::default() });
        }
    }
}

fn row_name(name: &Found) -> Option<String> {
    name.actor.as_ref().and_then(|a| a.name.clone())
}

/// One person, who may have several offices.
fn is_same(row: &ActorRow, other: &ActorRow) -> bool {
    row.name == other.name && row.country == other.country
}

/// A capital word for an office right before: "President Kaunda".
fn has_title(page: &Page, names: &Names, tokens: &Range<usize>) -> bool {
    let before = tokens.start.checked_sub(1).filter(|&b| page.word(b).starts_with(char::is_uppercase));
    before.and_then(|b| names.word(&page.word(b).to_lowercase())).is_some_and(|w| w.kind == WordKind::Person)
}

/// The key of a name that is only a surname: one word, or several that open with small ones ("al-Assad", "von der Leyen").
fn surname(page: &Page, names: &Names, tokens: &Range<usize>) -> Option<String> {
    let last = fold(page.prepared_word(tokens.end - 1));
    let whole = fold(&tokens.clone().map(|t| page.prepared_word(t)).collect::<Vec<_>>().join(" "));
    let small = |t: usize| {
        let word = fold(page.prepared_word(t));
        word.is_empty() || names.pronouns.particles.contains(&word)
    };
    if tokens.len() > 1 && names.persons(&whole).next().is_some() {
        return Some(whole);
    }
    (tokens.start..tokens.end - 1).all(small).then_some(last)
}

/// "Donald J. Trump": the row with that first and last name.
fn initialled(page: &Page, names: &Names, name: &mut Found) {
    let (first, last) = (name.tokens.start, name.tokens.end - 1);
    let initial = |t: usize| page.word(t).chars().filter(|c| c.is_alphabetic()).count() == 1;
    if last < first + 2 || !(first + 1..last).all(initial) {
        return;
    }
    let key = format!("{} {}", fold(page.prepared_word(first)), fold(page.prepared_word(last)));
    let forms = names.forms(&key);
    let row = forms.iter().map(|f| names.actor(f)).filter(|r| r.kind == ActorKind::Person).min_by_key(|r| !holds(page, r));
    if let Some(row) = row {
        name.kind = Some(row.kind);
        name.country = row.country.clone();
        name.actor = Some(actor(page, names, row, How::Name));
    }
}

/// A name without the article before and the genitive mark after it.
fn trimmed(page: &Page, mut tokens: Range<usize>) -> Range<usize> {
    while tokens.len() > 1 && page.token(tokens.start).tag == "DT" {
        tokens.start += 1;
    }
    while tokens.len() > 1 && page.token(tokens.end - 1).tag == "POS" {
        tokens.end -= 1;
    }
    tokens
}

impl Found {
    pub(super) fn plain(tokens: Range<usize>, label: &str) -> Found {
        Found {
            tokens,
            label: label.to_owned(),
            kind: None,
            row: None,
            how: None,
            actor: None,
            country: None,
            site: None,
            about: None,
            is_country: false,
        }
    }
}

/// Words that the pack lists, with what they may name.
pub(super) type Listed<'n> = (Range<usize>, &'n [Form], Vec<PlaceRow<'n>>);

/// The pack's names in text order, none inside another.
fn in_pack<'n>(page: &Page, names: &'n Names) -> Vec<Listed<'n>> {
    let mut listed = Vec::new();
    let mut at = 0;
    while at < page.len() {
        let name = longest(page, names, at);
        at = name.as_ref().map_or(at + 1, |(tokens, ..)| tokens.end);
        listed.extend(name);
    }
    listed
}

/// The longest name that begins at `at`.
fn longest<'n>(page: &Page, names: &'n Names, at: usize) -> Option<Listed<'n>> {
    if !opens_name(page, at) {
        return None;
    }
    let mut key = String::new();
    let mut best = led(page, names, at);
    for end in at + 1..=(at + LONGEST).min(page.len()) {
        let word = page.prepared_word(end - 1);
        let part = fold(word);
        if part.is_empty() && end == at + 1 {
            return None;
        }
        if !part.is_empty() {
            if !key.is_empty() && page.space_before(end - 1) {
                key.push(' ');
            }
            key.push_str(&part);
            let forms = fitting(page, names.forms(&key), at..end);
            // "African": of a part of the world, though a town is called so too.
            let adjective = names.place_words.adjectives.contains_key(&key);
            // "Naples, Florida": two places, though one may be listed so.
            let two = (at..end).any(|t| page.token(t).tag == ",");
            let places = if adjective || two { Vec::new() } else { names.places(&key) };
            // "Kim Jong-un": a small word joined to a name closes it.
            let closes =
                word.chars().any(|c| c.is_uppercase() || c.is_ascii_digit()) || (end > at + 2 && page.joins_next(end - 3));
            if (!forms.is_empty() || !places.is_empty()) && closes {
                best = Some((at..end, forms, places));
            }
        }
        // "People" of "People's" is no word of the key yet.
        let attached = end < page.len() && !page.space_before(end);
        if !names.goes_on(&key) && !part.is_empty() && !page.joins_next(end - 1) && !attached {
            break;
        }
    }
    best
}

/// "U.S.-led" written as one word: the state, if the noun is its own.
fn led<'n>(page: &Page, names: &'n Names, at: usize) -> Option<Listed<'n>> {
    let (name, joined) = page.prepared_word(at).split_once('-')?;
    let forms = names.forms(&fold(name));
    let whose = !forms.is_empty() && names.pronouns.led.contains(&joined.to_lowercase());
    whose.then(|| (at..at + 1, forms, Vec::new()))
}

/// A capital, a figure, or a small word joined to a capital ("al-Bab").
fn opens_name(page: &Page, at: usize) -> bool {
    let capital =
        |t: usize| t < page.len() && page.prepared_word(t).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    capital(at) || (page.token(at).pos != Pos::Adp && page.word(at).len() <= 5 && page.joins_next(at) && capital(at + 2))
}

/// Forms written in capitals are only met in capitals: "us" is not "US".
fn fitting<'n>(page: &Page, forms: &'n [Form], tokens: Range<usize>) -> &'n [Form] {
    let written = page.span(tokens).of(&page.prepared);
    let small = written.chars().any(char::is_lowercase);
    if small && forms.iter().all(|f| f.capitals && f.key.len() <= 4) { &[] } else { forms }
}

/// ISO codes of the states that the report names or qualifies by, most often first.
fn countries_named(page: &Page, names: &Names, listed: &[Listed]) -> Vec<String> {
    let mut counts: std::collections::BTreeMap<String, usize> = Default::default();
    for (_, forms, _) in listed {
        // A seat may be a namesake elsewhere; a body's short name may be another's.
        let state = |f: &&Form| f.how != How::Metonym && (forms.len() == 1 || names.actor(f).kind == ActorKind::State);
        // Who holds no office that day may be a namesake.
        let sure = |f: &&Form| names.actor(f).kind != ActorKind::Person || holds(page, names.actor(f));
        if let Some(country) = forms.iter().filter(sure).find(state).and_then(|f| names.actor(f).country.clone()) {
            *counts.entry(country).or_default() += 1;
        }
    }
    let mut codes: Vec<(String, usize)> = counts.into_iter().collect();
    codes.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    codes.into_iter().map(|c| c.0).collect()
}

/// A body called by a common word ("Congress"), of a state that a report on other states does not so much as hint at.
fn is_another_states(page: &Page, names: &Names, tokens: &Range<usize>, forms: &[Form], hinted: &BTreeSet<String>) -> bool {
    let [form] = forms else { return false };
    let country = names.actor(form).country.as_ref();
    is_common(page, names, tokens, form) && !hinted.is_empty() && country.is_some_and(|c| !hinted.contains(c))
}

/// "Congress", "Supreme Court": a body's name whose last word is a common word for bodies.
fn is_common(page: &Page, names: &Names, tokens: &Range<usize>, form: &Form) -> bool {
    let last = page.prepared_word(tokens.end - 1).to_lowercase();
    names.actor(form).kind == ActorKind::Organisation
        && names.word(&last).is_some_and(|w| w.kind == WordKind::Organisation)
        && !says_whose(page, names, tokens, form)
}

/// "Turkish Parliament": the name itself has its state's name or adjective.
fn says_whose(page: &Page, names: &Names, tokens: &Range<usize>, form: &Form) -> bool {
    let country = &names.actor(form).country;
    let of_state = |f: &Form| names.actor(f).kind == ActorKind::State && names.actor(f).country == *country;
    let mut key = String::new();
    tokens.clone().any(|t| {
        if !key.is_empty() && page.space_before(t) {
            key.push(' ');
        }
        key.push_str(&fold(page.prepared_word(t)));
        names.forms(&key).iter().any(of_state)
    })
}

/// States that anything in the report belongs to, but for bodies called by common words.
fn countries_hinted(page: &Page, names: &Names, listed: &[Listed]) -> BTreeSet<String> {
    let telling = listed.iter().flat_map(|(tokens, forms, _)| forms.iter().filter(|f| !is_common(page, names, tokens, f)));
    telling.filter_map(|f| names.actor(f).country.clone()).collect()
}

/// Puts a name of the pack among what the language engine found.
fn settle(
    page: &Page,
    names: &Names,
    found: &mut Vec<Found>,
    tokens: Range<usize>,
    forms: &[Form],
    places: &Placed,
    countries: &[String],
) {
    let clash = |f: &Found| f.tokens.start < tokens.end && tokens.start < f.tokens.end;
    let longer = is_part(page, found, &tokens, forms.is_empty());
    let form = chosen(page, names, forms, countries).filter(|f| means_state(names, f, places));
    let person = found.iter().any(|f| f.label == "PERSON" && f.tokens == tokens);
    // "Karen said": a given name, no people; "Karen rebels" are of the people.
    let before_noun = page.head(tokens.end - 1).is_some_and(|h| h >= tokens.end && page.dep(tokens.end - 1) != Dep::Nsubj);
    if person
        && !before_noun
        && form.is_some_and(|f| names.actor(f).kind == ActorKind::State && matches!(f.how, How::Adjective | How::People))
    {
        return;
    }
    if form.is_some_and(|f| names.actor(f).kind == ActorKind::Person) && is_namesake(page, found, &tokens) {
        return;
    }
    if form.is_none() && (longer || !places.fits(page, names, found, &tokens)) {
        return;
    }
    let mut name = Found::plain(tokens.clone(), "");
    name.site = places.of(form.map(|f| (f, names.actor(f)))).as_ref().map(places::site);
    name.is_country = name.site.as_ref().is_some_and(|s| s.precision == "country");
    if let Some(form) = form {
        let row = names.actor(form);
        name.kind = Some(row.kind);
        name.row = name.kind;
        name.how = Some(form.how);
        name.country = row.country.clone();
        name.actor = Some(actor(page, names, row, form.how));
        if matches!(form.how, How::Adjective | How::People) || !matches!(row.kind, ActorKind::State) {
            name.site = None;
        }
        // "A White House spokesman": the government, not the building.
        let building = name.site.as_ref().is_some_and(|s| s.precision == "exact");
        if form.how == How::Metonym && building && !places::is_led(page, names, &name.tokens) {
            name.site = None;
        }
        if form.how == How::Adjective {
            name.about = places::of_adjective(names, &row.name, row.country.as_deref());
        }
    }
    if longer {
        name.kind = None;
        found.push(name);
        return;
    }
    name.label = label(&name, page).to_owned();
    // A people is no body, whatever table it stands in.
    let people = name.actor.as_ref().is_some_and(|a| a.code.as_ref().is_some_and(|c| c.len() == 3));
    if name.kind == Some(ActorKind::Group) && people {
        name.label = "NORP".to_owned();
    }
    found.retain(|f| !clash(f));
    found.push(name);
}

/// A surname alone, of somebody whom the report names in full by another first name.
fn is_namesake(page: &Page, found: &[Found], tokens: &Range<usize>) -> bool {
    let key = fold(page.prepared_word(tokens.start));
    let full = |f: &&Found| f.label == "PERSON" && f.tokens.len() > 1 && fold(page.prepared_word(f.tokens.end - 1)) == key;
    tokens.len() == 1 && found.iter().filter(full).any(|f| f.kind.is_none())
}

/// Whether the words are only a part of a longer name the engine saw: "Paris" in "Paris Hilton", and, for what is a place alone,
/// "Quebec" in "Quebec City"; "eastern Aleppo" is no longer name.
fn is_part(page: &Page, found: &[Found], tokens: &Range<usize>, place_alone: bool) -> bool {
    found.iter().any(|f| {
        let around = f.tokens.start <= tokens.start && f.tokens.end >= tokens.end && f.tokens.len() > tokens.len();
        let capital = |t: usize| page.prepared_word(t).starts_with(char::is_uppercase);
        let wider =
            matches!(f.label.as_str(), "PERSON" | "ORG" | "FAC" | "EVENT" | "LAW" | "WORK_OF_ART" | "PRODUCT" | "LOC" | "DATE");
        let outside = || f.tokens.clone().filter(|t| !tokens.contains(t)).all(capital);
        around && (wider || (place_alone && f.label == "GPE" && outside()))
    })
}

/// The form meant: one whose time of office covers the report's day before others, one of a state that the report names before
/// namesakes.
fn chosen<'n>(page: &Page, names: &Names, forms: &'n [Form], countries: &[String]) -> Option<&'n Form> {
    let named = |f: &Form| names.actor(f).country.as_ref().and_then(|c| countries.iter().position(|named| named == c));
    let rank = |f: &&Form| (!holds(page, names.actor(f)), named(f).unwrap_or(usize::MAX));
    forms.iter().min_by_key(rank)
}

/// Whether a state is meant and not a place that is called like it or like its seat: "Tripoli" of a report on Lebanon, "Georgia" of one
/// on Atlanta.
fn means_state(names: &Names, form: &Form, places: &Placed) -> bool {
    let actor = names.actor(form);
    let Some(choice) = places.choice.as_ref().filter(|_| actor.kind == ActorKind::State) else { return true };
    match form.how {
        How::Metonym | How::Name => choice.row.country == actor.country.as_deref() || choice.row.country.is_none(),
        How::Adjective | How::People => true,
    }
}

/// A person's name that others have too: two hold office on the report's day and the states it names do not tell which; or the one
/// of the table does not hold any that day and the report names his state nowhere.
fn is_someone_elses(
    page: &Page,
    names: &Names,
    tokens: &Range<usize>,
    row: &ActorRow,
    forms: &[Form],
    told: &BTreeSet<String>,
) -> bool {
    if row.kind != ActorKind::Person {
        return false;
    }
    let named = |r: &ActorRow| r.country.as_ref().is_some_and(|c| told.contains(c));
    if !holds(page, row) {
        return page.report.published.is_some() && tokens.len() > 1 && row.country.is_some() && !named(row);
    }
    let key = fold(&tokens.clone().map(|t| page.prepared_word(t)).collect::<Vec<_>>().join(" "));
    let surname = names.persons(&key).filter(|_| tokens.len() == 1);
    let called = forms.iter().map(|f| names.actor(f)).filter(|r| r.kind == ActorKind::Person).chain(surname);
    let mut others = called.filter(|r| !is_same(r, row) && holds(page, r)).peekable();
    others.peek().is_some() && (!named(row) || others.any(named))
}

/// The day on which a report's offices are asked for.
pub(super) fn day(page: &Page) -> Option<String> {
    page.report.published.as_ref().map(|p| p.date.to_string())
}

fn holds(page: &Page, row: &ActorRow) -> bool {
    match day(page) {
        Some(day) => row.holds_on(&day),
        None => row.start.is_none() && row.end.is_none(),
    }
}

/// A stale office gives no code: the name stays, and for who governed once the sector of such, unless a title tells more.
pub(super) fn actor(page: &Page, names: &Names, row: &ActorRow, how: How) -> Actor {
    let current = holds(page, row);
    let seat = matches!(how, How::Metonym);
    let code = row.code.clone().filter(|_| current).map(|c| if seat { format!("{c}{GOVERNMENT}") } else { c });
    let own = if seat { Some(GOVERNMENT.to_owned()) } else { row.sector.clone().or_else(|| sector(row)) };
    let former = || names.pronouns.former_sector.clone().filter(|_| has_governed(page, names, row));
    let begun = day(page).is_none_or(|day| row.start.as_ref().is_none_or(|start| *start <= day));
    let office = (row.kind == ActorKind::Person && begun).then(|| Office {
        title: row.office.clone(),
        start: row.start.clone(),
        end: row.end.clone(),
    });
    Actor {
        id: Some(fold(&row.name)),
        name: Some(row.name.clone()),
        code,
        country: row.country.clone(),
        sector: own.filter(|_| current).or_else(former),
        office,
    }
}

/// Whether all offices that the table gives a person had ended by the report's day, one of government among them.
fn has_governed(page: &Page, names: &Names, row: &ActorRow) -> bool {
    let Some(day) = day(page).filter(|_| row.kind == ActorKind::Person && row.country.is_some()) else { return false };
    let mut own = names.forms(&fold(&row.name)).iter().map(|f| names.actor(f)).filter(|r| is_same(r, row));
    own.clone().all(|r| r.end.as_ref().is_some_and(|e| *e <= day)) && own.any(|r| sector(r).as_deref() == Some(GOVERNMENT))
}

/// CAMEO's sector of those who govern.
pub(super) const GOVERNMENT: &str = "GOV";

/// CAMEO's sector of those who report.
pub(super) const NEWSROOM: &str = "MED";

/// The last three letters of a code after its country: "RUSGOV" → "GOV".
fn sector(row: &ActorRow) -> Option<String> {
    let code = row.code.as_deref().filter(|c| c.len() >= 6 && row.kind != ActorKind::State)?;
    Some(code.get(3..6)?.to_owned())
}

fn label(name: &Found, _page: &Page) -> &'static str {
    match (name.kind, name.how) {
        (Some(ActorKind::Person), _) => "PERSON",
        (Some(ActorKind::Organisation | ActorKind::Group), _) => "ORG",
        (_, Some(How::Adjective | How::People)) => "NORP",
        (_, Some(How::Metonym)) if name.site.is_none() => "ORG",
        _ if name.site.as_ref().is_some_and(|s| s.precision == "region") => "LOC",
        _ => "GPE",
    }
}

/// At each token the longest word for an actor or office that ends there, and where it begins.
pub(super) fn words(page: &Page, names: &Names) -> Vec<Option<(Word, usize)>> {
    const LONGEST: usize = 4;
    let mut all = vec![None; page.len()];
    for (end, found) in all.iter_mut().enumerate() {
        let pos = page.token(end).pos;
        if !matches!(pos, Pos::Noun | Pos::Propn | Pos::Adj | Pos::Verb) {
            continue;
        }
        let (lemma, lower) = (page.lemma(end).to_lowercase(), page.prepared_word(end).to_lowercase());
        let sentence = page.analysis.sentences.get(page.sentence_of(end)).map_or(0, |s| s.start);
        for start in end.saturating_sub(LONGEST).max(sentence)..=end {
            let before = words_before(page, start, end);
            let hit = names.word(&format!("{before}{lemma}")).or_else(|| names.word(&format!("{before}{lower}")));
            if let Some(word) = hit {
                *found = Some((word.clone(), start));
                break;
            }
        }
        let quality = matches!(pos, Pos::Adj | Pos::Verb)
            && page.dep(end) == Dep::Amod
            && page.head(end).is_some_and(|h| h > end)
            && !names.pronouns.acting.contains(&lower);
        if quality && found.as_ref().is_some_and(|(word, _)| word.kind == WordKind::Person) {
            *found = None;
        }
        if found.is_none() && pos == Pos::Noun {
            *found = names.word_by_ending(&lemma).map(|word| (word.clone(), end));
        }
    }
    all
}

/// The words from `start` up to `end`, in lower case, with one space or the hyphen after each.
fn words_before(page: &Page, start: usize, end: usize) -> String {
    let mut before = String::new();
    for token in start..end {
        before.push_str(&page.prepared_word(token).to_lowercase());
        let next = page.token(token + 1).span.begin;
        if page.token(token).span.end < next {
            before.push(' ');
        }
    }
    before
}
