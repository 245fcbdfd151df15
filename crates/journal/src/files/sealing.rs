//! Writing a sealed file: whole, durable, then under its name.

use std::fs::{File, TryLockError};
use std::io::{BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{FileName, FileReader, FileRow, PART, path_of};
use crate::error::{Error, Result};
use crate::id::random;
use crate::keys::file;
use crate::secret::Secret;
use crate::segment::size_class;

const CHUNK: usize = 64 * 1024;

/// Makes the folder if it is not there, and takes away what killed programs left half written.
pub(super) fn make_ready(folder: &Path) -> Result<()> {
    match crate::durable::private_folder(folder) {
        Ok(()) => return crate::durable::sync_folder_of(folder),
        Err(why) if why.kind() == std::io::ErrorKind::AlreadyExists => {}
        Err(why) => return Err(Error::io(folder)(why)),
    }
    for entry in std::fs::read_dir(folder).map_err(Error::io(folder))? {
        let path = entry.map_err(Error::io(folder))?.path();
        if path.extension().is_some_and(|ending| ending == PART) {
            take_away_unless_written(&path)?;
        }
    }
    Ok(())
}

/// Whoever writes a file holds a lock on it, which goes with the process however it ends.
pub(super) fn is_being_written(path: &Path) -> Result<bool> {
    let file = match File::open(path) {
        Ok(file) => file,
        // It was finished or given up meanwhile.
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(true),
        Err(why) => return Err(Error::io(path)(why)),
    };
    match file.try_lock() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(why)) => Err(Error::io(path)(why)),
    }
}

/// Takes away what a program that died left half written; whether something was. The lock is held until it is gone, so
/// that nobody begins to write it meanwhile. What is gone already is gone.
pub(super) fn take_away_unless_written(path: &Path) -> Result<bool> {
    let is_gone = |why: &std::io::Error| why.kind() == std::io::ErrorKind::NotFound;
    let file = match File::open(path) {
        Ok(file) => file,
        Err(why) if is_gone(&why) => return Ok(false),
        Err(why) => return Err(Error::io(path)(why)),
    };
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(false),
        Err(TryLockError::Error(why)) => return Err(Error::io(path)(why)),
    }
    match std::fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(why) if is_gone(&why) => Ok(false),
        Err(why) => Err(Error::io(path)(why)),
    }
}

/// Where files are sealed before they are kept.
#[derive(Debug, Clone)]
pub struct FileIntake {
    folder: PathBuf,
}

impl FileIntake {
    pub(super) fn of(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Seals what is given, to its end. It is durable and has no name yet; it is taken away again unless it is settled.
    /// Never more of it than a few chunks of 64 KiB is in memory.
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::Io`], [`Error::NotReadable`] when what is given cannot be read to its end:
    /// nothing is left of it then.
    pub fn seal(&self, input: &mut dyn Read) -> Result<SealedFile> {
        seal(&self.folder, input)
    }
}

/// A file on its way: removed when dropped before it is settled.
struct Part {
    path: PathBuf,
    /// Holds the lock that says it is being written.
    locked: File,
    settled: bool,
}

impl Part {
    fn new(folder: &Path) -> Result<(Self, File)> {
        loop {
            let name = hex::encode(random::<12>()?);
            let path = folder.join(name).with_extension(PART);
            let opened = crate::durable::private().read(true).open(&path);
            let file = opened.map_err(Error::io(&path))?;
            file.lock().map_err(Error::io(&path))?;
            if !path.exists() {
                // Somebody took it for a dead one's before it was locked.
                continue;
            }
            let locked = file.try_clone().map_err(Error::io(&path))?;
            let part = Self {
                path,
                locked,
                settled: false,
            };
            return Ok((part, file));
        }
    }

    fn settle(mut self, folder: &Path, name: FileName) -> Result<()> {
        let path = path_of(folder, name);
        std::fs::rename(&self.path, &path).map_err(Error::io(&path))?;
        self.settled = true;
        crate::durable::sync_folder_of(&path)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.settled {
            // Best effort: the next one that keeps a file takes it away.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// A sealed file, durable, not under its name yet.
pub struct SealedFile {
    part: Part,
    pub(super) row: FileRow,
}

impl std::fmt::Debug for SealedFile {
    /// Shows neither key nor name.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SealedFile({} bytes)", self.row.size)
    }
}

impl SealedFile {
    /// Its length as it was given in, in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.row.size
    }

    /// The SHA-256 of what was given in, in 64 hexadecimal digits.
    #[must_use]
    pub fn sha256_in_hex(&self) -> String {
        hex::encode(self.row.sha256)
    }

    /// Reads what was given in, before it is kept. One reader at a time: they share their place in the file.
    ///
    /// # Errors
    /// [`Error::Io`], [`Error::BrokenFile`].
    pub fn open(&self) -> Result<FileReader> {
        let path = &self.part.path;
        let mut file = self.part.locked.try_clone().map_err(Error::io(path))?;
        file.rewind().map_err(Error::io(path))?;
        FileReader::of(file, path, &self.row)
    }

    /// Gives it its name, durably.
    pub(super) fn settle(self, folder: &Path) -> Result<FileRow> {
        self.part.settle(folder, self.row.name)?;
        Ok(self.row)
    }
}

/// Seals what is given, to a key of its own. Zeros behind its end hide how long it is, by at most 12 %.
fn seal(folder: &Path, input: &mut dyn Read) -> Result<SealedFile> {
    let key = Secret::<32>::random()?;
    let recipient = file::identity(&key)?.to_public().to_string();
    let (part, out) = Part::new(folder)?;
    let failed = || Error::io(&part.path);
    let out = Hashed::of(BufWriter::new(out));
    let mut sealing = file::encryptor(&[recipient])?
        .wrap_output(out)
        .map_err(failed())?;
    let mut hash = Sha256::new();
    let mut size = 0_u64;
    let mut chunk = Zeroizing::new(vec![0; CHUNK]);
    loop {
        let read = match input.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(why) if why.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(why) => {
                return Err(Error::NotReadable(format!(
                    "the file could not be read to its end ({why}): nothing was kept"
                )));
            }
        };
        hash.update(&chunk[..read]);
        size += read as u64;
        sealing.write_all(&chunk[..read]).map_err(failed())?;
    }
    let mut zeros = padding(size);
    chunk.fill(0);
    while zeros > 0 {
        let now = usize::try_from(zeros).map_or(CHUNK, |zeros| zeros.min(CHUNK));
        sealing.write_all(&chunk[..now]).map_err(failed())?;
        zeros -= now as u64;
    }
    let out = sealing.finish().map_err(failed())?;
    let name = FileName(out.finish().map_err(failed())?);
    let sha256 = hash.finalize().into();
    let row = FileRow {
        name,
        key,
        sha256,
        size,
    };
    Ok(SealedFile { part, row })
}

/// Zeros behind a file of this length.
fn padding(size: u64) -> u64 {
    usize::try_from(size).map_or(0, |size| (size_class(size) - size) as u64)
}

/// Writes what is sealed already, if it is what its name says.
pub(super) fn copy_sealed(folder: &Path, name: FileName, sealed: &mut dyn Read) -> Result<()> {
    let (part, out) = Part::new(folder)?;
    let mut out = Hashed::of(BufWriter::new(out));
    std::io::copy(sealed, &mut out).map_err(Error::io(&part.path))?;
    // One that was damaged when the backup was made comes back as it was: a bad sector of one file must not cost the
    // workspace, what is left of it may be of use, and `verify` tells of it.
    out.finish().map_err(Error::io(&part.path))?;
    part.settle(folder, name)
}

/// Writes through, and knows the SHA-256 of what went by.
struct Hashed {
    out: BufWriter<File>,
    hash: Sha256,
}

impl Hashed {
    fn of(out: BufWriter<File>) -> Self {
        let hash = Sha256::new();
        Self { out, hash }
    }

    /// Everything is durable when it returns.
    fn finish(mut self) -> std::io::Result<[u8; 32]> {
        self.out.flush()?;
        self.out.get_ref().sync_all()?;
        Ok(self.hash.finalize().into())
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn a_part_that_is_written_stays_and_one_that_a_dead_program_left_goes() {
        let folder = tempfile::tempdir().unwrap();
        let (part, file) = Part::new(folder.path()).unwrap();
        assert!(!take_away_unless_written(&part.path).unwrap());
        assert!(part.path.exists());
        drop(file);
        let left = folder.path().join("dead.part");
        std::fs::write(&left, "half").unwrap();
        assert!(take_away_unless_written(&left).unwrap() && !left.exists());
        assert!(!take_away_unless_written(&left).unwrap(), "gone is gone");
    }

    /// Also where an assertion fails.
    struct Ends<'a>(&'a AtomicBool);

    impl Drop for Ends<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }

    /// Writers begin while others take away what dead programs left, over and over: none loses what it wrote.
    #[test]
    fn nobody_takes_away_what_somebody_has_just_begun_to_write() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        let done = AtomicBool::new(false);
        std::thread::scope(|threads| {
            threads.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    make_ready(path).unwrap();
                }
            });
            let _ended = Ends(&done);
            for n in 0..400_u16 {
                let (part, mut file) = Part::new(path).unwrap();
                file.write_all(&n.to_be_bytes()).unwrap();
                drop(file);
                let name = FileName([7; 32]);
                part.settle(path, name).unwrap();
                assert!(path_of(path, name).exists(), "{n}");
            }
        });
    }
}
