//! What is kept under a name: definitions of the organisation's own that are no words (searches, tables), in the journal
//! like everything else. They are signed, undone, exported and imported with the rest; what this version cannot read of
//! them is left out, and its record stays.

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::saving::{FormToken, RecordChange, Refused, Saved, Saving, Say, Seen};
use aigaq_journal::ActOfSaving;
use aigaq_schema::{Basis, RecordId, Statement, Value, Withdrawal};
use aigaq_view::Brief;

const DEFINITION: &str = "definition";
/// The longest name, in characters.
const LONGEST_NAME: usize = 120;

/// Something kept under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub id: RecordId,
    pub name: String,
    /// In the form of its kind.
    pub content: String,
}

/// What of something kept is changed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Anew<'n> {
    pub name: Option<&'n str>,
    pub content: Option<&'n str>,
}

impl Workspace {
    /// All that is kept of a kind (a code of the list `definition_kinds`), by name.
    pub(crate) fn all_kept(&self, ask: &Asking, kind: &str) -> Result<Vec<Kept>, WorkspaceError> {
        let live = match self.view.columns().table(DEFINITION) {
            Some(table) => table.live().rows().collect(),
            None => Vec::new(),
        };
        let mut all = Vec::new();
        for row in live {
            let brief = self.view.brief_at(&ask.reader, DEFINITION, row)?;
            all.extend(brief.as_ref().and_then(|brief| read(brief, kind)));
        }
        all.sort_by_cached_key(|kept| (aigaq_schema::collation::sort_key(&kept.name), kept.id));
        Ok(all)
    }

    /// What is kept under an id; `None` when there is nothing of this kind, or it was taken back.
    pub(crate) fn kept(
        &self,
        ask: &Asking,
        id: RecordId,
        kind: &str,
    ) -> Result<Option<Kept>, WorkspaceError> {
        let brief = self.view.brief(&ask.reader, id)?;
        Ok(brief.as_ref().and_then(|brief| read(brief, kind)))
    }

    /// Keeps something under a name. An empty name is [`Refused::Nothing`].
    pub(crate) fn keep(
        &mut self,
        token: FormToken,
        now: (i64, String),
        kind: &str,
        (name, content): (&str, String),
    ) -> Result<(RecordId, Saved), Refused> {
        let name = named(name).ok_or(Refused::Nothing)?;
        let id = token.record(0);
        let basis = Basis::default();
        let say = |property: &str, value| Say::new(property, value, &basis);
        let record = RecordChange::new(
            id,
            DEFINITION,
            vec![
                say("kind", Value::term(kind)),
                say("code", Value::text(id.to_string())),
                say("label", Value::text(name)),
                say("content", Value::text(content)),
            ],
        );
        let saved = self.save(&Saving {
            token,
            act: ActOfSaving::Form,
            records: vec![record],
            now,
        })?;
        Ok((id, saved))
    }

    /// Changes what is kept, for a reason in the reader's words. An empty name, or nothing new, is
    /// [`Refused::Nothing`].
    pub(crate) fn keep_anew(
        &mut self,
        token: FormToken,
        now: (i64, String),
        (id, kind): (RecordId, &str),
        (anew, reason): (Anew<'_>, &str),
    ) -> Result<Saved, Refused> {
        let live = self.live_kept(id, kind)?;
        let mut change = RecordChange::new(id, DEFINITION, Vec::new());
        change.seen = Seen::Any;
        let name = match anew.name {
            Some(name) => Some(named(name).ok_or(Refused::Nothing)?),
            None => None,
        };
        let content = anew.content.map(str::to_owned);
        for (property, text) in [("label", name), ("content", content)] {
            let Some(text) = text else { continue };
            let value = Value::text(text);
            let said: Vec<&Statement> = live.iter().filter(|s| s.property == property).collect();
            if said.iter().any(|s| s.value == value) {
                continue;
            }
            change
                .withdraw
                .extend(said.into_iter().map(|s| taken_back(s, reason)));
            change
                .say
                .push(Say::new(property, value, &Basis::default()));
        }
        if change.say.is_empty() {
            return Err(Refused::Nothing);
        }
        self.save(&Saving {
            token,
            act: ActOfSaving::Form,
            records: vec![change],
            now,
        })
    }

    /// Takes back what is kept, for a reason in the reader's words. It stays in the history.
    pub(crate) fn take_back_kept(
        &mut self,
        token: FormToken,
        now: (i64, String),
        (id, kind): (RecordId, &str),
        reason: &str,
    ) -> Result<Saved, Refused> {
        let live = self.live_kept(id, kind)?;
        let mut change = RecordChange::new(id, DEFINITION, Vec::new());
        change.seen = Seen::Any;
        change.withdraw = live.iter().map(|s| taken_back(s, reason)).collect();
        self.save(&Saving {
            token,
            act: ActOfSaving::Form,
            records: vec![change],
            now,
        })
    }

    /// What holds of something kept; nothing of another kind is changed or taken back here.
    fn live_kept(&self, id: RecordId, kind: &str) -> Result<Vec<Statement>, Refused> {
        let live = self.live(id)?;
        let is_it = live
            .iter()
            .any(|s| s.property == "kind" && s.value == Value::term(kind));
        match is_it && self.view.type_of(id)?.as_deref() == Some(DEFINITION) {
            true => Ok(live),
            false => Err(Refused::Nothing),
        }
    }
}

fn taken_back(statement: &Statement, reason: &str) -> Withdrawal {
    Withdrawal {
        statement: statement.id,
        reason: reason.to_owned(),
    }
}

/// A name on one line; none when nothing is left of it.
pub(crate) fn named(name: &str) -> Option<String> {
    let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = name
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST_NAME)
        .collect();
    (!name.is_empty()).then_some(name)
}

fn read(brief: &Brief, kind: &str) -> Option<Kept> {
    let text = |property: &str| match brief.value(property) {
        Some(Value::Text { text, .. }) => Some(text.as_str()),
        _ => None,
    };
    let is_it = brief.value("kind") == Some(&Value::term(kind));
    Some(Kept {
        id: brief.id,
        name: text("label").filter(|_| is_it)?.to_owned(),
        content: text("content")?.to_owned(),
    })
}
