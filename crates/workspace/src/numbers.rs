//! Numbers that people say to one another (`26-0417`): a new record of some types gets one when it is saved.
//!
//! Nobody is asked for the next one: each device counts its own ([`RunningNumber`]). A number is a statement like any
//! other, said by rule; one that the form or an import told is kept, and none is given beside it.

use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::notes;
use crate::open::Workspace;
use crate::reasons;
use crate::saving::{RecordChange, Refused, Saving, Say, Seen};
use aigaq_schema::running_number::NUMBER;
use aigaq_schema::{Basis, Block, Day, RunningNumber, Value, rule};
use aigaq_view::{Brief, Reader, RecordPage};
use std::collections::HashMap;

impl Workspace {
    /// The numbers that the new records of a saving get, each with the place of its block.
    pub(crate) fn numbers_for(
        &self,
        saving: &Saving,
        blocks: &[(&RecordChange, Block)],
    ) -> Result<Vec<(usize, Say)>, Refused> {
        let mut device = None;
        let mut last: HashMap<u8, RunningNumber> = HashMap::new();
        let mut given = Vec::new();
        for (place, (change, _)) in blocks.iter().enumerate() {
            if !self.wants_number(change)? {
                continue;
            }
            let device = match device {
                Some(device) => device,
                None => *device.insert(self.number_of_device()?),
            };
            let year = year_of(received(change).unwrap_or_else(|| day_of(&saving.now)));
            let number = match last.get(&year) {
                Some(before) => self.view.number_behind(*before)?,
                None => self.view.next_number(year, device)?,
            };
            last.insert(year, number);
            let value = Value::text(number.to_string());
            let say = Say::by_rule(rule::NUMBER, NUMBER, value, &Basis::default());
            given.push((place, say));
        }
        Ok(given)
    }

    /// Whether a number that a form tells is no other record's: people who say it mean one. What was imported, or given by
    /// two devices that did not know of each other, stays.
    pub(crate) fn number_is_free(&self, change: &RecordChange) -> Result<(), Refused> {
        let told = change.say.iter().filter(|say| say.property == NUMBER);
        for say in told {
            let number = say.value.plain();
            let Ok(parsed) = number.trim().parse::<RunningNumber>() else {
                continue;
            };
            let all = self.view.numbered(&Reader::keeper(), parsed)?;
            if all
                .iter()
                .any(|brief| brief.id != change.record && !brief.is_withdrawn)
            {
                return Err(Refused::Unfit(reasons::number_taken(number.trim())));
            }
        }
        Ok(())
    }

    /// A new record of a type that has numbers, of which none is told. Of notes, those that came in: nobody speaks of
    /// a comment by its number.
    fn wants_number(&self, change: &RecordChange) -> Result<bool, Refused> {
        let record_type = self.schema().record_type(&change.record_type);
        let is_numbered = record_type.is_some_and(|of| of.numbered)
            && (change.record_type != notes::NOTE || notes::came_in(change));
        let told = change.say.iter().any(|say| say.property == NUMBER);
        Ok(is_numbered
            && !told
            && !change.say.is_empty()
            && (change.seen == Seen::New || !self.view.has(change.record)?))
    }

    /// By which digits the numbers of this device are known: 0 on the one that made the workspace.
    pub(crate) fn number_of_device(&self) -> Result<u16, WorkspaceError> {
        let own = self.journal.own_log();
        let first = self.journal.log_certified_by(&self.unlocked.root())?;
        Ok(match own {
            Some(own) if Some(own) != first => RunningNumber::device_of(own.0),
            _ => 0,
        })
    }

    /// The record with this number, or those that two devices gave the same. Empty where none has it, or it is not
    /// written like one.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn numbered(&self, ask: &Asking, number: &str) -> Result<Vec<Named>, WorkspaceError> {
        let Ok(number) = number.parse::<RunningNumber>() else {
            return Ok(Vec::new());
        };
        let naming = Naming::new(&self.view, *ask);
        let all = self.view.numbered(&ask.reader, number)?;
        all.iter().map(|brief| naming.named(brief)).collect()
    }

    /// The other records that have the number of this one: two devices that did not know of each other gave it.
    pub(crate) fn numbered_alike(
        &self,
        naming: &Naming<'_>,
        page: &RecordPage,
    ) -> Result<Vec<Named>, WorkspaceError> {
        let Some(number) = number(&page.brief) else {
            return Ok(Vec::new());
        };
        let mut all = self.numbered(&naming.ask, &number)?;
        all.retain(|named| named.id != page.brief.id);
        Ok(all)
    }
}

/// The number by which a record is spoken of; none where its type has none.
pub(crate) fn number(brief: &Brief) -> Option<String> {
    match brief.value(NUMBER) {
        Some(Value::Text { text, .. }) => Some(text.clone()),
        _ => None,
    }
}

/// The day on which it was heard, where the form tells it.
fn received(change: &RecordChange) -> Option<Day> {
    change.say.iter().find_map(|say| match &say.value {
        Value::Date { date, .. } if say.property == "learned" && date.first().is_known() => {
            Some(date.first())
        }
        _ => None,
    })
}

/// The day of a saving where it was made.
pub(crate) fn day_of((seconds, zone): &(i64, String)) -> Day {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    match jiff::Timestamp::from_second(*seconds) {
        Ok(moment) => Day::from_civil(moment.to_zoned(zone).date()),
        Err(_) => crate::open::now(*seconds),
    }
}

fn year_of(day: Day) -> u8 {
    let year = day.civil().map_or(0, jiff::civil::Date::year);
    u8::try_from(year.rem_euclid(100)).unwrap_or(0)
}
