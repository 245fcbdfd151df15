//! The page while the checks are being run: how far they are. It asks again by itself, without a script: at once, and the
//! answer comes when they are done, so that nothing is taken from under the eyes of somebody who reads.

use askama::Template;
use axum::response::{IntoResponse, Response};

use crate::frame::{Frame, Place};
use crate::problem::Problem;
use crate::visit::{Visit, page as html};
use aigaq_workspace::CheckProgress;

#[derive(Template)]
#[template(path = "checks_waiting.html")]
struct Waiting {
    frame: Frame,
    /// What is being done, in words.
    far: String,
    /// How much of it is done, and how much it is; nothing before that is known.
    done: Option<(u64, u64)>,
    /// Where the answer will be.
    next: String,
}

/// The page at whose address the checks are wanted.
pub(super) fn page(visit: &Visit, far: CheckProgress) -> Result<Response, Problem> {
    let words = visit.words;
    let (read, records) = far.read;
    let (looked, rules) = far.rules;
    let (key, done) = match records == 0 || read < records {
        true => ("checks-running-read", far.read),
        false => ("checks-running-rules", (looked as u64, rules as u64)),
    };
    let waits = visit.asked.one("wait").is_some();
    let sign = if visit.here.contains('?') { '&' } else { '?' };
    let page = html(&Waiting {
        frame: visit.frame(Place::Review, words.t("checks-title")),
        far: words.two(key, &words.num(done.0), &words.num(done.1)),
        done: Some(done).filter(|(_, of)| *of > 0),
        next: match waits {
            true => visit.here.clone(),
            false => format!("{}{sign}wait=1", visit.here),
        },
    })?;
    Ok(page.into_response())
}
