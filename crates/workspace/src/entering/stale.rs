//! A form that was overtaken: others changed the record since it was shown. What was typed and what holds now stand
//! side by side, and the form is laid upon the new state, with everything typed kept.

use super::desk::Desk;
use super::filled::Filled;
use super::record::{RecordForm, Which};
use super::rows::{LiveRow, field_name, ids, is_ticked, is_typed, put_row};
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::saving::FormToken;
use aigaq_schema::{Property, RecordId, Statement, StatementId, Value};
use std::collections::HashMap;

/// The form upon the new state, and what differs.
#[derive(Debug, Clone)]
pub struct StaleForm {
    /// The form, as it would now be saved.
    pub form: RecordForm,
    /// What differs between the one who typed and the others.
    pub beside: Vec<Beside>,
}

/// One property, by both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The property.
    pub label: String,
    /// What the form showed at first.
    pub before: String,
    /// What was typed.
    pub yours: String,
    /// What holds now.
    pub now: String,
    /// Both changed it: what was typed would replace what others said.
    pub both: bool,
}

impl Workspace {
    /// The form of a record laid upon its new state. `None` when there is no such record any more.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn overtaken(
        &self,
        ask: &Asking,
        record: RecordId,
        filled: &Filled,
        (token, now): (FormToken, &(i64, String)),
    ) -> Result<Option<StaleForm>, WorkspaceError> {
        let Some(record_type) = self.entered_type(ask, record)? else {
            return Ok(None);
        };
        let live = self.live(record)?;
        let said = self.all_said(record)?;
        let desk = Desk::new(self, ask, filled, token);
        let mut upon = filled.clone();
        let mut beside = Vec::new();
        for property in record_type.properties.iter().filter(|p| is_typed(p)) {
            let work = Work {
                desk: &desk,
                property,
                said: &said,
                live: desk.rows_of(property, &live)?,
            };
            let laid = if is_ticked(property) {
                work.ticks(&mut upon)
            } else {
                work.rows(&mut upon)?
            };
            beside.extend(laid);
        }
        upon.set("version", &self.version(record)?.to_string());
        let which = Which::There(record);
        let entered = self.enter_record(ask, &which, &upon, (token, now))?;
        Ok(entered.map(|entered| StaleForm {
            form: entered.form,
            beside,
        }))
    }
}

/// One property of an overtaken form.
struct Work<'d> {
    desk: &'d Desk<'d>,
    property: &'d Property,
    said: &'d HashMap<StatementId, Statement>,
    live: Vec<LiveRow>,
}

/// A row as it was sent.
struct Sent {
    ids: Vec<StatementId>,
    text: String,
    state: String,
    is: String,
    asked: String,
    /// What it showed at first.
    before: Option<(String, String)>,
}

impl Sent {
    fn is_changed(&self) -> bool {
        match &self.before {
            Some((text, state)) => *text != self.text || *state != self.state,
            None => !self.text.is_empty() || !self.state.is_empty(),
        }
    }
}

impl Work<'_> {
    fn sent(&self) -> Result<Vec<Sent>, WorkspaceError> {
        let filled = self.desk.filled;
        let code = &self.property.code;
        (0..filled.rows(&format!("v.{code}")))
            .map(|row| {
                let name = field_name(code, row);
                let of = |part: &str| filled.get(&format!("{name}.{part}")).to_owned();
                let ids = ids(&of("was"));
                let first = ids.first().and_then(|id| self.said.get(id));
                let before = first
                    .map(|statement| {
                        let text = self.desk.text_of(self.property, &statement.value)?;
                        let state = self.desk.state_of(self.property, &statement.value);
                        Ok::<_, WorkspaceError>((text, state))
                    })
                    .transpose()?;
                Ok(Sent {
                    ids,
                    text: filled.get(&name).to_owned(),
                    state: of("state"),
                    is: of("is"),
                    asked: of("asked"),
                    before,
                })
            })
            .collect()
    }

    fn rows(&self, upon: &mut Filled) -> Result<Option<Beside>, WorkspaceError> {
        let sent = self.sent()?;
        let code = &self.property.code;
        upon.forget(&format!("v.{code}."));
        let mut next = self.live.len();
        for (place, row) in self.live.iter().enumerate() {
            put_row(upon, &field_name(code, place), row);
        }
        let mut taken: Vec<usize> = Vec::new();
        for row in sent.iter().filter(|row| row.is_changed()) {
            let mut place = self
                .live
                .iter()
                .position(|live| live.ids.iter().any(|id| row.ids.contains(id)));
            if place.is_none() && !row.ids.is_empty() && !self.property.many {
                // Others replaced the value that was corrected here: the correction is now one of theirs.
                place = (0..self.live.len()).find(|p| !taken.contains(p));
            }
            let place = place.unwrap_or_else(|| {
                next += 1;
                next - 1
            });
            taken.push(place);
            let name = field_name(code, place);
            upon.set(&name, &row.text);
            upon.set(&format!("{name}.state"), &row.state);
            upon.set(&format!("{name}.is"), &row.is);
            upon.set(&format!("{name}.asked"), &row.asked);
        }
        let shown = |text: &str, state: &str| self.words(text, state);
        let before: Vec<String> = sent
            .iter()
            .filter_map(|row| row.before.as_ref())
            .map(|(text, state)| shown(text, state))
            .collect();
        let yours: Vec<String> = sent
            .iter()
            .map(|row| shown(&row.text, &row.state))
            .filter(|text| !text.is_empty())
            .collect();
        let now: Vec<String> = self
            .live
            .iter()
            .map(|row| shown(&row.text, &row.state))
            .collect();
        Ok(self.beside(&before, &yours, &now))
    }

    fn ticks(&self, upon: &mut Filled) -> Option<Beside> {
        let filled = self.desk.filled;
        let name = format!("v.{}", self.property.code);
        let before: Vec<String> = ids(filled.get(&format!("{name}.was")))
            .iter()
            .filter_map(|id| match &self.said.get(id)?.value {
                Value::Term(code) => Some(code.clone()),
                _ => None,
            })
            .collect();
        let yours: Vec<String> = filled.all(&name).map(str::to_owned).collect();
        let now: Vec<String> = self
            .live
            .iter()
            .filter_map(|row| match &row.value {
                Value::Term(code) => Some(code.clone()),
                _ => None,
            })
            .collect();
        let state = filled.get(&format!("{name}.state")).to_owned();
        upon.forget(&name);
        self.desk.put_ticks(upon, self.property, &self.live);
        if state.is_empty() {
            upon.set(&format!("{name}.state"), "");
        } else {
            upon.set(&format!("{name}.state"), &state);
        }
        let keeps = |code: &String| {
            let added = yours.contains(code) && !before.contains(code);
            let removed = before.contains(code) && !yours.contains(code);
            added || (now.contains(code) && !removed)
        };
        let mut merged: Vec<String> = now
            .iter()
            .chain(&yours)
            .filter(|c| keeps(c))
            .cloned()
            .collect();
        merged.dedup();
        let was = upon.get(&format!("{name}.was")).to_owned();
        upon.set(&name, "");
        for code in &merged {
            upon.push(&name, code);
        }
        upon.set(&format!("{name}.was"), &was);
        let label = |codes: &[String]| -> Vec<String> {
            codes
                .iter()
                .map(|code| self.desk.naming.term(self.property, code))
                .collect()
        };
        self.beside(&label(&before), &label(&yours), &label(&now))
    }

    /// In words, where a code or a state was sent.
    fn words(&self, text: &str, state: &str) -> String {
        if let Some(state) = super::choices::state_of(if state.is_empty() { text } else { state }) {
            return self.desk.naming.state(state);
        }
        match self.property.list {
            Some(_) if !text.is_empty() => self.desk.naming.term(self.property, text),
            _ if matches!(text, "yes" | "no")
                && self.property.kind == aigaq_schema::ValueKind::YesNo =>
            {
                self.desk.say(text)
            }
            _ => text.to_owned(),
        }
    }

    fn beside(&self, before: &[String], yours: &[String], now: &[String]) -> Option<Beside> {
        let (mine, theirs) = (yours != before, now != before);
        (mine || theirs).then(|| Beside {
            label: self
                .property
                .label
                .get(self.desk.naming.ask.language)
                .to_owned(),
            both: mine && theirs && yours != now,
            before: before.join("; "),
            yours: yours.join("; "),
            now: now.join("; "),
        })
    }
}
