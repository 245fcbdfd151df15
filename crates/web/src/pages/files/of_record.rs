//! The files of a record, on its page.

use aigaq_schema::RecordId;

use super::shown::{self, Adding, Row};
use crate::pages::wrong::Wrong;
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::Visit;
use aigaq_workspace::{FileGiven, GiverGiven, Workspace};

/// The part *Files* of a record's page.
pub(crate) struct OfRecord {
    pub(crate) id: RecordId,
    /// It can go into a bag of evidence: a confidential source never does.
    pub(crate) may_go: bool,
    pub(crate) rows: Vec<Row>,
    pub(crate) adding: Adding,
    pub(crate) form: String,
    pub(crate) added: Option<String>,
    pub(crate) there: Vec<(String, String)>,
}

impl OfRecord {
    /// Those of a record; nothing where a record of this type takes none.
    pub(crate) async fn new(
        visit: &Visit,
        id: RecordId,
        record_type: &str,
    ) -> Result<Option<Self>, Problem> {
        if !Workspace::takes_files(record_type) {
            return Ok(None);
        }
        let there = shown::there(visit);
        let given = FileGiven {
            of: vec![id],
            ..FileGiven::default()
        };
        let (rows, adding, there, may_go) = visit
            .ask(move |workspace, asking| {
                let adding = Adding::of(
                    workspace,
                    asking,
                    (given, GiverGiven::default()),
                    Wrong::default(),
                )?;
                let there = shown::numbered(workspace, asking, &there)?;
                let may_go = workspace.confidential_source(asking, id)?.is_none();
                Ok((workspace.files_of(asking, id)?, adding, there, may_go))
            })
            .await?;
        let words = visit.words;
        Ok(Some(Self {
            id,
            may_go,
            rows: rows.into_iter().map(|row| Row::of(row, words)).collect(),
            adding,
            form: new_form()?.to_string(),
            added: shown::added(visit),
            there,
        }))
    }
}
