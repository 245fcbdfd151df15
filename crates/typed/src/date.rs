//! Dates as people write them.
//!
//! First the schema's own forms (EDTF), then: times of day are taken out ([`clock`]), figures and words are put
//! together ([`items`]), the text is parted into its ends ([`span`]), and each end read in whatever order its
//! parts stand ([`point`]).

mod clock;
mod items;
mod point;
mod span;
mod vocabulary;
mod years;

use crate::context::Context;
use crate::misunderstood::{LONGEST, Misunderstood, Problem};
use crate::plain::{plain, tokens};
use aigaq_schema::date::DateError;
use aigaq_schema::{Clock, PartialDate};

/// The month (1 to 12) that a word of a running text names, in any of its forms in the three languages. Abbreviations
/// are left out: within a text most of them are other words (там, mar).
#[must_use]
pub fn month_in_words(word: &str) -> Option<u8> {
    use vocabulary::Meaning;
    let word = aigaq_schema::fold::fold(word);
    let whole = word.chars().count() > 3
        && !matches!(word.as_str(), "sept" | "сент" | "февр" | "нояб")
        || matches!(word.as_str(), "may" | "май" | "мая" | "мае");
    match vocabulary::meaning(&word) {
        Some(Meaning::Month(month) | Meaning::MonthFrom(month)) if whole => Some(month),
        _ => None,
    }
}

/// The season (1 spring to 4 winter) that a word of a running text names.
#[must_use]
pub fn season_in_words(word: &str) -> Option<u8> {
    match vocabulary::meaning(&aigaq_schema::fold::fold(word)) {
        Some(vocabulary::Meaning::Season(season)) => Some(season),
        _ => None,
    }
}

/// A date understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedDate {
    /// The date, as precise as it was written.
    pub date: PartialDate,
    /// The time of day, where one was written.
    pub clock: Option<Clock>,
    /// Words of the text that the date cannot hold («начало», seconds, a second time of day), as typed:
    /// shown beside what was understood, or kept as a note.
    pub unsaid: Vec<String>,
}

/// Reads a date.
///
/// "Before" and "after" do not include the date they name ("before 2020" is `../2019`), "until", "since",
/// «до», «с», «дейін», «бастап» do.
///
/// # Errors
/// [`Misunderstood`], with suggestions where there are several readings.
pub fn date(text: &str, context: &Context) -> Result<TypedDate, Misunderstood> {
    read(text, context).map_err(|mut why| {
        // A reading that is no date is no help: 31 June is in no century.
        why.suggestions
            .retain(|offer| !is_edtf(offer) || offer.parse::<PartialDate>().is_ok());
        why
    })
}

fn is_edtf(text: &str) -> bool {
    text.bytes()
        .all(|b| b.is_ascii_digit() || b"-/.~?%X".contains(&b))
}

fn read(text: &str, context: &Context) -> Result<TypedDate, Misunderstood> {
    if text.chars().nth(LONGEST).is_some() {
        return Err(Misunderstood::new(text, Problem::TooLong { most: LONGEST }));
    }
    let only = |date| TypedDate {
        date,
        clock: None,
        unsaid: Vec::new(),
    };
    if let Ok(date) = text.parse() {
        return Ok(only(date));
    }
    let text = plain(text);
    if text.is_empty() {
        return Err(Misunderstood::new(&text, Problem::Empty));
    }
    match text.parse() {
        Ok(date) => return Ok(only(date)),
        Err(
            error @ (DateError::NoSuchDay { .. }
            | DateError::NoSuchMonth(_)
            | DateError::Backwards(_)),
        ) if is_edtf(&text) => return Err(refused(&text, &error)),
        Err(_) => {}
    }
    let text = text.replace("a.m", "am").replace("p.m", "pm");
    let mut tokens = tokens(&text);
    let times = clock::take(&text, &mut tokens)?;
    let items = items::items(&text, &tokens, context)?;
    if items.is_empty() && times.clock.is_some() {
        return Err(Misunderstood::new(&text, Problem::DayMissing)
            .offering(vec![format!("{} {text}", context.today)]));
    }
    let mut unsaid = Vec::new();
    let date = span::span(&text, &items, context, &mut unsaid)?;
    unsaid.extend(times.unsaid);
    Ok(TypedDate {
        date,
        clock: times.clock,
        unsaid,
    })
}

/// The schema's refusal, in the words of this crate.
fn refused(text: &str, error: &DateError) -> Misunderstood {
    match error {
        DateError::NoSuchDay {
            text: quoted,
            year,
            month,
            days,
        } => {
            let day = quoted
                .split('/')
                .filter_map(|end| end.rsplit('-').next())
                .filter_map(|d| d.trim_end_matches(['~', '?', '%']).parse::<u32>().ok())
                .find(|d| *d == 0 || *d > u32::from(days.unsigned_abs()))
                .unwrap_or_default();
            Misunderstood::new(
                text,
                Problem::NoSuchDay {
                    day,
                    month: month.unsigned_abs(),
                    year: i32::from(*year),
                    days: days.unsigned_abs(),
                },
            )
            .offering(vec![format!("{year:04}-{month:02}")])
        }
        DateError::NoSuchMonth(quoted) => {
            let month = quoted
                .split('-')
                .nth(1)
                .and_then(|m| m.trim_end_matches(['~', '?', '%']).parse().ok())
                .unwrap_or_default();
            Misunderstood::new(text, Problem::NoSuchMonth { month })
        }
        DateError::Backwards(_) => Misunderstood::new(text, Problem::Backwards),
        DateError::Form(_) => Misunderstood::new(text, Problem::NotADate),
    }
}
