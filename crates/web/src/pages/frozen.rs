//! What is frozen: listed, shown again as it was published, and what changed since.

use aigaq_press::file::Format;
use aigaq_publishing::about::Form;
use aigaq_schema::{PartialDate, RecordId};
use askama::Template;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::outputs::{about, taken_along};
use crate::pages::review::sent::{Sent, refused};
use crate::pages::using::{at, of_use};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::{
    ChangedFigure, Damage, Draw, FreezeWish, Freezing, FrozenView, MOST_LEAST_SHOWN, Output,
    OwnReason, Refused,
};

#[derive(Template)]
#[template(path = "frozen.html")]
struct Frozen {
    frame: Frame,
    all: Vec<FrozenView>,
    form: String,
    least: u64,
    most_least: u64,
}

/// `GET /frozen`
pub(crate) async fn list(visit: Visit) -> Result<Html<String>, Problem> {
    let (all, least) = visit
        .ask(|workspace, asking| Ok((workspace.all_frozen(asking)?, workspace.least_shown())))
        .await?;
    page(&Frozen {
        frame: visit.frame(Place::Outputs, visit.words.t("frozen-title")),
        all,
        form: new_form()?.to_string(),
        least,
        most_least: MOST_LEAST_SHOWN,
    })
}

#[derive(Template)]
#[template(path = "frozen_one.html")]
struct One {
    frame: Frame,
    frozen: FrozenView,
    damage: Option<String>,
    changes: Vec<ChangedFigure>,
    use_href: Option<String>,
    has_picture: bool,
}

/// `GET /frozen/{id}`
pub(crate) async fn one(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    let found = visit
        .ask(move |workspace, asking| {
            let Some(frozen) = workspace.frozen(asking, id)? else {
                return Ok(None);
            };
            let changes = match frozen.damage {
                None => workspace.changed_since(asking, id)?,
                Some(_) => Vec::new(),
            };
            Ok(Some((frozen, changes)))
        })
        .await?;
    let (frozen, changes) = found.ok_or(Problem::NoSuchRecord)?;
    let w = visit.words;
    page(&One {
        frame: visit.frame(Place::Outputs, frozen.title.clone()),
        damage: frozen.damage.map(|damage| match damage {
            Damage::Missing => w.t("frozen-missing"),
            Damage::OtherHash => w.t("frozen-other-hash"),
            Damage::Unreadable => w.t("frozen-unreadable"),
        }),
        use_href: frozen
            .definition
            .as_deref()
            .and_then(|text| text.parse().ok())
            .map(|definition| of_use(&definition)),
        has_picture: frozen.files.iter().any(|(ending, _)| ending == "svg"),
        frozen,
        changes,
    })
}

/// What is made of the document that was frozen, whenever it is asked for.
const MADE_OF_IT: [Format; 3] = [Format::Pdf, Format::Docx, Format::Xlsx];

/// `GET /frozen/{id}/{file}`: `published.html`, `published.csv`, `published.svg`, `published.json`, letter by letter as they
/// were; `published.pdf`, `published.docx`, `published.xlsx`, made of what was frozen.
pub(crate) async fn file(
    visit: Visit,
    Path((id, name)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    if let Some(format) = MADE_OF_IT.into_iter().find(|format| {
        name.strip_suffix(format.ending())
            .is_some_and(|stem| stem.ends_with('.'))
    }) {
        let made = visit.ask(move |workspace, _| workspace.frozen_document(id));
        let mut document = made.await?;
        document.stem = format!("published-{id}");
        return taken_along(document, format).await;
    }
    let ending = name
        .rsplit_once('.')
        .map_or("", |(_, ending)| ending)
        .to_owned();
    let kind = match ending.as_str() {
        "html" => "text/html; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        _ => return Err(Problem::NotFound),
    };
    let asked = ending.clone();
    let text = visit
        .ask(move |workspace, _| workspace.frozen_file(id, &asked))
        .await?;
    let disposition = format!("attachment; filename=\"published-{id}.{ending}\"");
    let head = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    Ok((head, text).into_response())
}

/// `POST /frozen`: freezes a table, or an output (`output=bulletin` and its dates).
pub(crate) async fn freeze(visit: Visit, filled: Filled) -> Result<Redirect, Problem> {
    let sent = Sent::new(&filled);
    let form = (sent.token()?, visit.app.now());
    let audience = sent.audience()?;
    let output = output(&sent)?;
    let draw = Draw::of_word(sent.one("draw").unwrap_or_default()).ok_or(Problem::OldForm)?;
    let (title, caveat) = (sent.text("name"), sent.one("caveat").map(str::to_owned));
    let language = match sent.one("language") {
        Some(tag) => tag.parse()?,
        None => visit.words.language(),
    };
    let asking = visit.asking_in(language);
    let pairs = filled.pairs.clone();
    let saved = visit
        .app
        .change(move |workspace| {
            let of = match output {
                Some(output) => Freezing::Output(output),
                None => {
                    let given = pairs
                        .iter()
                        .map(|(name, value)| (name.as_str(), value.as_str()));
                    Freezing::Table(workspace.definition(&asking, given)?)
                }
            };
            let wish = FreezeWish {
                of,
                title,
                caveat,
                audience,
                draw,
            };
            workspace.freeze(&asking, form, &wish)
        })
        .await?;
    match saved {
        Ok((id, _)) => Ok(Redirect::to(&at("/frozen", id).to_string())),
        Err(other) => Err(refused(other)),
    }
}

fn output(sent: &Sent) -> Result<Option<Output>, Problem> {
    let date = |name: &str| -> Result<PartialDate, Problem> {
        Ok(sent.one(name).unwrap_or_default().parse::<PartialDate>()?)
    };
    Ok(match sent.one("output") {
        None => None,
        Some("restrictions") => Some(Output::Restrictions {
            on: date("on")?.first(),
        }),
        Some("commitments") => Some(Output::Commitments {
            on: date("on")?.first(),
        }),
        Some(other) => match Form::of_word(other) {
            Some(form) => {
                let named = sent.pairs().iter().filter(|(name, _)| name == "person");
                let people: Result<Vec<RecordId>, _> = named.map(|(_, id)| id.parse()).collect();
                let people = people.map_err(|_| Problem::NotFound)?;
                Some(Output::About(about::read(form, people, sent.pairs())))
            }
            None => Some(Output::Report {
                template: other.parse().map_err(|_| Problem::NotFound)?,
                from: date("from")?,
                to: date("to")?,
                least: sent.one("least").map(str::to_owned),
            }),
        },
    })
}

/// `POST /frozen/least`: from which number on public tables show numbers.
pub(crate) async fn least(visit: Visit, filled: Filled) -> Result<Redirect, Problem> {
    let sent = Sent::new(&filled);
    let form = (sent.token()?, visit.app.now());
    let least: u64 = match sent.one("least") {
        None => 0,
        Some(typed) => typed.parse().map_err(|_| Problem::OldForm)?,
    };
    let (asking, reason) = (visit.asking(), OwnReason::LeastShownSet.stored());
    let done = visit
        .app
        .change(move |workspace| workspace.set_least_shown(&asking, form, (least, &reason)))
        .await?;
    match done {
        Ok(_) | Err(Refused::Nothing) => Ok(Redirect::to("/frozen#least")),
        Err(other) => Err(refused(other)),
    }
}
