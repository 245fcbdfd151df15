//! Today: what waits for somebody, what came in, what ends soon, what does not agree, what is here.

mod months;

use askama::Template;
use axum::response::Html;

use crate::address::Address;
use crate::frame::{Frame, Place};
use crate::pages::saved::SavedNotice;
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_view::AGREEMENT;
use aigaq_workspace::{Asking, ChangeSetBrief, DueState, Overview, TypeCount, Workspace};
use months::Months;

#[derive(Template)]
#[template(path = "start.html")]
struct Start {
    frame: Frame,
    empty: bool,
    /// Types of which there are no records: they are part of what can be said here.
    unused: Vec<TypeCount>,
    months: Option<Months>,
    disagreements: Vec<Disagreeing>,
    restrictions_href: String,
    rows: Vec<ChangeSetBrief>,
    /// The day it is, in words.
    today: String,
    saved: Option<SavedNotice>,
    /// To which page the button of a follow-up comes back.
    back: String,
    form: String,
    overview: Overview,
}

struct Disagreeing {
    label: String,
    differ: u64,
    contradict: u64,
    differ_href: Option<String>,
    contradict_href: Option<String>,
}

/// `GET /`
pub(crate) async fn start(visit: Visit) -> Result<Html<String>, Problem> {
    let (overview, unused) = visit
        .ask(|workspace, asking| {
            let overview = workspace.overview(asking)?;
            let unused = unused(workspace, asking, &overview);
            Ok((overview, unused))
        })
        .await?;
    let href = |code: &str, state: &str, count: u64| {
        (count > 0).then(|| {
            Address::new(format!("/records/{code}"))
                .with("where", format!("{AGREEMENT}={state}"))
                .to_string()
        })
    };
    page(&Start {
        frame: visit.frame(Place::Start, visit.words.t("start-title")),
        empty: overview.types.iter().all(|kind| kind.count == 0),
        unused,
        months: overview
            .months
            .as_ref()
            .map(|all| Months::of(all, visit.words)),
        disagreements: overview
            .disagreements
            .iter()
            .map(|row| Disagreeing {
                label: row.label.clone(),
                differ: row.differ,
                contradict: row.contradict,
                differ_href: href(&row.code, "differ", row.differ),
                contradict_href: href(&row.code, "contradict", row.contradict),
            })
            .collect(),
        restrictions_href: Address::new("/outputs/restrictions")
            .with("on", visit.app.today().to_string())
            .to_string(),
        rows: overview.recent.clone(),
        today: aigaq_publishing::dates::day(visit.app.today(), visit.words.language())
            .unwrap_or_default(),
        saved: SavedNotice::of(&visit),
        back: "/".to_owned(),
        form: new_form()?.to_string(),
        overview,
    })
}

fn unused(workspace: &Workspace, asking: &Asking, overview: &Overview) -> Vec<TypeCount> {
    workspace
        .schema()
        .types()
        .filter(|kind| {
            !overview
                .types
                .iter()
                .any(|used| used.code == kind.code && used.count > 0)
        })
        .map(|kind| TypeCount {
            code: kind.code.clone(),
            label: kind.plural.get(asking.language).to_owned(),
            count: 0,
        })
        .collect()
}
