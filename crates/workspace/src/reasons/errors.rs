//! Which error is which reason. A new variant does not compile until it has its line here, and a line fails the
//! tests until it has its sentences.

use crate::error::WorkspaceError;
use crate::saving::Refused;
use aigaq_exchange::ExchangeError;
use aigaq_journal::Error as JournalError;
use aigaq_schema::Reason;
use aigaq_schema::reason::{Near, values};
use aigaq_schema::reasons_of;
use aigaq_view::ViewError;

fn named(kind: &aigaq_documents::FileKind) -> String {
    kind.to_string()
}

fn alike(codes: &[String]) -> Near {
    Near(codes.to_vec())
}

reasons_of! {
    pub(super) fn counting(&aigaq_counting::Error) in "counting", keys COUNTING_KEYS {
        UnknownUnit { given: given, units: units } => "no_unit",
        UnknownProperty { given: given, of: of, near: near by alike } => "no_property",
        Ambiguous { given: given, meanings: meanings } => "ambiguous",
        BadView { path: path, why: why by because } => "view",
        UnknownCode { property: property, given: given, near: near by alike } => "no_code",
        BadFilter { text: text, why: why by because } => "filter",
        BadDate { text: text, why: why by because } => "date",
        PeriodBackwards { from: from, to: to } => "period_backwards",
        NoDate { unit: unit } => "no_date",
        TooManyDimensions { given: given, most: most } => "too_many_dimensions",
        DimensionTwice { path: path } => "dimension_twice",
        TooManyConditions { most: most } => "too_many_conditions",
        GivenTwice { part: part } => "given_twice",
        NotAmong { given: given, words: words } => "not_among",
        UnknownPart { given: given } => "unknown_part",
        NoUnit {} => "unit_missing",
        NoEstimates { unit: unit } => "no_estimates",
        NoSuchLevel { path: path, deepest: deepest } => "no_level",
        Hidden { path: path } => "hidden",
        UnknownTable { table: table } => "no_table",
        WrongKind { property: property } => "wrong_kind",
        NoSuchRow { row: row, rows: rows } => "no_row",
        Damaged { name: name } => "damaged",
        TooLarge { what: what, most: most } => "too_large",
        DoesNotAddUp { sum: sum, total: total } => "does_not_add_up",
    }
}

reasons_of! {
    pub(super) fn because(&aigaq_counting::Why) in "counting", keys WHY_KEYS {
        NoSign {} => "why_no_sign",
        HalfSign {} => "why_half_sign",
        NoProperty {} => "why_no_property",
        NoValue {} => "why_no_value",
        SeveralValues {} => "why_several_values",
        NotOrdered {} => "why_not_ordered",
        ImpreciseForWhat {} => "why_imprecise_for_what",
        NotANumber { 0: text } => "why_not_a_number",
        NoView {} => "why_no_view",
        EmptyStep {} => "why_empty_step",
        IsADate {} => "why_is_a_date",
        NotADate {} => "why_not_a_date",
        NoLevels {} => "why_no_levels",
        PeriodByDate {} => "why_period_by_date",
        Backwards {} => "why_backwards",
        NoYear {} => "why_no_year",
        TooManyParts {} => "why_too_many_parts",
        NoQuarter {} => "why_no_quarter",
        NoMonth {} => "why_no_month",
        NoDay { 0: days } => "why_no_day",
    }
}

reasons_of! {
    pub(super) fn journal(&JournalError) in "journal", keys JOURNAL_KEYS {
        NotAWorkspace { 0: folder } => "not_a_workspace",
        AlreadyThere { 0: folder } => "already_there",
        NewerFormat { found: found, known: known } => "newer_format",
        BrokenFile { path: file } => "broken_file",
        KdfParameters {} => "key_derivation",
        KdfMemory { 0: kilobytes } => "memory",
        WrongPassphrase {} => "wrong_passphrase",
        WrongWords {} => "wrong_words",
        NotWords {} => "not_words",
        WrongSecondPassphrase {} => "wrong_second",
        NoCompartment {} => "no_second",
        CompartmentThere {} => "second_there",
        SamePassphrase {} => "same_passphrase",
        SealBroken {} => "seal_broken",
        PassphraseTooShort { 0: least } => "passphrase_too_short",
        Locked { path: file } => "locked",
        UnlockAgain {} => "unlock_again",
        TwinFound {} => "twin",
        ReadOnly {} => "read_only",
        DiskFull {} => "disk_full",
        Damaged { path: file } => "damaged",
        Io { path: file, source: source } => "file",
        Database {} => "database",
        NoRandomness {} => "no_randomness",
        SegmentTooLarge { bytes: bytes, limit: limit } => "record_too_large",
        NothingToSave {} => "nothing_to_save",
        NotStrict {} => "not_well_formed",
        KeyMissing {} => "key_missing",
        DestroyingUnfinished {} => "destroying_unfinished",
        Refused {} => "does_not_hold",
        NotReadable {} => "not_readable",
    }
}

reasons_of! {
    pub(super) fn view(&ViewError) in "view", keys VIEW_KEYS {
        Stale {} => "stale",
        DiskFull {} => "disk_full",
        Database {} => "database",
        Files { 0: source } => "file",
        Code {} => "code",
        Columns {} => "columns",
        Question {} => "question",
    } inner { File => journal, Journal => journal }
}

reasons_of! {
    pub(super) fn exchange(&ExchangeError) in "exchange", keys EXCHANGE_KEYS {
        Read { path: file, source: source } => "read",
        Write { what: file, source: source } => "write",
        NotUtf8 { file: file, line: line, byte: byte } => "not_utf8",
        Csv { file: file, line: line, what: what } => "csv",
        Workbook { file: file, what: what } => "workbook",
        Empty { file: file } => "empty",
        HeadingTwice { file: file, heading: heading, first: first, second: second } => "heading_twice",
        MissingColumn { file: file, column: column, there: there } => "missing_column",
        UnknownColumn { file: file, column: column, near: near } => "unknown_column",
        NoTable { folder: folder, profile: profile, tables: tables } => "no_table",
        Mapping { file: file, line: line, what: detail } => "mapping",
        NoSuchType { given: given, there: types } => "no_type",
        Known {} => "known",
        Line { file: file, line: line } => "line",
    }
}

reasons_of! {
    pub(super) fn workspace(&WorkspaceError) in "workspace", keys WORKSPACE_KEYS {
        File { path: file, source: source } => "file",
        DiskFull { 0: file } => "disk_full",
        NoSuchType { given: given, near: near, all: types } => "no_type",
        GivenUp {} => "given_up",
    } inner {
        Journal => journal,
        View => view,
        Exchange => exchange,
        Counting => counting,
        Date => values::date,
        Asked => Reason::clone,
    }
}

reasons_of! {
    pub(super) fn reading(&aigaq_documents::Failure) in "document", keys READING_KEYS {
        TooLarge { bytes: bytes, most: most } => "too_large",
        Swollen { most: most } => "swollen",
        Empty {} => "empty",
        Locked {} => "locked",
        Scanned { pages: pages } => "scanned",
        Damaged { kind: kind by named } => "damaged",
        OldWord {} => "old_word",
        Archive {} => "archive",
        NoText {} => "no_text",
        TooLong { seconds: seconds } => "too_long",
        OutOfMemory {} => "out_of_memory",
        BrokeOff {} => "broke_off",
        NotStarted { why: why } => "not_started",
        NoFile { why: why } => "no_file",
    }
}

reasons_of! {
    pub(super) fn refused(&Refused) in "refused", keys REFUSED_KEYS {
        Stale {} => "stale",
        Nothing {} => "nothing",
        Unfit { 0: why } => "unfit",
        At { why: why } => "at",
    } inner { Workspace => workspace }
}
