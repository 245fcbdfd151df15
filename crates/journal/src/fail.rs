//! Named points at which a test makes the process die, before and after each durable step.

/// Dies here (`abort`) when `AIGAQ_FAIL_AT="name:n"` names this point and it is passed for the n-th time
/// (n from 1). Does nothing unless the feature `fail-points` is on.
#[cfg(feature = "fail-points")]
pub fn fail_point(name: &str) {
    use std::sync::atomic::{AtomicU64, Ordering};
    static PASSED: AtomicU64 = AtomicU64::new(0);
    let Ok(wanted) = std::env::var("AIGAQ_FAIL_AT") else {
        return;
    };
    let Some((wanted, n)) = wanted.rsplit_once(':') else {
        return;
    };
    if wanted == name && PASSED.fetch_add(1, Ordering::SeqCst) + 1 == n.parse().unwrap_or(1) {
        std::process::abort();
    }
}

/// Does nothing: the feature `fail-points` is off.
#[cfg(not(feature = "fail-points"))]
#[inline]
pub fn fail_point(_name: &str) {}
