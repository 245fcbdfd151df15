//! By what a unit can be counted: the countable properties of its type, and those of the records it
//! refers to.

use aigaq_counting::Unit;
use aigaq_schema::{Property, RecordType, Schema, ValueKind};
use aigaq_view::has_column;

use crate::words::Words;

/// The choices for one dimension.
pub(super) struct Choices {
    pub(super) groups: Vec<Group>,
}

/// Choices that belong together: those of one record type.
pub(crate) struct Group {
    pub(crate) label: String,
    pub(crate) options: Vec<Choice>,
}

/// One choice.
pub(crate) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

/// All choices, with the chosen one marked; a chosen path that is not among them (typed into the
/// address) is added.
pub(super) fn choices(schema: &Schema, unit: Unit, chosen: Option<&str>, w: Words) -> Choices {
    let mut groups = Vec::new();
    if let Some(kind) = schema.record_type(unit.table()) {
        let mut own = group(schema, kind, "", w);
        own.options.splice(0..0, own_time(unit, w));
        groups.push(own);
        groups.extend(
            hops(schema, unit, kind, w)
                .into_iter()
                .map(|(prefix, label, target)| Group {
                    label,
                    ..group(schema, target, &format!("{prefix}."), w)
                }),
        );
    }
    groups.retain(|group| !group.options.is_empty());
    let known = chosen.is_none_or(|chosen| {
        groups
            .iter_mut()
            .flat_map(|group| &mut group.options)
            .any(|choice| {
                choice.chosen = choice.value == chosen;
                choice.chosen
            })
    });
    if let (Some(chosen), false) = (chosen, known) {
        groups.insert(
            0,
            Group {
                label: w.t("count-by-other"),
                options: vec![Choice {
                    value: chosen.to_owned(),
                    label: chosen.to_owned(),
                    chosen: true,
                }],
            },
        );
    }
    Choices { groups }
}

/// The time by which a unit is counted when no date is named.
fn own_time(unit: Unit, w: Words) -> Vec<Choice> {
    let spans = [
        ("year", "span-year"),
        ("quarter", "span-quarter"),
        ("month", "span-month"),
    ];
    spans
        .into_iter()
        .filter(|_| unit.main_date().is_some())
        .map(|(span, key)| Choice {
            value: span.to_owned(),
            label: w.t(key),
            chosen: false,
        })
        .collect()
}

/// Records that are reached from the unit: through its references, and between acts and those in them.
fn hops<'s>(
    schema: &'s Schema,
    unit: Unit,
    kind: &'s RecordType,
    w: Words,
) -> Vec<(String, String, &'s RecordType)> {
    let language = w.language();
    let mut hops = Vec::new();
    if kind.code == "act"
        && let (Some(actor), Some(roles)) = (
            schema.record_type("actor"),
            schema.list("involvement_roles"),
        )
    {
        for role in ["target", "perpetrator"] {
            let label = roles
                .get(role)
                .map_or(role, |entry| entry.label.get(language));
            hops.push((role.to_owned(), label.to_owned(), actor));
        }
    }
    if unit.counts_actors()
        && let Some(act) = schema.record_type("act")
    {
        hops.push(("act".to_owned(), act.label.get(language).to_owned(), act));
    }
    for property in kind
        .properties
        .iter()
        .filter(|p| p.kind == ValueKind::Reference)
    {
        if let [target] = property.to.as_slice()
            && has_column(property)
            && let Some(target) = schema.record_type(target)
        {
            hops.push((
                property.code.clone(),
                property.label.get(language).to_owned(),
                target,
            ));
        }
    }
    hops
}

fn group(schema: &Schema, kind: &RecordType, prefix: &str, w: Words) -> Group {
    Group {
        label: kind.label.get(w.language()).to_owned(),
        options: kind
            .properties
            .iter()
            .filter(|property| has_column(property) && !property.stored)
            .flat_map(|property| of_property(schema, property, prefix, w))
            .collect(),
    }
}

fn of_property(schema: &Schema, property: &Property, prefix: &str, w: Words) -> Vec<Choice> {
    let label = property.label.get(w.language());
    let choice = |view: &str, label: String| Choice {
        value: format!("{prefix}{}{view}", property.code),
        label,
        chosen: false,
    };
    match property.kind {
        ValueKind::Date => [
            (":year", "by-year"),
            (":quarter", "by-quarter"),
            (":month", "by-month"),
        ]
        .into_iter()
        .map(|(view, key)| choice(view, format!("{label}, {}", w.t(key))))
        .collect(),
        ValueKind::Term => {
            let mut both = vec![choice("", label.to_owned())];
            let is_tree = schema
                .list_of(property)
                .is_some_and(|list| list.entries().iter().any(|code| code.parent.is_some()));
            if is_tree {
                both.push(choice(":0", format!("{label}, {}", w.t("by-top"))));
            }
            both
        }
        ValueKind::Text if property.countable => vec![choice("", label.to_owned())],
        ValueKind::YesNo => vec![choice("", label.to_owned())],
        ValueKind::Reference if prefix.is_empty() => vec![choice("", label.to_owned())],
        _ => Vec::new(),
    }
}
