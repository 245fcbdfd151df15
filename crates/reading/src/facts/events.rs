//! Words that tell of an event, and whether they tell it as a fact.

use super::patterns::{Built, Told, told};
use super::taught::At;
use crate::Document;
use crate::slots;
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

impl Event {
    /// First and last token of its words: of one piece, or of two where whom it is done to stands between.
    pub(super) fn words(&self) -> impl Iterator<Item = (usize, usize)> {
        let (begin, end) = match self.between {
            Some((from, to)) => ((self.first, from - 1), Some((to + 1, self.last))),
            None => ((self.first, self.last), None),
        };
        std::iter::once(begin).chain(end)
    }
}

/// The events of a sentence, in order.
pub(super) fn events(document: &Document, from: usize, to: usize) -> Vec<Event> {
    let tokens = &document.tokens;
    let mut all: Vec<Event> = Vec::new();
    let mut at = from;
    while at < to {
        let listed = told(tokens, at);
        let whole = listed.filter(|told| told.between.is_none());
        // What the group taught stands before what is known to all, where that says no more.
        if let Some(taught) = document
            .taught
            .at(tokens, at)
            .filter(|taught| taught.last < to && whole.is_none_or(|told| told.last <= taught.last))
        {
            let event = taught.kind.map(|kind| of_taught(tokens, kind, at, taught));
            if let Some(event) = event.filter(|event| !is_no_fact(tokens, event, from)) {
                all.push(event);
            }
            at = match taught.between {
                Some(_) => at + 1,
                None => taught.last + 1,
            };
            continue;
        }
        let Some(listed) = listed else {
            at += 1;
            continue;
        };
        at = event(tokens, at, listed, from).map_or_else(
            || at + 1,
            |(event, next)| {
                all.extend(event);
                next
            },
        );
    }
    all
}

/// The event of listed words, if they tell one, and where the next may begin.
fn event(tokens: &Tokens, at: usize, listed: Told, from: usize) -> Option<(Option<Event>, usize)> {
    let last = listed.last;
    let Some((kind, built)) = listed.tells else {
        return Some((None, last + 1));
    };
    if listed.between.is_some() {
        // "placed X under house arrest", "found X guilty"; not "was found by X guilty".
        let is_done_to_it =
            auxiliaries(tokens, at).1 || tokens.is(at + 1, &["of", "under", "as", "by", "под"]);
        let event = Event {
            kind,
            form: Form::Done,
            first: at,
            last,
            between: listed.between,
        };
        let is_told = !is_done_to_it && !is_no_fact(tokens, &event, from);
        return Some((Some(event).filter(|_| is_told), at + 1));
    }
    // "blocked the website of": what it is done to follows.
    let takes = last > at && tokens.is(last, &["of", "to"]);
    let form = match built {
        Built::Done if takes => Form::Done,
        Built::Done if is_suffered(tokens, at, last) => Form::Suffered,
        Built::Done | Built::Did => Form::Done,
        Built::Doing => Form::Doing,
        Built::Noun => Form::Noun,
    };
    let event = Event {
        kind,
        form,
        first: at,
        last,
        between: None,
    };
    let found = among(tokens, &event).or_else(|| {
        let is_told = !is_no_fact(tokens, &event, from)
            && !within_a_name(tokens, at)
            && !is_of_a_penalty(tokens, &event);
        is_told.then_some(event)
    });
    Some((found, last + 1))
}

/// An event of taught words. How they are built is taken from the list where they stand there, else told from what
/// stands around them.
///
/// Where a listed phrase begins the taught one, the event keeps its words: by these a suggestion is known again when the
/// document is read anew.
fn of_taught(tokens: &Tokens, kind: &'static str, first: usize, taught: At) -> Event {
    if taught.between.is_some() {
        return Event {
            kind,
            form: Form::Done,
            first,
            last: taught.last,
            between: taught.between,
        };
    }
    let there =
        told(tokens, first).filter(|told| told.between.is_none() && told.last <= taught.last);
    let last = there.map_or(taught.last, |told| told.last);
    let verb = tokens.low(first);
    let past = slots::endings("~past").any(|ending| verb.ends_with(ending));
    let form = match there.and_then(|told| told.tells).map(|(_, built)| built) {
        Some(Built::Noun) => Form::Noun,
        Some(Built::Doing) => Form::Doing,
        Some(Built::Did) => Form::Done,
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
    let told = told(tokens, event.first).filter(|told| told.last == event.last)?;
    told.tells.map(|(kind, _)| kind)
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
        && (reach..event.first).any(|i| slots::is(tokens, i, "penalty"))
}

/// A word of a name ("Torture" of a committee, a heading's "Release").
fn within_a_name(tokens: &Tokens, at: usize) -> bool {
    tokens.all[at].shape == Shape::Capital
        && tokens.low(at) != "pardon"
        && tokens.before(at).is_some_and(|b| tokens.all[b].is_word())
}

/// Words between a form of "be" and its participle.
fn is_adverb(low: &str) -> bool {
    low.len() > 4 && low.ends_with("ly") || slots::has("adverb", low)
}

pub(super) fn is_be(low: &str) -> bool {
    slots::has("be", low)
}

/// The words before the event that belong to its verb: adverbs and forms of "be", "have", "would"; gives the first of
/// them, and whether "be" is among them.
pub(super) fn auxiliaries(tokens: &Tokens, at: usize) -> (usize, bool) {
    let mut first = at;
    let mut be = false;
    while let Some(before) = tokens.before(first) {
        let low = tokens.low(before);
        let belongs = is_be(low) || is_adverb(low) || slots::has("auxiliary", low);
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
        || slots::has("begins_an_object", low)
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
    if (first..event.first).any(|i| slots::is(tokens, i, "never_once")) {
        return true;
    }
    if let Some(before) = tokens.before(first) {
        if slots::is(tokens, before, "possible_verb") && event.form != Form::Noun {
            return true;
        }
        // "in order to", "without being charged", "fear of being arrested".
        if slots::is(tokens, before, "feared")
            && event.form == Form::Suffered
            && tokens.is(first, &["being"])
        {
            return true;
        }
    }
    // "if X were arrested", "asked whether X had been arrested".
    let clause = (event.first.saturating_sub(8).max(from)..event.first)
        .rev()
        .take_while(|i| !tokens.is(*i, &[",", ";"]));
    if event.form != Form::Noun
        && clause
            .into_iter()
            .any(|i| slots::is(tokens, i, "conditional"))
    {
        return true;
    }
    // "all remaining arrested activists", "the banned movement": an adjective.
    let adjective = event.form == Form::Done
        && event.between.is_none()
        && tokens
            .before(event.first)
            .is_some_and(|b| slots::is(tokens, b, "makes_adjective"));
    adjective || event.form == Form::Noun && is_asked_for(tokens, event.first, from)
}

/// "called for his release", "urged the authorities to …".
fn is_asked_for(tokens: &Tokens, at: usize, from: usize) -> bool {
    let reach = at.saturating_sub(7).max(from);
    (reach..at).any(|i| {
        slots::is(tokens, i, "asking")
            && (i..at)
                .any(|k| tokens.is(k, &["for", "on", "to", "of"]) || i + 1 == at || k + 1 == at)
    })
}

/// A penalty that may be given, not one that was.
pub(super) fn is_only_possible(tokens: &Tokens, at: usize, from: usize) -> bool {
    let reach = at.saturating_sub(8).max(from);
    (reach..at).any(|i| slots::is(tokens, i, "only_possible"))
}
