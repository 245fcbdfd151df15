//! The publications: chosen, shown as a page, taken along as a file.

pub(crate) mod about;

use aigaq_press::file::{Format, file};
use aigaq_publishing::about::{Form, Stage};
use aigaq_publishing::links::{Anchors, Links, Pages};
use aigaq_publishing::{Document, html};
use aigaq_schema::{Day, Language, PartialDate, RecordId};
use askama::Template;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Redirect, Response};

use about::{Meant, TYPED, Typed, Way};

use crate::address::Address;
use crate::asked::{Asked, audience_key};
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::review::sent::{Sent, refused};
use crate::problem::{Problem, report};
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::outputs::{Output, Wish};
use aigaq_workspace::{Gate, Refused, SectionNote};

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

/// The files of a publication, with what they are called.
const FILES: [(Format, &str); 8] = [
    (Format::Html, "download-html"),
    (Format::Pdf, "download-pdf"),
    (Format::Docx, "download-docx"),
    (Format::Xlsx, "download-xlsx"),
    (Format::Csv, "download-csv"),
    (Format::Text, "download-txt"),
    (Format::Ris, "download-ris"),
    (Format::Csl, "download-csl"),
];

/// What is written about people, with the keys of their names and meanings.
const ABOUT: [(Form, &str, &str); 4] = [
    (Form::Questionnaire, "output-wgad", "output-wgad-what"),
    (Form::Appeal, "output-appeal", "output-appeal-what"),
    (Form::Letter, "output-letter", "output-letter-what"),
    (Form::Dossier, "output-dossier", "output-dossier-what"),
];

#[derive(Template)]
#[template(path = "outputs.html")]
struct Outputs {
    frame: Frame,
    groups: [Group; 3],
    from: String,
    to: String,
    today: String,
    /// Least verifications to choose from: code and label.
    levels: Vec<(String, String)>,
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
    let (from, to) = last_full_month(today);
    let (levels, templates) = visit
        .ask(|workspace, asking| {
            let levels = workspace.verification_levels(asking);
            Ok((levels, workspace.templates(asking)?))
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
            group("period", "outputs-period", over_a_period.collect()),
            group("day", "outputs-day", on_a_day.collect()),
            group("people", "outputs-people", about_people.collect()),
        ],
        from: from.to_string(),
        to: to.to_string(),
        today: today.to_string(),
        levels: levels
            .into_iter()
            .map(|level| (level.code, level.label))
            .collect(),
    })
}

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage {
    frame: Frame,
    audience_key: &'static str,
    /// Where it is had as a file, with what the file is.
    files: Vec<(String, String)>,
    /// Made by the renderer of publications, which escapes all text.
    fragment: String,
    /// Who is named, masked and left out, where it is for others.
    gate: Option<Gate>,
    /// What is to be frozen, as hidden fields.
    freeze: Vec<(&'static str, String)>,
    form: String,
    title: String,
    /// Where a note is sent.
    note_action: String,
    /// The sections, with what the analyst says in each, and the form to say it otherwise.
    sections: Vec<Noted>,
    /// What was typed for it is not there any more.
    forgotten: bool,
    /// What is asked of whoever makes it; where it is about people.
    asked: Option<about::Questions>,
}

/// A section that may have an analyst's note.
struct Noted {
    note: SectionNote,
    form: String,
}

/// `GET /outputs/{output}`, and with the ending of a format the same as a file
pub(crate) async fn output(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    let (code, ending) = name.split_once('.').unwrap_or((&name, ""));
    let people = match (
        about::people(&visit, &visit.asked).await?,
        Form::of_word(code),
    ) {
        (Meant::All(people), _) => people,
        (Meant::Choice(choice), Some(form)) => {
            let way = Way::of_address(form, &visit.asked);
            return about::whom(&visit, &way, choice).map(IntoResponse::into_response);
        }
        (Meant::Choice(_), None) => Vec::new(),
    };
    let chosen = Chosen::read(&visit, code, people)?;
    let format = match ending {
        "" => None,
        ending => Some(
            Format::ALL
                .into_iter()
                .find(|format| format.ending() == ending)
                .ok_or(Problem::NotFound)?,
        ),
    };
    chosen.must_be_there(&visit).await?;
    if format.is_some() && chosen.forgotten {
        return Err(Problem::Forgotten);
    }
    let asking = visit.asking_in(chosen.language);
    let wish = chosen.wish.clone();
    let (document, beside) = visit
        .app
        .ask(move |workspace| {
            let document = workspace.publish(&asking, &wish)?;
            let beside = match format {
                Some(_) => None,
                None => Some((
                    workspace.gate(&asking, &wish)?,
                    workspace.section_notes(&asking, &wish, &document)?,
                )),
            };
            Ok((document, beside))
        })
        .await?;
    match (format, beside) {
        (Some(format), _) => taken_along(document, format).await,
        (None, Some(beside)) => {
            let page = shown(&visit, &chosen, &document, beside)?;
            Ok(match chosen.forgotten {
                true => (Problem::Forgotten.status(), page).into_response(),
                false => page.into_response(),
            })
        }
        (None, None) => Err(Problem::Broken),
    }
}

/// `POST /outputs/{form}/draft`: remembers what was typed about people, and goes to the page with it.
pub(crate) async fn draft(
    visit: Visit,
    Path(code): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let form = Form::of_word(&code).ok_or(Problem::NotFound)?;
    let asked = Asked::new(filled.pairs);
    let people = about::people(&visit, &asked).await?;
    let way = Way::of_form(&visit, form, &asked)?;
    match people {
        Meant::Choice(choice) => about::whom(&visit, &way, choice).map(IntoResponse::into_response),
        Meant::All(people) => {
            let people: Vec<String> = people.iter().map(RecordId::to_string).collect();
            Ok(Redirect::to(&way.to(&people)).into_response())
        }
    }
}

/// `POST /outputs/{output}`: what the analyst says in a section; nothing takes it back.
pub(crate) async fn say(
    visit: Visit,
    Path(code): Path<String>,
    filled: Filled,
) -> Result<Redirect, Problem> {
    let Meant::All(people) = about::people(&visit, &visit.asked).await? else {
        return Err(Problem::NotFound);
    };
    let chosen = Chosen::read(&visit, &code, people)?;
    chosen.must_be_there(&visit).await?;
    let sent = Sent::new(&filled);
    let form = (sent.token()?, visit.app.now());
    let (section, text) = (sent.text("section"), sent.text("text"));
    let reason = visit.words.t("note-said-anew");
    let asking = visit.asking_in(chosen.language);
    let wish = chosen.wish.clone();
    let back = chosen.page(&section);
    let said = visit
        .app
        .change(move |workspace| {
            workspace.say_analyst_note(&asking, form, &wish, (&section, &text), &reason)
        })
        .await?;
    match said {
        // The same once more, or nothing new.
        Ok(_) | Err(Refused::Nothing) => Ok(Redirect::to(&back)),
        Err(other) => Err(refused(other)),
    }
}

/// A file to keep, made beside the other requests. Its name says what it is and holds nothing but ASCII.
pub(crate) async fn taken_along(document: Document, format: Format) -> Result<Response, Problem> {
    let broken = |fault: String| {
        report(&fault);
        Problem::Broken
    };
    let stem: String = document
        .stem
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    let disposition = format!("attachment; filename=\"{stem}.{}\"", format.ending());
    let made = tokio::task::spawn_blocking(move || file(&document, format));
    let content = made.await.map_err(|fault| broken(fault.to_string()))?;
    let content = content.map_err(|fault| broken(fault.to_string()))?;
    Ok((
        [
            (CONTENT_TYPE, format.content_type().to_owned()),
            (CONTENT_DISPOSITION, disposition),
        ],
        content,
    )
        .into_response())
}

fn shown(
    visit: &Visit,
    chosen: &Chosen,
    document: &Document,
    (gate, notes): (Gate, Vec<SectionNote>),
) -> Result<Html<String>, Problem> {
    let pages = Pages {
        record_prefix: "/record/".to_owned(),
        query_prefix: "/".to_owned(),
    };
    // What leaves the group has ids of its own, which no page knows: its links stay within it.
    let links: &dyn Links = match chosen.wish.audience.is_outside() {
        true => &Anchors,
        false => &pages,
    };
    page(&DocumentPage {
        frame: visit.frame(Place::Outputs, document.title.clone()),
        audience_key: audience_key(chosen.wish.audience),
        files: FILES
            .into_iter()
            .map(|(format, key)| (chosen.file(format.ending()), visit.words.t(key)))
            .collect(),
        fragment: html::html_fragment(document, links),
        freeze: chosen.parameters(),
        gate: Some(gate).filter(|gate| gate.audience.is_outside()),
        note_action: chosen.page(""),
        sections: notes
            .into_iter()
            .map(|note| {
                Ok(Noted {
                    note,
                    form: new_form()?.to_string(),
                })
            })
            .collect::<Result<_, Problem>>()?,
        form: new_form()?.to_string(),
        forgotten: chosen.forgotten,
        asked: match &chosen.wish.output {
            Output::About(about) => about::Questions::of(about, chosen),
            _ => None,
        },
        title: match &document.subtitle {
            Some(subtitle) => format!("{}, {subtitle}", document.title),
            None => document.title.clone(),
        },
    })
}

/// What the address asks for.
struct Chosen {
    code: String,
    wish: Wish,
    language: Language,
    /// The id of the answers that go with it.
    typed: Option<String>,
    /// Answers that belong to it are not there any more.
    forgotten: bool,
}

impl Chosen {
    fn read(visit: &Visit, code: &str, people: Vec<RecordId>) -> Result<Self, Problem> {
        let asked = &visit.asked;
        let today = visit.app.today();
        let on = asked.day("on")?.unwrap_or(today);
        let mut forgotten = false;
        let (output, code) = match code {
            "restrictions" => (Output::Restrictions { on }, code.to_owned()),
            "commitments" => (Output::Commitments { on }, code.to_owned()),
            other => match Form::of_word(other) {
                Some(form) => {
                    let typed = Typed::of(visit, form);
                    forgotten = typed.forgotten;
                    let written = about::read(form, people, &typed.pairs);
                    (Output::About(written), code.to_owned())
                }
                None => (over_a_period(visit, other)?, code.to_owned()),
            },
        };
        let audience = asked.audience()?;
        let language = match asked.one("language") {
            None => visit.words.language(),
            Some(tag) => tag.parse::<Language>()?,
        };
        Ok(Self {
            code,
            wish: Wish { output, audience },
            language,
            typed: asked.one(TYPED).map(str::to_owned),
            forgotten,
        })
    }

    /// A publication by a template that nobody has is a page that is not there.
    async fn must_be_there(&self, visit: &Visit) -> Result<(), Problem> {
        let Output::Report { template, .. } = &self.wish.output else {
            return Ok(());
        };
        let code = template.clone();
        let is_there = visit
            .ask(move |workspace, asking| Ok(workspace.template_text(asking, &code).is_ok()))
            .await?;
        is_there.then_some(()).ok_or(Problem::NotFound)
    }

    /// The address of the same as a file.
    fn file(&self, ending: &str) -> String {
        self.address(&format!(".{ending}"))
    }

    /// The address of the page, at a section.
    fn page(&self, section: &str) -> String {
        let is_id = |c: char| c.is_ascii_alphanumeric() || c == '-';
        match section.is_empty() || !section.chars().all(is_id) {
            true => self.address(""),
            false => format!("{}#s-{section}", self.address("")),
        }
    }

    fn address(&self, ending: &str) -> String {
        let address = Address::new(format!("/outputs/{}{ending}", self.code));
        let parameters = self.choice().into_iter();
        parameters
            .filter(|(name, _)| *name != "output")
            .fold(address, |address, (name, value)| address.with(name, value))
            .with_some(TYPED, self.typed.as_deref())
            .to_string()
    }

    /// What was chosen and typed, as the pairs of a form.
    fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut pairs = self.choice();
        if let Output::About(about) = &self.wish.output {
            let typed = about.typed.iter();
            pairs.extend(typed.map(|(asked, text)| (asked.word(), text.clone())));
        }
        pairs
    }

    /// What was chosen, as the pairs of an address.
    fn choice(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("output", self.code.clone())];
        match &self.wish.output {
            Output::Report {
                from, to, least, ..
            } => {
                pairs.push(("from", from.text().to_owned()));
                pairs.push(("to", to.text().to_owned()));
                pairs.extend(least.iter().map(|code| ("least", code.clone())));
            }
            Output::Restrictions { on } | Output::Commitments { on } => {
                pairs.push(("on", on.to_string()));
            }
            Output::About(about) => {
                let people = about.people.iter();
                pairs.extend(people.map(|id| ("person", id.to_string())));
                if about.stage == Stage::Final {
                    pairs.push(("stage", "final".to_owned()));
                }
            }
        }
        pairs.push(("audience", self.wish.audience.code().to_owned()));
        pairs.push(("language", self.language.tag().to_owned()));
        pairs
    }
}

/// What a template makes over the period asked for, or over the last full month.
fn over_a_period(visit: &Visit, code: &str) -> Result<Output, Problem> {
    let asked = &visit.asked;
    let template = code.parse().map_err(|_| Problem::NotFound)?;
    let (first, last) = last_full_month(visit.app.today());
    let from = asked.date("from")?.unwrap_or(first);
    let to = asked.date("to")?.unwrap_or(last);
    if from.first() > to.last() || !from.first().is_known() || !to.last().is_known() {
        return Err(aigaq_counting::Error::PeriodBackwards {
            from: from.text().to_owned(),
            to: to.text().to_owned(),
        }
        .into());
    }
    Ok(Output::Report {
        template,
        from,
        to,
        least: asked.one("least").map(str::to_owned),
    })
}

/// The first and last day of the month before this one.
fn last_full_month(today: Day) -> (PartialDate, PartialDate) {
    let before = |date: jiff::civil::Date| {
        let last = date.first_of_month().yesterday().ok()?;
        Some((
            Day::from_civil(last.first_of_month()),
            Day::from_civil(last),
        ))
    };
    let (first, last) = today.civil().and_then(before).unwrap_or((today, today));
    (PartialDate::day(first), PartialDate::day(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_before_january_is_december() {
        let day = |year, month, day| Day::from_ymd(year, month, day).unwrap();
        let between = |a: Day, b: Day| (PartialDate::day(a), PartialDate::day(b));
        assert_eq!(
            last_full_month(day(2021, 1, 15)),
            between(day(2020, 12, 1), day(2020, 12, 31))
        );
        assert_eq!(
            last_full_month(day(2020, 3, 31)),
            between(day(2020, 2, 1), day(2020, 2, 29))
        );
    }
}
