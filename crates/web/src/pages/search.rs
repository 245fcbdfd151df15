//! Search over all that is written, of one type or of all.

use askama::Template;
use axum::response::Html;

use crate::address::Address;
use crate::frame::{Frame, Place};
use crate::pages::pager::Pager;
use crate::problem::Problem;
use crate::visit::{Visit, page};
use aigaq_workspace::SearchPage;

/// Words longer than this are not searched for: no caption is as long.
const LONGEST: usize = 500;

#[derive(Template)]
#[template(path = "search.html")]
struct Search {
    frame: Frame,
    words: String,
    only: Option<String>,
    all_href: String,
    kinds: Vec<Kind>,
    pager: Pager,
    found: Option<SearchPage>,
}

struct Kind {
    label: String,
    count: u64,
    href: String,
    current: bool,
}

/// `GET /search?q=&type=&page=`
pub(crate) async fn search(visit: Visit) -> Result<Html<String>, Problem> {
    let number = visit.asked.page()?;
    let only = visit.asked.one("type").map(str::to_owned);
    let words: String = visit
        .asked
        .one("q")
        .unwrap_or_default()
        .chars()
        .take(LONGEST)
        .collect();
    let found = if words.is_empty() {
        None
    } else {
        let (words, only) = (words.clone(), only.clone());
        let ask = visit.ask(move |workspace, asking| {
            workspace.search(asking, &words, only.as_deref(), number - 1)
        });
        Some(ask.await?)
    };
    let all = || Address::new("/search").with("q", words.as_str());
    let here = all().with_some("type", only.as_deref());
    let pages = found.as_ref().map_or(1, |found| found.pages);
    page(&Search {
        frame: visit.frame(Place::Search, visit.words.t("search-title")),
        all_href: all().to_string(),
        kinds: found
            .iter()
            .flat_map(|found| &found.by_type)
            .map(|kind| Kind {
                label: kind.label.clone(),
                count: kind.count,
                href: all().with("type", kind.code.as_str()).to_string(),
                current: only.as_deref() == Some(kind.code.as_str()),
            })
            .collect(),
        pager: Pager::new(number, pages, |number| {
            here.clone().with("page", number.to_string()).to_string()
        }),
        words,
        only,
        found,
    })
}
