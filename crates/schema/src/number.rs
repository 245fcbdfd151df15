//! Numbers as sources give them: "at least 14", "between 150,000 and 250,000", "about 40", with their unit.

use std::fmt;
use std::str::FromStr;

/// What the source said of the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Qualifier {
    /// The number itself.
    Exactly,
    /// This or more.
    AtLeast,
    /// More than this.
    MoreThan,
    /// About this.
    About,
    /// This or fewer.
    AtMost,
    /// Fewer than this.
    FewerThan,
    /// From the first to the second, both included.
    Between,
}

impl Qualifier {
    const ALL: [(Self, &'static str); 7] = [
        (Self::Exactly, "exactly"),
        (Self::AtLeast, "at least"),
        (Self::MoreThan, "more than"),
        (Self::About, "about"),
        (Self::AtMost, "at most"),
        (Self::FewerThan, "fewer than"),
        (Self::Between, "between"),
    ];

    /// The word, as stored and as typed.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(q, _)| *q == self)
            .map_or("exactly", |(_, w)| w)
    }

    /// Its place in the stored encoding.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The qualifier at a place in the stored encoding.
    #[must_use]
    pub fn from_number(n: u8) -> Option<Self> {
        Self::ALL.get(usize::from(n)).map(|(q, _)| *q)
    }
}

/// The text is not a number that can be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not a number.
    #[error("“{0}” is not a number: write 40, at least 14, about 40, 35–45, or 150000 to 250000")]
    Form(String),
    /// The range goes down.
    #[error("“{0}” goes down: the lower number stands first")]
    Backwards(String),
}

/// A decimal number as printed, kept as text so that 0.1 stays 0.1; compared by value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decimal(String);

impl Decimal {
    /// The number as text: digits, at most one point, at most one leading minus.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The nearest floating-point value, for comparing and drawing.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<i64> for Decimal {
    fn from(n: i64) -> Self {
        Self(n.to_string())
    }
}

impl FromStr for Decimal {
    type Err = NumberError;

    /// Spaces and non-breaking spaces between digits are taken as thousands marks; so are commas followed by three digits.
    ///
    /// # Errors
    /// [`NumberError::Form`] when it is not a plain decimal number of at most 30 digits.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let form = || NumberError::Form(text.chars().take(40).collect());
        let mut bare: String = text
            .trim()
            .chars()
            .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\''))
            .collect();
        bare = bare.replace('−', "-");
        if let Some((_, tail)) = bare.split_once(',') {
            let groups = tail.split('.').next().unwrap_or_default();
            if groups
                .split(',')
                .all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()))
            {
                bare = bare.replace(',', "");
            } else if !bare.contains('.') && bare.matches(',').count() == 1 {
                bare = bare.replace(',', ".");
            } else {
                return Err(form());
            }
        }
        let digits = bare.strip_prefix('-').unwrap_or(&bare);
        let (whole, fraction) = digits
            .split_once('.')
            .map_or((digits, None), |(w, f)| (w, Some(f)));
        let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || fraction.is_some_and(|f| !all_digits(f)) || digits.len() > 30 {
            return Err(form());
        }
        Ok(Self(bare))
    }
}

/// A number with what its source said of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Quantity {
    qualifier: Qualifier,
    first: Decimal,
    second: Option<Decimal>,
    /// What is counted or measured ("deaths", "per cent"), where the number brings its own unit.
    pub unit: Option<String>,
}

impl Quantity {
    /// Exactly this.
    #[must_use]
    pub fn exactly(n: Decimal) -> Self {
        Self {
            qualifier: Qualifier::Exactly,
            first: n,
            second: None,
            unit: None,
        }
    }

    /// A number with its qualifier. For [`Qualifier::Between`] use [`Quantity::between`].
    #[must_use]
    pub fn qualified(qualifier: Qualifier, n: Decimal) -> Self {
        let qualifier = if qualifier == Qualifier::Between {
            Qualifier::About
        } else {
            qualifier
        };
        Self {
            qualifier,
            first: n,
            second: None,
            unit: None,
        }
    }

    /// From one number to another; equal ends make it exact.
    ///
    /// # Errors
    /// [`NumberError::Backwards`] when the second is smaller.
    pub fn between(low: Decimal, high: Decimal) -> Result<Self, NumberError> {
        if low.value() > high.value() {
            return Err(NumberError::Backwards(format!("{low}–{high}")));
        }
        if low == high {
            return Ok(Self::exactly(low));
        }
        Ok(Self {
            qualifier: Qualifier::Between,
            first: low,
            second: Some(high),
            unit: None,
        })
    }

    /// The same number with this unit.
    #[must_use]
    pub fn with_unit(mut self, unit: Option<String>) -> Self {
        self.unit = unit;
        self
    }

    /// What the source said of the number.
    #[must_use]
    pub fn qualifier(&self) -> Qualifier {
        self.qualifier
    }

    /// The number, or the lower of the two.
    #[must_use]
    pub fn number(&self) -> &Decimal {
        &self.first
    }

    /// The upper of the two, for "between".
    #[must_use]
    pub fn upper(&self) -> Option<&Decimal> {
        self.second.as_ref()
    }

    /// Lowest and highest value it can mean; infinite where open. "About" means the number itself:
    /// how wide it is, nobody said. Counts are whole, so "more than 5" begins at 6 when 5 is whole.
    #[must_use]
    pub fn bounds(&self) -> (f64, f64) {
        let n = self.first.value();
        let step = if self.first.text().contains('.') {
            0.0
        } else {
            1.0
        };
        match self.qualifier {
            Qualifier::Exactly | Qualifier::About => (n, n),
            Qualifier::AtLeast => (n, f64::INFINITY),
            Qualifier::MoreThan => (n + step, f64::INFINITY),
            Qualifier::AtMost => (f64::NEG_INFINITY, n),
            Qualifier::FewerThan => (f64::NEG_INFINITY, n - step),
            Qualifier::Between => (n, self.second.as_ref().map_or(n, Decimal::value)),
        }
    }

    /// The two cannot both be true: their ranges exclude each other, and neither is "about".
    #[must_use]
    pub fn contradicts(&self, other: &Self) -> bool {
        if self.qualifier == Qualifier::About || other.qualifier == Qualifier::About {
            return false;
        }
        let ((a, b), (c, d)) = (self.bounds(), other.bounds());
        b < c || d < a
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.qualifier, &self.second) {
            (Qualifier::Exactly, _) => write!(f, "{}", self.first)?,
            (Qualifier::Between, Some(second)) => write!(f, "{}–{second}", self.first)?,
            (qualifier, _) => write!(f, "{} {}", qualifier.word(), self.first)?,
        }
        match &self.unit {
            Some(unit) => write!(f, " {unit}"),
            None => Ok(()),
        }
    }
}

impl FromStr for Quantity {
    type Err = NumberError;

    /// Reads `40`, `at least 14`, `about 40`, `35–45`, `35-45`, `150000 to 250000`, `between 2 and 5`.
    ///
    /// # Errors
    /// [`NumberError`] when there is no number, or the range goes down.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let text = text.trim();
        let lower = text.to_lowercase();
        let words = [
            ("at least ", Qualifier::AtLeast),
            ("more than ", Qualifier::MoreThan),
            ("over ", Qualifier::MoreThan),
            ("about ", Qualifier::About),
            ("around ", Qualifier::About),
            ("at most ", Qualifier::AtMost),
            ("up to ", Qualifier::AtMost),
            ("fewer than ", Qualifier::FewerThan),
            ("less than ", Qualifier::FewerThan),
            ("exactly ", Qualifier::Exactly),
        ];
        for (word, qualifier) in words {
            if let Some(rest) = lower.strip_prefix(word) {
                return Ok(Self {
                    qualifier,
                    first: rest.parse()?,
                    second: None,
                    unit: None,
                });
            }
        }
        let body = lower.strip_prefix("between ").unwrap_or(&lower);
        for mark in [" and ", " to ", "–", "—", "-"] {
            if let Some((low, high)) = body.split_once(mark).filter(|(low, _)| !low.is_empty()) {
                return Self::between(low.parse()?, high.parse()?);
            }
        }
        Ok(Self::exactly(text.parse()?))
    }
}

/// A sum of money. For sums set in units of an index (Kazakhstan's MCI), the number of units and the date that fixes their value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Money {
    /// How much.
    pub amount: Quantity,
    /// ISO 4217 code, or the name of an index unit (`MCI`).
    pub currency: String,
    /// The number of index units, when the sum was set in them, and the day that fixes their value.
    pub index_units: Option<(Decimal, String)>,
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)?;
        match &self.index_units {
            Some((units, on)) => write!(f, " ({units} MCI, {on})"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn n(text: &str) -> Quantity {
        text.parse().unwrap()
    }

    #[test]
    fn at_least_14_and_at_least_17_differ_but_do_not_contradict() {
        assert_ne!(n("at least 14"), n("at least 17"));
        assert!(!n("at least 14").contradicts(&n("at least 17")));
        assert!(n("at most 12").contradicts(&n("at least 17")));
        assert!(n("139").contradicts(&n("134")));
        assert!(n("more than 5").contradicts(&n("5")));
        assert!(!n("about 40").contradicts(&n("43")));
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(n("1 414").to_string(), "1414");
        assert_eq!(n("150,000 to 250,000").to_string(), "150000–250000");
        assert_eq!(n("3,5").to_string(), "3.5");
        assert_eq!(n("35–45").bounds(), (35.0, 45.0));
        assert_eq!(n("-5").to_string(), "-5");
        assert!("45-35".parse::<Quantity>().is_err());
        for text in ["", "many", "1.2.3", "1,23,4", "12 people", "٤٠"] {
            assert!(text.parse::<Quantity>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_quantity_survives_its_text(low in 0i64..1_000_000, more in 0i64..1000, which in 0usize..7) {
            let made = match Qualifier::ALL[which].0 {
                Qualifier::Between => Quantity::between(low.into(), (low + more).into()).unwrap(),
                qualifier => Quantity::qualified(qualifier, low.into()),
            };
            prop_assert_eq!(made.to_string().parse::<Quantity>().unwrap(), made);
        }

        #[test]
        fn contradiction_is_symmetric(a in "(at least |at most |)[0-9]{1,3}", b in "(at least |more than |)[0-9]{1,3}") {
            let (a, b) = (n(&a), n(&b));
            prop_assert_eq!(a.contradicts(&b), b.contradicts(&a));
            prop_assert!(!a.contradicts(&a));
        }
    }
}
