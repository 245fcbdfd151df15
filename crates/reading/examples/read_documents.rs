//! Reads text files and prints what was found as JSON Lines; with `--time` the time it took, in milliseconds.

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let timed = arguments.first().is_some_and(|a| a == "--time");
    if timed {
        arguments.remove(0);
    }
    let mut out = std::io::stdout().lock();
    for file in arguments {
        let Some(text) = std::fs::read(&file)
            .ok()
            .and_then(|bytes| aigaq_reading::decode(&bytes).ok())
        else {
            return ExitCode::FAILURE;
        };
        let began = Instant::now();
        let reading = aigaq_reading::read(&text.text, &aigaq_reading::Known::default());
        let took = began.elapsed();
        let name = file.rsplit('/').next().unwrap_or(&file);
        let doc = name.split('_').next().unwrap_or(name);
        let said = if timed {
            format!("{name}\t{:.1}\n", took.as_secs_f64() * 1000.0)
        } else {
            aigaq_reading::json_lines(&reading, doc)
        };
        if out.write_all(said.as_bytes()).is_err() {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
