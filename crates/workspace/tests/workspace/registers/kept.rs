//! What is kept of the registers says the same as what is read anew, whatever was said in between.

use super::{ask, asking, day, fill, say};
use crate::world::World;
use aigaq_journal::ActOfSaving;
use aigaq_schema::{Basis, Language, Value};
use aigaq_workspace::registers::{RegisterName, RegisterWish};
use aigaq_workspace::{Audience, RecordChange, Saving, Say};

/// All registers as they are told now.
fn told(world: &World, audience: Audience) -> Vec<(RegisterName, String)> {
    RegisterName::ALL
        .into_iter()
        .map(|name| {
            let wish = RegisterWish {
                audience,
                ..RegisterWish::whole(name, day("2021-11-30"))
            };
            (name, format!("{:#}", ask(world, &wish).json))
        })
        .collect()
}

/// Says something, and looks whether what was kept before tells of it as what is read for it anew: to ask for another
/// reader in between throws away what was kept. Gives the registers that changed.
fn after(world: &mut World, record_type: &str, table: &str) -> Vec<RegisterName> {
    after_that(world, |world| say(world, record_type, table))
}

fn after_that(world: &mut World, happens: impl FnOnce(&mut World)) -> Vec<RegisterName> {
    let before = told(world, Audience::Internal);
    happens(world);
    let kept = told(world, Audience::Internal);
    told(world, Audience::Public);
    let anew = told(world, Audience::Internal);
    for ((name, kept), (_, anew)) in kept.iter().zip(&anew) {
        assert_eq!(kept, anew, "{name:?}");
    }
    let both = before.into_iter().zip(kept);
    both.filter(|((_, before), (_, after))| before != after)
        .map(|((name, _), _)| name)
        .collect()
}

fn ids(world: &World, record_type: &str) -> Vec<String> {
    let query = aigaq_workspace::ListQuery {
        record_type: record_type.to_owned(),
        ..aigaq_workspace::ListQuery::default()
    };
    let list = world.workspace.list(&asking(Language::En), &query).unwrap();
    list.rows.iter().map(|row| row.id.to_string()).collect()
}

#[test]
fn what_is_kept_is_read_again_when_something_bears_on_it() {
    use RegisterName as Of;
    let mut world = World::new();
    fill(&mut world);
    let id = |record_type: &str| ids(&world, record_type).swap_remove(0);
    let (restriction, case, actor) = (id("restriction"), id("case"), id("actor"));
    assert_eq!(after(&mut world, "event", "id,title\ne1,Said\n"), []);
    let lifted = format!("id,restriction,kind,date\nx1,{restriction},lifted,2021-11-29\n");
    assert!(after(&mut world, "restriction_change", &lifted).contains(&Of::Restrictions));
    let step = format!("id,case,kind,date\ns9,{case},criminal.release,2021-11-28\n");
    assert!(after(&mut world, "stage", &step).contains(&Of::Cases));
    let person = format!("id,person,status,date\nl9,{actor},candidate,2021-11-27\n");
    assert!(after(&mut world, "listing", &person).contains(&Of::Prisoners));
    let asked = "id,kind,form,filed,planned\nn9,assembly,rally,2021-11-20,2021-11-27\n";
    assert!(after(&mut world, "application", asked).contains(&Of::Assemblies));
    let promised = "id,text\nm9,Let them go\n";
    assert_eq!(after(&mut world, "commitment", promised), [Of::Commitments]);
    // The organisation becomes a group: it is no organisation under pressure any more.
    let renamed = "id,name,kind\no1,Testers,group\n";
    let changed = after(&mut world, "actor", renamed);
    assert!(
        changed.contains(&Of::Restrictions) && changed.contains(&Of::Organisations),
        "{changed:?}"
    );
}

/// A record that is a part of others comes to another whole, loses what made it a part, or goes altogether.
#[test]
fn what_a_part_left_and_what_it_came_to_are_both_read_again() {
    use RegisterName as Of;
    let mut world = World::new();
    fill(&mut world);
    let cases = ids(&world, "case");
    let restrictions = ids(&world, "restriction");
    let organisation = ids(&world, "actor")
        .into_iter()
        .find(|id| {
            let id = id.parse().unwrap();
            let asking = asking(Language::En);
            let page = world.workspace.record(&asking, id).unwrap().unwrap();
            page.named.caption.contains("Testers")
        })
        .unwrap();

    for case in &cases {
        let moved = format!("id,case,kind,date\ns1,{case},criminal.acquittal,2021-11-01\n");
        assert!(after(&mut world, "stage", &moved).contains(&Of::Cases));
    }
    assert!(
        after(
            &mut world,
            "stage",
            "id,kind,date\ns1,criminal.appeal,2021-11-29\n"
        )
        .contains(&Of::Cases)
    );

    let until = format!(
        "id,kind,ends_with,case,start\nr9,house_arrest,criminal.conviction,{},2021-01-01\n",
        cases[1]
    );
    assert!(after(&mut world, "restriction", &until).contains(&Of::Restrictions));
    let verdict = format!(
        "id,case,kind,date\ns7,{},criminal.conviction,2021-06-01\n",
        cases[1]
    );
    assert!(after(&mut world, "stage", &verdict).contains(&Of::Restrictions));
    let changed = after(&mut world, "stage", "id,date\ns7,2021-12-24\n");
    assert!(changed.contains(&Of::Restrictions), "{changed:?}");

    for restriction in &restrictions {
        let lifted = format!("id,restriction,kind,date\nx1,{restriction},lifted,2021-11-01\n");
        after(&mut world, "restriction_change", &lifted);
    }
    let raided = "id,type,start\na1,ORG.raid,2021-05-01\n";
    after(&mut world, "act", raided);
    let act = ids(&world, "act").swap_remove(0);
    let target = format!("id,act,actor,role\ni1,{act},{organisation},target\n");
    assert!(after(&mut world, "involvement", &target).contains(&Of::Organisations));
    let other = format!("id,act,actor,role\ni1,{act},{organisation},perpetrator\n");
    assert!(after(&mut world, "involvement", &other).contains(&Of::Organisations));

    // Entered by a form, and undone: it is gone as if it had never been there.
    let (token, undoing) = (world.token(), world.token());
    let basis = Basis::default();
    let kind = Say::new("kind", Value::term("criminal"), &basis);
    let saving = Saving {
        token,
        act: ActOfSaving::Form,
        records: vec![RecordChange::new(token.record(0), "case", vec![kind])],
        now: world.moment(),
    };
    let mut saved = None;
    let changed = after_that(&mut world, |world| {
        saved = Some(world.workspace.save(&saving).unwrap().change_set);
    });
    assert!(changed.contains(&Of::Cases), "{changed:?}");
    let now = world.moment();
    let changed = after_that(&mut world, |world| {
        let undone = world.workspace.undo(saved.unwrap(), "wrong", undoing, &now);
        undone.unwrap();
    });
    assert!(changed.contains(&Of::Cases), "{changed:?}");
}
