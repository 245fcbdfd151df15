//! One end of a date: which year, month, day its words name, in whatever order they stand.

use super::items::{Item, Number};
use super::vocabulary::Meaning;
use super::years::two_digits;
use crate::context::Context;
use crate::misunderstood::{Misunderstood, Problem};

/// What is named, as far as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) year: Option<i32>,
    /// The year is the first of its decade or century: how many digits are open.
    pub(super) open_digits: u8,
    pub(super) month: Option<u8>,
    pub(super) season: Option<u8>,
    pub(super) day: Option<u32>,
    pub(super) weekday: Option<u8>,
    /// The present, as the end of something that lasts.
    pub(super) now: bool,
    pub(super) about: bool,
    pub(super) perhaps: bool,
    pub(super) side: Option<Side>,
}

/// An open interval: which side is open, and whether the date named belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Side {
    pub(super) until: bool,
    pub(super) included: bool,
}

impl Point {
    /// Names a date, if not a whole one.
    pub(super) fn names_something(&self) -> bool {
        self.now
            || self.year.is_some()
            || self.month.is_some()
            || self.season.is_some()
            || self.day.is_some()
    }

    /// Reads the items of one end. Words it cannot hold are added to `unsaid`.
    pub(super) fn read(
        text: &str,
        items: &[Item],
        context: &Context,
        unsaid: &mut Vec<String>,
    ) -> Result<Self, Misunderstood> {
        let mut reading = Reading {
            text,
            context,
            point: Self::default(),
            not: false,
            exactly: false,
            or: false,
        };
        for (place, item) in items.iter().enumerate() {
            match item {
                Item::Number(number) => reading.number(number, items, place)?,
                Item::Day { year, month, day } => {
                    reading.set_day(*day)?;
                    reading.set_month(*month)?;
                    if let Some(year) = year {
                        reading.set_year(*year)?;
                    }
                }
                Item::MonthOfYear { year, month } => {
                    reading.set_month(*month)?;
                    reading.set_year(*year)?;
                }
                Item::Years { first, open_digits } => {
                    reading.set_year(*first)?;
                    reading.point.open_digits = *open_digits;
                }
                Item::Word { meaning, written } => reading.word(*meaning, written, unsaid)?,
                Item::Mark { mark, written } => match mark {
                    '~' | '≈' => reading.point.about = true,
                    '?' => reading.point.perhaps = true,
                    '.' | ',' | '(' | ')' | '"' | '\'' => {}
                    _ => return Err(unread(text, written)),
                },
                Item::Dash => return Err(Misunderstood::new(text, Problem::NotADate)),
                Item::Unknown { written } => return Err(unread(text, written)),
            }
        }
        if reading.not {
            return Err(unread(text, "не"));
        }
        if reading.or
            && let Some(side) = &mut reading.point.side
        {
            side.included = true;
        }
        Ok(reading.point)
    }
}

fn unread(text: &str, word: &str) -> Misunderstood {
    Misunderstood::new(
        text,
        Problem::WordInDate {
            word: word.to_owned(),
        },
    )
}

struct Reading<'t> {
    text: &'t str,
    context: &'t Context,
    point: Point,
    not: bool,
    exactly: bool,
    or: bool,
}

impl Reading<'_> {
    fn several(&self) -> Misunderstood {
        Misunderstood::new(self.text, Problem::SeveralDates)
    }

    fn set_year(&mut self, year: i32) -> Result<(), Misunderstood> {
        match self.point.year.replace(year) {
            Some(other) if other != year => Err(self.several()),
            _ => Ok(()),
        }
    }

    fn set_month(&mut self, month: u8) -> Result<(), Misunderstood> {
        match self.point.month.replace(month) {
            Some(other) if other != month => Err(self.several()),
            _ => Ok(()),
        }
    }

    fn set_day(&mut self, day: u32) -> Result<(), Misunderstood> {
        match self.point.day.replace(day) {
            Some(other) if other != day => Err(self.several()),
            _ => Ok(()),
        }
    }

    fn number(
        &mut self,
        number: &Number,
        items: &[Item],
        place: usize,
    ) -> Result<(), Misunderstood> {
        let next_is = |wanted: Meaning| matches!(items.get(place + 1), Some(Item::Word { meaning, .. }) if *meaning == wanted);
        let value = i32::try_from(number.value).unwrap_or(i32::MAX);
        let decade = number.decade && value % 10 == 0;
        if number.digits == 4 {
            // «1950 жылдар» is a decade, «2023–2024 жылдар» are two years: the span tells them apart.
            if decade || number.decade_word && value % 10 == 0 {
                self.point.open_digits = 1;
            }
            return self.set_year(value);
        }
        if number.digits == 3 && next_is(Meaning::Year) {
            return self.set_year(value);
        }
        if number.digits > 2 {
            return Err(Misunderstood::new(self.text, Problem::NotADate));
        }
        if decade && (next_is(Meaning::Years) || number.english_decade) {
            self.point.open_digits = 1;
            let year = two_digits(self.text, value, self.context)?;
            return self.set_year(year);
        }
        let month_named = self.point.month.is_some() || self.point.season.is_some();
        let is_year = number.apostrophe
            || next_is(Meaning::Year)
            || (month_named
                && self.point.year.is_none()
                && (self.point.day.is_some() || value > 31))
            || (self.point.season.is_some() && self.point.day.is_none());
        if is_year {
            let year = two_digits(self.text, value, self.context)?;
            return self.set_year(year);
        }
        // «март 24»: the day or the year? English puts the day behind the month, the other two do not.
        let alone = !items.iter().enumerate().any(|(n, item)| {
            n != place
                && matches!(
                    item,
                    Item::Number(_) | Item::Years { .. } | Item::Day { .. }
                )
        });
        if let (Some(month), true) = (self.point.month, alone)
            && self.point.day.is_none()
            && !number.ordinal
            && !number.behind_english_month
            && let Ok(year) = two_digits(self.text, value, self.context)
            && let Some(this) = self.context.today.civil()
            && year <= i32::from(this.year()) + 1
            && value > 0
        {
            let day_in = self.context.year.unwrap_or_else(|| i32::from(this.year()));
            return Err(
                Misunderstood::new(self.text, Problem::DateAmbiguous).offering(vec![
                    format!("{day_in:04}-{month:02}-{value:02}"),
                    format!("{year:04}-{month:02}"),
                ]),
            );
        }
        self.set_day(number.value)
    }

    fn word(
        &mut self,
        meaning: Meaning,
        written: &str,
        unsaid: &mut Vec<String>,
    ) -> Result<(), Misunderstood> {
        use Meaning as M;
        let exactly = std::mem::take(&mut self.exactly);
        let mut side = |until: bool, included: bool, inverted: &mut bool| {
            // "Not later" is "until, including".
            let inverted = std::mem::take(inverted);
            self.point.side = Some(Side {
                until: until != inverted,
                included: included || inverted,
            });
        };
        match meaning {
            M::Month(month) | M::MonthFrom(month) => self.set_month(month)?,
            M::Season(season) => match self.point.season.replace(season) {
                Some(other) if other != season => return Err(self.several()),
                _ => {}
            },
            M::Weekday(weekday) => self.point.weekday = Some(weekday),
            M::Relative(days) => {
                let day = self
                    .context
                    .today
                    .is_known()
                    .then(|| self.context.today.0.checked_add(days))
                    .flatten()
                    .and_then(|n| aigaq_schema::Day(n).civil())
                    .ok_or_else(|| Misunderstood::new(self.text, Problem::NotADate))?;
                self.set_year(i32::from(day.year()))?;
                self.set_month(day.month().unsigned_abs())?;
                self.set_day(u32::from(day.day().unsigned_abs()))?;
            }
            M::RelativeYear(years) => {
                let today = self
                    .context
                    .today
                    .civil()
                    .ok_or_else(|| Misunderstood::new(self.text, Problem::NotADate))?;
                self.set_year(i32::from(today.year()) + years)?;
            }
            M::Now => self.point.now = true,
            M::About => self.point.about = true,
            M::Perhaps => self.point.perhaps = true,
            M::Exactly if self.not => {
                self.not = false;
                self.point.perhaps = true;
            }
            M::Exactly => self.exactly = true,
            M::Not if exactly => self.point.perhaps = true,
            M::Not => self.not = true,
            M::Or => self.or = true,
            M::Until => side(true, true, &mut self.not),
            M::Before => side(true, false, &mut self.not),
            M::Since | M::From => side(false, true, &mut self.not),
            M::After => side(false, false, &mut self.not),
            // «по март»: until it.
            M::To => side(true, true, &mut self.not),
            M::Part => {
                self.point.about = true;
                unsaid.push(written.to_owned());
            }
            M::PartOfDay => unsaid.push(written.to_owned()),
            M::Year | M::Years | M::Noise | M::Of => {}
            M::And => return Err(self.several()),
        }
        Ok(())
    }
}
