//! Pages of records of one type: filters, facets, columns.

mod called;
mod columns;
mod facets;
mod order;

pub(crate) use called::path_label;

use crate::error::WorkspaceError;
use crate::named::{Asking, CellPart, Naming};
use crate::open::Workspace;
use aigaq_counting::{Bits, Filter, Query};
use aigaq_schema::{Day, RecordId};
use aigaq_view::resolve::Agreement;
use called::chosen;
use columns::columns_of;

/// Records on one page.
pub const PER_PAGE: usize = 50;

/// Which records are wished for.
#[derive(Debug, Clone, Default)]
pub struct ListQuery {
    /// Their type, by code.
    pub record_type: String,
    /// Conditions, as in `--where`.
    pub filters: Vec<Filter>,
    /// Words that must stand in them.
    pub words: Option<String>,
    /// A property to sort by, or `name`.
    pub sort: Option<String>,
    /// The other way round.
    pub descending: bool,
    /// The page, from 0.
    pub page: usize,
    /// Restrictions in force on this day, certainly or perhaps.
    pub on: Option<Day>,
}

/// A page of records.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ListPage {
    /// Their type, by code.
    pub record_type: String,
    /// Their type in words, plural.
    pub label: String,
    /// The unit they are counted in.
    pub unit: String,
    /// What such a record is.
    pub definition: String,
    /// How many there are in all.
    pub total: u64,
    /// This page, from 0.
    pub page: usize,
    /// How many pages.
    pub pages: usize,
    /// Records on a page.
    pub per_page: usize,
    /// The columns.
    pub columns: Vec<ListColumn>,
    /// The records.
    pub rows: Vec<ListRow>,
    /// What they can be narrowed by.
    pub facets: Vec<Facet>,
    /// What they are narrowed by.
    pub chosen: Vec<ChosenFilter>,
}

/// A column of a page of records.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ListColumn {
    /// The property.
    pub property: String,
    /// Its label.
    pub label: String,
    /// Numbers stand to the right.
    pub numeric: bool,
    /// A date or a number: records can be sorted by it.
    pub in_order: bool,
}

/// A record on a page.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ListRow {
    /// The record.
    pub id: RecordId,
    /// What it is called.
    pub caption: String,
    /// A cell for each column.
    pub cells: Vec<Vec<CellPart>>,
    /// Whether its sources agree.
    pub agreement: Agreement,
}

/// A property that the records can be narrowed by.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Facet {
    /// The property.
    pub property: String,
    /// Its label.
    pub label: String,
    /// Its values, most frequent first.
    pub values: Vec<FacetValue>,
    /// How many more values there are.
    pub more: usize,
}

/// A value of a facet.
#[derive(Debug, Clone, serde::Serialize)]
pub struct FacetValue {
    /// As in a condition.
    pub key: String,
    /// Its label.
    pub label: String,
    /// How many records.
    pub count: u64,
    /// The records are narrowed by it.
    pub chosen: bool,
}

/// A condition that holds on this page.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ChosenFilter {
    /// As in an address.
    pub text: String,
    /// In words.
    pub label: String,
}
impl Workspace {
    /// A page of records of one type.
    ///
    /// # Errors
    /// When the type, a property or a code is not there.
    pub fn list(&self, ask: &Asking, query: &ListQuery) -> Result<ListPage, WorkspaceError> {
        let record_type = self.type_of(&query.record_type)?;
        let naming = Naming::new(&self.view, *ask);
        let mut rows = self.matching(ask, query)?;
        let total = rows.count();
        let pages = usize::try_from(total)
            .unwrap_or(usize::MAX)
            .div_ceil(PER_PAGE)
            .max(1);
        let page = query.page.min(pages - 1);
        let columns = columns_of(&naming, &record_type.code);
        let mut shown = Vec::with_capacity(PER_PAGE);
        for row in self
            .ordered(query, &mut rows)?
            .into_iter()
            .skip(page * PER_PAGE)
            .take(PER_PAGE)
        {
            if let Some(brief) = self.view.brief_at(&ask.reader, &record_type.code, row)? {
                shown.push(self.row(&naming, &brief, &columns)?);
            }
        }
        Ok(ListPage {
            record_type: record_type.code.clone(),
            label: record_type.plural.get(ask.language).to_owned(),
            unit: record_type.unit.clone(),
            definition: record_type.definition.get(ask.language).to_owned(),
            total,
            page,
            pages,
            per_page: PER_PAGE,
            rows: shown,
            facets: self.facets(ask, &naming, query)?,
            chosen: query
                .filters
                .iter()
                .map(|f| chosen(&naming, &record_type.code, f))
                .collect(),
            columns,
        })
    }

    /// The rows that fulfil all conditions.
    pub(crate) fn matching(&self, ask: &Asking, query: &ListQuery) -> Result<Bits, WorkspaceError> {
        let mut rows = self.select(ask, &self.counting_query(query)?)?.inside;
        if let Some(narrowed) = self.narrowed(ask, query)? {
            rows.keep(&narrowed);
        }
        Ok(rows)
    }

    /// The rows that hold the words and are in force on the day; `None` when neither is asked.
    fn narrowed(&self, ask: &Asking, query: &ListQuery) -> Result<Option<Bits>, WorkspaceError> {
        let len = self
            .view
            .columns()
            .table(&query.record_type)
            .map_or(0, aigaq_counting::Table::rows);
        let bits = |found: Vec<u32>| {
            let mut keep = Bits::none(len);
            found
                .into_iter()
                .filter(|row| *row < len)
                .for_each(|row| keep.put(row));
            keep
        };
        let words = query.words.as_deref().filter(|w| !w.trim().is_empty());
        let with_words = words
            .map(|w| self.view.rows_with(w, &query.record_type))
            .transpose()?
            .map(bits);
        let in_force = query
            .on
            .map(|day| self.in_force_rows(&ask.reader, day))
            .transpose()?
            .map(bits);
        Ok(match (with_words, in_force) {
            (Some(mut words), Some(day)) => {
                words.keep(&day);
                Some(words)
            }
            (one, other) => one.or(other),
        })
    }

    fn counting_query(&self, query: &ListQuery) -> Result<Query, WorkspaceError> {
        let mut question = Query::new(self.unit_of(&query.record_type)?);
        question.filters.clone_from(&query.filters);
        Ok(question)
    }
}
