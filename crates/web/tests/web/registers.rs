//! The registers through their pages: parts and files, what comes, the rules, and what cannot be as it was entered.

use axum::Router;
use axum::http::StatusCode;

use crate::fixture::{
    between, empty, get, import, kazakhstan, kazakhstan_to_change, links, options, pages, plain,
    post, token_of,
};
use aigaq_web::App;

const DAY: &str = "on=2021-07-22";

async fn body(router: &Router, address: &str) -> String {
    let page = get(router, address).await;
    assert_eq!(page.status, StatusCode::OK, "{address}");
    page.body
}

/// The value of a hidden field, the first of this name after a place in the page.
fn field(page: &str, after: &str, name: &str) -> String {
    let from = &page[page.find(after).unwrap_or_else(|| panic!("{after}"))..];
    plain(between(from, &format!("name=\"{name}\" value=\""), "\"").unwrap())
}

#[tokio::test]
async fn each_register_says_what_it_is_counts_with_units_and_can_be_taken_along() {
    let router = kazakhstan();
    let list = body(&router, "/registers?on=2021-07-22").await;
    let registers: Vec<String> = links(&list)
        .into_iter()
        .filter(|link| link.starts_with("/registers/") && link.contains("?on="))
        .collect();
    assert_eq!(registers.len(), 10, "{registers:?}");
    for register in registers {
        let page = body(&router, &register).await;
        // The series are drawn on pages of their own.
        let leads_to_series = page.contains("href=\"/figures\"");
        assert_eq!(leads_to_series, register.starts_with("/registers/figures"));
        assert!(page.len() < 60_000, "{register}: {}", page.len());
        assert!(
            page.contains("class=\"value\"") && page.contains("class=\"unit\""),
            "{register}"
        );
        for ending in [".html", ".docx", ".csv", ".xlsx", ".json"] {
            let file = links(&page)
                .into_iter()
                .find(|link| link.contains(&format!("{ending}?")))
                .unwrap_or_else(|| panic!("{register} {ending}"));
            let answer = get(&router, &file).await;
            assert_eq!(answer.status, StatusCode::OK, "{file}");
            assert!(
                answer.header("content-disposition").contains(ending),
                "{file}"
            );
        }
    }
}

#[tokio::test]
async fn all_rows_of_a_register_are_reached_page_by_page_and_each_once() {
    let router = kazakhstan();
    let mut address = Some(format!("/registers/restrictions?{DAY}"));
    let mut seen = Vec::new();
    while let Some(here) = address {
        let page = body(&router, &here).await;
        let rows = page.split("<tr id=\"r-").skip(1);
        seen.extend(rows.filter_map(|row| Some(row.split('"').next()?.to_owned())));
        address = between(&page, "rel=\"next\" href=\"", "\"").map(plain);
    }
    let all = seen.len();
    assert_eq!(all, 47);
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 47);
}

#[tokio::test]
async fn a_form_of_a_register_is_filled_in_by_its_kind() {
    let router = kazakhstan();
    let page = body(&router, &format!("/registers/assemblies?{DAY}")).await;
    let form = links(&page)
        .into_iter()
        .find(|link| link.starts_with("/enter/application?kind="))
        .unwrap();
    assert!(form.ends_with("assembly_notification"), "{form}");
    let understood = |page: &str| {
        let echo = between(page, "id=\"v.kind.0-echo\"", "</p>");
        echo.unwrap_or_default().to_owned()
    };
    let form = body(&router, &form).await;
    assert!(understood(&form).contains("Notice of a rally, meeting or picket"));
    let plain_form = body(&router, "/enter/application?kind=no_such_kind").await;
    assert!(!understood(&plain_form).contains("Notice of a rally"));
}

#[tokio::test]
async fn a_lawyer_signs_a_rule_by_name_and_the_signature_can_be_taken_back() {
    let router = kazakhstan_to_change();
    let address = "/registers/rules";
    let page = body(&router, address).await;
    assert!(page.contains("21 rules") && page.contains("21 not checked by a lawyer"));
    let (rule, form) = (
        field(&page, "<form action=\"/registers/rules\"", "rule"),
        field(&page, "<form action=\"/registers/rules\"", "form"),
    );
    let token = token_of(&page);
    let send = |lawyer: &'static str, rule: String| {
        let (router, token, form) = (router.clone(), token.clone(), form.clone());
        async move {
            let fields = [
                ("token", token.as_str()),
                ("form", &form),
                ("rule", &rule),
                ("lawyer", lawyer),
            ];
            post(&router, address, &fields).await
        }
    };
    let nobody = send("  ", rule.clone()).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.body.contains("Write who has read it"));
    let saved = send("A. Advocate", rule.clone()).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let told = body(&router, saved.header("location")).await;
    assert!(told.contains("20 not checked by a lawyer"));
    assert!(told.contains("Read and found right by A. Advocate"));
    let again = send("A. Advocate", rule.clone()).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let wrong = send("A. Advocate", "rule:kz:none:0".to_owned()).await;
    assert!(wrong.status.is_client_error() || wrong.status == StatusCode::SEE_OTHER);
    // The register says so too, and goes back to what it was when the decision is undone.
    let undo = links(&told)
        .into_iter()
        .find(|link| link.ends_with("/undo"))
        .unwrap();
    let confirm = body(&router, &undo).await;
    let form = field(&confirm, &format!("action=\"{undo}\""), "form");
    let token = token_of(&confirm);
    let fields = [
        ("token", token.as_str()),
        ("form", &form),
        ("reason", "misread"),
    ];
    let undone = post(&router, &undo, &fields).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
    let page = body(&router, address).await;
    assert!(page.contains("21 not checked by a lawyer"));
}

#[tokio::test]
async fn a_reminder_that_was_dealt_with_is_no_longer_among_what_comes() {
    let router = kazakhstan_to_change();
    let address = format!("/registers/soon?{DAY}&days=400");
    let page = body(&router, &address).await;
    let before = page.matches("name=\"mark\"").count();
    assert!(before > 3, "{before}");
    let post_form = "<form action=\"/registers/soon\" method=\"post\"";
    let (token, form, mark, record) = (
        token_of(&page),
        field(&page, post_form, "form"),
        field(&page, post_form, "mark"),
        field(&page, post_form, "record"),
    );
    let fields = [
        ("token", token.as_str()),
        ("form", &form),
        ("mark", &mark),
        ("record", &record),
        ("reason", "the lawyer was asked"),
    ];
    let saved = post(&router, "/registers/soon", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = body(&router, &address).await;
    assert_eq!(page.matches("name=\"mark\"").count(), before - 1);
    assert!(!page.contains(&mark));
    let done = body(&router, &format!("{address}&done=1")).await;
    assert!(done.contains("the lawyer was asked"), "{done}");
    assert!(links(&done).iter().any(|link| link.ends_with("/undo")));
    let ics = get(&router, &format!("/registers/soon.ics?{DAY}&days=400")).await;
    assert_eq!(ics.body.matches("BEGIN:VEVENT").count(), before - 1);
    assert!(!ics.body.contains("Baltabay"), "{}", ics.body);
    let named = format!("/registers/soon.ics?{DAY}&days=400&names=1");
    assert!(get(&router, &named).await.body.contains("Tulesova"));
}

#[tokio::test]
async fn what_cannot_be_is_said_on_the_record_and_in_the_checks_and_stays_as_entered() {
    let (folder, mut workspace) = empty();
    let demo = tempfile::tempdir().unwrap();
    let table = demo.path().join("restriction.csv");
    std::fs::write(
        &table,
        "id,kind,start,end\nr1,custodial_term,2021-05-01,2021-04-01\nr2,custodial_term,2021-05-01,2022-04-01\n",
    )
    .unwrap();
    import(&mut workspace, &table, "restriction");
    let router = pages(App::new(options(&folder, Some(workspace)), 4480).unwrap());
    let checks = body(&router, "/checks?kind=order").await;
    assert!(checks.contains("lies before"), "{checks}");
    let record = links(&checks)
        .into_iter()
        .find(|link| link.starts_with("/record/"))
        .unwrap();
    let page = body(&router, record.split('#').next().unwrap()).await;
    assert!(page.contains("This cannot be as it is entered"), "{page}");
    // The import leads here: who brought it is told at once.
    let journal = body(&router, "/journal").await;
    let mut saved = links(&journal).into_iter();
    let saved = saved.find(|link| link.len() > "/journal/".len() && link.starts_with("/journal/"));
    let page = body(&router, &saved.unwrap()).await;
    assert!(page.contains("This cannot be as it is entered"), "{page}");
    let list = body(&router, "/registers/restrictions?on=2021-06-01").await;
    assert!(list.contains("1 April 2021") || list.contains("1\u{a0}April 2021"));
    assert!(
        list.contains("1 thing was entered that cannot be"),
        "{list}"
    );
}
