//! Who may read one property, through the pages.

use aigaq_web::App;
use axum::http::StatusCode;

use crate::fixture::{
    HOSTILE, between, empty, get, get_in, import_hostile, links, options, pages, plain, post,
    token_of,
};

#[tokio::test]
async fn a_property_is_closed_from_the_page_of_its_record_and_opened_again() {
    let (folder, mut workspace) = empty();
    import_hostile(&mut workspace);
    let router = pages(App::new(options(&folder, Some(workspace)), 4480).unwrap());
    let list = get(&router, "/records/event").await.body;
    let record = links(&list)
        .into_iter()
        .find(|link| link.starts_with("/record/"))
        .unwrap();
    let way = format!("{record}/readers/summary");
    assert!(links(&get(&router, &record).await.body).contains(&way));
    let page = get(&router, &way).await.body;
    let (token, form) = (
        token_of(&page),
        between(&page, "name=\"form\" value=\"", "\"")
            .unwrap()
            .to_owned(),
    );
    let send = async |level: &str, reason: &str, form: &str| {
        let pairs = [
            ("token", token.as_str()),
            ("form", form),
            ("level", level),
            ("reason", reason),
        ];
        post(&router, &way, &pairs).await
    };
    for (level, reason) in [
        ("", "why"),
        ("restricted", " "),
        ("secret", "why"),
        ("", ""),
    ] {
        let wrong = send(level, reason, &form).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{level}");
        assert!(wrong.body.contains("-fault\""));
    }
    for _ in 0..2 {
        let done = send("restricted", HOSTILE, &form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }
    let shown = get_in(&router, &record, "ru").await.body;
    assert!(!shown.contains("<script>alert"));
    let told = plain(&shown);
    assert_eq!(
        told.matches("Закрыто, уровень доступа:").count(),
        1,
        "{told}"
    );
    assert!(told.contains("Ограниченно"));
    let again = get(&router, &way).await.body;
    assert!(again.contains("value=\"restricted\" checked") && again.contains("value=\"open\""));
    let form = between(&again, "name=\"form\" value=\"", "\"").unwrap();
    send("open", "the trial is over", form).await;
    let shown = plain(&get_in(&router, &record, "ru").await.body);
    assert!(!shown.contains("Закрыто, уровень доступа:"));
    assert!(shown.contains("the trial is over"), "in the history");
    for nothing in ["sensitivity", "closed", "nothing", "%22%3E%3Cscript%3E"] {
        let answer = get(&router, &format!("{record}/readers/{nothing}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}
