//! What stands around each page of a site: the way to the start, the same page in other languages, the files to take
//! along, and all other pages.

use aigaq_schema::Language;

use super::{DATA, Edition, FIGURES, METHOD, Page, START, Site};
use crate::document::Document;
use crate::html::{Around, complete};
use crate::text::escape;

/// What only a site needs.
const STYLE: &str = include_str!("site.css");

/// A page by the name of its file, with its title.
pub(super) struct Way {
    pub name: String,
    pub title: String,
}

pub(super) struct Frame<'s> {
    site: &'s Site,
    edition: &'s Edition,
    ways: Vec<Way>,
}

impl<'s> Frame<'s> {
    pub(super) fn of(site: &'s Site, edition: &'s Edition) -> Self {
        Self {
            site,
            edition,
            ways: edition.ways(),
        }
    }

    /// A page with this name and this body.
    pub(super) fn page(&self, name: &str, document: &Document, body: &str) -> Page {
        let folder = self.site.folder(self.edition.language);
        Page {
            path: format!("{folder}{name}.html"),
            html: complete(
                document,
                &Around {
                    before: &self.head(name),
                    body,
                    after: &self.foot(name),
                    style: STYLE,
                },
            ),
        }
    }

    fn say(&self, key: &str) -> String {
        escape(&self.edition.phrases().say(key))
    }

    /// The way to the start, the languages, the files.
    fn head(&self, name: &str) -> String {
        let mut out = String::from("<header class=\"publication site\">\n");
        out += &format!(
            "<p class=\"home\">{}</p>\n",
            self.way(START, &self.edition.title(), name)
        );
        if self.site.editions.len() > 1 {
            out += &format!(
                "<nav aria-label=\"{}\">\n<ul>\n",
                self.say("site.languages")
            );
            for other in &self.site.editions {
                out += &format!("<li>{}</li>\n", self.in_language(other, name));
            }
            out += "</ul>\n</nav>\n";
        }
        let files = self.files(name);
        if !files.is_empty() {
            out += &format!("<nav aria-label=\"{}\">\n<ul>\n", self.say("site.files"));
            for (file, key) in files {
                out += &format!("<li><a href=\"{file}\">{}</a></li>\n", self.say(key));
            }
            out += "</ul>\n</nav>\n";
        }
        out + "</header>\n"
    }

    /// The same page in another language; every edition has the same publications.
    fn in_language(&self, other: &Edition, name: &str) -> String {
        let tag = other.language.tag();
        let named = own_name(other.language);
        if other.language == self.edition.language {
            return format!("<span lang=\"{tag}\" aria-current=\"true\">{named}</span>");
        }
        let there = other.ways().into_iter().any(|way| way.name == name);
        let name = if there { name } else { START };
        format!("<a href=\"../{tag}/{name}.html\" hreflang=\"{tag}\" lang=\"{tag}\">{named}</a>")
    }

    fn files(&self, name: &str) -> Vec<(String, &'static str)> {
        match name {
            METHOD => Vec::new(),
            START => vec![(DATA.to_owned(), "site.data")],
            other => {
                let mut files = vec![
                    (format!("{other}.pdf"), "site.pdf"),
                    (format!("{other}.csv"), "site.csv"),
                ];
                if other == FIGURES {
                    files.push((DATA.to_owned(), "site.data"));
                }
                files
            }
        }
    }

    /// All pages.
    fn foot(&self, name: &str) -> String {
        let mut out = format!(
            "<footer class=\"publication site\">\n<nav aria-label=\"{}\">\n<ul>\n",
            self.say("site.pages")
        );
        for way in &self.ways {
            out += &format!("<li>{}</li>\n", self.way(&way.name, &way.title, name));
        }
        out + "</ul>\n</nav>\n</footer>\n"
    }

    /// A link to a page; none to the page itself.
    fn way(&self, to: &str, title: &str, here: &str) -> String {
        let title = escape(title);
        match to == here {
            true => format!("<span aria-current=\"page\">{title}</span>"),
            false => format!("<a href=\"{to}.html\">{title}</a>"),
        }
    }
}

/// What a language is called by those who speak it.
pub(super) const fn own_name(language: Language) -> &'static str {
    match language {
        Language::En => "English",
        Language::Ru => "Русский",
        Language::Kk => "Қазақша",
    }
}
