//! Lists and their codes.

use std::collections::HashMap;

use aigaq_counting::Filter;
use aigaq_schema::own::{OwnDefinition, OwnLabels};
use aigaq_schema::{Entry, List, Schema};
use aigaq_workspace::{Usage, WorkspaceError, in_languages};

use super::Target;
use super::form::Form;
use super::shown::{Cell, Making, Row, Shown, Table};
use super::types::take_back;
use crate::address::Address;

/// Codes on one page: a page stays small with their explanations.
const PER_PAGE: usize = 60;
/// Codes deeper than this are drawn as deep as this.
const DEEPEST: usize = 5;

/// `/settings/lists`
pub(super) fn all(making: &Making<'_>) -> Shown {
    let w = making.w;
    let language = w.language();
    let schema = making.workspace.schema();
    let row = |list: &List| Row {
        label: list.label.get(language).to_owned(),
        href: Target::List(list.code.clone()).address(),
        depth: 0,
        marks: making.marks(Schema::shipped().list(&list.code).is_none(), false),
        code: list.code.clone(),
        cells: vec![
            Cell::text(list.definition.get(language)),
            Cell::text(w.num(list.entries().len())),
        ],
    };
    let mut rows: Vec<Row> = schema.lists().map(row).collect();
    rows.sort_by(|a, b| a.label.cmp(&b.label));
    let form = making.fields("add-list");
    let none = OwnLabels::default();
    let parts = vec![
        form.in_languages("label", "legend-label", "hint-label", &none),
        form.in_languages("definition", "legend-definition", "", &none),
        form.part(
            "legend-code",
            vec![form.line("code", "column-code", "hint-code", "")],
        ),
    ];
    Shown {
        title: w.t("settings-lists"),
        lead: w.t("settings-lists-lead"),
        above: vec![making.top()],
        tables: vec![Table {
            caption: w.t("settings-lists"),
            heads: [
                "column-list",
                "column-code",
                "column-definition",
                "column-codes",
            ]
            .map(|key| w.t(key))
            .to_vec(),
            rows,
            empty: String::new(),
        }],
        forms: vec![form.form(w.t("settings-add-list"), "button-add", parts)],
        ..Shown::default()
    }
}

/// `/settings/lists/{list}`
pub(super) fn one(making: &Making<'_>, code: &str) -> Result<Option<Shown>, WorkspaceError> {
    let w = making.w;
    let language = w.language();
    let Some(list) = making.workspace.schema().list(code) else {
        return Ok(None);
    };
    let usage = making.workspace.usage(making.asking, code)?;
    let tree = in_tree(list);
    let pages = tree.len().div_ceil(PER_PAGE).max(1);
    let number = making.number.min(pages);
    let shown = tree.iter().skip((number - 1) * PER_PAGE).take(PER_PAGE);
    let rows = shown
        .map(|(depth, entry)| Row {
            label: entry.label.get(language).to_owned(),
            href: Target::Code(code.to_owned(), entry.code.clone()).address(),
            depth: *depth,
            marks: making.marks(is_own(code, &entry.code), entry.retired),
            code: entry.code.clone(),
            cells: vec![
                Cell::text(entry.definition.get(language)),
                used(making, &usage, &entry.code),
            ],
        })
        .collect();
    let own = Schema::shipped().list(code).is_none();
    let held = making.workspace.definition_of("list", code)?;
    let (mut label, mut definition) = (in_languages(&list.label), in_languages(&list.definition));
    if let (Some(OwnDefinition::List(held)), true) = (held.as_ref().map(|h| &h.definition), own) {
        (label, definition) = (held.label.clone(), held.definition.clone());
    }
    let form = making.fields("words");
    let parts = vec![
        form.in_languages("label", "legend-label", "", &label),
        form.in_languages("definition", "legend-definition", "", &definition),
    ];
    let mut words = form.form(w.t("settings-words"), "button-save", parts);
    words.version = held.map(|held| held.version.to_string());
    words.folded = words.alert.is_none();
    let mut forms = vec![add_code(making, Some(list)), words];
    forms.extend(take_back(making, &Target::List(code.to_owned()), own)?);
    Ok(Some(Shown {
        title: list.label.get(language).to_owned(),
        kind: w.t("column-list"),
        lead: list.definition.get(language).to_owned(),
        above: above(making),
        facts: vec![(w.t("column-code"), list.code.clone())],
        tables: vec![Table {
            caption: w.t("column-codes"),
            heads: [
                "column-label",
                "column-code",
                "column-definition",
                "column-used",
            ]
            .map(|key| w.t(key))
            .to_vec(),
            rows,
            empty: w.t("settings-no-codes"),
        }],
        forms,
        pages: Some((number, pages)),
        ..Shown::default()
    }))
}

/// `list` is given where the code above is to be chosen.
fn add_code(making: &Making<'_>, list: Option<&List>) -> Form {
    let w = making.w;
    let language = w.language();
    let form = making.fields("add-code");
    let none = OwnLabels::default();
    let mut place = Vec::new();
    if let Some(list) = list.filter(|list| !list.entries().is_empty()) {
        let codes = in_tree(list)
            .into_iter()
            .filter(|(_, entry)| !entry.retired)
            .map(|(depth, entry)| {
                let label = entry.label.get(language);
                (entry.code.clone(), format!("{}{label}", "– ".repeat(depth)))
            });
        let top = (String::new(), w.t("choice-top"));
        place.push(form.choice(
            "parent",
            "field-parent",
            std::iter::once(top).chain(codes),
            "",
        ));
    }
    place.push(form.line("code", "column-code", "hint-code", ""));
    let parts = vec![
        form.in_languages("label", "legend-label", "hint-label", &none),
        form.in_languages("definition", "legend-definition", "", &none),
        form.part("legend-place", place),
    ];
    let title = if list.is_some() {
        "settings-add-code"
    } else {
        "settings-add-code-below"
    };
    form.form(w.t(title), "button-add", parts)
}

/// `/settings/lists/{list}/{code}`
pub(super) fn code(
    making: &Making<'_>,
    of: &str,
    code: &str,
) -> Result<Option<Shown>, WorkspaceError> {
    let w = making.w;
    let language = w.language();
    let Some(list) = making.workspace.schema().list(of) else {
        return Ok(None);
    };
    let Some(entry) = list.get(code) else {
        return Ok(None);
    };
    let target = Target::Code(of.to_owned(), code.to_owned());
    let own = is_own(of, code);
    let held = making
        .workspace
        .definition_of("code", &format!("{of}/{code}"))?;
    let (mut label, mut definition) = (in_languages(&entry.label), in_languages(&entry.definition));
    if let (Some(OwnDefinition::Code(held)), true) = (held.as_ref().map(|h| &h.definition), own) {
        (label, definition) = (held.label.clone(), held.definition.clone());
    }
    let form = making.fields("words");
    let others = in_tree(list)
        .into_iter()
        .filter(|(_, other)| other.code != code && !other.retired)
        .map(|(_, other)| (other.code.clone(), other.label.get(language).to_owned()));
    let instead = entry.replaced_by.first().map_or("", String::as_str);
    let none = (String::new(), w.t("choice-none"));
    let parts = vec![
        form.in_languages("label", "legend-label", "", &label),
        form.in_languages("definition", "legend-definition", "", &definition),
        form.part(
            "legend-offered",
            vec![
                form.tick("retired", "field-retired", entry.retired),
                form.choice(
                    "replaced_by",
                    "field-instead",
                    std::iter::once(none).chain(others),
                    instead,
                ),
            ],
        ),
    ];
    let mut words = form.form(w.t("settings-words"), "button-save", parts);
    words.version = held.map(|held| held.version.to_string());
    let mut below = add_code(making, None);
    below.folded = below.alert.is_none();
    let mut forms = vec![words, below];
    forms.extend(take_back(making, &target, own)?);
    let usage = making.workspace.usage(making.asking, of)?;
    let mut over = above(making);
    over.push((
        list.label.get(language).to_owned(),
        Target::List(of.to_owned()).address(),
    ));
    let parent = entry.parent.as_deref().and_then(|parent| list.get(parent));
    if let Some(parent) = parent {
        over.push((
            parent.label.get(language).to_owned(),
            Target::Code(of.to_owned(), parent.code.clone()).address(),
        ));
    }
    let used = used(making, &usage, code).links;
    let mut facts = vec![(w.t("column-code"), code.to_owned())];
    if used.is_empty() {
        facts.push((w.t("column-used"), w.t("settings-unused")));
    }
    Ok(Some(Shown {
        title: entry.label.get(language).to_owned(),
        kind: w.t("column-one-code"),
        lead: entry.definition.get(language).to_owned(),
        above: over,
        ways: used
            .into_iter()
            .map(|(label, href)| (label, href, String::new()))
            .collect(),
        facts,
        forms,
        ..Shown::default()
    }))
}

fn above(making: &Making<'_>) -> Vec<(String, String)> {
    vec![
        making.top(),
        (making.w.t("settings-lists"), Target::Lists.address()),
    ]
}

fn is_own(list: &str, code: &str) -> bool {
    let shipped = Schema::shipped().list(list);
    shipped.is_none_or(|list| list.get(code).is_none())
}

/// The codes as a tree is read, with how deep each lies.
fn in_tree(list: &List) -> Vec<(usize, &Entry)> {
    let mut below: HashMap<Option<&str>, Vec<&Entry>> = HashMap::new();
    for entry in list.entries() {
        below
            .entry(entry.parent.as_deref())
            .or_default()
            .push(entry);
    }
    let mut tree = Vec::with_capacity(list.entries().len());
    let top = below.get(&None).into_iter().flatten().rev();
    let mut waiting: Vec<(usize, &Entry)> = top.map(|entry| (0, *entry)).collect();
    while let Some((depth, entry)) = waiting.pop() {
        tree.push((depth, entry));
        let children = below.get(&Some(entry.code.as_str()));
        let children = children.into_iter().flatten().rev();
        waiting.extend(children.map(|child| ((depth + 1).min(DEEPEST), *child)));
    }
    tree
}

/// How many records use a code, each number leading to them.
fn used(making: &Making<'_>, usage: &[Usage], code: &str) -> Cell {
    let w = making.w;
    let language = w.language();
    let schema = making.workspace.schema();
    let links = usage.iter().filter_map(|usage| {
        let records = usage.records.get(code)?;
        let kind = schema.record_type(&usage.record_type)?;
        let property = kind.property(&usage.property)?;
        let filter = Filter::exactly(usage.property.parse().ok()?, code);
        let label = format!(
            "{} · {}: {}",
            kind.plural.get(language),
            property.label.get(language),
            w.num(*records)
        );
        let address = Address::new(format!(
            "/records/{}",
            crate::address::encode(&usage.record_type)
        ));
        Some((label, address.with("where", filter.to_string()).to_string()))
    });
    Cell {
        text: String::new(),
        links: links.collect(),
    }
}
