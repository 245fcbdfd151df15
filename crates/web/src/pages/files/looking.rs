//! What came as a capture of the web is looked into before it is kept: in a process with limits, one at a time, with the
//! workspace free for others.

use crate::problem::Problem;
use crate::visit::Visit;
use aigaq_workspace::{Captured, TakenFile};

/// What a file tells as a capture of the web; nothing of what is none.
pub(super) async fn looked_into(
    visit: &Visit,
    taken: &TakenFile,
    name: &str,
) -> Result<Captured, Problem> {
    if !taken.may_be_capture() {
        return Ok(Captured::default());
    }
    // Each reader may take much memory.
    let turn = visit.app.read().turn().await;
    let mut original = taken.open()?;
    let stop = visit.ask(|workspace, _| Ok(workspace.stop())).await?;
    let (reader, name) = (visit.app.reader().clone(), name.to_owned());
    let looked = turn.reads(move || {
        let is_locked = || stop.is_asked();
        Captured::looked(&name, &mut original, &reader, &is_locked)
    });
    looked
        .await
        .map_err(|_| Problem::Broken)?
        .ok_or(Problem::Locked)
}
