//! The address of a list: which type, which conditions, which order, which columns. Everything a reader has chosen
//! stands in it, so that it can be kept, sent and gone back to; but for the words, of which it has an id only.

mod chosen;
#[cfg(test)]
mod tests;

use std::fmt;

use aigaq_counting::{Filter, Op, Path, Unit};
use aigaq_schema::{Day, RecordId};
use aigaq_workspace::{ListQuery, StoredSearch};

use crate::address::{Address, encode};
use crate::asked::Asked;
use crate::problem::Problem;

/// Conditions in one address.
const MOST_FILTERS: usize = 64;
/// Columns, and opened values, in one address.
const MOST_CHOICES: usize = 64;
/// The day on which a record changed last.
const CHANGED: &str = "changed";

/// A list as it was asked for, without the page number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListAddress {
    pub(crate) unit: Unit,
    filters: Vec<Filter>,
    /// The id of the words.
    pub(crate) words: Option<String>,
    pub(crate) sort: Option<String>,
    pub(crate) descending: bool,
    pub(crate) on: Option<Day>,
    pub(crate) source: Option<RecordId>,
    pub(crate) place: Option<RecordId>,
    columns: Vec<String>,
    opened: Vec<String>,
    more: Option<(String, usize)>,
    /// The saved search it came from.
    pub(crate) saved: Option<RecordId>,
}

impl ListAddress {
    pub(crate) fn read(unit: Unit, asked: &Asked) -> Result<Self, Problem> {
        Ok(Self {
            unit,
            filters: filters(asked)?,
            words: asked.one("words").map(str::to_owned),
            sort: asked.one("sort").map(str::to_owned),
            descending: asked.one("order") == Some("down"),
            on: asked.day("on")?,
            source: record(asked, "source")?,
            place: record(asked, "place")?,
            columns: columns(asked)?,
            opened: choices(asked, "open")?,
            more: asked.one("more").map(|text| match text.rsplit_once('~') {
                Some((facet, page)) => (facet.to_owned(), page.parse().unwrap_or(1)),
                None => (text.to_owned(), 1),
            }),
            saved: record(asked, "saved")?,
        })
    }

    /// The list that a saved search asks for.
    pub(crate) fn of_saved(
        unit: Unit,
        saved: RecordId,
        search: &StoredSearch,
    ) -> Result<Self, Problem> {
        let text = |name: &str, value: &Option<String>| {
            value.iter().map(|v| (name.to_owned(), v.clone())).collect()
        };
        let all = |name: &str, values: &[String]| {
            values
                .iter()
                .map(|v| (name.to_owned(), v.clone()))
                .collect()
        };
        let pairs: [Vec<(String, String)>; 6] = [
            all("where", &search.filters),
            all("cols", &search.columns),
            text("sort", &search.sort),
            text("on", &search.on),
            text("source", &search.source),
            text("place", &search.place),
        ];
        Ok(Self {
            descending: search.descending,
            saved: Some(saved),
            ..Self::read(unit, &Asked::new(pairs.concat()))?
        })
    }

    /// As a search to be saved, with its words.
    pub(crate) fn to_save(&self, words: Option<String>) -> StoredSearch {
        StoredSearch {
            record_type: self.unit.table().to_owned(),
            words,
            filters: self.filters.iter().map(ToString::to_string).collect(),
            columns: self.columns.clone(),
            sort: self.sort.clone(),
            descending: self.descending,
            on: self.on.map(|day| day.to_string()),
            source: self.source.map(|id| id.to_string()),
            place: self.place.map(|id| id.to_string()),
        }
    }

    /// What the workspace is asked; `page` counts from 1.
    pub(crate) fn query(&self, words: Option<String>, page: usize) -> ListQuery {
        ListQuery {
            record_type: self.unit.table().to_owned(),
            filters: self.filters.clone(),
            words,
            sort: self.sort.clone(),
            descending: self.descending,
            page: page.saturating_sub(1),
            on: self.on,
            source: self.source,
            place: self.place,
            columns: self.columns.clone(),
            opened: self.opened.clone(),
            more: self.more.clone(),
        }
    }

    /// The date by which this type lies in time.
    pub(crate) fn date_path(&self) -> Option<Path> {
        self.unit.main_date()?.parse().ok()
    }

    /// The dates chosen, for the form: from, to, changed since.
    pub(crate) fn dates(&self) -> [String; 3] {
        let of = |path: Option<Path>, op| {
            let filter = self
                .filters
                .iter()
                .find(|f| f.op == op && Some(&f.path) == path.as_ref())?;
            filter.values.first().cloned()
        };
        [
            of(self.date_path(), Op::AtLeast),
            of(self.date_path(), Op::AtMost),
            of(CHANGED.parse().ok(), Op::AtLeast),
        ]
        .map(Option::unwrap_or_default)
    }

    /// Everything chosen, as names and values.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs: Vec<(&'static str, String)> = Vec::new();
        let mut put = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        for filter in &self.filters {
            put("where", Some(filter.to_string()));
        }
        put("words", self.words.clone());
        put("on", self.on.map(|day| day.to_string()));
        put("source", self.source.map(|id| id.to_string()));
        put("place", self.place.map(|id| id.to_string()));
        put(
            "cols",
            Some(self.columns.join(".")).filter(|cols| !cols.is_empty()),
        );
        put("sort", self.sort.clone());
        put("order", self.descending.then(|| "down".to_owned()));
        for value in &self.opened {
            put("open", Some(value.clone()));
        }
        put("saved", self.saved.map(|id| id.to_string()));
        pairs
    }

    /// What the form of words and dates carries along because it has no field for it.
    pub(crate) fn kept_by_words(&self) -> Vec<(&'static str, String)> {
        let dates = [
            (self.date_path(), Op::AtLeast),
            (self.date_path(), Op::AtMost),
            (CHANGED.parse().ok(), Op::AtLeast),
        ];
        let mut rest = self.clone();
        rest.filters.retain(|filter| {
            !dates
                .iter()
                .any(|(path, op)| path.as_ref() == Some(&filter.path) && *op == filter.op)
        });
        (rest.words, rest.on) = (None, None);
        rest.pairs()
    }

    /// What the form of columns carries along.
    pub(crate) fn kept_by_columns(&self) -> Vec<(&'static str, String)> {
        Self {
            columns: Vec::new(),
            ..self.clone()
        }
        .pairs()
    }

    /// A page of this list.
    pub(crate) fn page(&self, number: usize) -> String {
        self.address("")
            .with("page", number.to_string())
            .to_string()
    }

    /// The list as a file.
    pub(crate) fn sheet(&self, ending: &str) -> String {
        self.address(&format!("/export.{ending}")).to_string()
    }

    /// A page beneath the list's, of all that it holds: with what narrows it, not with how it is shown.
    pub(crate) fn beneath(&self, page: &str) -> Address {
        let narrowed = Self {
            columns: Vec::new(),
            opened: Vec::new(),
            sort: None,
            descending: false,
            more: None,
            ..self.clone()
        };
        narrowed.address(&format!("/{page}"))
    }

    fn address(&self, behind: &str) -> Address {
        let path = format!("/records/{}{behind}", encode(self.unit.table()));
        let address = self
            .pairs()
            .into_iter()
            .fold(Address::new(path), |address, (name, value)| {
                address.with(name, value)
            });
        let more = self.more.as_ref();
        address.with_some("more", more.map(|(facet, page)| format!("{facet}~{page}")))
    }
}

impl fmt::Display for ListAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.address("").fmt(out)
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
        return Err(Problem::TooManyConditions(MOST_FILTERS));
    }
    Ok(filters)
}

/// Columns, as the form of columns sends them or joined as in an address: codes of properties have no dots.
fn columns(asked: &Asked) -> Result<Vec<String>, Problem> {
    let all = choices(asked, "cols")?;
    let mut columns: Vec<String> = Vec::new();
    for column in all.iter().flat_map(|text| text.split('.')) {
        if !column.is_empty() && !columns.iter().any(|known| known == column) {
            columns.push(column.to_owned());
        }
    }
    Ok(columns)
}

fn choices(asked: &Asked, name: &str) -> Result<Vec<String>, Problem> {
    let mut all: Vec<String> = Vec::new();
    for text in asked.all(name) {
        if !all.iter().any(|known| known == text) {
            all.push(text.to_owned());
        }
    }
    if all.len() > MOST_CHOICES {
        return Err(Problem::TooManyConditions(MOST_CHOICES));
    }
    Ok(all)
}

fn record(asked: &Asked, name: &str) -> Result<Option<RecordId>, Problem> {
    asked
        .one(name)
        .map(|text| text.parse().map_err(|_| Problem::NoSuchRecord))
        .transpose()
}
