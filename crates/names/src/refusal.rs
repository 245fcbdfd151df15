//! Texts in the place of a name that are no name of one person, and why.

use std::fmt;

/// Why a text is not the name of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// Nothing is written, or nothing but signs and numbers.
    Empty,
    /// One letter.
    OneLetter,
    /// Initials alone.
    OnlyInitials,
    /// More than [`crate::LONGEST_NAME`] letters, or more words than a name has.
    TooLong,
    /// A script in which this crate reads no names.
    UnknownScript,
    /// Several people in one cell.
    SeveralPeople,
    /// Somebody whose name is not known: «неизвестный», "unknown man", «аты белгісіз».
    NotKnown,
    /// A title, office or trade without a name.
    OnlyRole,
    /// An organisation.
    Organisation,
    /// No word of it looks like a name: no capital letter, no known name, no ending of one; or the name of an account.
    NoName,
}

impl Refusal {
    /// A short lasting word for it, for programs and as the key of a phrase.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::OneLetter => "one-letter",
            Self::OnlyInitials => "only-initials",
            Self::TooLong => "too-long",
            Self::UnknownScript => "unknown-script",
            Self::SeveralPeople => "several-people",
            Self::NotKnown => "not-known",
            Self::OnlyRole => "only-role",
            Self::Organisation => "organisation",
            Self::NoName => "no-name",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "no name is written",
            Self::OneLetter => "one letter is no name",
            Self::OnlyInitials => "initials alone are no name",
            Self::TooLong => "too long for a name",
            Self::UnknownScript => "written in a script whose names are not read",
            Self::SeveralPeople => "several people stand in one place",
            Self::NotKnown => "somebody whose name is not known",
            Self::OnlyRole => "a title or a trade without a name",
            Self::Organisation => "an organisation, not a person",
            Self::NoName => "no word of it looks like a name",
        })
    }
}

impl std::error::Error for Refusal {}
