//! Numbers of this crate's own, spread over a hash map: quicker than what guards against chosen keys, which nobody
//! chooses here.

use std::hash::{BuildHasherDefault, Hasher};

/// For maps by one number of 64 bits.
pub(super) type Mixing = BuildHasherDefault<Mixed>;

/// Multiplied with the odd number nearest to 2^64 by the golden ratio (D. Knuth, The Art of Computer Programming 3,
/// 6.4), the high bits brought down.
#[derive(Default)]
pub(super) struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
