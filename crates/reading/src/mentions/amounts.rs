//! Quantities and lengths of time.

use super::numerals::{self, Number};
use super::{Duration, Mention, Named, Quantity, noun_phrase};
use crate::Document;
use crate::lists::{MONEY, QUALIFIERS, TERMS, TIMES};
use crate::tokens::{Shape, Tokens};

/// All amounts in order, none overlapping, none within a date.
pub(super) fn amounts(document: &Document, dates: &[Mention], laws: &[Mention]) -> Vec<Mention> {
    let tokens = &document.tokens;
    let mut all = Vec::new();
    let mut at = 0;
    while at < tokens.all.len() {
        let found = amount(tokens, at).filter(|(first, last, named)| {
            let span = tokens.span(*first, *last);
            let place = dates.partition_point(|d| d.span.end <= span.start);
            let dated = dates.get(place).is_some_and(|d| d.span.overlaps(span));
            // "33 year old" within nothing; a date's own figures are no amount.
            // "2014 Trade Union law" counts no laws.
            let of_a_law = super::laws::within(laws, tokens.all[*first].span());
            !of_a_law && !dated
                || !of_a_law
                    && matches!(named, Named::Duration(_))
                    && !dates[place].span.overlaps(tokens.all[*first].span())
        });
        match found {
            Some((first, last, named)) => {
                let span = tokens.span(first, last);
                all.push(Mention { named, span });
                at = last + 1;
            }
            None => at += 1,
        }
    }
    all
}

fn amount(tokens: &Tokens, at: usize) -> Option<(usize, usize, Named)> {
    let token = tokens.all.get(at)?;
    if !(token.is_word() || token.is_number() || MONEY.means(tokens.low(at)).is_some()) {
        return None;
    }
    let (from, qualifier) = match QUALIFIERS.longest(tokens, at) {
        // "only a month" is a month.
        Some((last, means))
            if tokens
                .behind(last)
                .is_some_and(|n| !tokens.is(n, &["a", "an"]) || means != "only") =>
        {
            (last + 1, Some(means))
        }
        _ => (at, None),
    };
    if qualifier.is_none() && is_ordinal_or_article(tokens, at) {
        return None;
    }
    if let Some((last, duration)) = duration(tokens, from, qualifier) {
        return Some((at, last, Named::Duration(duration)));
    }
    let (last, quantity) = quantity(tokens, from, qualifier)?;
    Some((at, last, Named::Quantity(quantity)))
}

/// "21st", "Article 5", "No 12", the number of a note or of a document.
fn is_ordinal_or_article(tokens: &Tokens, at: usize) -> bool {
    if !tokens.all[at].is_number() {
        return false;
    }
    let glued = |i: usize| tokens.all.get(i).is_some_and(|t| !t.spaced) && tokens.together(at, i);
    let ordinal = glued(at + 1)
        && (tokens.is(at + 1, &["st", "nd", "rd", "th", "s", "/"])
            || tokens.is(at + 1, &["-"])
                && tokens.is(
                    at + 2,
                    &["й", "го", "я", "м", "е", "х", "ю", "му", "ое", "ой", "ый"],
                ));
    let numbered = tokens.before(at).is_some_and(|b| {
        tokens.is(
            b,
            &[
                "article",
                "articles",
                "№",
                "no",
                "section",
                "chapter",
                "ст",
                "статья",
                "статьи",
                "статье",
                "ч",
                "п",
                "пункт",
                "part",
                "/",
                "#",
                "covid",
            ],
        ) || tokens.is(b, &["."])
            && tokens
                .before(b)
                .is_some_and(|c| tokens.is(c, &["ст", "ч", "п", "no", "art"]))
    });
    ordinal || numbered
}

fn unit(low: &str) -> Option<(&'static str, f64)> {
    Some(match TIMES.means(low)? {
        "year" => ("year", 1.0),
        "decade" => ("year", 10.0),
        "month" => ("month", 1.0),
        "week" => ("week", 1.0),
        "day" => ("day", 1.0),
        "hour" => ("hour", 1.0),
        _ => return None,
    })
}

/// "five year prison sentence", "15 days’ detention", "a decade", "one-year chairmanship", «два года лишения свободы».
fn duration(
    tokens: &Tokens,
    at: usize,
    qualifier: Option<&'static str>,
) -> Option<(usize, Duration)> {
    // "one-year", "seven-and-a-half-year", "33-year-old" are one word, or a number, a hyphen and a word.
    if let Some((value, unit, old)) = compound(tokens.low(at)) {
        let (last, of) = if old {
            (at, Some("age"))
        } else {
            head(tokens, at)
        };
        return Some((
            last,
            Duration {
                value,
                unit,
                of,
                qualifier,
            },
        ));
    }
    let (value, mut next) = if tokens.is(at, &["a", "an"]) {
        rate(tokens, at).then_some(())?;
        (1.0, at + 1)
    } else {
        let Number { value, last, .. } = numerals::number(tokens, at)?;
        (value, last + 1)
    };
    let mut hyphen = false;
    if tokens.is(next, &["-", "–"])
        && !tokens.all[next].spaced
        && tokens.all.get(next + 1).is_some_and(|t| !t.spaced)
    {
        next += 1;
        hyphen = true;
    }
    if !tokens.together(at, next) {
        return None;
    }
    // "12-year-old", "18-month" after a figure and a hyphen.
    let low = tokens.low(next);
    if let Some(base) = low.strip_suffix("-old") {
        let (unit, times) = unit(base)?;
        return Some((
            next,
            Duration {
                value: value * times,
                unit,
                of: Some("age"),
                qualifier,
            },
        ));
    }
    // «28-летний срок»; «29-летний водитель» tells an age, as does any other noun.
    if let Some(unit) = adjective_of_time(low).filter(|_| hyphen) {
        let (last, of) = term(tokens, next);
        let of = if last > next { of } else { Some("age") };
        return Some((
            last,
            Duration {
                value,
                unit,
                of,
                qualifier,
            },
        ));
    }
    let (unit, times) = unit(low)?;
    if tokens.is(at, &["a", "an"]) && low == "hour" {
        return None;
    }
    let value = value * times;
    let singular =
        hyphen || matches!(low, "year" | "month" | "week" | "day" | "hour") && value > 1.0;
    let (last, of) = if singular && times < 2.0 {
        head(tokens, next)
    } else {
        term(tokens, next)
    };
    let of = of.or_else(|| from_before(tokens, at));
    Some((
        last,
        Duration {
            value,
            unit,
            of,
            qualifier,
        },
    ))
}

/// «летний», «месячный», «суточный» behind a number and a hyphen.
fn adjective_of_time(low: &str) -> Option<&'static str> {
    let stems = [
        ("летн", "year"),
        ("месячн", "month"),
        ("недельн", "week"),
        ("дневн", "day"),
        ("суточн", "day"),
        ("часов", "hour"),
    ];
    let of = |stem: &str| {
        let ending = low.strip_prefix(stem);
        ending.is_some_and(|ending| (2..=3).contains(&ending.chars().count()))
    };
    stems
        .into_iter()
        .find(|(stem, _)| of(stem))
        .map(|(_, unit)| unit)
}

/// "a month later" is a length of time; "five dollars a day", "once a year" is none.
fn rate(tokens: &Tokens, at: usize) -> bool {
    tokens.before(at).is_none_or(|b| {
        !tokens.all[b].is_number()
            && !tokens.is(b, &["once", "twice", "times", "per", "thrice"])
            && MONEY.means(tokens.low(b)).is_none()
    })
}

/// A compound word: "one-year", "seven-and-a-half-year", "five-year-old".
fn compound(low: &str) -> Option<(f64, &'static str, bool)> {
    let (rest, old) = match low.strip_suffix("-old") {
        Some(rest) => (rest, true),
        None => (low, false),
    };
    let (number, unit_word) = rest.rsplit_once('-')?;
    let (unit, times) = unit(unit_word)?;
    let (number, half) = match number.strip_suffix("-and-a-half") {
        Some(number) => (number, 0.5),
        None => (number, 0.0),
    };
    let value = numerals::words(number).or_else(|| {
        numerals::figures(number).filter(|_| number.starts_with(|c: char| c.is_ascii_digit()))
    })?;
    Some(((value + half) * times, unit, old))
}

/// The noun behind "five year": "prison sentence", "‘freedom restriction’ ban", "old".
fn head(tokens: &Tokens, at: usize) -> (usize, Option<&'static str>) {
    let mut last = at;
    let mut of = None;
    let mut quoted = false;
    let mut next = at + 1;
    if tokens.is(next, &["old", "olds"]) {
        return (next, Some("age"));
    }
    while next <= at + 7 && tokens.together(at, next) {
        let token = &tokens.all[next];
        let low = tokens.low(next);
        if tokens.is(next, &["‘", "’", "“", "”", "«", "»", "\"", "'"]) {
            quoted = !quoted;
            next += 1;
            continue;
        }
        if !token.is_word()
            || crate::lists::FUNCTION.has(low)
            || token.shape == Shape::Capital && !quoted
        {
            break;
        }
        if low.ends_with("ed") && low.len() > 4 && last > at && of.is_some() {
            break;
        }
        last = next;
        let kind = TERMS
            .means(low)
            .or_else(|| TERMS.longest(tokens, next).map(|(_, means)| means));
        if kind.is_some() {
            of = kind.filter(|kind| !kind.is_empty());
            // The last of several penalty words is the head: "prison sentence".
            let goes_on = tokens
                .all
                .get(next + 1)
                .is_some_and(crate::tokens::Token::is_word)
                && TERMS.means(tokens.low(next + 1)).is_some()
                || tokens.is(next + 1, &["’", "'", "”", "»"])
                    && TERMS.means(tokens.low(next + 2)).is_some();
            if !goes_on {
                break;
            }
        } else if super::phrases::is_plural(low) {
            break;
        }
        next += 1;
    }
    (last, known(of))
}

fn known(of: Option<&str>) -> Option<&'static str> {
    Some(match of? {
        "sentence" => "sentence",
        "restriction" => "restriction",
        "detention" => "detention",
        "term" => "term",
        "age" => "age",
        _ => return None,
    })
}

/// What stands behind "three years": "in prison", "’ imprisonment", «лишения свободы», "old".
fn term(tokens: &Tokens, at: usize) -> (usize, Option<&'static str>) {
    let mut next = at + 1;
    if tokens.is(next, &["old"]) {
        return (next, Some("age"));
    }
    let owned = tokens.is(next, &["’", "'"]) && tokens.all.get(next).is_some_and(|t| !t.spaced);
    if owned {
        next += 1;
    } else if tokens.is(next, &["in", "under", "of", "в"]) {
        // "in prison", "of imprisonment", "under house arrest".
        let bare = usize::from(tokens.is(next + 1, &["a", "the"]));
        next += 1 + bare;
    }
    if !tokens.together(at, next) {
        return (at, None);
    }
    match TERMS.longest(tokens, next) {
        Some((last, means)) if owned || next == at + 1 || !means.is_empty() => {
            (last, known(Some(means)))
        }
        _ => {
            if owned && let Some(last) = noun_phrase(tokens, next) {
                return (last, None);
            }
            (at, None)
        }
    }
}

/// What stands before tells what lasted: "jailed for six years", "aged 13 years".
fn from_before(tokens: &Tokens, at: usize) -> Option<&'static str> {
    let mut before = at;
    for _ in 0..4 {
        before = tokens.before(before)?;
        let of = match tokens.low(before) {
            "jailed"
            | "sentenced"
            | "imprisoned"
            | "imprisonment"
            | "sentence"
            | "приговорен"
            | "приговорил"
            | "приговорила"
            | "приговорены"
            | "осужден" => "sentence",
            "banned" | "ban" | "restricted" => "restriction",
            "detained" | "arrested" | "custody" | "арестован" => "detention",
            "aged" | "age" | "возрасте" | "at" => "age",
            _ => continue,
        };
        return (of != "age" || tokens.low(before) != "at").then_some(of);
    }
    None
}

fn quantity(
    tokens: &Tokens,
    at: usize,
    qualifier: Option<&'static str>,
) -> Option<(usize, Quantity)> {
    if let Some(found) = many(tokens, at) {
        return Some(found);
    }
    // "$10 billion debt".
    if let Some(currency) = MONEY.means(tokens.low(at)).filter(|m| m.len() == 3)
        && tokens.behind(at).is_some_and(|n| tokens.all[n].is_number())
    {
        let number = numerals::number(tokens, at + 1)?;
        let last = tokens
            .behind(number.last)
            .filter(|n| tokens.all[*n].is_word() && tokens.all[*n].spaced)
            .and_then(|n| noun_phrase(tokens, n))
            .filter(|last| *last <= number.last + 2)
            .unwrap_or(number.last);
        return Some((
            last,
            Quantity {
                value: Some(number.value),
                unit: currency.to_owned(),
                qualifier,
                range: None,
            },
        ));
    }
    let number = numerals::number(tokens, at)?;
    let mut value = Some(number.value);
    let mut last = number.last;
    let mut range = None;
    // "150,000–250,000 dead".
    if tokens.is(last + 1, &["–", "-"])
        && let Some(end) = numerals::number(tokens, last + 2)
            .filter(|end| tokens.together(at, end.last) && end.value > number.value)
    {
        range = Some((number.value, end.value));
        value = None;
        last = end.last;
    }
    let next = tokens.behind(last);
    let percent = next.filter(|n| {
        tokens.is(
            *n,
            &["%", "percent", "per", "процента", "процентов", "пайыз"],
        )
    });
    if let Some(n) = percent {
        let end = if tokens.is(n, &["per"]) {
            tokens.is(n + 1, &["cent"]).then_some(n + 1)?
        } else {
            n
        };
        return Some((
            end,
            Quantity {
                value,
                unit: "percent".to_owned(),
                qualifier,
                range,
            },
        ));
    }
    if let Some(n) = next
        && let Some((end, means)) = MONEY.longest(tokens, n)
    {
        return Some((
            end,
            Quantity {
                value,
                unit: means.to_owned(),
                qualifier,
                range,
            },
        ));
    }
    let noun = next.filter(|n| tokens.all[*n].is_word() && tokens.all[*n].spaced);
    // "one of them", "one another": a pronoun.
    let mut noun = noun;
    // "over 130 such cases": "such" stands between.
    if noun.is_some_and(|n| tokens.is(n, &["such", "other", "more", "additional"])) {
        noun = noun.and_then(|n| tokens.behind(n));
    }
    // "seven others": people, of whom the number is told.
    let others = noun.filter(|n| tokens.is(*n, &["others"]));
    let end = others.or_else(|| noun.and_then(|n| noun_phrase(tokens, n)));
    match (end, noun) {
        (Some(end), Some(noun)) => {
            // "In 2016 Almaty" and "the two Koreas" count nothing: a name is no unit.
            let head_is_name = tokens.all[end].shape == Shape::Capital && end == noun;
            let one = number.value == 1.0 && number.in_words;
            if head_is_name || one && (qualifier.is_none() && !is_singular_person(tokens.low(end)))
            {
                return None;
            }
            let unit = tokens.phrase(noun, end);
            Some((
                end,
                Quantity {
                    value,
                    unit,
                    qualifier,
                    range,
                },
            ))
        }
        _ => (qualifier.is_some() && !number.in_words && value.is_some_and(|v| v >= 2.0)).then(
            || {
                (
                    last,
                    Quantity {
                        value,
                        unit: String::new(),
                        qualifier,
                        range,
                    },
                )
            },
        ),
    }
}

/// "one official", "one child" count a person.
fn is_singular_person(low: &str) -> bool {
    matches!(
        low,
        "person"
            | "child"
            | "man"
            | "woman"
            | "protester"
            | "protestor"
            | "official"
            | "officer"
            | "policeman"
            | "activist"
            | "journalist"
            | "prisoner"
            | "detainee"
            | "inmate"
            | "soldier"
            | "student"
            | "case"
            | "человек"
            | "ребенок"
    )
}

/// "hundreds of protestors", "dozens of people", «сотни человек».
fn many(tokens: &Tokens, at: usize) -> Option<(usize, Quantity)> {
    let qualifier = match tokens.low(at) {
        "hundreds" | "сотни" | "сотен" | "жүздеген" => "hundreds",
        "thousands" | "тысячи" | "мыңдаған" => "thousands",
        "dozens" | "десятки" | "десятков" | "ондаған" | "scores" => "dozens",
        _ => return None,
    };
    let of = tokens.behind(at)?;
    let noun = if tokens.is(of, &["of"]) {
        tokens.behind(of)?
    } else {
        of
    };
    let end = noun_phrase(tokens, noun)?;
    let unit = tokens.phrase(noun, end);
    Some((
        end,
        Quantity {
            value: None,
            unit,
            qualifier: Some(qualifier),
            range: None,
        },
    ))
}
