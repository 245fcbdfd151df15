//! Days from left to right, with the years, months or days named above.

use aigaq_schema::Day;

use super::Days;
use crate::canvas::{Anchor, Text, Type};
use crate::sheet::Sheet;

/// Room at the right for the tip of what goes on.
const TIP: f64 = 8.0;
/// Room at the left for half a mark.
const HALF: f64 = 5.0;
/// Months are named where not more days are shown than this, and days where not more than that.
const MONTHS_UP_TO: f64 = 800.0;
const DAYS_UP_TO: f64 = 45.0;

pub(super) struct Axis {
    days: Days,
    pub(super) left: f64,
    pub(super) right: f64,
}

/// A day with its name on the axis.
type Tick = (Day, String);

impl Axis {
    /// From the first named day, or the beginning of its year or month, to the last.
    pub(super) fn new(named: Days, edges: (f64, f64)) -> Self {
        let shown = f64::from(named.last.0) - f64::from(named.first.0);
        let begun = named.first.civil().and_then(|date| {
            let month = if shown > MONTHS_UP_TO {
                1
            } else {
                date.month()
            };
            (shown > DAYS_UP_TO).then(|| Day::from_ymd(date.year(), month, 1))?
        });
        let days = Days {
            first: begun.unwrap_or(named.first),
            last: named.last,
        };
        Self {
            days,
            left: edges.0 + HALF,
            right: edges.1 - TIP,
        }
    }

    /// How many days it shows.
    fn length(&self) -> f64 {
        f64::from(self.days.last.0) - f64::from(self.days.first.0) + 1.0
    }

    /// Where a day begins.
    fn x(&self, day: Day) -> f64 {
        let behind = f64::from(day.0) - f64::from(self.days.first.0);
        self.left + behind / self.length() * (self.right - self.left)
    }

    /// From the beginning of the first day to the end of the last.
    pub(super) fn span(&self, days: Days) -> (f64, f64) {
        let end = self.x(Day(days.last.0.saturating_add(1)));
        (self.x(days.first), end)
    }

    /// Writes the names of years, and beneath them those of months or days where so few are shown; gives where the
    /// finest of them begin.
    pub(super) fn names(&self, sheet: &mut Sheet<'_>) -> Vec<f64> {
        let set = Type::SOFT;
        let mut lines = vec![self.years()];
        if self.length() <= MONTHS_UP_TO {
            lines.push(self.months(&sheet.words.months));
        }
        if self.length() <= DAYS_UP_TO {
            lines.push(self.single_days(set.width("00") + 5.0));
        }
        let mut places = Vec::new();
        for ticks in lines {
            places.clear();
            // What begins within the axis is named before what began before it.
            let (within, before): (Vec<Tick>, Vec<Tick>) = ticks
                .into_iter()
                .partition(|(day, _)| *day > self.days.first);
            for (day, name) in within.into_iter().chain(before) {
                let x = self.x(day.max(self.days.first));
                let (y, anchor) = (sheet.y + 12.0, Anchor::Start);
                let shown = x.min(sheet.width - set.width(&name));
                let text = &name;
                if sheet.write_if_free(Text {
                    x: shown,
                    y,
                    anchor,
                    set,
                    text,
                }) {
                    places.push(x);
                }
            }
            sheet.y += set.leading();
        }
        sheet.y += 6.0;
        places
    }

    fn first_year(&self) -> i16 {
        year(self.days.first)
    }

    fn last_year(&self) -> i16 {
        year(self.days.last)
    }

    /// Years, or every second, fifth, tenth … of them.
    fn years(&self) -> Vec<Tick> {
        const MOST: i16 = 8;
        let (first, last) = (self.first_year(), self.last_year());
        let steps = [1i16, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000];
        let shown = last.saturating_sub(first);
        let step = steps
            .into_iter()
            .find(|step| shown / step <= MOST)
            .unwrap_or(10_000);
        let begun = first - first.rem_euclid(step);
        (begun..=last)
            .step_by(usize::try_from(step).unwrap_or(1))
            .filter(|year| step == 1 || *year > first)
            .filter_map(|year| Some((Day::from_ymd(year, 1, 1)?, year.to_string())))
            .collect()
    }

    fn months(&self, names: &[String; 12]) -> Vec<Tick> {
        (self.first_year()..=self.last_year())
            .flat_map(|year| {
                (1i8..=12)
                    .zip(names)
                    .map(move |(month, name)| (year, month, name))
            })
            .filter_map(|(year, month, name)| {
                let day = Day::from_ymd(year, month, 1)?;
                let ends = Day(day.0 + 27);
                let shown = ends >= self.days.first && day <= self.days.last;
                shown.then(|| (day, name.clone()))
            })
            .collect()
    }

    /// Days, or every second, fifth, tenth of a month.
    fn single_days(&self, widest: f64) -> Vec<Tick> {
        let room = (self.right - self.left) / self.length();
        let step = [1i8, 2, 5]
            .into_iter()
            .find(|step| room * f64::from(*step) >= widest);
        let step = step.unwrap_or(10);
        (self.days.first.0..=self.days.last.0)
            .filter_map(|day| Some((Day(day), Day(day).civil()?.day())))
            .filter(|(_, day)| step == 1 || (day % step == 0 && *day < 31))
            .map(|(day, name)| (day, name.to_string()))
            .collect()
    }

    /// Hairlines where years, months or days begin.
    pub(super) fn rules(&self, sheet: &mut Sheet<'_>, places: &[f64], span: (f64, f64)) {
        for x in places {
            sheet.canvas.path("rule", &[(*x, span.0), (*x, span.1)]);
        }
    }
}

/// The year of a day; the open ends, which no axis has, are in none.
fn year(day: Day) -> i16 {
    match day.civil() {
        Some(date) => date.year(),
        None => 0,
    }
}
