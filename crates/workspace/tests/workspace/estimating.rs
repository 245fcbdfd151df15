//! From records to lists, and from lists to a verdict: who is on which list goes by the decisions on who is one.

use crate::world::{World, asking};
use aigaq_counting::Definition;
use aigaq_estimation::report::Verdict as Said;
use aigaq_estimation::stop::Stop;
use aigaq_schema::{Day, Language, RecordId};
use aigaq_workspace::{
    Asking, Audience, Draw, EstimateWish, Estimated, FreezeWish, Freezing, ListQuery, ListsBy,
    Material, Refused, ReviewForm, Verdict,
};

/// Sources of four publishers; two of the press, and one that copies the hotline.
const SOURCES: &str = "id,title,publisher,repeats
c,Court files,Supreme Court,
p,News of January,Press Agency,
q,News of February,Press Agency,
h,Calls,Hotline,
x,Copy of the calls,Copyist,h
";

fn ask() -> Asking {
    asking(Language::En, Day::from_ymd(2021, 7, 22).unwrap())
}

fn wish(by: ListsBy) -> EstimateWish {
    EstimateWish {
        population: Definition::of("persons"),
        by,
        lists: Vec::new(),
        seed: 1,
        draws: 50,
    }
}

impl World {
    fn people(&mut self, rows: &str) {
        self.import("source", SOURCES);
        self.import("actor", &format!("id,name,kind,gender,source\n{rows}"));
    }

    fn material(&self, wish: &EstimateWish) -> Material {
        self.workspace.material(&ask(), wish).unwrap()
    }

    fn estimated(&self, wish: &EstimateWish) -> Estimated {
        let material = self.material(wish);
        material.estimate(2, &Stop::never()).unwrap().unwrap()
    }

    fn named(&self, name: &str) -> RecordId {
        let query = ListQuery {
            record_type: "actor".to_owned(),
            words: Some(name.to_owned()),
            ..ListQuery::default()
        };
        let page = self.workspace.list(&ask(), &query).unwrap();
        // Others of like names are found beside it.
        let exactly = page.rows.iter().find(|row| row.caption == name);
        exactly.unwrap().id
    }

    fn decide(&mut self, verdict: Verdict, one: RecordId, other: RecordId) {
        let token = self.token();
        let form = ReviewForm {
            token,
            about: token.record(0),
            words: String::new(),
            now: self.moment(),
        };
        self.workspace
            .say_of_pairs(&form, verdict, &[(one, other)])
            .unwrap();
    }
}

fn sizes(material: &Material) -> Vec<(String, u64)> {
    let lists = material.found.iter();
    lists
        .map(|list| (list.label.clone(), list.records))
        .collect()
}

#[test]
fn a_list_is_what_one_publisher_knows_and_a_copy_is_no_list_of_its_own() {
    let mut world = World::new();
    world.people(
        "1,Aset Akhmetov,person,male,c | p\n2,Dana Bekova,person,female,q\n3,Marat Serikov,person,male,x\n4,Aigul Omarova,person,female,\n5,Union,union,,c\n",
    );
    let by_publisher = world.material(&wish(ListsBy::Publisher));
    assert_eq!(
        sizes(&by_publisher),
        [
            ("Press Agency".to_owned(), 2),
            ("Hotline".to_owned(), 1),
            ("Supreme Court".to_owned(), 1)
        ]
    );
    assert_eq!(by_publisher.on_no_list, 1, "one person rests on no source");
    let by_source = world.material(&wish(ListsBy::Source));
    let titles: Vec<String> = sizes(&by_source)
        .into_iter()
        .map(|(title, _)| title)
        .collect();
    assert!(titles.iter().any(|title| title.contains("News of January")));
    assert_eq!(titles.len(), 4, "{titles:?}");
    let only_press = EstimateWish {
        lists: vec!["Press Agency".to_owned()],
        ..wish(ListsBy::Publisher)
    };
    let found = world.estimated(&only_press);
    assert_eq!(found.report.verdict, Said::Refuse);
    assert_eq!(found.report.reasons[0].key, "refuse.one-list");
    assert_eq!((found.report.documented, found.on_no_list), (2, 2));
    let nobody = EstimateWish {
        lists: vec!["Copyist".to_owned()],
        ..wish(ListsBy::Publisher)
    };
    assert!(world.workspace.material(&ask(), &nobody).is_err());
}

#[test]
fn two_records_of_one_person_are_on_both_lists_once_somebody_decided() {
    let mut world = World::new();
    world.people(
        "1,Aset Akhmetov,person,male,c\n2,Akhmetov,person,male,p\n3,Dana Bekova,person,female,c | p\n4,Marat Serikov,person,male,p\n",
    );
    let before = world.estimated(&wish(ListsBy::Publisher));
    assert_eq!(before.report.documented, 4);
    assert_eq!(before.undecided, 1);
    let drawn = before.over_matching.unwrap();
    // A family name alone: in some draws the two are one, in some they are two.
    assert_eq!(drawn.documented, (3, 4));
    let (one, other) = (world.named("Aset Akhmetov"), world.named("Akhmetov"));
    world.decide(Verdict::Same, one, other);
    let same = world.estimated(&wish(ListsBy::Publisher));
    assert_eq!(same.report.documented, 3);
    assert_eq!(same.undecided, 0);
    assert_eq!(same.report.patterns.len(), 2, "{:?}", same.report.patterns);
    assert_ne!(same.hash, before.hash);
    world.decide(Verdict::Different, one, other);
    let different = world.estimated(&wish(ListsBy::Publisher));
    assert_eq!((different.report.documented, different.undecided), (4, 0));
}

#[test]
fn the_same_records_and_seed_give_the_same_checksum_and_stopping_gives_nothing() {
    let mut world = World::new();
    let mut rows = String::new();
    for n in 0..120 {
        let on = ["c", "p", "h", "c | p", "p | h", "c | h", "c | p | h"][n % 7];
        let sex = ["male", "female"][n % 2];
        rows.push_str(&format!("{n},Person Number{n}ov,person,{sex},{on}\n"));
    }
    world.people(&rows);
    let parted = EstimateWish {
        population: Definition::of("persons").by("gender").unwrap(),
        draws: 0,
        ..wish(ListsBy::Publisher)
    };
    let found = world.estimated(&parted);
    assert_eq!(found.hash, world.estimated(&parted).hash);
    assert_eq!(world.material(&parted).key(), world.material(&parted).key());
    let other_seed = EstimateWish {
        seed: 2,
        ..parted.clone()
    };
    assert_ne!(
        world.material(&parted).key(),
        world.material(&other_seed).key()
    );
    let parts = found.parts.unwrap();
    assert_eq!(parts.strata.len(), 2);
    assert_eq!(parts.documented, found.report.documented);
    let stop = Stop::new();
    stop.set();
    assert_eq!(world.material(&parted).estimate(1, &stop).unwrap(), None);
}

#[test]
fn only_the_group_reads_the_checksum_of_what_it_publishes() {
    let mut world = World::new();
    world.people("1,Aset Akhmetov,person,male,c | p\n2,Dana Bekova,person,female,p\n");
    let wish = wish(ListsBy::Publisher);
    let found = world.estimated(&wish);
    for audience in [Audience::Internal, Audience::Partners, Audience::Public] {
        let asked = Asking {
            reader: ask().reader.making_for(audience),
            ..ask()
        };
        let heading = ("Never recorded".to_owned(), None);
        let document = world
            .workspace
            .published_estimate(&asked, (&wish, &found), heading)
            .unwrap();
        let told = format!("{document:?}").contains(&found.hash);
        assert_eq!(told, audience == Audience::Internal, "{audience:?}");
    }
}

#[test]
fn targets_of_acts_are_on_the_lists_that_tell_of_the_act() {
    let mut world = World::new();
    world.import("source", SOURCES);
    world.import("actor", "id,name,kind\na,Aset,person\nb,Dana,person\n");
    world.import(
        "act",
        "id,type,start,target,source\n1,LIB.detain,2020-02,a,c\n2,LIB.detain,2021,b,p\n3,LIB.detain,2020-05,a,h\n",
    );
    let of_2020 = EstimateWish {
        population: Definition::of("persons")
            .within(Some("2020"), Some("2020"))
            .unwrap(),
        ..wish(ListsBy::Publisher)
    };
    let found = world.estimated(&of_2020);
    assert_eq!(found.report.documented, 1);
    assert_eq!(found.report.patterns, [("11".to_owned(), 1)]);
}

#[test]
fn an_estimate_is_frozen_from_the_records_it_was_made_from_and_from_no_others() {
    let mut world = World::new();
    world.people("1,Aset Akhmetov,person,male,c\n2,Dana Bekova,person,female,p\n");
    let wish = wish(ListsBy::Publisher);
    let frozen = |world: &World| {
        let material = world.material(&wish);
        let found = material.estimate(1, &Stop::never()).unwrap().unwrap();
        let of = Freezing::Estimate(wish.clone(), Box::new(found), material.key());
        FreezeWish {
            of,
            title: "Never recorded".to_owned(),
            caveat: None,
            audience: Audience::Internal,
            draw: Draw::Nothing,
        }
    };
    let before = frozen(&world);
    let form = (world.token(), world.moment());
    let (first, _) = world.workspace.freeze(&ask(), form, &before).unwrap();
    let page = world.workspace.frozen_file(first, "html").unwrap();
    assert!(
        page.contains("no estimate") && page.contains("Never recorded"),
        "{page}"
    );
    world.people("1,Aset Akhmetov,person,male,c\n2,Dana Bekova,person,female,p\n3,Marat Serikov,person,male,c\n");
    let form = (world.token(), world.moment());
    let refused = world.workspace.freeze(&ask(), form, &before);
    assert!(matches!(refused, Err(Refused::Unfit(_))), "{refused:?}");
    let now = frozen(&world);
    let form = (world.token(), world.moment());
    let (second, _) = world.workspace.freeze(&ask(), form, &now).unwrap();
    let view = world.workspace.frozen(&ask(), second).unwrap().unwrap();
    assert_eq!(view.revises.map(|before| before.id), Some(first));
    let changed = world.workspace.changed_since(&ask(), first).unwrap();
    assert_eq!((changed[0].old, changed[0].new), (2, 3));
}

#[test]
fn a_question_kept_under_a_name_is_read_back_as_it_was() {
    let mut world = World::new();
    world.people("1,Aset Akhmetov,person,male,c\n");
    let mut asked = EstimateWish {
        population: Definition::of("persons")
            .within(Some("2020"), Some("2020-06"))
            .unwrap()
            .by("gender")
            .unwrap(),
        lists: vec!["Supreme Court".to_owned(), "a \"b\" = [c]\n".to_owned()],
        ..wish(ListsBy::Kind)
    };
    asked.seed = 7;
    let form = (world.token(), world.moment());
    world
        .workspace
        .save_estimate(&ask(), form, "  Held  ", &asked)
        .unwrap();
    let kept = world.workspace.estimate_called(&ask(), "Held").unwrap();
    assert_eq!(kept.wish, asked);
    assert!(world.workspace.estimate_called(&ask(), "Other").is_err());
}
