"""An answer to a question of the public form is a fact of that field, in whatever language its label is."""

from datetime import date

import pytest

from tidings.extraction import Message, read
from tidings.extraction.forms import free_words, read_form

RECEIVED = date(2026, 11, 22)  # a Sunday
OWN = "Сына заставили подписать контракт, угрожали, забрали паспорт. Командир Вигодовский Иван."
FIELDS = {
    "name": "Лесняк Артемий Викторович",
    "birth_date": "19 лет",
    "relation": "mother",
    "last_contact": "в прошлую пятницу",
    "place": "Курск, госпиталь",
    "service": "conscript",
    "unit": "12345",
    "what_happened": OWN,
    "deadline": "увозят послезавтра",
    "enquirer_name": "Лесняк Марина",
    "contacts": "+7 900 000-11-22, marina@example.org, @marina_l",
    "safe_contact": "после 20:00\nмуж знать не должен",
}
LABELS = {
    "ru": {
        "name": "Фамилия, имя, отчество:",
        "birth_date": "Дата рождения или возраст:",
        "relation": "Кто пишет:",
        "last_contact": "Когда была последняя связь:",
        "place": "Место:",
        "service": "Служба:",
        "unit": "Воинская часть:",
        "deadline": "Что-то должно случиться в определённый день?",
        "enquirer_name": "Как к вам обращаться:",
        "contacts": "Телефон, почта или мессенджер:",
        "safe_contact": "Когда и как это безопасно?",
        "mother": "Мать",
        "conscript": "Срочная служба, по призыву",
    },
    "uk": {
        "name": "Прізвище, ім’я, по батькові:",
        "birth_date": "Дата народження або вік:",
        "relation": "Хто пише:",
        "last_contact": "Коли був останній зв’язок:",
        "place": "Місце:",
        "service": "Служба:",
        "unit": "Військова частина:",
        "deadline": "Щось має статися певного дня?",
        "enquirer_name": "Як до вас звертатися:",
        "contacts": "Телефон, пошта або месенджер:",
        "safe_contact": "Коли і як це безпечно?",
        "mother": "Мати",
        "conscript": "Строкова служба, за призовом",
    },
    "en": {
        "name": "Name:",
        "birth_date": "Date of birth or age:",
        "relation": "Who is writing:",
        "last_contact": "Day of the last contact:",
        "place": "Place:",
        "service": "Service:",
        "unit": "Military unit:",
        "deadline": "Will something happen on a certain day?",
        "enquirer_name": "What we may call you:",
        "contacts": "Phone, e-mail or messenger:",
        "safe_contact": "When and how is it safe?",
        "mother": "Mother",
        "conscript": "Conscript",
    },
}


def composed(lang, fields):
    """The text as the gate makes it of the answers."""
    said = LABELS[lang]
    lines = [f"{said[name]} {said.get(fields[name], fields[name])}" for name in said if name in fields]
    return "\n\n".join(part for part in (fields.get("what_happened", ""), "\n".join(lines)) if part)


def filled(lang="ru", **changes):
    fields = {name: value for name, value in (FIELDS | changes).items() if value}
    message = Message("1", "form", RECEIVED, composed(lang, fields), lang)
    return message, fields


def answered(lang="ru", **changes):
    return read_form(*filled(lang, **changes))


def only(lang="ru", **fields):
    return answered(lang, **dict.fromkeys(FIELDS, "") | {"what_happened": "Помогите."} | fields)


def values(reading, about, field):
    return [one.value for one in reading.facts if (one.about, one.field) == (about, field)]


@pytest.mark.parametrize("lang", LABELS)
def test_each_answer_is_the_fact_of_its_field(lang):
    reading = answered(lang)
    assert len(reading.sought) == 1
    him, writer = reading.sought[0], reading.enquirer
    assert (him.surname, him.given, him.patronymic) == ("Лесняк", "Артемий", "Викторович")
    assert (him.age, him.status, him.units, him.last_contact) == (19, "conscript", ("12345",), "2026-11-20")
    assert (writer.surname, writer.given, writer.relation) == ("Лесняк", "Марина", "mother")
    assert (writer.phones, writer.emails, writer.telegram) == (
        ("+79000001122",),
        ("marina@example.org",),
        ("@marina_l",),
    )
    assert reading.deadline == date(2026, 11, 24)
    assert values(reading, "sought:0", "place") == ["Курск"]


@pytest.mark.parametrize("lang", LABELS)
def test_every_mention_is_a_span_of_the_text_and_every_answer_rests_on_its_line(lang):
    message, fields = filled(lang)
    reading = read_form(message, fields)
    for mention in reading.mentions:
        assert message.text[mention.start : mention.end] == mention.text
    for fact in reading.facts:
        assert fact.mentions
    surname = next(one for one in reading.facts if (one.about, one.field) == ("sought:0", "surname"))
    assert [reading.mentions[i].text for i in surname.mentions] == [fields["name"]]


def test_what_the_free_words_add_stays():
    assert {"threats", "documents_confiscated", "imminent"} <= set(answered().flags)


def test_the_name_of_the_sought_is_never_taken_for_the_writer():
    reading = only(name="Лесняк Артемий Викторович")
    assert reading.enquirer.surname is None
    assert reading.sought[0].surname == "Лесняк"


@pytest.mark.parametrize(
    "said, surname, given",
    [
        ("баба Люба", None, "Любовь"),
        ("мама", None, None),
        ("Не хочу говорить", None, None),
        ("лесняк марина", "Лесняк", "Марина"),
    ],
)
def test_words_for_kin_and_ordinary_words_are_no_name(said, surname, given):
    writer = only(name="Ярцев Глеб", enquirer_name=said).enquirer
    assert (writer.surname, writer.given) == (surname, given)


def test_the_son_whom_the_words_name_is_the_one_of_the_form():
    reading = only(what_happened="Ищу сына, Лесняка Артемия Викторовича, в/ч 54321.", name="Артемий")
    assert len(reading.sought) == 1
    assert (reading.sought[0].surname, reading.sought[0].units) == ("Лесняк", ("54321",))


def test_another_whom_the_words_seek_comes_after_the_one_of_the_form():
    reading = only(what_happened="Ищу мужа, Ярцева Глеба Павловича.", name="Лесняк Артемий")
    assert [one.surname for one in reading.sought] == ["Лесняк", "Ярцев"]


def test_an_answer_stands_in_place_of_what_was_read_for_its_field():
    reading = only(what_happened="Сын, срочник, в/ч 54321, звонил вчера.", name="Лесняк", unit="12345")
    assert values(reading, "sought:0", "unit") == ["12345"]
    assert values(reading, "sought:0", "last_contact") == ["2026-11-21"]


@pytest.mark.parametrize(
    "field, said",
    [
        ("birth_date", "весной, кажется"),
        ("last_contact", "осенью"),
        ("last_contact", "завтра"),
        ("unit", "какая-то учебка"),
        ("contacts", "напишите сюда же"),
        ("deadline", "скоро, наверное"),
        ("relation", "grandparent"),
        ("service", "other"),
    ],
)
def test_an_answer_that_is_not_understood_stays_words(field, said):
    without, given = only(name="Лесняк Артемий"), only(name="Лесняк Артемий", **{field: said})
    assert [(f.about, f.field, f.value) for f in given.facts] == [
        (f.about, f.field, f.value) for f in without.facts
    ]


@pytest.mark.parametrize(
    "said, field, value",
    [
        ("2005", "birth_date", "2005"),
        ("14.03.2005", "birth_date", "2005-03-14"),
        ("март 2005", "birth_date", "2005-03"),
        ("19", "age", "19"),
        ("девятнадцать лет", "age", "19"),
        ("born in May 2004", "birth_date", "2004-05"),
    ],
)
def test_birth_and_age_may_be_written_in_any_words(said, field, value):
    assert values(only(name="Лесняк", birth_date=said), "sought:0", field) == [value]


def test_a_child_is_a_minor_and_how_he_serves_stands_beside_it():
    reading = answered(birth_date="17 лет")
    assert values(reading, "sought:0", "status") == ["minor", "conscript"]
    assert reading.sought[0].status == "minor"


def test_who_writes_about_himself_has_the_name_of_the_form():
    reading = answered(relation="self", enquirer_name="", what_happened="Меня увозят завтра.")
    assert (reading.enquirer.relation, reading.enquirer.surname) == ("self", "Лесняк")
    assert len(reading.sought) == 1


def test_labels_and_safe_ways_are_not_read_as_words():
    message, fields = filled()
    words = free_words(message, fields)
    assert len(words) == len(message.text)
    assert words.split() == f"{OWN} увозят послезавтра".split()


def test_without_fields_a_message_is_read_as_any_other():
    message, _ = filled()
    assert read_form(message, {}) == read(message)


def test_fields_that_do_not_stand_in_the_text_state_nothing():
    message = Message("1", "form", RECEIVED, OWN, "ru")
    assert read_form(message, FIELDS) == read(message)
