//! Handing a bag over: the journal says so before it is made, and whoever is handed on against their word is handed on for
//! a reason that stands there, too.
//!
//! The SHA-256 of the zip is not said: it holds this very step in the table of custody, so it comes after. What goes in
//! is: which records and files, who is named, for whom, when.

use super::{BagTold, BagWish, EvidenceBag};
use crate::error::WorkspaceError;
use crate::files::{BAGGED, CUSTODY, Standing};
use crate::named::{Asking, Naming};
use crate::numbers::day_of;
use crate::open::Workspace;
use crate::own_reasons::OwnReason;
use crate::reasons;
use crate::saving::{FormToken, RecordChange, Refused, Saving, Say};
use aigaq_journal::ActOfSaving;
use aigaq_schema::value::LONGEST_TEXT;
use aigaq_schema::{Basis, PartialDate, RecordId, Value};
use aigaq_view::Reader;
use std::collections::BTreeSet;

/// The type of the records that say so.
pub(crate) const HANDOVER: &str = "handover";

/// The turn of the form in which it is taken back.
const TAKEN_BACK: u32 = 2;

/// To whom a bag is handed, as people write it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Handing {
    /// For whom it is made: a lawyer, a court, an archive.
    pub for_whom: String,
    /// Why it is handed over although somebody in it refused or took it back.
    pub despite: String,
    /// The [`BagTold::mark`] of what was shown of these records with nothing left out, where it was on another day's page.
    pub seen: Option<String>,
}

impl Workspace {
    /// Says in the journal that a bag is handed over, and makes it. The same form sent twice says it once.
    ///
    /// # Errors
    /// As [`Workspace::bag_told`]. [`Refused::Unfit`] when nobody says for whom, when somebody in it refused and no reason
    /// is given, when a file that is not left out is missing, damaged or without a key; [`Refused::Stale`] when something
    /// else would go in than was shown; [`Refused`] when it cannot be saved: no bag is made then.
    pub fn hand_over(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
        wish: &BagWish,
        handing: &Handing,
    ) -> Result<(EvidenceBag, BagTold), Refused> {
        self.refresh()?;
        let said = self.live(token.record(0))?;
        if let Some(before) = said.iter().find(|said| said.property == "for_whom") {
            let is_same = before.value.plain() == handing.for_whom.trim();
            return match is_same {
                true => Ok(self.bag(ask, wish)?),
                false => Err(Refused::Stale(Vec::new())),
            };
        }
        // It was taken back since: this form makes no bag of which the journal does not tell.
        if self.sent_before(token)?.is_some() {
            return Err(Refused::Stale(Vec::new()));
        }
        if let Some(seen) = &handing.seen {
            let shown = BagWish {
                records: wish.records.clone(),
                read: wish.read.clone(),
                ..BagWish::default()
            };
            if self.bag_told(ask, &shown)?.mark() != *seen {
                return Err(Refused::Stale(Vec::new()));
            }
        }
        let told = self.bag_told(ask, wish)?;
        let records = said_of((token, &now), &told, handing)?;
        match self.save(&Saving {
            token,
            act: ActOfSaving::Form,
            records,
            now,
        }) {
            Ok(_) | Err(Refused::Nothing) => {}
            Err(why) => return Err(why),
        }
        Ok(self.bag(ask, wish)?)
    }

    /// Says in the journal that the bag of this form was not made after all: that it was handed over is taken back, with
    /// the reason.
    ///
    /// # Errors
    /// As [`Workspace::undo`].
    pub fn not_handed_over(
        &mut self,
        (token, now): (FormToken, (i64, String)),
    ) -> Result<(), Refused> {
        let Some(said) = self.sent_before(token)? else {
            return Ok(());
        };
        let reason = OwnReason::BagNotMade.stored();
        self.undo(said.change_set, &reason, token.turn(TAKEN_BACK), &now)?;
        Ok(())
    }

    /// The bags that were handed over with one of these records in them, or naming one of these actors: when, and for
    /// whom.
    pub(crate) fn handed_over(
        &self,
        naming: &Naming<'_>,
        records: impl IntoIterator<Item = RecordId>,
    ) -> Result<Vec<(RecordId, String)>, WorkspaceError> {
        let mut all = Vec::new();
        for record in records {
            for property in ["what", "named"] {
                let keeper = Reader::keeper();
                let found = self.view.pointing(&keeper, record, HANDOVER, property)?;
                all.extend(found.into_iter().filter(|one| !one.is_withdrawn));
            }
        }
        all.sort_by_key(|one| one.id);
        all.dedup_by_key(|one| one.id);
        let told = all.iter().map(|one| Ok((one.id, naming.alone(one)?)));
        told.collect()
    }
}

fn said_of(
    (token, now): (FormToken, &(i64, String)),
    told: &BagTold,
    handing: &Handing,
) -> Result<Vec<RecordChange>, Refused> {
    let (for_whom, despite) = (handing.for_whom.trim(), handing.despite.trim());
    let missing: Vec<&str> = told
        .files
        .iter()
        .filter(|file| !file.left_out && file.standing != Standing::There)
        .map(|file| file.number.as_str())
        .collect();
    if !missing.is_empty() {
        return Err(Refused::Unfit(reasons::bag_without_file(
            missing.join(", "),
        )));
    }
    if for_whom.is_empty() {
        return Err(Refused::Unfit(reasons::bag_for_whom()));
    }
    if for_whom.len().max(despite.len()) > LONGEST_TEXT {
        return Err(Refused::Unfit(reasons::text_too_long(LONGEST_TEXT)));
    }
    let against = told.against().count();
    if against > 0 && despite.is_empty() {
        return Err(Refused::Unfit(reasons::bag_against_word(against)));
    }
    let basis = Basis::default();
    let going = told.files.iter().filter(|file| !file.left_out);
    let going: Vec<RecordId> = going.map(|file| file.id).collect();
    let date = || Value::date(PartialDate::day(day_of(now)));
    let mut say = vec![
        Say::new("for_whom", Value::text(for_whom), &basis),
        Say::new("date", date(), &basis),
    ];
    if against > 0 {
        say.push(Say::new("reason", Value::text(despite), &basis));
    }
    let what = told.records.iter().map(|record| record.named.id);
    let what: BTreeSet<RecordId> = what.chain(going.iter().copied()).collect();
    let named = told.people.iter().map(|person| person.named.id);
    for (property, ids) in [("what", what), ("named", named.collect())] {
        let each = ids.into_iter();
        say.extend(each.map(|id| Say::new(property, Value::Reference(id), &basis)));
    }
    let mut records = vec![RecordChange::new(token.record(0), HANDOVER, say)];
    for (at, file) in (1..).zip(going) {
        let say = vec![
            Say::new("of_file", Value::Reference(file), &basis),
            Say::new("step", Value::term(BAGGED), &basis),
            Say::new("date", date(), &basis),
            Say::new("taken_by", Value::text(for_whom), &basis),
        ];
        let mut step = RecordChange::new(token.record(at), CUSTODY, say);
        step.root = file;
        records.push(step);
    }
    Ok(records)
}
