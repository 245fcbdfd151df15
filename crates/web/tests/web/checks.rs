//! What does not agree, through the pages.

use std::collections::BTreeSet;

use axum::Router;
use axum::http::StatusCode;

use crate::fixture::{
    Answer, HOSTILE, between, empty, get, get_in, import, kazakhstan, kazakhstan_to_change, links,
    options, pages, plain, post,
};
use crate::review::fields;
use aigaq_web::App;

/// How many findings the list has, on all of its pages.
fn found(page: &str) -> usize {
    let number = between(page, "<h2 class=\"found\"><span class=\"num\">", "<").unwrap();
    number.parse().unwrap()
}

/// The keys of the findings on a page.
fn keys(page: &str) -> Vec<String> {
    page.split("<article class=\"pair finding\" aria-labelledby=\"f-")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

/// The keys of a whole list, page after page.
async fn all_keys(router: &Router, begin: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut next = Some(begin.to_owned());
    while let Some(address) = next {
        let page = get(router, &address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert!(page.body.len() <= 60_000, "{address}: {}", page.body.len());
        let here = keys(&page.body);
        assert!(here.len() <= 30, "{address}");
        all.extend(here);
        next = between(&page.body, "<a rel=\"next\" href=\"", "\"").map(plain);
    }
    all
}

/// Fills in the form of a finding as a person would.
async fn settle(router: &Router, key: &str, typed: &[(&str, &str)]) -> Answer {
    let page = get(router, &format!("/checks/{key}")).await;
    assert_eq!(page.status, StatusCode::OK, "{key}");
    let kept = fields(&page.body, "/checks");
    let mut form: Vec<(&str, &str)> = kept.iter().map(|(a, b)| (&**a, &**b)).collect();
    form.retain(|(name, _)| !typed.iter().any(|(other, _)| other == name));
    form.extend(typed);
    post(router, "/checks", &form).await
}

#[tokio::test]
async fn the_page_answers_at_once_while_checks_are_run_and_asks_again_by_itself() {
    let (folder, mut workspace) = empty();
    let people = folder.dir.with_file_name("people.csv");
    let table = "id,kind,name\n1,person,Асель Нурова\n2,person,Асель Нурова\n";
    std::fs::write(&people, table).unwrap();
    import(&mut workspace, &people, "actor");
    let mut options = options(&folder, Some(workspace));
    options.patience = std::time::Duration::ZERO;
    let router = pages(App::new(options, 4480).unwrap());
    let first = get(&router, "/checks?kind=name_twice").await;
    assert_eq!(first.status, StatusCode::OK);
    let next = between(
        &first.body,
        "http-equiv=\"refresh\" content=\"0; url=",
        "\"",
    );
    let next = plain(next.expect("it asks again"));
    assert_eq!(next, "/checks?kind=name_twice&wait=1");
    assert!(first.body.contains("The checks are being run."));
    assert!(!first.body.contains("class=\"pair finding\""));
    let shown = loop {
        let page = get(&router, &next).await;
        if !page.body.contains("http-equiv=\"refresh\"") {
            break page.body;
        }
        tokio::task::yield_now().await;
    };
    let key = keys(&shown).pop().expect("a finding");
    // What was found is at hand now, for every page that shows of it.
    for address in ["/checks".to_owned(), format!("/checks/{key}")] {
        let page = get(&router, &address).await.body;
        assert!(!page.contains("http-equiv=\"refresh\""), "{address}");
        assert!(page.contains("Асель Нурова"), "{address}");
    }
}

#[tokio::test]
async fn every_finding_is_on_one_page_and_explained_with_what_it_rests_on() {
    let router = kazakhstan();
    let first = get(&router, "/checks").await.body;
    let all = all_keys(&router, "/checks").await;
    assert_eq!(all.len(), found(&first));
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    // The gravest first, and gaps folded away.
    assert!(first.contains("<span class=\"mark contradict\">contradiction</span>"));
    assert!(!first.contains("<span class=\"mark\">"));
    assert!(plain(&first).contains("71 findings where nothing is wrong"));
    let sum = between(&first, "<article class=\"pair finding\"", "</article>").unwrap();
    let sum = plain(sum);
    assert!(
        sum.contains("“Threats recorded” add up to 684, not to 1,414"),
        "{sum}"
    );
    for part in [
        "Threats recorded</a> · Value",
        "class=\"said\">1,414<",
        ", p70<",
    ] {
        assert!(sum.contains(part), "{part}: {sum}");
    }
    assert!(sum.contains(">All 10 statements</a>"), "{sum}");
    let own = get(&router, &format!("/checks/{}", all[0])).await.body;
    assert_eq!(own.matches("<li class=\"told\">").count(), 10);
}

#[tokio::test]
async fn each_kind_lists_as_many_as_the_table_says() {
    let router = kazakhstan();
    let first = get(&router, "/checks").await.body;
    let table = between(&first, "<table class=\"kinds\">", "</table>").unwrap();
    let mut in_all = 0;
    for row in table.split("<tr>").skip(2) {
        let address = between(row, "href=\"", "\"").map(plain).unwrap();
        let open = row.split("<td class=\"num\">").skip(1).take(3);
        let open: usize = open
            .filter_map(|cell| cell.split('<').next()?.parse::<usize>().ok())
            .sum();
        let of_kind = all_keys(&router, &address).await;
        assert_eq!(of_kind.len(), open, "{address}");
        in_all += open;
    }
    assert!(in_all > 100, "{in_all}");
}

#[tokio::test]
async fn a_settled_finding_does_not_come_back_until_its_settling_is_undone() {
    let router = kazakhstan_to_change();
    let before = all_keys(&router, "/checks").await;
    let key = &before[0];
    let typed = [("way", "explained"), ("reason", "both were told <b>")];
    let answer = settle(&router, key, &typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let told = answer.header("location").to_owned();
    assert!(told.starts_with("/checks?saved="), "{told}");
    let after = all_keys(&router, "/checks").await;
    assert_eq!(after, before[1..], "one less, in the same order");
    let settled = get(&router, "/checks?settled=1").await.body;
    assert_eq!(keys(&settled), std::slice::from_ref(key));
    let how = between(&settled, "<p class=\"judged\">", "</p>").unwrap();
    assert!(
        plain(how).contains("<strong>Explained</strong>: both were told <b>"),
        "{how}"
    );
    assert!(!how.contains("<b>") && how.contains("July 2021"), "{how}");
    let own = get(&router, &format!("/checks/{key}")).await.body;
    assert!(!own.contains("action=\"/checks\""), "settled already");

    let undo = links(&settled)
        .into_iter()
        .find(|link| link.ends_with("/undo"))
        .unwrap();
    let page = get(&router, &undo).await.body;
    let kept = fields(&page, &undo);
    let mut form: Vec<(&str, &str)> = kept.iter().map(|(a, b)| (&**a, &**b)).collect();
    form.push(("reason", "a mistake"));
    let undone = post(&router, &undo, &form).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
    assert_eq!(all_keys(&router, "/checks").await, before);
    assert_eq!(found(&get(&router, "/checks?settled=1").await.body), 0);
}

#[tokio::test]
async fn an_adopted_value_ends_the_finding_that_values_differ() {
    let router = kazakhstan_to_change();
    let list = "/checks?kind=differ";
    let page = get(&router, list).await.body;
    let adopt = links(&page)
        .into_iter()
        .find(|link| link.contains("/judge?do=adopt&of="))
        .expect("a value to adopt");
    let action = adopt.split('?').next().unwrap().to_owned();
    let judge = get(&router, &adopt).await.body;
    let kept = fields(&judge, &action);
    let mut form: Vec<(&str, &str)> = kept.iter().map(|(a, b)| (&**a, &**b)).collect();
    form.push(("reason", "the list of names"));
    let adopted = post(&router, &action, &form).await;
    assert_eq!(adopted.status, StatusCode::SEE_OTHER, "{}", adopted.body);
    assert_eq!(found(&get(&router, list).await.body), found(&page) - 1);
}

#[tokio::test]
async fn two_who_settle_the_same_settle_it_once() {
    let router = kazakhstan_to_change();
    let key = all_keys(&router, "/checks").await[0].clone();
    let page = get(&router, &format!("/checks/{key}?kind=sum")).await.body;
    let kept = fields(&page, "/checks");
    let mut form: Vec<(&str, &str)> = kept.iter().map(|(a, b)| (&**a, &**b)).collect();
    form.extend([("way", "ignored"), ("reason", "known")]);
    let once = post(&router, "/checks", &form).await;
    assert!(
        once.header("location")
            .starts_with("/checks?kind=sum&saved=")
    );
    // The second click, and somebody else who had the page open.
    let twice = post(&router, "/checks", &form).await;
    assert_eq!(once.header("location"), twice.header("location"));
    let other = "f".repeat(32);
    form.retain(|(name, _)| *name != "form");
    form.push(("form", &other));
    let late = post(&router, "/checks", &form).await;
    assert_eq!(late.status, StatusCode::SEE_OTHER, "{}", late.body);
    assert_eq!(late.header("location"), "/checks?kind=sum");
    assert_eq!(found(&get(&router, "/checks?settled=1").await.body), 1);
}

#[tokio::test]
async fn what_is_lacking_is_asked_for_and_what_was_typed_stays() {
    let router = kazakhstan();
    let key = all_keys(&router, "/checks").await[0].clone();
    let no_reason = settle(&router, &key, &[("way", "fixed"), ("reason", "  ")]).await;
    assert_eq!(no_reason.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(no_reason.body.contains("value=\"fixed\" checked"));
    assert!(no_reason.body.contains("aria-describedby=\"reason-fault\""));
    let no_way = settle(&router, &key, &[("reason", HOSTILE)]).await;
    assert_eq!(no_way.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(plain(&no_way.body).contains(HOSTILE) && !no_way.body.contains("<img"));
    assert!(no_way.body.contains("id=\"way-fault\""));
    // Sent after the lock, it is shown again and not saved.
    let again = [("way", "fixed"), ("reason", "typed before"), ("again", "1")];
    let again = settle(&router, &key, &again).await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(again.body.contains("typed before") && again.body.contains("action=\"/checks\""));
    assert_eq!(found(&get(&router, "/checks?settled=1").await.body), 0);
}

#[tokio::test]
async fn what_nobody_could_have_sent_is_refused_and_nothing_is_settled() {
    let router = kazakhstan();
    let key = all_keys(&router, "/checks").await[0].clone();
    let good = [("way", "fixed"), ("reason", "looked at")];
    for (name, value) in [
        ("finding", "sum-0000000000000000"),
        ("finding", ""),
        ("way", "forgotten"),
        ("form", "x"),
        ("kind", "ghosts"),
        ("token", "0123456789abcdef0123456789abcdef"),
    ] {
        let mut typed = good.to_vec();
        typed.retain(|(given, _)| *given != name);
        typed.push((name, value));
        let answer = settle(&router, &key, &typed).await;
        assert!(answer.status.is_client_error(), "{name}: {}", answer.status);
    }
    assert_eq!(found(&get(&router, "/checks?settled=1").await.body), 0);
    for address in ["/checks?kind=ghosts", "/checks/sum-0", "/checks/%2e%2e"] {
        let status = get(&router, address).await.status;
        assert_eq!(status, StatusCode::NOT_FOUND, "{address}");
    }
    let beyond = get(&router, "/checks?page=99").await;
    assert!(beyond.status == StatusCode::OK && !keys(&beyond.body).is_empty());
    assert_eq!(
        get(&router, "/checks?page=0").await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn the_page_speaks_three_languages_and_is_linked() {
    let router = kazakhstan();
    let key = all_keys(&router, "/checks").await[0].clone();
    for (language, title, settle) in [
        ("en", "<h1>Checks</h1>", "Settle"),
        ("ru", "<h1>Проверка</h1>", "Закрыть замечание"),
        ("kk", "<h1>Тексеру</h1>", "Ескертуді жабу"),
    ] {
        let own = format!("/checks/{key}");
        for address in [
            "/checks",
            "/checks?kind=unassessed",
            "/checks?settled=1",
            &own,
        ] {
            let page = get_in(&router, address, language).await.body;
            assert!(!page.contains('⟦') && !page.contains(">check"), "{address}");
            assert!(page.len() <= 60_000, "{address} {language}: {}", page.len());
            assert_eq!(crate::accessible::faults(&page), [""; 0], "{address}");
            assert!(
                address == own || page.contains(title),
                "{address} {language}"
            );
            assert!(
                address != own || page.contains(settle),
                "{address} {language}"
            );
        }
    }
    for from in ["/", "/review"] {
        assert!(links(&get(&router, from).await.body).contains(&"/checks".to_owned()));
    }
}

#[tokio::test]
async fn an_empty_workspace_and_very_long_quotes_are_shown() {
    let (folder, mut workspace) = empty();
    let app = App::new(options(&folder, Some(workspace)), 4480).unwrap();
    let page = get(&pages(app), "/checks").await;
    assert_eq!((page.status, found(&page.body)), (StatusCode::OK, 0));

    let made;
    (made, workspace) = empty();
    let tables = tempfile::tempdir().unwrap();
    let (long, hostile) = ("ә".repeat(20_000), HOSTILE.replace('"', "\"\""));
    let mut rows = "id,title,url\n".to_owned();
    for row in 0..60 {
        rows.push_str(&format!(
            "s{row},\"{row} {hostile} {long}\",https://example.org/{row}–{}\n",
            "x".repeat(3000)
        ));
    }
    let table = tables.path().join("source.csv");
    std::fs::write(&table, rows).unwrap();
    import(&mut workspace, &table, "source");
    let router = pages(App::new(options(&made, Some(workspace)), 4480).unwrap());
    let all = all_keys(&router, "/checks").await;
    assert!(all.len() >= 60, "{}", all.len());
    for address in ["/checks".to_owned(), format!("/checks/{}", all[0])] {
        let page = get(&router, &address).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("alert(1)") && !page.body.contains("<img"));
    }
}
