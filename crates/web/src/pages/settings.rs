//! Settings: the organisation's own words. Types and their properties, lists and their codes; added, named
//! otherwise, retired, taken back. And what holds on this device only.

mod device;
mod form;
mod lists;
mod sent;
mod shown;
mod types;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::forms::Filled;
use crate::problem::Problem;
use crate::visit::Visit;
use aigaq_workspace::{FormToken, NotDefined};
use sent::{Fault, Sent, Wish};

/// Which page of the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Start,
    Types,
    Type(String),
    Property(String, String),
    Lists,
    List(String),
    Code(String, String),
}

impl Target {
    fn address(&self) -> String {
        let part = crate::address::encode;
        match self {
            Self::Start => "/settings".to_owned(),
            Self::Types => "/settings/types".to_owned(),
            Self::Type(code) => format!("/settings/types/{}", part(code)),
            Self::Property(of, code) => format!("/settings/types/{}/{}", part(of), part(code)),
            Self::Lists => "/settings/lists".to_owned(),
            Self::List(code) => format!("/settings/lists/{}", part(code)),
            Self::Code(of, code) => format!("/settings/lists/{}/{}", part(of), part(code)),
        }
    }
}

/// `GET /settings`
pub(crate) async fn start(visit: Visit) -> Result<Response, Problem> {
    shown::show(&visit, Target::Start, Sent::none()).await
}

/// `POST /settings`: what holds on this device.
pub(crate) async fn device(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    device::change(visit, filled).await
}

/// `GET /settings/types`
pub(crate) async fn types(visit: Visit) -> Result<Response, Problem> {
    shown::show(&visit, Target::Types, Sent::none()).await
}

/// `POST /settings/types`: adds a type.
pub(crate) async fn change_types(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    change(visit, Target::Types, filled).await
}

/// `GET /settings/types/{type}`
pub(crate) async fn of_type(visit: Visit, Path(code): Path<String>) -> Result<Response, Problem> {
    shown::show(&visit, Target::Type(code), Sent::none()).await
}

/// `POST /settings/types/{type}`: names it, adds a property, takes it back.
pub(crate) async fn change_type(
    visit: Visit,
    Path(code): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    change(visit, Target::Type(code), filled).await
}

/// `GET /settings/types/{type}/{property}`
pub(crate) async fn property(
    visit: Visit,
    Path((of, code)): Path<(String, String)>,
) -> Result<Response, Problem> {
    shown::show(&visit, Target::Property(of, code), Sent::none()).await
}

/// `POST /settings/types/{type}/{property}`: names it, retires it, takes it back.
pub(crate) async fn change_property(
    visit: Visit,
    Path((of, code)): Path<(String, String)>,
    filled: Filled,
) -> Result<Response, Problem> {
    change(visit, Target::Property(of, code), filled).await
}

/// `GET /settings/lists`
pub(crate) async fn lists(visit: Visit) -> Result<Response, Problem> {
    shown::show(&visit, Target::Lists, Sent::none()).await
}

/// `POST /settings/lists`: adds a list.
pub(crate) async fn change_lists(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    change(visit, Target::Lists, filled).await
}

/// `GET /settings/lists/{list}`
pub(crate) async fn list(visit: Visit, Path(code): Path<String>) -> Result<Response, Problem> {
    shown::show(&visit, Target::List(code), Sent::none()).await
}

/// `POST /settings/lists/{list}`: names it, adds a code, takes it back.
pub(crate) async fn change_list(
    visit: Visit,
    Path(code): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    change(visit, Target::List(code), filled).await
}

/// `GET /settings/lists/{list}/{code}`
pub(crate) async fn code(
    visit: Visit,
    Path((of, code)): Path<(String, String)>,
) -> Result<Response, Problem> {
    shown::show(&visit, Target::Code(of, code), Sent::none()).await
}

/// `POST /settings/lists/{list}/{code}`: names it, retires it, adds a code below it, takes it back.
pub(crate) async fn change_code(
    visit: Visit,
    Path((of, code)): Path<(String, String)>,
    filled: Filled,
) -> Result<Response, Problem> {
    change(visit, Target::Code(of, code), filled).await
}

/// Does what a form asks, and shows the page again when it cannot be done, with all that was typed.
async fn change(visit: Visit, target: Target, filled: Filled) -> Result<Response, Problem> {
    let again = filled.again;
    let sent = Sent::of(filled);
    if again {
        return shown::show(&visit, target, sent).await;
    }
    let now = visit.app.now();
    let (of, form) = (target.clone(), sent.clone());
    let done = visit
        .app
        .change(move |workspace| -> Result<Option<Target>, NotDefined> {
            let Some(wish) = form.wish(workspace, &of)? else {
                return Ok(None);
            };
            let Ok(token) = form.one("form").parse::<FormToken>() else {
                return Ok(None);
            };
            match &wish {
                Wish::Add(own) => workspace.define(own, token, &now)?,
                Wish::Change(own, seen) => workspace.redefine(own, *seen, token, &now)?,
                Wish::TakeBack { kind, code } => {
                    workspace.take_word_back(kind, code, token, &now)?;
                }
            }
            let gone = matches!(wish, Wish::TakeBack { .. });
            let shown = match wish {
                Wish::Add(own) => sent::target_of(&own),
                Wish::Change(..) => of.clone(),
                Wish::TakeBack { .. } => of.clone(),
            };
            Ok(Some(if gone {
                sent::still_there(workspace, shown)
            } else {
                shown
            }))
        })
        .await?;
    match done {
        Ok(Some(to)) => Ok(Redirect::to(&to.address()).into_response()),
        Ok(None) => Err(Problem::NotFound),
        Err(why) => {
            let fault = Fault::of(why, visit.words)?;
            let page = shown::show(&visit, target, sent.with(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
