//! A static site of publications: a folder of plain pages that a browser shows from a USB stick as well as from a server.
//!
//! *What comes in.* For each language the same publications, told to the same readers under the same numbers, and a
//! package of data.
//!
//! *What goes out.* Pages by their paths, and what stands beside them as files to take along. Links are relative and lead
//! to files of the site; nothing in it is a script or is asked of a network. The same publications make the same bytes.

mod about;
mod frame;
mod start;

use aigaq_schema::Language;

use crate::document::Document;
use crate::html::html_fragment;
use crate::links::Anchors;
use crate::package;
use crate::phrases::Phrases;

use frame::{Frame, Way};

/// The page a folder opens with.
const START: &str = "index";
/// The page with all figures and their tables.
const FIGURES: &str = "figures";
/// The page that says how was counted.
const METHOD: &str = "method";
/// The package of data.
const DATA: &str = "data.zip";

/// A site.
#[derive(Debug, Clone)]
pub struct Site {
    /// One for each of its languages, all with the same publications.
    pub editions: Vec<Edition>,
}

/// What a site holds in one language.
#[derive(Debug, Clone)]
pub struct Edition {
    /// The language.
    pub language: Language,
    /// The period in words.
    pub period: String,
    /// Which edition of the site it is, from 1.
    pub number: u32,
    /// The main figures with all their tables. Its first section says how was counted.
    pub figures: Document,
    /// The publications.
    pub held: Vec<Held>,
    /// The files of the package of data.
    pub data: Vec<package::File>,
}

/// A publication of a site.
#[derive(Debug, Clone)]
pub struct Held {
    /// What it is, in a sentence.
    pub what: String,
    /// What it says.
    pub document: Document,
}

/// A page of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it lies in the site's folder: `ru/figures.html`.
    pub path: String,
    /// A complete HTML file.
    pub html: String,
}

/// A file of a site that is taken along.
#[derive(Debug, Clone)]
pub struct Download<'s> {
    /// Where it lies in the site's folder: `ru/figures.pdf`.
    pub path: String,
    /// What it is made of.
    pub of: Made<'s>,
}

/// What a file to take along is made of.
#[derive(Debug, Clone, Copy)]
pub enum Made<'s> {
    /// Pages to print of a document.
    Pages(&'s Document),
    /// The tables of a document.
    Tables(&'s Document),
    /// The package of data.
    Data(&'s [package::File]),
}

impl Site {
    /// All pages, the one that a folder opens with first.
    #[must_use]
    pub fn pages(&self) -> Vec<Page> {
        let mut pages = Vec::new();
        if self.editions.len() > 1 {
            pages.extend(start::choice(self));
        }
        for edition in &self.editions {
            let frame = Frame::of(self, edition);
            pages.push(start::page(edition, &frame));
            pages.push(frame.page(FIGURES, &edition.figures, &shown(&edition.figures)));
            for (name, held) in edition.named() {
                pages.push(frame.page(&name, &held.document, &shown(&held.document)));
            }
            let method = about::method(edition);
            pages.push(frame.page(METHOD, &method, &shown(&method)));
        }
        pages
    }

    /// All files to take along.
    #[must_use]
    pub fn downloads(&self) -> Vec<Download<'_>> {
        let mut all = Vec::new();
        for edition in &self.editions {
            let folder = self.folder(edition.language);
            for (name, document) in edition.documents() {
                let named = |ending| format!("{folder}{name}.{ending}");
                all.push(Download {
                    path: named("pdf"),
                    of: Made::Pages(document),
                });
                all.push(Download {
                    path: named("csv"),
                    of: Made::Tables(document),
                });
            }
            all.push(Download {
                path: format!("{folder}{DATA}"),
                of: Made::Data(&edition.data),
            });
        }
        all
    }

    /// The folder of a language: of one language alone the folder of the site itself.
    fn folder(&self, language: Language) -> String {
        match self.editions.len() {
            1 => String::new(),
            _ => format!("{}/", language.tag()),
        }
    }
}

impl Edition {
    fn phrases(&self) -> &'static Phrases {
        Phrases::of(self.language)
    }

    /// What the site is called.
    fn title(&self) -> String {
        self.phrases().say("site.title")
    }

    /// The publications by the names of their files, which are unique.
    fn named(&self) -> Vec<(String, &Held)> {
        let mut named: Vec<(String, &Held)> = Vec::new();
        for (at, held) in self.held.iter().enumerate() {
            let stem = held.document.stem.as_str();
            let is_fit = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            let taken = [START, FIGURES, METHOD].contains(&stem)
                || named.iter().any(|(name, _)| name == stem);
            let name = match stem.chars().all(is_fit) && !stem.is_empty() && !taken {
                true => stem.to_owned(),
                false => format!("publication-{}", at + 1),
            };
            named.push((name, held));
        }
        named
    }

    /// All that is a document, by the names of their files.
    fn documents(&self) -> Vec<(String, &Document)> {
        let held = self.named().into_iter();
        std::iter::once((FIGURES.to_owned(), &self.figures))
            .chain(held.map(|(name, held)| (name, &held.document)))
            .collect()
    }

    /// The pages in the order in which they are offered.
    fn ways(&self) -> Vec<Way> {
        let phrases = self.phrases();
        let way = |name: &str, title: String| Way {
            name: name.to_owned(),
            title,
        };
        let mut ways = vec![
            way(START, phrases.say("site.start")),
            way(FIGURES, self.figures.title.clone()),
        ];
        let held = self.named().into_iter();
        ways.extend(held.map(|(name, held)| way(&name, held.document.title.clone())));
        ways.push(way(METHOD, phrases.say("site.method")));
        ways
    }
}

/// A document as the body of its page.
fn shown(document: &Document) -> String {
    html_fragment(document, &Anchors)
}
