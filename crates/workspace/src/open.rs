//! Opening a workspace, and keeping its view up with its journal.

use crate::error::WorkspaceError;
use crate::sameness::AtHand;
use aigaq_journal::{
    ActOfSaving, ClaimedTime, DraftMeta, Journal, Mode, Passphrase, RecoveryWords, Unlocked,
    create, finish_destroying, unlock, unlock_with_words,
};
use aigaq_schema::Day;
use aigaq_view::{Progress, View};
use std::path::Path;
use zeroize::Zeroizing;

/// A workspace, unlocked and open. Dropping it drops its keys.
#[derive(Debug)]
pub struct Workspace {
    pub(crate) unlocked: Unlocked,
    pub(crate) journal: Journal,
    pub(crate) view: View,
    mode: Mode,
    /// Others may write between two savings of ours.
    shared: bool,
    /// Who is one, who may be, what does not agree: computed when first asked for.
    pub(crate) at_hand: AtHand,
}

impl Workspace {
    /// Makes a workspace in a folder that is empty or not there. The words are shown once and kept by the person:
    /// with them the workspace opens when the passphrase is lost.
    ///
    /// # Errors
    /// When the folder holds something already, or cannot be written.
    pub fn create(
        dir: &Path,
        passphrase: &Passphrase,
    ) -> Result<(Self, RecoveryWords), WorkspaceError> {
        let (unlocked, words) = create(dir, passphrase)?;
        Ok((Self::of(unlocked, Mode::Write, |_| {})?, words))
    }

    /// Opens a workspace to write in it. A folder that was copied from another place or machine goes on under a
    /// device key and a log of its own.
    ///
    /// # Errors
    /// A wrong passphrase, a folder that is no workspace, a workspace of a newer version, one that another process
    /// is writing to, a damaged journal.
    pub fn open(dir: &Path, passphrase: &Passphrase) -> Result<Self, WorkspaceError> {
        Self::of(unlock(dir, passphrase)?, Mode::Write, |_| {})
    }

    /// Opens a workspace to read it, also while another process writes.
    ///
    /// # Errors
    /// As [`Workspace::open`], but for the other writer.
    pub fn open_to_read(dir: &Path, passphrase: &Passphrase) -> Result<Self, WorkspaceError> {
        Self::of(unlock(dir, passphrase)?, Mode::Read, |_| {})
    }

    /// Opens a workspace to read it, and to write now and then: the right to write is taken for the moment of each
    /// saving, so that pages left open for hours do not keep an import from running.
    ///
    /// # Errors
    /// As [`Workspace::open`], but for the other writer.
    pub fn open_to_share(dir: &Path, passphrase: &Passphrase) -> Result<Self, WorkspaceError> {
        let mut workspace = Self::open_to_read(dir, passphrase)?;
        workspace.shared = true;
        Ok(workspace)
    }

    /// Does something that writes, with the right to write.
    pub(crate) fn writing<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, WorkspaceError>,
    ) -> Result<T, WorkspaceError> {
        if !self.shared {
            return work(self);
        }
        if self.mode == Mode::Read {
            self.journal = Journal::open(&self.unlocked, Mode::Write)?;
            self.mode = Mode::Write;
        }
        self.journal.wake()?;
        // What others saved meanwhile is part of what this saving knows.
        let done = self.refresh().and_then(|()| work(self));
        self.journal.rest();
        done
    }

    /// Opens a workspace with the recovery words, to set a new passphrase.
    ///
    /// # Errors
    /// As [`Workspace::open`].
    pub fn open_with_words(dir: &Path, words: &RecoveryWords) -> Result<Self, WorkspaceError> {
        Self::of(unlock_with_words(dir, words)?, Mode::Write, |_| {})
    }

    /// Opens a workspace whose keys are at hand.
    ///
    /// # Errors
    /// As [`Workspace::open`].
    pub fn of(
        unlocked: Unlocked,
        mode: Mode,
        told: impl FnMut(Progress),
    ) -> Result<Self, WorkspaceError> {
        // What was decided to be destroyed, by a program that died before it was done.
        finish_destroying(&unlocked)?;
        let journal = Journal::open(&unlocked, mode)?;
        let view = View::open(&unlocked.view_path(), &unlocked.view_key())?;
        let mut workspace = Self {
            unlocked,
            journal,
            view,
            mode,
            shared: false,
            at_hand: AtHand::default(),
        };
        // One who only reads need not wait for another who is writing, when there is nothing new yet.
        if workspace.view.is_behind(&workspace.journal)? {
            workspace.view.catch_up(&workspace.journal, told)?;
        }
        Ok(workspace)
    }

    /// Takes in what was saved since, by this process or another.
    ///
    /// # Errors
    /// When the journal or the view cannot be read.
    pub fn refresh(&mut self) -> Result<(), WorkspaceError> {
        // Another program may have destroyed something: our keys are of before.
        self.unlocked.same_epoch()?;
        self.view.look_again()?;
        if self.view.position()? != self.journal.head()? {
            self.view.catch_up(&self.journal, |_| {})?;
        }
        Ok(())
    }

    /// Makes the view again from the journal.
    ///
    /// # Errors
    /// When the journal cannot be read or the view cannot be written.
    pub fn rebuild(&mut self, told: impl FnMut(Progress)) -> Result<(), WorkspaceError> {
        self.view.start_again()?;
        self.at_hand = AtHand::default();
        self.view.catch_up(&self.journal, told)?;
        Ok(())
    }

    /// The name of the workspace: that of its folder.
    #[must_use]
    pub fn name(&self) -> String {
        let dir = self.unlocked.dir();
        let dir = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
        dir.file_name()
            .map_or_else(|| "aigaq".to_owned(), |n| n.to_string_lossy().into_owned())
    }

    /// The folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        self.unlocked.dir()
    }

    /// The journal, for its own verbs: verify, export, backup.
    #[must_use]
    pub fn journal_of_entries(&self) -> &Journal {
        &self.journal
    }

    /// Checks the whole journal, rule by rule.
    ///
    /// # Errors
    /// When it cannot be read at all.
    pub fn verify(&self) -> Result<aigaq_journal::Report, WorkspaceError> {
        let mut report = self.journal.verify()?;
        report.problems.extend(self.problem_of_seal()?);
        Ok(report)
    }

    /// Sets another passphrase. The old one opens nothing from then on, but backups made before it.
    ///
    /// # Errors
    /// When it is too short or the key file cannot be written.
    pub fn change_passphrase(&self, new: &Passphrase) -> Result<(), WorkspaceError> {
        Ok(self.unlocked.change_passphrase(new)?)
    }

    /// Writes a backup of everything, in one encrypted file; also while others write. When it was made, in seconds since
    /// 1970, is noted: what is forgotten later is still in it.
    ///
    /// # Errors
    /// When the file cannot be written whole.
    pub fn backup(&self, file: &Path, made: i64) -> Result<(), WorkspaceError> {
        Ok(self.journal.backup_noted(&self.unlocked, file, made)?)
    }

    /// By which another thread makes this workspace give up what it is doing, to be dropped soon.
    #[must_use]
    pub fn stop(&self) -> aigaq_journal::Stop {
        self.unlocked.stop()
    }

    /// What seals forms that arrive while the workspace is locked. It opens nothing.
    ///
    /// # Errors
    /// When the key cannot be made, which is a fault of the program.
    pub fn form_seal(&self) -> Result<aigaq_journal::FormSeal, WorkspaceError> {
        Ok(self.unlocked.form_seal()?)
    }

    /// Opens a form that was sealed while the workspace was locked.
    ///
    /// # Errors
    /// When it was sealed for another workspace or is damaged.
    pub fn open_form(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, WorkspaceError> {
        Ok(self.unlocked.open_form(sealed)?)
    }

    /// Whether this passphrase opens the workspace in this folder. Slow by design; opens nothing.
    ///
    /// # Errors
    /// A wrong passphrase, a folder that is no workspace, files that cannot be read.
    pub fn check_passphrase(dir: &Path, passphrase: &Passphrase) -> Result<(), WorkspaceError> {
        unlock(dir, passphrase)?;
        Ok(())
    }

    /// Opened for writing.
    #[must_use]
    pub fn writes(&self) -> bool {
        self.mode == Mode::Write || self.shared
    }

    /// What a change-set of now says about itself.
    pub(crate) fn meta(
        act: ActOfSaving,
        now: (i64, String),
        imported: Option<[u8; 32]>,
    ) -> DraftMeta {
        DraftMeta {
            act,
            claimed: ClaimedTime {
                seconds: now.0,
                zone: now.1,
            },
            program: crate::PROGRAM.to_owned(),
            imported_sha256: imported,
        }
    }
}

/// A day from seconds since 1970, in UTC.
#[must_use]
pub fn now(seconds: i64) -> Day {
    Day(i32::try_from(seconds.div_euclid(86_400)).unwrap_or(i32::MAX))
}
