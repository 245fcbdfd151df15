//! Counts the decisions that the review of a document takes: reads it, goes through its pages in a new workspace,
//! accepts what each page has ticked, and answers whatever is asked.
//!
//! `cargo run -p aigaq-workspace --example measure_reviewing -- FILE`

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "an example that stops at the first surprise"
)]

use aigaq_journal::{Mode, Passphrase, unlock};
use aigaq_schema::{Day, Language};
use aigaq_testkit::TestWorkspace;
use aigaq_workspace::entering::Filled;
use aigaq_workspace::{
    Asking, DecideForm, Decision, DocumentGiven, DocumentReader, DocumentWish, FormToken, Packet,
    Reader, ReadingGiven, Workspace,
};
use std::collections::BTreeSet;

fn main() {
    let file = std::env::args().nth(1).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let kept = TestWorkspace::new();
    let unlocked = unlock(kept.dir(), &Passphrase::new(aigaq_testkit::PASSPHRASE)).unwrap();
    drop(kept.journal);
    let mut workspace = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
    let ask = Asking {
        reader: Reader::keeper(),
        language: Language::En,
        today: Day::from_ymd(2021, 7, 22).unwrap(),
    };
    let mut forms = 0_u128;
    let mut token = || {
        forms += 1;
        FormToken::from_random(forms.to_be_bytes())
    };
    let now = || (1_626_912_000, "UTC".to_owned());
    let document = DocumentReader::Here
        .read(&mut &bytes[..], &ReadingGiven::default())
        .unwrap();
    let intake = workspace.file_intake().unwrap();
    let taken = intake.take(&mut &bytes[..]).unwrap();
    let given = DocumentGiven::default();
    let made = workspace
        .keep_document(&ask, (token(), now()), taken, (&given, Some(&document)))
        .unwrap();
    let look = |workspace: &Workspace, page| {
        let wish = DocumentWish { page, quote: None };
        let page = workspace.document_page(&ask, made.id, &document, wish);
        page.unwrap().unwrap()
    };
    let pages = look(&workspace, 1).page.1;
    let (mut single, mut together, mut sections, mut with_some) = (0, 0, 0, 0);
    for number in 1..=pages {
        let page = look(&workspace, number);
        let waits = |packet: &&Packet| packet.waiting().next().is_some();
        let here: BTreeSet<&str> = page
            .packets
            .iter()
            .filter(waits)
            .map(|p| p.section)
            .collect();
        single += page.packets.iter().flat_map(Packet::waiting).count();
        together += page.packets.iter().filter(waits).count();
        sections += here.len();
        with_some += usize::from(!here.is_empty());
    }
    println!("one key a suggestion: {single}");
    println!("one key for what stands together: {together}");
    println!("one key a section: {sections}");
    println!("one key a page: {with_some} (of {pages} pages)");
    let (mut keys, mut answers) = (0, 0);
    for number in 1..=pages {
        let page = look(&workspace, number);
        let (mut accept, mut refuse) = (Vec::new(), Vec::new());
        for packet in &page.packets {
            for waiting in packet.waiting() {
                let key = waiting.found.key.clone();
                if packet.is_wished {
                    &mut accept
                } else {
                    &mut refuse
                }
                .push(key);
            }
        }
        if accept.is_empty() && refuse.is_empty() {
            continue;
        }
        let mut form = DecideForm {
            tells_nothing: None,
            token: token(),
            document: made.id,
            accept,
            refuse,
            filled: Filled::default(),
            now: now(),
        };
        loop {
            keys += 1;
            match workspace
                .decide_suggestions(&ask, &document, &form)
                .unwrap()
            {
                Decision::Saved(_) => break,
                Decision::Asked(asked) => {
                    for field in asked.who {
                        let Some(question) = &field.question else {
                            continue;
                        };
                        if question.answered {
                            continue;
                        }
                        answers += 1;
                        let known: Vec<&str> = question
                            .candidates
                            .iter()
                            .map(|c| c.caption.as_str())
                            .collect();
                        println!(
                            "  page {number} asks: {}? {}",
                            field.text,
                            known.join(" | ")
                        );
                        let new = question.new.iter().find(|c| c.value.starts_with("new"));
                        let answer = new.or(question.new.first()).map(|c| c.value.clone());
                        form.filled
                            .push(&format!("{}.asked", field.name), &field.text);
                        form.filled
                            .push(&format!("{}.is", field.name), &answer.unwrap_or_default());
                    }
                    assert!(asked.faults.is_empty(), "{:?}", asked.faults);
                }
            }
        }
    }
    println!("walked, a key a page: {keys} keys, {answers} questions answered (somebody new)");
}
