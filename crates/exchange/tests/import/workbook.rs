//! The invented workbook from end to end, counted again from the truth that its generator knows.

use crate::memory::{Memory, run};
use crate::month::{self, Incident, Target};
use aigaq_exchange::workbook::{Corrections, Remembered, Role, WhyLeftOut, WhySkipped, Workbook};
use aigaq_exchange::{Import, Quarantined, Report};
use aigaq_schema::{Day, RecordId, Schema, Value, Via};
use std::collections::{BTreeMap, BTreeSet};

const ANSWERS: &str = include_str!("../../../../demo/invented/answers.toml");
const COMMITTED: &[u8] = include_bytes!("../../../../demo/invented/мониторинг-2024.xlsx");

fn today() -> Day {
    Day::from_ymd(2024, 5, 2).unwrap()
}

fn answers() -> Remembered {
    Remembered::read("answers.toml", ANSWERS, Schema::shipped()).unwrap()
}

fn open(bytes: Vec<u8>) -> Workbook {
    Workbook::open(month::FILE, bytes).unwrap()
}

fn import(bytes: Vec<u8>) -> Import {
    open(bytes)
        .import(
            Schema::shipped(),
            &answers(),
            &Corrections::default(),
            today(),
        )
        .unwrap()
}

fn imported() -> (Memory, Report, Vec<Quarantined>) {
    let mut memory = Memory::default();
    let (report, quarantined) = run(&mut memory, &import(COMMITTED.to_vec()), 1, false);
    (memory, report, quarantined)
}

fn of_type(memory: &Memory, record_type: &str) -> BTreeSet<RecordId> {
    memory
        .all()
        .filter(|s| s.record_type == record_type)
        .map(|s| s.record)
        .collect()
}

/// value → how many records of the type have it.
fn counted(memory: &Memory, record_type: &str, property: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for record in of_type(memory, record_type) {
        for value in memory.values(record, property) {
            *counts.entry(value).or_default() += 1;
        }
    }
    counts
}

/// Which types make one act for each target: counted here apart from the list.
fn is_each(code: &str) -> bool {
    code.starts_with("LIB.") || code.starts_with("ADM.") || code.starts_with("CRM.")
}

fn acts_of(incident: &Incident) -> Vec<(&'static str, usize)> {
    let people = incident.targets.len();
    incident
        .acts
        .iter()
        .map(|code| (*code, if is_each(code) { people } else { 1 }))
        .collect()
}

#[test]
fn the_committed_workbook_is_what_its_generator_makes() {
    assert!(
        month::workbook().unwrap() == COMMITTED,
        "run the example “invented” again"
    );
}

#[test]
fn its_columns_are_guessed_and_its_unknown_words_asked_once() {
    let schema = Schema::shipped();
    let book = open(COMMITTED.to_vec());
    let guess = book.guess(
        schema,
        &Remembered::default(),
        &Corrections::default(),
        today(),
    );
    assert_eq!(guess.name, "мониторинг-2024");
    let march = guess
        .sheets
        .iter()
        .find(|s| s.name == month::MARCH)
        .unwrap();
    assert_eq!(march.heading_row, Some(u64::from(month::HEADING_ROW) + 1));
    assert_eq!((march.year, march.month), (Some(2024), Some(3)));
    let roles: Vec<Role> = march.columns.iter().map(|c| c.role).collect();
    assert_eq!(
        roles,
        [
            Role::RowId,
            Role::When,
            Role::Region,
            Role::Where,
            Role::What,
            Role::Whom,
            Role::Category,
            Role::People,
            Role::ByWhom,
            Role::Act,
            Role::Law,
            Role::Outcome,
            Role::Source,
            Role::Link,
            Role::Note,
            Role::Keep,
        ]
    );
    let april = guess
        .sheets
        .iter()
        .find(|s| s.name == month::APRIL)
        .unwrap();
    assert_eq!((april.heading_row, april.heading_last), (Some(3), Some(4)));
    assert_eq!((april.year, april.month), (Some(2024), Some(4)));
    let roles: Vec<Role> = april.columns.iter().map(|c| c.role).collect();
    assert_eq!(
        roles,
        [
            Role::Act,
            Role::Whom,
            Role::Category,
            Role::When,
            Role::What,
            Role::Region
        ]
    );
    let left_out: Vec<_> = guess.sheets.iter().filter_map(|s| s.left_out).collect();
    assert_eq!(left_out, [WhyLeftOut::NoHeadings, WhyLeftOut::Empty]);
    let asked: BTreeSet<(&str, &str)> = guess
        .unknown_words
        .iter()
        .map(|w| (w.asks.of(), w.word.as_str()))
        .collect();
    assert_eq!(
        asked,
        BTreeSet::from([
            ("act_types", "проф. беседа"),
            ("act_types", "недопуск на суд"),
            ("regions", "Карагандинсая обл"),
            ("target_categories", "гр. активист"),
            ("threat_sources", "ДП г. Алматы"),
            ("threat_sources", "УП Бостандыкского р-на"),
            ("threat_sources", "люди в штатском"),
            // There is no such day, so it is asked which one is meant.
            (month::MARCH, "32.03.2024"),
        ])
    );
    let region = guess
        .unknown_words
        .iter()
        .find(|w| w.asks.of() == "regions")
        .unwrap();
    assert_eq!(region.suggestions[0], "KZ-35");
    let truth = month::march();
    let in_march = truth
        .iter()
        .filter(|i| i.written.region == region.word)
        .count();
    let twice = truth
        .iter()
        .filter(|i| [33, 66].contains(&i.number) && i.written.region == region.word)
        .count();
    assert_eq!(region.rows as usize, in_march + twice);
    let open = book.guess(schema, &answers(), &Corrections::default(), today());
    let open: Vec<&str> = open.unknown_words.iter().map(|w| w.word.as_str()).collect();
    assert_eq!(open, ["32.03.2024"]);
}

#[test]
fn every_incident_is_counted_as_it_is() {
    let (memory, report, quarantined) = imported();
    let truth = month::march();
    assert_eq!(truth.len(), 120);
    let april = month::APRIL_ROWS.len();
    let refused: Vec<&Quarantined> = quarantined.iter().filter(|q| q.is_row()).collect();
    assert_eq!(refused.len(), 2, "{quarantined:#?}");
    assert!(refused.iter().all(|q| {
        q.reason
            .english()
            .starts_with("says the same in every cell as row ")
    }));
    let cells: Vec<(&str, &str)> = quarantined
        .iter()
        .filter(|q| !q.is_row())
        .map(|q| (q.column.as_str(), q.value.as_str()))
        .collect();
    assert_eq!(cells, [("Дата события", "32.03.2024")]);
    assert_eq!(report.rows as usize, 120 + 2 + april);
    assert_eq!(of_type(&memory, "event").len(), 120 + april);

    let mut acts: BTreeMap<String, usize> = BTreeMap::new();
    for (code, number) in truth.iter().flat_map(acts_of) {
        *acts.entry(code.to_owned()).or_default() += number;
    }
    for code in [
        "ADM.fine",
        "LIB.adminarr",
        "LIB.detain",
        "LIB.detain",
        "ADM.fine",
        "PRS.surv",
        "PRS.threat",
        "CRM.summon",
    ] {
        *acts.entry(code.to_owned()).or_default() += 1;
    }
    assert_eq!(counted(&memory, "act", "type"), acts);

    let mut regions: BTreeMap<String, usize> = BTreeMap::new();
    for incident in &truth {
        *regions.entry(incident.region.to_owned()).or_default() += 1;
    }
    *regions.entry("KZ-15".to_owned()).or_default() += april;
    assert_eq!(counted(&memory, "event", "region"), regions);

    let names: BTreeSet<String> = truth
        .iter()
        .flat_map(|i| &i.targets)
        .filter_map(|t| match t {
            Target::Named(name) => Some(name.clone()),
            _ => None,
        })
        .chain(month::APRIL_ROWS.map(|(_, name, _)| name.to_owned()))
        .collect();
    let groups = truth
        .iter()
        .flat_map(|i| &i.targets)
        .filter(|t| matches!(t, Target::Group(_)))
        .count();
    let kinds = counted(&memory, "actor", "kind");
    assert_eq!(kinds["person"], names.len());
    let bodies: BTreeSet<_> = truth.iter().filter_map(|i| i.body).collect();
    let unnamed_bodies = bodies.iter().filter(|(_, code)| *code == "unknown").count();
    assert_eq!(kinds["group"], groups + unnamed_bodies);
    assert_eq!(
        of_type(&memory, "actor").len(),
        names.len() + groups + bodies.len()
    );
    assert_eq!(
        counted(&memory, "actor", "source_class")
            .values()
            .sum::<usize>(),
        bodies.len()
    );

    let roles = counted(&memory, "involvement", "role");
    let (mut targets, mut perpetrators) = (april, 0);
    for incident in &truth {
        for (code, number) in acts_of(incident) {
            targets += incident.targets.len();
            perpetrators += usize::from(incident.body.is_some()) * number;
            assert!(number == 1 || is_each(code));
        }
    }
    assert_eq!(roles["target"], targets);
    assert_eq!(roles["perpetrator.main"], perpetrators);

    let mut categories: BTreeMap<String, usize> =
        BTreeMap::from([("journalist".to_owned(), april)]);
    for incident in &truth {
        if let Some(category) = incident.category {
            let involved = incident.acts.len() * incident.targets.len();
            *categories.entry(category.to_owned()).or_default() += involved;
        }
    }
    assert_eq!(counted(&memory, "involvement", "category"), categories);

    let mut laws: BTreeMap<String, usize> = BTreeMap::new();
    for incident in truth.iter().filter(|i| !i.law.is_empty()) {
        let number: usize = acts_of(incident).iter().map(|(_, n)| n).sum();
        *laws.entry(incident.law.to_owned()).or_default() += number;
    }
    assert_eq!(counted(&memory, "act", "law"), laws);

    let links: BTreeSet<_> = truth.iter().filter_map(|i| i.link.clone()).collect();
    assert_eq!(counted(&memory, "source", "url").len(), links.len());
    let by_title: BTreeSet<_> = truth
        .iter()
        .filter(|i| i.link.is_none())
        .map(|i| i.source)
        .collect();
    assert_eq!(
        of_type(&memory, "source").len(),
        links.len() + by_title.len()
    );
    let in_a_column = truth.iter().filter(|i| i.note).count();
    let on_cells = truth.iter().filter(|i| i.number % 40 == 1).count();
    assert_eq!(of_type(&memory, "note").len(), in_a_column + on_cells);
    let texts = counted(&memory, "note", "text");
    let on_a_cell = texts
        .iter()
        .find(|(text, _)| text.contains("просил не звонить"));
    assert_eq!(on_a_cell.map(|(_, n)| *n), Some(on_cells), "{texts:?}");
}

#[test]
fn days_are_read_however_they_are_written() {
    let (memory, ..) = imported();
    let days = counted(&memory, "event", "start");
    let mut truth: BTreeMap<String, usize> = BTreeMap::new();
    for incident in month::march() {
        let day = match (incident.start, incident.number) {
            (Some(day), _) => format!("2024-03-{day:02}"),
            (None, 88) => "2024-03".to_owned(),
            _ => continue,
        };
        *truth.entry(day).or_default() += 1;
    }
    for day in [2, 3, 4, 8, 9, 12, 15, 20] {
        *truth.entry(format!("2024-04-{day:02}")).or_default() += 1;
    }
    assert_eq!(days, truth);
    let ends = counted(&memory, "event", "end").values().sum::<usize>();
    assert_eq!(
        ends,
        1 + month::march().iter().filter(|i| i.end.is_some()).count()
    );
}

#[test]
fn every_row_is_imported_in_quarantine_or_skipped() {
    let (memory, report, quarantined) = imported();
    let read = report.workbook.as_ref().unwrap();
    let skipped: u64 = read
        .skipped
        .iter()
        .filter(|s| s.sheet == month::MARCH)
        .map(aigaq_exchange::workbook::Skipped::rows)
        .sum();
    let march = report
        .tables
        .iter()
        .find(|t| t.table == month::MARCH)
        .unwrap();
    assert_eq!(march.skipped_rows, skipped);
    let whole = quarantined
        .iter()
        .filter(|q| q.is_row() && q.table == month::MARCH)
        .count() as u64;
    let events = of_type(&memory, "event").len() as u64 - month::APRIL_ROWS.len() as u64;
    assert_eq!(march.rows, events + whole);
    let why: BTreeMap<&str, u64> = read
        .skipped
        .iter()
        .filter(|s| s.sheet == month::MARCH)
        .fold(BTreeMap::new(), |mut all, s| {
            *all.entry(s.why.code()).or_default() += s.rows();
            all
        });
    // Title, author, update, an empty row; headings; numbers; four weeks; three empty and two prepared rows; totals.
    let expected = [
        (WhySkipped::AboveHeadings, 4),
        (WhySkipped::Headings, 1),
        (WhySkipped::ColumnNumbers, 1),
        (WhySkipped::Between, 4),
        (WhySkipped::Empty, 5),
        (WhySkipped::Totals, 1),
    ];
    assert_eq!(
        why,
        expected.iter().map(|(why, n)| (why.code(), *n)).collect()
    );
}

#[test]
fn the_rule_for_several_targets_is_in_the_report() {
    let (_, report, _) = imported();
    let read = report.workbook.unwrap();
    let truth = month::march();
    let several = || truth.iter().filter(|i| i.targets.len() > 1);
    let each: u64 = several()
        .flat_map(|i| {
            i.acts
                .iter()
                .filter(|c| is_each(c))
                .map(|_| i.targets.len() as u64)
        })
        .sum();
    let together = several()
        .flat_map(|i| i.acts.iter().filter(|c| !is_each(c)))
        .count() as u64;
    assert!(each > 0 && together > 0);
    assert_eq!(read.each.values().sum::<u64>(), each);
    assert_eq!(read.together.values().sum::<u64>(), together);
}

#[test]
fn what_is_said_names_sheet_row_and_column() {
    let (memory, ..) = imported();
    let fine = memory
        .all()
        .find(|s| s.statement.property == "outcome" && s.statement.value.plain() == "15 суток")
        .unwrap();
    let Via::Import { table, row, column } = &fine.statement.via else {
        panic!("{:?}", fine.statement.via);
    };
    assert_eq!(
        (table.as_str(), column.as_str()),
        (month::MARCH, "Результат")
    );
    assert!(row.parse::<usize>().is_ok());
    assert!(memory.all().all(
        |s| !matches!(&s.statement.value, Value::Text { text, .. } if text.contains("=COUNTA"))
    ));
}

#[test]
fn the_same_workbook_again_changes_nothing() {
    let (mut memory, ..) = imported();
    let before = memory.all().count();
    let (report, _) = run(&mut memory, &import(COMMITTED.to_vec()), 2, false);
    assert_eq!(memory.all().count(), before);
    assert_eq!((report.statements, report.withdrawn), (0, 0));
    assert_eq!((report.records_new, report.records_changed), (0, 0));
    assert_eq!(report.emptied.count, 0);
}

#[test]
fn a_corrected_cell_changes_only_what_it_says() {
    let (mut memory, ..) = imported();
    let mut march = month::march();
    let at = march
        .iter()
        .position(|i| i.written.outcome == "15 суток" && i.targets.len() == 1)
        .unwrap();
    march[at].written.outcome = "20 суток";
    let (report, _) = run(
        &mut memory,
        &import(month::workbook_of(&march).unwrap()),
        2,
        false,
    );
    assert_eq!(
        (report.statements, report.withdrawn, report.records_changed),
        (1, 1, 1)
    );
    assert_eq!(report.records_new, 0);
}

#[test]
fn an_act_that_the_row_names_no_more_is_taken_back() {
    let (mut memory, ..) = imported();
    let live = |memory: &Memory| counted(memory, "act", "type");
    let before = live(&memory);
    let mut march = month::march();
    let at = march
        .iter()
        .position(|i| i.written.act == "задержание, штраф" && i.targets.len() == 1)
        .unwrap();
    march[at].written.act = "задержание";
    let again = import(month::workbook_of(&march).unwrap());
    run(&mut memory, &again, 2, false);
    let after = live(&memory);
    assert_eq!(after["ADM.fine"] + 1, before["ADM.fine"]);
    assert_eq!(after["LIB.detain"], before["LIB.detain"]);
    let (report, _) = run(&mut memory, &again, 3, false);
    assert_eq!((report.statements, report.withdrawn), (0, 0));
}

#[test]
fn an_answer_given_later_adds_only_what_it_says() {
    let mut memory = Memory::default();
    let schema = Schema::shipped();
    let book = open(COMMITTED.to_vec());
    let import = |answers: &Remembered| {
        book.import(schema, answers, &Corrections::default(), today())
            .unwrap()
    };
    let (_, quarantined) = run(&mut memory, &import(&Remembered::default()), 1, false);
    let acts = of_type(&memory, "act").len();
    assert!(quarantined.iter().any(|q| q.value == "проф. беседа"));
    let (report, quarantined) = run(&mut memory, &import(&answers()), 2, false);
    assert!(quarantined.iter().all(|q| q.value != "проф. беседа"));
    // Types of act that are split by target could not be known before; nothing else is new or gone.
    assert_eq!(of_type(&memory, "act").len(), acts);
    assert_eq!(report.records_new, 0);
    let (complete, ..) = imported();
    for (record_type, property) in [
        ("act", "type"),
        ("event", "region"),
        ("involvement", "category"),
        ("actor", "source_class"),
        ("actor", "kind"),
    ] {
        assert_eq!(
            counted(&memory, record_type, property),
            counted(&complete, record_type, property),
            "{property}"
        );
    }
}
