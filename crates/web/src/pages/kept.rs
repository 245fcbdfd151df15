//! Forms given back: those that came after the lock, and those that could not be taken as they were.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::address::back;
use crate::forms::{Filled, LONGEST_VALUE};
use crate::frame::{Frame, Place};
use crate::problem::Problem;
use crate::visit::{Visit, page};

/// Characters of a value that a list shows of a form.
const BRIEF: usize = 80;
/// Values that a list shows of a form.
const FIRST: usize = 4;

/// Fields that the list shows nothing of: signs of the form, and who told something, which the second passphrase may
/// seal. The form itself, opened again, has them.
const UNSHOWN: [&str; 12] = [
    crate::forms::TOKEN,
    "form",
    "version",
    "told_by",
    "contact",
    "name",
    "bound",
    "safety",
    "from_name",
    "from_contact",
    "src.name",
    "src.contact",
];

#[derive(Template)]
#[template(path = "kept.html")]
struct KeptPage {
    frame: Frame,
    forms: Vec<Waiting>,
}

/// A form that waits.
struct Waiting {
    number: u64,
    /// How long ago it was sent.
    when: String,
    seen: bool,
    /// The beginnings of the first values, to know it by.
    typed: Vec<String>,
    more: usize,
}

/// `GET /kept`: what was sent while the workspace was locked, for the browser that sent it.
pub(crate) async fn list(visit: Visit) -> Result<Html<String>, Problem> {
    let session = visit.session.as_ref().ok_or(Problem::Locked)?;
    let mut forms = Vec::new();
    for form in visit.app.all_kept(session.number).await? {
        let typed: Vec<String> = form_urlencoded::parse(&form.body)
            .filter(|(name, value)| !UNSHOWN.contains(&name.as_ref()) && !value.trim().is_empty())
            .map(|(_, value)| brief(&value))
            .collect();
        forms.push(Waiting {
            number: form.number,
            when: visit.words.n("kept-ago", form.ago.as_secs() / 60),
            seen: form.seen,
            more: typed.len().saturating_sub(FIRST),
            typed: typed.into_iter().take(FIRST).collect(),
        });
    }
    page(&KeptPage {
        frame: visit.frame(Place::Elsewhere, visit.words.t("kept-title")),
        forms,
    })
}

/// `POST /kept/{number}`: forgets a form.
pub(crate) async fn throw_away(visit: Visit, Path(number): Path<u64>) -> Result<Redirect, Problem> {
    let session = visit.session.as_ref().ok_or(Problem::Locked)?;
    visit.app.throw_away(session.number, number);
    Ok(Redirect::to("/kept"))
}

/// Why a form is shown by us and not by its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// Its page cannot show it again.
    Kept,
    /// It carries the sign of an earlier start, or none.
    OldSign,
    /// A value is longer than we take.
    TooLong,
}

#[derive(Template)]
#[template(path = "given_back.html")]
struct GivenBack {
    frame: Frame,
    title: String,
    why: String,
    to: String,
    fields: Vec<Field>,
}

/// A field as it was typed.
struct Field {
    index: usize,
    name: String,
    value: String,
    shown: String,
    /// The sentence about it when it is too long; it can then be shortened.
    fault: Option<String>,
}

/// Shows what was typed and offers to send it again, to where it was sent. Nothing was saved.
pub(crate) fn give_back(
    visit: &Visit,
    address: &str,
    filled: Filled,
    why: Why,
) -> Result<Response, Problem> {
    let words = visit.words;
    let (status, title, hint) = match why {
        Why::Kept => (
            StatusCode::OK,
            "again-kept-title",
            words.t("again-kept-hint"),
        ),
        Why::OldSign => (
            StatusCode::FORBIDDEN,
            "again-title",
            words.t("again-old-hint"),
        ),
        Why::TooLong => (
            StatusCode::PAYLOAD_TOO_LARGE,
            "again-title",
            words.with("again-long-hint", words.size(LONGEST_VALUE)),
        ),
    };
    let title = words.t(title);
    let mut fields = Vec::new();
    for (index, (name, value)) in filled.pairs.into_iter().enumerate() {
        let is_long = value.len() > LONGEST_VALUE;
        fields.push(Field {
            index,
            shown: brief(&value),
            fault: is_long.then(|| words.n("again-field-long", value.chars().count())),
            name,
            value,
        });
    }
    let shown = page(&GivenBack {
        frame: visit.frame(Place::Elsewhere, title.clone()),
        title,
        why: hint,
        to: back(Some(address)),
        fields,
    })?;
    Ok((status, shown).into_response())
}

fn brief(value: &str) -> String {
    let mut short: String = value.chars().take(BRIEF).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    short
}
