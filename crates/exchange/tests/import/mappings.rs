//! What a mapping can get wrong is said with its line, before anything is read.

use crate::memory::{Memory, run};
use aigaq_exchange::{ExchangeError, Import, Mapping, Origin};
use aigaq_schema::Schema;

fn read(text: &str) -> Result<Mapping, ExchangeError> {
    Mapping::read("my.toml", text, Schema::shipped())
}

fn head(rest: &str) -> String {
    format!(
        "profile = \"p\"\n[[tables]]\ntable = \"acts\"\nrecord = \"act\"\nunsourced = true\n{rest}"
    )
}

fn sourced(rest: &str) -> String {
    format!(
        "profile = \"p\"\nsource = {{ column = \"source\" }}\n[[tables]]\ntable = \"acts\"\nrecord = \"act\"\n{rest}"
    )
}

#[test]
fn each_fault_names_its_line_and_what_to_do() {
    for (text, line, says) in [
        ("profile = ", 1, ""),
        ("profile = \"p\"\ntables = []\nproflie = 1", 3, "proflie"),
        (
            "profile = \"p\"\n[[tables]]\ntable = \"a\"\nrecord = \"akt\"",
            4,
            "“akt” is no record type; there are: act",
        ),
        (
            &head("columns = [\n{ column = \"x\", property = \"colour\" }]"),
            7,
            "“colour” is no property of act; it has: event, type",
        ),
        (
            &head("[tables.constants]\nonline = \"maybe\""),
            7,
            "neither yes nor no",
        ),
        (
            &head("constants = { type = \"LIB.detian\" }"),
            6,
            "did you mean LIB.detain",
        ),
        (
            &head(
                "[[tables.columns]]\ncolumn = \"t\"\nproperty = \"type\"\n[tables.columns.values]\na = \"LIB\"\nb = \"NIL\"",
            ),
            11,
            "“NIL” (for “b”) is no code of the list “act_types”",
        ),
        (
            &head("columns = [{ column = \"x\", property = \"type\", keep = \"perhaps\" }]"),
            6,
            "always or changed",
        ),
        (
            &head("columns = [{ column = \"x\", property = \"event\", to = [\"events\"] }]"),
            6,
            "no table “events”",
        ),
        (
            &head("columns = [{ column = \"x\", property = \"place\", words = \"place\" }]"),
            6,
            "[words.place]",
        ),
        (
            &head("columns = [{ column = \"x\", property = \"type\", states = { y = \"gone\" } }]"),
            6,
            "unknown, not asked, withheld, none",
        ),
        (
            &head("columns = [{ property = \"type\" }]"),
            6,
            "names no column",
        ),
        (
            &head("columns = [{ property = \"file\", column = \"x\" }]"),
            6,
            "cannot be read from a cell",
        ),
        (
            &head("columns = [{ property = \"summary\", min = \"x\" }]"),
            6,
            "is no number",
        ),
        (
            &head("columns = [{ property = \"type\", column = \"x\", crosswalk = \"types\" }]"),
            6,
            "[crosswalks.types]",
        ),
        (
            &head("[[tables.parts]]\nrecord = \"stage\"\neach = \"x\""),
            7,
            "stage is no part of act",
        ),
        (
            &head("derived = [\n{ name = \"c\", record = \"note\", of = \"about\" }]"),
            7,
            "say in [source] where they stand",
        ),
        (
            &sourced(
                "unsourced = true\nderived = [{ name = \"c\", record = \"note\", of = \"about\" }]",
            ),
            7,
            "this table has none",
        ),
        (
            &sourced("derived = [{ name = \"\", record = \"note\", of = \"about\" }]"),
            6,
            "needs a name",
        ),
        (
            &sourced(
                "derived = [{ name = \"c\", record = \"note\", of = \"about\" },\n{ name = \"c\", record = \"note\", of = \"about\" }]",
            ),
            7,
            "“c” stands twice",
        ),
        (
            &sourced("derived = [{ name = \"c\", record = \"involvement\", of = \"act\" }]"),
            6,
            "[[tables.parts]]",
        ),
        (
            &sourced("derived = [{ name = \"c\", record = \"consent\", of = \"person\" }]"),
            6,
            "“person” of consent refers to no act",
        ),
        (
            &sourced("derived = [{ name = \"c\", record = \"consent\", of = \"state\" }]"),
            6,
            "“state” of consent refers to no act",
        ),
        (
            &sourced("derived = [{ name = \"c\", record = \"consent\", of = \"persons\" }]"),
            6,
            "“persons” is no property of consent",
        ),
        (
            &sourced(
                "derived = [{ name = \"c\", record = \"note\", of = \"about\", constants = { kind = \"nil\" } }]",
            ),
            6,
            "nil",
        ),
        (
            &sourced(
                "derived = [{ name = \"c\", record = \"note\", of = \"about\",\n constants = { about = \"00000000-0000-8000-8000-000000000000\" } }]",
            ),
            7,
            "cannot be given too",
        ),
    ] {
        let error = read(text).unwrap_err();
        let ExchangeError::Mapping { line: at, what, .. } = &error else {
            panic!("{error}");
        };
        assert_eq!(*at, line, "{text}\n→ {error}");
        assert!(what.contains(says), "{text}\n→ {error}");
        assert!(error.to_string().starts_with("my.toml, line "));
    }
}

fn planned(mapping: &str, file: &str) -> Result<(), ExchangeError> {
    let import = Import::of(
        read(mapping)?,
        vec![(
            "acts".to_owned(),
            Origin::bytes("acts.csv", file.as_bytes().to_vec()),
        )],
    )?;
    let key = crate::memory::key();
    let settings =
        aigaq_exchange::Settings::new(Schema::shipped(), &key, aigaq_schema::ChangeSetId([1; 16]));
    aigaq_exchange::plan(&import, &aigaq_exchange::NothingKnown, settings).map(|_| ())
}

#[test]
fn a_column_too_few_or_too_many_is_named_with_what_is_there() {
    let mapping = head("columns = [{ column = \"summary\", property = \"summary\" }]");
    let says = |file: &str| planned(&mapping, file).unwrap_err().to_string();
    assert_eq!(
        says("id,sumary\n1,x\n"),
        "acts.csv: has no column “summary”; its columns are: id, sumary"
    );
    assert_eq!(
        says("summary\nx\n"),
        "acts.csv: has no column “id”; its columns are: summary"
    );
    assert!(says("id,summary,colour\n1,x,y\n").contains("says nothing of the column “colour”"));
    assert!(says("id,summary,id\n1,x,1\n").contains("“id” stands twice (columns 1 and 3)"));
    planned(&mapping, "id,,summary\n1,,x\n").unwrap();
}

#[test]
fn a_column_that_is_left_out_says_why() {
    let mapping = head(
        "ignore = { colour = \"not ours\" }\ncolumns = [{ column = \"summary\", property = \"summary\" }]",
    );
    planned(&mapping, "id,summary,colour\n1,x,y\n").unwrap();
}

#[test]
fn a_folder_without_tables_says_which_it_knows() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("other.csv"), "a\n1\n").unwrap();
    let error = Import::find(read(&head("")).unwrap(), folder.path()).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("holds no table of the mapping “p”; it knows: acts"),
        "{error}"
    );
}

#[test]
fn the_same_table_as_csv_and_as_xlsx_is_not_imported_twice() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("acts.csv"), "id\n1\n").unwrap();
    std::fs::write(folder.path().join("Acts.tsv"), "id\n1\n").unwrap();
    let error = Import::find(read(&head("")).unwrap(), folder.path()).unwrap_err();
    assert!(error.to_string().contains("is also in"), "{error}");
}

#[test]
fn other_files_in_the_folder_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("acts.csv"), "id\n1\n").unwrap();
    std::fs::write(folder.path().join("notes.csv"), "x\n1\n").unwrap();
    let import = Import::find(read(&head("")).unwrap(), folder.path()).unwrap();
    let (report, _) = run(&mut Memory::default(), &import, 1, false);
    assert_eq!(report.left_out, ["notes"]);
}
