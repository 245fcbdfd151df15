//! Names that a publication for others may not have, where they would come in by the side: a template of the group's own,
//! a name that was taken back, a namesake who may be named, a list that somebody refused to stand on.

use crate::audiences::{ask, june, names};
use crate::world::World;
use aigaq_publishing::{csv, json};
use aigaq_schema::{Day, RecordId};
use aigaq_workspace::registers::{RegisterName, RegisterWish};
use aigaq_workspace::{Audience, Draw, FreezeWish, Freezing, Output, SiteWish, TemplateCode, Wish};

/// Nurlan was never asked; a namesake of his allowed his name, another acts in office.
fn world() -> World {
    let mut world = World::new();
    world.import(
        "actor",
        "id,name,kind,source_class\nn,Нурлан Ахметов,person,\nj,Нурлан Жумабеков,person,\n\
         b,Болат Ахметов,person,police\n",
    );
    world.import(
        "act",
        "id,type,start,target,perpetrator,outcome\n1,LIB.detain,2020-06-01,n,b,\
         «Нурлан Ахметов босатылды. Ахметов сказал; Болат Ахметов и Нурлан Жумабеков молчали»\n\
         2,LIB.detain,2020-06-02,j,b,\n",
    );
    world.says("Нурлан Жумабеков", "publish,public,named,2020-07-01,");
    world
}

impl World {
    fn whose_name_is(&self, name: &str) -> RecordId {
        self.workspace.person_called(&ask(), name).unwrap()
    }

    /// A consent: its use, audience, state, day and by whom it was given.
    fn says(&mut self, name: &str, terms: &str) {
        let person = self.whose_name_is(name);
        let key: String = terms.chars().filter(char::is_ascii_alphanumeric).collect();
        let table = format!("id,person,use,audience,state,date,given_by\n{key},{person},{terms}\n");
        self.import("consent", &table);
    }

    fn list_for(&self, audience: Audience) -> String {
        let wish = RegisterWish {
            audience,
            ..RegisterWish::whole(RegisterName::Prisoners, Day::from_ymd(2021, 7, 1).unwrap())
        };
        let answer = self.workspace.register(&ask(), &wish).unwrap();
        let sheet = csv::single(&answer.document, csv::Mark::ForExcel).unwrap();
        format!("{sheet}{}", answer.json)
    }
}

#[test]
fn a_namesake_who_may_be_named_does_not_let_a_name_through() {
    let world = world();
    let told = world.june_for(Audience::Public);
    assert!(!told.contains("Нурлан Ахметов"), "{told}");
    assert!(!told.contains(" Ахметов сказал"), "{told}");
    assert!(
        told.contains("Болат Ахметов и Нурлан Жумабеков молчали"),
        "{told}"
    );
    let gate = world.gate_of(Audience::Public);
    assert_eq!(names(&gate.masked), ["Нурлан Ахметов"]);
}

#[test]
fn a_name_of_which_nothing_holds_any_more_is_still_taken_out_of_texts() {
    let mut world = world();
    world.import(
        "act",
        "id,type,start,outcome\n9,LIB.detain,2020-06-09,Aset Bektov was released\n",
    );
    assert!(world.june_for(Audience::Public).contains("Aset Bektov"));
    world.import("actor", "id,name,kind\na,Aset Bektov,person\n");
    assert!(!world.june_for(Audience::Public).contains("Bektov"));
    let aset = world.whose_name_is("Aset Bektov");
    world.withdraw_all(aset, "actor");
    assert!(!world.june_for(Audience::Public).contains("Bektov"));
    world.workspace.rebuild(|_| {}).unwrap();
    assert!(!world.june_for(Audience::Public).contains("Bektov"));
    assert!(world.june_for(Audience::Internal).contains("Bektov"));
}

#[test]
fn the_words_of_a_groups_own_template_pass_the_gate() {
    let mut world = world();
    let ours = r#"
kind = "annual_review"
title.en = "The year of Нурлан Ахметов"

[[section]]
id = "words"
title.en = "Нурлана Ахметова, in short"
text.en = "The trial of Нурлан Ахметов goes on."
"#;
    let form = (world.token(), world.moment());
    let code: TemplateCode = "free_akhmetov".parse().unwrap();
    world
        .workspace
        .keep_template(&ask(), form, (&code, ours), "kept")
        .unwrap();
    let output = Output::Report {
        template: code,
        from: "2020-06".parse().unwrap(),
        to: "2020-06".parse().unwrap(),
        least: None,
    };
    for (audience, stands) in [
        (Audience::Internal, true),
        (Audience::Partners, false),
        (Audience::Public, false),
    ] {
        let wish = Wish {
            output: output.clone(),
            audience,
        };
        let document = world.workspace.publish(&ask(), &wish).unwrap();
        let told = json::json(&document).unwrap().to_lowercase();
        assert_eq!(told.contains("ахметов"), stands, "{told}");
        assert_eq!(told.contains("akhmetov"), stands, "{told}");
    }
}

#[test]
fn who_is_only_in_what_people_wrote_is_at_the_gate_and_kept_with_what_is_frozen() {
    let mut world = world();
    world.import("actor", "id,name,kind\nd,Dana Sarsova,person\n");
    world.says("Dana Sarsova", "publish,public,named,2020-07-01,");
    let form = (world.token(), world.moment());
    let note = ("figures", "Dana Sarsova was fined.");
    world
        .workspace
        .say_analyst_notes(&ask(), form, &june(Audience::Public), &[note], "anew")
        .unwrap();
    let gate = world.gate_of(Audience::Public);
    assert!(names(&gate.named).contains(&"Dana Sarsova"), "{gate:?}");
    let frozen = world.freeze(&FreezeWish {
        of: Freezing::Table("unit=acts".parse().unwrap()),
        title: "The case of Dana Sarsova".to_owned(),
        caveat: None,
        audience: Audience::Public,
        draw: Draw::Nothing,
    });
    assert!(world.file(&frozen, "html").contains("Dana Sarsova"));
    let dana = world.whose_name_is("Dana Sarsova");
    assert_eq!(crate::called::kept_as_named(&world, &frozen), [dana]);
}

#[test]
fn the_list_for_everybody_names_nobody_who_refused_lists_and_tells_of_no_consent() {
    let mut world = world();
    let listing = |person: RecordId, status: &str| {
        format!(
            "id,person,status,date,dissent\n{status},{person},{status},2021-01-01,Айгуль против\n"
        )
    };
    let (nurlan, other) = (
        world.whose_name_is("Нурлан Жумабеков"),
        world.whose_name_is("Нурлан Ахметов"),
    );
    world.import("listing", &listing(nurlan, "recognised"));
    world.import("listing", &listing(other, "candidate"));
    let told = world.list_for(Audience::Public);
    assert!(told.contains("Жумабеков"), "{told}");
    world.says(
        "Нурлан Жумабеков",
        "prisoner_list,public,refused,2021-02-01,мать Гульнара",
    );
    let told = world.list_for(Audience::Public);
    for hidden in ["Жумабеков", "Гульнара", "Айгуль", "candidates"] {
        assert!(!told.contains(hidden), "{hidden}: {told}");
    }
    let own = world.list_for(Audience::Internal);
    for shown in [
        "Жумабеков",
        "Айгуль",
        "candidates",
        "Name on a list of prisoners",
    ] {
        assert!(own.contains(shown), "{shown}: {own}");
    }
    // What was said of lists does not speak of other publications.
    assert!(
        world
            .june_for(Audience::Public)
            .contains("Нурлан Жумабеков")
    );
}

#[test]
fn whom_one_publication_of_a_site_may_not_name_is_named_in_none_of_it() {
    let mut world = world();
    let nurlan = world.whose_name_is("Нурлан Жумабеков");
    let listing = format!("id,person,status,date\nl,{nurlan},recognised,2020-06-20\n");
    world.import("listing", &listing);
    world.says(
        "Нурлан Жумабеков",
        "prisoner_list,public,refused,2020-06-02,",
    );
    let site = |holds: &[&str]| {
        let wish = SiteWish {
            from: "2020-06".parse().unwrap(),
            to: "2020-06".parse().unwrap(),
            least: None,
            languages: Vec::new(),
            holds: holds.iter().map(|held| held.parse().unwrap()).collect(),
            number: 1,
            licence: None,
        };
        let made = world.workspace.site(&ask(), &wish).unwrap();
        let pages = made.site.pages().into_iter().map(|page| page.html);
        let data = made.site.editions[0].data.iter();
        let data = data.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned());
        let named: Vec<String> = names(&made.gate.named)
            .into_iter()
            .map(str::to_owned)
            .collect();
        (pages.chain(data).collect::<String>(), named)
    };
    let (told, named) = site(&["bulletin"]);
    assert!(told.contains("Жумабеков") && named.contains(&"Нурлан Жумабеков".to_owned()));
    // With the list in it, his number on the other pages would tell who stands on it.
    let (told, named) = site(&["bulletin", "prisoner_list"]);
    assert!(!told.contains("Жумабеков"), "{told}");
    assert_eq!(named, ["Болат Ахметов"]);
}
