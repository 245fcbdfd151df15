//! An open journal: one writer at a time, readers at any time.

use std::path::Path;
use std::time::SystemTime;

use ed25519_dalek::SigningKey;

use crate::error::{Error, Result};
use crate::fail::fail_point;
use crate::id::{DeviceKey, EntryId, LogId, Position};
use crate::keybag::{Keybag, Stock};
use crate::keys::{Changing, Unlocked};
use crate::place::{KEYS_LOCK, Lock, WRITE_LOCK, fingerprint};
use crate::rules::Ledger;
use crate::secret::Secret;
use crate::sqlcipher::Access;
use crate::store::{Place, Store};

pub(crate) mod accept;
pub(crate) mod authority;
pub(crate) mod destroying;
pub(crate) mod evidence;
pub(crate) mod export;
pub(crate) mod read;
mod verify;
pub(crate) mod write;

/// What a journal is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Reading and writing; only one program at a time.
    /// Between two savings the right to write can be lent to others: [`Journal::rest`].
    Write,
    /// Reading, also while another program writes.
    Read,
}

/// An open journal.
pub struct Journal {
    store: Store,
    pub(crate) keybag: Keybag,
    compartment_key: Secret<32>,
    writer: Option<Writer>,
    /// What was said again in place of what was destroyed: looked for when first asked for.
    again: std::cell::OnceCell<destroying::Again>,
    /// How many authority entries there were when we looked for what was destroyed.
    authority_entries: u64,
}

/// What a writer keeps: its log and where it stands in it.
struct Writer {
    /// The right to write; `None` while it is left to others.
    lock: Option<Lock>,
    device: SigningKey,
    log: LogId,
    authority: EntryId,
    next_seq: u64,
    previous: EntryId,
    stock: Stock,
    /// An entry of our own log came from elsewhere: nothing more is written to it.
    twin_found: bool,
}

/// Where a writer stood.
struct Mark {
    next_seq: u64,
    previous: EntryId,
    authority: EntryId,
    next_key: u64,
}

impl Writer {
    fn mark(&self) -> Mark {
        Mark {
            next_seq: self.next_seq,
            previous: self.previous,
            authority: self.authority,
            next_key: self.stock.next(),
        }
    }

    fn back_to(&mut self, mark: &Mark) {
        self.next_seq = mark.next_seq;
        self.previous = mark.previous;
        self.authority = mark.authority;
        self.stock = Stock::from(mark.next_key);
    }
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Journal({})", self.store.path.display())
    }
}

impl Journal {
    /// Opens the journal of an unlocked workspace.
    ///
    /// Opened for writing in another place than before (a copied folder, a restored backup, another machine), it
    /// starts a new log under a new device key, certified by the one that came with the copy.
    ///
    /// # Errors
    /// [`Error::Locked`] when another program writes, [`Error::Damaged`], [`Error::UnlockAgain`],
    /// [`Error::DiskFull`], [`Error::Io`].
    pub fn open(unlocked: &Unlocked, mode: Mode) -> Result<Self> {
        match mode {
            Mode::Read => {
                let store = Store::open(unlocked, Access::Read)?;
                Self::check_root(&store, unlocked)?;
                let mut journal = Self {
                    store,
                    keybag: Keybag::open(unlocked, Access::Read)?,
                    compartment_key: unlocked.compartment_key(),
                    writer: None,
                    again: std::cell::OnceCell::new(),
                    authority_entries: 0,
                };
                journal.look_for_destroyed()?;
                Ok(journal)
            }
            Mode::Write => Self::open_to_write(unlocked),
        }
    }

    fn open_to_write(unlocked: &Unlocked) -> Result<Self> {
        let lock = Lock::take(unlocked.dir(), WRITE_LOCK)?;
        let path = unlocked.dir().join(crate::keys::JOURNAL);
        std::fs::metadata(&path).map_err(Error::io(&path))?;
        let store = Store::open(unlocked, Access::Write)?;
        Self::check_root(&store, unlocked)?;
        let keybag = Keybag::open(unlocked, Access::Write)?;
        settle_in(unlocked, &store, &keybag)?;

        let device = unlocked.device();
        let public = public_half(&device);
        let broken = || Error::BrokenFile {
            path: store.path.clone(),
            why: "the device of keys.age has no log in it".to_owned(),
        };
        let log = store.log_of(&public)?.ok_or_else(broken)?;
        let authority = store.newest_authority(&public, &log)?.ok_or_else(broken)?;
        let (next_seq, previous) = match store.last_of(&log)? {
            Some((seq, id)) => (seq + 1, id),
            None => (0, EntryId::NONE),
        };
        let next_key = store.place()?.map_or(1, |place| place.next_key);
        let mut journal = Self {
            store,
            keybag,
            compartment_key: unlocked.compartment_key(),
            writer: Some(Writer {
                lock: Some(lock),
                device,
                log,
                authority,
                next_seq,
                previous,
                stock: Stock::from(next_key),
                twin_found: false,
            }),
            again: std::cell::OnceCell::new(),
            authority_entries: 0,
        };
        destroying::carry_out(unlocked, &mut journal)?;
        Ok(journal)
    }

    /// Leaves the right to write to other programs until the next saving. A program that stays open for hours
    /// does not keep others from importing.
    pub fn rest(&mut self) {
        if let Some(writer) = &mut self.writer {
            writer.lock = None;
        }
    }

    /// Whether somebody else is writing just now, so that [`Journal::wake`] would have to wait.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn is_written_by_others(&self) -> Result<bool> {
        let holds = |writer: &Writer| writer.lock.is_some();
        if self.writer.as_ref().is_some_and(holds) {
            return Ok(false);
        }
        crate::place::is_held(self.folder(), WRITE_LOCK)
    }

    /// When somebody last took the right to write, by the clock of the file system that holds the workspace: to be
    /// compared with when its files were written, whatever the clocks of devices say.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn last_writing(&self) -> Result<Option<SystemTime>> {
        crate::place::last_taken(self.folder(), WRITE_LOCK)
    }

    fn folder(&self) -> &Path {
        self.store.path.parent().unwrap_or(Path::new("."))
    }

    /// Takes the right to write again, if it was left, and sees how far others have written since. Saving does so
    /// by itself; who must look before saving does it first.
    ///
    /// # Errors
    /// [`Error::ReadOnly`] when the journal was opened for reading, [`Error::Locked`] when another program is
    /// writing, [`Error::UnlockAgain`] when the keys were renewed since.
    pub fn wake(&mut self) -> Result<()> {
        let writer = self.writer.as_ref().ok_or(Error::ReadOnly)?;
        if writer.lock.is_some() {
            return Ok(());
        }
        let lock = Lock::take(self.folder(), WRITE_LOCK)?;
        let place = self.store.place()?.ok_or(Error::UnlockAgain)?;
        if place.device != public_half(&writer.device) || self.store.is_frozen(&writer.log)? {
            return Err(Error::UnlockAgain);
        }
        if self.was_destroyed_since()? {
            return Err(Error::UnlockAgain);
        }
        let writer = self.writer.as_mut().ok_or(Error::ReadOnly)?;
        (writer.next_seq, writer.previous) = match self.store.last_of(&writer.log)? {
            Some((seq, id)) => (seq + 1, id),
            None => (0, EntryId::NONE),
        };
        writer.stock = Stock::from(place.next_key);
        writer.lock = Some(lock);
        Ok(())
    }

    /// A journal that is being restored: entries are taken in, none are made.
    pub(crate) fn without_writer(unlocked: &Unlocked) -> Result<Self> {
        Ok(Self {
            store: Store::open(unlocked, Access::Write)?,
            keybag: Keybag::open(unlocked, Access::Write)?,
            compartment_key: unlocked.compartment_key(),
            writer: None,
            again: std::cell::OnceCell::new(),
            authority_entries: 0,
        })
    }

    #[cfg(test)]
    pub(crate) fn in_memory(workspace: crate::id::WorkspaceId, root: EntryId) -> Self {
        Self {
            store: Store::in_memory(workspace, root),
            keybag: Keybag::in_memory(),
            compartment_key: Secret::new([0; 32]),
            writer: None,
            again: std::cell::OnceCell::new(),
            authority_entries: 0,
        }
    }

    /// Makes `journal.db` and `keybag.db` of a new workspace, with the root in it.
    pub(crate) fn found(unlocked: &Unlocked, root: &authority::Prepared) -> Result<()> {
        let store = Store::found(unlocked)?;
        let keybag = Keybag::open(unlocked, Access::Write)?;
        let place = Place {
            fingerprint: fingerprint(&store.path, &unlocked.place_key())?.to_vec(),
            device: root.entry.header().device(),
            next_key: keybag.end()?,
        };
        store.begin()?;
        let added = store
            .add(&root.entry, &root.body, &[])
            .and_then(|_| store.set_place(&place));
        if let Err(error) = added {
            store.roll_back();
            return Err(error);
        }
        store.commit()?;
        crate::durable::sync_folder_of(&store.path)
    }

    pub(crate) fn has_root(&self, unlocked: &Unlocked) -> Result<bool> {
        Ok(self.store.known(&unlocked.root())?.is_some())
    }

    fn check_root(store: &Store, unlocked: &Unlocked) -> Result<()> {
        if store.known(&unlocked.root())?.is_none() {
            return Err(Error::BrokenFile {
                path: store.path.clone(),
                why: "the root of this workspace is not in it".to_owned(),
            });
        }
        Ok(())
    }

    /// Place of the last entry: when it has not grown, nothing has changed. Cheap.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn head(&self) -> Result<Position> {
        self.store.head()
    }

    /// The log this journal writes to, when it is open for writing.
    #[must_use]
    pub fn own_log(&self) -> Option<LogId> {
        self.writer.as_ref().map(|writer| writer.log)
    }

    /// The log that an authority entry certifies a device for; none when it is not here or says something else.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn log_certified_by(&self, entry: &EntryId) -> Result<Option<LogId>> {
        Ok(self.store.certificate(entry)?.map(|told| told.log))
    }

    /// Path of `journal.db`.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.store.path
    }
}

fn public_half(device: &SigningKey) -> DeviceKey {
    DeviceKey(device.verifying_key().to_bytes())
}

/// Sees whether this is the place where the device of `keys.age` writes; if not, makes and certifies a new one
/// (`docs/decisions/001-certificates.md`).
fn settle_in(unlocked: &Unlocked, store: &Store, keybag: &Keybag) -> Result<()> {
    let here = fingerprint(&store.path, &unlocked.place_key())?;
    let mut changing = unlocked.changing();
    let device = SigningKey::from_bytes(changing.device.expose());
    let own_log = store.log_of(&public_half(&device))?;
    let place = store.place()?;
    if let Some(place) = &place
        && place.fingerprint == here
        && let Some(log) = own_log
    {
        if place.device != public_half(&device) {
            return Err(Error::UnlockAgain);
        }
        if !store.is_frozen(&log)? {
            return Ok(());
        }
    }

    // Who certifies: the device that came with the copy; after a crash half way through, the one before it.
    let signer = match (own_log, &changing.device_before) {
        (Some(_), _) | (None, None) => changing.device.clone(),
        (None, Some(before)) => before.clone(),
    };
    let signing = SigningKey::from_bytes(signer.expose());
    let signer_log = store
        .log_of(&public_half(&signing))?
        .ok_or(Error::UnlockAgain)?;
    let known = store
        .newest_authority(&public_half(&signing), &signer_log)?
        .ok_or(Error::UnlockAgain)?;

    let _keys = Lock::take(unlocked.dir(), KEYS_LOCK)?;
    let mut new = Changing {
        device: Secret::random()?,
        device_before: Some(signer),
        ..changing.clone()
    };
    fail_point("device-before");
    unlocked.write_keys(&mut new)?;
    *changing = new;
    fail_point("device-certify");

    let device = SigningKey::from_bytes(changing.device.expose());
    let certificate =
        authority::certificate(store, unlocked.workspace(), &signing, known, &device)?;
    store.begin()?;
    let written = store
        .add(&certificate.entry, &certificate.body, &[])
        .and_then(|_| {
            store.set_place(&Place {
                fingerprint: here.to_vec(),
                device: public_half(&device),
                // The unused keys that came with the copy are left to the one it was copied from: a key belongs
                // to one record, or destroying one would destroy another.
                next_key: keybag.end()?,
            })
        });
    if let Err(error) = written {
        store.roll_back();
        return Err(error);
    }
    store.commit()?;
    fail_point("device-after");
    changing.device_before = None;
    unlocked.write_keys(&mut changing)
}
