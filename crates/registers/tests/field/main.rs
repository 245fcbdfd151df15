//! Cases 9 to 12 of the field, and the rest of the registers, case by case.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod assemblies;
mod commitments;
mod deadlines;
mod flaws;
mod prisoners;
mod proceedings;

use aigaq_registers::calendar::WorkCalendar;
use aigaq_registers::deadlines::Rules;
use aigaq_schema::{Day, PartialDate, RecordId};

fn day(text: &str) -> Day {
    text.parse::<PartialDate>().unwrap().first()
}

fn date(text: &str) -> Option<PartialDate> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

fn id(number: u8) -> RecordId {
    RecordId::from_bytes([number; 16])
}

fn kz() -> (&'static Rules, &'static WorkCalendar) {
    (
        Rules::shipped("kz").unwrap(),
        WorkCalendar::shipped("kz").unwrap(),
    )
}
