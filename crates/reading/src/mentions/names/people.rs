//! What a name of a person looks like: a known given name, the ending of a surname.

use crate::lists::{COMMON, PEOPLES};
use crate::tokens::Tokens;
use aigaq_names::{Role, Suffix, parse};

/// How much a word looks like part of a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    /// Nothing tells.
    None,
    /// It ends like a surname, perhaps.
    Weak,
    /// It ends like a surname.
    Surname,
    /// A known given name.
    Given,
}

/// Endings of surnames of the region that nothing else ends with.
const ENDINGS: [&str; 28] = [
    "vić",
    "ić",
    "zade",
    "zadeh",
    "oglu",
    "oghlu",
    "ogly",
    "shvili",
    "enko",
    "chuk",
    "czyk",
    "baev",
    "bayev",
    "baeva",
    "bekov",
    "bayeva",
    "jonov",
    "uulu",
    "yan",
    "ович",
    "енко",
    "швили",
    "заде",
    "оглы",
    "ский",
    "ская",
    "ского",
    "чук",
];

/// What a word looks like.
pub(super) fn look(low: &str) -> Look {
    if COMMON.has(low) || PEOPLES.has(low) || low.chars().count() < 3 {
        return Look::None;
    }
    let forms = [
        low.to_owned(),
        crate::mentions::nominative(&capital(low)).to_lowercase(),
    ];
    for form in &forms {
        let parsed = parse(&capital(form));
        if parsed.part(Role::Given).is_some() {
            return Look::Given;
        }
        let suffix = parsed.tokens().first().and_then(aigaq_names::Token::suffix);
        match suffix {
            Some(Suffix::Ov | Suffix::Uly) if low.chars().count() > 4 => return Look::Surname,
            Some(Suffix::Sky)
                if low.ends_with("sky")
                    || low.ends_with("skiy")
                    || low.ends_with("skaya")
                    || !low.is_ascii() =>
            {
                return Look::Surname;
            }
            Some(Suffix::In) => return Look::Weak,
            _ => {}
        }
        if ENDINGS
            .iter()
            .any(|ending| form.len() > ending.len() + 2 && form.ends_with(ending))
        {
            return Look::Surname;
        }
    }
    Look::None
}

fn capital(low: &str) -> String {
    let mut letters = low.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Two words and more of which the first is a known given name, or the last ends like a surname.
pub(super) fn looks_like(tokens: &Tokens, first: usize, last: usize) -> bool {
    if last <= first || last > first + 4 {
        return false;
    }
    let first_look = look(tokens.low(first));
    let common = (first..=last).any(|i| {
        crate::lists::BODIES.has(tokens.low(i)) || crate::lists::KINDS_OF_PLACES.has(tokens.low(i))
    });
    !common
        && (first_look == Look::Given
            || first_look >= Look::None
                && look(tokens.low(last)) >= Look::Surname
                && look(tokens.low(first)) != Look::Surname)
}

/// A known place may be a surname behind a given name: "Sergei Kirov".
pub(super) fn goes_with(tokens: &Tokens, at: usize, next: usize) -> bool {
    next == at + 1 && look(tokens.low(at)) == Look::Given
}
