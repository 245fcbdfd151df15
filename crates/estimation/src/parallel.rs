//! Work on several threads whose result does not depend on how many there are.

/// Does `work` for each number below `pieces` and gives the answers in order. Piece `i` is always the same piece of
/// work; which thread does it changes nothing.
pub(crate) fn in_order<T: Send>(
    threads: usize,
    pieces: usize,
    work: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let threads = threads.clamp(1, pieces.max(1));
    if threads == 1 {
        return (0..pieces).map(work).collect();
    }
    let work = &work;
    let mut done: Vec<Vec<(usize, T)>> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads)
            .map(|first| {
                scope.spawn(move || {
                    (first..pieces)
                        .step_by(threads)
                        .map(|piece| (piece, work(piece)))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        handles
            .into_iter()
            .map(|handle| match handle.join() {
                Ok(answers) => answers,
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    });
    let mut all: Vec<(usize, T)> = done.drain(..).flatten().collect();
    all.sort_by_key(|(piece, _)| *piece);
    all.into_iter().map(|(_, answer)| answer).collect()
}
