//! What a workbook leaves open and a person can answer once: what a word means in a list, of which code an article
//! is, which law is meant, who stands there, how many, on which day.

use aigaq_schema::Reason;
use serde::Serialize;

/// What is asked of a word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub enum Asks {
    /// Which code of this list it is.
    Code(String),
    /// Of which code of law an article is that names none.
    Article,
    /// Which law it is.
    Law,
    /// Who it is: somebody with a name, a body, people without names.
    People,
    /// How many people that is.
    Number,
    /// Whether numbers in the columns of this heading are days as spreadsheet programs count them.
    Serials,
    /// On which day, on this sheet.
    Date(String),
    /// Which year the dates of this sheet are in that tell none.
    Year(String),
    /// Which month they are in.
    Month(String),
}

impl Asks {
    /// A short name, for fields and message keys.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Code(_) => "code",
            Self::Article => "article",
            Self::Law => "law",
            Self::People => "people",
            Self::Number => "number",
            Self::Serials => "serials",
            Self::Date(_) => "date",
            Self::Year(_) => "year",
            Self::Month(_) => "month",
        }
    }

    /// The list or the sheet.
    #[must_use]
    pub fn of(&self) -> &str {
        match self {
            Self::Code(of) | Self::Date(of) | Self::Year(of) | Self::Month(of) => of,
            _ => "",
        }
    }

    /// What these two name ([`Asks::kind`], [`Asks::of`]).
    #[must_use]
    pub fn read(kind: &str, of: &str) -> Option<Self> {
        Some(match kind {
            "code" => Self::Code(of.to_owned()),
            "article" => Self::Article,
            "law" => Self::Law,
            "people" => Self::People,
            "number" => Self::Number,
            "serials" => Self::Serials,
            "date" => Self::Date(of.to_owned()),
            "year" => Self::Year(of.to_owned()),
            "month" => Self::Month(of.to_owned()),
            _ => return None,
        })
    }
}

/// A word that nobody has explained yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnknownWord {
    /// What is asked.
    #[serde(flatten)]
    pub asks: Asks,
    /// The word, as it stands in the first of its cells; of articles, the number.
    pub word: String,
    /// In how many rows it stands.
    pub rows: u64,
    /// Where it stands, the first few: sheet and row.
    pub places: Vec<(String, u64)>,
    /// What stands in those rows, for the one who answers.
    pub examples: Vec<String>,
    /// What it may mean, the likeliest first: codes of the list, names of codes of law, references, days.
    pub suggestions: Vec<String>,
}

/// Places and examples shown with an unknown word.
pub(crate) const MOST_PLACES: usize = 3;

/// A question that a cell raises, and why its value cannot be used until it is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Open {
    /// What would settle it; nothing where only another workbook could.
    pub(crate) asks: Option<Asks>,
    pub(crate) word: String,
    pub(crate) suggestions: Vec<String>,
    pub(crate) reason: Reason,
}

/// What a cell says, as far as it is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Understood<T> {
    pub(crate) value: T,
    /// Words that were said to be kept as they stand.
    pub(crate) kept: Vec<String>,
    pub(crate) open: Vec<Open>,
}

impl<T> Understood<T> {
    pub(crate) fn whole(value: T) -> Self {
        Self {
            value,
            kept: Vec::new(),
            open: Vec::new(),
        }
    }
}
