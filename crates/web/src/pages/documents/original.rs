//! The original of a document, given back as it was given in.

use std::io::{self, Read};

use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use tokio::sync::mpsc;

use super::one::id_of;
use crate::pieces::Pieces;
use crate::problem::Problem;
use crate::visit::Visit;
use aigaq_workspace::{WorkspaceError, ending_of_document};

/// Pieces that wait to be sent.
const WAITING: usize = 4;
/// Bytes of a piece.
const PIECE: usize = 256 * 1024;

/// `GET /documents/{id}/original`: the bytes of the file, each checked against what was kept. One that was changed on
/// the disk breaks off, so that nobody takes it for the whole. Nothing of it is shown by the browser itself.
pub(crate) async fn original(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = id_of(&id)?;
    let opened = visit
        .ask(move |workspace, _| match workspace.original_of(id)? {
            Some(file) => workspace.open_original(file),
            None => Ok::<_, WorkspaceError>(None),
        })
        .await?;
    let Some(mut original) = opened else {
        return Err(Problem::NoSuchRecord);
    };
    let begun = tokio::task::spawn_blocking(move || {
        let first = piece(&mut original)?;
        Ok::<_, io::Error>((original, first))
    });
    let Ok(Ok((mut original, first))) = begun.await else {
        return Err(Problem::Broken);
    };
    let ending = ending_of_document(&first);
    let (send, pieces) = mpsc::channel(WAITING);
    tokio::task::spawn_blocking(move || {
        let mut next = Ok(first);
        // Until its end, a fault, or nobody listens any more.
        while next.as_ref().map_or(true, |piece| !piece.is_empty()) {
            let is_last = next.is_err();
            if send.blocking_send(next).is_err() || is_last {
                return;
            }
            next = piece(&mut original);
        }
    });
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"original.{ending}\""),
        ),
    ];
    Ok((headers, Body::from_stream(Pieces(pieces))).into_response())
}

/// The next bytes; none at the end.
fn piece(original: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut piece = Vec::new();
    original.take(PIECE as u64).read_to_end(&mut piece)?;
    Ok(piece)
}
