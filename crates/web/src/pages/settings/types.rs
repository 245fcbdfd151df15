//! Record types and their properties.

use aigaq_schema::{Property, RecordType, Schema, ValueKind};
use aigaq_workspace::{WorkspaceError, in_languages};

use super::Target;
use super::form::{self, Form, Part};
use super::sent::{KINDS, SENSITIVITIES, kind_and_code};
use super::shown::{Cell, Making, Row, Shown, Table};
use aigaq_schema::own::{OwnDefinition, OwnLabels};

/// `/settings/types`
pub(super) fn all(making: &Making<'_>) -> Shown {
    let w = making.w;
    let language = w.language();
    let schema = making.workspace.schema();
    let rows = schema
        .types()
        .map(|kind| Row {
            label: kind.label.get(language).to_owned(),
            href: Target::Type(kind.code.clone()).address(),
            depth: 0,
            marks: making.marks(is_own_type(&kind.code), false),
            code: kind.code.clone(),
            cells: vec![
                Cell::text(kind.definition.get(language)),
                Cell::text(w.num(kind.properties.len())),
            ],
        })
        .collect();
    Shown {
        title: w.t("settings-types"),
        lead: w.t("settings-types-lead"),
        above: vec![making.top()],
        tables: vec![Table {
            caption: w.t("settings-types"),
            heads: [
                "column-type",
                "column-code",
                "column-definition",
                "column-properties",
            ]
            .map(|key| w.t(key))
            .to_vec(),
            rows,
            empty: String::new(),
        }],
        forms: vec![add_type(making)],
        ..Shown::default()
    }
}

fn add_type(making: &Making<'_>) -> Form {
    let form = making.fields("add-type");
    let parts = vec![
        form.in_languages("label", "legend-label", "hint-label", &OwnLabels::default()),
        form.in_languages(
            "plural",
            "legend-plural",
            "hint-plural",
            &OwnLabels::default(),
        ),
        form.in_languages("definition", "legend-definition", "", &OwnLabels::default()),
        form.part(
            "legend-code",
            vec![form.line("code", "column-code", "hint-code", "")],
        ),
    ];
    form.form(making.w.t("settings-add-type"), "button-add", parts)
}

/// `/settings/types/{type}`
pub(super) fn one(making: &Making<'_>, code: &str) -> Result<Option<Shown>, WorkspaceError> {
    let w = making.w;
    let language = w.language();
    let schema = making.workspace.schema();
    let Some(kind) = schema.record_type(code) else {
        return Ok(None);
    };
    let rows = kind
        .properties
        .iter()
        .map(|property| Row {
            label: property.label.get(language).to_owned(),
            href: Target::Property(code.to_owned(), property.code.clone()).address(),
            depth: 0,
            marks: making.marks(is_own_property(code, property), property.retired),
            code: property.code.clone(),
            cells: vec![
                kind_of(making, property),
                Cell::text(property.definition.get(language)),
            ],
        })
        .collect();
    let target = Target::Type(code.to_owned());
    let mut forms = vec![add_property(making)];
    forms.extend(of_type(making, kind)?);
    forms.extend(take_back(making, &target, is_own_type(code))?);
    Ok(Some(Shown {
        title: kind.label.get(language).to_owned(),
        kind: w.t("column-type"),
        lead: kind.definition.get(language).to_owned(),
        above: vec![
            making.top(),
            (w.t("settings-types"), Target::Types.address()),
        ],
        ways: vec![(
            kind.plural.get(language).to_owned(),
            format!("/records/{}", crate::address::encode(code)),
            String::new(),
        )],
        facts: vec![
            (w.t("column-code"), kind.code.clone()),
            (w.t("unit"), kind.unit.clone()),
        ],
        tables: vec![Table {
            caption: w.t("column-properties"),
            heads: [
                "column-property",
                "column-code",
                "column-kind",
                "column-definition",
            ]
            .map(|key| w.t(key))
            .to_vec(),
            rows,
            empty: String::new(),
        }],
        forms,
        ..Shown::default()
    }))
}

fn add_property(making: &Making<'_>) -> Form {
    let w = making.w;
    let language = w.language();
    let schema = making.workspace.schema();
    let form = making.fields("add-property");
    let named = |all: &[(&str, &str)]| -> Vec<(String, String)> {
        all.iter()
            .map(|(name, key)| ((*name).to_owned(), w.t(key)))
            .collect()
    };
    let none = || (String::new(), w.t("choice-none"));
    let kinds: Vec<(&str, &str)> = KINDS.iter().map(|(_, name, key)| (*name, *key)).collect();
    let sees: Vec<(&str, &str)> = SENSITIVITIES
        .iter()
        .map(|(_, name, key)| (*name, *key))
        .collect();
    let lists = schema.lists().map(|list| {
        let label = list.label.get(language).to_owned();
        (list.code.clone(), label)
    });
    let types = schema.types().map(|kind| {
        let label = kind.label.get(language).to_owned();
        (kind.code.clone(), label)
    });
    let mut lists: Vec<(String, String)> = lists.collect();
    lists.sort_by(|a, b| a.1.cmp(&b.1));
    let parts = vec![
        form.in_languages("label", "legend-label", "hint-label", &OwnLabels::default()),
        form.in_languages("definition", "legend-definition", "", &OwnLabels::default()),
        form.part(
            "legend-values",
            vec![
                form.choice("kind", "column-kind", named(&kinds), "text"),
                form.choice(
                    "list",
                    "field-list",
                    std::iter::once(none()).chain(lists),
                    "",
                ),
                form.choice("to", "field-to", std::iter::once(none()).chain(types), ""),
                form.tick("many", "field-many", false),
                form.tick("countable", "field-countable", false),
                form.choice("sensitivity", "field-sees", named(&sees), "public"),
            ],
        ),
        form.part(
            "legend-code",
            vec![form.line("code", "column-code", "hint-code", "")],
        ),
    ];
    form.form(w.t("settings-add-property"), "button-add", parts)
}

fn of_type(making: &Making<'_>, kind: &RecordType) -> Result<Option<Form>, WorkspaceError> {
    let held = making.workspace.definition_of("type", &kind.code)?;
    let (mut label, mut plural, mut definition) = (
        in_languages(&kind.label),
        in_languages(&kind.plural),
        in_languages(&kind.definition),
    );
    if let (Some(OwnDefinition::Type(own)), true) = (
        held.as_ref().map(|h| &h.definition),
        is_own_type(&kind.code),
    ) {
        (label, plural, definition) = (
            own.label.clone(),
            own.plural.clone(),
            own.definition.clone(),
        );
    }
    let form = making.fields("words");
    let parts = vec![
        form.in_languages("label", "legend-label", "", &label),
        form.in_languages("plural", "legend-plural", "", &plural),
        form.in_languages("definition", "legend-definition", "", &definition),
    ];
    let mut form = form.form(making.w.t("settings-words"), "button-save", parts);
    form.version = held.map(|held| held.version.to_string());
    form.folded = form.alert.is_none();
    Ok(Some(form))
}

/// `/settings/types/{type}/{property}`
pub(super) fn property(
    making: &Making<'_>,
    of: &str,
    code: &str,
) -> Result<Option<Shown>, WorkspaceError> {
    let w = making.w;
    let language = w.language();
    let schema = making.workspace.schema();
    let (Some(kind), Some(property)) = (schema.record_type(of), schema.property(of, code)) else {
        return Ok(None);
    };
    let target = Target::Property(of.to_owned(), code.to_owned());
    let own = is_own_property(of, property);
    let held = making
        .workspace
        .definition_of("property", &format!("{of}.{code}"))?;
    let (mut label, mut definition) = (
        in_languages(&property.label),
        in_languages(&property.definition),
    );
    if let (Some(OwnDefinition::Property(held)), true) = (held.as_ref().map(|h| &h.definition), own)
    {
        (label, definition) = (held.label.clone(), held.definition.clone());
    }
    let form = making.fields("words");
    let parts: Vec<Part> = vec![
        form.in_languages("label", "legend-label", "", &label),
        form.in_languages("definition", "legend-definition", "", &definition),
        form.part(
            "legend-offered",
            vec![form.tick("retired", "field-retired", property.retired)],
        ),
    ];
    let mut words = form.form(w.t("settings-words"), "button-save", parts);
    words.version = held.map(|held| held.version.to_string());
    let mut forms = vec![words];
    forms.extend(take_back(making, &target, own)?);
    let sees = SENSITIVITIES
        .iter()
        .find(|(level, _, _)| *level == property.sensitivity)
        .map_or_else(String::new, |(_, _, key)| w.t(key));
    let values = kind_of(making, property);
    let mut facts = vec![
        (w.t("column-code"), format!("{of}.{code}")),
        (w.t("column-kind"), values.text.clone()),
        (w.t("field-sees"), sees),
    ];
    if property.many {
        facts.push((w.t("field-many"), w.t("answer-yes")));
    }
    Ok(Some(Shown {
        title: property.label.get(language).to_owned(),
        kind: w.t("column-property"),
        lead: property.definition.get(language).to_owned(),
        above: vec![
            making.top(),
            (w.t("settings-types"), Target::Types.address()),
            (
                kind.label.get(language).to_owned(),
                Target::Type(of.to_owned()).address(),
            ),
        ],
        ways: values
            .links
            .into_iter()
            .map(|(label, href)| (label, href, String::new()))
            .collect(),
        facts,
        forms,
        ..Shown::default()
    }))
}

/// What a property holds; a list is led to.
fn kind_of(making: &Making<'_>, property: &Property) -> Cell {
    let w = making.w;
    let language = w.language();
    let schema = making.workspace.schema();
    let named = KINDS
        .iter()
        .find(|(kind, _, _)| *kind == property.kind)
        .map(|(_, _, key)| w.t(key));
    let text = named.unwrap_or_else(|| match property.kind {
        ValueKind::Statement => w.t("kind-statement"),
        _ => w.t("kind-file"),
    });
    let list = schema.list_of(property).map(|list| {
        let label = list.label.get(language).to_owned();
        (label, Target::List(list.code.clone()).address())
    });
    let to = property.to.iter().filter_map(|to| {
        let kind = schema.record_type(to)?;
        let label = kind.label.get(language).to_owned();
        Some((label, Target::Type(to.clone()).address()))
    });
    Cell {
        text,
        links: list.into_iter().chain(to).collect(),
    }
}

/// Taking an own definition back: what was added goes, what was worded otherwise has its shipped words again.
pub(super) fn take_back(
    making: &Making<'_>,
    target: &Target,
    own: bool,
) -> Result<Option<Form>, WorkspaceError> {
    let Some((kind, code)) = kind_and_code(target) else {
        return Ok(None);
    };
    if making.workspace.definition_of(kind, &code)?.is_none() {
        return Ok(None);
    }
    let (title, button, hint) = if own {
        ("settings-delete", "button-delete", "settings-delete-hint")
    } else {
        (
            "settings-shipped",
            "button-shipped",
            "settings-shipped-hint",
        )
    };
    let mut form = making
        .fields("take-back")
        .form(making.w.t(title), button, Vec::new());
    form.hint = making.w.t(hint);
    form.second = true;
    Ok(Some(form))
}

fn is_own_type(code: &str) -> bool {
    Schema::shipped().record_type(code).is_none()
}

fn is_own_property(of: &str, property: &Property) -> bool {
    // Those that every type has are shipped, of an own type too.
    let common = Schema::shipped().property("note", &property.code);
    let is_common = is_own_type(of) && common.is_some_and(|p| p.label == property.label);
    Schema::shipped().property(of, &property.code).is_none()
        && !is_common
        && property.code != "title"
}

impl Making<'_> {
    pub(super) fn fields(&self, doing: &'static str) -> form::Making<'_> {
        form::Making {
            doing,
            sent: self.sent,
            w: self.w,
        }
    }
}
