//! The parts of a capture, read one by one and never kept: no more of them, together, than a capture may have.

use super::damaged;
use crate::failure::Failure;
use sha2::{Digest, Sha256};
use std::io::{Cursor, ErrorKind, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Most bytes that all parts may have together when they are unpacked. Archives are packed within, so an honest capture
/// unpacks to little more than it has.
const MOST: u64 = 1024 * 1024 * 1024;
/// Most parts: a capture has a few dozen.
const MOST_PARTS: usize = 50_000;
/// Most bytes of a part that is read as text.
const MOST_OF_SMALL: u64 = 16 * 1024 * 1024;

pub(super) struct Parts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    names: Vec<String>,
    /// What may still be unpacked.
    left: u64,
}

impl<'b> Parts<'b> {
    pub(super) fn of(bytes: &'b [u8]) -> Result<Self, Failure> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if archive.len() > MOST_PARTS {
            return Err(Failure::Swollen { most: MOST });
        }
        let names = (0..archive.len()).filter_map(|at| archive.name_for_index(at)?.ok());
        let mut names: Vec<String> = names.map(std::borrow::Cow::into_owned).collect();
        names.sort_unstable();
        Ok(Self {
            archive,
            names,
            left: MOST,
        })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// In their order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// A part that is read as text.
    pub(super) fn small(&mut self, name: &str) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        self.read(name, MOST_OF_SMALL, |chunk| bytes.extend_from_slice(chunk))?;
        Ok(bytes)
    }

    pub(super) fn sha256_of(&mut self, name: &str) -> Result<[u8; 32], Failure> {
        let mut hash = Sha256::new();
        self.read(name, MOST, |chunk| hash.update(chunk))?;
        Ok(hash.finalize().into())
    }

    /// Hands a part on, piece by piece, to its end.
    pub(super) fn read(
        &mut self,
        name: &str,
        most: u64,
        mut take: impl FnMut(&[u8]),
    ) -> Result<(), Failure> {
        let mut part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Failure::Locked);
            }
            Err(_) => return Err(damaged()),
        };
        let most = most.min(self.left);
        let mut chunk = vec![0; 64 * 1024];
        let mut seen = 0_u64;
        loop {
            let read = match part.read(&mut chunk) {
                Ok(0) => break,
                Ok(read) => read,
                Err(why) if why.kind() == ErrorKind::Interrupted => continue,
                Err(_) => return Err(damaged()),
            };
            seen += read as u64;
            if seen > most {
                return Err(Failure::Swollen { most });
            }
            take(&chunk[..read]);
        }
        self.left -= seen;
        Ok(())
    }
}

pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
