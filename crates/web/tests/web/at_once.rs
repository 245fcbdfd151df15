//! Decisions on many at once through the pages: from an incident, from a list, from the gate.

use aigaq_web::App;
use axum::Router;
use axum::http::StatusCode;

use crate::fixture::{
    Answer, Folder, HOSTILE, between, empty, get, get_in, import, links, options, pages, plain,
    post, token_of,
};

const RALLY: [(&str, &str); 10] = [
    ("when", "12 марта 2021"),
    ("title", "Задержания"),
    ("act.0.type", "LIB.detain"),
    ("who.0.name", "Ахметов Ерлан"),
    ("who.1.name", "Ким Олег"),
    ("by.0.class", "police"),
    ("src", "Новость"),
    ("region", "KZ-75"),
    ("place", "Площадь"),
    ("do", "save"),
];
const AGREED: [(&str, &str); 7] = [
    ("sent", "yes"),
    ("consent.answer", "named"),
    ("consent.use", "publish"),
    ("consent.audience", "public"),
    ("consent.date", "2021-05-01"),
    ("reason", "Спросили обоих по телефону"),
    ("do", "save"),
];

async fn rally() -> (Folder, Router, String) {
    let (folder, workspace) = empty();
    let router = pages(App::new(options(&folder, Some(workspace)), 4480).unwrap());
    let page = get(&router, "/enter").await.body;
    let saved = send(&router, "/enter", &page, &RALLY).await;
    let to = saved.header("location").to_owned();
    let event = between(&to, "/record/", "?").unwrap().to_owned();
    (folder, router, event)
}

/// What a page's form has in it, with what was typed.
async fn send(router: &Router, to: &str, page: &str, typed: &[(&str, &str)]) -> Answer {
    let token = token_of(page);
    let form = between(page, "name=\"form\" value=\"", "\"").unwrap();
    let mut pairs = vec![("token", token.as_str()), ("form", form)];
    let names = ["who", "chosen", "seen", "later", "before"];
    let sent = names.map(|name| (name, hidden(page, name)));
    for (name, all) in &sent {
        pairs.extend(all.iter().map(|value| (*name, value.as_str())));
    }
    pairs.extend(typed);
    post(router, to, &pairs).await
}

#[tokio::test]
async fn the_people_of_an_incident_are_decided_on_and_it_is_undone_at_once() {
    let (_folder, router, event) = rally().await;
    let record = get(&router, &format!("/record/{event}")).await.body;
    let way = format!("/consents?record={event}");
    assert!(links(&record).contains(&way), "{record}");
    let page = get_in(&router, &way, "ru").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.body.matches("name=\"chosen\"").count(), 2);
    assert!(
        !page.body.contains("class=\"summary\""),
        "nothing is wrong yet"
    );
    let saved = send(&router, "/consents", &page.body, &AGREED).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let change = get(&router, saved.header("location")).await.body;
    assert_eq!(change.matches("Спросили обоих по телефону").count(), 2);
    assert!(change.contains("/undo"));
    // A second click saves no second time.
    let again = send(&router, "/consents", &page.body, &AGREED).await;
    assert_eq!(again.header("location"), saved.header("location"));
}

#[tokio::test]
async fn what_changes_a_decision_is_shown_before_it_is_saved() {
    let (_folder, router, event) = rally().await;
    let way = format!("/consents?record={event}");
    let page = get(&router, &way).await.body;
    send(&router, "/consents", &page, &AGREED).await;
    let page = get(&router, &way).await.body;
    let mut refused = AGREED;
    refused[1].1 = "refused";
    let shown = send(&router, "/consents", &page, &refused).await;
    assert_eq!(shown.status, StatusCode::OK, "{:?}", shown.headers);
    assert!(plain(&shown.body).contains("Look first at what changes"));
    assert_eq!(
        shown.body.matches("class=\"change\"").count(),
        4,
        "both, for both circles"
    );
    let saved = send(&router, "/consents", &shown.body, &refused).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    // Now they refused: an allowance for all leaves both out, and there is nobody left.
    let page = get(&router, &way).await.body;
    let shown = send(&router, "/consents", &page, &AGREED).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert_eq!(shown.body.matches("class=\"left-out\"").count(), 2);
    assert!(plain(&shown.body).contains("Everybody chosen is left out"));
}

#[tokio::test]
async fn a_list_leads_to_both_forms_with_all_that_narrows_it() {
    let (_folder, router, _) = rally().await;
    let list = get(&router, "/records/actor?where=kind%3Dperson")
        .await
        .body;
    let ways = links(&list);
    let to = |page: &str| {
        let mut found = ways.iter().filter(|way| way.contains(page));
        plain(found.next().unwrap())
    };
    let people = get(&router, &to("/records/actor/consents")).await;
    assert_eq!(people.body.matches("name=\"chosen\"").count(), 2);
    let levels = get(&router, &to("/records/actor/sensitivity")).await.body;
    assert_eq!(levels.matches("name=\"chosen\"").count(), 2);
    let typed = [
        ("sent", "yes"),
        ("sensitivity", "restricted"),
        ("reason", HOSTILE),
        ("do", "save"),
    ];
    let saved = send(&router, "/sensitivity", &levels, &typed).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let change = get(&router, saved.header("location")).await.body;
    assert!(!change.contains("<script>alert"));
    let places = get(&router, "/records/place").await.body;
    assert!(
        !places.contains("/records/place/consents"),
        "no people there"
    );
}

#[tokio::test]
async fn the_gate_leads_to_whom_it_masks() {
    let (_folder, router, _) = rally().await;
    let gate = "/outputs/bulletin?from=2021-03-01&to=2021-03-31&audience=public";
    let page = get(&router, gate).await.body;
    let form = between(&page, "action=\"/consents\"", "</form>").unwrap();
    assert_eq!(form.matches("name=\"who\"").count(), 2);
    let token = token_of(&page);
    let people: Vec<&str> = form
        .split("name=\"who\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(id, _)| id)
        .collect();
    let mut pairs = vec![("token", token.as_str())];
    for id in people {
        pairs.extend([("who", id), ("chosen", id)]);
    }
    let shown = post(&router, "/consents", &pairs).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert_eq!(shown.body.matches("checked").count(), 2);
    assert!(!shown.body.contains("class=\"summary\""));
}

#[tokio::test]
async fn the_gate_leads_to_the_organisations_whose_names_hold_a_withheld_one() {
    let (folder, mut workspace) = empty();
    let tables = tempfile::tempdir().unwrap();
    for (name, table) in [
        (
            "actor",
            "id,kind,name\np,person,Нурлан Ахметов\nf,ngo,Фонд Ахметова\nr,media,Радио <b>Азаттык</b>\n",
        ),
        (
            "act",
            "id,type,start,target\n1,LIB.detain,2021-03-02,p\n2,LIB.detain,2021-03-03,f\n3,LIB.detain,2021-03-04,r\n",
        ),
    ] {
        let file = tables.path().join(format!("{name}.csv"));
        std::fs::write(&file, table).unwrap();
        import(&mut workspace, &file, name);
    }
    let router = pages(App::new(options(&folder, Some(workspace)), 4480).unwrap());
    let gate = "/outputs/bulletin?from=2021-03-01&to=2021-03-31&audience=public";
    let page = get(&router, gate).await.body;
    let published = |page: &str| {
        page.split("id=\"freeze-caveat\"")
            .nth(1)
            .unwrap()
            .to_owned()
    };
    assert!(!published(&page).contains("Ахметов"));
    let form = page.split("name=\"whole_names\"").nth(1).unwrap();
    let form = form.split_once("</form>").unwrap().0;
    let fund = between(form, "name=\"who\" value=\"", "\"").unwrap();
    assert_eq!(form.matches("name=\"who\"").count(), 1, "{form}");
    let token = token_of(&page);
    let begun = [
        ("token", token.as_str()),
        ("whole_names", "yes"),
        ("consent.answer", "already_public"),
        ("consent.use", "publish"),
        ("consent.audience", "public"),
        ("who", fund),
    ];
    let shown = post(&router, "/consents", &begun).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains("Фонд Ахметова") && !shown.body.contains("class=\"summary\""));
    let typed = [
        ("sent", "yes"),
        ("whole_names", "yes"),
        ("chosen", fund),
        ("consent.answer", "already_public"),
        ("consent.use", "publish"),
        ("consent.audience", "public"),
        ("do", "save"),
    ];
    let refused = send(&router, "/consents", &shown.body, &typed).await;
    assert_eq!(refused.status, StatusCode::OK, "a decision needs a reason");
    assert!(refused.body.contains("name=\"whole_names\""));
    let mut typed = typed.to_vec();
    typed.push(("reason", "Так называют его все"));
    let saved = send(&router, "/consents", &shown.body, &typed).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = get(&router, gate).await.body;
    assert!(published(&page).contains("Фонд Ахметова"));
    assert!(!published(&page).contains("Нурлан"));
    assert!(
        !page.contains("name=\"whole_names\""),
        "nothing is left to decide"
    );
}

/// The values of a hidden field.
fn hidden(page: &str, name: &str) -> Vec<String> {
    let before = format!("name=\"{name}\" value=\"");
    let parts = page.split(before.as_str()).skip(1);
    let values = parts.filter_map(|rest| rest.split_once('"'));
    values.map(|(value, _)| plain(value)).collect()
}

#[tokio::test]
async fn of_more_people_than_a_form_takes_none_is_lost_on_the_way() {
    let (folder, mut workspace) = empty();
    let rows: String = (0..150).map(|n| format!("{n},person,Имя {n}\n")).collect();
    let tables = tempfile::tempdir().unwrap();
    let table = tables.path().join("actor.csv");
    std::fs::write(&table, format!("id,kind,name\n{rows}")).unwrap();
    import(&mut workspace, &table, "actor");
    let router = pages(App::new(options(&folder, Some(workspace)), 4480).unwrap());
    let mut all = Vec::new();
    for after in [0, 70, 140] {
        let way = format!("/records/actor/consents?after={after}");
        all.extend(hidden(&get(&router, &way).await.body, "who"));
    }
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 150);
    let token = token_of(&get(&router, "/").await.body);
    let mut pairs = vec![("token", token.as_str())];
    for id in &all {
        pairs.push(("who", id));
        // The last one was not ticked where they come from.
        if *id != all[149] {
            pairs.push(("chosen", id));
        }
    }
    let first = post(&router, "/consents", &pairs).await.body;
    assert_eq!(hidden(&first, "who").len(), 70);
    assert_eq!(hidden(&first, "later"), all[70..]);
    // The first are saved, the second passed over, the third saved.
    let second = send(&router, "/consents", &first, &AGREED).await;
    assert_eq!(second.status, StatusCode::OK, "{}", second.body);
    let saved = links(&second.body);
    let saved = saved.iter().find(|way| way.starts_with("/journal/"));
    let change = get(&router, saved.unwrap()).await.body;
    assert!(change.contains("/undo"));
    assert!(second.body.contains("71–140 of 150"), "{}", second.body);
    assert_eq!(hidden(&second.body, "who"), all[70..140]);
    let third = send(&router, "/consents", &second.body, &[("next", "yes")]).await;
    assert_eq!(hidden(&third.body, "who"), all[140..]);
    assert!(third.body.contains("141–150 of 150"));
    assert!(!third.body.contains("name=\"later\""));
    assert_eq!(third.body.matches(" checked").count(), 9);
    let last = send(&router, "/consents", &third.body, &AGREED).await;
    assert_eq!(last.status, StatusCode::SEE_OTHER, "{}", last.body);
    let consents = get(&router, "/records/consent").await.body;
    assert!(
        consents.contains("80"),
        "70 and those of the last ten: {consents}"
    );
    // The first form sent once more is saved no second time, and leads on as before.
    let again = send(&router, "/consents", &first, &AGREED).await;
    assert!(links(&again.body).contains(saved.unwrap()));
}

#[tokio::test]
async fn nobody_and_nothing_and_nonsense_are_answered_with_a_page() {
    let (_folder, router, event) = rally().await;
    let token = token_of(&get(&router, "/").await.body);
    for address in ["/consents", "/sensitivity"] {
        for who in ["", "x", &event, "00000000000000000000000000000000", HOSTILE] {
            let pairs = [
                ("token", token.as_str()),
                ("sent", "yes"),
                ("do", "save"),
                ("who", who),
                ("chosen", who),
            ];
            let answer = post(&router, address, &pairs).await;
            assert_eq!(answer.status, StatusCode::OK, "{address} {who}");
            assert!(!answer.body.contains("<script>alert"));
        }
        let none = get(&router, address).await.status;
        assert_eq!(none, StatusCode::NOT_FOUND, "{address}");
        let nonsense = get(&router, &format!("{address}?record=x")).await.status;
        assert_eq!(nonsense, StatusCode::NOT_FOUND);
    }
}
