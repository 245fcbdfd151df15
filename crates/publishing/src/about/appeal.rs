//! The urgent appeal: what happened, why it worries, what is asked of whom, until when.

use super::setting::Setter;
use super::{Answer, Asked, Request, questionnaire};

pub(super) fn sections(set: &mut Setter<'_>) {
    set.begin("appeal.in_short");
    set.ask_typed("asked.fact", Asked::Fact);
    set.ask_if_typed("asked.news", Asked::News);
    for person in &set.input.people {
        set.about(person);
        set.ask("appeal.for", &Answer::plain(&person.name));
        set.ask_if_told("wgad.activity", &person.activity);
    }
    set.end("in-short");
    facts(set);
    set.begin("appeal.background");
    set.say(set.input.typed(Asked::Background));
    for person in &set.input.people {
        set.about(person);
        for case in &person.cases {
            super::dossier::case(set, case);
        }
        let is_nothing = person.cases.is_empty() && set.input.typed(Asked::Background).is_empty();
        if !person.steps.is_empty() || is_nothing {
            set.happenings(&person.steps, "appeal.earlier", "about.no_steps");
        }
    }
    set.end("background");
    concern(set);
    requests(set);
    set.begin("appeal.addressees");
    lines(set, Asked::Addressees);
    set.end("addressees");
    set.begin("appeal.sender");
    set.ask_typed("appeal.sender_name", Asked::Submitter);
    set.ask_typed("asked.address", Asked::Address);
    set.ask("appeal.date", &Answer::plain(&set.input.as_of));
    set.ask_typed("asked.stop", Asked::Stop);
    set.ask_yes_no("asked.publish", Asked::Publish);
    set.end("sender");
}

/// What happened to each.
pub(super) fn facts(set: &mut Setter<'_>) {
    set.begin("appeal.facts");
    for person in &set.input.people {
        set.about(person);
        set.happenings(&person.suffered, "appeal.facts", "about.no_facts");
    }
    set.end("facts");
}

/// Why it worries: what was typed, and the rights of each that it touches.
pub(super) fn concern(set: &mut Setter<'_>) {
    set.begin("appeal.concern");
    set.say(set.input.typed(Asked::Concern));
    for person in &set.input.people {
        set.about(person);
        questionnaire::rights(set, person);
    }
    set.end("concern");
}

/// What is asked of the authorities, in the words that a group can review.
pub(super) fn requests(set: &mut Setter<'_>) {
    set.begin("appeal.requests");
    let chosen = Request::read(set.input.typed(Asked::Requests));
    if chosen.is_empty() {
        set.ask("asked.requests", &Answer::default());
    } else {
        set.say(&set.phrases.say("appeal.requests_lead"));
        let said = chosen.iter().map(|request| request.words(set.phrases));
        set.list(said.collect());
    }
    set.end("requests");
}

/// What was typed line by line, as a list.
pub(super) fn lines(set: &mut Setter<'_>, asked: Asked) {
    let typed = set.input.typed(asked);
    if typed.is_empty() {
        set.ask_typed(asked.key(), asked);
        return;
    }
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    set.list(lines.map(str::to_owned).collect());
}
