//! The desk at which a form is worked through: what was typed, what was understood so far, what is wrong.

use super::choices::{groups, label_of, state_of, states, states_group};
use super::fields::{Fault, Field, FieldFault, Input};
use super::filled::Filled;
use super::linking::NamedHere;
use super::reading;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use crate::saving::{FormToken, MOST_RECORDS, RecordChange};
use aigaq_exchange::workbook::Remembered;
use aigaq_schema::{List, Property, RecordId, Value, ValueKind};
use aigaq_typed::Context;
use std::cell::OnceCell;
use std::collections::HashSet;

/// A list of more codes than this is not written out at each of its fields.
const LONG: usize = 60;

/// Texts that are told in sentences, not in a line.
const PROSE: [&str; 14] = [
    "summary",
    "outcome",
    "description",
    "text",
    "reason",
    "finding",
    "remedy",
    "reply",
    "dissent",
    "caveat",
    "health",
    "scope_text",
    "quote",
    "change",
];

pub(crate) struct Desk<'w> {
    pub workspace: &'w Workspace,
    pub naming: Naming<'w>,
    pub filled: &'w Filled,
    pub token: FormToken,
    pub context: Context,
    pub faults: Vec<FieldFault>,
    /// Questions that wait for an answer.
    pub open: usize,
    /// What is to be saved.
    pub changes: Vec<RecordChange>,
    /// Who and what the fields gone over so far name.
    pub named: Vec<NamedHere>,
    numbered: u32,
    own: OnceCell<HashSet<RecordId>>,
    answered: OnceCell<Remembered>,
}

impl<'w> Desk<'w> {
    pub(crate) fn new(
        workspace: &'w Workspace,
        ask: &Asking,
        filled: &'w Filled,
        token: FormToken,
    ) -> Self {
        Self {
            workspace,
            naming: Naming::new(&workspace.view, *ask),
            filled,
            token,
            context: Context::on(ask.today, ask.language),
            faults: Vec::new(),
            open: 0,
            changes: Vec::new(),
            named: Vec::new(),
            numbered: 0,
            own: OnceCell::new(),
            answered: OnceCell::new(),
        }
    }

    /// The id of the next record that this form makes.
    pub(crate) fn next_record(&mut self) -> RecordId {
        let id = self.token.record(self.numbered);
        self.numbered += 1;
        id
    }

    /// The record is made by this very form, when it was sent before: it is no candidate for itself.
    pub(crate) fn is_own(&self, id: RecordId) -> bool {
        let most = u32::try_from(MOST_RECORDS).unwrap_or(u32::MAX);
        self.own
            .get_or_init(|| (0..most).map(|n| self.token.record(n)).collect())
            .contains(&id)
    }

    /// The code that a word was said to mean when a workbook with it was imported. Answers that cannot be read are
    /// none: the word is asked here, too.
    pub(crate) fn answered(&self, list: &str, word: &str) -> Option<&str> {
        let answers = self
            .answered
            .get_or_init(|| self.workspace.remembered().unwrap_or_default());
        match answers.word(list, word)? {
            [one] => Some(one),
            _ => None,
        }
    }

    pub(crate) fn say(&self, key: &str) -> String {
        self.naming.words.say(key)
    }

    /// A property of a type as the schema has it.
    pub(crate) fn property(&self, record_type: &str, code: &str) -> Option<&'w Property> {
        self.naming.schema.property(record_type, code)
    }

    /// Notes what is wrong, at the field and for the summary.
    pub(crate) fn wrong(&mut self, field: &mut Field, fault: Fault) {
        self.faults.push(FieldFault {
            name: field.name.clone(),
            label: field.label.clone(),
            text: fault.text.clone(),
        });
        field.fault = Some(fault);
    }

    /// A field for a property, with what was typed in it; not read yet. States stand beside it where `name.state`
    /// is sent or the form is a full one.
    pub(crate) fn field(&self, property: &Property, name: &str) -> Field {
        let language = self.naming.ask.language;
        let text = self.filled.get(name);
        let input = match (property.kind, self.naming.schema.list_of(property)) {
            (ValueKind::Term, Some(list)) if list.entries().len() > LONG => {
                return self.long(property, list, name);
            }
            (ValueKind::Term, Some(list)) => {
                let mut all = groups(list, &[text], language);
                all.push(states_group(&self.naming, text));
                Input::Choice(all)
            }
            (ValueKind::YesNo, _) => Input::Choice(vec![
                super::ChoiceGroup {
                    label: String::new(),
                    choices: ["yes", "no"]
                        .into_iter()
                        .map(|answer| super::Choice {
                            value: answer.to_owned(),
                            label: self.say(answer),
                            chosen: text == answer,
                        })
                        .collect(),
                },
                states_group(&self.naming, text),
            ]),
            (ValueKind::Reference, _) => Input::Record,
            (ValueKind::Text, _) if PROSE.contains(&property.code.as_str()) => Input::Prose,
            _ => Input::Line,
        };
        let is_asked = self.filled.get(&format!("{name}.asked")) == text;
        let is = match input {
            Input::Record if is_asked => self.filled.get(&format!("{name}.is")).to_owned(),
            _ => String::new(),
        };
        Field {
            input,
            text: text.to_owned(),
            is,
            ..self.line(property, name)
        }
    }

    /// An empty field for a property.
    fn line(&self, property: &Property, name: &str) -> Field {
        let language = self.naming.ask.language;
        Field {
            name: name.to_owned(),
            label: property.label.get(language).to_owned(),
            help: property.definition.get(language).to_owned(),
            ..Field::default()
        }
    }

    /// The same with the states beside it, where they are not among its choices.
    pub(crate) fn field_with_states(&self, property: &Property, name: &str) -> Field {
        let mut field = self.field(property, name);
        if !matches!(
            field.input,
            Input::Choice(_) | Input::Ticks(_) | Input::Listed(_)
        ) {
            let state = self.filled.get(&format!("{name}.state"));
            field.states = states(&self.naming, state);
        }
        field
    }

    /// A field with what was read in it: no values where nothing was typed or it was not understood.
    pub(crate) fn read(&mut self, property: &Property, mut field: Field) -> (Field, Vec<Value>) {
        let state = self.filled.get(&format!("{}.state", field.name)).to_owned();
        match reading::read(self, property, &field.text, &state) {
            Ok(read) => {
                field.echo = read.echo;
                (field, read.values)
            }
            Err(fault) => {
                self.wrong(&mut field, fault);
                (field, Vec::new())
            }
        }
    }

    /// A field of a property, filled and read.
    pub(crate) fn of(&mut self, property: Option<&Property>, name: &str) -> (Field, Vec<Value>) {
        match property {
            Some(property) => {
                let field = self.field(property, name);
                self.read(property, field)
            }
            None => (Field::default(), Vec::new()),
        }
    }

    /// A field of a code that is typed or taken from the labels of its list, filled and read. A code in it stands as
    /// its label.
    pub(crate) fn listed(
        &mut self,
        property: Option<&Property>,
        name: &str,
    ) -> (Field, Vec<Value>) {
        let Some((property, list)) =
            property.and_then(|p| Some((p, self.naming.schema.list_of(p)?)))
        else {
            return (Field::default(), Vec::new());
        };
        let field = self.long(property, list, name);
        self.read(property, field)
    }

    /// A field of a code that is typed or taken from the labels of its list, which stand on the page once.
    fn long(&self, property: &Property, list: &List, name: &str) -> Field {
        let language = self.naming.ask.language;
        let text = self.filled.get(name);
        let state = state_of(text).map(|state| self.naming.state(state));
        let text = match (list.get(text), state) {
            (Some(entry), _) => label_of(list, entry, language).to_owned(),
            (None, Some(words)) if list.find(&words).is_none() => words,
            _ => text.to_owned(),
        };
        Field {
            text,
            input: Input::Listed(list.code.clone()),
            ..self.line(property, name)
        }
    }

    /// A field of several ticks of a list.
    pub(crate) fn ticks(&mut self, property: &Property, name: &str) -> (Field, Vec<Value>) {
        let mut field = self.field(property, name);
        let chosen: Vec<&str> = self.filled.all(name).collect();
        let Some(list) = self.naming.schema.list_of(property) else {
            return (field, Vec::new());
        };
        field.text = String::new();
        field.states = states(&self.naming, self.filled.get(&format!("{name}.state")));
        field.input = Input::Ticks(groups(list, &chosen, self.naming.ask.language));
        let mut values = Vec::new();
        for code in chosen {
            if list.get(code).is_some() {
                values.push(Value::term(code));
            } else {
                let text = self.say("enter.not_a_choice");
                self.wrong(&mut field, Fault::new(text));
            }
        }
        let state = state_of(self.filled.get(&format!("{name}.state")));
        match state {
            Some(_) if !values.is_empty() => {
                let text = self.say("enter.state_and_value");
                self.wrong(&mut field, Fault::new(text));
            }
            Some(state) => values.push(Value::Missing(state)),
            None => {}
        }
        (field, values)
    }
}
