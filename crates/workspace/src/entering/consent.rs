//! Consent, asked on the form on which people are named: of all of them, in one fold. Nothing typed there: nobody was
//! asked, nothing is written down, and nothing is allowed.

use super::desk::Desk;
use super::fields::{Fault, Field, Input};
use crate::error::WorkspaceError;
use crate::saving::{RecordChange, Say};
use aigaq_schema::{Basis, RecordId, Value};

/// What is asked, in the order in which it is.
const ASKED: [&str; 6] = ["state", "use", "audience", "given_by", "how", "date"];
/// What is told of a consent, in this order.
pub(crate) const TOLD: [&str; 7] = [
    "state",
    "use",
    "audience",
    "given_by",
    "how",
    "date",
    "withdrawn",
];
/// Answers that allow something, for one use and one audience.
const ALLOWS: [&str; 4] = [
    "already_public",
    "named",
    "named_mechanism",
    "without_identity",
];

/// The fields of a consent.
#[derive(Debug, Clone, Default)]
pub struct ConsentFields {
    /// What they answered, for what, for whom, who gave it, how, when.
    pub fields: Vec<Field>,
    /// Something stands in them.
    pub is_filled: bool,
}

/// What was typed of a consent: properties and values; nothing where nobody was asked.
pub(crate) type Consented = Vec<(&'static str, Value)>;

/// An answer allows something, for one use and one audience.
pub(super) fn allows(state: &str) -> bool {
    ALLOWS.contains(&state)
}

/// The code that was typed of a property of a consent.
pub(super) fn told<'c>(said: &'c Consented, property: &str) -> Option<&'c str> {
    let mut all = said.iter().filter(|(code, _)| *code == property);
    all.find_map(|(_, value)| match value {
        Value::Term(code) => Some(code.as_str()),
        _ => None,
    })
}

impl Desk<'_> {
    /// The fields of consent, filled and read. Whether somebody is named whose consent it can be is told.
    pub(crate) fn consent(&mut self, whose: Option<RecordId>) -> (ConsentFields, Consented) {
        let (mut fields, mut said) = (Vec::new(), Consented::new());
        for code in ASKED {
            let property = self.property("consent", code);
            // A name that ends in `state` is that of the state of another field.
            let name = if code == "state" { "answer" } else { code };
            let (mut field, values) = self.of(property, &format!("consent.{name}"));
            if let Input::Choice(groups) = &mut field.input {
                // “Not asked” and “unknown” are answers of the list here, not states of a value.
                groups.pop();
            }
            said.extend(values.into_iter().map(|value| (code, value)));
            fields.push(field);
        }
        let is_filled = fields.iter().any(Field::is_filled);
        if is_filled {
            self.look_at(&mut fields, &said, whose);
        }
        (ConsentFields { fields, is_filled }, said)
    }

    fn look_at(&mut self, fields: &mut [Field], said: &Consented, whose: Option<RecordId>) {
        let told = |property| told(said, property);
        let state = told("state");
        let allows = state.is_some_and(allows);
        let mut missing = Vec::new();
        match (state, whose) {
            (None, _) => missing.push((0, "enter.consent_state")),
            (_, None) => missing.push((0, "enter.consent_nobody")),
            _ => {}
        }
        // What allows something for nothing and nobody allows nothing, and looks as if it did.
        if allows && told("use").is_none() {
            missing.push((1, "enter.consent_use"));
        }
        if allows && told("audience").is_none() {
            missing.push((2, "enter.consent_audience"));
        }
        // Whoever answers has answered: a consent taken back holds at once, whatever day is written beside it.
        if said
            .iter()
            .any(|(property, value)| *property == "date" && self.is_to_come(value))
        {
            missing.push((5, "enter.consent_later"));
        }
        for (at, why) in missing {
            let text = self.say(why);
            if let Some(field) = fields.get_mut(at).filter(|field| field.fault.is_none()) {
                self.wrong(field, Fault::new(text));
            }
        }
    }

    /// A day of an answer, or of its withdrawal, that has not come: asked about, for both hold from the moment they are
    /// given.
    pub(super) fn is_to_come(&self, value: &Value) -> bool {
        let today = self.naming.ask.today;
        matches!(value, Value::Date { date, .. } if date.first() > today)
    }

    /// Whether this is the record of a person, and of nobody else.
    pub(crate) fn is_person(&self, actor: RecordId) -> Result<bool, WorkspaceError> {
        let brief = self.workspace.view.brief(&self.naming.ask.reader, actor)?;
        Ok(brief.is_some_and(|brief| brief.value("kind") == Some(&Value::term("person"))))
    }

    /// A consent for each of these people. No source says it: it was given to whoever fills in the form.
    pub(crate) fn consents(&mut self, consented: &Consented, people: &[RecordId]) {
        if consented.is_empty() {
            return;
        }
        let basis = Basis::default();
        for person in people {
            let id = self.next_record();
            let mut say = vec![Say::new("person", Value::Reference(*person), &basis)];
            let said = consented.iter();
            say.extend(said.map(|(property, value)| Say::new(property, value.clone(), &basis)));
            self.changes.push(RecordChange::new(id, "consent", say));
        }
    }
}
