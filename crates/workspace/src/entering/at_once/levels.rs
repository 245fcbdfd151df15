//! Who may read several records, decided at once. The level that a record had is taken back with the reason, the new one
//! is said with it.

use super::{Decision, Effect, Row, saving_of};
use crate::entering::Entered;
use crate::entering::desk::Desk;
use crate::entering::fields::{Field, Input};
use crate::entering::filled::Filled;
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::saving::{FormToken, RecordChange, Say, Seen};
use aigaq_schema::{Basis, RecordId, Sensitivity, Value, Withdrawal};
use aigaq_view::resolve::Agreement;

const LEVEL: &str = "sensitivity";
const WHY: &str = "sensitivity_reason";

/// The form.
#[derive(Debug, Clone)]
pub struct LevelsAtOnce {
    /// The records, and why it is decided for all of them.
    pub decision: Decision,
    /// Who may read them.
    pub level: Field,
}

impl Workspace {
    /// The form of who may read several records, with what was typed (the records in `who`, those ticked in `chosen`,
    /// the level in `sensitivity`), and the saving that it says.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn levels_at_once(
        &self,
        ask: &Asking,
        filled: &Filled,
        (token, now): (FormToken, &(i64, String)),
    ) -> Result<Entered<LevelsAtOnce>, WorkspaceError> {
        let mut desk = Desk::new(self, ask, filled, token);
        let is_sent = desk.is_sent();
        let ticked = desk.ticked();
        let (level, told) = desk.level(is_sent);
        let reason = desk.reason_of_all();
        let mut rows = Vec::new();
        let (offered, part) = desk.offered();
        for id in offered {
            let chosen = ticked.contains(&id);
            let told = told.as_deref().filter(|_| chosen);
            rows.extend(desk.level_row(id, chosen, told)?);
        }
        let meant: Vec<RecordId> = rows
            .iter()
            .filter(|row| matches!(row.effect, Effect::Changes(_) | Effect::Decides))
            .map(|row| row.named.id)
            .collect();
        let is_any = rows.iter().any(|row| row.chosen);
        match (is_sent && told.is_some(), is_any, meant.is_empty()) {
            (true, false, _) => desk.wrong_in_all("at_once.nobody"),
            (true, true, true) => desk.wrong_in_all("at_once.all_there"),
            _ => {}
        }
        let unseen = is_sent && !desk.was_seen(&rows);
        let ready = is_sent && desk.faults.is_empty() && !meant.is_empty() && !unseen;
        let saving = match told.filter(|_| ready) {
            Some(told) => {
                let mut changes = Vec::with_capacity(meant.len());
                for id in &meant {
                    changes.extend(self.leveled(*id, &told, &reason.text)?);
                }
                Some(saving_of(token, changes, now))
            }
            None => None,
        };
        Ok(Entered {
            form: LevelsAtOnce {
                decision: Decision {
                    token,
                    rows,
                    reason,
                    faults: desk.faults,
                    meant: meant.len(),
                    part,
                    unseen,
                },
                level,
            },
            saving,
        })
    }

    /// The records of a form that was not sent yet, all of them ticked.
    #[must_use]
    pub fn records_filled(&self, records: &[RecordId]) -> Filled {
        let mut filled = Filled::default();
        for id in records {
            let id = id.to_string();
            filled.push(super::OFFERED, &id);
            filled.push(super::CHOSEN, &id);
        }
        filled
    }

    /// What says of a record who may read it; `None` when it is not there any more.
    fn leveled(
        &self,
        id: RecordId,
        level: &str,
        reason: &str,
    ) -> Result<Option<RecordChange>, WorkspaceError> {
        let Some(record_type) = self.view.type_of(id)? else {
            return Ok(None);
        };
        let basis = Basis::default();
        let live = self.view.live(id)?;
        let stands = live
            .iter()
            .filter(|said| [LEVEL, WHY].contains(&said.property.as_str()));
        Ok(Some(RecordChange {
            record: id,
            root: self.view.root_of(id)?,
            record_type,
            seen: Seen::Any,
            say: vec![
                Say::new(LEVEL, Value::term(level), &basis),
                Say::new(WHY, Value::text(reason), &basis),
            ],
            withdraw: stands
                .map(|said| Withdrawal {
                    statement: said.id,
                    reason: reason.to_owned(),
                })
                .collect(),
        }))
    }
}

impl Desk<'_> {
    /// Who may read them: the field, and the level by its code.
    fn level(&mut self, is_sent: bool) -> (Field, Option<String>) {
        let (mut field, values) = self.of(self.property("event", LEVEL), LEVEL);
        if let Input::Choice(groups) = &mut field.input {
            // That it is unknown who may read something is no decision.
            groups.pop();
        }
        let told = values.iter().find_map(|value| match value {
            Value::Term(code) => Some(code.clone()),
            _ => None,
        });
        if is_sent && told.is_none() {
            self.missing(&mut field, "at_once.no_level");
        }
        (field, told)
    }

    fn level_row(
        &self,
        id: RecordId,
        chosen: bool,
        told: Option<&str>,
    ) -> Result<Option<Row>, WorkspaceError> {
        let Some(brief) = self.workspace.view.brief(&self.naming.ask.reader, id)? else {
            return Ok(None);
        };
        let usual = self.naming.schema.record_type(&brief.record_type);
        let usual = usual.map_or(Sensitivity::Public, |kind| kind.sensitivity);
        let said = brief
            .get(LEVEL)
            .filter(|of| !of.values.is_empty())
            .map(|of| {
                let level = brief.value(LEVEL).map(Value::plain).unwrap_or_default();
                (level, of.agreement == Agreement::Same)
            });
        let before = match &said {
            Some((code, _)) => self.naming.code(LEVEL, code),
            None => {
                let level = self.naming.code(LEVEL, usual.code());
                let words = self.naming.words;
                words.fill("at_once.usual", &[("level", &level)])
            }
        };
        let effect = match (told, &said) {
            (None, _) => Effect::Open,
            (Some(told), Some((now, true))) if now == told => Effect::Keeps,
            // What is usual is narrowed without a word; opening it is shown first, like changing what was said.
            (Some(told), None) if Sensitivity::of_code(told) >= usual => Effect::Decides,
            (Some(told), _) => {
                let after = self.naming.code(LEVEL, told);
                Effect::Changes(vec![format!("{before} → {after}")])
            }
        };
        Ok(Some(Row {
            named: self.naming.named(&brief)?,
            chosen,
            before: vec![before],
            effect,
        }))
    }
}
