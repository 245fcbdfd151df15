//! What came in: a call, a message, a letter, kept as a note before anybody knows what it is.
//!
//! Only its words are needed. It waits in the inbox until it becomes the basis of an incident or is set aside with a
//! reason. It is counted nowhere, and stays within the group: its type says who may read it.

mod consent;
mod waiting;

pub use waiting::{InboxNote, InboxPage, InboxState, InboxWish};

use crate::entering::Filled;
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::reasons;
use crate::saving::{FormToken, RecordChange, Refused, Saved, Saving, Say, Seen};
use aigaq_journal::ActOfSaving;
use aigaq_schema::value::LONGEST_TEXT;
use aigaq_schema::{Basis, PartialDate, RecordId, Statement, Value, Withdrawal};
use aigaq_typed::Context;

/// The type of notes.
pub(crate) const NOTE: &str = "note";
/// The kind of those that came in.
pub(crate) const CAME_IN: &str = "came_in";
const OUTCOME: &str = "outcome";
const USED: &str = "used";
const SET_ASIDE: &str = "set_aside";
const REASON: &str = "reason";
/// Where a note keeps who told it, as long as there is no second passphrase.
pub(crate) const TELLER: [&str; 2] = ["told_by", "contact"];
/// What says how a note stands.
const STANDING: [&str; 3] = [OUTCOME, REASON, "done"];

/// What the person at the telephone writes down. Empty fields say nothing; only the text is needed.
#[derive(Debug, Clone, Default)]
pub struct NoteGiven {
    /// What was told.
    pub text: String,
    /// Who told it.
    pub told_by: String,
    /// How to reach them.
    pub contact: String,
    /// Who it is to what they tell: a code of `confidant_kinds`, for a source that must not be known.
    pub confidant: String,
    /// The code of the source that told it, where it has told something before.
    pub code: String,
    /// When it happened, as people write it.
    pub happened: String,
    /// Where.
    pub place: String,
    /// When it came in, as people write it; today where nobody tells.
    pub received: String,
    /// A number that it has already, from a notebook or another system.
    pub number: String,
    /// What the source who told it allows to be done with it, as [`Workspace::consent_of_teller`] asks it.
    pub consent: Filled,
}

/// A note that is kept.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct KeptNote {
    /// Its record.
    pub id: RecordId,
    /// The number to say.
    pub number: String,
    /// This very form was sent before: nothing was kept twice.
    pub again: bool,
}

/// The change is about a note that came in.
pub(crate) fn came_in(change: &RecordChange) -> bool {
    let kind = Value::term(CAME_IN);
    let mut said = change.say.iter();
    said.any(|say| say.property == "kind" && say.value == kind)
}

impl Workspace {
    /// Keeps what came in. It gets a number, unless it has one, and waits in the inbox.
    ///
    /// # Errors
    /// [`Refused::At`] a field of [`NoteGiven`]: no text, a text that is too long, a date that is none, a code that no
    /// source has, a number that another record has; [`Refused`] when it cannot be saved.
    pub fn keep_note(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
        given: &NoteGiven,
    ) -> Result<KeptNote, Refused> {
        let mut say = given.said(ask)?;
        let id = token.record(0);
        let teller = self
            .teller(ask, token, given)
            .map_err(|why| why.at("code"))?;
        if let Some(teller) = &teller {
            let basis = Basis::default();
            say.retain(|say| !(self.is_sealed() && TELLER.contains(&say.property.as_str())));
            say.push(Say::new("source", Value::Reference(teller.record), &basis));
        }
        let allowed = self.told_by_teller(ask, (token, given), teller.as_ref())?;
        let note = RecordChange::new(id, NOTE, say);
        self.number_is_free(&note).map_err(|why| why.at("number"))?;
        let mut records = vec![note];
        records.extend(teller.filter(|teller| !teller.say.is_empty()));
        records.extend(allowed);
        let saved = self.save(&Saving {
            token,
            act: ActOfSaving::Form,
            records,
            now,
        })?;
        let brief = self.view.brief(&ask.reader, id)?;
        Ok(KeptNote {
            id,
            number: brief
                .as_ref()
                .and_then(crate::numbers::number)
                .unwrap_or_default(),
            again: saved.again,
        })
    }

    /// Sets a note aside, and says why. It stays, and can be taken back.
    ///
    /// # Errors
    /// [`Refused::Nothing`] when it does not wait; [`Refused::Unfit`] without a reason or when it is no note that came
    /// in.
    pub fn set_note_aside(
        &mut self,
        (token, now): (FormToken, (i64, String)),
        note: RecordId,
        reason: &str,
    ) -> Result<Saved, Refused> {
        self.refresh()?;
        let live = self.live_note(note)?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Refused::Unfit(reasons::reason_missing()));
        }
        if is_done(&live) {
            return Err(Refused::Nothing);
        }
        let basis = Basis::default();
        let mut change = of_note(note);
        change.say = vec![
            Say::new(OUTCOME, Value::term(SET_ASIDE), &basis),
            Say::new(REASON, Value::text(reason), &basis),
        ];
        change.withdraw = withdrawn(&live, reason);
        self.save(&Saving {
            token,
            act: ActOfSaving::Decision,
            records: vec![change],
            now,
        })
    }

    /// Takes a note back into the inbox: that it was set aside, or done with, no longer holds.
    ///
    /// # Errors
    /// [`Refused::Nothing`] when it waits there already; [`Refused::Unfit`] when it is no note that came in.
    pub fn take_note_back(
        &mut self,
        (token, now): (FormToken, (i64, String)),
        note: RecordId,
        reason: &str,
    ) -> Result<Saved, Refused> {
        self.refresh()?;
        let live = self.live_note(note)?;
        if !is_done(&live) {
            return Err(Refused::Nothing);
        }
        let mut change = of_note(note);
        change.withdraw = withdrawn(&live, reason);
        self.save(&Saving {
            token,
            act: ActOfSaving::Decision,
            records: vec![change],
            now,
        })
    }

    /// What becomes of a note of which an incident is made in the same saving: it is about the event, and no longer
    /// waits.
    pub(crate) fn note_became(
        &self,
        note: RecordId,
        event: RecordId,
    ) -> Result<RecordChange, WorkspaceError> {
        let basis = Basis::default();
        let mut change = of_note(note);
        change.say = vec![Say::new("about", Value::Reference(event), &basis)];
        let live = self.live(note)?;
        let is_used = |s: &Statement| s.property == OUTCOME && s.value == Value::term(USED);
        if !live.iter().any(is_used) {
            // One that was set aside no longer is.
            change.withdraw = withdrawn(&live, "");
            change
                .say
                .push(Say::new(OUTCOME, Value::term(USED), &basis));
        }
        Ok(change)
    }

    /// What holds of a note that came in.
    fn live_note(&self, note: RecordId) -> Result<Vec<Statement>, Refused> {
        let live = self.live(note)?;
        let kind = Value::term(CAME_IN);
        let is_one = live.iter().any(|s| s.property == "kind" && s.value == kind);
        match is_one && self.view.type_of(note)?.as_deref() == Some(NOTE) {
            true => Ok(live),
            false => Err(Refused::Unfit(reasons::no_such_note())),
        }
    }
}

impl NoteGiven {
    /// What is said of the note.
    fn said(&self, ask: &Asking) -> Result<Vec<Say>, Refused> {
        let text = self.text.replace("\r\n", "\n");
        let text = text.trim();
        if text.is_empty() {
            return Err(Refused::Unfit(reasons::text_missing()).at("text"));
        }
        let basis = Basis::default();
        let mut say = vec![Say::new("kind", Value::term(CAME_IN), &basis)];
        for (field, property, words) in [
            ("text", "text", text),
            ("told_by", "told_by", &self.told_by),
            ("contact", "contact", &self.contact),
            ("place", "where", &self.place),
            ("number", "number", &self.number),
        ] {
            let words = words.trim();
            if words.chars().nth(LONGEST_TEXT).is_some() {
                return Err(Refused::Unfit(reasons::text_too_long(LONGEST_TEXT)).at(field));
            }
            if !words.is_empty() {
                say.push(Say::new(property, Value::text(words), &basis));
            }
        }
        for (field, property, words) in [
            ("happened", "happened", &self.happened),
            ("received", "learned", &self.received),
        ] {
            if let Some(date) = date(ask, words).map_err(|why| why.at(field))? {
                // What is told may be about tomorrow; it came in by today.
                if field == "received" && date.first() > ask.today {
                    let why = reasons::day_to_come(words.trim());
                    return Err(Refused::Unfit(why).at(field));
                }
                say.push(Say::new(property, Value::date(date), &basis));
            }
        }
        Ok(say)
    }
}

fn date(ask: &Asking, text: &str) -> Result<Option<PartialDate>, Refused> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    match aigaq_typed::date(text.trim(), &Context::on(ask.today, ask.language)) {
        Ok(typed) => Ok(Some(typed.date)),
        Err(why) => Err(Refused::Unfit(why.reason())),
    }
}

/// A change of a note, whatever else is said of it meanwhile.
fn of_note(note: RecordId) -> RecordChange {
    let mut change = RecordChange::new(note, NOTE, Vec::new());
    change.seen = Seen::Any;
    change
}

/// It does not wait: something was made of it, it was set aside or ticked off.
fn is_done(live: &[Statement]) -> bool {
    live.iter().any(|s| {
        s.property == OUTCOME && s.value.is_known()
            || s.property == "done" && s.value == Value::YesNo(true)
    })
}

/// What was said of how it stands, taken back.
fn withdrawn(live: &[Statement], reason: &str) -> Vec<Withdrawal> {
    live.iter()
        .filter(|s| STANDING.contains(&s.property.as_str()))
        .map(|s| Withdrawal {
            statement: s.id,
            reason: reason.to_owned(),
        })
        .collect()
}
