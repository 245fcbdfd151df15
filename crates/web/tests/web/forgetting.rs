//! Forgetting a person on the pages: shown first, done with a sign that it is meant, forbidden while it is kept for a
//! court.

use axum::Router;
use axum::http::StatusCode;

use crate::fixture::{
    Answer, Folder, between, empty, get, get_in, import, links, options, pages, plain, post,
    submit, token_of,
};
use aigaq_web::App;

fn site() -> (Folder, Router) {
    let (folder, mut workspace) = empty();
    let tables = tempfile::tempdir().unwrap();
    for (of, table) in [
        (
            "actor",
            "id,name,kind,gender,category\np1,Нурлан Сарсенов,person,male,civic\no1,Фонд мира,organisation,,\n",
        ),
        (
            "act",
            "id,type,start,target,summary\na1,LIB.detain,2020-06-06,p1,Нурлана Сарсенова <b>задержали</b>\n",
        ),
    ] {
        let file = tables.path().join(format!("{of}.csv"));
        std::fs::write(&file, table).unwrap();
        import(&mut workspace, &file, of);
    }
    let app = App::new(options(&folder, Some(workspace)), 4480).unwrap();
    (folder, pages(app))
}

/// The address of somebody's page.
async fn record(router: &Router, words: &str) -> String {
    let asked = submit(router, "/records/actor", &[("q", words)]).await;
    let found = get(router, asked.header("location")).await.body;
    let mut links = links(&found).into_iter();
    links.find(|link| link.starts_with("/record/")).unwrap()
}

async fn sent(router: &Router, page: &str, to: &str, more: &[(&str, &str)]) -> Answer {
    let token = token_of(page);
    let form = between(page, "name=\"form\" value=\"", "\"").unwrap();
    let mut all = vec![("token", token.as_str()), ("form", form)];
    all.extend(more);
    post(router, to, &all).await
}

#[tokio::test]
async fn a_person_is_forgotten_from_their_page_when_it_is_meant_and_the_report_names_nobody() {
    let (_folder, router) = site();
    let person = record(&router, "Сарсенов").await;
    let page = get(&router, &person).await.body;
    let to = links(&page)
        .into_iter()
        .find(|l| l.starts_with("/forget/"))
        .unwrap();
    let organisation = get(&router, &record(&router, "Фонд").await).await.body;
    assert!(
        !links(&organisation)
            .iter()
            .any(|l| l.starts_with("/forget/"))
    );
    for (language, word) in [("en", "Forget"), ("ru", "Забыть"), ("kk", "ұмыттыру")] {
        for how in ["identity", "destroy", "nonsense"] {
            let shown = get_in(&router, &format!("{to}?how={how}"), language).await;
            assert_eq!(shown.status, StatusCode::OK);
            assert!(shown.body.contains(word), "{language}");
            let text = plain(&shown.body);
            assert!(text.contains("Нурлана Сарсенова"), "{text}");
            assert!(!shown.body.contains("<b>задержали"), "escaped");
        }
    }
    let shown = get(&router, &to).await.body;
    assert!(shown.contains("a man without a name, civil activist"));
    let unmeant = sent(&router, &shown, &to, &[("how", "identity")]).await;
    assert_eq!(unmeant.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unmeant.body.contains("Nothing was forgotten yet"));
    let meant = [("how", "identity"), ("sure", "yes")];
    let done = sent(&router, &shown, &to, &meant).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let report = get(&router, done.header("location")).await;
    assert_eq!(report.status, StatusCode::OK);
    let text = plain(&report.body);
    assert!(
        text.contains("beyond reach") && !text.contains("арсен"),
        "{text}"
    );
    // The second click is answered with the same report; another form finds nothing.
    let twice = sent(&router, &shown, &to, &meant).await;
    assert_eq!(twice.header("location"), done.header("location"));
    let anew = get(&router, &to).await.body;
    let anew = sent(&router, &anew, &to, &meant).await;
    assert!(
        anew.body.contains("There is nothing left to forget"),
        "{}",
        anew.body
    );
    // It is found again by the decision.
    let decision = done.header("location").replace("/forgotten/", "/record/");
    let decision = get(&router, &decision).await.body;
    assert!(decision.contains(done.header("location")), "{decision}");
    let other = person.replace("/record/", "/forgotten/");
    for nobody in [other.as_str(), "/forgotten/x"] {
        assert_eq!(get(&router, nobody).await.status, StatusCode::NOT_FOUND);
    }
    let page = get(&router, &person).await.body;
    assert!(page.contains("a man without a name, civil activist"));
    for address in ["/records/actor", "/records/act", "/journal", &to] {
        let body = get(&router, address).await.body;
        assert!(!body.contains("арсенов"), "{address}");
    }
    assert!(
        get(&router, "/verify")
            .await
            .body
            .contains("Everything holds")
    );
}

#[tokio::test]
async fn what_is_kept_for_a_court_offers_no_button_and_is_refused() {
    let (_folder, router) = site();
    let person = record(&router, "Сарсенов").await;
    let to = person.replace("/record/", "/forget/");
    let hold = person.replace("/record/", "/hold/");
    let record = get(&router, &person).await.body;
    assert!(links(&record).contains(&hold));
    let before = get(&router, &to).await.body;
    let silent = sent(&router, &before, &hold, &[]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        let held = sent(&router, &before, &hold, &[("reason", "the court asked")]).await;
        assert_eq!(held.status, StatusCode::SEE_OTHER);
    }
    let page = get(&router, &to).await.body;
    assert!(page.contains("Must be kept for a court") && !page.contains("name=\"sure\""));
    let meant = [("how", "destroy"), ("sure", "yes")];
    let refused = sent(&router, &before, &to, &meant).await;
    assert!(refused.status.is_client_error(), "{:?}", refused.status);
    assert!(plain(&get(&router, &person).await.body).contains("Нурлан Сарсенов"));
    let lift = [("reason", "it is over"), ("lift", "yes")];
    let question = get(&router, &hold).await.body;
    assert!(question.contains("name=\"lift\""), "{question}");
    let lifted = sent(&router, &question, &hold, &lift).await;
    assert_eq!(lifted.status, StatusCode::SEE_OTHER);
    let page = get(&router, &to).await.body;
    assert!(page.contains("name=\"sure\""), "{page}");
    let done = sent(&router, &page, &to, &meant).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(get(&router, &person).await.status, StatusCode::NOT_FOUND);
    for nobody in [
        "/forget/x",
        "/hold/x",
        "/hold/00000000-0000-4000-8000-000000000000",
        "/forget/00000000-0000-4000-8000-000000000000",
    ] {
        assert_eq!(get(&router, nobody).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn doubtful_places_are_left_with_one_tick_and_a_form_that_comes_back_keeps_what_was_ticked() {
    let (folder, mut workspace) = empty();
    let tables = tempfile::tempdir().unwrap();
    for (of, table) in [
        ("actor", "id,name,kind\np1,Абай Иманов,person\n"),
        ("place", "id,name\nl1,Абай\n"),
        (
            "act",
            "id,type,start,summary\na1,LIB.detain,2020-06-06,Иманов вышел\na2,LIB.detain,2020-06-07,обыск в Абае\n",
        ),
    ] {
        let file = tables.path().join(format!("{of}.csv"));
        std::fs::write(&file, table).unwrap();
        import(&mut workspace, &file, of);
    }
    let router = pages(App::new(options(&folder, Some(workspace)), 4480).unwrap());
    let to = record(&router, "Иманов")
        .await
        .replace("/record/", "/forget/");
    let shown = get(&router, &to).await.body;
    assert!(shown.contains("name=\"leave-unsure\""), "{shown}");
    let taken = between(&shown, "name=\"take\" value=\"", "\"").unwrap();
    let ticked = [
        ("how", "identity"),
        ("leave-unsure", "yes"),
        ("take", taken),
    ];
    let back = sent(&router, &shown, &to, &ticked).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(back.body.matches(" checked").count(), 2, "{}", back.body);
    let meant = [&ticked[..], &[("sure", "yes")]].concat();
    let done = sent(&router, &shown, &to, &meant).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let found = |words: &'static str| {
        let router = router.clone();
        async move {
            let asked = submit(&router, "/search", &[("q", words)]).await;
            get(&router, asked.header("location")).await.body
        }
    };
    assert!(found("Иманов").await.contains("вышел"), "left");
    assert!(
        !plain(&found("обыск").await).contains("обыск в Абае"),
        "taken"
    );
}
