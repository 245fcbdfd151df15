//! What the sources tell on one question, each telling with where it stands; what holds comes first.

use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use aigaq_publishing::about::{Answer, Told};
use aigaq_schema::{Statement, Value};
use aigaq_view::Brief;
use aigaq_view::resolve::Agreement;

impl Telling<'_> {
    /// All that is told of a property, by what is said: where sources agree, one telling with all of them.
    pub(super) fn told_on(
        &mut self,
        brief: &Brief,
        property: &str,
    ) -> Result<Answer, WorkspaceError> {
        let Some(resolved) = brief.get(property) else {
            return Ok(Answer::default());
        };
        let (values, agreement) = (resolved.values.clone(), resolved.agreement);
        let live = self.workspace.view.live(brief.id)?;
        let said: Vec<Statement> = live
            .into_iter()
            .filter(|statement| statement.property == property && statement.value.is_known())
            .collect();
        let mut order: Vec<&Value> = values.iter().filter(|value| value.is_known()).collect();
        for statement in &said {
            if !order.contains(&&statement.value) {
                order.push(&statement.value);
            }
        }
        let mut told: Vec<Told> = Vec::new();
        for value in order {
            let text = self.said(brief, property, value)?;
            if text.is_empty() {
                continue;
            }
            let citations = self.cite_only(&[brief], |statement| {
                statement.property == property && statement.value == *value
            })?;
            match told.iter_mut().find(|there| there.text == text) {
                Some(there) => {
                    for citation in citations {
                        if !there.citations.contains(&citation) {
                            there.citations.push(citation);
                        }
                    }
                }
                None => told.push(Told { text, citations }),
            }
        }
        Ok(Answer {
            differ: agreement != Agreement::Same && told.len() > 1,
            told,
        })
    }

    /// The same of several records: what one tells beside what the other tells.
    pub(super) fn answer_of(
        &mut self,
        briefs: &[Brief],
        property: &str,
    ) -> Result<Answer, WorkspaceError> {
        let mut all = Answer::default();
        for brief in briefs {
            let answer = self.told_on(brief, property)?;
            join(&mut all, answer);
        }
        let is_single = briefs.first().is_some_and(|brief| {
            let described = self.naming.schema.property(&brief.record_type, property);
            described.is_some_and(|property| !property.many)
        });
        all.differ = is_single && all.told.len() > 1;
        Ok(all)
    }

    fn said(
        &mut self,
        brief: &Brief,
        property: &str,
        value: &Value,
    ) -> Result<String, WorkspaceError> {
        if let Value::Reference(id) = value {
            return match self.brief(*id)? {
                Some(actor) if actor.record_type == "actor" => self.who(&actor),
                Some(other) => self.caption(&other),
                None => Ok(String::new()),
            };
        }
        let Some(described) = self.naming.schema.property(&brief.record_type, property) else {
            return Ok(String::new());
        };
        let words = self.naming.value_text(described, value);
        Ok(match value {
            Value::Date { .. } | Value::Number(_) | Value::YesNo(_) => words,
            Value::Term(code) => self.label(described.list.as_deref(), code, words),
            _ => self.clean(&words),
        })
    }
}

/// What another tells beside what is told already; what is the same stands there once.
pub(super) fn join(all: &mut Answer, more: Answer) {
    all.differ |= more.differ;
    for told in more.told {
        match all.told.iter_mut().find(|there| there.text == told.text) {
            Some(there) => {
                for citation in told.citations {
                    if !there.citations.contains(&citation) {
                        there.citations.push(citation);
                    }
                }
            }
            None => all.told.push(told),
        }
    }
}
