//! Lines joined into paragraphs, across columns and pages: hyphens at the ends of lines undone, headings told by size
//! and weight, marks put in brackets, notes behind the text.

use super::pages::{MARK, Ordered, Placed, number_of};
use aigaq_reading::{Laid, PageFrom, PartKind};
use std::collections::{HashMap, HashSet};

/// From one line of a paragraph to the next, of the size of its letters, where the file has too few to tell.
const USUAL_LEADING: f64 = 1.35;
/// A heading has at most so many letters.
const LONGEST_HEADING: usize = 200;

/// A paragraph that grows.
#[derive(Debug)]
struct Block {
    words: String,
    size: f64,
    bold: bool,
    lines: usize,
    /// It begins with the sign of a list.
    item: bool,
    /// Pieces that stand beside one another: a row of a table.
    row: bool,
    /// Its first line begins with a raised number.
    noted: bool,
    pages: Vec<PageFrom>,
}

/// The text of the pages.
pub(super) fn laid(ordered: Ordered) -> Laid {
    let joiner = Joiner {
        size: ordered.size,
        leading: leading(&ordered),
        hyphenated: hyphenated(&ordered),
    };
    let size = ordered.size;
    let mut body = joiner.blocks(&ordered.body, |_| false);
    let mut notes = joiner.blocks(&ordered.notes, |placed| {
        placed.line.noted || number_of(&placed.line).is_some()
    });
    renumber(&mut body, &mut notes);
    let bold_body = body.iter().filter(|b| b.bold).count() * 2 > body.len();
    let largest = body.iter().filter(|b| b.is_near_the_beginning());
    let largest = largest.map(|block| block.size).fold(0.0, f64::max);
    let mut titled = false;
    let mut laid = Laid::default();
    let ends: Vec<Block> = endnotes(&mut body);
    for block in &body {
        let told = match block.kind(size, bold_body) {
            Some(PartKind::Heading)
                if !titled && block.size >= largest && block.size > 1.3 * size =>
            {
                titled = true;
                Some(PartKind::Title)
            }
            other => other,
        };
        laid.push_paged(&block.words, told, &block.pages);
    }
    for note in ends.iter().chain(&notes) {
        laid.push_paged(&note.words, Some(PartKind::Note), &note.pages);
    }
    let mut seen = HashSet::new();
    for (page, words) in ordered.furniture {
        if seen.insert(words.clone()) {
            let page = PageFrom { from: 0, page };
            laid.push_paged(&words, Some(PartKind::Furniture), &[page]);
        }
    }
    laid
}

impl Block {
    fn is_near_the_beginning(&self) -> bool {
        self.pages.first().is_some_and(|page| page.page <= 2)
    }

    /// What its look says that it is.
    fn kind(&self, size: f64, bold_body: bool) -> Option<PartKind> {
        if is_led(&self.words) {
            return Some(PartKind::Furniture);
        }
        if self.row {
            return Some(PartKind::Caption);
        }
        let letters = self.words.chars().count();
        let ends = self.words.ends_with(['.', ';', ',', ':']);
        let said = self.words.chars().any(char::is_alphabetic);
        let stands_out = self.size > 1.12 * size || self.bold && !bold_body;
        (letters <= LONGEST_HEADING && !ends && said && stands_out && !self.item)
            .then_some(PartKind::Heading)
    }
}

struct Joiner {
    /// The size of most letters.
    size: f64,
    /// From one line to the next, of the size of the letters.
    leading: f64,
    /// Words that are written with a hyphen within a line.
    hyphenated: HashSet<String>,
}

impl Joiner {
    fn blocks(&self, lines: &[Placed], begins: impl Fn(&Placed) -> bool) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut before: Option<&Placed> = None;
        for placed in lines {
            let last = blocks.last_mut().zip(before);
            before = Some(placed);
            if let Some((block, before)) = last {
                if beside(before, placed) {
                    let lone_sign = block.lines == 1 && block.item && block.words.len() <= 4;
                    block.row |= !lone_sign;
                    block.words.push_str(if lone_sign { " " } else { " | " });
                    block.words.push_str(&placed.line.words);
                    continue;
                }
                if !begins(placed) && self.continues(block, before, placed) {
                    self.join(block, placed);
                    continue;
                }
            }
            let line = &placed.line;
            blocks.push(Block {
                words: line.words.clone(),
                size: line.size,
                bold: line.bold,
                lines: 1,
                item: is_sign_of_a_list(&line.words),
                row: false,
                noted: line.noted,
                pages: vec![PageFrom {
                    from: 0,
                    page: placed.page,
                }],
            });
        }
        blocks
    }

    /// Whether a line goes on with the paragraph of the one before.
    fn continues(&self, block: &Block, before: &Placed, placed: &Placed) -> bool {
        let (last, line) = (&before.line, &placed.line);
        let alike = (last.size - line.size).abs() < 0.06 * last.size.max(line.size);
        let ends = ends_a_sentence(&last.words);
        // A dash may begin a line within a sentence; in Russian it often does.
        let dash = line.words.starts_with(['—', '–', '-']) && !ends && !block.item;
        let listed = is_sign_of_a_list(&line.words) && !dash;
        let contents = is_led(&last.words) || is_led(&line.words);
        if block.row || line.noted || !alike || listed || contents {
            return false;
        }
        if block.bold != line.bold && (block.bold || block.lines == 1) {
            return false;
        }
        let (from, to) = before.column;
        let width = (to - from).max(1.0);
        let short = |part: f64| last.end < to - part * width;
        let indent = line.x - placed.column.0;
        let is_indented = (0.7 * line.size..6.0 * line.size).contains(&indent);
        if before.region != placed.region {
            let small = line.words.chars().next().is_some_and(char::is_lowercase);
            return (small || !ends && !is_indented) && !short(0.35);
        }
        let down = line.y - last.y;
        if down > self.leading * 1.4 * line.size || down < 0.0 {
            return false;
        }
        let deeper = line.x - last.x;
        if deeper > 0.7 * line.size && !block.item && last.x - from < 0.5 * line.size {
            return false;
        }
        // A first line may stand deeper than the others, and a quotation as a whole.
        if deeper < -0.7 * line.size && (block.lines > 1 || block.item) {
            return false;
        }
        let capital = line.words.chars().next().is_some_and(char::is_uppercase);
        let stands_out = block.bold || block.size > 1.12 * self.size;
        !(ends && short(0.12) || capital && short(0.45) && !stands_out)
    }

    /// Puts a line behind a paragraph.
    fn join(&self, block: &mut Block, placed: &Placed) {
        let next = placed.line.words.as_str();
        block.lines += 1;
        let last = block.words.rsplit(' ').next().unwrap_or_default();
        let address = last.contains("://") || last.starts_with("www.");
        let small = next.chars().next().is_some_and(char::is_lowercase);
        let hyphen = last.ends_with(['-', '\u{ad}', '\u{2010}']);
        let word = last.trim_end_matches(['-', '\u{ad}', '\u{2010}']);
        if address && last.ends_with(['/', '-', '_', '=', '&', '?', '%']) {
            // An address is parted where it has a sign.
        } else if hyphen && small && word.ends_with(char::is_alphabetic) {
            let begin = next.split([' ', ',', '.', ';']).next().unwrap_or_default();
            let whole = format!("{word}-{begin}").to_lowercase();
            let keep = block.words.ends_with('-') && self.hyphenated.contains(&whole);
            if !keep {
                block.words.pop();
            }
        } else if !hyphen || !word.ends_with(char::is_alphanumeric) {
            block.words.push(' ');
        }
        if block
            .pages
            .last()
            .is_none_or(|page| page.page != placed.page)
        {
            let from = block.words.chars().count();
            let page = placed.page;
            block.pages.push(PageFrom { from, page });
        }
        block.words.push_str(next);
    }
}

/// It stands on the same line of the page, farther to the right.
fn beside(before: &Placed, placed: &Placed) -> bool {
    let level = (before.line.y - placed.line.y).abs() < 0.25 * placed.line.size;
    before.region == placed.region && level && placed.line.x >= before.line.end
}

/// A line of a table of contents: dots lead to its page.
fn is_led(words: &str) -> bool {
    words.contains("......") || words.contains(". . . . .")
}

fn ends_a_sentence(words: &str) -> bool {
    let bare = words.trim_end_matches(['”', '"', '»', ')', '’', ' ']);
    let bare = match bare.strip_suffix(MARK.1) {
        Some(marked) => marked
            .rsplit_once(MARK.0)
            .map_or(marked, |(before, _)| before),
        None => bare,
    };
    let bare = bare.trim_end_matches(['”', '"', '»', ')', '’', ' ']);
    bare.ends_with(['.', '!', '?', '…', ':', ';'])
}

/// "•", "–", "1.", "(a)" at the beginning, with room behind it or alone.
fn is_sign_of_a_list(words: &str) -> bool {
    let sign = words.split(' ').next().unwrap_or_default();
    let one = sign.chars().count() == 1;
    if one
        && sign.starts_with([
            '•', '●', '▪', '◦', '‣', '⁃', '∙', '\u{f0b7}', '■', '►', '–', '—', '-', '*', '·',
        ])
    {
        return true;
    }
    let inner = sign.trim_start_matches('(');
    let Some(inner) = inner.strip_suffix('.').or_else(|| inner.strip_suffix(')')) else {
        return false;
    };
    let number = inner.len() <= 3 && !inner.is_empty() && inner.chars().all(|c| c.is_ascii_digit());
    let letter =
        inner.chars().count() == 1 && sign.ends_with(')') && inner.chars().all(char::is_lowercase);
    number || letter
}

/// The usual way from one line to the next, of the size of the letters.
fn leading(ordered: &Ordered) -> f64 {
    let pairs = ordered.body.windows(2);
    let mut ways: Vec<f64> = pairs
        .filter(|pair| pair[0].region == pair[1].region)
        .map(|pair| (pair[1].line.y - pair[0].line.y) / pair[1].line.size)
        .filter(|way| (0.8..3.0).contains(way))
        .collect();
    ways.sort_by(f64::total_cmp);
    // Between paragraphs the way is longer, so the usual one is among the shorter.
    let usual = ways.get(ways.len() * 2 / 5).copied();
    usual.unwrap_or(USUAL_LEADING)
}

/// Words with a hyphen within a line.
fn hyphenated(ordered: &Ordered) -> HashSet<String> {
    let lines = ordered.body.iter().chain(&ordered.notes);
    let words = lines.flat_map(|placed| {
        placed
            .line
            .words
            .split([' ', ',', '.', ';', '“', '”', '(', ')'])
    });
    let inner = words.filter(|word| word.trim_matches('-').contains('-'));
    inner.map(str::to_lowercase).collect()
}

/// Raised numbers become marks in brackets where a note has the number, and are digits of the text else. Where notes
/// are counted page by page, they are counted through.
fn renumber(body: &mut [Block], notes: &mut Vec<Block>) {
    let mut whole: Vec<Block> = Vec::new();
    let mut numbers: Vec<(u32, u32)> = Vec::new();
    for note in notes.drain(..) {
        let page = note.pages.first().map_or(0, |page| page.page);
        match begins_with(&note.words) {
            Some((number, skip)) => {
                let words = note.words.get(skip..).unwrap_or_default().trim().to_owned();
                numbers.push((page, number));
                whole.push(Block { words, ..note });
            }
            None => {
                if let Some(last) = whole.last_mut() {
                    last.words.push(' ');
                    last.words.push_str(&note.words);
                }
            }
        }
    }
    let rising = numbers.windows(2).all(|pair| pair[0].1 < pair[1].1);
    let mut of_page: HashMap<(u32, u32), u32> = HashMap::new();
    for (at, (place, note)) in (1..).zip(numbers.iter().zip(&mut whole)) {
        let number = if rising { place.1 } else { at };
        of_page.entry(*place).or_insert(number);
        note.words = format!("[{number}] {}", note.words);
    }
    let on_any: HashSet<u32> = numbers.iter().map(|(_, number)| *number).collect();
    for block in body {
        let page = block.pages.first().map_or(0, |page| page.page);
        let last = block.pages.last().map_or(0, |page| page.page);
        let number_of = |printed: u32| match numbers.is_empty() {
            // The notes may stand at the end of the document.
            true => Some(printed),
            false if rising => on_any.contains(&printed).then_some(printed),
            false => (page..=last).find_map(|page| of_page.get(&(page, printed)).copied()),
        };
        block.words = marked(&block.words, number_of);
    }
    *notes = whole;
}

/// The number of a note and where its words begin.
fn begins_with(words: &str) -> Option<(u32, usize)> {
    let open = words.strip_prefix(MARK.0).unwrap_or(words);
    let skipped = words.len() - open.len();
    let digits = open.len() - open.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = open.get(..digits)?.parse().ok()?;
    let behind = open.get(digits..)?;
    let rest = behind.trim_start_matches([MARK.1, '.', ')']);
    let parted = rest.len() < behind.len() || rest.starts_with(' ');
    parted.then_some((number, skipped + open.len() - rest.len()))
}

fn marked(words: &str, number_of: impl Fn(u32) -> Option<u32>) -> String {
    let mut pieces = words.split(MARK.0);
    let mut told = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (printed, rest) = piece.split_once(MARK.1).unwrap_or((piece, ""));
        match printed.parse().ok().and_then(&number_of) {
            Some(number) => told += &format!("[{number}]"),
            None => told += printed,
        }
        told += rest;
    }
    told
}

/// Notes at the end of the document, each beginning with a raised number, counted from 1.
fn endnotes(body: &mut Vec<Block>) -> Vec<Block> {
    let number = |block: &Block| {
        let inner = block.words.strip_prefix('[')?.split_once(']')?.0;
        inner.parse::<u32>().ok().filter(|_| block.noted)
    };
    let Some(first) = body.iter().rposition(|block| number(block) == Some(1)) else {
        return Vec::new();
    };
    let numbers: Vec<u32> = body[first..].iter().filter_map(number).collect();
    if !numbers.windows(2).all(|pair| pair[0] < pair[1]) {
        return Vec::new();
    }
    let (ends, rest) = body
        .drain(first..)
        .partition(|block| number(block).is_some());
    body.extend::<Vec<Block>>(rest);
    ends
}
