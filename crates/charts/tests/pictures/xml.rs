//! A strict reader of the little XML that pictures are made of.

use std::collections::BTreeMap;

/// An element with its attributes and the text directly in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) text: String,
    pub(crate) within: Vec<String>,
}

impl Element {
    pub(crate) fn number(&self, name: &str) -> f64 {
        self.attributes[name].parse().unwrap()
    }

    pub(crate) fn class(&self) -> &str {
        let class = self.attributes.get("class").map_or("", String::as_str);
        class.strip_prefix("c-").unwrap_or(class)
    }
}

/// All elements, or what is not well formed.
pub(crate) fn read(text: &str) -> Result<Vec<Element>, String> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let Some(start) = rest.find('<') else {
            return if rest.trim().is_empty() && open.is_empty() {
                Ok(elements)
            } else {
                Err(format!("text behind the end: {rest:?}"))
            };
        };
        let between = entities(&rest[..start])?;
        match open.last() {
            Some(index) => elements[*index].text.push_str(&between),
            None if between.trim().is_empty() => {}
            None => return Err(format!("text outside: {between:?}")),
        }
        rest = &rest[start + 1..];
        let end = rest.find('>').ok_or("no end of a tag")?;
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let index = open.pop().ok_or("one end too many")?;
            if elements[index].name != name {
                return Err(format!("{name} ends {}", elements[index].name));
            }
            continue;
        }
        let (tag, is_empty) = tag
            .strip_suffix('/')
            .map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err(format!("no name: {tag:?}"));
        }
        let within = open.iter().map(|index| elements[*index].name.clone());
        elements.push(Element {
            name: name.to_owned(),
            attributes: attributes_of(attributes)?,
            text: String::new(),
            within: within.collect(),
        });
        if !is_empty {
            open.push(elements.len() - 1);
        }
    }
    if open.is_empty() {
        Ok(elements)
    } else {
        Err("something is not ended".to_owned())
    }
}

fn attributes_of(text: &str) -> Result<BTreeMap<String, String>, String> {
    let mut attributes = BTreeMap::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (name, value) = rest
            .split_once("=\"")
            .ok_or(format!("no value: {rest:?}"))?;
        let (value, behind) = value.split_once('"').ok_or("no end of a value")?;
        if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') || value.contains('<') {
            return Err(format!("no attribute: {rest:?}"));
        }
        if attributes
            .insert(name.to_owned(), entities(value)?)
            .is_some()
        {
            return Err(format!("{name} twice"));
        }
        rest = behind.trim_start();
    }
    Ok(attributes)
}

fn entities(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, behind) = after.split_once(';').ok_or("an ampersand alone")?;
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            other => return Err(format!("no entity: {other}")),
        });
        rest = behind;
    }
    out.push_str(rest);
    let forbidden = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if out.contains(forbidden) {
        return Err(format!("a character that XML forbids: {out:?}"));
    }
    Ok(out)
}

#[test]
fn what_is_not_well_formed_is_seen() {
    assert!(read("<a b=\"1\"><c/>text &amp; more</a>\n").is_ok());
    for bad in [
        "<a>",
        "<a></b>",
        "<a b=1/>",
        "<a b=\"1\" b=\"2\"/>",
        "<a>&</a>",
        "<a/>text",
        "<a>\u{0}</a>",
        "</a>",
    ] {
        assert!(read(bad).is_err(), "{bad}");
    }
}
