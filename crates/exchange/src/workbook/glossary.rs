//! The words by which headings, totals and months are known: `glossary.toml`, ready for looking up.

use super::remembered::key;
use super::role::Role;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    roles: Vec<RoleWords>,
    totals: Words,
    empty: Words,
    ditto: Words,
    below: Words,
    months: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleWords {
    code: Role,
    words: Vec<String>,
    #[serde(default)]
    alone: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

/// The glossary, folded.
#[derive(Debug, Default)]
pub(crate) struct Glossary {
    /// (word, role); longer words first, so that «дата окончания» goes before «дата».
    headings: Vec<(String, Role)>,
    /// Words that say it only where they are the whole heading.
    alone: Vec<(String, Role)>,
    totals: Vec<String>,
    empty: Vec<String>,
    ditto: Vec<String>,
    below: Vec<String>,
    months: Vec<(String, u8)>,
}

/// Why a column is what it is, in points: the heading is the word, begins with it, holds it.
pub(crate) const IS: u8 = 100;
pub(crate) const BEGINS: u8 = 80;
pub(crate) const HOLDS: u8 = 60;

impl Glossary {
    /// The shipped one.
    pub(crate) fn shipped() -> &'static Self {
        static GLOSSARY: OnceLock<Glossary> = OnceLock::new();
        // A glossary that cannot be read would know no word; a test reads it.
        GLOSSARY.get_or_init(|| Self::read(include_str!("glossary.toml")).unwrap_or_default())
    }

    fn read(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let folded = |words: &[String]| words.iter().map(|w| key(w)).collect::<Vec<_>>();
        let of_roles = |words: fn(&RoleWords) -> &[String]| -> Vec<(String, Role)> {
            let of_role = |role: &RoleWords| {
                let code = role.code;
                folded(words(role))
                    .into_iter()
                    .map(move |word| (word, code))
                    .collect::<Vec<_>>()
            };
            file.roles.iter().flat_map(of_role).collect()
        };
        let alone = of_roles(|role| &role.alone);
        let mut headings = of_roles(|role| &role.words);
        headings.sort_by_key(|(word, _)| std::cmp::Reverse(word.chars().count()));
        let mut months: Vec<(String, u8)> = file
            .months
            .iter()
            .filter_map(|(number, words)| Some((number.parse().ok()?, words)))
            .flat_map(|(number, words): (u8, _)| {
                folded(words).into_iter().map(move |word| (word, number))
            })
            .collect();
        months.sort();
        Ok(Self {
            headings,
            alone,
            ditto: folded(&file.ditto.words),
            below: folded(&file.below.words),
            totals: folded(&file.totals.words),
            // Marks alone fold to nothing; they are compared as they are.
            empty: file
                .empty
                .words
                .iter()
                .map(|w| aigaq_schema::fold::fold(w))
                .collect(),
            months,
        })
    }

    /// What a column with this heading may be: for each role the points and the word.
    pub(crate) fn heading(&self, heading: &str) -> Vec<(Role, u8, &str)> {
        let heading = key(heading);
        let mut found: Vec<(Role, u8, &str)> = Vec::new();
        if heading.is_empty() || heading.chars().count() > 120 {
            return found;
        }
        let is_all = self.alone.iter().filter(|(word, _)| heading == *word);
        found.extend(is_all.map(|(word, role)| (*role, IS, word.as_str())));
        for (word, role) in &self.headings {
            let points = match heading.find(word.as_str()) {
                _ if heading == *word => IS,
                // A single letter in the middle of something says nothing.
                _ if word.chars().count() < 2 => continue,
                Some(at) if ends_word(&heading[at + word.len()..]) => {
                    if at == 0 {
                        BEGINS
                    } else if heading[..at].ends_with(|c: char| !c.is_alphanumeric()) {
                        HOLDS
                    } else {
                        continue;
                    }
                }
                _ => continue,
            };
            match found.iter_mut().find(|(r, _, _)| r == role) {
                Some(there) if there.1 >= points => {}
                Some(there) => *there = (*role, points, word),
                None => found.push((*role, points, word)),
            }
        }
        found
    }

    /// The text begins a row of totals.
    pub(crate) fn is_total(&self, text: &str) -> bool {
        let text = key(text);
        self.totals
            .iter()
            .any(|word| text.strip_prefix(word.as_str()).is_some_and(ends_word))
    }

    /// The text says what the cell above it says: «там же», -//-, a pair of quotation marks.
    pub(crate) fn is_ditto(&self, text: &str) -> bool {
        let text = text.trim();
        let tells = |c: char| matches!(c, '"' | '/' | '〃' | '″' | '„' | '“' | '”');
        let is_mark = |c: char| tells(c) || matches!(c, '-' | '–' | '—' | ' ' | '\'');
        let of_marks = text.chars().all(is_mark) && text.chars().any(tells) || text == "\'\'";
        // One stroke alone may as well say that there is nothing.
        of_marks && text != "/" || self.ditto.contains(&key(text))
    }

    /// The text is that of a line under the table: a footnote, a source, a signature.
    pub(crate) fn is_below(&self, text: &str) -> bool {
        let marked = text
            .trim_start()
            .starts_with(['*', '¹', '²', '³', '†', '‡']);
        let text = key(text);
        let begins = |word: &String| text.strip_prefix(word.as_str()).is_some_and(ends_word);
        marked || self.below.iter().any(begins)
    }

    /// The text stands for an empty cell.
    pub(crate) fn is_empty(&self, text: &str) -> bool {
        let text = aigaq_schema::fold::fold(text.trim());
        self.empty.contains(&text)
    }

    /// The year and the month that a name or title tells: «Март 2024», «за март 2024 года», `03.2024`.
    pub(crate) fn year_and_month(&self, text: &str) -> (Option<i32>, Option<u8>) {
        let text = key(text);
        let words: Vec<&str> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .collect();
        let year_of = |word: &str| {
            let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
            let year: i32 = digits.parse().ok()?;
            (digits.len() == 4 && (1900..2200).contains(&year)).then_some(year)
        };
        // «март25», «фев2024»: the year grown together with its month, in two digits too.
        let named = |word: &str| -> Option<(u8, Option<i32>)> {
            let name = word.trim_end_matches(|c: char| c.is_ascii_digit());
            let month = self.months.iter().find(|(month, _)| month == name)?.1;
            let year = match word[name.len()..].parse().ok() {
                Some(short) if word.len() == name.len() + 2 => Some(2000 + short),
                Some(year) if (1900..2200).contains(&year) => Some(year),
                Some(_) => return None,
                None => None,
            };
            Some((month, year))
        };
        let mut years = words
            .iter()
            .filter_map(|word| year_of(word).or_else(|| named(word)?.1));
        let mut months = words.iter().filter_map(|word| named(word).map(|(m, _)| m));
        let (year, other_year) = (years.next(), years.find(|_| true));
        let (month, other_month) = (months.next(), months.find(|_| true));
        let year = year.filter(|y| other_year.is_none_or(|o| o == *y));
        let mut month = month.filter(|m| other_month.is_none_or(|o| o == *m));
        // 03.2024, 2024-03
        if month.is_none()
            && other_month.is_none()
            && let [a, b] = words[..]
        {
            let number = |word: &str| word.parse().ok().filter(|n| (1..=12).contains(n));
            month = match (year_of(a), year_of(b)) {
                (Some(_), None) => number(b),
                (None, Some(_)) => number(a),
                _ => None,
            };
        }
        (year, month)
    }
}

/// What follows a word does not belong to it.
fn ends_word(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_glossary_is_read() {
        assert!(Glossary::read(include_str!("glossary.toml")).is_ok());
        assert!(!Glossary::shipped().headings.is_empty());
    }

    #[test]
    fn headings_are_known_however_they_are_written() {
        let best = |text: &str| {
            Glossary::shipped()
                .heading(text)
                .into_iter()
                .max_by_key(|(_, points, word)| (*points, word.len()))
                .map(|(role, _, _)| role)
        };
        assert_eq!(best("  ДАТА СОБЫТИЯ: "), Some(Role::When));
        assert_eq!(best("Дата окончания"), Some(Role::Until));
        assert_eq!(best("№ п/п"), Some(Role::RowId));
        assert_eq!(best("Ф.И.О. пострадавших"), Some(Role::Whom));
        assert_eq!(best("Аты-жөні"), Some(Role::Whom));
        assert_eq!(best("Облыс"), Some(Role::Region));
        assert_eq!(best("Статья КоАП/УК"), Some(Role::Law));
        assert_eq!(best("Бюджет"), None);
        for (heading, role) in [
            ("Кто", Role::Whom),
            ("Кто совершил", Role::ByWhom),
            ("С кем", Role::Whom),
            ("Кем", Role::ByWhom),
            ("время", Role::Time),
            ("Статус", Role::Category),
            ("Квалификация (ст.)", Role::Law),
        ] {
            assert_eq!(best(heading), Some(role), "{heading}");
        }
        assert_eq!(best("Кто ведёт дело"), None);
        assert_eq!(best(""), None);
    }

    #[test]
    fn what_says_the_same_as_above_is_known() {
        for text in [
            "там же",
            "Там же.",
            "-//-",
            "—\"—",
            "\"",
            "//",
            " - \" - ",
            "ditto",
            "Сонда",
        ] {
            assert!(Glossary::shipped().is_ditto(text), "{text}");
        }
        for text in [
            "",
            "-",
            "—",
            "/",
            "'",
            "там же, у входа",
            "Алматы",
            ",",
            "1/2",
        ] {
            assert!(!Glossary::shipped().is_ditto(text), "{text}");
        }
    }

    #[test]
    fn lines_under_a_table_are_known() {
        for text in [
            "* по словам родственников",
            "Примечание: без даты",
            "Составила: Ч.",
            "¹ см. выше",
        ] {
            assert!(Glossary::shipped().is_below(text), "{text}");
        }
        assert!(!Glossary::shipped().is_below("Примечательный случай"));
    }

    #[test]
    fn a_sheet_tells_its_month() {
        let told = |text: &str| Glossary::shipped().year_and_month(text);
        assert_eq!(told("Март 2024"), (Some(2024), Some(3)));
        assert_eq!(told("Мониторинг за апрель 2024 г."), (Some(2024), Some(4)));
        assert_eq!(told("03.2024"), (Some(2024), Some(3)));
        assert_eq!(told("2024-11"), (Some(2024), Some(11)));
        assert_eq!(told("мамыр 2023"), (Some(2023), Some(5)));
        assert_eq!(told("январь–март 2024"), (Some(2024), None));
        assert_eq!(told("февраль25"), (Some(2025), Some(2)));
        assert_eq!(told("мар2024"), (Some(2024), Some(3)));
        assert_eq!(told("март 25"), (None, Some(3)));
        assert_eq!(told("март5"), (None, None));
        assert_eq!(told("Лист1"), (None, None));
        assert_eq!(told("2023-2024"), (None, None));
    }
}
