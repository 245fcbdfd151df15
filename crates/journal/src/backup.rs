//! Backups: one encrypted file with all that is needed to go on (`docs/format.md` §9).

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;

use zstd::stream::{read::Decoder, write::Encoder};

use crate::error::{Error, Result};
use crate::files::{self, FileName, FileRow};
use crate::id::{KeyId, random};
use crate::journal::accept::Taken;
use crate::journal::export::cannot_write;
use crate::journal::{Journal, Mode};
use crate::keybag::{BackupKnown, Keybag};
use crate::keys::file::{self, Shut};
use crate::keys::kdf::Settings;
use crate::keys::passphrase::Passphrase;
use crate::keys::words::RecoveryWords;
use crate::keys::{self, EPOCH, KEYS, SEALED, SETTINGS, Unlocked};
use crate::secret::Secret;
use crate::store::Store;

const MAGIC: &[u8; 8] = b"AGQ1BACK";
/// `workspace.toml` and the age files are small; more than this is no backup of ours.
const SMALL: u64 = 1 << 20;
const KEY_ROW: usize = 16 + 32;
/// What stands before each kept file: name, key, SHA-256, length given in, length on the disk.
const FILE_FRONT: usize = 32 + 32 + 32 + 8 + 8;
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

    /// Writes a backup, and notes that it was made at this time, in seconds since 1970: what is destroyed later is still
    /// in it.
    ///
    /// # Errors
    /// As [`Journal::backup`]; also when it cannot be noted: then no file is left behind.
    pub fn backup_noted(&self, unlocked: &Unlocked, path: &Path, made: i64) -> Result<()> {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let told = BackupKnown {
            made,
            name: name.to_string_lossy().into_owned(),
        };
        // One that was noted and then could not be written does no harm; one that nobody knows of does.
        Keybag::note_backup(unlocked, &told)?;
        self.backup(unlocked, path)
    }

    /// The backups that were noted, the oldest first.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn backups(&self) -> Result<Vec<BackupKnown>> {
        self.keybag.backups()
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
        for name in [KEYS, EPOCH, SEALED] {
            let path = unlocked.dir().join(name);
            let bytes = match std::fs::read(&path) {
                // Not every workspace has a second passphrase.
                Err(why) if name == SEALED && why.kind() == std::io::ErrorKind::NotFound => {
                    continue;
                }
                read => read.map_err(Error::io(&path))?,
            };
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
            // A file is there before the entry that names it.
            write_files(journal, &mut parts)?;
            begin_part(&mut parts, "journal", TO_THE_END)?;
            journal.export_entries(&mut parts)
        })?;
        let sealed = parts.finish().map_err(cannot_write)?;
        let mut out = sealed.finish().map_err(cannot_write)?;
        out.flush().map_err(cannot_write)
    }
}

/// The kept files as they lie on the disk, with their keys; nothing where there are none.
fn write_files(journal: &Journal, out: &mut impl Write) -> Result<()> {
    let folder = journal.files_folder();
    let mut files = Vec::new();
    let mut length = 0;
    for row in journal.keybag.files()? {
        let path = files::path_of(&folder, row.name);
        // One that is missing is left out, not the whole backup: `verify` tells of it, here and in the restored one.
        let stored = std::fs::metadata(&path).map_or(0, |file| file.len());
        length += FILE_FRONT as u64 + stored;
        files.push((row, path, stored));
    }
    if files.is_empty() {
        return Ok(());
    }
    begin_part(out, "files", length)?;
    for (row, path, stored) in files {
        for part in [&row.name.0[..], row.key.expose(), &row.sha256] {
            out.write_all(part).map_err(cannot_write)?;
        }
        for number in [row.size, stored] {
            out.write_all(&number.to_be_bytes()).map_err(cannot_write)?;
        }
        if stored == 0 {
            continue;
        }
        let sealed = File::open(&path).map_err(Error::io(&path))?;
        let copied = std::io::copy(&mut sealed.take(stored), out).map_err(cannot_write)?;
        if copied != stored {
            return Err(Error::BrokenFile {
                path,
                why: "it was cut while the backup was written".to_owned(),
            });
        }
    }
    Ok(())
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
            let length = expect_part(&mut parts, name, path)?;
            restore_small(&mut parts, length, &dir.join(name), path)?;
        }
        let unlocked = keys::open_keys(dir, settings.clone(), &secret, wrong)?;
        Store::found(&unlocked)?;
        let mut journal = Journal::without_writer(&unlocked)?;
        let (mut name, mut length) = part(&mut parts, path)?;
        if name == SEALED.as_bytes() {
            restore_small(&mut parts, length, &dir.join(SEALED), path)?;
            (name, length) = part(&mut parts, path)?;
        }
        if name != b"keybag" {
            return Err(not_a_backup(path, OUT_OF_ORDER));
        }
        restore_keys(&mut parts, length, &journal, path)?;
        (name, length) = part(&mut parts, path)?;
        if name == b"files" {
            restore_files(&mut parts, length, &journal, path)?;
            (name, _) = part(&mut parts, path)?;
        }
        if name != b"journal" {
            return Err(not_a_backup(path, OUT_OF_ORDER));
        }
        let taken = journal.take_stream(&mut parts)?;
        drop(journal);
        // Here, at the latest, a backup without its root is noticed; and the new log begins.
        drop(Journal::open(&unlocked, Mode::Write)?);
        crate::durable::replace(&dir.join(SETTINGS), settings.to_toml().as_bytes())?;
        Ok((unlocked, taken))
    })
}

/// A part that is one small file.
fn restore_small(parts: &mut impl Read, length: u64, to: &Path, path: &Path) -> Result<()> {
    if length > SMALL {
        return Err(not_a_backup(path, "a part is too long"));
    }
    let mut bytes = Vec::new();
    read_up_to(parts, length, &mut bytes, path)?;
    crate::durable::replace(to, &bytes)
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

fn restore_files(
    parts: &mut impl Read,
    mut left: u64,
    journal: &Journal,
    path: &Path,
) -> Result<()> {
    if left > 0 {
        files::make_ready(journal)?;
    }
    while left > 0 {
        let mut front = Vec::new();
        read_up_to(parts, FILE_FRONT as u64, &mut front, path)?;
        let front = zeroize::Zeroizing::new(front);
        let cut = || not_a_backup(path, "the kept files are cut");
        let hash = |at: usize| <[u8; 32]>::try_from(&front[at..at + 32]).map_err(|_| cut());
        let row = FileRow {
            name: FileName(hash(0)?),
            key: Secret::new(hash(32)?),
            sha256: hash(64)?,
            size: number(&front[96..104]),
        };
        let stored = number(&front[104..]);
        left = left
            .checked_sub(FILE_FRONT as u64)
            .and_then(|left| left.checked_sub(stored))
            .ok_or_else(cut)?;
        files::put_back(journal, &row, &mut parts.by_ref().take(stored), stored)?;
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

const OUT_OF_ORDER: &str = "its parts are not in order";

/// The name and the length of the next part.
fn part(input: &mut impl Read, path: &Path) -> Result<(Vec<u8>, u64)> {
    let mut bytes = |count: usize| -> Result<Vec<u8>> {
        let mut bytes = vec![0; count];
        let read = input.read_exact(&mut bytes);
        read.map_err(|_| not_a_backup(path, "it is cut"))?;
        Ok(bytes)
    };
    let length = usize::from(bytes(1)?[0]);
    let name = bytes(length)?;
    Ok((name, number(&bytes(8)?)))
}

/// The length of the next part, which must have this name.
fn expect_part(input: &mut impl Read, name: &str, path: &Path) -> Result<u64> {
    match part(input, path)? {
        (found, length) if found == name.as_bytes() => Ok(length),
        _ => Err(not_a_backup(path, OUT_OF_ORDER)),
    }
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |n, b| n << 8 | u64::from(*b))
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
