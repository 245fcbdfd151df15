//! Who has had each file, in a sheet: as the page of the file tells it, with the name that it came with.

use super::choosing::Chosen;
use super::reading::why_out;
use super::sheet::Sheet;
use crate::named::Asking;
use crate::words::Words;

/// One row for each step, the first of each file its coming to the organisation.
pub(super) fn table(ask: &Asking, chosen: &Chosen) -> Sheet {
    let words = Words::of(ask.language);
    let heads = [
        "bag.number",
        "bag.file",
        "bag.sha256",
        "bag.bytes",
        "bag.media",
        "bag.kind",
        "bag.title",
        "bag.name_given",
        "bag.made",
        "bag.date",
        "bag.step",
        "bag.given_by",
        "bag.taken_by",
        "bag.how",
        "bag.note",
        "bag.written",
        "bag.device",
    ];
    let mut sheet = Sheet::new(words.say("bag.custody"), heads.map(|head| words.say(head)));
    for file in &chosen.files {
        let row = &file.page.row;
        if file.told.left_out {
            // Of what stays out, nothing but that it does: its title and name may be why. Of what cannot go in it is
            // told what was to, so that nobody takes the number for a file that was kept back.
            let mut told = vec![row.number.clone(), words.say("bag.left_out")];
            if let Some(why) = why_out(ask, file.told.standing) {
                told[1] = format!("{}: {why}", told[1]);
                told.push(file.page.sha256.clone());
            }
            let blank = vec![String::new(); heads.len() - told.len()];
            sheet.row([told, blank].concat());
            continue;
        }
        let front = [
            row.number.clone(),
            format!("files/{}", file.path),
            file.page.sha256.clone(),
            row.bytes.map(|bytes| bytes.to_string()).unwrap_or_default(),
            row.media.map_or("", |media| media.name()).to_owned(),
            row.kind.clone(),
            row.title.clone(),
            row.name.clone(),
            file.page.made.clone(),
        ];
        for step in &file.page.custody {
            let told = [
                &step.date,
                &step.step,
                &step.given_by,
                &step.taken_by,
                &step.how,
                &step.note,
                &step.written,
                &step.device,
            ];
            sheet.row([front.to_vec(), told.map(String::clone).to_vec()].concat());
        }
    }
    sheet
}
