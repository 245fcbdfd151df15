//! An estimate as a file: all that must be said with it, its tables and its picture, on pages to print or to edit.

use aigaq_press::file::Format;
use aigaq_publishing::estimates::label;
use axum::extract::Path;
use axum::response::Response;

use super::super::Files;
use super::{estimated, wish_of};
use crate::asked::audience_key;
use crate::pages::outputs::taken_along;
use crate::problem::Problem;
use crate::visit::Visit;
use aigaq_workspace::{Asking, Audience, EstimateWish};

/// What a file's name begins with.
const STEM: &str = "estimate";
/// What an estimate is taken along as.
const FORMATS: [Format; 5] = [
    Format::Pdf,
    Format::Docx,
    Format::Html,
    Format::Xlsx,
    Format::Csv,
];

/// The ways to the files of an estimate.
pub(super) fn files(wish: &EstimateWish) -> Vec<Files> {
    let question = wish.query();
    Audience::ALL
        .into_iter()
        .map(|audience| {
            let of = match audience.is_outside() {
                true => format!("&audience={}", audience.code()),
                false => String::new(),
            };
            let href = |format: Format| {
                let ending = format.ending();
                let href = format!("/count/estimate/{STEM}.{ending}?{question}{of}");
                (ending, href)
            };
            Files {
                audience: audience_key(audience),
                hrefs: FORMATS.map(href).to_vec(),
            }
        })
        .collect()
}

/// `GET /count/estimate/{file}`: made anew from what its readers may know.
pub(crate) async fn file(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    let format = FORMATS
        .into_iter()
        .find(|format| name == format!("{STEM}.{}", format.ending()))
        .ok_or(Problem::NotFound)?;
    let own = visit.asking();
    let reads = Asking {
        reader: own.reader.making_for(visit.asked.audience()?),
        ..own
    };
    let pairs: Vec<(String, String)> = visit
        .asked
        .pairs()
        .iter()
        .filter(|(name, _)| name != "audience")
        .cloned()
        .collect();
    let (wish, material) = visit
        .app
        .ask(move |workspace| {
            let wish = wish_of(workspace, &reads, &pairs)?;
            let material = workspace.material(&reads, &wish)?;
            Ok((wish, material))
        })
        .await?;
    let found = estimated(&visit, material).await?;
    let title = label("label.never-recorded", visit.words.language());
    let document = visit
        .app
        .ask(move |workspace| workspace.published_estimate(&reads, (&wish, &found), (title, None)))
        .await?;
    taken_along(document, format).await
}
