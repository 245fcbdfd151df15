//! Numbers of records that people say to one another: `26-0417`, the 417th of the year 2026.
//!
//! Devices of one workspace give numbers without asking each other. The device that made the workspace gives plain
//! ones; every other has three digits of its own between the year and the running number: `26-371-0417`. Digits only,
//! because they are said alike in all languages and typed alike on all keyboards.

use std::fmt;
use std::str::FromStr;

/// The property in which a record keeps its number.
pub const NUMBER: &str = "number";

/// A number as it is said. Ordered by year, device, running number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunningNumber {
    /// The last two digits of the year in which it was received.
    pub year: u8,
    /// Which device gave it: three digits, or 0 for the one that made the workspace.
    pub device: u16,
    /// The running number of that year on that device, from 1.
    pub running: u32,
}

/// No number of this form: other systems write theirs in other ways, and keep them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a number is written like 26-0417")]
pub struct NotOne;

impl RunningNumber {
    /// The least of the digits by which devices are told apart.
    const LEAST_DEVICE: u16 = 100;

    /// The digits of a device, from the beginning of the random id under which it writes. Of two devices that do not
    /// know of each other, one pair in 900 has the same.
    #[must_use]
    pub const fn device_of(random: [u8; 16]) -> u16 {
        Self::LEAST_DEVICE
            + u16::from_be_bytes([random[0], random[1]]) % (1000 - Self::LEAST_DEVICE)
    }
}

impl fmt::Display for RunningNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            year,
            device,
            running,
        } = self;
        match device {
            0 => write!(f, "{year:02}-{running:04}"),
            device => write!(f, "{year:02}-{device:03}-{running:04}"),
        }
    }
}

impl FromStr for RunningNumber {
    type Err = NotOne;

    /// Understands it with any dash or a space between its parts.
    fn from_str(text: &str) -> Result<Self, NotOne> {
        let is_between =
            |c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '—' | '/');
        let parts: Vec<&str> = text
            .trim()
            .split(is_between)
            .filter(|part| !part.is_empty())
            .collect();
        let digits = |text: &str, most: usize| {
            let fits = text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
            text.parse::<u32>().ok().filter(|_| fits).ok_or(NotOne)
        };
        let (year, device, running) = match parts[..] {
            [year, running] => (year, None, running),
            [year, device, running] => (year, Some(device), running),
            _ => return Err(NotOne),
        };
        let device = match device {
            None => 0,
            Some(text) if text.len() == 3 => digits(text, 3)?,
            Some(_) => return Err(NotOne),
        };
        let is_usual = year.len() == 2 && running.len() >= 4;
        let number = Self {
            year: u8::try_from(digits(year, 2)?).map_err(|_| NotOne)?,
            device: u16::try_from(device).map_err(|_| NotOne)?,
            running: digits(running, 8)?,
        };
        let device_fits = number.device == 0 || number.device >= Self::LEAST_DEVICE;
        (is_usual && device_fits && number.running > 0)
            .then_some(number)
            .ok_or(NotOne)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_is_said_with_its_year_and_its_device() {
        let number = |device, running| RunningNumber {
            year: 26,
            device,
            running,
        };
        assert_eq!(number(0, 417).to_string(), "26-0417");
        assert_eq!(number(371, 417).to_string(), "26-371-0417");
        assert_eq!(number(0, 12_345).to_string(), "26-12345");
        for same in ["26-0417", " 26–0417 ", "26 0417", "26/0417"] {
            assert_eq!(same.parse(), Ok(number(0, 417)), "{same}");
        }
        assert_eq!("26-371-0417".parse(), Ok(number(371, 417)));
    }

    #[test]
    fn numbers_of_other_systems_are_none_of_ours() {
        for other in [
            "",
            "26",
            "417",
            "26-417",
            "126-0417",
            "26-0000",
            "26-37-0417",
            "26-099-0417",
            "2026-0417",
            "26-0417a",
            "А-26-0417",
            "26-+417",
            "26-999999999",
        ] {
            assert_eq!(other.parse::<RunningNumber>(), Err(NotOne), "{other}");
        }
    }

    proptest! {
        #[test]
        fn what_is_said_is_understood(year in 0_u8..100, random: [u8; 16], plain: bool, running in 1_u32..99_999_999) {
            let device = if plain { 0 } else { RunningNumber::device_of(random) };
            let number = RunningNumber { year, device, running };
            prop_assert_eq!(number.to_string().parse(), Ok(number));
        }
    }
}
