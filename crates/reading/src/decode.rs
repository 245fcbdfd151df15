//! Bytes as text: which encoding they are in, and what they say in it.
//!
//! Tried in this order: a byte order mark; UTF-8 without a fault; UTF-16 by its zeros; what an html page says of
//! itself; then the one-byte encodings of the region, of which the one is taken in whose reading most letters are
//! small Cyrillic letters after a letter, as in running text. KZ-1048 is windows-1251 with other letters in
//! eighteen places, so it is told by them.

use encoding_rs::{KOI8_R, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};

/// The largest file that is read: sixteen mebibytes, some forty times the longest report we know.
pub const LARGEST: usize = 16 * 1024 * 1024;

/// The encodings that are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, either order of bytes.
    Utf16,
    /// Cyrillic as on Windows.
    Windows1251,
    /// Kazakh Cyrillic, the standard of 2002 (also STRK1048-2002).
    Kz1048,
    /// Russian, as on old servers.
    Koi8R,
    /// Western European.
    Windows1252,
}

impl Encoding {
    /// Its usual name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1251 => "windows-1251",
            Self::Kz1048 => "KZ-1048",
            Self::Koi8R => "KOI8-R",
            Self::Windows1252 => "windows-1252",
        }
    }
}

/// A text and the encoding it was in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// What it was written in.
    pub encoding: Encoding,
}

/// Why a file cannot be read as a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Larger than [`LARGEST`].
    #[error(
        "the file has {bytes} bytes, and at most {LARGEST} are read: split it into chapters and read each"
    )]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// Nothing in it but white space.
    #[error("there is no text in this file")]
    Empty,
    /// Neither text nor a kind of file that is known.
    #[error("this is no text file: most of it is not letters")]
    NoText,
}

/// Reads bytes as text.
///
/// # Errors
/// [`Unreadable`] where they are none, too many, or of a kind that is not read.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    if bytes.len() > LARGEST {
        let bytes = bytes.len() as u64;
        return Err(Unreadable::TooLarge { bytes });
    }
    let decoded = text_of(bytes);
    if decoded.text.chars().all(char::is_whitespace) {
        return Err(Unreadable::Empty);
    }
    let (mut letters, mut others) = (0_usize, 0_usize);
    for c in decoded.text.chars() {
        if c.is_control() && !c.is_whitespace() || c == char::REPLACEMENT_CHARACTER {
            others += 1;
        } else {
            letters += 1;
        }
    }
    // A text has hardly any; a picture or a program has one in ten, whatever encoding it is taken for.
    if others * 50 > letters {
        return Err(Unreadable::NoText);
    }
    Ok(decoded)
}

fn text_of(bytes: &[u8]) -> Decoded {
    let of = |text: String, encoding| Decoded { text, encoding };
    if let Some(rest) = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        return of(String::from_utf8_lossy(rest).into_owned(), Encoding::Utf8);
    }
    if bytes.starts_with(&[0xff, 0xfe]) {
        return of(UTF_16LE.decode(bytes).0.into_owned(), Encoding::Utf16);
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return of(UTF_16BE.decode(bytes).0.into_owned(), Encoding::Utf16);
    }
    if let Some(big_end_first) = sixteen_bits(bytes) {
        let encoding = if big_end_first { UTF_16BE } else { UTF_16LE };
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return of(text.into_owned(), Encoding::Utf16);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return of(text.to_owned(), Encoding::Utf8);
    }
    let mut best: Option<(usize, Decoded)> = None;
    let candidates = [
        (one_byte(WINDOWS_1251, bytes), Encoding::Windows1251),
        (kz_1048(bytes), Encoding::Kz1048),
        (one_byte(KOI8_R, bytes), Encoding::Koi8R),
        (one_byte(WINDOWS_1252, bytes), Encoding::Windows1252),
    ];
    for (text, encoding) in candidates {
        let score = likeness(&text);
        if best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, of(text, encoding)));
        }
    }
    best.map_or_else(
        || of(String::from_utf8_lossy(bytes).into_owned(), Encoding::Utf8),
        |(_, decoded)| decoded,
    )
}

/// Whether it looks like UTF-16 without a mark: nearly every second byte is zero, or a page of Cyrillic.
fn sixteen_bits(bytes: &[u8]) -> Option<bool> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 4 {
        return None;
    }
    let pages = |offset: usize| {
        let high = sample.iter().skip(offset).step_by(2);
        high.filter(|b| matches!(**b, 0 | 0x04)).count()
    };
    let half = sample.len() / 2;
    let (first, second) = (pages(0), pages(1));
    match (first * 10 > half * 8, second * 10 > half * 8) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

fn one_byte(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Where KZ-1048 has another letter than windows-1251 (RK 1048-2002, as registered with IANA).
const KAZAKH: [(u8, char); 20] = [
    (0x8d, 'Қ'),
    (0x8e, 'Һ'),
    (0x9d, 'қ'),
    (0x9e, 'һ'),
    (0xa1, 'Ұ'),
    (0xa2, 'ұ'),
    (0xa3, 'Ә'),
    (0xa5, 'Ө'),
    (0xaa, 'Ғ'),
    (0xaf, 'Ү'),
    (0xb2, 'І'),
    (0xb3, 'і'),
    (0xb4, 'ө'),
    (0xba, 'ғ'),
    (0xbc, 'ә'),
    (0xbd, 'Ң'),
    (0xbe, 'ң'),
    (0xbf, 'ү'),
    (0x8a, 'Љ'),
    (0x9a, 'љ'),
];

fn kz_1048(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    let mut from = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if let Some((_, letter)) = KAZAKH.iter().find(|(b, _)| b == byte) {
            text += &one_byte(WINDOWS_1251, &bytes[from..at]);
            text.push(*letter);
            from = at + 1;
        }
    }
    text + &one_byte(WINDOWS_1251, &bytes[from..])
}

/// How much a reading looks like running text: small letters behind letters of the same alphabet. A letter that only
/// Kazakh has counts twice between small letters, and signs within words count against it.
fn likeness(text: &str) -> usize {
    let mut score = 0_usize;
    let mut against = 0_usize;
    let mut before = ' ';
    for c in text.chars() {
        let cyrillic = |c: char| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
        let kazakh = |c: char| "әғқңөұүһіӘҒҚҢӨҰҮҺІ".contains(c);
        if before.is_alphabetic() {
            if kazakh(c) && c.is_lowercase() && (cyrillic(before) || kazakh(before)) {
                score += 2;
            } else if cyrillic(c) && c.is_lowercase() && (cyrillic(before) || kazakh(before))
                || matches!(c, 'à'..='ö' | 'ø'..='ÿ') && before.is_ascii_lowercase()
            {
                score += 1;
            } else if !c.is_ascii() && (c.is_uppercase() || !c.is_alphabetic()) {
                against += 1;
            }
        } else if before.is_whitespace() && kazakh(c) {
            score += 1;
        }
        before = c;
    }
    score.saturating_sub(against * 2)
}
