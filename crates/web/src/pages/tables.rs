//! Tables of counts that are kept under a name, with what must be said whenever they are shown.

use aigaq_counting::Definition;
use aigaq_schema::RecordId;
use askama::Template;
use axum::extract::Path;
use axum::response::{Html, Redirect};

use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::review::sent::{Sent, refused};
use crate::pages::using::{TableLink, of_use};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::{Asking, OwnReason, Refused, StoredTable, Workspace, WorkspaceError};

#[derive(Template)]
#[template(path = "tables.html")]
struct Tables {
    frame: Frame,
    tables: Vec<Kept>,
}

/// A table with the tokens of its two forms: each is taken once.
struct Kept {
    table: TableLink,
    changing: String,
    taking_back: String,
}

/// `GET /tables`
pub(crate) async fn list(visit: Visit) -> Result<Html<String>, Problem> {
    let tables = visit.ask(links).await?.into_iter();
    page(&Tables {
        frame: visit.frame(Place::Count, visit.words.t("tables-title")),
        tables: tables
            .map(|table| {
                Ok(Kept {
                    table,
                    changing: new_form()?.to_string(),
                    taking_back: new_form()?.to_string(),
                })
            })
            .collect::<Result<_, Problem>>()?,
    })
}

/// The tables kept, with what each counts. One that cannot be counted here any more still stands there by its name.
pub(crate) fn links(
    workspace: &Workspace,
    asking: &Asking,
) -> Result<Vec<TableLink>, WorkspaceError> {
    let kept = workspace.saved_tables(asking)?;
    Ok(kept
        .into_iter()
        .map(|table| {
            let words = workspace.definition_words(asking, &table.table.definition);
            match words {
                Ok(words) => TableLink::of(table, &words),
                Err(_) => TableLink {
                    what: table.table.definition.to_string(),
                    href: of_use(&table.table.definition),
                    use_href: of_use(&table.table.definition),
                    id: table.id.to_string(),
                    name: table.name,
                    caveat: table.table.caveat,
                    indicator: table.table.indicator,
                },
            }
        })
        .collect())
}

/// `POST /tables`: keeps a definition under a name.
pub(crate) async fn keep(visit: Visit, filled: Filled) -> Result<Redirect, Problem> {
    let sent = Sent::new(&filled);
    let pairs = filled.pairs.clone();
    let (token, now) = (sent.token()?, visit.app.now());
    let name = sent.text("name");
    let (caveat, indicator) = (sent.one("caveat"), sent.one("indicator"));
    let (caveat, indicator) = (caveat.map(str::to_owned), indicator.map(str::to_owned));
    let asking = visit.asking();
    let saved = visit
        .app
        .change(move |workspace| {
            let given = pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()));
            let table = StoredTable {
                caveat,
                indicator,
                definition: workspace.definition(&asking, given)?,
            };
            workspace.save_table(&asking, (token, now), &name, &table)
        })
        .await?;
    match saved {
        Ok(_) => Ok(Redirect::to("/tables")),
        Err(other) => Err(refused(other)),
    }
}

/// `POST /tables/{id}`: another name, caveat or indicator; or, with `do=take-back`, nothing more.
pub(crate) async fn change(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Redirect, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    let sent = Sent::new(&filled);
    let form = (sent.token()?, visit.app.now());
    let asking = visit.asking();
    let done = if sent.one("do") == Some("take-back") {
        let reason = OwnReason::TableTakenBack.stored();
        visit
            .app
            .change(move |workspace| workspace.take_back_table(form, id, &reason))
            .await?
    } else {
        let definition = definition_of(&visit, id).await?;
        let reason = OwnReason::TableChanged.stored();
        let table = StoredTable {
            caveat: sent.one("caveat").map(str::to_owned),
            indicator: sent.one("indicator").map(str::to_owned),
            definition,
        };
        let name = sent.text("name");
        visit
            .app
            .change(move |workspace| {
                workspace.change_table(&asking, form, (id, &name, &table), &reason)
            })
            .await?
    };
    match done {
        // The same once more, or nothing new.
        Ok(_) | Err(Refused::Nothing) => Ok(Redirect::to("/tables")),
        Err(other) => Err(refused(other)),
    }
}

async fn definition_of(visit: &Visit, id: RecordId) -> Result<Definition, Problem> {
    let found = visit
        .ask(move |workspace, asking| workspace.saved_table(asking, id))
        .await?;
    found
        .map(|table| table.table.definition)
        .ok_or(Problem::NoSuchRecord)
}
