//! The quick form: a whole incident on one page.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use super::{Became, Sent, Summary, Wish, to_record};
use crate::forms;
use crate::frame::{Frame, Place};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_schema::RecordId;
use aigaq_workspace::entering::{Filled, IncidentForm};
use aigaq_workspace::{Refused, SpokenConsent};

#[derive(Template)]
#[template(path = "enter/incident.html")]
struct IncidentPage {
    frame: Frame,
    summary: Summary,
    form: IncidentForm,
    makes: String,
    /// What is read aloud before a consent is written down.
    spoken: &'static [SpokenConsent],
    spoken_unreviewed: bool,
}

/// `GET /enter`; `GET /enter?event=…` for acts that are added to an event, `GET /enter?note=…` for an incident that is
/// made of a note
pub(crate) async fn form(visit: Visit) -> Result<Html<String>, Problem> {
    let token = new_form()?;
    let now = visit.app.now();
    let named = |what| match visit.asked.one(what) {
        Some(id) => id.parse().map(Some).map_err(|_| Problem::NoSuchRecord),
        None => Ok(None),
    };
    let (event, note) = (named("event")?, named("note")?);
    let form = visit
        .ask(move |workspace, asking| {
            let filled = match (event, note) {
                (Some(event), _) => workspace.incident_filled(asking, event)?,
                (None, Some(note)) => workspace.note_filled(asking, note)?,
                (None, None) => Filled::default(),
            };
            if (event.is_some() || note.is_some()) && filled.is_empty() {
                return Ok(None);
            }
            let entered = workspace.enter_incident(asking, &filled, token, &now)?;
            Ok(Some(entered.form))
        })
        .await?
        .ok_or(Problem::NoSuchRecord)?;
    show(&visit, form, Summary::default())
}

/// `POST /enter`
pub(crate) async fn send(visit: Visit, sent: forms::Filled) -> Result<Response, Problem> {
    let Sent {
        token,
        filled,
        wish,
    } = Sent::new(sent)?;
    let (asking, now) = (visit.asking(), visit.app.now());
    // A token for the same form, should this one have been used.
    let fresh = new_form()?;
    let became = visit
        .app
        .change(move |workspace| {
            let entered = workspace.enter_incident(&asking, &filled, token, &now)?;
            let Some(saving) = entered.saving.filter(|_| wish == Wish::Save) else {
                return Ok(Became::Shown(Box::new((entered.form, None))));
            };
            match workspace.save(&saving) {
                Ok(saved) => Ok(Became::Saved(saved, entered.form.about)),
                Err(Refused::Workspace(why)) => Err(why),
                Err(refused) => {
                    let again = workspace.enter_incident(&asking, &filled, fresh, &now)?;
                    Ok(Became::Shown(Box::new((again.form, Some(refused)))))
                }
            }
        })
        .await?
        .map_err(Problem::from)?;
    match became {
        Became::Saved(saved, record) => Ok(to_record(saved, record)),
        Became::Shown(shown) => {
            let (form, refused) = *shown;
            // With a token of its own, the form shown now makes another event than the one that was saved.
            let before = match &form.event {
                Some(event) => event.id,
                None => token.record(0),
            };
            let summary = summary(&visit, wish, &form, (refused, before))?;
            Ok(show(&visit, form, summary)?.into_response())
        }
    }
}

fn summary(
    visit: &Visit,
    wish: Wish,
    form: &IncidentForm,
    (refused, before): (Option<Refused>, RecordId),
) -> Result<Summary, Problem> {
    let words = visit.words;
    if let Some(refused) = refused {
        return match refused {
            Refused::Stale(_) => Ok(Summary::saved_before(words, before)),
            refused => Summary::refused(visit, refused),
        };
    }
    let mut summary = Summary::of(visit, wish, &form.faults, form.open);
    if form.spread {
        let line = words.t("enter-spread");
        if summary.title.is_empty() || (form.faults.is_empty() && form.open == 0) {
            summary.title = line;
        } else {
            summary.lines.push(line);
        }
    }
    Ok(summary)
}

fn show(visit: &Visit, form: IncidentForm, summary: Summary) -> Result<Html<String>, Problem> {
    let title = match form.event {
        Some(_) => "enter-add-title",
        None => "enter-title",
    };
    page(&IncidentPage {
        frame: visit.frame(Place::Enter, visit.words.t(title)),
        summary,
        makes: form.makes.join(" · "),
        spoken: SpokenConsent::all(),
        spoken_unreviewed: !SpokenConsent::is_reviewed(),
        form,
    })
}
