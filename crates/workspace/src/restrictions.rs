//! Restrictions as the register sees them, from what the view holds.

use crate::error::WorkspaceError;
use crate::named::{Asking, CellPart, Naming};
use crate::open::Workspace;
use aigaq_registers::flaws::Flaw;
use aigaq_registers::restrictions::{
    Change, ChangeKind, CountedFrom, Holder, HolderKind, Status, Stock, Told, Until,
};
use aigaq_registers::{Finding, RestrictionFacts, RestrictionRegister, Standing};
use aigaq_schema::{Day, PartialDate, RecordId, Value};
use aigaq_view::{Brief, Reader, TakenIn};
use std::collections::HashMap;
use std::sync::Arc;

/// How a restriction stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StandingGroup {
    /// Certainly in force.
    Certainly,
    /// Perhaps in force: dates or reports do not decide.
    Perhaps,
    /// Nothing says when it ends.
    EndUnknown,
    /// Not in force.
    No,
}

/// A restriction in a register.
#[derive(Debug, Clone, serde::Serialize)]
pub struct RestrictionRow {
    /// The record.
    pub id: RecordId,
    /// How it stands.
    pub standing: StandingGroup,
    /// Why, by key of a phrase; empty when certain.
    pub why: String,
    /// Who is restricted.
    pub who: Vec<CellPart>,
    /// Its kind.
    pub kind: String,
    /// From when (EDTF); empty when unknown.
    pub start: String,
    /// Until when (EDTF), stated or computed; empty when unknown.
    pub end: String,
    /// Fewest and most days left.
    pub days_left: Option<(u32, Option<u32>)>,
}

/// The restrictions as they were read for somebody when the view had come so far.
#[derive(Debug)]
pub(crate) struct RestrictionsAtHand {
    of: (Reader, TakenIn),
    facts: Known,
    flaws: Option<Arc<Vec<Flaw>>>,
    on: Option<OnDay>,
}

/// What was read of all restrictions that somebody may see.
type Known = Arc<Vec<(Brief, RestrictionFacts)>>;

/// The register on a day, of one kind or of all.
type OnDay = ((Day, Option<String>), Arc<(RestrictionRegister, Stock)>);

impl Workspace {
    /// What the register is told of each restriction that the reader may see. Kept until anything is said.
    pub(crate) fn restriction_facts(&self, reader: &Reader) -> Result<Known, WorkspaceError> {
        let of = (*reader, self.view.taken_in()?);
        if let Some(kept) = self
            .at_hand
            .restrictions()
            .as_ref()
            .filter(|kept| kept.of == of)
        {
            return Ok(Arc::clone(&kept.facts));
        }
        let facts = Arc::new(self.read_restrictions(reader)?);
        *self.at_hand.restrictions() = Some(RestrictionsAtHand {
            of,
            facts: Arc::clone(&facts),
            flaws: None,
            on: None,
        });
        Ok(facts)
    }

    /// The register of one kind, or of all, on a day. The last one is kept, because a person goes through its pages.
    pub(crate) fn restrictions_by_day(
        &self,
        reader: &Reader,
        day: Day,
        kind: Option<&str>,
    ) -> Result<Arc<(RestrictionRegister, Stock)>, WorkspaceError> {
        let facts = self.restriction_facts(reader)?;
        let of = (day, kind.map(str::to_owned));
        let mut kept = self.at_hand.restrictions();
        let kept = kept
            .as_mut()
            .filter(|kept| Arc::ptr_eq(&kept.facts, &facts));
        if let Some((known, register)) = kept.as_ref().and_then(|kept| kept.on.as_ref())
            && *known == of
        {
            return Ok(Arc::clone(register));
        }
        let within = |facts: &RestrictionFacts| {
            kind.is_none_or(|kind| {
                let list = self.schema().list("restriction_kinds");
                list.is_some_and(|list| list.is_within(&facts.kind, kind))
            })
        };
        let wanted = facts.iter().map(|(_, facts)| facts);
        let register = RestrictionRegister::on(day, wanted.filter(|facts| within(facts)));
        let stock = register.stock();
        let both = Arc::new((register, stock));
        if let Some(kept) = kept {
            kept.on = Some((of, Arc::clone(&both)));
        }
        Ok(both)
    }

    /// What of the restrictions cannot be, as `find` finds it; kept as long as they are.
    pub(crate) fn kept_flaws(
        &self,
        reader: &Reader,
        find: impl FnOnce(&[(Brief, RestrictionFacts)]) -> Result<Vec<Flaw>, WorkspaceError>,
    ) -> Result<Vec<Flaw>, WorkspaceError> {
        let facts = self.restriction_facts(reader)?;
        let known = self.at_hand.restrictions().as_ref().and_then(|kept| {
            let same = Arc::ptr_eq(&kept.facts, &facts);
            kept.flaws.as_ref().filter(|_| same).map(Arc::clone)
        });
        if let Some(flaws) = known {
            return Ok(flaws.to_vec());
        }
        let flaws = find(&facts)?;
        if let Some(kept) = self.at_hand.restrictions().as_mut()
            && Arc::ptr_eq(&kept.facts, &facts)
        {
            kept.flaws = Some(Arc::new(flaws.clone()));
        }
        Ok(flaws)
    }

    fn read_restrictions(
        &self,
        reader: &Reader,
    ) -> Result<Vec<(Brief, RestrictionFacts)>, WorkspaceError> {
        let parts = Parts::of(self, reader)?;
        let mut all = Vec::new();
        for brief in self.briefs(reader, "restriction")? {
            let facts = self.facts_of(reader, &brief, &parts)?;
            all.push((brief, facts));
        }
        Ok(all)
    }

    /// All records of a type that the reader may see, in the order of their rows.
    pub(crate) fn briefs(
        &self,
        reader: &Reader,
        record_type: &str,
    ) -> Result<Vec<Brief>, WorkspaceError> {
        let table = self.view.columns().table(record_type);
        let mut all = Vec::new();
        for row in 0..table.map_or(0, aigaq_counting::Table::rows) {
            all.extend(self.view.brief_at(reader, record_type, row)?);
        }
        Ok(all)
    }

    fn facts_of(
        &self,
        reader: &Reader,
        brief: &Brief,
        parts: &Parts,
    ) -> Result<RestrictionFacts, WorkspaceError> {
        let schema = self.schema();
        let kind = brief.value("kind").map(Value::plain).unwrap_or_default();
        let entry = schema
            .list("restriction_kinds")
            .and_then(|list| list.get(&kind));
        let mut facts = match entry {
            Some(entry) => RestrictionFacts::of_kind(brief.id, entry),
            None => RestrictionFacts::new(brief.id, kind),
        };
        facts.decided = date(brief, "decided");
        facts.start = date(brief, "start");
        facts.end = date(brief, "end");
        facts.length = match brief.value("length") {
            Some(Value::Duration(span)) => Some(*span),
            _ => None,
        };
        facts.counted_from = brief
            .value("counted_from")
            .map(|v| CountedFrom::from_code(&v.plain()));
        if let Some(Value::Reference(id)) = brief.value("actor") {
            facts.holder = Some(Holder {
                actor: *id,
                kind: self.holder_kind(reader, *id)?,
            });
        }
        facts.start_minute = match brief.value("start") {
            Some(Value::Date { clock, .. }) => clock.as_ref().map(|clock| clock.minute),
            _ => None,
        };
        facts.until = parts.until(brief);
        facts.changes = parts.changes.get(&brief.id).cloned().unwrap_or_default();
        facts.told = self.told(reader, brief)?;
        Ok(facts)
    }

    fn holder_kind(&self, reader: &Reader, actor: RecordId) -> Result<HolderKind, WorkspaceError> {
        let kind = self
            .view
            .brief(reader, actor)?
            .and_then(|b| b.value("kind").map(Value::plain))
            .unwrap_or_default();
        let within = |of: &str| {
            self.schema()
                .list("actor_kinds")
                .is_some_and(|list| list.is_within(&kind, of))
        };
        Ok(if within("organisation") {
            HolderKind::Organisation
        } else if within("group") {
            HolderKind::Group
        } else {
            HolderKind::Person
        })
    }

    /// How the restriction stands by each source that says so, on the day of the telling: that of the same source's
    /// `status_on`, else the source's own date, else no later than the day it was recorded.
    fn told(&self, reader: &Reader, brief: &Brief) -> Result<Vec<Told>, WorkspaceError> {
        let statements = self.view.live(brief.id)?;
        let mut all = Vec::new();
        for statement in statements.iter().filter(|s| s.property == "status") {
            let Value::Term(code) = &statement.value else {
                continue;
            };
            let same_source = statements.iter().find_map(|s| match &s.value {
                Value::Date { date, .. }
                    if s.property == "status_on" && s.basis.source == statement.basis.source =>
                {
                    Some(date.clone())
                }
                _ => None,
            });
            let on = match (same_source, statement.basis.source) {
                (Some(date), _) => Some(date),
                (None, Some(source)) => self
                    .view
                    .brief(reader, source)?
                    .and_then(|brief| date(&brief, "date")),
                (None, None) => None,
            };
            all.push(Told::new(Status::from_code(code), on));
        }
        Ok(all)
    }

    /// How restrictions stand on a day.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn restrictions_on(
        &self,
        ask: &Asking,
        day: Day,
    ) -> Result<Vec<RestrictionRow>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let mut rows = Vec::new();
        for (brief, facts) in self.restriction_facts(&ask.reader)?.iter() {
            let finding = Finding::on(day, facts);
            let text = |property: &str| brief.value(property).map(Value::plain).unwrap_or_default();
            rows.push(RestrictionRow {
                id: brief.id,
                standing: group(&finding.standing),
                why: finding.standing.why_key().unwrap_or_default().to_owned(),
                who: naming.values(brief, "actor")?,
                kind: naming.code("restriction_kinds", &facts.kind),
                start: text("start"),
                end: finding
                    .end
                    .as_ref()
                    .map(|e| e.text.clone())
                    .unwrap_or_default(),
                days_left: finding.days_left.map(|d| (d.min, d.max)),
            });
        }
        rows.sort_by_key(|r| {
            (
                r.standing as u8,
                r.days_left.map_or(u32::MAX, |d| d.0),
                r.id,
            )
        });
        Ok(rows)
    }

    /// The rows of restrictions certainly or perhaps in force on a day, or whose end is unknown.
    pub(crate) fn in_force_rows(
        &self,
        reader: &Reader,
        day: Day,
    ) -> Result<Vec<u32>, WorkspaceError> {
        let all = self.restriction_facts(reader)?;
        Ok(all
            .iter()
            .filter(|(_, facts)| !matches!(Finding::on(day, facts).standing, Standing::No(_)))
            .map(|(brief, _)| brief.row)
            .collect())
    }

    /// The register on a day, with the briefs it was made from.
    pub(crate) fn register_on(
        &self,
        reader: &Reader,
        day: Day,
    ) -> Result<(Known, RestrictionRegister), WorkspaceError> {
        let all = self.restriction_facts(reader)?;
        let register = RestrictionRegister::on(day, all.iter().map(|(_, facts)| facts));
        Ok((all, register))
    }
}

/// The dated parts that say how restrictions go on: their changes, and the steps of the cases.
struct Parts {
    changes: HashMap<RecordId, Vec<Change>>,
    /// The dates on which a case came to a step; the first of them is the earliest.
    steps: HashMap<(RecordId, String), PartialDate>,
}

impl Parts {
    fn of(workspace: &Workspace, reader: &Reader) -> Result<Self, WorkspaceError> {
        let mut parts = Self {
            changes: HashMap::new(),
            steps: HashMap::new(),
        };
        for brief in workspace.briefs(reader, "restriction_change")? {
            let kind = brief.value("kind").map(Value::plain).unwrap_or_default();
            let (Some(of), Some(kind)) = (
                reference(&brief, "restriction"),
                ChangeKind::from_code(&kind),
            ) else {
                continue;
            };
            parts.changes.entry(of).or_default().push(Change {
                kind,
                on: date(&brief, "date"),
                length: match brief.value("length") {
                    Some(Value::Duration(span)) => Some(*span),
                    _ => None,
                },
                end: date(&brief, "end"),
                replaced_by: reference(&brief, "replaced_by"),
            });
        }
        for brief in workspace.briefs(reader, "stage")? {
            let (Some(case), Some(kind), Some(date)) = (
                reference(&brief, "case"),
                brief.value("kind").map(Value::plain),
                date(&brief, "date"),
            ) else {
                continue;
            };
            let step = parts.steps.entry((case, kind)).or_insert(date.clone());
            if date < *step {
                *step = date;
            }
        }
        Ok(parts)
    }

    fn until(&self, brief: &Brief) -> Option<Until> {
        let step = brief.value("ends_with").map(Value::plain)?;
        let reached = reference(brief, "case")
            .and_then(|case| self.steps.get(&(case, step.clone())))
            .cloned();
        Some(Until { step, reached })
    }
}

/// A date of a record.
pub(crate) fn date(brief: &Brief, property: &str) -> Option<PartialDate> {
    match brief.value(property) {
        Some(Value::Date { date, .. }) => Some(date.clone()),
        _ => None,
    }
}

/// The record that a property refers to.
pub(crate) fn reference(brief: &Brief, property: &str) -> Option<RecordId> {
    match brief.value(property) {
        Some(Value::Reference(id)) => Some(*id),
        _ => None,
    }
}

pub(crate) fn group(standing: &Standing) -> StandingGroup {
    match standing {
        Standing::Certainly => StandingGroup::Certainly,
        Standing::Perhaps(_) => StandingGroup::Perhaps,
        Standing::EndUnknown => StandingGroup::EndUnknown,
        Standing::No(_) => StandingGroup::No,
    }
}

/// The first known day of a date, for sorting.
pub(crate) fn first_day(date: Option<&PartialDate>) -> Day {
    date.map_or(Day::MAX, PartialDate::first)
}
