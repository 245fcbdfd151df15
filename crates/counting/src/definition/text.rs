//! A definition as text: pairs of an address, one line to hash, and the parts of a saved file.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Dated, Definition, Numbers};
use crate::address::{decode, encode};
use crate::calendar::first_and_last;
use crate::{Error, Span};

/// The names of the parts, in their order.
const PARTS: [&str; 9] = [
    "unit", "by", "where", "from", "to", "date", "least", "numbers", "as_of",
];

impl Definition {
    /// The parts as pairs of an address, always in the same order; what is as usual is left out.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("unit", self.unit.clone())];
        pairs.extend(self.by.iter().map(|path| ("by", path.text().to_owned())));
        pairs.extend(self.only.iter().map(|filter| ("where", filter.to_string())));
        let (from, to) = self.period.typed();
        pairs.extend(from.map(|from| ("from", from)));
        pairs.extend(to.map(|to| ("to", to)));
        if self.dated != Dated::default() {
            pairs.push(("date", self.dated.word().to_owned()));
        }
        pairs.extend(self.least.clone().map(|least| ("least", least)));
        if self.numbers != Numbers::default() {
            pairs.push(("numbers", self.numbers.word().to_owned()));
        }
        pairs.extend(self.as_of.map(|day| ("as_of", Span::Day.of(day))));
        pairs
    }

    /// Reads the pairs of an address; pairs of other names (the page, the kind of chart) are not of the definition,
    /// and empty values are those of empty fields. `usual` is the unit when none is named.
    ///
    /// # Errors
    /// A part that cannot be read, or that is given twice where one is wanted.
    pub fn read<'p>(
        pairs: impl IntoIterator<Item = (&'p str, &'p str)>,
        usual: &str,
    ) -> Result<Self, Error> {
        let pairs: Vec<(&str, &str)> = pairs
            .into_iter()
            .map(|(name, value)| (name, value.trim()))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let all = |name: &'static str| {
            pairs
                .iter()
                .filter(move |(given, _)| *given == name)
                .map(|(_, value)| *value)
        };
        let one = |name: &'static str| {
            let mut values = all(name);
            let first = values.next();
            match values.find(|other| Some(*other) != first) {
                Some(_) => Err(Error::GivenTwice {
                    part: name.to_owned(),
                }),
                None => Ok(first),
            }
        };
        let mut read = Self::of(one("unit")?.unwrap_or(usual));
        for path in all("by") {
            read = read.by(path)?;
        }
        for filter in all("where") {
            read = read.only(filter)?;
        }
        read = read.within(one("from")?, one("to")?)?;
        if let Some(word) = one("date")? {
            read = read.dated(word.parse()?);
        }
        read = read.at_least(one("least")?);
        if let Some(word) = one("numbers")? {
            read = read.numbers(word.parse()?);
        }
        let as_of = one("as_of")?.map(first_and_last).transpose()?;
        Ok(read.as_of(as_of.map(|(_, day)| day)))
    }
}

impl FromStr for Numbers {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let word = |numbers: &Self| numbers.word() == text.trim();
        Self::ALL
            .into_iter()
            .find(word)
            .ok_or_else(|| Error::NotAmong {
                given: text.to_owned(),
                words: Self::ALL.map(Self::word).join(", "),
            })
    }
}

/// The one text of a definition: the part of an address behind the question mark. What is hashed, and compared.
impl fmt::Display for Definition {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, value)) in self.pairs().into_iter().enumerate() {
            let sign = if index == 0 { "" } else { "&" };
            write!(out, "{sign}{name}={}", encode(&value))?;
        }
        Ok(())
    }
}

/// Reads the text back. A part that is not known is refused: it may say something that changes the number.
impl FromStr for Definition {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let mut pairs = Vec::new();
        for part in text.trim().split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let known = PARTS.into_iter().find(|known| *known == name);
            let unknown = || Error::UnknownPart {
                given: part.chars().take(60).collect(),
            };
            pairs.push((
                known.ok_or_else(unknown)?,
                decode(value).ok_or_else(unknown)?,
            ));
        }
        if !pairs
            .iter()
            .any(|(name, value)| *name == "unit" && !value.is_empty())
        {
            return Err(Error::NoUnit);
        }
        Self::read(
            pairs.iter().map(|(name, value)| (*name, value.as_str())),
            "",
        )
    }
}

/// A definition as it stands in a file (TOML, JSON): the parts by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved {
    unit: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    by: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    r#where: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    least: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    numbers: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
}

impl From<&Definition> for Saved {
    fn from(definition: &Definition) -> Self {
        let mut saved = Self {
            unit: String::new(),
            by: Vec::new(),
            r#where: Vec::new(),
            from: None,
            to: None,
            date: None,
            least: None,
            numbers: None,
            as_of: None,
        };
        for (name, value) in definition.pairs() {
            match name {
                "unit" => saved.unit = value,
                "by" => saved.by.push(value),
                "where" => saved.r#where.push(value),
                "from" => saved.from = Some(value),
                "to" => saved.to = Some(value),
                "date" => saved.date = Some(value),
                "least" => saved.least = Some(value),
                "numbers" => saved.numbers = Some(value),
                _ => saved.as_of = Some(value),
            }
        }
        saved
    }
}

impl TryFrom<&Saved> for Definition {
    type Error = Error;

    fn try_from(saved: &Saved) -> Result<Self, Error> {
        if saved.unit.trim().is_empty() {
            return Err(Error::NoUnit);
        }
        let single = [
            ("from", &saved.from),
            ("to", &saved.to),
            ("date", &saved.date),
            ("least", &saved.least),
            ("numbers", &saved.numbers),
            ("as_of", &saved.as_of),
        ];
        let pairs = std::iter::once(("unit", saved.unit.as_str()))
            .chain(saved.by.iter().map(|path| ("by", path.as_str())))
            .chain(
                saved
                    .r#where
                    .iter()
                    .map(|filter| ("where", filter.as_str())),
            )
            .chain(
                single
                    .iter()
                    .filter_map(|(name, value)| Some((*name, value.as_deref()?))),
            );
        Self::read(pairs, "")
    }
}

impl Serialize for Definition {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Saved::from(self).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Definition {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let saved = Saved::deserialize(from)?;
        Self::try_from(&saved).map_err(serde::de::Error::custom)
    }
}
