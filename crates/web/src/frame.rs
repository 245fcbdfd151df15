//! What stands around every page: the head with its ways, the language switch, the lock.

use aigaq_schema::Language;

use crate::address::{Address, back};
use crate::visit::Visit;
use crate::words::{Whole, Words};

/// The part of the site a page belongs to, marked in the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Start,
    Inbox,
    Enter,
    Import,
    Review,
    Search,
    Count,
    Registers,
    Outputs,
    Journal,
    Settings,
    /// Somewhere below the start page, or nowhere.
    Elsewhere,
}

/// A way in the head of the page.
pub(crate) struct Way {
    pub(crate) label: String,
    pub(crate) href: &'static str,
    pub(crate) current: bool,
    /// How much waits there; nothing where nothing does.
    pub(crate) waits: Option<String>,
}

/// A language of the switch.
#[derive(Debug, Clone)]
pub(crate) struct LanguageChoice {
    pub(crate) tag: &'static str,
    pub(crate) name: &'static str,
    pub(crate) href: String,
    pub(crate) current: bool,
}

/// All that the template `frame.html` needs.
pub(crate) struct Frame {
    pub(crate) w: Words,
    pub(crate) title: String,
    /// The workspace's name; empty where nothing may be said about it.
    pub(crate) name: String,
    /// Nothing but the page itself: no ways, no search, no lock.
    pub(crate) bare: bool,
    pub(crate) ways: Vec<Way>,
    pub(crate) languages: Vec<LanguageChoice>,
    pub(crate) form_token: String,
    /// A sentence above the page: a form given back is to be checked.
    pub(crate) notice: Option<String>,
}

impl Frame {
    pub(crate) fn new(visit: &Visit, place: Place, title: String) -> Self {
        let w = visit.words;
        let way = |key: &str, href, of| Way {
            label: w.t(key),
            href,
            current: place == of,
            waits: None,
        };
        let waiting = visit.app.waiting();
        let inbox = Way {
            waits: (waiting > 0).then(|| w.num(waiting)),
            ..way("inbox-title", "/inbox", Place::Inbox)
        };
        Self {
            w,
            title,
            name: visit.app.name().to_owned(),
            bare: false,
            ways: vec![
                way("way-start", "/", Place::Start),
                inbox,
                way("way-enter", "/enter", Place::Enter),
                way("import-title", "/import", Place::Import),
                way("way-review", "/review", Place::Review),
                way("way-count", "/count", Place::Count),
                way("way-registers", "/registers", Place::Registers),
                way("way-outputs", "/outputs", Place::Outputs),
                way("way-journal", "/journal", Place::Journal),
                way("way-settings", "/settings", Place::Settings),
            ],
            languages: languages_at(visit, &visit.here),
            form_token: visit.form_token().as_str().to_owned(),
            notice: visit.again.then(|| w.t("kept-again")),
        }
    }

    /// For pages that tell nothing about the workspace.
    pub(crate) fn bare(visit: &Visit, title: String) -> Self {
        Self {
            name: String::new(),
            bare: true,
            ways: Vec::new(),
            ..Self::new(visit, Place::Elsewhere, title)
        }
    }

    pub(crate) fn t(&self, key: &str) -> String {
        self.w.t(key)
    }

    pub(crate) fn n(&self, key: &str, number: impl Whole) -> String {
        self.w.n(key, number)
    }

    pub(crate) fn with(&self, key: &str, what: impl AsRef<str>) -> String {
        self.w.with(key, what)
    }

    /// Evidence in bits, with its sign.
    pub(crate) fn bits(&self, bits: &f64) -> String {
        self.w.bits(*bits)
    }

    pub(crate) fn num(&self, number: impl Whole) -> String {
        self.w.num(number)
    }
}

/// The switch on a page of this address, to come back to.
pub(crate) fn languages_at(visit: &Visit, here: &str) -> Vec<LanguageChoice> {
    let back = back(Some(here));
    Language::ALL
        .into_iter()
        .map(|language| LanguageChoice {
            tag: language.tag(),
            name: language.own_name(),
            href: Address::new("/language")
                .with("to", language.tag())
                .with("back", back.as_str())
                .to_string(),
            current: language == visit.words.language(),
        })
        .collect()
}
