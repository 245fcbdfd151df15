# Импорт және карантин. Тексерілмеген.

import-title = Импорт
import-lead = Кесте жазбаларға айналады. Алдымен оның қалай түсінілгенін және не енгізілетінін көресіз; растағаныңызша ештеңе сақталмайды.
import-how = Бұл қандай файл
import-how-workbook = Өзіміздің жұмыс кестеміз: оқиғалар айлар бойынша, өзіміз жүргізгендей
import-how-type = Тақырыптары бір жазба түрінің қасиеттері болып келетін кесте
import-file = Файл (.xlsx не .csv)
import-file-hint = Ең көбі 50 МБ. Файл жадта ғана тұрады, сақталмайды; құлыптағанда ұмытылады.
import-look = Қарау
import-no-file = Файл келмеді немесе ол бос. Файлды таңдап, қайта жіберіңіз.
import-this-file = Не енгізіледі
import-not-yet = Әзірге ештеңе сақталған жоқ.
import-would = Бұл импорт енгізеді
import-nothing-new = Бұл файлдағының бәрі енгізіліп қойған: импорттайтын ештеңе жоқ.
import-words = Жауап керек жерлер
import-words-lead = Әрқайсысы бір рет сұралады және есте қалады. Жауапсыз қалғаны карантинге түседі, оны кейін қайта импорттауға болады.
import-word-open = Жауап жоқ
import-word-likely = Мүмкін
import-word-keep = Бұлардың ешқайсысы емес: сөзді сол күйінде сақтау
import-hidden-column = файлда жасырылған
import-or-month-like = 1–12
import-or-month = Ай
import-or-year-like = 2025
import-or-year = Жыл
import-or-date-like = 5 мамыр, 12 наурыз шамасында
import-or-date = немесе күн
import-or-number-like = 10 шақты, 35–40
import-or-number = немесе сан
import-or-law-like = ӘҚБтК 488-б. 6-бөл.
import-or-law = немесе норма
import-or-code-like = бірнешеу болса — ; арқылы
import-or-code = немесе тізімдегі сөздер
import-serials-yes = Иә: біріншісі — { $what }
import-serials-no = Жоқ, бұл басқа нәрсе
import-value-keep = Мәні жоқ: сөздерді сақтау
import-law-keep = Бұл кодекс бабы емес: сөздерді сақтау
import-answer = Жауап
import-examples = Мысалдар
import-targets = Бір жолда бірнеше адам
import-targets-lead = Әрекет — санақ бірлігі. «Үшеуі ұсталды» — үш зардап шегушісі бар бір әрекет не үш әрекет: ереже әр түр үшін таңдалып, санақта көрсетіледі.
import-act-type = Әрекет түрі
import-acts = Әрекеттер
import-counted = Санау
import-together = барлық зардап шегушісі бар бір әрекет
import-each = әрқайсысына бір әрекеттен
import-faults-title = Түсініксіз ұяшықтар
import-faults-lead = Олар себебімен карантинге түседі; жолдарындағы қалған дерек енгізіледі. Кестеде түзетіп, қайта импорттаңыз: тек өзгергені алынады.
import-where = Қайда
import-column = Баған
import-value = Мәні
import-reason = Себебі
import-sheets = Парақтар мен бағандар
import-name = Кестенің атауы
import-name-hint = Файл қалай аталса да, келесі жолы кесте осы атау бойынша танылады.
import-take = Осы парақты импорттау
import-heading-row = Тақырыптар жолы
import-year = Күндердің жылы
import-month = Ай (1–12)
import-columns = Әр бағанда не бар
import-columns-correct = Осы парақтың бағандарын түзету
import-sheets-correct = Парақтар мен бағандарды тексеру және түзету
import-back-to-look = Сұрақтарға оралу
import-unsure-columns = { $n ->
    [one] { $shown } бағанды тексеріңіз
   *[other] { $shown } бағанды тексеріңіз
 }
import-is = Қалай түсінілді
import-why = Неге
import-unsure = тексеріңіз
import-skipped-title = Оқиғасы жоқ жолдар
import-check = Қайта тексеру
import-do = Импорттау
import-forget = Бұл файлды ұмыту
sheet-empty = бос
sheet-no-headings = тақырыптар табылмады
sheet-asked = көрсеткеніңіздей, импортталмайды
sheet-hidden = файлда жасырылған; импорттау үшін белгілеңіз
sheet-no-incidents = жиынтық не тізім: күн де, сипаттама да, адамдар да жоқ
sheet-is-hidden = файлда жасырылған
why-said = сіз көрсеттіңіз
why-remembered = бұрын жауап берілген
why-heading = тақырыпта «{ $what }»
why-values = { $more } мәннің { $what } ұқсайды
why-taken = «{ $what }» — басқа баған
why-nothing = тақырыптан да, мәндерден де көрінбейді
import-place = { $what }, { $more }-жол
skipped-above-headings = тақырыптардан жоғары
skipped-headings = тақырыптар
skipped-column-numbers = баған нөмірлері
skipped-empty = бос
skipped-totals = қорытынды
skipped-between = жолдар арасындағы тақырыпша
skipped-below-table = кестенің астында
skipped-sheet-left-out = парақ импортталмайды
quarantine-title = Карантин
quarantine-lead = Импорт кезінде қалдырылған ұяшықтар мен жолдар, себептерімен. Кестеде түзетіп, қайта импорттаңыз не қолмен енгізіңіз де, осында белгілеңіз.
quarantine-which = Қайсысы
quarantine-open = Күтуде
quarantine-done = Қаралғаны
quarantine-none = Мұнда ештеңе жоқ.
quarantine-act = Амал
quarantine-settle = Қаралды
quarantine-is-done = қаралды
import-rows = { $n ->
    [one] файл жолы
   *[other] файл жолы
 }
import-new = { $n ->
    [one] жаңа жазба
   *[other] жаңа жазба
 }
import-changed = { $n ->
    [one] жазба өзгереді
   *[other] жазба өзгереді
 }
import-unchanged = { $n ->
    [one] жазба өзгеріссіз
   *[other] жазба өзгеріссіз
 }
import-faults = { $n ->
    [one] ұяшық пен жол түсініксіз
   *[other] ұяшық пен жол түсініксіз
 }
import-skipped = { $n ->
    [one] оқиғасыз жол
   *[other] оқиғасыз жол
 }
import-rows-of = { $n ->
    [one] оқиғасы бар { $shown } жол
   *[other] оқиғасы бар { $shown } жол
 }
import-in-rows = { $n ->
    [one] { $shown } жолда
   *[other] { $shown } жолда
 }
import-by-place = { $n ->
    [one] { $shown } жолдың өз нөмірі жоқ, орны бойынша танылады: жоғарыдан жол қосылса, олар басқа болып шығады.
   *[other] { $shown } жолдың өз нөмірі жоқ, орны бойынша танылады: жоғарыдан жол қосылса, олар басқа болып шығады.
 }
import-dittos = { $n ->
    [one] { $shown } ұяшық «сол жерде» дейді, үстіндегі ұяшықтай оқылды.
   *[other] { $shown } ұяшық «сол жерде» дейді, үстіндегі ұяшықтардай оқылды.
 }
import-more-questions = { $n ->
    [one] Тағы { $shown } сұрақ осыларға жауап берілгенде шығады.
   *[other] Тағы { $shown } сұрақ осыларға жауап берілгенде шығады.
 }
sheet-hidden-rows = { $n ->
    [one] { $shown } жасырын жол
   *[other] { $shown } жасырын жол
 }
