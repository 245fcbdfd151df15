//! The quick form: a whole incident on one page.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use super::{Became, Sent, Summary, Wish, to_record};
use crate::forms;
use crate::frame::{Frame, Place};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::entering::{Filled, IncidentForm};
use aigaq_workspace::{FormToken, Refused};

#[derive(Template)]
#[template(path = "enter/incident.html")]
struct IncidentPage {
    frame: Frame,
    summary: Summary,
    form: IncidentForm,
    makes: String,
}

/// `GET /enter`
pub(crate) async fn form(visit: Visit) -> Result<Html<String>, Problem> {
    let token = new_form()?;
    let now = visit.app.now();
    let form = visit
        .ask(move |workspace, asking| {
            let entered = workspace.enter_incident(asking, &Filled::default(), token, &now)?;
            Ok(entered.form)
        })
        .await?;
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
                Ok(saved) => Ok(Became::Saved(saved, token.record(0))),
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
            let summary = summary(&visit, wish, &form, (refused, token))?;
            Ok(show(&visit, form, summary)?.into_response())
        }
    }
}

fn summary(
    visit: &Visit,
    wish: Wish,
    form: &IncidentForm,
    (refused, token): (Option<Refused>, FormToken),
) -> Result<Summary, Problem> {
    let words = visit.words;
    if let Some(refused) = refused {
        return match refused {
            Refused::Stale(_) => Ok(Summary::saved_before(words, token.record(0))),
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
    page(&IncidentPage {
        frame: visit.frame(Place::Enter, visit.words.t("enter-title")),
        summary,
        makes: form.makes.join(" · "),
        form,
    })
}
