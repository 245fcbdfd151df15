//! The questionnaire for the UN Working Group on Arbitrary Detention: its questions in their order, each with what is
//! recorded. After the model questionnaire of the Working Group (OHCHR, Fact Sheet No. 26, annex V), in own words.

use super::setting::Setter;
use super::{Answer, Asked, Deprivation, PersonFacts};

pub(super) fn sections(set: &mut Setter<'_>) {
    let people = &set.input.people;
    set.begin("wgad.identity");
    for person in people {
        identity(set, person);
    }
    set.end("identity");
    set.begin("wgad.arrest");
    for person in people {
        set.about(person);
        let arrests: Vec<&Deprivation> = arrests(person);
        if arrests.is_empty() {
            set.say(&set.phrases.say("wgad.no_arrest"));
        }
        for one in arrests {
            arrest(set, one);
        }
    }
    set.ask_typed("wgad.warrant", Asked::Warrant);
    set.end("arrest");
    set.begin("wgad.detention");
    for person in people {
        set.about(person);
        let lasting: Vec<&Deprivation> = detentions(person);
        if lasting.is_empty() {
            set.say(&set.phrases.say("wgad.no_detention"));
        }
        for one in lasting {
            detention(set, one);
        }
    }
    set.end("detention");
    why(set);
    steps(set);
    submitter(set);
}

/// What began a deprivation of liberty; where nothing recorded did, the first that lasted stands for it.
fn arrests(person: &PersonFacts) -> Vec<&Deprivation> {
    let all: Vec<&Deprivation> = person
        .deprivations
        .iter()
        .filter(|one| one.is_arrest)
        .collect();
    match all.is_empty() {
        true => person.deprivations.first().into_iter().collect(),
        false => all,
    }
}

/// What lasted: also an arrest of which it is told how long; an arrest alone only where nothing else is known.
fn detentions(person: &PersonFacts) -> Vec<&Deprivation> {
    let lasted =
        |one: &&Deprivation| !one.is_arrest || !one.until.is_empty() || !one.length.is_empty();
    let all: Vec<&Deprivation> = person.deprivations.iter().filter(lasted).collect();
    match all.is_empty() {
        true => person.deprivations.iter().collect(),
        false => all,
    }
}

pub(super) fn identity(set: &mut Setter<'_>, person: &PersonFacts) {
    set.about(person);
    set.ask("wgad.name", &Answer::plain(&person.name));
    set.ask_if_told("wgad.spellings", &person.names);
    set.ask("wgad.sex", &person.gender);
    set.ask("wgad.birth", &person.birth);
    set.ask_if_told("about.death", &person.death);
    set.ask("wgad.nationality", &person.country);
    set.ask("wgad.document", &person.identifiers);
    set.ask("wgad.activity", &person.activity);
    set.ask("wgad.residence", &person.contact);
}

fn arrest(set: &mut Setter<'_>, one: &Deprivation) {
    if let Some(kind) = one.kind.told.first() {
        set.heading(&kind.text);
    }
    set.ask("wgad.arrest_date", &one.from);
    set.ask("wgad.arrest_place", &one.place);
    set.ask("wgad.arrest_by", &one.by);
    set.ask("wgad.reasons", &one.reasons);
    set.ask("wgad.legal_basis", &one.law);
    set.ask_if_told("wgad.outcome", &one.outcome);
}

fn detention(set: &mut Setter<'_>, one: &Deprivation) {
    if let Some(kind) = one.kind.told.first() {
        set.heading(&kind.text);
    }
    set.ask("wgad.detention_from", &one.from);
    set.ask_if_told("wgad.detention_until", &one.until);
    set.ask("wgad.detention_length", &one.length);
    set.ask("wgad.detention_place", &one.place);
    set.ask("wgad.detention_by", &one.by);
    set.ask("wgad.reasons", &one.reasons);
    set.ask("wgad.legal_basis", &one.law);
    set.ask_if_told("wgad.outcome", &one.outcome);
}

fn why(set: &mut Setter<'_>) {
    set.begin("wgad.why");
    for person in &set.input.people {
        set.about(person);
        set.happenings(&person.suffered, "wgad.facts", "about.no_facts");
    }
    if set.input.categories.is_empty() {
        set.ask("wgad.categories", &Answer::default());
    } else {
        set.heading(&set.phrases.say("wgad.categories"));
        let categories = set.input.categories.iter();
        let said = categories.map(|(label, meaning)| format!("{label}. {meaning}"));
        set.list(said.collect());
    }
    set.ask_if_typed("wgad.why_words", Asked::Why);
    for person in &set.input.people {
        set.about(person);
        rights(set, person);
        set.ask_if_told("wgad.laws", &person.laws);
    }
    set.end("why");
}

/// The rights that are engaged, with the articles in which they stand.
pub(super) fn rights(set: &mut Setter<'_>, person: &PersonFacts) {
    if !person.rights.is_empty() {
        set.heading(&set.phrases.say("about.rights"));
        set.list(person.rights.clone());
    }
}

/// What was done about it: cases with their steps, complaints, decisions, and why it was useless.
pub(super) fn steps(set: &mut Setter<'_>) {
    set.begin("wgad.steps");
    for person in &set.input.people {
        set.about(person);
        for case in &person.cases {
            super::dossier::case(set, case);
        }
        let is_nothing = person.cases.is_empty() && person.steps.is_empty();
        if !person.steps.is_empty() || is_nothing {
            set.happenings(&person.steps, "wgad.steps_taken", "about.no_steps");
        }
    }
    set.ask_typed("wgad.useless", Asked::Useless);
    set.ask_typed("wgad.procedure", Asked::Procedure);
    set.end("steps");
}

/// Who submits it, with whose consent.
pub(super) fn submitter(set: &mut Setter<'_>) {
    set.begin("wgad.submitter");
    set.ask_typed("wgad.submitter_name", Asked::Submitter);
    set.ask_typed("asked.role", Asked::Role);
    set.ask_typed("wgad.submitter_address", Asked::Address);
    set.ask_yes_no("asked.confidential", Asked::Confidential);
    for person in &set.input.people {
        set.about(person);
        set.ask("wgad.consent", &person.consent_words);
        set.ask(
            "about.public_name",
            &Answer::plain(&person.public_name_words),
        );
    }
    set.ask(
        "wgad.signature",
        &Answer::plain("\u{2026}\u{2026}\u{2026}\u{2026}\u{2026}\u{2026}"),
    );
    set.end("submitter");
}
