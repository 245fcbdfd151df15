//! Controlled lists: codes with labels and definitions in three languages, in a tree, with crosswalks.
//!
//! A code is never deleted or used again: it is retired, and may name what replaces it.

use crate::language::{Labels, Language};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// A list as its file holds it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListFile {
    code: String,
    label: Labels,
    definition: Labels,
    #[serde(default)]
    source: String,
    #[serde(default)]
    reviewed: Reviewed,
    codes: Vec<Entry>,
}

/// Which translations a person has read and approved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reviewed {
    /// Russian.
    #[serde(default)]
    pub ru: bool,
    /// Kazakh.
    #[serde(default)]
    pub kk: bool,
}

/// One code of a list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The code, unique in its list, for ever.
    pub code: String,
    /// The code above it.
    pub parent: Option<String>,
    /// Label.
    pub label: Labels,
    /// One sentence on what belongs here.
    pub definition: Labels,
    /// Codes of other lists that go with this one: list → codes (an act type names the rights it touches).
    #[serde(default)]
    pub links: BTreeMap<String, Vec<String>>,
    /// Crosswalks to others' classifications: scheme → their codes.
    #[serde(default)]
    pub maps: BTreeMap<String, Vec<String>>,
    /// Since when the thing exists (EDTF).
    pub valid_from: Option<String>,
    /// Until when it existed (EDTF).
    pub valid_to: Option<String>,
    /// No longer offered, still understood.
    #[serde(default)]
    pub retired: bool,
    /// What to use instead.
    #[serde(default)]
    pub replaced_by: Vec<String>,
    /// Marks the program acts on; the list file says which.
    #[serde(default)]
    pub flags: Vec<String>,
}

impl Entry {
    /// The entry carries this mark.
    #[must_use]
    pub fn has_flag(&self, flag: &str) -> bool {
        self.flags.iter().any(|f| f == flag)
    }
}

/// A controlled list.
#[derive(Debug, Clone)]
pub struct List {
    /// Its code.
    pub code: String,
    /// Label.
    pub label: Labels,
    /// What the list is for.
    pub definition: Labels,
    /// What the wording rests on.
    pub source: String,
    /// Which translations were reviewed.
    pub reviewed: Reviewed,
    entries: Vec<Entry>,
    places: HashMap<String, usize>,
}

impl List {
    /// Builds the list and checks it.
    pub(crate) fn from_file(file: ListFile) -> Result<Self, String> {
        let mut places = HashMap::with_capacity(file.codes.len());
        for (place, entry) in file.codes.iter().enumerate() {
            if let Some(parent) = &entry.parent
                && !places.contains_key(parent)
            {
                return Err(format!(
                    "the parent “{parent}” of “{}” must stand before it",
                    entry.code
                ));
            }
            for (what, labels) in [("label", &entry.label), ("definition", &entry.definition)] {
                if Language::ALL
                    .iter()
                    .any(|l| labels.get(*l).trim().is_empty())
                {
                    return Err(format!("“{}” lacks a {what} in one language", entry.code));
                }
            }
            if places.insert(entry.code.clone(), place).is_some() {
                return Err(format!("the code “{}” stands twice", entry.code));
            }
        }
        Ok(Self {
            code: file.code,
            label: file.label,
            definition: file.definition,
            source: file.source,
            reviewed: file.reviewed,
            entries: file.codes,
            places,
        })
    }

    /// An empty list of an organisation's own.
    pub(crate) fn of_own(code: &str, definition: Labels, label: Labels) -> Self {
        Self {
            code: code.to_owned(),
            label,
            definition,
            source: String::new(),
            reviewed: Reviewed::default(),
            entries: Vec::new(),
            places: HashMap::new(),
        }
    }

    /// Adds a code that is not there; its parent is.
    pub(crate) fn add(&mut self, entry: Entry) {
        self.places.insert(entry.code.clone(), self.entries.len());
        self.entries.push(entry);
    }

    pub(crate) fn get_mut(&mut self, code: &str) -> Option<&mut Entry> {
        self.places.get(code).map(|place| &mut self.entries[*place])
    }

    /// All entries, parents before children.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of a code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Entry> {
        self.places.get(code).map(|place| &self.entries[*place])
    }

    /// `code` is `ancestor` or lies under it.
    #[must_use]
    pub fn is_within(&self, code: &str, ancestor: &str) -> bool {
        let mut at = Some(code);
        while let Some(here) = at {
            if here == ancestor {
                return true;
            }
            at = self.get(here).and_then(|e| e.parent.as_deref());
        }
        false
    }

    /// The code that a text names: the code itself, a label in any language, or a known variant of the name
    /// (crosswalk `name`); case and typographic differences do not matter. `None` when it names none, or several.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&Entry> {
        if let Some(entry) = self.get(text.trim()) {
            return Some(entry);
        }
        let wanted = crate::fold::fold(text.trim());
        let named = |entry: &&Entry| {
            crate::fold::fold(&entry.code) == wanted
                || Language::ALL
                    .iter()
                    .any(|l| crate::fold::fold(entry.label.get(*l)) == wanted)
                || entry
                    .maps
                    .get("name")
                    .is_some_and(|names| names.iter().any(|n| crate::fold::fold(n) == wanted))
        };
        let mut found = self.entries.iter().filter(|e| !e.retired).filter(named);
        match (found.next(), found.next()) {
            (Some(entry), None) => Some(entry),
            _ => None,
        }
    }

    /// Up to three codes that look like `text`, for "did you mean".
    #[must_use]
    pub fn near(&self, text: &str) -> Vec<&str> {
        let wanted = crate::fold::fold(text);
        let mut scored: Vec<(usize, &str)> = self
            .entries
            .iter()
            .map(|e| {
                (
                    distance(&crate::fold::fold(&e.code), &wanted),
                    e.code.as_str(),
                )
            })
            .filter(|(d, code)| *d <= 1 + code.chars().count() / 3)
            .collect();
        scored.sort_unstable();
        scored.into_iter().take(3).map(|(_, code)| code).collect()
    }
}

/// How much two folded texts look alike, 0 to 100: the better of the edits between them and the beginnings that
/// their words share («задержали» and «задержание полицией»).
#[must_use]
pub fn likeness(a: &str, b: &str) -> usize {
    let length = |t: &str| t.chars().count();
    let longer = length(a).max(length(b)).min(64);
    if longer == 0 {
        return 0;
    }
    let edits = 100 - (100 * distance(a, b).min(longer)) / longer;
    let mut shared = 0;
    let mut of = 0;
    for one in a.split(' ').filter(|w| length(w) > 3) {
        of += length(one);
        shared += b
            .split(' ')
            .map(|two| {
                let same = one.chars().zip(two.chars()).take_while(|(x, y)| x == y);
                same.count()
            })
            .filter(|n| *n >= 4)
            .max()
            .unwrap_or(0);
    }
    let beginnings = (95 * shared).checked_div(of).unwrap_or(0);
    edits.max(beginnings)
}

/// Two texts that are less alike than this are not offered for each other.
pub const ALIKE: usize = 45;

/// Up to three of these codes, by how much their names look like a folded text.
pub fn likely<'c>(text: &str, names: impl IntoIterator<Item = (&'c str, &'c str)>) -> Vec<String> {
    let mut scored: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, code) in names {
        let points = likeness(text, name);
        if points >= ALIKE {
            let best = scored.entry(code).or_default();
            *best = (*best).max(points);
        }
    }
    let mut scored: Vec<(usize, &str)> = scored.into_iter().map(|(c, p)| (p, c)).collect();
    scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    scored
        .into_iter()
        .take(3)
        .map(|(_, code)| code.to_owned())
        .collect()
}

/// Edits (insert, delete, replace) between two short texts.
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(64).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replace = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replace.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
