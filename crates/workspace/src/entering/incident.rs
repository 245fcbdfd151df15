//! The quick form: a whole incident on one page and in one saving. One event; for each type of act one act with all
//! its targets, or one for each of them; the people; the source.

mod apart;
mod by_whom;
mod deeds;
mod event;
mod making;
mod note;
mod whom;

use super::choices::{Labels, labels};
use super::consent::ConsentFields;
use super::desk::Desk;
use super::fields::{Fault, Field, FieldFault};
use super::filled::Filled;
use super::people::spread;
use super::source::SourceFields;
use super::{Choice, ChoiceGroup, Entered, Input, made};
use crate::error::WorkspaceError;
use crate::named::{Asking, Named};
use crate::notes::InboxNote;
use crate::open::Workspace;
use crate::saving::FormToken;
use aigaq_schema::RecordId;
use event::EventFields;
use making::Incident;

/// The quick form.
#[derive(Debug, Clone)]
pub struct IncidentForm {
    /// Tells this form from others.
    pub token: FormToken,
    /// The event that is there already, to which acts are added; `None` where the form makes it.
    pub event: Option<Named>,
    /// The note that came in and becomes the basis of the incident.
    pub note: Option<InboxNote>,
    /// The event, there or made: where to go once it is saved.
    pub about: RecordId,
    /// When it happened.
    pub when: Field,
    /// In which region.
    pub region: Field,
    /// At which place.
    pub place: Field,
    /// What happened, in a few words.
    pub title: Field,
    /// In sentences.
    pub summary: Field,
    /// What was done.
    pub acts: Vec<ActRow>,
    /// To whom.
    pub people: Vec<WhoRow>,
    /// What they allow, and who may read it at all.
    pub consent: ConsentFields,
    /// Who may read the event and its acts at all.
    pub sensitivity: Field,
    /// By whom.
    pub by: Vec<ByRow>,
    /// Under which law.
    pub law: Field,
    /// How it ended.
    pub outcome: Field,
    /// The lists of the fields that are repeated in each row.
    pub lists: Vec<Labels>,
    /// The source.
    pub source: SourceFields,
    /// What is wrong, for the summary.
    pub faults: Vec<FieldFault>,
    /// Questions that wait for an answer.
    pub open: usize,
    /// Several people of one row were given rows of their own: the person looks before it is saved.
    pub spread: bool,
    /// What it makes, with units.
    pub makes: Vec<String>,
    /// The types of record that have full forms: code and label.
    pub full_forms: Vec<(String, String)>,
}

impl IncidentForm {
    /// The rows of those who can have answered otherwise than the others: where there are several.
    pub fn asked_apart(&self) -> impl Iterator<Item = &WhoRow> {
        let several = self
            .people
            .iter()
            .filter(|row| row.is_asked_apart())
            .count()
            > 1;
        let is_any = several || self.is_answered_apart();
        let rows = self.people.iter().filter(|row| row.is_asked_apart());
        rows.filter(move |_| is_any)
    }

    /// Somebody answered otherwise.
    #[must_use]
    pub fn is_answered_apart(&self) -> bool {
        self.people.iter().any(|row| row.answer.is_filled())
    }
}

/// A type of act, and whether its targets share one act.
#[derive(Debug, Clone)]
pub struct ActRow {
    /// The type.
    pub kind: Field,
    /// Together or each.
    pub how: Field,
}

/// Somebody to whom it was done.
#[derive(Debug, Clone)]
pub struct WhoRow {
    /// The name, or the words for a group.
    pub name: Field,
    /// A person, an organisation, a group.
    pub kind: Field,
    /// How many, for a group.
    pub number: Field,
    /// The category at the time.
    pub category: Field,
    /// What they answered about consent, where it is not what the others did.
    pub answer: Field,
}

impl WhoRow {
    /// Somebody stands in it who can have answered otherwise than the others.
    #[must_use]
    pub fn is_asked_apart(&self) -> bool {
        !self.name.text.is_empty() || self.answer.is_filled()
    }
}

/// Somebody by whom it was done.
#[derive(Debug, Clone)]
pub struct ByRow {
    /// The name.
    pub name: Field,
    /// The class of threat source.
    pub class: Field,
}

impl Workspace {
    /// The quick form with what was typed, and the saving that it says when nothing is left open.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn enter_incident(
        &self,
        ask: &Asking,
        filled: &Filled,
        token: FormToken,
        now: &(i64, String),
    ) -> Result<Entered<IncidentForm>, WorkspaceError> {
        let spread = spread(filled);
        let filled = spread.as_ref().unwrap_or(filled);
        let mut desk = Desk::new(self, ask, filled, token);
        let (source, mut basis) = desk.source()?;
        let note = desk.note()?;
        if basis.source.is_none() {
            basis.source = note.as_ref().map(|note| note.id);
            basis.for_the_row = basis.source.is_some();
        }
        let EventFields {
            known,
            when,
            region,
            place,
            title,
            summary,
            happening,
        } = desk.event()?;
        // Most citations without a code are of the one on administrative offences or the criminal one: asked, not
        // guessed, so no hint is given here.
        let (mut law, laws) = desk.of(desk.property("act", "law"), "law");
        law.help = desk.say("enter.law_help");
        let (outcome, outcomes) = desk.of(desk.property("act", "outcome"), "outcome");
        let (mut people_rows, people) = desk.people()?;
        let mut persons = Vec::new();
        for person in &people {
            if let Some(id) = person.id
                && (person.is_new && person.kind == "person" || desk.is_person(id)?)
            {
                persons.push(id);
            }
        }
        // Somebody about whom the form still asks may be one.
        let is_open = people.iter().any(|person| person.id.is_none());
        let whose = persons
            .first()
            .copied()
            .or(is_open.then_some(token.record(0)));
        let (consent, consented) = desk.consent(whose);
        let answered = desk.answered_apart((&mut people_rows, &people), &consented)?;
        let (sensitivity, sensitivities) =
            desk.of(desk.property("event", "sensitivity"), "sensitivity");
        let (by_rows, by) = desk.perpetrators()?;
        let (mut act_rows, deeds) = desk.deeds(&people);
        let adds_nothing = known.is_some() && filled.has("act.0.type");
        if deeds.is_empty()
            && (adds_nothing
                || !(people.is_empty() && by.is_empty() && laws.is_empty() && outcomes.is_empty()))
            && let Some(first) = act_rows.first_mut()
            && first.kind.fault.is_none()
        {
            let fault = desk.say("enter.act_missing");
            desk.wrong(&mut first.kind, Fault::new(fault));
        }
        let incident = Incident {
            note: note.as_ref().map(|note| note.id),
            happening,
            basis,
            law: laws,
            outcome: outcomes,
            deeds,
            people,
            by,
            consents: answered.of_all(&persons, &consented),
            sensitivity: sensitivities,
        };
        let acts = incident.number_of_acts();
        let most = crate::saving::MOST_RECORDS;
        if incident.number_of_records() + desk.changes.len() > most
            && let Some(first) = act_rows.first_mut()
        {
            let places = [("n", &*acts.to_string()), ("most", &*most.to_string())];
            let text = desk.naming.words.fill("enter.too_many", &places);
            desk.wrong(&mut first.kind, Fault::new(text));
        }
        let ready = desk.faults.is_empty() && desk.open == 0 && incident.says_something();
        let about = incident.happening.event;
        let saving = match ready {
            true => Some(incident.saving(&mut desk, now)?),
            false => None,
        };
        let makes = saving
            .as_ref()
            .map(|saving| made(saving, self.schema(), ask.language))
            .unwrap_or_default();
        let listed = [
            ("act", "type"),
            ("involvement", "category"),
            ("actor", "source_class"),
        ];
        let lists = listed
            .into_iter()
            .filter_map(|(of, code)| self.schema().list_of(desk.property(of, code)?))
            .map(|list| labels(&desk.naming, list))
            .collect();
        let form = IncidentForm {
            token,
            event: known,
            note,
            about,
            lists,
            when,
            region,
            place,
            title,
            summary,
            acts: act_rows,
            people: people_rows,
            consent,
            sensitivity,
            by: by_rows,
            law,
            outcome,
            source,
            faults: desk.faults,
            open: desk.open,
            spread: spread.is_some(),
            makes,
            full_forms: self
                .entered_types()
                .map(|t| (t.code.clone(), t.label.get(ask.language).to_owned()))
                .collect(),
        };
        Ok(Entered {
            form,
            saving: saving.filter(|_| spread.is_none()),
        })
    }
}

impl Desk<'_> {
    fn choice(&self, name: &str, label: &str, choices: Vec<Choice>) -> Field {
        let text = choices
            .iter()
            .find(|c| c.chosen)
            .map(|c| c.value.clone())
            .unwrap_or_default();
        Field {
            name: name.to_owned(),
            label: self.say(label),
            text,
            input: Input::Choice(vec![ChoiceGroup {
                label: String::new(),
                choices,
            }]),
            ..Field::default()
        }
    }

    fn plain_field(&mut self, name: &str, label: &str, help: &str) -> Field {
        Field {
            input: Input::Record,
            ..self.words(name, label, help)
        }
    }
}
