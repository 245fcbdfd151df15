//! Reading many things from one state of the view.

use crate::View;
use crate::error::ViewError;
use rusqlite::Connection;

/// While it is held, everything is read from the state in which the view was when it was first read, whatever another
/// program writes meanwhile; and the file is locked once instead of for each thing that is read.
#[must_use = "the state is held as long as this is"]
pub struct OneState<'v>(Option<&'v Connection>);

impl View {
    /// Holds a state of the view. Within one that is held already, or while something is being written, this changes
    /// nothing.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn hold(&self) -> Result<OneState<'_>, ViewError> {
        if !self.connection.is_autocommit() {
            return Ok(OneState(None));
        }
        self.connection.execute_batch("BEGIN DEFERRED")?;
        Ok(OneState(Some(&self.connection)))
    }
}

impl Drop for OneState<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.0 {
            // Nothing was written. What cannot be ended is for the next one who wants to write, who is told.
            let _ = connection.execute_batch("COMMIT");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_testkit::TestWorkspace;

    const COUNT: &str = "SELECT count(*) FROM word";

    #[test]
    fn what_is_written_meanwhile_is_read_afterwards() {
        let w = TestWorkspace::new();
        let open = || View::open(&w.unlocked.view_path(), &w.unlocked.view_key()).unwrap();
        let (reading, writing) = (open(), open());
        let count = || -> i64 {
            let counted = reading.connection.query_row(COUNT, [], |row| row.get(0));
            counted.unwrap()
        };
        let write = |text: &str| {
            let sql = "INSERT INTO word (text) VALUES (?1)";
            writing.connection.execute(sql, [text]).unwrap();
        };
        let before = {
            let _state = reading.hold().unwrap();
            let before = count();
            write("one");
            let within = reading.hold().unwrap();
            assert_eq!(count(), before);
            drop(within);
            assert_eq!(count(), before, "the state within ends nothing");
            before
        };
        assert_eq!(count(), before + 1);
        write("two");
        assert_eq!(count(), before + 2);
    }
}
