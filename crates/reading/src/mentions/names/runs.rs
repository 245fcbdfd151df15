//! Runs of words with capitals, parted into what may be one name each.

use super::people;
use super::{Candidate, Kind, SURE};
use crate::Document;
use crate::lists::{
    BODIES, COMMON, KINDS_OF_PLACES, ORGANISATIONS, PEOPLES, PLACES, SMALL, TITLES,
};
use crate::text::Span;
use crate::tokens::{Shape, Tokens};

/// All candidates, in order.
pub(super) fn candidates(document: &Document, taken: &dyn Fn(Span) -> bool) -> Vec<Candidate> {
    let tokens = &document.tokens;
    let mut all = Vec::new();
    let mut at = 0;
    while at < tokens.all.len() {
        let token = &tokens.all[at];
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
        if TITLES.has(low) || PEOPLES.has(low) || is_dull(document, at) {
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

/// "Nursultan Nazarbayev": a city's name that is a given name, with a surname behind.
fn is_given_name_of_a_person(tokens: &Tokens, at: usize, last: usize, end: usize) -> bool {
    at == last
        && at < end
        && people::look(tokens.low(at)) == people::Look::Given
        && people::look(tokens.low(at + 1)) >= people::Look::Surname
}

/// Names with small words in them that no word of bodies gives away: "Democratic Choice of Kazakhstan", "Justice for
/// Journalists Foundation", "(Wake Up Kazakhstan)".
fn titled(
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
    let dull = TITLES.has(tokens.low(at))
        || first && at == end
        || crate::lists::FUNCTION.has(tokens.low(at))
        || PEOPLES.has(tokens.low(at));
    let first_place = PLACES.longest(tokens, at).is_some();
    if dull || heading || !tokens.low(at).is_ascii() {
        return None;
    }
    let inner = (at..=end).any(|i| TITLES.has(tokens.low(i)));
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
    if !follows || TITLES.has(tokens.low(from)) {
        return None;
    }
    let stop = run_end(tokens, from);
    if tokens.is(joint, &["for", "without", "against"]) {
        let body = BODIES.has(tokens.low(stop)) && stop > from;
        return body.then(|| Candidate::new(at, stop).with(Kind::Body, SURE));
    }
    // "the Democracy and Welfare Party".
    if tokens.is(joint, &["and"]) && from == joint + 1 {
        let body = BODIES.has(tokens.low(stop))
            && stop > from
            && end == at
            && tokens.before(at).is_some_and(|b| tokens.is(b, &["the"]));
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

/// A word with a capital that names nothing: at the beginning of a sentence, or one of a small list.
fn is_dull(document: &Document, at: usize) -> bool {
    let tokens = &document.tokens;
    let low = tokens.low(at);
    let first = tokens.before(at).is_none_or(|b| {
        tokens.is(b, &["“", "‘", "«", "\"", "(", "•", "–", "—"]) && tokens.before(b).is_none()
    });
    COMMON.has(low) || first && (SMALL.has(low) || crate::lists::FUNCTION.has(low))
}

/// A body that begins at the token: its last token and how sure that is.
fn body(
    document: &Document,
    at: usize,
    end: usize,
    taken: &dyn Fn(Span) -> bool,
) -> Option<(usize, i32)> {
    let tokens = &document.tokens;
    let known = known_body(tokens, at);
    if let Some(found) = government(tokens, at) {
        return Some((found, SURE + 5));
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
    let alone = |head: usize| head == at && tokens.all[at].shape != Shape::Upper;
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
fn known_body(tokens: &Tokens, at: usize) -> Option<usize> {
    let (last, _) = ORGANISATIONS.longest(tokens, at)?;
    let token = &tokens.all[at];
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
        let and = tokens.is(next, &["and", "&"])
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

fn run_end(tokens: &Tokens, at: usize) -> usize {
    let mut last = at;
    while let Some(next) = goes_on(tokens, last) {
        last = next;
    }
    last
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

/// «Министерство юстиции», «Комитет против пыток»: a capital, a word of bodies, and the nouns that go with it.
fn russian_body(tokens: &Tokens, at: usize) -> Option<(usize, i32)> {
    const HEADS: [&str; 26] = [
        "министерств",
        "комитет",
        "суд",
        "палат",
        "совет",
        "союз",
        "служб",
        "ассамбле",
        "комисси",
        "управлени",
        "департамент",
        "прокуратур",
        "фонд",
        "центр",
        "ассоциаци",
        "парти",
        "движени",
        "агентств",
        "федераци",
        "конфедераци",
        "институт",
        "университет",
        "организаци",
        "общество",
        "лиг",
        "конгресс",
    ];
    let is_head = |i: usize| {
        let low = tokens.low(i);
        HEADS
            .iter()
            .any(|head| crate::lists::same_word(&format!("{head}*"), low))
    };
    let mut head = at;
    while !is_head(head) {
        let adjective = crate::mentions::phrases::is_russian_adjective(tokens.low(head));
        let next = tokens.behind(head)?;
        if !adjective || head > at + 3 {
            return None;
        }
        head = next;
    }
    if matches!(
        tokens.low(at),
        "суд"
            | "суда"
            | "суду"
            | "комитет"
            | "совет"
            | "партия"
            | "фонд"
            | "союз"
            | "центр"
            | "организация"
            | "общество"
    ) && head == at
        && !next_is_joint(tokens, head)
    {
        return None;
    }
    let mut last = head;
    while let Some(next) = tokens.behind(last) {
        let low = tokens.low(next);
        let genitive = tokens.all[next].is_word()
            && !crate::lists::FUNCTION.has(low)
            && [
                "ии", "ия", "ов", "ей", "ых", "их", "ого", "ел", "ек", "ва", "ния", "ств", "ти",
                "ры", "ты", "ки",
            ]
            .iter()
            .any(|e| low.ends_with(e))
            && last < head + 4;
        let joint = tokens.is(next, &["по", "против", "за", "и"])
            && last < head + 5
            && tokens.behind(next).is_some_and(|n| {
                let low = tokens.low(n);
                !tokens.is(next, &["и"])
                    && (low.ends_with("ам")
                        || low.ends_with("ок")
                        || low.ends_with("ва")
                        || low.ends_with("ие")
                        || low.ends_with("ию")
                        || low.ends_with("у"))
            });
        if joint {
            last = next + 1;
        } else if genitive {
            last = next;
        } else {
            break;
        }
    }
    (last > at || tokens.all[at].shape == Shape::Upper).then_some((last, SURE))
}

fn next_is_joint(tokens: &Tokens, at: usize) -> bool {
    tokens.behind(at).is_some_and(|n| {
        tokens.is(n, &["по", "против", "за"])
            || !crate::lists::FUNCTION.has(tokens.low(n))
                && tokens.all[n].is_word()
                && tokens.low(n).ends_with(['и', 'в', 'х', 'я', 'ы', 'л'])
    })
}

/// A place at the token: known, or with a word of places behind or before ("Pavlodar Region", "Lake Baikal").
fn place(tokens: &Tokens, at: usize, end: usize) -> Option<usize> {
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
    let known = known.map(|last| {
        // "Almaty Region", "Red Square".
        let next = last + 1;
        if next <= end && KINDS_OF_PLACES.has(tokens.low(next)) && tokens.all[next].is_capital() {
            next
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
    let numbered = tokens.is(at + 1, &["no", "number", "№"]) && KINDS_OF_PLACES.has(low);
    if numbered {
        let point = usize::from(tokens.is(at + 2, &["."]));
        let n = at + 2 + point;
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
            return (!dull && !TITLES.has(low) && !PEOPLES.has(low)).then_some(next);
        }
        if !tokens.all[next].is_capital() || next > end {
            return None;
        }
        last = next;
    }
    None
}
