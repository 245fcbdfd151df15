//! Verdicts follow the rules: what must be refused is refused, with its reason, and nothing is ever not a number.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use aigaq_estimation::classes::Sampling;
use aigaq_estimation::message::{KEYS, Message};
use aigaq_estimation::random::Random;
use aigaq_estimation::report::{Options, Report, Verdict, estimate};
use aigaq_estimation::table::CaptureTable;
use proptest::prelude::*;

#[path = "data/values.rs"]
mod values;

fn named(lists: usize) -> Vec<String> {
    (0..lists).map(|list| format!("L{}", list + 1)).collect()
}

fn of(lists: usize, patterns: &[(&str, f64)]) -> CaptureTable {
    CaptureTable::from_patterns(named(lists), patterns.iter().copied()).unwrap()
}

/// Few draws: these tests look at verdicts, not at the last digit.
fn quick() -> Options {
    Options {
        bootstrap: 50,
        coverage_draws: 20,
        sampling: Some(Sampling {
            burn_in: 300,
            block: 300,
            blocks: 1,
            thinning: 2,
            copies: 1,
            blocks_with_copies: 1,
            ..Sampling::default()
        }),
        threads: 2,
        ..Options::default()
    }
}

fn from_reference(name: &str) -> CaptureTable {
    values::table(&values::reference()["datasets"][name])
}

fn keys(messages: &[Message]) -> Vec<&str> {
    messages.iter().map(|message| message.key).collect()
}

/// Independent lists over a population of known size.
fn independent(population: f64, chances: &[f64], seed: u64) -> CaptureTable {
    let mut random = Random::new(seed, 0);
    let cells = 1 << chances.len();
    let weights: Vec<f64> = (0..cells)
        .map(|cell: usize| {
            chances
                .iter()
                .enumerate()
                .map(|(i, p)| if cell >> i & 1 == 1 { *p } else { 1.0 - p })
                .product()
        })
        .collect();
    let mut drawn = vec![0.0; cells];
    random.multinomial(population, &weights, &mut drawn);
    let pattern = |cell: usize| {
        (0..chances.len())
            .map(|i| if cell >> i & 1 == 1 { '1' } else { '0' })
            .collect::<String>()
    };
    CaptureTable::from_patterns(
        named(chances.len()),
        (1..cells).map(|cell| (pattern(cell), drawn[cell])),
    )
    .unwrap()
}

/// No number in a report may be anything but a number, and each key must be known.
fn is_sound(report: &Report) {
    let json = serde_json::to_value(report).unwrap();
    let text = json.to_string();
    assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
    for message in report
        .reasons
        .iter()
        .chain(&report.help)
        .chain(&report.notes)
        .chain(&report.sentences)
    {
        assert!(KEYS.contains(&message.key), "{}", message.key);
    }
    assert_eq!(report.sentences[0].key, "say.documented");
    assert_eq!(
        report.answer.is_some(),
        matches!(report.verdict, Verdict::Answer | Verdict::AnswerWithBanner)
    );
    assert_eq!(report.range.is_some(), report.verdict != Verdict::Refuse);
    assert_eq!(report.reasons.is_empty(), report.verdict == Verdict::Answer);
    let documented = f64::from(u32::try_from(report.documented.min(4_000_000_000)).unwrap());
    if let Some(answer) = report.answer {
        assert!(
            answer.low <= answer.n && answer.n <= answer.high && answer.n >= documented * 0.999
        );
    }
    if let Some(range) = report.range {
        assert!(
            range.low <= range.high && range.high.is_finite() && range.low >= documented * 0.999
        );
    }
}

#[test]
fn the_uk_table_has_a_range_only() {
    for name in ["UKdat_5", "UKdat"] {
        let report = estimate(&from_reference(name), &quick());
        is_sound(&report);
        assert_eq!(report.verdict, Verdict::RangeOnly);
        assert!(keys(&report.reasons).contains(&"range.coverage"));
        assert!(keys(&report.reasons).contains(&"range.overlap"));
        assert!(report.answer.is_none());
    }
    assert!(keys(&estimate(&from_reference("UKdat_5"), &quick()).reasons).contains(&"range.modes"));
}

/// Tables that others published, with the reasons that the rules give against a single number; worked out by hand from
/// their margins and from the published totals.
#[test]
fn published_tables_get_the_verdicts_of_the_rules() {
    let published: serde_json::Value =
        serde_json::from_str(include_str!("data/published.json")).unwrap();
    for (name, verdict, reasons) in [
        ("diabetes in Casale Monferrato", Verdict::Answer, &[][..]),
        (
            "hepatitis A in a college",
            Verdict::RangeOnly,
            &["range.panel", "range.list-as-population"][..],
        ),
        (
            "snowshoe hares",
            Verdict::RangeOnly,
            &["range.overlap", "range.list-as-population"][..],
        ),
        (
            "heroin users in Bangkok",
            Verdict::RangeOnly,
            &["range.two-lists", "range.coverage"][..],
        ),
    ] {
        let entry = &published[name];
        let report = estimate(&values::table(entry), &quick());
        is_sound(&report);
        assert_eq!(report.verdict, verdict, "{name}: {:?}", report.reasons);
        for reason in reasons {
            assert!(keys(&report.reasons).contains(reason), "{name}: {reason}");
        }
        if let (Some(known), Some(range)) = (entry["known"].as_f64(), report.range) {
            assert!(range.low < known && known < range.high, "{name}: {range:?}");
        }
    }
}

/// Of three lists each is checked by two, which are taken as independent: where they are not, the check fails.
#[test]
fn three_lists_of_which_two_avoid_each_other_have_a_range_only() {
    let report = estimate(&from_reference("MY_spina3"), &quick());
    is_sound(&report);
    assert_eq!(keys(&report.reasons)[0], "range.list-as-population");
    let first = &report.lists_as_population[0];
    // 154 and 124 people of the list are on the two others, and 12 on both.
    assert!((first.estimate.unwrap() - 154.0 * 124.0 / 12.0).abs() < 1e-6);
}

#[test]
fn three_lists_of_a_hundred_without_overlap_are_refused() {
    let report = estimate(
        &of(3, &[("100", 100.0), ("010", 100.0), ("001", 100.0)]),
        &quick(),
    );
    is_sound(&report);
    assert_eq!(report.verdict, Verdict::Refuse);
    assert_eq!(keys(&report.reasons), ["refuse.not-connected"]);
    assert!(report.log_linear.is_none() && report.graphs.is_none() && report.classes.is_none());
}

#[test]
fn a_list_that_touches_no_other_is_refused() {
    let report = estimate(&from_reference("Artificial_3"), &quick());
    is_sound(&report);
    assert_eq!(keys(&report.reasons), ["refuse.not-connected"]);
}

#[test]
fn what_cannot_be_estimated_says_why() {
    let reasons = |table: &CaptureTable| {
        let report = estimate(table, &quick());
        is_sound(&report);
        assert_eq!(report.verdict, Verdict::Refuse);
        assert!(!report.help.is_empty());
        report.reasons[0].key
    };
    assert_eq!(reasons(&of(3, &[])), "refuse.nobody");
    assert_eq!(
        reasons(&of(3, &[("000", 0.0), ("111", 0.0)])),
        "refuse.nobody"
    );
    assert_eq!(reasons(&of(1, &[("1", 40.0)])), "refuse.one-list");
    assert_eq!(
        reasons(&of(3, &[("110", 40.0), ("100", 30.0), ("010", 30.0)])),
        "refuse.empty-list"
    );
    assert_eq!(
        reasons(&of(2, &[("11", 40.0), ("10", 30.0)])),
        "refuse.contained"
    );
    assert_eq!(
        reasons(&independent(1000.0, &[0.3; 16], 1)),
        "refuse.too-many-lists"
    );
    // Everybody on every list: no list tells anything that another does not.
    assert_eq!(reasons(&of(2, &[("11", 40.0)])), "refuse.contained");
}

#[test]
fn two_lists_give_a_range_at_most() {
    let report = estimate(
        &of(2, &[("11", 400.0), ("10", 300.0), ("01", 500.0)]),
        &quick(),
    );
    is_sound(&report);
    assert_eq!(report.verdict, Verdict::RangeOnly);
    assert!(keys(&report.reasons).contains(&"range.two-lists"));
}

#[test]
fn a_list_inside_another_is_named() {
    let report = estimate(
        &of(
            3,
            &[
                ("100", 300.0),
                ("110", 50.0),
                ("101", 120.0),
                ("111", 40.0),
                ("001", 200.0),
            ],
        ),
        &quick(),
    );
    is_sound(&report);
    assert_ne!(report.verdict, Verdict::Answer);
    assert_ne!(report.verdict, Verdict::AnswerWithBanner);
}

#[test]
fn good_lists_get_an_answer_that_is_right() {
    let options = Options {
        sampling: None,
        ..quick()
    };
    let report = estimate(&independent(5000.0, &[0.5, 0.6, 0.4, 0.55], 3), &options);
    is_sound(&report);
    assert_eq!(
        report.verdict,
        Verdict::Answer,
        "{:?} {:?}",
        report.reasons,
        report.panel
    );
    let answer = report.answer.unwrap();
    assert!(answer.low < 5000.0 && 5000.0 < answer.high);
}

#[test]
fn lists_of_middling_coverage_get_an_answer_with_a_banner() {
    let report = estimate(&independent(20_000.0, &[0.2, 0.2, 0.22, 0.18], 5), &quick());
    is_sound(&report);
    assert_eq!(
        report.verdict,
        Verdict::AnswerWithBanner,
        "{:?}",
        report.reasons
    );
    assert!(keys(&report.reasons).contains(&"banner.coverage"));
}

#[test]
fn ten_million_people_are_answered_in_time() {
    let report = estimate(&independent(1.5e7, &[0.3, 0.3, 0.25, 0.2], 2), &quick());
    is_sound(&report);
    assert!(report.documented > 10_000_000);
    let n = report.answer.unwrap().n;
    assert!((n / 1.5e7 - 1.0).abs() < 0.01, "{n}");
    let graphs = report.graphs.unwrap();
    assert!((graphs.median / 1.5e7 - 1.0).abs() < 0.01, "{graphs:?}");
}

#[test]
fn ten_lists_are_answered_in_time() {
    let report = estimate(
        &independent(
            4000.0,
            &[0.2, 0.15, 0.1, 0.2, 0.1, 0.12, 0.2, 0.1, 0.15, 0.2],
            2,
        ),
        &quick(),
    );
    is_sound(&report);
    assert!(!report.log_linear.unwrap().complete);
}

#[test]
fn chains_that_disagree_give_no_number_and_say_so() {
    let report = estimate(&from_reference("UKdat"), &quick());
    let classes = report.classes.unwrap();
    assert!(!classes.converged && classes.summary.is_none());
    assert!(keys(&report.notes).contains(&"note.classes-disagree"));
    assert!(report.panel.iter().all(|row| row.estimator != "classes"));
}

#[test]
fn threads_change_nothing_and_the_seed_does() {
    let table = from_reference("MY_spina3");
    let with = |seed, threads| {
        estimate(
            &table,
            &Options {
                seed,
                threads,
                ..quick()
            },
        )
    };
    let one = with(4, 1);
    for threads in [2, 5] {
        assert_eq!(with(4, threads), one, "{threads} threads");
    }
    assert_ne!(with(4, 1).classes, with(5, 1).classes);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_table_is_answered_or_refused_and_never_not_a_number(
        lists in 2_usize..=5,
        counts in prop::collection::vec(prop_oneof![3 => Just(0_u32), 3 => 0_u32..4, 3 => 0_u32..300, 1 => 0_u32..2_000_000], 31),
    ) {
        let pattern = |cell: usize| (0..lists).map(|i| if cell >> i & 1 == 1 { '1' } else { '0' }).collect::<String>();
        let table = CaptureTable::from_patterns(
            named(lists),
            (1..1_usize << lists).map(|cell| (pattern(cell), f64::from(counts[cell - 1]))),
        ).unwrap();
        let options = Options {
            bootstrap: 10,
            coverage_draws: 5,
            sampling: Some(Sampling { burn_in: 50, block: 50, blocks: 1, thinning: 1, copies: 1, blocks_with_copies: 1, ..Sampling::default() }),
            ..Options::default()
        };
        is_sound(&estimate(&table, &options));
    }
}
