//! What is kept of the registers says the same as what is read anew, whatever was said in between.

use super::{ask, day, fill, say};
use crate::world::World;
use aigaq_workspace::Audience;
use aigaq_workspace::registers::{RegisterName, RegisterWish};

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
    let before = told(world, Audience::Internal);
    say(world, record_type, table);
    let kept = told(world, Audience::Internal);
    told(world, Audience::Public);
    let anew = told(world, Audience::Internal);
    for ((name, kept), (_, anew)) in kept.iter().zip(&anew) {
        assert_eq!(kept, anew, "{name:?} after {record_type}");
    }
    let both = before.into_iter().zip(kept);
    both.filter(|((_, before), (_, after))| before != after)
        .map(|((name, _), _)| name)
        .collect()
}

#[test]
fn what_is_kept_is_read_again_when_something_bears_on_it() {
    use RegisterName as Of;
    let mut world = World::new();
    fill(&mut world);
    let ids = |record_type: &str| -> Vec<String> {
        let query = aigaq_workspace::ListQuery {
            record_type: record_type.to_owned(),
            ..aigaq_workspace::ListQuery::default()
        };
        let list = world
            .workspace
            .list(&super::asking(super::Language::En), &query);
        list.unwrap()
            .rows
            .iter()
            .map(|row| row.id.to_string())
            .collect()
    };
    let (restriction, case, actor) = (
        ids("restriction").swap_remove(0),
        ids("case").swap_remove(0),
        ids("actor").swap_remove(0),
    );
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
