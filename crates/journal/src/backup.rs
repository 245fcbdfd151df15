//! Backups: one encrypted file with all that is needed to go on (`docs/format.md` §9).

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;

use zstd::stream::{read::Decoder, write::Encoder};

use crate::error::{Error, Result};
use crate::id::{KeyId, random};
use crate::journal::accept::Taken;
use crate::journal::export::cannot_write;
use crate::journal::{Journal, Mode};
use crate::keys::file::{self, Shut};
use crate::keys::kdf::Settings;
use crate::keys::passphrase::Passphrase;
use crate::keys::words::RecoveryWords;
use crate::keys::{self, EPOCH, KEYS, SETTINGS, Unlocked};
use crate::secret::Secret;
use crate::store::Store;

const MAGIC: &[u8; 8] = b"AGQ1BACK";
/// `workspace.toml` and the age files are small; more than this is no backup of ours.
const SMALL: u64 = 1 << 20;
const KEY_ROW: usize = 16 + 32;
const TO_THE_END: u64 = u64::MAX;

impl Journal {
    /// Writes a backup: one file, encrypted to the passphrase and the recovery words of today; also while the
    /// program goes on saving. A file that is there is replaced only when the new one is whole.
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::Io`], [`Error::Damaged`]: no file is left behind.
    pub fn backup(&self, unlocked: &Unlocked, path: &Path) -> Result<()> {
        let temporary = path.with_extension(format!("tmp-{}", hex::encode(random::<6>()?)));
        let written = crate::durable::private()
            .open(&temporary)
            .map_err(Error::io(&temporary))
            .and_then(|file| self.write_backup(unlocked, &file).map(|()| file))
            .and_then(|file| file.sync_all().map_err(Error::io(&temporary)))
            .and_then(|()| std::fs::rename(&temporary, path).map_err(Error::io(path)));
        if written.is_err() {
            // The first error is the one to report.
            let _ = std::fs::remove_file(&temporary);
        }
        written?;
        crate::durable::sync_folder_of(path)
    }

    fn write_backup(&self, unlocked: &Unlocked, file: &File) -> Result<()> {
        let mut out = BufWriter::new(file);
        let settings = unlocked.settings().to_toml();
        let length = u32::try_from(settings.len()).map_err(|_| Error::NothingToSave)?;
        out.write_all(MAGIC).map_err(cannot_write)?;
        out.write_all(&length.to_be_bytes()).map_err(cannot_write)?;
        out.write_all(settings.as_bytes()).map_err(cannot_write)?;
        let recipients = unlocked.changing().recipients.clone();
        let sealed = file::encryptor(&recipients)?
            .wrap_output(out)
            .map_err(cannot_write)?;
        let mut parts = Encoder::new(sealed, 3).map_err(cannot_write)?;
        for name in [KEYS, EPOCH] {
            let path = unlocked.dir().join(name);
            let bytes = std::fs::read(&path).map_err(Error::io(&path))?;
            begin_part(&mut parts, name, bytes.len() as u64)?;
            parts.write_all(&bytes).map_err(cannot_write)?;
        }
        // The journal as of now first, then the keys: every key the journal uses is among them.
        self.as_of_now(|journal| {
            let count = journal.keybag.count()?;
            begin_part(&mut parts, "keybag", count * KEY_ROW as u64)?;
            journal.keybag.first(count, |id, key| {
                parts.write_all(id.as_bytes()).map_err(cannot_write)?;
                parts.write_all(key.expose()).map_err(cannot_write)
            })?;
            begin_part(&mut parts, "journal", TO_THE_END)?;
            journal.export_entries(&mut parts)
        })?;
        let sealed = parts.finish().map_err(cannot_write)?;
        let mut out = sealed.finish().map_err(cannot_write)?;
        out.flush().map_err(cannot_write)
    }
}

fn begin_part(out: &mut impl Write, name: &str, length: u64) -> Result<()> {
    let name_length = u8::try_from(name.len()).map_err(|_| Error::NothingToSave)?;
    out.write_all(&[name_length]).map_err(cannot_write)?;
    out.write_all(name.as_bytes()).map_err(cannot_write)?;
    out.write_all(&length.to_be_bytes()).map_err(cannot_write)
}

/// Makes a workspace in an empty or new folder from a backup, with the passphrase of the day of the backup. It
/// starts a new log under a new device key.
///
/// # Errors
/// [`Error::WrongPassphrase`], [`Error::AlreadyThere`], [`Error::NotReadable`] when it is no backup or a broken one,
/// [`Error::NewerFormat`], [`Error::DiskFull`]: the folder is left as it was.
pub fn restore(file: &Path, dir: &Path, passphrase: &Passphrase) -> Result<(Unlocked, Taken)> {
    restore_inner(
        file,
        dir,
        |settings| settings.unlock_secret(passphrase),
        Error::WrongPassphrase,
    )
}

/// Like [`restore`], with the recovery words.
///
/// # Errors
/// As [`restore`], with [`Error::WrongWords`].
pub fn restore_with_words(
    file: &Path,
    dir: &Path,
    words: &RecoveryWords,
) -> Result<(Unlocked, Taken)> {
    restore_inner(
        file,
        dir,
        |_| Ok(keys::words_secret(words)),
        Error::WrongWords,
    )
}

fn restore_inner(
    path: &Path,
    dir: &Path,
    secret: impl FnOnce(&Settings) -> Result<Secret<32>>,
    wrong: Error,
) -> Result<(Unlocked, Taken)> {
    let mut input = BufReader::new(File::open(path).map_err(Error::io(path))?);
    let settings = read_settings(&mut input, path)?;
    let secret = secret(&settings)?;
    let plain = match file::reader(&file::identity(&secret)?, input) {
        Ok(plain) => plain,
        Err(Shut::NotForUs) => return Err(wrong),
        Err(Shut::Broken(why)) => return Err(not_a_backup(path, &why)),
    };
    let mut parts = Decoder::new(plain).map_err(|e| not_a_backup(path, &e.to_string()))?;
    keys::in_new_folder(dir, || {
        for name in [KEYS, EPOCH] {
            let length = part(&mut parts, name, path)?;
            if length > SMALL {
                return Err(not_a_backup(path, "a part is too long"));
            }
            let mut bytes = Vec::new();
            read_up_to(&mut parts, length, &mut bytes, path)?;
            crate::durable::replace(&dir.join(name), &bytes)?;
        }
        let unlocked = keys::open_keys(dir, settings.clone(), &secret, wrong)?;
        Store::found(&unlocked)?;
        let mut journal = Journal::without_writer(&unlocked)?;
        let length = part(&mut parts, "keybag", path)?;
        restore_keys(&mut parts, length, &journal, path)?;
        part(&mut parts, "journal", path)?;
        let taken = journal.take_stream(&mut parts)?;
        drop(journal);
        // Here, at the latest, a backup without its root is noticed; and the new log begins.
        drop(Journal::open(&unlocked, Mode::Write)?);
        crate::durable::replace(&dir.join(SETTINGS), settings.to_toml().as_bytes())?;
        Ok((unlocked, taken))
    })
}

fn restore_keys(parts: &mut impl Read, length: u64, journal: &Journal, path: &Path) -> Result<()> {
    if !length.is_multiple_of(KEY_ROW as u64) {
        return Err(not_a_backup(path, "the keys are cut"));
    }
    let mut left = length / KEY_ROW as u64;
    while left > 0 {
        let count = left.min(10_000);
        let mut bytes = zeroize::Zeroizing::new(Vec::with_capacity(10_000 * KEY_ROW));
        read_up_to(parts, count * KEY_ROW as u64, &mut bytes, path)?;
        let keys: Vec<(KeyId, Secret<32>)> = bytes
            .chunks_exact(KEY_ROW)
            .filter_map(|row| {
                Some((
                    KeyId::from_slice(&row[..16])?,
                    Secret::from_slice(&row[16..])?,
                ))
            })
            .collect();
        journal.keybag.put(&keys)?;
        left -= count;
    }
    Ok(())
}

fn read_settings(input: &mut impl Read, path: &Path) -> Result<Settings> {
    let mut front = [0; 12];
    input
        .read_exact(&mut front)
        .map_err(|_| not_a_backup(path, "it is too short"))?;
    let length = u32::from_be_bytes([front[8], front[9], front[10], front[11]]);
    if front[..8] != *MAGIC || u64::from(length) > SMALL {
        return Err(not_a_backup(path, "it does not begin like one"));
    }
    let mut text = Vec::new();
    read_up_to(input, u64::from(length), &mut text, path)?;
    let text =
        String::from_utf8(text).map_err(|_| not_a_backup(path, "its settings are not text"))?;
    Settings::parse(&text, path)
}

fn part(input: &mut impl Read, name: &str, path: &Path) -> Result<u64> {
    let mut front = vec![0; 1 + name.len() + 8];
    input
        .read_exact(&mut front)
        .map_err(|_| not_a_backup(path, "it is cut"))?;
    if usize::from(front[0]) != name.len() || front[1..=name.len()] != *name.as_bytes() {
        return Err(not_a_backup(path, "its parts are not in order"));
    }
    Ok(front[1 + name.len()..]
        .iter()
        .fold(0, |n, b| n << 8 | u64::from(*b)))
}

fn read_up_to(input: &mut impl Read, length: u64, bytes: &mut Vec<u8>, path: &Path) -> Result<()> {
    let read = input
        .take(length)
        .read_to_end(bytes)
        .map_err(|e| not_a_backup(path, &e.to_string()))?;
    if read as u64 == length {
        Ok(())
    } else {
        Err(not_a_backup(path, "it is cut"))
    }
}

fn not_a_backup(path: &Path, why: &str) -> Error {
    Error::NotReadable(format!(
        "{} is not a whole backup of a workspace: {why}. Nothing was restored",
        path.display()
    ))
}
