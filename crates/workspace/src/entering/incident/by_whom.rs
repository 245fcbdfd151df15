//! By whom it was done: bodies and people by name, or by their class alone.

use super::ByRow;
use super::making::{Person, put};
use crate::entering::desk::Desk;
use crate::entering::linking::{Linked, Wanted};
use crate::error::WorkspaceError;
use aigaq_schema::{RecordId, Value};

/// What somebody new who acted against others may be.
const KINDS_BY: [&str; 4] = ["state_body", "person", "organisation", "group"];

impl Desk<'_> {
    pub(super) fn perpetrators(&mut self) -> Result<(Vec<ByRow>, Vec<Person>), WorkspaceError> {
        let (mut rows, mut people) = (Vec::new(), Vec::new());
        for row in 0..self.filled.rows("by").max(1) {
            let name_of = |part: &str| format!("by.{row}.{part}");
            let (class, classes) =
                self.listed(self.property("actor", "source_class"), &name_of("class"));
            let mut name = self.plain_field(&name_of("name"), "enter.by_name", "enter.by_help");
            // The police, not told which: known by the name of its class.
            let class_label = classes.first().and_then(|class| match class {
                Value::Term(code) => Some(self.naming.code("threat_sources", code)),
                _ => None,
            });
            let person = match class_label {
                Some(label) if name.text.is_empty() => Some(self.of_class(label, &classes)?),
                _ => {
                    let text = name.text.clone();
                    let wanted = Wanted {
                        types: &["actor"],
                        kinds: &KINDS_BY,
                        name: &text,
                    };
                    match self.link(&mut name, &wanted)? {
                        Linked::Nobody => None,
                        Linked::There(id) => Some(Person {
                            id: Some(id),
                            class: self.unsaid_class(id, classes)?,
                            ..Person::default()
                        }),
                        Linked::New(kind) => {
                            let id = self.next_record();
                            self.is_made(&name.name, id);
                            Some(Person {
                                id: Some(id),
                                is_new: true,
                                name: text,
                                kind: kind.unwrap_or_default(),
                                class: classes,
                                ..Person::default()
                            })
                        }
                        Linked::Open => Some(Person::default()),
                    }
                }
            };
            if let Some(person) = person {
                put(&mut people, person);
            }
            rows.push(ByRow { name, class });
        }
        Ok((rows, people))
    }

    /// Of the classes chosen for somebody who is there, those that nobody has said of them yet.
    fn unsaid_class(&self, id: RecordId, class: Vec<Value>) -> Result<Vec<Value>, WorkspaceError> {
        let reader = &self.naming.ask.reader;
        let brief = self.workspace.view.brief(reader, id)?;
        let is_said = |value: &Value| {
            let brief = brief.as_ref();
            brief.is_some_and(|b| b.values("source_class").any(|c| c == value))
        };
        let unsaid = class.into_iter().filter(|v| v.is_known() && !is_said(v));
        Ok(unsaid.collect())
    }

    /// Somebody of whom only the class is told: the one who stands for it, if there is one already.
    fn of_class(&mut self, label: String, class: &[Value]) -> Result<Person, WorkspaceError> {
        let reader = &self.naming.ask.reader;
        let found = self.workspace.view.alike(reader, &label, &["actor"], 20)?;
        let folded = aigaq_schema::fold::fold(&label);
        let there = found.into_iter().find(|brief| {
            !self.is_own(brief.id)
                && brief
                    .names()
                    .any(|(_, n)| aigaq_schema::fold::fold(n) == folded)
                && brief.values("source_class").any(|c| class.contains(c))
        });
        let is_state = class.iter().any(|value| match value {
            Value::Term(code) => {
                let list = self.naming.schema.list("threat_sources");
                list.and_then(|l| l.get(code))
                    .is_some_and(|e| e.has_flag("state"))
            }
            _ => false,
        });
        let id = match &there {
            Some(brief) => brief.id,
            None => self.next_record(),
        };
        Ok(Person {
            id: Some(id),
            is_new: there.is_none(),
            name: label,
            kind: if is_state { "state_body" } else { "" }.to_owned(),
            class: class.to_vec(),
            ..Person::default()
        })
    }
}
