//! The original of a document, given back as it was given in.

use axum::extract::Path;
use axum::response::Response;

use super::one::id_of;
use crate::pieces::attachment;
use crate::problem::Problem;
use crate::visit::Visit;
use aigaq_workspace::{WorkspaceError, ending_of_document};

/// `GET /documents/{id}/original`
pub(crate) async fn original(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = id_of(&id)?;
    let (opened, stop) = visit
        .ask(move |workspace, _| {
            let opened = match workspace.original_of(id)? {
                Some(file) => workspace.open_original(file)?,
                None => None,
            };
            Ok::<_, WorkspaceError>((opened, workspace.stop()))
        })
        .await?;
    let original = opened.ok_or(Problem::NoSuchRecord)?;
    attachment(original, stop, |first| {
        format!("original.{}", ending_of_document(first))
    })
    .await
}
