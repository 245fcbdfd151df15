//! Records whose names are like one that was typed: the same words in another order, with other endings, in another
//! script, with a letter wrong. For asking a person "is it one of these?"; nothing is decided here.
//!
//! Names that were only typed are compared more strictly ([`could_be_one`]): people of one family are in one incident.

use crate::View;
use crate::brief::Brief;
use crate::error::ViewError;
use crate::reader::Reader;
use crate::search::key::{keyed, quoted};
use aigaq_schema::list::distance;
use aigaq_schema::{RecordId, Value};
use rusqlite::params;

/// The statements that look for names; prepared by the test below.
mod sql {
    pub const NAMED: &str = "SELECT n.rowid FROM names n JOIN record r ON r.number = n.rowid \
         WHERE names MATCH ?1 AND r.type = ?2 LIMIT ?3";
    pub const LAST_POINTING: &str = "SELECT l.source FROM link l JOIN record s ON s.number = l.source \
         WHERE l.target = (SELECT number FROM record WHERE id = ?1) AND l.property = ?2 AND s.type = ?3 \
         ORDER BY l.source DESC LIMIT ?4";
}

/// Records of one type that are looked at before the likest are chosen.
const LOOKED_AT: usize = 60;
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
        let typed = words(text);
        let mut found: Vec<(usize, i64, Brief)> = Vec::new();
        for kind in types.iter().filter_map(|t| self.words.known(t)) {
            let mut numbers: Vec<i64> = Vec::new();
            let mut asked = questions(&typed);
            asked.extend(self.misspelt(&typed)?);
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
                if numbers.len() >= most {
                    break;
                }
            }
            for number in numbers {
                let Some(brief) = self.by_number(reader, number)? else {
                    continue;
                };
                if let Some(apart) = names(&brief).filter_map(|n| apart(&typed, &words(n))).min() {
                    found.push((apart, number, brief));
                }
            }
        }
        found.sort_by_key(|(apart, number, _)| (*apart, *number));
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
        return Vec::new();
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

/// Two names may be written of one person: the same words, in any order and script, with a patronymic left out or an
/// initial in the place of its word.
#[must_use]
pub fn could_be_one(name: &str, other: &str) -> bool {
    compared(&words(name), &words(other)).is_some_and(|(differ, _)| differ == 0)
}

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

    fn like(a: &str, b: &str) -> bool {
        apart(&words(a), &words(b)).is_some()
    }

    #[test]
    fn names_are_alike_in_any_order_with_other_endings_and_letters() {
        for (a, b) in [
            ("Ахметов Ерлан", "Ерлан Ахметов"),
            ("Ахметова Ерлан", "Ахметов Ерлан Серикович"),
            ("Ерлан Ахметов", "Ахметов Е."),
            ("Нұрлан Әбенов", "Нурлан Абенов"),
            ("Ахметов", "Ахмeтов Ерлан"),
        ] {
            assert!(like(a, b), "{a} / {b}");
        }
        for (a, b) in [
            ("Ахметов Ерлан", "Иванов Ерлан"),
            ("Иванов", "Петров"),
            ("", "Петров"),
        ] {
            assert!(!like(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn relatives_are_not_one_person_and_one_person_is_in_whatever_way_it_is_written() {
        for (a, b) in [
            ("Ахметов Ерлан", "ерлан ахметов"),
            ("Ахметов Ерлан", "Ахметов Ерлан Серикович"),
            ("Ерлан Ахметов", "Ахметов Е."),
            ("Әбенов Нұрлан", "Абенов Нурлан"),
        ] {
            assert!(could_be_one(a, b) && could_be_one(b, a), "{a} / {b}");
        }
        for (a, b) in [
            ("Ахметов Ерлан", "Ахметов Нурлан"),
            ("Ахметов Ерлан", "Ахметова Ерлан"),
            ("Ахметов Ерлан", ""),
            ("", ""),
        ] {
            assert!(!could_be_one(a, b) && !could_be_one(b, a), "{a} / {b}");
        }
    }

    #[test]
    fn the_closer_name_stands_first() {
        let typed = words("Ахметов Ерлан");
        let same = apart(&typed, &words("Ерлан Ахметов"));
        let longer = apart(&typed, &words("Ахметов Ерлан Серикович"));
        let misspelt = apart(&typed, &words("Ахметов Арлан"));
        assert!(same < longer && longer < misspelt);
    }

    #[test]
    fn statements_can_be_prepared() {
        let w = aigaq_testkit::TestWorkspace::new();
        let view = View::open(&w.unlocked.view_path(), &w.unlocked.view_key()).unwrap();
        for statement in [sql::NAMED, sql::LAST_POINTING] {
            view.connection.prepare(statement).unwrap();
        }
    }
}
