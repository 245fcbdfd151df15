//! When and where: the dates, the region and the place of a row.

use super::Common;
use crate::reason;
use crate::workbook::read::Reading;
use crate::workbook::read::cells::At;
use crate::workbook::role::Role;
use crate::workbook::shared::{PLACE, words};
use crate::workbook::telling::{SayTold, What};
use crate::workbook::understand::Dated;
use aigaq_schema::{PartialDate, Value};

impl Reading<'_> {
    pub(super) fn dates(&self, row: u32, common: &mut Common) {
        let mut ends: Option<usize> = None;
        for (role, property) in [(Role::Until, "end"), (Role::When, "start")] {
            let Some(cell) = self.one(row, role) else {
                continue;
            };
            if let Some(state) = cell.state() {
                common.says.push(cell.says(property, Value::Missing(state)));
                continue;
            }
            let time = (role == Role::When)
                .then(|| self.one(row, Role::Time))
                .flatten();
            let dated = Dated {
                sheet: &self.sheet.name,
                heading: &self.headings[cell.nth],
                said: self.judge.said_of(&self.sheet.name),
                context: self.context,
                time: time.as_ref().map(At::text),
            };
            let understood = self.judge.date(cell.cell, &dated);
            common.faults.extend(cell.faults_of(&understood.open));
            let kept = understood.kept.iter().map(|words| self.keeps(&cell, words));
            common.kept.extend(kept);
            let Some(read) = understood.value else {
                continue;
            };
            common
                .kept
                .extend(read.unsaid.iter().map(|word| self.keeps(&cell, word)));
            let clock = read.clock;
            let (first, last) = ends_of(&read.date);
            match last {
                Some(_) if property == "end" || ends.is_some() => common
                    .faults
                    .push(cell.fault(cell.text(), reason::span_and_end())),
                Some(last) => {
                    // The hour beside a span of days is that of its beginning.
                    let first = Value::Date { date: first, clock };
                    common.says.push(cell.says("start", first));
                    common.says.push(cell.says("end", Value::date(last)));
                }
                None => {
                    let date = read.date;
                    if property == "end" {
                        ends = Some(cell.nth);
                    }
                    common
                        .says
                        .push(cell.says(property, Value::Date { date, clock }));
                }
            }
        }
    }

    pub(super) fn places(&mut self, row: u32, common: &mut Common) {
        let mut region_told = false;
        if let Some(cell) = self.one(row, Role::Region) {
            region_told = true;
            if let Some(state) = cell.state() {
                common.says.push(cell.says("region", Value::Missing(state)));
            } else {
                let (known, faults) = self.codes(&cell, "regions");
                common.faults.extend(faults);
                let mut codes = known.iter().filter_map(|(_, code)| code.as_ref());
                if let Some(code) = codes.next() {
                    common
                        .says
                        .push(cell.says("region", Value::term(code.clone())));
                }
                if let Some(other) = codes.next() {
                    common
                        .faults
                        .push(cell.fault(cell.text(), reason::several_regions(other)));
                }
                for (word, _) in known.iter().filter(|(_, code)| code.is_none()) {
                    common
                        .kept
                        .push(cell.says("original_code", Value::text(word.clone())));
                }
            }
        }
        let Some(cell) = self.one(row, Role::Where) else {
            return;
        };
        if let Some(state) = cell.state() {
            common.says.push(cell.says("place", Value::Missing(state)));
            return;
        }
        let name = words(&cell.words());
        // A place that is itself a region of the list says the region where no column does.
        if !region_told
            && let Some([code]) = self
                .judge
                .lists
                .get("regions")
                .and_then(|list| list.codes(&name))
        {
            common
                .says
                .push(cell.says("region", Value::term(code.clone())));
        }
        common.says.push(SayTold {
            property: "place",
            column: cell.nth,
            rule: None,
            what: What::Words(PLACE, name),
        });
    }
}

/// The two ends of a span of days as dates of their own; a date that is no span has one.
fn ends_of(date: &PartialDate) -> (PartialDate, Option<PartialDate>) {
    let ends = || {
        let (from, to) = date.text().split_once('/')?;
        Some((from.parse().ok()?, to.parse().ok()?))
    };
    match ends().filter(|_| date.is_interval()) {
        Some((first, last)) => (first, Some(last)),
        None => (date.clone(), None),
    }
}
