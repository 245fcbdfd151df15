//! A new workspace in a folder of its own, and who asks it.

use aigaq_journal::{Mode, Passphrase, create_with};
use aigaq_schema::{Day, Language};
use aigaq_testkit::{FAST, PASSPHRASE};
use aigaq_workspace::{Asking, FormToken, ImportWish, Mapped, Reader, Tables, Workspace};
use std::path::{Path, PathBuf};

pub struct World {
    around: tempfile::TempDir,
    pub workspace: Workspace,
    /// How many forms were asked for.
    pub forms: u8,
    clock: i64,
}

impl World {
    pub fn new() -> Self {
        let around = tempfile::tempdir().unwrap();
        let dir = around.path().join("w");
        let (unlocked, _) = create_with(&dir, &Passphrase::new(PASSPHRASE), FAST).unwrap();
        Self {
            workspace: Workspace::of(unlocked, Mode::Write, |_| {}).unwrap(),
            around,
            forms: 0,
            clock: 1_700_000_000,
        }
    }

    /// The token of the next form.
    pub fn token(&mut self) -> FormToken {
        self.forms += 1;
        FormToken::from_random([self.forms; 16])
    }

    /// A moment after all before.
    pub fn moment(&mut self) -> (i64, String) {
        self.clock += 60;
        now(self.clock)
    }

    /// Imports a table of records of one type, every cell of which must be understood.
    pub fn import(&mut self, record_type: &str, table: &str) {
        let file = self.beside(format!("{record_type}.csv"));
        std::fs::write(&file, table).unwrap();
        let mapped = Mapped::named(record_type, self.workspace.schema()).unwrap();
        let wish = ImportWish {
            tables: Tables::Path(&file),
            mapped,
            clear: false,
            preview: false,
            language: Language::En,
            now: self.moment(),
        };
        let outcome = self.workspace.import(&wish, |_| {}).unwrap();
        assert!(outcome.quarantined.is_empty(), "{:?}", outcome.quarantined);
    }

    /// A path beside the workspace.
    pub fn beside(&self, name: impl AsRef<Path>) -> PathBuf {
        self.around.path().join(name)
    }
}

/// Somebody who may see everything, on a day.
pub fn asking(language: Language, today: Day) -> Asking {
    Asking {
        reader: Reader::keeper(),
        language,
        today,
    }
}

/// A moment, as the clock stands where it is saved.
pub fn now(seconds: i64) -> (i64, String) {
    (seconds, "Asia/Almaty".to_owned())
}
