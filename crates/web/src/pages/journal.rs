//! The journal: what was saved, when and by which device; and whether it is whole.

use aigaq_schema::ChangeSetId;
use askama::Template;
use axum::extract::Path;
use axum::response::Html;

use crate::address::Address;
use crate::frame::{Frame, Place};
use crate::pages::pager::Pager;
use crate::problem::Problem;
use crate::visit::{Visit, page};
use aigaq_workspace::registers::FlawRow;
use aigaq_workspace::{ChangeSetBrief, ChangeSetView, JournalPage, reason_of_problem};

#[derive(Template)]
#[template(path = "journal.html")]
struct Journal {
    frame: Frame,
    rows: Vec<ChangeSetBrief>,
    pager: Pager,
    journal: JournalPage,
}

/// `GET /journal?page=`
pub(crate) async fn journal(visit: Visit) -> Result<Html<String>, Problem> {
    let number = visit.asked.page()?;
    let journal = visit
        .ask(move |workspace, asking| workspace.journal(asking, number - 1))
        .await?;
    page(&Journal {
        frame: visit.frame(Place::Journal, visit.words.t("way-journal")),
        rows: journal.rows.clone(),
        pager: Pager::new(number, journal.pages, |number| {
            Address::new("/journal")
                .with("page", number.to_string())
                .to_string()
        }),
        journal,
    })
}

#[derive(Template)]
#[template(path = "change_set.html")]
struct ChangeSet {
    frame: Frame,
    /// The change-set that this one has just undone.
    undid: Option<String>,
    pager: Pager,
    beyond: bool,
    view: ChangeSetView,
    /// What of it cannot be as it was entered: the first, and how much there is.
    flaws: Vec<FlawRow>,
    flaws_in_all: usize,
}

/// Flaws that the page of a change-set tells of; all are among the checks, to which it leads.
const FLAWS: usize = 20;

/// `GET /journal/{change_set}?page=&undid=`
pub(crate) async fn change_set(
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Html<String>, Problem> {
    let id: ChangeSetId = id.parse().map_err(|_| Problem::NotFound)?;
    let number = visit.asked.page()?;
    let (view, flaws, flaws_in_all) = visit
        .ask(move |workspace, asking| {
            let Some(view) = workspace.change_set(asking, id, number - 1)? else {
                return Ok(None);
            };
            let (flaws, in_all) = workspace.flaws_of_change_set(asking, id, FLAWS)?;
            Ok(Some((view, flaws, in_all)))
        })
        .await?
        .ok_or(Problem::NotFound)?;
    page(&ChangeSet {
        flaws,
        flaws_in_all,
        frame: visit.frame(
            Place::Journal,
            format!("{}, {}", view.brief.act_label, view.brief.when),
        ),
        undid: visit
            .asked
            .one("undid")
            .and_then(|given| given.parse::<ChangeSetId>().ok())
            .map(|undid| format!("/journal/{undid}")),
        pager: Pager::new(view.page + 1, view.pages, |number| {
            Address::new(format!("/journal/{id}"))
                .with("page", number.to_string())
                .to_string()
        }),
        beyond: number > view.pages,
        view,
    })
}

#[derive(Template)]
#[template(path = "verify.html")]
struct Verify {
    frame: Frame,
    entries: u64,
    change_sets: u64,
    unverified: u64,
    problems: Vec<String>,
}

/// `GET /verify`: reads the whole journal again, which may take a while.
pub(crate) async fn verify(visit: Visit) -> Result<Html<String>, Problem> {
    let report = visit.ask(|workspace, _| workspace.verify()).await?;
    page(&Verify {
        frame: visit.frame(Place::Journal, visit.words.t("verify-title")),
        entries: report.entries,
        change_sets: report.change_sets,
        unverified: report.unverified,
        problems: report
            .problems
            .iter()
            .map(|problem| visit.words.reason(&reason_of_problem(problem)))
            .collect(),
    })
}
