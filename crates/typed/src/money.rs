//! Sums of money as people write them.

use crate::misunderstood::{Misunderstood, Problem};
use aigaq_schema::Money;

/// Reads a sum with its currency, or in units of the monthly calculation index (currency `MCI`).
///
/// # Errors
/// [`Misunderstood`] for what is none, and for a number without a currency.
pub fn money(text: &str) -> Result<Money, Misunderstood> {
    let (amount, currency) = text
        .trim()
        .rsplit_once(' ')
        .ok_or_else(|| Misunderstood::new(text, Problem::CurrencyMissing))?;
    Ok(Money {
        amount: crate::number(amount)?,
        currency: currency.to_owned(),
        index_units: None,
    })
}
