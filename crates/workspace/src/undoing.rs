//! Undoing a change-set: another change-set that takes back what it said and says again what it took back.
//!
//! Nothing is ever gone: both stand in the history, and an undo can be undone. What somebody changed later stays as
//! it is and is told ([`Undone::left`]), for an undo must not undo more than it was asked to.

use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use crate::reasons;
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
const UNDO: &str = aigaq_exchange::known::UNDONE;
/// Blocks read at once.
const AT_ONCE: usize = 1_000;
/// Blocks that are looked at to tell beforehand what an undo will do.
const MOST_LOOKED_AT: usize = 20_000;
/// Values that will stay, named beforehand.
const MOST_LEFT: usize = 20;

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

/// What an undo would do now.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct UndoPreview {
    /// Statements that would be taken back.
    pub withdrawn: u64,
    /// Records that this concerns.
    pub records: u64,
    /// Statements that would be said again.
    pub said_again: u64,
    /// Values that would stay because somebody changed them since, the first of them: the record, and the property
    /// in words.
    pub left: Vec<(Named, String)>,
    /// How many would stay.
    pub left_in_all: usize,
    /// The change-set is so large that only its beginning was looked at: the numbers are of that.
    pub only_the_beginning: bool,
}

impl UndoPreview {
    /// Nothing of the change-set holds any more.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.withdrawn == 0 && self.said_again == 0 && !self.only_the_beginning
    }
}

impl Workspace {
    /// What undoing a change-set would do now; `None` when there is no such change-set.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn undo_preview(
        &self,
        ask: &Asking,
        change_set: ChangeSetId,
    ) -> Result<Option<UndoPreview>, WorkspaceError> {
        if self.view.saved_change(change_set)?.is_none() {
            return Ok(None);
        }
        let key = ImportKey::new(self.unlocked.import_key().expose());
        let undoing = Undoing {
            view: &self.view,
            schema: self.view.schema(),
            change_set,
            reason: String::new(),
            ids: key.statements(change_set),
        };
        let mut preview = UndoPreview {
            withdrawn: 0,
            records: 0,
            said_again: 0,
            left: Vec::new(),
            left_in_all: 0,
            only_the_beginning: false,
        };
        let (mut left, mut looked_at) = (Vec::new(), 0);
        undoing.each(&mut left, |_, reverse| {
            preview.withdrawn += reverse.withdrawals.len() as u64;
            preview.said_again += reverse.statements.len() as u64;
            let does = !reverse.withdrawals.is_empty() || !reverse.statements.is_empty();
            preview.records += u64::from(does);
            looked_at += 1;
            preview.only_the_beginning = looked_at >= MOST_LOOKED_AT;
            Ok(!preview.only_the_beginning)
        })?;
        let naming = Naming::new(&self.view, *ask);
        preview.left_in_all = left.len();
        for (record, property) in left.into_iter().take(MOST_LEFT) {
            if let Some(named) = naming.by_id(record)? {
                let label = naming.property_label(&named.record_type, &property);
                preview.left.push((named, label));
            }
        }
        Ok(Some(preview))
    }

    /// The change-set that undid this one, as far as its first value tells; `None` when what it said holds.
    pub(crate) fn undone_by(
        &self,
        change_set: ChangeSetId,
    ) -> Result<Option<ChangeSetId>, WorkspaceError> {
        let (blocks, _) = self.view.blocks_in(change_set, BlockPlace::default(), 1)?;
        let Some((_, block)) = blocks.first() else {
            return Ok(None);
        };
        let said = self.view.said(block.record)?;
        let again = |first: StatementId| {
            said.iter()
                .rev()
                .find(|(_, b)| b.statements.iter().any(|s| s.origin == Some(first)))
        };
        if let Some(statement) = block.statements.first() {
            let first = statement.origin.unwrap_or(statement.id);
            let holds_again = live_of(&said).iter().any(|s| s.origin == Some(first));
            let undoes = |b: &Block| {
                b.withdrawals
                    .iter()
                    .any(|w| w.statement == statement.id && reason_of_undo(&w.reason).is_some())
            };
            let by = said.iter().find(|(_, b)| undoes(b)).map(|(id, _)| *id);
            return Ok(by.filter(|_| !holds_again));
        }
        let Some(withdrawal) = block.withdrawals.first() else {
            return Ok(None);
        };
        let before = said
            .iter()
            .flat_map(|(_, b)| &b.statements)
            .find(|s| s.id == withdrawal.statement);
        let first = before.map(|s| s.origin.unwrap_or(s.id));
        Ok(first
            .and_then(again)
            .map(|(id, _)| *id)
            .filter(|id| *id != change_set))
    }

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
        if let Some(code) = self.would_lose(change_set)? {
            return Err(Refused::Unfit(reasons::definition_in_use(code)));
        }
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
            reason: format!("{UNDO} {reason}").trim_end().to_owned(),
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
        let mut left = Vec::new();
        undoing.each(&mut left, |root, reverse| {
            if reverse.statements.is_empty() && reverse.withdrawals.is_empty() {
                return Ok(true);
            }
            undone.withdrawn += reverse.withdrawals.len() as u64;
            undone.said_again += reverse.statements.len() as u64;
            let segment = Segment {
                root,
                blocks: vec![reverse],
            };
            let key = undoing.view.key_of(root)?.map(KeyId);
            for draft in drafts(&segment, key) {
                writer.push(draft)?;
            }
            Ok(true)
        })?;
        undone.left = left;
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
    /// What takes back each block of the change-set, in their order, with the root of its record, until `take` says
    /// that it is enough.
    fn each(
        &self,
        left: &mut Vec<(RecordId, String)>,
        mut take: impl FnMut(RecordId, Block) -> Result<bool, WorkspaceError>,
    ) -> Result<(), WorkspaceError> {
        let mut place = BlockPlace::default();
        loop {
            let (blocks, behind) = self.view.blocks_in(self.change_set, place, AT_ONCE)?;
            if blocks.is_empty() {
                return Ok(());
            }
            place = behind;
            for (root, block) in blocks {
                let reverse = self.reverse(&block, left)?;
                if !take(root, reverse)? {
                    return Ok(());
                }
            }
        }
    }

    /// What takes back the effect of one block.
    fn reverse(
        &self,
        block: &Block,
        left: &mut Vec<(RecordId, String)>,
    ) -> Result<Block, WorkspaceError> {
        let said = self.view.said(block.record)?;
        let live = live_of(&said);
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

/// The statements that stand, of all that was said of a record.
fn live_of(said: &[(ChangeSetId, Block)]) -> Vec<&Statement> {
    let withdrawn: HashSet<StatementId> = said
        .iter()
        .flat_map(|(_, b)| b.withdrawals.iter().map(|w| w.statement))
        .collect();
    said.iter()
        .flat_map(|(_, b)| &b.statements)
        .filter(|s| !withdrawn.contains(&s.id))
        .collect()
}

/// The reason of a withdrawal that an undo made, empty when none was given; `None` for any other.
pub(crate) fn reason_of_undo(reason: &str) -> Option<&str> {
    reason.strip_prefix(UNDO).map(str::trim)
}
