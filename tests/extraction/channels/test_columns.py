"""What the columns of a sheet are is guessed from headings in three languages and from values, with reasons."""

import pytest

from tidings.errors import InvalidRecord, UnknownColumn
from tidings.extraction.channels import columns
from tidings.extraction.channels.columns import PEOPLE, Column, Mapping, from_json, from_words, guess
from tidings.files import Where

HERE = Where("sheet.csv")
HEADINGS = {
    "Отметка времени": "received",
    "Дата обращения": "received",
    "ФИО": "name",
    "ФИО солдата": "name",
    "Ваше имя": "enquirer_name",
    "ФИО заявителя": "enquirer_name",
    "Контактный телефон": "contacts",
    "E-mail": "contacts",
    "Дата рождения": "birth_date",
    "Д.Р.": "birth_date",
    "В/Ч": "unit",
    "Номер войсковой части": "unit",
    "Кем вы ему приходитесь?": "relation",
    "Когда в последний раз была связь": "last_contact",
    "Дата последней связи": "last_contact",
    "Место службы": "place",
    "Опишите, что случилось": "text",
    "Текст обращения": "text",
    "№": "id",
    "Как с вами безопасно связаться": "safe_contact",
    "Прізвище": "surname",
    "По батькові": "patronymic",
    "Дата народження": "birth_date",
    "Ким ви доводитеся": "relation",
    "Військова частина": "unit",
    "Що сталося": "text",
    "Телефон": "contacts",
    "Timestamp": "received",
    "Full name": "name",
    "Date of birth": "birth_date",
    "Your name": "enquirer_name",
    "Phone number": "contacts",
    "What happened?": "text",
    "Military unit": "unit",
    "Relationship to the missing person": "relation",
    "birth_date": "birth_date",
    "IP": "",
    "Оператор": "",
}


@pytest.mark.parametrize("heading, field", HEADINGS.items())
def test_a_heading_is_known(heading, field):
    assert guess([heading], []).columns[0].field == field


VALUES = {
    "birth_date": ["14.03.2005", "1999-01-02", "03.04.1988"],
    "received": ["14.03.2026 10:22", "2026-03-15", "16.03.2026"],
    "contacts": ["+7 916 123-45-67", "8(916)1234567", "nina@example.org"],
    "unit": ["12345", "в/ч 54321", "61057-А"],
    "name": ["Носов Иван Петрович", "Крапивин Олег", "Ярцев Г. О."],
    "text": ["Мой сын не выходит на связь уже третий день, помогите"],
    "": ["да", "нет", "7"],
}


@pytest.mark.parametrize("field, values", VALUES.items())
def test_a_column_without_a_telling_heading_is_known_by_its_values(field, values):
    (column,) = guess(["Зю"], [[value] for value in values]).columns
    assert column.field == field and column.why is not None


def test_a_name_without_a_surname_beside_it_is_the_whole_name():
    assert guess(["Имя"], []).columns[0].field == "name"
    assert [one.field for one in guess(["Фамилия", "Имя"], []).columns] == ["surname", "given"]


def test_two_columns_are_not_the_same_thing_unless_they_may_be():
    found = guess(["ФИО", "Full name", "Телефон", "Почта"], [])
    assert [one.field for one in found.columns] == ["name", "", "contacts", "contacts"]


def test_a_list_of_people_has_no_story():
    assert [one.field for one in guess(["ФИО", "Комментарий"], [], PEOPLE).columns] == ["name", ""]


def test_a_profile_that_was_kept_is_the_same():
    mapping = Mapping((Column("Кто", "name"), Column("Что", "text"), Column("IP")), "day-first")
    assert from_json(mapping.as_json(), HERE) == mapping


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"columns": {"A": "colour"}}',
        '{"columns": {"A": 5}}',
        '{"columns": {}, "dates": "x"}',
    ],
)
def test_what_is_no_profile_is_refused(text):
    with pytest.raises(InvalidRecord, match=r"sheet\.csv is no profile"):
        from_json(text, HERE)


def test_columns_may_be_said_in_words():
    assert from_words("text=Что было, received=Дата").columns == (
        Column("Что было", "text"),
        Column("Дата", "received"),
    )
    with pytest.raises(InvalidRecord, match="colour=A"):
        from_words("colour=A")


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(UnknownColumn, match="no column 'Что'. It has: Дата"):
        from_words("text=Что").places(["Дата"], HERE)


def test_every_field_that_headings_tell_of_is_a_field():
    assert {field for field, _ in columns._known()} <= set(columns.APPEALS)
