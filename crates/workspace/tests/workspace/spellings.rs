//! What a person or an organisation is called in each language, and that no form of a name leaks where none may stand.

use crate::world::{self, World};
use aigaq_publishing::csv;
use aigaq_schema::{Day, Language, RecordId};
use aigaq_workspace::{
    Asking, Audience, ListQuery, Output, Refused, ReviewForm, SpellingsView, TemplateCode, Verdict,
    Wish,
};

fn ask(language: Language) -> Asking {
    world::asking(language, Day::from_ymd(2024, 7, 22).unwrap())
}

const ACTORS: &str = "id,kind,name,name_en\n\
    a1,person,Мұхтар Әблязов | Мухтар Аблязов,\n\
    a2,person,Асель Нурова,\n\
    a3,person,Борис Иванов,\n\
    a4,media,Ұлан газеті,Ulan Gazeti\n";

impl World {
    fn called(&self, id: RecordId) -> [String; 3] {
        Language::ALL.map(|language| {
            let named = self.workspace.named(&ask(language), id).unwrap();
            named.unwrap().caption
        })
    }

    fn spelt(&self, id: RecordId) -> SpellingsView {
        self.workspace
            .spellings(&ask(Language::En), id)
            .unwrap()
            .unwrap()
    }

    fn form_about(&mut self, id: RecordId) -> ReviewForm {
        let form = self.words("");
        ReviewForm { about: id, ..form }
    }

    fn show_as(
        &mut self,
        id: RecordId,
        chosen: &[(Language, &str)],
    ) -> Result<aigaq_workspace::Saved, Refused> {
        let version = self.spelt(id).version;
        let form = self.form_about(id);
        let chosen: Vec<_> = chosen.iter().map(|(l, t)| (*l, (*t).to_owned())).collect();
        self.workspace.show_as(&form, &chosen, version)
    }

    /// The actors in the order of their names, as readers of a language see them.
    fn in_order(&self, language: Language) -> Vec<String> {
        let query = ListQuery {
            record_type: "actor".to_owned(),
            sort: Some("name".to_owned()),
            ..ListQuery::default()
        };
        let list = self.workspace.list(&ask(language), &query).unwrap();
        let name = |row: &aigaq_workspace::ListRow| {
            let named = self.workspace.named(&ask(language), row.id).unwrap();
            named.unwrap().caption
        };
        list.rows.iter().map(name).collect()
    }

    fn actor(&self, words: &str) -> RecordId {
        let found = self
            .workspace
            .search(&ask(Language::En), words, Some("actor"), 0);
        found.unwrap().hits[0].named.id
    }
}

#[test]
fn each_language_shows_the_form_that_was_chosen_for_it_and_puts_it_in_order() {
    let mut world = World::new();
    world.import("actor", ACTORS);
    let person = world.actor("Аблязов");
    // Nothing chosen: a spelling in the letters of the language.
    let before = world.called(person);
    assert_eq!(before[1..], ["Мухтар Аблязов", "Мұхтар Әблязов"]);
    let order = world.in_order(Language::En);
    world
        .show_as(
            person,
            &[(Language::En, "Zhuktar  Ablyazov "), (Language::Ru, "")],
        )
        .unwrap();
    let [en, ru, _] = world.called(person);
    assert_eq!((&*en, &*ru), ("Zhuktar Ablyazov", "Мухтар Аблязов"));
    assert_eq!(
        world.in_order(Language::En),
        [
            "Ulan Gazeti",
            "Zhuktar Ablyazov",
            "Асель Нурова",
            "Борис Иванов"
        ]
    );
    assert_eq!(
        world.in_order(Language::Ru),
        [
            "Асель Нурова",
            "Борис Иванов",
            "Мухтар Аблязов",
            "Ұлан газеті"
        ]
    );
    // What was chosen is found, and grouped with the others by its letters.
    assert_eq!(world.actor("Zhuktar"), person);
    let groups = world.spelt(person).groups;
    let scripts: Vec<_> = groups
        .iter()
        .map(|g| (g.script, g.spellings.len()))
        .collect();
    assert_eq!(scripts, [("kazakh", 1), ("cyrillic", 1), ("latin", 1)]);
    // Said twice is nothing new; taken back, all is as it was.
    assert!(matches!(
        world.show_as(person, &[(Language::En, "Zhuktar Ablyazov")]),
        Err(Refused::Nothing)
    ));
    world.show_as(person, &[(Language::En, " ")]).unwrap();
    assert_eq!(world.called(person), before);
    assert_eq!(world.in_order(Language::En), order);
}

#[test]
fn what_is_no_name_or_was_overtaken_is_refused_and_undoing_restores() {
    let mut world = World::new();
    world.import("actor", ACTORS);
    let person = world.actor("Нурова");
    let before = world.called(person);
    let long = "ж".repeat(10_000);
    for odd in [long.as_str(), "12", "😀", "—"] {
        assert!(matches!(
            world.show_as(person, &[(Language::En, odd)]),
            Err(Refused::Unfit(_))
        ));
    }
    let seen = world.spelt(person).version;
    let saved = world
        .show_as(person, &[(Language::En, "Asel Nurova")])
        .unwrap();
    assert_eq!(world.called(person)[0], "Asel Nurova");
    let form = world.form_about(person);
    let late = [(Language::En, "Assel Nurova".to_owned())];
    assert!(matches!(
        world.workspace.show_as(&form, &late, seen),
        Err(Refused::Stale(_))
    ));
    let (token, now) = (world.token(), world.moment());
    world
        .workspace
        .undo(saved.change_set, "a mistake", token, &now)
        .unwrap();
    assert_eq!(world.called(person), before);
}

#[test]
fn records_that_are_one_tell_their_spellings_together() {
    let mut world = World::new();
    let ids = world.actors(
        "person",
        &["Мұхтар Әблязов", "Mukhtar Ablyazov", "Асель Нурова"],
    );
    world.find(Verdict::Same, ids[0], ids[1]);
    let spelt = world.spelt(ids[0]);
    assert_eq!(
        spelt.spellings().collect::<Vec<_>>(),
        ["Мұхтар Әблязов", "Mukhtar Ablyazov"]
    );
    assert!(spelt.groups[0].spellings[0].of.is_empty());
    assert_eq!(spelt.groups[1].spellings[0].of[0].id, ids[1]);
    assert_eq!(world.spelt(ids[2]).count(), 1);
}

#[test]
fn for_everybody_no_form_of_a_withheld_name_stands_anywhere() {
    let mut world = World::new();
    world.import("actor", ACTORS);
    let person = world.actor("Аблязов");
    world
        .show_as(
            person,
            &[
                (Language::En, "Moukhtar Ablyasow"),
                (Language::Kk, "Мұхтар Қабылұлы"),
            ],
        )
        .unwrap();
    world.import(
        "act",
        "id,type,start,summary,outcome\n\
         b1,LIB.detain,2024-03-04,Ablyasow was taken from his house,Қабылұлының ісі қозғалды; дело Аблязова; Әблязов сотталды\n",
    );
    let file = format!(
        "id,act,actor,role\ni1,{},{person},target\n",
        world
            .workspace
            .search(&ask(Language::En), "taken", Some("act"), 0)
            .unwrap()
            .hits[0]
            .named
            .id
    );
    world.import("involvement", &file);
    let output = Output::Report {
        template: TemplateCode::bulletin(),
        from: "2024".parse().unwrap(),
        to: "2024".parse().unwrap(),
        least: None,
    };
    let mut named = 0;
    for language in Language::ALL {
        for audience in [Audience::Internal, Audience::Public] {
            let wish = Wish {
                output: output.clone(),
                audience,
            };
            let document = world.workspace.publish(&ask(language), &wish).unwrap();
            let text = csv::single(&document, csv::Mark::Plain).unwrap();
            for stem in [
                "Ablyas",
                "Moukhtar",
                "Аблязов",
                "Әблязов",
                "Қабылұлы",
                "Мұхтар",
            ] {
                let there = text.contains(stem);
                assert!(!(there && audience == Audience::Public), "{stem} in {text}");
                named += usize::from(there);
            }
        }
    }
    assert!(named > 6, "the group reads them: {named}");
}

#[test]
fn the_forms_chosen_go_out_and_come_in_like_any_other_property() {
    let mut world = World::new();
    world.import("actor", ACTORS);
    let person = world.actor("Аблязов");
    world
        .show_as(person, &[(Language::En, "Mukhtar Ablyazov")])
        .unwrap();
    let folder = world.beside("export");
    world.workspace.export(&folder).unwrap();
    let table = std::fs::read_to_string(folder.join("records/actor.csv")).unwrap();
    assert!(table.contains("name_en") && table.contains("Mukhtar Ablyazov"));
    let mut other = World::new();
    other.workspace.come_back(&folder, |_| {}).unwrap();
    let person = other.actor("Аблязов");
    assert_eq!(other.called(person)[0], "Mukhtar Ablyazov");
}

#[test]
fn a_search_shows_records_that_are_one_once_and_says_the_other_spellings() {
    let mut world = World::new();
    let ids = world.actors(
        "person",
        &[
            "Мұхтар Әблязов",
            "Mukhtar Ablyazov",
            "Мухтар Аблязов",
            "Жәнібек Жақыпов",
        ],
    );
    let search = |world: &World, words: &str| {
        let found = world
            .workspace
            .search(&ask(Language::En), words, Some("actor"), 0);
        let found = found.unwrap();
        assert_eq!(found.total, found.hits.len());
        found.hits
    };
    let people = |world: &World| {
        let query = aigaq_counting::Query::new(aigaq_counting::Unit::Persons);
        let answer = world.workspace.count(&ask(Language::En), &query);
        answer.unwrap().total
    };
    // Before anybody decided, each record stands for itself, whatever is typed.
    for typed in [
        "Muktar Abliazov",
        "аблязов мухтар",
        "Әблязов",
        "Moukhtar Abliasov",
    ] {
        let found: Vec<RecordId> = search(&world, typed).iter().map(|h| h.named.id).collect();
        assert!(ids[..3].iter().all(|id| found.contains(id)), "{typed}");
    }
    let alone = &search(&world, "Djakoupov")[0];
    assert_eq!(
        (alone.named.id, alone.records, alone.near),
        (ids[3], 1, true)
    );
    world.find(Verdict::Same, ids[0], ids[1]);
    world.find(Verdict::Same, ids[1], ids[2]);
    assert_eq!(people(&world), 2);
    let first = world.workspace.one_with(ids[0]).unwrap()[0];
    for typed in ["Muktar Abliazov", "аблязов мухтар", "Mukhtar Ablyazov"] {
        let hits = search(&world, typed);
        let of_him: Vec<_> = hits
            .iter()
            .filter(|h| ids[..3].contains(&h.named.id))
            .collect();
        assert_eq!(of_him.len(), 1, "{typed}");
        assert_eq!((of_him[0].named.id, of_him[0].records), (first, 3));
        assert_eq!(
            (of_him[0].spellings.len(), of_him[0].more_spellings),
            (2, 0)
        );
    }
    assert_eq!(people(&world), 2, "showing changes no count");
}
