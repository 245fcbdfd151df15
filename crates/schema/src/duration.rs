//! Lengths of time as courts set them: `P3Y6M`, `P15D`, `PT100H` (ISO 8601).
//!
//! A term of years and months is not a number of days: it ends on a day of the calendar, so the parts are
//! kept apart and added to a date by the registers.

use std::fmt;
use std::str::FromStr;

/// The text is not an ISO 8601 duration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a length of time: write P3Y (years), P3Y6M, P15D (days) or PT100H (hours)")]
pub struct SpanError(pub String);

/// A length of time, part by part as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Span {
    /// Calendar years.
    pub years: u32,
    /// Calendar months.
    pub months: u32,
    /// Weeks.
    pub weeks: u32,
    /// Days.
    pub days: u32,
    /// Hours.
    pub hours: u32,
    /// Minutes.
    pub minutes: u32,
}

impl Span {
    /// Only hours and minutes: an amount of work or of custody by the hour, which has no end day of its own.
    #[must_use]
    pub fn is_clock_only(&self) -> bool {
        self.years == 0 && self.months == 0 && self.weeks == 0 && self.days == 0
    }
}

impl FromStr for Span {
    type Err = SpanError;

    /// # Errors
    /// [`SpanError`] when the text is not of the form `P…Y…M…W…DT…H…M`, or a number has more than six digits.
    fn from_str(text: &str) -> Result<Self, SpanError> {
        let wrong = || SpanError(text.chars().take(40).collect());
        let mut span = Self::default();
        let mut rest = text.trim().strip_prefix('P').ok_or_else(wrong)?;
        let mut clock = false;
        let mut place = 0;
        let mut any = false;
        while !rest.is_empty() {
            if !clock && let Some(after) = rest.strip_prefix('T') {
                (clock, place, rest) = (true, 4, after);
                if rest.is_empty() {
                    return Err(wrong());
                }
                continue;
            }
            let end = rest
                .find(|c: char| !c.is_ascii_digit())
                .filter(|end| (1..=6).contains(end))
                .ok_or_else(wrong)?;
            let number: u32 = rest[..end].parse().map_err(|_| wrong())?;
            let mut letters = rest[end..].chars();
            let (slot, at) = match (letters.next(), clock) {
                (Some('Y'), false) => (&mut span.years, 0),
                (Some('M'), false) => (&mut span.months, 1),
                (Some('W'), false) => (&mut span.weeks, 2),
                (Some('D'), false) => (&mut span.days, 3),
                (Some('H'), true) => (&mut span.hours, 4),
                (Some('M'), true) => (&mut span.minutes, 5),
                _ => return Err(wrong()),
            };
            if at < place {
                return Err(wrong());
            }
            *slot = number;
            place = at + 1;
            any = true;
            rest = letters.as_str();
        }
        if any { Ok(span) } else { Err(wrong()) }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("P")?;
        for (n, letter) in [
            (self.years, 'Y'),
            (self.months, 'M'),
            (self.weeks, 'W'),
            (self.days, 'D'),
        ] {
            if n > 0 {
                write!(f, "{n}{letter}")?;
            }
        }
        if self.hours > 0 || self.minutes > 0 {
            f.write_str("T")?;
        }
        for (n, letter) in [(self.hours, 'H'), (self.minutes, 'M')] {
            if n > 0 {
                write!(f, "{n}{letter}")?;
            }
        }
        if *self == Self::default() {
            f.write_str("0D")
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn terms_of_the_courts_are_read() {
        assert_eq!(
            "P3Y6M".parse::<Span>().unwrap(),
            Span {
                years: 3,
                months: 6,
                ..Span::default()
            }
        );
        assert_eq!("P18M".parse::<Span>().unwrap().months, 18);
        assert!("PT100H".parse::<Span>().unwrap().is_clock_only());
        for text in [
            "",
            "P",
            "PT",
            "3Y",
            "P3",
            "PY",
            "P1M1Y",
            "P1D1D",
            "P1.5Y",
            "P-1Y",
            "P1YT",
            "P9999999Y",
        ] {
            assert!(text.parse::<Span>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_span_survives_its_text(years in 0u32..99, months in 0u32..99, weeks in 0u32..9, days in 0u32..999, hours in 0u32..999, minutes in 0u32..99) {
            let span = Span { years, months, weeks, days, hours, minutes };
            prop_assert_eq!(span.to_string().parse::<Span>().unwrap(), span);
        }
    }
}
