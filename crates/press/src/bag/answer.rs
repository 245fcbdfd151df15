//! The answer of a time-stamping service, put into a bag that was made before.

use std::collections::BTreeMap;
use std::io::{self, Read, Seek, Write};

use sha2::{Digest, Sha256};
use zip::{ZipArchive, ZipWriter};

use super::stamp::{NotAnAnswer, StampedAt, stamped};
use super::{ANSWER, MANIFEST, TAG_MANIFEST, hex, lines, options};

/// Longest manifest that is read, in bytes: some hundred thousand files.
const LONGEST: u64 = 64 << 20;

/// A bag with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// When the service says it stamped the manifest, as the stamp writes it.
    pub time: String,
}

/// Why an answer was not put in.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The file is no zip, or a broken one.
    #[error("the bag cannot be read: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// The zip holds no bag of this kind, or its manifests do not agree.
    #[error("this is no bag of evidence, or it was changed: {0}")]
    NoBag(&'static str),
    /// Not an answer.
    #[error(transparent)]
    Answer(#[from] NotAnAnswer),
    /// An answer to another request.
    #[error("the answer stamps another manifest than that of this bag")]
    OtherManifest,
    /// There is one already.
    #[error("this bag has an answer already: nothing was changed")]
    Already,
}

/// Writes the bag anew with this answer in it, after comparing it with the manifest. Nothing of the payload is read but
/// to be copied.
///
/// # Errors
/// [`AnswerError`]; what was written so far is no bag then.
pub fn add_answer(
    bag: impl Read + Seek,
    answer: &[u8],
    out: impl Write + Seek,
) -> Result<Answered, AnswerError> {
    let StampedAt { imprint, time } = stamped(answer)?;
    let mut bag = ZipArchive::new(bag)?;
    let base = base_of(&bag)?;
    let manifest = read(&mut bag, &format!("{base}/{MANIFEST}"))?;
    let mut tags = tags_of(&read(&mut bag, &format!("{base}/{TAG_MANIFEST}"))?)?;
    let hash: [u8; 32] = Sha256::digest(&manifest).into();
    if tags.get(MANIFEST) != Some(&hash) {
        return Err(AnswerError::NoBag(
            "its manifest is not the one it was made with",
        ));
    }
    if imprint != hash {
        return Err(AnswerError::OtherManifest);
    }
    let name = format!("{base}/{ANSWER}");
    if bag.index_for_name(&name).is_some() {
        return Err(AnswerError::Already);
    }
    tags.insert(ANSWER.to_owned(), Sha256::digest(answer).into());
    let mut zip = ZipWriter::new(out);
    let of_tags = format!("{base}/{TAG_MANIFEST}");
    for at in 0..bag.len() {
        let file = bag.by_index_raw(at)?;
        if file.name()? != of_tags {
            zip.raw_copy_file(file)?;
        }
    }
    for (name, content) in [(name, answer), (of_tags, lines(&tags).as_bytes())] {
        zip.start_file(name, options())?;
        zip.write_all(content)?;
    }
    zip.finish()?;
    Ok(Answered { time })
}

/// The one folder that all of it lies in.
fn base_of<R: Read + Seek>(bag: &ZipArchive<R>) -> Result<String, AnswerError> {
    for name in bag.file_names() {
        match name?.strip_suffix("/bagit.txt") {
            Some(base) if !base.contains('/') => return Ok(base.to_owned()),
            _ => {}
        }
    }
    Err(AnswerError::NoBag("no bagit.txt"))
}

fn read<R: Read + Seek>(bag: &mut ZipArchive<R>, name: &str) -> Result<Vec<u8>, AnswerError> {
    let file = bag
        .by_name(name)
        .map_err(|_| AnswerError::NoBag("a manifest is missing"))?;
    let mut bytes = Vec::new();
    file.take(LONGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn tags_of(manifest: &[u8]) -> Result<BTreeMap<String, [u8; 32]>, AnswerError> {
    let broken = || AnswerError::NoBag("a manifest cannot be read");
    let text = std::str::from_utf8(manifest).map_err(|_| broken())?;
    let line = |line: &str| {
        let (digits, name) = line.split_once("  ")?;
        Some((name.to_owned(), unhex(digits)?))
    };
    text.lines()
        .map(|one| line(one).ok_or_else(broken))
        .collect()
}

fn unhex(digits: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    (hex(&bytes) == digits).then_some(bytes)
}
