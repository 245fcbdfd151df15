//! Whoever is called by name in a publication is listed at the gate, and kept with it when it is frozen: also who is
//! only mentioned in it, and after whom a row of a table is called.

use crate::audiences::{ask, names};
use crate::world::World;
use aigaq_publishing::about::Form;
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
fn kept_as_named(world: &World, frozen: &FrozenView) -> Vec<RecordId> {
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
