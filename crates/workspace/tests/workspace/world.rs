//! A new workspace in a folder of its own, and who asks it.

use aigaq_journal::{Mode, Passphrase, create_with};
use aigaq_schema::{Day, Language};
use aigaq_testkit::{FAST, PASSPHRASE};
use aigaq_workspace::{Asking, FormToken, Reader, Workspace};
use std::path::{Path, PathBuf};

pub struct World {
    around: tempfile::TempDir,
    pub workspace: Workspace,
    /// How many forms were asked for.
    pub forms: u8,
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
        }
    }

    /// The token of the next form.
    pub fn token(&mut self) -> FormToken {
        self.forms += 1;
        FormToken::from_random([self.forms; 16])
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
