//! The bulletin of a period.

use crate::error::WorkspaceError;
use crate::outputs::figures::{By, Counted};
use crate::outputs::period::Period;
use crate::outputs::telling::Telling;
use aigaq_counting::{Between, Definition, Query, Unit as CountUnit};
use aigaq_publishing::{
    Breakdown, BreakdownRow, BulletinInput, Headline, RowMeaning, Tally, Topic, Unit,
};
use aigaq_schema::{Language, PartialDate, Schema};

/// The main figures.
const HEADLINES: [(Unit, CountUnit); 5] = [
    (Unit::Acts, CountUnit::Acts),
    (Unit::Persons, CountUnit::Persons),
    (Unit::Organisations, CountUnit::Organisations),
    (Unit::Involvements, CountUnit::Involvements),
    (Unit::Events, CountUnit::Events),
];

impl Telling<'_> {
    pub fn bulletin(
        &mut self,
        from: &PartialDate,
        to: &PartialDate,
    ) -> Result<BulletinInput, WorkspaceError> {
        let period = Period::read(from, to)?;
        let language = self.ask.language;
        // First, so that acts are numbered by their dates.
        let chronicle = self.chronicle(period)?;
        let (previous, year_before) = (period.before(), period.a_year_before());
        let year_before = year_before.filter(|year| Some(*year) != previous);
        let headlines = self.headlines(period, previous, year_before)?;
        let breakdowns = self.breakdowns(period)?;
        let others = self.others(period)?;
        let restrictions = self.restriction_lists(period.last)?;
        // Last, when all that is told has been numbered and all sources are known.
        let records = self.evidence()?;
        let mut coverage = vec![self.fill(
            "output.coverage",
            &[("n", &self.number(self.library.len() as u64))],
        )];
        coverage.extend(self.remarks_on_audience());
        let method = vec![
            self.say("output.method.period"),
            self.say("output.method.restrictions"),
        ];
        Ok(BulletinInput {
            title: None,
            organisation: None,
            audience: self.for_whom(),
            period: period.words(language),
            last_day: self.day(period.last),
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
        this: Period,
        previous: Option<Period>,
        year_before: Option<Period>,
    ) -> Result<Vec<Headline>, WorkspaceError> {
        let mut headlines = Vec::new();
        for (unit, counted) in HEADLINES {
            let now = self.counted(&within(counted, this)?)?;
            let mut earlier = |period: Option<Period>| -> Result<Option<Tally>, WorkspaceError> {
                period
                    .map(|period| Ok(self.counted(&within(counted, period)?)?.tally))
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

    /// What is not in a figure though it may belong to it.
    fn caveat(&self, counted: &Counted) -> Option<String> {
        let parts: Vec<String> = [
            ("output.caveat.perhaps", counted.perhaps.value),
            ("output.caveat.undated", counted.undated.value),
        ]
        .into_iter()
        .filter(|(_, number)| *number > 0)
        .map(|(key, number)| self.fill(key, &[("n", &self.number(number))]))
        .collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    fn breakdowns(&mut self, period: Period) -> Result<Vec<Breakdown>, WorkspaceError> {
        let acts = within(CountUnit::Acts, period)?;
        let persons = within(CountUnit::Persons, period)?;
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
        all.push(self.by_gender(period)?);
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
    fn by_gender(&mut self, period: Period) -> Result<Breakdown, WorkspaceError> {
        let persons = within(CountUnit::Persons, period)?;
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
            let of_kind = within(CountUnit::Actors, period)?.only(&format!("kind={kind}"))?;
            let counted = self.counted(&of_kind)?;
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
        let actors = self.counted(&within(CountUnit::Actors, period)?)?;
        table.beside = self.beside(&actors);
        table.total = Some(actors.tally);
        Ok(table)
    }
}

/// The main figures of a bulletin, as definitions.
pub(crate) fn bulletin_definitions(
    from: &PartialDate,
    to: &PartialDate,
) -> Result<Vec<Definition>, WorkspaceError> {
    let period = Period::read(from, to)?;
    let period = Between::of_days(period.first.0, period.last.0)?;
    let definition = |unit: &CountUnit| Definition::of(unit.name()).in_period(period);
    Ok(HEADLINES.iter().map(|(_, unit)| definition(unit)).collect())
}

fn within(unit: CountUnit, period: Period) -> Result<Query, WorkspaceError> {
    let mut query = Query::new(unit);
    query.period = Some(period.counted()?);
    Ok(query)
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
