//! One request as the handlers see it: who asks, in which language, from where, for what.

use std::convert::Infallible;

use aigaq_schema::Language;
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::Html;

use crate::asked::Asked;
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::problem::{Problem, report};
use crate::session::Session;
use crate::state::App;
use crate::token::Token;
use crate::words::{Words, choose};
use aigaq_workspace::{Asking, Reader, Workspace, WorkspaceError};

/// The request, read.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) app: App,
    pub(crate) words: Words,
    /// Path and query, to come back to.
    pub(crate) here: String,
    pub(crate) asked: Asked,
    /// The browser, if it is known.
    pub(crate) session: Option<Session>,
    /// A form sent after the lock is shown again: nothing may be saved.
    pub(crate) again: bool,
}

impl Visit {
    pub(crate) fn new(app: &App, parts: &Parts) -> Self {
        let header = |name| {
            parts
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
        };
        let language = choose(header(header::COOKIE), header(header::ACCEPT_LANGUAGE));
        let pairs = axum_extra::extract::Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
            .map(|query| query.0)
            .unwrap_or_default();
        Self {
            app: app.clone(),
            words: Words::of(language),
            here: parts
                .uri
                .path_and_query()
                .map_or("/", |address| address.as_str())
                .to_owned(),
            asked: Asked::new(pairs),
            again: parts
                .extensions
                .get::<Filled>()
                .is_some_and(|filled| filled.again),
            session: app.sessions().of(&parts.headers, app.port()),
        }
    }

    /// The workspace is unlocked, and this browser may see it.
    pub(crate) fn is_in(&self) -> bool {
        self.app.is_unlocked() && self.session.as_ref().is_some_and(|session| session.open)
    }

    /// The sign that every form of this browser carries.
    pub(crate) fn form_token(&self) -> &Token {
        match &self.session {
            Some(session) => &session.form_token,
            None => self.app.door_token(),
        }
    }

    /// Who asks the workspace. On one's own machine it is its keeper.
    pub(crate) fn asking(&self) -> Asking {
        self.asking_in(self.words.language())
    }

    pub(crate) fn asking_in(&self, language: Language) -> Asking {
        Asking {
            reader: Reader::keeper(),
            language,
            today: self.app.today(),
        }
    }

    /// Asks the open workspace.
    pub(crate) async fn ask<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&Workspace, &Asking) -> Result<T, WorkspaceError> + Send + 'static,
    {
        let asking = self.asking();
        self.app
            .ask(move |workspace| work(workspace, &asking))
            .await
    }

    /// The frame of a page with this title, at this place of the site.
    pub(crate) fn frame(&self, place: Place, title: impl Into<String>) -> Frame {
        Frame::new(self, place, title.into())
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::new(app, parts))
    }
}

/// A template as an answer.
pub(crate) fn page(template: &impl askama::Template) -> Result<Html<String>, Problem> {
    template.render().map(Html).map_err(|fault| {
        report(&fault.to_string());
        Problem::Broken
    })
}
