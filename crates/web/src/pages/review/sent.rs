//! What the small forms of the review send, read.

use aigaq_schema::RecordId;

use crate::asked::audience;
use crate::forms::Filled;
use crate::problem::Problem;
use crate::visit::Visit;
use aigaq_workspace::{Audience, FormToken, Refused, ReviewForm};

/// The fields of a form by name. An empty field is none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sent(Vec<(String, String)>);

impl Sent {
    pub(crate) fn new(filled: &Filled) -> Self {
        Self(filled.pairs.clone())
    }

    /// The first value of a name, without spaces around it.
    pub(crate) fn one<'s>(&'s self, name: &str) -> Option<&'s str> {
        self.0
            .iter()
            .filter(|(given, _)| given == name)
            .map(|(_, value)| value.trim())
            .find(|value| !value.is_empty())
    }

    /// All that was sent, in order.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    pub(crate) fn text(&self, name: &str) -> String {
        self.one(name).unwrap_or_default().to_owned()
    }

    /// For whom something is to be made: the group where nobody is named.
    pub(crate) fn audience(&self) -> Result<Audience, Problem> {
        audience(self.one("audience"))
    }

    /// The token of the form; a form without one is none of ours.
    pub(crate) fn token(&self) -> Result<FormToken, Problem> {
        self.one("form")
            .and_then(|given| given.parse().ok())
            .ok_or(Problem::OldForm)
    }

    /// The form for the workspace: what it is about, and the words in one of its fields.
    pub(crate) fn review(
        &self,
        visit: &Visit,
        about: RecordId,
        words: &str,
    ) -> Result<ReviewForm, Problem> {
        Ok(ReviewForm {
            token: self.token()?,
            about,
            words: words.to_owned(),
            now: visit.app.now(),
        })
    }
}

/// What became of a saving, where a page cannot help: `Stale` and `Nothing` are for the page to tell.
pub(crate) fn refused(refused: Refused) -> Problem {
    match refused {
        Refused::Stale(_) | Refused::Nothing => Problem::OldForm,
        why @ (Refused::Unfit(_) | Refused::At { .. }) => Problem::BadQuestion(why.reason()),
        Refused::Workspace(error) => error.into(),
    }
}
