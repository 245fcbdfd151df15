//! Words that tell of an event, and whether they tell it as a fact.

use crate::Document;
use crate::lists::EVENTS;
use crate::tokens::{Shape, Tokens};

/// How the words are built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A participle behind "was", or behind its noun: suffered by what stands before.
    Suffered,
    /// The past of a verb: done to what follows.
    Done,
    /// The one who stands before did or suffered it himself.
    Doing,
    /// A noun.
    Noun,
}

/// Words that tell of an event.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) kind: &'static str,
    pub(super) form: Form,
    pub(super) first: usize,
    pub(super) last: usize,
    /// Where whom it is done to stands between its words: "found … guilty".
    pub(super) between: Option<(usize, usize)>,
}

/// The events of a sentence, in order.
pub(super) fn events(document: &Document, from: usize, to: usize) -> Vec<Event> {
    let tokens = &document.tokens;
    let mut all: Vec<Event> = Vec::new();
    let mut at = from;
    while at < to {
        // What the group taught stands before what is known to all.
        if let Some((last, kind)) = document
            .taught
            .at(tokens, at)
            .filter(|(last, _)| *last < to)
        {
            let event = kind.map(|kind| taught(tokens, kind, at, last));
            if let Some(event) = event.filter(|event| !is_no_fact(tokens, event, from)) {
                all.push(event);
            }
            at = last + 1;
            continue;
        }
        if let Some(event) = split(tokens, at, to) {
            if !is_no_fact(tokens, &event, from) {
                all.push(event);
            }
            at += 1;
            continue;
        }
        if let Some((last, means)) = EVENTS.longest(tokens, at)
            && last < to
            && let Some((kind, form)) = means.split_once(' ')
        {
            // "blocked the website of": what it is done to follows.
            let takes = last > at && tokens.is(last, &["of", "to"]);
            let form = match form {
                "done" if takes => Form::Done,
                "done" if is_suffered(tokens, at, last) => Form::Suffered,
                "done" | "did" => Form::Done,
                "doing" => Form::Doing,
                _ => Form::Noun,
            };
            let event = Event {
                kind,
                form,
                first: at,
                last,
                between: None,
            };
            if let Some(event) = among(tokens, &event) {
                all.push(event);
            } else if !is_no_fact(tokens, &event, from)
                && !within_a_name(tokens, at)
                && !is_of_a_penalty(tokens, &event)
            {
                all.push(event);
            }
            at = last + 1;
            continue;
        }
        at += 1;
    }
    all
}

/// An event of taught words. How they are built is taken from the list where they stand there, else told from what
/// stands around them.
///
/// Where a listed phrase begins the taught one, the event keeps its words and its kind as listed: by these a suggestion
/// is known again when the document is read anew.
fn taught(tokens: &Tokens, kind: &'static str, first: usize, last: usize) -> Event {
    let there = EVENTS
        .longest(tokens, first)
        .filter(|(end, _)| *end <= last);
    let listed = there.and_then(|(_, means)| Some(means.split_once(' ')?.1));
    let last = there.map_or(last, |(end, _)| end);
    let verb = tokens.low(first);
    let past = ["л", "ла", "ло", "ли"]
        .iter()
        .any(|ending| verb.ends_with(ending));
    let form = match listed {
        Some("noun") => Form::Noun,
        Some("doing") => Form::Doing,
        Some("did") => Form::Done,
        _ if past => Form::Done,
        _ if is_suffered(tokens, first, last) => Form::Suffered,
        _ => Form::Done,
    };
    Event {
        kind,
        form,
        first,
        last,
        between: None,
    }
}

/// The kind of the words of an event as they are listed; of words that are not listed, nothing.
pub(super) fn listed_kind(tokens: &Tokens, event: &Event) -> Option<&'static str> {
    let (last, means) = EVENTS.longest(tokens, event.first)?;
    let (kind, _) = means.split_once(' ')?;
    (last == event.last).then_some(kind)
}

/// Verbs that another word ends behind whom it is done to, which words these are, and the kind.
const SPLIT: [(&[&str], &[&str], &str); 4] = [
    (
        &[
            "placed",
            "put",
            "kept",
            "перевел",
            "перевели",
            "поместил",
            "поместили",
            "отправил",
            "отправили",
        ],
        &["house", "домашний"],
        "restriction",
    ),
    (
        &[
            "designated",
            "declared",
            "recognized",
            "recognised",
            "labelled",
            "labeled",
            "branded",
            "outlawed",
        ],
        &["extremist", "terrorist", "undesirable"],
        "ban",
    ),
    (
        &[
            "признал",
            "признала",
            "признали",
            "признало",
            "объявил",
            "объявила",
            "объявили",
        ],
        &[
            "экстремистской",
            "экстремистским",
            "экстремистскими",
            "террористической",
            "нежелательной",
            "нежелательным",
            "нежелательными",
        ],
        "ban",
    ),
    (
        &["stripped", "deprived", "лишил", "лишила", "лишили"],
        &["citizenship", "гражданства"],
        "citizenship",
    ),
];

/// "placed X under house arrest", "declared X an extremist group", "stripped X of citizenship".
fn split_by_another(tokens: &Tokens, at: usize, to: usize) -> Option<Event> {
    SPLIT.iter().find_map(|(verbs, ends, kind)| {
        let at_once = tokens.is(at + 1, &["of", "under", "as", "by", "под"]);
        if !tokens.is(at, verbs) || at_once || auxiliaries(tokens, at).1 {
            return None;
        }
        let last = (at + 2..to.min(at + 14))
            .take_while(|i| !tokens.is(*i, &[";", ":"]))
            .find(|i| tokens.is(*i, ends))?;
        Some(Event {
            kind,
            form: Form::Done,
            first: at,
            last,
            between: Some((at + 1, last - 1)),
        })
    })
}

/// "found X guilty", "found X criminally liable", «признал X виновным».
fn split(tokens: &Tokens, at: usize, to: usize) -> Option<Event> {
    if let Some(event) = split_by_another(tokens, at, to) {
        return Some(event);
    }
    if !tokens.is(at, &["found", "признал", "признала", "признали"]) {
        return None;
    }
    let last = (at + 1..to.min(at + 16)).find(|i| {
        tokens.is(*i, &["guilty", "виновным", "виновной", "виновными"])
            || tokens.is(*i, &["liable"]) && tokens.is(i - 1, &["criminally"])
    })?;
    (last > at + 1).then_some(Event {
        kind: "conviction",
        form: Form::Done,
        first: at,
        last,
        between: Some((at + 1, last - 1)),
    })
}

/// "Among those detained were X and Y": done to those who follow.
fn among(tokens: &Tokens, event: &Event) -> Option<Event> {
    let before = event.first.checked_sub(2)?;
    let is_among =
        tokens.is(before, &["among", "среди"]) && tokens.is(event.first - 1, &["those", "the"]);
    // "Among the acquitted were".
    let be = event.last + 1;
    (is_among && tokens.is(be, &["were", "was"])).then_some(Event {
        form: Form::Done,
        last: be,
        ..event.clone()
    })
}

/// "five years in prison, suspended for three years", «четыре года условно»: how a penalty runs, and nothing done to a
/// body.
fn is_of_a_penalty(tokens: &Tokens, event: &Event) -> bool {
    let behind_comma = event
        .first
        .checked_sub(1)
        .is_some_and(|b| tokens.is(b, &[","]));
    let reach = event.first.saturating_sub(6);
    event.kind == "suspension"
        && (behind_comma || tokens.is(event.first.saturating_sub(1), &["a", "an", "and"]))
        && (reach..event.first).any(|i| {
            tokens.is(
                i,
                &[
                    "prison",
                    "imprisonment",
                    "sentence",
                    "sentenced",
                    "jail",
                    "probation",
                    "detention",
                ],
            )
        })
}

/// A word of a name ("Torture" of a committee, a heading's "Release").
fn within_a_name(tokens: &Tokens, at: usize) -> bool {
    tokens.all[at].shape == Shape::Capital
        && tokens.low(at) != "pardon"
        && tokens.before(at).is_some_and(|b| tokens.all[b].is_word())
}

/// Words between a form of "be" and its participle.
fn is_adverb(low: &str) -> bool {
    low.len() > 4 && low.ends_with("ly")
        || matches!(
            low,
            "also"
                | "again"
                | "later"
                | "soon"
                | "itself"
                | "himself"
                | "herself"
                | "themselves"
                | "then"
                | "since"
                | "twice"
                | "both"
                | "all"
                | "each"
                | "still"
                | "first"
                | "subsequently"
                | "already"
                | "now"
                | "even"
                | "just"
                | "only"
                | "затем"
                | "позже"
                | "снова"
                | "вновь"
                | "также"
                | "сначала"
                | "уже"
        )
}

pub(super) fn is_be(low: &str) -> bool {
    matches!(
        low,
        "was"
            | "were"
            | "been"
            | "being"
            | "be"
            | "is"
            | "are"
            | "got"
            | "remains"
            | "remained"
            | "remain"
            | "был"
            | "была"
            | "были"
            | "было"
    )
}

/// The words before the event that belong to its verb: adverbs and forms of "be", "have", "would"; gives the first of
/// them, and whether "be" is among them.
pub(super) fn auxiliaries(tokens: &Tokens, at: usize) -> (usize, bool) {
    let mut first = at;
    let mut be = false;
    while let Some(before) = tokens.before(first) {
        let low = tokens.low(before);
        let belongs = is_be(low)
            || is_adverb(low)
            || matches!(
                low,
                "has" | "have" | "had" | "would" | "having" | "not" | "never" | "будет" | "не"
            );
        if !belongs {
            break;
        }
        be |= is_be(low);
        first = before;
    }
    (first, be)
}

/// Suffered, or done to somebody: done when no "be" stands before and somebody follows.
fn is_suffered(tokens: &Tokens, at: usize, last: usize) -> bool {
    let (_, be) = auxiliaries(tokens, at);
    if be || !tokens.low(at).is_ascii() {
        return true;
    }
    let Some(next) = tokens.behind(last) else {
        return true;
    };
    let low = tokens.low(next);
    let token = &tokens.all[next];
    let object = token.is_capital() && token.is_word()
        || token.is_number()
        || matches!(
            low,
            "him"
                | "her"
                | "them"
                | "his"
                | "their"
                | "its"
                | "the"
                | "a"
                | "an"
                | "several"
                | "many"
                | "some"
                | "at"
                | "over"
                | "more"
                | "dozens"
                | "hundreds"
                | "thousands"
                | "nearly"
                | "about"
                | "around"
                | "two"
                | "three"
                | "four"
                | "five"
                | "six"
                | "seven"
                | "eight"
                | "nine"
                | "ten"
                | "one"
                | "another"
                | "all"
                | "each"
                | "both"
                | "almost"
                | "civil"
                | "opposition"
                | "peaceful"
                | "human"
                | "least"
                | "multiple"
                | "numerous"
        )
        || crate::lists::TITLES.has(low)
        || crate::lists::GROUPS.has(low);
    // "killed at least", but "detained at the border"; "fined four months later".
    let place = low == "at" && !tokens.is(next + 1, &["least"]);
    let lasting = tokens
        .behind(next)
        .is_some_and(|unit| crate::lists::TIMES.means(tokens.low(unit)).is_some());
    !object || place || lasting && !tokens.is(last, &["of", "for", "to", "against", "at", "on"])
}

/// Asked for, denied, possible, general.
fn is_no_fact(tokens: &Tokens, event: &Event, from: usize) -> bool {
    let (first, _) = auxiliaries(tokens, event.first);
    if (first..event.first).any(|i| {
        tokens.is(
            i,
            &[
                "not",
                "never",
                "не",
                "repeatedly",
                "regularly",
                "often",
                "frequently",
                "routinely",
                "usually",
                "typically",
                "sometimes",
            ],
        )
    }) {
        return true;
    }
    if let Some(before) = tokens.before(first) {
        if tokens.is(
            before,
            &[
                "should",
                "may",
                "might",
                "can",
                "could",
                "must",
                "shall",
                "to",
                "if",
                "can't",
                "cannot",
                "will",
                "могут",
                "может",
                "должен",
                "должны",
                "чтобы",
            ],
        ) && event.form != Form::Noun
        {
            return true;
        }
        // "in order to", "without being charged", "fear of being arrested".
        if tokens.is(before, &["without", "of", "from", "against", "risk", "for"])
            && event.form == Form::Suffered
            && tokens.is(first, &["being"])
        {
            return true;
        }
    }
    // "all remaining arrested activists", "the banned movement": an adjective.
    let adjective = event.form == Form::Done
        && event.between.is_none()
        && tokens.before(event.first).is_some_and(|b| {
            tokens.is(
                b,
                &[
                    "all",
                    "the",
                    "those",
                    "these",
                    "remaining",
                    "newly",
                    "recently",
                    "previously",
                    "other",
                    "many",
                    "several",
                    "a",
                    "an",
                    "of",
                    "some",
                    "any",
                    "free",
                    "release",
                    "releasing",
                    "freeing",
                    "defend",
                    "defending",
                    "support",
                    "supporting",
                    "for",
                    "with",
                    "about",
                    "visit",
                ],
            )
        });
    adjective
        || is_from_an_institution(tokens, event)
        || event.form == Form::Noun && is_asked_for(tokens, event.first, from)
}

/// "expelled from university", "removed from the party": nobody leaves a country.
fn is_from_an_institution(tokens: &Tokens, event: &Event) -> bool {
    event.kind == "expulsion"
        && (event.last + 1..event.last + 9)
            .take_while(|i| tokens.together(event.last, *i))
            .any(|i| {
                tokens.is(
                    i,
                    &[
                        "university",
                        "universities",
                        "school",
                        "college",
                        "party",
                        "parliament",
                        "union",
                        "bar",
                        "association",
                        "academy",
                        "club",
                    ],
                )
            })
}

/// "called for his release", "urged the authorities to …".
fn is_asked_for(tokens: &Tokens, at: usize, from: usize) -> bool {
    let reach = at.saturating_sub(7).max(from);
    (reach..at).any(|i| {
        tokens.is(
            i,
            &[
                "call",
                "calls",
                "called",
                "calling",
                "urge",
                "urged",
                "urges",
                "urging",
                "demand",
                "demanded",
                "demanding",
                "demands",
                "seeking",
                "ending",
                "prevent",
                "no",
                "without",
                "alleged",
                "risk",
                "threat",
            ],
        ) && (i..at).any(|k| tokens.is(k, &["for", "on", "to", "of"]) || i + 1 == at || k + 1 == at)
    })
}

/// A penalty that may be given, not one that was.
pub(super) fn is_only_possible(tokens: &Tokens, at: usize, from: usize) -> bool {
    let reach = at.saturating_sub(8).max(from);
    (reach..at).any(|i| {
        tokens.is(
            i,
            &[
                "faces",
                "face",
                "facing",
                "faced",
                "could",
                "may",
                "maximum",
                "carries",
                "carry",
                "carrying",
                "punishable",
                "up",
                "potential",
                "possible",
                "грозит",
                "грозят",
                "может",
                "предусматривает",
            ],
        )
    })
}
