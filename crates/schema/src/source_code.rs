//! Codes by which sources that must not be known are spoken of: `C-014`.
//!
//! As with running numbers ([`crate::RunningNumber`]), devices of one workspace give codes without asking each other:
//! the one that made the workspace gives plain ones, every other has three digits of its own before the number,
//! `C-371-014`. A code says nothing of who it is, not even the year.

use std::fmt;
use std::str::FromStr;

/// The property in which a source keeps its code.
pub const CODE: &str = "code";

/// A code as it is said. Ordered by device and running number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceCode {
    /// Which device gave it: three digits, or 0 for the one that made the workspace.
    pub device: u16,
    /// The running number on that device, from 1.
    pub running: u32,
}

/// No code of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the code of a source is written like C-014")]
pub struct NotACode;

impl fmt::Display for SourceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.device {
            0 => write!(f, "C-{:03}", self.running),
            device => write!(f, "C-{device:03}-{:03}", self.running),
        }
    }
}

impl FromStr for SourceCode {
    type Err = NotACode;

    /// Understands it in small letters, with the letter of a Russian or Kazakh keyboard, with any dash or space or none
    /// behind the letter.
    fn from_str(text: &str) -> Result<Self, NotACode> {
        let rest = text
            .trim()
            .strip_prefix(['C', 'c', 'С', 'с'])
            .ok_or(NotACode)?;
        let is_between = |c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '—');
        let parts: Vec<&str> = rest
            .split(is_between)
            .filter(|part| !part.is_empty())
            .collect();
        let digits = |text: &str, most: usize| {
            let fits = text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
            text.parse::<u32>().ok().filter(|_| fits).ok_or(NotACode)
        };
        let (device, running) = match parts[..] {
            [running] => (0, running),
            [device, running] if device.len() == 3 => (digits(device, 3)?, running),
            _ => return Err(NotACode),
        };
        let code = Self {
            device: u16::try_from(device).map_err(|_| NotACode)?,
            running: digits(running, 8)?,
        };
        (code.running > 0).then_some(code).ok_or(NotACode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_understood_as_tired_people_type_it() {
        let code = |device, running| SourceCode { device, running };
        assert_eq!(code(0, 14).to_string(), "C-014");
        assert_eq!(code(371, 14).to_string(), "C-371-014");
        // The last two begin with the Cyrillic letter.
        for same in ["C-014", " c014 ", "C 14", "С-014", "с–14"] {
            assert_eq!(same.parse(), Ok(code(0, 14)), "{same}");
        }
        assert_eq!("C-371-014".parse(), Ok(code(371, 14)));
        for other in [
            "",
            "C",
            "C-0",
            "14",
            "C-14a",
            "C-1-2-3",
            "C-37-014",
            "Ж-014",
            "C-999999999",
        ] {
            assert_eq!(other.parse::<SourceCode>(), Err(NotACode), "{other}");
        }
    }

    proptest! {
        #[test]
        fn what_is_said_is_understood(device in prop_oneof![Just(0_u16), 100_u16..1000], running in 1_u32..99_999_999) {
            let code = SourceCode { device, running };
            prop_assert_eq!(code.to_string().parse(), Ok(code));
        }
    }
}
