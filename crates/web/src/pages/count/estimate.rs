//! How many of what is counted were never recorded: from which source tells of whom, or why that cannot be told.

mod file;

pub(crate) use file::file;

use aigaq_charts::Id;
use aigaq_counting::{Definition, Unit};
use aigaq_publishing::document::BarValue;
use aigaq_publishing::estimates::{self, Printed};
use aigaq_publishing::{numbers, pictures};
use aigaq_schema::{Language, RecordId};
use askama::Template;
use axum::extract::Path;
use axum::response::{Html, Redirect};

use super::Files;
use super::dimensions::{Group, choices};
use crate::address::of_count;
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::review::sent::{Sent, refused};
use crate::picture::Picture;
use crate::problem::{Problem, report};
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::{
    Asking, DRAWS, Draw, EstimateStop, EstimateWish, Estimated, FreezeWish, Freezing, ListsBy,
    Material, OwnReason, Refused, SEED, SavedEstimate, Workspace, WorkspaceError,
};

/// Lists that are shown to be chosen from: the longest.
const MOST_SHOWN: usize = 40;
/// Draws of undecided pairs that are made on a page: each takes a while.
const MOST_DRAWS: usize = 1_000;

#[derive(Template)]
#[template(path = "count_estimate.html")]
struct Page {
    frame: Frame,
    back: String,
    /// The population as fields of the form, without what parts it.
    kept: Vec<(&'static str, String)>,
    /// The whole question as fields.
    whole: Vec<(&'static str, String)>,
    /// By what the population can be parted.
    parted_by: Vec<Group>,
    /// Each form makes a record of its own, so each has its own token.
    keeping: String,
    freezing: String,
    /// Overlaps below it are left out for everybody; 0 for none.
    least: u64,
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
    overlaps: Option<Overlaps>,
    /// Heading and table.
    tables: Vec<(String, Printed)>,
    hash: String,
    files: Vec<Files>,
}

/// Who stands on which lists: drawn, and told.
struct Overlaps {
    title: String,
    lead: String,
    picture: Picture,
    /// What a row stands for, and what it counts.
    on: String,
    unit: String,
    /// On exactly these lists, so many.
    rows: Vec<(String, String)>,
    /// How many more combinations there are than rows.
    more: usize,
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

/// What a question says besides its population.
const OF_LISTS: [&str; 4] = [
    EstimateWish::BY,
    EstimateWish::LIST,
    EstimateWish::SEED,
    EstimateWish::DRAWS,
];

/// Sets the flag when the answer is not waited for any more: the reader left, or asked for something else.
struct WhileWaited(EstimateStop);

impl Drop for WhileWaited {
    fn drop(&mut self) {
        self.0.set();
    }
}

/// Estimates without holding the workspace: what was read of it are numbers without names, and it may be locked
/// meanwhile. Ends when nobody waits for it.
async fn estimated(visit: &Visit, material: Material) -> Result<Estimated, Problem> {
    let stop = EstimateStop::new();
    let waited = WhileWaited(stop.clone());
    let done = tokio::task::spawn_blocking(move || {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        material.estimate(threads, &stop)
    })
    .await;
    drop(waited);
    let estimated = match done {
        Ok(Ok(Some(estimated))) => estimated,
        Ok(Err(why)) => {
            report(&why.to_string());
            return Err(Problem::Broken);
        }
        Ok(Ok(None)) | Err(_) => return Err(Problem::Broken),
    };
    match visit.app.is_unlocked() {
        true => Ok(estimated),
        false => Err(Problem::Locked),
    }
}

/// The question in the fields of an address or a form.
fn wish_of(
    workspace: &Workspace,
    who: &Asking,
    pairs: &[(String, String)],
) -> Result<EstimateWish, WorkspaceError> {
    let given = || {
        pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    };
    let of_lists = |name: &'static str| given().filter(move |(n, v)| *n == name && !v.is_empty());
    let by = match of_lists(EstimateWish::BY).next() {
        Some((_, by)) => by.parse()?,
        None => ListsBy::default(),
    };
    let of_population = given().filter(|(name, _)| !OF_LISTS.contains(name));
    let number = |name: &'static str| of_lists(name).next()?.1.parse::<u64>().ok();
    Ok(EstimateWish {
        population: workspace.definition(who, of_population)?,
        by,
        lists: of_lists(EstimateWish::LIST)
            .map(|(_, list)| list.to_owned())
            .collect(),
        seed: number(EstimateWish::SEED).unwrap_or(SEED),
        draws: number(EstimateWish::DRAWS)
            .and_then(|draws| usize::try_from(draws).ok())
            .map_or(DRAWS, |draws| draws.min(MOST_DRAWS)),
    })
}

/// `GET /count/estimate?unit=…&lists=publisher`: the population is a count; at most one property parts it.
pub(crate) async fn estimate(visit: Visit) -> Result<Html<String>, Problem> {
    let pairs = visit.asked.pairs().to_vec();
    let (wish, material, parted_by, least) = {
        let words = visit.words;
        visit
            .ask(move |workspace, who| {
                let wish = wish_of(workspace, who, &pairs)?;
                let material = workspace.material(who, &wish)?;
                let unit = workspace.query(&wish.population)?.unit;
                let by = wish
                    .population
                    .dimensions()
                    .first()
                    .map(aigaq_counting::Path::text);
                let parted_by = choices(workspace.schema(), unit, by, words).groups;
                Ok((wish, material, parted_by, workspace.least_shown()))
            })
            .await?
    };
    let found = estimated(&visit, material).await?;
    page(&shown(&visit, &wish, &found, (parted_by, least))?)
}

/// `POST /count/estimate`: keeps the question under a name, or freezes the answer.
pub(crate) async fn use_it(visit: Visit, filled: Filled) -> Result<Redirect, Problem> {
    let sent = Sent::new(&filled);
    let form = (sent.token()?, visit.app.now());
    let name = sent.text("name");
    // What is done with the question is not part of it.
    let question: Vec<(String, String)> = filled
        .pairs
        .iter()
        .filter(|(field, _)| {
            ![
                "token", "form", "do", "name", "caveat", "audience", "language",
            ]
            .contains(&field.as_str())
        })
        .cloned()
        .collect();
    if sent.one("do") == Some("keep") {
        let asking = visit.asking();
        let saved = visit
            .app
            .change(move |workspace| {
                let wish = wish_of(workspace, &asking, &question)?;
                workspace.save_estimate(&asking, form, &name, &wish)
            })
            .await?;
        return match saved {
            Ok(_) => Ok(Redirect::to("/estimates")),
            Err(other) => Err(refused(other)),
        };
    }
    let audience = sent.audience()?;
    let language = match sent.one("language") {
        Some(tag) => tag.parse()?,
        None => visit.words.language(),
    };
    let asking = visit.asking_in(language);
    let reads = Asking {
        reader: asking.reader.making_for(audience),
        ..asking
    };
    let caveat = sent.one("caveat").map(str::to_owned);
    let (wish, material) = visit
        .ask(move |workspace, _| {
            let wish = wish_of(workspace, &reads, &question)?;
            let material = workspace.material(&reads, &wish)?;
            Ok((wish, material))
        })
        .await?;
    let key = material.key();
    let found = estimated(&visit, material).await?;
    let wish = FreezeWish {
        of: Freezing::Estimate(wish, Box::new(found), key),
        title: name,
        caveat,
        audience,
        draw: Draw::Nothing,
    };
    let saved = visit
        .app
        .change(move |workspace| workspace.freeze(&asking, form, &wish))
        .await?;
    match saved {
        Ok((id, _)) => Ok(Redirect::to(&format!("/frozen/{id}"))),
        Err(other) => Err(refused(other)),
    }
}

fn shown(
    visit: &Visit,
    wish: &EstimateWish,
    estimated: &Estimated,
    (parted_by, least): (Vec<Group>, u64),
) -> Result<Page, Problem> {
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
        let panel = estimates::estimators(&found.panel, found.bound.estimate, language);
        tables.push((word("label.estimators"), panel));
    }
    if let Some(parts) = &estimated.parts {
        tables.push((word("label.parts"), estimates::parts(parts, language)));
    }
    tables.extend(estimates::looked_at(found, language));
    let population = wish
        .population
        .only_by(&[])
        .unwrap_or_else(|_| wish.population.clone());
    Ok(Page {
        frame: visit.frame(Place::Count, visit.words.t("estimate-title")),
        back: of_count(&wish.population.to_string()),
        kept: population.pairs(),
        whole: wish.pairs(),
        parted_by,
        keeping: new_form()?.to_string(),
        freezing: new_form()?.to_string(),
        least,
        by: ListsBy::ALL
            .into_iter()
            .map(|one| {
                let label = word(&format!("by.{}", one.word()));
                (one.word(), label, one == wish.by)
            })
            .collect(),
        lists: estimated
            .lists_found
            .iter()
            .take(MOST_SHOWN)
            .map(|list| {
                let mut chosen = wish.lists.iter();
                let is_chosen = wish.lists.is_empty()
                    || chosen.any(|key| *key == list.key || *key == list.label);
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
        overlaps: overlaps(estimated, language),
        tables,
        hash: estimated.hash.clone(),
        files: file::files(wish),
    })
}

#[derive(Template)]
#[template(path = "estimates.html")]
struct Kept {
    frame: Frame,
    questions: Vec<Question>,
}

/// A kept question.
struct Question {
    id: String,
    name: String,
    what: String,
    href: String,
    form: String,
}

/// `GET /estimates`: the questions kept under a name.
pub(crate) async fn kept(visit: Visit) -> Result<Html<String>, Problem> {
    let found = visit
        .ask(|workspace, who| {
            let kept = workspace.saved_estimates(who)?.into_iter();
            Ok(kept
                .map(|kept| {
                    let words = workspace.definition_words(who, &kept.wish.population).ok();
                    (kept, words)
                })
                .collect::<Vec<_>>())
        })
        .await?;
    let language = visit.words.language();
    let mut questions = Vec::with_capacity(found.len());
    for (SavedEstimate { id, name, wish }, words) in found {
        let what = match words {
            Some(words) => {
                let mut parts = vec![words.unit];
                parts.extend(words.by);
                parts.extend(words.period);
                parts.extend(words.only);
                parts.push(estimates::label(
                    &format!("by.{}", wish.by.word()),
                    language,
                ));
                parts.join(" · ")
            }
            None => wish.population.to_string(),
        };
        questions.push(Question {
            id: id.to_string(),
            name,
            what,
            href: format!("/count/estimate?{}", wish.query()),
            form: new_form()?.to_string(),
        });
    }
    page(&Kept {
        frame: visit.frame(Place::Count, visit.words.t("estimates-title")),
        questions,
    })
}

/// `POST /estimates/{id}`: takes a kept question back.
pub(crate) async fn take_back(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Redirect, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    let sent = Sent::new(&filled);
    let form = (sent.token()?, visit.app.now());
    let reason = OwnReason::EstimateTakenBack.stored();
    let done = visit
        .app
        .change(move |workspace| workspace.take_back_estimate(form, id, &reason))
        .await?;
    match done {
        // The same once more.
        Ok(_) | Err(Refused::Nothing) => Ok(Redirect::to("/estimates")),
        Err(other) => Err(refused(other)),
    }
}

/// Combinations of lists that the table behind the picture tells on a page: those of most people. What is published and
/// what the command line prints as JSON has all.
const MOST_COMBINATIONS: usize = 100;

/// The overlaps of the lists with the table behind them; none where there is only one, or nobody on any.
fn overlaps(estimated: &Estimated, language: Language) -> Option<Overlaps> {
    let chart = estimates::overlaps(&estimated.report, language)?;
    let drawn = pictures::drawn_or_bars(&chart, language);
    let all = chart.bars.len();
    Some(Overlaps {
        picture: Picture::of(&drawn, &Id::new("overlaps")?, language),
        rows: chart
            .bars
            .into_iter()
            .take(MOST_COMBINATIONS)
            .filter_map(|bar| {
                Some((
                    bar.label,
                    numbers::whole(known(bar.values.first()?)?, language),
                ))
            })
            .collect(),
        title: chart.title,
        lead: chart.description,
        on: chart.heading,
        unit: chart.unit,
        more: all.saturating_sub(MOST_COMBINATIONS),
    })
}

const fn known(value: &BarValue) -> Option<u64> {
    match value {
        BarValue::Known(number) => Some(*number),
        _ => None,
    }
}
