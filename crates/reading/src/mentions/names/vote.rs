//! The vote of a whole document: the same words are the same name everywhere.

use super::{Candidate, Kind, LEAST, SURE};
use crate::Document;
use crate::tokens::Shape;
use std::collections::{HashMap, HashSet};

/// What each candidate is, if anything.
pub(super) fn decide(document: &Document, candidates: &[Candidate]) -> Vec<Option<Kind>> {
    let tokens = &document.tokens;
    let words = |c: &Candidate| tokens.phrase(c.first, c.last);
    let mut sums: HashMap<String, [i32; 3]> = HashMap::new();
    for candidate in candidates.iter().filter(|c| !c.refused) {
        let sum = sums.entry(words(candidate)).or_default();
        for (all, own) in sum.iter_mut().zip(candidate.votes) {
            *all += own;
        }
    }
    for (name, sum) in &mut sums {
        if let Some(kind) = document.known.alone(name) {
            sum[kind as usize] += SURE;
        }
    }
    // Full names of people, for their surnames; short forms of bodies ("Democratic Choice" of "… of Kazakhstan").
    let mut surnames: HashSet<String> = HashSet::new();
    let mut stems: HashSet<String> = HashSet::new();
    for surname in document.known.surnames() {
        surnames.insert(surname.to_owned());
        stems.extend(stem(surname));
    }
    let mut bodies: HashSet<String> = HashSet::new();
    for (name, votes) in &sums {
        let kind = strongest(*votes);
        if kind == Some(Kind::Person) && votes[0] >= 3 {
            if let Some((_, last)) = name.rsplit_once(' ') {
                surnames.insert(last.to_owned());
                surnames.insert(nominative(last));
                stems.extend(stem(last));
            }
        } else if kind == Some(Kind::Body) {
            for cut in [" of ", " for ", " on "] {
                if let Some((short, _)) = name.split_once(cut)
                    && short.contains(' ')
                {
                    bodies.insert(short.to_owned());
                }
            }
        }
    }
    candidates
        .iter()
        .map(|candidate| {
            if candidate.refused {
                return None;
            }
            if let Some(sure) =
                strongest(candidate.votes).filter(|kind| candidate.votes[*kind as usize] >= SURE)
            {
                return Some(sure);
            }
            let name = words(candidate);
            let mut votes = sums.get(&name).copied().unwrap_or_default();
            let alone = !name.contains(' ');
            if alone
                && (surnames.contains(&name)
                    || surnames.contains(&nominative(&name))
                    || stem(&name).is_some_and(|s| stems.contains(&s)))
                && votes[Kind::Place as usize] < SURE
            {
                votes[Kind::Person as usize] += 12;
            }
            if bodies.contains(&name) {
                votes[Kind::Body as usize] += 8;
            }
            let kind = strongest(votes)?;
            if votes[kind as usize] < LEAST {
                return None;
            }
            // A word that stands small elsewhere needs more than a hint.
            let token = &tokens.all[candidate.first];
            let small = alone
                && token.shape == Shape::Capital
                && document.small.contains_key(name.as_str());
            if small && votes[kind as usize] < 7 {
                return None;
            }
            // A single word at the beginning of a sentence, with a hint only.
            let begins = tokens.before(candidate.first).is_none();
            if alone && begins && votes[kind as usize] < 4 {
                return None;
            }
            Some(kind)
        })
        .collect()
}

fn strongest(votes: [i32; 3]) -> Option<Kind> {
    // Of equal votes a place before a person, a body before both.
    [Kind::Person, Kind::Place, Kind::Body]
        .into_iter()
        .max_by_key(|kind| votes[*kind as usize])
        .filter(|kind| votes[*kind as usize] > 0)
}

fn capital(low: &str) -> String {
    let mut letters = low.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// A surname in the nominative, in small letters.
fn nominative(low: &str) -> String {
    crate::mentions::nominative(&capital(low)).to_lowercase()
}

/// The stem of a surname as it sounds, so that "Koslov" goes with "Kozlov" and «Навального» with «Навальный».
fn stem(low: &str) -> Option<String> {
    let parsed = aigaq_names::parse(&capital(&nominative(low)));
    let token = parsed.tokens().first()?;
    token.suffix()?;
    // Voiced and voiceless are often confused between spellings, and so is "kh".
    let sounds: String = token
        .stem_sounds()
        .chars()
        .filter(|c| c.is_alphabetic() && *c != 'h')
        .map(|c| match c {
            'z' => 's',
            'q' => 'k',
            other => other,
        })
        .collect();
    (sounds.chars().count() >= 4).then_some(sounds)
}
