//! What the organisation set for all its devices: definitions of the kind `setting`, in the journal like its own words.

use crate::named::Asking;
use crate::open::Workspace;
use crate::saving::{FormToken, Refused, Saved};
use crate::shelf::Anew;
use aigaq_publishing::NotesAt;
use aigaq_schema::Language;
use aigaq_view::Reader;

/// Its kind among definitions.
const SETTING: &str = "setting";
/// The smallest number that a table for others shows.
const LEAST_SHOWN: &str = "least_shown";
/// Where notes stand in publications.
const NOTES_AT: &str = "notes_at";
/// What is set where they stand in place; at the end otherwise.
const IN_PLACE: &str = "place";
const AT_END: &str = "end";

/// The largest number that can be set: beyond it hardly anything would be left to publish.
pub const MOST_LEAST_SHOWN: u64 = 100;

impl Workspace {
    /// Numbers below it are not shown in tables for others; 0 when all are. Where devices set it differently, the safer one
    /// holds.
    #[must_use]
    pub fn least_shown(&self) -> u64 {
        let all = self.set_as(LEAST_SHOWN);
        all.iter()
            .filter_map(|set| set.trim().parse().ok())
            .max()
            .unwrap_or(0)
            .min(MOST_LEAST_SHOWN)
    }

    /// Sets from which number on tables for others show numbers; 0 or 1 to show all. For a reason in the reader's words.
    ///
    /// # Errors
    /// [`Refused`]: nothing was saved then. What is set already is [`Refused::Nothing`].
    pub fn set_least_shown(
        &mut self,
        ask: &Asking,
        form: (FormToken, (i64, String)),
        (least, reason): (u64, &str),
    ) -> Result<Saved, Refused> {
        let least = least.min(MOST_LEAST_SHOWN).to_string();
        self.set(ask, form, (LEAST_SHOWN, &least), reason)
    }

    /// Where notes stand in publications whose template does not say it. At the end until something else is set, and
    /// where devices set it differently.
    #[must_use]
    pub fn notes_at(&self) -> NotesAt {
        let all = self.set_as(NOTES_AT);
        match !all.is_empty() && all.iter().all(|set| set == IN_PLACE) {
            true => NotesAt::Place,
            false => NotesAt::End,
        }
    }

    /// Sets where notes stand in publications. For a reason in the reader's words.
    ///
    /// # Errors
    /// [`Refused`]: nothing was saved then. What is set already is [`Refused::Nothing`].
    pub fn set_notes_at(
        &mut self,
        ask: &Asking,
        form: (FormToken, (i64, String)),
        (at, reason): (NotesAt, &str),
    ) -> Result<Saved, Refused> {
        let word = match at {
            NotesAt::End => AT_END,
            NotesAt::Place => IN_PLACE,
        };
        self.set(ask, form, (NOTES_AT, word), reason)
    }

    /// What is set under a name: several where devices set it apart.
    fn set_as(&self, name: &str) -> Vec<String> {
        let ask = Asking {
            reader: Reader::keeper(),
            language: Language::En,
            today: aigaq_schema::Day(0),
        };
        let all = self.all_kept(&ask, SETTING).unwrap_or_default();
        let all = all.into_iter().filter(|kept| kept.name == name);
        all.map(|kept| kept.content).collect()
    }

    fn set(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
        (name, content): (&str, &str),
        reason: &str,
    ) -> Result<Saved, Refused> {
        let there = self.all_kept(ask, SETTING)?;
        let mut there = there.into_iter().filter(|kept| kept.name == name);
        let Some(first) = there.next() else {
            let (_, saved) = self.keep(token, now, SETTING, (name, content.to_owned()))?;
            return Ok(saved);
        };
        // Two that were set on two devices become one again.
        for other in there {
            self.take_back_kept(token, now.clone(), (other.id, SETTING), reason)?;
        }
        let anew = Anew {
            name: None,
            content: Some(content),
        };
        self.keep_anew(token, now, (first.id, SETTING), (anew, reason))
    }
}
