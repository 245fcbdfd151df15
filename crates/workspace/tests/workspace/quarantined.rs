//! What an import leaves out is kept in the language of whoever imports, and once.

use crate::world::World;
use aigaq_schema::{Language, Schema};
use aigaq_workspace::{ImportWish, Mapped, Reader, Tables};

#[test]
fn importing_again_in_another_language_makes_no_second_note() {
    let mut world = World::new();
    let file = world.beside("январь.csv");
    std::fs::write(
        &file,
        "id,title,start\ne1,Пикет,2021-02-31\ne1,Пикет,2021\n",
    )
    .unwrap();
    let reader = Reader::keeper();
    let mut import = |language| {
        let wish = ImportWish {
            tables: Tables::Path(&file),
            mapped: Mapped::named("event", Schema::shipped()).unwrap(),
            clear: false,
            preview: false,
            language,
            now: (1_626_940_800, "UTC".to_owned()),
        };
        let outcome = world.workspace.import(&wish, |_| {}).unwrap();
        (outcome, world.workspace.quarantine(&reader).unwrap())
    };
    let (first, kept) = import(Language::Ru);
    assert!(first.change_set.is_some());
    let places: Vec<&str> = kept.iter().map(|c| c.place.as_str()).collect();
    assert_eq!(
        places,
        [
            "январь.csv, строка 2, столбец «start»",
            "январь.csv, строка 3"
        ]
    );
    assert!(
        kept[0].reason.contains("в месяце 2 года 2021 дней 28"),
        "{}",
        kept[0].reason
    );
    for language in [Language::Kk, Language::En, Language::Ru] {
        let (again, same) = import(language);
        assert_eq!(again.quarantined.len(), 2);
        assert_eq!(again.change_set, None, "nothing new in {language}");
        assert_eq!(same, kept);
    }
}

#[test]
fn a_name_that_is_far_too_long_for_one_is_left_out_with_its_reason() {
    let mut world = World::new();
    let file = world.beside("people.csv");
    let (fits, too_long) = ("ж".repeat(2_000), "ж".repeat(2_001));
    let rows = format!("id,name\na1,{fits}\na2,{too_long}\n");
    std::fs::write(&file, rows).unwrap();
    let wish = ImportWish {
        tables: Tables::Path(&file),
        mapped: Mapped::named("actor", Schema::shipped()).unwrap(),
        clear: false,
        preview: false,
        language: Language::En,
        now: (1_626_940_800, "UTC".to_owned()),
    };
    let outcome = world.workspace.import(&wish, |_| {}).unwrap();
    assert_eq!(outcome.quarantined.len(), 1);
    let kept = &world.workspace.quarantine(&Reader::keeper()).unwrap()[0];
    assert_eq!(kept.place, "people.csv, line 3, column “name”");
    assert!(
        kept.reason.contains("2,000") || kept.reason.contains("2000"),
        "{}",
        kept.reason
    );
}
