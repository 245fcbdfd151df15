//! Which rows a question is about.

mod hop;

pub(crate) use hop::Hop;
use hop::{Asked, Lead};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::condition::{Nowhere, Verdict};
use crate::keys::{NO_ROW, Rows};
use crate::route::{ACT, ACTOR, INVOLVEMENT, Map, ROLE, Reading, Route, Step, TARGET};
use crate::workers::Workers;
use crate::{
    Bits, Clusters, Columns, Data, Error, Groups, Labels, MOST_DIMENSIONS, Op, Path, Query, Reader,
    Unit,
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
    /// How many threads may work on it; the answer is the same.
    pub threads: usize,
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
    /// Rows that would be if unnamed groups were counted like records.
    pub of_groups: Bits,
    /// What the filters ask of, in their order.
    asked_of: Vec<(String, &'a str, &'a str)>,
    own: Vec<(Asker, Verdict)>,
    leads: BTreeMap<String, Lead<'a>>,
    hops: BTreeMap<String, Hop<'a>>,
    workers: Workers,
}

/// Who put a condition: the filter with this number, or the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asker {
    Filter(usize),
    Period,
}

/// The rows in scope, and for each hop with conditions the records there that
/// fulfil them.
pub(crate) struct Scope {
    pub verdict: Verdict,
    pub at_hop: BTreeMap<String, Verdict>,
}

impl<'a> Counting<'a> {
    pub(crate) fn workers(&self) -> Workers {
        Workers::new(self.threads)
    }

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
    /// [`MOST_DIMENSIONS`] are counted at once. Those of the question decide
    /// how it is read even when they are not counted by.
    pub(crate) fn plan_with(&self, query: &Query, dimensions: &[Path]) -> Result<Plan<'a>, Error> {
        let map = Map {
            columns: self.columns,
        };
        let unit = query.unit;
        let paths = || {
            let asked = dimensions.iter().chain(&query.dimensions);
            asked.chain(query.filters.iter().map(|filter| &filter.path))
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
            of_groups: Bits::default(),
            asked_of: Vec::new(),
            own: Vec::new(),
            leads: BTreeMap::new(),
            hops: BTreeMap::new(),
            workers: self.workers(),
        };
        self.limit_to_unit(&map, &mut plan)?;
        if unit == Unit::Involvements && query.groups != Groups::AsRecords {
            let groups = self.of_groups()?;
            plan.of_groups = plan.start.clone();
            plan.of_groups.keep(&groups);
            plan.start.remove(&groups);
        }
        for (number, filter) in query.filters.iter().enumerate() {
            let route = route(&filter.path)?;
            let (verdict, nowhere) = self.judge(&judged_at(&route), filter)?;
            plan.asked_of
                .push((route.hop_name.clone(), route.table, route.property));
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
            let verdict = self.judge_period(&judged_at(&route), period)?;
            let asked = Asked {
                by: Asker::Period,
                verdict,
                nowhere: Nowhere::Undated,
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
        let targets = map.roles(TARGET).unwrap_or_default();
        let roles: &[u32] = match &role.data {
            Data::Codes { values, .. } => values,
            _ => &[],
        };
        let acts = self.followed(map, INVOLVEMENT, ACT)?;
        let actors = self.followed(map, INVOLVEMENT, ACTOR)?;
        let kinds = self.of_kind(map, plan.unit);
        let seen = plan.start.clone();
        // 0 of the kind, 1 perhaps of it, 3 of another; 2 without an actor, as where it cannot be seen.
        let seen_actors = self.seen(ACTOR);
        let of_actor: Vec<u8> = (0..self.rows(ACTOR))
            .map(|row| match &kinds {
                _ if !seen_actors.has(row) => 2,
                None => 0,
                Some((of_kind, unknown)) => {
                    3 * u8::from(!of_kind.has(row)) - 2 * u8::from(unknown.has(row))
                }
            })
            .collect();
        let of_role: Vec<u8> = targets.iter().map(|is| 3 * u8::from(!is)).collect();
        [plan.start, plan.kind_unknown, plan.not_linked] = self.workers().divided(rows, |row| {
            let role = roles.get(row).copied().unwrap_or_default() as usize;
            let of_act = 3 * u8::from(acts.at(row) == NO_ROW);
            let actor = of_actor.get(actors.whether_seen_or_not(row) as usize);
            let of_actor = actor.copied().unwrap_or(2);
            of_role.get(role).copied().unwrap_or(3) | of_act | of_actor
        });
        for set in [
            &mut plan.start,
            &mut plan.kind_unknown,
            &mut plan.not_linked,
        ] {
            set.keep(&seen);
        }
        Ok(())
    }

    /// The rows that a property of `table` refers to.
    pub(crate) fn followed(
        &self,
        map: &Map<'a>,
        table: &str,
        property: &str,
    ) -> Result<Rows<'a>, Error> {
        let column = map
            .column(table, property)
            .map(|(_, column)| column)
            .ok_or_else(|| Error::UnknownProperty {
                given: property.to_owned(),
                of: table.to_owned(),
                near: Vec::new(),
            })?;
        let to = map.table_name(property)?;
        Ok(self.along(&Step::Along { column, to }))
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
        if !route.hops.is_empty() {
            self.add_hop(plan, route);
            if let Some(hop) = plan.hops.get_mut(&route.hop_name) {
                hop.asked.push(asked);
            }
        } else if let Some(rows) = self.rest_rows(&judged_by(route)) {
            let lead = plan.leads.entry(route.rest_name.clone());
            let asked_of = |asked| Lead {
                rows,
                asked: vec![asked],
            };
            match lead {
                Entry::Vacant(lead) => {
                    lead.insert(asked_of(asked));
                }
                Entry::Occupied(mut lead) => lead.get_mut().asked.push(asked),
            }
        } else {
            let verdict = if asked.negated {
                asked.verdict.not()
            } else {
                asked.verdict
            };
            plan.own.push((asked.by, verdict));
        }
    }

    fn add_hop(&self, plan: &mut Plan<'a>, route: &Route<'a>) {
        if route.hops.is_empty() || plan.hops.contains_key(&route.hop_name) {
            return;
        }
        plan.hops
            .insert(route.hop_name.clone(), self.hop(route, plan.base));
    }
}

/// Where a condition is judged: without hops to several records, at the records that have the property, however few of
/// them the rows lead to; else at those that the hops lead to.
fn judged_at<'a>(route: &Route<'a>) -> Route<'a> {
    if route.hops.is_empty() && route.otherwise.is_none() {
        route.landed()
    } else {
        route.clone()
    }
}

/// The hops by which rows lead to where a condition is judged.
fn judged_by<'a>(route: &Route<'a>) -> Vec<Step<'a>> {
    if route.otherwise.is_none() {
        route.rest.clone()
    } else {
        Vec::new()
    }
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
        for lead in self.leads.values() {
            lead.scope(without, &mut verdict, self.workers);
        }
        let mut at_hop = BTreeMap::new();
        for (name, hop) in &self.hops {
            if let Some(there) = hop.scope(without, &mut verdict, self.workers) {
                at_hop.insert(name.clone(), there);
            }
        }
        Scope { verdict, at_hop }
    }

    /// The filters that ask of the property of this route.
    pub(crate) fn asking_of(&self, route: &Route<'a>) -> Vec<Asker> {
        let same = |(hops, table, property): &(String, &str, &str)| {
            *hops == route.hop_name && *table == route.table && *property == route.property
        };
        self.asked_of
            .iter()
            .enumerate()
            .filter(|(_, of)| same(of))
            .map(|(number, _)| Asker::Filter(number))
            .collect()
    }

    /// Where the hops of a dimension lead.
    pub(crate) fn hop(&self, name: &str) -> Option<&Hop<'a>> {
        self.hops.get(name)
    }
}
