//! Noun phrases and what they name. In: page, names. Out: [`Mentions`], asked by the token that heads a phrase.
//! Names overrule the language engine's labels; what is not sure is `None`.

mod again;
mod found;
mod holders;
mod phrase;
mod places;
mod reference;
mod sites;
mod whose;

use crate::page::Page;
use diurna_lang::Dep;
use diurna_model::Span;
use diurna_model::mention::{Entity, Naming, Party, Place, Site};
use diurna_pack::Pack;
use diurna_pack::names::{ActorKind, How, PlaceWords, Pronouns, Word, WordKind};
use found::Found;
use reference::References;
use std::collections::BTreeMap;
use std::ops::Range;

/// What the noun phrases of a report name.
pub(crate) struct Mentions {
    /// Entities in text order, names overruling the language engine's labels.
    pub entities: Vec<Entity>,
    /// Places in text order.
    pub places: Vec<Place>,
    found: Vec<Found>,
    /// The name each token belongs to.
    name_at: Vec<Option<u32>>,
    /// The word for an actor or office that ends at each token, and the token it begins with.
    word_at: Vec<Option<(Word, usize)>>,
    /// What the quantity at each token counts.
    counted_at: Vec<Option<u32>>,
    pronouns: Pronouns,
    place_words: PlaceWords,
    /// What "capital" means, by its token.
    capitals: BTreeMap<usize, Site>,
    /// The state, where the report names one alone.
    only_state: Option<String>,
    references: References,
    /// Who holds the office that the phrase with this head names.
    holders: std::collections::BTreeMap<usize, diurna_model::mention::Actor>,
}

/// What a noun phrase can be taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Anyone who can act: a country, organisation, group, person, body of people.
    Party,
    Person,
    Country,
    Organisation,
    Group,
    /// Persons without a name: civilians, soldiers, protesters.
    People,
    Place,
}

impl Mentions {
    pub fn new(page: &Page, pack: &Pack) -> Mentions {
        let word_at = found::words(page, &pack.names);
        let found = found::all(page, &pack.names, &word_at);
        let mut name_at = vec![None; page.len()];
        for (number, name) in found.iter().enumerate() {
            for token in name.tokens.clone() {
                name_at[token].get_or_insert(number as u32);
            }
        }
        let mut mentions = Mentions {
            entities: Vec::new(),
            places: Vec::new(),
            found,
            name_at,
            word_at,
            counted_at: (0..page.len()).map(|t| counted(page, &pack.names.pronouns, t)).collect(),
            pronouns: pack.names.pronouns.clone(),
            place_words: pack.names.place_words.clone(),
            capitals: BTreeMap::new(),
            only_state: None,
            references: References::default(),
            holders: Default::default(),
        };
        mentions.capitals = mentions.find_capitals(page, &pack.names);
        mentions.only_state = mentions.only_state(page);
        mentions.references = References::new(page, &mentions);
        mentions.holders = holders::of(page, &mentions, &pack.names);
        mentions.entities = mentions.list_entities(page);
        mentions.places = mentions.list_places(page, &pack.names);
        mentions
    }

    /// The words that name the phrase headed by `head`: without article, relative clause and trailing modifiers, but with the body
    /// that it is of ("members of the council").
    pub fn phrase(&self, page: &Page, head: usize) -> Span {
        page.span(self.full_tokens(page, head))
    }

    pub fn is(&self, page: &Page, head: usize, kind: Kind) -> bool {
        if let Some(counted) = self.counted(head).filter(|_| kind != Kind::Place) {
            return self.is(page, counted, kind);
        }
        let name = self.whole(head);
        let word = self.word(head).filter(|_| name.is_none());
        let lower = page.word(head).to_lowercase();
        let label = name.map_or("", |n| n.label.as_str());
        let row = name.and_then(|n| n.kind);
        match kind {
            Kind::Person => {
                label == "PERSON" || self.pronouns.person.contains(&lower) || word.is_some_and(|w| one_person(page, w, head))
            }
            Kind::Country => row == Some(ActorKind::State) || (label == "GPE" && name.is_some_and(|n| n.is_country)),
            Kind::Organisation => {
                label == "ORG" || row == Some(ActorKind::Organisation) || word.is_some_and(|w| w.kind == WordKind::Organisation)
            }
            Kind::Group => row == Some(ActorKind::Group) || word.is_some_and(|w| w.kind == WordKind::Group),
            Kind::People => {
                counts_people(page, head)
                    || label == "NORP"
                    || word.is_some_and(|w| w.kind == WordKind::Person && !one_person(page, w, head))
            }
            Kind::Place => {
                matches!(label, "GPE" | "LOC" | "FAC")
                    || name.is_some_and(|n| n.site.is_some())
                    || word.is_some_and(|w| w.kind == WordKind::Place)
            }
            Kind::Party => self.is_party(page, head, &lower),
        }
    }

    fn is_party(&self, page: &Page, head: usize, lower: &str) -> bool {
        let small = &self.pronouns;
        let Some(name) = self.whole(head) else {
            let stands = [&small.person, &small.several, &small.speaker, &small.thing].iter().any(|set| set.contains(lower));
            return match self.word(head) {
                Some(word) => !matches!(word.kind, WordKind::Place | WordKind::Thing),
                None => stands || self.is_unknown_name(page, head) || counts_people(page, head),
            };
        };
        match name.label.as_str() {
            // "the Bali bombing", "the Syria talks": where or about whom, not who; "US strikes", "Ankara-backed" say who.
            "GPE" => {
                !is_modifier(page, head) || name.how == Some(How::Adjective) || is_short(page, name) || page.joins_next(head)
            }
            "PERSON" | "ORG" | "NORP" => true,
            _ => name.kind.is_some(),
        }
    }

    /// A proper noun that nobody knows, standing as a noun phrase of its own.
    fn is_unknown_name(&self, page: &Page, head: usize) -> bool {
        let token = page.token(head);
        self.name(head).is_none()
            && token.pos == diurna_lang::Pos::Propn
            && token.tag.starts_with("NNP")
            && page.word(head).chars().filter(|c| c.is_alphabetic()).count() > 2
            && matches!(page.dep(head), Dep::Nsubj | Dep::Agent | Dep::Dobj | Dep::Appos | Dep::Conj)
    }

    /// What a quantity counts: "students" of "thousands of students", "the attackers" of "two of the attackers".
    pub fn counted(&self, head: usize) -> Option<usize> {
        self.counted_at[head].map(|t| t as usize)
    }

    /// The party at `head` (a noun, a pronoun, or an adjective or noun before a noun: "Iraqi", "militant-held"), with the fullest
    /// name the report gives. A phrase that names no party still gives its words; a pronoun nobody can follow gives `None`.
    pub fn party(&self, page: &Page, head: usize) -> Option<Party> {
        if let Some(counted) = self.counted(head) {
            return self.party(page, counted);
        }
        // "shelled the town of Kasese": the town has a name.
        if let Some(name) = self.name_of_place(page, head) {
            return self.party(page, name);
        }
        let here = self.phrase(page, head);
        let lower = page.word(head).to_lowercase();
        if self.pronouns.speaker.contains(&lower) && self.name(head).is_none() {
            let publisher = page.report.publisher.clone().filter(|_| !page.in_quotes(head))?;
            return Some(Party { here, naming: Naming::Publisher(publisher), actor: None });
        }
        if self.is_pronoun(&lower) && self.name(head).is_none() {
            let other = self.references.of_pronoun(page, self, head)?;
            return Some(self.party_named(page, other).again(here));
        }
        Some(self.party_named(page, head))
    }

    /// "the town of [Kasese]", "the capital, [Kampala]": a place's name beside the word for it.
    fn name_of_place(&self, page: &Page, head: usize) -> Option<usize> {
        self.word(head).filter(|w| w.kind == WordKind::Place && self.name(head).is_none())?;
        let mut of =
            page.children_as(head, Dep::Prep).filter(|&p| p == head + 1 && self.pronouns.owned_by.contains(page.word(p)));
        let named = of.find_map(|p| page.child(p, Dep::Pobj)).into_iter().chain(page.children_as(head, Dep::Appos));
        named.into_iter().find(|&t| self.name(t).is_some() && self.is(page, t, Kind::Place))
    }

    /// A party that is no pronoun.
    fn party_named(&self, page: &Page, head: usize) -> Party {
        let here = self.phrase(page, head);
        let full = self.references.fullest(page, self, head);
        let actor = self.actor(page, head).or_else(|| full.and_then(|f| self.actor(page, f)));
        let better = match full {
            Some(f) if f != head => self.actor(page, f).filter(|a| a.code.is_some()).or(actor),
            Some(_) => actor,
            None => self.holders.get(&head).cloned().or(actor),
        };
        let naming = match full.map(|f| self.phrase(page, f)) {
            Some(span) if span != here => Naming::At(span),
            _ => Naming::Here,
        };
        Party { here, naming, actor: better }
    }

    /// The parties of a coordination headed by `head`, in order, each on its own; "the two sides" as those it stands for.
    pub fn parties(&self, page: &Page, head: usize) -> Vec<Party> {
        let each = |h: usize| {
            let shared = self.sharing(page, h);
            if !shared.is_empty() {
                return shared;
            }
            let counted = reference::several(page, self, h);
            if counted.is_empty() {
                return self.party(page, h).into_iter().collect::<Vec<Party>>();
            }
            let here = self.phrase(page, h);
            counted.into_iter().map(|t| self.party_named(page, t).again(here)).collect()
        };
        let heads = self.heads(page, head);
        match (heads.as_slice(), self.antecedent(page, head)) {
            // "The ministers of Ghana and Togo met. [They] signed a deal."
            ([_], Some(all)) if self.pronouns.several.contains(&page.word(head).to_lowercase()) => {
                let here = self.phrase(page, head);
                let meant = self.heads(page, all);
                let parties = if meant.contains(&head) { Vec::new() } else { meant.into_iter().flat_map(each).collect() };
                parties.into_iter().map(|p| p.again(here)).collect()
            }
            _ => heads.into_iter().flat_map(each).collect(),
        }
    }

    /// "the foreign ministers of Russia and Turkey": those of each state or body, named by it.
    fn of_each(&self, page: &Page, head: usize) -> Vec<Party> {
        let plural = page.token(head).tag.ends_with('S') && self.word(head).is_some_and(|w| w.kind == WordKind::Person);
        let small = &self.pronouns;
        let mut of = page.children_as(head, Dep::Prep).filter(|&p| small.owned_by.contains(&page.word(p).to_lowercase()));
        let Some(first) = of.next().and_then(|p| page.child(p, Dep::Pobj)).filter(|_| plural && self.whole(head).is_none())
        else {
            return Vec::new();
        };
        let each: Vec<usize> =
            self.heads(page, first).into_iter().filter(|&t| self.whole(t).is_some_and(|n| n.kind.is_some())).collect();
        if each.len() < 2 {
            return Vec::new();
        }
        let sector = self.word(head).and_then(|w| w.sector.clone());
        let (begin, last) = (self.phrase(page, head).begin, each.iter().copied().max().unwrap_or(head));
        let here = Span::new(begin, self.phrase(page, last).end);
        let party = |&t: &usize| {
            let name = self.whole(t)?;
            Some(Party {
                here,
                naming: Naming::At(page.span(name.tokens.clone())),
                actor: self.actor_sharing(name, sector.clone()),
            })
        };
        each.iter().filter_map(party).collect()
    }

    /// "Greek and Turkish officials": those of each state, the first by its adjective alone.
    fn sharing(&self, page: &Page, head: usize) -> Vec<Party> {
        let of = self.of_each(page, head);
        if !of.is_empty() {
            return of;
        }
        let tokens = self.phrase_tokens(page, head);
        let plural = self.whole(head).is_none() && page.token(head).tag.ends_with('S') && self.word(head).is_some();
        let is_state = |t: usize| self.whole(t).is_some_and(|n| n.kind.is_some() && n.tokens.end <= head);
        let before_noun = |t: usize| is_modifier(page, t) || page.dep(t) == Dep::Poss;
        let Some(first) = tokens.clone().find(|&t| is_state(t) && before_noun(t)).filter(|_| plural) else { return Vec::new() };
        let mut each = vec![first];
        // Whatever the tree makes of the list: names with nothing but "and" and commas between them ("Turkey's Kurdish rebels"
        // are no list).
        let joins = |t: usize| page.dep(t) == Dep::Cc || page.token(t).tag == ",";
        let between = |t: usize| joins(t) || page.dep(t) == Dep::Case;
        let mut at = self.whole(first).map_or(first + 1, |n| n.tokens.end);
        while at < head {
            let next = (at..head).find(|&t| !between(t)).filter(|&t| (at..t).any(joins) && is_state(t));
            let Some(next) = next else { break };
            each.push(next);
            at = self.whole(next).map_or(next + 1, |n| n.tokens.end);
        }
        if each.len() < 2 {
            return Vec::new();
        }
        let last = each.len() - 1;
        let whole = self.actor(page, head);
        let sector = whole.as_ref().and_then(|a| a.sector.clone());
        let party = |(n, &t): (usize, &usize)| {
            let name = self.whole(t)?;
            let tokens = if n == last { name.tokens.start..head + 1 } else { name.tokens.clone() };
            let actor = self.actor_sharing(name, sector.clone());
            Some(Party { here: page.span(tokens), naming: Naming::Here, actor })
        };
        each.iter().enumerate().filter_map(party).collect()
    }

    /// The place at `head`, "the northwestern city" followed to its name.
    pub fn place(&self, page: &Page, head: usize) -> Option<Place> {
        self.place_at(page, head)
    }

    /// The heads of a coordination, in text order.
    fn heads(&self, page: &Page, head: usize) -> Vec<usize> {
        let mut heads = vec![head];
        let mut at = 0;
        while at < heads.len() && heads.len() < 50 {
            let more: Vec<usize> = page.children_as(heads[at], Dep::Conj).filter(|&c| self.can_name(page, c)).collect();
            heads.extend(more);
            at += 1;
        }
        heads.sort_unstable();
        heads.dedup();
        heads
    }

    fn can_name(&self, page: &Page, token: usize) -> bool {
        use diurna_lang::Pos;
        matches!(page.token(token).pos, Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num | Pos::Adj) || self.name(token).is_some()
    }

    /// "I", "we": whoever speaks.
    pub fn is_speaker_pronoun(&self, page: &Page, token: usize) -> bool {
        self.name(token).is_none() && self.pronouns.speaker.contains(&page.word(token).to_lowercase())
    }

    /// A name that neither the names nor the language engine know: of a town that the gazetteer lacks, perhaps.
    pub fn is_nameless(&self, page: &Page, token: usize) -> bool {
        page.token(token).pos == diurna_lang::Pos::Propn && self.name(token).is_none() && self.word(token).is_none()
    }

    /// Whom or what a pronoun stands for.
    pub fn antecedent(&self, page: &Page, token: usize) -> Option<usize> {
        let is_one = self.is_pronoun(&page.word(token).to_lowercase()) && self.name(token).is_none();
        if is_one { self.references.of_pronoun(page, self, token) } else { None }
    }

    /// "It" that stands for nobody known.
    pub fn is_vague(&self, page: &Page, token: usize) -> bool {
        let thing = self.pronouns.thing.contains(&page.word(token).to_lowercase());
        thing && self.name(token).is_none() && self.party(page, token).is_none()
    }

    fn is_pronoun(&self, lower: &str) -> bool {
        let p = &self.pronouns;
        [&p.person, &p.thing, &p.several].iter().any(|set| set.contains(lower))
    }

    /// The first word of a name that the table of bodies has, of several words.
    pub fn opens_name(&self, token: usize) -> bool {
        self.whole(token)
            .is_some_and(|n| n.tokens.start == token && n.tokens.len() > 1 && n.kind == Some(ActorKind::Organisation))
    }

    /// The name that a token belongs to, no mere part of a longer one.
    fn whole(&self, token: usize) -> Option<&Found> {
        self.name(token).filter(|n| !n.label.is_empty())
    }

    fn name(&self, token: usize) -> Option<&Found> {
        self.name_at[token].map(|n| &self.found[n as usize])
    }

    fn word(&self, token: usize) -> Option<&Word> {
        self.word_at[token].as_ref().map(|(word, _)| word)
    }

    /// A noun for one person: not "soldiers", not "people".
    fn one_person(&self, page: &Page, head: usize) -> bool {
        self.word(head).is_some_and(|w| one_person(page, w, head))
    }

    /// The state that qualifies a phrase: "Syrian" of "Syrian military".
    fn country_in(&self, page: &Page, tokens: Range<usize>, head: usize) -> Option<String> {
        self.qualifier(page, tokens, head).and_then(|a| a.country)
    }

    /// The office before a name: "Foreign Minister" of "Turkish Foreign Minister Mevlut Cavusoglu".
    fn title_in(&self, tokens: Range<usize>, head: usize) -> Option<&Word> {
        let before = self.name(head).map_or(head, |n| n.tokens.start.max(tokens.start));
        let own = self.name(head).map_or(head..head, |n| n.tokens.clone());
        (tokens.start..before).chain(own).rev().find_map(|t| self.word(t))
    }

    /// Names and, between them, who acts without one ("Iraqi security forces", "gunmen"): a noun phrase may hold a name and is
    /// listed beside it.
    fn list_entities(&self, page: &Page) -> Vec<Entity> {
        let mut entities: Vec<Entity> = Vec::new();
        for name in &self.found {
            let span = page.span(name.tokens.clone());
            if name.label.is_empty() || entities.last().is_some_and(|e| e.span.overlaps(span)) {
                continue;
            }
            let actor = match name.label.as_str() {
                "PERSON" | "ORG" => self.party_named(page, name.tokens.end - 1).actor,
                _ => name.actor.clone(),
            };
            entities.push(Entity { span, kind: name.label.clone(), actor });
        }
        entities.extend((0..page.len()).filter_map(|head| self.unnamed_entity(page, head)));
        entities.sort_by_key(|e| (e.span.begin, std::cmp::Reverse(e.span.end)));
        entities
    }

    /// Who acts without a name: one person, or a body or group of people.
    fn unnamed_entity(&self, page: &Page, head: usize) -> Option<Entity> {
        use diurna_lang::Pos;
        let word = self.word(head).filter(|w| !matches!(w.kind, WordKind::Place | WordKind::Thing))?;
        let noun = matches!(page.token(head).pos, Pos::Noun | Pos::Propn) && !is_modifier(page, head);
        if !noun || self.name(head).is_some() || self.pronouns.states.contains(&page.lemma(head).to_lowercase()) {
            return None;
        }
        let kind = if one_person(page, word, head) { "PERSON" } else { "ORG" };
        Some(Entity { span: self.phrase(page, head), kind: kind.to_owned(), actor: self.party_named(page, head).actor })
    }
}

fn counted(page: &Page, small: &Pronouns, head: usize) -> Option<u32> {
    let of = page.children_as(head, Dep::Prep).find(|&p| small.owned_by.contains(&page.word(p).to_lowercase()))?;
    let is_quantity = page.token(head).pos == diurna_lang::Pos::Num
        || small.quantities.contains(&page.lemma(head).to_lowercase())
        || small.quantities.contains(&page.word(head).to_lowercase());
    page.child(of, Dep::Pobj).filter(|_| is_quantity).map(|t| t as u32)
}

fn one_person(page: &Page, word: &Word, head: usize) -> bool {
    word.kind == WordKind::Person && matches!(page.token(head).tag, "NN" | "NNP")
}

/// Before a noun, as a part of its phrase.
fn is_modifier(page: &Page, token: usize) -> bool {
    // "Turkey massed troops": right before a verb with a tense a name is its subject, whatever the tree says.
    let is_tensed = |h: usize| matches!(page.token(h).tag, "VBD" | "VBZ" | "VBP");
    matches!(page.dep(token), Dep::Compound | Dep::Amod | Dep::Nmod | Dep::Npadvmod)
        && page.head(token).is_some_and(|h| h > token && !is_tensed(h))
}

/// "US", "UK": names without an adjective, so that they stand where others have theirs.
fn is_short(page: &Page, name: &Found) -> bool {
    let written = page.span(name.tokens.clone()).of(&page.prepared);
    name.kind == Some(ActorKind::State) && written.len() <= 6 && !written.chars().any(char::is_lowercase)
}

/// "[Eight] were wounded", "killed [five]": a number alone that something is done to, or that does it; no sum, share or hour.
fn counts_people(page: &Page, head: usize) -> bool {
    use diurna_lang::{Dep, Pos};
    let alone = page.token(head).pos == Pos::Num && matches!(page.dep(head), Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj);
    let other = |label: &str| matches!(label, "MONEY" | "PERCENT" | "TIME" | "DATE" | "QUANTITY" | "ORDINAL");
    alone && !page.analysis.entities.iter().any(|e| other(e.label) && e.tokens.contains(&head))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use diurna_lang::English;
    use diurna_model::Report;

    /// Each text with the check for its mentions; `at` gives the last token written so.
    pub(crate) fn each<C: Clone>(cases: &[(&str, C)], check: impl Fn(&Page, &Mentions, &dyn Fn(&str) -> usize, &C)) {
        let undated: Vec<(&str, &str, C)> = cases.iter().map(|(text, case)| ("", *text, case.clone())).collect();
        each_on(&undated, check);
    }

    /// The same for reports with a day.
    pub(crate) fn each_on<C>(cases: &[(&str, &str, C)], check: impl Fn(&Page, &Mentions, &dyn Fn(&str) -> usize, &C)) {
        let english = English::load().expect("the embedded model");
        let pack = crate::embedded_pack().expect("the embedded pack");
        for (day, text, case) in cases {
            let published = diurna_model::Published::parse(day);
            let report = Report { text: (*text).to_owned(), published, ..Report::default() };
            let page = Page::new(&english, &pack, &report);
            let mentions = Mentions::new(&page, &pack);
            let at = |word: &str| (0..page.len()).rev().find(|&t| page.word(t) == word).expect("the word is in the text");
            check(&page, &mentions, &at, case);
        }
    }

    const TEXT: &str = "Turkish Foreign Minister Mevlut Cavusoglu visited Aleppo on Friday. Cavusoglu met Syrian soldiers there. \
        He left the city and praised Turkey. The foreign minister spoke later.";

    /// The full name of the party, or the place, at a word of the text.
    fn with_mentions<T>(check: impl Fn(&Page, &Mentions, &dyn Fn(&str) -> usize) -> T) -> T {
        let english = English::load().expect("the embedded model");
        let pack = crate::embedded_pack().expect("the embedded pack");
        let report = Report { text: TEXT.to_owned(), ..Report::default() };
        let page = Page::new(&english, &pack, &report);
        let mentions = Mentions::new(&page, &pack);
        let at = |word: &str| (0..page.len()).rev().find(|&t| page.word(t) == word).expect("the word is in the text");
        check(&page, &mentions, &at)
    }

    #[test]
    fn follows_surname_pronoun_and_title_to_the_full_name() {
        with_mentions(|page, mentions, at| {
            for word in ["Cavusoglu", "He", "minister"] {
                let party = mentions.party(page, at(word)).expect("someone");
                assert_eq!(party.name_in(TEXT), "Turkish Foreign Minister Mevlut Cavusoglu", "{word}");
                assert_eq!(party.actor.and_then(|a| a.code).as_deref(), Some("TURGOV"), "{word}");
            }
        });
    }

    #[test]
    fn puts_country_and_sector_together_for_those_without_a_name() {
        with_mentions(|page, mentions, at| {
            let party = mentions.party(page, at("soldiers")).expect("someone");
            assert_eq!(
                (party.name_in(TEXT).as_str(), party.actor.and_then(|a| a.code).as_deref()),
                ("Syrian soldiers", Some("SYRMIL"))
            );
            assert!(mentions.is(page, at("soldiers"), Kind::People) && !mentions.is(page, at("soldiers"), Kind::Place));
        });
    }

    #[test]
    fn takes_for_a_party_who_can_act_and_nothing_else() {
        let cases = [
            ("The miners blocked the road.", ("miners", true)),
            ("A warmonger spoke.", ("warmonger", true)),
            ("The checklist was long.", ("checklist", false)),
            ("The Bali bombing killed a surfer.", ("Bali", false)),
            ("The Syria talks failed.", ("Syria", false)),
            ("US strikes went on.", ("US", true)),
            ("Tblerov resigned.", ("Tblerov", true)),
            ("A national strike began.", ("national", false)),
            ("A rebel attack began.", ("rebel", true)),
            ("Thousands of nurses marched.", ("Thousands", true)),
            ("Thousands of letters arrived.", ("Thousands", false)),
        ];
        each(&cases, |page, mentions, at, (word, is)| {
            assert_eq!(mentions.is(page, at(word), Kind::Party), *is, "{}", page.report.text);
        });
    }

    #[test]
    fn names_what_is_counted_and_the_body_somebody_is_of() {
        let cases = [
            ("Thousands of nurses marched.", ("Thousands", "nurses")),
            ("Two of the robbers fled.", ("Two", "robbers")),
            ("Members of the city council met.", ("Members", "Members of the city council")),
            ("The government of Togo resigned.", ("government", "government of Togo")),
        ];
        each(&cases, |page, mentions, at, (word, name)| {
            let party = mentions.party(page, at(word)).expect("somebody");
            assert_eq!(party.name_in(&page.report.text), *name);
        });
    }

    #[test]
    fn gives_each_state_of_a_shared_noun_its_own_party() {
        let cases = [("Greek and Turkish officials met.", ("officials", ["GRCGOV", "TURGOV"]))];
        each(&cases, |page, mentions, at, (word, codes)| {
            let codes_found: Vec<_> =
                mentions.parties(page, at(word)).into_iter().filter_map(|p| p.actor.and_then(|a| a.code)).collect();
            assert_eq!(codes_found, *codes);
        });
    }

    #[test]
    fn follows_the_city_to_the_town_last_named() {
        with_mentions(|page, mentions, at| {
            let place = mentions.place(page, at("city")).expect("a place");
            assert_eq!(place.site.and_then(|s| s.country).as_deref(), Some("SYR"));
        });
    }
}
