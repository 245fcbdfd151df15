//! Catching up with the journal: what it accepted since is applied, in one transaction of the view.
//!
//! A change-set is applied when all its parts are there and everything its writer had seen was applied before it.
//! What is not ready waits and is tried again at the next catching up.

use crate::View;
use crate::apply::{Applying, Saying};
use crate::error::ViewError;
use crate::feed::ColumnFeed;
use crate::own;
use crate::store::{self, sql};
use crate::times::TimesCache;
use crate::words::Words;
use aigaq_journal::{Journal, Kind, Opened, Position};
use aigaq_schema::{ChangeSetId, Schema};
use rusqlite::{OptionalExtension, params};
use std::sync::Arc;

/// How far a replay has come, told to the caller now and then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Entries read so far.
    pub entries: u64,
}

impl View {
    /// The last position of the journal that was applied or set waiting.
    ///
    /// # Errors
    /// [`ViewError`] when the database answers with an error.
    pub fn position(&self) -> Result<Position, ViewError> {
        let position: Option<i64> = self
            .connection
            .prepare_cached(sql::META_GET)?
            .query_row(["position"], |row| row.get(0))
            .optional()?;
        Ok(Position(u64::try_from(position.unwrap_or(0)).unwrap_or(0)))
    }

    /// Applies what the journal holds beyond [`View::position`]: all of it, or nothing. When a definition came after
    /// records that speak of what it defines, everything is read again.
    ///
    /// # Errors
    /// [`ViewError`]; the view is then as it was before.
    pub fn catch_up(
        &mut self,
        journal: &Journal,
        mut told: impl FnMut(Progress),
    ) -> Result<(), ViewError> {
        match self.catch_up_in_transaction(journal, &mut told, None) {
            Ok(None) => Ok(()),
            Ok(Some(schema)) => {
                // Something was met before it was defined, or is defined no more.
                self.roll_back();
                self.start_again()?;
                self.feed = ColumnFeed::new(&schema);
                self.catch_up_in_transaction(journal, &mut told, Some(schema))?;
                Ok(())
            }
            Err(error) => {
                self.roll_back();
                // What stands in memory may have gone ahead of what was undone.
                self.words = Words::load(&self.connection)?;
                self.times = TimesCache::default();
                (self.schema, _) = own::schema(&self.connection)?;
                self.feed = ColumnFeed::load(&self.connection, &self.schema)?;
                self.one.grown();
                Err(error)
            }
        }
    }

    fn roll_back(&self) {
        if !self.connection.is_autocommit() {
            // An error of undoing adds nothing to what made it necessary.
            let undone = self.connection.execute_batch("ROLLBACK");
            debug_assert!(undone.is_ok());
        }
    }

    fn catch_up_in_transaction(
        &mut self,
        journal: &Journal,
        told: &mut impl FnMut(Progress),
        given: Option<Arc<Schema>>,
    ) -> Result<Option<Arc<Schema>>, ViewError> {
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        // Read inside the transaction: another process may have caught up in between.
        let mut at = self.position()?;
        let waited = self.waiting()?;
        let mut applying = Applying::new(
            &self.connection,
            &mut self.words,
            &mut self.times,
            &mut self.feed,
            &mut self.schema,
        )?;
        if let Some(schema) = given {
            applying = applying.by_given_schema(schema);
        }
        let mut replay = Replay {
            journal,
            complete: None,
        };
        let mut waiting = Vec::new();
        let mut entries = 0;
        for position in waited {
            replay.try_again(&mut applying, position, &mut waiting)?;
        }
        for opened in journal.entries_after(at) {
            let opened = opened.map_err(ViewError::Journal)?;
            at = opened.position;
            if !replay.apply(&mut applying, &opened)? {
                waiting.push(at);
            }
            entries += 1;
            told(Progress { entries });
        }
        loop {
            let before = waiting.len();
            for position in std::mem::take(&mut waiting) {
                replay.try_again(&mut applying, position, &mut waiting)?;
            }
            if waiting.len() == before || waiting.is_empty() {
                break;
            }
        }
        applying.finish()?;
        if let Some(schema) = applying.read_again.take() {
            return Ok(Some(schema));
        }
        self.keep(&waiting, at)?;
        Ok(None)
    }

    /// Ends the transaction: columns, what waits, and how far the journal was read.
    pub(crate) fn keep(&mut self, waiting: &[Position], at: Position) -> Result<(), ViewError> {
        aigaq_journal::fail_point("view-before");
        self.feed.store(&self.connection)?;
        store::index(&self.connection)?;
        self.connection.execute(sql::WAITING_CLEAR, [])?;
        for position in waiting {
            self.connection
                .execute(sql::WAITING_ADD, [number(*position)])?;
        }
        self.connection
            .prepare_cached(sql::META_SET)?
            .execute(params!["position", number(at)])?;
        self.connection.execute_batch("COMMIT")?;
        self.found.grown();
        self.one.grown();
        aigaq_journal::fail_point("view-after");
        Ok(())
    }

    /// Whether there is something to catch up with.
    ///
    /// # Errors
    /// [`ViewError`] when the journal or the view cannot be read.
    pub fn is_behind(&self, journal: &Journal) -> Result<bool, ViewError> {
        let head = journal.head().map_err(ViewError::Journal)?;
        Ok(self.position()? != head || !self.waiting()?.is_empty())
    }

    pub(crate) fn waiting(&self) -> Result<Vec<Position>, ViewError> {
        let mut all = self.connection.prepare_cached(sql::WAITING)?;
        let all = all
            .query_map([], |row| row.get::<_, i64>(0))?
            .collect::<Result<Vec<_>, _>>()?;
        Ok(all
            .into_iter()
            .map(|p| Position(u64::try_from(p).unwrap_or(0)))
            .collect())
    }
}

struct Replay<'j> {
    journal: &'j Journal,
    /// The last change-set found to be complete: asked once, not for each of its parts.
    complete: Option<ChangeSetId>,
}

impl Replay<'_> {
    fn try_again(
        &mut self,
        applying: &mut Applying<'_>,
        position: Position,
        waiting: &mut Vec<Position>,
    ) -> Result<(), ViewError> {
        let before = Position(position.0.saturating_sub(1));
        if let Some(opened) = self.journal.entries_after(before).next() {
            let opened = opened.map_err(ViewError::Journal)?;
            if opened.position == position && !self.apply(applying, &opened)? {
                waiting.push(position);
            }
        }
        Ok(())
    }

    /// Applies an entry; `false` when it must wait.
    fn apply(&mut self, applying: &mut Applying<'_>, opened: &Opened) -> Result<bool, ViewError> {
        take(applying, opened, || {
            let change_set = opened.envelope.as_ref().map(|e| e.change_set);
            if self.complete == change_set {
                return Ok(true);
            }
            let complete = self
                .journal
                .is_complete(opened)
                .map_err(ViewError::Journal)?;
            if complete {
                self.complete = change_set;
            }
            Ok(complete)
        })
    }
}

/// Applies an entry when its change-set is complete and what its writer had seen is known; `false` otherwise.
pub(crate) fn take(
    applying: &mut Applying<'_>,
    opened: &Opened,
    complete: impl FnOnce() -> Result<bool, ViewError>,
) -> Result<bool, ViewError> {
    let Some(envelope) = opened
        .envelope
        .as_ref()
        .filter(|_| opened.kind == Kind::ChangeSet)
    else {
        // A certificate, an unknown kind, or an envelope that cannot be read: heads may name it all the same.
        applying.note_entry(&opened.id.0, &opened.log.0, opened.seq)?;
        return Ok(true);
    };
    if !complete()? {
        return Ok(false);
    }
    let saying = Saying {
        entry: opened.id.0,
        log: opened.log.0,
        seq: opened.seq,
        device: opened.device.0,
        change_set: envelope.change_set,
        part: envelope.part,
        act: envelope.act.word().to_owned(),
        claimed: envelope.claimed.seconds,
        zone: envelope.claimed.zone.clone(),
        program: envelope.program.clone(),
        imported: envelope.imported_sha256,
        seen: envelope.heads.iter().map(|h| h.0).collect(),
        segments: opened
            .segments
            .iter()
            .map(|s| (s.key.0, s.plain.as_deref().ok()))
            .collect(),
    };
    if !applying.knows(&saying.seen)? {
        return Ok(false);
    }
    applying.apply(&saying)?;
    Ok(true)
}

fn number(position: Position) -> i64 {
    i64::try_from(position.0).unwrap_or(i64::MAX)
}
