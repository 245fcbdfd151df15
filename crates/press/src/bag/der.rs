//! As much of DER (X.690) as a time stamp takes: one element after the other, of a length that is told in its front.

/// Elements not read yet.
#[derive(Clone, Copy)]
pub(super) struct Der<'a>(pub(super) &'a [u8]);

pub(super) const INTEGER: u8 = 0x02;
pub(super) const OCTETS: u8 = 0x04;
pub(super) const OBJECT: u8 = 0x06;
pub(super) const TIME: u8 = 0x18;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;
/// The first of the kinds that a structure tells apart itself.
pub(super) const EXPLICIT_0: u8 = 0xa0;

impl<'a> Der<'a> {
    /// The contents of the next element, when it has this tag.
    pub(super) fn next(&mut self, tag: u8) -> Option<&'a [u8]> {
        let (&found, rest) = self.0.split_first()?;
        let (&short, mut rest) = rest.split_first()?;
        if found != tag {
            return None;
        }
        let length = match short {
            0..=0x7f => usize::from(short),
            0x81..=0x84 => {
                let (long, behind) = rest.split_at_checked(usize::from(short & 0x7f))?;
                rest = behind;
                let joined = long.iter().fold(0_u64, |n, b| n << 8 | u64::from(*b));
                usize::try_from(joined).ok()?
            }
            // Without an end, or longer than anything that is meant here.
            _ => return None,
        };
        let (contents, behind) = rest.split_at_checked(length)?;
        self.0 = behind;
        Some(contents)
    }

    /// The elements inside the next one, when it has this tag.
    pub(super) fn inside(&mut self, tag: u8) -> Option<Self> {
        self.next(tag).map(Self)
    }
}

/// An element with its front. At most 127 bytes, which is all that a request needs.
pub(super) fn element(tag: u8, contents: &[u8]) -> Vec<u8> {
    debug_assert!(contents.len() < 0x80);
    let mut all = vec![tag, u8::try_from(contents.len()).unwrap_or(0x7f)];
    all.extend_from_slice(contents);
    all
}
