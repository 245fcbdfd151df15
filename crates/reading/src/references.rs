//! References in notes, split into author, title, publisher, date and address.
//!
//! A note holds references between semicolons, and sentences of comment around them. In a reference the first element
//! is who wrote it, then comes the title, and between title and date who published it, if that is told by the address
//! or stands behind a title of a person's. "Ibid." is the note before.

use crate::mentions::whole_date;
use crate::structure::{Note, Structure};
use crate::text::Text;

/// One reference of a note. What is missing is not guessed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reference {
    /// The note it stands in.
    pub n: u32,
    /// Its place in the note, from 0.
    pub idx: usize,
    /// Persons as printed, or the body that issued it.
    pub author: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The date in EDTF, and as printed.
    pub date: Option<(String, String)>,
    /// The address as printed.
    pub url: Option<String>,
    /// The note meant by "ibid."
    pub ibid: Option<u32>,
}

/// The references of all notes, in order.
pub(crate) fn references(text: &Text, structure: &Structure) -> Vec<Reference> {
    let mut all = Vec::new();
    let mut before = None;
    for note in &structure.notes {
        let mut found = of_note(text, note, before);
        for (idx, reference) in found.iter_mut().enumerate() {
            reference.n = note.n;
            reference.idx = idx;
        }
        all.append(&mut found);
        before = Some(note.n);
    }
    all
}

fn of_note(text: &Text, note: &Note, before: Option<u32>) -> Vec<Reference> {
    let said = text.at(note.body);
    let mut all = Vec::new();
    for piece in whole_lines(&said).iter().flat_map(|line| pieces(line)) {
        let low = piece.to_lowercase();
        let bare = low.trim_matches(|c: char| !c.is_alphanumeric());
        if matches!(bare, "ibid" | "там же" | "ibidem")
            || (bare.starts_with("ibid") && bare.len() < 14)
        {
            let ibid = before;
            all.push(Reference {
                ibid,
                ..Reference::default()
            });
            continue;
        }
        all.extend(reference(&piece));
    }
    all
}

/// Lines of a note; a line that ends in the middle of a reference goes on in the next.
fn whole_lines(said: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in said.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match all.last_mut() {
            Some(last) if !last.contains("http") && !last.ends_with(['.', ';']) => {
                last.push(' ');
                *last += line;
            }
            _ => all.push(line.to_owned()),
        }
    }
    all
}

/// A note at its semicolons, those within addresses aside; what follows an address begins another piece.
fn pieces(line: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for word in line.split_whitespace() {
        let address = word.starts_with("http");
        let (word, ends) = match word.strip_suffix(';') {
            Some(word) => (word, true),
            None => (word, address),
        };
        if let Some(last) = all.last_mut() {
            if !last.is_empty() {
                last.push(' ');
            }
            *last += word;
        }
        if ends {
            all.push(String::new());
        }
    }
    all.retain(|piece| piece.chars().filter(|c| c.is_alphanumeric()).count() > 2);
    // "Massive restrictions; sudden bans, August 2020, …": a semicolon within a title.
    let mut whole: Vec<String> = Vec::new();
    for piece in all {
        let goes_on =
            piece.chars().next().is_some_and(char::is_lowercase) && !piece.starts_with("http");
        match whole.last_mut() {
            Some(last) if goes_on && !last.contains("http") => {
                last.push_str("; ");
                *last += &piece;
            }
            _ => whole.push(piece),
        }
    }
    whole
}

/// What stands before a reference in a sentence of comment.
const SEE: [&str; 12] = [
    "see the chapter in ",
    "see footage here via ",
    "see also ",
    "see, for example, ",
    "see for example ",
    "see e.g. ",
    "see here ",
    "see: ",
    "see ",
    "см. также: ",
    "см. также ",
    "см. ",
];

fn reference(piece: &str) -> Option<Reference> {
    let (words, url) = match piece.find("http") {
        Some(at) if piece.is_char_boundary(at) => (&piece[..at], Some(address(&piece[at..]))),
        _ => (piece, None),
    };
    let words = behind_see(words)
        .trim()
        .trim_end_matches([',', ';', ':'])
        .trim();
    let elements = elements(words);
    let is_date = |element: &str| {
        whole_date(element.trim_end_matches('.')).filter(|date| !date.contains('/'))
    };
    let dated = elements
        .iter()
        .rposition(|element| is_date(element).is_some());
    let date = dated.and_then(|at| {
        let printed = elements[at].trim_end_matches('.').to_owned();
        Some((is_date(&printed)?, printed))
    });
    if url.is_none() && (date.is_none() && !has_quoted_title(&elements) || elements.len() < 2) {
        return None;
    }
    let end = dated.unwrap_or(elements.len());
    let mut body: Vec<&str> = elements[..end].iter().map(String::as_str).collect();
    // Page numbers without a date before them.
    while body.len() > 1
        && body.last().is_some_and(|last| {
            last.trim_end_matches('.')
                .chars()
                .all(|c| c.is_ascii_digit())
        })
    {
        body.pop();
    }
    let mut found = Reference {
        date,
        url,
        ..Reference::default()
    };
    if body.is_empty() {
        return found.url.is_some().then_some(found);
    }
    let authors = authors(&body);
    found.author = Some(unquoted(&body[..authors].join(", ")));
    let mut rest = &body[authors..];
    let person =
        is_person(body[0]) || body[0].contains(" and ") && body[0].split(" and ").all(is_person);
    if rest.len() >= 2
        && let Some(last) = rest.last()
        && is_publisher(last, found.url.as_deref(), person && found.date.is_some())
    {
        found.publisher = Some(unquoted(last));
        rest = &rest[..rest.len() - 1];
    }
    if !rest.is_empty() {
        let title = unquoted(&rest.join(", "));
        // "… of Ordinary People? CABAR Central Asia".
        let cut = title.rfind("? ").map(|at| at + 1).filter(|at| {
            found.publisher.is_none() && host_is(title[*at..].trim(), found.url.as_deref())
        });
        match cut {
            Some(at) => {
                found.publisher = Some(title[at..].trim().to_owned());
                found.title = Some(title[..at].to_owned());
            }
            None => found.title = Some(title),
        }
    }
    Some(found)
}

/// The address as printed, without the signs that end it.
fn address(from: &str) -> String {
    let word = from.split_whitespace().next().unwrap_or(from);
    // "….htm;l" is a slip of the typesetter; "#pos=1;-13" is none.
    let word = match word.rsplit_once(';') {
        Some((before, tail)) if tail.len() <= 1 => before,
        _ => word,
    };
    word.trim_end_matches([',', ';', '.']).to_owned()
}

fn behind_see(words: &str) -> &str {
    let low = words.to_lowercase();
    if low.len() != words.len() {
        return words;
    }
    for see in SEE {
        let begins = low
            .match_indices(see)
            .map(|(at, _)| at)
            .filter(|at| *at == 0 || low.as_bytes()[*at - 1] == b' ')
            .last();
        if let Some(at) = begins {
            return &words[at + see.len()..];
        }
    }
    words
}

/// Elements between commas; those within quotation marks, brackets and dates part nothing.
fn elements(words: &str) -> Vec<String> {
    let letters: Vec<char> = words.chars().collect();
    let mut all = vec![String::new()];
    let mut open = 0_i32;
    let mut quoted = false;
    // An apostrophe that was taken for a quotation mark and is never closed quotes nothing.
    let last_close = (0..letters.len()).rev().find(|i| {
        matches!(letters[*i], '\'' | '’')
            && !letters.get(i + 1).is_some_and(|c| c.is_alphanumeric())
    });
    for (i, c) in letters.iter().enumerate() {
        let before = i.checked_sub(1).map_or(' ', |i| letters[i]);
        let behind = letters.get(i + 1).copied().unwrap_or(' ');
        match c {
            '“' | '«' | '(' => open += 1,
            '”' | '»' | ')' => open = (open - 1).max(0),
            '\'' | '‘'
                if !quoted
                    && (before == ' ' || i == 0)
                    && last_close.is_some_and(|close| close > i) =>
            {
                quoted = true;
            }
            '\'' | '’' if quoted && !behind.is_alphanumeric() => quoted = false,
            _ => {}
        }
        if *c == ','
            && open == 0
            && !(quoted && last_close.is_some_and(|close| i < close))
            && behind.is_whitespace()
        {
            let year: String = letters[i + 1..]
                .iter()
                .skip_while(|c| c.is_whitespace())
                .take(4)
                .collect();
            let dated = year.len() == 4
                && year.chars().all(|c| c.is_ascii_digit())
                && before.is_ascii_digit();
            if !dated {
                all.push(String::new());
                continue;
            }
        }
        if let Some(last) = all.last_mut() {
            last.push(*c);
        }
    }
    let trimmed = all
        .iter()
        .map(|element| element.split_whitespace().collect::<Vec<_>>().join(" "));
    trimmed.filter(|element| !element.is_empty()).collect()
}

fn has_quoted_title(elements: &[String]) -> bool {
    elements
        .iter()
        .skip(1)
        .any(|element| element.starts_with(['\'', '‘', '“', '«', '"']) && element.len() > 12)
}

fn unquoted(words: &str) -> String {
    let bare = words.trim().trim_end_matches(',');
    let marks = ['\'', '‘', '’', '“', '”', '"', '«', '»'];
    if bare.starts_with(marks) && bare.ends_with(marks) {
        return bare.trim_matches(marks).trim_end_matches(',').to_owned();
    }
    bare.trim_end_matches('.').to_owned()
}

/// How many elements name the authors: persons in a row, a body and its unit.
fn authors(body: &[&str]) -> usize {
    let mut count = 1;
    let people = |element: &str| {
        is_person(element) || element.contains(" and ") && element.split(" and ").all(is_person)
    };
    if is_person(body[0]) {
        while count + 1 < body.len() && people(body[count]) {
            count += 1;
            if body[count - 1].contains(" and ") {
                break;
            }
        }
    } else if body.len() > 1 {
        let unit = [
            "DG ",
            "Bureau of ",
            "Department of ",
            "Directorate",
            "Division of ",
            "Committee on ",
        ];
        while count < body.len()
            && unit.iter().any(|unit| body[count].starts_with(unit))
            && (count + 1 < body.len() || body[count].starts_with("DG "))
        {
            count += 1;
        }
    }
    count
}

/// Two or three words with capitals that name a person.
fn is_person(element: &str) -> bool {
    let words: Vec<&str> = element.split_whitespace().collect();
    let capitals = words.iter().all(|word| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().skip(1).any(char::is_lowercase)
    });
    (2..=4).contains(&words.len())
        && capitals
        && !element.contains([':', '–', '?', '(', '/', '&', '’'])
        && aigaq_names::parse(element).refusal().is_none()
        && !words.iter().any(|word| {
            let low = word.to_lowercase();
            crate::lists::BODIES.has(&low)
                || crate::lists::KINDS_OF_BODIES.has(&low)
                || crate::lists::COMMON.has(&low)
                || crate::lists::PLACES.means(&low).is_some()
        })
}

fn is_publisher(element: &str, url: Option<&str>, behind_a_persons_title: bool) -> bool {
    if host_is(element, url) {
        return true;
    }
    let words: Vec<&str> = element.split(' ').collect();
    let capitals = words.iter().all(|word| {
        word.chars().next().is_some_and(char::is_uppercase) || crate::lists::SMALL.has(word)
    });
    let known = crate::lists::ORGANISATIONS
        .all()
        .any(|(name, _)| name.eq_ignore_ascii_case(element));
    let body = words.len() >= 2
        && words
            .iter()
            .any(|word| crate::lists::BODIES.has(&word.to_lowercase()));
    capitals
        && words.len() <= 6
        && (known
            || behind_a_persons_title && words.len() <= if url.is_some() { 2 } else { 4 }
            || body && words.len() >= 3)
}

/// Whether an address belongs to who is named: "The Diplomat" and thediplomat.com, "Human Rights Watch" and hrw.org.
fn host_is(name: &str, url: Option<&str>) -> bool {
    let Some(host) = url
        .and_then(|url| url.split("//").nth(1))
        .and_then(|rest| rest.split('/').next())
    else {
        return false;
    };
    let host = host.to_lowercase();
    let squashed = |text: &str| {
        text.to_lowercase()
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    let labels: Vec<String> = host
        .split('.')
        .filter(|label| !matches!(*label, "www" | "com" | "org" | "net" | "co"))
        .map(squashed)
        .collect();
    let whole = squashed(name);
    let bare = whole.strip_prefix("the").unwrap_or(&whole);
    let initials: String = name
        .split_whitespace()
        .filter_map(|word| word.chars().next())
        .filter(|c| c.is_uppercase())
        .collect::<String>()
        .to_lowercase();
    let words: Vec<String> = name.split_whitespace().map(squashed).collect();
    labels.iter().any(|label| {
        label.len() >= 3
            && (label == bare
                || *label == whole
                || *label == initials && initials.len() >= 3
                || label.contains(bare) && bare.len() >= 4
                || words.contains(label)
                || whole.contains(label.as_str()) && label.len() >= 5)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(
        piece: &str,
    ) -> (
        Option<String>,
        Option<String>,
        Option<String>,
        Option<String>,
    ) {
        let found = reference(piece).unwrap_or_default();
        (
            found.author,
            found.title,
            found.publisher,
            found.date.map(|(edtf, _)| edtf),
        )
    }

    fn said(
        a: &str,
        t: &str,
        p: &str,
        d: &str,
    ) -> (
        Option<String>,
        Option<String>,
        Option<String>,
        Option<String>,
    ) {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (some(a), some(t), some(p), some(d))
    }

    #[test]
    fn a_reference_is_split_into_its_elements() {
        for (piece, elements) in [
            (
                "Anna Petrova and John Smith, Courts, cases and fear, Steppe Review, March 2020, https://stepperev.example/x",
                said(
                    "Anna Petrova and John Smith",
                    "Courts, cases and fear",
                    "Steppe Review",
                    "2020-03",
                ),
            ),
            (
                "Human Rights Watch, Armenia: Police, Press, and Fear, May 2019, https://www.hrw.org/x",
                said(
                    "Human Rights Watch",
                    "Armenia: Police, Press, and Fear",
                    "",
                    "2019-05",
                ),
            ),
            (
                "For details see Anna Petrova, The Long Road, Harbour Books, 2018",
                said("Anna Petrova", "The Long Road", "Harbour Books", "2018"),
            ),
            (
                "EBRD, Armenia data, https://www.ebrd.com/armenia.html",
                said("EBRD", "Armenia data", "", ""),
            ),
            ("This is only a comment on the talks.", said("", "", "", "")),
        ] {
            assert_eq!(read(piece), elements, "{piece}");
        }
    }

    #[test]
    fn an_address_keeps_its_own_semicolons_and_ends_a_reference() {
        let all =
            pieces("A, B, https://x.org/?a=1;-13; C, D, https://y.org/ E, F, https://z.org/.");
        assert_eq!(all.len(), 3);
        assert_eq!(address(&all[0][6..]), "https://x.org/?a=1;-13");
        assert_eq!(address("https://z.org/."), "https://z.org/");
    }
}
