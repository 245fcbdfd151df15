//! Who may read one property of one record: narrower than the schema and the record have it, with the reason. The record
//! itself says it ([`aigaq_schema::closed`]), so that it goes with the record, and the view applies it wherever it gives
//! something of the record out.

use crate::entering::record::is_corrected;
use crate::error::WorkspaceError;
use crate::history::{device, when};
use crate::named::{Asking, CellPart, Named, Naming};
use crate::open::Workspace;
use crate::saving::{FormToken, RecordChange, Refused, Saved, Saving, Say, Seen};
use aigaq_journal::ActOfSaving;
use aigaq_schema::closed::{CLOSED, CLOSED_REASON, ClosedProperty, ClosedReason};
use aigaq_schema::{
    Basis, ChangeSetId, Property, RecordId, RecordType, Sensitivity, Statement, Value, Withdrawal,
};
use aigaq_view::{RecordPage, Shown};

/// Properties that say themselves who may read something.
const LEVELS: [&str; 2] = ["sensitivity", "sensitivity_reason"];

/// A property that a record closes: who may read it, why, and who decided it when.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ClosedView {
    /// The level, by code.
    pub code: String,
    /// In words.
    pub level: String,
    /// Why; empty where nobody wrote it down.
    pub reason: String,
    /// When.
    pub when: String,
    /// By which device.
    pub device: String,
    /// In which change-set.
    pub change_set: ChangeSetId,
}

/// The form.
#[derive(Debug, Clone)]
pub struct ClosingForm {
    /// The record.
    pub record: Named,
    /// The property, by code.
    pub property: String,
    /// In words.
    pub label: String,
    /// What holds of it.
    pub values: Vec<CellPart>,
    /// Who may read it where the record does not say.
    pub usual: String,
    /// The narrower levels: code, label, what it means.
    pub levels: Vec<(&'static str, String, String)>,
    /// What the record says now.
    pub closed: Option<ClosedView>,
}

/// What was decided.
#[derive(Debug, Clone)]
pub struct CloseWish {
    /// The form.
    pub token: FormToken,
    /// The record.
    pub record: RecordId,
    /// The property, by code.
    pub property: String,
    /// Who may read it; `None`: whoever may read the record.
    pub level: Option<Sensitivity>,
    /// Why.
    pub reason: String,
    /// Seconds since 1970 and the zone.
    pub now: (i64, String),
}

impl Workspace {
    /// The form of who may read a property of a record; `None` when there is no such record, or it has no such property,
    /// or nobody decides on it by hand.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn closing(
        &self,
        ask: &Asking,
        record: RecordId,
        code: &str,
    ) -> Result<Option<ClosingForm>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let Some(page) = self.view.record(&ask.reader, record, 0)? else {
            return Ok(None);
        };
        let record_type = self.schema().record_type(&page.brief.record_type);
        let Some((record_type, property)) = record_type.and_then(|of| closable(of, code)) else {
            return Ok(None);
        };
        let usual = property.sensitivity.max(record_type.sensitivity);
        let list = self.schema().list("sensitivity");
        let narrower = Sensitivity::ALL.into_iter().filter(|of| *of > usual);
        let levels = narrower.map(|of| {
            let entry = list.and_then(|list| list.get(of.code()));
            let means = entry.map_or("", |entry| entry.definition.get(ask.language));
            let label = naming.code("sensitivity", of.code());
            (of.code(), label, means.to_owned())
        });
        Ok(Some(ClosingForm {
            levels: levels.collect(),
            record: naming.named(&page.brief)?,
            property: property.code.clone(),
            label: property.label.get(ask.language).to_owned(),
            values: naming.values(&page.brief, &property.code)?,
            usual: naming.code("sensitivity", usual.code()),
            closed: closed_view(&naming, &page, &property.code),
        }))
    }

    /// Decides who may read a property of a record.
    ///
    /// # Errors
    /// [`Refused::Nothing`] when it is so already, or the schema has it narrower; as [`Workspace::save`].
    pub fn close_property(&mut self, wish: &CloseWish) -> Result<Saved, Refused> {
        let record_type = self.view.type_of(wish.record)?.unwrap_or_default();
        let described = self.schema().record_type(&record_type);
        let Some((described, property)) = described.and_then(|of| closable(of, &wish.property))
        else {
            return Err(Refused::Nothing);
        };
        let usual = property.sensitivity.max(described.sensitivity);
        if wish.level.is_some_and(|level| level <= usual) {
            return Err(Refused::Nothing);
        }
        let closed = wish.level.map(|level| ClosedProperty {
            property: wish.property.clone(),
            level,
        });
        let closed = closed.map(|closed| closed.to_string());
        let live = self.view.live(wish.record)?;
        let stands: Vec<&Statement> = live.iter().filter(|s| is_of(s, &wish.property)).collect();
        let reason = ClosedReason {
            property: wish.property.clone(),
            words: wish.reason.clone(),
        };
        let says = |text: &str| stands.iter().any(|s| s.value.plain() == text);
        let is_so = match &closed {
            Some(closed) => says(closed) && says(&reason.to_string()),
            None => stands.is_empty(),
        };
        if is_so {
            return Err(Refused::Nothing);
        }
        let basis = Basis::default();
        let say = closed.into_iter().flat_map(|closed| {
            let why = reason.to_string();
            [(CLOSED, closed), (CLOSED_REASON, why)]
        });
        let change = RecordChange {
            record: wish.record,
            root: self.view.root_of(wish.record)?,
            record_type,
            seen: Seen::Any,
            say: say
                .map(|(property, text)| Say::new(property, Value::text(text), &basis))
                .collect(),
            withdraw: stands
                .iter()
                .map(|said| Withdrawal {
                    statement: said.id,
                    reason: wish.reason.clone(),
                })
                .collect(),
        };
        self.save(&Saving {
            token: wish.token,
            act: ActOfSaving::Decision,
            records: vec![change],
            now: wish.now.clone(),
        })
    }
}

/// A property that a person may close.
fn closable<'s>(of: &'s RecordType, code: &str) -> Option<(&'s RecordType, &'s Property)> {
    let property = of.property(code)?;
    let can_be = is_corrected(&of.code) && !property.stored && is_closable(code);
    can_be.then_some((of, property))
}

/// Whether fewer people may read a property of this code than its record: not what says itself who may.
#[must_use]
pub fn is_closable(property: &str) -> bool {
    !LEVELS.contains(&property)
}

/// A statement says that this property is closed, or why.
fn is_of(said: &Statement, property: &str) -> bool {
    let text = said.value.plain();
    match said.property.as_str() {
        CLOSED => text
            .parse()
            .is_ok_and(|of: ClosedProperty| of.property == property),
        CLOSED_REASON => text
            .parse()
            .is_ok_and(|of: ClosedReason| of.property == property),
        _ => false,
    }
}

/// What a record says of who may read one of its properties: the narrowest that holds.
pub(crate) fn closed_view(
    naming: &Naming<'_>,
    page: &RecordPage,
    property: &str,
) -> Option<ClosedView> {
    let holding = |code: &str| {
        let all = page.statements.get(code).into_iter().flatten();
        all.filter(|shown| shown.withdrawn.is_none() && is_of(&shown.statement, property))
    };
    let level = |shown: &&Shown| {
        let said = shown.statement.value.plain().parse::<ClosedProperty>();
        said.map_or(Sensitivity::Sealed, |said| said.level)
    };
    let closing = holding(CLOSED).max_by_key(level)?;
    let code = level(&closing).code();
    let spoken = &closing.spoken;
    let mut reasons: Vec<&Shown> = holding(CLOSED_REASON).collect();
    reasons.sort_by_key(|shown| shown.spoken.change_set != spoken.change_set);
    let reason = reasons.first().and_then(|shown| {
        let said = shown.statement.value.plain().parse::<ClosedReason>();
        said.ok().map(|said| said.words)
    });
    Some(ClosedView {
        code: code.to_owned(),
        level: naming.code("sensitivity", code),
        reason: reason.unwrap_or_default(),
        when: when(spoken.claimed, &spoken.zone, naming.ask.language),
        device: device(&spoken.device),
        change_set: spoken.change_set,
    })
}

/// What closes a property, or why, as a change-set said it, in words; `None` of any other property.
pub(crate) fn closing_in_words(
    naming: &Naming<'_>,
    record_type: &str,
    (property, text): (&str, &str),
) -> Option<String> {
    let (of, words) = match property {
        CLOSED => {
            let said: ClosedProperty = text.parse().ok()?;
            (said.property, naming.code("sensitivity", said.level.code()))
        }
        CLOSED_REASON => {
            let said: ClosedReason = text.parse().ok()?;
            (said.property, said.words)
        }
        _ => return None,
    };
    let label = naming.property_label(record_type, &of);
    Some(format!("{label}: {words}"))
}
