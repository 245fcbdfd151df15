//! Entering by hand: the quick form of an incident, the full form of any record, and what the codes mean.
//!
//! The workspace makes the forms and understands what was typed; these pages show them, and say what became of a
//! saving: done, refused because others were quicker, or not ready.

pub(crate) mod codes;
pub(crate) mod incident;
pub(crate) mod record;
pub(crate) mod shown;

use axum::response::{IntoResponse, Redirect, Response};

use crate::address::Address;
use crate::forms;
use crate::problem::{Problem, report};
use crate::token::new_form;
use crate::visit::Visit;
use crate::words::Words;
use aigaq_schema::RecordId;
use aigaq_workspace::entering::{FieldFault, Filled};
use aigaq_workspace::{FormToken, Refused, Saved};

/// What is wished for with a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Show it with what was typed: one more row, a reading taken, a form given back.
    Show,
    /// Show what was understood.
    Check,
    /// Save it.
    Save,
}

/// A form as it was sent.
pub(crate) struct Sent {
    pub(crate) token: FormToken,
    pub(crate) filled: Filled,
    pub(crate) wish: Wish,
}

/// The fields that say what is wished for.
const OURS: [&str; 4] = ["form", "do", "more", "use"];

impl Sent {
    /// Reads what was sent. A form without a token of its own gets one: it was not made by our page.
    pub(crate) fn new(sent: forms::Filled) -> Result<Self, Problem> {
        let of = |name: &str| {
            sent.pairs
                .iter()
                .find(|(given, _)| given == name)
                .map(|(_, value)| value.clone())
        };
        let token = match of("form").and_then(|token| token.parse().ok()) {
            Some(token) => token,
            None => new_form()?,
        };
        let (wished, more, taken) = (of("do"), of("more"), of("use"));
        let pairs = sent
            .pairs
            .into_iter()
            .filter(|(name, _)| !OURS.contains(&name.as_str()));
        let mut filled = Filled::new(pairs);
        let mut wish = match wished.as_deref() {
            Some("save") => Wish::Save,
            Some("check") => Wish::Check,
            _ => Wish::Show,
        };
        if let Some(more) = more {
            add_row(&mut filled, &more);
            wish = Wish::Show;
        }
        if let Some((name, text)) = taken.as_deref().and_then(|taken| taken.split_once('=')) {
            filled.set(name, text);
            wish = Wish::Check;
        }
        if sent.again {
            wish = Wish::Show;
        }
        Ok(Self {
            token,
            filled,
            wish,
        })
    }
}

/// One row more of a kind.
fn add_row(filled: &mut Filled, kind: &str) {
    let last = match kind {
        "act" => "type",
        "who" | "by" => "name",
        _ => "",
    };
    let row = filled.rows(kind).max(1);
    let name = if last.is_empty() {
        format!("{kind}.{row}")
    } else {
        format!("{kind}.{row}.{last}")
    };
    if !filled.has(&name) {
        filled.push(&name, "");
    }
}

/// What became of a form.
pub(crate) enum Became<F> {
    /// Saved; this is the record to go to.
    Saved(Saved, RecordId),
    /// To be shown again.
    Shown(Box<F>),
}

/// To the record that was saved, which says so.
pub(crate) fn to_record(saved: Saved, record: RecordId) -> Response {
    let address = Address::new(format!("/record/{record}"))
        .with("saved", saved.change_set.to_string())
        .with_some("again", saved.again.then_some("1"));
    Redirect::to(&address.to_string()).into_response()
}

/// What stands above a form: what is wrong, what is open, what was understood.
#[derive(Default)]
pub(crate) struct Summary {
    pub(crate) title: String,
    pub(crate) faults: Vec<FieldFault>,
    pub(crate) lines: Vec<String>,
}

impl Summary {
    pub(crate) fn is_some(&self) -> bool {
        !self.title.is_empty()
    }

    /// Of a form that was checked or could not be saved.
    pub(crate) fn of(visit: &Visit, wish: Wish, faults: &[FieldFault], open: usize) -> Self {
        let words = visit.words;
        let mut summary = Self::default();
        if wish == Wish::Show {
            return summary;
        }
        if !faults.is_empty() {
            summary.title = words.n("enter-faults", faults.len());
            summary.faults = faults.to_vec();
        }
        if open > 0 {
            let line = words.n("enter-open", open);
            if summary.title.is_empty() {
                summary.title = line;
            } else {
                summary.lines.push(line);
            }
        }
        if summary.title.is_empty() && wish == Wish::Check {
            summary.title = words.t("enter-ready");
        }
        summary
    }
}

impl Summary {
    /// This very form was saved already, and what it says was changed since.
    pub(crate) fn saved_before(words: Words, record: RecordId) -> Self {
        let hint = words.with("enter-saved-before-hint", crate::address::record(record));
        Self {
            title: words.t("enter-saved-before"),
            faults: vec![told(hint)],
            lines: Vec::new(),
        }
    }

    /// It was refused for a reason of its own.
    pub(crate) fn refused(visit: &Visit, refused: Refused) -> Result<Self, Problem> {
        Ok(Self {
            title: visit.words.t("enter-refused"),
            faults: vec![refusal(visit, refused)?],
            lines: Vec::new(),
        })
    }
}

/// A sentence that belongs to no field.
fn told(text: String) -> FieldFault {
    FieldFault {
        name: String::new(),
        label: String::new(),
        text,
    }
}

/// A refusal that is told above the form; faults of the workspace have a page of their own.
fn refusal(visit: &Visit, refused: Refused) -> Result<FieldFault, Problem> {
    match refused {
        Refused::Workspace(why) => Err(Problem::from(why)),
        Refused::Nothing => Ok(told(visit.words.t("enter-nothing"))),
        Refused::Stale(_) => Ok(told(visit.words.t("enter-stale"))),
        Refused::Unfit(why) | Refused::At { why, .. } => {
            report(why.english());
            Ok(told(visit.words.t("enter-unfit")))
        }
    }
}
