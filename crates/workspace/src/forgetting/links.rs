//! What points to the person without naming them: a relation, a place on a list, a case, a note.

use super::Forgetting;
use super::choices::{Choice, Cut, Link};
use super::marks::{Marks, Seen};
use crate::confidential::SOURCE;
use crate::error::WorkspaceError;
use crate::open::Workspace;
use aigaq_schema::{RecordId, Statement, Value};
use aigaq_view::Reader;

/// Records about one person alone: by which property they name them. They go with the person, whatever stays of them.
const GO_WITH: [(&str, &str); 2] = [("consent", "person"), ("file", "of")];

/// Records about one person that go when the person's record is destroyed, or when it is said that they shall.
const ABOUT: [(&str, &str); 4] = [
    ("listing", "person"),
    ("restriction", "actor"),
    ("relation", "from"),
    ("relation", "to"),
];

/// Parts of a record that are of one person.
const PARTS: [(&str, &str); 1] = [("involvement", "actor")];

/// What happened and what was decided and published: it stays as it is, with somebody without a name.
const STAY: [&str; 4] = ["act", "judgement", "publication", "definition"];

/// Judgements about a pair: of one record alone they say nothing.
const OF_PAIRS: [&str; 3] = ["same", "different", "unsure"];

/// Answers that forbid, of the list of states of consents.
const REFUSALS: [&str; 2] = ["refused", "withdrawn"];

const JUDGEMENT: &str = "judgement";
const RELATION: &str = "relation";

impl Workspace {
    /// What in a root points to the person and may be cut; `None` when nothing may.
    pub(super) fn link(
        &self,
        marks: &mut Marks,
        (root, record_type): (RecordId, &str),
        seen: &Seen,
    ) -> Result<Option<Link>, WorkspaceError> {
        if marks.forgotten.contains(&root) || seen.named_by.is_empty() {
            return Ok(None);
        }
        if !self.outlives_the_name(marks, (root, record_type))?
            && self.is_about(marks, (root, seen), &GO_WITH)?
        {
            return Ok(must(Cut::Whole));
        }
        if marks.how == Forgetting::Destroy {
            let is_about = self.is_about(marks, (root, seen), &ABOUT)?;
            if is_about || record_type == JUDGEMENT && self.says_nothing_then(marks, root)? {
                return Ok(must(Cut::Whole));
            }
            for (record, of, property) in &seen.named_by {
                let is_part = PARTS.contains(&(of.as_str(), property.as_str()));
                if is_part && *record != root && self.is_alone(marks, (*record, property))? {
                    marks.parts.insert(*record);
                }
            }
            return Ok(must(Cut::Part));
        }
        if marks.record_type != "actor" || STAY.contains(&record_type) {
            return Ok(None);
        }
        // A link that was taken back points to nobody any more.
        let mut holds = false;
        for (record, _, property) in &seen.named_by {
            holds |= self
                .refers(*record, property)?
                .iter()
                .any(|to| marks.forgotten.contains(to));
        }
        if !holds {
            return Ok(None);
        }
        let cut = match self.is_about(marks, (root, seen), &ABOUT)? {
            true => Cut::Whole,
            false => Cut::Part,
        };
        let choice = match record_type == RELATION && self.is_between_people(root)? {
            true => Choice::Usually,
            false => Choice::IfTaken,
        };
        Ok(Some(Link { cut, choice }))
    }

    /// What a source without a name answered holds on, and so does what a person refused or took back: words and files
    /// that tell of them stay, and would leave again as if nobody had been asked.
    fn outlives_the_name(
        &self,
        marks: &Marks,
        (root, record_type): (RecordId, &str),
    ) -> Result<bool, WorkspaceError> {
        if record_type != "consent" || marks.how != Forgetting::Identity {
            return Ok(false);
        }
        if marks.record_type == SOURCE {
            return Ok(true);
        }
        let said = self.view.live(root)?;
        Ok(said.iter().any(|said| match said.property.as_str() {
            "state" => REFUSALS.iter().any(|code| said.value == Value::term(*code)),
            "withdrawn" => true,
            _ => false,
        }))
    }

    /// Whether the root names the person by one of these properties, and nobody else by it.
    fn is_about(
        &self,
        marks: &Marks,
        (root, seen): (RecordId, &Seen),
        table: &[(&str, &str)],
    ) -> Result<bool, WorkspaceError> {
        for (record, of, property) in &seen.named_by {
            let is_listed = table.contains(&(of.as_str(), property.as_str()));
            if *record == root && is_listed && self.is_alone(marks, (root, property))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a record points by this property to nobody but the person: by what holds; where nothing of it holds any
    /// more, by all that was ever said.
    fn is_alone(
        &self,
        marks: &Marks,
        (record, property): (RecordId, &str),
    ) -> Result<bool, WorkspaceError> {
        let mut to = self.refers(record, property)?;
        if to.is_empty() {
            let said = self.view.said(record)?;
            let ever = said.iter().flat_map(|(_, block)| &block.statements);
            to = references(ever, property);
        }
        Ok(!to.is_empty() && to.iter().all(|to| marks.forgotten.contains(to)))
    }

    fn refers(&self, record: RecordId, property: &str) -> Result<Vec<RecordId>, WorkspaceError> {
        Ok(references(self.live(record)?.iter(), property))
    }

    /// Whether a judgement is about nobody any more without the person, or about one of a pair.
    fn says_nothing_then(&self, marks: &Marks, root: RecordId) -> Result<bool, WorkspaceError> {
        let live = self.live(root)?;
        let mut of = references(live.iter(), "record");
        of.extend(references(live.iter(), "statement"));
        of.retain(|record| !marks.forgotten.contains(record));
        let is_of_pair = live
            .iter()
            .any(|said| said.property == "kind" && OF_PAIRS.contains(&said.value.plain().as_str()));
        Ok(of.is_empty() || is_of_pair && of.len() < 2)
    }

    fn is_between_people(&self, relation: RecordId) -> Result<bool, WorkspaceError> {
        let live = self.live(relation)?;
        for property in ["from", "to"] {
            for to in references(live.iter(), property) {
                let brief = self.view.brief(&Reader::keeper(), to)?;
                let is_person = match brief {
                    Some(brief) => self.view.is_person(&brief)?,
                    None => false,
                };
                if !is_person {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }
}

fn must(cut: Cut) -> Option<Link> {
    let choice = Choice::Must;
    Some(Link { cut, choice })
}

fn references<'s>(said: impl Iterator<Item = &'s Statement>, property: &str) -> Vec<RecordId> {
    said.filter(|statement| statement.property == property)
        .filter_map(|statement| match &statement.value {
            Value::Reference(to) | Value::Statement(to, _) => Some(*to),
            _ => None,
        })
        .collect()
}
