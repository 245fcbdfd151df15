//! Names read and compared, without a workspace.

use super::Common;
use aigaq_names::{Comparison, Parsed, compare, parse};
use aigaq_workspace::Words;
use aigaq_workspace::names::{NameRead, NamesCompared, describe, explain};
use anyhow::{Context, Result, bail};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::ExitCode;

/// Compares two names.
pub fn compare_two(
    common: &Common<'_>,
    left: &str,
    right: &str,
    explained: bool,
) -> Result<ExitCode> {
    let (left, right) = (parse(left), parse(right));
    let told = told(common, &left, &right, &compare(&left, &right));
    common.answer(&told, || {
        let words = Words::of(common.language);
        let verdict = words.say(if told.likely {
            "names.likely"
        } else {
            "names.unlikely"
        });
        let mut text = format!("{:.4}  {verdict}\n", told.score);
        if explained {
            for line in &told.lines {
                let _ = writeln!(text, "  {line}");
            }
        }
        text
    })
}

/// Compares the pairs of a file: a score a line, in their order.
pub fn compare_file(common: &Common<'_>, file: &Path, explained: bool) -> Result<ExitCode> {
    let mut all: Vec<NamesCompared> = Vec::new();
    let mut text = String::new();
    for_each_pair(file, |left, right| {
        let (left, right) = (parse(left), parse(right));
        let compared = compare(&left, &right);
        if !common.json {
            let _ = write!(text, "{:.4}", compared.score);
        }
        if common.json || explained {
            let told = told(common, &left, &right, &compared);
            if common.json {
                all.push(told);
            } else {
                let _ = write!(text, "\t{}", told.lines.join("; "));
            }
        }
        text.push('\n');
    })?;
    common.answer(&all, || text)
}

/// Shows how names are read.
pub fn parse_all(common: &Common<'_>, texts: &[String]) -> Result<ExitCode> {
    let all: Vec<NameRead> = texts
        .iter()
        .map(|text| describe(&parse(text), common.language))
        .collect();
    common.answer(&all, || {
        let mut text = String::new();
        for name in &all {
            let shown: String = name.text.chars().take(120).collect();
            let _ = writeln!(text, "{shown}");
            for line in &name.lines {
                let _ = writeln!(text, "  {line}");
            }
        }
        text
    })
}

fn told(
    common: &Common<'_>,
    left: &Parsed,
    right: &Parsed,
    compared: &Comparison,
) -> NamesCompared {
    explain(left, right, compared, common.language)
}

/// Reads a file of pairs: parted by tabs, columns found by the names in the first line, nothing quoted.
fn for_each_pair(file: &Path, mut pair: impl FnMut(&str, &str)) -> Result<()> {
    let shown = file.display();
    let opened = File::open(file).with_context(|| format!("{shown} cannot be read"))?;
    let mut lines = BufReader::new(opened).lines();
    let heading = lines
        .next()
        .with_context(|| {
            format!("{shown} is empty: its first line must name the columns left and right")
        })?
        .with_context(|| format!("{shown} cannot be read"))?;
    let columns: Vec<&str> = heading
        .trim_start_matches('\u{feff}')
        .trim_end_matches('\r')
        .split('\t')
        .collect();
    let column = |name: &str| {
        columns.iter().position(|c| c.trim().eq_ignore_ascii_case(name)).with_context(|| {
            format!("{shown} has no column “{name}”: its first line must name the columns left and right, parted by tabs")
        })
    };
    let (left, right) = (column("left")?, column("right")?);
    for (number, line) in (2_u64..).zip(lines) {
        let line = line.with_context(|| format!("{shown}, line {number} cannot be read"))?;
        let line = line.trim_end_matches('\r');
        let cell = |column: usize| line.split('\t').nth(column);
        let (Some(left), Some(right)) = (cell(left), cell(right)) else {
            bail!("{shown}, line {number}: there are fewer columns than in the first line");
        };
        pair(left, right);
    }
    Ok(())
}
