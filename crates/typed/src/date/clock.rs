//! The time of day in a text, taken out of its tokens.

use super::vocabulary::{Meaning, meaning};
use crate::misunderstood::{Misunderstood, Problem};
use crate::plain::{Kind, Token};
use aigaq_schema::Clock;

/// What was found: the first time of day, and what a date cannot hold of the rest.
#[derive(Debug, Default)]
pub(super) struct Times {
    pub(super) clock: Option<Clock>,
    pub(super) unsaid: Vec<String>,
}

/// Takes times of day out of the tokens: `14:30`, «в 14.30», «14 ч 30 мин», "2:30 pm", «5 вечера».
pub(super) fn take(text: &str, tokens: &mut Vec<Token>) -> Result<Times, Misunderstood> {
    let mut times = Times::default();
    let zone = take_zone(text, tokens);
    let mut at = 0;
    while at < tokens.len() {
        let Some((hour, minute, length, seconds)) = time_at(tokens, at) else {
            at += 1;
            continue;
        };
        let half = tokens.get(at + length).and_then(half_of_day);
        let wrong = || Misunderstood::new(text, Problem::NoSuchTime);
        let hour = match half {
            Some(half) => half.apply(hour).ok_or_else(wrong)?,
            None => hour,
        };
        if hour > 23 || minute > 59 {
            return Err(wrong());
        }
        let mut end = at + length + half.map_or(0, |_| 1);
        // "p.m." is three more tokens; «14:30-да» has an ending.
        while matches!(half, Some(Half::Am | Half::Pm)) && is_mark(tokens.get(end), '.') {
            end += 1;
        }
        if is_mark(tokens.get(end), '-')
            && tokens.get(end).is_some_and(|t| t.glued)
            && matches!(tokens.get(end + 1), Some(Token { kind: Kind::Word(w), glued: true, .. })
                if matches!(w.as_str(), "да" | "де" | "та" | "те"))
        {
            end += 2;
        }
        let mut begin = at;
        while begin > 0 && leads_to_time(&tokens[begin - 1]) {
            begin -= 1;
        }
        let written = text[tokens[at].start..tokens[end - 1].end].to_owned();
        let about = tokens[begin..at].iter().any(|t| {
            is_mark(Some(t), '~')
                || matches!(&t.kind, Kind::Word(w) if meaning(w) == Some(Meaning::About))
        });
        if times.clock.is_some() {
            times.unsaid.push(written);
        } else {
            times.clock = Some(Clock {
                minute: (hour * 60 + minute) as u16,
                zone: zone.clone(),
            });
            if about || seconds {
                times
                    .unsaid
                    .push(text[tokens[begin].start..tokens[end - 1].end].to_owned());
            }
        }
        tokens.drain(begin..end);
        // "14:00–15:00": what joins two times joins no dates.
        if (is_mark(tokens.get(begin), '-')
            || matches!(tokens.get(begin).map(|t| &t.kind), Some(Kind::Word(w))
                if matches!(meaning(w), Some(Meaning::To | Meaning::Until))))
            && time_at(tokens, begin + 1).is_some()
        {
            tokens.remove(begin);
        }
        at = begin;
    }
    Ok(times)
}

fn is_mark(token: Option<&Token>, mark: char) -> bool {
    token.is_some_and(|t| t.kind == Kind::Mark(mark))
}

/// Hour, minute, how many tokens, and whether seconds were among them.
fn time_at(tokens: &[Token], at: usize) -> Option<(u32, u32, usize, bool)> {
    let number = |n: usize| match tokens.get(n).map(|t| &t.kind) {
        Some(Kind::Number { value, digits }) => Some((*value, *digits)),
        _ => None,
    };
    let glued = |n: usize| tokens.get(n).is_some_and(|t| t.glued);
    let word = |n: usize| match tokens.get(n).map(|t| &t.kind) {
        Some(Kind::Word(w)) => Some(w.as_str()),
        _ => None,
    };
    let (hour, digits) = number(at)?;
    if digits > 2 {
        return None;
    }
    if is_mark(tokens.get(at + 1), ':')
        && let Some((minute, 2)) = number(at + 2)
    {
        let seconds = is_mark(tokens.get(at + 3), ':') && number(at + 4).is_some_and(|n| n.1 == 2);
        return Some((hour, minute, if seconds { 5 } else { 3 }, seconds));
    }
    if word(at + 1).is_some_and(|w| matches!(w, "ч" | "час" | "часа" | "часов" | "h" | "hours"))
    {
        let dot = usize::from(is_mark(tokens.get(at + 2), '.'));
        let Some((minute, 1..=2)) = number(at + 2 + dot) else {
            return Some((hour, 0, 2 + dot, false));
        };
        let unit = word(at + 3 + dot)
            .is_some_and(|w| matches!(w, "м" | "мин" | "минут" | "минуты" | "минута" | "min"));
        if !unit {
            return Some((hour, 0, 2 + dot, false));
        }
        let end = at + 4 + dot;
        return Some((
            hour,
            minute,
            end - at + usize::from(is_mark(tokens.get(end), '.')),
            false,
        ));
    }
    // «5 утра», "5 pm".
    if tokens.get(at + 1).and_then(half_of_day).is_some() {
        return Some((hour, 0, 1, false));
    }
    // «в 14.30», and 14.30 behind a whole date.
    if is_mark(tokens.get(at + 1), '.')
        && glued(at + 1)
        && glued(at + 2)
        && let Some((minute, 2)) = number(at + 2)
        && hour < 24
        && minute < 60
        && !glued(at)
        && !(is_mark(tokens.get(at + 3), '.') && number(at + 4).is_some())
        && at > 0
        && !is_mark(tokens.get(at - 1), '-')
        && tokens[..at]
            .iter()
            .any(|t| matches!(t.kind, Kind::Number { digits: 4, .. }))
    {
        return Some((hour, minute, 3, false));
    }
    None
}

/// Words before a time that belong to it.
fn leads_to_time(token: &Token) -> bool {
    match &token.kind {
        Kind::Word(w) => {
            matches!(
                w.as_str(),
                "в" | "во" | "с" | "c" | "from" | "at" | "сагат" | "t"
            ) || meaning(w) == Some(Meaning::About)
        }
        Kind::Mark(c) => matches!(c, ',' | '~'),
        Kind::Number { .. } => false,
    }
}

#[derive(Clone, Copy)]
enum Half {
    Am,
    Pm,
    Night,
}

impl Half {
    fn apply(self, hour: u32) -> Option<u32> {
        match self {
            Self::Am if hour <= 12 => Some(hour % 12),
            Self::Pm if hour <= 12 => Some(hour % 12 + 12),
            Self::Pm if hour < 24 => Some(hour),
            Self::Night if hour < 6 => Some(hour),
            Self::Night if hour == 12 => Some(0),
            Self::Night if (9..12).contains(&hour) => Some(hour + 12),
            _ => None,
        }
    }
}

fn half_of_day(token: &Token) -> Option<Half> {
    let Kind::Word(word) = &token.kind else {
        return None;
    };
    match word.as_str() {
        "am" | "утра" => Some(Half::Am),
        "pm" | "вечера" | "дня" => Some(Half::Pm),
        "ночи" => Some(Half::Night),
        _ => None,
    }
}

/// `Asia/Almaty` or `UTC` at the end, behind a time.
fn take_zone(text: &str, tokens: &mut Vec<Token>) -> Option<String> {
    let (before, last) = text.rsplit_once(' ')?;
    let named = last == "UTC"
        || last.split_once('/').is_some_and(|(area, place)| {
            area.starts_with(|c: char| c.is_ascii_uppercase())
                && area.bytes().all(|b| b.is_ascii_alphabetic())
                && place.starts_with(|c: char| c.is_ascii_uppercase())
                && place
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'/' | b'-' | b'+'))
        });
    if !named || !before.contains(':') {
        return None;
    }
    let start = text.len() - last.len();
    tokens.retain(|t| t.start < start);
    Some(last.to_owned())
}
