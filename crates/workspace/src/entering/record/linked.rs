//! Values that are other records: there already, or made with the form.

use super::told::Page;
use crate::entering::choices::state_of;
use crate::entering::desk::Desk;
use crate::entering::fields::{Fault, Field};
use crate::entering::linking::{Linked, Wanted};
use crate::error::WorkspaceError;
use crate::saving::{RecordChange, Say};
use aigaq_schema::{Basis, NameKind, Property, RecordId, Value};

impl Page<'_> {
    pub(super) fn reference(
        &mut self,
        desk: &mut Desk<'_>,
        property: &Property,
        field: &mut Field,
    ) -> Result<Vec<Value>, WorkspaceError> {
        let state = desk.filled.get(&format!("{}.state", field.name)).to_owned();
        let typed = aigaq_typed::state(&field.text);
        if let Some(state) = state_of(&state).or(typed) {
            if !field.text.is_empty() && typed.is_none() {
                let text = desk.say("enter.state_and_value");
                desk.wrong(field, Fault::new(text));
                return Ok(Vec::new());
            }
            return Ok(vec![Value::Missing(state)]);
        }
        let types: Vec<&str> = property.to.iter().map(String::as_str).collect();
        let kinds: &[&str] = match types[..] {
            ["actor"] => &["person", "organisation", "state_body", "group"],
            ["place" | "event" | "source"] => &[""],
            _ => &[],
        };
        let name = field.text.clone();
        let wanted = Wanted {
            types: &types,
            kinds,
            name: &name,
        };
        Ok(match desk.link(field, &wanted)? {
            Linked::There(id) => vec![Value::Reference(id)],
            Linked::New(kind) => {
                let code = types.first().copied().unwrap_or_default();
                let id = self.new_record(desk, code, (&name, kind.as_deref()));
                desk.is_made(&field.name, id);
                vec![Value::Reference(id)]
            }
            Linked::Nobody | Linked::Open => Vec::new(),
        })
    }

    fn new_record(
        &self,
        desk: &mut Desk<'_>,
        record_type: &str,
        (name, kind): (&str, Option<&str>),
    ) -> RecordId {
        if record_type == "place" {
            return desk.new_place(name, None);
        }
        let id = desk.next_record();
        let nobody = Basis::default();
        let (property, value, basis) = match record_type {
            "actor" => (
                "name",
                Value::Name {
                    text: name.to_owned(),
                    kind: NameKind::Full,
                },
                &self.basis,
            ),
            "source" => ("title", Value::text(name), &nobody),
            _ => ("title", Value::text(name), &self.basis),
        };
        let mut say = vec![Say::new(property, value, basis)];
        if let Some(kind) = kind {
            say.push(Say::new("kind", Value::term(kind), basis));
        }
        desk.changes.push(RecordChange::new(id, record_type, say));
        id
    }

    /// The record that a new part belongs to, as its root.
    pub(super) fn whole(
        &self,
        desk: &mut Desk<'_>,
        part_of: &str,
    ) -> Result<Option<RecordId>, WorkspaceError> {
        let to = self.told.say.iter().find_map(|say| match &say.value {
            Value::Reference(id) if say.property == part_of => Some(*id),
            _ => None,
        });
        match to {
            Some(id) if desk.workspace.view.has(id)? => Ok(Some(desk.workspace.view.root_of(id)?)),
            other => Ok(other),
        }
    }
}
