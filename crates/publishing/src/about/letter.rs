//! The letter to special procedures: who suffered, from whom, what happened, what was done about it, and with whose
//! consent it is told.

use super::setting::Setter;
use super::{Answer, Asked, PersonFacts, appeal, questionnaire};

pub(super) fn sections(set: &mut Setter<'_>) {
    set.begin("appeal.addressees");
    appeal::lines(set, Asked::Addressees);
    set.end("addressees");
    set.begin("letter.victim");
    for person in &set.input.people {
        questionnaire::identity(set, person);
    }
    set.end("victim");
    set.begin("letter.perpetrator");
    for person in &set.input.people {
        set.about(person);
        set.ask("letter.perpetrator_who", &perpetrators(person));
    }
    set.end("perpetrator");
    appeal::facts(set);
    appeal::concern(set);
    questionnaire::steps(set);
    appeal::requests(set);
    questionnaire::submitter(set);
}

/// Those who did it, each once, as they stand in the facts.
fn perpetrators(person: &PersonFacts) -> Answer {
    let mut all: Vec<&str> = Vec::new();
    for one in &person.suffered {
        if !one.by.is_empty() && !all.contains(&one.by.as_str()) {
            all.push(&one.by);
        }
    }
    Answer::plain(all.join("; "))
}
