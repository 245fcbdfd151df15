//! The queue of what nobody has established yet, and what is to be looked at again.

use askama::Template;
use axum::response::Html;

use crate::address::Address;
use crate::frame::{Frame, Place};
use crate::pages::pager::Pager;
use crate::pages::saved::SavedNotice;
use crate::problem::Problem;
use crate::visit::{Visit, page};
use aigaq_view::resolve::Agreement;
use aigaq_workspace::{DueState, FollowUps, QueuePage, QueueQuery};

pub(crate) mod forms;
pub(crate) mod judging;
pub(crate) mod sent;

/// What of the queue a page speaks of, as it stands in addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct QueueAsked {
    pub(crate) record_type: Option<String>,
    pub(crate) level: Option<String>,
}

impl QueueAsked {
    /// As asked for by the page of the queue.
    fn of_queue(visit: &Visit) -> Self {
        Self {
            record_type: visit.asked.one("type").map(str::to_owned),
            level: visit.asked.one("level").map(str::to_owned),
        }
    }

    /// As a record's page carries it along; `None` when the record is not reviewed as one of a queue.
    pub(crate) fn carried(visit: &Visit) -> Option<Self> {
        Self::from_fields(visit.asked.one("queue"), visit.asked.one("level"))
    }

    /// As the fields of a form carry it.
    pub(crate) fn from_fields(queue: Option<&str>, level: Option<&str>) -> Option<Self> {
        queue.map(|record_type| Self {
            record_type: Some(record_type.to_owned()),
            level: level.map(str::to_owned),
        })
    }

    pub(crate) fn query(&self, page: usize) -> QueueQuery {
        QueueQuery {
            record_type: self.record_type.clone(),
            level: self.level.clone(),
            page,
        }
    }

    /// The page of the queue.
    pub(crate) fn address(&self) -> Address {
        Address::new("/review")
            .with_some("type", self.record_type.as_deref())
            .with_some("level", self.level.as_deref())
    }

    /// The page of one of its records.
    pub(crate) fn record(&self, id: impl std::fmt::Display) -> Address {
        Address::new(crate::address::record(id))
            .with_some("queue", self.record_type.as_deref())
            .with_some("level", self.level.as_deref())
    }
}

#[derive(Template)]
#[template(path = "review.html")]
struct Review {
    frame: Frame,
    saved: Option<SavedNotice>,
    types: Vec<Choice>,
    levels: Vec<Choice>,
    /// The level chosen is left again.
    any_level_href: String,
    any_level: bool,
    rows: Vec<Row>,
    first: Option<String>,
    beyond: bool,
    pager: Pager,
    follow_ups: usize,
    view: QueuePage,
}

struct Choice {
    label: String,
    count: u64,
    href: String,
    current: bool,
}

struct Row {
    href: String,
    caption: String,
    date: String,
    level: String,
    since: String,
    agreement: Agreement,
}

/// `GET /review?type=&level=&page=`
pub(crate) async fn review(visit: Visit) -> Result<Html<String>, Problem> {
    let number = visit.asked.page()?;
    let asked = QueueAsked::of_queue(&visit);
    let query = asked.query(number - 1);
    let (view, follow_ups) = visit
        .ask(move |workspace, asking| {
            Ok((
                workspace.queue(asking, &query)?,
                workspace.follow_ups(asking, 0)?.total,
            ))
        })
        .await?;
    let shown = QueueAsked {
        record_type: Some(view.record_type.clone()),
        level: asked.level.clone(),
    };
    let of_type = |code: &str| QueueAsked {
        record_type: Some(code.to_owned()),
        level: None,
    };
    let of_level = |code: &str| QueueAsked {
        level: Some(code.to_owned()),
        ..shown.clone()
    };
    let rows: Vec<Row> = view
        .rows
        .iter()
        .map(|row| Row {
            href: shown.record(row.named.id).to_string(),
            caption: row.named.caption.clone(),
            date: row.date.clone(),
            level: row.level.clone(),
            since: row.since.clone(),
            agreement: row.agreement,
        })
        .collect();
    page(&Review {
        frame: visit.frame(Place::Review, visit.words.t("review-title")),
        saved: SavedNotice::of(&visit),
        types: view
            .types
            .iter()
            .map(|counted| Choice {
                label: counted.label.clone(),
                count: counted.count,
                href: of_type(&counted.code).address().to_string(),
                current: counted.code == view.record_type,
            })
            .collect(),
        levels: view
            .levels
            .iter()
            .map(|counted| Choice {
                label: counted.label.clone(),
                count: counted.count,
                href: of_level(&counted.code).address().to_string(),
                current: asked.level.as_deref() == Some(counted.code.as_str()),
            })
            .collect(),
        any_level_href: of_type(&view.record_type).address().to_string(),
        any_level: asked.level.is_none(),
        first: rows.first().map(|row| row.href.clone()),
        rows,
        beyond: number > view.pages,
        pager: Pager::new(view.page + 1, view.pages, |number| {
            shown.address().with("page", number.to_string()).to_string()
        }),
        follow_ups,
        view,
    })
}

#[derive(Template)]
#[template(path = "follow_ups.html")]
struct FollowUpsPage {
    frame: Frame,
    saved: Option<SavedNotice>,
    beyond: bool,
    pager: Pager,
    /// To which page to come back.
    back: String,
    form: String,
    view: FollowUps,
}

/// `GET /follow-ups?page=`
pub(crate) async fn follow_ups(visit: Visit) -> Result<Html<String>, Problem> {
    let number = visit.asked.page()?;
    let view = visit
        .ask(move |workspace, asking| workspace.follow_ups(asking, number - 1))
        .await?;
    page(&FollowUpsPage {
        frame: visit.frame(Place::Review, visit.words.t("follow-ups-title")),
        saved: SavedNotice::of(&visit),
        beyond: number > view.pages,
        pager: Pager::new(view.page + 1, view.pages, |number| {
            Address::new("/follow-ups")
                .with("page", number.to_string())
                .to_string()
        }),
        back: "/follow-ups".to_owned(),
        form: crate::token::new_form()?.to_string(),
        view,
    })
}
