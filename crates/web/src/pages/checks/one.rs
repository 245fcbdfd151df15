//! One finding: all that it rests on, and settling it with everything in sight.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::item::Item;
use super::{Asked, waiting};
use crate::checking::{Checks as Known, all_checks};
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::pager::Pager;
use crate::pages::review::forms::go;
use crate::pages::review::sent::{Sent, refused};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::{
    Asking, CellPart, CheckReport, Refused, SettleForm, SettlementWay, Workspace,
};

/// Most statements on a page.
const STATEMENTS: usize = 60;

#[derive(Template)]
#[template(path = "checks_one.html")]
struct One {
    frame: Frame,
    item: Item,
    pager: Pager,
    ways: Vec<Way>,
    form: String,
    typed: Typed,
    /// The list to go back to.
    back: String,
    kind: String,
    page: usize,
}

/// A way to settle a finding.
struct Way {
    code: &'static str,
    label: String,
    definition: String,
    chosen: bool,
}

/// What was sent before and lacked something.
#[derive(Default)]
struct Typed {
    way: Option<SettlementWay>,
    reason: String,
    way_missing: bool,
    reason_missing: bool,
}

impl Typed {
    const fn is_at_fault(&self) -> bool {
        self.way_missing || self.reason_missing
    }
}

/// `GET /checks/{finding}?kind=&at=&page=`: `kind` and `at` name the page of the list, `page` that of its statements.
pub(crate) async fn one(visit: Visit, Path(key): Path<String>) -> Result<Response, Problem> {
    let at = visit.asked.one("at").and_then(|at| at.parse().ok());
    let list = Asked::of(visit.asked.one("kind"), false, at.unwrap_or(1))?;
    let number = visit.asked.page()?;
    match crate::checking::checks(&visit).await? {
        Known::Done(report) => show(&visit, &report, (key, list, number), Typed::default()).await,
        Known::UnderWay(far) => waiting::page(&visit, far),
    }
}

/// `POST /checks`: settles a finding, with `finding`, `way` and `reason`.
pub(crate) async fn settle(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let sent = Sent::new(&filled);
    let at = sent.one("at").and_then(|at| at.parse().ok());
    let list = Asked::of(sent.one("kind"), false, at.unwrap_or(1))?;
    let (token, finding) = (sent.token()?, sent.text("finding"));
    let way = match sent.one("way") {
        Some(code) => Some(SettlementWay::from_code(code).ok_or(Problem::OldForm)?),
        None => None,
    };
    let reason = sent.text("reason");
    let typed = Typed {
        way,
        way_missing: way.is_none(),
        reason_missing: reason.is_empty(),
        reason,
    };
    let Some(way) = way.filter(|_| !filled.again && !typed.is_at_fault()) else {
        let report = all_checks(&visit).await?;
        return show(&visit, &report, (finding, list, 1), typed).await;
    };
    // So that nobody waits for the workspace while it looks for the finding.
    all_checks(&visit).await?;
    let form = SettleForm {
        token,
        finding,
        way,
        reason: typed.reason,
        now: visit.app.now(),
    };
    let asking = visit.asking();
    let saved = visit
        .app
        .change(move |workspace| workspace.settle(&asking, None, &form))
        .await?;
    match saved {
        // Somebody settled it before: twice is as good as once.
        Err(Refused::Nothing) => Ok(Redirect::to(&list.address().to_string()).into_response()),
        saved => Ok(go(list.address(), saved.map_err(refused)?)),
    }
}

async fn show(
    visit: &Visit,
    report: &CheckReport,
    (key, list, number): (String, Asked, usize),
    typed: Typed,
) -> Result<Response, Problem> {
    let chosen = typed.way;
    let mut item = found(report, &key).ok_or(Problem::NotFound)?;
    let ways = visit
        .ask(move |workspace, asking| Ok(ways(workspace, asking, chosen)))
        .await?;
    let pages = item.told.len().div_ceil(STATEMENTS).max(1);
    let number = number.min(pages);
    let href = |page: usize| link(&item.key, list, page);
    let pager = Pager::new(number, pages, href);
    let told = std::mem::take(&mut item.told);
    let begin = (number - 1) * STATEMENTS;
    item.told = told.into_iter().skip(begin).take(STATEMENTS).collect();
    let status = if typed.is_at_fault() && !visit.again {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let html = page(&One {
        frame: visit.frame(Place::Review, visit.words.t("checks-one")),
        pager,
        ways,
        form: new_form()?.to_string(),
        typed,
        back: list.address().to_string(),
        kind: list
            .kind
            .map_or_else(String::new, |kind| kind.code().to_owned()),
        page: list.page,
        item,
    })?;
    Ok((status, html).into_response())
}

/// The finding of a key, open or settled.
fn found(report: &CheckReport, key: &str) -> Option<Item> {
    let open = report.open.iter().map(|finding| (finding, None));
    let settled = report.settled.iter();
    let settled = settled.map(|settled| (&settled.finding, Some(&settled.settlement)));
    open.chain(settled)
        .find(|(finding, _)| finding.key == key)
        .map(|(finding, how)| Item::whole(finding, how))
}

/// The address of a finding: where it leads back to, and which of its statements it shows.
pub(super) fn link(key: &str, list: Asked, page: usize) -> String {
    let at = (list.page > 1).then(|| list.page.to_string());
    crate::address::Address::new(format!("/checks/{}", crate::address::encode(key)))
        .with_some("kind", list.kind.map(aigaq_workspace::FindingKind::code))
        .with_some("at", at)
        .with_some("page", (page > 1).then(|| page.to_string()))
        .to_string()
}

/// All ways, in the reader's words, as the list `settlements` has them.
fn ways(workspace: &Workspace, asking: &Asking, chosen: Option<SettlementWay>) -> Vec<Way> {
    let list = workspace.schema().list("settlements");
    let of = |way: SettlementWay| {
        let entry = list.and_then(|list| list.get(way.code()));
        Way {
            code: way.code(),
            label: entry
                .map_or(way.code(), |e| e.label.get(asking.language))
                .to_owned(),
            definition: entry
                .map_or("", |e| e.definition.get(asking.language))
                .to_owned(),
            chosen: chosen == Some(way),
        }
    };
    SettlementWay::ALL.into_iter().map(of).collect()
}
