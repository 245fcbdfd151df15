//! What the text does not say and the place where it was typed does.

use crate::laws::LawCode;
use aigaq_schema::{Day, Language};

/// What is known of the place where a text was typed. Hints fill what a text leaves out; they never overrule it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The day on which it is read: what "yesterday" and a year of two digits are counted from.
    pub today: Day,
    /// The language of the page or sheet. All three languages are always read; where a word means
    /// different things in two of them, this one is heard first.
    pub language: Language,
    /// The year that is meant where none is written: of the sheet, of the event of the form.
    pub year: Option<i32>,
    /// The month that is meant where none is written (1 to 12): of a sheet «Март 2024».
    pub month: Option<u8>,
    /// The code of law that is meant where none is named: of a column «статья КоАП».
    pub code: Option<LawCode>,
}

impl Context {
    /// A context without hints.
    #[must_use]
    pub fn on(today: Day, language: Language) -> Self {
        Self {
            today,
            language,
            year: None,
            month: None,
            code: None,
        }
    }

    /// The same context where a year is meant if none is written.
    #[must_use]
    pub fn in_year(mut self, year: i32) -> Self {
        self.year = Some(year);
        self
    }

    /// The same context where a month is meant if none is written (1 to 12; anything else is no hint).
    #[must_use]
    pub fn in_month(mut self, month: u8) -> Self {
        self.month = (1..=12).contains(&month).then_some(month);
        self
    }

    /// The same context where a code of law is meant if none is named.
    #[must_use]
    pub fn under(mut self, code: LawCode) -> Self {
        self.code = Some(code);
        self
    }
}
