//! What the server holds: the open workspace or nothing, and the secrets of this start.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use aigaq_schema::{Day, Reason};
use zeroize::Zeroizing;

use crate::checking::Checking;
use crate::forms::kept::{Kept, Opened};
use crate::forms::reading::Uploads;
use crate::idle::{self, Idle};
use crate::imports::Imports;
use crate::pictures::Pictures;
use crate::problem::{Problem, report};
use crate::read::Read;
use crate::remembered::Remembered;
use crate::serve::WebError;
use crate::session::Sessions;
use crate::token::Token;
use crate::unsealed::Unsealed;
use aigaq_workspace::{DocumentReader, Passphrase, Stop, Workspace, WorkspaceError};

/// What the program asks for when it starts the pages.
pub struct ServeOptions {
    /// The folder of the workspace.
    pub dir: PathBuf,
    /// The workspace, if it is unlocked already; else the first page asks for the passphrase.
    pub workspace: Option<Workspace>,
    /// The port on 127.0.0.1; 0 lets the system choose one.
    pub port: u16,
    /// After which time without a request the workspace is locked and its keys are dropped.
    pub idle: Idle,
    /// By whom documents are read.
    pub reader: DocumentReader,
    /// How long a page waits for what takes its time, before it says how far that is.
    pub patience: Duration,
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
    idle: Mutex<Duration>,
    /// It was said at the start, and is not for the settings to change.
    idle_is_fixed: bool,
    today: fn() -> Day,
    now: fn() -> (i64, String),
    open: Mutex<Option<Workspace>>,
    /// Makes the open workspace give up what it is doing.
    stop: Mutex<Option<Stop>>,
    /// Mirrors whether `open` holds something, so that no request waits for a slow one to learn it.
    unlocked: AtomicBool,
    /// How many notes waited in the inbox when the workspace was asked last.
    waiting: AtomicU64,
    last_use: Mutex<Instant>,
    unlocking: AtomicBool,
    /// How often it was locked, so that an unlocking that began before is of no effect.
    locks: AtomicU64,
    sessions: Sessions,
    kept: Kept,
    uploads: Uploads,
    imports: Imports,
    reader: DocumentReader,
    read: Read,
    pictures: Pictures,
    checking: Checking,
    unsealed: Unsealed,
    patience: Duration,
    searched: Remembered,
    typed: Remembered,
    /// The sign of the unlock page for a browser that is not known yet.
    door_token: Token,
    /// Opens a workspace that was unlocked at the start, once.
    entrance: Mutex<Option<Token>>,
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
        let entrance = match options.workspace {
            Some(_) => Some(Token::random()?),
            None => None,
        };
        let kept = Kept::default();
        if let Some(seal) = options.workspace.as_ref().map(Workspace::form_seal) {
            kept.seal_with(seal.map_err(|_| WebError::Randomness)?);
        }
        Ok(Self(Arc::new(Inner {
            idle: Mutex::new(match options.idle {
                Idle::For(time) => time,
                Idle::AsChosen => minutes(idle::chosen(&options.dir)),
            }),
            idle_is_fixed: matches!(options.idle, Idle::For(_)),
            dir: options.dir,
            name,
            port,
            today: options.today,
            now: options.now,
            unlocked: AtomicBool::new(options.workspace.is_some()),
            stop: Mutex::new(options.workspace.as_ref().map(Workspace::stop)),
            open: Mutex::new(options.workspace),
            waiting: AtomicU64::new(0),
            last_use: Mutex::new(Instant::now()),
            unlocking: AtomicBool::new(false),
            locks: AtomicU64::new(0),
            sessions: Sessions::default(),
            kept,
            uploads: Uploads::default(),
            imports: Imports::default(),
            reader: options.reader,
            read: Read::default(),
            pictures: Pictures::default(),
            checking: Checking::default(),
            unsealed: Unsealed::default(),
            patience: options.patience,
            searched: Remembered::default(),
            typed: Remembered::default(),
            door_token: Token::random()?,
            entrance: Mutex::new(entrance),
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

    /// The browsers that have shown the passphrase.
    pub(crate) fn sessions(&self) -> &Sessions {
        &self.0.sessions
    }

    /// Files that are being looked at before they are imported.
    pub(crate) fn imports(&self) -> &Imports {
        &self.0.imports
    }

    /// By whom documents are read.
    pub(crate) fn reader(&self) -> &DocumentReader {
        &self.0.reader
    }

    /// Documents that were read.
    pub(crate) fn read(&self) -> &Read {
        &self.0.read
    }

    /// Pictures of files that were looked at.
    pub(crate) fn pictures(&self) -> &Pictures {
        &self.0.pictures
    }

    /// Browsers that have the page of confidential sources open.
    pub(crate) fn unsealed(&self) -> &Unsealed {
        &self.0.unsealed
    }

    /// Checks that are being run.
    pub(crate) fn checking(&self) -> &Checking {
        &self.0.checking
    }

    /// How long a page waits for what takes its time.
    pub(crate) fn patience(&self) -> Duration {
        self.0.patience
    }

    /// The words of searches.
    pub(crate) fn searched(&self) -> &Remembered {
        &self.0.searched
    }

    /// The answers typed into what is written about people.
    pub(crate) fn typed(&self) -> &Remembered {
        &self.0.typed
    }

    pub(crate) fn uploads(&self) -> &Uploads {
        &self.0.uploads
    }

    /// The sign of the unlock page for a browser that is not known yet.
    pub(crate) fn door_token(&self) -> &Token {
        &self.0.door_token
    }

    /// The path that opens a workspace which was unlocked at the start, if nobody went through it yet.
    #[must_use]
    pub fn entrance(&self) -> Option<String> {
        let entrance = hold(&self.0.entrance);
        Some(format!("/open/{}", entrance.as_ref()?.as_str()))
    }

    /// Whether this is the entrance; from now on it is not.
    pub(crate) fn go_through(&self, token: &str) -> bool {
        let mut entrance = hold(&self.0.entrance);
        let fits = entrance.as_ref().is_some_and(|ours| ours.is(token));
        if fits {
            *entrance = None;
        }
        fits
    }

    /// Seals a form that came too late and keeps it for this session.
    pub(crate) fn keep(&self, session: u64, address: &str, body: &[u8]) -> bool {
        self.0.kept.keep(session, address, body)
    }

    /// Whether forms wait for this session that it has not seen.
    pub(crate) fn waits_for(&self, session: u64) -> bool {
        self.0.kept.waits_for(session)
    }

    /// The forms kept for this session.
    pub(crate) async fn all_kept(&self, session: u64) -> Result<Vec<Opened>, Problem> {
        let app = self.clone();
        self.ask(move |workspace| Ok(app.0.kept.open_all(session, workspace)))
            .await
    }

    /// A form kept for this session, which from now on counts as seen.
    pub(crate) async fn open_kept(&self, session: u64, number: u64) -> Result<Opened, Problem> {
        let app = self.clone();
        self.ask(move |workspace| Ok(app.0.kept.open(session, number, workspace)))
            .await?
    }

    pub(crate) fn throw_away(&self, session: u64, number: u64) {
        self.0.kept.throw_away(session, number);
    }

    /// The token by which `aigaq lock` shows that it may read the workspace's folder.
    pub(crate) fn lock_token(&self) -> &Token {
        &self.0.lock_token
    }

    /// How many notes wait in the inbox.
    pub(crate) fn waiting(&self) -> u64 {
        self.0.waiting.load(Ordering::Relaxed)
    }

    fn note_waiting(&self, workspace: &Workspace) {
        let waiting = workspace.inbox_waiting();
        self.0.waiting.store(waiting, Ordering::Relaxed);
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
            let locked = Failed::For(Problem::Locked);
            let Some(workspace) = open.as_mut().filter(|open| !open.stop().is_asked()) else {
                return Err(locked);
            };
            let answer = workspace.refresh().and_then(|()| {
                app.note_waiting(workspace);
                work(workspace)
            });
            answer.map_err(|why| app.failed(&mut open, why))
        });
        self.answered(answer.await).await
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
            let locked = Failed::For(Problem::Locked);
            let Some(workspace) = open.as_mut().filter(|open| !open.stop().is_asked()) else {
                return Err(locked);
            };
            if let Err(why) = workspace.refresh() {
                return Err(app.failed(&mut open, why));
            }
            let done = work(workspace);
            app.note_waiting(workspace);
            Ok(done)
        });
        self.answered(done.await).await
    }

    /// Why the open workspace could not do something. When another process renewed the keys only the passphrase helps:
    /// it is dropped at once, so that it is locked once only.
    fn failed(&self, open: &mut Option<Workspace>, why: WorkspaceError) -> Failed {
        if open.as_ref().is_none_or(|open| open.stop().is_asked()) {
            // Not a fault: it was told to give up.
            return Failed::For(Problem::Locked);
        }
        if matches!(
            why,
            WorkspaceError::Journal(aigaq_journal::Error::UnlockAgain)
        ) {
            *open = None;
            self.0.unlocked.store(false, Ordering::SeqCst);
            return Failed::KeysRenewed;
        }
        Failed::For(why.into())
    }

    /// What a request is answered; whatever was read of a workspace that is open no more is thrown away with it.
    async fn answered<T>(
        &self,
        answer: Result<Result<T, Failed>, tokio::task::JoinError>,
    ) -> Result<T, Problem> {
        match answer {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(Failed::For(problem))) => Err(problem),
            Ok(Err(Failed::KeysRenewed)) => {
                self.lock().await;
                Err(Problem::Locked)
            }
            Err(_) => {
                report("the program met a fault; the workspace was locked");
                self.lock().await;
                Err(Problem::Broken)
            }
        }
    }

    /// Throws away what was read of the workspace: somebody was forgotten, and it may be of them.
    pub(crate) fn forget_what_was_read(&self) {
        self.0.unsealed.forget_all();
        self.0.imports.forget_all();
        self.0.read.forget_all();
        self.0.pictures.forget_all();
        self.0.searched.forget();
        self.0.typed.forget();
    }

    /// Drops the workspace and its keys. What a request is doing with it is broken off.
    pub(crate) async fn lock(&self) {
        self.0.unlocked.store(false, Ordering::SeqCst);
        self.0.locks.fetch_add(1, Ordering::SeqCst);
        self.0.sessions.shut();
        self.forget_what_was_read();
        self.0.waiting.store(0, Ordering::Relaxed);
        *hold(&self.0.entrance) = None;
        if let Some(stop) = hold(&self.0.stop).take() {
            stop.now();
        }
        // Now: what somebody begins after unlocking it again is none of this lock's.
        let checks = self.0.checking.take();
        let app = self.clone();
        let dropped = tokio::task::spawn_blocking(move || {
            let mut open = app.hold();
            // Unless somebody unlocked it meanwhile, which put the old one out.
            if !app.is_unlocked() {
                *open = None;
            }
        });
        if dropped.await.is_err() {
            report("the workspace could not be locked in good order");
        }
        if let Some(checks) = checks {
            checks.gone().await;
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
            let locks = app.0.locks.load(Ordering::SeqCst);
            let passphrase = Passphrase::new(&typed);
            drop(typed);
            if app.is_unlocked() {
                // It is open in another browser: this one shows the passphrase all the same.
                return Workspace::check_passphrase(app.dir(), &passphrase).map_err(Refusal::from);
            }
            let workspace =
                Workspace::open_to_share(app.dir(), &passphrase).map_err(Refusal::from)?;
            app.0
                .kept
                .seal_with(workspace.form_seal().map_err(Refusal::from)?);
            let mut open = app.hold();
            if app.0.locks.load(Ordering::SeqCst) != locks {
                return Err(Refusal::Other(None));
            }
            *hold(&app.0.stop) = Some(workspace.stop());
            *open = Some(workspace);
            app.touch();
            app.0.unlocked.store(true, Ordering::SeqCst);
            Ok(())
        });
        opened.await.unwrap_or(Err(Refusal::Other(None)))
    }

    /// After which time without a request it locks.
    pub(crate) fn idle(&self) -> Duration {
        *hold(&self.0.idle)
    }

    /// Whether the time was said when the program was started.
    pub(crate) fn idle_is_fixed(&self) -> bool {
        self.0.idle_is_fixed
    }

    /// Keeps another time for this device, and holds to it from now on.
    pub(crate) fn wait_for(&self, idle: u64) -> Result<(), Problem> {
        idle::keep(self.dir(), idle).map_err(|why| {
            report(&why.to_string());
            Problem::Broken
        })?;
        *hold(&self.0.idle) = minutes(idle);
        Ok(())
    }

    /// Somebody is using the pages.
    pub(crate) fn touch(&self) {
        *hold(&self.0.last_use) = Instant::now();
    }

    /// Locks if nobody used the pages for too long.
    pub(crate) async fn lock_if_idle(&self) {
        self.0.unsealed.close_idle(Instant::now());
        let last = *hold(&self.0.last_use);
        if self.is_unlocked() && last.elapsed() >= self.idle() {
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

fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(minutes * 60)
}

/// What stands behind a lock that no panic can leave half changed.
fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Why the open workspace did not do what was asked.
enum Failed {
    /// Another process renewed the keys.
    KeysRenewed,
    For(Problem),
}

/// Why the workspace was not unlocked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    WrongPassphrase,
    OneAtATime,
    /// Another reason, with what the workspace says of it.
    Other(Option<Reason>),
}

impl From<WorkspaceError> for Refusal {
    fn from(error: WorkspaceError) -> Self {
        match error {
            WorkspaceError::Journal(aigaq_journal::Error::WrongPassphrase) => Self::WrongPassphrase,
            other => Self::Other(Some(other.reason())),
        }
    }
}

struct Attempt(App);

impl Drop for Attempt {
    fn drop(&mut self) {
        self.0.0.unlocking.store(false, Ordering::SeqCst);
    }
}

/// The pages of a new workspace, which is open, in a folder that goes with the test.
#[cfg(test)]
pub(crate) fn unlocked_app(patience: Duration) -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("w");
    let passphrase = Passphrase::new(aigaq_testkit::PASSPHRASE);
    let (unlocked, _) = aigaq_journal::create_with(&dir, &passphrase, aigaq_testkit::FAST).unwrap();
    let workspace = Workspace::of(unlocked, aigaq_journal::Mode::Write, |_| {}).unwrap();
    let options = ServeOptions {
        dir,
        workspace: Some(workspace),
        port: 0,
        idle: Idle::For(Duration::from_secs(60)),
        reader: DocumentReader::Here,
        patience,
        today: || Day(0),
        now: || (0, "UTC".to_owned()),
    };
    (folder, App::new(options, 4480).unwrap())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn keys_renewed_elsewhere_lock_it_with_all_that_was_read() {
        let (_folder, app) = unlocked_app(Duration::ZERO);
        let (before, stop) = app
            .ask({
                let app = app.clone();
                move |workspace| Ok((app.read().sitting(), workspace.stop()))
            })
            .await
            .unwrap();
        assert!(app.entrance().is_some());
        let renewed = || WorkspaceError::Journal(aigaq_journal::Error::UnlockAgain);
        let answer = app.ask(move |_| Err::<(), _>(renewed())).await;
        assert_eq!(answer, Err(Problem::Locked));
        assert!(!app.is_unlocked() && app.entrance().is_none());
        assert_ne!(app.read().sitting(), before, "documents are forgotten");
        assert!(stop.is_asked(), "what is under way gives up");
    }

    #[tokio::test]
    async fn a_fault_while_reading_locks_the_workspace() {
        let (_folder, app) = unlocked_app(Duration::from_secs(60));
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
