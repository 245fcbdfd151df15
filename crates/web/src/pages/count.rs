//! Counting: a unit, by one or two properties, in a period, under conditions. Each number leads to its
//! records.

mod dimensions;
mod grid;

use aigaq_counting::{Answer, Filter, Note, Query, Unit};
use aigaq_publishing::Phrases;
use aigaq_schema::{Language, Schema};
use askama::Template;
use axum::response::Html;
use std::sync::Arc;

use crate::address::Address;
use crate::frame::{Frame, Place};
use crate::pages::list::Chosen;
use crate::pages::list::asking::filters;
use crate::pages::pager::Pager;
use crate::pages::using::of_use;
use crate::problem::Problem;
use crate::visit::{Visit, page};
use crate::words::Words;

use dimensions::{Choices, choices, label_of};
use grid::{Answers, Grid, Heads, cell_address};

#[derive(Template)]
#[template(path = "count.html")]
struct Count {
    frame: Frame,
    units: Vec<UnitChoice>,
    unit: String,
    unit_label: String,
    kept: Vec<(&'static str, String)>,
    dimensions: Vec<Choices>,
    from: String,
    to: String,
    chosen: Vec<Chosen>,
    total: u64,
    total_href: String,
    grid: Option<Grid>,
    /// The pages of the table.
    pager: Pager,
    notes: Vec<String>,
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

/// What the address asks for.
struct Asking {
    unit: Unit,
    by: Vec<String>,
    filters: Vec<Filter>,
    from: Option<String>,
    to: Option<String>,
}

impl Asking {
    fn read(visit: &Visit, unit: Unit) -> Result<Self, Problem> {
        let asked = &visit.asked;
        Ok(Self {
            unit,
            by: asked.all("by").map(str::to_owned).collect(),
            filters: filters(asked)?,
            from: asked.one("from").map(str::to_owned),
            to: asked.one("to").map(str::to_owned),
        })
    }

    fn query(&self) -> Result<Query, Problem> {
        let mut query = Query::new(self.unit);
        for path in &self.by {
            query = query.by(path)?;
        }
        query.filters.clone_from(&self.filters);
        Ok(query.within(self.from.as_deref(), self.to.as_deref())?)
    }

    fn address(&self) -> Address {
        let mut address = Address::new("/count").with("unit", self.unit.name());
        for path in &self.by {
            address = address.with("by", path.as_str());
        }
        address
            .with_some("from", self.from.as_deref())
            .with_some("to", self.to.as_deref())
    }
}

/// `GET /count?unit=&by=&by=&from=&to=&where=`
pub(crate) async fn count(visit: Visit) -> Result<Html<String>, Problem> {
    let name = visit.asked.one("unit").unwrap_or("acts").to_owned();
    let (unit, here) = visit
        .ask(move |workspace, _| {
            let here = Here {
                schema: Arc::clone(workspace.schema()),
                units: workspace.units(),
            };
            Ok((workspace.unit(&name)?, here))
        })
        .await?;
    let asking = Asking::read(&visit, unit)?;
    let mut query = asking.query()?;
    let asked = query.clone();
    let pairs = visit.asked.pairs().to_vec();
    let (answers, sentence, use_href) = visit
        .ask(move |workspace, who| {
            let given = pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()));
            let definition = workspace.definition(who, given)?;
            let sentence = workspace.sentence(who, &definition, &[])?;
            let cells = workspace.count(who, &asked)?;
            let by = |dimension: usize| {
                let mut alone = through_acts(&asked, &cells)?;
                alone.dimensions = asked
                    .dimensions
                    .get(dimension)
                    .cloned()
                    .into_iter()
                    .collect();
                workspace.count(who, &alone)
            };
            let answers = Answers {
                sides: if asked.dimensions.len() == 2 {
                    Some((by(0)?, by(1)?))
                } else {
                    None
                },
                cells,
            };
            Ok((answers, sentence, of_use(&definition)))
        })
        .await?;
    query = through_acts(&query, &answers.cells)?;
    page(&show(
        &visit,
        &here,
        &asking,
        &query,
        &answers,
        (visit.asked.page()?, sentence, use_href),
    ))
}

/// The question for the sides of a table and for its links. People counted by what was done to them stay counted
/// so, also where the side alone (their category) would not say it: those who are targets, which all of them are.
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

/// What can be counted in this workspace, and by what.
struct Here {
    schema: Arc<Schema>,
    units: Vec<Unit>,
}

fn show(
    visit: &Visit,
    here: &Here,
    asking: &Asking,
    query: &Query,
    answers: &Answers,
    (number, sentence, use_href): (usize, String, String),
) -> Count {
    let w = visit.words;
    let language = w.language();
    let schema = &here.schema;
    let unit_label = unit_label(schema, asking.unit, language);
    let by_labels: Vec<String> = asking
        .by
        .iter()
        .map(|path| label_of(schema, asking.unit, path, w))
        .collect();
    let caption = if by_labels.is_empty() {
        String::new()
    } else {
        let by = by_labels.join(" × ");
        w.with("count-caption", format!("{unit_label} · {by}"))
    };
    let mut grid = Grid::of(
        query,
        answers,
        Heads {
            caption,
            unit: unit_label.clone(),
            by: by_labels,
        },
    );
    let (number, pages) = grid.as_mut().map_or((1, 1), |grid| grid.turn_to(number));
    let pager = Pager::new(number, pages, |number| {
        let filters = asking.filters.iter();
        filters
            .fold(asking.address(), |address, filter| {
                address.with("where", filter.to_string())
            })
            .with("page", number.to_string())
            .to_string()
    });
    Count {
        frame: visit.frame(Place::Count, w.t("count-title")),
        units: here
            .units
            .iter()
            .copied()
            .filter(|unit| *unit == asking.unit || is_offered(*unit))
            .map(|unit| UnitChoice {
                label: self::unit_label(schema, unit, language),
                href: Address::new("/count").with("unit", unit.name()).to_string(),
                current: unit == asking.unit,
            })
            .collect(),
        unit: asking.unit.name().to_owned(),
        kept: asking
            .filters
            .iter()
            .map(|filter| ("where", filter.to_string()))
            .collect(),
        dimensions: (0..2)
            .map(|n| choices(schema, asking.unit, asking.by.get(n).map(String::as_str), w))
            .collect(),
        from: asking.from.clone().unwrap_or_default(),
        to: asking.to.clone().unwrap_or_default(),
        chosen: asking
            .filters
            .iter()
            .map(|filter| Chosen {
                label: filter.to_string(),
                href: asking
                    .filters
                    .iter()
                    .filter(|other| *other != filter)
                    .fold(asking.address(), |address, other| {
                        address.with("where", other.to_string())
                    })
                    .to_string(),
            })
            .collect(),
        total: answers.cells.total,
        total_href: cell_address(query, &[]),
        grid,
        pager,
        notes: notes(asking.unit, &answers.cells, w),
        sentence,
        use_href,
        unit_label: counted(schema, asking.unit, answers.cells.total, language),
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
