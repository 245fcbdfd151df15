//! The registers: their list, what comes next, each as a page and as files, the rules of law, and what is decided on them.

pub(crate) mod one;
pub(crate) mod rules;
pub(crate) mod soon;
mod timelines;

use askama::Template;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::address::Address;
use crate::frame::{Frame, Place};
use crate::pages::review::forms::go;
use crate::pages::review::sent::refused;
use crate::problem::Problem;
use crate::visit::{Visit, page};
use aigaq_schema::Day;
use aigaq_workspace::registers::{CountRow, Extent, RegisterName, RegisterWish};
use aigaq_workspace::{Refused, Saved};

#[derive(Template)]
#[template(path = "registers.html")]
struct Registers {
    frame: Frame,
    on: String,
    registers: Vec<Register>,
}

/// A register in the list.
struct Register {
    title: String,
    what: String,
    href: String,
    counts: Vec<CountRow>,
    flaws: usize,
}

/// `GET /registers?on=`
pub(crate) async fn registers(visit: Visit) -> Result<Html<String>, Problem> {
    let on = visit.asked.day("on")?.unwrap_or(visit.app.today());
    let answers = visit
        .ask(move |workspace, asking| {
            let mut answers = Vec::new();
            for name in RegisterName::ALL {
                let wish = RegisterWish {
                    // Only the counts are shown.
                    extent: Extent::Page { skip: 0, take: 0 },
                    ..RegisterWish::whole(name, on)
                };
                answers.push((name, workspace.register(asking, &wish)?));
            }
            Ok(answers)
        })
        .await?;
    page(&Registers {
        frame: visit.frame(Place::Registers, visit.words.t("way-registers")),
        on: on.to_string(),
        registers: answers
            .into_iter()
            .map(|(name, answer)| Register {
                href: place(name, on).to_string(),
                what: answer.definition,
                title: answer.title,
                counts: answer.counts.into_iter().filter(|c| c.value > 0).collect(),
                flaws: answer.flaws_in_all,
            })
            .collect(),
    })
}

/// The page of a register on a day.
fn place(name: RegisterName, on: Day) -> Address {
    Address::new(format!("/registers/{}", name.code())).with("on", on.to_string())
}

/// A file to keep. Its name says what it is and holds nothing but ASCII.
fn file(stem: &str, ending: &str, kind: &'static str, content: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"register-{stem}.{ending}\"");
    (
        [
            (CONTENT_TYPE, kind.to_owned()),
            (CONTENT_DISPOSITION, disposition),
        ],
        content,
    )
        .into_response()
}

/// Back to a page that tells what was saved.
fn back(to: Address, saved: Result<Saved, Refused>) -> Result<Response, Problem> {
    match saved {
        // Somebody did it before: twice is as good as once.
        Err(Refused::Nothing) => Ok(Redirect::to(&to.to_string()).into_response()),
        saved => Ok(go(to, saved.map_err(refused)?)),
    }
}
