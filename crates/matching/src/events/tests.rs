use super::*;
use crate::decision::{Decision, Said};
use proptest::prelude::*;

const REPORTS: &str = include_str!("../../tests/reports/invented.tsv");
const SECOND: &str = include_str!("../../tests/reports/second.tsv");

fn list(cell: &str) -> Vec<String> {
    cell.split('|')
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

fn number(cell: &str) -> Option<Number> {
    let (of, value) = cell.split_once('=')?;
    let (low, high) = match value.split_once('-') {
        Some((low, high)) => (low, high.parse().ok()),
        None => (
            value.trim_end_matches('+'),
            if value.ends_with('+') {
                None
            } else {
                value.parse().ok()
            },
        ),
    };
    Some(Number {
        of: of.to_owned(),
        low: low.parse().ok()?,
        high,
    })
}

/// The reports of one part of the set, with the event each tells of.
fn part(file: &str, of: char) -> Vec<(String, Report<usize>)> {
    let lines = file
        .lines()
        .filter(|l| !l.starts_with('#') && l.starts_with(of));
    lines
        .enumerate()
        .map(|(id, line)| {
            let cells: Vec<&str> = line.split('\t').collect();
            let report = Report {
                id,
                kind: Some(cells[1].to_owned()),
                when: Some(cells[2].parse().unwrap()),
                places: list(cells[3]),
                people: list(cells[4]),
                organisations: list(cells[5]),
                numbers: number(cells[6]).into_iter().collect(),
                text: cells[7].to_owned(),
            };
            (cells[0].to_owned(), report)
        })
        .collect()
}

/// Precision, recall and F1 of pairs.
fn measured(part: &[(String, Report<usize>)]) -> (f64, f64, f64) {
    let reports = Reports::of(part.iter().map(|(_, r)| r.clone()));
    let mut group_of: Vec<usize> = (0..part.len()).collect();
    for group in reports.groups(&Held::<usize, u32>::of(&[])) {
        for member in &group {
            group_of[*member] = group[0];
        }
    }
    let (mut right, mut found, mut true_pairs) = (0.0, 0.0, 0.0);
    for a in 0..part.len() {
        for b in a + 1..part.len() {
            let (same, together) = (part[a].0 == part[b].0, group_of[a] == group_of[b]);
            right += f64::from(u8::from(same && together));
            found += f64::from(u8::from(together));
            true_pairs += f64::from(u8::from(same));
        }
    }
    let (p, r) = (right / f64::max(found, 1.0), right / true_pairs);
    (p, r, 2.0 * p * r / (p + r))
}

#[test]
fn reports_of_one_event_come_together_and_of_two_do_not() {
    for file in [REPORTS, SECOND] {
        for name in ['t', 'h'] {
            let (p, r, f1) = measured(&part(file, name));
            assert!(
                f1 >= 0.9,
                "{name}: precision {p:.3}, recall {r:.3}, F1 {f1:.3}"
            );
        }
    }
}

#[test]
fn what_people_said_holds_and_taking_it_back_restores() {
    let reports = Reports::of(part(REPORTS, 't').into_iter().map(|(_, r)| r));
    let before = reports.groups(&Held::<usize, u32>::of(&[]));
    let (a, b) = (before[0][0], before[0][1]);
    let mut said = vec![Decision {
        id: 1,
        pair: (a, b),
        said: Said::Different,
    }];
    let held = Held::of(&said);
    let apart = reports.groups(&held);
    assert!(apart.iter().all(|g| !(g.contains(&a) && g.contains(&b))));
    assert!(
        reports
            .proposals(&held)
            .iter()
            .all(|p| (p.one, p.other) != (a, b))
    );
    said.push(Decision {
        id: 2,
        pair: (0, 0),
        said: Said::Revoke(1),
    });
    assert_eq!(reports.groups(&Held::of(&said)), before);
}

#[test]
fn who_pickets_every_week_is_asked_about_and_not_put_together() {
    let report = |id, when: &str| Report {
        id,
        kind: Some("assembly".to_owned()),
        when: when.parse().ok(),
        places: vec!["Алматы".to_owned()],
        people: vec!["Мағрипа Сейілхан".to_owned()],
        numbers: Vec::new(),
        organisations: Vec::new(),
        text: "Пикет родственников задержанных у консульства".to_owned(),
    };
    let reports = Reports::of([report(1, "2023-07-04"), report(2, "2023-07-11")]);
    let nothing = Held::<usize, u32>::of(&[]);
    assert!(reports.explain(1, 2).unwrap().other_days);
    assert_eq!(reports.proposals(&nothing).len(), 1);
    assert!(reports.groups(&nothing).is_empty());
}

#[test]
fn evidence_is_told_part_by_part() {
    let reports = Reports::of(part(REPORTS, 't').into_iter().map(|(_, r)| r));
    let evidence = reports.explain(0, 1).unwrap();
    assert_eq!(
        evidence.parts.iter().map(|(_, b)| *b).sum::<Bits>(),
        evidence.bits
    );
    assert_eq!(
        evidence.people,
        [("Сәуле Қаратаева".to_owned(), "Saule Karatayeva".to_owned())]
    );
    assert_eq!(reports.explain(1, 0), reports.explain(0, 1));
    assert_eq!(reports.explain(0, 9999), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_reports_are_grouped_whatever_their_order(
        texts in proptest::collection::vec(("\\PC{0,40}", "\\PC{0,12}", 0_u32..u32::MAX), 0..8),
        when in "(20[0-9]{2}|2021-0[1-9]-1[0-9]|\\.\\./1999|-9999|9999)",
    ) {
        let all: Vec<Report<usize>> = texts.into_iter().enumerate().map(|(id, (text, name, n))| Report {
            id,
            kind: Some(name.clone()),
            when: when.parse().ok(),
            places: vec![name.clone()],
            people: vec![name.clone(), text.clone()],
            organisations: vec![text.clone()],
            numbers: vec![Number { of: "x".into(), low: n, high: n.checked_sub(1) }],
            text,
        }).collect();
        let nothing = Held::<usize, u32>::of(&[]);
        let one = Reports::of(all.clone());
        let other = Reports::of(all.into_iter().rev());
        prop_assert_eq!(one.groups(&nothing), other.groups(&nothing));
        prop_assert_eq!(one.proposals(&nothing), other.proposals(&nothing));
    }
}
