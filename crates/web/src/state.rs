//! What the server holds: the open workspace or nothing, and the secrets of this start.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use aigaq_schema::Day;
use zeroize::Zeroizing;

use crate::problem::{Problem, report};
use crate::serve::WebError;
use crate::token::Token;
use aigaq_workspace::{Passphrase, Workspace, WorkspaceError};

/// What the program asks for when it starts the pages.
pub struct ServeOptions {
    /// The folder of the workspace.
    pub dir: PathBuf,
    /// The workspace, if it is unlocked already; else the first page asks for the passphrase.
    pub workspace: Option<Workspace>,
    /// The port on 127.0.0.1; 0 lets the system choose one.
    pub port: u16,
    /// After this time without a request the workspace is locked and its keys are dropped.
    pub idle: Duration,
    /// The day it is.
    pub today: fn() -> Day,
    /// The moment it is, in seconds since 1970, and the zone: for what is saved.
    pub now: fn() -> (i64, String),
}

/// The state behind all pages. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    dir: PathBuf,
    name: String,
    port: u16,
    idle: Duration,
    today: fn() -> Day,
    now: fn() -> (i64, String),
    open: Mutex<Option<Workspace>>,
    /// Mirrors whether `open` holds something, so that no request waits for a slow one to learn it.
    unlocked: AtomicBool,
    last_use: Mutex<Instant>,
    unlocking: AtomicBool,
    form_token: Token,
    lock_token: Token,
}

impl App {
    /// The state for pages served at this port.
    ///
    /// # Errors
    /// [`WebError::Randomness`] when the system gives no random bytes.
    pub fn new(options: ServeOptions, port: u16) -> Result<Self, WebError> {
        let name = options
            .dir
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        Ok(Self(Arc::new(Inner {
            dir: options.dir,
            name,
            port,
            idle: options.idle,
            today: options.today,
            now: options.now,
            unlocked: AtomicBool::new(options.workspace.is_some()),
            open: Mutex::new(options.workspace),
            last_use: Mutex::new(Instant::now()),
            unlocking: AtomicBool::new(false),
            form_token: Token::random()?,
            lock_token: Token::random()?,
        })))
    }

    pub(crate) fn name(&self) -> &str {
        &self.0.name
    }

    pub(crate) fn port(&self) -> u16 {
        self.0.port
    }

    pub(crate) fn today(&self) -> Day {
        (self.0.today)()
    }

    pub(crate) fn now(&self) -> (i64, String) {
        (self.0.now)()
    }

    pub(crate) fn dir(&self) -> &std::path::Path {
        &self.0.dir
    }

    /// The sign that every form of ours carries.
    pub(crate) fn form_token(&self) -> &Token {
        &self.0.form_token
    }

    /// The token by which `aigaq lock` shows that it may read the workspace's folder.
    pub(crate) fn lock_token(&self) -> &Token {
        &self.0.lock_token
    }

    pub(crate) fn is_unlocked(&self) -> bool {
        self.0.unlocked.load(Ordering::SeqCst)
    }

    /// Asks the open workspace, on a thread that may wait, after it caught up with what others saved.
    pub(crate) async fn ask<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&Workspace) -> Result<T, WorkspaceError> + Send + 'static,
    {
        let app = self.clone();
        let answer = tokio::task::spawn_blocking(move || {
            let mut open = app.hold();
            let workspace = open.as_mut().ok_or(Problem::Locked)?;
            let answer = workspace.refresh().and_then(|()| work(workspace));
            if let Err(WorkspaceError::Journal(aigaq_journal::Error::UnlockAgain)) = answer {
                // Another process renewed the keys: only the passphrase helps.
                *open = None;
                app.0.unlocked.store(false, Ordering::SeqCst);
                return Err(Problem::Locked);
            }
            answer.map_err(Problem::from)
        });
        match answer.await {
            Ok(answer) => answer,
            Err(_) => {
                report("the program met a fault; the workspace was locked");
                self.lock().await;
                Err(Problem::Broken)
            }
        }
    }

    /// Changes the open workspace, on a thread that may wait. What it answers to being refused is the page's to say.
    pub(crate) async fn change<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&mut Workspace) -> T + Send + 'static,
    {
        let app = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let mut open = app.hold();
            let workspace = open.as_mut().ok_or(Problem::Locked)?;
            workspace.refresh().map_err(Problem::from)?;
            Ok(work(workspace))
        });
        match done.await {
            Ok(done) => done,
            Err(_) => {
                report("the program met a fault; the workspace was locked");
                self.lock().await;
                Err(Problem::Broken)
            }
        }
    }

    /// Drops the workspace and its keys. Waits for a request that is using it.
    pub(crate) async fn lock(&self) {
        self.0.unlocked.store(false, Ordering::SeqCst);
        let app = self.clone();
        let dropped = tokio::task::spawn_blocking(move || {
            let mut open = app.hold();
            *open = None;
            app.0.unlocked.store(false, Ordering::SeqCst);
        });
        if dropped.await.is_err() {
            report("the workspace could not be locked in good order");
        }
    }

    /// Opens the workspace with a passphrase. Slow by design, and one attempt at a time.
    pub(crate) async fn unlock(&self, typed: Zeroizing<String>) -> Result<(), Refusal> {
        if self.0.unlocking.swap(true, Ordering::SeqCst) {
            return Err(Refusal::OneAtATime);
        }
        // Whatever becomes of the request, the attempt is run to its end and its mark taken away there.
        let attempt = Attempt(self.clone());
        let opened = tokio::task::spawn_blocking(move || {
            let app = &attempt.0;
            if app.is_unlocked() {
                return Ok(());
            }
            let passphrase = Passphrase::new(&typed);
            drop(typed);
            let workspace =
                Workspace::open_to_share(app.dir(), &passphrase).map_err(Refusal::from)?;
            *app.hold() = Some(workspace);
            app.touch();
            app.0.unlocked.store(true, Ordering::SeqCst);
            Ok(())
        });
        opened.await.unwrap_or(Err(Refusal::Other(None)))
    }

    /// Somebody is using the pages.
    pub(crate) fn touch(&self) {
        *self
            .0
            .last_use
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Locks if nobody used the pages for too long.
    pub(crate) async fn lock_if_idle(&self) {
        let last = *self
            .0
            .last_use
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if self.is_unlocked() && last.elapsed() >= self.0.idle {
            self.lock().await;
        }
    }

    /// A request that panicked may have left the workspace half changed: then it is dropped, and the
    /// next page asks for the passphrase.
    fn hold(&self) -> MutexGuard<'_, Option<Workspace>> {
        self.0.open.lock().unwrap_or_else(|poisoned| {
            let mut open = poisoned.into_inner();
            *open = None;
            self.0.unlocked.store(false, Ordering::SeqCst);
            self.0.open.clear_poison();
            open
        })
    }
}

/// Why the workspace was not unlocked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    WrongPassphrase,
    OneAtATime,
    /// Another reason, in the workspace's own sentence if there is one.
    Other(Option<String>),
}

impl From<WorkspaceError> for Refusal {
    fn from(error: WorkspaceError) -> Self {
        match error {
            WorkspaceError::Journal(aigaq_journal::Error::WrongPassphrase) => Self::WrongPassphrase,
            other => Self::Other(Some(other.to_string())),
        }
    }
}

struct Attempt(App);

impl Drop for Attempt {
    fn drop(&mut self) {
        self.0.0.unlocking.store(false, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_fault_while_reading_locks_the_workspace() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("w");
        let passphrase = Passphrase::new(aigaq_testkit::PASSPHRASE);
        let (unlocked, _) =
            aigaq_journal::create_with(&dir, &passphrase, aigaq_testkit::FAST).unwrap();
        let workspace = Workspace::of(unlocked, aigaq_journal::Mode::Write, |_| {}).unwrap();
        let options = ServeOptions {
            dir,
            workspace: Some(workspace),
            port: 0,
            idle: Duration::from_secs(60),
            today: || Day(0),
            now: || (0, "UTC".to_owned()),
        };
        let app = App::new(options, 4480).unwrap();
        assert_eq!(
            app.ask(|workspace| Ok(workspace.name())).await,
            Ok("w".to_owned())
        );
        let fault =
            app.ask(|_| -> Result<(), WorkspaceError> { std::panic::resume_unwind(Box::new(())) });
        assert_eq!(fault.await, Err(Problem::Broken));
        assert!(!app.is_unlocked());
        assert_eq!(
            app.ask(|workspace| Ok(workspace.name())).await,
            Err(Problem::Locked)
        );
        let typed = Zeroizing::new(aigaq_testkit::PASSPHRASE.to_owned());
        assert_eq!(app.unlock(typed).await, Ok(()));
        assert_eq!(
            app.ask(|workspace| Ok(workspace.name())).await,
            Ok("w".to_owned())
        );
    }
}
