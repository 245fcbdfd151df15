//! Which word to use: how acts, involvements and persons differ, in this workspace's own numbers.

use aigaq_counting::{Definition, Unit};
use askama::Template;
use axum::response::Html;

use crate::address::of_count;
use crate::frame::{Frame, Place};
use crate::problem::Problem;
use crate::visit::{Visit, page};
use aigaq_workspace::WhichWord;

#[derive(Template)]
#[template(path = "count_which.html")]
struct Which {
    frame: Frame,
    word: WhichWord,
    back: String,
}

/// Whether people could be meant by a unit.
pub(super) fn concerns(unit: Unit) -> bool {
    matches!(
        unit,
        Unit::Acts | Unit::Involvements | Unit::Persons | Unit::Organisations | Unit::Actors
    )
}

/// The way here from a count.
pub(super) fn address(definition: &Definition) -> String {
    format!("/count/which?{definition}")
}

/// `GET /count/which?unit=…`
pub(crate) async fn which(visit: Visit) -> Result<Html<String>, Problem> {
    let pairs = visit.asked.pairs().to_vec();
    let (definition, word) = visit
        .ask(move |workspace, who| {
            let given = pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()));
            let definition = workspace.definition(who, given)?;
            let word = workspace.which_word(who, &definition)?;
            Ok((definition, word))
        })
        .await?;
    page(&Which {
        frame: visit.frame(Place::Count, visit.words.t("which-title")),
        back: of_count(&definition.to_string()),
        word,
    })
}
