//! Which event it is: one that the form makes, with its title and summary; or one that is there already, to which acts
//! and people are added. When and where stand in both: they are those of the acts too.

use crate::entering::desk::Desk;
use crate::entering::fields::{Fault, Field, FieldFault};
use crate::entering::filled::Filled;
use crate::entering::linking::{Linked, Wanted};
use crate::entering::reading::as_typed;
use crate::entering::rows::put_link;
use crate::error::WorkspaceError;
use crate::named::{Asking, Named};
use crate::open::Workspace;
use crate::saving::FormToken;
use aigaq_schema::{RecordId, Value};

/// The field that names an event that is there.
const EVENT: &str = "event";

/// What the form says of the event.
pub(super) struct Happening {
    pub event: RecordId,
    pub is_new: bool,
    pub when: Vec<Value>,
    pub region: Vec<Value>,
    pub place: Vec<Value>,
    pub title: Vec<Value>,
    pub summary: Vec<Value>,
}

/// The fields of the event, and what they say.
pub(super) struct EventFields {
    pub known: Option<Named>,
    pub when: Field,
    pub region: Field,
    pub place: Field,
    pub title: Field,
    pub summary: Field,
    pub happening: Happening,
}

impl Workspace {
    /// What the quick form begins with when acts are to be added to an event: the event, and when and where it was.
    /// Empty when there is no such event, or the reader may not see it.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn incident_filled(&self, ask: &Asking, event: RecordId) -> Result<Filled, WorkspaceError> {
        let mut filled = Filled::default();
        let nothing = Filled::default();
        let desk = Desk::new(self, ask, &nothing, FormToken::from_random([0; 16]));
        let brief = self.view.brief(&ask.reader, event)?;
        let Some(brief) = brief.filter(|b| b.record_type == EVENT) else {
            return Ok(filled);
        };
        filled.set(EVENT, &event.to_string());
        for (property, name) in [("start", "when"), ("region", "region")] {
            if let (Some(property), Some(value)) =
                (desk.property(EVENT, property), brief.value(property))
            {
                filled.set(name, &as_typed(&desk, property, value));
            }
        }
        if let Some(Value::Reference(place)) = brief.value("place")
            && let Some(named) = desk.naming.by_id(*place)?
        {
            put_link(&mut filled, "place", *place, &named.caption);
        }
        Ok(filled)
    }
}

impl Desk<'_> {
    pub(super) fn event(&mut self) -> Result<EventFields, WorkspaceError> {
        let new = self.next_record();
        let known = self.known_event()?;
        let (when, start) = self.named_of("start", "when", ("enter.when", "enter.when_help"));
        let (mut region, regions) = self.of(self.property(EVENT, "region"), "region");
        region.help = String::new();
        let (mut title, mut titles) = (Field::default(), Vec::new());
        let (mut summary, mut summaries) = (Field::default(), Vec::new());
        if known.is_none() {
            (title, titles) = self.named_of("title", "title", ("enter.what", "enter.what_help"));
            (summary, summaries) = self.of(self.property(EVENT, "summary"), "summary");
            if titles.is_empty() && title.fault.is_none() && !self.filled.is_empty() {
                let fault = self.say("enter.title_missing");
                self.wrong(&mut title, Fault::new(fault));
            }
        }
        let (place, places) = self.place(regions.first())?;
        Ok(EventFields {
            happening: Happening {
                event: known.as_ref().map_or(new, |named| named.id),
                is_new: known.is_none(),
                when: start,
                region: regions,
                place: places,
                title: titles,
                summary: summaries,
            },
            known,
            when,
            region,
            place,
            title,
            summary,
        })
    }

    /// A field of the event under a label and help of the form's own.
    fn named_of(
        &mut self,
        property: &str,
        name: &str,
        (label, help): (&str, &str),
    ) -> (Field, Vec<Value>) {
        let Some(property) = self.property(EVENT, property) else {
            return (Field::default(), Vec::new());
        };
        let mut field = self.field(property, name);
        (field.label, field.help) = (self.say(label), self.say(help));
        self.read(property, field)
    }

    /// The event that the form names. One that is not there, or that the reader may not see, is told.
    fn known_event(&mut self) -> Result<Option<Named>, WorkspaceError> {
        let text = self.filled.get(EVENT);
        if text.is_empty() {
            return Ok(None);
        }
        let named = match text.parse() {
            Ok(id) => self.naming.by_id(id)?,
            Err(_) => None,
        };
        let named = named.filter(|named| named.record_type == EVENT);
        if named.is_none() {
            self.faults.push(FieldFault {
                name: String::new(),
                label: String::new(),
                text: self.say("enter.no_such_event"),
            });
        }
        Ok(named)
    }

    /// The place: one that is there, or a new one in the region of the form.
    fn place(&mut self, region: Option<&Value>) -> Result<(Field, Vec<Value>), WorkspaceError> {
        let Some(property) = self.property("event", "place") else {
            return Ok((Field::default(), Vec::new()));
        };
        let mut field = self.field(property, "place");
        field.help = self.say("enter.place_help");
        if let Some(state) = aigaq_typed::state(&field.text) {
            field.echo = Some(self.naming.state(state));
            return Ok((field, vec![Value::Missing(state)]));
        }
        let name = field.text.clone();
        let linked = self.link(
            &mut field,
            &Wanted {
                types: &["place"],
                kinds: &[""],
                name: &name,
            },
        )?;
        let value = match linked {
            Linked::There(id) => Some(Value::Reference(id)),
            Linked::New(_) => {
                let id = self.new_place(&name, region);
                self.is_made(&field.name, id);
                Some(Value::Reference(id))
            }
            Linked::Nobody | Linked::Open => None,
        };
        Ok((field, value.into_iter().collect()))
    }
}
