# Басқалар не жариялады, қатарлармен.

figures-title = Басқалардың сандары
figures-lead = Басқалар не жариялады: әр көрсеткіш уақыт ретімен, дәл соның өз есебіміздің қасында.
figures-words = Көрсеткіштің, қамтудың немесе бірліктің сөздері
figures-find = Табу
figures-none = Әзірге бірде-бір сан енгізілмеген.
figures-none-found = Мұндай сөздері бар қатар жоқ.
figures-series = { $n ->
   *[other] { $shown } қатар
 }
figures-indicator = Көрсеткіш
figures-scope = Қамтуы
figures-period = Кезең
figures-figures = Сандар
figures-differ = Сандар әртүрлі кезеңдер
figures-no-indicator = Көрсеткіші жоқ
figures-no-unit = бірлігі жоқ
figures-no-period = Кезеңі жоқ
figures-unit-missing = Бұл сан нені санайтыны айтылмаған. Бірлігі енгізілгенше, қасына ештеңе қоюға болмайды.
figures-enter = Сан енгізу
figures-records = Барлық сандар тізіммен
figures-numbers = Сандар
figures-holds = Не дұрыс
figures-published = Жарияланған
figures-adopted = қабылданған
figures-as-of = { $what } жағдай бойынша
figures-part-of = мынаның бөлігі:
figures-break = Осы жерден бастап әдіс басқа:
figures-perhaps = { $n ->
   *[other] және мүмкін тағы { $shown }
 }
figures-note-differ = Сандар әртүрлі болса, адам біреуін қабылдағанша ең азы мен ең көбі тұрады. Соңғысы дұрыс деп саналмайды.
figures-note-own = «{ $what }» — болған нәрсенің бәрін емес, біз енгізгенді санаған өз есебіміз. Басқалар басқаша санауы мүмкін.
figures-note-none = Қасында өз есебіміз тұруы үшін дәл соны санап, кестені осы көрсеткішпен атын беріп сақтаңыз.
figures-described = { $what }, { $more }.
figures-picture-few = Сурет жоқ: күні бар кезең екіден аз.
figures-picture-spans = Сурет жоқ: кезеңдердің бәрі жыл емес, бәрі ай емес, ұзақтығы әртүрлі.
figures-picture-negative = Нөлден төмен сандардың суреті жоқ.
