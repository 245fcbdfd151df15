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
    /// Another verdict was sent from a form that had said one already.
    changed: bool,
    typed: Typed,
    weakest: Option<WeakestView>,
    /// What was looked for, and what was found; nothing when nobody looked.
    found: Option<(String, Vec<Named>)>,
    view: ClusterView,
}

/// What was typed into the forms of the page.
#[derive(Default)]
struct Typed {
    /// The name that is looked for.
    name: Option<String>,
    /// The one of the found that was chosen.
    other: Option<RecordId>,
    /// Why the record is taken out.
    out_reason: String,
    /// Why it is one with the other, or not.
    reason: String,
}

impl OfRecord {
    /// Whether this one of the found is chosen: the one chosen before, else the first.
    fn is_chosen(&self, other: &Named, first: &bool) -> bool {
        self.typed.other.map_or(*first, |chosen| chosen == other.id)
    }

    fn is_alone(&self) -> bool {
        self.view.members.len() < 2
    }
}

/// `GET /record/{id}/same`
pub(crate) async fn of_record(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    show(&visit, id, Typed::default()).await
}

/// `POST /record/{id}/same`: `do` is `find` (with `name`), a verdict (with `other`), `move` (with `other`) or `out`.
pub(crate) async fn act(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    let sent = Sent::new(&filled);
    let what = sent.one("do").unwrap_or("find");
    let reason = sent.text("reason");
    let other = sent.one("other").and_then(|id| id.parse::<RecordId>().ok());
    if what == "out" && filled.again {
        let out_reason = reason;
        let typed = Typed {
            out_reason,
            ..Typed::default()
        };
        return show(&visit, id, typed).await;
    }
    if what == "find" || filled.again {
        let typed = Typed {
            name: Some(sent.text("name")),
            other,
            reason,
            ..Typed::default()
        };
        return show(&visit, id, typed).await;
    }
    let form = sent.review(&visit, id, &reason)?;
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
        Err(Refused::Stale(_)) => Ok(changed(id)),
        done => Ok(go(to, done.map_err(refused)?)),
    }
}

/// The page of those that are one with a record.
fn address(id: RecordId) -> String {
    format!("{}/same", crate::address::record(id))
}

/// On to the page where what was said before stands, and is undone.
pub(super) fn changed(id: RecordId) -> Response {
    let to = Address::new(address(id)).with("changed", "1");
    Redirect::to(&to.to_string()).into_response()
}

async fn show(visit: &Visit, id: RecordId, typed: Typed) -> Result<Response, Problem> {
    let name = typed.name.clone();
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
    let there = |id: &RecordId| {
        found
            .as_ref()
            .is_some_and(|(_, all)| all.iter().any(|other| other.id == *id))
    };
    let typed = Typed {
        other: typed.other.filter(there),
        ..typed
    };
    let html = page(&OfRecord {
        frame: visit.frame(Place::Elsewhere, visit.words.t("same-of-record")),
        saved: SavedNotice::of(visit),
        named,
        form: new_form()?.to_string(),
        changed: visit.asked.one("changed").is_some(),
        typed,
        weakest,
        found,
        view,
    })?;
    Ok(html.into_response())
}
