//! What somebody chose to forget, and what becomes of each record by it.

use super::marks::{Marks, Touched};
use super::masking::Strength;
use aigaq_schema::RecordId;
use std::collections::BTreeSet;

/// What becomes of places where one word alone may be another person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unsure {
    /// The word goes, unless the record is left.
    #[default]
    Masked,
    /// The word stays, everywhere.
    Left,
}

/// What was chosen on the page, record by record.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Records that are left as they are: another one is meant there, or the link to the person stays.
    pub leave: BTreeSet<RecordId>,
    /// Records that would stay and do not: their link to the person is cut, words that are names of places go, too.
    pub take: BTreeSet<RecordId>,
    /// What becomes of the doubtful ones.
    pub unsure: Unsure,
}

/// What becomes of what a record says of the person, but for words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    pub cut: Cut,
    pub choice: Choice,
}

/// How a link is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// The record tells of the person alone: it goes.
    Whole,
    /// What names the person in it goes.
    Part,
}

/// Whether a link is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// In any case.
    Must,
    /// Unless the record is left.
    Usually,
    /// Only where somebody says so.
    IfTaken,
}

/// What becomes of a root record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// Nothing.
    Stays,
    /// It is said again.
    Again(Again),
    /// It goes with the person.
    Goes,
    /// It is the person's.
    Theirs,
}

/// How a record is said again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Again {
    /// What names the person is left out.
    pub is_cut: bool,
    pub words: Words,
}

/// What becomes of the words of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// They stay.
    Stay,
    /// Names become a mark.
    Masked,
    /// Those that are names of places, too.
    Thoroughly,
}

impl Marks {
    /// What becomes of a root record by these choices.
    pub fn deed(&self, root: &RecordId, choices: &Choices) -> Deed {
        let Some(touched) = self.roots.get(root) else {
            return Deed::Stays;
        };
        if self.forgotten.contains(root) {
            return Deed::Theirs;
        }
        let is_cut = touched.link.filter(|link| match link.choice {
            Choice::Must => true,
            Choice::Usually => !choices.leave.contains(root),
            Choice::IfTaken => choices.take.contains(root),
        });
        if is_cut.is_some_and(|link| link.cut == Cut::Whole) {
            return Deed::Goes;
        }
        let again = Again {
            is_cut: is_cut.is_some(),
            words: words(touched, root, choices),
        };
        match again.is_cut || again.words != Words::Stay || self.told.contains(root) {
            true => Deed::Again(again),
            false => Deed::Stays,
        }
    }

    /// The roots to which something is done.
    pub fn touched<'m>(
        &'m self,
        choices: &'m Choices,
    ) -> impl Iterator<Item = (&'m RecordId, &'m Touched, Deed)> {
        let all = self.roots.iter();
        all.map(|(root, touched)| (root, touched, self.deed(root, choices)))
            .filter(|(.., deed)| *deed != Deed::Stays)
    }
}

fn words(touched: &Touched, root: &RecordId, choices: &Choices) -> Words {
    let is_left = choices.leave.contains(root);
    match touched.strength() {
        None => Words::Stay,
        Some(_) if choices.take.contains(root) => Words::Thoroughly,
        Some(Strength::Hardly) => Words::Stay,
        Some(Strength::Perhaps) if choices.unsure == Unsure::Left => Words::Stay,
        Some(Strength::Perhaps | Strength::Surely) if is_left => Words::Stay,
        Some(Strength::Perhaps | Strength::Surely) => Words::Masked,
    }
}
