//! What came in, through the pages: one field, a number, the way to an incident, setting aside and back.

use axum::Router;
use axum::http::StatusCode;

use crate::accessible::told_at;
use crate::fixture::{
    Answer, Folder, HOSTILE, between, control, empty, get, get_in, options, pages, plain, post,
    post_in, submit, token_of,
};
use crate::review::fields;
use aigaq_web::App;

fn world() -> (Folder, Router) {
    let (folder, workspace) = empty();
    let app = App::new(options(&folder, Some(workspace)), 4480).unwrap();
    (folder, pages(app))
}

/// Fills in the form that goes to this address and sends it.
async fn fill(router: &Router, page: &str, action: &str, typed: &[(&str, &str)]) -> Answer {
    let kept = fields(page, action);
    let mut form: Vec<(&str, &str)> = kept
        .iter()
        .filter(|(name, _)| !typed.iter().any(|(other, _)| other == name))
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    form.extend(typed);
    post(router, action, &form).await
}

/// Keeps a note; answers with the page that says so, and the note's id.
async fn call(router: &Router, text: &str) -> (String, String) {
    let page = get(router, "/inbox").await.body;
    let answer = fill(router, &page, "/inbox", &[("text", text)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let to = answer.header("location").to_owned();
    let id = to.rsplit_once('=').unwrap().1.to_owned();
    (get(router, &to).await.body, id)
}

/// How many wait, as the head of every page says.
fn waiting(page: &str) -> Option<&str> {
    between(page, "<span class=\"waiting num\">", "</span>")
}

#[tokio::test]
async fn a_call_is_kept_in_one_field_and_said_by_its_number_everywhere() {
    let (_folder, router) = world();
    assert_eq!(waiting(&get(&router, "/").await.body), None);
    let (kept, id) = call(&router, &format!("Увезли брата. {HOSTILE}")).await;
    assert!(kept.contains("<strong>21-0001</strong>"), "{kept}");
    assert!(!kept.contains(HOSTILE) && plain(&kept).contains(HOSTILE));
    assert_eq!(waiting(&kept), Some("1"));
    let start = get(&router, "/").await.body;
    assert!(start.contains("<li><a href=\"/inbox\"><span class=\"what\">Inbox</span>"));
    let record = get(&router, &format!("/record/{id}")).await.body;
    assert!(record.contains("No. <strong>21-0001</strong>"));
    let list = get(&router, "/records/note").await.body;
    assert!(list.contains("<span class=\"number role\">21-0001</span>"));
    for (language, title) in [("ru", "Входящие"), ("kk", "Кіріс")] {
        let page = get_in(&router, "/inbox", language).await.body;
        assert!(page.contains(&format!("<h1>{title}</h1>")), "{language}");
    }
}

#[tokio::test]
async fn what_cannot_be_kept_is_shown_with_all_that_was_typed() {
    let (_folder, router) = world();
    let page = get(&router, "/inbox").await.body;
    let typed = [
        ("text", "Обыск в редакции"),
        ("told_by", "Сестра"),
        ("happened", "невесть когда"),
    ];
    let answer = fill(&router, &page, "/inbox", &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("<details open>"), "{}", answer.body);
    for (_, text) in typed {
        assert!(answer.body.contains(text), "{text}");
    }
    let empty = fill(&router, &page, "/inbox", &[("text", "  ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(waiting(&get(&router, "/inbox").await.body), None);
}

#[tokio::test]
async fn a_date_that_is_none_is_told_at_its_field_with_what_was_typed_in_every_language() {
    let (_folder, router) = world();
    let page = get(&router, "/inbox").await.body;
    let kept = fields(&page, "/inbox");
    for (language, field, typed, told) in [
        ("en", "received", "31.02.2024", "31"),
        (
            "ru",
            "happened",
            "послезавтра, кажется",
            "«послезавтра, кажется»",
        ),
        ("kk", "received", "31.02.2024", "31"),
        ("ru", "received", "завтра", "ещё не наступил"),
    ] {
        let mut form: Vec<(&str, &str)> = kept.iter().map(|(n, v)| (&**n, &**v)).collect();
        form.retain(|(name, _)| ![field, "text"].contains(name));
        form.extend([("text", "Обыск"), (field, typed)]);
        let answer = post_in(&router, "/inbox", (&form, language)).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{language}"
        );
        let page = plain(&answer.body);
        assert!(
            told_at(&answer.body, field).contains(told),
            "{language}: {page}"
        );
        assert!(control(&page, field).contains(&format!("value=\"{typed}\"")));
        assert!(page.contains("Обыск</textarea>"));
        for other in ["happened", "received", "number", "text"] {
            let is_wrong = control(&page, other).contains("aria-invalid");
            assert_eq!(is_wrong, other == field, "{other}");
        }
    }
    // A number that another note has, a code that nobody has.
    let taken = fill(
        &router,
        &page,
        "/inbox",
        &[("text", "Один"), ("number", "26-0500")],
    )
    .await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    let page = get(&router, "/inbox").await.body;
    let taken = fill(
        &router,
        &page,
        "/inbox",
        &[("text", "Два"), ("number", "26-0500")],
    )
    .await;
    assert!(told_at(&taken.body, "number").contains("26-0500"));
    let second = "вторая фраза для источников";
    submit(
        &router,
        "/confidential/set-up",
        &[("new", second), ("new_again", second)],
    )
    .await;
    let page = get(&router, "/inbox").await.body;
    let nobody = fill(
        &router,
        &page,
        "/inbox",
        &[("text", "Два"), ("code", "C-077")],
    )
    .await;
    assert!(told_at(&nobody.body, "code").contains("C-014"));
}

#[tokio::test]
async fn a_form_sent_before_with_other_words_says_as_what_and_loses_neither() {
    let (_folder, router) = world();
    let second = "вторая фраза для источников";
    let set_up = [("new", second), ("new_again", second)];
    submit(&router, "/confidential/set-up", &set_up).await;
    let page = get(&router, "/inbox").await.body;
    let typed = [
        ("text", "Увезли брата"),
        ("number", "21-0417"),
        ("told_by", "Канарейкова"),
    ];
    let first = fill(&router, &page, "/inbox", &typed).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let id = first.header("location").rsplit_once('=').unwrap().1;
    // The back button, and more is known by now.
    let typed = [("text", "Увезли брата и соседа"), ("number", "21-0417")];
    let again = fill(&router, &page, "/inbox", &typed).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let told = between(&again.body, "role=\"alert\"", "</section>").unwrap();
    assert!(
        told.contains("21-0417") && told.contains(&format!("/record/{id}")),
        "{told}"
    );
    assert!(
        told.contains("Увезли брата</bdi>"),
        "what was kept stands there: {told}"
    );
    assert!(!again.body.contains("changed by others"));
    assert!(again.body.contains("Увезли брата и соседа</textarea>"));
    assert_eq!(crate::accessible::faults(&again.body), Vec::<String>::new());
    assert!(control(&again.body, "number").contains("value=\"\""));
    // Who told it is there already, and is no second source.
    assert!(
        control(&again.body, "code").contains("value=\"C-001\""),
        "{told}"
    );
    let text = [("text", "Увезли брата и соседа")];
    let other = fill(&router, &again.body, "/inbox", &text).await;
    assert_eq!(other.status, StatusCode::SEE_OTHER, "{}", other.body);
    let inbox = get(&router, "/inbox").await.body;
    assert_eq!(waiting(&inbox), Some("2"));
    assert!(inbox.contains("<bdi>Увезли брата</bdi>"));
    assert!(inbox.contains("<bdi>Увезли брата и соседа</bdi>"));
    assert!(inbox.contains("C-001") && !inbox.contains("C-002"));
    // To the letter the same is the same, and says so.
    let same = [
        ("text", "Увезли брата"),
        ("number", "21-0417"),
        ("told_by", "Канарейкова"),
    ];
    let same = fill(&router, &page, "/inbox", &same).await;
    assert_eq!(same.header("location"), first.header("location"));
    assert_eq!(waiting(&get(&router, "/inbox").await.body), Some("2"));
}

#[tokio::test]
async fn an_incident_is_made_with_the_note_beside_the_form_and_takes_it_out_of_the_inbox() {
    let (_folder, router) = world();
    let (_, id) = call(&router, "Увезли брата в отделение").await;
    let page = get(&router, &format!("/enter?note={id}")).await.body;
    assert!(page.contains("Увезли брата в отделение") && page.contains(">21-0001</a></h2>"));
    let typed = [
        ("title", "Задержание"),
        ("act.0.type", "LIB.arrest"),
        ("do", "save"),
    ];
    let made = fill(&router, &page, "/enter", &typed).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let event = get(&router, made.header("location")).await.body;
    assert!(event.contains("No. <strong>21-0002</strong>"), "{event}");
    assert!(
        event.contains(&format!("/record/{id}")),
        "the sources lead to the note"
    );
    let inbox = get(&router, "/inbox?state=became").await.body;
    assert_eq!(waiting(&inbox), None);
    assert!(plain(&inbox).contains("Became: <a href=\"/record/"));
    for none in ["x", "00000000-0000-4000-8000-000000000000"] {
        let page = get(&router, &format!("/enter?note={none}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{none}");
    }
}

#[tokio::test]
async fn what_the_browser_remembers_of_a_notes_page_is_its_number() {
    let (_folder, router) = world();
    let (_, id) = call(&router, "Увезли брата, не говорите про меня").await;
    let page = get(&router, &format!("/record/{id}")).await.body;
    let title = between(&page, "<title>", "</title>").unwrap();
    assert!(
        title.contains("21-0001") && !title.contains("брата"),
        "{title}"
    );
    assert!(
        page.contains("<h1>Увезли брата"),
        "on the page it stands whole"
    );
}

#[tokio::test]
async fn a_note_is_set_aside_with_a_reason_and_taken_back() {
    let (_folder, router) = world();
    let (page, id) = call(&router, "Ошиблись номером").await;
    let action = format!("/inbox/{id}");
    let lacking = fill(&router, &page, &action, &[("reason", " ")]).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    let set = fill(&router, &page, &action, &[("reason", "Спам")]).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER);
    let aside = get(&router, "/inbox?state=aside").await.body;
    assert!(aside.contains("<bdi>Спам</bdi>") && waiting(&aside).is_none());
    let back = fill(&router, &aside, &action, &[]).await;
    assert_eq!(
        waiting(&get(&router, back.header("location")).await.body),
        Some("1")
    );
    // A second time from the same page changes nothing.
    let again = fill(&router, &aside, &action, &[]).await;
    assert_eq!(again.header("location"), "/inbox");
    assert_eq!(waiting(&get(&router, "/inbox").await.body), Some("1"));
}

#[tokio::test]
async fn the_head_does_not_tell_a_locked_browser_how_much_waits() {
    let (_folder, router) = world();
    let (page, _) = call(&router, "Звонок").await;
    post(&router, "/lock", &[("token", &token_of(&page))]).await;
    for address in ["/unlock", "/inbox", "/protects"] {
        let locked = get(&router, address).await.body;
        assert!(
            waiting(&locked).is_none() && !locked.contains("Звонок"),
            "{address}"
        );
    }
}

#[tokio::test]
async fn what_is_protected_and_what_not_is_read_before_unlocking_and_from_every_page() {
    let (_folder, router) = world();
    let start = get(&router, "/").await.body;
    assert!(start.contains("<a href=\"/protects\">"));
    let open = get(&router, "/protects").await;
    assert!(open.status == StatusCode::OK && open.body.contains("href=\"/inbox\""));
    post(&router, "/lock", &[("token", &token_of(&start))]).await;
    assert!(
        get(&router, "/unlock")
            .await
            .body
            .contains("<a href=\"/protects\">")
    );
    for (language, word) in [
        ("en", "backup"),
        ("ru", "резервной копии"),
        ("kk", "Сақтық көшірме"),
    ] {
        let page = get_in(&router, "/protects", language).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.body.contains("secret-name"), "{language}");
        assert!(page.body.contains(word), "{language}");
        assert_eq!(page.body.matches("<section class=\"protects\"").count(), 8);
    }
}
