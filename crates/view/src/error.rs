//! What can go wrong with the view.

/// The view cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// The file cannot be read with this key and format; made again at opening.
    #[error("the view is out of date; `aigaq rebuild` makes it again from the journal")]
    Stale,
    /// The disk is full.
    #[error(
        "the disk is full: what was saved is safe in the journal; make room, then run `aigaq rebuild`"
    )]
    DiskFull,
    /// The database answered with an error.
    #[error("the view cannot be used ({0}); `aigaq rebuild` makes it again from the journal")]
    Database(rusqlite::Error),
    /// The file cannot be opened.
    #[error(transparent)]
    File(aigaq_journal::Error),
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(aigaq_journal::Error),
    /// The file system answered with an error.
    #[error("the view's file cannot be used: {0}")]
    Files(#[from] std::io::Error),
    /// What the journal or the view holds cannot be understood.
    #[error(transparent)]
    Code(#[from] aigaq_schema::code::CodeError),
    /// The columns kept for counting cannot be understood.
    #[error(
        "the columns of the view are damaged ({0}); `aigaq rebuild` makes them again from the journal"
    )]
    Columns(String),
    /// The question names something that is not there.
    #[error("{0}")]
    Question(String),
}

impl From<rusqlite::Error> for ViewError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::DiskFull,
            _ => Self::Database(error),
        }
    }
}
