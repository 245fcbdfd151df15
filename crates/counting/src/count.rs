//! The answer to a question.

mod directions;
mod named;
mod noted;

use crate::entities::Entities;
use crate::route::{ACTOR, INVOLVEMENT, Map, Reading, Route};
use crate::scope::{Plan, Scope};
use crate::tally::{Axis, tally};
use crate::{
    Answer, Bits, Counting, Error, Estimate, Filter, Groups, Query, Row, Side, Tabulated, Unit,
    View,
};
use directions::Certainty;

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
    /// The same where each record counts for itself, also those that are one with others.
    records: u64,
}

/// The cells by some dimensions.
struct Cross {
    rows: Vec<Row>,
    adds_up: bool,
    estimate: Option<Estimate>,
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
        let (records, total) = match &entities {
            None => (inside.count(), inside.count()),
            Some(entities) => {
                let found = entities.unmerged(&inside);
                (found.count(), entities.standing(found).count())
            }
        };
        let groups = (query.groups == Groups::Estimated && query.unit == Unit::Involvements)
            .then(|| within(&scope.verdict.yes, &plan.of_groups));
        Ok(Asked {
            plan,
            scope,
            entities,
            inside,
            groups,
            total,
            records,
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
                rows_of: None,
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
            rows_of: (map.column(INVOLVEMENT, ACTOR))
                .and_then(|(_, column)| column.referring(ACTOR, self.rows(ACTOR))),
            records: self.rows(ACTOR),
            merged: None,
            workers: self.workers(),
        }))
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

/// How many records the rows are.
fn distinct(rows: &Bits, entities: Option<&Entities<'_>>) -> u64 {
    entities.map_or_else(|| rows.count(), |entities| entities.distinct(rows))
}

fn within(bits: &Bits, start: &Bits) -> Bits {
    let mut bits = bits.clone();
    bits.keep(start);
    bits
}
