//! People who may be one person.
//!
//! In: [`Person`]s. [`People`] reads their names, counts how frequent each is, and keeps keys under which those who may be
//! one meet. Out: [`Proposal`]s with what speaks for and against each ([`Explanation`]), groups of records
//! ([`People::groups`]), and for one new record its place among the others ([`People::place`]), which looks at its
//! neighbourhood only.

mod blocks;
mod explained;
mod grouped;
mod learned;
mod model;
mod placed;
mod record;
mod weighed;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use aigaq_names::Sex;
use aigaq_schema::PartialDate;

use crate::bits::Bits;
use crate::frequency::Frequencies;
use blocks::Blocks;
use record::{Record, Words};

pub use explained::{Explanation, Finding, Part};
pub use grouped::Grouped;
pub use model::{Model, NAME_LEVELS};
pub use placed::Placement;
pub use weighed::{Besides, Compared, Forbidden, Weighed};

/// A record of a person: what it says, with its precision. Every name it is known by, in any script and order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person<I> {
    /// The record's id; ids order the records, and the smallest of a group represents it.
    pub id: I,
    /// Full names and their variants.
    pub names: Vec<String>,
    /// When they were born, as precisely as is known.
    pub born: Option<PartialDate>,
    /// The sex that was recorded.
    pub sex: Option<Sex>,
    /// Places they are of: ids, or names that are written alike. Any in common is an agreement.
    pub places: Vec<String>,
    /// Numbers that only one person has.
    pub identifiers: Vec<Identifier>,
}

/// A number of a document or register that only one person has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier {
    /// Of which register: two identifiers of one kind with different values contradict each other.
    pub kind: String,
    /// As written; spaces, hyphens and case do not matter.
    pub value: String,
}

/// Two records that may be of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Proposal<I> {
    /// All evidence together with the odds before any: above zero it is likelier than not.
    pub bits: Bits,
    /// The smaller id.
    pub one: I,
    /// The greater id.
    pub other: I,
    /// What agrees besides the name. What agrees in the name alone, or in name and place, is proposed and never merged.
    pub besides: Besides,
}

/// Two records have the same id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SameId<I>(pub I);

impl<I: fmt::Display> fmt::Display for SameId<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "two records have the id {}", self.0)
    }
}

impl<I: fmt::Debug + fmt::Display> std::error::Error for SameId<I> {}

/// Records of people, ready to be compared.
#[derive(Debug, Clone)]
pub struct People<I> {
    pub(crate) model: Model,
    pub(crate) records: Vec<Record<I>>,
    pub(crate) terms: Terms,
    pub(crate) blocks: Blocks,
    /// Records that say literally what an earlier one says, with that one: it stands for them in the blocks, so that
    /// ten thousand rows of one text are not ten thousand times ten thousand pairs.
    pub(crate) twins: BTreeMap<u32, u32>,
    /// Ids of records that came after the others were sorted.
    pub(crate) late: BTreeSet<(I, u32)>,
    pub(crate) sorted: usize,
}

/// How frequent names and places are.
#[derive(Debug, Clone)]
pub(crate) struct Terms {
    pub(crate) surnames: Frequencies<u64>,
    pub(crate) givens: Frequencies<u64>,
    pub(crate) fathers: Frequencies<u64>,
    pub(crate) places: Frequencies<String>,
    pub(crate) kinds: Frequencies<String>,
}

impl Terms {
    fn new() -> Self {
        Self {
            surnames: Frequencies::expecting(1.0 / 3000.0, 300.0),
            givens: Frequencies::expecting(1.0 / 400.0, 300.0),
            fathers: Frequencies::expecting(1.0 / 400.0, 300.0),
            places: Frequencies::expecting(0.08, 30.0),
            kinds: Frequencies::expecting(0.5, 1.0),
        }
    }
}

impl<I: Ord + Clone> People<I> {
    /// Reads these records. What comes out does not depend on their order.
    ///
    /// # Errors
    /// [`SameId`] when two have one id.
    pub fn of(
        model: Model,
        people: impl IntoIterator<Item = Person<I>>,
    ) -> Result<Self, SameId<I>> {
        let mut terms = Terms::new();
        let mut records: Vec<Record<I>> = people
            .into_iter()
            .map(|person| Record::read(person, &mut Words::Counting(&mut terms)))
            .collect();
        records.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        if let Some(pair) = records.windows(2).find(|w| w[0].id == w[1].id) {
            return Err(SameId(pair[0].id.clone()));
        }
        let mut model = model;
        model.set_odds(records.len());
        let twins = twins(&records);
        let blocks = Blocks::of(&records, |place| !twins.contains_key(&place));
        Ok(Self {
            blocks,
            twins,
            sorted: records.len(),
            late: BTreeSet::new(),
            model,
            records,
            terms,
        })
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// There are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The id of the record at this place, as in [`Grouped`].
    #[must_use]
    pub fn id(&self, place: u32) -> Option<&I> {
        self.records.get(place as usize).map(|r| &r.id)
    }

    /// Where the record with this id stands.
    pub(crate) fn find(&self, id: &I) -> Option<u32> {
        let early = self.records.get(..self.sorted)?;
        if let Ok(place) = early.binary_search_by(|r| r.id.cmp(id)) {
            return u32::try_from(place).ok();
        }
        let from = (id.clone(), 0);
        let (found, place) = self.late.range(from..).next()?;
        (found == id).then_some(*place)
    }

    /// Two records laid beside each other, by their ids; `None` when one of them is not here.
    #[must_use]
    pub fn explain(&self, one: &I, other: &I) -> Option<Explanation> {
        let (a, b) = (self.find(one)?, self.find(other)?);
        Some(self.explanation(self.records.get(a as usize)?, self.records.get(b as usize)?))
    }
}

fn twins<I>(records: &[Record<I>]) -> BTreeMap<u32, u32> {
    let mut saying: Vec<(u64, u32)> = (0_u32..)
        .zip(records)
        .map(|(place, record)| (record.saying(), place))
        .collect();
    saying.sort_unstable();
    let mut twins = BTreeMap::new();
    for alike in saying.chunk_by(|a, b| a.0 == b.0).filter(|c| c.len() > 1) {
        let mut firsts: Vec<(u32, &Record<I>)> = Vec::new();
        for (_, place) in alike {
            let Some(record) = records.get(*place as usize) else {
                continue;
            };
            match firsts.iter().find(|(_, first)| first.says_as(record)) {
                Some((first, _)) => {
                    twins.insert(*place, *first);
                }
                None => firsts.push((*place, record)),
            }
        }
    }
    twins
}

#[cfg(test)]
mod tests;
