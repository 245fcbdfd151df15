//! One record with everything said of it, ready to be read.

use crate::error::WorkspaceError;
use crate::history::{ChangeView, Told, act_label, device, when, withdrawal_reason};
use crate::listing::path_label;
use crate::named::{Asking, CellPart, Named, Naming};
use crate::open::Workspace;
use crate::restrictions::first_day;
use crate::reviewing::{JudgementView, ReviewView, judgements, review};
use aigaq_counting::Query;
use aigaq_publishing::dates;
use aigaq_schema::{ChangeSetId, Day, PartialDate, RecordId, StatementId, Value, ValueKind, Via};
use aigaq_view::resolve::{Agreement, How};
use aigaq_view::{Brief, RecordPage, Shown};

/// Records that point here, read for the story and the lists beside it. Of more the lists tell the number.
const MOST_INCOMING: usize = 200;
/// Entries of the story on the page, the last ones.
const MOST_TIMELINE: usize = 60;
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
    /// What happened around it, by date: the last of it.
    pub timeline: Vec<TimelineEntry>,
    /// How many records point here that were not looked at for the story, or stand earlier in it.
    pub timeline_more: usize,
    /// Records that point here.
    pub incoming: Vec<IncomingGroup>,
    /// Records whose statements rest on it as their source.
    pub resting: usize,
    /// Change by change.
    pub history: Vec<HistoryView>,
    /// How well it is established, what was decided and noted about it.
    pub review: ReviewView,
    /// Everything said of it was taken back.
    pub taken_back: bool,
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
    /// Decisions about it that hold: adopted, verified.
    pub judgements: Vec<JudgementView>,
}

impl StatementView {
    /// A judgement that holds adopts it.
    #[must_use]
    pub fn is_adopted(&self) -> bool {
        self.judgements.iter().any(|j| j.kind == "adopt")
    }
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
    /// By which device.
    pub device: String,
    /// Statements made.
    pub said: usize,
    /// Statements withdrawn.
    pub withdrawn: usize,
    /// Where it was imported from: the table and its row.
    pub imported: Option<String>,
    /// The record was made by it.
    pub is_first: bool,
    /// What became different, property by property.
    pub changes: Vec<ChangeView>,
    /// What was decided about the record.
    pub decisions: Vec<String>,
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
        let judgements = judgements(&naming, id)?;
        let mut timeline = self.timeline(&naming, &page)?;
        let earlier = timeline.len().saturating_sub(MOST_TIMELINE);
        timeline.drain(..earlier);
        let pointing: usize = page.incoming_counts.values().sum();
        let unread = pointing.saturating_sub(page.incoming.len());
        let record_type = naming.schema.record_type(&page.brief.record_type);
        Ok(Some(RecordView {
            named: naming.named_once(&page)?,
            definition: record_type
                .map_or_else(String::new, |t| t.definition.get(ask.language).to_owned()),
            part_of: if page.root == id {
                None
            } else {
                naming.by_id(page.root)?
            },
            groups: groups(&naming, &page, &judgements)?,
            involvements: self.involvements(&naming, &page.brief)?,
            timeline_more: if timeline.is_empty() {
                0
            } else {
                earlier + unread
            },
            timeline,
            incoming: self.all_incoming(&naming, &page)?,
            resting: page.resting,
            history: history(&naming, &page, &judgements),
            review: review(&naming, &page, &judgements)?,
            taken_back: page.brief.resolved.is_empty(),
        }))
    }

    /// Records that point here, by type and property. Where there are more than were read, the columns tell how many.
    fn all_incoming(
        &self,
        naming: &Naming<'_>,
        page: &RecordPage,
    ) -> Result<Vec<IncomingGroup>, WorkspaceError> {
        let mut groups = incoming(naming, page)?;
        for (property, all) in &page.incoming_counts {
            let read = page
                .incoming
                .iter()
                .filter(|one| one.property == *property)
                .count();
            if read < *all {
                self.count_incoming(naming, page, property, &mut groups)?;
            }
        }
        Ok(groups)
    }

    /// Sets the true number of each group of one property, and adds the groups of which none was read.
    fn count_incoming(
        &self,
        naming: &Naming<'_>,
        page: &RecordPage,
        property: &str,
        groups: &mut Vec<IncomingGroup>,
    ) -> Result<(), WorkspaceError> {
        let here = &page.brief;
        for record_type in naming.schema.types() {
            let points = record_type.property(property).is_some_and(|p| {
                p.kind == ValueKind::Reference
                    && naming.ask.reader.may_see(p)
                    && (p.to.is_empty() || p.to.contains(&here.record_type))
            });
            let Some(unit) = points
                .then(|| self.unit_of(&record_type.code))
                .transpose()?
            else {
                continue;
            };
            let query = Query::new(unit).only(&format!("{property}={}", here.id))?;
            let rows = self.select(&naming.ask, &query)?.inside;
            let total = usize::try_from(rows.count()).unwrap_or(usize::MAX);
            if total == 0 {
                continue;
            }
            let known = groups
                .iter_mut()
                .find(|g| g.property == *property && g.record_type == record_type.code);
            match known {
                Some(group) => group.total = total,
                None => {
                    let mut group = incoming_group(naming, page, &record_type.code, property);
                    group.total = total;
                    for row in rows.rows().take(IN_GROUP) {
                        let brief =
                            self.view
                                .brief_at(&naming.ask.reader, &record_type.code, row)?;
                        if let Some(brief) = brief {
                            group.records.push(naming.named(&brief)?);
                        }
                    }
                    groups.push(group);
                }
            }
        }
        Ok(())
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

/// Change by change, the oldest first, with what was decided about the record.
fn history(
    naming: &Naming<'_>,
    page: &RecordPage,
    judgements: &[JudgementView],
) -> Vec<HistoryView> {
    let told = Told::of(naming, page);
    let mut all: Vec<(i64, HistoryView)> = Vec::with_capacity(page.history.len());
    for (place, saved) in page.history.iter().enumerate() {
        let imported = saved.block.statements.iter().find_map(|s| match &s.via {
            Via::Import { table, row, .. } => Some(
                naming
                    .words
                    .fill("change.imported", &[("table", table), ("row", row)]),
            ),
            _ => None,
        });
        all.push((
            saved.spoken.claimed,
            HistoryView {
                change_set: saved.spoken.change_set,
                when: when(
                    saved.spoken.claimed,
                    &saved.spoken.zone,
                    naming.ask.language,
                ),
                act_label: act_label(naming, &saved.spoken.act),
                device: device(&saved.spoken.device),
                said: saved.said,
                withdrawn: saved.withdrawn,
                imported,
                is_first: place == 0,
                changes: told.changes(&saved.block),
                decisions: Vec::new(),
            },
        ));
    }
    for judgement in judgements.iter().rev() {
        let text = decision_words(naming, page, judgement);
        let found = all
            .iter_mut()
            .find(|(_, h)| h.change_set == judgement.change_set);
        match found {
            Some((_, history)) => history.decisions.push(text),
            None => all.push((
                judgement.claimed,
                HistoryView {
                    change_set: judgement.change_set,
                    when: judgement.when.clone(),
                    act_label: naming.words.say("act.decision"),
                    device: judgement.device.clone(),
                    said: 0,
                    withdrawn: 0,
                    imported: None,
                    is_first: false,
                    changes: Vec::new(),
                    decisions: vec![text],
                },
            )),
        }
    }
    // The order in which they were taken in stays among those of the same second.
    all.sort_by_key(|(claimed, _)| *claimed);
    all.into_iter().map(|(_, history)| history).collect()
}

/// A judgement in words: “adopted: Deaths: 14 (reason: …)”; of a level, which stands beside it, only why.
fn decision_words(naming: &Naming<'_>, page: &RecordPage, judgement: &JudgementView) -> String {
    let mut of = Vec::new();
    for id in &judgement.statements {
        let found = page.statements.iter().find_map(|(property, all)| {
            let shown = all.iter().find(|s| s.statement.id == *id)?;
            let property = naming.schema.property(&page.brief.record_type, property)?;
            Some((property, &shown.statement.value))
        });
        if let Some((property, value)) = found {
            let value = naming
                .value(property, value)
                .map_or_else(|_| String::new(), |part| part.text().to_owned());
            let label = property.label.get(naming.ask.language);
            of.push(format!("{label}: {value}"));
        }
    }
    let of = of.join("; ");
    let text = match (judgement.kind.as_str(), of.is_empty()) {
        ("adopt", _) => naming.words.fill("decision.adopted", &[("what", &of)]),
        ("verify", false) => naming.words.fill("decision.verified", &[("what", &of)]),
        ("verify", true) => naming.words.say("decision.level"),
        (_, true) => judgement.kind_label.clone(),
        (_, false) => format!("{}: {of}", judgement.kind_label),
    };
    if judgement.reason.is_empty() {
        return text;
    }
    let reason = &judgement.reason;
    text + &naming.words.fill("change.reason", &[("reason", reason)])
}

fn groups(
    naming: &Naming<'_>,
    page: &RecordPage,
    judgements: &[JudgementView],
) -> Result<Vec<PropertyGroup>, WorkspaceError> {
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
                .map(|s| statement(naming, property, s, judgements))
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
    judgements: &[JudgementView],
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
        withdrawn: shown
            .withdrawn
            .as_deref()
            .map(|reason| withdrawal_reason(naming, reason)),
        judgements: judgements
            .iter()
            .filter(|j| j.statements.contains(&shown.statement.id))
            .cloned()
            .collect(),
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
                groups.push(incoming_group(
                    naming,
                    page,
                    &one.from.record_type,
                    &one.property,
                ));
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

/// A group of records that point here, still empty.
fn incoming_group(
    naming: &Naming<'_>,
    page: &RecordPage,
    record_type: &str,
    property: &str,
) -> IncomingGroup {
    IncomingGroup {
        label: format!(
            "{} · {}",
            naming.plural(record_type),
            path_label(naming, record_type, property).to_lowercase()
        ),
        property: property.to_owned(),
        record_type: record_type.to_owned(),
        total: 0,
        records: Vec::new(),
        query: Some(format!("{property}={}", page.brief.id)),
    }
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
