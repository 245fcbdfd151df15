//! What goes with the records that were chosen: the acts of events, and the files of all of them.

use super::{BagFile, BagRecord, BagWish, MOST_RECORDS};
use crate::confidential::SOURCE;
use crate::error::WorkspaceError;
use crate::files::{FILE, FilePage, Standing};
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use crate::reasons;
use aigaq_documents::Media;
use aigaq_journal::{FileAtHand, KeyId};
use aigaq_schema::source_code::CODE;
use aigaq_schema::{RecordId, Value};
use std::collections::BTreeSet;

/// How sensitive a record is said to be.
const SENSITIVITY: &str = "sensitivity";

/// What goes into a bag.
pub(super) struct Chosen {
    pub(super) records: Vec<BagRecord>,
    pub(super) files: Vec<ChosenFile>,
    /// The keys of all records that go, files among them.
    pub(super) keys: BTreeSet<KeyId>,
}

/// A file that belongs to the records.
pub(super) struct ChosenFile {
    pub(super) told: BagFile,
    pub(super) page: FilePage,
    /// How it is called in the bag: by its number, and by what its bytes are.
    pub(super) path: String,
    pub(super) at_hand: Option<FileAtHand>,
}

impl Chosen {
    /// The record itself goes in.
    pub(super) fn holds(&self, id: RecordId) -> bool {
        self.records.iter().any(|record| record.named.id == id)
    }

    /// The files that go in.
    pub(super) fn going(&self) -> impl Iterator<Item = &ChosenFile> {
        self.files.iter().filter(|file| !file.told.left_out)
    }
}

impl Workspace {
    /// The records that are meant by ids and numbers (`26-0417`, `F-26-0003`). A number that two devices gave is of two
    /// records: both are meant, and who makes the bag sees them.
    ///
    /// # Errors
    /// [`WorkspaceError::Asked`] when nothing has the number.
    pub fn called_for_bag(
        &self,
        ask: &Asking,
        given: &[String],
    ) -> Result<Vec<RecordId>, WorkspaceError> {
        let mut ids: Vec<RecordId> = Vec::new();
        let given = given.iter().map(|one| one.trim());
        for one in given.filter(|one| !one.is_empty()) {
            if let Ok(id) = one.parse() {
                ids.push(id);
                continue;
            }
            let numbered = self.numbered(ask, one.strip_prefix("F-").unwrap_or(one))?;
            if numbered.is_empty() {
                return Err(WorkspaceError::Asked(reasons::bag_of_no_number(one)));
            }
            ids.extend(numbered.into_iter().map(|named| named.id));
        }
        Ok(ids)
    }

    pub(super) fn chosen_for_bag(
        &self,
        ask: &Asking,
        wish: &BagWish,
    ) -> Result<Chosen, WorkspaceError> {
        if wish.records.is_empty() || wish.records.len() > MOST_RECORDS {
            return Err(WorkspaceError::Asked(reasons::bag_of_records(MOST_RECORDS)));
        }
        let naming = Naming::new(&self.view, *ask);
        let mut roots: Vec<RecordId> = Vec::new();
        let mut file_ids: Vec<RecordId> = Vec::new();
        for id in &wish.records {
            let root = self.view.root_of(*id)?;
            let brief = self.view.brief(&ask.reader, root)?;
            let Some(brief) = brief else {
                return Err(WorkspaceError::Asked(reasons::no_such_record()));
            };
            match brief.record_type.as_str() {
                FILE => push(&mut file_ids, root),
                SOURCE if brief.value(CODE).is_some() => {
                    return Err(WorkspaceError::Asked(reasons::bag_of_confidant()));
                }
                "event" => {
                    push(&mut roots, root);
                    for act in self.view.pointing(&ask.reader, root, "act", "event")? {
                        push(&mut roots, act.id);
                    }
                }
                _ => push(&mut roots, root),
            }
        }
        let mut records = Vec::new();
        for root in &roots {
            for file in self.files_of(ask, *root)? {
                push(&mut file_ids, file.id);
            }
            if let Some(brief) = self.view.brief(&ask.reader, *root)? {
                let property = self.schema().property(&brief.record_type, SENSITIVITY);
                let level = brief.value(SENSITIVITY);
                let is_public = matches!(level, Some(Value::Term(code)) if code == "public");
                records.push(BagRecord {
                    named: naming.named(&brief)?,
                    number: crate::numbers::number(&brief).unwrap_or_default(),
                    sensitivity: match (property, level) {
                        (Some(property), Some(level)) if !is_public => {
                            naming.value_text(property, level)
                        }
                        _ => String::new(),
                    },
                });
            }
        }
        let mut files: Vec<ChosenFile> = Vec::new();
        for id in file_ids {
            if !wish.without.contains(&id) {
                push(&mut roots, id);
            }
            files.extend(self.file_for_bag(ask, (id, wish), &files)?);
        }
        let mut nothing = wish.without.iter();
        if nothing.any(|id| !files.iter().any(|file| file.told.id == *id)) {
            return Err(WorkspaceError::Asked(reasons::bag_without_nothing()));
        }
        let mut keys = BTreeSet::new();
        for root in roots {
            keys.extend(self.view.keys_of(root)?.into_iter().map(KeyId));
        }
        Ok(Chosen {
            records,
            files,
            keys,
        })
    }

    fn file_for_bag(
        &self,
        ask: &Asking,
        (id, wish): (RecordId, &BagWish),
        before: &[ChosenFile],
    ) -> Result<Option<ChosenFile>, WorkspaceError> {
        let Some(page) = self.file(ask, id)? else {
            return Ok(None);
        };
        let name = self.bytes(id)?;
        let at_hand = match name {
            Some(name) => self.journal.file_at_hand(name)?,
            None => None,
        };
        let row = &page.row;
        let standing = match (page.standing, wish.read.of(id)) {
            (Standing::There, Some(found)) => found,
            (standing, _) => standing,
        };
        Ok(Some(ChosenFile {
            path: path_of(&page, before),
            told: BagFile {
                id,
                number: row.number.clone(),
                kind: row.kind.clone(),
                title: row.title.clone(),
                name_given: row.name.clone(),
                bytes: row.bytes,
                sha256: page.sha256.clone(),
                standing,
                left_out: wish.without.contains(&id),
            },
            at_hand,
            page,
        }))
    }
}

fn push(all: &mut Vec<RecordId>, id: RecordId) {
    if !all.contains(&id) {
        all.push(id);
    }
}

/// `F-26-0418.jpg`: the number, which two devices may have given twice, and the ending that goes with its bytes. Nothing
/// of the name that it came with.
fn path_of(page: &FilePage, before: &[ChosenFile]) -> String {
    let digits = |text: &str| -> String {
        let plain = text
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '-');
        plain.take(40).collect()
    };
    let media = page.row.media.unwrap_or(Media::Other);
    let ending = match (media, &*page.row.name.to_lowercase()) {
        (Media::Zip, name) if name.ends_with(".wacz") => "wacz",
        (media, _) => media.endings()[0],
    };
    let hash = digits(&page.sha256.chars().take(12).collect::<String>());
    let path = match digits(&page.row.number) {
        number if number.is_empty() => format!("F-{hash}.{ending}"),
        number => format!("F-{number}.{ending}"),
    };
    let is_taken = before.iter().any(|file| file.path == path);
    match is_taken {
        true => format!("F-{}-{hash}.{ending}", digits(&page.row.number)),
        false => path,
    }
}
