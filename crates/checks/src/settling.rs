//! Settling: findings that a person has looked at, kept apart from those still open.
//!
//! A settlement is a judgement record (`kind` = `settle`) that names the finding by its key. It holds as long as what
//! the finding rests on stays as it is; when a value changes, the finding is another one and is told again. A finding
//! of a period is settled for that period alone.

use crate::finding::{Finding, Kind, of_period};
use crate::input::{Asked, Record, Records};
use aigaq_schema::{RecordId, Value};
use std::collections::{BTreeMap, BTreeSet};

/// How a finding was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// The records were corrected, or will be at their source.
    Fixed,
    /// One of the values was adopted.
    Adopted,
    /// Both are right, and it is said why.
    Explained,
    /// It is not worth settling, and it is said why.
    Ignored,
}

impl Way {
    /// All ways.
    pub const ALL: [Self; 4] = [Self::Fixed, Self::Adopted, Self::Explained, Self::Ignored];

    /// Its code in the list `settlements`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Adopted => "adopted",
            Self::Explained => "explained",
            Self::Ignored => "ignored",
        }
    }

    /// The way of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// A finding that a person settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// The judgement.
    pub judgement: RecordId,
    /// The key of the finding.
    pub finding: String,
    /// How; nothing when the judgement does not say.
    pub way: Option<Way>,
    /// Why.
    pub reason: String,
}

/// What the checks found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// What nobody has settled, in the order of weight and kind.
    pub open: Vec<Finding>,
    /// What a person has settled, with how.
    pub settled: Vec<(Finding, Settlement)>,
    /// Settlements of findings that are no longer found: what they rested on has changed. Those of periods that were
    /// not asked about are not among them.
    pub past: Vec<Settlement>,
}

/// Puts findings in order, tells none twice, and keeps the settled ones apart. Of the records only the judgements are
/// looked at.
#[must_use]
pub fn sort_out(records: &Records<'_>, asked: &Asked, found: Vec<Finding>) -> Findings {
    let mut settlements: BTreeMap<String, Settlement> = BTreeMap::new();
    for record in records.of_type("judgement") {
        if let Some(settlement) = settlement(record) {
            settlements
                .entry(settlement.finding.clone())
                .or_insert(settlement);
        }
    }
    let mut keyed: Vec<(String, Finding)> = found.into_iter().map(|f| (f.key(), f)).collect();
    let rank = |kind: Kind| Kind::ALL.iter().position(|k| *k == kind);
    keyed.sort_by(|(a_key, a), (b_key, b)| {
        (a.weight, rank(a.kind), a.message.key, a_key).cmp(&(
            b.weight,
            rank(b.kind),
            b.message.key,
            b_key,
        ))
    });
    let mut told = BTreeSet::new();
    let mut findings = Findings::default();
    for (key, finding) in keyed {
        if !told.insert(key.clone()) {
            continue;
        }
        match settlements.remove(&key) {
            Some(settlement) => findings.settled.push((finding, settlement)),
            None => findings.open.push(finding),
        }
    }
    let asked = asked.period.map(of_period);
    let of_asked = |past: &Settlement| {
        let period = period_of(&past.finding);
        period.is_none() || period == asked.as_deref()
    };
    findings.past = settlements.into_values().filter(of_asked).collect();
    findings
}

/// The period in the key of a finding.
fn period_of(key: &str) -> Option<&str> {
    match key.split('-').collect::<Vec<_>>()[..] {
        [_, period, _] => Some(period),
        _ => None,
    }
}

fn settlement(record: &Record<'_>) -> Option<Settlement> {
    if record.term("kind") != Some("settle") {
        return None;
    }
    let text = |property: &str| record.text(property).map(|(_, text)| text.to_owned());
    Some(Settlement {
        judgement: record.id,
        finding: text("finding")?,
        way: record.said("settlement").find_map(|s| match &s.value {
            Value::Term(code) => Way::from_code(code),
            _ => None,
        }),
        reason: text("reason").unwrap_or_default(),
    })
}
