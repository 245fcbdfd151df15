//! Dates of the form, as people write them.

use aigaq_schema::PartialDate;
use aigaq_typed::{Context, Misunderstood};

use super::asking::ListAddress;
use crate::asked::Asked;
use crate::visit::Visit;

/// The dates of the form: from, to, changed since.
#[derive(Debug, Clone, Default)]
pub(super) struct TypedDates {
    pub(super) from: TypedField,
    pub(super) to: TypedField,
    pub(super) since: TypedField,
}

/// What was typed, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub(super) struct TypedField {
    pub(super) text: String,
    pub(super) fault: Option<String>,
    /// As written in a condition.
    understood: Option<String>,
}

impl TypedDates {
    /// Those that stand in an address.
    pub(super) fn of(address: &ListAddress) -> Self {
        let [from, to, since] = address.dates().map(|text| TypedField {
            text,
            ..TypedField::default()
        });
        Self { from, to, since }
    }

    pub(super) fn read(visit: &Visit, asked: &Asked) -> Self {
        let field = |name, end| TypedField::read(visit, asked.one(name).unwrap_or_default(), end);
        Self {
            from: field("from", End::First),
            to: field("to", End::Last),
            since: field("since", End::First),
        }
    }

    pub(super) fn has_faults(&self) -> bool {
        [&self.from, &self.to, &self.since]
            .iter()
            .any(|field| field.fault.is_some())
    }

    pub(super) fn applied(self, address: &ListAddress) -> ListAddress {
        address
            .with_dates(self.from.understood, self.to.understood)
            .changed_since(self.since.understood)
    }
}

/// Which end of a longer time a field is about.
#[derive(Debug, Clone, Copy)]
enum End {
    First,
    Last,
}

impl TypedField {
    fn read(visit: &Visit, text: &str, end: End) -> Self {
        let text: String = text.chars().take(400).collect();
        if text.is_empty() {
            return Self::default();
        }
        let context = Context::on(visit.app.today(), visit.words.language());
        let (understood, fault) = match aigaq_typed::date(&text, &context) {
            Ok(typed) if typed.unsaid.is_empty() => (Some(limit(&typed.date, end)), None),
            Ok(_) => (None, Some(visit.words.t("find-date-fault"))),
            Err(why) => (None, Some(fault(visit, &why))),
        };
        Self {
            text,
            fault,
            understood,
        }
    }
}

/// A date as a limit: a year, month or day as it is, of anything longer or looser the end that is meant.
fn limit(date: &PartialDate, end: End) -> String {
    let text = date.text();
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return text.to_owned();
    }
    match end {
        End::First => date.first().to_string(),
        End::Last => date.last().to_string(),
    }
}

fn fault(visit: &Visit, why: &Misunderstood) -> String {
    let fault = visit.words.t("find-date-fault");
    if why.suggestions.is_empty() {
        return fault;
    }
    let suggested = visit
        .words
        .with("find-date-try", why.suggestions.join(", "));
    format!("{fault} {suggested}")
}
