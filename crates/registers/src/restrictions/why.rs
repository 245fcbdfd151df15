//! Gathers the reasons: what is known of the start, of the end, what was told, and what excludes what.

use super::facts::{CountedFrom, EndBasis, EndFact, RestrictionFacts, Status, Told, Until};
use super::reason::{Fact, Reason};
use super::worlds::{AllFacts, Believed, start_of};
use crate::range::DayRange;
use aigaq_schema::Day;

/// The reasons, in the order start, end, told, contradictions.
pub(super) fn reasons(
    day: Day,
    facts: &RestrictionFacts,
    all: &AllFacts,
    contradicts: bool,
) -> Vec<Reason> {
    let mut reasons = start_reasons(day, facts);
    for (end, way) in all.ends.iter().zip(all.ways()) {
        reasons.extend(end_reasons(facts, end, &way));
    }
    if all.ends.len() > 1 {
        reasons.push(Reason::OrderOfChangesUnknown);
    }
    reasons.extend(change_reasons(facts));
    let telling: Vec<&Told> = facts
        .told
        .iter()
        .filter(|told| told.status != Status::Unknown)
        .collect();
    if telling.is_empty() {
        reasons.push(Reason::StatusNotTold);
        let no_dates = facts.start.is_none() && facts.decided.is_none() && facts.end.is_none();
        let unchanged = facts.changes.is_empty() && facts.until.is_none();
        if no_dates && unchanged && facts.length.is_none() {
            reasons.push(Reason::NothingKnown);
        }
    }
    for told in telling {
        let on = told.on.as_ref().map_or(DayRange::ANY, DayRange::from);
        reasons.push(Reason::Told {
            status: told.status,
            on,
            may_be_later: on.last > day,
        });
    }
    if contradicts && let Some(way) = all.ways().next() {
        reasons.extend(contradictions(&way));
    }
    reasons
}

fn start_reasons(day: Day, facts: &RestrictionFacts) -> Vec<Reason> {
    let start = start_of(facts);
    let mut reasons = Vec::new();
    if facts.start.is_none() {
        match facts.counted_from {
            Some(CountedFrom::Release) => reasons.push(Reason::StartsAtRelease),
            Some(CountedFrom::EntryIntoForce) => reasons.push(Reason::StartsWithEntryIntoForce),
            Some(CountedFrom::Decision) if facts.decided.is_some() => {}
            _ => reasons.push(Reason::StartNotTold),
        }
    }
    if start != DayRange::ANY {
        if !start.is_exact() {
            reasons.push(Reason::StartNotExact { start });
        }
        if start.last > day {
            reasons.push(Reason::MayBeginLater { start });
        }
    }
    reasons
}

fn end_reasons(facts: &RestrictionFacts, fact: &EndFact, way: &Believed<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if let Some(Until { step, reached }) = &facts.until {
        reasons.push(Reason::EndsWithStep {
            step: step.clone(),
            reached: reached.as_ref().map(DayRange::from),
        });
    }
    // What ended it, or a stated end, is held against the term it was imposed for.
    let term = way
        .term
        .or_else(|| facts.length.and_then(|length| facts.term_of(length)));
    let computed = term.map(|term| DayRange {
        first: term.last_day(way.start.first).first,
        last: term.last_day(way.start.last).last,
    });
    if let Some(end) = way.end {
        if fact.basis != EndBasis::Step {
            reasons.push(Reason::EndStated { end });
        }
        if let Some(computed) = computed {
            if end.last < computed.first {
                reasons.push(Reason::EndBeforeTerm {
                    computed,
                    explained: fact.basis != EndBasis::AsImposed
                        || way.told.iter().any(|told| told.status.is_over()),
                });
            } else if end.first > computed.last && !matches!(fact.basis, EndBasis::Changed(_)) {
                reasons.push(Reason::EndAfterTerm { computed });
            }
        }
        return reasons;
    }
    match (fact.length, way.term, computed) {
        (Some(length), Some(term), Some(end)) => reasons.push(Reason::EndComputed {
            length: length.to_string(),
            running: term.running(),
            end,
        }),
        (Some(length), ..) => reasons.push(Reason::HoursHaveNoEndDay {
            length: length.to_string(),
        }),
        (None, ..) if facts.until.is_none() => reasons.push(Reason::EndNotTold),
        (None, ..) => {}
    }
    reasons
}

/// The changes by their days, then kind: the same in whatever order they were written down.
fn change_reasons(facts: &RestrictionFacts) -> Vec<Reason> {
    let mut changes: Vec<_> = facts.changes.iter().map(|c| (c.days(), c.kind)).collect();
    changes.sort_by_key(|(on, kind)| (on.first, on.last, *kind));
    changes.dedup();
    changes
        .into_iter()
        .map(|(on, kind)| Reason::Changed { kind, on })
        .collect()
}

/// The pairs of facts that exclude each other.
fn contradictions(all: &Believed<'_>) -> Vec<Reason> {
    let nothing = Believed::nothing();
    let mut facts = vec![(
        Fact::Start,
        Believed {
            start: all.start,
            ..nothing
        },
    )];
    if all.end.is_some() {
        facts.push((
            Fact::End,
            Believed {
                end: all.end,
                ..nothing
            },
        ));
    } else if all.term.is_some() {
        // A length says something only from its start on.
        facts.push((Fact::Length, Believed { told: &[], ..*all }));
    }
    for told in all.told.chunks(1) {
        if let [Told { status, on }] = told {
            let on = on.as_ref().map_or(DayRange::ANY, DayRange::from);
            let fact = Fact::Told {
                status: *status,
                on,
            };
            facts.push((fact, Believed { told, ..nothing }));
        }
    }
    let mut found: Vec<Reason> = Vec::new();
    for (i, (one, a)) in facts.iter().enumerate() {
        for (other, b) in &facts[i + 1..] {
            let told = [a.told, b.told].concat();
            let both = Believed {
                start: if a.start == DayRange::ANY {
                    b.start
                } else {
                    a.start
                },
                end: a.end.or(b.end),
                term: a.term.or(b.term),
                told: &told,
            };
            // The start already excludes it: the length adds nothing.
            let again = *one == Fact::Length
                && found.iter().any(|reason| {
                    matches!(reason, Reason::Contradiction { one: Fact::Start, other: o } if o == other)
                });
            if !again && both.worlds().is_empty() {
                found.push(Reason::Contradiction {
                    one: *one,
                    other: *other,
                });
            }
        }
    }
    if found.is_empty() {
        found.push(Reason::FactsDoNotFit);
    }
    found
}
