//! The register of commitments: each counted once however often it is listed; three axes side by side; topics, also
//! those under which nobody asked for anything; scorecards as counts of levels.

use super::RegisterWish;
use super::sheet::{Sheet, SheetCell, SheetColumn, SheetRow, SheetTable};
use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use aigaq_publishing::document::Column;
use aigaq_publishing::{DateWords, Phrases, Unit};
use aigaq_registers::commitments::{
    Axis, AxisStanding, CommitmentRegister, Level, Scorecard, Topic,
};
use aigaq_registers::restrictions::Certainty;
use aigaq_schema::{Period, RecordId};
use aigaq_view::Brief;
use std::collections::{BTreeMap, BTreeSet, HashMap};

const GROUPS: [&str; 4] = ["overdue", "assessed", "not_assessed", "topics"];

/// What a row is made from: a group of commitments that are one.
struct Told<'r> {
    group: usize,
    axes: [AxisStanding<'r>; 3],
    overdue: Option<Certainty>,
    /// Nobody assessed it since the day from which changes are told.
    stale: bool,
}

impl Telling<'_> {
    pub(super) fn commitments_sheet(
        &mut self,
        wish: &RegisterWish,
    ) -> Result<Sheet, WorkspaceError> {
        let reader = self.ask.reader;
        let all = self.workspace.commitment_facts(&reader)?;
        let assessments = self.workspace.assessment_facts(&reader)?;
        let wanted = all
            .iter()
            .filter(|(b, _)| self.workspace.is_wished(b, wish));
        let register = CommitmentRegister::on(
            wish.on,
            wanted.map(|(_, facts)| facts.clone()),
            assessments.to_vec(),
        );
        let mut sheet = Sheet::new(Unit::Commitments, self.commitment_columns());
        for record_type in ["commitment", "assessment"] {
            let flaws = self.workspace.flaws_on(&reader, record_type)?;
            sheet.flaws.push(flaws);
        }
        sheet.groups = GROUPS.map(|key| self.group("commitments", key)).into();
        let topics = register.topics();
        let by_id: HashMap<RecordId, &Brief> = all.iter().map(|(b, _)| (b.id, b)).collect();
        self.commitment_counts(&mut sheet, &register, &topics, wish);
        self.commitment_tables(&mut sheet, wish, &register, &topics, &by_id)?;
        let items = told(&register, wish);
        let wholes = wholes(&register);
        sheet.fill(wish, items, |group, told| {
            self.commitment_row(group, &told, &register, &by_id, &wholes)
        })?;
        self.level_terms(&mut sheet);
        Ok(sheet)
    }

    fn commitment_columns(&self) -> Vec<SheetColumn> {
        let mut columns = vec![SheetColumn {
            key: "text",
            column: Column::long(self.naming.property_label("commitment", "text")),
        }];
        columns.push(self.column("documents", Column::text, "register.column.documents"));
        for property in ["addressee", "made_by", "made_on", "deadline"] {
            columns.push(self.of_property("commitment", property));
        }
        columns.push(self.column("topics", Column::text, "register.column.topics"));
        for axis in Axis::ALL {
            columns.push(SheetColumn {
                key: axis.branch(),
                column: Column::text(self.naming.code("assessment_axes", axis_code(axis))),
            });
        }
        columns.push(self.column("state", Column::text, "register.column.state"));
        columns.push(self.of_property("commitment", "indicator"));
        columns
    }

    fn commitment_counts(
        &self,
        sheet: &mut Sheet,
        register: &CommitmentRegister,
        topics: &[Topic],
        wish: &RegisterWish,
    ) {
        let is_topic = topic_groups(register);
        let once = register.groups.all().len() - is_topic.len();
        let listed = register
            .commitments
            .iter()
            .filter(|c| {
                let group = register.groups.of_commitment(c.record);
                group.is_some_and(|group| !is_topic.contains(&group))
            })
            .map(|c| c.documents.len().max(1))
            .sum();
        let heads = heads(register, topics);
        let empty = heads.iter().filter(|topic| topic.groups.is_empty()).count();
        let stale = stale(register, wish).len();
        for (key, unit, value) in [
            ("once", Unit::Commitments, once),
            ("listed", Unit::Commitments, listed),
            ("topics", Unit::Topics, heads.len()),
            ("topics_without", Unit::Topics, empty),
            ("overdue", Unit::Commitments, register.overdue().len()),
            ("stale", Unit::Commitments, stale),
        ] {
            let label = format!("register.commitments.{key}");
            sheet.counts.push(self.count(key, &label, unit, value));
        }
    }

    fn commitment_row(
        &mut self,
        group: &'static str,
        told: &Told<'_>,
        register: &CommitmentRegister,
        by_id: &HashMap<RecordId, &Brief>,
        wholes: &HashMap<usize, BTreeSet<RecordId>>,
    ) -> Result<SheetRow, WorkspaceError> {
        let members = &register.groups.all()[told.group].members;
        let briefs: Vec<&Brief> = members
            .iter()
            .filter_map(|id| by_id.get(id).copied())
            .collect();
        // The longest wording stands for all: the short list only repeats it.
        let longest = briefs
            .iter()
            .max_by_key(|brief| {
                (
                    self.text(brief, "text").chars().count(),
                    std::cmp::Reverse(brief.id),
                )
            })
            .copied();
        let Some(brief) = longest else {
            return Ok(SheetRow::missing(group));
        };
        let mut documents = Vec::new();
        for member in members {
            let facts = register.commitment(*member);
            for document in facts.map_or(&[][..], |facts| &facts.documents) {
                let cell = self.record_cell(*document)?;
                if !documents.contains(&cell) {
                    documents.push(cell);
                }
            }
        }
        let mut topics = Vec::new();
        for whole in wholes.get(&told.group).into_iter().flatten() {
            topics.push(self.record_cell(*whole)?);
        }
        let mut cells = vec![
            self.record_cell(brief.id)?,
            SheetCell::many(documents),
            self.field(brief, "addressee")?,
            self.field(brief, "made_by")?,
            self.field(brief, "made_on")?,
            self.field(brief, "deadline")?,
            SheetCell::many(topics),
        ];
        for standing in &told.axes {
            cells.push(self.axis_cell(standing)?);
        }
        cells.push(self.commitment_state(told));
        cells.push(self.field(brief, "indicator")?);
        let mut row = self.row_of(group, brief, cells)?;
        row.citations = self.cite(&briefs)?;
        Ok(row)
    }

    /// What stands on an axis: the level, its direction and day, the evidence and the dissent of the latest assessment.
    fn axis_cell(&mut self, standing: &AxisStanding<'_>) -> Result<SheetCell, WorkspaceError> {
        let mut cells = Vec::new();
        match &standing.level {
            Level::NotAssessed => return Ok(SheetCell::words(self.say("register.not_assessed"))),
            Level::At(level) => {
                let words = self.naming.code("assessment_levels", level);
                cells.push(SheetCell::code(words, level));
            }
            Level::Differ(levels) => {
                let words: Vec<String> = levels
                    .iter()
                    .map(|level| self.naming.code("assessment_levels", level))
                    .collect();
                cells.push(SheetCell::words(
                    self.fill("register.differ", &[("levels", &words.join(" / "))]),
                ));
            }
        }
        if let Some(latest) = standing.assessments.first() {
            if let Some(direction) = &latest.direction {
                let words = self.naming.code("directions", direction);
                cells.push(SheetCell::code(words, direction));
            }
            if let Some(date) = &latest.date {
                cells.push(SheetCell::Date(DateWords::of(date, self.ask.language)));
            }
            if let Some(brief) = self.brief(latest.record)? {
                cells.push(self.field(&brief, "evidence")?);
                let dissent = self.text(&brief, "dissent");
                if !dissent.is_empty() {
                    cells.push(SheetCell::words(
                        self.fill("register.dissent", &[("dissent", &dissent)]),
                    ));
                }
            }
        }
        Ok(SheetCell::many(cells))
    }

    fn commitment_state(&self, told: &Told<'_>) -> SheetCell {
        let mut words = Vec::new();
        match told.overdue {
            Some(Certainty::Certainly) => words.push(self.say("register.overdue")),
            Some(_) => words.push(self.say("register.perhaps_overdue")),
            None => {}
        }
        if told.stale {
            words.push(self.say("register.stale"));
        }
        SheetCell::many(words.into_iter().map(SheetCell::words).collect())
    }

    fn commitment_tables(
        &mut self,
        sheet: &mut Sheet,
        wish: &RegisterWish,
        register: &CommitmentRegister,
        topics: &[Topic],
        by_id: &HashMap<RecordId, &Brief>,
    ) -> Result<(), WorkspaceError> {
        let unit = Phrases::of(self.ask.language).unit(Unit::Commitments);
        let heads = heads(register, topics);
        if !heads.is_empty() {
            let mut rows = Vec::new();
            for topic in &heads[wish.of_table("by_topic", false, heads.len())] {
                let Some(brief) = by_id.get(&topic.record) else {
                    continue;
                };
                let card = register.scorecard(Axis::Independent, &topic.groups);
                let mut of = Vec::new();
                for group in &topic.direct {
                    if let Some(first) = register.groups.all()[*group].members.first() {
                        of.push(self.record_cell(*first)?);
                    }
                }
                let own = register.standing(Axis::Independent, &[topic.record]);
                rows.push(vec![
                    self.record_cell(brief.id)?,
                    SheetCell::count(topic.direct.len()),
                    if of.is_empty() {
                        SheetCell::words(self.say("register.commitments.nothing_under"))
                    } else {
                        SheetCell::many(of)
                    },
                    SheetCell::count(topic.groups.len() - topic.direct.len()),
                    SheetCell::words(self.card(&card)),
                    self.axis_cell(&own)?,
                ]);
            }
            sheet.tables.push(SheetTable {
                key: "by_topic",
                title: self.say("register.commitments.by_topic"),
                unit: unit.clone(),
                remarks: vec![self.say("register.commitments.by_topic.what")],
                columns: vec![
                    self.column("topic", Column::text, "register.column.topic"),
                    self.column("count", Column::number, "register.column.recommendations"),
                    self.column("recommendations", Column::long, "register.column.which"),
                    self.column("details", Column::number, "register.column.details"),
                    self.column("levels", Column::text, "register.column.levels"),
                    self.column("own", Column::text, "register.column.topic_itself"),
                ],
                rows,
                total: heads.len(),
                empty: self.say("register.empty"),
                drawn: None,
            });
        }
        let addressee = register.scorecards(Axis::Independent, |c| c.addressees.clone());
        let mechanism = register.scorecards(Axis::Independent, |c| c.made_by.clone());
        let document = register.scorecards(Axis::Independent, |c| c.documents.clone());
        for (key, cards, property) in [
            ("by_addressee", addressee, "addressee"),
            ("by_mechanism", mechanism, "made_by"),
            ("by_document", document, "instrument"),
        ] {
            let (mut rows, total) = (Vec::new(), cards.len());
            let wanted = wish.of_table(key, false, total);
            // They stand in the order of their names: to tell of some, all are named.
            if !wanted.is_empty() {
                for (id, card) in cards {
                    let of = self.record_cell(id)?;
                    rows.push((card.total(), of, self.card(&card)));
                }
            }
            rows.sort_by_cached_key(|(total, of, _)| (std::cmp::Reverse(*total), of.text()));
            rows.truncate(wanted.end);
            let mut remarks = vec![self.say("register.commitments.once_each")];
            if key == "by_document" {
                remarks.push(self.say("register.commitments.by_document.what"));
            }
            let mut heading = self.of_property("commitment", property);
            heading.column = Column::text(heading.column.heading);
            let rows = rows.into_iter().skip(wanted.start);
            sheet.tables.push(SheetTable {
                key,
                title: self.say(&format!("register.commitments.{key}")),
                unit: unit.clone(),
                remarks,
                columns: vec![
                    heading,
                    self.column("count", Column::number, "register.column.commitments"),
                    self.column("levels", Column::text, "register.column.levels"),
                ],
                rows: rows
                    .map(|(total, of, card)| {
                        vec![of, SheetCell::count(total), SheetCell::words(card)]
                    })
                    .collect(),
                total,
                empty: self.say("register.empty"),
                drawn: None,
            });
        }
        Ok(())
    }

    /// A scorecard in words: levels in the order of their list, each with its count; never one mark.
    fn card(&self, card: &Scorecard) -> String {
        let order = self.naming.schema.list("assessment_levels");
        let mut parts = Vec::new();
        let codes = order.map_or(&[][..], |list| list.entries());
        for entry in codes {
            if let Some(count) = card.at.get(&entry.code) {
                let label = entry.label.get(self.ask.language);
                parts.push(format!("{label}: {}", self.number(*count as u64)));
            }
        }
        for (count, phrase) in [
            (card.differ, "register.differ.count"),
            (card.not_assessed, "register.not_assessed.count"),
        ] {
            if count > 0 {
                parts.push(self.fill(phrase, &[("n", &self.number(count as u64))]));
            }
        }
        parts.join(", ")
    }

    fn level_terms(&self, sheet: &mut Sheet) {
        let language = self.ask.language;
        let list = self.naming.schema.list("assessment_levels");
        for entry in list.map_or(&[][..], |list| list.entries()) {
            if entry.parent.as_deref() == Some(Axis::Independent.branch()) {
                sheet.terms.push((
                    entry.label.get(language).to_owned(),
                    entry.definition.get(language).to_owned(),
                ));
            }
        }
    }
}

fn axis_code(axis: Axis) -> &'static str {
    match axis {
        Axis::Position => "government_position",
        Axis::Report => "government_report",
        Axis::Independent => "independent",
    }
}

/// The topics that are shown as such: those that are topics by their kind; where nothing is, whatever has something
/// under it and comes under nothing itself.
fn heads<'t>(register: &CommitmentRegister, topics: &'t [Topic]) -> Vec<&'t Topic> {
    let named = register.commitments.iter().any(|c| c.is_topic);
    topics
        .iter()
        .filter(|topic| {
            register.commitment(topic.record).is_some_and(|c| {
                if named {
                    c.is_topic
                } else {
                    c.part_of.is_empty()
                }
            })
        })
        .collect()
}

/// The groups that are topics by their kind.
fn topic_groups(register: &CommitmentRegister) -> BTreeSet<usize> {
    register
        .commitments
        .iter()
        .filter(|c| c.is_topic)
        .filter_map(|c| register.groups.of_commitment(c.record))
        .collect()
}

/// The wider commitments of each group.
fn wholes(register: &CommitmentRegister) -> HashMap<usize, BTreeSet<RecordId>> {
    let mut all: HashMap<usize, BTreeSet<RecordId>> = HashMap::new();
    for commitment in &register.commitments {
        if let Some(group) = register.groups.of_commitment(commitment.record) {
            all.entry(group).or_default().extend(&commitment.part_of);
        }
    }
    all
}

/// Groups that nobody assessed since the day from which changes are told.
fn stale(register: &CommitmentRegister, wish: &RegisterWish) -> BTreeMap<usize, Certainty> {
    // Half a year, where no day is given: scorecards are made twice a year.
    let from = wish
        .since
        .unwrap_or(aigaq_schema::Day(wish.on.0.saturating_sub(HALF_YEAR)));
    let period = Period { from, to: wish.on };
    register
        .not_assessed_in(period)
        .into_iter()
        .map(|unassessed| (unassessed.group, unassessed.sure))
        .collect()
}

/// Days of half a year.
const HALF_YEAR: i32 = 183;

/// All rows, in the order of the groups of the sheet.
fn told<'r>(
    register: &'r CommitmentRegister,
    wish: &RegisterWish,
) -> Vec<(&'static str, Told<'r>)> {
    let is_topic = topic_groups(register);
    let overdue: HashMap<usize, Certainty> = register
        .overdue()
        .into_iter()
        .filter_map(|(record, sure)| Some((register.groups.of_commitment(record)?, sure)))
        .collect();
    let stale = stale(register, wish);
    let mut all: Vec<(&'static str, Told<'r>)> = register
        .standings()
        .into_iter()
        .enumerate()
        .map(|(group, axes)| {
            let told = Told {
                group,
                overdue: overdue.get(&group).copied(),
                stale: stale.get(&group) == Some(&Certainty::Certainly),
                axes,
            };
            let key = if is_topic.contains(&group) {
                "topics"
            } else if told.overdue == Some(Certainty::Certainly) {
                "overdue"
            } else if told
                .axes
                .iter()
                .all(|axis| axis.level == Level::NotAssessed)
            {
                "not_assessed"
            } else {
                "assessed"
            };
            (key, told)
        })
        .collect();
    all.sort_by_key(|(key, told)| (GROUPS.iter().position(|g| g == key), told.group));
    all
}
