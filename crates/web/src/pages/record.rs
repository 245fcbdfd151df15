//! One record: what holds, on whose word, what hangs together with it, and what people decided and noted about it.

mod asks;
mod pictures;

pub(crate) use asks::{Asks, Fault, Typed};

use std::collections::BTreeSet;

use aigaq_schema::{ChangeSetId, Language, RecordId};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};

use crate::address::{Address, encode};
use crate::frame::{Frame, Place};
use crate::pages::files::OfRecord;
use crate::pages::names;
use crate::pages::review::QueueAsked;
use crate::pages::saved::SavedNotice;
use crate::picture::Picture;
use crate::problem::Problem;
use crate::visit::{Visit, page};
use crate::words::Words;
use aigaq_schema::CountedAs;
use aigaq_view::resolve::Agreement;
use aigaq_workspace::registers::FlawRow;
use aigaq_workspace::{
    CellPart, Counting, DueState, IncomingGroup, InvolvementView, Named, OutAlready, PropertyView,
    RecordView, SpellingGroup, SpellingsView, StatementView, TimelineEntry, Workspace,
};
use asks::Forms;
use pictures::Deeds;

#[derive(Template)]
#[template(path = "record.html")]
struct Record {
    frame: Frame,
    plural: String,
    who: Who,
    /// How an act like this one is counted; empty for what is no act.
    counted: String,
    groups: Vec<Group>,
    incoming: Vec<Incoming>,
    timeline: Vec<TimelineEntry>,
    /// The same drawn, where a picture says more than the list.
    timeline_picture: Option<Picture>,
    /// Who did what to whom, in an event.
    deeds: Option<Deeds>,
    saved: Option<SavedNotice>,
    /// Somebody was quicker, so nothing was saved.
    changed: bool,
    /// What was entered here that cannot be.
    flaws: Vec<FlawRow>,
    /// Its files; nothing where such a record takes none.
    files: Option<OfRecord>,
    forms: Forms,
    queue: Option<QueueBar>,
    view: RecordView,
    /// The spellings of its name, where there are several.
    spellings: Option<Spellings>,
    ways: Ways,
    /// What is out with the name, where a consent was taken back.
    out_already: Option<Vec<OutAlready>>,
    /// How many times it was written down who a confidential source is.
    identities: usize,
}

/// The spellings of a name, as far as they fit beside the record.
struct Spellings {
    /// The scripts with their spellings.
    groups: Vec<(String, Vec<String>)>,
    /// How many there are.
    count: usize,
    /// Not all stand here.
    is_cut: bool,
    href: String,
}

/// Spellings of one script that stand beside the record.
const MOST_SPELLINGS: usize = 8;

impl Spellings {
    fn of(view: &SpellingsView, id: RecordId, w: Words) -> Self {
        let group = |group: &SpellingGroup| {
            let spellings = group.spellings.iter().take(MOST_SPELLINGS);
            let spellings = spellings.map(|spelling| spelling.text.clone()).collect();
            (names::script(w, group.script), spellings)
        };
        Self {
            groups: view.groups.iter().map(group).collect(),
            count: view.count(),
            is_cut: view
                .groups
                .iter()
                .any(|g| g.spellings.len() > MOST_SPELLINGS),
            href: names::address(id),
        }
    }
}

/// Ways to correct the record and to add to it.
#[derive(Default)]
struct Ways {
    can_edit: bool,
    add: Vec<(String, String)>,
    /// Where it is decided which records are one with it.
    same: Option<String>,
    /// How many records are one with it, itself among them.
    one_with: usize,
    /// People are named in it, who can be asked what they allow.
    tells_of_people: bool,
    /// A person, or a confidential source.
    can_be_forgotten: bool,
    /// A decision by which somebody was forgotten.
    has_report: bool,
}

/// Types whose page leads to what its people allow; a person has it on their own form.
const OF_PEOPLE: [&str; 2] = ["event", "act"];

impl Ways {
    fn of(workspace: &Workspace, named: &Named, language: Language) -> Self {
        let record_type = &named.record_type;
        Self {
            same: Workspace::may_have_doubles(record_type)
                .then(|| format!("{}/same", crate::address::record(named.id))),
            one_with: workspace.one_with(named.id).map_or(1, |all| all.len()),
            can_be_forgotten: workspace.can_be_forgotten(named.id).unwrap_or(false),
            tells_of_people: OF_PEOPLE.contains(&record_type.as_str()),
            has_report: matches!(workspace.forget_report(named.id), Ok(Some(_))),
            can_edit: workspace.corrected_types().any(|t| t.code == *record_type),
            add: workspace
                .added_to(record_type)
                .map(|added| {
                    // Acts come with their people: the quick form makes both.
                    if (record_type.as_str(), added.code.as_str()) == ("event", "act") {
                        let to = format!("/enter?event={}", named.id);
                        return (to, Words::of(language).t("enter-add-title"));
                    }
                    let label = added.label.get(language).to_lowercase();
                    let to = format!("/enter/{}?{record_type}={}", encode(&added.code), named.id);
                    (to, Words::of(language).with("record-add", label))
                })
                .collect(),
        }
    }
}

/// The record's place in the queue it is reviewed in.
struct QueueBar {
    place: Option<usize>,
    total: usize,
    previous: Option<String>,
    next: Option<String>,
    back: String,
    record_type: String,
    level: String,
}

/// Who did what to whom.
#[derive(Default)]
struct Who {
    by: Vec<InvolvementView>,
    to: Vec<InvolvementView>,
    others: Vec<InvolvementView>,
}

impl Who {
    fn of(involvements: &[InvolvementView]) -> Self {
        let mut who = Self::default();
        for involvement in involvements {
            let side = match involvement.role.split('.').next() {
                Some("perpetrator") => &mut who.by,
                Some("target") => &mut who.to,
                _ => &mut who.others,
            };
            side.push(involvement.clone());
        }
        who
    }

    fn is_empty(&self) -> bool {
        self.by.is_empty() && self.to.is_empty() && self.others.is_empty()
    }
}

/// Records that point here, with the way to all of them.
struct Incoming {
    label: String,
    total: usize,
    records: Vec<Named>,
    href: Option<String>,
}

impl Incoming {
    fn of(group: IncomingGroup) -> Self {
        Self {
            href: group.query.map(|query| {
                Address::new(format!("/records/{}", encode(&group.record_type)))
                    .with("where", query)
                    .to_string()
            }),
            label: group.label,
            total: group.total,
            records: group.records,
        }
    }
}

struct Group {
    label: String,
    properties: Vec<PropertyShown>,
}

struct PropertyShown {
    /// The sources do not say the same: their words are laid side by side, not folded away.
    contested: bool,
    /// Different sources among the statements that stand.
    sources: usize,
    standing: Vec<Told>,
    withdrawn: Vec<Told>,
    view: PropertyView,
}

/// A value and all who say it.
struct Told {
    value: CellPart,
    is_withdrawn: bool,
    statements: Vec<StatementView>,
}

impl PropertyShown {
    /// It says itself who may read something, or may be closed to some.
    fn can_be_closed(&self) -> bool {
        aigaq_workspace::is_closable(&self.view.code)
    }

    fn of(view: PropertyView) -> Self {
        let mut told: Vec<Told> = Vec::new();
        for statement in &view.statements {
            let is_withdrawn = statement.withdrawn.is_some();
            let same = told
                .iter_mut()
                .find(|t| t.is_withdrawn == is_withdrawn && t.value == statement.value);
            match same {
                Some(told) => told.statements.push(statement.clone()),
                None => told.push(Told {
                    value: statement.value.clone(),
                    is_withdrawn,
                    statements: vec![statement.clone()],
                }),
            }
        }
        let (withdrawn, standing): (Vec<Told>, Vec<Told>) =
            told.into_iter().partition(|told| told.is_withdrawn);
        let sources: BTreeSet<RecordId> = standing
            .iter()
            .flat_map(|told| &told.statements)
            .filter_map(|statement| Some(statement.source.as_ref()?.id))
            .collect();
        Self {
            contested: view.agreement != Agreement::Same,
            sources: sources.len(),
            standing,
            withdrawn,
            view,
        }
    }
}

/// `GET /record/{id}?do=&queue=&level=&saved=`
pub(crate) async fn record(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: RecordId = id.parse().map_err(|_| Problem::NoSuchRecord)?;
    let mut typed = Typed::of(Asks::wished(visit.asked.one("do")));
    typed.queue = QueueAsked::carried(&visit);
    show(&visit, id, typed).await
}

/// What the page is called in the browser, whose history keeps it: of a note and a file not their words, but their number.
fn titled(view: &RecordView) -> String {
    match (view.named.record_type.as_str(), &view.number) {
        ("note" | "file", Some(number)) => format!("{} {number}", view.named.type_label),
        ("note" | "file", None) => view.named.type_label.clone(),
        _ => view.named.caption.clone(),
    }
}

/// The page, with what was typed into one of its forms and was not saved.
pub(crate) async fn show(visit: &Visit, id: RecordId, typed: Typed) -> Result<Response, Problem> {
    let queue = typed.queue.clone();
    let change_set: Option<ChangeSetId> = visit.asked.one("saved").and_then(|id| id.parse().ok());
    let words = visit.words;
    let (flaws, out_already, identities) = visit
        .ask(move |workspace, asking| {
            let flaws = workspace.flaws_of(asking, id)?;
            let source = workspace.confidential_source(asking, id)?;
            let identities = source.map_or(0, |source| source.identities);
            Ok((flaws, workspace.out_already(asking, id)?, identities))
        })
        .await?;
    let (mut view, plural, neighbours, what, ways, timeline_picture, spellings) = visit
        .ask(move |workspace, asking| {
            let Some(mut view) = workspace.record(asking, id)? else {
                return Ok(None);
            };
            let kind = workspace.schema().record_type(&view.named.record_type);
            let plural = kind.map_or(view.named.type_label.as_str(), |kind| {
                kind.plural.get(asking.language)
            });
            let plural = plural.to_owned();
            let neighbours = match &queue {
                Some(queue) => Some(workspace.neighbours(asking, &queue.query(0), id)?),
                None => None,
            };
            let what = match change_set {
                Some(change_set) => workspace.speaks_of(asking, change_set)?,
                None => None,
            };
            let ways = Ways::of(workspace, &view.named, asking.language);
            view.timeline.retain(|entry| entry.what.id != id);
            let kind = |code: &str| {
                let kind = workspace.schema().record_type(code);
                kind.map_or_else(
                    || code.to_owned(),
                    |kind| kind.plural.get(asking.language).to_owned(),
                )
            };
            let drawn = pictures::timeline(&view.timeline, kind, words);
            let spellings = workspace.spellings(asking, id)?;
            let spellings = spellings.map(|all| Spellings::of(&all, id, words));
            Ok(Some((
                view, plural, neighbours, what, ways, drawn, spellings,
            )))
        })
        .await?
        .ok_or(Problem::NoSuchRecord)?;
    let queue = typed
        .queue
        .as_ref()
        .zip(neighbours)
        .map(|(asked, found)| QueueBar {
            place: found.place,
            total: found.total,
            previous: found.previous.map(|id| asked.record(id).to_string()),
            next: found.next.map(|id| asked.record(id).to_string()),
            back: asked.address().to_string(),
            record_type: asked.record_type.clone().unwrap_or_default(),
            level: asked.level.clone().unwrap_or_default(),
        });
    let status = typed.status();
    let forms = Forms::new(visit, &view, typed)?;
    let groups = std::mem::take(&mut view.groups);
    let mut incoming = std::mem::take(&mut view.incoming);
    // Those who are in an act are drawn above already, and what was decided and noted stands in the review.
    incoming.retain(|group| {
        let in_an_act =
            view.named.record_type == group.property && group.record_type == "involvement";
        let in_the_review = matches!(
            (group.record_type.as_str(), group.property.as_str()),
            ("judgement", "statement" | "record") | ("note", "about")
        );
        // Files stand in a part of their own, who has had one on its page.
        let of_files = matches!(
            (group.record_type.as_str(), group.property.as_str()),
            ("file", "of") | ("custody", "of_file")
        );
        !in_an_act && !in_the_review && !of_files
    });
    let timeline = std::mem::take(&mut view.timeline);
    let deeds = view.deeds.take().map(|deeds| Deeds::of(deeds, words));
    let files = OfRecord::new(visit, id, &view.named.record_type).await?;
    let html = page(&Record {
        out_already,
        identities,
        frame: visit.frame(Place::Elsewhere, titled(&view)),
        plural,
        who: Who::of(&view.involvements),
        counted: counted(&view, visit.words),
        groups: groups
            .into_iter()
            .map(|group| Group {
                label: group.label,
                properties: group
                    .properties
                    .into_iter()
                    .map(PropertyShown::of)
                    .collect(),
            })
            .collect(),
        timeline,
        timeline_picture,
        deeds,
        incoming: incoming.into_iter().map(Incoming::of).collect(),
        saved: SavedNotice::of(visit).map(|notice| SavedNotice {
            what: what.unwrap_or_default().join(" · "),
            ..notice
        }),
        changed: visit.asked.one("changed").is_some(),
        flaws,
        files,
        forms,
        queue,
        spellings,
        ways,
        view,
    })?;
    Ok((status, html).into_response())
}

/// How an act like this one is counted: in words, with the number of those it was done to here.
fn counted(view: &RecordView, w: Words) -> String {
    let targets = view
        .involvements
        .iter()
        .filter(|one| one.role.split('.').next() == Some("target"))
        .count();
    let rule = match view.counted {
        None => return String::new(),
        Some(Counting { rule, is_said }) => w.t(match (rule, is_said) {
            (CountedAs::Each, false) => "record-counted-each",
            (CountedAs::Together, false) => "record-counted-together",
            (CountedAs::Each, true) => "record-counted-each-said",
            (CountedAs::Together, true) => "record-counted-together-said",
        }),
    };
    match targets {
        0 | 1 => rule,
        many => format!("{} {rule}", w.n("record-counted-one", many)),
    }
}
