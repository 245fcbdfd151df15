//! Several values a row.

use super::narrow;

/// Several values for each row: spans of one shared pool. A changed row is
/// written anew at the end; the pool is tidied when half of it is unused.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    spans: Vec<(u32, u32)>,
    pool: Vec<u32>,
    used: usize,
}

impl Lists {
    /// The values of a row; none beyond the end.
    #[must_use]
    pub fn get(&self, row: usize) -> &[u32] {
        self.spans.get(row).map_or(&[], |(start, length)| {
            let start = *start as usize;
            &self.pool[start..start + *length as usize]
        })
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// One list behind the other in the pool; the lengths must add up to it.
    pub(crate) fn of(lengths: &[u32], pool: Vec<u32>) -> Self {
        let mut start = 0;
        let spans = lengths.iter().map(|length| {
            let span = (start, *length);
            start += length;
            span
        });
        Self {
            spans: spans.collect(),
            used: pool.len(),
            pool,
        }
    }

    /// Makes the rows up to `rows`; new ones are empty.
    pub(super) fn fill(&mut self, rows: usize) {
        self.spans.resize(rows, (0, 0));
    }

    pub(super) fn append(&mut self, more: Self) {
        if self.is_empty() {
            *self = more;
            return;
        }
        let start = narrow(self.pool.len());
        let moved = more.spans.iter().map(|(at, length)| (at + start, *length));
        self.spans.extend(moved);
        self.pool.extend_from_slice(&more.pool);
        self.used += more.used;
    }

    pub(super) fn set(&mut self, row: usize, values: &[u32]) {
        let (start, length) = self.spans[row];
        self.used -= length as usize;
        if values.len() <= length as usize {
            let start_at = start as usize;
            self.pool[start_at..start_at + values.len()].copy_from_slice(values);
            self.used += values.len();
            self.spans[row] = (start, narrow(values.len()));
        } else {
            self.spans[row] = self.write(values);
        }
        if self.pool.len() > 2 * self.used + 1_024 {
            self.tidy();
        }
    }

    fn write(&mut self, values: &[u32]) -> (u32, u32) {
        let start = narrow(self.pool.len());
        self.pool.extend_from_slice(values);
        self.used += values.len();
        (start, narrow(values.len()))
    }

    fn tidy(&mut self) {
        let mut pool = Vec::with_capacity(self.used);
        for (start, length) in &mut self.spans {
            let from = *start as usize;
            let begin = narrow(pool.len());
            pool.extend_from_slice(&self.pool[from..from + *length as usize]);
            *start = begin;
        }
        self.pool = pool;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_changed_many_times_does_not_grow_without_end() {
        let mut lists = Lists::default();
        lists.fill(100);
        for round in 0..1_000_u32 {
            let row = (round * 37) % 100;
            let values: Vec<u32> = (0..round % 7).collect();
            lists.set(row as usize, &values);
            assert_eq!(lists.get(row as usize), values);
        }
        assert!(lists.pool.len() < 3_000, "{}", lists.pool.len());
    }
}
