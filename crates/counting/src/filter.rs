//! Conditions as text, the same in `--where`, in addresses of pages and in
//! the answer of a cell: `type=DET|PHY`, `region!=KZ-75`, `start>=2020-01`,
//! `response=unknown`.

use std::fmt;
use std::str::FromStr;

use crate::error::Why;
use crate::{Error, Path};

/// How a condition compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Op {
    /// `=`: one of the values, or a code below one of them. A date lies
    /// within the value.
    Is,
    /// `!=`: none of them.
    IsNot,
    /// `==`: a value exactly as a dimension shows it, without codes below.
    Exactly,
    /// `>=`.
    AtLeast,
    /// `>`.
    MoreThan,
    /// `<=`.
    AtMost,
    /// `<`.
    LessThan,
}

/// Longer signs first, so that `>=` is not read as `>`.
const SIGNS: [(&str, Op); 7] = [
    ("!=", Op::IsNot),
    ("==", Op::Exactly),
    (">=", Op::AtLeast),
    ("<=", Op::AtMost),
    ("=", Op::Is),
    (">", Op::MoreThan),
    ("<", Op::LessThan),
];

/// One condition: property, comparison, values (any of them).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Filter {
    /// The property.
    pub path: Path,
    /// The comparison.
    pub op: Op,
    /// The values, as typed. Never empty.
    pub values: Vec<String>,
}

impl Filter {
    /// A condition that a property has exactly this key, as in a cell.
    #[must_use]
    pub fn exactly(path: Path, key: &str) -> Self {
        Self {
            path,
            op: Op::Exactly,
            values: vec![key.to_owned()],
        }
    }
}

impl FromStr for Filter {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let bad = |why: Why| Error::BadFilter {
            text: text.to_owned(),
            why,
        };
        let at = text
            .find(['!', '=', '<', '>'])
            .ok_or_else(|| bad(Why::NoSign))?;
        let (path, rest) = text.split_at(at);
        let (sign, op) = SIGNS
            .into_iter()
            .find(|(sign, _)| rest.starts_with(sign))
            .ok_or_else(|| bad(Why::HalfSign))?;
        if path.trim().is_empty() {
            return Err(bad(Why::NoProperty));
        }
        let values = split(&rest[sign.len()..]);
        if values.iter().any(String::is_empty) {
            return Err(bad(Why::NoValue));
        }
        if values.len() > 1 && !matches!(op, Op::Is | Op::IsNot | Op::Exactly) {
            return Err(bad(Why::SeveralValues));
        }
        Ok(Self {
            path: path.parse()?,
            op,
            values,
        })
    }
}

/// Splits at `|`; `\|` stands for the sign itself, `\\` for a backslash, and
/// space at the ends of a value counts only behind a backslash.
fn split(text: &str) -> Vec<String> {
    let mut values: Vec<Vec<(char, bool)>> = vec![Vec::new()];
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == '|' {
            values.push(Vec::new());
        } else if let Some(value) = values.last_mut() {
            value.push(match letter {
                '\\' => (letters.next().unwrap_or('\\'), true),
                other => (other, false),
            });
        }
    }
    let space = |(letter, escaped): &(char, bool)| letter.is_whitespace() && !escaped;
    values
        .into_iter()
        .map(|value| {
            let first = value.iter().position(|letter| !space(letter));
            let last = value.iter().rposition(|letter| !space(letter));
            first
                .zip(last)
                .map(|(first, last)| {
                    value[first..=last]
                        .iter()
                        .map(|(letter, _)| letter)
                        .collect()
                })
                .unwrap_or_default()
        })
        .collect()
}

/// A value so that [`split`] reads it as it is.
fn escape(value: &str) -> String {
    let last = value.chars().count().saturating_sub(1);
    let mut text = String::with_capacity(value.len());
    for (at, letter) in value.chars().enumerate() {
        let outer_space = letter.is_whitespace() && (at == 0 || at == last);
        if outer_space || letter == '|' || letter == '\\' {
            text.push('\\');
        }
        text.push(letter);
    }
    text
}

impl fmt::Display for Filter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = SIGNS
            .into_iter()
            .find(|(_, op)| *op == self.op)
            .map_or("=", |(sign, _)| sign);
        write!(out, "{}{sign}", self.path)?;
        for (number, value) in self.values.iter().enumerate() {
            if number > 0 {
                out.write_str("|")?;
            }
            out.write_str(&escape(value))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_written_as_it_was_read() {
        for text in [
            "type=DET",
            "type:0==DET",
            "type!=DET|PHY",
            "start>=2020-01",
            "number<40",
            "country=a\\|b",
            "target.category=unknown",
        ] {
            let filter: Filter = text.parse().expect(text);
            assert_eq!(filter.to_string(), text);
        }
        let filter: Filter = " type = DET | PHY ".parse().expect("spaces");
        assert_eq!(filter.to_string(), "type=DET|PHY");
    }

    #[test]
    fn any_text_can_be_a_value() {
        for value in [" a ", "a|b", "\\", "a\\|", "=x", " ", "құқық | right\\ "] {
            let filter = Filter::exactly("country".parse().expect("path"), value);
            let again: Filter = filter.to_string().parse().expect(value);
            assert_eq!(again, filter);
        }
    }

    #[test]
    fn a_filter_that_cannot_be_read_says_why() {
        for (text, why) in [
            ("type", "PROPERTY=CODE"),
            ("=DET", "before the sign"),
            ("type=", "a value is missing"),
            ("type=DET|", "a value is missing"),
            ("type!DET", "comes"),
            ("start>=2020|2021", "several values"),
            ("type:x=DET", "colon"),
        ] {
            let error = text.parse::<Filter>().expect_err(text).to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
