//! Confidential sources through the pages: sealed where they are written down, shown on one page under the second
//! passphrase, and told before they are shown.

use std::collections::BTreeSet;
use std::time::Duration;

use aigaq_web::{App, Idle};
use axum::Router;
use axum::http::StatusCode;

use crate::accessible::told_at;
use crate::fixture::{
    Answer, Folder, HOSTILE, control, empty, get, get_in, import, links, options, pages, plain,
    post, submit, token_of,
};
use crate::review::fields;

const SECOND: &str = "вторая фраза для источников";
const NAME: &str = "Канарейкова Айгүл";
const PHONE: &str = "+7-701-555-01-73";

fn world() -> (Folder, Router) {
    let (folder, workspace) = empty();
    let app = App::new(options(&folder, Some(workspace)), 4480).unwrap();
    (folder, pages(app))
}

async fn set_up(router: &Router) {
    let form = [("new", SECOND), ("new_again", SECOND)];
    let done = submit(router, "/confidential/set-up", &form).await;
    assert_eq!(
        done.header("location"),
        "/confidential?done=set-up",
        "{}",
        done.body
    );
}

async fn open(router: &Router, second: &str) -> Answer {
    submit(router, "/confidential/open", &[("second", second)]).await
}

/// Fills in the form of a page that goes to this address, and sends it.
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

async fn call(router: &Router, by: &str, contact: &str) {
    let page = get(router, "/inbox").await.body;
    let typed = [
        ("text", "Увезли брата"),
        ("told_by", by),
        ("contact", contact),
        ("confidant", "relative"),
    ];
    let answer = fill(router, &page, "/inbox", &typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

/// The source that the page of confidential sources lists first.
async fn first_source(router: &Router) -> String {
    let page = get(router, "/confidential").await.body;
    let link = links(&page)
        .into_iter()
        .find(|link| link.starts_with("/record/"));
    link.unwrap().trim_start_matches("/record/").to_owned()
}

async fn look(router: &Router, source: &str) -> Answer {
    submit(router, "/confidential/look", &[("source", source)]).await
}

#[tokio::test]
async fn who_called_is_shown_on_one_page_only_while_it_is_open_and_each_look_is_told() {
    let (_folder, router) = world();
    let before = get(&router, "/inbox").await.body;
    assert!(before.contains("Whoever opens the workspace reads name and contact"));
    set_up(&router).await;
    call(&router, NAME, PHONE).await;
    let inbox = get(&router, "/inbox").await.body;
    assert!(inbox.contains("C-001, relative") && !inbox.contains("Канарейкова"));
    let source = first_source(&router).await;
    // Closed: nothing is shown, and nothing is told of it.
    let closed = look(&router, &source).await;
    assert_eq!(closed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!closed.body.contains("Канарейкова") && closed.body.contains("Nobody has looked yet"));
    assert_eq!(
        open(&router, SECOND).await.header("location"),
        "/confidential"
    );
    let page = get(&router, "/confidential").await.body;
    assert!(page.contains("Show who it is") && !page.contains("Канарейкова"));
    let shown = look(&router, &source).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains(NAME) && shown.body.contains(PHONE));
    assert!(
        !shown.body.contains("Nobody has looked yet"),
        "the look is in the log"
    );
    for address in ["/confidential", "/journal", &format!("/record/{source}")] {
        let page = get(&router, address).await.body;
        assert!(!page.contains("Канарейкова"), "{address}");
    }
    // Corrected by the form of the page that shows it.
    let typed = [("name", "Другая Фамилия")];
    let kept = fill(&router, &shown.body, "/confidential/keep", &typed).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let shown = look(&router, &source).await.body;
    assert!(shown.contains("Другая Фамилия") && !shown.contains(NAME) && shown.contains(PHONE));
    submit(&router, "/confidential/close", &[]).await;
    let closed = look(&router, &source).await;
    assert!(!closed.body.contains("Другая Фамилия"));
}

#[tokio::test]
async fn the_kind_of_a_source_is_chosen_and_never_taken_for_granted() {
    let (_folder, router) = world();
    set_up(&router).await;
    let page = get(&router, "/confidential").await.body;
    let select = control(&page, "kind");
    assert!(select.contains(" required"), "{select}");
    let behind = &page[page.find(select).unwrap() + select.len()..];
    assert!(
        behind.starts_with("<option value=\"\">"),
        "nothing is chosen before"
    );
    let typed = [("name", NAME), ("contact", PHONE)];
    let refused = fill(&router, &page, "/confidential/keep", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told_at(&refused.body, "kind").contains("kind not told"));
    assert!(refused.body.contains(NAME), "what was typed is kept");
    let listed = get(&router, "/confidential").await.body;
    assert!(!listed.contains("C-001"), "nothing was saved");
    let honest = [("kind", "not_told"), ("name", NAME)];
    let kept = fill(&router, &refused.body, "/confidential/keep", &honest).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    // At the telephone nothing but the text is asked for, and nothing is made up.
    let page = get(&router, "/inbox").await.body;
    let call = [("text", "Увезли"), ("told_by", "Сауле")];
    let call = fill(&router, &page, "/inbox", &call).await;
    assert_eq!(call.status, StatusCode::SEE_OTHER, "{}", call.body);
    let listed = get(&router, "/confidential").await.body;
    for told in ["C-001, kind not told", "C-002, kind not told"] {
        assert!(listed.contains(told), "{told}");
    }
    assert!(!listed.contains("other person</a>"));
    // On the form of an incident as well.
    let page = get(&router, "/enter").await.body;
    let typed = [("title", "Обыск"), ("src.name", "Айша"), ("do", "save")];
    let refused = fill(&router, &page, "/enter", &typed).await;
    let select = control(&refused.body, "src.person");
    assert!(select.contains("aria-invalid=\"true\""), "{select}");
}

#[tokio::test]
async fn what_is_added_to_a_source_is_told_on_its_page() {
    let (_folder, router) = world();
    set_up(&router).await;
    call(&router, NAME, PHONE).await;
    let source = first_source(&router).await;
    let pages = [
        format!("/confidential?source={source}"),
        format!("/record/{source}"),
    ];
    let told = "Written down 2 times. What came later was added";
    for page in &pages {
        let body = get(&router, page).await.body;
        assert!(
            body.contains("C-001") && !body.contains("2 times"),
            "{page}"
        );
    }
    let page = get(&router, "/inbox").await.body;
    let again = [("text", "Ещё"), ("code", "C-001"), ("contact", "+7 700")];
    let kept = fill(&router, &page, "/inbox", &again).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    for page in &pages {
        let body = get(&router, page).await.body;
        assert!(body.contains(told), "{page}: {body}");
    }
    open(&router, SECOND).await;
    let shown = look(&router, &source).await;
    assert!(
        shown.body.contains(told) && shown.body.contains(PHONE) && shown.body.contains("+7 700")
    );
}

#[tokio::test]
async fn it_closes_with_the_lock_and_belongs_to_one_browser() {
    let (folder, workspace) = empty();
    let app = App::new(options(&folder, Some(workspace)), 4480).unwrap();
    let other = pages(app.clone());
    let router = pages(app);
    set_up(&router).await;
    call(&router, NAME, PHONE).await;
    let source = first_source(&router).await;
    open(&router, SECOND).await;
    // Another browser shows the first passphrase, and not the second.
    crate::forms::unlock(&other).await;
    let strange = look(&other, &source).await;
    assert_eq!(strange.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!strange.body.contains("Канарейкова"));
    assert!(look(&router, &source).await.body.contains(NAME));
    submit(&router, "/lock", &[]).await;
    crate::forms::unlock(&router).await;
    let locked = look(&router, &source).await;
    assert_eq!(locked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!locked.body.contains("Канарейкова"));
}

#[tokio::test]
async fn a_wrong_second_passphrase_is_told_and_makes_the_next_one_wait() {
    let (_folder, router) = world();
    let early = open(&router, SECOND).await;
    assert!(
        early.body.contains("no second passphrase is set up"),
        "{}",
        early.body
    );
    for (new, again) in [
        ("short", "short"),
        (SECOND, "other"),
        (aigaq_testkit::PASSPHRASE, aigaq_testkit::PASSPHRASE),
    ] {
        let form = [("new", new), ("new_again", again)];
        let refused = submit(&router, "/confidential/set-up", &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!refused.body.contains(new), "no passphrase is shown again");
    }
    set_up(&router).await;
    call(&router, NAME, PHONE).await;
    let wrong = open(&router, "wrong second passphrase").await;
    assert!(
        plain(&wrong.body).contains("nothing is lost"),
        "{}",
        wrong.body
    );
    for _ in 0..9 {
        let early = open(&router, SECOND).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(early.body.contains("Wait"), "{}", early.body);
    }
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    assert_eq!(open(&router, SECOND).await.status, StatusCode::SEE_OTHER);
    let source = first_source(&router).await;
    assert!(
        look(&router, &source).await.body.contains(NAME),
        "nothing was lost"
    );
}

#[tokio::test]
async fn a_passphrase_sent_after_the_lock_is_neither_kept_nor_shown() {
    let (folder, workspace) = empty();
    let mut wished = options(&folder, Some(workspace));
    wished.idle = Idle::For(Duration::from_millis(1_500));
    let router = pages(App::new(wished, 4480).unwrap());
    let token = token_of(&get(&router, "/confidential").await.body);
    tokio::time::sleep(Duration::from_millis(1_700)).await;
    for route in ["set-up", "open", "passphrase"] {
        let form = [
            ("token", token.as_str()),
            ("new", SECOND),
            ("second", SECOND),
        ];
        let late = post(&router, &format!("/confidential/{route}"), &form).await;
        assert_eq!(late.status, StatusCode::LOCKED);
        assert!(!late.body.contains(SECOND) && !late.body.contains("is kept, sealed"));
    }
    crate::forms::unlock(&router).await;
    assert!(!get(&router, "/kept").await.body.contains(SECOND));
    let form = [("token", "an old sign"), ("second", SECOND)];
    let old = post(&router, "/confidential/open", &form).await;
    assert!(!old.body.contains(SECOND), "{}", old.body);
}

#[tokio::test]
async fn tellers_in_clear_are_offered_to_be_moved_and_leave_every_page() {
    let (_folder, router) = world();
    call(&router, NAME, PHONE).await;
    assert!(get(&router, "/inbox").await.body.contains(NAME));
    set_up(&router).await;
    let page = get(&router, "/confidential").await.body;
    assert!(
        page.contains("In 1 note, who told it stands in clear."),
        "{page}"
    );
    let moved = fill(&router, &page, "/confidential/move", &[]).await;
    assert_eq!(moved.header("location"), "/confidential?done=moved");
    nothing_anywhere(&router, &["Канарейкова", "555-01"]).await;
}

#[tokio::test]
async fn hostile_words_of_a_source_are_shown_as_words() {
    let (_folder, router) = world();
    set_up(&router).await;
    let long = "ж".repeat(10_000);
    let hostile = format!("{HOSTILE}\u{202e}{NAME}");
    let page = get(&router, "/confidential").await.body;
    let typed = [
        ("kind", "official"),
        ("name", hostile.as_str()),
        ("contact", long.as_str()),
    ];
    let kept = fill(&router, &page, "/confidential/keep", &typed).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    open(&router, SECOND).await;
    let source = first_source(&router).await;
    let shown = look(&router, &source).await.body;
    assert!(!shown.contains("<script>alert") && !shown.contains('\u{202e}'));
    assert!(plain(&shown).contains(HOSTILE) && shown.contains(&long));
    // Too long is told, and what was typed stands there again.
    let page = get(&router, "/confidential").await.body;
    let longer = "ж".repeat(100_001);
    let typed = [("kind", "official"), ("name", longer.as_str())];
    let refused = fill(&router, &page, "/confidential/keep", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains(&longer));
}

/// Walks every page that can be reached, in two languages.
async fn nothing_anywhere(router: &Router, needles: &[&str]) -> usize {
    let mut known: BTreeSet<String> = BTreeSet::from(["/".to_owned(), "/confidential".to_owned()]);
    for words in needles {
        let found = submit(router, "/search", &[("q", words)]).await;
        let found = get(router, found.header("location")).await.body;
        // The words themselves stand in the field of the search.
        assert!(found.matches(words).count() <= 2, "{words}: {found}");
    }
    let mut waiting: Vec<String> = known.iter().cloned().collect();
    let mut read = 0;
    while let Some(address) = waiting.pop() {
        let skips = ["/language", "/static", "/search", "/lock", "/codes"];
        if skips.iter().any(|skip| address.starts_with(skip)) || read > 400 {
            continue;
        }
        let language = if read % 2 == 0 { "ru" } else { "kk" };
        let answer = get_in(router, &address, language).await;
        read += 1;
        for needle in needles {
            assert!(!answer.body.contains(needle), "{needle} on {address}");
        }
        for link in links(&answer.body) {
            let link = link.split('#').next().unwrap_or_default().to_owned();
            if link.starts_with('/') && known.insert(link.clone()) {
                waiting.push(link);
            }
        }
    }
    read
}

#[tokio::test]
async fn no_page_tells_who_the_sources_are_without_the_second_passphrase() {
    let (_folder, router) = world();
    set_up(&router).await;
    for n in 0..12 {
        call(&router, &format!("{NAME} {n}"), PHONE).await;
    }
    // An incident on the word of somebody who must not be known.
    let page = get(&router, "/enter").await.body;
    let typed = [
        ("title", "Задержание"),
        ("do", "save"),
        ("src.person", "witness"),
        ("src.name", NAME),
        ("src.contact", PHONE),
    ];
    let action = crate::fixture::between(&page, "<form", ">")
        .map(|_| "/enter")
        .unwrap();
    let entered = fill(&router, &page, action, &typed).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
    open(&router, SECOND).await;
    look(&router, &first_source(&router).await).await;
    let read = nothing_anywhere(&router, &["Канарейкова", "555-01"]).await;
    assert!(read > 60, "{read} pages");
}

#[tokio::test]
async fn the_log_of_who_looked_has_pages_and_leaves_no_look_out() {
    let (_folder, router) = world();
    set_up(&router).await;
    call(&router, NAME, PHONE).await;
    open(&router, SECOND).await;
    let source = first_source(&router).await;
    for _ in 0..53 {
        let shown = look(&router, &source).await;
        assert_eq!(shown.status, StatusCode::OK);
    }
    let rows = |page: &str| {
        let log = page.split("id=\"looks\"").nth(1).unwrap();
        let log = log.split("</section>").next().unwrap();
        log.matches("<tr><th scope=\"row\">").count()
    };
    let first = get(&router, "/confidential").await.body;
    assert_eq!(rows(&first), 50);
    let next = links(&first)
        .into_iter()
        .map(|link| plain(&link))
        .find(|link| link.contains("log=2"))
        .unwrap();
    let address = next.split('#').next().unwrap();
    assert_eq!(rows(&get(&router, address).await.body), 3);
    // Beyond the end stands the last page.
    assert_eq!(rows(&get(&router, "/confidential?log=900").await.body), 3);
    let bad = get(&router, "/confidential?log=-1").await.status;
    assert_eq!(bad, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn whoever_calls_is_asked_in_the_fold_of_the_note_and_a_refusal_stands_at_their_record() {
    let (_folder, router) = world();
    let plain_page = get(&router, "/inbox").await.body;
    assert!(
        !plain_page.contains("consent.answer"),
        "nobody's it could be"
    );
    set_up(&router).await;
    let page = get_in(&router, "/inbox", "ru").await.body;
    assert_eq!(page.matches(" required").count(), 1, "the text alone");
    assert!(page.contains("consent.answer") && page.contains("Согласие: не спрашивали"));
    let typed = [
        ("text", "Увезли брата"),
        ("confidant", "relative"),
        ("consent.answer", "named"),
    ];
    let page = get(&router, "/inbox").await.body;
    let asked = fill(&router, &page, "/inbox", &typed).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        asked.body.contains("Увезли брата") && asked.body.contains("the consent cannot be kept")
    );
    let mut typed = typed.to_vec();
    typed[2].1 = "refused";
    typed.push(("consent.use", "publish"));
    let kept = fill(&router, &asked.body, "/inbox", &typed).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let source = first_source(&router).await;
    let record = get(&router, &format!("/record/{source}")).await.body;
    let text = plain(&record);
    assert!(
        text.contains("Consents") && text.contains("C-001"),
        "{text}"
    );
    let list = get(&router, "/records/consent").await.body;
    assert!(plain(&list).contains("C-001, relative"), "{list}");
    // On the form of the source it is asked, too, and what is out is listed once it is taken back.
    let form = get(&router, &format!("/record/{source}/edit")).await.body;
    assert!(form.contains("consent.answer") && form.contains("Write no name here"));
    let typed = [
        ("consent.answer", "withdrawn"),
        ("consent.use", "publish"),
        ("consent.date", "2021-01-02"),
        ("do", "save"),
    ];
    let saved = fill(&router, &form, &format!("/record/{source}/edit"), &typed).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let record = get_in(&router, &format!("/record/{source}"), "ru")
        .await
        .body;
    assert!(record.contains("Согласие отозвано"), "{record}");
}

#[tokio::test]
async fn forgetting_a_brother_shows_nobody_who_told_of_him_until_somebody_looks() {
    let (folder, mut workspace) = empty();
    let table = folder.dir.with_file_name("actor.csv");
    std::fs::write(&table, "id,name,kind\np1,Птичкин Нурлан,person\n").unwrap();
    import(&mut workspace, &table, "actor");
    let router = pages(App::new(options(&folder, Some(workspace)), 4480).unwrap());
    call(&router, "Птичкина Майра", PHONE).await;
    let page = get(&router, "/inbox").await.body;
    let typed = [("text", "Позвонить 8 701 555 01 73, ждёт у входа")];
    fill(&router, &page, "/inbox", &typed).await;
    let list = get(&router, "/records/actor").await.body;
    let brother = links(&list)
        .into_iter()
        .find(|link| link.starts_with("/record/"))
        .unwrap()
        .replace("/record/", "/forget/");
    set_up(&router).await;
    let page = get(&router, "/confidential").await.body;
    fill(&router, &page, "/confidential/move", &[]).await;
    let sister = format!("/forget/{}", first_source(&router).await);
    let read = nothing_anywhere(&router, &["Птичкина", "555-01"]).await;
    assert!(read > 30, "{read} pages");
    let look = |to: &str| format!("{to}/look");
    // Closed, also where a form of an open page is sent.
    for who in [&brother, &sister] {
        let closed = get(&router, who).await.body;
        assert!(
            closed.contains("•••") && !closed.contains("ждёт у входа"),
            "{closed}"
        );
        assert!(!closed.contains(&look(who)) && closed.contains("href=\"/confidential\""));
        let refused = submit(&router, &look(who), &[("how", "identity")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!refused.body.contains("Птичкина"));
        let fields = [("how", "identity"), ("sealed", "yes"), ("sure", "yes")];
        let refused = submit(&router, who, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.body.contains("nothing was forgotten"),
            "{}",
            refused.body
        );
    }
    assert!(
        get(&router, "/confidential")
            .await
            .body
            .contains("Nobody has looked yet")
    );
    open(&router, SECOND).await;
    // An open page shows them to one who asks, and says so first.
    for (who, wanted) in [(&brother, "Птичкина Майра"), (&sister, "ждёт у входа")]
    {
        let unasked = get(&router, who).await.body;
        assert!(!unasked.contains(wanted), "{unasked}");
        let shown = fill(&router, &unasked, &look(who), &[]).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.body.contains(wanted), "{}", shown.body);
    }
    let log = get(&router, "/confidential").await.body;
    assert!(!log.contains("Nobody has looked yet"), "{log}");
    let shown = submit(&router, &look(&sister), &[("how", "identity")]).await;
    let kept = fields(&shown.body, &sister);
    let of = |name: &str| kept.iter().find(|(field, _)| field == name).unwrap();
    let meant = ["token", "form", "how", "sealed"].map(|name| (name, of(name).1.as_str()));
    let meant = [&meant[..], &[("sure", "yes")]].concat();
    let done = post(&router, &sister, &meant).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let report = get(&router, done.header("location")).await.body;
    assert!(report.contains("were looked for in all texts"), "{report}");
    let inbox = get(&router, "/inbox").await.body;
    assert!(
        !inbox.contains("555 01 73") && inbox.contains("ждёт у входа"),
        "{inbox}"
    );
}
