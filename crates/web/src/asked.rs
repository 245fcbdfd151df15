//! What stands behind the question mark: read once, by name. An empty value is no value, because forms
//! send their empty fields too.

use aigaq_schema::date::DateError;
use aigaq_schema::{Day, PartialDate};
use aigaq_workspace::Audience;

use crate::problem::Problem;

/// An audience by its code; the group where none is given.
pub(crate) fn audience(code: Option<&str>) -> Result<Audience, Problem> {
    let Some(code) = code else {
        return Ok(Audience::Internal);
    };
    Audience::of_code(code).ok_or_else(|| Problem::BadAudience(code.chars().take(40).collect()))
}

/// The key of what an audience is called.
pub(crate) const fn audience_key(audience: Audience) -> &'static str {
    match audience {
        Audience::Internal => "audience-internal",
        Audience::Partners => "audience-partners",
        Audience::Public => "audience-public",
    }
}

/// The pairs, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked(Vec<(String, String)>);

impl Asked {
    pub(crate) fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// All pairs.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// All values of a name that are not empty.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(given, _)| given == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The first value of a name.
    pub(crate) fn one<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next()
    }

    /// The page of a list, from 1.
    pub(crate) fn page(&self) -> Result<usize, Problem> {
        self.number("page")
    }

    /// The number of a part of something, from 1.
    pub(crate) fn number(&self, name: &str) -> Result<usize, Problem> {
        let Some(text) = self.one(name) else {
            return Ok(1);
        };
        text.parse()
            .ok()
            .filter(|page| (1..=10_000_000).contains(page))
            .ok_or_else(|| Problem::BadPage(text.chars().take(40).collect()))
    }

    /// For whom an answer is to be: the group where nobody is named.
    pub(crate) fn audience(&self) -> Result<Audience, Problem> {
        audience(self.one("audience"))
    }

    /// A date, as precise as it was typed.
    pub(crate) fn date(&self, name: &str) -> Result<Option<PartialDate>, Problem> {
        self.one(name)
            .map(|text| text.parse().map_err(|why: DateError| why.into()))
            .transpose()
    }

    /// A day.
    pub(crate) fn day(&self, name: &str) -> Result<Option<Day>, Problem> {
        let Some(date) = self.date(name)? else {
            return Ok(None);
        };
        if !date.is_exact() {
            return Err(Problem::BadDay(date.text().to_owned()));
        }
        Ok(Some(date.first()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        Asked::new(
            pairs
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn an_empty_field_of_a_form_is_no_wish() {
        let asked = asked(&[
            ("q", " "),
            ("where", "a=b"),
            ("where", ""),
            ("where", "c=d"),
            ("page", ""),
        ]);
        assert_eq!(asked.one("q"), None);
        assert_eq!(asked.all("where").collect::<Vec<_>>(), ["a=b", "c=d"]);
        assert_eq!(asked.page().unwrap(), 1);
    }

    #[test]
    fn nonsense_is_a_problem_and_no_guess() {
        assert!(matches!(
            asked(&[("page", "-1")]).page(),
            Err(Problem::BadPage(_))
        ));
        assert!(matches!(
            asked(&[("page", "0")]).page(),
            Err(Problem::BadPage(_))
        ));
        assert!(matches!(
            asked(&[("on", "2021-02-31")]).day("on"),
            Err(Problem::BadQuestion(_))
        ));
        assert!(matches!(
            asked(&[("on", "2021-02")]).day("on"),
            Err(Problem::BadDay(_))
        ));
        assert_eq!(
            asked(&[("on", "2021-07-22")]).day("on").unwrap(),
            Day::from_ymd(2021, 7, 22)
        );
    }
}
