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
use aigaq_workspace::{ForgetReport, ForgetWish, Forgetting, PlacesOf, Refused};

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
    is_held: bool,
    form: String,
    /// What was left as it is in the form that came back.
    left: BTreeSet<RecordId>,
    unmeant: bool,
    reasonless: bool,
    /// There was nothing left to forget.
    nothing: bool,
}

impl Forget {
    fn is_left(&self, id: &RecordId) -> bool {
        self.left.contains(id)
    }
}

#[derive(Template)]
#[template(path = "forgotten.html")]
struct Done {
    frame: Frame,
    report: ForgetReport,
}

/// What came back from a form that could not be taken.
#[derive(Default)]
struct Again {
    left: BTreeSet<RecordId>,
    unmeant: bool,
    reasonless: bool,
    nothing: bool,
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
    let (places, held) = visit
        .ask(move |workspace, asking| {
            Ok((
                workspace.places_where(asking, id, how)?,
                workspace.held(id)?,
            ))
        })
        .await?;
    let of = places.ok_or(Problem::NoSuchRecord)?;
    let is_fault = again.unmeant || again.reasonless || again.nothing;
    let html = page(&Forget {
        frame: visit.frame(Place::Elsewhere, visit.words.t("forget-title")),
        of,
        how: how.code(),
        is_held: held.is_some(),
        form: new_form()?.to_string(),
        left: again.left,
        unmeant: again.unmeant,
        reasonless: again.reasonless,
        nothing: again.nothing,
    })?;
    let status = match is_fault {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
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
    let leave = sent.pairs().iter().filter(|(name, _)| name == "leave");
    let leave: BTreeSet<RecordId> = leave.filter_map(|(_, id)| id.parse().ok()).collect();
    if sent.one("sure").is_none() {
        let again = Again {
            left: leave,
            unmeant: true,
            ..Again::default()
        };
        return shown(&visit, (id, how), again).await;
    }
    let (token, now, asking) = (sent.token()?, visit.app.now(), visit.asking());
    let wish = ForgetWish {
        records: vec![id],
        how,
        leave,
    };
    let done = visit
        .app
        .change(move |workspace| workspace.forget(&asking, &wish, (token, now)))
        .await?;
    match done {
        Ok(done) => page(&Done {
            frame: visit.frame(Place::Elsewhere, visit.words.t("forgotten-title")),
            report: done.report,
        })
        .map(IntoResponse::into_response),
        Err(Refused::Nothing) => {
            let again = Again {
                nothing: true,
                ..Again::default()
            };
            shown(&visit, (id, how), again).await
        }
        Err(other) => Err(refused(other)),
    }
}

/// `POST /forget/{id}/hold`: it must be kept for a court, or need not be any more.
pub(crate) async fn hold(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NotFound)?;
    let sent = Sent::new(&filled);
    let reason = sent.text("reason");
    if reason.is_empty() {
        let again = Again {
            reasonless: true,
            ..Again::default()
        };
        return shown(&visit, (id, Forgetting::Identity), again).await;
    }
    let mut form = sent.review(&visit, id, &reason)?;
    let lift = sent.one("lift").is_some();
    let done = visit
        .app
        .change(move |workspace| match (lift, workspace.held(id)?) {
            (true, Some(judgement)) => {
                form.about = judgement;
                workspace.take_back(&form).map(|_| ())
            }
            (false, None) => workspace.hold(&form).map(|_| ()),
            // The second click.
            (true, None) | (false, Some(_)) => Ok(()),
        })
        .await?;
    match done {
        Ok(()) => {
            let to = format!("/forget/{id}");
            Ok((StatusCode::SEE_OTHER, Redirect::to(&to)).into_response())
        }
        Err(other) => Err(refused(other)),
    }
}
