//! One person of whom two records tell: what they said of being named is asked of both, and holds for both.

use crate::audiences::{ask, june, names};
use crate::world::World;
use aigaq_publishing::about::Form;
use aigaq_publishing::json;
use aigaq_schema::RecordId;
use aigaq_workspace::{About, Audience, Draw, FreezeWish, Freezing, Output, Verdict, Wish};

/// A woman under two spellings, each detained once in June, and a judge under two.
struct Two {
    world: World,
    one: RecordId,
    other: RecordId,
}

impl Two {
    fn new() -> Self {
        let mut world = World::new();
        world.import(
            "actor",
            "id,name,kind,source_class\na,Dana Sarsova,person,\nb,Danagul Zhumabek,person,\n\
             j,Oraz Tulegen,person,court\nk,Oralbek Nurlan,person,\n",
        );
        world.import(
            "act",
            "id,type,start,target,perpetrator\n1,LIB.detain,2020-06-01,a,j\n2,LIB.detain,2020-06-02,b,\n\
             3,PRS.threat,2020-06-03,k,\n",
        );
        let called = |name: &str| world.workspace.person_called(&ask(), name).unwrap();
        let (one, other) = (called("Dana Sarsova"), called("Danagul Zhumabek"));
        Self { world, one, other }
    }

    fn merge(&mut self) {
        self.world.find(Verdict::Same, self.one, self.other);
    }

    /// A consent to be published: whose, for whom, what, when.
    fn says(&mut self, person: RecordId, terms: &str) {
        let key: String = terms.chars().filter(char::is_ascii_alphanumeric).collect();
        self.world.import(
            "consent",
            &format!("id,person,use,audience,state,date\n{key},{person},publish,{terms}\n"),
        );
    }

    /// Those of the two whom everybody reads of by name.
    fn named(&self) -> Vec<&'static str> {
        let told = self.world.june_for(Audience::Public);
        let gate = self.world.gate_of(Audience::Public);
        let masked = names(&gate.masked);
        let mut named = vec!["Dana Sarsova", "Danagul Zhumabek"];
        named.retain(|name| told.contains(name));
        assert!(
            !named.iter().any(|name| masked.contains(name)),
            "{masked:?}"
        );
        named
    }
}

#[test]
fn a_refusal_told_of_one_record_holds_for_the_other() {
    let mut two = Two::new();
    two.says(two.one, "public,named,2020-07-01");
    assert_eq!(two.named(), ["Dana Sarsova"]);
    two.merge();
    assert_eq!(two.named(), ["Dana Sarsova", "Danagul Zhumabek"]);
    two.says(two.other, "public,refused,2020-08-01");
    assert!(two.named().is_empty());
    two.says(two.one, "public,named,2020-09-01");
    assert_eq!(two.named().len(), 2);
    two.says(two.other, "partners,withdrawn,2020-10-01");
    assert!(two.named().is_empty());
    // Who turns out to be two people is asked each for themselves again.
    two.world.find(Verdict::Different, two.one, two.other);
    assert_eq!(two.named(), ["Dana Sarsova"]);
}

#[test]
fn what_is_out_under_one_record_is_listed_when_the_other_takes_it_back() {
    let mut two = Two::new();
    two.says(two.one, "public,named,2020-07-01");
    let frozen = two.world.freeze(&FreezeWish {
        of: Freezing::Output(june(Audience::Public).output),
        title: "Bulletin of June".to_owned(),
        caveat: None,
        audience: Audience::Public,
        draw: Draw::Fitting,
    });
    two.merge();
    two.says(two.other, "public,withdrawn,2020-08-01");
    let gate = two.world.gate_of(Audience::Public);
    for id in [two.one, two.other] {
        let passage = gate.masked.iter().find(|one| one.id == id).unwrap();
        let out: Vec<RecordId> = passage.out_already.iter().map(|out| out.id).collect();
        assert_eq!(out, [frozen.id], "{}", passage.name);
    }
}

#[test]
fn what_is_written_about_a_person_tells_no_name_of_the_other_record_either() {
    let mut two = Two::new();
    two.says(two.other, "public,named,2020-07-01");
    two.merge();
    let appeal = |two: &Two| {
        let wish = Wish {
            output: Output::About(About::draft(Form::Appeal, vec![two.one])),
            audience: Audience::Public,
        };
        json::json(&two.world.workspace.publish(&ask(), &wish).unwrap()).unwrap()
    };
    let told = appeal(&two);
    assert!(
        told.contains("Sarsova") && told.contains("Zhumabek"),
        "{told}"
    );
    two.says(two.one, "public,refused,2020-08-01");
    let told = appeal(&two);
    assert!(
        !told.contains("Sarsova") && !told.contains("Zhumabek"),
        "{told}"
    );
}

#[test]
fn a_judge_who_is_a_victim_under_another_record_is_a_private_person() {
    let mut two = Two::new();
    let judge = two
        .world
        .workspace
        .person_called(&ask(), "Oraz Tulegen")
        .unwrap();
    let victim = two
        .world
        .workspace
        .person_called(&ask(), "Oralbek Nurlan")
        .unwrap();
    let named = |two: &Two| {
        let gate = two.world.gate_of(Audience::Public);
        names(&gate.named).contains(&"Oraz Tulegen")
    };
    assert!(two.world.june_for(Audience::Public).contains("Tulegen") && named(&two));
    two.world.find(Verdict::Same, judge, victim);
    assert!(!two.world.june_for(Audience::Public).contains("Tulegen") && !named(&two));
}

#[test]
fn what_hangs_on_the_second_record_of_an_act_or_a_case_is_told_too() {
    let mut world = World::new();
    world.import(
        "actor",
        "id,name,kind\na,Dana Sarsova,person\np,Police of Almaty,state_body\nc,Court of Almaty,state_body\n",
    );
    world.import(
        "act",
        "id,type,start,target,perpetrator,summary\n1,LIB.arrest,2020-06-01,a,,\n\
         2,LIB.arrest,2020-06-01,,p,taken at the square\n",
    );
    world.import(
        "case",
        "id,title,party\nx,The case of the square,a\ny,Case 17,\n",
    );
    world.import(
        "stage",
        "id,case,kind,date\n1,y,criminal.registered,2020-09-01\n",
    );
    world.import(
        "decision",
        "id,case,title,date,body\n1,y,The decision of September,2020-09-02,c\n",
    );
    world.import(
        "intervention",
        "id,kind,title,date,about\n1,letter,A letter about the case,2020-09-03,y\n",
    );
    let dana = world
        .workspace
        .person_called(&ask(), "Dana Sarsova")
        .unwrap();
    let told = |world: &World| {
        let made = [Form::Dossier, Form::Questionnaire].map(|form| {
            let wish = Wish {
                output: Output::About(About::draft(form, vec![dana])),
                audience: Audience::Internal,
            };
            json::json(&world.workspace.publish(&ask(), &wish).unwrap()).unwrap()
        });
        made.concat().replace('\u{a0}', " ")
    };
    let hanging = [
        "Police of Almaty",
        "taken at the square",
        "1 September 2020",
        "The decision of September",
        "A letter about the case",
    ];
    let before = told(&world);
    assert!(
        hanging.iter().all(|words| !before.contains(words)),
        "{before}"
    );
    for record_type in ["act", "case"] {
        let pair = world.all_of(record_type);
        world.find(Verdict::Same, pair[0], pair[1]);
    }
    let after = told(&world);
    for words in hanging {
        assert!(after.contains(words), "{words}: {after}");
    }
}
