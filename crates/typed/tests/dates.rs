//! Dates as they are typed, from a table; and what must hold for any text.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use aigaq_schema::{Day, Language, PartialDate};
use aigaq_typed::{Context, Misunderstood, TypedDate, date};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    group: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    about: String,
    year: Option<i32>,
    month: Option<u8>,
    language: Option<Language>,
    examples: Vec<(String, String)>,
}

fn today() -> Context {
    Context::on(Day::from_ymd(2024, 6, 15).unwrap(), Language::En)
}

fn said(read: Result<TypedDate, Misunderstood>) -> String {
    match read {
        Ok(typed) => {
            let clock = typed.clock.map_or(String::new(), |c| {
                let zone = c.zone.map_or(String::new(), |z| format!(" {z}"));
                format!(" {:02}:{:02}{zone}", c.minute / 60, c.minute % 60)
            });
            let unsaid: String = typed.unsaid.iter().map(|w| format!(" + {w}")).collect();
            format!("{}{clock}{unsaid}", typed.date)
        }
        Err(why) => format!("!{} {}", why.key(), why.suggestions.join(" | "))
            .trim_end()
            .to_owned(),
    }
}

#[test]
fn dates_are_understood_as_people_write_them() {
    let table: Table = toml::from_str(include_str!("dates.toml")).unwrap();
    let mut wrong = Vec::new();
    let mut tried = 0;
    for group in table.group {
        let mut context = today();
        context.year = group.year;
        context.month = group.month;
        context.language = group.language.unwrap_or(Language::En);
        for (text, expected) in group.examples {
            tried += 1;
            let got = said(date(&text, &context));
            if got != expected {
                wrong.push(format!(
                    "{}: “{text}” is {got}, should be {expected}",
                    group.about
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried >= 200, "{tried}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,300}", year in proptest::option::of(any::<i32>()), month in proptest::option::of(any::<u8>())) {
        let mut context = today();
        context.year = year;
        context.month = month;
        let _ = date(&text, &context);
    }

    #[test]
    fn likely_texts_give_dates_in_order_or_reasons(
        words in prop::collection::vec("[0-9]{1,4}|[0-9]{1,2}[./:-][0-9]{1,4}|марта|наурыздан|May|весна|с|по|до|дейін|бастап|до|после|и|between|-|–|/|г\\.|жылғы|около|не|или|мен|вт|pm|ч|в|'|«|s|-е|гг", 0..9),
        tight in any::<bool>(),
        hinted in any::<bool>(),
    ) {
        let mut context = today();
        if hinted {
            context = context.in_year(2024).in_month(2);
        }
        let text = words.join(if tight { "" } else { " " });
        if let Ok(typed) = date(&text, &context) {
            prop_assert!(typed.date.first() <= typed.date.last());
            prop_assert_eq!(&typed.date, &typed.date.text().parse::<PartialDate>().unwrap());
            prop_assert!(typed.clock.is_none_or(|c| c.minute < 1440));
        }
    }

    #[test]
    fn the_forms_of_the_schema_mean_what_the_schema_says(text in "[0-9]{2}[0-9X]{2}(-(0[1-9]|1[0-9]|2[1-4]|XX)(-([0-3][0-9]|XX))?)?[~?%]?(/([0-9]{4}(-[01][0-9])?|\\.\\.)?)?") {
        match text.parse::<PartialDate>() {
            Ok(own) => prop_assert_eq!(date(&text, &today()).unwrap().date, own),
            Err(_) => if let Ok(typed) = date(&text, &today()) {
                prop_assert!(false, "{} is no EDTF, and was read as {}", text, typed.date);
            },
        }
    }

    #[test]
    fn every_suggestion_is_read_without_doubt(
        words in prop::collection::vec("[0-9]{1,2}|[0-9]{1,2}[./-][0-9]{1,2}([./-][0-9]{2,4})?|марта|сентебря|Mar|весна|14:30|-|'", 1..5),
    ) {
        let text = words.join(" ");
        if let Err(why) = date(&text, &today()) {
            for suggestion in why.suggestions {
                // A corrected month may still lack its year; a form ready to be kept must be read.
                if suggestion.is_ascii() && !suggestion.contains("ember") && !suggestion.contains(char::is_alphabetic) && why.problem != aigaq_typed::Problem::DayMissing {
                    prop_assert!(date(&suggestion, &today()).is_ok(), "{} → {}", text, suggestion);
                }
            }
        }
    }
}
