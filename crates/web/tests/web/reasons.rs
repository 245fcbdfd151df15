//! What is wrong is said in the reader's language, with what to do: of questions, of files, of cells.

use axum::http::StatusCode;

use crate::fixture::{get_in, kazakhstan, plain};
use crate::importing::{act, site, upload};

/// Questions that cannot be answered, and what the answer must name as it was given.
const WRONG: &[(&str, &str)] = &[
    ("/records/act?from=2021-02-31", "2021-02-31"),
    ("/records/act?from=31-02", "31-02"),
    ("/records/act?on=2021-13-01", "2021-13-01"),
    ("/records/act?where=start%3D2021-02-30", "2021-02-30"),
    ("/records/act?where=type%3DLIB.detian", "LIB.detian"),
    ("/records/act?where=tpye%3DLIB", "tpye"),
    ("/records/act?where=type", "type"),
    ("/records/act?where=type%3E%3DLIB", "type>=LIB"),
    ("/records/act?where=type%3Amonth%3D3", "type:month"),
    ("/records/acts-of-god", "acts-of-god"),
    ("/records/act?sort=nonesuch", "nonesuch"),
    ("/count?unit=nonesuch", "nonesuch"),
    ("/count?unit=acts&by=nonesuch", "nonesuch"),
    ("/outputs/bulletin?from=2021-02&to=2020-02", "2021-02"),
    ("/outputs/bulletin?audience=nonesuch", "nonesuch"),
    ("/outputs/bulletin?least=v9", "v9"),
    ("/outputs/bulletin?language=de", "de"),
    ("/language?to=de", "de"),
];

/// The text of a page without its frame and its tags.
fn said(page: &str) -> String {
    let main = page.split_once("<main").map_or(page, |(_, main)| main);
    let main = main.split_once("</main").map_or(main, |(main, _)| main);
    plain(main)
}

/// Three words of Latin letters in a row, without a comma between them: somebody speaks English.
fn english(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .windows(3)
        .find(|three| {
            three
                .iter()
                .all(|word| word.chars().all(|c| c.is_ascii_lowercase()))
        })
        .map(|three| three.join(" "))
}

#[test]
fn english_is_told_from_codes() {
    assert!(english("«x» — это is not a date").is_some());
    assert!(english("Есть типы: act, actor, event, place.").is_none());
    assert!(english("СВОЙСТВО=unknown, start:month или top").is_none());
}

#[tokio::test]
async fn a_wrong_question_is_answered_in_the_readers_language() {
    let site = kazakhstan();
    for language in ["ru", "kk"] {
        for (address, given) in WRONG {
            let answer = get_in(&site, address, language).await;
            assert!(
                answer.status.is_client_error(),
                "{address}: {}",
                answer.status
            );
            let text = said(&answer.body);
            assert!(
                text.chars().any(|c| matches!(c, 'а'..='я')),
                "{language} {address}: {text}"
            );
            assert_eq!(english(&text), None, "{language} {address}: {text}");
            assert!(text.contains(given), "{language} {address}: {text}");
            assert!(
                !text.contains(['{', '}', '⟦']),
                "{language} {address}: {text}"
            );
        }
    }
    let many: String = (0..65).map(|n| format!("&where=type%3DT{n}")).collect();
    let answer = get_in(&site, &format!("/records/act?on=2021-01-01{many}"), "ru").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(said(&answer.body).contains("не больше 64 условий"));
}

#[tokio::test]
async fn what_a_file_lacks_is_said_in_the_readers_language() {
    let (_folder, site) = site();
    let table = "id,title,start,cause\ne1,Пикет,2021-02-31,\ne1,Пикет,2021-02-01,\n,Сход,2021,\n";
    let sent = upload(&site, "event", "события.csv", table.as_bytes()).await;
    let address = sent.header("location").to_owned();
    for (language, heading) in [("ru", "«cause»"), ("kk", "«cause»")] {
        let look = get_in(&site, &address, language).await;
        let text = said(&look.body);
        assert!(text.contains(heading), "{language}: {text}");
        assert_eq!(english(&text), None, "{language}: {text}");
    }

    let table = table.replace(",cause", "").replace(",\n", "\n");
    let sent = upload(&site, "event", "события.csv", table.as_bytes()).await;
    let address = sent.header("location").to_owned();
    let look = get_in(&site, &address, "ru").await;
    let text = said(&look.body);
    assert!(text.contains("дней 28"), "{text}");
    assert!(text.contains("встречается дважды"), "{text}");
    assert!(text.contains("У строки нет идентификатора"), "{text}");
    assert!(text.contains("события.csv, строка 2"), "{text}");
    let look = get_in(&site, &address, "kk").await;
    let text = said(&look.body);
    assert!(text.contains("28 күн бар"), "{text}");
    assert!(text.contains("екі рет кездеседі"), "{text}");
    let done = act(&site, &address, &[], "import").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    // Kept in the language of whoever imported it: the last request was made in English.
    let list = get_in(&site, "/quarantine", "en").await;
    assert!(said(&list.body).contains("has 28 days"), "{}", list.body);
}
