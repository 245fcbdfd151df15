//! What a forgetting touches: which records go, which are said again without the person, and why.

use super::masking::{Masker, Strength};
use super::publication;
use super::scanned::{Scanned, Spot, texts};
use super::{Forgetting, GO_WHEN_DESTROYED, GO_WITH, MARK, stays_of};
use crate::error::WorkspaceError;
use crate::open::Workspace;
use aigaq_journal::{FileName, KeyId};
use aigaq_schema::{Block, Language, RecordId, Statement, StatementId, Value};
use aigaq_view::Reader;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Letters shown before and behind a name.
const AROUND: usize = 40;

/// What becomes of a root record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// The names in its words are masked.
    Masked,
    /// The part of the person in it goes.
    Thinned,
    /// It goes with the person.
    Goes,
    /// It is the person's.
    Forgotten,
}

/// A place in the words of another record.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub record: RecordId,
    pub record_type: String,
    pub property: String,
    pub strength: Strength,
    /// The words around.
    pub around: String,
}

/// A root record that is touched.
#[derive(Debug, Clone)]
pub(super) struct Touched {
    pub record_type: String,
    pub fate: Fate,
    pub mentions: Vec<Mention>,
}

/// Everything a forgetting touches.
pub(super) struct Marks {
    pub how: Forgetting,
    /// The record, and all that are one with it.
    pub forgotten: BTreeSet<RecordId>,
    pub record_type: String,
    pub stays: &'static [&'static str],
    pub masker: Masker,
    pub roots: BTreeMap<RecordId, Touched>,
    /// Parts of other records that tell of the person alone: a victim's place in an act.
    pub parts: BTreeSet<RecordId>,
    /// The statements that stay of the person. Ids of those that go are made from their values: they go, too.
    pub kept: HashSet<StatementId>,
    /// Other actors who are called alike.
    pub namesakes: BTreeSet<RecordId>,
    /// The files that go.
    pub files: BTreeSet<FileName>,
    /// Files that others name, too, or whose contents nobody can mask: they stay.
    pub files_left: BTreeSet<FileName>,
    keys: HashMap<RecordId, Vec<KeyId>>,
}

impl Marks {
    /// The keys of the roots that are touched, but for those left as they are.
    pub fn keys(&self, leave: &BTreeSet<RecordId>) -> Vec<KeyId> {
        let touched = self.roots.keys().filter(|root| self.is_told(root, leave));
        let mut keys: Vec<KeyId> = touched
            .filter_map(|root| self.keys.get(root))
            .flatten()
            .copied()
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The records in which they stand, their own among them.
    pub fn spoken_in(&self) -> BTreeSet<RecordId> {
        let roots = self.roots.keys().copied();
        roots.chain(self.forgotten.iter().copied()).collect()
    }

    /// Whether something is done to this root. What only mentions the person may be left as it is.
    pub fn is_told(&self, root: &RecordId, leave: &BTreeSet<RecordId>) -> bool {
        self.roots
            .get(root)
            .is_some_and(|touched| touched.fate > Fate::Masked || !leave.contains(root))
    }
}

/// What was seen of one root while the journal was read.
#[derive(Default)]
struct Seen {
    record_type: String,
    mentions: Vec<Mention>,
    /// Record, its type and the property by which it names the person.
    named_by: Vec<(RecordId, String, String)>,
    /// The records it is of, where it is a file.
    of: BTreeSet<RecordId>,
    pieces: Vec<String>,
}

impl Workspace {
    /// What forgetting these records, all of one type, would touch; `None` when one is not there or cannot be forgotten
    /// so.
    pub(super) fn touched_by(
        &self,
        records: &[RecordId],
        how: Forgetting,
    ) -> Result<Option<Marks>, WorkspaceError> {
        let Some(first) = records.first() else {
            return Ok(None);
        };
        let Some(record_type) = self.view.type_of(*first)? else {
            return Ok(None);
        };
        let mut stays = None;
        for record in records {
            stays = match self.view.type_of(*record)? {
                Some(other) if other == record_type => self.stays(*record, &record_type)?,
                _ => None,
            };
            if stays.is_none() {
                return Ok(None);
            }
        }
        let Some(stays) = stays else {
            return Ok(None);
        };
        let mut forgotten: BTreeSet<RecordId> = records.iter().copied().collect();
        if record_type == "actor" {
            let one = self.sameness()?;
            let all = records
                .iter()
                .flat_map(|record| one.clusters.members(*record));
            forgotten.extend(all);
        }
        let (names, exact) = self.names_ever(&forgotten)?;
        let others = self.names_of_others(&forgotten, &names)?;
        let mut marks = Marks {
            how,
            masker: Masker::new(&names, exact, others),
            forgotten,
            record_type,
            stays,
            roots: BTreeMap::new(),
            parts: BTreeSet::new(),
            kept: HashSet::new(),
            namesakes: BTreeSet::new(),
            files: BTreeSet::new(),
            files_left: BTreeSet::new(),
            keys: HashMap::new(),
        };
        self.look_through(&mut marks)?;
        Ok(Some(marks))
    }

    /// What stays of a record that can be forgotten: of persons, and of sources that must not be known.
    fn stays(
        &self,
        record: RecordId,
        record_type: &str,
    ) -> Result<Option<&'static [&'static str]>, WorkspaceError> {
        let Some(brief) = self.view.brief(&Reader::keeper(), record)? else {
            return Ok(None);
        };
        let is_fit = match record_type {
            "actor" => self.view.is_person(&brief)?,
            _ => true,
        };
        Ok(stays_of(record_type).filter(|_| is_fit))
    }

    /// Every name that was ever said of them, also one that was taken back, and every number and contact.
    fn names_ever(
        &self,
        forgotten: &BTreeSet<RecordId>,
    ) -> Result<(Vec<String>, Vec<String>), WorkspaceError> {
        let (mut names, mut exact) = (BTreeSet::new(), BTreeSet::new());
        for id in forgotten {
            let said = self.view.said(*id)?;
            for statement in said.iter().flat_map(|(_, block)| &block.statements) {
                match (&statement.value, &*statement.property) {
                    (Value::Name { text, .. }, _) => {
                        names.insert(text.trim().to_owned());
                    }
                    (
                        Value::Identifier { text, .. } | Value::Text { text, .. },
                        "identifier" | "contact",
                    ) => {
                        exact.insert(text.clone());
                    }
                    _ => {}
                }
            }
        }
        names.retain(|name| !name.is_empty() && name != MARK);
        Ok((names.into_iter().collect(), exact.into_iter().collect()))
    }

    /// The names of all others, which stay though they share a word; each with whether it is a person's. Who is called
    /// just the same is no other here: of a text that names them nobody can tell whom it means.
    fn names_of_others(
        &self,
        forgotten: &BTreeSet<RecordId>,
        names: &[String],
    ) -> Result<Vec<(String, bool)>, WorkspaceError> {
        let keeper = Reader::keeper();
        let alone = Masker::new(names, Vec::new(), Vec::new());
        let mut others = Vec::new();
        for brief in self.briefs(&keeper, "actor")? {
            if !forgotten.contains(&brief.id) {
                let is_person = self.view.is_person(&brief)?;
                others.extend(brief.names().map(|(_, name)| (name.to_owned(), is_person)));
            }
        }
        let once = self.view.names_of_once()?.into_iter();
        others.extend(
            once.filter(|(id, _)| !forgotten.contains(id))
                .map(|(_, name)| (name, true)),
        );
        for brief in self.briefs(&keeper, "place")? {
            others.extend(brief.names().map(|(_, name)| (name.to_owned(), false)));
        }
        if let Some(regions) = self.view.schema().list("regions") {
            for entry in regions.entries() {
                let labels = Language::ALL.map(|language| entry.label.get(language).to_owned());
                others.extend(labels.map(|label| (label, false)));
            }
        }
        others.retain(|(name, _)| !alone.is_wholly(name));
        Ok(others)
    }

    fn look_through(&self, marks: &mut Marks) -> Result<(), WorkspaceError> {
        let mut roots: BTreeMap<RecordId, Seen> = BTreeMap::new();
        let mut files: BTreeMap<FileName, BTreeSet<RecordId>> = BTreeMap::new();
        self.scan(|scanned| {
            let root = scanned.segment.root;
            let keys = marks.keys.entry(root).or_default();
            if !keys.contains(&scanned.key) {
                keys.push(scanned.key);
            }
            look_at(marks, &scanned, (&mut roots, &mut files));
            Ok(())
        })?;
        for (root, seen) in roots {
            if let Some(touched) = touched(marks, root, seen) {
                marks.roots.insert(root, touched);
            }
        }
        for (file, named_by) in files {
            let goes = |root: &RecordId| {
                let touched = marks.roots.get(root);
                touched.is_some_and(|touched| touched.fate >= Fate::Goes)
            };
            if named_by.iter().all(goes) {
                marks.files.insert(file);
            } else if named_by.iter().any(goes) {
                marks.files_left.insert(file);
            }
        }
        Ok(())
    }
}

type Found<'f> = (
    &'f mut BTreeMap<RecordId, Seen>,
    &'f mut BTreeMap<FileName, BTreeSet<RecordId>>,
);

fn look_at(marks: &mut Marks, scanned: &Scanned, (roots, files): Found<'_>) {
    let root = scanned.segment.root;
    let is_theirs = marks.forgotten.contains(&root);
    for block in &scanned.segment.blocks {
        for statement in &block.statements {
            if let Value::File(name) = &statement.value {
                files.entry(FileName(*name)).or_default().insert(root);
            }
            if is_theirs {
                if marks.stays.contains(&statement.property.as_str()) {
                    marks.kept.insert(statement.id);
                }
                roots
                    .entry(root)
                    .or_default()
                    .record_type
                    .clone_from(&marks.record_type);
                continue;
            }
            if let Value::Reference(to) | Value::Statement(to, _) = &statement.value {
                if block.record_type == "file" && statement.property == "of" {
                    roots.entry(root).or_default().of.insert(*to);
                }
                if marks.forgotten.contains(to) {
                    let seen = roots.entry(root).or_default();
                    let by = (
                        block.record,
                        block.record_type.clone(),
                        statement.property.clone(),
                    );
                    seen.named_by.push(by);
                }
            }
            if statement
                .basis
                .source
                .is_some_and(|source| marks.forgotten.contains(&source))
            {
                let seen = roots.entry(root).or_default();
                seen.named_by
                    .push((root, block.record_type.clone(), String::new()));
            }
            mentions_in(marks, (root, block), statement, roots);
        }
        for withdrawal in &block.withdrawals {
            if !is_theirs && let Some(strength) = marks.masker.speaks(&withdrawal.reason) {
                let mention = mention((block, ""), strength, &withdrawal.reason, &marks.masker);
                roots.entry(root).or_default().mentions.push(mention);
            }
        }
        if block.record == root
            && let Some(seen) = roots.get_mut(&root)
        {
            seen.record_type.clone_from(&block.record_type);
        }
    }
}

fn mentions_in(
    marks: &mut Marks,
    (root, block): (RecordId, &Block),
    statement: &Statement,
    roots: &mut BTreeMap<RecordId, Seen>,
) {
    if publication::is_snapshot(&block.record_type, &statement.property) {
        let seen = roots.entry(root).or_default();
        seen.pieces.push(statement.value.plain());
    }
    for (spot, text) in texts(statement) {
        let strength = match spot {
            Spot::Address if marks.masker.address(text).is_none() => Some(Strength::Surely),
            _ => marks.masker.speaks(text),
        };
        let Some(strength) = strength else { continue };
        if block.record_type == "actor"
            && matches!(statement.value, Value::Name { .. })
            && spot == Spot::Value
        {
            if strength == Strength::Surely {
                marks.namesakes.insert(block.record);
            }
            continue;
        }
        let property = (block, &*statement.property);
        let mention = mention(property, strength, text, &marks.masker);
        roots.entry(root).or_default().mentions.push(mention);
    }
}

fn mention(
    (block, property): (&Block, &str),
    strength: Strength,
    text: &str,
    masker: &Masker,
) -> Mention {
    Mention {
        record: block.record,
        record_type: block.record_type.clone(),
        property: property.to_owned(),
        strength,
        around: around(text, masker),
    }
}

/// The words around the first name.
fn around(text: &str, masker: &Masker) -> String {
    let masked = masker.text(text);
    let same = text
        .char_indices()
        .zip(masked.chars())
        .take_while(|((_, a), b)| a == b)
        .count();
    let from = same.saturating_sub(AROUND);
    let cut: String = text.chars().skip(from).take(3 * AROUND).collect();
    let before = if from > 0 { "…" } else { "" };
    let behind = if text.chars().count() > from + 3 * AROUND {
        "…"
    } else {
        ""
    };
    format!("{before}{}{behind}", cut.replace('\n', " "))
}

/// What becomes of a root; `None` when nothing does.
fn touched(marks: &mut Marks, root: RecordId, mut seen: Seen) -> Option<Touched> {
    let of = |fate, seen: Seen| {
        Some(Touched {
            record_type: seen.record_type,
            fate,
            mentions: seen.mentions,
        })
    };
    if marks.forgotten.contains(&root) {
        return of(Fate::Forgotten, seen);
    }
    let by = |table: &[(&str, &str)]| {
        let mut named = seen.named_by.iter();
        named.any(|(record, record_type, property)| {
            *record == root && table.contains(&(record_type.as_str(), property.as_str()))
        })
    };
    let is_shared = seen.of.iter().any(|of| !marks.forgotten.contains(of));
    let goes =
        by(&GO_WITH) && !is_shared || marks.how == Forgetting::Destroy && by(&GO_WHEN_DESTROYED);
    if goes {
        return of(Fate::Goes, seen);
    }
    if marks.how == Forgetting::Destroy && !seen.named_by.is_empty() {
        let parts = seen.named_by.iter().map(|(record, ..)| *record);
        marks.parts.extend(parts.filter(|record| *record != root));
        return of(Fate::Thinned, seen);
    }
    if seen.mentions.is_empty() && publication::speaks(&seen.pieces, &marks.masker) {
        // The name stands where two pieces meet.
        seen.mentions.push(Mention {
            record: root,
            record_type: seen.record_type.clone(),
            property: "snapshot".to_owned(),
            strength: Strength::Surely,
            around: String::new(),
        });
    }
    if seen.mentions.is_empty() {
        return None;
    }
    of(Fate::Masked, seen)
}
