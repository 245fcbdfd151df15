//! Setting the second passphrase up, opening the page with it, closing it, changing it.

use std::time::Instant;

use axum::response::{IntoResponse, Redirect, Response};
use zeroize::Zeroizing;

use super::{Told, back, shown};
use crate::forms::Filled;
use crate::problem::Problem;
use crate::token::new_form;
use crate::unsealed::NotNow;
use crate::visit::Visit;
use aigaq_workspace::{
    CompartmentKey, Passphrase, RecoveryWords, Refused, SecondPassphrase, WorkspaceError,
};

/// What was typed into a field, overwritten when dropped.
fn secret(filled: &Filled, name: &str) -> Zeroizing<String> {
    let found = filled.pairs.iter().find(|(given, _)| given == name);
    Zeroizing::new(found.map(|(_, value)| value.clone()).unwrap_or_default())
}

/// A new passphrase that was typed twice alike; `None` when not.
fn typed_twice(filled: &Filled) -> Option<Passphrase> {
    let (first, again) = (secret(filled, "new"), secret(filled, "new_again"));
    (*first == *again).then(|| Passphrase::new(&first))
}

/// `POST /confidential/set-up`
pub(crate) async fn set_up(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let Some(second) = typed_twice(&filled) else {
        return shown(&visit, Told::fault(visit.words.t("confidential-differ"))).await;
    };
    let form = (new_form()?, visit.app.now());
    let made = visit
        .app
        .change(move |workspace| workspace.set_up_second(form, &second))
        .await?;
    match made {
        Ok(_) => Ok(Redirect::to(&back("set-up")).into_response()),
        Err(Refused::Workspace(why)) => fault(&visit, &why).await,
        Err(why) => shown(&visit, Told::fault(visit.words.reason(&why.reason()))).await,
    }
}

/// `POST /confidential/open`
pub(crate) async fn open(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let second = Passphrase::new(&secret(&filled, "second"));
    let opened = tried(&visit, move |door| door.open(&second)).await?;
    match opened {
        Tried::Opened(_) => {
            let to = visit.asked.one("source").map_or_else(
                || "/confidential".to_owned(),
                |source| {
                    crate::address::Address::new("/confidential")
                        .with("source", source)
                        .to_string()
                },
            );
            Ok(Redirect::to(&to).into_response())
        }
        Tried::Not(answer) => Ok(answer),
    }
}

/// `POST /confidential/close`
pub(crate) async fn close(visit: Visit, _: Filled) -> Result<Response, Problem> {
    if let Some(session) = &visit.session {
        visit.app.unsealed().close(session.number);
    }
    Ok(Redirect::to(&back("closed")).into_response())
}

/// `POST /confidential/passphrase`: another second passphrase, for one who knows the present one or has the words.
pub(crate) async fn change(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let Some(new) = typed_twice(&filled) else {
        return shown(&visit, Told::fault(visit.words.t("confidential-differ"))).await;
    };
    let words = secret(&filled, "words");
    let tried = match words.trim() {
        "" => {
            let second = Passphrase::new(&secret(&filled, "second"));
            tried(&visit, move |door| door.open(&second)).await?
        }
        words => match RecoveryWords::parse(words) {
            Ok(words) => tried(&visit, move |door| door.open_with_words(&words)).await?,
            Err(why) => return fault(&visit, &why.into()).await,
        },
    };
    let key = match tried {
        Tried::Opened(key) => key,
        Tried::Not(answer) => return Ok(answer),
    };
    let door = visit
        .ask(|workspace, _| Ok(workspace.compartment()))
        .await?;
    let changed = tokio::task::spawn_blocking(move || door.change(&key, &new)).await;
    match changed.map_err(|_| Problem::Broken)? {
        Ok(()) => Ok(Redirect::to(&back("changed")).into_response()),
        Err(why) => fault(&visit, &why.into()).await,
    }
}

/// How a try ended.
enum Tried {
    /// The page is open in this browser.
    Opened(CompartmentKey),
    /// It is not, and this is said.
    Not(Response),
}

/// Tries to open the compartment; slow, and beside the workspace, which goes on working for others.
async fn tried(
    visit: &Visit,
    how: impl FnOnce(&aigaq_workspace::Compartment) -> Result<CompartmentKey, aigaq_journal::Error>
    + Send
    + 'static,
) -> Result<Tried, Problem> {
    let Some(session) = &visit.session else {
        return Err(Problem::Locked);
    };
    let (door, state) = visit
        .ask(|workspace, _| Ok((workspace.compartment(), workspace.second_passphrase()?)))
        .await?;
    if state == SecondPassphrase::NotSetUp {
        let why = WorkspaceError::Journal(aigaq_journal::Error::NoCompartment);
        return fault(visit, &why).await.map(Tried::Not);
    }
    let begun = match visit.app.unsealed().begin(Instant::now()) {
        Ok(begun) => begun,
        Err(why) => {
            let text = match why {
                NotNow::Wait(seconds) => visit.words.n("confidential-wait", seconds),
                NotNow::OneAtATime => visit.words.t("problem-one-at-a-time-hint"),
            };
            return shown(visit, Told::fault(text)).await.map(Tried::Not);
        }
    };
    // Whatever becomes of the request, the try is run to its end and told there.
    let (app, number) = (visit.app.clone(), session.number);
    let opened = tokio::task::spawn_blocking(move || {
        let opened = how(&door);
        let table = app.unsealed();
        match &opened {
            Ok(key) => {
                if !table.open((number, begun), key.clone(), Instant::now()) {
                    return Ok(None);
                }
            }
            Err(aigaq_journal::Error::WrongSecondPassphrase | aigaq_journal::Error::WrongWords) => {
                table.was_wrong(Instant::now());
            }
            Err(_) => table.gave_up(),
        }
        opened.map(Some)
    });
    match opened.await {
        Ok(Ok(Some(key))) => Ok(Tried::Opened(key)),
        Ok(Ok(None)) => Err(Problem::Locked),
        Ok(Err(why)) => fault(visit, &why.into()).await.map(Tried::Not),
        Err(_) => {
            visit.app.unsealed().gave_up();
            Err(Problem::Broken)
        }
    }
}

/// The page with why something could not be done.
pub(super) async fn fault(visit: &Visit, why: &WorkspaceError) -> Result<Response, Problem> {
    shown(visit, Told::fault(visit.words.reason(&why.reason()))).await
}
