//! Who has had a file: steps that are only added, each with its day, whoever gave and whoever took it.

use super::given::{date, line};
use super::giver::hand;
use super::{CUSTODY, FILE, GIVER};
use crate::error::WorkspaceError;
use crate::history::{device, when};
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use crate::own_reasons::in_language;
use crate::reasons;
use crate::reviewing::first_spoken;
use crate::saving::{FormToken, RecordChange, Refused, Saved, Saving, Say};
use aigaq_journal::ActOfSaving;
use aigaq_schema::{Basis, RecordId, Value};
use aigaq_view::Brief;

/// A step as the person tells it. Empty fields say nothing; only the step itself is needed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustodyGiven {
    /// What was done, a code of the list `custody_steps`.
    pub step: String,
    /// When, as people write it.
    pub date: String,
    /// Who gave it, in words; a code of a confidential source is that source.
    pub given_by: String,
    /// The source that gave it, where it must not be known ([`Workspace::giver`]).
    pub giver: Option<RecordId>,
    /// Who took it, or keeps it from then on; a code is that source.
    pub taken_by: String,
    /// By which way, a code of the list `file_ways`.
    pub how: String,
    /// What else is to be known.
    pub note: String,
}

/// A row of the table of custody, in words; empty where nobody told.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct CustodyRow {
    /// When it was done.
    pub date: String,
    /// What was done.
    pub step: String,
    /// Who gave it.
    pub given_by: String,
    /// Who took it, or keeps it from then on.
    pub taken_by: String,
    /// By which way.
    pub how: String,
    /// What else is to be known.
    pub note: String,
    /// When it was written down.
    pub written: String,
    /// On which device.
    pub device: String,
}

impl CustodyGiven {
    /// Whether a step can be made of what is told, before anything is saved.
    ///
    /// # Errors
    /// [`Refused::At`] a field: no step is chosen, a date that is none, a text that is too long.
    pub fn check(&self, ask: &Asking) -> Result<(), Refused> {
        if self.step.trim().is_empty() {
            return Err(Refused::Unfit(reasons::custody_step_missing()).at("step"));
        }
        date(ask, &self.date).map_err(|why| why.at("date"))?;
        for (field, text) in [
            ("given_by", &self.given_by),
            ("taken_by", &self.taken_by),
            ("note", &self.note),
        ] {
            line(text).map_err(|why| why.at(field))?;
        }
        Ok(())
    }
}

impl Workspace {
    /// Adds a step of custody to a file.
    ///
    /// # Errors
    /// [`Refused::Unfit`] when it is no file or no step is chosen; [`Refused`] when it cannot be saved.
    pub fn add_custody(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
        file: RecordId,
        given: &CustodyGiven,
    ) -> Result<Saved, Refused> {
        self.refresh()?;
        if self.view.type_of(file)?.as_deref() != Some(FILE) {
            return Err(Refused::Unfit(reasons::no_such_file()));
        }
        given.check(ask)?;
        let basis = Basis::default();
        let mut say = vec![
            Say::new("of_file", Value::Reference(file), &basis),
            Say::new("step", Value::term(given.step.trim()), &basis),
        ];
        let mut put = |property: &str, value: Value| say.push(Say::new(property, value, &basis));
        if let Some(date) = date(ask, &given.date)? {
            put("date", date);
        }
        if !given.how.trim().is_empty() {
            put("how", Value::term(given.how.trim()));
        }
        if let Some(giver) = given.giver {
            put(GIVER, Value::Reference(giver));
        }
        for (property, source, text) in [
            ("given_by", GIVER, &given.given_by),
            ("taken_by", "taker", &given.taken_by),
        ] {
            match self.coded_in_words(ask, (property, text))? {
                Some(coded) => put(source, Value::Reference(coded)),
                None => line(text)?
                    .into_iter()
                    .for_each(|text| put(property, Value::text(text))),
            }
        }
        if let Some(note) = line(&given.note)? {
            put("note", Value::text(note));
        }
        let mut change = RecordChange::new(token.record(0), CUSTODY, say);
        change.root = file;
        self.save(&Saving {
            token,
            act: ActOfSaving::Form,
            records: vec![change],
            now,
        })
    }

    /// The table of custody of a file: how it came, then every step in the order in which it was written down.
    pub(super) fn custody(
        &self,
        naming: &Naming<'_>,
        file: &Brief,
    ) -> Result<Vec<CustodyRow>, WorkspaceError> {
        let mut rows = vec![came(naming, file)?];
        let ask = &naming.ask;
        let steps = self
            .view
            .pointing(&ask.reader, file.id, CUSTODY, "of_file")?;
        for step in steps.iter().filter(|step| !step.is_withdrawn) {
            let texts = |property| text(naming, step, property);
            rows.push(CustodyRow {
                date: texts("date"),
                step: texts("step"),
                given_by: hand(naming, step, (GIVER, "given_by"))?,
                taken_by: hand(naming, step, ("taker", "taken_by"))?,
                how: texts("how"),
                note: in_language(ask.language, "bag.custody_step", texts("note")),
                ..written(naming, step.id)?
            });
        }
        Ok(rows)
    }
}

/// How the file came to the organisation, from its own record.
fn came(naming: &Naming<'_>, file: &Brief) -> Result<CustodyRow, WorkspaceError> {
    let texts = |property| text(naming, file, property);
    let list = naming.schema.list("custody_steps");
    let received = list.and_then(|list| list.get("received"));
    Ok(CustodyRow {
        date: texts("received"),
        step: received.map_or_else(String::new, |code| {
            code.label.get(naming.ask.language).to_owned()
        }),
        given_by: hand(naming, file, (GIVER, "from_whom"))?,
        taken_by: texts("custodian"),
        how: texts("how"),
        note: String::new(),
        ..written(naming, file.id)?
    })
}

fn written(naming: &Naming<'_>, id: RecordId) -> Result<CustodyRow, WorkspaceError> {
    let Some(spoken) = first_spoken(naming, id)? else {
        return Ok(CustodyRow::default());
    };
    Ok(CustodyRow {
        written: when(spoken.claimed, &spoken.zone, naming.ask.language),
        device: device(&spoken.device),
        ..CustodyRow::default()
    })
}

/// What holds of a property, in words.
pub(super) fn text(naming: &Naming<'_>, brief: &Brief, property: &str) -> String {
    let Some(described) = naming.schema.property(&brief.record_type, property) else {
        return String::new();
    };
    let value = brief.value(property);
    value.map_or_else(String::new, |value| naming.value_text(described, value))
}
