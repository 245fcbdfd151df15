//! The small forms of a record's page: how well it is established, a comment, a day to look at it again; and the
//! button that says that something is done.

use aigaq_schema::RecordId;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::QueueAsked;
use super::sent::{Sent, refused};
use crate::address::{Address, back};
use crate::forms::Filled;
use crate::pages::record::{Asks, Fault, Typed, show};
use crate::pages::saved::telling;
use crate::problem::Problem;
use crate::visit::Visit;
use aigaq_typed::Context;
use aigaq_workspace::{Refused, Saved, Seen, Version, Workspace};

/// `POST /record/{id}/level`
pub(crate) async fn level(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = record_id(&id)?;
    let sent = Sent::new(&filled);
    let queue = QueueAsked::from_fields(sent.one("queue"), sent.one("queue-level"));
    let (level, reason) = (sent.text("level"), sent.text("reason"));
    let mut typed = Typed::of(Asks::Level);
    typed.queue.clone_from(&queue);
    typed.level.clone_from(&level);
    typed.words.clone_from(&reason);
    if level.is_empty() {
        typed.fault(Fault::Level);
    }
    if reason.is_empty() {
        typed.fault(Fault::Words);
    }
    let seen: Option<Version> = sent.one("seen").and_then(|seen| seen.parse().ok());
    let (form, Some(seen)) = (sent.review(&visit, id, &reason)?, seen) else {
        return Err(Problem::OldForm);
    };
    if filled.again || !typed.faults.is_empty() {
        return show(&visit, id, typed).await;
    }
    let asking = visit.asking();
    let (next, saved) = visit
        .app
        .change(move |workspace| {
            // The next in the queue as it stood when this one was looked at.
            let next = match &queue {
                Some(queue) => workspace
                    .neighbours(&asking, &queue.query(0), id)?
                    .next
                    .map_or_else(|| queue.address(), |next| queue.record(next)),
                None => Address::new(crate::address::record(id)),
            };
            Ok::<_, Refused>((next, workspace.set_level(&form, &level, Seen::At(seen))))
        })
        .await?
        .map_err(refused)?;
    match saved {
        Err(Refused::Stale(_)) => {
            typed.fault(Fault::Stale);
            show(&visit, id, typed).await
        }
        saved => Ok(go(next, saved.map_err(refused)?)),
    }
}

/// `POST /record/{id}/comment`
pub(crate) async fn comment(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = record_id(&id)?;
    let sent = Sent::new(&filled);
    let typed = with_words(Asks::Comment, &sent);
    let form = sent.review(&visit, id, &typed.words)?;
    if filled.again || !typed.faults.is_empty() {
        return show(&visit, id, typed).await;
    }
    saved_of(&visit, id, move |workspace| workspace.comment(&form)).await
}

/// `POST /record/{id}/follow-up`
pub(crate) async fn follow_up(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = record_id(&id)?;
    let sent = Sent::new(&filled);
    let mut typed = with_words(Asks::FollowUp, &sent);
    typed.date = sent.text("date");
    let context = Context::on(visit.app.today(), visit.words.language());
    let read = aigaq_typed::date(&typed.date, &context);
    let date = match read {
        // A clock or words beside the date would be lost, so they are not taken.
        Ok(read) if read.clock.is_none() && read.unsaid.is_empty() => Some(read.date),
        Ok(_) => {
            typed.fault(Fault::Date(Vec::new()));
            None
        }
        Err(why) => {
            typed.fault(Fault::Date(why.suggestions));
            None
        }
    };
    let form = sent.review(&visit, id, &typed.words)?;
    let Some(date) = date.filter(|_| !filled.again && typed.faults.is_empty()) else {
        return show(&visit, id, typed).await;
    };
    saved_of(&visit, id, move |workspace| {
        workspace.follow_up(&form, &date)
    })
    .await
}

/// `POST /note/{id}/done`: from the start page, the list of follow-ups or a record, and back there.
pub(crate) async fn done(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let note = record_id(&id)?;
    let sent = Sent::new(&filled);
    let (token, now) = (sent.token()?, visit.app.now());
    let to = back(sent.one("back"));
    // The path alone: nothing of what the address carried is needed to show the page again.
    let to = Address::new(to.split(['?', '#']).next().unwrap_or("/"));
    if filled.again {
        return Ok(Redirect::to(&to.to_string()).into_response());
    }
    let done = visit
        .app
        .change(move |workspace| workspace.done(note, token, now))
        .await?;
    match done {
        // Twice is as good as once.
        Err(Refused::Nothing | Refused::Stale(_)) => {
            Ok(Redirect::to(&to.to_string()).into_response())
        }
        done => Ok(go(to, done.map_err(refused)?)),
    }
}

/// A small form whose words must not be empty.
fn with_words(asks: Asks, sent: &Sent) -> Typed {
    let mut typed = Typed::of(asks);
    typed.words = sent.text("text");
    if typed.words.is_empty() {
        typed.fault(Fault::Words);
    }
    typed
}

/// Saves, and goes back to the record.
async fn saved_of(
    visit: &Visit,
    id: RecordId,
    save: impl FnOnce(&mut Workspace) -> Result<Saved, Refused> + Send + 'static,
) -> Result<Response, Problem> {
    let saved = visit.app.change(save).await?.map_err(refused)?;
    Ok(go(Address::new(crate::address::record(id)), saved))
}

fn record_id(text: &str) -> Result<RecordId, Problem> {
    text.parse().map_err(|_| Problem::NoSuchRecord)
}

/// On to a page that tells what was saved.
pub(crate) fn go(to: Address, saved: Saved) -> Response {
    let to = telling(to, saved.change_set).to_string();
    (StatusCode::SEE_OTHER, Redirect::to(&to)).into_response()
}
