# Собственные слова организации: типы, свойства, списки, коды.

way-settings = Настройки
settings-lead = Что можно записать в этой базе. Всё, что ваша организация здесь добавит, назовёт иначе или выведет из употребления, сразу действует в формах, списках, поиске, импорте, экспорте и подсчётах.
settings-types = Типы записей
settings-types-count = { $n ->
    [one] { $shown } тип
    [few] { $shown } типа
   *[other] { $shown } типов
 }
settings-types-lead = Всё, о чём ведутся записи, и то, что о нём спрашивается.
settings-lists = Списки кодов
settings-lists-count = { $n ->
    [one] { $shown } список
    [few] { $shown } списка
   *[other] { $shown } списков
 }
settings-lists-lead = Из чего выбирают там, где свойство принимает код.
settings-add-type = Добавить тип записи
settings-add-property = Добавить свойство
settings-add-list = Добавить список
settings-add-code = Добавить код
settings-add-code-below = Добавить код под этим
settings-words = Изменить названия и пояснения
settings-delete = Удалить
settings-delete-hint = Удалить можно только то, чем не пользуется ни одна запись. В журнале оно останется.
settings-shipped = Вернуть исходные слова
settings-shipped-hint = Названия, пояснения и употребление снова станут такими, как в самой программе.
settings-no-codes = В этом списке ещё нет кодов.
settings-unused = Ни одной записью
settings-unfit = Определения, которые не подходят
settings-unfit-hint = Они пришли с другого устройства и не действуют, пока не исправлены.
settings-unfit-record = Определение

settings-device = Это устройство
settings-device-lead = Действует только на этом компьютере и в журнал не попадает.
settings-idle = Закрывается само
settings-idle-now = { $n ->
    [one] Через { $shown } минуту без работы.
    [few] Через { $shown } минуты без работы.
   *[many] Через { $shown } минут без работы.
 }
settings-idle-fixed = Так сказано при запуске программы («serve --idle») и действует, пока она работает.
settings-idle-change = Закрывать раньше или позже
settings-idle-minutes = Минут без работы
settings-idle-hint = От { $what } до { $more } минут. Набранное и не сохранённое к этому времени запечатывается и возвращается, когда база снова открыта. Где к клавиатуре могут подойти другие, короче — надёжнее.
fault-idle = Напишите целое число минут, от { $what } до { $more }.
settings-language = Язык страниц
settings-language-hint = Для этого браузера. Написанное вами остаётся на том языке, на котором написано.

column-type = Тип
column-code = Код
column-definition = Что сюда относится
column-properties = Свойства
column-property = Свойство
column-kind = Вид значения
column-list = Список
column-codes = Коды
column-one-code = Код списка
column-label = Название
column-used = Используется

legend-label = Название
legend-plural = Название во множественном числе
legend-definition = Что сюда относится
legend-code = Код
legend-values = Значения
legend-offered = В формах
legend-place = Место и код
hint-label = Достаточно одного языка. Где названия нет, показывается название на другом.
hint-plural = Как в заголовке или подсчёте: «семинары».
hint-code = Строчные латинские буквы, цифры и «_». Если оставить пустым, код получится из названия. Он никогда не меняется.

field-list = Список, для кодов
field-to = Тип, для ссылок на записи
field-many = Несколько значений сразу
field-countable = Тексты подсчитываются так, как если бы были кодами
field-sees = Кто может видеть
field-retired = Выведено из употребления: больше не предлагается, но показывается и подсчитывается
field-instead = Использовать вместо него
field-parent = Под кодом
choice-none = нет
choice-top = на верхнем уровне
answer-yes = да

kind-text = Текст
kind-term = Код из списка
kind-date = Дата
kind-number = Число
kind-yesno = Да или нет
kind-reference = Ссылка на запись
kind-name = Имя
kind-duration = Срок
kind-money = Сумма денег
kind-law = Норма закона
kind-identifier = Чужой номер
kind-url = Веб-адрес
kind-statement = Утверждение
kind-file = Файл

sees-public = Все, после публикации
sees-internal = Группа и те, кому она доверяет
sees-restricted = Названные люди в группе
sees-sealed = Только хранитель

button-add = Добавить
button-save = Сохранить
button-delete = Удалить
button-shipped = Вернуть
mark-own = своё
mark-retired = выведено

fault-taken = «{ $what }» уже есть: возьмите другой код или измените имеющееся.
fault-too-long = В названии может быть не больше 200 знаков, в пояснении — 2000. Ничего не сохранено.
fault-stale = С тех пор как форма была показана, это изменили другие. Ничего не сохранено: введённое вами стоит ниже; если отправить ещё раз, оно заменит их слова.
fault-in-use = { $n ->
    [one] Этим пользуется { $shown } запись: выведите из употребления вместо удаления.
    [few] Этим пользуются { $shown } записи: выведите из употребления вместо удаления.
   *[other] Этим пользуются { $shown } записей: выведите из употребления вместо удаления.
 }
fault-needed = На этом держатся другие определения. { $what }
fault-lost = «{ $what }» не существует.
fault-nothing = Ничего не изменено, сохранять нечего.
fault-no-code = Из этого названия код не получается: введите его.
fault-code = «{ $what }» — не код: строчные латинские буквы, цифры и «_», сначала буква, не больше 40 знаков.
fault-reserved = «{ $what }» для программы значит другое: возьмите другой код.
fault-no-label = Нужно название хотя бы на одном языке.
fault-other-kind = «{ $what }» сохраняет тот вид значения, который есть.
fault-unfit-kind = Выберите вид значения; для кода из списка нужен и список.
fault-content = Определение не читается.
