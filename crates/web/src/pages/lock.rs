//! Locking and unlocking.

use askama::Template;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::address::back;
use crate::frame::Frame;
use crate::problem::{Problem, report};
use crate::safety::shows_lock_token;
use crate::state::{App, Refusal};
use crate::visit::{Visit, page};

#[derive(Template)]
#[template(path = "unlock.html")]
struct Unlock {
    frame: Frame,
    back: String,
    message: Option<String>,
    detail: Option<String>,
}

/// The page that asks for the passphrase; it says nothing about the workspace.
pub(crate) fn unlock_page(visit: &Visit, refusal: Option<Refusal>, to: &str) -> Response {
    let (key, detail) = match refusal {
        None => (None, None),
        Some(Refusal::WrongPassphrase) => (Some("unlock-wrong"), None),
        Some(Refusal::OneAtATime) => (Some("problem-one-at-a-time-hint"), None),
        Some(Refusal::Other(detail)) => (Some("unlock-impossible"), detail),
    };
    let shown = page(&Unlock {
        frame: Frame::bare(visit, visit.words.t("unlock-title")),
        back: back(Some(to)),
        message: key.map(|key| visit.words.t(key)),
        detail,
    });
    match shown {
        Ok(html) => (StatusCode::LOCKED, html).into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// `GET /unlock?back=/…`
pub(crate) async fn unlock_form(visit: Visit) -> Response {
    let to = visit.asked.one("back").unwrap_or("/");
    if visit.app.is_unlocked() {
        return Redirect::to(&back(Some(to))).into_response();
    }
    unlock_page(&visit, None, to)
}

/// What the form of the unlock page sends. Not printable, not logged.
#[derive(Deserialize)]
pub(crate) struct UnlockForm {
    token: String,
    #[serde(default)]
    back: String,
    passphrase: String,
}

/// `POST /unlock`
pub(crate) async fn unlock(
    visit: Visit,
    form: Result<Form<UnlockForm>, FormRejection>,
) -> Result<Response, Problem> {
    let Form(form) = form.map_err(|_| Problem::OldForm)?;
    let typed = Zeroizing::new(form.passphrase);
    if !visit.app.form_token().is(&form.token) {
        return Err(Problem::OldForm);
    }
    match visit.app.unlock(typed).await {
        Ok(()) => Ok(Redirect::to(&back(Some(&form.back))).into_response()),
        Err(Refusal::OneAtATime) => Err(Problem::OneAtATime),
        Err(refusal) => {
            if let Refusal::Other(Some(why)) = &refusal {
                report(why);
            }
            Ok(unlock_page(&visit, Some(refusal), &form.back))
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct LockForm {
    token: String,
}

/// `POST /lock`: by the button of a page, or by `aigaq lock` with the token of `serving.toml`.
pub(crate) async fn lock(
    State(app): State<App>,
    headers: HeaderMap,
    form: Result<Form<LockForm>, FormRejection>,
) -> Result<Response, Problem> {
    if shows_lock_token(&headers, &app) {
        app.lock().await;
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let Form(form) = form.map_err(|_| Problem::OldForm)?;
    if !app.form_token().is(&form.token) {
        return Err(Problem::OldForm);
    }
    app.lock().await;
    Ok(Redirect::to("/unlock").into_response())
}
