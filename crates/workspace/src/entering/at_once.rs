//! Decisions on many at once, with a reason that is kept with each of them: what several people allow
//! ([`ConsentsAtOnce`]), and who may read several records ([`LevelsAtOnce`]).
//!
//! The form tells of each what was decided before and what will hold afterwards. Whatever would change a decision, or
//! leave somebody out of this one, must have been before the person's eyes ([`Row::seen_as`]) before anything is saved:
//! what became so meanwhile shows the form again. All of it is one change-set, so that it can be taken back at once.

mod consents;
mod levels;
mod part;
mod people;

pub use consents::ConsentsAtOnce;
pub use levels::LevelsAtOnce;
pub use part::{Later, PartOf};
pub use people::PersonOf;

use super::desk::Desk;
use super::fields::{Fault, Field, FieldFault};
use crate::named::Named;
use crate::saving::{FormToken, RecordChange, Saving};
use aigaq_journal::ActOfSaving;
use std::collections::BTreeSet;

/// Most people or records that one form decides on.
pub const MOST_AT_ONCE: usize = 70;

/// What every such form has, whatever it decides.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Tells this form from others.
    pub token: FormToken,
    /// The people or records.
    pub rows: Vec<Row>,
    /// Why it is decided for all of them.
    pub reason: Field,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// For how many of them something will be written down.
    pub meant: usize,
    /// Where not all who were chosen are here.
    pub part: Option<PartOf>,
    /// It changes or leaves out what was not shown before.
    pub unseen: bool,
}

/// One person or record of the form.
#[derive(Debug, Clone)]
pub struct Row {
    /// Who or what.
    pub named: Named,
    /// It is ticked.
    pub chosen: bool,
    /// What was decided before, in words; nothing where nothing was.
    pub before: Vec<String>,
    /// What this decision does.
    pub effect: Effect,
}

/// What a decision does to one person or record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Nothing yet: it is not ticked, or nothing was chosen.
    Open,
    /// It decides what was not decided.
    Decides,
    /// What holds already holds on.
    Keeps,
    /// It changes what was decided: from what to what, in words.
    Changes(Vec<String>),
    /// It is not for this one, and why.
    LeftOut(String),
}

impl Row {
    /// What the form sends back once this was shown; nothing where it changes no earlier decision.
    #[must_use]
    pub fn seen_as(&self) -> Option<String> {
        match &self.effect {
            Effect::Changes(words) => Some(format!("{} {}", self.named.id, words.join(" "))),
            Effect::LeftOut(why) => Some(format!("{} {why}", self.named.id)),
            Effect::Open | Effect::Decides | Effect::Keeps => None,
        }
    }
}

/// Names of the fields.
const OFFERED: &str = "who";
const CHOSEN: &str = "chosen";
const SEEN: &str = "seen";
const REASON: &str = "reason";
/// Set where the form is about names of organisations in which somebody's is withheld: whether they stand in full.
const WHOLE_NAMES: &str = "whole_names";
/// Set where the form was before somebody's eyes: what is missing is said then.
const SENT: &str = "sent";

/// A saving of a decision.
fn saving_of(token: FormToken, records: Vec<RecordChange>, now: &(i64, String)) -> Saving {
    Saving {
        token,
        act: ActOfSaving::Decision,
        records,
        now: now.clone(),
    }
}

impl Desk<'_> {
    fn is_sent(&self) -> bool {
        !self.filled.get(SENT).is_empty()
    }

    /// Why it is decided. Without words nothing is saved.
    fn reason_of_all(&mut self) -> Field {
        let mut field = self.words(REASON, "at_once.reason", "at_once.reason_help");
        field.input = super::fields::Input::Prose;
        field.text = field.text.trim().to_owned();
        if field.text.is_empty() && self.is_sent() {
            self.missing(&mut field, "at_once.no_reason");
        }
        field
    }

    fn missing(&mut self, field: &mut Field, why: &str) {
        let text = self.say(why);
        if field.fault.is_none() {
            self.wrong(field, Fault::new(text));
        }
    }

    /// Something is wrong that is no field's.
    fn wrong_in_all(&mut self, why: &str) {
        let fault = FieldFault {
            name: String::new(),
            label: String::new(),
            text: self.say(why),
        };
        self.faults.push(fault);
    }

    /// Whether all that changes an earlier decision was shown before.
    fn was_seen(&self, rows: &[Row]) -> bool {
        let seen: BTreeSet<&str> = self.filled.all(SEEN).collect();
        let mut told = rows.iter().filter_map(Row::seen_as);
        told.all(|told| seen.contains(told.as_str()))
    }
}
