//! What holds of one property of one record, when several statements speak of it.
//!
//! Contradictions are kept: every live statement stays to be seen. This module only says which value stands
//! first, by what rule, and whether the others agree. The order of the rules:
//!
//! 1. a person *adopted* one, with a reason;
//! 2. numbers: the range from lowest to highest, for recency never decides a figure;
//! 3. a person *verified* one;
//! 4. the most reliable source;
//! 5. the most recent: not preceded by another by the heads its writer had seen; then the claimed time; then the id.
//!
//! Every device that holds the same statements shows the same value.

use aigaq_schema::{Property, Quantity, Schema, StatementId, Value};
use std::cmp::Reverse;

/// Why the first value stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// All statements say the same.
    Agreed,
    /// The property has several values at once; all stand.
    All,
    /// A person adopted it.
    Adopted,
    /// The range over all numbers told.
    Range,
    /// A person verified it.
    Verified,
    /// Its source is the most reliable.
    Reliable,
    /// It was said last.
    Recent,
    /// Nobody said it: it is the day on which the record was entered by hand.
    Entered,
    /// Nobody said it: it is the earliest day of the sources on which the record rests.
    FirstSource,
}

impl How {
    pub(crate) const ALL: [Self; 9] = [
        Self::Agreed,
        Self::All,
        Self::Adopted,
        Self::Range,
        Self::Verified,
        Self::Reliable,
        Self::Recent,
        Self::Entered,
        Self::FirstSource,
    ];
}

/// Whether the statements agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// They say the same.
    Same,
    /// They say different things that can all be true ("at least 14", "at least 17").
    Differ,
    /// What they say excludes each other.
    Contradict,
}

impl Agreement {
    pub(crate) const ALL: [Self; 3] = [Self::Same, Self::Differ, Self::Contradict];
}

/// What holds of one property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The property's code.
    pub property: String,
    /// The value (one), or for a property with several values all of them, each once.
    pub values: Vec<Value>,
    /// By which rule.
    pub how: How,
    /// Whether the statements agree.
    pub agreement: Agreement,
}

/// A live statement with what the rules need to know of its saying.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// The statement's id.
    pub id: StatementId,
    /// What it says.
    pub value: &'a Value,
    /// The change-set it came in, by its number in the view.
    pub change_set: i64,
    /// A live judgement adopts it.
    pub adopted: bool,
    /// A live judgement verifies it.
    pub verified: bool,
    /// Rank of its source's reliability, higher is better; 0 when nobody rated it.
    pub reliability: u8,
}

/// What is known of change-sets in time.
pub trait Times {
    /// `a` was known to the writer of `b`.
    fn precedes(&self, a: i64, b: i64) -> bool;
    /// When the writer says it was saved, in seconds since 1970.
    fn claimed(&self, change_set: i64) -> i64;
}

/// Resolves the live statements of one property; `None` when there are none.
#[must_use]
pub fn resolve(
    schema: &Schema,
    property: &Property,
    said: &[Said<'_>],
    times: &impl Times,
) -> Option<Resolved> {
    let first = said.first()?;
    let mut values: Vec<&Value> = Vec::new();
    for one in said {
        if !values.iter().any(|v| v.means_same(one.value)) {
            values.push(one.value);
        }
    }
    let done = |values: Vec<Value>, how, agreement| {
        Some(Resolved {
            property: property.code.clone(),
            values,
            how,
            agreement,
        })
    };
    if values.len() == 1 {
        return done(vec![first.value.clone()], How::Agreed, Agreement::Same);
    }
    if property.many {
        // A known value beside "unknown" makes the unknown obsolete for counting; it is still shown with its statement.
        let known: Vec<&Value> = values.iter().copied().filter(|v| v.is_known()).collect();
        let mut all: Vec<Value> = if known.is_empty() { &values } else { &known }
            .iter()
            .map(|v| (*v).clone())
            .collect();
        // The name somebody is known by stands before other spellings.
        let rank = |value: &Value| match value {
            Value::Name { kind, .. } => *kind as u8,
            _ => 0,
        };
        all.sort_by_cached_key(|value| (rank(value), value.plain()));
        return done(all, How::All, Agreement::Same);
    }
    let contradict = values.iter().enumerate().any(|(i, a)| {
        values[i + 1..]
            .iter()
            .any(|b| schema.contradict(property, a, b))
    });
    let agreement = if contradict {
        Agreement::Contradict
    } else {
        Agreement::Differ
    };
    if let Some(one) = latest(said.iter().filter(|s| s.adopted), times) {
        return done(vec![one.value.clone()], How::Adopted, agreement);
    }
    if let Some(range) = range(&values) {
        return done(vec![range], How::Range, agreement);
    }
    if let Some(one) = latest(said.iter().filter(|s| s.verified), times) {
        return done(vec![one.value.clone()], How::Verified, agreement);
    }
    // Not knowing never stands before knowing.
    let known: Vec<&Said<'_>> = said.iter().filter(|s| s.value.is_known()).collect();
    let pool = if known.is_empty() {
        said.iter().collect()
    } else {
        known
    };
    let best = pool.iter().map(|s| s.reliability).max().unwrap_or_default();
    let reliable: Vec<&Said<'_>> = pool
        .iter()
        .copied()
        .filter(|s| s.reliability == best)
        .collect();
    let how = if best > 0 && reliable.len() < pool.len() {
        How::Reliable
    } else {
        How::Recent
    };
    let one = latest(reliable.iter().copied(), times)?;
    done(vec![one.value.clone()], how, agreement)
}

/// The statement said last: not preceded by another, then by claimed time, then by id.
fn latest<'s, 'a: 's>(
    said: impl Iterator<Item = &'s Said<'a>>,
    times: &impl Times,
) -> Option<&'s Said<'a>> {
    let all: Vec<&Said<'_>> = said.collect();
    let not_preceded = |s: &&&Said<'_>| {
        !all.iter()
            .any(|other| times.precedes(s.change_set, other.change_set))
    };
    all.iter()
        .filter(not_preceded)
        .max_by_key(|s| (times.claimed(s.change_set), Reverse(s.id)))
        .or_else(|| all.first())
        .copied()
}

/// The range over numbers of one unit; `None` when a value is no number or the units differ.
fn range(values: &[&Value]) -> Option<Value> {
    let numbers: Vec<&Quantity> = values
        .iter()
        .filter(|v| v.is_known())
        .map(|v| match v {
            Value::Number(number) => Some(number),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let first = numbers.first()?;
    if numbers.iter().any(|n| n.unit != first.unit) {
        return None;
    }
    if numbers.len() == 1 {
        return Some(Value::Number((*first).clone()));
    }
    let by_value = |a: &&aigaq_schema::number::Decimal, b: &&aigaq_schema::number::Decimal| {
        a.value().total_cmp(&b.value())
    };
    let low = numbers.iter().map(|n| n.number()).min_by(by_value)?;
    let high = numbers
        .iter()
        .map(|n| n.upper().unwrap_or(n.number()))
        .max_by(by_value)?;
    Quantity::between(low.clone(), high.clone())
        .ok()
        .map(|q| Value::Number(q.with_unit(first.unit.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_schema::{Basis, Statement, StatementId, Via};

    /// Change-sets in one line of time: a smaller number was known to every larger one.
    struct Line;
    impl Times for Line {
        fn precedes(&self, a: i64, b: i64) -> bool {
            a < b
        }
        fn claimed(&self, change_set: i64) -> i64 {
            -change_set
        }
    }
    /// Change-sets of people who did not know of each other.
    struct Apart;
    impl Times for Apart {
        fn precedes(&self, _: i64, _: i64) -> bool {
            false
        }
        fn claimed(&self, change_set: i64) -> i64 {
            change_set / 10
        }
    }

    fn statement(id: u8, value: Value) -> Statement {
        Statement {
            id: StatementId([id; 16]),
            property: "deaths".into(),
            value,
            basis: Basis::default(),
            via: Via::Form,
            origin: None,
        }
    }

    fn number(text: &str) -> Value {
        Value::Number(text.parse().unwrap())
    }

    fn resolve_all(
        property: (&str, &str),
        statements: &[(Statement, i64)],
        times: &impl Times,
    ) -> Resolved {
        let schema = Schema::shipped();
        let said: Vec<Said<'_>> = statements
            .iter()
            .map(|(statement, change_set)| Said {
                id: statement.id,
                value: &statement.value,
                change_set: *change_set,
                adopted: false,
                verified: false,
                reliability: 0,
            })
            .collect();
        resolve(
            schema,
            schema.property(property.0, property.1).unwrap(),
            &said,
            times,
        )
        .unwrap()
    }

    #[test]
    fn fourteen_and_seventeen_dead_stand_as_a_range_and_differ() {
        let told = [
            (statement(1, number("at least 14")), 1),
            (statement(2, number("at least 17")), 2),
        ];
        let resolved = resolve_all(("event", "deaths"), &told, &Line);
        assert_eq!(resolved.values, [number("14-17")]);
        assert_eq!(
            (resolved.how, resolved.agreement),
            (How::Range, Agreement::Differ)
        );
    }

    #[test]
    fn a_later_figure_does_not_replace_an_earlier_one() {
        let told = [
            (statement(1, number("139")), 1),
            (statement(2, number("134")), 2),
        ];
        let resolved = resolve_all(("event", "deaths"), &told, &Line);
        assert_eq!(resolved.values, [number("134-139")]);
        assert_eq!(resolved.agreement, Agreement::Contradict);
    }

    #[test]
    fn of_two_dates_the_later_saying_stands_and_the_clock_does_not_decide() {
        let date = |d: &str| Value::date(d.parse().unwrap());
        let told = [
            (statement(1, date("2020-06-09")), 1),
            (statement(2, date("2020-06-10")), 2),
        ];
        let resolved = resolve_all(("event", "start"), &told, &Line);
        assert_eq!(resolved.values, [date("2020-06-10")]);
        assert_eq!(
            (resolved.how, resolved.agreement),
            (How::Recent, Agreement::Contradict)
        );
    }

    #[test]
    fn people_apart_see_the_same_value_whatever_the_order() {
        let date = |d: &str| Value::date(d.parse().unwrap());
        let mut told = vec![
            (statement(1, date("2020-06-09")), 20),
            (statement(2, date("2020-06-10")), 21),
            (statement(3, date("2020-06-11")), 10),
        ];
        let one = resolve_all(("event", "start"), &told, &Apart);
        told.reverse();
        assert_eq!(resolve_all(("event", "start"), &told, &Apart), one);
    }

    #[test]
    fn what_a_person_adopted_stands_first() {
        let schema = Schema::shipped();
        let (a, b) = (statement(1, number("14")), statement(2, number("17")));
        fn said(statement: &Statement, adopted: bool) -> Said<'_> {
            Said {
                id: statement.id,
                value: &statement.value,
                change_set: 1,
                adopted,
                verified: false,
                reliability: 0,
            }
        }
        let property = schema.property("event", "deaths").unwrap();
        let resolved =
            resolve(schema, property, &[said(&a, true), said(&b, false)], &Line).unwrap();
        assert_eq!(
            (resolved.values, resolved.how),
            (vec![number("14")], How::Adopted)
        );
    }

    #[test]
    fn knowing_stands_before_not_knowing_even_when_older() {
        let told = [
            (statement(1, Value::date("2020".parse().unwrap())), 1),
            (
                statement(2, Value::Missing(aigaq_schema::State::Unknown)),
                2,
            ),
        ];
        let resolved = resolve_all(("event", "start"), &told, &Line);
        assert!(resolved.values[0].is_known());
        assert_eq!(resolved.agreement, Agreement::Differ);
    }
}
