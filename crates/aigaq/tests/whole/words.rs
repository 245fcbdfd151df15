//! The organisation's own words by the command line: in, used, out, and into another workspace.

use crate::common::*;

const WORDS: &str = "[[list]]\ncode = \"weathers\"\nlabel = { ru = \"Погода\" }\n\n\
    [[code]]\nof = \"weathers\"\ncode = \"rain\"\nlabel = { en = \"Rain\" }\n\n\
    [[property]]\nof = \"act\"\ncode = \"weather\"\nkind = \"term\"\nlist = \"weathers\"\nlabel = { en = \"Weather\" }\n\n\
    [[type]]\ncode = \"seminar\"\nlabel = { en = \"Seminar\" }\nplural = { en = \"Seminars\" }\n";

#[test]
fn own_words_go_in_and_out_and_every_verb_knows_them() {
    let (folder, dir) = new_workspace();
    let file = folder.path().join("words.toml");
    std::fs::write(&file, WORDS).unwrap();
    let taken = |dir: &std::path::Path, file: &std::path::Path| {
        aigaq(dir, &["schema", "import", text(file), "--json"])
            .well()
            .json()["taken"]
            .clone()
    };
    assert_eq!(taken(&dir, &file), 4);
    assert_eq!(taken(&dir, &file), 0, "again is no change");

    let acts = folder.path().join("acts.csv");
    std::fs::write(
        &acts,
        "id,start,weather\na,2021-05-01,rain\nb,2021-05-02,Rain\nc,2021-05-03,\n",
    )
    .unwrap();
    aigaq(&dir, &["import", text(&acts), "--as", "act"]).well();
    let seminars = folder.path().join("seminars.csv");
    std::fs::write(&seminars, "id,title\ns,On prisons\n").unwrap();
    aigaq(&dir, &["import", text(&seminars), "--as", "seminar"]).well();
    let listed = aigaq(&dir, &["list", "act", "--where", "weather=rain", "--json"])
        .well()
        .json();
    assert_eq!(listed["total"], 2);
    let counted = aigaq(&dir, &["count", "seminars", "--json"]).well().json();
    assert_eq!(counted["total"], 1);
    let found = aigaq(&dir, &["search", "prisons", "--type", "seminar"]).well();
    assert!(found.out.contains("On prisons"), "{}", found.out);

    let out = folder.path().join("out.toml");
    aigaq(&dir, &["schema", "export", text(&out)]).well();
    let complaint = aigaq(&dir, &["schema", "export", text(&out)]).refused();
    assert!(complaint.contains("out.toml"), "{complaint}");
    let (_other_folder, other) = new_workspace();
    assert_eq!(taken(&other, &out), 4);

    std::fs::write(
        &file,
        "[[code]]\nof = \"nowhere\"\ncode = \"x\"\nlabel = { en = \"X\" }\n",
    )
    .unwrap();
    let complaint = aigaq(&dir, &["schema", "import", text(&file)]).refused();
    assert!(
        complaint.contains("words.toml") && complaint.contains("nowhere"),
        "{complaint}"
    );
}
