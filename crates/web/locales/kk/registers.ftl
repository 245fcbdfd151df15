# The registers, what comes next, and the rules of law.
way-registers = Тізілімдер
registers-lead = Бүгін кім қамауда не тыйым астында, не сұралып, неден бас тартылды, не уәде етілді және алда не бар.
registers-nothing = Ештеңе енгізілмеген.
registers-flaws = { $n ->
    [one] Болуы мүмкін емес нәрсе енгізілген: { $shown } рет
   *[other] Болуы мүмкін емес нәрсе енгізілген: { $shown } рет
 }
registers-since = Өзгерістер басталатын күн
registers-kind = Түрі
registers-any = бәрі
registers-all = Бәрі
registers-words = Жолдағы сөздер
registers-parts = Тізілім бөлімдері
registers-add = Енгізу: { $what }
registers-xlsx = Кітап (.xlsx)
registers-json = Бағдарламалар үшін (.json)
timelines-what = Не істелді
soon-title = Алдағы отыз күнде не күтіледі
soon-days = { $n ->
    [one] Алдағы { $shown } күнде не аяқталады, мерзімі келеді не күтеді
   *[other] Алдағы { $shown } күнде не аяқталады, мерзімі келеді не күтеді
 }
soon-lead = Аяқталатын шектеулер, отырыстар, заңдағы мерзімдер, мерзімі келетін шешімдер мен міндеттемелер, қайта оралатын мәселелер. Мерзімі өткені бірінші тұрады.
soon-how-far = Неше күн алға
soon-states = Не күтіледі және не орындалды
soon-coming = Алда
soon-done-tab = Орындалды
soon-done-none = Орындалды деп ештеңе белгіленбеген.
soon-none = Ештеңе аяқталмайды, мерзімі келмейді және күтпейді.
soon-no-day = күні белгісіз
soon-overdue = мерзімі өткен
soon-perhaps = мүмкін
soon-ending = шектеу аяқталады
soon-hearing = отырыс
soon-our-deadline = біздің мерзім
soon-state-deadline = мемлекеттің мерзімі
soon-decision = шешімді орындау мерзімі
soon-commitment = міндеттеменің не оны бағалаудың мерзімі
soon-follow-up = мәселеге қайта оралу
soon-mark = Орындалды деп белгілеу
soon-what-was-done = Не істелді (бос қалуы мүмкін)
soon-done = Орындалды
soon-ics = Күнтізбе файлы (.ics), тек нөмірлер
soon-ics-names = Аттары бар күнтізбе файлы
soon-ics-hint = Күнтізбе файлы бағдарламадан шығады: оны телефондар мен пошта қызметтері оқи алады.
rules-title = Заң ережелері және оларды кім тексерді
rules-lead = Заң бойынша мерзімдер, бағдарлама түсінгендей. Заңгер қазіргі мәтінін оқыса, ереже тексерілген болып саналады; мәтін өзгерсе, қайта оқу керек.
rules-count = { $n ->
    [one] { $shown } ереже
   *[other] { $shown } ереже
 }
rules-unread-count = { $n ->
    [one] { $shown } ережені заңгер тексермеген
   *[other] { $shown } ережені заңгер тексермеген
 }
rules-starts = Неден басталады
rules-length = Қанша
rules-ends = Немен аяқталады
rules-who = Кім әрекет етуі керек
rules-valid = Қолданылуы
rules-read = Оқып, дұрыс деп тапқан: { $what }
rules-unread = заңгер тексермеген
rules-sign = Заңгер оқыды
rules-lawyer = Заңгердің аты-жөні
rules-lawyer-missing = Кім оқығанын жазыңыз.
rules-approve = Дұрыс
soon-show = Аяқталулар, отырыстар, мерзімдер
record-flaws = Енгізілгендей болуы мүмкін емес. Ештеңе өзгертілген жоқ: түзетіңіз не тексерулерде жабыңыз.
