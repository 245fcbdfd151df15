# Бір болуы мүмкін және бір деп шешілген жазбалар.

same-title = Қайталануы мүмкін жазбалар
same-lead = Бір нәрсе туралы болуы мүмкін жазбалар, ең ықтималы бірінші. Бағдарлама тек сұрайды: сіз шешпейінше ештеңе біріктірілмейді, кез келген шешімді қайтаруға болады.
same-kinds = Жазба түрлері
same-kind-people = Адамдар
same-kind-organisations = Ұйымдар
same-kind-events = Оқиғалар
same-kind-acts = Әрекеттер
same-none = Шешім күтіп тұрған жұп жоқ.
same-and = және
same-beside = Екі жазба қатар
same-agrees = сәйкес
same-contradicts = қайшы
same-why = Неге сұралып тұр
same-compared = Не салыстырылды
same-written = Жазылуы
same-found = Не табылды
same-bits = Бит
same-bits-unit = бит
same-together = Барлығы
same-bits-help = Әр бит екеуінің бір болу мүмкіндігін екі есе арттырады; нөлден төмен бит екі есе кемітеді.
same-reason = Неге (толтырмауға болады)
same-same = Бұл бір
same-different = Бөлек
same-unsure = Айту мүмкін емес
same-of-record = Бір және сол
same-alone = Бұл жазба басқасымен бір деп әлі шешілген жоқ.
same-clash = Бір шешім күшінде емес, өйткені басқасы оған қайшы:
same-clash-apart = бөлек қалады:
same-records = Жазбалар
same-stands = бәрінің атынан
same-this = осы жазба
same-move-from-here = Шығару не көшіру
same-weakest = Ең әлсіз байланыс:
same-out = Осы жазбаны шығару
same-another = Басқа жазбамен бір ме?
same-name = Аты — өзіңіз жазғандай, кез келген жазумен
same-find = Табу
same-nobody = Мұндай атпен ештеңе табылмады.
same-which = Қайсысы
same-look = қарау
same-move = Осы жазбаны соған көшіру
same-decided = Шешімдер
same-record-link = Бір және сол
same-waiting = { $n ->
   *[other] жұп шешім күтеді
 }
same-members = { $n ->
   *[other] { $shown } жазба бір нәрсе туралы.
 }

# Есімдер мен жазылу нұсқалары

names-title = Есімдер мен жазылу нұсқалары
names-lead = Осы есімнің базадағы барлық жазылуы, әріптері бойынша. Іздеу жазбаны кез келгені бойынша табады.
names-none = Аты жазылмаған.
names-only-in = тек мына жазбада
names-shown = Оқырман не көреді
names-shown-lead = Әр тіл үшін беттер, тізімдер мен жарияланымдар көрсететін нұсқаны таңдаңыз. Басқа жазылулар сақталады, іздеу оларды табады.
names-known = Белгілі жазылуы
names-automatic = таңдалмаған: { $what }
names-typed = немесе басқа нұсқа
names-typed-help = Басқа нұсқа жазылса, таңдалғанның орнына сол көрсетіледі.
names-save = Осылай көрсету
names-choose = Не көрсетілетінін таңдау
names-all = { $n ->
    [one] { $shown } жазылу нұсқасы
   *[other] Барлық { $shown } жазылу нұсқасы
 }
script-kazakh = Қазақ әріптері
script-cyrillic = Кириллица
script-latin = Латын әріптері
script-other = Басқа әріптер
