//! Properties as they are named in a question: `type`, `type:0`,
//! `start:month`, `event.kind`, `target.category`.

use std::fmt;
use std::str::FromStr;

use crate::error::Why;
use crate::{Error, Span};

/// How the values of a property are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// A level of the list's tree: `:0` (also `:top`) is the top, `:1` the
    /// codes below it; a code that stands higher stays as it is.
    Level(u32),
    /// Spans of time: `:day`, `:month`, `:quarter`, `:year`.
    Span(Span),
}

/// A property, reached through any number of hops, and how its values are put
/// together. Without a view, codes count as they are stored and dates by year.
///
/// `month`, `quarter` and `year` alone mean the main date of the unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    pub(crate) segments: Vec<String>,
    pub(crate) view: Option<View>,
    text: String,
}

impl Path {
    /// The path in its one spelling: `type:0` also where `type:top` was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    fn of(segments: Vec<String>, view: Option<View>) -> Self {
        let view_text = match view {
            None => String::new(),
            Some(View::Level(level)) => format!(":{level}"),
            Some(View::Span(span)) => format!(":{}", span.word()),
        };
        Self {
            text: format!("{}{view_text}", segments.join(".")),
            segments,
            view,
        }
    }

    /// The same property, its dates put together by `span`.
    pub(crate) fn by_span(self, span: Span) -> Self {
        Self::of(self.segments, Some(View::Span(span)))
    }

    /// Whether the path is `month`, `quarter` or `year` alone.
    pub(crate) fn alias(&self) -> Option<Span> {
        match (self.segments.as_slice(), self.view) {
            ([word], None) => span(word).filter(|span| *span != Span::Day),
            _ => None,
        }
    }
}

fn span(word: &str) -> Option<Span> {
    [Span::Day, Span::Month, Span::Quarter, Span::Year]
        .into_iter()
        .find(|span| span.word() == word)
}

impl FromStr for Path {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let (steps, view) = match text.split_once(':') {
            None => (text, None),
            Some((steps, "top")) => (steps, Some(View::Level(0))),
            Some((steps, word)) => {
                let view = span(word)
                    .map(View::Span)
                    .or_else(|| word.parse().ok().map(View::Level));
                if view.is_none() {
                    return Err(Error::BadView {
                        path: text.to_owned(),
                        why: Why::NoView,
                    });
                }
                (steps, view)
            }
        };
        let segments: Vec<String> = steps
            .split('.')
            .map(|step| step.trim().to_owned())
            .collect();
        if segments.iter().any(String::is_empty) {
            return Err(Error::BadView {
                path: text.to_owned(),
                why: Why::EmptyStep,
            });
        }
        Ok(Self::of(segments, view))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}
