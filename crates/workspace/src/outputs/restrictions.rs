//! Restrictions on a day: certainly, perhaps, and with an end nobody knows, as lists of their own.

use crate::error::WorkspaceError;
use crate::outputs::telling::{ActorKind, Telling};
use crate::restrictions::{Restriction, date};
use aigaq_publishing::{
    DateWords, DaysLeft, End, RestrictionList, RestrictionRow, RestrictionsInput, Tally,
};
use aigaq_registers::restrictions::{CountedFrom, EndSource, Entry};
use aigaq_registers::{DayRange, Finding, RestrictionFacts, Standing};
use aigaq_schema::{Day, Value, fold::fold};
use aigaq_view::Brief;
use std::collections::HashSet;

/// The three lists of the register.
pub(super) struct Lists {
    pub certainly: RestrictionList,
    pub perhaps: RestrictionList,
    pub end_unknown: RestrictionList,
}

impl Telling<'_> {
    pub fn restrictions_register(&mut self, on: Day) -> Result<RestrictionsInput, WorkspaceError> {
        let lists = self.restriction_lists(on)?;
        let records = self.evidence()?;
        let mut coverage = vec![
            self.fill(
                "output.coverage",
                &[("n", &self.number(self.library.len() as u64))],
            ),
            self.say("output.method.restrictions"),
        ];
        coverage.extend(self.remarks_on_audience());
        Ok(RestrictionsInput {
            title: None,
            organisation: None,
            audience: self.for_whom(),
            on: self.day(on),
            as_of: self.as_of(),
            coverage,
            certainly: lists.certainly,
            perhaps: lists.perhaps,
            end_unknown: lists.end_unknown,
            ended: None,
            records,
            library: self.library.clone(),
            notes: self.notes_at,
        })
    }

    pub fn restriction_lists(&mut self, on: Day) -> Result<Lists, WorkspaceError> {
        let reader = self.ask.reader;
        let (all, made) = self.workspace.restrictions_by_day(&reader, on, None)?;
        let register = &made.register;
        Ok(Lists {
            certainly: self.list(on, &register.certainly, &all)?,
            perhaps: self.list(on, &register.perhaps, &all)?,
            end_unknown: self.list(on, &register.end_unknown, &all)?,
        })
    }

    fn list(
        &mut self,
        on: Day,
        entries: &[Entry],
        all: &[Restriction],
    ) -> Result<RestrictionList, WorkspaceError> {
        let mut list = RestrictionList::default();
        let mut counted = HashSet::new();
        for entry in entries {
            let Some(brief) = self.brief(entry.restriction)? else {
                continue;
            };
            let facts = &all[entry.place].facts;
            let holder = match brief.value("actor") {
                Some(Value::Reference(id)) => self.brief(*id)?,
                _ => None,
            };
            let row = self.row(&brief, facts, &Finding::on(on, facts), holder.as_ref())?;
            list.restrictions.records.extend(row.record.clone());
            if let (Some(holder), Some(record)) = (&holder, &row.who_record) {
                let tally: Option<&mut Tally> = match self.kind_of(holder) {
                    ActorKind::Person | ActorKind::Unknown => Some(&mut list.persons),
                    ActorKind::Organisation => Some(&mut list.organisations),
                    ActorKind::Group => None,
                };
                // Records that are one person are counted once.
                let stands = facts.holder.map(|holder| holder.actor);
                if let Some(tally) = tally
                    && counted.insert(stands)
                {
                    tally.records.push(record.clone());
                    tally.value += 1;
                }
            }
            list.rows.push(row);
        }
        list.restrictions.value = list.rows.len() as u64;
        Ok(list)
    }

    /// A restriction as a row of a register.
    pub fn row(
        &mut self,
        brief: &Brief,
        facts: &RestrictionFacts,
        finding: &Finding,
        holder: Option<&Brief>,
    ) -> Result<RestrictionRow, WorkspaceError> {
        let mut basis = self.words(brief, "basis");
        basis.extend(self.captions(brief, "body")?);
        let counted_from = match facts.counted_from {
            Some(CountedFrom::Decision) => self.date(brief, "decided"),
            _ => DateWords::unknown(),
        };
        Ok(RestrictionRow {
            record: Some(self.record(brief)),
            number: self.number_of(brief),
            who: holder.map_or(Ok(String::new()), |holder| self.who(holder))?,
            who_record: holder.map(|holder| self.record(holder)),
            kind: self.text(brief, "kind"),
            basis: basis.join("; "),
            scope: self.scope(brief),
            from: self.date(brief, "start"),
            counted_from,
            length: self.text(brief, "length"),
            end: self.end(brief, finding),
            days_left: days_left(finding),
            why: self.why(finding),
            citations: self.cite(&[brief])?,
        })
    }

    /// The scope in the words of the list, and in brackets those of the source where they differ.
    fn scope(&self, brief: &Brief) -> String {
        let listed = self.words(brief, "scope").join("; ");
        let told = self.text(brief, "scope_text").replace(" | ", ", ");
        if listed.is_empty() || told.is_empty() || fold(&listed) == fold(&told) {
            return if listed.is_empty() { told } else { listed };
        }
        format!("{listed} ({told})")
    }

    fn end(&self, brief: &Brief, finding: &Finding) -> End {
        let words = self.last_day(brief, finding);
        if words.words.is_empty() {
            return End::Unknown;
        }
        match finding.end.as_ref().map(|end| end.how) {
            Some(EndSource::Computed) => End::Computed(words),
            _ => End::Stated(words),
        }
    }

    /// The last day after all changes and steps, or between which days it lies; as it was stated only where nothing else
    /// follows. Empty when nobody knows.
    pub(super) fn last_day(&self, brief: &Brief, finding: &Finding) -> DateWords {
        let stated = date(brief, "end").map(|stated| DayRange::from(&stated));
        match &finding.end {
            Some(end) if !end.days.is_open_ended() && stated != Some(end.days) => {
                self.range(end.days)
            }
            _ => self.date(brief, "end"),
        }
    }
}

fn days_left(finding: &Finding) -> Option<DaysLeft> {
    if finding.standing == Standing::EndUnknown {
        return None;
    }
    let left = finding.days_left?;
    Some(DaysLeft {
        least: u64::from(left.min),
        most: u64::from(left.max?),
    })
}
