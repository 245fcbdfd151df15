//! What the organisation set for all its devices: definitions of the kind `setting`, in the journal like its own words.

use crate::named::Asking;
use crate::open::Workspace;
use crate::saving::{FormToken, Refused, Saved};
use crate::shelf::Anew;
use aigaq_schema::Language;
use aigaq_view::Reader;

/// Its kind among definitions.
const SETTING: &str = "setting";
/// The smallest number that a table for others shows.
const LEAST_SHOWN: &str = "least_shown";

/// The largest number that can be set: beyond it hardly anything would be left to publish.
pub const MOST_LEAST_SHOWN: u64 = 100;

impl Workspace {
    /// Numbers below it are not shown in tables for others; 0 when all are. Where devices set it differently, the safer one
    /// holds.
    #[must_use]
    pub fn least_shown(&self) -> u64 {
        let ask = Asking {
            reader: Reader::keeper(),
            language: Language::En,
            today: aigaq_schema::Day(0),
        };
        let all = self.all_kept(&ask, SETTING).unwrap_or_default();
        all.iter()
            .filter(|kept| kept.name == LEAST_SHOWN)
            .filter_map(|kept| kept.content.trim().parse().ok())
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
        (token, now): (FormToken, (i64, String)),
        (least, reason): (u64, &str),
    ) -> Result<Saved, Refused> {
        let least = least.min(MOST_LEAST_SHOWN).to_string();
        let there = self.all_kept(ask, SETTING)?;
        let mut there = there.into_iter().filter(|kept| kept.name == LEAST_SHOWN);
        let Some(first) = there.next() else {
            let (_, saved) = self.keep(token, now, SETTING, (LEAST_SHOWN, least))?;
            return Ok(saved);
        };
        // Two that were set on two devices become one again.
        for other in there {
            self.take_back_kept(token, now.clone(), (other.id, SETTING), reason)?;
        }
        let anew = Anew {
            name: None,
            content: Some(&least),
        };
        self.keep_anew(token, now, (first.id, SETTING), (anew, reason))
    }
}
