//! Places: known by name, or by a word of places behind or before.

use super::people;
use crate::lists::{COMMON, KINDS_OF_PLACES, PEOPLES, PLACES, TITLES};
use crate::slots;
use crate::tokens::{Shape, Tokens};

/// "Nursultan Nazarbayev", "Shirvan Kerimov": a place's name that is a given name, with a surname behind.
///
/// In English no place stands directly before a surname but behind "in" and the like; in Russian it may («глава Чечни
/// Кадыров»), so there only places that are given names are.
pub(super) fn is_given_name_of_a_person(
    tokens: &Tokens,
    at: usize,
    last: usize,
    end: usize,
) -> bool {
    use people::Look;
    if at != last || at >= end || !tokens.all[at + 1].is_word() {
        return false;
    }
    let (own, behind) = (
        people::look(tokens.low(at)),
        people::look(tokens.low(at + 1)),
    );
    if own == Look::Given && behind >= Look::Surname {
        return true;
    }
    let is_where = tokens
        .before(at)
        .is_some_and(|before| slots::is(tokens, before, "locative"));
    if is_where {
        return false;
    }
    let is_listed = slots::is(tokens, at, "given_name_place");
    let is_plain = behind == Look::Surname && tokens.low(at).is_ascii();
    // "Rushan Abbas": what looks like a given name behind it is the last word.
    let next = tokens.low(at + 1);
    let is_dull = [
        &COMMON,
        &KINDS_OF_PLACES,
        &PEOPLES,
        &TITLES,
        &crate::lists::BODIES,
    ]
    .iter()
    .any(|list| list.has(next));
    let is_last = at + 1 == end && (behind == Look::Given || next.is_ascii() && !is_dull);
    is_plain || is_listed && (behind == Look::Surname || behind == Look::Weak || is_last)
}

/// A place at the token: known, or with a word of places behind or before ("Pavlodar Region", "Lake Baikal").
pub(super) fn place(tokens: &Tokens, at: usize, end: usize) -> Option<usize> {
    let capital = tokens.all[at].is_capital();
    let low = tokens.low(at);
    let known = PLACES
        .longest(tokens, at)
        .map(|(last, _)| last)
        .filter(|last| {
            let length = tokens.all[at].end - tokens.all[at].start;
            let short = *last == at
                && length <= 3
                && !matches!(
                    low,
                    "osh" | "ufa" | "ош" | "уфа" | "уфе" | "уфы" | "рим" | "баку"
                );
            capital && (!short || tokens.all[at].shape == Shape::Upper || low.contains('.'))
        });
    // "West Kazakhstan", "Northern Ireland".
    if known.is_none()
        && capital
        && at < end
        && matches!(
            low,
            "west"
                | "east"
                | "north"
                | "south"
                | "northern"
                | "southern"
                | "eastern"
                | "western"
                | "central"
                | "upper"
                | "lower"
        )
        && let Some((last, _)) = PLACES.longest(tokens, at + 1)
        && tokens.all[at + 1].is_capital()
    {
        return Some(last);
    }
    let known = known.map(|last| {
        // "Almaty Region", "Red Square".
        let next = last + 1;
        if next <= end && KINDS_OF_PLACES.has(tokens.low(next)) && tokens.all[next].is_capital() {
            next
        } else if next < end
            && tokens.is(next, &["international", "central", "city"])
            && KINDS_OF_PLACES.has(tokens.low(next + 1))
        {
            // "Tashkent International Airport".
            next + 1
        } else {
            last
        }
    });
    if known.is_some() || !capital {
        return known;
    }
    // "Lake Issyk-Kul", "Mount Everest", "Prison No. 8", "Colony No 2".
    if tokens.is(at, &["lake", "mount", "cape", "fort", "port"]) && at < end {
        return Some(at + 1);
    }
    // "Prison Colony No. 8" has two such words.
    let kind =
        at + usize::from(KINDS_OF_PLACES.has(low) && KINDS_OF_PLACES.has(tokens.low(at + 1)));
    let numbered = tokens.is(kind + 1, &["no", "number", "№"]) && KINDS_OF_PLACES.has(low);
    if numbered {
        let point = usize::from(tokens.is(kind + 2, &["."]));
        let n = kind + 2 + point;
        return (tokens.together(at, n) && tokens.all[n].is_number()).then_some(n);
    }
    // "Bishop’s Avenue", "Billionaires Row", "Independence Square", «Ленинградская область».
    let cyrillic = !low.is_ascii();
    let mut last = at;
    for _ in 0..3 {
        let mut next = last + 1;
        if tokens.is(next, &["'s"]) {
            next += 1;
        }
        if !tokens.together(at, next) || !tokens.all[next].is_word() {
            return None;
        }
        // «Горно-Бадахшанская автономная область».
        if cyrillic && tokens.low(next).starts_with("автономн") {
            last = next;
            continue;
        }
        let kind = KINDS_OF_PLACES.has(tokens.low(next));
        if kind
            && (tokens.all[next].is_capital()
                || cyrillic && crate::mentions::phrases::is_russian_adjective(low))
        {
            let dull = COMMON.has(low)
                && next == at + 1
                && !matches!(
                    low,
                    "independence" | "freedom" | "central" | "victory" | "republic"
                );
            let office = TITLES.has(low) && next == last + 1;
            return (!dull && !office && !PEOPLES.has(low)).then_some(next);
        }
        if !tokens.all[next].is_capital() || next > end {
            return None;
        }
        last = next;
    }
    None
}

/// «площади Свободы», «улица Розы Люксембург»: in Russian the small word of the street stands before its name. Gives
/// that word and the last of the name; «площади Минска» is some square of a town, and no name.
pub(super) fn street(tokens: &Tokens, at: usize, end: usize) -> Option<(usize, usize)> {
    const STREETS: [&str; 6] = [
        "площад",
        "улиц",
        "проспект",
        "переулк",
        "бульвар",
        "набережн",
    ];
    let before = tokens.before(at)?;
    let word = &tokens.all[before];
    let is_street = STREETS
        .iter()
        .any(|street| tokens.low(before).starts_with(street));
    let is_name = tokens.all[at].is_capital() && PLACES.longest(tokens, at).is_none();
    if !(is_street && word.shape == Shape::Lower && is_name) {
        return None;
    }
    // Two words, or three; where more stand with a capital, others are named behind it.
    let last = if end <= at + 2 { end } else { at };
    Some((before, last))
}
