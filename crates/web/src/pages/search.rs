//! Search over all that is written, of one type or of all. The words come by a form, never in an address.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::address::Address;
use crate::asked::Asked;
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::pager::Pager;
use crate::pages::searches::{SavedLink, saved_links};
use crate::problem::Problem;
use crate::visit::{Visit, page};
use aigaq_workspace::{SearchHit, TypeCount};

#[derive(Template)]
#[template(path = "search.html")]
struct Search {
    frame: Frame,
    words: String,
    only: Option<String>,
    saved: Vec<SavedLink>,
    found: Option<Found>,
}

/// What was found.
struct Found {
    total: usize,
    cut: bool,
    all_href: String,
    kinds: Vec<Kind>,
    groups: Vec<Group>,
    /// Pages, when one type is shown.
    pager: Option<Pager>,
    /// The page asked for lies behind the last.
    beyond: bool,
}

struct Kind {
    label: String,
    count: u64,
    href: String,
    current: bool,
}

/// The records of one type.
struct Group {
    code: String,
    label: String,
    count: u64,
    /// All of them, when only the first are shown.
    all: Option<String>,
    table: String,
    hits: Vec<SearchHit>,
    near: Vec<SearchHit>,
}

/// `GET /search`
pub(crate) async fn search(visit: Visit) -> Result<Response, Problem> {
    if visit.asked.one("q").is_some() {
        return words_needed(&visit, Needed::InAddress, "/search");
    }
    let only = visit.asked.one("type").map(str::to_owned);
    let saved = visit
        .ask(aigaq_workspace::Workspace::saved_searches)
        .await?;
    let shown = Search {
        frame: visit.frame(Place::Search, visit.words.t("search-title")),
        words: String::new(),
        only,
        saved: saved_links(saved.iter()),
        found: None,
    };
    page(&shown).map(Html::into_response)
}

/// `POST /search`: remembers the words, and goes to what they find.
pub(crate) async fn ask(visit: Visit, filled: Filled) -> Result<Redirect, Problem> {
    let asked = Asked::new(filled.pairs);
    let only = asked.one("type");
    let Some(words) = asked.one("q") else {
        return Ok(Redirect::to("/search"));
    };
    let id = visit.app.searched().keep(words)?;
    let address = Address::new(format!("/search/{id}")).with_some("type", only);
    Ok(Redirect::to(&address.to_string()))
}

/// `GET /search/{id}?type=&page=`
pub(crate) async fn found(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let only = visit.asked.one("type").map(str::to_owned);
    let Some(words) = visit.app.searched().words(&id) else {
        let again = Address::new("/search").with_some("type", only);
        return words_needed(&visit, Needed::Forgotten, &again.to_string());
    };
    let number = visit.asked.page()?;
    let to = Ways { id: &id };
    let found = match only.clone() {
        Some(only) => of_type(&visit, &to, (words.clone(), only), number).await?,
        None => of_all(&visit, &to, words.clone()).await?,
    };
    let shown = Search {
        frame: visit.frame(Place::Search, visit.words.t("search-title")),
        words,
        only,
        saved: Vec::new(),
        found: Some(found),
    };
    page(&shown).map(Html::into_response)
}

async fn of_all(visit: &Visit, to: &Ways<'_>, words: String) -> Result<Found, Problem> {
    let found = visit
        .ask(move |workspace, asking| workspace.search_all(asking, &words))
        .await?;
    let kinds: Vec<TypeCount> = found.groups.iter().map(|group| group.of.clone()).collect();
    Ok(Found {
        total: found.total,
        cut: found.cut,
        all_href: to.all(),
        kinds: to.kinds(&kinds, None),
        groups: found
            .groups
            .into_iter()
            .map(|group| {
                let whole = group.hits.len() as u64 == group.of.count;
                let all = (!whole).then(|| to.of(&group.of.code));
                Group::new(to, group.of, all, group.hits)
            })
            .collect(),
        pager: None,
        beyond: false,
    })
}

async fn of_type(
    visit: &Visit,
    to: &Ways<'_>,
    (words, only): (String, String),
    number: usize,
) -> Result<Found, Problem> {
    let of = only.clone();
    let found = visit
        .ask(move |workspace, asking| workspace.search(asking, &words, Some(&of), number - 1))
        .await?;
    let pager = Pager::new(number, found.pages, |number| to.page(&only, number));
    let shown = found.by_type.iter().find(|kind| kind.code == only).cloned();
    Ok(Found {
        total: found.total,
        cut: found.cut,
        all_href: to.all(),
        kinds: to.kinds(&found.by_type, Some(&only)),
        beyond: found.hits.is_empty() && found.total > 0,
        groups: shown
            .map(|kind| Group::new(to, kind, None, found.hits))
            .into_iter()
            .collect(),
        pager: Some(pager),
    })
}

impl Group {
    fn new(to: &Ways<'_>, of: TypeCount, all: Option<String>, hits: Vec<SearchHit>) -> Self {
        let (near, hits) = hits.into_iter().partition(|hit: &SearchHit| hit.near);
        Self {
            table: to.table(&of.code),
            label: of.label,
            count: of.count,
            code: of.code,
            all,
            hits,
            near,
        }
    }
}

/// The addresses around one search.
struct Ways<'i> {
    id: &'i str,
}

impl Ways<'_> {
    fn here(&self) -> Address {
        Address::new(format!("/search/{}", self.id))
    }

    fn all(&self) -> String {
        self.here().to_string()
    }

    fn of(&self, code: &str) -> String {
        self.here().with("type", code).to_string()
    }

    fn page(&self, code: &str, number: usize) -> String {
        self.here()
            .with("type", code)
            .with("page", number.to_string())
            .to_string()
    }

    fn table(&self, code: &str) -> String {
        Address::new(format!("/records/{code}"))
            .with("words", self.id)
            .to_string()
    }

    fn kinds(&self, all: &[TypeCount], only: Option<&str>) -> Vec<Kind> {
        all.iter()
            .map(|kind| Kind {
                label: kind.label.clone(),
                count: kind.count,
                href: self.of(&kind.code),
                current: only == Some(kind.code.as_str()),
            })
            .collect()
    }
}

/// Why words must be typed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needed {
    /// They were forgotten with the lock.
    Forgotten,
    /// They stood in an address, where they are not read.
    InAddress,
}

#[derive(Template)]
#[template(path = "words_needed.html")]
struct WordsNeeded {
    frame: Frame,
    why: String,
    path: String,
    kept: Vec<(String, String)>,
    without: String,
}

/// The words that stand in an address under an id (`words`). A page that asks for them again when they were forgotten,
/// or when they stand there themselves (`q`); `without` is the address without them.
pub(crate) fn remembered(
    visit: &Visit,
    without: &Address,
) -> Result<Option<RememberedWords>, Box<Response>> {
    let again = |why| {
        Err(Box::new(
            words_needed(visit, why, &without.to_string()).into_response(),
        ))
    };
    if visit.asked.one("q").is_some() {
        return again(Needed::InAddress);
    }
    let Some(id) = visit.asked.one("words") else {
        return Ok(None);
    };
    match visit.app.searched().words(id) {
        Some(words) => Ok(Some(RememberedWords {
            id: id.to_owned(),
            words,
        })),
        None => again(Needed::Forgotten),
    }
}

/// Words, and the id under which they stand in addresses.
#[derive(Clone)]
pub(crate) struct RememberedWords {
    pub(crate) id: String,
    pub(crate) words: String,
}

impl RememberedWords {
    /// The words that a form sent as `q`, remembered.
    pub(crate) fn sent(visit: &Visit, asked: &Asked) -> Result<Option<Self>, Problem> {
        let Some(words) = asked.one("q") else {
            return Ok(None);
        };
        Ok(Some(Self {
            id: visit.app.searched().keep(words)?,
            words: words.to_owned(),
        }))
    }
}

/// Asks for words; everything else that was chosen stays.
pub(crate) fn words_needed(visit: &Visit, why: Needed, without: &str) -> Result<Response, Problem> {
    let (status, why) = match why {
        Needed::Forgotten => (StatusCode::GONE, "find-words-forgotten"),
        Needed::InAddress => (StatusCode::BAD_REQUEST, "find-words-in-address"),
    };
    let (path, pairs) = without.split_once('?').unwrap_or((without, ""));
    let shown = page(&WordsNeeded {
        frame: visit.frame(Place::Search, visit.words.t("find-words-needed")),
        why: visit.words.t(why),
        path: path.to_owned(),
        kept: form_urlencoded::parse(pairs.as_bytes())
            .into_owned()
            .collect(),
        without: without.to_owned(),
    })?;
    Ok((status, shown).into_response())
}
