//! One person, many spellings.
//!
//! In: a name as somebody wrote it, in Kazakh or Russian Cyrillic, Kazakh Latin, English, German or French spelling.
//! Out: its words with their roles, or the reason why it is no name ([`parse`]); how well two names may be of one person,
//! field by field and as one score, with the words that were laid beside each other ([`compare`]); keys under which the
//! names that may be of one person meet ([`Parsed::block_keys`]), and by which one is found ([`Token::sound_keys`]).
//!
//! Pure: it does no input or output, keeps nothing, and knows nothing of records, workspaces and languages of readers.
//! It never decides that two people are one; that is for `matching` and the person who is asked.
//!
//! ```
//! use aigaq_names::{Level, compare, parse};
//! let (a, b) = (parse("Мұхтар Әблязов"), parse("Ablyazov Mukhtar"));
//! let compared = compare(&a, &b);
//! assert!(compared.score > 0.9);
//! assert_eq!(compared.surname, Level::Same);
//! assert!(parse("неизвестный мужчина").refusal().is_some());
//! ```
//!
//! # For those who match records
//!
//! - [`Parsed::refusal`]: not a name of one person; such a text compares to nothing (score 0).
//! - [`Parsed::block_keys`]: pairs that share none of them need not be compared.
//! - [`Parsed::stem`]: the surname without its ending, the same for all spellings: count it for term frequency.
//! - [`Comparison::surname`], [`Comparison::given`], [`Comparison::patronymic`] are [`Level`]s: what a
//!   Fellegi-Sunter model weighs. [`Level::Different`] in the patronymic and [`Comparison::sex`] =
//!   [`SexEvidence::Conflict`] forbid.
//! - [`Comparison::score`] is for names alone; [`Comparison::aligned`] explains it.

mod affix;
mod comparison;
mod distance;
mod elements;
mod given;
mod heard;
mod keys;
mod parsed;
mod phones;
mod refusal;
mod repair;
mod roles;
mod script;
mod spelling;
mod titles;
mod words;

pub use affix::Suffix;
pub use comparison::{Aligned, Comparison, LIKELY, Level, SexEvidence, compare};
pub use heard::Heard;
pub use keys::{BlockKey, SoundKey, Stem};
pub use parsed::{Order, OrderEvidence, Parsed, Role, SexesApart, Token, parse};
pub use refusal::Refusal;
pub use repair::{Repair, in_one_script};
pub use script::Script;
pub use spelling::Style;

/// The sex that a name tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// A man's or a boy's name.
    Male,
    /// A woman's or a girl's name.
    Female,
}

/// A name longer than this (in letters) is refused; so the time is bounded.
pub const LONGEST_NAME: usize = 200;
