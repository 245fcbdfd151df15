//! Templates of publications: those that come with the program, to read and to copy, and the group's own.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::review::sent::{Sent, refused};
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use aigaq_workspace::{OwnReason, OwnTemplate, Refused, TemplateCode, Words};

#[derive(Template)]
#[template(path = "templates.html")]
struct Templates {
    frame: Frame,
    own: Vec<Listed>,
    shipped: Vec<Listed>,
}

struct Listed {
    code: String,
    title: String,
    what: String,
}

#[derive(Template)]
#[template(path = "templates_one.html")]
struct One {
    frame: Frame,
    /// The template that is shown; none for one that is being made.
    shown: Option<String>,
    is_own: bool,
    /// Under which code it will be kept.
    code: String,
    text: String,
    /// Why it was not kept.
    wrong: Option<String>,
    form: String,
    taking_back: String,
}

/// `GET /templates`
pub(crate) async fn list(visit: Visit) -> Result<Html<String>, Problem> {
    let (all, own) = visit
        .ask(|workspace, asking| {
            Ok((
                workspace.templates(asking)?,
                workspace.own_templates(asking)?,
            ))
        })
        .await?;
    let language = visit.words.language();
    let listed = |code: &TemplateCode| {
        let known = all.iter().find(|(there, _)| there == code);
        Listed {
            code: code.to_string(),
            title: known.map_or_else(
                || code.to_string(),
                |(_, t)| t.title.get(language).to_owned(),
            ),
            // One that does not fit any more says so when it is opened.
            what: known.map_or_else(String::new, |(_, t)| t.what.get(language).to_owned()),
        }
    };
    page(&Templates {
        own: own.iter().map(|own| listed(&own.code)).collect(),
        shipped: TemplateCode::shipped().map(|code| listed(&code)).collect(),
        frame: visit.frame(Place::Outputs, visit.words.t("templates-title")),
    })
}

/// `GET /templates/{code}`, and with `.toml` the same as a file
pub(crate) async fn one(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    let (name, is_file) = match name.strip_suffix(".toml") {
        Some(name) => (name, true),
        None => (name.as_str(), false),
    };
    let code: TemplateCode = name.parse().map_err(|_| Problem::NotFound)?;
    let asked = code.clone();
    let (text, own) = visit
        .ask(move |workspace, asking| {
            Ok((
                workspace.template_text(asking, &asked).ok(),
                workspace.own_templates(asking)?,
            ))
        })
        .await?;
    let text = text.ok_or(Problem::NotFound)?;
    if is_file {
        let disposition = format!("attachment; filename=\"{code}.toml\"");
        let headers = [
            (CONTENT_TYPE, "application/toml; charset=utf-8".to_owned()),
            (CONTENT_DISPOSITION, disposition),
        ];
        return Ok((headers, text).into_response());
    }
    let is_own = !code.is_shipped();
    let kept_as = match is_own {
        true => code.to_string(),
        false => free_code(&code, &own),
    };
    let shown = shown(&visit, Some(&code), (kept_as, text), None)?;
    Ok(shown.into_response())
}

/// `POST /templates`: keeps a template under a code.
pub(crate) async fn keep(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let sent = Sent::new(&filled);
    let (code, text) = (sent.text("code"), sent.text("text"));
    if filled.again {
        return Ok(shown(&visit, None, (code, text), None)?.into_response());
    }
    let token = sent.token()?;
    let form = (token, visit.app.now());
    let asking = visit.asking();
    let reason = OwnReason::TemplateChanged.stored();
    // Another of this code is changed only on its own page; the same form once more made it itself.
    let own = visit.ask(aigaq_workspace::Workspace::own_templates).await?;
    let other = own
        .iter()
        .any(|own| own.code.as_str() == code && own.id != token.record(0));
    if other && sent.text("of") != code {
        let wrong = visit.words.with("templates-there", &code);
        let page = shown(&visit, None, (code, text), Some(wrong))?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let (wanted, content) = (code.clone(), text.clone());
    let kept = visit
        .app
        .change(move |workspace| {
            let code: TemplateCode = wanted.parse()?;
            workspace.keep_template(&asking, form, (&code, &content), &reason)
        })
        .await?;
    let wrong = match kept {
        Ok(_) | Err(Refused::Nothing) => return Ok(Redirect::to("/templates#own").into_response()),
        Err(why @ (Refused::Unfit(_) | Refused::At { .. } | Refused::Workspace(_))) => {
            Words::reason(visit.words.language(), &why.reason())
        }
        Err(other) => return Err(refused(other)),
    };
    let page = shown(&visit, None, (code, text), Some(wrong))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `POST /templates/{code}`: takes an own one back.
pub(crate) async fn take_back(
    visit: Visit,
    Path(code): Path<String>,
    filled: Filled,
) -> Result<Redirect, Problem> {
    let code: TemplateCode = code.parse().map_err(|_| Problem::NotFound)?;
    let form = (Sent::new(&filled).token()?, visit.app.now());
    let asking = visit.asking();
    let reason = OwnReason::TemplateTakenBack.stored();
    let done = visit
        .app
        .change(move |workspace| workspace.take_template_back(&asking, form, &code, &reason))
        .await?;
    match done {
        Ok(_) | Err(Refused::Nothing) => Ok(Redirect::to("/templates")),
        Err(other) => Err(refused(other)),
    }
}

/// A code for a copy of one that comes with the program, which no own one has yet.
fn free_code(code: &TemplateCode, own: &[OwnTemplate]) -> String {
    let first = format!("our_{code}");
    let others = (2..).map(|number| format!("{first}_{number}"));
    let is_free = |code: &String| own.iter().all(|own| own.code.as_str() != code);
    std::iter::once(first.clone())
        .chain(others)
        .find(is_free)
        .unwrap_or(first)
}

fn shown(
    visit: &Visit,
    of: Option<&TemplateCode>,
    (code, text): (String, String),
    wrong: Option<String>,
) -> Result<Html<String>, Problem> {
    page(&One {
        frame: visit.frame(Place::Outputs, visit.words.t("templates-one")),
        shown: of.map(TemplateCode::to_string),
        is_own: of.is_some_and(|code| !code.is_shipped()),
        code,
        text,
        wrong,
        form: new_form()?.to_string(),
        taking_back: new_form()?.to_string(),
    })
}
