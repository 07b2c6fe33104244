"""Telephone numbers, addresses, handles and units in every spelling."""

from datetime import date

import pytest

from tidings.extraction import contacts
from tidings.extraction.units import find_units

DAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    "text, value",
    [
        ("+7 900 000-12-41", "+79000001241"),
        ("8-900-000-12-41", "+79000001241"),
        ("8(900)000 12 41", "+79000001241"),
        ("89000001241", "+79000001241"),
        ("900 000-12-41", "+79000001241"),
        ("т.+79000001241", "+79000001241"),
        ("8 (495) 000-12-41", "+74950001241"),
        ("+380 50 000 12 34", "+380500001234"),
        ("050 000 12 34", "+380500001234"),
        ("+371 20 000 123", "+37120000123"),
        ("восемь девятьсот ноль ноль ноль двенадцать сорок один", "+79000001241"),
    ],
)
def test_a_phone_in_any_spelling(text, value):
    assert [one.value for one in contacts.find_phones(f"мой номер {text}, звоните", DAY)] == [value]


@pytest.mark.parametrize(
    "text", ["в/ч 12345", "14.03.2005 г.", "25 000 рублей", "номер 12345678901234567890", "1 200 000"]
)
def test_what_is_no_phone(text):
    assert contacts.find_phones(text, DAY) == []


def test_handles_and_links_are_one_thing():
    text = "пишите @olga_test или t.me/olga_two, тг olga_three1, почта olga@mail.example.org"
    assert [one.value for one in contacts.find_handles(text, DAY)] == [
        "@olga_test",
        "@olga_two",
        "@olga_three1",
    ]
    assert [one.value for one in contacts.find_emails(text, DAY)] == ["olga@mail.example.org"]


@pytest.mark.parametrize(
    "before", ["писал с чужого номера ", "его номер ", "his phone is ", "с номера ", "канал "]
)
def test_a_number_of_someone_else_is_none_of_the_enquirer(before):
    text = before + "+7 900 000-12-41"
    phone = contacts.find_phones(text, DAY)[0]
    assert not contacts.of_the_enquirer(text, phone)


@pytest.mark.parametrize(
    "text, values",
    [
        ("в/ч 12345", ["12345"]),
        ("вч12345", ["12345"]),
        ("в.ч. 12345", ["12345"]),
        ("войсковая часть № 12345-Б", ["12345"]),
        ("часть номер 12345", ["12345"]),
        ("военной части 12345", ["12345"]),
        ("military unit 12345", ["12345"]),
        ("unit number is 12345", ["12345"]),
        ("часть вроде 12345 или 12354", ["12345", "12354"]),
        ("военная часть двенадцать триста сорок пять", ["12345"]),
        ("в/ч А1234", ["А1234"]),
        ("військова частина A1234", ["А1234"]),
        ("1912 полку", ["1912 полк"]),
        ("252-й гвардейский мотострелковый полк", ["252 полк"]),
        ("2750 мсп", ["2750 полк"]),
        ("810-я бригада морской пехоты", ["810 бригада"]),
        ("72 омбр", ["72 бригада"]),
        ("regiment 1435", ["1435 полк"]),
        ("вч 30 417", ["30417"]),
        ("часть 3-0-4-1-7", ["30417"]),
        ("в/ч 3О41З", ["30413"]),
        ("воен. часть 30417", ["30417"]),
        ("vch 30417", ["30417"]),
        ("30417 войсковая часть", ["30417"]),
        ("в/ч тридцать тысяч семнадцать", ["30017"]),
        ("мобілізований, А5120", ["А5120"]),
        ("двести тридцать шестой артиллерийской бригаде", ["236 бригада"]),
        ("восьмидесятый танковый полк", ["80 полк"]),
        ("24-ї бригади", ["24 бригада"]),
        ("19 ошбр", ["19 бригада"]),
        ("полк под номером 96", ["96 полк"]),
        ("4 рота, 3 взвод", []),
        ("звоните в часть 8 900 000-11-22", []),
        ("третья рота, второй взвод", []),
        ("выплата 12345 рублей", []),
    ],
)
def test_a_unit_in_any_spelling(text, values):
    assert [one.value for one in find_units(text, DAY)] == values
