//! What is written about people: whom it is about, and the questions that only whoever makes it can answer.

use aigaq_publishing::Phrases;
use aigaq_publishing::about::{Asked, AskedKind, Form, Request, Stage};
use aigaq_schema::list::List;
use aigaq_schema::{RecordId, Schema};
use aigaq_workspace::outputs::About;

use super::Chosen;
use crate::problem::Problem;
use crate::visit::Visit;

/// The people whom the address names, by id or by name.
pub(super) async fn people(visit: &Visit) -> Result<Vec<RecordId>, Problem> {
    let given: Vec<String> = visit.asked.all("person").map(str::to_owned).collect();
    if given.is_empty() {
        return Ok(Vec::new());
    }
    visit
        .ask(move |workspace, asking| {
            let mut people = Vec::new();
            for one in &given {
                let person = workspace.person_called(asking, one)?;
                if !people.contains(&person) {
                    people.push(person);
                }
            }
            Ok(people)
        })
        .await
}

/// What is to be written, from the pairs of an address or a form. Boxes that are ticked come one by one.
pub(crate) fn read(form: Form, people: Vec<RecordId>, pairs: &[(String, String)]) -> About {
    let mut about = About::draft(form, people);
    if pairs
        .iter()
        .any(|(name, value)| name == "stage" && value == "final")
    {
        about.stage = Stage::Final;
    }
    for asked in Asked::of(form) {
        let given = pairs.iter().filter(|(name, _)| name == asked.word());
        let given: Vec<&str> = given
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
            .collect();
        if !given.is_empty() {
            about.typed.insert(*asked, given.join(","));
        }
    }
    about
}

/// The questions, as a form that keeps what was typed.
pub(super) struct Questions {
    pub(super) code: String,
    /// What goes along unseen.
    pub(super) hidden: Vec<(&'static str, String)>,
    pub(super) questions: Vec<Question>,
    /// It is for others than the group, so that it can be final.
    pub(super) may_be_final: bool,
    pub(super) yes: String,
    pub(super) no: String,
}

/// One question.
pub(super) struct Question {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) value: String,
    pub(super) is_text: bool,
    pub(super) is_day: bool,
    pub(super) is_yes_no: bool,
    /// What can be ticked: code, words, and whether it is.
    pub(super) boxes: Vec<(String, String, bool)>,
}

impl Questions {
    /// The questions of what is shown; none where it asks none.
    pub(super) fn of(about: &About, chosen: &Chosen) -> Option<Self> {
        let phrases = Phrases::of(chosen.language);
        let questions: Vec<Question> = Asked::of(about.form)
            .iter()
            .map(|asked| {
                let value = about.typed.get(asked).cloned().unwrap_or_default();
                let kind = asked.kind();
                Question {
                    name: asked.word(),
                    label: asked.words(phrases),
                    is_text: kind == AskedKind::Text,
                    is_day: kind == AskedKind::Day,
                    is_yes_no: kind == AskedKind::YesNo,
                    boxes: boxes(kind, &value, chosen),
                    value,
                }
            })
            .collect();
        if questions.is_empty() {
            return None;
        }
        let of_people = |(name, _): &(&'static str, String)| {
            matches!(*name, "person" | "audience" | "language")
        };
        Some(Self {
            code: chosen.code.clone(),
            hidden: chosen.parameters().into_iter().filter(of_people).collect(),
            questions,
            may_be_final: chosen.wish.audience.is_outside(),
            yes: phrases.say("about.yes"),
            no: phrases.say("about.no"),
        })
    }
}

fn boxes(kind: AskedKind, value: &str, chosen: &Chosen) -> Vec<(String, String, bool)> {
    let ticked: Vec<&str> = value.split(',').map(str::trim).collect();
    let phrases = Phrases::of(chosen.language);
    match kind {
        AskedKind::Requests => Request::ALL
            .into_iter()
            .map(|request| {
                let word = request.word();
                (
                    word.to_owned(),
                    request.words(phrases),
                    ticked.contains(&word),
                )
            })
            .collect(),
        AskedKind::Categories => {
            let list = Schema::shipped().list("wgad_categories");
            let entries = list.into_iter().flat_map(List::entries);
            entries
                .map(|entry| {
                    let label = entry.label.get(chosen.language);
                    let words = format!("{}. {label}", entry.code.to_uppercase());
                    (
                        entry.code.clone(),
                        words,
                        ticked.contains(&entry.code.as_str()),
                    )
                })
                .collect()
        }
        AskedKind::Line | AskedKind::Text | AskedKind::Day | AskedKind::YesNo => Vec::new(),
    }
}
