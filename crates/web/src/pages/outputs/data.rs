//! The package of data and the static site: what they will hold, who passes the gate, and the file to take along.

use aigaq_press::site::files;
use aigaq_press::zipped::zipped;
use aigaq_publishing::package::Licence;
use aigaq_schema::{Language, PartialDate};
use askama::Template;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};

use super::usual::last_full_month;
use crate::address::Address;
use crate::asked::audience_key;
use crate::frame::{Frame, Place};
use crate::problem::{Problem, report};
use crate::visit::{Visit, page};
use aigaq_workspace::{Audience, Gate, PackageWish, SiteHolds, SiteWish};

/// Licences that a group chooses from: their identifiers, which no language changes.
const LICENCES: [&str; 4] = ["CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "ODbL-1.0"];

/// What of a period an address asks for.
struct OfAPeriod {
    from: PartialDate,
    to: PartialDate,
    least: Option<String>,
    licence: Option<Licence>,
}

impl OfAPeriod {
    fn read(visit: &Visit) -> Result<Self, Problem> {
        let asked = &visit.asked;
        let (first, last) = last_full_month(visit.app.today());
        Ok(Self {
            from: asked.date("from")?.unwrap_or(first),
            to: asked.date("to")?.unwrap_or(last),
            least: asked.one("least").map(str::to_owned),
            licence: match asked.one("licence") {
                None => None,
                Some(code) if LICENCES.contains(&code) => code.parse().ok(),
                Some(_) => return Err(Problem::NotFound),
            },
        })
    }

    fn address(&self, page: &str) -> Address {
        Address::new(page)
            .with("from", self.from.text())
            .with("to", self.to.text())
            .with_some("least", self.least.clone())
            .with_some("licence", self.licence.as_ref().map(Licence::text))
    }
}

/// What a form offers: value, words, whether it is chosen.
struct Choice {
    value: String,
    label: String,
    is_chosen: bool,
}

/// What both pages ask.
struct Questions {
    from: String,
    to: String,
    levels: Vec<Choice>,
    licences: Vec<Choice>,
}

impl Questions {
    async fn of(visit: &Visit, of: &OfAPeriod) -> Result<Self, Problem> {
        let levels = visit
            .ask(|workspace, asking| Ok(workspace.verification_levels(asking)))
            .await?;
        let levels = levels.into_iter().map(|level| Choice {
            is_chosen: of.least.as_ref() == Some(&level.code),
            value: level.code,
            label: level.label,
        });
        let licences = LICENCES.into_iter().map(|code| Choice {
            value: code.to_owned(),
            label: code.to_owned(),
            is_chosen: of.licence.as_ref().is_some_and(|one| one.text() == code),
        });
        Ok(Self {
            from: of.from.text().to_owned(),
            to: of.to.text().to_owned(),
            levels: levels.collect(),
            licences: licences.collect(),
        })
    }
}

#[derive(Template)]
#[template(path = "package.html")]
struct PackagePage {
    frame: Frame,
    asked: Questions,
    audiences: Vec<Choice>,
    languages: Vec<Choice>,
    audience_key: &'static str,
    /// Its files with their sizes in words.
    files: Vec<(String, String)>,
    href: String,
    gate: Option<Gate>,
}

/// `GET /outputs/package`: who is named in it and why, before it is taken along
pub(crate) async fn package(visit: Visit) -> Result<Html<String>, Problem> {
    let of = OfAPeriod::read(&visit)?;
    let (audience, language) = (visit.asked.audience()?, language(&visit)?);
    let asked = Questions::of(&visit, &of).await?;
    let address = of
        .address("/outputs/package.zip")
        .with("audience", audience.code())
        .with("language", language.tag());
    let made = made(&visit, of, (audience, language)).await?;
    let audiences = [Audience::Internal, Audience::Partners, Audience::Public];
    page(&PackagePage {
        frame: visit.frame(Place::Outputs, visit.words.t("output-package")),
        asked,
        audiences: audiences
            .into_iter()
            .map(|one| Choice {
                value: one.code().to_owned(),
                label: visit.words.t(audience_key(one)),
                is_chosen: one == audience,
            })
            .collect(),
        languages: languages(&visit, &[language]),
        audience_key: audience_key(audience),
        files: made
            .files
            .iter()
            .map(|(name, bytes)| (name.clone(), visit.words.size(bytes.len())))
            .collect(),
        href: address.to_string(),
        gate: Some(made.gate).filter(|_| audience.is_outside()),
    })
}

/// `GET /outputs/package.zip`
pub(crate) async fn package_file(visit: Visit) -> Result<Response, Problem> {
    let of = OfAPeriod::read(&visit)?;
    let name = format!("data-{}-{}", of.from.first(), of.to.last());
    let (audience, language) = (visit.asked.audience()?, language(&visit)?);
    let made = made(&visit, of, (audience, language)).await?;
    taken_along(&name, move || {
        zipped(&made.files).map_err(|why| why.to_string())
    })
    .await
}

async fn made(
    visit: &Visit,
    of: OfAPeriod,
    (audience, language): (Audience, Language),
) -> Result<aigaq_workspace::DataPackage, Problem> {
    let asking = visit.asking_in(language);
    let wish = PackageWish {
        from: of.from,
        to: of.to,
        least: of.least,
        audience,
        licence: of.licence,
    };
    visit
        .app
        .ask(move |workspace| workspace.data_package(&asking, &wish))
        .await
}

#[derive(Template)]
#[template(path = "site.html")]
struct SitePage {
    frame: Frame,
    asked: Questions,
    number: u32,
    languages: Vec<Choice>,
    holds: Vec<Choice>,
    href: String,
    gate: Gate,
}

/// `GET /outputs/site`: who is named in it and why, before it is taken along
pub(crate) async fn site(visit: Visit) -> Result<Html<String>, Problem> {
    let of = OfAPeriod::read(&visit)?;
    let asked = Questions::of(&visit, &of).await?;
    let wish = site_wish(&visit, of)?;
    let shown = wish.clone();
    // Of the languages that it will have: what analysts wrote in one may name others than what they wrote in another.
    let (gate, templates) = visit
        .ask(move |workspace, asking| {
            let gate = workspace.site(asking, &shown)?.gate;
            Ok((gate, workspace.templates(asking)?))
        })
        .await?;
    let w = visit.words;
    let offered = templates.iter().map(|(code, template)| {
        let label = template.title.get(w.language()).to_owned();
        (SiteHolds::Template(code.clone()), label)
    });
    let offered = offered.chain([
        (SiteHolds::Restrictions, w.t("output-restrictions")),
        (SiteHolds::Commitments, w.t("output-commitments")),
    ]);
    let of = OfAPeriod::read(&visit)?;
    let mut address = of
        .address("/outputs/site.zip")
        .with("edition", wish.number.to_string())
        .with("chosen", "yes");
    for language in &wish.languages {
        address = address.with("in", language.tag());
    }
    for held in &wish.holds {
        address = address.with("holds", held.word());
    }
    page(&SitePage {
        frame: visit.frame(Place::Outputs, w.t("output-site")),
        asked,
        number: wish.number,
        languages: languages(&visit, &wish.languages),
        holds: offered
            .map(|(held, label)| Choice {
                value: held.word().to_owned(),
                label,
                is_chosen: wish.holds.contains(&held),
            })
            .collect(),
        href: address.to_string(),
        gate,
    })
}

/// `GET /outputs/site.zip`
pub(crate) async fn site_file(visit: Visit) -> Result<Response, Problem> {
    let of = OfAPeriod::read(&visit)?;
    let name = format!("site-{}-{}", of.from.first(), of.to.last());
    let wish = site_wish(&visit, of)?;
    let made = visit
        .ask(move |workspace, asking| workspace.site(asking, &wish))
        .await?;
    taken_along(&name, move || {
        let files = files(&made.site).map_err(|why| why.to_string())?;
        zipped(&files).map_err(|why| why.to_string())
    })
    .await
}

/// The site that an address asks for; what is usual where nothing was chosen yet.
fn site_wish(visit: &Visit, of: OfAPeriod) -> Result<SiteWish, Problem> {
    let asked = &visit.asked;
    let is_chosen = asked.one("chosen").is_some();
    let languages: Result<Vec<Language>, _> = asked.all("in").map(str::parse).collect();
    let languages = languages?;
    let holds: Result<Vec<SiteHolds>, _> = asked.all("holds").map(str::parse).collect();
    let holds = holds.map_err(|_| Problem::NotFound)?;
    let number = asked.number("edition")?;
    Ok(SiteWish {
        from: of.from,
        to: of.to,
        least: of.least,
        languages: match languages.is_empty() {
            true => Language::ALL.to_vec(),
            false => languages,
        },
        holds: match is_chosen {
            true => holds,
            false => SiteHolds::usual(),
        },
        number: u32::try_from(number).map_err(|_| Problem::NotFound)?,
        licence: of.licence,
    })
}

fn language(visit: &Visit) -> Result<Language, Problem> {
    Ok(match visit.asked.one("language") {
        None => visit.words.language(),
        Some(tag) => tag.parse()?,
    })
}

fn languages(visit: &Visit, chosen: &[Language]) -> Vec<Choice> {
    let frame = visit.frame(Place::Outputs, String::new());
    let all = frame.languages.into_iter();
    all.map(|one| Choice {
        is_chosen: chosen.iter().any(|language| language.tag() == one.tag),
        value: one.tag.to_owned(),
        label: one.name.to_owned(),
    })
    .collect()
}

/// A zip to keep, made beside the other requests. Its name says what it is and of which days.
async fn taken_along(
    name: &str,
    make: impl FnOnce() -> Result<Vec<u8>, String> + Send + 'static,
) -> Result<Response, Problem> {
    let broken = |fault: String| {
        report(&fault);
        Problem::Broken
    };
    let made = tokio::task::spawn_blocking(make).await;
    let bytes = made.map_err(|fault| broken(fault.to_string()))?;
    let bytes = bytes.map_err(broken)?;
    let disposition = format!("attachment; filename=\"{name}.zip\"");
    let head = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    Ok((head, bytes).into_response())
}
