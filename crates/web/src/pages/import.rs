//! Importing a file: sent, looked at with all it would do, corrected, imported in one change-set.

mod look;
pub(crate) mod questions;
mod told;

use askama::Template;
use axum::extract::{Multipart, Path};
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::imports::{How, Upload};
use crate::problem::Problem;
use crate::token::Token;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::workbook::{Corrections, Remembered};
use aigaq_workspace::{
    ImportOutcome, ImportWish, Mapped, Tables, WorkbookWish, Workspace, WorkspaceError,
};

/// Longest name of a file that is kept.
const LONGEST_NAME: usize = 120;

#[derive(Template)]
#[template(path = "import.html")]
struct Import {
    frame: Frame,
    /// Record types: code and label.
    types: Vec<(String, String)>,
    fault: Option<String>,
}

/// `GET /import`
pub(crate) async fn form(visit: Visit) -> Result<Html<String>, Problem> {
    shown(&visit, None).await
}

async fn shown(visit: &Visit, fault: Option<String>) -> Result<Html<String>, Problem> {
    let language = visit.words.language();
    let types = visit
        .ask(move |workspace, _| {
            let types = workspace.schema().types();
            Ok(types
                .map(|t| (t.code.clone(), t.plural.get(language).to_owned()))
                .collect())
        })
        .await?;
    page(&Import {
        frame: visit.frame(Place::Import, visit.words.t("import-title")),
        types,
        fault,
    })
}

/// `POST /import`: takes a file in, and leads to the look at it.
pub(crate) async fn upload(visit: Visit, mut parts: Multipart) -> Result<Response, Problem> {
    let (mut name, mut bytes, mut how) = (String::new(), None, How::Workbook);
    let mut broken = false;
    loop {
        let field = match parts.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(_) => {
                broken = true;
                break;
            }
        };
        match field.name() {
            Some("file") => {
                // What browsers send before it may be a path of somebody's disk.
                let given = field.file_name().unwrap_or_default();
                let given = given.rsplit(['/', '\\']).next().unwrap_or_default();
                name = given
                    .chars()
                    .filter(|c| !c.is_control())
                    .take(LONGEST_NAME)
                    .collect();
                match field.bytes().await {
                    Ok(read) => bytes = Some(read.to_vec()),
                    Err(_) => broken = true,
                }
            }
            Some("how") => {
                let chosen = field.text().await.unwrap_or_default();
                if chosen != "workbook" {
                    how = How::Type(chosen);
                }
            }
            _ => {}
        }
    }
    let Some(bytes) = bytes.filter(|b| !b.is_empty() && !broken) else {
        let fault = visit.words.t("import-no-file");
        return Ok((
            axum::http::StatusCode::UNPROCESSABLE_ENTITY,
            shown(&visit, Some(fault)).await?,
        )
            .into_response());
    };
    let id = Token::random().map_err(|_| Problem::Broken)?;
    let token = new_form()?;
    let upload = Upload {
        id: id.as_str().to_owned(),
        name,
        bytes: std::sync::Arc::new(zeroize::Zeroizing::new(bytes)),
        how,
        corrections: Corrections::default(),
        answers: Remembered::default(),
        unread: Vec::new(),
        token,
        done: None,
    };
    let to = format!("/import/{}", upload.id);
    visit.app.imports().keep(upload);
    Ok(Redirect::to(&to).into_response())
}

fn upload_of(visit: &Visit, id: &str) -> Result<Upload, Problem> {
    visit.app.imports().get(id).ok_or(Problem::NotFound)
}

/// `GET /import/{id}`: what the file is taken for, and what importing it would do.
pub(crate) async fn look(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let upload = upload_of(&visit, &id)?;
    if let Some(done) = upload.done {
        return Ok(after(done).into_response());
    }
    look::shown(&visit, upload, None).await
}

/// `POST /import/{id}`: corrections and answers; then another look, or the import.
pub(crate) async fn act(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let mut upload = upload_of(&visit, &id)?;
    if let Some(done) = upload.done {
        return Ok(after(done).into_response());
    }
    let wished = |name: &str| {
        let found = filled.pairs.iter().find(|(given, _)| given == name);
        found.map(|(_, value)| value.as_str())
    };
    match wished("do") {
        Some("forget") => {
            visit.app.imports().forget(&id);
            return Ok(Redirect::to("/import").into_response());
        }
        Some("import") if !filled.again => {}
        other => {
            let to = after_saying(&id, other, wished("open"));
            let taken = upload.clone();
            upload = visit
                .ask(move |workspace, asking| {
                    told::taken_in(workspace, asking, taken, &filled.pairs)
                })
                .await?;
            visit.app.imports().keep(upload);
            return Ok(Redirect::to(&to).into_response());
        }
    }
    let now = visit.app.now();
    let asking = visit.asking();
    let done = visit
        .app
        .change(move |workspace| -> Result<_, WorkspaceError> {
            // What stands on the page counts, also when it was not looked at again.
            let upload = told::taken_in(workspace, &asking, upload, &filled.pairs)?;
            if !upload.unread.is_empty() {
                return Ok((upload, None));
            }
            let mut answers = upload.answers.clone();
            answers.add(&told::columns_of(workspace, &asking, &upload)?);
            if let Err(why) = workspace.remember(&answers, upload.token, now.clone()) {
                return Err(WorkspaceError::Asked(why.reason()));
            }
            let outcome = run(workspace, &asking, &upload, false, now)?;
            Ok((upload, Some(outcome)))
        })
        .await?;
    match done {
        // An answer was not understood: it is shown at its question, and nothing is imported yet.
        Ok((upload, None)) => {
            visit.app.imports().keep(upload);
            Ok(Redirect::to(&format!("/import/{id}")).into_response())
        }
        Ok((mut upload, Some(outcome))) => {
            upload.done = Some(outcome.change_set);
            // The file is in the journal now; nobody needs it here.
            upload.bytes = std::sync::Arc::default();
            visit.app.imports().keep(upload);
            Ok(after(outcome.change_set).into_response())
        }
        Err(why) => {
            let upload = upload_of(&visit, &id)?;
            look::shown(&visit, upload, Some(visit.words.reason(&why.reason()))).await
        }
    }
}

/// Where it goes on after corrections and answers: what was typed is kept, whichever button was pressed.
fn after_saying(id: &str, button: Option<&str>, open: Option<&str>) -> String {
    let sheet = |n: &str| match n.parse::<usize>() {
        Ok(n) => format!("/import/{id}?sheet={n}#sheet-{n}"),
        Err(_) => format!("/import/{id}?sheet=first"),
    };
    match (button.unwrap_or_default(), open) {
        ("sheets", _) => sheet(""),
        ("check", Some(open)) => sheet(open),
        (button, _) => match button.strip_prefix("sheet.") {
            Some(n) => sheet(n),
            None => format!("/import/{id}"),
        },
    }
}

fn after(change_set: Option<aigaq_schema::ChangeSetId>) -> Redirect {
    match change_set {
        Some(id) => Redirect::to(&format!("/journal/{id}")),
        None => Redirect::to("/journal"),
    }
}

/// Imports the file, or only sees what that would do.
fn run(
    workspace: &mut Workspace,
    asking: &aigaq_workspace::Asking,
    upload: &Upload,
    preview: bool,
    now: (i64, String),
) -> Result<ImportOutcome, WorkspaceError> {
    let mapped = match &upload.how {
        How::Workbook => {
            let mut remembered = workspace.remembered()?;
            remembered.add(&upload.answers);
            Mapped::Workbook(Box::new(WorkbookWish {
                remembered,
                corrections: upload.corrections.clone(),
                today: asking.today,
            }))
        }
        How::Type(code) => Mapped::Type(code.clone()),
    };
    let files = [(upload.name.as_str(), &upload.bytes[..])];
    let wish = ImportWish {
        tables: Tables::AtHand(&files),
        mapped,
        clear: false,
        preview,
        language: asking.language,
        now,
    };
    workspace.import(&wish, |_| {})
}
