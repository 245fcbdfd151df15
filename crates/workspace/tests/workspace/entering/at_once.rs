//! Decisions on many people and records at once.

use super::{now, rally, ru};
use crate::world::World;
use aigaq_schema::{RecordId, Value};
use aigaq_workspace::entering::{ConsentsAtOnce, Effect, Entered, Filled, LevelsAtOnce};
use aigaq_workspace::{Asking, Audience, ListQuery, Output, Reader, Saved, TemplateCode, Wish};

const WHY: &str = "Всех спросили на встрече, список подписан.";
const AGREED: [(&str, &str); 6] = [
    ("sent", "yes"),
    ("consent.answer", "named"),
    ("consent.use", "publish"),
    ("consent.audience", "public"),
    ("consent.date", "2024-04-09"),
    ("reason", WHY),
];

impl World {
    /// The people of the first event, ticked as a form that was not sent yet has them.
    fn begun(&self) -> Filled {
        let event = self.all("event")[0];
        self.workspace.people_filled(&ru(), &[event]).unwrap()
    }

    fn with(&self, typed: &[(&str, &str)]) -> Filled {
        let mut filled = self.begun();
        for (name, value) in typed {
            filled.push(name, value);
        }
        filled
    }

    fn consents(&mut self, filled: &Filled) -> Entered<ConsentsAtOnce> {
        let token = self.token();
        let form = self
            .workspace
            .consents_at_once(&ru(), filled, (token, &now()));
        form.unwrap()
    }

    fn levels(&mut self, filled: &Filled) -> Entered<LevelsAtOnce> {
        let token = self.token();
        let form = self
            .workspace
            .levels_at_once(&ru(), filled, (token, &now()));
        form.unwrap()
    }

    fn keep_all<F>(&mut self, entered: &Entered<F>) -> Saved {
        let saving = entered.saving.as_ref().unwrap();
        self.workspace.save(saving).unwrap()
    }

    fn targets(&self) -> Vec<RecordId> {
        let begun = self.begun();
        begun.all("chosen").map(|id| id.parse().unwrap()).collect()
    }

    /// A consent of one person, by their own form.
    fn answers(&mut self, person: RecordId, answer: &str, date: &str) {
        let typed = [
            ("consent.answer", answer),
            ("consent.use", "publish"),
            ("consent.audience", "public"),
            ("consent.date", date),
        ];
        self.correct(person, &typed);
    }

    /// How many people the public edition of the month names, and how many it does not.
    fn gate(&self) -> (usize, usize) {
        let gate = self.workspace.gate(&ru(), &wish()).unwrap();
        (gate.named.len(), gate.masked.len())
    }
}

/// The public edition of the month of the rally.
fn wish() -> Wish {
    Wish {
        output: Output::Report {
            template: TemplateCode::bulletin(),
            from: "2024-03".parse().unwrap(),
            to: "2024-03".parse().unwrap(),
            least: None,
        },
        audience: Audience::Public,
    }
}

/// As it is sent once more from the page that shows this.
fn seen(form: &ConsentsAtOnce, mut filled: Filled) -> Filled {
    for row in &form.decision.rows {
        if let Some(seen) = row.seen_as() {
            filled.push("seen", &seen);
        }
    }
    filled
}

fn world() -> World {
    let mut world = World::new();
    world.save_incident(&rally());
    world
}

fn acts_for_everybody(world: &World) -> u64 {
    let ask = Asking {
        reader: Reader::public(),
        ..ru()
    };
    let query = ListQuery {
        record_type: "act".to_owned(),
        ..ListQuery::default()
    };
    world.workspace.list(&ask, &query).unwrap().total
}

#[test]
fn all_people_of_an_incident_allow_at_once_and_the_reason_stands_with_each() {
    let mut world = world();
    assert_eq!(world.gate(), (0, 3));
    let filled = world.with(&AGREED);
    let entered = world.consents(&filled);
    assert_eq!(entered.form.decision.meant, 3);
    let effects = entered
        .form
        .decision
        .rows
        .iter()
        .map(|row| row.effect.clone());
    assert_eq!(effects.collect::<Vec<_>>(), vec![Effect::Decides; 3]);
    let saved = world.keep_all(&entered);
    assert_eq!(world.count("consent"), 3);
    for consent in world.all("consent") {
        assert_eq!(world.texts(consent, "reason"), [WHY]);
    }
    assert_eq!(world.gate(), (3, 0));
    // One change-set: it is taken back at once.
    let token = world.token();
    world
        .workspace
        .undo(saved.change_set, "не те", token, &now())
        .unwrap();
    assert_eq!((world.count("consent"), world.gate()), (0, (0, 3)));
}

#[test]
fn whoever_did_it_and_whoever_is_no_person_is_not_asked() {
    let mut world = world();
    let begun = world.begun();
    assert_eq!(begun.all("who").count(), 3, "the police is no person");
    let mut filled = begun;
    let police = world.all("actor");
    let people = world.targets();
    let police = police.iter().find(|id| !people.contains(id)).unwrap();
    filled.push("who", &police.to_string());
    filled.push("chosen", &police.to_string());
    let form = world.consents(&filled).form;
    assert_eq!((form.decision.rows.len(), form.no_persons), (3, 1));
}

#[test]
fn without_a_reason_an_answer_or_anybody_nothing_is_saved() {
    let mut world = world();
    for missing in ["reason", "consent.answer", "consent.use", "chosen"] {
        let all = AGREED.iter().filter(|(name, _)| *name != missing);
        let all: Vec<(&str, &str)> = all.copied().collect();
        let mut filled = world.with(&all);
        if missing == "chosen" {
            filled.forget("chosen");
        }
        let entered = world.consents(&filled);
        assert!(entered.saving.is_none(), "{missing}");
        assert!(!entered.form.decision.faults.is_empty(), "{missing}");
    }
    let blank = world.with(&[&AGREED[..5], &[("reason", " \n\t")]].concat());
    assert!(world.consents(&blank).saving.is_none());
    // A form that was only opened says of nothing that it is missing.
    let begun = world.begun();
    assert!(world.consents(&begun).form.decision.faults.is_empty());
    assert_eq!(world.count("consent"), 0);
}

#[test]
fn a_refusal_or_a_withdrawal_is_left_out_and_stands() {
    let mut world = world();
    let people = world.targets();
    world.answers(people[0], "refused", "2024-03-20");
    world.answers(people[1], "named", "2024-03-20");
    world.answers(people[1], "withdrawn", "2024-04-02");
    let filled = world.with(&AGREED);
    let first = world.consents(&filled);
    let out = |person: RecordId| {
        let mut rows = first.form.decision.rows.iter();
        let row = rows.find(|row| row.named.id == person).unwrap();
        matches!(row.effect, Effect::LeftOut(_))
    };
    assert!(out(people[0]) && out(people[1]) && !out(people[2]));
    assert!(
        first.saving.is_none() && first.form.decision.unseen,
        "shown first"
    );
    let entered = world.consents(&seen(&first.form, filled.clone()));
    world.keep_all(&entered);
    assert_eq!(world.count("consent"), 4);
    assert_eq!(world.gate(), (1, 2));
    // Somebody refuses between the page and the click: the page comes again.
    let again = seen(&first.form, filled);
    world.answers(people[2], "refused", "2024-04-10");
    let entered = world.consents(&again);
    assert!(entered.saving.is_none() && entered.form.decision.unseen);
}

#[test]
fn whoever_refused_and_allowed_since_is_not_left_out() {
    let mut world = world();
    let people = world.targets();
    world.answers(people[0], "refused", "2024-03-20");
    world.answers(people[0], "named", "2024-04-05");
    let filled = world.with(&AGREED);
    let entered = world.consents(&filled);
    assert_eq!(entered.form.decision.meant, 3);
}

#[test]
fn what_would_change_a_decision_is_shown_before_it_is_saved() {
    let mut world = world();
    let people = world.targets();
    world.answers(people[0], "named", "2024-03-20");
    let mut typed = AGREED;
    typed[1].1 = "refused";
    let filled = world.with(&typed);
    let first = world.consents(&filled);
    let row = first
        .form
        .decision
        .rows
        .iter()
        .find(|r| r.named.id == people[0]);
    let Effect::Changes(words) = &row.unwrap().effect else {
        panic!("{row:?}")
    };
    assert!(words[0].contains("с именем → не разрешено"), "{words:?}");
    assert_eq!(row.unwrap().before.len(), 1);
    assert!(first.saving.is_none());
    let entered = world.consents(&seen(&first.form, filled));
    world.keep_all(&entered);
    assert_eq!(world.gate(), (0, 3));
}

#[test]
fn sent_twice_it_is_saved_once() {
    let mut world = world();
    let filled = world.with(&AGREED);
    let token = world.token();
    for again in [false, true] {
        let entered = world
            .workspace
            .consents_at_once(&ru(), &filled, (token, &now()))
            .unwrap();
        let saved = world.workspace.save(&entered.saving.unwrap()).unwrap();
        assert_eq!(saved.again, again);
    }
    assert_eq!(world.count("consent"), 3);
}

#[test]
fn of_very_many_the_first_are_decided_and_the_others_are_told_of() {
    let mut world = World::new();
    let rows: String = (0..201).map(|n| format!("{n},person,Имя {n}\n")).collect();
    world.import("actor", &format!("id,kind,name\n{rows}"));
    let query = ListQuery {
        record_type: "actor".to_owned(),
        ..ListQuery::default()
    };
    let listing = world.workspace.listing(&ru(), &query).unwrap();
    let all = world.workspace.listed(&ru(), &listing, 0..201).unwrap();
    let all: Vec<RecordId> = all.iter().map(|row| row.id).collect();
    let begun = world.workspace.people_filled(&ru(), &all).unwrap();
    let form = world.consents(&begun).form;
    let part = form.decision.part.unwrap();
    assert_eq!(
        (form.decision.rows.len(), part.first, part.last, part.in_all),
        (70, 1, 70, 201)
    );
    assert_eq!(part.later.len(), 131);
}

#[test]
fn who_may_read_several_records_is_decided_at_once_with_the_reason() {
    let mut world = world();
    let acts = world.all("act");
    let typed = |level, reason| {
        let mut filled = world.workspace.records_filled(&acts);
        for pair in [("sent", "yes"), ("sensitivity", level), ("reason", reason)] {
            filled.push(pair.0, pair.1);
        }
        filled
    };
    let (narrow, wide) = (typed("restricted", WHY), typed("public", "Суд прошёл."));
    let entered = world.levels(&narrow);
    assert_eq!(entered.form.decision.meant, acts.len());
    world.keep_all(&entered);
    for act in &acts {
        assert_eq!(
            world.values(*act, "sensitivity"),
            [Value::term("restricted")]
        );
        assert_eq!(world.texts(*act, "sensitivity_reason"), [WHY]);
    }
    assert_eq!(acts_for_everybody(&world), 0);
    // The same again has nothing to save; opening them is shown first.
    assert!(world.levels(&narrow).saving.is_none());
    let first = world.levels(&wide);
    assert!(first.saving.is_none() && first.form.decision.unseen);
    let mut shown = wide.clone();
    for row in &first.form.decision.rows {
        shown.push("seen", &row.seen_as().unwrap());
    }
    let entered = world.levels(&shown);
    let opened = world.keep_all(&entered);
    assert_eq!(acts_for_everybody(&world), acts.len() as u64);
    assert_eq!(
        world.texts(acts[0], "sensitivity_reason"),
        ["Суд прошёл."],
        "the earlier reason stands in the history"
    );
    let token = world.token();
    let undo = world
        .workspace
        .undo(opened.change_set, "рано", token, &now());
    undo.unwrap();
    assert_eq!(
        world.values(acts[0], "sensitivity"),
        [Value::term("restricted")]
    );
}

#[test]
fn a_level_nobody_chose_or_that_is_none_is_not_said() {
    let mut world = world();
    let acts = world.all("act");
    for level in ["", "unknown", "secret", "state.unknown"] {
        let mut filled = world.workspace.records_filled(&acts);
        for pair in [("sent", "yes"), ("sensitivity", level), ("reason", WHY)] {
            filled.push(pair.0, pair.1);
        }
        let entered = world.levels(&filled);
        assert!(entered.saving.is_none(), "{level}");
        assert!(!entered.form.decision.faults.is_empty(), "{level}");
    }
}

#[test]
fn opening_what_is_closed_by_its_type_is_shown_first() {
    let mut world = World::new();
    world.import("note", "id,text\n1,Звонила сестра\n");
    let mut filled = world.workspace.records_filled(&world.all("note"));
    for pair in [("sent", "yes"), ("sensitivity", "public"), ("reason", WHY)] {
        filled.push(pair.0, pair.1);
    }
    let entered = world.levels(&filled);
    assert!(entered.saving.is_none() && entered.form.decision.unseen);
}
