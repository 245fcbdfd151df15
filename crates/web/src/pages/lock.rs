//! Locking and unlocking.

use askama::Template;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State};
use axum::http::header::{HeaderName, HeaderValue, SET_COOKIE};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::address::back;
use crate::frame::Frame;
use crate::problem::{AfterLock, Problem, report};
use crate::safety::shows_lock_token;
use crate::session::Session;
use crate::state::{App, Refusal};
use crate::token::Token;
use crate::visit::{Visit, page};

#[derive(Template)]
#[template(path = "unlock.html")]
struct Unlock {
    frame: Frame,
    title: String,
    lead: String,
    back: String,
    /// What became of a form that came too late.
    form: Option<String>,
    message: Option<String>,
    detail: Option<String>,
}

/// The page that asks for the passphrase; it says nothing about the workspace.
pub(crate) fn unlock_page(
    visit: &Visit,
    refusal: Option<Refusal>,
    form: Option<AfterLock>,
    to: &str,
) -> Response {
    let words = visit.words;
    let (title, lead) = if visit.app.is_unlocked() {
        ("unlock-here-title", "unlock-here-lead")
    } else {
        ("unlock-title", "unlock-lead")
    };
    let title = words.t(title);
    let form = form.map(|form| match form {
        AfterLock::Kept => words.t("unlock-form-kept"),
        AfterLock::NotKept => words.t("unlock-form-not-kept"),
        AfterLock::Unknown => words.t("unlock-form-unknown"),
        AfterLock::FilesKept(files) => words.n("unlock-files-kept", files),
    });
    let (key, detail) = match refusal {
        None => (None, None),
        Some(Refusal::WrongPassphrase) => (Some("unlock-wrong"), None),
        Some(Refusal::OneAtATime) => (Some("problem-one-at-a-time-hint"), None),
        Some(Refusal::Other(detail)) => (
            Some("unlock-impossible"),
            detail.map(|why| words.reason(&why)),
        ),
    };
    let shown = page(&Unlock {
        frame: Frame::bare(visit, title.clone()),
        title,
        lead: words.t(lead),
        form,
        back: back(Some(to)),
        message: key.map(|key| visit.words.t(key)),
        detail,
    });
    match shown {
        Ok(html) => {
            let mut response = (StatusCode::LOCKED, html).into_response();
            let port = visit.app.port();
            response.headers_mut().extend(emptied(port));
            response
        }
        Err(problem) => problem.into_response(),
    }
}

/// What makes a browser throw away the pages that it holds in its memory for the button *Back*: it does so with pages
/// answered `no-store` when a cookie of theirs changes. Nothing reads this one.
fn emptied(port: u16) -> Option<(HeaderName, HeaderValue)> {
    let value = Token::random().ok()?;
    let cookie = format!(
        "aigaq-{port}-locked={}; Path=/; HttpOnly; SameSite=Strict",
        value.as_str()
    );
    Some((SET_COOKIE, HeaderValue::from_str(&cookie).ok()?))
}

/// `GET /unlock?back=/…`
pub(crate) async fn unlock_form(visit: Visit) -> Response {
    let to = visit.asked.one("back").unwrap_or("/");
    if visit.is_in() {
        return Redirect::to(&back(Some(to))).into_response();
    }
    unlock_page(&visit, None, None, to)
}

/// What the form of the unlock page sends. Not printable, not logged.
#[derive(Deserialize)]
pub(crate) struct UnlockForm {
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
    match visit.app.unlock(typed).await {
        Ok(()) => {
            let waits = |session: &Session| visit.app.waits_for(session.number);
            if visit.session.as_ref().is_some_and(waits) {
                return go_in(&visit, "/kept");
            }
            go_in(&visit, &back(Some(&form.back)))
        }
        Err(Refusal::OneAtATime) => Err(Problem::OneAtATime),
        Err(refusal) => {
            if let Refusal::Other(Some(why)) = &refusal {
                report(&why.to_string());
            }
            Ok(unlock_page(&visit, Some(refusal), None, &form.back))
        }
    }
}

/// Opens a session for this browser and leads on.
fn go_in(visit: &Visit, to: &str) -> Result<Response, Problem> {
    let cookie = visit
        .app
        .sessions()
        .open(visit.session.as_ref(), visit.app.port())?;
    let mut response = Redirect::to(to).into_response();
    response.headers_mut().insert(SET_COOKIE, cookie);
    Ok(response)
}

/// `GET /open/…`: the address that the program printed when it started unlocked. It works once; afterwards
/// it is an address like any other, so that nothing is left in the browser's history that opens anything.
pub(crate) async fn open(
    method: Method,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    if method == Method::GET && visit.app.is_unlocked() && visit.app.go_through(&token) {
        return go_in(&visit, "/");
    }
    Ok(Redirect::to("/").into_response())
}

/// `POST /lock`: by the button of a page, or by `aigaq lock` with the token of `serving.toml`.
pub(crate) async fn lock(State(app): State<App>, headers: HeaderMap) -> Response {
    app.lock().await;
    if shows_lock_token(&headers, &app) {
        StatusCode::NO_CONTENT.into_response()
    } else {
        let mut response = Redirect::to("/unlock").into_response();
        response.headers_mut().extend(emptied(app.port()));
        response
    }
}
