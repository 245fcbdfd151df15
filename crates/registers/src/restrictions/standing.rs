//! From facts to the answer.

use super::facts::{RestrictionFacts, Status, Told};
use super::finding::{
    Certainty, DaysLeft, Doubt, EndRange, EndSource, Finding, NotInForce, Standing,
};
use super::reason::Reason;
use super::why::reasons;
use super::worlds::{Believed, Course};
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
            last_told: last_told(facts),
            reasons: vec![Reason::KindDoesNotRun],
        };
    }
    let believed = Believed::all(facts);
    let agreed = believed.worlds();
    let contradicts = agreed.is_empty();
    let worlds = if contradicts {
        each_side(&believed)
    } else {
        agreed
    };
    let certainty = certainty(day, &worlds);
    let in_force = span(worlds.iter().filter_map(|c| c.ends_when_in_force(day)));
    let start = span(worlds.iter().map(|course| course.starts));
    let ends = span(worlds.iter().map(Course::all_ends));
    let told_over = facts.told.iter().any(|told| told.status.is_over());
    let standing = match certainty {
        Certainty::No => Standing::No(why_not(day, &worlds, &believed)),
        // Told as over, it has an end, known or not; contradicted, it is not the end that is in question.
        Certainty::Certainly | Certainty::Perhaps
            if !contradicts && !told_over && ends.is_some_and(DayRange::is_open_ended) =>
        {
            Standing::EndUnknown
        }
        Certainty::Certainly => Standing::Certainly,
        Certainty::Perhaps if contradicts => Standing::Perhaps(Doubt::FactsContradict),
        Certainty::Perhaps => Standing::Perhaps(doubt(day, &believed, start)),
    };
    Finding {
        day,
        standing,
        certainty,
        start,
        end: end_range(facts, ends),
        days_left: in_force.map(|ends| DaysLeft {
            min: days_from(day, ends.first),
            max: (!ends.is_open_ended()).then(|| days_from(day, ends.last)),
        }),
        last_told: last_told(facts),
        reasons: reasons(day, facts, &believed, contradicts),
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

fn why_not(day: Day, worlds: &[Course], all: &Believed<'_>) -> NotInForce {
    if worlds.iter().all(|course| course.starts.first > day) {
        return NotInForce::NotYet;
    }
    let without = without_endings(all);
    let over = Believed {
        told: &without,
        ..*all
    };
    let would_run = certainty(day, &over.worlds()) != Certainty::No;
    match latest(all.told.iter().filter(|told| told.status.is_over())) {
        Some(told) if would_run => NotInForce::Told(told.status),
        _ => NotInForce::EndPassed,
    }
}

fn doubt(day: Day, all: &Believed<'_>, start: Option<DayRange>) -> Doubt {
    let without = without_endings(all);
    if without.len() < all.told.len() {
        let dates = Believed {
            told: &without,
            ..*all
        };
        let worlds = dates.worlds();
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

fn without_endings(all: &Believed<'_>) -> Vec<Told> {
    let stays = all.told.iter().filter(|told| !told.status.is_over());
    stays.cloned().collect()
}

fn span(ranges: impl Iterator<Item = DayRange>) -> Option<DayRange> {
    ranges.reduce(DayRange::spanning)
}

fn days_from(day: Day, end: Day) -> u32 {
    u32::try_from(i64::from(end.0) - i64::from(day.0)).unwrap_or(0)
}

fn end_range(facts: &RestrictionFacts, ends: Option<DayRange>) -> Option<EndRange> {
    let days = ends.filter(|days| *days != DayRange::ANY)?;
    let (how, text) = match &facts.end {
        Some(stated) if days == DayRange::from(stated) => {
            (EndSource::Stated, stated.text().to_owned())
        }
        Some(_) => (EndSource::Stated, days.edtf()),
        None if facts.term().is_some() && !days.is_open_ended() => {
            (EndSource::Computed, days.edtf())
        }
        None => (EndSource::Bounded, days.edtf()),
    };
    Some(EndRange { days, how, text })
}

/// The latest of some tellings: by the last day its date can mean, undated ones first.
fn latest<'a>(told: impl Iterator<Item = &'a Told>) -> Option<&'a Told> {
    told.max_by_key(|told| told.on.as_ref().map(|on| (on.last(), on.first())))
}

fn last_told(facts: &RestrictionFacts) -> Option<Told> {
    latest(facts.told.iter().filter(|t| t.status != Status::Unknown)).cloned()
}
