"""Places in the cases of two languages and in Latin letters."""

import pytest

from tidings.text import places


@pytest.mark.parametrize(
    "written, name",
    [
        ("под Рыльском", "Рыльск"),
        ("из Набережных Челнов", "Набережные Челны"),
        ("в Старом Осколе", "Старый Оскол"),
        ("в Ростове-на-Дону", "Ростов-на-Дону"),
        ("за Валуйками", "Валуйки"),
        ("в Грозном", "Грозный"),
        ("из Твери", "Тверь"),
        ("під Полтавою", "Полтава"),
        ("з Миколаєва", "Миколаїв"),
        ("у Кропивницькому", "Кропивницький"),
        ("Питера", "Санкт-Петербург"),
        ("около Валуек", "Валуйки"),
        ("из Лисок", "Лиски"),
        ("из Химок", "Химки"),
        ("из Люберец", "Люберцы"),
        ("из Сум", "Сумы"),
    ],
)
def test_a_town_is_known_in_every_case(written, name):
    assert places.find(written)[0].name == name


@pytest.mark.parametrize(
    "written, name, kind",
    [
        ("в брянскую область", "Брянская область", "region"),
        ("воронежская обл", "Воронежская область", "region"),
        ("Сумської області", "Сумська область", "region"),
        ("Красноярском крае", "Красноярский край", "region"),
        ("Bryansk region", "Брянская область", "region"),
        ("в Дагестане", "Дагестан", "region"),
        ("Республике Коми", "Республика Коми", "region"),
        ("на Харківщині", "Харківська область", "region"),
        ("Беловском районе", "Беловский район", "district"),
        ("суземский р-н", "Суземский район", "district"),
    ],
)
def test_regions_and_districts_are_named_in_full(written, name, kind):
    found = places.find(written)[0]
    assert (found.name, found.kind) == (name, kind)


def test_a_district_along_the_border_knows_its_region():
    assert places.find("Рыльского района")[0].region == "Курская область"


@pytest.mark.parametrize(
    "latin, name",
    [
        ("Bakhmut", "Бахмут"),
        ("Artemivsk", "Бахмут"),
        ("Pokrovsk", "Покровск"),
        ("Engels", "Энгельс"),
        ("Dnipro", "Днепр"),
        ("Kropyvnytskyi", "Кропивницкий"),
        ("Mykolaiv", "Николаев"),
        ("Yekaterinburg", "Екатеринбург"),
    ],
)
def test_a_town_is_called_what_it_is_called_now(latin, name):
    assert places.find(latin)[0].name == name


def test_a_town_knows_its_name_in_three_languages():
    kharkiv = places.find("Харкова")[0]
    assert [kharkiv.called(lang) for lang in ("ru", "uk", "en")] == ["Харьков", "Харків", "Kharkiv"]


def test_latin_letters_give_the_russian_name_and_abroad_stays_latin():
    assert places.find("Kupiansk")[0].name == "Купянск"
    assert places.find("Vilnius")[0].name == "Vilnius"


def test_words_that_name_no_place_find_none():
    assert places.find("не отвечает на звонки") == ()


def test_a_region_is_what_an_adjective_alone_means():
    region = places.region_of_adjective("белгородскую")
    assert region is not None and region.name == "Белгородская область"
    assert places.region_of_adjective("красивую") is None


@pytest.mark.parametrize(
    "adjective, seat", [("рыльское", "Рыльск"), ("харьковское", "Харьков"), ("красивое", None)]
)
def test_a_direction_is_named_after_a_town(adjective, seat):
    assert places.seat_of_adjective(adjective) == seat


@pytest.mark.parametrize("latin, russian", [("Lviv", "Львов"), ("Luhansk", "Луганск"), ("Kherson", "Херсон")])
def test_a_town_in_latin_letters_has_its_customary_russian_name(latin, russian):
    assert places.settlements([latin])[0].name == russian
