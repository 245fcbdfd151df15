//! Together or each: how an act like this one is counted when it is told of several people at once.

use crate::open::Workspace;
use aigaq_schema::Value;
use aigaq_view::Brief;

/// How acts of a type are counted when they are told of several people at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CountedAs {
    /// One act against all of them.
    Together,
    /// One act for each of them.
    Each,
}

impl Workspace {
    /// The rule of an act's type; `None` for what is no act, or an act of no type.
    pub(super) fn counted_as(&self, brief: &Brief) -> Option<CountedAs> {
        if brief.record_type != "act" {
            return None;
        }
        let Value::Term(code) = brief.value("type")? else {
            return None;
        };
        Some(match self.schema().together_by_default(code) {
            true => CountedAs::Together,
            false => CountedAs::Each,
        })
    }
}
