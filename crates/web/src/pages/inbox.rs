//! The inbox: a call is written down in one field, and waits until it becomes the basis of an incident or is set aside.

use aigaq_schema::RecordId;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::address::Address;
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::pager::Pager;
use crate::pages::review::sent::Sent;
use crate::pages::saved::SavedNotice;
use crate::pages::wrong::{FieldOf, Wrong};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::entering::{self, ConsentFields};
use aigaq_workspace::{
    FormToken, InboxNote, InboxPage, InboxState, InboxWish, NoteGiven, OwnReason, Refused,
    SecondPassphrase, SpokenConsent,
};

#[derive(Template)]
#[template(path = "inbox.html")]
struct Inbox {
    frame: Frame,
    wrong: Wrong,
    /// The note that this form was kept as when it was sent before, with other words.
    before: Option<InboxNote>,
    /// What was typed, where it could not be kept or is given back.
    given: NoteGiven,
    /// There is a second passphrase.
    is_sealed: bool,
    /// Who a confidential source may be: code and label.
    kinds: Vec<(String, String)>,
    /// What whoever told it allows to be done with it.
    consent: ConsentFields,
    whose: String,
    spoken: &'static [SpokenConsent],
    spoken_unreviewed: bool,
    /// A field of the fold has something in it.
    unfolded: bool,
    /// The note that was kept just now.
    kept: Option<InboxNote>,
    saved: Option<SavedNotice>,
    form: String,
    state: InboxState,
    /// The states with their labels, numbers and addresses.
    tabs: Vec<(String, usize, String, bool)>,
    inbox: InboxPage,
    pager: Pager,
}

/// The fields that can be refused.
const FIELDS: [FieldOf; 8] = [
    ("text", "text", "inbox-text"),
    ("code", "code", "inbox-code"),
    ("told_by", "told_by", "inbox-told-by"),
    ("contact", "contact", "inbox-contact"),
    ("happened", "happened", "inbox-happened"),
    ("place", "place", "inbox-place"),
    ("received", "received", "inbox-received"),
    ("number", "number", "inbox-number"),
];

/// The code of a state in an address.
fn code(state: InboxState) -> &'static str {
    match state {
        InboxState::Waiting => "waiting",
        InboxState::Became => "became",
        InboxState::Aside => "aside",
    }
}

fn address(state: InboxState) -> Address {
    let other = (state != InboxState::Waiting).then(|| code(state));
    Address::new("/inbox").with_some("state", other)
}

/// `GET /inbox?state=&page=`
pub(crate) async fn list(visit: Visit) -> Result<Html<String>, Problem> {
    shown(&visit, NoteGiven::default(), Told::default()).await
}

/// What is told of a form that was not kept.
#[derive(Default)]
struct Told {
    wrong: Wrong,
    before: Option<InboxNote>,
}

impl Told {
    fn wrong(visit: &Visit, why: &Refused) -> Self {
        Self {
            wrong: Wrong::of(visit.words, &FIELDS, why),
            before: None,
        }
    }
}

async fn shown(visit: &Visit, given: NoteGiven, told: Told) -> Result<Html<String>, Problem> {
    let number = visit.asked.page()?;
    let state = match visit.asked.one("state") {
        Some("became") => InboxState::Became,
        Some("aside") => InboxState::Aside,
        _ => InboxState::Waiting,
    };
    let kept: Option<RecordId> = visit.asked.one("kept").and_then(|id| id.parse().ok());
    let wish = InboxWish {
        state,
        page: number - 1,
    };
    let (form, typed) = (new_form()?, given.clone());
    let (inbox, kept, is_sealed, kinds, consent) = visit
        .ask(move |workspace, asking| {
            let kept = match kept {
                Some(id) => workspace.inbox_note(asking, id)?,
                None => None,
            };
            let is_sealed = workspace.second_passphrase()? != SecondPassphrase::NotSetUp;
            let kinds = workspace.confidant_kinds(asking);
            let consent = workspace.consent_of_teller(asking, &typed, form);
            let inbox = workspace.inbox(asking, wish)?;
            Ok((inbox, kept, is_sealed, kinds, consent))
        })
        .await?;
    let words = visit.words;
    let tab =
        |label: &str, count, of| (words.t(label), count, address(of).to_string(), of == state);
    let folded = [
        &given.confidant,
        &given.code,
        &given.told_by,
        &given.contact,
        &given.happened,
        &given.place,
        &given.received,
        &given.number,
    ];
    let unfolded = consent.is_filled || folded.into_iter().any(|text| !text.is_empty());
    page(&Inbox {
        frame: visit.frame(Place::Inbox, words.t("inbox-title")),
        is_sealed,
        kinds,
        consent,
        whose: words.t("enter-consent-whose-source"),
        spoken: SpokenConsent::all(),
        spoken_unreviewed: !SpokenConsent::is_reviewed(),
        unfolded,
        wrong: told.wrong,
        before: told.before,
        given,
        kept,
        saved: SavedNotice::of(visit),
        form: form.to_string(),
        state,
        tabs: vec![
            tab("inbox-waiting", inbox.waiting, InboxState::Waiting),
            tab("inbox-became", inbox.became, InboxState::Became),
            tab("inbox-aside", inbox.aside, InboxState::Aside),
        ],
        pager: Pager::new(inbox.page + 1, inbox.pages, |number| {
            address(state).with("page", number.to_string()).to_string()
        }),
        inbox,
    })
}

/// `POST /inbox`: keeps what came in.
pub(crate) async fn keep(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let sent = Sent::new(&filled);
    let given = NoteGiven {
        text: sent.text("text"),
        told_by: sent.text("told_by"),
        contact: sent.text("contact"),
        confidant: sent.text("confidant"),
        code: sent.text("code"),
        happened: sent.text("happened"),
        place: sent.text("place"),
        received: sent.text("received"),
        number: sent.text("number"),
        consent: asked_of_consent(&sent),
    };
    if filled.again {
        return Ok(shown(&visit, given, Told::default()).await?.into_response());
    }
    let token = sent.token()?;
    let form = (token, visit.app.now());
    let (asking, told) = (visit.asking(), given.clone());
    let kept = visit
        .app
        .change(move |workspace| workspace.keep_note(&asking, form, &told))
        .await?;
    match kept {
        Ok(kept) => {
            let there = Address::new("/inbox").with("kept", kept.id.to_string());
            Ok(Redirect::to(&there.to_string()).into_response())
        }
        Err(Refused::Workspace(why)) => Err(why.into()),
        Err(Refused::Stale(_)) => sent_before(&visit, token, given).await,
        Err(why) => {
            let page = shown(&visit, given, Told::wrong(&visit, &why)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// The form was kept before, with other words: told as what, with what was typed now in a form of its own. Kept from
/// there it is another note; nothing of either is lost.
async fn sent_before(
    visit: &Visit,
    token: FormToken,
    mut given: NoteGiven,
) -> Result<Response, Problem> {
    let note = token.record(0);
    let before = visit
        .ask(move |workspace, asking| workspace.inbox_note(asking, note))
        .await?
        .ok_or(Problem::OldForm)?;
    if given.number.trim() == before.number {
        // Two notes do not have one number.
        given.number.clear();
    }
    if let Some(code) = before
        .source
        .as_ref()
        .and_then(|source| source.caption.split(',').next())
        && given.code.trim().is_empty()
    {
        // Whoever told it was written down with the first one, and is not a second source.
        code.clone_into(&mut given.code);
        given.confidant.clear();
    }
    let told = Told {
        before: Some(before),
        ..Told::default()
    };
    let page = shown(visit, given, told).await?;
    Ok((StatusCode::CONFLICT, page).into_response())
}

/// What was typed of the consent.
fn asked_of_consent(sent: &Sent) -> entering::Filled {
    let pairs = sent.pairs().iter();
    entering::Filled::new(
        pairs
            .filter(|(name, _)| name.starts_with("consent."))
            .cloned(),
    )
}

/// `POST /inbox/{note}`: sets a note aside, or takes it back.
pub(crate) async fn decide(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let note: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    let sent = Sent::new(&filled);
    let form = (sent.token()?, visit.app.now());
    let reason = sent.text("reason");
    let takes_back = sent.one("do") == Some("back");
    let told = OwnReason::NoteTakenBack.stored();
    let decided = visit
        .app
        .change(move |workspace| match takes_back {
            true => workspace.take_note_back(form, note, &told),
            false => workspace.set_note_aside(form, note, &reason),
        })
        .await?;
    match decided {
        Ok(saved) => {
            let there = Address::new("/inbox").with("saved", saved.change_set.to_string());
            Ok(Redirect::to(&there.to_string()).into_response())
        }
        // Somebody did the same at the same moment.
        Err(Refused::Nothing | Refused::Stale(_)) => Ok(Redirect::to("/inbox").into_response()),
        Err(Refused::Workspace(why)) => Err(why.into()),
        Err(why) => {
            let told = Told::wrong(&visit, &why);
            let page = shown(&visit, NoteGiven::default(), told).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
