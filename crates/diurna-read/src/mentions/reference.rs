//! Who a surname, a title or a pronoun means. In: page, mentions. Out: the token that heads the fullest naming in the report.
//! Precision before recall: two who fit equally well are nobody.

use super::found::Found;
use super::{Kind, Mentions, again};
use crate::page::Page;
use diurna_lang::Dep;
use diurna_pack::names::{ActorKind, How, WordKind, fold};
use std::collections::{BTreeMap, BTreeSet};

/// Namings of persons, organisations and states by what they are called again by.
#[derive(Debug, Default)]
pub(super) struct References {
    /// Folded last name → head of the fullest naming.
    persons: BTreeMap<String, usize>,
    /// Folded first word of full names → their folded last names: who is called again by what stands first ("Liu" of "Liu Yandong").
    first: BTreeMap<String, BTreeSet<String>>,
    /// Offices with their holder: office, state, last name.
    offices: Vec<(String, Option<String>, String)>,
    /// Folded short form → head of the long one before it in brackets.
    short: BTreeMap<String, usize>,
    /// Row of a state → a token of its noun.
    states: BTreeMap<String, usize>,
}

impl References {
    pub fn new(page: &Page, mentions: &Mentions) -> References {
        let mut references = References::default();
        for name in mentions.found.iter().filter(|f| !f.label.is_empty()) {
            let head = name.tokens.end - 1;
            match name.label.as_str() {
                "PERSON" => references.add_person(page, mentions, head),
                "ORG" => references.add_short(page, mentions, head),
                _ => {}
            }
            if let (Some(ActorKind::State), Some(How::Name), Some(row)) = (name.kind, name.how, row_of(name)) {
                references.states.entry(row).or_insert(head);
            }
        }
        references
    }

    fn add_person(&mut self, page: &Page, mentions: &Mentions, head: usize) {
        let last = fold(page.prepared_word(head));
        if last.is_empty() {
            return;
        }
        let tokens = mentions.phrase_tokens(page, head);
        let length = |h: usize| mentions.phrase_tokens(page, h).len();
        if tokens.len() <= 10 && self.persons.get(&last).is_none_or(|&h| length(h) < tokens.len()) {
            self.persons.insert(last.clone(), head);
        }
        let country = mentions.country_in(page, tokens.clone(), head);
        let start = mentions.name(head).map_or(head, |n| n.tokens.start);
        if start < head {
            self.first.entry(fold(page.prepared_word(start))).or_default().insert(last.clone());
        }
        let titles = (tokens.start..start).filter_map(|t| mentions.word(t)).filter(|w| w.kind == WordKind::Person);
        self.offices.extend(titles.map(|w| (w.office.clone(), country.clone(), last.clone())));
        let around = page.children_as(head, Dep::Appos).chain(page.head(head).filter(|_| page.dep(head) == Dep::Appos));
        for other in around {
            if let Some(word) = mentions.word(other).filter(|w| w.kind == WordKind::Person && mentions.name(other).is_none()) {
                let country = mentions.country_in(page, mentions.phrase_tokens(page, other), other);
                self.offices.push((word.office.clone(), country, last.clone()));
            }
        }
    }

    /// "the High Negotiations Committee (HNC)"
    fn add_short(&mut self, page: &Page, mentions: &Mentions, head: usize) {
        let Some(before) = mentions.name(head).and_then(|n| n.tokens.start.checked_sub(2)) else { return };
        if !page.word(before + 1).starts_with(['(', '[']) || mentions.name(before).is_none_or(|n| n.label != "ORG") {
            return;
        }
        let letters: String = page.word(head).chars().filter(|c| c.is_uppercase()).collect();
        let initials: String = page
            .span(mentions.phrase_tokens(page, before))
            .of(&page.prepared)
            .split([' ', '-', '\n'])
            .filter_map(|w| w.chars().next())
            .filter(|c| c.is_uppercase())
            .collect();
        if !letters.is_empty() && initials.ends_with(&letters) {
            self.short.insert(fold(page.word(head)), before);
        }
    }

    /// The head of the fullest naming of what `head` names or describes; `None` if the report has no other.
    pub fn fullest(&self, page: &Page, mentions: &Mentions, head: usize) -> Option<usize> {
        if let Some(name) = mentions.name(head).filter(|n| !n.label.is_empty()) {
            let last = fold(page.prepared_word(name.tokens.end - 1));
            if name.label == "PERSON" {
                let alone = name.tokens.len() == 1;
                let by_last = self.persons.get(&last).copied().filter(|&f| f + 1 != name.tokens.end);
                let in_full = by_last.filter(|&f| !alone || mentions.name(f).is_some_and(|n| n.tokens.len() > 1));
                return in_full.or_else(|| self.by_first(&last).filter(|_| alone)).or(by_last);
            }
            if name.how == Some(How::Adjective) && name.kind == Some(ActorKind::State) {
                return row_of(name).and_then(|row| self.states.get(&row)).copied();
            }
            // "The navy", which the language engine takes for a name.
            let common = name.actor.is_none() && page.word(head).starts_with(char::is_lowercase);
            let again = || again::same_noun(page, mentions, head).filter(|_| common);
            return self.short.get(&last).copied().or_else(again);
        }
        let word = mentions.word(head)?;
        if word.kind == WordKind::Person && mentions.one_person(page, head) {
            let named = |t: usize| mentions.name(t).is_some_and(|n| n.label == "PERSON");
            if let Some(name) = page.children_as(head, Dep::Appos).find(|&t| named(t)) {
                return Some(name);
            }
            if let Some(name) = named_behind(page, mentions, head) {
                return Some(name);
            }
            let holder = mentions.is_definite(page, head).then(|| self.holder(page, mentions, head, &word.office)).flatten();
            return holder.or_else(|| again::same_noun(page, mentions, head));
        }
        described(page, mentions, head)
            .or_else(|| again::own_state(page, mentions, head))
            .or_else(|| again::same_noun(page, mentions, head))
            .or_else(|| again::the_fighters(page, mentions, head))
    }

    /// The one person of the report whose full name opens with the word.
    fn by_first(&self, word: &str) -> Option<usize> {
        let lasts = self.first.get(word).filter(|l| l.len() == 1)?;
        self.persons.get(lasts.first()?).copied()
    }

    /// The one person of the report who holds the office that a definite phrase names.
    fn holder(&self, page: &Page, mentions: &Mentions, head: usize, office: &str) -> Option<usize> {
        let country = mentions.country_in(page, mentions.phrase_tokens(page, head), head);
        // "The Russian leader" holds whatever office.
        let any = country.is_some() && mentions.pronouns.rulers.contains(office);
        let same = |o: &str| any || o == office || o.strip_suffix(office).is_some_and(|rest| rest.ends_with(' '));
        let fits = |c: &Option<String>| country.is_none() || (c.is_none() && !any) || *c == country;
        let mut holders: Vec<&String> =
            self.offices.iter().filter(|(o, c, _)| same(o) && fits(c)).map(|(_, _, last)| last).collect();
        holders.sort();
        holders.dedup();
        match holders[..] {
            [one] => self.persons.get(one).copied(),
            _ => None,
        }
    }

    /// The head of the phrase that a pronoun stands for.
    pub fn of_pronoun(&self, page: &Page, mentions: &Mentions, pronoun: usize) -> Option<usize> {
        let lower = page.word(pronoun).to_lowercase();
        let fits = |t: usize| -> bool {
            if mentions.is_pronoun(&page.word(t).to_lowercase()) && mentions.name(t).is_none() {
                return false;
            }
            // "a hospital [it] supports"
            let mut clauses = std::iter::once(pronoun).chain(page.ancestors(pronoun));
            if clauses.any(|a| page.dep(a) == Dep::Relcl && page.head(a) == Some(t)) {
                return false;
            }
            if mentions.pronouns.person.contains(&lower) {
                return mentions.is(page, t, Kind::Person) && !is_other_sex(page, mentions, &lower, t);
            }
            let several = mentions.pronouns.several.contains(&lower);
            let plural = page.token(t).tag.ends_with('S') || page.children_as(t, Dep::Conj).next().is_some();
            let body = [Kind::Organisation, Kind::Group, Kind::Country].iter().any(|&k| mentions.is(page, t, k));
            if several {
                plural && mentions.is(page, t, Kind::Party) || mentions.is(page, t, Kind::Group)
            } else {
                body && !plural
            }
        };
        // "convicted the mayor and sentenced him": who shares the verb's subject cannot be its object; the first verb's object can.
        let chain = if is_object(page, pronoun) { verbs_of_one_subject(page, pronoun) } else { Vec::new() };
        let objects = chain.iter().skip(1).flat_map(|&v| page.children(v));
        // "surrounded the town, cutting it off"
        let place = |t: usize| mentions.pronouns.thing.contains(&lower) && mentions.is(page, t, Kind::Place);
        let acted_on = |t: &usize| *t < pronoun && matches!(page.dep(*t), Dep::Dobj | Dep::Nsubjpass) && (fits(*t) || place(*t));
        if let Some(object) = objects.filter(acted_on).max() {
            return Some(object);
        }
        if let Some(judged) = judged_for(page, mentions, pronoun).filter(|&t| fits(t)) {
            return Some(judged);
        }
        let free = |s: usize| page.head(s).is_none_or(|v| !chain.contains(&v));
        if let Some(above) = subjects_above(page, pronoun).find(|&s| fits(s) && free(s)) {
            return Some(above);
        }
        // "Denmark will send jets, [its] minister said": what is said stands before who says it.
        let said = page.ancestors(pronoun).flat_map(|v| page.children_as(v, Dep::Ccomp)).filter(|&c| c < pronoun);
        let mut subjects = said.flat_map(|c| page.children(c)).filter(|&s| matches!(page.dep(s), Dep::Nsubj | Dep::Nsubjpass));
        if let Some(told) = subjects.find(|&s| fits(s) && free(s)) {
            return Some(told);
        }
        let sentence = page.sentence_of(pronoun);
        let back = if mentions.pronouns.person.contains(&lower) { 2 } else { 1 };
        let before = |fits: &dyn Fn(usize) -> bool| {
            let sentences = (1..=back).filter_map(|n| sentence.checked_sub(n));
            sentences.into_iter().find_map(|s| self.subject_of(page, mentions, s, &lower, fits))
        };
        if !mentions.pronouns.several.contains(&lower) {
            return before(&fits);
        }
        // "The agency … They": for want of several, also acted on, a body.
        let body = |t: usize| mentions.is(page, t, Kind::Organisation) && !mentions.is(page, t, Kind::Place);
        let acted_on = || acted_on_in(page, told_before(page, sentence, &lower)?, &fits);
        // "Police arrested [two men]. They were taken to court": what happens to them goes on.
        let suffers = page.dep(pronoun) == Dep::Nsubjpass;
        acted_on().filter(|_| suffers).or_else(|| before(&fits)).or_else(acted_on).or_else(|| before(&body))
    }

    /// The subject of a sentence if it fits; a pronoun subject is followed on.
    fn subject_of(
        &self,
        page: &Page,
        mentions: &Mentions,
        sentence: usize,
        lower: &str,
        fits: &dyn Fn(usize) -> bool,
    ) -> Option<usize> {
        let tokens = page.analysis.sentences[sentence].clone();
        let subjects: Vec<usize> = tokens.clone().filter(|&t| matches!(page.dep(t), Dep::Nsubj | Dep::Nsubjpass)).collect();
        if let Some(&first) = subjects.iter().find(|&&s| fits(s)) {
            return Some(first);
        }
        let person = mentions.pronouns.person.contains(lower);
        if !lower.is_empty() && subjects.iter().any(|&s| page.word(s).to_lowercase() == lower) {
            return sentence.checked_sub(1).and_then(|before| self.subject_of(page, mentions, before, "", fits));
        }
        // "After talks with Lind, Kostel, the Varenian mayor, said": the name before the verb of a broken tree.
        let root = tokens.clone().find(|&t| page.head(t).is_none())?;
        if !person {
            return None;
        }
        tokens.take_while(|&t| t < root).filter(|&t| fits(t) && mentions.name(t).is_some()).last()
    }
}

/// "condemned [Libya] for its raid", "sanctions on [Libya] over its raid": who is judged for what is his.
fn judged_for(page: &Page, mentions: &Mentions, pronoun: usize) -> Option<usize> {
    let owned = page.head(pronoun).filter(|_| page.dep(pronoun) == Dep::Poss)?;
    let reason = page.head(owned).filter(|&p| page.dep(owned) == Dep::Pobj && page.dep(p) == Dep::Prep)?;
    if !mentions.pronouns.reasons.contains(&page.word(reason).to_lowercase()) {
        return None;
    }
    let above = page.head(reason)?;
    let verb = std::iter::once(above).chain(page.ancestors(above)).find(|&t| page.token(t).pos == diurna_lang::Pos::Verb)?;
    let mut objects = page.children_as(verb, Dep::Dobj).filter(|&o| o < reason);
    let against = page
        .subtree(verb)
        .filter(|&p| p < reason && page.dep(p) == Dep::Prep && mentions.pronouns.targets.contains(&page.word(p).to_lowercase()));
    against.flat_map(|p| page.children_as(p, Dep::Pobj)).last().or_else(|| objects.next_back())
}

/// The sentence before this one and before those that go on with the same pronoun.
fn told_before(page: &Page, sentence: usize, pronoun: &str) -> Option<usize> {
    let goes_on = |s: usize| {
        let mut tokens = page.analysis.sentences[s].clone();
        tokens.any(|t| matches!(page.dep(t), Dep::Nsubj | Dep::Nsubjpass) && page.word(t).eq_ignore_ascii_case(pronoun))
    };
    (0..sentence).rev().find(|&s| !goes_on(s))
}

/// The one object of a sentence's verbs that fits.
fn acted_on_in(page: &Page, sentence: usize, fits: &dyn Fn(usize) -> bool) -> Option<usize> {
    let tokens = page.analysis.sentences.get(sentence)?.clone();
    let objects: Vec<usize> = tokens.filter(|&t| page.dep(t) == Dep::Dobj && fits(t)).collect();
    match objects[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// "She" is no man, "he" no woman, as far as a word of the phrase tells.
fn is_other_sex(page: &Page, mentions: &Mentions, pronoun: &str, token: usize) -> bool {
    let small = &mentions.pronouns;
    let told = |list: &std::collections::BTreeSet<String>| list.contains(pronoun);
    let says = |list: &std::collections::BTreeSet<String>| {
        mentions.phrase_tokens(page, token).any(|t| list.contains(&page.lemma(t).to_lowercase()))
    };
    (told(&small.male) && says(&small.female) && !says(&small.male))
        || (told(&small.female) && says(&small.male) && !says(&small.female))
}

/// The name behind an office with its field: "the minister for Europe, Oto Lind", "Minister of Defence Oto Lind"; not "a spokesman
/// for Mayor Oto Lind".
fn named_behind(page: &Page, mentions: &Mentions, head: usize) -> Option<usize> {
    let person = |t: usize| mentions.whole(t).is_some_and(|n| n.label == "PERSON");
    let title = |t: usize| mentions.word(t).is_some_and(|w| w.kind == WordKind::Person);
    let small = &mentions.pronouns;
    let field = |p: &usize| {
        let lower = page.word(*p).to_lowercase();
        *p > head && (small.owned_by.contains(&lower) || small.member_of.contains(&lower))
    };
    page.children_as(head, Dep::Prep).filter(field).find_map(|p| {
        let object = page.child(p, Dep::Pobj)?;
        if !person(object) {
            return page.children_as(object, Dep::Appos).find(|&t| person(t)).filter(|_| !title(object));
        }
        let start = mentions.whole(object).map_or(object, |n| n.tokens.start);
        (start > p + 1 && !(p + 1..start).any(|t| title(t) || page.token(t).tag == "POS")).then_some(object)
    })
}

/// The one state or body named before that a bare description takes up: "the country", "the group", "the council".
fn described(page: &Page, mentions: &Mentions, head: usize) -> Option<usize> {
    let word = mentions.word(head).filter(|w| matches!(w.kind, WordKind::Organisation | WordKind::Group))?;
    if !mentions.is_definite(page, head) || !is_bare(page, head) {
        return None;
    }
    let small = &mentions.pronouns;
    let lemma = page.lemma(head).to_lowercase();
    let (state, body) = (small.states.contains(&lemma), small.bodies.contains(&lemma));
    let fits = |f: &&Found| {
        let same_word = || f.tokens.clone().any(|t| page.lemma(t).eq_ignore_ascii_case(&lemma));
        let is_body = f.label == "ORG" && f.how != Some(How::Metonym);
        match f.kind {
            Some(ActorKind::State) => state && f.how == Some(How::Name),
            Some(ActorKind::Group) => body || (word.kind == WordKind::Group) || same_word(),
            _ => is_body && (body || same_word()),
        }
    };
    let sentence = page.sentence_of(head);
    let before = |back: usize| {
        // A name in a caption or a byline is nobody's subject or object.
        let argued = |t: usize| {
            matches!(
                page.dep(t),
                Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Pobj | Dep::Poss | Dep::Compound | Dep::Conj | Dep::Dative
            )
        };
        let near = move |f: &&Found| {
            f.tokens.end <= head && sentence - page.sentence_of(f.tokens.start) <= back && argued(f.tokens.end - 1)
        };
        let mut heads: Vec<&Found> = mentions.found.iter().filter(|f| !f.label.is_empty()).filter(near).filter(fits).collect();
        heads.sort_by_key(|f| f.tokens.start);
        heads.dedup_by_key(|f| row_of(f).unwrap_or_else(|| fold(page.prepared_word(f.tokens.end - 1))));
        heads
    };
    (0..=2).map(before).find(|names| !names.is_empty()).and_then(|names| match names[..] {
        [one] => Some(one.tokens.end - 1),
        _ => None,
    })
}

/// Those named before that a description counts: "the two countries", "both sides", "the leaders".
pub(super) fn several(page: &Page, mentions: &Mentions, head: usize) -> Vec<usize> {
    let small = &mentions.pronouns;
    let lemma = page.lemma(head).to_lowercase();
    let persons = mentions.word(head).is_some_and(|w| w.kind == WordKind::Person && w.sector.is_some());
    let sides = small.sides.contains(&lemma);
    if page.token(head).tag != "NNS" || !(persons || sides) {
        return Vec::new();
    }
    let modifiers: Vec<usize> = page
        .children(head)
        .filter(|&c| {
            c < head && matches!(page.dep(c), Dep::Nummod | Dep::Det | Dep::Predet | Dep::Amod | Dep::Compound | Dep::Poss)
        })
        .collect();
    let number = |t: usize| small.counting.get(&page.word(t).to_lowercase()).copied();
    let definite = |t: usize| small.definite.contains(&page.word(t).to_lowercase());
    if modifiers.iter().any(|&m| number(m).is_none() && !definite(m)) || modifiers.is_empty() {
        return Vec::new();
    }
    // "The sides" are two; "the ministers" may be any.
    let Some(wanted) = modifiers.iter().find_map(|&m| number(m)).or(sides.then_some(2)) else { return Vec::new() };
    let fits = |f: &&Found| match f.kind {
        Some(ActorKind::State) => !persons && f.how != Some(How::People),
        Some(ActorKind::Group | ActorKind::Organisation) => !persons && !small.states.contains(&lemma),
        _ => persons && f.label == "PERSON",
    };
    let sentence = page.sentence_of(head);
    for back in 0..=1 {
        let near = |f: &&Found| f.tokens.end <= head && sentence - page.sentence_of(f.tokens.start) <= back;
        let mut names: Vec<&Found> = mentions.found.iter().filter(|f| !f.label.is_empty()).filter(near).filter(fits).collect();
        names.sort_by_key(|f| f.tokens.start);
        let mut seen = std::collections::BTreeSet::new();
        names.retain(|f| {
            seen.insert(f.country.clone().or_else(|| row_of(f)).unwrap_or_else(|| fold(page.prepared_word(f.tokens.end - 1))))
        });
        if names.len() == wanted as usize {
            return names.iter().map(|f| f.tokens.end - 1).collect();
        }
        if names.len() > wanted as usize {
            return Vec::new();
        }
    }
    if sides { again::coordinated(page, mentions, head, wanted as usize) } else { Vec::new() }
}

/// No word but an article before it, and nothing behind that says which.
fn is_bare(page: &Page, head: usize) -> bool {
    page.children(head)
        .all(|c| !matches!(page.dep(c), Dep::Amod | Dep::Compound | Dep::Poss | Dep::Nummod | Dep::Prep | Dep::Relcl | Dep::Acl))
}

fn row_of(name: &Found) -> Option<String> {
    name.actor.as_ref().and_then(|a| a.id.clone())
}

fn is_object(page: &Page, token: usize) -> bool {
    matches!(page.dep(token), Dep::Dobj | Dep::Pobj | Dep::Dative)
}

/// The verb over a token and those before it that share its subject: coordinated, participles, infinitives.
fn verbs_of_one_subject(page: &Page, token: usize) -> Vec<usize> {
    let is_verb = |t: usize| page.token(t).pos == diurna_lang::Pos::Verb;
    let mut chain: Vec<usize> = page.ancestors(token).find(|&a| is_verb(a)).into_iter().collect();
    while let Some(&verb) = chain.last() {
        let own = page.children(verb).any(|c| matches!(page.dep(c), Dep::Nsubj | Dep::Nsubjpass));
        let shares = matches!(page.dep(verb), Dep::Conj | Dep::Advcl | Dep::Xcomp) && !own;
        match page.head(verb).filter(|&h| shares && is_verb(h)) {
            Some(head) => chain.push(head),
            None => break,
        }
    }
    chain
}

/// Subjects of the clauses above the one a token stands in, the nearest first, all before the token.
fn subjects_above<'p>(page: &'p Page, token: usize) -> impl Iterator<Item = usize> + 'p {
    let own = page.head(token);
    page.ancestors(token).flat_map(move |a| {
        page.children(a).filter(move |&c| {
            c < token && matches!(page.dep(c), Dep::Nsubj | Dep::Nsubjpass) && (own != Some(a) || page.dep(token) == Dep::Poss)
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::mentions::tests::each;

    #[test]
    fn takes_up_who_was_named_before_and_nobody_if_two_fit() {
        let cases = [
            ("Norway held a vote. The country rejected the plan.", ("country", "Norway")),
            ("Norway accused Sweden. The country rejected the charge.", ("country", "country")),
            ("The Lord's Resistance Army spoke. The group killed a man.", ("group", "Lord's Resistance Army")),
            ("The Security Council met. The council condemned the raid.", ("council", "Security Council")),
        ];
        each(&cases, |page, mentions, at, (word, name)| {
            let party = mentions.party(page, at(word)).expect("somebody");
            assert_eq!(party.name_in(&page.report.text), *name);
        });
    }

    #[test]
    fn finds_the_name_behind_an_office_with_its_field() {
        let cases = [
            ("The minister for Europe, John Barton, said the plan failed.", ("minister", "John Barton")),
            ("A spokesman for Mayor John Barton said the plan failed.", ("spokesman", "spokesman")),
        ];
        each(&cases, |page, mentions, at, (word, name)| {
            let party = mentions.party(page, at(word)).expect("somebody");
            assert_eq!(party.name_in(&page.report.text), *name);
        });
    }

    #[test]
    fn counts_out_the_two_countries() {
        let cases = [
            ("Kenya and Uganda signed a pact. The two countries will trade.", ("countries", vec!["Kenya", "Uganda"])),
            ("Ghana and Togo and Benin met. The two countries will trade.", ("countries", vec!["two countries"])),
        ];
        each(&cases, |page, mentions, at, (word, names)| {
            let parties = mentions.parties(page, at(word));
            let found: Vec<String> = parties.iter().map(|p| p.name_in(&page.report.text)).collect();
            assert_eq!(found, *names);
        });
    }
}
