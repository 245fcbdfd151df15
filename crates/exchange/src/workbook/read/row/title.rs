//! The title of an event of which only what happened is told.

use crate::error::shortened;

/// The longest title of an event made of what happened, in characters.
const LONGEST_TITLE: usize = 120;

/// The first sentence, or as many words as fit.
pub(super) fn title(what: &str) -> String {
    let line = what.lines().next().unwrap_or_default().trim();
    if what.chars().count() <= LONGEST_TITLE && line == what {
        return what.to_owned();
    }
    // A full stop behind a short word is an abbreviation: «г. Алматы», «ст. 488».
    let sentence = line.match_indices(". ").find_map(|(at, _)| {
        let word = line[..at].rsplit(' ').next().unwrap_or_default();
        let next = line[at + 2..].chars().next()?;
        (word.chars().count() > 3 && next.is_uppercase()).then(|| &line[..=at])
    });
    let first = sentence.unwrap_or(line);
    if first.chars().count() <= LONGEST_TITLE {
        return first.to_owned();
    }
    let cut = shortened(first, LONGEST_TITLE);
    match cut.rsplit_once(' ') {
        Some((words, _)) if words.chars().count() > LONGEST_TITLE / 2 => format!("{words} …"),
        _ => cut,
    }
}
