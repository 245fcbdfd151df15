//! Years of two digits: understood where only one century makes sense.

use crate::context::Context;
use crate::misunderstood::{Misunderstood, Problem};

/// The year that two digits mean: up to this year the present century, otherwise the one before, unless
/// that is nearly a hundred years ago and the coming years are meant just as well.
pub(super) fn two_digits(text: &str, value: i32, context: &Context) -> Result<i32, Misunderstood> {
    if let Some(year) = context.year.filter(|year| year.rem_euclid(100) == value) {
        return Ok(year);
    }
    let this = context.today.civil().map_or(2000, |d| i32::from(d.year()));
    let century = this - this.rem_euclid(100);
    let (new, old) = (century + value, century - 100 + value);
    if new <= this {
        Ok(new)
    } else if new > this + 10 {
        Ok(old)
    } else {
        Err(Misunderstood::new(text, Problem::DateAmbiguous)
            .offering(vec![new.to_string(), old.to_string()]))
    }
}
