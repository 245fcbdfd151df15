//! A reading as JSON Lines, one record a line: the form in which readings are compared with what people marked.

use crate::{Mention, Named, PartKind, Reading, Span};
use serde_json::{Value, json};

/// The records of a reading, each on its line; `doc` names the document in each.
#[must_use]
pub fn json_lines(reading: &Reading, doc: &str) -> String {
    let mut lines = String::new();
    for mut record in records(reading) {
        if let Some(fields) = record.as_object_mut() {
            fields.insert("doc".to_owned(), json!(doc));
        }
        lines += &record.to_string();
        lines.push('\n');
    }
    lines
}

fn records(reading: &Reading) -> Vec<Value> {
    let mut all = vec![json!({
        "kind": "doc",
        "chars": reading.text.len(),
        "lang": reading.language.to_string(),
    })];
    parts(reading, &mut all);
    for mark in &reading.structure.marks {
        let mut record = place(reading, "marker", mark.span);
        record["n"] = json!(mark.n);
        all.push(record);
    }
    for note in &reading.structure.notes {
        all.push(json!({ "kind": "footnote", "n": note.n, "start": note.span.start, "end": note.span.end }));
    }
    for recommendation in &reading.recommendations {
        let mut record = place(reading, "struct", recommendation.span);
        record["type"] = json!("recommendation");
        record["n"] = json!(recommendation.n);
        record["addressee"] = json!(recommendation.addressee);
        all.push(record);
    }
    references(reading, &mut all);
    all.extend(reading.mentions.iter().map(|m| mention(reading, m)));
    for fact in &reading.facts {
        // The kinds that the rules of marking do not have are told apart, so that they can be compared without them.
        let beyond = matches!(
            fact.kind,
            "expulsion" | "extradition" | "citizenship" | "forced_labour"
        );
        let line = if beyond { "other_fact" } else { "fact" };
        let mut record = place(reading, line, fact.span);
        record["quote"] = record["text"].take();
        for (key, value) in [
            ("who", json!(fact.who)),
            ("fact", json!(fact.kind)),
            ("date", json!(fact.date)),
            ("note", json!(fact.note.map(|n| n.to_string()))),
            ("law", json!(fact.law)),
            ("detail", json!(fact.detail)),
        ] {
            record[key] = value;
        }
        if let Some(fields) = record.as_object_mut() {
            fields.remove("text");
        }
        all.push(record);
    }
    all
}

fn place(reading: &Reading, kind: &str, span: Span) -> Value {
    json!({ "kind": kind, "start": span.start, "end": span.end, "text": reading.text.at(span) })
}

fn parts(reading: &Reading, all: &mut Vec<Value>) {
    for part in &reading.structure.parts {
        let name = match part.kind {
            PartKind::Title => "title",
            PartKind::Author => "author",
            PartKind::Date => "date",
            PartKind::Heading => "heading",
            PartKind::Paragraph => "paragraph",
            PartKind::Lead
            | PartKind::Item
            | PartKind::Caption
            | PartKind::Note
            | PartKind::Furniture => continue,
        };
        let mut record = place(reading, "struct", part.span);
        record["type"] = json!(name);
        if part.kind == PartKind::Date {
            record["norm"] = json!(crate::mentions::whole_date(&reading.text.clean(part.span)));
        }
        all.push(record);
    }
}

fn references(reading: &Reading, all: &mut Vec<Value>) {
    for note in &reading.structure.notes {
        let mut none = true;
        for reference in reading.references.iter().filter(|r| r.n == note.n) {
            none = false;
            all.push(json!({
                "kind": "ref",
                "n": reference.n,
                "idx": reference.idx,
                "author": reference.author,
                "title": reference.title,
                "publisher": reference.publisher,
                "date": reference.date.as_ref().map(|(edtf, _)| edtf),
                "date_text": reference.date.as_ref().map(|(_, printed)| printed),
                "url": reference.url,
                "ibid": reference.ibid,
            }));
        }
        if none {
            all.push(json!({ "kind": "ref", "n": note.n, "idx": -1, "none": true }));
        }
    }
}

fn mention(reading: &Reading, mention: &Mention) -> Value {
    let (name, norm) = match &mention.named {
        Named::Person => ("PERSON", Value::Null),
        Named::Organisation => ("ORG", Value::Null),
        Named::Place => ("PLACE", Value::Null),
        Named::Date(edtf) => ("DATE", json!(edtf)),
        Named::Law(law) => {
            let mut norm = json!({ "code": law.code });
            for (key, value) in [
                ("article", &law.article),
                ("part", &law.part),
                ("name", &law.name),
            ] {
                if let Some(value) = value {
                    norm[key] = json!(value);
                }
            }
            ("LAW", norm)
        }
        Named::Quantity(quantity) => (
            "QUANTITY",
            json!({
                "value": quantity.value,
                "unit": quantity.unit,
                "mod": quantity.qualifier,
                "min": quantity.range.map(|(min, _)| min),
                "max": quantity.range.map(|(_, max)| max),
            }),
        ),
        Named::Duration(duration) => (
            "DURATION",
            json!({ "value": duration.value, "unit": duration.unit, "sub": duration.of, "mod": duration.qualifier }),
        ),
    };
    let mut record = place(reading, "mention", mention.span);
    record["type"] = json!(name);
    record["norm"] = norm;
    record
}
