//! A workspace, open: what a person can do with it.
//!
//! *In*: a folder, a passphrase, and wishes in the user's words: import this, list those, count, publish.
//! *Out*: change-sets for the journal, and answers with all labels in the reader's language, ready for a page or
//! a terminal. One file a verb. Holds no SQL, no formatting of pages and no rules of counting or of registers:
//! those live in the crates it brings together. Knows nothing of http and terminals.

#![cfg_attr(
    test,
    expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")
)]

mod answering;
mod bag;
mod captures;
mod checking;
mod closing;
mod confidential;
mod counted;
mod defining;
mod documents;
pub mod entering;
mod error;
mod estimating;
mod exported;
mod figures;
mod files;
mod finding;
mod forgetting;
mod frozen;
mod history;
mod importing;
mod kept;
mod listing;
mod named;
pub mod names;
mod notes;
mod numbers;
mod open;
pub mod outputs;
mod overview;
mod own_reasons;
mod page;
mod quarantine;
mod reasons;
mod remembering;
mod restrictions;
mod reviewing;
mod sameness;
mod saving;
mod schema;
mod sealing;
mod settings;
mod shelf;
mod spellings;
mod spoken_consent;
mod standing;
mod undoing;
mod words;
mod workbooks;

pub use aigaq_estimation::stop::Stop as EstimateStop;
pub use aigaq_publishing::NotesAt;
pub use answering::{Answered, KEEP};
pub use bag::{
    Allows, BagFile, BagPerson, BagRecord, BagTold, BagWish, Closed, EarlierPart, EarlierWording,
    EvidenceBag, FilesRead, FilesToRead, Handing,
};
pub use captures::{
    CaptureFile, CaptureLine, CaptureRow, ToldDigest, lying as file_lying, read_captures,
};
pub use checking::{
    Against, CheckFound, CheckProgress, CheckReport, CheckRun, Compared, FindingView, InvolvedView,
    KindCount, PastSettlement, SettleForm, SettledView, Told,
};
pub use closing::{CloseWish, ClosedView, ClosingForm, is_closable};
pub use confidential::{
    ConfidentialPage, ConfidentialSource, Identity, KeptSource, LONGEST_IDENTITY, LookEntry, Moved,
    SecondPassphrase, ShownIdentity, ShownSource, Whom,
};
pub use counted::{
    ActAgainstSeveral, AnswerWords, Contributor, CountFile, DefinitionWords, Draw, LOOKS, Level,
    LookChoice, PeriodsCompared, PersonOfSeveral, SavedTable, ShownCount, StoredTable,
    TableHeading, WhichRow, WhichWord, hidden_from,
};
pub use defining::{Held, LONGEST_EXPLANATION, LONGEST_LABEL, NotDefined, Usage, in_languages};
pub use documents::{
    CORRECTIONS, DecideForm, DecideQuestions, Decision, DocumentBrief, DocumentGiven, DocumentPage,
    DocumentWish, FACT_KINDS, KeptDocument, Packet, Suggestion, SuggestionState, Taught,
    TaughtName, TaughtPhrase, TextBlock, TextPiece, Unteach,
};
pub use error::WorkspaceError;
pub use estimating::{
    DRAWS, EstimateWish, Estimated, ListFound, ListsBy, Material, Part, SEED, SavedEstimate,
};
pub use exported::{ExportSummary, is_export};
pub use figures::{FigureSeries, OwnCount, PublishedFigure, SeriesBrief, SeriesPoint};
pub use files::{
    AddedFile, BAGGED, CaptureCheck, Captured, CustodyGiven, CustodyRow, Examined, FileGiven,
    FileIntake, FilePage, FileRow, FilesPage, GiverGiven, Mended, NamedFile, NotKept, Standing,
    TakenFile, name_of as name_of_file,
};
pub use finding::{SearchGroup, SearchHit, SearchOverview, SearchPage};
pub use forgetting::{
    Choices, ForgetReport, ForgetWish, Forgetting, Forgotten, PlaceRow, PlaceSection, Places,
    PlacesOf, SealedSight, Unsure,
};
pub use frozen::{ChangedFigure, Damage, FreezeWish, Freezing, FrozenView};
pub use history::{
    ChangeKind, ChangeSetBrief, ChangeSetView, ChangeView, JournalPage, RecordChanges,
};
pub use importing::{ImportOutcome, ImportWish, Mapped, Step, Tables, WorkbookWish};
pub use listing::CHUNK as ROWS_AT_ONCE;
pub use listing::{
    ChosenFilter, ColumnChoice, Facet, FacetValue, ListColumn, ListPage, ListQuery, ListRow,
    ListSheet, Listing, SavedSearch, SheetKind, Sorts, StoredSearch,
};
pub use named::{Asking, CellPart, Named};
pub use notes::{InboxNote, InboxPage, InboxState, InboxWish, KeptNote, NoteGiven};
pub use open::{Workspace, now};
pub use outputs::registers;
pub use outputs::{
    About, AnalystNote, Called, DataPackage, Gate, HoldsName, MadeSite, OutAlready, Output,
    OwnTemplate, PackageWish, Passage, SectionNote, SiteHolds, SiteWish, Teller, Template,
    TemplateCode, TemplateFault, Wish, WordsRule, WrittenFor,
};
pub use overview::{
    Disagreement, MonthFigure, MonthFigures, Overview, PeriodFigures, PeriodRow,
    RestrictionsInBrief, TypeCount,
};
pub use own_reasons::OwnReason;
pub use page::{
    Counting, DeedView, DeedsView, HistoryView, IncomingGroup, InvolvementView, PartyView,
    PropertyGroup, PropertyView, RecordView, StatementView, TimelineEntry,
};
pub use quarantine::{QuarantinedCell, place as place_of};
pub use reasons::{
    reason_of_counting, reason_of_date, reason_of_language, reason_of_problem, reason_of_reading,
};
pub use restrictions::{RestrictionRow, StandingGroup};
pub use reviewing::{
    DueState, FollowUp, FollowUps, IN_QUEUE, JudgementView, LevelCount, LevelView, Neighbours,
    NoteView, QueueCount, QueuePage, QueueQuery, QueueRow, ReviewForm, ReviewView,
};
pub use sameness::{
    CandidateKind, CandidatePage, CandidateQuery, CandidateRow, ClashView, ClusterView,
    DecidedPair, ExplanationView, MemberView, PartView, SideRow, Speaks, Verdict, WeakestView,
};
pub use saving::{
    FormToken, MOST_RECORDS, RecordChange, Refused, Saved, Saving, Say, Seen, Version,
};
pub use settings::MOST_LEAST_SHOWN;
pub use spellings::{ShownIn, Spelling, SpellingGroup, SpellingsView};
pub use spoken_consent::SpokenConsent;
pub use undoing::{UndoPreview, Undone};
pub use words::Words;
pub use workbooks::{AskedWord, CodeChoice, Understood};

pub use aigaq_view::Piece;
pub use aigaq_view::resolve::{Agreement, How};

pub use aigaq_checks::{Kind as FindingKind, Way as SettlementWay, Weight as FindingWeight};
pub use aigaq_documents::ending_of as ending_of_document;
pub use aigaq_documents::{
    Document, Failure as ReadingFailure, Given as ReadingGiven, Limits as ReadingLimits,
    Reader as DocumentReader, Worker,
};
pub use aigaq_documents::{Media, Picture, PictureWanted, Unshown};
pub use aigaq_documents::{PartKind as DocumentPart, Span as DocumentSpan, What as FoundWhat};
pub use aigaq_exchange::workbook;
pub use aigaq_journal::{Compartment, CompartmentKey};
pub use aigaq_journal::{FileName, FileReader, KeptFile};
pub use aigaq_journal::{FormSeal, Passphrase, RecoveryWords, Stop, is_workspace};
pub use aigaq_view::{Audience, Reader};

/// The program's name and version, as change-sets tell it.
pub const PROGRAM: &str = concat!("aigaq ", env!("CARGO_PKG_VERSION"));
