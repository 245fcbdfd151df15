//! A stand-in for the workspace, until it compiles.

use aigaq_counting as counting;
use aigaq_schema::{ChangeSetId, Day, Language, RecordId, StatementId};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Agreement { Same, Differ, Contradict }
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How { Agreed, All, Adopted, Range, Verified, Reliable, Recent }
#[derive(Clone, Copy, Debug)]
pub struct Reader;
impl Reader { pub const fn keeper() -> Self { Self } }
pub struct Passphrase(String);
impl Passphrase { pub fn new(t: &str) -> Self { Self(t.to_owned()) } }

#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    #[error("the passphrase does not open this workspace")]
    WrongPassphrase,
    #[error(transparent)]
    Counting(#[from] counting::Error),
    #[error("there is no record type “{0}”")]
    UnknownType(String),
    #[error("{0}")]
    Other(String),
}

#[derive(Debug, Clone, Copy)]
pub struct Asking { pub reader: Reader, pub language: Language, pub today: Day }
#[derive(Debug, Clone)]
pub struct Named { pub id: RecordId, pub record_type: String, pub type_label: String, pub caption: String }
#[derive(Debug, Clone)]
pub struct TypeCount { pub code: String, pub label: String, pub count: u64 }
#[derive(Debug, Clone)]
pub struct PeriodRow { pub unit_label: String, pub unit: String, pub this: u64, pub last: u64, pub this_query: String, pub last_query: String }
#[derive(Debug, Clone)]
pub struct PeriodFigures { pub this: String, pub last: String, pub rows: Vec<PeriodRow> }
#[derive(Debug, Clone)]
pub struct Disagreement { pub code: String, pub label: String, pub differ: u64, pub contradict: u64 }
#[derive(Debug, Clone)]
pub struct RestrictionsInBrief { pub certainly: u64, pub perhaps: u64, pub end_unknown: u64, pub on: String }
#[derive(Debug, Clone)]
pub struct Overview { pub types: Vec<TypeCount>, pub period: Option<PeriodFigures>, pub disagreements: Vec<Disagreement>, pub restrictions: RestrictionsInBrief, pub recent: Vec<ChangeSetBrief> }
#[derive(Debug, Clone)]
pub struct ListQuery { pub record_type: String, pub filters: Vec<counting::Filter>, pub words: Option<String>, pub sort: Option<String>, pub descending: bool, pub page: usize, pub on: Option<Day> }
#[derive(Debug, Clone)]
pub struct ListColumn { pub property: String, pub label: String, pub numeric: bool }
#[derive(Debug, Clone)]
pub enum CellPart { Text(String), Link(Named), Missing(String), Url(String) }
#[derive(Debug, Clone)]
pub struct ListRow { pub id: RecordId, pub caption: String, pub cells: Vec<Vec<CellPart>>, pub agreement: Agreement }
#[derive(Debug, Clone)]
pub struct FacetValue { pub key: String, pub label: String, pub count: u64, pub chosen: bool }
#[derive(Debug, Clone)]
pub struct Facet { pub property: String, pub label: String, pub values: Vec<FacetValue>, pub more: usize }
#[derive(Debug, Clone)]
pub struct ChosenFilter { pub text: String, pub label: String }
#[derive(Debug, Clone)]
pub struct ListPage { pub record_type: String, pub label: String, pub unit: String, pub definition: String, pub total: u64, pub page: usize, pub pages: usize, pub per_page: usize, pub columns: Vec<ListColumn>, pub rows: Vec<ListRow>, pub facets: Vec<Facet>, pub chosen: Vec<ChosenFilter> }
#[derive(Debug, Clone)]
pub struct RecordView { pub named: Named, pub definition: String, pub part_of: Option<Named>, pub groups: Vec<PropertyGroup>, pub involvements: Vec<InvolvementView>, pub acts: Vec<ActView>, pub timeline: Vec<TimelineEntry>, pub incoming: Vec<IncomingGroup>, pub resting: usize, pub history: Vec<HistoryView> }
#[derive(Debug, Clone)]
pub struct PropertyGroup { pub label: String, pub properties: Vec<PropertyView> }
#[derive(Debug, Clone)]
pub struct InvolvementView { pub role_label: String, pub role: String, pub actor: Vec<CellPart>, pub number: Option<String>, pub id: RecordId }
#[derive(Debug, Clone)]
pub struct ActView { pub act: Named, pub date: String, pub role_label: String }
#[derive(Debug, Clone)]
pub struct TimelineEntry { pub date_text: String, pub sort: Day, pub what: Named, pub role: Option<String> }
#[derive(Debug, Clone)]
pub struct IncomingGroup { pub label: String, pub property: String, pub record_type: String, pub total: usize, pub records: Vec<Named>, pub query: Option<String> }
#[derive(Debug, Clone)]
pub struct HistoryView { pub change_set: ChangeSetId, pub when: String, pub act_label: String, pub said: usize, pub withdrawn: usize }
#[derive(Debug, Clone)]
pub struct PropertyView { pub code: String, pub label: String, pub definition: String, pub values: Vec<Vec<CellPart>>, pub how: How, pub how_label: String, pub agreement: Agreement, pub agreement_label: String, pub statements: Vec<StatementView> }
#[derive(Debug, Clone)]
pub struct StatementView { pub id: StatementId, pub value: Vec<CellPart>, pub source: Option<Named>, pub source_text: String, pub locator: Option<String>, pub quote: Option<String>, pub for_the_row: bool, pub via: String, pub when: String, pub device: String, pub change_set: ChangeSetId, pub withdrawn: Option<String> }
#[derive(Debug, Clone)]
pub struct SearchHit { pub named: Named, pub snippet: Option<(String, String, String)> }
#[derive(Debug, Clone)]
pub struct SearchPage { pub words: String, pub total: usize, pub page: usize, pub pages: usize, pub by_type: Vec<TypeCount>, pub hits: Vec<SearchHit> }
#[derive(Debug, Clone)]
pub struct ChangeSetBrief { pub id: ChangeSetId, pub when: String, pub act: String, pub act_label: String, pub records: u64, pub said: u64, pub withdrawn: u64, pub device: String }
#[derive(Debug, Clone)]
pub struct JournalPage { pub entries: u64, pub change_sets: u64, pub logs: u64, pub page: usize, pub pages: usize, pub rows: Vec<ChangeSetBrief> }
#[derive(Debug, Clone)]
pub struct ChangeSetView { pub brief: ChangeSetBrief, pub program: String, pub imported: Option<String>, pub records: Vec<Named>, pub more: u64 }
#[derive(Debug, Clone)]
pub struct VerifyReport { pub entries: u64, pub problems: Vec<String> }

#[derive(Debug, Clone, Copy)]
pub enum Output { Bulletin { from: Day, to: Day }, Restrictions { on: Day }, Commitments { on: Day } }
#[derive(Debug, Clone, Copy)]
pub struct Wish { pub output: Output, pub audience: aigaq_publishing::Audience }

pub struct Workspace;

const EVIL: &str = "<script>alert(1)</script>\"'&";
fn rid(n: u8) -> RecordId { RecordId::from_hash([n; 16]) }
fn named(n: u8, ty: &str, label: &str, caption: &str) -> Named { Named { id: rid(n), record_type: ty.into(), type_label: label.into(), caption: caption.into() } }
fn text(t: &str) -> Vec<CellPart> { vec![CellPart::Text(t.into())] }

fn pick(language: Language, en: &str, ru: &str, kk: &str) -> String {
    match language { Language::En => en, Language::Ru => ru, Language::Kk => kk }.to_owned()
}

impl Workspace {
    pub fn open(_dir: &std::path::Path, passphrase: &Passphrase) -> Result<Self, WorkspaceError> {
        if passphrase.0 == "a passphrase for tests" { Ok(Self) } else { Err(WorkspaceError::WrongPassphrase) }
    }
    pub fn refresh(&mut self) -> Result<(), WorkspaceError> { Ok(()) }
    pub fn overview(&self, ask: &Asking) -> Result<Overview, WorkspaceError> {
        let s = aigaq_schema::Schema::shipped();
        Ok(Overview {
            types: s.types().enumerate().map(|(i, t)| TypeCount { code: t.code.clone(), label: t.plural.get(ask.language).to_owned(), count: (i as u64 * 397) % 1571 }).collect(),
            period: Some(PeriodFigures { this: "2021-07".into(), last: "2021-06".into(), rows: vec![
                PeriodRow { unit_label: pick(ask.language, "acts", "деяния", "әрекеттер"), unit: "acts".into(), this: 41, last: 38, this_query: "records/act?where=start%3E%3D2021-07".into(), last_query: "records/act?where=start%3E%3D2021-06".into() },
                PeriodRow { unit_label: pick(ask.language, "persons", "люди", "адамдар"), unit: "persons".into(), this: 27, last: 31, this_query: "records/actor".into(), last_query: "records/actor".into() } ] }),
            disagreements: vec![Disagreement { code: "event".into(), label: pick(ask.language, "Events", "События", "Оқиғалар"), differ: 4, contradict: 1 }],
            restrictions: RestrictionsInBrief { certainly: 58, perhaps: 12, end_unknown: 23, on: "2021-07-22".into() },
            recent: vec![self.brief(1, ask.language), self.brief(2, ask.language)],
        })
    }
    fn brief(&self, n: u8, l: Language) -> ChangeSetBrief {
        ChangeSetBrief { id: ChangeSetId::from_hash([n; 16]), when: "2026-11-22 09:14".into(), act: "import".into(), act_label: pick(l, "Import", "Импорт", "Импорттау"), records: 1570, said: 24_811, withdrawn: 3, device: "device 1".into() }
    }
    pub fn list(&self, ask: &Asking, q: &ListQuery) -> Result<ListPage, WorkspaceError> {
        let Some(t) = aigaq_schema::Schema::shipped().record_type(&q.record_type) else { return Err(WorkspaceError::UnknownType(q.record_type.clone())) };
        for f in &q.filters { if f.path.text() == "nonsense" { return Err(counting::Error::UnknownProperty { given: "nonsense".into(), of: t.code.clone(), near: vec!["type".into()] }.into()); } }
        let l = ask.language;
        let columns: Vec<ListColumn> = t.properties.iter().take(5).map(|p| ListColumn { property: p.code.clone(), label: p.label.get(l).to_owned(), numeric: p.code == "number" }).collect();
        let rows = (1..=50u8).map(|n| ListRow { id: rid(n), caption: format!("{} {n}: {}", t.label.get(l), pick(l, "detained at an unauthorised assembly in Almaty", "задержание на несанкционированном собрании в Алматы", "Алматыдағы рұқсат етілмеген жиналыста ұстау")), agreement: match n % 9 { 4 => Agreement::Differ, 7 => Agreement::Contradict, _ => Agreement::Same }, cells: columns.iter().enumerate().map(|(i, _)| match i { 0 => vec![CellPart::Link(named(n, "event", "Event", &pick(l, "Trial of activists", "Суд над активистами", "Белсенділер соты")))], 1 => vec![CellPart::Text("2020-06-06".into())], 2 => vec![CellPart::Missing(pick(l, "unknown", "неизвестно", "белгісіз"))], 3 => vec![CellPart::Text(EVIL.into())], _ => vec![CellPart::Url("https://example.org/a?b=1&c=2".into())] }).collect() }).collect();
        Ok(ListPage { record_type: t.code.clone(), label: t.plural.get(l).to_owned(), unit: t.unit.clone(), definition: t.definition.get(l).to_owned(), total: 1570, page: q.page.max(1), pages: 32, per_page: 50, columns, rows,
            facets: t.properties.iter().skip(1).take(8).map(|p| Facet { property: p.code.clone(), label: p.label.get(l).to_owned(), more: 3, values: (0..8).map(|v| FacetValue { key: format!("K{v}"), label: pick(l, &format!("Detention or arrest {v}"), &format!("Задержание или административный арест {v}"), &format!("Ұстау немесе әкімшілік қамақ {v}")), count: 412 / (v + 1), chosen: q.filters.iter().any(|f| f.path.text() == p.code && f.values.contains(&format!("K{v}"))) }).collect() }).collect(),
            chosen: q.filters.iter().map(|f| ChosenFilter { text: f.to_string(), label: f.to_string() }).collect() })
    }
    pub fn record(&self, ask: &Asking, id: RecordId) -> Result<Option<RecordView>, WorkspaceError> {
        let l = ask.language;
        if id == rid(0xEE) { return Ok(None); }
        let st = |n: u8, v: &str, same: bool| StatementView { id: StatementId::from_hash([n; 16]), value: text(v), source: Some(named(80 + n, "source", &pick(l, "Source", "Источник", "Дереккөз"), &pick(l, "Country profile: Kazakhstan, 2021", "Профиль страны: Казахстан, 2021", "Ел профилі: Қазақстан, 2021"))), source_text: pick(l, "Country profile 2021", "Профиль страны 2021", "Ел профилі 2021"), locator: Some(pick(l, "p. 14, note 62", "с. 14, прим. 62", "14-б., 62-ескерту")), quote: (!same).then(|| pick(l, "the authorities confirmed that at least fourteen people had died", "власти подтвердили гибель не менее четырнадцати человек", "билік кем дегенде он төрт адамның қаза тапқанын растады")), for_the_row: same, via: pick(l, "import: events.csv, row KK-0012, column dead", "импорт: events.csv, строка KK-0012, столбец dead", "импорт: events.csv, KK-0012 жолы, dead бағаны"), when: "2026-11-22 09:14".into(), device: "device 1".into(), change_set: ChangeSetId::from_hash([1; 16]), withdrawn: None };
        let mut gone = st(9, "15", false); gone.withdrawn = Some(pick(l, "typed wrongly", "опечатка", "қате терілген"));
        let pv = |code: &str, label: String, vals: Vec<Vec<CellPart>>, ag: Agreement, sts: Vec<StatementView>| PropertyView { code: code.into(), label, definition: pick(l, "How many people died, as the source says it.", "Сколько человек погибло, по словам источника.", "Дереккөз бойынша қанша адам қаза тапты."), values: vals, how: How::Range, how_label: pick(l, "range of all figures", "диапазон всех цифр", "барлық сандардың аралығы"), agreement: ag, agreement_label: match ag { Agreement::Same => pick(l, "sources agree", "источники согласны", "дереккөздер келіседі"), Agreement::Differ => pick(l, "sources differ", "источники расходятся", "дереккөздер әртүрлі"), Agreement::Contradict => pick(l, "sources contradict each other", "источники противоречат друг другу", "дереккөздер бір-біріне қайшы") }, statements: sts };
        Ok(Some(RecordView {
            named: named(id.as_bytes()[0], "act", &pick(l, "Act", "Деяние", "Әрекет"), &pick(l, "Shooting at strikers in Zhanaozen", "Расстрел бастующих в Жанаозене", "Жаңаөзендегі ереуілшілерге оқ ату")),
            definition: pick(l, "One thing done to somebody.", "Одно действие против кого-либо.", "Біреуге қарсы жасалған бір әрекет."),
            part_of: Some(named(60, "event", &pick(l, "Event", "Событие", "Оқиға"), "Zhanaozen, December 2011")),
            groups: vec![
                PropertyGroup { label: pick(l, "What happened", "Что произошло", "Не болды"), properties: vec![
                    pv("start", pick(l, "Date", "Дата", "Күні"), vec![text("16 December 2011")], Agreement::Same, vec![st(1, "16 December 2011", true), st(2, "16 December 2011", false)]),
                    pv("dead", pick(l, "Killed", "Погибло", "Қаза тапқандар"), vec![text(&pick(l, "at least 14 to at least 17", "от не менее 14 до не менее 17", "кемінде 14-тен кемінде 17-ге дейін"))], Agreement::Differ, vec![st(3, &pick(l, "at least 14", "не менее 14", "кемінде 14"), false), st(4, &pick(l, "at least 17", "не менее 17", "кемінде 17"), false), gone]),
                    pv("place", pick(l, "Place", "Место", "Орын"), vec![vec![CellPart::Link(named(61, "place", "Place", "Zhanaozen"))]], Agreement::Same, vec![st(5, "Zhanaozen", true)]),
                ] },
                PropertyGroup { label: pick(l, "What came of it", "Последствия", "Салдары"), properties: vec![
                    pv("response", pick(l, "Response of the state", "Ответ государства", "Мемлекеттің жауабы"), vec![text(&pick(l, "investigated", "расследовано", "тергелді"))], Agreement::Contradict, vec![st(6, &pick(l, "investigated", "расследовано", "тергелді"), false), st(7, &pick(l, "no response", "без ответа", "жауапсыз"), false)]),
                    pv("note", pick(l, "Remarks", "Примечания", "Ескертпелер"), vec![vec![CellPart::Missing(pick(l, "not asked", "не спрашивали", "сұралмаған"))], text(EVIL), vec![CellPart::Url("javascript:alert(1)".into())], vec![CellPart::Url("https://example.org/report".into())]], Agreement::Same, vec![st(8, EVIL, true)]),
                ] },
            ],
            involvements: vec![
                InvolvementView { role_label: pick(l, "Ordered it", "Приказал", "Бұйырған"), role: "perpetrator.ordering".into(), actor: vec![CellPart::Missing(pick(l, "unknown", "неизвестно", "белгісіз"))], number: None, id: rid(70) },
                InvolvementView { role_label: pick(l, "Main source", "Основной источник", "Негізгі көз"), role: "perpetrator.main".into(), actor: vec![CellPart::Link(named(62, "actor", "Actor", &pick(l, "Police of Mangystau region", "Полиция Мангистауской области", "Маңғыстау облысының полициясы")))], number: None, id: rid(71) },
                InvolvementView { role_label: pick(l, "Target: participant", "Пострадавший: участник", "Зардап шегуші: қатысушы"), role: "target.participant".into(), actor: text(&pick(l, "striking oil workers", "бастующие нефтяники", "ереуілші мұнайшылар")), number: Some(pick(l, "at least 14", "не менее 14", "кемінде 14")), id: rid(72) },
                InvolvementView { role_label: pick(l, "Witness", "Свидетель", "Куә"), role: "witness".into(), actor: text("N. N."), number: None, id: rid(73) },
            ],
            acts: vec![ActView { act: named(63, "act", "Act", "Detention"), date: "2012-01".into(), role_label: "Target".into() }],
            timeline: vec![TimelineEntry { date_text: "May 2011".into(), sort: Day(15_100), what: named(64, "event", "Event", "Strike begins"), role: None }, TimelineEntry { date_text: "16 December 2011".into(), sort: Day(15_324), what: named(65, "act", "Act", "Shooting"), role: Some("Target".into()) }],
            incoming: vec![IncomingGroup { label: pick(l, "Restrictions that follow from it", "Ограничения, следующие отсюда", "Осыдан туған шектеулер"), property: "basis".into(), record_type: "restriction".into(), total: 34, records: vec![named(66, "restriction", "Restriction", "Custody, five years"), named(67, "restriction", "Restriction", "Ban on assemblies")], query: Some("records/restriction?where=act%3D%3Dx".into()) }],
            resting: 2,
            history: vec![HistoryView { change_set: ChangeSetId::from_hash([1; 16]), when: "2026-11-22 09:14".into(), act_label: "Import".into(), said: 12, withdrawn: 1 }],
        }))
    }
    pub fn search(&self, ask: &Asking, words: &str, _t: Option<&str>, page: usize) -> Result<SearchPage, WorkspaceError> {
        Ok(SearchPage { words: words.into(), total: 73, page: page.max(1), pages: 4, by_type: vec![TypeCount { code: "act".into(), label: pick(ask.language, "Acts", "Деяния", "Әрекеттер"), count: 61 }, TypeCount { code: "actor".into(), label: pick(ask.language, "Actors", "Участники", "Тұлғалар"), count: 12 }], hits: (1..=20).map(|n| SearchHit { named: named(n, "act", &pick(ask.language, "Act", "Деяние", "Әрекет"), "Detention at a rally"), snippet: Some(("… was held for ten days after the ".into(), words.into(), format!(" {EVIL} on the square …"))) }).collect() })
    }
    pub fn count(&self, _ask: &Asking, q: &counting::Query) -> Result<counting::Answer, WorkspaceError> {
        let keys = ["LIB.detain", "PHY.assault", "EXP.block", "unknown"];
        let labels = ["Detention", "Assault", "Blocking of a site", "unknown"];
        let rows = match q.dimensions.len() {
            0 => vec![counting::Row { key: vec![], label: vec![], count: 1570, perhaps: None }],
            1 => (0..4).map(|i| counting::Row { key: vec![keys[i].into()], label: vec![labels[i].into()], count: [912, 404, 250, 4][i], perhaps: None }).collect(),
            _ => (0..4).flat_map(|i| (2018..=2021).filter(move |y| (i + y) % 3 != 0).map(move |y| counting::Row { key: vec![keys[i].into(), y.to_string()], label: vec![labels[i].into(), y.to_string()], count: (i * 7 + y % 100) as u64, perhaps: None })).collect(),
        };
        Ok(counting::Answer { unit: q.unit.name().into(), dimensions: q.dimensions.iter().map(|d| d.text().to_owned()).collect(), rows, total: 1570, adds_up: false, notes: vec![counting::Note::Overlap, counting::Note::NoDate(12), counting::Note::Merged { records: 40, distinct: 38 }], perhaps: q.period.as_ref().map(|_| 12), undated: q.period.as_ref().map(|_| 3) })
    }
    pub fn publish(&self, ask: &Asking, wish: &Wish) -> Result<aigaq_publishing::Document, WorkspaceError> {
        Ok(aigaq_publishing::Document { stem: "bulletin".into(), title: format!("{:?}", wish.output), subtitle: Some(EVIL.into()), organisation: None, language: ask.language, audience: wish.audience, as_of: ask.today.to_string(), paper: aigaq_publishing::document::Paper::Portrait, facts: vec![], sections: vec![], notes: vec![], dataset: None })
    }
    pub fn journal(&self, ask: &Asking, page: usize) -> Result<JournalPage, WorkspaceError> {
        Ok(JournalPage { entries: 412, change_sets: 61, logs: 1, page: page.max(1), pages: 3, rows: (1..=25).map(|n| self.brief(n, ask.language)).collect() })
    }
    pub fn change_set(&self, ask: &Asking, id: ChangeSetId) -> Result<Option<ChangeSetView>, WorkspaceError> {
        Ok(Some(ChangeSetView { brief: ChangeSetBrief { id, ..self.brief(1, ask.language) }, program: "aigaq 0.1.0".into(), imported: Some("events.csv".into()), records: (1..=30).map(|n| named(n, "act", "Act", "Detention at a rally")).collect(), more: 1540 }))
    }
    pub fn verify(&self) -> Result<VerifyReport, WorkspaceError> { Ok(VerifyReport { entries: 412, problems: vec![] }) }
}
