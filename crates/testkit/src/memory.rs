//! The memory of this process, for measurements.

/// The most memory this process has had, in megabytes (`VmHWM`); 0 where the system does not say it.
#[must_use]
pub fn most_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok())
        .map_or(0, |kilobytes| kilobytes / 1024)
}
