//! Whoever is called by name in a publication is listed at the gate, and kept with it when it is frozen: also who is
//! only mentioned in it, and after whom a row of a table is called.

use crate::audiences::{ask, names};
use crate::world::World;
use aigaq_publishing::about::{Asked, Form};
use aigaq_publishing::json;
use aigaq_schema::RecordId;
use aigaq_workspace::{
    About, Audience, CellPart, Draw, FreezeWish, Freezing, FrozenView, Output, Wish,
};

/// A woman in custody, an appeal for her by a lawyer to an official, a list kept by a colleague: everybody may
/// know all of them but the other lawyer.
fn world() -> World {
    let mut world = World::new();
    world.import(
        "actor",
        "id,name,kind\na,Dana Sarsova,person\nl,Laura Umarova,person\no,Oraz Tulegen,person\n\
         k,Kamila Bekova,person\nm,Marat Shokan,person\n",
    );
    let ids = [
        "Dana Sarsova",
        "Laura Umarova",
        "Oraz Tulegen",
        "Kamila Bekova",
    ]
    .map(|name| called(&world, name));
    for (at, id) in ids.iter().enumerate() {
        world.import(
            "consent",
            &format!(
                "id,person,use,audience,state,date\n{at},{id},publish,public,named,2020-01-01\n"
            ),
        );
    }
    world.import(
        "act",
        "id,type,start,target\n1,LIB.detain,2020-06-01,a\n2,LIB.detain,2020-06-02,m\n",
    );
    world.import(
        "intervention",
        "id,kind,date,about,by,to\n1,letter,2020-06-10,a,l,o\n2,letter,2020-06-11,a,m,o\n",
    );
    world.import(
        "listing",
        "id,person,keeper,status,date\n1,a,k,recognised,2020-07-01\n",
    );
    world
}

fn called(world: &World, name: &str) -> RecordId {
    world.workspace.person_called(&ask(), name).unwrap()
}

/// Those whom the record of a publication says that it names.
pub fn kept_as_named(world: &World, frozen: &FrozenView) -> Vec<RecordId> {
    let page = world.workspace.record(&ask(), frozen.id).unwrap().unwrap();
    let properties = page.groups.iter().flat_map(|group| &group.properties);
    let named = properties.filter(|property| property.code == "named");
    let mut all: Vec<RecordId> = named
        .flat_map(|property| &property.values)
        .filter_map(|value| match value {
            CellPart::Link(named) => Some(named.id),
            _ => None,
        })
        .collect();
    all.sort();
    all
}

#[test]
fn whoever_is_only_mentioned_by_name_is_at_the_gate_too() {
    let mut world = world();
    let about = About::draft(Form::Appeal, vec![called(&world, "Dana Sarsova")]);
    let wish = Wish {
        output: Output::About(about),
        audience: Audience::Public,
    };
    let told = json::json(&world.workspace.publish(&ask(), &wish).unwrap()).unwrap();
    let gate = world.workspace.gate(&ask(), &wish).unwrap();
    let mentioned = ["Dana Sarsova", "Laura Umarova", "Oraz Tulegen"];
    for name in mentioned {
        assert!(told.contains(name), "{name}: {told}");
    }
    // An appeal tells of no lists.
    assert!(!told.contains("Bekova"));
    assert_eq!(names(&gate.named), mentioned);
    assert_eq!(names(&gate.masked), ["Marat Shokan"]);
    assert!(!told.contains("Shokan"));
    let frozen = world.freeze(&FreezeWish {
        of: Freezing::Output(wish.output),
        title: "For Dana".to_owned(),
        caveat: None,
        audience: Audience::Public,
        draw: Draw::Nothing,
    });
    let mut expected = mentioned.map(|name| called(&world, name));
    expected.sort();
    assert_eq!(kept_as_named(&world, &frozen), expected);
}

#[test]
fn a_table_keeps_after_whom_its_rows_and_conditions_are_called() {
    let mut world = world();
    let (dana, marat) = (
        called(&world, "Dana Sarsova"),
        called(&world, "Marat Shokan"),
    );
    let mut freeze = |of: String| {
        let frozen = world.freeze(&FreezeWish {
            of: Freezing::Table(of.parse().unwrap()),
            title: of,
            caveat: None,
            audience: Audience::Public,
            draw: Draw::Nothing,
        });
        let html = world.file(&frozen, "html");
        assert!(!html.contains("Shokan"), "{html}");
        (
            html.contains("Dana Sarsova"),
            kept_as_named(&world, &frozen),
        )
    };
    assert_eq!(
        freeze("unit=involvements&by=actor".to_owned()),
        (true, vec![dana])
    );
    assert_eq!(
        freeze(format!("unit=involvements&where=actor={dana}")),
        (true, vec![dana])
    );
    assert_eq!(
        freeze(format!("unit=involvements&where=actor={marat}")),
        (false, Vec::new())
    );
}

#[test]
fn a_row_that_is_gone_does_not_tell_a_name_taken_back_since() {
    let mut world = world();
    let wish = FreezeWish {
        of: Freezing::Table("unit=involvements&by=actor".parse().unwrap()),
        title: "Who".to_owned(),
        caveat: None,
        audience: Audience::Public,
        draw: Draw::Nothing,
    };
    let first = world.freeze(&wish);
    assert!(world.file(&first, "html").contains("Dana Sarsova"));
    let dana = called(&world, "Dana Sarsova");
    world.import(
        "consent",
        &format!(
            "id,person,use,audience,state,date\nno,{dana},publish,public,withdrawn,2020-09-01\n"
        ),
    );
    let involved = world.all_of("involvement");
    for id in involved {
        world.withdraw_all(id, "involvement");
    }
    let changes = world.workspace.changed_since(&ask(), first.id).unwrap();
    assert!(changes.len() > 1, "{changes:?}");
    assert!(!format!("{changes:?}").contains("Sarsova"), "{changes:?}");
    let next = world.freeze(&wish);
    assert!(next.revises.is_some());
    let html = world.file(&next, "html");
    assert!(
        html.contains("withdrawn") && !html.contains("Sarsova"),
        "{html}"
    );
}

#[test]
fn what_is_given_out_as_json_tells_those_outside_no_more_than_the_files() {
    let mut world = world();
    let dana = called(&world, "Dana Sarsova");
    let about = About {
        typed: [
            (Asked::Stop, "until Marat Shokan is free".to_owned()),
            (Asked::Concern, "Marat Shokan is ill".to_owned()),
        ]
        .into(),
        ..About::draft(Form::Appeal, vec![dana])
    };
    let wish = |of: Freezing, audience: Audience| FreezeWish {
        of,
        title: "Laura Umarova and Marat Shokan".to_owned(),
        caveat: None,
        audience,
        draw: Draw::Nothing,
    };
    let table = || Freezing::Table("unit=involvements&by=actor".parse().unwrap());
    let appeal = || Freezing::Output(Output::About(about.clone()));
    for of in [table(), appeal()] {
        let frozen = world.freeze(&wish(of, Audience::Public));
        for ending in ["html", "csv", "json"] {
            let given = world.file(&frozen, ending);
            assert!(!given.contains("Shokan"), "{ending}: {given}");
            assert!(given.contains("Laura Umarova"), "{ending}: {given}");
            for id in world.all_of("actor") {
                assert!(!given.contains(&id.to_string()), "{ending}: {given}");
            }
        }
        assert!(world.file(&frozen, "json").contains(&frozen.hash));
        assert_eq!(frozen.damage, None);
    }
    // The group reads all that is kept.
    let inside = world.freeze(&wish(table(), Audience::Internal));
    assert!(world.file(&inside, "json").contains("\"counts\""));
}

#[test]
fn a_frozen_draft_says_in_each_of_its_files_that_it_is_one() {
    let mut world = world();
    let dana = called(&world, "Dana Sarsova");
    for title in ["For Dana", "Draft: For Dana"] {
        let about = About::draft(Form::Appeal, vec![dana]);
        let frozen = world.freeze(&FreezeWish {
            of: Freezing::Output(Output::About(about)),
            title: title.to_owned(),
            caveat: None,
            audience: Audience::Public,
            draw: Draw::Nothing,
        });
        assert_eq!(frozen.title, "Draft: For Dana");
        assert!(world.file(&frozen, "html").contains("Draft: For Dana"));
        assert!(
            world
                .file(&frozen, "csv")
                .contains("Draft: not to be handed over")
        );
    }
}
