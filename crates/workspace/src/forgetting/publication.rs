//! Frozen publications: their figures stay letter by letter, the name goes, and the checksum is another one then.

use super::masking::Masker;
use crate::frozen::{Content, joined, pieces, sha256};
use aigaq_schema::{Block, StatementId, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;

const PUBLICATION: &str = "publication";
const SNAPSHOT: &str = "snapshot";

/// Whether records of this type are publications.
pub(super) fn is_one(record_type: &str) -> bool {
    record_type == PUBLICATION
}

/// Whether this statement holds a piece of what was published.
pub(super) fn is_snapshot(record_type: &str, property: &str) -> bool {
    record_type == PUBLICATION && property == SNAPSHOT
}

/// Whether a name stands in the whole of these pieces.
pub(super) fn speaks(all: &[String], masker: &Masker) -> bool {
    let whole = joined(all.iter().map(String::as_str));
    whole.is_some_and(|whole| masker.speaks(&whole).is_some())
}

/// A publication in which somebody could still be found when the names were taken out: nothing of it can be said again.
#[derive(Debug)]
pub(super) struct NameStays;

/// What stands in the place of the pieces and of the checksum of a publication, by the statement; `None` for a piece
/// that is not needed any more.
pub(super) fn masked(
    blocks: &[&Block],
    masker: &Masker,
) -> Result<HashMap<StatementId, Option<Value>>, NameStays> {
    let statements = || blocks.iter().flat_map(|block| &block.statements);
    let held: Vec<_> = statements()
        .filter(|statement| statement.property == SNAPSHOT)
        .collect();
    let texts: Vec<String> = held
        .iter()
        .map(|statement| statement.value.plain())
        .collect();
    let Some(whole) = joined(texts.iter().map(String::as_str)) else {
        // What cannot be put together any more is masked piece by piece, like any text.
        return Ok(HashMap::new());
    };
    let Some((text, hash)) = without(&whole, masker)? else {
        return Ok(HashMap::new());
    };
    let mut kept = cut_into(&text, held.len()).into_iter();
    let mut values: HashMap<StatementId, Option<Value>> = held
        .iter()
        .map(|statement| (statement.id, kept.next().map(Value::text)))
        .collect();
    for statement in statements().filter(|statement| statement.property == "hash") {
        values.insert(statement.id, Some(Value::text(hash.clone())));
    }
    Ok(values)
}

/// The text in at most so many numbered pieces: the last takes what is left.
fn cut_into(text: &str, room: usize) -> Vec<String> {
    let cut = pieces(text);
    if cut.len() <= room {
        return cut;
    }
    let bodies: Vec<&str> = cut
        .iter()
        .map(|piece| piece.split_once('\n').map_or("", |(_, body)| body))
        .collect();
    let (first, rest) = bodies.split_at(room.saturating_sub(1));
    let last = rest.concat();
    let all = first.iter().copied().chain([last.as_str()]);
    (1..)
        .zip(all)
        .map(|(number, body): (usize, &str)| format!("{number}/{room}\n{body}"))
        .collect()
}

/// What was published, without the name, and its checksum. `None` when it cannot be read as a publication.
fn without(whole: &str, masker: &Masker) -> Result<Option<(String, String)>, NameStays> {
    let Ok(mut content) = Content::read(whole, &sha256(whole)) else {
        return Ok(None);
    };
    content.title = masker.text(&content.title);
    content.caveat = content.caveat.map(|caveat| masker.text(&caveat));
    for typed in content.typed.values_mut() {
        *typed = masker.text(typed);
    }
    // Rows and conditions have names where a text is counted by: who signed, who published.
    for count in &mut content.counts {
        *count = again(count, masker)?.unwrap_or_else(|| count.clone());
    }
    for file in &mut content.files {
        file.text = masker.file(&file.ending, &file.text);
        file.sha256 = sha256(&file.text);
    }
    content.document = match content.document.take() {
        // Without a document its files are shown as they are; a document that cannot be read is none.
        Some(document) => again(&document, masker)
            .ok()
            .map(|new| new.unwrap_or(document)),
        None => None,
    };
    if !is_clean(&content, masker) {
        return Err(NameStays);
    }
    Ok(content.text().ok())
}

/// The same with other words; `None` when nothing is to be changed.
fn again<T: Serialize + DeserializeOwned>(
    what: &T,
    masker: &Masker,
) -> Result<Option<T>, NameStays> {
    let mut tree = serde_json::to_value(what).map_err(|_| NameStays)?;
    match masker.values(&mut tree) {
        true => serde_json::from_value(tree)
            .map(Some)
            .map_err(|_| NameStays),
        false => Ok(None),
    }
}

/// Whether nothing is found in it any more, wherever it stands.
fn is_clean(content: &Content, masker: &Masker) -> bool {
    let files = content.files.iter();
    let mut rest = content.clone();
    rest.files.clear();
    files
        .into_iter()
        .all(|file| masker.file(&file.ending, &file.text) == file.text)
        && serde_json::to_value(&rest).is_ok_and(|mut tree| !masker.tree(&mut tree))
}
