//! The codes of a list as small numbers, with the tree they form.

use std::collections::HashMap;

/// What is known when there is no value: the same five states for every kind
/// of property. `Missing` is the absence of any statement; it is shown with
/// `Unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum State {
    /// Nothing was said.
    Missing = 0,
    /// Somebody said that it is not known.
    Unknown = 1,
    /// It was not asked.
    NotAsked = 2,
    /// It is known but withheld.
    Withheld = 3,
    /// There is none.
    None = 4,
}

impl State {
    /// All states, by number.
    pub const ALL: [Self; 5] = [
        Self::Missing,
        Self::Unknown,
        Self::NotAsked,
        Self::Withheld,
        Self::None,
    ];

    /// The number that stands for the state in a column of codes.
    #[must_use]
    pub fn code(self) -> u32 {
        self as u32
    }

    /// The state with this number.
    #[must_use]
    pub fn of_code(code: u32) -> Option<Self> {
        Self::ALL.get(code as usize).copied()
    }

    /// The key of the state in results and filters.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Missing | Self::Unknown => "unknown",
            Self::NotAsked => "not asked",
            Self::Withheld => "withheld",
            Self::None => "none",
        }
    }
}

/// The first number that stands for a code; those below are [`State`]s.
pub const FIRST_CODE: u32 = 5;

/// The codes of one list (or the distinct texts of one free-text property),
/// numbered from [`FIRST_CODE`] in the order in which they were added, each
/// with its parent in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dictionary {
    codes: Vec<String>,
    parents: Vec<u32>,
    open: bool,
    by_text: HashMap<String, u32>,
}

impl Dictionary {
    /// An empty dictionary of a controlled list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty dictionary of free texts: a filter may name a text that does
    /// not occur.
    #[must_use]
    pub fn of_texts() -> Self {
        Self {
            open: true,
            ..Self::default()
        }
    }

    /// Whether this holds free texts.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// The number of `code`, added at the end if it is new, under `parent`
    /// (a code added before; anything else means the top). A code that is
    /// there keeps its number, and takes `parent` if one is given.
    pub fn add(&mut self, code: &str, parent: Option<&str>) -> u32 {
        let parent = parent.and_then(|parent| self.number(parent));
        if let Some(number) = self.number(code) {
            // Only an earlier code can be a parent, so that no ring can form.
            if let Some(parent) = parent.filter(|parent| *parent < number) {
                self.parents[(number - FIRST_CODE) as usize] = parent;
            }
            return number;
        }
        let number = self.size();
        self.codes.push(code.to_owned());
        self.parents.push(parent.unwrap_or(0));
        self.by_text.insert(code.to_owned(), number);
        number
    }

    /// The number of a code.
    #[must_use]
    pub fn number(&self, code: &str) -> Option<u32> {
        self.by_text.get(code).copied()
    }

    /// The code with this number; none for states and beyond the end.
    #[must_use]
    pub fn code(&self, number: u32) -> Option<&str> {
        let index = number.checked_sub(FIRST_CODE)?;
        self.codes.get(index as usize).map(String::as_str)
    }

    /// The parent of a code in the tree; none at the top.
    #[must_use]
    pub fn parent(&self, number: u32) -> Option<u32> {
        let index = number.checked_sub(FIRST_CODE)?;
        self.parents
            .get(index as usize)
            .copied()
            .filter(|parent| *parent >= FIRST_CODE)
    }

    /// One more than the highest number in use (states counted).
    #[must_use]
    pub fn size(&self) -> u32 {
        // A dictionary of four billion codes does not fit into memory.
        u32::try_from(self.codes.len()).map_or(u32::MAX, |codes| codes + FIRST_CODE)
    }

    /// All codes, in order.
    pub fn codes(&self) -> impl Iterator<Item = &str> + Clone {
        self.codes.iter().map(String::as_str)
    }

    /// The steps from a code up to the top: 0 for a code at the top.
    #[must_use]
    pub fn depth(&self, number: u32) -> u32 {
        std::iter::successors(self.parent(number), |up| self.parent(*up))
            .map(|_| 1)
            .sum()
    }

    /// The code under which `number` falls at `level` of the tree (0 = top).
    /// A code that stands higher stays as it is.
    #[must_use]
    pub fn at_level(&self, number: u32, level: u32) -> u32 {
        let mut steps = self.depth(number).saturating_sub(level);
        let mut code = number;
        while steps > 0 {
            code = self.parent(code).unwrap_or(code);
            steps -= 1;
        }
        code
    }

    /// The depth of the deepest code.
    #[must_use]
    pub fn deepest(&self) -> u32 {
        let mut depths = vec![0_u32; self.codes.len()];
        for at in 0..self.codes.len() {
            // Parents come before their children.
            let above = self.parents[at].checked_sub(FIRST_CODE);
            depths[at] = above.map_or(0, |parent| depths[parent as usize] + 1);
        }
        depths.into_iter().max().unwrap_or(0)
    }

    /// For each number, whether it is `number` or stands below it.
    #[must_use]
    pub fn with_descendants(&self, number: u32) -> Vec<bool> {
        let mut within = vec![false; self.size() as usize];
        for code in 0..self.size() {
            // Parents come before their children.
            within[code as usize] = code == number
                || self
                    .parent(code)
                    .is_some_and(|parent| within[parent as usize]);
        }
        within
    }

    /// Whether a code has codes below it.
    #[must_use]
    pub fn has_children(&self, number: u32) -> bool {
        number >= FIRST_CODE && self.parents.contains(&number)
    }

    /// The key of a number in results and filters: the code, or the word of
    /// the state (in brackets if the list has a code of that spelling).
    #[must_use]
    pub fn key(&self, number: u32) -> String {
        match State::of_code(number) {
            Some(state) if self.by_text.contains_key(state.key()) => format!("({})", state.key()),
            Some(state) => state.key().to_owned(),
            None => self.code(number).unwrap_or(State::Unknown.key()).to_owned(),
        }
    }

    /// The numbers a key stands for: one code, or the state (unknown stands
    /// for missing too).
    #[must_use]
    pub fn of_key(&self, key: &str) -> Vec<u32> {
        if let Some(number) = self.number(key) {
            return vec![number];
        }
        states_of_key(key)
    }
}

/// The states that a key such as `unknown` or `(unknown)` stands for.
pub(crate) fn states_of_key(key: &str) -> Vec<u32> {
    let word = key
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .unwrap_or(key);
    State::ALL
        .iter()
        .filter(|state| state.key() == word)
        .map(|state| state.code())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Dictionary {
        let mut list = Dictionary::new();
        list.add("DET", None);
        list.add("DET.remand", Some("DET"));
        list.add("DET.remand.long", Some("DET.remand"));
        list.add("PHY", None);
        list
    }

    #[test]
    fn a_code_falls_under_its_ancestors() {
        let list = tree();
        let long = list.number("DET.remand.long").expect("added");
        let code = |level| list.code(list.at_level(long, level));
        assert_eq!(code(0), Some("DET"));
        assert_eq!(code(1), Some("DET.remand"));
        assert_eq!(code(2), Some("DET.remand.long"));
        assert_eq!(code(9), Some("DET.remand.long"));
        let within = list.with_descendants(list.number("DET").expect("added"));
        assert_eq!(within.iter().filter(|is| **is).count(), 3);
        assert!(list.has_children(list.number("DET.remand").expect("added")));
        assert!(!list.has_children(long));
    }

    #[test]
    fn a_code_named_none_is_not_the_state_none() {
        let mut list = tree();
        assert_eq!(list.of_key("none"), [State::None.code()]);
        let none = list.add("none", None);
        assert_eq!(list.of_key("none"), [none]);
        assert_eq!(list.of_key("(none)"), [State::None.code()]);
        assert_eq!(list.key(State::None.code()), "(none)");
        assert_eq!(list.of_key("unknown"), [0, 1]);
    }

    #[test]
    fn no_ring_can_be_made() {
        let mut list = tree();
        let top = list.add("DET", Some("DET.remand"));
        assert_eq!(list.parent(top), None);
        assert_eq!(list.depth(top), 0);
    }
}
