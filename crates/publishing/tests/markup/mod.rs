//! A small check of HTML: tags nest, ids stand once, links inside arrive.

use std::collections::BTreeSet;

const VOID: [&str; 4] = ["meta", "rect", "path", "circle"];

/// Fails with the reason when the markup is not well formed.
pub fn check(markup: &str) {
    let mut open: Vec<String> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut targets = BTreeSet::new();
    let mut rest = markup;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, behind) = after.split_once('>').expect("a tag that ends");
        rest = behind;
        if tag.starts_with("!DOCTYPE") {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop();
            assert_eq!(last.as_deref(), Some(name), "closed in the wrong order");
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        assert!(
            name.bytes().all(|b| b.is_ascii_alphanumeric()),
            "a name of a tag: {tag:?}"
        );
        for (attribute, value) in attributes(tag) {
            assert!(!attribute.starts_with("on"), "a script: {attribute}");
            match (attribute, value.strip_prefix('#')) {
                ("id", _) => assert!(ids.insert(value.clone()), "id {value} stands twice"),
                ("href", Some(target)) => {
                    targets.insert(target.to_owned());
                }
                _ => {}
            }
        }
        if name == "style" {
            rest = rest.split_once("</style>").expect("a style that ends").1;
        } else if !VOID.contains(&name) {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty(), "never closed: {open:?}");
    let lost: Vec<_> = targets
        .iter()
        .filter(|t| *t != "content" && !ids.contains(*t))
        .collect();
    assert!(lost.is_empty(), "links to nothing: {lost:?}");
}

/// Attributes with their values, all in double quotes.
fn attributes(tag: &str) -> Vec<(&str, String)> {
    let parts: Vec<&str> = tag.split('"').collect();
    assert!(parts.len() % 2 == 1, "quotes in pairs: {tag:?}");
    parts
        .chunks_exact(2)
        .map(|pair| {
            let name = pair[0].trim().trim_end_matches('=');
            (
                name.rsplit(' ').next().unwrap_or_default(),
                pair[1].to_owned(),
            )
        })
        .collect()
}
