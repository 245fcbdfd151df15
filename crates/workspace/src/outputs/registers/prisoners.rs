//! The register of political prisoners: who is on whose list, who is let out and still restricted, what changed.

use super::RegisterWish;
use super::sheet::{Sheet, SheetCell, SheetColumn, SheetRow, SheetTable};
use crate::error::WorkspaceError;
use crate::outputs::gate::reason;
use crate::outputs::telling::Telling;
use crate::restrictions::{ByHolder, Restriction, Restrictions, reference};
use aigaq_publishing::document::Column;
use aigaq_publishing::{Phrases, Unit};
use aigaq_registers::consents::{Circle, Purpose, Verdict, Wish, decided};
use aigaq_registers::prisoners::{Decided, Place, PrisonerLists, Went};
use aigaq_registers::restrictions::Certainty;
use aigaq_schema::RecordId;
use aigaq_view::{Audience, Brief};
use std::collections::{BTreeSet, HashMap};

const GROUPS: [&str; 7] = [
    "listed",
    "perhaps_listed",
    "released_restricted",
    "candidates",
    "excluded",
    "removed",
    "others",
];

/// Where somebody is, as the restrictions tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Whereabouts {
    held: Certainty,
    restricted: Certainty,
}

/// What the rows are made from.
struct Known<'b> {
    /// The decisions.
    briefs: HashMap<RecordId, &'b Brief>,
    /// The restrictions.
    restricted: Restricted<'b>,
}

impl Telling<'_> {
    pub(super) fn prisoners_sheet(&mut self, wish: &RegisterWish) -> Result<Sheet, WorkspaceError> {
        let reader = self.ask.reader;
        let all = self.workspace.listing_facts(&reader)?;
        self.unname_those_who_refused_lists(all.iter().map(|(_, facts)| facts.person))?;
        let groups = self.prisoner_groups();
        let mut sheet = Sheet::new(Unit::Persons, self.prisoner_columns());
        let flaws = self.workspace.flaws_on(&reader, "listing")?;
        sheet.flaws.push(flaws);
        sheet.groups = groups
            .iter()
            .map(|key| self.group("prisoners", key))
            .collect();
        for group in &mut sheet.groups {
            if ["excluded", "removed"].contains(&group.key) {
                group
                    .remarks
                    .push(self.say("register.prisoners.not_lawful"));
            }
        }
        let restrictions = self.workspace.restrictions(&reader)?;
        let briefs: HashMap<RecordId, &Brief> = all.iter().map(|(b, _)| (b.id, b)).collect();
        let by_holder = self.workspace.restrictions_by_holder(&restrictions)?;
        let restricted = Restricted {
            all: &restrictions,
            by_holder: &by_holder,
        };
        let lists = PrisonerLists::of(all.iter().map(|(_, facts)| facts.clone()));
        let mut places = lists.on(wish.on);
        if let Some(kind) = &wish.kind {
            places.retain(|place| place.decided().is_some_and(|d| d.code() == kind));
        }
        let items: Vec<(&'static str, Place<'_>)> = {
            let mut items: Vec<_> = places
                .into_iter()
                .map(|place| {
                    let at = self.whereabouts(&restricted, place.person, wish);
                    (group_of(&place, at), place)
                })
                .filter(|(group, _)| groups.contains(group))
                .collect();
            items.sort_by_key(|(group, place)| {
                (
                    GROUPS.iter().position(|g| g == group),
                    place.keeper,
                    place.person,
                )
            });
            items
        };
        for key in groups {
            let of: BTreeSet<RecordId> = items
                .iter()
                .filter(|(group, _)| *group == key)
                .map(|(_, place)| place.person)
                .collect();
            let label = format!("register.prisoners.{key}");
            sheet
                .counts
                .push(self.count(key, &label, Unit::Persons, of.len()));
        }
        self.changes_table(&mut sheet, &lists, wish, &briefs)?;
        let known = Known { briefs, restricted };
        sheet.fill(wish, items, |group, place| {
            self.prisoner_row(group, &place, &known, wish)
        })?;
        Ok(sheet)
    }

    /// What a group weighs before it decides, and whom it decided against, is not for others.
    fn prisoner_groups(&self) -> Vec<&'static str> {
        let is_own = |group: &&str| matches!(*group, "candidates" | "excluded");
        let mut groups = GROUPS.to_vec();
        groups.retain(|group| !self.is_outside() || !is_own(group));
        groups
    }

    /// Who allowed the name elsewhere may refuse to stand on a list.
    fn unname_those_who_refused_lists(
        &mut self,
        people: impl Iterator<Item = RecordId>,
    ) -> Result<(), WorkspaceError> {
        if !self.is_outside() {
            return Ok(());
        }
        let circle = self.ask.reader.audience().circle();
        let mut refused = BTreeSet::new();
        for person in people.collect::<BTreeSet<_>>() {
            let said = self.said_of_lists(person, circle)?;
            if said.is_some_and(|verdict| !verdict.names()) {
                refused.extend(self.workspace.one_with(person)?);
            }
        }
        self.unname(refused.into_iter().collect())
    }

    /// What decides of all that a person said of standing on a list.
    fn said_of_lists(
        &self,
        person: RecordId,
        circle: Circle,
    ) -> Result<Option<Verdict>, WorkspaceError> {
        let purpose = Purpose::PRISONER_LIST;
        let consents = self.workspace.view.consents_of(person)?;
        Ok(decided(&consents, Wish { purpose, circle }))
    }

    fn prisoner_columns(&self) -> Vec<SheetColumn> {
        let mut columns = vec![
            self.of_property("listing", "person"),
            self.of_property("listing", "keeper"),
            self.column("decided", Column::text, "register.column.decided"),
            self.of_property("listing", "criteria"),
            self.column("article", Column::text, "register.column.article"),
            self.column("sentence", Column::text, "register.column.sentence"),
            self.of_property("restriction", "place"),
            self.column("held", Column::text, "register.column.held"),
            self.of_property("listing", "reason"),
            self.of_property("listing", "decided_by"),
        ];
        if !self.is_outside() {
            columns.push(self.of_property("listing", "dissent"));
            columns.push(self.column("consent", Column::text, "register.column.consent"));
        }
        columns
    }

    fn whereabouts(
        &self,
        restricted: &Restricted<'_>,
        person: RecordId,
        wish: &RegisterWish,
    ) -> Whereabouts {
        let mut at = Whereabouts {
            held: Certainty::No,
            restricted: Certainty::No,
        };
        for Restriction { facts, outline, .. } in restricted.of(person) {
            let certainty = outline.certainty(wish.on);
            let custody = self
                .workspace
                .marked("restriction_kinds", &facts.kind, "custody");
            let of = if custody {
                &mut at.held
            } else {
                &mut at.restricted
            };
            // Certainly < perhaps < no.
            *of = certainty.min(*of);
        }
        at
    }

    fn prisoner_row(
        &mut self,
        group: &'static str,
        place: &Place<'_>,
        known: &Known<'_>,
        wish: &RegisterWish,
    ) -> Result<SheetRow, WorkspaceError> {
        let Known { briefs, restricted } = known;
        let at = self.whereabouts(restricted, place.person, wish);
        let last = place
            .last
            .first()
            .and_then(|last| briefs.get(&last.record).copied());
        let Some(brief) = last else {
            return Ok(SheetRow {
                group,
                record: None,
                number: String::new(),
                cells: vec![self.record_cell(place.person)?],
                citations: Vec::new(),
            });
        };
        let mut decided = Vec::new();
        for decision in &place.last {
            if let Some(brief) = briefs.get(&decision.record) {
                decided.push(self.field(brief, "status")?);
                decided.push(self.field(brief, "date")?);
                decided.push(self.field(brief, "removal")?);
            }
        }
        let mut article = Vec::new();
        if let Some(case) = reference(brief, "case")
            && let Some(case) = self.brief(case)?
        {
            article.push(self.field(&case, "law")?);
            article.push(self.field(&case, "charge")?);
        }
        let mut sentence = Vec::new();
        let mut held_at = Vec::new();
        for Restriction { facts, outline, .. } in restricted.of(place.person) {
            let in_force = outline.certainty(wish.on) != Certainty::No;
            let Some(restriction) = self.brief(facts.restriction)?.filter(|_| in_force) else {
                continue;
            };
            let kind = self.field(&restriction, "kind")?;
            let length = self.field(&restriction, "length")?;
            let words = [kind.text(), length.text()].join(" ");
            sentence.push(SheetCell::words(words.trim()));
            held_at.push(self.field(&restriction, "place")?);
            if article.is_empty() {
                article.push(self.field(&restriction, "basis")?);
            }
        }
        let mut cells = vec![
            self.record_cell(place.person)?,
            match place.keeper {
                Some(keeper) => self.record_cell(keeper)?,
                None => SheetCell::words(self.say("register.prisoners.ours")),
            },
            SheetCell::many(decided),
            self.field(brief, "criteria")?,
            SheetCell::many(article),
            SheetCell::many(sentence),
            SheetCell::many(held_at),
            SheetCell::words(self.say(held_key(at))),
            self.field(brief, "reason")?,
            self.field(brief, "decided_by")?,
        ];
        if !self.is_outside() {
            cells.push(self.field(brief, "dissent")?);
            cells.push(self.consent_cell(place.person)?);
        }
        self.row_of(group, brief, cells)
    }

    /// Whether the person may be named to everybody, and what was said of standing on a list where that was asked.
    fn consent_cell(&mut self, person: RecordId) -> Result<SheetCell, WorkspaceError> {
        let mut said = Vec::new();
        if let Some(actor) = self.brief(person)? {
            let rule = self.workspace.view.name_rule(Audience::Public, &actor)?;
            said.push(SheetCell::words(self.say(reason(rule))));
        }
        if let Some(verdict) = self.said_of_lists(person, Circle::Public)? {
            let list = self.naming.schema.list("consent_uses");
            let use_of = list.and_then(|list| list.get("prisoner_list"));
            let label = use_of.map_or("", |entry| entry.label.get(self.ask.language));
            let words = self.say(reason(verdict.into()));
            said.push(SheetCell::words(format!("{label}: {words}")));
        }
        Ok(SheetCell::many(said))
    }

    fn changes_table(
        &mut self,
        sheet: &mut Sheet,
        lists: &PrisonerLists,
        wish: &RegisterWish,
        briefs: &HashMap<RecordId, &Brief>,
    ) -> Result<(), WorkspaceError> {
        let changes = lists.between(wish.from(), wish.on);
        let mut rows = Vec::new();
        for change in &changes[wish.of_table("changes", false, changes.len())] {
            let went = match change.went {
                Went::Added => "register.prisoners.added",
                Went::Removed => "register.prisoners.taken_off",
                Went::Unclear => "register.prisoners.unclear",
            };
            let mut why = Vec::new();
            for decision in &change.by {
                if let Some(brief) = briefs.get(&decision.record) {
                    why.push(self.field(brief, "status")?);
                    why.push(self.field(brief, "date")?);
                    why.push(self.field(brief, "removal")?);
                    why.push(self.field(brief, "reason")?);
                }
            }
            rows.push(vec![
                SheetCell::words(self.say(went)),
                self.record_cell(change.person)?,
                match change.keeper {
                    Some(keeper) => self.record_cell(keeper)?,
                    None => SheetCell::words(self.say("register.prisoners.ours")),
                },
                SheetCell::many(why),
            ]);
        }
        sheet.tables.push(SheetTable {
            key: "changes",
            title: self.fill(
                "register.prisoners.changes",
                &[("from", &self.day(wish.from())), ("to", &self.day(wish.on))],
            ),
            unit: Phrases::of(self.ask.language).unit(Unit::Persons),
            remarks: Vec::new(),
            columns: vec![
                self.column("went", Column::text, "register.column.change"),
                self.of_property("listing", "person"),
                self.of_property("listing", "keeper"),
                self.column("why", Column::long, "register.column.why"),
            ],
            rows,
            total: changes.len(),
            empty: self.say("register.prisoners.no_changes"),
            drawn: None,
        });
        Ok(())
    }
}

/// The restrictions of each person.
struct Restricted<'b> {
    all: &'b Restrictions,
    by_holder: &'b ByHolder,
}

impl<'b> Restricted<'b> {
    fn of(&self, person: RecordId) -> impl Iterator<Item = &'b Restriction> {
        let (all, places) = (self.all, self.by_holder.get(&person));
        places.into_iter().flatten().map(move |place| &all[*place])
    }
}

/// Released and still restricted stand apart, whether a keeper has taken them off the list or not.
fn group_of(place: &Place<'_>, at: Whereabouts) -> &'static str {
    if place.keeper.is_some() {
        return "others";
    }
    let out = at.held == Certainty::No && at.restricted != Certainty::No;
    let was_listed = place.listed != Certainty::No || place.decided() == Some(Decided::Removed);
    if out && was_listed {
        return "released_restricted";
    }
    match (place.listed, place.decided()) {
        (Certainty::Certainly, _) => "listed",
        (Certainty::Perhaps, _) => "perhaps_listed",
        (Certainty::No, Some(Decided::Candidate)) => "candidates",
        (Certainty::No, Some(Decided::Excluded)) => "excluded",
        (Certainty::No, _) => "removed",
    }
}

fn held_key(at: Whereabouts) -> &'static str {
    match (at.held, at.restricted) {
        (Certainty::Certainly, _) => "register.held",
        (Certainty::Perhaps, _) => "register.perhaps_held",
        (Certainty::No, Certainty::No) => "register.held_not_told",
        (Certainty::No, _) => "register.out_restricted",
    }
}
