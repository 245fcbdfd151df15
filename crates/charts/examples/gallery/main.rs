//! All kinds of pictures on one page, to be looked at: `cargo run -p aigaq-charts --example gallery -- FILE.html`.

mod samples;
mod words;

use std::process::ExitCode;

use aigaq_charts::{Id, STYLE, Table};

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        return ExitCode::FAILURE;
    };
    match std::fs::write(path, page()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn page() -> String {
    let mut body = String::new();
    for (number, sample) in samples::all().into_iter().enumerate() {
        let id = Id::numbered(number + 1);
        let picture = sample.chart.for_page(&id, &sample.words);
        let picture = picture.unwrap_or_else(|refused| format!("<p>{refused}</p>"));
        let table = shown(&sample.chart.table(&sample.words));
        body.push_str(&format!(
            "<figure><h2>{}</h2>{picture}<figcaption>{}</figcaption><details><summary>table</summary>{table}</details></figure>",
            sample.name,
            sample.chart.caption().title,
        ));
    }
    format!(
        "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Pictures</title><style>{STYLE} html{{color-scheme:light dark}} body{{font:1rem/1.6 system-ui,sans-serif;margin:1rem;background:#fdfdfb;color:#1f2326}} \
         @media (prefers-color-scheme:dark){{body{{background:#17191b;color:#e5e3dd}}}} figure{{margin:2rem 0}} h2{{font-size:1rem}}</style>{body}</html>"
    )
}

fn shown(table: &Table) -> String {
    let cells = |texts: Vec<String>| {
        texts
            .iter()
            .map(|text| format!("<td>{text}</td>"))
            .collect::<String>()
    };
    let head = cells(table.head.clone());
    let rows = table.rows.iter().take(50).map(|row| {
        let texts = std::iter::once(row.label.clone())
            .chain(row.cells.iter().map(|cell| cell.text().to_owned()));
        format!("<tr>{}</tr>", cells(texts.collect()))
    });
    format!("<table><tr>{head}</tr>{}</table>", rows.collect::<String>())
}
