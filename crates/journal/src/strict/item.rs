//! Writing and reading the few small CBOR maps of the journal's own.

/// Writes items in their one strict form. The caller writes as many items as it announced.
#[derive(Default)]
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    pub(crate) fn map(mut self, pairs: u64) -> Self {
        self.head(5, pairs);
        self
    }

    pub(crate) fn array(mut self, items: u64) -> Self {
        self.head(4, items);
        self
    }

    pub(crate) fn uint(mut self, value: u64) -> Self {
        self.head(0, value);
        self
    }

    pub(crate) fn int(mut self, value: i64) -> Self {
        match u64::try_from(value) {
            Ok(value) => self.head(0, value),
            Err(_) => self.head(1, !value.cast_unsigned()),
        }
        self
    }

    pub(crate) fn bytes(mut self, bytes: &[u8]) -> Self {
        self.head(2, bytes.len() as u64);
        self.0.extend_from_slice(bytes);
        self
    }

    pub(crate) fn text(mut self, text: &str) -> Self {
        self.head(3, text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0
    }

    fn head(&mut self, major: u8, value: u64) {
        let major = major << 5;
        let bytes = value.to_be_bytes();
        match value {
            0..=23 => self.0.push(major | bytes[7]),
            24..=0xff => self.0.extend([major | 24, bytes[7]]),
            0x100..=0xffff => {
                self.0.push(major | 25);
                self.0.extend_from_slice(&bytes[6..]);
            }
            0x1_0000..=0xffff_ffff => {
                self.0.push(major | 26);
                self.0.extend_from_slice(&bytes[4..]);
            }
            _ => {
                self.0.push(major | 27);
                self.0.extend_from_slice(&bytes);
            }
        }
    }
}

/// Reads items from bytes that [`super::check`] found strict; `None` when something else stands there.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, &'static str> {
        super::check(bytes)?;
        Ok(Self { bytes })
    }

    pub(crate) fn map(&mut self) -> Option<u64> {
        self.head(5)
    }

    pub(crate) fn array(&mut self) -> Option<u64> {
        self.head(4)
    }

    pub(crate) fn uint(&mut self) -> Option<u64> {
        self.head(0)
    }

    pub(crate) fn int(&mut self) -> Option<i64> {
        if self.bytes.first()? >> 5 == 1 {
            let value = self.head(1)?;
            i64::try_from(value).ok().map(|v| !v)
        } else {
            i64::try_from(self.head(0)?).ok()
        }
    }

    /// The key `key` of a map, or `None` when another one stands here (nothing is taken then).
    pub(crate) fn key(&mut self, key: u64) -> Option<()> {
        let before = self.bytes;
        if self.head(0) == Some(key) {
            Some(())
        } else {
            self.bytes = before;
            None
        }
    }

    pub(crate) fn bytes(&mut self) -> Option<&'a [u8]> {
        let n = self.head(2)?;
        self.take(n)
    }

    pub(crate) fn fixed<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.bytes()?.try_into().ok()
    }

    pub(crate) fn text(&mut self) -> Option<&'a str> {
        let n = self.head(3)?;
        std::str::from_utf8(self.take(n)?).ok()
    }

    pub(crate) fn at_end(&self) -> bool {
        self.bytes.is_empty()
    }

    fn take(&mut self, n: u64) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(usize::try_from(n).ok()?)?;
        self.bytes = rest;
        Some(taken)
    }

    fn head(&mut self, major: u8) -> Option<u64> {
        let first = *self.bytes.first()?;
        if first >> 5 != major {
            return None;
        }
        self.bytes = &self.bytes[1..];
        match first & 0x1f {
            low @ 0..=23 => Some(u64::from(low)),
            low @ 24..=27 => {
                let bytes = self.take(1 << (low - 24))?;
                Some(bytes.iter().fold(0, |v, b| v << 8 | u64::from(*b)))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_strict_and_is_read_again() {
        for value in [
            0,
            23,
            24,
            255,
            256,
            65_535,
            65_536,
            u64::from(u32::MAX),
            1 << 32,
            i64::MAX as u64,
        ] {
            let signed = i64::try_from(value).unwrap();
            let bytes = Writer::default()
                .array(4)
                .uint(value)
                .int(-1 - signed)
                .bytes(b"ab")
                .text("құқық")
                .finish();
            let mut reader = Reader::new(&bytes).unwrap();
            assert_eq!(reader.array(), Some(4));
            assert_eq!(reader.key(value + 1), None);
            assert_eq!(reader.uint(), Some(value));
            assert_eq!(reader.int(), Some(-1 - signed));
            assert_eq!(reader.fixed::<3>(), None);
            let mut reader = Reader::new(&bytes).unwrap();
            assert_eq!(
                (reader.array(), reader.int(), reader.int()),
                (Some(4), Some(signed), Some(-1 - signed))
            );
            assert_eq!(reader.bytes(), Some(&b"ab"[..]));
            assert_eq!(reader.text(), Some("құқық"));
            assert!(reader.at_end());
        }
    }
}
