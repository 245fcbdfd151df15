//! Pages of records of one type: filters, facets, columns, order.

mod called;
mod columns;
mod exporting;
mod facets;
mod narrowing;
mod order;
mod places;
mod saved;

pub use columns::ColumnChoice;
pub use exporting::{CHUNK, ListSheet, Listing, SheetKind};
pub use saved::{SavedSearch, StoredSearch};

pub(crate) use called::{condition_words, path_label};
pub(crate) use facets::list_of;

use crate::error::WorkspaceError;
use crate::named::{Asking, CellPart, Named, Naming};
use crate::open::Workspace;
use aigaq_counting::{Filter, Query};
use aigaq_schema::{Day, RecordId};
use aigaq_view::resolve::Agreement;
use called::chosen;

/// Records on one page.
pub const PER_PAGE: usize = 40;

/// Which records are wished for.
#[derive(Debug, Clone, Default)]
pub struct ListQuery {
    /// Their type, by code.
    pub record_type: String,
    /// Conditions, as in `--where`.
    pub filters: Vec<Filter>,
    /// Words that must stand in them.
    pub words: Option<String>,
    /// A column to sort by, or `name`.
    pub sort: Option<String>,
    /// The other way round.
    pub descending: bool,
    /// The page, from 0.
    pub page: usize,
    /// Restrictions in force on this day, certainly or perhaps.
    pub on: Option<Day>,
    /// Only records of which a statement rests on this source.
    pub source: Option<RecordId>,
    /// Only records at this place or one within it.
    pub place: Option<RecordId>,
    /// The columns in their order; the usual ones when none is chosen.
    pub columns: Vec<String>,
    /// Values of facets below which the finer ones are shown: `type~LIB`.
    pub opened: Vec<String>,
    /// A facet of which more values are shown, and which page of them, from 1.
    pub more: Option<(String, usize)>,
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
    /// All columns there can be, those shown first and in their order.
    pub choices: Vec<ColumnChoice>,
    /// The records.
    pub rows: Vec<ListRow>,
    /// What they can be narrowed by.
    pub facets: Vec<Facet>,
    /// What they are narrowed by.
    pub chosen: Vec<ChosenFilter>,
    /// The source they rest on, when one was asked for.
    pub source: Option<Named>,
    /// The place they are at, when one was asked for.
    pub place: Option<Named>,
    /// Nothing holds the words: these have names that are written nearly so.
    pub near: bool,
    /// More words were asked for than are read.
    pub cut: bool,
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
    /// Records can be sorted by it, and stand so at first.
    pub sorts: Option<Sorts>,
}

/// How records stand when they are sorted by a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sorts {
    /// Names and terms in the order of letters.
    Up,
    /// The newest or largest first.
    Down,
}

/// A record on a page.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ListRow {
    /// The record.
    pub id: RecordId,
    /// What it is called.
    pub caption: String,
    /// The number by which people speak of it; nothing where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
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
    /// Its values, most frequent first; those below another stand behind it.
    pub values: Vec<FacetValue>,
    /// How many more values there are.
    pub more: usize,
    /// Which page of values this is, from 1, and how many there are, when more were asked for.
    pub page: Option<(usize, usize)>,
    /// To choose a value is to choose all below it.
    pub tree: bool,
    /// The values are places, chosen with all within them.
    pub places: bool,
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
    /// How deep it stands in the tree of values, from 0.
    pub level: usize,
    /// The values above it.
    pub above: Vec<String>,
    /// Finer values stand below it; whether they are shown.
    pub below: Option<bool>,
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
        let naming = Naming::new(&self.view, *ask);
        let record_type = self.type_of(&query.record_type)?;
        let columns = self.columns_of(&naming, query)?;
        let narrowed = self.narrowed(ask, query)?;
        let mut rows = self.select(ask, &self.counting_query(query)?)?.inside;
        if let Some(narrowed) = &narrowed.rows {
            rows.keep(narrowed);
        }
        let facets = self.facets(&naming, query, &narrowed)?;
        if let Some(place) = &narrowed.at_place {
            rows.keep(place);
        }
        let total = rows.count();
        let pages = usize::try_from(total)
            .unwrap_or(usize::MAX)
            .div_ceil(PER_PAGE)
            .max(1);
        let page = query.page.min(pages - 1);
        let mut shown = Vec::with_capacity(PER_PAGE);
        let ordered = self.ordered(&naming, query, &rows)?;
        for row in ordered.into_iter().skip(page * PER_PAGE).take(PER_PAGE) {
            if let Some(brief) = self.view.brief_at(&ask.reader, &record_type.code, row)? {
                shown.push(self.row(&naming, &brief, &columns)?);
            }
        }
        let named = |id: Option<RecordId>| id.map_or(Ok(None), |id| naming.by_id(id));
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
            facets,
            chosen: query
                .filters
                .iter()
                .map(|f| chosen(&naming, &record_type.code, f))
                .collect(),
            source: named(query.source)?,
            place: named(query.place)?,
            near: narrowed.near,
            cut: narrowed.cut,
            choices: self.choices(&naming, &record_type.code, &columns),
            columns,
        })
    }

    fn counting_query(&self, query: &ListQuery) -> Result<Query, WorkspaceError> {
        let mut question = Query::new(self.unit_of(&query.record_type)?);
        question.filters.clone_from(&query.filters);
        Ok(question)
    }
}
