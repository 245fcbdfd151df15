//! What is written about people: whom it is about, and the questions that only whoever makes it can answer. Neither a
//! name that was typed nor an answer stands in an address: the browser keeps these.

use aigaq_publishing::Phrases;
use aigaq_publishing::about::{Asked, AskedKind, Form, Request, Stage};
use aigaq_schema::list::List;
use aigaq_schema::{RecordId, Schema};
use aigaq_workspace::{About, Called};
use askama::Template;
use axum::response::Html;

use super::chosen::Chosen;
use crate::address::Address;
use crate::frame::{Frame, Place};
use crate::problem::Problem;
use crate::visit::{Visit, page};

/// The pair of an address that names the id under which the answers are remembered.
pub(super) const TYPED: &str = "typed";

/// Whom an address or a form names, by id or by name.
pub(super) enum Meant {
    /// These.
    All(Vec<RecordId>),
    /// One name may mean several people.
    Choice(Choice),
}

/// A name of which somebody has to say whose it is.
pub(super) struct Choice {
    /// The name.
    given: String,
    /// All that was named, in order: ids of those who are known, names of others.
    people: Vec<String>,
    /// Where the name stands among them.
    at: usize,
    /// Those whom it may mean, with what tells them apart.
    offered: Vec<(RecordId, String)>,
}

/// The people who are named; the first name that may mean several is to be chosen for first.
pub(super) async fn people(visit: &Visit, asked: &crate::asked::Asked) -> Result<Meant, Problem> {
    let given: Vec<String> = asked.all("person").map(str::to_owned).collect();
    if given.is_empty() {
        return Ok(Meant::All(Vec::new()));
    }
    visit
        .ask(move |workspace, asking| {
            let mut known = Vec::new();
            let mut people = Vec::new();
            let mut open = None;
            for one in given {
                match workspace.who_is_called(asking, &one)? {
                    Called::One(id) if known.contains(&id) => {}
                    Called::One(id) => {
                        known.push(id);
                        people.push(id.to_string());
                    }
                    Called::OneOf(offered) => {
                        open.get_or_insert_with(|| (one.clone(), people.len(), offered));
                        people.push(one);
                    }
                }
            }
            Ok(match open {
                None => Meant::All(known),
                Some((given, at, offered)) => Meant::Choice(Choice {
                    given,
                    people,
                    at,
                    offered,
                }),
            })
        })
        .await
}

#[derive(Template)]
#[template(path = "whom.html")]
struct Whom {
    frame: Frame,
    several: String,
    /// Where each leads, with what tells them apart.
    offered: Vec<(String, String)>,
}

/// The people of a name, each as a link that goes on with them.
pub(super) fn whom(visit: &Visit, way: &Way<'_>, choice: Choice) -> Result<Html<String>, Problem> {
    let Choice {
        given,
        mut people,
        at,
        offered,
    } = choice;
    let leads = offered.into_iter().map(|(id, name)| {
        if let Some(place) = people.get_mut(at) {
            *place = id.to_string();
        }
        (way.to(&people), name)
    });
    page(&Whom {
        offered: leads.collect(),
        several: visit.words.with("output-whom-several", &given),
        frame: visit.frame(Place::Outputs, visit.words.t("output-whom")),
    })
}

/// The way to the page of what is written about people, but for whom.
pub(super) struct Way<'a> {
    form: Form,
    asked: &'a crate::asked::Asked,
    /// The id of the answers.
    typed: Option<String>,
}

impl<'a> Way<'a> {
    /// From an address: what was typed is remembered already.
    pub(super) fn of_address(form: Form, asked: &'a crate::asked::Asked) -> Self {
        Self {
            form,
            asked,
            typed: asked.one(TYPED).map(str::to_owned),
        }
    }

    /// From a form: what was typed is remembered now, so that no address tells it.
    pub(super) fn of_form(
        visit: &Visit,
        form: Form,
        asked: &'a crate::asked::Asked,
    ) -> Result<Self, Problem> {
        let typed = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(answers(form, asked.pairs()))
            .finish();
        let typed = match typed.is_empty() {
            true => None,
            false => Some(visit.app.typed().keep(&typed)?),
        };
        Ok(Self { form, asked, typed })
    }

    /// The address for these people.
    pub(super) fn to(&self, people: &[String]) -> String {
        let address = Address::new(format!("/outputs/{}", self.form.word()));
        people
            .iter()
            .fold(address, |address, one| address.with("person", one))
            .with_some("stage", self.asked.one("stage"))
            .with_some(TYPED, self.typed.as_deref())
            .with_some("audience", self.asked.one("audience"))
            .with_some("language", self.asked.one("language"))
            .to_string()
    }
}

/// Those of the pairs that answer a question of the form.
fn answers(form: Form, pairs: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    let of_form = move |name: &str| Asked::of(form).iter().any(|asked| asked.word() == name);
    pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.trim()))
        .filter(move |(name, value)| of_form(name) && !value.is_empty())
}

/// What goes with an address without standing in it.
pub(super) struct Typed {
    /// The stage, which stands in it, and the answers.
    pub(super) pairs: Vec<(String, String)>,
    /// Answers that belong to it are not there any more, or stand in it, where none are read.
    pub(super) forgotten: bool,
}

impl Typed {
    /// What was typed for the address of this visit.
    pub(super) fn of(visit: &Visit, form: Form) -> Self {
        let asked = &visit.asked;
        let stage = asked.one("stage").map(str::to_owned);
        let mut pairs: Vec<(String, String)> = stage
            .map(|stage| ("stage".to_owned(), stage))
            .into_iter()
            .collect();
        let mut forgotten = answers(form, asked.pairs()).next().is_some();
        if let Some(id) = asked.one(TYPED) {
            match visit.app.typed().words(id) {
                Some(typed) => {
                    pairs.extend(form_urlencoded::parse(typed.as_bytes()).into_owned());
                }
                None => forgotten = true,
            }
        }
        Self { pairs, forgotten }
    }
}

/// What is to be written, from the pairs of a form. Boxes that are ticked come one by one.
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
            hidden: chosen.choice().into_iter().filter(of_people).collect(),
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
