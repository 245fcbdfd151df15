//! What this program protects, and what not, in plain words: also read before the workspace is unlocked.

use askama::Template;
use axum::response::Html;

use crate::frame::{Frame, Place};
use crate::problem::Problem;
use crate::visit::{Visit, page};

#[derive(Template)]
#[template(path = "protects.html")]
struct Protects {
    frame: Frame,
    parts: Vec<Part>,
}

/// One situation: what it protects there, and what not.
struct Part {
    title: String,
    sentences: Vec<String>,
}

/// The situations, each with the keys of its sentences.
const PARTS: [(&str, &[&str]); 8] = [
    (
        "protects-off",
        &["protects-off-1", "protects-off-2", "protects-off-3"],
    ),
    (
        "protects-on",
        &["protects-on-1", "protects-on-2", "protects-on-3"],
    ),
    (
        "protects-browser",
        &[
            "protects-browser-1",
            "protects-browser-2",
            "protects-browser-3",
        ],
    ),
    ("protects-paper", &["protects-paper-1", "protects-paper-2"]),
    (
        "protects-pressure",
        &[
            "protects-pressure-1",
            "protects-pressure-2",
            "protects-pressure-3",
        ],
    ),
    (
        "protects-sources",
        &["protects-sources-1", "protects-sources-2"],
    ),
    (
        "protects-phones",
        &["protects-phones-1", "protects-phones-2"],
    ),
    ("protects-gone", &["protects-gone-1", "protects-gone-2"]),
];

/// `GET /protects`
pub(crate) async fn protects(visit: Visit) -> Result<Html<String>, Problem> {
    let words = visit.words;
    let title = words.t("protects-title");
    page(&Protects {
        frame: match visit.is_in() {
            true => visit.frame(Place::Elsewhere, title),
            false => Frame::bare(&visit, title),
        },
        parts: PARTS
            .iter()
            .map(|(title, sentences)| Part {
                title: words.t(title),
                sentences: sentences.iter().map(|key| words.t(key)).collect(),
            })
            .collect(),
    })
}
