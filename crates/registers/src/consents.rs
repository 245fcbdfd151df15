//! Consents: of all that a person said of being named, or of handing over what is written about them, what decides.
//!
//! The one place that weighs them: for the names in what is published, for the words of those who told us something, for
//! the forms about a person, and for what the checks find.
//!
//! - A consent allows only what it says: the use and the circle must both be told. A consent for everybody is one for
//!   partners too.
//! - A plain refusal holds for its circle (partners, everybody), one without a circle for all outside. What is taken
//!   back, *internal only*, or said for the circle *internal*, holds for all outside, whatever circle was meant.
//! - What allows more takes the place of what allows less only where it was certainly said later: of an allowance the
//!   first day counts on which it may have been given, of a refusal the last. So a refusal without a day beats all, and
//!   of the same day the refusal. Of one that is taken back the day on which that was done counts, and no other.
//! - That a person was not asked says nothing: it allows nothing, and leaves standing what they said when they were.
//! - Where the statements of a consent contradict each other it allows nothing, and refuses.

use crate::range::DayRange;
use aigaq_schema::{Day, Schema};

/// For whom outside the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Circle {
    /// Partner organisations and mechanisms.
    Partners,
    /// Everybody.
    Public,
}

impl Circle {
    const fn code(self) -> &'static str {
        match self {
            Self::Partners => "partners",
            Self::Public => "public",
        }
    }
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose<'u> {
    /// To name the person in what is published or shared.
    Name,
    /// To repeat what the person told us, in their own words, in what is published or shared.
    Words,
    /// To hand over what is written about the person, for this use (a code of the list `consent_uses`).
    HandOver(&'u str),
}

impl Purpose<'static> {
    /// To stand by name on a list of political prisoners.
    pub const PRISONER_LIST: Self = Self::HandOver("prisoner_list");

    /// For what an output about a person (a code of the list `outputs`) is handed over; `None` of one that is published.
    #[must_use]
    pub fn of_output(code: &str) -> Option<Self> {
        match code {
            "wgad_questionnaire" | "special_procedures_letter" => {
                Some(Self::HandOver("un_submission"))
            }
            "urgent_appeal" => Some(Self::HandOver("appeal")),
            _ => None,
        }
    }
}

/// What is to be done, for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Wish<'u> {
    /// What.
    pub purpose: Purpose<'u>,
    /// For whom.
    pub circle: Circle,
}

/// What was said of it. The greater is the stricter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Allowed, with the name.
    Named,
    /// The name is public already.
    AlreadyPublic,
    /// Allowed so that nobody can tell who it is.
    WithoutName,
    /// Refused, or something else was agreed.
    Refused,
    /// Taken back.
    TakenBack,
}

impl Verdict {
    /// The name may be told.
    #[must_use]
    pub const fn names(self) -> bool {
        matches!(self, Self::Named | Self::AlreadyPublic)
    }
}

/// One consent as it is recorded; what its sources contradict each other on is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConsentFacts {
    /// For what: a code of the list `consent_uses`.
    pub used: Option<String>,
    /// For whom: a code of the list `audiences`.
    pub circle: Option<String>,
    /// What: a code of the list `consent_states`.
    pub state: Option<String>,
    /// When it was given, as far as it is known.
    pub given: Option<DayRange>,
    /// When it was taken back, if it was; [`DayRange::ANY`] when nobody told the day.
    pub taken_back: Option<DayRange>,
    /// Its statements contradict each other on whose it is, for what, for whom, or what.
    pub contradicts: bool,
}

/// What one consent says of a wish, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Word {
    verdict: Verdict,
    on: DayRange,
}

/// What decides about a wish, of all that one person said; `None` when nothing was said of it.
#[must_use]
pub fn decided(consents: &[ConsentFacts], wish: Wish<'_>) -> Option<Verdict> {
    let said = |circle| {
        let wish = Wish { circle, ..wish };
        consents.iter().filter_map(move |one| one.word(wish))
    };
    let of_all = weighed(said(Circle::Public));
    let decisive = match wish.circle {
        Circle::Public => of_all,
        // Partners read what everybody may; a plain refusal of everybody does not speak of them, if something else does.
        Circle::Partners => {
            let allowed = of_all.filter(|word| word.verdict.names());
            weighed(said(Circle::Partners).chain(allowed)).or(of_all)
        }
    };
    decisive.map(|word| word.verdict)
}

/// What decides about repeating the words of a source; `None` when they were not asked. Whoever allowed it for partners,
/// and was asked no more, did not allow it for everybody.
#[must_use]
pub fn decided_of_words(consents: &[ConsentFacts], circle: Circle) -> Option<Verdict> {
    let purpose = Purpose::Words;
    let of = |circle| decided(consents, Wish { purpose, circle });
    match circle {
        Circle::Partners => of(circle),
        Circle::Public => of(circle).or_else(|| of(Circle::Partners).map(|_| Verdict::Refused)),
    }
}

/// The strictest word whose place none that allows more has taken.
fn weighed(words: impl Iterator<Item = Word>) -> Option<Word> {
    let words: Vec<Word> = words.collect();
    let is_replaced = |word: &Word| {
        let milder = words.iter().filter(|other| other.verdict < word.verdict);
        milder
            .map(|other| other.on.first)
            .max()
            .is_some_and(|first| first > word.on.last)
    };
    words
        .iter()
        .filter(|word| !is_replaced(word))
        .max_by_key(|word| word.verdict)
        .copied()
}

impl ConsentFacts {
    /// `None` when it says nothing of the wish: it is about another use, or another circle.
    fn word(&self, wish: Wish<'_>) -> Option<Word> {
        let (state, circle) = (self.state.as_deref(), self.circle.as_deref());
        let is_back = self.is_taken_back();
        if state == Some("not_asked") && !is_back && !self.contradicts {
            return None;
        }
        let for_all = is_back || state == Some("internal_only") || circle == Some("internal");
        let used = self.used.as_deref();
        if !used.is_none_or(|used| wish.is_of_use(used, for_all)) {
            return None;
        }
        let verdict = if is_back {
            Verdict::TakenBack
        } else if for_all || self.contradicts {
            Verdict::Refused
        } else {
            wish.purpose.verdict(state)?
        };
        if verdict < Verdict::Refused {
            let is_allowed = used.is_some() && self.is_allowed(wish);
            return is_allowed.then(|| Word {
                verdict,
                on: self.said_on(verdict),
            });
        }
        let elsewhere = matches!(circle, Some("partners" | "public"))
            && circle != Some(wish.circle.code())
            && !for_all
            && !self.contradicts;
        (!elsewhere).then(|| Word {
            verdict,
            on: self.said_on(verdict),
        })
    }

    /// What allows something is said of just this circle.
    fn is_allowed(&self, wish: Wish<'_>) -> bool {
        let circle = self.circle.as_deref();
        match (self.state.as_deref(), wish.circle) {
            // One body that is named in the consent is a circle of its own, and a narrow one.
            (Some("named_mechanism"), of) => of == Circle::Partners,
            // Sharing with partners is for partners, whoever else may read of it.
            (_, Circle::Partners) if self.used.as_deref() == Some("partner_sharing") => {
                matches!(circle, Some("partners" | "public"))
            }
            (_, of) => circle == Some(of.code()),
        }
    }

    /// When it was said; what is not known counts against the name.
    fn said_on(&self, verdict: Verdict) -> DayRange {
        let given = self.given.unwrap_or(DayRange {
            first: Day::MIN,
            last: match verdict.names() {
                true => Day::MIN,
                false => Day::MAX,
            },
        });
        match self.taken_back {
            // Of a consent without a day it is known when it was taken back.
            Some(back) => DayRange {
                first: back.first,
                last: self
                    .given
                    .map_or(back.last, |given| given.last.max(back.last)),
            },
            // Taken back nobody knows when: the day of the consent may be the one on which it was given.
            None if self.is_taken_back() => DayRange {
                last: Day::MAX,
                ..given
            },
            None => given,
        }
    }

    /// It was taken back.
    #[must_use]
    pub fn is_taken_back(&self) -> bool {
        self.taken_back.is_some() || self.state.as_deref() == Some("withdrawn")
    }
}

impl Wish<'_> {
    /// A consent for this use speaks of the wish. What a person does not want partners to hear, and takes back for all,
    /// is not for everybody either.
    fn is_of_use(self, used: &str, for_all: bool) -> bool {
        match self.purpose {
            Purpose::Name | Purpose::Words => {
                let shared = self.circle == Circle::Partners || for_all;
                used == "publish" || shared && used == "partner_sharing"
            }
            Purpose::HandOver(of) => used == of,
        }
    }
}

impl Purpose<'_> {
    /// What a state says, where its circle is the right one; `None` when it says nothing.
    fn verdict(self, state: Option<&str>) -> Option<Verdict> {
        Some(match (self, state) {
            (_, Some("named")) => Verdict::Named,
            (Self::Name | Self::Words, Some("already_public")) => Verdict::AlreadyPublic,
            (Self::Name, _) => Verdict::Refused,
            (Self::HandOver(_), Some("named_mechanism")) => Verdict::Named,
            (Self::HandOver(_) | Self::Words, Some("without_identity")) => Verdict::WithoutName,
            // Nobody knows what they answered: as if they had not been asked.
            (Self::Words, None | Some("unknown")) => return None,
            (Self::Words, Some(_)) => Verdict::Refused,
            // That it is public already does not say that the person wants it to be handed over.
            (Self::HandOver(_), None | Some("unknown" | "already_public")) => return None,
            (Self::HandOver(_), Some(_)) => Verdict::Refused,
        })
    }
}

/// Where a record names a person to whom something was done, or who asks something for themselves: type and property.
pub const PRIVATE: [(&str, &str); 4] = [
    ("restriction", "actor"),
    ("case", "party"),
    ("application", "applicant"),
    ("listing", "person"),
];

/// What the records know of somebody's office, of all records that are one with theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficeFacts {
    /// As whom they act: codes of the list `threat_sources`.
    pub classes: Vec<String>,
    /// A record of [`PRIVATE`] names them.
    pub is_private: bool,
    /// Their parts in acts: codes of the list `involvement_roles`; `None` where nobody told which.
    pub roles: Vec<Option<String>>,
}

impl OfficeFacts {
    /// Somebody who acts for the state, and to whom nothing is done in the records: a judge who is a victim too is a
    /// private person in that. They are named for what they do in office without being asked.
    #[must_use]
    pub fn is_official(&self, schema: &Schema) -> bool {
        let list = schema.list("threat_sources");
        let of_state = |class: &String| {
            let entry = list.and_then(|list| list.get(class));
            entry.is_some_and(|entry| entry.has_flag("state"))
        };
        let acts = |role: &Option<String>| {
            let role = role.as_deref();
            role.is_some_and(|role| role.starts_with("perpetrator"))
        };
        !self.classes.is_empty()
            && self.classes.iter().all(of_state)
            && !self.is_private
            && self.roles.iter().all(acts)
    }
}
