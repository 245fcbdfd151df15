//! The records that a form of many begins with: those of one address, or of a list with all that narrows it.

use super::Above;
use crate::pages::list::{address_of, words_of};
use crate::problem::Problem;
use crate::visit::Visit;
use aigaq_schema::RecordId;
use aigaq_workspace::entering::MOST_AT_ONCE;
use axum::response::Response;

/// The records that a form begins with.
pub(super) struct Beginning {
    pub(super) records: Vec<RecordId>,
    /// Where these are not all of a list.
    pub(super) above: Above,
}

/// A part of a list that is longer than one form takes.
#[derive(Debug, Clone)]
pub(super) struct PartOfList {
    /// From 1.
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) in_all: usize,
    /// The next part.
    pub(super) next: Option<String>,
}

/// The record that the address names.
pub(super) fn of_record(visit: &Visit) -> Result<Beginning, Problem> {
    let id = visit.asked.one("record").and_then(|id| id.parse().ok());
    Ok(Beginning {
        records: vec![id.ok_or(Problem::NoSuchRecord)?],
        above: Above::default(),
    })
}

/// Where in a list a part begins; in the address.
const AFTER: &str = "after";

/// The records of a list, part by part; or the page that asks for its words again.
pub(super) async fn of_list(
    visit: &Visit,
    (record_type, page): (String, &str),
) -> Result<Result<Beginning, Response>, Problem> {
    let address = address_of(visit, record_type, &visit.asked).await?;
    let words = match words_of(visit, &address) {
        Ok(words) => words,
        Err(response) => return Ok(Err(*response)),
    };
    let query = address.query(words, 1);
    let after = visit.asked.one(AFTER).and_then(|text| text.parse().ok());
    let after: usize = after.unwrap_or(0);
    let (records, in_all) = visit
        .ask(move |workspace, asking| {
            let listing = workspace.listing(asking, &query)?;
            let end = after.saturating_add(MOST_AT_ONCE);
            let rows = workspace.listed(asking, &listing, after..end)?;
            let records: Vec<RecordId> = rows.into_iter().map(|row| row.id).collect();
            Ok((records, listing.len()))
        })
        .await?;
    let last = after.saturating_add(MOST_AT_ONCE).min(in_all);
    let next = (last < in_all).then(|| {
        let address = address.beneath(page);
        address.with(AFTER, last.to_string()).to_string()
    });
    let part = (in_all > MOST_AT_ONCE).then_some(PartOfList {
        first: after.saturating_add(1).min(in_all),
        last,
        in_all,
        next,
    });
    let above = Above {
        of_list: part,
        ..Above::default()
    };
    Ok(Ok(Beginning { records, above }))
}
