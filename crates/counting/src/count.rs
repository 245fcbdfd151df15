//! The answer to a question.

use std::collections::{BTreeMap, HashMap};

use crate::entities::Entities;
use crate::groups::Estimates;
use crate::keys::{FIRST_SET, Space, UNKNOWN, Values, joined, reached};
use crate::route::{ACTOR, INVOLVEMENT, Map, Reading, Route};
use crate::scope::{Plan, Scope};
use crate::tally::{Axis, Cells, span, tally};
use crate::{
    Answer, Bits, Counting, Error, Estimate, FIRST_CODE, Filter, Groups, Note, Query, Row, Side,
    Tabulated, Unit, View,
};

/// The records that conditions hold for, as rows of the unit's record type.
#[derive(Debug, Clone)]
pub struct Selection {
    /// In scope.
    pub inside: Bits,
    /// Only perhaps: the date overlaps the period or condition.
    pub perhaps: Bits,
    /// Only perhaps: there is no date.
    pub undated: Bits,
}

/// A question, planned, with the rows it is about.
struct Asked<'a> {
    plan: Plan<'a>,
    scope: Scope,
    entities: Option<Entities<'a>>,
    inside: Bits,
    /// The involvements of unnamed groups, when they are to be estimated.
    groups: Option<Bits>,
    total: u64,
}

/// The cells by some dimensions.
struct Cross {
    rows: Vec<Row>,
    adds_up: bool,
    estimate: Option<Estimate>,
}

/// A key in use: what it is called and where it stands among the others.
struct Name {
    key: String,
    label: String,
    place: usize,
}

/// The directions of a table.
struct Table<'a> {
    axes: Vec<Axis<'a>>,
    /// For each dimension: its axis, and the product of the sizes of the
    /// dimensions behind it on the same axis.
    places: Vec<(usize, u64)>,
    spaces: Vec<Space<'a>>,
    size: u64,
}

/// Dimensions with the product of the sizes of those behind each, and the size of all.
type Joined<'a> = (Vec<(Values<'a>, u32)>, u64);

impl<'a> Table<'a> {
    /// Makes the next axis one of several dimensions.
    fn joining(
        &mut self,
        numbers: &[usize],
        routes: &[&Route<'a>],
        keys: impl Fn(&Route<'a>) -> Result<(Values<'a>, Space<'a>), Error>,
        spaces: &mut [Option<Space<'a>>],
    ) -> Result<Joined<'a>, Error> {
        let mut values = Vec::new();
        let mut size = 1_u64;
        for number in numbers {
            let (of, space) = keys(routes[*number])?;
            size = size
                .checked_mul(space.size())
                .filter(|size| *size < u64::from(FIRST_SET))
                .ok_or_else(too_large)?;
            values.push((of, space.size()));
            spaces[*number] = Some(space);
        }
        let mut behind = size;
        let mut dimensions = Vec::new();
        for (number, (of, own)) in numbers.iter().zip(values) {
            behind /= own;
            self.places[*number] = (self.axes.len(), behind);
            dimensions.push((of, u32::try_from(behind).unwrap_or(u32::MAX)));
        }
        Ok((dimensions, size))
    }

    /// The key number in each dimension of a cell.
    fn keys(&self, cell: u64) -> Vec<u32> {
        let mut on_axis = vec![0; self.axes.len()];
        let mut left = cell;
        for (number, axis) in self.axes.iter().enumerate().rev() {
            on_axis[number] = left % axis.size;
            left /= axis.size;
        }
        self.places
            .iter()
            .zip(&self.spaces)
            .map(|((axis, behind), space)| {
                let key = on_axis[*axis] / behind % space.size();
                u32::try_from(key).unwrap_or(UNKNOWN)
            })
            .collect()
    }
}

impl<'a> Counting<'a> {
    /// Counts.
    ///
    /// # Errors
    /// When the question names a property or code that does not exist, cannot
    /// be read, or asks for something that cannot be counted.
    pub fn count(&self, query: &Query) -> Result<Answer, Error> {
        self.answer(query, &self.asked(query)?)
    }

    /// Counts, and counts every side of the table for itself: for each choice of some of its dimensions the distinct
    /// units in each of their values. They are not sums of cells, since one unit can be in several cells.
    ///
    /// # Errors
    /// As [`Counting::count`].
    pub fn tabulate(&self, query: &Query) -> Result<Tabulated, Error> {
        let asked = self.asked(query)?;
        let answer = self.answer(query, &asked)?;
        let all = query.dimensions.len();
        let mut sides = Vec::new();
        for choice in 1..(1_u32 << all).saturating_sub(1) {
            let over: Vec<usize> = (0..all).filter(|n| choice >> n & 1 == 1).collect();
            let routes: Vec<&Route<'a>> = over.iter().map(|n| &asked.plan.dimensions[*n]).collect();
            let cross = self.cells(&asked, &routes, None)?;
            sides.push(Side {
                over,
                rows: cross.rows,
                adds_up: cross.adds_up,
            });
        }
        Ok(Tabulated { answer, sides })
    }

    fn asked(&self, query: &Query) -> Result<Asked<'a>, Error> {
        let plan = self.seen_plan(query)?;
        let scope = plan.scope(&[]);
        let entities = self.entities(&plan)?;
        let inside = within(&scope.verdict.yes, &plan.start);
        let total = distinct(&inside, entities.as_ref());
        let groups = (query.groups == Groups::Estimated && query.unit == Unit::Involvements)
            .then(|| within(&scope.verdict.yes, &plan.of_groups));
        Ok(Asked {
            plan,
            scope,
            entities,
            inside,
            groups,
            total,
        })
    }

    /// The cells by some dimensions, and whether they sum to the total; with those that are perhaps there besides if
    /// `possible` rows are given, and with estimates if those were asked for.
    fn cells(
        &self,
        asked: &Asked<'a>,
        routes: &[&Route<'a>],
        possible: Option<&Bits>,
    ) -> Result<Cross, Error> {
        let entities = asked.entities.as_ref();
        let table = self.table(
            (&asked.plan, &asked.scope),
            &asked.inside,
            routes,
            Certainty::Yes,
        )?;
        let cells = tally(
            &asked.inside,
            &table.axes,
            table.size,
            entities,
            self.workers(),
        );
        let sum: u64 = cells.iter().map(|(_, count)| count).sum();
        let single = |axis: &Axis<'_>| axis.values.is_single();
        let partition = entities.is_none() && table.axes.iter().all(single);
        if partition && sum != asked.total {
            return Err(Error::DoesNotAddUp {
                sum,
                total: asked.total,
            });
        }
        // A table without dimensions has its one row even when it is empty.
        let cells = if routes.is_empty() && cells.is_empty() {
            vec![(0, 0)]
        } else {
            cells
        };
        let more = possible
            .map(|possible| {
                let table = self.table(
                    (&asked.plan, &asked.scope),
                    possible,
                    routes,
                    Certainty::Possible,
                )?;
                Ok(tally(
                    possible,
                    &table.axes,
                    table.size,
                    entities,
                    self.workers(),
                ))
            })
            .transpose()?;
        let estimates = asked
            .groups
            .as_ref()
            .map(|groups| {
                let mut rows = groups.clone();
                rows.add(&asked.inside);
                let table =
                    self.table((&asked.plan, &asked.scope), &rows, routes, Certainty::Yes)?;
                self.estimates((&asked.inside, groups), &table.axes, &cells)
            })
            .transpose()?;
        Ok(Cross {
            rows: self.rows_of(&table, &cells, more.as_ref(), estimates.as_ref()),
            adds_up: sum == asked.total,
            estimate: estimates.map(|estimates| estimates.total),
        })
    }

    fn answer(&self, query: &Query, asked: &Asked<'a>) -> Result<Answer, Error> {
        let plan = &asked.plan;
        let routes: Vec<&Route<'a>> = plan.dimensions.iter().collect();
        let possible = query
            .perhaps_rows
            .then(|| within(&asked.scope.verdict.possible, &plan.start));
        let cross = self.cells(asked, &routes, possible.as_ref())?;
        let mut answer = Answer {
            unit: query.unit.name().to_owned(),
            dimensions: routes.iter().map(|route| route.text.clone()).collect(),
            rows: cross.rows,
            total: asked.total,
            adds_up: cross.adds_up,
            notes: Vec::new(),
            perhaps: None,
            undated: None,
            estimate: cross.estimate,
        };
        self.add_notes(query, asked, &mut answer);
        Ok(answer)
    }

    /// Whether a question can be counted, without counting.
    ///
    /// # Errors
    /// As [`Counting::count`].
    pub fn see(&self, query: &Query) -> Result<(), Error> {
        self.seen_plan(query).map(drop)
    }

    /// A plan of which every dimension has the level it asks for: a table by a level that no code has looks like
    /// another one.
    fn seen_plan(&self, query: &Query) -> Result<Plan<'a>, Error> {
        let plan = self.plan(query)?;
        for route in &plan.dimensions {
            if let (Some(View::Level(level)), Some((_, list))) =
                (route.view, self.dictionary_of(route))
                && level > list.deepest()
            {
                return Err(Error::NoSuchLevel {
                    path: route.text.clone(),
                    deepest: list.deepest(),
                });
            }
        }
        Ok(plan)
    }

    /// The records of a cell: rows of the unit's record type (one for each
    /// cluster), ascending; as many as the cell counts.
    ///
    /// # Errors
    /// As [`Counting::count`]; a key that does not occur gives no rows.
    pub fn records(&self, query: &Query, key: &[String]) -> Result<Vec<u32>, Error> {
        let key: Vec<Option<String>> = key.iter().cloned().map(Some).collect();
        self.records_at(query, &key)
    }

    /// The same for any side of the table: a key for some of the dimensions, none for the others.
    ///
    /// # Errors
    /// As [`Counting::records`].
    pub fn records_at(&self, query: &Query, key: &[Option<String>]) -> Result<Vec<u32>, Error> {
        let mut cell = query.clone();
        let given = query.dimensions.iter().zip(key);
        cell.filters.extend(
            given.filter_map(|(path, key)| Some(Filter::exactly(path.clone(), key.as_ref()?))),
        );
        Ok(self.selected(&cell, true)?.inside.rows().collect())
    }

    /// The records that the conditions and period of a question hold for: each for itself, also where several are of
    /// one person. What is told of a record must be true of that record.
    ///
    /// # Errors
    /// As [`Counting::count`].
    pub fn select(&self, query: &Query) -> Result<Selection, Error> {
        self.selected(query, false)
    }

    /// Each record for itself, or `merged`: the record that stands for all that are one.
    pub(crate) fn selected(&self, query: &Query, merged: bool) -> Result<Selection, Error> {
        let plan = self.plan_with(query, &[])?;
        let verdict = plan.scope(&[]).verdict;
        let entities = if merged {
            self.entities(&plan)?
        } else {
            self.listed(&plan)?
        };
        let rows = |bits: &Bits| {
            let bits = within(bits, &plan.start);
            match &entities {
                None => bits,
                Some(entities) => entities.chosen(&bits),
            }
        };
        let inside = rows(&verdict.yes);
        let mut undated = rows(&verdict.undated);
        undated.remove(&inside);
        let mut perhaps = rows(&verdict.possible);
        perhaps.remove(&inside);
        perhaps.remove(&undated);
        Ok(Selection {
            inside,
            perhaps,
            undated,
        })
    }

    /// What the base rows are counted as; none when as themselves.
    pub(crate) fn entities(&self, plan: &Plan<'a>) -> Result<Option<Entities<'a>>, Error> {
        let merged = self.clusters.merged(plan.unit.table());
        match self.listed(plan)? {
            Some(listed) => Ok(Some(Entities { merged, ..listed })),
            None if merged.is_none() => Ok(None),
            None => Ok(Some(Entities {
                of: None,
                records: self.rows(plan.base),
                merged,
                workers: self.workers(),
            })),
        }
    }

    /// What the base rows are listed as, whether or not it is one with others; none when as themselves.
    pub(crate) fn listed(&self, plan: &Plan<'a>) -> Result<Option<Entities<'a>>, Error> {
        if plan.reading == Reading::Own {
            return Ok(None);
        }
        let map = Map {
            columns: self.columns,
        };
        Ok(Some(Entities {
            of: Some(self.followed(&map, INVOLVEMENT, ACTOR)?),
            records: self.rows(ACTOR),
            merged: None,
            workers: self.workers(),
        }))
    }

    /// The axes for these dimensions, right in `rows`.
    fn table(
        &self,
        (plan, scope): (&Plan<'a>, &Scope),
        rows: &Bits,
        routes: &[&Route<'a>],
        certainty: Certainty,
    ) -> Result<Table<'a>, Error> {
        let workers = self.workers();
        // Dimensions that are looked up in the same way are put together before that.
        let mut ways: BTreeMap<(bool, &str), Vec<usize>> = BTreeMap::new();
        for (number, route) in routes.iter().enumerate() {
            let way = if route.hops.is_empty() {
                (false, route.rest_name.as_str())
            } else {
                (true, route.hop_name.as_str())
            };
            ways.entry(way).or_default().push(number);
        }
        let mut table = Table {
            axes: Vec::new(),
            places: vec![(0, 1); routes.len()],
            spaces: Vec::new(),
            size: 0,
        };
        let mut spaces: Vec<Option<Space<'a>>> = routes.iter().map(|_| None).collect();
        for ((through_hops, name), numbers) in ways {
            let hop = if through_hops { plan.hop(name) } else { None };
            if let Some(hop) = hop {
                let mut fits = hop.fits.clone();
                if let Some(there) = scope.at_hop.get(name) {
                    fits.keep(match certainty {
                        Certainty::Yes => &there.yes,
                        Certainty::Possible => &there.possible,
                    });
                }
                let keys = |route: &Route<'a>| self.keys(route, self.only(&fits));
                let (dimensions, size) = table.joining(&numbers, routes, keys, &mut spaces)?;
                let (values, nothing) =
                    reached((&hop.links, hop.starts), &fits, &dimensions, workers);
                let values = match &hop.lead {
                    None => values,
                    Some(lead) => values.at(lead, rows.len() as usize, nothing, self.only(rows)),
                };
                table.axes.push(Axis { values, size });
                continue;
            }
            let plain = |number: &usize| routes[*number].otherwise.is_none();
            let first = numbers.first().and_then(|number| routes.get(*number));
            if let (Some(first), true) = (first, numbers.len() > 1 && !name.is_empty())
                && let (true, Some(way)) = (numbers.iter().all(plain), self.rest_rows(&first.rest))
            {
                let keys = |route: &Route<'a>| self.keys(&route.landed(), self.everywhere());
                let (dimensions, size) = table.joining(&numbers, routes, keys, &mut spaces)?;
                let nothing = dimensions.iter().map(|(_, behind)| UNKNOWN * behind).sum();
                let values = joined(&dimensions, self.rows(first.table), workers);
                let values = values.at(&way, rows.len() as usize, nothing, self.only(rows));
                table.axes.push(Axis { values, size });
                continue;
            }
            for number in numbers {
                let (values, space) = self.keys(routes[number], self.only(rows))?;
                table.places[number] = (table.axes.len(), 1);
                let size = space.size();
                table.axes.push(Axis { values, size });
                spaces[number] = Some(space);
            }
        }
        table.spaces = spaces.into_iter().flatten().collect();
        table.size = span(&table.axes)
            .filter(|size| *size < 1 << 36)
            .ok_or_else(too_large)?;
        Ok(table)
    }

    /// Cells as rows with keys and labels, in the order of the lists (texts
    /// and records by label), states last.
    fn rows_of(
        &self,
        table: &Table<'a>,
        cells: &Cells,
        more: Option<&Cells>,
        estimates: Option<&Estimates>,
    ) -> Vec<Row> {
        let mut counted: BTreeMap<u64, (u64, Option<u64>)> = BTreeMap::new();
        for (cell, count) in cells {
            counted.entry(*cell).or_default().0 = *count;
        }
        for (cell, possible) in more.into_iter().flatten() {
            counted.entry(*cell).or_default().1 = Some(*possible);
        }
        for cell in estimates
            .into_iter()
            .flat_map(|estimates| estimates.cells.keys())
        {
            counted.entry(*cell).or_default();
        }
        let estimate = |cell: u64| estimates.and_then(|all| all.cells.get(&cell).copied());
        let mut cells: Vec<(Vec<u32>, Row)> = counted
            .into_iter()
            .map(|(cell, (count, possible))| {
                let row = Row {
                    key: Vec::new(),
                    label: Vec::new(),
                    count,
                    perhaps: more.map(|_| possible.unwrap_or(count).saturating_sub(count)),
                    estimate: estimate(cell),
                };
                (table.keys(cell), row)
            })
            .collect();
        let names: Vec<HashMap<u32, Name>> = table
            .spaces
            .iter()
            .enumerate()
            .map(|(dimension, space)| {
                let mut used: Vec<u32> = cells.iter().map(|(keys, ..)| keys[dimension]).collect();
                used.sort_unstable();
                used.dedup();
                self.names(space, used)
            })
            .collect();
        let name = |dimension: usize, number: u32| names[dimension].get(&number);
        let place = |keys: &[u32]| {
            let place = |(dimension, number): (usize, &u32)| {
                name(dimension, *number).map_or(0, |name| name.place)
            };
            keys.iter().enumerate().map(place).collect::<Vec<_>>()
        };
        cells.sort_by_cached_key(|(keys, ..)| place(keys));
        cells
            .into_iter()
            .map(|(keys, mut row)| {
                (row.key, row.label) = keys
                    .iter()
                    .enumerate()
                    .filter_map(|(dimension, number)| name(dimension, *number))
                    .map(|name| (name.key.clone(), name.label.clone()))
                    .unzip();
                row
            })
            .collect()
    }

    /// Names and places of the key numbers in use.
    fn names(&self, space: &Space<'_>, used: Vec<u32>) -> HashMap<u32, Name> {
        let mut names: Vec<(u32, Name)> = used
            .into_iter()
            .map(|number| {
                let (key, label) = space.name(number, self.labels);
                let place = 0;
                (number, Name { key, label, place })
            })
            .collect();
        let is_state = |number: u32| number < FIRST_CODE;
        if space.by_label() {
            names.sort_by(|(one, a), (other, b)| {
                (is_state(*one).cmp(&is_state(*other)))
                    .then_with(|| (&a.label, &a.key).cmp(&(&b.label, &b.key)))
            });
        } else {
            names.sort_by_key(|(number, _)| (is_state(*number), *number));
        }
        for (place, (_, name)) in names.iter_mut().enumerate() {
            name.place = place;
        }
        names.into_iter().collect()
    }

    fn add_notes(&self, query: &Query, asked: &Asked<'a>, answer: &mut Answer) {
        let (plan, verdict) = (&asked.plan, &asked.scope.verdict);
        let entities = asked.entities.as_ref();
        let possible = within(&verdict.possible, &plan.start);
        let (mut perhaps, mut undated) = (0, 0);
        if possible != asked.inside {
            let mut dated = possible.clone();
            dated.remove(&verdict.undated);
            perhaps = distinct(&dated, entities) - answer.total;
            undated = distinct(&possible, entities) - answer.total - perhaps;
        }
        let notes = &mut answer.notes;
        if !answer.adds_up {
            notes.push(Note::Overlap);
        }
        if plan.reading == Reading::ThroughActs {
            notes.push(Note::ThroughActs {
                unit: plan.unit.name().to_owned(),
            });
        }
        if query.period.is_some() {
            answer.perhaps = Some(perhaps);
            answer.undated = Some(undated);
        }
        if perhaps > 0 {
            notes.push(match query.period {
                Some(_) => Note::NotPrecise(perhaps),
                None => Note::NotPreciseForCondition(perhaps),
            });
        }
        if undated > 0 {
            notes.push(Note::NoDate(undated));
        }
        let unmerged = |bits: &Bits| match entities {
            None => bits.count(),
            Some(entities) => entities.unmerged(bits).count(),
        };
        if entities.is_some_and(|entities| entities.merged.is_some()) {
            let records = unmerged(&asked.inside);
            if records != answer.total {
                notes.push(Note::Merged {
                    records,
                    distinct: answer.total,
                });
            }
        }
        let unknown = within(&verdict.yes, &plan.kind_unknown);
        let unknown = if unknown.is_empty() {
            0
        } else {
            unmerged(&unknown)
        };
        if unknown > 0 {
            notes.push(Note::KindUnknown(unknown));
        }
        match answer.estimate {
            None => {
                let groups = within(&verdict.yes, &plan.of_groups).count();
                if groups > 0 {
                    notes.push(Note::GroupsApart(groups));
                }
            }
            Some(estimate) if estimate.groups_of_unknown_size > 0 => {
                notes.push(Note::GroupsOfUnknownSize(estimate.groups_of_unknown_size));
            }
            Some(_) => {}
        }
        let not_linked = within(&verdict.yes, &plan.not_linked).count();
        if not_linked > 0 {
            notes.push(Note::NotLinked(not_linked));
        }
    }

    /// Counts along one dimension, for facets.
    pub(crate) fn along_one(
        &self,
        plan: &Plan<'a>,
        scope: &Scope,
        route: &Route<'a>,
        entities: Option<&Entities<'a>>,
    ) -> Result<Vec<Row>, Error> {
        let inside = within(&scope.verdict.yes, &plan.start);
        let table = self.table((plan, scope), &inside, &[route], Certainty::Yes)?;
        let cells = tally(&inside, &table.axes, table.size, entities, self.workers());
        Ok(self.rows_of(&table, &cells, None, None))
    }
}

/// The conditions that a cell adds to the question: with them, the same
/// question counts the cell, and its text can stand in an address.
#[must_use]
pub fn cell_filters(query: &Query, key: &[String]) -> Vec<Filter> {
    query
        .dimensions
        .iter()
        .zip(key)
        .map(|(path, key)| Filter::exactly(path.clone(), key))
        .collect()
}

#[derive(Clone, Copy)]
enum Certainty {
    Yes,
    Possible,
}

/// How many records the rows are.
fn distinct(rows: &Bits, entities: Option<&Entities<'_>>) -> u64 {
    entities.map_or_else(|| rows.count(), |entities| entities.distinct(rows))
}

fn within(bits: &Bits, start: &Bits) -> Bits {
    let mut bits = bits.clone();
    bits.keep(start);
    bits
}

fn too_large() -> Error {
    Error::TooLarge {
        what: "the table".to_owned(),
        most: 1 << 36,
    }
}
