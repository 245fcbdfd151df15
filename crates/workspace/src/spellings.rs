//! The names of one person or organisation: every spelling, grouped by its letters, those of the records that are one
//! with it too; and which of them readers of each language see.
//!
//! What readers see is a choice of the group, kept as a statement like any other (`name_en`, `name_ru`, `name_kk`):
//! signed, in the history, undoable. Where nothing was chosen the view takes a spelling in the reader's letters.

use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use crate::reasons;
use crate::reviewing::ReviewForm;
use crate::saving::{RecordChange, Refused, Saved, Say, Seen, Version};
use aigaq_names::{LONGEST_NAME, Script};
use aigaq_schema::{Basis, Language, NameKind, RecordId, Value, Withdrawal};
use std::collections::BTreeMap;

/// The names of a person or an organisation.
#[derive(Debug, Clone, serde::Serialize)]
pub struct SpellingsView {
    /// The spellings by script, in the order of [`Script::ALL`]; scripts without one are left out.
    pub groups: Vec<SpellingGroup>,
    /// What readers of each language see.
    pub shown: Vec<ShownIn>,
    /// The state of the record, for a form that changes it.
    pub version: Version,
}

/// Spellings in one script.
#[derive(Debug, Clone, serde::Serialize)]
pub struct SpellingGroup {
    /// The script, as a key ([`Script::key`]).
    pub script: &'static str,
    /// The spellings, each once.
    pub spellings: Vec<Spelling>,
}

/// One spelling.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Spelling {
    /// As written.
    pub text: String,
    /// The other records, one with this one, that alone have it; empty when this record has it.
    pub of: Vec<Named>,
}

/// What readers of a language see.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ShownIn {
    /// The language.
    pub language: Language,
    /// What they see now; empty for a record without a name.
    pub shown: String,
    /// What they see where nothing is chosen.
    pub automatic: String,
    /// The form that was chosen; nothing where the program takes one.
    pub chosen: Option<String>,
}

impl SpellingsView {
    /// How many spellings there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.groups.iter().map(|group| group.spellings.len()).sum()
    }

    /// All spellings, script by script.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        let all = self.groups.iter().flat_map(|group| &group.spellings);
        all.map(|spelling| spelling.text.as_str())
    }
}

impl Workspace {
    /// The names of a record, with those of the records that are one with it. `None` when it is not there, may not be
    /// seen, or is of a type that is shown under one name to all.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn spellings(
        &self,
        ask: &Asking,
        record: RecordId,
    ) -> Result<Option<SpellingsView>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let Some(brief) = self.view.brief(&ask.reader, record)? else {
            return Ok(None);
        };
        if !self.has_shown_names(&brief.record_type) {
            return Ok(None);
        }
        let mut all: BTreeMap<Script, Vec<Spelling>> = BTreeMap::new();
        let mut told = |text: &str, of: Option<&Named>| {
            let group = all.entry(Script::of(text)).or_default();
            match group.iter_mut().find(|spelling| spelling.text == text) {
                Some(there) if !there.of.is_empty() => there.of.extend(of.cloned()),
                Some(_) => {}
                None => group.push(Spelling {
                    text: text.to_owned(),
                    of: of.into_iter().cloned().collect(),
                }),
            }
        };
        for (_, name) in brief.names() {
            told(name, None);
        }
        for other in self.one_with(record)?.into_iter().filter(|o| *o != record) {
            if let Some(other) = self.view.brief(&ask.reader, other)? {
                let named = naming.named(&other)?;
                for (_, name) in other.names() {
                    told(name, Some(&named));
                }
            }
        }
        let group = |(script, spellings): (Script, Vec<Spelling>)| SpellingGroup {
            script: script.key(),
            spellings,
        };
        let shown = |language| ShownIn {
            language,
            shown: brief.name_in(language).unwrap_or_default().to_owned(),
            automatic: brief.name_unchosen(language).unwrap_or_default().to_owned(),
            chosen: brief.name_chosen(language).map(str::to_owned),
        };
        Ok(Some(SpellingsView {
            groups: all.into_iter().map(group).collect(),
            shown: Language::ALL.into_iter().map(shown).collect(),
            version: self.version(record)?,
        }))
    }

    /// Chooses what readers of each language see; an empty form takes the choice back. Languages that are not named
    /// stay as they are.
    ///
    /// # Errors
    /// [`Refused::Nothing`] when it is so already; [`Refused::Stale`] when the record is no longer as it was seen;
    /// [`Refused::Unfit`] when the record has no such forms, or a form is no name.
    pub fn show_as(
        &mut self,
        form: &ReviewForm,
        chosen: &[(Language, String)],
        seen: Version,
    ) -> Result<Saved, Refused> {
        self.refresh()?;
        let record = form.about;
        let record_type = self.view.type_of(record)?;
        let record_type = record_type.ok_or_else(|| Refused::Unfit(reasons::no_such_record()))?;
        if !self.has_shown_names(&record_type) {
            return Err(Refused::Unfit(reasons::no_shown_names()));
        }
        let live = self.live(record)?;
        let (mut say, mut withdraw) = (Vec::new(), Vec::new());
        for (language, text) in chosen {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if text.chars().count() > LONGEST_NAME {
                return Err(Refused::Unfit(reasons::shown_name_long(LONGEST_NAME)));
            }
            if !text.is_empty() && !text.chars().any(char::is_alphabetic) {
                return Err(Refused::Unfit(reasons::shown_name_without_letters(&text)));
            }
            let property = language.name_property();
            let value = Value::Name {
                text: text.clone(),
                kind: NameKind::Full,
            };
            let (same, others): (Vec<_>, Vec<_>) = live
                .iter()
                .filter(|s| s.property == property)
                .partition(|s| s.value.plain() == text);
            withdraw.extend(others.into_iter().map(|statement| Withdrawal {
                statement: statement.id,
                reason: form.words.clone(),
            }));
            if same.is_empty() && !text.is_empty() {
                say.push(Say::new(property, value, &Basis::default()));
            }
        }
        if say.is_empty() && withdraw.is_empty() {
            return Err(Refused::Nothing);
        }
        let change = RecordChange {
            record,
            root: self.view.root_of(record)?,
            record_type,
            seen: Seen::At(seen),
            say,
            withdraw,
        };
        self.decide(form, vec![change])
    }

    /// Whether records of a type may be shown under another name in each language.
    fn has_shown_names(&self, record_type: &str) -> bool {
        let schema = self.schema();
        let has = |language: Language| schema.property(record_type, language.name_property());
        Language::ALL
            .into_iter()
            .all(|language| has(language).is_some())
    }
}
