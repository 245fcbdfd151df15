//! What is wrong with what was entered: shown where it is entered and among the findings, never mended in silence.
//!
//! *In*: the same facts as the registers. *Out*: flaws with the records and days they rest on. Only what is certain is a
//! flaw: dates known badly that may be in order are not.

use crate::commitments::{AssessmentFacts, Axis, CommitmentFacts};
use crate::prisoners::{Decided, ListingFacts};
use crate::range::DayRange;
use crate::restrictions::{ChangeKind, Outline, RestrictionFacts};
use aigaq_schema::{Day, PartialDate, RecordId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Something that cannot be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "flaw", rename_all = "snake_case")]
pub enum Flaw {
    /// A restriction ends before it starts.
    EndBeforeStart {
        /// The restriction.
        restriction: RecordId,
        /// When it starts, at the earliest and latest.
        start: DayRange,
        /// When it ends.
        end: DayRange,
    },
    /// A change of a restriction holds from before the restriction.
    ChangeBeforeStart {
        /// The restriction.
        restriction: RecordId,
        /// The change: of several, each is a flaw of its own.
        change: Option<RecordId>,
        /// What was changed.
        kind: ChangeKind,
        /// When it starts.
        start: DayRange,
        /// When the change holds from.
        on: DayRange,
    },
    /// Two restrictions of one person that exclude each other: in prison, and at liberty under conditions.
    Exclude {
        /// The one that holds the person.
        held: RecordId,
        /// The one that supposes that the person is at liberty.
        at_liberty: RecordId,
        /// Days on which both are certainly in force.
        both: DayRange,
    },
    /// Somebody is released who, as far as recorded, was never held.
    ReleasedNeverHeld {
        /// The step or restriction that says so.
        record: RecordId,
        /// Who.
        person: RecordId,
        /// When.
        on: DayRange,
    },
    /// An assessment rests on nothing.
    AssessmentWithoutEvidence {
        /// The assessment.
        assessment: RecordId,
    },
    /// An independent assessment names nobody who made it.
    AssessmentWithoutAssessor {
        /// The assessment.
        assessment: RecordId,
    },
    /// Commitments that are said to be the same as each other in a ring, or as themselves.
    SameAsLoop {
        /// The ring, from its smallest id, in the direction of the links.
        ring: Vec<RecordId>,
    },
    /// Commitments that are parts of each other in a ring, or of themselves.
    PartOfLoop {
        /// The ring, from its smallest id, in the direction of the links.
        ring: Vec<RecordId>,
    },
    /// Somebody is taken off a list on which, as far as recorded, they never were.
    RemovedNeverListed {
        /// The decision.
        listing: RecordId,
        /// Who.
        person: RecordId,
    },
    /// Somebody is put on a list and no criterion is named.
    ListedWithoutCriteria {
        /// The decision.
        listing: RecordId,
        /// Who.
        person: RecordId,
    },
}

impl Flaw {
    /// Key of the message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::EndBeforeStart { .. } => "flaw-end-before-start",
            Self::ChangeBeforeStart { .. } => "flaw-change-before-start",
            Self::Exclude { .. } => "flaw-exclude",
            Self::ReleasedNeverHeld { .. } => "flaw-released-never-held",
            Self::AssessmentWithoutEvidence { .. } => "flaw-assessment-without-evidence",
            Self::AssessmentWithoutAssessor { .. } => "flaw-assessment-without-assessor",
            Self::SameAsLoop { .. } => "flaw-same-as-loop",
            Self::PartOfLoop { .. } => "flaw-part-of-loop",
            Self::RemovedNeverListed { .. } => "flaw-removed-never-listed",
            Self::ListedWithoutCriteria { .. } => "flaw-listed-without-criteria",
        }
    }

    /// The records it rests on; the first is the one to look at.
    #[must_use]
    pub fn records(&self) -> Vec<RecordId> {
        match self {
            Self::EndBeforeStart { restriction, .. } => vec![*restriction],
            Self::ChangeBeforeStart {
                restriction,
                change,
                ..
            } => std::iter::once(*restriction).chain(*change).collect(),
            Self::Exclude {
                held, at_liberty, ..
            } => vec![*held, *at_liberty],
            Self::ReleasedNeverHeld { record, person, .. } => vec![*record, *person],
            Self::AssessmentWithoutEvidence { assessment }
            | Self::AssessmentWithoutAssessor { assessment } => vec![*assessment],
            Self::SameAsLoop { ring } | Self::PartOfLoop { ring } => ring.clone(),
            Self::RemovedNeverListed { listing, person }
            | Self::ListedWithoutCriteria { listing, person } => vec![*listing, *person],
        }
    }
}

/// What a kind of restriction says of where the person is: marks of the list `restriction_kinds`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whereabouts {
    /// Held in a place of the state (mark `custody`, but not at home).
    Held,
    /// At liberty under conditions, or at home (mark `at_liberty`).
    AtLiberty,
    /// It says nothing of it.
    Either,
}

/// Somebody was let go.
#[derive(Debug, Clone, Copy)]
pub struct Release {
    /// The step of a case, or the restriction whose change says so.
    pub record: RecordId,
    /// Who.
    pub person: RecordId,
    /// When; [`DayRange::ANY`] when not told.
    pub on: DayRange,
}

/// Somebody was, or was said to be, held: by a restriction or a step of a case, whatever its dates.
pub type Held = BTreeMap<RecordId, DayRange>;

/// Restrictions whose dates cannot be.
#[must_use]
pub fn of_restrictions<'a>(all: impl IntoIterator<Item = &'a RestrictionFacts>) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for facts in all.into_iter().filter(|facts| facts.runs) {
        let Some(start) = facts.start.as_ref().map(DayRange::from) else {
            continue;
        };
        if let Some(end) = facts.end.as_ref().map(DayRange::from)
            && end.last < start.first
        {
            flaws.push(Flaw::EndBeforeStart {
                restriction: facts.restriction,
                start,
                end,
            });
        }
        for change in &facts.changes {
            let on = change.days();
            if on.last < start.first {
                flaws.push(Flaw::ChangeBeforeStart {
                    restriction: facts.restriction,
                    change: change.record,
                    kind: change.kind,
                    start,
                    on,
                });
            }
        }
    }
    flaws
}

/// Pairs of restrictions of one person that exclude each other on days on which both are certainly in force.
#[must_use]
pub fn excluding<'a>(
    all: impl IntoIterator<Item = (&'a RestrictionFacts, &'a Outline)>,
    whereabouts: impl Fn(&RestrictionFacts) -> Whereabouts,
) -> Vec<Flaw> {
    let mut by_person: BTreeMap<RecordId, [Vec<(RecordId, DayRange)>; 2]> = BTreeMap::new();
    for (facts, outline) in all.into_iter().filter(|(facts, _)| facts.runs) {
        let place = match whereabouts(facts) {
            Whereabouts::Held => 0,
            Whereabouts::AtLiberty => 1,
            Whereabouts::Either => continue,
        };
        if let (Some(holder), Some(days)) = (facts.holder, outline.certainly_in_force()) {
            by_person.entry(holder.actor).or_default()[place].push((facts.restriction, days));
        }
    }
    let mut flaws = Vec::new();
    for [held, at_liberty] in by_person.values() {
        for (one, a) in held {
            for (other, b) in at_liberty {
                // The day of a release may belong to both.
                if let Some(both) = DayRange::new(a.first.max(b.first), a.last.min(b.last))
                    && both.first < both.last
                {
                    flaws.push(Flaw::Exclude {
                        held: *one,
                        at_liberty: *other,
                        both,
                    });
                }
            }
        }
    }
    flaws
}

/// Releases of people of whom nothing recorded says that they were held by then.
#[must_use]
pub fn releases(releases: &[Release], held: &Held) -> Vec<Flaw> {
    releases
        .iter()
        .filter(|release| {
            held.get(&release.person)
                .is_none_or(|days| days.first > release.on.last)
        })
        .map(|release| Flaw::ReleasedNeverHeld {
            record: release.record,
            person: release.person,
            on: release.on,
        })
        .collect()
}

/// Assessments that nobody made or that rest on nothing.
#[must_use]
pub fn of_assessments(all: &[AssessmentFacts]) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for facts in all {
        if facts.evidence == 0 {
            flaws.push(Flaw::AssessmentWithoutEvidence {
                assessment: facts.record,
            });
        }
        if facts.axis == Axis::Independent && facts.assessors.is_empty() {
            flaws.push(Flaw::AssessmentWithoutAssessor {
                assessment: facts.record,
            });
        }
    }
    flaws
}

/// Rings of links between commitments.
#[must_use]
pub fn of_commitments(all: &[CommitmentFacts]) -> Vec<Flaw> {
    let links = |of: fn(&CommitmentFacts) -> &Vec<RecordId>| {
        all.iter().map(move |c| (c.record, of(c).clone())).collect()
    };
    let same = rings(&links(|c| &c.same_as));
    let part = rings(&links(|c| &c.part_of));
    same.into_iter()
        .map(|ring| Flaw::SameAsLoop { ring })
        .chain(part.into_iter().map(|ring| Flaw::PartOfLoop { ring }))
        .collect()
}

/// Decisions on lists that cannot be, or lack what they rest on.
#[must_use]
pub fn of_listings(all: &[ListingFacts]) -> Vec<Flaw> {
    let mut listed: BTreeSet<(Option<RecordId>, RecordId)> = BTreeSet::new();
    let mut begun: BTreeMap<(Option<RecordId>, RecordId), Day> = BTreeMap::new();
    for facts in all.iter().filter(|l| l.decided == Decided::Recognised) {
        let key = (facts.keeper, facts.person);
        let first = facts.date.as_ref().map_or(Day::MIN, PartialDate::first);
        let begun = begun.entry(key).or_insert(first);
        *begun = first.min(*begun);
        listed.insert(key);
    }
    let mut flaws = Vec::new();
    for facts in all {
        let key = (facts.keeper, facts.person);
        let last = facts.date.as_ref().map_or(Day::MAX, PartialDate::last);
        if facts.decided == Decided::Removed
            && (!listed.contains(&key) || begun.get(&key).is_some_and(|first| *first > last))
        {
            flaws.push(Flaw::RemovedNeverListed {
                listing: facts.record,
                person: facts.person,
            });
        }
        if facts.decided == Decided::Recognised && facts.criteria == 0 {
            flaws.push(Flaw::ListedWithoutCriteria {
                listing: facts.record,
                person: facts.person,
            });
        }
    }
    flaws
}

/// The rings among links, each once, from its smallest id. A walk that does not call itself: links can be many.
fn rings(links: &BTreeMap<RecordId, Vec<RecordId>>) -> Vec<Vec<RecordId>> {
    let mut done: BTreeSet<RecordId> = BTreeSet::new();
    let mut found: BTreeSet<Vec<RecordId>> = BTreeSet::new();
    for start in links.keys() {
        if done.contains(start) {
            continue;
        }
        // The way from the start, each with how many of its links were followed.
        let mut way: Vec<(RecordId, usize)> = vec![(*start, 0)];
        let mut on_way: BTreeMap<RecordId, usize> = BTreeMap::from([(*start, 0)]);
        while let Some((at, followed)) = way.last().copied() {
            let next = links.get(&at).and_then(|to| to.get(followed)).copied();
            let Some(next) = next else {
                way.pop();
                on_way.remove(&at);
                done.insert(at);
                continue;
            };
            if let Some(last) = way.last_mut() {
                last.1 += 1;
            }
            if let Some(from) = on_way.get(&next) {
                let ring = way.iter().skip(*from).map(|(id, _)| *id).collect();
                found.insert(from_smallest(ring));
            } else if !done.contains(&next) {
                on_way.insert(next, way.len());
                way.push((next, 0));
            }
        }
    }
    found.into_iter().collect()
}

fn from_smallest(mut ring: Vec<RecordId>) -> Vec<RecordId> {
    let smallest = ring.iter().enumerate().min_by_key(|(_, id)| **id);
    let at = smallest.map_or(0, |(at, _)| at);
    ring.rotate_left(at);
    ring
}
