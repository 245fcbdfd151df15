//! The publications: chosen, shown as a page, taken along as a file.

pub(crate) mod about;
mod chosen;
pub(crate) mod data;
mod offered;
mod usual;

pub(crate) use offered::{outputs, set_notes};

use aigaq_press::file::{Format, file};
use aigaq_publishing::about::Form;
use aigaq_publishing::links::{Anchors, Links, Pages};
use aigaq_publishing::{Document, html};
use aigaq_schema::RecordId;
use std::hash::{DefaultHasher, Hash, Hasher};

use askama::Template;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Redirect, Response};

use about::{Meant, Way};
use chosen::Chosen;

use crate::asked::{Asked, audience_key};
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::review::sent::{Sent, refused};
use crate::problem::{Problem, report};
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::outputs::Output;
use aigaq_workspace::{Gate, OwnReason, Refused, SectionNote, WrittenFor};

/// Asks for texts that are written for others, by their key.
const TEXTS: &str = "texts";

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
    /// The sections, with what the analyst says in each.
    sections: Vec<Noted>,
    /// Texts for other readers of the same that fill sections without one: for whom, and the address that takes them over.
    others: Vec<(String, String)>,
    /// Texts were taken over, and are not saved yet.
    taken_over: bool,
    note_form: String,
    /// What was typed for it is not there any more.
    forgotten: bool,
    /// What is asked of whoever makes it; where it is about people.
    asked: Option<about::Questions>,
}

/// A section that may have an analyst's note.
/// What analysts wrote, here and for other readers of the same.
struct Texts {
    here: Vec<SectionNote>,
    elsewhere: Vec<WrittenFor>,
}

impl Texts {
    /// Those written for others that fill a section in which nothing stands.
    fn to_take_over(&self) -> impl Iterator<Item = &WrittenFor> {
        self.elsewhere.iter().filter(|other| {
            let mut empty = self.here.iter().filter(|note| note.text.is_empty());
            empty.any(|note| other.texts.contains_key(&note.section))
        })
    }
}

struct Noted {
    note: SectionNote,
    /// The mark of what it says.
    shown: String,
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
                    Texts {
                        here: workspace.section_notes(&asking, &wish, &document)?,
                        elsewhere: workspace.written_for_others(&asking, &wish)?,
                    },
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

/// `POST /outputs/{output}`: what the analyst says in its sections (`text.SECTION`, beside `shown.SECTION`); nothing takes
/// it back. What was not changed on the page is left as it is, whoever wrote it anew meanwhile.
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
    let said: Vec<(String, String)> = sent
        .pairs()
        .iter()
        .filter_map(|(name, text)| Some((name.strip_prefix("text.")?, text)))
        .filter(|(section, text)| sent.text(&format!("shown.{section}")) != mark(text))
        .map(|(section, text)| (section.to_owned(), text.clone()))
        .collect();
    let reason = OwnReason::WordsSaidAnew.stored();
    let asking = visit.asking_in(chosen.language);
    let wish = chosen.wish.clone();
    let back = chosen.page(said.first().map_or("", |(section, _)| section));
    let done = visit
        .app
        .change(move |workspace| {
            let said: Vec<(&str, &str)> = said
                .iter()
                .map(|(section, text)| (section.as_str(), text.as_str()))
                .collect();
            workspace.say_analyst_notes(&asking, form, &wish, &said, &reason)
        })
        .await?;
    match done {
        // The same once more, or nothing new.
        Ok(_) | Err(Refused::Nothing) => Ok(Redirect::to(&back)),
        Err(other) => Err(refused(other)),
    }
}

/// By which a text is known again, however the browser ends its lines.
fn mark(text: &str) -> String {
    let mut hasher = DefaultHasher::new();
    text.replace("\r\n", "\n").trim().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
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
    (gate, texts): (Gate, Texts),
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
    let taken = visit.asked.one(TEXTS);
    let taken = taken.and_then(|key| texts.to_take_over().find(|other| other.key() == key));
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
        others: texts
            .to_take_over()
            .map(|other| {
                let way = chosen.page_with(TEXTS, &other.key());
                (for_whom(visit, other), way)
            })
            .collect(),
        taken_over: taken.is_some(),
        sections: texts.here.iter().map(|note| noted(note, taken)).collect(),
        note_form: new_form()?.to_string(),
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

/// A section with what is written in it, or, where nothing is, with what is taken over.
fn noted(note: &SectionNote, taken: Option<&WrittenFor>) -> Noted {
    let mut noted = Noted {
        shown: mark(&note.text),
        note: note.clone(),
    };
    if let (true, Some(text)) = (
        note.text.is_empty(),
        taken.and_then(|other| other.texts.get(&note.section)),
    ) {
        noted.note.text.clone_from(text);
    }
    noted
}

fn for_whom(visit: &Visit, other: &WrittenFor) -> String {
    let audience = visit.words.t(audience_key(other.audience));
    match &other.least {
        Some(least) => format!("{audience} · {}", least.label),
        None => audience,
    }
}
