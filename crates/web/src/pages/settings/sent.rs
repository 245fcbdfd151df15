//! What a form of the settings asks for, and why it cannot be.

use aigaq_schema::own::{
    OwnCode, OwnDefinition, OwnFault, OwnLabels, OwnList, OwnProperty, OwnType, proposed_code,
};
use aigaq_schema::{Labels, Language, Schema, Sensitivity, ValueKind};
use aigaq_workspace::{FormToken, NotDefined, Refused, Version, Workspace, WorkspaceError};

use super::Target;
use crate::forms::Filled;
use crate::problem::Problem;
use crate::words::Words;

/// A form as it was sent, or none.
#[derive(Debug, Clone, Default)]
pub(super) struct Sent {
    pairs: Vec<(String, String)>,
    fault: Option<Fault>,
}

/// Why something was not done, and at which field.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    field: &'static str,
    text: String,
}

impl Fault {
    /// At one field, in the reader's words.
    pub(super) fn at(field: &'static str, text: String) -> Self {
        Self { field, text }
    }
}

/// What a form asks for.
pub(super) enum Wish {
    Add(OwnDefinition),
    Change(OwnDefinition, Option<Version>),
    TakeBack { kind: &'static str, code: String },
}

impl Sent {
    pub(super) fn none() -> Self {
        Self::default()
    }

    pub(super) fn of(filled: Filled) -> Self {
        Self {
            pairs: filled.pairs,
            fault: None,
        }
    }

    pub(super) fn with(self, fault: Fault) -> Self {
        Self {
            fault: Some(fault),
            ..self
        }
    }

    /// The value of a field as it was typed.
    pub(super) fn one(&self, name: &str) -> &str {
        let found = self.pairs.iter().find(|(given, _)| given == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    pub(super) fn is_of(&self, doing: &str) -> bool {
        self.one("do") == doing
    }

    pub(super) fn alert(&self, doing: &str) -> Option<String> {
        let fault = self.fault.as_ref().filter(|_| self.is_of(doing))?;
        Some(fault.text.clone())
    }

    pub(super) fn is_wrong(&self, doing: &str, field: &str) -> bool {
        self.is_of(doing)
            && self
                .fault
                .as_ref()
                .is_some_and(|fault| !fault.field.is_empty() && field.starts_with(fault.field))
    }

    /// A text as it is kept: without what steers a screen or turns the direction of writing.
    fn clean(&self, name: &str) -> Option<String> {
        let text: String = self
            .one(name)
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|c| !c.is_control() && !is_turning(*c))
            .collect();
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The words in each language; those that are as they were anyway are left out.
    fn labels(&self, name: &str, shipped: Option<&Labels>) -> OwnLabels {
        let mut labels = OwnLabels::default();
        for language in Language::ALL {
            let text = self.clean(&format!("{name}-{}", language.tag()));
            let new = text.filter(|text| shipped.is_none_or(|labels| labels.get(language) != text));
            *labels.slot(language) = new;
        }
        labels
    }

    /// The code that was typed; else one made from a label that nothing has yet.
    fn code(&self, is_taken: impl Fn(&str) -> bool) -> String {
        if let Some(code) = self.clean("code") {
            return code;
        }
        let labels = ["en", "ru", "kk"].map(|tag| self.clean(&format!("label-{tag}")));
        let proposed = labels.iter().flatten().map(|label| proposed_code(label));
        let Some(code) = proposed.into_iter().find(|code| !code.is_empty()) else {
            return String::new();
        };
        let mut free = code.clone();
        for number in 2..100 {
            if !is_taken(&free) {
                break;
            }
            let short: String = code.chars().take(36).collect();
            free = format!("{short}_{number}");
        }
        free
    }

    /// What is asked for on this page; `None` for what no form of it asks.
    pub(super) fn wish(
        &self,
        workspace: &Workspace,
        target: &Target,
    ) -> Result<Option<Wish>, NotDefined> {
        let schema = workspace.schema();
        // The same form once more makes the same code once more.
        let ours = self
            .one("form")
            .parse()
            .ok()
            .map(|form: FormToken| form.record(0));
        let by_this_form = |kind: &str, code: &str| {
            let held = workspace.definition_of(kind, code).ok().flatten();
            held.is_some_and(|held| Some(held.record) == ours)
        };
        Ok(match (self.one("do"), target) {
            ("add-type", Target::Types) => Some(Wish::Add(OwnDefinition::Type(OwnType {
                code: self.code(|code| {
                    let units = [format!("{code}s"), code.to_owned()];
                    !by_this_form("type", code)
                        && (schema.record_type(code).is_some()
                            || units.iter().any(|unit| workspace.unit(unit).is_ok()))
                }),
                unit: None,
                label: self.labels("label", None),
                plural: self.labels("plural", None),
                definition: self.labels("definition", None),
            }))),
            ("add-property", Target::Type(of)) if schema.record_type(of).is_some() => Some(
                Wish::Add(OwnDefinition::Property(self.property(of, |code| {
                    let name = format!("{of}.{code}");
                    schema.property(of, code).is_some() && !by_this_form("property", &name)
                }))),
            ),
            ("add-list", Target::Lists) => Some(Wish::Add(OwnDefinition::List(OwnList {
                code: self.code(|code| schema.list(code).is_some() && !by_this_form("list", code)),
                label: self.labels("label", None),
                definition: self.labels("definition", None),
            }))),
            ("add-code", Target::List(of) | Target::Code(of, _)) => {
                let Some(list) = schema.list(of) else {
                    return Ok(None);
                };
                let parent = match target {
                    Target::Code(_, parent) => Some(parent.clone()),
                    _ => self.clean("parent"),
                };
                Some(Wish::Add(OwnDefinition::Code(OwnCode {
                    of: of.clone(),
                    code: self.code(|code| {
                        let name = format!("{of}/{code}");
                        list.get(code).is_some() && !by_this_form("code", &name)
                    }),
                    parent,
                    label: self.labels("label", None),
                    definition: self.labels("definition", None),
                    retired: None,
                    replaced_by: Vec::new(),
                })))
            }
            ("words", _) => self.other_words(workspace, target)?,
            ("take-back", _) => {
                kind_and_code(target).map(|(kind, code)| Wish::TakeBack { kind, code })
            }
            _ => None,
        })
    }

    fn property(&self, of: &str, is_taken: impl Fn(&str) -> bool) -> OwnProperty {
        let kind = KINDS
            .into_iter()
            .find(|(_, name, _)| *name == self.one("kind"))
            .map(|(kind, _, _)| kind);
        let of_kind = |wished, name| self.clean(name).filter(|_| kind == Some(wished));
        OwnProperty {
            of: of.to_owned(),
            code: self.code(is_taken),
            label: self.labels("label", None),
            definition: self.labels("definition", None),
            kind,
            list: of_kind(ValueKind::Term, "list"),
            to: of_kind(ValueKind::Reference, "to").into_iter().collect(),
            many: !self.one("many").is_empty(),
            sensitivity: sensitivity(self.one("sensitivity")),
            group: String::new(),
            countable: !self.one("countable").is_empty(),
            retired: None,
        }
    }

    /// Other words for what is there, and whether it is offered.
    fn other_words(
        &self,
        workspace: &Workspace,
        target: &Target,
    ) -> Result<Option<Wish>, NotDefined> {
        let Some((kind, code)) = kind_and_code(target) else {
            return Ok(None);
        };
        let held = workspace.definition_of(kind, &code)?;
        let seen = held.as_ref().map(|held| held.version);
        let shown = self.one("version");
        // What was shown without a definition of one's own has none now, or another's.
        let seen = if shown.is_empty() {
            None
        } else {
            shown.parse().ok().or(seen)
        };
        let shipped = Schema::shipped();
        let retired = !self.one("retired").is_empty();
        let definition = held.map(|held| held.definition);
        let own = match target {
            Target::Type(code) => {
                let shipped = shipped.record_type(code);
                let unit = match definition {
                    Some(OwnDefinition::Type(held)) => held.unit,
                    _ => None,
                };
                OwnDefinition::Type(OwnType {
                    code: code.clone(),
                    unit,
                    label: self.labels("label", shipped.map(|t| &t.label)),
                    plural: self.labels("plural", shipped.map(|t| &t.plural)),
                    definition: self.labels("definition", shipped.map(|t| &t.definition)),
                })
            }
            Target::Property(of, code) => {
                let shipped = shipped.property(of, code);
                let mut own = match definition {
                    Some(OwnDefinition::Property(held)) => held,
                    _ => bare_property(of, code),
                };
                own.label = self.labels("label", shipped.map(|p| &p.label));
                own.definition = self.labels("definition", shipped.map(|p| &p.definition));
                own.retired = now_retired(retired, shipped.map(|p| p.retired), own.retired);
                OwnDefinition::Property(own)
            }
            Target::List(code) => {
                let shipped = shipped.list(code);
                OwnDefinition::List(OwnList {
                    code: code.clone(),
                    label: self.labels("label", shipped.map(|l| &l.label)),
                    definition: self.labels("definition", shipped.map(|l| &l.definition)),
                })
            }
            Target::Code(of, code) => {
                let shipped = shipped.list(of).and_then(|list| list.get(code));
                let (parent, before, replaced) = match definition {
                    Some(OwnDefinition::Code(held)) => {
                        (held.parent, held.retired, held.replaced_by)
                    }
                    _ => (None, None, Vec::new()),
                };
                let instead = self.clean("replaced_by");
                let as_it_was = instead.is_some() && instead.as_ref() == replaced.first();
                OwnDefinition::Code(OwnCode {
                    of: of.clone(),
                    code: code.clone(),
                    parent,
                    label: self.labels("label", shipped.map(|e| &e.label)),
                    definition: self.labels("definition", shipped.map(|e| &e.definition)),
                    retired: now_retired(retired, shipped.map(|e| e.retired), before),
                    replaced_by: if as_it_was {
                        replaced
                    } else {
                        instead.into_iter().collect()
                    },
                })
            }
            Target::Start | Target::Types | Target::Lists => return Ok(None),
        };
        Ok(Some(Wish::Change(own, seen)))
    }
}

/// What is said about being offered: nothing, as long as nobody ever said something else than is shipped.
fn now_retired(wished: bool, shipped: Option<bool>, before: Option<bool>) -> Option<bool> {
    let as_it_is = wished == shipped.unwrap_or(false);
    (!as_it_is || before.is_some()).then_some(wished)
}

fn bare_property(of: &str, code: &str) -> OwnProperty {
    OwnProperty {
        of: of.to_owned(),
        code: code.to_owned(),
        label: OwnLabels::default(),
        definition: OwnLabels::default(),
        kind: None,
        list: None,
        to: Vec::new(),
        many: false,
        sensitivity: Sensitivity::Public,
        group: String::new(),
        countable: false,
        retired: None,
    }
}

/// The kinds of value that a property of one's own may have, with the names in forms and of texts.
pub(super) const KINDS: [(ValueKind, &str, &str); 12] = [
    (ValueKind::Text, "text", "kind-text"),
    (ValueKind::Term, "term", "kind-term"),
    (ValueKind::Date, "date", "kind-date"),
    (ValueKind::Number, "number", "kind-number"),
    (ValueKind::YesNo, "yesno", "kind-yesno"),
    (ValueKind::Reference, "reference", "kind-reference"),
    (ValueKind::Name, "name", "kind-name"),
    (ValueKind::Duration, "duration", "kind-duration"),
    (ValueKind::Money, "money", "kind-money"),
    (ValueKind::Law, "law", "kind-law"),
    (ValueKind::Identifier, "identifier", "kind-identifier"),
    (ValueKind::Url, "url", "kind-url"),
];

/// Who may see it, with the names in forms and of texts.
pub(super) const SENSITIVITIES: [(Sensitivity, &str, &str); 4] = [
    (Sensitivity::Public, "public", "sees-public"),
    (Sensitivity::Internal, "internal", "sees-internal"),
    (Sensitivity::Restricted, "restricted", "sees-restricted"),
    (Sensitivity::Sealed, "sealed", "sees-sealed"),
];

/// What is not named is not for everybody.
fn sensitivity(name: &str) -> Sensitivity {
    let found = SENSITIVITIES.into_iter().find(|(_, of, _)| *of == name);
    found.map_or(Sensitivity::Sealed, |(level, _, _)| level)
}

/// The kind and the code of what a page is about.
pub(super) fn kind_and_code(target: &Target) -> Option<(&'static str, String)> {
    Some(match target {
        Target::Type(code) => ("type", code.clone()),
        Target::Property(of, code) => ("property", format!("{of}.{code}")),
        Target::List(code) => ("list", code.clone()),
        Target::Code(of, code) => ("code", format!("{of}/{code}")),
        Target::Start | Target::Types | Target::Lists => return None,
    })
}

/// The page on which something new is seen: that of the type or the list it is part of, or its own.
pub(super) fn target_of(own: &OwnDefinition) -> Target {
    match own {
        OwnDefinition::Type(kind) => Target::Type(kind.code.clone()),
        OwnDefinition::Property(property) => Target::Type(property.of.clone()),
        OwnDefinition::List(list) => Target::List(list.code.clone()),
        OwnDefinition::Code(code) => Target::List(code.of.clone()),
    }
}

/// The page itself when there still is such a thing, else the one above it.
pub(super) fn still_there(workspace: &Workspace, target: Target) -> Target {
    let schema = workspace.schema();
    match target {
        Target::Type(code) if schema.record_type(&code).is_none() => Target::Types,
        Target::Property(of, code) if schema.property(&of, &code).is_none() => Target::Type(of),
        Target::List(code) if schema.list(&code).is_none() => Target::Lists,
        Target::Code(of, code) if schema.list(&of).is_none_or(|l| l.get(&code).is_none()) => {
            Target::List(of)
        }
        other => other,
    }
}

impl Fault {
    /// The sentence at the field; what is no fault of the person is a problem of ours.
    pub(super) fn of(why: NotDefined, w: Words) -> Result<Self, Problem> {
        let (field, text) = match why {
            NotDefined::Taken(code) => ("code", w.with("fault-taken", code)),
            NotDefined::Fault(fault) => Self::unfit(&fault, w),
            NotDefined::TooLong { .. } => ("label", w.t("fault-too-long")),
            NotDefined::Stale(_) => ("", w.t("fault-stale")),
            NotDefined::InUse { records, .. } => ("", w.n("fault-in-use", records)),
            NotDefined::Needed { why, .. } => ("", w.with("fault-needed", Self::unfit(&why, w).1)),
            NotDefined::NotThere(code) => ("", w.with("fault-lost", code)),
            NotDefined::Refused(Refused::Stale(_)) => ("", w.t("fault-stale")),
            NotDefined::Refused(Refused::Nothing) => ("", w.t("fault-nothing")),
            NotDefined::Refused(why @ (Refused::Unfit(_) | Refused::At { .. })) => {
                return Err(Problem::BadQuestion(why.reason()));
            }
            NotDefined::Refused(Refused::Workspace(error)) => return Err(problem(error)),
        };
        Ok(Self { field, text })
    }

    fn unfit(fault: &OwnFault, w: Words) -> (&'static str, String) {
        match fault {
            OwnFault::Code(code) if code.is_empty() => ("code", w.t("fault-no-code")),
            OwnFault::Code(code) => ("code", w.with("fault-code", code)),
            OwnFault::Reserved(code) => ("code", w.with("fault-reserved", code)),
            OwnFault::NoLabel(_) => ("label", w.t("fault-no-label")),
            OwnFault::Lost(code) => ("", w.with("fault-lost", code)),
            OwnFault::OtherKind(code) => ("kind", w.with("fault-other-kind", code)),
            OwnFault::UnfitKind { .. } => ("kind", w.t("fault-unfit-kind")),
            OwnFault::Content(_) | OwnFault::Kind(_) => ("", w.t("fault-content")),
        }
    }

    /// The sentence about a definition that came from elsewhere and does not fit.
    pub(super) fn told(fault: &OwnFault, w: Words) -> String {
        Self::unfit(fault, w).1
    }
}

fn problem(error: WorkspaceError) -> Problem {
    error.into()
}

/// Marks that turn the direction of what follows.
fn is_turning(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}
