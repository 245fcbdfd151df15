//! Which browsers have the page of confidential sources open, each with the key in memory.
//!
//! A key goes when the page is closed, when that page was not used for five minutes, and with the lock of the
//! workspace; dropping it overwrites it. Wrong second passphrases make the next try wait, longer each time.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use aigaq_workspace::CompartmentKey;

/// How long a page may stay unused.
pub(crate) const IDLE: Duration = Duration::from_secs(5 * 60);
/// The longest wait after wrong passphrases.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// The open pages, by the number of the browser's session.
#[derive(Default)]
pub(crate) struct Unsealed(Mutex<Table>);

#[derive(Default)]
struct Table {
    keys: HashMap<u64, (CompartmentKey, Instant)>,
    /// How many wrong passphrases came one after the other.
    wrong: u32,
    not_before: Option<Instant>,
    /// One passphrase is being tried.
    trying: bool,
    /// How often everything was forgotten: a key that was being opened meanwhile is not kept.
    forgotten: u64,
}

/// Why a passphrase is not tried now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotNow {
    /// So many seconds too early.
    Wait(u64),
    /// Another one is being tried.
    OneAtATime,
}

/// A try, until it is told how it ended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Try {
    forgotten: u64,
}

impl Unsealed {
    /// Begins to try a passphrase.
    pub(crate) fn begin(&self, now: Instant) -> Result<Try, NotNow> {
        let mut table = self.table();
        if let Some(left) = table
            .not_before
            .and_then(|from| from.checked_duration_since(now))
            .filter(|left| !left.is_zero())
        {
            return Err(NotNow::Wait(left.as_secs() + 1));
        }
        if table.trying {
            return Err(NotNow::OneAtATime);
        }
        table.trying = true;
        Ok(Try {
            forgotten: table.forgotten,
        })
    }

    /// The try is over without telling right from wrong.
    pub(crate) fn gave_up(&self) {
        self.table().trying = false;
    }

    /// It was wrong: the next one waits one second, then two, four, up to a minute.
    pub(crate) fn was_wrong(&self, now: Instant) {
        let mut table = self.table();
        table.trying = false;
        let seconds = 1_u64 << table.wrong.min(6);
        table.wrong = table.wrong.saturating_add(1);
        table.not_before = Some(now + Duration::from_secs(seconds).min(LONGEST_WAIT));
    }

    /// It was right: the page is open for this browser. Not when everything was forgotten meanwhile.
    pub(crate) fn open(
        &self,
        (session, tried): (u64, Try),
        key: CompartmentKey,
        now: Instant,
    ) -> bool {
        let mut table = self.table();
        table.trying = false;
        table.wrong = 0;
        table.not_before = None;
        if table.forgotten != tried.forgotten {
            return false;
        }
        table.keys.insert(session, (key, now));
        true
    }

    /// The key, where the page is open for this browser; using it keeps it open.
    pub(crate) fn key(&self, session: u64, now: Instant) -> Option<CompartmentKey> {
        let mut table = self.table();
        table.drop_idle(now);
        let (key, used) = table.keys.get_mut(&session)?;
        *used = now;
        Some(key.clone())
    }

    /// Closes the page of a browser.
    pub(crate) fn close(&self, session: u64) {
        self.table().keys.remove(&session);
    }

    /// Closes pages that nobody uses.
    pub(crate) fn close_idle(&self, now: Instant) {
        self.table().drop_idle(now);
    }

    /// Closes them all.
    pub(crate) fn forget_all(&self) {
        let mut table = self.table();
        table.keys.clear();
        table.forgotten += 1;
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn drop_idle(&mut self, now: Instant) {
        self.keys
            .retain(|_, (_, used)| now.saturating_duration_since(*used) < IDLE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_journal::{Passphrase, create_with};

    fn key() -> CompartmentKey {
        let folder = tempfile::tempdir().unwrap();
        let first = Passphrase::new(aigaq_testkit::PASSPHRASE);
        let (unlocked, _) =
            create_with(&folder.path().join("w"), &first, aigaq_testkit::FAST).unwrap();
        let second = Passphrase::new("another one for the sources");
        unlocked.compartment().make(&second).unwrap()
    }

    #[test]
    fn a_page_closes_after_five_idle_minutes_and_with_the_lock() {
        let (unsealed, start) = (Unsealed::default(), Instant::now());
        let later = |seconds| start + Duration::from_secs(seconds);
        let open = |session, at| {
            let tried = unsealed.begin(at).unwrap();
            unsealed.open((session, tried), key(), at)
        };
        assert!(open(1, start) && open(2, start));
        assert!(unsealed.key(1, later(299)).is_some(), "used, it stays");
        assert!(unsealed.key(2, later(300)).is_none());
        assert!(unsealed.key(1, later(598)).is_some());
        unsealed.close_idle(later(898));
        assert!(unsealed.key(1, later(898)).is_none());
        assert!(open(1, later(900)) && open(2, later(900)));
        unsealed.close(1);
        assert!(unsealed.key(1, later(900)).is_none() && unsealed.key(2, later(900)).is_some());
        let tried = unsealed.begin(later(901)).unwrap();
        unsealed.forget_all();
        assert!(unsealed.key(2, later(901)).is_none());
        assert!(
            !unsealed.open((1, tried), key(), later(901)),
            "locked meanwhile"
        );
        assert!(unsealed.key(1, later(901)).is_none());
    }

    #[test]
    fn ten_wrong_passphrases_wait_longer_each_time_and_a_right_one_ends_it() {
        let (unsealed, mut now) = (Unsealed::default(), Instant::now());
        let mut waits = Vec::new();
        for _ in 0..10 {
            unsealed.begin(now).unwrap();
            assert_eq!(unsealed.begin(now).unwrap_err(), NotNow::OneAtATime);
            unsealed.was_wrong(now);
            let seconds = match unsealed.begin(now) {
                Err(NotNow::Wait(seconds)) => seconds,
                Ok(_) | Err(NotNow::OneAtATime) => 0,
            };
            waits.push(seconds.saturating_sub(1));
            now += Duration::from_secs(seconds);
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
        let tried = unsealed.begin(now).unwrap();
        assert!(unsealed.open((1, tried), key(), now));
        assert!(unsealed.begin(now).is_ok());
        unsealed.gave_up();
        assert!(unsealed.begin(now).is_ok());
    }
}
