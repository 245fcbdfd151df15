//! What can go wrong with a workspace, in the user's words.

use aigaq_schema::Reason;
use aigaq_schema::reason::Near;
use std::path::PathBuf;

/// Something a person asked for could not be done. What was there before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// The journal or its keys.
    #[error(transparent)]
    Journal(#[from] aigaq_journal::Error),
    /// The view.
    #[error(transparent)]
    View(#[from] aigaq_view::ViewError),
    /// A file to be imported or exported.
    #[error(transparent)]
    Exchange(aigaq_exchange::ExchangeError),
    /// A question that cannot be counted.
    #[error(transparent)]
    Counting(#[from] aigaq_counting::Error),
    /// A file could not be written or read.
    #[error("{}: {source}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The disk is full.
    #[error("the disk is full: {} was not written whole. Make room and try again", .0.display())]
    DiskFull(PathBuf),
    /// There is no such record type.
    #[error("“{given}” is not a type of record{near}. Types: {all}")]
    NoSuchType {
        /// As given.
        given: String,
        /// A similar type.
        near: Near,
        /// All types.
        all: String,
    },
    /// A date that is no date.
    #[error(transparent)]
    Date(#[from] aigaq_schema::date::DateError),
    /// It was told to give up ([`Workspace::stop`](crate::Workspace::stop)) while it computed.
    #[error("given up: the workspace is being locked")]
    GivenUp,
    /// Anything else that was asked for wrongly.
    #[error("{0}")]
    Asked(Reason),
}

impl WorkspaceError {
    /// Another program is writing: later it can be done.
    #[must_use]
    pub const fn is_for_another_writer(&self) -> bool {
        matches!(self, Self::Journal(aigaq_journal::Error::Locked { .. }))
    }
}

impl From<aigaq_exchange::ExchangeError> for WorkspaceError {
    fn from(error: aigaq_exchange::ExchangeError) -> Self {
        match error {
            aigaq_exchange::ExchangeError::Write { what, source } => Self::file(what)(source),
            other => Self::Exchange(other),
        }
    }
}

impl WorkspaceError {
    /// Says which file could not be written; a full disk has its own sentence.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| match source.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                Self::DiskFull(path)
            }
            _ => Self::File { path, source },
        }
    }

    /// The error for a record type that is not there.
    pub(crate) fn no_such_type(schema: &aigaq_schema::Schema, given: &str) -> Self {
        let codes: Vec<&str> = schema.types().map(|t| t.code.as_str()).collect();
        let near = schema
            .types()
            .filter(|t| t.unit == given || aigaq_schema::list::distance(&t.code, given) <= 2)
            .map(|t| t.code.as_str())
            .next()
            .map(str::to_owned);
        Self::NoSuchType {
            given: given.chars().take(60).collect(),
            near: Near(near.into_iter().collect()),
            all: codes.join(", "),
        }
    }
}
