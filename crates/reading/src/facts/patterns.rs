//! Patterns of words that tell of an event: `lists/events.txt`, whose head says how they are written.

use crate::lists::{GROUPS, PEOPLES, TITLES, lines, same_word};
use crate::slots;
use crate::tokens::{Shape, Tokens};
use std::collections::HashMap;
use std::sync::OnceLock;

/// Whom it is done to stands between the words of a pattern in so many tokens at most.
const LONGEST_GAP: usize = 14;
/// What must stand beside a pattern stands so near.
const NEAR: usize = 14;
/// What must not stand behind it stands so near.
const BEHIND: usize = 8;

/// How the words of a pattern are built, as listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Built {
    Done,
    Doing,
    Noun,
    Did,
}

/// One part of a pattern.
#[derive(Debug)]
enum Part {
    /// One of these phrases, each of one word or more.
    Words(Vec<Vec<String>>),
    /// The same, or nothing.
    Perhaps(Vec<Vec<String>>),
    /// Whom it is done to.
    Gap,
}

/// A pattern with what it tells.
#[derive(Debug)]
struct Pattern {
    parts: Vec<Part>,
    /// Nothing where the words only sound like an event.
    tells: Option<(&'static str, Built)>,
    with: Vec<&'static str>,
    without: Vec<&'static str>,
}

/// Words of a text that a pattern fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    /// Kind and form; nothing where these words only sound like an event.
    pub(super) tells: Option<(&'static str, Built)>,
    /// Their last token.
    pub(super) last: usize,
    /// First and last token of whom it is done to, where that stands between the words.
    pub(super) between: Option<(usize, usize)>,
}

/// The patterns by their first words.
fn patterns() -> &'static HashMap<String, Vec<Pattern>> {
    static READ: OnceLock<HashMap<String, Vec<Pattern>>> = OnceLock::new();
    READ.get_or_init(|| {
        let mut all: HashMap<String, Vec<Pattern>> = HashMap::new();
        for line in lines(include_str!("../../lists/events.txt")) {
            for (first, pattern) in Pattern::read(line) {
                all.entry(first).or_default().push(pattern);
            }
        }
        all
    })
}

impl Pattern {
    /// A line of the list: the pattern for each word that it may begin with.
    fn read(line: &'static str) -> Vec<(String, Self)> {
        let Some((words, means)) = line.split_once(" = ") else {
            return Vec::new();
        };
        let mut means = means.split(", ");
        let tells = match means.next().unwrap_or_default().split_once(' ') {
            Some((kind, "done")) => Some((kind, Built::Done)),
            Some((kind, "doing")) => Some((kind, Built::Doing)),
            Some((kind, "did")) => Some((kind, Built::Did)),
            Some((kind, _)) => Some((kind, Built::Noun)),
            None => None,
        };
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for condition in means {
            let (which, names) = condition.split_once(' ').unwrap_or((condition, ""));
            let names = names
                .split_whitespace()
                .map(|name| name.trim_matches(['{', '}']));
            match which {
                "with" => with.extend(names),
                _ => without.extend(names),
            }
        }
        let parts = || words.split_whitespace().map(Part::read);
        let Some(Part::Words(begins)) = parts().next() else {
            return Vec::new();
        };
        let begins = begins.into_iter().filter_map(|begin| {
            let first = begin.first()?.clone();
            let mut all: Vec<Part> = vec![Part::Words(vec![begin])];
            all.extend(parts().skip(1));
            let pattern = Self {
                parts: all,
                tells,
                with: with.clone(),
                without: without.clone(),
            };
            Some((first, pattern))
        });
        begins.collect()
    }

    /// Where its words end that begin at a token, and what stands between them.
    fn fits(&self, tokens: &Tokens, at: usize) -> Option<(usize, Option<(usize, usize)>)> {
        let (_, to) = tokens.sentences[tokens.all.get(at)?.sentence];
        fit(&self.parts, tokens, at, to)
    }

    /// Whether what must stand beside the words stands there, and nothing that must not.
    fn holds(&self, tokens: &Tokens, first: usize, last: usize) -> bool {
        let (from, to) = tokens.sentences[tokens.all[first].sentence];
        let before = first.saturating_sub(NEAR).max(from)..first;
        let behind = |reach: usize| {
            let end = (last + 1 + reach).min(to);
            let stop = (last + 1..end).find(|i| tokens.is(*i, &[";"]));
            last + 1..stop.unwrap_or(end)
        };
        let near = |name: &&str| {
            slots::stands(tokens, before.clone(), name) || slots::stands(tokens, behind(NEAR), name)
        };
        (self.with.is_empty() || self.with.iter().any(near))
            && !self
                .without
                .iter()
                .any(|name| slots::stands(tokens, behind(BEHIND), name))
    }
}

impl Part {
    fn read(text: &str) -> Self {
        if text == "..." {
            return Self::Gap;
        }
        if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
            return Self::Perhaps(phrases(inner));
        }
        Self::Words(phrases(text))
    }
}

/// The phrases that a word of a pattern stands for.
fn phrases(text: &str) -> Vec<Vec<String>> {
    let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    if let Some(name) = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')) {
        return slots::slot(name).iter().map(|words| own(words)).collect();
    }
    let mut all = Vec::new();
    for word in text.split('/') {
        match word.find('~') {
            Some(at) => {
                let (stem, name) = word.split_at(at);
                all.extend(slots::endings(name).map(|ending| vec![format!("{stem}{ending}")]));
            }
            None => all.push(vec![word.to_owned()]),
        }
    }
    all
}

/// How far these parts reach from a token on, as far as they can.
fn fit(
    parts: &[Part],
    tokens: &Tokens,
    at: usize,
    to: usize,
) -> Option<(usize, Option<(usize, usize)>)> {
    let Some((part, rest)) = parts.split_first() else {
        return Some((at.checked_sub(1)?, None));
    };
    match part {
        Part::Words(phrases) => longest(phrases, rest, tokens, (at, to)),
        Part::Perhaps(phrases) => {
            longest(phrases, rest, tokens, (at, to)).or_else(|| fit(rest, tokens, at, to))
        }
        Part::Gap => {
            let stop = to.min(at + LONGEST_GAP);
            let stop = (at..stop)
                .find(|i| ends_a_clause(tokens, *i))
                .unwrap_or(stop);
            (at + 1..=stop).find_map(|behind| {
                let (last, _) = fit(rest, tokens, behind, to)?;
                Some((last, Some((at, behind - 1))))
            })
        }
    }
}

/// The farthest reach of one of the phrases with the parts behind it.
fn longest(
    phrases: &[Vec<String>],
    rest: &[Part],
    tokens: &Tokens,
    (at, to): (usize, usize),
) -> Option<(usize, Option<(usize, usize)>)> {
    let fitting = phrases.iter().filter(|words| {
        at + words.len() <= to
            && (at..)
                .zip(words.iter())
                .all(|(at, word)| same_word(word, tokens.low(at)))
    });
    fitting
        .filter_map(|words| fit(rest, tokens, at + words.len(), to))
        .max_by_key(|(last, _)| *last)
}

/// "put X in a car *and drove* …": another verb begins; names and their titles are joined alike, and go on.
fn ends_a_clause(tokens: &Tokens, at: usize) -> bool {
    if tokens.is(
        at,
        &[";", ":", "who", "which", "который", "которая", "которые"],
    ) {
        return true;
    }
    let Some(next) = tokens.behind(at) else {
        return true;
    };
    let low = tokens.low(next);
    slots::is(tokens, at, "joins")
        && tokens.all[next].shape == Shape::Lower
        && !(TITLES.has(low) || GROUPS.has(low) || PEOPLES.has(low))
        && !slots::has("det", low)
}

/// What the words that begin at a token tell, the most of them: words in one piece before those that others part.
pub(super) fn told(tokens: &Tokens, at: usize) -> Option<Told> {
    let there = patterns().get(tokens.low(at))?;
    let fitting = there.iter().filter_map(|pattern| {
        let (last, between) = pattern.fits(tokens, at)?;
        let told = Told {
            tells: pattern.tells,
            last,
            between,
        };
        pattern.holds(tokens, at, last).then_some(told)
    });
    fitting.max_by_key(|told| (told.between.is_none(), told.last))
}

/// Whether these words, and no more of them, are listed: whatever must stand beside them.
pub(super) fn is_listed(tokens: &Tokens) -> bool {
    let there = patterns().get(tokens.low(0)).map_or(&[][..], Vec::as_slice);
    there.iter().any(|pattern| {
        let fits = pattern.fits(tokens, 0);
        fits.is_some_and(|(last, _)| last + 1 == tokens.all.len()) && pattern.tells.is_some()
    })
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "tests may panic")]
mod tests {
    use super::{Built, Pattern, lines, patterns};
    use crate::facts::FACT_KINDS;
    use crate::slots;

    const LISTED: &str = include_str!("../../lists/events.txt");

    #[test]
    fn every_line_is_a_pattern_of_a_kind_that_there_is() {
        for line in lines(LISTED) {
            let read = Pattern::read(line);
            assert!(!read.is_empty(), "{line}");
            for (_, pattern) in read {
                let Some((kind, _)) = pattern.tells else {
                    assert!(line.ends_with(" = nothing"), "{line}");
                    continue;
                };
                assert!(FACT_KINDS.contains(&kind), "{line}");
                let (_, means) = line.split_once(" = ").expect("a line has a meaning");
                let mut means = means.split(", ");
                let form = means.next().expect("a meaning has a form");
                let forms = ["done", "doing", "noun", "did"];
                assert!(forms.iter().any(|known| form.ends_with(known)), "{line}");
                let mut conditions = means;
                assert!(
                    conditions.all(|c| c.starts_with("with {") || c.starts_with("without {")),
                    "{line}"
                );
            }
        }
    }

    #[test]
    fn every_place_that_a_pattern_names_has_words() {
        for line in lines(LISTED) {
            let named = line.split(['{', '}']).skip(1).step_by(2);
            for name in named {
                assert!(!slots::slot(name).is_empty(), "{name} in {line}");
            }
            for word in line.split_whitespace().filter(|word| word.contains('~')) {
                let at = word.find('~').unwrap_or_default();
                assert!(slots::endings(&word[at..]).next().is_some(), "{line}");
            }
        }
    }

    #[test]
    fn the_forms_of_one_russian_verb_are_built_alike() {
        // «осудил» and «осудили» are pasts: whom it is done to follows. So are all single words with these endings.
        for (first, there) in patterns() {
            let past = ["ил", "ал", "ила", "ала", "или", "али", "ило", "ало"];
            let is_past = past.iter().any(|ending| first.ends_with(ending));
            for pattern in there.iter().filter(|_| is_past && !first.is_ascii()) {
                let built = pattern.tells.map(|(_, built)| built);
                assert_ne!(built, Some(Built::Done), "{first}");
                assert_ne!(built, Some(Built::Noun), "{first}");
            }
        }
    }
}
