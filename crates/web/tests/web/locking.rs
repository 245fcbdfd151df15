//! The lock: what is shown behind it (nothing), and how it opens and shuts.

use std::time::Duration;

use aigaq_web::{App, Idle};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::fixture::{
    ADDRESSES, Folder, HOST, empty, get, get_in, import_hostile, options, pages, post, send,
    token_of,
};

fn locked() -> (Folder, Router) {
    let (folder, mut workspace) = empty();
    import_hostile(&mut workspace);
    drop(workspace);
    let app = App::new(options(&folder, None), 4480).unwrap();
    (folder, pages(app))
}

#[tokio::test]
async fn behind_the_lock_nothing_is_shown() {
    let (_folder, router) = locked();
    for address in ADDRESSES {
        let answer = get(&router, address).await;
        assert_eq!(answer.status, StatusCode::LOCKED, "{address}");
        assert!(answer.body.contains("type=\"password\""), "{address}");
        for word in ["secret-name", "zhostile", "<table", "/records/"] {
            assert!(
                !answer.body.replace(address, "").contains(word),
                "{word} at {address}"
            );
        }
    }
    for (address, status) in [
        ("/static/aigaq.css", StatusCode::OK),
        ("/static/publication.css", StatusCode::OK),
        ("/language?to=kk&back=/records/act", StatusCode::SEE_OTHER),
        ("/unlock", StatusCode::LOCKED),
    ] {
        assert_eq!(get(&router, address).await.status, status, "{address}");
    }
    assert!(
        get_in(&router, "/", "ru")
            .await
            .body
            .contains("Парольная фраза")
    );
}

async fn unlock(router: &Router, passphrase: &str, back: &str) -> crate::fixture::Answer {
    let token = token_of(&get(router, "/").await.body);
    post(
        router,
        "/unlock",
        &[
            ("token", &token),
            ("back", back),
            ("passphrase", passphrase),
        ],
    )
    .await
}

#[tokio::test]
async fn the_passphrase_opens_and_leads_back() {
    let (_folder, router) = locked();
    let page = get(&router, "/records/event?q=zhostile").await;
    assert!(
        page.body
            .contains("name=\"back\" value=\"/records/event?q=zhostile\"")
    );
    let wrong = unlock(&router, "not the passphrase <b>", "/records/event").await;
    assert_eq!(wrong.status, StatusCode::LOCKED);
    assert!(
        wrong
            .body
            .contains("This passphrase does not open the workspace.")
    );
    assert!(
        wrong
            .body
            .contains("name=\"back\" value=\"/records/event\"")
    );
    assert!(
        !wrong.body.contains("not the passphrase"),
        "what was typed never comes back"
    );
    assert_eq!(get(&router, "/").await.status, StatusCode::LOCKED);

    let right = unlock(&router, aigaq_testkit::PASSPHRASE, "/records/event").await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
    assert_eq!(right.header("location"), "/records/event");
    let answer = get(&router, "/records/event").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("secret-name"));
    assert_eq!(
        get(&router, "/unlock?back=/count").await.header("location"),
        "/count"
    );
}

#[tokio::test]
async fn unlocking_leads_nowhere_else() {
    for evil in [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
    ] {
        let (_folder, router) = locked();
        let answer = unlock(&router, aigaq_testkit::PASSPHRASE, evil).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.header("location"), "/", "{evil}");
        let switch = get(&router, &format!("/language?to=ru&back={evil}")).await;
        assert_eq!(switch.header("location"), "/", "{evil}");
    }
}

#[tokio::test]
async fn a_form_of_another_start_does_not_unlock() {
    let (_folder, router) = locked();
    let form = [("token", "f00d"), ("passphrase", aigaq_testkit::PASSPHRASE)];
    assert_eq!(
        post(&router, "/unlock", &form).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(get(&router, "/").await.status, StatusCode::LOCKED);
}

#[tokio::test]
async fn one_attempt_at_a_time() {
    let (_folder, router) = locked();
    let token = token_of(&get(&router, "/").await.body);
    let attempts = (0..6).map(|_| {
        let (router, token) = (router.clone(), token.clone());
        tokio::spawn(async move {
            post(
                &router,
                "/unlock",
                &[("token", &token), ("passphrase", "wrong wrong wrong")],
            )
            .await
            .status
        })
    });
    let attempts: Vec<_> = attempts.collect();
    let mut statuses = Vec::new();
    for attempt in attempts {
        statuses.push(attempt.await.unwrap());
    }
    assert!(statuses.contains(&StatusCode::LOCKED), "{statuses:?}");
    assert!(
        statuses
            .iter()
            .all(|s| matches!(*s, StatusCode::LOCKED | StatusCode::TOO_MANY_REQUESTS)),
        "{statuses:?}"
    );
    // And the door is not jammed by them.
    let right = unlock(&router, aigaq_testkit::PASSPHRASE, "/").await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_button_locks() {
    let (_folder, router) = locked();
    unlock(&router, aigaq_testkit::PASSPHRASE, "/").await;
    let page = get(&router, "/").await;
    assert_eq!(page.status, StatusCode::OK);
    let answer = post(&router, "/lock", &[("token", &token_of(&page.body))]).await;
    assert_eq!(answer.header("location"), "/unlock");
    assert_eq!(get(&router, "/").await.status, StatusCode::LOCKED);
}

#[tokio::test]
async fn an_idle_workspace_locks_itself() {
    let (folder, workspace) = empty();
    let mut options = options(&folder, Some(workspace));
    options.idle = Idle::For(Duration::from_millis(1500));
    let router = pages(App::new(options, 4480).unwrap());
    for _ in 0..3 {
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert_eq!(
            get(&router, "/outputs").await.status,
            StatusCode::OK,
            "use keeps it open"
        );
    }
    tokio::time::sleep(Duration::from_millis(1700)).await;
    assert_eq!(get(&router, "/outputs").await.status, StatusCode::LOCKED);
}

#[tokio::test]
async fn an_empty_workspace_has_pages_too() {
    let (folder, workspace) = empty();
    let router = pages(App::new(options(&folder, Some(workspace)), 4480).unwrap());
    for address in [
        "/",
        "/records/act",
        "/search",
        "/count",
        "/outputs",
        "/journal",
        "/verify",
    ] {
        for language in ["en", "ru", "kk"] {
            assert_eq!(
                get_in(&router, address, language).await.status,
                StatusCode::OK,
                "{address}"
            );
        }
    }
}

#[tokio::test]
async fn the_language_stays_chosen() {
    let (_folder, router) = locked();
    let switch = get(&router, "/language?to=kk&back=/count").await;
    let cookie = switch.header("set-cookie");
    assert!(
        cookie.starts_with("lang=kk;") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
    assert_eq!(switch.header("location"), "/count");
    let request = Request::get("/")
        .header(header::HOST, HOST)
        .header(header::COOKIE, "lang=kk")
        .header(header::ACCEPT_LANGUAGE, "ru")
        .body(Body::empty())
        .unwrap();
    assert!(
        send(&router, request)
            .await
            .body
            .contains("<html lang=\"kk\">")
    );
    assert_eq!(
        get(&router, "/language?to=xx").await.status,
        StatusCode::BAD_REQUEST
    );
}

/// Open files of this process below a folder: the databases, whose keys are in memory as long as they are open.
#[cfg(target_os = "linux")]
fn open_files(folder: &Folder) -> usize {
    std::fs::read_dir("/proc/self/fd")
        .unwrap()
        .filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok())
        .filter(|path| path.starts_with(&folder.dir))
        .count()
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn the_keys_leave_memory_within_a_second_beside_slow_requests() {
    let (folder, mut workspace) = empty();
    let demo = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/kazakhstan");
    crate::fixture::import(&mut workspace, &demo, "kazakhstan");
    let router = pages(App::new(options(&folder, Some(workspace)), 4480).unwrap());
    let token = token_of(&get(&router, "/").await.body);
    assert!(open_files(&folder) > 0);
    // More than is answered in a second, one behind the other.
    let slow: Vec<_> = (0..40)
        .map(|number| {
            let router = router.clone();
            let address = [
                "/verify",
                "/outputs/bulletin?from=2020&to=2020",
                "/records/act",
            ];
            tokio::spawn(async move { get(&router, address[number % 3]).await.status })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(150)).await;
    let begun = std::time::Instant::now();
    let answer = post(&router, "/lock", &[("token", &token)]).await;
    let took = begun.elapsed();
    assert_eq!(answer.header("location"), "/unlock");
    assert_eq!(open_files(&folder), 0, "the databases are shut");
    assert!(took < Duration::from_secs(1), "{took:?}");
    let mut broken_off = 0;
    for request in slow {
        match request.await.unwrap() {
            StatusCode::OK => {}
            StatusCode::LOCKED => broken_off += 1,
            other => panic!("{other}"),
        }
    }
    assert!(broken_off > 0, "they were slow enough to be overtaken");
    assert_eq!(get(&router, "/").await.status, StatusCode::LOCKED);
    let again = unlock(&router, aigaq_testkit::PASSPHRASE, "/").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(get(&router, "/verify").await.status, StatusCode::OK);
}

/// So many people and acts that to compare them takes seconds.
#[cfg(target_os = "linux")]
fn many(folder: &std::path::Path) -> std::path::PathBuf {
    const GIVEN: [&str; 8] = [
        "Асель",
        "Ерлан",
        "Мария",
        "Olga",
        "Timur",
        "Нұрлан",
        "Иван",
        "Saule",
    ];
    const SYLLABLES: [&str; 8] = ["ба", "ку", "ли", "ме", "но", "ра", "су", "ти"];
    let mut actors = String::from("id,name,kind\n");
    let mut acts = String::from("id,type,start,summary\n");
    for n in 0..6_000 {
        let family: String = [n, n / 8, n / 64, n / 512]
            .map(|n| SYLLABLES[n % 8])
            .concat();
        actors.push_str(&format!("a{n},{family}ов {},person\n", GIVEN[n / 9 % 8]));
        acts.push_str(&format!(
            "c{n},LIB.detain,2021-{:02}-{:02},police took {family} from the square\n",
            1 + n % 12,
            1 + n % 28
        ));
    }
    std::fs::write(folder.join("actor.csv"), actors).unwrap();
    std::fs::write(folder.join("act.csv"), acts).unwrap();
    folder.to_owned()
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn the_keys_leave_memory_within_a_second_while_many_records_are_compared() {
    let (folder, mut workspace) = empty();
    let tables = tempfile::tempdir().unwrap();
    let tables = many(tables.path());
    for record_type in ["actor", "act"] {
        let table = tables.join(format!("{record_type}.csv"));
        crate::fixture::import(&mut workspace, &table, record_type);
    }
    let router = pages(App::new(options(&folder, Some(workspace)), 4480).unwrap());
    let mut broken_off = Vec::new();
    for address in ["/checks", "/same", "/same?kind=acts"] {
        let token = token_of(&get(&router, "/").await.body);
        let slow = {
            let router = router.clone();
            tokio::spawn(async move { get(&router, address).await.status })
        };
        tokio::time::sleep(Duration::from_millis(700)).await;
        let begun = std::time::Instant::now();
        let answer = post(&router, "/lock", &[("token", &token)]).await;
        let took = begun.elapsed();
        assert_eq!(answer.header("location"), "/unlock");
        assert_eq!(open_files(&folder), 0, "{address}: the databases are shut");
        assert!(took < Duration::from_secs(1), "{address}: {took:?}");
        if slow.await.unwrap() == StatusCode::LOCKED {
            broken_off.push(address);
        }
        let again = unlock(&router, aigaq_testkit::PASSPHRASE, "/").await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
    }
    assert!(
        !broken_off.is_empty(),
        "they were slow enough to be overtaken"
    );
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn an_idle_workspace_locks_itself_without_being_asked_anything() {
    let (folder, workspace) = empty();
    let mut wished = options(&folder, Some(workspace));
    wished.port = 0;
    wished.idle = Idle::For(Duration::from_millis(600));
    let pages = aigaq_web::Pages::bind(wished).await.unwrap();
    assert!(open_files(&folder) > 0);
    let serving = tokio::spawn(pages.serve(std::future::pending()));
    let begun = std::time::Instant::now();
    while open_files(&folder) > 0 {
        assert!(begun.elapsed() < Duration::from_secs(3), "still open");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(begun.elapsed() >= Duration::from_millis(500));
    serving.abort();
}
