//! The table of a record type, narrowed by what stands in the address.

pub(crate) mod asking;

use aigaq_view::resolve::Agreement;
use aigaq_workspace::entering::is_entered;
use aigaq_workspace::{CellPart, Facet, ListColumn, ListPage, ListRow};
use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::frame::{Frame, Place};
use crate::pages::pager::Pager;
use crate::problem::Problem;
use crate::visit::{Visit, page};

use asking::ListAddress;

/// Facets that stand open before anything is chosen in them.
const OPEN_FACETS: usize = 3;

#[derive(Template)]
#[template(path = "list.html")]
struct List {
    frame: Frame,
    found: String,
    /// What the form keeps though it does not show it.
    kept: Vec<(&'static str, String)>,
    words: String,
    dated: bool,
    from: String,
    to: String,
    can_add: bool,
    can_be_in_force: bool,
    on: String,
    chosen: Vec<Chosen>,
    all_href: String,
    first: usize,
    last: usize,
    beyond: bool,
    by_name: Column,
    columns: Vec<Column>,
    rows: Vec<Row>,
    facets: Vec<FacetShown>,
    pager: Pager,
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
    values: Vec<FacetChoice>,
    more: usize,
    all_href: String,
}

struct FacetChoice {
    label: String,
    count: u64,
    chosen: bool,
    href: String,
}

/// `GET /records/{type}`
pub(crate) async fn list(
    visit: Visit,
    Path(record_type): Path<String>,
) -> Result<Response, Problem> {
    let unit = visit
        .ask(move |workspace, _| workspace.unit_of(&record_type))
        .await?;
    let address = ListAddress::read(unit, &visit.asked)?;
    // A form sends the dates by name; the address keeps them as conditions like all others.
    if let Some(canonical) = address.with_dates(&visit.asked)? {
        return Ok(Redirect::to(&canonical.to_string()).into_response());
    }
    let wished = visit.asked.page()?;
    let query = address.query(wished);
    let list = visit
        .ask(move |workspace, asking| workspace.list(asking, &query))
        .await?;
    page(&show(&visit, &address, wished, list)).map(Html::into_response)
}

fn show(visit: &Visit, address: &ListAddress, wished: usize, list: ListPage) -> List {
    let (from, to) = address.dates();
    let first = list.page * list.per_page + 1;
    let mut chosen: Vec<Chosen> = list
        .chosen
        .iter()
        .map(|filter| Chosen {
            label: filter.label.clone(),
            href: address.without(&filter.text).to_string(),
        })
        .collect();
    if let Some(words) = &address.words {
        chosen.push(Chosen {
            label: visit.words.with("list-chosen-words", words),
            href: address.without_words().to_string(),
        });
    }
    if let Some(on) = address.on {
        chosen.push(Chosen {
            label: visit.words.with("list-chosen-on", on.to_string()),
            href: address.without_day().to_string(),
        });
    }
    List {
        frame: visit.frame(Place::Elsewhere, list.label.clone()),
        found: visit.words.n("list-found", list.total),
        kept: address.kept(),
        words: address.words.clone().unwrap_or_default(),
        dated: address.date_path().is_some(),
        from,
        to,
        can_add: is_entered(&list.record_type),
        can_be_in_force: list.record_type == "restriction",
        on: address.on.map(|day| day.to_string()).unwrap_or_default(),
        chosen,
        all_href: format!("/records/{}", list.record_type),
        first,
        last: first + list.rows.len().max(1) - 1,
        beyond: wished > list.pages,
        by_name: sorted_by(address, "name", visit.words.t("record"), false),
        columns: list
            .columns
            .iter()
            .map(|column| column_shown(address, column))
            .collect(),
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
        list,
    }
}

fn column_shown(address: &ListAddress, column: &ListColumn) -> Column {
    let in_order = column.in_order;
    let mut head = sorted_by(address, &column.property, column.label.clone(), in_order);
    head.numeric = column.numeric;
    if !in_order {
        head.href = None;
    }
    head
}

fn is_sorted(address: &ListAddress, by: &str) -> bool {
    address.sort.as_deref() == Some(by)
}

/// The head of a column that records can be sorted by. `from_the_top`: the first way round is the newest
/// or largest first.
fn sorted_by(address: &ListAddress, by: &str, label: String, from_the_top: bool) -> Column {
    let sorted = is_sorted(address, by);
    let down = address.descending != from_the_top;
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
    FacetShown {
        label: facet.label.clone(),
        open: index < OPEN_FACETS || facet.values.iter().any(|value| value.chosen),
        values: facet
            .values
            .iter()
            .map(|value| FacetChoice {
                label: value.label.clone(),
                count: value.count,
                chosen: value.chosen,
                href: address
                    .toggled(&facet.property, &value.key, value.chosen)
                    .to_string(),
            })
            .collect(),
        more: facet.more,
        all_href: address.count_by(&facet.property),
    }
}
