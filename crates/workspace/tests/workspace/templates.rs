//! Publications by templates: every shipped one from real data, one of the group's own, and what is asked of the analyst.

use crate::outputs::kazakhstan;
use crate::world::{World, asking};
use aigaq_press::file::{Format, file};
use aigaq_publishing::about::Form;
use aigaq_publishing::document::{Block, ChartLook, Section};
use aigaq_publishing::{Anchors, Document, Pages, csv, html, pictures};
use aigaq_schema::{Day, Language};
use aigaq_workspace::{
    About, Asking, Audience, Draw, FreezeWish, Freezing, NotesAt, Output, Refused, TemplateCode,
    Wish, Words,
};
use std::collections::BTreeSet;

fn ask(language: Language) -> Asking {
    asking(language, Day::from_ymd(2021, 7, 22).unwrap())
}

fn over(template: &TemplateCode, from: &str, to: &str) -> Output {
    Output::Report {
        template: template.clone(),
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
        least: None,
    }
}

fn code(text: &str) -> TemplateCode {
    text.parse().unwrap()
}

impl World {
    fn made(&self, output: Output, audience: Audience, language: Language) -> Document {
        let wish = Wish { output, audience };
        self.workspace.publish(&ask(language), &wish).unwrap()
    }

    fn keep(&mut self, name: &str, text: &str) -> Result<(), Refused> {
        let form = (self.token(), self.moment());
        let kept = (&code(name), text);
        self.workspace
            .keep_template(&ask(Language::En), form, kept, "changed")
            .map(|_| ())
    }

    fn write(&mut self, output: Output, audience: Audience, section: &str, text: &str) {
        let form = (self.token(), self.moment());
        let wish = Wish { output, audience };
        self.workspace
            .say_analyst_notes(&ask(Language::En), form, &wish, &[(section, text)], "anew")
            .unwrap();
    }
}

fn sections<'d>(within: &'d [Section], all: &mut Vec<&'d Section>) {
    for section in within {
        all.push(section);
        sections(&section.parts, all);
    }
}

/// What stands in quotation marks behind this.
fn values<'p>(page: &'p str, behind: &'p str) -> impl Iterator<Item = &'p str> {
    let parts = page.split(behind).skip(1);
    parts.filter_map(|part| part.split('"').next())
}

fn every_link_leads_to_something(page: &str, template: &str) {
    let called: BTreeSet<&str> = values(page, " id=\"").collect();
    for to in values(page, " href=\"#") {
        assert!(called.contains(to), "{template}: nothing is called {to}");
    }
}

/// The ids of its sections, without the end that every publication has.
fn ids(document: &Document) -> Vec<&str> {
    let ids = document.sections.iter().map(|section| section.id.as_str());
    ids.filter(|id| !["notes", "definitions", "annex"].contains(id))
        .collect()
}

#[test]
fn every_template_makes_a_page_that_is_well_formed_in_three_languages_from_the_real_data() {
    let world = kazakhstan();
    for template in TemplateCode::shipped() {
        let mut told = BTreeSet::new();
        for language in Language::ALL {
            let output = over(&template, "2020-01-01", "2020-12-31");
            let document = world.made(output, Audience::Public, language);
            let page = html::html(&document, &Anchors);
            crate::markup::check(&page);
            every_link_leads_to_something(&page, template.as_str());
            let pages = Pages {
                record_prefix: "/record/".to_owned(),
                query_prefix: "/".to_owned(),
            };
            crate::markup::check(&html::html_fragment(&document, &pages));
            let mut all = Vec::new();
            sections(&document.sections, &mut all);
            let unique: BTreeSet<&str> = all.iter().map(|section| section.id.as_str()).collect();
            assert_eq!(unique.len(), all.len(), "{template}: ids");
            assert!(!ids(&document).is_empty(), "{template}");
            told.insert(document.title.clone());
        }
        assert_eq!(told.len(), 3, "{template}: {told:?}");
    }
}

#[test]
fn a_period_of_which_nothing_is_known_is_published_by_every_template() {
    let world = World::new();
    for template in TemplateCode::shipped() {
        let output = over(&template, "2001-02", "2001-02");
        let document = world.made(output, Audience::Partners, Language::En);
        crate::markup::check(&html::html(&document, &Anchors));
        for format in [Format::Csv, Format::Text, Format::Xlsx] {
            file(&document, format).unwrap();
        }
    }
}

/// Two acts against one right, one against another.
fn world() -> World {
    let mut world = World::new();
    world.import(
        "actor",
        "id,name,kind\na,Aset Bektov,person\nb,Dana Sarsova,person\n",
    );
    world.import(
        "act",
        "id,type,start,target,rights\n1,LIB.detain,2020-06-01,a,assembly\n2,LIB.detain,2020-06-02,b,assembly\n3,PRS.threat,2020-06-03,b,expression\n",
    );
    world
}

const OURS: &str = r#"
kind = "annual_review"
title = { en = "Our quarter", ru = "Наш квартал" }

[[section]]
id = "words"
title.en = "In short"
text.en = "What we know of {period} on {as_of}."
ask.en = "Say it in a paragraph."

[[section]]
id = "assembly"
title.en = "Assemblies"
show = ["figures of acts, persons where rights=assembly", "acts by type where rights=assembly", "chronicle where rights=assembly"]

[[section]]
id = "law"
title.en = "Law"
ask.en = "Laws of the quarter."
"#;

#[test]
fn a_groups_own_template_decides_what_stands_in_its_publication() {
    let mut world = world();
    world.keep("ours", OURS).unwrap();
    let document = world.made(
        over(&code("ours"), "2020-06", "2020-06"),
        Audience::Internal,
        Language::En,
    );
    assert_eq!(document.title, "Our quarter");
    // A section in which nothing is written is left out.
    assert_eq!(ids(&document), ["words", "assembly"]);
    let Block::Paragraph(line) = &document.sections[0].blocks[0] else {
        panic!("a paragraph");
    };
    let text = csv::line_text(line, Language::En);
    assert_eq!(
        text.replace('\u{A0}', " "),
        "What we know of June 2020 on 22 July 2021."
    );
    let blocks = &document.sections[1].blocks;
    let figures: Vec<u64> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Figures(figures) => Some(figures.iter().map(|figure| figure.number.value())),
            _ => None,
        })
        .flatten()
        .collect();
    assert_eq!(figures, [2, 2], "acts and persons of this right alone");
    let chronicle = blocks.iter().find_map(|block| match block {
        Block::Chronicle(chronicle) => Some(chronicle),
        _ => None,
    });
    let chronicle = chronicle.unwrap();
    assert_eq!(chronicle.entries.len(), 2);
    assert!(
        chronicle.caption.contains("only: Rights"),
        "so does the chronicle: {}",
        chronicle.caption
    );
    let captions: Vec<&str> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table.caption.as_str()),
            _ => None,
        })
        .collect();
    assert!(
        captions
            .iter()
            .any(|caption| caption.contains("only: Rights")),
        "the table says which acts it counts: {captions:?}"
    );
}

#[test]
fn what_is_shown_twice_has_an_id_of_its_own_each_time() {
    let mut world = World::new();
    crate::registers::fill(&mut world);
    let twice = r#"
title.en = "Twice"

[[section]]
id = "first"
title.en = "First"
show = ["restrictions", "others", "register prisoners", "register torture"]

[[section]]
id = "second"
title.en = "Second"
show = ["restrictions", "others", "register prisoners", "register torture", "acts by type", "acts by type"]
"#;
    world.keep("twice", twice).unwrap();
    let output = over(&code("twice"), "2020-01", "2021-11");
    let document = world.made(output, Audience::Internal, Language::En);
    let page = html::html(&document, &Anchors);
    assert!(
        page.matches("class=\"table-link\"").count() > 1,
        "pictures with their tables"
    );
    every_link_leads_to_something(&page, "twice");
    let ids: Vec<&str> = values(&page, " id=\"").collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    assert!(ids.len() > 15, "{ids:?}");
}

#[test]
fn a_part_in_an_act_is_found_with_its_act_and_the_annex_says_so() {
    let mut world = world();
    world.keep("ours", OURS).unwrap();
    let shown = |world: &World, name: &str| {
        let output = over(&code(name), "2020-06", "2020-06");
        let document = world.made(output, Audience::Internal, Language::En);
        csv::single(&document, csv::Mark::Plain).unwrap()
    };
    let said = "Involvements are found with the act";
    assert!(!shown(&world, "ours").contains(said), "none is counted");
    let parts = OURS.replacen("acts by type", "involvements by type", 1);
    assert_ne!(parts, OURS);
    world.keep("parts", &parts).unwrap();
    let sheet = shown(&world, "parts");
    assert!(sheet.contains(said), "{sheet}");
    // Records of the types that have a letter; a part would be an X.
    let named = sheet.split(['"', ',', '\n', ' ', '–']).any(|word| {
        let number = word.strip_prefix('X');
        number.is_some_and(|number| number.parse::<u32>().is_ok())
    });
    assert!(!named, "{sheet}");
}

#[test]
fn notes_in_place_stand_in_brackets_in_every_format_and_the_list_of_sources_at_the_end() {
    let mut world = World::new();
    world.import(
        "source",
        "id,title,publisher,date\ns,Four days in June,Bureau,2020-07\n",
    );
    world.import(
        "act",
        "id,type,start,rights,source\n1,LIB.detain,2020-06-01,assembly,s\n2,LIB.detain,2020-06-02,assembly,s\n",
    );
    world.keep("at_end", OURS).unwrap();
    let in_place = OURS.replacen("[[section]]", "notes = \"place\"\n\n[[section]]", 1);
    world.keep("in_place", &in_place).unwrap();
    let made = |name| {
        let output = over(&code(name), "2020-06", "2020-06");
        world.made(output, Audience::Internal, Language::En)
    };
    let (at_end, in_place) = (made("at_end"), made("in_place"));
    assert_eq!((at_end.notes.len(), in_place.notes.len()), (1, 0));
    let page = html::html(&in_place, &Anchors);
    crate::markup::check(&page);
    // With each of the two in the chronicle; the annex does not tell them again.
    assert_eq!(page.matches("(<em>Four days in June</em>, ").count(), 2);
    assert!(!page.contains("note-1") && html::html(&at_end, &Anchors).contains("note-1"));
    assert!(page.contains("Bureau"), "in the list of sources");
    for format in [Format::Docx, Format::Pdf, Format::Xlsx, Format::Csv] {
        file(&in_place, format).unwrap();
    }
    let wrong = OURS.replacen("[[section]]", "notes = \"margin\"\n\n[[section]]", 1);
    assert!(world.keep("wrong", &wrong).is_err());
}

#[test]
fn what_was_done_to_organisations_stands_on_lines_of_time_in_every_kind_of_file() {
    let world = kazakhstan();
    let output = over(&code("pressure_timeline"), "2015-01", "2021-11");
    let document = world.made(output, Audience::Public, Language::Kk);
    let mut all = Vec::new();
    sections(&document.sections, &mut all);
    let blocks = all.iter().flat_map(|section| &section.blocks);
    let charts = blocks.filter_map(|block| match block {
        Block::Chart(chart) if chart.look == ChartLook::Timeline => Some(chart),
        _ => None,
    });
    let charts: Vec<_> = charts.collect();
    let [chart] = charts.as_slice() else {
        panic!("{} lines of time", charts.len());
    };
    assert!(chart.bars.len() > 5, "{}", chart.bars.len());
    assert_eq!(chart.bars.len(), chart.moments.len());
    let dated = chart.moments.iter().flatten();
    assert!(dated.filter(|moment| !moment.from.is_empty()).count() > 5);
    assert!(pictures::fits(chart, Language::Kk).is_ok());
    let page = html::html(&document, &Anchors);
    crate::markup::check(&page);
    assert!(page.contains("<svg"), "the picture stands in the page");
    for format in [Format::Docx, Format::Pdf] {
        file(&document, format).unwrap();
    }
}

#[test]
fn notes_stand_in_place_in_every_publication_when_the_group_sets_it_and_its_template_says_nothing()
{
    let mut world = kazakhstan();
    let day = Day::from_ymd(2021, 7, 1).unwrap();
    let person = world
        .workspace
        .person_called(&ask(Language::En), "Max Bokayev");
    let person = person.unwrap();
    let outputs = || {
        let year = |name| over(&code(name), "2020-01", "2021-11");
        [
            Output::Restrictions { on: day },
            Output::Commitments { on: day },
            year("annual_review"),
            year("country_profile"),
            Output::About(About::draft(Form::Dossier, vec![person])),
        ]
    };
    let notes = |world: &World, output| {
        let document = world.made(output, Audience::Internal, Language::En);
        let page = html::html(&document, &Anchors);
        crate::markup::check(&page);
        (document.notes.len(), document.sources.len())
    };
    let before = outputs().map(|output| notes(&world, output));
    assert!(before.iter().all(|(notes, _)| *notes > 0), "{before:?}");
    let set = |world: &mut World, at| {
        let form = (world.token(), world.moment());
        let done = world
            .workspace
            .set_notes_at(&ask(Language::En), form, (at, "set"));
        done.map(|_| ())
    };
    set(&mut world, NotesAt::Place).unwrap();
    assert!(matches!(
        set(&mut world, NotesAt::Place),
        Err(Refused::Nothing)
    ));
    let after = outputs().map(|output| notes(&world, output));
    let wanted = before.map(|(_, sources)| (0, sources));
    assert_eq!(after, wanted, "no note apart, and the same sources");
    let says_so = OURS.replacen("[[section]]", "notes = \"end\"\n\n[[section]]", 1);
    let says_so = says_so.replace(" where rights=assembly", "");
    world.keep("ours", &says_so).unwrap();
    let (own, _) = notes(&world, over(&code("ours"), "2020-01", "2021-11"));
    assert!(own > 0, "a template that says it keeps its own way");
    set(&mut world, NotesAt::End).unwrap();
    assert_eq!(outputs().map(|output| notes(&world, output)), before);
}

#[test]
fn what_is_asked_for_is_the_text_of_its_section_and_passes_the_gate() {
    let mut world = world();
    world.keep("ours", OURS).unwrap();
    let output = || over(&code("ours"), "2020-06", "2020-06");
    let text = "A law was passed.\n\nAset Bektov said so.";
    world.write(output(), Audience::Public, "law", text);
    let document = world.made(output(), Audience::Public, Language::En);
    assert_eq!(ids(&document), ["words", "assembly", "law"]);
    let law = &document.sections[2];
    assert!(
        law.blocks
            .iter()
            .all(|block| matches!(block, Block::Paragraph(_)))
    );
    let page = html::html(&document, &Anchors);
    assert!(page.contains("A law was passed.") && !page.contains("Bektov"));
    // For the group it is a publication of its own.
    let own = world.made(output(), Audience::Internal, Language::En);
    assert!(!html::html(&own, &Anchors).contains("A law was passed."));
    let wish = Wish {
        output: output(),
        audience: Audience::Public,
    };
    let notes = world
        .workspace
        .section_notes(&ask(Language::En), &wish, &document)
        .unwrap();
    let told: Vec<(&str, Option<&str>, bool)> = notes
        .iter()
        .map(|note| {
            (
                note.section.as_str(),
                note.ask.as_deref(),
                note.text.is_empty(),
            )
        })
        .collect();
    assert_eq!(
        told[..3],
        [
            ("words", Some("Say it in a paragraph."), true),
            ("assembly", None, true),
            ("law", Some("Laws of the quarter."), false),
        ]
    );
}

#[test]
fn what_cannot_be_counted_is_said_with_its_line_before_it_is_kept() {
    let mut world = world();
    for part in [
        "acts by gender",
        "acts by type where rigths=assembly",
        "figures where rights=asembly",
        "chronicle where colour=red",
    ] {
        let text = OURS.replace("chronicle where rights=assembly", part);
        let Err(Refused::Unfit(why)) = world.keep("ours", &text) else {
            panic!("{part} was kept");
        };
        let line = 1 + text.lines().position(|line| line.contains("show")).unwrap();
        let said = Words::reason(Language::En, &why);
        assert!(
            said.contains(&format!("line {line}: ")) && said.contains(part),
            "{said}"
        );
    }
    let all = OURS.replace(
        "chronicle where",
        "persons by gender\", \"acts by month\", \"chronicle where",
    );
    world.keep("ours", &all).unwrap();
}

#[test]
fn a_template_is_changed_taken_back_and_never_in_the_place_of_a_shipped_one() {
    let mut world = world();
    world.keep("ours", OURS).unwrap();
    assert!(matches!(world.keep("ours", OURS), Err(Refused::Nothing)));
    world
        .keep("ours", &OURS.replace("Our quarter", "Our summer"))
        .unwrap();
    let output = || over(&code("ours"), "2020-06", "2020-06");
    assert_eq!(
        world.made(output(), Audience::Internal, Language::En).title,
        "Our summer"
    );
    let refused =
        |kept: Result<(), Refused>| Words::reason(Language::Ru, &kept.unwrap_err().reason());
    for taken in ["bulletin", "package", "wgad"] {
        let why = refused(world.keep(taken, OURS));
        assert!(why.contains(&format!("«{taken}»")), "{why}");
    }
    let why = refused(world.keep("ours", &OURS.replace("acts by type", "acts by tipe")));
    assert!(why.contains("14") && why.contains("«tipe»"), "{why}");
    let form = (world.token(), world.moment());
    let taken =
        world
            .workspace
            .take_template_back(&ask(Language::En), form, &code("ours"), "taken back");
    assert!(taken.is_ok());
    let wish = Wish {
        output: output(),
        audience: Audience::Internal,
    };
    let gone = world
        .workspace
        .publish(&ask(Language::En), &wish)
        .unwrap_err();
    assert!(gone.to_string().contains("ours"), "{gone}");
}

#[test]
fn the_next_edition_of_any_template_says_what_changed_in_its_figures() {
    let mut world = world();
    world.keep("ours", OURS).unwrap();
    let freeze = |world: &mut World, template: &str| {
        let form = (world.token(), world.moment());
        let wish = FreezeWish {
            of: Freezing::Output(over(&code(template), "2020-06", "2020-06")),
            title: format!("Edition of {template}"),
            caveat: None,
            audience: Audience::Public,
            draw: Draw::Nothing,
        };
        world
            .workspace
            .freeze(&ask(Language::En), form, &wish)
            .unwrap()
            .0
    };
    freeze(&mut world, "ours");
    freeze(&mut world, "annual_review");
    world.import(
        "act",
        "id,type,start,target,rights\n4,LIB.detain,2020-06-04,a,assembly\n",
    );
    let review = world.made(
        over(&code("annual_review"), "2020-06", "2020-06"),
        Audience::Public,
        Language::En,
    );
    let page = html::html_fragment(&review, &Anchors);
    let changes = review
        .sections
        .iter()
        .find(|section| section.id == "changes")
        .unwrap();
    assert!(
        changes
            .blocks
            .iter()
            .any(|block| matches!(block, Block::Table(_)))
    );
    // Acts of all kinds and of assembly alone, each once, though two templates print them; persons were not touched.
    let told = page.split("id=\"s-changes\"").nth(1).unwrap();
    let told = &told[..told.find("</table>").unwrap()];
    let labels: Vec<&str> = told.split("scope=\"row\"").skip(1).collect();
    let mut apart = labels.clone();
    apart.sort_unstable();
    apart.dedup();
    assert_eq!(labels.len(), apart.len(), "each with its unit: {labels:?}");
    assert!(
        labels.iter().any(|label| label.contains("Right")),
        "{labels:?}"
    );
    assert!(labels.len() >= 2, "{labels:?}");
}
