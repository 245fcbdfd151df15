//! What the person who adds a file tells of it, and how its name is taken.

use super::{Captured, GIVER, OF};
use crate::named::Asking;
use crate::reasons;
use crate::saving::{Refused, Say};
use aigaq_documents::Media;
use aigaq_schema::value::LONGEST_TEXT;
use aigaq_schema::{Basis, RecordId, Value};
use aigaq_typed::Context;

/// Longest name of a file that is kept, in characters.
const LONGEST_NAME: usize = 200;
/// Most records that one form names.
const MOST_RECORDS: usize = 50;

/// What is told of a file. Empty fields say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileGiven {
    /// The records that it belongs to.
    pub of: Vec<RecordId>,
    /// How it was called, as it came: [`name_of`] takes it.
    pub name: String,
    /// What it is, a code of the list `file_kinds`.
    pub kind: String,
    /// A few words by which it is recognised.
    pub title: String,
    /// When it was taken or made, as people write it.
    pub made: String,
    /// When it was received, as people write it.
    pub received: String,
    /// Who gave it, in words; a code of a confidential source is that source.
    pub from_whom: String,
    /// The source that gave it, where it must not be known ([`crate::Workspace::giver`]).
    pub giver: Option<RecordId>,
    /// How it came, a code of the list `file_ways`.
    pub how: String,
    /// Who keeps the thing itself.
    pub custodian: String,
    /// What it tells as a capture of the web.
    pub captured: Captured,
}

impl FileGiven {
    /// Whether a record can be made of what is told, before anything is kept.
    ///
    /// # Errors
    /// [`Refused::At`] a field: a date that is none, a text that is too long; [`Refused::Unfit`]: too many records.
    pub fn check(&self, ask: &Asking) -> Result<(), Refused> {
        self.said(ask, Media::Other).map(|_| ())
    }

    /// What is said of a file of this kind, but for its bytes.
    pub(super) fn said(&self, ask: &Asking, media: Media) -> Result<Vec<Say>, Refused> {
        if self.of.len() > MOST_RECORDS {
            let why = reasons::too_many_records(self.of.len(), MOST_RECORDS);
            return Err(Refused::Unfit(why));
        }
        let basis = Basis::default();
        let mut say: Vec<Say> = Vec::new();
        let mut put = |property: &str, value: Value| say.push(Say::new(property, value, &basis));
        let told = self.kind.trim();
        let usual = match self.captured.is_one() {
            true => Some("web_page"),
            false => usual_kind(media, &self.name),
        };
        match (told, usual) {
            ("", None) => {}
            ("", Some(usual)) => put("kind", Value::term(usual)),
            (told, _) => put("kind", Value::term(told)),
        }
        if !self.how.trim().is_empty() {
            put("how", Value::term(self.how.trim()));
        }
        let name = name_of(&self.name);
        let title = match self.title.trim() {
            "" => &self.captured.title,
            title => title,
        };
        for (field, property, text) in [
            ("title", "title", title),
            ("from", "from_whom", &self.from_whom),
            ("custodian", "custodian", &self.custodian),
            ("file", "name_given", &name),
        ] {
            if let Some(text) = line(text).map_err(|why| why.at(field))? {
                put(property, Value::text(text));
            }
        }
        for (property, text) in [("made", &self.made), ("received", &self.received)] {
            if let Some(date) = date(ask, text).map_err(|why| why.at(property))? {
                put(property, date);
            }
        }
        if self.made.trim().is_empty()
            && let Some(made) = &self.captured.made
        {
            put("made", Value::date(made.clone()));
        }
        if let Some(giver) = self.giver {
            put(GIVER, Value::Reference(giver));
        }
        for record in &self.of {
            put(OF, Value::Reference(*record));
        }
        say.extend(self.captured.said());
        Ok(say)
    }
}

/// A text of one line, without spaces around it; nothing where it is empty.
pub(super) fn line(text: &str) -> Result<Option<String>, Refused> {
    let text = text.trim();
    if text.chars().nth(LONGEST_TEXT).is_some() {
        return Err(Refused::Unfit(reasons::text_too_long(LONGEST_TEXT)));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// A date as people write it, of something that was done; nothing where it is empty.
pub(super) fn date(ask: &Asking, text: &str) -> Result<Option<Value>, Refused> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let typed = aigaq_typed::date(text.trim(), &Context::on(ask.today, ask.language))
        .map_err(|why| Refused::Unfit(why.reason()))?;
    if typed.date.first() > ask.today {
        return Err(Refused::Unfit(reasons::day_to_come(text.trim())));
    }
    Ok(Some(Value::date(typed.date)))
}

/// The name of a file as it is kept: without the folders of whoever had it, without signs that are not seen or turn
/// words round, at most 200 characters, of which the last ones (the ending) stay.
#[must_use]
pub fn name_of(given: &str) -> String {
    let name = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let name: Vec<char> = name.chars().filter(|c| !is_unseen(*c)).collect();
    let name = match name.len() {
        long if long > LONGEST_NAME => {
            let (front, back) = (&name[..LONGEST_NAME - 21], &name[long - 20..]);
            [front, &['…'], back].concat()
        }
        _ => name,
    };
    let name: String = name.into_iter().collect();
    match name.trim() {
        "." | ".." => String::new(),
        name => name.to_owned(),
    }
}

/// The kind of a file, where its bytes leave no doubt. A picture may be of anything: that is for a person to say.
fn usual_kind(media: Media, name: &str) -> Option<&'static str> {
    Some(match media {
        Media::Mp4 | Media::Quicktime | Media::Matroska | Media::Avi => "video",
        Media::Mp3 | Media::M4a | Media::Amr | Media::Ogg | Media::Wav | Media::Flac => "voice",
        Media::Pdf | Media::OldOffice => "document",
        Media::Html | Media::Warc => "web_page",
        Media::Zip if name.to_lowercase().ends_with(".wacz") => "web_page",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_without_folders_and_without_signs_that_lie() {
        for (given, kept) in [
            ("C:\\Users\\Aliya\\summons.jpg", "summons.jpg"),
            ("/home/aliya/../x/повестка 1.jpg", "повестка 1.jpg"),
            ("../..", ""),
            ("..", ""),
            ("a\u{0}b\nc\u{1b}[2J.txt", "abc[2J.txt"),
            ("photo\u{202e}gpj.exe", "photogpj.exe"),
            ("  spaces .png ", "spaces .png"),
            ("", ""),
        ] {
            assert_eq!(name_of(given), kept, "{given:?}");
        }
        let long = format!("{}.jpeg", "ы".repeat(4_000));
        let kept = name_of(&long);
        assert_eq!(kept.chars().count(), LONGEST_NAME);
        assert!(kept.ends_with(".jpeg") && kept.contains('…'));
    }
}
