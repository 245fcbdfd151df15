//! What people write where a name should stand: it is sensible, asked about or refused with a reason, and never joined
//! to somebody else in silence.

use super::World;

/// What becomes of a name typed for the victim of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Becomes {
    /// Nobody: the row is empty.
    Nobody,
    /// So many people or groups, made at once.
    Made(u64),
    /// A question: is it one of these, is it a person, are these several people?
    Asked,
    /// Refused, with a reason at the field.
    Refused,
}

impl World {
    fn enters(&mut self, name: &str) -> Becomes {
        let token = self.token();
        let pairs = [
            ("title", "Задержание"),
            ("act.0.type", "LIB.detain"),
            ("who.0.name", name),
        ];
        let before = self.count("actor");
        let entered = self.incident(token, &pairs);
        match entered.saving {
            Some(saving) => {
                self.workspace.save(&saving).unwrap();
                match self.count("actor") - before {
                    0 => Becomes::Nobody,
                    made => Becomes::Made(made),
                }
            }
            None if entered.form.open > 0 || entered.form.spread => Becomes::Asked,
            None => {
                let faults = entered.form.faults;
                assert!(
                    faults.iter().all(|fault| !fault.text.is_empty()),
                    "{faults:?}"
                );
                let at_name =
                    |fault: &aigaq_workspace::entering::FieldFault| fault.name.contains("name");
                assert!(
                    faults.iter().any(at_name),
                    "{name:.20}: {:?}",
                    entered.form.people[0].name
                );
                Becomes::Refused
            }
        }
    }
}

#[test]
fn whatever_stands_for_a_name_is_sensible_or_refused() {
    use Becomes::{Asked, Made, Nobody, Refused};
    let mut world = World::new();
    let long = "ж".repeat(10_000);
    // What it becomes, and what the same becomes the second time.
    for (name, first, again) in [
        ("", Nobody, Nobody),
        (" \t", Nobody, Nobody),
        // One letter tells nothing, so two of them are two people.
        ("А", Made(1), Made(1)),
        ("😀", Refused, Refused),
        ("—", Refused, Refused),
        ("12", Made(1), Made(1)),
        (&long, Refused, Refused),
        ("Омаров😀 Ерлан", Made(1), Asked),
        ("Сaкен Тулeгенов", Made(1), Asked),
        ("Сакен Тулегенов", Asked, Asked),
        ("г-н директор школы Петров И. И.", Made(1), Asked),
        ("Ахметов Е., Сидоров И. и Кимова А.", Asked, Asked),
        // Nobody is a namesake of somebody whose name is not known.
        ("неизвестный мужчина", Made(1), Made(1)),
        ("unknown man", Made(1), Made(1)),
        ("белгісіз ер адам", Made(1), Made(1)),
        ("около 40 человек", Made(1), Made(1)),
        // Person or organisation: the form asks, and guesses neither.
        ("ОО «Правда»", Asked, Asked),
        ("張偉", Made(1), Asked),
        ("\u{202e}вонавИ", Made(1), Asked),
    ] {
        let short: String = name.chars().take(20).collect();
        assert_eq!(world.enters(name), first, "{short}, first");
        assert_eq!(world.enters(name), again, "{short}, again");
    }
}

#[test]
fn somebody_unknown_is_counted_apart_from_named_people() {
    let mut world = World::new();
    for _ in 0..2 {
        assert_eq!(world.enters("неизвестный мужчина"), Becomes::Made(1));
    }
    for actor in world.all("actor") {
        assert_eq!(world.texts(actor, "kind"), ["group"]);
    }
}

#[test]
fn those_who_did_it_and_are_not_known_are_nobodys_namesakes() {
    let mut world = World::new();
    for (n, victim) in (1..).zip(["Омаров Ерлан", "Сериков Марат"]) {
        let mut pairs = vec![
            ("title", "Нападение"),
            ("act.0.type", "LIB.detain"),
            ("who.0.name", victim),
            ("by.0.name", "неизвестные мужчины"),
        ];
        let token = world.token();
        let asked = world.incident(token, &pairs).form;
        let question = asked.by[0].name.question.as_ref().unwrap();
        assert!(question.candidates.is_empty(), "{:?}", question.candidates);
        // Only what they are is asked.
        pairs.push(("by.0.name.asked", "неизвестные мужчины"));
        pairs.push(("by.0.name.is", "new:group"));
        let entered = world.incident(token, &pairs);
        let saving = entered
            .saving
            .unwrap_or_else(|| panic!("{n}: {:?}", entered.form.by));
        world.workspace.save(&saving).unwrap();
        assert_eq!(world.count("actor"), 2 * n);
    }
}
