//! Working days of Kazakhstan, 2020 to 2026, against a calendar made by hand.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use aigaq_registers::calendar::{DayKind, Known, WorkCalendar};
use aigaq_schema::{Day, PartialDate};
use jiff::civil::Weekday;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn kz() -> &'static WorkCalendar {
    WorkCalendar::shipped("kz").unwrap()
}

fn day(text: &str) -> Day {
    text.parse::<PartialDate>().unwrap().first()
}

/// Days that are not what their weekday says → whether people work.
fn by_hand() -> BTreeMap<Day, bool> {
    let mut days = BTreeMap::new();
    for line in include_str!("calendar_kz.txt").lines() {
        let mut words = line.split_whitespace();
        let (Some(year), Some(what)) = (words.next(), words.next()) else {
            continue;
        };
        if year.starts_with('#') || !["free", "work"].contains(&what) {
            continue;
        }
        for date in words {
            let before = days.insert(day(&format!("{year}-{date}")), what == "work");
            assert_eq!(before, None, "{year}-{date} stands twice");
        }
    }
    days
}

fn is_weekend(day: Day) -> bool {
    let weekday = day.civil().unwrap().weekday();
    matches!(weekday, Weekday::Saturday | Weekday::Sunday)
}

#[test]
fn every_day_of_2020_to_2026_is_as_in_the_calendar_made_by_hand() {
    let by_hand = by_hand();
    assert!(by_hand.len() > 100, "the file was read");
    let mut wrong = Vec::new();
    for number in day("2020-01-01").0..=day("2026-12-31").0 {
        let day = Day(number);
        let expected = by_hand.get(&day).copied().unwrap_or(!is_weekend(day));
        let kind = kz().kind(day).unwrap();
        if kind.works() != expected {
            wrong.push(format!("{day} {kind:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_calendar_made_by_hand_names_no_day_that_is_as_its_weekday_says() {
    for (day, works) in by_hand() {
        assert_eq!(works, is_weekend(day), "{day}");
    }
}

/// Published beforehand for 2022: 245 working days. In the autumn the law took 1 and 17 December (whose free day would
/// have been the 19th) away and gave 25 October: one working day more.
#[test]
fn the_number_of_working_days_of_2022_is_the_published_one_and_what_the_law_changed() {
    let worked = (day("2022-01-01").0..=day("2022-12-31").0)
        .filter(|d| kz().kind(Day(*d)).unwrap().works())
        .count();
    assert_eq!(worked, 245 - 1 + 2);
}

#[test]
fn days_outside_the_years_of_the_calendar_are_not_guessed() {
    assert_eq!(kz().kind(day("2019-12-31")), None);
    assert_eq!(kz().kind(day("2027-01-01")), None);
    let counted = kz().after(day("2026-12-30"), 3);
    assert_eq!(counted.known, Known::NotBefore);
    assert_eq!(counted.days.edtf(), "2027-01-04/..");
    let counted = kz().before(day("2020-01-03"), 3);
    assert_eq!(counted.known, Known::NotBefore);
    assert_eq!(counted.days.edtf(), "../2019-12-27");
}

#[test]
fn a_day_of_a_provisional_year_says_so() {
    assert_eq!(kz().after(day("2026-06-01"), 3).known, Known::Provisionally);
    assert_eq!(kz().after(day("2025-06-09"), 3).known, Known::Surely);
}

#[test]
fn three_working_days_from_a_notice_run_around_a_holiday() {
    // Filed on Thursday 18 March 2021: Friday, then Nauryz with its carried day until Wednesday, then two more.
    let answer = kz().after(day("2021-03-18"), 3);
    assert_eq!(answer.days.edtf(), "2021-03-26");
    // A Saturday that is worked counts.
    assert_eq!(kz().after(day("2022-03-03"), 3).days.edtf(), "2022-03-09");
}

#[test]
fn ten_working_days_before_are_ten_and_nine_are_too_late() {
    let latest = kz().before(day("2021-10-30"), 10);
    assert_eq!(latest.days.edtf(), "2021-10-18");
    assert!(day("2021-10-19") > latest.days.last, "nine days before");
}

#[test]
fn a_last_day_at_a_weekend_moves_to_the_next_working_day() {
    assert_eq!(kz().carried(day("2021-07-22")).days.edtf(), "2021-07-22");
    assert_eq!(kz().carried(day("2021-07-24")).days.edtf(), "2021-07-26");
    assert_eq!(kz().carried(day("2021-03-20")).days.edtf(), "2021-03-25");
}

#[test]
fn a_wrong_file_is_refused_with_what_is_wrong() {
    let good = aigaq_schema::schema::rules("kz", "calendar").unwrap();
    for (from, to, what) in [
        (
            "from = \"2021-07-03\"",
            "from = \"2021-07-02\"",
            "must be a day of rest",
        ),
        ("\"sunday\"]", "\"Sonntag\"]", "no day of the week"),
        ("\"03-08\"", "\"02-30\"", "has no day"),
        ("years = [2020, 2026]", "years = [2026, 2020]", "no period"),
        ("country = \"kz\"", "country = \"xx\"", "is of"),
    ] {
        assert!(good.contains(from), "{from}");
        let error = WorkCalendar::read("kz", &good.replacen(from, to, 1)).unwrap_err();
        assert!(error.to_string().contains(what), "{error}");
    }
}

proptest! {
    #[test]
    fn counting_forth_and_back_agree(start in day("2020-01-15").0..day("2026-11-15").0, days in 1u16..20) {
        let end = kz().after(Day(start), days).days;
        prop_assert!(end.is_exact());
        prop_assert!(kz().kind(end.first).unwrap().works());
        let worked = (start + 1..=end.first.0).filter(|d| kz().kind(Day(*d)).unwrap().works()).count();
        prop_assert_eq!(worked, usize::from(days));
        // Back from the day after the end: so many working days before, the start is in time, and no day after it
        // that is not followed by as many.
        let latest = kz().before(Day(end.first.0 + 1), days).days.first;
        prop_assert!(latest.0 > start && kz().kind(latest).unwrap().works());
        let between = (latest.0..=end.first.0).filter(|d| kz().kind(Day(*d)).unwrap().works()).count();
        prop_assert_eq!(between, usize::from(days));
    }

    #[test]
    fn a_later_start_never_ends_earlier(start in day("2019-06-01").0..day("2027-06-01").0, step in 0i32..30, days in 0u16..25) {
        let (one, two) = (kz().after(Day(start), days).days, kz().after(Day(start + step), days).days);
        prop_assert!(two.first >= one.first);
        let (one, two) = (kz().before(Day(start), days).days, kz().before(Day(start + step), days).days);
        prop_assert!(two.last >= one.last);
    }

    #[test]
    fn any_day_has_an_answer(start in any::<i32>(), days in any::<u16>()) {
        let counted = kz().after(Day(start), days);
        prop_assert!(counted.days.first <= counted.days.last);
        let counted = kz().before(Day(start), days);
        prop_assert!(counted.days.first <= counted.days.last);
        prop_assert!(kz().carried(Day(start)).days.first >= Day(start));
    }
}

#[test]
fn a_moved_day_and_a_carried_one_are_told_apart() {
    assert_eq!(kz().kind(day("2022-03-05")), Some(DayKind::WorkedInstead));
    assert_eq!(kz().kind(day("2022-03-07")), Some(DayKind::MovedHere));
    assert_eq!(kz().kind(day("2021-05-03")), Some(DayKind::CarriedOver));
    assert_eq!(kz().kind(day("2021-05-01")), Some(DayKind::Holiday));
    assert_eq!(kz().kind(day("2021-07-24")), Some(DayKind::Rest));
}
