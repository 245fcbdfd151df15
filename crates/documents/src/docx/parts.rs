//! The parts of a packed document: taken out one by one, none larger than it may be, and their xml read without trust.

use crate::failure::{Failure, Kind};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{BufRead, BufReader, Cursor, ErrorKind, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Most bytes that the parts of a document may take together when they are unpacked.
pub(super) const LARGEST: u64 = 64 * 1024 * 1024;
/// Most elements one within another; the deepest of real documents have some fifty.
const DEEPEST: usize = 2_000;

/// A packed document.
pub(super) struct Parts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// What may still be unpacked.
    left: u64,
}

impl<'b> Parts<'b> {
    pub(super) fn of(bytes: &'b [u8]) -> Result<Self, Failure> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        Ok(Self {
            archive,
            left: LARGEST,
        })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The names of the parts that begin and end so, in the order of their names.
    pub(super) fn named(&self, begin: &str, end: &str) -> Vec<String> {
        let names = (0..self.archive.len()).filter_map(|at| self.archive.name_for_index(at)?.ok());
        let fits = |name: &str| name.starts_with(begin) && name.ends_with(end);
        let mut all: Vec<String> = names
            .filter(|name| fits(name))
            .map(std::borrow::Cow::into_owned)
            .collect();
        all.sort_unstable();
        all
    }

    /// Gives what stands in a part to the reader of it, event by event; a part that is not there has nothing.
    pub(super) fn each(
        &mut self,
        name: &str,
        mut take: impl FnMut(Piece<'_>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let left = self.left;
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(()),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Failure::Locked);
            }
            Err(_) => return Err(damaged()),
        };
        let mut xml = Reader::from_reader(BufReader::new(Counted { part, left }));
        let done = events(&mut xml, &mut take);
        self.left = xml.get_mut().get_ref().left;
        done
    }
}

pub(super) fn damaged() -> Failure {
    Failure::Damaged { kind: Kind::Docx }
}

/// What stands in a part.
pub(super) enum Piece<'e> {
    /// An element begins.
    Opens(&'e BytesStart<'e>),
    /// An element ends; its name without its prefix.
    Closes(&'e str),
    /// Words.
    Words(&'e str),
}

/// Reads no more than is left, and breaks off with an error, not with an end that would look like one.
struct Counted<R> {
    part: R,
    left: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.part.read(into)?;
        self.left = match self.left.checked_sub(read as u64) {
            Some(left) => left,
            None => {
                self.left = 0;
                return Err(ErrorKind::FileTooLarge.into());
            }
        };
        Ok(read)
    }
}

fn events<R: BufRead>(
    xml: &mut Reader<R>,
    take: &mut impl FnMut(Piece<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer).map_err(|why| match why {
            quick_xml::Error::Io(why) if why.kind() == ErrorKind::FileTooLarge => {
                Failure::Swollen { most: LARGEST }
            }
            _ => damaged(),
        })?;
        match event {
            Event::Start(tag) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(damaged());
                }
                take(Piece::Opens(&tag))?;
            }
            Event::Empty(tag) => {
                take(Piece::Opens(&tag))?;
                take(Piece::Closes(tag.local_name().as_ref()))?;
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                take(Piece::Closes(tag.local_name().as_ref()))?;
            }
            Event::Text(words) => take(Piece::Words(&words))?,
            Event::CData(words) => take(Piece::Words(&words))?,
            Event::GeneralRef(entity) => {
                if let Some(letter) = letter_of(&entity) {
                    take(Piece::Words(letter.encode_utf8(&mut [0; 4])))?;
                }
            }
            // The format has none; who puts one in wants entities to be expanded or fetched.
            Event::DocType(_) => return Err(damaged()),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The letter that a reference stands for; of other entities nothing is known.
fn letter_of(entity: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(letter)) = entity.resolve_char_ref() {
        return Some(letter);
    }
    match &**entity {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// An attribute by its name without a prefix, with its references resolved.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut all = attributes.with_checks(false).filter_map(Result::ok);
    let found = all.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = quick_xml::escape::unescape(&found.value).ok()?;
    Some(value.into_owned())
}
