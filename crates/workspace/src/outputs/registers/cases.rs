//! The register of cases: pending, closed, new since a day, the next hearing, chains of cases.

use super::RegisterWish;
use super::sheet::{Sheet, SheetCell, SheetRow, SheetTable};
use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use aigaq_publishing::document::Column;
use aigaq_publishing::{Phrases, Unit};
use aigaq_registers::cases::{CaseEntry, CaseFacts, CaseState, chains};
use aigaq_schema::{Period, RecordId, Within};
use aigaq_view::Brief;

const GROUPS: [&str; 4] = ["pending", "perhaps_closed", "closed", "unknown"];

fn group_of(state: CaseState) -> Option<&'static str> {
    Some(match state {
        CaseState::Pending => "pending",
        CaseState::PerhapsClosed => "perhaps_closed",
        CaseState::Closed => "closed",
        CaseState::Unknown => "unknown",
        CaseState::NotYet => return None,
    })
}

impl Telling<'_> {
    pub(super) fn cases_sheet(&mut self, wish: &RegisterWish) -> Result<Sheet, WorkspaceError> {
        let facts = self.workspace.case_facts(&self.ask.reader)?;
        let all: Vec<&(Brief, CaseFacts)> = facts
            .iter()
            .filter(|(b, _)| self.workspace.is_wished(b, wish))
            .collect();
        let mut sheet = Sheet::new(
            Unit::Cases,
            vec![
                self.of_property("case", "title"),
                self.of_property("case", "kind"),
                self.of_property("case", "party"),
                self.of_property("case", "charge"),
                self.of_property("case", "body"),
                self.of_property("case", "opened"),
                self.column("last", Column::text, "register.column.last_step"),
                self.column("hearing", Column::date, "register.column.hearing"),
                self.of_property("case", "outcome"),
            ],
        );
        sheet.groups = GROUPS.map(|key| self.group("cases", key)).into();
        let period = Period {
            from: wish.from(),
            to: wish.on,
        };
        let entries: Vec<(&Brief, CaseEntry<'_>)> = all
            .iter()
            .map(|(brief, facts)| (brief, facts.on(wish.on)))
            .collect();
        for key in GROUPS {
            let value = entries
                .iter()
                .filter(|(_, entry)| group_of(entry.state) == Some(key))
                .count();
            let label = format!("register.cases.{key}");
            sheet
                .counts
                .push(self.count(key, &label, Unit::Cases, value));
        }
        for (key, within) in [("new", Within::Inside), ("perhaps_new", Within::Perhaps)] {
            let is_new = |facts: &CaseFacts| facts.new_in(period) == within;
            let value = entries.iter().filter(|(_, e)| is_new(e.case)).count();
            let label = format!("register.cases.{key}");
            let mut count = self.count(key, &label, Unit::Cases, value);
            count.label = self.fill(&label, &[("day", &self.day(period.from))]);
            sheet.counts.push(count);
        }
        self.chains_table(&mut sheet, &all, wish)?;
        let mut items: Vec<(&'static str, &(&Brief, CaseEntry<'_>))> = entries
            .iter()
            .filter_map(|both| Some((group_of(both.1.state)?, both)))
            .collect();
        items.sort_by_cached_key(|(group, (brief, entry))| {
            let last = entry.last.and_then(|step| step.date.as_ref());
            let began = entry.case.began().map(|days| days.first);
            (
                GROUPS.iter().position(|g| g == group),
                std::cmp::Reverse(last.map(aigaq_schema::PartialDate::last).or(began)),
                brief.id,
            )
        });
        sheet.fill(wish, items, |group, (brief, entry)| {
            self.case_row(group, brief, entry)
        })?;
        Ok(sheet)
    }

    fn case_row(
        &mut self,
        group: &'static str,
        brief: &Brief,
        entry: &CaseEntry<'_>,
    ) -> Result<SheetRow, WorkspaceError> {
        let mut charge = vec![self.field(brief, "charge")?];
        charge.push(self.field(brief, "law")?);
        let last = match entry.last {
            Some(step) => self.step_cell(step.record, &step.kind)?,
            None => SheetCell::Empty,
        };
        let hearing = match entry.hearing {
            Some(step) => self.step_cell(step.record, &step.kind)?,
            None => SheetCell::Empty,
        };
        let cells = vec![
            self.field(brief, "title")?,
            self.field(brief, "kind")?,
            self.field(brief, "party")?,
            SheetCell::many(charge),
            self.field(brief, "body")?,
            self.field(brief, "opened")?,
            last,
            hearing,
            self.field(brief, "outcome")?,
        ];
        self.row_of(group, brief, cells)
    }

    /// A step by its kind and date.
    pub(super) fn step_cell(
        &mut self,
        step: RecordId,
        kind: &str,
    ) -> Result<SheetCell, WorkspaceError> {
        let words = self.naming.code("case_stages", kind);
        let date = match self.brief(step)? {
            Some(brief) => self.field(&brief, "date")?,
            None => SheetCell::Empty,
        };
        Ok(SheetCell::many(vec![SheetCell::code(words, kind), date]))
    }

    fn chains_table(
        &mut self,
        sheet: &mut Sheet,
        all: &[&(Brief, CaseFacts)],
        wish: &RegisterWish,
    ) -> Result<(), WorkspaceError> {
        let chains = chains(all.iter().map(|(_, facts)| facts));
        let mut rows = Vec::new();
        for chain in &chains[wish.of_table("chains", false, chains.len())] {
            let mut cells = Vec::new();
            for id in chain {
                cells.push(self.record_cell(*id)?);
            }
            rows.push(vec![SheetCell::count(chain.len()), SheetCell::many(cells)]);
        }
        if chains.is_empty() {
            return Ok(());
        }
        sheet.tables.push(SheetTable {
            key: "chains",
            title: self.say("register.cases.chains"),
            unit: Phrases::of(self.ask.language).unit(Unit::Cases),
            remarks: Vec::new(),
            columns: vec![
                self.column("cases", Column::number, "register.column.cases"),
                self.column("chain", Column::long, "register.column.chain"),
            ],
            rows,
            total: chains.len(),
            empty: String::new(),
            drawn: None,
        });
        Ok(())
    }
}
