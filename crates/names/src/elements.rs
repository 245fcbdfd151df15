//! The parts of compound Kazakh names: Нұр-лан, Нұр-жан, Назар-бай, Назар-хан. Two words that differ in a part are two
//! names, however few letters that makes.

use crate::distance::{LETTER, distance, sounds_alike};
use crate::phones::{Phone, Phones};
use crate::spelling::{Style, phones};
use std::sync::LazyLock;

const LISTS: &str = include_str!("../lists/elements.txt");

/// Last parts and first parts, the longer ones before those they hold.
static PARTS: LazyLock<(Vec<Phones>, Vec<Phones>)> =
    LazyLock::new(|| (listed("last"), listed("first")));

fn listed(kind: &str) -> Vec<Phones> {
    let lines = LISTS.lines().filter_map(|line| line.strip_prefix(kind));
    let words = lines.flat_map(str::split_whitespace);
    let mut all: Vec<Phones> = words
        .map(|word| phones(&word.chars().collect::<Vec<_>>(), Style::Plain))
        .collect();
    all.sort_by_key(|part| std::cmp::Reverse(part.len()));
    all
}

/// What stands before the last part of a word, and that part; none when the word is no compound.
fn parted(word: &[Phone]) -> Option<(&[Phone], &'static [Phone])> {
    PARTS.0.iter().find_map(|last| {
        let last = last.as_slice();
        let head = word
            .len()
            .checked_sub(last.len())
            .filter(|head| *head >= 2)?;
        alike(&word[head..], last).then_some((&word[..head], last))
    })
}

fn alike(a: &[Phone], b: &[Phone]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| sounds_alike(*a, *b))
}

/// Both words are compounds and differ in one of their parts, or one of them is the other's beginning: «Назарбай» and
/// «Назархан», «Айсұлу» and «Ақсұлу», «Базарбай» and «Базар».
pub(crate) fn part_differently(a: &[Phone], b: &[Phone]) -> bool {
    let one = |x: &[Phone], y: &[Phone]| distance(x, y, LETTER) <= LETTER / 2;
    let first = |word: &[Phone]| PARTS.1.iter().any(|part| alike(word, part.as_slice()));
    match (parted(a), parted(b)) {
        (Some((a_head, a_last)), Some((b_head, b_last))) => {
            match (one(a_head, b_head), one(a_last, b_last)) {
                (true, same) => !same,
                (false, true) => first(a_head) && first(b_head),
                // «Әміртай», of Әмір, and «Әміртабай», of Әміртай.
                (false, false) => one(a_head, b) || one(b_head, a),
            }
        }
        (Some((head, _)), None) => one(head, b),
        (None, Some((head, _))) => one(head, a),
        (None, None) => false,
    }
}

/// How many sounds two words have that can tell them apart: those of the shorter one, without the part that both end
/// with. Of «Сағымбай» and «Сасықбай» the last three tell nothing.
pub(crate) fn telling(a: &[Phone], b: &[Phone]) -> usize {
    match (parted(a), parted(b)) {
        (Some((a, a_last)), Some((b, b_last))) if alike(a_last, b_last) => a.len().min(b.len()),
        _ => a.len().min(b.len()),
    }
}

/// The word ends with one of the last parts of compounds.
pub(crate) fn is_compound(word: &[Phone]) -> bool {
    parted(word).is_some()
}
