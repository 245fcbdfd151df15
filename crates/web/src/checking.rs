//! Checks that are being run beside the pages: a page says how far they are, and nobody waits for them who wants
//! something else.
//!
//! What was read for them is in memory only as long as they run. The lock makes them give up, and is not done before all
//! that they held is gone.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch::{Receiver, Sender, channel};

use crate::problem::{Problem, report};
use crate::state::App;
use crate::visit::Visit;
use aigaq_workspace::{Asking, CheckProgress, CheckReport, CheckRun, WorkspaceError};

/// How long a page that is shown already waits for its next state.
const ONE_WAIT: Duration = Duration::from_secs(10);

/// The checks of this start.
#[derive(Default)]
pub(crate) struct Checking(Mutex<Option<UnderWay>>);

/// Checks that are being run.
#[derive(Clone)]
pub(crate) struct UnderWay {
    /// Closed when nothing is in memory any more of what was read for them.
    progress: Receiver<CheckProgress>,
    /// Closed when they are over; then says what went wrong.
    over: Receiver<Option<Problem>>,
}

/// What was read, with who tells how far it is: both go together.
struct Running {
    run: CheckRun,
    tell: Sender<CheckProgress>,
}

/// The checks as a page has them.
pub(crate) enum Checks {
    Done(Arc<CheckReport>),
    UnderWay(CheckProgress),
}

impl Checking {
    fn hold(&self) -> MutexGuard<'_, Option<UnderWay>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those that are being run, or else new ones.
    fn under_way(&self, app: &App, asking: Asking) -> UnderWay {
        let mut there = self.hold();
        if let Some(running) = there.as_ref().filter(|running| !running.is_over()) {
            return running.clone();
        }
        let ((tell, progress), (end, over)) = (channel(CheckProgress::default()), channel(None));
        let app = app.clone();
        tokio::spawn(async move {
            let failed = run(&app, asking, tell).await.err();
            end.send_replace(failed);
        });
        there.insert(UnderWay { progress, over }).clone()
    }

    fn how_far(&self) -> CheckProgress {
        let there = self.hold();
        let far = there.as_ref().map(|running| *running.progress.borrow());
        far.unwrap_or_default()
    }

    /// Those that are being run, which from now on nobody finds here.
    pub(crate) fn take(&self) -> Option<UnderWay> {
        self.hold().take()
    }
}

impl UnderWay {
    fn is_over(&self) -> bool {
        self.over.has_changed().is_err()
    }

    /// Waits until nothing is in memory of what was read for them, which have been told to give up.
    pub(crate) async fn gone(mut self) {
        while self.progress.changed().await.is_ok() {}
    }

    /// Waits until they are over.
    async fn ended(&mut self) -> Result<(), Problem> {
        while self.over.changed().await.is_ok() {}
        let failed = self.over.borrow().clone();
        failed.map_or(Ok(()), Err)
    }
}

/// What the checks found, if it is known within the time that a page waits; else how far they are.
pub(crate) async fn checks(visit: &Visit) -> Result<Checks, Problem> {
    let patience = match visit.asked.one("wait") {
        Some(_) => visit.app.patience().max(ONE_WAIT),
        None => visit.app.patience(),
    };
    let done = if patience.is_zero() {
        done(visit, false).await
    } else {
        let waited = tokio::time::timeout(patience, done(visit, true)).await;
        waited.unwrap_or(Err(None))
    };
    match done {
        Ok(report) => Ok(Checks::Done(report)),
        Err(Some(problem)) => Err(problem),
        Err(None) => Ok(Checks::UnderWay(visit.app.checking().how_far())),
    }
}

/// What the checks found, however long it takes.
pub(crate) async fn all_checks(visit: &Visit) -> Result<Arc<CheckReport>, Problem> {
    done(visit, true)
        .await
        .map_err(|problem| problem.unwrap_or(Problem::Broken))
}

/// What the checks found; `None` as an error when they are under way and are not to be waited for.
async fn done(visit: &Visit, waits: bool) -> Result<Arc<CheckReport>, Option<Problem>> {
    loop {
        let at_hand = visit
            .ask(|workspace, asking| workspace.checks_at_hand(asking, None))
            .await;
        if let Some(report) = at_hand.map_err(Some)? {
            return Ok(report);
        }
        let mut running = visit.app.checking().under_way(&visit.app, visit.asking());
        if !waits {
            return Err(None);
        }
        running.ended().await.map_err(Some)?;
    }
}

/// Runs the checks from their beginning to their end.
async fn run(app: &App, asking: Asking, tell: Sender<CheckProgress>) -> Result<(), Problem> {
    let begun = app.ask(move |workspace| {
        let run = workspace.begin_checks(&asking, None)?;
        Ok(Running { run, tell })
    });
    let mut running = begun.await?;
    loop {
        let read = app.ask(move |workspace| {
            let more = workspace.read_for_checks(&mut running.run)?;
            running.tell.send_replace(running.run.progress());
            Ok((running, more))
        });
        let (read, more) = read.await?;
        running = read;
        if !more {
            break;
        }
    }
    let looked = tokio::task::spawn_blocking(move || {
        let Running { run, tell } = running;
        let found = run.look(&|progress| {
            tell.send_replace(progress);
        })?;
        Ok::<_, WorkspaceError>((found, tell))
    });
    let (found, tell) = match looked.await {
        Ok(looked) => looked?,
        Err(fault) => {
            report(&fault.to_string());
            return Err(Problem::Broken);
        }
    };
    app.ask(move |workspace| {
        let kept = workspace.keep_checks(found);
        drop(tell);
        kept
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::unlocked_app;
    use aigaq_journal::ActOfSaving;
    use aigaq_schema::{Basis, Day, Language, Value};
    use aigaq_workspace::{FormToken, Reader, RecordChange, Saving, Say};

    fn asking() -> Asking {
        Asking {
            reader: Reader::keeper(),
            language: Language::En,
            today: Day(0),
        }
    }

    /// Two events of the same name, to be read and looked at.
    async fn with_records(app: &App) {
        let token = FormToken::from_random([1; 16]);
        let records = (0..2).map(|number| {
            let title = Say::new("title", Value::text("Strike"), &Basis::default());
            RecordChange::new(token.record(number), "event", vec![title])
        });
        let saving = Saving {
            token,
            act: ActOfSaving::Form,
            records: records.collect(),
            now: app.now(),
        };
        let saved = app.change(move |workspace| workspace.save(&saving)).await;
        saved.unwrap().unwrap();
    }

    /// Locks while checks are being run; how they ended.
    async fn locked_meanwhile() -> Result<(), Problem> {
        let (_folder, app) = unlocked_app(Duration::ZERO);
        with_records(&app).await;
        let mut running = app.checking().under_way(&app, asking());
        let other = app.checking().under_way(&app, asking());
        assert!(running.over.same_channel(&other.over), "they are run once");
        running.progress.changed().await.unwrap();
        let far = *running.progress.borrow();
        assert!(far.read.0 > 0, "something was read: {far:?}");
        app.lock().await;
        assert!(running.progress.has_changed().is_err(), "nothing is left");
        assert!(app.checking().hold().is_none());
        running.ended().await
    }

    #[tokio::test]
    async fn the_lock_is_not_done_before_all_is_gone_that_was_read_for_checks() {
        // A busy machine may finish the checks of two records before the lock is asked for: nothing is broken off then.
        let mut ended = Ok(());
        for _ in 0..20 {
            ended = locked_meanwhile().await;
            if ended.is_err() {
                break;
            }
        }
        assert_eq!(
            ended,
            Err(Problem::Locked),
            "the lock never came while checks were being run"
        );
    }

    #[tokio::test]
    async fn the_lock_leaves_the_checks_that_somebody_begins_after_it() {
        let (_folder, app) = unlocked_app(Duration::ZERO);
        let later = async { app.checking().under_way(&app, asking()) };
        let ((), later) = tokio::join!(app.lock(), later);
        let there = app.checking().take().unwrap();
        assert!(there.over.same_channel(&later.over));
    }
}
