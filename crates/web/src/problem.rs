//! What can go wrong with a request. The answer names it in a sentence of the reader's language; a
//! problem of our own says nothing about its insides.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use aigaq_schema::Reason;
use aigaq_schema::date::DateError;
use aigaq_schema::language::UnknownLanguage;
use aigaq_workspace::{WorkspaceError, reason_of_counting, reason_of_date, reason_of_language};

/// Why a request gets no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    /// Nothing stands at this address.
    NotFound,
    /// No record has this id.
    NoSuchRecord,
    /// There is no such record type.
    UnknownType(String),
    /// A filter, path or date that cannot be read: the sentence of the part that tried.
    BadQuestion(Reason),
    /// More conditions in an address than are read.
    TooManyConditions(usize),
    /// Neither of the audiences of a publication.
    BadAudience(String),
    /// Not the number of a page.
    BadPage(String),
    /// A date that is not a day where a day is needed.
    BadDay(String),
    /// What was typed for this address was forgotten.
    Forgotten,
    /// The address is too long.
    TooLong,
    /// The workspace is locked.
    Locked,
    /// A form came while the workspace was locked, or from a browser that has not unlocked it.
    LockedForm(AfterLock),
    /// The request was sent to a name that is not this machine's.
    ForeignHost,
    /// The request came from another site.
    CrossSite,
    /// A form without the sign of a page of ours: old, or not ours.
    OldForm,
    /// More was sent than this address takes, in bytes.
    TooLarge(usize),
    /// What was sent took too long to come.
    TooSlow,
    /// What was sent is of a kind that no form of ours has.
    NotAForm,
    /// Another attempt to unlock is being checked.
    OneAtATime,
    /// The address takes no such request.
    Method,
    /// The workspace could not do it: why, and what to do.
    Failed(Reason),
    /// A fault of ours.
    Broken,
}

/// What became of a form that came after the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AfterLock {
    /// It was sealed and is shown again after unlocking.
    Kept,
    /// It could not be kept: no room, too large, not from a page of this start.
    NotKept,
    /// It came from a browser that never unlocked, or was forgotten.
    Unknown,
    /// So many of the files that were sent were kept before the lock; the others were not.
    FilesKept(usize),
}

impl Problem {
    pub(crate) const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::NoSuchRecord | Self::UnknownType(_) => StatusCode::NOT_FOUND,
            Self::BadQuestion(_)
            | Self::BadPage(_)
            | Self::BadDay(_)
            | Self::TooManyConditions(_)
            | Self::BadAudience(_) => StatusCode::BAD_REQUEST,
            Self::Forgotten => StatusCode::GONE,
            Self::TooLong => StatusCode::URI_TOO_LONG,
            Self::Locked | Self::LockedForm(_) => StatusCode::LOCKED,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::NotAForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::ForeignHost => StatusCode::MISDIRECTED_REQUEST,
            Self::CrossSite | Self::OldForm => StatusCode::FORBIDDEN,
            Self::OneAtATime => StatusCode::TOO_MANY_REQUESTS,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Failed(_) | Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The keys of the heading and of the sentence, and what was given.
    pub(crate) fn text(&self) -> (&'static str, &'static str, &str) {
        match self {
            Self::NotFound => ("problem-not-found", "problem-not-found-hint", ""),
            Self::NoSuchRecord => ("problem-no-record", "problem-no-record-hint", ""),
            Self::UnknownType(given) => {
                ("problem-unknown-type", "problem-unknown-type-hint", given)
            }
            Self::BadQuestion(_) => ("problem-question", "problem-question-hint", ""),
            Self::BadPage(given) => ("problem-question", "problem-page-hint", given),
            Self::BadDay(given) => ("problem-question", "problem-day-hint", given),
            Self::TooManyConditions(_) => {
                ("problem-question", "problem-too-many-conditions-hint", "")
            }
            Self::BadAudience(given) => ("problem-question", "problem-audience-hint", given),
            Self::Forgotten => ("problem-forgotten", "problem-forgotten-hint", ""),
            Self::TooLong => ("problem-question", "problem-too-long-hint", ""),
            Self::TooLarge(_) => ("problem-too-large", "problem-too-large-hint", ""),
            Self::TooSlow => ("problem-too-slow", "problem-too-slow-hint", ""),
            Self::NotAForm => ("problem-refused", "problem-not-a-form-hint", ""),
            Self::Locked | Self::LockedForm(_) => ("unlock-title", "unlock-lead", ""),
            Self::ForeignHost => ("problem-refused", "problem-host-hint", ""),
            Self::CrossSite => ("problem-refused", "problem-cross-site-hint", ""),
            Self::OldForm => ("problem-refused", "problem-old-form-hint", ""),
            Self::OneAtATime => ("problem-refused", "problem-one-at-a-time-hint", ""),
            Self::Method => ("problem-refused", "problem-method-hint", ""),
            Self::Failed(_) => ("problem-broken", "problem-failed-hint", ""),
            Self::Broken => ("problem-broken", "problem-broken-hint", ""),
        }
    }

    /// What another part of the program has to say of it.
    pub(crate) const fn reason(&self) -> Option<&Reason> {
        match self {
            Self::BadQuestion(reason) | Self::Failed(reason) => Some(reason),
            _ => None,
        }
    }

    /// The request did not come from one of our pages: nothing about the workspace is shown, not even
    /// its name.
    pub(crate) const fn is_stranger(&self) -> bool {
        matches!(self, Self::ForeignHost | Self::CrossSite | Self::TooLong)
    }
}

impl From<WorkspaceError> for Problem {
    fn from(error: WorkspaceError) -> Self {
        let reason = error.reason();
        match error {
            WorkspaceError::NoSuchType { given, .. } => Self::UnknownType(given),
            WorkspaceError::Counting(_) | WorkspaceError::Asked(_) | WorkspaceError::Date(_) => {
                Self::BadQuestion(reason)
            }
            // Only the lock makes anybody give up.
            WorkspaceError::GivenUp => Self::Locked,
            other => {
                report(&other.to_string());
                Self::Failed(reason)
            }
        }
    }
}

impl From<aigaq_counting::Error> for Problem {
    fn from(why: aigaq_counting::Error) -> Self {
        Self::BadQuestion(reason_of_counting(&why))
    }
}

impl From<DateError> for Problem {
    fn from(why: DateError) -> Self {
        Self::BadQuestion(reason_of_date(&why))
    }
}

impl From<UnknownLanguage> for Problem {
    fn from(why: UnknownLanguage) -> Self {
        Self::BadQuestion(reason_of_language(&why))
    }
}

/// Tells the keeper, who has the terminal in front of them, what the page does not say.
#[expect(
    clippy::print_stderr,
    reason = "the terminal is where faults are told, once"
)]
pub(crate) fn report(what: &str) {
    eprintln!("aigaq: a page could not be made: {what}");
}

/// Only the kind: [`crate::pages::problem::dress`] makes the page, which needs the reader's language.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gave_up_for_the_lock_asks_for_the_passphrase() {
        assert_eq!(Problem::from(WorkspaceError::GivenUp), Problem::Locked);
    }
}
