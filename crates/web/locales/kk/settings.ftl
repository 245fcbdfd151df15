# Ұйымның өз сөздері: түрлер, қасиеттер, тізімдер, кодтар.

way-settings = Баптаулар
settings-lead = Осы базада не жазуға болады. Ұйымыңыз мұнда қосқан, басқаша атаған немесе қолданыстан шығарған нәрсе бірден нысандарда, тізімдерде, іздеуде, импортта, экспортта және санауда әрекет етеді.
settings-types = Жазба түрлері
settings-types-count = { $n ->
    [one] { $shown } түр
   *[other] { $shown } түр
 }
settings-types-lead = Не туралы жазба жүргізілетіні және ол туралы не сұралатыны.
settings-lists = Код тізімдері
settings-lists-count = { $n ->
    [one] { $shown } тізім
   *[other] { $shown } тізім
 }
settings-lists-lead = Қасиет код алатын жерде неден таңдалатыны.
settings-add-type = Жазба түрін қосу
settings-add-property = Қасиет қосу
settings-add-list = Тізім қосу
settings-add-code = Код қосу
settings-add-code-below = Осының астына код қосу
settings-words = Атаулар мен түсіндірмелерді өзгерту
settings-delete = Жою
settings-delete-hint = Ешбір жазба пайдаланбайтын нәрсені ғана жоюға болады. Журналда ол қалады.
settings-shipped = Бастапқы сөздерді қайтару
settings-shipped-hint = Атаулар, түсіндірмелер және қолданылуы қайтадан бағдарламаның өзіндегідей болады.
settings-no-codes = Бұл тізімде әзірге код жоқ.
settings-unused = Ешбір жазба пайдаланбайды
settings-unfit = Сәйкес келмейтін анықтамалар
settings-unfit-hint = Олар басқа құрылғыдан келді және түзетілгенше әрекет етпейді.
settings-unfit-record = Анықтама

settings-device = Осы құрылғы
settings-device-lead = Тек осы компьютерде күшінде, журналға түспейді.
settings-idle = Өздігінен құлыптау
settings-idle-now = { $n ->
    [one] { $shown } минут жұмыссыз тұрғаннан кейін.
   *[other] { $shown } минут жұмыссыз тұрғаннан кейін.
 }
settings-idle-fixed = Бұл бағдарлама іске қосылғанда айтылған («serve --idle») және ол аяқталғанша күшінде.
settings-idle-change = Ертерек не кешірек құлыптау
settings-idle-minutes = Жұмыссыз минуттар
settings-idle-hint = { $what } минуттан { $more } минутқа дейін. Құлыпталғанда терілген, бірақ сақталмаған мәтін мөрленеді де, ашқаннан кейін қайтарылады. Пернетақтаға басқалар жете алатын жерде қысқасы қауіпсіз.
fault-idle = Минуттардың бүтін санын жазыңыз: { $what } мен { $more } аралығында.
settings-language = Беттердің тілі
settings-language-hint = Осы браузер үшін. Жазғаныңыз өз тілінде қалады.

column-type = Түрі
column-code = Коды
column-definition = Мұнда не жатады
column-properties = Қасиеттері
column-property = Қасиет
column-kind = Мән түрі
column-list = Тізім
column-codes = Кодтар
column-one-code = Тізім коды
column-label = Атауы
column-used = Қолданылуы

legend-label = Атауы
legend-plural = Көпше түрдегі атауы
legend-definition = Мұнда не жатады
legend-code = Коды
legend-values = Мәндері
legend-offered = Нысандарда
legend-place = Орны мен коды
hint-label = Бір тіл жеткілікті. Атауы жоқ жерде басқа тілдегісі көрсетіледі.
hint-plural = Тақырыптағы не санаудағыдай: «семинарлар».
hint-code = Латынның кіші әріптері, цифрлар және «_». Бос қалдырылса, код атаудан жасалады. Ол ешқашан өзгермейді.

field-list = Тізім, кодтар үшін
field-to = Түр, жазбаларға сілтемелер үшін
field-many = Бірден бірнеше мән
field-countable = Мәтіндер код сияқты саналады
field-sees = Кім көре алады
field-retired = Қолданыстан шыққан: енді ұсынылмайды, бірақ көрсетіледі және саналады
field-instead = Орнына қолданылатыны
field-parent = Мына кодтың астында
choice-none = жоқ
choice-top = жоғарғы деңгейде
answer-yes = иә

kind-text = Мәтін
kind-term = Тізімнен код
kind-date = Күні
kind-number = Сан
kind-yesno = Иә не жоқ
kind-reference = Жазбаға сілтеме
kind-name = Есім
kind-duration = Мерзім
kind-money = Ақша сомасы
kind-law = Заң нормасы
kind-identifier = Басқаның нөмірі
kind-url = Веб-мекенжай
kind-statement = Мәлімдеме
kind-file = Файл

sees-public = Жарияланғаннан кейін барлығы
sees-internal = Топ және ол сенетіндер
sees-restricted = Топтағы аталған адамдар
sees-sealed = Тек сақтаушы

button-add = Қосу
button-save = Сақтау
button-delete = Жою
button-shipped = Қайтару
mark-own = өзіміздікі
mark-retired = қолданыстан шыққан

fault-taken = «{ $what }» бұрыннан бар: басқа код алыңыз немесе барын өзгертіңіз.
fault-too-long = Атауда 200 таңбадан, түсіндірмеде 2000 таңбадан артық болмауы керек. Ештеңе сақталмады.
fault-stale = Нысан көрсетілгеннен бері мұны басқалар өзгертті. Ештеңе сақталмады: сіз тергеніңіз төменде тұр; тағы бір рет жіберсеңіз, ол олардың сөздерін алмастырады.
fault-in-use = { $n ->
    [one] Мұны { $shown } жазба пайдаланады: жоюдың орнына қолданыстан шығарыңыз.
   *[other] Мұны { $shown } жазба пайдаланады: жоюдың орнына қолданыстан шығарыңыз.
 }
fault-needed = Бұған басқа анықтамалар сүйенеді. { $what }
fault-lost = «{ $what }» жоқ.
fault-nothing = Ештеңе өзгермеді, сақтайтын ештеңе жоқ.
fault-no-code = Бұл атаудан код жасалмайды: оны теріңіз.
fault-code = «{ $what }» код емес: латынның кіші әріптері, цифрлар және «_», алдымен әріп, 40 таңбадан аспайды.
fault-reserved = «{ $what }» бағдарлама үшін басқаны білдіреді: басқа код алыңыз.
fault-no-label = Кемінде бір тілде атау керек.
fault-other-kind = «{ $what }» өзінде бар мән түрін сақтайды.
fault-unfit-kind = Мән түрін таңдаңыз; тізімнен алынатын кодқа тізімі де керек.
fault-content = Анықтама оқылмайды.
