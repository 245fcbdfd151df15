//! What the reader of documents was taught here, and taken away again.

use askama::Template;
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::address::Address;
use crate::forms::Filled as Sent;
use crate::frame::{Frame, Place};
use crate::pages::pager::Pager;
use crate::pages::saved::{SavedNotice, telling};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::entering::Filled;
use aigaq_workspace::{FormToken, Refused, Unteach, Words as Phrases, Workspace};

/// So many stand on a page.
const ON_A_PAGE: usize = 100;

#[derive(Template)]
#[template(path = "documents_taught.html")]
struct TaughtPage {
    frame: Frame,
    saved: Option<SavedNotice>,
    fault: Option<String>,
    form: FormToken,
    phrases: Vec<Line>,
    names: Vec<Line>,
    at: usize,
    pager: Pager,
}

struct Line {
    words: String,
    /// What the words mean now.
    means: String,
    /// What the button says of them: `phrase`, or the kind of name.
    of: String,
}

/// `GET /documents/taught`
pub(crate) async fn taught(visit: Visit) -> Result<Html<String>, Problem> {
    let at = visit.asked.page()?;
    shown(&visit, at, None).await
}

async fn shown(visit: &Visit, at: usize, fault: Option<String>) -> Result<Html<String>, Problem> {
    let taught = visit.ask(Workspace::taught).await?;
    let words = Phrases::of(visit.words.language());
    let all = taught.phrases.len() + taught.names.len();
    let pages = all.div_ceil(ON_A_PAGE).max(1);
    let at = at.clamp(1, pages);
    // Phrases first, then names: each page takes its part of both.
    let from = (at - 1) * ON_A_PAGE;
    let of_phrases = taught.phrases.len();
    let shown = from..(from + ON_A_PAGE).min(all);
    let part = |first: usize, many: usize| {
        let from = shown.start.clamp(first, first + many) - first;
        let to = shown.end.clamp(first, first + many) - first;
        (from, to - from)
    };
    let (skipped, taken) = part(0, of_phrases);
    let phrases = taught
        .phrases
        .into_iter()
        .skip(skipped)
        .take(taken)
        .map(|phrase| Line {
            means: match &phrase.kind {
                Some(kind) => words.say(&format!("reading.kind.{kind}")),
                None => visit.words.t("documents-taught-nothing"),
            },
            words: phrase.words,
            of: "phrase".to_owned(),
        });
    let (skipped, taken) = part(of_phrases, all - of_phrases);
    let names = taught
        .names
        .into_iter()
        .skip(skipped)
        .take(taken)
        .map(|name| Line {
            means: match name.kind.as_str() {
                "person" => visit.words.t("documents-taught-no-person"),
                "organisation" => visit.words.t("documents-taught-no-organisation"),
                _ => visit.words.t("documents-taught-no-place"),
            },
            words: name.words,
            of: name.kind,
        });
    let (phrases, names): (Vec<Line>, Vec<Line>) = (phrases.collect(), names.collect());
    page(&TaughtPage {
        frame: visit.frame(Place::Import, visit.words.t("documents-taught-title")),
        saved: SavedNotice::of(visit),
        fault,
        form: new_form()?,
        phrases,
        names,
        at,
        pager: Pager::new(at, pages, |page| address(page).to_string()),
    })
}

fn address(page: usize) -> Address {
    Address::new("/documents/taught".to_owned()).with("page", page.to_string())
}

/// `POST /documents/taught`: takes one away.
pub(crate) async fn unteach(visit: Visit, sent: Sent) -> Result<Response, Problem> {
    let filled = Filled::new(sent.pairs);
    let at = filled.get("page").parse().unwrap_or(1_usize);
    let Some((of, words)) = filled.get("do").split_once(' ') else {
        return Ok(shown(&visit, at, None).await?.into_response());
    };
    let form = Unteach {
        token: match filled.get("form").parse() {
            Ok(token) => token,
            Err(_) => new_form()?,
        },
        words: words.to_owned(),
        name: Some(of.to_owned()).filter(|of| of != "phrase"),
        now: visit.app.now(),
    };
    let asking = visit.asking();
    let done = visit
        .app
        .change(move |workspace| workspace.unteach(&asking, &form))
        .await?;
    match done {
        Ok(saved) => {
            let to = telling(address(at), saved.change_set);
            Ok(Redirect::to(&to.to_string()).into_response())
        }
        Err(Refused::Nothing) => {
            let fault = visit.words.t("documents-taught-gone");
            Ok(shown(&visit, at, Some(fault)).await?.into_response())
        }
        Err(Refused::Workspace(why)) => Err(why.into()),
        Err(why) => {
            let fault = visit.words.reason(&why.reason());
            Ok(shown(&visit, at, Some(fault)).await?.into_response())
        }
    }
}
