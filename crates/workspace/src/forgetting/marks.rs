//! What a forgetting touches: every root record that names the person or points to them, and why.

use super::called::Called;
use super::choices::{Choices, Deed, Link};
use super::masking::{Masker, Strength};
use super::mentions::{Mention, Own, own};
use super::publication;
use super::scanned::{Scanned, Spot, texts};
use super::sight::{SealedSight, Tellers};
use super::{Forgetting, stays_of};
use crate::confidential::SOURCE;
use crate::error::WorkspaceError;
use crate::notes::TELLER;
use crate::open::Workspace;
use aigaq_journal::{CompartmentKey, FileName, KeyId};
use aigaq_schema::source_code::CODE;
use aigaq_schema::{Block, RecordId, Statement, StatementId, Value};
use aigaq_view::Reader;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A root record that is touched, or could be.
#[derive(Debug, Clone)]
pub(super) struct Touched {
    pub record_type: String,
    /// What in it points to the person, where that may be cut.
    pub link: Option<Link>,
    pub mentions: Vec<Mention>,
}

impl Touched {
    /// How surely its words speak of the person; `None` when they do not.
    pub fn strength(&self) -> Option<Strength> {
        let all = self.mentions.iter();
        all.map(|mention| mention.strength).max()
    }
}

/// Everything a forgetting touches.
pub(super) struct Marks {
    pub how: Forgetting,
    /// The record, and all that are one with it.
    pub forgotten: BTreeSet<RecordId>,
    pub record_type: String,
    pub stays: &'static [&'static str],
    pub masker: Masker,
    /// For records of which somebody said that the person is meant in every word.
    pub thorough: Masker,
    pub roots: BTreeMap<RecordId, Touched>,
    /// The roots that point to the person, also those to which nothing is done.
    pub pointing: BTreeSet<RecordId>,
    /// Parts of other records that tell of the person alone: a victim's place in an act.
    pub parts: BTreeSet<RecordId>,
    /// Notes in which stood in clear who a source is, and the statements by which it did.
    pub told: BTreeSet<RecordId>,
    pub told_by: HashSet<StatementId>,
    /// How far what is sealed was looked at.
    pub sight: SealedSight,
    /// Who told notes and is sealed since, as the journal is read.
    tellers: Tellers,
    /// The statements that stay of the person. Ids of those that go are made from their values: they go, too.
    pub kept: HashSet<StatementId>,
    /// Others who are called alike.
    pub namesakes: BTreeSet<RecordId>,
    /// Keys of segments that this version cannot read.
    unread: HashSet<KeyId>,
    /// The kept files, each with the roots that name it.
    files: BTreeMap<FileName, BTreeSet<RecordId>>,
    keys: HashMap<RecordId, Vec<KeyId>>,
}

/// Kept files, by what becomes of them.
pub(super) struct Files {
    /// They go.
    pub gone: BTreeSet<FileName>,
    /// Others name them, too: they stay.
    pub left: BTreeSet<FileName>,
}

impl Marks {
    /// The keys of the roots that are touched.
    pub fn keys(&self, choices: &Choices) -> Vec<KeyId> {
        let touched = self.touched(choices);
        let mut keys: Vec<KeyId> = touched
            .filter_map(|(root, ..)| self.keys.get(root))
            .flatten()
            .copied()
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The records in which they stand, their own among them.
    pub fn spoken_in(&self) -> BTreeSet<RecordId> {
        // Who told a note leaves in no bag.
        let leaves = |touched: &Touched| self.record_type == SOURCE || !touched.is_sealed();
        let roots = self.roots.iter().filter(|(_, touched)| leaves(touched));
        let roots = roots.map(|(root, _)| *root);
        roots.chain(self.forgotten.iter().copied()).collect()
    }

    /// Whether all that is touched can be read, so that what stays of it can be said again.
    pub fn can_be_said_again(&self, choices: &Choices) -> bool {
        let keys = self.keys(choices);
        !keys.iter().any(|key| self.unread.contains(key))
    }

    pub fn files(&self, choices: &Choices) -> Files {
        let goes = |root: &RecordId| matches!(self.deed(root, choices), Deed::Goes | Deed::Theirs);
        let (mut gone, mut left) = (BTreeSet::new(), BTreeSet::new());
        for (file, named_by) in &self.files {
            if named_by.iter().all(goes) {
                gone.insert(*file);
            } else if named_by.iter().any(goes) {
                left.insert(*file);
            }
        }
        Files { gone, left }
    }
}

/// What was seen of one root while the journal was read.
#[derive(Default)]
pub(super) struct Seen {
    pub mentions: Vec<Mention>,
    /// Record, its type and the property by which it names the person, now or once.
    pub named_by: BTreeSet<(RecordId, String, String)>,
    /// How far its own name is the person's.
    own_name: Option<Strength>,
    pieces: Vec<String>,
}

impl Workspace {
    /// What forgetting these records, all of one type, would touch; `None` when one is not there or cannot be forgotten
    /// so. With the key, who a source is is looked for too: the look must have been told before.
    pub(super) fn touched_by(
        &self,
        records: &[RecordId],
        (how, key): (Forgetting, Option<&CompartmentKey>),
    ) -> Result<Option<Marks>, WorkspaceError> {
        let Some(first) = records.first() else {
            return Ok(None);
        };
        let Some(record_type) = self.view.type_of(*first)? else {
            return Ok(None);
        };
        for record in records {
            let is_alike = self.view.type_of(*record)?.as_ref() == Some(&record_type);
            if !is_alike || !self.can_be_forgotten(*record)? {
                return Ok(None);
            }
        }
        let Some(stays) = stays_of(&record_type) else {
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
        let Called {
            names,
            contacts,
            told,
            sealed,
        } = self.ever_called(&forgotten, (&record_type, key))?;
        let others = self.names_of_others(&forgotten)?;
        let masker = || Masker::new(&names, &contacts, &others);
        let mut marks = Marks {
            how,
            masker: masker(),
            thorough: masker().thorough(),
            forgotten,
            record_type,
            stays,
            roots: BTreeMap::new(),
            pointing: BTreeSet::new(),
            parts: BTreeSet::new(),
            told: told.keys().copied().collect(),
            told_by: told.values().flatten().map(|said| said.id).collect(),
            // Of others than sources the journal tells.
            sight: self.sight(sealed)?,
            tellers: Tellers::default(),
            kept: HashSet::new(),
            namesakes: BTreeSet::new(),
            unread: HashSet::new(),
            files: BTreeMap::new(),
            keys: HashMap::new(),
        };
        self.look_through(&mut marks, key)?;
        Ok(Some(marks))
    }

    /// Whether this record can be forgotten: a person, or a confidential source.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn can_be_forgotten(&self, record: RecordId) -> Result<bool, WorkspaceError> {
        let Some(brief) = self.view.brief(&Reader::keeper(), record)? else {
            return Ok(false);
        };
        Ok(match &*brief.record_type {
            "actor" => self.view.is_person(&brief)?,
            "source" => brief.value(CODE).is_some(),
            _ => false,
        })
    }

    fn look_through(
        &self,
        marks: &mut Marks,
        key: Option<&CompartmentKey>,
    ) -> Result<(), WorkspaceError> {
        let mut roots: BTreeMap<RecordId, Seen> = BTreeMap::new();
        marks.unread = self.scan(|scanned| {
            let root = scanned.segment.root;
            let keys = marks.keys.entry(root).or_default();
            if !keys.contains(&scanned.key) {
                keys.push(scanned.key);
            }
            look_at(marks, &scanned, &mut roots);
            Ok(())
        })?;
        for root in marks.forgotten.iter().chain(&marks.told) {
            roots.entry(*root).or_default();
        }
        let moved = std::mem::take(&mut marks.tellers).moved();
        if marks.record_type != SOURCE {
            marks.sight = self.sight((!moved.is_empty(), key.is_some()))?;
        }
        if marks.sight != SealedSight::Nothing {
            // All that a source is called by is sealed.
            let is_source = marks.record_type == SOURCE;
            let mentions = roots.values_mut().flat_map(|seen| &mut seen.mentions);
            for mention in mentions {
                mention.is_sealed = is_source || mention.said.is_some_and(|id| moved.contains(&id));
            }
        }
        for (root, seen) in roots {
            if let Some(touched) = self.touched_root(marks, root, seen)? {
                marks.roots.insert(root, touched);
            }
        }
        Ok(())
    }

    /// What may become of a root; `None` when nothing can.
    fn touched_root(
        &self,
        marks: &mut Marks,
        root: RecordId,
        mut seen: Seen,
    ) -> Result<Option<Touched>, WorkspaceError> {
        let record_type = self.view.type_of(root)?.unwrap_or_default();
        if !seen.named_by.is_empty() {
            marks.pointing.insert(root);
        }
        // What stands in the record of a namesake is of the namesake.
        seen.mentions
            .retain(|mention| seen.own_name.is_none_or(|own| mention.strength > own));
        if seen.mentions.is_empty() && publication::speaks(&seen.pieces, &marks.masker) {
            // The name stands where two pieces meet.
            seen.mentions.push(Mention {
                record: root,
                record_type: record_type.clone(),
                property: "snapshot".to_owned(),
                strength: Strength::Surely,
                around: String::new(),
                said: None,
                is_sealed: marks.record_type == SOURCE && marks.sight != SealedSight::Nothing,
            });
        }
        let link = self.link(marks, (root, &record_type), &seen)?;
        let is_touched = link.is_some()
            || !seen.mentions.is_empty()
            || marks.forgotten.contains(&root)
            || marks.told.contains(&root);
        Ok(is_touched.then_some(Touched {
            record_type,
            link,
            mentions: seen.mentions,
        }))
    }
}

fn look_at(marks: &mut Marks, scanned: &Scanned, roots: &mut BTreeMap<RecordId, Seen>) {
    let root = scanned.segment.root;
    let is_theirs = marks.forgotten.contains(&root);
    for block in &scanned.segment.blocks {
        marks.tellers.note(block);
        for statement in &block.statements {
            if let Value::File(name) = &statement.value {
                let named_by = marks.files.entry(FileName(*name)).or_default();
                named_by.insert(root);
            }
            if is_theirs {
                if marks.stays.contains(&statement.property.as_str()) {
                    marks.kept.insert(statement.id);
                }
                continue;
            }
            let mut names = |property: &str| {
                let seen = roots.entry(root).or_default();
                let by = (block.record, block.record_type.clone(), property.to_owned());
                seen.named_by.insert(by);
            };
            if let Value::Reference(to) | Value::Statement(to, _) = &statement.value
                && marks.forgotten.contains(to)
            {
                names(&statement.property);
            }
            let source = statement.basis.source;
            if source.is_some_and(|source| marks.forgotten.contains(&source)) {
                names("");
            }
            mentions_in(marks, (root, block), statement, roots);
        }
        for withdrawal in &block.withdrawals {
            if !is_theirs && let Some(strength) = marks.masker.speaks(&withdrawal.reason) {
                let text = &withdrawal.reason;
                let mention = Mention::new((block, ""), strength, text, &marks.thorough);
                roots.entry(root).or_default().mentions.push(mention);
            }
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
    // Goes in any case, and is shown as that.
    let is_told =
        TELLER.contains(&statement.property.as_str()) && marks.told.contains(&block.record);
    for (spot, text) in texts(statement) {
        if is_told && spot == Spot::Value {
            continue;
        }
        let strength = match spot {
            Spot::Address if marks.masker.address(text).is_none() => Some(Strength::Surely),
            _ => marks.masker.speaks(text),
        };
        let own = own(block, statement).filter(|_| spot == Spot::Value);
        if own == Some(Own::Name) && (strength.is_some() || marks.masker.is_wholly(text)) {
            let seen = roots.entry(root).or_default();
            seen.own_name = seen.own_name.max(strength);
            if strength == Some(Strength::Surely) || marks.masker.is_wholly(text) {
                marks.namesakes.insert(block.record);
            }
            let is_actor = block.record_type == "actor";
            if is_actor || strength != Some(Strength::Surely) {
                continue;
            }
        }
        let strength = match own {
            // Somebody else's own: only where somebody says so.
            Some(_) => strength.map(|_| Strength::Hardly),
            None => strength,
        };
        let Some(strength) = strength else { continue };
        let property = (block, &*statement.property);
        let mention = Mention::new(property, strength, text, &marks.thorough).of(statement.id);
        roots.entry(root).or_default().mentions.push(mention);
    }
}
