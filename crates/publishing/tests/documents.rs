//! Whole documents: what every publication keeps, in every language and form.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

#[path = "../examples/sample/inputs.rs"]
mod inputs;
mod markup;

use aigaq_publishing::csv::{self, Mark};
use aigaq_publishing::document::{
    Bar, Block, Chart, ChartLook, Inline, ListSize, RecordId, RowKind,
};
use aigaq_publishing::{
    Anchors, Breakdown, DateWords, Document, End, Language, Links, NoLinks, Pages, Part, Phrases,
    ReportInput, RowMeaning, Tally, Unit, commitments_matrix, html, json, report,
    restrictions_register,
};
use aigaq_schema::Day;

fn all(language: Language) -> [Document; 4] {
    let phrases = Phrases::of(language);
    [
        report(&inputs::bulletin(language), phrases),
        report(&inputs::empty_bulletin(), phrases),
        restrictions_register(&inputs::restrictions(language), phrases),
        commitments_matrix(&inputs::commitments(language), phrases),
    ]
}

fn every() -> Vec<Document> {
    Language::ALL.into_iter().flat_map(all).collect()
}

fn pages() -> Pages {
    Pages {
        record_prefix: "/records/".to_owned(),
        query_prefix: "/".to_owned(),
    }
}

fn parts(input: &mut ReportInput) -> impl Iterator<Item = &mut Part> {
    input
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.parts)
}

/// The first table of counts.
fn counted(input: &mut ReportInput) -> &mut Breakdown {
    let mut tables = parts(input).filter_map(|part| match part {
        Part::Counts(breakdown) => Some(breakdown),
        _ => None,
    });
    tables.next().unwrap()
}

fn english_bulletin() -> Document {
    report(&inputs::bulletin(Language::En), Phrases::of(Language::En))
}

fn ways() -> [Box<dyn Links>; 3] {
    [Box::new(Anchors), Box::new(pages()), Box::new(NoLinks)]
}

#[test]
fn every_file_is_well_formed_and_every_link_inside_it_arrives() {
    for document in every() {
        for links in ways() {
            markup::check(&html::html(&document, links.as_ref()));
            markup::check(&html::html_fragment(&document, links.as_ref()));
        }
    }
}

#[test]
fn no_file_asks_for_anything_else() {
    for document in every() {
        let file = html::html(&document, &Anchors);
        for asked in [
            "<script", "<link", "<img", "<iframe", " src=", "@import", "url(http", "url(/",
        ] {
            assert!(!file.contains(asked), "{asked} in {}", document.title);
        }
        let fragment = html::html_fragment(&document, &pages());
        assert!(!fragment.contains("<style") && !fragment.contains(" style="));
    }
}

#[test]
fn every_phrase_is_there() {
    for document in every() {
        assert!(
            !html::html(&document, &Anchors).contains('⟦'),
            "{}",
            document.title
        );
        assert!(!csv::single(&document, Mark::Plain).unwrap().contains('⟦'));
    }
}

#[test]
fn every_table_has_a_label_a_caption_a_unit_and_full_rows() {
    for document in every() {
        for table in document.tables(true) {
            let named = [&table.label, &table.caption, &table.unit];
            assert!(
                named.iter().all(|text| !text.trim().is_empty()),
                "{:?}",
                table.id
            );
            for row in &table.rows {
                assert_eq!(row.cells.len(), table.columns.len(), "{:?}", table.id);
            }
        }
        let tables = document.tables(true);
        let mut ids: Vec<_> = tables.iter().map(|table| &table.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(
            ids.len(),
            tables.len(),
            "two tables share an id in {}",
            document.title
        );
        for row in document.dataset.iter().flat_map(|dataset| &dataset.rows) {
            assert_eq!(row.len(), document.dataset.as_ref().unwrap().columns.len());
        }
    }
}

#[test]
fn an_empty_period_says_so_in_every_section() {
    let document = report(&inputs::empty_bulletin(), Phrases::of(Language::En));
    for section in &document.sections {
        assert!(!section.blocks.is_empty(), "{}", section.title);
    }
    let file = html::html(&document, &Anchors);
    for sentence in [
        "No figures were counted for this period.",
        "Nothing was recorded in this period.",
        "No restriction is known to be certainly in force on this day.",
    ] {
        assert!(file.contains(sentence), "{sentence}");
    }
}

#[test]
fn case_01_eight_figures_of_684_are_shown_beside_1414_threats_and_684_people() {
    let document = english_bulletin();
    let others = document
        .sections
        .iter()
        .find(|section| section.id == "others")
        .unwrap();
    let [_, Block::Table(table), Block::Notice(notice)] = others.blocks.as_slice() else {
        panic!("a table and a notice: {:?}", others.blocks);
    };
    assert_eq!(table.rows.len(), 8 + 1 + 2);
    assert_eq!(table.rows[8].kind, RowKind::Subtotal);
    let said: Vec<String> = notice
        .content
        .iter()
        .map(|line| csv::line_text(line, Language::En))
        .collect();
    assert_eq!(
        said,
        [
            "The 8 figures add up to 684; they are printed as parts of 1,414 (threats), which they do not make.",
            "They match another total: 684 (people).[2]",
        ]
    );
}

fn remarks_under(document: &Document, table_id: &str) -> Vec<String> {
    let tables = document.tables(true);
    let table = tables.iter().find(|table| table.id.0 == table_id).unwrap();
    table
        .notes
        .iter()
        .map(|line| csv::line_text(line, document.language))
        .collect()
}

#[test]
fn rows_that_overlap_or_do_not_add_up_are_said_to() {
    let document = english_bulletin();
    assert!(remarks_under(&document, "types-acts-type")[0].contains("do not add up"));
    assert_eq!(
        remarks_under(&document, "threat-sources-acts-main")[0].replace('\u{A0}', " "),
        "The rows should add up to the total and do not: they give 1,400 acts, the total is 1,414 acts."
    );
    assert!(remarks_under(&document, "categories-persons-category").is_empty());
}

#[test]
fn unknown_rows_stand_apart_after_the_codes_and_before_the_total() {
    let mut input = inputs::bulletin(Language::En);
    let breakdown = counted(&mut input);
    breakdown.rows.reverse();
    assert_eq!(breakdown.rows[0].meaning, RowMeaning::Unknown);
    let document = report(&input, Phrases::of(Language::En));
    let kinds: Vec<RowKind> = document
        .tables(true)
        .into_iter()
        .find(|table| table.id.0 == "categories-persons-category")
        .unwrap()
        .rows
        .iter()
        .map(|row| row.kind)
        .collect();
    assert!(matches!(
        kinds.as_slice(),
        [.., RowKind::Body { .. }, RowKind::Apart, RowKind::Total]
    ));
}

#[test]
fn in_a_file_every_figure_with_records_leads_to_them_and_shows_no_query() {
    let file = html::html(&english_bulletin(), &Anchors);
    assert!(file.contains("href=\"#count-"));
    assert!(file.contains("href=\"#r-A1\""));
    for query in ["count/acts", "\"c/1\"", "r/certainly"] {
        assert!(!file.contains(query), "{query}");
    }
}

#[test]
fn a_number_that_no_page_lists_leads_to_its_records_in_the_annex() {
    let mut input = inputs::bulletin(Language::En);
    let figures = parts(&mut input).find_map(|part| match part {
        Part::Figures(figures) => Some(figures),
        _ => None,
    });
    let figures = figures.unwrap();
    figures.headlines.truncate(1);
    figures.headlines[0].this = Tally::of_records(1, vec![RecordId::new("A9")]);
    let document = report(&input, Phrases::of(Language::En));
    let file = html::html(&document, &Anchors);
    assert!(
        file.contains("aria-label=\"1 act\">1</a>"),
        "linked in the file"
    );
    let page = html::html_fragment(&document, &pages());
    assert!(
        page.contains("aria-label=\"1 act\">1</a>") && page.contains("s-annex"),
        "in the program too, where no page answers"
    );
}

#[test]
fn in_the_program_figures_open_their_pages_and_there_is_no_annex() {
    let page = html::html_fragment(&english_bulletin(), &pages());
    assert!(page.contains("href=\"/count/acts\""));
    assert!(page.contains("href=\"/records/A1\""));
    assert!(!page.contains("s-annex"));
}

#[test]
fn a_bad_address_is_text_and_markup_in_a_name_is_text() {
    let file = html::html(&english_bulletin(), &Anchors);
    assert!(file.contains("javascript:alert(1)") && !file.contains("href=\"javascript"));
    assert!(file.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co"));
}

#[test]
fn the_three_lists_of_restrictions_are_never_one() {
    let document = restrictions_register(
        &inputs::restrictions(Language::En),
        Phrases::of(Language::En),
    );
    let sizes: Vec<(String, usize)> = document
        .tables(false)
        .iter()
        .map(|table| (table.id.0.clone(), table.rows.len()))
        .collect();
    assert_eq!(
        sizes,
        [
            ("restrictions-certainly".to_owned(), 2),
            ("restrictions-perhaps".to_owned(), 1)
        ]
    );
    let rows = &document.dataset.unwrap().rows;
    assert_eq!(rows.len(), 3);
}

#[test]
fn commitments_are_counted_by_level_and_repeated_ones_once() {
    let document = commitments_matrix(
        &inputs::commitments(Language::En),
        Phrases::of(Language::En),
    );
    let tables = document.tables(true);
    let table = tables
        .iter()
        .find(|table| table.id.0 == "overview-independent")
        .unwrap();
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| {
            let text = |line| csv::line_text(line, Language::En);
            row.cells
                .iter()
                .map(|cell| cell.lines.iter().map(text).collect())
                .collect()
        })
        .collect();
    assert_eq!(
        rows,
        [
            ["on paper only", "0", "0"],
            ["applied in part", "0", "0"],
            ["assessments differ", "1", "1"],
            ["not assessed", "2", "2"],
            ["Total", "3", "2"],
        ]
    );
}

#[test]
fn the_scorecard_by_topic_counts_what_a_recount_of_the_rows_counts() {
    for language in Language::ALL {
        let mut input = inputs::commitments(language);
        for (at, row) in input.commitments.iter_mut().enumerate() {
            row.themes = match at % 3 {
                0 => vec![
                    "assembly".to_owned(),
                    "media".to_owned(),
                    "media".to_owned(),
                ],
                1 => vec!["media".to_owned()],
                _ => Vec::new(),
            };
        }
        let document = commitments_matrix(&input, Phrases::of(language));
        let tables = document.tables(true);
        let table = tables
            .iter()
            .find(|table| table.id.0 == "overview-topics")
            .unwrap();
        let text = |cell: &aigaq_publishing::document::Cell| -> String {
            cell.lines
                .iter()
                .map(|line| csv::line_text(line, language))
                .collect()
        };
        let rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(text).collect())
            .collect();
        assert_eq!(rows.len(), 4, "{rows:?}");
        for row in &rows {
            let of: Vec<_> = match row[0].as_str() {
                theme @ ("assembly" | "media") => {
                    let all = input.commitments.iter();
                    all.filter(|c| c.themes.iter().any(|t| t == theme))
                        .collect()
                }
                _ if row == rows.last().unwrap() => input.commitments.iter().collect(),
                _ => input
                    .commitments
                    .iter()
                    .filter(|c| c.themes.is_empty())
                    .collect(),
            };
            let numbers: Vec<usize> = row[1..].iter().map(|n| n.parse().unwrap()).collect();
            assert_eq!(numbers[0], of.len(), "{row:?}");
            assert_eq!(numbers[1..].iter().sum::<usize>(), of.len(), "{row:?}");
            let unassessed = of
                .iter()
                .filter(|c| c.independent.assessments.is_empty())
                .count();
            assert_eq!(numbers.last(), Some(&unassessed), "{row:?}");
        }
    }
}

#[test]
fn no_cell_of_a_sheet_is_a_formula() {
    for document in every() {
        let single = csv::single(&document, Mark::ForExcel).unwrap();
        assert!(single.starts_with('\u{FEFF}'));
        let files = csv::files(&document, Mark::Plain).unwrap();
        for content in files.iter().map(|file| &file.content).chain([&single]) {
            let mut reader = ::csv::ReaderBuilder::new()
                .flexible(true)
                .has_headers(false)
                .from_reader(content.trim_start_matches('\u{FEFF}').as_bytes());
            for record in reader.records() {
                for cell in &record.unwrap() {
                    assert!(
                        !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
                            || aigaq_schema::cells::is_plain_number(cell),
                        "{cell:?}"
                    );
                }
            }
        }
        let mut stems: Vec<_> = files.iter().map(|file| file.stem.as_str()).collect();
        assert!(
            stems
                .iter()
                .all(|s| s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
        );
        stems.sort_unstable();
        stems.dedup();
        assert_eq!(stems.len(), files.len(), "two files share a name");
    }
    let matrix = commitments_matrix(
        &inputs::commitments(Language::En),
        Phrases::of(Language::En),
    );
    assert!(
        csv::single(&matrix, Mark::Plain)
            .unwrap()
            .contains("'=HYPERLINK")
    );
}

#[test]
fn a_caveat_travels_with_its_figure() {
    let document = english_bulletin();
    let caveat = "Named people only; about 40 more were not named.";
    assert!(html::html(&document, &Anchors).contains(caveat));
    assert!(
        csv::single(&document, Mark::Plain)
            .unwrap()
            .contains(caveat)
    );
}

#[test]
fn a_document_survives_its_json() {
    for document in every() {
        let text = json::json(&document).unwrap();
        assert_eq!(json::parse(&text).unwrap(), document);
    }
}

#[test]
fn the_same_input_gives_the_same_file() {
    for language in Language::ALL {
        for (one, other) in all(language).iter().zip(&all(language)) {
            assert_eq!(html::html(one, &Anchors), html::html(other, &Anchors));
        }
    }
}

#[test]
fn a_note_leads_to_each_place_that_uses_it_and_back() {
    let document = english_bulletin();
    let file = html::html(&document, &Anchors);
    for (id, uses) in document.note_uses(true) {
        assert!(document.notes.iter().any(|note| note.id == id));
        for place in 1..=uses {
            assert_eq!(
                file.matches(&format!("id=\"ref-{}-{place}\"", id.0))
                    .count(),
                1
            );
            assert_eq!(
                file.matches(&format!("href=\"#ref-{}-{place}\"", id.0))
                    .count(),
                1
            );
        }
    }
    let mut numbers = document.notes.iter().map(|note| note.id.0);
    assert!(
        numbers
            .by_ref()
            .eq(1..=u32::try_from(document.notes.len()).unwrap())
    );
}

#[test]
fn a_count_is_never_printed_without_its_unit() {
    let document = english_bulletin();
    let file = html::html(&document, &Anchors);
    assert!(file.contains("1,414</a> <span class=\"unit\">acts</span>"));
    let count = Phrases::of(Language::Ru).count(2, Unit::Restrictions);
    let line = vec![Inline::CountLink { count, query: None }];
    assert_eq!(csv::line_text(&line, Language::Ru), "2\u{A0}ограничения");
}

#[test]
fn a_chart_of_two_series_differs_without_colour_and_brings_its_data() {
    let mut document = report(&inputs::empty_bulletin(), Phrases::of(Language::Ru));
    let chart = Chart {
        title: "Действия".to_owned(),
        description: "Полиция 5 и 3; суды 0 и 1414".to_owned(),
        unit: "деяния".to_owned(),
        heading: "Кто".to_owned(),
        look: ChartLook::Bars,
        adds_up: false,
        series: vec!["май".to_owned(), "июнь".to_owned()],
        bars: vec![
            Bar {
                label: "полиция".to_owned(),
                code: None,
                values: vec![5.into(), 3.into()],
                whole: None,
            },
            Bar {
                label: "суды".to_owned(),
                code: None,
                values: vec![0.into(), 1_414.into()],
                whole: None,
            },
        ],
        data_in: None,
        data_label: None,
        not_drawn: None,
        lists: Vec::new(),
        moments: Vec::new(),
    };
    document.sections[0].blocks = vec![Block::Chart(chart)];
    let fragment = html::html_fragment(&document, &NoLinks);
    markup::check(&fragment);
    assert!(
        fragment.contains("aria-labelledby=\"chart-1-wide-t\" aria-describedby=\"chart-1-wide-d\"")
    );
    assert!(fragment.contains("fill=\"url(#chart-1-narrow-hatch)\""));
    assert!(fragment.contains(">1\u{A0}414</text>"));
    assert!(fragment.contains("<td class=\"num\">1\u{A0}414</td>"));
    assert!(
        csv::single(&document, Mark::Plain)
            .unwrap()
            .contains("суды,0,1414")
    );
}

fn chart(look: ChartLook, bars: &[(&str, &str, u64)]) -> Block {
    Block::Chart(Chart {
        title: "Деяния".to_owned(),
        description: String::new(),
        unit: "деяния".to_owned(),
        heading: "Что".to_owned(),
        look,
        adds_up: true,
        series: vec!["деяния".to_owned()],
        bars: bars
            .iter()
            .map(|(label, code, value)| Bar {
                label: (*label).to_owned(),
                code: (!code.is_empty()).then(|| (*code).to_owned()),
                values: vec![(*value).into()],
                whole: None,
            })
            .collect(),
        data_in: None,
        data_label: None,
        not_drawn: None,
        lists: Vec::new(),
        moments: Vec::new(),
    })
}

#[test]
fn overlaps_of_lists_are_rows_of_dots_and_bars_where_a_row_does_not_say_on_which_lists() {
    let drawn = |codes: [&str; 2]| {
        let bars = [("Суд", codes[0], 31), ("Суд + Пресса", codes[1], 7)];
        let Block::Chart(mut chart) = chart(ChartLook::Overlaps, &bars) else {
            panic!("a chart")
        };
        chart.lists = [("Суд", 38), ("Пресса", 7)]
            .map(|(name, size)| ListSize {
                name: name.to_owned(),
                size: size.into(),
            })
            .to_vec();
        let mut document = report(&inputs::empty_bulletin(), Phrases::of(Language::Ru));
        document.sections[0].blocks = vec![Block::Chart(chart)];
        let fragment = html::html_fragment(&document, &NoLinks);
        markup::check(&fragment);
        fragment
    };
    let overlaps = drawn(["10", "11"]);
    // In the narrow and in the wide picture.
    assert_eq!(overlaps.matches("<circle class=\"c-on\"").count(), 2 * 3);
    assert_eq!(overlaps.matches("<circle class=\"c-off\"").count(), 2);
    assert!(overlaps.contains("Суд · 38") && overlaps.contains("Пресса · 7"));
    for wrong in [["10", ""], ["10", "1"], ["10", "111"], ["10", "1x"]] {
        assert!(!drawn(wrong).contains("<circle"), "{wrong:?}");
    }
}

#[test]
fn regions_are_tiles_and_what_is_elsewhere_is_said() {
    let mut document = report(&inputs::empty_bulletin(), Phrases::of(Language::Ru));
    let bars = [
        ("Казахстан", "KZ", 20),
        ("Алматы (город)", "KZ-75", 14),
        ("Южно-Казахстанская область", "KZ-YUZ", 4),
        ("За рубежом", "abroad", 2),
    ];
    document.sections[0].blocks = vec![chart(ChartLook::Regions, &bars)];
    let fragment = html::html_fragment(&document, &NoLinks);
    markup::check(&fragment);
    assert!(fragment.contains(">Алматы</text>") && fragment.contains(">Костанай</text>"));
    assert!(fragment.contains("Южно-Казахстанская область – 4; За рубежом – 2."));
}

#[test]
fn months_are_columns_and_without_codes_bars() {
    let mut document = report(&inputs::empty_bulletin(), Phrases::of(Language::Ru));
    let bars = [
        ("май 2020 г.", "2020-05", 3),
        ("июнь 2020 г.", "2020-06", 14),
    ];
    document.sections[0].blocks = vec![chart(ChartLook::Months, &bars)];
    let columns = html::html_fragment(&document, &NoLinks);
    markup::check(&columns);
    assert!(columns.contains(">июнь</text>") && columns.contains(">2020</text>"));
    let bars = [("май 2020 г.", "", 3), ("июнь 2020 г.", "", 14)];
    document.sections[0].blocks = vec![chart(ChartLook::Months, &bars)];
    let bars = html::html_fragment(&document, &NoLinks);
    assert!(bars.contains(">июнь 2020 г.</text>"));
}

#[test]
fn a_date_without_an_edtf_text_goes_to_sheets_in_words() {
    let mut input = inputs::restrictions(Language::En);
    let (first, last) = (
        Day::from_ymd(2024, 2, 2).unwrap(),
        Day::from_ymd(2024, 3, 1).unwrap(),
    );
    input.certainly.rows[0].end = End::Computed(DateWords::between(first, last, Language::En));
    let document = restrictions_register(&input, Phrases::of(Language::En));
    let words = "between 2\u{A0}February 2024 and 1\u{A0}March 2024";
    assert!(csv::single(&document, Mark::Plain).unwrap().contains(words));
    let files = csv::files(&document, Mark::Plain).unwrap();
    assert!(
        files
            .iter()
            .filter(|file| file.content.contains(words))
            .count()
            == 2
    );
}

#[test]
fn a_large_register_is_written() {
    let mut input = inputs::restrictions(Language::Ru);
    let row = input.certainly.rows[0].clone();
    input.certainly.rows = (0..20_000)
        .map(|number| aigaq_publishing::RestrictionRow {
            record: Some(RecordId::new(format!("R{number}"))),
            ..row.clone()
        })
        .collect();
    let records = input
        .certainly
        .rows
        .iter()
        .filter_map(|row| row.record.clone())
        .collect();
    input.certainly.restrictions = Tally::of_records(20_000, records);
    let document = restrictions_register(&input, Phrases::of(Language::Ru));
    let file = html::html(&document, &Anchors);
    assert!(file.contains("id=\"r-R19999\"") && file.contains("href=\"#r-R19999\""));
    assert!(csv::single(&document, Mark::Plain).unwrap().lines().count() > 20_000);
}

#[test]
fn the_register_as_one_csv_file() {
    let document = restrictions_register(
        &inputs::restrictions(Language::En),
        Phrases::of(Language::En),
    );
    insta::assert_snapshot!(
        csv::single(&document, Mark::Plain)
            .unwrap()
            .replace("\r\n", "\n")
    );
}

#[test]
fn the_bulletin_as_one_csv_file() {
    insta::assert_snapshot!(
        csv::single(&english_bulletin(), Mark::Plain)
            .unwrap()
            .replace("\r\n", "\n")
    );
}

#[test]
fn the_matrix_as_a_page_in_kazakh() {
    let document = commitments_matrix(
        &inputs::commitments(Language::Kk),
        Phrases::of(Language::Kk),
    );
    insta::assert_snapshot!(html::html_fragment(&document, &pages()));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_from_outside_breaks_a_file(text in proptest::prelude::any::<String>()) {
        let mut input = inputs::bulletin(Language::Kk);
        input.title.clone_from(&text);
        input.period.clone_from(&text);
        for part in parts(&mut input) {
            if let Part::Chronicle(happenings) = part {
                happenings.all[0].what.clone_from(&text);
                happenings.all[0].record = Some(RecordId::new(text.clone()));
            }
        }
        let breakdown = counted(&mut input);
        breakdown.only = Some(text.clone());
        breakdown.rows[0].label.clone_from(&text);
        let tally = breakdown.rows[0].tally.as_mut().unwrap();
        tally.query = Some(aigaq_publishing::document::Query::new(text.clone()));
        input.records[0].id = RecordId::new(text.clone());
        for reference in input.library.values_mut() {
            reference.url.clone_from(&text);
            reference.language = Some(text.clone());
        }
        let document = report(&input, Phrases::of(Language::Kk));
        for links in ways() {
            markup::check(&html::html(&document, links.as_ref()));
        }
        csv::files(&document, Mark::Plain).unwrap();
    }
}
