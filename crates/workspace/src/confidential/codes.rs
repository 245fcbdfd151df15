//! Codes of confidential sources: given by rule when something is saved, and understood where somebody types one.

use super::{CONFIDANT, IDENTITY, SOURCE};
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::saving::{RecordChange, Refused, Say};
use aigaq_schema::source_code::CODE;
use aigaq_schema::{Basis, Block, RecordId, SourceCode, Value, rule};

impl Workspace {
    /// The codes that the sources of a saving get which become confidential by it, each with the place of its block.
    pub(crate) fn codes_for(
        &self,
        blocks: &[(&RecordChange, Block)],
    ) -> Result<Vec<(usize, Say)>, Refused> {
        let mut given = Vec::new();
        let mut last = None;
        for (place, (change, _)) in blocks.iter().enumerate() {
            if !self.wants_code(change)? {
                continue;
            }
            let device = self.number_of_device()?;
            let before = match last {
                Some(before) => before,
                None => self.view.last_code(device)?,
            };
            let code = SourceCode {
                device,
                running: before.saturating_add(1),
            };
            last = Some(code.running);
            let value = Value::text(code.to_string());
            given.push((
                place,
                Say::by_rule(rule::CODE, CODE, value, &Basis::default()),
            ));
        }
        Ok(given)
    }

    /// A source that is confidential from now on, and has no code.
    fn wants_code(&self, change: &RecordChange) -> Result<bool, WorkspaceError> {
        let says = |property: &str| {
            let mut said = change.say.iter();
            said.any(|say| say.property == property && say.value.is_known())
        };
        if change.record_type != SOURCE || says(CODE) || !(says(CONFIDANT) || says(IDENTITY)) {
            return Ok(false);
        }
        let live = self.live(change.record)?;
        Ok(!live.iter().any(|said| said.property == CODE))
    }

    /// The confidential source with this code, as somebody typed it; all of them where two devices gave the same.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn coded(&self, ask: &Asking, code: &str) -> Result<Vec<RecordId>, WorkspaceError> {
        let Ok(code) = code.parse::<SourceCode>() else {
            return Ok(Vec::new());
        };
        let all = self.view.coded(&ask.reader, code)?;
        Ok(all.iter().map(|brief| brief.id).collect())
    }
}
