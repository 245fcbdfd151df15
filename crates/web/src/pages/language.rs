//! The language switch: a link that leaves a cookie.

use aigaq_schema::Language;
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::response::{IntoResponse, Redirect, Response};

use crate::address::back;
use crate::problem::Problem;
use crate::visit::Visit;

/// A year, in seconds.
const AS_LONG_AS: u32 = 31_536_000;

/// `GET /language?to=ru&back=/…`
pub(crate) async fn language(visit: Visit) -> Result<Response, Problem> {
    let to: Language = visit
        .asked
        .one("to")
        .unwrap_or_default()
        .parse::<Language>()?;
    let cookie = format!("lang={to}; Path=/; Max-Age={AS_LONG_AS}; HttpOnly; SameSite=Strict");
    let mut response = Redirect::to(&back(visit.asked.one("back"))).into_response();
    let cookie = HeaderValue::try_from(cookie).map_err(|_| Problem::Broken)?;
    response.headers_mut().insert(SET_COOKIE, cookie);
    Ok(response)
}
