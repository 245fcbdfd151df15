//! Two records side by side: property by property, what agrees and what does not.

use crate::error::WorkspaceError;
use crate::named::{CellPart, Naming};
use aigaq_schema::{Value, ValueKind};
use aigaq_view::Brief;

/// A property of two records.
#[derive(Debug, Clone, serde::Serialize)]
pub struct SideRow {
    /// The property, in words.
    pub label: String,
    /// What holds of the first.
    pub left: Vec<CellPart>,
    /// What holds of the second.
    pub right: Vec<CellPart>,
    /// Whether they agree; nothing when one of them does not tell.
    pub agree: Option<bool>,
}

/// What is known of either of two records, in the order of the schema.
pub(super) fn beside(
    naming: &Naming<'_>,
    one: &Brief,
    other: &Brief,
) -> Result<Vec<SideRow>, WorkspaceError> {
    let mut rows = Vec::new();
    for told in one.resolved.iter().chain(
        other
            .resolved
            .iter()
            .filter(|r| one.get(&r.property).is_none()),
    ) {
        let code = &told.property;
        if OF_THE_TABLE.contains(&code.as_str()) {
            continue;
        }
        let left = naming.values(one, code)?;
        let right = naming.values(other, code)?;
        if left.is_empty() && right.is_empty() {
            continue;
        }
        rows.push(SideRow {
            label: naming.property_label(&one.record_type, code),
            agree: agree(naming, one, other, code),
            left,
            right,
        });
    }
    Ok(rows)
}

/// Properties that tell of the table a record came from, not of what it is about.
const OF_THE_TABLE: [&str; 2] = ["external_id", "original_code"];

/// Two agree on a property when a value of the one means the same as some value of the other. They contradict each
/// other only where a thing has one such value: words may be put in many ways, and of names or groups one may have
/// several.
fn agree(naming: &Naming<'_>, one: &Brief, other: &Brief, code: &str) -> Option<bool> {
    let property = naming.schema.property(&one.record_type, code)?;
    let left: Vec<&Value> = one.values(code).collect();
    let right: Vec<&Value> = other.values(code).collect();
    if left.is_empty() || right.is_empty() {
        return None;
    }
    if left.iter().any(|a| right.iter().any(|b| a.means_same(b))) {
        return Some(true);
    }
    let exclude = |a: &Value, b: &Value| naming.schema.contradict(property, a, b);
    let several = property.many || property.kind == ValueKind::Text;
    (!several && left.iter().all(|a| right.iter().all(|b| exclude(a, b)))).then_some(false)
}
