# Документы и найденное в них.

documents-title = Документы
documents-lead = Из доклада получаются предложения, каждое — со словами, которые его подтверждают. Вы принимаете, исправляете или отклоняете; сами собой записи не появляются.
documents-file = Файл (.docx, .pdf, .html или .txt)
documents-url = Адрес, если он есть в интернете
documents-date = Опубликовано
documents-publisher = Издатель
documents-file-hint = Не больше 50 МБ. Оригинал хранится зашифрованным; текст читается в отдельном процессе.
documents-give = Сохранить и прочитать
documents-no-file = Файл не пришёл или он пуст. Выберите файл и отправьте ещё раз.
documents-kept = Сохранённые документы
documents-none = Пока нет.
documents-all-sources = Все источники
documents-unread = Этот документ не удалось прочитать
documents-unread-kept = Его оригинал сохранён и зашифрован.
documents-source = Запись об источнике
documents-original = Исходный файл
documents-look = Показать страницу снова
documents-ask-title = Это кто-то из них?
documents-makes = Будет создано:
documents-back = Назад к документу
documents-text = Текст
documents-suggestions = Предложения на этой странице
documents-suggestions-hint = Сверьте каждое со словами в тексте.
documents-keys = Клавиши, когда выбрано предложение (латинские буквы на любой раскладке): J — следующее, K — предыдущее, X — поставить или снять отметку, C — исправить; A — принять, R — отклонить то, что стоит вместе; G — принять раздел, P — принять страницу.
documents-nothing-here = На этой странице предложений нет.
documents-like = Возможно, уже известен:
documents-correct = Исправить
documents-who = Кто
documents-name = Имя или название
documents-when = Когда
documents-accept = Принять
documents-refuse = Отклонить
documents-in-text = В тексте
documents-accept-ticked = Принять отмеченное, остальное оставить
documents-accept-page = Принять эту страницу
documents-refuse-page = Отклонить всё на этой странице
documents-next = Следующая страница с предложениями
documents-people = Люди
documents-organisations = Организации
documents-places = Места
documents-facts = Факты
documents-recommendations = Рекомендации
documents-references = Источники в сносках
documents-numbers = Числа
documents-ticked = Отмеченное принимается, неотмеченное отклоняется. Если не отмечено ничего, ничего не решается.
documents-accept-section = Принять этот раздел
documents-dates = Даты
documents-laws = Законы
documents-with-facts = Решать не нужно; они идут вместе с фактами:
documents-what = Что произошло
documents-counted = Что считается
documents-number = Число
documents-asked = К кому обращено
documents-words = Слова
documents-title-of = Название
documents-author = Автор
documents-address = Адрес
documents-accepted = принято
documents-refused = отклонено
documents-nothing-chosen = Ничего не выбрано, или об этом уже решено. Отметьте предложения и нажмите ещё раз.
documents-too-many = Слишком много сразу: не больше 200.
documents-see-quote = Показать цитату в документе
documents-waiting = { $n ->
    [one] { $shown } предложение ждёт
    [few] { $shown } предложения ждут
   *[other] { $shown } предложений ждут
 }
documents-decided = { $n ->
    [one] Решено о { $shown } предложении.
    [few] Решено о { $shown } предложениях.
   *[other] Решено о { $shown } предложениях.
 }
documents-more = { $n ->
    [one] Новейшие из { $shown } документа.
    [few] Новейшие из { $shown } документов.
   *[other] Новейшие из { $shown } документов.
 }
documents-phrase = Какими словами сказано
documents-taught-title = Чему научена программа чтения
documents-taught-lead = Исправления в предложениях и отказы от имён и названий меняют следующие предложения, и только в этой рабочей области. Здесь их видно и можно отменить.
documents-taught-phrases = Обороты речи
documents-taught-phrases-hint = Появляются, когда исправляют вид события или слова, которыми о нём сказано, и когда о словах говорят, что они о таком не говорят. Простой отказ обороту не учит.
documents-taught-names = Слова, которые не имена и не названия
documents-taught-names-hint = Отклонены как имя или название: больше так не предлагаются ни в одном документе.
documents-taught-away = Отменить
documents-taught-nothing = ни о чём не говорит, не предлагается
documents-taught-no-person = не человек
documents-taught-no-organisation = не организация
documents-taught-no-place = не место
documents-taught-gone = Этого уже нет: кто-то отменил раньше.
documents-tells-nothing = Эти слова о таком не говорят
documents-tells-nothing-hint = Отказ от факта ничего не значит для других документов. В «Исправить» есть кнопка для слов, которые о таком никогда не говорят: их должно быть больше, чем программа знает сама.
documents-silenced = Не предлагается, потому что программу научили, что эти слова ни о чём не говорят:
