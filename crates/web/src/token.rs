//! Random words that only this start of the program knows.

use std::fmt;

use aigaq_workspace::FormToken;

use crate::problem::{Problem, report};
use crate::serve::WebError;

/// 128 random bits as 32 hexadecimal digits. Prints as dots in debug output.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token(String);

impl Token {
    pub(crate) fn random() -> Result<Self, WebError> {
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes).map_err(|_| WebError::Randomness)?;
        Ok(Self(hex::encode(bytes)))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the token. Takes as long for a nearly right one as for a wrong one.
    pub(crate) fn is(&self, given: &str) -> bool {
        let (ours, given) = (self.0.as_bytes(), given.as_bytes());
        let different = ours.iter().zip(given).fold(0, |sum, (a, b)| sum | (a ^ b));
        ours.len() == given.len() && different == 0
    }
}

/// The token of a form that is about to be shown: what is sent with it twice is saved once.
pub(crate) fn new_form() -> Result<FormToken, Problem> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|why| {
        report(&why.to_string());
        Problem::Broken
    })?;
    Ok(FormToken::from_random(bytes))
}

impl fmt::Debug for Token {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("•••")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_token_is_the_token() {
        let token = Token::random().unwrap();
        assert!(token.is(token.as_str()));
        assert!(!token.is(&token.as_str()[..31]));
        assert!(!token.is(&format!("{}0", token.as_str())));
        assert!(!token.is(""));
        assert_ne!(token, Token::random().unwrap());
        assert_eq!(format!("{token:?}"), "•••");
    }
}
