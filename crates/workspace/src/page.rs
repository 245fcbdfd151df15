//! One record with everything said of it, ready to be read.

mod deeds;
mod groups;
mod incoming;
mod past;
mod rule;
mod story;
mod values;

pub use deeds::{DeedView, DeedsView, PartyView};
pub(crate) use groups::{GROUPS, group_of};
pub use incoming::IncomingGroup;
pub use past::HistoryView;
pub use rule::Counting;
pub(crate) use story::main_date;
pub use story::{InvolvementView, TimelineEntry};
pub(crate) use values::is_moved;
pub use values::{PropertyGroup, PropertyView, StatementView};

use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use crate::reviewing::{ReviewView, judgements, review};
use aigaq_schema::RecordId;

/// Records that point here, read for the story and the lists beside it. Of more the lists tell the number.
const MOST_INCOMING: usize = 200;
/// Entries of the story on the page, the last ones.
const MOST_TIMELINE: usize = 60;

/// A record's page.
#[derive(Debug, Clone, serde::Serialize)]
pub struct RecordView {
    /// The record.
    pub named: Named,
    /// The number by which people speak of it; nothing where it has none.
    pub number: Option<String>,
    /// Other records with this number, given by a device that did not know of this one.
    pub numbered_alike: Vec<Named>,
    /// What such a record is.
    pub definition: String,
    /// What it is a part of.
    pub part_of: Option<Named>,
    /// What holds, in groups.
    pub groups: Vec<PropertyGroup>,
    /// Who did what to whom: the actors in an act.
    pub involvements: Vec<InvolvementView>,
    /// Who did what to whom in an event: its acts.
    pub deeds: Option<DeedsView>,
    /// What happened around it, by date: the last of it.
    pub timeline: Vec<TimelineEntry>,
    /// How many records point here that were not looked at for the story, or stand earlier in it.
    pub timeline_more: usize,
    /// Records that point here.
    pub incoming: Vec<IncomingGroup>,
    /// Records whose statements rest on it as their source.
    pub resting: usize,
    /// The types of those records: code and plural.
    pub resting_types: Vec<(String, String)>,
    /// For an act, how it is counted where it was told of several people at once.
    pub counted: Option<Counting>,
    /// Change by change.
    pub history: Vec<HistoryView>,
    /// How well it is established, what was decided and noted about it.
    pub review: ReviewView,
    /// It is a source that must not be known: who it is stands on the sealed page.
    pub confidential: bool,
    /// Everything said of it was taken back.
    pub taken_back: bool,
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
        let incoming = self.all_incoming(&naming, &page)?;
        let mut timeline = self.timeline(&naming, &page)?;
        let earlier = timeline.len().saturating_sub(MOST_TIMELINE);
        timeline.drain(..earlier);
        let pointing: usize = page.incoming_counts.values().sum();
        let unread = pointing.saturating_sub(page.incoming.len());
        let record_type = naming.schema.record_type(&page.brief.record_type);
        Ok(Some(RecordView {
            named: naming.named_once(&page)?,
            number: crate::numbers::number(&page.brief),
            numbered_alike: self.numbered_alike(&naming, &page)?,
            definition: record_type
                .map_or_else(String::new, |t| t.definition.get(ask.language).to_owned()),
            part_of: if page.root == id {
                None
            } else {
                naming.by_id(page.root)?
            },
            groups: values::groups(&naming, &page, &judgements)?,
            involvements: self.involvements(&naming, &page.brief)?,
            deeds: self.deeds(&naming, &page, &incoming)?,
            timeline_more: if timeline.is_empty() {
                0
            } else {
                earlier + unread
            },
            timeline,
            incoming,
            resting: page.resting,
            resting_types: self.resting_types(ask, &page)?,
            counted: self.counted_as(&page.brief),
            history: past::history(&naming, &page, &judgements),
            review: review(&naming, &page, &judgements)?,
            confidential: naming.confidant(&page.brief).is_some(),
            taken_back: page.brief.resolved.is_empty(),
        }))
    }
}
