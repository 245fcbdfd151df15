//! Events and acts that were reported twice.
//!
//! In: [`Report`]s, each what one record tells of an event or an act: when, where, what, who, how many, in which
//! words. Out: proposals with what each comparison weighs, and groups. The discipline is that of people: evidence in
//! bits, average linkage, decisions hold, and no single thing in common is enough.

use std::collections::{BTreeMap, BTreeSet};

use aigaq_names::{BlockKey, Level, Parsed, Role, compare, parse};
use aigaq_schema::PartialDate;

use crate::GoesOn;
use crate::bits::Bits;
use crate::decision::{Held, Holds};
use crate::linkage::{Evidence, Joined, groups};
use crate::organisations::{OrganisationLevel, OrganisationName, sounds};
use crate::places::Place;

/// What one record tells of an event or of an act.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report<I> {
    /// The record's id; the smallest of a group represents it.
    pub id: I,
    /// What kind of event or act: a code. Only equality counts.
    pub kind: Option<String>,
    /// When, with its precision.
    pub when: Option<PartialDate>,
    /// Where, the most precise first, and what it lies in (city, region).
    pub places: Vec<String>,
    /// Names of people who had part in it.
    pub people: Vec<String>,
    /// Names of organisations and bodies.
    pub organisations: Vec<String>,
    /// Numbers of people, by what they are of (deaths, detained, participants).
    pub numbers: Vec<Number>,
    /// Title and account, in any language.
    pub text: String,
}

/// A number that a report tells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number {
    /// Of what: a code. Only numbers of the same are compared.
    pub of: String,
    /// The least it can mean.
    pub low: u32,
    /// The most it can mean; `None` for "at least".
    pub high: Option<u32>,
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ComparedReport {
    /// The dates.
    When,
    /// The places.
    Where,
    /// The kinds.
    Kind,
    /// The people in common.
    People,
    /// The organisations in common.
    Organisations,
    /// The numbers.
    Numbers,
    /// The words of the accounts.
    Words,
    /// The odds before any evidence.
    Odds,
}

/// Two reports weighed: what each comparison that was made says, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportEvidence {
    /// Comparison and evidence.
    pub parts: Vec<(ComparedReport, Bits)>,
    /// The people of both who may be one, as written.
    pub people: Vec<(String, String)>,
    /// All evidence together; above zero it is likelier than not that they tell of one thing.
    pub bits: Bits,
    /// Something particular is in common: a person, an organisation, a number, the words.
    pub particular: bool,
    /// Both name people, or else organisations, and none in common.
    pub other_people: bool,
    /// Both tell a day, and the days are farther apart than reports of one thing are wrong: who pickets every Tuesday
    /// does so with the same people at the same place.
    pub other_days: bool,
}

impl ReportEvidence {
    /// What counts when reports are put together. A day, a place and a kind alone propose and never merge: two pickets
    /// are held in one city on one day. Nor do reports that name other people, or days that are well apart.
    #[must_use]
    pub fn held_back(&self) -> Bits {
        if self.other_people || self.other_days {
            self.bits.min(MERGE - Bits(4000))
        } else if self.particular {
            self.bits
        } else {
            self.bits.min(MERGE - Bits(1000))
        }
    }
}

/// Two reports that may tell of one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReportProposal<I> {
    /// All evidence together.
    pub bits: Bits,
    /// The smaller id.
    pub one: I,
    /// The greater id.
    pub other: I,
}

/// A report read.
#[derive(Debug, Clone)]
struct Told<I> {
    id: I,
    kind: Option<String>,
    when: Option<(i32, i32)>,
    places: Vec<Place>,
    people: Vec<Parsed>,
    organisations: Vec<OrganisationName>,
    numbers: Vec<Number>,
    words: BTreeSet<String>,
}

/// Reports, ready to be compared.
#[derive(Debug, Clone)]
pub struct Reports<I> {
    told: Vec<Told<I>>,
    places: BTreeMap<Place, u32>,
    kinds: BTreeMap<String, u32>,
    words: BTreeMap<String, u32>,
    /// How often a word stands in reports of a kind.
    words_of_kinds: BTreeMap<String, BTreeMap<String, u32>>,
}

/// Pairs with so much evidence are proposed.
pub const PROPOSE: Bits = Bits(-2000);
/// Groups whose pairs have so much on average become one.
pub const MERGE: Bits = Bits(1500);

/// A word that so many reports have, or one in this many, leads nobody to another.
const COMMON_WORD: usize = 12;
/// Letters of a word that are compared: endings change from sentence to sentence.
const BEGINNING: usize = 5;
/// Days between two reports of one thing, at most, for those that share a place or a kind.
const NEAR_DAYS: i32 = 3;
/// Reports that share one thing, at most, for all of them to be compared with each other; fewer, the more reports there
/// are, so that the comparisons of each stay in hand.
const MOST_OF_A_BLOCK: usize = 400;
/// However many reports there are, so many are.
const FEWEST_OF_A_BLOCK: usize = 24;
/// Reports times the greatest block, about.
const COMPARISONS: usize = 2_000_000;
/// A date wider than this is found by people, organisations and words, not by its days.
const WIDE: i32 = 62;

impl<I: Ord + Copy> Reports<I> {
    /// Reads these reports; of two with one id the first by its content is kept, so that their order does not matter.
    #[must_use]
    pub fn of(reports: impl IntoIterator<Item = Report<I>>) -> Self {
        Self::of_while(reports, &|| true)
    }

    /// As [`Reports::of`]; of some of them when it was given up because `goes_on` said no.
    #[must_use]
    pub fn of_while(reports: impl IntoIterator<Item = Report<I>>, goes_on: GoesOn<'_>) -> Self {
        let mut sorted: Vec<Report<I>> = reports.into_iter().collect();
        sorted.sort_by(|a, b| {
            (a.id, &a.text, &a.kind, &a.when, &a.places)
                .cmp(&(b.id, &b.text, &b.kind, &b.when, &b.places))
        });
        sorted.dedup_by(|a, b| a.id == b.id);
        let sorted = sorted.into_iter().take_while(|_| goes_on());
        let told: Vec<Told<I>> = sorted.map(read).collect();
        let mut all = Self {
            told: Vec::new(),
            places: BTreeMap::new(),
            kinds: BTreeMap::new(),
            words: BTreeMap::new(),
            words_of_kinds: BTreeMap::new(),
        };
        for one in &told {
            one.places.iter().for_each(|p| count(&mut all.places, p));
            one.kind.iter().for_each(|k| count(&mut all.kinds, k));
            one.words.iter().for_each(|w| count(&mut all.words, w));
            if let Some(kind) = &one.kind {
                let of = all.words_of_kinds.entry(kind.clone()).or_default();
                one.words.iter().for_each(|w| count(of, w));
            }
        }
        all.told = told;
        all
    }

    /// Two reports laid beside each other; `None` when one of them is not here.
    #[must_use]
    pub fn explain(&self, one: I, other: I) -> Option<ReportEvidence> {
        let find = |id: I| self.told.binary_search_by(|t| t.id.cmp(&id)).ok();
        let (one, other) = crate::decision::ordered((one, other));
        Some(self.weigh(&self.told[find(one)?], &self.told[find(other)?]))
    }

    /// The pairs that may be one, best first, without those about which something holds.
    #[must_use]
    pub fn proposals<D: Ord + Copy>(&self, held: &Held<I, D>) -> Vec<ReportProposal<I>> {
        self.proposals_while(held, &|| true).unwrap_or_default()
    }

    /// As [`Reports::proposals`]; `None` when it was given up because `goes_on` said no.
    #[must_use]
    pub fn proposals_while<D: Ord + Copy>(
        &self,
        held: &Held<I, D>,
        goes_on: GoesOn<'_>,
    ) -> Option<Vec<ReportProposal<I>>> {
        let mut all: Vec<ReportProposal<I>> = self
            .candidates(goes_on)
            .into_iter()
            .take_while(|_| goes_on())
            .map(|(a, b)| {
                let (a, b) = (&self.told[a as usize], &self.told[b as usize]);
                ReportProposal {
                    bits: self.weigh(a, b).bits,
                    one: a.id,
                    other: b.id,
                }
            })
            .filter(|p| p.bits >= PROPOSE && held.between(p.one, p.other).is_none())
            .collect();
        all.sort_by(|x, y| y.bits.cmp(&x.bits).then_with(|| x.cmp(y)));
        goes_on().then_some(all)
    }

    /// The groups into which evidence and decisions put the reports, those of two and more, by their smallest ids.
    #[must_use]
    pub fn groups<D: Ord + Copy>(&self, held: &Held<I, D>) -> Vec<Vec<I>> {
        let bits = |a: u32, b: u32| {
            let (a, b) = (&self.told[a as usize], &self.told[b as usize]);
            self.weigh(a, b).held_back()
        };
        let mut edges = self.candidates(&|| true);
        edges.retain(|(a, b)| bits(*a, *b) >= MERGE);
        let find = |id: I| {
            let place = self.told.binary_search_by(|t| t.id.cmp(&id)).ok()?;
            u32::try_from(place).ok()
        };
        let (mut must, mut cannot) = (Vec::new(), Vec::new());
        for ((a, b), holds, _) in held.iter() {
            match (find(a), find(b), holds) {
                (Some(a), Some(b), Holds::Same) => must.push((a, b)),
                (Some(a), Some(b), Holds::Different) => cannot.push((a, b)),
                _ => {}
            }
        }
        let joined = Joined {
            edges: &edges,
            must: &must,
            cannot: &cannot,
            threshold: MERGE,
        };
        let found = groups(&joined, &|a, b| Evidence::Bits(bits(a, b)));
        let ids = |group: Vec<u32>| {
            group
                .into_iter()
                .map(|m| self.told[m as usize].id)
                .collect()
        };
        found.into_iter().filter(|g| g.len() > 1).map(ids).collect()
    }

    /// Pairs that have a day and a place or kind, a person, an organisation's word or a rare word in common; not all when it was
    /// given up.
    fn candidates(&self, goes_on: GoesOn<'_>) -> Vec<(u32, u32)> {
        let mut blocks: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut names: BTreeMap<BlockKey, Vec<u32>> = BTreeMap::new();
        for (place, one) in (0_u32..).zip(&self.told).take_while(|_| goes_on()) {
            let mut keys = BTreeSet::new();
            if let Some((first, last)) = one.when.filter(|(a, b)| b - a <= WIDE) {
                // Windows of a week, each report in the two that it may share with its neighbours.
                let window = 2 * NEAR_DAYS + 1;
                for number in first.saturating_sub(NEAR_DAYS).div_euclid(window)
                    ..=last.saturating_add(NEAR_DAYS).div_euclid(window)
                {
                    let places = one.places.iter().map(|place| format!("{number} {place:?}"));
                    let things = one.kind.iter().chain(&one.words);
                    keys.extend(places.chain(things.map(|thing| format!("{number} {thing}"))));
                }
            }
            keys.extend(
                one.words
                    .iter()
                    .filter(|w| self.is_rare(w))
                    .map(|w| format!("w {w}")),
            );
            for key in keys {
                blocks.entry(key).or_default().push(place);
            }
            let mut room = Vec::new();
            one.people
                .iter()
                .for_each(|name| name.block_keys(&mut room));
            room.sort_unstable();
            room.dedup();
            for key in room {
                names.entry(key).or_default().push(place);
            }
        }
        let most = (COMPARISONS / self.told.len().max(1)).clamp(FEWEST_OF_A_BLOCK, MOST_OF_A_BLOCK);
        // Of each report those after it: sorted one by one, so that giving up is noticed in between.
        let mut beside: Vec<Vec<u32>> = vec![Vec::new(); self.told.len()];
        for block in blocks
            .values()
            .chain(names.values())
            .take_while(|_| goes_on())
        {
            if block.len() <= most {
                paired(block, &mut beside);
                continue;
            }
            // Ten thousand detained in one week: only those of one day, place and kind are laid beside each other, and
            // where these are too many, nothing but people and rare words can tell them apart.
            let mut closer: BTreeMap<_, Vec<u32>> = BTreeMap::new();
            for place in block {
                let one = &self.told[*place as usize];
                let key = (one.when, one.places.first(), &one.kind);
                closer.entry(key).or_default().push(*place);
            }
            let near = closer.values().filter(|block| block.len() <= most);
            for block in near.take_while(|_| goes_on()) {
                paired(block, &mut beside);
            }
        }
        let mut pairs = Vec::new();
        for (place, mut others) in (0_u32..).zip(beside).take_while(|_| goes_on()) {
            others.sort_unstable();
            others.dedup();
            pairs.extend(others.into_iter().map(|other| (place, other)));
        }
        pairs
    }

    fn is_rare(&self, word: &str) -> bool {
        let times = self.words.get(word).copied().unwrap_or(0) as usize;
        (2..=COMMON_WORD).contains(&times)
    }
}

mod weighed;

fn count<T: Ord + Clone>(of: &mut BTreeMap<T, u32>, what: &T) {
    *of.entry(what.clone()).or_insert(0) += 1;
}

/// Lays each of a block, whose places ascend, beside those after it.
fn paired(block: &[u32], beside: &mut [Vec<u32>]) {
    for (at, a) in block.iter().enumerate() {
        beside[*a as usize].extend(&block[at + 1..]);
    }
}

fn read<I>(report: Report<I>) -> Told<I> {
    let mut places: Vec<Place> = Vec::new();
    for place in report.places.iter().filter_map(|text| Place::read(text)) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let words = report
        .text
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|w| w.chars().count() >= 4 || w.chars().any(|c| c.is_ascii_digit()))
        .map(|w| sounds(&w).chars().take(BEGINNING).collect())
        .collect();
    Told {
        id: report.id,
        kind: report.kind.filter(|k| !k.is_empty()),
        when: report.when.and_then(|w| {
            let known = w.first().is_known() && w.last().is_known();
            known.then_some((w.first().0, w.last().0))
        }),
        places,
        people: {
            let read = report.people.iter().map(|name| parse(name));
            read.filter(|name| name.refusal().is_none()).collect()
        },
        organisations: report
            .organisations
            .iter()
            .map(|o| OrganisationName::read(o))
            .collect(),
        numbers: report.numbers,
        words,
    }
}

/// Two names of people in reports: whether they may be one person, and what it weighs that both reports name them.
fn person_in_common(a: &Parsed, b: &Parsed) -> Option<Bits> {
    let found = compare(a, b);
    let agrees = |level: Level| {
        !matches!(
            level,
            Level::Different | Level::InitialDiffers | Level::Missing
        )
    };
    if !agrees(found.surname)
        || matches!(found.patronymic, Level::Different | Level::InitialDiffers)
    {
        return None;
    }
    match found.given {
        Level::Different | Level::InitialDiffers => None,
        // A surname alone, or with an initial.
        Level::Missing => Some(Bits(3500)),
        Level::Initial => Some(Bits(5500)),
        _ if a.part(Role::Surname).is_none() => Some(Bits(3000)),
        _ => Some(Bits(8000)),
    }
}

fn organisation_in_common(a: &OrganisationName, b: &OrganisationName) -> bool {
    matches!(
        a.beside(b),
        OrganisationLevel::Same | OrganisationLevel::Acronym | OrganisationLevel::Within
    )
}

#[cfg(test)]
mod tests;
