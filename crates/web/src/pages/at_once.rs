//! Decisions on many at once: what several people allow, who may read several records. They come from an incident, from
//! a list with all that narrows it, or from the gate of a publication; what they change is shown before it is saved.

mod beginning;
pub(crate) mod consents;
pub(crate) mod levels;

use aigaq_schema::RecordId;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::forms;
use crate::pages::enter::{Sent, Summary, Wish};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::Visit;
use aigaq_workspace::entering::{Decision, Entered, FieldFault, Filled};
use aigaq_workspace::{Asking, FormToken, Refused, Workspace, WorkspaceError};
use beginning::{Beginning, PartOfList, of_list, of_record};

/// A form that decides on many.
pub(crate) trait AtOnce: Sized + Send + 'static {
    /// The end of its addresses.
    const PAGE: &'static str;

    /// What the form of these records begins with.
    fn filled(
        workspace: &Workspace,
        asking: &Asking,
        records: &[RecordId],
    ) -> Result<Filled, WorkspaceError>;

    /// The form with what was typed, and the saving that it says.
    fn entered(
        workspace: &Workspace,
        asking: &Asking,
        filled: &Filled,
        new: (FormToken, &(i64, String)),
    ) -> Result<Entered<Self>, WorkspaceError>;

    /// What every such form has.
    fn decision(&self) -> &Decision;

    /// Its page.
    fn show(self, visit: &Visit, above: Above) -> Result<Html<String>, Problem>;
}

/// What stands above a form.
#[derive(Default)]
pub(crate) struct Above {
    summary: Summary,
    of_list: Option<PartOfList>,
    /// Where it stands what was saved of those before.
    saved: Option<String>,
}

/// The button to those who come after the ones on the form.
const NEXT: &str = "next";

/// `GET /consents?record=…`, `GET /sensitivity?record=…`: of an incident, a person, a record.
pub(crate) async fn of_one<F: AtOnce>(visit: Visit) -> Result<Response, Problem> {
    let beginning = of_record(&visit)?;
    begun::<F>(&visit, beginning).await
}

/// `GET /records/{type}/consents`, `GET /records/{type}/sensitivity`, with all that the address of the list has.
pub(crate) async fn of_all<F: AtOnce>(
    visit: Visit,
    Path(record_type): Path<String>,
) -> Result<Response, Problem> {
    match of_list(&visit, (record_type, F::PAGE)).await? {
        Ok(beginning) => begun::<F>(&visit, beginning).await,
        Err(response) => Ok(response),
    }
}

async fn begun<F: AtOnce>(
    visit: &Visit,
    Beginning { records, above }: Beginning,
) -> Result<Response, Problem> {
    let filled = visit
        .ask(move |workspace, asking| F::filled(workspace, asking, &records))
        .await?;
    opened::<F>(visit, filled, above).await
}

/// A form that was not sent yet.
async fn opened<F: AtOnce>(
    visit: &Visit,
    filled: Filled,
    above: Above,
) -> Result<Response, Problem> {
    let (token, now) = (new_form()?, visit.app.now());
    let form = visit
        .ask(move |workspace, asking| {
            let entered = F::entered(workspace, asking, &filled, (token, &now))?;
            Ok(entered.form)
        })
        .await?;
    Ok(form.show(visit, above)?.into_response())
}

/// `POST /consents`, `POST /sensitivity`: those whom another page chose, or the form.
pub(crate) async fn send<F: AtOnce>(
    visit: Visit,
    sent: forms::Filled,
) -> Result<Response, Problem> {
    let Sent {
        token,
        filled,
        wish,
    } = Sent::new(sent)?;
    let next = filled.next_part();
    if !filled.get(NEXT).is_empty()
        && let Some(next) = next
    {
        return opened::<F>(&visit, next, Above::default()).await;
    }
    let (asking, now) = (visit.asking(), visit.app.now());
    let became = visit
        .app
        .change(move |workspace| {
            let entered = F::entered(workspace, &asking, &filled, (token, &now))?;
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
    let (form, refused) = match became {
        Ok(saved) => {
            // There it can be taken back at once.
            let saved = format!("/journal/{}", saved.change_set);
            return match next {
                None => Ok(Redirect::to(&saved).into_response()),
                Some(next) => {
                    let above = Above {
                        saved: Some(saved),
                        ..Above::default()
                    };
                    opened::<F>(&visit, next, above).await
                }
            };
        }
        Err(shown) => shown,
    };
    let Decision { faults, unseen, .. } = form.decision();
    let above = Above {
        summary: summary(&visit, wish, faults, (*unseen, refused))?,
        ..Above::default()
    };
    Ok(form.show(&visit, above)?.into_response())
}

/// What is told of a form that is shown again.
fn summary(
    visit: &Visit,
    wish: Wish,
    faults: &[FieldFault],
    (unseen, refused): (bool, Option<Refused>),
) -> Result<Summary, Problem> {
    if let Some(refused) = refused {
        return match refused {
            // The same form changed something meanwhile: it stands below as it is now.
            Refused::Stale(_) => Ok(told(visit, "at-once-stale")),
            refused => Summary::refused(visit, refused),
        };
    }
    if wish == Wish::Save && unseen && faults.is_empty() {
        return Ok(told(visit, "at-once-look"));
    }
    Ok(Summary::of(visit, wish, faults, 0))
}

fn told(visit: &Visit, key: &'static str) -> Summary {
    Summary {
        title: visit.words.t(key),
        ..Summary::default()
    }
}
