//! The full form of any type of record, made from the schema: new, or as the record stands.
//!
//! A value that nobody touched is not said again: each row names the statements it shows, and only a row that now
//! says something else withdraws them. What is put beside a value that stands is another source's word, and
//! contradicts it where it does.

use super::desk::Desk;
use super::fields::{Fault, Field, FieldFault};
use super::filled::Filled;
use super::linking::{Linked, Wanted};
use super::rows::{field_name, ids, is_ticked, is_typed, put_link};
use super::source::SourceFields;
use super::{Choice, ChoiceGroup, Entered, Input, made};
use crate::error::WorkspaceError;
use crate::named::{Asking, Named};
use crate::open::Workspace;
use crate::saving::{FormToken, RecordChange, Saving, Say, Seen, Version};
use aigaq_journal::ActOfSaving;
use aigaq_schema::{
    Basis, NameKind, Property, RecordId, RecordType, Statement, StatementId, Value, ValueKind,
    Withdrawal,
};
use std::collections::HashMap;

/// Which record a form is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// A new one of this type.
    New(String),
    /// One that is there.
    There(RecordId),
}

/// The full form.
#[derive(Debug, Clone)]
pub struct RecordForm {
    /// Tells this form from others.
    pub token: FormToken,
    /// The type, by code.
    pub record_type: String,
    /// The type in words.
    pub type_label: String,
    /// The same in plural.
    pub plural: String,
    /// What such a record is.
    pub definition: String,
    /// The record, if it is there.
    pub record: Option<Named>,
    /// In which state it was shown.
    pub version: Option<Version>,
    /// The fields, in groups.
    pub groups: Vec<RecordGroup>,
    /// The source.
    pub source: SourceFields,
    /// Why values are taken back.
    pub reason: Field,
    /// In one's own words.
    pub reason_words: Field,
    /// What is wrong, for the summary.
    pub faults: Vec<FieldFault>,
    /// Questions that wait for an answer.
    pub open: usize,
    /// What it makes, with units.
    pub makes: Vec<String>,
}

/// Fields that stand together.
#[derive(Debug, Clone)]
pub struct RecordGroup {
    /// What they are about.
    pub label: String,
    /// The properties.
    pub properties: Vec<PropertyFields>,
    /// Shown at once; else it is unfolded.
    pub open: bool,
}

/// The fields of a property.
#[derive(Debug, Clone)]
pub struct PropertyFields {
    /// Its code.
    pub code: String,
    /// Label.
    pub label: String,
    /// What to put here.
    pub help: String,
    /// Its list, whose codes can be looked up.
    pub list: Option<String>,
    /// It may have several values.
    pub many: bool,
    /// One for each value that stands or was typed, and an empty one where a value may be added.
    pub rows: Vec<Field>,
    /// For what another source says of a property with one value.
    pub beside: Vec<Field>,
}

/// Why a value is taken back, by the key of its phrase.
const REASONS: [&str; 4] = [
    "enter.reason_typing",
    "enter.reason_new",
    "enter.reason_wrong",
    "enter.reason_other",
];

/// Types that have pages of their own, or are made by the program.
const NOT_ENTERED: [&str; 3] = ["definition", "judgement", "publication"];

/// Records of this type are entered by hand.
#[must_use]
pub fn is_entered(record_type: &str) -> bool {
    !NOT_ENTERED.contains(&record_type)
}

/// What one property says anew and takes back.
#[derive(Default)]
struct Told {
    say: Vec<Say>,
    withdraw: Vec<StatementId>,
}

impl Workspace {
    /// The types of record that are entered by hand.
    pub fn entered_types(&self) -> impl Iterator<Item = &RecordType> {
        self.schema().types().filter(|t| is_entered(&t.code))
    }

    /// What the form of a record begins with: what holds of it, or the records that a link to the form named
    /// (`event` and its id). `None` when there is no such record or type, or it is not entered by hand.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn record_filled(
        &self,
        ask: &Asking,
        which: &Which,
        given: &[(String, String)],
    ) -> Result<Option<Filled>, WorkspaceError> {
        let nothing = Filled::default();
        let token = FormToken::from_random([0; 16]);
        let desk = Desk::new(self, ask, &nothing, token);
        match which {
            Which::There(id) => {
                let Some(record_type) = self.entered_type(ask, *id)? else {
                    return Ok(None);
                };
                let mut filled = desk.prefilled(record_type, &self.live(*id)?)?;
                filled.set("version", &self.version(*id)?.to_string());
                Ok(Some(filled))
            }
            Which::New(code) => {
                let Some(record_type) = self.entered_types().find(|t| t.code == *code) else {
                    return Ok(None);
                };
                let mut filled = Filled::default();
                for (property, value) in given {
                    let fits = record_type
                        .property(property)
                        .filter(|p| p.kind == ValueKind::Reference);
                    if let (Some(_), Ok(id)) = (fits, value.parse())
                        && let Some(named) = desk.naming.by_id(id)?
                    {
                        put_link(&mut filled, &field_name(property, 0), id, &named.caption);
                    }
                }
                Ok(Some(filled))
            }
        }
    }

    /// The full form with what was typed, and the saving that it says when nothing is left open. `None` when there
    /// is no such record or type.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn enter_record(
        &self,
        ask: &Asking,
        which: &Which,
        filled: &Filled,
        (token, now): (FormToken, &(i64, String)),
    ) -> Result<Option<Entered<RecordForm>>, WorkspaceError> {
        let record_type = match which {
            Which::New(code) => self.entered_types().find(|t| t.code == *code),
            Which::There(id) => self.entered_type(ask, *id)?,
        };
        let Some(record_type) = record_type else {
            return Ok(None);
        };
        let mut desk = Desk::new(self, ask, filled, token);
        let there = match which {
            Which::New(_) => None,
            Which::There(id) => Some(*id),
        };
        let id = match there {
            Some(id) => id,
            None => desk.next_record(),
        };
        let said = match there {
            Some(id) => self.all_said(id)?,
            None => HashMap::new(),
        };
        let (source, basis) = desk.source()?;
        let mut page = Page {
            said,
            basis,
            record_type,
            is_new: there.is_none(),
            told: Told::default(),
        };
        let groups = page.groups(&mut desk)?;
        let root = match (&record_type.part_of, there) {
            (_, Some(id)) => self.view.root_of(id)?,
            (None, None) => id,
            (Some(part_of), None) => page.whole(&mut desk, part_of)?.unwrap_or(id),
        };
        let mut groups = groups;
        if let Some(part_of) = record_type.part_of.as_deref().filter(|_| there.is_none()) {
            mark_whole(
                &mut groups,
                &mut desk,
                part_of,
                root == id && !filled.is_empty(),
            );
        }
        let (reason, reason_words, why) = desk.reason();
        let version: Option<Version> = filled.get("version").parse().ok();
        let is_nothing = page.told.say.is_empty() && page.told.withdraw.is_empty();
        if !filled.is_empty() && is_nothing && desk.faults.is_empty() && desk.open == 0 {
            desk.faults.push(FieldFault {
                name: String::new(),
                label: String::new(),
                text: desk.say(if there.is_some() {
                    "enter.nothing_changed"
                } else {
                    "enter.nothing_typed"
                }),
            });
        }
        let ready = desk.faults.is_empty() && desk.open == 0 && !is_nothing;
        let seen = match there {
            None => Some(Seen::New),
            Some(_) => version.map(Seen::At),
        };
        let saving = seen.filter(|_| ready).map(|seen| {
            let mut records = std::mem::take(&mut desk.changes);
            let told = std::mem::take(&mut page.told);
            records.push(RecordChange {
                record: id,
                record_type: record_type.code.clone(),
                root,
                seen,
                say: told.say,
                withdraw: told
                    .withdraw
                    .into_iter()
                    .map(|statement| Withdrawal {
                        statement,
                        reason: why.clone(),
                    })
                    .collect(),
            });
            Saving {
                token,
                act: ActOfSaving::Form,
                records,
                now: now.clone(),
            }
        });
        let makes = saving
            .as_ref()
            .map(|saving| made(saving, self.schema(), ask.language))
            .unwrap_or_default();
        let form = RecordForm {
            token,
            record_type: record_type.code.clone(),
            type_label: record_type.label.get(ask.language).to_owned(),
            plural: record_type.plural.get(ask.language).to_owned(),
            definition: record_type.definition.get(ask.language).to_owned(),
            record: there.map(|id| desk.naming.by_id(id)).transpose()?.flatten(),
            version,
            groups,
            source,
            reason,
            reason_words,
            faults: desk.faults,
            open: desk.open,
            makes,
        };
        Ok(Some(Entered { form, saving }))
    }

    /// The type of a record that the reader may see and that is entered by hand.
    pub(super) fn entered_type(
        &self,
        ask: &Asking,
        id: RecordId,
    ) -> Result<Option<&RecordType>, WorkspaceError> {
        let brief = self.view.brief(&ask.reader, id)?;
        Ok(brief.and_then(|b| self.entered_types().find(|t| t.code == b.record_type)))
    }

    /// All statements ever made of a record: those a form showed may have been withdrawn since.
    pub(super) fn all_said(
        &self,
        id: RecordId,
    ) -> Result<HashMap<StatementId, Statement>, WorkspaceError> {
        let blocks = self.view.said(id)?;
        Ok(blocks
            .into_iter()
            .flat_map(|(_, block)| block.statements)
            .map(|statement| (statement.id, statement))
            .collect())
    }
}

/// The work on one form.
struct Page<'w> {
    said: HashMap<StatementId, Statement>,
    basis: Basis,
    record_type: &'w RecordType,
    is_new: bool,
    told: Told,
}

impl Page<'_> {
    fn groups(&mut self, desk: &mut Desk<'_>) -> Result<Vec<RecordGroup>, WorkspaceError> {
        let order = [
            "what", "who", "when", "where", "law", "source", "status", "more",
        ];
        let mut groups: Vec<(usize, RecordGroup)> = Vec::new();
        for property in self.record_type.properties.iter().filter(|p| is_typed(p)) {
            let is_whole = self.record_type.part_of.as_ref() == Some(&property.code);
            if is_whole && !self.is_new {
                // A part stays with its whole.
                continue;
            }
            let fields = self.property(desk, property)?;
            let is_filled = |f: &Field| f.is_filled() || f.fault.is_some();
            if property.retired && !fields.rows.iter().any(is_filled) {
                // No longer offered; what was said before can still be corrected.
                continue;
            }
            let key = order
                .iter()
                .position(|o| *o == property.group)
                .unwrap_or(order.len() - 1);
            match groups.iter_mut().find(|(k, _)| *k == key) {
                Some((_, group)) => group.properties.push(fields),
                None => groups.push((
                    key,
                    RecordGroup {
                        label: desk.say(&format!("group.{}", order[key])),
                        properties: vec![fields],
                        open: false,
                    },
                )),
            }
        }
        groups.sort_by_key(|(key, _)| *key);
        let last = order.len() - 1;
        Ok(groups
            .into_iter()
            .map(|(key, mut group)| {
                let is_filled = |f: &Field| f.is_filled() || f.fault.is_some();
                let mut fields = group.properties.iter().flat_map(|p| &p.rows);
                group.open = key < last || fields.any(is_filled);
                group
            })
            .collect())
    }

    fn property(
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
        let before: Vec<Statement> = ids(&field.was)
            .iter()
            .filter_map(|id| self.said.get(id))
            .filter(|s| s.property == property.code)
            .cloned()
            .collect();
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
            values
        };
        let Some(first) = before.first() else {
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
        self.told.withdraw.extend(before.iter().map(|s| s.id));
        self.say(property, values, &bases);
        Ok(field)
    }

    fn say(&mut self, property: &Property, values: Vec<Value>, bases: &[Basis]) {
        for value in values {
            for basis in bases {
                self.told
                    .say
                    .push(Say::new(&property.code, value.clone(), basis));
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
        let before: Vec<Statement> = ids(&field.was)
            .iter()
            .filter_map(|id| self.said.get(id))
            .filter(|s| s.property == property.code)
            .cloned()
            .collect();
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

    fn reference(
        &mut self,
        desk: &mut Desk<'_>,
        property: &Property,
        field: &mut Field,
    ) -> Result<Vec<Value>, WorkspaceError> {
        let state = desk.filled.get(&format!("{}.state", field.name)).to_owned();
        let typed = aigaq_typed::state(&field.text);
        if let Some(state) = super::choices::state_of(&state).or(typed) {
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
                vec![Value::Reference(self.new_record(
                    desk,
                    code,
                    (&name, kind.as_deref()),
                ))]
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
    fn whole(
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

/// A part without its whole cannot be kept.
fn mark_whole(groups: &mut [RecordGroup], desk: &mut Desk<'_>, part_of: &str, missing: bool) {
    let field = groups
        .iter_mut()
        .flat_map(|g| &mut g.properties)
        .find(|p| p.code == part_of)
        .and_then(|p| p.rows.first_mut());
    if let Some(field) = field
        && missing
        && field.fault.is_none()
        && field.question.as_ref().is_none_or(|q| q.answered)
    {
        let text = desk.say("enter.whole_missing");
        desk.wrong(field, Fault::new(text));
    }
}

impl Desk<'_> {
    /// Why values are taken back: one of the usual reasons, and words.
    fn reason(&mut self) -> (Field, Field, String) {
        let sent = self.filled.get("reason").to_owned();
        let known = REASONS.contains(&sent.as_str());
        let chosen = if known { sent.as_str() } else { REASONS[0] };
        let choices = REASONS
            .iter()
            .map(|key| Choice {
                value: (*key).to_owned(),
                label: self.say(key),
                chosen: *key == chosen,
            })
            .collect();
        let field = Field {
            name: "reason".to_owned(),
            label: self.say("enter.reason"),
            help: self.say("enter.reason_help"),
            text: chosen.to_owned(),
            input: Input::Choice(vec![ChoiceGroup {
                label: String::new(),
                choices,
            }]),
            ..Field::default()
        };
        let words = self.words(
            "reason.words",
            "enter.reason_words",
            "enter.reason_words_help",
        );
        let mut why = self.say(chosen);
        if !words.text.is_empty() {
            why = format!("{why}: {}", words.text);
        }
        (field, words, why)
    }
}
