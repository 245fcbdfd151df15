//! Keeping up with a change-set while it is still being written.
//!
//! A large import writes for many seconds before it is saved. Meanwhile a second connection applies its entries,
//! in one transaction that ends only after the journal said that everything is durable: until then nobody sees
//! anything of it, and when the import fails it is undone.

use crate::View;
use crate::apply::Applying;
use crate::error::ViewError;
use crate::replay::take;
use aigaq_journal::{FileKey, Opened, Position};
use std::path::PathBuf;

/// A second connection to a view, not opened yet: it may go to another thread.
#[derive(Debug)]
pub struct Follower {
    path: PathBuf,
    key: FileKey,
}

impl View {
    /// Who can apply a change-set of this workspace while it is being written.
    #[must_use]
    pub fn follower(&self) -> Follower {
        Follower {
            path: self.path.clone(),
            key: self.key.clone(),
        }
    }
}

impl Follower {
    /// Applies the entries of one change-set as they come. When there are no more, asks `saved` whether they are
    /// durable in the journal, and only then makes them part of the view. Tells how many entries it has applied.
    ///
    /// Answers with the view as it is now, or `None` when nothing was done: not saved, or the view was not up with
    /// the journal before, so that it must catch up in the ordinary way.
    ///
    /// # Errors
    /// [`ViewError`]; nothing was done then, either.
    pub fn follow(
        &self,
        entries: impl IntoIterator<Item = Opened>,
        saved: impl FnOnce() -> bool,
        mut told: impl FnMut(u64),
    ) -> Result<Option<View>, ViewError> {
        let mut view = View::open_as_it_is(&self.path, &self.key)?;
        view.connection.execute_batch("BEGIN IMMEDIATE")?;
        // What is dropped with an open transaction is undone.
        let mut at = view.position()?;
        if !view.waiting()?.is_empty() {
            return Ok(None);
        }
        let mut change_set = None;
        let mut applying = Applying::new(
            &view.connection,
            &mut view.words,
            &mut view.times,
            &mut view.feed,
            &mut view.schema,
        )?;
        for (count, opened) in (1..).zip(entries) {
            let of = opened.envelope.as_ref().map(|e| e.change_set);
            let first = change_set.is_none();
            if of.is_none()
                || opened.position != Position(at.0 + 1)
                || (!first && of != change_set)
                || !take(&mut applying, &opened, || Ok(true))?
            {
                return Ok(None);
            }
            (at, change_set) = (opened.position, of);
            told(count);
        }
        applying.finish()?;
        if applying.read_again.is_some() || change_set.is_none() || !saved() {
            return Ok(None);
        }
        view.keep(&[], at)?;
        Ok(Some(view))
    }
}
