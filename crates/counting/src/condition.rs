//! What a condition says of each row: yes, perhaps, or no.

use crate::column::packed;
use crate::dictionary::states_of_key;
use crate::error::{Why, near};
use crate::keys::{FIRST_SET, IMPRECISE_KEY, NO_DATE_KEY, NO_ROW, Rows, Space, UNKNOWN, Values};
use crate::route::Route;
use crate::workers::Workers;
use crate::{Bits, Counting, Data, Error, Filter, Op, Period, View};

/// Rows for which conditions hold, and for which they can hold. `yes` and
/// `undated` are parts of `possible` and have no row in common.
#[derive(Debug, Clone)]
pub(crate) struct Verdict {
    pub yes: Bits,
    pub possible: Bits,
    /// Possible for want of a date.
    pub undated: Bits,
}

impl Verdict {
    pub(crate) fn certain(yes: Bits) -> Self {
        Self {
            possible: yes.clone(),
            undated: Bits::none(yes.len()),
            yes,
        }
    }

    pub(crate) fn and(&mut self, other: &Self) {
        self.yes.keep(&other.yes);
        self.possible.keep(&other.possible);
        self.undated.add(&other.undated);
        self.undated.keep(&self.possible);
        self.undated.remove(&self.yes);
    }

    pub(crate) fn not(&self) -> Self {
        let mut possible = self.yes.complement();
        possible.add(&self.undated);
        Self {
            yes: self.possible.complement(),
            possible,
            undated: self.undated.clone(),
        }
    }
}

/// What a condition says where there is no record to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nowhere {
    /// It does not hold.
    No,
    /// It holds.
    Yes,
    /// It may hold: there is no date.
    Undated,
}

impl Nowhere {
    fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    pub(crate) fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Yes => Self::No,
            Self::Undated => Self::Undated,
        }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Undated,
        }
    }
}

impl Verdict {
    /// What holds of each of `count` rows, by the row it refers to.
    pub(crate) fn pulled(
        &self,
        rows: &Rows<'_>,
        nowhere: Nowhere,
        count: u32,
        workers: Workers,
    ) -> Self {
        let is_certain = self.undated.is_empty() && self.possible == self.yes;
        if is_certain && nowhere != Nowhere::Undated {
            let nowhere = nowhere == Nowhere::Yes;
            return Self::certain(workers.bits(count, |row| match rows.at(row) {
                NO_ROW => nowhere,
                to => self.yes.has(to),
            }));
        }
        let [yes, undated, mut possible] = workers.divided(count, |row| match rows.at(row) {
            NO_ROW => match nowhere {
                Nowhere::Yes => 0,
                Nowhere::Undated => 1,
                Nowhere::No => 3,
            },
            to if self.yes.has(to) => 0,
            to if self.undated.has(to) => 1,
            to if self.possible.has(to) => 2,
            _ => 3,
        });
        possible.add(&yes);
        possible.add(&undated);
        Self {
            yes,
            possible,
            undated,
        }
    }
}

/// A test of the first and last day of a date.
enum Days {
    Within(Vec<(i32, i32)>),
    From(i32),
    Until(i32),
}

impl Days {
    /// The class of a date: 0 when it holds for all its days, 1 when for some, 3 when for none.
    fn class(&self, first: i32, last: i32) -> u8 {
        let (all, some) = self.holds(first, last);
        3 * u8::from(!all) - 2 * u8::from(!all & some)
    }

    /// Whether it holds for all days of the date, and for some.
    fn holds(&self, first: i32, last: i32) -> (bool, bool) {
        match self {
            Self::Within(spans) if spans.len() == 1 => {
                let (from, to) = spans[0];
                (first >= from && last <= to, first <= to && last >= from)
            }
            Self::Within(spans) => (
                spans.iter().any(|(from, to)| first >= *from && last <= *to),
                spans.iter().any(|(from, to)| first <= *to && last >= *from),
            ),
            Self::From(day) => (first >= *day, last >= *day),
            Self::Until(day) => (last <= *day, first <= *day),
        }
    }
}

impl<'a> Counting<'a> {
    /// The verdict of a condition over the rows of the route's hop table,
    /// without the negation of `!=`; and what holds for a record from which
    /// the hops lead nowhere.
    pub(crate) fn judge(
        &self,
        route: &Route<'a>,
        filter: &Filter,
    ) -> Result<(Verdict, Nowhere), Error> {
        let viewed = route.view.is_some() && matches!(filter.op, Op::Is | Op::IsNot);
        if viewed || filter.op == Op::Exactly {
            return self.judge_keys(route, filter);
        }
        let is = matches!(filter.op, Op::Is | Op::IsNot);
        match &route.column.data {
            Data::Dates { first, last } => self.judge_dates(route, filter, first, last),
            Data::Numbers { low, high } => self.judge_numbers(route, filter, low, high),
            Data::Codes { .. } | Data::ManyCodes { .. } if is => self.judge_codes(route, filter),
            Data::Refs { .. } | Data::ManyRefs { .. } if is => self.judge_refs(route, filter),
            _ => Err(Error::BadFilter {
                text: filter.to_string(),
                why: Why::NotOrdered,
            }),
        }
    }

    /// Values as a dimension shows them.
    fn judge_keys(&self, route: &Route<'a>, filter: &Filter) -> Result<(Verdict, Nowhere), Error> {
        if let Some(verdict) = self.judge_spans(route, filter) {
            return Ok((verdict, Nowhere::No));
        }
        let (keys, space) = self.keys(route, self.everywhere())?;
        let size = usize::try_from(space.size()).unwrap_or(usize::MAX);
        let mut accepted = vec![false; size];
        for value in &filter.values {
            let found = space.find(value, self.labels);
            if found.is_empty() {
                self.must_be_possible(route, &space, value)?;
            }
            for number in found {
                if let Some(slot) = accepted.get_mut(number as usize) {
                    *slot = true;
                }
            }
        }
        let accepts = |key: u32| accepted.get(key as usize).copied().unwrap_or(false);
        let yes = any(&keys, self.rows(route.hop_table), accepts, self.workers());
        Ok((Verdict::certain(yes), Nowhere::of(accepts(UNKNOWN))))
    }

    /// Months, quarters or years as a dimension shows them: dates that lie within.
    fn judge_spans(&self, route: &Route<'a>, filter: &Filter) -> Option<Verdict> {
        let (Data::Dates { first, last }, Some(View::Span(span))) =
            (&route.column.data, route.view)
        else {
            return None;
        };
        let within = |value: &String| {
            let days = crate::calendar::first_and_last(value).ok()?;
            (span.of(days.0) == *value).then_some(days)
        };
        let spans: Vec<(i32, i32)> = filter.values.iter().map(within).collect::<Option<_>>()?;
        let verdict = self.judge_days(route, &Days::Within(spans), first, last);
        Some(Verdict::certain(verdict.yes))
    }

    /// A value that does not occur is an error only if it never could.
    fn must_be_possible(
        &self,
        route: &Route<'a>,
        space: &Space<'_>,
        value: &str,
    ) -> Result<(), Error> {
        match space {
            Space::Codes { dictionary, .. } if !dictionary.is_open() => {
                Err(unknown_code(route, value, dictionary.codes()))
            }
            Space::Spans { .. } => crate::calendar::first_and_last(value).map(|_| ()),
            Space::Records(_) => Err(unknown_code(route, value, std::iter::empty())),
            Space::Codes { .. } | Space::Numbers(_) => Ok(()),
        }
    }

    fn judge_codes(&self, route: &Route<'a>, filter: &Filter) -> Result<(Verdict, Nowhere), Error> {
        let Some((_, dictionary)) = self.dictionary_of(route) else {
            return Err(unknown_code(route, "", std::iter::empty()));
        };
        let mut accepted = vec![false; dictionary.size() as usize];
        for value in &filter.values {
            let found = dictionary.of_key(value);
            if found.is_empty() && !dictionary.is_open() {
                return Err(unknown_code(route, value, dictionary.codes()));
            }
            for number in found {
                let below = dictionary.with_descendants(number);
                for (slot, is) in accepted.iter_mut().zip(below) {
                    *slot |= is;
                }
            }
        }
        let missing = accepted.first().copied().unwrap_or(false);
        let accepts = |code: u32| accepted.get(code as usize).copied().unwrap_or(missing);
        Ok((self.any_stored(route, accepts), Nowhere::of(missing)))
    }

    fn judge_refs(&self, route: &Route<'a>, filter: &Filter) -> Result<(Verdict, Nowhere), Error> {
        let mut accepted: Vec<u32> = Vec::new();
        let mut missing = false;
        for value in &filter.values {
            let mut known = false;
            for (number, target) in route.column.targets().iter().enumerate() {
                if let Some(row) = self.labels.row(target, value) {
                    accepted.push(packed(number, row));
                    known = true;
                }
            }
            if !known {
                let states = states_of_key(value);
                if states.is_empty() {
                    return Err(unknown_code(route, value, std::iter::empty()));
                }
                missing |= states.contains(&UNKNOWN);
                let state = |code: &u32| crate::State::of_code(*code);
                accepted.extend(
                    states
                        .iter()
                        .filter_map(state)
                        .map(crate::column::packed_state),
                );
            }
        }
        let verdict = self.any_stored(route, |value| accepted.contains(&value));
        Ok((verdict, Nowhere::of(missing)))
    }

    fn any_stored(&self, route: &Route<'a>, accepts: impl Fn(u32) -> bool + Sync) -> Verdict {
        let rows = self.rows(route.hop_table);
        Verdict::certain(match self.stored_keys(route) {
            Some(values) => any(&values, rows, accepts, self.workers()),
            None => Bits::none(rows),
        })
    }

    fn judge_dates(
        &self,
        route: &Route<'a>,
        filter: &Filter,
        first: &[i32],
        last: &[i32],
    ) -> Result<(Verdict, Nowhere), Error> {
        let mut states: Vec<u32> = Vec::new();
        let mut spans = Vec::new();
        for value in &filter.values {
            if value == NO_DATE_KEY {
                states.extend([0, UNKNOWN]);
                continue;
            }
            if value == IMPRECISE_KEY {
                return Err(Error::BadFilter {
                    text: filter.to_string(),
                    why: Why::ImpreciseForWhat,
                });
            }
            let found = states_of_key(value);
            if found.is_empty() {
                spans.push(crate::calendar::first_and_last(value)?);
            }
            states.extend(found);
        }
        let days = match (filter.op, spans.first().copied()) {
            (Op::AtLeast, Some((from, _))) => Days::From(from),
            (Op::MoreThan, Some((_, to))) => Days::From(to.saturating_add(1)),
            (Op::AtMost, Some((_, to))) => Days::Until(to),
            (Op::LessThan, Some((from, _))) => Days::Until(from.saturating_sub(1)),
            _ => Days::Within(spans),
        };
        let only_states = matches!(&days, Days::Within(spans) if spans.is_empty());
        let mut verdict = self.judge_days(route, &days, first, last);
        if only_states {
            verdict = Verdict::certain(Bits::none(verdict.yes.len()));
        }
        let missing = states.contains(&UNKNOWN);
        if !states.is_empty() {
            let rows = self.rest_rows(&route.rest);
            let in_state = Bits::where_true(self.rows(route.hop_table), |row| {
                match final_row(rows.as_ref(), row) {
                    None => missing,
                    Some(row) => {
                        last.get(row) == Some(&i32::MIN)
                            && u32::try_from(first[row]).is_ok_and(|state| states.contains(&state))
                    }
                }
            });
            verdict.yes.add(&in_state);
            verdict.possible.add(&in_state);
            verdict.undated.remove(&in_state);
        }
        let nowhere = match (missing, only_states) {
            (true, _) => Nowhere::Yes,
            (false, true) => Nowhere::No,
            (false, false) => Nowhere::Undated,
        };
        Ok((verdict, nowhere))
    }

    /// The verdict of a period.
    pub(crate) fn judge_period(
        &self,
        route: &Route<'a>,
        period: &Period,
    ) -> Result<Verdict, Error> {
        let Data::Dates { first, last } = &route.column.data else {
            return Err(Error::BadView {
                path: route.text.clone(),
                why: Why::PeriodByDate,
            });
        };
        let days = Days::Within(vec![(period.first, period.last)]);
        Ok(self.judge_days(route, &days, first, last))
    }

    fn judge_days(&self, route: &Route<'a>, days: &Days, first: &[i32], last: &[i32]) -> Verdict {
        let rows = self.rest_rows(&route.rest);
        let count = self.rows(route.hop_table);
        let at = |row: usize| {
            let row = final_row(rows.as_ref(), row)?;
            let (from, to) = (*first.get(row)?, *last.get(row)?);
            // Not asked, withheld and none leave the time open as well.
            (to != i32::MIN).then_some((from, to))
        };
        let [yes, mut possible, undated] = self.workers().divided(count, |row| match at(row) {
            None => 2,
            Some((from, to)) => days.class(from, to),
        });
        possible.add(&yes);
        possible.add(&undated);
        Verdict {
            yes,
            possible,
            undated,
        }
    }

    fn judge_numbers(
        &self,
        route: &Route<'a>,
        filter: &Filter,
        low: &[f64],
        high: &[f64],
    ) -> Result<(Verdict, Nowhere), Error> {
        let mut states: Vec<u32> = Vec::new();
        let mut wanted: Vec<f64> = Vec::new();
        for value in &filter.values {
            let found = states_of_key(value);
            if found.is_empty() {
                let number = value
                    .parse::<f64>()
                    .ok()
                    .filter(|number| !number.is_nan())
                    .ok_or_else(|| Error::BadFilter {
                        text: filter.to_string(),
                        why: Why::NotANumber(value.clone()),
                    })?;
                wanted.push(number);
            }
            states.extend(found);
        }
        let holds = |from: f64, to: f64| match (filter.op, wanted.first()) {
            (Op::AtLeast, Some(value)) => (from >= *value, to >= *value),
            (Op::MoreThan, Some(value)) => (from > *value, to > *value),
            (Op::AtMost, Some(value)) => (to <= *value, from <= *value),
            (Op::LessThan, Some(value)) => (to < *value, from < *value),
            _ => (
                wanted.iter().any(|value| from >= *value && to <= *value),
                wanted.iter().any(|value| from <= *value && to >= *value),
            ),
        };
        let missing = states.contains(&UNKNOWN);
        let rows = self.rest_rows(&route.rest);
        let judge = |row: usize| match final_row(rows.as_ref(), row) {
            Some(row) if low.get(row).is_some_and(|low| !low.is_nan()) => {
                holds(low[row], high[row])
            }
            Some(row) => {
                let state = high.get(row).copied().unwrap_or(0.0);
                let is = states
                    .iter()
                    .any(|wanted| f64::from(*wanted) >= state && f64::from(*wanted) <= state);
                (is, is)
            }
            None => (missing, missing),
        };
        let count = self.rows(route.hop_table);
        let [yes, mut possible, _] = self.workers().divided(count, |row| match judge(row) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 3,
        });
        possible.add(&yes);
        let verdict = Verdict {
            undated: Bits::none(count),
            yes,
            possible,
        };
        Ok((verdict, Nowhere::of(missing)))
    }
}

/// The rows of which any value is accepted.
fn any(
    values: &Values<'_>,
    rows: u32,
    accepts: impl Fn(u32) -> bool + Sync,
    workers: Workers,
) -> Bits {
    let sets: Vec<bool> = (0..values.sets())
        .map(|place| values.set(place).iter().any(|value| accepts(*value)))
        .collect();
    let numbers = values.numbers();
    workers.bits(rows, |row| match numbers.get(row) {
        None => false,
        Some(value) if *value < FIRST_SET => accepts(*value),
        Some(set) => sets[(set - FIRST_SET) as usize],
    })
}

fn final_row(rows: Option<&Rows<'_>>, row: usize) -> Option<usize> {
    match rows.map(|rows| rows.at(row)) {
        None => Some(row),
        Some(NO_ROW) => None,
        Some(to) => Some(to as usize),
    }
}

fn unknown_code<'c>(
    route: &Route<'_>,
    given: &str,
    codes: impl Iterator<Item = &'c str> + Clone,
) -> Error {
    let mut similar = near(given, codes.clone());
    if similar.is_empty() {
        similar = codes.take(8).map(str::to_owned).collect();
    }
    let colon = matches!(route.view, Some(View::Level(_)));
    let property = if colon {
        route.text.split(':').next().unwrap_or_default().to_owned()
    } else {
        route.text.clone()
    };
    Error::UnknownCode {
        property,
        given: given.to_owned(),
        near: similar,
    }
}
