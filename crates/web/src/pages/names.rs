//! The names of a person or an organisation: every spelling, by its letters, and which of them readers of each language
//! see.

use aigaq_schema::{Language, RecordId};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::address::Address;
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::review::forms::go;
use crate::pages::review::sent::{Sent, refused};
use crate::pages::saved::SavedNotice;
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use crate::words::Words;
use aigaq_workspace::{Named, Refused, ShownIn, SpellingsView, Version};

/// Spellings that can be chosen from a list; others are typed.
const MOST_CHOICES: usize = 40;

#[derive(Template)]
#[template(path = "names.html")]
struct Names {
    frame: Frame,
    saved: Option<SavedNotice>,
    named: Named,
    form: String,
    /// Somebody was quicker, so nothing was saved.
    changed: bool,
    /// Why a form that was typed is none.
    fault: Option<String>,
    choices: Vec<Choice>,
    view: SpellingsView,
}

/// What readers of one language are to see.
struct Choice {
    language: Language,
    name: &'static str,
    /// What they see where nothing is chosen.
    automatic: String,
    /// The spellings, and which is chosen.
    spellings: Vec<(String, bool)>,
    typed: String,
}

impl Choice {
    fn of(shown: &ShownIn, view: &SpellingsView, typed: Option<&Typed>) -> Self {
        let chosen = match typed {
            Some(typed) => Some(typed.chosen.as_str()).filter(|text| !text.is_empty()),
            None => shown.chosen.as_deref(),
        };
        let mut spellings: Vec<(String, bool)> = view
            .spellings()
            .take(MOST_CHOICES)
            .map(|text| (text.to_owned(), Some(text) == chosen))
            .collect();
        // What is chosen stands there, however many others do.
        if let Some(chosen) = chosen.filter(|_| !spellings.iter().any(|(_, is)| *is)) {
            spellings.push((chosen.to_owned(), true));
        }
        Self {
            language: shown.language,
            name: shown.language.own_name(),
            automatic: shown.automatic.clone(),
            spellings,
            typed: typed.map_or_else(String::new, |typed| typed.typed.clone()),
        }
    }
}

/// What was sent for one language.
struct Typed {
    language: Language,
    chosen: String,
    typed: String,
}

impl Typed {
    fn read(sent: &Sent) -> Vec<Self> {
        let one = |language: Language| Self {
            language,
            chosen: sent.text(&format!("known.{language}")),
            typed: sent.text(&format!("typed.{language}")),
        };
        Language::ALL.into_iter().map(one).collect()
    }

    fn wished(&self) -> (Language, String) {
        let text = if self.typed.is_empty() {
            &self.chosen
        } else {
            &self.typed
        };
        (self.language, text.clone())
    }
}

/// The script of a group of spellings, in words.
pub(crate) fn script(w: Words, key: &str) -> String {
    w.t(match key {
        "kazakh" => "script-kazakh",
        "cyrillic" => "script-cyrillic",
        "latin" => "script-latin",
        _ => "script-other",
    })
}

/// `GET /record/{id}/names`
pub(crate) async fn names(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    show(&visit, id, &[], None).await
}

/// `POST /record/{id}/names`: for each language `known.en` (a spelling, or nothing) and `typed.en`.
pub(crate) async fn choose(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    let sent = Sent::new(&filled);
    let typed = Typed::read(&sent);
    if filled.again {
        return show(&visit, id, &typed, None).await;
    }
    let form = sent.review(&visit, id, "")?;
    let seen: Option<Version> = sent.one("seen").and_then(|seen| seen.parse().ok());
    let seen = seen.ok_or(Problem::OldForm)?;
    let wished: Vec<_> = typed.iter().map(Typed::wished).collect();
    let done = visit
        .app
        .change(move |workspace| workspace.show_as(&form, &wished, seen))
        .await?;
    let to = Address::new(address(id));
    match done {
        // It is so already: twice is as good as once.
        Err(Refused::Nothing) => Ok(Redirect::to(&to.to_string()).into_response()),
        Err(Refused::Stale(_)) => {
            let to = to.with("changed", "1");
            Ok(Redirect::to(&to.to_string()).into_response())
        }
        Err(Refused::Unfit(why)) => {
            let fault = visit.words.reason(&why);
            let page = show(&visit, id, &typed, Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        done => Ok(go(to, done.map_err(refused)?)),
    }
}

/// The page of a record's names.
pub(crate) fn address(id: RecordId) -> String {
    format!("{}/names", crate::address::record(id))
}

async fn show(
    visit: &Visit,
    id: RecordId,
    typed: &[Typed],
    fault: Option<String>,
) -> Result<Response, Problem> {
    let (view, named) = visit
        .ask(move |workspace, asking| {
            let view = workspace.spellings(asking, id)?;
            Ok(view.zip(workspace.named(asking, id)?))
        })
        .await?
        .ok_or(Problem::NoSuchRecord)?;
    let choice = |shown: &ShownIn| {
        let typed = typed.iter().find(|typed| typed.language == shown.language);
        Choice::of(shown, &view, typed)
    };
    let html = page(&Names {
        frame: visit.frame(Place::Elsewhere, visit.words.t("names-title")),
        saved: SavedNotice::of(visit),
        named,
        form: new_form()?.to_string(),
        changed: visit.asked.one("changed").is_some(),
        fault,
        choices: view.shown.iter().map(choice).collect(),
        view,
    })?;
    Ok(html.into_response())
}
