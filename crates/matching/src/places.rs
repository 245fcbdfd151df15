//! Places as reports tell them: the same town in three scripts, by its present and its former name.
//!
//! A place is a text here; where a workspace keeps places as records or codes, their ids go through unchanged.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::organisations::sounds;

/// A place as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place {
    /// Its name in sounds, the same for all its names in the list.
    name: String,
    area: Area,
}

/// What a place is, as far as its words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Area {
    /// A town or village, or nothing is said.
    Settlement,
    /// A district.
    District,
    /// A region.
    Region,
}

/// Words that say what a place is, in the first letters of their sounds.
const SETTLEMENT: &[&str] = &[
    "город",
    "г",
    "гор",
    "қаласы",
    "қала",
    "city",
    "town",
    "село",
    "поселок",
    "посёлок",
    "пос",
    "ауылы",
    "кенті",
    "village",
    "of",
];
const DISTRICT: &[&str] = &["район", "р-н", "ауданы", "district"];
const REGION: &[&str] = &[
    "область",
    "области",
    "обл",
    "облысы",
    "region",
    "oblast",
    "province",
];

static NAMES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    for line in include_str!("../lists/places.txt").lines() {
        let mut names = line.split_whitespace().filter(|_| !line.starts_with('#'));
        let Some(first) = names.next() else {
            continue;
        };
        for name in std::iter::once(first).chain(names) {
            all.entry(heard(name)).or_insert(first);
        }
    }
    all
});

/// A name in sounds, without spaces and hyphens.
fn heard(name: &str) -> String {
    sounds(&name.to_lowercase())
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

impl Place {
    /// Reads a place; `None` when nothing is written.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let mut area = Area::Settlement;
        let words: Vec<&str> = lower
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .filter(|word| !word.is_empty())
            .collect();
        let says = |word: &&str| {
            if REGION.contains(word) {
                Some(Area::Region)
            } else if DISTRICT.contains(word) {
                Some(Area::District)
            } else if SETTLEMENT.contains(word) {
                Some(Area::Settlement)
            } else {
                None
            }
        };
        let mut name = String::new();
        for word in &words {
            match says(word) {
                Some(said) => area = area.max(said),
                None => name.push_str(word),
            }
        }
        let name = match heard(&name) {
            // «Город»: a word of the kind alone is all there is.
            name if name.is_empty() => heard(&lower),
            name => name,
        };
        let name = NAMES.get(&name).map_or(name, |first| heard(first));
        (!name.is_empty()).then_some(Self { name, area })
    }

    /// A region is called after this town: who is told to be in the region may be told to be in the town.
    pub(crate) fn is_centre_of(&self, other: &Self) -> bool {
        self.area == Area::Settlement && other.area == Area::Region && self.name == other.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn one(names: &[&str]) {
        let read: Vec<_> = names.iter().map(|n| Place::read(n)).collect();
        for (name, place) in names.iter().zip(&read) {
            assert!(place.is_some() && *place == read[0], "{name}: {read:?}");
        }
    }

    #[test]
    fn a_town_is_one_by_all_its_names() {
        one(&[
            "Қарағанды",
            "Караганда",
            "Karaganda",
            "г. Караганда",
            "Қарағанды қаласы",
            "Karaganda city",
        ]);
        one(&["Нұр-Сұлтан", "Астана", "Nur-Sultan", "город Нур-Султан"]);
        one(&["Уральск", "Орал", "Uralsk"]);
        one(&["Ақтөбе облысы", "Актюбинская область", "Aktobe region"]);
        one(&["Мойынқұм", "Мойынкум", "Moiynkum"]);
    }

    #[test]
    fn a_region_is_not_its_town() {
        let (town, region) = (
            Place::read("Ақтөбе").unwrap(),
            Place::read("Актюбинская область").unwrap(),
        );
        assert!(town != region && town.is_centre_of(&region) && !region.is_centre_of(&town));
        assert_ne!(Place::read("Алматы"), Place::read("Алматы облысы"));
        assert_eq!(Place::read(" – "), None);
        assert_eq!(Place::read("город"), Place::read("Город"));
    }
}
