//! The passphrase, as a person types it.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::error::{Error, Result};

/// Fewest characters of a passphrase.
pub const MIN_PASSPHRASE: usize = 8;

/// A passphrase in Unicode NFC, so that keyboards of different systems give the same one. Prints as dots.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes a passphrase as typed; a line end behind it is dropped.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let typed = typed.trim_end_matches(['\r', '\n']);
        // Room from the start, so that growing leaves no copies behind.
        let mut text = Zeroizing::new(String::with_capacity(typed.len() * 3));
        text.extend(typed.nfc());
        Self(text)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// # Errors
    /// [`Error::PassphraseTooShort`].
    pub(crate) fn long_enough(&self) -> Result<()> {
        if self.0.chars().count() < MIN_PASSPHRASE {
            return Err(Error::PassphraseTooShort(MIN_PASSPHRASE));
        }
        Ok(())
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("•••")
    }
}
