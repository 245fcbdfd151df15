//! Finding: words that stand in no address, filters, columns, sheets, saved searches.

use std::path::Path;

use aigaq_web::App;
use axum::Router;
use axum::http::StatusCode;
use proptest::prelude::*;

use crate::fixture::{
    Answer, Folder, between, empty, get, get_in, import, kazakhstan, links, options, pages, plain,
    search, submit,
};

/// A few acts, with people, in a workspace of its own.
fn few() -> (Folder, Router) {
    let (folder, mut workspace) = empty();
    let tables = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(tables.path().join(name), text).unwrap();
    write(
        "actor.csv",
        "id,name,kind\np1,Балтабай Ахметов,person\np2,=1+1,person\np3,Мария Ахмедова,person\n",
    );
    import(&mut workspace, &tables.path().join("actor.csv"), "actor");
    write(
        "act.csv",
        "id,type,start,summary\na1,LIB,2020-06-09,Задержан после мирного митинга\na2,LIF,2020-07,Избит полицией\na3,LIB,,\n",
    );
    import(&mut workspace, &tables.path().join("act.csv"), "act");
    let app = App::new(options(&folder, Some(workspace)), 4480).unwrap();
    (folder, pages(app))
}

fn found(answer: &Answer) -> usize {
    let number = between(&answer.body, "class=\"found\"><span class=\"num\">", "<");
    let digits: String = number
        .unwrap()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap()
}

#[tokio::test]
async fn names_are_found_in_either_script_nearly_written_and_marked() {
    let (_folder, router) = few();
    for words in [
        "Балтабай",
        "балт",
        "Baltabay",
        "Акметов Балтабай",
        "табай",
        "ахметов -мария",
    ] {
        let page = get(&router, &search(&router, words).await).await;
        assert!(
            plain(&page.body).contains("<mark>Балтабай</mark>") || page.body.contains("Балтабай"),
            "{words}"
        );
    }
    let page = get(&router, &search(&router, "ахметов").await).await.body;
    let (exact, near) = page.split_once("Names written nearly so").unwrap();
    assert!(exact.contains("<mark>Ахметов</mark>"), "{page}");
    assert!(near.contains("Ахмедова"));
    let phrase = get(&router, &search(&router, "«мирного митинга»").await).await;
    assert_eq!(found(&phrase), 1);
    let other = get(&router, &search(&router, "«митинга мирного»").await).await;
    assert_eq!(found(&other), 0);
}

#[tokio::test]
async fn words_stand_in_no_address_no_title_and_no_name_of_a_download() {
    let router = kazakhstan();
    let people = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/kazakhstan/people.csv");
    let names: Vec<String> = std::fs::read_to_string(people)
        .unwrap()
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').nth(1))
        .flat_map(|name| name.split_whitespace().map(str::to_lowercase))
        .filter(|word| word.chars().count() > 4)
        .collect();
    assert!(names.len() > 200);
    let unescape = |text: &str| {
        let pair = format!("a={text}");
        let (_, value) = form_urlencoded::parse(pair.as_bytes()).next().unwrap();
        value.to_lowercase()
    };
    let quiet = |what: &str| {
        let what = unescape(what);
        let words: Vec<&str> = what.split(|c: char| !c.is_alphanumeric()).collect();
        for name in &names {
            assert!(!words.contains(&name.as_str()), "{name} in {what}");
        }
    };
    let mut waiting = vec![
        "/".to_owned(),
        search(&router, "Nazarbayev").await,
        submit(&router, "/records/actor", &[("q", "Tokayev")])
            .await
            .header("location")
            .to_owned(),
        submit(
            &router,
            "/records/act",
            &[("q", "Nazarbayev"), ("from", "2019")],
        )
        .await
        .header("location")
        .to_owned(),
        submit(&router, "/figures", &[("q", "Nazarbayev")])
            .await
            .header("location")
            .to_owned(),
        submit(
            &router,
            "/registers/restrictions",
            &[("q", "Mamay"), ("on", "2021-07-22")],
        )
        .await
        .header("location")
        .to_owned(),
        "/records/actor?where=kind%3Dperson&sort=name".to_owned(),
    ];
    let (mut seen, mut sheets) = (std::collections::HashSet::new(), 0);
    while let Some(address) = waiting.pop() {
        quiet(&address);
        if seen.len() > 150 || !seen.insert(address.clone()) || address.starts_with("/language") {
            continue;
        }
        // At the foot of every page: it holds no records, and would lead away from the lists.
        if address == "/protects" {
            continue;
        }
        let answer = get(&router, &address).await;
        if let Some(named) = answer.headers.get("content-disposition") {
            quiet(named.to_str().unwrap());
            sheets += 1;
            continue;
        }
        quiet(between(&answer.body, "<title>", "</title>").unwrap_or_default());
        let on_site = |link: &String| link.starts_with('/');
        let mut more: Vec<String> = links(&answer.body).into_iter().filter(on_site).collect();
        more.iter().for_each(|link| quiet(link));
        // Sheets are looked at first.
        more.sort_by_key(|link| link.contains("/export."));
        waiting.extend(
            more.iter()
                .map(|link| link.split('#').next().unwrap().to_owned()),
        );
    }
    assert!(seen.len() > 100 && sheets > 2, "{} {sheets}", seen.len());
}

#[tokio::test]
async fn words_are_forgotten_with_the_lock_and_asked_for_again() {
    let (_folder, router) = few();
    let address = search(&router, "Балтабай").await;
    let table = submit(
        &router,
        "/records/actor",
        &[("q", "Балтабай"), ("where", "kind==person")],
    )
    .await;
    let table = table.header("location").to_owned();
    let series = submit(&router, "/figures", &[("q", "Балтабай")]).await;
    let series = series.header("location").to_owned();
    let register = submit(
        &router,
        "/registers/cases",
        &[("q", "Балтабай"), ("on", "2021-07-22")],
    )
    .await;
    let register = register.header("location").to_owned();
    assert!(
        get(&router, &register)
            .await
            .body
            .contains("value=\"Балтабай\"")
    );
    assert_eq!(found(&get(&router, &table).await), 1);
    submit(&router, "/lock", &[]).await;
    let door = get(&router, "/unlock").await;
    let token = crate::fixture::token_of(&door.body);
    crate::fixture::post(
        &router,
        "/unlock",
        &[("token", &token), ("passphrase", aigaq_testkit::PASSPHRASE)],
    )
    .await;
    let sheet = register.replace("/registers/cases", "/registers/cases.csv");
    for address in [&address, &table, &series, &register, &sheet] {
        let page = get(&router, address).await;
        assert_eq!(page.status, StatusCode::GONE);
        assert!(page.body.contains("The words are needed again"));
        assert!(!page.body.contains("Балтабай"));
    }
    let page = get(&router, &table).await.body;
    assert!(
        page.contains("value=\"kind==person\""),
        "the rest is still there: {page}"
    );
    for address in [
        "/search?q=x",
        "/records/act?q=x",
        "/figures?q=x",
        "/registers/cases?q=x&on=2021-07-22",
    ] {
        let page = get(&router, address).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST);
        assert!(page.body.contains("not read from an address"), "{address}");
    }
}

#[tokio::test]
async fn dates_are_taken_as_people_write_them_and_faults_stand_at_their_fields() {
    let (_folder, router) = few();
    for (language, from, to) in [
        ("en", "June 2020", "9 June 2020"),
        ("ru", "июнь 2020", "9.06.2020"),
        ("kk", "2020 маусым", "2020-06-09"),
    ] {
        let answer = submit(&router, "/records/act", &[("from", from), ("to", to)]).await;
        assert_eq!(
            answer.header("location"),
            "/records/act?where=start%3E%3D2020-06&where=start%3C%3D2020-06-09",
            "{language}"
        );
    }
    let wrong = submit(
        &router,
        "/records/act",
        &[
            ("from", "tea time <b>"),
            ("to", "2020"),
            ("since", "31.02.2021"),
        ],
    )
    .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = plain(&wrong.body);
    assert!(page.contains("id=\"from-fault\"") && page.contains("id=\"since-fault\""));
    assert!(!page.contains("id=\"to-fault\"") && page.contains("value=\"tea time <b>\""));
}

#[tokio::test]
async fn what_changed_since_a_day_is_found() {
    let (_folder, router) = few();
    let since = async |day: &str| {
        let answer = submit(&router, "/records/act", &[("since", day)]).await;
        found(&get(&router, answer.header("location")).await)
    };
    // All was imported on 22 July 2021.
    assert_eq!(since("22 July 2021").await, 3);
    assert_eq!(since("23.07.2021").await, 0);
}

#[tokio::test]
async fn columns_are_chosen_and_put_in_order_and_sort_both_ways() {
    let (_folder, router) = few();
    let heads = async |address: &str| {
        let page = get(&router, address).await.body;
        let head = between(&page, "<thead>", "</thead>").unwrap().to_owned();
        let place = |word: &str| head.find(&format!(">{word}"));
        (place("Summary"), place("Type"), place("Start"))
    };
    let (summary, kind, start) = heads("/records/act?cols=summary.type").await;
    assert!(summary.unwrap() < kind.unwrap() && start.is_none());
    let first = async |address: &str| {
        let page = get(&router, address).await.body;
        let rows = between(&page, "<tbody>", "</tbody>").unwrap().to_owned();
        plain(between(&rows, "<td>", "</td>").unwrap())
    };
    let up = first("/records/act?cols=type&sort=type").await;
    let down = first("/records/act?cols=type&sort=type&order=down").await;
    assert_ne!(up, down);
    let (newest, oldest) = (
        first("/records/act?cols=start&sort=start").await,
        first("/records/act?cols=start&sort=start&order=down").await,
    );
    assert!(
        newest.contains("July") && oldest.contains("June"),
        "{newest} {oldest}"
    );
    assert_eq!(
        get(&router, "/records/act?cols=nonsense").await.status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        get(&router, "/records/act?sort=summary").await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn a_sheet_holds_exactly_what_is_listed_to_the_last_row() {
    let router = kazakhstan();
    let words = submit(&router, "/records/act", &[("q", "a")]).await;
    for (address, language) in [
        ("/records/act", "en"),
        (
            "/records/act?where=type%3DLIB&cols=type&cols=start&sort=type",
            "ru",
        ),
        ("/records/actor?sort=name&order=down", "kk"),
        (words.header("location"), "en"),
    ] {
        let page = get_in(&router, address, language).await;
        let of = links(&page.body);
        let csv = of.iter().find(|link| link.contains("export.csv")).unwrap();
        let sheet = get_in(&router, csv, language).await;
        assert_eq!(sheet.header("content-type"), "text/csv; charset=utf-8");
        let mut rows =
            csv::Reader::from_reader(sheet.body.trim_start_matches('\u{feff}').as_bytes());
        let headings = rows.headers().unwrap().len();
        let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), found(&page), "{address}");
        assert!(rows.iter().all(|row| row.len() == headings));
        // The rows of the first page, in their order.
        let shown: Vec<String> = of
            .iter()
            .filter_map(|link| Some(link.strip_prefix("/record/")?.to_owned()))
            .collect();
        for (row, id) in rows.iter().zip(
            between(&page.body, "<tbody>", "</tbody>")
                .unwrap()
                .split("<tr>")
                .skip(1),
        ) {
            assert!(id.contains(&row[0]), "{address}");
            assert!(shown.contains(&row[0].to_owned()));
        }
        let xlsx = of.iter().find(|link| link.contains("export.xlsx")).unwrap();
        let book = get_in(&router, xlsx, language).await;
        assert!(book.body.starts_with("PK"));
        assert!(book.header("content-disposition").ends_with(".xlsx\""));
    }
    let nothing = get(&router, "/records/act/export.exe").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn no_cell_of_a_sheet_is_a_formula() {
    let (_folder, router) = few();
    let sheet = get(&router, "/records/actor/export.csv").await.body;
    assert!(sheet.contains("'=1+1"), "{sheet}");
}

#[tokio::test]
async fn a_search_is_saved_once_opened_after_the_lock_renamed_and_taken_back() {
    let (_folder, router) = few();
    let list = submit(
        &router,
        "/records/actor",
        &[
            ("q", "ахметов"),
            ("where", "kind==person"),
            ("cols", "kind"),
            ("sort", "name"),
        ],
    )
    .await;
    let page = get(&router, list.header("location")).await.body;
    let form = between(&page, "/save\" method=\"post\">", "</form>").unwrap();
    let fields: Vec<(String, String)> = form
        .split("<input type=\"hidden\" name=\"")
        .skip(1)
        .map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"").unwrap();
            (name.to_owned(), plain(rest.split('"').next().unwrap()))
        })
        .filter(|(name, _)| name != "token")
        .collect();
    let mut pairs: Vec<(&str, &str)> = fields
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    pairs.push(("name", "Ахметовы"));
    let saved = submit(&router, "/records/actor/save", &pairs).await;
    let twice = submit(&router, "/records/actor/save", &pairs).await;
    let address = saved.header("location").to_owned();
    assert!(address.starts_with("/search/saved/"), "{saved:?}");
    assert_eq!(twice.header("location"), address);
    let start = get(&router, "/search").await.body;
    assert_eq!(start.matches("Ахметовы").count(), 1);

    let opened = get(&router, &address).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER);
    let page = get(&router, opened.header("location")).await;
    assert_eq!(found(&page), 1);
    assert!(page.body.contains("value=\"ахметов\"") && page.body.contains("Ахметовы"));

    let form = between(&page.body, "name=\"form\" value=\"", "\"")
        .unwrap()
        .to_owned();
    let name = [("form", form.as_str()), ("name", "Другое имя")];
    submit(&router, &format!("{address}/name"), &name).await;
    let start = get(&router, "/search").await.body;
    assert!(start.contains("Другое имя") && !start.contains("Ахметовы"));

    let form = new_form(&router).await;
    submit(&router, &format!("{address}/take-back"), &[("form", &form)]).await;
    assert!(!get(&router, "/search").await.body.contains("Другое имя"));
    assert_eq!(get(&router, &address).await.status, StatusCode::NOT_FOUND);
    // Nothing else can be taken back that way.
    let act = get(&router, "/records/act").await.body;
    let act = links(&act)
        .into_iter()
        .find_map(|l| Some(l.strip_prefix("/record/")?.to_owned()));
    let form = new_form(&router).await;
    let other = format!("/search/saved/{}/take-back", act.unwrap());
    submit(&router, &other, &[("form", &form)]).await;
    assert_eq!(found(&get(&router, "/records/act").await), 3);
}

async fn new_form(router: &Router) -> String {
    let page = get(router, "/records/act").await.body;
    between(&page, "name=\"form\" value=\"", "\"")
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_code_stands_for_all_below_it_and_its_counts_are_those_of_the_lists() {
    let router = kazakhstan();
    let page = get(&router, "/records/act").await;
    let choices = |page: &str| -> Vec<(String, usize)> {
        page.split("class=\"choose\" href=\"")
            .skip(1)
            .map(|rest| {
                let href = plain(rest.split('"').next().unwrap());
                let count = between(rest, "class=\"num\">", "<").unwrap();
                (
                    href,
                    count
                        .chars()
                        .filter(char::is_ascii_digit)
                        .collect::<String>()
                        .parse()
                        .unwrap(),
                )
            })
            .collect()
    };
    let all = choices(&page.body);
    assert!(all.len() > 30, "{}", all.len());
    for (href, count) in all.iter().step_by(3) {
        assert_eq!(found(&get(&router, href).await), *count, "{href}");
    }
    let opened = get(&router, "/records/act?open=type~LIB").await.body;
    assert!(opened.contains("level-1"));
    for (href, count) in choices(&opened)
        .iter()
        .filter(|(href, _)| href.contains("type%3DLIB."))
    {
        assert_eq!(found(&get(&router, href).await), *count, "{href}");
    }
}

#[tokio::test]
async fn hostile_words_find_nothing_and_break_nothing() {
    let router = kazakhstan();
    let long = "ы".repeat(100_000);
    for words in [
        "\"",
        "\"a",
        "*",
        "a*",
        "(",
        "NEAR(a b)",
        "a OR b NOT",
        "^a",
        "{x}: y",
        "\0",
        "a\0b",
        "\u{202e}abc",
        "-",
        "--",
        "-\"\"",
        "'; DROP TABLE words;--",
        "%00",
        "𝒳 हिन्दी عربى 汉字",
        &long,
    ] {
        for answer in [
            submit(&router, "/search", &[("q", words)]).await,
            submit(&router, "/records/act", &[("q", words)]).await,
        ] {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{words:?}");
            let page = get(&router, answer.header("location")).await;
            assert_eq!(page.status, StatusCode::OK, "{words:?}");
        }
    }
    let million = "a".repeat(1_000_000);
    let answer = submit(&router, "/search", &[("q", &million)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[test]
fn no_pairs_of_any_kind_are_a_fault_of_ours() {
    let (_folder, router) = few();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let names = prop::sample::select(vec![
        "q", "where", "sort", "order", "cols", "open", "more", "page", "on", "source", "place",
        "saved", "words", "from", "to", "since", "type", "form", "name", "x",
    ]);
    let values = prop_oneof![
        "\\PC{0,24}",
        prop::sample::select(vec![
            "type=LIB",
            "start>=2020",
            "changed>=2021",
            "target.category=unknown",
            "name",
            "type",
            "start",
            "type~LIB",
            "type~2",
            "place~9",
            "2020-06",
            "down",
            "99999999",
            "-1",
            "00000000-0000-4000-8000-000000000000",
            "target",
            "rights==a|b",
            "year==2020",
        ])
        .prop_map(str::to_owned),
    ];
    let pairs = prop::collection::vec((names, values), 0..6);
    let address = prop::sample::select(vec![
        "/records/act",
        "/records/actor",
        "/records/definition",
        "/records/act/save",
        "/search",
        "/search/saved/x/name",
        "/search/saved/00000000-0000-4000-8000-000000000000/take-back",
    ]);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 96,
        ..ProptestConfig::default()
    });
    runner
        .run(&(address, pairs), |(address, pairs)| {
            let query: String = form_urlencoded::Serializer::new(String::new())
                .extend_pairs(&pairs)
                .finish();
            let form: Vec<(&str, &str)> = pairs.iter().map(|(a, b)| (*a, b.as_str())).collect();
            let answers = runtime.block_on(async {
                [
                    get(&router, &format!("{address}?{query}")).await,
                    get(&router, &format!("{address}/export.csv?{query}")).await,
                    submit(&router, address, &form).await,
                ]
            });
            for answer in answers {
                prop_assert!(
                    !answer.status.is_server_error(),
                    "{} {query}",
                    answer.status
                );
            }
            Ok(())
        })
        .unwrap();
}
