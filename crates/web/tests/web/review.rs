//! Review, history and undo through the pages.

use axum::Router;
use axum::http::StatusCode;

use crate::fixture::{
    Answer, HOSTILE, between, empty, get, get_in, import, import_hostile, links, options, pages,
    plain, post, submit, token_of,
};
use aigaq_web::App;

/// Pages that may be changed: each test has its own.
fn world() -> (crate::fixture::Folder, Router) {
    let (folder, mut workspace) = empty();
    let demo = tempfile::tempdir().unwrap();
    let table = demo.path().join("event.csv");
    std::fs::write(
        &table,
        "id,title,summary\ne1,Strike,one\ne2,Raid,two\ne3,Rally,three\n",
    )
    .unwrap();
    import(&mut workspace, &table, "event");
    import_hostile(&mut workspace);
    let app = App::new(options(&folder, Some(workspace)), 4480).unwrap();
    (folder, pages(app))
}

async fn event(router: &Router, words: &str) -> String {
    let asked = submit(router, "/records/event", &[("q", words)]).await;
    let found = get(router, asked.header("location")).await.body;
    links(&found)
        .into_iter()
        .find(|link| link.starts_with("/record/"))
        .unwrap()
}

/// The fields of the form that goes to this address, as a browser would send them.
pub fn fields(page: &str, action: &str) -> Vec<(String, String)> {
    let form = between(page, &format!("action=\"{action}\""), "</form>").expect(action);
    form.split("<input ")
        .skip(1)
        .filter_map(|rest| {
            let input = rest.split('>').next()?;
            if input.contains("type=\"radio\"") && !input.contains("checked") {
                return None;
            }
            Some((
                between(input, "name=\"", "\"")?.to_owned(),
                plain(between(input, "value=\"", "\"")?),
            ))
        })
        .collect()
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

/// Follows the answer of a form.
async fn follow(router: &Router, answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let to = answer.header("location").to_owned();
    let page = get(router, &to).await;
    assert_eq!(page.status, StatusCode::OK, "{to}");
    page.body
}

/// What was saved: the number of change-sets.
async fn change_sets(router: &Router) -> usize {
    let page = get(router, "/journal").await.body;
    page.matches("<th scope=\"row\" class=\"date\">").count()
}

#[tokio::test]
async fn a_level_is_set_with_a_reason_and_can_be_undone_from_the_line_that_tells_it() {
    let (_folder, router) = world();
    let record = event(&router, "Strike").await;
    let page = get(&router, &format!("{record}?do=verify")).await.body;
    assert!(page.contains("<details class=\"slip\" open>"), "{page}");
    let action = format!("{record}/level");
    let before = change_sets(&router).await;
    let lacking = fill(&router, &page, &action, &[("level", "v2")]).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lacking.body.contains("Say why"));
    assert!(
        lacking.body.contains("value=\"v2\" checked"),
        "what was chosen is kept"
    );
    let typed = [("level", "v2"), ("reason", "two papers")];
    let saved = fill(&router, &page, &action, &typed).await;
    let again = fill(&router, &page, &action, &typed).await;
    assert_eq!(
        saved.header("location"),
        again.header("location"),
        "a double click is one change-set"
    );
    assert_eq!(change_sets(&router).await, before + 1);
    let shown = follow(&router, &saved).await;
    assert!(shown.contains("Corroborated") && shown.contains("two papers"));
    let undo = links(&shown)
        .into_iter()
        .find(|link| link.ends_with("/undo"))
        .unwrap();
    let confirm = get(&router, &undo).await.body;
    assert!(confirm.contains("values are taken back"), "{confirm}");
    let without = fill(&router, &confirm, &undo, &[]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let typed = [("reason", "wrong record")];
    let undone = fill(&router, &confirm, &undo, &typed).await;
    let told = follow(&router, &undone).await;
    assert!(told.contains("Undone."), "{told}");
    let twice = fill(&router, &confirm, &undo, &typed).await;
    let told = follow(&router, &twice).await;
    assert!(told.contains("This change-set was undone."), "{told}");
    assert_eq!(change_sets(&router).await, before + 2);
    let shown = get(&router, &record).await.body;
    assert!(shown.contains("undone: wrong record"), "{shown}");
    assert!(
        shown.contains("<p class=\"value\">not verified</p>"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_level_set_on_an_old_page_is_refused_and_what_was_typed_is_kept() {
    let (_folder, router) = world();
    let record = event(&router, "Strike").await;
    let action = format!("{record}/level");
    let old = get(&router, &record).await.body;
    let now = get(&router, &record).await.body;
    let first = fill(
        &router,
        &now,
        &action,
        &[("level", "v1"), ("reason", "one paper")],
    )
    .await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let typed = [("level", "v3"), ("reason", "seen by us & others")];
    let stale = fill(&router, &old, &action, &typed).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body.contains("Somebody changed this record"));
    assert!(stale.body.contains("Single source"), "as it is now");
    assert!(plain(&stale.body).contains("seen by us & others"));
    let saved = fill(&router, &stale.body, &action, &typed).await;
    let shown = follow(&router, &saved).await;
    assert!(
        shown.contains("changed from Single source to Verified"),
        "{shown}"
    );
}

#[tokio::test]
async fn one_record_after_another_is_reviewed_in_the_order_of_the_queue() {
    let (_folder, router) = world();
    let queue = get(&router, "/review?type=event").await.body;
    let records: Vec<String> = links(&queue)
        .into_iter()
        .filter(|link| link.starts_with("/record/") && link.contains("queue=event"))
        .collect();
    // The button that begins is the first of them.
    assert_eq!(records.len(), 5);
    assert_eq!(records[0], records[1]);
    let mut here = records[0].clone();
    for next in &records[2..] {
        let page = get(&router, &here).await.body;
        assert!(page.contains("Review: 1 of"), "{page}");
        let action = format!("{}/level", here.split('?').next().unwrap());
        let typed = [("level", "v2"), ("reason", "read")];
        let answer = fill(&router, &page, &action, &typed).await;
        let to = answer.header("location").to_owned();
        assert!(to.starts_with(next.as_str()), "{to} is not {next}");
        here.clone_from(next);
    }
    let page = get(&router, &here).await.body;
    let action = format!("{}/level", here.split('?').next().unwrap());
    let typed = [("level", "vr"), ("reason", "shown to be false")];
    let last = fill(&router, &page, &action, &typed).await;
    let told = follow(&router, &last).await;
    assert!(told.contains("Nothing waits for review."), "{told}");
}

#[tokio::test]
async fn comments_and_days_to_look_again_stand_on_the_record_and_on_the_start_page() {
    let (_folder, router) = world();
    let record = event(&router, "Strike").await;
    let page = get(&router, &record).await.body;
    let comment = format!("{record}/comment");
    let lacking = fill(&router, &page, &comment, &[("text", "  ")]).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    let saved = fill(&router, &page, &comment, &[("text", HOSTILE)]).await;
    let shown = follow(&router, &saved).await;
    assert!(!shown.contains("<script>alert"));
    assert!(plain(&shown).contains(HOSTILE));
    let follow_up = format!("{record}/follow-up");
    for (date, status) in [
        ("", StatusCode::UNPROCESSABLE_ENTITY),
        ("soon-ish", StatusCode::UNPROCESSABLE_ENTITY),
        ("31.02.2021", StatusCode::UNPROCESSABLE_ENTITY),
        ("22 июля 2021", StatusCode::SEE_OTHER),
    ] {
        let typed = [("text", "ask the lawyer"), ("date", date)];
        let answer = fill(&router, &page, &follow_up, &typed).await;
        assert_eq!(answer.status, status, "{date}");
        if status == StatusCode::UNPROCESSABLE_ENTITY {
            assert!(answer.body.contains("ask the lawyer"), "kept with {date}");
            assert!(answer.body.contains("id=\"date-fault\""), "{date}");
        }
    }
    for address in ["/", "/follow-ups", record.as_str()] {
        let page = get(&router, address).await.body;
        assert!(page.contains("ask the lawyer"), "{address}");
        assert!(page.contains("due now"), "{address}");
    }
    let start = get(&router, "/").await.body;
    let done = start
        .split("action=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .find(|action| action.starts_with("/note/"))
        .unwrap()
        .to_owned();
    let answer = fill(&router, &start, &done, &[]).await;
    let told = follow(&router, &answer).await;
    assert!(
        told.contains("Nothing is due this week."),
        "done is no longer due"
    );
    let twice = fill(&router, &start, &done, &[]).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER);
    assert!(get(&router, &record).await.body.contains("ask the lawyer"));
}

#[tokio::test]
async fn a_statement_is_verified_and_the_decision_taken_back() {
    let router = crate::fixture::kazakhstan_to_change();
    let list = get(&router, "/records/event?where=agreement%3Ddiffer")
        .await
        .body;
    let record = links(&list)
        .into_iter()
        .find(|link| link.starts_with("/record/"))
        .unwrap();
    let page = get(&router, &record).await.body;
    for (what, done, undone) in [
        (
            "adopt",
            "Adopted: the ruling says so",
            "adopted by a person",
        ),
        (
            "verify",
            "Verified: the ruling says so",
            "Verified: the ruling",
        ),
    ] {
        let decide = links(&page)
            .into_iter()
            .find(|link| link.contains(&format!("/judge?do={what}&")))
            .unwrap();
        let form = get(&router, &decide).await.body;
        let action = format!("{record}/judge");
        let lacking = fill(&router, &form, &action, &[]).await;
        assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
        let typed = [("reason", "the ruling says so")];
        let saved = fill(&router, &form, &action, &typed).await;
        let shown = follow(&router, &saved).await;
        assert!(shown.contains(done), "{shown}");
        let back = links(&shown)
            .into_iter()
            .find(|link| link.contains("do=take-back"))
            .unwrap();
        let form = get(&router, &back).await.body;
        let taken = fill(&router, &form, &action, &[("reason", "misread")]).await;
        let shown = follow(&router, &taken).await;
        assert!(!shown.contains(undone), "{shown}");
        let twice = fill(&router, &form, &action, &[("reason", "misread")]).await;
        let shown = follow(&router, &twice).await;
        assert!(shown.contains("Nothing was saved"), "{shown}");
    }
}

#[tokio::test]
async fn an_import_is_undone_from_its_page_and_its_records_still_open() {
    let (_folder, router) = world();
    let record = event(&router, "Strike").await;
    let page = get(&router, &record).await.body;
    let change_set = links(&page)
        .into_iter()
        .find(|link| link.starts_with("/journal/"))
        .unwrap();
    let told = get(&router, &change_set).await.body;
    assert!(told.contains("Strike") && told.contains("Rally"), "{told}");
    assert!(told.contains("Title:"), "each record with what it got");
    let undo = format!("{change_set}/undo");
    let confirm = get(&router, &undo).await.body;
    assert!(confirm.contains("This concerns 3 records."), "{confirm}");
    let undone = fill(&router, &confirm, &undo, &[("reason", "wrong file")]).await;
    follow(&router, &undone).await;
    let list = get(&router, "/records/event").await.body;
    assert!(!list.contains("Strike"), "{list}");
    let gone = get(&router, &record).await;
    assert_eq!(gone.status, StatusCode::OK);
    assert!(
        gone.body
            .contains("Everything said of this record was taken back")
    );
    assert!(gone.body.contains("Strike"), "what was said can be read");
    for language in ["ru", "kk"] {
        let page = get_in(&router, &undo, language).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.body.contains('⟦'), "{}", page.body);
    }
}

#[tokio::test]
async fn forms_that_are_none_of_ours_change_nothing() {
    let (_folder, router) = world();
    let record = event(&router, "Strike").await;
    let page = get(&router, &record).await.body;
    let sign = token_of(&page);
    let before = change_sets(&router).await;
    let lost = "/record/00000000-0000-4000-8000-000000000000";
    let addresses = [
        format!("{record}/level"),
        format!("{record}/comment"),
        format!("{record}/follow-up"),
        format!("{record}/judge"),
        format!("{lost}/level"),
        format!("{lost}/comment"),
        format!("{lost}/judge"),
        "/record/x/comment".to_owned(),
        "/note/x/done".to_owned(),
        format!("/note/{}/done", record.rsplit('/').next().unwrap()),
        "/journal/x/undo".to_owned(),
        "/journal/00000000-0000-4000-8000-000000000000/undo".to_owned(),
    ];
    let form = "00000000-0000-4000-8000-000000000001";
    for address in &addresses {
        for sent in [
            &[][..],
            &[("token", "0123")],
            &[("token", sign.as_str())],
            &[("token", sign.as_str()), ("form", form), ("reason", "x")],
            &[
                ("token", sign.as_str()),
                ("form", form),
                ("seen", form),
                ("level", "v9"),
                ("reason", "x"),
            ],
            &[
                ("token", sign.as_str()),
                ("form", form),
                ("do", "adopt"),
                ("of", form),
                ("reason", "x"),
            ],
            &[
                ("token", sign.as_str()),
                ("form", form),
                ("text", "x"),
                ("date", "\u{202e}x"),
            ],
        ] {
            // A comment with a text and a form of ours is one, whoever sends it.
            if address.starts_with(&record)
                && address.ends_with("/comment")
                && sent.iter().any(|(name, _)| *name == "text")
            {
                continue;
            }
            let answer = post(&router, address, sent).await;
            assert!(
                !answer.status.is_server_error(),
                "{address} {sent:?}: {}",
                answer.status
            );
        }
    }
    assert_eq!(change_sets(&router).await, before);
}

mod any {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::{Config, TestRunner};

    /// Names that our forms have, and some they do not; values that fit, nearly fit, and do not.
    fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
        let name = prop_oneof![
            Just("form".to_owned()),
            Just("seen".to_owned()),
            Just("level".to_owned()),
            Just("reason".to_owned()),
            Just("text".to_owned()),
            Just("date".to_owned()),
            Just("do".to_owned()),
            Just("of".to_owned()),
            Just("back".to_owned()),
            Just("queue".to_owned()),
            Just("queue-level".to_owned()),
            Just("again".to_owned()),
            "\\PC{0,8}",
        ];
        let value = prop_oneof![
            Just("00000000-0000-4000-8000-000000000001".to_owned()),
            Just("v2".to_owned()),
            Just("adopt".to_owned()),
            Just("take-back".to_owned()),
            Just("12.03.2024".to_owned()),
            Just("//evil.example".to_owned()),
            Just("event".to_owned()),
            Just(HOSTILE.to_owned()),
            Just("\u{0}\u{202e}\r\nX: y".to_owned()),
            Just("я".repeat(70_000)),
            "(?s).{0,40}",
        ];
        prop::collection::vec((name, value), 0..8)
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn whatever_is_sent_no_page_breaks() {
        let (_folder, router) = world();
        let record = event(&router, "Strike").await;
        let sign = token_of(&get(&router, &record).await.body);
        let change_set = links(&get(&router, &record).await.body)
            .into_iter()
            .find(|link| link.starts_with("/journal/"))
            .unwrap();
        let addresses = [
            format!("{record}/level"),
            format!("{record}/comment"),
            format!("{record}/follow-up"),
            format!("{record}/judge"),
            record.replace("/record/", "/note/") + "/done",
            format!("{change_set}/undo"),
        ];
        let handle = tokio::runtime::Handle::current();
        let failure_persistence = None;
        let mut runner = TestRunner::new(Config {
            cases: 150,
            failure_persistence,
            ..Config::default()
        });
        let done = tokio::task::spawn_blocking(move || {
            runner.run(&(0..addresses.len(), pairs()), |(at, typed)| {
                let mut form: Vec<(&str, &str)> = vec![("token", sign.as_str())];
                form.extend(typed.iter().map(|(n, v)| (n.as_str(), v.as_str())));
                let encoded: Vec<(String, &str)> = form
                    .iter()
                    .map(|(n, v)| (crate::fixture::percent(n), *v))
                    .collect();
                let form: Vec<(&str, &str)> =
                    encoded.iter().map(|(n, v)| (n.as_str(), *v)).collect();
                let answer = handle.block_on(post(&router, &addresses[at], &form));
                prop_assert!(
                    !answer.status.is_server_error(),
                    "{} at {}",
                    answer.status,
                    addresses[at]
                );
                let to = answer.header("location");
                prop_assert!(to.is_empty() || (to.starts_with('/') && !to.starts_with("//")));
                prop_assert!(!answer.body.contains("<script"));
                let after = handle.block_on(get(&router, &record));
                prop_assert_eq!(after.status, StatusCode::OK);
                Ok(())
            })
        });
        done.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_source_leads_to_what_rests_on_it_and_an_act_says_how_it_is_counted() {
    let router = crate::fixture::kazakhstan();
    let sources = get(&router, "/records/source").await.body;
    let mut lists = 0;
    for source in links(&sources)
        .iter()
        .filter(|link| link.starts_with("/record/"))
    {
        let page = get(&router, source).await.body;
        for href in links(&page)
            .iter()
            .filter(|link| link.starts_with("/records/") && link.contains("?source="))
        {
            let list = get(&router, href).await;
            assert_eq!(list.status, StatusCode::OK, "{href}");
            let found = between(&list.body, "class=\"found\"><span class=\"num\">", "<").unwrap();
            assert_ne!(found, "0", "{href}");
            lists += 1;
        }
    }
    assert!(lists > 20, "{lists}");

    let acts = get(&router, "/records/act").await.body;
    let act = links(&acts)
        .into_iter()
        .find(|link| link.starts_with("/record/"))
        .unwrap();
    for (language, rule) in [
        ("en", "are counted"),
        ("ru", "считаются"),
        ("kk", "саналады"),
    ] {
        let page = get_in(&router, &act, language).await.body;
        assert!(
            page.contains(rule) && page.contains("/codes/act_types"),
            "{language}"
        );
    }
    let counted = get(&router, "/count?unit=acts").await.body;
    assert!(counted.contains("is one act or one for each"));
    assert!(
        !get(&router, "/count?unit=events")
            .await
            .body
            .contains("is one act or one for each")
    );
}
