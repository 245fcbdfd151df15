//! Documents as HTML: a complete file that needs nothing else, or a fragment
//! for a page of the program.
//!
//! No scripts, no addresses of other files, no inline style in the fragment.
//! All text goes through [`crate::text::escape_into`]; only `http` and `https`
//! addresses become links. The style sheet [`STYLE`] is scoped to
//! `.publication`, so that a server can send it as a file of its own.

mod block;
mod chart;
mod table;
mod writer;

use crate::document::{Document, Paper};
use crate::links::Links;
use crate::phrases::Phrases;
use crate::text::escape;

use writer::Writer;

/// The style of a publication, for both forms, without that of its pictures, [`aigaq_charts::STYLE`].
pub const STYLE: &str = include_str!("html/style.css");

/// What only a file needs: the page around the publication, and paper.
const PAGE_STYLE: &str = include_str!("html/page.css");

const PORTRAIT: &str = "@page { size: A4 portrait; }";
const LANDSCAPE: &str = "@page { size: A4 landscape; }";

/// The document as an `article` element, for a page that has its own head,
/// landmark `main` and the style sheet [`STYLE`].
#[must_use]
pub fn html_fragment(document: &Document, links: &dyn Links) -> String {
    Writer::new(document, links).article()
}

/// As [`html_fragment`], without the list of its sections: for a page that has ways of its own to them.
#[must_use]
pub fn html_part(document: &Document, links: &dyn Links) -> String {
    Writer::new(document, links).without_contents().article()
}

/// What stands in the body of a file.
pub(crate) struct Around<'a> {
    /// Markup before the main part.
    pub(crate) before: &'a str,
    /// Markup of the main part.
    pub(crate) body: &'a str,
    /// Markup after it.
    pub(crate) after: &'a str,
    /// A style sheet beside that of all publications.
    pub(crate) style: &'a str,
}

/// The document as a complete HTML file.
#[must_use]
pub fn html(document: &Document, links: &dyn Links) -> String {
    complete(
        document,
        &Around {
            before: "",
            body: &html_fragment(document, links),
            after: "",
            style: "",
        },
    )
}

/// A complete HTML file with the title, language and paper of a document, and this in its body.
pub(crate) fn complete(document: &Document, around: &Around<'_>) -> String {
    let paper = match document.paper {
        Paper::Portrait => PORTRAIT,
        Paper::Landscape => LANDSCAPE,
    };
    let title = match &document.subtitle {
        Some(subtitle) => format!("{} · {subtitle}", document.title),
        None => document.title.clone(),
    };
    format!(
        concat!(
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
            "<meta name=\"color-scheme\" content=\"light dark\">\n",
            "<meta name=\"referrer\" content=\"no-referrer\">\n",
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ",
            "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n",
            "<title>{title}</title>\n<style>\n{style}{pictures}{page}{paper}{more}\n</style>\n</head>\n",
            "<body>\n<a class=\"skip\" href=\"#content\">{skip}</a>\n",
            "{before}<main id=\"content\">\n{body}</main>\n{after}</body>\n</html>\n",
        ),
        language = document.language.tag(),
        title = escape(&title),
        style = STYLE,
        pictures = aigaq_charts::STYLE,
        page = PAGE_STYLE,
        paper = paper,
        skip = escape(&Phrases::of(document.language).say("page.skip")),
        more = around.style,
        before = around.before,
        body = around.body,
        after = around.after,
    )
}
