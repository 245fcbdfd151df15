//! Uploads that are not held in memory: files of any length, sealed as they come.
//!
//! Only the beginning is read here, up to the sign among the first fields; then the request goes to its page, which
//! reads on. The page learns from [`UploadEnd`] why what was sent came to no good end.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::header::HeaderMap;
use futures_core::Stream;
use tokio::time::{Instant, Sleep, sleep, timeout};

use super::{TOKEN, multipart};
use crate::problem::{AfterLock, Problem};
use crate::state::App;

/// Most bytes of an upload that is not held in memory: what the file systems of sticks and cards hold, and more than an
/// hour of a telephone's video. Longer ones are added by the command.
pub(crate) const LONGEST: u64 = 4 * 1024 * 1024 * 1024;
/// How much may stand before the first file: the fields of a form.
const LONGEST_BEGINNING: usize = 512 * 1024;
/// How much must come within a minute for somebody who sends to be using the pages: a slow stick brings several times as
/// much. One who drips a byte now and then does not keep the keys in memory; the lock comes and ends it. At this rate the
/// longest sending keeps it away for four hours and a half.
const IN_USE: u64 = 16 * 1024 * 1024;
const MINUTE: Duration = Duration::from_secs(60);
/// How often somebody looks whether the workspace was locked while nothing comes.
const LOOKED_AFTER: Duration = Duration::from_millis(200);
/// How long nothing may come.
const SILENCE: Duration = Duration::from_secs(60);
/// How long the rest of what was refused is read, so that the browser gets to see why.
const REST: Duration = Duration::from_secs(120);

/// Whether this address takes uploads that are not held in memory.
pub(super) fn is_streamed(path: &str) -> bool {
    path == "/files"
}

/// Why an upload ended before its end.
#[derive(Debug, Clone, Default)]
pub(crate) struct UploadEnd(Arc<AtomicU8>);

impl UploadEnd {
    const TOO_LARGE: u8 = 1;
    const TOO_SLOW: u8 = 2;
    const LOCKED: u8 = 3;

    /// The problem, where there was one.
    pub(crate) fn problem(&self) -> Option<Problem> {
        match self.0.load(Ordering::Relaxed) {
            Self::TOO_LARGE => Some(Problem::TooLarge(
                usize::try_from(LONGEST).unwrap_or(usize::MAX),
            )),
            Self::TOO_SLOW => Some(Problem::TooSlow),
            Self::LOCKED => Some(Problem::LockedForm(AfterLock::NotKept)),
            _ => None,
        }
    }

    fn is(&self, why: u8) -> std::io::Error {
        self.0.store(why, Ordering::Relaxed);
        std::io::Error::other("the upload was broken off")
    }
}

/// An upload of which the beginning was read.
pub(super) struct Begun {
    beginning: Vec<u8>,
    rest: Body,
    /// The sign among its first fields; empty where there was none.
    pub(super) sign: String,
}

impl Begun {
    /// Reads until the sign is there.
    pub(super) async fn read(mut body: Body, headers: &HeaderMap) -> Result<Self, Problem> {
        if body.size_hint().lower() > LONGEST {
            throw_away(body).await;
            return Err(Problem::TooLarge(
                usize::try_from(LONGEST).unwrap_or(usize::MAX),
            ));
        }
        let mut beginning = Vec::new();
        let mut sign = None;
        while sign.is_none() && beginning.len() < LONGEST_BEGINNING {
            match timeout(SILENCE, piece(&mut body)).await {
                Err(_) => return Err(Problem::TooSlow),
                Ok(Some(Err(_))) => return Err(Problem::OldForm),
                Ok(None) => break,
                Ok(Some(Ok(bytes))) => beginning.extend_from_slice(&bytes),
            }
            sign = multipart::first_text(headers, &beginning, TOKEN);
        }
        Ok(Self {
            beginning,
            rest: body,
            sign: sign.unwrap_or_default(),
        })
    }

    /// Reads the rest of what is refused, and keeps nothing of it.
    pub(super) async fn refuse(self, why: Problem) -> Problem {
        throw_away(self.rest).await;
        why
    }

    /// The whole, for the page, which reads on; and how it will have ended.
    pub(super) fn body(self, app: &App) -> (Body, UploadEnd) {
        let end = UploadEnd::default();
        let left = LONGEST.saturating_sub(self.beginning.len() as u64);
        let body = Body::from_stream(Coming {
            beginning: Some(Bytes::from(self.beginning)),
            rest: self.rest,
            left,
            heard: Instant::now(),
            look: Box::pin(sleep(LOOKED_AFTER)),
            rate: Rate::begun(Instant::now()),
            end: end.clone(),
            app: app.clone(),
        });
        (body, end)
    }
}

async fn piece(body: &mut Body) -> Option<Result<Bytes, axum::Error>> {
    loop {
        let next = std::future::poll_fn(|context| Pin::new(&mut *body).poll_frame(context));
        match next.await? {
            Err(why) => return Some(Err(why)),
            Ok(frame) => {
                if let Ok(bytes) = frame.into_data() {
                    return Some(Ok(bytes));
                }
            }
        }
    }
}

async fn throw_away(mut body: Body) {
    let all = async { while let Some(Ok(_)) = piece(&mut body).await {} };
    // Whether it came to its end or not, the answer is the same.
    let _ = timeout(REST, all).await;
}

/// How much came, and since when.
struct Rate {
    since: Instant,
    came: u64,
}

impl Rate {
    fn begun(now: Instant) -> Self {
        let (since, came) = (now, 0);
        Self { since, came }
    }

    /// Whether so much came within a minute that somebody is using the pages.
    fn is_use(&mut self, bytes: u64, now: Instant) -> bool {
        if now.duration_since(self.since) > MINUTE {
            *self = Self::begun(now);
        }
        self.came += bytes;
        let is_use = self.came >= IN_USE;
        if is_use {
            *self = Self::begun(now);
        }
        is_use
    }
}

/// What comes, within limits, as long as the workspace is unlocked. Whoever reads on after a fault reads it too.
struct Coming {
    beginning: Option<Bytes>,
    rest: Body,
    left: u64,
    /// When something came last.
    heard: Instant,
    /// When somebody looks again.
    look: Pin<Box<Sleep>>,
    rate: Rate,
    end: UploadEnd,
    app: App,
}

impl Stream for Coming {
    type Item = std::io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if !self.app.is_unlocked() {
                return Poll::Ready(Some(Err(self.end.is(UploadEnd::LOCKED))));
            }
            if let Some(beginning) = self.beginning.take() {
                return Poll::Ready(Some(Ok(beginning)));
            }
            let bytes = match Pin::new(&mut self.rest).poll_frame(context) {
                Poll::Pending => {
                    if self.look.as_mut().poll(context).is_pending() {
                        return Poll::Pending;
                    }
                    let now = Instant::now();
                    if now.duration_since(self.heard) >= SILENCE {
                        return Poll::Ready(Some(Err(self.end.is(UploadEnd::TOO_SLOW))));
                    }
                    self.look.as_mut().reset(now + LOOKED_AFTER);
                    continue;
                }
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Err(why))) => {
                    return Poll::Ready(Some(Err(std::io::Error::other(why))));
                }
                Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
                    Ok(bytes) => bytes,
                    Err(_) => continue,
                },
            };
            if bytes.len() as u64 > self.left {
                return Poll::Ready(Some(Err(self.end.is(UploadEnd::TOO_LARGE))));
            }
            self.left -= bytes.len() as u64;
            let now = Instant::now();
            self.heard = now;
            if self.rate.is_use(bytes.len() as u64, now) {
                self.app.touch();
            }
            return Poll::Ready(Some(Ok(bytes)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether anything of so many pieces, so far apart, counts as use.
    fn is_use((pieces, bytes): (u64, u64), apart: Duration) -> bool {
        let begun = Instant::now();
        let mut rate = Rate::begun(begun);
        let mut at = begun;
        (0..pieces).any(|_| {
            at += apart;
            rate.is_use(bytes, at)
        })
    }

    #[test]
    fn who_drips_is_not_using_the_pages_and_who_sends_is() {
        assert!(!is_use((100_000, 1), Duration::from_secs(30)), "a byte");
        assert!(!is_use((10_000, 64 * 1024), Duration::from_secs(1)), "4 MB");
        assert!(!is_use((9, IN_USE - 1), Duration::from_secs(61)), "late");
        assert!(is_use((60, 1 << 20), Duration::from_secs(1)), "a stick");
        assert!(is_use((1, LONGEST), Duration::from_millis(1)), "at once");
    }
}
