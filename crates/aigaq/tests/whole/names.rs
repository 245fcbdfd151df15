//! `aigaq names`: no workspace, no passphrase; a score for each pair, and why.

use crate::bad_input::{says, table};
use crate::common::*;
use std::path::Path;

fn names(args: &[&str]) -> Ran {
    ran(program(&[])
        .current_dir(std::env::temp_dir())
        .env_remove("AIGAQ_PASSPHRASE")
        .arg("names")
        .args(args))
}

#[test]
fn two_names_are_compared_and_explained_in_the_readers_language() {
    let answer = names(&["compare", "Мұхтар Әблязов", "Ablyazov Mukhtar", "--explain"])
        .well()
        .out;
    assert!(answer.contains("likely one person"), "{answer}");
    assert!(
        answer.contains("surname: Әблязов / Ablyazov, the same"),
        "{answer}"
    );
    let answer = names(&[
        "compare",
        "Talgat Ayanov",
        "Ayan Talgatov",
        "--explain",
        "--language",
        "ru",
    ])
    .well()
    .out;
    assert!(answer.contains("вероятно, разные люди"), "{answer}");
    assert!(answer.contains("имя: Talgat / Ayan, разные"), "{answer}");
    let json = names(&["compare", "unknown man", "Иванов", "--json"])
        .well()
        .json();
    assert_eq!(json["score"], 0.0);
    assert_eq!(json["likely"], false);
}

#[test]
fn a_file_of_pairs_gives_a_score_a_line_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let file = table(
        folder.path(),
        "pairs.tsv",
        "\u{feff}id\tright\tleft\r\n1\tЕрлан Омаров\tYerlan Omarov\r\n2\tЕржан Омаров\tYerlan Omarov\r\n3\t\t\r\n".as_bytes(),
    );
    let scores: Vec<f64> = names(&["compare", "--pairs", text(&file)])
        .well()
        .out
        .lines()
        .map(|l| l.parse().unwrap())
        .collect();
    assert_eq!(scores.len(), 3);
    assert!(
        scores[0] > 0.95 && scores[1] < 0.2 && scores[2] == 0.0,
        "{scores:?}"
    );
    let explained = names(&["compare", "--pairs", text(&file), "--explain"])
        .well()
        .out;
    assert!(
        explained
            .lines()
            .nth(1)
            .unwrap()
            .contains("given name: Yerlan / Ержан, different"),
        "{explained}"
    );
    let json = names(&["compare", "--pairs", text(&file), "--json"])
        .well()
        .json();
    assert_eq!(json.as_array().unwrap().len(), 3);
    assert_eq!(json[0]["parts"][0]["level"], "same");
}

#[test]
fn a_name_is_taken_apart_or_refused_with_the_reason() {
    let answer = names(&["parse", "блогер Сериков Ерлан Маратұлы", "ОФ «Дана»"])
        .well()
        .out;
    for part in [
        "surname: Сериков",
        "patronymic: Маратұлы",
        "set aside: блогер",
        "it is an organisation",
    ] {
        assert!(answer.contains(part), "{part} is not in {answer}");
    }
    let json = names(&["parse", "блогер Сериков Ерлан", "", "--json"])
        .well()
        .json();
    assert_eq!(json[0]["words"][1]["role"], "given");
    assert_eq!(json[0]["sex"], "male");
    assert_eq!(json[1]["refused"], "empty");
}

#[test]
fn files_that_cannot_be_used_are_refused_with_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |bytes: &[u8]| {
        names(&[
            "compare",
            "--pairs",
            text(&table(folder.path(), "bad.tsv", bytes)),
        ])
        .refused()
    };
    says(&refused(b""), &["is empty", "left and right"]);
    says(&refused(b"a,b\nc,d\n"), &["no column “left”"]);
    says(&refused(b"left\tright\na\n"), &["line 2", "fewer columns"]);
    says(&refused(b"left\tright\n\xff\xfe\tb\n"), &["line 2"]);
    let gone = names(&["compare", "--pairs", text(Path::new("/nowhere/pairs.tsv"))]).refused();
    says(&gone, &["cannot be read"]);
    // The grammar: one name is not compared, and a file not with names.
    assert_eq!(names(&["compare", "Иван"]).status, 2);
    assert_eq!(
        names(&["compare", "Иван", "Пётр", "--pairs", "x.tsv"]).status,
        2
    );
}

#[test]
fn a_name_that_contradicts_itself_is_told() {
    let parsed = names(&["parse", "Айгуль Серикович"]).well().out;
    assert!(
        parsed.contains("“Серикович” tells of a man and “Айгуль” of a woman"),
        "{parsed}"
    );
    let json = names(&["parse", "Айгуль Серикович", "Айгуль Сериковна", "--json"])
        .well()
        .json();
    assert_eq!(json[0]["sexes_apart"], true);
    assert_eq!(json[1]["sexes_apart"], false);
    let compared = names(&[
        "compare",
        "Айгуль Серикович",
        "Айгуль Сериковна",
        "--explain",
        "--language",
        "ru",
    ])
    .well()
    .out;
    assert!(compared.contains("указывает на мужчину"), "{compared}");
}

#[test]
fn no_name_and_no_table_commands_the_terminal() {
    let wild = "Иванов\u{1b}[2J\u{7} Пётр\u{9b}31m";
    let folder = tempfile::tempdir().unwrap();
    let rows = format!("id,full_name,dob,sex\n1,{wild},19{wild}99,{wild}\n");
    let people = table(folder.path(), "people.csv", rows.as_bytes());
    let pairs = table(
        folder.path(),
        "pairs.tsv",
        format!("left\tright\n{wild}\t{wild}\n").as_bytes(),
    );
    let out = folder.path().join("out.csv");
    for ran in [
        names(&["parse", wild]),
        names(&["parse", wild, "--json"]),
        names(&["compare", wild, "Иванов", "--explain"]),
        names(&["compare", "--pairs", text(&pairs), "--explain"]),
        ran(program(&[]).args(["match", "--people", text(&people), "--out", text(&out)])),
        ran(program(&[]).args(["match", "--people", wild, "--out", text(&out)])),
    ] {
        let said = format!("{}{}", ran.out, ran.err);
        let obeyed = |c: char| c.is_control() && !"\n\t".contains(c);
        assert!(!said.is_empty() && !said.contains(obeyed), "{said:?}");
    }
}
