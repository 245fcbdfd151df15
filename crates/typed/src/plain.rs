//! Text as typed, made plain: composed letters, one kind of space and dash, no invisible characters.

use unicode_normalization::UnicodeNormalization;

/// The text composed (NFC), with plain spaces, without characters that show nothing
/// (zero-width, soft hyphen, marks of direction), runs of spaces as one.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => {}
            c if c.is_whitespace() || c.is_control() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}
