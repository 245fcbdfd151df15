//! Pictures on a page: drawn by `aigaq_charts`, or the reason why there is none. The table behind a picture is the page's
//! own, because its numbers are links.

use aigaq_charts::{Chart, Id, Width};
use aigaq_publishing::pictures;
use aigaq_schema::Language;

/// The picture as markup that stands on a page as it is: `aigaq_charts` escapes all words in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) markup: String,
}

impl Picture {
    /// Draws it; `id` begins the ids within and is unique on the page.
    pub(crate) fn of(chart: &Chart, id: &Id, language: Language) -> Self {
        let markup = chart
            .for_page(id, &pictures::words(language))
            .unwrap_or_else(|refused| {
                let said = pictures::refused(&refused, language);
                format!(
                    "<p class=\"empty\">{}</p>\n",
                    aigaq_charts::text::escape(&said)
                )
            });
        Self { markup }
    }

    /// Draws it for wide pages alone, to be moved about where there is less room: half as long as [`Picture::of`].
    pub(crate) fn wide(chart: &Chart, id: &Id, language: Language) -> Option<Self> {
        let svg = chart
            .svg(id, Width::Wide, &pictures::words(language))
            .ok()?;
        let title = aigaq_charts::text::escape(&chart.caption().title);
        let markup = format!(
            "<div class=\"picture scroll\" role=\"region\" aria-label=\"{title}\" tabindex=\"0\">{svg}</div>\n"
        );
        Some(Self { markup })
    }
}
