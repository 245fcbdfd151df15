//! What several people allow.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};

use super::{Beginning, PartOf, of_list, of_record, summary, to_change_set};
use crate::forms;
use crate::frame::{Frame, Place};
use crate::pages::enter::{Sent, Summary, Wish};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::entering::{ConsentsAtOnce, Effect};
use aigaq_workspace::{Refused, SpokenConsent};

#[derive(Template)]
#[template(path = "at_once_consents.html")]
struct Shown {
    frame: Frame,
    summary: Summary,
    form: ConsentsAtOnce,
    /// Where these are not all of a list.
    part: Option<PartOf>,
    spoken: &'static [SpokenConsent],
    spoken_unreviewed: bool,
}

/// `GET /consents?record=…`: of the people of an incident, or of a person.
pub(crate) async fn of_one(visit: Visit) -> Result<Response, Problem> {
    let beginning = of_record(&visit.asked)?;
    begun(&visit, beginning).await
}

/// `GET /records/{type}/consents`, with all that the address of the list has.
pub(crate) async fn of_all(
    visit: Visit,
    Path(record_type): Path<String>,
) -> Result<Response, Problem> {
    match of_list(&visit, (record_type, "consents")).await? {
        Ok(beginning) => begun(&visit, beginning).await,
        Err(response) => Ok(response),
    }
}

async fn begun(visit: &Visit, Beginning { records, part }: Beginning) -> Result<Response, Problem> {
    let (token, now) = (new_form()?, visit.app.now());
    let form = visit
        .ask(move |workspace, asking| {
            let filled = workspace.people_filled(asking, &records)?;
            let entered = workspace.consents_at_once(asking, &filled, (token, &now))?;
            Ok(entered.form)
        })
        .await?;
    let part = part.or_else(|| PartOf::first_of(form.in_all));
    show(visit, form, (Summary::default(), part))
}

/// `POST /consents`: the people whom another page chose, or the form.
pub(crate) async fn send(visit: Visit, sent: forms::Filled) -> Result<Response, Problem> {
    let Sent {
        token,
        filled,
        wish,
    } = Sent::new(sent)?;
    let (asking, now) = (visit.asking(), visit.app.now());
    let became = visit
        .app
        .change(move |workspace| {
            let entered = workspace.consents_at_once(&asking, &filled, (token, &now))?;
            let Some(saving) = entered.saving.filter(|_| wish == Wish::Save) else {
                return Ok(Err((entered.form, None)));
            };
            match workspace.save(&saving) {
                Ok(saved) => Ok(Ok(saved)),
                Err(Refused::Workspace(why)) => Err(why),
                Err(refused) => Ok(Err((entered.form, Some(refused)))),
            }
        })
        .await?
        .map_err(Problem::from)?;
    match became {
        Ok(saved) => Ok(to_change_set(saved)),
        Err((form, refused)) => {
            let summary = summary(&visit, wish, &form.faults, (form.unseen, refused))?;
            let part = PartOf::first_of(form.in_all);
            show(&visit, form, (summary, part))
        }
    }
}

fn show(
    visit: &Visit,
    form: ConsentsAtOnce,
    (summary, part): (Summary, Option<PartOf>),
) -> Result<Response, Problem> {
    let shown = page(&Shown {
        frame: visit.frame(Place::Enter, visit.words.t("at-once-consents")),
        summary,
        form,
        part,
        spoken: SpokenConsent::all(),
        spoken_unreviewed: !SpokenConsent::is_reviewed(),
    })?;
    Ok(shown.into_response())
}
