//! Publications that are frozen: a table or an output as it was on the day it was published, with what it counted.
//!
//! Late cases change the next edition and not the old one. What is frozen is shown again letter by letter, its checksum
//! compared each time; the next edition of the same says which figures changed and why.

mod content;
mod counting;
mod editions;
mod making;
mod shown;

pub use content::Damage;
pub use making::{FreezeWish, Freezing};
pub use shown::{ChangedFigure, FrozenView};

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::outputs::Output;
use crate::reasons;
use crate::saving::{FormToken, RecordChange, Refused, Saved, Saving, Say};
use aigaq_journal::ActOfSaving;
use aigaq_schema::{Basis, PartialDate, RecordId, Value};
pub(crate) use content::{Content, joined, pieces, sha256};

/// The type of publications.
const PUBLICATION: &str = "publication";

impl Workspace {
    /// Freezes a table or an output under a name: makes it, keeps it as it is, and says who is named in it. The same
    /// form sent twice freezes once.
    ///
    /// # Errors
    /// [`Refused`]: nothing was saved then. An empty name is [`Refused::Nothing`].
    pub fn freeze(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
        wish: &FreezeWish,
    ) -> Result<(RecordId, Saved), Refused> {
        let id = token.record(0);
        if let Some(saved) = self.frozen_before(id)? {
            return Ok((id, saved));
        }
        let made = self.made(ask, (id, now.clone()), wish)?;
        let (text, hash) = made
            .content
            .text()
            .map_err(|error| Refused::Unfit(reasons::not_frozen(error.to_string())))?;
        let basis = Basis::default();
        let say = |property: &str, value| Say::new(property, value, &basis);
        let mut said = vec![
            say("kind", Value::term(&made.content.kind)),
            say("title", Value::text(&made.content.title)),
            say("as_of", date(&PartialDate::day(ask.today))),
            say("parameters", Value::text(wish.of.parameters())),
            say("audience", Value::term(&made.content.audience)),
            say("hash", Value::text(hash)),
        ];
        said.extend(wish.of.period().map(|period| say("period", date(&period))));
        let caveat = made.content.caveat.as_deref();
        said.extend(caveat.map(|caveat| say("caveat", Value::text(caveat))));
        said.extend(made.revises.map(|id| say("revises", Value::Reference(id))));
        let named = made.named.into_iter();
        said.extend(named.map(|id| say("named", Value::Reference(id))));
        let told_by = made.told_by.into_iter();
        said.extend(told_by.map(|id| say("told_by", Value::Reference(id))));
        let pieces = pieces(&text).into_iter();
        said.extend(pieces.map(|piece| say("snapshot", Value::text(piece))));
        let saved = self.save(&Saving {
            token,
            act: ActOfSaving::Decision,
            records: vec![RecordChange::new(id, PUBLICATION, said)],
            now,
        })?;
        Ok((id, saved))
    }

    /// The change-set in which this very form froze something before: what it would make now may be another.
    fn frozen_before(&self, id: RecordId) -> Result<Option<Saved>, WorkspaceError> {
        if self.view.type_of(id)?.as_deref() != Some(PUBLICATION) {
            return Ok(None);
        }
        let said = self.view.said(id)?;
        Ok(said.first().map(|(change_set, _)| Saved {
            change_set: *change_set,
            again: true,
        }))
    }
}

fn date(date: &PartialDate) -> Value {
    Value::Date {
        date: date.clone(),
        clock: None,
    }
}

/// The code of an output in the list `outputs`.
fn output_code(output: &Output) -> &str {
    match output {
        Output::Report { template, .. } => template.as_str(),
        Output::Restrictions { .. } => "restrictions_register",
        Output::Commitments { .. } => "commitments_matrix",
        Output::About(about) => about.form.code(),
    }
}
