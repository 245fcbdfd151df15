//! The files that pages refer to, from inside the program.

use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

const STYLE: &str = include_str!("../../static/aigaq.css");
const PAGES: &str = include_str!("../../static/pages.css");
const FORMS: &str = include_str!("../../static/forms.css");
const ECHO: &str = include_str!("../../static/echo.js");
const KEYS: &str = include_str!("../../static/keys.js");
const ICON: &str = include_str!("../../static/icon.svg");

/// `GET /static/aigaq.css`: the frame of every page.
pub(crate) async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}

/// `GET /static/pages.css`: what pages of records hold, and their pictures. Publications have a style of their own, and
/// class names of their own that must not meet these.
pub(crate) async fn pages_style() -> impl IntoResponse {
    let style = [PAGES, aigaq_charts::STYLE].concat();
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], style)
}

/// `GET /static/forms.css`: what forms for entering hold.
pub(crate) async fn forms_style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], FORMS)
}

/// `GET /static/publication.css`: how publications look, in files and here.
pub(crate) async fn publication_style() -> impl IntoResponse {
    let style = [aigaq_publishing::html::STYLE, aigaq_charts::STYLE].concat();
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], style)
}

/// `GET /static/echo.js`: forms say how a field was understood while it is typed. No page needs it.
pub(crate) async fn echo_script() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], ECHO)
}

/// `GET /static/keys.js`: one key a suggestion. No page needs it.
pub(crate) async fn keys_script() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], KEYS)
}

/// `GET /static/icon.svg`
pub(crate) async fn icon() -> impl IntoResponse {
    ([(CONTENT_TYPE, "image/svg+xml")], ICON)
}
