//! The register of restrictions: certainly in force, perhaps, end unknown, not in force; each with its reason.

use super::RegisterWish;
use super::sheet::{Sheet, SheetCell, SheetRow};
use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use crate::restrictions::OnDay;
use aigaq_publishing::Unit;
use aigaq_publishing::document::Column;
use aigaq_registers::restrictions::{Entry, Reason};
use aigaq_registers::{Finding, Standing};
use aigaq_view::Brief;

const GROUPS: [&str; 4] = ["certainly", "perhaps", "end_unknown", "not_in_force"];

impl Telling<'_> {
    pub(super) fn restrictions_sheet(
        &mut self,
        wish: &RegisterWish,
    ) -> Result<Sheet, WorkspaceError> {
        let (all, made) =
            self.workspace
                .restrictions_by_day(&self.ask.reader, wish.on, wish.kind.as_deref())?;
        let OnDay { register, stock } = &*made;
        let mut sheet = Sheet::new(
            Unit::Restrictions,
            vec![
                self.of_property("restriction", "actor"),
                self.of_property("restriction", "kind"),
                self.of_property("restriction", "scope"),
                self.of_property("restriction", "start"),
                self.of_property("restriction", "length"),
                self.of_property("restriction", "end"),
                self.column("days_left", Column::number, "register.column.days_left"),
                self.column("why", Column::long, "register.column.why"),
            ],
        );
        sheet.groups = GROUPS.map(|key| self.group("restrictions", key)).into();
        for (key, tally) in GROUPS.into_iter().zip([
            stock.certainly,
            stock.perhaps,
            stock.end_unknown,
            stock.not_in_force,
        ]) {
            let label = format!("register.restrictions.{key}");
            sheet
                .counts
                .push(self.count(key, &label, Unit::Restrictions, tally.restrictions));
        }
        for (key, unit, value) in [
            ("persons", Unit::Persons, stock.at_most.persons),
            (
                "organisations",
                Unit::Organisations,
                stock.at_most.organisations,
            ),
        ] {
            let label = format!("register.restrictions.at_most_{key}");
            sheet.counts.push(self.count(key, &label, unit, value));
        }
        let flaws = self.workspace.flaws_on(&self.ask.reader, "restriction")?;
        sheet.flaws.push(flaws);
        let lists = [
            &register.certainly,
            &register.perhaps,
            &register.end_unknown,
            &register.not_in_force,
        ];
        let items: Vec<(&'static str, &Entry)> = GROUPS
            .into_iter()
            .zip(lists)
            .flat_map(|(group, list)| list.iter().map(move |entry| (group, entry)))
            .collect();
        sheet.fill(wish, items, |group, entry| {
            let brief = self.brief(entry.restriction)?;
            let finding = Finding::on(wish.on, &all[entry.place].facts);
            self.restriction_row(group, brief.as_ref(), &finding)
        })?;
        Ok(sheet)
    }

    fn restriction_row(
        &mut self,
        group: &'static str,
        brief: Option<&Brief>,
        finding: &Finding,
    ) -> Result<SheetRow, WorkspaceError> {
        // It was read for this very reader, and nothing was said since.
        let Some(brief) = brief else {
            return Ok(SheetRow::missing(group));
        };
        let mut kind = vec![self.field(brief, "kind")?];
        kind.push(self.field(brief, "basis")?);
        let mut scope = vec![self.field(brief, "scope")?];
        let words = SheetCell::words(self.text(brief, "scope_text"));
        if scope[0].text().to_lowercase() != words.text().to_lowercase() {
            scope.push(words);
        }
        let cells = vec![
            self.field(brief, "actor")?,
            SheetCell::many(kind),
            SheetCell::many(scope),
            self.field(brief, "start")?,
            self.length_cell(brief, finding)?,
            self.end_cell(brief, finding),
            self.days_left(finding),
            SheetCell::words(self.why_stands(finding)),
        ];
        self.row_of(group, brief, cells)
    }

    /// The length, and how it runs.
    fn length_cell(
        &mut self,
        brief: &Brief,
        finding: &Finding,
    ) -> Result<SheetCell, WorkspaceError> {
        let running = finding.reasons.iter().find_map(|reason| match reason {
            Reason::EndComputed { running, .. } => Some(self.running(*running)),
            _ => None,
        });
        Ok(SheetCell::many(vec![
            self.field(brief, "length")?,
            running.map_or(SheetCell::Empty, SheetCell::words),
        ]))
    }

    /// The last day: as stated, or between the days it can be; what ends it, where that is a step or a change.
    fn end_cell(&self, brief: &Brief, finding: &Finding) -> SheetCell {
        let date = self.last_day(brief, finding);
        let mut cells = Vec::new();
        if !date.words.is_empty() {
            cells.push(SheetCell::Date(date));
        }
        cells.extend(
            finding
                .reasons
                .iter()
                .filter(|reason| {
                    matches!(reason, Reason::EndsWithStep { .. } | Reason::Changed { .. })
                })
                .map(|reason| SheetCell::words(self.reason(reason))),
        );
        if cells.is_empty() && finding.standing == Standing::EndUnknown {
            cells.push(SheetCell::words(self.say("register.end_unknown")));
        }
        SheetCell::many(cells)
    }

    fn days_left(&self, finding: &Finding) -> SheetCell {
        let Some(left) = finding.days_left else {
            return SheetCell::Empty;
        };
        match left.max {
            Some(most) if most == left.min => SheetCell::Number(i64::from(most)),
            Some(most) => SheetCell::words(self.fill(
                "register.between",
                &[
                    ("least", &self.number(u64::from(left.min))),
                    ("most", &self.number(u64::from(most))),
                ],
            )),
            None => SheetCell::Empty,
        }
    }
}
