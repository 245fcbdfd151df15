//! Noun phrases: how far the words go that belong to a noun.

use crate::lists::FUNCTION;
use crate::tokens::{Shape, Tokens};

/// A noun phrase has at most so many words.
const MOST: usize = 6;

/// The last token of the noun phrase that begins at the token, its head noun; nothing where no noun begins.
pub(crate) fn noun_phrase(tokens: &Tokens, at: usize) -> Option<usize> {
    let mut last = None;
    let mut next = at;
    while next < at + MOST && tokens.together(at, next) {
        let token = &tokens.all[next];
        let low = tokens.low(next);
        if !token.is_word() || FUNCTION.has(low) {
            break;
        }
        // "hundreds of protestors arrested": behind a noun of many, a participle is the verb.
        if last.is_some()
            && token.shape == Shape::Lower
            && is_verb(low)
            && !before_a_noun(tokens, next)
        {
            break;
        }
        let cyrillic = low.starts_with(|c: char| ('а'..='я').contains(&c));
        last = Some(next);
        // "11 current and former journalists": both adjectives belong to the noun.
        if let Some(second) = second_adjective(tokens, next) {
            last = Some(second);
            next = second + 1;
            continue;
        }
        if cyrillic {
            if !is_russian_adjective(low) {
                break;
            }
        } else if is_plural(low) {
            break;
        }
        next += 1;
    }
    // An adverb or participle alone is no noun.
    last.filter(|last| {
        *last > at
            || !(tokens.low(at).ends_with("ly")
                || tokens.low(at).len() > 6 && tokens.low(at).ends_with("ing"))
    })
}

/// "current and former journalists": the second of two adjectives, before a noun of many.
fn second_adjective(tokens: &Tokens, at: usize) -> Option<usize> {
    let second = at + 2;
    let plain = |i: usize| {
        let low = tokens.low(i);
        tokens.all[i].shape == Shape::Lower && !is_plural(low) && !FUNCTION.has(low)
    };
    let joined = tokens.together(at, second + 1)
        && tokens.is(at + 1, &["and", "or"])
        && plain(at)
        && plain(second)
        && is_plural(tokens.low(second + 1));
    joined.then_some(second)
}

fn before_a_noun(tokens: &Tokens, at: usize) -> bool {
    tokens
        .behind(at)
        .is_some_and(|n| tokens.all[n].is_word() && !FUNCTION.has(tokens.low(n)))
}

fn is_verb(low: &str) -> bool {
    low.len() > 4 && low.ends_with("ed") || low.len() > 5 && low.ends_with("ing")
}

/// A noun of many.
pub(super) fn is_plural(low: &str) -> bool {
    matches!(
        low,
        "people"
            | "men"
            | "women"
            | "children"
            | "persons"
            | "clergy"
            | "servicemen"
            | "policemen"
            | "businessmen"
    ) || low.len() > 3
        && low.ends_with('s')
        && !low.ends_with("ss")
        && !low.ends_with("us")
        && !low.ends_with("is")
}

/// An adjective or participle by its ending.
pub(crate) fn is_russian_adjective(low: &str) -> bool {
    [
        "ых", "их", "ого", "его", "ой", "ый", "ский", "кий", "ний", "щий", "ший", "чий", "жий",
        "ая", "яя", "ое", "ее", "ые", "ие", "ым", "им", "ому", "ему", "ыми", "ими", "ую", "юю",
        "ском", "цком", "ной",
    ]
    .iter()
    .any(|ending| low.len() > ending.len() + 4 && low.ends_with(ending))
        && !matches!(
            low,
            "решение"
                | "заключение"
                | "нарушение"
                | "участие"
                | "условие"
                | "действие"
                | "событие"
        )
        && !low.ends_with("ние")
        && !low.ends_with("тие")
}
