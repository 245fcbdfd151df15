//! Letters joined into the lines of a page: words parted where there is room between letters, raised numbers told apart
//! as marks of notes.

use super::glyphs::Letter;
use super::pages::MARK;

/// Room between two letters, of their size, that parts words.
const SPACE: f64 = 0.2;
/// Room that parts what stands on one line into pieces: columns, cells of a table.
const APART: f64 = 1.6;

/// A line of a page, or of one of its columns.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) words: String,
    pub(super) x: f64,
    pub(super) end: f64,
    pub(super) y: f64,
    /// The size of most of its letters.
    pub(super) size: f64,
    pub(super) bold: bool,
    /// It begins with a raised number.
    pub(super) noted: bool,
}

/// Letters of one line that stand close together, all of one size.
#[derive(Debug)]
struct Piece {
    words: String,
    x: f64,
    end: f64,
    y: f64,
    size: f64,
    letters: usize,
    bold: usize,
}

/// The lines of a page, in the order of their places, and words that stand at an angle.
pub(super) fn lines(letters: Vec<Letter>) -> (Vec<Line>, String) {
    let mut turned = String::new();
    let mut pieces: Vec<Piece> = Vec::new();
    for letter in letters {
        if letter.turned {
            turned.push_str(&letter.words);
        } else {
            take(&mut pieces, &letter);
        }
    }
    pieces.retain(|piece| !piece.words.trim().is_empty());
    (joined(pieces), turned)
}

/// Puts a letter behind the piece before it, or begins another.
fn take(pieces: &mut Vec<Piece>, letter: &Letter) {
    if let Some(last) = pieces.last_mut() {
        let size = last.size.max(letter.size);
        let gap = letter.x - last.end;
        let level = (last.y - letter.y).abs() < 0.12 * size;
        let alike = (last.size - letter.size).abs() < 0.12 * size;
        if level && alike && (-0.5 * size..APART * size).contains(&gap) {
            if gap > SPACE * size && !last.words.ends_with(' ') && !letter.words.starts_with(' ') {
                last.words.push(' ');
            }
            last.words.push_str(&letter.words);
            last.end = last.end.max(letter.end);
            last.letters += 1;
            last.bold += usize::from(letter.bold);
            return;
        }
    }
    pieces.push(Piece {
        words: letter.words.clone(),
        x: letter.x,
        end: letter.end,
        y: letter.y,
        size: letter.size,
        letters: 1,
        bold: usize::from(letter.bold),
    });
}

/// Pieces on one line become the line; raised ones belong to the line below their feet.
fn joined(mut pieces: Vec<Piece>) -> Vec<Line> {
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    // From the lowest up, so that a raised piece finds the line it is raised above.
    for piece in pieces.into_iter().rev() {
        let row = rows.iter_mut().rev().take(4).find(|row| {
            let Some(first) = row.first() else {
                return false;
            };
            let size = first.size.max(piece.size);
            let raised = first.y - piece.y;
            raised.abs() < 0.25 * size || is_raised(&piece, first) && raised < 0.65 * size
        });
        match row {
            Some(row) => {
                let biggest = row.first().map_or(0.0, |first| first.size);
                let at = if piece.size > biggest * 1.15 {
                    0
                } else {
                    row.len()
                };
                row.insert(at, piece);
            }
            None => rows.push(vec![piece]),
        }
    }
    let mut lines: Vec<Line> = rows.into_iter().rev().flat_map(of_row).collect();
    lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    lines
}

fn is_raised(piece: &Piece, line: &Piece) -> bool {
    piece.size < 0.85 * line.size && piece.y < line.y
}

/// The lines of a row: parted where there is much room.
fn of_row(mut row: Vec<Piece>) -> Vec<Line> {
    let Some((y, size)) = row.first().map(|first| (first.y, first.size)) else {
        return Vec::new();
    };
    row.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut lines: Vec<(Line, usize, usize)> = Vec::new();
    for piece in row {
        let raised = piece.size < 0.85 * size && y - piece.y > 0.12 * size;
        let number = piece.words.trim();
        let is_mark = raised && number.len() <= 4 && number.chars().all(|c| c.is_ascii_digit());
        let words = match is_mark {
            true => format!("{}{number}{}", MARK.0, MARK.1),
            false => piece.words.clone(),
        };
        let last = lines.last_mut();
        let near = last.filter(|(line, ..)| {
            let gap = piece.x - line.end;
            gap < APART * size
        });
        match near {
            Some((line, letters, bold)) => {
                let gap = piece.x - line.end;
                let room = if is_mark { 2.0 * SPACE } else { SPACE };
                let behind_mark = line.words.ends_with(MARK.1) && line.noted;
                if (gap > room * size || behind_mark && line.words.chars().count() <= 6)
                    && !line.words.ends_with(' ')
                    && !words.starts_with(' ')
                {
                    line.words.push(' ');
                }
                line.words.push_str(&words);
                line.end = line.end.max(piece.end);
                if !is_mark {
                    line.size = if *letters == 0 { piece.size } else { line.size };
                    *letters += piece.letters;
                    *bold += piece.bold;
                }
            }
            None => lines.push((
                Line {
                    words,
                    x: piece.x,
                    end: piece.end,
                    y,
                    size: if is_mark { size } else { piece.size },
                    bold: false,
                    noted: is_mark,
                },
                if is_mark { 0 } else { piece.letters },
                if is_mark { 0 } else { piece.bold },
            )),
        }
    }
    let all = lines.into_iter().map(|(line, letters, bold)| Line {
        bold: letters > 0 && bold * 10 >= letters * 9,
        words: line.words.trim().to_owned(),
        ..line
    });
    all.filter(|line| !line.words.is_empty()).collect()
}
