//! What is done with a count: said as a sentence, laid beside another period, kept under a name, frozen.

use aigaq_counting::{Between, Definition};
use aigaq_publishing::dates;
use aigaq_schema::{Day, Language};
use askama::Template;
use axum::response::Html;

use crate::address::{Address, of_count};
use crate::frame::{Frame, Place};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_counting::comparison::{LEAST_BASE, Pair};
use aigaq_workspace::{Asking, DefinitionWords, PeriodsCompared, SavedTable};

/// More places than this are not offered to choose from: the page would be long to load.
const MOST_PLACES: usize = 150;
/// Names of sources and regions printed at once.
const MOST_NAMES: usize = 60;

/// The fields of the cell, one a dimension.
const CELL: [&str; 3] = ["at0", "at1", "at2"];

#[derive(Template)]
#[template(path = "count_use.html")]
struct Use {
    frame: Frame,
    words: DefinitionWords,
    /// The definition as hidden fields.
    pairs: Vec<(&'static str, String)>,
    back: String,
    dimensions: Vec<Dimension>,
    sentences: Vec<Sentence>,
    /// The period before, to be offered; none when the count has no period with two ends.
    before: Option<(String, String)>,
    /// Each form makes a record of its own, so each has its own token.
    keeping: String,
    freezing: String,
    /// How it is drawn where it is frozen; nothing for the first look that fits.
    draw: Option<String>,
    /// Numbers below it are left out for everybody; 0 for none.
    least: u64,
    today: String,
}

/// A dimension from which a cell is chosen.
struct Dimension {
    field: &'static str,
    label: String,
    places: Vec<Chosen>,
    /// There are too many to choose from.
    too_many: bool,
}

struct Chosen {
    key: String,
    label: String,
    chosen: bool,
}

/// The number as a sentence in one language.
struct Sentence {
    tag: &'static str,
    name: &'static str,
    text: String,
}

/// `GET /count/use?unit=…`
pub(crate) async fn of_definition(visit: Visit) -> Result<Html<String>, Problem> {
    let pairs = visit.asked.pairs().to_vec();
    let key: Vec<Option<String>> = CELL
        .iter()
        .map(|field| visit.asked.one(field).map(str::to_owned))
        .collect();
    let today = visit.app.today();
    let (definition, words, dimensions, sentences, least) = visit
        .ask(move |workspace, asking| {
            let given = pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()));
            let definition = workspace.definition(asking, given)?;
            let key = key.get(..definition.dimensions().len()).unwrap_or(&key);
            let words = workspace.definition_words(asking, &definition)?;
            let table = workspace.tabulate(asking, &definition)?;
            let dimensions = (0..definition.dimensions().len())
                .map(|number| {
                    let rows = match table.side(&[number]) {
                        Some(side) => &side.rows,
                        None => &table.answer.rows,
                    };
                    let at = key.get(number).cloned().flatten();
                    Dimension {
                        field: CELL.get(number).copied().unwrap_or(""),
                        label: words.by.get(number).cloned().unwrap_or_default(),
                        too_many: rows.len() > MOST_PLACES,
                        places: rows
                            .iter()
                            .take(MOST_PLACES)
                            .filter_map(|row| Some((row.key.first()?, row.label.first()?)))
                            .map(|(key, label)| Chosen {
                                chosen: at.as_ref() == Some(key),
                                key: key.clone(),
                                label: label.clone(),
                            })
                            .collect(),
                    }
                })
                .collect();
            let mut sentences = Vec::new();
            for language in in_order(asking.language) {
                let ask = Asking {
                    language,
                    ..*asking
                };
                sentences.push(Sentence {
                    tag: language.tag(),
                    name: language.own_name(),
                    text: workspace.sentence(&ask, &definition, key)?,
                });
            }
            Ok((
                definition,
                words,
                dimensions,
                sentences,
                workspace.least_shown(),
            ))
        })
        .await?;
    page(&Use {
        frame: visit.frame(Place::Count, visit.words.t("use-title")),
        words,
        back: of_count(&definition.to_string()),
        before: before(&definition),
        pairs: definition.pairs(),
        dimensions,
        sentences,
        keeping: new_form()?.to_string(),
        freezing: new_form()?.to_string(),
        draw: visit.asked.one("draw").map(str::to_owned),
        least,
        today: dates::day(today, visit.words.language()).unwrap_or_default(),
    })
}

/// The reader's language first.
fn in_order(first: Language) -> Vec<Language> {
    let mut all = Language::ALL.to_vec();
    all.sort_by_key(|language| *language != first);
    all
}

/// The period of the same length before that of a definition: whole months before whole months.
fn before(definition: &Definition) -> Option<(String, String)> {
    let (first, last) = definition.period().days()?;
    let (from, to) = (Day(first).civil()?, Day(last).civil()?);
    let whole = from.day() == 1 && to == to.last_of_month();
    let (from, to) = if whole {
        let number =
            |date: jiff::civil::Date| i32::from(date.year()) * 12 + i32::from(date.month());
        let months = number(to) - number(from) + 1;
        let earlier = jiff::Span::new().months(months);
        let start = from.checked_sub(earlier).ok()?;
        (start, from.yesterday().ok()?)
    } else {
        let days = last.checked_sub(first)?.checked_add(1)?;
        (
            Day(first.checked_sub(days)?).civil()?,
            from.yesterday().ok()?,
        )
    };
    let days = Between::of_days(Day::from_civil(from).0, Day::from_civil(to).0).ok()?;
    let (from, to) = days.typed();
    Some((from?, to?))
}

#[derive(Template)]
#[template(path = "count_compare.html")]
struct Compare {
    frame: Frame,
    words: DefinitionWords,
    back: String,
    compared: PeriodsCompared,
    rows: Vec<ComparedLine>,
    /// More rows than the page shows.
    more: usize,
    least_base: u64,
    sources: Covered,
    regions: Option<Covered>,
}

/// A row with its change, as the language prints it.
struct ComparedLine {
    label: String,
    before: u64,
    now: u64,
    change: String,
    percent: String,
    is_total: bool,
}

/// What contributes in one period only.
struct Covered {
    both: usize,
    only_before: Vec<String>,
    before_more: usize,
    only_now: Vec<String>,
    now_more: usize,
}

impl Covered {
    fn of(both: usize, before: Vec<String>, now: Vec<String>) -> Self {
        let cut = |mut names: Vec<String>| {
            let more = names.len().saturating_sub(MOST_NAMES);
            names.truncate(MOST_NAMES);
            (names, more)
        };
        let ((only_before, before_more), (only_now, now_more)) = (cut(before), cut(now));
        Self {
            both,
            only_before,
            before_more,
            only_now,
            now_more,
        }
    }
}

/// Rows of a comparison on a page.
const MOST_ROWS: usize = 200;

/// `GET /count/compare?unit=…&with_from=&with_to=`
pub(crate) async fn compare(visit: Visit) -> Result<Html<String>, Problem> {
    let pairs = visit.asked.pairs().to_vec();
    let (from, to) = (visit.asked.one("with_from"), visit.asked.one("with_to"));
    // One date alone is a period.
    let with = Between::read(from.or(to), to.or(from))?;
    let (definition, words, compared) = visit
        .ask(move |workspace, asking| {
            let given = pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()));
            let definition = workspace.definition(asking, given)?;
            let words = workspace.definition_words(asking, &definition)?;
            let compared = workspace.compare_periods(asking, &definition, with)?;
            Ok((definition, words, compared))
        })
        .await?;
    let w = visit.words;
    let signed = |number: i64| match number {
        0 => "0".to_owned(),
        1.. => format!("+{}", w.num(number.unsigned_abs())),
        _ => format!("−{}", w.num(number.unsigned_abs())),
    };
    let line = |label: String, pair: &Pair, is_total| ComparedLine {
        label,
        before: pair.before,
        now: pair.now,
        change: signed(pair.difference()),
        percent: pair.percent().map_or_else(
            || "–".to_owned(),
            |percent| format!("{}\u{A0}%", signed(percent)),
        ),
        is_total,
    };
    let numbers = &compared.numbers;
    let named = numbers.rows.iter().filter(|row| !row.label.is_empty());
    let more = named.clone().count().saturating_sub(MOST_ROWS);
    let mut rows: Vec<ComparedLine> = named
        .take(MOST_ROWS)
        .map(|row| line(row.label.join(" · "), &row.pair, false))
        .collect();
    rows.push(line(w.t("count-total"), &numbers.total, true));
    let captions = |all: &[aigaq_workspace::Contributor]| -> Vec<String> {
        all.iter().map(|one| one.caption.clone()).collect()
    };
    let sources = &compared.sources;
    page(&Compare {
        frame: visit.frame(Place::Count, w.t("compare-title")),
        words,
        back: of_use(&definition),
        rows,
        more,
        least_base: LEAST_BASE,
        sources: Covered::of(
            sources.both,
            captions(&sources.only_before),
            captions(&sources.only_now),
        ),
        regions: compared.regions.as_ref().map(|regions| {
            Covered::of(
                regions.both,
                regions.only_before.clone(),
                regions.only_now.clone(),
            )
        }),
        compared,
    })
}

/// The page on which a definition is used.
pub(crate) fn of_use(definition: &Definition) -> String {
    format!("/count/use?{definition}")
}

/// A table that is kept, to be opened.
pub(crate) struct TableLink {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) caveat: Option<String>,
    pub(crate) indicator: Option<String>,
    pub(crate) href: String,
    pub(crate) use_href: String,
    pub(crate) what: String,
}

impl TableLink {
    pub(crate) fn of(table: SavedTable, words: &DefinitionWords) -> Self {
        let mut parts = vec![words.unit.clone()];
        parts.extend(words.by.iter().cloned());
        parts.extend(words.period.clone());
        parts.extend(words.only.iter().cloned());
        Self {
            id: table.id.to_string(),
            name: table.name,
            href: of_count(&table.table.definition.to_string()),
            use_href: of_use(&table.table.definition),
            caveat: table.table.caveat,
            indicator: table.table.indicator,
            what: parts.join(" · "),
        }
    }
}

/// The address of a page with an id.
pub(crate) fn at(path: &str, id: impl std::fmt::Display) -> Address {
    Address::new(format!("{path}/{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_come_before_months_and_days_before_days() {
        let of = |from: &str, to: &str| {
            let text = format!("unit=acts&from={from}&to={to}");
            before(&text.parse().unwrap()).map(|(from, to)| format!("{from}..{to}"))
        };
        assert_eq!(of("2020", "2020").as_deref(), Some("2019..2019"));
        assert_eq!(
            of("2020-03", "2020-03").as_deref(),
            Some("2020-02..2020-02")
        );
        assert_eq!(
            of("2020-01", "2020-06").as_deref(),
            Some("2019-07..2019-12")
        );
        assert_eq!(
            of("2020-06-10", "2020-06-16").as_deref(),
            Some("2020-06-03..2020-06-09")
        );
        assert_eq!(before(&"unit=acts".parse().unwrap()), None);
        assert_eq!(before(&"unit=acts&from=2020".parse().unwrap()), None);
    }
}
