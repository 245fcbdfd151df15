//! Organisations of a whole workspace: which pairs are worth asking about.

use super::{OrganisationLevel, OrganisationName, Word};
use crate::GoesOn;
use std::collections::{BTreeMap, BTreeSet};

/// Organisations that share one key, at most: more than that share a word that tells nothing.
const MOST_OF_A_KEY: usize = 200;
/// Sounds of a word of its own that two names share before they are compared.
const BEGINNING: usize = 3;

/// Begins the key that a whole name is.
const WHOLE: char = '#';

/// Two organisations laid beside each other, by those of their names that agree best.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The name of the one, as written.
    pub one: String,
    /// The name of the other.
    pub other: String,
    /// How they agree.
    pub level: OrganisationLevel,
}

/// Organisations, ready to be compared.
#[derive(Debug, Clone)]
pub struct Organisations<I> {
    all: BTreeMap<I, Vec<(String, OrganisationName)>>,
}

impl<I: Ord + Copy> Organisations<I> {
    /// Reads organisations with all their names. What comes out does not depend on their order; the names of two with
    /// one id are taken together.
    #[must_use]
    pub fn of(called: impl IntoIterator<Item = (I, Vec<String>)>) -> Self {
        let mut all: BTreeMap<I, Vec<(String, OrganisationName)>> = BTreeMap::new();
        for (id, names) in called {
            let read = names.into_iter().map(|name| {
                let parsed = OrganisationName::read(&name);
                (name, parsed)
            });
            all.entry(id).or_default().extend(read);
        }
        for names in all.values_mut() {
            names.sort_by(|a, b| a.0.cmp(&b.0));
            names.dedup_by(|a, b| a.0 == b.0);
        }
        Self { all }
    }

    /// How two organisations agree; `None` when one of them is not here or has no name.
    #[must_use]
    pub fn explain(&self, one: I, other: I) -> Option<Beside> {
        let (left, right) = (self.all.get(&one)?, self.all.get(&other)?);
        let pairs = left.iter().flat_map(|a| right.iter().map(move |b| (a, b)));
        let best = pairs.min_by_key(|(a, b)| a.1.beside(&b.1))?;
        Some(Beside {
            one: best.0.0.clone(),
            other: best.1.0.clone(),
            level: best.0.1.beside(&best.1.1),
        })
    }

    /// The pairs worth asking a person about, best first, the smaller id first.
    #[must_use]
    pub fn proposals(&self) -> Vec<(I, I)> {
        self.proposals_while(&|| true).unwrap_or_default()
    }

    /// As [`Organisations::proposals`]; `None` when it was given up because `goes_on` said no.
    #[must_use]
    pub fn proposals_while(&self, goes_on: GoesOn<'_>) -> Option<Vec<(I, I)>> {
        let mut sharing: BTreeMap<String, BTreeSet<I>> = BTreeMap::new();
        for (id, names) in self.all.iter().take_while(|_| goes_on()) {
            for (_, name) in names {
                for key in name.keys() {
                    sharing.entry(key).or_default().insert(*id);
                }
            }
        }
        let mut pairs: BTreeSet<(I, I)> = BTreeSet::new();
        let few = |(key, ids): &(&String, &BTreeSet<I>)| {
            // The whole name is no word that tells nothing.
            key.starts_with(WHOLE) || ids.len() <= MOST_OF_A_KEY
        };
        for (_, ids) in sharing.iter().filter(few).take_while(|_| goes_on()) {
            let ids: Vec<I> = ids.iter().copied().collect();
            for (at, one) in ids.iter().enumerate() {
                pairs.extend(ids[at + 1..].iter().map(|other| (*one, *other)));
            }
        }
        let mut found: Vec<(OrganisationLevel, I, I)> = pairs
            .into_iter()
            .take_while(|_| goes_on())
            .filter_map(|(one, other)| {
                let level = self.explain(one, other)?.level;
                level.is_proposed().then_some((level, one, other))
            })
            .collect();
        found.sort();
        let pairs = found.into_iter().map(|(_, one, other)| (one, other));
        goes_on().then(|| pairs.collect())
    }
}

impl OrganisationName {
    /// Keys of which two names share one when they may be one organisation's.
    fn keys(&self) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        let mut common = Vec::new();
        for word in &self.words {
            match word {
                Word::Own(sounds) => {
                    keys.insert(sounds.chars().take(BEGINNING).collect());
                }
                Word::Common(meaning) => common.push(*meaning),
            }
        }
        // A name of common words alone is found by all of them together, and by each two.
        for (at, one) in common.iter().enumerate() {
            for other in &common[at + 1..] {
                keys.insert(format!("{one} {other}"));
            }
        }
        let whole: Vec<&str> = self
            .words
            .iter()
            .map(|word| match word {
                Word::Own(sounds) => sounds.as_str(),
                Word::Common(meaning) => meaning,
            })
            .collect();
        if !whole.is_empty() {
            keys.insert(format!("{WHOLE}{}", whole.join(" ")));
        }
        let short = self.acronym.iter().chain(&self.initials);
        keys.extend(short.map(|letters| format!("={letters}")));
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(names: &[&str]) -> Organisations<u32> {
        let called = (0_u32..)
            .zip(names)
            .map(|(id, n)| (id, vec![(*n).to_owned()]));
        Organisations::of(called)
    }

    #[test]
    fn the_same_words_come_before_an_acronym_and_strangers_do_not_come() {
        let all = all(&[
            "KIBHR",
            "Kazakhstan International Bureau for Human Rights",
            "Respublika",
            "Республика",
            "Городской суд Алматы",
            "Городской суд Атырау",
        ]);
        assert_eq!(all.proposals(), [(2, 3), (0, 1)]);
        assert_eq!(
            all.explain(0, 1).map(|b| b.level),
            Some(OrganisationLevel::Acronym)
        );
        assert_eq!(all.explain(0, 9), None);
    }

    proptest! {
        #[test]
        fn every_pair_worth_asking_about_shares_a_key(
            names in prop::collection::vec(prop::sample::select(vec![
                "Oyan, Qazaqstan", "Оян, Қазақстан", "Oyan Kazakstan", "Respublika", "Respublica", "Nur Otan",
                "Демократическая партия Казахстана", "Democratic Party of Kazakhstan", "KIBHR", "ТОО", "",
                "Казахстанское международное бюро по правам человека", "КМБПЧ", "ТОО «Жаңа Нан»", "«Жана Нан» ЖШС",
            ]), 0..8)
        ) {
            let all = all(&names);
            let mut whole = Vec::new();
            for a in 0..names.len() {
                for b in a + 1..names.len() {
                    let (a, b) = (u32::try_from(a).unwrap(), u32::try_from(b).unwrap());
                    if all.explain(a, b).is_some_and(|x| x.level.is_proposed()) {
                        whole.push((a, b));
                    }
                }
            }
            let mut found = all.proposals();
            found.sort_unstable();
            prop_assert_eq!(found, whole);
        }
    }
}
