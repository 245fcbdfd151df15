//! The address of a list: which type, which conditions, which words, which order. Everything a reader
//! has chosen stands in it, so that it can be kept, sent and gone back to.

use std::fmt;

use aigaq_counting::{Filter, Op, Path, Unit};
use aigaq_schema::Day;
use aigaq_workspace::ListQuery;

use crate::address::Address;
use crate::asked::Asked;
use crate::problem::Problem;

/// Conditions in one address.
const MOST_FILTERS: usize = 64;

/// A list as it was asked for, without the page number.
#[derive(Debug, Clone)]
pub(crate) struct ListAddress {
    unit: Unit,
    filters: Vec<Filter>,
    pub(crate) words: Option<String>,
    pub(crate) sort: Option<String>,
    pub(crate) descending: bool,
    pub(crate) on: Option<Day>,
}

impl ListAddress {
    pub(crate) fn read(unit: Unit, asked: &Asked) -> Result<Self, Problem> {
        Ok(Self {
            unit,
            filters: filters(asked)?,
            words: asked.one("q").map(str::to_owned),
            sort: asked.one("sort").map(str::to_owned),
            descending: asked.one("order") == Some("down"),
            on: asked.day("on")?,
        })
    }

    /// What the workspace is asked; `page` counts from 1.
    pub(crate) fn query(&self, page: usize) -> ListQuery {
        ListQuery {
            record_type: self.unit.table().to_owned(),
            filters: self.filters.clone(),
            words: self.words.clone(),
            sort: self.sort.clone(),
            descending: self.descending,
            page: page.saturating_sub(1),
            on: self.on,
        }
    }

    /// The date by which this type lies in time.
    pub(crate) fn date_path(&self) -> Option<Path> {
        self.unit.main_date()?.parse().ok()
    }

    /// With the dates that a form sent in place of those chosen before; none when it sent none.
    pub(crate) fn with_dates(&self, asked: &Asked) -> Result<Option<Self>, Problem> {
        let (from, to) = (asked.date("from")?, asked.date("to")?);
        let (Some(path), true) = (self.date_path(), from.is_some() || to.is_some()) else {
            return Ok(None);
        };
        let mut dated = self.clone();
        dated.filters.retain(|filter| !is_date(filter, &path));
        for (date, op) in [(from, Op::AtLeast), (to, Op::AtMost)] {
            if let Some(date) = date {
                dated.filters.push(Filter {
                    path: path.clone(),
                    op,
                    values: vec![date.text().to_owned()],
                });
            }
        }
        Ok(Some(dated))
    }

    /// The dates chosen, as typed, for the form.
    pub(crate) fn dates(&self) -> (String, String) {
        let of = |op| {
            let path = self.date_path()?;
            let filter = self.filters.iter().find(|f| f.op == op && f.path == path)?;
            filter.values.first().cloned()
        };
        (
            of(Op::AtLeast).unwrap_or_default(),
            of(Op::AtMost).unwrap_or_default(),
        )
    }

    /// What a form must carry along because it has no field for it.
    pub(crate) fn kept(&self) -> Vec<(&'static str, String)> {
        let path = self.date_path();
        let mut kept: Vec<(&'static str, String)> = self
            .filters
            .iter()
            .filter(|filter| path.as_ref().is_none_or(|path| !is_date(filter, path)))
            .map(|filter| ("where", filter.to_string()))
            .collect();
        kept.extend(self.sort.iter().map(|sort| ("sort", sort.clone())));
        if self.descending {
            kept.push(("order", "down".to_owned()));
        }
        kept
    }

    /// Without one condition, given as it is written.
    pub(crate) fn without(&self, text: &str) -> Self {
        let mut rest = self.clone();
        rest.filters.retain(|filter| filter.to_string() != text);
        rest
    }

    pub(crate) fn without_words(&self) -> Self {
        Self {
            words: None,
            ..self.clone()
        }
    }

    pub(crate) fn without_day(&self) -> Self {
        Self {
            on: None,
            ..self.clone()
        }
    }

    pub(crate) fn sorted(&self, property: &str, descending: bool) -> Self {
        Self {
            sort: Some(property.to_owned()),
            descending,
            ..self.clone()
        }
    }

    /// With a value of a facet added to those chosen in it, or taken away. Values of one facet stand in
    /// one condition: any of them; different facets narrow one another.
    pub(crate) fn toggled(&self, property: &str, key: &str, chosen: bool) -> Self {
        let mut next = self.clone();
        let Ok(path) = property.parse::<Path>() else {
            return next;
        };
        let chooses =
            |filter: &&mut Filter| filter.path == path && matches!(filter.op, Op::Exactly | Op::Is);
        if chosen {
            for filter in next.filters.iter_mut().filter(chooses) {
                filter.values.retain(|value| value != key);
            }
            next.filters.retain(|filter| !filter.values.is_empty());
            return next;
        }
        match next.filters.iter_mut().find(chooses) {
            Some(filter) => filter.values.push(key.to_owned()),
            None => next.filters.push(Filter::exactly(path, key)),
        }
        next
    }

    /// A page of this list.
    pub(crate) fn page(&self, number: usize) -> String {
        self.address().with("page", number.to_string()).to_string()
    }

    /// The table of all values of a property under these conditions.
    pub(crate) fn count_by(&self, property: &str) -> String {
        self.filters
            .iter()
            .fold(
                Address::new("/count")
                    .with("unit", self.unit.name())
                    .with("by", property),
                |address, filter| address.with("where", filter.to_string()),
            )
            .to_string()
    }

    fn address(&self) -> Address {
        self.filters
            .iter()
            .fold(
                Address::new(format!(
                    "/records/{}",
                    crate::address::encode(self.unit.table())
                )),
                |address, filter| address.with("where", filter.to_string()),
            )
            .with_some("q", self.words.as_deref())
            .with_some("on", self.on.map(|day| day.to_string()))
            .with_some("sort", self.sort.as_deref())
            .with_some("order", self.descending.then_some("down"))
    }
}

impl fmt::Display for ListAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.address().fmt(out)
    }
}

/// The conditions of an address, each once.
pub(crate) fn filters(asked: &Asked) -> Result<Vec<Filter>, Problem> {
    let mut filters: Vec<Filter> = Vec::new();
    for text in asked.all("where") {
        let filter = text.parse()?;
        if !filters.contains(&filter) {
            filters.push(filter);
        }
    }
    if filters.len() > MOST_FILTERS {
        return Err(Problem::BadQuestion(format!(
            "at most {MOST_FILTERS} conditions are read"
        )));
    }
    Ok(filters)
}

fn is_date(filter: &Filter, path: &Path) -> bool {
    filter.path == *path && matches!(filter.op, Op::AtLeast | Op::AtMost)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(pairs: &[(&str, &str)]) -> ListAddress {
        ListAddress::read(Unit::Acts, &asked(pairs)).unwrap()
    }

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        Asked::new(
            pairs
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn values_of_one_facet_are_joined_and_taken_apart() {
        let none = address(&[]);
        let one = none.toggled("type", "LIB.detain", false);
        assert_eq!(one.to_string(), "/records/act?where=type%3D%3DLIB.detain");
        let two = one.toggled("type", "PHY", false);
        assert_eq!(
            two.to_string(),
            "/records/act?where=type%3D%3DLIB.detain%7CPHY"
        );
        let other = two.toggled("region", "KZ-75", false);
        assert_eq!(other.filters.len(), 2);
        let back = other
            .toggled("type", "LIB.detain", true)
            .toggled("type", "PHY", true);
        assert_eq!(back.to_string(), "/records/act?where=region%3D%3DKZ-75");
    }

    #[test]
    fn dates_from_a_form_become_conditions_and_come_back() {
        let before = address(&[
            ("where", "start>=2018"),
            ("where", "type=LIB"),
            ("q", "аҚ&"),
        ]);
        let dated = before
            .with_dates(&asked(&[("from", "2020-06"), ("to", "2020-12")]))
            .unwrap()
            .unwrap();
        assert_eq!(dated.dates(), ("2020-06".to_owned(), "2020-12".to_owned()));
        assert_eq!(
            dated.to_string(),
            "/records/act?where=type%3DLIB&where=start%3E%3D2020-06&where=start%3C%3D2020-12&q=%D0%B0%D2%9A%26"
        );
        assert_eq!(dated.kept(), [("where", "type=LIB".to_owned())]);
        assert!(
            before
                .with_dates(&asked(&[("from", "")]))
                .unwrap()
                .is_none()
        );
        assert!(before.with_dates(&asked(&[("from", "2020-13")])).is_err());
    }

    #[test]
    fn one_condition_can_be_taken_away() {
        let both = address(&[
            ("where", "type=LIB"),
            ("where", "type=LIB"),
            ("where", "region=KZ-75"),
        ]);
        assert_eq!(
            both.without("type=LIB").to_string(),
            "/records/act?where=region%3DKZ-75"
        );
    }

    #[test]
    fn a_condition_that_cannot_be_read_is_a_problem() {
        assert!(ListAddress::read(Unit::Acts, &asked(&[("where", "type")])).is_err());
        let many: Vec<String> = (0..65).map(|n| format!("type=T{n}")).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|text| ("where", text.as_str())).collect();
        assert!(ListAddress::read(Unit::Acts, &asked(&many)).is_err());
    }
}
