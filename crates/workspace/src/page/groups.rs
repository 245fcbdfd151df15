//! The groups in which properties stand, on pages and in forms.

use aigaq_schema::Property;

/// The groups, in their order. Each has its label among the phrases.
pub(crate) const GROUPS: [&str; 8] = [
    "what", "who", "when", "where", "law", "source", "status", "more",
];

/// The place of a property's group among [`GROUPS`]; the last, where it has none or one nobody knows.
pub(crate) fn group_of(property: &Property) -> usize {
    GROUPS
        .iter()
        .position(|group| *group == property.group)
        .unwrap_or(GROUPS.len() - 1)
}
