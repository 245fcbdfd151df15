//! The source, asked once for the whole form: one that is there, or a new one made in the same saving.

use super::desk::Desk;
use super::fields::{Fault, Field, FieldFault};
use super::linking::{Linked, Wanted};
use crate::confidential::{CONFIDANT, Identity, Whom};
use crate::error::WorkspaceError;
use crate::saving::{RecordChange, Refused, Say};
use crate::words::Words;
use aigaq_schema::{Basis, RecordId, Value};

/// The fields of the source.
#[derive(Debug, Clone, Default)]
pub struct SourceFields {
    /// The title of a new source, or that of one that is there.
    pub title: Field,
    /// What else is said of a new one: publisher, date, address, kind.
    pub details: Vec<Field>,
    /// Where in the source.
    pub locator: Field,
    /// Its exact words.
    pub quote: Field,
    /// The details have something in them.
    pub has_details: bool,
    /// A person who must not be known, instead of a title.
    pub person: PersonFields,
}

/// The fields of a source that must not be known.
#[derive(Debug, Clone, Default)]
pub struct PersonFields {
    /// The code of one that is there.
    pub code: Field,
    /// Who a new one is to what they tell.
    pub kind: Field,
    /// Name and contact, which are sealed; nothing where there is no second passphrase.
    pub identity: Vec<Field>,
    /// Something stands in them.
    pub is_filled: bool,
}

const DETAILS: [&str; 4] = ["publisher", "date", "url", "kind"];

impl Desk<'_> {
    /// The fields of the source and what all values of the form rest on. A new source is noted to be made.
    pub(crate) fn source(&mut self) -> Result<(SourceFields, Basis), WorkspaceError> {
        let (mut title, mut words) = self.of(self.property("source", "title"), "src");
        title.label = self.say("enter.source");
        title.help = self.say("enter.source_help");
        title.echo = None;
        let mut details = Vec::new();
        let mut said: Vec<(&str, Value)> = Vec::new();
        for code in DETAILS {
            let (field, values) = self.of(self.property("source", code), &format!("src.{code}"));
            details.push(field);
            said.extend(values.into_iter().map(|value| (code, value)));
        }
        let has_details = details.iter().any(Field::is_filled);
        let locator = self.words("src.locator", "enter.locator", "enter.locator_help");
        let mut quote = self.words("src.quote", "enter.quote", "enter.quote_help");
        quote.input = super::Input::Prose;
        let name = title.text.clone();
        let linked = self.link(
            &mut title,
            &Wanted {
                types: &["source"],
                kinds: &[""],
                name: &name,
            },
        )?;
        let (person, confidant) = self.confidant()?;
        let says_title = title.is_filled() || has_details;
        if person.is_filled && says_title {
            let fault = self.say("enter.person_and_title");
            self.wrong(&mut title, Fault::new(fault));
        }
        let source = match linked {
            _ if person.is_filled => confidant,
            Linked::There(id) if has_details => {
                let fault = self.say("enter.source_is_there");
                self.wrong(&mut title, Fault::new(fault));
                Some(id)
            }
            Linked::There(id) => Some(id),
            Linked::Nobody if !has_details => {
                if locator.is_filled() || quote.is_filled() {
                    let fault = self.say("enter.source_missing");
                    self.wrong(&mut title, Fault::new(fault));
                }
                None
            }
            Linked::Open => None,
            Linked::New(_) | Linked::Nobody => {
                let id = self.next_record();
                self.is_made(&title.name, id);
                let basis = Basis::default();
                let mut say: Vec<Say> = words
                    .drain(..)
                    .map(|value| Say::new("title", value, &basis))
                    .collect();
                say.extend(
                    said.into_iter()
                        .map(|(code, value)| Say::new(code, value, &basis)),
                );
                self.changes.push(RecordChange::new(id, "source", say));
                Some(id)
            }
        };
        let text = |field: &Field| (!field.text.is_empty()).then(|| field.text.clone());
        let basis = Basis {
            source,
            locator: source.and(text(&locator)),
            quote: source.and(text(&quote)),
            language: None,
            for_the_row: source.is_some(),
        };
        let fields = SourceFields {
            title,
            details,
            locator,
            quote,
            has_details,
            person,
        };
        Ok((fields, basis))
    }

    /// The fields of a person who must not be known, and the source that they are; a new one is noted to be made.
    fn confidant(&mut self) -> Result<(PersonFields, Option<RecordId>), WorkspaceError> {
        let mut code = self.words("src.code", "enter.person_code", "enter.person_code_help");
        let (mut kind, kinds) = self.of(self.property("source", CONFIDANT), "src.person");
        kind.help = self.say("enter.person_kind_help");
        let identity = match self.workspace.is_sealed() {
            true => vec![
                self.words("src.name", "enter.person_name", "enter.person_sealed"),
                self.words("src.contact", "enter.person_contact", "enter.person_sealed"),
            ],
            false => Vec::new(),
        };
        let is_filled =
            code.is_filled() || kind.is_filled() || identity.iter().any(Field::is_filled);
        let told = |at: usize| identity.get(at).map_or("", |field| field.text.as_str());
        let who = Identity::told(told(0), told(1));
        let whom = match (is_filled, code.is_filled()) {
            (false, _) => None,
            (true, false) => Some(Whom::New(match kinds.first() {
                Some(Value::Term(kind)) => kind.clone(),
                _ => String::new(),
            })),
            (true, true) => match self.workspace.source_coded(&self.naming.ask, &code.text) {
                Ok(known) => Some(Whom::Known(known)),
                Err(Refused::Workspace(why)) => return Err(why),
                Err(why) => {
                    let text = Words::reason(self.naming.ask.language, &why.reason());
                    self.wrong(&mut code, Fault::new(text));
                    None
                }
            },
        };
        let mut source = None;
        if let Some(whom) = whom {
            let new = match &whom {
                Whom::Known(known) => *known,
                Whom::New(_) => self.next_record(),
            };
            match self.workspace.change_of_source(new, &whom, &who) {
                Ok(change) => {
                    source = Some(change.record);
                    if !change.say.is_empty() {
                        self.changes.push(change);
                    }
                }
                Err(Refused::Workspace(why)) => return Err(why),
                Err(why) => {
                    let text = Words::reason(self.naming.ask.language, &why.reason());
                    self.wrong(&mut kind, Fault::new(text));
                }
            }
        }
        let fields = PersonFields {
            code,
            kind,
            identity,
            is_filled,
        };
        Ok((fields, source))
    }

    /// A field for words that are no property: of the source, of the reason.
    pub(crate) fn words(&mut self, name: &str, label: &str, help: &str) -> Field {
        let mut field = Field {
            name: name.to_owned(),
            label: self.say(label),
            help: self.say(help),
            text: self.filled.get(name).to_owned(),
            ..Field::default()
        };
        let most = aigaq_schema::value::LONGEST_TEXT;
        if field.text.chars().nth(most).is_some() {
            let text = self
                .naming
                .words
                .fill("enter.too_long", &[("most", &most.to_string())]);
            self.faults.push(FieldFault {
                name: field.name.clone(),
                label: field.label.clone(),
                text: text.clone(),
            });
            field.fault = Some(Fault::new(text));
        }
        field
    }
}
