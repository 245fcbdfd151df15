//! What was done, and what is beyond reach: a page to keep, or to hand to whoever asked. It names nobody.

use super::Forgetting;
use super::choices::{Choices, Deed, Words as WordsThen};
use super::doing::ForgetWish;
use super::marks::Marks;
use super::sight::SealedSight;
use crate::confidential::SOURCE;
use crate::error::WorkspaceError;
use crate::history::when;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use crate::words::Words;
use aigaq_schema::{Language, RecordId};

/// Where a decision keeps its report.
const REPORT: &str = "report";

/// What was done, and what is beyond reach.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct ForgetReport {
    /// How somebody was forgotten.
    pub how: Forgetting,
    /// When, in words.
    pub when: String,
    /// Records that were the person's, or about nobody else.
    pub records: usize,
    /// Records of others that are said again without the person.
    pub masked: usize,
    /// Records that were left as they are by choice.
    pub left: usize,
    /// Records of others who are called alike: their own names stay.
    pub namesakes: usize,
    /// Records that point to the person, who has no name any more, and stay as they are.
    pub pointing: usize,
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
    #[serde(default)]
    pub bags: Vec<String>,
    /// Backups that were made before: when, and what the file was called.
    pub backups: Vec<String>,
    /// Entries of others that wait for one before them: nobody looked into them.
    pub waiting: u64,
    /// Whether who a source is was looked for in the texts of others.
    #[serde(default)]
    pub sealed: SealedSight,
    language: Language,
}

impl Workspace {
    pub(super) fn report_of(
        &self,
        ask: &Asking,
        marks: &Marks,
        wish: &ForgetWish,
    ) -> Result<ForgetReport, WorkspaceError> {
        let choices = &wish.choices;
        let count = |wanted: fn(Deed) -> bool| {
            let told = marks.touched(choices);
            told.filter(|(.., deed)| wanted(*deed)).count()
        };
        let usual = Choices::default();
        let is_left = |root: &&RecordId| {
            let is_chosen = marks.deed(root, choices) != marks.deed(root, &usual);
            is_chosen && !choices.take.contains(root)
        };
        let stays = |root: &&RecordId| marks.deed(root, choices) == Deed::Stays;
        let files = marks.files(choices);
        let backups = self.journal.backups()?.into_iter();
        Ok(ForgetReport {
            how: wish.how,
            when: String::new(),
            records: count(|deed| matches!(deed, Deed::Goes | Deed::Theirs)),
            masked: count(|deed| matches!(deed, Deed::Again(_))),
            left: marks.roots.keys().filter(is_left).count(),
            namesakes: marks.namesakes.len(),
            pointing: marks.pointing.iter().filter(stays).count(),
            keys: 0,
            said_again: 0,
            files: files.gone.len(),
            files_left: files.left.len(),
            publications: self.unnamed_publications(ask, marks, choices)?,
            bags: self
                .handed_over(&Naming::new(&self.view, *ask), marks.spoken_in())?
                .iter()
                .map(|(_, told)| marks.masker.text(told))
                .collect(),
            backups: backups
                .map(|backup| {
                    let made = when(backup.made, "UTC", ask.language);
                    format!("{made}: {}", marks.masker.text(&backup.name))
                })
                .collect(),
            waiting: self.journal.waiting()?,
            sealed: match &*marks.record_type {
                SOURCE => marks.sight,
                _ => SealedSight::Nothing,
            },
            language: ask.language,
        })
    }

    /// The publications that lose the name: what each is, for whom, and of which day.
    fn unnamed_publications(
        &self,
        ask: &Asking,
        marks: &Marks,
        choices: &Choices,
    ) -> Result<Vec<String>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let mut publications = Vec::new();
        for (root, touched, deed) in marks.touched(choices) {
            let is_meant = touched.record_type == "publication"
                && matches!(deed, Deed::Again(again) if again.words != WordsThen::Stay);
            if let Some(brief) = self.view.brief(&ask.reader, *root)?.filter(|_| is_meant) {
                let mut told = Vec::new();
                for property in ["kind", "audience", "as_of"] {
                    let parts = naming.values(&brief, property)?;
                    told.extend(parts.iter().map(|part| part.text().to_owned()));
                }
                publications.push(told.join(", "));
            }
        }
        Ok(publications)
    }

    /// The report of a decision by which somebody was forgotten; `None` when it is no such decision, or of a version
    /// that kept none.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn forget_report(
        &self,
        decision: RecordId,
    ) -> Result<Option<ForgetReport>, WorkspaceError> {
        let live = self.live(decision)?;
        let kept = live.iter().find(|said| said.property == REPORT);
        Ok(kept.and_then(|said| serde_json::from_str(&said.value.plain()).ok()))
    }
}

impl ForgetReport {
    /// As it is kept with the decision.
    pub(super) fn kept(&self) -> String {
        // Numbers and texts can always be written.
        serde_json::to_string(self).unwrap_or_default()
    }

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
        let more = [
            ("forget.done.files", self.files),
            ("forget.done.left", self.left),
            ("forget.done.pointing", self.pointing),
            ("forget.done.namesakes", self.namesakes),
        ];
        let more = more.into_iter().filter(|(_, n)| *n > 0);
        done.extend(more.map(|(key, n)| number(key, n)));
        let listed = |key: &str, lines: &[String]| {
            let heading = (!lines.is_empty()).then(|| words.say(key)).into_iter();
            let lines = lines.iter().map(|line| format!("— {line}"));
            heading.chain(lines).collect::<Vec<_>>()
        };
        if self.sealed == SealedSight::Open {
            done.push(words.say("forget.done.sealed"));
        }
        let mut beyond = Vec::new();
        if self.sealed == SealedSight::Closed {
            beyond.push(words.say("forget.beyond.sealed"));
        }
        beyond.extend(listed("forget.beyond.backups", &self.backups));
        beyond.push(words.say("forget.beyond.copies"));
        beyond.extend(listed("forget.beyond.publications", &self.publications));
        beyond.extend(listed("forget.beyond.bags", &self.bags));
        if self.files_left > 0 {
            beyond.push(number("forget.beyond.files", self.files_left));
        }
        if self.waiting > 0 {
            let n = self.waiting.to_string();
            beyond.push(words.fill("forget.beyond.waiting", &[("n", &n)]));
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
