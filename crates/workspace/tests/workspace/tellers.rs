//! Sources who are people: what they told leaves in their words only as long as they did not refuse it.

use crate::confidential::keeper;
use crate::world::World;
use aigaq_journal::ActOfSaving;
use aigaq_publishing::json;
use aigaq_schema::{Basis, RecordId, Value};
use aigaq_workspace::entering::{Filled, Which};
use aigaq_workspace::{
    About, Allows, Audience, BagWish, Draw, Forgetting, FreezeWish, Freezing, Gate, Handing,
    Identity, NoteGiven, Output, RecordChange, Refused, Saving, Say, TemplateCode, Wish, WordsRule,
};

const QUOTE: &str = "Его били у самой машины.";
const PLACE: &str = "второй звонок";
const CODE: &str = "C-001, родственник";

/// Somebody who must not be known told of an arrest.
fn world() -> (World, RecordId) {
    let mut world = World::new();
    world.set_up();
    let kept = world.source("relative", &Identity::told("Айгүл Мырзабаева", ""));
    world.arrest(kept.id);
    (world, kept.id)
}

impl World {
    /// An arrest in March 2024, told by this source.
    fn arrest(&mut self, source: RecordId) -> RecordId {
        let basis = Basis {
            source: Some(source),
            locator: Some(PLACE.to_owned()),
            quote: Some(QUOTE.to_owned()),
            ..Basis::default()
        };
        let token = self.token();
        let (event, act) = (token.record(0), token.record(1));
        let day = Value::date("2024-03-12".parse().unwrap());
        let saving = Saving {
            token,
            act: ActOfSaving::Form,
            records: vec![
                RecordChange::new(
                    event,
                    "event",
                    vec![
                        Say::new("title", Value::text("Задержание"), &basis),
                        Say::new("start", day.clone(), &basis),
                    ],
                ),
                RecordChange::new(
                    act,
                    "act",
                    vec![
                        Say::new("event", Value::Reference(event), &basis),
                        Say::new("type", Value::term("LIB.detain"), &basis),
                        Say::new("start", day, &basis),
                    ],
                ),
            ],
            now: self.moment(),
        };
        self.workspace.save(&saving).unwrap();
        event
    }

    /// What the source answered, on the form of the source.
    fn teller_answers(&mut self, source: RecordId, answer: &str, audience: &str, day: &str) {
        self.answers_for(source, ("publish", answer), (audience, day));
    }

    fn answers_for(
        &mut self,
        source: RecordId,
        (used, answer): (&str, &str),
        (audience, day): (&str, &str),
    ) {
        let mut filled = self
            .workspace
            .record_filled(&keeper(), &Which::There(source), &[])
            .unwrap()
            .unwrap();
        for (name, value) in [
            ("consent.answer", answer),
            ("consent.use", used),
            ("consent.audience", audience),
            ("consent.date", day),
        ] {
            filled.set(name, value);
        }
        let (token, now) = (self.token(), self.moment());
        let entered = self
            .workspace
            .enter_record(&keeper(), &Which::There(source), &filled, (token, &now))
            .unwrap()
            .unwrap();
        let faults = &entered.form.faults;
        let saving = entered.saving;
        let saving = saving.unwrap_or_else(|| panic!("{faults:?}"));
        self.workspace.save(&saving).unwrap();
    }

    fn march(audience: Audience) -> Wish {
        Wish {
            output: Output::Report {
                template: TemplateCode::bulletin(),
                from: "2024-03".parse().unwrap(),
                to: "2024-03".parse().unwrap(),
                least: None,
            },
            audience,
        }
    }

    fn told_in_march(&self, audience: Audience) -> String {
        let document = self.workspace.publish(&keeper(), &Self::march(audience));
        json::json(&document.unwrap()).unwrap()
    }

    fn gate_in_march(&self, audience: Audience) -> Gate {
        let wish = Self::march(audience);
        self.workspace.gate(&keeper(), &wish).unwrap()
    }

    fn rule(&self, audience: Audience) -> WordsRule {
        let gate = self.gate_in_march(audience);
        assert_eq!(gate.tellers.len(), 1);
        assert_eq!(gate.tellers[0].name, CODE);
        gate.tellers[0].rule
    }

    /// Whether the words of the source stand in what is made for these readers; that it rests on them always does.
    fn quotes(&self, audience: Audience) -> bool {
        let told = self.told_in_march(audience);
        assert!(told.contains(CODE), "{told}");
        assert_eq!(told.contains(QUOTE), told.contains(PLACE), "{told}");
        told.contains(QUOTE)
    }
}

#[test]
fn a_source_who_was_not_asked_is_quoted_under_code_and_kind_and_the_gate_says_so() {
    let (world, _) = world();
    for audience in [Audience::Internal, Audience::Partners, Audience::Public] {
        assert!(world.quotes(audience), "{audience:?}");
    }
    assert_eq!(world.rule(Audience::Public), WordsRule::NeverAsked);
    assert!(world.gate_in_march(Audience::Internal).tellers.is_empty());
}

#[test]
fn whoever_refuses_is_not_quoted_outside_and_whoever_allows_later_is() {
    let (mut world, source) = world();
    world.teller_answers(source, "refused", "public", "2024-04-01");
    assert!(!world.quotes(Audience::Public));
    assert!(
        !world.quotes(Audience::Partners),
        "they allowed them nothing"
    );
    assert!(world.quotes(Audience::Internal));
    assert_eq!(world.rule(Audience::Public), WordsRule::Refused);
    let gate = world.gate_in_march(Audience::Public);
    assert!(gate.tellers[0].why.contains("цитаты"), "{:?}", gate.tellers);
    world.teller_answers(source, "without_identity", "public", "2024-05-01");
    assert!(world.quotes(Audience::Public) && world.quotes(Audience::Partners));
    assert_eq!(world.rule(Audience::Public), WordsRule::WithoutIdentity);
    world.teller_answers(source, "internal_only", "internal", "2024-06-01");
    assert!(!world.quotes(Audience::Public) && !world.quotes(Audience::Partners));
    assert!(world.quotes(Audience::Internal));
}

#[test]
fn words_of_whoever_refused_stand_in_no_file_of_a_site() {
    use crate::canary::smooth;
    let (mut world, source) = world();
    let quoting = |world: &World| {
        let files = crate::site::words_of_files(world, "2024-03");
        let has = |(_, text): &(&String, &String)| {
            text.contains(&smooth(QUOTE)) || text.contains(&smooth(PLACE))
        };
        files.iter().filter(has).count()
    };
    assert!(quoting(&world) > 0);
    world.teller_answers(source, "refused", "public", "2024-04-01");
    assert_eq!(quoting(&world), 0);
}

#[test]
fn whoever_allowed_it_for_partners_is_not_quoted_for_everybody() {
    let (mut world, source) = world();
    world.teller_answers(source, "named", "partners", "2024-04-01");
    assert!(world.quotes(Audience::Partners) && !world.quotes(Audience::Public));
    assert_eq!(world.rule(Audience::Public), WordsRule::Refused);
}

#[test]
fn what_is_out_with_the_words_of_whoever_takes_them_back_is_listed() {
    let (mut world, source) = world();
    let form = (world.token(), world.moment());
    let wish = FreezeWish {
        of: Freezing::Output(World::march(Audience::Public).output),
        title: "Март".to_owned(),
        caveat: None,
        audience: Audience::Public,
        draw: Draw::default(),
    };
    let (frozen, _) = world.workspace.freeze(&keeper(), form, &wish).unwrap();
    assert_eq!(
        world.workspace.out_already(&keeper(), source).unwrap(),
        None
    );
    world.teller_answers(source, "withdrawn", "public", "2024-07-01");
    assert!(!world.quotes(Audience::Public) && !world.quotes(Audience::Partners));
    let gate = world.gate_in_march(Audience::Public);
    assert_eq!(gate.tellers[0].rule, WordsRule::TakenBack);
    let out: Vec<RecordId> = gate.tellers[0].out_already.iter().map(|o| o.id).collect();
    assert_eq!(out, [frozen]);
    let consent = world.only("consent");
    for of in [source, consent] {
        let out = world.workspace.out_already(&keeper(), of).unwrap().unwrap();
        assert_eq!((out.len(), out[0].id), (1, frozen));
    }
    let caption = world.workspace.record(&keeper(), consent).unwrap().unwrap();
    let told = format!("{caption:?}");
    assert!(
        told.contains(CODE) && !told.contains("Мырзабаева"),
        "{told}"
    );
}

#[test]
fn of_a_source_by_name_who_refused_nothing_is_told_that_says_who_it_is() {
    let mut world = World::new();
    world.import(
        "source",
        "id,title,author,kind\ns,Рассказ Айгуль М.,Айгуль М.,testimony\n",
    );
    let source = world.only("source");
    world.arrest(source);
    let told = world.told_in_march(Audience::Public);
    assert!(told.contains("Айгуль") && told.contains(QUOTE));
    assert!(world.gate_in_march(Audience::Public).tellers.is_empty());
    world.teller_answers(source, "refused", "public", "2024-04-01");
    let told = world.told_in_march(Audience::Public);
    for words in ["Айгуль", QUOTE, PLACE] {
        assert!(!told.contains(words), "{words}: {told}");
    }
    world.teller_answers(source, "without_identity", "public", "2024-05-01");
    let told = world.told_in_march(Audience::Public);
    assert!(told.contains(QUOTE) && !told.contains("Айгуль"), "{told}");
}

#[test]
fn what_is_handed_over_for_a_use_of_its_own_asks_for_just_that_use() {
    use aigaq_publishing::about::Form;
    let (mut world, source) = world();
    world.import("actor", "id,name,kind\n1,Марат Тестов,person\n");
    let (person, act) = (world.only("actor"), world.only("act"));
    let basis = Basis {
        source: Some(source),
        quote: Some(QUOTE.to_owned()),
        locator: Some(PLACE.to_owned()),
        ..Basis::default()
    };
    let token = world.token();
    let mut part = RecordChange::new(
        token.record(0),
        "involvement",
        vec![
            Say::new("act", Value::Reference(act), &basis),
            Say::new("actor", Value::Reference(person), &basis),
            Say::new("role", Value::term("target"), &basis),
        ],
    );
    part.root = act;
    let now = world.moment();
    let saving = Saving {
        token,
        act: ActOfSaving::Form,
        records: vec![part],
        now,
    };
    world.workspace.save(&saving).unwrap();
    let letter = |world: &World| {
        let wish = Wish {
            output: Output::About(About::draft(Form::Letter, vec![person])),
            audience: Audience::Partners,
        };
        let document = world.workspace.publish(&keeper(), &wish).unwrap();
        let told = json::json(&document).unwrap();
        assert!(told.contains(CODE), "{told}");
        told.contains(QUOTE)
    };
    assert!(letter(&world));
    world.answers_for(
        source,
        ("un_submission", "refused"),
        ("partners", "2024-04-01"),
    );
    assert!(!letter(&world) && world.quotes(Audience::Partners));
    world.teller_answers(source, "withdrawn", "public", "2024-05-01");
    world.answers_for(
        source,
        ("un_submission", "named"),
        ("partners", "2024-06-01"),
    );
    assert!(!letter(&world) && !world.quotes(Audience::Partners));
}

#[test]
fn words_of_whoever_refused_go_into_a_bag_only_for_a_reason() {
    let (mut world, source) = world();
    let event = world.only("event");
    let wish = BagWish {
        records: vec![event],
        ..BagWish::default()
    };
    let allows = |world: &World| {
        let told = world.workspace.bag_told(&keeper(), &wish).unwrap();
        let all = told.people.iter();
        all.map(|one| (one.named.caption.clone(), one.allows))
            .collect::<Vec<_>>()
    };
    assert_eq!(allows(&world), [(CODE.to_owned(), Allows::NotAsked)]);
    world.teller_answers(source, "without_identity", "partners", "2024-04-01");
    assert_eq!(allows(&world), [(CODE.to_owned(), Allows::Unnamed)]);
    world.teller_answers(source, "refused", "partners", "2024-05-01");
    assert_eq!(allows(&world), [(CODE.to_owned(), Allows::Refused)]);
    let handing = |despite: &str| Handing {
        for_whom: "адвокат Б.".to_owned(),
        despite: despite.to_owned(),
        seen: None,
    };
    let mut made = |despite: &str| {
        let form = (world.token(), world.moment());
        let made = world
            .workspace
            .hand_over(&keeper(), form, &wish, &handing(despite));
        made.map(drop)
    };
    assert!(matches!(made(""), Err(Refused::Unfit(_))));
    made("Суд требует").unwrap();
}

#[test]
fn whoever_calls_can_be_asked_at_once_and_the_note_stays_one_field() {
    let mut world = World::new();
    world.set_up();
    let given = NoteGiven {
        text: "Увезли брата".to_owned(),
        confidant: "relative".to_owned(),
        consent: asked(&[("answer", "refused"), ("use", "publish")]),
        ..NoteGiven::default()
    };
    let note = world.told(&given);
    let source = note.source.unwrap().id;
    let consent = world.only("consent");
    assert_eq!(
        world
            .workspace
            .live(consent)
            .unwrap()
            .iter()
            .find(|s| s.property == "person")
            .unwrap()
            .value,
        Value::Reference(source)
    );
    let mut keep = |given: &NoteGiven| {
        let form = (world.token(), world.moment());
        world.workspace.keep_note(&keeper(), form, given).map(drop)
    };
    // What allows something says for what and for whom; a consent is somebody's.
    for (confidant, consent) in [
        ("relative", asked(&[("answer", "named")])),
        ("", asked(&[("answer", "refused"), ("use", "publish")])),
        ("relative", asked(&[("date", "31.02.2024")])),
    ] {
        let given = NoteGiven {
            confidant: confidant.to_owned(),
            consent,
            ..given.clone()
        };
        assert!(matches!(keep(&given), Err(Refused::Unfit(_))));
    }
    let plain = NoteGiven {
        text: "Второй звонок".to_owned(),
        ..NoteGiven::default()
    };
    keep(&plain).unwrap();
    world.only("consent");
}

fn asked(pairs: &[(&str, &str)]) -> Filled {
    let pairs = pairs.iter();
    Filled::new(pairs.map(|(name, value)| (format!("consent.{name}"), (*value).to_owned())))
}

#[test]
fn a_source_whose_identity_is_forgotten_is_not_quoted_again_and_nobody_stands_in_the_consent() {
    let (mut world, source) = world();
    world.teller_answers(source, "refused", "public", "2024-04-01");
    let consent = world.only("consent");
    let say = Say::new("given_by", Value::text("сестра Айгүл"), &Basis::default());
    world.said_of((consent, "consent"), vec![say], Vec::new());
    assert!(!world.quotes(Audience::Public));
    world.forget(&[source], Forgetting::Identity).unwrap();
    assert!(!world.quotes(Audience::Public));
    assert_eq!(world.rule(Audience::Public), WordsRule::Refused);
    let live = world.workspace.live(consent).unwrap();
    assert!(live.iter().any(|said| said.property == "state"));
    assert!(
        live.iter().all(|said| said.property != "given_by"),
        "{live:?}"
    );
    world.forget(&[source], Forgetting::Destroy).unwrap();
    assert!(!world.told_in_march(Audience::Public).contains(QUOTE));
}
