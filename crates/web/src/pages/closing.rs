//! Who may read one property of a record.

use aigaq_schema::{RecordId, Sensitivity};
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
use aigaq_workspace::{CellPart, CloseWish, ClosingForm, Refused};

#[derive(Template)]
#[template(path = "closing.html")]
struct Closing {
    frame: Frame,
    of: ClosingForm,
    form: String,
    /// What was chosen in a form that could not be taken.
    chosen: String,
    typed: String,
    levelless: bool,
    reasonless: bool,
}

/// What was sent, and what is wrong with it.
#[derive(Default)]
struct Typed {
    level: String,
    reason: String,
    is_sent: bool,
}

/// The word of the form for who may read the record anyway.
const OPEN: &str = "open";

/// `GET /record/{id}/readers/{property}`
pub(crate) async fn show(
    visit: Visit,
    Path((id, property)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    asked(&visit, (id, property), Typed::default()).await
}

async fn asked(
    visit: &Visit,
    (id, property): (RecordId, String),
    typed: Typed,
) -> Result<Response, Problem> {
    let of = visit
        .ask(move |workspace, asking| workspace.closing(asking, id, &property))
        .await?
        .ok_or(Problem::NoSuchRecord)?;
    let now = of.closed.as_ref().map(|closed| closed.code.clone());
    let html = page(&Closing {
        frame: visit.frame(Place::Elsewhere, visit.words.t("closing-title")),
        form: new_form()?.to_string(),
        levelless: typed.is_sent && typed.level.is_empty(),
        reasonless: typed.is_sent && typed.reason.is_empty(),
        chosen: match typed.is_sent {
            true => typed.level,
            false => now.unwrap_or_default(),
        },
        typed: typed.reason,
        of,
    })?;
    let status = match typed.is_sent {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    Ok((status, html).into_response())
}

/// `POST /record/{id}/readers/{property}`
pub(crate) async fn close(
    visit: Visit,
    Path((id, property)): Path<(String, String)>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    let sent = Sent::new(&filled);
    let level = match sent.one("level") {
        Some(OPEN) => Some(None),
        Some(code) => {
            let mut all = Sensitivity::ALL.into_iter();
            all.find(|level| level.code() == code).map(Some)
        }
        None => None,
    };
    let reason = sent.text("reason");
    let (Some(level), false) = (level, reason.is_empty()) else {
        let typed = Typed {
            level: level.and(sent.one("level")).unwrap_or_default().to_owned(),
            reason,
            is_sent: true,
        };
        return asked(&visit, (id, property), typed).await;
    };
    let to = format!("/record/{id}#p-{property}");
    let wish = CloseWish {
        token: sent.token()?,
        record: id,
        property,
        level,
        reason,
        now: visit.app.now(),
    };
    let done = visit
        .app
        .change(move |workspace| workspace.close_property(&wish))
        .await?;
    match done {
        // It is so already: the second click.
        Ok(_) | Err(Refused::Nothing) => {
            Ok((StatusCode::SEE_OTHER, Redirect::to(&to)).into_response())
        }
        Err(other) => Err(refused(other)),
    }
}
