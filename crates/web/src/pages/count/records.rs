//! The records behind a number, one for each that it counts: where a list of records could not tell them apart, because
//! groups are counted otherwise than named people.

use aigaq_counting::Definition;
use askama::Template;
use axum::response::Html;

use crate::address::{encode, of_count};
use crate::frame::{Frame, Place};
use crate::pages::pager::Pager;
use crate::problem::Problem;
use crate::visit::{Visit, page};
use aigaq_workspace::{DefinitionWords, Named};

/// Records on a page.
const OF_A_PAGE: usize = 100;

/// The fields of the cell, one a dimension.
const CELL: [&str; 3] = ["at0", "at1", "at2"];

#[derive(Template)]
#[template(path = "count_records.html")]
struct Records {
    frame: Frame,
    words: DefinitionWords,
    /// The places of the cell, in words.
    cell: Vec<String>,
    back: String,
    all: usize,
    shown: Vec<Named>,
    pager: Pager,
}

/// `GET /count/records?unit=…&at0=&at1=&at2=`
pub(crate) async fn records(visit: Visit) -> Result<Html<String>, Problem> {
    let pairs = visit.asked.pairs().to_vec();
    let key: Vec<Option<String>> = CELL
        .iter()
        .map(|field| visit.asked.one(field).map(str::to_owned))
        .collect();
    let number = visit.asked.page()?;
    let (definition, words, cell, all, number, shown) = visit
        .ask(move |workspace, who| {
            let given = pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()));
            let definition = workspace.definition(who, given)?;
            let key = key.get(..definition.dimensions().len()).unwrap_or(&key);
            let words = workspace.definition_words(who, &definition)?;
            let found = workspace.counted_records(who, &definition, key)?;
            let number = number.min(found.len().div_ceil(OF_A_PAGE).max(1));
            let here = found.iter().skip((number - 1) * OF_A_PAGE).take(OF_A_PAGE);
            let shown = workspace.named_all(who, here.copied())?;
            let cell = workspace.cell_words(who, &definition, key)?;
            Ok((definition, words, cell, found.len(), number, shown))
        })
        .await?;
    let place: Vec<Option<&str>> = CELL.iter().map(|field| visit.asked.one(field)).collect();
    let here = address(&definition, &place);
    page(&Records {
        frame: visit.frame(Place::Count, words.unit.clone()),
        back: of_count(&definition.to_string()),
        words,
        cell,
        all,
        shown,
        pager: Pager::new(number, all.div_ceil(OF_A_PAGE).max(1), |number| {
            format!("{here}&page={number}")
        }),
    })
}

/// The address of the records at a place.
pub(super) fn address(definition: &Definition, place: &[Option<&str>]) -> String {
    let cell: String = CELL
        .iter()
        .zip(place)
        .filter_map(|(field, key)| Some(format!("&{field}={}", encode((*key)?))))
        .collect();
    format!("/count/records?{definition}{cell}")
}
