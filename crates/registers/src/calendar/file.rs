//! Reads a file of working days, and works out which days it makes special.

use super::{CalendarError, DayKind, WorkCalendar};
use aigaq_schema::{Day, Labels, PartialDate};
use jiff::civil::Weekday;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    country: String,
    rest: Vec<String>,
    years: [i16; 2],
    #[serde(default)]
    provisional: Vec<i16>,
    #[serde(default)]
    reviewed: bool,
    holidays: Vec<Holiday>,
    #[serde(default)]
    moved: Vec<Moved>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    label: Labels,
    /// Days of every year, `MM-DD`.
    #[serde(default)]
    days: Vec<String>,
    /// Single dates.
    #[serde(default)]
    dates: Vec<String>,
    from: Option<i16>,
    to: Option<i16>,
    /// When it falls on a day of rest, the next working day is free.
    #[serde(default)]
    carried: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Moved {
    from: String,
    to: String,
    /// The act that moved it; every move names one.
    act: String,
}

pub(super) fn read(country: &str, text: &str) -> Result<WorkCalendar, CalendarError> {
    let wrong = |what: String| CalendarError {
        country: country.to_owned(),
        what,
    };
    let file: File = toml::from_str(text).map_err(|e| wrong(e.to_string()))?;
    if file.country != country {
        return Err(wrong(format!("the file is of “{}”", file.country)));
    }
    let rest: Vec<Weekday> = file
        .rest
        .iter()
        .map(|name| weekday(name).ok_or_else(|| wrong(format!("“{name}” is no day of the week"))))
        .collect::<Result<_, _>>()?;
    let year = |year: i16| Some((Day::from_ymd(year, 1, 1)?, Day::from_ymd(year, 12, 31)?));
    let [from, to] = file.years;
    let (Some((first, _)), Some((_, last)), true) = (year(from), year(to), from <= to) else {
        return Err(wrong(format!("the years {from} to {to} are no period")));
    };
    let mut calendar = WorkCalendar {
        country: country.to_owned(),
        rest,
        first,
        last,
        provisional: file.provisional.iter().filter_map(|y| year(*y)).collect(),
        special: BTreeMap::new(),
        reviewed: file.reviewed,
    };
    let mut to_carry = BTreeSet::new();
    for holiday in &file.holidays {
        for day in days_of(holiday, file.years).map_err(wrong)? {
            if holiday.carried && calendar.is_rest(day) {
                to_carry.insert(day);
            }
            let label = holiday.label.clone();
            calendar
                .special
                .insert(day, (DayKind::Holiday, Some(label)));
        }
    }
    // In order: two holidays at a weekend give two free days after it.
    for day in to_carry {
        let mut free = Day(day.0 + 1);
        while !calendar.assumed(free).works() {
            free = Day(free.0 + 1);
        }
        calendar.special.insert(free, (DayKind::CarriedOver, None));
    }
    for moved in &file.moved {
        if moved.act.trim().is_empty() {
            return Err(wrong(format!("no act is named that moved {}", moved.from)));
        }
        let (from, to) = (
            date(&moved.from).map_err(wrong)?,
            date(&moved.to).map_err(wrong)?,
        );
        if calendar.assumed(from).works() || !calendar.assumed(to).works() {
            return Err(wrong(format!(
                "{from} must be a day of rest and {to} a working day for the rest to be moved"
            )));
        }
        calendar
            .special
            .insert(from, (DayKind::WorkedInstead, None));
        calendar.special.insert(to, (DayKind::MovedHere, None));
    }
    Ok(calendar)
}

/// The days of a holiday in the years of the calendar.
fn days_of(holiday: &Holiday, [first, last]: [i16; 2]) -> Result<Vec<Day>, String> {
    let years = holiday.from.unwrap_or(first).max(first)..=holiday.to.unwrap_or(last).min(last);
    let mut days = Vec::new();
    for text in &holiday.dates {
        let day = date(text)?;
        if day.civil().is_some_and(|date| years.contains(&date.year())) {
            days.push(day);
        }
    }
    for text in &holiday.days {
        let day = || {
            let (month, day) = text.split_once('-')?;
            Some((month.parse::<i8>().ok()?, day.parse::<i8>().ok()?))
        };
        let (month, day) = day().ok_or_else(|| format!("“{text}” is no month and day"))?;
        for year in years.clone() {
            days.push(
                Day::from_ymd(year, month, day)
                    .ok_or_else(|| format!("{year} has no day {text}"))?,
            );
        }
    }
    Ok(days)
}

/// One exact date, `YYYY-MM-DD`.
fn date(text: &str) -> Result<Day, String> {
    let date: PartialDate = text
        .parse()
        .map_err(|e: aigaq_schema::date::DateError| e.to_string())?;
    if date.is_exact() {
        Ok(date.first())
    } else {
        Err(format!("“{text}” is not one day"))
    }
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}
