//! When one learned of something, and when it was first published: said by people, or told by how it came in.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use aigaq_counting::{Counting, Period, Plain, Query, Unit};
use aigaq_journal::ActOfSaving;
use aigaq_schema::{RecordId, Segment, Statement};
use aigaq_testkit::{TestWorkspace, of, record, said, withdraw};
use aigaq_view::resolve::How;
use aigaq_view::{Reader, View};

fn view(w: &TestWorkspace) -> View {
    let path = w.around().join("view.db");
    let mut view = View::open(&path, &w.unlocked.view_key()).unwrap();
    view.catch_up(&w.journal, |_| {}).unwrap();
    view
}

fn told(view: &View, id: RecordId, property: &str) -> Option<(String, How)> {
    let brief = view.brief(&Reader::keeper(), id).unwrap().unwrap();
    let resolved = brief.get(property)?;
    Some((resolved.values[0].plain(), resolved.how))
}

fn act(n: u8, statements: Vec<Statement>) -> Segment {
    of(record(n), "act", statements)
}

fn resting_on(source: u8, mut statement: Statement) -> Statement {
    statement.basis.source = Some(record(source));
    statement
}

#[test]
fn what_is_entered_by_hand_was_learned_on_the_day_of_entry_unless_somebody_says_otherwise() {
    let mut w = TestWorkspace::new();
    w.save(&[act(1, vec![said(1, "act", "summary", "Detained")])]);
    w.wait(20);
    w.save(&[act(1, vec![said(2, "act", "outcome", "Released")])]);
    let day = "2020-09-13";
    assert_eq!(
        told(&view(&w), record(1), "learned"),
        Some((day.to_owned(), How::Entered))
    );
    w.save(&[act(1, vec![said(3, "act", "learned", "2020-09-01")])]);
    let said_so = Some(("2020-09-01".to_owned(), How::Agreed));
    assert_eq!(told(&view(&w), record(1), "learned"), said_so);
    w.save(&[withdraw(record(1), "act", &[3])]);
    assert_eq!(
        told(&view(&w), record(1), "learned"),
        Some((day.to_owned(), How::Entered))
    );
}

#[test]
fn the_day_of_an_import_is_never_the_day_on_which_something_was_learned() {
    let mut w = TestWorkspace::new();
    let import = |w: &mut TestWorkspace, segment| w.save_by(ActOfSaving::Import, &[segment]);
    import(&mut w, act(1, vec![said(1, "act", "summary", "Detained")]));
    import(
        &mut w,
        act(2, vec![said(2, "act", "learned", "2020-02-03")]),
    );
    w.wait(3);
    // Corrected by hand later: when one first heard of it is not known still.
    w.save(&[act(1, vec![said(3, "act", "outcome", "Released")])]);
    // Entered by hand; an import speaks of it later.
    w.save(&[act(3, vec![said(4, "act", "summary", "Beaten")])]);
    w.wait(3);
    import(&mut w, act(3, vec![said(5, "act", "outcome", "Treated")]));
    let view = view(&w);
    assert_eq!(told(&view, record(1), "learned"), None);
    let said_so = Some(("2020-02-03".to_owned(), How::Agreed));
    assert_eq!(told(&view, record(2), "learned"), said_so);
    let entered = Some(("2020-09-16".to_owned(), How::Entered));
    assert_eq!(told(&view, record(3), "learned"), entered);
}

#[test]
fn who_and_where_have_no_day_on_which_they_were_learned() {
    let mut w = TestWorkspace::new();
    w.save(&[of(
        record(1),
        "actor",
        vec![said(1, "actor", "name", "Aset")],
    )]);
    assert_eq!(told(&view(&w), record(1), "learned"), None);
}

#[test]
fn an_act_was_first_published_on_the_earliest_day_of_its_sources() {
    let mut w = TestWorkspace::new();
    let source =
        |n: u8, id: u8, date: &str| of(record(n), "source", vec![said(id, "source", "date", date)]);
    w.save(&[
        // The act stands before its sources, as in a row of a table.
        act(
            1,
            vec![
                resting_on(40, said(1, "act", "summary", "Detained")),
                resting_on(41, said(2, "act", "outcome", "Released")),
            ],
        ),
        source(40, 3, "2020-07-05"),
        source(41, 4, "2020-07-02"),
    ]);
    // A source that nobody has spoken of yet.
    w.save(&[act(
        2,
        vec![resting_on(42, said(5, "act", "summary", "Fined"))],
    )]);
    let found = |view: &View, n: u8| told(view, record(n), "published");
    let first = |day: &str| Some((day.to_owned(), How::FirstSource));
    let now = view(&w);
    assert_eq!(
        (found(&now, 1), found(&now, 2)),
        (first("2020-07-02"), None)
    );
    w.save(&[source(42, 6, "2020-08")]);
    // A source is dated otherwise: what rests on it follows.
    w.save(&[withdraw(record(41), "source", &[4])]);
    let now = view(&w);
    assert_eq!(
        (found(&now, 1), found(&now, 2)),
        (first("2020-07-05"), first("2020-08"))
    );
    w.save(&[act(1, vec![said(7, "act", "published", "2020-07-03")])]);
    let said_so = Some(("2020-07-03".to_owned(), How::Agreed));
    assert_eq!(found(&view(&w), 1), said_so);
}

#[test]
fn a_period_can_be_taken_by_the_day_on_which_something_was_learned_or_published() {
    let mut w = TestWorkspace::new();
    w.save(&[
        act(
            1,
            vec![
                said(1, "act", "start", "2019-12-30"),
                resting_on(40, said(2, "act", "summary", "Detained")),
            ],
        ),
        of(
            record(40),
            "source",
            vec![said(3, "source", "date", "2020-01-02")],
        ),
    ]);
    w.save_by(
        ActOfSaving::Import,
        &[act(2, vec![said(4, "act", "start", "2020-09-14")])],
    );
    let view = view(&w);
    let count = |field: &str, from: &str| {
        let mut query = Query::new(Unit::Acts);
        let period = Period::read(Some(from), Some(from)).unwrap().unwrap();
        query.period = Some(period.by(field.parse().unwrap()));
        let reader = aigaq_counting::Reader::of_everything();
        let counting = Counting {
            columns: view.columns(),
            clusters: &aigaq_counting::Clusters::default(),
            labels: &Plain,
            reader: &reader,
            threads: 1,
        };
        let answer = counting.count(&query).unwrap();
        (answer.total, answer.undated)
    };
    assert_eq!(count("start", "2019"), (1, Some(0)));
    assert_eq!(count("published", "2020-01"), (1, Some(1)));
    assert_eq!(
        count("learned", "2020-09"),
        (1, Some(1)),
        "the import is unknown"
    );
}

#[test]
fn what_came_after_a_moment_was_not_known_then() {
    let mut w = TestWorkspace::new();
    w.save(&[act(1, vec![said(1, "act", "summary", "Detained")])]);
    let head = view(&w).head().unwrap();
    // Kept as text with what was published.
    let head: aigaq_view::Head =
        serde_json::from_str(&serde_json::to_string(&head).unwrap()).unwrap();
    w.save(&[act(2, vec![said(2, "act", "summary", "Fined")])]);
    w.save(&[act(1, vec![said(3, "act", "outcome", "Released")])]);
    let view = view(&w);
    let known = |head| {
        let bits = view.known_at(&["act", "event"], head, 0).unwrap();
        bits[0].rows().collect::<Vec<_>>()
    };
    assert_eq!(known(&head), [0]);
    assert_eq!(known(&view.head().unwrap()), [0, 1]);
    // A workspace made from an export has other logs: then the clock decides.
    let elsewhere: aigaq_view::Head = serde_json::from_str(r#"{"00":7}"#).unwrap();
    let by_clock = view.known_at(&["act"], &elsewhere, 1_600_000_060).unwrap();
    assert_eq!(by_clock[0].rows().collect::<Vec<_>>(), [0]);
}
