//! What the page of a list holds.

use aigaq_schema::RecordId;
use aigaq_view::resolve::Agreement;
use aigaq_workspace::entering::is_entered;
use aigaq_workspace::{
    CellPart, Facet, FacetValue, ListColumn, ListPage, ListRow, Named, SavedSearch, Sorts,
};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::asking::ListAddress;
use super::columns::{Choice, choices};
use super::dates::TypedDates;
use super::words_of;
use crate::frame::{Frame, Place};
use crate::pages::pager::Pager;
use crate::pages::searches::{SavedLink, saved_links};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};

/// Facets that stand open before anything is chosen in them.
const OPEN_FACETS: usize = 3;

#[derive(Template)]
#[template(path = "list.html")]
struct List {
    frame: Frame,
    found: String,
    /// What the form of words and dates keeps though it does not show it.
    kept: Vec<(&'static str, String)>,
    /// The same for the form of columns.
    kept_by_columns: Vec<(&'static str, String)>,
    /// All of it, for the form that saves.
    all_kept: Vec<(&'static str, String)>,
    words: String,
    dated: bool,
    dates: TypedDates,
    can_add: bool,
    /// Ways to decide on all of them at once.
    at_once: Vec<(String, String)>,
    can_be_in_force: bool,
    on: String,
    chosen: Vec<Chosen>,
    all_href: String,
    first: usize,
    last: usize,
    beyond: bool,
    by_name: Column,
    columns: Vec<Column>,
    choices: Vec<Choice>,
    usual_columns: Option<String>,
    rows: Vec<Row>,
    facets: Vec<FacetShown>,
    pager: Pager,
    csv: String,
    xlsx: String,
    form: String,
    /// The saved search that is shown.
    saved: Option<SavedSearch>,
    others: Vec<SavedLink>,
    list: ListPage,
}

/// A condition, and the address without it.
pub(crate) struct Chosen {
    pub(crate) label: String,
    pub(crate) href: String,
}

/// The head of a column; with a way to sort by it where the records can be.
struct Column {
    label: String,
    numeric: bool,
    href: Option<String>,
    order: Option<&'static str>,
    down: bool,
}

struct Row {
    href: String,
    caption: String,
    /// The number by which people speak of it.
    number: Option<String>,
    agreement: Agreement,
    cells: Vec<Cell>,
}

struct Cell {
    numeric: bool,
    parts: Vec<CellPart>,
}

struct FacetShown {
    label: String,
    open: bool,
    tree: bool,
    values: Vec<FacetChoice>,
    more: usize,
    more_href: String,
    /// Of the pages of values: the way to the one before, and back to the first few.
    back: Option<String>,
    fewer: Option<String>,
}

struct FacetChoice {
    label: String,
    count: u64,
    chosen: bool,
    level: usize,
    href: String,
    /// The way to show or hide what is below, and whether it is shown.
    below: Option<(String, bool)>,
}

/// Types whose records tell of people, who are asked what they allow.
const OF_PEOPLE: [&str; 4] = ["actor", "event", "act", "restriction"];

/// Ways to decide on all records of the list at once: address and label.
fn at_once(visit: &Visit, address: &ListAddress, list: &ListPage) -> Vec<(String, String)> {
    let mut ways = Vec::new();
    if list.total == 0 {
        return ways;
    }
    if OF_PEOPLE.contains(&list.record_type.as_str()) {
        let href = address.beneath("consents").to_string();
        ways.push((href, visit.words.t("at-once-consents-link")));
    }
    let href = address.beneath("sensitivity").to_string();
    ways.push((href, visit.words.t("at-once-levels-link")));
    ways
}

/// The page of a list. Dates that were not understood stand in their fields.
pub(super) async fn page_of(
    visit: &Visit,
    address: &ListAddress,
    dates: TypedDates,
) -> Result<Response, Problem> {
    let words = match words_of(visit, address) {
        Ok(words) => words,
        Err(response) => return Ok(*response),
    };
    let wished = visit.asked.page()?;
    let query = address.query(words.clone(), wished);
    let saved = address.saved;
    let (list, kept) = visit
        .ask(move |workspace, asking| {
            Ok((
                workspace.list(asking, &query)?,
                workspace.saved_searches(asking)?,
            ))
        })
        .await?;
    let status = match dates.has_faults() {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let is_shown = |search: &&SavedSearch| Some(search.id) == saved;
    let of_type = |search: &SavedSearch| search.search.record_type == list.record_type;
    let shown = List {
        frame: visit.frame(Place::Elsewhere, list.label.clone()),
        found: visit.words.n("list-found", list.total),
        kept: address.kept_by_words(),
        kept_by_columns: address.kept_by_columns(),
        all_kept: address.pairs(),
        chosen: chosen(visit, address, &list, words.as_deref()),
        words: words.unwrap_or_default(),
        dated: address.date_path().is_some(),
        dates,
        can_add: is_entered(&list.record_type),
        can_be_in_force: list.record_type == "restriction",
        on: address.on.map(|day| day.to_string()).unwrap_or_default(),
        all_href: format!("/records/{}", list.record_type),
        first: list.page * list.per_page + 1,
        last: list.page * list.per_page + list.rows.len().max(1),
        beyond: wished > list.pages,
        by_name: sorted_by(address, "name", visit.words.t("record"), Sorts::Up),
        columns: list
            .columns
            .iter()
            .map(|column| column_shown(address, column))
            .collect(),
        choices: choices(address, &list),
        usual_columns: (!address.with_columns(Vec::new()).eq(address))
            .then(|| address.with_columns(Vec::new()).to_string()),
        rows: list
            .rows
            .iter()
            .map(|row| row_shown(&list.columns, row))
            .collect(),
        facets: list
            .facets
            .iter()
            .enumerate()
            .map(|(index, facet)| facet_shown(address, index, facet))
            .collect(),
        pager: Pager::new(list.page + 1, list.pages, |number| address.page(number)),
        csv: address.sheet("csv"),
        xlsx: address.sheet("xlsx"),
        at_once: at_once(visit, address, &list),
        form: new_form()?.to_string(),
        saved: kept.iter().find(is_shown).cloned(),
        others: saved_links(kept.iter().filter(|s| of_type(s))),
        list,
    };
    Ok((status, page(&shown)?).into_response())
}

fn chosen(
    visit: &Visit,
    address: &ListAddress,
    list: &ListPage,
    words: Option<&str>,
) -> Vec<Chosen> {
    let mut all: Vec<Chosen> = list
        .chosen
        .iter()
        .map(|filter| Chosen {
            label: filter.label.clone(),
            href: address.without(&filter.text).to_string(),
        })
        .collect();
    let mut add = |key, what: Option<String>, without: ListAddress| {
        all.extend(what.map(|what| Chosen {
            label: visit.words.with(key, what),
            href: without.to_string(),
        }));
    };
    add(
        "list-chosen-words",
        words.map(str::to_owned),
        address.with_words(None),
    );
    add(
        "list-chosen-on",
        address.on.map(|on| on.to_string()),
        address.on_day(None),
    );
    let called = |id: Option<RecordId>, named: &Option<Named>| {
        let caption = named.as_ref().map(|named| named.caption.clone());
        id.map(|_| caption.unwrap_or_else(|| visit.words.t("problem-no-record")))
    };
    add(
        "find-chosen-source",
        called(address.source, &list.source),
        address.resting_on(None),
    );
    add(
        "find-chosen-place",
        called(address.place, &list.place),
        address.at(None),
    );
    all
}

fn column_shown(address: &ListAddress, column: &ListColumn) -> Column {
    let label = column.label.clone();
    let head = match column.sorts {
        Some(sorts) => sorted_by(address, &column.property, label, sorts),
        None => Column {
            label,
            numeric: false,
            href: None,
            order: None,
            down: false,
        },
    };
    Column {
        numeric: column.numeric,
        ..head
    }
}

/// The head of a column that records can be sorted by, the first time as `sorts` says, then the other way round.
fn sorted_by(address: &ListAddress, by: &str, label: String, sorts: Sorts) -> Column {
    let sorted = address.sort.as_deref() == Some(by);
    let down = address.descending != (sorts == Sorts::Down);
    Column {
        label,
        numeric: false,
        href: Some(
            address
                .sorted(by, sorted && !address.descending)
                .to_string(),
        ),
        order: sorted.then_some(if down { "descending" } else { "ascending" }),
        down,
    }
}

fn row_shown(columns: &[ListColumn], row: &ListRow) -> Row {
    Row {
        href: crate::address::record(row.id),
        caption: row.caption.clone(),
        number: row.number.clone(),
        agreement: row.agreement,
        cells: row
            .cells
            .iter()
            .enumerate()
            .map(|(index, parts)| Cell {
                numeric: columns.get(index).is_some_and(|column| column.numeric),
                parts: parts.clone(),
            })
            .collect(),
    }
}

fn facet_shown(address: &ListAddress, index: usize, facet: &Facet) -> FacetShown {
    let more = |page| address.more_of(&facet.property, page);
    let page = facet.page.map(|(page, _)| page);
    let is_last = facet.page.is_none_or(|(page, pages)| page >= pages);
    FacetShown {
        label: facet.label.clone(),
        open: index < OPEN_FACETS
            || facet.page.is_some()
            || facet.values.iter().any(|value| value.chosen),
        tree: facet.values.iter().any(|value| value.below.is_some()),
        values: facet
            .values
            .iter()
            .map(|value| choice(address, facet, value))
            .collect(),
        more: if is_last && page.is_some() {
            0
        } else {
            facet.more
        },
        more_href: format!("{}#facets", more(Some(page.map_or(1, |page| page + 1)))),
        back: page
            .filter(|page| *page > 1)
            .map(|page| format!("{}#facets", more(Some(page - 1)))),
        fewer: page.map(|_| more(None).to_string()),
    }
}

fn choice(address: &ListAddress, facet: &Facet, value: &FacetValue) -> FacetChoice {
    let opens = |open| match facet.places {
        // A place is opened by choosing it.
        true => address.toggled(facet, value),
        false => address.opening(&facet.property, &value.key, open),
    };
    FacetChoice {
        label: value.label.clone(),
        count: value.count,
        chosen: value.chosen,
        level: value.level.min(5),
        href: address.toggled(facet, value).to_string(),
        below: value
            .below
            .filter(|open| !(facet.places || (*open && value.chosen)))
            .map(|open| (opens(!open).to_string(), open)),
    }
}
