//! Deciding about one statement: to adopt it, to verify it against its source, to take such a decision back. A page
//! of its own, so that the reason is written with everything in sight.

use aigaq_schema::{RecordId, StatementId};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::forms::go;
use super::sent::{Sent, refused};
use crate::address::Address;
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::{CellPart, JudgementView, PropertyView, RecordView, Refused, StatementView};

/// What is to be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deciding {
    Adopt(StatementId),
    Verify(StatementId),
    TakeBack(RecordId),
}

impl Deciding {
    /// As the address or the form names it: `do`, and `statement` or `judgement`.
    fn read(what: Option<&str>, of: Option<&str>) -> Option<Self> {
        let of = of?;
        match what? {
            "adopt" => of.parse().ok().map(Self::Adopt),
            "verify" => of.parse().ok().map(Self::Verify),
            "take-back" => of.parse().ok().map(Self::TakeBack),
            _ => None,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Adopt(_) => "adopt",
            Self::Verify(_) => "verify",
            Self::TakeBack(_) => "take-back",
        }
    }

    fn of(self) -> String {
        match self {
            Self::Adopt(id) | Self::Verify(id) => id.to_string(),
            Self::TakeBack(id) => id.to_string(),
        }
    }

    const fn keys(self) -> Keys {
        match self {
            Self::Adopt(_) => Keys {
                title: "judge-adopt",
                lead: "judge-adopt-lead",
                reason: "judge-adopt-reason",
            },
            Self::Verify(_) => Keys {
                title: "judge-verify",
                lead: "judge-verify-lead",
                reason: "judge-verify-reason",
            },
            Self::TakeBack(_) => Keys {
                title: "judge-take-back",
                lead: "judge-take-back-lead",
                reason: "judge-take-back-reason",
            },
        }
    }
}

/// The texts of the page.
struct Keys {
    title: &'static str,
    lead: &'static str,
    reason: &'static str,
}

#[derive(Template)]
#[template(path = "judge.html")]
struct Judge {
    frame: Frame,
    action: String,
    code: &'static str,
    of: String,
    form: String,
    title: String,
    lead: String,
    reason_label: String,
    reason: String,
    missing: bool,
    /// The property of the statement, when the decision is about one.
    property: Option<Asked>,
    judgement: Option<JudgementView>,
    record: RecordView,
}

/// The property that is decided about, the chosen statement among the others.
struct Asked {
    label: String,
    statements: Vec<Choice>,
}

struct Choice {
    chosen: bool,
    value: CellPart,
    view: StatementView,
}

/// `GET /record/{id}/judge?do=&of=`
pub(crate) async fn form(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    let deciding =
        Deciding::read(visit.asked.one("do"), visit.asked.one("of")).ok_or(Problem::NotFound)?;
    show(&visit, id, deciding, None).await
}

/// `POST /record/{id}/judge`
pub(crate) async fn judge(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    let sent = Sent::new(&filled);
    let deciding = Deciding::read(sent.one("do"), sent.one("of")).ok_or(Problem::OldForm)?;
    let reason = sent.text("reason");
    let about = match deciding {
        Deciding::Adopt(_) | Deciding::Verify(_) => id,
        Deciding::TakeBack(judgement) => judgement,
    };
    let form = sent.review(&visit, about, &reason)?;
    if filled.again || reason.is_empty() {
        return show(&visit, id, deciding, Some(reason)).await;
    }
    let to = Address::new(crate::address::record(id));
    let saved = visit
        .app
        .change(move |workspace| match deciding {
            Deciding::Adopt(statement) => workspace.adopt(&form, statement),
            Deciding::Verify(statement) => workspace.verify_statement(&form, statement),
            Deciding::TakeBack(_) => workspace.take_back(&form),
        })
        .await?;
    match saved {
        // Somebody took it back before, or this is the second click: the record shows how it stands.
        Err(Refused::Nothing | Refused::Stale(_)) => {
            let to = to.with("changed", "1").to_string();
            Ok((StatusCode::SEE_OTHER, axum::response::Redirect::to(&to)).into_response())
        }
        saved => Ok(go(to, saved.map_err(refused)?)),
    }
}

/// The page; `typed` is what was sent before and lacked something.
async fn show(
    visit: &Visit,
    id: RecordId,
    deciding: Deciding,
    typed: Option<String>,
) -> Result<Response, Problem> {
    let record = visit
        .ask(move |workspace, asking| workspace.record(asking, id))
        .await?
        .ok_or(Problem::NoSuchRecord)?;
    let properties = || record.groups.iter().flat_map(|group| &group.properties);
    let (property, judgement) = match deciding {
        Deciding::Adopt(statement) | Deciding::Verify(statement) => {
            let found = properties().find(|property| holds(property, statement));
            (
                Some(asked(found.ok_or(Problem::NotFound)?, statement)),
                None,
            )
        }
        Deciding::TakeBack(judgement) => {
            let of_statements = properties()
                .flat_map(|property| &property.statements)
                .flat_map(|statement| &statement.judgements);
            let found = record
                .review
                .judgements
                .iter()
                .chain(of_statements)
                .find(|known| known.id == judgement);
            (None, Some(found.cloned().ok_or(Problem::NotFound)?))
        }
    };
    let keys = deciding.keys();
    let missing = typed.as_ref().is_some_and(String::is_empty);
    let html = page(&Judge {
        frame: visit.frame(Place::Review, visit.words.t(keys.title)),
        action: format!("{}/judge", crate::address::record(id)),
        code: deciding.code(),
        of: deciding.of(),
        form: new_form()?.to_string(),
        title: visit.words.t(keys.title),
        lead: visit.words.t(keys.lead),
        reason_label: visit.words.t(keys.reason),
        reason: typed.unwrap_or_default(),
        missing,
        property,
        judgement,
        record,
    })?;
    let status = if missing {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok((status, html).into_response())
}

fn holds(property: &PropertyView, statement: StatementId) -> bool {
    property
        .statements
        .iter()
        .any(|known| known.id == statement && known.withdrawn.is_none())
}

fn asked(property: &PropertyView, chosen: StatementId) -> Asked {
    Asked {
        label: property.label.clone(),
        statements: property
            .statements
            .iter()
            .filter(|statement| statement.withdrawn.is_none())
            .map(|statement| Choice {
                chosen: statement.id == chosen,
                value: statement.value.clone(),
                view: statement.clone(),
            })
            .collect(),
    }
}
