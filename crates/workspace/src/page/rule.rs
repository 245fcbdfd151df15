//! Together or each: how an act that was told of several people at once is counted.

use crate::open::Workspace;
use aigaq_schema::{CountedAs, Value};
use aigaq_view::Brief;

/// By which rule an act is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Counting {
    /// The rule.
    pub rule: CountedAs,
    /// It was decided for this act; else it is what is usual for acts of its type.
    pub is_said: bool,
}

impl Workspace {
    /// The rule of an act; `None` for what is no act, or an act of no type of which nothing was decided.
    pub(super) fn counted_as(&self, brief: &Brief) -> Option<Counting> {
        if brief.record_type != "act" {
            return None;
        }
        let code = |property| match brief.value(property) {
            Some(Value::Term(code)) => Some(code.as_str()),
            _ => None,
        };
        let said = code("counted_as").and_then(CountedAs::of_code);
        let usual = || code("type").map(|kind| self.schema().counted_by_default(kind));
        Some(Counting {
            rule: said.or_else(usual)?,
            is_said: said.is_some(),
        })
    }
}
