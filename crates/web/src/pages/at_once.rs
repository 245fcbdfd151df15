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
    /// How many there are in all, where these are the first of them.
    in_all: Option<usize>,
}

/// The record that the address names.
fn of_record(asked: &Asked) -> Result<Beginning, Problem> {
    let id = asked.one("record").and_then(|id| id.parse().ok());
    Ok(Beginning {
        records: vec![id.ok_or(Problem::NoSuchRecord)?],
        in_all: None,
    })
}

/// The records of a list, the first of them; or the page that asks for its words again.
async fn of_list(
    visit: &Visit,
    record_type: String,
) -> Result<Result<Beginning, Response>, Problem> {
    let address = address_of(visit, record_type, &visit.asked).await?;
    let words = match words_of(visit, &address) {
        Ok(words) => words,
        Err(response) => return Ok(Err(*response)),
    };
    let query = address.query(words, 1);
    let found = visit
        .ask(move |workspace, asking| {
            let listing = workspace.listing(asking, &query)?;
            let rows = workspace.listed(asking, &listing, 0..MOST_AT_ONCE)?;
            Ok(Beginning {
                in_all: (listing.len() > MOST_AT_ONCE).then_some(listing.len()),
                records: rows.into_iter().map(|row| row.id).collect(),
            })
        })
        .await?;
    Ok(Ok(found))
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
