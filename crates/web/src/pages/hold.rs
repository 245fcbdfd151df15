//! Keeping a record for a court: as long as it must be kept, nothing is forgotten that it concerns.

use aigaq_schema::RecordId;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::review::sent::{Sent, refused};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::Named;

#[derive(Template)]
#[template(path = "hold.html")]
struct Hold {
    frame: Frame,
    named: Named,
    is_held: bool,
    form: String,
    reasonless: bool,
}

/// `GET /hold/{id}`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    Ok(asked(&visit, id, false).await?.into_response())
}

async fn asked(
    visit: &Visit,
    id: RecordId,
    reasonless: bool,
) -> Result<impl IntoResponse + use<>, Problem> {
    let (record, held) = visit
        .ask(move |workspace, asking| Ok((workspace.record(asking, id)?, workspace.held(id)?)))
        .await?;
    page(&Hold {
        frame: visit.frame(Place::Elsewhere, visit.words.t("hold-title")),
        named: record.ok_or(Problem::NoSuchRecord)?.named,
        is_held: held.is_some(),
        form: new_form()?.to_string(),
        reasonless,
    })
}

/// `POST /hold/{id}`: it must be kept for a court, or need not be any more.
pub(crate) async fn hold(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NotFound)?;
    let sent = Sent::new(&filled);
    let reason = sent.text("reason");
    if reason.is_empty() {
        let html = asked(&visit, id, true).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response());
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
            let to = format!("/hold/{id}");
            Ok((StatusCode::SEE_OTHER, Redirect::to(&to)).into_response())
        }
        Err(other) => Err(refused(other)),
    }
}
