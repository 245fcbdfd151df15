//! What was read for one reader, kept so that only what was spoken of since is read again.
//!
//! [`All`] holds the records of one type with what is told of each. A record is read anew when something was said of it,
//! of a record that it rests on, or of one that says of itself that it is a part of it, or when a record that it rests on
//! became one with others, or ceased to be; all of them, when very much was said, or something that may bear on any record
//! (a definition, a judgement that changes values). [`Derived`] holds what follows from such records, as long as they are
//! the same.

use crate::error::WorkspaceError;
use crate::open::Workspace;
use crate::standing::moved;
use aigaq_schema::{RecordId, Value};
use aigaq_view::{Brief, Reader, Sameness, TakenIn};
use std::collections::{HashMap, HashSet};
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Records spoken of since, beyond which it is quicker to read everything again than to look at each.
const MANY: usize = 1_000;

/// Judgements that change no value of a record they are about. Who is one by them is looked at apart.
const BESIDE: [&str; 11] = [
    "same",
    "different",
    "unsure",
    "settle",
    "accept",
    "refuse",
    "set_aside",
    "approve",
    "done",
    "hold",
    "forgotten",
];

/// How many records are about to be read: their parts are then read together, or one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Much {
    /// All of a type.
    All,
    /// Those that something bears on.
    Few,
}

/// How records of one type are read, each with what is told of it.
pub(crate) trait Reads<'w>: Sized {
    /// What is told of a record.
    type Told: Clone;
    /// The type of the records.
    const RECORD_TYPE: &'static str;
    /// Types of records that are parts of these: a new one bears on those it refers to.
    const PARTS: &'static [&'static str];

    /// Begins to read.
    fn begin(workspace: &'w Workspace, reader: &Reader, much: Much)
    -> Result<Self, WorkspaceError>;

    /// What is told of a record, and which others it rests on; `None` for one that the register is not about.
    fn read(
        &mut self,
        brief: Brief,
        rests_on: &mut Vec<RecordId>,
    ) -> Result<Option<Self::Told>, WorkspaceError>;
}

/// For whom, and as of when, something was read: what follows from it holds as long as this is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Version {
    reader: Reader,
    as_of: TakenIn,
}

/// The records of one type, each with what is told of it, in the order of their rows.
#[derive(Debug, Clone)]
pub(crate) struct All<T> {
    told: Vec<T>,
    /// The record and row of each.
    at: Vec<(RecordId, u32)>,
    /// The records of this type that rest on another.
    resting: HashMap<RecordId, Vec<RecordId>>,
    version: Version,
}

impl<T> Deref for All<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.told
    }
}

impl<T> All<T> {
    /// For whom, and as of when.
    pub const fn version(&self) -> Version {
        self.version
    }

    /// The row of each in the columns.
    pub fn rows(&self) -> impl Iterator<Item = u32> {
        self.at.iter().map(|(_, row)| *row)
    }

    fn push(&mut self, at: (RecordId, u32), told: T, mut rests_on: Vec<RecordId>) {
        rests_on.sort_unstable();
        rests_on.dedup();
        for other in rests_on {
            self.resting.entry(other).or_default().push(at.0);
        }
        self.told.push(told);
        self.at.push(at);
    }

    /// Takes out some records, and puts in what is told of them now.
    fn renew(&mut self, gone: &HashSet<RecordId>, anew: Vec<((RecordId, u32), T, Vec<RecordId>)>) {
        let mut of = self.at.iter();
        self.told
            .retain(|_| of.next().is_none_or(|(id, _)| !gone.contains(id)));
        self.at.retain(|(id, _)| !gone.contains(id));
        for (at, told, mut rests_on) in anew {
            // Who no longer rests on something may stay there: it would be read once more than it must.
            rests_on.retain(|other| {
                let known = self.resting.get(other);
                known.is_none_or(|known| !known.contains(&at.0))
            });
            let place = self.at.partition_point(|(_, row)| *row < at.1);
            self.push(at, told, rests_on);
            self.told[place..].rotate_right(1);
            self.at[place..].rotate_right(1);
        }
    }
}

/// Where the records of a type are kept.
#[derive(Debug)]
pub(crate) struct Place<T>(Mutex<Option<Kept<T>>>);

/// What is kept, and up to where was looked whether something bears on it.
#[derive(Debug)]
struct Kept<T> {
    looked: TakenIn,
    /// Who was one then.
    one: Arc<Sameness>,
    all: Arc<All<T>>,
}

impl<T> Default for Place<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

/// Where something is kept that follows from records: with what it was made of, and of which day.
#[derive(Debug)]
pub(crate) struct Derived<K, T>(Mutex<Option<(K, Arc<T>)>>);

impl<K, T> Default for Derived<K, T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<K: PartialEq, T> Derived<K, T> {
    /// What follows from this; made where it followed from something else last time.
    pub fn get<E>(&self, of: K, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        let mut kept = held(&self.0);
        if let Some((from, made)) = kept.as_ref()
            && *from == of
        {
            return Ok(Arc::clone(made));
        }
        let made = Arc::new(make()?);
        *kept = Some((of, Arc::clone(&made)));
        Ok(made)
    }
}

// A thread that failed while it held a place left it as it was, or not yet made.
fn held<T>(place: &Mutex<T>) -> MutexGuard<'_, T> {
    place.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Workspace {
    /// The records of a type with what is told of each, as this reader may see them now.
    pub(crate) fn told<'w, R: Reads<'w>>(
        &'w self,
        place: &Place<R::Told>,
        reader: &Reader,
    ) -> Result<Arc<All<R::Told>>, WorkspaceError> {
        let mut place = held(&place.0);
        let now = Version {
            reader: *reader,
            as_of: self.view.taken_in()?,
        };
        if let Some(kept) = place.as_mut()
            && kept.all.version.reader == *reader
        {
            if kept.looked == now.as_of {
                return Ok(Arc::clone(&kept.all));
            }
            let one = self.sameness()?;
            if let Some(touched) = self.touched::<R>(kept, &one)? {
                if !touched.is_empty() {
                    let anew = self.read_few::<R>(reader, &touched)?;
                    let all = Arc::make_mut(&mut kept.all);
                    all.version = now;
                    all.renew(&touched, anew);
                }
                kept.looked = now.as_of;
                kept.one = one;
                return Ok(Arc::clone(&kept.all));
            }
        }
        let all = Arc::new(self.read_all::<R>(now)?);
        *place = Some(Kept {
            looked: now.as_of,
            one: self.sameness()?,
            all: Arc::clone(&all),
        });
        Ok(all)
    }

    fn read_all<'w, R: Reads<'w>>(&'w self, now: Version) -> Result<All<R::Told>, WorkspaceError> {
        let mut reads = R::begin(self, &now.reader, Much::All)?;
        let mut all = All {
            told: Vec::new(),
            at: Vec::new(),
            resting: HashMap::new(),
            version: now,
        };
        self.view.each_brief(
            &now.reader,
            R::RECORD_TYPE,
            |brief| -> Result<(), WorkspaceError> {
                let (at, mut rests_on) = ((brief.id, brief.row), Vec::new());
                if let Some(told) = reads.read(brief, &mut rests_on)? {
                    all.push(at, told, rests_on);
                }
                Ok(())
            },
        )?;
        Ok(all)
    }

    #[expect(clippy::type_complexity, reason = "what `renew` takes, in one place")]
    fn read_few<'w, R: Reads<'w>>(
        &'w self,
        reader: &Reader,
        touched: &HashSet<RecordId>,
    ) -> Result<Vec<((RecordId, u32), R::Told, Vec<RecordId>)>, WorkspaceError> {
        let mut reads = R::begin(self, reader, Much::Few)?;
        let mut anew = Vec::new();
        for id in touched {
            let is_one = |brief: &Brief| brief.record_type == R::RECORD_TYPE && !brief.is_withdrawn;
            if let Some(brief) = self.view.brief(reader, *id)?.filter(is_one) {
                let (at, mut rests_on) = ((brief.id, brief.row), Vec::new());
                if let Some(told) = reads.read(brief, &mut rests_on)? {
                    anew.push((at, told, rests_on));
                }
            }
        }
        Ok(anew)
    }

    /// The records of the type that what was said since bears on; `None` when it may bear on all.
    fn touched<'w, R: Reads<'w>>(
        &'w self,
        kept: &Kept<R::Told>,
        one: &Arc<Sameness>,
    ) -> Result<Option<HashSet<RecordId>>, WorkspaceError> {
        let Some(spoken_of) = self.borne_on_since(kept.looked)? else {
            return Ok(None);
        };
        let all = &kept.all;
        let mut touched = HashSet::new();
        let mut touch = |id: RecordId| {
            touched.extend(all.resting.get(&id).into_iter().flatten());
        };
        if !Arc::ptr_eq(&kept.one, one) {
            moved(&kept.one, one).into_iter().for_each(&mut touch);
        }
        let mut of_the_type = Vec::new();
        for (id, of) in spoken_of {
            match of.as_str() {
                "definition" => return Ok(None),
                of if of == R::RECORD_TYPE => of_the_type.push(id),
                "judgement" if self.may_change_values(id)? => return Ok(None),
                _ => {}
            }
            touch(id);
            if R::PARTS.contains(&of.as_str()) {
                let part = self.view.brief(&all.version.reader, id)?;
                let values = part.iter().flat_map(|part| &part.resolved);
                for value in values.flat_map(|resolved| &resolved.values) {
                    if let Value::Reference(whole) = value {
                        touch(*whole);
                        of_the_type.push(*whole);
                    }
                }
            }
        }
        touched.extend(of_the_type);
        if touched.len() > MANY {
            return Ok(None);
        }
        Ok(Some(touched))
    }

    /// The records of which something was said since, and those that may hold otherwise because of it: which of two
    /// values holds follows from how reliable their sources are, and how old. `None` when they are very many.
    fn borne_on_since(
        &self,
        since: TakenIn,
    ) -> Result<Option<Vec<(RecordId, String)>>, WorkspaceError> {
        let Some(mut all) = self.view.spoken_of_since(since, MANY)? else {
            return Ok(None);
        };
        let mut known: HashSet<RecordId> = all.iter().map(|(id, _)| *id).collect();
        // What is known of a source may itself rest on a source.
        let mut looked_at = 0;
        while let Some((id, of)) = all.get(looked_at) {
            looked_at += 1;
            if of != "source" {
                continue;
            }
            let keeper = Reader::keeper();
            for brief in self.view.resting_on(&keeper, *id, MANY.saturating_add(1))? {
                if known.insert(brief.id) {
                    all.push((brief.id, brief.record_type));
                }
            }
            if all.len() > MANY {
                return Ok(None);
            }
        }
        Ok(Some(all))
    }

    /// Somebody decided since which values hold, or took such a decision back. Only judgements were spoken of.
    pub(crate) fn values_were_judged_since(&self, since: TakenIn) -> Result<bool, WorkspaceError> {
        let Some(judgements) = self.view.spoken_of_since(since, MANY)? else {
            return Ok(true);
        };
        for (judgement, _) in judgements {
            if self.may_change_values(judgement)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// By any kind that was ever said of it: one that was taken back is of no kind any more.
    fn may_change_values(&self, judgement: RecordId) -> Result<bool, WorkspaceError> {
        let said = self.view.said(judgement)?;
        let statements = said.iter().flat_map(|(_, block)| &block.statements);
        let mut kinds = statements
            .filter(|statement| statement.property == "kind")
            .map(|statement| statement.value.plain())
            .peekable();
        let has_none = kinds.peek().is_none();
        Ok(has_none || kinds.any(|kind| !BESIDE.contains(&kind.as_str())))
    }

    /// Records of a type that are parts of others by a property: of all of them at once, or of one at a time.
    pub(crate) fn parts<'w>(
        &'w self,
        reader: &Reader,
        much: Much,
        of: (&'static str, &'static str),
    ) -> Result<Parts<'w>, WorkspaceError> {
        let mut parts = Parts {
            workspace: self,
            reader: *reader,
            of,
            all: None,
        };
        if much == Much::All {
            let mut all: HashMap<RecordId, Vec<Brief>> = HashMap::new();
            for brief in self.briefs(reader, of.0)? {
                if let Some(Value::Reference(whole)) = brief.value(of.1) {
                    all.entry(*whole).or_default().push(brief);
                }
            }
            parts.all = Some(all);
        }
        Ok(parts)
    }
}

/// Records that are parts of others.
pub(crate) struct Parts<'w> {
    workspace: &'w Workspace,
    reader: Reader,
    /// Their type, and the property by which they name the whole.
    of: (&'static str, &'static str),
    /// All of them by their whole, where they were read together.
    all: Option<HashMap<RecordId, Vec<Brief>>>,
}

impl Parts<'_> {
    /// The parts of a record, in the order of their rows.
    pub fn of(&self, whole: RecordId) -> Result<Vec<Brief>, WorkspaceError> {
        if let Some(all) = &self.all {
            return Ok(all.get(&whole).cloned().unwrap_or_default());
        }
        let (record_type, property) = self.of;
        let mut parts = self
            .workspace
            .view
            .pointing(&self.reader, whole, record_type, property)?;
        // What is said of it otherwise, but does not hold, is no part.
        parts.retain(|part| part.value(property) == Some(&Value::Reference(whole)));
        parts.sort_by_key(|part| part.row);
        Ok(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::BESIDE;
    use aigaq_schema::Schema;

    #[test]
    fn every_kind_of_judgement_is_known_to_change_values_or_not() {
        const CHANGES: [&str; 2] = ["adopt", "verify"];
        let schema = Schema::shipped();
        let kinds = schema.list("judgement_kinds").unwrap().entries();
        for kind in kinds {
            let code = kind.code.as_str();
            let (beside, changes) = (BESIDE.contains(&code), CHANGES.contains(&code));
            assert!(beside != changes, "{code}");
        }
        assert_eq!(kinds.len(), BESIDE.len() + CHANGES.len());
    }
}
