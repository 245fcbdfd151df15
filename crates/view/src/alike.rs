//! Records whose names are like one that was typed: the same words in another order, with other endings, in another
//! script, with a letter wrong. For asking a person "is it one of these?"; nothing is decided here.
//!
//! The index finds those that may be meant; how like they are tells [`aigaq_names::compare`], the measure by which
//! duplicates are proposed, too. What is no name of one person (a title, an organisation) is compared word by word.
//!
//! Names that were only typed are compared more strictly ([`could_be_one`]): people of one family are in one incident.

use crate::View;
use crate::brief::Brief;
use crate::error::ViewError;
use crate::reader::Reader;
use crate::search::key::{keyed, quoted};
use crate::search::sounds::Heard;
use aigaq_names::{Level, Parsed, compare, parse};
use aigaq_schema::list::distance;
use aigaq_schema::{RecordId, Value};
use rusqlite::params;

/// The statements that look for names; prepared by the test of the store.
pub(crate) mod sql {
    pub const NAMED: &str = "SELECT n.rowid FROM names n JOIN record r ON r.number = n.rowid \
         WHERE names MATCH ?1 AND r.type = ?2 LIMIT ?3";
    pub const LAST_POINTING: &str = "SELECT l.source FROM link l JOIN record s ON s.number = l.source \
         WHERE l.target = (SELECT number FROM record WHERE id = ?1) AND l.property = ?2 AND s.type = ?3 \
         ORDER BY l.source DESC LIMIT ?4";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[NAMED, LAST_POINTING];
}

/// Records that one question to the index may give, before the likest are chosen.
const LOOKED_AT: usize = 200;
/// Names less alike than this are not offered: another given name beside one surname stays below it, a surname alone
/// and an initial do not.
const ALIKE: f32 = 0.25;
/// Words nearly as typed that are looked for.
const MOST_NEAR: usize = 20;
/// Words of a name that are looked for.
const MOST_WORDS: usize = 6;

impl View {
    /// Records of these types whose names are like the text, the likest first.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn alike(
        &self,
        reader: &Reader,
        text: &str,
        types: &[&str],
        most: usize,
    ) -> Result<Vec<Brief>, ViewError> {
        let typed = Typed::read(text);
        let mut found: Vec<(f32, i64, Brief)> = Vec::new();
        for kind in types.iter().filter_map(|t| self.words.known(t)) {
            let mut numbers: Vec<i64> = Vec::new();
            let heard = Heard::read(text);
            let mut asked: Vec<String> = heard.iter().map(Heard::all).collect();
            asked.extend(questions(&typed.words));
            asked.extend(heard.iter().flat_map(Heard::each));
            asked.extend(self.misspelt(&typed.words)?);
            for question in asked {
                let mut find = self.connection.prepare_cached(sql::NAMED)?;
                let rows = find.query_map(
                    params![question, kind, i64::try_from(LOOKED_AT).unwrap_or(60)],
                    |row| row.get::<_, i64>(0),
                )?;
                for number in rows {
                    let number = number?;
                    if !numbers.contains(&number) {
                        numbers.push(number);
                    }
                }
            }
            for number in numbers {
                let Some(brief) = self.by_number(reader, number)? else {
                    continue;
                };
                let likest = names(&brief).filter_map(|name| typed.likeness(name));
                if let Some(likest) = likest.max_by(f32::total_cmp) {
                    found.push((likest, number, brief));
                }
            }
        }
        found.sort_by(|(a, one, _), (b, other, _)| b.total_cmp(a).then(one.cmp(other)));
        Ok(found
            .into_iter()
            .take(most)
            .map(|(_, _, brief)| brief)
            .collect())
    }

    /// The words of names that are nearly the longest one typed, as a question to the index.
    fn misspelt(&self, typed: &[String]) -> Result<Option<String>, ViewError> {
        let Some(longest) = longest(typed) else {
            return Ok(None);
        };
        let names = self.name_words()?;
        let mut near: Vec<(usize, &str)> = names.near(longest).collect();
        near.sort_unstable();
        let mut question = String::new();
        for (_, word) in near.into_iter().take(MOST_NEAR) {
            if !question.is_empty() {
                question.push_str(" OR ");
            }
            quoted(word, false, &mut question);
        }
        Ok((!question.is_empty()).then_some(question))
    }

    /// The records of a type that point to this one by a property, those recorded last first, at most `most`.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn last_pointing(
        &self,
        reader: &Reader,
        to: RecordId,
        record_type: &str,
        property: &str,
        most: usize,
    ) -> Result<Vec<Brief>, ViewError> {
        let (Some(kind), Some(property)) =
            (self.words.known(record_type), self.words.known(property))
        else {
            return Ok(Vec::new());
        };
        let mut find = self.connection.prepare_cached(sql::LAST_POINTING)?;
        let numbers: Vec<i64> = find
            .query_map(
                params![
                    to.as_bytes(),
                    property,
                    kind,
                    i64::try_from(most).unwrap_or(i64::MAX)
                ],
                |row| row.get(0),
            )?
            .collect::<Result<_, _>>()?;
        let mut all = Vec::new();
        for number in numbers {
            all.extend(self.by_number(reader, number)?);
        }
        Ok(all)
    }
}

/// What was typed, read once.
struct Typed {
    words: Vec<String>,
    name: Parsed,
}

impl Typed {
    fn read(text: &str) -> Self {
        Self {
            words: words(text),
            name: parse(text),
        }
    }

    /// How like a name is, from 0 to 1; `None` when it is not.
    fn likeness(&self, name: &str) -> Option<f32> {
        let parsed = parse(name);
        if self.name.refusal().is_none() && parsed.refusal().is_none() {
            let score = compare(&self.name, &parsed).score;
            return (score >= ALIKE).then_some(score);
        }
        let apart = apart(&self.words, &words(name))?;
        #[expect(clippy::cast_precision_loss, reason = "letters of a name")]
        let letters = 1.0 + apart as f32 / 8.0;
        Some(1.0 / letters)
    }
}

/// The names and titles of a record.
fn names(brief: &Brief) -> impl Iterator<Item = &str> {
    brief
        .resolved
        .iter()
        .flat_map(|r| r.values.iter().map(move |v| (r.property.as_str(), v)))
        .filter_map(|(property, value)| match value {
            Value::Name { text, .. } => Some(text.as_str()),
            Value::Text { text, .. } if property == "title" => Some(text.as_str()),
            _ => None,
        })
}

/// The words of a name, as keys.
fn words(text: &str) -> Vec<String> {
    keyed(text).map(|(_, key)| key).take(24).collect()
}

fn longest(typed: &[String]) -> Option<&String> {
    let long = typed.iter().filter(|w| w.chars().count() >= 3);
    long.max_by_key(|w| w.chars().count())
}

/// What is asked of the index, one after the other until enough is found: all words without their endings; the
/// longest word without its ending.
fn questions(typed: &[String]) -> Vec<String> {
    let mut long: Vec<&String> = typed.iter().filter(|w| w.chars().count() >= 3).collect();
    long.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
    let Some(longest) = long.first() else {
        // «张伟», «Ли Ан»: too short for their beginnings to tell, so as they stand. One letter tells nothing.
        let short = typed.iter().filter(|w| w.chars().count() == 2);
        let each = short.map(|word| {
            let mut question = String::new();
            quoted(word, false, &mut question);
            question
        });
        let all: Vec<String> = each.collect();
        return all
            .into_iter()
            .reduce(|a, b| format!("{a} AND {b}"))
            .into_iter()
            .collect();
    };
    let stem = |word: &str| {
        let length = word.chars().count();
        let stem: String = word.chars().take((length - length / 4).max(3)).collect();
        let mut question = String::new();
        quoted(&stem, true, &mut question);
        question
    };
    let stems: Vec<String> = long.iter().take(MOST_WORDS).map(|w| stem(w)).collect();
    let mut all = vec![stems.join(" AND "), stem(longest)];
    all.dedup();
    all
}

/// Two names may be written of one person: the same parts in any order and script, with a patronymic left out or an
/// initial in the place of its word. What is no name of one person is one only word by word.
#[must_use]
pub fn could_be_one(name: &str, other: &str) -> bool {
    let (one, two) = (parse(name), parse(other));
    if one.refusal().is_some() || two.refusal().is_some() {
        let (one, two) = (words(name), words(other));
        return compared(&one, &two).is_some_and(|(differ, _)| differ == 0);
    }
    let found = compare(&one, &two);
    let agrees = |level| matches!(level, Level::Same | Level::OneName | Level::Initial);
    agrees(found.surname) && agrees(found.given) && found.score >= SURELY
}

/// From this score on nothing in two names speaks against one person.
const SURELY: f32 = 0.85;

/// How far two names are apart, for sorting; `None` when they are not alike. Words may stand in any order, and be
/// missing on one side (a patronymic); an initial stands for its word.
fn apart(typed: &[String], name: &[String]) -> Option<usize> {
    compared(typed, name).map(|(differ, missing)| differ * 4 + missing)
}

/// Of two names that are alike: by how many letters their words differ, and how many words one of them lacks.
fn compared(typed: &[String], name: &[String]) -> Option<(usize, usize)> {
    let (few, many) = if typed.len() <= name.len() {
        (typed, name)
    } else {
        (name, typed)
    };
    if few.is_empty() {
        return None;
    }
    let mut free: Vec<&String> = many.iter().collect();
    let (mut sum, mut alike) = (0, 0_usize);
    for word in few {
        let best = free
            .iter()
            .enumerate()
            .map(|(place, other)| (between(word, other), place))
            .min()?;
        let length = word.chars().count();
        if best.0 * 3 <= length.max(2) {
            alike += length;
            free.remove(best.1);
        } else {
            // A word that is not there at all weighs by its length.
            sum += length;
        }
        sum += best.0.min(length);
    }
    let wanted: usize = few.iter().map(|w| w.chars().count()).sum();
    (alike * 2 > wanted).then_some((sum, free.len()))
}

fn between(a: &str, b: &str) -> usize {
    let initial = |short: &str, long: &str| {
        short.chars().count() == 1 && long.chars().next() == short.chars().next()
    };
    if initial(a, b) || initial(b, a) {
        return 0;
    }
    distance(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(a: &str, b: &str) -> Option<f32> {
        Typed::read(a).likeness(b)
    }

    #[test]
    fn names_are_alike_in_any_order_with_other_endings_and_letters() {
        for (a, b) in [
            ("Ахметов Ерлан", "Ерлан Ахметов"),
            ("Ахметов Ерлан", "Ахметов Ерлан Серикович"),
            ("Ерлан Ахметов", "Ахметов Е."),
            ("Нұрлан Әбенов", "Нурлан Абенов"),
            ("Ахметов", "Ахмeтов Ерлан"),
            ("Abliazov", "Мұхтар Әблязов"),
            ("Djakoupov Djanibek", "Жәнібек Жақыпов"),
            ("Женя Жовтис", "Eugene Zhovtis"),
            ("ОФ «Адал сөз»", "Адал соз"),
            ("Доклад о собраниях", "Доклад о мирных собраниях"),
        ] {
            assert!(likeness(a, b).is_some(), "{a} / {b}");
        }
        for (a, b) in [
            ("Ахметов Ерлан", "Иванов Ерлан"),
            ("Ахметов Ерлан", "Ахметов Ержан"),
            ("Иванов", "Петров"),
            ("", "Петров"),
        ] {
            assert!(likeness(a, b).is_none(), "{a} / {b}: {:?}", likeness(a, b));
        }
    }

    #[test]
    fn relatives_are_not_one_person_and_one_person_is_in_whatever_way_it_is_written() {
        for (a, b) in [
            ("Ахметов Ерлан", "ерлан ахметов"),
            ("Ахметов Ерлан", "Ахметов Ерлан Серикович"),
            ("Ерлан Ахметов", "Ахметов Е."),
            ("Әбенов Нұрлан", "Абенов Нурлан"),
            ("Мұхтар Әблязов", "Ablyazov Mukhtar"),
        ] {
            assert!(could_be_one(a, b) && could_be_one(b, a), "{a} / {b}");
        }
        for (a, b) in [
            ("Ахметов Ерлан", "Ахметов Нурлан"),
            ("Ахметов Ерлан", "Ахметова Айгуль"),
            ("Ахметов Е.", "Ахметова Е."),
            ("Ахметов Ерлан", ""),
            ("", ""),
        ] {
            assert!(!could_be_one(a, b) && !could_be_one(b, a), "{a} / {b}");
        }
    }

    #[test]
    fn the_closer_name_stands_first() {
        let typed = "Ахметов Ерлан";
        let same = likeness(typed, "Ерлан Ахметов");
        let initial = likeness(typed, "Ахметов Е.");
        let misspelt = likeness(typed, "Ахмедев Ерлан");
        assert!(same > initial && initial.is_some());
        assert!(same > misspelt && misspelt.is_some());
    }
}
