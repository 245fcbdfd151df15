//! What a record is called: the form that was chosen for a language; else, of its full names, one in letters that
//! readers of the language read; else its first name or title.

use crate::View;
use crate::brief::Brief;
use crate::error::ViewError;
use crate::resolve::Resolved;
use aigaq_names::Script;
use aigaq_schema::{Language, NameKind, RecordId, Value, collation};
use rusqlite::params;

/// The statements that read and write; prepared by the test of the store.
pub(crate) mod sql {
    pub const BY_NAME: &str =
        "SELECT dense FROM record WHERE type = ?1 AND sort IS NOT NULL ORDER BY sort, number";
    pub const BY_NAME_WITH_SORT: &str = "SELECT dense, sort, number FROM record WHERE type = ?1 AND sort IS NOT NULL ORDER BY sort, number";
    pub const OTHERWISE: &str = "SELECT r.dense, c.sort, r.number FROM called c JOIN record r ON r.number = c.record \
         WHERE c.language = ?2 AND r.type = ?1";
    pub const OTHERWISE_ADD: &str =
        "INSERT INTO called (record, language, sort) VALUES (?1, ?2, ?3)";
    pub const OTHERWISE_DROP: &str = "DELETE FROM called WHERE record = ?1";
    pub const ONCE_ADD: &str = "INSERT INTO once_called (record, name) VALUES (?1, ?2)";
    pub const ONCE_DROP: &str = "DELETE FROM once_called WHERE record = ?1";
    pub const ONCE: &str = "SELECT r.id, o.name FROM once_called o JOIN record r ON r.number = o.record ORDER BY o.record, o.name";
    pub const OTHERWISE_OF: &str =
        "SELECT language, sort FROM called WHERE record = ?1 ORDER BY language";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[
        BY_NAME,
        BY_NAME_WITH_SORT,
        OTHERWISE,
        OTHERWISE_ADD,
        OTHERWISE_DROP,
        ONCE_ADD,
        ONCE_DROP,
        ONCE,
        OTHERWISE_OF,
    ];
}

/// What a record without names is called by, the first it has.
const TITLES: [&str; 5] = ["title", "indicator", "label", "text", "description"];

/// Longest key by which records are put in order, in characters.
const LONGEST_SORT: usize = 80;

impl Brief {
    /// The name or title it is known by: the first full name, else the first name or title of any kind.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        called(&self.resolved)
    }

    /// What readers of a language know it by: the form chosen for it; else the first of its full names and their
    /// variants that is written in letters of the language; else [`Brief::name`].
    #[must_use]
    pub fn name_in(&self, language: Language) -> Option<&str> {
        called_in(&self.resolved, language)
    }

    /// The form that was chosen for a language; nothing where none was.
    #[must_use]
    pub fn name_chosen(&self, language: Language) -> Option<&str> {
        chosen(&self.resolved, language)
    }

    /// What readers of a language would know it by if nothing were chosen for it.
    #[must_use]
    pub fn name_unchosen(&self, language: Language) -> Option<&str> {
        unchosen(&self.resolved, language)
    }

    /// Every name it has, each spelling once, those by which it is known first and those chosen for languages last.
    pub fn names(&self) -> impl Iterator<Item = (NameKind, &str)> {
        let mut told: Vec<&str> = Vec::new();
        names(&self.resolved).filter(move |(_, text)| {
            let new = !told.contains(text);
            told.push(text);
            new
        })
    }
}

/// Every value that is a name, in the order of the properties.
fn names(resolved: &[Resolved]) -> impl Iterator<Item = (NameKind, &str)> {
    let values = resolved.iter().flat_map(|r| &r.values);
    values.filter_map(|value| match value {
        Value::Name { text, kind } => Some((*kind, text.as_str())),
        _ => None,
    })
}

fn values<'r>(resolved: &'r [Resolved], property: &str) -> &'r [Value] {
    let found = resolved.iter().find(|r| r.property == property);
    found.map_or(&[], |r| &r.values)
}

fn names_told(resolved: &[Resolved]) -> impl Iterator<Item = (NameKind, &str)> {
    let values = values(resolved, "name").iter();
    values.filter_map(|value| match value {
        Value::Name { text, kind } => Some((*kind, text.as_str())),
        _ => None,
    })
}

fn chosen(resolved: &[Resolved], language: Language) -> Option<&str> {
    match values(resolved, language.name_property()).first() {
        Some(Value::Name { text, .. }) => Some(text),
        _ => None,
    }
}

fn called(resolved: &[Resolved]) -> Option<&str> {
    let full = names_told(resolved).find(|(kind, _)| *kind == NameKind::Full);
    full.or_else(|| names_told(resolved).next())
        .or_else(|| names(resolved).next())
        .map(|(_, text)| text)
        .or_else(|| {
            TITLES
                .iter()
                .find_map(|p| match values(resolved, p).first() {
                    Some(Value::Text { text, .. }) => Some(text.as_str()),
                    _ => None,
                })
        })
}

fn called_in(resolved: &[Resolved], language: Language) -> Option<&str> {
    chosen(resolved, language).or_else(|| unchosen(resolved, language))
}

fn unchosen(resolved: &[Resolved], language: Language) -> Option<&str> {
    let first = called(resolved)?;
    let whole = |kind| matches!(kind, NameKind::Full | NameKind::Variant);
    let best = names_told(resolved)
        .filter(|(kind, _)| whole(*kind))
        .map(|(_, text)| text)
        .min_by_key(|text| distance(Script::of(text), language));
    // The name it is known by stands unless another is easier to read.
    let nearer =
        |text: &&str| distance(Script::of(text), language) < distance(Script::of(first), language);
    Some(best.filter(nearer).unwrap_or(first))
}

/// How far the letters of a name are from those of a language: 0 for its own.
fn distance(script: Script, language: Language) -> u8 {
    match (language, script) {
        (Language::En, Script::Latin)
        | (Language::Ru, Script::Cyrillic)
        | (Language::Kk, Script::Kazakh) => 0,
        (Language::Ru, Script::Kazakh) | (Language::Kk, Script::Cyrillic) => 1,
        _ => 2,
    }
}

/// By what records of a type with names or titles are put in order, for readers of any language.
pub(crate) fn sort_key(resolved: &[Resolved]) -> Option<String> {
    called(resolved).map(sorted)
}

/// Where readers of a language find a record under another name, by what they find it.
pub(crate) fn sort_keys_otherwise(resolved: &[Resolved]) -> Vec<(Language, String)> {
    let Some(first) = called(resolved) else {
        return Vec::new();
    };
    let otherwise = |language: Language| {
        let name = called_in(resolved, language)?;
        (name != first).then(|| (language, sorted(name)))
    };
    Language::ALL.into_iter().filter_map(otherwise).collect()
}

fn sorted(text: &str) -> String {
    collation::sort_key(text)
        .chars()
        .take(LONGEST_SORT)
        .collect()
}

/// A row, by what it is put in order, and the number of its record.
type Placed = (u32, String, i64);

impl View {
    /// Names that were said of actors once and hold no longer: they were corrected, or all that was said of somebody was
    /// withdrawn. Texts may have them yet.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn names_of_once(&self) -> Result<Vec<(RecordId, String)>, ViewError> {
        let mut find = self.connection.prepare_cached(sql::ONCE)?;
        let rows = find.query_map([], |row| Ok((RecordId(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The rows of a type in the order of the names or titles that readers of a language see; those without one are
    /// left out.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn rows_by_name(
        &self,
        record_type: &str,
        language: Language,
    ) -> Result<Vec<u32>, ViewError> {
        let Some(kind) = self.words.known(record_type) else {
            return Ok(Vec::new());
        };
        let placed = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let mut find = self.connection.prepare_cached(sql::OTHERWISE)?;
        let mut otherwise: Vec<Placed> = find
            .query_map(params![kind, language.tag()], placed)?
            .collect::<Result<_, _>>()?;
        if otherwise.is_empty() {
            let mut find = self.connection.prepare_cached(sql::BY_NAME)?;
            let rows = find.query_map([kind], |row| row.get(0))?;
            return Ok(rows.collect::<Result<_, _>>()?);
        }
        let moved: std::collections::HashSet<u32> = otherwise.iter().map(|one| one.0).collect();
        otherwise.sort_unstable_by(|a, b| (&a.1, a.2).cmp(&(&b.1, b.2)));
        let mut find = self.connection.prepare_cached(sql::BY_NAME_WITH_SORT)?;
        let mut rows = Vec::new();
        let mut otherwise = otherwise.into_iter().peekable();
        for one in find.query_map([kind], placed)? {
            let (row, sort, number): Placed = one?;
            if moved.contains(&row) {
                continue;
            }
            while let Some(before) = otherwise.next_if(|o| (&o.1, o.2) < (&sort, number)) {
                rows.push(before.0);
            }
            rows.push(row);
        }
        rows.extend(otherwise.map(|one| one.0));
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::{Agreement, How};

    fn brief(told: &[(&str, NameKind, &str)]) -> Brief {
        let mut resolved: Vec<Resolved> = Vec::new();
        for (property, kind, text) in told {
            let value = Value::Name {
                text: (*text).to_owned(),
                kind: *kind,
            };
            match resolved.iter_mut().find(|r| r.property == *property) {
                Some(there) => there.values.push(value),
                None => resolved.push(Resolved {
                    property: (*property).to_owned(),
                    values: vec![value],
                    how: How::Recent,
                    agreement: Agreement::Same,
                }),
            }
        }
        Brief {
            id: RecordId([1; 16]),
            record_type: "actor".to_owned(),
            row: 0,
            resolved,
            is_withdrawn: false,
        }
    }

    fn in_all(brief: &Brief) -> [Option<&str>; 3] {
        Language::ALL.map(|language| brief.name_in(language))
    }

    #[test]
    fn the_form_chosen_for_a_language_is_shown_before_all_others() {
        let person = brief(&[
            ("name", NameKind::Full, "Мұхтар Әблязов"),
            ("name", NameKind::Variant, "Mukhtar Ablyazov"),
            ("name_en", NameKind::Full, "Muktar Abliazov"),
            ("name_kk", NameKind::Full, "Мұхтар Қабылұлы Әблязов"),
        ]);
        assert_eq!(
            in_all(&person),
            [
                Some("Muktar Abliazov"),
                Some("Мұхтар Әблязов"),
                Some("Мұхтар Қабылұлы Әблязов")
            ]
        );
        assert_eq!(person.name(), Some("Мұхтар Әблязов"));
        assert_eq!(person.names().count(), 4);
    }

    #[test]
    fn where_none_was_chosen_a_spelling_in_the_readers_letters_is_shown() {
        let person = brief(&[
            ("name", NameKind::Alias, "МКА"),
            ("name", NameKind::Full, "Mukhtar Ablyazov"),
            ("name", NameKind::Full, "Muktar Abliazov"),
            ("name", NameKind::Variant, "Мұхтар Әблязов"),
            ("name", NameKind::Variant, "Мухтар Аблязов"),
        ]);
        assert_eq!(
            in_all(&person),
            [
                Some("Mukhtar Ablyazov"),
                Some("Мухтар Аблязов"),
                Some("Мұхтар Әблязов")
            ]
        );
        let alias = brief(&[
            ("name", NameKind::Full, "Мухтар Аблязов"),
            ("name", NameKind::Alias, "Banker"),
        ]);
        assert_eq!(in_all(&alias), [Some("Мухтар Аблязов"); 3]);
        let only_chosen = brief(&[("name_ru", NameKind::Full, "Мухтар Аблязов")]);
        assert_eq!(in_all(&only_chosen), [Some("Мухтар Аблязов"); 3]);
        assert_eq!(in_all(&brief(&[])), [None; 3]);
    }
}
