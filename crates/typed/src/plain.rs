//! Text as typed, made plain: composed letters, one kind of space and dash, no invisible characters; and its tokens.

use aigaq_schema::fold::fold;
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

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    /// Nothing stands between it and the token before.
    pub(crate) glued: bool,
    /// Where it begins in the plain text, in bytes.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Digits, as written; at most nine are kept as a number.
    Number { value: u32, digits: usize },
    /// Letters, folded ([`fold`]); Latin letters that look like Cyrillic ones stand as Cyrillic in a word
    /// that has both.
    Word(String),
    /// Anything else; dashes as `-`, quotation marks as `"`.
    Mark(char),
}

/// The tokens of a plain text.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut glued = false;
    while let Some((start, c)) = chars.next() {
        if c == ' ' {
            glued = false;
            continue;
        }
        let class = |c: char| {
            if c.is_ascii_digit() {
                1
            } else if c.is_alphabetic() || (c as u32) >= 0x300 && (c as u32) < 0x370 {
                2
            } else {
                3
            }
        };
        let of = class(c);
        let mut end = start + c.len_utf8();
        if of != 3 {
            while let Some((at, next)) = chars.next_if(|(_, next)| class(*next) == of) {
                end = at + next.len_utf8();
            }
        }
        let piece = &text[start..end];
        let kind = match of {
            1 => Kind::Number {
                value: piece.parse().unwrap_or(u32::MAX),
                digits: piece.len(),
            },
            2 => Kind::Word(one_script(&fold(piece))),
            _ => Kind::Mark(aigaq_schema::fold::fold_char(c)),
        };
        all.push(Token {
            kind,
            glued,
            start,
            end,
        });
        glued = true;
    }
    all
}

/// A folded word that mixes scripts, in Cyrillic: «мapт» is typed with two Latin letters.
pub(crate) fn one_script(word: &str) -> String {
    let cyrillic = |c: char| ('\u{400}'..='\u{52f}').contains(&c);
    if !(word.chars().any(cyrillic) && word.chars().any(|c| c.is_ascii_alphabetic())) {
        return word.to_owned();
    }
    word.chars()
        .map(|c| match c {
            'a' => 'а',
            'b' => 'в',
            'c' => 'с',
            'e' => 'е',
            'h' => 'н',
            'i' => 'и',
            'k' => 'к',
            'm' => 'м',
            'o' => 'о',
            'p' => 'р',
            't' => 'т',
            'x' => 'х',
            'y' => 'у',
            other => other,
        })
        .collect()
}
