//! What no record holds: asked of whoever makes a form, and kept with it.

use super::Form;
use crate::phrases::Phrases;

/// A question to whoever makes a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked {
    /// The number of an appeal.
    Number,
    /// The number of the appeal that it follows.
    Follows,
    /// The fact in one line.
    Fact,
    /// What is new.
    News,
    /// Background, and earlier appeals.
    Background,
    /// What worries, in the words of the group.
    Concern,
    /// Whether a warrant or decision was shown at the arrest, and by whom it was issued.
    Warrant,
    /// Categories of arbitrary detention: codes, with commas between.
    Categories,
    /// Why the detention is arbitrary.
    Why,
    /// Why no steps were taken, or why they were useless.
    Useless,
    /// Another procedure that is pending.
    Procedure,
    /// What is asked for: words of [`Request`], with commas between.
    Requests,
    /// To whom it goes.
    Addressees,
    /// Who submits it.
    Submitter,
    /// In which role: relative, lawyer, organisation.
    Role,
    /// How the submitter is reached.
    Address,
    /// Whether the submitter's name is kept from the government.
    Confidential,
    /// The last day on which an appeal is acted upon.
    Stop,
    /// Whether it may be published.
    Publish,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedKind {
    /// In a line.
    Line,
    /// In a few sentences.
    Text,
    /// With a day.
    Day,
    /// With yes or no.
    YesNo,
    /// With some of the [categories](Asked::Categories).
    Categories,
    /// With some of the [requests](Request).
    Requests,
}

impl Asked {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::Number,
        Self::Follows,
        Self::Fact,
        Self::News,
        Self::Background,
        Self::Concern,
        Self::Warrant,
        Self::Categories,
        Self::Why,
        Self::Useless,
        Self::Procedure,
        Self::Requests,
        Self::Addressees,
        Self::Submitter,
        Self::Role,
        Self::Address,
        Self::Confidential,
        Self::Stop,
        Self::Publish,
    ];

    /// Its word in addresses, commands and what is kept.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Follows => "follows",
            Self::Fact => "fact",
            Self::News => "news",
            Self::Background => "background",
            Self::Concern => "concern",
            Self::Warrant => "warrant",
            Self::Categories => "categories",
            Self::Why => "why",
            Self::Useless => "useless",
            Self::Procedure => "procedure",
            Self::Requests => "requests",
            Self::Addressees => "addressees",
            Self::Submitter => "submitter",
            Self::Role => "role",
            Self::Address => "address",
            Self::Confidential => "confidential",
            Self::Stop => "stop",
            Self::Publish => "publish",
        }
    }

    /// The one with this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|asked| asked.word() == word)
    }

    /// The question, in the language of the phrases.
    #[must_use]
    pub fn words(self, phrases: &Phrases) -> String {
        phrases.say(self.key())
    }

    /// The phrase that asks it.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Number => "asked.number",
            Self::Follows => "asked.follows",
            Self::Fact => "asked.fact",
            Self::News => "asked.news",
            Self::Background => "asked.background",
            Self::Concern => "asked.concern",
            Self::Warrant => "asked.warrant",
            Self::Categories => "asked.categories",
            Self::Why => "asked.why",
            Self::Useless => "asked.useless",
            Self::Procedure => "asked.procedure",
            Self::Requests => "asked.requests",
            Self::Addressees => "asked.addressees",
            Self::Submitter => "asked.submitter",
            Self::Role => "asked.role",
            Self::Address => "asked.address",
            Self::Confidential => "asked.confidential",
            Self::Stop => "asked.stop",
            Self::Publish => "asked.publish",
        }
    }

    /// How it is answered.
    #[must_use]
    pub const fn kind(self) -> AskedKind {
        match self {
            Self::Number | Self::Follows | Self::Submitter | Self::Role => AskedKind::Line,
            Self::Categories => AskedKind::Categories,
            Self::Requests => AskedKind::Requests,
            Self::Stop => AskedKind::Day,
            Self::Confidential | Self::Publish => AskedKind::YesNo,
            Self::Fact
            | Self::News
            | Self::Background
            | Self::Concern
            | Self::Warrant
            | Self::Why
            | Self::Useless
            | Self::Procedure
            | Self::Addressees
            | Self::Address => AskedKind::Text,
        }
    }

    /// What a form asks, in order.
    #[must_use]
    pub const fn of(form: Form) -> &'static [Self] {
        match form {
            Form::Questionnaire => &[
                Self::Submitter,
                Self::Role,
                Self::Address,
                Self::Confidential,
                Self::Categories,
                Self::Why,
                Self::Warrant,
                Self::Useless,
                Self::Procedure,
            ],
            Form::Appeal => &[
                Self::Number,
                Self::Follows,
                Self::Fact,
                Self::News,
                Self::Background,
                Self::Concern,
                Self::Requests,
                Self::Addressees,
                Self::Stop,
                Self::Publish,
                Self::Submitter,
                Self::Address,
            ],
            Form::Letter => &[
                Self::Addressees,
                Self::Concern,
                Self::Requests,
                Self::Useless,
                Self::Procedure,
                Self::Submitter,
                Self::Role,
                Self::Address,
                Self::Confidential,
            ],
            Form::Dossier => &[],
        }
    }
}

/// What an appeal or a letter can ask of the authorities. The text of each is a phrase that a group can review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Request {
    /// Release at once.
    Release,
    /// Access to a lawyer and the family.
    Lawyer,
    /// Access to a doctor.
    Doctor,
    /// Charges dropped.
    Charges,
    /// An investigation.
    Investigate,
    /// Safety guaranteed.
    Safety,
    /// Law and practice as the treaties want them.
    Conform,
}

impl Request {
    /// All of them, in the order in which they are printed.
    pub const ALL: [Self; 7] = [
        Self::Release,
        Self::Lawyer,
        Self::Doctor,
        Self::Charges,
        Self::Investigate,
        Self::Safety,
        Self::Conform,
    ];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Lawyer => "lawyer",
            Self::Doctor => "doctor",
            Self::Charges => "charges",
            Self::Investigate => "investigate",
            Self::Safety => "safety",
            Self::Conform => "conform",
        }
    }

    /// The one with this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|request| request.word() == word)
    }

    /// What is asked for, as a sentence.
    #[must_use]
    pub fn words(self, phrases: &Phrases) -> String {
        phrases.say(match self {
            Self::Release => "request.release",
            Self::Lawyer => "request.lawyer",
            Self::Doctor => "request.doctor",
            Self::Charges => "request.charges",
            Self::Investigate => "request.investigate",
            Self::Safety => "request.safety",
            Self::Conform => "request.conform",
        })
    }

    /// Those named in a text with commas between, in the order in which they are printed.
    #[must_use]
    pub fn read(text: &str) -> Vec<Self> {
        let named: Vec<&str> = text.split(',').map(str::trim).collect();
        Self::ALL
            .into_iter()
            .filter(|request| named.contains(&request.word()))
            .collect()
    }
}
