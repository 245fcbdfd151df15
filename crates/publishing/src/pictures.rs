//! The words of pictures, and why one is not drawn: what [`aigaq_charts`] cannot say, because it knows no languages.

mod drawn;

pub use drawn::{NotDrawn, drawn, drawn_or_bars, fits, for_file, printed};

use aigaq_charts::{Many, Period, Refused, Words};
use aigaq_schema::{Language, PartialDate};

use crate::dates;
use crate::numbers;
use crate::phrases::Phrases;

/// What pictures say by themselves in a language.
#[must_use]
pub fn words(language: Language) -> Words {
    let phrases = Phrases::of(language);
    let (group, decimal) = numbers::marks(language);
    Words {
        group,
        decimal,
        months: short_months(language),
        unknown: phrases.say("picture.unknown"),
        suppressed: phrases.say("picture.suppressed"),
        at_least: phrases.say("picture.at_least"),
        together: phrases.say("picture.together"),
        others: phrases.say("picture.others"),
        some_of: phrases.say("picture.some_of"),
        left_out: phrases.say("picture.left_out"),
        of_previous: phrases.say("picture.of_previous"),
        elsewhere: phrases.say("picture.elsewhere"),
        open_end: phrases.say("picture.open_end"),
        outline: phrases.say("picture.outline"),
        above: phrases.say("picture.above"),
        gap: phrases.say("picture.gap"),
    }
}

/// A month for the axis of a picture; `month` from 1.
#[must_use]
pub fn month(year: i16, month: u8, language: Language) -> Period {
    let names = short_months(language);
    let name = usize::from(month)
        .checked_sub(1)
        .and_then(|at| names.get(at));
    let edtf = format!("{year:04}-{month:02}");
    let date = edtf.parse::<PartialDate>().ok();
    Period {
        label: date.map_or(edtf, |date| dates::words(&date, language)),
        tick: name.cloned().unwrap_or_default(),
        group: year.to_string(),
    }
}

/// A span of time, by its key in a table of counts, for the axis of a picture.
#[must_use]
pub fn period(key: &str, language: Language) -> Period {
    let label = dates::span(key, language);
    let (tick, group) = if let Some((year, quarter)) = dates::quarter(key) {
        let places = [("quarter", quarter)];
        let tick = Phrases::of(language).fill("date.quarter_short", &places);
        (tick, year.to_owned())
    } else {
        let parts: Vec<&str> = key.split('-').collect();
        match (&parts[..], key.get(..7)) {
            ([year, named], _) => match (year.parse(), named.parse()) {
                (Ok(year), Ok(named)) => return month(year, named, language),
                _ => (key.to_owned(), String::new()),
            },
            ([_, _, day], Some(of)) => (
                day.trim_start_matches('0').to_owned(),
                dates::span(of, language),
            ),
            _ => (key.to_owned(), String::new()),
        }
    };
    Period { label, tick, group }
}

fn short_months(language: Language) -> [String; 12] {
    let names = Phrases::of(language).say("picture.months");
    let mut names = names.split(' ').map(str::to_owned);
    std::array::from_fn(|_| names.next().unwrap_or_default())
}

/// What stands in the table and has no place in the picture, in a sentence.
#[must_use]
pub fn not_in_it(what: &str, language: Language) -> String {
    Phrases::of(language).fill("picture.not_drawn", &[("what", what)])
}

/// Why there is no picture, in a sentence.
#[must_use]
pub fn refused(refused: &Refused, language: Language) -> String {
    let phrases = Phrases::of(language);
    let number =
        |number: usize| numbers::whole(u64::try_from(number).unwrap_or(u64::MAX), language);
    match refused {
        Refused::Empty => phrases.say("picture.empty"),
        Refused::NothingKnown => phrases.say("picture.nothing_known"),
        Refused::TooMany { many, given, most } => {
            let key = match many {
                Many::Categories => "picture.too_many.categories",
                Many::Series => "picture.too_many.series",
                Many::Periods => "picture.too_many.periods",
                Many::Moments => "picture.too_many.moments",
                Many::Lists => "picture.too_many.lists",
            };
            phrases.fill(key, &[("given", &number(*given)), ("most", &number(*most))])
        }
        Refused::Ragged { row, given, wanted } => phrases.fill(
            "picture.ragged",
            &[
                ("row", row),
                ("given", &number(*given)),
                ("wanted", &number(*wanted)),
            ],
        ),
        Refused::NotAWhole { row } => phrases.fill("picture.not_a_whole", &[("row", row)]),
        Refused::EndsBeforeItBegins { what } => phrases.fill("picture.backwards", &[("row", what)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_charts::Amount;

    #[test]
    fn a_picture_prints_numbers_as_the_text_around_it() {
        for language in Language::ALL {
            let words = words(language);
            for number in [0, 7, 1_414, 1_234_567] {
                let amount = Amount::try_from(number).unwrap();
                assert_eq!(words.number(amount), numbers::whole(number, language));
            }
            let half = Amount::new(1_414.5).unwrap();
            assert_eq!(words.number(half), numbers::decimal("1414.5", language));
            assert!(
                words.months.iter().all(|month| !month.is_empty()),
                "{language:?}"
            );
        }
    }

    #[test]
    fn a_month_is_said_in_full_and_in_short() {
        let june = month(2020, 6, Language::Ru);
        assert_eq!((june.tick.as_str(), june.group.as_str()), ("июнь", "2020"));
        assert_eq!(june.label.replace('\u{A0}', " "), "июнь 2020 г.");
        assert_eq!(month(2020, 13, Language::En).tick, "");
    }

    #[test]
    fn every_span_has_its_place_on_an_axis() {
        let said = |key: &str, language| {
            let Period { label, tick, group } = period(key, language);
            [label, tick, group].join(" | ").replace('\u{A0}', " ")
        };
        assert_eq!(said("2020", Language::En), "2020 | 2020 | ");
        assert_eq!(said("2020-Q2", Language::En), "Q2 2020 | Q2 | 2020");
        assert_eq!(
            said("2020-Q2", Language::Ru),
            "2 кв. 2020 г. | 2 кв. | 2020"
        );
        assert_eq!(said("2020-06", Language::En), "June 2020 | Jun | 2020");
        assert_eq!(
            said("2020-06-09", Language::En),
            "9 June 2020 | 9 | June 2020"
        );
        assert_eq!(said("no date", Language::En), "no date | no date | ");
    }
}
