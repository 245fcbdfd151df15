//! Dates, numbers and sums, from one cell or from several that belong together.

use crate::error::shortened;
use crate::reason;
use aigaq_schema::reason::values;
use aigaq_schema::{Clock, Money, Qualifier, Quantity, Reason, Value};
use std::collections::HashMap;

/// A cell with the name of its column.
pub(super) type NamedCell = (String, String);

/// A date, with a time of day where one stands behind it: `2020-06-09 14:30 Asia/Almaty`.
pub(super) fn date(text: &str) -> Result<Value, Reason> {
    let failed = match text.parse() {
        Ok(date) => return Ok(Value::date(date)),
        Err(error) => error,
    };
    let clock = || {
        let (day, rest) = text.split_once([' ', 'T'])?;
        let day = day.parse().ok()?;
        let (time, zone) = rest.split_once(' ').unwrap_or((rest, ""));
        let mut parts = time.split(':');
        let hour: u16 = parts.next()?.parse().ok().filter(|h| *h < 24)?;
        let minute: u16 = parts.next()?.parse().ok().filter(|m| *m < 60)?;
        let zone = Some(zone.trim().to_owned()).filter(|z| !z.is_empty());
        Some(Value::Date {
            date: day,
            clock: Some(Clock {
                minute: hour * 60 + minute,
                zone,
            }),
        })
    };
    clock().ok_or_else(|| values::date(&failed))
}

/// A cell that cannot be read: its column, what stands in it, and why.
pub(super) type BadCell = Box<(String, String, Reason)>;

fn bad(cell: &NamedCell, reason: Reason) -> BadCell {
    Box::new((cell.0.clone(), cell.1.clone(), reason))
}

/// A number from its cells: value, lowest, highest, qualifier.
pub(super) fn number(
    [value, min, max, qualifier]: &[NamedCell; 4],
    qualifiers: &HashMap<String, Qualifier>,
) -> Result<Option<Quantity>, BadCell> {
    let word = if qualifier.1.is_empty() {
        None
    } else {
        let known = (0..7)
            .filter_map(Qualifier::from_number)
            .find(|q| q.word() == qualifier.1);
        match qualifiers.get(&qualifier.1).copied().or(known) {
            Some(word) => Some(word),
            None => {
                return Err(bad(qualifier, reason::no_qualifier()));
            }
        }
    };
    let decimal = |cell: &NamedCell| {
        cell.1
            .parse()
            .map_err(|e: aigaq_schema::number::NumberError| bad(cell, values::number(&e)))
    };
    let filled = |cell: &NamedCell| !cell.1.is_empty();
    Ok(Some(match (filled(value), filled(min), filled(max)) {
        (false, false, false) if word.is_none() => return Ok(None),
        (false, false, false) => {
            return Err(bad(qualifier, reason::qualifies_nothing()));
        }
        (true, false, false) => {
            if word.is_none() {
                value
                    .1
                    .parse()
                    .map_err(|e: aigaq_schema::number::NumberError| {
                        bad(value, values::number(&e))
                    })?
            } else {
                Quantity::qualified(word.unwrap_or(Qualifier::Exactly), decimal(value)?)
            }
        }
        (true, _, _) => {
            return Err(bad(value, reason::number_and_ends()));
        }
        (false, true, true) => Quantity::between(decimal(min)?, decimal(max)?)
            .map_err(|e| bad(min, values::number(&e)))?,
        (false, true, false) => {
            let word = word
                .filter(|w| matches!(w, Qualifier::AtLeast | Qualifier::MoreThan))
                .unwrap_or(Qualifier::AtLeast);
            Quantity::qualified(word, decimal(min)?)
        }
        (false, false, true) => {
            let word = word
                .filter(|w| matches!(w, Qualifier::AtMost | Qualifier::FewerThan))
                .unwrap_or(Qualifier::AtMost);
            Quantity::qualified(word, decimal(max)?)
        }
    }))
}

/// A sum from its amount and its currency.
pub(super) fn money(amount: &str, currency: &str) -> Result<Option<Money>, Reason> {
    let is_currency = currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase());
    match (amount.is_empty(), currency.is_empty()) {
        (true, true) => Ok(None),
        (true, false) => Err(reason::no_amount()),
        (false, true) => Err(reason::no_currency()),
        (false, false) if !is_currency => Err(reason::not_a_currency(shortened(currency, 20))),
        (false, false) => Ok(Some(Money {
            amount: amount.parse::<Quantity>().map_err(|e| values::number(&e))?,
            currency: currency.to_owned(),
            index_units: None,
        })),
    }
}
