//! The register of organisations under pressure: inspections, fines, suspensions, refusals of registration, bans; for
//! each organisation what was done to it, day by day. Attempts to register are counted apart from organisations.
//!
//! What was done is told by acts against an organisation (act types under `ORG`, `LAB` and the closing of outlets), by
//! its restrictions, and by its applications for registration. A restriction that names the act by which it was
//! imposed is that act, and stands once.

use super::RegisterWish;
use super::material::code;
use super::pressure::Pressure;
use super::sheet::{Sheet, SheetCell, SheetColumn, SheetRow, SheetTable};
use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use crate::restrictions::{ByHolder, Restriction, Restrictions};
use aigaq_publishing::document::{ChartLook, Column};
use aigaq_publishing::{Phrases, Unit};
use aigaq_registers::restrictions::Certainty;
use aigaq_registers::{Finding, Standing};
use aigaq_schema::{PartialDate, RecordId};
use std::collections::{BTreeMap, BTreeSet};

/// The parts of the register: by the code of the list of act types, or the kind of record.
pub(super) const GROUPS: [(&str, &[&str]); 8] = [
    ("inspections", &["ORG.tax", "ORG.report"]),
    ("fines", &["ORG.fine"]),
    ("suspensions", &["ORG.suspend"]),
    ("refusals", &["ORG.refuse"]),
    ("liquidations", &["ORG.liquid", "MED.close"]),
    ("bans", &["ORG.banned"]),
    ("raids", &["ORG.raid"]),
    ("other", &[]),
];

/// What was done to an organisation, to be drawn on a line of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseRow {
    /// What the organisation is called.
    pub name: String,
    /// What was done to it, in the order of time.
    pub entries: Vec<CourseEntry>,
}

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseEntry {
    /// What kind of thing.
    pub what: String,
    /// When, or from when.
    pub from: Option<PartialDate>,
    /// Until when, where it lasted.
    pub to: Option<PartialDate>,
}

impl Telling<'_> {
    pub(super) fn organisations_sheet(
        &mut self,
        wish: &RegisterWish,
    ) -> Result<Sheet, WorkspaceError> {
        let restrictions = self.workspace.restrictions(&self.ask.reader)?;
        let known = self.workspace.pressure(&self.ask.reader)?;
        let begun = |pressure: &&Pressure| {
            let date = pressure.date.as_ref();
            date.is_none_or(|date| date.first() <= wish.on)
        };
        let all: Vec<&Pressure> = known.iter().filter(begun).collect();
        let mut sheet = Sheet::new(
            Unit::Records,
            vec![
                self.column("organisation", Column::text, "register.column.organisation"),
                self.column("date", Column::date, "register.column.date"),
                self.column("what", Column::text, "register.column.what_was_done"),
                self.column("record", Column::text, "register.column.record"),
                self.column("by", Column::text, "register.column.by"),
                self.column("outcome", Column::text, "register.column.outcome"),
            ],
        );
        sheet.tables_first = true;
        sheet.groups = GROUPS
            .map(|(key, _)| self.group("organisations", key))
            .into();
        let organisations: BTreeSet<RecordId> = all.iter().map(|p| p.organisation).collect();
        sheet.counts.push(self.count(
            "organisations",
            "register.organisations.organisations",
            Unit::Organisations,
            organisations.len(),
        ));
        let attempts = |kind: &str| {
            all.iter()
                .filter(|p| p.group == "refusals" && p.record_type == kind)
                .count()
        };
        sheet.counts.push(self.count(
            "attempts",
            "register.organisations.attempts",
            Unit::Applications,
            attempts("application"),
        ));
        for (key, _) in GROUPS {
            let of: BTreeSet<RecordId> = all
                .iter()
                .filter(|p| p.group == key)
                .map(|p| p.organisation)
                .collect();
            let label = format!("register.organisations.{key}");
            sheet
                .counts
                .push(self.count(key, &label, Unit::Organisations, of.len()));
        }
        let by_holder = self.workspace.restrictions_by_holder(&restrictions)?;
        let now = |organisation| standing(&restrictions, &by_holder, organisation, wish);
        self.by_organisation(&mut sheet, &all, wish, now)?;
        let mut items: Vec<(&'static str, &Pressure)> = all
            .iter()
            .map(|pressure| (pressure.group, *pressure))
            .collect();
        items.sort_by_key(|(group, pressure)| {
            (
                GROUPS.iter().position(|(key, _)| key == group),
                std::cmp::Reverse(pressure.date.as_ref().map(PartialDate::last)),
                pressure.record,
                pressure.organisation,
            )
        });
        sheet.fill(wish, items, |group, pressure| {
            self.pressure_row(group, pressure)
        })?;
        Ok(sheet)
    }

    fn pressure_row(
        &mut self,
        group: &'static str,
        pressure: &Pressure,
    ) -> Result<SheetRow, WorkspaceError> {
        let Some(brief) = &self.brief(pressure.record)? else {
            return Ok(SheetRow::missing(group));
        };
        let (what, by, outcome) = match brief.record_type.as_str() {
            "act" => ("type", "", "outcome"),
            "restriction" => ("kind", "body", "end"),
            _ => ("kind", "authority", "outcome"),
        };
        let mut by = vec![self.field(brief, by)?];
        if brief.record_type == "act" {
            by = self.perpetrators(brief.id)?;
        }
        let day = match &pressure.date {
            Some(date) => SheetCell::Date(aigaq_publishing::DateWords::of(date, self.ask.language)),
            None => SheetCell::Empty,
        };
        let cells = vec![
            self.record_cell(pressure.organisation)?,
            day,
            self.field(brief, what)?,
            self.record_cell(brief.id)?,
            SheetCell::many(by),
            self.field(brief, outcome)?,
        ];
        self.row_of(group, brief, cells)
    }

    /// Who did an act.
    fn perpetrators(&mut self, act: RecordId) -> Result<Vec<SheetCell>, WorkspaceError> {
        let mut cells = Vec::new();
        let involved = self
            .workspace
            .view
            .pointing(&self.ask.reader, act, "involvement", "act")?;
        for brief in involved {
            let role = code(&brief, "role").unwrap_or_default();
            if self
                .workspace
                .is_within("involvement_roles", &role, "perpetrator")
            {
                cells.push(self.field(&brief, "actor")?);
            }
        }
        Ok(cells)
    }

    /// One row for each organisation: what was done to it in the order of time, and whether it is suspended on the day.
    fn by_organisation(
        &mut self,
        sheet: &mut Sheet,
        all: &[&Pressure],
        wish: &RegisterWish,
        standing: impl Fn(RecordId) -> Option<Standing>,
    ) -> Result<(), WorkspaceError> {
        let mut by: BTreeMap<RecordId, Vec<&Pressure>> = BTreeMap::new();
        for pressure in all {
            by.entry(pressure.organisation).or_default().push(*pressure);
        }
        let mut ordered = Vec::with_capacity(by.len());
        for (organisation, done) in by {
            let name = self.record_cell(organisation)?;
            ordered.push((
                std::cmp::Reverse(done.len()),
                name.text(),
                organisation,
                name,
                done,
            ));
        }
        ordered.sort_by(|a, b| (a.0, &a.1, a.2).cmp(&(b.0, &b.1, b.2)));
        let total = ordered.len();
        let wanted = wish.of_table(TIMELINES, true, total);
        let mut rows = Vec::with_capacity(wanted.len());
        for (_, _, organisation, name, done) in ordered.drain(wanted) {
            let now = standing(organisation);
            let (course, cells) = self.course_of(name, done, now.as_ref());
            sheet.courses.push(course);
            rows.push(cells);
        }
        let columns: Vec<SheetColumn> = vec![
            self.column("organisation", Column::text, "register.column.organisation"),
            self.column("measures", Column::number, "register.column.measures"),
            self.column("attempts", Column::number, "register.column.attempts"),
            self.column("timeline", Column::long, "register.column.timeline"),
            self.column("now", Column::text, "register.column.on_the_day"),
        ];
        sheet.tables.push(SheetTable {
            key: TIMELINES,
            title: self.say("register.organisations.timelines"),
            unit: Phrases::of(self.ask.language).unit(Unit::Organisations),
            remarks: Vec::new(),
            columns,
            rows,
            total,
            empty: self.say("register.empty"),
            drawn: Some(ChartLook::Timeline),
        });
        Ok(())
    }
}

impl Telling<'_> {
    /// What was done to one organisation, in the order of time: to be drawn, and as a row.
    fn course_of(
        &self,
        name: SheetCell,
        mut done: Vec<&Pressure>,
        now: Option<&Standing>,
    ) -> (CourseRow, Vec<SheetCell>) {
        done.sort_by_key(|pressure| {
            let date = pressure.date.as_ref();
            (
                date.map_or(aigaq_schema::Day::MAX, PartialDate::first),
                pressure.record,
            )
        });
        let mut timeline = Vec::new();
        let mut entries = Vec::new();
        for pressure in &done {
            let date = pressure.date.as_ref().map_or_else(
                || self.say("register.no_date"),
                |date| aigaq_publishing::dates::words(date, self.ask.language),
            );
            let group = self.say(&format!("register.organisations.one.{}", pressure.group));
            timeline.push(SheetCell::words(format!("{date}: {group}")));
            entries.push(CourseEntry {
                what: group,
                from: pressure.date.clone(),
                to: pressure.end.clone(),
            });
        }
        let attempts = done
            .iter()
            .filter(|p| p.group == "refusals" && p.record_type == "application")
            .count();
        let course = CourseRow {
            name: name.text(),
            entries,
        };
        let cells = vec![
            name,
            SheetCell::count(done.len()),
            if attempts > 0 {
                SheetCell::count(attempts)
            } else {
                SheetCell::Empty
            },
            SheetCell::many(timeline),
            SheetCell::words(now.map_or(String::new(), |standing| {
                self.say(&format!("register.{}", standing.key()))
            })),
        ];
        (course, cells)
    }
}

/// The table of the lines of time.
const TIMELINES: &str = "timelines";

/// How an organisation stands that is, or may be, under a restriction on the day; what is certain goes before what is
/// not.
fn standing(
    all: &Restrictions,
    by_holder: &ByHolder,
    organisation: RecordId,
    wish: &RegisterWish,
) -> Option<Standing> {
    let mut known = None;
    for place in by_holder.get(&organisation).into_iter().flatten() {
        let Restriction { facts, outline, .. } = &all[*place];
        if outline.certainty(wish.on) == Certainty::No {
            continue;
        }
        let standing = Finding::on(wish.on, facts).standing;
        if known.is_none() || standing == Standing::Certainly {
            known = Some(standing);
        }
    }
    known
}
