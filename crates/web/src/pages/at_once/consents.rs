//! What several people allow.

use askama::Template;
use axum::response::Html;

use super::{Above, AtOnce};
use crate::frame::{Frame, Place};
use crate::problem::Problem;
use crate::visit::{Visit, page};
use aigaq_schema::RecordId;
use aigaq_workspace::entering::{ConsentsAtOnce, Decision, Effect, Entered, Filled};
use aigaq_workspace::{Asking, FormToken, SpokenConsent, Workspace, WorkspaceError};

#[derive(Template)]
#[template(path = "at_once/consents.html")]
struct Shown {
    frame: Frame,
    above: Above,
    form: ConsentsAtOnce,
    spoken: &'static [SpokenConsent],
    spoken_unreviewed: bool,
}

impl AtOnce for ConsentsAtOnce {
    const PAGE: &'static str = "consents";

    fn filled(
        workspace: &Workspace,
        asking: &Asking,
        records: &[RecordId],
    ) -> Result<Filled, WorkspaceError> {
        workspace.people_filled(asking, records)
    }

    fn entered(
        workspace: &Workspace,
        asking: &Asking,
        filled: &Filled,
        new: (FormToken, &(i64, String)),
    ) -> Result<Entered<Self>, WorkspaceError> {
        workspace.consents_at_once(asking, filled, new)
    }

    fn decision(&self) -> &Decision {
        &self.decision
    }

    fn show(self, visit: &Visit, above: Above) -> Result<Html<String>, Problem> {
        page(&Shown {
            frame: visit.frame(
                Place::Enter,
                visit.words.t(match self.of_whole_names {
                    true => "at-once-whole-names",
                    false => "at-once-consents",
                }),
            ),
            above,
            form: self,
            spoken: SpokenConsent::all(),
            spoken_unreviewed: !SpokenConsent::is_reviewed(),
        })
    }
}
