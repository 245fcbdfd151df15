//! The records that are one, as people decided: who belongs to them, by which decisions, and how well it holds.

use super::explained::strength;
use super::queue::CandidateKind;
use super::{Verdict, material::names};
use crate::error::WorkspaceError;
use crate::history::{device, when};
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use aigaq_matching::clusters::weakest_link;
use aigaq_matching::decision::Holds;
use aigaq_schema::{ChangeSetId, RecordId, Value};
use aigaq_view::Reader;

/// The records that are one with a record, and what was decided about it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ClusterView {
    /// All that are one, the one that stands for them first. One member: nobody decided that it is one with another.
    pub members: Vec<MemberView>,
    /// Decisions that hold it together or keep others apart from it, the newest first.
    pub decided: Vec<DecidedPair>,
    /// Decisions that take no effect, because others speak against them.
    pub clashes: Vec<ClashView>,
}

/// One of the records.
#[derive(Debug, Clone, serde::Serialize)]
pub struct MemberView {
    /// The record.
    pub named: Named,
    /// All its names.
    pub names: Vec<String>,
}

/// A decision about two records.
#[derive(Debug, Clone, serde::Serialize)]
pub struct DecidedPair {
    /// The judgement.
    pub judgement: RecordId,
    /// What was decided.
    pub verdict: Verdict,
    /// In words.
    pub verdict_label: String,
    /// The one.
    pub one: Named,
    /// The other.
    pub other: Named,
    /// Why, if it was said.
    pub reason: String,
    /// When it was recorded.
    pub when: String,
    /// By which device.
    pub device: String,
    /// In which change-set.
    pub change_set: ChangeSetId,
}

/// A "same" that takes no effect.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ClashView {
    /// The two that were said to be one.
    pub same: (Named, Named),
    /// The two that were said to be different, and stay apart.
    pub different: (Named, Named),
}

/// Where the records that are one hang together least.
#[derive(Debug, Clone, serde::Serialize)]
pub struct WeakestView {
    /// The two records.
    pub pair: (Named, Named),
    /// How likely these two are one, in words.
    pub strength: String,
    /// The evidence in bits.
    pub bits: f64,
    /// Those that would part: on the side of the first.
    pub one: Vec<Named>,
    /// On the side of the second.
    pub other: Vec<Named>,
}

impl Workspace {
    /// Who is one with a record, and what was decided about it. `None` when it is not there or may not be seen.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn cluster(
        &self,
        ask: &Asking,
        record: RecordId,
    ) -> Result<Option<ClusterView>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        if self.view.brief(&ask.reader, record)?.is_none() {
            return Ok(None);
        }
        let sameness = self.sameness()?;
        let ids = sameness.clusters.members(record);
        let mut members = Vec::new();
        for id in &ids {
            if let Some(brief) = self.view.brief(&ask.reader, *id)? {
                members.push(MemberView {
                    named: naming.named(&brief)?,
                    names: names(&brief),
                });
            }
        }
        let mut about: Vec<_> = sameness
            .held
            .iter()
            .filter(|((one, other), ..)| ids.contains(one) || ids.contains(other))
            .collect();
        about.sort_by_key(|(_, _, by)| std::cmp::Reverse(*by));
        let mut decided = Vec::new();
        for ((one, other), holds, (_, judgement)) in about {
            decided.extend(decided_pair(&naming, judgement, (one, other), holds)?);
        }
        let mut clashes = Vec::new();
        for clash in sameness.clusters.clashes() {
            let (a, b) = clash.pair;
            if !ids.contains(&a) && !ids.contains(&b) {
                continue;
            }
            if let (Some(same), Some(different)) =
                (both(&naming, clash.pair)?, both(&naming, clash.apart)?)
            {
                clashes.push(ClashView { same, different });
            }
        }
        Ok(Some(ClusterView {
            members,
            decided,
            clashes,
        }))
    }

    /// As what a record is compared; `None` when such records are not.
    fn kind_of(&self, record: RecordId) -> Result<Option<CandidateKind>, WorkspaceError> {
        let Some(brief) = self.view.brief(&Reader::keeper(), record)? else {
            return Ok(None);
        };
        let person = brief.value("kind") == Some(&Value::term("person"));
        Ok(match brief.record_type.as_str() {
            "actor" if person => Some(CandidateKind::People),
            "actor" => Some(CandidateKind::Organisations),
            "event" => Some(CandidateKind::Events),
            "act" => Some(CandidateKind::Acts),
            _ => None,
        })
    }

    /// Where the records that are one with a record hang together least; `None` when it is alone.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn weakest(
        &self,
        ask: &Asking,
        record: RecordId,
    ) -> Result<Option<WeakestView>, WorkspaceError> {
        let members = self.one_with(record)?;
        if members.len() < 2 {
            return Ok(None);
        }
        let naming = Naming::new(&self.view, *ask);
        let Some(kind) = self.kind_of(record)? else {
            return Ok(None);
        };
        let candidates = self.candidates(kind)?;
        let Some(link) = weakest_link(&members, |a, b| candidates.evidence(a, b)) else {
            return Ok(None);
        };
        let all = |ids: &[RecordId]| -> Result<Vec<Named>, WorkspaceError> {
            let mut found = Vec::with_capacity(ids.len());
            for id in ids {
                found.extend(naming.by_id(*id)?);
            }
            Ok(found)
        };
        let Some(pair) = both(&naming, link.pair)? else {
            return Ok(None);
        };
        Ok(Some(WeakestView {
            pair,
            strength: naming.words.say(strength(link.bits.as_f64())),
            bits: link.bits.as_f64(),
            one: all(&link.one)?,
            other: all(&link.other)?,
        }))
    }
}

fn both(
    naming: &Naming<'_>,
    (one, other): (RecordId, RecordId),
) -> Result<Option<(Named, Named)>, WorkspaceError> {
    Ok(match (naming.by_id(one)?, naming.by_id(other)?) {
        (Some(one), Some(other)) => Some((one, other)),
        _ => None,
    })
}

fn decided_pair(
    naming: &Naming<'_>,
    judgement: RecordId,
    pair: (RecordId, RecordId),
    holds: Holds,
) -> Result<Option<DecidedPair>, WorkspaceError> {
    let Some((one, other)) = both(naming, pair)? else {
        return Ok(None);
    };
    let Some(page) = naming.view.record_alone(&naming.ask.reader, judgement)? else {
        return Ok(None);
    };
    let reason = page.brief.value("reason").map(Value::plain);
    let Some(first) = page.history.into_iter().next() else {
        return Ok(None);
    };
    let verdict = match holds {
        Holds::Same => Verdict::Same,
        Holds::Different => Verdict::Different,
        Holds::Unsure => Verdict::Unsure,
    };
    Ok(Some(DecidedPair {
        judgement,
        verdict,
        verdict_label: naming.code("judgement_kinds", verdict.code()),
        one,
        other,
        reason: reason.unwrap_or_default(),
        when: when(
            first.spoken.claimed,
            &first.spoken.zone,
            naming.ask.language,
        ),
        device: device(&first.spoken.device),
        change_set: first.spoken.change_set,
    }))
}
