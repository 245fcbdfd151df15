//! A bulletin of what is well established: what is less so is left out, and it says so.

use crate::world::{self, World};
use aigaq_publishing::{csv, html, links::Anchors};
use aigaq_schema::{Day, Language};
use aigaq_workspace::{
    Asking, Audience, Draw, FreezeWish, Freezing, FrozenView, Output, TemplateCode, Wish,
    WorkspaceError,
};

fn asking(language: Language) -> Asking {
    world::asking(language, Day::from_ymd(2021, 7, 22).unwrap())
}

fn june(least: Option<&str>) -> Output {
    Output::Report {
        template: TemplateCode::bulletin(),
        from: "2020-06".parse().unwrap(),
        to: "2020-06".parse().unwrap(),
        least: least.map(str::to_owned),
    }
}

/// Five acts of June 2020, two of them verified or better, each with a place of its own; and one person in each.
fn world() -> World {
    let mut world = World::new();
    world.import(
        "act",
        "id,type,start,verification,summary\n\
         1,LIB.detain,2020-06-01,v0,came in\n\
         2,LIB.detain,2020-06-02,v2,told twice\n\
         3,LIB.detain,2020-06-03,v3,seen at the gate\n\
         4,LIB.detain,2020-06-04,v4,found by a court\n\
         5,LIB.detain,2020-06-05,,not looked at\n",
    );
    world
}

impl World {
    /// As a table of figures, and as a page.
    fn published(&self, output: Output, language: Language) -> (String, String) {
        let wish = Wish {
            output,
            audience: Audience::Internal,
        };
        let document = self.workspace.publish(&asking(language), &wish).unwrap();
        let sheet = csv::single(&document, csv::Mark::Plain).unwrap();
        let page = html::html(&document, &Anchors);
        (sheet.replace('\u{a0}', " "), page.replace('\u{a0}', " "))
    }

    fn frozen_as(&mut self, title: &str, output: Output) -> FrozenView {
        let (token, moment) = (self.token(), self.moment());
        let wish = FreezeWish {
            of: Freezing::Output(output),
            title: title.to_owned(),
            caveat: None,
            audience: Audience::Internal,
            draw: Draw::Nothing,
        };
        let ask = asking(Language::En);
        let (id, _) = self.workspace.freeze(&ask, (token, moment), &wish).unwrap();
        self.workspace.frozen(&ask, id).unwrap().unwrap()
    }
}

#[test]
fn a_bulletin_of_what_is_verified_has_other_totals_and_says_so() {
    let world = world();
    let (all, _) = world.published(june(None), Language::En);
    assert!(all.contains("in June 2020,5,acts"), "{all}");
    assert!(!all.contains("Least verification"), "{all}");
    let (verified, page) = world.published(june(Some("v3")), Language::En);
    assert!(verified.contains("in June 2020,2,acts"), "{verified}");
    assert!(verified.contains("Short police detention,2"), "{verified}");
    // The definition is said at the head, and under the method what it leaves out.
    assert!(
        verified.contains("Least verification,Verified"),
        "{verified}"
    );
    assert!(
        page.contains("left out: 3 of the recorded acts of the period"),
        "{page}"
    );
    // The chronicle tells of the same acts as the figures.
    assert!(verified.contains("seen at the gate") && verified.contains("found by a court"));
    assert!(!verified.contains("told twice") && !verified.contains("not looked at"));
    for (language, said) in [
        (Language::Ru, "Степень проверки не ниже: Проверено."),
        (Language::Kk, "Тексеру деңгейі кемінде: Тексерілген."),
    ] {
        let (_, page) = world.published(june(Some("v3")), language);
        assert!(page.contains(said), "{page}");
    }
}

#[test]
fn a_frozen_bulletin_keeps_its_least_verification_and_is_no_edition_of_the_other() {
    let mut world = world();
    let all = world.frozen_as("All of June", june(None));
    let verified = world.frozen_as("Verified in June", june(Some("v3")));
    assert!(
        verified.revises.is_none(),
        "another definition, no next edition"
    );
    world.import(
        "act",
        "id,type,start,verification\n6,LIB.detain,2020-06-06,v3\n7,LIB.detain,2020-06-07,v1\n",
    );
    let ask = asking(Language::En);
    let changed = |frozen: &FrozenView| {
        let changes = world.workspace.changed_since(&ask, frozen.id).unwrap();
        let acts = changes.into_iter().find(|change| change.unit == "acts");
        acts.map(|acts| (acts.old, acts.new, acts.what)).unwrap()
    };
    let (old, new, what) = changed(&all);
    assert_eq!((old, new), (5, 7));
    assert!(!what.contains("verification"), "{what}");
    let (old, new, what) = changed(&verified);
    assert_eq!((old, new), (2, 3), "only what is verified came to it");
    assert!(what.contains("verification at least Verified"), "{what}");
    let next = world.frozen_as("Verified in June", june(Some("v3")));
    assert_eq!(next.revises.map(|before| before.id), Some(verified.id));
}

#[test]
fn a_level_that_is_not_there_is_refused_with_those_that_are() {
    let world = world();
    let wish = Wish {
        output: june(Some("v9")),
        audience: Audience::Internal,
    };
    let refused = world.workspace.publish(&asking(Language::En), &wish);
    let Err(WorkspaceError::Counting(error)) = refused else {
        panic!("{refused:?}");
    };
    let said = error.to_string();
    assert!(said.contains("v9") && said.contains("v3"), "{said}");
}

#[test]
fn groups_without_names_stand_beside_the_involvements_and_not_among_them() {
    let mut world = World::new();
    world.import("act", "id,type,start\n1,LIB.detain,2020-06-01\n");
    world.import(
        "actor",
        "id,name,kind\n1,Aigul Sarsenova,person\n2,workers of the plant,group\n",
    );
    world.import(
        "involvement",
        "id,act,actor,role,number\n1,1,1,target,1\n2,1,2,target,about 40\n",
    );
    let (sheet, _) = world.published(june(None), Language::En);
    let row = "in June 2020,1,involvement,1 unnamed group is not counted.";
    assert!(sheet.contains(row), "{sheet}");
}
