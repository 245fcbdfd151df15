//! A static site: its links lead somewhere, its pages are whole, its figures are the counted ones, and nobody who is to
//! be withheld stands in any of its files.

use crate::canary::{found, parts_of, read, smooth, surnames};
use crate::world::{World, asking};
use aigaq_press::site::files;
use aigaq_schema::{Day, Language};
use aigaq_workspace::{MadeSite, SiteHolds, SiteWish, TemplateCode};
use std::collections::{BTreeMap, BTreeSet};

fn wish(month: &str, languages: &[Language]) -> SiteWish {
    SiteWish {
        from: month.parse().unwrap(),
        to: month.parse().unwrap(),
        least: None,
        languages: languages.to_vec(),
        holds: SiteHolds::usual(),
        number: 2,
        licence: None,
    }
}

fn made(world: &World, wish: &SiteWish) -> MadeSite {
    let ask = asking(Language::Ru, Day::from_ymd(2021, 7, 22).unwrap());
    world.workspace.site(&ask, wish).unwrap()
}

/// The words of every file of a site of one month, without what may break them, by path.
pub(crate) fn words_of_files(world: &World, month: &str) -> BTreeMap<String, String> {
    // Pages are slow to set without optimisation, and say the same in every language.
    let files = files(&made(world, &wish(month, &[Language::Ru])).site).unwrap();
    let words = files.into_iter().map(|(path, bytes)| {
        let text = match path.rsplit_once('.').unwrap().1 {
            "pdf" => read::text(&bytes),
            "zip" => parts_of(bytes),
            _ => String::from_utf8(bytes).unwrap(),
        };
        (path, smooth(&text))
    });
    words.collect()
}

fn pages(site: &MadeSite) -> BTreeMap<String, String> {
    let pages = site.site.pages().into_iter();
    let pages: Vec<(String, String)> = pages.map(|page| (page.path, page.html)).collect();
    let all: BTreeMap<String, String> = pages.iter().cloned().collect();
    assert_eq!(all.len(), pages.len(), "no two pages of one name");
    all
}

/// Values of an attribute.
fn all_of<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let before = format!(" {attribute}=\"");
    page.split(before.as_str())
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

/// Where a link on a page leads: a path in the site and a place in it.
fn arrives<'l>(from: &str, link: &'l str) -> (String, Option<&'l str>) {
    let (file, place) = match link.split_once('#') {
        Some((file, place)) => (file, Some(place)),
        None => (link, None),
    };
    if file.is_empty() {
        return (from.to_owned(), place);
    }
    let mut folder: Vec<&str> = from.split('/').collect();
    folder.pop();
    for part in file.split('/') {
        match part {
            ".." => assert!(folder.pop().is_some(), "{link} leads out of the site"),
            part => folder.push(part),
        }
    }
    (folder.join("/"), place)
}

fn checked(site: &MadeSite) -> usize {
    let pages = pages(site);
    let mut paths: BTreeSet<String> = pages.keys().cloned().collect();
    paths.extend(site.site.downloads().into_iter().map(|one| one.path));
    let mut links = 0;
    for (path, html) in &pages {
        crate::markup::check(html);
        assert!(
            !html.contains("<script") && !html.contains("src=\""),
            "{path}"
        );
        assert!(
            html.contains("<html lang=\"") && html.matches("<h1").count() == 1,
            "{path}"
        );
        for link in all_of(html, "href") {
            if link.starts_with("http") {
                continue;
            }
            assert!(!link.starts_with('/'), "{path}: {link} is not relative");
            let (file, place) = arrives(path, link);
            assert!(paths.contains(&file), "{path}: {link} leads to nothing");
            if let Some(place) = place {
                let there = all_of(&pages[&file], "id").contains(&place);
                assert!(there, "{path}: {link} leads to no place");
            }
            links += 1;
        }
    }
    links
}

#[test]
fn every_link_of_a_site_arrives_and_every_page_is_whole_in_three_languages() {
    let mut world = World::new();
    world.import(
        "source",
        "id,title,publisher,date\ns,Paper & <Co>,P,2020-06-03\n",
    );
    world.import(
        "act",
        "id,type,start,region,source\n1,LIB.detain,2020-06-01,KZ-75,s\n2,ADM.fine,2020-06-02,KZ-71,s\n3,LIB.detain,2020-06-03,KZ-75,s\n",
    );
    let site = made(&world, &wish("2020-06", &Language::ALL));
    let pages = pages(&site);
    // Of each language: start, figures, five publications, method; and the choice of a language.
    assert_eq!(pages.len(), 3 * 8 + 1);
    assert!(checked(&site) > 300);
    for tag in ["en", "ru", "kk"] {
        let start = &pages[&format!("{tag}/index.html")];
        let numbers = start.split("class=\"number\" href=\"figures.html#count-");
        let first = numbers.clone().nth(1).unwrap();
        assert!(first.split_once('>').unwrap().1.starts_with('3'), "{first}");
        assert!(numbers.count() > 1);
        assert!(
            start.replace(['\n', ' '], "").contains("<dd>2</dd>"),
            "the edition"
        );
    }
    // The same record has the same number on all pages and in the data.
    let data = &site.site.editions[0].data;
    let acts = data.iter().find(|(name, _)| name == "acts.csv").unwrap();
    let acts = String::from_utf8(acts.1.clone()).unwrap();
    assert!(acts.contains("A2,ADM.fine,2020-06-02"), "{acts}");
    for language in ["en", "ru", "kk"] {
        for page in ["bulletin", "figures"] {
            let html = &pages[&format!("{language}/{page}.html")];
            let row = html.split("id=\"r-A2\"").nth(1).unwrap();
            let row = &row[..row.find("</li>").unwrap_or(row.len()).min(2_000)];
            let fine = match language {
                "en" => "ine",
                "ru" => "траф",
                _ => "йыппұл",
            };
            assert!(row.contains(fine), "{language} {page}: {row}");
        }
    }
    // One language alone stands in the folder itself, and nothing leads to another.
    let alone = made(&world, &wish("2020-06", &[Language::Kk, Language::Kk]));
    checked(&alone);
    let alone = self::pages(&alone);
    assert_eq!(alone.len(), 8);
    assert!(
        alone["index.html"].contains("<html lang=\"kk\"")
            && !alone["index.html"].contains("hreflang")
    );
}

#[test]
fn the_same_records_make_the_same_bytes_and_the_figures_are_the_counted_ones() {
    let mut world = World::new();
    let rows: String = (0..57)
        .map(|at| format!("{at},LIB.detain,2020-{:02}-01,KZ-75\n", at % 12 + 1))
        .collect();
    world.import("act", &format!("id,type,start,region\n{rows}"));
    let mut wish = wish("2020", &[Language::En]);
    wish.holds = vec![SiteHolds::Template("torture_funnel".parse().unwrap())];
    let (first, second) = (made(&world, &wish), made(&world, &wish));
    let files = files(&first.site).unwrap();
    assert!(files == aigaq_press::site::files(&second.site).unwrap());
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "index.html",
            "figures.html",
            "torture-funnel.html",
            "method.html",
            "figures.pdf",
            "figures.csv",
            "torture-funnel.pdf",
            "torture-funnel.csv",
            "data.zip"
        ]
    );
    assert!(files[4].1.starts_with(b"%PDF-"));
    let ask = asking(Language::En, Day::from_ymd(2021, 7, 22).unwrap());
    let definition = "unit=acts&from=2020&to=2020".parse().unwrap();
    let query = world.workspace.query(&definition).unwrap();
    let counted = world.workspace.count(&ask, &query).unwrap().total;
    assert_eq!(counted, 57);
    let start = String::from_utf8(files[0].1.clone()).unwrap();
    assert!(start.contains(&format!(">{counted}</a>")), "{start}");
    assert!(read::text(&files[4].1).contains("57"));
}

#[test]
fn a_period_without_records_is_a_site_that_says_so() {
    let world = World::new();
    let site = made(&world, &wish("2020-06", &Language::ALL));
    checked(&site);
    let pages = pages(&site);
    for (tag, says) in [
        ("en", "Nothing was recorded"),
        ("ru", "Ничего не зафиксировано"),
        ("kk", "Ештеңе тіркелмеген"),
    ] {
        assert!(pages[&format!("{tag}/index.html")].contains(says), "{tag}");
    }
    assert!(
        !files(&made(&world, &wish("2020-06", &[Language::Ru])).site)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_site_is_refused_with_a_template_that_nobody_has_or_a_period_that_ends_before_it_begins() {
    let world = World::new();
    let ask = asking(Language::En, Day::from_ymd(2021, 7, 22).unwrap());
    let of = |change: &dyn Fn(&mut SiteWish)| {
        let mut wish = wish("2020-06", &[Language::En]);
        change(&mut wish);
        world.workspace.site(&ask, &wish).is_err()
    };
    assert!(!of(&|_| {}));
    assert!(of(&|wish| wish.from = "2020-07".parse().unwrap()));
    assert!(of(&|wish| {
        let code: TemplateCode = "of_nobody".parse().unwrap();
        wish.holds = vec![SiteHolds::Template(code)];
    }));
    assert!(of(&|wish| wish.least = Some("v99".to_owned())));
}

#[test]
fn none_of_two_hundred_withheld_names_stands_in_any_file_of_a_site() {
    let world = crate::canary::world();
    let names = surnames();
    let mut of_all = wish("2020-06", &Language::ALL);
    of_all.holds.extend(
        ["annual_review", "country_profile"].map(|code| SiteHolds::Template(code.parse().unwrap())),
    );
    let site = made(&world, &of_all);
    assert_eq!((site.gate.named.len(), site.gate.masked.len()), (0, 200));
    for page in site.site.pages() {
        let text = smooth(&page.html);
        assert_eq!(found(&text, &names), Vec::<&String>::new(), "{}", page.path);
    }
    let files = words_of_files(&world, "2020-06");
    assert!(files.len() > 12);
    for (path, text) in files {
        assert_eq!(found(&text, &names), Vec::<&String>::new(), "{path}");
    }
    // The search finds names where they are, and gives one back to whoever allowed it.
    let text = smooth(&format!("{}а", names[7]));
    assert_eq!(found(&text, &names), [&names[7]]);
}
