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

#[tokio::test]
async fn every_publication_over_a_period_is_offered_with_what_it_is_and_opens() {
    let router = kazakhstan();
    let page = get(&router, "/outputs").await.body;
    for code in [
        "annual_review",
        "country_chapter",
        "country_profile",
        "shadow_report",
        "election_report",
        "prisoner_list",
        "assembly_table",
        "torture_funnel",
        "pressure_timeline",
    ] {
        let offered = format!("formaction=\"/outputs/{code}\" aria-describedby=\"what-{code}\"");
        assert!(page.contains(&offered), "{code}");
        let address = format!("/outputs/{code}?from=2020-01-01&to=2020-12-31&audience=partners");
        let made = get(&router, &address).await;
        assert_eq!(made.status, StatusCode::OK, "{code}");
        assert!(made.body.contains("id=\"gate-title\""), "{code}");
    }
    let unknown = get(&router, "/outputs/ours?from=2020&to=2020").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

/// The value of the first hidden field of a name in the form to an address.
fn hidden(page: &str, action: &str, name: &str) -> String {
    let form = between(
        page,
        &format!("<form action=\"{action}\" method=\"post\""),
        "</form>",
    );
    let form = form.expect("the form");
    between(form, &format!("name=\"{name}\" value=\""), "\"")
        .expect("the field")
        .to_owned()
}

#[tokio::test]
async fn a_template_is_copied_changed_kept_and_published_and_what_is_wrong_names_its_line() {
    let router = kazakhstan_to_change();
    let shipped = get(&router, "/templates/prisoner_list").await.body;
    let text = get(&router, "/templates/prisoner_list.toml").await;
    assert_eq!(
        text.header("content-disposition"),
        "attachment; filename=\"prisoner_list.toml\""
    );
    assert!(shipped.contains("value=\"our_prisoner_list\""));
    let form = hidden(&shipped, "/templates", "form");
    let broken = text.body.replace("register prisoners", "register prisoner");
    let line = broken
        .lines()
        .position(|line| line.contains("register prisoner"))
        .unwrap()
        + 1;
    let pairs = [
        ("form", form.as_str()),
        ("code", "our_list"),
        ("text", &broken),
    ];
    let answer = submit(&router, "/templates", &pairs).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains(&format!("line {line}: ")),
        "{}",
        answer.body
    );
    assert!(
        answer.body.contains("register prisoner&#34;"),
        "what was typed stays"
    );
    let ours = text.body.replace("Political prisoners", "Our <b>list</b>");
    let form = hidden(&answer.body, "/templates", "form");
    let pairs = [
        ("form", form.as_str()),
        ("code", "our_list"),
        ("text", &ours),
    ];
    let answer = submit(&router, "/templates", &pairs).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let outputs = get(&router, "/outputs").await.body;
    assert!(outputs.contains("formaction=\"/outputs/our_list\""));
    let made = get(&router, "/outputs/our_list?from=2020&to=2020")
        .await
        .body;
    assert!(made.contains("Our &lt;b&gt;list&lt;/b&gt;") && !made.contains("<b>list</b>"));
    let own = get(&router, "/templates/our_list").await.body;
    let form = hidden(&own, "/templates/our_list", "form");
    let back = submit(&router, "/templates/our_list", &[("form", &form)]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert!(!get(&router, "/outputs").await.body.contains("our_list"));
}
