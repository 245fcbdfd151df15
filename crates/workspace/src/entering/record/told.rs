//! What the fields of a form say anew and take back.
//!
//! A corrected value takes the place of what it corrects, as far as that is the word of the source the form names;
//! of a form that names none, or a new one, it takes the place of all. Sources contradict each other, and no source
//! itself: what is put beside a value needs a source, and takes the place of what that source said before.

use super::PropertyFields;
use crate::entering::desk::Desk;
use crate::entering::fields::{Fault, Field};
use crate::entering::rows::{field_name, ids, is_ticked};
use crate::error::WorkspaceError;
use crate::saving::Say;
use aigaq_schema::{Basis, Property, RecordType, Statement, StatementId, Value, ValueKind};
use std::collections::HashMap;

/// The type of consents, and the days of an answer that have come when it is written down.
const CONSENT: &str = "consent";
const DAYS: [&str; 2] = ["date", "withdrawn"];

/// What one property says anew and takes back.
#[derive(Default)]
pub(super) struct Told {
    pub say: Vec<Say>,
    pub withdraw: Vec<StatementId>,
}

/// The work on one form.
pub(super) struct Page<'w> {
    pub said: HashMap<StatementId, Statement>,
    pub basis: Basis,
    pub record_type: &'w RecordType,
    pub is_new: bool,
    pub told: Told,
}

impl Page<'_> {
    pub(super) fn property(
        &mut self,
        desk: &mut Desk<'_>,
        property: &Property,
    ) -> Result<PropertyFields, WorkspaceError> {
        let language = desk.naming.ask.language;
        let mut fields = PropertyFields {
            code: property.code.clone(),
            label: property.label.get(language).to_owned(),
            help: property.definition.get(language).to_owned(),
            list: property.list.clone(),
            many: property.many,
            rows: Vec::new(),
            beside: Vec::new(),
        };
        if is_ticked(property) {
            fields.rows.push(self.ticked(desk, property));
            return Ok(fields);
        }
        let sent = desk.filled.rows(&format!("v.{}", property.code));
        let mut blank = false;
        let mut stands = false;
        for row in 0..sent {
            let field = self.row(desk, property, row)?;
            blank |= !field.is_filled() && field.was.is_empty();
            if stands && !property.many && field.was.is_empty() {
                fields.beside.push(field);
            } else {
                stands |= !field.was.is_empty();
                fields.rows.push(field);
            }
        }
        if !blank {
            let field = desk.field_with_states(property, &field_name(&property.code, sent));
            if sent == 0 || property.many {
                fields.rows.push(field);
            } else if stands {
                fields.beside.push(field);
            }
        }
        Ok(fields)
    }

    /// One value: unchanged, changed, taken away, or new.
    fn row(
        &mut self,
        desk: &mut Desk<'_>,
        property: &Property,
        row: usize,
    ) -> Result<Field, WorkspaceError> {
        let name = field_name(&property.code, row);
        let mut field = desk.field_with_states(property, &name);
        desk.filled
            .get(&format!("{name}.was"))
            .clone_into(&mut field.was);
        let before = self.shown(property, &field.was);
        if let Some(first) = before.first() {
            field.note = self.sources(desk, &before)?;
            if is_same(desk, property, &field, first)? {
                return Ok(field);
            }
        } else {
            field.was.clear();
        }
        let values = if property.kind == ValueKind::Reference {
            self.reference(desk, property, &mut field)?
        } else {
            let (read, values) = desk.read(property, field);
            field = read;
            let is_answer = self.record_type.code == CONSENT && DAYS.contains(&&*property.code);
            if is_answer && values.iter().any(|value| desk.is_to_come(value)) {
                let text = desk.say("enter.consent_later");
                desk.wrong(&mut field, Fault::new(text));
            }
            values
        };
        let Some(first) = before.first() else {
            if !values.is_empty() && !property.many {
                self.beside(desk, property, &mut field, &values);
            }
            let basis = self.basis.clone();
            self.say(property, values, &[basis]);
            return Ok(field);
        };
        if values == [first.value.clone()] {
            return Ok(field);
        }
        let values = values
            .into_iter()
            .map(|value| as_before(value, &first.value))
            .collect();
        let bases = self.bases(&before);
        let named = |s: &&Statement| s.basis.source == self.basis.source;
        let is_among = self.basis.source.is_some() && before.iter().any(|s| named(&s));
        let gone = before.iter().filter(|s| !is_among || named(s));
        self.told.withdraw.extend(gone.map(|s| s.id));
        self.say(property, values, &bases);
        Ok(field)
    }

    /// A value put beside those that stand: another source's word, or the newer word of the same.
    fn beside(
        &mut self,
        desk: &mut Desk<'_>,
        property: &Property,
        field: &mut Field,
        values: &[Value],
    ) {
        let rows = desk.filled.rows(&format!("v.{}", property.code));
        let names = (0..rows).map(|row| format!("{}.was", field_name(&property.code, row)));
        let mut standing: Vec<Statement> = names
            .flat_map(|name| self.shown(property, desk.filled.get(&name)))
            .collect();
        standing.retain(|s| !self.told.withdraw.contains(&s.id));
        let is_corrected = |say: &Say| {
            say.property == property.code
                && say.basis.source == self.basis.source
                && !values.contains(&say.value)
        };
        let fault = if self.told.say.iter().any(is_corrected) {
            "enter.beside_twice"
        } else if standing.is_empty() {
            return;
        } else if self.basis.source.is_none() && desk.filled.get("src").is_empty() {
            "enter.beside_source"
        } else {
            let before = standing
                .iter()
                .filter(|s| is_of(&s.basis, &self.basis) && !values.contains(&s.value));
            self.told.withdraw.extend(before.map(|s| s.id));
            return;
        };
        let text = desk.say(fault);
        desk.wrong(field, Fault::new(text));
    }

    /// The statements of a property that a hidden field names.
    fn shown(&self, property: &Property, was: &str) -> Vec<Statement> {
        ids(was)
            .iter()
            .filter_map(|id| self.said.get(id))
            .filter(|s| s.property == property.code)
            .cloned()
            .collect()
    }

    fn say(&mut self, property: &Property, values: Vec<Value>, bases: &[Basis]) {
        for value in values {
            for basis in bases {
                // Two rows may name one record.
                let say = Say::new(&property.code, value.clone(), basis);
                if !self.told.say.contains(&say) {
                    self.told.say.push(say);
                }
            }
        }
    }

    /// On what a corrected value rests: on the source of the form where one is named, else on those of before.
    fn bases(&self, before: &[Statement]) -> Vec<Basis> {
        if self.basis.source.is_some() {
            return vec![self.basis.clone()];
        }
        let mut bases: Vec<Basis> = Vec::new();
        for statement in before {
            if !bases.contains(&statement.basis) {
                bases.push(statement.basis.clone());
            }
        }
        bases
    }

    fn ticked(&mut self, desk: &mut Desk<'_>, property: &Property) -> Field {
        let name = format!("v.{}", property.code);
        let (mut field, values) = desk.ticks(property, &name);
        desk.filled
            .get(&format!("{name}.was"))
            .clone_into(&mut field.was);
        if field.fault.is_some() {
            return field;
        }
        let before = self.shown(property, &field.was);
        let gone = before.iter().filter(|s| !values.contains(&s.value));
        self.told.withdraw.extend(gone.map(|s| s.id));
        let new: Vec<Value> = values
            .into_iter()
            .filter(|value| !before.iter().any(|s| s.value == *value))
            .collect();
        let basis = self.basis.clone();
        self.say(property, new, &[basis]);
        field
    }

    /// On whose word a value stands.
    fn sources(
        &self,
        desk: &Desk<'_>,
        statements: &[Statement],
    ) -> Result<Option<String>, WorkspaceError> {
        let mut names = Vec::new();
        for source in statements.iter().filter_map(|s| s.basis.source) {
            if let Some(named) = desk.naming.by_id(source)?
                && !names.contains(&named.caption)
            {
                names.push(named.caption);
            }
        }
        Ok((!names.is_empty()).then(|| names.join("; ")))
    }
}

/// Nothing was changed in this row.
fn is_same(
    desk: &Desk<'_>,
    property: &Property,
    field: &Field,
    before: &Statement,
) -> Result<bool, WorkspaceError> {
    if let Value::Reference(id) = &before.value {
        let is_asked = desk.filled.get(&format!("{}.asked", field.name)) == field.text;
        let is = desk.filled.get(&format!("{}.is", field.name));
        let state = desk.filled.get(&format!("{}.state", field.name));
        return Ok(is_asked && state.is_empty() && is.parse() == Ok(*id));
    }
    let state = desk.filled.get(&format!("{}.state", field.name));
    // As the form cleans it.
    let shown = desk.text_of(property, &before.value)?.replace("\r\n", "\n");
    Ok(field.text == shown.trim() && state == desk.state_of(property, &before.value))
}

/// A corrected name stays the kind of name it was; corrected words stay in their language.
fn as_before(value: Value, before: &Value) -> Value {
    match (value, before) {
        (Value::Name { text, .. }, Value::Name { kind, .. }) => Value::Name { text, kind: *kind },
        (Value::Text { text, .. }, Value::Text { language, .. }) => Value::Text {
            text,
            language: language.clone(),
        },
        (value, _) => value,
    }
}

/// The word of one source: of the same place in it, where both tell one.
fn is_of(one: &Basis, other: &Basis) -> bool {
    one.source == other.source
        && (one.locator == other.locator || one.locator.is_none() || other.locator.is_none())
}
