//! What the register is told of each restriction, read from the view.

use super::holders::HolderKinds;
use super::kept::Restriction;
use super::tellings::tellings;
use crate::error::WorkspaceError;
use crate::kept::{Much, Parts, Reads};
use crate::open::Workspace;
use crate::restrictions::{date, reference};
use crate::standing::StandingFor;
use aigaq_registers::RestrictionFacts;
use aigaq_registers::restrictions::{
    Change, ChangeKind, CountedFrom, Holder, Outline, Told, Until,
};
use aigaq_schema::{RecordId, Span, Value};
use aigaq_view::{Brief, Reader};

/// Reads restrictions: what they share (who is restricted, their cases) is read once.
pub(super) struct Reading<'w> {
    workspace: &'w Workspace,
    reader: Reader,
    changes: Parts<'w>,
    stages: Parts<'w>,
    holders: HolderKinds<'w>,
    standing: StandingFor<'w>,
}

impl<'w> Reads<'w> for Reading<'w> {
    type Told = Restriction;
    const RECORD_TYPE: &'static str = "restriction";
    const PARTS: &'static [&'static str] = &["restriction_change", "stage"];

    fn begin(
        workspace: &'w Workspace,
        reader: &Reader,
        much: Much,
    ) -> Result<Self, WorkspaceError> {
        Ok(Self {
            workspace,
            reader: *reader,
            changes: workspace.parts(reader, much, ("restriction_change", "restriction"))?,
            stages: workspace.parts(reader, much, ("stage", "case"))?,
            holders: HolderKinds::new(workspace, *reader),
            standing: StandingFor::new(workspace, *reader)?,
        })
    }

    fn read(
        &mut self,
        brief: Brief,
        rests_on: &mut Vec<RecordId>,
    ) -> Result<Option<Restriction>, WorkspaceError> {
        let facts = self.facts_of(&brief, rests_on)?;
        Ok(Some(Restriction {
            outline: Outline::of(&facts),
            facts,
            act: reference(&brief, "act"),
        }))
    }
}

impl Reading<'_> {
    /// What is told of one restriction.
    fn facts_of(
        &mut self,
        brief: &Brief,
        rests_on: &mut Vec<RecordId>,
    ) -> Result<RestrictionFacts, WorkspaceError> {
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
        facts.length = span(brief);
        facts.counted_from = brief
            .value("counted_from")
            .map(|v| CountedFrom::from_code(&v.plain()));
        if let Some(Value::Reference(id)) = brief.value("actor") {
            let actor = self.standing.resting_on(*id, rests_on)?;
            facts.holder = Some(Holder {
                actor,
                kind: self.holders.of(actor)?,
            });
        }
        facts.start_minute = match brief.value("start") {
            Some(Value::Date { clock, .. }) => clock.as_ref().map(|clock| clock.minute),
            _ => None,
        };
        facts.until = self.until(brief, rests_on)?;
        for change in self.changes.of(brief.id)? {
            rests_on.push(change.id);
            facts.changes.extend(change_of(&change));
        }
        facts.told = self.told(brief, rests_on)?;
        Ok(facts)
    }

    /// How the restriction stands by each source that says so, on the day of the telling.
    fn told(
        &self,
        brief: &Brief,
        rests_on: &mut Vec<RecordId>,
    ) -> Result<Vec<Told>, WorkspaceError> {
        if brief.get("status").is_none() {
            return Ok(Vec::new());
        }
        let mut all = Vec::new();
        for telling in tellings(&self.workspace.view.live_as_spoken(brief.id)?) {
            let mut on = telling.on;
            if let (None, Some(source)) = (&on, telling.source) {
                rests_on.push(source);
                let source = self.workspace.view.brief(&self.reader, source)?;
                on = source.and_then(|source| date(&source, "date"));
            }
            all.push(Told::new(telling.status, on.or(telling.by)));
        }
        Ok(all)
    }

    /// The step that ends it, with the earliest date on which its case came there.
    fn until(
        &self,
        brief: &Brief,
        rests_on: &mut Vec<RecordId>,
    ) -> Result<Option<Until>, WorkspaceError> {
        let Some(step) = brief.value("ends_with").map(Value::plain) else {
            return Ok(None);
        };
        let mut reached = None;
        if let Some(case) = reference(brief, "case") {
            rests_on.push(case);
            for stage in self.stages.of(case)? {
                rests_on.push(stage.id);
                if stage.value("kind").map(Value::plain).as_ref() != Some(&step) {
                    continue;
                }
                if let Some(on) = date(&stage, "date")
                    && reached.as_ref().is_none_or(|first| on < *first)
                {
                    reached = Some(on);
                }
            }
        }
        Ok(Some(Until { step, reached }))
    }
}

fn span(brief: &Brief) -> Option<Span> {
    match brief.value("length") {
        Some(Value::Duration(span)) => Some(*span),
        _ => None,
    }
}

/// A change of a restriction; one without a kind says nothing here.
fn change_of(brief: &Brief) -> Option<Change> {
    let kind = brief.value("kind").map(Value::plain)?;
    Some(Change {
        record: Some(brief.id),
        kind: ChangeKind::from_code(&kind)?,
        on: date(brief, "date"),
        length: span(brief),
        end: date(brief, "end"),
        replaced_by: reference(brief, "replaced_by"),
    })
}
