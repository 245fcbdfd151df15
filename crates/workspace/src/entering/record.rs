//! The full form of any type of record, made from the schema: new, or as the record stands.
//!
//! A value that nobody touched is not said again: each row names the statements it shows, and only a row that now
//! says something else withdraws them. What is put beside a value that stands is another source's word, and
//! contradicts it where it does.

mod groups;
mod linked;
mod reason;
mod rights;
mod told;

use self::groups::mark_whole;
use self::told::{Page, Told};
use super::choices::{Labels, labels};
use super::consent::{ConsentFields, Consented};
use super::desk::Desk;
use super::fields::{Field, FieldFault, Input};
use super::filled::Filled;
use super::rows::{field_name, is_ticked, put_link};
use super::source::SourceFields;
use super::{Entered, made};
use crate::confidential::SOURCE;
use crate::error::WorkspaceError;
use crate::named::{Asking, Named};
use crate::open::Workspace;
use crate::saving::{FormToken, RecordChange, Saving, Seen, Version};
use aigaq_journal::ActOfSaving;
use aigaq_schema::{RecordId, RecordType, Statement, StatementId, Value, ValueKind, Withdrawal};
use std::collections::{BTreeSet, HashMap};

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
    /// The lists of fields in which a code is typed or taken.
    pub lists: Vec<Labels>,
    /// What the person allows, where the record is of one.
    pub consent: Option<ConsentFields>,
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

/// Types that have pages of their own, or are made by the program.
const NOT_ENTERED: [&str; 5] = [
    "custody",
    "definition",
    "handover",
    "judgement",
    "publication",
];
/// Types whose records are corrected by hand and made by the program: of a file its bytes come first.
const NOT_MADE: [&str; 1] = ["file"];

/// Records of this type are entered by hand.
#[must_use]
pub fn is_entered(record_type: &str) -> bool {
    is_corrected(record_type) && !NOT_MADE.contains(&record_type)
}

/// Records of this type are corrected by hand.
#[must_use]
pub fn is_corrected(record_type: &str) -> bool {
    !NOT_ENTERED.contains(&record_type)
}

impl Workspace {
    /// The types of record that are entered by hand.
    pub fn entered_types(&self) -> impl Iterator<Item = &RecordType> {
        self.schema().types().filter(|t| is_entered(&t.code))
    }

    /// The types of record that are corrected by hand.
    pub fn corrected_types(&self) -> impl Iterator<Item = &RecordType> {
        self.schema().types().filter(|t| is_corrected(&t.code))
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
                    let Some(described) = record_type.property(property) else {
                        continue;
                    };
                    match described.kind {
                        ValueKind::Reference => {
                            if let Ok(id) = value.parse()
                                && let Some(named) = desk.naming.by_id(id)?
                            {
                                let name = field_name(property, 0);
                                put_link(&mut filled, &name, id, &named.caption);
                            }
                        }
                        // A register leads to the form for what it holds: a notice, a case of torture.
                        ValueKind::Term => {
                            let list = self.schema().list_of(described);
                            let known = list.is_some_and(|list| list.get(value).is_some());
                            if known && is_ticked(described) {
                                filled.push(&format!("v.{property}"), value);
                            } else if known {
                                filled.set(&field_name(property, 0), value);
                            }
                        }
                        _ => {}
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
        let live = match there {
            Some(id) => self.live(id)?,
            None => Vec::new(),
        };
        page.rights(self.schema(), &live);
        let (consent, consented) = desk.consent_of(&page, id)?;
        let (reason, reason_words, why) = desk.reason();
        let version: Option<Version> = filled.get("version").parse().ok();
        let is_nothing =
            page.told.say.is_empty() && page.told.withdraw.is_empty() && consented.is_empty();
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
            desk.consents(&consented, &[id]);
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
            lists: lists_of(&desk, &groups),
            consent,
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
        Ok(brief.and_then(|b| self.corrected_types().find(|t| t.code == b.record_type)))
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

/// The lists whose labels are offered in the fields, each once.
fn lists_of(desk: &Desk<'_>, groups: &[RecordGroup]) -> Vec<Labels> {
    let fields = groups.iter().flat_map(|group| &group.properties);
    let fields = fields.flat_map(|property| property.rows.iter().chain(&property.beside));
    let codes: BTreeSet<&str> = fields
        .filter_map(|field| match &field.input {
            Input::Listed(list) => Some(list.as_str()),
            _ => None,
        })
        .collect();
    let lists = codes
        .into_iter()
        .filter_map(|code| desk.naming.schema.list(code));
    lists.map(|list| labels(&desk.naming, list)).collect()
}

impl Desk<'_> {
    /// Consent, on the form of a person and of a source: an organisation and a group give none.
    fn consent_of(
        &mut self,
        page: &Page<'_>,
        id: RecordId,
    ) -> Result<(Option<ConsentFields>, Consented), WorkspaceError> {
        match page.record_type.code.as_str() {
            "actor" => {}
            // Whoever told something can be asked what may be done with it.
            SOURCE => {
                let (consent, consented) = self.consent(Some(id));
                return Ok((Some(consent), consented));
            }
            _ => return Ok((None, Consented::new())),
        }
        let mut told = page.told.say.iter().filter(|say| say.property == "kind");
        let is_person = match told.next() {
            Some(kind) => kind.value == Value::term("person"),
            None => page.is_new || self.is_person(id)?,
        };
        let (consent, consented) = self.consent(is_person.then_some(id));
        Ok((Some(consent), consented))
    }
}
