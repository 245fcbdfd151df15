//! What came whole waits for another program that writes, with the workspace free for others to read.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::problem::Problem;
use crate::visit::Visit;
use aigaq_workspace::{NotKept, Refused, TakenFile, Workspace};

/// How often somebody looks whether the other one is done.
const LOOKED_AFTER: Duration = Duration::from_millis(250);
/// How long somebody waits: the longest import takes less. The lock ends it sooner.
const PATIENCE: Duration = Duration::from_secs(30 * 60);

/// Keeps what was taken in. What came for an hour is not given up because somebody imports just then.
pub(crate) async fn kept_when_free<T, F>(
    visit: &Visit,
    taken: TakenFile,
    keep: F,
) -> Result<Result<T, Refused>, Problem>
where
    T: Send + 'static,
    F: Fn(&mut Workspace, TakenFile) -> Result<T, NotKept> + Clone + Send + 'static,
{
    let begun = Instant::now();
    let mut taken = taken;
    loop {
        let keep = keep.clone();
        let tried = visit
            .app
            .change(move |workspace| keep(workspace, taken))
            .await?;
        taken = match tried {
            Ok(kept) => return Ok(Ok(kept)),
            Err(NotKept::Busy(waiting, _)) if begun.elapsed() < PATIENCE => *waiting,
            Err(why) => return Ok(Err(why.into())),
        };
        while visit
            .ask(|workspace, _| workspace.is_written_by_others())
            .await?
            && begun.elapsed() < PATIENCE
        {
            sleep(LOOKED_AFTER).await;
        }
    }
}
