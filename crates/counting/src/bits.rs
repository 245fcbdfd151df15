//! Sets of rows, one bit a row, worked on 64 at a time.

/// A set of row numbers below a fixed length.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: u32,
}

impl Bits {
    /// The empty set over `len` rows.
    #[must_use]
    pub fn none(len: u32) -> Self {
        Self {
            words: vec![0; (len as usize).div_ceil(64)],
            len,
        }
    }

    /// All of `len` rows.
    #[must_use]
    pub fn all(len: u32) -> Self {
        let mut bits = Self {
            words: vec![u64::MAX; (len as usize).div_ceil(64)],
            len,
        };
        bits.trim();
        bits
    }

    /// The rows below `len` for which `holds` is true.
    #[must_use]
    pub fn where_true(len: u32, mut holds: impl FnMut(usize) -> bool) -> Self {
        let mut bits = Self::none(len);
        let len = len as usize;
        for (number, word) in bits.words.iter_mut().enumerate() {
            let start = number * 64;
            let end = (start + 64).min(len);
            let mut value = 0_u64;
            for row in start..end {
                value |= u64::from(holds(row)) << (row - start);
            }
            *word = value;
        }
        bits
    }

    /// The rows below `len`, divided: set `n` has those for which `class` is `n`, for 0, 1 and 2; those of class 3 are
    /// in none. One look at each row where three sets would need three, and no jump that depends on what is found.
    #[must_use]
    pub fn divided(len: u32, mut class: impl FnMut(usize) -> u8) -> [Self; 3] {
        let mut sets = [Self::none(len), Self::none(len), Self::none(len)];
        let len = len as usize;
        for number in 0..len.div_ceil(64) {
            let start = number * 64;
            let mut values = [0_u64; 4];
            for row in start..(start + 64).min(len) {
                values[usize::from(class(row) & 3)] |= 1 << (row - start);
            }
            for (set, value) in sets.iter_mut().zip(values) {
                set.words[number] = value;
            }
        }
        sets
    }

    /// Sets of rows one behind the other; all but the last are over whole words of 64.
    pub(crate) fn joined(parts: &[impl std::borrow::Borrow<Self>]) -> Self {
        let mut joined = Self::none(0);
        for part in parts {
            let part = part.borrow();
            joined.append_words(&part.words, part.len);
        }
        joined
    }

    /// How many rows the set is over (not how many are in it).
    #[must_use]
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether no row is in the set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// How many rows are in the set.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.words
            .iter()
            .map(|word| u64::from(word.count_ones()))
            .sum()
    }

    /// Whether `row` is in the set; rows beyond the length are not.
    #[must_use]
    pub fn has(&self, row: u32) -> bool {
        self.words
            .get(row as usize / 64)
            .is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Puts `row` in; beyond the length, the set grows.
    pub fn put(&mut self, row: u32) {
        if row >= self.len {
            self.grow(row + 1);
        }
        self.words[row as usize / 64] |= 1 << (row % 64);
    }

    /// Takes `row` out.
    pub fn take(&mut self, row: u32) {
        if row < self.len {
            self.words[row as usize / 64] &= !(1 << (row % 64));
        }
    }

    /// Makes the set one over `len` rows; new rows are not in it.
    pub fn grow(&mut self, len: u32) {
        if len > self.len {
            self.words.resize((len as usize).div_ceil(64), 0);
            self.len = len;
        }
    }

    /// Keeps the rows that are in `other` too.
    pub fn keep(&mut self, other: &Self) {
        for (number, word) in self.words.iter_mut().enumerate() {
            *word &= other.words.get(number).copied().unwrap_or(0);
        }
    }

    /// Adds the rows of `other` (of the same length).
    pub fn add(&mut self, other: &Self) {
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
        self.trim();
    }

    /// Removes the rows of `other`.
    pub fn remove(&mut self, other: &Self) {
        for (word, less) in self.words.iter_mut().zip(&other.words) {
            *word &= !less;
        }
    }

    /// The rows that are not in the set.
    #[must_use]
    pub fn complement(&self) -> Self {
        let mut bits = Self {
            words: self.words.iter().map(|word| !word).collect(),
            len: self.len,
        };
        bits.trim();
        bits
    }

    /// The rows in the set, ascending.
    pub fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(number, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                if left == 0 {
                    return None;
                }
                let bit = left.trailing_zeros();
                left &= left - 1;
                // A row number fits: the length is a u32.
                u32::try_from(number * 64).ok().map(|start| start + bit)
            })
        })
    }

    /// Calls `visit` with every row of the set, ascending; whole words are
    /// walked without testing single bits.
    pub fn each(&self, visit: impl FnMut(usize)) {
        self.each_in(0..self.len as usize, visit);
    }

    /// The same for the rows of a range, which begins with a word of 64.
    pub(crate) fn each_in(&self, range: std::ops::Range<usize>, mut visit: impl FnMut(usize)) {
        let words = range.start / 64..range.end.div_ceil(64);
        let numbered = words.clone().zip(self.words.get(words).unwrap_or_default());
        for (number, word) in numbered {
            let start = number * 64;
            if *word == u64::MAX {
                for row in start..start + 64 {
                    visit(row);
                }
                continue;
            }
            let mut left = *word;
            while left != 0 {
                visit(start + left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
    }

    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }

    /// Appends `len` rows from whole words; used when blocks are loaded.
    pub(crate) fn append_words(&mut self, words: &[u64], len: u32) {
        debug_assert_eq!(self.len % 64, 0, "blocks start at whole words");
        self.words.extend_from_slice(words);
        self.len += len;
        self.trim();
    }

    fn trim(&mut self) {
        let used = self.len % 64;
        if used != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << used) - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_complement_holds_no_rows_beyond_the_length() {
        let bits = Bits::none(70).complement();
        assert_eq!(bits.count(), 70);
        assert_eq!(bits.rows().last(), Some(69));
        assert_eq!(bits, Bits::all(70));
    }

    #[test]
    fn a_set_grows_when_a_row_beyond_it_is_put() {
        let mut bits = Bits::none(0);
        bits.put(130);
        assert_eq!((bits.len(), bits.count()), (131, 1));
        assert!(bits.has(130) && !bits.has(129) && !bits.has(4000));
        let mut seen = Vec::new();
        bits.each(|row| seen.push(row));
        assert_eq!(seen, [130]);
    }
}
