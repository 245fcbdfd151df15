//! Who is one with a record: its other records, what was decided, where it hangs together least; to find another
//! that is the same, to take a record out, to move it.

use aigaq_schema::RecordId;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};

use crate::address::Address;
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::review::forms::go;
use crate::pages::review::sent::{Sent, refused};
use crate::pages::saved::SavedNotice;
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::{ClusterView, Named, Refused, Verdict, WeakestView};

#[derive(Template)]
#[template(path = "same_record.html")]
struct OfRecord {
    frame: Frame,
    saved: Option<SavedNotice>,
    named: Named,
    form: String,
    weakest: Option<WeakestView>,
    /// What was looked for, and what was found; nothing when nobody looked.
    found: Option<(String, Vec<Named>)>,
    view: ClusterView,
}

impl OfRecord {
    fn is_alone(&self) -> bool {
        self.view.members.len() < 2
    }
}

/// `GET /record/{id}/same`
pub(crate) async fn of_record(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    show(&visit, id, None).await
}

/// `POST /record/{id}/same`: `do` is `find` (with `name`), a verdict (with `other`), `move` (with `other`) or `out`.
pub(crate) async fn act(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    let sent = Sent::new(&filled);
    let name = sent.text("name");
    let what = sent.one("do").unwrap_or("find");
    if what == "find" || filled.again {
        return show(&visit, id, Some(name)).await;
    }
    let form = sent.review(&visit, id, &sent.text("reason"))?;
    let other = sent.one("other").and_then(|id| id.parse::<RecordId>().ok());
    let verdict = Verdict::of_code(what);
    let moves = what == "move";
    if !(what == "out" || other.is_some() && (moves || verdict.is_some())) {
        return Err(Problem::OldForm);
    }
    let done = visit
        .app
        .change(move |workspace| match (verdict, other) {
            (Some(verdict), Some(other)) => workspace.say_of_pairs(&form, verdict, &[(id, other)]),
            (_, to) => workspace.move_record(&form, id, to.filter(|_| moves)),
        })
        .await?;
    let to = Address::new(address(id));
    match done {
        // It stands there already: twice is as good as once.
        Err(Refused::Nothing) => Ok(Redirect::to(&to.to_string()).into_response()),
        done => Ok(go(to, done.map_err(refused)?)),
    }
}

/// The page of those that are one with a record.
fn address(id: RecordId) -> String {
    format!("{}/same", crate::address::record(id))
}

async fn show(visit: &Visit, id: RecordId, name: Option<String>) -> Result<Response, Problem> {
    let (view, weakest, named, found) = visit
        .ask(move |workspace, asking| {
            let (Some(view), Some(named)) =
                (workspace.cluster(asking, id)?, workspace.named(asking, id)?)
            else {
                return Ok(None);
            };
            let found = match name {
                Some(name) => {
                    let mut found = workspace.called_alike(asking, id, &name)?;
                    found.retain(|other| !view.members.iter().any(|m| m.named.id == other.id));
                    Some((name, found))
                }
                None => None,
            };
            let weakest = workspace.weakest(asking, id)?;
            Ok(Some((view, weakest, named, found)))
        })
        .await?
        .ok_or(Problem::NoSuchRecord)?;
    let html = page(&OfRecord {
        frame: visit.frame(Place::Elsewhere, visit.words.t("same-of-record")),
        saved: SavedNotice::of(visit),
        named,
        form: new_form()?.to_string(),
        weakest,
        found,
        view,
    })?;
    Ok(html.into_response())
}
