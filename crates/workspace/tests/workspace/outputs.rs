//! The outputs, on the data set on Kazakhstan: what stands in them, and that it is what the records say.

use crate::world::{self, World};
use aigaq_counting::{Definition, Filter, Query, Unit};
use aigaq_journal::{Mode, Passphrase};
use aigaq_publishing::document::Block;
use aigaq_publishing::{Document, csv, html, links::Anchors};
use aigaq_schema::{Day, Language, Schema};
use aigaq_testkit::{PASSPHRASE, TestWorkspace};
use aigaq_workspace::registers::{RegisterName, RegisterWish};
use aigaq_workspace::{
    Asking, Audience, ImportWish, ListQuery, Mapped, Output, Tables, TemplateCode, Wish, Workspace,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/kazakhstan")
}

pub fn import(workspace: &mut Workspace, tables: Tables<'_>, mapped: &str) {
    let wish = ImportWish {
        tables,
        mapped: Mapped::named(mapped, Schema::shipped()).unwrap(),
        clear: false,
        preview: false,
        language: Language::En,
        now: (1_626_912_000, "UTC".to_owned()),
    };
    workspace.import(&wish, |_| {}).unwrap();
}

pub fn kazakhstan() -> World {
    let mut world = World::new();
    import(&mut world.workspace, Tables::Path(&data()), "kazakhstan");
    world
}

fn on() -> Day {
    Day::from_ymd(2021, 7, 22).unwrap()
}

fn asking(language: Language) -> Asking {
    world::asking(language, on())
}

fn year(year: &str) -> Output {
    Output::Report {
        template: TemplateCode::bulletin(),
        from: year.parse().unwrap(),
        to: year.parse().unwrap(),
        least: None,
    }
}

impl World {
    fn publish(&self, output: Output, audience: Audience, language: Language) -> Document {
        self.workspace
            .publish(&asking(language), &Wish { output, audience })
            .unwrap()
    }

    /// Imports a table of consents.
    fn say(&mut self, name: &str, table: &str) {
        let path = self.beside(name);
        std::fs::write(&path, table).unwrap();
        import(&mut self.workspace, Tables::Path(&path), "consent");
    }

    /// Everybody who is public already takes that back on a day.
    fn take_consents_back(&mut self, on: &str) {
        let mut table = "id,person,use,audience,state,date,withdrawn\n".to_owned();
        let mut query = ListQuery {
            record_type: "actor".to_owned(),
            filters: vec!["kind=person".parse().unwrap()],
            ..ListQuery::default()
        };
        let mut number = 0;
        loop {
            let list = self.workspace.list(&asking(Language::En), &query).unwrap();
            for row in &list.rows {
                number += 1;
                let person = row.id;
                table += &format!("all{number},{person},publish,public,withdrawn,,{on}\n");
            }
            query.page += 1;
            if query.page >= list.pages {
                assert_eq!(number, list.total);
                break;
            }
        }
        assert!(number > 100);
        self.say("taken-back-by-all.csv", &table);
    }

    fn internal(&self, output: Output) -> Document {
        self.publish(output, Audience::Internal, Language::En)
    }
}

fn sheet(document: &Document) -> String {
    // Numbers are not broken from their units; here that would be in the way.
    let sheet = csv::single(document, csv::Mark::Plain).unwrap();
    sheet.replace('\u{a0}', " ")
}

/// The part of a sheet from a heading to the next empty line.
fn part<'s>(sheet: &'s str, heading: &str) -> &'s str {
    let from = sheet
        .find(heading)
        .unwrap_or_else(|| panic!("no {heading} in {sheet}"));
    let rest = &sheet[from..];
    &rest[..rest
        .find("\r\n\r\n")
        .or_else(|| rest.find("\n\n"))
        .unwrap_or(rest.len())]
}

#[test]
fn the_eight_categories_of_2020_add_up_to_the_people_and_not_to_the_threats() {
    let world = kazakhstan();
    let document = world.internal(year("2020"));
    let sheet = sheet(&document);
    let table = part(&sheet, "Threats recorded, Kazakhstan, 2020");
    assert_eq!(
        table.lines().filter(|l| l.starts_with("Threats: ")).count(),
        8,
        "{table}"
    );
    assert!(table.contains("Sum of the parts,684"), "{table}");
    assert!(table.contains("\"1,414 threats\""), "{table}");
    let matched = table
        .lines()
        .find(|line| line.contains("Matches: "))
        .unwrap();
    assert!(
        matched.contains("People threatened") && matched.contains("684 people"),
        "{matched}"
    );
    let page = html::html(&document, &Anchors);
    assert!(page.contains("1,414") && page.contains("684"));
    // Neither number is of 2019.
    let before = self::sheet(&world.internal(year("2019")));
    assert!(!before.contains("1,414"), "{before}");
}

#[test]
fn restrictions_on_the_day_of_the_reports_are_three_lists() {
    let world = kazakhstan();
    let sheet = sheet(&world.internal(Output::Restrictions { on: on() }));
    let of = |name: &str, kind: &str| -> Vec<String> {
        sheet
            .lines()
            .filter(|line| line.contains(name) && line.contains(kind))
            .map(|line| line.split(',').nth(1).unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(
        of("Erlan Baltabay", "Ban on an activity"),
        ["certainly in force"],
        "{sheet}"
    );
    assert!(
        of("Janbolat Mamai", "Ban on an activity").is_empty(),
        "{sheet}"
    );
    assert_eq!(
        of("Larisa Kharkova", "Ban on an activity"),
        ["end unknown"],
        "{sheet}"
    );
    // Each list names its number of restrictions, and has as many rows.
    let register = world
        .workspace
        .restrictions_on(&asking(Language::En), on())
        .unwrap();
    for (standing, words) in [
        (
            aigaq_workspace::StandingGroup::Certainly,
            "certainly in force",
        ),
        (aigaq_workspace::StandingGroup::Perhaps, "perhaps in force"),
        (aigaq_workspace::StandingGroup::EndUnknown, "end unknown"),
    ] {
        let rows = sheet
            .lines()
            .filter(|line| line.starts_with('R') && line.split(',').nth(1) == Some(words))
            .count();
        let known = register
            .iter()
            .filter(|row| row.standing == standing)
            .count();
        assert_eq!(rows, known, "{words}");
        assert!(rows > 0, "{words}");
    }
}

#[test]
fn what_sources_tell_of_zhanaozen_stays_apart() {
    let world = kazakhstan();
    let sheet = sheet(&world.internal(year("2011")));
    let line = sheet
        .lines()
        .find(|line| line.contains("Deaths: ") && line.contains("Zhanaozen"))
        .unwrap_or_else(|| panic!("{sheet}"));
    assert!(
        line.contains("Deaths: at least 14; at least 17 ("),
        "{line}"
    );
    assert!(line.contains("sources differ"), "{line}");
}

#[test]
fn the_matrix_has_a_row_for_every_commitment() {
    let world = kazakhstan();
    let rows = std::fs::read_to_string(data().join("commitments.csv")).unwrap();
    let known = ::csv::Reader::from_reader(rows.as_bytes())
        .records()
        .count();
    let document = world.internal(Output::Commitments { on: on() });
    let dataset = document.dataset.as_ref().unwrap();
    assert_eq!(dataset.rows.len(), known);
    // Every axis counts each of them once.
    for table in document
        .tables(false)
        .iter()
        .filter(|t| t.id.0.starts_with("overview-"))
    {
        let count = |row: &aigaq_publishing::document::Row| {
            let text = csv::line_text(row.cells[1].lines.first().unwrap(), Language::En);
            text.parse::<usize>().unwrap()
        };
        let (total, rest) = table.rows.split_last().unwrap();
        assert_eq!(count(total), known);
        assert_eq!(
            rest.iter().map(count).sum::<usize>(),
            known,
            "{}",
            table.id.0
        );
    }
    // Assessments of one day that differ stand side by side.
    let sheet = sheet(&document);
    assert!(sheet.contains("assessments differ"), "{sheet}");
}

#[test]
fn before_anything_was_promised_the_matrix_holds_what_has_no_date() {
    let world = kazakhstan();
    let on = Day::from_ymd(1900, 1, 1).unwrap();
    let document = world.internal(Output::Commitments { on });
    let file = std::fs::read_to_string(data().join("commitments.csv")).unwrap();
    let undated = ::csv::Reader::from_reader(file.as_bytes())
        .records()
        .filter(|row| row.as_ref().unwrap()[4].is_empty())
        .count();
    assert_eq!(
        document.dataset.as_ref().unwrap().rows.len(),
        undated,
        "only those without a date"
    );
}

#[test]
fn every_number_leads_to_as_many_records_as_it_counts() {
    let world = kazakhstan();
    let document = world.internal(year("2020"));
    let checked = each_number_leads_to_as_many(&world.workspace, &document);
    assert!(checked > 60, "{checked}");
}

/// Looks for the records behind each linked number of a publication for the group; how many numbers were looked at.
pub fn each_number_leads_to_as_many(workspace: &Workspace, document: &Document) -> usize {
    let mut checked = 0;
    for (words, query) in links(document) {
        let Some((path, conditions)) = query.split_once('?') else {
            continue;
        };
        if path == "count/records" {
            // Named people only, which no list of records can tell from groups.
            let ask = asking(Language::En);
            let definition: Definition = conditions.parse().unwrap();
            let records = workspace.counted_records(&ask, &definition, &[]);
            assert_eq!(records.unwrap().len() as u64, words, "{query}");
            checked += 1;
            continue;
        }
        if let Some(register) = path.strip_prefix("registers/") {
            let day = |text: &str| text.parse::<aigaq_schema::PartialDate>().unwrap().first();
            let asked: BTreeMap<&str, &str> = conditions
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .collect();
            let name = RegisterName::from_code(register).unwrap();
            let mut wish = RegisterWish::whole(name, day(asked["on"]));
            wish.since = asked.get("since").map(|since| day(since));
            let answer = workspace.register(&asking(Language::En), &wish).unwrap();
            let mut groups = answer.groups.iter();
            // What is no group of it is counted from several: it leads to the register.
            if let Some(&wanted) = asked.get("group") {
                let group = groups.find(|group| group.key == wanted).unwrap();
                assert_eq!(group.rows as u64, words, "{query}");
            }
            checked += 1;
            continue;
        }
        let record_type = path
            .strip_prefix("records/")
            .unwrap_or_else(|| panic!("{query}"));
        let conditions = conditions.split('&');
        let filters: Vec<Filter> = conditions
            .map(|pair| {
                let condition = pair.strip_prefix("where=").unwrap();
                decoded(condition).parse().unwrap()
            })
            .collect();
        let wished = ListQuery {
            record_type: record_type.to_owned(),
            filters,
            ..ListQuery::default()
        };
        let list = workspace.list(&asking(Language::En), &wished).unwrap();
        assert_eq!(list.total, words, "{query}");
        checked += 1;
    }
    checked
}

/// Every number of a document with the query that finds its records.
pub fn links(document: &Document) -> Vec<(u64, String)> {
    use aigaq_publishing::document::Inline;
    let mut all = Vec::new();
    for block in document.all_sections(false).iter().flat_map(|s| &s.blocks) {
        match block {
            Block::Figures(figures) => {
                for figure in figures {
                    all.extend(
                        figure
                            .query
                            .as_ref()
                            .map(|q| (figure.number.value(), q.as_str().to_owned())),
                    );
                    for other in &figure.compared {
                        all.extend(
                            other
                                .query
                                .as_ref()
                                .map(|q| (other.number.value(), q.as_str().to_owned())),
                        );
                    }
                }
            }
            Block::Table(table) => {
                for inline in table
                    .rows
                    .iter()
                    .flat_map(|r| &r.cells)
                    .flat_map(|c| &c.lines)
                    .flatten()
                {
                    if let Inline::CountLink { count, query }
                    | Inline::NumberLink { count, query } = inline
                    {
                        all.extend(
                            query
                                .as_ref()
                                .map(|q| (count.value(), q.as_str().to_owned())),
                        );
                    }
                }
            }
            _ => {}
        }
    }
    all.retain(|(_, query)| !query.starts_with('#'));
    all
}

fn decoded(text: &str) -> String {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let hex: String = [bytes.next().unwrap(), bytes.next().unwrap()]
                .map(char::from)
                .iter()
                .collect();
            out.push(u8::from_str_radix(&hex, 16).unwrap());
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).unwrap()
}

#[test]
fn the_acts_of_a_year_are_those_of_the_file() {
    let world = kazakhstan();
    let file = std::fs::read_to_string(data().join("acts.csv")).unwrap();
    let mut reader = ::csv::Reader::from_reader(file.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let at = |name: &str| headings.iter().position(|h| h == name).unwrap();
    let (date, kind) = (at("date"), at("act_type"));
    let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let of_2020: Vec<&::csv::StringRecord> = rows
        .iter()
        .filter(|row| {
            row[date].split('/').all(|end| end.starts_with("2020")) && !row[date].is_empty()
        })
        .collect();
    let sheet = sheet(&world.internal(year("2020")));
    let total = part(&sheet, "Acts by type of act, 2020");
    assert!(
        total.contains(&format!("Total,{}", of_2020.len())),
        "{total}"
    );
    let dates: BTreeSet<&str> = of_2020.iter().map(|row| &row[kind]).collect();
    assert!(dates.len() > 5);
    for (source, label) in [
        ("tax-harassment", "Tax or financial inspection"),
        ("death-custody", "Death in custody"),
    ] {
        let known = of_2020.iter().filter(|row| &row[kind] == source).count();
        assert!(
            total.contains(&format!("{label},{known}")),
            "{label} {known}: {total}"
        );
    }
    let months = part(&sheet, "Acts by month, 2020");
    let february = of_2020
        .iter()
        .filter(|row| row[date].starts_with("2020-02"))
        .count();
    assert!(
        months.contains(&format!("February 2020,{february}")),
        "{months}"
    );
}

#[test]
fn the_people_of_a_year_are_those_named_as_victims_in_the_file() {
    let world = kazakhstan();
    let read = |name: &str| -> Vec<BTreeMap<String, String>> {
        let mut reader = ::csv::Reader::from_path(data().join(name)).unwrap();
        reader.deserialize().map(Result::unwrap).collect()
    };
    let victims: BTreeSet<String> = read("acts.csv")
        .into_iter()
        .filter(|act| act["date"].starts_with("2016") && !act["date"].contains("/2017"))
        .filter(|act| act["date"].split('/').all(|end| end.starts_with("2016")))
        .flat_map(|act| {
            act["victim"]
                .split('|')
                .map(|v| v.trim().to_owned())
                .collect::<Vec<_>>()
        })
        .filter(|victim| victim.starts_with("person-"))
        .collect();
    let people = read("people.csv");
    let of = |gender: &str| {
        let same =
            |p: &&BTreeMap<String, String>| victims.contains(&p["id"]) && p["gender"] == gender;
        people.iter().filter(same).count()
    };
    let sheet = sheet(&world.internal(year("2016")));
    let categories = part(&sheet, "Persons by category of those targeted, 2016");
    assert!(
        categories.contains(&format!("Total,{}", victims.len())),
        "{categories}"
    );
    let genders = part(&sheet, "by gender and legal entity, 2016");
    assert!(of("male") > 3 && of("female") > 0);
    for (gender, label) in [("male", "Male"), ("female", "Female")] {
        assert!(
            genders.contains(&format!("\r\n{label},{}", of(gender))),
            "{genders}"
        );
    }
}

#[test]
fn partitions_add_up() {
    let world = kazakhstan();
    for period in ["2020", "2016", "2011", "2021", "2016-05"] {
        let page = html::html(&world.internal(year(period)), &Anchors);
        assert!(
            !page.contains("should add up to the total and do not"),
            "{period}"
        );
    }
}

#[test]
fn for_everybody_nobody_is_named_without_consent_and_no_id_is_told() {
    let mut world = kazakhstan();
    world.take_consents_back("2021-06-01");
    let outputs = [
        year("2020"),
        year("2016"),
        Output::Restrictions { on: on() },
        Output::Commitments { on: on() },
    ];
    let (people, authors) = (names(), authors());
    assert!(people.len() > 100);
    for output in outputs {
        let own = world.internal(output.clone());
        let document = world.publish(output.clone(), Audience::Public, Language::En);
        let (page, table) = (html::html(&document, &Anchors), sheet(&document));
        for text in [&page, &table] {
            assert_eq!(ids_in(text), Vec::<String>::new(), "{output:?}");
        }
        // Who signs a source is named: that is how it is cited.
        for name in people
            .iter()
            .filter(|name| !authors.contains(name.as_str()))
        {
            assert!(!table.contains(name.as_str()), "{name} in {output:?}");
            assert!(!page.contains(name.as_str()), "{name} in {output:?}");
        }
        // Nor do others' words tell who it was.
        for word in family_names()
            .iter()
            .filter(|word| !authors.contains(word.as_str()))
        {
            let told = table
                .split(|c: char| !c.is_alphanumeric())
                .any(|w| w == word);
            assert!(!told, "{word} in {output:?}");
        }
        // Everybody who is told apart by a number has a row under it.
        let is_number = |word: &str| {
            word.strip_prefix('P')
                .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        };
        for word in table
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| is_number(word))
        {
            assert!(page.contains(&format!(">{word}<")), "{word} in {output:?}");
        }
        // The same is counted for everybody as for the group.
        assert_eq!(own.tables(false).len(), document.tables(false).len());
    }
    let restrictions = world.publish(
        Output::Restrictions { on: on() },
        Audience::Public,
        Language::En,
    );
    assert!(sheet(&restrictions).contains("name withheld"));
}

#[test]
fn who_is_named_in_a_publication_is_named_for_everybody_too() {
    let world = kazakhstan();
    let restrictions = Output::Restrictions { on: on() };
    let own = world.internal(restrictions.clone());
    let document = world.publish(restrictions, Audience::Public, Language::En);
    let (own, table) = (sheet(&own), sheet(&document));
    assert!(!table.contains("name withheld"), "{table}");
    let named = |table: &str| -> BTreeSet<String> {
        names()
            .into_iter()
            .filter(|name| table.contains(name.as_str()))
            .collect()
    };
    assert!(named(&own).len() > 10);
    assert_eq!(named(&table), named(&own));
    assert_eq!(ids_in(&table), Vec::<String>::new());
}

/// Who has signed the sources cited.
fn authors() -> String {
    let file = std::fs::read_to_string(data().join("sources.csv")).unwrap();
    let mut reader = ::csv::Reader::from_reader(file.as_bytes());
    reader
        .records()
        .map(|row| row.unwrap()[2].to_owned() + "\n")
        .collect()
}

fn names() -> Vec<String> {
    let file = std::fs::read_to_string(data().join("people.csv")).unwrap();
    let mut reader = ::csv::Reader::from_reader(file.as_bytes());
    reader
        .records()
        .map(|row| row.unwrap()[1].to_owned())
        .filter(|name| name.contains(' ') && !name.contains('('))
        .collect()
}

/// The last words of people's names that stand in no name of an organisation.
fn family_names() -> BTreeSet<String> {
    let groups = std::fs::read_to_string(data().join("groups.csv")).unwrap();
    let all = names();
    all.iter()
        .filter_map(|name| name.rsplit(' ').next())
        .filter(|word| word.chars().count() > 4 && !groups.contains(*word))
        .map(str::to_owned)
        .collect()
}

/// Everything that looks like an id of a record: 32 hexadecimal digits, with dashes or without.
fn ids_in(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_ascii_hexdigit() || c == '-'))
        .filter(|word| word.chars().filter(char::is_ascii_hexdigit).count() >= 32)
        .map(str::to_owned)
        .collect()
}

#[test]
fn with_consent_a_person_is_named_and_when_it_is_taken_back_no_longer() {
    let mut world = kazakhstan();
    let ask = asking(Language::En);
    let found = world
        .workspace
        .search(&ask, "Erlan Baltabay", Some("actor"), 0)
        .unwrap();
    let person = found.hits[0].named.id;
    let public = |world: &World| {
        sheet(&world.publish(
            Output::Restrictions { on: on() },
            Audience::Public,
            Language::En,
        ))
    };
    assert!(public(&world).contains("Erlan Baltabay"), "public already");
    world.take_consents_back("2021-01-01");
    assert!(!public(&world).contains("Baltabay"));
    let yes =
        format!("id,person,use,audience,state,date\nc1,{person},publish,public,named,2021-02-01\n");
    world.say("consents.csv", &yes);
    assert!(public(&world).contains("Erlan Baltabay"));
    assert!(!public(&world).contains("Kharkova"), "others stay withheld");
    let no = format!(
        "id,person,use,audience,state,date\nc2,{person},publish,public,withdrawn,2021-06-01\n"
    );
    world.say("taken-back.csv", &no);
    assert!(!public(&world).contains("Baltabay"));
}

#[test]
fn every_language_says_everything() {
    let world = kazakhstan();
    for language in Language::ALL {
        for output in [
            year("2020"),
            Output::Restrictions { on: on() },
            Output::Commitments { on: on() },
        ] {
            for audience in [Audience::Internal, Audience::Public] {
                let page = html::html(&world.publish(output.clone(), audience, language), &Anchors);
                for key in [
                    "restriction-",
                    "output.",
                    "agreement.",
                    "state.",
                    "date.perhaps",
                    "row.",
                    "caption.",
                ] {
                    let shown = page
                        .split(['<', '>'])
                        .find(|text| text.starts_with(key) && !text.contains('"'));
                    assert_eq!(shown, None, "{language}");
                }
                assert!(
                    !page.contains("restriction-why-") && !page.contains("restriction-reason-")
                );
            }
        }
    }
}

#[test]
fn an_empty_workspace_gives_outputs_that_say_so() {
    let w = TestWorkspace::new();
    let unlocked = aigaq_journal::unlock(w.dir(), &Passphrase::new(PASSPHRASE)).unwrap();
    let workspace = Workspace::of(unlocked, Mode::Read, |_| {}).unwrap();
    for output in [
        year("2020"),
        Output::Restrictions { on: on() },
        Output::Commitments { on: on() },
    ] {
        for audience in [Audience::Internal, Audience::Public] {
            let wish = Wish {
                output: output.clone(),
                audience,
            };
            let document = workspace.publish(&asking(Language::En), &wish).unwrap();
            assert!(!html::html(&document, &Anchors).is_empty());
        }
    }
    let backwards = Output::Report {
        template: TemplateCode::bulletin(),
        from: "2021".parse().unwrap(),
        to: "2020".parse().unwrap(),
        least: None,
    };
    let wish = Wish {
        output: backwards,
        audience: Audience::Internal,
    };
    assert!(workspace.publish(&asking(Language::En), &wish).is_err());
}

#[test]
fn the_headlines_are_what_counting_says() {
    let world = kazakhstan();
    let document = world.internal(year("2016"));
    for (number, query) in links(&document) {
        if query == "records/act?where=start%3E%3D2016-01-01&where=start%3C%3D2016-12-31" {
            let question = Query::new(Unit::Acts)
                .within(Some("2016"), Some("2016"))
                .unwrap();
            let answer = world
                .workspace
                .count(&asking(Language::En), &question)
                .unwrap();
            assert_eq!(number, answer.total);
            return;
        }
    }
    panic!("the number of acts is not linked");
}
