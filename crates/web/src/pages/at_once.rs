//! Decisions on many at once: what several people allow, who may read several records. They come from an incident, from
//! a list with all that narrows it, or from the gate of a publication; what they change is shown before it is saved.

pub(crate) mod consents;
pub(crate) mod levels;

use aigaq_schema::RecordId;
use axum::response::{IntoResponse, Redirect, Response};

use crate::asked::Asked;
use crate::pages::enter::{Summary, Wish};
use crate::pages::list::{address_of, words_of};
use crate::problem::Problem;
use crate::visit::Visit;
use aigaq_workspace::entering::{FieldFault, MOST_AT_ONCE};
use aigaq_workspace::{Refused, Saved};

/// The records that a form begins with.
pub(super) struct Beginning {
    records: Vec<RecordId>,
    /// Where these are not all of a list.
    part: Option<PartOf>,
}

/// A part of a list that is longer than one form takes.
#[derive(Debug, Clone)]
pub(super) struct PartOf {
    /// From 1.
    first: usize,
    last: usize,
    in_all: usize,
    /// The next part.
    next: Option<String>,
}

impl PartOf {
    /// Of what was chosen on another page.
    fn first_of(in_all: Option<usize>) -> Option<Self> {
        in_all.map(|in_all| Self {
            first: 1,
            last: MOST_AT_ONCE,
            in_all,
            next: None,
        })
    }
}

/// The record that the address names.
fn of_record(asked: &Asked) -> Result<Beginning, Problem> {
    let id = asked.one("record").and_then(|id| id.parse().ok());
    Ok(Beginning {
        records: vec![id.ok_or(Problem::NoSuchRecord)?],
        part: None,
    })
}

/// Where in a list a part begins; in the address.
const AFTER: &str = "after";

/// The records of a list, part by part; or the page that asks for its words again.
async fn of_list(
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
    let part = (in_all > MOST_AT_ONCE).then_some(PartOf {
        first: after.saturating_add(1).min(in_all),
        last,
        in_all,
        next,
    });
    Ok(Ok(Beginning { records, part }))
}

/// To what was saved, where it can be taken back at once.
fn to_change_set(saved: Saved) -> Response {
    Redirect::to(&format!("/journal/{}", saved.change_set)).into_response()
}

/// What stands above the form.
fn summary(
    visit: &Visit,
    wish: Wish,
    faults: &[FieldFault],
    (unseen, refused): (bool, Option<Refused>),
) -> Result<Summary, Problem> {
    if let Some(refused) = refused {
        return match refused {
            // The same form changed something meanwhile: it stands below as it is now.
            Refused::Stale(_) => Ok(told(visit, "at-once-stale")),
            refused => Summary::refused(visit, refused),
        };
    }
    if wish == Wish::Save && unseen && faults.is_empty() {
        return Ok(told(visit, "at-once-look"));
    }
    Ok(Summary::of(visit, wish, faults, 0))
}

fn told(visit: &Visit, key: &'static str) -> Summary {
    Summary {
        title: visit.words.t(key),
        ..Summary::default()
    }
}
