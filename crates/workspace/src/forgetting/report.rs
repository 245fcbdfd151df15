//! What was done, and what is beyond reach: a page to keep, or to hand to whoever asked. It names nobody.

use super::doing::ForgetWish;
use super::marks::{Fate, Marks};
use crate::error::WorkspaceError;
use crate::history::when;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use crate::words::Words;
use aigaq_schema::Language;

/// What was done, and what is beyond reach.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ForgetReport {
    /// How somebody was forgotten.
    pub how: super::Forgetting,
    /// When, in words.
    pub when: String,
    /// Records that were the person's, or about nobody else.
    pub records: usize,
    /// Records of others that are said again without the person.
    pub masked: usize,
    /// Records that were left as they are by choice.
    pub left: usize,
    /// Keys destroyed.
    pub keys: usize,
    /// Shares of records said again under new keys.
    pub said_again: usize,
    /// Kept files destroyed.
    pub files: usize,
    /// Kept files that others name, too, and that were left.
    pub files_left: usize,
    /// Publications that were frozen, and lost the name: their kind, audience and day.
    pub publications: Vec<String>,
    /// Bags of evidence that were handed over before: for whom, and when.
    pub bags: Vec<String>,
    /// Backups that were made before: when, and what the file was called.
    pub backups: Vec<String>,
    #[serde(skip)]
    language: Language,
}

impl Workspace {
    pub(super) fn report_of(
        &self,
        ask: &Asking,
        marks: &Marks,
        wish: &ForgetWish,
    ) -> Result<ForgetReport, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let with = |wanted: fn(Fate) -> bool| {
            let told = marks.roots.iter();
            told.filter(|(root, touched)| wanted(touched.fate) && marks.is_told(root, &wish.leave))
                .count()
        };
        let mut publications = Vec::new();
        for (root, touched) in &marks.roots {
            let is_meant = touched.record_type == "publication"
                && !touched.mentions.is_empty()
                && marks.is_told(root, &wish.leave);
            if let Some(brief) = self.view.brief(&ask.reader, *root)?.filter(|_| is_meant) {
                let mut told = Vec::new();
                for property in ["kind", "audience", "as_of"] {
                    let parts = naming.values(&brief, property)?;
                    told.extend(parts.iter().map(|part| part.text().to_owned()));
                }
                publications.push(told.join(", "));
            }
        }
        let backups = self.journal.backups()?.into_iter();
        Ok(ForgetReport {
            how: wish.how,
            when: String::new(),
            records: with(|fate| fate >= Fate::Goes),
            masked: with(|fate| fate < Fate::Goes),
            left: marks
                .roots
                .keys()
                .filter(|root| !marks.is_told(root, &wish.leave))
                .count(),
            keys: 0,
            said_again: 0,
            files: marks.files.len(),
            files_left: marks.files_left.len(),
            publications,
            bags: self
                .handed_over(&naming, marks.spoken_in())?
                .iter()
                .map(|(_, told)| marks.masker.text(told))
                .collect(),
            backups: backups
                .map(|backup| {
                    let made = when(backup.made, "UTC", ask.language);
                    format!("{made}: {}", marks.masker.text(&backup.name))
                })
                .collect(),
            language: ask.language,
        })
    }
}

impl ForgetReport {
    /// Headings with their lines, in the language of the one who did it.
    #[must_use]
    pub fn sections(&self) -> Vec<(String, Vec<String>)> {
        let words = Words::of(self.language);
        let number = |key: &str, n: usize| words.fill(key, &[("n", &n.to_string())]);
        let mut done = vec![
            words.fill(
                &format!("forget.done.{}", self.how.code()),
                &[("when", &self.when)],
            ),
            number("forget.done.records", self.records),
            number("forget.done.masked", self.masked),
            number("forget.done.keys", self.keys),
        ];
        if self.files > 0 {
            done.push(number("forget.done.files", self.files));
        }
        if self.left > 0 {
            done.push(number("forget.done.left", self.left));
        }
        let mut beyond = Vec::new();
        if self.backups.is_empty() {
            beyond.push(words.say("forget.beyond.no_backups"));
        } else {
            beyond.push(words.say("forget.beyond.backups"));
            beyond.extend(self.backups.iter().map(|backup| format!("— {backup}")));
        }
        if !self.publications.is_empty() {
            beyond.push(words.say("forget.beyond.publications"));
            beyond.extend(self.publications.iter().map(|told| format!("— {told}")));
        }
        if !self.bags.is_empty() {
            beyond.push(words.say("forget.beyond.bags"));
            beyond.extend(self.bags.iter().map(|told| format!("— {told}")));
        }
        if self.files_left > 0 {
            beyond.push(number("forget.beyond.files", self.files_left));
        }
        for key in ["exports", "documents", "again", "disk", "forms"] {
            beyond.push(words.say(&format!("forget.beyond.{key}")));
        }
        vec![
            (words.say("forget.done"), done),
            (words.say("forget.beyond"), beyond),
        ]
    }

    /// The same as plain text, to be kept or printed.
    #[must_use]
    pub fn text(&self) -> String {
        let sections = self.sections().into_iter();
        let texts = sections.map(|(heading, lines)| format!("{heading}\n\n{}\n", lines.join("\n")));
        texts.collect::<Vec<_>>().join("\n")
    }
}
