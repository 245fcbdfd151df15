//! Paths and conditions in the reader's words.

use super::ChosenFilter;
use crate::named::Naming;
use aigaq_counting::{Filter, Op};
use aigaq_publishing::dates;
use aigaq_schema::{PartialDate, RecordId, ValueKind};
use aigaq_view::{AGREEMENT, CHANGED};

/// A path in words: `target.category` → "Target: category".
pub(crate) fn path_label(naming: &Naming<'_>, record_type: &str, path: &str) -> String {
    let (path, view) = path
        .split_once(':')
        .map_or((path, None), |(p, v)| (p, Some(v)));
    match path {
        "year" | "month" | "quarter" | "target" | "perpetrator" => {
            return naming.words.say(&format!("label.{path}"));
        }
        _ => {}
    }
    let label = match path.split_once('.') {
        Some((hop @ ("target" | "perpetrator"), property)) => {
            format!(
                "{}: {}",
                naming.words.say(&format!("label.{hop}")),
                naming.property_label("actor", property).to_lowercase()
            )
        }
        Some((hop, property)) => {
            let to = naming
                .schema
                .property(record_type, hop)
                .and_then(|p| p.to.first().cloned())
                .unwrap_or_default();
            format!(
                "{}: {}",
                naming.property_label(record_type, hop),
                naming.property_label(&to, property).to_lowercase()
            )
        }
        None => naming.property_label(record_type, path),
    };
    match view {
        Some(span @ ("year" | "month" | "quarter")) => format!(
            "{label}: {}",
            naming.words.say(&format!("label.{span}")).to_lowercase()
        ),
        _ => label,
    }
}

/// A condition in words: “Region: Almaty”.
pub(crate) fn condition_words(naming: &Naming<'_>, record_type: &str, filter: &Filter) -> String {
    let path = filter.path.text();
    let bare = path.split(':').next().unwrap_or(path);
    let (owner, code) = match bare.split_once('.') {
        Some(("target" | "perpetrator", code)) => ("actor".to_owned(), code),
        Some((hop, code)) => (
            naming
                .schema
                .property(record_type, hop)
                .and_then(|p| p.to.first().cloned())
                .unwrap_or_default(),
            code,
        ),
        None => (record_type.to_owned(), bare),
    };
    let values: Vec<String> = filter
        .values
        .iter()
        .map(|value| {
            if let Ok(id) = value.parse::<RecordId>() {
                return naming
                    .by_id(id)
                    .ok()
                    .flatten()
                    .map_or_else(|| value.clone(), |n| n.caption);
            }
            if code == AGREEMENT {
                return naming.words.say(&format!("agreement.{value}"));
            }
            if let Ok(date) = value.parse::<PartialDate>()
                && (code == CHANGED || is_date(naming, &owner, code))
            {
                return dates::words(&date, naming.ask.language);
            }
            match naming.schema.property(&owner, code) {
                Some(property) => naming.term(property, value),
                None => value.clone(),
            }
        })
        .collect();
    let sign = match filter.op {
        Op::IsNot => " ≠",
        Op::AtLeast => " ≥",
        Op::MoreThan => " >",
        Op::AtMost => " ≤",
        Op::LessThan => " <",
        Op::Is | Op::Exactly => ":",
    };
    format!(
        "{}{sign} {}",
        path_label(naming, record_type, path),
        values.join(", ")
    )
}

pub(super) fn chosen(naming: &Naming<'_>, record_type: &str, filter: &Filter) -> ChosenFilter {
    ChosenFilter {
        text: filter.to_string(),
        label: condition_words(naming, record_type, filter),
    }
}

fn is_date(naming: &Naming<'_>, record_type: &str, code: &str) -> bool {
    let property = naming.schema.property(record_type, code);
    property.is_some_and(|p| p.kind == ValueKind::Date)
}
