//! To whom it was done: a row for each person, organisation or unnamed group.

use super::WhoRow;
use super::making::{Person, is_same, put};
use crate::entering::choices::Choice;
use crate::entering::desk::Desk;
use crate::entering::fields::{Fault, Field};
use crate::entering::linking::{Linked, Wanted};
use crate::entering::people::{Somebody, somebody};
use crate::error::WorkspaceError;
use aigaq_names::{Refusal, parse};
use aigaq_schema::{RecordId, Value};

/// What a row of the quick form may hold.
const KINDS: [&str; 3] = ["person", "organisation", "group"];
impl Desk<'_> {
    pub(super) fn people(&mut self) -> Result<(Vec<WhoRow>, Vec<Person>), WorkspaceError> {
        let (mut rows, mut people) = (Vec::new(), Vec::new());
        for row in 0..self.filled.rows("who").max(1) {
            let name_of = |part: &str| format!("who.{row}.{part}");
            let chosen = self.filled.get(&name_of("kind")).to_owned();
            let mut name = self.plain_field(&name_of("name"), "enter.who_name", "enter.who_help");
            let typed = somebody(&name.text, &chosen);
            let mut kind = self.kinds(&name_of("kind"), &chosen);
            let (mut number, mut numbers) =
                self.of(self.property("actor", "number"), &name_of("number"));
            let (mut category, categories) = self.listed(
                self.property("involvement", "category"),
                &name_of("category"),
            );
            let is_group = typed.is_group || !numbers.is_empty();
            if name.text.is_empty() && (category.is_filled() || number.is_filled()) && !is_group {
                let fault = self.say("enter.who_missing");
                self.wrong(&mut name, Fault::new(fault));
            }
            if is_group && !chosen.is_empty() && chosen != "group" && number.fault.is_none() {
                let fault = self.say("enter.group_or_person");
                self.wrong(&mut kind, Fault::new(fault));
            }
            match (&typed.quantity, numbers.is_empty()) {
                (Some(quantity), true) => {
                    numbers = vec![Value::Number(quantity.clone())];
                    number.echo = self.echo_of("actor", "number", &numbers);
                }
                (Some(quantity), false) if numbers != [Value::Number(quantity.clone())] => {
                    let fault = self.say("enter.two_numbers");
                    self.wrong(&mut number, Fault::new(fault));
                }
                _ => {}
            }
            let (answer, answers) = self.answer(&name_of("answer"), &name.text);
            let person = self.person(&mut name, typed, is_group, &chosen)?;
            if let Some(mut person) = person {
                person.category = categories;
                person.number = numbers;
                person.answer = answers;
                let is_other = |there: &Person| {
                    let [one, other] = [&there.category, &person.category];
                    is_same(there, &person) && !one.is_empty() && !other.is_empty() && one != other
                };
                if people.iter().any(is_other) {
                    let fault = self.say("enter.two_categories");
                    self.wrong(&mut category, Fault::new(fault));
                }
                put(&mut people, person);
            }
            rows.push(WhoRow {
                name,
                kind,
                number,
                category,
                answer,
            });
        }
        Ok((rows, people))
    }

    /// Who a row means: a group is always one of its own; others are looked for first.
    fn person(
        &mut self,
        name: &mut Field,
        typed: Somebody,
        is_group: bool,
        kind: &str,
    ) -> Result<Option<Person>, WorkspaceError> {
        let new = |id: Option<RecordId>, kind: &str, typed: Somebody| Person {
            id,
            is_new: true,
            name: typed.name,
            kind: kind.to_owned(),
            notes: typed.note.into_iter().collect(),
            ..Person::default()
        };
        if is_group {
            name.echo = Some(self.say("enter.group_of_its_own"));
            return Ok(Some(new(Some(self.next_record()), "group", typed)));
        }
        let refusal = parse(&typed.name).refusal();
        if refusal == Some(Refusal::Empty) && !typed.name.is_empty() {
            let fault = self.say("enter.no_letters");
            self.wrong(name, Fault::new(fault));
            return Ok(Some(new(None, "person", typed)));
        }
        let kinds: &[&str] = match kind {
            "" if refusal == Some(Refusal::Organisation) => &["organisation", "person"],
            "" => &["person"],
            chosen => &[chosen],
        };
        let wanted = Wanted {
            types: &["actor"],
            kinds,
            name: &typed.name,
        };
        let kind = kinds[0];
        Ok(match self.link(name, &wanted)? {
            Linked::Nobody => None,
            // Counted as somebody, so that the form says what it would make; nothing is saved while it is open.
            Linked::Open => Some(new(None, kind, typed)),
            Linked::There(id) => Some(Person {
                id: Some(id),
                notes: typed.note.into_iter().collect(),
                ..Person::default()
            }),
            Linked::New(made) => {
                let kind = made.as_deref().unwrap_or(kind);
                self.note_new(name, kind, typed.note.as_deref());
                let id = self.next_record();
                self.is_made(&name.name, id);
                Some(new(Some(id), kind, typed))
            }
        })
    }

    fn note_new(&self, name: &mut Field, kind: &str, note: Option<&str>) {
        let what = self.naming.code("actor_kinds", kind).to_lowercase();
        let mut echo = self.naming.words.fill("enter.new", &[("what", &what)]);
        if let Some(note) = note {
            echo = format!("{echo} · {note}");
        }
        name.echo = Some(echo);
    }

    fn kinds(&self, name: &str, chosen: &str) -> Field {
        let none = Choice {
            value: String::new(),
            label: self.say("enter.kind_as_written"),
            chosen: chosen.is_empty(),
        };
        let choices = std::iter::once(none)
            .chain(KINDS.into_iter().map(|kind| Choice {
                value: kind.to_owned(),
                label: self.naming.code("actor_kinds", kind),
                chosen: chosen == kind,
            }))
            .collect();
        self.choice(name, "enter.kind", choices)
    }

    fn echo_of(&self, record_type: &str, code: &str, values: &[Value]) -> Option<String> {
        let property = self.property(record_type, code)?;
        let words: Vec<String> = values
            .iter()
            .map(|value| self.naming.value_text(property, value))
            .collect();
        Some(words.join("; "))
    }
}
