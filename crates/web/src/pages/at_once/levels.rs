//! Who may read several records.

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
use aigaq_workspace::Refused;
use aigaq_workspace::entering::{Effect, LevelsAtOnce};

#[derive(Template)]
#[template(path = "at_once_levels.html")]
struct Shown {
    frame: Frame,
    summary: Summary,
    form: LevelsAtOnce,
    /// Where these are not all of a list.
    part: Option<PartOf>,
}

/// `GET /sensitivity?record=…`: of one record.
pub(crate) async fn of_one(visit: Visit) -> Result<Response, Problem> {
    let beginning = of_record(&visit.asked)?;
    begun(&visit, beginning).await
}

/// `GET /records/{type}/sensitivity`, with all that the address of the list has.
pub(crate) async fn of_all(
    visit: Visit,
    Path(record_type): Path<String>,
) -> Result<Response, Problem> {
    match of_list(&visit, (record_type, "sensitivity")).await? {
        Ok(beginning) => begun(&visit, beginning).await,
        Err(response) => Ok(response),
    }
}

async fn begun(visit: &Visit, Beginning { records, part }: Beginning) -> Result<Response, Problem> {
    let (token, now) = (new_form()?, visit.app.now());
    let form = visit
        .ask(move |workspace, asking| {
            let filled = workspace.records_filled(&records);
            let entered = workspace.levels_at_once(asking, &filled, (token, &now))?;
            Ok(entered.form)
        })
        .await?;
    let part = part.or_else(|| PartOf::first_of(form.in_all));
    show(visit, form, (Summary::default(), part))
}

/// `POST /sensitivity`: the records that another page chose, or the form.
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
            let entered = workspace.levels_at_once(&asking, &filled, (token, &now))?;
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
    form: LevelsAtOnce,
    (summary, part): (Summary, Option<PartOf>),
) -> Result<Response, Problem> {
    let shown = page(&Shown {
        frame: visit.frame(Place::Enter, visit.words.t("at-once-levels")),
        summary,
        form,
        part,
    })?;
    Ok(shown.into_response())
}
