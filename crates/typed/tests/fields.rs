//! Texts in the fields of the shipped schema's properties.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use aigaq_schema::{Day, Language, Schema, State, Value};
use aigaq_typed::{Context, LawCode, Misunderstood, read};

fn typed(field: (&str, &str), text: &str) -> Result<Vec<Value>, Misunderstood> {
    let schema = Schema::shipped();
    let property = schema.property(field.0, field.1).unwrap();
    let context = Context::on(Day::from_ymd(2024, 6, 15).unwrap(), Language::Ru)
        .in_year(2024)
        .under(LawCode::Administrative);
    read(schema, property, text, &context)
}

#[test]
fn a_term_is_found_by_its_label_in_any_language() {
    let schema = Schema::shipped();
    let property = schema.property("act", "type").unwrap();
    let list = schema.list_of(property).unwrap();
    let entry = list.get("LIB.detain").unwrap();
    for language in Language::ALL {
        let label = entry.label.get(language).to_uppercase();
        assert_eq!(
            typed(("act", "type"), &format!(" {label}. ")),
            Ok(vec![Value::term("LIB.detain")])
        );
    }
    let why = typed(("act", "type"), "LIB.detian").unwrap_err();
    assert_eq!(why.key(), "term-unknown");
    assert!(why.suggestions.contains(&"LIB.detain".to_owned()), "{why}");
    assert_eq!(
        typed(("act", "type"), "неизвестно"),
        Ok(vec![Value::Missing(State::Unknown)])
    );
}

#[test]
fn a_law_field_takes_several_and_the_code_of_its_place() {
    let laws = typed(("act", "law"), "488 ч.6; ст. 174 УК").unwrap();
    let plain: Vec<String> = laws.iter().map(Value::plain).collect();
    assert_eq!(plain, ["Administrative Code 488(6)", "Criminal Code 174"]);
}

#[test]
fn every_property_answers_every_text() {
    let schema = Schema::shipped();
    let context = Context::on(Day::from_ymd(2024, 6, 15).unwrap(), Language::En);
    for record_type in schema.types() {
        for property in &record_type.properties {
            assert_eq!(read(schema, property, " \n ", &context), Ok(Vec::new()));
            for text in [
                "withheld",
                ";",
                "нет",
                "12.03.2024",
                "<script>",
                "488; 489 КоАП",
                "488, 489 КоАП",
                "\u{202e}40",
                "javascript:alert(1)",
            ] {
                if let Ok(values) = read(schema, property, text, &context) {
                    assert!(
                        property.many || values.len() <= 1,
                        "{} {text}",
                        property.code
                    );
                    assert!(
                        !values.contains(&Value::Url("javascript:alert(1)".to_owned())),
                        "a script is no address"
                    );
                }
            }
        }
    }
}
