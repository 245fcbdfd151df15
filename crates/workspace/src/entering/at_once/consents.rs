//! What several people allow, written down at once. A refusal or a withdrawal is never overwritten by it: whoever said
//! one, and has not allowed it since, is left out where this would allow something.

use super::{CHOSEN, Decision, Effect, Row, WHOLE_NAMES, saving_of};
use crate::entering::Entered;
use crate::entering::consent::{ConsentFields, Consented, TOLD};
use crate::entering::desk::Desk;
use crate::entering::filled::Filled;
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::saving::FormToken;
use aigaq_registers::DayRange;
use aigaq_registers::consents::{Circle, ConsentFacts, Purpose, Verdict, Wish, decided};
use aigaq_schema::{List, RecordId, Value};
use aigaq_view::Brief;

/// Uses that decide about no name and no handing over: what stays in the organisation.
const INSIDE: [&str; 3] = ["record", "count", "publish"];
const CIRCLES: [Circle; 2] = [Circle::Partners, Circle::Public];

/// The form.
#[derive(Debug, Clone)]
pub struct ConsentsAtOnce {
    /// The people, and why it is decided for all of them.
    pub decision: Decision,
    /// What was asked of, that is no person.
    pub no_persons: usize,
    /// It is about organisations in whose names somebody's is withheld, whether these stand in full; else about people.
    pub of_whole_names: bool,
    /// What they answered, for what, for whom.
    pub consent: ConsentFields,
}

impl Workspace {
    /// The form of what several people allow, with what was typed (the people in `who`, those ticked in `chosen`), and
    /// the saving that it says.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn consents_at_once(
        &self,
        ask: &Asking,
        filled: &Filled,
        (token, now): (FormToken, &(i64, String)),
    ) -> Result<Entered<ConsentsAtOnce>, WorkspaceError> {
        let mut desk = Desk::new(self, ask, filled, token);
        let is_sent = desk.is_sent();
        let ticked = desk.ticked();
        let (mut people, mut no_persons) = (Vec::new(), 0);
        let (offered, part) = desk.offered();
        let of_whole_names = !filled.get(WHOLE_NAMES).is_empty();
        for id in offered {
            let actor = self.view.brief(&ask.reader, id)?;
            let actor = actor.filter(|brief| brief.record_type == "actor");
            match actor {
                Some(brief) if self.view.is_person(&brief)? != of_whole_names => people.push(id),
                _ => no_persons += 1,
            }
        }
        let first = people.iter().copied().find(|id| ticked.contains(id));
        let (mut consent, mut consented) = desk.consent(people.first().copied());
        if is_sent
            && first.is_some()
            && consented.is_empty()
            && let Some(answer) = consent.fields.first_mut()
        {
            desk.missing(answer, "enter.consent_state");
        }
        let reason = desk.reason_of_all();
        let new = (!consented.is_empty()).then(|| facts_of(&consented));
        let mut rows = Vec::with_capacity(people.len());
        for id in people {
            let chosen = ticked.contains(&id);
            let decided = new.as_ref().filter(|_| chosen);
            rows.extend(desk.person_row(id, chosen, decided)?);
        }
        let meant: Vec<RecordId> = rows
            .iter()
            .filter(|row| row.chosen && !matches!(row.effect, Effect::LeftOut(_)))
            .map(|row| row.named.id)
            .collect();
        match (is_sent, first, meant.is_empty()) {
            (true, None, _) => desk.wrong_in_all("at_once.nobody"),
            (true, Some(_), true) => desk.wrong_in_all("at_once.all_left_out"),
            _ => {}
        }
        let unseen = is_sent && !desk.was_seen(&rows);
        let ready = is_sent && desk.faults.is_empty() && !meant.is_empty() && !unseen;
        let saving = ready.then(|| {
            consented.push(("reason", Value::text(&reason.text)));
            desk.consents(&consented, &meant);
            saving_of(token, std::mem::take(&mut desk.changes), now)
        });
        Ok(Entered {
            form: ConsentsAtOnce {
                decision: Decision {
                    token,
                    rows,
                    reason,
                    faults: desk.faults,
                    meant: meant.len(),
                    part,
                    unseen,
                },
                no_persons,
                of_whole_names,
                consent,
            },
            saving,
        })
    }

    /// The people of a form that was not sent yet, those ticked to whom something was done.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn people_filled(
        &self,
        ask: &Asking,
        records: &[RecordId],
    ) -> Result<Filled, WorkspaceError> {
        let mut filled = Filled::default();
        for person in self.people_of(ask, records)? {
            let id = person.id.to_string();
            filled.push(super::OFFERED, &id);
            if !person.is_by {
                filled.push(CHOSEN, &id);
            }
        }
        Ok(filled)
    }
}

impl Desk<'_> {
    /// A person of the form, with what they said, and what the new consent does to that.
    fn person_row(
        &self,
        id: RecordId,
        chosen: bool,
        new: Option<&ConsentFacts>,
    ) -> Result<Option<Row>, WorkspaceError> {
        let Some(named) = self.naming.by_id(id)? else {
            return Ok(None);
        };
        let view = &self.workspace.view;
        let mut before = Vec::new();
        for member in view.one_with(id)? {
            let consents = view.pointing(&self.naming.ask.reader, member, "consent", "person")?;
            before.extend(
                consents
                    .iter()
                    .map(|consent| self.consent_in_words(consent)),
            );
        }
        let effect = match new {
            Some(new) => self.effect_of(&view.consents_of(id)?, new),
            None => Effect::Open,
        };
        Ok(Some(Row {
            named,
            chosen,
            before,
            effect,
        }))
    }

    /// What a consent says, in words.
    fn consent_in_words(&self, consent: &Brief) -> String {
        let told = TOLD.iter().filter_map(|code| {
            let property = self.property("consent", code)?;
            let value = consent.value(code)?;
            let words = self.naming.value_text(property, value);
            Some(match *code {
                "withdrawn" => {
                    let label = property.label.get(self.naming.ask.language);
                    format!("{label}: {words}")
                }
                _ => words,
            })
        });
        told.collect::<Vec<_>>().join(", ")
    }

    fn effect_of(&self, said: &[ConsentFacts], new: &ConsentFacts) -> Effect {
        let with: Vec<ConsentFacts> = said.iter().chain([new]).cloned().collect();
        let alone = std::slice::from_ref(new);
        let (mut changes, mut is_new) = (Vec::new(), false);
        for (what, purpose) in self.purposes() {
            for circle in CIRCLES {
                let wish = Wish { purpose, circle };
                let (before, after) = (decided(said, wish), decided(&with, wish));
                let allows = decided(alone, wish).is_some_and(|one| one < Verdict::Refused);
                let is_refused = before.is_some_and(|one| one >= Verdict::Refused);
                if allows && is_refused {
                    return Effect::LeftOut(self.say("at_once.refusal_stands"));
                }
                if before == after {
                    continue;
                }
                match before {
                    None => is_new = true,
                    Some(_) => changes.push(self.change(&what, circle, (before, after))),
                }
            }
        }
        match (changes.is_empty(), is_new) {
            (false, _) => Effect::Changes(changes),
            (true, true) => Effect::Decides,
            (true, false) => Effect::Keeps,
        }
    }

    /// For what consents decide, in words.
    fn purposes(&self) -> Vec<(String, Purpose<'_>)> {
        let schema = self.naming.schema;
        let mut all = vec![(self.naming.code("consent_uses", "publish"), Purpose::Name)];
        let uses = schema.list("consent_uses").map(List::entries);
        for entry in uses.into_iter().flatten() {
            if !INSIDE.contains(&entry.code.as_str()) {
                let words = self.naming.code("consent_uses", &entry.code);
                all.push((words, Purpose::HandOver(&entry.code)));
            }
        }
        all
    }

    fn change(
        &self,
        what: &str,
        circle: Circle,
        (before, after): (Option<Verdict>, Option<Verdict>),
    ) -> String {
        let audience = match circle {
            Circle::Partners => "partners",
            Circle::Public => "public",
        };
        let audience = self.naming.code("audiences", audience);
        let verdict = |verdict: Option<Verdict>| {
            self.say(match verdict {
                None => "at_once.undecided",
                Some(Verdict::Named | Verdict::AlreadyPublic) => "at_once.named",
                Some(Verdict::WithoutName) => "at_once.without_name",
                Some(Verdict::Refused) => "at_once.refused",
                Some(Verdict::TakenBack) => "at_once.taken_back",
            })
        };
        let words = [
            ("what", format!("{what}, {audience}")),
            ("before", verdict(before)),
            ("after", verdict(after)),
        ];
        let words: Vec<(&str, &str)> = words.iter().map(|(key, text)| (*key, &**text)).collect();
        self.naming.words.fill("at_once.changes", &words)
    }
}

/// A consent as it is weighed, before it is saved.
fn facts_of(consented: &Consented) -> ConsentFacts {
    let value = |code: &str| {
        let mut all = consented.iter();
        all.find(|(property, value)| *property == code && value.is_known())
            .map(|(_, value)| value)
    };
    ConsentFacts {
        used: value("use").map(Value::plain),
        circle: value("audience").map(Value::plain),
        state: value("state").map(Value::plain),
        given: match value("date") {
            Some(Value::Date { date, .. }) => Some(DayRange {
                first: date.first(),
                last: date.last(),
            }),
            _ => None,
        },
        taken_back: None,
        contradicts: false,
    }
}
