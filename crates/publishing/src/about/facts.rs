//! What is known of a person, as it is told: each answer with all that the sources say and where they say it.

use crate::document::RecordId;
use crate::input::Happening;
use crate::notes::Citation;
use crate::restrictions::RestrictionRow;

/// Something that is told, with where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// What is told.
    pub text: String,
    /// Where.
    pub citations: Vec<Citation>,
}

/// What is told on one question; nothing where nothing was recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// What is told, what holds first.
    pub told: Vec<Told>,
    /// They are tellings of one thing that differ, not several things.
    pub differ: bool,
}

impl Answer {
    /// An answer without a source: what was typed or follows from other records.
    pub fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        let told = (!text.trim().is_empty()).then(|| Told {
            text,
            citations: Vec::new(),
        });
        Self {
            told: told.into_iter().collect(),
            differ: false,
        }
    }

    /// Nothing was recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }
}

/// What a person allowed for the use that a form needs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Consent {
    /// No consent for this use was ever recorded.
    #[default]
    NeverAsked,
    /// Refused, kept within the group, or told in ways that contradict each other.
    Refused,
    /// Taken back.
    TakenBack,
    /// Allowed so that nobody can tell who it is.
    WithoutName,
    /// Allowed with the name.
    Named,
}

/// A time in which somebody was deprived of liberty, or the moment in which it began.
#[derive(Debug, Clone, Default)]
pub struct Deprivation {
    /// Its record.
    pub record: Option<RecordId>,
    /// What it was: an arrest, a term, house arrest.
    pub kind: Answer,
    /// It began a deprivation of liberty: an arrest. Else it is one that lasted.
    pub is_arrest: bool,
    /// When it began.
    pub from: Answer,
    /// When it ended.
    pub until: Answer,
    /// How long it was to last.
    pub length: Answer,
    /// Where.
    pub place: Answer,
    /// By whom; of a detention, who ordered it or held the person.
    pub by: Answer,
    /// The law that was given as its ground.
    pub law: Answer,
    /// The reasons, as they are told.
    pub reasons: Answer,
    /// What came of it.
    pub outcome: Answer,
}

/// A case to which the person is a party.
#[derive(Debug, Clone, Default)]
pub struct CaseFacts {
    /// Its record.
    pub record: Option<RecordId>,
    /// What it is called, and its kind.
    pub title: String,
    /// The courts and authorities.
    pub bodies: Answer,
    /// The accusation.
    pub charge: Answer,
    /// Under which law.
    pub law: Answer,
    /// When it was opened.
    pub opened: Answer,
    /// When it was decided.
    pub decided: Answer,
    /// How it ended.
    pub outcome: Answer,
    /// What international bodies said of it.
    pub international: Answer,
    /// Its steps, in order.
    pub stages: Vec<Happening>,
}

/// All that is known of one person.
#[derive(Debug, Clone, Default)]
pub struct PersonFacts {
    /// Their record.
    pub record: Option<RecordId>,
    /// Their name, or the number under which they are told of.
    pub name: String,
    /// They are named in this edition.
    pub is_named: bool,
    /// Names and spellings.
    pub names: Answer,
    /// Gender.
    pub gender: Answer,
    /// Birth.
    pub birth: Answer,
    /// Death.
    pub death: Answer,
    /// Country.
    pub country: Answer,
    /// Numbers of documents.
    pub identifiers: Answer,
    /// Work, office, activity.
    pub activity: Answer,
    /// What must be known about their health.
    pub health: Answer,
    /// Relatives, lawyers, organisations.
    pub relations: Answer,
    /// Where the group keeps how to reach them; nothing where the reader may not see it.
    pub contact: Answer,
    /// Arrests and detentions, in order.
    pub deprivations: Vec<Deprivation>,
    /// What was done to them, in order.
    pub suffered: Vec<Happening>,
    /// What they are said to have done to others, in order.
    pub done: Vec<Happening>,
    /// Cases, in order.
    pub cases: Vec<CaseFacts>,
    /// Restrictions, in order.
    pub restrictions: Vec<RestrictionRow>,
    /// Decisions of courts and international bodies, complaints, appeals, visits: what was undertaken, in order.
    pub steps: Vec<Happening>,
    /// Notices and applications of theirs, in order.
    pub applications: Vec<Happening>,
    /// Decisions on lists of prisoners, in order.
    pub listings: Vec<Happening>,
    /// Rights violated or being exercised, with their articles.
    pub rights: Vec<String>,
    /// Laws that the authorities cited.
    pub laws: Answer,
    /// Where what is told of them differs: a question, and the tellings.
    pub contradictions: Vec<(String, Answer)>,
    /// What they allowed for the use of the form.
    pub consent: Consent,
    /// The consent in words: by whom, how, when.
    pub consent_words: Answer,
    /// The name may be used publicly.
    pub public_name: bool,
    /// Why the name may be used publicly or not, in words.
    pub public_name_words: String,
}
