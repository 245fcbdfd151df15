//! One end of a date: a day, month, season, year or decade, in whatever order its parts stand.

use crate::tokens::{Shape, Tokens};
use aigaq_schema::Day;
use aigaq_typed::{month_in_words, season_in_words};

/// One end of a date, as far as it is told.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Point {
    pub(super) year: Option<i32>,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
    pub(super) season: Option<u8>,
    pub(super) decade: bool,
}

impl Point {
    /// In EDTF, if a year is known and the day exists.
    pub(super) fn edtf(self) -> Option<String> {
        let year = self.year?;
        if self.decade {
            return Some(format!("{}X", year / 10));
        }
        Some(match (self.season, self.month, self.day) {
            (Some(season), ..) => format!("{year:04}-{}", 20 + season),
            (None, Some(month), Some(day)) => {
                Day::from_ymd(i16::try_from(year).ok()?, month as i8, day as i8)?;
                format!("{year:04}-{month:02}-{day:02}")
            }
            (None, Some(month), None) => format!("{year:04}-{month:02}"),
            (None, None, _) => format!("{year:04}"),
        })
    }
}

pub(super) fn month(tokens: &Tokens, at: usize) -> Option<u8> {
    let token = tokens.all.get(at)?;
    if !token.is_word() {
        return None;
    }
    let low = tokens.low(at);
    let low = low.strip_prefix("mid-").unwrap_or(low);
    let latin = low.starts_with(|c: char| c.is_ascii_alphabetic());
    if latin && token.shape == Shape::Lower && !tokens.low(at).starts_with("mid-") {
        return None;
    }
    if let Some(month) = month_in_words(low) {
        return Some(month);
    }
    // "Sept. 12", "12 Feb 2020": short forms beside a number only.
    let short = match low {
        "jan" => 1,
        "feb" => 2,
        "mar" => 3,
        "apr" => 4,
        "jun" => 6,
        "jul" => 7,
        "aug" => 8,
        "sep" | "sept" => 9,
        "oct" => 10,
        "nov" => 11,
        "dec" => 12,
        _ => return None,
    };
    let point = usize::from(tokens.is(at + 1, &["."]));
    let beside = tokens
        .all
        .get(at + 1 + point)
        .is_some_and(crate::tokens::Token::is_number)
        || tokens.before(at).is_some_and(|b| tokens.all[b].is_number());
    beside.then_some(short)
}

/// A word that is a month only where its neighbours say so: "May", "March", "August", "June".
fn is_doubtful(low: &str) -> bool {
    matches!(low, "may" | "march" | "august" | "june")
}

fn year(tokens: &Tokens, at: usize) -> Option<i32> {
    let token = tokens.all.get(at)?;
    let low = tokens.low(at);
    if !token.is_number() || low.len() != 4 {
        return None;
    }
    let year: i32 = low.parse().ok()?;
    (1000..2100).contains(&year).then_some(year)
}

fn day(tokens: &Tokens, at: usize) -> Option<(u8, usize)> {
    let token = tokens.all.get(at)?;
    let low = tokens.low(at);
    if !token.is_number() || low.len() > 2 {
        return None;
    }
    let day: u8 = low.parse().ok().filter(|d| (1..=31).contains(d))?;
    let glued = tokens
        .all
        .get(at + 1)
        .is_some_and(|t| !t.spaced && tokens.together(at, at + 1));
    let ordinal = glued && tokens.is(at + 1, &["st", "nd", "rd", "th"]);
    Some((day, if ordinal { at + 1 } else { at }))
}

/// The last token of a year with its word: "2020 года", "2020 г."
pub(super) fn year_word(tokens: &Tokens, at: usize) -> usize {
    let Some(next) = tokens.behind(at) else {
        return at;
    };
    if tokens.is(
        next,
        &[
            "года",
            "году",
            "год",
            "годах",
            "годов",
            "годы",
            "годом",
            "годами",
            "жылы",
            "жылғы",
            "жылдың",
            "жылдан",
            "жылға",
        ],
    ) {
        return next;
    }
    if tokens.is(next, &["г", "гг"]) {
        let point =
            tokens.is(next + 1, &["."]) && tokens.all[next + 1].start == tokens.all[next].end;
        // The point may be the end of the sentence as well.
        return if point && tokens.together(next, next + 1) && tokens.behind(next + 1).is_some() {
            next + 1
        } else {
            next
        };
    }
    at
}

/// One end of a date that begins at the token.
pub(super) fn point(tokens: &Tokens, at: usize, sure: bool) -> Option<(Point, usize)> {
    numeric(tokens, at)
        .or_else(|| month_first(tokens, at, sure))
        .or_else(|| day_first(tokens, at, sure))
        .or_else(|| kazakh(tokens, at))
        .or_else(|| season(tokens, at))
        .or_else(|| decade(tokens, at, sure))
        .or_else(|| mid_year(tokens, at))
        .or_else(|| only_year(tokens, at, sure))
}

/// "12.03.2020", "2020-03-12".
fn numeric(tokens: &Tokens, at: usize) -> Option<(Point, usize)> {
    if !tokens.all.get(at)?.is_number() {
        return None;
    }
    let of = |y: &str, m: &str, d: &str| {
        let point = Point {
            year: y.parse().ok(),
            month: m.parse().ok().filter(|m| (1..=12).contains(m)),
            day: d.parse().ok(),
            ..Point::default()
        };
        (point.month.is_some() && point.edtf().is_some()).then_some(point)
    };
    let parts: Vec<&str> = tokens.low(at).split('.').collect();
    if let [d, m, y] = parts[..]
        && d.len() <= 2
        && m.len() <= 2
        && y.len() == 4
    {
        return Some((of(y, m, d)?, year_word(tokens, at)));
    }
    let dashes =
        tokens.is(at + 1, &["-"]) && tokens.is(at + 3, &["-"]) && tokens.together(at, at + 4);
    if dashes
        && tokens.low(at).len() == 4
        && tokens.low(at + 2).len() == 2
        && tokens.low(at + 4).len() == 2
    {
        return Some((
            of(tokens.low(at), tokens.low(at + 2), tokens.low(at + 4))?,
            at + 4,
        ));
    }
    None
}

/// "May 17th 2016", "July 22, 2021", "March 2020", "April"; «мая 2016 года», «в апреле».
fn month_first(tokens: &Tokens, at: usize, sure: bool) -> Option<(Point, usize)> {
    let month = month(tokens, at)?;
    let mut point = Point {
        month: Some(month),
        ..Point::default()
    };
    let mut last = at;
    let mut next = at + 1;
    if tokens.is(next, &["."]) && tokens.low(at).len() <= 4 {
        next += 1;
    }
    if tokens.together(at, next)
        && let Some((day, end)) = day(tokens, next)
    {
        let range = tokens.is(end + 1, &["%", "per"]);
        let noun = tokens
            .all
            .get(end + 1)
            .is_some_and(|t| t.is_word() && t.shape == Shape::Lower)
            && tokens.together(end, end + 1)
            && end == next
            && is_counted(tokens, end + 1);
        if !range && !noun {
            point.day = Some(day);
            last = end;
        }
    }
    let mut next = last + 1;
    if tokens.is(next, &[",", "of"]) {
        next += 1;
    }
    if tokens.together(at, next)
        && let Some(year) = year(tokens, next)
    {
        point.year = Some(year);
        last = year_word(tokens, next);
    } else if point.day.is_none()
        && !sure
        && is_doubtful(tokens.low(at))
        && !stands_as_date(tokens, at)
    {
        return None;
    }
    Some((point, last))
}

/// "may" as a verb, "March" of a march, "June" as a name: a preposition or "the" stands before a month.
fn stands_as_date(tokens: &Tokens, at: usize) -> bool {
    let Some(before) = tokens.before(at) else {
        // At the beginning of a sentence: "May 2021" was seen above; "April saw protests".
        return !matches!(tokens.low(at), "may" | "march" | "june" | "august");
    };
    tokens.is(
        before,
        &[
            "in", "of", "until", "till", "by", "since", "from", "to", "the", "a", "during",
            "after", "before", "last", "this", "next", "and", "through", "early", "late", "mid",
            "between", "that", "its", "for", "or", "–", "-", "'s", "’s", ",",
        ],
    ) && !(tokens.low(at) == "march"
        && (tokens.is(before, &["'s", "its", "s"])
            || tokens.is(before, &["and", "the", ","])
                && tokens.behind(at).is_none_or(|n| !tokens.all[n].is_word())))
}

/// A noun that is counted follows a number: "in March 12 people were held".
fn is_counted(tokens: &Tokens, at: usize) -> bool {
    crate::lists::GROUPS.has(tokens.low(at))
}

/// "16 December 2009", "17 of May", «12 декабря 2013 года».
fn day_first(tokens: &Tokens, at: usize, sure: bool) -> Option<(Point, usize)> {
    let (day, end) = day(tokens, at)?;
    let mut next = end + 1;
    if tokens.is(next, &["of"]) {
        next += 1;
    }
    if tokens.together(at, next)
        && let Some(month) = month(tokens, next)
    {
        let mut point = Point {
            month: Some(month),
            day: Some(day),
            ..Point::default()
        };
        let mut last = next;
        let mut next = next + 1;
        if tokens.is(next, &[","]) {
            next += 1;
        }
        if tokens.together(at, next)
            && let Some(year) = year(tokens, next)
        {
            point.year = Some(year);
            last = year_word(tokens, next);
        }
        return Some((point, last));
    }
    // "12–14 March": the first day of a range; also the last of "May 17–19, 2016".
    let goes_on = tokens.is(end + 1, &["–", "-", "—"])
        && self::day(tokens, end + 2)
            .is_some_and(|(_, e)| tokens.together(at, e + 1) && month(tokens, e + 1).is_some());
    let mut last = end;
    let mut point = Point {
        day: Some(day),
        ..Point::default()
    };
    if sure && !goes_on {
        let comma = usize::from(tokens.is(end + 1, &[","]));
        if tokens.together(at, end + 1 + comma)
            && let Some(year) = year(tokens, end + 1 + comma)
        {
            point.year = Some(year);
            last = end + 1 + comma;
        }
        return Some((point, last));
    }
    goes_on.then_some((point, last))
}

/// «2019 жылғы 23 наурыз», «2019 жылдың наурызында», «2019 жылы».
fn kazakh(tokens: &Tokens, at: usize) -> Option<(Point, usize)> {
    let year = year(tokens, at)?;
    let word = tokens.behind(at)?;
    if !tokens.is(word, &["жылғы", "жылдың", "жылы", "жылдан", "жылға"]) {
        return None;
    }
    let mut point = Point {
        year: Some(year),
        ..Point::default()
    };
    let mut last = word;
    if let Some(next) = tokens
        .behind(word)
        .filter(|_| tokens.is(word, &["жылғы", "жылдың"]))
    {
        if let Some((day, end)) = day(tokens, next)
            && tokens.together(at, end + 1)
            && let Some(month) = month(tokens, end + 1)
        {
            point.day = Some(day);
            point.month = Some(month);
            last = end + 1;
        } else if let Some(month) = month(tokens, next) {
            point.month = Some(month);
            last = next;
        }
    }
    Some((point, last))
}

/// "summer of 2020", «весной 2013 года».
fn season(tokens: &Tokens, at: usize) -> Option<(Point, usize)> {
    if !tokens.all.get(at)?.is_word() {
        return None;
    }
    let season = season_in_words(tokens.low(at))?;
    let of = usize::from(tokens.is(at + 1, &["of", ","]));
    let next = at + 1 + of;
    let year = tokens.together(at, next).then(|| year(tokens, next))??;
    let point = Point {
        year: Some(year),
        season: Some(season),
        ..Point::default()
    };
    Some((point, year_word(tokens, next)))
}

/// "1990s", "90s", «1990-х годов».
fn decade(tokens: &Tokens, at: usize, sure: bool) -> Option<(Point, usize)> {
    let token = tokens.all.get(at)?;
    let low = tokens.low(at);
    if !token.is_number() || !low.ends_with('0') {
        return None;
    }
    let next = tokens.behind(at)?;
    if tokens.all[next].spaced {
        return None;
    }
    let (ends, last) = if tokens.is(next, &["s"]) {
        (true, next)
    } else if tokens.is(next, &["-"]) && tokens.is(next + 1, &["х", "е", "ые", "ых"]) {
        (true, year_word(tokens, next + 1))
    } else {
        (false, at)
    };
    let year: i32 = low.parse().ok()?;
    let whole = match low.len() {
        4 if (1000..2100).contains(&year) => year,
        // "in their teens and early 20s" is an age.
        2 if ends
            && year >= 30
            && (sure
                || tokens.before(at).is_some_and(|b| tokens.is(b, &["the"]))
                || last > next) =>
        {
            1900 + year
        }
        _ => return None,
    };
    let point = Point {
        year: Some(whole),
        decade: true,
        ..Point::default()
    };
    ends.then_some((point, last))
}

/// "mid-2020" is one word.
fn mid_year(tokens: &Tokens, at: usize) -> Option<(Point, usize)> {
    let digits = tokens.low(at).strip_prefix("mid-")?;
    let year: i32 = digits.parse().ok()?;
    (1900..2100).contains(&year).then_some(())?;
    // "mid-2000s".
    let decade = tokens
        .behind(at)
        .is_some_and(|n| tokens.is(n, &["s"]) && !tokens.all[n].spaced);
    let point = Point {
        year: Some(year),
        decade,
        ..Point::default()
    };
    Some((point, at + usize::from(decade)))
}

/// A year alone: not where it counts something, nor within other numbers.
fn only_year(tokens: &Tokens, at: usize, sure: bool) -> Option<(Point, usize)> {
    let year = year(tokens, at)?;
    let point = Point {
        year: Some(year),
        ..Point::default()
    };
    let last = year_word(tokens, at);
    if last > at || sure && year >= 1500 {
        return Some((point, last));
    }
    if !(1500..2100).contains(&year) {
        return None;
    }
    let counted = tokens.behind(at).is_some_and(|n| {
        tokens.is(
            n,
            &[
                "people",
                "persons",
                "%",
                "percent",
                "per",
                "protesters",
                "activists",
                "prisoners",
                "members",
                "cases",
                "человек",
                "рублей",
                "тенге",
                "дел",
                "адам",
                "hours",
                "km",
                "votes",
            ],
        )
    });
    let money = tokens.before(at).is_some_and(|b| {
        tokens.is(
            b,
            &["$", "€", "£", "№", "no", "#", "article", "/", "resolution"],
        )
    });
    let glued = tokens
        .behind(at)
        .is_some_and(|n| !tokens.all[n].spaced && tokens.is(n, &["/", "%"]));
    let qualified = tokens
        .before(at)
        .is_some_and(|b| tokens.is(b, &["than", "least", "about", "over", "nearly", "around"]));
    (!counted && !money && !glued && !qualified).then_some((point, last))
}
