//! Counts that are kept, quoted, compared and frozen, from the command line.

use crate::common::{aigaq, new_workspace, text};
use std::path::Path;

/// Acts of 2019 and 2020, with a source each year.
fn with_acts(dir: &Path, folder: &Path, rest: &str) {
    let rows: String = (0..30)
        .map(|n| format!("a{n},LIB.detain,2019-06-01,KZ-75\n"))
        .chain((0..33).map(|n| format!("b{n},LIB.detain,2020-06-01,KZ-71\n")))
        .collect();
    let file = folder.join("acts.csv");
    std::fs::write(&file, format!("id,type,start,region\n{rows}{rest}")).unwrap();
    aigaq(dir, &["import", text(&file), "--as", "act"]).well();
}

#[test]
fn a_table_is_kept_said_compared_and_frozen_and_late_cases_are_told() {
    let (folder, dir) = new_workspace();
    let run = |args: &[&str]| aigaq(&dir, args);
    with_acts(&dir, folder.path(), "");
    let year = [
        "count", "acts", "--by", "region", "--from", "2020", "--to", "2020",
    ];
    let with = |more: &[&'static str]| [&year[..], more].concat();
    run(&with(&[
        "--save",
        "By region",
        "--caveat",
        "Two cities only.",
    ]))
    .well();
    let listed = run(&["tables"]).well().out;
    assert!(
        listed.contains("By region") && listed.contains("Two cities only."),
        "{listed}"
    );
    let kept = run(&["count", "--saved", "By region"]).well();
    assert!(
        kept.out.contains("33") && kept.err.contains("Two cities only."),
        "{}",
        kept.out
    );
    let told = run(&[
        "--language",
        "ru",
        "count",
        "--saved",
        "By region",
        "--sentence",
    ])
    .well();
    assert!(
        told.err.contains("Оговорка: Two cities only."),
        "{}",
        told.err
    );
    let said = told.out;
    assert!(
        said.replace('\u{A0}', " ")
            .starts_with("За 2020 г. учтено 33 деяния. "),
        "{said}"
    );
    let cell = run(&with(&["--sentence", "--cell", "KZ-71"])).well().out;
    assert!(cell.contains("region: Astana"), "{cell}");
    let compared = run(&with(&["--compare", "2019"])).well().out;
    assert!(
        compared.contains("+10"),
        "thirty carry a percentage: {compared}"
    );
    assert!(
        compared.contains("regions only in 2019: Almaty"),
        "{compared}"
    );
    let frozen = run(&[
        "--json",
        "count",
        "--saved",
        "By region",
        "--freeze",
        "Yearly",
    ])
    .well();
    let hash = frozen.json()["hash"].as_str().unwrap().to_owned();
    let out = |name: &str| folder.path().join(name);
    let write = |name: &str| {
        let path = out(name);
        run(&["frozen", "show", "Yearly", "--out", text(&path)]).well();
        std::fs::read_to_string(path).unwrap()
    };
    let (html, sheet, kept) = (write("then.html"), write("then.csv"), write("then.json"));
    assert!(html.contains("33") && sheet.contains("Astana,33"));
    assert_eq!(sha256(&kept), hash, "what sha256sum says of the file");
    with_acts(&dir, folder.path(), "c,LIB.detain,2020-07-01,KZ-71\n");
    assert_eq!(
        (write("now.html"), write("now.csv")),
        (html, sheet),
        "letter by letter"
    );
    let told = run(&["frozen", "changes", "Yearly"]).well().out;
    assert!(told.contains("in all, 2020: learned late: 1"), "{told}");
    let listed = run(&["frozen", "list"]).well().out;
    assert!(
        listed.contains("Yearly") && listed.contains("holds"),
        "{listed}"
    );
    let bulletin = out("bulletin.html");
    run(&[
        "publish",
        "bulletin",
        "--from",
        "2020",
        "--to",
        "2020",
        "--freeze",
        "The year",
        "--out",
        text(&bulletin),
    ])
    .well();
    let again = out("again.html");
    run(&["frozen", "show", "The year", "--out", text(&again)]).well();
    assert_eq!(
        std::fs::read(bulletin).unwrap(),
        std::fs::read(again).unwrap()
    );
    let verified = out("verified.csv");
    let year = ["publish", "bulletin", "--from", "2020", "--to", "2020"];
    let to = ["--least", "v3", "--out", text(&verified)];
    run(&[&year[..], &to].concat()).well();
    let sheet = std::fs::read_to_string(&verified).unwrap();
    assert!(sheet.contains("Least verification,Verified"), "{sheet}");
    let of_2020 = sheet.lines().find(|line| line.starts_with("in 2020,"));
    assert_eq!(of_2020, Some("in 2020,0,acts,"), "nothing was verified");
}

#[test]
fn what_cannot_be_kept_compared_or_shown_is_refused_in_one_sentence() {
    let (folder, dir) = new_workspace();
    let run = |args: &[&str]| aigaq(&dir, args);
    with_acts(&dir, folder.path(), "");
    for (args, says) in [
        (&["count", "acts", "--compare", "2019"][..], "two periods"),
        (
            &[
                "count",
                "acts",
                "--from",
                "2020",
                "--to",
                "2020",
                "--compare",
                "2021..2019",
            ],
            "ends",
        ),
        (
            &["count", "--saved", "Nothing"],
            "no table called “Nothing”",
        ),
        (&["count", "acts", "--save", "  "], "needs a name"),
        (
            &["count", "acts", "--by", "colour", "--save", "Colours"],
            "colour",
        ),
        (&["count", "acts", "--sentence", "--cell", "a"], "--cell"),
        (
            &["frozen", "show", "Nothing"],
            "nothing is frozen under “Nothing”",
        ),
        (&["frozen", "changes", "Nothing"], "nothing is frozen"),
    ] {
        let complaint = run(args).refused();
        assert!(complaint.contains(says), "{args:?}: {complaint}");
    }
    run(&["count", "acts", "--freeze", "Acts"]).well();
    let complaint = run(&[
        "frozen",
        "show",
        "Acts",
        "--out",
        text(&folder.path().join("x.odt")),
    ])
    .refused();
    assert!(
        complaint.contains(".html, .pdf, .docx, .xlsx, .csv or .json"),
        "{complaint}"
    );
}

fn sha256(text: &str) -> String {
    use sha2::Digest;
    let hash: [u8; 32] = sha2::Sha256::digest(text.as_bytes()).into();
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_site_is_written_whole_as_a_folder_or_a_zip_and_over_nothing() {
    let (folder, dir) = new_workspace();
    with_acts(&dir, folder.path(), "");
    let site = folder.path().join("site");
    let run = |out: &Path, more: &[&str]| {
        let year = ["publish", "site", "--from", "2020", "--to", "2020"];
        let args = [&year[..], &["--out", text(out)], more].concat();
        aigaq(&dir, &args)
    };
    let of_one = ["--languages", "kk", "--holds", "torture_funnel"];
    run(&site, &of_one).well();
    for file in [
        "index.html",
        "figures.html",
        "figures.pdf",
        "torture-funnel.csv",
        "data.zip",
    ] {
        assert!(site.join(file).is_file(), "{file}");
    }
    let start = std::fs::read_to_string(site.join("index.html")).unwrap();
    assert!(
        start.contains("lang=\"kk\"") && start.contains(">33</a>"),
        "{start}"
    );
    let again = run(&site, &of_one).refused();
    assert!(again.contains("is not empty"), "{again}");
    let left: Vec<String> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains(".part"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
    let zip = folder.path().join("site.zip");
    run(&zip, &of_one).well();
    assert!(std::fs::read(&zip).unwrap().starts_with(b"PK"));
    for (wrong, says) in [
        (vec!["--holds", "of_nobody"], "of_nobody"),
        (vec!["--audience", "partners"], "for everybody"),
    ] {
        let refused = run(&folder.path().join("other"), &wrong).refused();
        assert!(refused.contains(says), "{wrong:?}: {refused}");
        assert!(!folder.path().join("other").exists(), "{wrong:?}");
    }
    // Words that the command does not have.
    for (wrong, says) in [
        (["--languages", "xx"], "“xx” is not a language"),
        (["--edition", "0"], "0 is not in"),
    ] {
        let unknown = run(&folder.path().join("other"), &wrong);
        assert_eq!(unknown.status, 2, "{wrong:?}");
        assert!(unknown.err.contains(says), "{}", unknown.err);
    }
    assert!(!folder.path().join("other").exists());
}
