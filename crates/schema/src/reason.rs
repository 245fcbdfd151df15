//! Why something was left out or refused: a sentence with its places, apart from the language it is said in.
//!
//! A [`Reason`] knows its English sentence (exports and the command line print it) and the key under which
//! other languages keep theirs. Sentences of a crate are declared together by [`reasons!`](crate::reasons), those of
//! an error type by [`reasons_of!`](crate::reasons_of); both list their keys, so that a test can see that
//! every sentence is there in every language.

pub mod values;

use std::fmt;
use std::path::{Path, PathBuf};

/// Why something was left out or refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    family: &'static str,
    key: &'static str,
    english: String,
    places: Vec<(&'static str, Place)>,
}

/// A sentence among those of its crate: its family, its name, the names of its places.
pub type Key = (&'static str, &'static str, &'static [&'static str]);

/// What is put into a place of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Words that are the same in every language: what was typed, a name, a number, a code.
    Words(String),
    /// A sentence of its own.
    Reason(Box<Reason>),
}

impl Reason {
    /// A reason of a family of sentences, by its key; `english` is the whole sentence.
    #[must_use]
    pub const fn new(
        family: &'static str,
        key: &'static str,
        english: String,
        places: Vec<(&'static str, Place)>,
    ) -> Self {
        Self {
            family,
            key,
            english,
            places,
        }
    }

    /// The name of the sentence, which stays what it is: `import.row_twice`.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}.{}", self.family, self.key)
    }

    /// The sentence in English.
    #[must_use]
    pub fn english(&self) -> &str {
        &self.english
    }

    /// What stands in its places.
    #[must_use]
    pub fn places(&self) -> &[(&'static str, Place)] {
        &self.places
    }
}

/// In English.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english)
    }
}

/// As its English sentence.
impl serde::Serialize for Reason {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.english)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(words) => f.write_str(words),
            Self::Reason(reason) => reason.fmt(f),
        }
    }
}

/// What can stand in a place of a sentence.
pub trait Fills {
    /// As it stands there.
    fn place(&self) -> Place;
}

impl<T: Fills + ?Sized> Fills for &T {
    fn place(&self) -> Place {
        (*self).place()
    }
}

impl Fills for Reason {
    fn place(&self) -> Place {
        Place::Reason(Box::new(self.clone()))
    }
}

impl Fills for Place {
    fn place(&self) -> Place {
        self.clone()
    }
}

impl Fills for Path {
    fn place(&self) -> Place {
        Place::Words(self.display().to_string())
    }
}

impl Fills for PathBuf {
    fn place(&self) -> Place {
        self.as_path().place()
    }
}

impl Fills for Vec<String> {
    fn place(&self) -> Place {
        Place::Words(self.join(", "))
    }
}

impl Fills for std::io::Error {
    fn place(&self) -> Place {
        system(self).place()
    }
}

macro_rules! fills {
    ($($type:ty)*) => {
        $(impl Fills for $type {
            fn place(&self) -> Place {
                Place::Words(self.to_string())
            }
        })*
    };
}

fills!(str String char u8 u16 u32 u64 usize i8 i16 i32 i64);

/// Codes or names that look like what was typed. Said as `; did you mean …?`, and not at all when there are none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Near(pub Vec<String>);

impl fmt::Display for Near {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0[..] {
            [] => Ok(()),
            near => write!(f, "; did you mean {}?", near.join(", ")),
        }
    }
}

impl Fills for Near {
    fn place(&self) -> Place {
        if self.0.is_empty() {
            return Place::Words(String::new());
        }
        Reason::new(
            FAMILY,
            "near",
            self.to_string(),
            vec![("near", self.0.place())],
        )
        .place()
    }
}

/// The family of the sentences that every crate needs.
const FAMILY: &str = "common";

/// The keys of the sentences that every crate needs.
pub const COMMON_KEYS: &[Key] = &[
    (FAMILY, "near", &["near"]),
    (FAMILY, "file_missing", &["code"]),
    (FAMILY, "file_forbidden", &["code"]),
    (FAMILY, "disk_full", &["code"]),
    (FAMILY, "system", &["code"]),
];

/// What the system said.
#[must_use]
pub fn system(error: &std::io::Error) -> Reason {
    use std::io::ErrorKind;
    let key = match error.kind() {
        ErrorKind::NotFound => "file_missing",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "file_forbidden",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "disk_full",
        _ => "system",
    };
    let code = error
        .raw_os_error()
        .map_or_else(String::new, |code| code.to_string());
    Reason::new(
        FAMILY,
        key,
        error.to_string(),
        vec![("code", Place::Words(code))],
    )
}

/// Declares the sentences of a crate as functions that give a [`Reason`], and lists their keys.
///
/// ```
/// mod reason {
///     aigaq_schema::reasons! { in "import", keys KEYS;
///         /// Two rows with one id.
///         pub(crate) row_twice(id, line) = "the row id “{id}” stands twice (first in line {line})";
///     }
/// }
/// let twice = reason::row_twice("a-1", 7_u64);
/// assert_eq!(twice.to_string(), "the row id “a-1” stands twice (first in line 7)");
/// assert_eq!(twice.key(), "import.row_twice");
/// assert_eq!(reason::KEYS[0], ("import", "row_twice", &["id", "line"][..]));
/// ```
#[macro_export]
macro_rules! reasons {
    (in $family:literal, keys $keys:ident;
     $($(#[$doc:meta])* $vis:vis $name:ident($($place:ident),*) = $english:literal;)*) => {
        /// The keys of the sentences declared here.
        pub const $keys: &[$crate::reason::Key] =
            &[$(($family, stringify!($name), &[$(stringify!($place)),*])),*];
        $($(#[$doc])*
        #[must_use]
        $vis fn $name($($place: impl $crate::reason::Fills),*) -> $crate::Reason {
            $(let $place = $crate::reason::Fills::place(&$place);)*
            let english = format!($english);
            $crate::Reason::new(
                $family,
                stringify!($name),
                english,
                vec![$((stringify!($place), $place)),*],
            )
        })*
    };
}

/// Declares how an error type is told as a [`Reason`], every variant under its key, and lists the keys.
/// English is the error's own sentence. In `inner`: variants that hold another error, and who tells it.
#[macro_export]
macro_rules! reasons_of {
    ($(#[$doc:meta])* $vis:vis fn $name:ident(&$type:ty) in $family:literal, keys $keys:ident {
        $($variant:ident { $($field:tt : $place:ident $(by $how:path)?),* } => $key:literal,)*
     } $(inner { $($inner:ident => $of:path),* $(,)? })?) => {
        /// The keys of the sentences declared here.
        $vis const $keys: &[$crate::reason::Key] =
            &[$(($family, $key, &[$(stringify!($place)),*])),*];
        $(#[$doc])*
        #[must_use]
        $vis fn $name(error: &$type) -> $crate::Reason {
            type Error = $type;
            match error {
                $(Error::$variant { $($field: $place,)* .. } => $crate::Reason::new(
                    $family,
                    $key,
                    error.to_string(),
                    vec![$((stringify!($place), $crate::reasons_of!(@place $place $($how)?))),*],
                ),)*
                $($(Error::$inner(inner) => $of(inner),)*)?
            }
        }
    };
    (@place $place:ident) => { $crate::reason::Fills::place($place) };
    (@place $place:ident $how:path) => { $crate::reason::Fills::place(&$how($place)) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    enum Fault {
        #[error("“{0}” is not there{1}")]
        Lost(String, Near),
        #[error("it is empty")]
        Empty,
        #[error(transparent)]
        System(std::io::Error),
    }

    reasons_of! {
        /// Tells a fault.
        fn told(&Fault) in "fault", keys KEYS {
            Lost { 0: given, 1: near } => "lost",
            Empty {} => "empty",
        } inner { System => system }
    }

    #[test]
    fn an_error_tells_its_key_its_places_and_its_english_sentence() {
        let near = Near(vec!["a".to_owned(), "b".to_owned()]);
        let lost = told(&Fault::Lost("x".to_owned(), near.clone()));
        assert_eq!(lost.key(), "fault.lost");
        assert_eq!(lost.to_string(), "“x” is not there; did you mean a, b?");
        let words = Place::Words("x".to_owned());
        assert_eq!(lost.places(), [("given", words), ("near", near.place())]);
        assert_eq!(told(&Fault::Empty).places(), []);
        assert_eq!(KEYS[0], ("fault", "lost", &["given", "near"][..]));
        assert_eq!(KEYS[1], ("fault", "empty", &[][..]));
        let none = told(&Fault::System(std::io::ErrorKind::NotFound.into()));
        assert_eq!(none.key(), "common.file_missing");
    }

    #[test]
    fn a_reason_is_written_as_its_english_sentence() {
        let text = serde_json::to_string(&told(&Fault::Empty)).unwrap();
        assert_eq!(text, "\"it is empty\"");
    }
}
