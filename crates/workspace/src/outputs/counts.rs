//! The counts of a publication: main figures beside those of earlier periods, and tables of counts.

use crate::counted::Level;
use crate::error::WorkspaceError;
use crate::listing::{condition_words, list_of, path_label};
use crate::outputs::figures::{By, Counted};
use crate::outputs::period::{Period, Within};
use crate::outputs::small::Total;
use crate::outputs::telling::Telling;
use crate::outputs::template::Which;
use aigaq_counting::{Definition, Path, Query, Unit as CountUnit};
use aigaq_publishing::document::Query as Address;
use aigaq_publishing::remarks::Remark;
use aigaq_publishing::{
    Breakdown, BreakdownRow, Headline, LeftOut, MainFigures, Phrases, RowMeaning, Tally, Topic,
    Unit,
};
use aigaq_schema::{Language, Schema};

/// The main figures.
pub(super) const MAIN: [Unit; 5] = [
    Unit::Acts,
    Unit::Persons,
    Unit::Organisations,
    Unit::Involvements,
    Unit::Events,
];

impl Telling<'_> {
    /// Main figures of these units, beside those of the period before and of the same a year before.
    pub fn main_figures(
        &mut self,
        within: &Within<'_>,
        units: &[Unit],
        which: &Which,
    ) -> Result<MainFigures, WorkspaceError> {
        let period = within.period;
        let language = self.ask.language;
        let (previous, year_before) = (period.before(), period.a_year_before());
        let year_before = year_before.filter(|year| Some(*year) != previous);
        let figures = MainFigures {
            previous_period: previous.map(|p| p.words(language)),
            year_before: year_before.map(|p| p.words(language)),
            only: match units.first() {
                Some(unit) => self.only(self.workspace.unit(unit.key())?.table(), which),
                None => None,
            },
            headlines: self.headlines(within, (units, which), (previous, year_before))?,
            fewer: Vec::new(),
        };
        Ok(self.figures_without_small(figures))
    }

    fn headlines(
        &mut self,
        this: &Within<'_>,
        (units, which): (&[Unit], &Which),
        (previous, year_before): (Option<Period>, Option<Period>),
    ) -> Result<Vec<Headline>, WorkspaceError> {
        let mut headlines = Vec::new();
        for unit in units {
            let counted = self.workspace.unit(unit.key())?;
            let now = self.headline(&counted, this, which)?;
            let mut earlier = |period: Option<Period>| -> Result<Option<Tally>, WorkspaceError> {
                period
                    .map(|period| Ok(self.headline(&counted, &this.at(period), which)?.tally))
                    .transpose()
            };
            let (previous, year_before) = (earlier(previous)?, earlier(year_before)?);
            headlines.push(Headline {
                unit: *unit,
                previous,
                year_before,
                caveat: self.caveat(&now),
                this: now.tally,
            });
        }
        Ok(headlines)
    }

    /// A main figure. A list of records cannot tell groups from named people: then its records are those of the count.
    fn headline(
        &mut self,
        unit: &CountUnit,
        within: &Within<'_>,
        which: &Which,
    ) -> Result<Counted, WorkspaceError> {
        let definition = which.of(within.definition(unit)?)?;
        let mut counted = self.counted(&self.workspace.query(&definition)?)?;
        if counted.groups > 0 && counted.tally.query.is_some() {
            let address = format!("count/records?{definition}");
            counted.tally.query = Some(Address::new(address));
        }
        Ok(counted)
    }

    /// What is not in a figure though it may belong to it.
    fn caveat(&self, counted: &Counted) -> Option<String> {
        let mut parts: Vec<String> = [
            ("output.caveat.perhaps", counted.perhaps.value),
            ("output.caveat.undated", counted.undated.value),
        ]
        .into_iter()
        .filter(|(_, number)| *number > 0)
        .map(|(key, number)| self.fill(key, &[("n", &self.number(number))]))
        .collect();
        if counted.groups > 0 {
            let groups = Remark::GroupsApart(counted.groups);
            parts.push(groups.words(Phrases::of(self.ask.language)));
        }
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    /// All of a unit in the publication, or those records of it alone, as it is asked of the columns.
    fn within(
        &self,
        unit: &CountUnit,
        within: &Within<'_>,
        which: &Which,
    ) -> Result<Query, WorkspaceError> {
        self.workspace.query(&which.of(within.definition(unit)?)?)
    }

    /// The least verification, where one is asked for.
    pub fn level(&self, within: &Within<'_>) -> Option<Level> {
        let mut levels = self.workspace.verification_levels(&self.ask).into_iter();
        levels.find(|level| Some(level.code.as_str()) == within.least)
    }

    /// What a least verification does to the figures, and how many acts it leaves out.
    pub fn least_verification(
        &mut self,
        within: &Within<'_>,
    ) -> Result<Option<String>, WorkspaceError> {
        let Some(level) = self.level(within) else {
            return Ok(None);
        };
        let all = Within {
            least: None,
            ..*within
        };
        let counted = |within: &Within<'_>| -> Result<u64, WorkspaceError> {
            let acts = self.within(&CountUnit::Acts, within, &Which::default())?;
            Ok(self.workspace.count(&self.ask, &acts)?.total)
        };
        let left_out = counted(&all)?.saturating_sub(counted(within)?);
        Ok(Some(self.fill(
            "output.method.least",
            &[("level", &level.label), ("n", &self.number(left_out))],
        )))
    }

    /// A table of counts; nothing where it would say nothing: months of one month, second sources that nobody recorded.
    pub fn table_of_counts(
        &mut self,
        within: &Within<'_>,
        (unit, path): (Unit, &Path),
        which: &Which,
    ) -> Result<Option<Breakdown>, WorkspaceError> {
        let counted = self.workspace.unit(unit.key())?;
        let query = self.within(&counted, within, which)?;
        let mut table = match (unit, path.text()) {
            (_, "month") if !within.period.is_longer_than_a_month() => return Ok(None),
            (_, "month") => self.by_month(within.period, unit, &query)?,
            // Small numbers are left out of it before the organisations are added.
            (Unit::Actors, "gender") => {
                let mut table = self.by_gender(within, which)?;
                table.only = self.only(query.unit.table(), which);
                return Ok(Some(table));
            }
            (_, text) => {
                let table = query.unit.table();
                let list = list_of(&self.naming, table, text).map(|list| list.code.clone());
                let mut made = self.breakdown(&By {
                    topic: topic(text),
                    unit,
                    path: text,
                    list: list.as_deref(),
                    query: &query,
                })?;
                made.heading = path_label(&self.naming, table, text);
                made
            }
        };
        if table.topic == Topic::SecondarySource {
            // Most acts have no second source, and that is not something unknown about them.
            table
                .rows
                .retain(|row| matches!(row.meaning, RowMeaning::Code { .. }));
            if table.rows.is_empty() {
                return Ok(None);
            }
            (table.total, table.adds_up) = (None, false);
        }
        table.only = self.only(query.unit.table(), which);
        let total = match which.0.is_empty() {
            true => Total::Elsewhere,
            false => Total::Here,
        };
        self.without_small(table, total).map(Some)
    }

    /// The conditions on records of a type in words, for a caption.
    pub fn only(&self, record_type: &str, which: &Which) -> Option<String> {
        let conditions = which.0.iter();
        let words: Vec<String> = conditions
            .map(|filter| condition_words(&self.naming, record_type, filter))
            .collect();
        (!words.is_empty()).then(|| self.clean(&words.join("; ")))
    }

    /// By month, months without any too.
    fn by_month(
        &mut self,
        period: Period,
        unit: Unit,
        query: &Query,
    ) -> Result<Breakdown, WorkspaceError> {
        let question = query.clone().by("month")?;
        let answer = self.workspace.count(&self.ask, &question)?;
        let mut rows = Vec::new();
        for month in period.month_keys() {
            let label = month.parse().map_or(month.clone(), |date| {
                aigaq_publishing::dates::words(&date, self.ask.language)
            });
            let found = answer
                .rows
                .iter()
                .find(|row| row.key.first() == Some(&month));
            rows.push(BreakdownRow {
                label,
                code: Some(month.clone()),
                tally: Some(match found {
                    Some(row) => self.cell(&question, row)?,
                    None => Tally::bare(0),
                }),
                meaning: RowMeaning::Code { depth: 0 },
            });
        }
        for row in &answer.rows {
            let key = row.key.first().map_or("", String::as_str);
            if ["imprecise", "no date", "unknown"].contains(&key) {
                rows.push(BreakdownRow {
                    label: self.say("output.month.imprecise"),
                    code: None,
                    tally: Some(self.cell(&question, row)?),
                    meaning: RowMeaning::Unknown,
                });
            }
        }
        let whole = self.counted(query)?;
        Ok(Breakdown {
            topic: Topic::Month,
            unit,
            heading: String::new(),
            only: None,
            rows,
            beside: self.beside(&whole),
            total: Some(whole.tally),
            adds_up: answer.adds_up,
            left_out: LeftOut::Nothing,
        })
    }

    /// Persons by gender, and beside them organisations and groups, of which the question does not arise.
    fn by_gender(
        &mut self,
        within: &Within<'_>,
        which: &Which,
    ) -> Result<Breakdown, WorkspaceError> {
        let persons = self.within(&CountUnit::Persons, within, which)?;
        let table = self.breakdown(&By {
            topic: Topic::Gender,
            unit: Unit::Actors,
            path: "gender",
            list: Some("genders"),
            query: &persons,
        })?;
        // How many persons there are follows from the total and the organisations, and stands among the main figures.
        let mut table = self.without_small(table, Total::Elsewhere)?;
        if let LeftOut::Whole(_) = table.left_out {
            return Ok(table);
        }
        for (kind, key) in [
            ("organisation", "output.row.organisations"),
            ("group", "output.row.groups"),
            ("unknown", "output.row.kind_unknown"),
        ] {
            let actors = self.within(&CountUnit::Actors, within, which)?;
            let counted = self.counted(&actors.only(&format!("kind={kind}"))?)?;
            if counted.tally.value > 0 {
                table.rows.push(BreakdownRow {
                    label: self.say(key),
                    code: None,
                    tally: Some(counted.tally),
                    meaning: if kind == "unknown" {
                        RowMeaning::Unknown
                    } else {
                        RowMeaning::DoesNotApply
                    },
                });
            }
        }
        let actors = self.counted(&self.within(&CountUnit::Actors, within, which)?)?;
        table.beside = self.beside(&actors);
        table.total = Some(actors.tally);
        Ok(table)
    }
}

/// What a property is broken down by, where its table has words and a picture of its own.
fn topic(path: &str) -> Topic {
    match path {
        "category" | "target.category" => Topic::Category,
        "type" => Topic::Type,
        "perpetrator.main.source_class" => Topic::MainSource,
        "perpetrator.secondary.source_class" => Topic::SecondarySource,
        "rights" => Topic::Right,
        "region" => Topic::Region,
        _ => Topic::Other,
    }
}

/// Main figures, as definitions.
pub(super) fn definitions_of(
    within: &Within<'_>,
    units: &[CountUnit],
    which: &Which,
) -> Result<Vec<Definition>, WorkspaceError> {
    let units = units.iter();
    units
        .map(|unit| Ok(which.of(within.definition(unit)?)?))
        .collect()
}

/// What the terms at the top of the tables by type and category mean, those that occur.
pub(super) fn terms(
    schema: &Schema,
    breakdowns: &[&Breakdown],
    language: Language,
) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for (topic, list) in [
        (Topic::Category, "target_categories"),
        (Topic::Type, "act_types"),
        (Topic::MainSource, "threat_sources"),
    ] {
        let Some(list) = schema.list(list) else {
            continue;
        };
        let used: Vec<&str> = breakdowns
            .iter()
            .filter(|table| table.topic == topic)
            .flat_map(|table| &table.rows)
            .filter(|row| matches!(row.meaning, RowMeaning::Code { .. }))
            // One that is left out is no nought.
            .filter(|row| row.tally.as_ref().is_none_or(|tally| tally.value > 0))
            .map(|row| row.label.as_str())
            .collect();
        for entry in list.entries() {
            let label = entry.label.get(language);
            if used.contains(&label) && all.iter().all(|(term, _)| term != label) {
                all.push((label.to_owned(), entry.definition.get(language).to_owned()));
            }
        }
    }
    all
}
