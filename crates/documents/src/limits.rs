//! What a process that reads documents may use.

use std::time::Duration;

/// Seconds of computing after which the system ends the reader.
const COMPUTING: u64 = 60;
/// Bytes of memory the reader may have.
const MEMORY: u64 = 1536 * 1024 * 1024;

/// What the program grants a reader, seen from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long it may take.
    pub time: Duration,
    /// How many bytes it may answer.
    pub answer: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            time: Duration::from_secs(90),
            answer: 256 * 1024 * 1024,
        }
    }
}

/// Gives up what a reader does not need, before it sees the first byte of a document: it cannot take these rights back.
///
/// # Errors
/// What the system said where it refuses a limit: then nothing may be read. Where a limit is narrower already, that one
/// stays. Only on systems that know no limit of memory is it left to the watch from outside.
#[cfg(unix)]
pub(crate) fn restrict() -> std::io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let least = |resource, value: u64| {
        let there = getrlimit(resource).maximum;
        there.map_or(value, |there| there.min(value))
    };
    let most = |value| Rlimit {
        current: Some(value),
        maximum: Some(value),
    };
    // At the first limit the system says that the time is over, at the second it says nothing.
    let longest = least(Resource::Cpu, COMPUTING + 5);
    let computing = Rlimit {
        current: Some(COMPUTING.min(longest.saturating_sub(1))),
        maximum: Some(longest),
    };
    setrlimit(Resource::Cpu, computing)?;
    for (resource, value) in [
        (Resource::As, MEMORY),
        // It writes no files, opens few, starts nothing and leaves no image of its memory.
        (Resource::Fsize, 0),
        (Resource::Nofile, 16),
        (Resource::Nproc, 0),
        (Resource::Core, 0),
    ] {
        let set = setrlimit(resource, most(least(resource, value)));
        if resource != Resource::As || cfg!(target_os = "linux") {
            set?;
        }
    }
    Ok(())
}

/// Elsewhere only the watch from outside holds.
#[cfg(not(unix))]
pub(crate) fn restrict() -> std::io::Result<()> {
    Ok(())
}
