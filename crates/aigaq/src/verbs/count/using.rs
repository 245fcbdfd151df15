//! What is done with a count besides printing it: said as a sentence, laid beside another period, kept, frozen.

use crate::answer::{remark, write_whole};
use crate::asking::{keeper, now};
use crate::cli::{AudienceName, CountUse};
use crate::refusal::{cell_alone, cell_keys, no_picture, not_drawn, refuse};
use crate::table;
use crate::verbs::{Common, form_token, not_saved};
use aigaq_counting::comparison::{LEAST_BASE, Pair};
use aigaq_counting::{Between, Definition};
use aigaq_schema::RecordId;
use aigaq_workspace::{
    Draw, FreezeWish, Freezing, LOOKS, PeriodsCompared, StoredTable, TableHeading, Workspace,
};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::ExitCode;

/// Does with a definition what was asked for; none when nothing was.
pub fn used(
    common: &Common<'_>,
    definition: &Definition,
    wish: &CountUse,
) -> Result<Option<ExitCode>> {
    if let Some(period) = &wish.compare {
        let with = period_of(period)?;
        let workspace = common.open_to_read()?;
        let compared = workspace.compare_periods(&keeper(common.language), definition, with)?;
        return common
            .answer(&compared, || side_by_side(&compared))
            .map(Some);
    }
    let key: Vec<Option<String>> = wish
        .cell
        .iter()
        .map(|key| (key != "*").then(|| key.clone()))
        .collect();
    if key.len() > definition.dimensions().len() {
        return refuse(cell_keys());
    }
    if !key.is_empty() && !wish.sentence && !wish.records {
        return refuse(cell_alone());
    }
    if wish.records {
        let workspace = common.open_to_read()?;
        let ask = keeper(common.language);
        let found = workspace.counted_records(&ask, definition, &key)?;
        let named = workspace.named_all(&ask, found)?;
        return common
            .answer(&named, || {
                let lines = named
                    .iter()
                    .map(|one| format!("{}  {}\n", one.id, one.caption));
                lines.collect()
            })
            .map(Some);
    }
    if let Some(file) = &wish.out {
        return written(common, definition, (file, wish)).map(Some);
    }
    if wish.sentence {
        let workspace = common.open_to_read()?;
        let sentence = workspace.sentence(&keeper(common.language), definition, &key)?;
        return common
            .answer(&serde_json::json!({ "sentence": sentence }), || {
                sentence.clone()
            })
            .map(Some);
    }
    if let Some(name) = &wish.save {
        let mut workspace = common.open()?;
        return save(common, &mut workspace, definition, (name, wish)).map(Some);
    }
    if let Some(name) = &wish.freeze {
        let mut workspace = common.open()?;
        let of = Freezing::Table(definition.clone());
        let draw = drawn_as(wish)?;
        let wish = (name.as_str(), wish.caveat.as_deref(), wish.audience);
        let (_, code) = freeze(common, &mut workspace, of, wish, draw)?;
        return Ok(Some(code));
    }
    Ok(None)
}

/// The look that is wished for.
fn drawn_as(wish: &CountUse) -> Result<Draw> {
    let word = wish.draw.as_deref().unwrap_or_default();
    let Some(draw) = Draw::of_word(word) else {
        let words: Vec<&str> = LOOKS.iter().map(|(_, word)| *word).collect();
        return refuse(no_picture(word, words.join(", ")));
    };
    Ok(draw)
}

/// Writes exactly what is shown into a file.
fn written(
    common: &Common<'_>,
    definition: &Definition,
    (file, wish): (&Path, &CountUse),
) -> Result<ExitCode> {
    let ending = file.extension().and_then(|ending| ending.to_str());
    let ending = ending.unwrap_or_default().to_ascii_lowercase();
    let word = wish.draw.as_deref().unwrap_or_default();
    let draw = drawn_as(wish)?;
    let workspace = common.open_to_read()?;
    let mut ask = keeper(common.language);
    ask.reader = ask.reader.making_for(wish.audience.into());
    let shown = workspace.shown_count(&ask, definition, draw)?;
    let refused = shown.looks.iter().find(|look| look.word == word);
    if let Some(why) = refused.and_then(|look| look.why_not.as_ref()) {
        return refuse(not_drawn(word, why));
    }
    let mut title = vec![shown.words.unit.clone()];
    title.extend(shown.words.by.iter().cloned());
    let heading = TableHeading {
        title: title.join(" · "),
        caveat: wish.caveat.clone(),
        look: shown.chart.map(|chart| chart.look),
        ..TableHeading::default()
    };
    let bytes = workspace.count_file(&ask, definition, heading, ending.parse()?)?;
    write_whole(file, &bytes)?;
    remark("This is a plain file: whoever has it can read it.");
    common.answer(&serde_json::json!({ "file": file }), || {
        file.display().to_string()
    })
}

fn save(
    common: &Common<'_>,
    workspace: &mut Workspace,
    definition: &Definition,
    (name, wish): (&str, &CountUse),
) -> Result<ExitCode> {
    let table = StoredTable {
        definition: definition.clone(),
        caveat: wish.caveat.clone(),
        indicator: wish.indicator.clone(),
    };
    let form = (form_token()?, now());
    let (id, saved) = workspace
        .save_table(&keeper(common.language), form, name, &table)
        .map_err(|refused| not_saved(refused, "a table needs a name"))?;
    let json = serde_json::json!({ "table": id, "change_set": saved.change_set });
    common.answer(&json, || {
        format!("kept as “{}”: count --saved shows it again", name.trim())
    })
}

/// Freezes a table or an output under a name, and says which record it is.
pub fn freeze(
    common: &Common<'_>,
    workspace: &mut Workspace,
    of: Freezing,
    (name, caveat, audience): (&str, Option<&str>, AudienceName),
    draw: Draw,
) -> Result<(RecordId, ExitCode)> {
    let wish = FreezeWish {
        of,
        draw,
        title: name.to_owned(),
        caveat: caveat.map(str::to_owned),
        audience: audience.into(),
    };
    let ask = keeper(common.language);
    let form = (form_token()?, now());
    let (id, _) = workspace
        .freeze(&ask, form, &wish)
        .map_err(|refused| not_saved(refused, "what is frozen needs a name"))?;
    let Some(frozen) = workspace.frozen(&ask, id)? else {
        bail!("what was frozen cannot be found");
    };
    if let Some(before) = &frozen.revises {
        remark(&format!("It revises “{}” ({}).", before.caption, before.id));
    }
    let code = common.answer(&frozen, || {
        format!(
            "frozen as “{}”\nsha256 {}\nrecord {}",
            frozen.title, frozen.hash, frozen.id
        )
    })?;
    Ok((id, code))
}

/// `2019`, or `2019-01..2019-06`.
fn period_of(text: &str) -> Result<Between> {
    let (from, to) = match text.split_once("..") {
        Some((from, to)) => (from, to),
        None => match text.split_once('/') {
            Some((from, to)) => (from, to),
            None => (text, text),
        },
    };
    let end = |end: &str| Some(end.trim().to_owned()).filter(|end| !end.is_empty());
    let (from, to) = (end(from), end(to));
    Ok(Between::read(from.as_deref(), to.as_deref())?)
}

fn side_by_side(compared: &PeriodsCompared) -> String {
    let headings = [
        String::new(),
        compared.before.clone(),
        compared.now.clone(),
        "change".to_owned(),
        "%".to_owned(),
    ];
    let row = |label: String, pair: &Pair| {
        vec![
            label,
            pair.before.to_string(),
            pair.now.to_string(),
            signed(pair.difference()),
            pair.percent().map_or_else(|| "–".to_owned(), signed),
        ]
    };
    let mut rows: Vec<Vec<String>> = compared
        .numbers
        .rows
        .iter()
        .filter(|line| !line.label.is_empty())
        .map(|line| row(line.label.join(" · "), &line.pair))
        .collect();
    rows.push(row(
        format!("{} in all", compared.unit),
        &compared.numbers.total,
    ));
    let mut text = table::lines(&headings, &rows, &[false, true, true, true, true]);
    if !compared.adds_up {
        text.push_str("categories overlap: the rows do not add up to the total\n");
    }
    text.push_str(&format!(
        "no percentage is given of numbers below {LEAST_BASE}\n"
    ));
    if !compared.same_length {
        text.push_str("the periods are not of the same length\n");
    }
    if compared.coverage_of_acts {
        text.push_str("coverage is that of all acts of the two periods\n");
    }
    let names: Vec<Vec<&str>> = [&compared.sources.only_before, &compared.sources.only_now]
        .map(|all| all.iter().map(|one| one.caption.as_str()).collect())
        .into();
    covered(
        &mut text,
        "sources",
        &names,
        compared.sources.both,
        compared,
    );
    if let Some(regions) = &compared.regions {
        let names: Vec<Vec<&str>> = [&regions.only_before, &regions.only_now]
            .map(|all| all.iter().map(String::as_str).collect())
            .into();
        covered(&mut text, "regions", &names, regions.both, compared);
    }
    text
}

/// What contributes in one period only.
fn covered(
    text: &mut String,
    what: &str,
    names: &[Vec<&str>],
    both: usize,
    compared: &PeriodsCompared,
) {
    text.push_str(&format!("{what} in both: {both}\n"));
    for (names, period) in names.iter().zip([&compared.before, &compared.now]) {
        if !names.is_empty() {
            text.push_str(&format!("{what} only in {period}: {}\n", names.join("; ")));
        }
    }
}

fn signed(number: i64) -> String {
    match number {
        0 => "0".to_owned(),
        1.. => format!("+{number}"),
        _ => format!("−{}", number.unsigned_abs()),
    }
}
