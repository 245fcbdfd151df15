//! Records that may be one: the queue of pairs, and the records that people decided are one.
//!
//! Names never stand in an address: pairs are named by their ids, a name that is looked for is sent by a form.

mod of_record;

pub(crate) use of_record::{act, of_record};

use aigaq_schema::RecordId;
use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use crate::address::Address;
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::kept::{Why, give_back};
use crate::pages::pager::Pager;
use crate::pages::review::forms::go;
use crate::pages::review::sent::{Sent, refused};
use crate::pages::saved::SavedNotice;
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::{
    CandidateKind, CandidatePage, CandidateQuery, CandidateRow, CellPart, Refused, Speaks, Verdict,
};

#[derive(Template)]
#[template(path = "same.html")]
struct Queue {
    frame: Frame,
    saved: Option<SavedNotice>,
    kinds: Vec<Kind>,
    rows: Vec<Row>,
    pager: Pager,
    beyond: bool,
    view: CandidatePage,
}

struct Kind {
    label: String,
    href: String,
    current: bool,
}

/// A pair, with a form of its own.
struct Row {
    /// Tells the parts of one pair from those of others.
    number: usize,
    form: String,
    /// What was typed at it before the lock.
    reason: String,
    view: CandidateRow,
}

/// What of the queue a page shows.
#[derive(Debug, Clone, Copy)]
struct Asked {
    kind: CandidateKind,
    page: usize,
}

/// What was typed at a pair before the lock.
struct Typed {
    pair: [RecordId; 2],
    reason: String,
}

impl Asked {
    fn of(kind: Option<&str>, page: usize) -> Result<Self, Problem> {
        let kind = match kind {
            Some(code) => CandidateKind::of_code(code).ok_or(Problem::NotFound)?,
            None => CandidateKind::People,
        };
        Ok(Self { kind, page })
    }

    fn address(self) -> Address {
        let address = Address::new("/same").with("kind", self.kind.code());
        if self.page > 1 {
            address.with("page", self.page.to_string())
        } else {
            address
        }
    }
}

impl Typed {
    fn is_of(&self, row: &CandidateRow) -> bool {
        self.pair.contains(&row.left.id) && self.pair.contains(&row.right.id)
    }
}

/// `GET /same?kind=&page=`
pub(crate) async fn queue(visit: Visit) -> Result<Html<String>, Problem> {
    let asked = Asked::of(visit.asked.one("kind"), visit.asked.page()?)?;
    let view = waiting(&visit, asked).await?;
    show(&visit, asked, view, None)
}

async fn waiting(visit: &Visit, asked: Asked) -> Result<CandidatePage, Problem> {
    let query = CandidateQuery {
        kind: asked.kind,
        with: None,
        page: asked.page - 1,
    };
    visit
        .ask(move |workspace, asking| workspace.may_be_one(asking, &query))
        .await
}

fn show(
    visit: &Visit,
    asked: Asked,
    view: CandidatePage,
    typed: Option<&Typed>,
) -> Result<Html<String>, Problem> {
    let mut rows = Vec::with_capacity(view.rows.len());
    for (place, row) in view.rows.iter().enumerate() {
        rows.push(Row {
            number: place + 1,
            form: new_form()?.to_string(),
            reason: typed
                .filter(|typed| typed.is_of(row))
                .map_or_else(String::new, |typed| typed.reason.clone()),
            view: row.clone(),
        });
    }
    page(&Queue {
        frame: visit.frame(Place::Review, visit.words.t("same-title")),
        saved: SavedNotice::of(visit),
        kinds: CandidateKind::ALL
            .into_iter()
            .map(|kind| Kind {
                label: visit.words.t(match kind {
                    CandidateKind::People => "same-kind-people",
                    CandidateKind::Organisations => "same-kind-organisations",
                    CandidateKind::Events => "same-kind-events",
                    CandidateKind::Acts => "same-kind-acts",
                }),
                href: Asked { kind, page: 1 }.address().to_string(),
                current: kind == asked.kind,
            })
            .collect(),
        rows,
        pager: Pager::new(view.page + 1, view.pages, |page| {
            let kind = asked.kind;
            Asked { kind, page }.address().to_string()
        }),
        beyond: asked.page > view.pages,
        view,
    })
}

/// `POST /same`: what a person says of one pair of the queue.
pub(crate) async fn decide(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let sent = Sent::new(&filled);
    let page = sent.one("page").and_then(|page| page.parse().ok());
    let asked = Asked::of(sent.one("kind"), page.unwrap_or(1))?;
    let verdict = sent.one("do").and_then(Verdict::of_code);
    let id = |name| sent.one(name).and_then(|id| id.parse::<RecordId>().ok());
    let (Some(verdict), Some(one), Some(other)) = (verdict, id("one"), id("other")) else {
        return Err(Problem::OldForm);
    };
    let reason = sent.text("reason");
    let form = sent.review(&visit, one, &reason)?;
    if filled.again {
        let pair = [one, other];
        let typed = Typed { pair, reason };
        let view = waiting(&visit, asked).await?;
        // Where the pair no longer stands on its page, what was typed is shown by itself.
        if !view.rows.iter().any(|row| typed.is_of(row)) {
            return give_back(&visit, "/same", filled, Why::Kept);
        }
        return Ok(show(&visit, asked, view, Some(&typed))?.into_response());
    }
    let saved = visit
        .app
        .change(move |workspace| workspace.say_of_pairs(&form, verdict, &[(one, other)]))
        .await?;
    match saved {
        // The way back, and another verdict: the first holds, and its record shows it and undoes it.
        Err(Refused::Stale(_)) => Ok(of_record::changed(one)),
        saved => Ok(go(asked.address(), saved.map_err(refused)?)),
    }
}
