//! An answer that is sent in pieces, as they are made by a thread of its own.
//!
//! The thread holds keys. A browser that pauses a download must not keep it: when the lock is asked for, it ends within a
//! moment, what waits to be sent goes, and the browser is told that the file is not whole, as after any fault.

use std::io::{self, Read, Write};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures_core::Stream;
use tokio::runtime::Handle;
use tokio::sync::mpsc;

use crate::problem::Problem;
use aigaq_workspace::Stop;

/// Pieces that wait to be sent.
const WAITING: usize = 4;
/// Bytes of a piece.
const PIECE: usize = 256 * 1024;
/// So long a piece waits to be taken before the lock is looked at again.
const LOOKS: Duration = Duration::from_millis(100);

/// A kept file as it was given in, each byte checked against what was kept. One that was changed on the disk breaks off,
/// so that nobody takes it for the whole. Nothing of it is shown by the browser itself. `name` makes the name that the
/// browser saves it under, of how it begins: digits and letters only.
pub(crate) async fn attachment(
    mut original: impl Read + Send + 'static,
    stop: Stop,
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
    let send = move |out: &mut dyn Write| {
        out.write_all(&first)?;
        io::copy(&mut original, out).map(|_| ())
    };
    Ok(sent(("application/octet-stream", &name), stop, send))
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

/// A file that is made while it is sent, on a thread of its own: a zip. What comes after the lock is not sent.
pub(crate) fn made(
    name: &str,
    stop: Stop,
    make: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static,
) -> Result<Response, Problem> {
    Ok(sent(("application/zip", name), stop, make))
}

fn sent(
    (kind, name): (&str, &str),
    stop: Stop,
    make: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static,
) -> Response {
    let (send, pieces) = mpsc::channel(WAITING);
    let way = Arc::new(Way {
        pieces: Mutex::new(pieces),
        is_whole: AtomicBool::new(false),
    });
    let at_end = Arc::clone(&way);
    let server = Handle::current();
    tokio::task::spawn_blocking(move || {
        let mut out = Sending {
            send,
            piece: Vec::with_capacity(PIECE),
            stop,
            server,
        };
        let ended = make(&mut out).and_then(|()| out.flush());
        match ended {
            Ok(()) => at_end.is_whole.store(true, Ordering::SeqCst),
            Err(why) if why.kind() == io::ErrorKind::BrokenPipe => {}
            Err(_) if out.stop.is_asked() => at_end.clear(),
            // Which file it was stands in the error; it is called by its number.
            Err(why) => crate::problem::report(&why.to_string()),
        }
    });
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, Body::from_stream(OnTheWay(way))).into_response()
}

/// What is on its way between the thread and the server.
struct Way {
    pieces: Mutex<mpsc::Receiver<Vec<u8>>>,
    /// All of it was handed over.
    is_whole: AtomicBool,
}

impl Way {
    /// Nothing that waits is sent any more, nor kept.
    fn clear(&self) {
        let mut pieces = self.pieces.lock().unwrap_or_else(PoisonError::into_inner);
        pieces.close();
        while pieces.try_recv().is_ok() {}
    }
}

struct OnTheWay(Arc<Way>);

impl Stream for OnTheWay {
    type Item = io::Result<Vec<u8>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut pieces = self.0.pieces.lock().unwrap_or_else(PoisonError::into_inner);
        match pieces.poll_recv(context) {
            Poll::Ready(Some(piece)) => Poll::Ready(Some(Ok(piece))),
            Poll::Ready(None) if self.0.is_whole.load(Ordering::SeqCst) => Poll::Ready(None),
            // Nobody is to take a part for the whole.
            Poll::Ready(None) => Poll::Ready(Some(Err(io::ErrorKind::Interrupted.into()))),
            Poll::Pending => Poll::Pending,
        }
    }
}

/// Sends what is written, piece by piece.
struct Sending {
    send: mpsc::Sender<Vec<u8>>,
    piece: Vec<u8>,
    stop: Stop,
    server: Handle,
}

impl Write for Sending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        loop {
            if self.stop.is_asked() {
                return Err(io::Error::other("the workspace is being locked"));
            }
            if self.piece.is_empty() {
                return Ok(());
            }
            let place = tokio::time::timeout(LOOKS, self.send.reserve());
            match self.server.block_on(place) {
                Ok(Ok(place)) => place.send(std::mem::take(&mut self.piece)),
                Ok(Err(_)) => return Err(io::ErrorKind::BrokenPipe.into()),
                // Nobody takes anything for now.
                Err(_) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;
    use std::time::Instant;

    /// Tells when it is dropped: like the keys of a bag.
    struct Held(std::sync::mpsc::Sender<()>);

    impl Drop for Held {
        fn drop(&mut self) {
            let _ = self.0.send(());
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_download_that_nobody_reads_lets_go_of_its_keys_when_the_lock_comes() {
        let (gone, is_gone) = channel();
        let held = Held(gone);
        let stop = Stop::default();
        let answer = made("x.zip", stop.clone(), move |out| {
            let _held = held;
            loop {
                out.write_all(&[7; 64 * 1024])?;
            }
        });
        // Nobody takes a byte: the thread waits until its place is free.
        assert!(is_gone.recv_timeout(Duration::from_millis(500)).is_err());
        stop.now();
        let began = Instant::now();
        let ended = is_gone.recv_timeout(Duration::from_secs(10)).is_ok();
        assert!(ended && began.elapsed() < Duration::from_secs(1));
        // And what was on its way is not taken for the whole.
        let body = axum::body::to_bytes(answer.unwrap_or_default().into_body(), usize::MAX).await;
        assert!(body.is_err());
    }
}
