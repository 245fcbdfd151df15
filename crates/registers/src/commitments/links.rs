//! What is the same thing said twice, and what comes under what.

use super::{CommitmentFacts, CommitmentRegister};
use aigaq_schema::RecordId;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Commitments that are one: said once, or in several documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its members, in the order given; at least one.
    pub members: Vec<RecordId>,
}

/// All groups: a partition of the commitments.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    all: Vec<Group>,
    of: HashMap<RecordId, usize>,
}

/// A topic, with the groups that come under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The topic.
    pub record: RecordId,
    /// What comes under it, by place in [`Groups::all`]; none of them is the topic itself. Empty: nobody asked for
    /// anything under this topic, which is worth knowing.
    pub groups: Vec<usize>,
    /// Those of them that come under it directly, not as a detail of another.
    pub direct: Vec<usize>,
}

impl Groups {
    pub(super) fn of(commitments: &[CommitmentFacts]) -> Self {
        let place: HashMap<RecordId, usize> = commitments
            .iter()
            .enumerate()
            .map(|(place, c)| (c.record, place))
            .collect();
        // Each points to another of its group, or to itself.
        let mut root: Vec<usize> = (0..commitments.len()).collect();
        for (one, commitment) in commitments.iter().enumerate() {
            for same in &commitment.same_as {
                let Some(other) = place.get(same) else {
                    continue;
                };
                let (a, b) = (find(&mut root, one), find(&mut root, *other));
                root[a.max(b)] = a.min(b);
            }
        }
        let mut groups = Self::default();
        let mut at: HashMap<usize, usize> = HashMap::new();
        for (one, commitment) in commitments.iter().enumerate() {
            let root = find(&mut root, one);
            let group = *at.entry(root).or_insert_with(|| {
                groups.all.push(Group {
                    members: Vec::new(),
                });
                groups.all.len() - 1
            });
            groups.all[group].members.push(commitment.record);
            groups.of.insert(commitment.record, group);
        }
        groups
    }

    /// All groups, in the order of their first members.
    #[must_use]
    pub fn all(&self) -> &[Group] {
        &self.all
    }

    /// The group of a commitment, by its place.
    #[must_use]
    pub fn of_commitment(&self, record: RecordId) -> Option<usize> {
        self.of.get(&record).copied()
    }
}

fn find(root: &mut [usize], of: usize) -> usize {
    let mut at = of;
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}

impl CommitmentRegister {
    /// The topics: those that are topics by their kind, and whatever has something under it. In the order given, each
    /// with what comes under it, directly or through something that comes under it. What is the same as something
    /// under a topic comes under it too.
    #[must_use]
    pub fn topics(&self) -> Vec<Topic> {
        let mut under: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let mut has_parts: BTreeSet<RecordId> = BTreeSet::new();
        for commitment in &self.commitments {
            let Some(part) = self.groups.of_commitment(commitment.record) else {
                continue;
            };
            for whole in &commitment.part_of {
                if let Some(group) = self.groups.of_commitment(*whole) {
                    under.entry(group).or_default().insert(part);
                    has_parts.insert(*whole);
                }
            }
        }
        self.commitments
            .iter()
            .filter(|c| c.is_topic || has_parts.contains(&c.record))
            .filter_map(|c| {
                let own = self.groups.of_commitment(c.record)?;
                let direct = under.get(&own).into_iter().flatten().copied();
                Some(Topic {
                    record: c.record,
                    groups: all_under(&under, own),
                    direct: direct.filter(|group| *group != own).collect(),
                })
            })
            .collect()
    }

    /// The groups that come under no topic at all, and are none themselves.
    #[must_use]
    pub fn outside_topics(&self, topics: &[Topic]) -> Vec<usize> {
        let mut inside: BTreeSet<usize> = topics.iter().flat_map(|t| t.groups.clone()).collect();
        inside.extend(
            topics
                .iter()
                .filter_map(|topic| self.groups.of_commitment(topic.record)),
        );
        (0..self.groups.all().len())
            .filter(|group| !inside.contains(group))
            .collect()
    }
}

/// Everything under a group, however deep; a loop of parts ends where it began.
fn all_under(under: &BTreeMap<usize, BTreeSet<usize>>, own: usize) -> Vec<usize> {
    let mut found = BTreeSet::new();
    let mut open = vec![own];
    while let Some(at) = open.pop() {
        for part in under.get(&at).into_iter().flatten() {
            if found.insert(*part) {
                open.push(*part);
            }
        }
    }
    found.remove(&own);
    found.into_iter().collect()
}
