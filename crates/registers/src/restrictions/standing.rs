//! From facts to the answer.

use super::facts::{EndBasis, RestrictionFacts, Status, Told};
use super::finding::{Certainty, Doubt, EndRange, EndSource, Finding, NotInForce, Standing};
use super::outline::{Worlds, certainty, span};
use super::reason::Reason;
use super::why::reasons;
use super::worlds::{AllFacts, Course};
use crate::range::DayRange;
use aigaq_schema::Day;

pub(super) fn find(day: Day, facts: &RestrictionFacts) -> Finding {
    if !facts.runs {
        return Finding {
            day,
            standing: Standing::No(NotInForce::KindDoesNotRun),
            certainty: Certainty::No,
            start: None,
            end: None,
            days_left: None,
            last_told: last_told(&facts.told).cloned(),
            reasons: vec![Reason::KindDoesNotRun],
        };
    }
    let all = AllFacts::of(facts);
    let worlds = Worlds::of(&all);
    let certainty = worlds.certainty(day);
    let start = worlds.starts();
    let standing = match certainty {
        Certainty::No => Standing::No(why_not(day, worlds.courses(), facts, &all)),
        Certainty::Certainly | Certainty::Perhaps if worlds.end_is_unknown => Standing::EndUnknown,
        Certainty::Certainly => Standing::Certainly,
        Certainty::Perhaps if worlds.contradict => Standing::Perhaps(Doubt::FactsContradict),
        Certainty::Perhaps => Standing::Perhaps(doubt(day, &all, start)),
    };
    Finding {
        day,
        standing,
        certainty,
        start,
        end: end_range(facts, &all, worlds.ends()),
        days_left: worlds.days_left(day),
        last_told: last_told(&all.told).cloned(),
        reasons: reasons(day, facts, &all, worlds.contradict),
    }
}

fn why_not(day: Day, worlds: &[Course], facts: &RestrictionFacts, all: &AllFacts) -> NotInForce {
    if worlds.iter().all(|course| course.starts.first > day) {
        return NotInForce::NotYet;
    }
    if let Some((kind, _)) = facts.ended_by() {
        // As it was before it was ended: would it still run?
        let kept = facts.changes.iter().filter(|change| !change.kind.ends());
        let before = RestrictionFacts {
            changes: kept.cloned().collect(),
            ..facts.clone()
        };
        let before = AllFacts::of(&before);
        let told = without_endings(&before);
        if certainty(day, &before.worlds_with(&told)) != Certainty::No {
            return NotInForce::Changed(kind);
        }
        return NotInForce::EndPassed;
    }
    let without = without_endings(all);
    let would_run = certainty(day, &all.worlds_with(&without)) != Certainty::No;
    match latest(all.told.iter().filter(|told| told.status.is_over())) {
        Some(told) if would_run => NotInForce::Told(told.status),
        _ => NotInForce::EndPassed,
    }
}

fn doubt(day: Day, all: &AllFacts, start: Option<DayRange>) -> Doubt {
    let without = without_endings(all);
    if without.len() < all.told.len() {
        let worlds = all.worlds_with(&without);
        let open = span(worlds.iter().map(Course::all_ends)).is_some_and(DayRange::is_open_ended);
        if open || certainty(day, &worlds) == Certainty::Certainly {
            return Doubt::OverAtUnknownTime;
        }
    }
    if start.is_some_and(|start| start.last > day) {
        Doubt::MayBeginLater
    } else {
        Doubt::MayHaveEnded
    }
}

fn without_endings(all: &AllFacts) -> Vec<Told> {
    let stays = all.told.iter().filter(|told| !told.status.is_over());
    stays.cloned().collect()
}

fn end_range(facts: &RestrictionFacts, all: &AllFacts, ends: Option<DayRange>) -> Option<EndRange> {
    let days = ends.filter(|days| *days != DayRange::ANY)?;
    let stated = all.ends.iter().any(|end| end.end.is_some());
    let how = match all.ends.first().map(|end| end.basis) {
        Some(EndBasis::Ended(_) | EndBasis::Changed(_)) if stated => EndSource::Changed,
        Some(EndBasis::Step) => EndSource::Step,
        _ if stated => EndSource::Stated,
        _ if all.ways().any(|way| way.term.is_some()) && !days.is_open_ended() => {
            EndSource::Computed
        }
        _ => EndSource::Bounded,
    };
    let text = match &facts.end {
        Some(end) if how == EndSource::Stated && days == DayRange::from(end) => {
            end.text().to_owned()
        }
        _ => days.edtf(),
    };
    Some(EndRange { days, how, text })
}

/// The latest of some tellings: by the last day its date can mean, undated ones first. Of one day, the one that tells
/// more: how it ended before that it did, and anything before nothing; so that their order has no say.
fn latest<'a>(told: impl Iterator<Item = &'a Told>) -> Option<&'a Told> {
    told.max_by_key(|told| {
        let on = told.on.as_ref().map(|on| (on.last(), on.first()));
        (on, told.status != Status::Unknown, told.status)
    })
}

/// The latest telling that says something.
pub(super) fn last_told(told: &[Told]) -> Option<&Told> {
    latest(told.iter().filter(|t| t.status != Status::Unknown))
}
