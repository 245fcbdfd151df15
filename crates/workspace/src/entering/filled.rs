//! What a form sent: names and values, cleaned of characters that no person types.

use std::fmt;

/// Most rows of a kind (people, acts) that one form has.
pub const MOST_ROWS: usize = 60;

/// Names and values in the order of the page.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Filled(Vec<(String, String)>);

/// Shows how much there is, never what: it may be anybody's secret.
impl fmt::Debug for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Filled({} fields)", self.0.len())
    }
}

/// Control characters but for line and tab, and the marks that turn the direction of what follows them: they show a
/// text as another one than it is. Text from right to left itself is untouched.
fn is_kept(c: char) -> bool {
    let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    !turns && (!c.is_control() || matches!(c, '\n' | '\t'))
}

fn clean(text: &str) -> String {
    // Browsers end the lines of a text field with two characters.
    let text: String = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| is_kept(*c))
        .collect();
    text.trim().to_owned()
}

impl Filled {
    /// What was sent.
    #[must_use]
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(
            pairs
                .into_iter()
                .map(|(name, value)| (name, clean(&value)))
                .collect(),
        )
    }

    /// Nothing was typed or chosen yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, value)| value.is_empty())
    }

    /// The first value of a name; empty when there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(given, value)| given == name && !value.is_empty())
            .map_or("", |(_, value)| value.as_str())
    }

    /// All values of a name that are not empty.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(given, value)| given == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// The name was sent, be it empty.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(given, _)| given == name)
    }

    /// Puts one value in the place of all of a name.
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.retain(|(given, _)| given != name);
        self.push(name, value);
    }

    /// Adds a value.
    pub fn push(&mut self, name: &str, value: &str) {
        self.0.push((name.to_owned(), clean(value)));
    }

    /// Takes away all names that begin so.
    pub fn forget(&mut self, beginning: &str) {
        self.0.retain(|(given, _)| !given.starts_with(beginning));
    }

    /// How many rows `beginning.0…`, `beginning.1…` there are, empty ones too; at most [`MOST_ROWS`].
    #[must_use]
    pub fn rows(&self, beginning: &str) -> usize {
        self.0
            .iter()
            .filter_map(|(name, _)| {
                let rest = name.strip_prefix(beginning)?.strip_prefix('.')?;
                rest.split('.').next()?.parse::<usize>().ok()
            })
            .filter(|row| *row < MOST_ROWS)
            .map(|row| row + 1)
            .max()
            .unwrap_or(0)
    }

    /// All pairs, for a page that sends them once more.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(pairs: &[(&str, &str)]) -> Filled {
        Filled::new(
            pairs
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned())),
        )
    }

    #[test]
    fn characters_nobody_types_are_taken_out_and_right_to_left_text_stays() {
        let sent = filled(&[
            ("a", "x\u{0}\u{1b}[31my\r\nz\t."),
            ("b", "\u{202E}abc שלום"),
        ]);
        assert_eq!(sent.get("a"), "x[31my\nz\t.");
        assert_eq!(sent.get("b"), "abc שלום");
    }

    #[test]
    fn rows_are_counted_by_their_highest_number_and_a_forged_one_makes_no_thousands() {
        let sent = filled(&[
            ("who.0.name", ""),
            ("who.2.name", ""),
            ("who.99999.name", "x"),
            ("who.x", "y"),
        ]);
        assert_eq!(sent.rows("who"), 3);
        assert_eq!(sent.rows("wh"), 0);
    }
}
