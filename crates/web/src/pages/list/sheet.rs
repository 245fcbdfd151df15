//! A list as a file, to the last row. It is read and sent a piece at a time, so that others are served meanwhile; the
//! name of the file says the unit and nothing else.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use aigaq_counting::Unit;
use aigaq_workspace::{ListSheet, ROWS_AT_ONCE, SheetKind};
use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use tokio::sync::mpsc;

use super::{address_of, words_of};
use crate::pieces::Pieces;
use crate::problem::{Problem, report};
use crate::visit::Visit;

/// Pieces that wait to be sent.
const WAITING: usize = 4;

/// `GET /records/{type}/export.csv` and `.xlsx`, with all that the address of the list has.
pub(crate) async fn sheet(
    visit: Visit,
    Path((record_type, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let ending = file.strip_prefix("export.").ok_or(Problem::NotFound)?;
    let kind: SheetKind = ending.parse().map_err(|()| Problem::NotFound)?;
    let address = address_of(&visit, record_type, &visit.asked).await?;
    let words = match words_of(&visit, &address) {
        Ok(words) => words,
        Err(response) => return Ok(*response),
    };
    let query = address.query(words, 1);
    let written = Written::default();
    let into = written.clone();
    let (listing, mut sheet) = visit
        .ask(move |workspace, asking| {
            let listing = workspace.listing(asking, &query)?;
            let sheet = ListSheet::begin(&listing, kind, into)?;
            Ok((Arc::new(listing), sheet))
        })
        .await?;
    let unit = address.unit;
    let (send, pieces) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        for start in (0..listing.len()).step_by(ROWS_AT_ONCE) {
            let of = Arc::clone(&listing);
            let rows = visit
                .ask(move |workspace, asking| {
                    workspace.listed(asking, &of, start..start + ROWS_AT_ONCE)
                })
                .await;
            visit.app.touch();
            let done = rows.and_then(|rows| sheet.rows(&rows).map_err(Problem::from));
            if !sent(&send, &written, done).await {
                return;
            }
        }
        let done = tokio::task::spawn_blocking(move || sheet.finish())
            .await
            .map_or(Err(Problem::Broken), |done| done.map_err(Problem::from));
        sent(&send, &written, done).await;
    });
    let kind = match kind {
        SheetKind::Csv => "text/csv; charset=utf-8",
        SheetKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}.{ending}\"", file_name(unit)),
        ),
    ];
    Ok((headers, Body::from_stream(Pieces(pieces))).into_response())
}

/// The plural of the unit. An organisation's own types may be called anything, so they have a plain name.
fn file_name(unit: Unit) -> String {
    match unit {
        Unit::Own(_) => "records".to_owned(),
        shipped => shipped.name().to_owned(),
    }
}

/// Sends what was written so far; `false` when there is no going on. A file that cannot be written whole breaks off,
/// so that the browser does not take the part for the whole.
async fn sent(
    send: &mpsc::Sender<io::Result<Vec<u8>>>,
    written: &Written,
    done: Result<(), Problem>,
) -> bool {
    match done {
        Ok(()) => {
            let piece = written.take();
            piece.is_empty() || send.send(Ok(piece)).await.is_ok()
        }
        Err(problem) => {
            if !matches!(problem, Problem::Locked) {
                report("a list could not be written to its end");
            }
            // Nobody may listen any more.
            let _ = send.send(Err(io::ErrorKind::Interrupted.into())).await;
            false
        }
    }
}

/// What was written and not yet sent.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
