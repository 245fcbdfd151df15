//! Confidential sources: code and kind for everybody; who they are on this page only, under the second passphrase, and
//! each showing in the log before it is shown.

mod doing;
mod opening;

pub(crate) use doing::{keep, look, move_tellers};
pub(crate) use opening::{change, close, open, set_up};

use std::borrow::Borrow;
use std::time::Instant;

use aigaq_schema::RecordId;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::address::Address;
use crate::frame::{Frame, Place};
use crate::pages::pager::Pager;
use crate::pages::wrong::Wrong;
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::{
    CompartmentKey, ConfidentialPage, ConfidentialSource, Identity, LookEntry, SecondPassphrase,
    ShownSource,
};

/// Looks on one page of the log.
const LOOKS: usize = 50;

#[derive(Template)]
#[template(path = "confidential.html")]
struct Confidential {
    frame: Frame,
    /// What is wrong with what was sent.
    wrong: Wrong,
    /// What was done.
    done: Option<String>,
    form: String,
    sources: ConfidentialPage,
    /// The one that the address names.
    one: Option<ConfidentialSource>,
    /// Who it is, where somebody looked just now.
    shown: Option<ShownSource>,
    /// What was typed of a new one, given back.
    typed: Typed,
    is_open: bool,
    /// The key in this folder is another one than identities are sealed to.
    is_other_key: bool,
    looks: Vec<LookEntry>,
    /// The pages of the log.
    log: Pager,
    pager: Pager,
}

/// What was typed of a source.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) kind: String,
    pub(super) identity: Identity,
}

/// What a page shows besides what is there.
#[derive(Default)]
pub(super) struct Told {
    pub(super) wrong: Wrong,
    pub(super) done: Option<String>,
    pub(super) shown: Option<ShownSource>,
    pub(super) typed: Typed,
}

impl Told {
    pub(super) fn fault(text: String) -> Self {
        Self {
            wrong: Wrong::whole(text),
            ..Self::default()
        }
    }
}

impl Visit {
    /// The key, where the page is open in this browser.
    pub(crate) fn compartment_key(&self) -> Option<CompartmentKey> {
        let session = self.session.as_ref()?;
        self.app.unsealed().key(session.number, Instant::now())
    }
}

/// `GET /confidential?page=&source=&done=`
pub(crate) async fn list(visit: Visit) -> Result<Response, Problem> {
    let done = match visit.asked.one("done") {
        Some("set-up") => Some("confidential-done-set-up"),
        Some("changed") => Some("confidential-done-changed"),
        Some("kept") => Some("confidential-done-kept"),
        Some("added") => Some("confidential-done-added"),
        Some("moved") => Some("confidential-done-moved"),
        Some("closed") => Some("confidential-done-closed"),
        _ => None,
    };
    let told = Told {
        done: done.map(|key| visit.words.t(key)),
        ..Told::default()
    };
    shown(&visit, told).await
}

/// The page, with what is told besides.
pub(super) async fn shown(visit: &Visit, told: Told) -> Result<Response, Problem> {
    let number = visit.asked.page()?;
    let of_log = visit.asked.number("log")?;
    let one: Option<RecordId> = match &told.shown {
        Some(shown) => Some(shown.named.id),
        None => visit.asked.one("source").and_then(|id| id.parse().ok()),
    };
    let key = visit.compartment_key();
    let is_open = key.is_some();
    let (sources, one, looks, is_other_key) = visit
        .ask(move |workspace, asking| {
            let sources = workspace.confidential(asking, number - 1)?;
            let looks = workspace.looks(asking, (one, usize::MAX))?;
            let one = match one {
                Some(id) => workspace.confidential_source(asking, id)?,
                None => None,
            };
            let is_other_key = match &key {
                Some(key) => !workspace.is_key_of_seal(key)?,
                None => false,
            };
            Ok((sources, one, looks, is_other_key))
        })
        .await?;
    let status = match told.wrong.is_some() {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let pages = looks.len().div_ceil(LOOKS).max(1);
    let of_log = of_log.min(pages);
    let source = one.as_ref().map(|one| one.named.id.to_string());
    let page = page(&Confidential {
        log: Pager::new(of_log, pages, |part| {
            let address = Address::new("/confidential").with_some("source", source.clone());
            format!("{}#looks", address.with("log", part.to_string()))
        }),
        frame: visit.frame(Place::Settings, visit.words.t("confidential-title")),
        wrong: told.wrong,
        done: told.done,
        form: new_form()?.to_string(),
        pager: Pager::new(sources.page + 1, sources.pages, |number| {
            Address::new("/confidential")
                .with("page", number.to_string())
                .to_string()
        }),
        sources,
        one,
        shown: told.shown,
        typed: told.typed,
        is_open,
        is_other_key,
        looks: looks
            .into_iter()
            .skip((of_log - 1) * LOOKS)
            .take(LOOKS)
            .collect(),
    })?;
    Ok((status, page).into_response())
}

/// The page again, from its address alone.
fn back(done: &str) -> String {
    Address::new("/confidential").with("done", done).to_string()
}

impl Confidential {
    fn is_set_up(&self) -> bool {
        self.sources.state == SecondPassphrase::SetUp
    }

    fn is_lost(&self) -> bool {
        self.sources.state == SecondPassphrase::KeyLost
    }

    /// One who is shown is not offered to be shown.
    fn offers_look(&self, id: impl Borrow<RecordId>) -> bool {
        let shown = self.shown.as_ref().map(|shown| shown.named.id);
        self.is_open && shown != Some(*id.borrow())
    }

    /// What is shown first, to be corrected.
    fn first(&self) -> Option<&Identity> {
        self.shown.as_ref()?.identities.first()?.identity.as_ref()
    }
}
