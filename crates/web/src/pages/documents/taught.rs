//! What the reader of documents was taught here, and taken away again.

use askama::Template;
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::address::Address;
use crate::forms::Filled as Sent;
use crate::frame::{Frame, Place};
use crate::pages::saved::{SavedNotice, telling};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::entering::Filled;
use aigaq_workspace::{FormToken, Refused, Unteach, Words as Phrases, Workspace};

/// Most of them on the page.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "documents_taught.html")]
struct TaughtPage {
    frame: Frame,
    saved: Option<SavedNotice>,
    fault: Option<String>,
    form: FormToken,
    phrases: Vec<Line>,
    names: Vec<Line>,
    /// How many there are, where not all are shown.
    more: Option<u64>,
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
    shown(&visit, None).await
}

async fn shown(visit: &Visit, fault: Option<String>) -> Result<Html<String>, Problem> {
    let taught = visit.ask(Workspace::taught).await?;
    let words = Phrases::of(visit.words.language());
    let all = taught.phrases.len() + taught.names.len();
    let phrases = taught.phrases.into_iter().take(MOST).map(|phrase| Line {
        means: match &phrase.kind {
            Some(kind) => words.say(&format!("reading.kind.{kind}")),
            None => visit.words.t("documents-taught-nothing"),
        },
        words: phrase.words,
        of: "phrase".to_owned(),
    });
    let names = taught.names.into_iter().take(MOST).map(|name| Line {
        means: match name.kind.as_str() {
            "person" => visit.words.t("documents-taught-no-person"),
            "organisation" => visit.words.t("documents-taught-no-organisation"),
            _ => visit.words.t("documents-taught-no-place"),
        },
        words: name.words,
        of: name.kind,
    });
    let (phrases, names): (Vec<Line>, Vec<Line>) = (phrases.collect(), names.collect());
    let is_cut = phrases.len() + names.len() < all;
    page(&TaughtPage {
        frame: visit.frame(Place::Import, visit.words.t("documents-taught-title")),
        saved: SavedNotice::of(visit),
        fault,
        form: new_form()?,
        phrases,
        names,
        more: is_cut.then_some(all as u64),
    })
}

/// `POST /documents/taught`: takes one away.
pub(crate) async fn unteach(visit: Visit, sent: Sent) -> Result<Response, Problem> {
    let filled = Filled::new(sent.pairs);
    let Some((of, words)) = filled.get("do").split_once(' ') else {
        return Ok(shown(&visit, None).await?.into_response());
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
            let to = telling(
                Address::new("/documents/taught".to_owned()),
                saved.change_set,
            );
            Ok(Redirect::to(&to.to_string()).into_response())
        }
        Err(Refused::Nothing) => {
            let fault = visit.words.t("documents-taught-gone");
            Ok(shown(&visit, Some(fault)).await?.into_response())
        }
        Err(Refused::Workspace(why)) => Err(why.into()),
        Err(why) => {
            let fault = visit.words.reason(&why.reason());
            Ok(shown(&visit, Some(fault)).await?.into_response())
        }
    }
}
