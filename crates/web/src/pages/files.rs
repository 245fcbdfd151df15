//! Files on records: listed, added, looked at, typed off, handed on.

mod adding;
mod giver;
mod looking;
mod of_record;
mod one;
mod shown;
mod waiting;

pub(crate) use adding::add;
pub(crate) use of_record::OfRecord;
pub(crate) use one::{custody, give_back, one, picture, type_off};
pub(crate) use shown::size;
pub(crate) use waiting::kept_when_free;

use aigaq_schema::{Language, RecordId};
use askama::Template;
use axum::response::Html;

use crate::address::Address;
use crate::frame::{Frame, Place};
use crate::pages::pager::Pager;
use crate::pages::wrong::Wrong;
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::{FileGiven, GiverGiven, Workspace};
use shown::{Adding, Row};

#[derive(Template)]
#[template(path = "files.html")]
struct Files {
    frame: Frame,
    /// What came of adding.
    form: String,
    added: Option<String>,
    there: Vec<(String, String)>,
    faults: Vec<String>,
    adding: Adding,
    /// The form stands open: there is nothing else to see, or something was wrong with it.
    open: bool,
    all: usize,
    rows: Vec<Row>,
    pager: Pager,
}

/// The address of a file.
pub(crate) fn address(id: RecordId) -> String {
    format!("/file/{id}")
}

/// `GET /files?page=&of=`
pub(crate) async fn list(visit: Visit) -> Result<Html<String>, Problem> {
    let of = visit.asked.one("of").and_then(|id| id.parse().ok());
    let given = FileGiven {
        of: of.into_iter().collect(),
        ..FileGiven::default()
    };
    let typed = (given, GiverGiven::default());
    listed(&visit, typed, (Wrong::default(), Vec::new())).await
}

/// The list, with what was typed into its form.
async fn listed(
    visit: &Visit,
    (given, giver): (FileGiven, GiverGiven),
    (wrong, faults): (Wrong, Vec<String>),
) -> Result<Html<String>, Problem> {
    let number = visit.asked.page()?;
    let there: Vec<RecordId> = shown::there(visit);
    let (files, adding, there) = visit
        .ask(move |workspace, asking| {
            let adding = Adding::of(workspace, asking, (given, giver), wrong)?;
            let there = shown::numbered(workspace, asking, &there)?;
            Ok((workspace.files(asking, number - 1)?, adding, there))
        })
        .await?;
    let words = visit.words;
    page(&Files {
        frame: visit.frame(Place::Elsewhere, words.t("files-title")),
        form: new_form()?.to_string(),
        added: shown::added(visit),
        there,
        open: adding.wrong.is_some() || !faults.is_empty() || files.all == 0 || adding.is_filled(),
        faults,
        adding,
        all: files.all,
        rows: files
            .files
            .into_iter()
            .map(|row| Row::of(row, words))
            .collect(),
        pager: Pager::new(files.page + 1, files.pages, |number| {
            Address::new("/files")
                .with("page", number.to_string())
                .to_string()
        }),
    })
}

/// The codes of a list with their labels.
fn codes(workspace: &Workspace, list: &str, language: Language) -> Vec<(String, String)> {
    let list = workspace.schema().list(list);
    let codes = list.into_iter().flat_map(aigaq_schema::List::entries);
    codes
        .map(|entry| (entry.code.clone(), entry.label.get(language).to_owned()))
        .collect()
}
