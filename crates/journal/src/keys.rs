//! Keys: making a workspace, unlocking it, changing the passphrase (`docs/format.md` §7).

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use ed25519_dalek::SigningKey;

use crate::error::{Error, Result};
use crate::files::FILES;
use crate::id::{EntryId, WorkspaceId, random};
use crate::place::{KEYS_LOCK, Lock, WRITE_LOCK};
use crate::secret::Secret;
use crate::sqlcipher::FileKey;
use crate::stop::Stop;
use file::{Epoch, Keys, Shut};
use kdf::{KdfParameters, Settings};
use passphrase::Passphrase;
use words::RecoveryWords;

pub(crate) mod compartment;
pub(crate) mod file;
pub(crate) mod forms;
pub(crate) mod kdf;
pub(crate) mod passphrase;
pub(crate) mod words;

pub(crate) const SETTINGS: &str = "workspace.toml";
pub(crate) const KEYS: &str = "keys.age";
pub(crate) const EPOCH: &str = "epoch.age";
pub(crate) const SEALED: &str = "sealed.age";
pub(crate) const JOURNAL: &str = "journal.db";
pub(crate) const KEYBAG: &str = "keybag.db";
const VIEW: &str = "view.db";

/// A workspace whose keys are in memory. Dropping it overwrites them: that is locking.
#[derive(Debug)]
pub struct Unlocked {
    dir: PathBuf,
    settings: Settings,
    workspace_key: Secret<32>,
    root: EntryId,
    changing: Mutex<Changing>,
    stop: Stop,
}

/// What may be replaced while the workspace is unlocked, always together with `keys.age`.
#[derive(Debug, Clone)]
pub(crate) struct Changing {
    pub(crate) device: Secret<32>,
    pub(crate) device_before: Option<Secret<32>>,
    pub(crate) recipients: Vec<String>,
    /// SHA-256 of `keys.age` as we read or wrote it: another program may have replaced it since.
    pub(crate) file_hash: [u8; 32],
    pub(crate) epoch_key: Secret<32>,
    /// SHA-256 of `epoch.age` as we read or wrote it: when it is another, a new epoch began.
    pub(crate) epoch_hash: [u8; 32],
}

/// Key for the ids of imported rows: the same row is the same record on every device of the workspace, and
/// nobody outside can guess the id.
#[derive(Debug, Clone)]
pub struct ImportKey(Secret<32>);

impl ImportKey {
    /// The key of HMAC-SHA-256.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        self.0.expose()
    }
}

/// Whether the folder holds a workspace.
#[must_use]
pub fn is_workspace(dir: &Path) -> bool {
    dir.join(SETTINGS).is_file()
}

/// Makes a workspace in a folder that is empty or not there yet, and says the recovery words, this once.
///
/// # Errors
/// [`Error::AlreadyThere`], [`Error::PassphraseTooShort`], [`Error::DiskFull`], [`Error::Io`].
pub fn create(dir: &Path, passphrase: &Passphrase) -> Result<(Unlocked, RecoveryWords)> {
    create_inner(dir, passphrase, KdfParameters::default())
}

/// Like [`create`], with a key derivation that may be weak and fast: for tests only.
///
/// # Errors
/// As [`create`].
#[cfg(any(test, feature = "test-keys"))]
pub fn create_with(
    dir: &Path,
    passphrase: &Passphrase,
    parameters: KdfParameters,
) -> Result<(Unlocked, RecoveryWords)> {
    create_inner(dir, passphrase, parameters)
}

fn create_inner(
    dir: &Path,
    passphrase: &Passphrase,
    parameters: KdfParameters,
) -> Result<(Unlocked, RecoveryWords)> {
    passphrase.long_enough()?;
    let settings = Settings::new(WorkspaceId(random()?), parameters)?;
    let words = RecoveryWords::random()?;
    let mut recipients = Vec::new();
    for secret in [settings.unlock_secret(passphrase)?, words_secret(&words)] {
        recipients.push(file::identity(&secret)?.to_public().to_string());
    }
    let made = in_new_folder(dir, || fill_new_folder(dir, settings, recipients))?;
    Ok((made, words))
}

/// Does the work in a folder that is new or was empty; when it fails, what it made is removed again.
pub(crate) fn in_new_folder<T>(dir: &Path, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let there_before = dir.exists();
    crate::durable::new_folder(dir)?;
    let made = work();
    if made.is_err() {
        // Only what we make ourselves. The first error is the one to report.
        for name in [
            SETTINGS, KEYS, EPOCH, SEALED, JOURNAL, KEYBAG, WRITE_LOCK, KEYS_LOCK,
        ] {
            for suffix in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(dir.join(format!("{name}{suffix}")));
            }
        }
        let _ = std::fs::remove_dir_all(dir.join(FILES));
        if !there_before {
            let _ = std::fs::remove_dir(dir);
        }
    }
    made
}

/// `workspace.toml` comes last: a folder without it is no workspace.
fn fill_new_folder(dir: &Path, settings: Settings, recipients: Vec<String>) -> Result<Unlocked> {
    let workspace = settings.workspace;
    let device = Secret::random()?;
    let root =
        crate::journal::authority::root(workspace, &SigningKey::from_bytes(device.expose()))?;
    let keys = Keys {
        workspace,
        workspace_key: Secret::random()?,
        device,
        root: root.entry.id(),
        recipients,
        device_before: None,
    };
    let epoch = Epoch {
        workspace,
        id: random()?,
        key: Secret::random()?,
    };
    let file_hash = keys.write(&dir.join(KEYS))?;
    let sealed = epoch.seal(&file::epoch_recipient(&keys.workspace_key, workspace)?)?;
    crate::durable::replace(&dir.join(EPOCH), &sealed)?;
    let text = settings.to_toml();
    let hashes = (file_hash, crate::sha256(&[&sealed]));
    let unlocked = Unlocked::new(dir, settings, keys, &epoch, hashes);
    crate::journal::Journal::found(&unlocked, &root)?;
    crate::durable::replace(&dir.join(SETTINGS), text.as_bytes())?;
    Ok(unlocked)
}

/// Unlocks a workspace by its passphrase. Takes about 0.8 s, on purpose.
///
/// # Errors
/// [`Error::NotAWorkspace`], [`Error::WrongPassphrase`], [`Error::NewerFormat`], [`Error::KdfParameters`],
/// [`Error::BrokenFile`].
pub fn unlock(dir: &Path, passphrase: &Passphrase) -> Result<Unlocked> {
    let settings = Settings::read(dir)?;
    let secret = settings.unlock_secret(passphrase)?;
    open_keys(dir, settings, &secret, Error::WrongPassphrase)
}

/// Unlocks a workspace by its recovery words.
///
/// # Errors
/// As [`unlock`], with [`Error::WrongWords`].
pub fn unlock_with_words(dir: &Path, words: &RecoveryWords) -> Result<Unlocked> {
    open_keys(
        dir,
        Settings::read(dir)?,
        &words_secret(words),
        Error::WrongWords,
    )
}

pub(crate) fn words_secret(words: &RecoveryWords) -> Secret<32> {
    words.entropy().derive(&[], &[b"AGQ1-recovery"])
}

pub(crate) fn open_keys(
    dir: &Path,
    settings: Settings,
    secret: &Secret<32>,
    wrong: Error,
) -> Result<Unlocked> {
    let path = dir.join(KEYS);
    let bytes = std::fs::read(&path).map_err(Error::io(&path))?;
    let broken = |why: String| Error::BrokenFile {
        path: path.clone(),
        why,
    };
    let plain = match file::open(&file::identity(secret)?, &bytes) {
        Ok(plain) => plain,
        Err(Shut::NotForUs) => return Err(wrong),
        Err(Shut::Broken(why)) => return Err(broken(why)),
    };
    let keys = Keys::decode(&plain)
        .ok_or_else(|| broken("its contents are not as they should be".to_owned()))?;
    if keys.workspace != settings.workspace {
        return Err(broken("it belongs to another workspace".to_owned()));
    }
    let file_hash = crate::sha256(&[&bytes]);
    let path = dir.join(EPOCH);
    let bytes = std::fs::read(&path).map_err(Error::io(&path))?;
    let epoch = Epoch::read(&bytes, &path, &keys)?;
    let hashes = (file_hash, crate::sha256(&[&bytes]));
    Ok(Unlocked::new(dir, settings, keys, &epoch, hashes))
}

impl Unlocked {
    fn new(
        dir: &Path,
        settings: Settings,
        keys: Keys,
        epoch: &Epoch,
        (file_hash, epoch_hash): ([u8; 32], [u8; 32]),
    ) -> Self {
        Self {
            dir: dir.to_path_buf(),
            settings,
            workspace_key: keys.workspace_key,
            root: keys.root,
            changing: Mutex::new(Changing {
                device: keys.device,
                device_before: keys.device_before,
                recipients: keys.recipients,
                file_hash,
                epoch_key: epoch.key.clone(),
                epoch_hash,
            }),
            stop: Stop::default(),
        }
    }

    /// By which another thread makes every database opened under these keys give up, to drop them soon.
    #[must_use]
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// The folder of the workspace.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The id of the workspace.
    #[must_use]
    pub fn workspace(&self) -> WorkspaceId {
        self.settings.workspace
    }

    /// The root of the workspace: the first authority entry, on which all trust rests.
    #[must_use]
    pub fn root(&self) -> EntryId {
        self.root
    }

    /// Key of `view.db`; it changes with the epoch.
    #[must_use]
    pub fn view_key(&self) -> FileKey {
        self.file_key(&self.changing().epoch_key, b"AGQ1-view.db")
    }

    /// Path of `view.db`.
    #[must_use]
    pub fn view_path(&self) -> PathBuf {
        self.dir.join(VIEW)
    }

    /// Key for the ids of imported rows.
    #[must_use]
    pub fn import_key(&self) -> ImportKey {
        ImportKey(self.workspace_key.derive(self.salt(), &[b"AGQ1-import"]))
    }

    /// Changes the passphrase; the recovery words stay. Either the old or the new one opens the workspace
    /// afterwards, whatever happens meanwhile.
    ///
    /// # Errors
    /// [`Error::PassphraseTooShort`], [`Error::SamePassphrase`], [`Error::DiskFull`], [`Error::Io`]: the old passphrase
    /// stays.
    pub fn change_passphrase(&self, new: &Passphrase) -> Result<()> {
        new.long_enough()?;
        // Whoever learns the one would have both.
        if self.compartment().open(new).is_ok() {
            return Err(Error::SamePassphrase);
        }
        let recipient = file::identity(&self.settings.unlock_secret(new)?)?
            .to_public()
            .to_string();
        let _lock = Lock::take(&self.dir, KEYS_LOCK)?;
        let mut changing = self.changing();
        let mut changed = changing.clone();
        if let Some(first) = changed.recipients.first_mut() {
            *first = recipient;
        }
        self.write_keys(&mut changed)?;
        *changing = changed;
        Ok(())
    }

    pub(crate) fn changing(&self) -> MutexGuard<'_, Changing> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn device(&self) -> SigningKey {
        SigningKey::from_bytes(self.changing().device.expose())
    }

    /// Rewrites `keys.age`, durably. The lock on the keys must be held.
    ///
    /// # Errors
    /// [`Error::UnlockAgain`] when another program replaced the file since we read it: what it did must not be undone.
    pub(crate) fn write_keys(&self, changed: &mut Changing) -> Result<()> {
        let path = self.dir.join(KEYS);
        let there = std::fs::read(&path).map_err(Error::io(&path))?;
        if crate::sha256(&[&there]) != changed.file_hash {
            return Err(Error::UnlockAgain);
        }
        changed.file_hash = Keys {
            workspace: self.workspace(),
            workspace_key: self.workspace_key.clone(),
            device: changed.device.clone(),
            root: self.root,
            recipients: changed.recipients.clone(),
            device_before: changed.device_before.clone(),
        }
        .write(&path)?;
        Ok(())
    }

    pub(crate) fn journal_key(&self) -> FileKey {
        self.file_key(&self.workspace_key, b"AGQ1-journal.db")
    }

    /// Key of the keybag of another epoch.
    pub(crate) fn keybag_key_of(&self, epoch_key: &Secret<32>) -> FileKey {
        self.file_key(epoch_key, b"AGQ1-keybag.db")
    }

    /// The recipient to which `epoch.age` is sealed.
    pub(crate) fn epoch_recipient(&self) -> Result<String> {
        file::epoch_recipient(&self.workspace_key, self.workspace())
    }

    /// Whether the keys at hand are those of the epoch that is on the disk: another program may have begun a new one.
    ///
    /// # Errors
    /// [`Error::UnlockAgain`] when it did, [`Error::Io`].
    pub fn same_epoch(&self) -> Result<()> {
        let path = self.dir.join(EPOCH);
        let there = std::fs::read(&path).map_err(Error::io(&path))?;
        if crate::sha256(&[&there]) == self.changing().epoch_hash {
            Ok(())
        } else {
            Err(Error::UnlockAgain)
        }
    }

    pub(crate) fn keybag_key(&self) -> FileKey {
        self.keybag_key_of(&self.changing().epoch_key)
    }

    fn file_key(&self, from: &Secret<32>, name: &[u8]) -> FileKey {
        FileKey {
            secret: from.derive(self.salt(), &[name]),
            stop: self.stop.clone(),
        }
    }

    /// Key of compartment 0, from which the keys of envelopes are derived.
    pub(crate) fn compartment_key(&self) -> Secret<32> {
        let number = 0u32.to_be_bytes();
        self.workspace_key
            .derive(self.salt(), &[b"AGQ1-compartment", &number])
    }

    pub(crate) fn place_key(&self) -> Secret<32> {
        self.workspace_key.derive(self.salt(), &[b"AGQ1-place"])
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    fn salt(&self) -> &[u8] {
        self.settings.workspace.as_bytes()
    }
}
