//! What the publications write of a date, people may type: it is understood as the same date.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use aigaq_publishing::dates::words;
use aigaq_schema::{Day, Language, PartialDate};
use aigaq_typed::{Context, date};
use proptest::prelude::*;

/// Years of four digits: an earlier one is written without its zeros and so is no year when typed.
/// `2020-XX` is written as 2020, and read as that. One thing has two readings: "winter 2020 – 2021" is one
/// winter when typed, and might be written of an interval from a winter to the year after, which nobody keeps.
fn end() -> impl Strategy<Value = String> {
    let year = || 1000u32..=9999;
    let mark = prop::sample::select(vec!["", "~", "?", "%"]);
    let bare = prop_oneof![
        year().prop_map(|y| y.to_string()),
        (year(), 1u32..=12).prop_map(|(y, m)| format!("{y}-{m:02}")),
        (year(), 21u32..=24).prop_map(|(y, s)| format!("{y}-{s}")),
        (year(), 1u32..=12, 1u32..=31).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")),
        (100u32..=999).prop_map(|decade| format!("{decade}X")),
        (10u32..=99).prop_map(|century| format!("{century}XX")),
    ];
    (bare, mark).prop_map(|(bare, mark)| format!("{bare}{mark}"))
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => end(),
        1 => (end(), end()).prop_map(|(a, b)| format!("{a}/{b}")),
        1 => end().prop_map(|a| format!("{a}/..")),
        1 => end().prop_map(|a| format!("../{a}")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn a_written_date_is_read_back(text in text()) {
        // Some of the generated texts are no dates (31 February, backwards).
        if let Ok(written) = text.parse::<PartialDate>() {
            for language in Language::ALL {
                let context = Context::on(Day::from_ymd(2024, 6, 15).unwrap(), language);
                let said = words(&written, language);
                let read = date(&said, &context);
                prop_assert_eq!(read.as_ref().map(|r| &r.date), Ok(&written), "{}", said);
                prop_assert!(read.unwrap().unsaid.is_empty());
            }
        }
    }
}
