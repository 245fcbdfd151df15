//! Dates in running text, to EDTF; a year that is not told is taken from what the document is about, or from what was
//! told before.

mod point;

use super::{Mention, Named};
use crate::text::{Span, Text};
use crate::tokens::Tokens;
use aigaq_typed::month_in_words;
use point::{Point, month, point, year_word};

/// What is known of the time of the document.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Clock {
    /// The year that the whole document tells of.
    pub(crate) about: Option<i32>,
    /// The year in which it was written: "this year".
    pub(crate) written: Option<i32>,
}

/// All dates. Where a law stands ("2014 Trade Union law") there is no date.
pub(super) fn dates(tokens: &Tokens, clock: &Clock, laws: &[Mention]) -> Vec<Mention> {
    let mut all = Vec::new();
    let mut told: Option<i32> = None;
    let mut at = 0;
    let mut law = 0;
    while at < tokens.all.len() {
        while laws
            .get(law)
            .is_some_and(|l| l.span.end <= tokens.all[at].start)
        {
            law += 1;
        }
        if laws
            .get(law)
            .is_some_and(|l| l.span.overlaps(tokens.all[at].span()))
        {
            at += 1;
            continue;
        }
        let context = clock.about.or(told).or(clock.written);
        match date(tokens, at, context, clock) {
            Some(found) => {
                if let Some(year) = found.told {
                    told = Some(year);
                }
                let span = tokens.span(found.first, found.last);
                let free = laws.get(law).is_none_or(|l| !l.span.overlaps(span));
                if let Some(edtf) = found.edtf.filter(|_| free) {
                    all.push(Mention {
                        named: Named::Date(edtf),
                        span,
                    });
                }
                at = found.last + 1;
            }
            None => at += 1,
        }
    }
    all
}

/// The date that a whole line is, in EDTF.
pub(crate) fn whole_date(line: &str) -> Option<String> {
    if !line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let text = Text::new(line);
    let tokens = Tokens::of(&text, &[Span::new(0, text.len())]);
    let mut at = 0;
    // "Thursday, 22 July 2021".
    if tokens.all.first()?.is_word()
        && tokens.is(1, &[","])
        && month_in_words(tokens.low(0)).is_none()
    {
        at = 2;
    }
    let found = date(&tokens, at, None, &Clock::default())?;
    let behind = tokens.all.len() - 1 - found.last;
    (behind == 0 || behind == 1 && tokens.is(found.last + 1, &["."])).then_some(found.edtf)?
}

struct Found {
    first: usize,
    last: usize,
    edtf: Option<String>,
    /// The year that later dates without one may mean.
    told: Option<i32>,
}

fn date(tokens: &Tokens, at: usize, context: Option<i32>, clock: &Clock) -> Option<Found> {
    if let Some(found) = relative(tokens, at, clock) {
        return Some(found);
    }
    let first = at;
    let mut at = at;
    let mut between = false;
    let part = part_of(tokens, at);
    if let Some(next) = part {
        at = next;
    } else if tokens.is(at, &["between"]) {
        between = true;
        at += 1;
    }
    if !tokens.together(first, at) {
        return None;
    }
    let (mut point, mut last) = point(tokens, at, part.is_some())?;
    // A range: "2002–2016", "January–May 2021", "between March and June 2019", «с мая по июль 2013 года».
    let range = joint(tokens, last, between)
        .or_else(|| from_to(tokens, at, last))
        .and_then(|next| {
            let (end, end_last) = range_end(tokens, next, point)?;
            Some((end, end_last))
        });
    let dashed = between && tokens.behind(last).is_some_and(|n| !tokens.is(n, &["and"]));
    let first = if between && (range.is_none() || dashed) {
        at
    } else {
        first
    };
    if let Some((mut end, end_last)) = range {
        end.year = end.year.or(point.year);
        point.year = point.year.or(end.year);
        if point.month.is_none() && point.day.is_some() {
            point.month = end.month;
        }
        let year = end.year.or(context)?;
        end.year = Some(year);
        point.year = point.year.or(Some(year));
        let edtf = match (point.edtf(), end.edtf()) {
            (Some(a), Some(b)) if a <= b => Some(format!("{a}/{b}")),
            _ => None,
        };
        last = end_last;
        return Some(Found {
            first,
            last,
            edtf,
            told: Some(year),
        });
    }
    // An end of a range that was none: "12" of "12–14 March" is no date.
    point.month.or(point.year.map(|_| 0)).or(point.season)?;
    let told = point.year;
    point.year = point.year.or(context);
    Some(Found {
        first,
        last,
        edtf: point.edtf(),
        told,
    })
}

/// "This year", "last year", «в этом году».
fn relative(tokens: &Tokens, at: usize, clock: &Clock) -> Option<Found> {
    let next = tokens.behind(at)?;
    let years = match (tokens.low(at), tokens.low(next)) {
        ("this", "year")
        | ("этом" | "нынешнем" | "текущем", "году")
        | ("этого", "года")
        | ("биыл", _) => 0,
        ("last", "year") | ("прошлом" | "минувшем", "году") | ("прошлого", "года") => {
            -1
        }
        ("next", "year") | ("следующем", "году") => 1,
        _ => return None,
    };
    // "this year" of a document about a year is that year.
    let year = clock.about.or(clock.written)? + years;
    Some(Found {
        first: at,
        last: next,
        edtf: Some(format!("{year:04}")),
        told: None,
    })
}

/// "early", "the first half of", «в начале»: where the date itself begins.
fn part_of(tokens: &Tokens, at: usize) -> Option<usize> {
    let low = tokens.low(at);
    let next = at + 1;
    if matches!(
        low,
        "early"
            | "mid"
            | "late"
            | "начале"
            | "середине"
            | "конце"
            | "начала"
            | "середины"
            | "конца"
            | "начало"
            | "конец"
            | "середину"
            | "концу"
            | "началу"
    ) {
        let skip = usize::from(tokens.is(next, &["-"]));
        return Some(next + skip);
    }
    if matches!(low, "beginning" | "end" | "start" | "middle") && tokens.is(next, &["of"]) {
        let the = usize::from(tokens.is(next + 1, &["the"]));
        return Some(next + 1 + the);
    }
    if matches!(low, "first" | "second" | "latter")
        && tokens.is(next, &["half"])
        && tokens.is(next + 1, &["of"])
    {
        let the = usize::from(tokens.is(next + 2, &["the"]));
        return Some(next + 2 + the);
    }
    if matches!(
        low,
        "первой" | "второй" | "первое" | "второе" | "первая" | "вторая"
    ) && tokens.is(
        next,
        &["половине", "полугодии", "половина", "половины", "полугодие"],
    ) {
        return Some(next + 1);
    }
    None
}

/// The token behind what joins two ends of a range.
fn joint(tokens: &Tokens, last: usize, between: bool) -> Option<usize> {
    let next = tokens.behind(last)?;
    let joins = if between {
        tokens.is(next, &["and", "–", "-", "—"])
    } else {
        tokens.is(next, &["–", "-", "—", "по"])
    };
    if !joins {
        return None;
    }
    let end = tokens.behind(next)?;
    // "2016 – " before words is a dash of the sentence; "with 10 – 12" too.
    let is_word = tokens.all[end].is_word() && month(tokens, end).is_none();
    (!is_word).then_some(end)
}

/// "from September 16 to 26", "from March 3 through May 1": behind "to", of a date with its day behind "from".
fn from_to(tokens: &Tokens, first: usize, last: usize) -> Option<usize> {
    let from = tokens.before(first)?;
    let to = tokens.behind(last)?;
    let end = tokens.behind(to)?;
    let is_day = tokens.all[end].is_number() && tokens.low(end).len() <= 2;
    let is_range =
        tokens.is(from, &["from", "с", "со"]) && tokens.is(to, &["to", "through", "until", "до"]);
    (is_range && last > first && (is_day || month(tokens, end).is_some())).then_some(end)
}

fn range_end(tokens: &Tokens, at: usize, start: Point) -> Option<(Point, usize)> {
    // "1932–33".
    if let (Some(year), None, true) = (start.year, start.month, tokens.all.get(at)?.is_number()) {
        let low = tokens.low(at);
        if low.len() == 2 && !start.decade {
            let end: i32 = low.parse().ok()?;
            let whole = year - year % 100 + end;
            let month_behind = tokens
                .behind(at)
                .is_some_and(|n| month(tokens, n).is_some());
            if whole > year && !month_behind {
                let last = year_word(tokens, at);
                let point = Point {
                    year: Some(whole),
                    ..Point::default()
                };
                return Some((point, last));
            }
            return None;
        }
    }
    let (end, last) = point(tokens, at, true)?;
    // "12–14 March", "March–May": both ends are of one kind.
    let alike = start.month.is_some() == end.month.is_some()
        || start.day.is_some() && start.month.is_none();
    // "May 17–19, 2016" gives its end a day only.
    (alike || start.day.is_some() && end.month.is_none()).then_some(())?;
    let mut end = end;
    if end.month.is_none() && start.month.is_some() {
        end.month = start.month;
    }
    Some((end, last))
}
