//! A count as a file: exactly what is shown.

use aigaq_counting::Definition;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::Files;
use super::drawn::wished;
use crate::asked::audience_key;
use crate::problem::Problem;
use crate::visit::Visit;
use aigaq_workspace::{Asking, Audience, CountFile, TableHeading};

/// The ways to the files of a count.
pub(super) fn files(visit: &Visit, definition: &Definition) -> Vec<Files> {
    let draw = match visit.asked.one("draw") {
        Some(word) => format!("&draw={}", crate::address::encode(word)),
        None => String::new(),
    };
    let href = |audience: Audience, ending: &str| {
        let of = match audience.is_outside() {
            true => format!("&audience={}", audience.code()),
            false => String::new(),
        };
        format!("/count/table.{ending}?{definition}{draw}{of}")
    };
    Audience::ALL
        .into_iter()
        .map(|audience| Files {
            audience: audience_key(audience),
            hrefs: CountFile::ALL
                .into_iter()
                .map(|(_, ending)| (ending, href(audience, ending)))
                .collect(),
        })
        .collect()
}

/// `GET /count/{file}`: `table.html`, `table.csv`, `table.xlsx`, `table.json`, `picture.svg`.
pub(crate) async fn file(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    let draw = wished(&visit)?;
    let (stem, ending) = name.split_once('.').ok_or(Problem::NotFound)?;
    let is_picture = (stem, ending) == ("picture", "svg");
    let kind = match ending.parse::<CountFile>() {
        Ok(kind) if stem == "table" => Some(kind),
        _ if is_picture => None,
        _ => return Err(Problem::NotFound),
    };
    let own = visit.asking();
    let asking = Asking {
        reader: own.reader.making_for(visit.asked.audience()?),
        ..own
    };
    let pairs = visit.asked.pairs().to_vec();
    let bytes = visit
        .app
        .ask(move |workspace| {
            let given = pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()));
            let definition = workspace.definition(&asking, given)?;
            let shown = workspace.shown_count(&asking, &definition, draw)?;
            let mut title = vec![shown.words.unit.clone()];
            title.extend(shown.words.by.iter().cloned());
            let heading = TableHeading {
                title: title.join(" · "),
                look: shown.chart.map(|chart| chart.look),
                ..TableHeading::default()
            };
            match kind {
                Some(kind) => workspace
                    .count_file(&asking, &definition, heading, kind)
                    .map(Some),
                None => workspace
                    .count_picture(&asking, &definition, heading)
                    .map(|svg| svg.map(String::into_bytes)),
            }
        })
        .await?
        .ok_or(Problem::NotFound)?;
    let content_type = kind.map_or("image/svg+xml", CountFile::content_type);
    let head = [
        (CONTENT_TYPE, content_type.to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"count.{ending}\""),
        ),
    ];
    Ok((head, bytes).into_response())
}
