//! A workspace's own words: whenever a definition arrives, the view is the same in the end.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use aigaq_schema::own::OwnFault;
use aigaq_schema::{RecordId, Schema, Segment, Value};
use aigaq_testkit::{TestWorkspace, of, record, value, withdraw};
use aigaq_view::{Reader, View};

fn define(n: u8, kind: &str, content: &str) -> Segment {
    of(
        record(n),
        "definition",
        vec![
            value(n, "kind", Value::term(kind)),
            value(n + 100, "content", Value::text(content)),
        ],
    )
}

fn weather() -> [Segment; 3] {
    [
        define(
            11,
            "list",
            "code = \"weathers\"\nlabel = { ru = \"Погода\" }",
        ),
        define(
            12,
            "code",
            "of = \"weathers\"\ncode = \"rain\"\nlabel = { ru = \"Дождь\" }",
        ),
        define(
            13,
            "property",
            "of = \"event\"\ncode = \"weather\"\nkind = \"term\"\nlist = \"weathers\"\nlabel = { ru = \"Погода\" }",
        ),
    ]
}

fn rally() -> Segment {
    of(
        record(1),
        "event",
        vec![
            value(1, "title", Value::text("Rally")),
            value(2, "weather", Value::term("rain")),
        ],
    )
}

fn view(workspace: &TestWorkspace, file: &str) -> View {
    let path = workspace.around().join(file);
    View::open(&path, &workspace.unlocked.view_key()).unwrap()
}

fn weather_of(view: &View, id: RecordId) -> Option<Value> {
    let brief = view.brief(&Reader::keeper(), id).unwrap()?;
    brief.value("weather").cloned()
}

#[test]
fn a_value_said_before_its_property_was_defined_holds_once_it_is() {
    let mut workspace = TestWorkspace::new();
    let mut step_by_step = view(&workspace, "steps.db");
    let mut all = vec![rally()];
    all.extend(weather().into_iter().rev());
    for segment in all {
        workspace.save(&[segment]);
        step_by_step.catch_up(&workspace.journal, |_| {}).unwrap();
    }
    assert_eq!(
        weather_of(&step_by_step, record(1)),
        Some(Value::term("rain"))
    );
    let mut at_once = view(&workspace, "once.db");
    at_once.catch_up(&workspace.journal, |_| {}).unwrap();
    assert_eq!(at_once.dump().unwrap(), step_by_step.dump().unwrap());
    // Opened again it is the same.
    drop(step_by_step);
    let opened = view(&workspace, "steps.db");
    assert_eq!(opened.dump().unwrap(), at_once.dump().unwrap());
    for view in [&opened, &at_once] {
        assert!(view.schema().property("event", "weather").is_some());
        assert!(
            view.schema()
                .list("weathers")
                .unwrap()
                .get("rain")
                .is_some()
        );
    }
}

#[test]
fn a_property_defined_first_needs_no_reading_again() {
    let mut workspace = TestWorkspace::new();
    let mut steps = view(&workspace, "steps.db");
    for segment in weather().into_iter().chain([rally()]) {
        workspace.save(&[segment]);
        steps.catch_up(&workspace.journal, |_| {}).unwrap();
    }
    assert_eq!(weather_of(&steps, record(1)), Some(Value::term("rain")));
    let mut at_once = view(&workspace, "once.db");
    at_once.catch_up(&workspace.journal, |_| {}).unwrap();
    assert_eq!(at_once.dump().unwrap(), steps.dump().unwrap());
}

#[test]
fn taking_a_definition_back_hides_its_values_and_saying_it_again_shows_them() {
    let mut workspace = TestWorkspace::new();
    let mut steps = view(&workspace, "steps.db");
    let all = weather().into_iter().chain([rally()]).collect::<Vec<_>>();
    workspace.save(&all);
    steps.catch_up(&workspace.journal, |_| {}).unwrap();
    assert!(weather_of(&steps, record(1)).is_some());
    workspace.save(&[withdraw(record(13), "definition", &[13, 113])]);
    steps.catch_up(&workspace.journal, |_| {}).unwrap();
    assert_eq!(weather_of(&steps, record(1)), None);
    assert!(steps.schema().property("event", "weather").is_none());
    let again = define(
        14,
        "property",
        "of = \"event\"\ncode = \"weather\"\nkind = \"term\"\nlist = \"weathers\"\nlabel = { ru = \"Погода\" }",
    );
    workspace.save(&[again]);
    steps.catch_up(&workspace.journal, |_| {}).unwrap();
    assert_eq!(weather_of(&steps, record(1)), Some(Value::term("rain")));
    let mut at_once = view(&workspace, "once.db");
    at_once.catch_up(&workspace.journal, |_| {}).unwrap();
    assert_eq!(at_once.dump().unwrap(), steps.dump().unwrap());
}

#[test]
fn a_definition_that_does_not_fit_is_told_and_hinders_nothing() {
    let mut workspace = TestWorkspace::new();
    let lost = define(
        20,
        "code",
        "of = \"nowhere\"\ncode = \"a\"\nlabel = { ru = \"А\" }",
    );
    let broken = define(21, "property", "of = ");
    workspace.save(&[lost, broken, rally()]);
    let mut view = view(&workspace, "v.db");
    view.catch_up(&workspace.journal, |_| {}).unwrap();
    let unfit: Vec<RecordId> = view
        .unfit_definitions()
        .unwrap()
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    assert!(unfit.contains(&record(20)) && unfit.contains(&record(21)));
    assert!(view.brief(&Reader::keeper(), record(1)).unwrap().is_some());
}

#[test]
fn a_property_of_ones_own_cannot_take_the_place_of_a_column_of_the_program() {
    let mut workspace = TestWorkspace::new();
    let mut view = view(&workspace, "view.db");
    let kind = Schema::shipped().record_type("event").unwrap();
    let events = view.columns().table("event").unwrap();
    let of_the_program: Vec<String> = events
        .columns()
        .map(|(code, _)| code.to_owned())
        .filter(|code| kind.property(code).is_none())
        .collect();
    assert_eq!(of_the_program.len(), 3, "{of_the_program:?}");
    for (n, code) in (20..).zip(&of_the_program) {
        let content = format!(
            "of = \"event\"\ncode = \"{code}\"\nkind = \"yesno\"\nlabel = {{ ru = \"Своё\" }}"
        );
        workspace.save(&[define(n, "property", &content)]);
    }
    view.catch_up(&workspace.journal, |_| {}).unwrap();
    let mut unfit: Vec<OwnFault> = view
        .unfit_definitions()
        .unwrap()
        .into_iter()
        .map(|(_, fault)| fault)
        .collect();
    unfit.sort_by_key(ToString::to_string);
    let mut told: Vec<OwnFault> = of_the_program.into_iter().map(OwnFault::Reserved).collect();
    told.sort_by_key(ToString::to_string);
    assert_eq!(unfit, told);
}
