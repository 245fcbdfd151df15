//! The lines of all pages in the order of reading: running heads and page numbers told apart, notes at the foot of
//! pages too, columns one behind the other.

use super::lines::Line;
use std::collections::{HashMap, HashSet};

/// How far from the edge of a page, of its height, running heads and page numbers stand.
const EDGE: f64 = 0.14;
/// Lines at the edge of a page that may be a running head.
const HEAD_LINES: usize = 3;
/// Notes are printed smaller than the text.
const SMALLER: f64 = 0.94;
/// A column has at least so many lines.
const COLUMN_LINES: usize = 5;

/// A page as it was read.
pub(super) struct Page {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) lines: Vec<Line>,
    /// Words that stand at an angle.
    pub(super) turned: String,
}

/// A line in its column.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) line: Line,
    /// The page, from 1.
    pub(super) page: u32,
    /// Where its column begins and ends.
    pub(super) column: (f64, f64),
    /// Lines of one column of one page have one number.
    pub(super) region: usize,
}

/// All lines, in order.
#[derive(Debug, Default)]
pub(super) struct Ordered {
    pub(super) body: Vec<Placed>,
    pub(super) notes: Vec<Placed>,
    pub(super) furniture: Vec<(u32, String)>,
    /// The size of most letters.
    pub(super) size: f64,
}

pub(super) fn ordered(pages: Vec<Page>) -> Ordered {
    let size = usual_size(&pages);
    let repeated = repeated(&pages);
    let mut all = Ordered {
        size,
        ..Ordered::default()
    };
    let (mut region, mut noted_before) = (0, false);
    for (number, page) in (1_u32..).zip(pages) {
        let (width, height, turned) = (page.width, page.height, page.turned);
        let mut lines = Vec::new();
        let last = page.lines.len();
        for (at, line) in page.lines.into_iter().enumerate() {
            let edge = edge_of(&line, height, at, last);
            let is_furniture = edge.is_some_and(|edge| {
                is_page_number(&line.words) || repeated.contains(&(edge, pattern(&line.words)))
            });
            match is_furniture {
                true => all.furniture.push((number, line.words)),
                false => lines.push(line),
            }
        }
        if !turned.trim().is_empty() {
            all.furniture.push((number, turned));
        }
        let notes = notes_of(&lines, size, noted_before);
        let notes = lines.split_off(notes);
        noted_before = !notes.is_empty();
        let put = |into: &mut Vec<Placed>, lines: Vec<Line>, region: usize| {
            let column = extent(&lines);
            into.extend(lines.into_iter().map(|line| Placed {
                line,
                page: number,
                column,
                region,
            }));
        };
        for column in columns(lines, width) {
            region += 1;
            put(&mut all.body, column, region);
        }
        region += 1;
        put(&mut all.notes, notes, region);
    }
    widened(&mut all.body);
    all
}

/// A page with few lines has columns as wide as those of the others.
fn widened(body: &mut [Placed]) {
    let full: Vec<(f64, f64)> = body.iter().map(|placed| placed.column).collect();
    let widest = full.iter().map(|(from, to)| to - from).fold(0.0, f64::max);
    let columns: Vec<(f64, f64)> = full
        .iter()
        .copied()
        .filter(|(from, to)| to - from > 0.8 * widest)
        .collect();
    let (Some(from), Some(to)) = (
        columns.iter().map(|c| c.0).min_by(f64::total_cmp),
        columns.iter().map(|c| c.1).max_by(f64::total_cmp),
    ) else {
        return;
    };
    let mut lines: HashMap<usize, usize> = HashMap::new();
    for placed in body.iter() {
        *lines.entry(placed.region).or_default() += 1;
    }
    for placed in body {
        let few = lines.get(&placed.region).is_some_and(|n| *n < COLUMN_LINES);
        let inside = placed.column.0 >= from - 1.0 && placed.column.1 <= to + 1.0;
        if few && inside {
            placed.column = (from.min(placed.column.0), to);
        }
    }
}

fn usual_size(pages: &[Page]) -> f64 {
    let mut letters: HashMap<i64, usize> = HashMap::new();
    for line in pages.iter().flat_map(|page| &page.lines) {
        *letters.entry(halves(line.size)).or_default() += line.words.len();
    }
    let most = letters.into_iter().max_by_key(|(size, n)| (*n, *size));
    most.map_or(10.0, |(size, _)| {
        f64::from(i32::try_from(size).unwrap_or(20)) / 2.0
    })
}

/// A size in halves of a point; letters of one size differ a little by how pages are scaled.
#[expect(
    clippy::cast_possible_truncation,
    reason = "sizes of letters are between 0 and 2000"
)]
fn halves(size: f64) -> i64 {
    (size * 2.0).round() as i64
}

/// At which edge of its page a line stands, if it is one of the lines nearest to it.
fn edge_of(line: &Line, height: f64, at: usize, of: usize) -> Option<bool> {
    if at < HEAD_LINES && line.y < EDGE * height {
        return Some(true);
    }
    (at + HEAD_LINES >= of && line.y > (1.0 - EDGE) * height).then_some(false)
}

/// The words with each number as one sign: what stays the same from page to page.
fn pattern(words: &str) -> String {
    let mut pattern = String::new();
    for letter in words.to_lowercase().chars() {
        let sign = if letter.is_ascii_digit() { '#' } else { letter };
        if sign != '#' || !pattern.ends_with('#') {
            pattern.push(sign);
        }
    }
    pattern
}

/// What stands at one edge of several pages.
fn repeated(pages: &[Page]) -> HashSet<(bool, String)> {
    let mut seen: HashMap<(bool, String), usize> = HashMap::new();
    for page in pages {
        let mut own = HashSet::new();
        for (at, line) in page.lines.iter().enumerate() {
            if let Some(edge) = edge_of(line, page.height, at, page.lines.len()) {
                own.insert((edge, pattern(&line.words)));
            }
        }
        for key in own {
            *seen.entry(key).or_default() += 1;
        }
    }
    let enough = if pages.len() < 5 { 2 } else { 3 };
    let often = seen.into_iter().filter(|(_, n)| *n >= enough);
    often.map(|(key, _)| key).collect()
}

/// "12", "– 12 –", "Page 3 of 10", "стр. 4", "iv".
fn is_page_number(words: &str) -> bool {
    let pattern = pattern(words);
    let word = pattern
        .replace("page", "")
        .replace("of", "")
        .replace("стр", "")
        .replace("бет", "")
        .replace("из", "");
    let bare: String = word
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '#')
        .collect();
    let roman = !bare.is_empty() && bare.len() <= 5 && bare.chars().all(|c| "ivxl".contains(c));
    matches!(bare.as_str(), "#" | "##") || roman && bare == words.trim().to_lowercase()
}

/// From which line on the notes of a page stand: small lines at its foot, of which one begins with a number. Where the
/// page before had notes too, small lines above the first number are the rest of its last one.
fn notes_of(lines: &[Line], size: f64, noted_before: bool) -> usize {
    let small = |line: &&Line| line.size < SMALLER * size;
    let from = lines.len() - lines.iter().rev().take_while(small).count();
    let marks: HashSet<&str> = lines[..from].iter().flat_map(|l| marks(&l.words)).collect();
    let begins = |line: &Line| line.noted || number_of(line).is_some_and(|n| marks.contains(n));
    match lines[from..].iter().position(begins) {
        Some(_) if noted_before => from,
        Some(first) => from + first,
        None if noted_before && from < lines.len() => from,
        None => lines.len(),
    }
}

/// The numbers of the raised marks in a line.
fn marks(words: &str) -> impl Iterator<Item = &str> {
    let pieces = words.split(MARK.0).skip(1);
    pieces.filter_map(|piece| Some(piece.split_once(MARK.1)?.0))
}

/// The signs around the number of a mark until it is known whether it is one.
pub(super) const MARK: (char, char) = ('\u{f8e0}', '\u{f8e1}');

/// The number that a line begins with, and room behind it.
pub(super) fn number_of(line: &Line) -> Option<&str> {
    let words = line.words.strip_prefix(MARK.0).unwrap_or(&line.words);
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = words.split_at(digits);
    let parted = rest.starts_with([' ', '.', ')', MARK.1]);
    ((1..=4).contains(&digits) && parted).then_some(number)
}

fn extent(lines: &[Line]) -> (f64, f64) {
    let from = lines
        .iter()
        .map(|line| line.x)
        .fold(f64::INFINITY, f64::min);
    let to = lines.iter().map(|line| line.end).fold(0.0, f64::max);
    (from, to)
}

/// The columns of a page in the order of reading. Lines across both part what is above from what is below.
fn columns(lines: Vec<Line>, width: f64) -> Vec<Vec<Line>> {
    let Some(gutter) = gutter(&lines, width) else {
        return vec![lines];
    };
    let mut all = vec![Vec::new()];
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for line in lines {
        if line.end <= gutter {
            left.push(line);
        } else if line.x >= gutter {
            right.push(line);
        } else {
            if !left.is_empty() || !right.is_empty() {
                all.extend([std::mem::take(&mut left), std::mem::take(&mut right)]);
                all.push(Vec::new());
            }
            if let Some(across) = all.last_mut() {
                across.push(line);
            }
        }
    }
    all.extend([left, right]);
    all.retain(|column| !column.is_empty());
    all
}

/// Where two columns part, if there are two: few lines cross it, many stand on both sides, at the same heights.
fn gutter(lines: &[Line], width: f64) -> Option<f64> {
    let mut best: Option<(usize, f64)> = None;
    for step in 30..=70 {
        let at = width * f64::from(step) / 100.0;
        let crossing = lines.iter().filter(|l| l.x < at && l.end > at).count();
        let left = lines.iter().filter(|l| l.end <= at).count();
        let right = lines.len() - crossing - left;
        let many = left >= COLUMN_LINES && right >= COLUMN_LINES;
        if many && crossing * 4 <= lines.len() && best.is_none_or(|(least, _)| crossing < least) {
            best = Some((crossing, at));
        }
    }
    let (_, at) = best?;
    // Cells of a table stand so too, but they are short.
    let long = |line: &&Line| line.words.chars().count() >= 25;
    let left = lines.iter().filter(|l| l.end <= at);
    let right = lines.iter().filter(|l| l.x >= at);
    let (many_left, long_left) = (left.clone().count(), left.filter(long).count());
    let (many_right, long_right) = (right.clone().count(), right.filter(long).count());
    (long_left * 2 >= many_left && long_right * 2 >= many_right).then_some(at)
}
