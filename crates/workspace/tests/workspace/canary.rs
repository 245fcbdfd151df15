//! Two hundred people who allowed nothing: none of their names stands in any byte of any file for everybody, in no
//! script, no case, no address, no part of a zip and no stream of a PDF.

use crate::world::{World, asking};
use aigaq_counting::Definition;
use aigaq_estimation::report::Verdict;
use aigaq_estimation::stop::Stop;
use aigaq_press::file::{Format, file};
use aigaq_press::zipped::zipped;
use aigaq_publishing::Document;
use aigaq_publishing::about::{Asked, Form};
use aigaq_schema::{Day, Language};
use aigaq_workspace::{
    About, Asking, Audience, Draw, EstimateWish, FreezeWish, Freezing, ListsBy, Output,
    PackageWish, TemplateCode, Wish,
};
use std::io::{Cursor, Read as _};

#[path = "../../../press/tests/pages/read.rs"]
pub(crate) mod read;

pub(crate) const FIRST: [&str; 20] = [
    "Бект",
    "Сарс",
    "Жумаг",
    "Ерг",
    "Қайр",
    "Нұрл",
    "Темір",
    "Асқар",
    "Дәул",
    "Мырз",
    "Оспан",
    "Шайм",
    "Ибраг",
    "Тұрс",
    "Кенж",
    "Әлім",
    "Жақып",
    "Серік",
    "Болат",
    "Зейн",
];
pub(crate) const SECOND: [&str; 10] = [
    "бек",
    "хан",
    "жан",
    "ғали",
    "мұрат",
    "берген",
    "тай",
    "аман",
    "қожа",
    "гелді",
];
pub(crate) const RUSSIAN_CASES: [&str; 4] = ["а", "у", "ым", "е"];
pub(crate) const KAZAKH_CASES: [&str; 5] = ["тың", "қа", "ты", "пен", "тан"];

pub(crate) fn surnames() -> Vec<String> {
    let all = FIRST.iter().flat_map(|first| {
        SECOND
            .iter()
            .map(move |second| format!("{first}{second}ов"))
    });
    all.collect()
}

/// As a newspaper would write it in English: another table than the one the program has.
pub(crate) fn in_english(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .map(|letter| match letter {
            'а' | 'ә' => "a",
            'б' => "b",
            'в' => "v",
            'г' | 'ғ' => "g",
            'д' => "d",
            'е' | 'э' => "e",
            'ж' => "zh",
            'з' => "z",
            'и' | 'і' => "i",
            'й' | 'ы' => "y",
            'к' | 'қ' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' | 'ө' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' | 'ұ' | 'ү' => "u",
            'х' => "kh",
            'ш' => "sh",
            _ => "",
        })
        .collect()
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

pub(crate) fn world() -> World {
    let mut world = World::new();
    let (mut actors, mut sources, mut acts) = (
        "id,name,kind,group\n".to_owned(),
        "id,title,publisher,date,url\n".to_owned(),
        "id,type,start,target,summary,outcome,source\n".to_owned(),
    );
    for (at, name) in surnames().iter().enumerate() {
        let english = in_english(name);
        let capital: String = english
            .chars()
            .take(1)
            .flat_map(char::to_uppercase)
            .chain(english.chars().skip(1))
            .collect();
        // Half of them are recorded in one script, half in the other.
        let recorded = if at % 2 == 0 {
            name.clone()
        } else {
            capital.clone()
        };
        let russian = format!("{name}{}", RUSSIAN_CASES[at % RUSSIAN_CASES.len()]);
        let kazakh = format!("{name}{}", KAZAKH_CASES[at % KAZAKH_CASES.len()]);
        let address = match at % 3 {
            0 => format!("https://example.org/{english}-case"),
            1 => format!("https://example.org/?q={}", percent(&russian)),
            _ => format!("https://example.org/free{english}now.html"),
        };
        // One in ten founded something that is called after them, in one script or the other.
        let founded = match at % 10 {
            0 => format!("Фонд {russian}"),
            5 => format!("{capital} & Partners"),
            _ => String::new(),
        };
        if !founded.is_empty() {
            actors += &format!("o{at},{founded},ngo,\n");
            acts += &format!("b{at},LIB.detain,2020-06-03,o{at},{founded} закрыт,,s{at}\n");
        }
        let group = if founded.is_empty() {
            String::new()
        } else {
            format!("o{at}")
        };
        actors += &format!("p{at},{recorded},person,{group}\n");
        sources += &format!(
            "s{at},Дело {russian} и {kazakh} ісі: the case of {capital},{capital} Daily,2020-06-05,{address}\n"
        );
        acts += &format!(
            "a{at},LIB.detain,2020-06-{:02},p{at},{russian} задержали,{kazakh} босатты; {capital} was released,s{at}\n",
            at % 28 + 1
        );
    }
    world.import("actor", &actors);
    world.import("source", &sources);
    world.import("act", &acts);
    world
}

fn published(world: &World, output: Output, audience: Audience, language: Language) -> Document {
    let on = Day::from_ymd(2021, 7, 22).unwrap();
    world
        .workspace
        .publish(&asking(language, on), &Wish { output, audience })
        .unwrap()
}

/// All that can be read in a file: parts of a zip, streams of a PDF, addresses with their signs read.
fn text_of(document: &Document, format: Format) -> String {
    let bytes = file(document, format).unwrap();
    let text = match format {
        Format::Pdf => read::text(&bytes),
        Format::Docx | Format::Xlsx => parts_of(bytes),
        _ => String::from_utf8(bytes).unwrap(),
    };
    smooth(&text)
}

/// The parts of a zip, with their names.
pub(crate) fn parts_of(bytes: Vec<u8>) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for at in 0..archive.len() {
        let mut part = Vec::new();
        let mut file = archive.by_index(at).unwrap();
        file.read_to_end(&mut part).unwrap();
        all.push_str(&file.name().unwrap());
        all.push_str(&String::from_utf8_lossy(&part));
    }
    all
}

/// The names of which something stands in a text.
pub(crate) fn found<'n>(text: &str, names: &'n [String]) -> Vec<&'n String> {
    let stands = |name: &&String| {
        let stem = name.trim_end_matches("ов").to_lowercase();
        let forms = [
            stem.clone(),
            in_english(&stem),
            percent(&stem).to_lowercase(),
            percent(name).to_lowercase(),
        ];
        forms.iter().any(|form| text.contains(form.as_str()))
    };
    names.iter().filter(stands).collect()
}

#[test]
fn none_of_two_hundred_withheld_names_stands_in_any_file_for_everybody() {
    let world = world();
    let names = surnames();
    assert_eq!(names.len(), 200);
    let by = |template| Output::Report {
        template,
        from: "2020-06".parse().unwrap(),
        to: "2020-06".parse().unwrap(),
        least: None,
    };
    let june = || by(TemplateCode::bulletin());
    // The search finds names where they are.
    let own = published(&world, june(), Audience::Internal, Language::Ru);
    for format in [
        Format::Html,
        Format::Pdf,
        Format::Docx,
        Format::Xlsx,
        Format::Ris,
    ] {
        assert!(
            found(&text_of(&own, format), &names).len() > 190,
            "{format:?}"
        );
    }
    let on = Day::from_ymd(2020, 6, 30).unwrap();
    for language in Language::ALL {
        let mut outputs = vec![june()];
        if language == Language::Ru {
            outputs.push(Output::Restrictions { on });
            let ask = asking(language, on);
            let person = world.workspace.person_called(&ask, &names[0]).unwrap();
            for form in [Form::Appeal, Form::Questionnaire] {
                let mut about = About::draft(form, vec![person]);
                about
                    .typed
                    .insert(Asked::Concern, format!("Дело {}а", names[0]));
                outputs.push(Output::About(about));
            }
        }
        let set = outputs.len();
        if language == Language::Kk {
            outputs.extend(TemplateCode::shipped().map(by));
        }
        for (at, output) in outputs.into_iter().enumerate() {
            let document = published(&world, output, Audience::Public, language);
            // Pages are slow to set without optimisation, and say the same in every language.
            let is_set = language == Language::Ru && at < set;
            let formats = Format::ALL.into_iter();
            for format in formats.filter(|f| is_set || *f != Format::Pdf) {
                let text = text_of(&document, format);
                assert_eq!(
                    found(&text, &names),
                    Vec::<&String>::new(),
                    "{format:?} {language:?}"
                );
            }
        }
    }
}

#[test]
fn none_of_two_hundred_withheld_names_stands_in_a_package_of_data() {
    let world = world();
    let names = surnames();
    let package = |audience, language| {
        let wish = PackageWish {
            from: "2020-06".parse().unwrap(),
            to: "2020-06".parse().unwrap(),
            least: None,
            audience,
            licence: None,
        };
        let ask = asking(language, Day::from_ymd(2021, 7, 22).unwrap());
        let made = world.workspace.data_package(&ask, &wish).unwrap();
        assert_eq!(made.gate.named.len() + made.gate.masked.len(), 200);
        smooth(&parts_of(zipped(&made.files).unwrap()))
    };
    // The search finds names where they are.
    let own = package(Audience::Internal, Language::Ru);
    assert_eq!(found(&own, &names).len(), 200);
    for language in Language::ALL {
        let text = package(Audience::Public, language);
        assert!(text.contains("acts.csv") && text.contains("a200,lib.detain"));
        assert_eq!(found(&text, &names), Vec::<&String>::new(), "{language:?}");
    }
}

/// Three lists of people, each called by the name of one of them, that tell enough for an estimate.
fn lists_called_by_names(world: &mut World) {
    let names = surnames();
    let lists = [0, 71, 142].map(|at| &names[at]);
    let mut sources = "id,title,publisher\n".to_owned();
    for (at, name) in lists.iter().enumerate() {
        sources += &format!("l{at},Список {name}а,Фонд {name}а\n");
    }
    world.import("source", &sources);
    let mut people = "id,name,kind,source\n".to_owned();
    for (at, name) in names.iter().enumerate() {
        let on = at % 7 + 1;
        let on: Vec<String> = (0..3)
            .filter(|list| on >> list & 1 == 1)
            .map(|list| format!("l{list}"))
            .collect();
        people += &format!("q{at},{name},person,{}\n", on.join(" | "));
    }
    world.import("actor", &people);
}

/// The estimate of all persons, frozen for some readers: the document, and the files that are kept of it.
fn frozen_estimate(
    world: &mut World,
    wish: &EstimateWish,
    (audience, language): (Audience, Language),
) -> (Document, Vec<String>, Verdict) {
    let keeper = asking(language, Day::from_ymd(2021, 7, 22).unwrap());
    let reads = Asking {
        reader: keeper.reader.making_for(audience),
        ..keeper
    };
    let material = world.workspace.material(&reads, wish).unwrap();
    let found = material.estimate(2, &Stop::never()).unwrap().unwrap();
    let verdict = found.report.verdict;
    let titled = || ("How many".to_owned(), None);
    let document = world
        .workspace
        .published_estimate(&reads, (wish, &found), titled())
        .unwrap();
    let freeze = FreezeWish {
        of: Freezing::Estimate(wish.clone(), Box::new(found), material.key()),
        title: "How many".to_owned(),
        caveat: None,
        audience,
        draw: Draw::Nothing,
    };
    let form = (world.token(), world.moment());
    let (id, _) = world.workspace.freeze(&keeper, form, &freeze).unwrap();
    let kept = ["html", "csv"]
        .map(|name| world.workspace.frozen_file(id, name).unwrap())
        .to_vec();
    (document, kept, verdict)
}

/// Without the hyphens and ends of lines that may break a word.
pub(crate) fn smooth(text: &str) -> String {
    text.to_lowercase()
        .replace(['\u{AD}', '\u{2010}', '-', '\n', '\r', ' '], "")
}

#[test]
fn no_frozen_estimate_for_everybody_names_who_is_on_its_lists_or_after_whom_they_are_called() {
    let mut world = world();
    lists_called_by_names(&mut world);
    let names = surnames();
    let of = |unit, by, lists: &[&str]| EstimateWish {
        population: Definition::of(unit),
        by,
        lists: lists.iter().map(|list| (*list).to_owned()).collect(),
        seed: 1,
        draws: 0,
    };
    let called: Vec<String> = [0, 71, 142]
        .map(|at| format!("Фонд {}а", names[at]))
        .to_vec();
    let called: Vec<&str> = called.iter().map(String::as_str).collect();
    // Of three lists an estimate with all its tables; of two hundred newspapers a refusal that tells what they are called.
    for (wish, refused) in [
        (of("persons", ListsBy::Publisher, &called), false),
        (of("persons", ListsBy::Source, &[]), false),
        (of("acts", ListsBy::Publisher, &[]), true),
    ] {
        let (own, kept, verdict) =
            frozen_estimate(&mut world, &wish, (Audience::Internal, Language::Ru));
        assert_eq!(verdict == Verdict::Refuse, refused, "{verdict:?}");
        // The search finds the names where they are.
        assert!(!found(&text_of(&own, Format::Docx), &names).is_empty());
        assert!(!found(&smooth(&kept[0]), &names).is_empty());
        for language in Language::ALL {
            let (document, kept, verdict) =
                frozen_estimate(&mut world, &wish, (Audience::Public, language));
            assert_eq!(verdict == Verdict::Refuse, refused, "{verdict:?}");
            for file in &kept {
                let named = found(&smooth(file), &names);
                assert_eq!(named, Vec::<&String>::new(), "{language:?}");
            }
            let formats = [Format::Html, Format::Docx, Format::Xlsx, Format::Pdf].into_iter();
            for format in formats.filter(|f| language == Language::Ru || *f != Format::Pdf) {
                let named = text_of(&document, format);
                let named = found(&named, &names);
                assert_eq!(named, Vec::<&String>::new(), "{format:?} {language:?}");
            }
        }
    }
}

#[test]
fn the_gate_says_who_is_masked_and_why_and_changes_with_a_consent() {
    let mut world = World::new();
    world.import(
        "actor",
        "id,name,kind\na,Aset Bektov,person\nb,Dana Sarsova,person\nc,Zhan Fund,ngo\n",
    );
    world.import("act", "id,type,start,target\n1,LIB.detain,2020-06-01,a\n2,LIB.detain,2020-06-02,b\n3,LIB.detain,2020-06-03,c\n");
    let wish = Wish {
        output: Output::Report {
            template: TemplateCode::bulletin(),
            from: "2020-06".parse().unwrap(),
            to: "2020-06".parse().unwrap(),
            least: None,
        },
        audience: Audience::Public,
    };
    let on = Day::from_ymd(2021, 7, 22).unwrap();
    let ask = asking(Language::En, on);
    let gate = world.workspace.gate(&ask, &wish).unwrap();
    let names = |all: &[aigaq_workspace::Passage]| -> Vec<String> {
        all.iter().map(|one| one.name.clone()).collect()
    };
    assert_eq!(
        (names(&gate.named), gate.masked.len(), gate.organisations),
        (Vec::new(), 2, 1)
    );
    assert!(
        gate.masked
            .iter()
            .all(|one| one.why.contains("never asked")),
        "{gate:?}"
    );
    let consent = |world: &mut World, state: &str, day: &str| {
        let person = world.workspace.gate(&ask, &wish).unwrap();
        let all = person.masked.iter().chain(&person.named);
        let id = all
            .clone()
            .find(|one| one.name.starts_with("Dana"))
            .unwrap()
            .id;
        world.import(
            "consent",
            &format!(
                "id,person,use,audience,state,date\n{state},{id},publish,public,{state},{day}\n"
            ),
        );
        world.workspace.gate(&ask, &wish).unwrap()
    };
    let gate = consent(&mut world, "named", "2020-07-01");
    assert_eq!(names(&gate.named), ["Dana Sarsova"]);
    let gate = consent(&mut world, "withdrawn", "2020-08-01");
    assert_eq!(names(&gate.named), Vec::<String>::new());
    assert!(
        gate.masked
            .iter()
            .any(|one| one.why.contains("took the consent back")),
        "{gate:?}"
    );
    let published = published(&world, wish.output, Audience::Public, Language::En);
    assert!(found(&text_of(&published, Format::Html), &["Сарсов".to_owned()]).is_empty());
}
