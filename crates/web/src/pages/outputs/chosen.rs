//! Which publication an address asks for, over what time, for whom, in which language; and the address of the same.

use super::usual::last_full_month;
use aigaq_publishing::about::{Form, Stage};
use aigaq_schema::{Language, RecordId};

use super::about::{self, TYPED, Typed};
use crate::address::Address;
use crate::problem::Problem;
use crate::visit::Visit;
use aigaq_workspace::outputs::{Output, Wish};

/// What the address asks for.
pub(super) struct Chosen {
    pub(super) code: String,
    pub(super) wish: Wish,
    pub(super) language: Language,
    /// The id of the answers that go with it.
    pub(super) typed: Option<String>,
    /// Answers that belong to it are not there any more.
    pub(super) forgotten: bool,
}

impl Chosen {
    pub(super) fn read(visit: &Visit, code: &str, people: Vec<RecordId>) -> Result<Self, Problem> {
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
    pub(super) async fn must_be_there(&self, visit: &Visit) -> Result<(), Problem> {
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
    pub(super) fn file(&self, ending: &str) -> String {
        self.address(&format!(".{ending}"))
    }

    /// The address of the page with one more wish, at its texts.
    pub(super) fn page_with(&self, name: &'static str, value: &str) -> String {
        format!("{}#texts", self.way("").with(name, value))
    }

    /// The address of the page, at a section.
    pub(super) fn page(&self, section: &str) -> String {
        let is_id = |c: char| c.is_ascii_alphanumeric() || c == '-';
        match section.is_empty() || !section.chars().all(is_id) {
            true => self.address(""),
            false => format!("{}#s-{section}", self.address("")),
        }
    }

    fn address(&self, ending: &str) -> String {
        self.way(ending).to_string()
    }

    fn way(&self, ending: &str) -> Address {
        let address = Address::new(format!("/outputs/{}{ending}", self.code));
        let parameters = self.choice().into_iter();
        parameters
            .filter(|(name, _)| *name != "output")
            .fold(address, |address, (name, value)| address.with(name, value))
            .with_some(TYPED, self.typed.as_deref())
    }

    /// What was chosen and typed, as the pairs of a form.
    pub(super) fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut pairs = self.choice();
        if let Output::About(about) = &self.wish.output {
            let typed = about.typed.iter();
            pairs.extend(typed.map(|(asked, text)| (asked.word(), text.clone())));
        }
        pairs
    }

    /// What was chosen, as the pairs of an address.
    pub(super) fn choice(&self) -> Vec<(&'static str, String)> {
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
