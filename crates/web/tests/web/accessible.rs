//! Rules of accessibility (WCAG 2.2, level AA), as far as a page's source shows whether they are kept. The
//! rest (sizes, sideways scrolling, zoom) is looked at in a browser: `tests/browser/flows/sizes.rs`.

use std::collections::{BTreeMap, BTreeSet};

use crate::fixture::{between, control, plain};
use scraper::{ElementRef, Html, Node, Selector};

/// Every breach on a page, in words; none when it is as it should be.
pub fn faults(page: &str) -> Vec<String> {
    let html = Html::parse_document(page);
    let mut faults = Vec::new();
    let mut say = |fault: String| faults.push(fault);
    let ids = ids(&html, &mut say);
    document(&html, &mut say);
    headings(&html, &mut say);
    fields(&html, &mut say);
    named(&html, &mut say);
    tables(&html, &mut say);
    references(&html, &ids, &mut say);
    faults
}

/// What is told at a field that was refused; the field leads to it, and the line above the form to the field.
pub fn told_at(page: &str, id: &str) -> String {
    let control = control(page, id);
    assert!(control.contains("aria-invalid=\"true\""), "{control}");
    let described = between(control, "aria-describedby=\"", "\"").unwrap_or_default();
    assert!(
        described.split(' ').any(|by| by == format!("{id}-fault")),
        "{control}"
    );
    let alert = between(page, "role=\"alert\"", "</p>").unwrap();
    assert!(alert.contains(&format!("<a href=\"#{id}\">")), "{alert}");
    assert_eq!(faults(page), Vec::<String>::new());
    plain(between(page, &format!("id=\"{id}-fault\">"), "<").unwrap())
}

fn all<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

fn within<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    element
        .select(&Selector::parse(selector).unwrap())
        .collect()
}

/// The beginning of an element's source, to find it by.
fn source(element: ElementRef<'_>) -> String {
    element.html().chars().take(120).collect()
}

/// The text that is read out: without what is hidden from readers, with the names of images.
fn spoken(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    for node in element.descendants() {
        let hidden = node
            .ancestors()
            .filter_map(ElementRef::wrap)
            .any(|above| above.attr("aria-hidden") == Some("true"));
        match node.value() {
            Node::Text(part) if !hidden => text.push_str(part),
            Node::Element(inner) if !hidden && inner.name() == "img" => {
                text.push_str(inner.attr("alt").unwrap_or_default());
            }
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name of an element: its label, or what it says.
fn name_of(html: &Html, element: ElementRef<'_>) -> String {
    if let Some(label) = element.attr("aria-label") {
        return label.trim().to_owned();
    }
    if let Some(ids) = element.attr("aria-labelledby") {
        let texts = ids.split_whitespace().map(|id| {
            let named = all(html, &format!("[id=\"{id}\"]"));
            named
                .first()
                .map(|element| spoken(*element))
                .unwrap_or_default()
        });
        return texts.collect::<Vec<_>>().join(" ").trim().to_owned();
    }
    spoken(element)
}

fn ids(html: &Html, say: &mut impl FnMut(String)) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for element in all(html, "[id]") {
        let id = element.attr("id").unwrap_or_default();
        if id.is_empty() || id.contains(char::is_whitespace) {
            say(format!("no id: “{id}” in {}", source(element)));
        }
        if !ids.insert(id.to_owned()) {
            say(format!("id “{id}” stands twice"));
        }
    }
    ids
}

fn document(html: &Html, say: &mut impl FnMut(String)) {
    let lang = all(html, "html").first().and_then(|root| root.attr("lang"));
    if !matches!(lang, Some("en" | "ru" | "kk")) {
        say(format!("the page's language is {lang:?}"));
    }
    let title: String = all(html, "title")
        .iter()
        .map(|title| spoken(*title))
        .collect();
    if title.trim().is_empty() {
        say("no title".to_owned());
    }
    for (landmark, times) in [("body > header", 1), ("main", 1), ("body > footer", 1)] {
        let there = all(html, landmark).len();
        if there != times {
            say(format!("{landmark}: {there} times"));
        }
    }
    let viewport = all(html, "meta[name=viewport]");
    let viewport = viewport.first().and_then(|meta| meta.attr("content"));
    if viewport.is_none_or(|content| {
        content.contains("maximum-scale") || content.contains("user-scalable")
    }) {
        say(format!("the page cannot be zoomed: {viewport:?}"));
    }
    let skip = all(html, "body > a.skip[href='#content']");
    if skip.len() != 1 || all(html, "main#content").len() != 1 {
        say("no way past the head".to_owned());
    }
    for element in all(html, "[tabindex]") {
        if element
            .attr("tabindex")
            .and_then(|at| at.parse().ok())
            .is_none_or(|at: i32| at > 0)
        {
            say(format!("an order of its own: {}", source(element)));
        }
    }
    for element in all(
        html,
        "[accesskey], marquee, blink, meta[http-equiv=refresh]",
    ) {
        say(format!("not to be used: {}", source(element)));
    }
    // Several of a kind are told apart by their names.
    let mut names: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for landmark in ["nav", "aside", "form[role=search]"] {
        let there = all(html, landmark);
        let several = there.len() > 1;
        for element in there {
            let name = match element
                .attr("aria-label")
                .or(element.attr("aria-labelledby"))
            {
                Some(_) => name_of(html, element),
                None => String::new(),
            };
            if landmark != "form[role=search]" && name.is_empty() {
                say(format!("a {landmark} without a name"));
            }
            if several && landmark != "form[role=search]" {
                *names.entry((landmark, name)).or_default() += 1;
            }
        }
    }
    for ((landmark, name), times) in names {
        if times > 1 {
            say(format!("{times} {landmark} are called “{name}”"));
        }
    }
}

fn headings(html: &Html, say: &mut impl FnMut(String)) {
    let mut before = 0;
    let mut firsts = 0;
    for heading in all(html, "h1, h2, h3, h4, h5, h6") {
        let level = u32::from(heading.value().name().as_bytes()[1] - b'0');
        firsts += usize::from(level == 1);
        if level > before + 1 {
            say(format!(
                "a heading of level {level} after {before}: {}",
                source(heading)
            ));
        }
        if spoken(heading).is_empty() {
            say(format!("an empty heading: {}", source(heading)));
        }
        before = level;
    }
    if firsts != 1 {
        say(format!("{firsts} main headings"));
    }
}

fn fields(html: &Html, say: &mut impl FnMut(String)) {
    for field in all(html, "input, select, textarea") {
        let kind = field.attr("type").unwrap_or("text");
        if kind == "hidden" {
            continue;
        }
        let labels = match field.attr("id") {
            Some(id) => all(html, &format!("label[for=\"{}\"]", id.replace('"', "\\\""))),
            None => Vec::new(),
        };
        let around = field
            .ancestors()
            .filter_map(ElementRef::wrap)
            .find(|above| above.value().name() == "label");
        let is_named = labels
            .iter()
            .copied()
            .chain(around)
            .any(|label| !spoken(label).is_empty())
            || ["aria-label", "aria-labelledby"]
                .iter()
                .any(|by| field.attr(by).is_some())
                && !name_of(html, field).is_empty()
            || matches!(kind, "submit" | "button") && field.attr("value").is_some();
        if !is_named {
            say(format!("a field without a label: {}", source(field)));
        }
        // What is only there to be copied is not sent.
        let is_sent = field.attr("readonly").is_none() && !matches!(kind, "submit" | "button");
        if field.attr("name").is_none() && is_sent {
            say(format!("a field that is not sent: {}", source(field)));
        }
        if kind == "password" && field.attr("autocomplete").is_none() {
            say(format!(
                "a password without autocomplete: {}",
                source(field)
            ));
        }
        if field.attr("aria-invalid") == Some("true") && field.attr("aria-describedby").is_none() {
            say(format!(
                "a fault that is not told at its field: {}",
                source(field)
            ));
        }
        if kind == "image" && field.attr("alt").is_none() {
            say(format!("a picture without words: {}", source(field)));
        }
    }
    for group in all(html, "fieldset") {
        let legend = group.children().filter_map(ElementRef::wrap).next();
        if legend
            .is_none_or(|legend| legend.value().name() != "legend" || spoken(legend).is_empty())
        {
            say(format!(
                "a group of fields without a legend: {}",
                source(group)
            ));
        }
    }
    // Several choices of one name belong together.
    for choice in all(html, "input[type=radio]") {
        let is_grouped = choice
            .ancestors()
            .filter_map(ElementRef::wrap)
            .any(|above| {
                above.value().name() == "fieldset" || above.attr("role") == Some("radiogroup")
            });
        if !is_grouped {
            say(format!("a choice outside a group: {}", source(choice)));
        }
    }
    for form in all(html, "form") {
        if within(form, "button, input[type=submit]").is_empty() {
            say(format!("a form without a button: {}", source(form)));
        }
    }
}

/// What says nothing about where it leads.
const EMPTY_WORDS: [&str; 14] = [
    "here",
    "click here",
    "more",
    "link",
    "this",
    "read more",
    "здесь",
    "тут",
    "сюда",
    "ссылка",
    "подробнее",
    "осында",
    "мұнда",
    "сілтеме",
];

fn named(html: &Html, say: &mut impl FnMut(String)) {
    for element in all(
        html,
        "a, button, summary, [role=region], [role=group], section[aria-labelledby], svg[role=img]",
    ) {
        let name = match element.value().name() {
            "svg" => {
                let title = within(element, "title");
                title
                    .first()
                    .map(|title| spoken(*title))
                    .unwrap_or_default()
            }
            _ => name_of(html, element),
        };
        if name.is_empty() {
            say(format!("without a name: {}", source(element)));
        }
        let is_link = element.value().name() == "a";
        if is_link && EMPTY_WORDS.contains(&name.to_lowercase().as_str()) {
            say(format!("“{name}” says nothing: {}", source(element)));
        }
        if element.value().name() == "a" && element.attr("href").is_none_or(str::is_empty) {
            say(format!("a link to nowhere: {}", source(element)));
        }
    }
    for picture in all(html, "img") {
        if picture.attr("alt").is_none() {
            say(format!("a picture without words: {}", source(picture)));
        }
    }
    for drawing in all(html, "svg") {
        if drawing.attr("aria-hidden") != Some("true") && drawing.attr("role") != Some("img") {
            say(format!("a drawing without a role: {}", source(drawing)));
        }
    }
    // What can be reached by the keyboard inside of what is hidden.
    for hidden in all(html, "[aria-hidden=true]") {
        if !within(hidden, "a, button, input, select, textarea, [tabindex]").is_empty() {
            say(format!(
                "hidden, and reached all the same: {}",
                source(hidden)
            ));
        }
    }
    for inner in all(html, "a a, a button, button a, label label") {
        say(format!("one within the other: {}", source(inner)));
    }
    // A list holds items only.
    for list in all(html, "ul, ol") {
        for child in list.children().filter_map(ElementRef::wrap) {
            if child.value().name() != "li" {
                say(format!("not an item of a list: {}", source(child)));
            }
        }
    }
    for list in all(html, "dl") {
        for child in list.children().filter_map(ElementRef::wrap) {
            if !matches!(child.value().name(), "dt" | "dd" | "div") {
                say(format!("neither term nor text: {}", source(child)));
            }
        }
    }
}

fn tables(html: &Html, say: &mut impl FnMut(String)) {
    for table in all(html, "table") {
        let caption = within(table, "caption");
        if caption
            .first()
            .is_none_or(|caption| spoken(*caption).is_empty())
        {
            say(format!("a table without a caption: {}", source(table)));
        }
        if within(table, "th").is_empty() {
            say(format!("a table without headers: {}", source(table)));
        }
        for header in within(table, "th") {
            if !matches!(
                header.attr("scope"),
                Some("col" | "row" | "colgroup" | "rowgroup")
            ) {
                say(format!("a header of nothing: {}", source(header)));
            }
        }
        // It may be wider than the page: then it scrolls, for the keyboard too.
        let scrolls = table.ancestors().filter_map(ElementRef::wrap).any(|above| {
            above.attr("tabindex") == Some("0") && above.attr("role") == Some("region")
        });
        let is_of_publication = table
            .ancestors()
            .filter_map(ElementRef::wrap)
            .any(|above| above.value().classes().any(|class| class == "publication"));
        if !scrolls && !is_of_publication {
            say(format!("a table that cannot scroll: {}", source(table)));
        }
    }
}

fn references(html: &Html, ids: &BTreeSet<String>, say: &mut impl FnMut(String)) {
    for by in [
        "aria-labelledby",
        "aria-describedby",
        "aria-controls",
        "aria-owns",
        "headers",
        "list",
    ] {
        for element in all(html, &format!("[{by}]")) {
            for id in element.attr(by).unwrap_or_default().split_whitespace() {
                if !ids.contains(id) {
                    say(format!("{by}: there is no “{id}”: {}", source(element)));
                }
            }
        }
    }
    for label in all(html, "label[for]") {
        let field = label.attr("for").unwrap_or_default();
        if !ids.contains(field) {
            say(format!("a label of nothing: {}", source(label)));
        }
    }
    for element in all(html, "[role]") {
        let role = element.attr("role").unwrap_or_default();
        if !matches!(
            role,
            "search"
                | "region"
                | "group"
                | "alert"
                | "status"
                | "img"
                | "radiogroup"
                | "note"
                | "list"
                | "doc-endnotes"
                | "doc-noteref"
                | "doc-backlink"
                | "doc-toc"
                | "doc-footnote"
        ) {
            say(format!("role {role}: {}", source(element)));
        }
    }
}

#[test]
fn each_rule_finds_its_breach() {
    let page = |main: &str| {
        format!(
            "<!DOCTYPE html><html lang=\"en\"><head><meta name=\"viewport\" content=\"width=device-width\">\
             <title>t</title></head><body><a class=\"skip\" href=\"#content\">Skip</a><header></header>\
             <main id=\"content\" tabindex=\"-1\"><h1>One</h1>{main}</main><footer></footer></body></html>"
        )
    };
    assert_eq!(faults(&page("")), [""; 0]);
    for (main, fault) in [
        ("<h1>Two</h1>", "2 main headings"),
        ("<h3>Far</h3>", "a heading of level 3 after 1"),
        ("<input name=\"a\">", "a field without a label"),
        (
            "<label for=\"a\"></label><input id=\"a\" name=\"a\">",
            "a field without a label",
        ),
        ("<label for=\"a\">A</label>", "a label of nothing"),
        ("<label>A<input></label>", "a field that is not sent"),
        (
            "<label>A<input type=\"password\" name=\"a\"></label>",
            "a password without",
        ),
        (
            "<label>A<input aria-invalid=\"true\" name=\"a\"></label>",
            "not told at its field",
        ),
        ("<fieldset><p>x</p></fieldset>", "without a legend"),
        (
            "<label><input type=\"radio\" name=\"a\">A</label>",
            "outside a group",
        ),
        ("<button></button>", "without a name"),
        (
            "<button><span aria-hidden=\"true\">×</span></button>",
            "without a name",
        ),
        ("<a href=\"/x\">here</a>", "says nothing"),
        ("<a>x</a>", "a link to nowhere"),
        (
            "<a href=\"/x\"><img src=\"/y\"></a>",
            "a picture without words",
        ),
        ("<svg></svg>", "a drawing without a role"),
        ("<p id=\"a\"></p><p id=\"a\"></p>", "stands twice"),
        ("<p aria-describedby=\"no\"></p>", "there is no “no”"),
        ("<p tabindex=\"1\"></p>", "an order of its own"),
        ("<nav></nav>", "a nav without a name"),
        (
            "<table><tr><th scope=\"col\">x</th></tr></table>",
            "without a caption",
        ),
        (
            "<table><caption>c</caption><tr><td>x</td></tr></table>",
            "without headers",
        ),
        (
            "<table><caption>c</caption><tr><th>x</th></tr></table>",
            "a header of nothing",
        ),
        ("<table><caption>c</caption></table>", "cannot scroll"),
        ("<ul><p>x</p></ul>", "not an item"),
        ("<form></form>", "without a button"),
        ("<main></main>", "main: 2 times"),
        ("<div role=\"button\">x</div>", "role button"),
    ] {
        let found = faults(&page(main));
        assert!(
            found.iter().any(|found| found.contains(fault)),
            "{main}: {found:?}"
        );
    }
    let other = page("")
        .replace(" lang=\"en\"", "")
        .replace("<title>t</title>", "");
    assert_eq!(faults(&other).len(), 2, "{:?}", faults(&other));
}
