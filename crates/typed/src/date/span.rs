//! A whole date: one end, or from one end to another, as EDTF.

use super::items::Item;
use super::point::{Point, Side};
use super::vocabulary::Meaning;
use crate::context::Context;
use crate::misunderstood::{Misunderstood, Problem};
use aigaq_schema::{Day, PartialDate};

/// The date that the items name.
pub(super) fn span(
    text: &str,
    items: &[Item],
    context: &Context,
    unsaid: &mut Vec<String>,
) -> Result<PartialDate, Misunderstood> {
    let Some((left, right)) = ends(text, items)? else {
        let point = Point::read(text, items, context, unsaid)?;
        return single(text, point, context);
    };
    let mut first = Point::read(text, left, context, unsaid)?;
    let mut last = Point::read(text, right, context, unsaid)?;
    // The words that made the range said all there is to say about the sides.
    first.side = None;
    last.side = None;
    if !first.names_something() || !last.names_something() || first.now {
        return Err(Misunderstood::new(text, Problem::NotADate));
    }
    if last.now {
        return made(
            text,
            &format!("{}/..", edtf(text, &complete(text, first, context)?)?),
        );
    }
    // "Winter 2023–24" is one winter.
    if first.season == Some(4)
        && last.season.is_none()
        && last.month.is_none()
        && (last.year == first.year.map(|y| y + 1)
            || last.day.map(|d| d as i32) == first.year.map(|y| (y + 1).rem_euclid(100)))
    {
        return made(text, &edtf(text, &first)?);
    }
    two(text, first, last, context)
}

/// The items of the first and of the last.
type Ends<'i> = (&'i [Item], &'i [Item]);

/// The two ends, when there are two.
fn ends<'i>(text: &str, items: &'i [Item]) -> Result<Option<Ends<'i>>, Misunderstood> {
    let is = |n: usize, wanted: &[Meaning]| matches!(items.get(n), Some(Item::Word { meaning, .. }) if wanted.contains(meaning));
    let bears = |item: &Item| {
        matches!(
            item,
            Item::Number(_) | Item::Day { .. } | Item::MonthOfYear { .. } | Item::Years { .. }
        ) || matches!(
            item,
            Item::Word {
                meaning: Meaning::Month(_)
                    | Meaning::MonthFrom(_)
                    | Meaning::Season(_)
                    | Meaning::Relative(_)
                    | Meaning::RelativeYear(_)
                    | Meaning::Now,
                ..
            }
        )
    };
    let two_sided = |n: usize| items[..n].iter().any(bears) && items[n + 1..].iter().any(bears);
    let opened = (0..items.len()).any(|n| is(n, &[Meaning::From, Meaning::Of]));
    // Kazakh: «…наурыздан (бастап) …сәуірге дейін».
    let kazakh_end = items
        .iter()
        .rposition(|item| {
            matches!(
                item,
                Item::Word {
                    meaning: Meaning::Until,
                    ..
                }
            )
        })
        .is_some_and(|n| !items[n + 1..].iter().any(bears));
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for n in 0..items.len() {
        let cut = match &items[n] {
            Item::Dash => two_sided(n).then_some((n, n + 1)),
            Item::Word { meaning, .. } => match meaning {
                Meaning::To => two_sided(n).then_some((n, n + 1)),
                Meaning::Until => two_sided(n).then_some((n, n + 1)),
                Meaning::And if opened || items.iter().any(is_among) => {
                    two_sided(n).then_some((n, n + 1))
                }
                Meaning::Since if kazakh_end => two_sided(n).then_some((n, n + 1)),
                Meaning::MonthFrom(_)
                    if kazakh_end && !is(n + 1, &[Meaning::Since]) && n + 1 < items.len() =>
                {
                    items[n + 1..].iter().any(bears).then_some((n + 1, n + 1))
                }
                _ => None,
            },
            _ => None,
        };
        cuts.extend(cut);
    }
    // «2019 – по настоящее время»: a dash and a word that say the same.
    if let [(a, _), (b, after)] = cuts.as_slice()
        && *b == a + 1
    {
        return Ok(Some((&items[..*a], &items[*after..])));
    }
    match cuts.as_slice() {
        [] => Ok(None),
        [(end, start)] => Ok(Some((&items[..*end], &items[*start..]))),
        _ => Err(Misunderstood::new(text, Problem::SeveralDates)),
    }
}

/// «аралығында»: between.
fn is_among(item: &Item) -> bool {
    matches!(item, Item::Word { written, .. } if aigaq_schema::fold::fold(written).starts_with("арал"))
}

/// One end alone, perhaps open to a side.
fn single(text: &str, mut point: Point, context: &Context) -> Result<PartialDate, Misunderstood> {
    let side = point.side.take();
    if point.now || !point.names_something() {
        return Err(Misunderstood::new(text, Problem::NotADate));
    }
    let point = complete(text, point, context)?;
    let Some(Side { until, included }) = side else {
        return made(text, &edtf(text, &point)?);
    };
    let point = if included || point.about || point.perhaps {
        point
    } else {
        beside(text, &point, until)?
    };
    let end = edtf(text, &point)?;
    made(
        text,
        &if until {
            format!("../{end}")
        } else {
            format!("{end}/..")
        },
    )
}

/// The day, month, season or year before (or after) the one named: "before 2020" does not include 2020.
fn beside(text: &str, point: &Point, before: bool) -> Result<Point, Misunderstood> {
    let mut next = point.clone();
    next.weekday = None;
    let step = if before { -1 } else { 1 };
    let date: PartialDate = made(text, &edtf(text, point)?)?;
    let day = if before { date.first() } else { date.last() };
    let Some(at) = day.is_known().then(|| Day(day.0 + step).civil()).flatten() else {
        return Err(Misunderstood::new(text, Problem::NotADate));
    };
    let (year, month, day) = (
        i32::from(at.year()),
        at.month().unsigned_abs(),
        u32::from(at.day().unsigned_abs()),
    );
    if point.day.is_some() {
        (next.year, next.month, next.day) = (Some(year), Some(month), Some(day));
    } else if point.month.is_some() {
        (next.year, next.month) = (Some(year), Some(month));
    } else if point.season.is_some() {
        // What lies beside a season is said by its month.
        (next.season, next.year, next.month) = (None, Some(year), Some(month));
    } else {
        (next.year, next.open_digits) = (Some(year), 0);
    }
    Ok(next)
}

/// Two ends: what one leaves out, the other says.
fn two(
    text: &str,
    mut first: Point,
    mut last: Point,
    context: &Context,
) -> Result<PartialDate, Misunderstood> {
    let partial = first.year.is_none();
    if partial {
        // «около 12–14 марта»: about both ends.
        let (about, perhaps) = (first.about, last.perhaps);
        last.about |= about;
        first.perhaps |= perhaps;
    }
    let named = |p: &Point| p.month.is_some() || p.season.is_some();
    if first.day.is_some() && !named(&first) && last.day.is_some() {
        first.month = last.month;
    }
    if last.day.is_some() && !named(&last) && first.day.is_some() {
        last.month = first.month;
    }
    // "2023–24": the second is a year.
    if let (Some(year), None, Some(day), None, false) =
        (first.year, first.day, last.day, last.year, named(&last))
        && !named(&first)
    {
        let full = year - year.rem_euclid(100) + day as i32;
        last.year = Some(if full < year { full + 100 } else { full });
        last.day = None;
    }
    match (first.year, last.year) {
        // «1 мая – 2024»: the year of the day is not said.
        (None, Some(_)) if last.month.is_none() && last.season.is_none() => {
            return Err(Misunderstood::new(text, Problem::NotADate));
        }
        (None, Some(year)) => {
            // «28.12–03.01.2024» begins in the year before.
            let key = |p: &Point| (p.month, p.day);
            let earlier = first.season.is_none()
                && last.season.is_none()
                && key(&first) > key(&last)
                && first.month > last.month;
            first.year = Some(if earlier { year - 1 } else { year });
        }
        (Some(year), None) => {
            let later = first.month.is_some() && last.month.is_some() && first.month > last.month;
            last.year = Some(if later { year + 1 } else { year });
        }
        (None, None) => {
            if first.month.is_none() && first.season.is_none() {
                first.month = context.month;
            }
            if last.month.is_none() && last.season.is_none() {
                last.month = context.month;
            }
            if first.month > last.month
                && last.month.is_some()
                && let Some(year) = context.year
            {
                let between = |year: i32| {
                    let (mut a, mut b) = (first.clone(), last.clone());
                    (a.year, b.year) = (Some(year), Some(year + 1));
                    Ok(format!("{}/{}", edtf(text, &a)?, edtf(text, &b)?))
                };
                return Err(Misunderstood::new(text, Problem::DateAmbiguous)
                    .offering(vec![between(year - 1)?, between(year)?]));
            }
        }
        _ => {}
    }
    let first = complete(text, first, context)?;
    let last = complete(text, last, context)?;
    made(
        text,
        &format!("{}/{}", edtf(text, &first)?, edtf(text, &last)?),
    )
}

/// Fills what is left out from the context, or asks for it.
fn complete(text: &str, mut point: Point, context: &Context) -> Result<Point, Misunderstood> {
    if point.season.is_some() && (point.month.is_some() || point.day.is_some()) {
        return Err(Misunderstood::new(text, Problem::NotADate));
    }
    if point.open_digits > 0 && (point.month.is_some() || point.day.is_some()) {
        return Err(Misunderstood::new(text, Problem::NotADate));
    }
    if let (Some(day), None) = (point.day, point.month) {
        // A year and a number, as in "2024 12", name no day.
        match context.month {
            Some(month) if point.year.is_none() || point.year == context.year => {
                point.month = Some(month);
            }
            _ if (1..=31).contains(&day) => {
                return Err(Misunderstood::new(text, Problem::MonthMissing));
            }
            _ => return Err(Misunderstood::new(text, Problem::NotADate)),
        }
    }
    if point.year.is_none() {
        point.year = context.year;
    }
    if point.year.is_none() {
        return Err(
            Misunderstood::new(text, Problem::YearMissing).offering(last_time(&point, context))
        );
    }
    Ok(point)
}

/// The last time before today (or today) that there was such a day, month or season: offered, never taken.
fn last_time(point: &Point, context: &Context) -> Vec<String> {
    let Some(today) = context.today.civil() else {
        return Vec::new();
    };
    let year = i32::from(today.year());
    (0..8)
        .filter_map(|back| {
            let mut with_year = point.clone();
            with_year.year = Some(year - back);
            let date: PartialDate = edtf("", &with_year).ok()?.parse().ok()?;
            (date.first() <= context.today).then(|| date.text().to_owned())
        })
        .take(1)
        .collect()
}

/// The text in EDTF.
fn edtf(text: &str, point: &Point) -> Result<String, Misunderstood> {
    let wrong = || Misunderstood::new(text, Problem::NotADate);
    let year = point
        .year
        .filter(|y| (0..=9999).contains(y))
        .ok_or_else(wrong)?;
    let mut out = match point.open_digits {
        0 => format!("{year:04}"),
        1 => format!("{:03}X", year / 10),
        _ => format!("{:02}XX", year / 100),
    };
    if let Some(season) = point.season {
        out.push_str(&format!("-{}", 20 + season));
    } else if let Some(month) = point.month {
        out.push_str(&format!("-{month:02}"));
        if let Some(day) = point.day {
            check_day(text, year, month, day, point)?;
            out.push_str(&format!("-{day:02}"));
        }
    }
    match (point.about, point.perhaps) {
        (true, true) => out.push('%'),
        (true, false) => out.push('~'),
        (false, true) => out.push('?'),
        (false, false) => {}
    }
    Ok(out)
}

fn check_day(
    text: &str,
    year: i32,
    month: u8,
    day: u32,
    point: &Point,
) -> Result<(), Misunderstood> {
    let wrong = || Misunderstood::new(text, Problem::NotADate);
    let small = i16::try_from(year).map_err(|_| wrong())?;
    let month_text = format!("{year:04}-{month:02}");
    let whole: PartialDate = month_text.parse().map_err(|_| wrong())?;
    let days = whole.last().civil().map_or(31, |d| d.day().unsigned_abs());
    let date = i8::try_from(day)
        .ok()
        .and_then(|d| Day::from_ymd(small, month as i8, d))
        .ok_or_else(|| {
            Misunderstood::new(
                text,
                Problem::NoSuchDay {
                    day,
                    month,
                    year,
                    days,
                },
            )
            .offering(vec![month_text.clone()])
        })?;
    match (point.weekday, date.civil()) {
        (Some(weekday), Some(civil)) if civil.weekday().to_monday_one_offset() as u8 != weekday => {
            Err(Misunderstood::new(text, Problem::OtherWeekday).offering(vec![date.to_string()]))
        }
        _ => Ok(()),
    }
}

fn made(text: &str, edtf: &str) -> Result<PartialDate, Misunderstood> {
    edtf.parse().map_err(|error| super::refused(text, &error))
}
