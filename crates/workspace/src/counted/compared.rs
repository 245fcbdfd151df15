//! Two periods of one definition side by side, with what covered each of them.

use crate::counted::defined::period_words;
use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use crate::reasons;
use aigaq_counting::comparison::{Aligned, Comparison, Coverage, compare};
use aigaq_counting::{Between, Bits, Definition, Period, Query, Table, Unit};
use aigaq_schema::{Day, RecordId};
use std::collections::BTreeSet;

/// The property by which coverage in space is told.
const REGION: &str = "region";

/// A definition in two periods.
#[derive(Debug, Clone, serde::Serialize)]
pub struct PeriodsCompared {
    /// What is counted, plural.
    pub unit: String,
    /// The earlier period in words.
    pub before: String,
    /// The later period in words.
    pub now: String,
    /// Both are of the same length: as many days, or as many whole months.
    pub same_length: bool,
    /// The numbers.
    #[serde(flatten)]
    pub numbers: Comparison,
    /// The rows sum to the total in both.
    pub adds_up: bool,
    /// The sources on which what is counted rests.
    pub sources: Coverage<Contributor>,
    /// The regions in which it happened; none for what has no region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regions: Option<Coverage<String>>,
    /// Coverage is that of all acts of the periods, since people are counted by what was done to them.
    pub coverage_of_acts: bool,
}

/// A source that contributes to a figure. In the order of their names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Contributor {
    #[serde(skip)]
    sort: String,
    /// What it is called.
    pub caption: String,
    /// Its record.
    pub id: RecordId,
}

/// The records of one period from which a figure comes.
struct Contributing {
    table: String,
    rows: Bits,
    query: Query,
}

impl Workspace {
    /// Compares a definition with the same in another period, in the order of time.
    ///
    /// # Errors
    /// When either period is open or cannot be counted, or the definition has none.
    pub fn compare_periods(
        &self,
        ask: &Asking,
        definition: &Definition,
        with: Between,
    ) -> Result<PeriodsCompared, WorkspaceError> {
        let both = [definition.period(), with].map(|period| {
            let days = period
                .days()
                .filter(|(first, last)| *first != i32::MIN && *last != i32::MAX);
            days.map(|days| (days, period))
        });
        let [Some(one), Some(other)] = both else {
            return Err(WorkspaceError::Asked(reasons::two_periods()));
        };
        let ((before_days, before), (now_days, now)) = match one.0 <= other.0 {
            true => (one, other),
            false => (other, one),
        };
        let [then, later] = [before, now].map(|period| definition.clone().in_period(period));
        let earlier_query = self.query_now(ask, &then)?;
        let later_query = self.query_now(ask, &later)?;
        let (earlier, answer) = (
            self.count(ask, &earlier_query)?,
            self.count(ask, &later_query)?,
        );
        let aligned = Aligned::of(&earlier_query, &later_query)
            .ok_or_else(|| WorkspaceError::Asked(reasons::two_periods()))?;
        let before_rows = self.contributing(ask, &earlier_query)?;
        let now_rows = self.contributing(ask, &later_query)?;
        let words = self.definition_words(ask, definition)?;
        let of = |period| period_words(period, ask.language).unwrap_or_default();
        Ok(PeriodsCompared {
            unit: words.unit,
            before: of(before),
            now: of(now),
            same_length: same_length(before_days, now_days),
            numbers: compare(&earlier, &answer, &aligned),
            adds_up: earlier.adds_up && answer.adds_up,
            sources: Coverage::of(
                &self.sources_of(ask, &before_rows)?,
                &self.sources_of(ask, &now_rows)?,
            ),
            regions: match (
                self.regions_of(ask, &before_rows)?,
                self.regions_of(ask, &now_rows)?,
            ) {
                (Some(before), Some(now)) => Some(Coverage::of(&before, &now)),
                _ => None,
            },
            coverage_of_acts: later_query.unit != Unit::Acts && now_rows.table == "act",
        })
    }

    /// The records that a question counts; of people, the acts of its period.
    fn contributing(&self, ask: &Asking, query: &Query) -> Result<Contributing, WorkspaceError> {
        let mut query = query.clone();
        query.dimensions.clear();
        if query.unit.counts_actors() || query.unit == Unit::Involvements {
            let field = match query
                .period
                .as_ref()
                .and_then(|period| period.field.as_ref())
            {
                Some(field) => Some(field.text().trim_start_matches("act.").parse()?),
                None => None,
            };
            let mut acts = Query::new(Unit::Acts);
            acts.period = query.period.map(|period| Period { field, ..period });
            query = acts;
        }
        Ok(Contributing {
            table: query.unit.table().to_owned(),
            rows: self.select(ask, &query)?.inside,
            query,
        })
    }

    fn sources_of(
        &self,
        ask: &Asking,
        of: &Contributing,
    ) -> Result<BTreeSet<Contributor>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let mut found = BTreeSet::new();
        let rows = self.view.columns().table("source").map_or(0, Table::rows);
        for row in 0..rows {
            let Some(source) = self.view.brief_at(&ask.reader, "source", row)? else {
                continue;
            };
            let resting = self.view.rows_resting_on(source.id, &of.table)?;
            if resting.iter().any(|row| of.rows.has(*row)) {
                let Named { caption, id, .. } = naming.named(&source)?;
                found.insert(Contributor {
                    sort: aigaq_schema::collation::sort_key(&caption),
                    caption,
                    id,
                });
            }
        }
        Ok(found)
    }

    fn regions_of(
        &self,
        ask: &Asking,
        of: &Contributing,
    ) -> Result<Option<BTreeSet<String>>, WorkspaceError> {
        let Some(list) = self
            .schema()
            .property(&of.table, REGION)
            .and_then(|property| self.schema().list_of(property))
        else {
            return Ok(None);
        };
        let answer = self.count(ask, &of.query.clone().by(REGION)?)?;
        let named = answer.rows.iter().filter(|row| {
            let key = row.key.first().map_or("", String::as_str);
            list.get(key).is_some()
        });
        Ok(Some(named.flat_map(|row| row.label.clone()).collect()))
    }
}

/// As many whole months, or as many days.
fn same_length(one: (i32, i32), other: (i32, i32)) -> bool {
    let months = |(first, last): (i32, i32)| {
        let (from, to) = (Day(first).civil()?, Day(last).civil()?);
        let whole = from.day() == 1 && to == to.last_of_month();
        let number =
            |date: jiff::civil::Date| i32::from(date.year()) * 12 + i32::from(date.month());
        whole.then(|| number(to) - number(from))
    };
    match (months(one), months(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one.1 - one.0 == other.1 - other.0,
    }
}
