//! What is done on the page: looking, writing down, moving what stood in clear.

use aigaq_schema::{RecordId, StatementId};
use axum::response::{IntoResponse, Redirect, Response};

use super::{Told, Typed, back, shown};
use crate::address::Address;
use crate::forms::Filled;
use crate::pages::review::sent::Sent;
use crate::pages::wrong::{FieldOf, Wrong};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::Visit;
use aigaq_workspace::{Identity, Refused, Whom};

/// `POST /confidential/look`: shows who a source is, once that is in the journal.
pub(crate) async fn look(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let sent = Sent::new(&filled);
    let source: RecordId = sent
        .text("source")
        .parse()
        .map_err(|_| Problem::NoSuchRecord)?;
    let Some(key) = visit.compartment_key() else {
        let told = Told::fault(visit.words.t("confidential-closed"));
        return shown(&visit, told).await;
    };
    // A page that is asked for again shows it again, and that is told again.
    let form = (new_form()?, visit.app.now());
    let asking = visit.asking();
    let looked = visit
        .app
        .change(move |workspace| workspace.look(&asking, form, (&key, &[source])))
        .await?;
    match looked {
        Ok(mut all) => {
            let told = Told {
                shown: all.pop(),
                ..Told::default()
            };
            shown(&visit, told).await
        }
        Err(Refused::Workspace(why)) => Err(why.into()),
        Err(why) => shown(&visit, Told::fault(visit.words.reason(&why.reason()))).await,
    }
}

/// The field of a new one that can be refused.
const FIELDS: [FieldOf; 1] = [("kind", "kind", "confidential-kind")];

/// `POST /confidential/keep`: writes down who somebody is. It takes no second passphrase.
pub(crate) async fn keep(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let sent = Sent::new(&filled);
    let mut identity = Identity::default();
    identity.name = sent.text("name");
    identity.contact = sent.text("contact");
    identity.bound = sent.text("bound");
    identity.safety = sent.text("safety");
    let kind = sent.text("kind");
    let whom = match sent.one("source") {
        Some(id) => Whom::Known(id.parse().map_err(|_| Problem::NoSuchRecord)?),
        None => Whom::New(kind.clone()),
    };
    let replaces: Vec<StatementId> = sent
        .pairs()
        .iter()
        .filter(|(name, _)| name == "replaces")
        .filter_map(|(_, id)| id.parse().ok())
        .collect();
    let done = match &whom {
        Whom::Known(_) if replaces.is_empty() => "added",
        _ => "kept",
    };
    let form = (sent.token()?, visit.app.now());
    let (asking, told) = (visit.asking(), identity.clone());
    let kept = visit
        .app
        .change(move |workspace| workspace.keep_source(&asking, form, (&whom, &told, &replaces)))
        .await?;
    match kept {
        Ok(kept) => {
            let to = Address::new("/confidential")
                .with("source", kept.id.to_string())
                .with("done", done);
            Ok(Redirect::to(&to.to_string()).into_response())
        }
        Err(Refused::Workspace(why)) => Err(why.into()),
        Err(why) => {
            let told = Told {
                wrong: Wrong::of(visit.words, &FIELDS, &why),
                typed: Typed { kind, identity },
                ..Told::default()
            };
            shown(&visit, told).await
        }
    }
}

/// `POST /confidential/move`: moves who told notes in clear to sources whose identity is sealed.
pub(crate) async fn move_tellers(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let form = (Sent::new(&filled).token()?, visit.app.now());
    let asking = visit.asking();
    let moved = visit
        .app
        .change(move |workspace| workspace.move_tellers(&asking, form))
        .await?;
    match moved {
        // Somebody did the same at the same moment.
        Ok(_) | Err(Refused::Nothing) => Ok(Redirect::to(&back("moved")).into_response()),
        Err(Refused::Workspace(why)) => Err(why.into()),
        Err(why) => shown(&visit, Told::fault(visit.words.reason(&why.reason()))).await,
    }
}
