//! Figures as they were read, and what holds of several in one period.

use crate::counted::defined::period_words;
use aigaq_counting::{Between, Span};
use aigaq_publishing::{Phrases, dates, numbers};
use aigaq_schema::fold::fold;
use aigaq_schema::{Day, Language, PartialDate, Quantity, Value};
use aigaq_view::Brief;
use sha2::{Digest, Sha256};
use std::cmp::Ordering;

/// A figure, read.
pub(crate) struct Read {
    pub(crate) brief: Brief,
    pub(crate) indicator: String,
    pub(crate) unit: String,
    pub(crate) scope: String,
    pub(crate) period: Option<PartialDate>,
    /// A person adopted it.
    pub(crate) adopted: bool,
}

impl Read {
    pub(crate) fn of(brief: Brief) -> Self {
        let plain = |property: &str| {
            let text = brief.value(property).map(Value::plain).unwrap_or_default();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        Self {
            indicator: plain("indicator"),
            unit: plain("unit"),
            scope: plain("scope"),
            period: match brief.value("period") {
                Some(Value::Date { date, .. }) => Some(date.clone()),
                _ => None,
            },
            adopted: false,
            brief,
        }
    }

    /// Indicator, unit and scope, however their letters are: the same series on every device.
    pub(crate) fn key(&self) -> String {
        use std::fmt::Write as _;
        let mut hash = Sha256::new();
        for text in [&self.indicator, &self.unit, &self.scope] {
            let text = fold(text);
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
        let hash: [u8; 32] = hash.finalize().into();
        hash[..8].iter().fold(String::new(), |mut out, byte| {
            // Writing to a text does not fail.
            let _ = write!(out, "{byte:02x}");
            out
        })
    }

    fn days(&self) -> (bool, Day, Day) {
        match &self.period {
            Some(date) => (false, date.first(), date.last()),
            None => (true, Day::MAX, Day::MAX),
        }
    }

    /// Earlier periods first, those without one last; what stands first in one period depends on nothing but the figures.
    pub(crate) fn in_time(&self, other: &Self) -> Ordering {
        (self.days(), self.brief.id).cmp(&(other.days(), other.brief.id))
    }

    pub(crate) fn same_period(&self, other: &Self) -> bool {
        self.days() == other.days()
    }

    /// The days of the period, when both of its ends are known.
    pub(crate) fn between(&self) -> Option<Between> {
        let date = self.period.as_ref()?;
        let (first, last) = (date.first(), date.last());
        let is_closed = first.is_known() && last.is_known();
        is_closed
            .then(|| Between::of_days(first.0, last.0).ok())
            .flatten()
    }

    /// The year, quarter, month or day that the period is.
    pub(crate) fn span(&self) -> Option<String> {
        let (first, last) = self.between()?.days()?;
        let begins = |span: &Span| span.of(first) != span.of(first.saturating_sub(1));
        let ends = |span: &Span| span.of(last) != span.of(last.saturating_add(1));
        [Span::Year, Span::Quarter, Span::Month, Span::Day]
            .into_iter()
            .find(|span| span.of(first) == span.of(last) && begins(span) && ends(span))
            .map(|span| span.of(first))
    }

    pub(crate) fn period_words(&self, language: Language) -> String {
        let Some(date) = &self.period else {
            return String::new();
        };
        // An interval that is a year is said as a year; "about 2020" keeps its "about".
        let is_plain = date
            .text()
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/'));
        let said = match self.between().filter(|_| is_plain) {
            Some(between) => period_words(between, language),
            None => None,
        };
        said.unwrap_or_else(|| dates::words(date, language))
    }

    fn value(&self) -> Option<&Quantity> {
        match self.brief.value("value") {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        }
    }

    pub(crate) fn text(&self, property: &str) -> Option<String> {
        match self.brief.value(property) {
            Some(Value::Text { text, .. }) => Some(text.clone()),
            _ => None,
        }
    }
}

/// What holds of the figures of one period: the adopted ones; all, when none is adopted.
pub(crate) struct Held<'f>(Vec<&'f Quantity>);

impl<'f> Held<'f> {
    pub(crate) fn of(of_period: &'f [Read]) -> Self {
        let told = |wanted: &dyn Fn(&Read) -> bool| -> Vec<&'f Quantity> {
            of_period
                .iter()
                .filter(|read| wanted(read))
                .filter_map(Read::value)
                .collect()
        };
        let adopted = told(&|read| read.adopted);
        match adopted.is_empty() {
            true => Self(told(&|_| true)),
            false => Self(adopted),
        }
    }

    pub(crate) fn differ(&self) -> bool {
        self.0.windows(2).any(|two| {
            // "About 14" and "14" are of one number, and still not the same thing said.
            two[0].bounds() != two[1].bounds()
        })
    }

    /// Lowest and highest, none where open.
    pub(crate) fn range(&self) -> Option<(Option<f64>, Option<f64>)> {
        let low = self.0.iter().map(|value| value.bounds().0);
        let high = self.0.iter().map(|value| value.bounds().1);
        let (low, high) = (low.reduce(f64::min)?, high.reduce(f64::max)?);
        let closed = |end: f64| end.is_finite().then_some(end);
        Some((closed(low), closed(high)))
    }

    /// One number as it was told, or from the lowest to the highest.
    pub(crate) fn words(&self, phrases: &Phrases) -> String {
        if !self.differ() {
            let first = self.0.first();
            return first.map_or_else(String::new, |value| numbers::quantity(value, phrases));
        }
        let text = |number: f64| {
            let text = format!("{number:.6}");
            let text = text.trim_end_matches('0').trim_end_matches('.');
            numbers::decimal(text, phrases.language())
        };
        match self.range() {
            Some((Some(low), Some(high))) => format!("{}–{}", text(low), text(high)),
            Some((Some(low), None)) => phrases.fill("quantity.at_least", &[("number", &text(low))]),
            Some((None, Some(high))) => {
                phrases.fill("quantity.at_most", &[("number", &text(high))])
            }
            _ => {
                // From nothing certain to nothing certain: each as it was told.
                self.each(phrases).join("; ")
            }
        }
    }

    /// Each number as it was told, once, from the lowest to the highest.
    pub(crate) fn each(&self, phrases: &Phrases) -> Vec<String> {
        let mut all = self.0.clone();
        all.sort_by(|one, other| {
            let (a, b) = (one.bounds(), other.bounds());
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
        });
        let words = all.into_iter().map(|one| numbers::quantity(one, phrases));
        let mut words: Vec<String> = words.collect();
        words.dedup();
        words
    }
}
