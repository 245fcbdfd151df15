//! The quick form: a whole incident on one page and in one saving. One event; for each type of act one act with all
//! its targets, or one for each of them; the people; the source.

mod making;

use super::choices::{Labels, labels};
use super::desk::Desk;
use super::fields::{Fault, Field, FieldFault};
use super::filled::Filled;
use super::linking::{Linked, Wanted};
use super::people::{Somebody, somebody, spread};
use super::source::SourceFields;
use super::{Choice, ChoiceGroup, Entered, Input, made};
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::saving::FormToken;
use aigaq_schema::{RecordId, Value};
use making::{Deed, Incident, Person};

/// The quick form.
#[derive(Debug, Clone)]
pub struct IncidentForm {
    /// Tells this form from others.
    pub token: FormToken,
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
}

/// Somebody by whom it was done.
#[derive(Debug, Clone)]
pub struct ByRow {
    /// The name.
    pub name: Field,
    /// The class of threat source.
    pub class: Field,
}

/// What a row of the quick form may hold.
const KINDS: [&str; 3] = ["person", "organisation", "group"];
/// What somebody new who acted against others may be.
const KINDS_BY: [&str; 4] = ["state_body", "person", "organisation", "group"];

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
        let event = desk.next_record();
        let (source, basis) = desk.source()?;
        let (mut when, start) = desk.of(desk.property("event", "start"), "when");
        let (mut region, regions) = desk.of(desk.property("event", "region"), "region");
        let (mut title, titles) = desk.of(desk.property("event", "title"), "title");
        let (summary, summaries) = desk.of(desk.property("event", "summary"), "summary");
        when.label = desk.say("enter.when");
        when.help = desk.say("enter.when_help");
        title.label = desk.say("enter.what");
        title.help = desk.say("enter.what_help");
        region.help = String::new();
        if titles.is_empty() && title.fault.is_none() && !filled.is_empty() {
            let fault = desk.say("enter.title_missing");
            desk.wrong(&mut title, Fault::new(fault));
        }
        let (place, places) = desk.place(regions.first())?;
        // Most citations without a code are of the one on administrative offences or the criminal one: asked, not
        // guessed, so no hint is given here.
        let (mut law, laws) = desk.of(desk.property("act", "law"), "law");
        law.help = desk.say("enter.law_help");
        let (outcome, outcomes) = desk.of(desk.property("act", "outcome"), "outcome");
        let (people_rows, people) = desk.people()?;
        let (by_rows, by) = desk.perpetrators()?;
        let (mut act_rows, deeds) = desk.deeds(&people);
        if deeds.is_empty()
            && !(people.is_empty() && by.is_empty() && laws.is_empty() && outcomes.is_empty())
            && let Some(first) = act_rows.first_mut()
            && first.kind.fault.is_none()
        {
            let fault = desk.say("enter.act_missing");
            desk.wrong(&mut first.kind, Fault::new(fault));
        }
        let incident = Incident {
            event,
            basis,
            when: start,
            region: regions,
            place: places,
            title: titles,
            summary: summaries,
            law: laws,
            outcome: outcomes,
            deeds,
            people,
            by,
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
        let ready = desk.faults.is_empty() && desk.open == 0 && !incident.title.is_empty();
        let saving = ready.then(|| incident.saving(&mut desk, now));
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
            lists,
            when,
            region,
            place,
            title,
            summary,
            acts: act_rows,
            people: people_rows,
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

fn is_same(one: &Person, other: &Person) -> bool {
    one.id.is_some() && one.id == other.id
}

/// Adds somebody, once: two rows may name one person, each with something of its own.
fn put(people: &mut Vec<Person>, person: Person) {
    match people.iter_mut().find(|there| is_same(there, &person)) {
        Some(there) => there.take(person),
        None => people.push(person),
    }
}

impl Desk<'_> {
    /// The place: one that is there, or a new one in the region of the form.
    fn place(&mut self, region: Option<&Value>) -> Result<(Field, Vec<Value>), WorkspaceError> {
        let Some(property) = self.property("event", "place") else {
            return Ok((Field::default(), Vec::new()));
        };
        let mut field = self.field(property, "place");
        field.help = self.say("enter.place_help");
        if let Some(state) = aigaq_typed::state(&field.text) {
            field.echo = Some(self.naming.state(state));
            return Ok((field, vec![Value::Missing(state)]));
        }
        let name = field.text.clone();
        let linked = self.link(
            &mut field,
            &Wanted {
                types: &["place"],
                kinds: &[""],
                name: &name,
            },
        )?;
        let value = match linked {
            Linked::There(id) => Some(Value::Reference(id)),
            Linked::New(_) => {
                let id = self.new_place(&name, region);
                self.is_made(&field.name, id);
                Some(Value::Reference(id))
            }
            Linked::Nobody | Linked::Open => None,
        };
        Ok((field, value.into_iter().collect()))
    }

    fn people(&mut self) -> Result<(Vec<WhoRow>, Vec<Person>), WorkspaceError> {
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
            let person = self.person(&mut name, typed, is_group, &chosen)?;
            if let Some(mut person) = person {
                person.category = categories;
                person.number = numbers;
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
        let kind = if kind.is_empty() { "person" } else { kind };
        let wanted = Wanted {
            types: &["actor"],
            kinds: &[kind],
            name: &typed.name,
        };
        Ok(match self.link(name, &wanted)? {
            Linked::Nobody => None,
            // Counted as somebody, so that the form says what it would make; nothing is saved while it is open.
            Linked::Open => Some(new(None, kind, typed)),
            Linked::There(id) => Some(Person {
                id: Some(id),
                notes: typed.note.into_iter().collect(),
                ..Person::default()
            }),
            Linked::New(_) => {
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

    fn perpetrators(&mut self) -> Result<(Vec<ByRow>, Vec<Person>), WorkspaceError> {
        let (mut rows, mut people) = (Vec::new(), Vec::new());
        for row in 0..self.filled.rows("by").max(1) {
            let name_of = |part: &str| format!("by.{row}.{part}");
            let (class, classes) =
                self.listed(self.property("actor", "source_class"), &name_of("class"));
            let mut name = self.plain_field(&name_of("name"), "enter.by_name", "enter.by_help");
            // The police, not told which: known by the name of its class.
            let class_label = classes.first().and_then(|class| match class {
                Value::Term(code) => Some(self.naming.code("threat_sources", code)),
                _ => None,
            });
            let person = match class_label {
                Some(label) if name.text.is_empty() => Some(self.of_class(label, &classes)?),
                _ => {
                    let text = name.text.clone();
                    let wanted = Wanted {
                        types: &["actor"],
                        kinds: &KINDS_BY,
                        name: &text,
                    };
                    match self.link(&mut name, &wanted)? {
                        Linked::Nobody => None,
                        Linked::There(id) => Some(Person {
                            id: Some(id),
                            class: self.unsaid_class(id, classes)?,
                            ..Person::default()
                        }),
                        Linked::New(kind) => {
                            let id = self.next_record();
                            self.is_made(&name.name, id);
                            Some(Person {
                                id: Some(id),
                                is_new: true,
                                name: text,
                                kind: kind.unwrap_or_default(),
                                class: classes,
                                ..Person::default()
                            })
                        }
                        Linked::Open => Some(Person::default()),
                    }
                }
            };
            if let Some(person) = person {
                put(&mut people, person);
            }
            rows.push(ByRow { name, class });
        }
        Ok((rows, people))
    }

    /// Of the classes chosen for somebody who is there, those that nobody has said of them yet.
    fn unsaid_class(&self, id: RecordId, class: Vec<Value>) -> Result<Vec<Value>, WorkspaceError> {
        let reader = &self.naming.ask.reader;
        let brief = self.workspace.view.brief(reader, id)?;
        let is_said = |value: &Value| {
            let brief = brief.as_ref();
            brief.is_some_and(|b| b.values("source_class").any(|c| c == value))
        };
        let unsaid = class.into_iter().filter(|v| v.is_known() && !is_said(v));
        Ok(unsaid.collect())
    }

    /// Somebody of whom only the class is told: the one who stands for it, if there is one already.
    fn of_class(&mut self, label: String, class: &[Value]) -> Result<Person, WorkspaceError> {
        let reader = &self.naming.ask.reader;
        let found = self.workspace.view.alike(reader, &label, &["actor"], 20)?;
        let folded = aigaq_schema::fold::fold(&label);
        let there = found.into_iter().find(|brief| {
            !self.is_own(brief.id)
                && brief
                    .name()
                    .is_some_and(|n| aigaq_schema::fold::fold(n) == folded)
                && brief.values("source_class").any(|c| class.contains(c))
        });
        let is_state = class.iter().any(|value| match value {
            Value::Term(code) => {
                let list = self.naming.schema.list("threat_sources");
                list.and_then(|l| l.get(code))
                    .is_some_and(|e| e.has_flag("state"))
            }
            _ => false,
        });
        let id = match &there {
            Some(brief) => brief.id,
            None => self.next_record(),
        };
        Ok(Person {
            id: Some(id),
            is_new: there.is_none(),
            name: label,
            kind: if is_state { "state_body" } else { "" }.to_owned(),
            class: class.to_vec(),
            ..Person::default()
        })
    }

    fn deeds(&mut self, people: &[Person]) -> (Vec<ActRow>, Vec<Deed>) {
        let (mut rows, mut deeds) = (Vec::new(), Vec::new());
        for row in 0..self.filled.rows("act").max(1) {
            let name = format!("act.{row}.type");
            let (kind, types) = self.listed(self.property("act", "type"), &name);
            let chosen = self.filled.get(&format!("act.{row}.how")).to_owned();
            let mut how = self.together_or_each(&format!("act.{row}.how"), &chosen);
            if let Some(value) = types.first() {
                let by_default = match value {
                    Value::Term(code) => self.naming.schema.together_by_default(code),
                    _ => true,
                };
                let together = match chosen.as_str() {
                    "together" => true,
                    "each" => false,
                    _ => by_default,
                };
                let deed = Deed {
                    kind: value.clone(),
                    together,
                };
                how.echo = Some(self.rule(&deed, people.len()));
                deeds.push(deed);
            }
            rows.push(ActRow { kind, how });
        }
        (rows, deeds)
    }

    /// How many acts it makes, and by which rule.
    fn rule(&self, deed: &Deed, people: usize) -> String {
        let key = match (people, deed.together) {
            (0 | 1, _) => "enter.rule_one",
            (_, true) => "enter.rule_together",
            (_, false) => "enter.rule_each",
        };
        let n = people.to_string();
        self.naming.words.fill(key, &[("n", &n)])
    }

    fn together_or_each(&self, name: &str, chosen: &str) -> Field {
        let choices = ["", "together", "each"]
            .into_iter()
            .map(|value| Choice {
                value: value.to_owned(),
                label: self.say(match value {
                    "together" => "enter.together",
                    "each" => "enter.each",
                    _ => "enter.by_default",
                }),
                chosen: chosen == value,
            })
            .collect();
        self.choice(name, "enter.how", choices)
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

    fn echo_of(&self, record_type: &str, code: &str, values: &[Value]) -> Option<String> {
        let property = self.property(record_type, code)?;
        let words: Vec<String> = values
            .iter()
            .map(|value| self.naming.value_text(property, value))
            .collect();
        Some(words.join("; "))
    }
}
