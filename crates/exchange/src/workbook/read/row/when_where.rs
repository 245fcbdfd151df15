//! When and where: the dates, the region and the place of a row.

use super::Common;
use crate::reason;
use crate::workbook::grid::Kind;
use crate::workbook::read::Reading;
use crate::workbook::read::cells::text;
use crate::workbook::role::Role;
use crate::workbook::shared::{PLACE, words};
use crate::workbook::telling::{SayTold, What};
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
            let read = match aigaq_typed::date(cell.text(), &self.context) {
                Ok(read) => read,
                Err(wrong) => {
                    let wrong = reason::misunderstood(&wrong);
                    let reason = match cell.cell.kind {
                        Kind::Number => reason::number_for_date(wrong),
                        _ => wrong,
                    };
                    common.faults.push(cell.fault(cell.text(), reason));
                    continue;
                }
            };
            for word in read.unsaid {
                let said = format!("{}: {word}", self.headings[cell.nth]);
                common.kept.push(cell.says("original_code", text(&said)));
            }
            let clock = read.clock;
            let (first, last) = ends_of(&read.date);
            match last {
                Some(_) if property == "end" || ends.is_some() => common
                    .faults
                    .push(cell.fault(cell.text(), reason::span_and_end())),
                Some(last) => {
                    common.says.push(cell.says("start", Value::date(first)));
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
        let name = words(cell.text());
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
