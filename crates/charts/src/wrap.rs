//! Text in lines that fit.

use crate::measure::{joins, width};
use crate::text::clean;

/// Text broken into lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrapped {
    pub(crate) lines: Vec<String>,
    /// Was something left off? Then the last line ends with an ellipsis.
    pub(crate) is_cut: bool,
    /// Was a word broken within?
    pub(crate) is_torn: bool,
}

/// The room that text has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    /// Px.
    pub(crate) width: f64,
    /// Lines, at least one.
    pub(crate) lines: usize,
    /// Size of the font in px.
    pub(crate) size: f64,
}

const ELLIPSIS: char = '…';
/// A width that was computed to fit may be off by so much, in px.
const ROUNDING: f64 = 0.01;

/// Text on one line, shortened where it must be.
pub(crate) fn on_one_line(text: &str, width: f64, size: f64) -> String {
    let room = Room {
        width,
        lines: 1,
        size,
    };
    let mut lines = wrapped(text, room).lines;
    lines.pop().unwrap_or_default()
}

/// Breaks text after spaces, hyphens and slashes; a word that is too long for a line, within. What does not fit into
/// the room ends with an ellipsis.
pub(crate) fn wrapped(text: &str, room: Room) -> Wrapped {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut is_torn = false;
    let text = clean(text);
    for piece in pieces(&text) {
        let fits = |line: &str, piece: &str| {
            width(line, room.size) + width(piece.trim_end(), room.size) <= room.width + ROUNDING
        };
        if fits(&line, piece) {
            line.push_str(piece);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        if fits("", piece) {
            line.push_str(piece);
            continue;
        }
        for letter in piece.chars() {
            let would = width(&line, room.size) + width(&format!("{letter}-"), room.size);
            if would > room.width && !line.is_empty() && !joins(letter) {
                let is_word = letter.is_alphanumeric() && line.ends_with(char::is_alphanumeric);
                is_torn = true;
                if is_word {
                    line.push('-');
                }
                lines.push(std::mem::take(&mut line));
            }
            line.push(letter);
        }
        if lines.len() > room.lines {
            break;
        }
    }
    if !line.trim().is_empty() || lines.is_empty() {
        lines.push(line);
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    let most = room.lines.max(1);
    let is_cut = lines.len() > most;
    lines.truncate(most);
    if is_cut && let Some(last) = lines.last_mut() {
        *last = shortened(last, room);
    }
    Wrapped {
        lines,
        is_cut,
        is_torn,
    }
}

/// Pieces that stay together, each with the space behind it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next_is_letter = letters
            .peek()
            .is_some_and(|(_, next)| next.is_alphanumeric());
        let breaks = match letter {
            ' ' => true,
            '-' | '/' | '–' | '‐' => next_is_letter && at > from,
            _ => false,
        };
        if breaks {
            let end = at + letter.len_utf8();
            pieces.extend(text.get(from..end));
            from = end;
        }
    }
    pieces.extend(text.get(from..).filter(|rest| !rest.is_empty()));
    pieces
}

/// The line with an ellipsis at its end, cut as far as it must be.
fn shortened(line: &str, room: Room) -> String {
    let mut kept = line.trim_end_matches('-').to_owned();
    loop {
        let tried = format!("{}{ELLIPSIS}", kept.trim_end());
        if width(&tried, room.size) <= room.width + ROUNDING || kept.is_empty() {
            return tried;
        }
        while kept.pop().is_some_and(joins) {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn room(width: f64, lines: usize) -> Room {
        Room {
            width,
            lines,
            size: 13.0,
        }
    }

    #[test]
    fn a_long_label_is_broken_at_its_hyphen_and_ends_with_an_ellipsis() {
        let name = "Западно-Казахстанская область";
        let two = wrapped(name, room(130.0, 2));
        assert_eq!(two.lines[0], "Западно-");
        assert!(two.is_cut && two.lines[1].ends_with('…'));
        let three = wrapped(name, room(130.0, 3));
        assert_eq!(three.lines, ["Западно-", "Казахстанская", "область"]);
        assert!(!three.is_cut);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in "[а-яқA-Z /-]{0,120}", width_of in 40.0..300.0f64) {
            let made = wrapped(&text, room(width_of, usize::MAX));
            for line in &made.lines {
                prop_assert!(width(line, 13.0) <= width_of + 0.02, "{line:?}");
            }
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(letters(&made.lines.concat()), letters(&text));
            prop_assert!(!made.is_cut);
        }

        #[test]
        fn any_text_fits_any_room(text in any::<String>(), width_of in 20.0..300.0f64, lines in 1..4usize) {
            let made = wrapped(&text, room(width_of, lines));
            prop_assert!(!made.lines.is_empty() && made.lines.len() <= lines);
            for line in &made.lines {
                prop_assert!(width(line, 13.0) <= width_of.max(16.0) + 0.02, "{line:?}");
            }
        }
    }
}
