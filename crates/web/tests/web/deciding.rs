//! Suggestions of a document decided about by few keys: what stands together, a section, the page; one taken out;
//! each kind corrected; what was decided in one document known in the next.

use axum::http::StatusCode;

use crate::documents::{REPORT, decide, give, key_of};
use crate::fixture::{between, get, plain};
use crate::importing::site;

/// The address of a document, given to new pages.
async fn given(router: &axum::Router, name: &str, text: &str) -> String {
    let sent = give(router, name, text.as_bytes()).await;
    sent.header("location").to_owned()
}

fn waits(page: &str, key: &str) -> bool {
    page.contains(&format!("name=\"key\" value=\"{key}\""))
}

#[tokio::test]
async fn what_is_told_of_one_name_is_decided_at_once_and_one_line_can_be_taken_out() {
    let (_folder, router) = site();
    let address = given(&router, "one.txt", REPORT).await;
    let page = get(&router, &address).await.body;
    // The full name, the surname alone, the arrest and the sentence stand in one packet.
    let packet = between(
        &page,
        "<strong><bdi>Aidar Bekov</bdi>",
        "value=\"accept packet ",
    )
    .unwrap();
    for words in [
        "<bdi>Aidar Bekov</bdi>",
        "<bdi>Bekov</bdi>",
        "Aidar Bekov: arrest",
        "Aidar Bekov: sentence",
    ] {
        assert!(packet.contains(words), "{words} in {packet}");
    }
    let [name, short, arrest, sentence, other] = [
        "Aidar Bekov<",
        "Bekov<",
        "Aidar Bekov: arrest",
        "Aidar Bekov: sentence",
        "Dana Omarova: attack",
    ]
    .map(|words| key_of(&page, words));
    let ticked = [("key", name.as_str()), ("key", &short), ("key", &arrest)];
    let what = format!("accept packet {name}");
    let saved = decide(&router, &address, &page, &what, &ticked).await;
    assert_eq!(
        saved.status,
        StatusCode::SEE_OTHER,
        "{}",
        plain(&saved.body)
    );
    let page = get(&router, &address).await.body;
    for key in [&name, &short, &arrest, &sentence] {
        assert!(!waits(&page, key), "decided: {key}");
    }
    assert!(waits(&page, &other), "of another one, it waits");
    assert!(
        page.contains(&format!("value=\"accept {sentence}\"")),
        "refused, and can be accepted yet"
    );
    // One person, though two forms of the name were accepted; no case, for the sentence was taken out.
    let people = get(&router, "/records/actor").await.body;
    assert_eq!(
        people.matches("href=\"/record/").count(),
        1,
        "{}",
        plain(&people)
    );
    let cases = get(&router, "/records/case").await.body;
    assert_eq!(
        cases.matches("href=\"/record/").count(),
        0,
        "{}",
        plain(&cases)
    );
}

#[tokio::test]
async fn a_section_and_a_page_take_one_key_and_bare_numbers_only_what_is_chosen() {
    let text = "Police detained Dana Omarova in Taraz on May 5, 2019. Marat Seitov was arrested on May 6, 2019.\n\nThe \
        town has 300 shops and at least 20 schools.\n\n[1] Anna Petrova, The Long Road, Steppe Review, May 2019, \
        https://stepperev.example/road\n[2] Ivan Orlov, The Short Road, Steppe Review, June 2019, \
        https://stepperev.example/short\n";
    let (_folder, router) = site();
    let address = given(&router, "one.txt", text).await;
    let page = get(&router, &address).await.body;
    let [dana, marat, place, shops, source] = [
        "Dana Omarova: detention",
        "Marat Seitov: arrest",
        "Taraz",
        "300 shops",
        "Anna Petrova, The Long Road",
    ]
    .map(|words| key_of(&page, words));
    let saved = decide(&router, &address, &page, "accept section fact", &[]).await;
    assert_eq!(
        saved.status,
        StatusCode::SEE_OTHER,
        "{}",
        plain(&saved.body)
    );
    let page = get(&router, &address).await.body;
    assert!(!waits(&page, &dana) && !waits(&page, &marat));
    assert!(
        [&place, &shops, &source]
            .into_iter()
            .all(|key| waits(&page, key))
    );
    let saved = decide(&router, &address, &page, "accept page", &[]).await;
    assert_eq!(
        saved.status,
        StatusCode::SEE_OTHER,
        "{}",
        plain(&saved.body)
    );
    let page = get(&router, &address).await.body;
    assert!(
        !page.contains("name=\"key\""),
        "all is decided: {}",
        plain(&page)
    );
    assert!(
        page.contains(&format!("value=\"accept {shops}\"")),
        "a bare number was not chosen"
    );
    let figures = get(&router, "/records/figure").await.body;
    assert_eq!(
        figures.matches("href=\"/record/").count(),
        0,
        "{}",
        plain(&figures)
    );
    let sources = plain(&get(&router, "/records/source").await.body);
    assert!(sources.contains("The Long Road") && sources.contains("The Short Road"));
}

#[tokio::test]
async fn the_only_suggestion_of_a_page_is_not_accepted_with_it_unless_it_is_ticked() {
    let (_folder, router) = site();
    let address = given(&router, "one.txt", "The town has 300 shops.\n").await;
    let page = get(&router, &address).await.body;
    let shops = key_of(&page, "300 shops");
    decide(&router, &address, &page, "accept page", &[]).await;
    let page = get(&router, &address).await.body;
    assert!(waits(&page, &shops), "a bare number is ticked by nobody");
    decide(&router, &address, &page, "accept page", &[("key", &shops)]).await;
    let page = get(&router, &address).await.body;
    assert!(!waits(&page, &shops));
}

#[tokio::test]
async fn what_a_page_did_not_show_is_not_decided_by_it() {
    let (_folder, router) = site();
    let address = given(&router, "one.txt", REPORT).await;
    let page = get(&router, &address).await.body;
    let [name, other] = ["Aidar Bekov<", "Dana Omarova: attack"].map(|words| key_of(&page, words));
    // A page that showed less, as before the reader learned something.
    let open = between(&page, "name=\"open\" value=\"", "\"").unwrap();
    let seen = page.replace(open, &name);
    let saved = decide(&router, &address, &seen, "refuse page", &[]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let page = get(&router, &address).await.body;
    assert!(!waits(&page, &name) && waits(&page, &other));
}

#[tokio::test]
async fn each_kind_is_corrected_before_it_is_accepted() {
    let text = "In Taraz, on May 5, 2019, Aidar Bekov was arrested. Steppe Watch counted at least 20 schools.\n\nThe \
        Government of Kazakhstan should:\n\n• Release him;\n\n[1] Anna Petrova, The Long Road, Steppe Review, May 2019, \
        https://stepperev.example/road\n";
    let (_folder, router) = site();
    let address = given(&router, "one.txt", text).await;
    let page = get(&router, &address).await.body;
    let keys = [
        "Aidar Bekov<",
        "Aidar Bekov: arrest",
        "Taraz",
        "at least 20 schools",
        "Release him",
        "Anna Petrova",
    ]
    .map(|words| key_of(&page, words));
    let [name, arrest, place, schools, asked, source] = &keys;
    let fields = [
        ("words", name, "Aidar Bekovich"),
        ("kind", arrest, "detention"),
        ("date", arrest, "6 May 2019"),
        ("words", place, "Taraz City"),
        ("words", schools, "schools closed"),
        ("number", schools, "more than thirty"),
        ("asked", asked, "Ministry of Justice"),
        ("words", asked, "Free him;"),
        ("title", source, "The Longer Road"),
        ("url", source, "https://stepperev.example/longer"),
        ("author", source, ""),
    ];
    let names = fields.map(|(field, key, value)| (format!("{field}.{key}"), value));
    for (name, _) in &names {
        assert!(
            page.contains(&format!("name=\"{name}\"")),
            "a field for {name}"
        );
    }
    let mut more: Vec<(&str, &str)> = names.iter().map(|(n, v)| (n.as_str(), *v)).collect();
    more.extend(keys.iter().map(|key| ("key", key.as_str())));
    let unknown = format!("kind.{arrest}");
    let wrong: Vec<(&str, &str)> = more
        .iter()
        .map(|(n, v)| (*n, if *n == unknown { "dancing" } else { *v }))
        .collect();
    let told = decide(&router, &address, &page, "accept", &wrong).await;
    assert_eq!(told.status, StatusCode::OK);
    assert!(
        plain(&told.body).contains("dancing"),
        "{}",
        plain(&told.body)
    );
    let saved = decide(&router, &address, &page, "accept", &more).await;
    assert_eq!(
        saved.status,
        StatusCode::SEE_OTHER,
        "{}",
        plain(&saved.body)
    );
    for (kind, words) in [
        ("actor", "Aidar Bekovich"),
        ("actor", "Ministry of Justice"),
        ("event", "Detention: Aidar Bekovich"),
        ("event", "6 May 2019"),
        ("place", "Taraz City"),
        ("figure", "schools closed"),
        ("figure", "more than 30"),
        ("commitment", "Free him;"),
        ("source", "The Longer Road"),
    ] {
        let list = get(&router, &format!("/records/{kind}")).await.body;
        let said = plain(&list).replace('\u{a0}', " ");
        assert!(said.contains(words), "{words} in {said}");
    }
    let people = plain(&get(&router, "/records/actor").await.body);
    assert!(!people.contains("Aidar Bekov<"), "{people}");
}

#[tokio::test]
async fn a_name_accepted_in_one_document_is_found_in_the_next_and_one_refused_is_not() {
    // Nothing but what the group accepted tells that these are names.
    let later = "Nobody had heard of Quiet Meadow before. People met at Sarkand Hollow in May.\n";
    let (_folder, router) = site();
    let before = given(&router, "before.txt", later).await;
    let page = get(&router, &before).await.body;
    assert!(!page.contains("<h3>Organisations</h3>"), "{}", plain(&page));
    let first = "In Taraz, Steppe Watch was closed on May 5, 2019. In Oral it opened again.\n";
    let address = given(&router, "one.txt", first).await;
    let page = get(&router, &address).await.body;
    let [body, refused] = ["Steppe Watch<", "Oral"].map(|words| key_of(&page, words));
    let name = format!("words.{body}");
    let saved = decide(
        &router,
        &address,
        &page,
        "accept",
        &[("key", &body), (&name, "Quiet Meadow")],
    )
    .await;
    assert_eq!(
        saved.status,
        StatusCode::SEE_OTHER,
        "{}",
        plain(&saved.body)
    );
    let page = get(&router, &address).await.body;
    decide(&router, &address, &page, &format!("refuse {refused}"), &[]).await;
    let next = format!("{later}In Oral and in Taraz it rained.\n");
    let page = get(&router, &given(&router, "two.txt", &next).await)
        .await
        .body;
    let bodies = between(&page, "<h3>Organisations</h3>", "<h3>").unwrap();
    assert!(bodies.contains("<span><bdi>Quiet Meadow</bdi>"), "{bodies}");
    assert!(page.contains("<span><bdi>Taraz</bdi>"), "{}", plain(&page));
    assert!(!page.contains("<span><bdi>Oral</bdi>"), "{}", plain(&page));
}

#[tokio::test]
async fn the_original_is_given_back_byte_for_byte() {
    let (_folder, router) = site();
    // In an encoding that the page does not have.
    let bytes: Vec<u8> = "\u{feff}Aidar Bekov was arrested on May 5, 2019.\r\n"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    let address = give(&router, "one.txt", &bytes)
        .await
        .header("location")
        .to_owned();
    let page = get(&router, &address).await.body;
    assert!(page.contains(&format!("href=\"{address}/original\"")));
    let request = axum::http::Request::get(format!("{address}/original"))
        .header(axum::http::header::HOST, crate::fixture::HOST)
        .body(axum::body::Body::empty())
        .unwrap();
    let answer = tower::ServiceExt::oneshot(router.clone(), request)
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let headers = answer.headers();
    assert_eq!(
        headers["content-disposition"],
        "attachment; filename=\"original.txt\""
    );
    assert_eq!(headers["content-type"], "application/octet-stream");
    let given = axum::body::to_bytes(answer.into_body(), 1 << 20)
        .await
        .unwrap();
    assert_eq!(given, bytes);
    let other = address.replace("/documents/", "/record/");
    let nobody = format!(
        "/documents/{}/original",
        "0".repeat(other.rsplit('/').next().unwrap().len())
    );
    assert_eq!(get(&router, &nobody).await.status, StatusCode::NOT_FOUND);
}

async fn told_of(router: &axum::Router, name: &str, text: &str) -> String {
    let address = given(router, name, text).await;
    get(router, &address).await.body
}

/// What the page of what was taught says of these words.
fn line(words: &str, means: &str) -> String {
    format!("<bdi>{words}</bdi> <span class=\"role\">→ {means}</span>")
}

/// Takes away what is taught of these words.
async fn unteach(router: &axum::Router, of: &str) -> crate::fixture::Answer {
    let page = get(router, "/documents/taught").await.body;
    let token = crate::fixture::token_of(&page);
    let form = between(&page, "name=\"form\" value=\"", "\"").unwrap();
    let pairs = [("token", token.as_str()), ("form", form), ("do", of)];
    crate::fixture::post(router, "/documents/taught", &pairs).await
}

#[tokio::test]
async fn a_phrase_that_was_corrected_is_suggested_so_next_until_it_is_taken_away() {
    let (_folder, router) = site();
    let first = "On May 5, 2019 Aidar Bekov was apprehended in Taraz. Marat Seitov was jailed and put on the stop-list.\n";
    let address = given(&router, "one.txt", first).await;
    let page = get(&router, &address).await.body;
    let [apprehended, jailed] =
        ["Aidar Bekov: detention", "Marat Seitov: sentence"].map(|words| key_of(&page, words));
    // The kind of the words that stand there; and a phrase of which nothing was suggested.
    let fields = [
        ("key".to_owned(), apprehended.clone()),
        (format!("kind.{apprehended}"), "arrest".to_owned()),
        ("key".to_owned(), jailed.clone()),
        (format!("kind.{jailed}"), "restriction".to_owned()),
        (
            format!("phrase.{jailed}"),
            "put on the stop-list".to_owned(),
        ),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (&**a, &**b)).collect();
    let saved = decide(&router, &address, &page, "accept", &fields).await;
    assert_eq!(
        saved.status,
        StatusCode::SEE_OTHER,
        "{}",
        plain(&saved.body)
    );
    let second = "On June 5, 2019 Dana Omarova was apprehended in Oral. Ivan Orlov was put on the stop-list.\n";
    let page = told_of(&router, "two.txt", second).await;
    for told in ["Dana Omarova: arrest", "Ivan Orlov: restriction"] {
        assert!(page.contains(told), "{told}: {}", plain(&page));
    }
    let taught = get(&router, "/documents/taught").await.body;
    for (words, means) in [
        ("apprehended", "arrest"),
        ("put on the stop-list", "restriction"),
    ] {
        assert!(taught.contains(&line(words, means)), "{}", plain(&taught));
    }
    let gone = unteach(&router, "phrase Apprehended").await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", plain(&gone.body));
    let again = unteach(&router, "phrase apprehended").await;
    assert!(
        plain(&again.body).contains("taught no more"),
        "{}",
        plain(&again.body)
    );
    let gone = unteach(&router, "phrase put on the stop-list").await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", plain(&gone.body));
    let third = "On July 5, 2019 Anna Petrova was apprehended in Aral. Oleg Orlov was put on the stop-list.\n";
    let page = told_of(&router, "three.txt", third).await;
    assert!(page.contains("Anna Petrova: detention"), "{}", plain(&page));
    assert!(!page.contains("Oleg Orlov: "), "{}", plain(&page));
}

#[tokio::test]
async fn refusing_facts_teaches_no_phrase_and_words_refused_as_a_name_wait_again() {
    let (_folder, router) = site();
    let refused = [
        ("5", "Aidar Bekov", "refuse page"),
        ("6", "Marat Seitov", "refuse page"),
        ("7", "Dana Omarova", "refuse page"),
        ("8", "Anna Petrova", "refuse"),
    ];
    for (day, name, how) in refused {
        let text = format!("On May {day}, 2019 {name} was arrested in Oral.\n");
        let address = given(&router, &format!("{day}.txt"), &text).await;
        let page = get(&router, &address).await.body;
        let key = key_of(&page, &format!("{name}: arrest"));
        let how = match how {
            "refuse" => format!("refuse {key}"),
            page => page.to_owned(),
        };
        let refused = decide(&router, &address, &page, &how, &[]).await;
        assert_eq!(
            refused.status,
            StatusCode::SEE_OTHER,
            "{}",
            plain(&refused.body)
        );
    }
    let text = "On May 9, 2019 Ivan Orlov was arrested in Oral.\n";
    let address = given(&router, "two.txt", text).await;
    let page = get(&router, &address).await.body;
    assert!(page.contains("Ivan Orlov: arrest"), "{}", plain(&page));
    assert!(!page.contains("<span><bdi>Oral<"), "{}", plain(&page));
    let taught = get(&router, "/documents/taught").await.body;
    assert!(
        taught.contains(&line("Oral", "no place")),
        "{}",
        plain(&taught)
    );
    assert!(!taught.contains("tells nothing"), "{}", plain(&taught));
    let gone = unteach(&router, "place Oral").await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", plain(&gone.body));
    let page = get(&router, &address).await.body;
    assert!(
        page.contains("<span><bdi>Oral<"),
        "waits again: {}",
        plain(&page)
    );
}

#[tokio::test]
async fn words_are_said_to_tell_nothing_only_with_more_than_the_reader_knows_by_itself() {
    let (_folder, router) = site();
    let text = "On May 5, 2019 Aidar Bekov was arrested by history in Taraz.\n";
    let address = given(&router, "one.txt", text).await;
    let page = get(&router, &address).await.body;
    let key = key_of(&page, "Aidar Bekov: arrest");
    let what = format!("nothing {key}");
    // The word alone tells an arrest everywhere else; and with a name in it, it is found nowhere else.
    let phrase = format!("phrase.{key}");
    for (typed, why) in [
        ("arrested", "tells of such things in other documents"),
        ("arrested Aidar Bekov by history", "is a name"),
        ("Bekov was arrested by history", "is a name"),
    ] {
        let told = decide(&router, &address, &page, &what, &[(&phrase, typed)]).await;
        assert_eq!(told.status, StatusCode::OK);
        assert!(plain(&told.body).contains(why), "{}", plain(&told.body));
        assert!(waits(&get(&router, &address).await.body, &key));
    }
    let told = decide(
        &router,
        &address,
        &page,
        &what,
        &[(&phrase, "arrested by history")],
    )
    .await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", plain(&told.body));
    let text =
        "On May 6, 2019 Dana Omarova was arrested by history. On May 7 Omarova was arrested.\n";
    let page = told_of(&router, "two.txt", text).await;
    let said = plain(&page);
    assert!(
        said.contains("somebody taught that these words tell nothing"),
        "{said}"
    );
    assert!(
        page.contains("<q><bdi>arrested by history</bdi></q>"),
        "{said}"
    );
    assert!(page.contains("Dana Omarova: arrest, 2019-05-07"), "{said}");
    assert!(!page.contains("2019-05-06</bdi>"), "{said}");
    let taught = get(&router, "/documents/taught").await.body;
    let nothing = line("arrested by history", "tells nothing, not suggested");
    assert!(taught.contains(&nothing), "{}", plain(&taught));
}

#[tokio::test]
async fn a_phrase_in_two_parts_is_taught_without_the_name_between_them() {
    let (_folder, router) = site();
    let text = "On May 5, 2019 the court placed Aidar Bekov under house arrest.\n";
    let address = given(&router, "one.txt", text).await;
    let page = get(&router, &address).await.body;
    let key = key_of(&page, "Aidar Bekov: restriction");
    let kind = format!("kind.{key}");
    let fields = [("key", key.as_str()), (kind.as_str(), "detention")];
    let saved = decide(&router, &address, &page, "accept", &fields).await;
    assert_eq!(
        saved.status,
        StatusCode::SEE_OTHER,
        "{}",
        plain(&saved.body)
    );
    let taught = get(&router, "/documents/taught").await.body;
    let said = line("placed … under house arrest", "detention");
    assert!(taught.contains(&said), "{}", plain(&taught));
    assert!(!taught.contains("Bekov"), "{}", plain(&taught));
    let text = "On May 6, 2019 the court placed Dana Omarova under house arrest.\n";
    let page = told_of(&router, "two.txt", text).await;
    assert!(page.contains("Dana Omarova: detention"), "{}", plain(&page));
}

#[tokio::test]
async fn what_was_accepted_does_not_wait_again_after_it_taught_another_phrase() {
    let (_folder, router) = site();
    let text = "Marat Seitov was jailed and put on the stop-list.\n";
    let address = given(&router, "one.txt", text).await;
    let page = get(&router, &address).await.body;
    let key = key_of(&page, "Marat Seitov: sentence");
    let (kind, phrase) = (format!("kind.{key}"), format!("phrase.{key}"));
    let fields = [
        ("key", key.as_str()),
        (kind.as_str(), "restriction"),
        (phrase.as_str(), "put on the stop-list"),
    ];
    let saved = decide(&router, &address, &page, "accept", &fields).await;
    assert_eq!(
        saved.status,
        StatusCode::SEE_OTHER,
        "{}",
        plain(&saved.body)
    );
    // Other documents are read, and this one anew, by a reader that knows the phrase.
    for at in 0..9 {
        let text = format!("On May {}, 2019 Ivan Orlov was arrested in Oral.\n", at + 1);
        told_of(&router, &format!("other{at}.txt"), &text).await;
    }
    let page = get(&router, &address).await.body;
    assert!(
        page.contains("Marat Seitov: restriction"),
        "{}",
        plain(&page)
    );
    let again = key_of_any(&page, "Marat Seitov: restriction");
    assert!(again.is_none(), "it waits again: {}", plain(&page));
}

/// The key of a suggestion that waits, if one does.
fn key_of_any(page: &str, words: &str) -> Option<String> {
    let at = page.find(&format!("<bdi>{words}"))?;
    let open = page[..at].rfind("<li class=\"line\">")?;
    between(&page[open..at], "name=\"key\" value=\"", "\"").map(str::to_owned)
}
