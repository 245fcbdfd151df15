//! A photographed page typed off beside its picture: an ordinary statement of the file's record, found by the search.

use super::FILE;
use crate::open::Workspace;
use crate::reasons;
use crate::saving::{FormToken, RecordChange, Refused, Saved, Saving, Say, Seen, Version};
use aigaq_journal::ActOfSaving;
use aigaq_schema::value::LONGEST_TEXT;
use aigaq_schema::{Basis, Language, RecordId, Value, Withdrawal};

/// The property of the typed-off text.
pub(super) const TRANSCRIPT: &str = "transcript";

impl Workspace {
    /// Keeps what was typed off, in the place of what was there. An empty text takes it back.
    ///
    /// # Errors
    /// [`Refused::Stale`] when somebody changed the record since the form was shown; [`Refused::Nothing`] when it says
    /// what is there; [`Refused::Unfit`] when it is no file or the text is too long.
    pub fn type_off(
        &mut self,
        (token, now): (FormToken, (i64, String)),
        (file, seen): (RecordId, Version),
        text: &str,
        language: Option<Language>,
    ) -> Result<Saved, Refused> {
        self.refresh()?;
        if self.view.type_of(file)?.as_deref() != Some(FILE) {
            return Err(Refused::Unfit(reasons::no_such_file()));
        }
        let text = text.replace("\r\n", "\n");
        let text = text.trim_end();
        if text.chars().nth(LONGEST_TEXT).is_some() {
            return Err(Refused::Unfit(reasons::text_too_long(LONGEST_TEXT)));
        }
        let value = Value::Text {
            text: text.to_owned(),
            language: language.map(|language| language.to_string()),
        };
        let live = self.live(file)?;
        let there = live.iter().filter(|s| s.property == TRANSCRIPT);
        let mut change = RecordChange::new(file, FILE, Vec::new());
        change.seen = Seen::At(seen);
        let (same, others): (Vec<_>, Vec<_>) = there.partition(|s| s.value == value);
        change.withdraw = others
            .into_iter()
            .map(|s| Withdrawal {
                statement: s.id,
                reason: String::new(),
            })
            .collect();
        if same.is_empty() && !text.is_empty() {
            change.say = vec![Say::new(TRANSCRIPT, value, &Basis::default())];
        }
        self.save(&Saving {
            token,
            act: ActOfSaving::Form,
            records: vec![change],
            now,
        })
    }
}
