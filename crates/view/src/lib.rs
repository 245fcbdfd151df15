//! What is known now: the journal replayed into records, columns and search.
//!
//! *In*: change-sets as the journal opens them, in any order in which it accepts them ([`View::catch_up`]).
//! *Out*: records with what holds of them and every statement beside it ([`RecordPage`]), pages and search over
//! them, and [`aigaq_counting::Columns`] for counts and registers. Every question carries the [`Reader`] who asks.
//!
//! The view is disposable: everything in `view.db` can be made again from the journal, and gives the same dump.
//! Knows nothing of how entries are kept, signed or synchronised; nothing is decided here.

#![cfg_attr(
    test,
    expect(
        clippy::unwrap_used,
        clippy::panic,
        reason = "a test may stop at the first surprise"
    )
)]

mod alike;
mod apply;
mod brief;
mod called;
mod change_sets;
mod closed;
mod codes;
mod consent;
mod derived;
mod dump;
mod error;
mod feed;
mod follow;
mod known;
mod live;
mod numbering;
mod numbers;
mod one_state;
mod own;
mod packed;
mod reader;
mod recency;
mod record;
mod replay;
pub mod resolve;
mod said;
mod sameness;
mod search;
mod settle;
mod source;
mod spoken;
mod store;
mod times;
mod walk;
mod words;

pub use alike::could_be_one;
pub use brief::Brief;
pub use change_sets::{BlockPlace, SavedChange, Spoken};
pub use closed::Closed;
pub use consent::NameRule;
pub use error::ViewError;
pub use feed::{AGREEMENT, CHANGED, has_column};
pub use follow::Follower;
pub use known::Head;
pub use live::Held;
pub use one_state::OneState;
pub use reader::{Audience, Reader};
pub use recency::Recency;
pub use record::{History, Incoming, RecordPage, Shown};
pub use replay::Progress;
pub use sameness::{DecisionId, Sameness, may_have_doubles};
pub use search::{Found, FoundOfType, Hit, Hits, Piece, RowsWith, Words as SearchedWords};
pub use spoken::TakenIn;

use crate::feed::ColumnFeed;
use crate::times::TimesCache;
use crate::words::Words;
use aigaq_counting::Columns;
use aigaq_journal::FileKey;
use aigaq_schema::own::{OwnDefinition, OwnFault};
use aigaq_schema::{RecordId, Schema};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The view of one workspace.
#[derive(Debug)]
pub struct View {
    connection: Connection,
    path: PathBuf,
    key: FileKey,
    words: Words,
    times: TimesCache,
    feed: ColumnFeed,
    /// The shipped schema with the workspace's own definitions.
    schema: Arc<Schema>,
    /// Changes when another connection writes.
    version: i64,
    /// Grows when everything is thrown away and made again.
    begun: u64,
    found: search::AtHand,
    one: sameness::AtHand,
}

impl View {
    /// Opens the view at `path` under its file key, making an empty one when there is none or it is of no use.
    /// What the journal holds beyond [`View::position`] is then to be applied.
    ///
    /// # Errors
    /// [`ViewError`] when the file cannot be made or read.
    pub fn open(path: &Path, key: &FileKey) -> Result<Self, ViewError> {
        let opened = Self::open_as_it_is(path, key);
        if matches!(opened, Err(ViewError::Columns(_) | ViewError::Code(_))) {
            store::discard(path)?;
            return Self::open_as_it_is(path, key);
        }
        opened
    }

    fn open_as_it_is(path: &Path, key: &FileKey) -> Result<Self, ViewError> {
        let (connection, _) = store::open(path, key)?;
        let words = Words::load(&connection)?;
        let version = store::version(&connection)?;
        let (schema, _) = own::schema(&connection)?;
        let feed = ColumnFeed::load(&connection, &schema)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            key: key.clone(),
            words,
            times: TimesCache::default(),
            feed,
            schema,
            version,
            begun: 0,
            found: search::AtHand::default(),
            one: sameness::AtHand::default(),
        })
    }

    /// Throws everything away, to be made again from the journal.
    ///
    /// # Errors
    /// [`ViewError`] when the file cannot be removed or made.
    pub fn start_again(&mut self) -> Result<(), ViewError> {
        let (path, key) = (self.path.clone(), self.key.clone());
        // The old connection must be closed before its file goes.
        self.connection = Connection::open_in_memory()?;
        store::discard(&path)?;
        let begun = self.begun + 1;
        *self = Self::open_as_it_is(&path, &key)?;
        self.begun = begun;
        Ok(())
    }

    /// Throws everything away, to be made again from the journal under the key of another epoch.
    ///
    /// # Errors
    /// [`ViewError`] when the file cannot be removed or made.
    pub fn start_again_under(&mut self, key: FileKey) -> Result<(), ViewError> {
        self.key = key;
        self.start_again()
    }

    /// Reads again what stands in memory, when another process has written the view.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn look_again(&mut self) -> Result<(), ViewError> {
        let version = store::version(&self.connection)?;
        if version != self.version {
            self.words = Words::load(&self.connection)?;
            self.times = TimesCache::default();
            (self.schema, _) = own::schema(&self.connection)?;
            self.feed = ColumnFeed::load(&self.connection, &self.schema)?;
            self.version = version;
            self.found = search::AtHand::default();
            self.one = sameness::AtHand::default();
        }
        Ok(())
    }

    /// The schema of this workspace: the shipped one, with its own definitions.
    #[must_use]
    pub fn schema(&self) -> &Arc<Schema> {
        &self.schema
    }

    /// The definitions of the workspace's own that can be read, whether they fit or not.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn definitions(&self) -> Result<Vec<(RecordId, OwnDefinition)>, ViewError> {
        Ok(own::definitions(&self.connection)?.0)
    }

    /// The definitions of the workspace's own that do not fit the schema, and why.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn unfit_definitions(&self) -> Result<Vec<(RecordId, OwnFault)>, ViewError> {
        Ok(own::schema(&self.connection)?.1)
    }

    /// The columns, for counting.
    #[must_use]
    pub fn columns(&self) -> &Columns {
        &self.feed.columns
    }
}
