//! Which of several sayings is the newer, alike on every device.
//!
//! Claimed times alone would do if all clocks were right. Where one is wrong, what its writer knew of still comes
//! before what he said: a saying counts as no earlier than the latest of those it knew.

use crate::View;
use crate::error::ViewError;
use crate::times::{Moment, TimesCache};
use aigaq_schema::RecordId;
use std::collections::{BTreeMap, HashMap};

/// The statements that read; prepared by the test of the store.
pub(crate) mod sql {
    pub const CHANGE_SETS: &str = "SELECT DISTINCT s.change_set FROM said s JOIN record r ON r.number = s.record WHERE r.id = ?1";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[CHANGE_SETS];
}

/// When something was said. The greater is the newer; what a writer knew of is never newer than what they said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Recency {
    /// Seconds since 1970: as claimed, or as the latest saying its writer knew of.
    pub seconds: i64,
    /// How many entries its writer knew of; grows from a saying to those that knew it.
    pub depth: u64,
}

impl View {
    /// When each of these records was last spoken of: a decision that was changed is as new as its change; `None` where nobody spoke of it.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn recency(&self, records: &[RecordId]) -> Result<Vec<Option<Recency>>, ViewError> {
        let mut find = self.connection.prepare_cached(sql::CHANGE_SETS)?;
        let mut cache = TimesCache::default();
        let mut of_records = Vec::with_capacity(records.len());
        for record in records {
            let numbers: Vec<i64> = find
                .query_map([record.as_bytes()], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            for number in &numbers {
                cache.load(&self.connection, *number)?;
            }
            of_records.push(numbers);
        }
        let moments: HashMap<i64, Moment> = of_records
            .iter()
            .flatten()
            .filter_map(|number| Some((*number, cache.moment(*number)?)))
            .collect();
        let order = ordered(&moments);
        Ok(of_records
            .iter()
            .map(|numbers| numbers.iter().filter_map(|n| order.get(n)).max().copied())
            .collect())
    }
}

/// The recency of each change-set among these.
fn ordered(moments: &HashMap<i64, Moment>) -> HashMap<i64, Recency> {
    let mut by_depth: Vec<(i64, &Moment)> = moments.iter().map(|(n, m)| (*n, m)).collect();
    by_depth.sort_by_key(|(number, moment)| (moment.depth(), *number));
    // For each log: sequence number, and the latest second up to it.
    let mut said: BTreeMap<[u8; 16], Vec<(u64, i64)>> = BTreeMap::new();
    let mut all = HashMap::with_capacity(by_depth.len());
    for (number, moment) in by_depth {
        let mut seconds = moment.claimed;
        for (log, known) in &moment.clock {
            let Some(before) = said.get(log) else {
                continue;
            };
            let upto = before.partition_point(|(seq, _)| seq <= known);
            if let Some((_, latest)) = upto.checked_sub(1).and_then(|at| before.get(at)) {
                seconds = seconds.max(*latest);
            }
        }
        let log = said.entry(moment.log).or_default();
        let latest = log
            .last()
            .map_or(seconds, |(_, latest)| seconds.max(*latest));
        log.push((moment.seq, latest));
        let depth = moment.depth();
        all.insert(number, Recency { seconds, depth });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(log: u8, seq: u64, claimed: i64, clock: &[(u8, u64)]) -> Moment {
        Moment {
            claimed,
            log: [log; 16],
            seq,
            clock: clock.iter().map(|(log, seq)| ([*log; 16], *seq)).collect(),
        }
    }

    #[test]
    fn a_wrong_clock_does_not_put_an_answer_before_what_it_answers() {
        let moments = HashMap::from([
            (1, moment(1, 5, 1_000, &[])),
            // Knew the first, and its clock stood years back.
            (2, moment(2, 1, 10, &[(1, 5)])),
            (3, moment(1, 6, 1_001, &[(1, 5)])),
        ]);
        let order = ordered(&moments);
        assert!(order[&1] < order[&2]);
        assert!(order[&2] < order[&3]);
    }

    #[test]
    fn of_two_that_did_not_know_each_other_the_claimed_time_decides() {
        let moments = HashMap::from([
            (1, moment(1, 900, 1_000, &[])),
            (2, moment(2, 1, 1_001, &[])),
        ]);
        let order = ordered(&moments);
        assert!(order[&1] < order[&2]);
    }
}
