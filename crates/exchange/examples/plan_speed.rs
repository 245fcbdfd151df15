//! How fast an import is planned: `plan_speed MAPPING FILE`. Prints rows a second and the peak of memory.

use aigaq_exchange::{ExchangeError, Import, ImportKey, Mapping, NothingKnown, Settings, plan};
use aigaq_schema::{ChangeSetId, Schema};
use std::io::Write;
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, mapping, file] = arguments.as_slice() else {
        return Err("plan_speed MAPPING FILE".into());
    };
    let text = std::fs::read_to_string(mapping)?;
    let mapping = Mapping::read(mapping, &text, Schema::shipped())?;
    let import = Import::find(mapping, Path::new(file))?;
    let key = ImportKey::new(&[7; 32]);
    let begun = Instant::now();
    let settings = Settings::new(Schema::shipped(), &key, ChangeSetId([1; 16]));
    let mut planning = plan(&import, &NothingKnown, settings)?;
    let ids = begun.elapsed();
    let mut bytes = 0;
    let mut quarantined = 0;
    for chunk in planning.by_ref() {
        let chunk = chunk?;
        quarantined += chunk.quarantined.len();
        bytes += chunk
            .segments
            .iter()
            .map(|s| aigaq_schema::code::encode(s).len())
            .sum::<usize>();
    }
    let took = begun.elapsed();
    let report = planning.report();
    let peak = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = peak.lines().find(|l| l.starts_with("VmHWM")).unwrap_or("");
    let line = format!(
        "{} rows, {} records, {} statements, {bytes} bytes, {quarantined} in quarantine\n\
         ids {ids:?}, whole {took:?}, {:.0} rows a second; {peak}\n",
        report.rows,
        report.records_new,
        report.statements,
        report.rows as f64 / took.as_secs_f64(),
    );
    std::io::stdout()
        .write_all(line.as_bytes())
        .map_err(|source| ExchangeError::Write {
            what: "stdout".to_owned(),
            source,
        })?;
    Ok(())
}
