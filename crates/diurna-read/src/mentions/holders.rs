//! Who holds an office that a phrase names without a name ("the Russian foreign minister", "Iraq's prime minister", "the president of
//! France"). In: page, mentions, names. Out: by the phrase's head, the one holder on the report's day. Of a report without a day, of
//! "a minister", of "the former president" and where two hold it, nobody.

use super::found::{self, Found};
use super::{Mentions, is_modifier, one_person};
use crate::page::Page;
use diurna_lang::Dep;
use diurna_model::mention::Actor;
use diurna_pack::names::{ActorKind, ActorRow, How, Names, Word};
use std::collections::BTreeMap;

pub(super) fn of(page: &Page, mentions: &Mentions, names: &Names) -> BTreeMap<usize, Actor> {
    let Some(day) = found::day(page) else { return BTreeMap::new() };
    let holder = |head| Some((head, found::actor(page, names, holder(page, mentions, names, &day, head)?, How::Name)));
    (0..page.len()).filter_map(holder).collect()
}

fn holder<'n>(page: &Page, mentions: &Mentions, names: &'n Names, day: &str, head: usize) -> Option<&'n ActorRow> {
    let (word, start) = office(page, mentions, head)?;
    if mentions.name(head).is_some() || !one_person(page, word, head) || is_modifier(page, head) {
        return None;
    }
    let of = body(page, mentions, head, start)?;
    let of = of.country.as_deref().or_else(|| of.actor.as_ref()?.code.as_deref())?;
    let mut holders = names.holders(of, &word.office, day);
    let first = holders.next()?;
    holders.all(|row| row.name == first.name).then_some(first)
}

/// The longest word for an office with this head and the token it begins with: "secretary of state" ends behind its head.
fn office<'m>(page: &Page, mentions: &'m Mentions, head: usize) -> Option<(&'m Word, usize)> {
    const BEHIND: usize = 3;
    let last = (head + BEHIND).min(page.len().checked_sub(1)?);
    let around = (head..=last).rev().filter_map(|end| mentions.word_at[end].as_ref());
    around.map(|(word, start)| (word, *start)).find(|(_, start)| *start <= head)
}

/// The state or body whose office it is, if the phrase says nothing else: a deputy, an acting or a former minister is not the minister.
fn body<'m>(page: &Page, mentions: &'m Mentions, head: usize, start: usize) -> Option<&'m Found> {
    let tokens = mentions.phrase_tokens(page, head);
    let small = |t: usize| page.word(t).to_lowercase();
    let article = tokens.start.checked_sub(1).map(small).filter(|w| mentions.pronouns.articles.contains(w));
    if article.is_some_and(|w| !mentions.pronouns.definite.contains(&w)) {
        return None;
    }
    let named = |t: usize| mentions.whole(t).filter(|n| is_body(n));
    if let Some(name) = (tokens.start..start).find_map(named) {
        let mark = |t: usize| page.dep(t) == Dep::Case;
        return (tokens.start..start).all(|t| name.tokens.contains(&t) || mark(t)).then_some(name);
    }
    let owned = |p: &usize| mentions.pronouns.owned_by.contains(&small(*p));
    let of = page.children_as(head, Dep::Prep).find(owned).and_then(|p| page.child(p, Dep::Pobj));
    of.and_then(named).filter(|_| tokens.start >= start)
}

fn is_body(name: &Found) -> bool {
    matches!(name.kind, Some(ActorKind::State | ActorKind::Organisation)) && name.how != Some(How::Metonym)
}

#[cfg(test)]
mod tests {
    use crate::mentions::tests::each_on;

    #[test]
    fn names_the_one_who_holds_the_office_on_the_day() {
        let cases = [
            ("2016-12-23", "The Russian defense minister spoke.", ("minister", Some("Sergei Shoigu"))),
            ("2016-12-23", "Russia's foreign minister spoke.", ("minister", Some("Sergei Lavrov"))),
            ("2011-06-01", "The president of France spoke.", ("president", Some("Nicolas Sarkozy"))),
            ("2013-06-01", "The president of France spoke.", ("president", Some("Francois Hollande"))),
            ("2015-02-01", "The NATO secretary-general spoke.", ("general", Some("Jens Stoltenberg"))),
            ("2015-02-01", "The U.S. secretary of state spoke.", ("secretary", Some("John Kerry"))),
            ("2016-12-23", "A Russian defense minister spoke.", ("minister", None)),
            ("2016-12-23", "The former Russian defense minister spoke.", ("minister", None)),
            ("2016-12-23", "The Russian deputy foreign minister spoke.", ("minister", None)),
            ("2016-12-23", "The foreign minister spoke.", ("minister", None)),
            ("2014-07-01", "The Lebanese president spoke.", ("president", None)),
        ];
        each_on(&cases, |page, mentions, at, (word, name)| {
            let actor = mentions.party(page, at(word)).and_then(|p| p.actor);
            assert_eq!(actor.and_then(|a| a.name).as_deref(), *name, "{}", page.report.text);
        });
    }
}
