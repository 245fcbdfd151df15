//! Records that may be one, through the pages.

use axum::Router;
use axum::http::StatusCode;

use crate::fixture::{
    Answer, Folder, between, empty, get, get_in, import, import_hostile, options, pages, plain,
    post, token_of,
};
use crate::review::fields;
use aigaq_web::App;

/// Three spellings of one name, and somebody else.
fn world() -> (Folder, Router) {
    let (folder, mut workspace) = empty();
    let demo = tempfile::tempdir().unwrap();
    let table = demo.path().join("actor.csv");
    std::fs::write(
        &table,
        "id,name,kind\na1,Мұхтар Әблязов,person\na2,Мухтар Аблязов,person\na3,Mukhtar Ablyazov,person\na4,Асель Нурова,person\n",
    )
    .unwrap();
    import(&mut workspace, &table, "actor");
    import_hostile(&mut workspace);
    let app = App::new(options(&folder, Some(workspace)), 4480).unwrap();
    (folder, pages(app))
}

async fn waiting(router: &Router) -> String {
    let page = get(router, "/same").await;
    assert_eq!(page.status, StatusCode::OK);
    between(&page.body, "<h2 class=\"found\"><span class=\"num\">", "<")
        .unwrap()
        .to_owned()
}

/// Presses a button of the first pair.
async fn press(router: &Router, verdict: &str) -> String {
    let page = get(router, "/same").await.body;
    let kept = fields(&page, "/same");
    let mut form: Vec<(&str, &str)> = kept.iter().map(|(a, b)| (&**a, &**b)).collect();
    form.retain(|(name, _)| *name != "reason");
    form.extend([("reason", "one address"), ("do", verdict)]);
    let answer = post(router, "/same", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header("location").to_owned()
}

fn persons(page: &str) -> String {
    let found = between(page, "<h2 id=\"answer\"", "</a>").expect("an answer");
    plain(found.rsplit('>').next().expect("a total"))
}

#[tokio::test]
async fn a_pair_is_decided_counted_once_and_undone() {
    let (_folder, router) = world();
    assert_eq!(waiting(&router).await, "3");
    let before = persons(&get(&router, "/count?unit=persons").await.body);
    let told = press(&router, "same").await;
    assert!(told.starts_with("/same?kind=people&saved="), "{told}");
    assert_eq!(waiting(&router).await, "2");
    let after = persons(&get(&router, "/count?unit=persons").await.body);
    assert_ne!(before, after, "one less is counted");
    let notice = get(&router, &told).await.body;
    let undo = between(&notice, " · <a href=\"", "\"").unwrap().to_owned();
    let page = get(&router, &undo).await.body;
    let kept = fields(&page, &undo);
    let mut form: Vec<(&str, &str)> = kept.iter().map(|(a, b)| (&**a, &**b)).collect();
    form.push(("reason", "a mistake"));
    let undone = post(&router, &undo, &form).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
    assert_eq!(waiting(&router).await, "3");
    assert_eq!(
        persons(&get(&router, "/count?unit=persons").await.body),
        before
    );
}

#[tokio::test]
async fn different_stays_different_and_the_page_says_why_in_three_languages() {
    let (_folder, router) = world();
    for (language, word) in [
        ("en", "Possible duplicates"),
        ("ru", "Возможные повторы"),
        ("kk", "Қайталануы мүмкін жазбалар"),
    ] {
        let page = get_in(&router, "/same", language).await.body;
        assert!(page.contains(word), "{language}");
        assert!(
            !page.contains(">same-") && !page.contains(">same."),
            "a key"
        );
    }
    press(&router, "different").await;
    press(&router, "unsure").await;
    assert_eq!(waiting(&router).await, "1");
}

#[tokio::test]
async fn another_record_is_found_by_a_name_that_stands_in_no_address() {
    let (_folder, router) = world();
    let page = get(&router, "/same").await.body;
    let record = between(&page, "<h3 id=\"pair-1\"><a href=\"", "\"").unwrap();
    let same = format!("{record}/same");
    let shown = get(&router, &same).await;
    assert_eq!(shown.status, StatusCode::OK);
    let token = token_of(&shown.body);
    let kept = fields(&shown.body, &same);
    let mut form: Vec<(&str, &str)> = kept.iter().map(|(a, b)| (&**a, &**b)).collect();
    form.retain(|(name, _)| *name != "name");
    form.extend([("name", "Ablyazov Mukhtar"), ("do", "find")]);
    let found = post(&router, &same, &form).await;
    assert_eq!(found.status, StatusCode::OK);
    let other = between(&found.body, "name=\"other\" value=\"", "\"").unwrap();
    let joined = post(
        &router,
        &same,
        &[
            ("token", &token),
            ("form", &kept.iter().find(|(n, _)| n == "form").unwrap().1),
            ("other", other),
            ("do", "same"),
        ],
    )
    .await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.body);
    let told = get(&router, joined.header("location")).await.body;
    assert!(told.contains("<ul class=\"members\">"));
    let out = fields(&told, &same);
    let mut form: Vec<(&str, &str)> = out.iter().map(|(a, b)| (&**a, &**b)).collect();
    form.push(("do", "out"));
    let apart = post(&router, &same, &form).await;
    assert_eq!(apart.status, StatusCode::SEE_OTHER);
    let alone = get(&router, &same).await.body;
    assert!(!alone.contains("<ul class=\"members\">"));
}

/// The fields of the first form on a page that is sent to this address, changed.
async fn send(router: &Router, page: &str, to: &str, typed: &[(&str, &str)]) -> Answer {
    let kept = fields(page, to);
    let mut form: Vec<(&str, &str)> = kept.iter().map(|(a, b)| (&**a, &**b)).collect();
    form.retain(|(name, _)| !typed.iter().any(|(other, _)| other == name));
    form.extend(typed);
    post(router, to, &form).await
}

#[tokio::test]
async fn another_verdict_by_the_way_back_is_told_and_the_first_holds() {
    let (_folder, router) = world();
    let page = get(&router, "/same").await.body;
    let first = send(&router, &page, "/same", &[("do", "same")]).await;
    assert!(first.header("location").contains("saved="));
    let second = send(&router, &page, "/same", &[("do", "different")]).await;
    assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.body);
    let told = get(&router, second.header("location")).await.body;
    assert!(told.contains("Nothing was saved"));
    assert!(told.contains("<ul class=\"members\">") && told.contains("/undo"));
    // The same once more is no other verdict.
    let again = send(&router, &page, "/same", &[("do", "same")]).await;
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(waiting(&router).await, "2");
}

#[tokio::test]
async fn what_was_typed_before_the_lock_is_shown_again_and_nothing_is_decided() {
    let (_folder, router) = world();
    let page = get(&router, "/same").await.body;
    let typed = [
        ("reason", "typed \"before\""),
        ("do", "same"),
        ("again", "1"),
    ];
    let shown = send(&router, &page, "/same", &typed).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert_eq!(plain(&shown.body).matches("typed \"before\"").count(), 1);
    assert_eq!(
        fields(&shown.body, "/same").len(),
        fields(&page, "/same").len()
    );
    // Its pair was decided since: the words are not lost.
    press(&router, "different").await;
    let lost = send(&router, &page, "/same", &typed).await;
    assert!(plain(&lost.body).contains("typed \"before\""));
    assert!(lost.body.contains("A form sent while it was locked"));
    assert_eq!(waiting(&router).await, "2");

    let record = between(&page, "<h3 id=\"pair-1\"><a href=\"", "\"").unwrap();
    let same = format!("{record}/same");
    let of_record = get(&router, &same).await.body;
    let name = ("name", "Аблязов");
    let found = send(&router, &of_record, &same, &[name, ("do", "find")]).await;
    let other = found.body.rsplit("name=\"other\" value=\"").next().unwrap();
    let other = other.split('"').next().unwrap();
    let chosen = [name, ("other", other), typed[0], typed[1], typed[2]];
    let shown = send(&router, &of_record, &same, &chosen).await.body;
    assert!(
        shown.contains(&format!("value=\"{other}\" checked")),
        "{shown}"
    );
    assert!(plain(&shown).contains("typed \"before\""));
    assert_eq!(waiting(&router).await, "2");
}

#[tokio::test]
async fn what_nobody_could_have_sent_is_refused_and_nothing_is_decided() {
    let (_folder, router) = world();
    let page = get(&router, "/same").await.body;
    let kept = fields(&page, "/same");
    for (name, value) in [
        ("one", "nobody"),
        ("other", "00000000000000000000000000000009"),
        ("do", "merge"),
        ("form", ""),
        ("kind", "ghosts"),
    ] {
        let mut form: Vec<(&str, &str)> = kept.iter().map(|(a, b)| (&**a, &**b)).collect();
        form.push(("do", "same"));
        form.retain(|(given, _)| *given != name);
        form.push((name, value));
        let answer = post(&router, "/same", &form).await;
        assert!(answer.status.is_client_error(), "{name}: {}", answer.status);
    }
    assert_eq!(waiting(&router).await, "3");
    assert_eq!(
        get(&router, "/record/00000000000000000000000000000009/same")
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        get(&router, "/same?kind=ghosts").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_form_shown_in_a_language_is_chosen_on_the_persons_page() {
    let (_folder, router) = world();
    let page = get(&router, "/same").await.body;
    press(&router, "same").await;
    let record = between(&page, "<h3 id=\"pair-1\"><a href=\"", "\"").unwrap();
    let names = format!("{record}/names");
    let of_record = get(&router, record).await.body;
    assert!(of_record.contains(&format!("href=\"{names}#shown\"")));
    assert!(of_record.contains("<dl class=\"spellings\">"), "of both");
    let shown = get(&router, &names).await.body;
    let title = |page: &str| plain(between(page, "<h1>", "</h1>").unwrap());
    let odd = [("typed.en", "12"), ("known.ru", "")];
    let refused = send(&router, &shown, &names, &odd).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(plain(&refused.body).contains("“12” has no letters"));
    assert!(refused.body.contains("name=\"typed.en\" value=\"12\""));
    let typed = [("typed.en", "M. \"Bank\" Ablyazov")];
    let again = [typed[0], ("again", "1")];
    let given_back = send(&router, &shown, &names, &again).await;
    assert!(plain(&given_back.body).contains("M. \"Bank\" Ablyazov"));
    let saved = send(&router, &shown, &names, &typed).await;
    assert!(saved.header("location").starts_with(&names));
    let english = get_in(&router, record, "en").await.body;
    assert_eq!(title(&english), "M. \"Bank\" Ablyazov");
    assert_ne!(
        title(&get_in(&router, record, "ru").await.body),
        title(&english)
    );
    // From the form as it stood before, another wish saves nothing and says so.
    let late = send(&router, &shown, &names, &[("typed.en", "Somebody")]).await;
    let told = get(&router, late.header("location")).await.body;
    assert!(told.contains("Nothing was saved"), "{told}");
    for language in ["en", "ru", "kk"] {
        let page = get_in(&router, &names, language).await.body;
        assert!(
            !page.contains(">names-") && !page.contains(">script-"),
            "a key"
        );
    }
}
