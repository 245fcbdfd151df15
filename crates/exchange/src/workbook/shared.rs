//! What rows share: people and bodies by their spelling, places by their name, sources by their title or address.
//! The same words are the same record within the workbook; nothing is merged beyond that.

use crate::mapping::{Mapping, SourceColumns, TableMapping, Words, WordsAs};
use aigaq_schema::Value;
use std::collections::{BTreeMap, HashMap};
use unicode_normalization::UnicodeNormalization;

/// Table of words: people and bodies.
pub(crate) const ACTOR: &str = "actor";
/// Table of words: places.
pub(crate) const PLACE: &str = "place";
/// Table of words: sources known by their title.
pub(crate) const SOURCE: &str = "source";
/// Table of words: sources known by their address.
pub(crate) const LINK: &str = "link";

/// Beginnings and ends by which a name is an organisation's.
const ORGANISATIONS: &[&str] = &[
    "оо",
    "оф",
    "оюл",
    "нпо",
    "нко",
    "тоо",
    "ао",
    "ип",
    "фонд",
    "профсоюз",
    "редакция",
    "газета",
    "журнал",
    "партия",
    "движение",
    "община",
    "церковь",
    "мечеть",
    "объединение",
    "общество",
    "союз",
    "телеканал",
    "радио",
    "портал",
    "сайт",
    "издание",
    "агентство",
    "организация",
    "комитет",
    "центр",
    "бюро",
    "коалиция",
    "қоғамдық",
    "бірлестігі",
    "қоры",
    "қор",
    "газеті",
    "партиясы",
    "кәсіподағы",
    "орталығы",
    "ngo",
    "llp",
    "foundation",
    "union",
    "newspaper",
    "party",
    "community",
    "church",
    "centre",
    "center",
    "committee",
];

/// Words as they are compared: composed letters, one space.
pub(crate) fn words(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .nfc()
        .collect()
}

/// The name is an organisation's: it holds a name in quotation marks, or a word that people are not called by.
pub(crate) fn is_organisation(name: &str) -> bool {
    let quoted =
        |(from, to): (char, char)| name.find(from).is_some_and(|at| name[at..].contains(to));
    quoted(('«', '»'))
        || quoted(('“', '”'))
        || name.matches('"').count() >= 2
        || name
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| ORGANISATIONS.contains(&word.to_lowercase().as_str()))
}

/// Words → property and value.
type Known = HashMap<String, Vec<(String, Value)>>;

/// What is known of shared things beyond their words.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    known: BTreeMap<&'static str, Known>,
}

impl Shared {
    /// Notes a property of a thing, unless it has a value already; answers whether this is its value now.
    pub(crate) fn know(
        &mut self,
        table: &'static str,
        of: &str,
        property: &str,
        value: Value,
    ) -> bool {
        let values = self
            .known
            .entry(table)
            .or_default()
            .entry(words(of))
            .or_default();
        match values.iter().find(|(p, _)| p == property) {
            Some((_, there)) => *there == value,
            None => {
                values.push((property.to_owned(), value));
                true
            }
        }
    }

    /// The mapping that the planner needs: the profile and the tables of words.
    pub(crate) fn mapping(
        mut self,
        profile: String,
        language: Option<String>,
        file: String,
        sheets: &[String],
    ) -> Mapping {
        let mut made = |table: &'static str, record_type: &str, property: &str, kind: WordsAs| {
            let words = Words {
                record_type: record_type.to_owned(),
                property: property.to_owned(),
                kind,
                constants: Vec::new(),
                known: self.known.remove(table).unwrap_or_default(),
            };
            (table.to_owned(), words)
        };
        let words = HashMap::from([
            made(ACTOR, "actor", "name", WordsAs::Name),
            made(PLACE, "place", "name", WordsAs::Name),
            made(SOURCE, "source", "title", WordsAs::Text),
            made(LINK, "source", "url", WordsAs::Url),
        ]);
        Mapping {
            profile,
            language,
            separator: String::new(),
            source: Some(SourceColumns {
                column: String::new(),
                locator: None,
                table: None,
                words: true,
            }),
            words,
            tables: sheets.iter().map(|name| table(name)).collect(),
            also: Vec::new(),
            file,
        }
    }
}

fn table(name: &str) -> TableMapping {
    TableMapping {
        table: name.to_owned(),
        record_type: "event".to_owned(),
        id: None,
        sourced: true,
        says: Vec::new(),
        parts: Vec::new(),
        derived: Vec::new(),
        ignore: BTreeMap::new(),
        all_optional: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisations_are_told_from_people() {
        for name in [
            "ОО «Айна»",
            "ОФ Айна",
            "редакция газеты",
            "профсоюз нефтяников",
        ] {
            assert!(is_organisation(name), "{name}");
        }
        for name in [
            "Иванов Иван",
            "Сериков С. Б.",
            "Ақжан Ерлан",
            "Центров Олег",
        ] {
            assert!(!is_organisation(name), "{name}");
        }
    }
}
