//! Which kind of file some bytes are, by how they begin, and its text.

use crate::docx::docx;
use crate::failure::Failure;
use crate::pdf::pdf;
use aigaq_reading::{Laid, decode, is_html, words_of_html};

/// How old documents of Word, and new ones with a password, begin (a compound file, MS-CFB).
const COMPOUND: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// The name of the stream in which a document with a password lies (MS-OFFCRYPTO), in UTF-16.
const ENCRYPTED: &str = "EncryptedPackage";
/// A pdf may have so much before its first line.
const BEFORE_PDF: usize = 1024;

/// The text of a file, with what the file tells of its parts: of a page of the web its words.
///
/// # Errors
/// [`Failure`]: why there is none.
pub fn text_of(bytes: &[u8]) -> Result<Laid, Failure> {
    let laid = match bytes {
        _ if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") => docx(bytes)?,
        _ if bytes.starts_with(&COMPOUND) => return Err(compound(bytes)),
        _ if is_pdf(bytes) => pdf(bytes)?,
        _ => Laid::plain(words_of(bytes)?),
    };
    if laid.text.chars().all(char::is_whitespace) {
        return Err(Failure::Empty);
    }
    if laid.text.len() > aigaq_reading::LARGEST {
        return Err(Failure::TooLarge {
            bytes: laid.text.len() as u64,
            most: aigaq_reading::LARGEST as u64,
        });
    }
    Ok(laid)
}

/// The ending of the name of a file that begins so: what would open it. Nothing is promised of what it holds.
#[must_use]
pub fn ending_of(beginning: &[u8]) -> &'static str {
    match beginning {
        _ if beginning.starts_with(b"PK\x03\x04") => "docx",
        _ if beginning.starts_with(&COMPOUND) => "doc",
        _ if is_pdf(beginning) => "pdf",
        _ if is_html(&String::from_utf8_lossy(beginning)) => "html",
        _ => "txt",
    }
}

pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(BEFORE_PDF)];
    let begins = head.windows(5).position(|part| part == b"%PDF-");
    // A text may speak of it, in words that stand before.
    begins.is_some_and(|at| !head[..at].iter().any(u8::is_ascii_alphanumeric))
}

fn compound(bytes: &[u8]) -> Failure {
    let name: Vec<u8> = ENCRYPTED
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    match bytes.windows(name.len()).any(|part| part == name) {
        true => Failure::Locked,
        false => Failure::OldWord,
    }
}

fn words_of(bytes: &[u8]) -> Result<String, Failure> {
    let text = decode(bytes)?.text;
    match is_html(&text) {
        true => Ok(words_of_html(&text)),
        false => Ok(text),
    }
}
