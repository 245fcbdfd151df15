//! The small forms on a record's page: which of them is open, what was typed into it, what it lacks.

use axum::http::StatusCode;

use crate::pages::review::QueueAsked;
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::Visit;
use aigaq_workspace::RecordView;

/// Which form the page shows open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Asks {
    #[default]
    Nothing,
    Level,
    Comment,
    FollowUp,
}

impl Asks {
    /// As the address wishes: `?do=verify`, `comment`, `follow-up`.
    pub(super) fn wished(text: Option<&str>) -> Self {
        match text {
            Some("verify") => Self::Level,
            Some("comment") => Self::Comment,
            Some("follow-up") => Self::FollowUp,
            _ => Self::Nothing,
        }
    }
}

/// What a form lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// No level was chosen.
    Level,
    /// The reason, or the text, is empty.
    Words,
    /// The date is not understood; the readings it can have.
    Date(Vec<String>),
    /// Others changed the record since it was shown.
    Stale,
}

/// What was typed, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed {
    pub(crate) asks: Asks,
    pub(crate) queue: Option<QueueAsked>,
    pub(crate) level: String,
    pub(crate) words: String,
    pub(crate) date: String,
    pub(crate) faults: Vec<Fault>,
}

impl Typed {
    pub(crate) fn of(asks: Asks) -> Self {
        Self {
            asks,
            ..Self::default()
        }
    }

    pub(crate) fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    pub(super) fn status(&self) -> StatusCode {
        if self.faults.contains(&Fault::Stale) {
            StatusCode::CONFLICT
        } else if self.faults.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }
}

/// The forms as the page shows them. Each has a token of its own: they are sent one by one.
pub(super) struct Forms {
    pub(super) level: Form,
    pub(super) levels: Vec<LevelChoice>,
    pub(super) seen: String,
    pub(super) stale: bool,
    pub(super) level_fault: Option<String>,
    pub(super) comment: Form,
    pub(super) follow_up: Form,
    pub(super) date: String,
    pub(super) date_fault: Option<String>,
    /// For the button that says that a note is done.
    pub(super) done: String,
}

/// One form.
pub(super) struct Form {
    pub(super) token: String,
    pub(super) open: bool,
    pub(super) words: String,
    pub(super) fault: Option<String>,
}

/// A level of verification to choose.
pub(super) struct LevelChoice {
    pub(super) code: String,
    pub(super) label: String,
    pub(super) definition: String,
    pub(super) chosen: bool,
}

impl Forms {
    pub(super) fn new(visit: &Visit, view: &RecordView, typed: Typed) -> Result<Self, Problem> {
        let form = |asks: Asks, missing: &str| -> Result<Form, Problem> {
            let open = typed.asks == asks;
            let lacks_words = open && typed.faults.contains(&Fault::Words);
            Ok(Form {
                token: new_form()?.to_string(),
                open,
                words: if open {
                    typed.words.clone()
                } else {
                    String::new()
                },
                fault: lacks_words.then(|| visit.words.t(missing)),
            })
        };
        let current = if typed.level.is_empty() {
            view.review.level.clone().unwrap_or_default()
        } else {
            typed.level.clone()
        };
        let levels = view
            .review
            .levels
            .iter()
            .map(|level| LevelChoice {
                chosen: level.code == current,
                code: level.code.clone(),
                label: level.label.clone(),
                definition: level.definition.clone(),
            })
            .collect();
        let date_fault = typed.faults.iter().find_map(|fault| match fault {
            Fault::Date(readings) if readings.is_empty() => Some(visit.words.t("date-unclear")),
            Fault::Date(readings) => Some(visit.words.with("date-one-of", readings.join("; "))),
            _ => None,
        });
        let level_fault = typed
            .faults
            .contains(&Fault::Level)
            .then(|| visit.words.t("level-missing"));
        Ok(Self {
            level: form(Asks::Level, "reason-missing")?,
            levels,
            seen: view.review.version.to_string(),
            stale: typed.faults.contains(&Fault::Stale),
            level_fault,
            comment: form(Asks::Comment, "words-missing")?,
            follow_up: form(Asks::FollowUp, "words-missing")?,
            date_fault,
            done: new_form()?.to_string(),
            date: typed.date,
        })
    }
}
