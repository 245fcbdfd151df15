//! Reading a kept file as it was given in. Whoever reads it to its end knows that it is whole and unchanged.

use std::fs::File;
use std::io::{BufReader, Error as IoError, Read, Result as IoResult, Take};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::FileRow;
use crate::error::{Error, Result};
use crate::keys::file::{self, Shut};

/// The bytes of a kept file, as they were given in. Every chunk is checked before it is handed out, and at the end the
/// length and the SHA-256 of the whole: an error instead of the end when it is another file.
pub struct FileReader {
    plain: Take<Box<dyn Read + Send>>,
    hash: Option<Sha256>,
    sha256: [u8; 32],
    size: u64,
}

impl std::fmt::Debug for FileReader {
    /// Shows no contents.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FileReader({} bytes)", self.size)
    }
}

impl FileReader {
    pub(super) fn of(file: File, path: &Path, row: &FileRow) -> Result<Self> {
        let broken = |why: String| Error::BrokenFile {
            path: path.to_path_buf(),
            why,
        };
        let plain =
            file::reader(&file::identity(&row.key)?, BufReader::new(file)).map_err(|shut| {
                match shut {
                    Shut::NotForUs => broken("it is sealed under another key".to_owned()),
                    Shut::Broken(why) => broken(why),
                }
            })?;
        let plain: Box<dyn Read + Send> = Box::new(plain);
        Ok(Self {
            plain: plain.take(row.size),
            hash: Some(Sha256::new()),
            sha256: row.sha256,
            size: row.size,
        })
    }

    /// Its length in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }
}

impl Read for FileReader {
    fn read(&mut self, out: &mut [u8]) -> IoResult<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        let read = self.plain.read(out)?;
        let Some(hash) = &mut self.hash else {
            return Ok(read);
        };
        hash.update(&out[..read]);
        if read == 0
            && let Some(hash) = self.hash.take()
        {
            let found: [u8; 32] = hash.finalize().into();
            if self.plain.limit() > 0 || found != self.sha256 {
                return Err(IoError::other(
                    "the kept file is not the one that was given in",
                ));
            }
        }
        Ok(read)
    }
}

/// The SHA-256 of a file as it lies on the disk.
pub(super) fn hash_of(mut file: File) -> IoResult<[u8; 32]> {
    let mut hash = Sha256::new();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            return Ok(hash.finalize().into());
        }
        hash.update(&chunk[..read]);
    }
}
