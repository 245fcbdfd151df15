//! The full form of a record: new, or as it stands; and what happens when others were quicker.

use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Response};

use super::{Became, Sent, Summary, Wish, to_record};
use crate::address::encode;
use crate::forms;
use crate::frame::{Frame, Place};
use crate::problem::Problem;
use crate::token;
use crate::visit::{Visit, page};
use aigaq_schema::RecordId;
use aigaq_workspace::entering::{Beside, RecordForm, Which};
use aigaq_workspace::{FormToken, Refused, SpokenConsent};

#[derive(Template)]
#[template(path = "enter/record.html")]
struct RecordFormPage {
    frame: Frame,
    summary: Summary,
    to: String,
    form: RecordForm,
    makes: String,
    beside: Vec<Beside>,
    /// What is read aloud first, where the form records a consent.
    spoken: &'static [SpokenConsent],
    spoken_unreviewed: bool,
    /// Whose consent it asks, and what it means that nobody was asked.
    whose: String,
}

/// The form, what others changed meanwhile, and why it was refused.
type Shown = (RecordForm, Vec<Beside>, Option<Refused>);

/// `GET /enter/{type}?event=…`
pub(crate) async fn new_form(
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Html<String>, Problem> {
    let which = Which::New(code);
    empty(&visit, which).await
}

/// `POST /enter/{type}`
pub(crate) async fn send_new(
    visit: Visit,
    Path(code): Path<String>,
    sent: forms::Filled,
) -> Result<Response, Problem> {
    send(&visit, Which::New(code), sent).await
}

/// `GET /record/{id}/edit`
pub(crate) async fn edit_form(
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Html<String>, Problem> {
    empty(&visit, there(&id)?).await
}

/// `POST /record/{id}/edit`
pub(crate) async fn send_edit(
    visit: Visit,
    Path(id): Path<String>,
    sent: forms::Filled,
) -> Result<Response, Problem> {
    send(&visit, there(&id)?, sent).await
}

fn there(id: &str) -> Result<Which, Problem> {
    id.parse()
        .map(Which::There)
        .map_err(|_| Problem::NoSuchRecord)
}

fn missing(which: &Which) -> Problem {
    match which {
        Which::New(code) => Problem::UnknownType(code.chars().take(40).collect()),
        Which::There(_) => Problem::NoSuchRecord,
    }
}

async fn empty(visit: &Visit, which: Which) -> Result<Html<String>, Problem> {
    let token = token::new_form()?;
    let now = visit.app.now();
    let given = visit.asked.pairs().to_vec();
    let asked = which.clone();
    let form = visit
        .ask(move |workspace, asking| {
            let Some(filled) = workspace.record_filled(asking, &asked, &given)? else {
                return Ok(None);
            };
            workspace.enter_record(asking, &asked, &filled, (token, &now))
        })
        .await?
        .ok_or_else(|| missing(&which))?
        .form;
    show(visit, &which, (form, Vec::new(), None), Summary::default())
}

async fn send(visit: &Visit, which: Which, sent: forms::Filled) -> Result<Response, Problem> {
    let Sent {
        token,
        filled,
        wish,
    } = Sent::new(sent)?;
    let (asking, now) = (visit.asking(), visit.app.now());
    let fresh = token::new_form()?;
    let asked = which.clone();
    let became = visit
        .app
        .change(move |workspace| {
            let entered = workspace.enter_record(&asking, &asked, &filled, (token, &now))?;
            let Some(entered) = entered else {
                return Ok(None);
            };
            let Some(saving) = entered.saving.filter(|_| wish == Wish::Save) else {
                let shown: Shown = (entered.form, Vec::new(), None);
                return Ok(Some(Became::Shown(Box::new(shown))));
            };
            let refused = match workspace.save(&saving) {
                Ok(saved) => return Ok(Some(Became::Saved(saved, of(&asked, token)))),
                Err(Refused::Workspace(why)) => return Err(why),
                Err(refused) => refused,
            };
            let shown = match (&asked, &refused) {
                (Which::There(id), Refused::Stale(_)) => workspace
                    .overtaken(&asking, *id, &filled, (token, &now))?
                    .map(|stale| (stale.form, stale.beside, Some(refused))),
                (Which::New(_), Refused::Stale(_)) => workspace
                    .enter_record(&asking, &asked, &filled, (fresh, &now))?
                    .map(|entered| (entered.form, Vec::new(), Some(refused))),
                _ => Some((entered.form, Vec::new(), Some(refused))),
            };
            Ok(shown.map(|shown| Became::Shown(Box::new(shown))))
        })
        .await?
        .map_err(Problem::from)?;
    match became.ok_or_else(|| missing(&which))? {
        Became::Saved(saved, record) => Ok(to_record(saved, record)),
        Became::Shown(mut shown) => {
            let refused = shown.2.take();
            let summary = match refused {
                Some(refused) => refused_summary(visit, &which, (refused, token), &shown)?,
                None => Summary::of(visit, wish, &shown.0.faults, shown.0.open),
            };
            Ok(show(visit, &which, *shown, summary)?.into_response())
        }
    }
}

/// The record that a form is about, or makes.
fn of(which: &Which, token: FormToken) -> RecordId {
    match which {
        Which::There(id) => *id,
        Which::New(_) => token.record(0),
    }
}

fn refused_summary(
    visit: &Visit,
    which: &Which,
    (refused, token): (Refused, FormToken),
    shown: &Shown,
) -> Result<Summary, Problem> {
    let words = visit.words;
    match (refused, which) {
        (Refused::Stale(_), Which::New(_)) => Ok(Summary::saved_before(words, token.record(0))),
        (Refused::Stale(_), Which::There(_)) => Ok(Summary {
            title: words.t("enter-stale"),
            faults: shown.0.faults.clone(),
            lines: vec![words.t("enter-stale-hint")],
        }),
        (refused, _) => Summary::refused(visit, refused),
    }
}

fn show(
    visit: &Visit,
    which: &Which,
    (form, beside, _): Shown,
    summary: Summary,
) -> Result<Html<String>, Problem> {
    let (to, title) = match which {
        Which::New(code) => (
            format!("/enter/{}", encode(code)),
            visit.words.with("enter-new-title", &form.type_label),
        ),
        Which::There(id) => (
            format!("/record/{id}/edit"),
            visit.words.with("enter-edit-title", &form.type_label),
        ),
    };
    let spoken: &[SpokenConsent] = match form.record_type.as_str() {
        "actor" | "source" | "consent" => SpokenConsent::all(),
        _ => &[],
    };
    let whose = match form.record_type.as_str() {
        "source" => visit.words.t("enter-consent-whose-source"),
        _ => visit.words.t("enter-consent-whose-one"),
    };
    page(&RecordFormPage {
        whose,
        spoken,
        spoken_unreviewed: !SpokenConsent::is_reviewed(),
        frame: visit.frame(Place::Enter, title),
        summary,
        to,
        makes: form.makes.join(" · "),
        form,
        beside,
    })
}
