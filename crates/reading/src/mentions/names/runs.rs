//! Runs of words with capitals, parted into what may be one name each.

use super::bodies::{body, known_body, titled};
use super::people;
use super::places::{is_given_name_of_a_person, place, street};
use super::{Candidate, Kind, SURE};
use crate::Document;
use crate::lists::{
    BODIES, COMMON, KINDS_OF_BODIES, KINDS_OF_PLACES, ORGANISATIONS, PEOPLES, PLACES, SMALL, TITLES,
};
use crate::text::Span;
use crate::tokens::{Shape, Tokens};

/// How much it speaks for a name that it is known.
const KNOWN: i32 = 2 * SURE;

/// All candidates, in order.
pub(super) fn candidates(document: &Document, taken: &dyn Fn(Span) -> bool) -> Vec<Candidate> {
    let tokens = &document.tokens;
    let mut all = Vec::new();
    let mut at = 0;
    while at < tokens.all.len() {
        let token = &tokens.all[at];
        if let Some(last) = quoted_body(tokens, at) {
            all.push(Candidate::new(at + 1, last).with(Kind::Body, KNOWN));
            at = last + 1;
            continue;
        }
        if !token.is_word() || !begins_a_name(tokens, at) || taken(token.span()) {
            at += 1;
            continue;
        }
        let mut last = at;
        while let Some(next) = goes_on(tokens, last).filter(|n| !taken(tokens.all[*n].span())) {
            last = next;
        }
        let end = part(document, at, last, taken, &mut all);
        at = end.max(last) + 1;
    }
    all
}

/// «организация «Адвокаты Памира»»: behind a kind of body, what stands whole within quotation marks is its name.
fn quoted_body(tokens: &Tokens, at: usize) -> Option<usize> {
    if !tokens.is(at, &["«", "„"]) {
        return None;
    }
    let kind = tokens.before(at)?;
    let first = tokens.behind(at)?;
    let is_kind = KINDS_OF_BODIES.has(tokens.low(kind)) && tokens.all[first].is_capital();
    let close = (first + 1..first + 8)
        .take_while(|i| tokens.together(at, *i) && !tokens.is(*i, &["«", "„"]))
        .find(|i| tokens.is(*i, &["»", "“", "”"]))?;
    is_kind.then_some(close - 1)
}

fn begins_a_name(tokens: &Tokens, at: usize) -> bool {
    let token = &tokens.all[at];
    match token.shape {
        Shape::Capital | Shape::Upper => true,
        // "openDemocracy", "azattyq.org".
        Shape::Mixed => true,
        Shape::Lower => {
            tokens.low(at).contains('.')
                && crate::lists::DOMAINS.has(tokens.low(at).rsplit('.').next().unwrap_or_default())
        }
        Shape::None => false,
    }
}

/// The next token of the run behind a token of it.
fn goes_on(tokens: &Tokens, last: usize) -> Option<usize> {
    let next = tokens.behind(last)?;
    let token = &tokens.all[next];
    if token.is_word() && begins_a_name(tokens, next) && token.spaced {
        return Some(next);
    }
    // "J. K. Rowling", "Washington, D.C." aside: the point of an initial.
    let initial = tokens.all[last].is_word() && tokens.all[last].end - tokens.all[last].start == 1;
    if initial && tokens.is(next, &["."]) && !token.spaced {
        let behind = tokens.behind(next)?;
        return (tokens.all[behind].is_word() && tokens.all[behind].is_capital()).then_some(behind);
    }
    // "Communist People’s Party", "Bishop’s Avenue": a word of bodies or places behind the possessive.
    if token.kind == crate::tokens::Kind::Possessive {
        let behind = tokens.behind(next)?;
        let low = tokens.low(behind);
        let head = tokens.all[behind].is_capital() && (BODIES.has(low) || KINDS_OF_PLACES.has(low));
        let owner = tokens.low(last);
        let owned = PLACES.longest(tokens, last).is_some()
            || PEOPLES.has(owner)
            || COMMON.has(owner) && owner != "women"
            || ORGANISATIONS.means(owner).is_some();
        return (head && !owned && people::look(owner) < people::Look::Surname).then_some(behind);
    }
    if tokens.is(next, &["&"]) {
        let behind = tokens.behind(next)?;
        return (tokens.all[behind].is_word() && tokens.all[behind].is_capital()).then_some(behind);
    }
    // "Muhammad al-Sayyid", "van der", "bin" stand small within names.
    if tokens.is(
        next,
        &[
            "al", "bin", "ibn", "van", "von", "de", "der", "oglu", "kyzy", "qizi", "ogly", "uulu",
            "улы", "оглы", "кызы", "уулу",
        ],
    ) {
        let ends = tokens.is(
            next,
            &[
                "oglu", "kyzy", "qizi", "ogly", "uulu", "улы", "оглы", "кызы", "уулу",
            ],
        );
        let behind = tokens.behind(next);
        if ends || behind.is_some_and(|b| tokens.all[b].is_capital()) {
            return Some(next);
        }
    }
    None
}

/// Parts a run into candidates; gives the last token that was looked at.
fn part(
    document: &Document,
    first: usize,
    last: usize,
    taken: &dyn Fn(Span) -> bool,
    all: &mut Vec<Candidate>,
) -> usize {
    let tokens = &document.tokens;
    let mut at = first;
    let mut end = last;
    while at <= end {
        let low = tokens.low(at);
        if !tokens.all[at].is_word() {
            at += 1;
            continue;
        }
        if let Some((word, last)) = street(tokens, at, end) {
            all.push(Candidate::new(word, last).with(Kind::Place, SURE + 2));
            at = last + 1;
            continue;
        }
        // A name that is known, where no longer one stands.
        if let Some((known_last, kind)) = known(document, at, end, taken) {
            all.push(Candidate::new(at, known_last).with(kind, KNOWN));
            end = end.max(known_last);
            at = known_last + 1;
            continue;
        }
        // A body known by name, or with a word of bodies in it, reaches behind the run: "Ministry of …".
        if let Some((body_last, weight)) = body(document, at, end, taken) {
            all.push(Candidate::new(at, body_last).with(Kind::Body, weight));
            end = end.max(body_last);
            at = body_last + 1;
            continue;
        }
        if let Some(whole) = titled(document, at, end, taken) {
            all.push(whole);
            let reached = all.last().map_or(at, |c| c.last);
            end = end.max(reached);
            at = reached + 1;
            continue;
        }
        if let Some(place_last) =
            place(tokens, at, end).filter(|last| !is_given_name_of_a_person(tokens, at, *last, end))
        {
            all.push(Candidate::new(at, place_last).with(Kind::Place, SURE + 2));
            end = end.max(place_last);
            at = place_last + 1;
            continue;
        }
        // "Lord Woolf" keeps Lord.
        if at < end && matches!(low, "lord" | "lady" | "baroness" | "prince" | "princess") {
            let stop = (at + 1..=end)
                .take_while(|i| !TITLES.has(tokens.low(*i)) && !BODIES.has(tokens.low(*i)))
                .last();
            if let Some(stop) = stop {
                all.push(Candidate::new(at, stop.min(at + 2)).with(Kind::Person, SURE));
                at = stop + 1;
                continue;
            }
        }
        // "Prisoner of Conscience Max Bokayev": the name begins with the given name.
        let late = at + 2 <= end
            && people::look(low) == people::Look::None
            && people::look(tokens.low(at + 1)) == people::Look::Given
            && people::looks_like(tokens, at + 1, end);
        if late {
            at += 1;
            continue;
        }
        // "NGO Adolat Yo‘li": what kind of body it is stands before the name.
        let is_kind = tokens.all[at].shape == Shape::Upper && KINDS_OF_BODIES.has(low);
        if is_kind || TITLES.has(low) || PEOPLES.has(low) || is_dull(document, at) {
            at += 1;
            continue;
        }
        // Up to the next title, body or place.
        let mut stop = at;
        while stop < end {
            let next = stop + 1;
            if tokens.is(next, &[".", "&"]) || SMALL.has(tokens.low(next)) {
                stop = next;
                continue;
            }
            let other = TITLES.has(tokens.low(next))
                || PEOPLES.has(tokens.low(next))
                || place(tokens, next, end)
                    .is_some_and(|l| l > next || !people::goes_with(tokens, at, next))
                || known_body(tokens, next).is_some();
            if other {
                break;
            }
            stop = next;
        }
        all.push(Candidate::new(at, stop));
        at = stop + 1;
    }
    end
}

/// A name of several words that is known already: up to which token, and what it is. A body may reach farther than its
/// known name, and a person may have more names than are known.
fn known(
    document: &Document,
    at: usize,
    end: usize,
    taken: &dyn Fn(Span) -> bool,
) -> Option<(usize, Kind)> {
    let tokens = &document.tokens;
    let (last, kind) = document.known.at(tokens, at)?;
    let farther = body(document, at, end, taken).is_some_and(|(reached, _)| reached > last);
    let next = tokens.behind(last).filter(|next| *next <= end);
    let goes_on = kind == Kind::Person
        && next.is_some_and(|next| {
            tokens.all[next].is_capital() && people::look(tokens.low(next)) != people::Look::None
        });
    (!farther && !goes_on).then_some((last, kind))
}

/// A word with a capital that names nothing: at the beginning of a sentence, or one of a small list.
fn is_dull(document: &Document, at: usize) -> bool {
    let tokens = &document.tokens;
    let low = tokens.low(at);
    let first = tokens.before(at).is_none_or(|b| {
        tokens.is(b, &["“", "‘", "«", "\"", "(", "•", "–", "—"]) && tokens.before(b).is_none()
    });
    COMMON.has(low) || first && (SMALL.has(low) || crate::lists::FUNCTION.has(low))
}

pub(super) fn run_end(tokens: &Tokens, at: usize) -> usize {
    let mut last = at;
    while let Some(next) = goes_on(tokens, last) {
        last = next;
    }
    last
}
