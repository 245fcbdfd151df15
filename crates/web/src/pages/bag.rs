//! A bag of evidence: what it will hold and who is in it, told before it is made; then sent as it is made.

use std::collections::BTreeSet;
use std::io::{Error as IoError, Write};

use aigaq_press::bag::{BagError, BagWriter};
use aigaq_schema::RecordId;
use askama::Template;
use axum::response::{Html, Response};

use super::files::size;
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::review::sent::Sent;
use crate::problem::Problem;
use crate::visit::{Visit, page};
use aigaq_workspace::{
    Asking, BagTold, BagWish, EvidenceBag, Named, Standing, Workspace, WorkspaceError,
};

/// The folder in the bag, and the name of the zip.
const BASE: &str = "evidence";

#[derive(Template)]
#[template(path = "bag.html")]
struct BagPage {
    frame: Frame,
    ids: Vec<RecordId>,
    told: BagTold,
    files: Vec<FileLine>,
}

/// A file that may go in.
struct FileLine {
    id: RecordId,
    called: String,
    about: String,
    size: String,
    /// What stands in the way of its bytes; empty where nothing does.
    standing: String,
}

/// `GET /bag?record=`: by id or number, several times
pub(crate) async fn tell(visit: Visit) -> Result<Html<String>, Problem> {
    let given: Vec<String> = visit.asked.all("record").map(str::to_owned).collect();
    let (ids, told) = visit
        .ask(move |workspace, asking| {
            let records = named(workspace, asking, &given)?;
            let wish = BagWish {
                records: records.clone(),
                ..BagWish::default()
            };
            Ok((records, workspace.bag_told(asking, &wish)?))
        })
        .await?;
    let words = visit.words;
    let files = told.files.iter().map(|file| FileLine {
        id: file.id,
        called: format!("F-{}", file.number),
        about: [file.kind.as_str(), &file.title]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        size: file
            .bytes
            .map(|bytes| size(words, bytes))
            .unwrap_or_default(),
        standing: match file.standing {
            Standing::There => String::new(),
            Standing::Missing => words.t("file-missing"),
            Standing::Damaged => words.t("file-damaged"),
            Standing::NoKey => words.t("file-no-key"),
        },
    });
    page(&BagPage {
        frame: visit.frame(Place::Elsewhere, words.t("bag-title")),
        files: files.collect(),
        ids,
        told,
    })
}

/// The records that an address names, by id or by the number that people say.
fn named(
    workspace: &Workspace,
    asking: &Asking,
    given: &[String],
) -> Result<Vec<RecordId>, WorkspaceError> {
    let mut ids = Vec::new();
    for one in given {
        let numbered: Vec<Named> = workspace.numbered(asking, one)?;
        match one.parse() {
            Ok(id) => ids.push(id),
            // A number that two devices gave is of two records: both are shown, and who makes the bag sees them.
            Err(_) => ids.extend(numbered.into_iter().map(|named| named.id)),
        }
    }
    Ok(ids)
}

/// `POST /bag`
pub(crate) async fn make(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let sent = Sent::new(&filled);
    let ids = |name: &str| -> Vec<RecordId> {
        let pairs = sent.pairs().iter().filter(|(given, _)| given == name);
        pairs.filter_map(|(_, id)| id.trim().parse().ok()).collect()
    };
    let (records, with) = (ids("record"), ids("with"));
    let (bag, stop) = visit
        .ask(move |workspace, asking| {
            let mut wish = BagWish {
                records,
                ..BagWish::default()
            };
            let there = workspace.bag_told(asking, &wish)?.files;
            let out = there
                .iter()
                .map(|file| file.id)
                .filter(|id| !with.contains(id));
            wish.without = out.collect::<BTreeSet<_>>();
            Ok((workspace.bag(asking, &wish)?, workspace.stop()))
        })
        .await?;
    let day = visit.app.today().to_string();
    let is_locked = move || stop.is_asked();
    let name = format!("{BASE}.zip");
    crate::pieces::made(&name, is_locked, move |out| {
        pack(bag, out, &day).map_err(|error| match error {
            BagError::Io(why) => why,
            other => IoError::other(other),
        })
    })
}

fn pack(bag: EvidenceBag, out: impl Write, day: &str) -> Result<(), BagError> {
    let mut writer = BagWriter::new(out, BASE)?;
    bag.each(|path, content| writer.payload(path, content).map(|_| ()))?;
    Ok(writer.finish(day)?.flush()?)
}
