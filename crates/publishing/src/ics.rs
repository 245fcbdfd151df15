//! Days to keep in mind as a calendar file (iCalendar, RFC 5545).
//!
//! A calendar file leaves the program: it lands on phones and in accounts of mail providers. So an entry carries a number
//! and what ends or falls due, and a name only when whoever makes it put one in the words. All entries are whole days;
//! a day known badly spans all the days it can be, marked as tentative, and so is what only may be.

use aigaq_schema::Day;

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The same entry in another file of the same workspace has the same id; nothing can be read from it.
    pub uid: String,
    /// The first day it can be.
    pub first: Day,
    /// The last day it can be.
    pub last: Day,
    /// It may not be at all, though the day is known.
    pub perhaps: bool,
    /// In a few words.
    pub summary: String,
    /// More words; may be empty.
    pub description: String,
}

/// The longest line of a calendar file, in bytes, without its end.
const LONGEST: usize = 75;

/// A calendar file. `made_on` is the day that stands as the time of its making; entries whose days are not of the
/// calendar are left out.
#[must_use]
pub fn calendar(name: &str, entries: &[Entry], made_on: Day) -> String {
    let mut out = String::new();
    let stamp = date(made_on).unwrap_or_else(|| "19700101".to_owned());
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//Aigaq//Registers//EN");
    line(&mut out, "CALSCALE:GREGORIAN");
    line(&mut out, &format!("X-WR-CALNAME:{}", escaped(name)));
    for entry in entries {
        let (Some(first), Some(end)) =
            (date(entry.first), date(Day(entry.last.0.saturating_add(1))))
        else {
            continue;
        };
        if entry.last < entry.first {
            continue;
        }
        line(&mut out, "BEGIN:VEVENT");
        line(&mut out, &format!("UID:{}", escaped(&entry.uid)));
        line(&mut out, &format!("DTSTAMP:{stamp}T000000Z"));
        line(&mut out, &format!("DTSTART;VALUE=DATE:{first}"));
        // The day after the last: the end is not part of it.
        line(&mut out, &format!("DTEND;VALUE=DATE:{end}"));
        line(&mut out, &format!("SUMMARY:{}", escaped(&entry.summary)));
        if !entry.description.is_empty() {
            line(
                &mut out,
                &format!("DESCRIPTION:{}", escaped(&entry.description)),
            );
        }
        let status = if entry.first == entry.last && !entry.perhaps {
            "CONFIRMED"
        } else {
            "TENTATIVE"
        };
        line(&mut out, &format!("STATUS:{status}"));
        line(&mut out, "TRANSP:TRANSPARENT");
        line(&mut out, "END:VEVENT");
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn date(day: Day) -> Option<String> {
    let date = day.civil().filter(|date| date.year() >= 0)?;
    Some(format!(
        "{:04}{:02}{:02}",
        date.year(),
        date.month(),
        date.day()
    ))
}

/// Text as a value: backslashes, commas, semicolons and ends of lines are escaped, other control characters dropped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            ',' => out.push_str("\\,"),
            ';' => out.push_str("\\;"),
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line, folded between characters where it is too long.
fn line(out: &mut String, text: &str) {
    let mut length = 0;
    for c in text.chars() {
        if length + c.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i16, month: i8, day: i8) -> Day {
        Day::from_ymd(year, month, day).unwrap()
    }

    fn entry(summary: &str) -> Entry {
        Entry {
            uid: "abc@aigaq".to_owned(),
            first: day(2021, 8, 1),
            last: day(2021, 8, 28),
            perhaps: false,
            summary: summary.to_owned(),
            description: String::new(),
        }
    }

    #[test]
    fn a_day_known_badly_spans_its_days_and_is_tentative() {
        let text = calendar("Endings", &[entry("R1: ends")], day(2021, 7, 22));
        for expected in [
            "DTSTART;VALUE=DATE:20210801\r\n",
            "DTEND;VALUE=DATE:20210829\r\n",
            "STATUS:TENTATIVE\r\n",
            "DTSTAMP:20210722T000000Z\r\n",
        ] {
            assert!(text.contains(expected), "{text}");
        }
        let exact = Entry {
            last: day(2021, 8, 1),
            ..entry("R1: ends")
        };
        let made = |entry: Entry| calendar("", &[entry], day(2021, 7, 22));
        assert!(made(exact.clone()).contains("STATUS:CONFIRMED"));
        let perhaps = Entry {
            perhaps: true,
            ..exact
        };
        assert!(made(perhaps).contains("STATUS:TENTATIVE"));
    }

    #[test]
    fn days_beyond_the_calendar_are_left_out() {
        let open = Entry {
            last: Day::MAX,
            ..entry("x")
        };
        assert!(!calendar("", &[open], day(2021, 7, 22)).contains("VEVENT"));
    }

    proptest! {
        #[test]
        fn no_text_breaks_out_of_its_line(summary in "(?s).{0,200}") {
            let text = calendar(&summary, &[entry(&summary)], day(2021, 7, 22));
            prop_assert!(text.split("\r\n").all(|line| line.len() <= LONGEST && !line.contains(['\r', '\n'])));
            let unfolded = text.replace("\r\n ", "");
            prop_assert_eq!(unfolded.matches("\r\nBEGIN:VEVENT").count(), 1);
            prop_assert_eq!(unfolded.lines().filter(|line| line.starts_with("SUMMARY:")).count(), 1);
        }
    }
}
