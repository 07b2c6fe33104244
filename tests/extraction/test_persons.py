"""Who is who in a message. All people here are invented."""

from datetime import date

import pytest

from tidings.extraction import Message, read
from tidings.extraction.persons import people

DAY = date(2026, 3, 1)


def sought(text):
    return [
        " ".join(filter(None, (p.surname, p.given, p.patronymic)))
        for p in people(text, DAY)
        if p.role == "sought"
    ]


def enquirer(text):
    found = [p for p in people(text, DAY) if p.role == "enquirer"]
    return " ".join(filter(None, (found[0].surname, found[0].given, found[0].patronymic))) if found else ""


def relation(text):
    return next((p.relation for p in people(text, DAY) if p.role == "enquirer"), "unknown")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Пропал мой муж Басманов Тихон Ильич, 1987 г.р., мобилизован.", ["Басманов Тихон Ильич"]),
        (
            "помогите найти брата зовут егор дмитриевич лапин 2004 года служил срочную",
            ["Лапин Егор Дмитриевич"],
        ),
        ("МОЕГО СЫНА ЗАБРАЛИ. ЕГО ЗОВУТ ДЕНИС ГОРБУНОВ ЕМУ 19 ЛЕТ", ["Горбунов Денис"]),
        ("Ищем друга. Санёк Тимофеев, 23 года, контрактник.", ["Тимофеев Александр"]),
        ("Жениха моего забрали, Степанов Вадим, 25 лет.", ["Степанов Вадим"]),
        ("Судьба Ермакова Льва Борисовича, 1999 года рождения, не известна.", ["Ермаков Лев Борисович"]),
        ("Я жена Литвинова Павла Сергеевича. Его держат в подвале.", ["Литвинов Павел Сергеевич"]),
        ("Ищу сына: Аббасов Тимур, отчество Русланович, 05.05.2005.", ["Аббасов Тимур Русланович"]),
        ("Розшукую сина, Шевчука Максима Олеговича, 2001 р.н.", ["Шевчук Максим Олегович"]),
        ("Мій чоловік Бойко Роман Петрович у полоні з червня.", ["Бойко Роман Петрович"]),
        ("My brother Timur Roshchin was drafted in May.", ["Рощин Тимур"]),
        ("My husband Sunil Perera, 32, was taken to the front.", ["Perera Sunil"]),
        ("moy syn Ivan Sokolov sluzhit v chasti 12345 propal pomogite", ["Соколов Иван"]),
        (
            "У меня два сына: Антон и Михаил Савельевы, оба мобилизованы.",
            ["Савельев Антон", "Савельев Михаил"],
        ),
        ("Брата Ярцева Глеба везут. Глебу 19 лет, он срочник.", ["Ярцев Глеб"]),
        ("Мой сын Эльвин Байрамов Тофиг оглы служит", ["Байрамов Эльвин"]),
        ("сын даня рощин срочник не отвечает", ["Рощин"]),
        ("Парни, где наш Бадма Очиров, контрактник?", ["Очиров Бадма"]),
    ],
)
def test_the_sought_are_named_as_in_a_passport(text, expected):
    found = sought(text)
    assert [name.split(" Тофиг")[0] for name in found] == expected


def test_a_list_names_several():
    text = "Наши ребята:\n1) Орлов Никита Сергеевич, 2004\n2) Жданов Марк, 19 лет\n3) Цой Артур\nвсе срочники"
    assert sought(text) == ["Орлов Никита Сергеевич", "Жданов Марк", "Цой Артур"]


def test_all_of_a_row_of_names_are_sought():
    text = (
        "связи нет с 7 числа: Камаев Ильнур (2005), Дудко Стас, Рогожин Паша, служили вместе, помогите найти"
    )
    assert sought(text) == ["Камаев Ильнур", "Дудко Станислав", "Рогожин Павел"]


def test_a_name_that_somebody_calls_hers_is_sought():
    assert sought("Мамочки, отзовитесь! Мой Ляпин Никита, с 5 августа тишина.") == ["Ляпин Никита"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Мой муж Костылев Евгений ранен. Я мать троих детей, прошу помочь", "wife"),
        ("Сын срочник, его не отпускают. Как маме приехать и забрать?", "mother"),
        ("мой брат Осокин Фёдор не звонит, пишите @osok_masha", "sister"),
        ("Мужчина, отец. Сын на сборном пункте.", "father"),
        ("пишу от имени соседки, у неё сын пропал", "other"),
        ("у мене сусідка, в неї онук пропав", "other"),
        ("ребята с моего взвода остались там, связи нет: Дудко Стас", "friend"),
    ],
)
def test_the_relation_is_told_by_small_signs(text, expected):
    assert relation(text) == expected


def test_a_person_without_a_name_is_the_word_for_them():
    text = "муж на границе, два дня нет связи"
    person = people(text, DAY)[0]
    assert (person.role, person.surname, text[person.start : person.end]) == ("sought", None, "муж")


def test_a_soldier_who_writes_for_himself_is_sought_and_enquirer():
    text = "Меня зовут Глеб Рощин, я срочник, нас завтра отправляют"
    assert (sought(text), enquirer(text), relation(text)) == (["Рощин Глеб"], "Рощин Глеб", "other")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Ищу мужа Лебедева Сергея.\nС уважением, Лебедева М.В.", "Лебедева"),
        ("Здравствуйте, это Марина Лебедева. Ищу мужа Лебедева Сергея.", "Лебедева Марина"),
        ("Зв. 05.03, 11:10. Жена, Рогова Ирина. Муж Рогов Евгений, 41 г., моб.", "Рогова Ирина"),
        ("Сын Рогов Евгений пропал. тел 8-900-000-11-22 Тамара", "Тамара"),
        ("Шукаю брата Ткаченка Богдана. Я Іванна, сестра.", "Іванна"),
        ("Меня зовут Чойгана. Ищу брата Ооржака Мергена.", "Чойгана"),
        ("My son Artem Kovalenko is a prisoner. I am his mother, Larysa Kovalenko", "Коваленко Лариса"),
        (
            "Обращается к вам Никитина Вера Степановна. Мой внук Никитин Павел служит.",
            "Никитина Вера Степановна",
        ),
        (
            "СЫН КОЛЕСНИКОВ АРТЁМ ВИТАЛЬЕВИЧ ПРИЗВАН 24 МАЯ ДО 6 АВГУСТА ЗВОНИЛ КАЖДЫЙ ВЕЧЕР ПОТОМ ТИШИНА Я НЕ КРИЧУ У МЕНЯ ТЕЛЕФОН ТАКОЙ ТЕЛ 89000009134 НАДЕЖДА",
            "Надежда",
        ),
        ("My husband Prakash Gurung is near Rostov. Sunita +977 980 000 4455", "Sunita"),
        (
            "От гражданина Пасечника Леонида Ефимовича. Мой сын Пасечник Глеб призван.",
            "Пасечник Леонид Ефимович",
        ),
        ("Мой сын Аверьянов Даниил призван, помогите.\n\nС. Аверьянов,\nинженер", "Аверьянов"),
        ("Дядя Саша из шестой квартиры дал ваш номер. Сын Леонтьев Иван пропал.", ""),
        ("Сын Ярцев Глеб, срочник. Командир капитан Громов А.В. не отвечает.", ""),
        ("«я Рощин Тимур, нас грузят» — вот что прислал сын", ""),
    ],
)
def test_the_writer_is_told_from_those_written_about(text, expected):
    assert enquirer(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("ищу сына ярцева глеба, срочник", "unknown"),
        ("сын звонил, говорит мам забери меня отсюда", "mother"),
        ("Мой сын Ярцев Глеб, срочник. Ярцева Инна Львовна", "mother"),
        ("Мой сын Ярцев Глеб, срочник. Ярцев Лев Ильич", "father"),
        ("муж не выходит на связь", "wife"),
        ("я его сестра, брат служит срочную", "sister"),
        ("Ищу внука. Пишет бабушка, Зоя Михайловна", "grandmother"),
        ("моего парня увезли вчера", "partner"),
        ("Муж моей сестры пропал, помогите", "other"),
        ("У соседки сына забрали в армию", "other"),
        ("Я дочь Громова Сергея, его мобилизовали", "other"),
        ("Прошу найти моего сослуживца Хамзатова Ислама", "friend"),
        ("сын не отпускают со службы второй год. что делать? папа", "father"),
        ("Мій син у полоні. Я його мати", "mother"),
        ("My husband was taken prisoner.", "wife"),
    ],
)
def test_the_relation_is_what_the_words_say_and_no_more(text, expected):
    assert relation(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Заработок от 10 000 в день! Пишите Виктории",
        "Спасибо вам за помощь, Серёжа вернулся домой! Тамара Ивановна",
        "Второй день нет горячей воды, куда звонить?",
        "Hi! Our experts will put your website on the first page.",
        "Я корреспондент Глеб Носов, прошу об интервью",
    ],
)
def test_where_nobody_is_sought_nobody_is_found(text):
    assert sought(text) == []


def test_officers_and_comrades_are_others():
    text = "Мой сын Ярцев Глеб служит. Командир роты капитан Громов Олег Ильич угрожал ему."
    assert [(p.surname, p.role) for p in people(text, DAY) if p.surname] == [
        ("Ярцев", "sought"),
        ("Громов", "other"),
    ]


def test_the_words_stand_where_they_are_said_to_stand():
    text = "Ищу брата, Ярцева Глеба. Сестра, Ярцева Инна"
    named = [p for p in people(text, DAY)]
    assert [text[p.start : p.end] for p in named] == ["Ярцева Глеба", "Ярцева Инна"]
    assert text[named[1].relation_start : named[1].relation_end] == "Сестра"


def test_a_man_named_after_the_word_mother_is_not_the_mother():
    found = people("здравствуйте это мама ринат галиев 19 лет срочник не звонит", date(2024, 8, 8))
    assert [(one.role, one.surname) for one in found] == [("sought", "Галиев"), ("enquirer", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Дмитрий Ерохин, срочник, пропал 10 августа",
        "Митя Ерохин, погранец-срочник, стоял у Теткино. Я крестная",
        "Ерохин Дмитрий вч 50926 курская обл",
    ],
)
def test_a_name_right_before_what_became_of_him_is_sought_and_signs_nothing(text):
    found = read(Message("1", "form", date(2024, 8, 14), text))
    assert [(one.surname, one.given) for one in found.sought] == [("Ерохин", "Дмитрий")]
    assert found.enquirer.surname is None


def test_a_ukrainian_name_has_no_letter_that_ukrainian_has_not():
    text = "Розшукую сина: Коваленко Артем Сергійович, мобілізований у березні"
    assert read(Message("1", "form", date(2024, 8, 14), text)).sought[0].given == "Артем"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Имя: Бережная Алла\nСтепень родства: крёстная\nГолубев Артём, срочник, призван", "Бережная Алла"),
        ("Звонок. Женщина, Рогожина Нина, сестра. Ищет брата: Рогожин Степан", "Рогожина Нина"),
        ("19:40. Обратилась Котова Надежда. Муж Котов Роман, 27 лет", "Котова Надежда"),
        ("Федосеев Борис, отец. Сын Федосеев Алексей, контрактник", "Федосеев Борис"),
        (
            "В организацию\nот ветерана труда Щетинина Аркадия Ильича, г. Мурманск\nВнук мой, Щетинин Глеб, призван",
            "Щетинин Аркадий Ильич",
        ),
        ("Пишет вам Зинаида Прокопьевна. Внук мой Пронин Николай", "Зинаида Прокопьевна"),
    ],
)
def test_a_form_a_note_and_the_head_of_a_letter_name_who_writes(text, expected):
    assert enquirer(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Пишу за себя сам. Абрамов Юрий Петрович, контракт подписал в 2023",
        "Обратился Голубев Яков Михайлович, контракт подписывал в январе 2023 на год. Связь через жену",
    ],
)
def test_who_writes_or_calls_of_his_own_contract_is_both(text):
    assert sought(text) == [enquirer(text)] != [""]


def test_those_of_a_list_with_bare_numbers_are_all_sought():
    text = (
        "На борту наши дети, срочники\n1 Белоусов Артур Витальевич это мой\n2 Лазарев Иван\n3 Кочетков Семён"
    )
    assert sought(text) == ["Белоусов Артур Витальевич", "Лазарев Иван", "Кочетков Семён"]


def test_the_red_cross_is_nobody():
    assert sought("Получена карточка Красного Креста. Сын Куприн Макар в плену") == ["Куприн Макар"]


def test_who_types_for_the_writer_is_not_sought():
    assert sought("Дочка печатает с моих слов. Мой Вовка, Тюленев Владимир, 18 лет, срочник") == [
        "Тюленев Владимир"
    ]


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "ФИО: Горчакова Лариса\nКем приходитесь: мать\nФИО военнослужащего: Горчаков Иннокентий, срочник",
            "Горчакова Лариса",
        ),
        ("Ім'я: Бондар Микола\nКим доводитесь: батько\nМого сина Бондара Ярослава призвали", "Бондар Микола"),
        ("брат самарин артемий 19 срочник, трубку не берёт. 89000009926 соня", "Соня"),
    ],
)
def test_the_field_before_what_she_is_to_him_and_a_last_small_word_name_her(text, expected):
    assert enquirer(text) == expected


def test_the_last_small_word_may_be_no_name():
    assert enquirer("брат самарин артемий 19 срочник, трубку не берёт. 89000009926 жду") == ""
