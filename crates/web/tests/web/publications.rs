//! A publication on its page: for whom it is, who is named, and what an analyst writes into it.

use aigaq_web::App;
use axum::Router;
use axum::http::StatusCode;

use crate::fixture::{
    Folder, between, empty, get, import, kazakhstan, kazakhstan_to_change, links, options, pages,
    plain, post, submit, token_of,
};
use crate::forms::unlock;
use crate::frozen::send;

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
async fn the_usual_periods_are_one_click_away() {
    let router = kazakhstan();
    // The day of the tests is 22 July 2021.
    for (over, from, to) in [
        ("month", "2021-06-01", "2021-06-30"),
        ("quarter", "2021-04-01", "2021-06-30"),
        ("year", "2020-01-01", "2020-12-31"),
        ("anything", "2021-06-01", "2021-06-30"),
    ] {
        let page = get(&router, &format!("/outputs?over={over}")).await.body;
        for (name, day) in [("from", from), ("to", to)] {
            let field = format!("name=\"{name}\" value=\"{day}\"");
            assert!(page.contains(&field), "{over}: {field}");
        }
        let here = if over == "anything" { "month" } else { over };
        let marked = format!("?over={here}#period\" aria-current=\"true\"");
        assert!(page.contains(&marked), "{over}");
    }
}

#[tokio::test]
async fn what_an_analyst_writes_stands_in_its_section_as_text() {
    let router = kazakhstan_to_change();
    let address = format!("{JUNE}&audience=public&language=en");
    let page = get(&router, &address).await.body;
    assert!(page.contains("<textarea id=\"note-figures\" name=\"text.figures\""));
    let form = between(&page, "class=\"reasoned\"", "name=\"shown.");
    let form = between(form.unwrap(), "name=\"form\" value=\"", "\"").unwrap();
    let shown = |page: &str, section: &str| {
        let field = format!("name=\"shown.{section}\" value=\"");
        between(page, &field, "\"").unwrap().to_owned()
    };
    let [figures, chronicle] = ["figures", "chronicle"].map(|section| shown(&page, section));
    let said = "A <script>quiet</script> month & a short one.";
    // One form has them all: what is typed into several is saved at once.
    let pairs = [
        ("form", form),
        ("shown.figures", &figures),
        ("text.figures", said),
        ("shown.chronicle", &chronicle),
        ("text.chronicle", "Day by day."),
    ];
    let answer = submit(&router, &address, &pairs).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let back = answer.header("location").to_owned();
    assert!(back.ends_with("#s-figures"), "{back}");
    let page = get(&router, back.split('#').next().unwrap()).await.body;
    assert!(page.contains("id=\"s-figures\"") && !page.contains("<script>quiet"));
    let section = page.split("id=\"s-figures\"").nth(1).unwrap();
    let text = "A &lt;script&gt;quiet&lt;/script&gt; month &amp; a short one.";
    assert!(section.contains(text) && section.contains("Analyst’s note"));
    // The same form once more says nothing new, and a section that is not there takes no words.
    let again = submit(&router, &address, &pairs).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let pairs = [("form", form), ("text.nowhere", said)];
    let answer = submit(&router, &address, &pairs).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    // A page that showed it empty does not empty what a colleague wrote meanwhile.
    let fresh = get(&router, &address).await.body;
    assert!(plain(&fresh).contains("Day by day."));
    let form = between(&fresh, "class=\"reasoned\"", "name=\"shown.").unwrap();
    let form = between(form, "name=\"form\" value=\"", "\"").unwrap();
    let pairs = [
        ("form", form),
        ("shown.figures", &shown(&fresh, "figures")),
        ("text.figures", "Otherwise."),
        ("shown.chronicle", &chronicle),
        ("text.chronicle", ""),
    ];
    let answer = submit(&router, &address, &pairs).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let fresh = plain(&get(&router, &address).await.body);
    assert!(fresh.contains("Otherwise.") && fresh.contains("Day by day."));
    // Other readers do not read it.
    let group = get(&router, &format!("{JUNE}&language=en")).await.body;
    assert!(!plain(&group).contains("a short one"));
    // It is said that there is something, and can be started from; nothing is saved by looking.
    let way = between(&group, "Start from those", "</a>").map(|_| ());
    assert_eq!(way, Some(()));
    let way = format!("{JUNE}&audience=internal&language=en&texts=public");
    let escaped = way.replace('&', "&amp;");
    assert!(
        group.contains(&escaped) || group.contains(&escaped.replace("&amp;", "&#38;")),
        "{escaped}"
    );
    let taken = get(&router, &way).await.body;
    let field = |page: &str| {
        let begun = page.split("name=\"text.figures\"").nth(1).unwrap();
        between(begun, ">", "</textarea>").unwrap().to_owned()
    };
    assert_eq!(field(&taken), "Otherwise.");
    assert!(taken.contains("not saved yet"));
    assert_eq!(
        shown(&taken, "figures"),
        shown(&group, "figures"),
        "as empty"
    );
    assert_eq!(
        field(&get(&router, &format!("{JUNE}&language=en")).await.body),
        ""
    );
    // Where all is written nothing is offered.
    assert!(
        !get(&router, &address)
            .await
            .body
            .contains("Start from those")
    );
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
    // Another copy has another code, and does not take the place of the first unless it was opened.
    let text = text.body.as_str();
    let form = hidden(&shipped, "/templates", "form");
    let copy = [
        ("form", form.as_str()),
        ("code", "our_prisoner_list"),
        ("text", text),
    ];
    submit(&router, "/templates", &copy).await;
    let again = get(&router, "/templates/prisoner_list").await.body;
    assert!(again.contains("value=\"our_prisoner_list_2\""));
    let form = hidden(&again, "/templates", "form");
    let over = [
        ("form", form.as_str()),
        ("code", "our_list"),
        ("text", text),
    ];
    let refused = submit(&router, "/templates", &over).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .body
            .contains("already a template of your own called “our_list”")
    );
    let own = get(&router, "/templates/our_list").await.body;
    let form = hidden(&own, "/templates", "form");
    let changed = [
        ("form", form.as_str()),
        ("of", "our_list"),
        ("code", "our_list"),
        ("text", text),
    ];
    let kept = submit(&router, "/templates", &changed).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    assert!(own.contains("name=\"of\" value=\"our_list\""));
    let form = hidden(&own, "/templates/our_list", "form");
    let back = submit(&router, "/templates/our_list", &[("form", &form)]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert!(!get(&router, "/outputs").await.body.contains("our_list"));
}

/// Two people of one name, and one of another.
fn with_people() -> (Folder, Router) {
    let (folder, mut workspace) = empty();
    let tables = tempfile::tempdir().unwrap();
    let file = tables.path().join("actor.csv");
    let people = "id,name,kind,birth\na,Aset Bektov,person,1970\nb,Aset Bektov,person,1985\n\
        c,Dina Sarsen,person,\n";
    std::fs::write(&file, people).unwrap();
    import(&mut workspace, &file, "actor");
    let router = pages(App::new(options(&folder, Some(workspace)), 4480).unwrap());
    (folder, router)
}

const APPEAL: &str = "/outputs/appeal/draft";

/// Begins an appeal for somebody; where it is.
async fn appeal_for(router: &Router, name: &str) -> String {
    let form = [
        ("person", name),
        ("audience", "internal"),
        ("language", "en"),
    ];
    let answer = submit(router, APPEAL, &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header("location").to_owned()
}

const TYPED: [(&str, &str); 3] = [
    ("fact", "Taken at night, zsecret & <b>"),
    ("requests", "release"),
    ("requests", "doctor"),
];

#[tokio::test]
async fn what_is_typed_about_people_stands_in_no_address_and_in_every_file() {
    let (_folder, router) = with_people();
    let outputs = get(&router, "/outputs").await.body;
    let form = between(&outputs, "<section id=\"people\"", "</section>").unwrap();
    assert!(form.contains("<form method=\"post\" action=\"/outputs/wgad/draft\">"));
    assert!(form.contains(&format!("formaction=\"{APPEAL}\"")));
    let begun = appeal_for(&router, "Dina Sarsen").await;
    let page = get(&router, &begun).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("Dina Sarsen"));
    let address = send(&router, &page.body, APPEAL, &TYPED).await;
    for said in [&begun, &address] {
        for never in ["Dina", "zsecret", "fact", "release"] {
            assert!(!said.contains(never), "{said}");
        }
    }
    let page = get(&router, &address).await.body;
    let asked = between(&page, &format!("action=\"{APPEAL}\""), "</form>").unwrap();
    assert!(asked.contains("zsecret") && asked.matches(" checked").count() == 2);
    assert!(published(&page).contains("zsecret") && !page.contains("zsecret & <b>"));
    // Sent once more as it stands, it is the same.
    assert_eq!(send(&router, &page, APPEAL, &TYPED).await, address);
    let addresses = links(&page);
    assert!(!addresses.iter().any(|link| link.contains("zsecret")));
    let mut files = 0;
    for ending in ["html", "txt"] {
        let start = format!("/outputs/appeal.{ending}?");
        let link = addresses.iter().find(|link| link.starts_with(&start));
        let file = get(&router, &plain(link.unwrap())).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.body.contains("zsecret"), "{}", file.body);
        files += 1;
    }
    assert_eq!(files, 2);
    let frozen = send(&router, &page, "/frozen", &[("name", "For Dina")]).await;
    let kept = get(&router, &format!("{frozen}/published.html")).await;
    assert!(kept.body.contains("zsecret"), "{}", kept.body);
}

#[tokio::test]
async fn answers_that_were_forgotten_are_said_to_be_and_no_file_is_made_without_them() {
    let (_folder, router) = with_people();
    let begun = appeal_for(&router, "Dina Sarsen").await;
    let page = get(&router, &begun).await.body;
    let address = send(&router, &page, APPEAL, &TYPED).await;
    let token = token_of(&page);
    post(&router, "/lock", &[("token", &token)]).await;
    unlock(&router).await;
    let page = get(&router, &address).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.body.contains("What was typed is needed again"));
    assert!(!page.body.contains("zsecret"));
    let faults = crate::accessible::faults(&page.body);
    assert!(faults.is_empty(), "{faults:?}");
    let file = address.replacen("/outputs/appeal?", "/outputs/appeal.txt?", 1);
    assert_eq!(get(&router, &file).await.status, StatusCode::GONE);
    // Typed once more, or not at all, it goes on.
    let again = send(&router, &page.body, APPEAL, &TYPED).await;
    assert!(get(&router, &again).await.body.contains("zsecret"));
    assert_eq!(send(&router, &page.body, APPEAL, &[]).await, begun);
    assert_eq!(get(&router, &begun).await.status, StatusCode::OK);
    // Nor is what stands in an address read.
    let old = get(&router, &format!("{begun}&fact=zsecret")).await;
    assert_eq!(old.status, StatusCode::GONE);
    assert!(!published(&old.body).contains("zsecret"));
}

#[tokio::test]
async fn a_name_of_several_people_is_a_choice_of_links() {
    let (_folder, router) = with_people();
    let form = [
        ("person", "Dina Sarsen"),
        ("person", "aset  bektov"),
        ("audience", "partners"),
        ("language", "ru"),
        ("fact", "zsecret"),
    ];
    let answer = submit(&router, APPEAL, &form).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert!(answer.body.contains("Whom do you mean?"));
    let faults = crate::accessible::faults(&answer.body);
    assert!(faults.is_empty(), "{faults:?}");
    let leads: Vec<String> = links(&answer.body)
        .into_iter()
        .filter(|link| link.starts_with("/outputs/appeal?"))
        .collect();
    assert_eq!(leads.len(), 2, "{}", answer.body);
    assert_ne!(leads[0], leads[1]);
    for link in &leads {
        assert!(!link.contains("Dina") && !link.contains("zsecret"));
        let page = get(&router, &plain(link)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Aset Bektov") && page.body.contains("Dina Sarsen"));
        assert!(page.body.contains("zsecret") && page.body.contains("lang=\"ru\""));
    }
    // What tells them apart stands with the name, and no id does.
    let offered = between(
        &answer.body,
        "<ul class=\"actions\">\n<li><a href=\"/outputs/appeal?",
        "</ul>",
    );
    let offered = offered.unwrap();
    assert!(
        offered.contains("1970") && offered.contains("1985"),
        "{offered}"
    );
    let in_address = get(&router, "/outputs/dossier?person=Aset%20Bektov").await;
    assert!(in_address.body.contains("Whom do you mean?"));
    let nobody = submit(&router, APPEAL, &[("person", "Zzyzx")]).await;
    assert_eq!(nobody.status, StatusCode::BAD_REQUEST);
    let none = submit(&router, "/outputs/bulletin/draft", &[]).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}
