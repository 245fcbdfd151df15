//! Who is named to whom: the group, partners, everybody; and what is out already when a consent is taken back.

use crate::world::{World, asking};
use aigaq_publishing::document::ChartLook;
use aigaq_publishing::json;
use aigaq_schema::{Day, Language};
use aigaq_workspace::{
    Asking, Audience, Draw, FreezeWish, Freezing, Gate, ListQuery, Output, Refused, TableHeading,
    TemplateCode, Wish,
};

pub fn ask() -> Asking {
    asking(Language::En, Day::from_ymd(2021, 7, 22).unwrap())
}

pub fn june(audience: Audience) -> Wish {
    Wish {
        output: Output::Report {
            template: TemplateCode::bulletin(),
            from: "2020-06".parse().unwrap(),
            to: "2020-06".parse().unwrap(),
            least: None,
        },
        audience,
    }
}

/// Two people, each detained once; the paper that tells of it has the name of one in its title and is signed by the
/// other.
fn world() -> World {
    let mut world = World::new();
    world.import(
        "actor",
        "id,name,kind\na,Aset Bektov,person\nb,Dana Sarsova,person\n",
    );
    world.import(
        "source",
        "id,title,author,publisher,date\ns,The case of Aset Bektov,Dana Sarsova,Bektov Daily,2020-06-05\n",
    );
    world.import(
        "act",
        "id,type,start,target,source\n1,LIB.detain,2020-06-01,a,s\n2,LIB.detain,2020-06-02,b,s\n",
    );
    world
}

impl World {
    pub fn gate_of(&self, audience: Audience) -> Gate {
        self.workspace.gate(&ask(), &june(audience)).unwrap()
    }

    pub fn june_for(&self, audience: Audience) -> String {
        let document = self.workspace.publish(&ask(), &june(audience)).unwrap();
        json::json(&document).unwrap()
    }

    /// A consent of Dana: its use, audience, state and day.
    fn dana_says(&mut self, terms: &str) {
        let gate = self.gate_of(Audience::Public);
        let all = gate.masked.iter().chain(&gate.named);
        let dana = all
            .filter(|one| one.name.starts_with("Dana"))
            .map(|one| one.id)
            .next()
            .unwrap();
        let key: String = terms.chars().filter(char::is_ascii_alphanumeric).collect();
        self.import(
            "consent",
            &format!("id,person,use,audience,state,date\n{key},{dana},{terms}\n"),
        );
    }
}

pub fn names(passages: &[aigaq_workspace::Passage]) -> Vec<&str> {
    passages.iter().map(|one| one.name.as_str()).collect()
}

#[test]
fn partners_read_a_name_that_everybody_does_not() {
    let mut world = world();
    for audience in [Audience::Partners, Audience::Public] {
        assert!(names(&world.gate_of(audience).named).is_empty());
        let told = world.june_for(audience);
        assert!(
            !told.contains("Sarsova") && !told.contains("Bektov"),
            "{told}"
        );
    }
    world.dana_says("partner_sharing,partners,named,2020-07-01");
    assert_eq!(
        names(&world.gate_of(Audience::Partners).named),
        ["Dana Sarsova"]
    );
    assert!(names(&world.gate_of(Audience::Public).named).is_empty());
    let told = world.june_for(Audience::Partners);
    assert!(
        told.contains("Dana Sarsova") && !told.contains("Bektov"),
        "{told}"
    );
    assert!(!world.june_for(Audience::Public).contains("Sarsova"));
    // The ids of the group's records stay with the group.
    let dana = world.gate_of(Audience::Partners).named[0].id.to_string();
    assert!(!told.contains(&dana));
    assert!(world.june_for(Audience::Internal).contains(&dana));
}

#[test]
fn what_is_frozen_for_partners_holds_the_names_they_may_read_and_leaves_out_small_numbers() {
    let mut world = world();
    world.dana_says("partner_sharing,partners,named,2020-07-01");
    let token = world.token();
    let moment = world.moment();
    world
        .workspace
        .set_least_shown(&ask(), (token, moment), (5, ""))
        .unwrap();
    let wish = FreezeWish {
        of: Freezing::Output(june(Audience::Partners).output),
        title: "June, with Aset Bektov".to_owned(),
        caveat: Some("Dana Sarsova read it".to_owned()),
        audience: Audience::Partners,
        draw: Draw::Fitting,
    };
    let frozen = world.freeze(&wish);
    let printed = world.file(&frozen, "html");
    assert!(printed.contains("Dana Sarsova") && !printed.contains("Bektov"));
    assert_eq!(frozen.title, "June, with [name withheld]");
    let table = FreezeWish {
        of: Freezing::Table("unit=acts&by=type&from=2020&to=2020".parse().unwrap()),
        ..wish
    };
    let frozen = world.freeze(&table);
    assert!(
        world.file(&frozen, "html").contains("those below 5"),
        "{}",
        world.file(&frozen, "csv")
    );
}

fn consents() -> ListQuery {
    ListQuery {
        record_type: "consent".to_owned(),
        ..ListQuery::default()
    }
}

/// Case 13 of the field: removing consent hides the name in every new export and lists past publications.
#[test]
fn case_13_a_consent_taken_back_hides_the_name_and_lists_what_is_out() {
    let mut world = world();
    world.dana_says("publish,public,named,2020-07-01");
    let wish = FreezeWish {
        of: Freezing::Output(june(Audience::Public).output),
        title: "Bulletin of June".to_owned(),
        caveat: None,
        audience: Audience::Public,
        draw: Draw::Fitting,
    };
    let frozen = world.freeze(&wish);
    let inside = world.freeze(&FreezeWish {
        audience: Audience::Internal,
        title: "For us".to_owned(),
        ..wish
    });
    assert!(world.file(&frozen, "html").contains("Dana Sarsova"));
    world.dana_says("publish,public,withdrawn,2020-08-01");
    for audience in [Audience::Public, Audience::Partners] {
        let gate = world.gate_of(audience);
        assert!(names(&gate.named).is_empty());
        let dana = gate
            .masked
            .iter()
            .find(|one| one.name.starts_with("Dana"))
            .unwrap();
        let out: Vec<_> = dana.out_already.iter().map(|out| out.id).collect();
        assert_eq!(
            out,
            [frozen.id],
            "what stays inside is not out: {:?}",
            inside.id
        );
        assert!(dana.out_already[0].title.contains("Bulletin of June"));
        let aset = gate
            .masked
            .iter()
            .find(|one| one.name.starts_with("Aset"))
            .unwrap();
        assert!(aset.out_already.is_empty());
        assert!(!world.june_for(audience).contains("Sarsova"));
    }
    // The page of the person says it, and that of the consent; nobody else's does.
    let out_of = |record| world.workspace.out_already(&ask(), record).unwrap();
    let gate = world.gate_of(Audience::Public);
    let id = |name: &str| {
        let found = gate.masked.iter().find(|one| one.name.starts_with(name));
        found.unwrap().id
    };
    let consents: Vec<_> = world
        .workspace
        .list(&ask(), &consents())
        .unwrap()
        .rows
        .iter()
        .filter_map(|row| out_of(row.id))
        .collect();
    assert_eq!(consents.len(), 1, "the one that was taken back");
    let of_person = out_of(id("Dana")).unwrap();
    assert_eq!(consents[0], of_person);
    assert_eq!((of_person.len(), of_person[0].id), (1, frozen.id));
    assert!(
        of_person[0].told.contains("Audience: Public"),
        "{of_person:?}"
    );
    assert!(of_person[0].told.contains("2021"), "{of_person:?}");
    assert_eq!(out_of(id("Aset")), None);
    // What is out is not changed behind anybody's back.
    assert!(world.file(&frozen, "html").contains("Dana Sarsova"));
}

#[test]
fn who_signed_a_source_and_what_rows_are_called_pass_the_gate() {
    let mut world = world();
    let of_sources = "unit=sources&by=publisher".parse().unwrap();
    let table = |world: &World, audience: Audience, look: Option<ChartLook>| {
        let own = ask();
        let ask = Asking {
            reader: own.reader.making_for(audience),
            ..own
        };
        let heading = TableHeading {
            title: "Papers on Bektov".to_owned(),
            look,
            ..TableHeading::default()
        };
        let document = world.workspace.published_table(&ask, &of_sources, heading);
        json::json(&document.unwrap()).unwrap()
    };
    let picture = |world: &World, audience: Audience| {
        let own = ask();
        let ask = Asking {
            reader: own.reader.making_for(audience),
            ..own
        };
        let heading = TableHeading {
            look: Some(ChartLook::Bars),
            ..TableHeading::default()
        };
        let svg = world.workspace.count_picture(&ask, &of_sources, heading);
        svg.unwrap().unwrap()
    };
    assert!(picture(&world, Audience::Internal).contains("Bektov"));
    assert!(!picture(&world, Audience::Public).contains("Bektov"));
    for look in [None, Some(ChartLook::Bars)] {
        assert!(table(&world, Audience::Internal, look).contains("Bektov Daily"));
        let told = table(&world, Audience::Public, look);
        assert!(!told.contains("Bektov"), "{told}");
    }
    assert!(world.june_for(Audience::Internal).contains("Dana Sarsova"));
    assert!(!world.june_for(Audience::Public).contains("Sarsova"));
    world.dana_says("publish,public,named,2020-07-01");
    assert!(world.june_for(Audience::Public).contains("Dana Sarsova"));
}

#[test]
fn an_analysts_note_stands_in_its_section_for_its_readers_in_its_language_only() {
    let mut world = world();
    let say = |world: &mut World, audience: Audience, section: &str, text: &str| {
        let form = (world.token(), world.moment());
        let said = (section, text);
        world
            .workspace
            .say_analyst_notes(&ask(), form, &june(audience), &[said], "anew")
    };
    let text = "June was quiet.\n\nAset Bektov said so, <b>131</b> times.";
    say(&mut world, Audience::Public, "figures", text).unwrap();
    let told = world.june_for(Audience::Public);
    assert!(told.contains("June was quiet.") && told.contains("Analyst’s note"));
    assert!(!told.contains("Bektov"), "it passes the gate");
    for other in [Audience::Internal, Audience::Partners] {
        assert!(!world.june_for(other).contains("June was quiet."));
    }
    let russian = asking(Language::Ru, ask().today);
    let notes = world
        .workspace
        .analyst_notes(&russian, &june(Audience::Public));
    assert!(notes.unwrap().is_empty());
    // The same again is nothing new; another takes its place; none takes it back.
    let again = say(&mut world, Audience::Public, "figures", text);
    assert!(matches!(again, Err(Refused::Nothing)));
    say(&mut world, Audience::Public, "figures", "July was not.").unwrap();
    let told = world.june_for(Audience::Public);
    assert!(told.contains("July was not.") && !told.contains("June was quiet."));
    say(&mut world, Audience::Public, "figures", "  ").unwrap();
    assert!(!world.june_for(Audience::Public).contains("Analyst’s note"));
    let nothing = say(&mut world, Audience::Public, "figures", "");
    assert!(matches!(nothing, Err(Refused::Nothing)));
    for (section, text) in [("nowhere", "x".to_owned()), ("figures", "x".repeat(20_001))] {
        let refused = say(&mut world, Audience::Public, section, &text);
        assert!(matches!(refused, Err(Refused::Unfit(_))), "{section}");
    }
}
