//! What is asked of the records that hops lead to.

use super::Asker;
use crate::column::{MOST_ROWS, packed};
use crate::condition::{Nowhere, Verdict};
use crate::keys::{Links, NO_ROW, Rows};
use crate::route::{ROLE, Route, Step};
use crate::workers::Workers;
use crate::{Bits, Counting, Data};
use std::borrow::Cow;

/// Hops that can lead to several records, and the conditions on those.
pub(crate) struct Hop<'a> {
    /// The one record from which they start, for each row; none when that is
    /// the row itself.
    pub(crate) lead: Option<Rows<'a>>,
    /// How many records there are to start from.
    pub(crate) starts: u32,
    /// The records they lead to from each start, each once.
    pub(crate) links: Cow<'a, Links>,
    /// The same read forwards, when it is a single hop back: for each record
    /// reached the one it is reached from.
    back: Option<Rows<'a>>,
    /// The records reached that count: those that can be seen, with the role.
    pub(crate) fits: Bits,
    pub(super) asked: Vec<Asked>,
}

/// Conditions on the one record that each row leads to.
pub(super) struct Lead<'a> {
    pub(super) rows: Rows<'a>,
    pub(super) asked: Vec<Asked>,
}

pub(super) struct Asked {
    pub(super) by: Asker,
    pub(super) verdict: Verdict,
    /// What holds where the hops lead nowhere.
    pub(super) nowhere: Nowhere,
    pub(super) negated: bool,
}

impl Lead<'_> {
    /// Narrows `verdict` to the rows that lead to a record for which all
    /// conditions hold.
    pub(super) fn scope(&self, without: &[Asker], verdict: &mut Verdict, workers: Workers) {
        let mut there: Option<(Verdict, Nowhere)> = None;
        let conditions = self.asked.iter().filter(|a| !without.contains(&a.by));
        for asked in conditions {
            let (one, nowhere) = if asked.negated {
                (asked.verdict.not(), asked.nowhere.not())
            } else {
                (asked.verdict.clone(), asked.nowhere)
            };
            match &mut there {
                None => there = Some((one, nowhere)),
                Some((all, all_nowhere)) => {
                    all.and(&one);
                    *all_nowhere = all_nowhere.and(nowhere);
                }
            }
        }
        if let Some((there, nowhere)) = there {
            verdict.and(&there.pulled(&self.rows, nowhere, verdict.yes.len(), workers));
        }
    }
}

impl<'a> Counting<'a> {
    /// The hops of a route, which starts at `base`.
    pub(super) fn hop(&self, route: &Route<'a>, base: &str) -> Hop<'a> {
        let (links, fits) = self.links(&route.hops);
        let back = match route.hops.as_slice() {
            [Step::Back { column, to, .. }] if !column.is_many() => {
                Some(self.along(&Step::Along { column, to }))
            }
            _ => None,
        };
        Hop {
            lead: self.rest_rows(&route.lead),
            starts: self.rows(route.lead.last().map_or(base, Step::lands_on)),
            links,
            back,
            fits,
            asked: Vec::new(),
        }
    }

    /// The records that hops lead to from each row, each once; and which of
    /// them count.
    fn links(&self, steps: &[Step<'a>]) -> (Cow<'a, Links>, Bits) {
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
            fits.keep(&self.workers().bits(fits.len(), |row| {
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
    pub(super) fn scope(
        &self,
        without: &[Asker],
        verdict: &mut Verdict,
        workers: Workers,
    ) -> Option<Verdict> {
        let mut there: Option<Verdict> = None;
        let mut nowhere = true;
        for asked in self
            .asked
            .iter()
            .filter(|asked| !without.contains(&asked.by))
        {
            let holds_nowhere = asked.nowhere == Nowhere::Yes;
            if asked.negated {
                let rows = verdict.yes.len();
                verdict.and(
                    &self
                        .found(&asked.verdict, holds_nowhere, rows, workers)
                        .not(),
                );
                continue;
            }
            nowhere &= holds_nowhere;
            match &mut there {
                None => there = Some(asked.verdict.clone()),
                Some(there) => there.and(&asked.verdict),
            }
        }
        if let Some(there) = &there {
            verdict.and(&self.found(there, nowhere, verdict.yes.len(), workers));
        }
        there
    }

    /// What holds of the rows from which the hops lead to a record of `there`; it also holds, if `nowhere`, for those
    /// from which they lead to none.
    fn found(&self, there: &Verdict, nowhere: bool, rows: u32, workers: Workers) -> Verdict {
        let is_certain = there.undated.is_empty() && there.possible == there.yes;
        let mut yes = self.reaching(&there.yes);
        if nowhere {
            let mut from_nowhere = Bits::all(self.starts);
            from_nowhere.remove(&self.reaching(&self.fits));
            yes.add(&from_nowhere);
        }
        let verdict = if is_certain {
            Verdict::certain(yes)
        } else {
            let mut possible = self.reaching(&there.possible);
            possible.add(&yes);
            let mut undated = self.reaching(&there.undated);
            undated.remove(&yes);
            Verdict {
                yes,
                possible,
                undated,
            }
        };
        match &self.lead {
            None => verdict,
            Some(lead) => {
                let nowhere = if nowhere { Nowhere::Yes } else { Nowhere::No };
                verdict.pulled(lead, nowhere, rows, workers)
            }
        }
    }

    /// The starts from which the hops lead to any of these records.
    fn reaching(&self, records: &Bits) -> Bits {
        let Some(back) = &self.back else {
            return Bits::where_true(self.starts, |row| {
                let reached = self.links.get(row).iter();
                reached
                    .into_iter()
                    .any(|to| self.fits.has(*to) && records.has(*to))
            });
        };
        let mut from = Bits::none(self.starts);
        let mut records = records.clone();
        records.keep(&self.fits);
        records.each(|row| match back.at(row) {
            NO_ROW => {}
            start => from.put(start),
        });
        from
    }
}
