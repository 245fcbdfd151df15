//! Who stands in one cell: names, and groups without names.
//!
//! A cell is parted at semicolons, lines, numbers of a list ("1) … 2) …"), at «и», "and", «және», and at commas
//! where what follows is another name. Nothing is dropped: what is not understood comes back as it stands.

mod names;

use crate::misunderstood::LONGEST;
use crate::number::counted;
use crate::plain::plain;
use aigaq_schema::Quantity;
use aigaq_schema::fold::fold;
use names::{begins_like_name, is_initials, is_name, is_one_word_name};

/// Somebody named in a cell, or a part of the cell that is not understood as a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypedPerson {
    /// One person with a name.
    Named {
        /// The name, as written.
        name: String,
        /// What else is written of the person ("35 лет, журналист"), as written.
        note: Option<String>,
    },
    /// People without names.
    Group {
        /// How many.
        quantity: Quantity,
        /// Who they are («участника митинга»), as written; empty where nothing is said. Of «участники показа, 40 чел.»
        /// they are «участники показа»: that they are people is what a group is.
        words: String,
        /// All of it, as written («ещё двое»).
        written: String,
    },
    /// "And others": more people, neither named nor numbered.
    Others {
        /// As written.
        words: String,
    },
    /// A part that is neither, as written.
    Unread {
        /// As written.
        text: String,
    },
}

/// Reads who stands in a cell. Nothing is dropped: what is not understood comes back as [`TypedPerson::Unread`].
#[must_use]
pub fn people(text: &str) -> Vec<TypedPerson> {
    let mut all = Vec::new();
    for line in text.split(['\n', '\r', ';', '•', '·']) {
        for entry in listed(&plain(line)) {
            entry_of(&entry, &mut all);
        }
    }
    all
}

/// "1) … 2) …" and "1. … 2. …" without their numbers, where the numbers count up from one.
fn listed(line: &str) -> Vec<String> {
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    let mut wanted = 1u32;
    let bytes = line.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let starts =
            bytes[at].is_ascii_digit() && (at == 0 || matches!(bytes[at - 1], b' ' | b',' | b'('));
        if !starts {
            at += 1;
            continue;
        }
        let end = at
            + bytes[at..]
                .iter()
                .take_while(|b| b.is_ascii_digit())
                .count();
        let number: Option<u32> = line[at..end].parse().ok();
        let marked = matches!(bytes.get(end), Some(b')'))
            || matches!(bytes.get(end), Some(b'.'))
                && !bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        // A line of its own may begin with any number of the list.
        if marked && (number == Some(wanted) || at == 0) {
            let start = if at > 0 && bytes[at - 1] == b'(' {
                at - 1
            } else {
                at
            };
            cuts.push((start, end + 1));
            wanted = number.map_or(1, |n| n.saturating_add(1));
        }
        at = end;
    }
    if cuts.is_empty() {
        return vec![line.to_owned()];
    }
    let mut entries = Vec::new();
    let before = line[..cuts[0].0].trim();
    if !before.is_empty() {
        entries.push(before.to_owned());
    }
    for (n, (_, from)) in cuts.iter().enumerate() {
        let to = cuts.get(n + 1).map_or(line.len(), |next| next.0);
        entries.push(line[*from..to].trim().trim_end_matches(',').to_owned());
    }
    entries
}

const OTHERS: &str = "и др|др|и другие|другие|и прочие|и многие другие|и остальные|and others|others|et al|and more|and other people|және басқалар|және басқалары|басқалар|басқалары|т.б|және т.б|тағы басқалар|және тағы басқалар";

/// «и др.» at the end: where it begins.
fn others_at(entry: &str) -> Option<usize> {
    let folded = fold(entry);
    let bare = folded.trim_end_matches(['.', ' ', ')']);
    let length = OTHERS
        .split('|')
        .map(fold)
        .filter(|words| {
            bare.strip_suffix(words.as_str())
                .is_some_and(|before| before.is_empty() || before.ends_with([' ', ',', '(']))
        })
        .map(|words| words.chars().count())
        .max()?;
    let start = bare.chars().count() - length;
    entry.char_indices().nth(start).map(|(at, _)| at)
}

/// One entry of a list: perhaps several people joined by words and commas.
fn entry_of(entry: &str, all: &mut Vec<TypedPerson>) {
    let entry = entry.trim().trim_matches(',').trim();
    if entry.is_empty() {
        return;
    }
    if let Some(at) = others_at(entry) {
        let (before, words) = entry.split_at(at);
        entry_of(before.trim_end_matches([' ', ',', '(']), all);
        all.push(TypedPerson::Others {
            words: words.trim().to_owned(),
        });
        return;
    }
    for piece in joined(entry) {
        if let Some(group) = group(piece) {
            all.push(group);
        } else {
            with_commas(piece, all);
        }
    }
}

/// «около 40 человек», «3 участника митинга», «двое»: a group without names.
fn group(piece: &str) -> Option<TypedPerson> {
    if piece.chars().nth(LONGEST).is_some() {
        return None;
    }
    // «и ещё 3 человека»: joins, as «и» does.
    let more = ["ещё ", "еще ", "another ", "тағы "];
    let written = piece.to_owned();
    let piece = more
        .iter()
        .find_map(|word| piece.strip_prefix(word))
        .unwrap_or(piece);
    let (quantity, words) = counted(piece).ok()?;
    // «35 лет» is an age, and what follows a number with a comma is not one thing.
    let first = fold(words.split([' ', ',']).next().unwrap_or_default());
    let age = matches!(
        first.trim_end_matches('.'),
        "лет" | "год" | "года" | "г" | "years" | "yrs" | "жаста" | "жас" | "ж"
    );
    let whole = !words.contains(',') && quantity.number().value() >= 0.0;
    // «он» is ten in Kazakh and "he" in Russian: alone it is nobody's number.
    let he = quantity.number().text() == "10"
        && fold(piece).split(' ').next() == Some("он")
        && !crate::number::is_people(&words);
    (!age && whole && !he).then_some(TypedPerson::Group {
        quantity,
        words,
        written,
    })
}

/// Parted at «и», "and", «және» where a name or a group follows.
fn joined(entry: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    let words = entry.split(' ').scan(0, |at, word| {
        let here = *at;
        *at += word.len() + 1;
        Some((here, word))
    });
    for (at, word) in words {
        if depth == 0 && at > start && matches!(fold(word).as_str(), "и" | "and" | "жане" | "&")
        {
            let rest = entry[(at + word.len()).min(entry.len())..].trim_start();
            let left = entry[start..at].trim();
            let stands_alone = group(rest).is_some()
                || status_then_name(rest.split(',').next().unwrap_or_default()).is_some()
                || begins_like_name(rest) && (begins_like_name(left) || group(left).is_some());
            if stands_alone && !rest.is_empty() && !left.is_empty() {
                pieces.push(left);
                start = entry.len() - rest.len();
            }
        }
        depth = (depth + word.matches('(').count()).saturating_sub(word.matches(')').count());
    }
    pieces.push(entry[start..].trim());
    pieces
}

/// What somebody is, before their name: no words by which one is somebody else's («мать», «адвокат»), for then the name
/// may be that of the other.
const STATUS: &str = "журналист|журналистка|блогер|блогерша|активист|активистка|правозащитник|правозащитница|редактор|редакторка|главный редактор|главред|оператор|фотограф|корреспондент|репортер|политик|депутат|предприниматель|житель|жительница|пенсионер|пенсионерка|студент|студентка|учитель|учительница|преподаватель|врач|имам|пастор|священник|гражданский активист|гражданская активистка|профсоюзный активист|journalist|blogger|activist|human rights defender|editor|cameraman|photographer|correspondent|reporter|resident|student|teacher|imam|pastor|белсенді|құқық қорғаушы|тұрғын|мұғалім|дәрігер";

/// «журналистка Айгуль Утепова»: the name, and what stands before it.
fn status_then_name(part: &str) -> Option<(&str, &str)> {
    let cut = part
        .char_indices()
        .filter(|(_, c)| *c == ' ')
        .map(|(at, _)| at)
        .find(|at| {
            let before = fold(part[..*at].trim_end_matches([':', ',']));
            STATUS.split('|').any(|status| fold(status) == before)
        })?;
    let name = part[cut..].trim_start();
    is_name(name).then_some((name, &part[..cut]))
}

/// «его супруга», "his lawyer": somebody else, told by their tie to the one before.
fn is_somebody_of_theirs(part: &str) -> bool {
    let first = fold(part.split(' ').next().unwrap_or_default());
    matches!(
        first.as_str(),
        "его" | "ее" | "их" | "оньн" | "онын" | "his" | "her" | "their"
    ) && part.contains(' ')
}

/// «Иванов И., Петров П.» are two; «Иванов И., 35 лет, журналист» is one with a note.
fn with_commas(piece: &str, all: &mut Vec<TypedPerson>) {
    let mut current: Option<(String, Vec<String>)> = None;
    let mut unread: Vec<String> = Vec::new();
    for part in outside_brackets(piece) {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        let (name, note) = bracketed(part);
        match &mut current {
            // «Иванов, И. И.»: initials behind a comma belong to the name.
            Some((name, notes))
                if notes.is_empty() && is_initials(part) && is_one_word_name(name) =>
            {
                name.push_str(", ");
                name.push_str(part);
            }
            _ if is_name(name) => {
                if let Some((name, notes)) = current.take() {
                    all.push(named(name, &notes));
                }
                current = Some((
                    name.to_owned(),
                    note.map(str::to_owned).into_iter().collect(),
                ));
            }
            _ if status_then_name(name).is_some() => {
                if let Some((name, notes)) = current.take() {
                    all.push(named(name, &notes));
                }
                current = status_then_name(name).map(|(name, status)| {
                    let notes = [Some(status), note].into_iter().flatten();
                    (name.to_owned(), notes.map(str::to_owned).collect())
                });
            }
            Some((name, notes)) if is_somebody_of_theirs(part) => {
                all.push(named(std::mem::take(name), notes));
                current = None;
                unread.push(part.to_owned());
            }
            // «…, Сидоров С. С. (блогер) и сын»: another person, with a note of their own.
            Some((before, notes)) => {
                match name_then_note(part).filter(|(n, _)| n.contains([' ', '.'])) {
                    Some((name, note)) => {
                        all.push(named(std::mem::take(before), notes));
                        current = Some((name.to_owned(), vec![note.to_owned()]));
                    }
                    None => notes.push(part.to_owned()),
                }
            }
            None => match name_then_note(part) {
                Some((name, note)) => current = Some((name.to_owned(), vec![note.to_owned()])),
                None => match group(part) {
                    Some(group) => all.push(of_those_before(group, &mut unread)),
                    None => unread.push(part.to_owned()),
                },
            },
        }
    }
    let unread = unread.into_iter();
    all.extend(unread.map(|text| TypedPerson::Unread { text }));
    if let Some((name, notes)) = current {
        all.push(named(name, &notes));
    }
}

/// «участники показа, ок. 40 чел.»: the number is that of the words before it, where it counts people as such.
fn of_those_before(group: TypedPerson, unread: &mut Vec<String>) -> TypedPerson {
    match group {
        TypedPerson::Group {
            quantity,
            words,
            written,
        } if crate::number::is_people(&words) && unread.len() == 1 => {
            let before = unread.remove(0);
            TypedPerson::Group {
                quantity,
                written: format!("{before}, {written}"),
                words: before,
            }
        }
        group => group,
    }
}

fn named(name: String, notes: &[String]) -> TypedPerson {
    let note = notes.join(", ");
    TypedPerson::Named {
        name,
        note: Some(note).filter(|n| !n.is_empty()),
    }
}

/// «Иванов И. (1985 г.р.)»: the name, and what stands in brackets behind it.
fn bracketed(part: &str) -> (&str, Option<&str>) {
    let inner = part
        .strip_suffix(')')
        .and_then(|p| p.split_once('('))
        .filter(|(name, _)| !name.trim().is_empty());
    match inner {
        Some((name, note)) => (name.trim(), Some(note.trim())),
        None => (part, None),
    }
}

/// «Иванов Иван – журналист», «Иванов Иван 1985 г.р.»: what is a name at the beginning, and the rest.
fn name_then_note(part: &str) -> Option<(&str, &str)> {
    let cut = part
        .char_indices()
        .filter(|(_, c)| *c == ' ')
        .map(|(at, _)| at)
        .rfind(|at| is_name(&part[..*at]))?;
    let rest = part[cut..].trim_start_matches([' ', '–', '—', '-', ':']);
    // What follows a name without a comma is a note only where it cannot be part of a name.
    (!rest.is_empty()).then_some((&part[..cut], rest))
}

/// Parted at commas that are not in brackets.
fn outside_brackets(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}
