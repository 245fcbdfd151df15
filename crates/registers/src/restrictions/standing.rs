//! From facts to the answer.

use super::facts::{EndBasis, RestrictionFacts, Status, Told};
use super::finding::{
    Certainty, DaysLeft, Doubt, EndRange, EndSource, Finding, NotInForce, Standing,
};
use super::reason::Reason;
use super::why::reasons;
use super::worlds::{AllFacts, Believed, Course};
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
            last_told: last_told(&facts.told),
            reasons: vec![Reason::KindDoesNotRun],
        };
    }
    let all = AllFacts::of(facts);
    let agreed = all.worlds_with(&all.told);
    let contradicts = agreed.is_empty();
    let worlds = if contradicts {
        all.ways().flat_map(|way| each_side(&way)).collect()
    } else {
        agreed
    };
    let certainty = certainty(day, &worlds);
    let in_force = span(worlds.iter().filter_map(|c| c.ends_when_in_force(day)));
    let start = span(worlds.iter().map(|course| course.starts));
    let ends = span(worlds.iter().map(Course::all_ends));
    let told_over = all.told.iter().any(|told| told.status.is_over());
    let standing = match certainty {
        Certainty::No => Standing::No(why_not(day, &worlds, facts, &all)),
        // Told as over, it has an end, known or not; contradicted, it is not the end that is in question.
        Certainty::Certainly | Certainty::Perhaps
            if !contradicts && !told_over && ends.is_some_and(DayRange::is_open_ended) =>
        {
            Standing::EndUnknown
        }
        Certainty::Certainly => Standing::Certainly,
        Certainty::Perhaps if contradicts => Standing::Perhaps(Doubt::FactsContradict),
        Certainty::Perhaps => Standing::Perhaps(doubt(day, &all, start)),
    };
    Finding {
        day,
        standing,
        certainty,
        start,
        end: end_range(facts, &all, ends),
        days_left: in_force.map(|ends| DaysLeft {
            min: days_from(day, ends.first),
            max: (!ends.is_open_ended()).then(|| days_from(day, ends.last)),
        }),
        last_told: last_told(&all.told),
        reasons: reasons(day, facts, &all, contradicts),
    }
}

impl RestrictionFacts {
    /// The days on which it is certainly in force, from the first to the last; `None` when there is no such day, or the
    /// facts contradict each other.
    #[must_use]
    pub fn certainly_in_force(&self) -> Option<DayRange> {
        if !self.runs {
            return None;
        }
        let all = AllFacts::of(self);
        let worlds = all.worlds_with(&all.told);
        let start = span(worlds.iter().map(|course| course.starts))?;
        let ends = span(worlds.iter().map(Course::all_ends))?;
        DayRange::new(start.last, ends.first).filter(|days| days.first.is_known())
    }
}

fn certainty(day: Day, worlds: &[Course]) -> Certainty {
    if !worlds.iter().any(|c| c.ends_when_in_force(day).is_some()) {
        Certainty::No
    } else if worlds.iter().any(|course| course.can_be_out(day)) {
        Certainty::Perhaps
    } else {
        Certainty::Certainly
    }
}

/// The facts exclude each other: the worlds of the dates, and of each telling with as many dates as it agrees with.
fn each_side(all: &Believed<'_>) -> Vec<Course> {
    let dates = Believed { told: &[], ..*all };
    let start = Believed {
        start: all.start,
        ..Believed::nothing()
    };
    let mut worlds = dates.worlds();
    if worlds.is_empty() {
        worlds = start.worlds();
        worlds.extend(
            Believed {
                end: all.end,
                ..Believed::nothing()
            }
            .worlds(),
        );
    }
    for told in all.told.chunks(1) {
        let sides = [dates, start, Believed::nothing()];
        worlds.extend(
            sides
                .into_iter()
                .map(|side| Believed { told, ..side }.worlds())
                .find(|side| !side.is_empty())
                .unwrap_or_default(),
        );
    }
    worlds
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

fn span(ranges: impl Iterator<Item = DayRange>) -> Option<DayRange> {
    ranges.reduce(DayRange::spanning)
}

fn days_from(day: Day, end: Day) -> u32 {
    u32::try_from(i64::from(end.0) - i64::from(day.0)).unwrap_or(0)
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

fn last_told(told: &[Told]) -> Option<Told> {
    latest(told.iter().filter(|t| t.status != Status::Unknown)).cloned()
}
