//! Dates in words: "9 June 2020", «9 июня 2020 г.», «2020 жылғы 9 маусым», and
//! what is less precise than a day, as people say it.

use aigaq_schema::date::ENGLISH_MONTHS;
use aigaq_schema::{Day, Language, PartialDate, Span};

use crate::phrases::Phrases;

/// A year as numbered, without leading zeros.
type Year = i32;

/// One end of a date, as precise as its text.
enum Point {
    Open,
    Day(Year, usize, u32),
    Month(Year, usize),
    Season(Year, usize),
    Year(Year),
    Decade(Year),
    Century(Year),
    Other(String),
}

const RU_MONTHS: [&str; 12] = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];
const RU_MONTHS_OF: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
const KK_MONTHS: [&str; 12] = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
];
const KK_MONTHS_UNTIL: [&str; 12] = [
    "қаңтарға",
    "ақпанға",
    "наурызға",
    "сәуірге",
    "мамырға",
    "маусымға",
    "шілдеге",
    "тамызға",
    "қыркүйекке",
    "қазанға",
    "қарашаға",
    "желтоқсанға",
];
const KK_MONTHS_SINCE: [&str; 12] = [
    "қаңтардан",
    "ақпаннан",
    "наурыздан",
    "сәуірден",
    "мамырдан",
    "маусымнан",
    "шілдеден",
    "тамыздан",
    "қыркүйектен",
    "қазаннан",
    "қарашадан",
    "желтоқсаннан",
];
const EN_SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];
const RU_SEASONS: [&str; 4] = ["весна", "лето", "осень", "зима"];
const RU_SEASONS_OF: [&str; 4] = ["весны", "лета", "осени", "зимы"];
const KK_SEASONS: [&str; 4] = ["көктемі", "жазы", "күзі", "қысы"];
const KK_SEASONS_UNTIL: [&str; 4] = ["көктеміне", "жазына", "күзіне", "қысына"];
const KK_SEASONS_SINCE: [&str; 4] = ["көктемінен", "жазынан", "күзінен", "қысынан"];

/// What stands before or after the words of a date, and so decides their
/// grammatical form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Plain,
    About,
    Until,
    Since,
}

/// A date in the words of `language`, as precise as it is known: "June 2020",
/// "about 2020", "2020 (uncertain)", "until October 1999", "April – May 2016".
#[must_use]
pub fn words(date: &PartialDate, language: Language) -> String {
    match date.text().split_once('/') {
        None => end(date.text(), language),
        Some((from, to)) => interval(from, to, language),
    }
}

/// A span of time as a table of counts keys it (`2020`, `2020-Q2`, `2020-05`, `2020-05-17`) in words; what is none of
/// these stays as it is.
#[must_use]
pub fn span(key: &str, language: Language) -> String {
    if let Some((year, quarter)) = quarter(key) {
        let places = [("quarter", quarter), ("year", year)];
        return Phrases::of(language).fill("date.quarter", &places);
    }
    key.parse()
        .map_or_else(|_| key.to_owned(), |date| words(&date, language))
}

/// Year and number of a quarter: `2020-Q2`.
pub(crate) fn quarter(key: &str) -> Option<(&str, &str)> {
    let (year, quarter) = key.split_once("-Q")?;
    matches!(quarter, "1" | "2" | "3" | "4").then_some((year, quarter))
}

/// A day in words; an open end ([`Day::MIN`], [`Day::MAX`]) has none.
#[must_use]
pub fn day(day: Day, language: Language) -> Option<String> {
    day.civil().map(|date| {
        point_words(
            &Point::Day(
                Year::from(date.year()),
                usize::from(date.month().unsigned_abs()),
                u32::from(date.day().unsigned_abs()),
            ),
            Case::Plain,
            language,
        )
    })
}

/// A range of days in which something falls: "between 2 February 2024 and
/// 1 March 2024"; "not before …", "not after …" where one end is open; one day
/// where both are the same. `None` where nothing is known.
#[must_use]
pub fn between(first: Day, last: Day, language: Language) -> Option<String> {
    let words = match (day(first, language), day(last, language)) {
        (None, None) => return None,
        (Some(first_day), Some(_)) if first == last => first_day,
        (Some(from), Some(to)) => match language {
            Language::En => format!("between {from} and {to}"),
            Language::Ru => format!("с {from} по {to}"),
            Language::Kk => format!("{from} – {to} аралығында"),
        },
        (Some(from), None) => match language {
            Language::En => format!("not before {from}"),
            Language::Ru => format!("не ранее {from}"),
            Language::Kk => format!("{from} немесе одан кейін"),
        },
        (None, Some(to)) => match language {
            Language::En => format!("not after {to}"),
            Language::Ru => format!("не позднее {to}"),
            Language::Kk => format!("{to} немесе одан бұрын"),
        },
    };
    Some(words)
}

/// A length of time in words, part by part as written: "3 years 6 months".
/// A length of nothing is "0 days".
#[must_use]
pub fn length(span: &Span, phrases: &Phrases) -> String {
    let parts = [
        (span.years, "span.years"),
        (span.months, "span.months"),
        (span.weeks, "span.weeks"),
        (span.days, "span.days"),
        (span.hours, "span.hours"),
        (span.minutes, "span.minutes"),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, key)| phrases.plural(key, u64::from(number), &[]))
        .collect();
    if said.is_empty() {
        phrases.plural("span.days", 0, &[])
    } else {
        said.join(" ")
    }
}

fn interval(from: &str, to: &str, language: Language) -> String {
    match (read(from), read(to)) {
        (Point::Open, point) => {
            let last = point_words(&point, Case::Until, language);
            let words = match language {
                Language::En => format!("until {last}"),
                Language::Ru => format!("до {last}"),
                Language::Kk => format!("{last} дейін"),
            };
            with_sign(words, to, Case::Until, language)
        }
        (point, Point::Open) => {
            let first = point_words(&point, Case::Since, language);
            let words = match language {
                Language::En => format!("since {first}"),
                Language::Ru => format!("с {first}"),
                Language::Kk => format!("{first} бастап"),
            };
            with_sign(words, from, Case::Since, language)
        }
        _ => format!("{} – {}", end(from, language), end(to, language)),
    }
}

/// One end that stands alone.
fn end(text: &str, language: Language) -> String {
    let case = if text.ends_with(['~', '%']) {
        Case::About
    } else {
        Case::Plain
    };
    with_sign(
        point_words(&read(text), case, language),
        text,
        case,
        language,
    )
}

/// The words with what the sign of the text says: `~` about, `?` uncertain,
/// `%` both.
fn with_sign(words: String, text: &str, case: Case, language: Language) -> String {
    let about = |words: String| match (language, case) {
        (Language::En, _) => format!("about {words}"),
        (Language::Ru, Case::Since | Case::Until) => format!("примерно {words}"),
        (Language::Ru, _) => format!("около {words}"),
        (Language::Kk, _) => format!("шамамен {words}"),
    };
    let uncertain = |words: String| match language {
        Language::En => format!("{words} (uncertain)"),
        Language::Ru => format!("{words} (не точно)"),
        Language::Kk => format!("{words} (нақты емес)"),
    };
    match text.chars().last() {
        Some('~') => about(words),
        Some('?') => uncertain(words),
        Some('%') => uncertain(about(words)),
        _ => words,
    }
}

/// The shape of one end of a valid EDTF text.
fn read(text: &str) -> Point {
    if text.is_empty() || text == ".." {
        return Point::Open;
    }
    let bare: String = text
        .chars()
        .filter(|c| !matches!(c, '~' | '?' | '%'))
        .collect();
    let (negative, digits) = bare
        .strip_prefix('-')
        .map_or((false, bare.as_str()), |rest| (true, rest));
    let parts: Vec<&str> = digits.split('-').filter(|part| *part != "XX").collect();
    let year_text = parts.first().copied().unwrap_or_default();
    let year: Option<Year> = year_text.replace('X', "0").parse().ok();
    let number = |index: usize| parts.get(index).and_then(|part| part.parse::<u32>().ok());
    let Some(year) = year.map(|year| if negative { -year } else { year }) else {
        return Point::Other(text.to_owned());
    };
    match (year_text.matches('X').count(), number(1), number(2)) {
        (2, ..) => Point::Century(year),
        (1, ..) => Point::Decade(year),
        (0, None, _) => Point::Year(year),
        (0, Some(month @ 1..=12), None) => Point::Month(year, month as usize),
        (0, Some(season @ 21..=24), None) => Point::Season(year, (season - 21) as usize),
        (0, Some(month @ 1..=12), Some(day)) => Point::Day(year, month as usize, day),
        _ => Point::Other(text.to_owned()),
    }
}

fn point_words(point: &Point, case: Case, language: Language) -> String {
    match (point, language) {
        (Point::Open, _) => "…".to_owned(),
        (Point::Other(text), _) => text.clone(),
        (_, Language::En) => english(point),
        (_, Language::Ru) => russian(point, case),
        (_, Language::Kk) => kazakh(point, case),
    }
}

fn month(names: &[&'static str; 12], number: usize) -> &'static str {
    names
        .get(number.wrapping_sub(1))
        .copied()
        .unwrap_or_default()
}

fn season(names: &[&'static str; 4], number: usize) -> &'static str {
    names.get(number).copied().unwrap_or_default()
}

fn english(point: &Point) -> String {
    match point {
        Point::Day(y, m, d) => format!("{d}\u{A0}{} {y}", month(&ENGLISH_MONTHS, *m)),
        Point::Month(y, m) => format!("{} {y}", month(&ENGLISH_MONTHS, *m)),
        Point::Season(y, s) => format!("{} {y}", season(&EN_SEASONS, *s)),
        Point::Year(y) => y.to_string(),
        Point::Decade(y) => format!("{y}s"),
        Point::Century(y) => format!("{y}–{}", y + 99),
        Point::Open | Point::Other(_) => String::new(),
    }
}

fn russian(point: &Point, case: Case) -> String {
    let (months, seasons) = if case == Case::Plain {
        (&RU_MONTHS, &RU_SEASONS)
    } else {
        (&RU_MONTHS_OF, &RU_SEASONS_OF)
    };
    match point {
        Point::Day(y, m, d) => format!("{d}\u{A0}{} {y}\u{A0}г.", month(&RU_MONTHS_OF, *m)),
        Point::Month(y, m) => format!("{} {y}\u{A0}г.", month(months, *m)),
        Point::Season(y, s) => format!("{} {y}\u{A0}г.", season(seasons, *s)),
        Point::Year(y) => format!("{y}\u{A0}г."),
        Point::Decade(y) if case == Case::Plain => format!("{y}-е\u{A0}гг."),
        Point::Decade(y) => format!("{y}-х\u{A0}гг."),
        Point::Century(y) => format!("{y}–{}\u{A0}гг.", y + 99),
        Point::Open | Point::Other(_) => String::new(),
    }
}

fn kazakh(point: &Point, case: Case) -> String {
    let (months, seasons, year, years) = match case {
        Case::Plain | Case::About => (&KK_MONTHS, &KK_SEASONS, "жыл", "жылдар"),
        Case::Until => (&KK_MONTHS_UNTIL, &KK_SEASONS_UNTIL, "жылға", "жылдарға"),
        Case::Since => (&KK_MONTHS_SINCE, &KK_SEASONS_SINCE, "жылдан", "жылдардан"),
    };
    match point {
        Point::Day(y, m, d) => format!("{y}\u{A0}жылғы {d}\u{A0}{}", month(months, *m)),
        Point::Month(y, m) => format!("{y}\u{A0}жылғы {}", month(months, *m)),
        Point::Season(y, s) => format!("{y}\u{A0}жыл {}", season(seasons, *s)),
        Point::Year(y) => format!("{y}\u{A0}{year}"),
        Point::Decade(y) => format!("{y}\u{A0}{years}"),
        Point::Century(y) => format!("{y}–{}\u{A0}{years}", y + 99),
        Point::Open | Point::Other(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn say(text: &str) -> [String; 3] {
        let date: PartialDate = text.parse().unwrap();
        [Language::En, Language::Ru, Language::Kk]
            .map(|language| words(&date, language).replace('\u{A0}', " "))
    }

    #[test]
    fn dates_are_as_precise_as_they_are_known() {
        assert_eq!(
            say("2020-06-09"),
            ["9 June 2020", "9 июня 2020 г.", "2020 жылғы 9 маусым"]
        );
        assert_eq!(
            say("2020-06"),
            ["June 2020", "июнь 2020 г.", "2020 жылғы маусым"]
        );
        assert_eq!(say("2020"), ["2020", "2020 г.", "2020 жыл"]);
        assert_eq!(
            say("2020~"),
            ["about 2020", "около 2020 г.", "шамамен 2020 жыл"]
        );
        assert_eq!(
            say("2020-06?"),
            [
                "June 2020 (uncertain)",
                "июнь 2020 г. (не точно)",
                "2020 жылғы маусым (нақты емес)"
            ]
        );
        assert_eq!(
            say("2020-22"),
            ["summer 2020", "лето 2020 г.", "2020 жыл жазы"]
        );
        assert_eq!(say("195X"), ["1950s", "1950-е гг.", "1950 жылдар"]);
        assert_eq!(say("19XX")[0], "1900–1999");
        assert_eq!(say("2020-XX")[0], "2020");
        assert_eq!(say("2020-02-XX")[0], "February 2020");
        assert_eq!(say("2016-04/2016-05")[0], "April 2016 – May 2016");
        assert_eq!(
            say("../1999-10"),
            [
                "until October 1999",
                "до октября 1999 г.",
                "1999 жылғы қазанға дейін"
            ]
        );
        assert_eq!(
            say("2019/.."),
            ["since 2019", "с 2019 г.", "2019 жылдан бастап"]
        );
        assert_eq!(say("2020-06~")[1], "около июня 2020 г.");
        assert_eq!(say("2020-06-09~/..")[1], "примерно с 9 июня 2020 г.");
    }

    #[test]
    fn a_range_of_days_says_between() {
        let d = |y, m, d| Day::from_ymd(y, m, d).unwrap();
        let say = |first, last, language| {
            between(first, last, language).map(|words| words.replace('\u{A0}', " "))
        };
        assert_eq!(
            say(d(2024, 2, 2), d(2024, 3, 1), Language::En).unwrap(),
            "between 2 February 2024 and 1 March 2024"
        );
        assert_eq!(
            say(d(2024, 2, 2), d(2024, 2, 2), Language::Ru).unwrap(),
            "2 февраля 2024 г."
        );
        assert_eq!(
            say(Day::MIN, d(2024, 2, 2), Language::En).unwrap(),
            "not after 2 February 2024"
        );
        assert_eq!(say(Day::MIN, Day::MAX, Language::Kk), None);
    }

    #[test]
    fn lengths_are_said_as_courts_set_them() {
        let say = |text: &str| {
            let span: Span = text.parse().unwrap();
            [Language::En, Language::Ru, Language::Kk]
                .map(|language| length(&span, Phrases::of(language)).replace('\u{A0}', " "))
        };
        assert_eq!(
            say("P3Y6M"),
            ["3 years 6 months", "3 года 6 месяцев", "3 жыл 6 ай"]
        );
        assert_eq!(say("PT100H"), ["100 hours", "100 часов", "100 сағат"]);
        assert_eq!(say("P1D"), ["1 day", "1 день", "1 күн"]);
        assert_eq!(say("P0D"), ["0 days", "0 дней", "0 күн"]);
    }

    proptest! {
        #[test]
        fn every_valid_date_has_words_in_every_language(text in "[0-9]{3}[0-9X](-(0[1-9]|1[0-2]|2[1-4])(-[0-2][1-8])?)?[~?%]?") {
            if let Ok(date) = text.parse::<PartialDate>() {
                for language in Language::ALL {
                    prop_assert!(!words(&date, language).is_empty());
                }
            }
        }
    }
}
