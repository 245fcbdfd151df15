//! Searches kept under a name. Their words are in the journal, encrypted; addresses have their ids.

use aigaq_schema::RecordId;
use aigaq_workspace::{FormToken, OwnReason, Refused, SavedSearch};
use axum::extract::Path;
use axum::response::Redirect;

use crate::asked::Asked;
use crate::forms::Filled;
use crate::pages::list::address_of;
use crate::pages::list::asking::ListAddress;
use crate::problem::{Problem, report};
use crate::visit::Visit;

/// The field that tells a form from all others.
const FORM: &str = "form";

/// A saved search, to be opened.
pub(crate) struct SavedLink {
    pub(crate) name: String,
    pub(crate) href: String,
}

pub(crate) fn saved_links<'s>(all: impl Iterator<Item = &'s SavedSearch>) -> Vec<SavedLink> {
    all.map(|search| SavedLink {
        name: search.name.clone(),
        href: format!("/search/saved/{}", search.id),
    })
    .collect()
}

/// `GET /search/saved/{id}`: to the list it asks for.
pub(crate) async fn open(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    let found = visit
        .ask(move |workspace, asking| workspace.saved_search(asking, id))
        .await?;
    let saved = found.ok_or(Problem::NoSuchRecord)?;
    let words = match &saved.search.words {
        Some(words) => Some(visit.app.searched().keep(words)?),
        None => None,
    };
    let of = saved.search.record_type.clone();
    let unit = visit
        .ask(move |workspace, _| workspace.unit_of(&of))
        .await?;
    let address = ListAddress::of_saved(unit, id, &saved.search)?.with_words(words);
    Ok(Redirect::to(&address.to_string()))
}

/// `POST /records/{type}/save`: keeps the search of a list.
pub(crate) async fn save(
    visit: Visit,
    Path(record_type): Path<String>,
    filled: Filled,
) -> Result<Redirect, Problem> {
    let asked = Asked::new(filled.pairs);
    let address = address_of(&visit, record_type, &asked).await?;
    let words = match &address.words {
        // Words that were forgotten since cannot be saved, and to save the rest would be another search.
        Some(id) => Some(visit.app.searched().words(id).ok_or(Problem::OldForm)?),
        None => None,
    };
    let token = token(&asked)?;
    let stored = address.to_save(words);
    let name = asked.one("name").map_or_else(
        || {
            format!(
                "{} {}",
                visit.words.t("find-saved-unnamed"),
                visit.app.today()
            )
        },
        str::to_owned,
    );
    // What cannot be asked is not saved.
    let query = address.query(None, 1);
    visit
        .ask(move |workspace, asking| workspace.listing(asking, &query).map(drop))
        .await?;
    let now = visit.app.now();
    let saved = visit
        .app
        .change(move |workspace| workspace.save_search(token, now, &name, &stored))
        .await?;
    match saved {
        Ok((id, _)) => Ok(Redirect::to(&format!("/search/saved/{id}"))),
        Err(refused) => Err(problem(refused)),
    }
}

/// `POST /search/saved/{id}/name`
pub(crate) async fn rename(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Redirect, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    let asked = Asked::new(filled.pairs);
    let (token, name) = (
        token(&asked)?,
        asked.one("name").unwrap_or_default().to_owned(),
    );
    let (now, reason) = (visit.app.now(), OwnReason::SearchRenamed.stored());
    let done = visit
        .app
        .change(move |workspace| workspace.rename_search(token, now, id, (&name, &reason)))
        .await?;
    match done {
        // Without a new name everything stays as it is.
        Ok(_) | Err(Refused::Nothing) => Ok(Redirect::to(&format!("/search/saved/{id}"))),
        Err(refused) => Err(problem(refused)),
    }
}

/// `POST /search/saved/{id}/take-back`
pub(crate) async fn take_back(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Redirect, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    let asked = Asked::new(filled.pairs);
    let token = token(&asked)?;
    let (now, reason) = (visit.app.now(), OwnReason::SearchTakenBack.stored());
    let done = visit
        .app
        .change(move |workspace| workspace.take_back_search(token, now, id, &reason))
        .await?;
    match done {
        // Taken back already: the same form twice.
        Ok(_) | Err(Refused::Nothing) => Ok(Redirect::to("/search")),
        Err(refused) => Err(problem(refused)),
    }
}

fn token(asked: &Asked) -> Result<FormToken, Problem> {
    let given = asked.one(FORM).ok_or(Problem::OldForm)?;
    given.parse().map_err(|_| Problem::OldForm)
}

fn problem(refused: Refused) -> Problem {
    match refused {
        Refused::Workspace(error) => error.into(),
        Refused::Stale(_) | Refused::Nothing => Problem::OldForm,
        Refused::Unfit(why) | Refused::At { why, .. } => {
            report(why.english());
            Problem::Broken
        }
    }
}
