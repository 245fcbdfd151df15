//! An answer that is sent in pieces, as they are made by a thread of its own.

use std::io::{self, Read, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures_core::Stream;
use tokio::sync::mpsc;

use crate::problem::Problem;

/// Pieces that wait to be sent.
const WAITING: usize = 4;
/// Bytes of a piece.
const PIECE: usize = 256 * 1024;

/// A kept file as it was given in, each byte checked against what was kept. One that was changed on the disk breaks off,
/// so that nobody takes it for the whole. Nothing of it is shown by the browser itself. `name` makes the name that the
/// browser saves it under, of how it begins: digits and letters only.
pub(crate) async fn attachment(
    mut original: impl Read + Send + 'static,
    name: impl FnOnce(&[u8]) -> String,
) -> Result<Response, Problem> {
    let begun = tokio::task::spawn_blocking(move || {
        let first = piece(&mut original)?;
        Ok::<_, io::Error>((original, first))
    });
    let Ok(Ok((mut original, first))) = begun.await else {
        return Err(Problem::Broken);
    };
    let name = name(&first);
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
            format!("attachment; filename=\"{name}\""),
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

/// The pieces, as the server reads them.
pub(crate) struct Pieces(pub(crate) mpsc::Receiver<io::Result<Vec<u8>>>);

impl Stream for Pieces {
    type Item = io::Result<Vec<u8>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

/// A file that is made while it is sent, on a thread of its own. `is_done_with` is asked before each piece: what comes after
/// the lock is not sent, and the browser is told that the file is not whole, as after any fault.
pub(crate) fn made(
    name: &str,
    is_done_with: impl Fn() -> bool + Send + 'static,
    make: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static,
) -> Result<Response, Problem> {
    let (send, pieces) = mpsc::channel(WAITING);
    tokio::task::spawn_blocking(move || {
        let mut out = Sending {
            send,
            piece: Vec::with_capacity(PIECE),
            is_done_with,
        };
        let ended = make(&mut out).and_then(|()| out.flush());
        if let Err(why) = ended {
            // Where nobody listens any more there is nobody to tell.
            let _ = out.send.blocking_send(Err(why));
        }
    });
    let headers = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    Ok((headers, Body::from_stream(Pieces(pieces))).into_response())
}

/// Sends what is written, piece by piece.
struct Sending<F> {
    send: mpsc::Sender<io::Result<Vec<u8>>>,
    piece: Vec<u8>,
    is_done_with: F,
}

impl<F: Fn() -> bool> Write for Sending<F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if (self.is_done_with)() {
            return Err(io::Error::other("the workspace is being locked"));
        }
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = std::mem::take(&mut self.piece);
        let sent = self.send.blocking_send(Ok(piece));
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}
