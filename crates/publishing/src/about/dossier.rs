//! The dossier on a person or an official, for the group alone: all that is recorded, in order of time.

use super::setting::Setter;
use super::{CaseFacts, PersonFacts, questionnaire};
use crate::document::Block;
use crate::input::Happening;
use crate::restrictions::{RestrictionList, list_block};

pub(super) fn sections(set: &mut Setter<'_>) {
    let people = &set.input.people;
    set.begin("dossier.who");
    for person in people {
        questionnaire::identity(set, person);
        set.ask_if_told("dossier.health", &person.health);
        set.ask_if_told("dossier.relations", &person.relations);
        set.ask("dossier.consent", &person.consent_words);
    }
    set.end("who");
    set.begin("dossier.suffered");
    for person in people {
        set.about(person);
        set.happenings(&person.suffered, "dossier.suffered", "about.no_facts");
    }
    set.end("suffered");
    set.begin("dossier.done");
    for person in people {
        set.about(person);
        set.happenings(&person.done, "dossier.done", "dossier.nothing_done");
    }
    set.end("done");
    set.begin("dossier.cases");
    for person in people {
        set.about(person);
        if person.cases.is_empty() {
            set.say(&set.phrases.say("dossier.no_cases"));
        }
        for one in &person.cases {
            case(set, one);
        }
    }
    set.end("cases");
    set.begin("dossier.restrictions");
    for (at, person) in people.iter().enumerate() {
        set.about(person);
        restrictions(set, person, at);
    }
    set.end("restrictions");
    for (id, title, empty, of) in [
        (
            "steps",
            "dossier.steps",
            "about.no_steps",
            of_steps as fn(&PersonFacts) -> &[Happening],
        ),
        (
            "applications",
            "dossier.applications",
            "dossier.no_applications",
            of_applications,
        ),
        (
            "listings",
            "dossier.listings",
            "dossier.no_listings",
            of_listings,
        ),
    ] {
        set.begin(title);
        for person in people {
            set.about(person);
            set.happenings(of(person), title, empty);
        }
        set.end(id);
    }
    contradictions(set);
}

fn of_steps(person: &PersonFacts) -> &[Happening] {
    &person.steps
}

fn of_applications(person: &PersonFacts) -> &[Happening] {
    &person.applications
}

fn of_listings(person: &PersonFacts) -> &[Happening] {
    &person.listings
}

/// A case with its steps.
pub(super) fn case(set: &mut Setter<'_>, case: &CaseFacts) {
    set.heading(&case.title);
    set.ask_if_told("about.case_bodies", &case.bodies);
    set.ask_if_told("about.case_charge", &case.charge);
    set.ask_if_told("about.case_law", &case.law);
    set.ask_if_told("about.case_opened", &case.opened);
    set.ask_if_told("about.case_decided", &case.decided);
    set.ask_if_told("about.case_outcome", &case.outcome);
    set.ask_if_told("about.case_international", &case.international);
    if !case.stages.is_empty() {
        set.happenings(&case.stages, "about.case_stages", "about.no_steps");
    }
}

/// The restrictions of a person, as a table.
pub(super) fn restrictions(set: &mut Setter<'_>, person: &PersonFacts, at: usize) {
    let list = RestrictionList {
        rows: person.restrictions.clone(),
        ..RestrictionList::default()
    };
    let caption = set
        .phrases
        .fill("about.restrictions_of", &[("who", &person.name)]);
    let empty = set.phrases.say("dossier.no_restrictions");
    let id = format!("restrictions-{}", at + 1);
    // The sentence with totals says nothing of one person's list.
    set.made(|composer| {
        let mut blocks = list_block(&list, &id, caption, empty, composer);
        if blocks.len() > 1 {
            blocks.retain(|block| !matches!(block, Block::Paragraph(_)));
        }
        blocks
    });
}

/// Where sources tell different things, question by question.
fn contradictions(set: &mut Setter<'_>) {
    set.begin("dossier.contradictions");
    for person in &set.input.people {
        set.about(person);
        if person.contradictions.is_empty() {
            set.say(&set.phrases.say("dossier.no_contradictions"));
        }
        for (question, answer) in &person.contradictions {
            set.ask_words(question.clone(), answer);
        }
    }
    set.end("contradictions");
}
