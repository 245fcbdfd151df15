# Құжаттар және олардан табылғандар.

documents-title = Құжаттар
documents-lead = Баяндамадан ұсыныстар шығады, әрқайсысы — оны дәлелдейтін сөздерімен. Сіз қабылдайсыз, түзетесіз не бас тартасыз; жазба өздігінен пайда болмайды.
documents-file = Файл (.docx, .pdf, .html не .txt)
documents-url = Мекенжайы, егер интернетте болса
documents-date = Жарияланған күні
documents-publisher = Баспагері
documents-file-hint = 50 МБ-тан аспасын. Түпнұсқасы шифрланып сақталады; мәтіні бөлек процесте оқылады.
documents-give = Сақтап, оқу
documents-no-file = Файл келмеді не бос. Файлды таңдап, қайта жіберіңіз.
documents-kept = Сақталған құжаттар
documents-none = Әзірге жоқ.
documents-all-sources = Барлық дереккөздер
documents-unread = Бұл құжатты оқу мүмкін болмады
documents-unread-kept = Түпнұсқасы шифрланып сақталды.
documents-source = Дереккөз жазбасы
documents-original = Түпнұсқа файл
documents-look = Бетті қайта көрсету
documents-ask-title = Бұл солардың бірі ме?
documents-makes = Жасалады:
documents-back = Құжатқа оралу
documents-text = Мәтін
documents-suggestions = Осы беттегі ұсыныстар
documents-suggestions-hint = Әрқайсысын мәтіндегі сөздерімен салыстырыңыз.
documents-keys = Ұсыныс таңдалып тұрғандағы пернелер (кез келген пернетақта орналасуындағы латын әріптері): J — келесі, K — алдыңғы, X — белгі қою не алып тастау, C — түзету; A — бірге тұрғанын қабылдау, R — бас тарту; G — бөлімді қабылдау, P — бетті қабылдау.
documents-nothing-here = Бұл бетте ұсыныс жоқ.
documents-like = Бұрыннан белгілі болуы мүмкін:
documents-correct = Түзету
documents-who = Кім
documents-name = Аты не атауы
documents-when = Қашан
documents-accept = Қабылдау
documents-refuse = Бас тарту
documents-in-text = Мәтінде
documents-accept-ticked = Белгіленгенін қабылдау, қалғанын қалдыру
documents-accept-page = Осы бетті қабылдау
documents-refuse-page = Осы беттегінің бәрінен бас тарту
documents-next = Ұсыныстары бар келесі бет
documents-people = Адамдар
documents-organisations = Ұйымдар
documents-places = Жерлер
documents-facts = Фактілер
documents-recommendations = Ұсынымдар
documents-references = Сілтемелердегі дереккөздер
documents-numbers = Сандар
documents-ticked = Белгіленгені қабылданады, белгіленбегенінен бас тартылады. Ештеңе белгіленбесе, ештеңе шешілмейді.
documents-accept-section = Осы бөлімді қабылдау
documents-dates = Күндер
documents-laws = Заңдар
documents-with-facts = Шешудің қажеті жоқ; олар фактілермен бірге жүреді:
documents-what = Не болды
documents-counted = Не саналады
documents-number = Сан
documents-asked = Кімге айтылған
documents-words = Сөздер
documents-title-of = Атауы
documents-author = Авторы
documents-address = Мекенжайы
documents-accepted = қабылданды
documents-refused = бас тартылды
documents-nothing-chosen = Ештеңе таңдалмады не шешілген. Ұсыныстарды белгілеп, қайта басыңыз.
documents-too-many = Бірден тым көп: 200-ден аспасын.
documents-see-quote = Дәйексөзді құжаттан көру
documents-waiting = { $n ->
    [one] { $shown } ұсыныс күтіп тұр
   *[other] { $shown } ұсыныс күтіп тұр
 }
documents-decided = { $n ->
    [one] { $shown } ұсыныс шешілді.
   *[other] { $shown } ұсыныс шешілді.
 }
documents-more = { $n ->
    [one] { $shown } құжаттың ең жаңалары.
   *[other] { $shown } құжаттың ең жаңалары.
 }
documents-phrase = Қандай сөздермен айтылған
documents-taught-title = Құжат оқитын бағдарлама нені үйренді
documents-taught-lead = Ұсыныстардағы түзетулеріңіз және атау ретінде қабылдамағандарыңыз келесі ұсыныстарды өзгертеді, тек осы жұмыс кеңістігінде. Олар осында көрінеді және алып тасталады.
documents-taught-phrases = Сөз орамдары
documents-taught-phrases-hint = Оқиғаның түрін не ол айтылған сөздерді түзеткенде және сөздер ондайды айтпайды делінгенде пайда болады. Жай қабылдамау орамды үйретпейді.
documents-taught-names = Атау емес сөздер
documents-taught-names-hint = Атау ретінде қабылданбады: ешбір құжатта қайта ұсынылмайды.
documents-taught-away = Алып тастау
documents-taught-nothing = ештеңе айтпайды, ұсынылмайды
documents-taught-no-person = адам емес
documents-taught-no-organisation = ұйым емес
documents-taught-no-place = орын емес
documents-taught-gone = Бұл енді жоқ: біреу бұрын алып тастаған.
documents-tells-nothing = Бұл сөздер ондайды айтпайды
documents-tells-nothing-hint = Фактіні қабылдамау басқа құжаттарға әсер етпейді. «Түзету» ішінде ондайды ешқашан айтпайтын сөздерге арналған түйме бар: сөздер бағдарлама өзі білетіннен көбірек болуы керек.
documents-silenced = Ұсынылмайды, өйткені бұл сөздер ештеңе айтпайды деп үйретілген:
