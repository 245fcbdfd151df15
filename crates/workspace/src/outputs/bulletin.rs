//! The bulletin of a period.

use crate::counted::Level;
use crate::error::WorkspaceError;
use crate::outputs::figures::{By, Counted};
use crate::outputs::period::{Period, Within};
use crate::outputs::telling::Telling;
use aigaq_counting::{Definition, Query, Unit as CountUnit};
use aigaq_publishing::document::Query as Address;
use aigaq_publishing::remarks::Remark;
use aigaq_publishing::{
    Breakdown, BreakdownRow, BulletinInput, Headline, Phrases, RowMeaning, Tally, Topic, Unit,
};
use aigaq_schema::{Language, Schema};

/// The main figures.
const HEADLINES: [(Unit, CountUnit); 5] = [
    (Unit::Acts, CountUnit::Acts),
    (Unit::Persons, CountUnit::Persons),
    (Unit::Organisations, CountUnit::Organisations),
    (Unit::Involvements, CountUnit::Involvements),
    (Unit::Events, CountUnit::Events),
];

impl Telling<'_> {
    pub fn bulletin(&mut self, within: &Within<'_>) -> Result<BulletinInput, WorkspaceError> {
        let period = within.period;
        let language = self.ask.language;
        // First, so that acts are numbered by their dates.
        let chronicle = self.chronicle(within)?;
        let (previous, year_before) = (period.before(), period.a_year_before());
        let year_before = year_before.filter(|year| Some(*year) != previous);
        let headlines = self.headlines(within, previous, year_before)?;
        let breakdowns = self.breakdowns(within)?;
        let others = self.others(period)?;
        let restrictions = self.restriction_lists(period.last)?;
        // Last, when all that is told has been numbered and all sources are known.
        let records = self.evidence()?;
        let mut coverage = vec![self.fill(
            "output.coverage",
            &[("n", &self.number(self.library.len() as u64))],
        )];
        coverage.extend(self.remarks_on_audience());
        let mut method = vec![self.say("output.method.period")];
        method.extend(self.least_verification(within)?);
        method.push(self.say("output.method.restrictions"));
        let least = self.level(within).map(|level| level.label);
        Ok(BulletinInput {
            title: None,
            organisation: None,
            audience: self.for_whom(),
            period: period.words(language),
            last_day: self.day(period.last),
            least,
            as_of: self.as_of(),
            dated_by: self.say("output.dated_by"),
            coverage,
            method,
            revisions: self
                .workspace
                .bulletin_revisions(&self.ask, self.ask.reader.audience().code())?,
            previous_period: previous.map(|p| p.words(language)),
            year_before: year_before.map(|p| p.words(language)),
            headlines,
            definitions: definitions(self.workspace.schema(), &breakdowns, language),
            breakdowns,
            others,
            chronicle,
            certainly: restrictions.certainly,
            perhaps: restrictions.perhaps,
            end_unknown: restrictions.end_unknown,
            records,
            library: self.library.clone(),
        })
    }

    fn headlines(
        &mut self,
        this: &Within<'_>,
        previous: Option<Period>,
        year_before: Option<Period>,
    ) -> Result<Vec<Headline>, WorkspaceError> {
        let mut headlines = Vec::new();
        for (unit, counted) in HEADLINES {
            let now = self.headline(&counted, this)?;
            let mut earlier = |period: Option<Period>| -> Result<Option<Tally>, WorkspaceError> {
                period
                    .map(|period| Ok(self.headline(&counted, &this.at(period))?.tally))
                    .transpose()
            };
            let (previous, year_before) = (earlier(previous)?, earlier(year_before)?);
            headlines.push(Headline {
                unit,
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
    ) -> Result<Counted, WorkspaceError> {
        let definition = within.definition(unit)?;
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

    /// All of a unit in the bulletin, as it is asked of the columns.
    fn within(&self, unit: &CountUnit, within: &Within<'_>) -> Result<Query, WorkspaceError> {
        self.workspace.query(&within.definition(unit)?)
    }

    /// The least verification, where one is asked for.
    fn level(&self, within: &Within<'_>) -> Option<Level> {
        let mut levels = self.workspace.verification_levels(&self.ask).into_iter();
        levels.find(|level| Some(level.code.as_str()) == within.least)
    }

    /// What a least verification does to the figures, and how many acts it leaves out.
    fn least_verification(
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
            let acts = self.within(&CountUnit::Acts, within)?;
            Ok(self.workspace.count(&self.ask, &acts)?.total)
        };
        let left_out = counted(&all)?.saturating_sub(counted(within)?);
        Ok(Some(self.fill(
            "output.method.least",
            &[("level", &level.label), ("n", &self.number(left_out))],
        )))
    }

    fn breakdowns(&mut self, within: &Within<'_>) -> Result<Vec<Breakdown>, WorkspaceError> {
        let period = within.period;
        let acts = self.within(&CountUnit::Acts, within)?;
        let persons = self.within(&CountUnit::Persons, within)?;
        let by = |topic, path, list| By {
            topic,
            unit: Unit::Acts,
            path,
            list,
            query: &acts,
        };
        let mut all = Vec::new();
        if period.is_longer_than_a_month() {
            all.push(self.by_month(period, &acts)?);
        }
        all.push(self.breakdown(&By {
            topic: Topic::Category,
            unit: Unit::Persons,
            path: "category",
            list: "target_categories",
            query: &persons,
        })?);
        all.push(self.breakdown(&by(Topic::Category, "target.category", "target_categories"))?);
        all.push(self.breakdown(&by(Topic::Type, "type", "act_types"))?);
        let main = "perpetrator.main.source_class";
        all.push(self.breakdown(&by(Topic::MainSource, main, "threat_sources"))?);
        let secondary = "perpetrator.secondary.source_class";
        let mut secondary =
            self.breakdown(&by(Topic::SecondarySource, secondary, "threat_sources"))?;
        // Most acts have no second source, and that is not something unknown about them.
        secondary
            .rows
            .retain(|row| matches!(row.meaning, RowMeaning::Code { .. }));
        if !secondary.rows.is_empty() {
            (secondary.total, secondary.adds_up) = (None, false);
            all.push(secondary);
        }
        all.push(self.breakdown(&by(Topic::Right, "rights", "rights"))?);
        all.push(self.breakdown(&by(Topic::Region, "region", "regions"))?);
        all.push(self.by_gender(within)?);
        Ok(all)
    }

    /// Acts by month, months without any too.
    fn by_month(&mut self, period: Period, acts: &Query) -> Result<Breakdown, WorkspaceError> {
        let question = acts.clone().by("month")?;
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
                tally: match found {
                    Some(row) => self.cell(&question, row)?,
                    None => Tally::bare(0),
                },
                meaning: RowMeaning::Code { depth: 0 },
            });
        }
        for row in &answer.rows {
            let key = row.key.first().map_or("", String::as_str);
            if ["imprecise", "no date", "unknown"].contains(&key) {
                rows.push(BreakdownRow {
                    label: self.say("output.month.imprecise"),
                    code: None,
                    tally: self.cell(&question, row)?,
                    meaning: RowMeaning::Unknown,
                });
            }
        }
        let whole = self.counted(acts)?;
        Ok(Breakdown {
            topic: Topic::Month,
            unit: Unit::Acts,
            rows,
            beside: self.beside(&whole),
            total: Some(whole.tally),
            adds_up: answer.adds_up,
            remarks: Vec::new(),
        })
    }

    /// Persons by gender, and beside them organisations and groups, of which the question does not arise.
    fn by_gender(&mut self, within: &Within<'_>) -> Result<Breakdown, WorkspaceError> {
        let persons = self.within(&CountUnit::Persons, within)?;
        let mut table = self.breakdown(&By {
            topic: Topic::Gender,
            unit: Unit::Actors,
            path: "gender",
            list: "genders",
            query: &persons,
        })?;
        for (kind, key) in [
            ("organisation", "output.row.organisations"),
            ("group", "output.row.groups"),
            ("unknown", "output.row.kind_unknown"),
        ] {
            let actors = self.within(&CountUnit::Actors, within)?;
            let counted = self.counted(&actors.only(&format!("kind={kind}"))?)?;
            if counted.tally.value > 0 {
                table.rows.push(BreakdownRow {
                    label: self.say(key),
                    code: None,
                    tally: counted.tally,
                    meaning: if kind == "unknown" {
                        RowMeaning::Unknown
                    } else {
                        RowMeaning::DoesNotApply
                    },
                });
            }
        }
        let actors = self.counted(&self.within(&CountUnit::Actors, within)?)?;
        table.beside = self.beside(&actors);
        table.total = Some(actors.tally);
        Ok(table)
    }
}

/// The main figures of a bulletin, as definitions.
pub(crate) fn bulletin_definitions(within: &Within<'_>) -> Result<Vec<Definition>, WorkspaceError> {
    let units = HEADLINES.iter();
    units.map(|(_, unit)| within.definition(unit)).collect()
}

/// What the terms at the top of the tables by type and category mean, those that occur.
fn definitions(
    schema: &Schema,
    breakdowns: &[Breakdown],
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
            .filter(|row| matches!(row.meaning, RowMeaning::Code { .. }) && row.tally.value > 0)
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
