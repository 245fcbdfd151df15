//! The clock, the zone, and who asks.

use aigaq_schema::{Day, Language};
use aigaq_workspace::{Asking, Reader};

/// The keeper of the workspace, today, in this language.
pub fn keeper(language: Language) -> Asking {
    Asking {
        reader: Reader::keeper(),
        language,
        today: today(),
    }
}

/// Today, where this machine stands.
pub fn today() -> Day {
    Day::from_civil(jiff::Zoned::now().date())
}

/// Seconds since 1970 and the zone's name, for a change-set.
pub fn now() -> (i64, String) {
    let now = jiff::Zoned::now();
    let zone = now.time_zone().iana_name().unwrap_or("UTC").to_owned();
    (now.timestamp().as_second(), zone)
}
