//! Counting: a unit, by up to three properties, in a period, under conditions; as a table and as a picture. Each number
//! leads to its records.

mod dimensions;
mod drawn;
pub(crate) mod estimate;
mod file;
mod grid;
pub(crate) mod narrowing;
pub(crate) mod records;
pub(crate) mod which;

pub(crate) use file::file;

use aigaq_counting::{Answer, Dated, Definition, MOST_DIMENSIONS, Note, Numbers, Query, Unit};
use aigaq_publishing::Phrases;
use aigaq_schema::{Language, Schema};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

use crate::address::Address;
use crate::frame::{Frame, Place};
use crate::pages::list::Chosen;
use crate::pages::pager::Pager;
use crate::pages::using::of_use;
use crate::problem::Problem;
use crate::visit::{Visit, page};
use crate::words::Words;
use aigaq_workspace::{Asking, Level, ShownCount, Workspace, WorkspaceError};

use dimensions::{Choices, choices};
use drawn::{Drawn, wished};
use grid::{Grid, Heads, Ways};

#[derive(Template)]
#[template(path = "count.html")]
struct Count {
    frame: Frame,
    units: Vec<UnitChoice>,
    unit: String,
    unit_label: String,
    /// Why the question cannot be counted as it was asked; then the form alone is shown.
    wrong: Option<String>,
    kept: Vec<(&'static str, String)>,
    dimensions: Vec<Choices>,
    from: String,
    to: String,
    more: More,
    chosen: Vec<Chosen>,
    narrow_href: String,
    /// Where a third dimension is chosen, when there are two; the chosen one is taken out again by its chip.
    third_href: Option<String>,
    total: u64,
    total_href: String,
    total_estimate: Option<String>,
    drawn: Option<Drawn>,
    grid: Option<Grid>,
    /// The pages of the table.
    pager: Pager,
    /// The columns before and after those that are shown.
    across: Option<Across>,
    notes: Vec<String>,
    files: Vec<Files>,
    /// Where it is told how acts, involvements and persons differ; none where it does not matter.
    which_href: Option<String>,
    /// Where it is told how many were never recorded.
    estimate_href: Option<String>,
    /// The total as a sentence, to be copied.
    sentence: String,
    /// The page on which the count is said, compared, kept and frozen.
    use_href: String,
}

struct UnitChoice {
    label: String,
    href: String,
    current: bool,
}

/// What is asked for less often.
struct More {
    /// Something of it is chosen.
    open: bool,
    /// The third dimension, to be kept.
    third: Option<String>,
    dated: Vec<(&'static str, String, bool)>,
    levels: Vec<(String, String, bool)>,
    /// With or without estimates; empty where the unit has none.
    numbers: Vec<(&'static str, String, bool)>,
}

/// The columns of a wide table, a part at a time.
struct Across {
    said: String,
    previous: Option<String>,
    next: Option<String>,
}

/// The same as files, for some readers.
struct Files {
    audience: &'static str,
    hrefs: Vec<(&'static str, String)>,
}

/// What can be counted in this workspace, and by what.
struct Here {
    schema: Arc<Schema>,
    units: Vec<Unit>,
    levels: Vec<Level>,
}

/// `GET /count?unit=&by=&by=&by=&from=&to=&date=&least=&numbers=&where=&draw=&page=&across=`
pub(crate) async fn count(visit: Visit) -> Result<Response, Problem> {
    let draw = wished(&visit)?;
    let pairs = visit.asked.pairs().to_vec();
    let (here, shown, wrong) = visit
        .ask(move |workspace, who| {
            let (definition, wrong) = readable(workspace, who, &pairs)?;
            let here = Here {
                schema: Arc::clone(workspace.schema()),
                units: workspace.units(),
                levels: workspace.verification_levels(who),
            };
            let shown = workspace.shown_count(who, &definition, draw)?;
            Ok((here, shown, wrong))
        })
        .await?;
    let status = match wrong {
        None => StatusCode::OK,
        Some(_) => StatusCode::BAD_REQUEST,
    };
    let mut shown = show(&visit, &here, &shown)?;
    shown.wrong = wrong.map(|why| visit.words.reason(&why.reason()));
    Ok((status, page(&shown)?).into_response())
}

/// What is asked; where the form holds what does not go together (one property twice, a period that ends before it
/// starts), what is left without it, and why.
fn readable(
    workspace: &Workspace,
    who: &Asking,
    pairs: &[(String, String)],
) -> Result<(Definition, Option<WorkspaceError>), WorkspaceError> {
    let read = |pairs: &[(String, String)]| {
        let given = pairs.iter();
        workspace.definition(
            who,
            given.map(|(name, value)| (name.as_str(), value.as_str())),
        )
    };
    let wrong = match read(pairs) {
        Ok(definition) => return Ok((definition, None)),
        Err(wrong) => wrong,
    };
    let mut met = false;
    let without = |left_out: &[&str]| {
        let left = pairs.iter();
        let left = left.filter(|(name, _)| !left_out.contains(&name.as_str()));
        left.cloned().collect::<Vec<_>>()
    };
    let mut first_alone = pairs.to_vec();
    first_alone.retain(|(name, _)| name != "by" || !std::mem::replace(&mut met, true));
    let fewer = [first_alone, without(&["by"]), without(&["from", "to"])];
    match fewer.iter().find_map(|fewer| read(fewer).ok()) {
        Some(definition) => Ok((definition, Some(wrong))),
        None => Err(wrong),
    }
}

/// The question for the links of a table. People counted by what was done to them stay counted so, also where the side
/// alone (their category) would not say it: those who are targets, which all of them are.
fn through_acts(query: &Query, answer: &Answer) -> Result<Query, aigaq_counting::Error> {
    let mut query = query.clone();
    if answer
        .notes
        .iter()
        .any(|note| matches!(note, Note::ThroughActs { .. }))
    {
        query = query.only("role=target")?;
    }
    Ok(query)
}

/// The address of a definition, with how it is drawn.
fn of(definition: &Definition, visit: &Visit) -> Address {
    definition
        .pairs()
        .into_iter()
        .fold(Address::new("/count"), |address, (name, value)| {
            address.with(name, value)
        })
        .with_some("draw", visit.asked.one("draw"))
}

fn show(visit: &Visit, here: &Here, shown: &ShownCount) -> Result<Count, Problem> {
    let w = visit.words;
    let language = w.language();
    let (schema, definition) = (&here.schema, &shown.definition);
    let unit = shown.query.unit;
    let answer = &shown.table.answer;
    let unit_label = unit_label(schema, unit, language);
    let by = shown.words.by.clone();
    let caption = match by.is_empty() {
        true => String::new(),
        false => w.with(
            "count-caption",
            format!("{unit_label} · {}", by.join(" × ")),
        ),
    };
    let query = through_acts(&shown.query, answer)?;
    let ways = Ways {
        query: &query,
        definition,
    };
    let mut grid = Grid::of(
        &ways,
        &shown.table,
        Heads {
            caption,
            unit: unit_label.clone(),
            all: w.t("count-all"),
            by,
        },
        w,
    );
    let drawn = Drawn::of(visit, shown);
    let columns = visit.asked.number("across")?;
    let columns = grid.as_mut().map(|grid| grid.turn_across(columns));
    let room = drawn.as_ref().map_or(0, Drawn::bytes);
    let wanted = visit.asked.page()?;
    let (number, pages) = grid
        .as_mut()
        .map_or((1, 1), |grid| grid.turn_to(wanted, room));
    let turned = |number: usize, across: usize| {
        let address = of(definition, visit).with("page", number.to_string());
        match across {
            1 => address.to_string(),
            across => address.with("across", across.to_string()).to_string(),
        }
    };
    let at = columns.as_ref().map_or(1, |columns| columns.at);
    Ok(Count {
        wrong: None,
        frame: visit.frame(Place::Count, w.t("count-title")),
        units: units(visit, here, shown),
        unit: unit.name().to_owned(),
        kept: definition
            .conditions()
            .map(|filter| ("where", filter.to_string()))
            .chain(
                visit
                    .asked
                    .one("draw")
                    .map(|draw| ("draw", draw.to_owned())),
            )
            .collect(),
        dimensions: (0..2)
            .map(|n| choices(schema, unit, path(definition, n), w))
            .collect(),
        from: visit.asked.one("from").unwrap_or_default().to_owned(),
        to: visit.asked.one("to").unwrap_or_default().to_owned(),
        more: more(visit, here, shown),
        chosen: definition
            .conditions()
            .zip(&shown.words.only)
            .map(|(filter, label)| Chosen {
                label: label.clone(),
                href: of(&definition.without(filter), visit).to_string(),
            })
            .chain(third(shown, visit))
            .collect(),
        third_href: (definition.dimensions().len() + 1 == MOST_DIMENSIONS)
            .then(|| format!("/count/narrow?{definition}&add=by")),
        narrow_href: format!("/count/narrow?{definition}"),
        total: answer.total,
        total_href: ways.cell(&[]),
        total_estimate: answer.estimate.map(|estimate| grid::estimated(estimate, w)),
        pager: Pager::new(number, pages, |number| turned(number, at)),
        across: columns
            .filter(|columns| columns.pages > 1)
            .map(|columns| Across {
                said: w.span("count-columns", columns.first, columns.last, columns.all),
                previous: (columns.at > 1).then(|| turned(number, columns.at - 1)),
                next: (columns.at < columns.pages).then(|| turned(number, columns.at + 1)),
            }),
        drawn,
        grid,
        notes: notes(unit, answer, w),
        files: file::files(visit, definition),
        which_href: which::concerns(unit).then(|| which::address(definition)),
        estimate_href: estimate::address(definition).filter(|_| estimate::concerns(unit)),
        sentence: shown.sentence.clone(),
        use_href: match visit.asked.one("draw") {
            Some(draw) => format!(
                "{}&draw={}",
                of_use(definition),
                crate::address::encode(draw)
            ),
            None => of_use(definition),
        },
        unit_label: counted(schema, unit, answer.total, language),
    })
}

/// The third dimension as a chip that takes it out.
fn third(shown: &ShownCount, visit: &Visit) -> Option<Chosen> {
    let without = shown.definition.dimensions().get(..2)?;
    let label = shown.words.by.get(2)?;
    let without = shown.definition.only_by(without).ok()?;
    Some(Chosen {
        label: visit.words.with("count-in-parts", label),
        href: of(&without, visit).to_string(),
    })
}

fn path(definition: &Definition, number: usize) -> Option<&str> {
    definition
        .dimensions()
        .get(number)
        .map(aigaq_counting::Path::text)
}

/// The units, each with what can be kept of the question: its time and how well established.
fn units(visit: &Visit, here: &Here, shown: &ShownCount) -> Vec<UnitChoice> {
    let unit = shown.query.unit;
    let kept = |name: &'static str| visit.asked.one(name).filter(|value| !value.is_empty());
    here.units
        .iter()
        .copied()
        .filter(|other| *other == unit || is_offered(*other))
        .map(|other| UnitChoice {
            label: unit_label(&here.schema, other, visit.words.language()),
            href: ["from", "to", "least"]
                .into_iter()
                .fold(
                    Address::new("/count").with("unit", other.name()),
                    |address, name| address.with_some(name, kept(name)),
                )
                .to_string(),
            current: other == unit,
        })
        .collect()
}

fn more(visit: &Visit, here: &Here, shown: &ShownCount) -> More {
    let w = visit.words;
    let definition = &shown.definition;
    let unit = shown.query.unit;
    let least = definition.least();
    let numbers = match unit {
        Unit::Involvements => Numbers::ALL.to_vec(),
        _ => Vec::new(),
    };
    More {
        open: definition.by_date() != Dated::default()
            || least.is_some()
            || definition.group_numbers() != Numbers::default(),
        third: path(definition, 2).map(str::to_owned),
        dated: Dated::ALL
            .into_iter()
            .map(|dated| {
                let label = match dated {
                    Dated::Occurred => w.t("dated-occurred"),
                    Dated::Learned => w.t("dated-learned"),
                    Dated::Published => w.t("dated-published"),
                };
                (dated.word(), label, dated == definition.by_date())
            })
            .collect(),
        levels: here
            .levels
            .iter()
            .map(|level| {
                let chosen = least == Some(level.code.as_str());
                (level.code.clone(), level.label.clone(), chosen)
            })
            .collect(),
        numbers: numbers
            .into_iter()
            .map(|numbers| {
                let label = match numbers {
                    Numbers::Named => w.t("numbers-named"),
                    Numbers::Estimates => w.t("numbers-estimates"),
                };
                (numbers.word(), label, numbers == definition.group_numbers())
            })
            .collect(),
    }
}

/// Units that people count; the others (judgements, notes, definitions …) are reached by address.
fn is_offered(unit: Unit) -> bool {
    !matches!(
        unit,
        Unit::Relations
            | Unit::Judgements
            | Unit::Notes
            | Unit::Definitions
            | Unit::Consents
            | Unit::Publications
            | Unit::Assets
            | Unit::Stages
    )
}

/// What a unit is called in the plural.
fn unit_label(schema: &Schema, unit: Unit, language: Language) -> String {
    if let Some(named) = aigaq_publishing::Unit::from_key(unit.name()) {
        return Phrases::of(language).unit(named);
    }
    schema.record_type(unit.table()).map_or_else(
        || unit.name().to_owned(),
        |kind| kind.plural.get(language).to_lowercase(),
    )
}

/// What stands behind a number of a unit: the form that goes with the number, where there is one.
fn counted(schema: &Schema, unit: Unit, number: u64, language: Language) -> String {
    match aigaq_publishing::Unit::from_key(unit.name()) {
        Some(named) => Phrases::of(language).count(number, named).unit().to_owned(),
        None => unit_label(schema, unit, language),
    }
}

/// What a reader must know of the numbers.
fn notes(unit: Unit, answer: &Answer, w: Words) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    if unit == Unit::Acts {
        notes.push(w.t("count-note-rule"));
    }
    if answer.adds_up && answer.dimensions.len() == 1 {
        notes.push(w.t("count-note-adds-up"));
    }
    if answer.estimate.is_some() {
        notes.push(w.t("count-note-estimates"));
    }
    notes.extend(answer.notes.iter().map(|note| match note {
        Note::Overlap => w.t("count-note-overlap"),
        Note::ThroughActs { .. } => w.t("count-note-through-acts"),
        Note::NotPrecise(count) => w.n("count-note-not-precise", count),
        Note::NotPreciseForCondition(count) => w.n("count-note-not-precise-condition", count),
        Note::NoDate(count) => w.n("count-note-no-date", count),
        Note::Merged { records, distinct } => {
            w.span("count-note-merged", records, distinct, distinct)
        }
        Note::KindUnknown(count) => w.n("count-note-kind-unknown", count),
        Note::GroupsApart(count) => w.n("count-note-groups-apart", count),
        Note::GroupsOfUnknownSize(count) => w.n("count-note-groups-unknown", count),
        Note::NotLinked(count) => w.n("count-note-not-linked", count),
    }));
    notes
}
