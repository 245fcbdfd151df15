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
use aigaq_workspace::{Choices, ForgetReport, ForgetWish, Forgetting, PlacesOf, Refused, Unsure};

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
    unmeant: bool,
    /// There was nothing left to forget.
    nothing: bool,
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
    shown(
        &visit,
        (id, how.unwrap_or(Forgetting::Identity)),
        Again::default(),
    )
    .await
}

async fn shown(
    visit: &Visit,
    (id, how): (RecordId, Forgetting),
    again: Again,
) -> Result<Response, Problem> {
    let places = visit
        .ask(move |workspace, asking| workspace.places_where(asking, id, how))
        .await?;
    let of = places.ok_or(Problem::NoSuchRecord)?;
    let fault = again.fault;
    let html = page(&Forget {
        frame: visit.frame(Place::Elsewhere, visit.words.t("forget-title")),
        of,
        how: how.code(),
        form: new_form()?.to_string(),
        again,
        unmeant: fault == Some(Fault::Unmeant),
        nothing: fault == Some(Fault::Nothing),
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
    if sent.one("sure").is_none() {
        return shown(&visit, (id, how), Again::of(&choices, Fault::Unmeant)).await;
    }
    let (token, now, asking) = (sent.token()?, visit.app.now(), visit.asking());
    let again = Again::of(&choices, Fault::Nothing);
    let wish = ForgetWish {
        records: vec![id],
        how,
        choices,
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
        Err(Refused::Nothing) => shown(&visit, (id, how), again).await,
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
