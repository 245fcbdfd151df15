//! A field of a form, ready to be shown.

use super::choices::ChoiceGroup;
use aigaq_schema::RecordId;

/// One field with what stands in it, what was understood, and what is wrong.
#[derive(Debug, Clone, Default)]
pub struct Field {
    /// Its name in the form; also its anchor on the page.
    pub name: String,
    /// Label.
    pub label: String,
    /// What to put here.
    pub help: String,
    /// How it is filled in.
    pub input: Input,
    /// What stands in it.
    pub text: String,
    /// The statements it stands for, by id, as the form shows them; empty for a value that is not said yet.
    pub was: String,
    /// Why there may be no value: the states to choose from, beside the field. Empty where they are among the choices.
    pub states: Vec<super::Choice>,
    /// For a field that names a record: the record that is meant, where nothing is asked about it.
    pub is: String,
    /// On whose word the value stands.
    pub note: Option<String>,
    /// What was understood, in the reader's words.
    pub echo: Option<String>,
    /// What was not understood.
    pub fault: Option<Fault>,
    /// What only the person can decide.
    pub question: Option<Question>,
}

impl Field {
    /// Something stands in it: text, a choice or a state.
    #[must_use]
    pub fn is_filled(&self) -> bool {
        let chosen = |groups: &[ChoiceGroup]| {
            groups
                .iter()
                .any(|g| g.choices.iter().any(|c| c.chosen && !c.value.is_empty()))
        };
        !self.text.is_empty()
            || self.states.iter().any(|s| s.chosen && !s.value.is_empty())
            || matches!(&self.input, Input::Choice(groups) | Input::Ticks(groups) if chosen(groups))
    }
}

/// How a field is filled in.
#[derive(Debug, Clone, Default)]
pub enum Input {
    /// A line.
    #[default]
    Line,
    /// Several lines.
    Prose,
    /// One of a list.
    Choice(Vec<ChoiceGroup>),
    /// Any of a list.
    Ticks(Vec<ChoiceGroup>),
    /// A record, by its name.
    Record,
    /// The label of a code, typed or taken from a list that stands on the page once for all its fields. Which list,
    /// by code.
    Listed(String),
}

/// What is wrong at a field, in the reader's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The sentence.
    pub text: String,
    /// The readings there are.
    pub offers: Vec<Offer>,
}

impl Fault {
    pub(crate) fn new(text: String) -> Self {
        Self {
            text,
            offers: Vec::new(),
        }
    }
}

/// A reading that can be taken instead of what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What is then typed.
    pub text: String,
    /// How it is understood.
    pub label: String,
}

/// A fault with its field, for the summary at the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// The name of the field.
    pub name: String,
    /// Its label.
    pub label: String,
    /// The sentence.
    pub text: String,
}

/// "Is it one of these?"
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// The records it may be.
    pub candidates: Vec<Candidate>,
    /// What can be made instead: value, label, chosen.
    pub new: Vec<super::Choice>,
    /// It is answered.
    pub answered: bool,
}

/// A record that may be the one that is meant.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The record.
    pub id: RecordId,
    /// What it is called.
    pub caption: String,
    /// What tells it from others of the same name: kind, category, region, what happened to it last.
    pub detail: String,
    /// It was chosen.
    pub chosen: bool,
}
