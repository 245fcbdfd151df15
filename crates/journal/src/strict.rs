//! Strict CBOR (`docs/format.md` §2): one way to write each thing, bounded depth, nothing behind the end.

mod item;

pub(crate) use item::{Reader, Writer};

/// How deep arrays and maps may stand in one another.
pub const MAX_DEPTH: usize = 16;

/// Checks that the bytes are exactly one item of strict CBOR.
///
/// # Errors
/// What is wrong, in few words.
///
/// # Examples
/// ```
/// assert!(aigaq_journal::strict::check(&[0x82, 0x01, 0x61, b'a']).is_ok());
/// assert!(aigaq_journal::strict::check(&[0x18, 0x01]).is_err()); // 1 is written in one byte
/// ```
pub fn check(bytes: &[u8]) -> Result<(), &'static str> {
    let mut cursor = Cursor { bytes, at: 0 };
    cursor.item(0)?;
    if cursor.at == bytes.len() {
        Ok(())
    } else {
        Err("something stands behind the end")
    }
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

const CUT: &str = "it ends too early";

impl<'a> Cursor<'a> {
    fn take(&mut self, n: u64) -> Result<&'a [u8], &'static str> {
        let n = usize::try_from(n).map_err(|_| CUT)?;
        let end = self.at.checked_add(n).ok_or(CUT)?;
        let taken = self.bytes.get(self.at..end).ok_or(CUT)?;
        self.at = end;
        Ok(taken)
    }

    /// The argument of an initial byte, in its shortest form.
    fn argument(&mut self, low: u8) -> Result<u64, &'static str> {
        let (value, least) = match low {
            0..=23 => return Ok(u64::from(low)),
            24..=27 => {
                let bytes = self.take(1 << (low - 24))?;
                let value = bytes.iter().fold(0, |v, b| v << 8 | u64::from(*b));
                (value, [24, 1 << 8, 1 << 16, 1 << 32][usize::from(low - 24)])
            }
            31 => return Err("a length is not told"),
            _ => return Err("a reserved length"),
        };
        if value < least {
            return Err("an integer is not in its shortest form");
        }
        Ok(value)
    }

    fn item(&mut self, depth: usize) -> Result<(), &'static str> {
        let first = self.take(1)?[0];
        let low = first & 0x1f;
        match first >> 5 {
            0 | 1 => self.argument(low).map(|_| ()),
            2 => {
                let n = self.argument(low)?;
                self.take(n).map(|_| ())
            }
            3 => {
                let n = self.argument(low)?;
                let text = self.take(n)?;
                std::str::from_utf8(text)
                    .map(|_| ())
                    .map_err(|_| "a text is not UTF-8")
            }
            4 => {
                let n = self.argument(low)?;
                let depth = deeper(depth)?;
                for _ in 0..n {
                    self.item(depth)?;
                }
                Ok(())
            }
            5 => {
                let n = self.argument(low)?;
                let depth = deeper(depth)?;
                let mut before: Option<&[u8]> = None;
                for _ in 0..n {
                    let start = self.at;
                    self.item(depth)?;
                    let key = self.bytes.get(start..self.at).ok_or(CUT)?;
                    match before {
                        Some(before) if before == key => return Err("a key stands twice in a map"),
                        Some(before) if before > key => {
                            return Err("keys of a map are not in order");
                        }
                        _ => before = Some(key),
                    }
                    self.item(depth)?;
                }
                Ok(())
            }
            6 => Err("a tag"),
            _ => match low {
                20..=22 => Ok(()),
                27 => {
                    let bytes: [u8; 8] = self.take(8)?.try_into().map_err(|_| CUT)?;
                    if f64::from_be_bytes(bytes).is_finite() {
                        Ok(())
                    } else {
                        Err("a number that is not finite")
                    }
                }
                _ => Err("a value of a kind that is not used"),
            },
        }
    }
}

fn deeper(depth: usize) -> Result<usize, &'static str> {
    if depth < MAX_DEPTH {
        Ok(depth + 1)
    } else {
        Err("too deep")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn refused(hex: &str, why: &str) {
        assert_eq!(check(&hex::decode(hex).unwrap()), Err(why), "{hex}");
    }

    #[test]
    fn one_way_to_write_each_thing() {
        for good in [
            "00",
            "17",
            "1818",
            "190100",
            "1a00010000",
            "1b0000000100000000",
            "20",
            "3818",
            "40",
            "4101",
            "60",
            "63e29895",
            "80",
            "820102",
            "a0",
            "a201020304",
            "a2016161616102",
            "f4",
            "f5",
            "f6",
            "fb3ff8000000000000",
            "818181818181818181818181818181",
            "8181818181818181818181818181818180",
        ] {
            let bytes = hex::decode(good).unwrap();
            if good == "818181818181818181818181818181" {
                assert_eq!(check(&bytes), Err(CUT));
            } else if good.starts_with("81818181") {
                assert_eq!(check(&bytes), Err("too deep"), "17 arrays");
                assert!(check(&bytes[1..]).is_ok(), "16 arrays");
            } else {
                assert_eq!(check(&bytes), Ok(()), "{good}");
            }
        }
        refused("", CUT);
        refused("1817", "an integer is not in its shortest form");
        refused("1900ff", "an integer is not in its shortest form");
        refused("1a0000ffff", "an integer is not in its shortest form");
        refused(
            "1b00000000ffffffff",
            "an integer is not in its shortest form",
        );
        refused("580101", "an integer is not in its shortest form");
        refused("5f4101ff", "a length is not told");
        refused("9fff", "a length is not told");
        refused("bfff", "a length is not told");
        refused("1c", "a reserved length");
        refused("a201020103", "a key stands twice in a map");
        refused("a203040102", "keys of a map are not in order");
        refused("61ff", "a text is not UTF-8");
        refused("c000", "a tag");
        refused("f7", "a value of a kind that is not used");
        refused("f93c00", "a value of a kind that is not used");
        refused("fa3f800000", "a value of a kind that is not used");
        refused("fb7ff0000000000000", "a number that is not finite");
        refused("f820", "a value of a kind that is not used");
        refused("0000", "something stands behind the end");
        refused("8201", CUT);
        refused("5bffffffffffffffff", CUT);
        refused("9bffffffffffffffff", CUT);
    }

    proptest! {
        #[test]
        fn whatever_comes_it_neither_panics_nor_hangs(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = check(&bytes);
        }

        #[test]
        fn what_minicbor_writes_of_plain_things_is_strict(
            texts in proptest::collection::vec(".{0,40}", 0..20), number: i64, yes: bool,
        ) {
            let bytes = minicbor::to_vec((number, yes, &texts)).unwrap();
            prop_assert_eq!(check(&bytes), Ok(()));
            // Whatever is cut off is missed.
            for end in 0..bytes.len() {
                prop_assert!(check(&bytes[..end]).is_err());
            }
        }
    }
}
