//! Undoing a change-set: first what it would do, then, with a reason, the deed.

use aigaq_schema::ChangeSetId;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::address::Address;
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::review::sent::{Sent, refused};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::{ChangeSetBrief, Refused, UndoPreview};

#[derive(Template)]
#[template(path = "undo.html")]
struct Undo {
    frame: Frame,
    brief: ChangeSetBrief,
    form: String,
    reason: String,
    missing: bool,
    preview: UndoPreview,
}

/// `GET /journal/{change_set}/undo`
pub(crate) async fn form(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    show(&visit, id, None).await
}

/// `POST /journal/{change_set}/undo`
pub(crate) async fn undo(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id: ChangeSetId = id.parse().map_err(|_| Problem::NotFound)?;
    let sent = Sent::new(&filled);
    let (token, reason, now) = (sent.token()?, sent.text("reason"), visit.app.now());
    if filled.again || reason.is_empty() {
        return show(&visit, id, Some(reason)).await;
    }
    let undone = visit
        .app
        .change(move |workspace| workspace.undo(id, &reason, token, &now))
        .await?;
    let to = |id: ChangeSetId| Address::new(format!("/journal/{id}"));
    let to = match undone {
        Ok(undone) => to(undone.saved.change_set).with("undid", id.to_string()),
        // The second click, or somebody was quicker: its page says by what it was undone.
        Err(Refused::Nothing) => to(id),
        Err(other) => return Err(refused(other)),
    };
    Ok((StatusCode::SEE_OTHER, Redirect::to(&to.to_string())).into_response())
}

async fn show(visit: &Visit, id: ChangeSetId, typed: Option<String>) -> Result<Response, Problem> {
    let (preview, brief) = visit
        .ask(move |workspace, asking| {
            Ok((
                workspace.undo_preview(asking, id)?,
                workspace.change_set_brief(asking, id)?,
            ))
        })
        .await?;
    let (Some(preview), Some(brief)) = (preview, brief) else {
        return Err(Problem::NotFound);
    };
    let missing = typed.as_ref().is_some_and(String::is_empty);
    let html = page(&Undo {
        frame: visit.frame(Place::Journal, visit.words.t("undo-title")),
        brief,
        form: new_form()?.to_string(),
        reason: typed.unwrap_or_default(),
        missing,
        preview,
    })?;
    let status = if missing {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok((status, html).into_response())
}
