//! What the codes of a list mean: read beside a form that is being filled in.

use askama::Template;
use axum::extract::Path;
use axum::response::Html;

use crate::frame::{Frame, Place};
use crate::problem::Problem;
use crate::visit::{Visit, page};
use aigaq_workspace::entering::CodesInWords;

#[derive(Template)]
#[template(path = "enter/codes.html")]
struct Codes {
    frame: Frame,
    codes: CodesInWords,
}

/// `GET /codes/{list}`
pub(crate) async fn codes(visit: Visit, Path(list): Path<String>) -> Result<Html<String>, Problem> {
    let codes = visit
        .ask(move |workspace, asking| Ok(workspace.codes(asking, &list)))
        .await?
        .ok_or(Problem::NotFound)?;
    page(&Codes {
        frame: visit.frame(Place::Enter, codes.label.clone()),
        codes,
    })
}
