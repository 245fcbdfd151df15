//! What imports left out, until somebody has dealt with it.

use aigaq_journal::ActOfSaving;
use aigaq_schema::{Basis, RecordId, Value, Withdrawal};
use askama::Template;
use axum::extract::Path;
use axum::response::{Html, Redirect};

use crate::address::Address;
use crate::frame::{Frame, Place};
use crate::pages::pager::Pager;
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::{QuarantinedCell, RecordChange, Refused, Saving, Say, Seen};

/// Cells on a page.
const PER_PAGE: usize = 50;

#[derive(Template)]
#[template(path = "quarantine.html")]
struct Quarantine {
    frame: Frame,
    /// Those that were dealt with are shown.
    done: bool,
    open: usize,
    settled: usize,
    rows: Vec<QuarantinedCell>,
    pager: Pager,
}

/// `GET /quarantine?done=1&page=`
pub(crate) async fn list(visit: Visit) -> Result<Html<String>, Problem> {
    let number = visit.asked.page()?;
    let done = visit.asked.one("done").is_some();
    let all = visit
        .ask(|workspace, asking| workspace.quarantine(&asking.reader))
        .await?;
    let settled = all.iter().filter(|cell| cell.done).count();
    let open = all.len() - settled;
    let pages = if done { settled } else { open }.div_ceil(PER_PAGE).max(1);
    let rows = all
        .into_iter()
        .filter(|cell| cell.done == done)
        .skip((number.min(pages) - 1) * PER_PAGE)
        .take(PER_PAGE)
        .collect();
    page(&Quarantine {
        frame: visit.frame(Place::Import, visit.words.t("quarantine-title")),
        done,
        open,
        settled,
        rows,
        pager: Pager::new(number, pages, |number| {
            Address::new("/quarantine")
                .with_some("done", done.then_some("1"))
                .with("page", number.to_string())
                .to_string()
        }),
    })
}

/// `POST /quarantine/{note}`: somebody has dealt with it.
pub(crate) async fn settle(visit: Visit, Path(id): Path<String>) -> Result<Redirect, Problem> {
    let note: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    let now = visit.app.now();
    let token = new_form()?;
    let done = visit
        .app
        .change(move |workspace| {
            let live = workspace.live(note)?;
            let is_quarantine = live
                .iter()
                .any(|s| s.property == "kind" && s.value == Value::term("quarantine"));
            let waits = live
                .iter()
                .filter(|s| s.property == "done" && s.value == Value::YesNo(false));
            let withdraw: Vec<Withdrawal> = waits
                .map(|s| Withdrawal {
                    statement: s.id,
                    reason: "dealt with".to_owned(),
                })
                .collect();
            if !is_quarantine || withdraw.is_empty() {
                return Ok(is_quarantine);
            }
            let change = RecordChange {
                record: note,
                record_type: "note".to_owned(),
                root: note,
                seen: Seen::At(workspace.version(note)?),
                say: vec![Say::new("done", Value::YesNo(true), &Basis::default())],
                withdraw,
            };
            let saved = workspace.save(&Saving {
                token,
                act: ActOfSaving::Decision,
                records: vec![change],
                now,
            });
            match saved {
                // Somebody else did the same at the same moment.
                Ok(_) | Err(Refused::Stale(_) | Refused::Nothing) => Ok(true),
                Err(Refused::Workspace(why)) => Err(why),
                Err(Refused::Unfit(_) | Refused::At { .. }) => Ok(false),
            }
        })
        .await?
        .map_err(Problem::from)?;
    if done {
        Ok(Redirect::to("/quarantine"))
    } else {
        Err(Problem::NoSuchRecord)
    }
}
