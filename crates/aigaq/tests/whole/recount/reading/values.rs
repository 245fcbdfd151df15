//! Dates and numbers, read from cells.

use super::Told;
use toml::Value;

/// The years a date can mean.
pub(super) fn date_told(text: &str) -> Told {
    let year = |side: &str, last: bool| -> Option<i32> {
        let side = side.trim_end_matches(['~', '?', '%']);
        let (year, rest) = side.split_at_checked(4)?;
        let digit = if last { "9" } else { "0" };
        let year: i32 = year.replace('X', digit).parse().ok()?;
        // Winter ends in the year after.
        Some(if last && rest == "-24" {
            year + 1
        } else {
            year
        })
    };
    let (from, to) = text.split_once('/').unwrap_or((text, text));
    Told::Date(year(from, false).zip(year(to, true)))
}

pub(super) fn number(
    (value, min, max): &(String, String, String),
    qualifier: &str,
    qualifiers: Option<&Value>,
) -> Option<Told> {
    let read = |text: &String| text.replace([',', ' '], "").parse::<f64>().ok();
    let word = qualifiers
        .and_then(|q| q.get(qualifier))
        .and_then(Value::as_str)
        .unwrap_or(qualifier);
    let (value, min, max) = (read(value), read(min), read(max));
    let step = |n: f64| if n.fract() == 0.0 { 1.0 } else { 0.0 };
    let told = |n: f64, bounds| {
        Some(Told::Number {
            told: (n, n),
            bounds,
        })
    };
    match (value, min, max) {
        (Some(n), ..) => match word {
            "at least" => told(n, (n, f64::INFINITY)),
            "more than" => told(n, (n + step(n), f64::INFINITY)),
            "at most" => told(n, (f64::NEG_INFINITY, n)),
            "fewer than" => told(n, (f64::NEG_INFINITY, n - step(n))),
            "" | "exactly" | "about" => told(n, (n, n)),
            other => panic!("the qualifier “{other}” is not known here"),
        },
        (None, Some(low), Some(high)) => Some(Told::Number {
            told: (low, high),
            bounds: (low, high),
        }),
        (None, Some(n), None) => {
            let more = if word == "more than" { step(n) } else { 0.0 };
            told(n, (n + more, f64::INFINITY))
        }
        (None, None, Some(n)) => {
            let fewer = if word == "fewer than" { step(n) } else { 0.0 };
            told(n, (f64::NEG_INFINITY, n - fewer))
        }
        (None, None, None) => None,
    }
}

/// One number by what it means; several by the range from the lowest told to the highest.
pub(super) fn number_key(all: &[&Told]) -> String {
    let numbers: Vec<((f64, f64), (f64, f64))> = all
        .iter()
        .map(|t| match t {
            Told::Number { told, bounds } => (*told, *bounds),
            other => panic!("no number: {other:?}"),
        })
        .collect();
    let (low, high) = match numbers[..] {
        [(_, bounds)] => bounds,
        _ => (
            numbers.iter().map(|n| n.0.0).fold(f64::INFINITY, f64::min),
            numbers
                .iter()
                .map(|n| n.0.1)
                .fold(f64::NEG_INFINITY, f64::max),
        ),
    };
    let end = |n: f64| {
        if n.is_finite() {
            n.to_string()
        } else {
            String::new()
        }
    };
    if low == high {
        low.to_string()
    } else {
        format!("{}–{}", end(low), end(high))
    }
}
