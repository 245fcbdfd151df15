//! A file: its picture, what is typed off beside it, who has had it, and its original.

use std::sync::Arc;

use aigaq_schema::{Language, RecordId};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Redirect, Response};

use super::giver::GiverForm;
use super::shown::{Row, size};
use super::{address, codes, giver};
use crate::address::Address;
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::review::sent::Sent;
use crate::pages::saved::SavedNotice;
use crate::pages::wrong::{FieldOf, Wrong};
use crate::pictures::Shown;
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::{
    BAGGED, CustodyGiven, FilePage, GiverGiven, PictureWanted, Refused, Saved, Standing, Unshown,
    WorkspaceError,
};

#[derive(Template)]
#[template(path = "file.html")]
struct OneFile {
    frame: Frame,
    saved: Option<SavedNotice>,
    wrong: Wrong,
    form: String,
    id: RecordId,
    file: FilePage,
    row: Row,
    media: &'static str,
    size: String,
    /// The picture's width and height in dots.
    picture: Option<(u32, u32)>,
    /// Why there is no picture.
    unshown: String,
    /// What stands in the way of its bytes.
    standing: String,
    /// The text that is being typed off, and its language.
    typed: (String, String),
    /// The state of the record that the text was typed on.
    version: String,
    languages: Vec<(&'static str, &'static str)>,
    step: CustodyGiven,
    giver: GiverForm,
    steps: Vec<(String, String)>,
    ways: Vec<(String, String)>,
    /// The form of a step stands open.
    step_open: bool,
}

/// The fields of a step that can be refused.
const STEP_FIELDS: [FieldOf; 7] = [
    ("step", "c-step", "custody-step"),
    ("date", "c-date", "custody-date"),
    ("given_by", "c-given", "custody-given-by"),
    ("taken_by", "c-taken", "custody-taken-by"),
    ("note", "c-note", "custody-note"),
    giver::CODE,
    giver::KIND,
];

/// What was typed into one of the forms and was not saved.
#[derive(Default)]
struct Typed {
    wrong: Wrong,
    /// The text, its language, and the state of the record that the form was shown with.
    text: Option<(String, String, String)>,
    step: Option<(CustodyGiven, GiverGiven)>,
}

fn id_of(id: &str) -> Result<RecordId, Problem> {
    id.parse().map_err(|_| Problem::NoSuchRecord)
}

/// `GET /file/{id}?saved=`
pub(crate) async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    show(&visit, id_of(&id)?, Typed::default()).await
}

async fn show(visit: &Visit, id: RecordId, typed: Typed) -> Result<Response, Problem> {
    let step_open = typed.step.is_some();
    let (step, giver) = typed.step.unwrap_or_default();
    let found = visit
        .ask(move |workspace, asking| {
            let Some(file) = workspace.file(asking, id)? else {
                return Ok(None);
            };
            let mut steps = codes(workspace, "custody_steps", asking.language);
            // The program itself says that a copy went into a bag.
            steps.retain(|(code, _)| code != BAGGED);
            let ways = codes(workspace, "file_ways", asking.language);
            let giver = GiverForm::of(workspace, asking, giver)?;
            Ok(Some((file, steps, ways, giver)))
        })
        .await?;
    let (file, steps, ways, giver) = found.ok_or(Problem::NoSuchRecord)?;
    let words = visit.words;
    let shown = match file.standing {
        Standing::There => shown(visit, id).await?,
        _ => Err(Unshown::NoPicture),
    };
    let media = file.row.media.unwrap_or(aigaq_workspace::Media::Other);
    let unshown = match &shown {
        // There is no original to take either.
        _ if file.standing != Standing::There => String::new(),
        Ok(_) => String::new(),
        Err(Unshown::TooLarge) => words.t("file-picture-too-large"),
        Err(Unshown::Broken) => words.t("file-picture-broken"),
        Err(Unshown::BrokeOff) => words.t("file-picture-broke-off"),
        Err(Unshown::NoPicture) => words.t("file-no-picture"),
    };
    let standing = match file.standing {
        Standing::There => String::new(),
        Standing::Missing => words.t("file-missing"),
        Standing::Damaged => words.t("file-damaged"),
        Standing::NoKey => words.t("file-no-key"),
    };
    let status = match typed.wrong.is_some() {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let (text, language, version) = typed.text.unwrap_or_else(|| {
        let there = (&file.transcript, &file.transcript_language);
        (there.0.clone(), there.1.clone(), file.version.to_string())
    });
    let row = Row::of(file.row.clone(), words);
    // The browser's history keeps what a page is called: its number tells nobody anything.
    let title = format!("{} {}", words.t("file-title"), file.row.number);
    let html = page(&OneFile {
        frame: visit.frame(Place::Elsewhere, title.trim().to_owned()),
        saved: SavedNotice::of(visit),
        wrong: typed.wrong,
        form: new_form()?.to_string(),
        id,
        row,
        media: media.name(),
        size: file
            .row
            .bytes
            .map(|bytes| size(words, bytes))
            .unwrap_or_default(),
        picture: shown.ok().map(|picture| (picture.width, picture.height)),
        unshown,
        standing,
        typed: (text, language),
        version,
        languages: Language::ALL
            .into_iter()
            .map(|language| (language.tag(), language.own_name()))
            .collect(),
        step_open,
        step,
        giver,
        steps,
        ways,
        file,
    })?;
    Ok((status, html).into_response())
}

/// The picture of a file, made by the process that reads, with the workspace free for others meanwhile.
async fn shown(visit: &Visit, id: RecordId) -> Result<Shown, Problem> {
    let pictures = visit.app.pictures();
    if let Some(shown) = pictures.get(id) {
        return Ok(shown);
    }
    let locks = pictures.locks();
    // Whoever comes later waits: each reader may take much memory.
    let turn = visit.app.read().turn().await;
    let opened = visit
        .ask(move |workspace, asking| {
            let media = workspace.media_of(asking, id)?;
            if !media.is_some_and(aigaq_workspace::Media::is_shown) {
                return Ok(None);
            }
            let original = workspace.open_file_of(asking, id)?;
            Ok(original.map(|original| (original, workspace.stop())))
        })
        .await?;
    let Some((mut original, stop)) = opened else {
        return Ok(Err(Unshown::NoPicture));
    };
    let reader = visit.app.reader().clone();
    let read = turn.reads(move || {
        let is_locked = || stop.is_asked();
        reader.picture_unless(&mut original, PictureWanted::default(), &is_locked)
    });
    let read = read.await.map_err(|_| Problem::Broken)?;
    let shown = read.ok_or(Problem::Locked)?.map(Arc::new);
    pictures.keep(locks, id, shown.clone());
    Ok(shown)
}

/// `GET /file/{id}/picture`: dots of the original, encoded anew; nothing else of its file.
pub(crate) async fn picture(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    match shown(&visit, id_of(&id)?).await? {
        Ok(picture) => Ok(([(CONTENT_TYPE, "image/jpeg")], picture.jpeg.clone()).into_response()),
        Err(_) => Err(Problem::NotFound),
    }
}

/// `GET /file/{id}/original`
pub(crate) async fn give_back(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = id_of(&id)?;
    let found = visit
        .ask(move |workspace, asking| {
            let media = workspace.media_of(asking, id)?;
            let file = workspace.file(asking, id)?;
            if file
                .as_ref()
                .is_some_and(|file| file.standing != Standing::There)
            {
                return Ok(None);
            }
            let original = workspace.open_file_of(asking, id)?;
            let number = file.map(|file| file.row.number).unwrap_or_default();
            Ok::<_, WorkspaceError>(Some((original, media, number, workspace.stop())))
        })
        .await?;
    let Some((original, media, number, stop)) = found else {
        // Its page says what became of the bytes.
        let page = show(&visit, id, Typed::default()).await?;
        return Ok((StatusCode::GONE, page).into_response());
    };
    let original = original.ok_or(Problem::NoSuchRecord)?;
    // Not the name that it came with: that may tell who took it.
    let ending = media.map_or("bin", |media| media.endings()[0]);
    let name = match number.is_empty() {
        true => format!("file.{ending}"),
        false => format!("{number}.{ending}"),
    };
    crate::pieces::attachment(original, stop, |_| name).await
}

/// `POST /file/{id}/text`: what was typed off beside the picture.
pub(crate) async fn type_off(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = id_of(&id)?;
    let sent = Sent::new(&filled);
    let text = |name: &str| {
        let found = filled.pairs.iter().find(|(given, _)| given == name);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let (typed, language, version) = (text("text"), sent.text("language"), sent.text("version"));
    let kept = Some((typed.clone(), language.clone(), version.clone()));
    if filled.again {
        let typed = Typed {
            text: kept,
            ..Typed::default()
        };
        return show(&visit, id, typed).await;
    }
    let form = (sent.token()?, visit.app.now());
    let seen = (id, version.parse().map_err(|_| Problem::OldForm)?);
    let language = language.parse().ok();
    let saved = visit
        .app
        .change(move |workspace| workspace.type_off(form, seen, &typed, language))
        .await?;
    let fault = match saved {
        Ok(saved) => return Ok(back(id, &saved)),
        // It says what is there already.
        Err(Refused::Nothing) => return Ok(Redirect::to(&address(id)).into_response()),
        Err(Refused::Workspace(why)) => return Err(why.into()),
        Err(Refused::Stale(_)) => visit.words.t("file-text-stale"),
        Err(why) => visit.words.reason(&why.reason()),
    };
    // What is sent next is laid upon what is there now: the person has seen both.
    let version = visit
        .ask(move |workspace, _| workspace.version(id))
        .await?
        .to_string();
    let typed = Typed {
        wrong: Wrong::whole(fault),
        text: kept.map(|(text, language, _)| (text, language, version)),
        ..Typed::default()
    };
    show(&visit, id, typed).await
}

/// `POST /file/{id}/custody`: a step of who has had it.
pub(crate) async fn custody(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = id_of(&id)?;
    let sent = Sent::new(&filled);
    let step = CustodyGiven {
        step: sent.text("step"),
        date: sent.text("date"),
        given_by: sent.text("given_by"),
        giver: None,
        taken_by: sent.text("taken_by"),
        how: sent.text("how"),
        note: sent.text("note"),
    };
    let giver = giver::sent(|field| sent.text(field));
    let shown_again = |wrong| Typed {
        wrong,
        step: Some((step.clone(), giver.clone())),
        ..Typed::default()
    };
    if filled.again {
        return show(&visit, id, shown_again(Wrong::default())).await;
    }
    let form = (sent.token()?, visit.app.now());
    let (asking, mut given, told) = (visit.asking(), step.clone(), giver.clone());
    let saved = visit
        .app
        .change(move |workspace| {
            given.check(&asking)?;
            let source = workspace.giver(&asking, form.clone(), &told)?;
            given.giver = source.map(|source| source.id);
            workspace.add_custody(&asking, form, id, &given)
        })
        .await?;
    match saved {
        Ok(saved) => Ok(back(id, &saved)),
        Err(Refused::Workspace(why)) => Err(why.into()),
        Err(why) => {
            let wrong = Wrong::of(visit.words, &STEP_FIELDS, &why);
            show(&visit, id, shown_again(wrong)).await
        }
    }
}

fn back(id: RecordId, saved: &Saved) -> Response {
    let there = Address::new(address(id)).with("saved", saved.change_set.to_string());
    Redirect::to(&there.to_string()).into_response()
}
