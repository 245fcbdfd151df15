//! Lists to choose from: the tree of a list as groups, and the states of not knowing.

use crate::named::{Asking, Naming};
use crate::open::Workspace;
use aigaq_schema::{CountedAs, Entry, Language, List, State};

/// The sign before a state among the codes of a list.
const STATE: char = '=';

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// In the reader's words.
    pub label: String,
    /// It is chosen.
    pub chosen: bool,
}

/// Choices that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceGroup {
    /// What they have in common; empty for those that stand alone.
    pub label: String,
    /// The choices.
    pub choices: Vec<Choice>,
}

/// The labels of a list, for fields in which one is typed or taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// The list, by code.
    pub list: String,
    /// What is typed for each of its codes, in the order of the tree; then the states of not knowing.
    pub labels: Vec<String>,
}

/// A list in words, for those who want to know what its codes mean.
#[derive(Debug, Clone)]
pub struct CodesInWords {
    /// Label of the list.
    pub label: String,
    /// What it is for.
    pub definition: String,
    /// Its codes, in the order of the tree.
    pub codes: Vec<CodeInWords>,
}

/// A code in words.
#[derive(Debug, Clone)]
pub struct CodeInWords {
    /// The code.
    pub code: String,
    /// Label.
    pub label: String,
    /// What belongs here.
    pub definition: String,
    /// How deep it stands in the tree, from 0.
    pub depth: usize,
    /// For types of act: how several targets named at once are usually counted.
    pub counted_as: Option<CountedAs>,
}

impl Workspace {
    /// The labels of a list, for fields in which one is typed or taken; `None` when there is no such list.
    #[must_use]
    pub fn labels_of(&self, ask: &Asking, list: &str) -> Option<Labels> {
        let naming = Naming::new(&self.view, *ask);
        self.schema().list(list).map(|list| labels(&naming, list))
    }

    /// What the codes of a list mean; `None` when there is no such list.
    #[must_use]
    pub fn codes(&self, ask: &Asking, list: &str) -> Option<CodesInWords> {
        let schema = self.schema();
        let list = schema.list(list)?;
        let codes = list
            .entries()
            .iter()
            .filter(|entry| !entry.retired)
            .map(|entry| CodeInWords {
                code: entry.code.clone(),
                label: entry.label.get(ask.language).to_owned(),
                definition: entry.definition.get(ask.language).to_owned(),
                depth: depth(list, entry),
                counted_as: (list.code == "act_types")
                    .then(|| schema.counted_by_default(&entry.code)),
            })
            .collect();
        Some(CodesInWords {
            label: list.label.get(ask.language).to_owned(),
            definition: list.definition.get(ask.language).to_owned(),
            codes,
        })
    }
}

fn depth(list: &List, entry: &Entry) -> usize {
    let mut at = entry.parent.as_deref();
    let mut depth = 0;
    while let Some(parent) = at {
        depth += 1;
        at = list.get(parent).and_then(|e| e.parent.as_deref());
    }
    depth
}

fn top<'l>(list: &'l List, entry: &'l Entry) -> &'l Entry {
    let mut at = entry;
    while let Some(parent) = at.parent.as_deref().and_then(|p| list.get(p)) {
        at = parent;
    }
    at
}

/// The codes of a list as groups: a code with others below it heads a group, and stands in it first, for when
/// nothing more is known.
pub(crate) fn groups(list: &List, chosen: &[&str], language: Language) -> Vec<ChoiceGroup> {
    let has_children = |code: &str| {
        list.entries()
            .iter()
            .any(|e| e.parent.as_deref() == Some(code))
    };
    let choice = |entry: &Entry, depth: usize| Choice {
        value: entry.code.clone(),
        label: format!(
            "{}{}",
            "– ".repeat(depth.saturating_sub(1)),
            entry.label.get(language)
        ),
        chosen: chosen.contains(&entry.code.as_str()),
    };
    let mut groups: Vec<ChoiceGroup> = Vec::new();
    let mut head = "";
    for entry in list.entries() {
        if entry.retired && !chosen.contains(&entry.code.as_str()) {
            continue;
        }
        let first = top(list, entry);
        let depth = depth(list, entry);
        if has_children(&first.code) {
            if head != first.code || depth == 0 {
                head = &first.code;
                groups.push(ChoiceGroup {
                    label: first.label.get(language).to_owned(),
                    choices: Vec::new(),
                });
            }
        } else if groups.last().is_none_or(|g| !g.label.is_empty()) {
            groups.push(ChoiceGroup {
                label: String::new(),
                choices: Vec::new(),
            });
        }
        if let Some(group) = groups.last_mut() {
            group.choices.push(choice(entry, depth));
        }
    }
    groups
}

/// The labels of a list, each as it is understood again: a label that several codes have gives way to the codes.
pub(crate) fn labels(naming: &Naming<'_>, list: &List) -> Labels {
    let codes = list.entries().iter().filter(|entry| !entry.retired);
    let states = State::ALL.map(|state| naming.state(state));
    Labels {
        list: list.code.clone(),
        labels: codes
            .map(|entry| label_of(list, entry, naming.ask.language).to_owned())
            .chain(
                states
                    .into_iter()
                    // A list may have a code of that name, which is then what is meant.
                    .filter(|words| list.find(words).is_none()),
            )
            .collect(),
    }
}

/// What is typed for a code: its label, where no other code has it.
pub(crate) fn label_of<'l>(list: &List, entry: &'l Entry, language: Language) -> &'l str {
    let label = entry.label.get(language);
    match list.find(label) {
        Some(found) if found.code == entry.code => label,
        _ => &entry.code,
    }
}

/// The states of not knowing, as a group behind the codes of a list.
pub(crate) fn states_group(naming: &Naming<'_>, chosen: &str) -> ChoiceGroup {
    ChoiceGroup {
        label: naming.words.say("enter.no_value"),
        choices: State::ALL
            .into_iter()
            .map(|state| {
                let value = format!("{STATE}{}", state.word());
                Choice {
                    label: naming.state(state),
                    chosen: chosen == value,
                    value,
                }
            })
            .collect(),
    }
}

/// The states of not knowing beside a field, none of them first.
pub(crate) fn states(naming: &Naming<'_>, chosen: &str) -> Vec<Choice> {
    let none = Choice {
        value: String::new(),
        label: naming.words.say("enter.known"),
        chosen: chosen.is_empty(),
    };
    std::iter::once(none)
        .chain(states_group(naming, chosen).choices)
        .collect()
}

/// The state that a choice names.
pub(crate) fn state_of(value: &str) -> Option<State> {
    let word = value.strip_prefix(STATE)?;
    State::ALL.into_iter().find(|state| state.word() == word)
}

/// How a state is sent by a form.
pub(crate) fn state_value(state: State) -> String {
    format!("{STATE}{}", state.word())
}
