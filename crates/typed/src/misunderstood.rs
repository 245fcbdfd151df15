//! Why a text was not understood, so that a page can say it in the reader's language.

use aigaq_schema::Reason;
use aigaq_schema::reason::Fills;
use std::fmt;

/// The longest text that is read as one value of a kind with a form (date, number, law), in characters.
/// Longer ones are prose in the wrong field.
pub const LONGEST: usize = 300;

/// A text that was not understood, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misunderstood {
    /// What was typed, shortened to 60 characters.
    pub text: String,
    /// What is wrong.
    pub problem: Problem,
    /// The readings there are, each as a text that is read without doubt when typed instead
    /// (a date in ISO form, a code of the list). Empty where there is nothing to offer.
    pub suggestions: Vec<String>,
}

/// What is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// Nothing was typed.
    Empty,
    /// Prose in a field for one value.
    TooLong {
        /// How many characters are read at most.
        most: usize,
    },
    /// Not a date of any form that is read.
    NotADate,
    /// The month has fewer days.
    NoSuchDay {
        /// The day named.
        day: u32,
        /// The month named, 1 to 12.
        month: u8,
        /// The year named.
        year: i32,
        /// How many days that month has.
        days: u8,
    },
    /// Months are 1 to 12.
    NoSuchMonth {
        /// The number that stands where the month should.
        month: u32,
    },
    /// The day of the week is not that of the date.
    OtherWeekday,
    /// Day and month may be meant either way round, or the century is open.
    DateAmbiguous,
    /// No year is written, and none is known from the place.
    YearMissing,
    /// No month is written, and none is known from the place.
    MonthMissing,
    /// A time of day without a day.
    DayMissing,
    /// No such time of day.
    NoSuchTime,
    /// It ends before it begins.
    Backwards,
    /// Several dates in a place for one.
    SeveralDates,
    /// A word in a date, or behind it, that is not understood.
    WordInDate {
        /// The word.
        word: String,
    },
    /// Not a number of any form that is read.
    NotANumber,
    /// "Several": no figure was given; leave the field empty, or mark it unknown.
    NoFigure {
        /// The word.
        word: String,
    },
    /// "1.200" or "1,234": a point for thousands or for decimals.
    NumberAmbiguous,
    /// The range of numbers goes down.
    NumbersBackwards,
    /// No code or law is named, and none is known from the place.
    CodeMissing,
    /// No article of a law is found in the text.
    NotALaw,
    /// A part of the text that is no reference to a law.
    WordInLaw {
        /// That part.
        word: String,
    },
    /// Not a length of time.
    NotADuration,
    /// For life: a length that ends on no day, so it is not kept as one.
    ForLife,
    /// A number without its unit of time.
    UnitMissing,
    /// Not a sum of money.
    NotMoney,
    /// A sum without its currency.
    CurrencyMissing,
    /// Neither yes nor no.
    NotYesNo,
    /// Not in the list.
    NotInList {
        /// The code of the list.
        list: String,
    },
    /// Several entries of the list have this name.
    SeveralInList {
        /// The code of the list.
        list: String,
    },
    /// Not an address on the web.
    NotAUrl,
    /// Several values in a field for one.
    SeveralValues,
    /// The kind of value is not typed but chosen (a record, a file).
    Chosen,
}

impl Misunderstood {
    pub(crate) fn new(text: &str, problem: Problem) -> Self {
        Self {
            text: shortened(text, 60),
            problem,
            suggestions: Vec::new(),
        }
    }

    pub(crate) fn offering(mut self, suggestions: Vec<String>) -> Self {
        self.suggestions = suggestions;
        self
    }

    /// A stable name of the problem, for looking up its message: `date-day-missing`.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match &self.problem {
            Problem::Empty => "empty",
            Problem::TooLong { .. } => "too-long",
            Problem::NotADate => "date-unreadable",
            Problem::NoSuchDay { .. } => "date-no-such-day",
            Problem::NoSuchMonth { .. } => "date-no-such-month",
            Problem::OtherWeekday => "date-other-weekday",
            Problem::DateAmbiguous => "date-ambiguous",
            Problem::YearMissing => "date-year-missing",
            Problem::MonthMissing => "date-month-missing",
            Problem::DayMissing => "date-day-missing",
            Problem::NoSuchTime => "date-no-such-time",
            Problem::Backwards => "date-backwards",
            Problem::SeveralDates => "date-several",
            Problem::WordInDate { .. } => "date-word",
            Problem::NotANumber => "number-unreadable",
            Problem::NoFigure { .. } => "number-no-figure",
            Problem::NumberAmbiguous => "number-ambiguous",
            Problem::NumbersBackwards => "number-backwards",
            Problem::CodeMissing => "law-code-missing",
            Problem::NotALaw => "law-unreadable",
            Problem::WordInLaw { .. } => "law-word",
            Problem::NotADuration => "duration-unreadable",
            Problem::ForLife => "duration-for-life",
            Problem::UnitMissing => "duration-unit-missing",
            Problem::NotMoney => "money-unreadable",
            Problem::CurrencyMissing => "money-currency-missing",
            Problem::NotYesNo => "yesno-unreadable",
            Problem::NotInList { .. } => "term-unknown",
            Problem::SeveralInList { .. } => "term-several",
            Problem::NotAUrl => "url-unreadable",
            Problem::SeveralValues => "several-values",
            Problem::Chosen => "chosen-not-typed",
        }
    }

    /// All keys there are, so that a test can see that each has its message.
    pub const KEYS: [&'static str; 32] = [
        "empty",
        "too-long",
        "date-unreadable",
        "date-no-such-day",
        "date-no-such-month",
        "date-other-weekday",
        "date-ambiguous",
        "date-year-missing",
        "date-month-missing",
        "date-day-missing",
        "date-no-such-time",
        "date-backwards",
        "date-several",
        "date-word",
        "number-unreadable",
        "number-no-figure",
        "number-ambiguous",
        "number-backwards",
        "law-code-missing",
        "law-unreadable",
        "law-word",
        "duration-unreadable",
        "duration-for-life",
        "duration-unit-missing",
        "money-unreadable",
        "money-currency-missing",
        "yesno-unreadable",
        "term-unknown",
        "term-several",
        "url-unreadable",
        "several-values",
        "chosen-not-typed",
    ];

    /// As a reason: the family is `typed`, the key that of [`Misunderstood::key`], the places its arguments.
    #[must_use]
    pub fn reason(&self) -> Reason {
        let places = self.arguments().into_iter();
        Reason::new(
            "typed",
            self.key(),
            self.to_string(),
            places.map(|(name, words)| (name, words.place())).collect(),
        )
    }

    /// The named arguments of the message: always `text` (as typed) and `suggestions` (joined by "; "),
    /// and what the problem names: `day`, `month`, `year`, `days`, `word`, `list`, `most`.
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        let mut all = vec![
            ("text", self.text.clone()),
            ("suggestions", self.suggestions.join("; ")),
        ];
        match &self.problem {
            Problem::NoSuchDay {
                day,
                month,
                year,
                days,
            } => all.extend([
                ("day", day.to_string()),
                ("month", month.to_string()),
                ("year", year.to_string()),
                ("days", days.to_string()),
            ]),
            Problem::NoSuchMonth { month } => all.push(("month", month.to_string())),
            Problem::WordInDate { word }
            | Problem::NoFigure { word }
            | Problem::WordInLaw { word } => all.push(("word", word.clone())),
            Problem::NotInList { list } | Problem::SeveralInList { list } => {
                all.push(("list", list.clone()));
            }
            Problem::TooLong { most } => all.push(("most", most.to_string())),
            _ => {}
        }
        all
    }
}

impl fmt::Display for Misunderstood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.text;
        match &self.problem {
            Problem::Empty => f.write_str("nothing is written here"),
            Problem::TooLong { most } => {
                write!(f, "“{text}” is longer than the {most} characters read here")
            }
            Problem::NotADate => write!(
                f,
                "“{text}” is not a date: write 12.03.2024, 12 March 2024, March 2024, 2024 or 2024-03-12"
            ),
            Problem::NoSuchDay {
                day,
                month,
                year,
                days,
            } => write!(
                f,
                "“{text}”: there is no day {day} in month {month} of {year}, it has {days} days"
            ),
            Problem::NoSuchMonth { month } => {
                write!(f, "“{text}”: there is no month {month}, months are 1 to 12")
            }
            Problem::OtherWeekday => {
                write!(f, "“{text}”: the date falls on another day of the week")
            }
            Problem::DateAmbiguous => write!(f, "“{text}” can be read in several ways"),
            Problem::YearMissing => write!(f, "“{text}” has no year: add it"),
            Problem::MonthMissing => write!(f, "“{text}” has no month: add it"),
            Problem::DayMissing => write!(f, "“{text}” is a time without a day: add the day"),
            Problem::NoSuchTime => write!(f, "“{text}”: there is no such time of day"),
            Problem::Backwards => write!(f, "“{text}” ends before it begins"),
            Problem::SeveralDates => write!(f, "“{text}” has several dates: write one"),
            Problem::WordInDate { word } => {
                write!(f, "“{text}”: “{word}” is not understood in a date")
            }
            Problem::NotANumber => write!(
                f,
                "“{text}” is not a number: write 40, at least 14, about 40 or 35–45"
            ),
            Problem::NoFigure { word } => write!(
                f,
                "“{word}” is no figure: leave the number empty, or mark it unknown"
            ),
            Problem::NumberAmbiguous => {
                write!(
                    f,
                    "“{text}”: does the mark stand for thousands or for decimals?"
                )
            }
            Problem::NumbersBackwards => {
                write!(f, "“{text}” goes down: the lower number stands first")
            }
            Problem::CodeMissing => write!(
                f,
                "“{text}” names no law: write which code, as in “Criminal Code 174(2)”"
            ),
            Problem::NotALaw => write!(f, "“{text}” names no article of a law"),
            Problem::WordInLaw { word } => {
                write!(
                    f,
                    "“{text}”: “{word}” is not understood in a reference to law"
                )
            }
            Problem::NotADuration => write!(
                f,
                "“{text}” is not a length of time: write 15 days, 3 years 6 months or P15D"
            ),
            Problem::ForLife => write!(
                f,
                "“{text}” has no end: leave the length empty, and say it in the kind of punishment"
            ),
            Problem::UnitMissing => write!(f, "“{text}”: of what, days, months or years?"),
            Problem::NotMoney => write!(
                f,
                "“{text}” is not a sum of money: write 58340 KZT, $200 or 50 MCI"
            ),
            Problem::CurrencyMissing => write!(f, "“{text}” has no currency: add it"),
            Problem::NotYesNo => write!(f, "“{text}” is neither yes nor no"),
            Problem::NotInList { list } => write!(f, "“{text}” is not in the list “{list}”"),
            Problem::SeveralInList { list } => {
                write!(f, "“{text}” names several entries of the list “{list}”")
            }
            Problem::NotAUrl => write!(
                f,
                "“{text}” is not an address on the web: it begins with https:// or http://"
            ),
            Problem::SeveralValues => {
                write!(f, "“{text}” has several values, and this field holds one")
            }
            Problem::Chosen => write!(f, "“{text}” is chosen, not typed, in this field"),
        }?;
        match self.suggestions.as_slice() {
            [] => Ok(()),
            some => write!(f, "; did you mean {}?", some.join(" or ")),
        }
    }
}

impl std::error::Error for Misunderstood {}

/// The beginning of a text, at most `most` characters.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars()
        .take(most.saturating_sub(1))
        .chain(['…'])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_has_a_key_of_its_own_and_says_the_text() {
        let word = || "w".to_owned();
        let all = [
            Problem::Empty,
            Problem::TooLong { most: 300 },
            Problem::NotADate,
            Problem::NoSuchDay {
                day: 31,
                month: 2,
                year: 2024,
                days: 29,
            },
            Problem::NoSuchMonth { month: 13 },
            Problem::OtherWeekday,
            Problem::DateAmbiguous,
            Problem::YearMissing,
            Problem::MonthMissing,
            Problem::DayMissing,
            Problem::NoSuchTime,
            Problem::Backwards,
            Problem::SeveralDates,
            Problem::WordInDate { word: word() },
            Problem::NotANumber,
            Problem::NoFigure { word: word() },
            Problem::NumberAmbiguous,
            Problem::NumbersBackwards,
            Problem::CodeMissing,
            Problem::NotALaw,
            Problem::WordInLaw { word: word() },
            Problem::NotADuration,
            Problem::ForLife,
            Problem::UnitMissing,
            Problem::NotMoney,
            Problem::CurrencyMissing,
            Problem::NotYesNo,
            Problem::NotInList { list: word() },
            Problem::SeveralInList { list: word() },
            Problem::NotAUrl,
            Problem::SeveralValues,
            Problem::Chosen,
        ];
        let keys: Vec<&str> = all
            .iter()
            .map(|p| Misunderstood::new("x", p.clone()).key())
            .collect();
        assert_eq!(keys, Misunderstood::KEYS);
        for problem in all {
            let said = Misunderstood::new("x", problem).offering(vec!["y".to_owned()]);
            assert!(said.to_string().ends_with("; did you mean y?"), "{said}");
        }
    }
}
