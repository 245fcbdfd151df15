//! Which form of a word goes with a number (the rules of the CLDR for whole
//! numbers).

use aigaq_schema::Language;
use serde::Deserialize;

/// A plural form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PluralForm {
    /// 1; in Russian also 21, 31, 101.
    One,
    /// In Russian 2–4, 22–24.
    Few,
    /// In Russian 0, 5–20, 25–30.
    Many,
    /// All others.
    Other,
}

/// The form that goes with a whole number.
#[must_use]
pub const fn plural_form(number: u64, language: Language) -> PluralForm {
    match language {
        Language::En | Language::Kk => {
            if number == 1 {
                PluralForm::One
            } else {
                PluralForm::Other
            }
        }
        Language::Ru => match (number % 10, number % 100) {
            (_, 11..=14) => PluralForm::Many,
            (1, _) => PluralForm::One,
            (2..=4, _) => PluralForm::Few,
            _ => PluralForm::Many,
        },
    }
}
