//! What a workbook leaves open: asked on the page of the file, answered there once, and known from then on, in the next
//! file and in the forms.

use axum::http::StatusCode;

use crate::fixture::{Answer, between, get, plain, post, token_of};
use crate::importing::{act, site, upload};

/// The second invented workbook, which leaves much open.
const WORKBOOK: &[u8] = include_bytes!("../../../../demo/invented/Давление, 1 квартал.xlsx");
const NAME: &str = "Давление, 1 квартал.xlsx";

/// The questions on a page: number, kind, of what, word.
fn questions(page: &str) -> Vec<(usize, String, String, String)> {
    let value = |name: &str| {
        let field = format!("name=\"{name}\" value=\"");
        between(page, &field, "\"").map(plain)
    };
    (0..)
        .map_while(|n| {
            let of = |part: &str| value(&format!("ask.{n}.{part}"));
            Some((n, of("kind")?, of("of")?, of("word")?))
        })
        .collect()
}

/// The fields that answer the questions about these words.
fn fields(page: &str, answers: &[(&str, &str, &str)]) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for (n, kind, of, word) in questions(page) {
        for (part, value) in [("kind", kind), ("of", of), ("word", word.clone())] {
            fields.push((format!("ask.{n}.{part}"), value));
        }
        for (asked, part, answer) in answers {
            if *asked == word {
                fields.push((format!("ask.{n}.{part}"), (*answer).to_owned()));
            }
        }
    }
    fields
}

async fn answer(
    router: &axum::Router,
    address: &str,
    answers: &[(&str, &str, &str)],
    what: &str,
) -> Answer {
    let page = get(router, address).await.body;
    let fields = fields(&page, answers);
    let pairs: Vec<(&str, &str)> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    act(router, address, &pairs, what).await
}

#[tokio::test]
async fn every_kind_of_question_is_answered_once_and_remembered() {
    let (_folder, router) = site();
    let address = upload(&router, "workbook", NAME, WORKBOOK)
        .await
        .header("location")
        .to_owned();
    let look = get(&router, &address).await;
    assert!(look.body.len() < 60_000, "{}", look.body.len());
    // More are open than one page asks: the rest comes when some are answered.
    assert!(look.body.contains("2 more"), "{}", look.body);
    let first = [
        ("судья Примеров", "text", "Court"),
        ("налоговая", "text", "Tax authority"),
    ];
    answer(&router, &address, &first, "check").await;
    let look = get(&router, &address).await;
    let kinds: Vec<String> = questions(&look.body).into_iter().map(|q| q.1).collect();
    for kind in [
        "year", "serials", "code", "article", "law", "people", "date",
    ] {
        assert!(kinds.iter().any(|k| k == kind), "{kind}: {kinds:?}");
    }

    // What is not understood stays at its question; nothing is imported, nothing typed is lost.
    let wrong = [
        ("мелкое хулиганство", "text", "ерунда <b>"),
        ("конец месяца", "text", "32 марта"),
        ("Март", "text", "позапрошлый"),
        ("изъятие техники", "text", "нет такого"),
        ("участковый", "text", "Районная полиция"),
    ];
    let refused = answer(&router, &address, &wrong, "import").await;
    assert_eq!(refused.header("location"), address);
    let page = get(&router, &address).await.body;
    assert_eq!(page.matches("class=\"fault\"").count(), 4, "{page}");
    assert!(
        page.contains("value=\"ерунда &#60;b&#62;\"")
            || page.contains("value=\"ерунда &lt;b&gt;\"")
    );
    let journal = get(&router, "/journal").await.body;
    assert!(!journal.contains("href=\"/journal/"), "nothing was saved");
    let asked = |page: &str| questions(page).into_iter().map(|q| q.3).collect::<Vec<_>>();
    assert!(
        !asked(&page).contains(&"участковый".to_owned()),
        "it was answered"
    );

    // Of each kind one, typed or chosen.
    let right = [
        ("Дата", "pick", "2025-02-02"),
        ("Март", "text", "2025"),
        ("изъятие техники", "text", "Search or seizure"),
        ("арест 5 суток", "text", "LIB.adminarr; ADM.case"),
        ("488", "pick", "Administrative Code"),
        ("434", "pick", "Administrative Code"),
        ("405", "pick", "-"),
        ("мелкое хулиганство", "text", "ст. 434 КоАП"),
        ("жители посёлка", "pick", "group"),
        ("его супруга", "pick", "person"),
        ("конец месяца", "text", "31 марта"),
    ];
    let imported = answer(&router, &address, &right, "import").await;
    assert!(
        imported.header("location").starts_with("/journal/"),
        "{:?}",
        between(
            &get(&router, &address).await.body,
            "class=\"wrong\"",
            "</li>"
        )
    );

    // The same file again, by another name of the download: none of them is asked any more.
    let again = upload(
        &router,
        "workbook",
        "Давление, 1 квартал (1).xlsx",
        WORKBOOK,
    )
    .await;
    let page = get(&router, again.header("location")).await.body;
    let left = asked(&page);
    for (word, ..) in right.iter().chain(&[("участковый", "", "")]) {
        assert!(!left.contains(&(*word).to_owned()), "{word}: {left:?}");
    }
    assert!(left.contains(&"174".to_owned()) && left.contains(&"активист".to_owned()));

    // The forms know the word, too.
    let form = get(&router, "/enter").await.body;
    let pairs = [
        ("token", token_of(&form)),
        ("do", "check".to_owned()),
        ("title", "Забор".to_owned()),
        ("act.0.type", "Изъятие техники".to_owned()),
    ];
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let checked = post(&router, "/enter", &pairs).await;
    assert_eq!(checked.status, StatusCode::OK);
    assert!(
        !checked.body.contains("id=\"act.0.type-fault\""),
        "{}",
        checked.body
    );
}

#[tokio::test]
async fn a_sheet_that_is_left_out_is_taken_by_its_tick_and_stays_so() {
    let (_folder, router) = site();
    let address = upload(&router, "workbook", NAME, WORKBOOK)
        .await
        .header("location")
        .to_owned();
    let sheets = format!("{address}?sheet=first");
    let look = get(&router, &sheets).await.body;
    assert!(look.len() < 60_000, "{}", look.len());
    assert!(look.contains("a summary or a list") && look.contains("hidden in the file"));
    assert!(!look.contains("name=\"sheet.0.take\" value=\"1\" checked"));
    let ticked = [("sheet.0", "1"), ("sheet.0.take", "1"), ("sheet.2", "1")];
    act(&router, &address, &ticked, "check").await;
    let look = get(&router, &sheets).await.body;
    assert!(look.contains("name=\"sheet.0.take\" value=\"1\" checked"));
    assert!(
        !look.contains("name=\"sheet.2.take\" value=\"1\" checked"),
        "unticked"
    );
    act(&router, &address, &[], "import").await;
    let again = upload(&router, "workbook", NAME, WORKBOOK).await;
    let look = get(
        &router,
        &format!("{}?sheet=first", again.header("location")),
    )
    .await
    .body;
    assert!(
        look.contains("name=\"sheet.0.take\" value=\"1\" checked"),
        "remembered"
    );
    assert!(
        !look.contains("name=\"sheet.2.take\" value=\"1\" checked"),
        "remembered"
    );
}

/// What is typed on one part of the page is there when another was looked at; one sheet at a time is open.
#[tokio::test]
async fn columns_are_corrected_sheet_by_sheet_and_nothing_typed_is_lost() {
    let (_folder, router) = site();
    let address = upload(&router, "workbook", NAME, WORKBOOK)
        .await
        .header("location")
        .to_owned();
    let typed = [("конец месяца", "text", "32 марта")];
    let to = answer(&router, &address, &typed, "sheets").await;
    assert_eq!(to.header("location"), format!("{address}?sheet=first"));
    let sheets = get(&router, to.header("location")).await.body;
    let open = between(&sheets, "name=\"open\" value=\"", "\"").unwrap();
    let other = (0..)
        .map(|n| n.to_string())
        .find(|n| n != open && sheets.contains(&format!("value=\"sheet.{n}\"")))
        .unwrap();
    assert!(sheets.contains(&format!("name=\"column.{open}.")));
    assert!(!sheets.contains(&format!("name=\"column.{other}.")));
    let to = act(&router, &address, &[], &format!("sheet.{other}")).await;
    let sheets = get(&router, to.header("location").split('#').next().unwrap())
        .await
        .body;
    let column = between(&sheets, &format!("<select name=\"column.{other}."), "\"").unwrap();
    let column = format!("column.{other}.{column}");
    let said = [
        (format!("sheet.{other}"), "1"),
        (format!("sheet.{other}.take"), "1"),
        ("open".to_owned(), other.as_str()),
        (column.clone(), "note"),
    ];
    let said: Vec<(&str, &str)> = said.iter().map(|(n, v)| (n.as_str(), *v)).collect();
    let to = act(&router, &address, &said, "check").await;
    assert_eq!(
        to.header("location"),
        format!("{address}?sheet={other}#sheet-{other}")
    );
    let sheets = get(&router, &format!("{address}?sheet={other}")).await.body;
    let select = between(&sheets, &format!("name=\"{column}\""), "</select>").unwrap();
    assert!(
        select.contains("value=\"note\" selected"),
        "{column}: {select}"
    );
}
