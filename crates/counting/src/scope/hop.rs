//! What is asked of the records that hops lead to.

use super::Asker;
use crate::column::{MOST_ROWS, packed};
use crate::condition::Verdict;
use crate::keys::{Links, NO_ROW};
use crate::route::{ROLE, Step};
use crate::{Bits, Counting, Data};
use std::borrow::Cow;

/// Conditions on records that several hops lead to.
pub(super) struct Hop<'a> {
    pub(super) links: Cow<'a, Links>,
    /// The records reached that count: those that can be seen, with the role.
    pub(super) fits: Bits,
    pub(super) asked: Vec<Asked>,
}

pub(super) struct Asked {
    pub(super) by: Asker,
    pub(super) verdict: Verdict,
    /// Holds where the hops lead nowhere.
    pub(super) nowhere: bool,
    pub(super) negated: bool,
}

impl<'a> Counting<'a> {
    /// The records that hops lead to from each row, each once; and which of
    /// them count.
    pub(super) fn links(&self, steps: &[Step<'a>]) -> (Cow<'a, Links>, Bits) {
        if let [Step::Back { column, to, .. }] = steps {
            // The usual case, `target` of acts, needs no copy.
            if let Some(groups) = column.referring(to, self.rows(to)) {
                return (Cow::Borrowed(groups), self.fitting(&steps[0]));
            }
        }
        let mut reached: Option<Links> = None;
        for step in steps {
            let next = self.step(step);
            reached = Some(match reached {
                None => next,
                Some(before) => join(&before, &next),
            });
        }
        let rows = steps.last().map_or(0, |step| self.rows(step.lands_on()));
        let groups = reached.unwrap_or_else(|| Links::with_room(0));
        (Cow::Owned(groups), Bits::all(rows))
    }

    /// The records a step can lead to: those seen, with the role.
    fn fitting(&self, step: &Step<'a>) -> Bits {
        let table = step.lands_on();
        let mut fits = self.seen(table);
        let role = |table: &str| self.columns.tables.get(table)?.columns.get(ROLE);
        if let Step::Back {
            roles: Some(roles), ..
        } = step
            && let Some(Data::Codes { values, .. }) = role(table).map(crate::Column::data)
        {
            fits.keep(&Bits::where_true(fits.len(), |row| {
                roles.get(values[row] as usize).copied().unwrap_or(false)
            }));
        }
        fits
    }

    fn step(&self, step: &Step<'a>) -> Links {
        let fits = self.fitting(step);
        let within = |groups: &Links| {
            let rows = groups.offsets.len().saturating_sub(1);
            let mut kept = Links::with_room(rows);
            for row in 0..rows {
                let reached = groups.get(row).iter().copied();
                kept.values.extend(reached.filter(|to| fits.has(*to)));
                kept.close();
            }
            kept
        };
        match step {
            Step::Back { column, to, .. } => match column.referring(to, self.rows(to)) {
                Some(groups) => within(groups),
                None => within(&column.referring_now(to, self.rows(to))),
            },
            Step::Along { column, to } => match &column.data {
                Data::ManyRefs { targets, values } => {
                    let target = targets.iter().position(|target| target == to);
                    let base = packed(target.unwrap_or(31), 0);
                    let mut groups = Links::with_room(values.len());
                    for row in 0..values.len() {
                        let rows = values.get(row).iter().map(|value| value.wrapping_sub(base));
                        groups
                            .values
                            .extend(rows.filter(|to| *to < MOST_ROWS && fits.has(*to)));
                        groups.close();
                    }
                    groups
                }
                _ => {
                    let rows = self.along(step);
                    let mut groups = Links::with_room(column.len());
                    for row in 0..column.len() {
                        let to = rows.at(row);
                        if to != NO_ROW {
                            groups.values.push(to);
                        }
                        groups.close();
                    }
                    groups
                }
            },
        }
    }
}

fn join(before: &Links, next: &Links) -> Links {
    let mut joined = Links::with_room(before.offsets.len());
    let mut row_values: Vec<u32> = Vec::new();
    for row in 0..before.offsets.len() - 1 {
        row_values.clear();
        for middle in before.get(row) {
            row_values.extend_from_slice(next.get(*middle as usize));
        }
        row_values.sort_unstable();
        row_values.dedup();
        joined.values.extend_from_slice(&row_values);
        joined.close();
    }
    joined
}

impl Hop<'_> {
    /// Narrows `verdict` to the rows from which the hops lead to one record
    /// that fulfils all conditions, and to none that fulfils a negated one;
    /// answers with the records that fulfil them.
    pub(super) fn scope(&self, without: &[Asker], verdict: &mut Verdict) -> Option<Verdict> {
        let rows = verdict.yes.len();
        let mut there: Option<Verdict> = None;
        let mut nowhere = true;
        for asked in self
            .asked
            .iter()
            .filter(|asked| !without.contains(&asked.by))
        {
            if asked.negated {
                verdict.and(&self.found(&asked.verdict, asked.nowhere, rows).not());
                continue;
            }
            nowhere &= asked.nowhere;
            match &mut there {
                None => there = Some(asked.verdict.clone()),
                Some(there) => there.and(&asked.verdict),
            }
        }
        if let Some(there) = &there {
            verdict.and(&self.found(there, nowhere, rows));
        }
        there
    }

    /// What holds of the rows from which the hops lead to a record of `there`; it also holds, if `nowhere`, for those
    /// from which they lead to none.
    fn found(&self, there: &Verdict, nowhere: bool, rows: u32) -> Verdict {
        let of_row = |row: usize, certain: bool| {
            let mut found = if nowhere { YES } else { NO };
            let mut reached = false;
            for to in self.links.get(row).iter().filter(|to| self.fits.has(**to)) {
                if !reached {
                    (reached, found) = (true, NO);
                }
                if there.yes.has(*to) {
                    return YES;
                }
                if !certain && there.undated.has(*to) {
                    found = UNDATED;
                } else if !certain && found == NO && there.possible.has(*to) {
                    found = PERHAPS;
                }
            }
            found
        };
        if there.undated.is_empty() && there.possible == there.yes {
            return Verdict::certain(Bits::where_true(rows, |row| of_row(row, true) == YES));
        }
        let [yes, undated, mut possible] = Bits::divided(rows, |row| of_row(row, false));
        possible.add(&undated);
        possible.add(&yes);
        Verdict {
            yes,
            possible,
            undated,
        }
    }
}

/// What holds of a row, by the records it leads to: sets of rows are numbered so.
const YES: usize = 0;
const UNDATED: usize = 1;
const PERHAPS: usize = 2;
const NO: usize = 3;
