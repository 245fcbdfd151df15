//! All 47 measures of the Kazakhstan data set on 22 July 2021, the day the report they mostly come from appeared.
//!
//! The rows hold ids, dates, lengths and statuses only. What a source tells holds as of the date of the source:
//! `I` July 2021 (an introduction dated “about July”), `C` 22 July 2021, `H` the year 2017.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use aigaq_registers::restrictions::{
    Certainty, Doubt, NotInForce, RestrictionFacts, RestrictionRegister, Standing, Status, Told,
};
use aigaq_registers::{Finding, FirstDay};
use aigaq_schema::{Day, PartialDate, RecordId};
use std::collections::BTreeMap;

const CERTAINLY: Standing = Standing::Certainly;
const END_UNKNOWN: Standing = Standing::EndUnknown;
const END_PASSED: Standing = Standing::No(NotInForce::EndPassed);
const NO_KIND: Standing = Standing::No(NotInForce::KindDoesNotRun);

/// id | kind | start | length | end | status | sources — expected standing, expected end ("" when nothing bounds it).
#[rustfmt::skip]
const ROWS: [(&str, Standing, &str); 47] = [
    // Fifteen days, the first of them counted: begun on 31 May at the latest, so over by 14 June.
    ("bokayev-detention | custody | 2016-05 | P15D | | ended | H", END_PASSED, "2016-05-15/2016-06-14"),
    ("ayanov-detention | custody | 2016-05 | P15D | | ended | H", END_PASSED, "2016-05-15/2016-06-14"),
    ("bokayev-prison | custody | 2016 | P5Y | 2021-02 | ended | I", END_PASSED, "2021-02"),
    // Five years from some day of 2016, and nobody tells whether he is out: half of the days are still ahead.
    ("ayanov-prison | custody | 2016 | P5Y | | unknown | I", Standing::Perhaps(Doubt::MayHaveEnded), "2020-12-31/2021-12-30"),
    // No start, but told in force that very day: begun by then, so over three years later at the latest.
    ("bokayev-ban | ban | | P3Y | | in force | I C", CERTAINLY, "2021-07-22/2024-07-22"),
    // The same without the telling: three years from an unknown day bound nothing.
    ("ayanov-ban | ban | | P3Y | | unknown | I", END_UNKNOWN, ""),
    ("ilyashev-restraint | probation | 2020 | P3Y | | in force | I", CERTAINLY, "2023"),
    // A hundred hours of work are done when they are done.
    ("ilyashev-service | service | 2020 | PT100H | | unknown | I", END_UNKNOWN, "2020-01-01/.."),
    ("ilyashev-ban | ban | 2020 | P5Y | | in force | I C", CERTAINLY, "2025"),
    ("tulesova-pretrial | custody | 2020-06 | P2M | | ended | I", END_PASSED, "2020-07-31/2020-08-29"),
    ("tulesova-probation | probation | 2020-08 | P1Y6M | | in force | I", CERTAINLY, "2022-02"),
    ("tulesova-ban | ban | 2020-08 | P1Y6M | | in force | I C", CERTAINLY, "2022-02"),
    ("duisembiev-ban | ban | 2020-12 | P3Y6M | | in force | I", CERTAINLY, "2024-06"),
    ("mamai-ban | ban | 2017 | P3Y | | unknown | I", END_PASSED, "2020"),
    ("bilash-ban | ban | 2019-08 | | | unknown | I", END_UNKNOWN, "2019-08-01/.."),
    // Told in force that day, and nothing else: certain today, but in the list of unknown ends.
    ("kharkova-ban | ban | | | | in force | I C", END_UNKNOWN, "2021-07-22/.."),
    ("eleusinov-ban | ban | | | | in force | I C", END_UNKNOWN, "2021-07-22/.."),
    ("kushakbaev-ban | ban | | | | unknown | I", END_UNKNOWN, ""),
    // Pardoned, says a source of July 2021. Of which day of July? Strictly, perhaps the 31st.
    ("baltabay-prison | custody | 2019 | P7Y | | pardoned | I", Standing::Perhaps(Doubt::OverAtUnknownTime), "2019-01-01/2021-07-30"),
    ("baltabay-second | custody | | P5M | 2020-03 | ended | I", END_PASSED, "2020-03"),
    ("baltabay-ban | ban | 2019 | P7Y | 2026 | in force | I C", CERTAINLY, "2026"),
    ("elshibayev-prison | custody | 2019 | P5Y | | in force | I", CERTAINLY, "2023-12-31/2024-12-30"),
    ("abishev-prison | custody | 2018 | P4Y | 2021-07-14 | commuted | I", END_PASSED, "2021-07-14"),
    ("atabek-prison | custody | 2007 | P18Y | | in force | I", CERTAINLY, "2024-12-31/2025-12-30"),
    ("ablyazov-prison | custody | 2002 | P6Y | | ended | I", END_PASSED, "2007-12-31/2008-12-30"),
    // Released early, told in 2017; the whole term would be over too.
    ("narymbaev-prison | custody | 2016-01 | P3Y | | commuted | H", END_PASSED, "2016-01-01/2017-12-30"),
    // Told in force in 2017, last heard of then: perhaps long over.
    ("narymbaev-movement | ban | 2016-03 | | | in force | H", END_UNKNOWN, "2017-01-01/.."),
    ("mambetalin-prison | custody | 2016-01 | P2Y | | commuted | H", END_PASSED, "2016-01-01/2017-12-30"),
    ("mambetalin-movement | ban | 2016-03 | | | in force | H", END_UNKNOWN, "2017-01-01/.."),
    ("blyalov-restriction | ban | 2016-01 | P3Y | | in force | H", END_PASSED, "2019-01"),
    ("kozlov-prison | custody | 2012 | P7Y6M | 2016-08-20 | commuted | H I", END_PASSED, "2016-08-20"),
    ("kozlov-restrictions | ban | 2016-08-20 | | | in force | H", END_UNKNOWN, "2017-01-01/.."),
    ("ulasik-psychiatric | custody | 2016-10 | | | in force | H", END_UNKNOWN, "2017-01-01/.."),
    // Last told in 2017, but the term runs, and nobody told of a release.
    ("kuramshin-prison | custody | 2012-12 | P12Y | | in force | H", CERTAINLY, "2024-11-30/2024-12-30"),
    ("baidalinova-prison | custody | 2016-05 | P18M | 2016-07 | commuted | H", END_PASSED, "2016-07"),
    ("mataev-s-prison | custody | 2016-10-03 | P6Y | | in force | H", CERTAINLY, "2022-10-02"),
    ("mataev-a-prison | custody | 2016-10-03 | P5Y | | in force | H", CERTAINLY, "2021-10-02"),
    // Replaced by a camp term: by its dates it would run until 2022, but it was told as ended in 2017.
    ("kabduakasov-suspended | probation | 2015-11 | P7Y | | ended | H", Standing::No(NotInForce::Told(Status::Ended)), "2015-11-01/2017-12-30"),
    // Begun by the end of 2017, as it was told in force then: two years later it is over.
    ("kabduakasov-camp | custody | | P2Y | | in force | H", END_PASSED, "2017-01-01/2019-12-30"),
    ("prison-officer | custody | 2016-09 | P9Y | | in force | H", CERTAINLY, "2025-08-31/2025-09-29"),
    // Ended before some day of July 2021, on a day nobody gave.
    ("memorial-detention-min | custody | | P5D | | ended | I", Standing::Perhaps(Doubt::OverAtUnknownTime), "../2021-07-30"),
    ("memorial-detention-max | custody | | P2M | | ended | I", Standing::Perhaps(Doubt::OverAtUnknownTime), "../2021-07-30"),
    ("memorial-fine | fine | | | | ended | I", NO_KIND, ""),
    ("union-suspension | suspension | 2021-02 | P6M | | in force | I C", CERTAINLY, "2021-08-01/2021-08-28"),
    ("utemuratov-freeze | freeze | | | | unknown | I", END_UNKNOWN, ""),
    ("duvanov-prison | custody | | | | unknown | I", END_UNKNOWN, ""),
    ("may21-sanctions | fine | 2016-05 | | | unknown | H", NO_KIND, ""),
];

fn report_day() -> Day {
    Day::from_ymd(2021, 7, 22).unwrap()
}

fn facts(row: &str, number: usize) -> (String, RestrictionFacts) {
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    let [id, kind, start, length, end, status, sources] = cells.try_into().unwrap();
    let date = |text: &str| (!text.is_empty()).then(|| text.parse::<PartialDate>().unwrap());
    let status = Status::from_code(&status.replace(' ', "_"));
    let mut bytes = [0; 16];
    bytes[15] = u8::try_from(number).unwrap();
    let facts = RestrictionFacts {
        runs: kind != "fine",
        first_day: if kind == "custody" {
            FirstDay::Counted
        } else {
            FirstDay::NotCounted
        },
        start: date(start),
        length: (!length.is_empty()).then(|| length.parse().unwrap()),
        end: date(end),
        told: sources
            .split(' ')
            .map(|source| {
                let on = BTreeMap::from([("I", "2021-07~"), ("C", "2021-07-22"), ("H", "2017")]);
                Told::new(status, date(on[source]))
            })
            .collect(),
        ..RestrictionFacts::new(RecordId::from_bytes(bytes), kind)
    };
    (id.to_owned(), facts)
}

fn all() -> BTreeMap<String, RestrictionFacts> {
    ROWS.iter()
        .enumerate()
        .map(|(number, row)| facts(row.0, number))
        .collect()
}

fn on(id: &str, day: &str) -> Finding {
    let day: PartialDate = day.parse().unwrap();
    Finding::on(day.first(), &all()[id])
}

#[test]
fn every_measure_stands_as_thought_through() {
    let mut wrong = Vec::new();
    for (number, (row, standing, end)) in ROWS.iter().enumerate() {
        let (id, facts) = facts(row, number);
        let finding = Finding::on(report_day(), &facts);
        let text = finding.end.map_or(String::new(), |end| end.text);
        if finding.standing != *standing || text != *end {
            wrong.push(format!("{id}: {:?} {text}", finding.standing));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn each_measure_stands_in_one_list_and_those_ending_first_come_first() {
    let all = all();
    let register = RestrictionRegister::on(report_day(), all.values());
    let names: BTreeMap<RecordId, &str> = all
        .iter()
        .map(|(id, facts)| (facts.restriction, id.as_str()))
        .collect();
    let ids = |entries: &[aigaq_registers::restrictions::Entry]| -> Vec<&str> {
        entries.iter().map(|e| names[&e.restriction]).collect()
    };
    assert_eq!(
        ids(&register.certainly),
        [
            "union-suspension",
            "mataev-a-prison",
            "tulesova-probation",
            "tulesova-ban",
            "mataev-s-prison",
            "ilyashev-restraint",
            "duisembiev-ban",
            "bokayev-ban",
            "elshibayev-prison",
            "kuramshin-prison",
            "prison-officer",
            "atabek-prison",
            "ilyashev-ban",
            "baltabay-ban",
        ]
    );
    assert_eq!(register.perhaps.len(), 4);
    assert_eq!(
        ids(&register.end_unknown)[..2],
        ["kharkova-ban", "eleusinov-ban"],
        "certainly in force and told last come first"
    );
    let stock = register.stock();
    assert_eq!(stock.certainly.restrictions, 14);
    assert_eq!(
        stock.at_most.restrictions,
        14 + 4 + stock.end_unknown.restrictions
    );
    assert_eq!(
        stock.at_most.restrictions + stock.not_in_force.restrictions,
        47
    );
    let soon: Vec<_> = register
        .ending_within(31)
        .into_iter()
        .map(|(entry, answer)| (names[&entry.restriction], answer))
        .collect();
    // The three that are told as over end before August (five days from any day, before that), if not long ago.
    assert_eq!(
        soon,
        [
            ("memorial-detention-min", Certainty::Perhaps),
            ("baltabay-prison", Certainty::Perhaps),
            ("memorial-detention-max", Certainty::Perhaps),
            ("union-suspension", Certainty::Perhaps),
            ("ayanov-prison", Certainty::Perhaps),
            ("bokayev-ban", Certainty::Perhaps),
        ]
    );
}

#[test]
fn an_end_nobody_knows_is_not_the_same_as_nothing_known() {
    assert!(on("kushakbaev-ban", "2021-07-22").nothing_known());
    assert!(on("duvanov-prison", "2021-07-22").nothing_known());
    let kharkova = on("kharkova-ban", "2021-07-22");
    assert!(!kharkova.nothing_known());
    assert_eq!(kharkova.certainty, Certainty::Certainly);
    assert_eq!(
        on("kharkova-ban", "2021-07-23").certainty,
        Certainty::Perhaps
    );
    let kozlov = on("kozlov-restrictions", "2021-07-22");
    assert_eq!(kozlov.certainty, Certainty::Perhaps);
    assert_eq!(kozlov.last_told.unwrap().on.unwrap().text(), "2017");
}

#[test]
fn baltabay_is_banned_until_2026_and_the_computed_end_agrees() {
    let finding = on("baltabay-ban", "2021-07-22");
    assert_eq!(finding.standing, Standing::Certainly);
    assert!(!finding.disagrees());
    let left = finding.days_left.unwrap();
    assert_eq!((left.min, left.max), (1624, Some(1988)));
    assert_eq!(
        on("baltabay-ban", "2026-06-30").standing,
        Standing::Perhaps(Doubt::MayHaveEnded)
    );
    assert_eq!(on("baltabay-ban", "2027-01-01").standing, END_PASSED);
}

#[test]
fn asked_before_the_start_the_answer_is_not_yet_or_perhaps() {
    assert_eq!(
        on("union-suspension", "2021-01-31").standing,
        Standing::No(NotInForce::NotYet)
    );
    assert_eq!(
        on("union-suspension", "2021-02-10").standing,
        Standing::Perhaps(Doubt::MayBeginLater)
    );
    assert_eq!(on("union-suspension", "2021-02-28").standing, CERTAINLY);
    assert_eq!(
        on("union-suspension", "2021-08-10").standing,
        Standing::Perhaps(Doubt::MayHaveEnded)
    );
    assert_eq!(on("union-suspension", "2021-08-29").standing, END_PASSED);
    assert_eq!(
        on("mataev-a-prison", "2016-10-02").standing,
        Standing::No(NotInForce::NotYet)
    );
    assert_eq!(on("mataev-a-prison", "2016-10-03").standing, CERTAINLY);
    // Told in force in July 2021 does not say since when: in 2018 the ban may have begun or not.
    assert_eq!(
        on("bokayev-ban", "2018-07-21").standing,
        Standing::No(NotInForce::NotYet)
    );
    assert_eq!(
        on("bokayev-ban", "2018-07-22").standing,
        Standing::Perhaps(Doubt::MayBeginLater)
    );
}
