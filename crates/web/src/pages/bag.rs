//! A bag of evidence: what it will hold and who is in it, told before it is made; then sent as it is made.

use std::io::{Error as IoError, ErrorKind, Write};

use aigaq_press::bag::{BagError, BagWriter};
use aigaq_schema::RecordId;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tokio::runtime::Handle;

use super::files::size;
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::review::sent::Sent;
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::{
    BagTold, BagWish, EvidenceBag, FilesRead, Handing, Refused, Standing, WorkspaceError,
};

/// The folder in the bag, and the name of the zip.
const BASE: &str = "evidence";

#[derive(Template)]
#[template(path = "bag.html")]
struct BagPage {
    frame: Frame,
    /// What was wrong with what was sent.
    fault: Option<String>,
    form: String,
    mark: String,
    ids: Vec<RecordId>,
    told: BagTold,
    files: Vec<FileLine>,
    /// So many files cannot go in as they stand.
    not_whole: usize,
    /// A part can be left sealed.
    may_seal: bool,
    /// Somebody in it refused.
    is_against: bool,
    typed: Handing,
}

/// A file that may go in.
struct FileLine {
    id: RecordId,
    called: String,
    about: String,
    name: String,
    size: String,
    /// What stands in the way of its bytes; empty where nothing does.
    standing: String,
    sha256: String,
    is_ticked: bool,
}

/// What was sent, shown again.
#[derive(Default)]
struct Typed {
    fault: Option<String>,
    handing: Handing,
    /// The files that were ticked; all where nothing was sent.
    with: Option<Vec<RecordId>>,
    /// The parts that were ticked to stay sealed.
    sealed: Vec<String>,
}

/// `GET /bag?record=`: by id or number, several times
pub(crate) async fn tell(visit: Visit) -> Result<Response, Problem> {
    let given: Vec<String> = visit.asked.all("record").map(str::to_owned).collect();
    let ids = visit
        .ask(move |workspace, asking| workspace.called_for_bag(asking, &given))
        .await?;
    show(&visit, ids, Typed::default()).await
}

async fn show(visit: &Visit, ids: Vec<RecordId>, typed: Typed) -> Result<Response, Problem> {
    let mut wish = BagWish {
        records: ids.clone(),
        ..BagWish::default()
    };
    wish.read = read(visit, &wish).await?.1;
    let mut told = visit
        .ask(move |workspace, asking| workspace.bag_told(asking, &wish))
        .await?;
    let mark = told.mark();
    for part in &mut told.earlier {
        part.sealed = typed.sealed.contains(&part.name);
    }
    let words = visit.words;
    let is_ticked = |id| typed.with.as_ref().is_none_or(|with| with.contains(&id));
    let files = told.files.iter().map(|file| FileLine {
        id: file.id,
        called: format!("F-{}", file.number),
        about: [file.kind.as_str(), &file.title]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        name: file.name_given.clone(),
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
        sha256: file.sha256.clone(),
        is_ticked: is_ticked(file.id),
    });
    let files: Vec<FileLine> = files.collect();
    let status = match typed.fault {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let is_against = told.against().next().is_some();
    let html = page(&BagPage {
        frame: visit.frame(Place::Elsewhere, words.t("bag-title")),
        fault: typed.fault,
        form: new_form()?.to_string(),
        mark,
        not_whole: files
            .iter()
            .filter(|file| !file.standing.is_empty())
            .count(),
        files,
        ids,
        may_seal: told.earlier.iter().any(|part| part.may_seal),
        is_against,
        told,
        typed: typed.handing,
    })?;
    Ok((status, html).into_response())
}

/// The files that belong to the records, and how their bytes stand. They are read to their ends without the workspace, so
/// that nobody waits for it.
async fn read(visit: &Visit, wish: &BagWish) -> Result<(Vec<RecordId>, FilesRead), Problem> {
    let wish = wish.clone();
    let files = visit
        .ask(move |workspace, asking| workspace.files_for_bag(asking, &wish))
        .await?;
    let ids = files.ids().to_vec();
    match tokio::task::spawn_blocking(move || files.read()).await {
        Ok(Some(read)) => Ok((ids, read)),
        Ok(None) => Err(Problem::Locked),
        Err(_) => Err(Problem::Broken),
    }
}

/// `POST /bag`
pub(crate) async fn make(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let sent = Sent::new(&filled);
    let all = |name: &str| -> Vec<String> {
        let pairs = sent.pairs().iter().filter(|(given, _)| given == name);
        pairs.map(|(_, value)| value.trim().to_owned()).collect()
    };
    let ids = |name: &str| -> Vec<RecordId> {
        let given = all(name).into_iter();
        given.filter_map(|id| id.parse().ok()).collect()
    };
    let (records, with, sealed) = (ids("record"), ids("with"), all("seal"));
    let handing = Handing {
        for_whom: sent.text("for"),
        despite: sent.text("despite"),
        seen: Some(sent.text("mark")),
    };
    let typed = |fault| Typed {
        fault,
        handing: handing.clone(),
        with: Some(with.clone()),
        sealed: sealed.clone(),
    };
    if filled.again {
        return show(&visit, records, typed(None)).await;
    }
    let token = sent.token()?;
    let form = (token, visit.app.now());
    let mut wish = BagWish {
        records: records.clone(),
        ..BagWish::default()
    };
    // Once more: whatever became of them since the page was shown is said before anything is sent.
    let (there, found) = read(&visit, &wish).await?;
    wish.without = there.into_iter().filter(|id| !with.contains(id)).collect();
    wish.read = found;
    wish.sealed = sealed.iter().cloned().collect();
    let (asking, to) = (visit.asking(), handing.clone());
    let made = visit
        .app
        .change(move |workspace| {
            let (bag, _) = workspace.hand_over(&asking, form, &wish, &to)?;
            Ok((bag, workspace.stop()))
        })
        .await?;
    let (bag, stop) = match made {
        Ok(made) => made,
        Err(Refused::Workspace(why @ WorkspaceError::Asked(_))) if !records.is_empty() => {
            let fault = visit.words.reason(&why.reason());
            return show(&visit, records, typed(Some(fault))).await;
        }
        Err(Refused::Workspace(why)) => return Err(why.into()),
        Err(Refused::Stale(_)) => {
            let fault = visit.words.t("bag-changed");
            return show(&visit, records, typed(Some(fault))).await;
        }
        Err(why) => {
            let fault = visit.words.reason(&why.reason());
            return show(&visit, records, typed(Some(fault))).await;
        }
    };
    let day = visit.app.today().to_string();
    let name = format!("{BASE}.zip");
    let (app, server) = (visit.app.clone(), Handle::current());
    let is_asked = stop.clone();
    crate::pieces::made(&name, stop, move |out| {
        let Err(error) = pack(bag, out, &day) else {
            return Ok(());
        };
        let why = match error {
            BagError::Io(why) => why,
            other => IoError::other(other),
        };
        // A browser that breaks off may have sent the form twice, and has the other answer: what was said stands then.
        // After the lock nothing can be said.
        if why.kind() != ErrorKind::BrokenPipe && !is_asked.is_asked() {
            let form = (token, app.now());
            let taken_back = server.block_on(app.change(move |open| open.not_handed_over(form)));
            if !matches!(taken_back, Ok(Ok(()))) {
                crate::problem::report("a bag was not made, and the journal could not be told");
            }
        }
        Err(why)
    })
}

fn pack(bag: EvidenceBag, out: impl Write, day: &str) -> Result<(), BagError> {
    let mut writer = BagWriter::new(out, BASE)?;
    bag.each(|path, content| writer.payload(path, content).map(|_| ()))?;
    Ok(writer.finish(day)?.flush()?)
}
