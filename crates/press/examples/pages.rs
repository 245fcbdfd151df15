//! Writes the pages of a document: `pages document.json pages.pdf`, or `… text.docx`. The JSON is what `aigaq publish --out x.json` and
//! the example `sample` of `aigaq-publishing` write. For looking at pages.

use std::process::ExitCode;

use aigaq_publishing::json;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [from, to] = words.as_slice() else {
        return refuse("say what to read and where to write: pages document.json pages.pdf");
    };
    match written(from, to) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => refuse(&why),
    }
}

fn written(from: &str, to: &str) -> Result<(), String> {
    let text = std::fs::read_to_string(from).map_err(|error| format!("{from}: {error}"))?;
    let document = json::parse(&text).map_err(|error| format!("{from}: {error}"))?;
    let bytes = match to.ends_with(".docx") {
        true => aigaq_press::docx::docx(&document).map_err(|error| error.to_string())?,
        false => aigaq_press::pdf::pdf(&document).map_err(|error| error.to_string())?,
    };
    std::fs::write(to, bytes).map_err(|error| format!("{to}: {error}"))
}

#[expect(
    clippy::print_stderr,
    reason = "a program tells its user what is wrong"
)]
fn refuse(why: &str) -> ExitCode {
    eprintln!("{why}");
    ExitCode::FAILURE
}
