//! Files that are sent: sealed as they come, kept one by one. What came before a fault is kept, and said to be.

use std::io::{self, Read};

use aigaq_schema::RecordId;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::Multipart;
use axum::extract::multipart::Field;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use tokio::sync::mpsc;

use super::looking::looked_into;
use super::waiting::kept_when_free;
use super::{giver, listed};
use crate::address::{Address, record};
use crate::forms::LONGEST_VALUE;
use crate::forms::streamed::UploadEnd;
use crate::pages::wrong::{FieldOf, Wrong};
use crate::problem::{AfterLock, Problem};
use crate::visit::Visit;
use aigaq_workspace::{
    AddedFile, FileGiven, FileIntake, FormToken, GiverGiven, KeptSource, Refused, TakenFile,
    WorkspaceError, name_of_file,
};

/// Pieces that wait to be sealed.
const WAITING: usize = 4;
/// Most files of one sending.
const MOST_FILES: usize = 500;
/// The fields that can be refused.
const FIELDS: [FieldOf; 8] = [
    ("from", "f-from", "files-from"),
    ("received", "f-received", "files-received"),
    ("title", "f-title", "files-name"),
    ("made", "f-made", "files-made"),
    ("custodian", "f-custodian", "files-custodian"),
    ("file", "f-file", "files-choose"),
    giver::CODE,
    giver::KIND,
];

/// What became of the files that were sent.
#[derive(Default)]
struct Kept {
    new: usize,
    /// Captures of the web, among them, of which the digests do not hold.
    differ: usize,
    there: Vec<RecordId>,
    faults: Vec<String>,
}

impl Kept {
    fn files(&self) -> usize {
        self.new + self.there.len()
    }
}

/// `POST /files`
pub(crate) async fn add(
    visit: Visit,
    end: Option<Extension<UploadEnd>>,
    parts: Multipart,
) -> Result<Response, Problem> {
    // What came as another kind of form has none, and no files either.
    let end = end.map(|Extension(end)| end).unwrap_or_default();
    let mut kept = Kept::default();
    match receive(&visit, &end, parts, &mut kept).await {
        // Somebody locked because somebody came: what is there already must not be thought lost.
        Err(Problem::Locked | Problem::LockedForm(_)) => {
            Err(Problem::LockedForm(match kept.files() {
                0 => AfterLock::NotKept,
                files => AfterLock::FilesKept(files),
            }))
        }
        answer => answer,
    }
}

async fn receive(
    visit: &Visit,
    end: &UploadEnd,
    mut parts: Multipart,
    kept: &mut Kept,
) -> Result<Response, Problem> {
    let mut given = FileGiven::default();
    let mut giver = GiverGiven::default();
    let mut form: Option<FormToken> = None;
    let mut files = 0;
    let mut intake: Option<FileIntake> = None;
    let whole = loop {
        let mut field = match parts.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break true,
            Err(_) => break false,
        };
        if field.name() != Some("file") {
            take_text(&mut field, (&mut given, &mut giver), &mut form).await;
            continue;
        }
        let name = as_called(field.file_name().unwrap_or_default());
        if name.is_empty() || files >= MOST_FILES {
            // No file was chosen; or far too many, and the rest is read and left.
            while let Ok(Some(_)) = field.chunk().await {}
            files += usize::from(!name.is_empty());
            continue;
        }
        files += 1;
        given.name = name_of_file(&name);
        let form = form.ok_or(Problem::OldForm)?;
        let taken = match &intake {
            Some(intake) => take(visit, intake.clone(), &mut field).await?,
            None => {
                // Before the first one is taken in: a date that is none.
                if let Err(why) = given.check(&visit.asking()) {
                    // While one is held, no other is given.
                    drop(field);
                    drain(parts).await;
                    let wrong = Wrong::of(visit.words, &FIELDS, &why);
                    return refused(visit, (given, giver), kept, wrong).await;
                }
                match given_by(visit, form, (&giver, &given)).await? {
                    Ok(None) => {}
                    Ok(Some(source)) => {
                        given.giver = Some(source.id);
                        giver = giver::by_code(&source.caption);
                    }
                    Err(why) => {
                        drop(field);
                        drain(parts).await;
                        return refused(visit, (given, giver), kept, why).await;
                    }
                }
                let made = visit.ask(|workspace, _| workspace.file_intake()).await?;
                let intake = intake.insert(made).clone();
                take(visit, intake, &mut field).await?
            }
        };
        let added = match taken {
            Ok(taken) => {
                given.captured = looked_into(visit, &taken, &given.name).await?;
                let differs = given.captured.differs();
                let added = add_one(visit, (form, taken), given.clone()).await?;
                kept.differ += usize::from(differs && added.is_ok());
                added
            }
            Err(why) => Err(why),
        };
        match added {
            Ok(added) if added.again => kept.there.push(added.id),
            Ok(_) => kept.new += 1,
            Err(why) => kept.faults.push(format!("{}: {why}", given.name)),
        }
    };
    given.name.clear();
    if let Some(problem) = end.problem() {
        if kept.files() == 0 {
            return Err(problem);
        }
        return refused(
            visit,
            (given, giver),
            kept,
            Wrong::whole(visit.words.t("files-broken-off")),
        )
        .await;
    }
    if files > MOST_FILES {
        return refused(
            visit,
            (given, giver),
            kept,
            Wrong::whole(visit.words.n("files-too-many", MOST_FILES)),
        )
        .await;
    }
    match (whole, files) {
        (false, _) => {
            refused(
                visit,
                (given, giver),
                kept,
                Wrong::whole(visit.words.t("files-broken-off")),
            )
            .await
        }
        (true, 0) => {
            refused(
                visit,
                (given, giver),
                kept,
                Wrong::whole(visit.words.t("files-none-chosen")),
            )
            .await
        }
        (true, _) if !kept.faults.is_empty() => {
            refused(visit, (given, giver), kept, Wrong::default()).await
        }
        (true, _) => Ok(Redirect::to(&told(&given, kept)).into_response()),
    }
}

/// The name of a file as it was before the browser wrote it into the form: of what a name can have in it, the encoding of
/// HTML writes the ends of lines and quotation marks otherwise, and nothing else.
fn as_called(name: &str) -> String {
    let name = name.replace("%0D", "\r").replace("%0A", "\n");
    name.replace("%22", "\"")
}

/// Where the person sees what they added: at the record, or in the list.
fn told(given: &FileGiven, kept: &Kept) -> String {
    let there: Vec<String> = kept.there.iter().map(ToString::to_string).collect();
    let there = (!there.is_empty()).then(|| there.join(","));
    let differ = (kept.differ > 0).then(|| kept.differ.to_string());
    let at = match given.of.first() {
        Some(of) => Address::new(record(*of)),
        None => Address::new("/files"),
    };
    let at = at
        .with("added", kept.new.to_string())
        .with_some("differ", differ.as_deref())
        .with_some("there", there.as_deref());
    format!("{at}#files")
}

/// The list with what is wrong, and what was kept before.
async fn refused(
    visit: &Visit,
    (mut given, giver): (FileGiven, GiverGiven),
    kept: &mut Kept,
    wrong: Wrong,
) -> Result<Response, Problem> {
    let before = kept.files();
    if before > 0 {
        kept.faults.push(visit.words.n("files-kept-before", before));
    }
    // It is told by its code.
    given.giver = None;
    let told = (wrong, std::mem::take(&mut kept.faults));
    let page = listed(visit, (given, giver), told).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// What comes behind a fault is read and left, so that the browser gets to see the answer.
async fn drain(mut parts: Multipart) {
    while let Ok(Some(mut field)) = parts.next_field().await {
        while let Ok(Some(_)) = field.chunk().await {}
    }
}

/// The source that gave them, where one is told of: the same for all files of a form.
async fn given_by(
    visit: &Visit,
    form: FormToken,
    (giver, given): (&GiverGiven, &FileGiven),
) -> Result<Result<Option<KeptSource>, Wrong>, Problem> {
    let (asking, now, told) = (visit.asking(), visit.app.now(), giver.clone());
    let from_whom = given.from_whom.clone();
    let kept = visit
        .app
        .change(move |workspace| {
            // A code that nobody has is told before anything is taken in.
            workspace.coded_in_words(&asking, ("from", &from_whom))?;
            workspace.giver(&asking, (form, now), &told)
        })
        .await?;
    match kept {
        Ok(source) => Ok(Ok(source)),
        Err(Refused::Workspace(why)) => Err(why.into()),
        Err(why) => Ok(Err(Wrong::of(visit.words, &FIELDS, &why))),
    }
}

async fn take_text(
    field: &mut Field<'_>,
    (given, giver): (&mut FileGiven, &mut GiverGiven),
    form: &mut Option<FormToken>,
) {
    let name = field.name().unwrap_or_default().to_owned();
    let mut bytes: Vec<u8> = Vec::new();
    while let Ok(Some(chunk)) = field.chunk().await {
        // Of what is too long nothing is read further.
        let room = LONGEST_VALUE.saturating_sub(bytes.len());
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    let text = String::from_utf8_lossy(&bytes).trim().to_owned();
    if giver::take(giver, &name, &text) {
        return;
    }
    match name.as_str() {
        "form" => *form = text.parse().ok(),
        "of" => given.of.extend(text.parse::<RecordId>()),
        "kind" => given.kind = text,
        "title" => given.title = text,
        "made" => given.made = text,
        "received" => given.received = text,
        "from" => given.from_whom = text,
        "how" => given.how = text,
        "custodian" => given.custodian = text,
        _ => {}
    }
}

/// Seals a file as it comes, on a thread of its own, with the workspace free for others.
async fn take(
    visit: &Visit,
    intake: FileIntake,
    field: &mut Field<'_>,
) -> Result<Result<TakenFile, String>, Problem> {
    let (send, pieces) = mpsc::channel(WAITING);
    let sealing = tokio::task::spawn_blocking(move || {
        intake.take(&mut Coming {
            pieces,
            piece: Bytes::new(),
        })
    });
    // The lock ends what comes, and what was sealed so far is taken away with its key.
    loop {
        let piece = match field.chunk().await {
            Ok(Some(piece)) => Ok(piece),
            Ok(None) => break,
            Err(_) => Err(io::Error::other("it did not come to its end")),
        };
        let is_last = piece.is_err();
        if send.send(piece).await.is_err() || is_last {
            // It could not be sealed: the rest is read and left.
            while let Ok(Some(_)) = field.chunk().await {}
            break;
        }
    }
    drop(send);
    let sealed = sealing.await.map_err(|_| Problem::Broken)?;
    if !visit.app.is_unlocked() {
        return Err(Problem::Locked);
    }
    Ok(sealed.map_err(|why| visit.words.reason(&why.reason())))
}

/// What comes from the browser, read by the thread that seals it.
struct Coming {
    pieces: mpsc::Receiver<io::Result<Bytes>>,
    piece: Bytes,
}

impl Read for Coming {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match self.pieces.blocking_recv() {
                Some(piece) => self.piece = piece?,
                None => return Ok(0),
            }
        }
        let now = self.piece.split_to(out.len().min(self.piece.len()));
        out[..now.len()].copy_from_slice(&now);
        Ok(now.len())
    }
}

async fn add_one(
    visit: &Visit,
    (form, taken): (FormToken, TakenFile),
    given: FileGiven,
) -> Result<Result<AddedFile, String>, Problem> {
    let (asking, now) = (visit.asking(), visit.app.now());
    let added = kept_when_free(visit, taken, move |workspace, taken| {
        workspace.add_file(&asking, (form, now.clone()), taken, &given)
    });
    match added.await? {
        Ok(added) => {
            visit.app.pictures().forget(added.id);
            Ok(Ok(added))
        }
        Err(Refused::Workspace(WorkspaceError::GivenUp)) => Err(Problem::Locked),
        Err(why) => Ok(Err(visit.words.reason(&why.reason()))),
    }
}
