//! Places in the words of other records.

use super::masking::{Masker, Strength};
use aigaq_schema::{Block, RecordId, Statement, StatementId, Value};

/// Letters shown before and behind a name.
const AROUND: usize = 40;
/// What an actor is reached and known by, beside names.
const OWN_NUMBERS: [&str; 2] = ["contact", "identifier"];

/// A place in the words of another record.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub record: RecordId,
    pub record_type: String,
    pub property: String,
    pub strength: Strength,
    /// The words around.
    pub around: String,
    /// The statement in which it stands; `None` for the reason of a withdrawal.
    pub said: Option<StatementId>,
    /// It was found by what the second passphrase seals.
    pub is_sealed: bool,
}

impl Mention {
    pub fn new(
        (block, property): (&Block, &str),
        strength: Strength,
        text: &str,
        masker: &Masker,
    ) -> Self {
        Self {
            record: block.record,
            record_type: block.record_type.clone(),
            property: property.to_owned(),
            strength,
            around: around(text, masker),
            said: None,
            is_sealed: false,
        }
    }

    /// Of this statement.
    pub fn of(self, said: StatementId) -> Self {
        Self {
            said: Some(said),
            ..self
        }
    }
}

/// A value that is somebody else's own: the name of an actor or a place, a telephone of another actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    Name,
    Number,
}

/// Whether a statement of another record is its own name or number.
pub(super) fn own(block: &Block, statement: &Statement) -> Option<Own> {
    let is_actor = block.record_type == "actor";
    match &statement.value {
        Value::Name { .. } => Some(Own::Name),
        Value::Identifier { .. } | Value::Text { .. }
            if is_actor && OWN_NUMBERS.contains(&statement.property.as_str()) =>
        {
            Some(Own::Number)
        }
        _ => None,
    }
}

/// The words around the first name.
fn around(text: &str, masker: &Masker) -> String {
    let masked = masker.text(text);
    let same = text
        .char_indices()
        .zip(masked.chars())
        .take_while(|((_, a), b)| a == b)
        .count();
    let from = same.saturating_sub(AROUND);
    let cut: String = text.chars().skip(from).take(3 * AROUND).collect();
    let before = if from > 0 { "…" } else { "" };
    let behind = if text.chars().count() > from + 3 * AROUND {
        "…"
    } else {
        ""
    };
    format!("{before}{}{behind}", cut.replace('\n', " "))
}
