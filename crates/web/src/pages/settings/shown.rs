//! A page of the settings: where it stands, a table of what is there, and forms to change it.

use askama::Template;
use axum::response::{IntoResponse, Response};

use super::Target;
use super::device::Waiting;
use super::form::Form;
use super::sent::{Fault, Sent};
use super::{lists, types};
use crate::frame::{Frame, LanguageChoice, Place, languages_at};
use crate::pages::pager::Pager;
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use crate::words::Words;
use aigaq_workspace::{Asking, Workspace, WorkspaceError};

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    frame: Frame,
    address: String,
    form_id: String,
    pager: Pager,
    shown: Shown,
}

/// What stands on the page.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) lead: String,
    /// The pages above: label and address.
    pub(super) above: Vec<(String, String)>,
    /// Ways on: label, address and what is there.
    pub(super) ways: Vec<(String, String, String)>,
    /// Facts: label and words.
    pub(super) facts: Vec<(String, String)>,
    /// What does not fit: the address of the record, and why.
    pub(super) unfit: Vec<(String, String)>,
    pub(super) languages: Vec<LanguageChoice>,
    pub(super) tables: Vec<Table>,
    pub(super) forms: Vec<Form>,
    /// This page of the table and how many there are.
    pub(super) pages: Option<(usize, usize)>,
}

/// A table of what is there.
pub(super) struct Table {
    pub(super) caption: String,
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// What is said when nothing is there.
    pub(super) empty: String,
}

/// A thing that is there.
pub(super) struct Row {
    pub(super) label: String,
    pub(super) href: String,
    /// How deep it lies in the tree, at most five.
    pub(super) depth: usize,
    pub(super) marks: Vec<String>,
    pub(super) code: String,
    pub(super) cells: Vec<Cell>,
}

/// Words, and numbers that lead to their records.
#[derive(Default)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) links: Vec<(String, String)>,
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            links: Vec::new(),
        }
    }
}

/// What the pages are made from.
pub(super) struct Making<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) asking: &'a Asking,
    pub(super) w: Words,
    pub(super) sent: &'a Sent,
    /// The wished page of a long table, from 1.
    pub(super) number: usize,
    /// How long the pages wait before they lock.
    pub(super) waiting: Waiting,
    /// The languages of the pages: name, address of the switch, whether it is this one.
    pub(super) languages: &'a [LanguageChoice],
}

/// The page, with a form as it was sent.
pub(super) async fn show(visit: &Visit, target: Target, sent: Sent) -> Result<Response, Problem> {
    let number = visit.asked.page()?;
    let (w, of) = (visit.words, target.clone());
    let (waiting, languages) = (Waiting::of(visit), languages_at(visit, &target.address()));
    let shown = visit
        .ask(move |workspace, asking| {
            Making {
                workspace,
                asking,
                w,
                sent: &sent,
                number,
                waiting,
                languages: &languages,
            }
            .page(&of)
        })
        .await?
        .ok_or(Problem::NotFound)?;
    let address = target.address();
    let (at, pages) = shown.pages.unwrap_or((1, 1));
    let shown = page(&SettingsPage {
        frame: visit.frame(Place::Settings, shown.title.clone()),
        pager: Pager::new(at, pages, |number| format!("{address}?page={number}")),
        address,
        form_id: new_form()?.to_string(),
        shown,
    })?;
    Ok(shown.into_response())
}

impl Making<'_> {
    /// `None` when there is no such type, list, property or code.
    fn page(&self, target: &Target) -> Result<Option<Shown>, WorkspaceError> {
        match target {
            Target::Start => self.start().map(Some),
            Target::Types => Ok(Some(types::all(self))),
            Target::Type(code) => types::one(self, code),
            Target::Property(of, code) => types::property(self, of, code),
            Target::Lists => Ok(Some(lists::all(self))),
            Target::List(code) => lists::one(self, code),
            Target::Code(of, code) => lists::code(self, of, code),
        }
    }

    fn start(&self) -> Result<Shown, WorkspaceError> {
        let w = self.w;
        let schema = self.workspace.schema();
        let unfit = self.workspace.unfit_definitions()?;
        Ok(Shown {
            title: w.t("way-settings"),
            lead: w.t("settings-lead"),
            ways: vec![
                (
                    w.t("settings-types"),
                    Target::Types.address(),
                    w.n("settings-types-count", schema.types().count()),
                ),
                (
                    w.t("settings-lists"),
                    Target::Lists.address(),
                    w.n("settings-lists-count", schema.lists().count()),
                ),
                (
                    w.t("confidential-title"),
                    "/confidential".to_owned(),
                    String::new(),
                ),
            ],
            facts: vec![self.waiting.fact(w)],
            languages: self.languages.to_vec(),
            forms: self.waiting.form(self.sent, w).into_iter().collect(),
            unfit: unfit
                .iter()
                .map(|(record, why)| (crate::address::record(record), Fault::told(why, w)))
                .collect(),
            ..Shown::default()
        })
    }

    pub(super) fn top(&self) -> (String, String) {
        (self.w.t("way-settings"), Target::Start.address())
    }

    /// What stands beside a name: whether it is the organisation's own, and whether it is offered.
    pub(super) fn marks(&self, own: bool, retired: bool) -> Vec<String> {
        [(own, "mark-own"), (retired, "mark-retired")]
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, key)| self.w.t(key))
            .collect()
    }
}
