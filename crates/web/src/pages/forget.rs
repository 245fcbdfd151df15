//! Forgetting a person: first every place where they occur, then, with a sign that it is meant, the deed and its report.

use std::collections::BTreeSet;

use aigaq_schema::RecordId;
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::review::sent::{Sent, refused};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::{
    Choices, ForgetReport, ForgetWish, Forgetting, PlacesOf, Refused, SealedSight, Unsure,
};

/// What the address asks.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    how: Option<String>,
}

#[derive(Template)]
#[template(path = "forget.html")]
struct Forget {
    frame: Frame,
    of: PlacesOf,
    /// The words of how, for fields and addresses.
    how: &'static str,
    form: String,
    again: Again,
    /// Who the sources are can be shown in this browser.
    is_open: bool,
    fault: Option<Fault>,
}

#[derive(Template)]
#[template(path = "forgotten.html")]
struct Done {
    frame: Frame,
    report: ForgetReport,
    /// What was decided is carried out when the workspace is opened next.
    is_unfinished: bool,
}

/// What was chosen in a form that could not be taken, and why it could not.
#[derive(Default)]
struct Again {
    left: BTreeSet<RecordId>,
    taken: BTreeSet<RecordId>,
    leave_unsure: bool,
    fault: Option<Fault>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    Unmeant,
    Nothing,
    /// What the second passphrase seals was shown, and it was closed meanwhile.
    Closed,
}

/// What of somebody a page shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    /// What the first passphrase opens.
    Clear,
    /// What is sealed, too: the look is told first.
    Sealed,
}

impl Forget {
    fn is(&self, fault: &str) -> bool {
        let of = match self.fault {
            None => return false,
            Some(Fault::Unmeant) => "unmeant",
            Some(Fault::Nothing) => "nothing",
            Some(Fault::Closed) => "closed",
        };
        of == fault
    }

    fn is_shown(&self) -> bool {
        self.of.sealed == SealedSight::Open
    }

    fn may_look(&self) -> bool {
        self.of.sealed == SealedSight::Closed && self.is_open
    }

    fn is_closed(&self) -> bool {
        self.of.sealed == SealedSight::Closed && !self.is_open
    }

    fn is_held(&self) -> bool {
        !self.of.places.holds.is_empty() || self.of.places.unseen_holds > 0
    }
}

impl Again {
    fn of(choices: &Choices, fault: Fault) -> Self {
        Self {
            left: choices.leave.clone(),
            taken: choices.take.clone(),
            leave_unsure: choices.unsure == Unsure::Left,
            fault: Some(fault),
        }
    }
}

/// `GET /forget/{id}`
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let how = asked.how.as_deref().and_then(Forgetting::of_code);
    let how = how.unwrap_or(Forgetting::Identity);
    shown(&visit, (id, how, Shows::Clear), Again::default()).await
}

/// `POST /forget/{id}/look`: the same with the places that were found by what the second passphrase seals. It is a form,
/// as each look is told.
pub(crate) async fn look(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let how = Sent::new(&filled).one("how").and_then(Forgetting::of_code);
    let how = how.ok_or(Problem::OldForm)?;
    shown(&visit, (id, how, Shows::Sealed), Again::default()).await
}

async fn shown(
    visit: &Visit,
    (id, how, shows): (RecordId, Forgetting, Shows),
    mut again: Again,
) -> Result<Response, Problem> {
    let key = visit.compartment_key();
    let is_open = key.is_some();
    if shows == Shows::Sealed && !is_open {
        again.fault = Some(Fault::Closed);
    }
    let places = match key.filter(|_| shows == Shows::Sealed) {
        Some(key) => {
            let form = (new_form()?, visit.app.now());
            let asking = visit.asking();
            let looked = visit
                .app
                .change(move |workspace| workspace.places_looked(&asking, (id, how), form, &key))
                .await?;
            looked.map_err(refused)?
        }
        None => {
            visit
                .ask(move |workspace, asking| workspace.places_where(asking, id, how))
                .await?
        }
    };
    let of = places.ok_or(Problem::NoSuchRecord)?;
    let fault = again.fault;
    let html = page(&Forget {
        frame: visit.frame(Place::Elsewhere, visit.words.t("forget-title")),
        of,
        how: how.code(),
        form: new_form()?.to_string(),
        again,
        is_open,
        fault,
    })?;
    let status = match fault {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    Ok((status, html).into_response())
}

/// `POST /forget/{id}`
pub(crate) async fn forget(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NotFound)?;
    let sent = Sent::new(&filled);
    let how = sent.one("how").and_then(Forgetting::of_code);
    let how = how.ok_or(Problem::OldForm)?;
    let chosen = |field: &str| {
        let all = sent.pairs().iter().filter(|(name, _)| name == field);
        all.filter_map(|(_, id)| id.parse().ok()).collect()
    };
    let choices = Choices {
        leave: chosen("leave"),
        take: chosen("take"),
        unsure: match sent.one("leave-unsure") {
            Some(_) => Unsure::Left,
            None => Unsure::Masked,
        },
    };
    // What was looked through with what is sealed is done with it, or not at all.
    let shows = match sent.one("sealed") {
        Some(_) => Shows::Sealed,
        None => Shows::Clear,
    };
    let key = visit.compartment_key().filter(|_| shows == Shows::Sealed);
    if sent.one("sure").is_none() || (shows == Shows::Sealed && key.is_none()) {
        let again = Again::of(&choices, Fault::Unmeant);
        return shown(&visit, (id, how, shows), again).await;
    }
    let (token, now, asking) = (sent.token()?, visit.app.now(), visit.asking());
    let again = Again::of(&choices, Fault::Nothing);
    let wish = ForgetWish {
        records: vec![id],
        how,
        choices,
        key,
    };
    let done = visit
        .app
        .change(move |workspace| workspace.forget(&asking, &wish, (token, now)))
        .await?;
    match done {
        Ok(done) => {
            visit.app.forget_what_was_read();
            if done.is_unfinished {
                return reported(&visit, done.report, true);
            }
            let to = format!("/forgotten/{}", done.decision);
            Ok((StatusCode::SEE_OTHER, Redirect::to(&to)).into_response())
        }
        Err(Refused::Nothing) => shown(&visit, (id, how, shows), again).await,
        Err(other) => Err(refused(other)),
    }
}

/// `GET /forgotten/{id}`: the report of a decision, as often as it is asked for.
pub(crate) async fn report(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NotFound)?;
    let kept = visit
        .ask(move |workspace, _| workspace.forget_report(id))
        .await?;
    reported(&visit, kept.ok_or(Problem::NoSuchRecord)?, false)
}

fn reported(visit: &Visit, report: ForgetReport, is_unfinished: bool) -> Result<Response, Problem> {
    page(&Done {
        frame: visit.frame(Place::Elsewhere, visit.words.t("forgotten-title")),
        report,
        is_unfinished,
    })
    .map(IntoResponse::into_response)
}
