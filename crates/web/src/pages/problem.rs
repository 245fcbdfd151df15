//! The page of a problem, in the reader's language.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::frame::{Frame, Place};
use crate::pages::lock::unlock_page;
use crate::problem::Problem;
use crate::state::App;
use crate::visit::{Visit, page};

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    frame: Frame,
    code: u16,
    title: &'a str,
    hint: String,
    detail: Option<String>,
}

/// Makes a page of every problem met further in.
pub(crate) async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let visit = Visit::new(&app, &parts);
    let response = next.run(Request::from_parts(parts, body)).await;
    match problem_of(&response) {
        Some(problem) => show(&visit, &problem),
        None => response,
    }
}

/// Our own problems say what they are. A bare error comes from reading the request.
fn problem_of(response: &Response) -> Option<Problem> {
    if let Some(problem) = response.extensions().get::<Problem>() {
        return Some(problem.clone());
    }
    let status = response.status();
    let is_page = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page || !(status.is_client_error() || status.is_server_error()) {
        return None;
    }
    Some(match status {
        StatusCode::METHOD_NOT_ALLOWED => Problem::Method,
        StatusCode::NOT_FOUND => Problem::NotFound,
        status if status.is_server_error() => Problem::Broken,
        _ => Problem::OldForm,
    })
}

fn show(visit: &Visit, problem: &Problem) -> Response {
    match problem {
        Problem::Locked => return unlock_page(visit, None, None, &visit.here),
        Problem::LockedForm(form) => return unlock_page(visit, None, Some(*form), "/"),
        _ => {}
    }
    let (title, hint, what) = problem.text();
    let title = visit.words.t(title);
    let bare = problem.is_stranger() || !visit.is_in();
    let shown = page(&ProblemPage {
        frame: if bare {
            Frame::bare(visit, title.clone())
        } else {
            visit.frame(Place::Elsewhere, title.clone())
        },
        code: problem.status().as_u16(),
        title: &title,
        hint: match problem {
            Problem::TooLarge(bytes) => visit.words.with(hint, visit.words.size(*bytes)),
            Problem::TooManyConditions(most) => visit.words.with(hint, visit.words.num(*most)),
            _ => visit.words.with(hint, what),
        },
        detail: problem.reason().map(|why| visit.words.reason(why)),
    });
    match shown {
        Ok(html) => (problem.status(), html).into_response(),
        Err(_) => problem.status().into_response(),
    }
}
