//! What is wrong with a small form that was sent: told above it with a way to the field, and at the field.

use crate::words::Words;
use aigaq_schema::Reason;
use aigaq_workspace::Refused;

/// A field of a form: how what is sent calls it, its place on the page, and the key of its label.
pub(crate) type FieldOf = (&'static str, &'static str, &'static str);

/// What was refused, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// Its place on the page; empty where it is about the whole form.
    pub(crate) id: &'static str,
    /// How it is labelled.
    pub(crate) label: String,
    pub(crate) why: String,
}

impl Wrong {
    /// About the whole form.
    pub(crate) fn whole(why: String) -> Self {
        Self {
            why,
            ..Self::default()
        }
    }

    /// A refusal of one of these fields, or of all.
    pub(crate) fn of(words: Words, fields: &[FieldOf], refused: &Refused) -> Self {
        match refused {
            Refused::At { field, why } => Self::at_field(words, fields, (field, why)),
            other => Self::whole(words.reason(&other.reason())),
        }
    }

    fn at_field(words: Words, fields: &[FieldOf], (field, why): (&str, &Reason)) -> Self {
        let why = words.reason(why);
        match fields.iter().find(|(name, ..)| *name == field) {
            Some((_, id, label)) => Self {
                id,
                label: words.t(label),
                why,
            },
            None => Self::whole(why),
        }
    }

    /// Something is wrong.
    pub(crate) fn is_some(&self) -> bool {
        !self.why.is_empty()
    }

    /// Why the field at this place was refused.
    pub(crate) fn at(&self, id: impl AsRef<str>) -> Option<&str> {
        (!self.id.is_empty() && self.id == id.as_ref()).then_some(self.why.as_str())
    }
}
