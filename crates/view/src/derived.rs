//! What holds of a record though nobody said it: when one learned of it, and when it was first published.
//!
//! Both are functions of what was said, as everything here is, and what a person says takes their place. The day of an
//! import is never taken for the day on which something was learned.

use crate::apply::Applying;
use crate::error::ViewError;
use crate::resolve::{Agreement, How, Resolved};
use aigaq_schema::code::{Told, ToldBlock};
use aigaq_schema::{Day, PartialDate, RecordType, Value};

const LEARNED: &str = "learned";
const PUBLISHED: &str = "published";

impl Applying<'_> {
    /// Adds what follows from how and on whose word a record came in.
    pub(crate) fn derive(
        &mut self,
        record_type: &RecordType,
        blocks: &[(i64, ToldBlock<'_>)],
        live: &[(i64, &Told<'_>)],
        resolved: &mut Vec<Resolved>,
    ) -> Result<(), ViewError> {
        if !record_type.heard_of || resolved.is_empty() {
            return Ok(());
        }
        let is_told = |resolved: &[Resolved], property: &str| {
            resolved.iter().any(|one| one.property == property)
        };
        if !is_told(resolved, LEARNED)
            && let Some(day) = self.entered(blocks)?
        {
            resolved.push(derived(LEARNED, PartialDate::day(day), How::Entered));
        }
        if !is_told(resolved, PUBLISHED)
            && let Some(date) = self.first_published(live)?
        {
            resolved.push(derived(PUBLISHED, date, How::FirstSource));
        }
        Ok(())
    }

    /// The day on which a person first wrote of it; none when an import brought it in by then.
    fn entered(&mut self, blocks: &[(i64, ToldBlock<'_>)]) -> Result<Option<Day>, ViewError> {
        let (mut by_hand, mut imported): (Option<i32>, Option<i32>) = (None, None);
        for (change_set, block) in blocks {
            if block.statements.is_empty() {
                continue;
            }
            let day = self.times.saved(self.connection, *change_set)?.day;
            let first = match self.times.is_by_hand(self.connection, *change_set)? {
                true => &mut by_hand,
                false => &mut imported,
            };
            *first = Some(first.map_or(day, |first| first.min(day)));
        }
        Ok(by_hand
            .filter(|day| imported.is_none_or(|imported| imported > *day))
            .map(Day))
    }

    /// The earliest day of the sources; of two that begin alike, the one that ends first.
    fn first_published(
        &mut self,
        live: &[(i64, &Told<'_>)],
    ) -> Result<Option<PartialDate>, ViewError> {
        let mut first: Option<PartialDate> = None;
        let mut last_source = None;
        for (_, statement) in live {
            // Statements of one row rest on the same few sources.
            let Some(source) = statement.source.filter(|s| last_source != Some(*s)) else {
                continue;
            };
            last_source = Some(source);
            let date = &self.source(source)?.date;
            let place = |date: &PartialDate| (date.first(), date.last());
            if let Some(date) = date
                && first
                    .as_ref()
                    .is_none_or(|there| place(date) < place(there))
            {
                first = Some(date.clone());
            }
        }
        Ok(first)
    }
}

fn derived(property: &str, date: PartialDate, how: How) -> Resolved {
    Resolved {
        property: property.to_owned(),
        values: vec![Value::Date { date, clock: None }],
        how,
        agreement: Agreement::Same,
    }
}
