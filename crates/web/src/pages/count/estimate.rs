//! How many of what is counted were never recorded: from which source tells of whom, or why that cannot be told.

use aigaq_charts::{Caption, Chart, Combination, Id, List, Overlaps, Value};
use aigaq_counting::{Definition, Unit};
use aigaq_publishing::estimates::{self, Printed};
use aigaq_schema::Language;
use askama::Template;
use axum::response::Html;

use crate::address::of_count;
use crate::frame::{Frame, Place};
use crate::picture::Picture;
use crate::problem::{Problem, report};
use crate::visit::{Visit, page};
use aigaq_workspace::{DRAWS, EstimateStop, EstimateWish, Estimated, ListsBy};

/// Lists that are shown to be chosen from: the longest.
const MOST_SHOWN: usize = 40;
/// The name under which the kind of list stands in an address.
const BY: &str = "lists";
/// The name under which a chosen list stands there.
const LIST: &str = "list";

#[derive(Template)]
#[template(path = "count_estimate.html")]
struct Page {
    frame: Frame,
    back: String,
    /// The question as fields of the form.
    kept: Vec<(String, String)>,
    /// What lists are told apart by: word, label, chosen.
    by: Vec<(&'static str, String, bool)>,
    /// Lists that hold somebody: key, label, number, chosen.
    lists: Vec<(String, String, String, bool)>,
    /// How many more lists there are than are shown.
    more: usize,
    verdict: String,
    sentences: Vec<String>,
    /// Heading and sentences under it.
    parts_of_answer: Vec<(String, Vec<String>)>,
    picture: Option<Picture>,
    /// Heading and table.
    tables: Vec<(String, Printed)>,
    hash: String,
}

/// Whether an estimate can be asked for of a unit.
pub(super) fn concerns(unit: Unit) -> bool {
    matches!(
        unit,
        Unit::Acts | Unit::Persons | Unit::Organisations | Unit::Events
    )
}

/// The way here from a count: of all that it counts, by whatever it is broken down.
pub(super) fn address(definition: &Definition) -> Option<String> {
    let whole = definition.only_by(&[]).ok()?;
    Some(format!("/count/estimate?{whole}"))
}

/// `GET /count/estimate?unit=…&lists=publisher`: the population is a count; at most one property parts it.
pub(crate) async fn estimate(visit: Visit) -> Result<Html<String>, Problem> {
    let (own, question): (Vec<_>, Vec<_>) = visit
        .asked
        .pairs()
        .iter()
        .cloned()
        .partition(|(name, _)| name == BY || name == LIST);
    let kept = question.clone();
    let by = match visit.asked.one(BY).filter(|by| !by.is_empty()) {
        Some(by) => by.parse()?,
        None => ListsBy::default(),
    };
    let chosen: Vec<String> = own
        .into_iter()
        .filter(|(name, value)| name == LIST && !value.is_empty())
        .map(|(_, value)| value)
        .collect();
    let wished = chosen.clone();
    let (definition, material) = visit
        .ask(move |workspace, who| {
            let given = question
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()));
            let definition = workspace.definition(who, given)?;
            let wish = EstimateWish {
                population: definition.clone(),
                by,
                lists: wished,
                seed: 1,
                draws: DRAWS,
            };
            let material = workspace.material(who, &wish)?;
            Ok((definition, material))
        })
        .await?;
    // Numbers without names: the workspace is not held meanwhile, and may be locked.
    let estimated = tokio::task::spawn_blocking(move || {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        material.estimate(threads, &EstimateStop::never())
    });
    let estimated = match estimated.await {
        Ok(Ok(Some(estimated))) => estimated,
        Ok(Err(why)) => {
            report(&why.to_string());
            return Err(Problem::Broken);
        }
        Ok(Ok(None)) | Err(_) => return Err(Problem::Broken),
    };
    if !visit.app.is_unlocked() {
        return Err(Problem::Locked);
    }
    let mut shown = shown(&visit, &definition, (by, &chosen), &estimated);
    shown.kept = kept;
    page(&shown)
}

fn shown(
    visit: &Visit,
    definition: &Definition,
    (by, chosen): (ListsBy, &[String]),
    estimated: &Estimated,
) -> Page {
    let language = visit.words.language();
    let word = |key: &str| estimates::label(key, language);
    let said = |messages: &[_]| -> Vec<String> {
        messages
            .iter()
            .map(|message| estimates::say(message, language))
            .collect()
    };
    let found = &estimated.report;
    let mut tables = vec![(word("label.lists"), estimates::lists(found, language))];
    if !found.panel.is_empty() {
        let panel = estimates::estimators(found, language);
        tables.push((word("label.estimators"), panel));
    }
    if let Some(parts) = &estimated.parts {
        tables.push((word("label.parts"), estimates::parts(parts, language)));
    }
    Page {
        frame: visit.frame(Place::Count, visit.words.t("estimate-title")),
        back: of_count(&definition.to_string()),
        kept: Vec::new(),
        by: ListsBy::ALL
            .into_iter()
            .map(|one| {
                let label = word(&format!("by.{}", one.word()));
                (one.word(), label, one == by)
            })
            .collect(),
        lists: estimated
            .lists_found
            .iter()
            .take(MOST_SHOWN)
            .map(|list| {
                let is_chosen = chosen.is_empty()
                    || chosen
                        .iter()
                        .any(|key| *key == list.key || *key == list.label);
                let size = visit.words.num(list.records);
                (list.key.clone(), list.label.clone(), size, is_chosen)
            })
            .collect(),
        more: estimated.lists_found.len().saturating_sub(MOST_SHOWN),
        verdict: format!(
            "{}: {}",
            word("label.verdict"),
            word(&format!("verdict.{}", found.verdict.key()))
        ),
        sentences: said(&found.sentences),
        parts_of_answer: [
            ("label.why", &found.reasons),
            ("label.help", &found.help),
            ("label.notes", &found.notes),
        ]
        .into_iter()
        .filter(|(_, messages)| !messages.is_empty())
        .map(|(heading, messages)| (word(heading), said(messages)))
        .collect(),
        picture: overlaps(visit, estimated, language),
        tables,
        hash: estimated.hash.clone(),
    }
}

/// The overlaps of the lists; none where there is only one, or nobody on any.
fn overlaps(visit: &Visit, estimated: &Estimated, language: Language) -> Option<Picture> {
    let found = &estimated.report;
    if found.lists.len() < 2 || found.patterns.is_empty() {
        return None;
    }
    let w = visit.words;
    let lists = found.lists.iter().zip(&found.totals);
    let combinations = found.patterns.iter().map(|(pattern, count)| {
        let on = pattern.bytes().enumerate().filter(|(_, bit)| *bit == b'1');
        Combination {
            on: on.map(|(list, _)| list).collect(),
            value: number(*count),
        }
    });
    let chart = Chart::Overlaps(Overlaps {
        caption: Caption {
            title: w.t("estimate-overlaps"),
            description: w.t("estimate-overlaps-lead"),
            unit: estimates::label("label.recorded", language),
        },
        heading: w.t("estimate-overlaps-on"),
        lists: lists
            .map(|(name, size)| List {
                name: name.clone(),
                size: number(*size),
            })
            .collect(),
        combinations: combinations.collect(),
    });
    let id = Id::new("overlaps")?;
    Some(Picture::of(&chart, &id, language))
}

fn number(count: u64) -> Value {
    // A list longer than four thousand million is none.
    u32::try_from(count).map_or(Value::Unknown, Value::from)
}
