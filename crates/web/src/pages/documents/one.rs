//! One document: a page of its text with what was found in it, and the decisions about that.

use std::sync::Arc;

use aigaq_schema::RecordId;
use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::chosen::chosen;
use super::shown::{Paragraph, Section, paragraphs, sections};
use super::{original, read_original};
use crate::address::Address;
use crate::forms::Filled as Sent;
use crate::frame::{Frame, Place};
use crate::pages::pager::Pager;
use crate::pages::saved::{SavedNotice, telling};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::entering::{Field, Filled};
use aigaq_workspace::{
    CORRECTIONS, DecideForm, DecideQuestions, Decision, Document, DocumentPage, DocumentSpan,
    DocumentWish, FACT_KINDS, Packet, Refused, Words as Phrases,
};

/// Most suggestions decided about at once: each may make several records.
const MOST_AT_ONCE: usize = 200;

#[derive(Template)]
#[template(path = "documents_one.html")]
struct One {
    frame: Frame,
    saved: Option<SavedNotice>,
    fault: Option<String>,
    id: RecordId,
    caption: String,
    /// Of this form.
    form: String,
    at: usize,
    pages: usize,
    waiting: usize,
    decided: usize,
    next: Option<usize>,
    /// Words of which nothing is suggested, because that was taught, and how often they stand in the document.
    silenced: Vec<(String, usize)>,
    paragraphs: Vec<Paragraph>,
    sections: Vec<Section>,
    /// What a fact may be: words of one field, offered by the browser.
    kinds: Vec<String>,
    /// The keys of all that waits on this page.
    open: String,
    pager: Pager,
}

#[derive(Template)]
#[template(path = "documents_unread.html")]
struct Unread {
    frame: Frame,
    id: RecordId,
    fault: String,
}

#[derive(Template)]
#[template(path = "documents_ask.html")]
struct Ask {
    frame: Frame,
    id: RecordId,
    form: String,
    at: usize,
    keys: String,
    refused: String,
    corrections: Vec<(String, String)>,
    faults: Vec<String>,
    who: Vec<Field>,
    makes: Vec<String>,
}

pub(super) fn id_of(id: &str) -> Result<RecordId, Problem> {
    id.parse().map_err(|_| Problem::NoSuchRecord)
}

/// `GET /documents/{id}?page=&from=&to=`
pub(crate) async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = id_of(&id)?;
    let number = |name: &str| visit.asked.one(name).and_then(|text| text.parse().ok());
    let quote = match (number("from"), number("to")) {
        (Some(from), Some(to)) => Some(DocumentSpan::new(from, to)),
        _ => None,
    };
    let wish = DocumentWish {
        page: visit.asked.page()?,
        quote,
    };
    match read(&visit, id).await? {
        Ok(document) => Ok(shown(&visit, id, document, wish, None)
            .await?
            .into_response()),
        Err(fault) => Ok(page(&Unread {
            frame: visit.frame(Place::Import, visit.words.t("documents-title")),
            id,
            fault,
        })?
        .into_response()),
    }
}

/// The document, read before or now; or why it cannot be read.
async fn read(visit: &Visit, id: RecordId) -> Result<Result<Arc<Document>, String>, Problem> {
    let sitting = visit.app.read().sitting();
    let Some((kept, year)) = original(visit, id).await? else {
        return Err(Problem::NoSuchRecord);
    };
    if let Some(there) = visit.app.read().get(id) {
        return Ok(Ok(there));
    }
    Ok(match read_original(visit, kept.name, year).await? {
        Ok(document) => Ok(visit.app.read().keep(sitting, id, document)),
        Err(failure) => {
            let reason = aigaq_workspace::reason_of_reading(&failure);
            Err(visit.words.reason(&reason))
        }
    })
}

async fn shown(
    visit: &Visit,
    id: RecordId,
    document: Arc<Document>,
    wish: DocumentWish,
    fault: Option<String>,
) -> Result<Html<String>, Problem> {
    let shown = visit
        .ask(move |workspace, asking| workspace.document_page(asking, id, &document, wish))
        .await?
        .ok_or(Problem::NoSuchRecord)?;
    let open: Vec<&str> = shown
        .packets
        .iter()
        .flat_map(Packet::waiting)
        .map(|s| s.found.key.as_str())
        .collect();
    let phrases = Phrases::of(visit.words.language());
    let kinds = FACT_KINDS.iter();
    let kinds = kinds.map(|kind| phrases.say(&format!("reading.kind.{kind}")));
    let (at, pages) = shown.page;
    page(&One {
        frame: visit.frame(Place::Import, shown.caption.clone()),
        saved: SavedNotice::of(visit),
        fault,
        id,
        caption: shown.caption.clone(),
        form: new_form()?.to_string(),
        at,
        pages,
        waiting: shown.waiting,
        decided: shown.decided,
        next: shown.next,
        silenced: shown.silenced.clone(),
        open: open.join(" "),
        paragraphs: paragraphs(id, &shown.blocks),
        sections: sections(visit, &shown),
        kinds: kinds.collect(),
        pager: Pager::new(at, pages, |page| address(id, page).to_string()),
    })
}

fn address(id: RecordId, page: usize) -> Address {
    Address::new(format!("/documents/{id}")).with("page", page.to_string())
}

/// `POST /documents/{id}`: accepts or refuses what was ticked, one suggestion, or all of a page.
pub(crate) async fn decide(
    visit: Visit,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let id = id_of(&id)?;
    let Ok(document) = read(&visit, id).await? else {
        // It says why.
        return Ok(Redirect::to(&format!("/documents/{id}")).into_response());
    };
    let again = sent.again;
    let filled = Filled::new(sent.pairs);
    let at = filled.get("page").parse().unwrap_or(1_usize);
    let wish = DocumentWish {
        page: at,
        quote: None,
    };
    let (read, wished) = (Arc::clone(&document), wish);
    let there = visit
        .ask(move |workspace, asking| workspace.document_page(asking, id, &read, wished))
        .await?
        .ok_or(Problem::NoSuchRecord)?;
    let Some((accept, refuse)) = chosen(&there, &filled) else {
        return Ok(shown(&visit, id, document, wish, None)
            .await?
            .into_response());
    };
    if again || accept.len() + refuse.len() > MOST_AT_ONCE {
        let fault = (!again).then(|| visit.words.t("documents-too-many"));
        return Ok(shown(&visit, id, document, wish, fault)
            .await?
            .into_response());
    }
    let form = DecideForm {
        token: match filled.get("form").parse() {
            Ok(token) => token,
            Err(_) => new_form()?,
        },
        document: id,
        tells_nothing: tells_nothing(&filled),
        accept,
        refuse,
        filled,
        now: visit.app.now(),
    };
    let asking = visit.asking();
    let (of_form, read) = (form.clone(), Arc::clone(&document));
    let decided = visit
        .app
        .change(move |workspace| workspace.decide_suggestions(&asking, &read, &of_form))
        .await?;
    match decided {
        Ok(Decision::Saved(saved)) => {
            let read_again = Arc::clone(&document);
            let left = visit
                .ask(move |workspace, asking| workspace.document_page(asking, id, &document, wish))
                .await?;
            // To what waits next on this page; where nothing does any more, on to where something does.
            let next = left.as_ref().and_then(|page| waits_behind(page, &form));
            let (on, next) = match (next, left.and_then(|page| page.next)) {
                (None, Some(on)) => (on, first_on(&visit, (id, read_again), on).await?),
                (next, _) => (at, next),
            };
            let place = next.map_or_else(|| "suggestions".to_owned(), |key| format!("s{key}"));
            let to = telling(address(id, on), saved.change_set);
            Ok(Redirect::to(&format!("{to}#{place}")).into_response())
        }
        // There is nothing to take over: what was typed stands in the page again.
        Ok(Decision::Asked(questions)) if form.tells_nothing.is_some() => {
            let fault = questions.faults.first().cloned();
            Ok(shown(&visit, id, document, wish, fault)
                .await?
                .into_response())
        }
        Ok(Decision::Asked(questions)) => Ok(asked(&visit, &form, at, questions)?.into_response()),
        Err(Refused::Nothing) => {
            let fault = Some(visit.words.t("documents-nothing-chosen"));
            Ok(shown(&visit, id, document, wish, fault)
                .await?
                .into_response())
        }
        Err(Refused::Workspace(why)) => Err(why.into()),
        Err(why) => {
            let fault = Some(visit.words.reason(&why.reason()));
            Ok(shown(&visit, id, document, wish, fault)
                .await?
                .into_response())
        }
    }
}

/// The suggestion of whose words the button says that they tell no such thing.
fn tells_nothing(filled: &Filled) -> Option<String> {
    let key = filled.get("do").strip_prefix("nothing ");
    key.map(str::to_owned)
}

/// The first suggestion that waits on a page.
async fn first_on(
    visit: &Visit,
    (id, document): (RecordId, Arc<Document>),
    page: usize,
) -> Result<Option<String>, Problem> {
    let wish = DocumentWish { page, quote: None };
    let page = visit
        .ask(move |workspace, asking| workspace.document_page(asking, id, &document, wish))
        .await?;
    let mut packets = page.iter().flat_map(|page| &page.packets);
    let first = packets.find_map(|packet| packet.waiting().next());
    Ok(first.map(|waiting| waiting.found.key.clone()))
}

/// The suggestion that waits behind the last of those decided about; else the first that waits.
fn waits_behind(page: &DocumentPage, form: &DecideForm) -> Option<String> {
    let all = &page.packets;
    let decided = |key: &String| form.accept.contains(key) || form.refuse.contains(key);
    let last = all
        .iter()
        .rposition(|packet| packet.suggestions.iter().any(|s| decided(&s.found.key)));
    // What is left of that one comes first.
    let (before, behind) = all.split_at(last.unwrap_or(0));
    let mut waiting = behind.iter().chain(before).flat_map(Packet::waiting);
    waiting.next().map(|s| s.found.key.clone())
}

fn asked(
    visit: &Visit,
    form: &DecideForm,
    at: usize,
    questions: DecideQuestions,
) -> Result<Html<String>, Problem> {
    let of_these = |key: &str| form.accept.iter().any(|accepted| accepted == key);
    let is_correction = |name: &str| {
        let parts = name.split_once('.');
        parts.is_some_and(|(field, key)| CORRECTIONS.contains(&field) && of_these(key))
    };
    let pairs = form.filled.pairs().iter();
    page(&Ask {
        frame: visit.frame(Place::Import, visit.words.t("documents-ask-title")),
        id: form.document,
        form: form.token.to_string(),
        at,
        keys: form.accept.join(" "),
        refused: form.refuse.join(" "),
        corrections: pairs
            .filter(|(name, _)| is_correction(name))
            .cloned()
            .collect(),
        faults: questions.faults,
        who: questions.who,
        makes: questions.makes,
    })
}
