//! Who may read several records.

use askama::Template;
use axum::response::Html;

use super::{Above, AtOnce};
use crate::frame::{Frame, Place};
use crate::problem::Problem;
use crate::visit::{Visit, page};
use aigaq_schema::RecordId;
use aigaq_workspace::entering::{Decision, Effect, Entered, Filled, LevelsAtOnce};
use aigaq_workspace::{Asking, FormToken, Workspace, WorkspaceError};

#[derive(Template)]
#[template(path = "at_once/levels.html")]
struct Shown {
    frame: Frame,
    above: Above,
    form: LevelsAtOnce,
}

impl AtOnce for LevelsAtOnce {
    const PAGE: &'static str = "sensitivity";

    fn filled(
        workspace: &Workspace,
        _: &Asking,
        records: &[RecordId],
    ) -> Result<Filled, WorkspaceError> {
        Ok(workspace.records_filled(records))
    }

    fn entered(
        workspace: &Workspace,
        asking: &Asking,
        filled: &Filled,
        new: (FormToken, &(i64, String)),
    ) -> Result<Entered<Self>, WorkspaceError> {
        workspace.levels_at_once(asking, filled, new)
    }

    fn decision(&self) -> &Decision {
        &self.decision
    }

    fn show(self, visit: &Visit, above: Above) -> Result<Html<String>, Problem> {
        page(&Shown {
            frame: visit.frame(Place::Enter, visit.words.t("at-once-levels")),
            above,
            form: self,
        })
    }
}
