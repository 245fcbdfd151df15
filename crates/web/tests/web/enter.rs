//! Entering by hand through the pages: one form, one saving, nothing typed lost.

use aigaq_web::App;
use axum::Router;
use axum::http::StatusCode;
use proptest::prelude::*;

use crate::fixture::{
    Answer, Folder, HOSTILE, between, empty, get, get_in, options, pages, plain, post, token_of,
};

fn desk() -> (Folder, Router) {
    let (folder, workspace) = empty();
    let router = pages(App::new(options(&folder, Some(workspace)), 4480).unwrap());
    (folder, router)
}

/// The form at an address, with its two tokens, filled in and sent.
async fn fill(router: &Router, address: &str, typed: &[(&str, &str)]) -> Answer {
    let page = get(router, address).await;
    assert_eq!(page.status, StatusCode::OK, "{address}");
    resend(router, address, &page.body, typed).await
}

async fn resend(router: &Router, address: &str, page: &str, typed: &[(&str, &str)]) -> Answer {
    let token = token_of(page);
    let form = between(page, "name=\"form\" value=\"", "\"").unwrap();
    let mut pairs = vec![("token", token.as_str()), ("form", form)];
    pairs.extend(typed);
    post(router, address, &pairs).await
}

const RALLY: [(&str, &str); 9] = [
    ("when", "12 марта 2021"),
    ("region", "KZ-75"),
    ("title", "Задержания"),
    ("act.0.type", "LIB.detain"),
    ("who.0.name", "Ахметов Ерлан"),
    ("who.1.name", "Ким Олег"),
    ("by.0.class", "police"),
    ("src", "Новость"),
    ("do", "save"),
];

/// What a record page tells after a saving.
fn told(answer: &Answer) -> String {
    plain(answer.header("location"))
}

#[tokio::test]
async fn an_incident_is_entered_in_one_page_and_its_record_says_what_was_made() {
    let (_folder, router) = desk();
    let page = get(&router, "/enter").await.body;
    let saved = resend(&router, "/enter", &page, &RALLY).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let record = get_in(&router, &told(&saved), "ru").await;
    assert_eq!(record.status, StatusCode::OK);
    let text = plain(&record.body);
    assert!(text.contains("Сохранено"), "{text}");
    assert!(
        text.contains("2\u{a0}деяния") || text.contains("2 деяния"),
        "{text}"
    );
    assert!(text.contains("/journal/"));
    // The same form once more, by a double click or the back button.
    let again = resend(&router, "/enter", &page, &RALLY).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert!(told(&again).contains("again=1"), "{}", told(&again));
    let page_of_it = get_in(&router, &told(&again), "ru").await.body;
    assert!(page_of_it.contains("Эта форма уже была сохранена"));
    // Changed and sent again, it is refused, kept, and shown with the way to what was saved.
    let mut changed = RALLY.to_vec();
    changed[2] = ("title", "Другое");
    let refused = resend(&router, "/enter", &page, &changed).await;
    assert_eq!(refused.status, StatusCode::OK);
    let text = plain(&refused.body);
    assert!(text.contains("This form was saved before"));
    assert!(text.contains("value=\"Другое\""));
    let journal = get(&router, "/journal").await.body;
    assert_eq!(
        journal.matches("href=\"/journal/").count(),
        1,
        "one change-set"
    );
}

#[tokio::test]
async fn a_double_click_saves_once() {
    let (_folder, router) = desk();
    let page = get(&router, "/enter").await.body;
    let click = || resend(&router, "/enter", &page, &RALLY);
    let (first, second, third) = tokio::join!(click(), click(), click());
    let bare = |answer: &Answer| told(answer).split('?').next().unwrap().to_owned();
    assert!(first.status == StatusCode::SEE_OTHER, "{}", first.body);
    assert_eq!(bare(&first), bare(&second));
    assert_eq!(bare(&first), bare(&third));
    let journal = get(&router, "/journal").await.body;
    let saved = journal
        .matches("<th scope=\"row\" class=\"date\"><a href=\"/journal/")
        .count();
    assert_eq!(saved, 1, "{journal}");
}

#[tokio::test]
async fn acts_are_added_to_an_event_from_its_page() {
    let (_folder, router) = desk();
    let made = fill(&router, "/enter", &RALLY).await;
    let event = told(&made).split('?').next().unwrap().to_owned();
    let page = get(&router, &event).await.body;
    let way = between(&page, "href=\"/enter?event=", "\"").unwrap();
    let address = format!("/enter?event={way}");
    let form = get(&router, &address).await.body;
    assert!(form.contains("name=\"event\"") && !form.contains("name=\"title\""));
    let typed = [
        ("event", way),
        ("when", "13 марта 2021"),
        ("act.0.type", "ADM.fine"),
        ("who.0.name", "Примеров Иван"),
        ("do", "save"),
    ];
    let saved = resend(&router, "/enter", &form, &typed).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(told(&saved).split('?').next(), Some(event.as_str()));
    let page = plain(&get(&router, &event).await.body);
    // Whom an act was done to tells acts of one day apart.
    for told in ["— Ахметов Ерлан", "— Ким Олег", "— Примеров Иван"]
    {
        assert!(page.contains(told), "{told}\n{page}");
    }
    let nowhere = "/enter?event=00000000-0000-4000-8000-000000000000";
    for address in [nowhere, "/enter?event=x"] {
        assert_eq!(get(&router, address).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_means_harm_is_text_wherever_it_is_shown() {
    let (_folder, router) = desk();
    let harm = format!("{HOSTILE}\u{202e}\u{7}\u{1b}[31m\u{0}=1+1");
    let of = |field: &str| format!("={field} {harm}");
    let fields = [
        "title",
        "place",
        "summary",
        "outcome",
        "who.0.name",
        "by.0.name",
        "src",
        "src.publisher",
        "src.locator",
        "src.quote",
    ];
    let typed: Vec<(String, String)> = fields
        .iter()
        .map(|field| ((*field).to_owned(), of(field)))
        .chain(
            [
                ("when", "12 марта 2021"),
                ("act.0.type", "LIB.detain"),
                ("who.0.kind", "person"),
                ("by.0.name.is", "new:person"),
                ("do", "save"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
        )
        .collect();
    let mut pairs: Vec<(&str, &str)> = typed
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let asked = of("by.0.name");
    pairs.push(("by.0.name.asked", &asked));
    let saved = fill(&router, "/enter", &pairs).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let record = told(&saved);
    let bare = record.split('?').next().unwrap().to_owned();
    let journal = get(&router, "/journal").await.body;
    let change_set = between(&journal, "href=\"/journal/", "\"").unwrap();
    let addresses = [
        "/".to_owned(),
        "/enter".to_owned(),
        record.clone(),
        format!("{bare}/edit"),
        format!("{bare}/same"),
        format!("/journal/{change_set}"),
        format!("/journal/{change_set}/undo"),
        "/records/event".to_owned(),
        "/records/act".to_owned(),
        "/records/actor".to_owned(),
        "/records/source?cols=title.publisher".to_owned(),
        "/records/place".to_owned(),
        "/review".to_owned(),
        "/checks".to_owned(),
        "/same".to_owned(),
        "/outputs".to_owned(),
    ];
    let mut shown = 0;
    for address in addresses {
        let answer = get(&router, &address).await;
        assert!(answer.status.is_success(), "{address} {}", answer.status);
        let body = crate::fixture::without_own_scripts(&answer.body);
        assert!(
            !body.contains("<script") && !body.contains("<img"),
            "{address}"
        );
        let controls = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        assert!(!body.contains(controls), "{address}");
        assert!(!body.contains('\u{202e}'), "{address}");
        shown += plain(&body).matches("alert(1)").count();
    }
    assert!(shown > 20, "{shown}");
    // No cell of a sheet begins as a formula does.
    let sheet = get(&router, "/records/event/export.csv").await.body;
    assert!(sheet.contains("alert(1)"));
    for cell in sheet.lines().flat_map(|line| line.split(',')) {
        let cell = cell.trim_start_matches('"');
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
}

#[tokio::test]
async fn checking_shows_what_is_understood_and_saves_nothing() {
    let (_folder, router) = desk();
    let mut typed = RALLY.to_vec();
    typed[8] = ("do", "check");
    let shown = fill(&router, "/enter", &typed).await;
    assert_eq!(shown.status, StatusCode::OK);
    let text = plain(&shown.body).replace('\u{a0}', " ");
    for understood in ["12 March 2021", "2 acts", "Everything is understood"] {
        assert!(text.contains(understood), "{understood}\n{text}");
    }
    assert!(text.contains("value=\"Ахметов Ерлан\""));
    let journal = get(&router, "/journal").await.body;
    assert!(!journal.contains("href=\"/journal/"));
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field_and_above_with_everything_kept() {
    let (_folder, router) = desk();
    let typed = [
        ("when", "31.02.2021"),
        ("title", HOSTILE),
        ("summary", HOSTILE),
        ("act.0.type", HOSTILE),
        ("who.0.name", "\u{202E}نص <b>"),
        ("src", HOSTILE),
        ("do", "save"),
    ];
    let shown = fill(&router, "/enter", &typed).await;
    assert_eq!(shown.status, StatusCode::OK);
    let body = &shown.body;
    assert!(body.contains("href=\"#when\""), "{body}");
    assert!(body.contains("id=\"when-fault\""));
    assert!(body.contains("aria-describedby=\"when-fault"));
    assert!(body.contains("aria-invalid=\"true\""));
    assert!(!body.contains("<script>") && !body.contains('\u{202E}'));
    assert!(plain(body).contains(HOSTILE));
    // A reading offered is taken with a button.
    let taken = fill(
        &router,
        "/enter",
        &[
            ("law", "ст. 488"),
            ("use", "law=Code of Administrative Offences 488"),
        ],
    )
    .await;
    assert!(plain(&taken.body).contains("value=\"Code of Administrative Offences 488\""));
}

#[tokio::test]
async fn one_more_row_keeps_everything_typed() {
    let (_folder, router) = desk();
    let mut typed = RALLY.to_vec();
    typed[8] = ("more", "who");
    let shown = fill(&router, "/enter", &typed).await;
    let text = plain(&shown.body);
    assert!(text.contains("name=\"who.2.name\""));
    assert!(text.contains("value=\"Ким Олег\""));
    assert!(!text.contains("to put right"), "nothing is judged yet");
    let many: Vec<String> = (0..80).map(|n| format!("who.{n}.name")).collect();
    let mut typed: Vec<(&str, &str)> = many.iter().map(|n| (n.as_str(), "x")).collect();
    typed.push(("more", "who"));
    assert_eq!(fill(&router, "/enter", &typed).await.status, StatusCode::OK);
}

/// Three victims and two acts, one perpetrator: what the quick form is for.
const THREE_AND_TWO: [(&str, &str); 16] = [
    ("when", "12.03.2021"),
    ("region", "KZ-75"),
    ("title", "Задержания"),
    ("act.0.type", "LIB.detain"),
    ("act.1.type", "ADM.fine"),
    ("who.0.name", "Ахметов Ерлан"),
    ("who.0.category", "Журналист"),
    ("who.1.name", "Ким Олег"),
    ("who.1.category", "lawyer"),
    ("who.2.name", "Иванова Анна"),
    ("who.3.name", ""),
    ("by.0.name", "Отдел полиции"),
    ("by.0.class", "police"),
    ("by.1.name", ""),
    ("src", "Новость"),
    ("do", "check"),
];

#[tokio::test]
async fn a_whole_incident_is_a_page_of_at_most_60_kb() {
    let (_folder, router) = desk();
    for language in ["en", "ru", "kk"] {
        let page = get_in(&router, "/enter", language).await.body;
        let token = token_of(&page);
        let form = between(&page, "name=\"form\" value=\"", "\"").unwrap();
        let mut pairs = vec![("token", token.as_str()), ("form", form)];
        pairs.extend(THREE_AND_TWO);
        let body = crate::fixture::form_body(&pairs);
        let request = crate::fixture::form_request("/enter", &[])
            .header(axum::http::header::ACCEPT_LANGUAGE, language)
            .body(body);
        let shown = crate::fixture::send(&router, request.unwrap()).await;
        assert!(shown.body.contains("name=\"who.3.name\""), "{}", shown.body);
        assert!(!shown.body.contains("aria-invalid"), "{}", shown.body);
        let bytes = shown.body.len();
        assert!(bytes <= 60_000, "{language}: {bytes} bytes");
        for list in ["act_types", "target_categories", "threat_sources"] {
            let id = format!("<datalist id=\"list-{list}\">");
            assert_eq!(shown.body.matches(&id).count(), 1, "{id}");
            assert!(shown.body.contains(&format!("list=\"list-{list}\"")));
        }
    }
}

#[tokio::test]
async fn a_save_on_an_old_state_shows_both_and_keeps_what_was_typed() {
    let (_folder, router) = desk();
    let saved = fill(&router, "/enter", &RALLY).await;
    let record = told(&saved);
    let edit = format!("{}/edit", record.split('?').next().unwrap());
    let page = get(&router, &edit).await.body;
    let version = between(&page, "name=\"version\" value=\"", "\"").unwrap();
    let was = between(&page, "name=\"v.title.0.was\" value=\"", "\"").unwrap();
    let mine = |title| {
        [
            ("version", version),
            ("v.title.0.was", was),
            ("v.title.0", title),
            ("do", "save"),
        ]
    };
    let theirs = resend(&router, &edit, &page, &mine("Их название")).await;
    assert_eq!(theirs.status, StatusCode::SEE_OTHER, "{}", theirs.body);
    let other = get(&router, &edit).await.body;
    let late = resend(&router, &edit, &other, &mine("Моё название")).await;
    assert_eq!(late.status, StatusCode::OK);
    let text = plain(&late.body);
    assert!(text.contains("Others changed this record"), "{text}");
    for both in [
        "<bdi>Моё название</bdi>",
        "<bdi>Их название</bdi>",
        "<bdi>Задержания</bdi>",
    ] {
        assert!(text.contains(both), "{both}\n{text}");
    }
    assert!(text.contains("value=\"Моё название\""));
    // Saved upon the new state.
    let version = between(&late.body, "name=\"version\" value=\"", "\"").unwrap();
    let was = between(&late.body, "name=\"v.title.0.was\" value=\"", "\"").unwrap();
    let upon = [
        ("version", version),
        ("v.title.0.was", was),
        ("v.title.0", "Моё название"),
        ("do", "save"),
    ];
    let done = resend(&router, &edit, &late.body, &upon).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = get(&router, &told(&done)).await.body;
    assert!(page.contains("Моё название"));
}

#[tokio::test]
async fn every_type_has_a_form_and_what_is_not_there_has_none() {
    let (_folder, router) = desk();
    for language in ["en", "ru", "kk"] {
        for record_type in [
            "act",
            "actor",
            "application",
            "assessment",
            "asset",
            "case",
            "commitment",
            "consent",
            "decision",
            "event",
            "figure",
            "intervention",
            "involvement",
            "note",
            "place",
            "relation",
            "restriction",
            "source",
            "stage",
        ] {
            let address = format!("/enter/{record_type}");
            let page = get_in(&router, &address, language).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            assert!(
                !page.body.contains('⟦') && !page.body.contains("enter."),
                "{address}"
            );
            let kb = page.body.len() / 1024;
            assert!(kb <= 60, "{address} in {language}: {kb} kB");
        }
    }
    for lost in [
        "/enter/judgement",
        "/enter/nonsense",
        "/record/nonsense/edit",
        "/record/00000000-0000-4000-8000-000000000000/edit",
        "/codes/nonsense",
    ] {
        assert_eq!(
            get(&router, lost).await.status,
            StatusCode::NOT_FOUND,
            "{lost}"
        );
    }
    let page = get(&router, "/enter").await.body;
    for lost in [
        "/enter/nonsense",
        "/record/00000000-0000-4000-8000-000000000000/edit",
    ] {
        let sent = resend(&router, lost, &page, &[("do", "save")]).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND, "{lost}");
    }
}

#[tokio::test]
async fn a_form_without_our_sign_saves_nothing_and_loses_nothing() {
    let (_folder, router) = desk();
    let mut typed = RALLY.to_vec();
    typed.push(("token", "0123456789abcdef0123456789abcdef"));
    let refused = post(&router, "/enter", &typed).await;
    assert_ne!(refused.status, StatusCode::SEE_OTHER);
    assert!(plain(&refused.body).contains("Ахметов Ерлан"));
    let journal = get(&router, "/journal").await.body;
    assert!(!journal.contains("href=\"/journal/"));
}

const NAMES: [&str; 22] = [
    "form",
    "version",
    "do",
    "more",
    "use",
    "when",
    "title",
    "place",
    "place.is",
    "place.asked",
    "act.0.type",
    "who.0.name",
    "who.0.name.is",
    "who.0.number",
    "src",
    "reason",
    "v.title.0",
    "v.title.0.was",
    "v.start.0",
    "v.start.0.state",
    "v.verification.0",
    "v.place.0",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_sent_no_form_breaks(
        route in prop::sample::select(vec!["/enter", "/enter/event", "/enter/involvement", "edit"]),
        pairs in proptest::collection::vec(
            (prop::sample::select(NAMES.to_vec()), prop_oneof![
                Just("save".to_owned()), Just("who".to_owned()), Just("12.03.2024".to_owned()),
                Just("=unknown".to_owned()), Just("LIB.detain".to_owned()), Just("v.title".to_owned()),
                Just("title=x".to_owned()), Just(HOSTILE.to_owned()), ".{0,30}",
            ]), 0..14)
    ) {
        static SITE: std::sync::LazyLock<(Folder, Router, tokio::runtime::Runtime)> =
            std::sync::LazyLock::new(|| {
                let (folder, router) = desk();
                (folder, router, tokio::runtime::Runtime::new().unwrap())
            });
        let (_, router, runtime) = &*SITE;
        runtime.block_on(async {
            let page = get(router, "/enter").await.body;
            let token = token_of(&page);
            let route = if route == "edit" {
                let form = between(&page, "name=\"form\" value=\"", "\"").unwrap().to_owned();
                let made = post(router, "/enter", &[
                    ("token", &token), ("form", &form), ("title", "x"), ("do", "save"),
                ]).await;
                format!("{}/edit", told(&made).split('?').next().unwrap())
            } else {
                route.to_owned()
            };
            let mut sent = vec![("token", token.as_str())];
            sent.extend(pairs.iter().map(|(a, b)| (*a, b.as_str())));
            let answer = post(router, &route, &sent).await;
            prop_assert!(answer.status.as_u16() < 500, "{}: {}", route, answer.status);
            prop_assert!(!answer.body.contains("<script>"));
            Ok(())
        })?;
    }
}

#[tokio::test]
async fn readings_of_a_law_are_offered_in_the_readers_language() {
    let (_folder, router) = desk();
    for (language, words) in [
        ("en", "Administrative Code 488"),
        (
            "ru",
            "Кодекс об административных правонарушениях, ст.\u{a0}488",
        ),
        ("kk", "Әкімшілік құқық бұзушылық туралы кодекс, 488-бап"),
    ] {
        let page = get(&router, "/enter").await.body;
        let token = token_of(&page);
        let form = between(&page, "name=\"form\" value=\"", "\"").unwrap();
        let pairs = [
            ("token", token.as_str()),
            ("form", form),
            ("law", "ст. 488"),
            ("do", "check"),
        ];
        let request = crate::fixture::form_request("/enter", &[])
            .header(axum::http::header::ACCEPT_LANGUAGE, language)
            .body(crate::fixture::form_body(&pairs));
        let shown = crate::fixture::send(&router, request.unwrap()).await;
        let offers = between(&shown.body, "class=\"offers\"", "</p>").unwrap();
        assert!(offers.contains(&format!("<bdi>{words}</bdi>")), "{offers}");
    }
}

#[tokio::test]
async fn the_form_of_a_consent_holds_the_words_to_read_aloud_in_russian_and_kazakh() {
    let router = crate::fixture::kazakhstan();
    for language in ["en", "ru", "kk"] {
        let page = get_in(&router, "/enter/consent", language).await.body;
        for words in [
            "<section lang=\"ru\"",
            "Говорить с нами вы не обязаны",
            "<section lang=\"kk\"",
            "Бізбен сөйлесуге міндетті емессіз",
        ] {
            assert!(page.contains(words), "{language}: {words}");
        }
        assert!(!page.contains('⟦'), "{language}");
    }
    let other = get(&router, "/enter/event").await.body;
    assert!(!other.contains("Говорить с нами вы не обязаны"));
}

#[tokio::test]
async fn consent_is_a_fold_of_the_quick_form_and_is_written_down_where_somebody_was_asked() {
    let (_folder, router) = desk();
    let page = get_in(&router, "/enter", "ru").await.body;
    let text = plain(&page);
    assert!(text.contains("Согласие: не спрашивали"), "{text}");
    let fold = between(&page, "<details class=\"consent\"", "</details>\n<details").unwrap();
    assert!(!fold.starts_with(" open"));
    for tag in ["<section lang=\"ru\">", "<section lang=\"kk\">"] {
        assert!(fold.contains(tag), "{tag}");
    }
    for field in ["answer", "use", "audience", "given_by", "how", "date"] {
        assert!(
            fold.contains(&format!("name=\"consent.{field}\"")),
            "{field}"
        );
    }
    assert!(fold.contains("value=\"not_asked\""));
    // Half an answer is asked about at its field, and the fold stands open.
    let half = [&RALLY[..], &[("consent.answer", "named")]].concat();
    let asked = fill(&router, "/enter", &half).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.body.contains("<details class=\"consent\" open>"));
    assert!(plain(&asked.body).contains("Say for whom: else it allows nothing."));
    let whole = [
        &half[..],
        &[("consent.use", "publish"), ("consent.audience", "public")],
    ]
    .concat();
    let saved = fill(&router, "/enter", &whole).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let consents = plain(&get(&router, "/records/consent").await.body);
    assert!(
        consents.contains("Ахметов Ерлан") && consents.contains("Ким Олег"),
        "{consents}"
    );
    // The form of a person asks the same.
    let person = get_in(&router, "/enter/actor", "kk").await.body;
    assert!(plain(&person).contains("Келісім: сұралмаған"));
}
