//! The records of an incident: one event, its acts, who was involved in each, and whoever is new.

use super::event::Happening;
use crate::entering::consent::Consented;
use crate::entering::desk::Desk;
use crate::entering::rights::rights_of_type;
use crate::error::WorkspaceError;
use crate::saving::{RecordChange, Saving, Say, Seen};
use aigaq_journal::ActOfSaving;
use aigaq_schema::{Basis, CountedAs, NameKind, RecordId, State, Value, rule};

/// An incident, understood.
pub(super) struct Incident {
    /// The note that it is made of.
    pub note: Option<RecordId>,
    pub happening: Happening,
    /// What all values rest on.
    pub basis: Basis,
    pub law: Vec<Value>,
    pub outcome: Vec<Value>,
    pub deeds: Vec<Deed>,
    pub people: Vec<Person>,
    pub by: Vec<Person>,
    /// What each of the people who are persons allows.
    pub consents: Vec<(RecordId, Consented)>,
    /// Who may read the event and its acts at all.
    pub sensitivity: Vec<Value>,
}

/// A type of act, and whether all targets share one.
pub(super) struct Deed {
    pub kind: Value,
    pub rule: CountedAs,
    /// The person said so; else it is what is usual for the type.
    pub is_chosen: bool,
}

/// Somebody in the incident: there already, or to be made.
#[derive(Debug, Clone, Default)]
pub(super) struct Person {
    /// Nobody, as long as the form asks who it is.
    pub id: Option<RecordId>,
    pub is_new: bool,
    pub name: String,
    pub kind: String,
    pub notes: Vec<String>,
    pub category: Vec<Value>,
    pub number: Vec<Value>,
    pub class: Vec<Value>,
    /// What they answered about consent, where it is not what the others did.
    pub answer: Vec<Value>,
}

impl Person {
    /// Takes over what another row says of the same person.
    pub(super) fn take(&mut self, other: Self) {
        if self.category.is_empty() {
            self.category = other.category;
        }
        if self.answer.is_empty() {
            self.answer = other.answer;
        }
        for class in other.class {
            if !self.class.contains(&class) {
                self.class.push(class);
            }
        }
        for note in other.notes {
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
    }
}

/// By which rule several targets are counted: as the person said, or as is usual for the type. No source says it.
fn counted_as(deed: &Deed) -> Say {
    let rule = Value::term(deed.rule.code());
    let nobody = Basis::default();
    match deed.is_chosen {
        true => Say::new("counted_as", rule, &nobody),
        false => Say::by_rule(rule::COUNTED_AS, "counted_as", rule, &nobody),
    }
}

pub(super) fn is_same(one: &Person, other: &Person) -> bool {
    one.id.is_some() && one.id == other.id
}

/// Adds somebody, once: two rows may name one person, each with something of its own.
pub(super) fn put(people: &mut Vec<Person>, person: Person) {
    match people.iter_mut().find(|there| is_same(there, &person)) {
        Some(there) => there.take(person),
        None => people.push(person),
    }
}

impl Incident {
    /// There is an event to make, or something to add to one.
    pub(super) fn says_something(&self) -> bool {
        match self.happening.is_new {
            true => !self.happening.title.is_empty(),
            false => !self.deeds.is_empty(),
        }
    }

    /// How many acts it makes.
    pub(super) fn number_of_acts(&self) -> usize {
        let people = self.people.len().max(1);
        self.deeds
            .iter()
            .map(|deed| match deed.rule {
                CountedAs::Together => 1,
                CountedAs::Each => people,
            })
            .sum()
    }

    /// How many records it makes at most.
    pub(super) fn number_of_records(&self) -> usize {
        let acts = self.number_of_acts();
        let targets = self.deeds.len().saturating_mul(self.people.len());
        let consents = self.consents.len();
        let involved = targets + acts.saturating_mul(self.by.len());
        1 + acts + involved + self.people.len() + self.by.len() + consents
    }

    /// Everything it says, in one saving.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub(super) fn saving(
        &self,
        desk: &mut Desk<'_>,
        now: &(i64, String),
    ) -> Result<Saving, WorkspaceError> {
        let happening = &self.happening;
        if happening.is_new {
            let mut event = Vec::new();
            for (property, values) in [
                ("title", &happening.title),
                ("start", &happening.when),
                ("region", &happening.region),
                ("place", &happening.place),
                ("summary", &happening.summary),
                ("sensitivity", &self.sensitivity),
            ] {
                self.say(&mut event, property, values);
            }
            desk.changes
                .push(RecordChange::new(happening.event, "event", event));
        }
        let people: Vec<RecordId> = self.people.iter().map(|p| self.actor(desk, p)).collect();
        let by: Vec<RecordId> = self.by.iter().map(|p| self.actor(desk, p)).collect();
        for deed in &self.deeds {
            let everybody: Vec<usize> = (0..people.len()).collect();
            if deed.rule == CountedAs::Together || people.len() < 2 {
                self.act(desk, deed, &everybody, (&people, &by));
            } else {
                for one in everybody {
                    self.act(desk, deed, &[one], (&people, &by));
                }
            }
        }
        for (person, consented) in &self.consents {
            desk.consents(consented, &[*person]);
        }
        if let Some(note) = self.note {
            let change = desk.workspace.note_became(note, happening.event)?;
            desk.changes.push(change);
        }
        Ok(Saving {
            token: desk.token,
            act: ActOfSaving::Form,
            records: std::mem::take(&mut desk.changes),
            now: now.clone(),
        })
    }

    fn say(&self, all: &mut Vec<Say>, property: &str, values: &[Value]) {
        all.extend(
            values
                .iter()
                .map(|value| Say::new(property, value.clone(), &self.basis)),
        );
    }

    /// Somebody's record, made if they are new. What the source says of somebody known is added to them.
    fn actor(&self, desk: &mut Desk<'_>, person: &Person) -> RecordId {
        let mut say = Vec::new();
        let note: Vec<Value> = person.notes.iter().map(Value::text).collect();
        let id = match person.id {
            Some(id) => id,
            None => desk.next_record(),
        };
        if !person.is_new {
            self.say(&mut say, "role", &note);
            self.say(&mut say, "source_class", &person.class);
            match desk.changes.iter_mut().find(|change| change.record == id) {
                Some(change) => change.say.extend(say),
                None if say.is_empty() => {}
                None => desk.changes.push(RecordChange {
                    seen: Seen::Any,
                    ..RecordChange::new(id, "actor", say)
                }),
            }
            return id;
        }
        // A number alone is no name of a group.
        let is_named = !person.name.is_empty()
            && (person.kind != "group" || person.name.contains(char::is_alphabetic));
        let name: Vec<Value> = is_named
            .then(|| Value::Name {
                text: person.name.clone(),
                kind: NameKind::Full,
            })
            .into_iter()
            .collect();
        let kind: Vec<Value> = (!person.kind.is_empty())
            .then(|| Value::term(&person.kind))
            .into_iter()
            .collect();
        // A group whose number nobody told: asked, and not known.
        let number = if person.kind == "group" && person.number.is_empty() {
            vec![Value::Missing(State::Unknown)]
        } else {
            person.number.clone()
        };
        for (property, values) in [
            ("name", &name),
            ("kind", &kind),
            ("role", &note),
            ("number", &number),
            ("source_class", &person.class),
        ] {
            self.say(&mut say, property, values);
        }
        let is_known = |value: &&Value| value.is_known();
        let category: Vec<Value> = person.category.iter().filter(is_known).cloned().collect();
        self.say(&mut say, "category", &category);
        desk.changes.push(RecordChange::new(id, "actor", say));
        id
    }

    /// One act against these people by all who did it, with a part for each.
    fn act(
        &self,
        desk: &mut Desk<'_>,
        deed: &Deed,
        whom: &[usize],
        (people, by): (&[RecordId], &[RecordId]),
    ) {
        let act = desk.next_record();
        let happening = &self.happening;
        let mut say = Vec::new();
        for (property, values) in [
            ("event", &vec![Value::Reference(happening.event)]),
            ("type", &vec![deed.kind.clone()]),
            ("start", &happening.when),
            ("region", &happening.region),
            ("place", &happening.place),
            ("law", &self.law),
            ("outcome", &self.outcome),
            ("sensitivity", &self.sensitivity),
        ] {
            self.say(&mut say, property, values);
        }
        if people.len() > 1 {
            say.push(counted_as(deed));
        }
        if let Value::Term(code) = &deed.kind {
            say.extend(rights_of_type(desk.naming.schema, code, &self.basis));
        }
        desk.changes.push(RecordChange::new(act, "act", say));
        for one in whom {
            let person = &self.people[*one];
            let mut say = self.part(act, people[*one], "target");
            self.say(&mut say, "category", &person.category);
            self.say(&mut say, "number", &person.number);
            self.involve(desk, act, say);
        }
        for actor in by {
            let say = self.part(act, *actor, "perpetrator");
            self.involve(desk, act, say);
        }
    }

    fn part(&self, act: RecordId, actor: RecordId, role: &str) -> Vec<Say> {
        let mut say = Vec::new();
        self.say(&mut say, "act", &[Value::Reference(act)]);
        self.say(&mut say, "actor", &[Value::Reference(actor)]);
        self.say(&mut say, "role", &[Value::term(role)]);
        say
    }

    fn involve(&self, desk: &mut Desk<'_>, act: RecordId, say: Vec<Say>) {
        let id = desk.next_record();
        desk.changes.push(RecordChange {
            root: act,
            ..RecordChange::new(id, "involvement", say)
        });
    }
}

impl Desk<'_> {
    /// Notes a new place, in the region of the form.
    pub(crate) fn new_place(&mut self, name: &str, region: Option<&Value>) -> RecordId {
        let id = self.next_record();
        let basis = Basis::default();
        let name = Value::Name {
            text: name.to_owned(),
            kind: NameKind::Full,
        };
        let mut say = vec![Say::new("name", name, &basis)];
        if let Some(region) = region.filter(|r| r.is_known()) {
            say.push(Say::new("region", region.clone(), &basis));
        }
        self.changes.push(RecordChange::new(id, "place", say));
        id
    }
}
