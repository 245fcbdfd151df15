//! Segments: the sealed parts of a change-set's body (`docs/format.md` §3).

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, Tag, XChaCha20Poly1305, XNonce};

use crate::id::{KeyId, random};
use crate::secret::Secret;
use crate::{Error, error::Result, sha256, strict};

/// Bytes before the ciphertext: key id, commitment, nonce, length.
const FRONT: usize = 16 + 32 + 24 + 4;
const TAG: usize = 16;
const LENGTH: usize = 4;

/// The most CBOR bytes one record may bring into one entry. More is split by the caller into several segments
/// of the same record; the rest of the entry is left for the envelope.
pub const MAX_PLAIN: usize = 900 << 10;

/// Why a segment cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Its key is not in the keybag, and nobody decided that: it never came here, or was lost.
    KeyMissing,
    /// Its key was destroyed by decision.
    Destroyed,
    /// It breaks V10.
    Damaged(&'static str),
}

/// The size class of a length: Padmé, at most 12 % over.
#[must_use]
pub fn size_class(length: usize) -> usize {
    if length < 2 {
        return length;
    }
    let e = length.ilog2();
    let s = e.ilog2() + 1;
    let low = (1usize << (e - s.min(e))) - 1;
    (length + low) & !low
}

/// Bytes a segment takes in a body when its plain CBOR has this length.
pub(crate) fn sealed_length(plain: usize) -> usize {
    FRONT + size_class(LENGTH + plain) + TAG
}

/// Seals `plain` and puts it behind `body`.
pub(crate) fn seal(
    body: &mut Vec<u8>,
    plain: &[u8],
    key_id: KeyId,
    key: &Secret<32>,
    sealed_part: &[u8],
    number: u32,
) -> Result<()> {
    let nonce: [u8; 24] = random()?;
    let size = size_class(LENGTH + plain.len());
    let too_large = || Error::SegmentTooLarge {
        bytes: plain.len(),
        limit: MAX_PLAIN,
    };
    let length = u32::try_from(plain.len()).map_err(|_| too_large())?;
    let sealed = u32::try_from(size + TAG).map_err(|_| too_large())?;
    body.extend_from_slice(key_id.as_bytes());
    body.extend_from_slice(&commitment(key));
    body.extend_from_slice(&nonce);
    body.extend_from_slice(&sealed.to_be_bytes());
    let start = body.len();
    body.extend_from_slice(&length.to_be_bytes());
    body.extend_from_slice(plain);
    body.resize(start + size, 0);
    let tag = XChaCha20Poly1305::new(key.expose().into())
        .encrypt_inout_detached(
            &XNonce::from(nonce),
            &associated(sealed_part, number),
            (&mut body[start..]).into(),
        )
        .map_err(|_| too_large())?;
    body.extend_from_slice(&tag);
    Ok(())
}

/// A segment as it stands in a body.
pub(crate) struct Sealed<'a> {
    pub(crate) key_id: KeyId,
    commitment: &'a [u8],
    nonce: [u8; 24],
    ciphertext: &'a [u8],
    number: u32,
}

/// Opens one segment, and no other of the same record.
pub(crate) struct MessageKey(pub(crate) [u8; 32]);

impl Sealed<'_> {
    /// Its place in the body, from 0.
    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    /// The key of this one message, as XChaCha20 derives it from the record's.
    pub(crate) fn message_key(&self, key: &Secret<32>) -> MessageKey {
        let mut input = [0; 16];
        input.copy_from_slice(&self.nonce[..16]);
        MessageKey(chacha20::hchacha::<chacha20::R20>(key.expose().into(), &input.into()).into())
    }

    /// Opens it and checks all of V10 that concerns one segment.
    ///
    /// # Errors
    /// What is wrong, in few words.
    pub(crate) fn open(
        &self,
        key: &Secret<32>,
        sealed_part: &[u8],
    ) -> Result<Vec<u8>, &'static str> {
        if self.commitment != commitment(key) {
            return Err("the key is not the one committed to");
        }
        let (sealed, tag) = self
            .ciphertext
            .split_at_checked(self.ciphertext.len() - TAG)
            .ok_or("a segment is too short")?;
        let tag: [u8; TAG] = tag.try_into().map_err(|_| "a segment is too short")?;
        let mut plain = sealed.to_vec();
        XChaCha20Poly1305::new(key.expose().into())
            .decrypt_inout_detached(
                &XNonce::from(self.nonce),
                &associated(sealed_part, self.number),
                plain.as_mut_slice().into(),
                &Tag::from(tag),
            )
            .map_err(|_| "it does not decrypt")?;
        let length = plain
            .first_chunk::<LENGTH>()
            .map(|b| u32::from_be_bytes(*b) as usize)
            .ok_or("a segment is too short")?;
        if size_class(LENGTH.saturating_add(length)) != plain.len() {
            return Err("its size is not that of its class");
        }
        if plain[LENGTH + length..].iter().any(|b| *b != 0) {
            return Err("its padding is not zero");
        }
        plain.truncate(LENGTH + length);
        plain.drain(..LENGTH);
        strict::check(&plain)?;
        Ok(plain)
    }
}

/// The segments of a change-set's body, in order.
pub(crate) fn segments(body: &[u8]) -> impl Iterator<Item = Result<Sealed<'_>, &'static str>> {
    let mut rest = body;
    let mut number = 0;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let taken = take(&mut rest, number);
        number += 1;
        if taken.is_none() {
            rest = &[];
        }
        Some(taken.ok_or("a segment does not end with the body"))
    })
}

fn take<'a>(rest: &mut &'a [u8], number: u32) -> Option<Sealed<'a>> {
    let (front, behind) = rest.split_at_checked(FRONT)?;
    let length = u32::from_be_bytes(front[72..].try_into().ok()?) as usize;
    if length < LENGTH + TAG {
        return None;
    }
    let (ciphertext, behind) = behind.split_at_checked(length)?;
    *rest = behind;
    Some(Sealed {
        key_id: KeyId::from_slice(&front[..16])?,
        commitment: &front[16..48],
        nonce: front[48..72].try_into().ok()?,
        ciphertext,
        number,
    })
}

/// V1 of a change-set's body.
///
/// # Errors
/// What is wrong, in few words.
pub(crate) fn check_layout(body: &[u8]) -> Result<(), &'static str> {
    for segment in segments(body) {
        segment?;
    }
    Ok(())
}

fn commitment(key: &Secret<32>) -> [u8; 32] {
    sha256(&[b"AGQ1-kc", key.expose()])
}

fn associated(sealed_part: &[u8], number: u32) -> Vec<u8> {
    [sealed_part, &number.to_be_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_size_class_is_at_most_12_percent_over_and_hides_lengths(length in 1usize..2_000_000) {
            let class = size_class(length);
            prop_assert!(class >= length);
            prop_assert!((class - length) * 100 <= 12 * length, "{length} -> {class}");
            prop_assert_eq!(size_class(class), class);
            prop_assert!(size_class(length + 1) >= class);
        }

        #[test]
        fn what_is_sealed_opens_and_any_change_is_noticed(text in ".{0,300}", at: usize, bit in 0u8..8) {
            let plain = strict::Writer::default().text(&text).finish();
            let key = Secret::random().unwrap();
            let header = [7; 180];
            let mut body = Vec::new();
            seal(&mut body, &plain, KeyId([1; 16]), &key, &header, 3).unwrap();
            prop_assert_eq!(body.len(), sealed_length(plain.len()));
            let mut first = segments(&body).next().unwrap().unwrap();
            first.number = 3;
            prop_assert_eq!(first.open(&key, &header), Ok(plain.clone()));
            first.number = 2;
            prop_assert!(first.open(&key, &header).is_err(), "another place in the body");
            first.number = 3;
            prop_assert!(first.open(&key, &[8; 180]).is_err(), "another header");
            prop_assert!(first.open(&Secret::random().unwrap(), &header).is_err(), "another key");
            let at = 16 + at % (body.len() - 16);
            body[at] ^= 1 << bit;
            for mut segment in segments(&body).flatten() {
                segment.number = 3;
                prop_assert!(segment.open(&key, &header).is_err());
            }
        }
    }
}
