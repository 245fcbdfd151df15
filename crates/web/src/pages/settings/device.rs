//! What holds on this device only: how long the pages wait before they lock, and the language of this browser.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::Target;
use super::form::{Form, Making};
use super::sent::{Fault, Sent};
use super::shown;
use crate::forms::Filled;
use crate::idle;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::Words;

/// What the form does.
const DOING: &str = "idle";

/// What the pages hold to now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Waiting {
    minutes: u64,
    is_fixed: bool,
}

impl Waiting {
    pub(super) fn of(visit: &Visit) -> Self {
        Self {
            minutes: visit.app.idle().as_secs().div_ceil(60),
            is_fixed: visit.app.idle_is_fixed(),
        }
    }

    /// It in words: label and fact.
    pub(super) fn fact(self, w: Words) -> (String, String) {
        let mut words = w.n("settings-idle-now", self.minutes);
        if self.is_fixed {
            words = format!("{words} {}", w.t("settings-idle-fixed"));
        }
        (w.t("settings-idle"), words)
    }

    /// The form that changes it; none while it was said at the start.
    pub(super) fn form(self, sent: &Sent, w: Words) -> Option<Form> {
        let making = Making {
            doing: DOING,
            sent,
            w,
        };
        let minutes = self.minutes.to_string();
        let field = making.line("minutes", "settings-idle-minutes", "", &minutes);
        let part = making.part("settings-idle", vec![field]);
        let form = making.form(w.t("settings-idle-change"), "button-save", vec![part]);
        (!self.is_fixed).then(|| Form {
            hint: w.two(
                "settings-idle-hint",
                &w.num(idle::LEAST),
                &w.num(idle::MOST),
            ),
            ..form
        })
    }
}

/// Keeps the minutes that were typed, or shows the page again with what is wrong.
pub(super) async fn change(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let again = filled.again;
    let sent = Sent::of(filled);
    if again || !sent.is_of(DOING) {
        return shown::show(&visit, Target::Start, sent).await;
    }
    let w = visit.words;
    let why = match idle::read(sent.one("minutes")) {
        _ if visit.app.idle_is_fixed() => w.t("settings-idle-fixed"),
        Some(minutes) => {
            visit.app.wait_for(minutes)?;
            return Ok(Redirect::to(&Target::Start.address()).into_response());
        }
        None => w.two("fault-idle", &w.num(idle::LEAST), &w.num(idle::MOST)),
    };
    let page = shown::show(&visit, Target::Start, sent.with(Fault::at("minutes", why))).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
