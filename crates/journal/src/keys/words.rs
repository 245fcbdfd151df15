//! The recovery words: 12 words of BIP 39, shown once, to be written on paper.

use std::fmt;

use bip39::{Language, Mnemonic};
use zeroize::{Zeroize, Zeroizing};

use crate::error::{Error, Result};
use crate::secret::Secret;

/// Twelve words that open a workspace when the passphrase is lost. Prints as dots; [`reveal`](Self::reveal) shows them.
#[derive(Clone)]
pub struct RecoveryWords {
    text: Zeroizing<String>,
    entropy: Secret<16>,
}

impl RecoveryWords {
    pub(crate) fn random() -> Result<Self> {
        Self::from_entropy(Secret::random()?)
    }

    fn from_entropy(entropy: Secret<16>) -> Result<Self> {
        let mnemonic =
            Mnemonic::from_entropy(entropy.expose()).map_err(|e| Error::NotWords(e.to_string()))?;
        let mut text = Zeroizing::new(String::with_capacity(12 * 9));
        for word in mnemonic.words() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
        Ok(Self { text, entropy })
    }

    /// Reads words as typed: upper or lower case, any spaces, commas or numbers between them.
    ///
    /// # Errors
    /// [`Error::NotWords`] when they are not 12 words of the list, or their check bits do not fit.
    pub fn parse(typed: &str) -> Result<Self> {
        let mut clean = Zeroizing::new(String::with_capacity(typed.len() + 1));
        for word in typed
            .split(|c: char| !c.is_alphabetic())
            .filter(|w| !w.is_empty())
        {
            clean.extend(word.chars().flat_map(char::to_lowercase));
            clean.push(' ');
        }
        let mnemonic = Mnemonic::parse_in_normalized(Language::English, clean.trim_end())
            .map_err(|e| Error::NotWords(say(e)))?;
        let mut bytes = mnemonic.to_entropy();
        let entropy = Secret::from_slice(&bytes);
        bytes.zeroize();
        Self::from_entropy(entropy.ok_or_else(|| Error::NotWords("12 are expected".to_owned()))?)
    }

    /// The words, to be shown once.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.text
    }

    pub(crate) fn entropy(&self) -> &Secret<16> {
        &self.entropy
    }
}

/// The library's message would name a mistyped word, which is nearly a secret.
fn say(error: bip39::Error) -> String {
    match error {
        bip39::Error::BadWordCount(n) => format!("{n} words were typed"),
        bip39::Error::UnknownWord(i) => format!("word {} is not in the list", i + 1),
        bip39::Error::InvalidChecksum => "one of them is wrong, or two are exchanged".to_owned(),
        _ => "they cannot be read".to_owned(),
    }
}

impl fmt::Debug for RecoveryWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("•••")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_people_type_them() {
        let words = RecoveryWords::random().unwrap();
        let typed: Vec<String> = words
            .reveal()
            .split(' ')
            .enumerate()
            .map(|(i, w)| format!("{}. {}", i + 1, w.to_uppercase()))
            .collect();
        let read = RecoveryWords::parse(&typed.join(",\n")).unwrap();
        assert_eq!(read.entropy().expose(), words.entropy().expose());
        assert_eq!(words.reveal().split(' ').count(), 12);
        assert_eq!(format!("{words:?}"), "•••");
    }

    #[test]
    fn other_words_are_refused_without_repeating_them() {
        let said = |typed: &str| RecoveryWords::parse(typed).unwrap_err().to_string();
        assert!(said("").contains("0 words"));
        assert!(said("abandon abandon abandon").contains("3 words"));
        assert!(said(&"abandon ".repeat(12)).contains("one of them is wrong"));
        let wrong = said(&format!("{} ordabassy", "abandon ".repeat(11)));
        assert!(wrong.contains("word 12") && !wrong.contains("ordabassy"));
        assert!(said(&format!("{}art", "abandon ".repeat(23))).contains("12 are expected"));
    }
}
