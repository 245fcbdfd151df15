//! The register of decisions of courts and international bodies: what was asked, due, answered, done.

use super::RegisterWish;
use super::sheet::{Sheet, SheetCell, SheetRow};
use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use aigaq_publishing::Unit;
use aigaq_publishing::document::Column;
use aigaq_registers::decisions::{DecisionFacts, DecisionState};
use aigaq_view::Brief;

const STATES: [(DecisionState, &str); 9] = [
    (DecisionState::Overdue, "overdue"),
    (DecisionState::PerhapsOverdue, "perhaps_overdue"),
    (DecisionState::Waiting, "waiting"),
    (DecisionState::Refused, "refused"),
    (DecisionState::NotDone, "not_done"),
    (DecisionState::Partly, "partly"),
    (DecisionState::Answered, "answered"),
    (DecisionState::Done, "done"),
    (DecisionState::NothingAsked, "nothing_asked"),
];

impl Telling<'_> {
    pub(super) fn decisions_sheet(&mut self, wish: &RegisterWish) -> Result<Sheet, WorkspaceError> {
        let all = self.workspace.decision_facts(&self.ask.reader)?;
        let mut sheet = Sheet::new(
            Unit::Decisions,
            vec![
                self.of_property("decision", "title"),
                self.of_property("decision", "body"),
                self.of_property("decision", "symbol"),
                self.of_property("decision", "date"),
                self.of_property("decision", "finding"),
                self.of_property("decision", "remedy"),
                self.of_property("decision", "due"),
                self.of_property("decision", "answered"),
                self.column("state", Column::text, "register.column.state"),
                self.of_property("decision", "case"),
            ],
        );
        sheet.groups = STATES.map(|(_, key)| self.group("decisions", key)).into();
        let mut items: Vec<(&'static str, &(Brief, DecisionFacts))> = all
            .iter()
            .filter(|(brief, _)| self.workspace.is_wished(brief, wish))
            .filter_map(|both| {
                let state = both.1.on(wish.on);
                let (_, key) = STATES.iter().find(|(of, _)| *of == state)?;
                Some((*key, both))
            })
            .collect();
        items.sort_by_cached_key(|(group, (brief, facts))| {
            let place = STATES.iter().position(|(_, key)| key == group);
            let date = facts.date.as_ref().map(aigaq_schema::PartialDate::last);
            (place, std::cmp::Reverse(date), brief.id)
        });
        for (_, key) in STATES {
            let value = items.iter().filter(|(group, _)| *group == key).count();
            let label = format!("register.decisions.{key}");
            sheet
                .counts
                .push(self.count(key, &label, Unit::Decisions, value));
        }
        sheet.fill(wish, items, |group, (brief, _)| {
            self.decision_row(group, brief)
        })?;
        Ok(sheet)
    }

    fn decision_row(
        &mut self,
        group: &'static str,
        brief: &Brief,
    ) -> Result<SheetRow, WorkspaceError> {
        let mut body = vec![self.field(brief, "body")?];
        body.push(self.field(brief, "kind")?);
        let mut remedy = vec![self.field(brief, "remedies")?];
        remedy.push(self.field(brief, "remedy")?);
        let mut state = vec![SheetCell::code(
            self.say(&format!("register.decisions.{group}")),
            group,
        )];
        state.push(self.field(brief, "carried_out")?);
        state.push(self.field(brief, "carried_out_on")?);
        let cells = vec![
            self.field(brief, "title")?,
            SheetCell::many(body),
            self.field(brief, "symbol")?,
            self.field(brief, "date")?,
            self.field(brief, "finding")?,
            SheetCell::many(remedy),
            self.field(brief, "due")?,
            self.field(brief, "answered")?,
            SheetCell::many(state),
            self.field(brief, "case")?,
        ];
        self.row_of(group, brief, cells)
    }
}
