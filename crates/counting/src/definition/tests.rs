use super::*;

const LADDER: [&str; 5] = ["v0", "v1", "v2", "v3", "v4"];

fn read(pairs: &[(&str, &str)]) -> Result<Definition, Error> {
    Definition::read(pairs.iter().copied(), "acts")
}

fn query(definition: &Definition) -> Result<Query, Error> {
    definition.query(definition.unit_name().parse()?, LADDER.into_iter())
}

#[test]
fn however_it_is_typed_one_question_has_one_text() {
    let one = read(&[
        ("by", " type:top "),
        ("by", "month"),
        ("by", ""),
        ("where", "region=KZ-75 | KZ-71|KZ-75"),
        ("where", "type=LIB"),
        ("where", "type=LIB"),
        ("from", "2020-01-01"),
        ("to", "2020-12"),
        ("date", "occurred"),
        ("numbers", "named"),
        ("page", "3"),
    ]);
    let other = read(&[
        ("unit", "acts"),
        ("where", "type=LIB"),
        ("where", "region=KZ-71|KZ-75"),
        ("to", "2020-12-31"),
        ("from", "2020"),
        ("by", "type:0"),
        ("by", "month"),
    ]);
    assert_eq!(one, other);
    let text = one.expect("reads").to_string();
    assert_eq!(
        text,
        "unit=acts&by=type%3A0&by=month&where=region%3DKZ-71%7CKZ-75&where=type%3DLIB&from=2020&to=2020"
    );
    let other = other.expect("reads").by("region").expect("a third");
    assert_ne!(other.to_string(), text);
}

#[test]
fn a_definition_comes_back_from_its_text_and_from_its_file() {
    let full = read(&[
        ("unit", "involvements"),
        ("by", "category"),
        ("by", "quarter"),
        ("where", "outcome==two\\|lines\nand = more"),
        ("from", "2020-04"),
        ("to", "2020-06-29"),
        ("date", "learned"),
        ("least", "v2"),
        ("numbers", "estimates"),
        ("as_of", "2021-07"),
    ])
    .expect("reads");
    assert_eq!(full.to_string().parse(), Ok(full.clone()));
    let json = serde_json::to_string(&full).expect("json");
    assert_eq!(
        serde_json::from_str::<Definition>(&json).expect("reads"),
        full
    );
    assert!(json.contains("\"as_of\":\"2021-07-31\""), "{json}");
    assert!(json.contains("\"from\":\"2020-04-01\""), "{json}");
    let bare = serde_json::to_string(&Definition::of("acts")).expect("json");
    assert_eq!(bare, "{\"unit\":\"acts\"}");
}

#[test]
fn what_makes_no_sense_is_said() {
    let wrong = |pairs: &[(&str, &str)]| read(pairs).expect_err("no sense").to_string();
    assert!(wrong(&[("from", "2021"), ("to", "2020")]).contains("ends (2020) before"));
    assert!(wrong(&[("from", "2021"), ("from", "2020")]).contains("“from” is given twice"));
    assert!(wrong(&[("by", "type"), ("by", "type")]).contains("twice"));
    assert!(wrong(&[("by", "type:top"), ("by", "type:0")]).contains("twice"));
    assert!(wrong(&[("by", "a"), ("by", "b"), ("by", "c"), ("by", "d")]).contains("at most 3"));
    assert!(wrong(&[("date", "someday")]).contains("occurred, learned, published"));
    assert!(wrong(&[("numbers", "all")]).contains("named, estimates"));
    assert!(wrong(&[("as_of", "yesterday")]).contains("“yesterday”"));
    assert!("by=type".parse::<Definition>().is_err(), "no unit");
    assert!("unit=acts&colour=red".parse::<Definition>().is_err());
    assert!("unit=%zz".parse::<Definition>().is_err());
    let conditions: Vec<String> = (0..65).map(|n| format!("type=T{n}")).collect();
    let pairs: Vec<(&str, &str)> = conditions.iter().map(|c| ("where", c.as_str())).collect();
    assert!(wrong(&pairs).contains("64"));
    assert!(serde_json::from_str::<Definition>("{\"unit\":\"acts\",\"limit\":3}").is_err());
}

#[test]
fn least_verification_takes_what_is_better_and_leaves_what_stands_apart() {
    let least = read(&[("least", "v3")]).expect("reads");
    let filters = query(&least).expect("asks").filters;
    assert_eq!(filters[0].to_string(), "verification=v3|v4");
    let people = read(&[("unit", "persons"), ("least", "v2")]).expect("reads");
    let filters = query(&people).expect("asks").filters;
    assert_eq!(filters[0].to_string(), "act.verification=v2|v3|v4");
    let apart = read(&[("least", "vx")]).expect("reads");
    let error = query(&apart).expect_err("vx is no level").to_string();
    assert!(error.contains("v0, v1, v2, v3, v4"), "{error}");
}

#[test]
fn months_and_period_are_of_the_date_that_was_chosen() {
    let learned = read(&[
        ("by", "month"),
        ("by", "start:year"),
        ("from", "2020"),
        ("date", "learned"),
    ])
    .expect("reads");
    let asked = query(&learned).expect("asks");
    let paths: Vec<&str> = asked.dimensions.iter().map(Path::text).collect();
    assert_eq!(paths, ["learned:month", "start:year"]);
    let field = asked.period.and_then(|period| period.field);
    assert_eq!(field.as_ref().map(Path::text), Some("learned"));
    let people =
        read(&[("unit", "persons"), ("by", "year"), ("date", "published")]).expect("reads");
    assert_eq!(
        query(&people).expect("asks").dimensions[0].text(),
        "act.published:year"
    );
}

#[test]
fn estimates_are_of_involvements_only() {
    let people = read(&[("unit", "persons"), ("numbers", "estimates")]).expect("reads");
    let error = query(&people).expect_err("no estimates").to_string();
    assert!(error.contains("involvements"), "{error}");
    let groups = |pairs: &[(&str, &str)]| query(&read(pairs).expect("reads")).expect("asks").groups;
    assert_eq!(groups(&[]), Groups::AsRecords);
    assert_eq!(groups(&[("unit", "involvements")]), Groups::Apart);
}

#[test]
fn a_period_is_written_as_shortly_as_both_ends_allow() {
    let typed =
        |from: Option<&str>, to: Option<&str>| Between::read(from, to).expect("reads").to_string();
    assert_eq!(typed(Some("2020-01"), Some("2020-12-31")), "2020/2020");
    assert_eq!(
        typed(Some("2020-01-01"), Some("2020-01-31")),
        "2020-01/2020-01"
    );
    assert_eq!(typed(Some("2020-Q2"), Some("2020-Q2")), "2020-04/2020-06");
    assert_eq!(typed(Some("2020-02-29"), None), "2020-02-29/..");
    assert_eq!(typed(None, Some("2019")), "../2019");
    assert_eq!(typed(None, None), "");
}
