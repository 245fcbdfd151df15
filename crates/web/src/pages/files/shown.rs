//! Files as the pages show them, and the form that adds some.

use aigaq_schema::RecordId;

use super::giver::GiverForm;
use super::{address, codes};
use crate::pages::wrong::Wrong;
use crate::visit::Visit;
use crate::words::Words;
use aigaq_workspace::{Asking, FileGiven, FileRow, GiverGiven, Named, Workspace, WorkspaceError};

/// Records of files named in an address.
const MOST_THERE: usize = 20;

/// A file in a list.
pub(crate) struct Row {
    pub(crate) href: String,
    /// By which it is called: its number, else its name.
    pub(crate) called: String,
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) size: String,
    pub(crate) received: String,
    pub(crate) of: Vec<Named>,
    pub(crate) more: usize,
}

impl Row {
    pub(crate) fn of(row: FileRow, words: Words) -> Self {
        let called = [row.number, row.name.clone()];
        let called = called.into_iter().find(|text| !text.is_empty());
        let title = match row.title.is_empty() {
            true => row.name,
            false => row.title,
        };
        Self {
            href: address(row.id),
            called: called.unwrap_or_else(|| words.t("files-nameless")),
            kind: match row.kind.is_empty() {
                true => row
                    .media
                    .map(|media| media.name().to_owned())
                    .unwrap_or_default(),
                false => row.kind,
            },
            title,
            size: row
                .bytes
                .map(|bytes| size(words, bytes))
                .unwrap_or_default(),
            received: row.received,
            of: row.of,
            more: row.more,
        }
    }
}

/// A length in bytes as people say it.
pub(crate) fn size(words: Words, bytes: u64) -> String {
    words.size(usize::try_from(bytes).unwrap_or(usize::MAX).max(1024))
}

/// The form that adds files.
pub(crate) struct Adding {
    /// The record that they belong to.
    pub(crate) of: Option<Named>,
    pub(crate) given: FileGiven,
    pub(crate) giver: GiverForm,
    pub(crate) wrong: Wrong,
    pub(crate) kinds: Vec<(String, String)>,
    pub(crate) ways: Vec<(String, String)>,
}

impl Adding {
    pub(crate) fn of(
        workspace: &Workspace,
        asking: &Asking,
        (given, giver): (FileGiven, GiverGiven),
        wrong: Wrong,
    ) -> Result<Self, WorkspaceError> {
        let of = match given.of.first() {
            Some(id) => workspace.named(asking, *id)?,
            None => None,
        };
        Ok(Self {
            of,
            given,
            giver: GiverForm::of(workspace, asking, giver)?,
            wrong,
            kinds: codes(workspace, "file_kinds", asking.language),
            ways: codes(workspace, "file_ways", asking.language),
        })
    }

    /// Something was typed into it, or a record named.
    pub(super) fn is_filled(&self) -> bool {
        self.given != FileGiven::default() || self.giver.is_unfolded()
    }

    /// Something of the fold was typed.
    pub(crate) fn is_unfolded(&self) -> bool {
        let given = &self.given;
        let folded = [&given.title, &given.made, &given.custodian];
        folded.into_iter().any(|text| !text.is_empty())
    }
}

/// What the address says of files that were added just now.
pub(crate) fn added(visit: &Visit) -> Option<String> {
    let added: usize = visit.asked.one("added")?.parse().ok()?;
    let differ = visit.asked.one("differ").and_then(|n| n.parse().ok());
    let mut told = visit.words.n("files-added", added);
    if let Some(differ) = differ.filter(|differ: &usize| *differ > 0) {
        told = format!("{told} {}", visit.words.n("files-differ", differ));
    }
    (added > 0).then_some(told)
}

/// The files that the address says were there before.
pub(crate) fn there(visit: &Visit) -> Vec<RecordId> {
    let there = visit.asked.one("there").unwrap_or_default();
    let ids = there.split(',').filter_map(|id| id.parse().ok());
    ids.take(MOST_THERE).collect()
}

/// Their names and addresses.
pub(crate) fn numbered(
    workspace: &Workspace,
    asking: &Asking,
    ids: &[RecordId],
) -> Result<Vec<(String, String)>, WorkspaceError> {
    let mut all = Vec::new();
    for id in ids {
        if let Some(named) = workspace.named(asking, *id)? {
            all.push((named.caption, address(*id)));
        }
    }
    Ok(all)
}
