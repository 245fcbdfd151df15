//! When an event was: the date that goes with it, not merely the nearest.

use super::Fact;
use super::events::{Event, Form, auxiliaries};
use super::who::People;
use crate::text::Span;
use crate::tokens::Tokens;
use aigaq_schema::Day;

/// A date and where it is told.
#[derive(Debug, Clone)]
pub(super) struct When {
    pub(super) edtf: String,
    pub(super) span: Span,
}

/// So many tokens behind an event its date may follow.
const REACH: usize = 16;

/// The date of an event that is told by the length of time since what was told before: "two days later", "the same
/// day", «на следующий день». Nothing where no such words are; a date of nothing where the day before is not known.
///
/// Such words are of the event that they stand behind, before another event and before any date: "detained on 5 May and
/// released two days later" says of the release alone when it was.
pub(super) fn since(
    people: &People<'_>,
    last: Option<&Fact>,
    event: &Event,
    events: &[Event],
) -> Option<Option<When>> {
    let tokens = people.tokens();
    let (from, to) = tokens.sentences[tokens.all[event.first].sentence];
    let next = events.iter().map(|other| other.first);
    let next = next.filter(|first| *first > event.last).min().unwrap_or(to);
    let is_date = |at: usize| {
        let mut dates = people.dates_within(tokens.span(at, to - 1));
        dates.next().is_some_and(|(first, ..)| first == at)
    };
    let behind = (event.last + 1..next.min(event.last + 12))
        .take_while(|i| !tokens.is(*i, &[",", ";", "and", "и"]) && !is_date(*i));
    let behind = behind.filter_map(|at| days_since(tokens, at).map(|(days, _)| (at, days)));
    // At the head of the sentence, or at once before the event: "and, three days later, charged".
    let (verb, _) = auxiliaries(tokens, event.first);
    let before = (verb.saturating_sub(7).max(from)..verb).filter_map(|at| {
        let (days, end) = days_since(tokens, at)?;
        let opens = at <= from + 3
            || tokens
                .before(at)
                .is_some_and(|b| tokens.is(b, &[",", "and", "и", "а"]));
        let behind = end + 1 + usize::from(tokens.is(end + 1, &[","]));
        (opens && (at <= from + 3 || behind == verb)).then_some((at, days))
    });
    let heading = (from..event.first.min(from + 3))
        .filter_map(|at| days_since(tokens, at).map(|(days, _)| (at, days)));
    let (at, days) = behind.chain(before).chain(heading).next()?;
    let told = people.day_told_before(at);
    // The day of what was told last, where that stands behind the last day that is written.
    let told = match (told, last) {
        (Some((span, _)), Some(fact)) if fact.span.start > span.start => fact.date.as_deref(),
        (told, _) => told.map(|(_, edtf)| edtf),
    };
    let day = told.zip(days).and_then(|(edtf, days)| later(edtf, days));
    let span = tokens.span(at, at);
    Some(day.map(|edtf| When { edtf, span }))
}

/// How many days later the words that begin at the token tell, and their last token; of "two months later" nobody knows
/// the day.
fn days_since(tokens: &Tokens, at: usize) -> Option<(Option<i32>, usize)> {
    let phrase = |words: &[&str]| {
        let same = (at..).zip(words).all(|(i, word)| tokens.is(i, &[*word]));
        same.then_some(at + words.len() - 1)
    };
    const SAME: [&[&str]; 2] = [&["the", "same", "day"], &["в", "тот", "же", "день"]];
    const NEXT: [&[&str]; 4] = [
        &["the", "next", "day"],
        &["the", "following", "day"],
        &["a", "day", "later"],
        &["на", "следующий", "день"],
    ];
    let same = SAME
        .iter()
        .find_map(|words| phrase(words).map(|end| (Some(0), end)));
    let next = || {
        NEXT.iter()
            .find_map(|words| phrase(words).map(|end| (Some(1), end)))
    };
    if let Some(found) = same.or_else(next) {
        return Some(found);
    }
    let through = usize::from(tokens.is(at, &["через"]));
    let number = crate::mentions::number_of_days(tokens, at + through);
    // "a week later", «через неделю», «неделю спустя».
    let one = usize::from(number.is_some() || tokens.is(at, &["a", "an", "one"]));
    let is_one_alone =
        number.is_none() && (one == 1 || through == 1 || tokens.is(at + 1, &["спустя"]));
    let number = number.or(is_one_alone.then_some(1))?;
    let unit = at + through + one;
    let days = match crate::lists::TIMES.means(tokens.low(unit))? {
        "day" => Some(number),
        "week" => Some(number * 7),
        _ => None,
    };
    if through == 1 {
        return Some((days, unit));
    }
    let later = tokens.is(unit + 1, &["later", "спустя"]);
    later.then_some((days, unit + 1))
}

/// So many days after a whole day.
fn later(edtf: &str, days: i32) -> Option<String> {
    let mut parts = edtf.splitn(3, '-');
    let mut part = || parts.next()?.parse::<i16>().ok();
    let (year, month, day) = (part()?, part()?, part()?);
    let month = i8::try_from(month).ok()?;
    let day = Day::from_ymd(year, month, i8::try_from(day).ok()?)?;
    Some(Day(day.0.checked_add(days)?).to_string())
}

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
                || tokens
                    .before(*first)
                    .is_none_or(|b| !tokens.is(b, &["since"]))
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
        return tokens
            .before(before)
            .is_some_and(|b| tokens.is(b, &["during", "in"]));
    }
    !tokens.low(first).is_ascii()
        || tokens.all[first].is_number() && !tokens.low(before).is_ascii()
        || tokens.is(
            before,
            &[
                "in", "on", "since", "until", "till", "by", "during", "from", "late", "early",
                "of", "around", "about", ",", "(", "в", "во", "с", "до", "earliest", "earlier",
                "later", "also", "last", ";", ":", "—", "–",
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
                        "decree",
                        "order",
                        "night",
                        "morning",
                        "evening",
                        "ruling",
                        "decision",
                    ],
                )
            }))
}

fn heads_the_sentence(tokens: &Tokens, first: usize, from: usize) -> bool {
    // "Threats of Violence: On May 3, …": the words before the colon are a heading.
    let colon = (from..first).rev().find(|i| tokens.is(*i, &[":"]));
    let from = colon.map_or(from, |colon| colon + 1);
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
