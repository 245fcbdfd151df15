//! The table of a record type, narrowed by what stands in the address; the words, which do not stand there, come by a
//! form and are remembered under an id.

pub(crate) mod asking;
mod columns;
mod dates;
pub(crate) mod sheet;
mod shown;

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};

use crate::asked::Asked;
use crate::forms::Filled;
use crate::pages::search::{Needed, words_needed};
use crate::problem::Problem;
use crate::visit::Visit;

use asking::ListAddress;
use dates::TypedDates;

pub(crate) use shown::Chosen;

/// `GET /records/{type}`
pub(crate) async fn list(
    visit: Visit,
    Path(record_type): Path<String>,
) -> Result<Response, Problem> {
    let address = address_of(&visit, record_type, &visit.asked).await?;
    if visit.asked.one("q").is_some() {
        return words_needed(&visit, Needed::InAddress, &address.to_string());
    }
    // Dates given by name; the address keeps them as conditions like all others.
    let dates = [visit.asked.date("from")?, visit.asked.date("to")?];
    if dates.iter().any(Option::is_some) {
        let [from, to] = dates.map(|date| date.map(|date| date.text().to_owned()));
        return Ok(Redirect::to(&address.with_dates(from, to).to_string()).into_response());
    }
    shown::page_of(&visit, &address, TypedDates::of(&address)).await
}

/// `POST /records/{type}`: words and dates as typed.
pub(crate) async fn ask(
    visit: Visit,
    Path(record_type): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let asked = Asked::new(filled.pairs);
    let address = address_of(&visit, record_type, &asked).await?;
    let words = match asked.one("q") {
        Some(words) => Some(visit.app.searched().keep(words)?),
        None => None,
    };
    let address = address.with_words(words);
    let typed = TypedDates::read(&visit, &asked);
    if typed.has_faults() {
        return shown::page_of(&visit, &address, typed).await;
    }
    let address = typed.applied(&address);
    Ok(Redirect::to(&address.to_string()).into_response())
}

/// The words of a list; a page that asks for them again when they were forgotten.
pub(crate) fn words_of(
    visit: &Visit,
    address: &ListAddress,
) -> Result<Option<String>, Box<Response>> {
    let Some(id) = &address.words else {
        return Ok(None);
    };
    if let Some(words) = visit.app.searched().words(id) {
        return Ok(Some(words));
    }
    if let Some(saved) = address.saved {
        // A saved search knows its words itself.
        return Err(Box::new(
            Redirect::to(&format!("/search/saved/{saved}")).into_response(),
        ));
    }
    let here = address.with_words(None).to_string();
    Err(Box::new(
        words_needed(visit, Needed::Forgotten, &here).into_response(),
    ))
}

/// The address of a list of a type that is there.
pub(crate) async fn address_of(
    visit: &Visit,
    record_type: String,
    asked: &Asked,
) -> Result<ListAddress, Problem> {
    let unit = visit
        .ask(move |workspace, _| workspace.unit_of(&record_type))
        .await?;
    ListAddress::read(unit, asked)
}
