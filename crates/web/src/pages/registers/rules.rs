//! The rules of law by which deadlines are computed, and who has read them.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::back;
use crate::address::Address;
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::pager::Pager;
use crate::pages::review::sent::Sent;
use crate::pages::saved::SavedNotice;
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::Workspace;
use aigaq_workspace::registers::{ApproveForm, RuleRow};

/// Rules on a page: with their forms it stays below 60 kB.
const ROWS: usize = 12;

#[derive(Template)]
#[template(path = "rules.html")]
struct RulesPage {
    frame: Frame,
    saved: Option<SavedNotice>,
    rules: Vec<RuleRow>,
    in_all: usize,
    unread: usize,
    form: String,
    number: usize,
    pager: Pager,
    /// The rule for which no name was given.
    missing: Option<String>,
}

/// `GET /registers/rules?page=`
pub(crate) async fn rules(visit: Visit) -> Result<Html<String>, Problem> {
    let number = visit.asked.page()?;
    show(&visit, number, None).await
}

async fn show(
    visit: &Visit,
    number: usize,
    missing: Option<String>,
) -> Result<Html<String>, Problem> {
    let all = visit.ask(Workspace::rules).await?;
    let pages = all.len().div_ceil(ROWS);
    page(&RulesPage {
        frame: visit.frame(Place::Registers, visit.words.t("rules-title")),
        saved: SavedNotice::of(visit),
        in_all: all.len(),
        unread: all.iter().filter(|rule| rule.reviewed.is_none()).count(),
        rules: all
            .into_iter()
            .skip((number - 1).saturating_mul(ROWS))
            .take(ROWS)
            .collect(),
        form: new_form()?.to_string(),
        number,
        pager: Pager::new(number, pages, |number| at(number).to_string()),
        missing,
    })
}

fn at(number: usize) -> Address {
    Address::new("/registers/rules").with_some("page", (number > 1).then(|| number.to_string()))
}

/// `POST /registers/rules`: records who read a rule, with `rule`, `lawyer` and the `at` of its page.
pub(crate) async fn approve(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let sent = Sent::new(&filled);
    let (rule, lawyer) = (sent.text("rule"), sent.text("lawyer"));
    let number = sent.one("at").and_then(|at| at.parse().ok());
    let number = number.filter(|number| *number > 0).unwrap_or(1);
    if filled.again {
        return Ok(show(&visit, number, None).await?.into_response());
    }
    let token = sent.token()?;
    if lawyer.is_empty() {
        let html = show(&visit, number, Some(rule)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response());
    }
    let form = ApproveForm {
        token,
        fingerprint: rule,
        lawyer,
        now: visit.app.now(),
    };
    let asking = visit.asking();
    let saved = visit
        .app
        .change(move |workspace| workspace.approve_rule(&asking, &form))
        .await?;
    back(at(number), saved)
}
