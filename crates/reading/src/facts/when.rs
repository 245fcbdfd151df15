//! When an event was: the date that goes with it, not merely the nearest.

use super::events::{Event, Form};
use super::who::People;
use crate::text::Span;
use crate::tokens::Tokens;

/// A date and where it is told.
#[derive(Debug, Clone)]
pub(super) struct When {
    pub(super) edtf: String,
    pub(super) span: Span,
}

/// So many tokens behind an event its date may follow.
const REACH: usize = 16;

/// The date of an event of a sentence.
pub(super) fn when(
    people: &People<'_>,
    tokens: &Tokens,
    event: &Event,
    events: &[Event],
    sentence: (usize, usize),
) -> Option<When> {
    let dates: Vec<(usize, usize, &str)> = people
        .dates_within(tokens.span(sentence.0, sentence.1 - 1))
        .collect();
    let bounds = |a: usize, b: usize| {
        events.iter().any(|other| {
            other.first > a
                && other.first < b
                && other.kind != event.kind
                && other.form != Form::Noun
        }) || (a + 1..b).any(|i| {
            tokens.is(
                i,
                &[
                    ";",
                    "but",
                    "although",
                    "though",
                    "while",
                    "whereas",
                    "leading",
                    "resulting",
                    "но",
                    "а",
                    "хотя",
                ],
            )
        })
    };
    // Behind the event, in words of its own.
    let behind = dates.iter().find(|(first, ..)| {
        *first > event.last
            && *first - event.last <= REACH
            && is_told_of_an_event(tokens, *first)
            && !bounds(event.last, *first)
            && !other_clause(tokens, event.last, *first)
    });
    // "cases in which soldiers were tortured": the head of the sentence dates another event.
    let relative = (event.first.saturating_sub(10).max(sentence.0)..event.first)
        .rev()
        .take_while(|i| !tokens.is(*i, &[","]))
        .find(|i| {
            tokens.is(
                *i,
                &[
                    "which",
                    "who",
                    "whom",
                    "whose",
                    "который",
                    "которая",
                    "которые",
                    "которых",
                ],
            )
        });
    let inside =
        |first: usize| relative.is_none_or(|relative| first > relative) || event.form == Form::Noun;
    // Before it: the last one before, unless another event took it; at the head of the sentence it holds for all.
    let before = dates.iter().rev().find(|(first, last, _)| {
        *last < event.first
            && (heads_the_sentence(tokens, *first, sentence.0)
                || tokens.before(*first).is_none_or(|b| !tokens.is(b, &["since"]))
                || event.first - last <= 4)
            && is_told_of_an_event(tokens, *first)
            && inside(*first)
            && (heads_the_sentence(tokens, *first, sentence.0)
                && (event.form != Form::Noun || !bounds(*last, event.first))
                || (event.form != Form::Noun
                    || event.first - last <= 8 && !other_clause(tokens, *last, event.first))
                    && !bounds(*last, event.first)
                    && event.first - last <= REACH)
    });
    let within = dates
        .iter()
        .find(|(first, last, _)| event.first <= *first && *last <= event.last);
    // "the 2019 election (which saw hundreds of protestors arrested)".
    let beside = dates.iter().rev().find(|(first, last, _)| {
        *last < event.first
            && event.first - last <= 10
            && !bounds(*last, event.first)
            && tokens
                .before(*first)
                .is_some_and(|b| tokens.is(b, &["the"]))
    });
    let (first, last, edtf) = behind.or(within).or(before).or(beside).copied()?;
    let edtf = match tokens.before(first).map(|b| tokens.low(b)) {
        Some("since") if !edtf.contains('/') => format!("{edtf}/.."),
        Some("until" | "till") if !edtf.contains('/') && is_lasting(event.kind) => {
            format!("../{edtf}")
        }
        _ => edtf.to_owned(),
    };
    Some(When {
        edtf,
        span: tokens.span(first, last),
    })
}

fn is_lasting(kind: &str) -> bool {
    matches!(kind, "restriction" | "suspension" | "ban" | "detention")
}

/// "in May", "on March 25", "since 2017"; in Russian a day needs no preposition.
fn is_told_of_an_event(tokens: &Tokens, first: usize) -> bool {
    let Some(before) = tokens.before(first) else {
        return true;
    };
    // "during the July 2022 unrest".
    if tokens.is(before, &["the"]) {
        return tokens.before(before).is_some_and(|b| tokens.is(b, &["during", "in"]));
    }
    !tokens.low(first).is_ascii()
        || tokens.all[first].is_number() && !tokens.low(before).is_ascii()
        || tokens.is(
            before,
            &[
                "in", "on", "since", "until", "till", "by", "during", "from", "late", "early",
                "of", "around", "about", ",", "(", "в", "во", "с", "до", "earliest", "earlier",
                "later", "also", "last",
            ],
        ) && !(tokens.is(before, &["of"])
            && tokens.before(before).is_some_and(|b| {
                !tokens.is(
                    b,
                    &[
                        "end",
                        "beginning",
                        "summer",
                        "spring",
                        "autumn",
                        "winter",
                        "sentence",
                    ],
                )
            }))
}

fn heads_the_sentence(tokens: &Tokens, first: usize, from: usize) -> bool {
    first <= from + 3 && (from..first).all(|i| !tokens.is(i, &[","]))
}

/// A relative or subordinate clause begins between: its date is another event's.
fn other_clause(tokens: &Tokens, a: usize, b: usize) -> bool {
    (a + 1..b).any(|i| {
        tokens.is(
            i,
            &[
                "who",
                "which",
                "after",
                "when",
                "before",
                "following",
                "where",
                "whom",
                "that",
                "который",
                "которая",
                "которые",
                "после",
                "когда",
                "over",
                "amid",
                "wake",
                "relating",
                "linked",
            ],
        ) && !tokens.is(i + 1, &["police"])
    })
}
