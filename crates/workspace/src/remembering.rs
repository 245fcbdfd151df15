//! What people have answered on importing workbooks, kept in the workspace: each word is asked once.
//!
//! One `definition` of kind `crosswalk`, its id made of the import key, so that every device adds to the same
//! record. Two devices that answer at the same time leave two texts that hold; they are read as one, and the next
//! answer writes them as one.

use crate::error::WorkspaceError;
use crate::open::Workspace;
use crate::own_reasons::OwnReason;
use crate::saving::{FormToken, RecordChange, Refused, Saved, Saving, Say, Seen};
use aigaq_exchange::ImportKey;
use aigaq_exchange::workbook::Remembered;
use aigaq_journal::ActOfSaving;
use aigaq_schema::{Basis, RecordId, Statement, Value, Withdrawal};

const CONTENT: &str = "content";

impl Workspace {
    /// The answers that are kept.
    ///
    /// # Errors
    /// When the view cannot be read, or what is kept names a code that is not there.
    pub fn remembered(&self) -> Result<Remembered, WorkspaceError> {
        let mut all = Remembered::default();
        for statement in self.kept_answers()? {
            let text = statement.value.plain();
            all.add(&Remembered::read("answers", &text, self.view.schema())?);
        }
        Ok(all)
    }

    /// Keeps further answers beside those that are kept; where both answer, the new one holds. `None` when nothing
    /// is new.
    ///
    /// # Errors
    /// When it cannot be saved.
    pub fn remember(
        &mut self,
        answers: &Remembered,
        token: FormToken,
        now: (i64, String),
    ) -> Result<Option<Saved>, Refused> {
        let before = self.remembered()?;
        let mut all = before.clone();
        all.add(answers);
        if all == before {
            return Ok(None);
        }
        let text = all.to_toml().map_err(WorkspaceError::from)?;
        let say = |property: &str, value: Value| Say::new(property, value, &Basis::default());
        let kept = self.kept_answers()?;
        let mut says = vec![say(CONTENT, Value::text(text))];
        if kept.is_empty() {
            says.push(say("kind", Value::term("crosswalk")));
            says.push(say("code", Value::text("workbook")));
        }
        let mut change = RecordChange::new(self.answers_record(), "definition", says);
        // Whatever others answered meanwhile was read just now and is in the new text.
        change.seen = Seen::Any;
        change.withdraw = kept
            .into_iter()
            .map(|statement| Withdrawal {
                statement: statement.id,
                reason: OwnReason::MoreAnswered.stored(),
            })
            .collect();
        self.save(&Saving {
            token,
            act: ActOfSaving::Form,
            records: vec![change],
            now,
        })
        .map(Some)
    }

    fn answers_record(&self) -> RecordId {
        let key = ImportKey::new(self.unlocked.import_key().expose());
        key.words("workbook", "definition", "answers")
    }

    fn kept_answers(&self) -> Result<Vec<Statement>, WorkspaceError> {
        let live = self.live(self.answers_record())?;
        Ok(live.into_iter().filter(|s| s.property == CONTENT).collect())
    }
}
