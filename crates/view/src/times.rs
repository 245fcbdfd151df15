//! Which change-set knew of which: one clock for each, saying how far its writer had read every log.

use crate::error::ViewError;
use crate::resolve;
use crate::store::sql;
use aigaq_schema::PartialDate;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, HashMap};

/// How far each log was known: log id → sequence number.
pub(crate) type Clock = BTreeMap<[u8; 16], u64>;

/// What is remembered of change-sets and sources while records are settled.
#[derive(Debug, Default)]
pub(crate) struct TimesCache {
    sets: HashMap<i64, Time>,
    /// What is known of sources, by their record numbers.
    pub sources: HashMap<i64, SourceFacts>,
}

/// What of a source has a bearing on the records that rest on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SourceFacts {
    /// Rank of its reliability, the higher the better; 0 when nobody judged.
    pub rank: u8,
    /// Its day.
    pub date: Option<PartialDate>,
}

#[derive(Debug)]
struct Time {
    claimed: i64,
    /// The day it was, where it was saved.
    day: i32,
    by_hand: bool,
    log: [u8; 16],
    seq: u64,
    clock: Clock,
}

/// When something was said of a record last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Changed {
    /// The day, as the clock stood where it was saved; in days since 1970.
    pub day: i32,
    /// Seconds since 1970, as claimed.
    pub seconds: i64,
}

impl Changed {
    /// Of nothing said.
    pub(crate) const NEVER: Self = Self {
        day: i32::MIN + 1,
        seconds: i64::MIN,
    };

    /// The later of both, by the day and by the second.
    pub(crate) fn or_later(self, other: Self) -> Self {
        Self {
            day: self.day.max(other.day),
            seconds: self.seconds.max(other.seconds),
        }
    }
}

/// When a change-set was saved, and what its writer knew of.
pub(crate) struct Moment {
    /// Seconds since 1970, as claimed.
    pub claimed: i64,
    /// The log it begins in, and where.
    pub log: [u8; 16],
    pub seq: u64,
    pub clock: Clock,
}

impl Moment {
    /// How many entries its writer knew of, with its own: more than any that it knew.
    pub(crate) fn depth(&self) -> u64 {
        let others = self.clock.iter().filter(|(log, _)| **log != self.log);
        others.fold(self.seq, |depth, (_, seq)| depth.saturating_add(*seq))
    }
}

impl TimesCache {
    /// When a change-set was saved; it must have been loaded.
    pub(crate) fn moment(&self, number: i64) -> Option<Moment> {
        self.sets.get(&number).map(|time| Moment {
            claimed: time.claimed,
            log: time.log,
            seq: time.seq,
            clock: time.clock.clone(),
        })
    }

    /// Makes sure a change-set's time is at hand.
    pub(crate) fn load(&mut self, connection: &Connection, number: i64) -> Result<(), ViewError> {
        if self.sets.contains_key(&number) {
            return Ok(());
        }
        let time = connection
            .prepare_cached(sql::CHANGE_SET_TIME)?
            .query_row([number], |row| {
                let seq: i64 = row.get(2)?;
                let clock: Vec<u8> = row.get(3)?;
                let claimed = row.get(0)?;
                let zone: String = row.get(4)?;
                Ok(Time {
                    claimed,
                    day: day_of(claimed, &zone),
                    by_hand: matches!(row.get_ref(5)?.as_str()?, "form" | "decision"),
                    log: row.get(1)?,
                    seq: u64::try_from(seq).unwrap_or(0),
                    clock: unpack(&clock),
                })
            })?;
        self.sets.insert(number, time);
        Ok(())
    }

    /// When a change-set was saved.
    pub(crate) fn saved(
        &mut self,
        connection: &Connection,
        number: i64,
    ) -> Result<Changed, ViewError> {
        self.load(connection, number)?;
        Ok(self
            .sets
            .get(&number)
            .map_or(Changed::NEVER, |time| Changed {
                day: time.day,
                seconds: time.claimed,
            }))
    }

    /// A person wrote it, and no import brought it in.
    pub(crate) fn is_by_hand(
        &mut self,
        connection: &Connection,
        number: i64,
    ) -> Result<bool, ViewError> {
        self.load(connection, number)?;
        Ok(self.sets.get(&number).is_some_and(|time| time.by_hand))
    }

    /// When something was said of a record last.
    pub(crate) fn changed(
        &mut self,
        connection: &Connection,
        record: i64,
    ) -> Result<Changed, ViewError> {
        let mut find = connection.prepare_cached(sql::CHANGE_SETS_OF)?;
        let mut rows = find.query([record])?;
        let mut last = Changed::NEVER;
        while let Some(row) = rows.next()? {
            last = last.or_later(self.saved(connection, row.get(0)?)?);
        }
        Ok(last)
    }

    /// A change-set got a further part.
    pub(crate) fn forget(&mut self, number: i64) {
        self.sets.remove(&number);
    }

    /// The packed clock of a change-set that begins at `seq` of `log` and whose writer had seen these entries.
    pub(crate) fn clock_after(
        &mut self,
        connection: &Connection,
        log: &[u8; 16],
        seq: u64,
        seen: &[[u8; 32]],
    ) -> Result<Vec<u8>, ViewError> {
        let mut clock = Clock::new();
        let previous: Option<i64> = connection
            .prepare_cached(sql::CHANGE_SET_BEFORE)?
            .query_row(
                rusqlite::params![log, i64::try_from(seq).unwrap_or(i64::MAX)],
                |row| row.get(0),
            )
            .optional()?;
        let mut known: Vec<i64> = previous.into_iter().collect();
        for entry in seen {
            let found = connection
                .prepare_cached(sql::ENTRY_CHANGE_SET)?
                .query_row([entry], |row| {
                    Ok((
                        row.get::<_, Option<i64>>(0)?,
                        row.get::<_, [u8; 16]>(1)?,
                        row.get::<_, i64>(2)?,
                    ))
                })
                .optional()?;
            if let Some((change_set, log, seq)) = found {
                known.extend(change_set);
                raise(&mut clock, log, u64::try_from(seq).unwrap_or(0));
            }
        }
        for number in known {
            self.load(connection, number)?;
            if let Some(time) = self.sets.get(&number) {
                time.clock
                    .iter()
                    .for_each(|(log, seq)| raise(&mut clock, *log, *seq));
                raise(&mut clock, time.log, time.seq);
            }
        }
        Ok(pack(&clock))
    }
}

/// The times as the rules of resolving ask for them. Those asked about must have been loaded.
pub(crate) struct Times<'a>(pub &'a TimesCache);

impl resolve::Times for Times<'_> {
    fn precedes(&self, a: i64, b: i64) -> bool {
        if a == b {
            return false;
        }
        match (self.0.sets.get(&a), self.0.sets.get(&b)) {
            (Some(a), Some(b)) => b.clock.get(&a.log).is_some_and(|seq| *seq >= a.seq),
            _ => false,
        }
    }

    fn claimed(&self, change_set: i64) -> i64 {
        self.0.sets.get(&change_set).map_or(i64::MIN, |t| t.claimed)
    }
}

/// The day of a claimed time in its zone; a zone this machine does not know counts as UTC.
fn day_of(seconds: i64, zone: &str) -> i32 {
    let utc = jiff::tz::TimeZone::UTC;
    let there = match zone {
        "" | "UTC" => utc,
        zone => jiff::tz::TimeZone::get(zone).unwrap_or(utc),
    };
    let offset =
        jiff::Timestamp::from_second(seconds).map_or(0, |moment| there.to_offset(moment).seconds());
    let day = seconds.saturating_add(i64::from(offset)).div_euclid(86_400);
    // A claimed time may be any number; the ends are signs of their own.
    i32::try_from(day.clamp(-1_000_000, 3_000_000)).unwrap_or(0)
}

fn raise(clock: &mut Clock, log: [u8; 16], seq: u64) {
    let at = clock.entry(log).or_insert(seq);
    *at = (*at).max(seq);
}

fn pack(clock: &Clock) -> Vec<u8> {
    clock
        .iter()
        .flat_map(|(log, seq)| log.iter().copied().chain(seq.to_be_bytes()))
        .collect()
}

fn unpack(bytes: &[u8]) -> Clock {
    bytes
        .chunks_exact(24)
        .filter_map(|c| {
            Some((
                c[..16].try_into().ok()?,
                u64::from_be_bytes(c[16..].try_into().ok()?),
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_that_of_the_place_where_it_was_saved() {
        // 22 July 2021, 00:30 in Almaty.
        let seconds = 1_626_912_000 - 19_800;
        assert_eq!(day_of(seconds, "UTC"), 18_829);
        assert_eq!(day_of(seconds, "Asia/Almaty"), 18_830);
        assert_eq!(day_of(seconds, "Nowhere/At all"), 18_829);
        assert_eq!(day_of(-1, ""), -1);
        assert_eq!(day_of(i64::MAX, "Asia/Almaty"), 3_000_000);
        assert_eq!(day_of(i64::MIN, "UTC"), -1_000_000);
    }
}
