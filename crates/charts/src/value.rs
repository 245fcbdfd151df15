//! What a number in a chart may be: known, told as a range, told as at least, not known, hidden.

use crate::words::Words;

/// A finite number from nought to [`Amount::MOST`].
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Amount(f64);

/// The number cannot stand in a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not a number, or without end.
    #[error("it is not a finite number")]
    NotFinite,
    /// Below nought: counts, shares and estimates of them never are.
    #[error("it is below nought")]
    Negative,
    /// Above [`Amount::MOST`].
    #[error("it is larger than can be drawn rightly")]
    TooLarge,
    /// The low end of a range lies above its high end.
    #[error("the low end lies above the high end")]
    Backwards,
}

impl Amount {
    /// Up to here every whole number is exact, and so are sums of thousands of them.
    pub const MOST: f64 = 1e12;

    /// Takes a number.
    ///
    /// # Errors
    /// [`NumberError`] for what is no number of things: NaN, infinite, negative, too large.
    pub fn new(number: f64) -> Result<Self, NumberError> {
        if !number.is_finite() {
            return Err(NumberError::NotFinite);
        }
        if number < 0.0 {
            return Err(NumberError::Negative);
        }
        if number > Self::MOST {
            return Err(NumberError::TooLarge);
        }
        Ok(Self(number.abs()))
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }

    fn plus(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }

    /// The nearest whole number.
    pub(crate) fn rounded(self) -> Self {
        Self(self.0.round())
    }

    fn is_whole(self) -> bool {
        self.0.fract() == 0.0
    }
}

impl From<u32> for Amount {
    fn from(number: u32) -> Self {
        Self(f64::from(number))
    }
}

impl TryFrom<u64> for Amount {
    type Error = NumberError;

    fn try_from(number: u64) -> Result<Self, NumberError> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "what is too large to be exact is refused"
        )]
        let number = number as f64;
        Self::new(number)
    }
}

/// A lowest and a highest number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    least: Amount,
    most: Amount,
}

impl Range {
    /// From the lowest to the highest.
    ///
    /// # Errors
    /// [`NumberError::Backwards`] when the lowest is the higher one.
    pub fn new(least: Amount, most: Amount) -> Result<Self, NumberError> {
        if least > most {
            return Err(NumberError::Backwards);
        }
        Ok(Self { least, most })
    }
}

/// What is known of one number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// This many.
    Known(Amount),
    /// From the lowest to the highest that is told.
    Between(Range),
    /// This many or more.
    AtLeast(Amount),
    /// Nobody knows: not nought.
    Unknown,
    /// Known and not shown, because so small a number could point to a person.
    Suppressed,
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Known(number.into())
    }
}

impl TryFrom<u64> for Value {
    type Error = NumberError;

    fn try_from(number: u64) -> Result<Self, NumberError> {
        Amount::try_from(number).map(Self::Known)
    }
}

impl Value {
    /// What is certain: the number, or the lowest.
    pub(crate) fn low(self) -> Option<f64> {
        match self {
            Self::Known(amount) | Self::AtLeast(amount) => Some(amount.0),
            Self::Between(range) => Some(range.least.0),
            Self::Unknown | Self::Suppressed => None,
        }
    }

    /// The number, or the highest that is told.
    pub(crate) fn high(self) -> Option<f64> {
        match self {
            Self::Between(range) => Some(range.most.0),
            other => other.low(),
        }
    }

    pub(crate) fn is_whole(self) -> bool {
        match self {
            Self::Known(amount) | Self::AtLeast(amount) => amount.is_whole(),
            Self::Between(range) => range.least.is_whole() && range.most.is_whole(),
            Self::Unknown | Self::Suppressed => true,
        }
    }

    /// Both together. What is not known or hidden makes the sum "at least".
    pub(crate) fn plus(self, other: Self) -> Self {
        use Value::{AtLeast, Between, Known, Suppressed, Unknown};
        match (self, other) {
            (Known(a), Known(b)) => Known(a.plus(b)),
            (Suppressed, Suppressed) => Suppressed,
            (Unknown | Suppressed, Unknown | Suppressed) => Unknown,
            (Unknown | Suppressed, some) | (some, Unknown | Suppressed) => {
                AtLeast(Amount(some.low().unwrap_or(0.0)))
            }
            (Between(range), Known(b)) | (Known(b), Between(range)) => Between(Range {
                least: range.least.plus(b),
                most: range.most.plus(b),
            }),
            (Between(a), Between(b)) => Between(Range {
                least: a.least.plus(b.least),
                most: a.most.plus(b.most),
            }),
            (AtLeast(a), some) | (some, AtLeast(a)) => {
                AtLeast(a.plus(Amount(some.low().unwrap_or(0.0))))
            }
        }
    }

    /// As short as it can be said, for a place in a picture: `14`, `14–17`, `14+`, `?`, `*`.
    pub(crate) fn brief(self, words: &Words) -> String {
        match self {
            Self::Known(amount) => words.brief(amount),
            Self::Between(range) => words.range(range.least, range.most),
            Self::AtLeast(amount) => format!("{}+", words.brief(amount)),
            Self::Unknown => UNKNOWN_SIGN.to_owned(),
            Self::Suppressed => SUPPRESSED_SIGN.to_owned(),
        }
    }

    /// In words, for a table.
    #[must_use]
    pub fn told(self, words: &Words) -> String {
        match self {
            Self::AtLeast(amount) => words.at_least.replace("{n}", &words.number(amount)),
            Self::Unknown => words.unknown.clone(),
            Self::Suppressed => words.suppressed.clone(),
            Self::Known(amount) => words.number(amount),
            Self::Between(range) => {
                format!("{}–{}", words.number(range.least), words.number(range.most))
            }
        }
    }
}

/// Stands for a number that nobody knows; explained under the picture.
pub(crate) const UNKNOWN_SIGN: &str = "?";
/// Stands for a number that is hidden; explained under the picture.
pub(crate) const SUPPRESSED_SIGN: &str = "*";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_of_things_is_refused() {
        assert_eq!(Amount::new(f64::NAN), Err(NumberError::NotFinite));
        assert_eq!(Amount::new(f64::INFINITY), Err(NumberError::NotFinite));
        assert_eq!(Amount::new(-0.5), Err(NumberError::Negative));
        assert_eq!(Amount::new(1e16), Err(NumberError::TooLarge));
        assert_eq!(Amount::try_from(u64::MAX), Err(NumberError::TooLarge));
        assert!(Amount::new(-0.0).unwrap().get().is_sign_positive());
        let backwards = Range::new(Amount::from(3), Amount::from(2));
        assert_eq!(backwards, Err(NumberError::Backwards));
    }

    #[test]
    fn a_sum_with_something_unknown_is_at_least_the_rest() {
        let three = Value::from(3);
        assert_eq!(three.plus(Value::from(2)), Value::from(5));
        assert_eq!(three.plus(Value::Unknown), Value::AtLeast(Amount::from(3)));
        assert_eq!(Value::Suppressed.plus(Value::Unknown), Value::Unknown);
        let range = Value::Between(Range::new(Amount::from(1), Amount::from(4)).unwrap());
        assert_eq!(range.plus(three).low(), Some(4.0));
        assert_eq!(range.plus(three).high(), Some(7.0));
    }
}
