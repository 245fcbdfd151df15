# Интерфейстің өз сөздері, қазақша.

skip = Мазмұнға өту
ways = Жұмыс базасының бөлімдері
languages = Беттердің тілі
crumbs = Қай жердесіз
footer = Тек осы компьютерде оқылады. Ешқайда ештеңе жіберілмейді.

way-start = Бүгін
way-count = Санау
way-outputs = Жарияланымдар
way-journal = Журнал

search-label = Жазбалардан іздеу
search-button = Іздеу
search-title = Іздеу
search-hint = Сөздер кез келген ретпен, үш тілдің кез келгенінде, кирилл не латын әрпімен: Baltabay сөзі «Балтабай» дегенді, кукык сөзі «құқық» дегенді табады. Тырнақшадағы «екі сөз» қатар тұрады; -сөз болмауы керек.
search-types = Табылған жазбалардың түрлері
search-all-types = Барлығы
search-found = { $n ->
    [one] жазба табылды
   *[other] жазба табылды
 }
search-none = Осы сөздердің барлығы бар жазба жоқ. Сөздерді азайтып немесе сөздің басын теріп көріңіз.

lock-button = Қазір құлыптау
lock-hint = Базаны жауып, кілттерін ұмыту
unlock-title = База құлыптаулы
unlock-lead = Оның кілттері жадта жоқ. Құпиясөйлем оны қайта ашады.
unlock-wrong = Бұл құпиясөйлем базаны ашпайды.
unlock-impossible = Базаны ашу мүмкін болмады.
unlock-hint = Тексеру бір секундтай уақыт алады, сонда іріктеп табу мәңгілікке созылады. Бас әріптер мен пернетақта тілі маңызды.
unlock-button = Ашу
passphrase = Құпиясөйлем

record = Жазба
records = Жазбалар
records-count = { $n ->
    [one] { $shown } жазба
   *[other] { $shown } жазба
 }
unit = Не саналады
from = Бастап
to = Дейін
on = Күні
show = Көрсету
audience = Кім үшін
audience-internal = Топтың өзі үшін
audience-partners = Серіктестер үшін
audience-public = Жұрт үшін
language = Тіл

start-title = Бүгін
start-here = Мұнда не бар
start-empty = Әзірге жазба жоқ.
start-unused = { $n ->
    [one] жазбасы жоқ { $shown } түр
   *[other] жазбасы жоқ { $shown } түр
 }
start-period = Осы кезең және алдыңғысы
start-period-caption = Осы кезең мен алдыңғы кезеңнің сандары
start-disagree = Дереккөздер келіспейтін жерлер
start-disagree-lead = Кем дегенде бір мәнін дереккөздер әртүрлі айтатын жазбалар. Екеуі де қатар сақталады.
start-disagree-caption = Дереккөздері әртүрлі немесе бір-біріне қайшы жазбалар, түрлері бойынша
start-disagree-none = Барлық дереккөз келіседі.
start-restrictions = { $what } күні қолданыстағы шектеулер
start-recent = Соңғы сақталғандар
start-recent-all = Бүкіл журнал
in-force-certainly = анық қолданыста
in-force-perhaps = қолданыста болуы мүмкін
in-force-end-unknown = аяқталуы белгісіз

mark-differ = әртүрлі
mark-contradict = қайшы

list-words = Сөздер
list-on = Қолданыста болған күні
list-chosen = Таңдалды
list-chosen-words = сөздер: { $what }
list-chosen-on = { $what } күні анық немесе мүмкін қолданыста
list-remove = Алып тастау:
list-remove-all = Барлығын алып тастау
list-is-chosen = таңдалған
list-facets = Тарылту
list-to-facets = Тарылту
list-facet-more = { $n ->
    [one] тағы { $shown } мән
   *[other] тағы { $shown } мән
 }
list-found = { $n ->
    [one] жазба
   *[other] жазба
 }
list-caption = { $first }–{ $last }, барлығы { $total }
list-none = Осы шарттардың барлығына сай жазба жоқ. Біреуін алып тастаңыз.
list-beyond = Тізім бұл беттен бұрын аяқталады.
list-beyond-last = Тізім сұралған беттен бұрын аяқталады. Бұл оның соңғы беті.
dates-hint = Күндер белгілі дәлдігімен: 2020, 2020-06 немесе 2020-06-09. Тек толығымен ішінде жатқан күндер есептеледі.

pages = Тізімнің беттері
pages-previous = Артқа
pages-next = Келесі
pages-number = { $what }-бет

record-who = Кім кімге не істеді
record-by = Кім
record-did = Не істелді
record-to = Кімге қарсы
record-beside = Тағы кім болды
record-counted-one = Бірден { $shown } адамға не топқа қарсы бір әрекет.
record-counted-each = Басқаша енгізілмесе, бұл түрдегі әрекеттер адам басына бір-бірден саналады.
record-counted-together = Басқаша енгізілмесе, бұл түрдегі әрекеттер бірге нысана болғандардың бәріне қарсы бір әрекет болып саналады.
record-counted-each-said = Бірден бірнеше адам аталды, әрқайсысына жеке әрекет деп шешілді: бұл — солардың бірі.
record-counted-together-said = Бірден аталғандардың бәріне қарсы бір әрекет деп шешілді.
record-nobody = Ешкім аталмаған
record-shown-is = Көрсетілгені:
record-statements = { $n ->
    [one] { $shown } дереккөз
   *[other] { $shown } дереккөз
 }
record-withdrawn = { $n ->
    [one] { $shown } қайтарып алынды
   *[other] { $shown } қайтарып алынды
 }
record-unsourced = Бұл қайдан алынды
record-timeline = Хронология
record-all = { $n ->
    [one] Көрсету
   *[other] Барлық { $shown }
 }
record-more = { $n ->
    [one] және тағы { $shown }
   *[other] және тағы { $shown }
 }
record-resting = Оған не негізделген
record-resting-count = { $n ->
    [one] Осы дереккөздің мәліметтері { $shown } жазбада бар.
   *[other] Осы дереккөздің мәліметтері { $shown } жазбада бар.
 }
record-history = Тарихы
record-id = Сәйкестендіргіш
history-said = { $n ->
    [one] { $shown } мән енгізілді
   *[other] { $shown } мән енгізілді
 }
statement-for-the-row = дереккөз бәріне бір рет көрсетілген
statement-withdrawn = Қайтарып алынды: { $what }

count-title = Санау
count-lead = Нені және не бойынша санау керегін таңдаңыз. Әр сан өзі санаған жазбаларға апарады.
count-by = Не бойынша
count-by-second = және не бойынша
count-by-none = —
count-by-other = Мекенжайдан
count-button = Санау
count-caption = { $what }
count-note-rule = Бірнеше адамға бірден жасалғаны — бір әрекет не әрқайсысына бір-бірден: ұстау не айыппұл — әрқайсысына, жиналысты тарату не рейд — бәріне бір, басқаша енгізілмесе. Әр әрекеттің бетінде айтылады.
count-note-adds-up = Әрқайсысы бір ғана жолда: жолдардың қосындысы жалпы санға тең.
count-note-overlap = Біреуі бірнеше жолда болуы мүмкін: жолдардың қосындысы жалпы санға тең емес.
count-note-through-acts = Зардап шеккен әрекеттері арқылы саналды.
count-note-not-precise = Күні кезең үшін жеткілікті дәл емес: { $shown }.
count-note-not-precise-condition = Шарттар үшін жеткілікті дәл емес: { $shown }.
count-note-no-date = Күні белгісіз: { $shown }.
count-note-merged = Бірдей деп танылған жазбалар бір рет саналды: { $first } жазба, іс жүзінде { $last }.
count-note-kind-unknown = Тегі белгісіз тұлғалар, саналмады: { $shown }.
count-note-groups-apart = Атаусыз топтар, адам ретінде саналмады: { $shown }. Хабарлар бойынша олардағы адам санын көру үшін «бағалармен» дегенді таңдаңыз.
count-note-groups-unknown = Саны айтылмаған атаусыз топтар: { $shown }. Әрқайсысы кемінде бір адам болып саналды.
count-note-not-linked = Өз жазбасы жоқ зардап шеккендер, саналмады: { $shown }.
span-year = Жыл
span-quarter = Тоқсан
span-month = Ай
count-total = Барлығы
by-year = жылдар бойынша
by-quarter = тоқсандар бойынша
by-month = айлар бойынша
by-top = негізгі топтар

outputs-lead = Өлшем бірлігі көрсетілген сандар; әрқайсысы жазбалары мен дереккөздеріне апарады. Нені, қай уақытқа және кім үшін екенін таңдаңыз.
outputs-open = Ашу
output-bulletin = Бюллетень
output-bulletin-what = Кезең ішінде не болды: санаттар, түрлер, қауіп көздері, құқықтар мен өңірлер бойынша сандар, хроника және соңғы күні қолданыста болған шектеулер.
output-restrictions = Шектеулер тізілімі
output-restrictions-what = Сол күні кімге не тыйым салынған немесе кім бас бостандығынан айырылған: анық, мүмкін және аяқталуы белгісіз.
output-commitments = Міндеттемелер матрицасы
output-commitments-what = Не ұсынылды, не уәде етілді және қалай орындалуда; бір-біріне қосылмайтын үш ось бойынша.
output-wgad = НҰЖТ сауалнамасы
output-wgad-what = БҰҰ Негізсіз ұстау жөніндегі жұмыс тобына адам туралы хабарлама: кім, қамауға алу, қамауда ұстау, неге негізсіз, жасалған қадамдар, дереккөздерімен.
output-appeal = Шұғыл үндеу
output-appeal-what = Адамға не болды, неге алаңдатады, кімнен не сұралады, қай мерзімге дейін.
output-letter = Арнайы рәсімдерге хат
output-letter-what = БҰҰ баяндамашылары мен жұмыс топтарына: зардап шегуші, кінәлі, фактілер, қадамдар, келісім.
output-dossier = Дерек жинағы
output-dossier-what = Адам не лауазымды тұлға туралы жазылғанның бәрі, уақыт ретімен. Тек топтың өзіне.
output-person = Адам: жазылған аты
output-complete = Толықтыру
output-complete-hint = Мұнда жазбаларда жоқ нәрсе сұралады. Ол құжатқа және оның мекенжайына кіреді; құжат бекітілгенде ғана сақталады.
output-draft = Жобаны көрсету
output-final = Түпкілікті нұсқасын жасау
download = Файл етіп алу
download-html = Веб-бет (.html)
download-pdf = Басып шығаруға арналған беттер (.pdf)
download-docx = Мәтін редакторына арналған құжат (.docx)
download-xlsx = Барлық кестелер кітабы (.xlsx)
download-csv = Кесте (.csv)
download-txt = Мессенджерге арналған мәтін (.txt)
download-ris = Дереккөздер (.ris)
download-csl = Дереккөздер (.csl.json)
gate-title = Жарияламас бұрын: кімнің аты аталады
gate-hint = Бұл тізім тек топқа арналған, ешбір файлда жоқ. Онда аты жасырылғандар аталады.
note-write = Өз ескертпеңізді қосу
note-hint = Сөзіңіз бөлімнің басында «Талдаушы ескертпесі» деген атпен тұрады, тек осы тілде және осы оқырмандар үшін. Ол ескертпе ретінде сақталады. Сандарды бағдарлама санайды, оларды қолмен жазуға болмайды.
note-save = Ескертпені сақтау
note-said-anew = жарияланым бетінде өзгертілді
gate-out-already = Бұрын жарияланғандарда аталған
gate-masked = Аты аталмағандар
gate-named = Аты аталғандар
gate-organisations = Аталған ұйымдар мен топтар
gate-left-out = Құпия болғандықтан жарияға шықпайтындары (бүкіл базада)
gate-verification = Тексеру деңгейі бойынша әрекеттер
download-hint = Файл шифрланбаған. Оны сенімді жерде сақтаңыз.

journal-lead = Мұнда айтылғанның бәрі, сақталу ретімен. Ештеңе орнында өзгермейді: түзету бір мәлімдемені қайтарып алып, басқасын енгізеді.
journal-caption = Өзгерістер жинақтары, жаңасы жоғарыда
journal-empty = Әзірге ештеңе сақталмаған.
journal-when = Қашан
journal-what = Не
journal-records = Жазба
journal-said = Енгізілді
journal-withdrawn = Қайтарылды
journal-device = Құрылғы
journal-change-sets = { $n ->
    [one] өзгерістер жинағы
   *[other] өзгерістер жинағы
 }
journal-logs = { $n ->
    [one] таспа
   *[other] таспа
 }
change-set = Өзгерістер жинағы
change-set-program = Бағдарлама
change-set-imported = Импортталған файлдардың SHA-256 мәні
change-set-records = Қатысты жазбалар

verify-link = Бүкіл журналды тексеру
verify-title = Журнал бүтін бе?
verify-lead = Журналдың әр жазбасы қайта оқылды: қолтаңбасы, тізбектегі орны, мазмұны.
verify-good = Бәрі дұрыс. { $n ->
    [one] { $shown } журнал жазбасы оқылды.
   *[other] { $shown } журнал жазбасы оқылды.
 }
verify-change-sets = { $n ->
    [one] Оларда { $shown } өзгерістер жинағы бар.
   *[other] Оларда { $shown } өзгерістер жинағы бар.
 }
verify-unverified = { $n ->
    [one] { $shown } журнал жазбасы ақаудан кейін тұр: оның мазмұнына кепілдік беруге болмайды.
   *[other] { $shown } журнал жазбасы ақаудан кейін тұр: олардың мазмұнына кепілдік беруге болмайды.
 }
verify-bad = { $n ->
    [one] { $shown } ақау
   *[other] { $shown } ақау
 }
verify-again = Қайта тексеру

problem-to-start = Бастапқы бетке
problem-not-found = Мұндай бет жоқ
problem-not-found-hint = Бұл мекенжайда ештеңе жоқ. Мүмкін, ол толық көшірілмеген.
problem-no-record = Мұндай жазба жоқ
problem-no-record-hint = Бұл базаның ешбір жазбасында мұндай сәйкестендіргіш жоқ немесе оны көруге құқығыңыз жоқ.
problem-unknown-type = Мұндай жазба түрі жоқ
problem-unknown-type-hint = «{ $what }» жазба түрі емес. Барлық түр бастапқы бетте көрсетілген.
problem-question = Бұған жауап беру мүмкін емес
problem-question-hint = Мекенжайдағы немесе пішіндегі бірдеңе түсініксіз:
problem-page-hint = «{ $what }» бет нөмірі емес.
problem-day-hint = «{ $what }» күн емес: жылын, айын және күнін жазыңыз, мысалы 2021-07-22.
problem-too-long-hint = Мекенжай тым ұзын. Шарттарды азайтыңыз.
problem-refused = Сұрау қабылданбады
problem-host-hint = Бұл беттер тек 127.0.0.1 және localhost мекенжайларына, іске қосылған портында жауап береді.
problem-cross-site-hint = Ол басқа сайттан немесе басқа бағдарламадан келді. Бетті осы жерден ашыңыз немесе мекенжайын теріңіз.
problem-old-form-hint = Пішін бағдарламаның осы іске қосылуынан ескі немесе толық емес. Бетті қайта ашып, қайталаңыз.
problem-one-at-a-time-hint = Дәл қазір басқа құпиясөйлем тексерілуде. Сәл күтіп, қайталап көріңіз.
problem-method-hint = Бұл мекенжай мұндай сұрауды қабылдамайды.
problem-broken = Бұл бетті жасау мүмкін болмады
problem-broken-hint = Кінә бағдарламада. Толығырақ ол жұмыс істеп тұрған терминалда; жазбаларыңызға зиян келген жоқ.
