//! One record with everything said of it, ready to be read.

use crate::error::WorkspaceError;
use crate::history::{act_label, device, when};
use crate::listing::path_label;
use crate::named::{Asking, CellPart, Named, Naming};
use crate::open::Workspace;
use crate::restrictions::first_day;
use aigaq_publishing::dates;
use aigaq_schema::{ChangeSetId, Day, PartialDate, RecordId, StatementId, Value, Via};
use aigaq_view::resolve::{Agreement, How};
use aigaq_view::{Brief, RecordPage, Shown};

/// Records that point here, shown of each kind.
const MOST_INCOMING: usize = 500;
/// Records of one group shown on the page.
const IN_GROUP: usize = 25;

/// A record's page.
#[derive(Debug, Clone, serde::Serialize)]
pub struct RecordView {
    /// The record.
    pub named: Named,
    /// What such a record is.
    pub definition: String,
    /// What it is a part of.
    pub part_of: Option<Named>,
    /// What holds, in groups.
    pub groups: Vec<PropertyGroup>,
    /// Who did what to whom: the actors in an act.
    pub involvements: Vec<InvolvementView>,
    /// What happened around it, by date.
    pub timeline: Vec<TimelineEntry>,
    /// Records that point here.
    pub incoming: Vec<IncomingGroup>,
    /// Records whose statements rest on it as their source.
    pub resting: usize,
    /// Change by change.
    pub history: Vec<HistoryView>,
}

/// Properties that stand together.
#[derive(Debug, Clone, serde::Serialize)]
pub struct PropertyGroup {
    /// What they are about.
    pub label: String,
    /// The properties.
    pub properties: Vec<PropertyView>,
}

/// A property with what holds and what was said.
#[derive(Debug, Clone, serde::Serialize)]
pub struct PropertyView {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: String,
    /// What it is for.
    pub definition: String,
    /// What holds.
    pub values: Vec<CellPart>,
    /// By which rule.
    pub how: How,
    /// In words.
    pub how_label: String,
    /// Whether the sources agree.
    pub agreement: Agreement,
    /// In words.
    pub agreement_label: String,
    /// Everything that was said, what was withdrawn at the end.
    pub statements: Vec<StatementView>,
}

/// A statement with its source.
#[derive(Debug, Clone, serde::Serialize)]
pub struct StatementView {
    /// The statement.
    pub id: StatementId,
    /// What it says.
    pub value: CellPart,
    /// According to whom.
    pub source: Option<Named>,
    /// The source in words, or that none is given.
    pub source_text: String,
    /// Where in the source.
    pub locator: Option<String>,
    /// Its exact words.
    pub quote: Option<String>,
    /// The source was given for the whole row.
    pub for_the_row: bool,
    /// How it came in.
    pub via: String,
    /// When it was recorded.
    pub when: String,
    /// By which device.
    pub device: String,
    /// In which change-set.
    pub change_set: ChangeSetId,
    /// Why it was withdrawn.
    pub withdrawn: Option<String>,
}

/// An actor in an act.
#[derive(Debug, Clone, serde::Serialize)]
pub struct InvolvementView {
    /// The involvement.
    pub id: RecordId,
    /// The role, by code.
    pub role: String,
    /// The role in words.
    pub role_label: String,
    /// Who.
    pub actor: Vec<CellPart>,
    /// How many.
    pub number: Option<String>,
}

/// Something that happened.
#[derive(Debug, Clone, serde::Serialize)]
pub struct TimelineEntry {
    /// When, in words.
    pub date: String,
    /// For sorting.
    #[serde(skip)]
    pub sort: Day,
    /// What.
    pub what: Named,
    /// In which role.
    pub role: Option<String>,
}

/// Records of one type that point here by one property.
#[derive(Debug, Clone, serde::Serialize)]
pub struct IncomingGroup {
    /// In words.
    pub label: String,
    /// The property that points.
    pub property: String,
    /// The type of the records.
    pub record_type: String,
    /// How many.
    pub total: usize,
    /// The first of them.
    pub records: Vec<Named>,
    /// A condition that finds them all in a list of their type.
    pub query: Option<String>,
}

/// What happened to the record in a change-set.
#[derive(Debug, Clone, serde::Serialize)]
pub struct HistoryView {
    /// The change-set.
    pub change_set: ChangeSetId,
    /// When.
    pub when: String,
    /// How, in words.
    pub act_label: String,
    /// Statements made.
    pub said: usize,
    /// Statements withdrawn.
    pub withdrawn: usize,
}

impl Workspace {
    /// The page of a record; `None` when there is none or the reader may not see it.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn record(&self, ask: &Asking, id: RecordId) -> Result<Option<RecordView>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let Some(page) = self.view.record(&ask.reader, id, MOST_INCOMING)? else {
            return Ok(None);
        };
        let history = page
            .history
            .iter()
            .map(|h| HistoryView {
                change_set: h.spoken.change_set,
                when: when(h.spoken.claimed, &h.spoken.zone, ask.language),
                act_label: act_label(&naming, &h.spoken.act),
                said: h.said,
                withdrawn: h.withdrawn,
            })
            .collect();
        let record_type = naming.schema.record_type(&page.brief.record_type);
        Ok(Some(RecordView {
            named: naming.named(&page.brief)?,
            definition: record_type
                .map_or_else(String::new, |t| t.definition.get(ask.language).to_owned()),
            part_of: if page.root == id {
                None
            } else {
                naming.by_id(page.root)?
            },
            groups: groups(&naming, &page)?,
            involvements: self.involvements(&naming, &page.brief)?,
            timeline: self.timeline(&naming, &page)?,
            incoming: incoming(&naming, &page)?,
            resting: page.resting,
            history,
        }))
    }

    /// The actors in an act: perpetrators first, then targets, then others.
    fn involvements(
        &self,
        naming: &Naming<'_>,
        brief: &Brief,
    ) -> Result<Vec<InvolvementView>, WorkspaceError> {
        if brief.record_type != "act" {
            return Ok(Vec::new());
        }
        let mut all = Vec::new();
        for part in self
            .view
            .pointing(&naming.ask.reader, brief.id, "involvement", "act")?
        {
            let role = part.value("role").map(Value::plain).unwrap_or_default();
            let number = naming
                .schema
                .property("involvement", "number")
                .zip(part.value("number"));
            all.push(InvolvementView {
                id: part.id,
                role_label: naming.code("involvement_roles", &role),
                actor: naming.values(&part, "actor")?,
                number: number.map(|(property, value)| naming.value_text(property, value)),
                role,
            });
        }
        let place = |role: &str| {
            if role.starts_with("perpetrator") {
                0
            } else {
                1 + usize::from(role != "target")
            }
        };
        all.sort_by_key(|i| (place(&i.role), i.role.clone(), i.id));
        Ok(all)
    }

    /// What happened around the record, by date: acts of an event or an actor, restrictions, cases, assessments.
    fn timeline(
        &self,
        naming: &Naming<'_>,
        page: &RecordPage,
    ) -> Result<Vec<TimelineEntry>, WorkspaceError> {
        let mut entries = Vec::new();
        for incoming in &page.incoming {
            let (brief, role) = if incoming.from.record_type == "involvement" {
                let Some(Value::Reference(act)) = incoming.from.value("act") else {
                    continue;
                };
                let Some(act) = self.view.brief(&naming.ask.reader, *act)? else {
                    continue;
                };
                let role = incoming
                    .from
                    .value("role")
                    .map(|r| naming.code("involvement_roles", &r.plain()));
                (act, role)
            } else {
                (incoming.from.clone(), None)
            };
            if brief.id == page.brief.id {
                // An act is not a part of its own story.
                continue;
            }
            let Some(date) = main_date(&brief) else {
                continue;
            };
            entries.push(TimelineEntry {
                date: dates::words(date, naming.ask.language),
                sort: first_day(Some(date)),
                what: naming.named(&brief)?,
                role,
            });
        }
        entries.sort_by_key(|e| (e.sort, e.what.id));
        entries.dedup_by_key(|e| (e.what.id, e.role.clone()));
        Ok(entries)
    }
}

/// The date a record stands by in a timeline.
pub(crate) fn main_date(brief: &Brief) -> Option<&PartialDate> {
    [
        "start", "date", "decided", "opened", "made_on", "filed", "period", "since",
    ]
    .iter()
    .find_map(|code| match brief.value(code) {
        Some(Value::Date { date, .. }) => Some(date),
        _ => None,
    })
}

fn groups(naming: &Naming<'_>, page: &RecordPage) -> Result<Vec<PropertyGroup>, WorkspaceError> {
    let Some(record_type) = naming.schema.record_type(&page.brief.record_type) else {
        return Ok(Vec::new());
    };
    let mut groups: Vec<(String, PropertyGroup)> = Vec::new();
    for property in &record_type.properties {
        let Some(said) = page.statements.get(&property.code) else {
            continue;
        };
        let resolved = page.brief.get(&property.code);
        let how = resolved.map_or(How::Agreed, |r| r.how);
        let agreement = resolved.map_or(Agreement::Same, |r| r.agreement);
        let view = PropertyView {
            code: property.code.clone(),
            label: property.label.get(naming.ask.language).to_owned(),
            definition: property.definition.get(naming.ask.language).to_owned(),
            values: naming.values(&page.brief, &property.code)?,
            how,
            how_label: naming.words.say(how_key(how)),
            agreement,
            agreement_label: naming.words.say(agreement_key(agreement)),
            statements: said
                .iter()
                .map(|s| statement(naming, property, s))
                .collect::<Result<_, _>>()?,
        };
        let key = if property.group.is_empty() {
            "more"
        } else {
            &property.group
        };
        match groups.iter_mut().find(|(k, _)| k == key) {
            Some((_, group)) => group.properties.push(view),
            None => {
                let label = naming.words.say(&format!("group.{key}"));
                groups.push((
                    key.to_owned(),
                    PropertyGroup {
                        label,
                        properties: vec![view],
                    },
                ));
            }
        }
    }
    let order = [
        "what", "who", "when", "where", "law", "source", "status", "more",
    ];
    groups.sort_by_key(|(key, _)| order.iter().position(|o| o == key).unwrap_or(order.len()));
    Ok(groups.into_iter().map(|(_, group)| group).collect())
}

fn statement(
    naming: &Naming<'_>,
    property: &aigaq_schema::Property,
    shown: &Shown,
) -> Result<StatementView, WorkspaceError> {
    let basis = &shown.statement.basis;
    let source = basis
        .source
        .map(|id| naming.by_id(id))
        .transpose()?
        .flatten();
    Ok(StatementView {
        id: shown.statement.id,
        value: naming.value(property, &shown.statement.value)?,
        source_text: source
            .as_ref()
            .map_or_else(|| naming.words.say("source.none"), |s| s.caption.clone()),
        source,
        locator: basis.locator.clone(),
        quote: basis.quote.clone(),
        for_the_row: basis.for_the_row,
        via: via(naming, &shown.statement.via),
        when: when(
            shown.spoken.claimed,
            &shown.spoken.zone,
            naming.ask.language,
        ),
        device: device(&shown.spoken.device),
        change_set: shown.spoken.change_set,
        withdrawn: shown.withdrawn.clone(),
    })
}

fn via(naming: &Naming<'_>, via: &Via) -> String {
    match via {
        Via::Form => naming.words.say("via.form"),
        Via::Import { table, row, column } => naming.words.fill(
            "via.import",
            &[("table", table), ("row", row), ("column", column)],
        ),
        Via::Reading { from, to, .. } => naming.words.fill(
            "via.reading",
            &[("from", &from.to_string()), ("to", &to.to_string())],
        ),
        Via::Rule(rule) => naming.words.fill("via.rule", &[("rule", rule)]),
    }
}

fn incoming(naming: &Naming<'_>, page: &RecordPage) -> Result<Vec<IncomingGroup>, WorkspaceError> {
    let mut groups: Vec<IncomingGroup> = Vec::new();
    for one in &page.incoming {
        let found = groups
            .iter()
            .position(|g| g.property == one.property && g.record_type == one.from.record_type);
        let place = match found {
            Some(place) => place,
            None => {
                groups.push(IncomingGroup {
                    label: format!(
                        "{} · {}",
                        naming.plural(&one.from.record_type),
                        path_label(naming, &one.from.record_type, &one.property).to_lowercase()
                    ),
                    property: one.property.clone(),
                    record_type: one.from.record_type.clone(),
                    total: 0,
                    records: Vec::new(),
                    query: Some(format!("{}={}", one.property, page.brief.id)),
                });
                groups.len() - 1
            }
        };
        let group = &mut groups[place];
        group.total += 1;
        if group.records.len() < IN_GROUP {
            group.records.push(naming.named(&one.from)?);
        }
    }
    Ok(groups)
}

fn how_key(how: How) -> &'static str {
    match how {
        How::Agreed => "how.agreed",
        How::All => "how.all",
        How::Adopted => "how.adopted",
        How::Range => "how.range",
        How::Verified => "how.verified",
        How::Reliable => "how.reliable",
        How::Recent => "how.recent",
    }
}

fn agreement_key(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Same => "agreement.same",
        Agreement::Differ => "agreement.differ",
        Agreement::Contradict => "agreement.contradict",
    }
}
