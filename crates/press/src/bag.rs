//! A bag of evidence: files with the list of their SHA-256, as archives and courts take them (BagIt, RFC 8493), in a zip.
//!
//! *What comes in.* Files one after the other, each read to its end once, of any length. *What goes out.* A zip, written
//! from its first byte to its last without going back: the payload under `data/`, `manifest-sha256.txt`, the request for
//! a time stamp of that manifest (RFC 3161), `VERIFY.txt`, the scripts that check all of it, and
//! `tagmanifest-sha256.txt`. Names are given by whoever fills it and are few plain letters; the zip holds no time, no
//! owner and no rights.

mod answer;
mod der;
mod stamp;

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use sha2::{Digest, Sha256};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

pub use answer::{AnswerError, Answered, add_answer};
pub use stamp::{NotAnAnswer, StampedAt, request, stamped};

/// The manifest of the payload: what a time stamp stamps.
pub const MANIFEST: &str = "manifest-sha256.txt";
/// The request for a time stamp.
pub const REQUEST: &str = "timestamp.tsq";
/// The answer to it.
pub const ANSWER: &str = "timestamp.tsr";
const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
const CHUNK: usize = 64 * 1024;

const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
const VERIFY: &str = include_str!("../bag/VERIFY.txt");
const SCRIPT: &str = include_str!("../../../verify/bag.py");
const RULES: &str = include_str!("../../../verify/verify.py");

/// Why a bag was not written.
#[derive(Debug, thiserror::Error)]
pub enum BagError {
    /// It could not be written, or a file not be read to its end.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The zip could not be made.
    #[error("the bag cannot be put together: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// A name that is not one of the plain ones, or comes twice.
    #[error("a bag has no place for a file called so")]
    Name,
}

/// A bag that is being written.
pub struct BagWriter<W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
    base: String,
    payload: BTreeMap<String, [u8; 32]>,
    tags: BTreeMap<String, [u8; 32]>,
    octets: u64,
}

impl<W: Write> BagWriter<W> {
    /// Begins a bag. `base` is the folder that all of it lies in.
    ///
    /// # Errors
    /// [`BagError::Name`].
    pub fn new(out: W, base: &str) -> Result<Self, BagError> {
        if !is_plain(base) || base.contains('/') {
            return Err(BagError::Name);
        }
        Ok(Self {
            zip: ZipWriter::new_stream(out),
            base: base.to_owned(),
            payload: BTreeMap::new(),
            tags: BTreeMap::new(),
            octets: 0,
        })
    }

    /// Puts a file under `data/`; of it never more than 64 KiB is in memory. Its SHA-256 and its length.
    ///
    /// # Errors
    /// [`BagError`]; what was written so far is no bag then.
    pub fn payload(
        &mut self,
        name: &str,
        content: &mut dyn Read,
    ) -> Result<([u8; 32], u64), BagError> {
        let path = format!("data/{name}");
        let written = self.put(&path, content)?;
        self.octets += written.1;
        match self.payload.insert(path, written.0) {
            None => Ok(written),
            Some(_) => Err(BagError::Name),
        }
    }

    /// Ends the bag: the manifests, the request, and how to check it. `day` is the day on which it was made, as 2026-04-17.
    ///
    /// # Errors
    /// [`BagError`].
    pub fn finish(mut self, day: &str) -> Result<W, BagError> {
        let manifest = lines(&self.payload);
        let imprint: [u8; 32] = Sha256::digest(&manifest).into();
        let about = format!(
            "Bagging-Date: {day}\nPayload-Oxum: {}.{}\n",
            self.octets,
            self.payload.len()
        );
        for (name, content) in [
            ("bagit.txt", DECLARATION.as_bytes()),
            ("bag-info.txt", about.as_bytes()),
            (MANIFEST, manifest.as_bytes()),
            (REQUEST, &request(imprint)),
            ("VERIFY.txt", VERIFY.as_bytes()),
            ("verify.py", SCRIPT.as_bytes()),
            ("journal_rules.py", RULES.as_bytes()),
        ] {
            let (hash, _) = self.put(name, &mut &content[..])?;
            self.tags.insert(name.to_owned(), hash);
        }
        let tags = lines(&self.tags);
        self.put(TAG_MANIFEST, &mut tags.as_bytes())?;
        Ok(self.zip.finish()?.into_inner())
    }

    fn put(&mut self, path: &str, content: &mut dyn Read) -> Result<([u8; 32], u64), BagError> {
        if !is_plain(path) {
            return Err(BagError::Name);
        }
        self.zip
            .start_file(format!("{}/{path}", self.base), options())?;
        let mut hash = Sha256::new();
        let mut length = 0;
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = match content.read(&mut chunk) {
                Ok(0) => return Ok((hash.finalize().into(), length)),
                Ok(read) => read,
                Err(why) if why.kind() == io::ErrorKind::Interrupted => continue,
                Err(why) => return Err(why.into()),
            };
            hash.update(&chunk[..read]);
            length += read as u64;
            self.zip.write_all(&chunk[..read])?;
        }
    }
}

/// As they are: photographs and recordings are packed already, and whoever looks for a byte finds it. Each may be longer
/// than 4 GiB; its day is the first that the format knows.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .large_file(true)
}

/// A manifest: one line a file, by name.
fn lines(files: &BTreeMap<String, [u8; 32]>) -> String {
    let lines = files
        .iter()
        .map(|(path, hash)| format!("{}  {path}\n", hex(hash)));
    lines.collect()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Letters, digits and few signs, in parts that are neither empty nor dots: the same on every system, and in a manifest
/// without any escape.
fn is_plain(path: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && part.len() <= 100
            && !part.starts_with('.')
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
    };
    path.split('/').all(is_part)
}

#[cfg(test)]
mod tests;
