//! After how many idle minutes the pages lock on this device.
//!
//! It stands in `pages.toml` in the workspace's folder, not in the journal: a laptop that is carried about and a
//! machine in a locked room need not agree. It is no secret and holds nothing of the records. Whatever stands there
//! is kept within [`LEAST`] and [`MOST`]: a file that somebody changed by hand cannot leave a workspace open.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use serde::Deserialize;

use crate::fresh::replace;

/// Where it stands in the workspace's folder.
const FILE: &str = "pages.toml";
/// Minutes when nobody chose.
pub(crate) const USUAL: u64 = 5;
/// The fewest minutes: time enough to think about one field.
pub const LEAST: u64 = 1;
/// The most minutes: who is away for longer than an hour has left.
pub const MOST: u64 = 60;

/// How long the pages wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idle {
    /// So long, as was said when the program was started; the settings do not change it.
    For(Duration),
    /// As chosen in the settings of this device, else five minutes.
    AsChosen,
}

#[derive(Debug, Deserialize)]
struct Chosen {
    idle_minutes: u64,
}

/// The minutes chosen for this device.
pub(crate) fn chosen(folder: &Path) -> u64 {
    let Ok(text) = fs::read_to_string(folder.join(FILE)) else {
        return USUAL;
    };
    let chosen: Option<Chosen> = toml::from_str(&text).ok();
    chosen.map_or(USUAL, |chosen| chosen.idle_minutes.clamp(LEAST, MOST))
}

/// The minutes that somebody typed, if they lie within the bounds.
pub(crate) fn read(typed: &str) -> Option<u64> {
    let minutes = typed.trim().parse().ok()?;
    (LEAST..=MOST).contains(&minutes).then_some(minutes)
}

/// Keeps the minutes for this device.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn keep(folder: &Path, minutes: u64) -> io::Result<()> {
    let text = format!(
        "# After so many idle minutes the pages lock on this device.\nidle_minutes = {minutes}\n"
    );
    replace(&folder.join(FILE), &text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again_and_stays_within_its_bounds() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        assert_eq!(chosen(folder.path()), USUAL);
        for minutes in [LEAST, 17, MOST] {
            keep(folder.path(), minutes).unwrap();
            assert_eq!(chosen(folder.path()), minutes);
        }
        for (text, minutes) in [
            ("idle_minutes = 0", LEAST),
            ("idle_minutes = 100000", MOST),
            ("idle_minutes = -1", USUAL),
            ("idle_minutes = \"\"", USUAL),
            ("", USUAL),
            ("\u{0}", USUAL),
        ] {
            fs::write(&file, text).unwrap();
            assert_eq!(chosen(folder.path()), minutes, "{text}");
        }
    }

    #[test]
    fn only_whole_minutes_within_the_bounds_are_taken() {
        assert_eq!(read(" 15 "), Some(15));
        for wrong in [
            "",
            "0",
            "61",
            "-5",
            "1.5",
            "five",
            "99999999999999999999999",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
