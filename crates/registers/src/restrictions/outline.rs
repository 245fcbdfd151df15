//! How a restriction stands on any day, without the words for it.
//!
//! The courses that the facts allow have nothing to do with the day asked. They are made once; a day is then asked of
//! them by comparing numbers, so that a register of very many restrictions can be shown for one day after another. The
//! reasons are found only for the rows that somebody reads ([`super::Finding`]).

use super::facts::{Holder, RestrictionFacts};
use super::finding::{Certainty, DaysLeft};
use super::standing::last_told;
use super::worlds::{AllFacts, Believed, Course};
use crate::range::DayRange;
use aigaq_schema::{Day, PartialDate, RecordId};

/// What the facts of a restriction allow, whatever the day.
#[derive(Debug, Clone)]
pub struct Outline {
    /// The record.
    pub restriction: RecordId,
    /// Who is restricted.
    pub holder: Option<Holder>,
    worlds: Worlds,
    /// The last day of the latest telling.
    pub(super) told: Option<Day>,
}

impl Outline {
    /// The outline of a restriction.
    #[must_use]
    pub fn of(facts: &RestrictionFacts) -> Self {
        let all = AllFacts::of(facts);
        Self {
            restriction: facts.restriction,
            holder: facts.holder,
            worlds: if facts.runs {
                Worlds::of(&all)
            } else {
                Worlds::none()
            },
            told: last_told(&all.told)
                .and_then(|told| told.on.as_ref())
                .map(PartialDate::last),
        }
    }

    /// In force on a day in all worlds, in some, in none.
    #[must_use]
    pub fn certainty(&self, day: Day) -> Certainty {
        self.worlds.certainty(day)
    }

    /// The days between which its last day lies, whatever the day asked; `None` for kinds that do not run.
    #[must_use]
    pub fn ends(&self) -> Option<DayRange> {
        self.worlds.ends()
    }

    /// It begins after a day and ends by another one: in all worlds, or in some; `None`: in none, or nobody knows when it
    /// ends at the latest.
    #[must_use]
    pub fn begins_and_ends(&self, after: Day, by: Day) -> Option<Certainty> {
        let starts = self.worlds.starts()?;
        // Nearly all have begun long ago: where a term ends is not looked for.
        if starts.last <= after || starts.first > by {
            return None;
        }
        let ends = self.worlds.ends()?;
        if ends.first > by || ends.last <= after || ends.is_open_ended() {
            return None;
        }
        let certainly = starts.first > after && ends.last <= by && !self.worlds.contradict;
        Some(if certainly {
            Certainty::Certainly
        } else {
            Certainty::Perhaps
        })
    }

    /// Days left from a day on; `None` when it is not in force on it.
    pub(super) fn days_left(&self, day: Day) -> Option<DaysLeft> {
        self.worlds.days_left(day)
    }

    /// Wherever it may be in force, nothing says when it ends at the latest.
    pub(super) fn end_is_unknown(&self) -> bool {
        self.worlds.end_is_unknown
    }

    /// The days on which it is certainly in force, from the first to the last; `None` when there is no such day, or the
    /// facts contradict each other.
    #[must_use]
    pub fn certainly_in_force(&self) -> Option<DayRange> {
        if self.worlds.contradict {
            return None;
        }
        let (start, ends) = (self.worlds.starts()?, self.worlds.ends()?);
        DayRange::new(start.last, ends.first).filter(|days| days.first.is_known())
    }
}

/// The worlds of the facts; where these exclude each other, the worlds of each side.
#[derive(Debug, Clone)]
pub(super) struct Worlds {
    courses: Courses,
    /// The facts exclude each other.
    pub(super) contradict: bool,
    /// No last possible day follows from anything, and nobody told that it is over.
    pub(super) end_is_unknown: bool,
}

/// Nearly always one: it stands in place.
#[derive(Debug, Clone)]
enum Courses {
    One(Course),
    Several(Box<[Course]>),
}

impl Worlds {
    fn none() -> Self {
        Self::new(Vec::new(), false)
    }

    fn new(courses: Vec<Course>, contradict: bool) -> Self {
        Self {
            courses: match courses[..] {
                [one] => Courses::One(one),
                _ => Courses::Several(courses.into()),
            },
            contradict,
            end_is_unknown: false,
        }
    }

    pub(super) fn of(all: &AllFacts) -> Self {
        let agreed = all.worlds_with(&all.told);
        let contradict = agreed.is_empty();
        let mut worlds = if contradict {
            Self::new(
                all.ways().flat_map(|way| each_side(&way)).collect(),
                contradict,
            )
        } else {
            Self::new(agreed, contradict)
        };
        // Told as over, it has an end, known or not; contradicted, it is not the end that is in question.
        let told_over = all.told.iter().any(|told| told.status.is_over());
        worlds.end_is_unknown =
            !contradict && !told_over && worlds.ends().is_some_and(DayRange::is_open_ended);
        worlds
    }

    pub(super) fn courses(&self) -> &[Course] {
        match &self.courses {
            Courses::One(course) => std::slice::from_ref(course),
            Courses::Several(courses) => courses,
        }
    }

    /// All first days.
    pub(super) fn starts(&self) -> Option<DayRange> {
        span(self.courses().iter().map(|course| course.starts))
    }

    /// All last days.
    pub(super) fn ends(&self) -> Option<DayRange> {
        span(self.courses().iter().map(Course::all_ends))
    }

    pub(super) fn certainty(&self, day: Day) -> Certainty {
        certainty(day, self.courses())
    }

    pub(super) fn days_left(&self, day: Day) -> Option<DaysLeft> {
        let courses = self.courses().iter();
        let ends = span(courses.filter_map(|course| course.ends_when_in_force(day)))?;
        Some(DaysLeft {
            min: days_from(day, ends.first),
            max: (!ends.is_open_ended()).then(|| days_from(day, ends.last)),
        })
    }
}

/// In force on a day in all worlds, in some, in none.
pub(super) fn certainty(day: Day, worlds: &[Course]) -> Certainty {
    if !worlds.iter().any(|course| course.can_be_in(day)) {
        Certainty::No
    } else if worlds.iter().any(|course| course.can_be_out(day)) {
        Certainty::Perhaps
    } else {
        Certainty::Certainly
    }
}

pub(super) fn span(ranges: impl Iterator<Item = DayRange>) -> Option<DayRange> {
    ranges.reduce(DayRange::spanning)
}

fn days_from(day: Day, end: Day) -> u32 {
    u32::try_from(i64::from(end.0) - i64::from(day.0)).unwrap_or(0)
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
