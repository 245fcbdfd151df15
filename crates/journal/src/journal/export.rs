//! Writing the journal out as a stream.

use std::io::Write;

use super::Journal;
use crate::error::{Error, Result};
use crate::id::Position;
use crate::store::Which;
use crate::stream::StreamWriter;

impl Journal {
    /// Writes all entries as a stream, authority entries first, as of one moment; also while others write.
    /// Returns how many.
    ///
    /// # Errors
    /// [`Error::Damaged`]; [`Error::NotReadable`] or [`Error::DiskFull`] when `out` cannot be written.
    pub fn export(&self, out: impl Write) -> Result<u64> {
        self.as_of_now(|journal| journal.export_entries(out))
    }

    /// Reads the journal as of this moment, whatever others write meanwhile.
    pub(crate) fn as_of_now<T>(&self, read: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        self.store
            .db
            .execute_batch("BEGIN")
            .map_err(self.store.failed())?;
        // The moment is that of the first read.
        let done = self.store.head().and_then(|_| read(self));
        self.store.roll_back();
        done
    }

    pub(crate) fn export_entries(&self, out: impl Write) -> Result<u64> {
        let mut stream = StreamWriter::new(out).map_err(cannot_write)?;
        for which in [Which::Authority, Which::Others] {
            let mut at = Position::default();
            while let Some(row) = self.store.after(at, which)? {
                at = row.position;
                stream.entry(&row.header, &row.body).map_err(cannot_write)?;
            }
        }
        stream.finish().map_err(cannot_write)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err")]
pub(crate) fn cannot_write(error: std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Error::DiskFull,
        _ => Error::NotReadable(format!("it cannot be written: {error}")),
    }
}
