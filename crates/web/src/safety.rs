//! What protects the pages from other sites and from being read where they should not be.
//!
//! The server listens on 127.0.0.1 only, but every site a person visits can send requests there through
//! their browser. So: the request must be addressed to this machine by a name of this machine (else a
//! foreign name could be pointed here, *DNS rebinding*); another site may link to a page but not fetch,
//! frame or embed it, nor send it a form; and each answer tells the browser to run, store and reveal
//! nothing.

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::address::LONGEST;
use crate::problem::Problem;
use crate::state::App;

/// What every answer carries.
pub const HEADERS: [(HeaderName, HeaderValue); 8] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; \
             img-src 'self' data:; form-action 'self'; \
             base-uri 'none'; frame-ancestors 'none'",
        ),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(), clipboard-read=(), display-capture=(), geolocation=(), hid=(), \
             microphone=(), payment=(), serial=(), usb=()",
        ),
    ),
];

/// What the script of the forms says of its own requests.
pub(crate) const BY_SCRIPT: HeaderName = HeaderName::from_static("x-aigaq-echo");

/// Puts [`HEADERS`] on every answer, refusals included.
///
/// A browser throws away a page, with what was typed into it, whose script was answered `no-store`: the button *Back*
/// then shows an empty form. So what the script posts is answered `no-cache`, and the script itself asks that nothing
/// of it be stored; answers to a POST are kept by no browser that is not told to.
pub(crate) async fn harden(request: Request, next: Next) -> Response {
    let by_script = request.method() == Method::POST && request.headers().contains_key(BY_SCRIPT);
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, value);
    }
    if by_script {
        let no_cache = HeaderValue::from_static("no-cache");
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, no_cache);
    }
    response
}

/// Refuses what was not sent by a person through a page of ours or an address they opened.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    match check(request.method(), request.uri(), request.headers(), &app) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

fn check(method: &Method, uri: &Uri, headers: &HeaderMap, app: &App) -> Result<(), Problem> {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let host = text(header::HOST).ok_or(Problem::ForeignHost)?;
    let named_in_line = uri.authority().is_some_and(|authority| authority != host);
    if named_in_line
        || headers.get_all(header::HOST).iter().count() != 1
        || !is_ours(host, app.port())
    {
        return Err(Problem::ForeignHost);
    }
    if uri
        .path_and_query()
        .is_some_and(|address| address.as_str().len() > LONGEST)
    {
        return Err(Problem::TooLong);
    }
    let site = text(HeaderName::from_static("sec-fetch-site"));
    let origin = text(header::ORIGIN);
    let reads = matches!(*method, Method::GET | Method::HEAD);
    let by_ourselves = match site {
        // Old browsers do not say.
        None => true,
        Some("same-origin" | "none") => true,
        // `same-site` is another port of this machine: another program.
        Some(_) => false,
    };
    if reads {
        let opens_a_page = text(HeaderName::from_static("sec-fetch-mode")) == Some("navigate")
            && text(HeaderName::from_static("sec-fetch-dest")) == Some("document");
        return if by_ourselves || opens_a_page {
            Ok(())
        } else {
            Err(Problem::CrossSite)
        };
    }
    // The program itself (`aigaq lock`), which is no browser, shows its token instead.
    if origin.is_none() && site.is_none() && shows_lock_token(headers, app) {
        return Ok(());
    }
    let ours = format!("http://{host}");
    let same_origin = match (origin, site) {
        // `null` is what browsers send from a page that asks for no referrer.
        (None | Some("null"), Some("same-origin")) => true,
        (Some(origin), None | Some("same-origin")) => origin == ours,
        _ => false,
    };
    if same_origin {
        Ok(())
    } else {
        Err(Problem::CrossSite)
    }
}

/// The header in which `aigaq lock` sends the token of `serving.toml`.
pub const LOCK_TOKEN_HEADER: &str = "x-aigaq-lock";

pub(crate) fn shows_lock_token(headers: &HeaderMap, app: &App) -> bool {
    headers
        .get(LOCK_TOKEN_HEADER)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|given| app.lock_token().is(given))
}

fn is_ours(host: &str, port: u16) -> bool {
    ["127.0.0.1", "localhost", "[::1]"].into_iter().any(|name| {
        host.strip_prefix(name).is_some_and(|rest| {
            rest.strip_prefix(':') == Some(&port.to_string()) || (rest.is_empty() && port == 80)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn only_names_of_this_machine_at_this_port_are_ours() {
        for host in ["127.0.0.1:4480", "localhost:4480", "[::1]:4480"] {
            assert!(is_ours(host, 4480), "{host}");
        }
        for host in [
            "127.0.0.1",
            "127.0.0.1:80",
            "localhost.evil.example:4480",
            "evil.example",
            "127.0.0.1.evil.example:4480",
            "127.0.0.1:4480:4480",
            "127.0.0.1:04480",
            "",
        ] {
            assert!(!is_ours(host, 4480), "{host}");
        }
    }
}
