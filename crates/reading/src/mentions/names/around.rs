//! What stands in a run and around it, and what that says.

use super::people::{Look, look};
use super::{Candidate, Kind, SURE};
use crate::Document;
use crate::lists::{COMMON, KINDS_OF_BODIES, PEOPLE_DO, PEOPLES, SMALL, TITLES};
use crate::structure::PartKind;
use crate::tokens::{Shape, Tokens};

/// Lets everything vote on a candidate.
pub(super) fn vote(document: &Document, candidate: &mut Candidate) {
    let tokens = &document.tokens;
    let (first, last) = (candidate.first, candidate.last);
    if candidate.votes.iter().any(|v| *v >= SURE) {
        return;
    }
    let words = last - first + 1;
    let heading = document.kind_of(first) == Some(PartKind::Heading)
        || document.kind_of(first) == Some(PartKind::Title);
    let prefixed = tokens.all[first].shape == Shape::Mixed && tokens.low(first).contains('-');
    let general =
        words == 1 && tokens.all[first].shape == Shape::Upper && is_general(tokens.low(first));
    if tokens.low(last).contains('-') && is_compound(document, last)
        || PEOPLES.has(tokens.low(first)) && words == 1
        || prefixed
        || general
    {
        candidate.refused = true;
        return;
    }
    if is_russian_heading_adjective(document, candidate) {
        candidate.refused = true;
        return;
    }
    inside(document, candidate, heading);
    before(tokens, candidate);
    behind(tokens, candidate);
    quoted(tokens, candidate);
}

/// «Политическая оппозиция», «Свободная пресса»: an adjective at the beginning, before its noun.
fn is_russian_heading_adjective(document: &Document, candidate: &Candidate) -> bool {
    let tokens = &document.tokens;
    let low = tokens.low(candidate.first);
    let noun = tokens.behind(candidate.last);
    candidate.first == candidate.last
        && tokens.before(candidate.first).is_none()
        && ["ская", "цкая", "ное", "ная", "ские", "ские", "ский", "ные"]
            .iter()
            .any(|e| low.ends_with(e))
        && noun.is_some_and(|noun| {
            let next = tokens.low(noun);
            let verb = [
                "л", "ла", "ло", "ли", "лся", "лась", "лись", "ет", "ит", "на", "н", "ны",
            ];
            tokens.all[noun].shape == Shape::Lower
                && !crate::lists::FUNCTION.has(next)
                && !PEOPLE_DO.has(next)
                && !verb.iter().any(|ending| next.ends_with(ending))
        })
}

/// "Tokayev-era", "Moscow-based".
fn is_compound(document: &Document, at: usize) -> bool {
    let low = document.tokens.low(at);
    let Some((_, end)) = low.rsplit_once('-') else {
        return false;
    };
    // A word that stands small elsewhere: "-centric", "-backed"; and a few that are always adjectives.
    document.small.contains_key(end)
        || matches!(
            end,
            "era"
                | "based"
                | "style"
                | "backed"
                | "led"
                | "born"
                | "linked"
                | "affiliated"
                | "related"
                | "aligned"
                | "controlled"
                | "speaking"
                | "sponsored"
                | "funded"
                | "centric"
        )
}

fn inside(document: &Document, candidate: &mut Candidate, heading: bool) {
    let tokens = &document.tokens;
    let (first, last) = (candidate.first, candidate.last);
    let words: Vec<usize> = (first..=last)
        .filter(|i| tokens.all[*i].is_word())
        .collect();
    let looks: Vec<Look> = words.iter().map(|i| look(tokens.low(*i))).collect();
    let upper = tokens.all[first].shape == Shape::Upper;
    let domain = tokens
        .low(first)
        .rsplit_once('.')
        .is_some_and(|(_, end)| crate::lists::DOMAINS.has(end));
    let shouted = heading && document.is_shouted(first);
    if words.len() == 1 && (domain || upper && !shouted && is_acronym(tokens, first)) {
        candidate.vote(Kind::Body, 8);
        return;
    }
    if tokens.all[first].shape == Shape::Mixed {
        candidate.vote(Kind::Body, if words.len() == 1 { 4 } else { 0 });
        return;
    }
    let body_words = words.iter().any(|i| {
        crate::lists::BODIES.has(tokens.low(*i).trim_end_matches('s'))
            || crate::lists::BODIES.has(tokens.low(*i))
            || KINDS_OF_BODIES.has(tokens.low(*i))
            || PEOPLES.has(tokens.low(*i))
    });
    let common = words
        .iter()
        .filter(|i| {
            SMALL.has(tokens.low(**i))
                || COMMON.has(tokens.low(**i))
                || stands_small(document, tokens.low(**i))
        })
        .count();
    let article = tokens
        .before(first)
        .is_some_and(|b| tokens.is(b, &["the", "a", "an"]));
    match words.len() {
        1 => match looks[0] {
            Look::Surname if common == 0 => candidate.vote(Kind::Person, 4),
            Look::Given if common == 0 && !article => candidate.vote(Kind::Person, 2),
            Look::Weak if common == 0 && !article => candidate.vote(Kind::Person, 1),
            _ => {}
        },
        2..=4 => {
            let last_look = looks.last().copied().unwrap_or(Look::None);
            let given =
                looks[0] == Look::Given || looks[0] == Look::None && looks.contains(&Look::Given);
            if looks[0] == Look::Given && last_look >= Look::Weak && common < words.len() {
                candidate.vote(Kind::Person, 9);
            } else if common == 0 && (given && !article || last_look == Look::Surname) {
                candidate.vote(Kind::Person, 7);
            } else if common == 0 && !article && !heading && !body_words {
                // Nothing tells, but words that are nothing else: mostly a foreign name.
                candidate.vote(Kind::Person, if words.len() == 2 { 3 } else { 1 });
            }
        }
        _ => {}
    }
}

/// A word that stands in small letters elsewhere in the document, as one or as many.
fn stands_small(document: &Document, low: &str) -> bool {
    let one = low.strip_suffix('s').filter(|one| one.len() > 3);
    document.small.contains_key(low)
        || one.is_some_and(|one| document.small.contains_key(one))
        || low.len() > 3 && low.is_ascii() && document.small.contains_key(&format!("{low}s"))
}

/// All capitals, and no word of them in general use.
fn is_acronym(tokens: &Tokens, at: usize) -> bool {
    let low = tokens.low(at);
    let length = low.chars().count();
    (2..=7).contains(&length) && !tokens.before(at).is_some_and(|b| tokens.is(b, &["$", "№"]))
}

/// Abbreviations of things in general.
fn is_general(low: &str) -> bool {
    matches!(
        low,
        "covid"
            | "covid-19"
            | "aids"
            | "hiv"
            | "lgbt"
            | "lgbtq"
            | "lgbti"
            | "lgbtqi"
            | "ngo"
            | "ngos"
            | "dna"
            | "tv"
            | "ceo"
            | "mp"
            | "mps"
            | "id"
            | "vpn"
            | "fdi"
            | "gdp"
            | "ssr"
            | "pr"
            | "it"
            | "ii"
            | "iii"
            | "iv"
            | "vi"
            | "vii"
            | "viii"
            | "ix"
            | "xi"
            | "xx"
            | "xxi"
            | "pca"
            | "epca"
            | "upr"
            | "url"
            | "pdf"
            | "usd"
            | "eur"
            | "kzt"
            | "rub"
            | "cc"
            | "am"
            | "pm"
            | "no"
            | "faq"
            | "not"
            | "and"
            | "the"
            | "вич"
            | "спид"
            | "лгбт"
            | "нко"
            | "нпо"
            | "сми"
            | "ук"
            | "упк"
            | "коап"
            | "рф"
            | "рк"
            | "сизо"
            | "ик"
            | "оон"
            | "iccpr"
            | "cedaw"
            | "un"
    )
}

fn before(tokens: &Tokens, candidate: &mut Candidate) {
    let Some(mut b) = tokens.before(candidate.first) else {
        return;
    };
    let opened = tokens.is(b, &["“", "‘", "«", "\"", "'"]);
    if opened {
        match tokens.before(b) {
            Some(before) => b = before,
            None => return,
        }
    }
    let low = tokens.low(b);
    let words = candidate.last - candidate.first + 1;
    let upper = tokens.all[candidate.first].shape == Shape::Upper;
    let a_body = words == 1 && crate::lists::BODIES.has(tokens.low(candidate.first));
    if TITLES.has(low) && !upper && !opened && !a_body {
        // "journalist Guzyal Baidalinova", "President Tokayev"; "activists Max Bokayev".
        let strong = tokens.all[b].is_capital()
            || !low.is_ascii()
            || !matches!(
                low,
                "general"
                    | "head"
                    | "members"
                    | "member"
                    | "figure"
                    | "figures"
                    | "host"
                    | "believer"
                    | "resident"
                    | "citizen"
                    | "supporters"
                    | "muslim"
            );
        candidate.vote(Kind::Person, if strong { 7 } else { 2 });
    }
    if KINDS_OF_BODIES.has(low) && tokens.all[b].shape != Shape::Capital {
        let sure = tokens.all[b].shape == Shape::Upper;
        candidate.vote(
            Kind::Body,
            if sure {
                SURE
            } else if words <= 4 {
                7
            } else {
                3
            },
        );
    }
    if matches!(low, "called" | "named" | "dubbed")
        && tokens
            .before(b)
            .is_some_and(|k| KINDS_OF_BODIES.has(tokens.low(k)))
    {
        candidate.vote(Kind::Body, 7);
    }
    if matches!(low, "as")
        && tokens
            .before(b)
            .is_some_and(|s| tokens.is(s, &["such", "known"]))
    {
        let listed = b.saturating_sub(8)..b;
        let kinds = listed
            .filter(|i| tokens.together(*i, b))
            .any(|i| KINDS_OF_BODIES.has(tokens.low(i)));
        if kinds {
            candidate.vote(Kind::Body, 5);
        }
    }
    if matches!(
        low,
        "form" | "formed" | "join" | "joined" | "founded" | "outlawed"
    ) && words <= 4
    {
        candidate.vote(Kind::Body, 4);
    }
    let of_a_body = matches!(low, "of" | "at" | "with" | "for")
        && tokens.before(b).is_some_and(|t| {
            tokens.is(
                t,
                &[
                    "editor",
                    "editor-in-chief",
                    "journalist",
                    "journalists",
                    "reporter",
                    "correspondent",
                    "offshoots",
                    "founder",
                    "co-founder",
                    "members",
                    "member",
                    "activists",
                    "branch",
                ],
            )
        });
    if of_a_body && candidate.votes[Kind::Person as usize] < 4 {
        candidate.vote(Kind::Body, 5);
    }
    match low {
        "in" | "near" | "at" | "around" | "from" | "outside" | "across" | "throughout" | "в"
        | "во" | "из" | "под"
            if words <= 3 && !upper && !opened =>
        {
            let weight = match low {
                "in" | "near" | "в" | "во" => 3,
                _ => 1,
            };
            candidate.vote(Kind::Place, weight);
            if words == 1 && weight == 3 {
                candidate.votes[Kind::Person as usize] -= 1;
            }
        }
        "of" if tokens.before(b).is_some_and(|k| {
            tokens.is(
                k,
                &[
                    "city",
                    "town",
                    "village",
                    "region",
                    "province",
                    "district",
                    "republic",
                    "oblast",
                    "settlement",
                    "capital",
                ],
            )
        }) =>
        {
            candidate.vote(Kind::Place, 8);
        }
        "город" | "городе" | "города" | "поселке" | "поселок" | "селе" | "село" | "станице"
        | "г"
            if !opened =>
        {
            candidate.vote(Kind::Place, 8);
        }
        "says" | "said" | "by" | "against" | "including" if words == 2 => {
            candidate.vote(Kind::Person, 1);
        }
        _ => {}
    }
    if tokens.is(b, &["."]) && tokens.before(b).is_some_and(|g| tokens.is(g, &["г"])) {
        candidate.vote(Kind::Place, 8);
    }
}

fn behind(tokens: &Tokens, candidate: &mut Candidate) {
    let Some(mut n) = tokens.behind(candidate.last) else {
        return;
    };
    let words = candidate.last - candidate.first + 1;
    let upper = tokens.all[candidate.first].shape == Shape::Upper;
    if tokens.is(n, &["”", "’", "»", "\"", "'"]) {
        match tokens.behind(n) {
            Some(next) => n = next,
            None => return,
        }
    }
    let low = tokens.low(n);
    // In Russian what kind of body it is stands before the name: «Член партии» names nobody.
    if KINDS_OF_BODIES.has(low)
        && low.is_ascii()
        && !tokens.all[n].is_capital()
        && !low.ends_with("'s")
    {
        candidate.vote(
            Kind::Body,
            if matches!(
                low,
                "party" | "movement" | "newspaper" | "website" | "channel" | "magazine"
            ) {
                8
            } else {
                4
            },
        );
        return;
    }
    if matches!(
        low,
        "region" | "oblast" | "province" | "district" | "city" | "prison" | "airport" | "square"
    ) {
        candidate.vote(Kind::Place, 6);
        return;
    }
    if words <= 4
        && !upper
        && PEOPLE_DO.has(low)
        && !tokens.is(n, &["has", "is", "was", "were", "was"])
    {
        candidate.vote(Kind::Person, 2);
    }
    if words <= 4 && !upper && tokens.is(n, &[","]) {
        // ", head of …", ", a journalist", ", 43,".
        let next = n + 1;
        let article = usize::from(tokens.is(next, &["a", "an", "the", "also", "who"]));
        let office = (next..next + article + 3).any(|i| {
            tokens.together(n, i) && TITLES.has(tokens.low(i)) && !tokens.all[i].is_capital()
        });
        let age = tokens
            .all
            .get(next)
            .is_some_and(|t| t.is_number() && t.end - t.start == 2)
            && tokens.is(next + 1, &[",", "."]);
        let who = tokens.is(next, &["who"]);
        if office || age || who {
            candidate.vote(Kind::Person, 4);
        }
    }
    if words <= 4
        && tokens.is(n, &["'s"])
        && tokens.is(
            n + 1,
            &[
                "lawyer",
                "wife",
                "husband",
                "family",
                "arrest",
                "detention",
                "trial",
                "case",
                "sentence",
                "supporters",
                "essay",
                "brother",
                "father",
                "mother",
                "son",
                "daughter",
                "home",
                "house",
                "death",
                "release",
                "health",
                "conviction",
                "lawyers",
            ],
        )
    {
        candidate.vote(Kind::Person, 5);
    }
}

/// What stands whole within quotation marks: in Russian the name of a body, in English mostly words of somebody.
fn quoted(tokens: &Tokens, candidate: &mut Candidate) {
    let open = tokens
        .before(candidate.first)
        .filter(|b| tokens.is(*b, &["«"]));
    let Some(open) = open else {
        return;
    };
    let close = (candidate.last + 1..candidate.last + 8).find(|i| tokens.is(*i, &["»"]));
    let Some(close) = close.filter(|c| tokens.together(open, *c)) else {
        return;
    };
    if (candidate.first..close).any(|i| tokens.is(i, &["дело", "дела", "делу", "закон", "закона"]))
    {
        candidate.refused = true;
        return;
    }
    candidate.last = close - 1;
    candidate.vote(Kind::Body, 6);
}

/// "Confederation … (KNPRK)": an abbreviation in brackets behind a body is the same body.
pub(super) fn abbreviations(document: &Document, candidates: &mut [Candidate]) {
    let tokens = &document.tokens;
    for i in 1..candidates.len() {
        let (before, here) = (candidates[i - 1].clone(), &mut candidates[i]);
        let near = tokens.is(before.last + 1, &["("])
            && here.first <= before.last + 5
            && tokens.together(before.last, here.first);
        let closes =
            tokens.is(here.last + 1, &[")", ","]) || tokens.is(here.last + 1, &["or", "in"]);
        if near
            && closes
            && before.votes[Kind::Body as usize] >= 4
            && here.votes[Kind::Place as usize] < SURE
        {
            here.vote(Kind::Body, 6);
        }
    }
}

/// "X and Y", "X, Y and Z", "X or Y": what one is, the others are.
pub(super) fn joined(document: &Document, candidates: &mut [Candidate]) {
    let tokens = &document.tokens;
    let joint = |a: &Candidate, b: &Candidate| {
        let between = a.last + 1..b.first;
        let mut and = false;
        let mut all = !between.is_empty() && between.len() <= 4 && tokens.together(a.last, b.first);
        for i in between {
            and |= tokens.is(i, &["and", "or", "и", "или", "&", "/", ","]);
            all &= tokens.is(
                i,
                &[
                    "and", "or", "и", "или", "&", ",", "/", "‘", "’", "“", "”", "«", "»", "the",
                ],
            );
        }
        all && and
    };
    for forward in [true, false] {
        for k in 1..candidates.len() {
            let i = if forward { k } else { candidates.len() - k };
            let (a, b) = (candidates[i - 1].clone(), candidates[i].clone());
            if !joint(&a, &b) {
                continue;
            }
            // "Uralskaya Nedelya in Oral and Dat in Almaty": the places stand beside.
            let of_place = forward
                && i >= 2
                && a.votes[Kind::Place as usize] >= SURE
                && a.first == candidates[i - 2].last + 2
                && tokens.is(a.first - 1, &["in"]);
            let a = if of_place {
                candidates[i - 2].clone()
            } else {
                a
            };
            let (from, to) = if forward { (&a, i) } else { (&b, i - 1) };
            let strongest = [Kind::Person, Kind::Body, Kind::Place]
                .into_iter()
                .max_by_key(|kind| from.votes[*kind as usize]);
            let own = candidates[to].votes.iter().max().copied().unwrap_or(0);
            if of_place
                && tokens.is(b.last + 1, &["in"])
                && candidates[to].votes[Kind::Person as usize] < 5
            {
                candidates[to].vote(Kind::Body, 4);
                continue;
            }
            if let Some(kind) = strongest.filter(|kind| from.votes[*kind as usize] >= 5 && own < 5)
            {
                candidates[to].vote(kind, 3);
            }
        }
    }
}
