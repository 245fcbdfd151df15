//! The sources of a document for programs that keep libraries: RIS, and CSL-JSON (the data of citation styles).
//!
//! Every cited source once, with what is known of it; what is not known is left out. A date is given as far as it is
//! known: a year, a month, a day.

use aigaq_schema::PartialDate;
use serde_json::{Map, Value, json};

use crate::document::Document;
use crate::notes::Reference;
use crate::text::{clean, web_address};

/// The sources as RIS, one record after another.
#[must_use]
pub fn ris(document: &Document) -> String {
    let mut out = String::new();
    for source in &document.sources {
        let mut field = |tag: &str, value: &str| {
            let value = one_line(value);
            if !value.is_empty() {
                out.push_str(&format!("{tag}  - {value}\r\n"));
            }
        };
        // What is not on the web is a report for a program that knows only kinds of print.
        field(
            "TY",
            if web_address(&source.url).is_some() {
                "ELEC"
            } else {
                "RPRT"
            },
        );
        field("AU", &source.author);
        field("TI", &source.title);
        field("PB", &source.publisher);
        let parts = parts(source);
        if let Some(year) = parts.first() {
            field("PY", &format!("{year:04}"));
            let part = |at: usize| {
                parts
                    .get(at)
                    .map_or_else(String::new, |n| format!("{n:02}"))
            };
            field("DA", &format!("{year:04}/{}/{}/", part(1), part(2)));
        }
        field("LA", source.language.as_deref().unwrap_or_default());
        field("M3", &source.kind);
        field("UR", web_address(&source.url).unwrap_or_default());
        out.push_str("ER  - \r\n\r\n");
    }
    out
}

/// The sources as CSL-JSON.
#[must_use]
pub fn csl(document: &Document) -> String {
    let items: Vec<Value> = document
        .sources
        .iter()
        .enumerate()
        .map(|(at, source)| item(at + 1, source))
        .collect();
    format!("{:#}\n", Value::Array(items))
}

fn item(number: usize, source: &Reference) -> Value {
    let mut item = Map::new();
    item.insert("id".to_owned(), json!(format!("source-{number}")));
    let kind = match web_address(&source.url) {
        Some(_) => "webpage",
        None => "document",
    };
    item.insert("type".to_owned(), json!(kind));
    let mut field = |name: &str, value: &str| {
        let value = one_line(value);
        if !value.is_empty() {
            item.insert(name.to_owned(), json!(value));
        }
    };
    field("title", &source.title);
    field("publisher", &source.publisher);
    field("language", source.language.as_deref().unwrap_or_default());
    field("genre", &source.kind);
    field("URL", web_address(&source.url).unwrap_or_default());
    if !source.author.trim().is_empty() {
        let author = json!([{ "literal": one_line(&source.author) }]);
        item.insert("author".to_owned(), author);
    }
    let parts = parts(source);
    if !parts.is_empty() {
        item.insert("issued".to_owned(), json!({ "date-parts": [parts] }));
    }
    Value::Object(item)
}

/// Year, month, day, as far as they are known.
fn parts(source: &Reference) -> Vec<i16> {
    let Ok(date) = source.edtf.parse::<PartialDate>() else {
        return Vec::new();
    };
    let (Some(first), Some(last)) = (date.first().civil(), date.last().civil()) else {
        return Vec::new();
    };
    let mut parts = Vec::new();
    if first.year() == last.year() {
        parts.push(first.year());
        if first.month() == last.month() {
            parts.push(i16::from(first.month()));
            if first.day() == last.day() {
                parts.push(i16::from(first.day()));
            }
        }
    }
    parts
}

fn one_line(text: &str) -> String {
    let cleaned = clean(text);
    let words: Vec<&str> = cleaned.split_whitespace().collect();
    words.join(" ")
}
