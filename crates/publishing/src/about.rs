//! What is written about one person, or a few of one case: a questionnaire on arbitrary detention, an urgent appeal, a
//! letter to special procedures, a dossier.
//!
//! One set of [facts](PersonFacts) is gathered once; each form has a module that says which of them it tells, in which
//! order, under which questions. An answer keeps what every source tells: where they differ, both stand there. What no
//! record holds (who submits, what is asked for) is [typed](Asked) by whoever makes it. A form that is handed over is a
//! draft until nothing it [needs](Needed) is missing.

mod appeal;
mod asked;
mod dossier;
mod facts;
mod letter;
mod needed;
mod questionnaire;
mod setting;

pub use asked::{Asked, AskedKind, Request};
pub use facts::{Answer, CaseFacts, Consent, Deprivation, PersonFacts, Told};
pub use needed::Needed;

use std::collections::BTreeMap;

use crate::document::{Block, Document, Inline, Notice, NoticeKind, Section, Value};
use crate::input::Audience;
use crate::notes::{NotesAt, Reference, SourceKey};
use crate::phrases::Phrases;
use setting::Setter;

/// The treaties in which a right stands: the crosswalk of the list `rights`, and the phrase that names it.
pub const TREATIES: [(&str, &str); 3] = [
    ("udhr", "about.udhr"),
    ("iccpr", "about.iccpr"),
    ("icescr", "about.icescr"),
];

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// The questionnaire for the UN Working Group on Arbitrary Detention.
    Questionnaire,
    /// An urgent appeal.
    Appeal,
    /// A letter to special procedures of the UN.
    Letter,
    /// All that is known of a person or an official, for the group alone.
    Dossier,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Questionnaire,
        Self::Appeal,
        Self::Letter,
        Self::Dossier,
    ];

    /// Its word in addresses and commands.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Questionnaire => "wgad",
            Self::Appeal => "appeal",
            Self::Letter => "letter",
            Self::Dossier => "dossier",
        }
    }

    /// The one with this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }

    /// Its code in the list `outputs`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Questionnaire => "wgad_questionnaire",
            Self::Appeal => "urgent_appeal",
            Self::Letter => "special_procedures_letter",
            Self::Dossier => "dossier",
        }
    }

    /// The use of a consent that it needs, by its code in the list `consent_uses`; none for what stays in the group.
    #[must_use]
    pub const fn consent_use(self) -> Option<&'static str> {
        match self {
            Self::Questionnaire | Self::Letter => Some("un_submission"),
            Self::Appeal => Some("appeal"),
            Self::Dossier => None,
        }
    }

    /// The phrase with its name.
    const fn name(self) -> &'static str {
        match self {
            Self::Questionnaire => "about.wgad",
            Self::Appeal => "about.appeal",
            Self::Letter => "about.letter",
            Self::Dossier => "about.dossier",
        }
    }
}

/// How far a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// To be looked at and completed; marked as a draft on its first page.
    Draft,
    /// To be handed over; nothing it needs is missing.
    Final,
}

impl Stage {
    /// A title as it is printed: of a draft that could be handed over by mistake it says that it is one, once.
    #[must_use]
    pub fn title(self, form: Form, title: &str, phrases: &Phrases) -> String {
        let mark = phrases.fill("about.draft_title", &[("title", "")]);
        let is_marked = title.starts_with(mark.trim());
        match self == Self::Draft && form != Form::Dossier && !is_marked {
            true => phrases.fill("about.draft_title", &[("title", title)]),
            false => title.to_owned(),
        }
    }
}

/// Everything that is told about the people.
#[derive(Debug, Clone)]
pub struct AboutInput {
    /// The people, at least one.
    pub people: Vec<PersonFacts>,
    /// Who may read it.
    pub audience: Audience,
    /// How far it is.
    pub stage: Stage,
    /// The state of knowledge, in words.
    pub as_of: String,
    /// What no record holds.
    pub typed: BTreeMap<Asked, String>,
    /// The categories of arbitrary detention that were chosen, each with what it means.
    pub categories: Vec<(String, String)>,
    /// What holds for this audience; one paragraph each.
    pub remarks: Vec<String>,
    /// All sources cited.
    pub library: BTreeMap<SourceKey, Reference>,
    /// Where notes stand.
    pub notes: NotesAt,
}

impl AboutInput {
    fn typed(&self, asked: Asked) -> &str {
        self.typed.get(&asked).map_or("", |text| text.trim())
    }
}

/// Makes what is written. A draft says on its first page what is missing.
#[must_use]
pub fn about(form: Form, input: &AboutInput, phrases: &Phrases) -> Document {
    let mut setter = Setter::new(input, phrases);
    match form {
        Form::Questionnaire => questionnaire::sections(&mut setter),
        Form::Appeal => appeal::sections(&mut setter),
        Form::Letter => letter::sections(&mut setter),
        Form::Dossier => dossier::sections(&mut setter),
    }
    let mut document = setter.finish(form);
    document.title = input.stage.title(form, &document.title, phrases);
    if form != Form::Dossier && input.stage == Stage::Draft {
        document
            .sections
            .insert(0, missing_section(form, input, phrases));
        // The sheet has no title: that it is a draft is its first row.
        if let Some(dataset) = &mut document.dataset {
            let mut row = vec![Value::Empty; dataset.columns.len()];
            if let Some(first) = row.first_mut() {
                *first = Value::Text(phrases.say("about.draft"));
            }
            dataset.rows.insert(0, row);
        }
    }
    document
}

/// What must be told before a draft can be final, on its first page.
fn missing_section(form: Form, input: &AboutInput, phrases: &Phrases) -> Section {
    let missing = Needed::missing(form, input);
    let line = |text: String| vec![Inline::Text(text)];
    let content = match missing.is_empty() {
        true => vec![line(phrases.say("about.draft_complete"))],
        false => missing
            .iter()
            .map(|needed| {
                vec![
                    Inline::Strong(needed.words(phrases)),
                    Inline::Text(format!(": {}", needed.place(phrases))),
                ]
            })
            .collect(),
    };
    let title = match missing.is_empty() {
        true => phrases.say("about.draft_of"),
        false => phrases.say("about.draft_missing"),
    };
    Section {
        id: "draft".to_owned(),
        title: phrases.say("about.draft"),
        blocks: vec![Block::Notice(Notice {
            kind: NoticeKind::Warning,
            title,
            content,
        })],
        parts: Vec::new(),
        annex: false,
    }
}
