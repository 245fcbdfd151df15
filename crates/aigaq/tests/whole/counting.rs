//! `aigaq count`: what is counted, drawn and written on the command line; and what cannot be asked, in one sentence.

use crate::bad_input::table;
use crate::common::*;
use std::path::{Path, PathBuf};

fn with_acts() -> (tempfile::TempDir, PathBuf) {
    let (folder, dir) = new_workspace();
    let acts = table(
        folder.path(),
        "acts.csv",
        b"id,type,start,region,verification\n\
          a,LIB.arrest,2019-06-09,KZ-75,v1\n\
          b,LIB.arrest,2020-06-09,KZ-75,v3\n\
          c,ADM.fine,2020-07-01,KZ-71,v4\n\
          d,ADM.fine,,KZ-71,v4\n",
    );
    aigaq(&dir, &["import", text(&acts), "--as", "act"]).well();
    (folder, dir)
}

/// The answer as JSON.
#[track_caller]
fn json(dir: &Path, args: &[&str]) -> serde_json::Value {
    let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
    aigaq(dir, &args).well().json()
}

fn written(dir: &Path, file: &Path, more: &[&str]) -> String {
    let out = text(file);
    let mut args = vec![
        "count", "acts", "--by", "type:0", "--by", "year", "--out", out,
    ];
    args.extend_from_slice(more);
    aigaq(dir, &args).well();
    String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned()
}

#[test]
fn three_properties_a_level_of_verification_and_files_of_exactly_what_is_shown() {
    let (folder, dir) = with_acts();
    let args = [
        "count", "acts", "--by", "type:0", "--by", "year", "--by", "region",
    ];
    let three = json(&dir, &args);
    assert_eq!(three["rows"].as_array().unwrap().len(), 4);
    let verified = json(&dir, &["count", "acts", "--least", "v3"]);
    assert_eq!(verified["total"], 3);
    let learned = json(
        &dir,
        &[
            "count", "acts", "--date", "learned", "--from", "2020", "--to", "2020",
        ],
    );
    assert_eq!(learned["total"], 0, "nobody said when they were learned");

    let file = |name: &str| folder.path().join(name);
    let csv = written(&dir, &file("a.csv"), &["--caveat", "Two towns only."]);
    assert!(
        csv.contains("Two towns only.") && csv.contains("Liberty,1,1,0,2"),
        "{csv}"
    );
    let html = written(&dir, &file("a.html"), &["--draw", "lines"]);
    assert!(html.contains("<svg") && html.contains("<table"));
    let plain = written(&dir, &file("b.html"), &["--draw", "none"]);
    assert!(!plain.contains("<svg"));
    assert!(written(&dir, &file("a.xlsx"), &[]).starts_with("PK"));
    let parsed = serde_json::from_str::<serde_json::Value>(&written(&dir, &file("a.json"), &[]));
    assert!(parsed.is_ok());

    let cell = ["--cell", "LIB", "--cell", "2020"];
    let mut args = vec![
        "count",
        "acts",
        "--by",
        "type:0",
        "--by",
        "year",
        "--records",
    ];
    args.extend(cell);
    assert_eq!(json(&dir, &args).as_array().unwrap().len(), 1);
    let all = json(&dir, &["count", "acts", "--records"]);
    assert_eq!(all.as_array().unwrap().len(), 4);
}

#[test]
fn what_cannot_be_counted_drawn_or_written_is_refused_in_one_sentence() {
    let (folder, dir) = with_acts();
    let pdf = folder.path().join("x.pdf");
    let html = folder.path().join("x.html");
    for (args, says) in [
        (&["threats"][..], "threats"),
        (&["acts", "--by", "colour"], "colour"),
        (
            &["acts", "--from", "2021", "--to", "2020"],
            "ends (2020) before it starts",
        ),
        (&["acts", "--from", "2020-13"], "2020-13"),
        (&["acts", "--by", "type", "--by", "type"], "type"),
        (
            &[
                "acts", "--by", "type", "--by", "year", "--by", "region", "--by", "status",
            ],
            "3",
        ),
        (&["acts", "--least", "v99"], "v99"),
        (&["acts", "--date", "yesterday"], "yesterday"),
        (&["acts", "--numbers", "estimates"], "estimated"),
        (&["acts", "--where", "type"], "PROPERTY"),
        (&["acts", "--cell", "x"], "--cell"),
        (&["acts", "--out", text(&pdf)], "html, csv, xlsx or json"),
        (
            &[
                "acts",
                "--by",
                "type",
                "--out",
                text(&html),
                "--draw",
                "pie",
            ],
            "pie",
        ),
        (
            &[
                "acts",
                "--by",
                "type",
                "--out",
                text(&html),
                "--draw",
                "lines",
            ],
            "Lines need time",
        ),
        (
            &[
                "acts",
                "--by",
                "type",
                "--out",
                text(&html),
                "--draw",
                "regions",
            ],
            "regions of Kazakhstan",
        ),
    ] {
        let all: Vec<&str> = std::iter::once("count")
            .chain(args.iter().copied())
            .collect();
        let complaint = aigaq(&dir, &all).refused();
        assert!(complaint.contains(says), "{args:?}: {complaint}");
    }
    assert!(!pdf.exists() && !html.exists(), "nothing was written");
}

#[test]
fn the_figures_of_others_are_series_and_one_without_a_unit_says_so() {
    let (folder, dir) = new_workspace();
    let figures = table(
        folder.path(),
        "figures.csv",
        b"id,indicator,scope,unit,period,value\n\
          a,Arrests,Almaty,arrests,2019,14\n\
          b,Arrests,Almaty,arrests,2020,at least 17\n\
          c,Fines,Almaty,,2020,5\n",
    );
    aigaq(&dir, &["import", text(&figures), "--as", "figure"]).well();
    let all = aigaq(&dir, &["figures"]).well().out;
    assert!(all.contains("NO UNIT") && all.contains("Arrests"), "{all}");
    let one = aigaq(&dir, &["figures", "arrests"]).well().out;
    assert!(one.contains("2019") && one.contains("at least 17"), "{one}");
    let none = aigaq(&dir, &["figures", "Hunger"]).refused();
    assert!(none.contains("Hunger"), "{none}");
}
