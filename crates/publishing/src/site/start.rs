//! The page that a site opens with: period, day, edition, the main figures with the way to the tables behind them, and
//! what the site holds. Of a site in several languages, before it the choice of one.

use super::frame::{Frame, own_name};
use super::{Edition, FIGURES, METHOD, Page, START, Site};
use crate::anchors::Places;
use crate::document::{
    Block, Document, Fact, Figure, Inline, Notice, NoticeKind, Paper, Query, RecordId, Section,
};
use crate::html::{Around, complete, html_part};
use crate::input::Audience;
use crate::links::Links;
use crate::text::escape;

/// Numbers lead to the place on the page of the figures that lists what they count.
struct ToFigures(Places);

impl Links for ToFigures {
    fn record(&self, _: &RecordId) -> Option<String> {
        None
    }

    fn query(&self, query: &Query) -> Option<String> {
        let place = self.0.query(query)?;
        Some(format!("{FIGURES}.html#{place}"))
    }

    fn needs_annex(&self, _: &Document) -> bool {
        false
    }
}

pub(super) fn page(edition: &Edition, frame: &Frame<'_>) -> Page {
    let document = document(edition);
    let links = ToFigures(Places::of(&edition.figures, true));
    let mut body = html_part(&document, &links);
    body += &holds(edition);
    frame.page(START, &document, &body)
}

fn document(edition: &Edition) -> Document {
    let phrases = edition.phrases();
    let figures = figures_of(&edition.figures);
    let nothing = figures.iter().all(|figure| figure.number.value() == 0);
    let mut blocks = Vec::new();
    if nothing {
        blocks.push(Block::Notice(Notice {
            kind: NoticeKind::Remark,
            title: phrases.say("site.nothing"),
            content: vec![vec![Inline::text(phrases.say("site.nothing.what"))]],
        }));
    }
    if !figures.is_empty() {
        blocks.push(Block::Figures(figures));
    }
    blocks.push(Block::Paragraph(vec![Inline::text(
        phrases.say("method.documented"),
    )]));
    let fact = |key: &str, text: String| Fact {
        label: phrases.say(key),
        content: vec![Inline::text(text)],
    };
    Document {
        stem: START.to_owned(),
        title: edition.title(),
        subtitle: Some(edition.period.clone()),
        organisation: edition.figures.organisation.clone(),
        language: edition.language,
        audience: Audience::Public,
        as_of: edition.figures.as_of.clone(),
        paper: Paper::Portrait,
        facts: vec![
            fact("fact.period", edition.period.clone()),
            fact("fact.as_of", edition.figures.as_of.clone()),
            fact("fact.edition", edition.number.to_string()),
        ],
        sections: vec![Section {
            id: "figures".to_owned(),
            title: phrases.say("site.figures"),
            blocks,
            parts: Vec::new(),
            annex: false,
        }],
        notes: Vec::new(),
        dataset: None,
        sources: Vec::new(),
    }
}

/// The main figures of a document.
fn figures_of(document: &Document) -> Vec<Figure> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    blocks
        .filter_map(|block| match block {
            Block::Figures(figures) => Some(figures.clone()),
            _ => None,
        })
        .flatten()
        .collect()
}

/// What the site holds, each with what it is.
fn holds(edition: &Edition) -> String {
    let phrases = edition.phrases();
    let mut out = format!(
        "<section class=\"publication portrait\" aria-labelledby=\"h-holds\">\n<h2 id=\"h-holds\">{}</h2>\n\
         <ul class=\"held\">\n",
        escape(&phrases.say("site.holds"))
    );
    let mut item = |name: &str, title: &str, what: &str| {
        out += &format!(
            "<li><a href=\"{name}.html\">{}</a><p>{}</p></li>\n",
            escape(title),
            escape(what)
        );
    };
    item(
        FIGURES,
        &edition.figures.title,
        &phrases.say("site.figures.what"),
    );
    for (name, held) in edition.named() {
        item(&name, &held.document.title, &held.what);
    }
    item(
        METHOD,
        &phrases.say("site.method"),
        &phrases.say("site.method.what"),
    );
    out += "</ul>\n";
    out += &format!("<p>{}</p>\n</section>\n", escape(&phrases.say("site.use")));
    out
}

/// The choice of a language, in all of them. None of a site without any.
pub(super) fn choice(site: &Site) -> Option<Page> {
    let first = site.editions.first()?;
    let mut body = String::from("<article class=\"publication portrait\">\n");
    for (at, edition) in site.editions.iter().enumerate() {
        let tag = edition.language.tag();
        // One heading of the page; the others stand beneath it.
        let heading = if at == 0 { "h1" } else { "h2" };
        body += &format!(
            "<section lang=\"{tag}\">\n<{heading}>{}</{heading}>\n<p class=\"subtitle\">{}</p>\n\
             <p><a href=\"{tag}/{START}.html\" hreflang=\"{tag}\">{}</a></p>\n</section>\n",
            escape(&edition.title()),
            escape(&edition.period),
            own_name(edition.language)
        );
    }
    body += "</article>\n";
    Some(Page {
        path: format!("{START}.html"),
        html: complete(
            &document(first),
            &Around {
                before: "",
                body: &body,
                after: "",
                style: "",
            },
        ),
    })
}
