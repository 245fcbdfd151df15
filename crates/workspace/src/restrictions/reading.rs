//! What the register is told of each restriction, read from the view.

use crate::error::WorkspaceError;
use crate::open::Workspace;
use crate::restrictions::{date, reference};
use aigaq_registers::RestrictionFacts;
use aigaq_registers::restrictions::{
    Change, ChangeKind, CountedFrom, Holder, HolderKind, Status, Told, Until,
};
use aigaq_schema::{PartialDate, RecordId, Value};
use aigaq_view::{Brief, Reader};
use std::collections::{HashMap, HashSet};

/// Reads all restrictions: what they share (who is restricted, their changes, their cases) is read once.
pub(super) struct Reading<'w> {
    workspace: &'w Workspace,
    reader: Reader,
    parts: Parts,
    holders: HashMap<RecordId, HolderKind>,
    /// The other records that what was read rests on.
    pub rests_on: HashSet<RecordId>,
}

impl<'w> Reading<'w> {
    pub fn new(workspace: &'w Workspace, reader: &Reader) -> Result<Self, WorkspaceError> {
        Ok(Self {
            workspace,
            reader: *reader,
            parts: Parts::of(workspace, reader)?,
            holders: HashMap::new(),
            rests_on: HashSet::new(),
        })
    }

    /// What is told of one restriction.
    pub fn facts_of(&mut self, brief: &Brief) -> Result<RestrictionFacts, WorkspaceError> {
        let schema = self.workspace.schema();
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
                kind: self.holder_kind(*id)?,
            });
        }
        facts.start_minute = match brief.value("start") {
            Some(Value::Date { clock, .. }) => clock.as_ref().map(|clock| clock.minute),
            _ => None,
        };
        facts.until = self.until(brief);
        facts.changes = self.parts.changes.remove(&brief.id).unwrap_or_default();
        facts.told = self.told(brief)?;
        Ok(facts)
    }

    fn holder_kind(&mut self, actor: RecordId) -> Result<HolderKind, WorkspaceError> {
        if let Some(known) = self.holders.get(&actor) {
            return Ok(*known);
        }
        let brief = self.workspace.view.brief(&self.reader, actor)?;
        let kind = brief.and_then(|brief| brief.value("kind").map(Value::plain));
        let kinds = self.workspace.schema().list("actor_kinds");
        let within = |of: &str| {
            let kind = kind.as_deref().unwrap_or_default();
            kinds.is_some_and(|list| list.is_within(kind, of))
        };
        let kind = if within("organisation") {
            HolderKind::Organisation
        } else if within("group") {
            HolderKind::Group
        } else {
            HolderKind::Person
        };
        self.holders.insert(actor, kind);
        self.rests_on.insert(actor);
        Ok(kind)
    }

    /// How the restriction stands by each source that says so, on the day of the telling: that of the same source's
    /// `status_on`, else the source's own date, else no later than the day it was recorded.
    fn told(&mut self, brief: &Brief) -> Result<Vec<Told>, WorkspaceError> {
        if brief.get("status").is_none() {
            return Ok(Vec::new());
        }
        let statements = self.workspace.view.live(brief.id)?;
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
                (None, Some(source)) => {
                    self.rests_on.insert(source);
                    let brief = self.workspace.view.brief(&self.reader, source)?;
                    brief.and_then(|brief| date(&brief, "date"))
                }
                (None, None) => None,
            };
            all.push(Told::new(Status::from_code(code), on));
        }
        Ok(all)
    }

    fn until(&mut self, brief: &Brief) -> Option<Until> {
        let step = brief.value("ends_with").map(Value::plain)?;
        let case = reference(brief, "case");
        self.rests_on.extend(case);
        let reached = case.and_then(|case| self.parts.steps.get(&(case, step.clone())));
        let reached = reached.cloned();
        Some(Until { step, reached })
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
}
