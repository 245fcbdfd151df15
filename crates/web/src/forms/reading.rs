//! Reading what is sent, within limits of size and time that each address has.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::http::header::{CONTENT_TYPE, HeaderMap};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

use crate::problem::Problem;

/// Most bytes of a form of which we know the browser.
const LONGEST_FORM: usize = 2 * 1024 * 1024;
/// Most bytes of what a stranger sends: a passphrase and an address.
const LONGEST_OF_A_STRANGER: usize = 16 * 1024;
/// Most bytes of an upload.
const LONGEST_UPLOAD: usize = 50 * 1024 * 1024;
/// Uploads that are in memory at once.
const UPLOADS: usize = 2;

/// What a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `application/x-www-form-urlencoded`, or nothing at all.
    Form,
    /// `multipart/form-data`.
    Upload,
}

impl Kind {
    /// What the request says it carries. `None` for anything that no form of ours sends.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let Some(kind) = headers.get(CONTENT_TYPE) else {
            return Some(Self::Form);
        };
        let kind = kind.to_str().ok()?.split(';').next()?.trim();
        if kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            Some(Self::Form)
        } else if kind.eq_ignore_ascii_case("multipart/form-data") {
            Some(Self::Upload)
        } else {
            None
        }
    }
}

/// How much an address takes, and how long it waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    pub(super) bytes: usize,
    pub(super) time: Duration,
    /// Files are taken too.
    pub(super) uploads: bool,
}

impl Limits {
    /// Limits of the address with this path, for a browser that is known or not.
    pub(super) fn of(path: &str, known: bool) -> Self {
        let uploads = path == "/documents"
            || super::streamed::is_streamed(path)
            || path == "/import"
            || path.starts_with("/import/");
        let (bytes, seconds) = match (known, uploads) {
            (false, _) => (LONGEST_OF_A_STRANGER, 20),
            (true, false) => (LONGEST_FORM, 20),
            (true, true) => (LONGEST_UPLOAD, 120),
        };
        Self {
            bytes,
            time: Duration::from_secs(seconds),
            uploads,
        }
    }
}

/// Reads a body whole. Of one that is too large nothing is held; the rest is read and thrown away, so that the
/// browser, which listens only when it has sent everything, gets to see why.
pub(super) async fn read(mut body: Body, limits: &Limits) -> Result<Vec<u8>, Problem> {
    let end = Instant::now() + limits.time;
    let mut bytes = Vec::new();
    let mut too_large = body.size_hint().lower() > limits.bytes as u64;
    loop {
        let next = poll_fn(|context| Pin::new(&mut body).poll_frame(context));
        match timeout_at(end, next).await {
            Err(_) if too_large => break,
            Err(_) => return Err(Problem::TooSlow),
            Ok(None) => break,
            Ok(Some(Err(_))) => return Err(Problem::OldForm),
            Ok(Some(Ok(frame))) => {
                let Ok(data) = frame.into_data() else {
                    continue;
                };
                too_large |= bytes.len() + data.len() > limits.bytes;
                if too_large {
                    bytes = Vec::new();
                } else {
                    bytes.extend_from_slice(&data);
                }
            }
        }
    }
    if too_large {
        return Err(Problem::TooLarge(limits.bytes));
    }
    Ok(bytes)
}

/// Who may hold an upload in memory; the others wait.
#[derive(Debug, Clone)]
pub(crate) struct Uploads(Arc<Semaphore>);

impl Default for Uploads {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(UPLOADS)))
    }
}

impl Uploads {
    pub(super) async fn turn(&self, kind: &Kind) -> Option<OwnedSemaphorePermit> {
        match kind {
            Kind::Form => None,
            // Nobody closes it, so there is always a turn.
            Kind::Upload => Arc::clone(&self.0).acquire_owned().await.ok(),
        }
    }
}
