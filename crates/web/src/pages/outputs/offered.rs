//! The publications that can be made, on one page: over a period, on a day, about people.

use aigaq_publishing::about::Form;
use askama::Template;
use axum::response::{Html, Redirect};

use super::usual::Usual;
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::review::sent::{Sent, refused};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::{NotesAt, OwnReason, Refused};

/// What is not one document, with the keys of their names and meanings.
const DATA: [(&str, &str, &str); 2] = [
    ("package", "output-package", "output-package-what"),
    ("site", "output-site", "output-site-what"),
];

/// What is told of a day, with the keys of their names and meanings.
const ON_A_DAY: [(&str, &str, &str); 2] = [
    (
        "restrictions",
        "output-restrictions",
        "output-restrictions-what",
    ),
    (
        "commitments",
        "output-commitments",
        "output-commitments-what",
    ),
];

/// What is written about people, with the keys of their names and meanings.
const ABOUT: [(Form, &str, &str); 4] = [
    (Form::Questionnaire, "output-wgad", "output-wgad-what"),
    (Form::Appeal, "output-appeal", "output-appeal-what"),
    (Form::Letter, "output-letter", "output-letter-what"),
    (Form::Dossier, "output-dossier", "output-dossier-what"),
];

/// Where notes can stand: the word sent, and the key of what it is called.
const NOTES_AT: [(NotesAt, &str, &str); 2] = [
    (NotesAt::End, "end", "notes-at-end"),
    (NotesAt::Place, "place", "notes-at-place"),
];

#[derive(Template)]
#[template(path = "outputs.html")]
struct Outputs {
    frame: Frame,
    groups: [Group; 3],
    from: String,
    to: String,
    /// Periods to choose from: word, key of its name, and whether it stands in the form.
    usual: Vec<(&'static str, &'static str, bool)>,
    today: String,
    /// Least verifications to choose from: code and label.
    levels: Vec<(String, String)>,
    /// Where notes can stand: word, key of its name, and whether it is so.
    notes_at: Vec<(&'static str, &'static str, bool)>,
    form: String,
}

/// Publications that are asked for alike.
struct Group {
    /// `period`, `day` or `people`.
    code: &'static str,
    title_key: &'static str,
    outputs: Vec<Offered>,
}

impl Group {
    /// Where the form goes when it is sent by a key.
    fn first(&self) -> String {
        let first = self.outputs.first();
        first.map_or_else(String::new, |output| self.way(output))
    }

    /// Names of people are sent in a form, all else is asked for in the address.
    fn way(&self, output: &Offered) -> String {
        let page = format!("/outputs/{}", output.code);
        match self.code {
            "people" => format!("{page}/draft"),
            _ => page,
        }
    }
}

/// A publication that can be made.
struct Offered {
    code: String,
    label: String,
    what: String,
}

/// `GET /outputs`
pub(crate) async fn outputs(visit: Visit) -> Result<Html<String>, Problem> {
    let today = visit.app.today();
    let asked = visit.asked.one("over").and_then(Usual::of_word);
    let over = asked.unwrap_or(Usual::Month);
    let (from, to) = over.days(today);
    let (levels, templates, set) = visit
        .ask(|workspace, asking| {
            let levels = workspace.verification_levels(asking);
            let templates = workspace.templates(asking)?;
            Ok((levels, templates, workspace.notes_at()))
        })
        .await?;
    let language = visit.words.language();
    let over_a_period = templates.iter().map(|(code, template)| Offered {
        code: code.to_string(),
        label: template.title.get(language).to_owned(),
        what: template.what.get(language).to_owned(),
    });
    let offered = |code: &str, label, what| Offered {
        code: code.to_owned(),
        label: visit.words.t(label),
        what: visit.words.t(what),
    };
    let of_data = DATA
        .into_iter()
        .map(|(code, label, what)| offered(code, label, what));
    let on_a_day = ON_A_DAY
        .into_iter()
        .map(|(code, label, what)| offered(code, label, what));
    let about_people = ABOUT
        .into_iter()
        .map(|(form, label, what)| offered(form.word(), label, what));
    let group = |code, title_key, outputs| Group {
        code,
        title_key,
        outputs,
    };
    page(&Outputs {
        frame: visit.frame(Place::Outputs, visit.words.t("way-outputs")),
        groups: [
            group(
                "period",
                "outputs-period",
                over_a_period.chain(of_data).collect(),
            ),
            group("day", "outputs-day", on_a_day.collect()),
            group("people", "outputs-people", about_people.collect()),
        ],
        from: from.to_string(),
        to: to.to_string(),
        usual: Usual::ALL
            .map(|(usual, name)| (usual.word(), name, usual == over))
            .to_vec(),
        today: today.to_string(),
        levels: levels
            .into_iter()
            .map(|level| (level.code, level.label))
            .collect(),
        notes_at: NOTES_AT
            .map(|(at, word, name)| (word, name, at == set))
            .to_vec(),
        form: new_form()?.to_string(),
    })
}

/// `POST /settings/notes`: where notes stand in publications.
pub(crate) async fn set_notes(visit: Visit, filled: Filled) -> Result<Redirect, Problem> {
    let sent = Sent::new(&filled);
    let form = (sent.token()?, visit.app.now());
    let word = sent.one("at").unwrap_or_default();
    let mut all = NOTES_AT.into_iter();
    let (at, ..) = all
        .find(|(_, other, _)| *other == word)
        .ok_or(Problem::OldForm)?;
    let (asking, reason) = (visit.asking(), OwnReason::NotesMoved.stored());
    let done = visit
        .app
        .change(move |workspace| workspace.set_notes_at(&asking, form, (at, &reason)))
        .await?;
    match done {
        Ok(_) | Err(Refused::Nothing) => Ok(Redirect::to("/outputs#notes-at")),
        Err(other) => Err(refused(other)),
    }
}
