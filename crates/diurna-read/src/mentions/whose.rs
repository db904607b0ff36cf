//! Who a phrase is, and whose. In: page, mentions, head. Out: the [`Actor`] with CAMEO's code, put together from the phrase's own
//! name, from the state or body that it is said to be of ("Iraqi", "of the army", "in Nairobi"), and from its word's sector.
//! What no word tells stays `None`.

use super::found::{Found, GOVERNMENT, NEWSROOM};
use super::{Kind, Mentions};
use crate::page::Page;
use diurna_lang::{Dep, Pos};
use diurna_model::mention::Actor;
use diurna_pack::names::{ActorKind, Word, WordKind};
use std::collections::BTreeSet;
use std::ops::Range;

/// How many nouns are followed: "a member of the party of the president of X".
const DEEP: usize = 3;

/// How many words may stand between a preposition and its place: "in the troubled southern Philippines".
const NEAR: usize = 4;

impl Mentions {
    pub(super) fn actor(&self, page: &Page, head: usize) -> Option<Actor> {
        let actor = self.actor_of(page, head, DEEP);
        let bare = actor.as_ref().filter(|a| a.country.is_none() && a.code.is_some() && a.code == a.sector);
        match bare.and_then(|a| Some((a, self.home(page, head, a.sector.as_deref()?)?))) {
            Some((a, country)) => Some(put_together(a.clone(), Some(country), a.sector.clone())),
            None => actor,
        }
    }

    fn actor_of(&self, page: &Page, head: usize, depth: usize) -> Option<Actor> {
        // "Boko Haram Islamists": a kind of people that no table has is only a word.
        let own = self.whole(head).filter(|n| n.label != "NORP" || n.kind.is_some());
        let row = own.and_then(|n| n.actor.clone());
        // An office out of date, or a report without a day: the title in the text still tells.
        let tokens = self.phrase_tokens(page, head);
        let namesake = own.is_some_and(|n| self.is_namesake(page, n, tokens.clone(), head));
        let row = row.filter(|_| !namesake);
        if let Some(citizens) = own.and_then(|n| self.citizens(page, n, tokens.clone(), head)) {
            return Some(citizens);
        }
        if row.as_ref().is_some_and(|r| r.code.is_some()) {
            return row;
        }
        let titled = own.is_some_and(|n| matches!(n.label.as_str(), "PERSON" | "ORG"));
        let described = own.is_none_or(is_unknown) || titled;
        let word = match own {
            None => self.word(head),
            Some(_) => self.title_in(tokens.clone(), head).filter(|_| titled),
        };
        let word = word.filter(|w| !matches!(w.kind, WordKind::Place | WordKind::Thing));
        let of = self
            .qualifier(page, tokens.clone(), head)
            .or_else(|| self.said_after(page, head, word, depth))
            .or_else(|| self.owned(page, head, depth).filter(|_| described))
            .or_else(|| self.apposed(page, head, depth).filter(|_| described));
        let row = row.unwrap_or_default();
        let sector = self.sector_of(page, tokens, head, word, of.as_ref()).or_else(|| row.sector.clone());
        let site = || own.and_then(|n| n.site.as_ref()).and_then(|s| s.country.clone());
        let country = row.country.clone().or_else(|| of.as_ref().and_then(|o| o.country.clone())).or_else(site);
        // "UN officials", "FARC fighters", "the leader of the Taliban": the body's own code says all.
        let whole = of.as_ref().and_then(|o| o.code.clone()).filter(|code| {
            let bodily = word.is_some_and(|w| w.of || matches!(w.kind, WordKind::Organisation | WordKind::Group));
            row.country.is_none() && code.len() > 3 && (country.is_none() || bodily)
        });
        if let Some(code) = whole {
            let sector = of.and_then(|o| o.sector).or(sector);
            return Some(Actor { code: Some(code), country, sector, ..row });
        }
        let people = of.filter(|o| o.code != o.sector).and_then(|o| o.code).filter(|_| country.is_none());
        if country.is_none() && people.is_none() && sector.is_none() {
            return Some(row).filter(|r| r.id.is_some());
        }
        // "Kurdish prisoners in eastern Turkey": where a place tells whose state they live in, that is theirs.
        let lives = people.as_ref().and_then(|_| self.said_after(page, head, word, depth)).and_then(|a| a.country);
        match people {
            Some(_) if lives.is_some() => Some(put_together(row, lives, sector)),
            // A people without a state: "Kurdish fighters".
            Some(people) => {
                let code = format!("{people}{}", sector.clone().unwrap_or_default());
                Some(Actor { code: Some(code), sector, ..row })
            }
            None => Some(put_together(row, country, sector)),
        }
    }

    /// "Algerian Berbers", "Bolivian Indians": of a people said to be of a state, that state's citizens.
    fn citizens(&self, page: &Page, name: &Found, tokens: Range<usize>, head: usize) -> Option<Actor> {
        let is_people = name.label == "NORP" && page.token(head).tag.ends_with('S') && name.tokens.end == head + 1;
        let before = tokens.start..name.tokens.start.max(tokens.start);
        let of = self.qualifier(page, before, head).filter(|_| is_people)?;
        let sector = name.actor.as_ref().and_then(|a| a.sector.clone());
        let country = of.country.filter(|c| of.code.as_ref() == Some(c) && name.country.as_ref() != Some(c))?;
        Some(put_together(Actor::default(), Some(country), sector))
    }

    /// "The Peruvian Congress": a body called by a common word, of another state than the table's.
    fn is_namesake(&self, page: &Page, name: &Found, tokens: Range<usize>, head: usize) -> bool {
        let common = self.word(name.tokens.end - 1).is_some_and(|w| w.kind == WordKind::Organisation);
        let body = name.kind == Some(ActorKind::Organisation) && name.country.is_some();
        let before = tokens.start..name.tokens.start.max(tokens.start);
        common && body && self.qualifier(page, before, head).is_some_and(|a| a.country.is_some() && a.country != name.country)
    }

    /// A state with the sector of those who share its adjective; a body by its own code.
    pub(super) fn actor_sharing(&self, name: &Found, sector: Option<String>) -> Option<Actor> {
        let actor = actor_of_name(name)?;
        match actor.country {
            Some(country) => Some(put_together(Actor::default(), Some(country), sector)),
            None => Some(Actor { id: None, name: None, ..actor }),
        }
    }

    /// The sector of a phrase: its word's own; for who belongs to a body ("an army spokesman") the body's; of a former office another.
    fn sector_of(
        &self,
        page: &Page,
        tokens: Range<usize>,
        head: usize,
        word: Option<&Word>,
        of: Option<&Actor>,
    ) -> Option<String> {
        let Some(word) = word else { return of.and_then(|o| o.sector.clone()) };
        let own = word.sector.clone();
        if word.of {
            let at = (tokens.start..=head).rev().find(|&t| self.word(t) == Some(word)).unwrap_or(head);
            let start = self.word_at[at].as_ref().map_or(at, |(_, start)| *start);
            let body = (tokens.start..start).rev().find_map(|t| self.word(t).and_then(|w| w.sector.clone()));
            return body.or_else(|| of.and_then(|o| o.sector.clone())).or(own);
        }
        let former = |t: usize| self.pronouns.former.contains(&page.word(t).to_lowercase());
        let holds_office = word.kind == WordKind::Person && own.as_deref() == Some(GOVERNMENT);
        if holds_office && tokens.clone().any(former) { self.pronouns.former_sector.clone().or(own) } else { own }
    }

    /// The state, body or person that qualifies a phrase from before: "Syrian" of "Syrian military", "Obama" of "the Obama
    /// administration", "Baghdad" of "Baghdad police".
    pub(super) fn qualifier(&self, page: &Page, tokens: Range<usize>, head: usize) -> Option<Actor> {
        let own = self.whole(head);
        let before = |t: usize| own.is_none_or(|n| !n.tokens.contains(&t));
        // Of a person's name no part tells whose he is ("Jordan"); of a body's name it does ("Turkish Foreign Ministry").
        let within = |t: usize| own.is_some_and(|n| n.label != "PERSON" && n.tokens.contains(&t));
        let mut all = tokens.filter(|&t| t != head || within(t)).filter_map(|t| {
            let name = if before(t) { self.name(t).filter(|n| tells(n)).or_else(|| self.part(t)) } else { self.part(t) };
            let name = name.filter(|n| before(t) || within(t) && n.tokens.len() < own.map_or(0, |o| o.tokens.len()))?;
            if self.stands_apart(page, &name.tokens) {
                return None;
            }
            actor_of_name(name)
        });
        let first = all.next()?;
        // "Lebanese Hezbollah fighters": the state's body says more than the state.
        let body = all.find(|a| a.country.is_some() && a.country == first.country && a.code != a.country);
        Some(body.unwrap_or(first))
    }

    /// A smaller name inside a longer one ("Turkish" in "Turkish Foreign Ministry").
    fn part(&self, token: usize) -> Option<&Found> {
        self.found.iter().find(|f| f.label.is_empty() && f.tokens.contains(&token) && tells_within(f))
    }

    /// "pro-Russian", "US-backed": the noun is not theirs. "US-led" is.
    fn stands_apart(&self, page: &Page, name: &Range<usize>) -> bool {
        let hyphen = |t: usize| page.word(t).chars().all(|c| matches!(c, '-' | '–')) && !page.word(t).is_empty();
        let lower = |t: usize| page.word(t).to_lowercase();
        let before =
            name.start.checked_sub(2).filter(|&b| hyphen(b + 1)).is_some_and(|b| self.pronouns.apart.contains(&lower(b)));
        let after = name.end + 1 < page.len() && hyphen(name.end) && page.joins_next(name.end - 1) && {
            let joined = name.end + 1;
            matches!(page.token(joined).pos, Pos::Verb | Pos::Adj)
                && !self.pronouns.led.contains(&lower(joined))
                && self.name(joined).is_none()
        };
        before || after
    }

    /// What a preposition after the head says: "the government of Sudan", "a spokesman for the army", "protesters in Nairobi".
    fn said_after(&self, page: &Page, head: usize, word: Option<&Word>, depth: usize) -> Option<Actor> {
        let depth = depth.checked_sub(1)?;
        if word.is_none() && self.whole(head).is_none_or(|n| n.label != "PERSON") {
            return None;
        }
        let small = &self.pronouns;
        let bound = page.children(head).filter(|&c| {
            c > head && matches!(page.dep(c), Dep::Acl | Dep::Amod) && small.bound.contains(&page.word(c).to_lowercase())
        });
        let hosts: Vec<usize> = std::iter::once(head).chain(bound).collect();
        for host in hosts {
            for preposition in page.children_as(host, Dep::Prep).filter(|&p| p > head) {
                let Some(object) = page.child(preposition, Dep::Pobj) else { continue };
                let lower = page.word(preposition).to_lowercase();
                let member = word.is_some_and(|w| w.of) && small.member_of.contains(&lower);
                let at_home = small.at_home.contains(&lower);
                let whose = self.counted(object).unwrap_or(object);
                // "an aide to the Iraqi premier" is of his country; an ambassador to Iraq is not of Iraq.
                let serves = small.served.contains(&lower) && word.is_some_and(|w| w.kind == WordKind::Person);
                let serves = serves && self.is(page, whose, Kind::Person);
                let belongs = small.owned_by.contains(&lower) || member || serves || (host != head && !at_home);
                let body = || self.actor_of(page, whose, depth).filter(|a| a.code.is_some());
                let found = if belongs && self.is(page, whose, Kind::Party) { body() } else { None };
                let found = found.or_else(|| self.country_at(page, whose, depth).filter(|_| belongs || at_home).map(nation));
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// The state in which a place phrase lies: "the port city of Oran", "the Lebanese port".
    fn country_at(&self, page: &Page, place: usize, depth: usize) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        if let Some(country) = self.whole(place).and_then(state_of) {
            return Some(country);
        }
        if self.whole(place).is_none() && self.word(place).is_none() && !self.is(page, place, Kind::Place) {
            return None;
        }
        if let Some(country) = self.qualifier(page, self.phrase_tokens(page, place), place).and_then(|a| a.country) {
            return Some(country);
        }
        let after = page.children_as(place, Dep::Prep).filter_map(|p| page.child(p, Dep::Pobj));
        after.chain(page.children_as(place, Dep::Appos)).find_map(|t| self.country_at(page, t, depth))
    }

    /// Whose "his", "its", "their" is: "its forces".
    fn owned(&self, page: &Page, head: usize, depth: usize) -> Option<Actor> {
        let depth = depth.checked_sub(1)?;
        self.word(head).filter(|w| !matches!(w.kind, WordKind::Place | WordKind::Thing))?;
        let pronoun = page.children_as(head, Dep::Poss).find(|&t| self.is_pronoun(&page.word(t).to_lowercase()))?;
        let owner = self.references.of_pronoun(page, self, pronoun).filter(|&o| o != head)?;
        let country = self.actor_of(page, owner, depth)?.country?;
        Some(nation(country))
    }

    /// Whom an apposition calls the same person: "Oto Lind, a spokesman for the army".
    fn apposed(&self, page: &Page, head: usize, depth: usize) -> Option<Actor> {
        let depth = depth.checked_sub(1)?;
        let word = |t: usize, kinds: &[WordKind]| self.word(t).is_some_and(|w| kinds.contains(&w.kind));
        // "Petrova, Bulgaria's energy minister": a name that no table has is what the apposition calls it, whatever the engine says.
        let stranger = |t: usize| page.token(t).pos == Pos::Propn && self.whole(t).is_none_or(is_unknown);
        let named = |t: usize| self.whole(t).is_some_and(|n| n.label == "PERSON") || stranger(t);
        let person = |t: usize| named(t) || word(t, &[WordKind::Person]);
        let body =
            |t: usize| self.whole(t).is_some_and(|n| n.label == "ORG") || word(t, &[WordKind::Organisation, WordKind::Group]);
        let around = page.children_as(head, Dep::Appos).chain(page.head(head).filter(|_| page.dep(head) == Dep::Appos));
        let mut same = around.filter(|&t| person(head) && person(t) || body(head) && body(t));
        same.find_map(|t| self.actor_of(page, t, depth).filter(|a| a.code.is_some()))
    }

    /// Where somebody without a state is at home. Protesters, gunmen and the like: in the one state that their sentence, or else the
    /// report, tells a place of. Others: in the one state that the report names, if it tells a place or a body of it and does not
    /// speak of it as of another ("The premier visited Ghana" tells nothing of the premier).
    fn home(&self, page: &Page, head: usize, sector: &str) -> Option<String> {
        // "Coalition aircraft": of a body that has many homes.
        let many = |w: &Word| w.kind == WordKind::Organisation && w.of && w.sector.is_none();
        if self.phrase_tokens(page, head).any(|t| t != head && self.word(t).is_some_and(many)) {
            return None;
        }
        let sentence = page.sentence_of(head);
        let organised = self.word(head).is_some_and(|w| w.kind == WordKind::Organisation);
        let alone = || {
            let here = |f: &Found| state_of(f).is_some() && page.sentence_of(f.tokens.start) == sentence;
            let other = self.found.iter().any(|f| here(f) && self.is_another(page, f));
            self.only_state.clone().filter(|_| !other)
        };
        if organised || !self.pronouns.local_sectors.contains(sector) {
            return alone();
        }
        let here = self.states_of_places(page, |token| page.sentence_of(token) == sentence);
        if here.is_empty() {
            let there = self.states_of_places(page, |_| true);
            let one = only(there).filter(|state| self.is_named_most(state));
            return one.or_else(|| only(self.states_acted_on(page, sentence))).or_else(alone);
        }
        only(here)
    }

    /// "Rebels overran [Goma]", "Gunmen killed [Nepalese] policemen": without a scene, the states whose towns or police, courts and
    /// parliaments the sentence names.
    fn states_acted_on(&self, page: &Page, sentence: usize) -> BTreeSet<String> {
        let here = self.found.iter().filter(|f| page.sentence_of(f.tokens.start) == sentence);
        let town = |f: &Found| f.site.is_some() && !f.is_country && f.actor.is_none() && f.label != "NORP";
        here.filter(|f| town(f) || self.is_domestic(page, f)).filter_map(state_of).collect()
    }

    /// A state's name before a word for who stays at home: its police, courts, parliament, opposition, rebels.
    fn is_domestic(&self, page: &Page, name: &Found) -> bool {
        let noun = page.head(name.tokens.end - 1).filter(|&n| n >= name.tokens.end);
        let word = noun.and_then(|n| self.word(n)).filter(|_| !self.stands_apart(page, &name.tokens));
        word.and_then(|w| w.sector.as_ref()).is_some_and(|s| self.pronouns.domestic_sectors.contains(s))
    }

    /// No state is named more often.
    fn is_named_most(&self, state: &str) -> bool {
        let times = |code: &str| self.found.iter().filter(|f| state_of(f).as_deref() == Some(code)).count();
        let all: BTreeSet<String> = self.found.iter().filter_map(state_of).collect();
        all.iter().all(|other| times(other) <= times(state))
    }

    /// States in which the places lie that stand where places stand ("in Nairobi", "near the Kenyan border").
    fn states_of_places(&self, page: &Page, counts: impl Fn(usize) -> bool) -> BTreeSet<String> {
        let here = self.found.iter().filter(|f| counts(f.tokens.start));
        let of_scene = |f: &Found| {
            let site = f.site.as_ref().filter(|_| self.is_scene(page, f)).and_then(|s| s.country.clone());
            site.or_else(|| f.country.clone().filter(|_| self.is_of_scene(page, f)))
        };
        here.filter_map(of_scene).collect()
    }

    /// "off the [Somali] coast": a state's adjective of a place that is a scene. A border has two sides.
    fn is_of_scene(&self, page: &Page, name: &Found) -> bool {
        let last = name.tokens.end - 1;
        let place = page.head(last).filter(|&n| n > last && matches!(page.dep(last), Dep::Amod | Dep::Compound | Dep::Poss));
        let led = place.and_then(|n| page.head(n)).filter(|&p| p < name.tokens.start && page.token(p).pos == Pos::Adp);
        let is_place = |n: usize| self.word(n).is_some_and(|w| w.kind == WordKind::Place);
        place.is_some_and(|n| is_place(n) && !self.pronouns.shared_places.contains(page.lemma(n)))
            && led.is_some_and(|p| self.pronouns.at_home.contains(&page.word(p).to_lowercase()))
    }

    /// A place after "in", "at", "near", also "in the port city of Oran", "south of Srinagar".
    fn is_scene(&self, page: &Page, name: &Found) -> bool {
        let small = &self.pronouns;
        let leads = |t: usize| page.ancestors(t).find(|&a| page.token(a).pos == Pos::Adp).filter(|&p| p < t && t - p <= NEAR);
        let lower = |t: usize| page.word(t).to_lowercase();
        let at_home = |p: usize| small.at_home.contains(&lower(p));
        let Some(led) = leads(name.tokens.start).filter(|_| name.label != "NORP") else { return false };
        let part = page.head(led).filter(|_| small.owned_by.contains(&lower(led)));
        let within = part.is_some_and(|n| {
            let is_place = self.word(n).is_some_and(|w| w.kind == WordKind::Place);
            small.directions.contains(&lower(n)) || (is_place && leads(n).is_some_and(at_home))
        });
        at_home(led) || within
    }

    /// A state that takes part itself: subject, object, or after a preposition that tells no place.
    fn is_another(&self, page: &Page, name: &Found) -> bool {
        let at = name.tokens.end - 1;
        matches!(page.dep(at), Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Pobj | Dep::Conj | Dep::Dative)
            && !self.is_scene(page, name)
    }

    /// The one state that the report names, by its own name, its people or a place in it, with a place or a body of it among them;
    /// newsrooms do not count.
    pub(super) fn only_state(&self, page: &Page) -> Option<String> {
        let newsroom = |f: &Found| f.actor.as_ref().is_some_and(|a| a.sector.as_deref() == Some(NEWSROOM));
        let of: Vec<&Found> = self.found.iter().filter(|f| !newsroom(f) && state_of(f).is_some()).collect();
        let named: BTreeSet<String> = of.iter().filter_map(|f| state_of(f)).collect();
        let body = |f: &Found| {
            let noun = page.head(f.tokens.end - 1).filter(|&n| n >= f.tokens.end);
            noun.and_then(|n| self.word(n)).is_some_and(|w| w.kind == WordKind::Organisation && w.sector.is_some())
        };
        let own = of.iter().any(|f| {
            self.is_scene(page, f) || body(f) || self.is_domestic(page, f) || matches!(f.kind, Some(ActorKind::Organisation))
        });
        if named.len() == 1 && own { named.into_iter().next() } else { None }
    }
}

/// A name that stands in no table of actors or places.
fn is_unknown(name: &Found) -> bool {
    name.kind.is_none() && name.site.is_none() && name.actor.is_none()
}

fn only(states: BTreeSet<String>) -> Option<String> {
    let mut states = states.into_iter();
    states.next().filter(|_| states.next().is_none())
}

fn state_of(name: &Found) -> Option<String> {
    name.country.clone().or_else(|| name.site.as_ref().and_then(|s| s.country.clone()))
}

/// Whether a name alone tells whose a noun is: states, bodies, persons, places.
fn tells(name: &Found) -> bool {
    name.kind.is_some() || name.country.is_some() || name.site.is_some()
}

/// Whether a part of a longer name tells whose that one is: a state, or a body of many states ("United Nations").
fn tells_within(part: &Found) -> bool {
    part.country.is_some() || part.actor.as_ref().is_some_and(|a| a.code.as_ref().is_some_and(|c| c.len() > 3))
}

fn actor_of_name(name: &Found) -> Option<Actor> {
    let site = || name.site.as_ref().and_then(|s| s.country.clone());
    let state = name.row.is_none_or(|k| matches!(k, ActorKind::State | ActorKind::Person)) || name.actor.is_none();
    if let Some(country) = name.country.clone().or_else(site).filter(|_| state) {
        return Some(nation(country));
    }
    let mut actor = name.actor.clone().filter(|a| a.code.is_some())?;
    // A people's code tells of no sector: "Kurdish fighters".
    if actor.code.as_ref().is_some_and(|c| c.len() == 3) {
        actor.sector = None;
    }
    Some(actor)
}

fn nation(country: String) -> Actor {
    Actor { code: Some(country.clone()), country: Some(country), ..Actor::default() }
}

fn put_together(row: Actor, country: Option<String>, sector: Option<String>) -> Actor {
    let code = format!("{}{}", country.clone().unwrap_or_default(), sector.clone().unwrap_or_default());
    Actor { code: Some(code), country, sector, ..row }
}

#[cfg(test)]
mod tests {
    use crate::mentions::tests::each;

    #[test]
    fn tells_whose_somebody_is() {
        let cases = [
            ("A spokesman for the Kenyan army spoke.", ("spokesman", Some("KENMIL"))),
            ("The government of Togo resigned.", ("government", Some("TGOGOV"))),
            ("King Hussein of Jordan spoke.", ("Hussein", Some("JORGOV"))),
            ("FARC rebels marched.", ("rebels", Some("COLREB"))),
            ("UN officials spoke.", ("officials", Some("IGOUNO"))),
            ("Lebanese Hezbollah fighters marched.", ("fighters", Some("LBNREB"))),
            ("The pro-Russian rebels marched.", ("rebels", Some("REB"))),
            ("The US-backed rebels marched.", ("rebels", Some("REB"))),
            ("The US-led force marched.", ("force", Some("USAMIL"))),
            ("Kurdish fighters marched.", ("fighters", Some("KURREB"))),
            ("Demonstrators in Nairobi marched.", ("Demonstrators", Some("KENOPP"))),
            ("Gunmen killed two American tourists in northern Mali.", ("Gunmen", Some("MLIREB"))),
            ("The premier visited Ghana.", ("premier", Some("GOV"))),
            ("The Chechen president spoke.", ("president", Some("RUSGOV"))),
            ("The former Peruvian minister spoke.", ("minister", Some("PERELI"))),
            ("President Kaunda spoke.", ("Kaunda", Some("ZMBGOV"))),
            ("The Soviet ambassador spoke.", ("ambassador", Some("RUSGOV"))),
            ("Norway massed its troops.", ("troops", Some("NORMIL"))),
            ("Oto Lind, a spokesman for the Danish police, spoke.", ("Lind", Some("DNKCOP"))),
            ("The opposition leader spoke.", ("leader", Some("OPP"))),
            ("The group of states spoke.", ("states", None)),
            ("The Peruvian Congress met.", ("Congress", Some("PERLEG"))),
            ("The US Congress met.", ("Congress", Some("USALEG"))),
            ("The Lao People's Democratic Republic spoke.", ("Republic", Some("LAO"))),
            ("Boko Haram Islamists marched.", ("Islamists", Some("NGAREB"))),
            ("The U.S.-led coalition marched.", ("coalition", Some("USA"))),
            ("Oto Lind, the United Nations humanitarian coordinator, spoke.", ("Lind", Some("IGOUNO"))),
            ("Turkey's Kurdish rebels marched.", ("rebels", Some("TURREB"))),
            ("The ruling ZANU-PF party met.", ("party", Some("ZWEGOV"))),
            ("Coalition aircraft bombed a bridge in Syria.", ("aircraft", Some("MIL"))),
            ("African leaders spoke.", ("leaders", Some("AFRGOV"))),
            ("The rebel group, the Lord's Resistance Army, marched.", ("group", Some("UGAREB"))),
            ("The Turkish Parliament condemned France.", ("Parliament", Some("TURLEG"))),
            ("The Nigerian Senate condemned Togo.", ("Senate", Some("NGALEG"))),
            ("Pirates freed a Danish tanker off the Somali coast.", ("Pirates", Some("SOMCRM"))),
            ("Gunmen killed two Nepalese policemen.", ("Gunmen", Some("NPLREB"))),
            ("Gunmen attacked Maiduguri.", ("Gunmen", Some("NGAREB"))),
            ("Chadian rebels routed the army.", ("army", Some("TCDMIL"))),
            ("Gunmen killed two Spaniards in the port city of Oran.", ("Gunmen", Some("DZAREB"))),
            ("Gunmen killed two Spaniards south of Bogota.", ("Gunmen", Some("COLREB"))),
            ("Rebels attacked near the Kenyan border.", ("Rebels", Some("REB"))),
            ("An adviser to the Iraqi premier condemned Turkey.", ("adviser", Some("IRQGOV"))),
            ("An ambassador to Iraq condemned Turkey.", ("ambassador", Some("GOV"))),
            ("Ana Petrova, Bulgaria's energy minister, spoke.", ("Petrova", Some("BGRGOV"))),
            ("Bolivian Indians marched.", ("Indians", Some("BOL"))),
            ("Kurdish prisoners in eastern Turkey marched.", ("prisoners", Some("TURCVL"))),
        ];
        let wrong = std::cell::RefCell::new(Vec::new());
        each(&cases, |page, mentions, at, (word, code)| {
            let found = mentions.party(page, at(word)).and_then(|p| p.actor).and_then(|a| a.code);
            if found.as_deref() != *code {
                wrong.borrow_mut().push((page.report.text.clone(), found));
            }
        });
        assert_eq!(wrong.into_inner(), []);
    }

    #[test]
    fn takes_a_seat_for_the_government_and_its_namesake_for_a_town() {
        let cases = [
            ("Tripoli rejected the plan.", ("Tripoli", Some("LBYGOV"))),
            ("Lebanese police searched a house in Tripoli.", ("Tripoli", Some("LBN"))),
            ("Ouagadougou rejected the plan.", ("Ouagadougou", Some("BFAGOV"))),
        ];
        each(&cases, |page, mentions, at, (word, code)| {
            let actor = mentions.party(page, at(word)).and_then(|p| p.actor);
            assert_eq!(actor.and_then(|a| a.code).as_deref(), *code, "{}", page.report.text);
        });
    }
}
