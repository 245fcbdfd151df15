//! What is typed: read, echoed, or told at its field.

use super::{World, asking, filled, now};
use aigaq_schema::Language;
use aigaq_workspace::FormToken;
use aigaq_workspace::entering::Which;

#[test]
fn dates_are_read_in_three_languages_and_echoed_in_the_readers() {
    let world = World::new();
    let token = FormToken::from_random([9; 16]);
    for (text, language, echo) in [
        ("12 March 2024", Language::En, "12 March 2024"),
        ("12.03.2024", Language::Ru, "12 марта 2024"),
        ("12 марта 2024 г.", Language::En, "12 March 2024"),
        ("2024 жылғы 12 наурыз", Language::Kk, "12 наурыз"),
        ("март 2024", Language::Ru, "март 2024"),
    ] {
        let pairs = filled(&[("when", text), ("title", "x")]);
        let entered = world
            .workspace
            .enter_incident(&asking(language), &pairs, token, &now())
            .unwrap();
        let field = &entered.form.when;
        assert!(field.fault.is_none(), "{text}: {:?}", field.fault);
        let said = field
            .echo
            .clone()
            .unwrap_or_else(|| text.to_owned())
            .replace('\u{a0}', " ");
        assert!(said.contains(echo), "{text}: {said}");
    }
}

#[test]
fn what_is_not_understood_stands_at_its_field_and_nothing_typed_is_lost() {
    let world = World::new();
    let token = FormToken::from_random([9; 16]);
    let pairs = [
        ("when", "31.02.2024"),
        ("title", "Обыск"),
        ("law", "ст. 488"),
        ("act.0.type", "NO.such"),
        ("who.0.name", "<script>alert(1)</script>"),
        ("who.0.number", "много"),
        ("src.quote", "«…»"),
    ];
    let entered = world.incident(token, &pairs);
    assert!(entered.saving.is_none());
    let form = entered.form;
    let at: Vec<&str> = form.faults.iter().map(|f| f.name.as_str()).collect();
    for name in ["when", "law", "act.0.type", "who.0.number", "src"] {
        assert!(at.contains(&name), "{name} in {at:?}");
    }
    assert_eq!(form.when.text, "31.02.2024");
    assert_eq!(form.law.text, "ст. 488");
    assert!(form.law.fault.unwrap().offers.len() >= 2);
    assert_eq!(form.people[0].name.text, "<script>alert(1)</script>");
    let long = "ж".repeat(1_000_000);
    let entered = world.incident(
        token,
        &[("title", &long), ("when", &long), ("who.0.name", &long)],
    );
    assert!(entered.saving.is_none() && entered.form.faults.len() >= 3);
}

#[test]
fn a_state_of_not_knowing_can_be_chosen_for_every_field() {
    let mut world = World::new();
    let token = world.token();
    let entered = world.record(
        &Which::New("act".to_owned()),
        token,
        &filled(&[
            ("v.type.0", "LIB.detain"),
            ("v.start.0.state", "=unknown"),
            ("v.region.0", "=not asked"),
            ("v.rights.state", "=none"),
            ("v.summary.0.state", "=withheld"),
            ("v.place.0", "неизвестно"),
        ]),
    );
    world.workspace.save(&entered.saving.unwrap()).unwrap();
    let act = world.all("act")[0];
    for (property, state) in [
        ("start", "unknown"),
        ("region", "not asked"),
        ("rights", "none"),
        ("summary", "withheld"),
        ("place", "unknown"),
    ] {
        assert_eq!(world.texts(act, property), [state], "{property}");
    }
}
