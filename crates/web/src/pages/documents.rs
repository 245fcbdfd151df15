//! Documents: given, read, and what was found in them accepted or refused.

mod chosen;
mod one;
mod original;
mod shown;
mod taught;

pub(crate) use one::{decide, one};
pub(crate) use original::original as give_back;
pub(crate) use taught::{taught, unteach};

use std::io::Cursor;
use std::sync::Arc;

use aigaq_schema::RecordId;
use askama::Template;
use axum::extract::Multipart;
use axum::response::{Html, IntoResponse, Redirect, Response};
use zeroize::Zeroizing;

use crate::frame::{Frame, Place};
use crate::pages::files::kept_when_free;
use crate::problem::Problem;
use crate::read::Turn;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::{
    Document, DocumentBrief, DocumentGiven, FileName, FileReader, KeptFile, ReadingFailure,
    Refused, Workspace, WorkspaceError,
};

/// Longest text of a field of the form, in characters.
const LONGEST_FIELD: usize = 2_000;
/// Documents in the list.
const MOST: usize = 200;

#[derive(Template)]
#[template(path = "documents.html")]
struct Documents {
    frame: Frame,
    fault: Option<String>,
    given: DocumentGiven,
    documents: Vec<DocumentBrief>,
    /// How many there are, where not all are shown.
    more: Option<usize>,
}

/// `GET /documents`
pub(crate) async fn list(visit: Visit) -> Result<Html<String>, Problem> {
    shown(&visit, DocumentGiven::default(), None).await
}

async fn shown(
    visit: &Visit,
    given: DocumentGiven,
    fault: Option<String>,
) -> Result<Html<String>, Problem> {
    let mut documents = visit.ask(Workspace::documents).await?;
    let more = (documents.len() > MOST).then_some(documents.len());
    documents.truncate(MOST);
    page(&Documents {
        frame: visit.frame(Place::Import, visit.words.t("documents-title")),
        fault,
        given,
        documents,
        more,
    })
}

/// What was sent with the form.
struct Sent {
    given: DocumentGiven,
    bytes: Option<Zeroizing<Vec<u8>>>,
}

async fn sent(mut parts: Multipart) -> Sent {
    let mut sent = Sent {
        given: DocumentGiven::default(),
        bytes: None,
    };
    // What is broken on the way has no file at its end.
    while let Ok(Some(field)) = parts.next_field().await {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            // What browsers send before it may be a path of somebody's disk.
            let given = field.file_name().unwrap_or_default();
            let given = given.rsplit(['/', '\\']).next().unwrap_or_default();
            sent.given.name = line(given);
            sent.bytes = match field.bytes().await {
                Ok(bytes) => Some(Zeroizing::new(bytes.to_vec())),
                Err(_) => None,
            };
            continue;
        }
        let text = line(&field.text().await.unwrap_or_default());
        match name.as_str() {
            "title" => sent.given.title = text,
            "publisher" => sent.given.publisher = text,
            "date" => sent.given.date = text,
            "url" => sent.given.url = text,
            _ => {}
        }
    }
    sent
}

fn line(text: &str) -> String {
    let line = text.chars().filter(|c| !c.is_control());
    line.take(LONGEST_FIELD)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// `POST /documents`: the original is sealed, then read, then kept and its source made in one step.
pub(crate) async fn upload(visit: Visit, parts: Multipart) -> Result<Response, Problem> {
    let sitting = visit.app.read().sitting();
    let Sent { given, bytes } = sent(parts).await;
    let refused = async |given: DocumentGiven, fault: String| {
        let status = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
        Ok((status, shown(&visit, given, Some(fault)).await?).into_response())
    };
    let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) else {
        return refused(given, visit.words.t("documents-no-file")).await;
    };
    let asking = visit.asking();
    // Before anything is kept: a date or an address that is none.
    if let Err(why) = given.check(&asking) {
        return refused(given, visit.words.reason(&why.reason())).await;
    }
    let intake = visit.ask(|workspace, _| workspace.file_intake()).await?;
    let taken = tokio::task::spawn_blocking(move || intake.take(&mut Cursor::new(&bytes[..])));
    let taken = match taken.await.map_err(|_| Problem::Broken)? {
        Ok(taken) => taken,
        Err(why) => return refused(given, visit.words.reason(&why.reason())).await,
    };
    let turn = visit.app.read().turn().await;
    let read = reading(&visit, turn, (taken.open()?, given.year(&asking))).await?;
    let form = (new_form()?, visit.app.now());
    let (told, document) = (given.clone(), Arc::new(read.ok()));
    let of_it = Arc::clone(&document);
    let made = kept_when_free(&visit, taken, move |workspace, taken| {
        let about = (&told, of_it.as_ref().as_ref());
        workspace.keep_document(&asking, form.clone(), taken, about)
    });
    match made.await? {
        Ok(made) => {
            if let Some(document) = Arc::into_inner(document).flatten() {
                visit.app.read().keep(sitting, made.id, document);
            }
            Ok(Redirect::to(&format!("/documents/{}", made.id)).into_response())
        }
        Err(Refused::Workspace(why)) => Err(why.into()),
        Err(why) => refused(given, visit.words.reason(&why.reason())).await,
    }
}

/// Reads a kept original, with the workspace free for others meanwhile.
async fn read_original(
    visit: &Visit,
    file: FileName,
    year: Option<i32>,
) -> Result<Result<Document, ReadingFailure>, Problem> {
    // Whoever comes later waits: each reader may take much memory.
    let turn = visit.app.read().turn().await;
    let original = visit
        .ask(move |workspace, _| workspace.open_original(file))
        .await?
        .ok_or(Problem::NoSuchRecord)?;
    reading(visit, turn, (original, year)).await
}

async fn reading(
    visit: &Visit,
    turn: Turn,
    (mut original, year): (FileReader, Option<i32>),
) -> Result<Result<Document, ReadingFailure>, Problem> {
    if let Some(too_large) = ReadingFailure::of_size(original.size()) {
        return Ok(Err(too_large));
    }
    let (given, stop) = visit
        .ask(move |workspace, asking| {
            let given = workspace.given_to_read(asking, year)?;
            Ok::<_, WorkspaceError>((given, workspace.stop()))
        })
        .await?;
    let reader = visit.app.reader().clone();
    let read = turn.reads(move || {
        let is_locked = || stop.is_asked();
        reader.read_unless(&mut original, &given, &is_locked)
    });
    read.await
        .map_err(|_| Problem::Broken)?
        .ok_or(Problem::Locked)
}

/// A document that is kept: its original, and what its source says of the year.
async fn original(visit: &Visit, id: RecordId) -> Result<Option<(KeptFile, Option<i32>)>, Problem> {
    visit
        .ask(move |workspace, _| {
            let Some(file) = workspace.original_of(id)? else {
                return Ok(None);
            };
            let dates = workspace.live(id)?;
            let date = dates.iter().find(|said| said.property == "date");
            let year = date.and_then(|said| said.value.plain().get(..4)?.parse().ok());
            let kept = workspace.kept_file(file)?;
            Ok::<_, WorkspaceError>(kept.map(|kept| (kept, year)))
        })
        .await
}
