//! The organisation's own words on the pages: added, seen everywhere at once, refused with a reason at its field.

use aigaq_web::{App, Idle};
use axum::Router;
use axum::http::StatusCode;
use proptest::prelude::*;

use crate::accessible::faults;
use crate::fixture::{
    Answer, Folder, HOSTILE, between, empty, get, get_in, import, links, options, pages, plain,
    post, token_of,
};

/// Two acts in the rain and one without weather, in a workspace that knows weather.
fn weather() -> (Folder, Router) {
    let (folder, workspace) = empty();
    let router = pages(App::new(options(&folder, Some(workspace)), 4480).unwrap());
    (folder, router)
}

async fn send_to(router: &Router, address: &str, fields: &[(&str, &str)]) -> Answer {
    let page = get(router, address).await;
    assert_eq!(page.status, StatusCode::OK, "{address}");
    let token = token_of(&page.body);
    let form = between(&page.body, "name=\"form\" value=\"", "\"").unwrap();
    let mut all = vec![("token", token.as_str()), ("form", form)];
    all.extend(fields);
    post(router, address, &all).await
}

async fn done(router: &Router, address: &str, fields: &[(&str, &str)]) -> String {
    let answer = send_to(router, address, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header("location").to_owned()
}

async fn refused(router: &Router, address: &str, fields: &[(&str, &str)], why: &str) -> Answer {
    let answer = send_to(router, address, fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = plain(&answer.body);
    assert!(
        page.contains("role=\"alert\"") && page.contains(why),
        "{page}"
    );
    assert_eq!(faults(&answer.body), Vec::<String>::new());
    answer
}

/// A list with two codes and a property of acts that takes them, made by forms.
async fn made(router: &Router) {
    let list = done(
        router,
        "/settings/lists",
        &[("do", "add-list"), ("label-ru", "Погода")],
    )
    .await;
    assert_eq!(
        list, "/settings/lists/pogoda",
        "the code is made from the name"
    );
    for (label, parent) in [("Дождь", ""), ("Ливень", "dozhd")] {
        let fields = [("do", "add-code"), ("label-ru", label), ("parent", parent)];
        assert_eq!(done(router, &list, &fields).await, list);
    }
    let fields = [
        ("do", "add-property"),
        ("label-ru", "Погода"),
        ("label-en", "Weather"),
        ("kind", "term"),
        ("list", "pogoda"),
        ("sensitivity", "public"),
    ];
    done(router, "/settings/types/act", &fields).await;
}

#[tokio::test]
async fn what_is_added_on_a_page_is_seen_on_all_pages() {
    let (_folder, router) = weather();
    made(&router).await;
    let shown = get_in(&router, "/settings/types/act", "ru").await;
    assert!(shown.body.contains("/settings/types/act/weather") && shown.body.contains("своё"));
    let list = get_in(&router, "/settings/lists/pogoda", "kk").await;
    assert!(list.body.contains("Ливень") && list.body.contains("depth-1"));
    let by = get(&router, "/count?unit=acts&by=weather").await;
    assert_eq!(by.status, StatusCode::OK, "{}", by.body);
    assert!(
        by.body
            .contains("<option value=\"weather\" selected>Weather</option>")
    );

    let fields = [
        ("do", "add-type"),
        ("label-en", "Seminar"),
        ("plural-en", "Seminars"),
    ];
    assert_eq!(
        done(&router, "/settings/types", &fields).await,
        "/settings/types/seminar"
    );
    for address in [
        "/records/seminar",
        "/count?unit=seminars",
        "/search?type=seminar",
    ] {
        let page = get(&router, address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert!(
            plain(&page.body).to_lowercase().contains("seminar"),
            "{address}"
        );
    }
}

#[tokio::test]
async fn a_number_of_uses_leads_to_the_records_and_what_is_used_stays() {
    let (folder, mut workspace) = empty();
    {
        let words = "[[list]]\ncode = \"weathers\"\nlabel = { en = \"Weathers\" }\n\
            [[code]]\nof = \"weathers\"\ncode = \"rain\"\nlabel = { en = \"Rain\" }\n\
            [[property]]\nof = \"event\"\ncode = \"weather\"\nkind = \"term\"\nlist = \"weathers\"\nlabel = { en = \"Weather\" }\n";
        let file = aigaq_schema::own::OwnFile::read(words).unwrap();
        let token = aigaq_workspace::FormToken::from_random([7; 16]);
        let now = (1_626_912_000, "UTC".to_owned());
        assert_eq!(workspace.take_own_words(file, token, &now).unwrap(), 3);
    }
    let table = folder.dir.parent().unwrap().join("event.csv");
    std::fs::write(
        &table,
        "id,title,weather\na,One,rain\nb,Two,rain\nc,Three,\n",
    )
    .unwrap();
    import(&mut workspace, &table, "event");
    let router = pages(App::new(options(&folder, Some(workspace)), 4480).unwrap());

    let page = get(&router, "/settings/lists/weathers").await;
    assert!(plain(&page.body).contains("Weather: 2"), "{}", page.body);
    let to = links(&page.body)
        .into_iter()
        .find(|href| href.contains("where=weather"))
        .unwrap();
    let listed = get(&router, &to).await;
    assert!(plain(&listed.body).contains("One") && !plain(&listed.body).contains("Three"));
    let code = "/settings/lists/weathers/rain";
    refused(&router, code, &[("do", "take-back")], "2 records use it").await;
    let fields = [
        ("do", "words"),
        ("label-en", "Rainfall"),
        ("retired", "yes"),
    ];
    let version = get(&router, code).await;
    let version = between(&version.body, "name=\"version\" value=\"", "\"")
        .unwrap()
        .to_owned();
    let mut fields = fields.to_vec();
    fields.push(("version", &version));
    assert_eq!(done(&router, code, &fields).await, code);
    let page = get(&router, "/settings/lists/weathers").await;
    assert!(plain(&page.body).contains("Rainfall") && page.body.contains("retired"));
    assert!(
        plain(&get(&router, &to).await.body).contains("Rainfall"),
        "still shown"
    );
    fields[1].1 = "Showers";
    refused(&router, code, &fields, "changed by others").await;
}

#[tokio::test]
async fn what_does_not_fit_is_refused_at_its_field_with_all_that_was_typed() {
    let (_folder, router) = weather();
    for (address, fields, why) in [
        (
            "/settings/lists",
            vec![("do", "add-list"), ("label-kk", "集会")],
            "type one",
        ),
        (
            "/settings/lists",
            vec![("do", "add-list"), ("code", "rains")],
            "name in one language",
        ),
        (
            "/settings/lists",
            vec![("do", "add-list"), ("label-en", "X"), ("code", "Ж")],
            "is not a code",
        ),
        (
            "/settings/lists",
            vec![("do", "add-list"), ("label-en", "X"), ("code", "act_types")],
            "there already",
        ),
        (
            "/settings/types",
            vec![
                ("do", "add-type"),
                ("label-en", "Person"),
                ("code", "person"),
            ],
            "something else",
        ),
        (
            "/settings/types/act",
            vec![("do", "add-property"), ("label-en", "X"), ("kind", "term")],
            "also needs its list",
        ),
        (
            "/settings/types/act",
            vec![("do", "add-property"), ("label-en", "X"), ("kind", "file")],
            "Choose a kind",
        ),
        (
            "/settings/types/act",
            vec![
                ("do", "words"),
                ("label-en", "X"),
                ("version", "00000000000000000000000000000000"),
            ],
            "changed by others",
        ),
    ] {
        let answer = refused(&router, address, &fields, why).await;
        for (name, value) in fields.iter().filter(|(name, _)| name.starts_with("label")) {
            assert!(
                answer
                    .body
                    .contains(&format!("name=\"{name}\" value=\"{value}\"")),
                "{address}"
            );
        }
    }
    for address in [
        "/settings/types/nothing",
        "/settings/lists/x",
        "/settings/lists/act_types/x",
        "/settings/types/act/x",
    ] {
        assert_eq!(
            get(&router, address).await.status,
            StatusCode::NOT_FOUND,
            "{address}"
        );
    }
    let page = get(&router, "/settings/lists").await;
    let token = token_of(&page.body);
    for (doing, form) in [
        ("words", "x"),
        ("add-list", "x"),
        ("", ""),
        ("take-back", "x"),
    ] {
        let fields = [
            ("token", token.as_str()),
            ("do", doing),
            ("form", form),
            ("label-en", "Y"),
        ];
        let answer = post(&router, "/settings/lists", &fields).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{doing}");
    }
}

#[tokio::test]
async fn hostile_names_are_words_and_nothing_else() {
    let (_folder, router) = weather();
    let label = format!("{HOSTILE}\u{202E}\u{7}\n");
    let fields = [
        ("do", "add-list"),
        ("label-en", label.as_str()),
        ("code", "hostile"),
    ];
    done(&router, "/settings/lists", &fields).await;
    let fields = [
        ("do", "add-code"),
        ("label-en", label.as_str()),
        ("code", "bad"),
    ];
    done(&router, "/settings/lists/hostile", &fields).await;
    for address in [
        "/settings/lists",
        "/settings/lists/hostile",
        "/settings/lists/hostile/bad",
        "/settings/types/act",
        "/journal",
    ] {
        let page = get(&router, address).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            !page.body.contains("<script>") && !page.body.contains("<img"),
            "{address}"
        );
        assert!(!page.body.contains('\u{202E}'), "{address}");
        assert_eq!(faults(&page.body), Vec::<String>::new(), "{address}");
    }
}

#[tokio::test]
async fn a_form_sent_twice_adds_once_and_again_saves_nothing() {
    let (_folder, router) = weather();
    let page = get(&router, "/settings/lists").await;
    let token = token_of(&page.body);
    let form = between(&page.body, "name=\"form\" value=\"", "\"").unwrap();
    let mut fields = vec![
        ("token", token.as_str()),
        ("form", form),
        ("do", "add-list"),
        ("label-en", "Rains"),
        ("again", "1"),
    ];
    let shown = post(&router, "/settings/lists", &fields).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains("value=\"Rains\""));
    assert_eq!(
        get(&router, "/settings/lists/rains").await.status,
        StatusCode::NOT_FOUND
    );
    fields.pop();
    for _ in 0..2 {
        let answer = post(&router, "/settings/lists", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }
    let journal = get(&router, "/journal").await;
    assert!(
        plain(&journal.body).contains("<span class=\"figure\">1</span>"),
        "one change-set"
    );
}

#[test]
fn no_form_of_the_settings_makes_a_fault() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (_folder, router) = weather();
    runtime.block_on(made(&router));
    let routes = [
        "/settings/types",
        "/settings/types/act",
        "/settings/types/act/weather",
        "/settings/lists",
        "/settings/lists/pogoda",
        "/settings/lists/pogoda/dozhd",
    ];
    let doing = prop::sample::select(vec![
        "add-type",
        "add-property",
        "add-list",
        "add-code",
        "words",
        "take-back",
        "x",
    ]);
    let name = prop::sample::select(vec![
        "label-en",
        "label-ru",
        "label-kk",
        "plural-en",
        "definition-en",
        "code",
        "kind",
        "list",
        "to",
        "many",
        "countable",
        "sensitivity",
        "parent",
        "retired",
        "replaced_by",
        "version",
    ]);
    let value = prop_oneof![
        prop::sample::select(vec![
            "term",
            "text",
            "reference",
            "pogoda",
            "dozhd",
            "act",
            "yes",
            "",
            HOSTILE
        ])
        .prop_map(str::to_owned),
        ".{0,60}",
        any::<String>(),
    ];
    let fields = prop::collection::vec((name, value), 0..10);
    let wished = ProptestConfig {
        cases: 60,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(wished, |(at in 0..routes.len(), doing in doing, fields in fields)| {
        runtime.block_on(async {
            // It may have been taken back meanwhile.
            if get(&router, routes[at]).await.status != StatusCode::OK {
                return;
            }
            let mut all = vec![("do", doing)];
            all.extend(fields.iter().map(|(name, value)| (*name, value.as_str())));
            let answer = send_to(&router, routes[at], &all).await;
            assert!(!answer.status.is_server_error(), "{} {all:?}", answer.status);
            assert!(!answer.body.contains("<script"), "{all:?}");
        });
    });
}

/// Pages whose idle time the settings may change, in this folder.
fn pages_of(folder: &Folder, workspace: aigaq_workspace::Workspace) -> Router {
    let mut wished = options(folder, Some(workspace));
    wished.idle = Idle::AsChosen;
    pages(App::new(wished, 4480).unwrap())
}

#[tokio::test]
async fn how_long_the_pages_wait_is_chosen_on_this_device_within_bounds() {
    let (folder, workspace) = empty();
    let router = pages_of(&folder, workspace);
    let page = get(&router, "/settings").await;
    assert!(page.body.contains("After 5 minutes without use."));
    assert_eq!(faults(&page.body), Vec::<String>::new());
    for wrong in ["0", "61", "", "-5", "2.5", HOSTILE] {
        let fields = [("do", "idle"), ("minutes", wrong)];
        let page = refused(&router, "/settings", &fields, "from 1 to 60").await;
        assert!(plain(&page.body).contains(&format!("value=\"{wrong}\"")));
        assert!(page.body.contains("After 5 minutes without use."));
    }
    let fields = [("do", "idle"), ("minutes", " 17 ")];
    assert_eq!(done(&router, "/settings", &fields).await, "/settings");
    let page = get(&router, "/settings").await;
    assert!(page.body.contains("After 17 minutes without use."));
    assert!(
        !get(&router, "/journal")
            .await
            .body
            .contains("href=\"/journal/")
    );

    // The next start holds to it, unless it says otherwise itself.
    let (_kept, other) = empty();
    let again = pages_of(&folder, other);
    assert!(
        get(&again, "/settings")
            .await
            .body
            .contains("After 17 minutes")
    );
    let (_kept, other) = empty();
    let fixed = pages(App::new(options(&folder, Some(other)), 4480).unwrap());
    let page = get(&fixed, "/settings").await;
    assert!(page.body.contains("After 5 minutes") && page.body.contains("serve --idle"));
    assert!(!page.body.contains("name=\"minutes\""));
    let refused = crate::fixture::submit(&fixed, "/settings", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = get(&fixed, "/settings").await;
    assert!(again.body.contains("After 5 minutes"));
}

#[tokio::test]
async fn the_settings_show_the_language_and_lead_to_the_others() {
    let (_folder, router) = weather();
    let page = get_in(&router, "/settings", "kk").await.body;
    let device = between(&page, "<ul class=\"in-line\">", "</ul>").unwrap();
    assert_eq!(device.matches("aria-current=\"true\"").count(), 1);
    assert!(device.contains("lang=\"kk\" hreflang=\"kk\" aria-current"));
    assert!(plain(device).contains("/language?to=ru&back=%2Fsettings"));
}
