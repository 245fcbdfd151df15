//! All that is known of one person, gathered once for every form.

use crate::error::WorkspaceError;
use crate::outputs::about::answers::join;
use crate::outputs::telling::Telling;
use crate::reasons;
use aigaq_publishing::about::{Answer, Form, PersonFacts, TREATIES};
use aigaq_publishing::{Phrases, RestrictionRow};
use aigaq_registers::Finding;
use aigaq_schema::{RecordId, Value};
use aigaq_view::resolve::Agreement;
use aigaq_view::{Audience, Brief, NameRule, Reader};

impl Telling<'_> {
    /// The facts about a person: of all records that are one with theirs.
    pub(super) fn person(
        &mut self,
        id: RecordId,
        form: Form,
    ) -> Result<PersonFacts, WorkspaceError> {
        let Some(main) = self.brief(id)?.filter(|brief| brief.record_type == "actor") else {
            return Err(WorkspaceError::Asked(reasons::no_such_person(
                id.to_string(),
            )));
        };
        if !self.workspace.view.is_person(&main)? {
            let name = self.caption(&main)?;
            return Err(WorkspaceError::Asked(reasons::not_a_person(name)));
        }
        let members = self.workspace.one_with(id)?;
        let mut briefs = vec![main.clone()];
        for member in members.iter().filter(|member| **member != id) {
            briefs.extend(self.brief(*member)?);
        }
        let name = self.who(&main)?;
        let is_named = self.caption(&main)? != self.say("name.withheld");
        let acts = self.acts_of(&members)?;
        let cases = self.cases_of(&members)?;
        let restrictions = self.all_pointing(&members, ("restriction", "actor", "start"))?;
        let concerned = self.concerned(&members, &acts.suffered, &cases)?;
        let mut activity = self.answer_of(&briefs, "category")?;
        join(&mut activity, self.answer_of(&briefs, "role")?);
        join(&mut activity, self.answer_of(&briefs, "group")?);
        // Only what its own record says may leave, unless it is for the group.
        join(&mut activity, self.relations(&members, is_belonging)?);
        activity.differ = false;
        let mut names = self.answer_of(&briefs, "name")?;
        names.told.retain(|told| told.text != name);
        let mut laws = Answer::default();
        for act in &acts.suffered {
            join(&mut laws, self.told_on(act, "law")?);
        }
        let original = self.workspace.view.brief(&Reader::keeper(), id)?;
        let rule = original
            .map(|brief| {
                let view = &self.workspace.view;
                view.name_rule(Audience::Public, &brief)
            })
            .transpose()?;
        let mut suffered = Vec::new();
        for act in &acts.suffered {
            let parts = self.parts_of_one(act)?;
            suffered.push(self.act_of(act, &parts)?);
        }
        let mut done = Vec::new();
        for act in &acts.done {
            let parts = self.parts_of_one(act)?;
            done.push(self.act_of(act, &parts)?);
        }
        let mut case_facts = Vec::new();
        for case in &cases {
            case_facts.push(self.case_facts(case)?);
        }
        let everything: Vec<&Brief> = briefs
            .iter()
            .chain(&acts.suffered)
            .chain(&acts.done)
            .chain(&cases)
            .chain(&restrictions)
            .collect();
        let contradictions = match form {
            Form::Dossier => self.contradictions(&everything)?,
            Form::Questionnaire | Form::Appeal | Form::Letter => Vec::new(),
        };
        Ok(PersonFacts {
            record: Some(self.record(&main)),
            is_named,
            names,
            gender: self.answer_of(&briefs, "gender")?,
            birth: self.answer_of(&briefs, "birth")?,
            death: self.answer_of(&briefs, "death")?,
            country: self.answer_of(&briefs, "country")?,
            identifiers: self.answer_of(&briefs, "identifier")?,
            health: self.answer_of(&briefs, "health")?,
            contact: self.answer_of(&briefs, "contact")?,
            relations: self.relations(&members, |_| true)?,
            activity,
            deprivations: self.deprivations(&acts.suffered, &restrictions)?,
            suffered,
            done,
            cases: case_facts,
            restrictions: self.restriction_rows(&restrictions)?,
            steps: self.steps(&cases, &concerned)?,
            applications: self.applications(&members)?,
            listings: self.listings(&members)?,
            rights: self.rights(&acts.suffered),
            laws,
            contradictions,
            consent: self.consent(id, form)?,
            consent_words: self.consent_words(&members, form)?,
            public_name: rule.is_some_and(NameRule::names),
            public_name_words: rule.map_or_else(String::new, |rule| {
                self.say(super::super::gate::reason(rule))
            }),
            name,
        })
    }

    /// The rights that were violated or being exercised, in the order of their list, with their articles.
    fn rights(&self, acts: &[Brief]) -> Vec<String> {
        let phrases = Phrases::of(self.ask.language);
        let Some(list) = self.naming.schema.list("rights") else {
            return Vec::new();
        };
        let named: Vec<String> = acts
            .iter()
            .flat_map(|act| act.values("rights").chain(act.values("exercised")))
            .map(Value::plain)
            .collect();
        list.entries()
            .iter()
            .filter(|entry| named.contains(&entry.code))
            .map(|entry| {
                let articles: Vec<String> = TREATIES
                    .iter()
                    .filter_map(|(scheme, key)| {
                        let articles = entry.maps.get(*scheme)?.join(", ");
                        Some(phrases.fill(key, &[("articles", &articles)]))
                    })
                    .collect();
                let label = entry.label.get(self.ask.language);
                match articles.is_empty() {
                    true => label.to_owned(),
                    false => format!("{label}: {}", articles.join("; ")),
                }
            })
            .collect()
    }

    fn restriction_rows(&mut self, all: &[Brief]) -> Result<Vec<RestrictionRow>, WorkspaceError> {
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let (reader, today) = (self.ask.reader, self.ask.today);
        let read = self.workspace.restrictions(&reader)?;
        let mut rows = Vec::new();
        for brief in all {
            let mut found = read.iter().map(|one| &one.facts);
            let Some(facts) = found.find(|facts| facts.restriction == brief.id) else {
                continue;
            };
            let holder = match brief.value("actor") {
                Some(Value::Reference(id)) => self.brief(*id)?,
                _ => None,
            };
            rows.push(self.row(brief, facts, &Finding::on(today, facts), holder.as_ref())?);
        }
        Ok(rows)
    }

    /// Relatives, lawyers, organisations: how they are linked, and who they are.
    fn relations(
        &mut self,
        members: &[RecordId],
        is_meant: fn(&str) -> bool,
    ) -> Result<Answer, WorkspaceError> {
        let mut all = Answer::default();
        for (from, to) in [("from", "to"), ("to", "from")] {
            for relation in self.all_pointing(members, ("relation", from, "since"))? {
                let code = relation.value("kind").map(Value::plain).unwrap_or_default();
                if !is_meant(&code) {
                    continue;
                }
                let kind = self.text(&relation, "kind");
                let other = self.captions(&relation, to)?.join(", ");
                // The link is read from the first to the second: for the second the first stands before it.
                let said = match from {
                    "from" => format!("{kind}: {other}"),
                    _ => format!("{other}: {kind}"),
                };
                let mut answer = Answer::plain(said);
                let citations = self.cite(&[&relation])?;
                for told in &mut answer.told {
                    told.citations.clone_from(&citations);
                }
                join(&mut all, answer);
            }
        }
        Ok(all)
    }

    /// Where sources tell different things, each with its record and question.
    fn contradictions(&mut self, all: &[&Brief]) -> Result<Vec<(String, Answer)>, WorkspaceError> {
        let mut found = Vec::new();
        for brief in all {
            let differing: Vec<String> = brief
                .resolved
                .iter()
                .filter(|resolved| resolved.agreement != Agreement::Same)
                .map(|resolved| resolved.property.clone())
                .collect();
            for property in differing {
                let answer = self.told_on(brief, &property)?;
                if answer.told.len() > 1 {
                    let label = self.naming.property_label(&brief.record_type, &property);
                    let caption = self.caption(brief)?;
                    found.push((format!("{caption}: {label}"), answer));
                }
            }
        }
        Ok(found)
    }
}

/// Kinds of relation that tell where somebody belongs.
fn is_belonging(kind: &str) -> bool {
    matches!(
        kind,
        "member_of" | "leader_of" | "founder_of" | "employed_by"
    )
}
