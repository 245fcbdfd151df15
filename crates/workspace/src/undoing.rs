//! Undoing a change-set: another change-set that takes back what it said and says again what it took back.
//!
//! Nothing is ever gone: both stand in the history, and an undo can be undone. What somebody changed later stays as
//! it is and is told ([`Undone::left`]), for an undo must not undo more than it was asked to.

use crate::error::WorkspaceError;
use crate::open::Workspace;
use crate::saving::{FormToken, Refused, Saved};
use crate::sealing::drafts;
use aigaq_exchange::{ImportKey, StatementIds};
use aigaq_journal::{ActOfSaving, KeyId};
use aigaq_schema::{
    Block, ChangeSetId, RecordId, Schema, Segment, Statement, StatementId, Withdrawal,
};
use aigaq_view::{BlockPlace, View};
use std::collections::HashSet;

/// How a withdrawal begins that an undo made: an import tells by it that the value was not corrected by a person.
const UNDO: &str = "undo: ";
/// Blocks read at once.
const AT_ONCE: usize = 1_000;

/// What an undo did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// The change-set that undoes.
    pub saved: Saved,
    /// Statements taken back.
    pub withdrawn: u64,
    /// Statements said again.
    pub said_again: u64,
    /// Values left as they are because somebody changed them since: record and property.
    pub left: Vec<(RecordId, String)>,
}

impl Workspace {
    /// Undoes a change-set, an import too. The reason stands with every statement that is taken back.
    ///
    /// # Errors
    /// [`Refused::Nothing`] when nothing of it holds any more (it was undone already); as [`Workspace::save`].
    pub fn undo(
        &mut self,
        change_set: ChangeSetId,
        reason: &str,
        token: FormToken,
        now: &(i64, String),
    ) -> Result<Undone, Refused> {
        let mut nothing = false;
        let done = self.writing(|workspace| {
            let undone = workspace.undo_now(change_set, reason, token, now.clone());
            match undone {
                Err(WorkspaceError::Journal(aigaq_journal::Error::NothingToSave)) => {
                    nothing = true;
                    Ok(None)
                }
                other => other.map(Some),
            }
        })?;
        match done {
            Some(undone) => Ok(undone),
            None => Err(Refused::Nothing),
        }
    }

    fn undo_now(
        &mut self,
        change_set: ChangeSetId,
        reason: &str,
        token: FormToken,
        now: (i64, String),
    ) -> Result<Undone, WorkspaceError> {
        let key = ImportKey::new(self.unlocked.import_key().expose());
        let undoing = Undoing {
            view: &self.view,
            schema: self.view.schema(),
            change_set,
            reason: format!("{UNDO}{reason}").trim_end().to_owned(),
            ids: key.statements(token.as_change_set()),
        };
        let mut undone = Undone {
            saved: Saved {
                change_set,
                again: false,
            },
            withdrawn: 0,
            said_again: 0,
            left: Vec::new(),
        };
        let mut writer = self
            .journal
            .begin(Self::meta(ActOfSaving::Decision, now, None))?;
        let mut place = BlockPlace::default();
        loop {
            let (blocks, behind) = self.view.blocks_in(change_set, place, AT_ONCE)?;
            if blocks.is_empty() {
                break;
            }
            place = behind;
            for (root, block) in blocks {
                let reverse = undoing.reverse(&block, &mut undone.left)?;
                if reverse.statements.is_empty() && reverse.withdrawals.is_empty() {
                    continue;
                }
                undone.withdrawn += reverse.withdrawals.len() as u64;
                undone.said_again += reverse.statements.len() as u64;
                let segment = Segment {
                    root,
                    blocks: vec![reverse],
                };
                let key = self.view.key_of(root)?.map(KeyId);
                for draft in drafts(&segment, key) {
                    writer.push(draft)?;
                }
            }
        }
        undone.saved.change_set = writer.finish()?.change_set;
        self.view.catch_up(&self.journal, |_| {})?;
        Ok(undone)
    }
}

struct Undoing<'v> {
    view: &'v View,
    schema: &'v Schema,
    change_set: ChangeSetId,
    reason: String,
    ids: StatementIds,
}

impl Undoing<'_> {
    /// What takes back the effect of one block.
    fn reverse(
        &self,
        block: &Block,
        left: &mut Vec<(RecordId, String)>,
    ) -> Result<Block, WorkspaceError> {
        let said = self.view.said(block.record)?;
        let live: Vec<Statement> = self.view.live(block.record)?;
        let alive: HashSet<StatementId> = live.iter().map(|s| s.id).collect();
        let ours: HashSet<StatementId> = said
            .iter()
            .filter(|(id, _)| *id == self.change_set)
            .flat_map(|(_, b)| b.statements.iter().map(|s| s.id))
            .collect();
        let withdrawals = block
            .statements
            .iter()
            .filter(|s| alive.contains(&s.id))
            .map(|s| Withdrawal {
                statement: s.id,
                reason: self.reason.clone(),
            })
            .collect();
        let mut statements = Vec::new();
        for withdrawal in &block.withdrawals {
            let by_others = said
                .iter()
                .filter(|(id, _)| *id != self.change_set)
                .flat_map(|(_, b)| &b.withdrawals)
                .any(|w| w.statement == withdrawal.statement);
            let before = said
                .iter()
                .flat_map(|(_, b)| &b.statements)
                .find(|s| s.id == withdrawal.statement);
            let (Some(before), false) = (before, by_others) else {
                continue;
            };
            let first = before.origin.unwrap_or(before.id);
            let again_already = live
                .iter()
                .any(|s| s.origin == Some(first) && s.value == before.value);
            if again_already {
                continue;
            }
            let many = self
                .schema
                .property(&block.record_type, &before.property)
                .is_some_and(|p| p.many);
            // Of a value that is one, what was said later than this change-set stands. Another source's value
            // beside it, which was there all along, is no reason to leave it.
            let changed_since = !many
                && block
                    .statements
                    .iter()
                    .any(|s| s.property == before.property && !alive.contains(&s.id))
                && live
                    .iter()
                    .any(|s| s.property == before.property && !ours.contains(&s.id));
            if changed_since {
                left.push((block.record, before.property.clone()));
                continue;
            }
            statements.push(Statement {
                id: self.ids.of(block.record, &[b"undo", before.id.as_bytes()]),
                origin: Some(first),
                ..before.clone()
            });
        }
        Ok(Block {
            record: block.record,
            record_type: block.record_type.clone(),
            statements,
            withdrawals,
        })
    }
}
