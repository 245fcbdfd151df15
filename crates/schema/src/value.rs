//! A value: what a statement says of one property of one record.

use crate::date::{Clock, DateError, PartialDate};
use crate::duration::{Span, SpanError};
use crate::id::{NotAnId, RecordId, StatementId};
use crate::law::LawReference;
use crate::number::{Money, NumberError, Quantity};
use crate::reason::Near;

/// Why there is no value. Not knowing is an answer, and the kinds of not knowing are different answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Asked, and not known.
    Unknown,
    /// Nobody asked.
    NotAsked,
    /// Known, and kept back at the person's wish.
    Withheld,
    /// Known that there is none.
    None,
}

impl State {
    /// All states, in the order of their stored numbers.
    pub const ALL: [Self; 4] = [Self::Unknown, Self::NotAsked, Self::Withheld, Self::None];

    /// The word used in filters, exports and on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::NotAsked => "not asked",
            Self::Withheld => "withheld",
            Self::None => "none",
        }
    }
}

/// What a name is to its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// The full name, as the main source writes it.
    Full,
    /// The given name.
    Given,
    /// The family name.
    Family,
    /// The patronymic.
    Patronymic,
    /// Another name the bearer uses or is known by.
    Alias,
    /// Another spelling or script of the same name.
    Variant,
}

impl NameKind {
    /// All kinds, in the order of their stored numbers.
    pub const ALL: [Self; 6] = [
        Self::Full,
        Self::Given,
        Self::Family,
        Self::Patronymic,
        Self::Alias,
        Self::Variant,
    ];

    /// It is only a part of a name.
    #[must_use]
    pub const fn is_part(self) -> bool {
        matches!(self, Self::Given | Self::Family | Self::Patronymic)
    }

    /// The word used in exports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Given => "given",
            Self::Family => "family",
            Self::Patronymic => "patronymic",
            Self::Alias => "alias",
            Self::Variant => "variant",
        }
    }
}

/// A value of any kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// No value, and why.
    Missing(State),
    /// Words.
    Text {
        /// The words.
        text: String,
        /// BCP 47 tag of their language, where known.
        language: Option<String>,
    },
    /// A name of a person, organisation or place.
    Name {
        /// As written.
        text: String,
        /// What the name is.
        kind: NameKind,
    },
    /// A code of the property's list.
    Term(String),
    /// A date, with a time of day where told.
    Date {
        /// The date.
        date: PartialDate,
        /// The time of day.
        clock: Option<Clock>,
    },
    /// A number.
    Number(Quantity),
    /// A sum.
    Money(Money),
    /// A length of time.
    Duration(Span),
    /// A provision of law.
    Law(LawReference),
    /// Another record.
    Reference(RecordId),
    /// A statement of another record.
    Statement(RecordId, StatementId),
    /// An address on the web, as printed, misprints kept.
    Url(String),
    /// An evidence file, by the SHA-256 of its ciphertext.
    File([u8; 32]),
    /// Yes or no.
    YesNo(bool),
    /// Words that only a second passphrase opens: the bytes of an age file. What they say is known to nobody here.
    Sealed(Vec<u8>),
    /// A number or code given by somebody else (tax number, document symbol, row id), with the scheme it belongs to.
    Identifier {
        /// Whose numbering.
        scheme: String,
        /// The number.
        text: String,
    },
}

/// A text that does not make a value of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// Not a date.
    #[error(transparent)]
    Date(#[from] DateError),
    /// Not a number.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// Not a length of time.
    #[error(transparent)]
    Span(#[from] SpanError),
    /// Not an id.
    #[error(transparent)]
    Id(#[from] NotAnId),
    /// Not a code of the list.
    #[error("“{text}” is not a code of the list “{list}”{near}")]
    Code {
        /// As typed.
        text: String,
        /// The list.
        list: String,
        /// Similar codes.
        near: Near,
    },
    /// Neither yes nor no.
    #[error("“{0}” is neither yes nor no")]
    YesNo(String),
    /// The kind cannot be read from one text.
    #[error("a value of the kind “{0}” cannot be read from one text")]
    NotFromText(&'static str),
    /// Too long to be a value.
    #[error(
        "the text has {length} characters; a value holds at most {most}: keep long texts as files"
    )]
    TooLong {
        /// Its length, in characters.
        length: usize,
        /// The limit, in characters.
        most: usize,
    },
}

/// What stands where a sealed value would.
pub const SEALED: &str = "•••";

/// The longest text of one value, in characters.
pub const LONGEST_TEXT: usize = 100_000;

/// The longest name, in characters: the full title of an organisation fits many times.
pub const LONGEST_NAME: usize = 2_000;

/// Whether a text is short enough for a value of this kind.
///
/// # Errors
/// [`ValueError::TooLong`] with the limit, in characters.
pub fn fits(kind: crate::ValueKind, text: &str) -> Result<(), ValueError> {
    let most = match kind {
        crate::ValueKind::Name => LONGEST_NAME,
        _ => LONGEST_TEXT,
    };
    // No text has more characters than bytes.
    if text.len() <= most {
        return Ok(());
    }
    match text.chars().count() {
        length if length > most => Err(ValueError::TooLong { length, most }),
        _ => Ok(()),
    }
}

impl Value {
    /// Words in no stated language.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text {
            text: text.into(),
            language: None,
        }
    }

    /// A term of a list.
    #[must_use]
    pub fn term(code: impl Into<String>) -> Self {
        Self::Term(code.into())
    }

    /// A date without a time of day.
    #[must_use]
    pub fn date(date: PartialDate) -> Self {
        Self::Date { date, clock: None }
    }

    /// The value is there (known), not one of the states of not knowing.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !matches!(self, Self::Missing(_))
    }

    /// The two say the same, whoever said it: comparing meaning, not the wording of a source
    /// (a time of day, the language of a text, the kind of a name do not make a difference).
    #[must_use]
    pub fn means_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text { text: a, .. }, Self::Text { text: b, .. })
            | (Self::Name { text: a, .. }, Self::Name { text: b, .. }) => a == b,
            (Self::Date { date: a, .. }, Self::Date { date: b, .. }) => a == b,
            _ => self == other,
        }
    }

    /// Both cannot be true of a property that has one value. "At least 14" and "at least 17" only differ;
    /// 2020 and 2020-06 only differ; two codes contradict unless one lies under the other (which the list knows,
    /// so it is asked of the schema, not here).
    #[must_use]
    pub fn contradicts(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Missing(a), Self::Missing(b)) => {
                a != b && (*a == State::None || *b == State::None)
            }
            (Self::Missing(State::None), _) | (_, Self::Missing(State::None)) => true,
            (Self::Missing(_), _) | (_, Self::Missing(_)) => false,
            (Self::Number(a), Self::Number(b)) => a.contradicts(b),
            (Self::Money(a), Self::Money(b)) => {
                a.currency == b.currency && a.amount.contradicts(&b.amount)
            }
            (Self::Date { date: a, .. }, Self::Date { date: b, .. }) => !a.overlaps(b),
            (Self::Text { .. } | Self::Name { .. } | Self::Url(_), _) => false,
            (Self::Law(a), Self::Law(b)) => {
                a.code == b.code
                    && a.article.is_some()
                    && b.article.is_some()
                    && a.article != b.article
            }
            _ => self != other,
        }
    }

    /// The value in plain words for exports and the command line: codes as codes, references as ids.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Missing(state) => state.word().to_owned(),
            Self::Text { text, .. }
            | Self::Name { text, .. }
            | Self::Term(text)
            | Self::Url(text) => text.clone(),
            Self::Date { date, clock: None } => date.text().to_owned(),
            Self::Date {
                date,
                clock: Some(clock),
            } => {
                let zone = clock
                    .zone
                    .as_ref()
                    .map_or(String::new(), |zone| format!(" {zone}"));
                format!(
                    "{date} {:02}:{:02}{zone}",
                    clock.minute / 60,
                    clock.minute % 60
                )
            }
            Self::Number(number) => number.to_string(),
            Self::Money(money) => money.to_string(),
            Self::Duration(span) => span.to_string(),
            Self::Law(law) => law.to_string(),
            Self::Reference(record) => record.to_string(),
            Self::Statement(record, statement) => format!("{record}#{statement}"),
            Self::File(hash) => hex::encode(hash),
            Self::Sealed(_) => SEALED.to_owned(),
            Self::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Self::Identifier { scheme, text } => format!("{scheme}:{text}"),
        }
    }
}
