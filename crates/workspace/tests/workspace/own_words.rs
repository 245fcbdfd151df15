//! Own words: added, named otherwise, retired, taken back; everything follows at once.

use crate::world::{self, World};
use aigaq_counting::Query;
use aigaq_journal::ActOfSaving;
use aigaq_schema::own::{OwnDefinition, OwnFault, OwnFile};
use aigaq_schema::{Basis, Day, Language, RecordId, Value};
use aigaq_workspace::entering::{Filled, Which};
use aigaq_workspace::{
    Asking, FormToken, ListQuery, NotDefined, RecordChange, Refused, Saving, Say,
};
use std::path::Path;

const WORDS: &str = r#"
[[list]]
code = "weathers"
label = { ru = "Погода" }

[[code]]
of = "weathers"
code = "rain"
label = { ru = "Дождь", en = "Rain" }

[[code]]
of = "weathers"
code = "shower"
parent = "rain"
label = { ru = "Ливень" }

[[type]]
code = "seminar"
label = { ru = "Семинар", en = "Seminar" }
plural = { ru = "Семинары", en = "Seminars" }

[[property]]
of = "seminar"
code = "held"
kind = "date"
label = { ru = "Проведён" }

[[property]]
of = "act"
code = "weather"
kind = "term"
list = "weathers"
label = { ru = "Погода", en = "Weather" }
"#;

impl World {
    fn with_words() -> Self {
        let mut world = Self::new();
        let (token, now) = (world.token(), now());
        let taken = world.workspace.take_own_words(file(WORDS), token, &now);
        assert_eq!(taken.unwrap(), 6);
        world
    }

    fn define(&mut self, kind: &str, content: &str) -> Result<(), NotDefined> {
        let token = self.token();
        self.workspace.define(&read(kind, content), token, &now())
    }

    fn redefine(&mut self, kind: &str, content: &str) -> Result<(), NotDefined> {
        let (own, token) = (read(kind, content), self.token());
        let held = self.workspace.definition_of(kind, &own.code()).unwrap();
        let seen = held.map(|held| held.version);
        self.workspace.redefine(&own, seen, token, &now())
    }

    fn take_back(&mut self, kind: &str, code: &str) -> Result<(), NotDefined> {
        let token = self.token();
        self.workspace.take_word_back(kind, code, token, &now())
    }

    /// Two acts in the rain, one in a shower, one of which nobody says anything.
    fn acts(&mut self) {
        self.import(
            "act",
            "id,start,weather\na,2021-05-01,rain\nb,2021-05-02,Дождь\nc,2021-06,shower\nd,2020,\n",
        );
    }

    fn by(&self, unit: &str, property: &str) -> Vec<(String, u64)> {
        let unit = self.workspace.unit(unit).unwrap();
        let query = Query::new(unit).by(property).unwrap();
        let answer = self.workspace.count(&asking(), &query).unwrap();
        let row = |row: &aigaq_counting::Row| (row.label[0].clone(), row.count);
        answer.rows.iter().map(row).collect()
    }
}

fn file(text: &str) -> OwnFile {
    OwnFile::read(text).unwrap()
}

fn read(kind: &str, content: &str) -> OwnDefinition {
    OwnDefinition::read(kind, content).unwrap()
}

fn asking() -> Asking {
    world::asking(Language::En, Day(19_783))
}

fn now() -> (i64, String) {
    world::now(1_700_000_000)
}

fn list(record_type: &str, filter: &str) -> ListQuery {
    ListQuery {
        record_type: record_type.to_owned(),
        filters: vec![filter.parse().unwrap()],
        ..ListQuery::default()
    }
}

#[test]
fn what_was_added_is_imported_listed_counted_and_found_at_once() {
    let mut world = World::with_words();
    world.acts();
    world.import("seminar", "id,title,held\ns,On prisons,2021-05-04\n");
    let workspace = &world.workspace;
    let page = workspace
        .list(
            &asking(),
            &ListQuery {
                record_type: "act".to_owned(),
                ..ListQuery::default()
            },
        )
        .unwrap();
    assert!(
        page.columns.iter().any(|c| c.label == "Weather"),
        "{:?}",
        page.columns
    );
    let facet = page
        .facets
        .iter()
        .find(|f| f.property == "weather")
        .unwrap();
    assert_eq!(
        (facet.values[0].label.as_str(), facet.values[0].count),
        ("Rain", 3),
        "with the codes below"
    );

    let acts = workspace
        .list(&asking(), &list("act", "weather=rain"))
        .unwrap();
    assert_eq!(acts.total, 3, "codes below are within");
    assert_eq!(
        acts.chosen[0].label.matches("Rain").count(),
        1,
        "{:?}",
        acts.chosen
    );
    let facet = |record_type: &str| {
        let query = ListQuery {
            record_type: record_type.to_owned(),
            ..ListQuery::default()
        };
        workspace.list(&asking(), &query).unwrap()
    };
    assert_eq!(facet("seminar").label, "Seminars");
    assert_eq!(facet("seminar").rows[0].caption, "On prisons");

    let by = world.by("acts", "weather");
    assert!(by.contains(&("Rain".to_owned(), 2)), "{by:?}");
    assert!(
        by.contains(&("Ливень".to_owned(), 1)),
        "told in another language: {by:?}"
    );
    assert_eq!(
        world.by("seminars", "year"),
        [("2021".to_owned(), 1)],
        "lies in time by its date"
    );
    assert!(workspace.unit("symposia").is_err());

    let found = workspace
        .search(&asking(), "prisons", Some("seminar"), 0)
        .unwrap();
    assert_eq!(found.hits.len(), 1);
    assert_eq!(found.hits[0].named.type_label, "Seminar");

    let usage = workspace.usage(&asking(), "weathers").unwrap();
    assert_eq!(usage.len(), 1);
    assert_eq!(usage[0].records.get("rain"), Some(&2));
    for (code, records) in &usage[0].records {
        if usage[0].records.len() > 2 && code == "unknown" {
            continue;
        }
        let listed = workspace.list(&asking(), &list("act", &format!("weather=={code}")));
        assert_eq!(
            listed.unwrap().total,
            *records,
            "{code}: a number leads to its records"
        );
    }
}

#[test]
fn what_is_used_cannot_be_deleted_but_retired_and_offered_again() {
    let mut world = World::with_words();
    world.acts();
    for (kind, code) in [
        ("code", "weathers/shower"),
        ("property", "act.weather"),
        ("list", "weathers"),
    ] {
        let refused = world.take_back(kind, code).unwrap_err();
        assert!(
            matches!(refused, NotDefined::InUse { .. }),
            "{kind} {code}: {refused}"
        );
    }
    let retire = |retired: bool| {
        format!(
            "of = \"weathers\"\ncode = \"shower\"\nparent = \"rain\"\nretired = {retired}\nreplaced_by = [\"rain\"]\nlabel = {{ ru = \"Ливень\" }}"
        )
    };
    world.redefine("code", &retire(true)).unwrap();
    let entry = |world: &World| {
        let schema = world.workspace.schema();
        let list = schema.list("weathers").unwrap();
        let entry = list.get("shower").unwrap();
        (entry.retired, entry.replaced_by.clone())
    };
    assert_eq!(entry(&world), (true, vec!["rain".to_owned()]));
    assert!(
        world
            .by("acts", "weather")
            .contains(&("Ливень".to_owned(), 1)),
        "counted still"
    );
    world.redefine("code", &retire(false)).unwrap();
    assert!(!entry(&world).0);
    assert_eq!(
        world.workspace.own_words().unwrap().codes.len(),
        2,
        "one record was corrected"
    );
}

#[test]
fn what_nobody_uses_is_taken_back_unless_something_rests_on_it() {
    let mut world = World::with_words();
    let refused = world.take_back("code", "weathers/rain").unwrap_err();
    assert!(matches!(refused, NotDefined::Needed { .. }), "{refused}");
    for (kind, code) in [
        ("code", "weathers/shower"),
        ("property", "act.weather"),
        ("code", "weathers/rain"),
        ("list", "weathers"),
        ("property", "seminar.held"),
        ("type", "seminar"),
    ] {
        world.take_back(kind, code).unwrap();
    }
    assert_eq!(world.workspace.own_words().unwrap(), OwnFile::default());
    assert!(world.workspace.schema().record_type("seminar").is_none());
    let again = world.take_back("type", "seminar").unwrap_err();
    assert!(matches!(again, NotDefined::NotThere(_)), "{again}");
    world
        .define("type", "code = \"seminar\"\nlabel = { en = \"Seminar\" }")
        .unwrap();
    assert!(world.workspace.schema().record_type("seminar").is_some());
}

#[test]
fn shipped_words_are_changed_and_come_back() {
    let mut world = World::new();
    let label = |world: &World| {
        let schema = world.workspace.schema();
        schema
            .record_type("act")
            .unwrap()
            .plural
            .get(Language::Ru)
            .to_owned()
    };
    let before = label(&world);
    world
        .redefine("type", "code = \"act\"\nplural = { ru = \"Нарушения\" }")
        .unwrap();
    assert_eq!(label(&world), "Нарушения");
    world
        .redefine("type", "code = \"act\"\nplural = { ru = \"Случаи\" }")
        .unwrap();
    assert_eq!(label(&world), "Случаи");
    world.take_back("type", "act").unwrap();
    assert_eq!(label(&world), before);
}

#[test]
fn nothing_is_defined_twice_and_one_form_defines_once() {
    let mut world = World::new();
    let rain = "code = \"rains\"\nlabel = { en = \"Rains\" }";
    let token = world.token();
    let own = read("list", rain);
    world.workspace.define(&own, token, &now()).unwrap();
    world.workspace.define(&own, token, &now()).unwrap();
    let taken = world.define("list", rain).unwrap_err();
    assert!(matches!(taken, NotDefined::Taken(_)), "{taken}");
    assert_eq!(
        world.workspace.journal(&asking(), 0).unwrap().change_sets,
        1
    );
    let long = format!(
        "code = \"long\"\nlabel = {{ en = \"{}\" }}",
        "x".repeat(201)
    );
    let refused = world.define("list", &long).unwrap_err();
    assert!(matches!(refused, NotDefined::TooLong { .. }), "{refused}");
    for (kind, content) in [
        ("list", "code = \"A\"\nlabel = { en = \"A\" }"),
        ("list", "code = \"empty\""),
        (
            "code",
            "of = \"nowhere\"\ncode = \"x\"\nlabel = { en = \"X\" }",
        ),
        (
            "property",
            "of = \"act\"\ncode = \"x\"\nlabel = { en = \"X\" }",
        ),
    ] {
        let refused = world.define(kind, content).unwrap_err();
        assert!(
            matches!(refused, NotDefined::Fault(_)),
            "{content}: {refused}"
        );
    }
}

#[test]
fn a_change_made_on_an_old_state_is_refused() {
    let mut world = World::with_words();
    let held = world
        .workspace
        .definition_of("list", "weathers")
        .unwrap()
        .unwrap();
    let other = |label: &str| {
        read(
            "list",
            &format!("code = \"weathers\"\nlabel = {{ ru = \"{label}\" }}"),
        )
    };
    let (one, two) = (world.token(), world.token());
    world
        .workspace
        .redefine(&other("Небо"), Some(held.version), one, &now())
        .unwrap();
    let late = world
        .workspace
        .redefine(&other("Воздух"), Some(held.version), two, &now());
    assert!(matches!(late, Err(NotDefined::Stale(_))), "{late:?}");
    let kind = "of = \"act\"\ncode = \"weather\"\nkind = \"text\"\nlabel = { ru = \"Погода\" }";
    let refused = world.redefine("property", kind).unwrap_err();
    assert!(
        matches!(
            refused,
            NotDefined::Fault(OwnFault::OtherKind(_)) | NotDefined::Needed { .. }
        ),
        "{refused}"
    );
}

#[test]
fn a_file_of_definitions_is_taken_once_and_whole() {
    let mut world = World::with_words();
    let token = world.token();
    assert_eq!(
        world
            .workspace
            .take_own_words(file(WORDS), token, &now())
            .unwrap(),
        0
    );
    assert_eq!(
        world.workspace.journal(&asking(), 0).unwrap().change_sets,
        1
    );
    assert_eq!(world.workspace.own_words().unwrap().definitions().len(), 6);
    let text = world.workspace.own_words().unwrap().text().unwrap();
    let mut other = World::new();
    let token = other.token();
    assert_eq!(
        other
            .workspace
            .take_own_words(file(&text), token, &now())
            .unwrap(),
        6
    );
    let half = "[[list]]\ncode = \"good\"\nlabel = { en = \"Good\" }\n[[list]]\ncode = \"Bad\"\nlabel = { en = \"Bad\" }";
    let token = other.token();
    assert!(
        other
            .workspace
            .take_own_words(file(half), token, &now())
            .is_err()
    );
    assert!(
        other.workspace.schema().list("good").is_none(),
        "all or nothing"
    );
}

#[test]
fn an_undo_takes_a_definition_back_but_not_from_under_its_records() {
    let mut world = World::with_words();
    let sets = world.workspace.journal(&asking(), 0).unwrap().rows;
    let change_set = sets[0].id;
    world.acts();
    let token = world.token();
    let refused = world
        .workspace
        .undo(change_set, "", token, &now())
        .unwrap_err();
    assert!(matches!(refused, Refused::Unfit(_)), "{refused}");
    let imported = world.workspace.journal(&asking(), 0).unwrap().rows[0].id;
    let token = world.token();
    world.workspace.undo(imported, "", token, &now()).unwrap();
    let token = world.token();
    world.workspace.undo(change_set, "", token, &now()).unwrap();
    assert!(world.workspace.schema().list("weathers").is_none());
    assert!(world.workspace.unit("seminars").is_err());
}

#[test]
fn leaving_and_coming_back_gives_the_same_words_and_records() {
    let mut world = World::with_words();
    world.acts();
    world.import("seminar", "id,title,held\ns,On prisons,2021-05-04\n");
    let out = world.beside("out");
    let summary = world.workspace.export(&out).unwrap();
    for name in ["records/seminar.csv", "schema/own.toml"] {
        assert!(
            summary.files.iter().any(|f| f == name),
            "{:?}",
            summary.files
        );
    }
    let acts = std::fs::read_to_string(out.join("records/act.csv")).unwrap();
    assert!(
        acts.lines()
            .next()
            .unwrap()
            .split(',')
            .any(|head| head == "weather"),
        "{acts}"
    );
    let mut other = World::new();
    other.workspace.come_back(&out, |_| {}).unwrap();
    assert_eq!(
        other.workspace.own_words().unwrap(),
        world.workspace.own_words().unwrap()
    );
    assert_eq!(other.by("acts", "weather"), world.by("acts", "weather"));
    let back = other.beside("back");
    other.workspace.export(&back).unwrap();
    for name in [
        "records/act.csv",
        "records/seminar.csv",
        "records/definition.csv",
        "schema/own.toml",
    ] {
        let read = |dir: &Path| std::fs::read_to_string(dir.join(name)).unwrap();
        assert_eq!(read(&out), read(&back), "{name}");
    }
}

#[test]
fn a_record_of_an_own_type_is_saved_by_hand() {
    let mut world = World::with_words();
    let token = world.token();
    let say = |property: &str, value: Value| Say::new(property, value, &Basis::default());
    let record: RecordId = token.record(0);
    let change = RecordChange::new(
        record,
        "seminar",
        vec![
            say("title", Value::text("On courts")),
            say("held", Value::date("2021-06".parse().unwrap())),
        ],
    );
    let saving = Saving {
        token,
        act: ActOfSaving::Form,
        records: vec![change],
        now: now(),
    };
    world.workspace.save(&saving).unwrap();
    let view = world.workspace.record(&asking(), record).unwrap().unwrap();
    assert_eq!(view.named.caption, "On courts");
    assert_eq!(view.named.type_label, "Seminar");
}

#[test]
fn forms_offer_what_was_added_until_it_is_retired() {
    let mut world = World::with_words();
    let offers = |world: &World, property: &str, of: &str| {
        let which = Which::New(of.to_owned());
        let form = (FormToken::from_random([200; 16]), now());
        let nothing = Filled::default();
        let entered = world
            .workspace
            .enter_record(&asking(), &which, &nothing, (form.0, &form.1))
            .unwrap()
            .unwrap();
        let groups = entered.form.groups;
        groups
            .iter()
            .flat_map(|group| &group.properties)
            .any(|fields| fields.code == property)
    };
    assert!(offers(&world, "weather", "act") && offers(&world, "held", "seminar"));
    let retired = "of = \"act\"\ncode = \"weather\"\nkind = \"term\"\nlist = \"weathers\"\nretired = true\nlabel = { ru = \"Погода\" }";
    world.redefine("property", retired).unwrap();
    assert!(!offers(&world, "weather", "act"));
}

#[test]
fn a_property_of_a_group_that_nobody_knows_stands_with_the_rest() {
    let mut world = World::new();
    let sky = "of = \"event\"\ncode = \"sky\"\nkind = \"text\"\ngroup = \"weather\"\nlabel = { en = \"Sky\" }";
    world.define("property", sky).unwrap();
    world.import("event", "id,title,sky\ne,Rally,clear\n");
    let query = ListQuery {
        record_type: "event".to_owned(),
        ..ListQuery::default()
    };
    let event = world.workspace.list(&asking(), &query).unwrap().rows[0].id;
    let page = world.workspace.record(&asking(), event).unwrap().unwrap();
    let group = |has: &dyn Fn(&str) -> bool| {
        let mut all = page.groups.iter();
        all.find(|g| g.properties.iter().any(|p| has(&p.code)))
            .map(|g| g.label.clone())
    };
    assert_eq!(group(&|code| code == "sky").as_deref(), Some("More"));
}
