//! What was read for one reader, kept until something is said that bears on it.

use crate::error::WorkspaceError;
use crate::open::Workspace;
use aigaq_schema::{RecordId, Value};
use aigaq_view::{Reader, TakenIn};
use std::collections::HashSet;
use std::sync::{Arc, MutexGuard};

/// Records spoken of since, beyond which it is quicker to read everything again than to look at each.
const MANY: usize = 1_000;

/// Judgements that change no value of a record they are about.
const BESIDE: [&str; 6] = ["same", "different", "unsure", "settle", "approve", "done"];

/// Something read from the view.
#[derive(Debug)]
pub(crate) struct Kept<T> {
    reader: Reader,
    taken_in: TakenIn,
    /// Single records that it rests on, beside all those of its types.
    rests_on: HashSet<RecordId>,
    what: Arc<T>,
}

impl Workspace {
    /// What is kept in its place for this reader, where nothing was said since of a record of the types that bear on
    /// it, nor of one it rests on; else read anew, with the single records that it rests on.
    pub(crate) fn read_once<T>(
        &self,
        mut place: MutexGuard<'_, Option<Kept<T>>>,
        reader: &Reader,
        types: &[&str],
        read: impl FnOnce() -> Result<(T, HashSet<RecordId>), WorkspaceError>,
    ) -> Result<Arc<T>, WorkspaceError> {
        let taken_in = self.view.taken_in()?;
        let kept = place.as_mut().filter(|kept| kept.reader == *reader);
        if let Some(kept) = kept
            && (kept.taken_in == taken_in || self.still_holds(kept, types)?)
        {
            kept.taken_in = taken_in;
            return Ok(Arc::clone(&kept.what));
        }
        let (what, rests_on) = read()?;
        let what = Arc::new(what);
        *place = Some(Kept {
            reader: *reader,
            taken_in,
            rests_on,
            what: Arc::clone(&what),
        });
        Ok(what)
    }

    fn still_holds<T>(&self, kept: &Kept<T>, types: &[&str]) -> Result<bool, WorkspaceError> {
        let Some(spoken_of) = self.view.spoken_of_since(kept.taken_in, MANY)? else {
            return Ok(false);
        };
        for (id, of) in spoken_of {
            let bears = match of.as_str() {
                "definition" | "consent" => true,
                "judgement" if !types.contains(&"judgement") => self.may_change_values(id)?,
                of => types.contains(&of) || kept.rests_on.contains(&id),
            };
            if bears {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn may_change_values(&self, judgement: RecordId) -> Result<bool, WorkspaceError> {
        let brief = self.view.brief(&Reader::keeper(), judgement)?;
        let kind = brief.and_then(|brief| brief.value("kind").map(Value::plain));
        Ok(!kind.is_some_and(|kind| BESIDE.contains(&kind.as_str())))
    }
}
