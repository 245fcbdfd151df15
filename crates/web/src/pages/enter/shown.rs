//! Small questions that the templates of forms ask about a field.

use aigaq_schema::CountedAs;
use aigaq_workspace::entering::{ChoiceGroup, Field, Input};

/// The list to choose one from.
pub(crate) fn choices(field: &Field) -> Option<&[ChoiceGroup]> {
    match &field.input {
        Input::Choice(groups) => Some(groups),
        _ => None,
    }
}

/// The list to tick.
pub(crate) fn ticks(field: &Field) -> Option<&[ChoiceGroup]> {
    match &field.input {
        Input::Ticks(groups) => Some(groups),
        _ => None,
    }
}

/// The list on the page whose labels are typed or taken.
pub(crate) fn listed(field: &Field) -> Option<&str> {
    match &field.input {
        Input::Listed(list) => Some(list),
        _ => None,
    }
}

/// Several lines.
pub(crate) fn is_prose(field: &Field) -> bool {
    matches!(field.input, Input::Prose)
}

/// Nothing may be chosen, and no choice of the list says so.
pub(crate) fn needs_blank(groups: &[ChoiceGroup]) -> bool {
    let mut all = groups.iter().flat_map(|g| &g.choices);
    // A list of two reasons or three ways has its first as the usual one.
    !all.clone().any(|c| c.value.is_empty()) && all.all(|c| !c.value.starts_with("enter."))
}

/// What is ticked, in a line.
pub(crate) fn chosen(groups: &[ChoiceGroup]) -> String {
    let chosen: Vec<&str> = groups
        .iter()
        .flat_map(|g| &g.choices)
        .filter(|c| c.chosen)
        .map(|c| c.label.trim_start_matches("– "))
        .collect();
    chosen.join(", ")
}

/// The ids of what describes a field.
pub(crate) fn described(field: &Field) -> Option<String> {
    let name = &field.name;
    let mut ids = Vec::new();
    if field.fault.is_some() {
        ids.push(format!("{name}-fault"));
    }
    if field.echo.is_some() && ticks(field).is_none() {
        ids.push(format!("{name}-echo"));
    }
    if !field.help.is_empty() {
        ids.push(format!("{name}-help"));
    }
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// The key of the sentence that says how several targets are counted.
pub(crate) fn rule(rule: &CountedAs) -> &'static str {
    match rule {
        CountedAs::Together => "codes-together",
        CountedAs::Each => "codes-each",
    }
}
