//! A publication on its page: for whom it is, who is named, and what an analyst writes into it.

use axum::http::StatusCode;

use crate::fixture::{between, get, kazakhstan, kazakhstan_to_change, plain, submit};

const JUNE: &str = "/outputs/bulletin?from=2020-06-01&to=2020-06-30";

/// The publication itself, below the forms about it.
fn published(page: &str) -> &str {
    page.split("id=\"freeze-caveat\"").nth(1).unwrap()
}

#[tokio::test]
async fn each_audience_can_be_chosen_and_others_than_the_group_pass_the_gate() {
    let router = kazakhstan();
    let form = get(&router, "/outputs").await.body;
    for code in ["internal", "partners", "public"] {
        assert!(
            form.contains(&format!("<option value=\"{code}\">")),
            "{code}"
        );
        let page = get(&router, &format!("{JUNE}&audience={code}")).await;
        assert_eq!(page.status, StatusCode::OK);
        let gate = page.body.contains("id=\"gate-title\"");
        assert_eq!(gate, code != "internal", "{code}");
        // The pages of records are the group's.
        let leads_to_records = page.body.contains("href=\"/record/");
        let fragment = published(&page.body);
        assert!(!gate || !fragment.contains("href=\"/record/"), "{code}");
        assert!(gate || leads_to_records);
    }
    let page = get(&router, &format!("{JUNE}&audience=friends")).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_an_analyst_writes_stands_in_its_section_as_text() {
    let router = kazakhstan_to_change();
    let address = format!("{JUNE}&audience=public&language=en");
    let page = get(&router, &address).await.body;
    let section = between(&page, "name=\"section\" value=\"figures\"", "</form>");
    assert!(section.is_some_and(|form| form.contains("<textarea id=\"note-figures\"")));
    let before = page
        .split("name=\"section\" value=\"figures\"")
        .next()
        .unwrap();
    let form = before.rsplit("name=\"form\" value=\"").next().unwrap();
    let form = form.split('"').next().unwrap();
    let said = "A <script>quiet</script> month & a short one.";
    let pairs = [("form", form), ("section", "figures"), ("text", said)];
    let answer = submit(&router, &address, &pairs).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let back = answer.header("location").to_owned();
    assert!(back.ends_with("#s-figures"), "{back}");
    let page = get(&router, back.split('#').next().unwrap()).await.body;
    assert!(page.contains("id=\"s-figures\"") && !page.contains("<script>quiet"));
    let shown = page.split("id=\"s-figures\"").nth(1).unwrap();
    let text = "A &lt;script&gt;quiet&lt;/script&gt; month &amp; a short one.";
    assert!(shown.contains(text) && shown.contains("Analyst’s note"));
    // The same form once more says nothing new, and a section that is not there takes no words.
    let again = submit(&router, &address, &pairs).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let pairs = [("form", form), ("section", "nowhere"), ("text", said)];
    let answer = submit(&router, &address, &pairs).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    // Other readers do not read it.
    let group = get(&router, &format!("{JUNE}&language=en")).await.body;
    assert!(!plain(&group).contains("a short one"));
}
