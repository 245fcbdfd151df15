//! Bodies: known by name, or by a word of bodies and what belongs to it before and behind.

use super::people;
use super::runs::run_end;
use super::russian::russian_body;
use super::{Candidate, Kind, SURE};
use crate::Document;
use crate::lists::{BODIES, COMMON, ORGANISATIONS, PEOPLES, PLACES, SMALL, TITLES};
use crate::text::Span;
use crate::tokens::{Shape, Tokens};

/// Names with small words in them that no word of bodies gives away: "Democratic Choice of Kazakhstan", "Justice for
/// Journalists Foundation", "(Wake Up Kazakhstan)".
pub(super) fn titled(
    document: &Document,
    at: usize,
    end: usize,
    taken: &dyn Fn(Span) -> bool,
) -> Option<Candidate> {
    let tokens = &document.tokens;
    let heading = matches!(
        document.kind_of(at),
        Some(crate::PartKind::Heading | crate::PartKind::Title)
    );
    let first = tokens.before(at).is_none();
    // "Justice for Journalists Foundation": a title may begin a name that goes on with "for".
    let goes_on_for = tokens.is(end + 1, &["for", "without", "against"]);
    let dull = TITLES.has(tokens.low(at)) && !goes_on_for
        || first && at == end
        || crate::lists::FUNCTION.has(tokens.low(at))
        || PEOPLES.has(tokens.low(at));
    let first_place = PLACES.longest(tokens, at).is_some();
    if dull || heading || !tokens.low(at).is_ascii() {
        return None;
    }
    let inner = !goes_on_for && (at..=end).any(|i| TITLES.has(tokens.low(i)));
    if end > at
        && tokens.before(at).is_some_and(|b| {
            tokens.is(b, &["("]) && tokens.before(b).is_some_and(|w| tokens.all[w].is_capital())
        })
        && tokens.is(end + 1, &[")"])
        && (at..=end).any(|i| PLACES.longest(tokens, i).is_some())
        && !first_place
    {
        return Some(Candidate::new(at, end));
    }
    if first_place
        || inner
        || people::looks_like(tokens, at, end)
        || people::look(tokens.low(end)) == people::Look::Surname
        || end > at + 3
    {
        return None;
    }
    let joint = tokens.behind(end)?;
    let mut from = joint + 1;
    if tokens.is(from, &["the"]) {
        from += 1;
    }
    let follows = tokens.together(at, from)
        && tokens.all[from].is_word()
        && tokens.all[from].is_capital()
        && !taken(tokens.all[from].span());
    if !follows || TITLES.has(tokens.low(from)) && !goes_on_for {
        return None;
    }
    let mut stop = run_end(tokens, from);
    // "Freedom of the Media Dunja Mijatović": a person behind is another name.
    if let Some(person) = (from + 1..stop).find(|k| people::looks_like(tokens, *k, stop)) {
        stop = person - 1;
    }
    if tokens.is(joint, &["for", "without", "against"]) {
        let body = BODIES.has(tokens.low(stop)) && stop > from;
        return body.then(|| Candidate::new(at, stop).with(Kind::Body, SURE));
    }
    // "the Democracy and Welfare Party".
    if tokens.is(joint, &["and"]) && from == joint + 1 {
        let body = BODIES.has(tokens.low(stop))
            && stop > from
            && end == at
            && tokens.before(at).is_some_and(|b| {
                // "the Democracy and Welfare Party", "the opposition Truth and Progress Party".
                let adjective = !tokens.all[b].is_capital() && tokens.all[b].is_word();
                tokens.is(b, &["the"])
                    || adjective
                        && tokens
                            .before(b)
                            .is_some_and(|the| tokens.is(the, &["the", "an", "a"]))
            });
        let own = ORGANISATIONS.longest(tokens, at).is_some()
            || ORGANISATIONS.longest(tokens, from).is_some()
            || BODIES.has(tokens.low(at));
        return (body && !own).then(|| Candidate::new(at, stop).with(Kind::Body, SURE));
    }
    if !tokens.is(joint, &["of"]) {
        return None;
    }
    if let Some((place, _)) = PLACES.longest(tokens, from) {
        // "Democratic Choice of Kazakhstan": two words at least, and no more than a country behind.
        return (end > at && place == stop).then(|| Candidate::new(at, place).with(Kind::Body, 8));
    }
    let plain =
        stop > from && !people::looks_like(tokens, from, stop) && tokens.before(at).is_some();
    plain.then(|| Candidate::new(at, stop).with(Kind::Body, 4))
}

/// A body that begins at the token: its last token and how sure that is.
pub(super) fn body(
    document: &Document,
    at: usize,
    end: usize,
    taken: &dyn Fn(Span) -> bool,
) -> Option<(usize, i32)> {
    let tokens = &document.tokens;
    let known = known_body(tokens, at);
    // "Group 24", "Charter 97", "Forum 18": a number within a name, which other words show to be one.
    if at == end
        && tokens.all[at].is_capital()
        && BODIES.has(tokens.low(at))
        && tokens.together(at, at + 1)
        && tokens.all[at + 1].is_number()
        && tokens.all[at + 1].end - tokens.all[at + 1].start <= 3
    {
        let kind = tokens
            .behind(at + 1)
            .is_some_and(|n| crate::lists::KINDS_OF_BODIES.has(tokens.low(n)));
        if kind
            || tokens
                .before(at)
                .is_some_and(|b| crate::lists::KINDS_OF_BODIES.has(tokens.low(b)))
        {
            return Some((at + 1, SURE));
        }
    }
    if let Some(found) = government(tokens, at) {
        return Some((found, SURE + 5));
    }
    // "Civil Society" in a heading is nobody.
    let nobodys = tokens.is(at, &["civil"]) && tokens.is(at + 1, &["society", "service"])
        || tokens.is(at, &["peaceful", "public"]) && tokens.is(at + 1, &["assembly", "assemblies"]);
    if nobodys && at + 1 == end {
        return None;
    }
    let cyrillic = tokens
        .low(at)
        .starts_with(|c: char| ('а'..='я').contains(&c));
    if cyrillic {
        return known
            .map(|last| (last, SURE + 5))
            .or_else(|| russian_body(tokens, at));
    }
    // The first word of bodies in the run; a title before it begins another name.
    let mut head = None;
    for i in at..=end.min(at + 9) {
        if TITLES.has(tokens.low(i)) && !BODIES.has(tokens.low(i)) {
            break;
        }
        if BODIES.has(tokens.low(i)) && tokens.all[i].is_capital() {
            head = Some(i);
        }
    }
    let alone = |head: usize| head == at;
    let grown = head.and_then(|head| {
        let last = extended(tokens, head, end, taken)?;
        // "Committee" or "Party" alone at the beginning is nobody's name.
        (!alone(head) || last > head).then_some(last)
    });
    match (known, grown) {
        (Some(known), Some(grown)) => Some((known.max(grown), SURE + 5)),
        (Some(known), None) => {
            // "Facebook Live".
            Some((known, SURE + 5))
        }
        (None, Some(grown)) => {
            // "Overall Committee", "Independent TV channels" are nobody's names.
            let adverb = crate::lists::FUNCTION.has(tokens.low(at)) || SMALL.has(tokens.low(at));
            let of_a_kind = grown == at + 1
                && COMMON.has(tokens.low(at))
                && tokens
                    .behind(grown)
                    .is_some_and(|n| crate::lists::KINDS_OF_BODIES.has(tokens.low(n)));
            let place = PLACES
                .longest(tokens, at)
                .is_some_and(|(last, _)| last >= grown);
            if adverb || of_a_kind || place {
                return None;
            }
            Some((grown, SURE))
        }
        (None, None) => None,
    }
}

/// A known body at the token.
pub(super) fn known_body(tokens: &Tokens, at: usize) -> Option<usize> {
    let (last, written_so) = ORGANISATIONS.longest(tokens, at)?;
    let token = &tokens.all[at];
    // «МОТ» and «Мот», «Дождь» and rain.
    let is_written_so = match written_so {
        "capitals" => token.shape == Shape::Upper,
        "quoted" => tokens
            .before(at)
            .is_some_and(|b| tokens.is(b, &["«", "„", "“", "\""])),
        _ => true,
    };
    if !is_written_so {
        return None;
    }
    let length = token.end - token.start;
    let short = last == at
        && length <= 4
        && !matches!(tokens.low(at), "duma" | "zoom" | "meta" | "apple")
        && tokens.low(at).is_ascii();
    let written = if short {
        token.shape == Shape::Upper
    } else {
        token.is_capital() || token.shape == Shape::Mixed
    };
    let cyrillic_short = length <= 3 && !tokens.low(at).is_ascii() && token.shape != Shape::Upper;
    (written && !cyrillic_short).then_some(last)
}

/// "Government of Kazakhstan", "US Government", "Kazakhstan’s Government".
fn government(tokens: &Tokens, at: usize) -> Option<usize> {
    let is_government = |i: usize| {
        tokens.is(i, &["government"])
            && tokens.all[i].shape == Shape::Capital
            && tokens.together(at, i)
    };
    if is_government(at) && tokens.is(at + 1, &["of"]) {
        let the = usize::from(tokens.is(at + 2, &["the"]));
        let (last, _) = PLACES
            .longest(tokens, at + 2 + the)
            .filter(|_| tokens.all[at + 2 + the].is_capital())?;
        return Some(last);
    }
    if tokens.low(at) == "правительство" && tokens.all[at].is_capital() {
        let (last, _) = PLACES.longest(tokens, at + 1)?;
        return Some(last);
    }
    let owner = PLACES
        .longest(tokens, at)
        .map(|(last, _)| last)
        .or_else(|| PEOPLES.has(tokens.low(at)).then_some(at))?;
    let owned = usize::from(tokens.is(owner + 1, &["'s"]));
    is_government(owner + 1 + owned).then_some(owner + 1 + owned)
}

/// What belongs to a body behind its head: "of Fuel and Energy Workers", "on Arbitrary Detention".
///
/// Nothing where the head is none: another noun follows it ("World Press Freedom Index").
fn extended(
    tokens: &Tokens,
    head: usize,
    end: usize,
    taken: &dyn Fn(Span) -> bool,
) -> Option<usize> {
    // The run goes on behind the head: "Human Rights Committee Chair" ends before the title.
    let mut last = head;
    while last < end {
        let next = last + 1;
        let title = TITLES.has(tokens.low(next));
        let person = people::looks_like(tokens, next, end);
        let place = PLACES.longest(tokens, next).is_some();
        if title || person || place || !tokens.all[next].is_word() {
            break;
        }
        last = next;
    }
    let leads = matches!(
        tokens.low(head),
        "radio"
            | "bank"
            | "tv"
            | "television"
            | "channel"
            | "club"
            | "amnesty"
            | "reporters"
            | "house"
            | "agency"
            | "group"
            | "party"
    );
    if last > head && !leads {
        return None;
    }
    if last > head && tokens.low(head) == "group" {
        return None;
    }
    let joins = ["of", "on", "for", "against", "without"];
    let listing = matches!(
        tokens.low(head),
        "ministry"
            | "department"
            | "committee"
            | "office"
            | "agency"
            | "centre"
            | "center"
            | "union"
            | "commission"
            | "institute"
            | "council"
    );
    let mut of = false;
    loop {
        let Some(next) = tokens.behind(last) else {
            return Some(last);
        };
        let mut from = next + 1;
        if tokens.is(from, &["the"]) {
            from += 1;
        }
        let capital = |i: usize| {
            tokens.together(head, i)
                && tokens.all[i].is_word()
                && tokens.all[i].is_capital()
                && !taken(tokens.all[i].span())
        };
        let preposition = joins.contains(&tokens.low(next)) && capital(from);
        let place_follows = PLACES.longest(tokens, from).is_some();
        let own = ORGANISATIONS.longest(tokens, from).is_some();
        let and = tokens.is(next, &["and", "&", "or"])
            && (of || listing)
            && capital(from)
            && !TITLES.has(tokens.low(from))
            && !own
            && !place_follows
            && !BODIES.has(tokens.low(from))
            && !run_is_a_body(tokens, from)
            && !people::looks_like(tokens, from, run_end(tokens, from));
        let comma = tokens.is(next, &[","])
            && (of && listing)
            && capital(from)
            && closes_with_and(tokens, from);
        if !(preposition && (!own || tokens.is(next, &["of"])) || and || comma) {
            return Some(last);
        }
        of |= preposition;
        let stop = if PLACES.longest(tokens, from).is_some() {
            PLACES.longest(tokens, from).map_or(from, |(l, _)| l)
        } else {
            run_end(tokens, from)
        };
        // A person behind is another name: "… Council Chair", "of the Media Dunja Mijatović".
        let mut kept = from;
        let office = tokens.low(head) == "office";
        while kept < stop
            && (office || !TITLES.has(tokens.low(kept + 1)))
            && !people::looks_like(tokens, kept + 1, stop)
        {
            kept += 1;
        }
        last = kept;
        if kept < stop {
            return Some(last);
        }
    }
}

fn run_is_a_body(tokens: &Tokens, at: usize) -> bool {
    (at..=run_end(tokens, at)).any(|i| BODIES.has(tokens.low(i)))
}

/// "Energy, Industry and Trade": a list of words with capitals that "and" closes.
fn closes_with_and(tokens: &Tokens, at: usize) -> bool {
    let mut last = run_end(tokens, at);
    for _ in 0..4 {
        let Some(next) = tokens.behind(last) else {
            return false;
        };
        let from = next + 1;
        let capital = tokens.together(at, from) && tokens.all[from].is_capital();
        if !capital || run_is_a_body(tokens, from) || TITLES.has(tokens.low(from)) {
            return false;
        }
        if tokens.is(next, &["and"]) {
            return !people::looks_like(tokens, from, run_end(tokens, from));
        }
        if !tokens.is(next, &[","]) {
            return false;
        }
        last = run_end(tokens, from);
    }
    false
}
