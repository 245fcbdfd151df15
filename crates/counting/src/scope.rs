//! Which rows a question is about.

use std::collections::BTreeMap;

use crate::column::{MOST_ROWS, packed};
use crate::condition::Verdict;
use crate::keys::{Groups, NO_ROW};
use crate::route::{ACT, ACTOR, INVOLVEMENT, Map, ROLE, Reading, Route, Step, TARGET};
use crate::{
    Bits, Clusters, Columns, Data, Error, Labels, MOST_DIMENSIONS, Op, Path, Query, Reader, Unit,
};

/// Columns with all that a question is read with.
#[derive(Clone, Copy)]
pub struct Counting<'a> {
    /// The records.
    pub columns: &'a Columns,
    /// Who is one person.
    pub clusters: &'a Clusters,
    /// What codes and records are called.
    pub labels: &'a dyn Labels,
    /// Who asks.
    pub reader: &'a Reader,
}

/// A question with all its paths resolved.
pub(crate) struct Plan<'a> {
    pub unit: Unit,
    pub reading: Reading,
    /// The record type whose rows are looked at.
    pub base: &'a str,
    pub dimensions: Vec<Route<'a>>,
    /// Rows that can be counted at all.
    pub start: Bits,
    /// Rows that would be if the actor's kind were known.
    pub kind_unknown: Bits,
    /// Rows that would be if an actor were linked.
    pub not_linked: Bits,
    own: Vec<(Asker, Verdict)>,
    hops: BTreeMap<String, Hop<'a>>,
}

/// Who put a condition: the filter with this number, or the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asker {
    Filter(usize),
    Period,
}

/// Conditions on records that several hops lead to.
struct Hop<'a> {
    steps: Vec<Step<'a>>,
    links: Groups,
    rows: u32,
    asked: Vec<Asked>,
}

struct Asked {
    by: Asker,
    verdict: Verdict,
    /// Holds where the hops lead nowhere.
    nowhere: bool,
    negated: bool,
}

/// The rows in scope, and for each hop with conditions the records there that
/// fulfil them.
pub(crate) struct Scope {
    pub verdict: Verdict,
    pub at_hop: BTreeMap<String, Verdict>,
}

impl<'a> Counting<'a> {
    pub(crate) fn rows(&self, table: &str) -> u32 {
        self.columns.tables.get(table).map_or(0, |table| table.rows)
    }

    /// The records of a type that exist and are open to the reader.
    pub(crate) fn seen(&self, table: &str) -> Bits {
        let mut seen = self
            .columns
            .tables
            .get(table)
            .map(|table| table.live.clone())
            .unwrap_or_default();
        if let Some(rows) = self.reader.rows(table) {
            seen.keep(rows);
        }
        seen
    }

    pub(crate) fn plan(&self, query: &Query) -> Result<Plan<'a>, Error> {
        if query.dimensions.len() > MOST_DIMENSIONS {
            return Err(Error::TooManyDimensions {
                given: query.dimensions.len(),
                most: MOST_DIMENSIONS,
            });
        }
        self.plan_with(query, &query.dimensions)
    }

    /// A plan with any number of dimensions, of which no more than
    /// [`MOST_DIMENSIONS`] are counted at once.
    pub(crate) fn plan_with(&self, query: &Query, dimensions: &[Path]) -> Result<Plan<'a>, Error> {
        let map = Map {
            columns: self.columns,
        };
        let unit = query.unit;
        let paths = || {
            dimensions
                .iter()
                .chain(query.filters.iter().map(|filter| &filter.path))
        };
        let through = unit.counts_actors()
            && (query.period.is_some() || !paths().all(|path| map.is_of_actors(path)));
        let reading = if through {
            Reading::ThroughActs
        } else {
            Reading::Own
        };
        let base = map.table_name(if through { INVOLVEMENT } else { unit.table() })?;
        let route = |path: &Path| -> Result<Route<'a>, Error> {
            let route = map.route(unit, reading, path)?;
            self.check_open(&route)?;
            Ok(route)
        };
        let mut plan = Plan {
            unit,
            reading,
            base,
            dimensions: dimensions.iter().map(route).collect::<Result<_, _>>()?,
            start: Bits::default(),
            kind_unknown: Bits::default(),
            not_linked: Bits::default(),
            own: Vec::new(),
            hops: BTreeMap::new(),
        };
        self.limit_to_unit(&map, &mut plan)?;
        for (number, filter) in query.filters.iter().enumerate() {
            let route = route(&filter.path)?;
            let (verdict, nowhere) = self.judge(&route, filter)?;
            let asked = Asked {
                by: Asker::Filter(number),
                verdict,
                nowhere,
                negated: filter.op == Op::IsNot,
            };
            self.add_condition(&mut plan, &route, asked);
        }
        if let Some(period) = &query.period {
            let field = match &period.field {
                Some(field) => field.clone(),
                None => unit
                    .main_date()
                    .ok_or_else(|| Error::NoDate {
                        unit: unit.name().to_owned(),
                    })?
                    .parse()?,
            };
            let route = self.period_route(&map, unit, reading, &field)?;
            let verdict = self.judge_period(&route, period)?;
            let asked = Asked {
                by: Asker::Period,
                verdict,
                nowhere: false,
                negated: false,
            };
            self.add_condition(&mut plan, &route, asked);
        }
        for route in plan.dimensions.clone() {
            self.add_hop(&mut plan, &route);
        }
        Ok(plan)
    }

    /// The date of a period is the act's, when actors are counted through
    /// acts, and not that of their own record.
    fn period_route(
        &self,
        map: &Map<'a>,
        unit: Unit,
        reading: Reading,
        field: &Path,
    ) -> Result<Route<'a>, Error> {
        let of_act = (reading == Reading::ThroughActs)
            .then(|| format!("{ACT}.{field}").parse::<Path>().ok())
            .flatten()
            .and_then(|path| map.route(unit, reading, &path).ok());
        let route = match of_act {
            Some(route) => route,
            None => map.route(unit, reading, field)?,
        };
        self.check_open(&route)?;
        Ok(route)
    }

    fn check_open(&self, route: &Route<'a>) -> Result<(), Error> {
        if self.reader.may_see(route.table, route.property) {
            Ok(())
        } else {
            Err(Error::Hidden {
                path: route.text.clone(),
            })
        }
    }

    /// Sets the rows that can be counted: records that are there, of the
    /// unit's kind of actor, and for actors through acts their involvements as
    /// targets.
    fn limit_to_unit(&self, map: &Map<'a>, plan: &mut Plan<'a>) -> Result<(), Error> {
        let rows = self.rows(plan.base);
        plan.start = self.seen(plan.base);
        plan.kind_unknown = Bits::none(rows);
        plan.not_linked = Bits::none(rows);
        if plan.reading == Reading::Own {
            if let Some((of_kind, unknown)) = self.of_kind(map, plan.unit) {
                plan.kind_unknown = plan.start.clone();
                plan.kind_unknown.keep(&unknown);
                plan.start.keep(&of_kind);
            }
            return Ok(());
        }
        let missing = |property: &str| Error::UnknownProperty {
            given: property.to_owned(),
            of: INVOLVEMENT.to_owned(),
            near: Vec::new(),
        };
        let (_, role) = map.column(INVOLVEMENT, ROLE).ok_or_else(|| missing(ROLE))?;
        let roles = map.roles(TARGET).unwrap_or_default();
        if let Data::Codes { values, .. } = &role.data {
            plan.start.keep(&Bits::where_true(rows, |row| {
                roles.get(values[row] as usize).copied().unwrap_or(false)
            }));
        }
        let acts = self.followed(map, INVOLVEMENT, ACT)?;
        let actors = self.followed(map, INVOLVEMENT, ACTOR)?;
        plan.start
            .keep(&Bits::where_true(rows, |row| acts[row] != NO_ROW));
        plan.not_linked = plan.start.clone();
        let linked = Bits::where_true(rows, |row| actors[row] != NO_ROW);
        plan.not_linked.remove(&linked);
        plan.start.keep(&linked);
        if let Some((of_kind, unknown)) = self.of_kind(map, plan.unit) {
            plan.kind_unknown = plan.start.clone();
            plan.kind_unknown
                .keep(&Bits::where_true(rows, |row| unknown.has(actors[row])));
            plan.start
                .keep(&Bits::where_true(rows, |row| of_kind.has(actors[row])));
        }
        Ok(())
    }

    /// The rows that a property of `table` refers to.
    fn followed(&self, map: &Map<'a>, table: &str, property: &str) -> Result<Vec<u32>, Error> {
        let column = map
            .column(table, property)
            .map(|(_, column)| column)
            .ok_or_else(|| Error::UnknownProperty {
                given: property.to_owned(),
                of: table.to_owned(),
                near: Vec::new(),
            })?;
        let to = map.table_name(property)?;
        Ok(self.along(table, &Step::Along { column, to }))
    }

    /// Actors of the unit's kind, and those whose kind is not known.
    fn of_kind(&self, map: &Map<'a>, unit: Unit) -> Option<(Bits, Bits)> {
        let kind = unit.actor_kind()?;
        let rows = self.rows(ACTOR);
        let (_, column) = map.column(ACTOR, "kind")?;
        let Data::Codes { dictionary, values } = &column.data else {
            return None;
        };
        let within = self
            .columns
            .dictionaries
            .get(dictionary)
            .and_then(|list| Some(list.with_descendants(list.number(kind)?)))
            .unwrap_or_default();
        let is = Bits::where_true(rows, |row| {
            within.get(values[row] as usize).copied().unwrap_or(false)
        });
        let unknown = Bits::where_true(rows, |row| values[row] < crate::FIRST_CODE);
        Some((is, unknown))
    }

    fn add_condition(&self, plan: &mut Plan<'a>, route: &Route<'a>, asked: Asked) {
        if route.hops.is_empty() {
            let verdict = if asked.negated {
                asked.verdict.not()
            } else {
                asked.verdict
            };
            plan.own.push((asked.by, verdict));
        } else {
            self.add_hop(plan, route);
            if let Some(hop) = plan.hops.get_mut(&route.hop_name) {
                hop.asked.push(asked);
            }
        }
    }

    fn add_hop(&self, plan: &mut Plan<'a>, route: &Route<'a>) {
        if route.hops.is_empty() || plan.hops.contains_key(&route.hop_name) {
            return;
        }
        let links = self.links(plan.base, &route.hops);
        plan.hops.insert(
            route.hop_name.clone(),
            Hop {
                steps: route.hops.clone(),
                links,
                rows: self.rows(route.hop_table),
                asked: Vec::new(),
            },
        );
    }

    /// The records that hops lead to from each row, each once.
    fn links(&self, base: &str, steps: &[Step<'a>]) -> Groups {
        let mut reached: Option<Groups> = None;
        let mut table = base;
        for step in steps {
            let next = self.step(table, step);
            reached = Some(match reached {
                None => next,
                Some(before) => join(&before, &next),
            });
            table = step.lands_on();
        }
        reached.unwrap_or_else(|| Groups::with_room(0))
    }

    fn step(&self, table: &str, step: &Step<'a>) -> Groups {
        match step {
            Step::Back {
                from,
                column,
                to,
                roles,
            } => self.referring(from, column, to, roles.as_deref()),
            Step::Along { column, to } => match &column.data {
                Data::ManyRefs { targets, values } => {
                    let seen = self.seen(to);
                    let target = targets.iter().position(|target| target == to);
                    let base = packed(target.unwrap_or(31), 0);
                    let mut groups = Groups::with_room(values.len());
                    for row in 0..values.len() {
                        let rows = values.get(row).iter().map(|value| value.wrapping_sub(base));
                        groups
                            .values
                            .extend(rows.filter(|to| *to < MOST_ROWS && seen.has(*to)));
                        groups.close();
                    }
                    groups
                }
                _ => {
                    let rows = self.along(table, step);
                    let mut groups = Groups::with_room(rows.len());
                    for row in rows {
                        if row != NO_ROW {
                            groups.values.push(row);
                        }
                        groups.close();
                    }
                    groups
                }
            },
        }
    }

    /// For each row of `to`, the rows of `from` that refer to it.
    fn referring(
        &self,
        from: &str,
        column: &crate::Column,
        to: &str,
        roles: Option<&[bool]>,
    ) -> Groups {
        let rows = self.rows(to) as usize;
        let seen = self.seen(from);
        let base = packed(
            column
                .targets()
                .iter()
                .position(|target| target == to)
                .unwrap_or(31),
            0,
        );
        let codes: Option<&[u32]> =
            roles.and_then(
                |_| match self.columns.tables.get(from)?.columns.get(ROLE)?.data() {
                    Data::Codes { values, .. } => Some(values.as_slice()),
                    _ => None,
                },
            );
        let counts = |row: usize| match (roles, codes) {
            (Some(roles), Some(codes)) => roles.get(codes[row] as usize).copied().unwrap_or(false),
            _ => true,
        };
        let each = |visit: &mut dyn FnMut(usize, u32)| match &column.data {
            Data::Refs { values, .. } => seen.each(|row| {
                let to = values[row].wrapping_sub(base) as usize;
                if to < rows && counts(row) {
                    visit(to, u32::try_from(row).unwrap_or(NO_ROW));
                }
            }),
            Data::ManyRefs { values, .. } => seen.each(|row| {
                for value in values.get(row) {
                    let to = value.wrapping_sub(base) as usize;
                    if to < rows && counts(row) {
                        visit(to, u32::try_from(row).unwrap_or(NO_ROW));
                    }
                }
            }),
            _ => {}
        };
        let mut offsets = vec![0_u32; rows + 2];
        each(&mut |to, _| offsets[to + 2] += 1);
        for at in 2..offsets.len() {
            offsets[at] += offsets[at - 1];
        }
        let mut values = vec![0_u32; offsets[rows + 1] as usize];
        each(&mut |to, row| {
            values[offsets[to + 1] as usize] = row;
            offsets[to + 1] += 1;
        });
        offsets.truncate(rows + 1);
        Groups { offsets, values }
    }
}

fn join(before: &Groups, next: &Groups) -> Groups {
    let mut joined = Groups::with_room(before.offsets.len());
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

impl<'a> Plan<'a> {
    /// The rows in scope; conditions put by `without` are left out.
    pub(crate) fn scope(&self, without: &[Asker]) -> Scope {
        let mut verdict = Verdict::certain(Bits::all(self.start.len()));
        for (by, own) in &self.own {
            if !without.contains(by) {
                verdict.and(own);
            }
        }
        let mut at_hop = BTreeMap::new();
        for (name, hop) in &self.hops {
            if let Some(there) = hop.scope(without, &mut verdict) {
                at_hop.insert(name.clone(), there);
            }
        }
        Scope { verdict, at_hop }
    }

    /// Where the hops of a dimension lead from each row.
    pub(crate) fn links(&self, hop_name: &str) -> Option<(&Groups, &[Step<'a>])> {
        self.hops
            .get(hop_name)
            .map(|hop| (&hop.links, hop.steps.as_slice()))
    }
}

impl Hop<'_> {
    /// Narrows `verdict` to the rows from which the hops lead to one record
    /// that fulfils all conditions, and to none that fulfils a negated one;
    /// answers with the records that fulfil them.
    fn scope(&self, without: &[Asker], verdict: &mut Verdict) -> Option<Verdict> {
        let mut there: Option<Verdict> = None;
        let mut nowhere = true;
        for asked in self
            .asked
            .iter()
            .filter(|asked| !without.contains(&asked.by))
        {
            if asked.negated {
                verdict.and(&self.found(&asked.verdict, asked.nowhere).not());
                continue;
            }
            nowhere &= asked.nowhere;
            match &mut there {
                None => there = Some(asked.verdict.clone()),
                Some(there) => there.and(&asked.verdict),
            }
        }
        if let Some(there) = &there {
            verdict.and(&self.found(there, nowhere));
        }
        debug_assert!(
            there
                .as_ref()
                .is_none_or(|there| there.yes.len() == self.rows)
        );
        there
    }

    fn found(&self, there: &Verdict, nowhere: bool) -> Verdict {
        let rows = u32::try_from(self.links.offsets.len().saturating_sub(1)).unwrap_or(0);
        let some = |bits: &Bits, empty: bool| {
            Bits::where_true(rows, |row| {
                let reached = self.links.get(row);
                if reached.is_empty() {
                    empty
                } else {
                    reached.iter().any(|to| bits.has(*to))
                }
            })
        };
        let yes = some(&there.yes, nowhere);
        let possible = some(&there.possible, nowhere);
        let mut undated = some(&there.undated, false);
        undated.remove(&yes);
        Verdict {
            yes,
            possible,
            undated,
        }
    }
}
