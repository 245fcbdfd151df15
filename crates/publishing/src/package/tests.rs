use super::*;
use serde_json::{Value, json};

fn field(name: &'static str, form: Form) -> Field {
    Field {
        name,
        title: name.to_uppercase(),
        description: format!("What {name} is."),
        form,
        is_required: name == "id",
        is_unique: name == "id",
    }
}

fn package(cells: &[[&str; 4]], licence: Option<Licence>) -> Package {
    let fields = vec![
        field("id", Form::Number("A")),
        field("type", Form::Code("types".to_owned())),
        field("rights", Form::Codes("rights".to_owned())),
        field("outcome", Form::Text),
    ];
    let words = ("Acts".to_owned(), "One row is one act.".to_owned());
    let mut acts = Table::new("acts", words, &["id"], fields);
    for row in cells {
        acts.add(row.map(str::to_owned));
    }
    Package {
        name: "acts-2020".to_owned(),
        title: "Acts of 2020".to_owned(),
        about: vec!["What it is.".to_owned()],
        reading: vec!["How to read it.".to_owned()],
        created: Day::from_ymd(2021, 7, 22).unwrap(),
        licence,
        tables: vec![acts],
    }
}

fn file(package: &Package, name: &str) -> String {
    let files = package.files().unwrap();
    let (_, bytes) = files.into_iter().find(|(named, _)| named == name).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn json_of(package: &Package, name: &str) -> Value {
    serde_json::from_str(&file(package, name)).unwrap()
}

#[test]
fn a_cell_never_becomes_a_formula_and_is_one_line() {
    let package = package(
        &[["A1", "x.y", "", "=HYPERLINK(1)\nnext \"quoted\", so"]],
        None,
    );
    assert_eq!(
        file(&package, &package.tables[0].file()),
        "id,type,rights,outcome\r\nA1,x.y,,\"'=HYPERLINK(1) next \"\"quoted\"\", so\"\r\n"
    );
}

#[test]
fn only_codes_that_occur_are_told_and_signs_in_them_stand_for_themselves() {
    let package = package(
        &[
            ["A1", "b", "x.y|z", ""],
            ["A2", "a", "z", ""],
            ["A3", "", "", ""],
        ],
        None,
    );
    let all = json_of(&package, "datapackage.json");
    let fields = &all["resources"][0]["schema"]["fields"];
    assert_eq!(fields[1]["constraints"], json!({ "enum": ["a", "b"] }));
    let pattern = r"(x\.y|z)(\|(x\.y|z))*";
    assert_eq!(fields[2]["constraints"], json!({ "pattern": pattern }));
    let row = json_of(&package, "schema/acts.schema.json");
    assert_eq!(row["properties"]["type"]["enum"], json!(["a", "b"]));
    assert_eq!(
        row["properties"]["rights"]["pattern"],
        json!(format!("^({pattern})$"))
    );
    assert_eq!(row["required"], json!(["id"]));
    let codes = package.tables[0].codes();
    let used = [
        ("rights", "x.y"),
        ("rights", "z"),
        ("types", "a"),
        ("types", "b"),
    ];
    assert!(
        codes
            .iter()
            .map(|(list, code)| (list.as_str(), code.as_str()))
            .eq(used)
    );
}

#[test]
fn a_table_without_rows_allows_anything_and_lists_no_codes() {
    let package = package(&[], None);
    let all = json_of(&package, "datapackage.json");
    let fields = &all["resources"][0]["schema"]["fields"];
    assert_eq!(fields[1]["constraints"], json!({}));
    assert_eq!(fields[2]["constraints"], json!({}));
    assert!(package.tables[0].codes().is_empty());
}

#[test]
fn a_licence_is_told_only_when_the_group_names_one_and_time_only_as_a_day() {
    let none = json_of(&package(&[], None), "datapackage.json");
    assert_eq!(none.get("licenses"), None);
    assert_eq!(none["created"], json!("2021-07-22T00:00:00Z"));
    for (given, told) in [
        (" CC-BY-4.0", json!([{ "name": "CC-BY-4.0" }])),
        (
            "https://example.org/terms",
            json!([{ "path": "https://example.org/terms" }]),
        ),
    ] {
        let licence: Licence = given.parse().unwrap();
        let all = json_of(&package(&[], Some(licence)), "datapackage.json");
        assert_eq!(all["licenses"], told);
    }
    for none in ["", " ", "free for all", "javascript:alert(1)"] {
        assert_eq!(none.parse::<Licence>(), Err(NoLicence), "{none:?}");
    }
}

#[test]
fn the_readme_names_each_table_with_its_rows() {
    let package = package(&[["A1", "a", "", ""]], None);
    assert_eq!(
        file(&package, README),
        "Acts of 2020\r\n\r\nWhat it is.\r\n\r\nacts.csv (1): One row is one act.\r\n\r\nHow to read it.\r\n"
    );
}
