//! Bytes that leave memory when dropped, and print as dots.

use std::fmt;

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::error::Result;
use crate::id::random;

/// N secret bytes: overwritten when dropped, never printed.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secret<const N: usize>([u8; N]);

impl<const N: usize> Secret<N> {
    pub(crate) fn new(bytes: [u8; N]) -> Self {
        Self(bytes)
    }

    pub(crate) fn random() -> Result<Self> {
        random().map(Self)
    }

    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes, for whoever has to compute with them.
    #[must_use]
    pub fn expose(&self) -> &[u8; N] {
        &self.0
    }

    /// Another secret, for one purpose: HKDF-SHA-256 over this one.
    pub(crate) fn derive<const M: usize>(&self, salt: &[u8], info: &[&[u8]]) -> Secret<M> {
        let mut out = Secret([0; M]);
        // HKDF gives up to 8,160 bytes; we ask for at most 48, so that this cannot fail.
        let done = Hkdf::<Sha256>::new(Some(salt), &self.0).expand_multi_info(info, &mut out.0);
        debug_assert!(done.is_ok());
        out
    }
}

impl<const N: usize> fmt::Debug for Secret<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("•••")
    }
}
