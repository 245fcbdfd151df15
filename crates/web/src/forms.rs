//! Every form that is sent here passes this before any page sees it: it is read within limits, belongs to
//! a browser that is known, and carries that browser's sign. What cannot be taken now is not lost: a form
//! sent after the lock is sealed and kept, one with an old sign is shown again.
//!
//! A page that takes forms gets [`Filled`] (or the body, with any of axum's extractors). A form given back
//! after unlocking is posted to its page once more with `again=1`: a page named in [`SHOW_AGAIN`] then shows
//! itself with everything typed and saves nothing. For every other page we show the fields ourselves.

use axum::body::Body;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use zeroize::Zeroizing;

use crate::address::back;
use crate::pages::kept::{Why, give_back};
use crate::problem::{AfterLock, Problem};
use crate::safety::shows_lock_token;
use crate::state::App;
use crate::visit::Visit;
use reading::{Kind, Limits};

pub(crate) mod kept;
mod multipart;
pub(crate) mod reading;
pub(crate) mod streamed;

/// The addresses whose pages understand `again=1`: show what was typed, save nothing. A star is any one part
/// of an address.
pub(crate) const SHOW_AGAIN: [&str; 22] = [
    "/file/*/custody",
    "/file/*/text",
    "/inbox",
    "/checks",
    "/same",
    "/enter",
    "/enter/*",
    "/record/*/edit",
    "/record/*/level",
    "/record/*/comment",
    "/record/*/follow-up",
    "/record/*/judge",
    "/record/*/same",
    "/record/*/names",
    "/journal/*/undo",
    "/templates",
    "/settings/types",
    "/settings/types/*",
    "/settings/types/*/*",
    "/settings/lists",
    "/settings/lists/*",
    "/settings/lists/*/*",
];

/// Forms with a passphrase in them, or that open what needs one: they are neither kept nor shown again.
const NEVER_SHOWN: [&str; 5] = [
    "/confidential/set-up",
    "/confidential/open",
    "/confidential/close",
    "/confidential/passphrase",
    "/confidential/look",
];

/// The field that says so.
pub(crate) const AGAIN: &str = "again";

/// The field with the browser's sign.
pub(crate) const TOKEN: &str = "token";

/// The longest value of a field, in bytes: some hundred pages.
pub(crate) const LONGEST_VALUE: usize = 256 * 1024;

/// What was typed into a form: names and values in the order of the page, without our own fields.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filled {
    pub(crate) pairs: Vec<(String, String)>,
    /// The form is to be shown with what was typed, not saved.
    pub(crate) again: bool,
}

impl Filled {
    fn new(pairs: Vec<(String, String)>) -> Self {
        let again = pairs.iter().any(|(name, _)| name == AGAIN);
        let pairs = pairs
            .into_iter()
            .filter(|(name, _)| name != AGAIN && name != TOKEN)
            .collect();
        Self { pairs, again }
    }

    fn is_too_long(&self) -> bool {
        let is_long = |text: &String| text.len() > LONGEST_VALUE;
        self.pairs.iter().any(|(_, value)| is_long(value))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Filled {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(Problem::Method)
    }
}

/// Takes each POST in; everything else passes.
pub(crate) async fn receive(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || is_from_the_program(&request, &app) {
        return next.run(request).await;
    }
    match take_in(&app, request).await {
        Ok(Taken::Goes(request, late)) => {
            let answer = next.run(request).await;
            match late {
                // It was locked while the form was being taken.
                Some(late) if answer.extensions().get() == Some(&Problem::Locked) => {
                    late.keep(&app).into_response()
                }
                _ => answer,
            }
        }
        Ok(Taken::Answered(response)) => response,
        Err(problem) => problem.into_response(),
    }
}

fn is_from_the_program(request: &Request, app: &App) -> bool {
    request.uri().path() == "/lock" && shows_lock_token(request.headers(), app)
}

enum Taken {
    /// On to the page; and what to keep if it turns out to be locked.
    Goes(Request, Option<Late>),
    Answered(Response),
}

/// A form of ours that may come too late.
struct Late {
    session: u64,
    address: String,
    body: Zeroizing<Vec<u8>>,
}

impl Late {
    fn keep(&self, app: &App) -> Problem {
        let kept = app.keep(self.session, &self.address, &self.body);
        Problem::LockedForm(if kept {
            AfterLock::Kept
        } else {
            AfterLock::NotKept
        })
    }
}

async fn take_in(app: &App, request: Request) -> Result<Taken, Problem> {
    app.lock_if_idle().await;
    let (mut parts, body) = request.into_parts();
    let path = parts.uri.path().to_owned();
    let visit = Visit::new(app, &parts);
    let kind = Kind::of(&parts.headers);
    let limits = Limits::of(&path, visit.session.is_some());
    let at_the_door = matches!(path.as_str(), "/unlock" | "/lock");
    let Some(kind) = kind.filter(|kind| *kind != Kind::Upload || limits.uploads) else {
        // Nothing that one of our pages would send.
        return Err(Problem::NotAForm);
    };
    if kind == Kind::Upload && streamed::is_streamed(&path) {
        return stream_in(app, &visit, parts, body).await;
    }
    let _turn = app.uploads().turn(&kind).await;
    let plain = match reading::read(body, &limits).await {
        Ok(plain) => Zeroizing::new(plain),
        // Without a session it could not have been taken anyway, and that is what to say.
        Err(Problem::TooLarge(_)) if visit.session.is_none() && !at_the_door => {
            return Err(without_session(app));
        }
        Err(problem) => return Err(problem),
    };
    let pairs = match kind {
        Kind::Form => pairs_of(&plain),
        Kind::Upload => multipart::first_text(&parts.headers, &plain, TOKEN)
            .map(|token| (TOKEN.to_owned(), token))
            .into_iter()
            .collect(),
    };
    let sign = pairs
        .iter()
        .find(|(name, _)| name == TOKEN)
        .map_or("", |(_, value)| value.as_str());
    let is_ours = visit
        .session
        .as_ref()
        .is_some_and(|session| session.form_token.is(sign));
    if at_the_door {
        let is_of_the_door = path == "/unlock" && app.door_token().is(sign);
        if !is_ours && !is_of_the_door {
            return Err(Problem::OldForm);
        }
        let body = plain.to_vec();
        return Ok(onward(parts, body, Filled::new(pairs), None));
    }
    let Some(session) = &visit.session else {
        return Err(without_session(app));
    };
    // What a script asks while somebody types is no form that was sent.
    let is_asked_by_script = parts
        .headers
        .get("sec-fetch-dest")
        .is_some_and(|dest| dest.as_bytes() == b"empty");
    // A form that corrects an identity holds what the second passphrase opened: the first must not bring it back.
    let holds_opened =
        path.starts_with("/confidential/") && pairs.iter().any(|(name, _)| name == "replaces");
    let may_be_shown = !NEVER_SHOWN.contains(&path.as_str()) && !holds_opened;
    let can_be_kept = may_be_shown
        && is_ours
        && kind == Kind::Form
        && !path.starts_with("/again/")
        && !is_asked_by_script;
    let late = can_be_kept.then(|| Late {
        session: session.number,
        address: visit.here.clone(),
        body: plain.clone(),
    });
    if !visit.is_in() {
        return Err(match late {
            Some(late) => late.keep(app),
            None => Problem::LockedForm(AfterLock::NotKept),
        });
    }
    app.touch();
    let filled = Filled::new(pairs);
    if !is_ours {
        return match kind {
            _ if !may_be_shown => Err(Problem::OldForm),
            Kind::Form => give_back(&visit, &visit.here, filled, Why::OldSign).map(Taken::Answered),
            Kind::Upload => Err(Problem::OldForm),
        };
    }
    if filled.is_too_long() && !may_be_shown {
        return Err(Problem::OldForm);
    }
    if filled.is_too_long() {
        return give_back(&visit, &visit.here, filled, Why::TooLong).map(Taken::Answered);
    }
    if let Some(number) = path.strip_prefix("/again/") {
        let number = number.parse().map_err(|_| Problem::NotFound)?;
        let form = app.open_kept(session.number, number).await?;
        let filled = Filled::new(pairs_of(&form.body));
        if !shows_again(&form.address) {
            return give_back(&visit, &form.address, filled, Why::Kept).map(Taken::Answered);
        }
        parts.uri = form.address.parse::<Uri>().map_err(|_| Problem::NotFound)?;
        let body = with_signs(&filled.pairs, session.form_token.as_str());
        let filled = Filled {
            again: true,
            ..filled
        };
        return Ok(onward(parts, body.into_bytes(), filled, None));
    }
    let body = plain.to_vec();
    Ok(onward(parts, body, filled, late))
}

/// Lets an upload through that is not held in memory, when it carries the sign of a browser that is in.
async fn stream_in(
    app: &App,
    visit: &Visit,
    mut parts: Parts,
    body: Body,
) -> Result<Taken, Problem> {
    let begun = streamed::Begun::read(body, &parts.headers).await?;
    let Some(session) = &visit.session else {
        return Err(begun.refuse(without_session(app)).await);
    };
    if !visit.is_in() {
        return Err(begun.refuse(Problem::LockedForm(AfterLock::NotKept)).await);
    }
    if !session.form_token.is(&begun.sign) {
        return Err(begun.refuse(Problem::OldForm).await);
    }
    app.touch();
    let (body, end) = begun.body(app);
    parts.extensions.insert(Filled::default());
    parts.extensions.insert(end);
    Ok(Taken::Goes(Request::from_parts(parts, body), None))
}

/// A form from a browser that is not known: the program was started again since, or it is not from here.
fn without_session(app: &App) -> Problem {
    if app.is_unlocked() {
        Problem::LockedForm(AfterLock::Unknown)
    } else {
        Problem::LockedForm(AfterLock::NotKept)
    }
}

fn onward(mut parts: Parts, body: Vec<u8>, filled: Filled, late: Option<Late>) -> Taken {
    parts.extensions.insert(filled);
    parts
        .headers
        .insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    if !parts.headers.contains_key(CONTENT_TYPE) {
        parts.headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded"),
        );
    }
    Taken::Goes(Request::from_parts(parts, Body::from(body)), late)
}

/// Whether the page at this address shows a form with what was typed when it is asked to.
fn shows_again(address: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    let fits = |pattern: &&str| {
        let (wished, given) = (pattern.split('/'), path.split('/'));
        wished.clone().count() == given.clone().count()
            && wished
                .zip(given)
                .all(|(wished, given)| wished == "*" || wished == given)
    };
    back(Some(address)) == address && SHOW_AGAIN.iter().any(fits)
}

fn pairs_of(body: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(body).into_owned().collect()
}

fn with_signs(pairs: &[(String, String)], token: &str) -> String {
    let mut body = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs {
        body.append_pair(name, value);
    }
    body.append_pair(TOKEN, token).append_pair(AGAIN, "1");
    body.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_that_can_show_themselves_again_are_asked_to() {
        for yes in [
            "/enter",
            "/enter/incident",
            "/enter/act?of=x",
            "/record/x/edit",
        ] {
            assert!(shows_again(yes), "{yes}");
        }
        for no in [
            "/",
            "/enter/a/b",
            "/record/x/review",
            "/record/x",
            "//enter/incident",
            "/entering",
            "/lock",
        ] {
            assert!(!shows_again(no), "{no}");
        }
    }

    #[test]
    fn our_own_fields_are_no_part_of_what_was_typed() {
        let filled = Filled::new(pairs_of(b"token=x&name=%D0%90&name=b+c&again=1&=&x"));
        assert!(filled.again);
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let typed = [
            pair("name", "А"),
            pair("name", "b c"),
            pair("", ""),
            pair("x", ""),
        ];
        assert_eq!(filled.pairs, typed);
        let again = Filled::new(pairs_of(with_signs(&filled.pairs, "sign").as_bytes()));
        assert_eq!(again.pairs, typed);
    }
}
